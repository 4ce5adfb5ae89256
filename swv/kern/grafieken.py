"""Pictures of figures as inline SVG, made on the server: lines over time, and bars that may be stacked.

Figures are euros unless a `maat` says otherwise.

Pure functions: numbers in, a `Grafiek` out. Colours, widths and patterns are classes of `static/css/grafieken.css`, so
the content security policy holds and a samenwerkingsverband gives them its own face. A picture never stands alone: it
has one sentence that says how things stand, and the table with the same figures. Lines differ in dashes and bars in
pattern too, so they can be told apart without colour and on paper.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import slugify

from swv.kern.opmaak import NBSP, euro, getal, kort_getal

NUL = Decimal(0)
KLEUREN = ("hoofd", "tweede", "derde", "plan")
_MILJOEN = Decimal(1_000_000)
# In the units of the drawing: as wide as a telephone, so letters stay readable there.
BREEDTE = 360
_RAND, _LINKS, _BOVEN, _ONDER = 4, 64, 10, 24
_LIJNHOOGTE, _STAAFHOOGTE, _RIJHOOGTE = 190, 16, 44
_NAAMLENGTE = 34


@dataclass(frozen=True)
class Maat:
    """How figures are written: short on an axis, beside a bar, and exactly in the table."""

    kort: Callable[[Decimal], str]
    heel: Callable[[Decimal], str]
    precies: Callable[[Decimal], str]


@dataclass(frozen=True)
class Reeks:
    """A line: a value for each point of the axis, None where it is not known yet. `kleur` out of KLEUREN."""

    naam: str
    waarden: Sequence[Decimal | None]
    kleur: str


@dataclass(frozen=True)
class Deel:
    """A part of a bar."""

    naam: str
    bedrag: Decimal
    kleur: str


@dataclass(frozen=True)
class Staaf:
    """A bar of parts that follow each other; `grens` is the mark that the bar is measured against."""

    naam: str
    delen: Sequence[Deel]
    grens: Decimal | None = None

    @property
    def som(self) -> Decimal:
        return sum((deel.bedrag for deel in self.delen), NUL)


@dataclass(frozen=True)
class Grafiek:
    """A picture with its words: `zin` says in one sentence how it stands, the table holds the same figures."""

    titel: str
    zin: str
    hoogte: int
    vormen: Sequence[SafeString]
    legenda: Sequence[tuple[str, str]]
    koppen: Sequence[str]
    rijen: Sequence[Sequence[str]] = field(default_factory=tuple)

    @property
    def id(self) -> str:
        return f"grafiek-{slugify(self.titel)}"

    @property
    def tabelrijen(self) -> list[dict[str, object]]:
        """The rows of the table: a name, and for each other column its words with the figure."""
        return [{"naam": rij[0], "cellen": list(zip(self.koppen[1:], rij[1:], strict=True))} for rij in self.rijen]

    @property
    def svg(self) -> SafeString:
        """The drawing, with a title and description for whoever does not see it."""
        return format_html(
            '<svg class="swv-grafiek__beeld" role="img" viewBox="0 0 {} {}" aria-labelledby="{}-titel {}-zin">'
            '<title id="{}-titel">{}</title><desc id="{}-zin">{}</desc>{}</svg>',
            BREEDTE,
            self.hoogte,
            *(self.id,) * 3,
            self.titel,
            self.id,
            self.zin,
            format_html_join("", "{}", ((vorm,) for vorm in self.vormen)),
        )


def kort(bedrag: Decimal) -> str:
    """An amount for an axis: € 2,5 mln, or whole euros below a million."""
    if abs(bedrag) < _MILJOEN:
        return heel(bedrag)
    return f"€{NBSP}{getal(bedrag / _MILJOEN, decimalen=2).rstrip('0').rstrip(',')}{NBSP}mln"


def heel(bedrag: Decimal) -> str:
    """Whole euros: € 12.500."""
    return f"€{NBSP}{getal(bedrag.quantize(Decimal(1), ROUND_HALF_UP))}"


def _procent(waarde: Decimal) -> str:
    return f"{getal(waarde, decimalen=2)}%"


EURO = Maat(kort, heel, euro)
AANTAL = Maat(kort_getal, kort_getal, kort_getal)
PROCENT = Maat(lambda waarde: f"{kort_getal(waarde)}%", _procent, _procent)


def lijnen(
    *,
    titel: str,
    zin: str,
    punten: Sequence[str],
    reeksen: Sequence[Reeks],
    kop: str = "Maand",
    maat: Maat = EURO,
) -> Grafiek:
    """Lines over the points of an axis, such as the months of a year. A line stops where its values stop."""
    bekend = [waarde for reeks in reeksen for waarde in reeks.waarden if waarde is not None]
    streepjes = schaal(min(bekend, default=NUL), max(bekend, default=NUL))
    onder, boven = streepjes[0], streepjes[-1]
    stap = Decimal(BREEDTE - _LINKS - _RAND) / max(len(punten) - 1, 1)

    def x(nummer: int) -> Decimal:
        return _LINKS + stap * nummer

    def y(waarde: Decimal) -> Decimal:
        return _BOVEN + (boven - waarde) / (boven - onder) * _LIJNHOOGTE

    vormen = []
    for streepje in streepjes:
        klasse = "nul" if streepje == 0 else "raster"
        hoogte = _g(y(streepje))
        vormen.append(_vorm("line", klasse, x1=_LINKS, x2=BREEDTE - _RAND, y1=hoogte, y2=hoogte))
        vormen.append(_tekst(maat.kort(streepje), x=_LINKS - 6, y=_g(y(streepje) + 4), anker="einde"))
    elke = -(-len(punten) // 6)
    for nummer, punt in enumerate(punten):
        if nummer % elke == 0:
            anker = "begin" if nummer == 0 else "einde" if nummer == len(punten) - 1 else "midden"
            vormen.append(_tekst(punt, x=_g(x(nummer)), y=_BOVEN + _LIJNHOOGTE + 18, anker=anker))
    for reeks in reeksen:
        vormen.extend(_lijn(reeks, [(x(n), y(w)) for n, w in enumerate(reeks.waarden) if w is not None]))
    rijen = [
        [punt, *(_waarde(reeks.waarden[nummer], maat) for reeks in reeksen)]
        for nummer, punt in enumerate(punten)
        if any(reeks.waarden[nummer] is not None for reeks in reeksen)
    ]
    return Grafiek(
        titel,
        zin,
        _BOVEN + _LIJNHOOGTE + _ONDER,
        vormen,
        [(reeks.naam, f"lijn-{reeks.kleur}") for reeks in reeksen],
        [kop, *(reeks.naam for reeks in reeksen)],
        rijen,
    )


def _lijn(reeks: Reeks, plekken: list[tuple[Decimal, Decimal]]) -> list[SafeString]:
    """The line with a dot at its last point, which is today or the end."""
    if not plekken:
        return []
    pad = " ".join(f"{'M' if nummer == 0 else 'L'}{_g(x)} {_g(y)}" for nummer, (x, y) in enumerate(plekken))
    x, y = plekken[-1]
    lijn = _vorm("path", f"lijn swv-grafiek__lijn-{_kleur(reeks.kleur)}", d=pad)
    return [lijn, _vorm("circle", f"punt-{reeks.kleur}", cx=_g(x), cy=_g(y), r=3)]


def staven(
    *,
    titel: str,
    zin: str,
    staven: Sequence[Staaf],
    kop: str = "Post",
    grensnaam: str = "Begroot",
    maat: Maat = EURO,
) -> Grafiek:
    """Bars under each other, each with its name and sum above it. With a `grens` there is a mark on the bar."""
    grootste = max((max(staaf.som, staaf.grens or NUL) for staaf in staven), default=NUL) or Decimal(1)
    ruimte = Decimal(BREEDTE - 2 * _RAND)
    met_grens = any(staaf.grens is not None for staaf in staven)
    vormen: list[SafeString] = []
    for nummer, staaf in enumerate(staven):
        boven = _RAND + nummer * _RIJHOOGTE
        vormen.append(_tekst(_kap(staaf.naam), x=_RAND, y=boven + 12, anker="begin"))
        vormen.append(_tekst(maat.heel(staaf.som), x=BREEDTE - _RAND, y=boven + 12, anker="einde"))
        vlak = {"y": boven + 18, "height": _STAAFHOOGTE}
        vormen.append(_vorm("rect", "geheel", x=_RAND, width=_g(ruimte), **vlak))
        begin = Decimal(_RAND)
        for deel in staaf.delen:
            breed = max(deel.bedrag, NUL) / grootste * ruimte
            breed = min(breed, BREEDTE - _RAND - begin)
            if breed > 0:
                vormen.append(_vorm("rect", f"vlak-{_kleur(deel.kleur)}", x=_g(begin), width=_g(breed), **vlak))
            begin += breed
        if staaf.grens is not None:
            plek = _g(_RAND + max(staaf.grens, NUL) / grootste * ruimte)
            vormen.append(_vorm("line", "grens", x1=plek, x2=plek, y1=boven + 16, y2=boven + 37))
    uniek = list(dict.fromkeys((deel.naam, deel.kleur) for staaf in staven for deel in staaf.delen))
    grenskop = [grensnaam] if met_grens else []
    return Grafiek(
        titel,
        zin,
        2 * _RAND + max(len(staven), 1) * _RIJHOOGTE,
        vormen,
        [*((naam, f"vlak-{kleur}") for naam, kleur in uniek), *((naam, "grens") for naam in grenskop)],
        [kop, *(naam for naam, _ in uniek), *(["Samen"] if len(uniek) > 1 else []), *grenskop],
        [_staafrij(staaf, [naam for naam, _ in uniek], maat, met_grens=met_grens) for staaf in staven],
    )


def _staafrij(staaf: Staaf, namen: Sequence[str], maat: Maat, *, met_grens: bool) -> list[str]:
    per_naam = {deel.naam: deel.bedrag for deel in staaf.delen}
    som = [_waarde(staaf.som, maat)] if len(namen) > 1 else []
    grens = [_waarde(staaf.grens, maat)] if met_grens else []
    return [staaf.naam, *(_waarde(per_naam.get(naam), maat) for naam in namen), *som, *grens]


def schaal(laagste: Decimal, hoogste: Decimal, *, stukken: int = 4) -> list[Decimal]:
    """The marks of an axis that holds both values and zero, at round numbers (1, 2 or 5 times a power of ten)."""
    onder, boven = min(laagste, NUL), max(hoogste, NUL)
    if onder == boven:
        boven = Decimal(1)
    ruw = (boven - onder) / stukken
    macht = Decimal(10) ** ruw.adjusted()
    stap = next(macht * keer for keer in (1, 2, 5, 10) if macht * keer >= ruw)
    eerste = int((onder / stap).to_integral_value(ROUND_FLOOR))
    laatste = int((boven / stap).to_integral_value(ROUND_CEILING))
    return [stap * nummer for nummer in range(eerste, laatste + 1)]


def _waarde(waarde: Decimal | None, maat: Maat) -> str:
    return "–" if waarde is None else maat.precies(waarde)


def _kap(naam: str) -> str:
    return naam if len(naam) <= _NAAMLENGTE else f"{naam[: _NAAMLENGTE - 1].rstrip()}…"


def _kleur(kleur: str) -> str:
    if kleur not in KLEUREN:
        raise ValueError(f"'{kleur}' is no colour of a picture; choose from {', '.join(KLEUREN)}.")
    return kleur


def _g(waarde: Decimal) -> str:
    """A coordinate, to a tenth."""
    return f"{waarde:.1f}"


def _vorm(naam: str, klasse: str, **plek: object) -> SafeString:
    attributen = format_html_join("", ' {}="{}"', plek.items())
    return format_html('<{} class="swv-grafiek__{}"{}/>', naam, klasse, attributen)


def _tekst(tekst: str, *, x: object, y: object, anker: str) -> SafeString:
    return format_html('<text class="swv-grafiek__tekst swv-grafiek__{}" x="{}" y="{}">{}</text>', anker, x, y, tekst)
