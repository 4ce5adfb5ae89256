"""Profiles of different age and checklists over three years, invented; the same on each machine."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone

from swv.demo.tijd import op
from swv.demo.verhalen import BAKEN_PARK, BAKEN_POORT, BUITENHOUT, ECHNATON, PARKHURST
from swv.invullen.services import antwoorden_bewaren
from swv.organisaties.models import Gebruiker, Rolsoort, School
from voorzieningen.models import Checklist, Profiel, Voorziening
from voorzieningen.profielen.laden import checklist_laden
from voorzieningen.profielen.onderdelen import veldnaam
from voorzieningen.profielen.services import checklist_beginnen, profiel_beginnen
from voorzieningen.profielen.workflow import checklists, profielen

# Published so many months ago.
GEPUBLICEERD = {PARKHURST: 22, BAKEN_PARK: 5, ECHNATON: 30, "24RW00": 11, "01FP04": 14, "17J00": 26, "30EF00": 8}
BIJ_BESTUUR, CONCEPT = BUITENHOUT, BAKEN_POORT
DRIE_JAAR = (PARKHURST, ECHNATON, BUITENHOUT, "24RW00", BAKEN_POORT, "01FP04")
DIT_JAAR = ("17J00", "24RW04", "01FP06", "30EF00")
HALVERWEGE, TOT_EN_MET = BAKEN_PARK, 8  # ijkpunten 1 to 8 are 44 of the 66 questions; three of them are left open
HEEFT = {
    PARKHURST: (
        "trajectvoorziening",
        "begeleider-onderwijs-vo-team",
        "leerwegarrangement-lwa",
        "jongerenwerk-in-school",
    ),
    ECHNATON: ("leerwegarrangement-lwa", "begeleider-onderwijs-vo-team", "integratieklas"),
    BAKEN_PARK: ("begeleider-onderwijs-vo-team", "trajectvoorziening"),
    "24RW00": ("ass-arrangement-ovc", "begeleider-onderwijs-vo-team"),
    "01FP04": ("leerwegarrangement-lwa", "jongerenwerk-in-school"),
    "17J00": ("praktijkonderwijs", "gedifferentieerde-entree"),
    "30EF00": ("vso-aventurijn",),
}
TEKSTEN: dict[str, dict[str, str]] = {
    "aanbod": {
        "aanbod": "Elke leerling heeft een mentor en een vast rooster. Wij signaleren taal, rekenen en dyslexie in "
        "leerjaar 1.",
        "extra": "Een trajectbegeleider helpt leerlingen die even vastlopen. Er is faalangsttraining en huiswerkhulp.",
    },
    "doelgroepen": {
        "doelgroepen": "Leerlingen met dyslexie of dyscalculie.\nLeerlingen met autisme die de lessen grotendeels zelf "
        "volgen.\nLeerlingen die tijdelijk minder uren aankunnen."
    },
    "expertise": {
        "expertise": "Een ondersteuningscoördinator, een orthopedagoog (2 dagen) en twee trajectbegeleiders."
    },
    "voorzieningen": {
        "gebouw": "Een lift, een aangepast toilet en een rustige ruimte waar 8 leerlingen kunnen werken."
    },
    "grenzen": {
        "grenzen": "Wij kunnen geen medische handelingen doen en geen vaste begeleiding één op één geven. Dan zoeken "
        "wij samen met ouders en het samenwerkingsverband een andere plek."
    },
    "ambities": {
        "ambities": "Over twee jaar werkt elke docent met een groepsplan, en is de rustige ruimte de hele dag open."
    },
    "contact": {
        "functie": "Ondersteuningscoördinator",
        "email": "ondersteuning@school.example",
        "telefoon": "036 123 45 00",
        "website": "https://school.example",
    },
}


@transaction.atomic
def profielen_laden() -> tuple[int, int]:
    """Add profiles and checklists where there are none yet. Gives how many of each are new."""
    checklist_laden()
    if Profiel.objects.exists() or Checklist.objects.exists():
        return 0, 0
    verteller = _Verteller()
    verteller.profielen()
    verteller.checklists()
    return Profiel.objects.count(), Checklist.objects.count()


class _Verteller:
    """Tells the stories with the same acts as people do."""

    def __init__(self) -> None:
        codes = {*GEPUBLICEERD, BIJ_BESTUUR, CONCEPT, *DRIE_JAAR, *DIT_JAAR, HALVERWEGE}
        self.scholen = {rij.code: rij for rij in School.objects.select_related("bestuur").filter(code__in=codes)}
        self.mensen = {school.pk: _schrijver(school) for school in self.scholen.values()}

    def profielen(self) -> None:
        for code, maanden in GEPUBLICEERD.items():
            with op(_geleden(30.4 * maanden)):
                self._doe(profielen, "profiel_publiceren", self._profiel(code))
        self._doe(profielen, "profiel_voorleggen", self._profiel(BIJ_BESTUUR))
        self._profiel(CONCEPT, delen=("aanbod", "doelgroepen", "voorzieningen"))

    def checklists(self) -> None:
        for jaren_terug in (2, 1, 0):
            with op(_geleden(jaren_terug * 365 + 12)):
                for code in (*DRIE_JAAR, *(DIT_JAAR if not jaren_terug else ())):
                    self._doe(checklists, "checklist_vaststellen", self._checklist(code, jaren_terug))
        self._checklist(HALVERWEGE, 0, tot_en_met=TOT_EN_MET)

    def _profiel(self, code: str, *, delen: Iterable[str] = tuple(TEKSTEN)) -> Profiel:
        school = self.scholen[code]
        door = self.mensen[school.pk]
        profiel = profiel_beginnen(school=school, door=door)
        for deel in delen:
            antwoorden: dict[str, Any] = dict(TEKSTEN[deel])
            if deel == "voorzieningen":
                slugs = HEEFT.get(code, ("begeleider-onderwijs-vo-team",))
                heeft = Voorziening.objects.filter(slug__in=slugs).values_list("pk", flat=True)
                antwoorden |= {veldnaam(pk): True for pk in heeft}
            profiel = antwoorden_bewaren(
                profiel, onderdeel=deel, antwoorden=antwoorden, versie=profiel.versie, door=door
            )
        return profiel

    def _checklist(self, code: str, jaren_terug: int, *, tot_en_met: int = 13) -> Checklist:
        """All of it, or the first ijkpunten of which some have a question that is left open."""
        school = self.scholen[code]
        door = self.mensen[school.pk]
        checklist = checklist_beginnen(school=school, door=door)
        for ijkpunt in checklist.invulregeling.ijkpunten[:tot_en_met]:
            laat_open = tot_en_met < 13 and ijkpunt.nummer <= 3
            items = [item for item in ijkpunt.items if not (laat_open and item.volgnummer == 3)]
            antwoorden = {item.veld: _antwoord(code, item.nummer, jaren_terug) for item in items}
            checklist = antwoorden_bewaren(
                checklist, onderdeel=ijkpunt.code, antwoorden=antwoorden, versie=checklist.versie, door=door
            )
        return checklist

    def _doe(self, werkstroom: Any, naam: str, dossier: Any) -> None:
        werkstroom[naam](dossier, door=self.mensen[dossier.school_id])


def _geleden(dagen: float) -> datetime:
    return timezone.localtime(timezone.now() - timedelta(days=dagen))


def _schrijver(school: School) -> Gebruiker:
    """Somebody of the school or its board. The roles are read now, for some began later than the stories."""
    van_school = Gebruiker.objects.filter(rollen__soort=Rolsoort.COORDINATOR, rollen__school=school)
    van_bestuur = Gebruiker.objects.filter(rollen__soort=Rolsoort.BESTUUR, rollen__bestuur=school.bestuur)
    persoon = van_school.order_by("pk").first() or van_bestuur.earliest("pk")
    assert school.pk in persoon.school_ids
    assert persoon.rolsoorten
    return persoon


def _antwoord(code: str, nummer: str, jaren_terug: int) -> str:
    """A school grows: what was nee becomes bezig, and what was bezig becomes ja. Each school starts elsewhere."""
    worp = sha256(f"{code}:{nummer}".encode()).digest()[0] / 256
    sterk = 0.3 + sha256(code.encode()).digest()[0] / 850
    grens = sterk + 0.15 * (2 - jaren_terug)
    return "ja" if worp < grens else "bezig" if worp < grens + 0.18 else "nee"
