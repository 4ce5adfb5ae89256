"""Begaafdheidsmodule: colleagues enrol for a module about gifted pupils, or for the course of talentbegeleider."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from aanvragen.soorten.basis import Antwoorden, Eersteregeling, Groep, Kerngegevens, Soort, Weg
from aanvragen.soorten.bouwstenen import keuze, tekst
from swv.invullen.onderdelen import Onderdeel, OnderdeelForm

if TYPE_CHECKING:
    from aanvragen.models import Aanvraag, Regeling

TALENTBEGELEIDER, VMBO = "talentbegeleider", "vmbo"


class InschrijvingForm(OnderdeelForm):
    in_zin = {
        "module": "de module",
        "afdeling": "de afdeling",
        "deelnemers": "wie er meedoen",
        "reden": "wat u ermee wilt bereiken",
    }

    module = keuze(
        "Welke module kiest u?",
        [
            ("herkennen", "Begaafdheid herkennen"),
            ("begeleiden", "Begaafde leerlingen begeleiden"),
            (TALENTBEGELEIDER, "Verkorte opleiding tot talentbegeleider (alleen vmbo)"),
        ],
    )
    afdeling = keuze(
        "Op welke afdeling werken de deelnemers?",
        [(VMBO, "vmbo"), ("havo_vwo", "havo of vwo"), ("pro_vso", "praktijkonderwijs of vso")],
    )
    deelnemers = tekst(
        "Wie doen er mee?", hoogstens=1000, help_text="Zet elke naam op een nieuwe regel, met de functie erachter."
    )
    reden = tekst("Wat wilt u ermee bereiken op uw school?", hoogstens=2000)

    def clean_deelnemers(self) -> str:
        getypt: str = self.cleaned_data["deelnemers"]
        hoogstens = int(self.regeling.getal("deelnemers"))
        if (aantal := len(namen(getypt))) > hoogstens:
            raise forms.ValidationError(
                f"U meldt {aantal} mensen aan. Per aanvraag zijn dat er hoogstens {hoogstens}. Haal namen weg."
            )
        return getypt

    def clean(self) -> dict[str, Any]:
        gegevens: dict[str, Any] = super().clean() or self.cleaned_data
        if gegevens.get("module") == TALENTBEGELEIDER and gegevens.get("afdeling", VMBO) != VMBO:
            self.add_error(
                "afdeling",
                "De opleiding tot talentbegeleider is alleen voor het vmbo. Kies een andere module of afdeling.",
            )
        return gegevens


def namen(getypt: str) -> list[str]:
    """The people, one a line."""
    return [regel.strip() for regel in getypt.splitlines() if regel.strip()]


class Begaafdheidsmodule(Soort):
    code = "begaafdheidsmodule"
    naam = "Begaafdheid: module of talentbegeleider"
    groep = Groep.MENSEN
    inleiding = "Uw docenten en ondersteuningscoördinatoren leren begaafdheid herkennen en begeleiden."
    goed_om_te_weten = (
        "U meldt docenten en ondersteuningscoördinatoren van uw eigen school aan.",
        "De verkorte opleiding tot talentbegeleider is voor het vmbo.",
        "Meedoen kost uw school niets.",
    )
    weg = Weg.TOEZEGGING
    kent_bedrag = False
    getallen = {"deelnemers": "Hoogstens zoveel mensen per aanvraag"}
    hele_getallen = {"deelnemers": 100}
    onderdelen = (Onderdeel("inschrijving", "Meld de deelnemers aan", InschrijvingForm),)
    regelingen = (
        Eersteregeling(
            getallen={"deelnemers": 4},
            toelichting=(
                "Bron: brochure van het samenwerkingsverband en jaarplan 2025 (modules over begaafdheid; verkorte "
                "opleiding tot talentbegeleider voor het vmbo). De bronnen noemen geen kosten en geen aantal plaatsen. "
                "Aanname: de school betaalt niets en meldt per aanvraag hoogstens 4 mensen aan (getal: deelnemers)."
            ),
            beslistermijn_weken=4,
        ),
    )

    def voorbeeld(self, vandaag: date, leerling: Mapping[str, Any]) -> Antwoorden:
        return {
            "inschrijving": {
                "module": "herkennen",
                "afdeling": "havo_vwo",
                "deelnemers": "A. de Vries, docent wiskunde\nB. Bakker, ondersteuningscoördinator",
                "reden": "Wij willen eerder zien welke leerlingen zich vervelen in de les.",
            }
        }

    def kerngegevens(self, gegevens: Mapping[str, Any], regeling: "Regeling") -> Kerngegevens:
        return Kerngegevens()

    def gevolgen(self, aanvraag: "Aanvraag", *, door: Any) -> list[str]:
        return [
            "Wij schrijven uw collega's in. U krijgt van ons de data van de bijeenkomsten.",
            "Kan iemand niet? Laat het ons weten. Dan kan een collega van een andere school meedoen.",
        ]


SOORT = Begaafdheidsmodule()
