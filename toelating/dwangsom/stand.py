"""How a notice of default stands today: which days count, what is due, and until when it has to be set."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils import timezone

from swv.documenten.models import Bijlage
from swv.kern.workflow import Handeling
from swv.termijnen import dwangsom as som
from swv.termijnen.models import Dwangsomtarief, Termijn
from swv.termijnen.schema import Soort as Klok
from toelating.bezwaar.brieven import BESLISSING
from toelating.models import Bezwaar, Bezwaarstatus, Ingebrekestelling, Status, Tlvaanvraag, Verzending

KLOKKEN = (Klok.TOELATING, Klok.BEZWAAR)
INGETROKKEN = (Status.INGETROKKEN, Bezwaarstatus.INGETROKKEN)


class Fase(StrEnum):
    ONBEKEND = "onbekend"  # the term stands still: nobody knows the first day
    WACHT = "wacht"  # before the first day, and nothing was decided
    LOOPT = "loopt"
    VOL = "vol"  # 42 days are over, and nothing was decided
    GESTOPT = "gestopt"  # decided on or after the first day
    OP_TIJD = "op tijd"  # decided before the first day: nothing is due


@dataclass(frozen=True)
class Dwangsomstand:
    """One notice with everything that follows from it on the day `vandaag`. `termijn_tot` is the last day of the
    decision term, None while that stands still; `einde` the day on which the decision was announced (posted, not
    signed) or what was asked was withdrawn."""

    rij: Ingebrekestelling
    termijn_begin: date | None
    termijn_tot: date | None
    einde: date | None
    tarieven: Sequence[Dwangsomtarief]
    vandaag: date

    # No slots: what costs something is reckoned once.
    @cached_property
    def eerste_dag(self) -> date | None:
        """The first day over which a dwangsom is due, whatever came of it."""
        if self.termijn_tot is None:
            return None
        return som.eerste_dag(termijn_tot=self.termijn_tot, ontvangen_op=self.rij.ontvangen_op)

    @cached_property
    def fase(self) -> Fase:
        if self.eerste_dag is None:
            return Fase.ONBEKEND if self.einde is None else Fase.OP_TIJD
        if self.einde is not None:
            return Fase.OP_TIJD if self.einde < self.eerste_dag else Fase.GESTOPT
        if self.vandaag < self.eerste_dag:
            return Fase.WACHT
        return Fase.LOOPT if self.vandaag <= som.hoogstens_tot(self.eerste_dag) else Fase.VOL

    @cached_property
    def stukken(self) -> list[Bijlage]:
        """The notice itself, as far as it is a file. One query."""
        return list(Bijlage.objects.van(self.rij).filter(verwijderd_op__isnull=True))

    @property
    def kan_vastgesteld(self) -> bool:
        """Whether the amount is final: the decision is there or the 42 days are over."""
        return self.fase in (Fase.GESTOPT, Fase.VOL)

    @property
    def is_nog_te_beslissen(self) -> bool:
        return self.einde is None

    @property
    def is_ingetrokken(self) -> bool:
        """It ended because what was asked was withdrawn, and not with a decision."""
        return self.rij.dossier.status in INGETROKKEN

    @property
    def hoogstens_tot(self) -> date | None:
        return som.hoogstens_tot(self.eerste_dag) if self.eerste_dag else None

    @property
    def laatste_dag(self) -> date | None:
        """The last day over which a dwangsom is due; while nothing was decided the 42nd day."""
        return som.laatste_dag(self.eerste_dag, einde=self.einde) if self.eerste_dag else None

    @property
    def vaststellen_tot(self) -> date | None:
        """The last day to set the dwangsom; while nothing was decided as if that takes all 42 days."""
        return som.vaststellen_tot(self.laatste_dag) if self.laatste_dag else None

    @property
    def dagen(self) -> int:
        """Over how many days something is due today."""
        return som.dagen_verschuldigd(self.eerste_dag, self.vandaag, einde=self.einde) if self.eerste_dag else 0

    @cached_property
    def rijtarief(self) -> Dwangsomtarief | None:
        """The amounts that count: those of the first day. None for a day before the first version."""
        geldend = [rij for rij in self.tarieven if self.eerste_dag and rij.geldig_van <= self.eerste_dag]
        return max(geldend, key=lambda rij: rij.geldig_van, default=None)

    @property
    def wetstekst(self) -> Dwangsomtarief | None:
        """The texts of law for a letter of today."""
        geldend = [rij for rij in self.tarieven if rij.geldig_van <= self.vandaag]
        return max(geldend, key=lambda rij: rij.geldig_van, default=None)

    @property
    def stappen(self) -> list[som.Stap]:
        if self.rijtarief is None or self.eerste_dag is None:
            return []
        return list(som.stappen(self.eerste_dag, self.dagen, self.rijtarief.tarief))

    @property
    def bedrag(self) -> Decimal:
        """Euros due today."""
        return sum((stap.bedrag for stap in self.stappen), Decimal(0))

    @property
    def hoogstens(self) -> Decimal | None:
        """Euros due over all 42 days."""
        return self.rijtarief.tarief.hoogste if self.rijtarief else None


def stand_van(rij: Ingebrekestelling) -> Dwangsomstand:
    """Of one notice, saved or not. Three queries at most."""
    return standen([rij])[0]


def standen(rijen: Sequence[Ingebrekestelling]) -> list[Dwangsomstand]:
    """Of each of these, as it stands today; with `aanvraag` and `bezwaar` fetched along three queries at most."""
    if not rijen:
        return []
    vandaag = timezone.localdate()
    dossiers = [rij.dossier for rij in rijen]
    termijnen = _termijnen(dossier.pk for dossier in dossiers)
    bekend = _bekendmakingen(dossier.pk for dossier in dossiers if isinstance(dossier, Bezwaar))
    tarieven = list(Dwangsomtarief.objects.all())
    gevonden = []
    for rij, dossier in zip(rijen, dossiers, strict=True):
        termijn = termijnen.get(dossier.pk)
        gevonden.append(
            Dwangsomstand(
                rij=rij,
                termijn_begin=termijn.begin if termijn else None,
                termijn_tot=termijn.uiterlijk if termijn else None,
                einde=_einde(dossier, termijn, bekend),
                tarieven=tarieven,
                vandaag=vandaag,
            )
        )
    return gevonden


def _termijnen(pks: Iterable[UUID]) -> dict[UUID, Termijn]:
    """The newest decision term of each dossier, running or not: after an objection a request can get another one."""
    rijen = Termijn.objects.filter(object_id__in=list(pks), soort__in=KLOKKEN).order_by("begin", "id")
    return {rij.object_id: rij for rij in rijen}


def _bekendmakingen(pks: Iterable[UUID]) -> dict[UUID, date]:
    """The day on which the decision on each objection went to who objected. Filed is not posted."""
    sleutels = list(pks)
    if not sleutels:
        return {}
    rijen = Verzending.objects.geldend().filter(
        brief__object_id__in=sleutels,
        brief__soort=BESLISSING.soort,
        aan=Verzending.Aan.BEZWAARMAKER,
        verzonden_op__isnull=False,
    )
    return {pk: timezone.localdate(op) for pk, op in rijen.values_list("brief__object_id", "verzonden_op")}


def _einde(dossier: Tlvaanvraag | Bezwaar, termijn: Termijn | None, bekend: Mapping[UUID, date]) -> date | None:
    if dossier.status in INGETROKKEN:
        return termijn.afgerond_op if termijn else None
    if not dossier.is_besloten:
        return None
    if isinstance(dossier, Bezwaar):
        return bekend.get(dossier.pk)
    return timezone.localdate(dossier.bekendgemaakt_op) if dossier.bekendgemaakt_op else None


def van_dossier(dossier: Tlvaanvraag | Bezwaar) -> list[Dwangsomstand]:
    """Every notice about the decision on this dossier, the newest first. One query when there is none."""
    rijen = dossier.ingebrekestellingen.select_related("afgedaan_door", "vastgelegd_door")
    if isinstance(dossier, Tlvaanvraag):
        rijen = rijen.filter(bezwaar__isnull=True)
    gevonden = list(rijen)
    for rij in gevonden:  # the dossier as it is here, not fetched again
        if isinstance(dossier, Bezwaar):
            rij.bezwaar = dossier
        else:
            rij.aanvraag = dossier
    return standen(gevonden)


MET_SOM = ("dwangsom_vaststellen", "geen_dwangsom")


def som_bij(dossier: Any, handeling: Handeling) -> Dwangsomstand | None:
    """The notice whose sum one reads beside this act; None when there is none, or the act is about something else."""
    if handeling.naam not in MET_SOM:
        return None
    return next((stand for stand in van_dossier(dossier) if stand.rij.is_open), None)
