"""A CSV file as rows of text, whatever program saved it: comma, semicolon or tab; UTF-8, UTF-16 or Windows-1252 (which
reads Latin-1 too). What the rows mean, and in which words they are refused, is for the room that asked for the file."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_ANDERS = (b"PK\x03\x04", b"%PDF")


class AnderBestand(Exception):
    """It holds something else, such as a PDF or a workbook, whatever its name says."""


class KapotteCsv(Exception):
    """The quotes do not add up."""


@dataclass(frozen=True)
class Csv:
    """All rows, empty ones too. `is_geraden`: no Unicode, so accents may have come out wrong."""

    rijen: Sequence[Sequence[str]]
    is_geraden: bool = False


def lees_csv(inhoud: bytes) -> Csv:
    """Read a file of which the size was checked. Raises AnderBestand, KapotteCsv."""
    tekst, is_geraden = _tekst(inhoud)
    kop = tekst.lstrip().partition("\n")[0]
    scheiding = max(",;\t", key=kop.count)
    try:
        rijen = list(csv.reader(io.StringIO(tekst, newline=""), delimiter=scheiding, strict=True))
    except csv.Error as fout:
        raise KapotteCsv from fout
    return Csv(rijen, is_geraden)


def _tekst(inhoud: bytes) -> tuple[str, bool]:
    try:
        if inhoud.startswith(_UTF16):
            return inhoud.decode("utf-16"), False
        if b"\x00" in inhoud or inhoud.startswith(_ANDERS):
            raise AnderBestand
        return inhoud.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        return inhoud.decode("cp1252", errors="replace"), True
