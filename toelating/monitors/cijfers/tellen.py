"""The counts of a school year. Rows are read as bare days and words, two queries, and counted here: a region has some
hundreds a year, and every figure then comes from the same rows."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from dateutil.relativedelta import relativedelta
from django.db.models import Q
from django.utils import timezone

from swv.organisaties.models import Gebruiker
from toelating.cijfers.tellen import Periode
from toelating.models import Aanmelding, Aanmeldingstatus, Thuiszitter

VIER_WEKEN, DRIE_MAANDEN = timedelta(weeks=4), relativedelta(months=3)
"""What the region counts by, whatever the rule says about who comes in when."""


@dataclass(frozen=True)
class Periodethuis:
    """One time at home. `tot` is the first day on which it was over; None while it lasts."""

    van: date
    tot: date | None
    reden: str
    einde: str

    def is_thuis_op(self, dag: date) -> bool:
        return self.van <= dag and (self.tot is None or dag < self.tot)

    def weken_op(self, dag: date) -> int:
        return (dag - self.van).days // 7

    def is_langer_dan_vier_weken(self, dag: date) -> bool:
        return dag > self.van + VIER_WEKEN

    def is_langer_dan_drie_maanden(self, dag: date) -> bool:
        return dag > self.van + DRIE_MAANDEN


@dataclass(frozen=True)
class Maand:
    """How it stood on the last day of a month, or today; and how many began in it."""

    peildag: date
    nieuw: int
    kort: int  # up to and including four weeks
    midden: int  # longer than four weeks, up to and including three months
    lang: int  # longer than three months
    mediaan: float | None

    @property
    def verdeling(self) -> tuple[int, int, int]:
        return self.kort, self.midden, self.lang

    @property
    def samen(self) -> int:
        return sum(self.verdeling)


def thuis(gebruiker: Gebruiker, periode: Periode) -> list[Periodethuis]:
    """Everybody whom this person may see and who sat at home on some day of the school year. Threats, exemptions and
    reports that were a mistake do not count. One query."""
    rijen = (
        Thuiszitter.objects.for_user(gebruiker)
        .geteld()
        .filter(Q(einde_op__isnull=True) | Q(einde_op__gt=periode.begin), eerste_dag__lte=periode.eind)
        .exclude(einde=Thuiszitter.Einde.FOUT)
    )
    velden = rijen.order_by("eerste_dag", "pk").values_list("eerste_dag", "einde_op", "reden", "einde")
    return [Periodethuis(van, tot, reden, einde) for van, tot, reden, einde in velden if van is not None]


def peildagen(periode: Periode) -> list[date]:
    """The last day of every month of the school year that has begun; today for the present one."""
    vandaag = min(timezone.localdate(), periode.eind)
    maanden = (periode.begin + relativedelta(months=nummer) for nummer in range(12))
    return [min(begin + relativedelta(day=31), vandaag) for begin in maanden if begin <= vandaag]


def per_maand(rijen: Sequence[Periodethuis], periode: Periode) -> list[Maand]:
    return [_maand(rijen, dag) for dag in peildagen(periode)]


def _maand(rijen: Sequence[Periodethuis], dag: date) -> Maand:
    nu = [rij for rij in rijen if rij.is_thuis_op(dag)]
    lang = sum(rij.is_langer_dan_drie_maanden(dag) for rij in nu)
    vier = sum(rij.is_langer_dan_vier_weken(dag) for rij in nu)
    return Maand(
        peildag=dag,
        nieuw=sum(dag.replace(day=1) <= rij.van <= dag for rij in rijen),
        kort=len(nu) - vier,
        midden=vier - lang,
        lang=lang,
        mediaan=median(rij.weken_op(dag) for rij in nu) if nu else None,
    )


def redenen(rijen: Iterable[Periodethuis]) -> dict[str, int]:
    return Counter(rij.reden for rij in rijen)


def eindes(rijen: Iterable[Periodethuis], periode: Periode) -> dict[str, int]:
    """How those ended that ended in the school year."""
    return Counter(rij.einde for rij in rijen if rij.tot and periode.begin <= rij.tot <= periode.eind)


# --- Zorgplicht ------------------------------------------------------------------------------------------------------

OP_TIJD, VERLENGD, LAAT, LOOPT, LOOPT_LAAT, GESTOPT = "op_tijd", "verlengd", "laat", "loopt", "loopt_laat", "gestopt"


def zorgplicht(gebruiker: Gebruiker, periode: Periode) -> dict[str, int]:
    """Registrations of the school year by how their term went, each counted once. One query."""
    rijen = Aanmelding.objects.for_user(gebruiker).filter(periode.dagen("aangemeld_op"))
    velden = rijen.exclude(intrekking=Aanmelding.Intrekking.FOUT).values_list(
        "status", "beslisdatum", "besloten_op", "verlengd_weken"
    )
    vandaag = timezone.localdate()
    return Counter(_uitkomst(vandaag, *rij) for rij in velden)


def _uitkomst(
    vandaag: date, status: str, beslisdatum: date, besloten_op: date | None, verlengd_weken: int | None
) -> str:
    if status == Aanmeldingstatus.INGETROKKEN:
        return GESTOPT
    if besloten_op is None:
        return LOOPT if vandaag <= beslisdatum else LOOPT_LAAT
    if besloten_op > beslisdatum:
        return LAAT
    return OP_TIJD if verlengd_weken is None else VERLENGD
