"""The one way in which every door does an act: check the input with the form of the act, then do it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar

from django.db import OperationalError, transaction
from django.utils import timezone
from psycopg.errors import LockNotAvailable

from swv.kern.fouten import BevestigingNodig, Bezet, Geweigerd, NietToegestaan, VerkeerdeStatus
from swv.kern.invoer import HandelingForm
from swv.kern.models import Dossier, Gebeurtenis
from swv.kern.workflow import Handeling

D = TypeVar("D", bound=Dossier)


class Ongeldig(Geweigerd):
    """What was typed is not right; `form` holds it, with a sentence per field."""

    code = "ongeldig"

    def __init__(self, form: HandelingForm) -> None:
        velden = {naam: [str(zin) for zin in zinnen] for naam, zinnen in form.errors.items()}
        super().__init__("Niet alles is goed ingevuld. Verbeter wat hieronder staat.", velden=velden)
        self.form = form


def formulier(
    handeling: Handeling,
    dossier: Dossier,
    *,
    door: Any,
    data: Mapping[str, Any] | None = None,
    files: Any = None,
) -> HandelingForm:
    return handeling.invoer(data, files, dossier=dossier, door=door)


def bevestigen(handeling: Handeling, door: Any, code: str | None) -> datetime | None:
    """The moment at which `code` proved the second factor of this person; None when no code was needed or given.

    Raises BevestigingNodig when the code is wrong or was used before.
    """
    if not handeling.tweede_factor or not code:
        return None
    if door is None or not door.bevestig(code):
        zin = "Deze code klopt niet of is al gebruikt. Wacht op de volgende code in uw app en vul die in."
        raise BevestigingNodig(zin, velden={"code": [zin]})
    return timezone.now()


def verrichten(
    handeling: Handeling,
    dossier: D,
    *,
    door: Any,
    data: Mapping[str, Any],
    files: Any = None,
    versie: int | None = None,
    bevestigd_op: datetime | None = None,
) -> D:
    """Check state and person, then the input, then do the act. Raises Geweigerd; then nothing has changed."""
    if weigering := handeling.weigering(dossier, door):
        raise weigering
    form = formulier(handeling, dossier, door=door, data=data, files=files)
    if not form.is_valid():
        raise Ongeldig(form)
    with niet_eindeloos_wachten():
        return handeling(dossier, door=door, versie=versie, bevestigd_op=bevestigd_op, **form.cleaned_data)


@contextmanager
def niet_eindeloos_wachten() -> Iterator[None]:
    """Who waits too long for a colleague reads so. Raises Bezet."""
    try:
        yield
    except OperationalError as fout:
        if not isinstance(fout.__cause__, LockNotAvailable):
            raise
        zin = "Iemand anders is nu met dit dossier bezig. Uw tekst staat er nog. Wacht even en probeer het opnieuw."
        raise Bezet(zin) from fout


def is_al_gedaan(handeling: Handeling, dossier: Dossier, door: Any, fout: Geweigerd) -> bool:
    """Whether this refusal only says that this person did this act a moment ago: a double click, or a request that
    was sent again because its answer got lost. Every door then answers as the first time.

    A code of the second factor works once, so a repeated signature is refused for its code before its state. An act
    can also end the right to do it: an expert gives an advice once. What the portal did itself since, such as filing
    the letter, does not count.
    """
    if isinstance(fout, BevestigingNodig):
        fout = handeling.weigering(_na_wie_bezig_is(dossier), door) or fout
    if not isinstance(fout, VerkeerdeStatus | NietToegestaan):
        return False
    laatste = Gebeurtenis.objects.van(dossier).filter(door__isnull=False).order_by("-op", "-id").first()
    return laatste is not None and laatste.handeling == handeling.naam and laatste.door_id == door.pk


def _na_wie_bezig_is(dossier: D) -> D:
    """The dossier as it is once the request that holds it now is done."""
    with transaction.atomic():
        return type(dossier)._base_manager.select_for_update().get(pk=dossier.pk)
