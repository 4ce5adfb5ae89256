"""Budget files: what a source prints, read strictly and checked against its own lines.

Two layouts are known: the budget of one year (one row per line, amounts in euros) and the frame of several years
(one column per year, amounts in thousands). Rows of another rol than `regel` are totals of the source: they are
compared, never used. Memo rows are only shown.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from financien.fouten import BestandKloptNiet
from financien.models.begroting import Begrotingspost
from financien.tabel import Rij, Tabel, lees_tabel

BATEN, LASTEN = Begrotingspost.Soort.BATEN.value, Begrotingspost.Soort.LASTEN.value
SALDO = "saldo"
_BEDRAG = re.compile(
    r"""-? (?: [0-9]{1,12} (?:[.,][0-9]{1,2})?              # 1250  1250.5  1250,50
             | [1-9][0-9]{0,2} (?:\.[0-9]{3}){1,3} ,[0-9]{1,2}  # 1.250,50
             | [1-9][0-9]{0,2} (?:\.[0-9]{3}){2,3} )         # 1.250.000""",
    re.VERBOSE,
)
_JAAR = re.compile(r"20\d\d")
_KOLOMMEN_JAAR = ("jaar", "swv", "soort", "rubriek", "code_voorstel", "post", "bedrag_eur", "rol")
_KOLOMMEN_KADER = ("swv", "soort", "post", "rol")
_OOK_GOED = {"code_voorstel": "code", "bedrag_eur": "bedrag"}
_JAARKOLOM = re.compile(r"x1000_eur_(\d{4})")
_SOORT_IN_KADER = {"opbrengsten": BATEN, "kosten": LASTEN, "resultaat": SALDO}
_ROLLEN = ("regel", "subtotaal", "berekend", "totaal", "resultaat", "memo")
_LENGTE = {"code": 20, "naam": 160, "rubriek": 80}
_BRON_LENGTE = 160
_MEESTE_ZINNEN = 20
_GEEN_REGEL = "Dit bestand heeft geen enkele begrotingsregel."


@dataclass(frozen=True)
class Bestandsregel:
    """A line of the budget, in euros."""

    code: str
    naam: str
    soort: str
    rubriek: str
    bedrag: Decimal


@dataclass(frozen=True)
class GedruktTotaal:
    """A total of the source over `soort` (baten, lasten, saldo) or one rubriek of it; `bedrag` None: not printed."""

    naam: str
    soort: str
    rubriek: str
    bedrag: Decimal | None


@dataclass(frozen=True)
class Memo:
    """What the source prints beside its budget, in euros. No part of any sum."""

    naam: str
    bedrag: Decimal


@dataclass(frozen=True)
class Controle:
    """Our own sum beside the printed one, in euros."""

    naam: str
    eigen_som: Decimal
    gedrukt: Decimal | None

    @property
    def verschil(self) -> Decimal | None:
        return None if self.gedrukt is None else self.eigen_som - self.gedrukt


@dataclass
class Begrotingsbestand:
    """The budget of one year as a file holds it."""

    jaar: int
    bron: str
    regels: list[Bestandsregel] = field(default_factory=list)
    totalen: list[GedruktTotaal] = field(default_factory=list)
    memos: list[Memo] = field(default_factory=list)
    meldingen: list[str] = field(default_factory=list)

    def rubrieken(self) -> dict[tuple[str, str], list[Bestandsregel]]:
        """The lines per soort and rubriek, in the order in which the file names them first."""
        groepen: dict[tuple[str, str], list[Bestandsregel]] = {}
        for regel in self.regels:
            groepen.setdefault((regel.soort, regel.rubriek), []).append(regel)
        return groepen

    def som(self, soort: str, rubriek: str = "") -> Decimal:
        """The sum of the lines; of saldo it is baten minus lasten."""
        if soort == SALDO:
            return self.som(BATEN) - self.som(LASTEN)
        return sum((r.bedrag for r in self.regels if r.soort == soort and rubriek in ("", r.rubriek)), Decimal("0.00"))

    def controles(self) -> list[Controle]:
        """Every printed total beside the sum of the lines, and beside the sum of what is printed under it."""
        return [controle for totaal in self.totalen for controle in self._controles_van(totaal)]

    def _controles_van(self, totaal: GedruktTotaal) -> Iterator[Controle]:
        gedrukt = self._gedrukte_som(totaal)
        if gedrukt is None:
            yield Controle(totaal.naam, self.som(totaal.soort, totaal.rubriek), totaal.bedrag)
            return
        delen = "gedrukte totalen" if totaal.soort == SALDO else "gedrukte subtotalen"
        yield Controle(f"{totaal.naam}, uit de {delen}", gedrukt, totaal.bedrag)
        yield Controle(f"{totaal.naam}, uit alle regels", self.som(totaal.soort), totaal.bedrag)

    def _gedrukte_som(self, totaal: GedruktTotaal) -> Decimal | None:
        """The sum of the printed totals that make up this one; our own sum stands in for one that is not printed."""
        if totaal.rubriek:
            return None
        if totaal.soort == SALDO:
            hoofd = {t.soort: t.bedrag for t in self.totalen if t.soort != SALDO and not t.rubriek}
            baten, lasten = hoofd.get(BATEN), hoofd.get(LASTEN)
            return None if baten is None or lasten is None else baten - lasten
        delen = [t for t in self.totalen if t.soort == totaal.soort and t.rubriek]
        if not delen:
            return None
        return sum((self.som(t.soort, t.rubriek) if t.bedrag is None else t.bedrag for t in delen), Decimal("0.00"))


def lees_bestand(inhoud: bytes, naam: str) -> list[Begrotingsbestand]:
    """Read a file of either layout, CSV or XLSX: one budget per year. Raises BestandKloptNiet with row and column."""
    tabel = lees_tabel(inhoud, naam)
    if any(_JAARKOLOM.fullmatch(kolom) for kolom in tabel.kolommen):
        return _kader(tabel)
    return [_begroting(tabel)]


def lees_begroting(inhoud: bytes, naam: str = "begroting.csv") -> Begrotingsbestand:
    """Read the budget of one year. Raises BestandKloptNiet, which names row and column."""
    return _begroting(lees_tabel(inhoud, naam))


def lees_meerjarenkader(inhoud: bytes, naam: str = "kader.csv") -> list[Begrotingsbestand]:
    """Read a frame of several years, amounts times 1,000 euro. Raises BestandKloptNiet."""
    return _kader(lees_tabel(inhoud, naam))


def _begroting(tabel: Tabel) -> Begrotingsbestand:
    heet = {naam: _heet(tabel, naam) for naam in _KOLOMMEN_JAAR}
    _heeft_kolommen(tabel, heet.values())
    if not tabel.rijen:
        raise BestandKloptNiet(_GEEN_REGEL)
    eerste = tabel.rijen[0]
    bron = f"Begroting {_jaar(eerste)} {eerste.waarden['swv']}".strip()[:_BRON_LENGTE]
    bestand = Begrotingsbestand(_jaar(eerste), bron, meldingen=[*tabel.meldingen])

    def lees(rij: Rij) -> None:
        if _jaar(rij) != bestand.jaar:
            raise BestandKloptNiet(
                f"Rij {rij.nummer}, kolom jaar: dit bestand hoort bij {bestand.jaar}, niet bij {_jaar(rij)}."
            )
        soort, rubriek, kolom = rij.waarden["soort"].lower(), rij.waarden["rubriek"], heet["bedrag_eur"]
        rol, bedrag = _rol(rij), _bedrag(rij, kolom)
        if rol == "regel":
            _regel_erbij(bestand, rij, rij.waarden[heet["code_voorstel"]], soort, rubriek, bedrag, kolom)
        else:
            groep = rubriek if rol in {"subtotaal", "berekend"} else ""
            _totaal_erbij(bestand, rij, rol, soort, groep, bedrag)

    _elke_rij(tabel, lees)
    return _met_regels(bestand)


def _elke_rij(tabel: Tabel, lees: Callable[[Rij], None]) -> None:
    """Read every row. What is wrong comes in one refusal, so a file is mended at once and not row by row."""
    zinnen = []
    for rij in tabel.rijen:
        try:
            lees(rij)
        except BestandKloptNiet as fout:
            zinnen.append(fout.zin)
    if zinnen:
        meer = [f"En nog {len(zinnen) - _MEESTE_ZINNEN} rijen."] if len(zinnen) > _MEESTE_ZINNEN else []
        getoond = [*zinnen[:_MEESTE_ZINNEN], *meer]
        raise BestandKloptNiet(" ".join(getoond), velden={"bestand": getoond})


def _kader(tabel: Tabel) -> list[Begrotingsbestand]:
    _heeft_kolommen(tabel, _KOLOMMEN_KADER)
    jaren = [int(gevonden[1]) for kolom in tabel.kolommen if (gevonden := _JAARKOLOM.fullmatch(kolom))]
    if not jaren:
        raise BestandKloptNiet("Dit bestand heeft geen kolom met bedragen, zoals x1000_eur_2018.")
    return [_jaar_uit_kader(tabel, jaar) for jaar in jaren]


def _jaar_uit_kader(tabel: Tabel, jaar: int) -> Begrotingsbestand:
    swv = tabel.rijen[0].waarden["swv"] if tabel.rijen else ""
    bron = f"Meerjarenkader {jaar} {swv}".strip()[:_BRON_LENGTE]
    bestand, kolom = Begrotingsbestand(jaar, bron, meldingen=[*tabel.meldingen]), f"x1000_eur_{jaar}"

    def lees(rij: Rij) -> None:
        rubriek = rij.waarden["soort"].lower()
        soort = _SOORT_IN_KADER.get(rubriek, rubriek)
        rol, bedrag = _rol(rij), _bedrag(rij, kolom) * 1000
        if rol == "regel":
            plek = sum(r.soort == soort for r in bestand.regels) + 1
            code = f"{'B' if soort == BATEN else 'L'}.{plek:02d}"
            _regel_erbij(bestand, rij, code, soort, rubriek, bedrag, kolom)
        else:
            _totaal_erbij(bestand, rij, rol, soort, "", bedrag)

    _elke_rij(tabel, lees)
    return _met_regels(bestand)


def _met_regels(bestand: Begrotingsbestand) -> Begrotingsbestand:
    if not bestand.regels:
        raise BestandKloptNiet(_GEEN_REGEL)
    return bestand


def _regel_erbij(
    bestand: Begrotingsbestand, rij: Rij, code: str, soort: str, rubriek: str, bedrag: Decimal, kolom: str
) -> None:
    nummer, naam = rij.nummer, rij.waarden["post"]
    if soort not in (BATEN, LASTEN):
        raise BestandKloptNiet(f"Rij {nummer}, kolom soort: vul baten of lasten in, niet {soort!r}.")
    if not code or not naam:
        raise BestandKloptNiet(f"Rij {nummer}: een begrotingsregel heeft een code en een naam.")
    for wat, tekst in (("code", code), ("naam", naam), ("rubriek", rubriek)):
        if len(tekst) > _LENGTE[wat]:
            raise BestandKloptNiet(f"Rij {nummer}: de {wat} is te lang. Gebruik hoogstens {_LENGTE[wat]} tekens.")
    if any(regel.code == code for regel in bestand.regels):
        raise BestandKloptNiet(
            f"Rij {nummer}: de code {code} staat al eerder in dit bestand. Geef elke regel een eigen code."
        )
    if bedrag < 0:
        raise BestandKloptNiet(f"Rij {nummer}, kolom {kolom}: een begrotingsregel is niet lager dan nul.")
    bestand.regels.append(Bestandsregel(code, naam, soort, rubriek, bedrag))


def _totaal_erbij(bestand: Begrotingsbestand, rij: Rij, rol: str, soort: str, rubriek: str, bedrag: Decimal) -> None:
    naam = rij.waarden["post"][: _LENGTE["naam"]]
    if rol == "memo":
        bestand.memos.append(Memo(naam, bedrag))
        return
    if soort not in (BATEN, LASTEN, SALDO):
        raise BestandKloptNiet(
            f"Rij {rij.nummer}, kolom soort: vul bij een totaal baten, lasten of saldo in, niet {soort!r}."
        )
    bestand.totalen.append(GedruktTotaal(naam, soort, rubriek, None if rol == "berekend" else bedrag))


def _heet(tabel: Tabel, naam: str) -> str:
    """How this file calls a column."""
    anders = _OOK_GOED.get(naam, "")
    return anders if naam not in tabel.kolommen and anders in tabel.kolommen else naam


def _heeft_kolommen(tabel: Tabel, verwacht: Iterable[str]) -> None:
    ontbreekt = [kolom for kolom in verwacht if kolom not in tabel.kolommen]
    if ontbreekt:
        raise BestandKloptNiet(f"In de eerste rij van het bestand ontbreekt: {', '.join(ontbreekt)}.")


def _jaar(rij: Rij) -> int:
    if not _JAAR.fullmatch(rij.waarden["jaar"]):
        raise BestandKloptNiet(f"Rij {rij.nummer}, kolom jaar: {rij.waarden['jaar']!r} is geen jaar, zoals 2026.")
    return int(rij.waarden["jaar"])


def _rol(rij: Rij) -> str:
    rol = rij.waarden["rol"].lower()
    if rol not in _ROLLEN:
        raise BestandKloptNiet(
            f"Rij {rij.nummer}, kolom rol: {rol!r} is geen bekende rol. Kies uit: {', '.join(_ROLLEN)}."
        )
    return rol


def _bedrag(rij: Rij, kolom: str) -> Decimal:
    """An amount with at most two decimals, comma or point. Points for thousands only where nothing else is meant:
    `1.250` could be one euro and a quarter, so it is refused; `1.250,00` and `1.250.000` could not."""
    ruw = rij.waarden[kolom]
    if not _BEDRAG.fullmatch(ruw):
        raise BestandKloptNiet(
            f"Rij {rij.nummer}, kolom {kolom}: {ruw!r} is geen bedrag. Schrijf het zonder punten voor duizendtallen en "
            "met hoogstens twee decimalen, bijvoorbeeld 1250 of 1250,50."
        )
    if "," in ruw or ruw.count(".") > 1:
        ruw = ruw.replace(".", "").replace(",", ".")
    return Decimal(ruw)
