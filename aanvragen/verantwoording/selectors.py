"""Reads about verantwoordingen: one with its surroundings, the page of a school or board, what was paid."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Sum

from aanvragen.models import Aanvraag, Effectmeting, Verantwoording, Verantwoordingstatus
from aanvragen.models.verantwoording import VerantwoordingQuerySet
from aanvragen.verantwoording.schooljaren import NUL
from financien.models import Verplichting
from swv.kern.formulieren import lees_bedrag
from swv.organisaties.models import Gebruiker


def met_alles(queryset: VerantwoordingQuerySet) -> VerantwoordingQuerySet:
    """What one dossier shows of its surroundings, in the same query."""
    return queryset.select_related(
        "aanvraag__regeling", "aanvraag__aangevraagd_door", "school__bestuur", "behandelaar", "ingediend_door"
    )


def betaald_per(rijen: Sequence[Verantwoording]) -> dict[UUID, Decimal]:
    """What was paid of the award of each of these, in euros, for what it is about: the oldest is paid first, up to what
    was not released of it when it was judged. Two queries, however many there are."""
    aanvragen = {rij.aanvraag_id for rij in rijen}
    van_aanvraag = _betaald(aanvragen)
    delen: dict[UUID, dict[UUID, Decimal]] = defaultdict(dict)
    alle = Verantwoording.objects.filter(aanvraag__in=aanvragen).order_by("schooljaar", "aangemaakt_op")
    te_betalen = F("toegekend") - F("vrijgevallen")
    for aanvraag, pk, deel in alle.values_list("aanvraag_id", "pk", te_betalen):
        delen[aanvraag][pk] = deel
    return {rij.pk: _deel(rij, van_aanvraag.get(rij.aanvraag_id, NUL), delen[rij.aanvraag_id]) for rij in rijen}


def _betaald(aanvragen: Iterable[UUID]) -> dict[UUID, Decimal]:
    soort = ContentType.objects.get_for_model(Aanvraag)
    rijen = Verplichting.objects.filter(content_type=soort, object_id__in=aanvragen).order_by()
    return dict(rijen.values_list("object_id").annotate(Sum("betaald")))


def _deel(rij: Verantwoording, betaald: Decimal, delen: Mapping[UUID, Decimal]) -> Decimal:
    """`delen` are those of the award in their order; the last one gets what is left."""
    volgorde = [*delen]
    eerder = volgorde[: volgorde.index(rij.pk)]
    rest = max(betaald - sum((delen[pk] for pk in eerder), NUL), NUL)
    return rest if rij.pk == volgorde[-1] else min(rest, delen[rij.pk])


@dataclass(frozen=True)
class Regel:
    """One verantwoording in a list of the school or its board, with what was paid (euros)."""

    rij: Verantwoording
    betaald: Decimal

    @property
    def besteed(self) -> Decimal | None:
        """What was spent: as it was sent, or as it lies at the board; None while the school fills it in."""
        if self.rij.ingediend_op or self.rij.status != Verantwoordingstatus.TER_INDIENING:
            return self.rij.besteed
        try:
            return lees_bedrag(str(self.rij.antwoorden["geld"]["besteed"]))
        except (KeyError, ValueError):
            return None


@dataclass(frozen=True)
class Jaaroverzicht:
    """The verantwoordingen of one school year that somebody sees, by school, with what was asked about the effect of
    their awards; and the years to choose from."""

    jaar: int
    jaren: Sequence[int]
    regels: Sequence[Regel]
    metingen: Sequence[Effectmeting]

    @property
    def naam(self) -> str:
        return f"{self.jaar}-{self.jaar + 1}"

    @property
    def klaar(self) -> list[Verantwoording]:
        """What waits for the board."""
        return [regel.rij for regel in self.regels if regel.rij.status == Verantwoordingstatus.TER_INDIENING]

    @property
    def bij_scholen(self) -> int:
        """How many a school still has to fill in."""
        return sum(regel.rij.is_klaargezet for regel in self.regels)

    @property
    def toegekend(self) -> Decimal:
        return sum((regel.rij.toegekend for regel in self.regels), NUL)

    @property
    def betaald(self) -> Decimal:
        return sum((regel.betaald for regel in self.regels), NUL)

    @property
    def besteed(self) -> Decimal:
        return sum((regel.besteed or NUL for regel in self.regels), NUL)

    @property
    def toon_school(self) -> bool:
        return len({regel.rij.school_id for regel in self.regels}) > 1


def jaaroverzicht(gebruiker: Gebruiker, jaar: int | None) -> Jaaroverzicht:
    """The page of a school or board; without a year the newest that has something. A fixed number of queries."""
    van_school = Verantwoording.objects.for_user(gebruiker).filter(school__in=gebruiker.school_ids)
    zichtbaar = van_school.exclude(status=Verantwoordingstatus.VERVALLEN)
    jaren = sorted(zichtbaar.order_by().values_list("schooljaar", flat=True).distinct(), reverse=True)
    gekozen = jaar if jaar in jaren else next(iter(jaren), 0)
    rijen = list(met_alles(zichtbaar.filter(schooljaar=gekozen)).order_by("school__naam", "kenmerk"))
    betaald = betaald_per(rijen)
    metingen = Effectmeting.objects.for_user(gebruiker).filter(aanvraag__in=[rij.aanvraag_id for rij in rijen])
    return Jaaroverzicht(
        jaar=gekozen,
        jaren=jaren,
        regels=[Regel(rij, betaald[rij.pk]) for rij in rijen],
        metingen=list(metingen.select_related("aanvraag", "school").order_by("aanvraag__kenmerk", "na_maanden")),
    )
