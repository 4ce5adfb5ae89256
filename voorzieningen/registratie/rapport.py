"""Use and effect of niet-schoolse voorzieningen in a school year, by goal. Counts only: no school, no pupil and no
provider, and small counts are hidden: a provider with one pupil would make that pupil known."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils import timezone

from swv.kern.afschermen import DREMPEL, KLEIN, VERBORGEN, afgeschermd, afgeschermd_getal
from swv.kern.opmaak import kort_getal
from swv.kern.schooljaar import begin_schooljaar, in_woorden
from swv.kern.uitvoer import Rij
from voorzieningen.models import Plaatsing, Registratie

Doel, Effect = Plaatsing.Doel, Plaatsing.Effect
NOG_NIET = "loopt nog of effect niet ingevuld"
KOPPEN = (
    "Doel",
    "Leerlingen",
    "Gemiddeld aantal uren per week",
    "Gemiddelde duur in weken",
    *(str(effect.label).capitalize() for effect in Effect),
    NOG_NIET.capitalize(),
)


@dataclass(frozen=True)
class Regel:
    """One goal, or all together: every cell as it may be shown."""

    naam: str
    aantal: str
    uren: str
    duur: str
    effecten: Sequence[str]

    @property
    def cellen(self) -> list[tuple[str, str]]:
        """What stands behind the name, each under its column."""
        return list(zip(KOPPEN[1:], (self.aantal, self.uren, self.duur, *self.effecten), strict=True))

    @property
    def verbergt(self) -> bool:
        """Whether the duration, or the count of an effect, is hidden."""
        return not {KLEIN, VERBORGEN}.isdisjoint((self.duur, *self.effecten))

    @property
    def effect_in_woorden(self) -> list[str]:
        """Doel bereikt: 7. Without what nobody has."""
        if set(self.effecten) == {VERBORGEN}:
            return [VERBORGEN.capitalize()]
        paren = zip(KOPPEN[4:], self.effecten, strict=True)
        return [f"{kop}: {aantal}" for kop, aantal in paren if aantal != "0"]


@dataclass(frozen=True)
class Rapport:
    jaar: int
    regels: Sequence[Regel]
    is_leeg: bool

    @property
    def naam(self) -> str:
        return in_woorden(self.jaar)


def maak_rapport(jaar: int) -> Rapport:
    """Who followed something in the school year that begins in this calendar year. One query."""
    van, einde = begin_schooljaar(jaar), date(jaar + 1, 7, 31)
    rijen = list(
        Registratie.objects.filter(van__lte=einde, tot__gte=van)
        .exclude(status=Registratie.Status.VERVALLEN)
        .order_by("pk")
    )
    per_doel = {doel: [rij for rij in rijen if rij.doel == doel] for doel in Doel}
    aantallen = afgeschermd([len(per_doel[doel]) for doel in Doel])
    regels = [
        _regel(str(doel.label).capitalize(), per_doel[doel], aantal)
        for doel, aantal in zip(Doel, aantallen, strict=True)
    ]
    return Rapport(jaar, [*regels, _samen(rijen, regels)], not rijen)


def _samen(rijen: Sequence[Registratie], regels: Sequence[Regel]) -> Regel:
    """All together. What one goal hides is the sum minus the other goals: then the sum is not shown either."""
    samen = _regel("Alles samen", rijen, afgeschermd_getal(len(rijen)))
    if not any(regel.verbergt for regel in regels):
        return samen
    return replace(samen, duur=VERBORGEN, effecten=[VERBORGEN] * len(samen.effecten))


def _regel(naam: str, rijen: Sequence[Registratie], aantal: str) -> Regel:
    """Of fewer pupils than may be counted nothing else is shown either."""
    effecten = Counter(rij.effect for rij in rijen)
    if 0 < len(rijen) < DREMPEL or aantal == VERBORGEN:
        return Regel(naam, aantal, VERBORGEN, VERBORGEN, [VERBORGEN] * (len(Effect) + 1))
    klaar = [rij for rij in rijen if rij.status == Registratie.Status.AFGEROND]
    return Regel(
        naam,
        aantal,
        _gemiddeld([rij.uren_per_week for rij in rijen]),
        _gemiddeld([Decimal((rij.tot - rij.van).days + 1) / 7 for rij in klaar]),
        afgeschermd([*(effecten[effect] for effect in Effect), effecten[""]]),
    )


def _gemiddeld(waarden: Sequence[Decimal]) -> str:
    """An average of fewer than may be counted is not shown."""
    if not waarden:
        return "–"
    if len(waarden) < DREMPEL:
        return VERBORGEN
    return kort_getal((sum(waarden, Decimal(0)) / len(waarden)).quantize(Decimal("0.1")))


def tabelrijen(rapport: Rapport) -> Iterator[Rij]:
    for regel in rapport.regels:
        yield (regel.naam, *(waarde for _, waarde in regel.cellen))


def keuzejaren(vandaag: date | None = None) -> range:
    """The school years of which there is a report, the newest first."""
    dag = vandaag or timezone.localdate()
    nu = dag.year if dag.month >= 8 else dag.year - 1
    return range(nu, nu - 5, -1)
