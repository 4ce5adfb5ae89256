"""A local certificate authority and seal for demo and tests, so that letters are really sealed there too."""

import os
import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from swv.documenten.zegel import ALLEEN_TEST

SLEUTEL_BITS = 3072
GELDIG = timedelta(days=5 * 365)


def maak_testzegel(map_: Path) -> bool:
    """Write ca.crt, zegel.crt and zegel.key into a new folder; False when it exists already.

    The key of the authority is thrown away, so nothing else can ever be made with it.
    """
    if (map_ / "zegel.key").is_file():
        return False
    map_.parent.mkdir(parents=True, exist_ok=True)
    tijdelijk = Path(tempfile.mkdtemp(prefix=".zegel-", dir=map_.parent))
    try:
        for naam, inhoud in _bestanden().items():
            (tijdelijk / naam).write_bytes(inhoud)
            (tijdelijk / naam).chmod(0o600)
        os.rename(tijdelijk, map_)
    except OSError:
        # Another process was first: its folder is as good as ours.
        shutil.rmtree(tijdelijk, ignore_errors=True)
        if not (map_ / "zegel.key").is_file():
            raise
        return False
    return True


def _naam(rol: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "NL"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, ALLEEN_TEST),
            x509.NameAttribute(NameOID.COMMON_NAME, f"{rol} ({ALLEEN_TEST})"),
        ]
    )


def _bestanden() -> dict[str, bytes]:
    ca_sleutel = rsa.generate_private_key(public_exponent=65537, key_size=SLEUTEL_BITS)
    sleutel = rsa.generate_private_key(public_exponent=65537, key_size=SLEUTEL_BITS)
    ca_naam = _naam("Certificaatuitgever")
    ca = (
        _bouw(ca_naam, ca_naam, ca_sleutel.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_gebruik(is_ca=True), critical=True)
        .sign(ca_sleutel, hashes.SHA256())
    )
    cert = (
        _bouw(_naam("Zegel"), ca_naam, sleutel.public_key())
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_gebruik(is_ca=False), critical=True)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_sleutel.public_key()), critical=False)
        .sign(ca_sleutel, hashes.SHA256())
    )
    return {
        "ca.crt": ca.public_bytes(serialization.Encoding.PEM),
        "zegel.crt": cert.public_bytes(serialization.Encoding.PEM),
        "zegel.key": sleutel.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ),
    }


def _bouw(naam: x509.Name, uitgever: x509.Name, sleutel: rsa.RSAPublicKey) -> x509.CertificateBuilder:
    nu = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(naam)
        .issuer_name(uitgever)
        .public_key(sleutel)
        .serial_number(x509.random_serial_number())
        .not_valid_before(nu - timedelta(hours=1))
        .not_valid_after(nu + GELDIG)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(sleutel), critical=False)
    )


def _gebruik(*, is_ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_ca,
        content_commitment=not is_ca,
        key_cert_sign=is_ca,
        crl_sign=is_ca,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
