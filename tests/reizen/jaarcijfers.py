"""The figures of a report twice: as the page shows them, and added up in plain SQL from the regels of the ledger.

The SQL here shares nothing with the code of the report: the columns are written out once more, after their meaning.
"""

import csv
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element

import openpyxl
from defusedxml.ElementTree import parse
from django.db import connection
from playwright.sync_api import Page

Cijfers = Mapping[str, Decimal]
SAMEN = "Samen"
EEUWEN = (date(1900, 1, 1), date(2200, 1, 1))


class Plek(NamedTuple):
    """A row of a report: of which block, and how it is called."""

    blok: str
    rij: str


# What a column of costs means, per regel: counted when it falls in the period, or (standing) up to its end.
_IN_PERIODE = {
    "Begroot": "-bedrag * (rekening = 'begroting')::int",
    "Wijzigingen": "-bedrag * (rekening IN ('wijziging', 'overgeheveld_in'))::int",
    "Toegekend": "bedrag * (rekening IN ('toegekend', 'betaald', 'overgeheveld_uit'))::int",
    "Betaald": "bedrag * (rekening = 'betaald')::int",
    "Kosten": "bedrag * (rekening = 'kosten')::int",
    "Vrijgevallen": "-bedrag * (rekening = 'vrijgevallen')::int",
    "Teruggevorderd": "-bedrag * (rekening = 'teruggevorderd')::int",
}
_STAND = {
    "Gereserveerd": "bedrag * (rekening = 'gereserveerd')::int",
    "Vrij": "bedrag * (rekening = 'vrij')::int",
    # spent (paid, costs, less what is claimed back), still to pay (awarded less released), and the open requests
    "Prognose": "bedrag * (rekening IN ('betaald', 'kosten', 'teruggevorderd', 'toegekend', 'vrijgevallen', "
    "'gereserveerd'))::int",
    "Nog te ontvangen": "bedrag * (rekening = 'te_ontvangen')::int",
}
_VAN_BATEN = ("Begroot", "Wijzigingen", "Nog te ontvangen")
_SOMMEN = ", ".join(
    [f"coalesce(sum({wat}) FILTER (WHERE dag >= %(van)s), 0)" for wat in _IN_PERIODE.values()]
    + [f"coalesce(sum({wat}), 0)" for wat in _STAND.values()]
)
_PER_POST = f"""
    SELECT jaar, soort, post, {_SOMMEN} FROM (
        SELECT j.jaar, p.soort, p.code || ' ' || p.naam AS post, k.soort AS rekening, r.bedrag, r.ingangsdatum AS dag
        FROM financien_begrotingspost p
        JOIN financien_begrotingsjaar j ON j.id = p.jaar_id
        JOIN financien_rekening k ON k.post_id = p.id
        LEFT JOIN financien_boekingsregel r ON r.rekening_id = k.id AND r.ingangsdatum < %(tot)s
    ) regels GROUP BY jaar, soort, post
"""
_TABELLEN = """() => [...document.querySelectorAll('.swv-rapport table')].map(tabel => ({
    titel: tabel.caption.textContent.trim(),
    koppen: [...tabel.tHead.rows[0].cells].slice(1).map(cel => cel.textContent.trim()),
    rijen: [...tabel.querySelectorAll('tbody tr, tfoot tr')].map(rij => ({
        kop: rij.cells[0].textContent.trim(),
        cellen: [...rij.cells].slice(1).map(cel => (cel.querySelector('a')?.firstChild ?? cel).textContent.trim()),
    })),
}))"""


def getal(tekst: str) -> Decimal:
    """An amount as a Dutch page writes it."""
    return Decimal(tekst.replace("€", "").replace("\N{NO-BREAK SPACE}", "").replace(".", "").replace(",", ".").strip())


def van_de_pagina(page: Page) -> dict[Plek, Cijfers]:
    """Every row of the report on the screen, with the sums of its blocks."""
    return {
        Plek(tabel["titel"].split(" (")[0], rij["kop"]): dict(
            zip(tabel["koppen"], map(getal, rij["cellen"]), strict=True)
        )
        for tabel in page.evaluate(_TABELLEN)
        for rij in tabel["rijen"]
    }


def uit_de_regels(van: date = EEUWEN[0], tot: date = EEUWEN[1]) -> dict[Plek, Cijfers]:
    """The same of every line of every year, from the days `van` up to but not including `tot`."""
    uit: dict[Plek, Cijfers] = {}
    samen: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    with connection.cursor() as cursor:
        cursor.execute(_PER_POST, {"van": van, "tot": tot})
        for jaar, soort, post, *bedragen in cursor.fetchall():
            blok, alle = f"{soort.capitalize()} {jaar}", dict(zip([*_IN_PERIODE, *_STAND], bedragen, strict=True))
            cijfers = {k: v for k, v in alle.items() if (k in _VAN_BATEN if soort == "baten" else k != _VAN_BATEN[-1])}
            uit[Plek(blok, post)] = cijfers
            for kop, bedrag in cijfers.items():
                samen[blok][kop] += bedrag
    return uit | {Plek(blok, SAMEN): dict(cijfers) for blok, cijfers in samen.items()}


def rekeningen(jaar: int) -> dict[tuple[str, str], Decimal]:
    """What every account of a year holds (euros), by the name of its line and its kind: the sum of its regels."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT p.naam, k.soort, coalesce(sum(r.bedrag), 0) FROM financien_rekening k
            JOIN financien_begrotingspost p ON p.id = k.post_id JOIN financien_begrotingsjaar j ON j.id = p.jaar_id
            LEFT JOIN financien_boekingsregel r ON r.rekening_id = k.id WHERE j.jaar = %s GROUP BY 1, 2
            """,
            [jaar],
        )
        return {(naam, soort): saldo for naam, soort, saldo in cursor.fetchall()}


# --- The same figures in the files -------------------------------------------------------------------------------


def _blok_en_post(rij: Mapping[str, object]) -> Plek:
    return Plek(f"{str(rij['Baten of lasten']).capitalize()} {rij['Begrotingsjaar']}", f"{rij['Code']} {rij['Post']}")


def uit_csv(pad: Path) -> dict[Plek, Cijfers]:
    """The rows of a report as CSV, as a Dutch spreadsheet reads it."""
    with pad.open(encoding="utf-8-sig", newline="") as bestand:
        return {
            _blok_en_post(rij): {kop: getal(tekst) for kop, tekst in list(rij.items())[4:] if tekst}
            for rij in csv.DictReader(bestand, delimiter=";")
        }


def uit_xlsx(pad: Path) -> dict[Plek, Cijfers]:
    """The rows of a report as XLSX; every amount is a number."""
    koppen, *rijen = openpyxl.load_workbook(pad).active.iter_rows(values_only=True)
    uit = {}
    for waarden in rijen:
        rij = dict(zip(koppen, waarden, strict=True))
        bedragen = {kop: waarde for kop, waarde in list(rij.items())[4:] if waarde is not None}
        assert all(isinstance(waarde, int | float) for waarde in bedragen.values()), bedragen
        uit[_blok_en_post(rij)] = {kop: Decimal(str(waarde)) for kop, waarde in bedragen.items()}
    return uit


class Auditfile(NamedTuple):
    """What an XAF says: the balance (euros) of each account by the words that describe it, and its own totals."""

    saldi: Mapping[str, Decimal]
    regels: int
    debet: Decimal
    credit: Decimal


def uit_xaf(pad: Path) -> Auditfile:
    """Add up the lines of an auditfile and compare them with its own counts."""
    wortel = parse(pad).getroot()

    def tekst(van: Element, naam: str) -> str:
        return str(van.findtext(f"{{*}}{naam}"))

    namen = {tekst(rij, "accID"): tekst(rij, "accDesc") for rij in wortel.findall(".//{*}ledgerAccount")}
    saldi = dict.fromkeys(namen.values(), Decimal(0))
    som = {"D": Decimal(0), "C": Decimal(0)}
    lijnen = wortel.findall(".//{*}trLine")
    for regel in lijnen:
        bedrag, kant = Decimal(tekst(regel, "amnt")), tekst(regel, "amntTp")
        saldi[namen[tekst(regel, "accID")]] += bedrag if kant == "D" else -bedrag
        som[kant] += bedrag
    [telling] = wortel.findall(".//{*}transactions")
    assert (len(lijnen), som["D"], som["C"]) == (
        int(tekst(telling, "linesCount")),
        Decimal(tekst(telling, "totalDebit")),
        Decimal(tekst(telling, "totalCredit")),
    )
    return Auditfile(saldi, len(lijnen), som["D"], som["C"])
