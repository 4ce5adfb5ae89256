"""Mentortraining: school and bureau look at the role of the mentor, then mentors follow a training made for them."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from aanvragen.soorten.basis import Antwoorden, Eersteregeling
from aanvragen.soorten.bouwstenen import (
    PLANNING,
    ZONDER_NAMEN,
    AantalField,
    SoortMetAfspraken,
    planning,
    tekst,
)
from swv.invullen.onderdelen import Onderdeel, OnderdeelForm

if TYPE_CHECKING:
    from aanvragen.models import Aanvraag


class MentoraatForm(OnderdeelForm):
    in_zin = {
        "mentoren": "het aantal mentoren",
        "mentoraat": "wat mentoren nu doen",
        "leervraag": "wat de mentoren willen leren",
    }

    mentoren = AantalField(label="Hoeveel mentoren doen mee?")
    mentoraat = tekst("Wat doen mentoren nu op uw school?", hoogstens=2000, help_text="Beschrijf hun rol en hun taken.")
    leervraag = tekst(
        "Wat willen de mentoren leren?",
        help_text=f"Bijvoorbeeld een gesprek voeren met een leerling en de ouders. {ZONDER_NAMEN}",
    )


class Mentortraining(SoortMetAfspraken):
    code = "mentortraining"
    naam = "Mentortraining"
    inleiding = "Een training op maat voor de mentoren van uw school."
    goed_om_te_weten = (
        "Wij kijken eerst samen met u naar de rol en de taken van de mentor.",
        "Daarna maken wij een training die daarbij past. Mentoren oefenen bijvoorbeeld gesprekken.",
        "De training kost uw school niets.",
    )
    onderdelen = (
        Onderdeel("mentoraat", "Vertel over uw mentoren", MentoraatForm),
        PLANNING,
    )
    regelingen = (
        Eersteregeling(
            toelichting=(
                "Bron: brochure van het samenwerkingsverband (mentortraining: eerst afstemming met de school, daarna "
                "een training op maat). De bronnen noemen geen kosten en geen grootste groep. Aanname: de school "
                "betaalt niets."
            ),
            beslistermijn_weken=4,
        ),
    )

    def voorbeeld(self, vandaag: date, leerling: Mapping[str, Any]) -> Antwoorden:
        return {
            "mentoraat": {
                "mentoren": "12",
                "mentoraat": "Elke klas heeft een mentor. De mentor spreekt elke leerling twee keer per jaar.",
                "leervraag": "Een moeilijk gesprek voeren en daarna goede afspraken maken.",
            },
            "planning": planning(vandaag),
        }

    def gevolgen(self, aanvraag: "Aanvraag", *, door: Any) -> list[str]:
        return [
            "Wij maken eerst een afspraak met u over de rol en de taken van uw mentoren.",
            "Daarna krijgt u van ons een voorstel voor de training en de data.",
        ]


SOORT = Mentortraining()
