"""Parts of forms that more than one kind uses, and the days of their examples."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms

from swv.invullen.leerling import PeriodeMixin
from swv.invullen.onderdelen import OnderdeelForm
from swv.kern.formulieren import BedragField, DatumField

CENT = Decimal("0.01")


def tekst(label: str, *, hoogstens: int = 4000, **opties: Any) -> forms.CharField:
    """A question that is answered in a few sentences."""
    return forms.CharField(label=label, widget=forms.Textarea, max_length=hoogstens, **opties)


def bedrag(label: str = "Welk bedrag vraagt u?", **opties: Any) -> BedragField:
    """An amount of at least one cent, in euros."""
    opties.setdefault("help_text", "In euro's, bijvoorbeeld 12.500,00")
    return BedragField(label=label, max_digits=10, decimal_places=2, min_value=CENT, **opties)


class PeriodeForm(PeriodeMixin, OnderdeelForm):
    """A part that begins with a period."""

    in_zin = {"van": "de begindatum", "tot": "de einddatum"}

    van = DatumField(label="Vanaf welke dag?")
    tot = DatumField(label="Tot en met welke dag?")


def getypt(dag: date) -> str:
    """A day as people type it: 1-9-2026."""
    return f"{dag.day}-{dag.month}-{dag.year}"


def volgende_maand(vandaag: date, *, dagen: int = 69) -> dict[str, str]:
    """`van` and `tot` as typed, for an example: from the first of next month, so many days on."""
    begin = (vandaag.replace(day=1) + timedelta(days=32)).replace(day=1)
    return {"van": getypt(begin), "tot": getypt(begin + timedelta(days=dagen))}
