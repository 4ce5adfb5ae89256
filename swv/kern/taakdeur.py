"""The task door to the acts of a workflow: thin, ids only. Who asked is looked up again, with the roles of that
moment."""

import logging
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from celery import Task
from django.contrib.auth import get_user_model
from kombu.exceptions import OperationalError

from swv.kern import handelingen
from swv.kern.fouten import Geweigerd
from swv.kern.models import Dossier
from swv.kern.workflow import Handeling, Workflow

logger = logging.getLogger(__name__)

GEDAAN, ONBEKEND = "gedaan", "onbekend"


def verrichten(
    workflow: Workflow,
    model: type[Dossier],
    pk: str,
    naam: str,
    user_pk: int,
    gegevens: dict[str, Any] | None = None,
    versie: int | None = None,
) -> str:
    """Do one act for somebody, as every other door does. `gegevens` holds keys of rows, never personal data.

    Returns "gedaan", "onbekend" for what this person cannot see, or the code of the refusal. A task never signs: it
    cannot prove a second factor. A second delivery of the same task does nothing.
    """
    door = get_user_model().objects.filter(pk=user_pk).first()
    dossier = model._default_manager.for_user(door).filter(pk=pk).first() if door else None  # type: ignore[attr-defined]
    if dossier is None or naam not in workflow.handelingen:
        return ONBEKEND
    try:
        handelingen.verrichten(workflow[naam], dossier, door=door, data=gegevens or {}, versie=versie)
    except Geweigerd as fout:
        if not handelingen.is_al_gedaan(workflow[naam], dossier, door, fout):
            logger.info("Handeling %s op %s geweigerd: %s", naam, pk, fout.code)
            return fout.code
    return GEDAAN


def laten_verrichten(taak: Task, handeling: Handeling, pks: Iterable[UUID], door: Any) -> bool:
    """Let the worker do an act without input on many rows. False when the broker is away: do them at once then.

    A hint that gets lost changes nothing: the dossier stays on the pile where it was.
    """
    try:
        for pk in pks:
            taak.apply_async(args=(str(pk), handeling.naam, door.pk), retry=False)
    except OperationalError:
        return False
    return True
