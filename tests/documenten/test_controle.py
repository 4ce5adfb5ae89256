import io
import threading
import zipfile
from socket import AF_UNIX, SOCK_STREAM, socket

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from swv.documenten import scanner
from swv.documenten.controle import keur
from swv.kern.fouten import Geweigerd
from tests.documenten import maak


def upload(naam, inhoud):
    return SimpleUploadedFile(naam, inhoud, content_type="application/octet-stream")


@pytest.mark.parametrize(
    ("naam", "inhoud", "inhoudstype"),
    [
        ("verslag.pdf", maak.pdf(), "application/pdf"),
        ("Verslag.v2 (def).PDF", maak.pdf(), "application/pdf"),
        ("plan.docx", maak.docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("plan.odt", maak.odt(), "application/vnd.oasis.opendocument.text"),
        ("scan.png", maak.plaatje("PNG"), "image/png"),
        ("scan.png", maak.plaatje("PNG", mode="P"), "image/png"),
        ("scan.png", maak.plaatje("PNG", mode="RGBA"), "image/png"),
        ("foto.jpg", maak.plaatje("JPEG"), "image/jpeg"),
        ("foto.jpeg", maak.plaatje("JPEG", mode="CMYK"), "image/jpeg"),
    ],
)
def test_keur_good_file_is_accepted_with_its_type(naam, inhoud, inhoudstype):
    assert keur(upload(naam, inhoud)).inhoudstype == inhoudstype


def met_javascript(pdf):
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def met_verstopt_javascript(pdf):
    pdf.Root.AA = pikepdf.Dictionary(WC=pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"), JS="x"))


def met_launch(pdf):
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")


def met_bijlage(pdf):
    pdf.attachments["geheim.exe"] = b"MZ"


def zonder_pagina(pdf):
    del pdf.pages[0]


GEWOON = maak.pdf()
WACHTWOORD = maak.pdf(encryption=pikepdf.Encryption(user="geheim", owner="baas"))
ALLEEN_EIGENAAR = maak.pdf(encryption=pikepdf.Encryption(user="", owner="baas"))
JS_MET_OMWEG = maak.pdf(wijzig=met_javascript, object_stream_mode=pikepdf.ObjectStreamMode.disable).replace(
    b"/JavaScript", b"/J#61vaScript"
)
BOM = maak.pakket(
    {
        "[Content_Types].xml": maak.DOCX_TYPE,
        "word/document.xml": "<document/>",
        "word/media/bom.bin": b"\0" * (160 * 1024 * 1024),
    }
)
EXTERN = (
    '<Relationships><Relationship Type="http://x/relationships/attachedTemplate" Target="http://boos.example/t.dotm" '
    'TargetMode="External"/></Relationships>'
)


@pytest.mark.parametrize(
    ("naam", "inhoud", "zin"),
    [
        ("leeg.pdf", b"", "is leeg"),
        ("tekening.svg", b"<svg/>", "soort die het portaal niet aanneemt"),
        ("pagina.html", b"<html>", "soort die het portaal niet aanneemt"),
        ("x.pdf.exe", GEWOON, "soort die het portaal niet aanneemt"),
        ("zonder", GEWOON, "soort die het portaal niet aanneemt"),
        ("oud.doc", b"\xd0\xcf\x11\xe0", "Sla het in Word op als docx"),
        ("foto.heic", b"x", "Sla de foto op als jpg"),
        ("x.exe.pdf", GEWOON, "dubbele extensie"),
        ("x.html.png", maak.plaatje("PNG"), "dubbele extensie"),
        ("verslag.pdf", b"<html><script>alert(1)</script>", "geen goed pdf-bestand"),
        ("verslag.pdf", b"%PDF-1.7\n<script>alert(1)</script>\n%%EOF", "geen goed pdf-bestand"),
        ("verslag.pdf", b"%PDF-1.7\nrommel\n%%EOF", "geen goed pdf-bestand"),
        ("verslag.pdf", b"\n" + GEWOON, "geen goed pdf-bestand"),
        ("verslag.pdf", GEWOON + maak.docx(), "geen goed pdf-bestand"),
        ("verslag.pdf", GEWOON[:-200], "geen goed pdf-bestand"),
        ("verslag.pdf", maak.plaatje("PNG"), "geen goed pdf-bestand"),
        ("verslag.pdf", WACHTWOORD, "beveiligd met een wachtwoord"),
        ("verslag.pdf", ALLEEN_EIGENAAR, "is beveiligd"),
        ("verslag.pdf", maak.pdf(wijzig=met_javascript), "JavaScript"),
        ("verslag.pdf", maak.pdf(wijzig=met_verstopt_javascript), "JavaScript"),
        ("verslag.pdf", JS_MET_OMWEG, "JavaScript"),
        ("verslag.pdf", maak.pdf(wijzig=met_launch), "ander programma starten"),
        ("verslag.pdf", maak.pdf(wijzig=met_bijlage), "bevat andere bestanden"),
        ("verslag.pdf", maak.pdf(wijzig=zonder_pagina), "geen pagina's"),
        ("plan.docx", GEWOON, "geen goed Word-bestand"),
        ("plan.docx", maak.odt(), "geen goed Word-bestand"),
        ("plan.docx", b"\xd0\xcf\x11\xe0 versleuteld", "beveiligd met een wachtwoord"),
        ("plan.docx", maak.docx({"word/vbaProject.bin": b"macro"}), "bevat macro's"),
        ("plan.docx", maak.docx(soort="application/vnd.ms-word.document.macroEnabled.main+xml"), "bevat macro's"),
        ("plan.docx", maak.docx({"word/_rels/settings.xml.rels": EXTERN}), "haalt iets op van internet"),
        ("plan.docx", maak.docx({"../../etc/passwd": b"x"}), "geen goed Word-bestand"),
        ("plan.docx", maak.docx({"/etc/passwd": b"x"}), "geen goed Word-bestand"),
        ("plan.docx", maak.docx({"word/x.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "geen goed Word-bestand"),
        ("plan.docx", b"rommel" + maak.docx(), "geen goed Word-bestand"),
        ("plan.docx", maak.docx() + b"rommel", "geen goed Word-bestand"),
        ("plan.docx", maak.docx()[:-40], "geen goed Word-bestand"),
        ("plan.docx", BOM, "uitgepakt te groot"),
        ("plan.odt", maak.docx(), "geen goed odt-bestand"),
        ("plan.odt", maak.odt({"Basic/Standard/Module1.xml": "<x/>"}), "bevat macro's"),
        ("plan.odt", maak.odt(manifest="<manifest><encryption-data/></manifest>"), "beveiligd met een wachtwoord"),
        ("scan.png", maak.plaatje("JPEG"), "geen goed png-bestand"),
        ("scan.png", maak.plaatje("PNG")[:60], "geen goed png-bestand"),
        ("foto.jpg", maak.plaatje("GIF"), "geen goed jpeg-bestand"),
        ("foto.jpg", b"\xff\xd8\xff\xe0 rommel", "geen goed jpeg-bestand"),
        ("groot.png", maak.plaatje("PNG", mode="1", maat=(10_000, 9_000)), "te veel beeldpunten"),
        ("groter.png", maak.plaatje("PNG", mode="1", maat=(20_000, 10_000)), "te veel beeldpunten"),
    ],
)
def test_keur_hostile_file_is_refused_by_name(naam, inhoud, zin):
    with pytest.raises(Geweigerd) as fout:
        keur(upload(naam, inhoud))

    assert fout.value.zin.startswith(f"‘{naam}’ is niet toegevoegd: ")
    assert zin in fout.value.zin


def test_keur_same_pdf_again_gives_the_same_verdict():
    """What passed is not inspected twice; what was refused is."""
    slecht = maak.pdf(wijzig=met_javascript)
    for _ in range(2):
        assert keur(upload("verslag.pdf", GEWOON)).inhoud == GEWOON
        with pytest.raises(Geweigerd, match="JavaScript"):
            keur(upload("verslag.pdf", slecht))


def test_keur_file_above_the_maximum_is_refused_whatever_size_it_claims(settings):
    settings.BIJLAGE_MAX_BYTES = 2048
    bestand = upload("groot.pdf", b"x" * 2049)
    bestand.size = 10

    with pytest.raises(Geweigerd, match="is groter dan"):
        keur(bestand)


def test_keur_name_with_folders_and_direction_marks_is_cleaned():
    gekeurd = keur(upload("..\\..\\C:/map/ver\u202eslag\x00 2.pdf", GEWOON))

    assert gekeurd.bestandsnaam == "verslag 2.pdf"


def test_keur_photo_loses_place_and_camera_but_stands_upright():
    origineel = maak.foto_met_plaats()
    assert Image.open(io.BytesIO(origineel)).getexif().get_ifd(0x8825)

    schoon = Image.open(io.BytesIO(keur(upload("foto.jpg", origineel)).inhoud))

    assert schoon.size == (20, 40)
    assert dict(schoon.getexif()) == {}
    assert schoon.convert("L").getpixel((15, 4)) < 50


def test_keur_picture_with_something_glued_behind_it_is_made_anew():
    gekeurd = keur(upload("scan.png", maak.plaatje("PNG") + maak.docx()))

    assert not zipfile.is_zipfile(io.BytesIO(gekeurd.inhoud))


def test_keur_test_virus_is_refused():
    with pytest.raises(Geweigerd, match="bevat een virus"):
        keur(upload("verslag.pdf", GEWOON + scanner.EICAR))


def test_scanner_without_clamd_says_it_is_none(settings):
    settings.CLAMD_SOCKET = ""

    assert not scanner.scanner().is_echt
    assert "geen virusscanner" in scanner.scanner().naam


@pytest.fixture
def clamd(settings, tmp_path):
    """A server that speaks clamd's INSTREAM and answers what the test says."""
    pad = str(tmp_path / "c.sock")
    server = socket(AF_UNIX, SOCK_STREAM)
    server.bind(pad)
    server.listen(1)
    gesprek = {"antwoord": b"stream: OK\0", "ontvangen": b""}

    def luister():
        verbinding, _ = server.accept()
        with verbinding:
            stroom = verbinding.makefile("rb")
            assert stroom.read(10) == b"zINSTREAM\0"
            while lengte := int.from_bytes(stroom.read(4), "big"):
                gesprek["ontvangen"] += stroom.read(lengte)
            if gesprek["antwoord"] is None:
                stroom.read(1)  # hangs until the portal gives up
            else:
                verbinding.sendall(gesprek["antwoord"])
            stroom.close()

    draad = threading.Thread(target=luister, daemon=True)
    draad.start()
    settings.CLAMD_SOCKET = pad
    yield gesprek
    draad.join(timeout=5)
    server.close()


def test_clamd_clean_file_is_read_whole_and_accepted(clamd):
    keur(upload("verslag.pdf", GEWOON))

    assert clamd["ontvangen"] == GEWOON


def test_clamd_infected_file_is_refused(clamd):
    clamd["antwoord"] = b"stream: Eicar-Signature FOUND\0"

    with pytest.raises(Geweigerd, match="bevat een virus"):
        keur(upload("verslag.pdf", GEWOON))


@pytest.mark.parametrize("antwoord", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"rommel\0", None])
def test_clamd_odd_or_no_answer_refuses_kindly(clamd, antwoord, monkeypatch):
    monkeypatch.setattr(scanner, "WACHTTIJD", 0.3)
    clamd["antwoord"] = antwoord

    with pytest.raises(Geweigerd, match="De rest van uw werk is bewaard"):
        keur(upload("verslag.pdf", GEWOON))


def test_clamd_away_refuses_kindly(settings, tmp_path):
    settings.CLAMD_SOCKET = str(tmp_path / "weg.sock")

    with pytest.raises(Geweigerd, match="niet op virussen controleren"):
        keur(upload("verslag.pdf", GEWOON))
