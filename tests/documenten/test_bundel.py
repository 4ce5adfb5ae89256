"""Many papers as one PDF: order, sheet numbers, bookmarks, and honesty about what is not in it."""

import io
import subprocess

import pikepdf
import pytest

from swv.documenten import bundel as module
from swv.documenten.bundel import BEVEILIGD, KAPOT, NIET_SAMEN, PDF, TE_VEEL, WACHTWOORD, Stuk, maak_bundel
from tests.documenten.maak import docx, foto_met_plaats, pdf, plaatje

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def bind(*stukken):
    return maak_bundel(
        titel="Stukken bij bezwaar BZ-1", onder="SWV · bezwaar BZ-1", inleiding=["Voor de LBT."], stukken=stukken
    )


def eigen(tekst, *, bladen=1):
    return f"<!doctype html><html lang=nl><title>x</title>{f'<p style=break-after:page>{tekst}</p>' * bladen}"


def paginas(*maten):
    """A PDF with a page of each size in points."""
    uit = io.BytesIO()
    with pikepdf.new() as document:
        for maat in maten:
            document.add_blank_page(page_size=maat)
        document.save(uit)
    return uit.getvalue()


def regels_van(pdf_bytes):
    """The text of each sheet."""
    opdracht = ["pdftotext", "-layout", "-", "-"]
    uit = subprocess.run(opdracht, input=pdf_bytes, capture_output=True, check=True)
    return uit.stdout.decode().split("\f")[:-1]


def test_papers_stand_in_the_order_given_with_numbers_on_every_sheet():
    bundel = bind(
        Stuk("Verweerschrift", html=eigen("Ons verweer", bladen=2)),
        Stuk("Bezwaarschrift", pdf(), PDF),
        Stuk("Foto", plaatje("PNG"), "image/png"),
    )

    assert [(rij.titel, rij.blad, rij.bladen) for rij in bundel.regels] == [
        ("Verweerschrift", 2, 2),
        ("Bezwaarschrift", 4, 1),
        ("Foto", 5, 1),
    ]
    bladen = regels_van(bundel.pdf)
    assert len(bladen) == bundel.bladen == 5
    assert all(f"blad {nummer} van 5" in blad and "bezwaar BZ-1" in blad for nummer, blad in enumerate(bladen, 1))
    assert "Ons verweer" in bladen[1]
    assert "1. Verweerschrift" in bladen[2]
    assert "2. Bezwaarschrift" in bladen[3]
    assert bladen[0].split("1 ", 1)[1].split()[:2] == ["Verweerschrift", "2"]


def test_contents_and_bookmarks_lead_to_the_first_sheet_of_each_paper():
    bundel = bind(Stuk("Een", html=eigen("a", bladen=3)), Stuk("Twee", pdf(), PDF))

    with pikepdf.open(io.BytesIO(bundel.pdf)) as document:
        with document.open_outline() as outline:
            namen = [rij.title for rij in outline.root]
            doelen = [document.pages.index(pikepdf.Page(rij.destination[0])) for rij in outline.root]
        koppelingen = {str(rij.Dest) for rij in document.pages[0].Annots if rij.Subtype == "/Link"}
    assert namen == ["Inhoud", "1. Een", "2. Twee"]
    assert doelen == [0, 1, 4]
    assert koppelingen == {"stuk-1", "stuk-2"}


def test_bundle_claims_no_archive_format_and_names_nobody():
    with pikepdf.open(io.BytesIO(bind(Stuk("Een", pdf(), PDF)).pdf)) as document:
        assert "/OutputIntents" not in document.Root
        metadata = document.Root.get("/Metadata")
        assert metadata is None or b"pdfaid" not in metadata.read_bytes()
        assert str(document.docinfo.Title) == "Stukken bij bezwaar BZ-1"


@pytest.mark.parametrize(
    ("inhoud", "soort", "zin", "los"),
    [
        (docx(), DOCX, NIET_SAMEN, True),
        (pdf(encryption=pikepdf.Encryption(user="geheim", owner="geheim")), PDF, WACHTWOORD, False),
        (pdf(encryption=pikepdf.Encryption(user="", owner="geheim")), PDF, BEVEILIGD, False),
        (b"%PDF-1.7 kapot", PDF, KAPOT, False),
        (b"geen plaatje", "image/png", KAPOT, False),
        (plaatje("PNG")[:40], "image/jpeg", KAPOT, False),
    ],
)
def test_what_cannot_be_bound_is_named_and_the_rest_goes_on(inhoud, soort, zin, los):
    bundel = bind(Stuk("Een", pdf(), PDF), Stuk("Lastig", inhoud, soort, sleutel="7"), Stuk("Drie", pdf(), PDF))

    lastig = bundel.regels[1]
    assert (lastig.toelichting, lastig.gaat_los_mee, lastig.blad, lastig.sleutel) == (zin, los, None, "7")
    assert [rij.blad for rij in bundel.regels] == [2, None, 3]
    eerste = " ".join(regels_van(bundel.pdf)[0].split())
    assert " ".join(zin.split()) in eerste
    assert "Lastig" in eerste


def test_pages_keep_their_shape_and_lose_what_is_not_on_the_page():
    """A wide page gets a wide sheet, a turned one too; links, forms and scripts of a foreign file stay behind."""

    def boos(document):
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pagina = document.pages[0]
        pagina.Rotate = 90
        link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9])
        link.A = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://elders.example/")
        pagina.Annots = pikepdf.Array([link])

    bundel = bind(
        Stuk("Staand", paginas((595, 842)), PDF),
        Stuk("Breed", paginas((842, 595), (300, 400)), PDF),
        Stuk("Gedraaid", pdf(wijzig=boos), PDF),
    )

    with pikepdf.open(io.BytesIO(bundel.pdf)) as document:
        breed = [float(pagina.mediabox[2]) > float(pagina.mediabox[3]) for pagina in document.pages]
        alles = b"".join(
            voorwerp.unparse(resolved=True) for voorwerp in document.objects if not isinstance(voorwerp, pikepdf.Stream)
        )
    assert breed == [False, False, True, False, True]
    assert b"JavaScript" not in alles
    assert b"elders.example" not in alles


def test_transparent_and_turned_pictures_are_bound():
    bundel = bind(Stuk("A", plaatje("PNG", mode="RGBA"), "image/png"), Stuk("B", foto_met_plaats(), "image/jpeg"))

    assert [rij.bladen for rij in bundel.regels] == [1, 1]


def test_paper_that_makes_the_bundle_endless_goes_along_loose(monkeypatch):
    monkeypatch.setattr(module, "HOOGSTENS_BLADEN", 2)

    bundel = bind(Stuk("Een", pdf(), PDF), Stuk("Dik", paginas(*[(200, 200)] * 5), PDF), Stuk("Drie", pdf(), PDF))

    assert [(rij.bladen, rij.toelichting) for rij in bundel.regels] == [(1, ""), (0, TE_VEEL), (1, "")]


def test_hostile_title_stays_text():
    boos = '<img src="http://127.0.0.1:9/x"> & <script>'

    assert boos in regels_van(bind(Stuk(boos, pdf(), PDF)).pdf)[0]


def test_contents_of_more_than_one_sheet_count_along():
    bundel = bind(*[Stuk(f"Stuk met een naam {nummer}", pdf(), PDF) for nummer in range(60)])

    voorwerk = bundel.bladen - 60
    assert voorwerk > 1
    assert bundel.regels[0].blad == voorwerk + 1
    assert f"blad {bundel.bladen} van {bundel.bladen}" in regels_van(bundel.pdf)[-1]
