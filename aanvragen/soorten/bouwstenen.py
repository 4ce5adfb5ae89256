"""Parts of forms that more than one kind uses, and the days of their examples."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms

from aanvragen.soorten.basis import Groep, Kerngegevens, Soort, Weg
from swv.invullen.leerling import PeriodeMixin
from swv.invullen.onderdelen import Onderdeel, OnderdeelForm
from swv.kern.formulieren import BedragField, DatumField

if TYPE_CHECKING:
    from aanvragen.models import Regeling

CENT = Decimal("0.01")
MEESTE_MENSEN = 500  # more is a slip of the finger
ZONDER_NAMEN = "Noem geen namen van leerlingen."
Keuzes = Sequence[tuple[str, str]]


def tekst(label: str, *, hoogstens: int = 4000, **opties: Any) -> forms.CharField:
    """A question that is answered in a few sentences."""
    return forms.CharField(label=label, widget=forms.Textarea, max_length=hoogstens, **opties)


def bedrag(label: str = "Welk bedrag vraagt u?", **opties: Any) -> BedragField:
    """An amount of at least one cent, in euros."""
    opties.setdefault("help_text", "In euro's, bijvoorbeeld 12.500,00")
    return BedragField(label=label, max_digits=10, decimal_places=2, min_value=CENT, **opties)


def keuze(label: str, keuzes: Keuzes, **opties: Any) -> forms.ChoiceField:
    """A question with a few answers to choose from, all of them in sight."""
    return forms.ChoiceField(label=label, choices=keuzes, widget=forms.RadioSelect, **opties)


def ouders_weten() -> forms.BooleanField:
    """The parents know of the request: asked for everything that is about one pupil."""
    return forms.BooleanField(
        label="De ouders weten van deze aanvraag",
        help_text="Bespreek dit eerst met de ouders, en met de leerling.",
        error_messages={"required": "Bespreek dit eerst met de ouders. Zet daarna hier een vinkje."},
    )


class AantalField(forms.IntegerField):
    """How many people take part: one or more, as far as a regeling sets no limit."""

    def __init__(self, **opties: Any) -> None:
        super().__init__(min_value=1, max_value=MEESTE_MENSEN, **opties)


class PeriodeForm(PeriodeMixin, OnderdeelForm):
    """A part that begins with a period."""

    in_zin = {"van": "de begindatum", "tot": "de einddatum"}

    van = DatumField(label="Vanaf welke dag?")
    tot = DatumField(label="Tot en met welke dag?")


class PlanningForm(PeriodeForm):
    """A part about when people can come; a period that is over cannot be planned."""

    in_zin = {**PeriodeForm.in_zin, "dagen": "welke dagen u kunt", "contact": "wie de planning op school regelt"}

    dagen = tekst("Welke dagen kunt u wel en niet?", hoogstens=1000)
    contact = forms.CharField(label="Wie regelt de planning op uw school?", max_length=120)

    def clean_tot(self) -> date:
        tot = super().clean_tot()
        if tot < self.peildatum:
            raise forms.ValidationError("Deze periode is al voorbij. Kies een dag die nog komt.")
        return tot


class SoortMetAfspraken(Soort):
    """A kind with which people come to the school: the bureau says yes and plans days; it costs no money on a line.
    Has `PLANNING` among its parts."""

    groep = Groep.MENSEN
    weg = Weg.TOEZEGGING
    kent_bedrag = False
    plant_afspraken = True

    def kerngegevens(self, gegevens: Mapping[str, Any], regeling: "Regeling") -> Kerngegevens:
        return Kerngegevens(van=gegevens["van"], tot=gegevens["tot"])


PLANNING = Onderdeel("planning", "Vul in wanneer het kan", PlanningForm)


def planning(vandaag: date) -> dict[str, str]:
    """The part `PLANNING` as typed, for an example."""
    return {
        **volgende_maand(vandaag),
        "dagen": "Liever op dinsdag of donderdag, na de lessen.",
        "contact": "De ondersteuningscoördinator",
    }


def getypt(dag: date) -> str:
    """A day as people type it: 1-9-2026."""
    return f"{dag.day}-{dag.month}-{dag.year}"


def volgende_maand(vandaag: date, *, dagen: int = 69) -> dict[str, str]:
    """`van` and `tot` as typed, for an example: from the first of next month, so many days on."""
    begin = (vandaag.replace(day=1) + timedelta(days=32)).replace(day=1)
    return {"van": getypt(begin), "tot": getypt(begin + timedelta(days=dagen))}
