"""What every story needs: days as people type them, a file, the mail that went out, the text of a letter."""

import subprocess
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from tests.browser import Bestand
from tests.factories.aanvragen import pdf_bestand


def over(dagen: int) -> date:
    return timezone.localdate() + timedelta(days=dagen)


def kort(dag: date) -> str:
    return f"{dag.day}-{dag.month}-{dag.year}"


def pdf(naam: str) -> Bestand:
    return Bestand(naam, pdf_bestand().read())


def post() -> str:
    """Everything that the worker mailed in this run, readable."""
    bestanden = sorted(Path(settings.EMAIL_FILE_PATH).glob("*"))
    return "\n".join(bestand.read_text() for bestand in bestanden)


def tekst_van(brief: Path) -> str:
    """The words of a PDF on one line."""
    uitvoer = subprocess.run(["pdftotext", brief, "-"], capture_output=True, text=True, check=True).stdout
    return " ".join(uitvoer.split())


def zegel_van(brief: Path) -> str:
    """What pdfsig says about the seal; it exits with an error when there is none."""
    return subprocess.run(["pdfsig", "-nocert", brief], capture_output=True, text=True, check=True).stdout
