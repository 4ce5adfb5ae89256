import io
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import page
import pikepdf
import pytest

from swv.documenten.brieven import render_brief_html, verificatie_url
from swv.documenten.codes import nieuwe_code
from swv.documenten.pdf import render_pdf
from swv.documenten.zetwerk import BriefFout

pytestmark = pytest.mark.django_db

NAMEN = "ĳsselőš Žižek Yağmur Ştefan Đorđević Ñandú Zoë Łukasz"


@pytest.fixture
def html(gegevens):
    gegevens["toelichting"] = NAMEN
    return render_brief_html("proefbrief", gegevens, titel="Besluit robot", kenmerk="ROB-2026-0042", code=nieuwe_code())


def tekst_van(pdf: bytes, tmp_path) -> str:
    pad = tmp_path / "brief.pdf"
    pad.write_bytes(pdf)
    return subprocess.run(["pdftotext", str(pad), "-"], capture_output=True, check=True, text=True).stdout


@pytest.mark.parametrize("profiel", [page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1])
def test_letter_is_fit_for_archive_and_screen_reader(html, profiel):
    rapport = page.validate_pdf_bytes(render_pdf(html), profile=profiel)

    assert rapport.is_compliant, rapport.failures


def test_letter_has_language_title_headings_and_table_heads(html):
    with pikepdf.open(io.BytesIO(render_pdf(html))) as pdf:
        assert pdf.Root.Lang == "nl"
        assert pdf.docinfo.Title == "Besluit robot"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        tags = b" ".join(o.unparse(resolved=True) for o in pdf.objects if isinstance(o, pikepdf.Dictionary))
    assert all(tag in tags for tag in (b"/S /H1", b"/S /H2", b"/S /TH", b"/Headers", b"/S /Figure", b"/Alt"))


def test_letter_names_with_rare_letters_are_printed_right(html, tmp_path):
    tekst = " ".join(tekst_van(render_pdf(html), tmp_path).split())

    assert NAMEN in tekst
    assert "S. Yağmur-van ĳsselőš" in tekst
    assert "Đ. Šarić" in tekst


def test_letter_every_page_has_its_number_and_kenmerk(gegevens, tmp_path):
    gegevens["toelichting"] = "Een lange zin die blijft doorgaan. " * 300
    html = render_brief_html("proefbrief", gegevens, titel="B", kenmerk="ROB-2026-0042", code=nieuwe_code())
    paginas = tekst_van(render_pdf(html), tmp_path).split("\f")[:-1]

    assert len(paginas) > 2
    for nummer, pagina in enumerate(paginas, start=1):
        assert f"pagina {nummer} van {len(paginas)}" in pagina
        assert "ROB-2026-0042" in pagina


def test_letter_shows_code_and_address_of_the_check(gegevens, tmp_path):
    code = nieuwe_code()
    html = render_brief_html("proefbrief", gegevens, titel="B", kenmerk="K", code=code)

    tekst = tekst_van(render_pdf(html), tmp_path)

    assert code in tekst.replace(" ", "")  # a reader may see a gap between two letters; typing one is fine
    assert f'alt="QR-code naar {verificatie_url(code)}"' in html


def test_preview_has_no_code_and_says_so(gegevens):
    html = render_brief_html("proefbrief", gegevens, titel="B", kenmerk="K", code=None)

    assert "Dit is een voorbeeld" in html
    assert "verificatie/" not in html


def test_letter_hostile_text_stays_text(gegevens, tmp_path):
    boos = '<img src="http://127.0.0.1:9/x"><style>@import "http://x"</style> {{ code }} <a rel=attachment href=x>y</a>'
    gegevens["toelichting"] = boos
    html = render_brief_html("proefbrief", gegevens, titel="B", kenmerk="K", code=nieuwe_code())

    tekst = " ".join(tekst_van(render_pdf(html), tmp_path).split())

    assert boos in tekst


def test_letter_with_endless_word_is_made(gegevens):
    gegevens["toelichting"] = "x" * 5_000
    html = render_brief_html("proefbrief", gegevens, titel="B", kenmerk="K", code=nieuwe_code())

    assert render_pdf(html).startswith(b"%PDF-1.7")


@pytest.fixture
def kanarie():
    """A server that remembers every call."""
    geroepen = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            geroepen.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    draad = threading.Thread(target=server.serve_forever, daemon=True)
    draad.start()
    yield f"http://127.0.0.1:{server.server_port}", geroepen
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    "inhoud",
    [
        '<img src="{adres}/x.png" alt="x">',
        '<link rel="stylesheet" href="{adres}/x.css">',
        '<link rel="attachment" href="{adres}/x">',
        '<style>@import "{adres}/x.css";</style>',
        '<style>p {{ background: url("{adres}/x.png") }}</style>',
        '<style>@font-face {{ font-family: x; src: url("{adres}/x.ttf") }}</style>',
        '<img src="file:///etc/passwd" alt="x">',
        '<img src="/etc/passwd" alt="x">',
        '<img src="brief:../css/tokens.css" alt="x">',
        '<img src="brief:%2e%2e%2fcss%2ftokens.css" alt="x">',
        '<img src="brief:/etc/passwd" alt="x">',
        '<img src="ftp://127.0.0.1/x" alt="x">',
        '<link rel="stylesheet" href="data:text/css,p{{color:red}}">',
    ],
)
def test_letter_that_reaches_outside_is_not_made(inhoud, kanarie):
    adres, geroepen = kanarie
    html = "<!doctype html><html lang=nl><title>x</title>" + inhoud.format(adres=adres) + "<p>tekst</p>"

    with pytest.raises(BriefFout, match="mag"):
        render_pdf(html)

    assert geroepen == []


def test_letter_without_end_is_not_made():
    html = "<!doctype html><html lang=nl><title>x</title>" + '<p style="break-before: page">x</p>' * 61

    with pytest.raises(BriefFout, match="meer dan 60"):
        render_pdf(html)


@pytest.mark.parametrize("sjabloon", ["../base", "/etc/passwd", "Brief", "a//b", ""])
def test_render_name_that_is_no_template_is_refused(sjabloon, gegevens):
    with pytest.raises(ValueError, match="Onbekend sjabloon"):
        render_brief_html(sjabloon, gegevens, titel="B", kenmerk="K", code=None)


def test_render_context_that_lacks_a_part_names_it(gegevens):
    del gegevens["ondertekenaar"]

    with pytest.raises(ValueError, match="ondertekenaar"):
        render_brief_html("proefbrief", gegevens, titel="B", kenmerk="K", code=None)
