"""Reads on activities that more than one caller needs."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from swv.documenten.models import Brief
from swv.organisaties.models import Gebruiker
from voorzieningen.models import Aanwezigheid, Activiteitstatus, Inschrijving, Sessie

HERINNEREN_VOORAF = timedelta(days=3)
HOOGSTENS = 200  # lines of one person on a page


def rijnummers(activiteit_ids: Iterable[UUID]) -> dict[UUID, int]:
    """For everybody who waits for these activities the place in line, 1 for who is next. One query."""
    nummer = Window(RowNumber(), partition_by="activiteit_id", order_by=["ingeschreven_op", "id"])
    wachtend = Inschrijving.objects.wachtend().filter(activiteit__in=set(activiteit_ids))
    return dict(wachtend.order_by().annotate(nummer=nummer).values_list("pk", "nummer"))


def plaats_in_de_rij(inschrijving: Inschrijving) -> int:
    """1 for who is next; 0, without a query, for who does not wait."""
    if inschrijving.status != Inschrijving.Status.WACHTLIJST:
        return 0
    return rijnummers([inschrijving.activiteit_id]).get(inschrijving.pk, 0)


def te_herinneren() -> QuerySet[Sessie]:
    """The meetings of which people are reminded now: within some days, not begun, and going on."""
    nu = timezone.now()
    lopend = (Activiteitstatus.OPEN, Activiteitstatus.GESLOTEN)
    return Sessie.objects.filter(begint__gt=nu, begint__lte=nu + HERINNEREN_VOORAF, activiteit__status__in=lopend)


def zonder_bewijs(activiteit_id: UUID) -> QuerySet[Inschrijving]:
    """Who was at this activity and has no certificate that counts."""
    was_er = Aanwezigheid.objects.filter(inschrijving=OuterRef("pk"), is_aanwezig=True)
    heeft = _bewijsbrieven().filter(object_id=OuterRef("pk"))
    mensen = Inschrijving.objects.met_plaats().filter(activiteit=activiteit_id)
    return mensen.filter(Exists(was_er), ~Exists(heeft))


def mijn_inschrijvingen(gebruiker: Gebruiker) -> list[Inschrijving]:
    """Oneself and the colleagues whom one put on a list, the last activity on top. With their meetings; two queries."""
    rijen = Inschrijving.objects.van_persoon(gebruiker).exclude(status=Inschrijving.Status.AFGEMELD)
    return list(
        rijen.select_related("activiteit", "school")
        .prefetch_related("activiteit__sessies")
        .order_by("-activiteit__begint", "naam", "id")[:HOOGSTENS]
    )


def bewijzen(inschrijvingen: Iterable[Inschrijving]) -> dict[Any, Brief]:
    """The certificate that counts of each of these, when it can be fetched. One query."""
    return {brief.object_id: brief for brief in geldende_bewijzen(inschrijvingen).opgeslagen()}


def geldende_bewijzen(inschrijvingen: Iterable[Inschrijving]) -> Any:
    """The certificate that counts of each of these, also while it is being made."""
    return _bewijsbrieven().filter(object_id__in=[rij.pk for rij in inschrijvingen]).defer("html")


def _bewijsbrieven() -> Any:
    """Every certificate that counts."""
    return Brief.objects.filter(
        content_type__app_label="voorzieningen", content_type__model="inschrijving", ingetrokken_op__isnull=True
    )
