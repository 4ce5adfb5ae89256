"""Parts of forms that more than one kind uses, and the days of their examples."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from django import forms

from aanvragen.soorten.basis import Groep, Kerngegevens, Soort, Weg
from swv.invullen.leerling import PeriodeMixin
from swv.invullen.onderdelen import Onderdeel, OnderdeelForm
from swv.kern.formulieren import BedragField, DatumField
from swv.kern.opmaak import datum, euro
from swv.kern.schooljaar import in_woorden, laatste_dag_schooljaar, schooljaar

if TYPE_CHECKING:
    from aanvragen.models import Aanvraag, Regeling
    from aanvragen.models.aanvraag import AanvraagQuerySet

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


def getal_of_niets(regeling: "Regeling", naam: str) -> Decimal | None:
    """A number that the regeling may have; None while nobody filled it in."""
    return regeling.getal(naam) if naam in regeling.getallen else None


# --- Money for a plan ----------------------------------------------------------------------------------------


def laatste_dag(van: date, schooljaren: int) -> date:
    """The last day of the given number of school years (1 August to 31 July), the first being that of `van`."""
    einde = laatste_dag_schooljaar(van)
    for _ in range(schooljaren - 1):
        einde = laatste_dag_schooljaar(einde + timedelta(days=1))
    return einde


class SchooljarenMixin(PeriodeMixin):
    """A period that fits in the number `schooljaren` of the regeling. `wat` begins the sentence that refuses more."""

    wat = "Deze aanvraag"
    regeling: Any

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean()
        van, tot = gegevens.get("van"), gegevens.get("tot")
        jaren = int(self.regeling.getal("schooljaren"))
        if van and tot and van <= tot and tot > (uiterste := laatste_dag(van, jaren)):
            woord = "schooljaar" if jaren == 1 else "schooljaren"
            self.add_error(  # type: ignore[attr-defined]
                "tot",
                f"{self.wat} duurt hoogstens {jaren} {woord}. Met deze begindatum is {datum(uiterste)} "
                "de laatste dag. Kies een eerdere einddatum.",
            )
        return gegevens


PLANGELD_GETALLEN = {
    "schooljaren": "Hoogstens zoveel schooljaren",
    "hoogste_bedrag": "Hoogste bedrag in euro's; leeg is er geen grens",
}
PLANGELD_HEEL = {"schooljaren": 10}


class PlangeldForm(SchooljarenMixin, OnderdeelForm):
    """When, how much, and what for. The regeling may hold the most that can be asked (`hoogste_bedrag`, euros)."""

    in_zin = {
        **PeriodeForm.in_zin,
        "gevraagd_bedrag": "het gevraagde bedrag",
        "begroting": "waar u het geld aan uitgeeft",
    }

    van = DatumField(label="Vanaf welke dag?")
    tot = DatumField(label="Tot en met welke dag?")
    gevraagd_bedrag = bedrag("Welk bedrag vraagt u in totaal?")
    begroting = tekst(
        "Waar geeft u het geld aan uit?",
        help_text=f"Noem elke post met het bedrag. Bijvoorbeeld: begeleider, 250 uur × {euro(50)} = {euro(12_500)}",
    )

    def clean_gevraagd_bedrag(self) -> Decimal:
        gevraagd: Decimal = self.cleaned_data["gevraagd_bedrag"]
        grens = getal_of_niets(self.regeling, "hoogste_bedrag")
        if grens is not None and gevraagd > grens:
            raise forms.ValidationError(f"U kunt hoogstens {euro(grens)} aanvragen. Verlaag het bedrag.")
        return gevraagd


# --- A whole school year -------------------------------------------------------------------------------------


class SchooljaarForm(OnderdeelForm):
    """A part that begins with a school year, as the calendar year in which it begins. `jaren` are the years to choose
    from: 0 is the school year of now, 1 the next."""

    jaren = (0, 1)

    schooljaar = forms.TypedChoiceField(label="Voor welk schooljaar?", coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keuzes = [schooljaar(self.peildatum) + stap for stap in self.jaren]
        self.fields["schooljaar"].choices = [(str(jaar), in_woorden(jaar)) for jaar in self.keuzes]  # type: ignore[attr-defined]


def zelfde_schooljaar(aanvraag: "Aanvraag") -> "AanvraagQuerySet":
    """Awards of this kind to the same school for the same school year."""
    anders = type(aanvraag).objects.filter(soort=aanvraag.soort, school=aanvraag.school_id, van=aanvraag.van)
    return anders.filter(status="toegekend").exclude(pk=aanvraag.pk)


def heeft_tarief(regeling: "Regeling") -> bool:
    """Whether hours are money: the controller put a rate (`tarief_per_uur`, euros) and a budget line in the
    regeling."""
    return bool(regeling.begrotingspost_code) and "tarief_per_uur" in regeling.getallen


def uren_in_euro(regeling: "Regeling", uren: Decimal) -> Decimal:
    """What hours cost at the rate of the regeling, in euros, rounded half up to the cent."""
    return (uren * regeling.getal("tarief_per_uur")).quantize(CENT, ROUND_HALF_UP)


# --- Days of an example --------------------------------------------------------------------------------------


def getypt(dag: date) -> str:
    """A day as people type it: 1-9-2026."""
    return f"{dag.day}-{dag.month}-{dag.year}"


def _eerste_van_volgende_maand(vandaag: date) -> date:
    return (vandaag.replace(day=1) + timedelta(days=32)).replace(day=1)


def volgende_maand(vandaag: date, *, dagen: int = 69) -> dict[str, str]:
    """`van` and `tot` as typed, for an example: from the first of next month, so many days on."""
    begin = _eerste_van_volgende_maand(vandaag)
    return {"van": getypt(begin), "tot": getypt(begin + timedelta(days=dagen))}


def rest_van_schooljaar(vandaag: date) -> dict[str, str]:
    """`van` and `tot` as typed, for an example: from the first of next month to the end of that school year."""
    begin = _eerste_van_volgende_maand(vandaag)
    return {"van": getypt(begin), "tot": getypt(laatste_dag_schooljaar(begin))}
