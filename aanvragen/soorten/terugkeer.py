"""Terugkeer: money for the school that takes a pupil from special education after 1 October."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms

from aanvragen.soorten.basis import Antwoorden, Eersteregeling
from aanvragen.soorten.bouwstenen import tekst
from aanvragen.soorten.overstap import (
    AANNAME_GEBIED,
    AANNAME_MAANDEN,
    AMSTERDAM,
    GEBIED_GETALLEN,
    GEBIED_HEEL,
    LAATST_BEKEND,
    InstroomForm,
    Instroomvergoeding,
    voorbeeld_instroom,
)
from swv.invullen.leerling import LeerlingForm
from swv.invullen.onderdelen import Onderdeel

if TYPE_CHECKING:
    from aanvragen.models import Regeling

NIVEAUS = {
    "jaarbedrag_onderbouw": "Havo, vwo of vmbo onderbouw",
    "jaarbedrag_bovenbouw": "Vmbo bovenbouw of praktijkonderwijs",
}
ZONDER_AANWIJZING = "zonder"


class TerugkeerForm(InstroomForm):
    in_zin = {
        **InstroomForm.in_zin,
        "niveau": "het niveau",
        "lwoo": "of de leerling leerwegondersteuning krijgt",
        "begeleiding": "hoe u de leerling begeleidt",
    }

    niveau = forms.ChoiceField(
        label="Op welk niveau stroomt de leerling in?", choices=[*NIVEAUS.items()], widget=forms.RadioSelect
    )
    lwoo = forms.ChoiceField(
        label="Krijgt de leerling leerwegondersteuning (lwoo)?",
        choices=[
            ("nee", "Nee"),
            (ZONDER_AANWIJZING, "Ja, en de leerling heeft geen aanwijzing voor lwoo"),
            ("met", "Ja, en de leerling heeft een aanwijzing voor lwoo"),
        ],
        widget=forms.RadioSelect,
    )
    begeleiding = tekst(
        "Hoe begeleidt u de terugkeer?",
        hoogstens=2000,
        help_text="Beschrijf wat uw school doet. Een diagnose hoeft hier niet.",
    )


class Terugkeer(Instroomvergoeding):
    code = "terugkeer"
    naam = "Terugkeer uit het speciaal onderwijs"
    inleiding = "Geld om een Amsterdamse leerling te begeleiden die na 1 oktober uit het speciaal onderwijs komt."
    goed_om_te_weten = (
        "De school voor voortgezet onderwijs die de leerling ontvangt, vraagt aan.",
        "Het bedrag hangt af van het niveau en van de dag van instroom.",
        "U hoeft geen bedrag in te vullen. Wij rekenen het uit.",
    )
    getallen = {
        "eenmalig": "Eenmalig bedrag in euro's; leeg tellen de maanden",
        "jaarbedrag_onderbouw": "Jaarbedrag havo, vwo of vmbo onderbouw in euro's",
        "jaarbedrag_bovenbouw": "Jaarbedrag vmbo bovenbouw of praktijkonderwijs in euro's",
        "jaarbedrag_lwoo": "Jaarbedrag leerwegondersteuning in euro's",
        **GEBIED_GETALLEN,
    }
    hele_getallen = GEBIED_HEEL
    onderdelen = (
        Onderdeel("leerling", "Vul in voor welke leerling", LeerlingForm),
        Onderdeel("terugkeer", "Vul de terugkeer in", TerugkeerForm),
    )
    regelingen = (
        Eersteregeling(
            geldig_van=date(2021, 8, 1),
            geldig_tot=date(2023, 1, 1),
            getallen={"eenmalig": 10000, **AMSTERDAM},
            toelichting=(
                "Bron: brochure van het samenwerkingsverband (€ 10.000 bij terugkeer na 1 oktober). De site "
                "swvadam.nl noemt dit bedrag niet meer. Aanname: deze regel geldt voor instroom tot 1 januari 2023, "
                f"het eerste jaar met bedragen op de site. De begrotingspost vult de controller in. {AANNAME_GEBIED}"
            ),
        ),
        Eersteregeling(
            geldig_van=date(2023, 1, 1),
            geldig_tot=date(2024, 1, 1),
            getallen={
                "jaarbedrag_onderbouw": "8033.26",
                "jaarbedrag_bovenbouw": "9450.90",
                "jaarbedrag_lwoo": "5187.62",
                **AMSTERDAM,
            },
            toelichting=(
                "Bron: swvadam.nl (terugkeer na 1 oktober per resterende maand, ‘geld volgt leerling’ 2023; het bedrag "
                f"voor lwoo alleen zonder aanwijzing). {AANNAME_MAANDEN}{AANNAME_GEBIED}"
            ),
        ),
        Eersteregeling(
            geldig_van=date(2024, 1, 1),
            getallen={
                "jaarbedrag_onderbouw": "8550.29",
                "jaarbedrag_bovenbouw": "10059.53",
                "jaarbedrag_lwoo": "5486.57",
                **AMSTERDAM,
            },
            toelichting=(
                "Bron: swvadam.nl (terugkeer na 1 oktober per resterende maand, ‘geld volgt leerling’ 2024; het bedrag "
                f"voor lwoo alleen zonder aanwijzing). {LAATST_BEKEND}{AANNAME_MAANDEN}{AANNAME_GEBIED}"
            ),
        ),
    )

    def voorbeeld(self, vandaag: date, leerling: Mapping[str, Any]) -> Antwoorden:
        return {
            "leerling": {**leerling},
            "terugkeer": {
                "instroom": voorbeeld_instroom(vandaag),
                "van_school": "Een school voor voortgezet speciaal onderwijs",
                "postcode": "1055",
                "niveau": "jaarbedrag_onderbouw",
                "lwoo": "nee",
                "begeleiding": "De leerling krijgt een vaste begeleider en begint in een kleine groep.",
            },
        }

    def jaarbedragen(self, gegevens: Mapping[str, Any], regeling: "Regeling") -> Sequence[tuple[str, Decimal]]:
        bedragen = [(f"Jaarbedrag {_klein(NIVEAUS[gegevens['niveau']])}", regeling.getal(gegevens["niveau"]))]
        if gegevens["lwoo"] == ZONDER_AANWIJZING:
            bedragen.append(("Jaarbedrag leerwegondersteuning", regeling.getal("jaarbedrag_lwoo")))
        return bedragen


def _klein(woorden: str) -> str:
    return woorden[0].lower() + woorden[1:]


SOORT = Terugkeer()
