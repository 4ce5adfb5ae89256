"""Pages of a list of dossiers, newest first, by place in the index: as fast at the end as at the beginning, no count.

Several lists are read as one: what a person sees may come from more than one table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import F, QuerySet
from django.db.models.fields.tuple_lookups import TupleGreaterThan, TupleLessThan
from django.http import QueryDict
from django.utils.dateparse import parse_datetime

from swv.kern.models import Dossier

PER_BLADZIJDE = 50
BLADEREN = ("na", "voor")  # the words in an address

D = TypeVar("D", bound=Dossier)


@dataclass(frozen=True)
class Bladzijde(Generic[D]):
    """Some rows of a list, newest first; `vorige` and `volgende` are places to read on from, "" at the end."""

    rijen: list[D]
    vorige: str = ""
    volgende: str = ""


def plaats(dossier: Dossier) -> str:
    return f"{dossier.aangemaakt_op.isoformat()}_{dossier.pk}"


def lees_plaats(tekst: str) -> tuple[datetime, UUID] | None:
    """The place in the list that an address names; None when somebody made it up."""
    moment, _, sleutel = tekst.rpartition("_")
    try:
        gelezen = parse_datetime(moment)
        return (gelezen, UUID(sleutel)) if gelezen and gelezen.tzinfo else None
    except ValueError:
        return None


def bladzijde(*lijsten: "QuerySet[Any]", na: str = "", voor: str = "") -> Bladzijde[Any]:
    """The page after, or before, a place; without one the first. One query for each list."""
    terug, verder = lees_plaats(voor), lees_plaats(na)
    if terug:
        rijen = _lees(lijsten, terug, terug=True)
        meer, rijen = len(rijen) > PER_BLADZIJDE, rijen[:PER_BLADZIJDE][::-1]
        return Bladzijde(rijen, plaats(rijen[0]) if meer else "", plaats(rijen[-1]) if rijen else "")
    rijen = _lees(lijsten, verder, terug=False)
    meer, rijen = len(rijen) > PER_BLADZIJDE, rijen[:PER_BLADZIJDE]
    return Bladzijde(rijen, plaats(rijen[0]) if verder and rijen else "", plaats(rijen[-1]) if meer else "")


def _lees(lijsten: Sequence["QuerySet[Any]"], grens: tuple[datetime, UUID] | None, *, terug: bool) -> list[Any]:
    """The rows of a page and one more, in the direction of reading."""
    sleutel = (F("aangemaakt_op"), F("id"))
    volgorde = ("aangemaakt_op", "id") if terug else ("-aangemaakt_op", "-id")
    gevonden: list[Any] = []
    for lijst in lijsten:
        if grens:
            lijst = lijst.filter((TupleGreaterThan if terug else TupleLessThan)(sleutel, grens))
        gevonden += lijst.order_by(*volgorde)[: PER_BLADZIJDE + 1]
    gevonden.sort(key=lambda rij: (rij.aangemaakt_op, rij.pk), reverse=not terug)
    return gevonden[: PER_BLADZIJDE + 1]


def bladerlinks(pagina: Bladzijde[Any], *, pad: str, gevraagd: QueryDict) -> dict[str, str]:
    """`vorige` and `volgende` as addresses of this list with the same filters; "" at the end."""
    return {
        "vorige": _adres(pad, gevraagd, "voor", pagina.vorige),
        "volgende": _adres(pad, gevraagd, "na", pagina.volgende),
    }


def _adres(pad: str, gevraagd: QueryDict, woord: str, plek: str) -> str:
    if not plek:
        return ""
    adres = gevraagd.copy()
    for naam in BLADEREN:
        adres.pop(naam, None)
    adres[woord] = plek
    return f"{pad}?{adres.urlencode()}"
