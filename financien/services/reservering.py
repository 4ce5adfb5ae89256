"""Reservations: what the open requests would cost. They take no free room; they warn."""

from collections.abc import Sequence
from decimal import Decimal

from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone

from financien.bedragen import positief
from financien.fouten import BoekingKloptNiet
from financien.models import Begrotingspost, Boeking, Rekening, Reservering
from financien.services.database import vergrendelen
from financien.services.grootboek import Herkomst, Regel, Voorstel, in_jaar, vastleggen
from financien.services.omkeren import tegenboeken
from swv.organisaties.models import Gebruiker


def reserveringsvoorstellen(
    *, herkomst: Herkomst, verdeling: Sequence[tuple[Begrotingspost, Decimal]], sleutel: str, door: Gebruiker
) -> list[Voorstel]:
    """The bookings of a reservation, one per line, in the order in which they are booked: with the first one lapses
    all that is open for this source. `verdeling` is in the content of each, so the same key with another is refused."""
    erbij = {"verdeling": [(post.pk, str(bedrag)) for post, bedrag in verdeling]}
    return [
        Voorstel(
            sleutel=f"{sleutel}:{post.pk}",
            soort=Boeking.Soort.RESERVERING,
            omschrijving="Reservering",
            regels=[Regel(post, Rekening.Soort.RESERVERING, -bedrag), Regel(post, Rekening.Soort.GERESERVEERD, bedrag)],
            door=door,
            anders_vanaf=in_jaar(timezone.localdate(), post.jaar.jaar),
            bron=herkomst,
            laat_vervallen=plek == 0,
            erbij={"reservering": {"post_id": post.pk, "bedrag": str(bedrag)}, **erbij},
        )
        for plek, (post, bedrag) in enumerate(verdeling)
    ]


def reserveren(
    *, bron: models.Model, verdeling: Sequence[tuple[Begrotingspost, Decimal]], sleutel: str, door: Gebruiker
) -> list[Reservering]:
    """Keep in sight what this open request would cost: so many euros on each of these lines, one for each budget year.

    When exactly this is reserved already nothing happens; otherwise all that was reserved lapses (so other amounts
    need a new `sleutel`). Raises BoekingKloptNiet when a line is named twice, JaarGesloten, SleutelBestaat.
    """
    delen = [(post, positief(bedrag)) for post, bedrag in verdeling]
    gewenst = {post.pk: bedrag for post, bedrag in delen}
    if not delen or len(gewenst) < len(delen):
        raise BoekingKloptNiet("Verdeel de reservering over begrotingsposten, elke post één keer.")
    open_nu = list(open_reserveringen(bron))
    if {rij.post_id: rij.bedrag for rij in open_nu} == gewenst:
        return open_nu
    herkomst = Herkomst.van_bron(bron)
    voorstellen = reserveringsvoorstellen(herkomst=herkomst, verdeling=delen, sleutel=sleutel, door=door)
    with transaction.atomic():
        if len(delen) > 1:
            vergrendelen(bronnen=[herkomst], posten=gewenst)
        boekingen = [vastleggen(voorstel)[0].pk for voorstel in voorstellen]
    return list(Reservering.objects.filter(boeking__in=boekingen).order_by("post__jaar__jaar", "id"))


def reservering_vervallen(*, bron: models.Model, sleutel: str, door: Gebruiker) -> list[Reservering]:
    """The request is decided or withdrawn: what is reserved for it lapses, on every line. Gives what lapsed."""
    with transaction.atomic():
        vergrendelen(bronnen=[Herkomst.van_bron(bron)])
        vervallen = list(open_reserveringen(bron).select_related("boeking"))
        for rij in vervallen:
            eigen = f"{sleutel}:{rij.post_id}"
            tegenboeken(boeking=rij.boeking, sleutel=eigen, door=door, reden="aanvraag is niet meer open")
        return vervallen


def open_reserveringen(bron: models.Model) -> QuerySet[Reservering]:
    """What is reserved for this source now, the oldest year first."""
    return Reservering.objects.van(bron).filter(vervallen_met=None).order_by("post__jaar__jaar", "id")
