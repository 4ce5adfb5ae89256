"""Which TLVs end on 31 July, and what comes after: the last school year is the moment to choose (WEC art. 40 (15))."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, Count, Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import ExpressionWrapper

from swv.kern.opdrachten import klaarzetten
from swv.kern.opmaak import datum
from swv.kern.schooljaar import laatste_dag_schooljaar, schooljaar
from swv.organisaties.models import Gebruiker, School
from toelating.models import Onderwijssoort, Soort, Status, Tlvaanvraag, Verklaring, Verklaringstatus
from toelating.models.aanvraag import BIJ_DE_SCHOOL
from toelating.models.verklaring import ONGELDIG
from toelating.verklaringen import met_regel

# Month and day on which each school hears what ends this school year, in the order of a school year.
MOMENTEN = ((10, 1), (2, 1), (4, 1), (6, 1))
JAREN_VOORUIT = 3

RADAR, RADAR_SCHOOL = "toelating.radar", "toelating.radar_school"
# A request in one of these states arranges nothing: it was not sent, or it led to nothing.
_TELT_NIET = (*BIJ_DE_SCHOOL, Status.AFGEWEZEN, Status.BUITEN_BEHANDELING, Status.INGETROKKEN)


def peildag(vandaag: date) -> date | None:
    """The last moment of this school year that has come; None before 1 October."""
    begin = schooljaar(vandaag)
    dagen = [date(begin if maand >= 8 else begin + 1, maand, dag) for maand, dag in MOMENTEN]
    return max((dag for dag in dagen if dag <= vandaag), default=None)


def op_school() -> "QuerySet[Any]":
    """The TLVs on which a pupil sits somewhere, with `is_geregeld`: a next TLV was given or asked for, or the school
    wrote down what comes after."""
    aanvragen = Tlvaanvraag.objects.exclude(status__in=_TELT_NIET).exclude(pk=OuterRef("aanvraag"))
    verder = aanvragen.filter(
        Q(vorige=OuterRef("pk"))
        | Q(leerling=OuterRef("leerling"), soort=Soort.PRO, gevraagde_ingang__gt=OuterRef("ingang"))
    )
    opvolger = Verklaring.objects.filter(leerling=OuterRef("leerling"), ingang__gt=OuterRef("geldig_tot")).exclude(
        status__in=ONGELDIG
    )
    geregeld = ~Q(na_afloop="") | Q(Exists(verder)) | Q(Exists(opvolger))
    return Verklaring.objects.filter(status=Verklaringstatus.VERZILVERD).annotate(
        is_geregeld=ExpressionWrapper(geregeld, output_field=BooleanField())
    )


@dataclass(frozen=True)
class Schoolregel:
    """How many TLVs end at one school: on 31 July of this school year, of which nothing is arranged, and later."""

    school: School
    nu: int
    open: int
    per_jaar: Sequence[int]  # the years after, in order; the last number is everything later

    @property
    def geregeld(self) -> int:
        return self.nu - self.open


@dataclass(frozen=True)
class Radar:
    """All schools. `jaren` are the years of the columns after this one."""

    einde: date
    jaren: Sequence[int]
    regels: Sequence[Schoolregel]

    @property
    def koppen(self) -> list[str]:
        """The words above the years after this one."""
        return [*(f"31 juli {jaar}" for jaar in self.jaren[:-1]), f"31 juli {self.jaren[-1]} of later"]

    @property
    def nu(self) -> int:
        return sum(regel.nu for regel in self.regels)

    @property
    def open(self) -> int:
        return sum(regel.open for regel in self.regels)

    @property
    def totalen(self) -> list[int]:
        return [sum(aantallen) for aantallen in zip(*(regel.per_jaar for regel in self.regels), strict=True)]

    @property
    def zin(self) -> str:
        """One sentence that says how it stands."""
        return zin(self.einde, self.nu, self.open)


def zin(einde: date, nu: int, open_: int) -> str:
    if nu == 0:
        return f"Op {datum(einde)} eindigt geen TLV waar nu een leerling mee op school zit."
    eindigen = "eindigt 1 TLV" if nu == 1 else f"eindigen {nu} TLV’s"
    if open_ == 0:
        return f"Op {datum(einde)} {eindigen}. Voor alle is bekend wat er daarna komt."
    if nu == 1:
        return f"Op {datum(einde)} {eindigen}. Nog niet bekend is wat er daarna komt."
    return f"Op {datum(einde)} {eindigen}. Voor {open_} daarvan is nog niet bekend wat er daarna komt."


def radar(vandaag: date, *, scholen: Iterable[int] | None = None) -> Radar:
    """The end dates per school; of these schools, or of all. One query, and one for the names."""
    einde = laatste_dag_schooljaar(vandaag)
    jaren = [einde.year + verder for verder in range(1, JAREN_VOORUIT + 1)]
    rijen = op_school().filter(einde__gte=einde)
    if scholen is not None:
        rijen = rijen.filter(school__in=[*scholen])
    dit_jaar = Q(einde=einde)
    tellingen = {f"jaar_{jaar}": Count("pk", filter=Q(einde__year=jaar)) for jaar in jaren[:-1]}
    per_school: Iterable[dict[str, Any]] = (
        rijen.values("school")
        .annotate(
            nu=Count("pk", filter=dit_jaar),
            open=Count("pk", filter=dit_jaar & Q(is_geregeld=False)),
            later=Count("pk", filter=Q(einde__year__gte=jaren[-1])),
            **tellingen,
        )
        .order_by()
    )
    getallen = {rij["school"]: rij for rij in per_school}
    regels = [
        Schoolregel(
            school,
            rij["nu"],
            rij["open"],
            [*(rij[f"jaar_{jaar}"] for jaar in jaren[:-1]), rij["later"]],
        )
        for school in School.objects.filter(pk__in=getallen).order_by("naam", "code")
        if (rij := getallen[school.pk])
    ]
    return Radar(einde, jaren, regels)


def eindigend(gebruiker: Gebruiker, vandaag: date) -> "QuerySet[Any]":
    """The TLVs at the schools of this person that end this school year, what is not arranged first."""
    einde = laatste_dag_schooljaar(vandaag)
    rijen: QuerySet[Any] = met_regel(op_school()).filter(school__in=gebruiker.school_ids, einde=einde)
    return rijen.order_by("is_geregeld", "school__naam", "leerling__achternaam", "leerling__voornaam", "nummer")


def vervolgsoort(verklaring: Verklaring) -> str:
    """The kind of request with which this TLV goes on: praktijkonderwijs knows no renewal."""
    return Soort.PRO if verklaring.onderwijs == Onderwijssoort.PRO else Soort.VERLENGING


def radar_klaarzetten(vandaag: date) -> None:
    """Ask for the mails of the last moment that has come, once, also when that was days ago."""
    if dag := peildag(vandaag):
        klaarzetten(RADAR, sleutel=f"{RADAR}:{dag.isoformat()}", object_id=dag.isoformat())


def radar_verdelen(dag: date) -> None:
    """One piece of work for each school where something of this school year is not arranged."""
    for regel in radar(dag).regels:
        if regel.open:
            wat = f"{dag.isoformat()}:{regel.school.pk}"
            klaarzetten(RADAR_SCHOOL, sleutel=f"{RADAR_SCHOOL}:{wat}", object_id=wat)
