"""The counts of a school year, each one query over all rows, counted by the database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    Aggregate,
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce, Greatest, TruncDate
from django.utils import timezone

from swv.kern.schooljaar import dagen_van, in_woorden
from swv.termijnen.models import Opschorting, Termijn
from swv.termijnen.schema import Soort as Klok
from toelating.models import (
    Afloop,
    Bezwaar,
    Plaatsing,
    Status,
    Tlvaanvraag,
    Verklaring,
    Verklaringstatus,
)
from toelating.models.aanvraag import BESLOTEN
from toelating.models.verklaring import ONGELDIG, VerklaringQuerySet

DAG = timedelta(days=1)
_GEEN = Value(timedelta(0), output_field=DurationField())


@dataclass(frozen=True)
class Periode:
    """A school year, by the calendar year in which it began."""

    jaar: int

    @property
    def naam(self) -> str:
        return in_woorden(self.jaar)

    @property
    def begin(self) -> date:
        return dagen_van(self.jaar)[0]

    @property
    def eind(self) -> date:
        """31 July."""
        return dagen_van(self.jaar)[1]

    def dagen(self, veld: str) -> Q:
        """A day in this school year."""
        return Q(**{f"{veld}__gte": self.begin, f"{veld}__lte": self.eind})

    def momenten(self, veld: str) -> Q:
        """A moment in this school year, in the time of the portal."""
        return Q(**{f"{veld}__gte": _middernacht(self.begin), f"{veld}__lt": _middernacht(self.eind + DAG)})


def _middernacht(dag: date) -> datetime:
    return timezone.make_aware(datetime(dag.year, dag.month, dag.day))  # noqa: DTZ001 - in the time of the portal


class Percentiel(Aggregate):
    """The value below which a part of the values lies, between two of them where needed (percentile_cont)."""

    function = "percentile_cont"
    name = "Percentiel"

    def __init__(self, waarde: str, deel: float, **opties: Any) -> None:
        super().__init__(waarde, output_field=DurationField(), **opties)
        self.extra["template"] = f"%(function)s({float(deel)}) WITHIN GROUP (ORDER BY %(expressions)s)"


# --- Given -----------------------------------------------------------------------------------------------------------


def afgegeven(periode: Periode) -> VerklaringQuerySet:
    return Verklaring.objects.filter(periode.dagen("afgegeven_op"))


def per_soort(periode: Periode) -> dict[str, int]:
    """TLVs per kind of request."""
    return _tel(afgegeven(periode), "aanvraag__soort")


def per_categorie(periode: Periode) -> dict[str, int]:
    """TLVs per category; praktijkonderwijs has none, its key is ""."""
    return _tel(afgegeven(periode), "categorie")


def per_school(periode: Periode) -> dict[str, int]:
    """TLVs per school that asked, by its name and code, the most first."""
    rijen = afgegeven(periode).values("aanvraag__school__naam", "aanvraag__school__code").annotate(n=Count("pk"))
    gesorteerd = rijen.order_by("-n", "aanvraag__school__naam", "aanvraag__school__code")
    return {f"{rij['aanvraag__school__naam']} ({rij['aanvraag__school__code']})": rij["n"] for rij in gesorteerd}


def per_jaar(perioden: Iterable[Periode]) -> dict[str, dict[str, int]]:
    """For each school year the TLVs per category, the key of a category as in `per_categorie`."""
    tellingen = {f"jaar_{p.jaar}": Count("pk", filter=p.dagen("afgegeven_op")) for p in perioden}
    rijen: QuerySet[Any, Any] = Verklaring.objects.values("categorie").annotate(**tellingen).order_by()
    return {rij["categorie"]: {naam.removeprefix("jaar_"): rij[naam] for naam in tellingen} for rij in rijen}


def _tel(rijen: "QuerySet[Verklaring] | QuerySet[Tlvaanvraag] | QuerySet[Bezwaar]", veld: str) -> dict[str, int]:
    geteld = rijen.values_list(veld).annotate(n=Count("pk")).order_by()
    return {str(sleutel): aantal for sleutel, aantal in geteld}


# --- Requests --------------------------------------------------------------------------------------------------------


def uitkomsten(periode: Periode) -> dict[str, int]:
    """How requests ended in the school year: by the day of the decision, a withdrawal by that of its confirmation.
    And how many were sent in it."""
    eindes = Q(status__in=BESLOTEN) & periode.momenten("besloten_op")
    ingetrokken = Q(status=Status.INGETROKKEN) & periode.momenten("bekendgemaakt_op")
    geteld = Tlvaanvraag.objects.aggregate(
        ingediend=Count("pk", filter=periode.momenten("ingediend_op")),
        **{str(status): Count("pk", filter=Q(status=status) & eindes) for status in BESLOTEN},
        ingetrokken=Count("pk", filter=ingetrokken),
    )
    return {str(naam): aantal for naam, aantal in geteld.items()}


@dataclass(frozen=True)
class Doorlooptijd:
    """How long decisions took, in calendar days from receipt: counted through, and without the days on which the term
    stood still. `op_tijd` were taken by their last day."""

    aantal: int
    mediaan: float
    p90: float
    mediaan_netto: float
    p90_netto: float
    op_tijd: int


def doorlooptijden(periode: Periode) -> dict[str, Doorlooptijd]:
    """Per kind of request, and under "" all together. Two queries."""
    rijen = _met_tijden(Tlvaanvraag.objects.filter(periode.momenten("besloten_op"), status__in=BESLOTEN))
    maten = {
        "n": Count("pk"),
        "mediaan": Percentiel("bruto", 0.5),
        "p90": Percentiel("bruto", 0.9),
        "mediaan_netto": Percentiel("netto", 0.5),
        "p90_netto": Percentiel("netto", 0.9),
        "op_tijd": Count("pk", filter=Q(beslist_op__lte=F("uiterlijk"))),
    }
    per_soort = {rij["soort"]: _doorlooptijd(rij) for rij in rijen.values("soort").annotate(**maten).order_by()}
    samen = rijen.aggregate(**maten)
    return {**per_soort, "": _doorlooptijd(samen)} if samen["n"] else {}


def _met_tijden(rijen: "QuerySet[Tlvaanvraag]") -> "QuerySet[Tlvaanvraag]":
    termijn = Termijn.objects.filter(
        content_type=ContentType.objects.get_for_model(Tlvaanvraag), object_id=OuterRef("pk"), soort=Klok.TOELATING
    )
    dagen = ExpressionWrapper(
        F("beeindigd_op") - F("uitgenodigd_op") - Value(DAG, output_field=DurationField()), output_field=DurationField()
    )
    stil = (
        Opschorting.objects.filter(termijn__in=_van_deze(), beeindigd_op__isnull=False)
        .order_by()
        .values("termijn__object_id")
        .annotate(som=Sum(Greatest(dagen, _GEEN)))
        .values("som")
    )
    return (
        rijen.annotate(beslist_op=TruncDate("besloten_op"), ontvangen_op=TruncDate("ingediend_op"))
        .annotate(
            uiterlijk=Subquery(termijn.values("uiterlijk")[:1]),
            bruto=ExpressionWrapper(F("beslist_op") - F("ontvangen_op"), output_field=DurationField()),
            stil=Coalesce(Subquery(stil), _GEEN),
        )
        .annotate(netto=ExpressionWrapper(F("bruto") - F("stil"), output_field=DurationField()))
    )


def _van_deze() -> "QuerySet[Termijn]":
    soort = ContentType.objects.get_for_model(Tlvaanvraag)
    return Termijn.objects.filter(content_type=soort, object_id=OuterRef(OuterRef("pk")), soort=Klok.TOELATING)


def _doorlooptijd(rij: Mapping[str, object]) -> Doorlooptijd:
    def dagen(naam: str) -> float:
        waarde = rij[naam]
        return waarde / DAG if isinstance(waarde, timedelta) else 0.0

    return Doorlooptijd(
        aantal=int(rij["n"]),  # type: ignore[call-overload]
        mediaan=dagen("mediaan"),
        p90=dagen("p90"),
        mediaan_netto=dagen("mediaan_netto"),
        p90_netto=dagen("p90_netto"),
        op_tijd=int(rij["op_tijd"]),  # type: ignore[call-overload]
    )


# --- After -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Plaatsingstijd:
    """How many TLVs were first used in the school year, and the median of calendar days since they were given."""

    aantal: int
    mediaan: float


def plaatsingstijd(periode: Periode) -> Plaatsingstijd:
    """Only of pupils who came from another school: who stayed never waited."""
    eerder = Plaatsing.objects.filter(verklaring=OuterRef("verklaring"), van__lt=OuterRef("van"))
    eerste = (
        Plaatsing.objects.filter(periode.dagen("van"), vastgelegd_door__isnull=False)
        .exclude(school=F("verklaring__aanvraag__school"))
        .exclude(Exists(eerder))
    )
    duur = ExpressionWrapper(F("van") - F("verklaring__afgegeven_op"), output_field=DurationField())
    uit = eerste.annotate(duur=Greatest(duur, _GEEN)).aggregate(n=Count("pk"), mediaan=Percentiel("duur", 0.5))
    return Plaatsingstijd(uit["n"], uit["mediaan"] / DAG if uit["mediaan"] is not None else 0.0)


VERLENGD, TERUG, VERTREK, ONBEKEND, LOOPT = "verlengd", "terug", "vertrek", "onbekend", "loopt"


def vervolgen(periode: Periode) -> dict[str, int]:
    """What came after the TLVs that were used and whose last day lies in the school year, each counted once."""
    opvolger = Verklaring.objects.filter(leerling=OuterRef("leerling"), ingang__gt=OuterRef("geldig_tot")).exclude(
        status__in=ONGELDIG
    )
    rijen = Verklaring.objects.filter(periode.dagen("geldig_tot"), geplaatst_op__isnull=False).exclude(
        status__in=[*ONGELDIG, Verklaringstatus.VERVANGEN]
    )
    beeindigd, verlengd = Q(status=Verklaringstatus.BEEINDIGD), Q(is_verlengd=True)
    anders = ~beeindigd & ~verlengd
    loopt = Q(status=Verklaringstatus.VERZILVERD)
    return rijen.annotate(is_verlengd=Exists(opvolger)).aggregate(
        **{
            VERLENGD: Count("pk", filter=verlengd & ~beeindigd),
            TERUG: Count("pk", filter=beeindigd | anders & Q(na_afloop=Afloop.TERUG)),
            VERTREK: Count("pk", filter=anders & Q(na_afloop=Afloop.VERTREK)),
            ONBEKEND: Count("pk", filter=anders & Q(na_afloop="") & ~loopt),
            LOOPT: Count("pk", filter=anders & Q(na_afloop="") & loopt),
        }
    )


def bezwaren(periode: Periode) -> dict[str, int]:
    """Objections received in the school year, by where they stand now."""
    return _tel(Bezwaar.objects.filter(periode.dagen("ontvangen_op")), "status")
