"""Which school years an award covers, when each has to be accounted for, and which part of the award belongs to it."""

from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from django.db.models import F, Sum
from django.utils import timezone

from aanvragen.models import Aanvraag, Verantwoording
from aanvragen.models.verantwoording import AFGEROND
from financien.models import Verplichting
from financien.services import maanden, naar_rato
from swv.kern.schooljaar import schooljaar

NUL = Decimal("0.00")
MINSTENS = timedelta(days=28)  # what a school has, also when an award is made late; an assumption


def gewichten(aanvraag: Aanvraag) -> dict[int, Fraction]:
    """The school years of an award with the months of its period in each; without a period the year of the decision."""
    if aanvraag.van is None or aanvraag.tot is None:
        return {schooljaar(timezone.localdate(aanvraag.besloten_op)): Fraction(1)}
    per_jaar: dict[int, Fraction] = {}
    for maand, deel in maanden(aanvraag.van, aanvraag.tot):
        per_jaar[schooljaar(maand)] = per_jaar.get(schooljaar(maand), Fraction(0)) + deel
    return per_jaar


def opent_op(jaar: int) -> date:
    """The day on which the format of a school year is put ready (practice of other samenwerkingsverbanden: in June)."""
    return date(jaar + 1, 6, 1)


def uiterlijk_voor(jaar: int, *, geopend: date) -> date:
    """The last day to submit: 30 September after the school year, "before 1 October"; four weeks when it was opened
    too late for that."""
    return max(date(jaar + 1, 9, 30), geopend + MINSTENS)


def laatst_geopend(dag: date) -> int:
    """The last school year whose verantwoordingen are open on this day."""
    return schooljaar(dag) if dag >= opent_op(schooljaar(dag)) else schooljaar(dag) - 1


def te_openen(aanvraag: Aanvraag, dag: date) -> list[int]:
    """The school years of an award that have to be accounted for by now."""
    return [jaar for jaar in gewichten(aanvraag) if opent_op(jaar) <= dag]


# --- Amounts -----------------------------------------------------------------------------------------------------


def toegekend_nu(aanvraag: Aanvraag) -> Decimal:
    """What the ledger says that the award is by now, in euros: without what was released, withdrawn or claimed back.
    What moved to another budget year counts there. One query."""
    som = (
        Verplichting.objects.van(aanvraag)
        .filter(ingetrokken_met__isnull=True)
        .aggregate(som=Sum(F("bedrag") - F("vrijgevallen") - F("verschoven") - F("teruggevorderd")))
    )["som"]
    return som or NUL


def verdeling(aanvraag: Aanvraag) -> dict[int, Decimal]:
    """What each school year that is not accounted for yet has of the award, in euros; two queries.

    What was approved for other years is gone from it, the rest goes by the months of the years that are left. So the
    years always add up to the award, also after it was changed.
    """
    klaar = dict(aanvraag.verantwoordingen.filter(status__in=AFGEROND).values_list("schooljaar", "vastgesteld"))
    rest = toegekend_nu(aanvraag) - sum((bedrag or NUL for bedrag in klaar.values()), NUL)
    over = {jaar: gewicht for jaar, gewicht in gewichten(aanvraag).items() if jaar not in klaar}
    return naar_rato(max(rest, NUL), over) if over else {}


def deel_van(verantwoording: Verantwoording) -> Decimal:
    """What this school year has of the award now, in euros; nothing when the period was shortened."""
    return verdeling(verantwoording.aanvraag).get(verantwoording.schooljaar, NUL)


def maakt_af(verantwoording: Verantwoording) -> bool:
    """Whether with this one every school year of the award is accounted for. One query."""
    klaar: Collection[int] = set(
        verantwoording.aanvraag.verantwoordingen.filter(status__in=AFGEROND).values_list("schooljaar", flat=True)
    )
    return set(gewichten(verantwoording.aanvraag)) <= {*klaar, verantwoording.schooljaar}
