"""Private files: never under a URL, readable by the portal only, on disk before the row says so."""

import hashlib
import os
import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible

BLOK = 64 * 1024


@deconstructible
class PriveOpslag(FileSystemStorage):
    """Files below MEDIA_ROOT without an address. The name on disk is random and tells nothing."""

    def __init__(self) -> None:
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    def url(self, name: str | None) -> str:
        raise ValueError("Een privébestand heeft geen adres; het gaat langs de view die de rechten kijkt.")

    def _save(self, name: str, content: File) -> str:
        """Write and flush to disk: a row must never point to a file that a power cut can take away."""
        naam: str = super()._save(name, content)  # type: ignore[misc]
        pad = Path(self.path(naam))
        for doel in (pad, pad.parent):
            descriptor = os.open(doel, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        return naam

    def namen(self, map_: str, *, ouder_dan: datetime) -> Iterator[str]:
        """The names of files in a folder that were written before a moment."""
        basis = Path(self.location)
        grens = ouder_dan.timestamp()
        for pad in (basis / map_).rglob("*"):
            if pad.is_file() and pad.stat().st_mtime < grens:
                yield pad.relative_to(basis).as_posix()


def prive_opslag() -> PriveOpslag:
    """The storage of every file field here; a callable, so that the migration holds no path."""
    return PriveOpslag()


def willekeurige_naam(map_: str, extensie: str) -> str:
    """A new name that cannot be guessed, spread over 256 folders: `brieven/7f/7f3c...e1.pdf`."""
    naam = secrets.token_hex(20)
    return f"{map_}/{naam[:2]}/{naam}{extensie}"


def sha256_van(bestand: IO[bytes] | File) -> str:
    """The hash of a whole file, read in blocks; the file is left at its start."""
    som = hashlib.sha256()
    bestand.seek(0)
    while blok := bestand.read(BLOK):
        som.update(blok)
    bestand.seek(0)
    return som.hexdigest()
