"""Reads on profiles and checklists that more than one caller needs. Each says how many queries it costs."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from swv.kern.schooljaar import schooljaar
from swv.organisaties.models import School
from voorzieningen.models import (
    Antwoord,
    Checklist,
    Checklistantwoord,
    Checkliststatus,
    Profiel,
    Profielregel,
    Profielstatus,
    Voorziening,
)
from voorzieningen.profielen.score import Gemiddelde, Score, Telling, gemiddelde

BIJNA = relativedelta(months=3)


# --- Scores ------------------------------------------------------------------------------------------------


class Regels:
    """The dated rules, read once: which one counts on a day."""

    def __init__(self) -> None:
        self._rijen = list(Profielregel.objects.order_by("-geldig_van"))

    def op(self, dag: date) -> Profielregel:
        return next((rij for rij in self._rijen if rij.geldig_van <= dag), None) or Profielregel()


def scores(checklists: Sequence[Checklist], regels: Regels | None = None) -> dict[Checklist, Score]:
    """The score of each of these fixed checklists, under the rule of its day. Two queries, one when the rules are
    given, none without checklists."""
    if not checklists:
        return {}
    regels = regels or Regels()
    per_ijkpunt: dict[object, dict[int, Telling]] = defaultdict(dict)
    rijen = (
        Checklistantwoord.objects.filter(checklist__in=checklists)
        .order_by()
        .values_list("checklist_id", "item__ijkpunt")
        .annotate(**{waarde: Count("pk", filter=Q(antwoord=waarde)) for waarde in Antwoord.values})
    )
    for checklist_id, ijkpunt, ja, bezig, nee in rijen:
        per_ijkpunt[checklist_id][ijkpunt] = Telling(ja, bezig, nee)
    return {
        rij: Score(regels.op(rij.vastgesteld_op), dict(sorted(per_ijkpunt[rij.pk].items())))
        for rij in checklists
        if rij.vastgesteld_op is not None
    }


def vastgesteld(*, school: School | None = None) -> "QuerySet[Checklist]":
    """The checklists that count, the oldest year first."""
    rijen = Checklist.objects.van_leden().filter(status=Checkliststatus.VASTGESTELD).order_by("schooljaar", "pk")
    return rijen.filter(school=school) if school is not None else rijen


def regio(jaar: int, *, bekend: Collection[int], regels: Regels) -> Gemiddelde:
    """The mean of the other schools in a school year. `bekend` are the schools whose scores the reader knows: they do
    not count, or the reader could subtract them and read what is left. Two queries."""
    anderen = list(vastgesteld().filter(schooljaar=jaar).exclude(school__in=bekend))
    return gemiddelde([*scores(anderen, regels).values()], minste=regels.op(timezone.localdate()).minste_scholen)


# --- How each school stands --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Schoolstand:
    """One school on a day: its published profile, what it is working on, and its last checklist."""

    school: School
    profiel: Profiel | None
    bezig: Profiel | None
    checklist: Checklist | None
    score: Score | None
    dag: date

    @property
    def stand(self) -> str:
        """geen, oud, bijna or actueel."""
        if self.profiel is None or self.profiel.geldig_tot is None:
            return "geen"
        if self.profiel.is_verlopen_op(self.dag):
            return "oud"
        return "bijna" if self.profiel.is_verlopen_op(self.dag + BIJNA) else "actueel"

    @property
    def standen(self) -> frozenset[str]:
        """Every pile on which this school lies."""
        erbij = []
        if self.score and not self.score.haalt_norm:
            erbij.append("norm")
        if self.checklist is None or self.checklist.schooljaar < schooljaar(self.dag):
            erbij.append("zonder")
        return frozenset([self.stand, *erbij])


def schoolstanden(scholen: Sequence[School], dag: date) -> list[Schoolstand]:
    """How these schools stand, in their order. Four queries."""
    profielen: dict[int, Profiel] = {}
    bezig: dict[int, Profiel] = {}
    in_leven = Profiel.objects.filter(school__in=scholen).exclude(status=Profielstatus.VERVALLEN)
    for profiel in in_leven.defer("antwoorden"):
        (profielen if profiel.is_openbaar else bezig)[profiel.school_id] = profiel
    checklists = {rij.school_id: rij for rij in vastgesteld().filter(school__in=scholen).defer("antwoorden")}
    punten = scores([*checklists.values()])
    return [
        Schoolstand(
            school,
            profielen.get(school.pk),
            bezig.get(school.pk),
            rij := checklists.get(school.pk),
            punten.get(rij) if rij else None,
            dag,
        )
        for school in scholen
    ]


def leden() -> "QuerySet[School]":
    """The schools of this samenwerkingsverband, with their boards."""
    return School.objects.leden().select_related("bestuur")


def plaatsen() -> list[str]:
    """The places with a school. One query."""
    return list(leden().exclude(plaats="").order_by("plaats").values_list("plaats", flat=True).distinct())


# --- Facilities --------------------------------------------------------------------------------------------


def scholen_met(voorziening: Voorziening) -> list[School]:
    """The schools that say in their published profile that they have this facility, by name. One query."""
    met = Profiel.objects.openbaar().filter(voorzieningen=voorziening)
    return list(School.objects.leden().filter(pk__in=met.values("school")).order_by("naam", "code"))


@dataclass(frozen=True)
class Groep:
    """A column of the coverage table: schools that belong together. `met_profiel` says how many told what they have."""

    naam: str
    scholen: tuple[School, ...]
    met_profiel: int


@dataclass(frozen=True)
class Dekkingsregel:
    """One facility: which schools have it, and how many in each group."""

    voorziening: Voorziening
    scholen: tuple[School, ...]
    aantallen: tuple[int, ...]
    ontbreekt: bool  # some group told what it has, and this is not in it


@dataclass(frozen=True)
class Dekking:
    groepen: tuple[Groep, ...]
    regels: tuple[Dekkingsregel, ...]

    @property
    def zonder_profiel(self) -> int:
        """Schools that did not tell what they have: what they have is not in the table."""
        return sum(len(groep.scholen) - groep.met_profiel for groep in self.groepen)


def dekking(voorzieningen: Iterable[Voorziening], *, per: str, soort: str = "") -> Dekking:
    """Which school, board or place has which facility, by the published profiles. Also a facility that only a profile
    names. Four queries at most."""
    scholen = list(leden().filter(soort=soort) if soort else leden())
    van_profiel = dict(Profiel.objects.openbaar().filter(school__in=scholen).values_list("pk", "school_id"))
    heeft: dict[int, set[int]] = defaultdict(set)
    rijen = Profiel.voorzieningen.through.objects.filter(profiel__in=[*van_profiel])
    for profiel_id, voorziening_id in rijen.values_list("profiel_id", "voorziening_id"):
        heeft[voorziening_id].add(van_profiel[profiel_id])
    alle = _met_genoemde(voorzieningen, heeft)
    groepen = tuple(
        Groep(naam, tuple(leden_), sum(school.pk in {*van_profiel.values()} for school in leden_))
        for naam, leden_ in _groepeer(scholen, per).items()
    )
    return Dekking(groepen, tuple(_regel(rij, heeft.get(rij.pk, set()), groepen, scholen) for rij in alle))


def _met_genoemde(voorzieningen: Iterable[Voorziening], heeft: Mapping[int, object]) -> list[Voorziening]:
    """The facilities of the catalogue, and those that a profile names and the catalogue no longer has."""
    rijen = {rij.pk: rij for rij in voorzieningen}
    if ontbreekt := heeft.keys() - rijen.keys():
        extra = Voorziening.objects.filter(pk__in=ontbreekt).only("pk", "naam", "slug", "soort", "swv")
        rijen |= {rij.pk: rij for rij in extra}
    return sorted(rijen.values(), key=lambda rij: (rij.naam.lower(), rij.pk))


def _groepeer(scholen: Sequence[School], per: str) -> dict[str, list[School]]:
    groepen: dict[str, list[School]] = defaultdict(list)
    for school in scholen:
        naam = {"bestuur": school.bestuur.naam, "plaats": school.plaats or "Plaats niet bekend"}.get(per, str(school))
        groepen[naam].append(school)
    return dict(sorted(groepen.items(), key=lambda paar: paar[0].lower()))


def _regel(
    voorziening: Voorziening, heeft: Collection[int], groepen: Sequence[Groep], scholen: Sequence[School]
) -> Dekkingsregel:
    aantallen = tuple(sum(school.pk in heeft for school in groep.scholen) for groep in groepen)
    return Dekkingsregel(
        voorziening,
        tuple(school for school in scholen if school.pk in heeft),
        aantallen,
        any(groep.met_profiel and not aantal for groep, aantal in zip(groepen, aantallen, strict=True)),
    )
