"""What days do to the follow-through of awards. Safe to repeat, and to do late: each run looks at how things stand."""

import logging
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from aanvragen.models import Aanvraag, Afspraak, Afspraakstatus, Evaluatie, Status, Uitvoering
from aanvragen.uitvoering import berichten
from aanvragen.uitvoering.stand import (
    AFRONDEN_NA_AFLOOP,
    evaluatie_van,
    evaluatiedag,
    met_stand,
    reden_om_af_te_ronden,
    soorten_met,
)
from aanvragen.uitvoering.workflow.uitvoering import vanzelf_afronden
from swv.kern.fouten import Geweigerd
from swv.kern.models import Gebeurtenis
from swv.kern.opmaak import datum

logger = logging.getLogger(__name__)

HOOGSTENS = 1000  # rows that one run looks at
INVULTIJD = timedelta(days=21)  # the school gets three weeks for an evaluation
HERINNER_VOOR = timedelta(days=7)  # so two weeks after it was asked
AFSPRAAK_HERINNEREN = (1, 7)  # days before an appointment


# --- Opening -------------------------------------------------------------------------------------------------


def openen_voor(aanvraag: Aanvraag) -> Uitvoering | None:
    """Begin what follows an award that was announced; None when nothing does. A second time changes nothing."""
    if not (aanvraag.status == Status.TOEGEKEND and aanvraag.bekendgemaakt_op and aanvraag.declaratie.heeft_uitvoering):
        return None
    with transaction.atomic():
        uitvoering, is_nieuw = Uitvoering.objects.get_or_create(aanvraag=aanvraag)
        if is_nieuw:
            _noteer(uitvoering, "openen", "Uitvoering begonnen")
    return uitvoering


def _noteer(rij: Uitvoering | Evaluatie, handeling: str, label: str) -> None:
    Gebeurtenis.objects.create(bron=rij, handeling=handeling, label=label, naar_status=rij.status)


def ontbrekende_openen(vandaag: date) -> int:
    """Awards that were announced before this existed, or whose opening got lost. Not those that are long over."""
    recent = Q(tot__isnull=True) | Q(tot__gte=vandaag - AFRONDEN_NA_AFLOOP)
    rijen = Aanvraag.objects.filter(
        recent,
        status=Status.TOEGEKEND,
        bekendgemaakt_op__isnull=False,
        soort__in=soorten_met("heeft_uitvoering"),
        uitvoering__isnull=True,
    )
    return sum(openen_voor(aanvraag) is not None for aanvraag in rijen[:HOOGSTENS])


def evaluaties_openen(vandaag: date) -> int:
    """Ask the school how it goes, once per award, when its weeks have passed; school and partner get a mail."""
    rijen = met_stand(Uitvoering.objects.lopend().filter(evaluatie__isnull=True, aanvraag__van__lte=vandaag))
    geopend = 0
    for uitvoering in rijen[:HOOGSTENS]:
        dag = evaluatiedag(uitvoering)
        if dag is not None and dag <= vandaag and evaluatie_van(uitvoering) is None:
            geopend += _evaluatie_openen(uitvoering, vandaag)
    return geopend


def _evaluatie_openen(uitvoering: Uitvoering, vandaag: date) -> bool:
    with transaction.atomic():
        evaluatie, is_nieuw = Evaluatie.objects.get_or_create(
            uitvoering=uitvoering, defaults={"uiterlijk": vandaag + INVULTIJD}
        )
        if is_nieuw:
            _noteer(evaluatie, "vragen", "Evaluatie gevraagd")
            _vragen(evaluatie, "evaluatie_gevraagd")
    return is_nieuw


def _vragen(evaluatie: Evaluatie, soort: str) -> None:
    mensen = berichten.wie_komen(evaluatie.uitvoering)
    berichten.sturen(evaluatie, soort, mensen, sleutel=str(evaluatie.uiterlijk), uiterlijk=datum(evaluatie.uiterlijk))


# --- Reminders -----------------------------------------------------------------------------------------------


def evaluaties_herinneren(vandaag: date) -> int:
    """One reminder per question, a week before its last day."""
    open_ = Evaluatie.objects.filter(
        status="open", herinnerd_op__isnull=True, uiterlijk__lte=vandaag + HERINNER_VOOR, uitvoering__status="loopt"
    )
    return sum(_evaluatie_herinneren(pk) for pk in _pks(open_))


def _pks(rijen: "QuerySet[Any]") -> list[UUID]:
    return list(rijen.values_list("pk", flat=True)[:HOOGSTENS])


def _evaluatie_herinneren(pk: UUID) -> bool:
    with transaction.atomic():
        evaluatie = Evaluatie.objects.select_for_update().get(pk=pk)
        if not evaluatie.is_open or evaluatie.herinnerd_op:
            return False
        _vragen(evaluatie, "evaluatie_herinnering")
        Evaluatie.objects.filter(pk=pk).update(herinnerd_op=timezone.now())
    return True


def afspraken_herinneren(vandaag: date) -> int:
    """A week and a day before, to everybody who comes. What was proposed or moved later than that needs no reminder."""
    komend = Afspraak.objects.filter(
        status__in=[Afspraakstatus.VOORGESTELD, Afspraakstatus.BEVESTIGD],
        datum__gte=vandaag,
        datum__lte=vandaag + timedelta(days=max(AFSPRAAK_HERINNEREN)),
        uitvoering__status="loopt",
    )
    return sum(_afspraak_herinneren(pk, vandaag) for pk in _pks(komend))


def _afspraak_herinneren(pk: UUID, vandaag: date) -> bool:
    with transaction.atomic():
        afspraak = Afspraak.objects.select_for_update().get(pk=pk)
        dagen = (afspraak.datum - vandaag).days
        nu = next((moment for moment in AFSPRAAK_HERINNEREN if dagen <= moment), None)
        if nu is None or (afspraak.herinnerd is not None and afspraak.herinnerd <= nu):
            return False
        Afspraak.objects.filter(pk=pk).update(herinnerd=nu)
        if timezone.localdate(afspraak.gewijzigd_op) >= afspraak.datum - timedelta(days=nu):
            return False
        mensen = berichten.wie_komen(afspraak.uitvoering)
        berichten.over_afspraak(afspraak, "afspraak_herinnering", mensen, sleutel=f"{afspraak.reeks}-{nu}")
    return True


# --- Ending --------------------------------------------------------------------------------------------------


def afronden(vandaag: date) -> int:
    """End what is done or long over."""
    gedaan = 0
    for uitvoering in met_stand(Uitvoering.objects.lopend())[:HOOGSTENS]:
        waarom = reden_om_af_te_ronden(uitvoering, vandaag)
        if waarom is None:
            continue
        try:
            vanzelf_afronden(uitvoering, door=None, waarom=waarom)
            gedaan += 1
        except Geweigerd as fout:
            logger.info("Uitvoering %s niet afgerond: %s", uitvoering.pk, fout.code)
    return gedaan


def alles(vandaag: date) -> dict[str, int]:
    """Everything of a day; how many of each."""
    stappen = (ontbrekende_openen, evaluaties_openen, evaluaties_herinneren, afspraken_herinneren, afronden)
    return {stap.__name__: stap(vandaag) for stap in stappen}
