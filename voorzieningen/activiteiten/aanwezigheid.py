"""Who of a school was how often at what, in one school year: what a vergoeding depends on."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils import timezone

from voorzieningen.models import Aanwezigheid, Activiteit, Activiteitstatus, Sessie

Soort = Activiteit.Soort
GETELD = (Soort.EXPERTISEDAG, Soort.OVERLEG, Soort.KENNISKRING)


@dataclass(frozen=True)
class Aanwezigheidsstand:
    """On how many days one person was at each kind of activity, as the portal registered it."""

    naam: str
    dagen: Mapping[str, int]

    def bij(self, soort: str) -> int:
        return self.dagen.get(soort, 0)


def aanwezigheid_van_school(school_id: int, schooljaar: int) -> list[Aanwezigheidsstand]:
    """Everybody of this school who was on a presence list in this school year, by name. One query.

    Days are counted: who is there in the morning and in the afternoon of one Expertisedag was there once.
    """
    rijen = (
        Aanwezigheid.objects.filter(
            inschrijving__school=school_id,
            sessie__activiteit__schooljaar=schooljaar,
            sessie__activiteit__soort__in=GETELD,
            is_aanwezig=True,
        )
        .order_by()
        .values_list("inschrijving__naam", "sessie__activiteit__soort")
        .annotate(dagen=Count(TruncDate("sessie__begint"), distinct=True))
    )
    per_persoon: dict[str, dict[str, int]] = defaultdict(dict)
    for naam, soort, dagen in rijen:
        per_persoon[naam][soort] = dagen
    return [Aanwezigheidsstand(naam, per_persoon[naam]) for naam in sorted(per_persoon)]


def dagen_gehouden(soort: str, schooljaar: int) -> int:
    """On how many days there was an activity of this kind up to now, for everybody. One query."""
    gehouden = Sessie.objects.filter(
        activiteit__soort=soort, activiteit__schooljaar=schooljaar, eindigt__lte=timezone.now()
    ).exclude(activiteit__status__in=[Activiteitstatus.CONCEPT, Activiteitstatus.AFGELAST])
    aantal: int = gehouden.aggregate(dagen=Count(TruncDate("begint"), distinct=True))["dagen"]
    return aantal


def van_persoon(standen: Iterable[Aanwezigheidsstand], naam: str) -> Aanwezigheidsstand | None:
    """The line of this person, however the name is spaced or capitalised; None when there is none."""
    gezocht = _kaal(naam)
    return next((stand for stand in standen if _kaal(stand.naam) == gezocht), None)


def _kaal(naam: str) -> str:
    return " ".join(naam.split()).casefold()
