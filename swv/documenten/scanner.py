"""Virus scanner: clamd over its unix socket, or, without one, a stand-in that only knows the EICAR test file.

A scanner that is away, hangs or answers oddly never lets a file through.
"""

import socket
import struct
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings

WACHTTIJD = 10.0  # seconds for one answer of clamd
BLOK = 64 * 1024
# In two parts, so that scanners do not take this source file for the test virus.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class ScannerStuk(Exception):
    """The scanner gave no answer that says the file is clean."""


class Scanner(Protocol):
    @property
    def naam(self) -> str: ...

    @property
    def is_echt(self) -> bool: ...

    def vindt_virus(self, inhoud: bytes) -> bool:
        """True when infected; raises ScannerStuk when that could not be found out."""
        ...


@dataclass(frozen=True)
class Clamd:
    """ClamAV's daemon, spoken to with INSTREAM."""

    pad: str
    naam: str = "ClamAV"
    is_echt: bool = True

    def vindt_virus(self, inhoud: bytes) -> bool:
        try:
            antwoord = self._vraag(inhoud)
        except OSError as fout:
            raise ScannerStuk(type(fout).__name__) from fout
        if antwoord == b"stream: OK":
            return False
        if antwoord.endswith(b" FOUND"):
            return True
        raise ScannerStuk("onbekend antwoord")

    def _vraag(self, inhoud: bytes) -> bytes:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as verbinding:
            verbinding.settimeout(WACHTTIJD)
            verbinding.connect(self.pad)
            verbinding.sendall(b"zINSTREAM\0")
            for begin in range(0, len(inhoud), BLOK):
                blok = inhoud[begin : begin + BLOK]
                verbinding.sendall(struct.pack("!L", len(blok)) + blok)
            verbinding.sendall(struct.pack("!L", 0))
            antwoord = b""
            while not antwoord.endswith(b"\0"):
                stuk = verbinding.recv(1024)
                if not stuk or len(antwoord) > 4096:
                    break
                antwoord += stuk
        return antwoord.rstrip(b"\0")


@dataclass(frozen=True)
class AlleenTestvirus:
    """Finds the harmless EICAR test file and nothing else, so that the refusal can be tried without ClamAV."""

    naam: str = "geen virusscanner (herkent alleen het EICAR-testbestand)"
    is_echt: bool = False

    def vindt_virus(self, inhoud: bytes) -> bool:
        return EICAR in inhoud


def scanner() -> Scanner:
    """The scanner of this portal; the health page shows its `naam` and `is_echt`."""
    return Clamd(settings.CLAMD_SOCKET) if settings.CLAMD_SOCKET else AlleenTestvirus()
