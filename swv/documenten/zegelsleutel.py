"""Keys for the seal. Import inside functions only: pyHanko is heavy."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from asn1crypto import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from pyhanko.keys import load_cert_from_pemder, load_certs_from_pemder
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

if TYPE_CHECKING:
    from swv.documenten.zegel import Zegelbron

SleutelType = RSAPrivateKey | EllipticCurvePrivateKey


class ZonderMetadata(IncrementalPdfFileWriter):
    """Adds a signature and leaves the XMP alone: rewriting it would drop the PDF/A extension schema."""

    def _update_meta(self) -> None:
        return


class GeladenSleutel(Signer):
    """Signs with a key object that stays in memory."""

    def __init__(self, sleutel: SleutelType, cert: x509.Certificate, keten: list[x509.Certificate]) -> None:
        register = SimpleCertificateStore()
        register.register_multiple(keten)
        super().__init__(signing_cert=cert, cert_registry=register, embed_roots=False)
        self._sleutel = sleutel

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        hash_soort: hashes.HashAlgorithm = getattr(hashes, digest_algorithm.upper())()
        if isinstance(self._sleutel, RSAPrivateKey):
            return self._sleutel.sign(data, PKCS1v15(), hash_soort)
        return self._sleutel.sign(data, ECDSA(hash_soort))


def uit_bestanden(bron: "Zegelbron") -> tuple[Signer, x509.Certificate]:
    """A key in a PEM file (RSA or elliptic curve), with its certificate and the chain above it."""
    wachtwoord = bron.passphrase.encode() or None
    sleutel = load_pem_private_key(Path(bron.key_file).read_bytes(), password=wachtwoord)
    if not isinstance(sleutel, SleutelType):
        raise ValueError("De sleutel van het zegel moet RSA of EC zijn.")
    cert = load_cert_from_pemder(bron.cert_file)
    return GeladenSleutel(sleutel, cert, _keten(bron)), cert


def uit_hardware(bron: "Zegelbron") -> tuple[Signer, x509.Certificate]:
    """A key that never leaves its hardware module. Needs the package `pyhanko[pkcs11]`."""
    from pyhanko.config.pkcs11 import TokenCriteria
    from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session

    sessie: Any = open_pkcs11_session(
        bron.pkcs11_lib, token_criteria=TokenCriteria(label=bron.pkcs11_token), user_pin=bron.pkcs11_pin
    )
    cert = load_cert_from_pemder(bron.cert_file)
    return PKCS11Signer(sessie, key_label=bron.pkcs11_label, signing_cert=cert, ca_chain=_keten(bron)), cert


def _keten(bron: "Zegelbron") -> list[x509.Certificate]:
    if not bron.chain_file or not Path(bron.chain_file).is_file():
        return []
    return list(load_certs_from_pemder([bron.chain_file]))
