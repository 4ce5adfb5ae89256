"""The workflow kernel: an act on a dossier is written once and reached from view, admin, API and task.

    workflow = Workflow("aanvragen", Status)

    @workflow.transition(source=[Status.CONCEPT], target=Status.INGEDIEND,
                         allowed=rules.is_indiener, wie="de school", label="Indienen")
    def indienen(aanvraag, *, door):
        "The school submits; from now on the decision term runs."

Calling `indienen(aanvraag, door=user)` does, in one transaction: lock the row, check version, state, person,
second factor and conditions, run the effect, validate, save, and add a Gebeurtenis. Every refusal is a
`Geweigerd` with a Dutch sentence, and changes nothing. With `vervolg` the portal does the next act in the same
transaction, when there is one, whichever door the first came through.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, ClassVar, Concatenate, Protocol, TypeVar

import rules
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.http import Http404
from django.utils import timezone

from swv.kern.fouten import (
    BevestigingNodig,
    Geweigerd,
    NietToegestaan,
    VerkeerdeStatus,
    Verouderd,
    VoorwaardeNietVervuld,
)
from swv.kern.invoer import HandelingForm
from swv.kern.models import Dossier, Gebeurtenis
from swv.kern.triggers import zin_van_trigger

D = TypeVar("D", bound=Dossier)
Effect = Callable[Concatenate[Any, ...], str | None]
Voorwaarde = Callable[[Any], str | None]

VERSE_FACTOR = timedelta(minutes=5)


class Predicaat(Protocol):
    def test(self, *args: Any) -> bool: ...


@dataclass(frozen=True, eq=False)
class Handeling:
    """One act: when it exists, who may do it, what it needs and what it does."""

    do_not_call_in_templates: ClassVar[bool] = True  # a template shows the act, it never does it

    workflow: "Workflow"
    naam: str
    label: str
    source: tuple[str, ...]
    target: str | None
    allowed: Predicaat
    wie: str
    effect: Effect
    voorwaarden: tuple[Voorwaarde, ...] = ()
    geldt: Callable[[Any], bool] = field(default=lambda dossier: True)
    invoer: type[HandelingForm] = HandelingForm
    tweede_factor: bool = False
    is_intern: bool = False
    vervolg: Callable[[Any], "Handeling | None"] = field(default=lambda dossier: None)

    def __call__(
        self,
        dossier: D,
        *,
        door: Any,
        versie: int | None = None,
        bevestigd_op: datetime | None = None,
        **gegevens: Any,
    ) -> D:
        """Do the act and return the dossier as it now is.

        `door` is the acting user, None for the portal itself; `versie` the version the person looked at;
        `bevestigd_op` when this person last proved the second factor. Raises Geweigerd.
        """
        with transaction.atomic():
            rij = type(dossier)._base_manager.select_for_update().get(pk=dossier.pk)
            self._controleer(rij, door=door, versie=versie, bevestigd_op=bevestigd_op)
            van = rij.status
            toelichting = self.effect(rij, door=door, **gegevens)
            if self.target is not None:
                rij.status = self.target
            rij.versie += 1
            _bewaar(rij)
            Gebeurtenis.objects.create(
                bron=rij,
                handeling=self.naam,
                label=self.label,
                door=door,
                van_status=van,
                naar_status=rij.status,
                toelichting=toelichting or "",
                is_intern=self.is_intern,
            )
            if volgende := self.vervolg(rij):
                rij = volgende(rij, door=None)
        return rij

    def weigering(self, dossier: Dossier, user: Any) -> Geweigerd | None:
        """Why this person cannot do this act now by state or role; None when they can."""
        if dossier.status not in self.source or not self.geldt(dossier):
            return VerkeerdeStatus(
                f"‘{self.label}’ kan nu niet: {self.workflow.wat} heeft de status "
                f"‘{self.workflow.toon(dossier.status)}’. "
                "Ga terug naar het dossier om te zien wat u nu kunt doen."
            )
        if not self.allowed.test(user, dossier):
            return NietToegestaan(f"‘{self.label}’ kan alleen {self.wie}. Vraag diegene om dit te doen.")
        return None

    def belemmering(self, dossier: Dossier) -> VoorwaardeNietVervuld | None:
        """What is missing before this act can be done, whoever does it; None when nothing is."""
        zinnen = [zin for voorwaarde in self.voorwaarden if (zin := voorwaarde(dossier))]
        return VoorwaardeNietVervuld(" ".join(zinnen)) if zinnen else None

    def _controleer(self, rij: Dossier, *, door: Any, versie: int | None, bevestigd_op: datetime | None) -> None:
        if weigering := self.weigering(rij, door):
            raise weigering
        if versie is not None and versie != rij.versie:
            raise Verouderd(
                "Iemand anders heeft dit dossier veranderd terwijl u bezig was. "
                "Vergelijk beide versies hieronder en verstuur daarna opnieuw."
            )
        if self.tweede_factor and not _is_vers(bevestigd_op):
            raise BevestigingNodig(
                "Bevestig dit met uw tweede factor. Vul de code van uw authenticator-app in.",
                velden={"code": ["Vul de code van 6 cijfers uit uw authenticator-app in."]},
            )
        if belemmering := self.belemmering(rij):
            raise belemmering


def _is_vers(bevestigd_op: datetime | None) -> bool:
    return bevestigd_op is not None and timezone.now() - bevestigd_op <= VERSE_FACTOR


def _bewaar(rij: Dossier) -> None:
    """The database holds the rules; only when it refuses are they asked one by one, for their sentence."""
    try:
        rij.clean_fields()
        with transaction.atomic():
            rij.save()
    except ValidationError as fout:
        raise VoorwaardeNietVervuld(" ".join(fout.messages)) from fout
    except IntegrityError as fout:
        raise _met_zin(rij, fout) from fout


def _met_zin(rij: Dossier, fout: IntegrityError) -> VoorwaardeNietVervuld:
    """What the rule that was broken has to say. Raises `fout` again when it is not one of this row."""
    if zin := zin_van_trigger(rij, fout):
        return VoorwaardeNietVervuld(zin)
    try:
        rij.validate_unique()
        rij.validate_constraints()
    except ValidationError as reden:
        return VoorwaardeNietVervuld(" ".join(reden.messages))
    raise fout


alle_workflows: list["Workflow"] = []


class Workflow:
    """The acts of one kind of dossier, in the order in which a dossier lives."""

    def __init__(self, naam: str, statussen: type[models.TextChoices], *, wat: str = "het dossier") -> None:
        self.naam = naam
        self.wat = wat
        self.statussen = statussen
        self.handelingen: dict[str, Handeling] = {}
        alle_workflows.append(self)

    def __iter__(self) -> Iterator[Handeling]:
        return iter(self.handelingen.values())

    def __getitem__(self, naam: str) -> Handeling:
        return self.handelingen[naam]

    def vind(self, naam: str) -> Handeling:
        """The act with this name. Raises Http404: the name comes from an address."""
        if naam not in self.handelingen:
            raise Http404(f"Geen handeling {naam}")
        return self.handelingen[naam]

    def toon(self, status: str) -> str:
        return str(self.statussen(status).label)

    def transition(
        self,
        *,
        source: Iterable[str],
        target: str | None,
        allowed: Predicaat,
        wie: str,
        label: str,
        **overig: Any,
    ) -> Callable[[Effect], Handeling]:
        """Register an act; the decorated function is its effect and may return a line for the timeline."""

        def registreer(effect: Effect) -> Handeling:
            naam = effect.__name__
            handeling = Handeling(
                workflow=self,
                naam=naam,
                label=label,
                source=tuple(source),
                target=target,
                allowed=allowed,
                wie=wie,
                effect=effect,
                **overig,
            )
            if naam in self.handelingen:
                raise RuntimeError(f"Handeling {naam} bestaat al.")
            self.handelingen[naam] = handeling
            rules.add_perm(f"{self.naam}.{naam}", allowed)
            object.__setattr__(handeling, "__doc__", effect.__doc__)
            return handeling

        return registreer

    def available(self, dossier: Dossier, user: Any) -> Sequence[Handeling]:
        """The acts that this person can do now: the source of every button, API link and admin action."""
        return [handeling for handeling in self if handeling.weigering(dossier, user) is None]
