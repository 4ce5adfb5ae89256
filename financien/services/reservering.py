"""Reservations: what the open requests would cost. They take no free room; they warn."""

from decimal import Decimal

from django.db import models, transaction
from django.utils import timezone

from financien.bedragen import positief
from financien.models import Begrotingspost, Boeking, Rekening, Reservering
from financien.services.database import vergrendelen
from financien.services.grootboek import Herkomst, Regel, Voorstel, in_jaar, vastleggen
from financien.services.omkeren import tegenboeken
from swv.organisaties.models import Gebruiker


def reserveringsvoorstel(
    *, herkomst: Herkomst, post: Begrotingspost, bedrag: Decimal, sleutel: str, door: Gebruiker
) -> Voorstel:
    """The booking of a reservation; the one that is open for this source lapses with it."""
    return Voorstel(
        sleutel=sleutel,
        soort=Boeking.Soort.RESERVERING,
        omschrijving="Reservering",
        regels=[Regel(post, Rekening.Soort.RESERVERING, -bedrag), Regel(post, Rekening.Soort.GERESERVEERD, bedrag)],
        door=door,
        anders_vanaf=in_jaar(timezone.localdate(), post.jaar.jaar),
        bron=herkomst,
        laat_vervallen=True,
        erbij={"reservering": {"post_id": post.pk, "bedrag": str(bedrag)}},
    )


def reserveren(
    *, bron: models.Model, post: Begrotingspost, bedrag: Decimal, sleutel: str, door: Gebruiker
) -> Reservering:
    """Keep in sight that this open request would cost so many euros on this line.

    One per source: when it is already reserved on this line for this amount nothing happens, and otherwise the old
    reservation lapses (so a new amount needs a new `sleutel`). Raises JaarGesloten, SleutelBestaat.
    """
    deel = positief(bedrag)
    open_nu = Reservering.objects.van(bron).filter(vervallen_met=None, post=post, bedrag=deel).first()
    if open_nu:
        return open_nu
    boeking, _ = vastleggen(
        reserveringsvoorstel(herkomst=Herkomst.van_bron(bron), post=post, bedrag=deel, sleutel=sleutel, door=door)
    )
    return Reservering.objects.get(boeking=boeking)


def reservering_vervallen(*, bron: models.Model, sleutel: str, door: Gebruiker) -> Reservering | None:
    """The request is decided or withdrawn: its reservation lapses. None when nothing is reserved for it."""
    with transaction.atomic():
        vergrendelen(bronnen=[Herkomst.van_bron(bron)])
        bekend = Reservering.objects.van(bron).filter(vervallen_met__sleutel=sleutel).first()
        open_nu = Reservering.objects.van(bron).select_related("boeking").filter(vervallen_met=None).first()
        if bekend or open_nu is None:
            return bekend
        tegenboeken(boeking=open_nu.boeking, sleutel=sleutel, door=door, reden="aanvraag is niet meer open")
        open_nu.refresh_from_db()
        return open_nu
