"""Collegiale visitatie: schools visit each other with a question; the bureau plans the day and there is a report."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from aanvragen.soorten.basis import Antwoorden, Eersteregeling, Groep, Kerngegevens, Soort, Weg
from aanvragen.soorten.bouwstenen import PeriodeForm, tekst, volgende_maand
from swv.invullen.onderdelen import Onderdeel, OnderdeelForm

if TYPE_CHECKING:
    from aanvragen.models import Regeling


class KijkvraagForm(OnderdeelForm):
    in_zin = {
        "kijkvraag": "waar de bezoekers naar kijken",
        "aanleiding": "waarom u dit nu wilt weten",
        "contact": "wie de dag op school regelt",
    }

    kijkvraag = tekst("Waar moeten de bezoekers naar kijken?", help_text="Een vraag waar u echt antwoord op wilt.")
    aanleiding = tekst("Waarom wilt u dit nu weten?", hoogstens=2000)
    contact = forms.CharField(label="Wie regelt de dag op uw school?", max_length=120)


class PlanningForm(PeriodeForm):
    in_zin = {**PeriodeForm.in_zin, "dagen": "welke dagen u kunt"}

    dagen = tekst("Welke dagen kunt u wel en niet?", hoogstens=1000)


class Visitatie(Soort):
    code = "visitatie"
    naam = "Collegiale visitatie"
    groep = Groep.MENSEN
    inleiding = "Collega's van andere scholen komen een dag kijken naar de ondersteuning op uw school."
    goed_om_te_weten = (
        "U kiest zelf de vraag waar de bezoekers naar kijken.",
        "Wij zoeken de bezoekers en plannen de dag met u.",
        "Na het bezoek krijgt u een verslag.",
    )
    weg = Weg.TOEZEGGING
    kent_bedrag = False
    plant_afspraken = True
    onderdelen = (
        Onderdeel("kijkvraag", "Vertel waar het over gaat", KijkvraagForm),
        Onderdeel("planning", "Vul in wanneer het kan", PlanningForm),
    )
    regelingen = (
        Eersteregeling(
            toelichting=(
                "Bron: brochure van het samenwerkingsverband en jaarplan 2025 (kwaliteitszorg en collegiale "
                "visitaties, € 75.000). Een visitatie kost de school niets; het bureau plant de dag."
            ),
            beslistermijn_weken=4,
        ),
    )

    def voorbeeld(self, vandaag: date, leerling: Mapping[str, Any]) -> Antwoorden:
        return {
            "kijkvraag": {
                "kijkvraag": "Zien leerlingen zelf wat hun ondersteuning oplevert?",
                "aanleiding": "Wij werken een jaar met een nieuwe vorm van leerlinggesprekken.",
                "contact": "De ondersteuningscoördinator",
            },
            "planning": {**volgende_maand(vandaag), "dagen": "Liever niet op maandag."},
        }

    def kerngegevens(self, gegevens: Mapping[str, Any], regeling: "Regeling") -> Kerngegevens:
        return Kerngegevens(van=gegevens["van"], tot=gegevens["tot"])


SOORT = Visitatie()
