"""What somebody has to do or waits for, over all rooms: the lines of the home page.

The home page lives in one room and the work in several, which never import each other. Each room says what it has for
a person and registers that in `AppConfig.ready`; the page asks `werk_van` and knows no room:

    werk.registreer(adviezen_te_geven)      # def adviezen_te_geven(gebruiker) -> Iterable[Werkregel]

A bron (such a function)
* starts at `for_user`, so a line never shows more than the list of its room does;
* gives nothing, without a query, for somebody in whose role it has no work: it is asked on every visit of everybody;
* costs a fixed number of queries, however many lines there are, and gives at most `HOOGSTENS` of them;
* says in which part of the page a line belongs: what this person has to do, what they wait for, or what was decided;
* gives a line to do its day, when there is one;
* names a dossier by kind and kenmerk. The name of a pupil only stands there for who works at the school of the pupil.

An expert, for instance, gets a line for each advice that is asked, with its day; a member of a committee one for each
meeting with dossiers still to read.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

HOOGSTENS = 100  # lines of one bron; more are in the list of its room


class Vak(StrEnum):
    """The part of the home page in which a line stands."""

    TE_DOEN = "te doen"
    WACHTEN = "wachten"
    BESLOTEN = "besloten"


@dataclass(frozen=True)
class Werkregel:
    """One line of work: what it is, where it is done, and what has to happen.

    `zinnen` are one or two sentences, `punten` what still has to be done; `uiterlijk` with the words `voor` in front of
    it is when. `is_begonnen_werk` is an own draft that nobody waits for: it comes last.
    """

    titel: str
    url: str
    vak: Vak
    badge: str = ""
    badgesoort: str = "neutraal"
    over: tuple[str, ...] = ()  # what tells it from others: kenmerk, pupil
    school: str = ""  # shown to who works for more than one
    zinnen: tuple[str, ...] = ()
    punten: tuple[str, ...] = ()
    uiterlijk: date | None = None
    voor: str = "Uiterlijk"
    is_begonnen_werk: bool = False

    @property
    def is_dringend(self) -> bool:
        """Somebody else waits for it: it stands out."""
        return self.vak == Vak.TE_DOEN and not self.is_begonnen_werk

    @property
    def volgorde(self) -> tuple[int, str]:
        return volgorde(self.uiterlijk, is_begonnen_werk=self.is_begonnen_werk)


def volgorde(uiterlijk: date | None, *, is_begonnen_werk: bool) -> tuple[int, str]:
    """The order of what somebody has to do: what has a day first (the earliest on top), then what others wait for,
    own drafts last."""
    if uiterlijk:
        return 0, uiterlijk.isoformat()
    return (2, "") if is_begonnen_werk else (1, "")


Bron = Callable[[Any], Iterable[Werkregel]]
_bronnen: list[Bron] = []


def registreer(bron: Bron) -> None:
    """Add the work of a room to the home page. Registering again changes nothing."""
    if bron not in _bronnen:
        _bronnen.append(bron)


def werk_van(gebruiker: Any) -> dict[Vak, list[Werkregel]]:
    """All lines for this person, by part of the page, in the order in which the rooms registered."""
    regels: dict[Vak, list[Werkregel]] = {vak: [] for vak in Vak}
    for bron in _bronnen:
        for regel in bron(gebruiker):
            regels[regel.vak].append(regel)
    return regels
