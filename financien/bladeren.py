"""Keyset pages: as fast on the last page as on the first, and no row twice when new ones come in."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.dateparse import parse_datetime

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Bladzijde(Generic[M]):
    """Some rows, and the cursor of the page after it; empty on the last page."""

    rijen: Sequence[M]
    volgende: str
    is_eerste: bool


def bladzijde(rijen: QuerySet[M], *, na: str, moment: str, aantal: int) -> Bladzijde[M]:
    """`aantal` rows after the cursor `na`, newest first by the field `moment` and then by id (a uuid)."""
    plek = _lees(na)
    if plek:
        toen, pk = plek
        rijen = rijen.filter(Q(**{f"{moment}__lt": toen}) | Q(**{moment: toen, "pk__lt": pk}))
    gelezen = list(rijen.order_by(f"-{moment}", "-pk")[: aantal + 1])
    meer = len(gelezen) > aantal
    laatste = gelezen[aantal - 1] if meer else None
    return Bladzijde(gelezen[:aantal], _schrijf(laatste, moment) if laatste is not None else "", plek is None)


def _schrijf(rij: Model, moment: str) -> str:
    waarde: Any = rij
    for deel in moment.split("__"):
        waarde = getattr(waarde, deel)
    return f"{waarde.isoformat()}_{rij.pk}"


def _lees(na: str) -> tuple[datetime, uuid.UUID] | None:
    """The cursor; nothing for one that was made up, which shows the first page."""
    toen, _, pk = na.partition("_")
    try:
        moment = parse_datetime(toen)
        return (moment, uuid.UUID(pk)) if moment and moment.tzinfo else None
    except ValueError:
        return None
