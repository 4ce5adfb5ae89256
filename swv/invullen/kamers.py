"""What school and bureau write about a dossier depends on its room only in who they are: each room says so here.

This room knows no dossiers of its own. A room above registers in `AppConfig.ready`:

    kamers.registreer(AanvraagKamer())

Without a room nobody reads or writes anything.
"""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from swv.invullen.models import Invuldossier, Kant
from swv.organisaties.models import Gebruiker


class Kamer:
    """Who speaks about the dossiers of one room, for which side. Deny by default: who is neither reads nothing."""

    model: ClassVar[type[Invuldossier]]
    bij_school: ClassVar[tuple[str, ...]]  # the states in which the bureau reads the messages and not the dossier

    def is_school(self, user: Any, dossier: Any) -> bool:
        """Whether this person reads and writes for the school that asks."""
        raise NotImplementedError

    def is_bureau(self, user: Any, dossier: Any) -> bool:
        """Whether this person writes for the bureau."""
        raise NotImplementedError

    def voor_school(self, user: Any) -> "QuerySet[Any]":
        """The dossiers whose conversation this person reads for the school. No query for who is of no school."""
        raise NotImplementedError

    def voor_bureau(self, user: Any) -> "QuerySet[Any]":
        """The dossiers whose conversation this person reads at the bureau; drafts too, of which that is all."""
        raise NotImplementedError

    def mensen_school(self, dossier: Any) -> "QuerySet[Gebruiker]":
        """Who gets a mail when the bureau writes."""
        raise NotImplementedError

    def mensen_bureau(self, dossier: Any) -> "QuerySet[Gebruiker]":
        """Who gets a mail when the school writes."""
        raise NotImplementedError

    def soorten(self) -> Iterable[tuple[str, str]]:
        """The kinds of dossier of this room: code and name."""
        raise NotImplementedError

    # --- The same in every room ---

    def meelezers(self, dossier: Any, kant: Kant) -> str:
        """Who of the school reads what is written here, in a sentence for one side."""
        if kant is Kant.BUREAU:
            return "Alle ondersteuningscoördinatoren van de school lezen dit, en het bestuur als dat het dossier ziet."
        if self.is_bij_school(dossier):
            return (
                "Uw collega-coördinatoren lezen dit ook. Uw bestuur leest de berichten zodra het "
                f"{dossier.met_lidwoord} van u krijgt."
            )
        return "Uw collega-coördinatoren en uw bestuur lezen dit ook."

    def is_bij_school(self, dossier: Any) -> bool:
        """Whether it was not sent yet."""
        return dossier.status in self.bij_school

    @property
    def content_type(self) -> ContentType:
        return ContentType.objects.get_for_model(self.model)

    def soortcode(self, code: str) -> str:
        """A kind among those of all rooms: `aanvragen:robot`."""
        return f"{self.model._meta.app_label}:{code}"


_kamers: dict[type[Invuldossier], Kamer] = {}


def registreer(kamer: Kamer) -> None:
    """Let a room speak. Raises RuntimeError when its kind of dossier has one already."""
    if kamer.model in _kamers:
        raise RuntimeError(f"Voor {kamer.model.__name__} is al geregeld wie berichten schrijft.")
    _kamers[kamer.model] = kamer


def alle() -> list[Kamer]:
    return [*_kamers.values()]


def kamer_van(dossier: Invuldossier | type[Invuldossier]) -> Kamer:
    """The room of a dossier, or of a kind of dossier. Raises LookupError when none speaks about it."""
    return _kamers[dossier if isinstance(dossier, type) else type(dossier)]


def heeft_kamer(dossier: Invuldossier) -> bool:
    """Whether school and bureau write to each other about this kind of dossier. What belongs to another dossier, such
    as a change of an award, is talked about there."""
    return type(dossier) in _kamers


def soortkeuzes() -> list[tuple[str, str]]:
    """Every kind of dossier of every room, for a choice."""
    return sorted(
        ((kamer.soortcode(code), naam) for kamer in alle() for code, naam in kamer.soorten()), key=lambda rij: rij[1]
    )
