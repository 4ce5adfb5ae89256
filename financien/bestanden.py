"""Budget files: what a source prints, read strictly and checked against its own lines.

Two layouts are known: the budget of one year (one row per line, amounts in euros) and the frame of several years
(one column per year, amounts in thousands). Rows of another rol than `regel` are totals of the source: they are
compared, never used.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from financien.fouten import BestandKloptNiet
from financien.models.begroting import Begrotingspost

BATEN, LASTEN = Begrotingspost.Soort.BATEN.value, Begrotingspost.Soort.LASTEN.value
SALDO = "saldo"
_BEDRAG = re.compile(r"-?\d{1,12}([.,]\d{1,2})?")
_KOLOMMEN_JAAR = ("jaar", "swv", "soort", "rubriek", "code_voorstel", "post", "bedrag_eur", "rol")
_KOLOMMEN_KADER = ("swv", "soort", "post", "rol")
_JAARKOLOM = re.compile(r"x1000_eur_(\d{4})")
_SOORT_IN_KADER = {"opbrengsten": BATEN, "kosten": LASTEN, "resultaat": SALDO}
_ROLLEN = {"regel", "subtotaal", "berekend", "totaal", "resultaat", "memo"}


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


def lees_begroting(inhoud: bytes) -> Begrotingsbestand:
    """Read the budget of one year. Raises BestandKloptNiet, which names row and column."""
    bestand: Begrotingsbestand | None = None
    for nummer, rij in _rijen(inhoud, _KOLOMMEN_JAAR):
        jaar = int(_bedrag(rij, "jaar", nummer))
        if bestand is None:
            bestand = Begrotingsbestand(jaar, f"Begroting {jaar} {rij['swv']}".strip())
        if jaar != bestand.jaar:
            raise BestandKloptNiet(f"Rij {nummer}, kolom jaar: dit bestand hoort bij {bestand.jaar}, niet bij {jaar}.")
        bedrag, rol = _bedrag(rij, "bedrag_eur", nummer), rij["rol"]
        if rol == "regel":
            _regel_erbij(bestand, nummer, rij["code_voorstel"], rij["post"], rij["soort"], rij["rubriek"], bedrag)
        else:
            rubriek = rij["rubriek"] if rol in {"subtotaal", "berekend"} else ""
            gedrukt = None if rol == "berekend" else bedrag
            bestand.totalen.append(GedruktTotaal(rij["post"], rij["soort"], rubriek, gedrukt))
    if bestand is None or not bestand.regels:
        raise BestandKloptNiet("Dit bestand heeft geen enkele begrotingsregel.")
    return bestand


def lees_meerjarenkader(inhoud: bytes) -> list[Begrotingsbestand]:
    """Read a frame of several years, amounts times 1,000 euro; memo rows are skipped. Raises BestandKloptNiet."""
    rijen = list(_rijen(inhoud, _KOLOMMEN_KADER))
    jaren = [int(m[1]) for kolom in rijen[0][1] if (m := _JAARKOLOM.fullmatch(kolom))] if rijen else []
    if not jaren:
        raise BestandKloptNiet("Dit bestand heeft geen kolom met bedragen, zoals x1000_eur_2018.")
    return [_jaar_uit_kader(rijen, jaar) for jaar in jaren]


def _jaar_uit_kader(rijen: list[tuple[int, dict[str, str]]], jaar: int) -> Begrotingsbestand:
    bestand = Begrotingsbestand(jaar, f"Meerjarenkader {jaar} {rijen[0][1]['swv']}")
    for nummer, rij in rijen:
        if rij["rol"] == "memo":
            continue
        soort = _SOORT_IN_KADER.get(rij["soort"], "")
        bedrag = _bedrag(rij, f"x1000_eur_{jaar}", nummer) * 1000
        if rij["rol"] == "regel":
            plek = sum(r.soort == soort for r in bestand.regels) + 1
            code = f"{'B' if soort == BATEN else 'L'}.{plek:02d}"
            _regel_erbij(bestand, nummer, code, rij["post"], soort, rij["soort"], bedrag)
        else:
            bestand.totalen.append(GedruktTotaal(rij["post"], soort, "", bedrag))
    return bestand


def _regel_erbij(
    bestand: Begrotingsbestand, nummer: int, code: str, naam: str, soort: str, rubriek: str, bedrag: Decimal
) -> None:
    if soort not in (BATEN, LASTEN):
        raise BestandKloptNiet(f"Rij {nummer}, kolom soort: vul baten of lasten in, niet {soort!r}.")
    if not code or not naam:
        raise BestandKloptNiet(f"Rij {nummer}: een begrotingsregel heeft een code en een naam.")
    if any(regel.code == code for regel in bestand.regels):
        raise BestandKloptNiet(
            f"Rij {nummer}: de code {code} staat al eerder in dit bestand. Geef elke regel een code."
        )
    if bedrag < 0:
        raise BestandKloptNiet(f"Rij {nummer}, kolom bedrag: een begrotingsregel is niet lager dan nul.")
    bestand.regels.append(Bestandsregel(code, naam, soort, rubriek, bedrag))


def _rijen(inhoud: bytes, verwacht: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows with their number in the file (the header is row 1). Comma or semicolon, UTF-8 or Windows-1252."""
    try:
        tekst = inhoud.decode("utf-8-sig")
    except UnicodeDecodeError:
        tekst = inhoud.decode("cp1252", errors="replace")
    regels = tekst.splitlines()
    scheiding = ";" if regels and regels[0].count(";") > regels[0].count(",") else ","
    lezer = csv.DictReader(regels, delimiter=scheiding)
    ontbreekt = [kolom for kolom in verwacht if kolom not in (lezer.fieldnames or [])]
    if ontbreekt:
        raise BestandKloptNiet(f"In de eerste rij van het bestand ontbreekt: {', '.join(ontbreekt)}.")
    for nummer, rij in enumerate(lezer, start=2):
        if None in rij or None in rij.values():
            raise BestandKloptNiet(f"Rij {nummer} heeft niet evenveel kolommen als de eerste rij.")
        schoon = {kolom: (waarde or "").strip() for kolom, waarde in rij.items()}
        if schoon["rol"] not in _ROLLEN:
            raise BestandKloptNiet(f"Rij {nummer}, kolom rol: {schoon['rol']!r} is geen bekende rol.")
        for kolom, waarde in schoon.items():
            if waarde.startswith(("=", "+", "@")):
                raise BestandKloptNiet(
                    f"Rij {nummer}, kolom {kolom}: hier staat een formule. Zet er de waarde zelf in."
                )
        yield nummer, schoon


def _bedrag(rij: dict[str, str], kolom: str, nummer: int) -> Decimal:
    ruw = rij[kolom]
    if not _BEDRAG.fullmatch(ruw):
        raise BestandKloptNiet(
            f"Rij {nummer}, kolom {kolom}: {ruw!r} is geen bedrag. Schrijf het zonder punten voor duizendtallen en "
            "met hoogstens twee decimalen, bijvoorbeeld 1250 of 1250,50."
        )
    return Decimal(ruw.replace(",", "."))
