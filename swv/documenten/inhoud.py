"""Checks of what is in a file, per kind. Each raises Afgekeurd with what is wrong and what to do about it.

A file passes only when it really is what its name says, from the first byte to the last: no second file glued to it,
no macros, no scripts, no files inside, no password.
"""

import hashlib
import io
import re
import subprocess
import sys
import zipfile
from collections import deque
from collections.abc import Callable
from pathlib import Path
from xml.parsers import expat

from PIL import Image, ImageOps, UnidentifiedImageError

MAX_BEELDPUNTEN = 52_000_000
MAX_UITGEPAKT = 150 * 1024 * 1024  # bytes in all parts of a docx or odt together
MAX_ONDERDELEN = 2000
PDF_WACHTTIJD = 30  # seconds, for a machine that is busy
JPEG_KWALITEIT = 92

_OPMAAK = re.compile(rb"<\s*(?:!doctype|html|script|svg|iframe|body|\?php)", re.IGNORECASE)


class Afgekeurd(Exception):
    """`wat` completes "Het bestand ...", `advies` is a sentence of its own."""

    def __init__(self, wat: str, advies: str) -> None:
        super().__init__(wat)
        self.wat = wat
        self.advies = advies


class NietWatHetLijkt(Afgekeurd):
    def __init__(self, soort: str) -> None:
        super().__init__(
            f"is geen goed {soort}-bestand", "Open het bestand, sla het opnieuw op en voeg het dan nog eens toe."
        )


# --- PDF ---------------------------------------------------------------------------------------------------

_PDF_BEZWAREN = {
    "wachtwoord": ("is beveiligd met een wachtwoord", "Sla het op zonder wachtwoord en voeg het dan toe."),
    "beveiligd": ("is beveiligd", "Druk het af naar een nieuwe pdf en voeg die toe."),
    "script": ("bevat een programma (JavaScript)", "Druk het af naar een nieuwe pdf en voeg die toe."),
    "start": ("kan een ander programma starten", "Druk het af naar een nieuwe pdf en voeg die toe."),
    "ingesloten": ("bevat andere bestanden", "Voeg die bestanden los toe, en de pdf zonder die bestanden."),
    "leeg": ("heeft geen pagina's", "Controleer of u het goede bestand hebt gekozen."),
    "te groot": ("is te ingewikkeld om te controleren", "Druk het af naar een nieuwe pdf en voeg die toe."),
}


# Digests of what passed before in this process: the same bytes need no second inspection.
_GOEDE_PDFS: deque[bytes] = deque(maxlen=256)


def keur_pdf(inhoud: bytes) -> bytes:
    wat = hashlib.sha256(inhoud).digest()
    if wat not in _GOEDE_PDFS:
        _inspecteer_pdf(inhoud)
        _GOEDE_PDFS.append(wat)
    return inhoud


def _inspecteer_pdf(inhoud: bytes) -> None:
    einde = inhoud.rfind(b"%%EOF")
    heel = inhoud.startswith(b"%PDF-") and einde > 0 and not inhoud[einde + 5 :].strip(b"\0\r\n\t ")
    if not heel or _OPMAAK.search(inhoud[:1024]) or zipfile.is_zipfile(io.BytesIO(inhoud)):
        raise NietWatHetLijkt("pdf")
    script = Path(__file__).with_name("pdf_inspectie.py")
    try:
        uitkomst = subprocess.run(  # noqa: S603 - own script, own interpreter; the file goes in by standard input
            [sys.executable, "-I", str(script)],
            input=inhoud,
            capture_output=True,
            timeout=PDF_WACHTTIJD,
            check=True,
            env={},
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as fout:
        raise NietWatHetLijkt("pdf") from fout
    for bezwaar in uitkomst.stdout.decode().strip().split(","):
        if bezwaar in _PDF_BEZWAREN:
            raise Afgekeurd(*_PDF_BEZWAREN[bezwaar])
        if bezwaar:
            raise NietWatHetLijkt("pdf")


# --- Word and OpenDocument ---------------------------------------------------------------------------------


def keur_docx(inhoud: bytes) -> bytes:
    if inhoud.startswith(b"\xd0\xcf\x11\xe0"):
        raise Afgekeurd(
            "is een oud Word-bestand of is beveiligd met een wachtwoord",
            "Sla het in Word op als docx zonder wachtwoord, of als pdf.",
        )
    with _open_zip(inhoud, "Word") as zip_:
        namen = set(zip_.namelist())
        if not {"[Content_Types].xml", "word/document.xml"} <= namen:
            raise NietWatHetLijkt("Word")
        soorten = zip_.read("[Content_Types].xml")
        if "macroenabled" in soorten.decode(errors="replace").lower() or any(_is_macro(naam) for naam in namen):
            raise Afgekeurd("bevat macro's", "Sla het op als gewoon docx-bestand of als pdf.")
        if b"wordprocessingml.document.main+xml" not in soorten:
            raise NietWatHetLijkt("Word")
        for naam in namen:
            if naam.endswith(".rels") and _haalt_sjabloon(zip_.read(naam)):
                raise Afgekeurd("haalt iets op van internet", "Sla het op als pdf en voeg die toe.")
        _keur_xml(zip_, "Word")
    return inhoud


def keur_odt(inhoud: bytes) -> bytes:
    with _open_zip(inhoud, "odt") as zip_:
        namen = set(zip_.namelist())
        if not {"mimetype", "content.xml", "META-INF/manifest.xml"} <= namen:
            raise NietWatHetLijkt("odt")
        if zip_.read("mimetype").strip() != b"application/vnd.oasis.opendocument.text":
            raise NietWatHetLijkt("odt")
        if b"encryption-data" in zip_.read("META-INF/manifest.xml"):
            raise Afgekeurd("is beveiligd met een wachtwoord", "Sla het op zonder wachtwoord en voeg het dan toe.")
        if any(naam.startswith(("Basic/", "Scripts/")) for naam in namen):
            raise Afgekeurd("bevat macro's", "Sla het op zonder macro's of als pdf.")
        _keur_xml(zip_, "odt")
    return inhoud


def _is_macro(naam: str) -> bool:
    klein = naam.lower()
    return klein.endswith(("vbaproject.bin", "vbadata.xml")) or "/activex/" in klein or "macrosheets" in klein


def _haalt_sjabloon(relaties: bytes) -> bool:
    tekst = relaties.decode(errors="replace").lower()
    return "external" in tekst and any(
        f"relationships/{soort}" in tekst for soort in ("attachedtemplate", "oleobject", "frame", "subdocument")
    )


def _open_zip(inhoud: bytes, soort: str) -> zipfile.ZipFile:
    """Open a package and unpack it once in thought: names, sizes and checksums are right and stay within bounds."""
    try:
        zip_ = zipfile.ZipFile(io.BytesIO(inhoud))
        onderdelen = zip_.infolist()
        begin = min((deel.header_offset for deel in onderdelen), default=1)
        # Nothing before the first part and nothing after the last byte of the index: no second file glued on.
        heel = inhoud.startswith(b"PK\x03\x04") and begin == 0 and not zip_.comment
        heel = heel and inhoud.rfind(b"PK\x05\x06") == len(inhoud) - 22
        if not heel or len({deel.filename for deel in onderdelen}) != len(onderdelen):
            raise NietWatHetLijkt(soort)
        if len(onderdelen) > MAX_ONDERDELEN or sum(deel.file_size for deel in onderdelen) > MAX_UITGEPAKT:
            raise Afgekeurd("is uitgepakt te groot", "Maak de plaatjes kleiner of sla het op als pdf.")
        for deel in onderdelen:
            _keur_onderdeel(deel, soort)
        if zip_.testzip() is not None:
            raise NietWatHetLijkt(soort)
    except Afgekeurd:
        raise
    except Exception as fout:  # a hostile package can make zipfile and zlib raise almost anything
        raise NietWatHetLijkt(soort) from fout
    return zip_


def _keur_onderdeel(deel: zipfile.ZipInfo, soort: str) -> None:
    if deel.flag_bits & 0x1:
        raise Afgekeurd("is beveiligd met een wachtwoord", "Sla het op zonder wachtwoord en voeg het dan toe.")
    naam = deel.orig_filename
    if naam.startswith("/") or "\\" in naam or ":" in naam or "\0" in naam or ".." in naam.split("/"):
        raise NietWatHetLijkt(soort)
    if deel.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise NietWatHetLijkt(soort)


def _keur_xml(zip_: zipfile.ZipFile, soort: str) -> None:
    """Every XML part is well-formed and declares no document type or entities (the door of XML attacks)."""
    for naam in zip_.namelist():
        if not naam.endswith((".xml", ".rels")):
            continue
        lezer = expat.ParserCreate()
        lezer.StartDoctypeDeclHandler = _geen_doctype
        try:
            lezer.Parse(zip_.read(naam), True)
        except (expat.ExpatError, _Doctype) as fout:
            raise NietWatHetLijkt(soort) from fout


class _Doctype(Exception):
    pass


def _geen_doctype(*_: object) -> None:
    raise _Doctype


# --- Pictures ----------------------------------------------------------------------------------------------


def keur_png(inhoud: bytes) -> bytes:
    return _opnieuw_bewaard(inhoud, "PNG")


def keur_jpeg(inhoud: bytes) -> bytes:
    return _opnieuw_bewaard(inhoud, "JPEG")


def _opnieuw_bewaard(inhoud: bytes, formaat: str) -> bytes:
    """The picture made anew from its pixels, upright: place, camera and anything hidden behind it are gone."""
    te_groot = Afgekeurd(
        "is een foto met te veel beeldpunten", "Maak de foto kleiner (hoogstens 50 megapixel) en voeg hem dan toe."
    )
    try:
        with Image.open(io.BytesIO(inhoud), formats=[formaat]) as beeld:
            if beeld.width * beeld.height > MAX_BEELDPUNTEN:
                raise te_groot
            beeld.verify()
        with Image.open(io.BytesIO(inhoud), formats=[formaat]) as beeld:
            rechtop = ImageOps.exif_transpose(beeld)
            return _bewaard(rechtop, formaat)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fout:
        raise te_groot from fout
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as fout:
        raise NietWatHetLijkt(formaat.lower()) from fout


def _bewaard(beeld: Image.Image, formaat: str) -> bytes:
    if formaat == "JPEG" and beeld.mode not in ("L", "RGB"):
        beeld = beeld.convert("RGB")
    kaal = Image.new(beeld.mode, beeld.size)
    if beeld.mode == "P" and (palet := beeld.getpalette("RGBA")):
        kaal.putpalette(palet, "RGBA")
    kaal.paste(beeld)
    uit = io.BytesIO()
    kaal.save(uit, formaat, quality=JPEG_KWALITEIT) if formaat == "JPEG" else kaal.save(uit, formaat)
    return uit.getvalue()


KEURING: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "pdf": ("application/pdf", keur_pdf),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", keur_docx),
    "odt": ("application/vnd.oasis.opendocument.text", keur_odt),
    "png": ("image/png", keur_png),
    "jpg": ("image/jpeg", keur_jpeg),
    "jpeg": ("image/jpeg", keur_jpeg),
}
