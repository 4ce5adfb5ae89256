import io
import subprocess
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import page
import pytest
import time_machine
from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.core.management import CommandError, call_command
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import PageObject
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from swv.documenten import zegel
from swv.documenten.brieven import render_brief_html
from swv.documenten.codes import nieuwe_code
from swv.documenten.pdf import render_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def pdf(gegevens):
    return render_pdf(render_brief_html("proefbrief", gegevens, titel="B", kenmerk="K-1", code=nieuwe_code()))


def keur(verzegeld: bytes, settings, *extra_wortels):
    """What pyHanko says about the seal when only our own authority is trusted."""
    context = ValidationContext(
        trust_roots=[load_cert_from_pemder(settings.ZEGEL_CHAIN_FILE), *extra_wortels], allow_fetching=False
    )
    (handtekening,) = PdfFileReader(io.BytesIO(verzegeld)).embedded_signatures
    return validate_pdf_signature(handtekening, context)


def test_verzegel_seal_is_valid_trusted_and_covers_the_whole_file(pdf, settings):
    uitslag = keur(zegel.verzegel(pdf, plaats="Diemen", reden="Brief"), settings)

    assert uitslag.bottom_line
    assert uitslag.coverage.name == "ENTIRE_FILE"
    assert zegel.ALLEEN_TEST in uitslag.signing_cert.subject.human_friendly


@pytest.mark.parametrize("profiel", [page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1])
def test_verzegel_letter_stays_fit_for_archive_and_screen_reader(pdf, profiel):
    rapport = page.validate_pdf_bytes(zegel.verzegel(pdf), profile=profiel)

    assert rapport.is_compliant, rapport.failures


def test_verzegel_other_program_finds_the_seal_valid_and_trusted(pdf, settings, tmp_path):
    (tmp_path / "brief.pdf").write_bytes(zegel.verzegel(pdf))
    nss = f"sql:{tmp_path}"
    subprocess.run(["certutil", "-N", "-d", nss, "--empty-password"], check=True)
    subprocess.run(
        ["certutil", "-A", "-d", nss, "-n", "ca", "-t", "CT,C,C", "-i", settings.ZEGEL_CHAIN_FILE], check=True
    )

    uitvoer = subprocess.run(
        ["pdfsig", "-nssdir", nss, str(tmp_path / "brief.pdf")], capture_output=True, text=True, check=True
    ).stdout

    assert "Signature is Valid." in uitvoer
    assert "Certificate is Trusted." in uitvoer
    assert "Total document signed" in uitvoer


@pytest.mark.parametrize("plek", [0.1, 0.5, 0.75])
def test_verzegel_one_changed_byte_breaks_the_seal(pdf, settings, plek):
    verzegeld = bytearray(zegel.verzegel(pdf))
    (handtekening,) = PdfFileReader(io.BytesIO(bytes(verzegeld))).embedded_signatures
    plaats = int(handtekening.byte_range[1] * plek)
    verzegeld[plaats] ^= 1

    try:
        is_goed = keur(bytes(verzegeld), settings).bottom_line
    except Exception:
        is_goed = False  # so damaged that it is no PDF any more

    assert not is_goed


def test_verzegel_page_added_afterwards_breaks_the_seal(pdf, settings):
    schrijver = IncrementalPdfFileWriter(io.BytesIO(zegel.verzegel(pdf)))
    inhoud = schrijver.add_object(StreamObject(stream_data=b""))
    schrijver.insert_page(PageObject(contents=inhoud, media_box=(0, 0, 100, 100)))
    uit = io.BytesIO()
    schrijver.write(uit)

    assert not keur(uit.getvalue(), settings).bottom_line


class Tijdstempeldienst(BaseHTTPRequestHandler):
    stempelaar: DummyTimeStamper

    def do_POST(self):
        vraag = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
        antwoord = self.stempelaar.request_tsa_response(vraag).dump()
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.end_headers()
        self.wfile.write(antwoord)

    def log_message(self, *args):
        pass


@pytest.fixture
def tsa(settings):
    """A time stamp service on the loopback address, with a certificate of its own."""
    sleutel = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    naam = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Tijdstempel test")])
    nu = datetime.now(UTC)
    cert = (
        x509.CertificateBuilder()
        .subject_name(naam)
        .issuer_name(naam)
        .public_key(sleutel.public_key())
        .serial_number(7)
        .not_valid_before(nu - timedelta(hours=1))
        .not_valid_after(nu + timedelta(days=1))
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(sleutel, hashes.SHA256())
    )
    der = serialization.Encoding.DER
    asn1_cert = asn1_x509.Certificate.load(cert.public_bytes(der))
    asn1_sleutel = keys.PrivateKeyInfo.load(
        sleutel.private_bytes(der, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    Tijdstempeldienst.stempelaar = DummyTimeStamper(asn1_cert, asn1_sleutel)
    server = HTTPServer(("127.0.0.1", 0), Tijdstempeldienst)
    draad = threading.Thread(target=server.serve_forever, daemon=True)
    draad.start()
    settings.ZEGEL_TSA_URL = f"http://127.0.0.1:{server.server_port}"
    yield asn1_cert
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("profiel", [page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1])
def test_verzegel_with_time_stamp_service_has_a_valid_time(pdf, tsa, settings, profiel):
    verzegeld = zegel.verzegel(pdf)

    uitslag = keur(verzegeld, settings, tsa)

    assert uitslag.bottom_line
    assert uitslag.timestamp_validity.valid
    assert page.validate_pdf_bytes(verzegeld, profile=profiel).is_compliant


def test_verzegel_time_stamp_service_away_sets_no_seal(pdf, settings):
    settings.ZEGEL_TSA_URL = "http://127.0.0.1:9"

    with pytest.raises(zegel.ZegelFout, match="kon niet worden gezet"):
        zegel.verzegel(pdf)


def test_verzegel_without_key_says_what_to_do(pdf, settings, tmp_path):
    settings.ZEGEL_KEY_FILE = str(tmp_path / "weg.key")

    with pytest.raises(zegel.ZegelFout, match=r"manage\.py zegel_maken"):
        zegel.verzegel(pdf)


def test_verzegel_with_expired_certificate_is_refused(pdf):
    with time_machine.travel("2040-01-01"), pytest.raises(zegel.ZegelFout, match="alleen geldig van"):
        zegel.verzegel(pdf)


def test_verzegel_test_key_on_the_real_portal_is_refused(pdf, settings):
    settings.OMGEVING = ""

    with pytest.raises(zegel.ZegelFout, match="testzegel"):
        zegel.verzegel(pdf)


def test_zegel_maken_makes_a_private_key_once(settings, tmp_path, capsys):
    settings.STATE_DIR = tmp_path
    call_command("zegel_maken")
    sleutel = Path(tmp_path / "zegel" / "zegel.key")
    eerste = sleutel.read_bytes()

    call_command("zegel_maken")

    assert sleutel.read_bytes() == eerste
    assert sleutel.stat().st_mode & 0o777 == 0o600
    assert sleutel.parent.stat().st_mode & 0o777 == 0o700
    assert zegel.ALLEEN_TEST in capsys.readouterr().out


def test_zegel_maken_on_the_real_portal_is_refused(settings, tmp_path):
    settings.STATE_DIR = tmp_path
    settings.OMGEVING = ""

    with pytest.raises(CommandError, match="echt portaal"):
        call_command("zegel_maken")
