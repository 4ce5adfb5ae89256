"""Tables as a file: CSV and XLSX, written row by row so that a million rows need no more memory than ten.

Rows come as plain values. A number stays a number and a day stays a day; text that a spreadsheet would read as a
formula is made harmless. CSV is as Dutch spreadsheets open it: UTF-8 with BOM, semicolons, a decimal comma.
"""

import csv
import io
import re
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

from django.http import FileResponse
from django.utils import timezone
from django.utils.text import slugify

Waarde = str | int | Decimal | date | datetime | bool | None
Rij = Sequence[Waarde]

IN_GEHEUGEN = 2 * 1024 * 1024
# What a spreadsheet takes for the beginning of a formula, also behind spaces; and the wide forms of the same signs.
_FORMULE = re.compile(r"^[\s\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]")
# Control characters that neither XML nor a spreadsheet cell can hold.
_ONLEESBAAR = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_CELGRENS, _RIJGRENS = 32_767, 1_048_576
_GETALVORM = ((datetime, "dd-mm-yyyy hh:mm"), (date, "dd-mm-yyyy"), (Decimal, "#,##0.00"))


class TeVeelRijen(Exception):
    """A sheet holds at most 1,048,576 rows; the same table fits in CSV."""


def onschadelijk(tekst: str) -> str:
    """Text as a cell: without control characters, and with an apostrophe before what would be a formula."""
    schoon = _ONLEESBAAR.sub("", tekst)
    return f"'{schoon}" if _FORMULE.match(schoon) else schoon


def schrijf_csv(uit: IO[bytes], koppen: Sequence[str], rijen: Iterable[Rij]) -> None:
    """Write a table as CSV to an open binary file."""
    tekst = io.TextIOWrapper(uit, encoding="utf-8-sig", newline="", write_through=True)
    schrijver = csv.writer(tekst, delimiter=";", lineterminator="\r\n")
    schrijver.writerow([onschadelijk(kop) for kop in koppen])
    for rij in rijen:
        schrijver.writerow([_als_tekst(waarde) for waarde in rij])
    tekst.flush()
    tekst.detach()


def _als_tekst(waarde: Waarde) -> str:
    """A number with a decimal comma and no points, so it stays a number; a day as 2026-11-22, which none misreads."""
    if waarde is None:
        return ""
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if isinstance(waarde, Decimal):
        return f"{waarde:f}".replace(".", ",")
    if isinstance(waarde, datetime):
        return _plaatselijk(waarde).isoformat(sep=" ", timespec="seconds")
    if isinstance(waarde, date):
        return waarde.isoformat()
    return str(waarde) if isinstance(waarde, int) else onschadelijk(waarde)


def schrijf_xlsx(uit: IO[bytes], koppen: Sequence[str], rijen: Iterable[Rij], *, blad: str = "Rapport") -> None:
    """Write a table as a workbook with one sheet; the header row stays in view. Raises TeVeelRijen.

    Text is stored as text, so `=1+1` is shown and never calculated; the apostrophe is there for whoever saves the
    sheet as CSV again.
    """
    from openpyxl import Workbook  # takes half a second, and few requests need it
    from openpyxl.utils import get_column_letter

    boek = Workbook(write_only=True)
    vel = boek.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", blad)[:31] or "Rapport")
    vel.freeze_panes = "A2"
    vel.auto_filter.ref = f"A1:{get_column_letter(len(koppen))}1"
    for nummer, kop in enumerate(koppen, start=1):
        vel.column_dimensions[get_column_letter(nummer)].width = max(14, min(len(kop) + 4, 40))

    vel.append([_kopcel(vel, kop) for kop in koppen])
    try:
        for nummer, rij in enumerate(rijen, start=2):
            if nummer > _RIJGRENS:
                raise TeVeelRijen
            vel.append([_cel(vel, waarde) for waarde in rij])
    except BaseException:
        boek.save(io.BytesIO())  # closes what openpyxl holds open, and removes its file
        raise
    boek.save(uit)


def _kopcel(vel: Any, kop: str) -> Any:
    from openpyxl.styles import Font

    cel = _cel(vel, kop)
    cel.font = Font(bold=True)
    return cel


def _cel(vel: Any, waarde: Waarde) -> Any:
    """The value as a cell of its own kind: text is never a formula, and a number and a day get their Dutch format."""
    from openpyxl.cell import WriteOnlyCell

    cel = WriteOnlyCell(vel)
    if isinstance(waarde, bool):
        waarde = "ja" if waarde else "nee"
    if isinstance(waarde, str):
        cel.value, cel.data_type = onschadelijk(waarde)[:_CELGRENS], "s"
        return cel
    cel.value = _plaatselijk(waarde) if isinstance(waarde, datetime) else waarde
    cel.number_format = next((vorm for soort, vorm in _GETALVORM if isinstance(waarde, soort)), "General")
    return cel


def _plaatselijk(moment: datetime) -> datetime:
    """In the time of the portal, without zone: a spreadsheet knows none."""
    return timezone.localtime(moment).replace(tzinfo=None) if timezone.is_aware(moment) else moment


@dataclass(frozen=True)
class Formaat:
    """A kind of file: how it is called and how a table is written as one."""

    naam: str
    mime: str
    schrijf: Callable[[IO[bytes], Sequence[str], Iterable[Rij]], None]


FORMATEN: Mapping[str, Formaat] = {
    "csv": Formaat("CSV", "text/csv; charset=utf-8", schrijf_csv),
    "xlsx": Formaat("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", schrijf_xlsx),
}


def bestand(
    schrijf: Callable[[IO[bytes]], None], *, naam: str, extensie: str, mime: str = "application/octet-stream"
) -> FileResponse:
    """A download of what `schrijf` writes. It is complete before the first byte leaves, so an error is a page and
    never half a file; above two megabytes it waits on disk and not in memory."""
    tijdelijk = tempfile.SpooledTemporaryFile(max_size=IN_GEHEUGEN)  # noqa: SIM115 - the answer closes it
    try:
        schrijf(tijdelijk)
        tijdelijk.seek(0)
    except BaseException:
        tijdelijk.close()
        raise
    antwoord = FileResponse(
        tijdelijk, as_attachment=True, filename=f"{slugify(naam) or 'uitvoer'}.{extensie}", content_type=mime
    )
    antwoord["Cache-Control"] = "private, no-store"
    return antwoord


def tabelbestand(formaat: str, *, naam: str, koppen: Sequence[str], rijen: Iterable[Rij]) -> FileResponse:
    """A table as a download; `formaat` is a key of FORMATEN. Raises KeyError, TeVeelRijen."""
    soort = FORMATEN[formaat]
    return bestand(lambda uit: soort.schrijf(uit, koppen, rijen), naam=naam, extensie=formaat, mime=soort.mime)
