"""The task door: thin, ids only. Who asked is looked up again, with the roles of that moment."""

import logging
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from celery import shared_task
from kombu.exceptions import OperationalError

from aanvragen.models import Aanvraag
from aanvragen.reserveringen import reserveringen_bijwerken
from aanvragen.services import beslisdatums_bijwerken
from aanvragen.workflow import workflow
from swv.kern import handelingen
from swv.kern.fouten import Geweigerd
from swv.kern.workflow import Handeling
from swv.organisaties.models import Gebruiker

logger = logging.getLogger(__name__)

GEDAAN, ONBEKEND = "gedaan", "onbekend"


@shared_task(name="aanvragen.beslisdatums_bijwerken")
def beslisdatums_bijwerken_task() -> None:
    beslisdatums_bijwerken()


@shared_task(name="aanvragen.reserveringen_bijwerken")
def reserveringen_bijwerken_task() -> None:
    reserveringen_bijwerken()


@shared_task(name="aanvragen.verrichten")
def verrichten(
    pk: str, naam: str, user_pk: int, gegevens: dict[str, Any] | None = None, versie: int | None = None
) -> str:
    """Do one act for somebody, as every other door does. `gegevens` holds keys of rows, never personal data.

    Returns "gedaan", "onbekend" for what this person cannot see, or the code of the refusal. A task never signs: it
    cannot prove a second factor. A second delivery of the same task does nothing.
    """
    door = Gebruiker.objects.filter(pk=user_pk).first()
    aanvraag = Aanvraag.objects.for_user(door).filter(pk=pk).first() if door else None
    if aanvraag is None or naam not in workflow.handelingen:
        return ONBEKEND
    try:
        handelingen.verrichten(workflow[naam], aanvraag, door=door, data=gegevens or {}, versie=versie)
    except Geweigerd as fout:
        if not handelingen.is_al_gedaan(workflow[naam], aanvraag, door, fout):
            logger.info("Handeling %s op %s geweigerd: %s", naam, pk, fout.code)
            return fout.code
    return GEDAAN


def laten_verrichten(handeling: Handeling, pks: Iterable[UUID], door: Gebruiker) -> bool:
    """Let the worker do an act without input on many rows. False when the broker is away: do them at once then.

    A hint that gets lost changes nothing: the dossier stays on the pile where it was.
    """
    try:
        for pk in pks:
            verrichten.apply_async(args=(str(pk), handeling.naam, door.pk), retry=False)
    except OperationalError:
        return False
    return True
