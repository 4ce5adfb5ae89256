"""What a room says about its dossiers, for every page that shows one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


class Handelingwoorden(Protocol):
    """How a room speaks about its acts, each by the name of the act: a module `teksten` with these tables.

    `GELUKT` says what was done, `UITLEG` what follows before somebody does it, `GEVAARLIJK` which acts end something.
    """

    GELUKT: Mapping[str, str]
    UITLEG: Mapping[str, tuple[str, ...]]
    GEVAARLIJK: frozenset[str]


@dataclass(frozen=True)
class Stand:
    """Where a dossier stands: the words on the badge, its look, and one or two sentences."""

    badge: str
    badgesoort: str
    zin: str
