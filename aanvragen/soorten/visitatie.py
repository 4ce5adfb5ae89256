"""Collegiale visitatie: colleagues of another school and of the bureau come and look, with a question of the school.
The bureau plans the day and there is a report."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from aanvragen.soorten.basis import Antwoorden, Eersteregeling
from aanvragen.soorten.bouwstenen import PLANNING, ZONDER_NAMEN, SoortMetAfspraken, planning, tekst
from swv.invullen.onderdelen import Onderdeel, OnderdeelForm

if TYPE_CHECKING:
    from aanvragen.models import Aanvraag


class KijkvraagForm(OnderdeelForm):
    in_zin = {
        "kijkvraag": "waar de bezoekers naar kijken",
        "aanleiding": "waarom u dit nu wilt weten",
    }

    kijkvraag = tekst("Waar moeten de bezoekers naar kijken?", help_text="Een vraag waar u echt antwoord op wilt.")
    aanleiding = tekst("Waarom wilt u dit nu weten?", hoogstens=2000, help_text=ZONDER_NAMEN)


class Visitatie(SoortMetAfspraken):
    code = "visitatie"
    naam = "Collegiale visitatie"
    inleiding = "Collega's van een andere school en van ons bureau kijken mee naar de ondersteuning op uw school."
    goed_om_te_weten = (
        "U kiest zelf de vraag waar de bezoekers naar kijken.",
        "Wij zoeken de bezoekers en plannen het bezoek met u.",
        "Na het bezoek krijgt u een verslag.",
    )
    onderdelen = (
        Onderdeel("kijkvraag", "Vertel waar het over gaat", KijkvraagForm),
        PLANNING,
    )
    regelingen = (
        Eersteregeling(
            toelichting=(
                "Bron: brochure van het samenwerkingsverband en jaarplan 2025. Een visitatie kost de school niets. "
                "Het bureau betaalt de kosten uit de begrotingspost kwaliteitszorg en collegiale visitaties "
                "(jaarplan 2025: € 75.000) en legt per visitatie geen bedrag vast."
            ),
            beslistermijn_weken=4,
        ),
    )

    def voorbeeld(self, vandaag: date, leerling: Mapping[str, Any]) -> Antwoorden:
        return {
            "kijkvraag": {
                "kijkvraag": "Zien leerlingen zelf wat hun ondersteuning oplevert?",
                "aanleiding": "Wij werken een jaar met een nieuwe vorm van leerlinggesprekken.",
            },
            "planning": planning(vandaag),
        }

    def gevolgen(self, aanvraag: "Aanvraag", *, door: Any) -> list[str]:
        return [
            "Wij zoeken een school die bij uw vraag past. Daarna plannen wij het bezoek met u.",
            "Na het bezoek krijgt u een verslag.",
        ]


SOORT = Visitatie()
