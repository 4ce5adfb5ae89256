"""Many bookings at once: an import, a batch of payments, the end of a year."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from financien.models import Boeking
from financien.services.database import financien_boeken_reeks, vergrendelen
from financien.services.grootboek import Voorstel, zonder_lezen

PER_KEER = 100


def boeken_bulk(voorstellen: Iterable[Voorstel]) -> list[Boeking]:
    """Book everything or nothing, in the same order, one statement per hundred; each is as safe as one booked alone.

    A key that was booked before with the same content gives the stored booking. The guard looks at the balance after
    each hundred, so within them room that one gives another may take. Raises what `vastleggen` raises.
    """
    alle = list(voorstellen)
    if not alle:
        return []
    rijen = [voorstel.rij() for voorstel in alle]
    with transaction.atomic():
        vooraf_vergrendelen(rijen)
        uitkomsten = [
            uitkomst
            for begin in range(0, len(rijen), PER_KEER)
            for uitkomst in financien_boeken_reeks(rijen[begin : begin + PER_KEER], soort=alle[begin].soort)
        ]
    oud = Boeking.objects.in_bulk([pk for pk, is_nieuw in uitkomsten if not is_nieuw])
    return [oud[pk] if pk in oud else zonder_lezen(rij) for rij, (pk, _) in zip(rijen, uitkomsten, strict=True)]


def vooraf_vergrendelen(rijen: Sequence[dict[str, Any]]) -> None:
    """Everything that these bookings touch, in the one order in which everybody locks."""
    vergrendelen(
        verplichtingen=_verplichtingen(rijen),
        termijnen=[rij["betaling"]["termijn_id"] for rij in rijen if "betaling" in rij],
        bronnen=[(rij["content_type_id"], rij["object_id"]) for rij in rijen if "vervalt" in rij],
        posten={regel["post"] for rij in rijen for regel in rij["regels"]},
    )


def _verplichtingen(rijen: Sequence[dict[str, Any]]) -> set[Any]:
    gevonden = {
        rij[soort]["verplichting_id"] for rij in rijen for soort in ("vrijval", "terugvordering") if soort in rij
    }
    return gevonden | {rij["verschuiving"]["van_id"] for rij in rijen if "verschuiving" in rij}
