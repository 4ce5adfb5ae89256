"""A profile as people read it: a heading per part, with what the school wrote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from voorzieningen.models import Checklist, Profiel, Voorziening
from voorzieningen.profielen.onderdelen import (
    PROFIELDELEN,
    VOORZIENINGEN,
    Checklistkader,
    beantwoord,
    gekozen,
)

# The words above a text on the public page, where the heading of the part does not say it already.
KOPPEN: Mapping[str, str] = {
    "aanbod": "Voor elke leerling",
    "extra": "Extra ondersteuning",
    "gebouw": "Het gebouw",
    "functie": "Bij wie u terechtkunt",
    "email": "E-mail",
    "telefoon": "Telefoon",
    "website": "Website",
}
CONTACT = "contact"


@dataclass(frozen=True)
class Deel:
    """One part: its code and title, texts with a heading above (or none), and facilities where it has them."""

    code: str
    titel: str
    teksten: Sequence[tuple[str, str]]
    voorzieningen: Sequence[Voorziening] = ()

    @property
    def is_leeg(self) -> bool:
        return not self.teksten and not self.voorzieningen


def delen_van(profiel: Profiel) -> list[Deel]:
    """What the school wrote. Of a concept the facilities that were ticked, of anything else those that were published.
    One query."""
    if profiel.is_bekend:
        voorzieningen: Sequence[Voorziening] = list(profiel.voorzieningen.only("pk", "naam", "slug").order_by("naam"))
    else:
        voorzieningen = gekozen(profiel.antwoorden, profiel.invulregeling.voorzieningen)
    return [
        Deel(
            onderdeel.code,
            onderdeel.titel,
            _teksten(profiel.antwoorden.get(onderdeel.code) or {}),
            voorzieningen if onderdeel.code == VOORZIENINGEN else (),
        )
        for onderdeel in PROFIELDELEN
    ]


def _teksten(antwoorden: Mapping[str, Any]) -> list[tuple[str, str]]:
    """In the order of the questions: what the database keeps has none."""
    namen = [*(naam for naam in KOPPEN if naam in antwoorden), *(naam for naam in antwoorden if naam not in KOPPEN)]
    getypt = [(KOPPEN.get(naam, ""), antwoorden[naam]) for naam in namen]
    return [(kop, tekst.strip()) for kop, tekst in getypt if isinstance(tekst, str) and tekst.strip()]


def contact_van(profiel: Profiel) -> dict[str, str]:
    """How to reach the school, as it typed it; what is not filled in is empty."""
    deel = profiel.antwoorden.get(CONTACT) or {}
    return {naam: str(deel.get(naam) or "").strip() for naam in ("functie", "email", "telefoon", "website")}


@dataclass(frozen=True)
class Stap:
    """One ijkpunt of a checklist that is being filled in: how far it is."""

    code: str
    naam: str
    klaar: int
    totaal: int

    @property
    def totaal_tekst(self) -> str:
        return "1 vraag" if self.totaal == 1 else f"{self.totaal} vragen"

    @property
    def nog(self) -> str:
        return f"{self.klaar} van {self.totaal} vragen beantwoord"

    @property
    def status(self) -> str:
        if self.klaar == self.totaal:
            return "klaar"
        return "bezig" if self.klaar else "nog_niet_gestart"


@dataclass(frozen=True)
class Voortgang:
    """How far a checklist is: "41 van 66"."""

    stappen: Sequence[Stap]

    @property
    def klaar(self) -> int:
        return sum(stap.klaar for stap in self.stappen)

    @property
    def totaal(self) -> int:
        return sum(stap.totaal for stap in self.stappen)

    @property
    def is_af(self) -> bool:
        return bool(self.totaal) and self.klaar == self.totaal

    @property
    def in_woorden(self) -> str:
        return f"{self.klaar} van {self.totaal} vragen beantwoord"


def voortgang_van(checklist: Checklist) -> Voortgang:
    kader: Checklistkader = checklist.invulregeling
    return Voortgang(
        [Stap(rij.code, rij.naam, beantwoord(checklist.antwoorden, rij), len(rij.items)) for rij in kader.ijkpunten]
    )
