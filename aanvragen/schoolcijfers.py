"""A school year of one school, or of all schools of a board: per kind what was asked, granted, spent and given in
hours and what came of it, next to the mean of the region. Sums only: no dossier and no pupil."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, DateField, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, TruncDate

from aanvragen.models import Aanvraag, Effectmeting, Effectstatus, Evaluatie, Evaluatiestatus, Status, Urenweek
from aanvragen.models.aanvraag import BIJ_DE_SCHOOL, NaToekenning
from aanvragen.models.verantwoording import Verantwoording, Verantwoordingstatus
from aanvragen.soorten import soort_van
from aanvragen.verantwoording.schooljaren import besloten_bedrag
from swv.kern.schooljaar import begin_schooljaar, laatste_dag_schooljaar
from swv.organisaties.models import School

NUL = Decimal(0)
GENOEG_SCHOLEN = 5  # with fewer other schools a mean would tell about one of them


@dataclass(frozen=True)
class Cijfers:
    """What one or more schools asked and got; amounts in euros, hours in hours, the rest numbers of requests."""

    gevraagd: int = 0
    gevraagd_bedrag: Decimal = NUL
    toegekend: int = 0
    toegekend_bedrag: Decimal = NUL
    toegekende_uren: Decimal = NUL
    besteed: Decimal = NUL
    gegeven_uren: Decimal = NUL
    beoordeeld: int = 0  # evaluations and questions about the effect that were answered
    geslaagd: int = 0  # of those: the goal is reached or the effect is there, at least for a part

    def __add__(self, ander: "Cijfers") -> "Cijfers":
        return Cijfers(*(getattr(self, veld.name) + getattr(ander, veld.name) for veld in fields(Cijfers)))


@dataclass(frozen=True)
class Gemiddelde:
    """What a school of the region did on average, over all schools, also those without this kind: requests, euros and
    hours; `geslaagd` is the percentage of what was judged that went well. None where so few other schools count that
    one of them could be read out of it."""

    gevraagd: Decimal | None = None
    gevraagd_bedrag: Decimal | None = None
    toegekend: Decimal | None = None
    toegekend_bedrag: Decimal | None = None
    besteed: Decimal | None = None
    gegeven_uren: Decimal | None = None
    geslaagd: Decimal | None = None

    @property
    def is_leeg(self) -> bool:
        return self == Gemiddelde()


@dataclass(frozen=True)
class Regel:
    """One kind: the figures of the school beside the mean of the region."""

    soort: str
    eigen: Cijfers
    gemiddelde: Gemiddelde

    @property
    def naam(self) -> str:
        return soort_van(self.soort).naam


@dataclass(frozen=True)
class Schoolbeeld:
    """A school year: a line per kind that this school asked, the most asked first, and the whole."""

    regels: Sequence[Regel]
    totaal: Cijfers

    @property
    def zonder_gemiddelde(self) -> bool:
        """Whether too few other schools asked for one of these kinds."""
        return any(regel.gemiddelde.is_leeg for regel in self.regels)


Telling = Mapping[tuple[str, int], Cijfers]


def schoolbeeld(scholen: Collection[int], jaar: int, *, van_lezer: Collection[int] = ()) -> Schoolbeeld:
    """The school year that begins in `jaar`, for these schools together. `van_lezer` are all schools that the reader
    knows already: a mean tells about the others only. Six queries."""
    tellingen = _tellingen(jaar)
    leden = set(School.objects.leden().values_list("pk", flat=True))
    soorten = {soort for soort, school in tellingen if school in scholen}
    bekend = {*scholen, *van_lezer}
    regels = [_regel(soort, tellingen, scholen=set(scholen), bekend=bekend, leden=leden) for soort in soorten]
    regels.sort(key=lambda regel: (-regel.eigen.gevraagd, regel.naam))
    return Schoolbeeld(regels, sum((regel.eigen for regel in regels), Cijfers()))


def _regel(soort: str, tellingen: Telling, *, scholen: set[int], bekend: set[int], leden: set[int]) -> Regel:
    per_school = {school: cijfers for (code, school), cijfers in tellingen.items() if code == soort}
    eigen = sum((per_school[school] for school in per_school.keys() & scholen), Cijfers())
    return Regel(soort, eigen, _gemiddelde(per_school, bekend=bekend, leden=leden))


# Each mean with what it is rounded to: a tenth of a request or an hour, a whole euro.
AFRONDING = {
    "gevraagd": "0.1",
    "gevraagd_bedrag": "1",
    "toegekend": "0.1",
    "toegekend_bedrag": "1",
    "besteed": "1",
    "gegeven_uren": "0.1",
}


def _gemiddelde(per_school: Mapping[int, Cijfers], *, bekend: set[int], leden: set[int]) -> Gemiddelde:
    """Each figure is shown only when enough schools that the reader does not know have one that is not nothing: when
    many asked and one was granted, what was granted is of that one."""
    van_leden = {school: cijfers for school, cijfers in per_school.items() if school in leden}

    def is_genoeg(naam: str) -> bool:
        return sum(bool(getattr(van_leden[school], naam)) for school in van_leden.keys() - bekend) >= GENOEG_SCHOLEN

    regio, aantal = sum(van_leden.values(), Cijfers()), Decimal(len(leden))
    per_naam = {naam: _rond(getattr(regio, naam) / aantal, op) for naam, op in AFRONDING.items() if is_genoeg(naam)}
    geslaagd = _rond(Decimal(100 * regio.geslaagd) / regio.beoordeeld, "1") if is_genoeg("beoordeeld") else None
    return Gemiddelde(**per_naam, geslaagd=geslaagd)


def _rond(getal: Decimal, op: str) -> Decimal:
    return getal.quantize(Decimal(op))


def _tellingen(jaar: int) -> Telling:
    """Per kind and school, of every school: a request counts in the school year in which its period begins, without a
    period in that of its submission; spending and hours in the year that they are of."""
    per: dict[tuple[str, int], Cijfers] = {}

    def tel(sleutel: tuple[str, int], cijfers: Cijfers) -> None:
        per[sleutel] = per.get(sleutel, Cijfers()) + cijfers

    van, tot = begin_schooljaar(jaar), laatste_dag_schooljaar(begin_schooljaar(jaar))
    for rij in _aanvragen(van, tot):
        tel(
            (rij["soort"], rij["school"]),
            Cijfers(
                gevraagd=rij["gevraagd"],
                gevraagd_bedrag=rij["gevraagd_som"] or NUL,
                toegekend=rij["toegekend"],
                toegekend_bedrag=rij["toegekend_som"] or NUL,
                toegekende_uren=rij["uren_som"] or NUL,
            ),
        )
    besteed = Verantwoording.objects.filter(schooljaar=jaar, besteed__isnull=False).order_by()
    besteed = besteed.exclude(status=Verantwoordingstatus.VERVALLEN)  # counts for nothing, and may be asked again
    for soort, school, som in besteed.values_list("aanvraag__soort", "school").annotate(som=Sum("besteed")):
        tel((soort, school), Cijfers(besteed=som))
    weken = Urenweek.objects.filter(week__range=(van, tot)).order_by()
    for soort, school, som in weken.values_list("uitvoering__aanvraag__soort", "uitvoering__aanvraag__school").annotate(
        som=Sum("uren")
    ):
        tel((soort, school), Cijfers(gegeven_uren=som))
    for sleutel, cijfers in _uitkomsten(van, tot):
        tel(sleutel, cijfers)
    return per


def _aanvragen(van: date, tot: date) -> "QuerySet[Aanvraag, Any]":
    begin = Coalesce(F("van"), TruncDate("ingediend_op"), Value(None, output_field=DateField()))
    is_toegekend = Q(status=Status.TOEGEKEND) & ~Q(na_toekenning=NaToekenning.INGETROKKEN)
    return (
        Aanvraag.objects.exclude(status__in=BIJ_DE_SCHOOL)
        .alias(begin=begin, geld=Coalesce(F("toegekend_bedrag"), besloten_bedrag()))  # of hours: what they cost
        .filter(begin__range=(van, tot))
        .order_by()
        .values("soort", "school")
        .annotate(
            gevraagd=Count("pk"),
            gevraagd_som=Sum("gevraagd_bedrag"),
            toegekend=Count("pk", filter=is_toegekend),
            toegekend_som=Sum("geld", filter=is_toegekend),
            uren_som=Sum("toegekende_uren", filter=is_toegekend),
        )
    )


def _uitkomsten(van: date, tot: date) -> list[tuple[tuple[str, int], Cijfers]]:
    """What evaluations and answers about the effect of this year say."""
    doel = (
        Evaluatie.objects.filter(status=Evaluatiestatus.INGEVULD, ingevuld_op__date__range=(van, tot))
        .order_by()
        .values_list("uitvoering__aanvraag__soort", "uitvoering__aanvraag__school")
        .annotate(n=Count("pk"), goed=Count("pk", filter=Q(doel_bereikt__in=[Evaluatie.Doel.JA, Evaluatie.Doel.DEELS])))
    )
    effect = (
        Effectmeting.objects.filter(status=Effectstatus.BEANTWOORD, beantwoord_op__date__range=(van, tot))
        .exclude(oordeel=Effectmeting.Oordeel.ONBEKEND)
        .order_by()
        .values_list("aanvraag__soort", "school")
        .annotate(n=Count("pk"), goed=Count("pk", filter=~Q(oordeel=Effectmeting.Oordeel.NEE)))
    )
    return [
        ((soort, school), Cijfers(beoordeeld=n, geslaagd=goed))
        for rijen in (doel, effect)
        for soort, school, n, goed in rijen
    ]
