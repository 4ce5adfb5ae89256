"""Middelen doorlopend leren vo-mbo: money for a route from secondary education to the mbo, or for loopbaanoriëntatie
that makes the step to the mbo easier."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from aanvragen.soorten.basis import Antwoorden, Eersteregeling, Groep, Kerngegevens, Soort
from aanvragen.soorten.bouwstenen import PLANGELD_GETALLEN, PLANGELD_HEEL, PlangeldForm, rest_van_schooljaar, tekst
from swv.invullen.onderdelen import Bewijsstuk, Onderdeel, OnderdeelForm

if TYPE_CHECKING:
    from aanvragen.models import Regeling

LEERROUTE = "leerroute"


class RouteForm(OnderdeelForm):
    in_zin = {
        "soort_route": "waar het geld voor is",
        "titel": "de naam van het project",
        "partner": "de school voor mbo",
        "voor_wie": "voor wie het is",
        "aanpak": "uw aanpak",
        "resultaat": "het resultaat",
    }

    soort_route = forms.ChoiceField(
        label="Waar is het geld voor?",
        choices=[
            (LEERROUTE, "Een doorlopende leerroute van vo naar mbo"),
            ("lob", "Loopbaanoriëntatie en -begeleiding voor de overgang naar het mbo"),
        ],
        widget=forms.RadioSelect,
    )
    titel = forms.CharField(label="Hoe heet het project?", max_length=120)
    partner = forms.CharField(
        label="Met welke school voor mbo werkt u samen?",
        max_length=200,
        required=False,
        help_text="Verplicht bij een doorlopende leerroute.",
    )
    voor_wie = forms.CharField(
        label="Voor welke leerlingen is het?",
        max_length=200,
        help_text="Noem geen namen. Bijvoorbeeld: zestig leerlingen uit leerjaar 3 en 4 vmbo-basis.",
    )
    aanpak = tekst("Wat gaat u doen?", help_text="Beschrijf ook wie op uw school en op het mbo wat doet.")
    resultaat = tekst("Wat is er straks anders?", help_text="Noem een resultaat dat u kunt meten.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].soms_verplicht = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        if gegevens.get("soort_route") == LEERROUTE and not gegevens.get("partner") and "partner" not in self.errors:
            self.add_error("partner", "Vul in met welke school voor mbo u de leerroute maakt.")
        return gegevens


class GeldForm(PlangeldForm):
    wat = "Een project"


class DoorlopendLeren(Soort):
    code = "doorlopend_leren"
    naam = "Middelen doorlopend leren vo-mbo"
    groep = Groep.GELD
    inleiding = "Geld om de overgang van het voortgezet onderwijs naar het mbo te versoepelen."
    goed_om_te_weten = (
        "U maakt een leerroute met een school voor mbo, of u helpt leerlingen bij het kiezen van hun vervolgopleiding.",
        "Schrijf over groepen. Noem geen namen van leerlingen.",
        "Na afloop laat u zien wat het heeft opgeleverd.",
    )
    getallen = PLANGELD_GETALLEN
    hele_getallen = PLANGELD_HEEL
    onderdelen = (
        Onderdeel("route", "Beschrijf het project", RouteForm),
        Onderdeel("bedrag", "Vul periode en bedrag in", GeldForm),
    )
    bewijsstukken = (
        Bewijsstuk("projectplan", "Projectplan", "Uw plan in één document."),
        Bewijsstuk("afspraken", "Afspraken met de school voor mbo", "Als u die al op papier heeft.", verplicht=False),
        Bewijsstuk("begroting", "Begroting", "De begroting van het project.", verplicht=False),
    )
    regelingen = (
        Eersteregeling(
            getallen={"schooljaren": 2},
            toelichting=(
                "Bron: jaarplan 2025 (middelen doorlopend leren vo-mbo: doorlopende leerroutes en loopbaanoriëntatie "
                "en -begeleiding). Een bedrag staat niet in de bronnen; een grens kunt u invullen als hoogste_bedrag. "
                "De begrotingspost vult de controller in (ambitie 2 of 3). Aanname: een project duurt hoogstens twee "
                "schooljaren, zoals bij innovatiegelden."
            ),
        ),
    )

    def voorbeeld(self, vandaag: date, leerling: Mapping[str, Any]) -> Antwoorden:
        return {
            "route": {
                "soort_route": LEERROUTE,
                "titel": "Van zorg en welzijn naar mbo",
                "partner": "Het mbo-college in de buurt",
                "voor_wie": "Zestig leerlingen uit leerjaar 3 en 4 vmbo-basis",
                "aanpak": "Leerlingen volgen elke week een dag les op het mbo. Docenten maken samen het programma.",
                "resultaat": "Negen van de tien leerlingen zitten een jaar later nog op het mbo.",
            },
            "bedrag": {
                **rest_van_schooljaar(vandaag),
                "gevraagd_bedrag": "14.000",
                "begroting": "Docenten, 250 uur × € 56,00 = € 14.000,00",
            },
        }

    def kerngegevens(self, gegevens: Mapping[str, Any], regeling: "Regeling") -> Kerngegevens:
        return Kerngegevens(gevraagd_bedrag=gegevens["gevraagd_bedrag"], van=gegevens["van"], tot=gegevens["tot"])


SOORT = DoorlopendLeren()
