"""What the style guide shows: one form with every kind of field, and dates around today."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from swv.kern import opmaak
from swv.kern.formulieren import BedragField, BestandenField, DatumField, Formulier, UrenField
from swv.kern.grafieken import KLEUREN, Deel, Grafiek, Reeks, Staaf, lijnen, staven


class Voorbeeldformulier(Formulier):
    """Every kind of field the portal knows."""

    in_zin = {"bedrag": "het gevraagde bedrag"}

    onderwerp = forms.CharField(label="Waar gaat de aanvraag over?", max_length=120)
    bedrag = BedragField(label="Gevraagd bedrag", max_value=Decimal(25_000))
    uren = UrenField(label="Uren per week", help_text="Maximaal 4 uur per week", max_value=4)
    vanaf = DatumField(label="Vanaf welke dag?")
    email = forms.EmailField(label="E-mailadres", required=False)
    schooljaar = forms.ChoiceField(
        label="Schooljaar", choices=[("", "---------"), ("2026", "2026-2027"), ("2027", "2027-2028")]
    )
    doel = forms.ChoiceField(
        label="Voor wie is de ondersteuning?",
        choices=[("leerling", "Eén leerling"), ("groep", "Een groep leerlingen"), ("school", "De hele school")],
        widget=forms.RadioSelect,
    )
    betrokken = forms.MultipleChoiceField(
        label="Wie zijn betrokken?",
        choices=[("mentor", "De mentor"), ("ouders", "De ouders"), ("leerplicht", "De leerplichtambtenaar")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="U kunt er meer kiezen.",
    )
    toelichting = forms.CharField(
        label="Toelichting",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text="Beschrijf wat de school al heeft gedaan. Noem geen naam van een leerling.",
    )
    bijlagen = BestandenField(label="Bijlagen", soorten=("pdf", "docx", "jpg"), max_mb=20, required=False)
    akkoord = forms.BooleanField(label="De ouders weten van deze aanvraag")


_FOUT = {"onderwerp": "", "bedrag": "1.234.5", "uren": "5", "vanaf": "31-2-2027", "email": "naam@"}


def _grafieken() -> list[Grafiek]:
    """Lines with a year that is not over, and bars with a mark."""
    over = [Decimal(n) for n in (120_000, 112_000, 90_000, 71_000)]
    return [
        lijnen(
            titel="Wat er nog over is van innovatie",
            zin="Eind april is er nog € 71.000,00 over, € 9.000,00 minder dan gepland.",
            punten=opmaak.MAANDEN[:6],
            reeksen=[
                Reeks("Volgens plan", [Decimal(120_000 - 10_000 * n) for n in range(1, 7)], "plan"),
                Reeks("Na toekenningen", [*over, None, None], "hoofd"),
                Reeks("Na betalingen", [bedrag + 15_000 for bedrag in over] + [None, None], "tweede"),
            ],
        ),
        staven(
            titel="Verwacht aan het eind van het jaar",
            zin="Wij verwachten op één van de twee posten meer uit te geven dan begroot.",
            staven=[
                Staaf("Innovatie", [_deel(40_000), _deel(30_000, 1), _deel(10_000, 2)], Decimal(100_000)),
                Staaf("Frictiefonds", [_deel(60_000), _deel(25_000, 1), _deel(0, 2)], Decimal(80_000)),
            ],
        ),
    ]


def _deel(bedrag: int, nummer: int = 0) -> Deel:
    return Deel(("Betaald", "Toegekend", "Aangevraagd")[nummer], Decimal(bedrag), KLEUREN[nummer])


def context() -> dict[str, Any]:
    """Everything that `stijlgids.html` needs."""
    nu = timezone.now()
    vandaag = timezone.localdate()
    return {
        "leeg": Voorbeeldformulier(auto_id="leeg_%s"),
        "met_fouten": Voorbeeldformulier(_FOUT, auto_id="fout_%s"),
        "nu": nu,
        "eerder": nu - timedelta(days=8),
        "ooit": nu - timedelta(days=20),
        "vandaag": vandaag,
        "te_laat": vandaag - timedelta(days=3),
        "bijna": vandaag + timedelta(days=6),
        "later": vandaag + timedelta(days=44),
        "bedrag": Decimal("12500"),
        "stappen_namen": ["Gegevens", "Plan", "Bijlagen", "Controleren"],
        "grafieken": _grafieken(),
        "bestanden": ["Ontwikkelingsperspectief.pdf", "Verklaring arts.pdf"],
    }
