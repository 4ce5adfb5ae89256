"""Impulsfinanciering begaafdheid: money to set up a project for gifted pupils."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from aanvragen.soorten.basis import Antwoorden, Eersteregeling, Groep, Kerngegevens, Soort
from aanvragen.soorten.bouwstenen import PLANGELD_GETALLEN, PLANGELD_HEEL, PlangeldForm, rest_van_schooljaar, tekst
from swv.invullen.onderdelen import Bewijsstuk, Onderdeel, OnderdeelForm

if TYPE_CHECKING:
    from aanvragen.models import Regeling


class ProjectForm(OnderdeelForm):
    in_zin = {
        "titel": "de naam van het project",
        "voor_wie": "voor wie het project is",
        "aanleiding": "waarom u het project begint",
        "aanpak": "uw aanpak",
        "resultaat": "het resultaat",
        "vervolg": "hoe u na de impuls verdergaat",
    }

    titel = forms.CharField(label="Hoe heet het project?", max_length=120)
    voor_wie = forms.CharField(
        label="Voor welke leerlingen is het?",
        max_length=200,
        help_text="Noem geen namen. Bijvoorbeeld: vijftien leerlingen uit leerjaar 1 tot en met 3.",
    )
    aanleiding = tekst("Waarom begint u dit project?", hoogstens=2000)
    aanpak = tekst("Wat gaat u doen?")
    resultaat = tekst("Wat is er straks anders?", help_text="Noem een resultaat dat u kunt meten.")
    vervolg = tekst("Hoe gaat u verder als het geld op is?", hoogstens=2000)


class GeldForm(PlangeldForm):
    wat = "Een begaafdheidsproject"


class Begaafdheid(Soort):
    code = "begaafdheid"
    naam = "Impulsfinanciering begaafdheid"
    groep = Groep.GELD
    inleiding = "Geld om op uw school een project voor begaafde leerlingen te beginnen."
    goed_om_te_weten = (
        "Het geld is een start. U schrijft op hoe uw school daarna zelf verdergaat.",
        "De ambassadeurs begaafdheid denken met u mee over het plan.",
        "Schrijf over groepen. Noem geen namen van leerlingen.",
    )
    getallen = PLANGELD_GETALLEN
    hele_getallen = PLANGELD_HEEL
    onderdelen = (
        Onderdeel("project", "Beschrijf het project", ProjectForm),
        Onderdeel("bedrag", "Vul periode en bedrag in", GeldForm),
    )
    bewijsstukken = (
        Bewijsstuk("projectplan", "Projectplan", "Uw plan in één document."),
        Bewijsstuk("begroting", "Begroting", "De begroting van het project.", verplicht=False),
    )
    regelingen = (
        Eersteregeling(
            getallen={"schooljaren": 2},
            toelichting=(
                "Bron: brochure van het samenwerkingsverband en jaarplan 2025 (begaafdheid: impulsfinanciering voor "
                "een begaafdheidsproject). Een bedrag staat niet in de bronnen; een grens kunt u invullen als "
                "hoogste_bedrag. De begrotingspost vult de controller in. Aanname: een project duurt hoogstens twee "
                "schooljaren, zoals bij innovatiegelden."
            ),
        ),
    )

    def voorbeeld(self, vandaag: date, leerling: Mapping[str, Any]) -> Antwoorden:
        return {
            "project": {
                "titel": "Denklab",
                "voor_wie": "Vijftien leerlingen uit leerjaar 1 tot en met 3",
                "aanleiding": "Deze leerlingen vervelen zich en halen lagere cijfers dan zij kunnen.",
                "aanpak": "Elke week werken zij een middag aan een eigen onderzoek, met een vaste begeleider.",
                "resultaat": "Twaalf van de vijftien leerlingen ronden een eigen onderzoek af.",
                "vervolg": "Het Denklab komt in het rooster. De school betaalt de begeleider zelf.",
            },
            "bedrag": {
                **rest_van_schooljaar(vandaag),
                "gevraagd_bedrag": "9.500",
                "begroting": "Begeleider, 150 uur × € 60,00 = € 9.000,00. Materiaal € 500,00.",
            },
        }

    def kerngegevens(self, gegevens: Mapping[str, Any], regeling: "Regeling") -> Kerngegevens:
        return Kerngegevens(gevraagd_bedrag=gegevens["gevraagd_bedrag"], van=gegevens["van"], tot=gegevens["tot"])


SOORT = Begaafdheid()
