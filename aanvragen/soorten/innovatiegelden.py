"""Innovatiegelden: a project that fits an ambition of the ondersteuningsplan; plan, feedback, final plan; 90/10."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms

from aanvragen.betaalschema import Deel, Wanneer
from aanvragen.soorten.basis import Antwoorden, Eersteregeling, Groep, Kerngegevens, Soort
from aanvragen.soorten.bouwstenen import SchooljarenMixin, volgende_maand
from swv.invullen.onderdelen import Bewijsstuk, Onderdeel, OnderdeelForm
from swv.kern.formulieren import BedragField, DatumField

if TYPE_CHECKING:
    from aanvragen.models import Regeling

CENT = Decimal("0.01")
AMBITIES = (
    "Ambitie 1: Inclusief onderwijs",
    "Ambitie 2: Stabiele schoolloopbanen",
    "Ambitie 3: Soepele overstappen",
    "Ambitie 4: Schoolaanwezigheid",
)


class PlanForm(OnderdeelForm):
    in_zin = {
        "titel": "de naam van het project",
        "ambitie": "de ambitie",
        "vraag": "welk probleem u wilt oplossen",
        "aanpak": "uw aanpak",
        "resultaat": "het resultaat",
        "borging": "hoe u het daarna vasthoudt",
    }

    titel = forms.CharField(label="Hoe heet het project?", max_length=120)
    ambitie = forms.ChoiceField(label="Bij welke ambitie past het project?", widget=forms.RadioSelect)
    vraag = forms.CharField(label="Welk probleem wilt u oplossen?", widget=forms.Textarea, max_length=4000)
    aanpak = forms.CharField(label="Wat gaat u doen?", widget=forms.Textarea, max_length=6000)
    resultaat = forms.CharField(
        label="Wat is er straks anders?",
        widget=forms.Textarea,
        max_length=4000,
        help_text="Noem een resultaat dat u kunt meten.",
    )
    borging = forms.CharField(label="Hoe houdt u het vast als het geld op is?", widget=forms.Textarea, max_length=4000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not (ambities := self.regeling.ambitiekeuzes):
            del self.fields["ambitie"]
            return
        self.fields["ambitie"].choices = ambities  # type: ignore[attr-defined]
        if self.regeling.plan:
            self.fields["ambitie"].help_text = f"De ambities staan in het {self.regeling.plan}."


class PeriodeEnBedragForm(SchooljarenMixin, OnderdeelForm):
    wat = "Een project"
    in_zin = {
        "van": "de begindatum",
        "tot": "de einddatum",
        "gevraagd_bedrag": "het gevraagde bedrag",
        "begroting": "waar u het geld aan uitgeeft",
    }

    van = DatumField(label="Wanneer begint het project?")
    tot = DatumField(label="Wanneer is het project klaar?")
    gevraagd_bedrag = BedragField(
        label="Welk bedrag vraagt u in totaal?",
        max_digits=10,
        decimal_places=2,
        min_value=CENT,
        help_text="In euro's, bijvoorbeeld 25.000,00",
    )
    begroting = forms.CharField(label="Waar geeft u het geld aan uit?", widget=forms.Textarea, max_length=4000)


class Innovatiegelden(Soort):
    code = "innovatiegelden"
    naam = "Innovatiegelden"
    groep = Groep.GELD
    inleiding = "Geld voor een vernieuwend project dat past bij een ambitie van het ondersteuningsplan."
    goed_om_te_weten = (
        "U stuurt een plan. Wij geven feedback. Daarna stuurt u het definitieve plan.",
        "Een project duurt hoogstens {schooljaren} schooljaren.",
        "U kunt het hele jaar aanvragen.",
    )
    feedbackronde = True
    getallen = {"schooljaren": "Hoogstens zoveel schooljaren"}
    hele_getallen = {"schooljaren": 10}
    onderdelen = (
        Onderdeel("plan", "Beschrijf uw plan", PlanForm),
        Onderdeel("bedrag", "Vul periode en bedrag in", PeriodeEnBedragForm),
    )
    bewijsstukken = (
        Bewijsstuk("projectplan", "Projectplan", "Uw plan in één document."),
        Bewijsstuk("begroting", "Begroting", "De begroting van het project.", verplicht=False),
    )

    regelingen = (
        Eersteregeling(
            begrotingspost_code="L.S.02",
            getallen={"schooljaren": 2},
            betaalschema=(Deel(Decimal(90)), Deel(Decimal(10), Wanneer.VERANTWOORDING)),
            plan="Ondersteuningsplan 2024-2028",
            ambities=AMBITIES,
            toelichting=(
                "Bron: site van het samenwerkingsverband (het hele jaar aanvragen, feedbackronde, 90% en 10%, "
                "hoogstens twee schooljaren) en jaarplan 2025 (post L.S.02 en de vier ambities)."
            ),
        ),
    )

    def voorbeeld(self, vandaag: date, leerling: Mapping[str, Any]) -> Antwoorden:
        return {
            "plan": {
                "titel": "Samen lezen",
                "ambitie": "1",
                "vraag": "Leerlingen van de schakelklas missen de aansluiting.",
                "aanpak": "Wij maken leesgroepen van alle niveaus.",
                "resultaat": "Negen van de tien leerlingen leest op niveau 2F.",
                "borging": "De leesgroepen komen in het rooster.",
            },
            "bedrag": {
                **volgende_maand(vandaag),
                "gevraagd_bedrag": "25000",
                "begroting": "Uren van de leesdocent en boeken.",
            },
        }

    def kerngegevens(self, gegevens: Mapping[str, Any], regeling: "Regeling") -> Kerngegevens:
        return Kerngegevens(gevraagd_bedrag=gegevens["gevraagd_bedrag"], van=gegevens["van"], tot=gegevens["tot"])


SOORT = Innovatiegelden()
