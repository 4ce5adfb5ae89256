"""What a day brings for pupils who sit at home: escalation, and messages that go once. Safe to repeat, also late."""

import logging
from collections.abc import Iterator
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from swv.kern.fouten import Geweigerd
from swv.kern.models import Opdracht
from swv.kern.opdrachten import klaarzetten
from swv.kern.opmaak import datum
from toelating.models import Stap, Thuiszitter, Thuiszitterstatus
from toelating.models.thuiszitter import LOPEND
from toelating.monitors.workflow.thuiszitter import escaleren

logger = logging.getLogger(__name__)

BERICHT = "toelating.thuiszitter_bericht"
HOOGSTENS = 500  # rows that one run looks at; the next run does the rest
BIJNA = timedelta(weeks=1)  # before the day of escalation, school and bureau are warned
BUREAU, BIJNA_DIRECTEUR, PLAATS, STAP = "bureau", "bijna", "plaats", "stap"


def bijwerken() -> int:
    """Escalate who is at home too long, and ask for the messages that are due. Returns how many escalated."""
    gedaan = sum(_escaleer(rij) for rij in _te_escaleren())
    berichten_klaarzetten()
    return gedaan


def _te_escaleren() -> list[Thuiszitter]:
    vandaag = timezone.localdate()
    rijen = Thuiszitter.objects.geteld().filter(status=Thuiszitterstatus.OPEN, directeur_op__lte=vandaag)
    return list(rijen.select_related("school").order_by("directeur_op", "pk")[:HOOGSTENS])


def _escaleer(rij: Thuiszitter) -> bool:
    assert rij.eerste_dag is not None
    assert rij.directeur_op is not None
    reden = f"Thuis sinds {datum(rij.eerste_dag)}. Op {datum(rij.directeur_op)} was de grens bereikt."
    try:
        escaleren(rij, door=None, reden=reden)
    except Geweigerd as fout:
        logger.info("Escaleren van melding %s: %s", rij.pk, fout.code)
        return False
    return True


def berichten_klaarzetten() -> int:
    """Ask for the messages of today, each once for the day it is about. Returns how many are new."""
    nodig = {f"{BERICHT}:{wat}": wat for wat in (*_over_meldingen(), *_over_stappen())}
    bekend = set(Opdracht.objects.filter(sleutel__in=nodig).values_list("sleutel", flat=True))
    nieuw = {sleutel: wat for sleutel, wat in nodig.items() if sleutel not in bekend}
    for sleutel, wat in nieuw.items():
        klaarzetten(BERICHT, sleutel=sleutel, object_id=wat)
    return len(nieuw)


def _over_meldingen() -> Iterator[str]:
    for rij in Thuiszitter.objects.lopend().order_by("pk"):
        for soort in (BUREAU, BIJNA_DIRECTEUR, PLAATS):
            if is_nodig(rij, soort):
                dag = {BUREAU: rij.bureau_op, BIJNA_DIRECTEUR: rij.directeur_op, PLAATS: rij.plaats_uiterlijk}[soort]
                assert dag is not None
                yield f"{rij.pk}:{soort}:{dag.isoformat()}"


def is_nodig(rij: Thuiszitter, soort: str) -> bool:
    """Whether there is still something to say."""
    vandaag = timezone.localdate()
    if soort == PLAATS:
        is_aangewezen = rij.status == Thuiszitterstatus.AANGEWEZEN
        return is_aangewezen and rij.plaats_uiterlijk is not None and rij.plaats_uiterlijk < vandaag
    if rij.status != Thuiszitterstatus.OPEN or rij.bureau_op is None or rij.directeur_op is None:
        return False
    if soort == BUREAU:
        return rij.bureau_op <= vandaag
    return rij.directeur_op - BIJNA <= vandaag < rij.directeur_op


def _over_stappen() -> Iterator[str]:
    for stap in te_late_stappen().order_by("pk"):
        yield f"{stap.pk}:{STAP}:{stap.uiterlijk.isoformat()}"


def te_late_stappen() -> "QuerySet[Stap]":
    """Steps that nobody closed, while their last day is over."""
    vandaag = timezone.localdate()
    open_ = Stap.objects.filter(afgesloten_op__isnull=True, uiterlijk__lt=vandaag)
    return open_.filter(thuiszitter__status__in=LOPEND)
