"""A CSV file with the free places of schools. It is taken over as a whole or not at all.

Columns: `school` (the BRIN with vestiging), `schooljaar` ("2026-2027"), `niveau`, `leerjaar` and `plaatsen` (a whole
number). A level and year of a school that is not in the file stays as it was.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from swv.kern.fouten import Geweigerd
from swv.kern.schooljaar import in_woorden
from swv.organisaties.models import Gebruiker, School
from voorzieningen.models import Schoolplaats, Schoolwissel
from voorzieningen.models.schoolplaatsen import LEERJAREN
from voorzieningen.plaatsen.csvrijen import Geladen, RijKloptNiet, lees_aantal, lees_schooljaar, rijen, weigering
from voorzieningen.plaatsen.services import vrije_plaatsen_bewaren
from voorzieningen.plaatsen.vrij import MEESTE, al_gegeven, keuzejaren, niveaus

VERPLICHT = ("school", "schooljaar", "niveau", "leerjaar", "plaatsen")
KIES = "Kies een CSV-bestand met de kolommen school, schooljaar, niveau, leerjaar en plaatsen."


@dataclass(frozen=True)
class Plek:
    """What a row is about."""

    school: School
    jaar: int
    niveau: str
    leerjaar: int

    @property
    def sleutel(self) -> tuple[int, int, str, int]:
        return self.school.pk, self.jaar, self.niveau, self.leerjaar


@transaction.atomic
def schoolplaatsen_laden(inhoud: bytes, *, door: Gebruiker) -> Geladen:
    """Take over the numbers of a file. Raises Geweigerd with a sentence per row that is wrong; then nothing changed."""
    aantallen, fouten = _lees(inhoud)
    if not fouten and not aantallen:
        fouten = [f"In dit bestand staan geen rijen. {KIES}"]
    if fouten:
        raise weigering(fouten)
    geladen = _vergelijk(aantallen)
    per_school: defaultdict[tuple[School, int], dict[tuple[str, int], int | None]] = defaultdict(dict)
    for plek, aantal in aantallen.items():
        per_school[plek.school, plek.jaar][plek.niveau, plek.leerjaar] = aantal
    # In the order of the locks, so that two files at once do not wait for each other.
    for school, jaar in sorted(per_school, key=lambda paar: (paar[0].pk, paar[1])):
        try:
            vrije_plaatsen_bewaren(school=school, jaar=jaar, aantallen=per_school[school, jaar], door=door)
        except Geweigerd as fout:
            raise weigering([f"Bij {school.naam} is net een plaats gegeven. Kies het bestand opnieuw."]) from fout
    return geladen


def _vergelijk(aantallen: Mapping[Plek, int]) -> Geladen:
    """How the file differs from what is there. One query."""
    scholen, jaren = {plek.school for plek in aantallen}, {plek.jaar for plek in aantallen}
    rijen_nu = Schoolplaats.objects.filter(school__in=scholen, schooljaar__in=jaren)
    nu = {(rij.school_id, rij.schooljaar, rij.niveau, rij.leerjaar): rij.aantal for rij in rijen_nu}
    telling = Counter(
        "nieuw" if plek.sleutel not in nu else "gelijk" if nu[plek.sleutel] == aantal else "gewijzigd"
        for plek, aantal in aantallen.items()
    )
    return Geladen(telling["nieuw"], telling["gewijzigd"], telling["gelijk"])


# --- The rows ----------------------------------------------------------------------------------------------


def _lees(inhoud: bytes) -> tuple[dict[Plek, int], list[str]]:
    """What the file says, and what is wrong in it. Three queries."""
    lezer = _Lezer()
    aantallen: dict[Plek, int] = {}
    regels: dict[Plek, int] = {}
    fouten: list[str] = []
    for nummer, rij in rijen(inhoud, verplicht=VERPLICHT, kies=KIES):
        try:
            plek, aantal = lezer.lees(rij)
            if plek in regels:
                raise RijKloptNiet(f"dit niveau en leerjaar van deze school staan ook in rij {regels[plek]}.")
        except RijKloptNiet as fout:
            fouten.append(f"Rij {nummer}: {fout}")
        else:
            aantallen[plek], regels[plek] = aantal, nummer
    return aantallen, fouten


class _Lezer:
    """Reads rows with what is known: the schools by BRIN, and how many places pupils have already."""

    def __init__(self) -> None:
        self.scholen = {school.code.upper(): school for school in School.objects.leden()}
        self.jaren = keuzejaren(timezone.localdate())
        self.gegeven = {jaar: Schoolwissel.objects.per_plek(jaar) for jaar in self.jaren}

    def lees(self, rij: Mapping[str, str]) -> tuple[Plek, int]:
        """Raises RijKloptNiet."""
        school = self._school(rij["school"])
        jaar, niveau = self._jaar(rij["schooljaar"]), _niveau(school, rij["niveau"])
        plek = Plek(school, jaar, niveau, _leerjaar(niveau, rij["leerjaar"]))
        aantal = _plaatsen(rij["plaatsen"])
        gegeven = self.gegeven[jaar][school.pk, niveau, plek.leerjaar]
        if aantal < gegeven:
            raise RijKloptNiet(f"er {al_gegeven(gegeven)} Vul ten minste {gegeven} in.")
        return plek, aantal

    def _school(self, code: str) -> School:
        if not code:
            raise RijKloptNiet("vul de BRIN van de school in.")
        if code.upper() not in self.scholen:
            raise RijKloptNiet(
                f"‘{code}’ is geen school van dit samenwerkingsverband. "
                "Gebruik de BRIN met vestiging, bijvoorbeeld 01AB00."
            )
        return self.scholen[code.upper()]

    def _jaar(self, tekst: str) -> int:
        jaar = lees_schooljaar(tekst)
        if jaar not in self.jaren:
            raise RijKloptNiet(f"gebruik schooljaar {' of '.join(map(in_woorden, self.jaren))}.")
        return jaar


def _niveau(school: School, tekst: str) -> str:
    """By its code or by its name on the screen, for a school that can have it."""
    gezocht = _kaal(tekst)
    mogelijk = [Schoolplaats.Niveau(niveau) for niveau in niveaus(school)]
    gevonden = next((rij for rij in mogelijk if gezocht in (_kaal(rij.value), _kaal(str(rij.label)))), None)
    if gevonden is None:
        namen = ", ".join(str(rij.label) for rij in mogelijk)
        raise RijKloptNiet(f"‘{tekst}’ is geen niveau van {school.naam}. Kies uit: {namen}.")
    return gevonden


def _kaal(tekst: str) -> str:
    return " ".join(tekst.lower().replace("_", " ").replace("-", " ").split())


def _leerjaar(niveau: str, tekst: str) -> int:
    leerjaar, jaren = lees_aantal(tekst), LEERJAREN[niveau]
    if leerjaar is None or leerjaar not in jaren:
        naam = Schoolplaats.Niveau(niveau).label
        raise RijKloptNiet(f"‘{tekst}’ is geen leerjaar van {naam}. Kies 1 tot en met {max(jaren)}.")
    return leerjaar


def _plaatsen(tekst: str) -> int:
    aantal = lees_aantal(tekst)
    if aantal is None or aantal > MEESTE:
        raise RijKloptNiet(f"‘{tekst}’ is geen aantal plaatsen. Vul een heel getal in van 0 tot en met {MEESTE}.")
    return aantal
