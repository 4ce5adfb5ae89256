"""Files made on the spot: good ones, and hostile ones that differ in exactly one thing."""

import io
import zipfile

import pikepdf
from PIL import Image

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def pdf(*, wijzig=None, **bewaar) -> bytes:
    uit = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        if wijzig:
            wijzig(document)
        document.save(uit, **bewaar)
    return uit.getvalue()


def pakket(onderdelen: dict[str, bytes | str], *, methode=zipfile.ZIP_DEFLATED) -> bytes:
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w", methode) as zip_:
        for naam, inhoud in onderdelen.items():
            zip_.writestr(naam, inhoud)
    return uit.getvalue()


def docx(extra: dict[str, bytes | str] | None = None, *, soort: str = DOCX_TYPE) -> bytes:
    return pakket(
        {
            "[Content_Types].xml": f'<Types><Override PartName="/word/document.xml" ContentType="{soort}"/></Types>',
            "word/document.xml": "<document>Hallo</document>",
            **(extra or {}),
        }
    )


def odt(extra: dict[str, bytes | str] | None = None, *, manifest: str = "<manifest/>") -> bytes:
    return pakket(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": "<content>Hallo</content>",
            "META-INF/manifest.xml": manifest,
            **(extra or {}),
        }
    )


def plaatje(formaat: str, *, mode: str = "RGB", maat=(40, 20), **bewaar) -> bytes:
    uit = io.BytesIO()
    Image.new(mode, maat, "white").save(uit, formaat, **bewaar)
    return uit.getvalue()


def foto_met_plaats() -> bytes:
    """A JPEG as a telephone makes it: lying on its side, with the place where it was taken."""
    beeld = Image.new("RGB", (40, 20), "white")
    beeld.paste("black", (0, 0, 10, 10))
    exif = Image.Exif()
    exif[0x0112] = 6  # turn a quarter clockwise to show
    exif[0x010F] = "Telefoonmerk"
    exif.get_ifd(0x8825)[2] = (52.0, 22.0, 0.0)
    uit = io.BytesIO()
    beeld.save(uit, "JPEG", exif=exif, quality=95)
    return uit.getvalue()
