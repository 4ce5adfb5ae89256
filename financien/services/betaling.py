"""Payment: the condition of an instalment is met, and it is paid, whole or in parts."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from financien.bedragen import positief
from financien.models import Betaling, Betalingstermijn, Boeking, Rekening
from financien.services.grootboek import Herkomst, Regel, Voorstel, vastleggen
from swv.kern.fouten import VerkeerdeStatus
from swv.organisaties.models import Gebruiker

_STATUS = Betalingstermijn.Status


def betaalbaar_maken(*, termijn: Betalingstermijn, door: Gebruiker | None) -> Betalingstermijn:
    """The condition of this instalment is met, so it can be paid from its day on; a second time changes nothing.
    `door` is None when the portal itself found so.

    Raises VerkeerdeStatus when it has lapsed, for example because the money was released.
    """
    Betalingstermijn.objects.filter(pk=termijn.pk, status=_STATUS.OPEN).update(
        status=_STATUS.BETAALBAAR, betaalbaar_op=timezone.now(), betaalbaar_door=door
    )
    termijn.refresh_from_db()
    if termijn.status == _STATUS.VERVALLEN:
        raise VerkeerdeStatus(f"{termijn} is vervallen. Er is niets meer te betalen.")
    return termijn


def betaalvoorstel(
    *, termijn: Betalingstermijn, bedrag: Decimal, sleutel: str, door: Gebruiker, betaald_op: date
) -> Voorstel:
    """The booking of one payment, for `betalen` or for many at once with `boeken_bulk`."""
    deel, verplichting = positief(bedrag), termijn.verplichting
    return Voorstel(
        sleutel=sleutel,
        soort=Boeking.Soort.BETALING,
        omschrijving=f"Betaling {termijn}"[:200],
        regels=[
            Regel(verplichting.post, Rekening.Soort.TOEGEKEND, -deel),
            Regel(verplichting.post, Rekening.Soort.BETAALD, deel),
        ],
        door=door,
        anders_vanaf=max(betaald_op, verplichting.boeking.ingangsdatum),
        bron=Herkomst.van(verplichting),
        erbij={
            "betaling": {"termijn_id": termijn.pk, "bedrag": str(deel), "betaald_op": betaald_op.isoformat()},
        },
    )


def betalen(*, termijn: Betalingstermijn, bedrag: Decimal, sleutel: str, door: Gebruiker, betaald_op: date) -> Betaling:
    """Book that so many euros of an instalment were paid on that day; a part of it is allowed.

    It counts from `betaald_op`, but not from before the award. Raises NietOpenstaand when the instalment waits for
    its condition or its day, or has less to pay; JaarGesloten; SleutelBestaat.
    """
    boeking, _ = vastleggen(
        betaalvoorstel(termijn=termijn, bedrag=bedrag, sleutel=sleutel, door=door, betaald_op=betaald_op)
    )
    return Betaling.objects.select_related("termijn__verplichting").get(boeking=boeking)
