"""The electronic seal under a letter: PAdES B-T with a time stamp service, B-B without.

The seal is invisible on the page (the letter says in words that it is sealed): a visible stamp would break PDF/UA,
and a rewritten XMP would break PDF/A. The key is loaded once per process: parsing an RSA key for every letter
costs more than ten times the signature itself.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from swv.kern.opmaak import datum

if TYPE_CHECKING:
    from pyhanko.sign.signers import Signer
    from pyhanko.sign.timestamps import TimeStamper

VELD = "Zegel"
ALLEEN_TEST = "ALLEEN VOOR DEMO EN TEST"
TSA_TIMEOUT = 10
POGINGEN = 8


class ZegelFout(Exception):
    """No seal can be set now; the letter is not filed and is tried again later."""


@dataclass(frozen=True)
class Zegelbron:
    """Where the key is: in files, or in a hardware module when `pkcs11_lib` is given."""

    key_file: str
    cert_file: str
    chain_file: str
    passphrase: str = field(repr=False)
    pkcs11_lib: str = ""
    pkcs11_token: str = ""
    pkcs11_pin: str = field(default="", repr=False)
    pkcs11_label: str = ""

    @classmethod
    def uit_settings(cls) -> "Zegelbron":
        return cls(
            key_file=str(settings.ZEGEL_KEY_FILE),
            cert_file=str(settings.ZEGEL_CERT_FILE),
            chain_file=str(settings.ZEGEL_CHAIN_FILE),
            passphrase=settings.ZEGEL_KEY_PASSPHRASE,
            pkcs11_lib=settings.ZEGEL_PKCS11_LIB,
            pkcs11_token=settings.ZEGEL_PKCS11_TOKEN,
            pkcs11_pin=settings.ZEGEL_PKCS11_PIN,
            pkcs11_label=settings.ZEGEL_PKCS11_LABEL,
        )


def verzegel(pdf: bytes, *, plaats: str = "", reden: str = "") -> bytes:
    """Seal a PDF; any later change of the file breaks the seal. Raises ZegelFout."""
    for poging in range(POGINGEN):
        verzegeld = _verzegel(pdf, plaats=plaats, reden=reden + " " * poging)
        # See zetwerk.DUBBELZINNIG; a longer reason moves everything behind it.
        if b"\r\nendstream" not in verzegeld[len(pdf) :]:
            return verzegeld
    raise ZegelFout("Het zegel kon niet zo worden gezet dat elk archief het leest.")


def _verzegel(pdf: bytes, *, plaats: str, reden: str) -> bytes:
    from pyhanko.sign import fields, signers

    from swv.documenten.zegelsleutel import ZonderMetadata

    uitgever = ondertekenaar()
    meta = signers.PdfSignatureMetadata(
        field_name=VELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        location=plaats or None,
        reason=reden or None,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )
    spec = fields.SigFieldSpec(
        VELD,
        readable_field_name="Elektronisch zegel van het samenwerkingsverband",
        invis_sig_settings=fields.InvisSigSettings(box_out_of_bounds=True),
    )
    zetter = signers.PdfSigner(meta, uitgever, timestamper=_tijdstempel(settings.ZEGEL_TSA_URL), new_field_spec=spec)
    uit = BytesIO()
    try:
        zetter.sign_pdf(ZonderMetadata(BytesIO(pdf)), output=uit)
    except Exception as fout:
        raise ZegelFout(f"Het zegel kon niet worden gezet: {type(fout).__name__}.") from fout
    return uit.getvalue()


def ondertekenaar() -> "Signer":
    """The loaded key with its certificate. Raises ZegelFout when it is missing, not valid today, or a test key
    on the real portal."""
    uitgever, cert = _laad(Zegelbron.uit_settings())
    nu = datetime.now(UTC)
    if not cert.not_valid_before <= nu <= cert.not_valid_after:
        geldig = f"van {datum(cert.not_valid_before)} tot {datum(cert.not_valid_after)}"
        raise ZegelFout(f"Het certificaat van het zegel is alleen geldig {geldig}. Stel een nieuw certificaat in.")
    if not settings.OMGEVING and ALLEEN_TEST in cert.subject.human_friendly:
        raise ZegelFout("Dit portaal is echt, maar het zegel is een testzegel. Stel een echt certificaat in.")
    return uitgever


@cache
def _laad(bron: Zegelbron) -> "tuple[Signer, Any]":
    from swv.documenten.zegelsleutel import uit_bestanden, uit_hardware

    for pad in (bron.cert_file, *([] if bron.pkcs11_lib else [bron.key_file])):
        if not Path(pad).is_file():
            raise ZegelFout(
                f"Er is geen zegel: {Path(pad).name} ontbreekt. Stel ZEGEL_KEY_FILE en ZEGEL_CERT_FILE in, "
                "of maak voor een demo een testzegel met: manage.py zegel_maken."
            )
    return uit_hardware(bron) if bron.pkcs11_lib else uit_bestanden(bron)


@cache
def _tijdstempel(url: str) -> "TimeStamper | None":
    if not url:
        return None
    from pyhanko.sign.timestamps import HTTPTimeStamper

    return HTTPTimeStamper(url, timeout=TSA_TIMEOUT)
