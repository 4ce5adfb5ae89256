"""Maatwerk voor scholen: money for support in school and in class, so that pupils stay in, or come to, regular
education; among others to set up a trajectvoorziening."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from aanvragen.soorten.basis import Antwoorden, Eersteregeling, Groep, Kerngegevens, Soort
from aanvragen.soorten.bouwstenen import PLANGELD_GETALLEN, PLANGELD_HEEL, PlangeldForm, rest_van_schooljaar, tekst
from swv.invullen.onderdelen import Bewijsstuk, Onderdeel, OnderdeelForm

if TYPE_CHECKING:
    from aanvragen.models import Regeling

# What maatwerk is for, in the words of the brochure.
DOELEN = [
    ("binnenhouden", "Leerlingen binnen het regulier voortgezet onderwijs houden"),
    ("wisselen", "Schoolwisselingen voorkomen"),
    ("plaatsen", "Leerlingen uit het voortgezet speciaal onderwijs deels of helemaal plaatsen"),
]


class PlanForm(OnderdeelForm):
    in_zin = {
        "vorm": "waar u het geld voor inzet",
        "doel": "het doel",
        "voor_wie": "voor wie het is",
        "aanpak": "uw aanpak",
        "eigen_middelen": "wat u al uit eigen middelen doet",
        "resultaat": "het resultaat",
    }

    vorm = forms.ChoiceField(
        label="Waar zet u het geld voor in?",
        choices=[
            ("trajectvoorziening", "Een trajectvoorziening in de school"),
            ("ondersteuning", "Andere ondersteuning op school of in de klas"),
        ],
        widget=forms.RadioSelect,
    )
    doel = forms.ChoiceField(label="Wat is het belangrijkste doel?", choices=DOELEN, widget=forms.RadioSelect)
    voor_wie = forms.CharField(
        label="Voor welke leerlingen is het?",
        max_length=200,
        help_text="Noem geen namen. Bijvoorbeeld: acht leerlingen uit leerjaar 1 en 2 vmbo.",
    )
    aanpak = tekst("Wat gaat u doen?")
    eigen_middelen = tekst("Wat doet u al uit uw eigen ondersteuningsmiddelen?", hoogstens=2000)
    resultaat = tekst("Wat is er straks anders?", help_text="Noem een resultaat dat u kunt meten.")


class GeldForm(PlangeldForm):
    wat = "Maatwerk"


class Maatwerk(Soort):
    code = "maatwerk"
    naam = "Maatwerk voor scholen"
    doelvelden = ("resultaat",)
    groep = Groep.GELD
    inleiding = (
        "Geld voor ondersteuning op school en in de klas. Zo blijven leerlingen op het regulier voortgezet onderwijs, "
        "of stappen zij over uit het voortgezet speciaal onderwijs."
    )
    goed_om_te_weten = (
        "U kunt er ook een trajectvoorziening mee opzetten.",
        "Schrijf over groepen. Noem geen namen van leerlingen.",
        "Na afloop laat u zien wat het heeft opgeleverd.",
    )
    getallen = PLANGELD_GETALLEN
    hele_getallen = PLANGELD_HEEL
    onderdelen = (
        Onderdeel("plan", "Beschrijf het maatwerk", PlanForm),
        Onderdeel("bedrag", "Vul periode en bedrag in", GeldForm),
    )
    bewijsstukken = (
        Bewijsstuk("begroting", "Begroting", "Waaruit blijkt hoe u aan het bedrag komt."),
        Bewijsstuk("plan", "Plan", "Bijvoorbeeld het plan voor de trajectvoorziening.", verplicht=False),
    )
    regelingen = (
        Eersteregeling(
            getallen={"schooljaren": 1},
            toelichting=(
                "Bron: brochure van het samenwerkingsverband (maatwerk voor scholen). Een bedrag staat niet in de "
                "bronnen; een grens kunt u invullen als hoogste_bedrag. De begrotingspost vult de controller in: het "
                "jaarplan 2025 noemt alleen voor trajectvoorzieningen een post (ambitie 1, L.S.01). Aanname: een "
                "aanvraag gaat over hoogstens één schooljaar."
            ),
        ),
    )

    def voorbeeld(self, vandaag: date, leerling: Mapping[str, Any]) -> Antwoorden:
        return {
            "plan": {
                "vorm": "trajectvoorziening",
                "doel": "binnenhouden",
                "voor_wie": "Acht leerlingen uit leerjaar 1 en 2 vmbo",
                "aanpak": "Een vaste begeleider vangt leerlingen op en oefent met hen hoe zij in de les blijven.",
                "eigen_middelen": "Wij betalen zelf het lokaal en tien uur begeleiding per week.",
                "resultaat": "Zes van de acht leerlingen volgen in juni weer alle lessen.",
            },
            "bedrag": {
                **rest_van_schooljaar(vandaag),
                "gevraagd_bedrag": "18.000",
                "begroting": "Begeleider, 360 uur × € 50,00 = € 18.000,00",
            },
        }

    def kerngegevens(self, gegevens: Mapping[str, Any], regeling: "Regeling") -> Kerngegevens:
        return Kerngegevens(gevraagd_bedrag=gegevens["gevraagd_bedrag"], van=gegevens["van"], tot=gegevens["tot"])


SOORT = Maatwerk()
