"""The gate that every uploaded file passes before anything of it is stored."""

import logging
from dataclasses import dataclass

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat

from swv.documenten.bestandsnaam import UITVOERBAAR, extensies, schoon
from swv.documenten.inhoud import KEURING, Afgekeurd
from swv.documenten.scanner import ScannerStuk, scanner
from swv.kern.fouten import Geweigerd

logger = logging.getLogger(__name__)

TOEGESTAAN = "pdf, Word (docx), odt, jpg of png"
_ADVIES_PER_EXTENSIE = {
    "doc": "Sla het in Word op als docx of pdf en voeg dat toe.",
    "docm": "Sla het op als docx zonder macro's, of als pdf.",
    "heic": "Sla de foto op als jpg en voeg die toe.",
    "zip": "Pak het bestand uit en voeg de bestanden los toe.",
}


@dataclass(frozen=True)
class Gekeurd:
    """A file that may be stored; `inhoud` can differ from what was sent (pictures are made anew)."""

    bestandsnaam: str
    inhoudstype: str
    inhoud: bytes


def keur(upload: UploadedFile) -> Gekeurd:
    """Check name, size, viruses and content. Raises Geweigerd with the name of the file and what to do."""
    naam = schoon(upload.name or "")
    soort = _extensie(naam)
    inhoud = _lees(upload, naam)
    _scan(inhoud, naam)
    inhoudstype, keuring = KEURING[soort]
    try:
        return Gekeurd(naam, inhoudstype, keuring(inhoud))
    except Afgekeurd as fout:
        raise _weigering(naam, fout.wat, fout.advies) from fout


def _weigering(naam: str, wat: str, advies: str) -> Geweigerd:
    return Geweigerd(f"‘{naam}’ is niet toegevoegd: het bestand {wat}. {advies}")


def _extensie(naam: str) -> str:
    alle = extensies(naam)
    laatste = alle[-1] if alle else ""
    if laatste not in KEURING:
        advies = _ADVIES_PER_EXTENSIE.get(laatste, f"Kies een bestand van de soort {TOEGESTAAN}.")
        raise _weigering(naam, "is van een soort die het portaal niet aanneemt", advies)
    if UITVOERBAAR & set(alle[:-1]):
        raise _weigering(naam, "heeft een dubbele extensie", f"Geef het een gewone naam die eindigt op .{laatste}.")
    return laatste


def _lees(upload: UploadedFile, naam: str) -> bytes:
    """The whole file, at most the maximum: what the browser says about the size is not believed."""
    maximum = settings.BIJLAGE_MAX_BYTES
    upload.seek(0)
    inhoud: bytes = upload.read(maximum + 1)
    if not inhoud:
        raise _weigering(naam, "is leeg", "Controleer of u het goede bestand hebt gekozen.")
    if len(inhoud) > maximum:
        raise _weigering(naam, f"is groter dan {filesizeformat(maximum)}", "Maak het kleiner of splits het in delen.")
    return inhoud


def _scan(inhoud: bytes, naam: str) -> None:
    try:
        besmet = scanner().vindt_virus(inhoud)
    except ScannerStuk as fout:
        logger.error("De virusscanner geeft geen antwoord: %s", fout)
        raise Geweigerd(
            f"‘{naam}’ is niet toegevoegd: wij kunnen het bestand nu niet op virussen controleren. "
            "De rest van uw werk is bewaard. Probeer het over een paar minuten opnieuw."
        ) from fout
    if besmet:
        logger.warning("Virus gevonden in een upload; niets bewaard.")
        raise _weigering(naam, "bevat een virus", "Wij hebben het niet bewaard. Waarschuw uw ict-beheerder.")
