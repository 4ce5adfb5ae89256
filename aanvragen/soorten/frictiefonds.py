"""Frictiefonds: exceptional money, asked by the board, when there is (temporarily) no regular education money."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms

from aanvragen.soorten.basis import Antwoorden, Eersteregeling, Groep, Kerngegevens, Soort
from aanvragen.soorten.bouwstenen import volgende_maand
from swv.invullen.leerling import PeriodeMixin
from swv.invullen.onderdelen import Bewijsstuk, Onderdeel, OnderdeelForm
from swv.kern.formulieren import BedragField, DatumField
from swv.kern.opmaak import euro

if TYPE_CHECKING:
    from aanvragen.models import Regeling

CENT = Decimal("0.01")


class SituatieForm(OnderdeelForm):
    in_zin = {
        "voor_wie": "voor wie het geld is",
        "situatie": "wat er aan de hand is",
        "geen_regulier_geld": "waarom er geen regulier geld is",
        "eigen_middelen": "wat u al uit eigen middelen deed",
    }

    voor_wie = forms.CharField(
        label="Voor welke leerling of groep is het geld?",
        max_length=200,
        help_text="Noem geen namen. Bijvoorbeeld: twee leerlingen uit leerjaar 2 vmbo-kader.",
    )
    situatie = forms.CharField(label="Wat is er aan de hand?", widget=forms.Textarea, max_length=4000)
    geen_regulier_geld = forms.CharField(
        label="Waarom is er (tijdelijk) geen regulier onderwijsgeld?", widget=forms.Textarea, max_length=4000
    )
    eigen_middelen = forms.CharField(
        label="Wat deed u al met uw eigen ondersteuningsmiddelen?",
        widget=forms.Textarea,
        max_length=4000,
        help_text="Het frictiefonds vult aan. Laat zien wat u zelf al inzette.",
    )
    andere_financiers = forms.CharField(
        label="Wie betaalt er nog meer mee?", widget=forms.Textarea, max_length=2000, required=False
    )


class BedragForm(PeriodeMixin, OnderdeelForm):
    in_zin = {
        "van": "de begindatum",
        "tot": "de einddatum",
        "gevraagd_bedrag": "het gevraagde bedrag",
        "berekening": "hoe u aan het bedrag komt",
    }

    van = DatumField(label="Vanaf welke dag is het geld nodig?")
    tot = DatumField(label="Tot en met welke dag?")
    gevraagd_bedrag = BedragField(
        label="Welk bedrag vraagt u?",
        max_digits=10,
        decimal_places=2,
        min_value=CENT,
        help_text="In euro's, bijvoorbeeld 12.500,00",
    )
    berekening = forms.CharField(
        label="Hoe komt u aan dit bedrag?",
        widget=forms.Textarea,
        max_length=4000,
        help_text=f"Bijvoorbeeld: 250 uur begeleiding × {euro(50)} = {euro(12_500)}",
    )


class Frictiefonds(Soort):
    code = "frictiefonds"
    naam = "Frictiefonds"
    groep = Groep.GELD
    inleiding = (
        "Extra geld voor een zeer uitzonderlijke situatie waarin er (tijdelijk) geen regulier onderwijsgeld is "
        "voor een of meer leerlingen."
    )
    goed_om_te_weten = (
        "Uw schoolbestuur tekent mee en dient de aanvraag in.",
        "U laat zien wat u eerst uit eigen middelen deed.",
        "De directeur-bestuurder van het samenwerkingsverband besluit.",
    )
    medetekening = True
    onderdelen = (
        Onderdeel("situatie", "Beschrijf de situatie", SituatieForm),
        Onderdeel("bedrag", "Vul periode en bedrag in", BedragForm),
    )
    bewijsstukken = (
        Bewijsstuk("begroting", "Begroting of berekening", "Waaruit blijkt hoe u aan het bedrag komt."),
        Bewijsstuk(
            "onderbouwing", "Onderbouwing van de situatie", "Bijvoorbeeld een plan of verslag.", verplicht=False
        ),
    )

    regelingen = (
        Eersteregeling(
            begrotingspost_code="L.S.02",
            toelichting=(
                "Bron: brochure van het samenwerkingsverband (het schoolbestuur vraagt aan, de directeur-bestuurder "
                "besluit) en jaarplan 2025 (ambitie 2, post L.S.02)."
            ),
        ),
    )

    def voorbeeld(self, vandaag: date, leerling: Mapping[str, Any]) -> Antwoorden:
        return {
            "situatie": {
                "voor_wie": "Twee leerlingen uit leerjaar 2 vmbo-kader",
                "situatie": "Zij zijn in maart ingestroomd en hebben veel begeleiding nodig.",
                "geen_regulier_geld": "De bekostiging begint pas volgend jaar.",
                "eigen_middelen": "Wij zetten al acht uur per week een begeleider in.",
                "andere_financiers": "",
            },
            "bedrag": {
                **volgende_maand(vandaag),
                "gevraagd_bedrag": "12.500,00",
                "berekening": "250 uur × € 50,00 = € 12.500,00",
            },
        }

    def kerngegevens(self, gegevens: Mapping[str, Any], regeling: "Regeling") -> Kerngegevens:
        return Kerngegevens(gevraagd_bedrag=gegevens["gevraagd_bedrag"], van=gegevens["van"], tot=gegevens["tot"])


SOORT = Frictiefonds()
