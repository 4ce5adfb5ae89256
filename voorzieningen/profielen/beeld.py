"""The picture of a school: its checklists over the years as small multiples, with one table of the same figures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from voorzieningen.models import Checklist
from voorzieningen.profielen.score import Gemiddelde, Score, Telling, procent

JAREN = 5  # as many years stand beside each other
TOTAAL = "Alle vragen samen"
_BREED, _HOOG, _BOVEN, _ONDER = 150, 104, 18, 16


@dataclass(frozen=True)
class Luik:
    """One small picture: an ijkpunt, a bar per year, and the words with the same figures for who does not see it."""

    nummer: int
    naam: str
    jaren: Sequence[str]
    tellingen: Sequence[Telling]
    procenten: Sequence[int]
    norm: int
    haalt_norm: bool

    @property
    def zin(self) -> str:
        return ", ".join(f"{jaar} {deel}%" for jaar, deel in zip(self.jaren, self.procenten, strict=True))

    @property
    def svg(self) -> SafeString:
        """Bars of ja with bezig on top, over a ground that stands for all questions; the line is the norm."""
        stap = _BREED // max(len(self.jaren), 3)
        vormen = [vorm for nr, telling in enumerate(self.tellingen) for vorm in self._staaf(nr, telling, stap)]
        hoogte = _y(self.norm)
        vormen.append(
            format_html(
                '<line class="swv-grafiek__grens swv-veelluik__norm" x1="0" x2="{}" y1="{}" y2="{}"/>',
                len(self.jaren) * stap,
                hoogte,
                hoogte,
            )
        )
        return format_html(
            '<svg class="swv-grafiek__beeld" role="img" viewBox="0 0 {} {}" aria-label="{}: {}">{}</svg>',
            _BREED,
            _HOOG,
            self.naam,
            self.zin,
            format_html_join("", "{}", ((vorm,) for vorm in vormen)),
        )

    def _staaf(self, nummer: int, telling: Telling, stap: int) -> Iterator[SafeString]:
        x, breed = nummer * stap + 3, stap - 6
        yield _vlak("geheel", x, breed, 0, 100)
        if telling.totaal:
            ja = 100 * telling.ja / telling.totaal
            yield _vlak("vlak-hoofd", x, breed, 0, ja)
            if telling.bezig:
                yield _vlak("vlak-tweede", x, breed, ja, ja + 100 * telling.bezig / telling.totaal)
        midden = x + breed // 2
        yield _tekst(f"{self.procenten[nummer]}%", midden, _BOVEN - 6)
        yield _tekst(self.jaren[nummer][2:4] + "/" + self.jaren[nummer][-2:], midden, _HOOG - 4)


def _y(deel: float) -> str:
    return f"{_HOOG - _ONDER - deel / 100 * (_HOOG - _ONDER - _BOVEN):.1f}"


def _vlak(soort: str, x: int, breed: int, van: float, tot: float) -> SafeString:
    hoog = (tot - van) / 100 * (_HOOG - _ONDER - _BOVEN)
    return format_html(
        '<rect class="swv-grafiek__{}" x="{}" width="{}" y="{}" height="{}"/>', soort, x, breed, _y(tot), f"{hoog:.1f}"
    )


def _tekst(tekst: str, x: int, y: int) -> SafeString:
    return format_html('<text class="swv-grafiek__tekst swv-grafiek__midden" x="{}" y="{}">{}</text>', x, y, tekst)


@dataclass(frozen=True)
class Beeld:
    """All of it: a sentence, the small pictures, and the table. `regio` is the mean of the other schools in the last
    year."""

    luiken: Sequence[Luik]
    jaren: Sequence[str]
    score: Score
    regio: Gemiddelde

    @property
    def totaal(self) -> Luik:
        return self.luiken[0]

    @property
    def zin(self) -> str:
        regel, deel = self.score.regel, self.totaal.procenten[-1]
        haalt = "haalt daarmee de norm" if self.score.haalt_norm else "haalt daarmee de norm niet"
        telling = self.score.totaal
        gehaald = telling.gehaald(regel)
        return (
            f"In {self.jaren[-1]} haalde de school {gehaald} van de {telling.totaal} vragen ({deel}%), en "
            f"{haalt}: die is {regel.norm}%. Daarbij geldt: {regel.bezig_in_woorden}."
        )

    @property
    def tabelrijen(self) -> list[dict[str, Any]]:
        """A row per ijkpunt with a figure per year, the mean of the region, and whether it reaches the norm."""
        return [
            {
                "naam": luik.naam,
                "cellen": [
                    (jaar, f"{deel}%" if telling.totaal else "–")
                    for jaar, deel, telling in zip(luik.jaren, luik.procenten, luik.tellingen, strict=True)
                ],
                "regio": self._regio(luik),
                "haalt_norm": luik.haalt_norm,
            }
            for luik in self.luiken
        ]

    def _regio(self, luik: Luik) -> str:
        deel = self.regio.per_ijkpunt.get(luik.nummer) if luik.nummer else self.regio.totaal
        return "–" if deel is None else f"{deel}%"

    @property
    def toont_regio(self) -> bool:
        return self.regio.totaal is not None


def maak_beeld(reeks: Mapping[Checklist, Score], titels: Mapping[int, str], regio: Gemiddelde) -> Beeld | None:
    """The picture of the last years, oldest first; None before a first checklist was fixed. `titels` are the names of
    the ijkpunten."""
    laatste = [*reeks.items()][-JAREN:]
    if not laatste:
        return None
    jaren = [checklist.schooljaar_naam for checklist, _ in laatste]
    punten = [score for _, score in laatste]
    luiken = [_luik(0, TOTAAL, jaren, punten, [score.totaal for score in punten])]
    for nummer in sorted({nummer for score in punten for nummer in score.per_ijkpunt}):
        tellingen = [score.per_ijkpunt.get(nummer, Telling()) for score in punten]
        luiken.append(_luik(nummer, f"{nummer}. {titels.get(nummer, 'Ijkpunt')}", jaren, punten, tellingen))
    return Beeld(luiken, jaren, punten[-1], regio)


def _luik(nummer: int, naam: str, jaren: Sequence[str], punten: Sequence[Score], tellingen: Sequence[Telling]) -> Luik:
    regel = punten[-1].regel
    procenten = [procent(telling.deel(score.regel)) for telling, score in zip(tellingen, punten, strict=True)]
    return Luik(nummer, naam, jaren, tellingen, procenten, regel.norm, tellingen[-1].haalt_norm(regel))
