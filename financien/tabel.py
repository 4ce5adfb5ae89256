"""A file of a controller as rows of text: CSV or XLSX, whatever program saved it. Refusals name row and column.

CSV: comma or semicolon, UTF-8, UTF-16 or Windows-1252 (which reads Latin-1 too). XLSX: the first sheet; numbers stay
what they are, a formula is refused because its value depends on a program. Nothing here knows about budgets.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath
from typing import Any, NamedTuple

from financien.fouten import BestandKloptNiet
from swv.kern.csvbestand import AnderBestand, KapotteCsv, lees_csv

MAX_BYTES = 5 * 1024 * 1024
MAX_UITGEPAKT = 30 * 1024 * 1024
MAX_ONDERDELEN = 500
MAX_RIJEN = 2_000
MAX_RIJNUMMER = 5 * MAX_RIJEN  # empty rows count here
MAX_KOLOMMEN = 60
MAX_CEL = 2_000  # characters

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_VERSLEUTELD = "EncryptedPackage".encode("utf-16-le")
_NIET_TE_LEZEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]")
_KIES = "Kies een CSV-bestand of een Excel-bestand (.xlsx)."


class Rij(NamedTuple):
    """One row: its number in the file (the row with the names of the columns is usually 1) and its values."""

    nummer: int
    waarden: dict[str, str]


@dataclass
class Tabel:
    """The names of the columns in lower case, the rows below them, and what whoever loads it should know."""

    kolommen: list[str]
    rijen: list[Rij]
    meldingen: list[str] = field(default_factory=list)


def lees_tabel(inhoud: bytes, naam: str = "bestand.csv") -> Tabel:
    """Read a file by what it holds; `naam` must end in .csv or .xlsx. Raises BestandKloptNiet."""
    if PurePath(naam).suffix.lower() not in (".csv", ".xlsx"):
        raise BestandKloptNiet(f"Het bestand {naam} kan het portaal niet lezen. {_KIES}")
    if not inhoud.strip():
        raise BestandKloptNiet("Dit bestand is leeg. Kies een bestand met een begroting.")
    if len(inhoud) > MAX_BYTES:
        raise BestandKloptNiet(f"Dit bestand is te groot. Een begroting is hoogstens {MAX_BYTES // 1024 // 1024} MB.")
    meldingen: list[str] = []
    rijen = _uit_xlsx(inhoud, meldingen) if _is_xlsx(inhoud) else _uit_csv(inhoud, meldingen)
    return _met_kolommen(rijen, meldingen)


def _is_xlsx(inhoud: bytes) -> bool:
    if inhoud.startswith(_OLE):
        if _VERSLEUTELD in inhoud:
            raise BestandKloptNiet(
                "Dit bestand is met een wachtwoord beveiligd. Sla het op zonder wachtwoord en kies het opnieuw."
            )
        raise BestandKloptNiet("Dit is een oud Excel-bestand (.xls). Sla het op als .xlsx of CSV en kies het opnieuw.")
    return inhoud.startswith(_ZIP)


# --- CSV ---------------------------------------------------------------------------------------------------


def _uit_csv(inhoud: bytes, meldingen: list[str]) -> Iterator[tuple[int, list[str]]]:
    try:
        gelezen = lees_csv(inhoud)
    except AnderBestand as fout:
        raise BestandKloptNiet(f"Dit is geen CSV-bestand, al heet het zo. {_KIES}") from fout
    except KapotteCsv as fout:
        raise BestandKloptNiet(f"Dit bestand is geen CSV dat het portaal kan lezen. {_KIES}") from fout
    if gelezen.is_geraden:
        meldingen.append(
            "Het bestand is niet in UTF-8 opgeslagen. Het is gelezen als Windows-1252. Controleer letters met accenten."
        )
    yield from enumerate(map(list, gelezen.rijen), start=1)


# --- XLSX --------------------------------------------------------------------------------------------------


def _uit_xlsx(inhoud: bytes, meldingen: list[str]) -> Iterator[tuple[int, list[str]]]:
    import openpyxl  # takes a while to import, and only this page needs it

    _pakt_veilig_uit(inhoud)
    try:
        boek = openpyxl.load_workbook(io.BytesIO(inhoud), read_only=True, data_only=False, keep_links=False)
        bladen = boek.worksheets
        blad = bladen[0]
        if len(bladen) > 1:
            meldingen.append(f"Het bestand heeft {len(bladen)} bladen. Alleen het eerste, {blad.title}, is gelezen.")
        blad.reset_dimensions()
        rijen = enumerate(blad.iter_rows(max_col=MAX_KOLOMMEN + 1), start=1)
        yield from ((nummer, [_celtekst(cel.value) for cel in rij]) for nummer, rij in rijen)
    except BestandKloptNiet:
        raise
    except Exception as fout:  # openpyxl answers a damaged file with whatever its parsers raise
        raise BestandKloptNiet(
            "Dit Excel-bestand is beschadigd of heeft geen blad met rijen. Sla het opnieuw op als .xlsx of CSV."
        ) from fout


def _pakt_veilig_uit(inhoud: bytes) -> None:
    """Refuse an archive that is no XLSX, holds a DTD, or grows too large; zipfile reads no more than is declared."""
    try:
        with zipfile.ZipFile(io.BytesIO(inhoud)) as archief:
            delen = archief.infolist()
            if len(delen) > MAX_ONDERDELEN or sum(deel.file_size for deel in delen) > MAX_UITGEPAKT:
                raise BestandKloptNiet(
                    "Dit Excel-bestand is uitgepakt te groot. Zet alleen de begroting erin en kies het opnieuw."
                )
            if any(deel.flag_bits & 1 for deel in delen):
                raise BestandKloptNiet("Dit bestand is met een wachtwoord beveiligd. Sla het op zonder wachtwoord.")
            if "xl/workbook.xml" not in archief.namelist():
                raise BestandKloptNiet(f"Dit is geen Excel-bestand, al heet het zo. {_KIES}")
            if any(b"<!DOCTYPE" in archief.read(deel) for deel in delen if deel.filename.endswith((".xml", ".rels"))):
                raise BestandKloptNiet("Dit Excel-bestand is niet veilig te lezen. Sla het opnieuw op als .xlsx.")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, zipfile.zlib.error) as fout:  # type: ignore[attr-defined]
        raise BestandKloptNiet("Dit Excel-bestand is beschadigd. Sla het opnieuw op als .xlsx of CSV.") from fout


def _celtekst(waarde: Any) -> str:
    """The value of a cell as text; a number without a rounding of ours, a whole one without decimals."""
    if waarde is None:
        return ""
    if isinstance(waarde, float):
        return str(int(waarde)) if waarde.is_integer() and abs(waarde) < 1e15 else repr(waarde)
    if isinstance(waarde, date):
        return waarde.isoformat()
    return str(getattr(waarde, "text", None) or waarde)  # an array formula keeps its text apart


# --- Both --------------------------------------------------------------------------------------------------


def _met_kolommen(rijen: Iterable[tuple[int, list[str]]], meldingen: list[str]) -> Tabel:
    tabel: Tabel | None = None
    for nummer, ruw in rijen:
        if nummer > MAX_RIJNUMMER:
            raise _te_veel_rijen()
        cellen = [cel.strip() for cel in ruw]
        while cellen and not cellen[-1] and (tabel is None or len(cellen) > len(tabel.kolommen)):
            cellen.pop()
        if not any(cellen):
            continue
        if len(cellen) > MAX_KOLOMMEN:
            raise BestandKloptNiet(
                f"Rij {nummer} heeft te veel kolommen. Een begroting heeft er hoogstens {MAX_KOLOMMEN}."
            )
        if tabel is None:
            tabel = Tabel(_kolomnamen(cellen), [], meldingen)
        elif len(tabel.rijen) == MAX_RIJEN:
            raise _te_veel_rijen()
        else:
            tabel.rijen.append(_rij(nummer, tabel.kolommen, cellen))
    return tabel or Tabel([], [], meldingen)


def _te_veel_rijen() -> BestandKloptNiet:
    return BestandKloptNiet(
        f"Dit bestand heeft te veel rijen. Een begroting heeft er hoogstens {MAX_RIJEN}. Haal ook lege rijen weg."
    )


def _kolomnamen(cellen: list[str]) -> list[str]:
    namen = [cel.lower() for cel in cellen]
    dubbel = [naam for naam, keer in Counter(namen).items() if naam and keer > 1]
    if dubbel:
        raise BestandKloptNiet(f"De kolom {dubbel[0]} staat twee keer in het bestand. Houd er een over.")
    return namen


def _rij(nummer: int, kolommen: list[str], cellen: list[str]) -> Rij:
    if len(cellen) != len(kolommen):
        raise BestandKloptNiet(f"Rij {nummer} heeft niet evenveel kolommen als de eerste rij.")
    waarden = dict(zip(kolommen, cellen, strict=True))
    for kolom, waarde in waarden.items():
        plek = f"Rij {nummer}, kolom {kolom}"
        if waarde.startswith(("=", "+", "@")):
            raise BestandKloptNiet(f"{plek}: hier staat een formule. Zet er de waarde zelf in.")
        if _NIET_TE_LEZEN.search(waarde):
            raise BestandKloptNiet(f"{plek}: hier staat een teken dat niet te lezen is. Typ de tekst opnieuw.")
        if len(waarde) > MAX_CEL:
            raise BestandKloptNiet(f"{plek}: deze tekst is te lang. Gebruik hoogstens {MAX_CEL} tekens.")
    return Rij(nummer, waarden)
