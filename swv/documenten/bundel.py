"""Many papers as one PDF: a table of contents, every sheet numbered, a bookmark per paper.

Each page of a paper is laid, as a picture of itself, on a sheet of our own that says which paper it is and which sheet.
Nothing else of a foreign file comes along: no links, forms, scripts or metadata. What cannot become a page (Word,
OpenDocument) or cannot be opened is named in the contents. As the pages are those of other people, the whole is no
PDF/A and says so.
"""

import io
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from PIL import Image, ImageOps

if TYPE_CHECKING:
    import pikepdf

PDF = "application/pdf"
BEELDEN = frozenset({"image/png", "image/jpeg"})
HOOGSTENS_BLADEN = 1500
MM = 72 / 25.4  # points
A4 = (210 * MM, 297 * MM)
# Where a page of somebody else's comes on a sheet: within these margins, below our line and above our number.
ZIJKANT, BOVEN, ONDER = 15 * MM, 20 * MM, 18 * MM
BEELDPUNTEN_PER_INCH = 150

NIET_SAMEN = "Dit soort bestand kan niet in de bundel. Het gaat los mee."
WACHTWOORD = "Niet opgenomen: het bestand is beveiligd met een wachtwoord."
BEVEILIGD = "Niet opgenomen: het bestand is beveiligd."
KAPOT = "Niet opgenomen: het bestand kan niet worden geopend."
TE_VEEL = "Niet opgenomen: met dit stuk wordt de bundel te groot. Stuur het los mee."


@dataclass(frozen=True)
class Stuk:
    """One paper: a file (`inhoud` with its `inhoudstype`), or text of our own as `html`. Without both it is only named
    in the contents, with `toelichting` as the reason. `sleutel` comes back with its line of the contents."""

    titel: str
    inhoud: bytes | None = None
    inhoudstype: str = ""
    html: str = ""
    toelichting: str = ""
    sleutel: str = ""

    def regel(self, **anders: Any) -> "Regel":
        return Regel(self.titel, sleutel=self.sleutel, **{"toelichting": self.toelichting, **anders})


@dataclass(frozen=True)
class Regel:
    """One line of the contents: on which sheets the paper is, or why it is not."""

    titel: str
    blad: int | None = None
    bladen: int = 0
    toelichting: str = ""
    gaat_los_mee: bool = False
    sleutel: str = ""


@dataclass(frozen=True)
class Bundel:
    pdf: bytes
    bladen: int
    regels: tuple[Regel, ...]


@dataclass(frozen=True)
class _Geopend:
    """A paper as a document with pages; `eigen` when it was made by us and fills the whole sheet."""

    stuk: Stuk
    document: "pikepdf.Pdf"
    eigen: bool


def maak_bundel(*, titel: str, onder: str, inleiding: Sequence[str], stukken: Iterable[Stuk]) -> Bundel:
    """Bind the papers in this order. `titel` and `onder` (the line below every sheet) hold no names of people;
    `inleiding` are the sentences above the contents."""
    import pikepdf

    with ExitStack() as open_:
        regels: list[Regel] = []
        papieren: list[_Geopend] = []
        bladen = 0
        for stuk in stukken:
            geopend = _open(stuk, open_)
            if isinstance(geopend, _Geopend) and bladen + len(geopend.document.pages) > HOOGSTENS_BLADEN:
                geopend = stuk.regel(toelichting=TE_VEEL, gaat_los_mee=True)
            if isinstance(geopend, Regel):
                regels.append(geopend)
                continue
            regels.append(stuk.regel(bladen=len(geopend.document.pages)))
            papieren.append(geopend)
            bladen += len(geopend.document.pages)
        vellen = _vellen(titel=titel, onder=onder, inleiding=inleiding, regels=regels, papieren=papieren)
        pdf = open_.enter_context(pikepdf.open(io.BytesIO(vellen)))
        voorwerk = len(pdf.pages) - bladen
        _leg_op(pdf, papieren, vanaf=voorwerk)
        uit = io.BytesIO()
        pdf.save(uit, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return Bundel(uit.getvalue(), len(pdf.pages), tuple(_genummerd(regels, vanaf=voorwerk)))


def _genummerd(regels: Iterable[Regel], *, vanaf: int) -> Iterable[Regel]:
    blad = vanaf + 1
    for regel in regels:
        yield replace(regel, blad=blad) if regel.bladen else regel
        blad += regel.bladen


# --- Opening what there is -----------------------------------------------------------------------------------


def _open(stuk: Stuk, open_: ExitStack) -> _Geopend | Regel:
    """The pages of a paper, or the line that says why there are none."""
    import pikepdf

    if stuk.html:
        return _Geopend(stuk, open_.enter_context(pikepdf.open(io.BytesIO(_zet(stuk.html)))), eigen=True)
    if stuk.inhoud is None:
        return stuk.regel()
    if stuk.inhoudstype != PDF and stuk.inhoudstype not in BEELDEN:
        return stuk.regel(toelichting=NIET_SAMEN, gaat_los_mee=True)
    try:
        inhoud = stuk.inhoud if stuk.inhoudstype == PDF else _beeld_als_pdf(stuk.inhoud)
        document = open_.enter_context(pikepdf.open(io.BytesIO(inhoud)))
        if document.is_encrypted:
            return stuk.regel(toelichting=BEVEILIGD)
        if not len(document.pages):
            return stuk.regel(toelichting=KAPOT)
    except pikepdf.PasswordError:
        return stuk.regel(toelichting=WACHTWOORD)
    except (pikepdf.PdfError, OSError, ValueError, SyntaxError):
        return stuk.regel(toelichting=KAPOT)
    return _Geopend(stuk, document, eigen=False)


def _zet(html: str) -> bytes:
    from swv.documenten.zetwerk import bundel_naar_pdf

    return bundel_naar_pdf(html)


def _beeld_als_pdf(inhoud: bytes) -> bytes:
    """A picture as a page of its own size, upright, on white."""
    with Image.open(io.BytesIO(inhoud), formats=["PNG", "JPEG"]) as beeld:
        rechtop = ImageOps.exif_transpose(beeld).convert("RGBA")
        vlak = Image.new("RGB", rechtop.size, "white")
        vlak.paste(rechtop, mask=rechtop.getchannel("A"))
    uit = io.BytesIO()
    vlak.save(uit, "PDF", resolution=BEELDPUNTEN_PER_INCH)
    return uit.getvalue()


# --- Our sheets, and their pages on it -----------------------------------------------------------------------


def _vellen(
    *, titel: str, onder: str, inleiding: Sequence[str], regels: Sequence[Regel], papieren: Sequence[_Geopend]
) -> bytes:
    """The contents and an empty sheet for every page: numbers, links and bookmarks come from here."""
    bladen = [
        {"nummer": nummer, "titel": papier.stuk.titel, "eerste": eerste, "liggend": _is_liggend(papier, pagina)}
        for nummer, papier in enumerate(papieren, start=1)
        for eerste, pagina in ((plek == 0, pagina) for plek, pagina in enumerate(papier.document.pages))
    ]
    nummers = iter(range(1, len(papieren) + 1))
    inhoud = [(next(nummers) if regel.bladen else None, regel) for regel in regels]
    context = {"titel": titel, "onder": onder, "inleiding": inleiding, "inhoud": inhoud, "bladen": bladen}
    return _zet(render_to_string("bundels/vellen.html", context))


def _is_liggend(papier: _Geopend, pagina: "pikepdf.Page") -> bool:
    breed, hoog = _maat(pagina)
    return not papier.eigen and breed > hoog


def _maat(pagina: "pikepdf.Page") -> tuple[float, float]:
    links, onder, rechts, boven = (float(waarde) for waarde in pagina.trimbox)
    breed, hoog = rechts - links, boven - onder
    gedraaid = int(pagina.obj.get("/Rotate", 0)) % 180 == 90
    return (hoog, breed) if gedraaid else (breed, hoog)


def _leg_op(pdf: "pikepdf.Pdf", papieren: Iterable[_Geopend], *, vanaf: int) -> None:
    """Lay every page under the line and number of its sheet."""
    import pikepdf

    plek = vanaf
    for papier in papieren:
        for pagina in papier.document.pages:
            vel = pdf.pages[plek]
            breed, hoog = _maat(vel)
            vlak = (0, 0, breed, hoog) if papier.eigen else (ZIJKANT, ONDER, breed - ZIJKANT, hoog - BOVEN)
            vel.add_underlay(pagina, pikepdf.Rectangle(*vlak), expand=False)  # type: ignore[call-arg]  # stub is older
            plek += 1
