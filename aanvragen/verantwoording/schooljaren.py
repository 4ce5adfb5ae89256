"""Which school years an award covers, when each has to be accounted for, and which part of the award belongs to it."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Coalesce
from django.utils import timezone

from aanvragen.models import Aanvraag, Verantwoording
from aanvragen.models.verantwoording import BEOORDEELD
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


# What an award is in the ledger: without what was released, moved to another year or claimed back.
STAAT = Sum(F("bedrag") - F("vrijgevallen") - F("verschoven") - F("teruggevorderd"))


def toegekend_nu(aanvraag: Aanvraag) -> Decimal:
    """What the ledger says that the award is by now, in euros: without what was released, withdrawn or claimed back.
    What moved to another budget year counts there. One query."""
    staand = Verplichting.objects.van(aanvraag).filter(ingetrokken_met__isnull=True)
    return staand.aggregate(som=STAAT)["som"] or NUL


def goedgekeurd(aanvraag: Aanvraag) -> dict[int, Decimal]:
    """What was approved, in euros per school year that was accounted for. One query."""
    rijen = aanvraag.verantwoordingen.filter(status__in=BEOORDEELD).order_by()
    return dict(rijen.values_list("schooljaar").annotate(Sum("vastgesteld")))


def verdeling(aanvraag: Aanvraag) -> dict[int, Decimal]:
    """What each school year still has to account for of the award, in euros; two queries.

    What was approved is gone from it, the rest goes by the months of the years that are left. Once every year is
    accounted for, what came on top since belongs to the last one. So the years always add up to the award, also after
    it was changed.
    """
    klaar, jaren = goedgekeurd(aanvraag), gewichten(aanvraag)
    rest = toegekend_nu(aanvraag) - sum(klaar.values(), NUL)
    over = {jaar: gewicht for jaar, gewicht in jaren.items() if jaar not in klaar}
    return naar_rato(max(rest, NUL), over or {max(jaren): Fraction(1)})


def deel_van(verantwoording: Verantwoording) -> Decimal:
    """What this one is about now, in euros; nothing when the period was shortened."""
    return verdeling(verantwoording.aanvraag).get(verantwoording.schooljaar, NUL)


def maakt_af(verantwoording: Verantwoording) -> bool:
    """Whether with this one everything of the award is accounted for. Two queries."""
    rest = verdeling(verantwoording.aanvraag)
    return not any(bedrag for jaar, bedrag in rest.items() if jaar != verantwoording.schooljaar)


def met_iets_te_verantwoorden(aanvragen: "QuerySet[Aanvraag]") -> "QuerySet[Aanvraag]":
    """Awards of which the ledger holds more than was approved."""
    return aanvragen.alias(staat=_staat(), klaar=_beoordeeld(Sum("vastgesteld"))).filter(
        staat__gt=Coalesce(F("klaar"), NUL)
    )


def besloten_bedrag() -> CombinedExpression:
    """What decisions awarded, in euros per aanvraag of a query: what the ledger holds, with what came off when it was
    judged. Nothing when it costs no money."""
    af = _beoordeeld(Sum(F("vrijgevallen") + F("teruggevorderd")))
    return _staat() + Coalesce(af, NUL)


def _staat() -> Subquery:
    rijen = Verplichting.objects.filter(
        content_type=ContentType.objects.get_for_model(Aanvraag),
        object_id=OuterRef("pk"),
        ingetrokken_met__isnull=True,
    )
    return Subquery(rijen.order_by().values("object_id").annotate(som=STAAT).values("som"))


def _beoordeeld(som: Sum) -> Subquery:
    rijen = Verantwoording.objects.filter(aanvraag=OuterRef("pk"), status__in=BEOORDEELD)
    return Subquery(rijen.order_by().values("aanvraag").annotate(som=som).values("som"))
