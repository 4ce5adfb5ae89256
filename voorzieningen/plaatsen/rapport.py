"""Use and effect of every facility in a school year: places, how far they were taken, how long, and what they brought.

Counts only: no school and no pupil. A file goes outside, so in it small counts are hidden, and what they are made of.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils import timezone

from swv.kern.afschermen import DREMPEL, VERBORGEN, afgeschermd, afgeschermd_getal, celwaarde
from swv.kern.schooljaar import dagen_van, in_woorden
from swv.kern.uitvoer import Rij
from voorzieningen.models import Capaciteit, Plaatsing, Voorziening
from voorzieningen.models import Plaatsingstatus as Status
from voorzieningen.plaatsen.selectors import Stand, standen

Effect = Plaatsing.Effect
KOPPEN = (
    "Voorziening",
    "Plaatsen nu",
    "Bezet nu",
    "Wacht nu",
    "Geplaatst in het schooljaar",
    "Bezetting in procenten",
    "Beëindigd in het schooljaar",
    "Gemiddelde duur in weken",
    "Gemiddelde wachttijd in weken",
    "Gemiddeld aantal uren per week",
    *(str(effect.label).capitalize() for effect in Effect),
)
_WEEK = Decimal(7)


@dataclass
class Regel:
    """One facility in one school year. Days are calendar days, hours are per week."""

    voorziening: Voorziening
    stand: Stand
    geplaatst: int = 0
    bezette_dagen: int = 0
    plaatsdagen: int | None = 0  # None while the number of places is not known, or without limit
    duur: list[int] = field(default_factory=list)
    wachttijd: list[int] = field(default_factory=list)
    uren: list[Decimal] = field(default_factory=list)
    effecten: Counter[str] = field(default_factory=Counter)

    @property
    def bezetting(self) -> int | None:
        """Which part of the places was taken, in whole percents, counted per day over the part of the school year that
        has been; None when nobody knows how many places there were."""
        return round(100 * self.bezette_dagen / self.plaatsdagen) if self.plaatsdagen else None

    @property
    def beeindigd(self) -> int:
        return len(self.duur)

    @property
    def duur_weken(self) -> Decimal | None:
        return _gemiddeld(self.duur, _WEEK)

    @property
    def wachttijd_weken(self) -> Decimal | None:
        """From the day on which the school wanted the place, or asked when that was later, to the first day."""
        return _gemiddeld(self.wachttijd, _WEEK)

    @property
    def uren_per_week(self) -> Decimal | None:
        return _gemiddeld(self.uren, Decimal(1))

    @property
    def effect_in_woorden(self) -> list[str]:
        """2 keer doel bereikt, 1 keer doel niet bereikt."""
        return [f"{self.effecten[effect]} keer {effect.label}" for effect in Effect if self.effecten[effect]]


def _gemiddeld(waarden: Sequence[int | Decimal], deler: Decimal) -> Decimal | None:
    if not waarden:
        return None
    return (sum(map(Decimal, waarden), Decimal(0)) / len(waarden) / deler).quantize(Decimal("0.1"))


@dataclass(frozen=True)
class Rapport:
    """The lines of a school year, by facility. `tot` is the last day that counts: no later than today."""

    van: date
    tot: date
    regels: list[Regel]

    @property
    def naam(self) -> str:
        return in_woorden(self.van.year)


def maak_rapport(jaar: int) -> Rapport:
    """The school year that begins in this calendar year. Four queries."""
    vandaag = timezone.localdate()
    van, einde = dagen_van(jaar)
    tot = max(van, min(einde, vandaag))
    regels = {stand.voorziening.pk: Regel(stand.voorziening, stand) for stand in standen(vandaag)}
    _tel_plaatsdagen(regels, van, tot)
    gezien = Plaatsing.objects.filter(status__in=[Status.GEPLAATST, Status.BEEINDIGD]).in_periode(van, einde)
    for plaatsing in gezien.order_by("pk"):
        _tel(regels[plaatsing.voorziening_id], plaatsing, van, tot)
    return Rapport(van, tot, list(regels.values()))


def _tel_plaatsdagen(regels: dict[int, Regel], van: date, tot: date) -> None:
    per_voorziening: defaultdict[int, list[Capaciteit]] = defaultdict(list)
    for rij in Capaciteit.objects.filter(van__lte=tot, tot__gte=van):
        per_voorziening[rij.voorziening_id].append(rij)
    for pk, regel in regels.items():
        regel.plaatsdagen = _plaatsdagen(per_voorziening[pk], van, tot)


def _plaatsdagen(capaciteiten: Iterable[Capaciteit], van: date, tot: date) -> int | None:
    """Places times days; None when the number is not known on some of them."""
    som, bekend = 0, 0
    for rij in capaciteiten:
        if rij.aantal is None:
            return None
        dagen = _dagen(max(rij.van, van), min(rij.tot, tot))
        som, bekend = som + rij.aantal * dagen, bekend + dagen
    return som if bekend == _dagen(van, tot) else None


def _dagen(van: date, tot: date) -> int:
    """Both days count."""
    return max(0, (tot - van).days + 1)


def _tel(regel: Regel, plaatsing: Plaatsing, van: date, tot: date) -> None:
    regel.geplaatst += 1
    regel.bezette_dagen += _dagen(max(plaatsing.van, van), min(plaatsing.tot, tot))
    if plaatsing.uren_per_week is not None:
        regel.uren.append(plaatsing.uren_per_week)
    gevraagd = timezone.localdate(plaatsing.aangevraagd_op)
    if plaatsing.van >= max(van, gevraagd):  # who was recorded afterwards did not wait
        regel.wachttijd.append((plaatsing.van - max(gevraagd, plaatsing.gevraagd_van)).days)
    if plaatsing.status == Status.BEEINDIGD and plaatsing.tot <= tot:
        regel.duur.append(_dagen(plaatsing.van, plaatsing.tot))
        regel.effecten[plaatsing.effect] += 1


def tabelrijen(rapport: Rapport) -> Iterator[Rij]:
    """For a file: an empty cell is what nobody knows. Of fewer pupils than may be counted nothing else is told."""
    for regel in rapport.regels:
        capaciteit = regel.stand.capaciteit
        yield (
            regel.voorziening.naam,
            capaciteit.aantal if capaciteit else None,
            regel.stand.bezet,
            regel.stand.wachtend,
            celwaarde(afgeschermd_getal(regel.geplaatst)),
            regel.bezetting,
            celwaarde(afgeschermd_getal(regel.beeindigd)),
            _genoeg(regel.duur, regel.duur_weken),
            _genoeg(regel.wachttijd, regel.wachttijd_weken),
            _genoeg(regel.uren, regel.uren_per_week),
            *_effecten(regel),
        )


def _genoeg(waarden: Sequence[int | Decimal], gemiddelde: Decimal | None) -> Decimal | str | None:
    """An average, when it is of enough pupils."""
    return VERBORGEN if 0 < len(waarden) < DREMPEL else gemiddelde


def _effecten(regel: Regel) -> list[str | int]:
    if 0 < regel.beeindigd < DREMPEL:
        return [VERBORGEN] * len(Effect)
    return [celwaarde(woord) for woord in afgeschermd([regel.effecten[effect] for effect in Effect])]
