"""WeasyPrint, set up once per process. Import this module inside functions only: it costs half a second.

One file that is PDF/A-3a (archive) and PDF/UA-1 (accessible) at once asks for three things WeasyPrint 70 leaves out:
the PDF/UA mark in the XMP together with the PDF/A extension schema that declares it, XMP that is not compressed, and
a window title that shows the title of the document.
"""

import threading
import zlib
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from pydyf import Stream  # type: ignore[import-untyped]
from weasyprint import CSS, HTML
from weasyprint.css import ColorProfile
from weasyprint.document import Document
from weasyprint.pdf.metadata import DocumentMetadata
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

LETTERTYPE = "Open Sans"
MAX_PAGINAS = 60
POGINGEN = 8
# A stream whose last byte is a carriage return: with the line feed that follows it looks like one end of line, and
# strict validators then count one byte less than /Length says. One letter in thirty has such a stream.
DUBBELZINNIG = b"\r\nendstream"
INHOUDSTYPEN = {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png"}

PDFUA_IN_PDFA = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


# The libraries below WeasyPrint share state between threads; a web process may show previews in several at once.
_een_tegelijk = threading.Lock()


class BriefFout(Exception):
    """A letter cannot be made as its template says; it is not filed."""


class _Geweigerd(FatalURLFetchingError):
    """Stops WeasyPrint, which would otherwise leave the resource out in silence."""


def middelen() -> Path:
    """The folder with the style sheet and pictures of letters."""
    return Path(settings.BASE_DIR) / "static" / "brief"


class AlleenEigenMiddelen(URLFetcher):
    """Serves `brief:NAME` from the packaged folder and pictures written in the letter itself; nothing else.

    No file, network or redirect is ever reached, whatever stands in the letter.
    """

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if url.startswith(("data:image/svg+xml", "data:image/png;base64,")):
            return super().fetch(url, headers)
        soort, _, naam = unquote(url).partition(":")
        pad = middelen() / naam
        if soort == "brief" and "/" not in naam and pad.suffix in INHOUDSTYPEN and pad.is_file():
            return URLFetcherResponse(url, pad.read_bytes(), {"Content-Type": INHOUDSTYPEN[pad.suffix]})
        raise _Geweigerd(f"Een brief mag {soort}: niet ophalen.")


class BriefMetadata(DocumentMetadata):
    """Adds the PDF/UA mark and leaves the XMP readable for archive tools."""

    def generate_rdf_metadata(self, variant: str, version: int, conformance: str) -> bytes:
        rdf: bytes = super().generate_rdf_metadata(variant, version, conformance)
        return rdf.replace(b"</rdf:RDF>", PDFUA_IN_PDFA + b"</rdf:RDF>")

    def include_in_pdf(self, pdf: Any, variant: str, version: int, conformance: str, compress: bool) -> None:
        super().include_in_pdf(pdf, variant, version, conformance, compress=False)


@cache
def lettertypen() -> FontConfiguration:
    """Shared by all letters of this process: a new one per letter grows the memory without end."""
    return FontConfiguration()


@cache
def stijl(naam: str = "brief.css") -> CSS:
    return CSS(filename=middelen() / naam, font_config=lettertypen(), url_fetcher=AlleenEigenMiddelen())


@cache
def kleuren() -> ColorProfile:
    """The sRGB profile that PDF/A asks for. WeasyPrint itself reads it again for every letter and leaves it open."""
    with (files("weasyprint.pdf") / "sRGB2014.icc").open("rb") as bestand:
        return ColorProfile(bestand, "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))


def _werk_af(document: Document, pdf: Any, *, poging: int) -> None:
    """Last touches before the file is written."""
    pdf.catalog["ViewerPreferences"] = type(pdf.catalog)({"DisplayDocTitle": "true"})
    if poging:
        pdf.info["Poging"] = f"({poging})"
    for stroom in pdf.objects:
        if isinstance(stroom, Stream) and stroom.data.endswith(DUBBELZINNIG):
            _schrijf_als_hex(stroom)


def _schrijf_als_hex(stroom: Any) -> None:
    rauw = b"\n".join(deel if isinstance(deel, bytes) else str(deel).encode() for deel in stroom.stream)
    filters = ["/ASCIIHexDecode"]
    if stroom.compress:
        rauw = zlib.compress(rauw, 9)
        filters.append("/FlateDecode")
    elif "Filter" in stroom.extra:
        filters.append(stroom.extra["Filter"])
    stroom.extra["Filter"] = "[" + " ".join(filters) + "]"
    stroom.stream = [rauw.hex().encode() + b">"]
    stroom.compress = False


def _heeft_lettertype(document: Document) -> bool:
    return any(font.family == LETTERTYPE for font in document.fonts.values())


def naar_pdf(html: str) -> bytes:
    """Typeset one letter. Raises BriefFout: forbidden resource, too long, or the letter font is not installed."""
    with _een_tegelijk:
        try:
            for poging in range(POGINGEN):
                pdf = _zet(html, poging=poging)
                if DUBBELZINNIG not in pdf:
                    return pdf
        except FatalURLFetchingError as fout:
            raise BriefFout(str(fout)) from None
    raise BriefFout("De brief kon niet zo worden opgeslagen dat elk archief hem leest.")


def _zet(html: str, *, poging: int) -> bytes:
    document = HTML(string=html, base_url="brief:", url_fetcher=AlleenEigenMiddelen()).render(
        font_config=lettertypen(), stylesheets=[stijl()], pdf_variant="pdf/a-3a"
    )
    if len(document.pages) > MAX_PAGINAS:
        raise BriefFout(f"De brief heeft {len(document.pages)} pagina's; meer dan {MAX_PAGINAS} maken we niet.")
    document.metadata = BriefMetadata(**vars(document.metadata))
    document.color_profiles["srgb"] = kleuren()
    pdf: bytes = document.write_pdf(
        finisher=partial(_werk_af, poging=poging), pdf_variant="pdf/a-3a", output_intent="kleuren hierboven"
    )
    if not _heeft_lettertype(document):
        raise BriefFout("Het lettertype Open Sans ontbreekt. Installeer het pakket fonts-open-sans.")
    return pdf


def bundel_naar_pdf(html: str) -> bytes:
    """Typeset sheets of a bundle: any number of pages, no archive format. Raises BriefFout for a forbidden resource."""
    with _een_tegelijk:
        try:
            document = HTML(string=html, base_url="brief:", url_fetcher=AlleenEigenMiddelen()).render(
                font_config=lettertypen(), stylesheets=[stijl("bundel.css")]
            )
            pdf: bytes = document.write_pdf()
        except FatalURLFetchingError as fout:
            raise BriefFout(str(fout)) from None
    return pdf
