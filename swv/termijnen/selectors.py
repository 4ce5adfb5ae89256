"""Reads about terms: for the dossier, for lists and for the sum itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, OuterRef, QuerySet, Subquery

from swv.termijnen.models import GelijkgesteldeDag, Herinnering, Opschorting, Termijn
from swv.termijnen.rekenen import OpgeschortePeriode, Uitleg, uitleg
from swv.termijnen.schema import Soort

Q = TypeVar("Q", bound=QuerySet[Any, Any])


@dataclass(frozen=True, slots=True)
class Termijnoverzicht:
    """All that the dossier shows of one term. `uitleg` is None for a date that a person chose."""

    termijn: Termijn
    uitleg: Uitleg | None
    uiterlijk_zonder_aanvulling: date | None
    opschortingen: tuple[Opschorting, ...]
    herinneringen: tuple[Herinnering, ...]

    @property
    def stilstand(self) -> list[tuple[Opschorting, OpgeschortePeriode]]:
        """Every ended suspension beside its step in the sum."""
        geteld = sorted((rij for rij in self.opschortingen if not rij.is_open), key=lambda rij: rij.paar)
        return list(zip(geteld, self.uitleg.opschortingen, strict=True)) if self.uitleg else []

    @property
    def open_opschorting(self) -> Opschorting | None:
        return next((rij for rij in self.opschortingen if rij.is_open), None)


def extra_feestdagen() -> Mapping[date, str]:
    """The equated days of later decrees, for the argument `extra` of the pure functions. One query."""
    return dict(GelijkgesteldeDag.objects.values_list("dag", "naam"))


def overzicht(bron: Model) -> list[Termijnoverzicht]:
    """The terms of a dossier with explanation and reminders, oldest first. Always four queries."""
    termijnen = Termijn.objects.van(bron).prefetch_related("opschortingen", "herinneringen")
    extra = extra_feestdagen()
    return [_overzicht(termijn, extra) for termijn in termijnen]


def _overzicht(termijn: Termijn, extra: Mapping[date, str]) -> Termijnoverzicht:
    opschortingen = tuple(termijn.opschortingen.all())
    return Termijnoverzicht(
        termijn=termijn,
        uitleg=som(termijn, [rij for rij in opschortingen if not rij.is_open], extra),
        uiterlijk_zonder_aanvulling=_zonder_aanvulling(termijn, opschortingen, extra),
        opschortingen=opschortingen,
        herinneringen=tuple(termijn.herinneringen.all()),
    )


def som(termijn: Termijn, opschortingen: list[Opschorting], extra: Mapping[date, str]) -> Uitleg | None:
    """The sum of a term in weeks; None when a person chose the last day."""
    if termijn.weken is None:
        return None
    paren = [rij.paar for rij in opschortingen]
    return uitleg(termijn.begin, weken=termijn.weken, opschortingen=paren, extra=extra)


def _zonder_aanvulling(
    termijn: Termijn, opschortingen: tuple[Opschorting, ...], extra: Mapping[date, str]
) -> date | None:
    """While the term stands still: the last day if the school lets the given date pass."""
    stap = som(termijn, list(opschortingen), extra) if termijn.staat_stil else None
    return stap.einddatum if stap else None


def open_termijn(bron: Model, soort: Soort) -> Termijn | None:
    """The running (or suspended) term of this kind; there is at most one."""
    return Termijn.objects.van(bron).open().filter(soort=soort).first()


def met_termijn(queryset: Q, soort: Soort = Soort.BESLISSING) -> Q:
    """Add `uiterlijk` and `stil_sinds` of the open term of this kind to a list of dossiers, in the same query."""
    termijn = Termijn.objects.open().filter(
        content_type=ContentType.objects.get_for_model(queryset.model), object_id=OuterRef("pk"), soort=soort
    )
    velden = {naam: Subquery(termijn.values(naam)[:1]) for naam in ("uiterlijk", "stil_sinds")}
    return queryset.annotate(**velden)
