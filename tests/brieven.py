"""Whether a letter is fit to be kept (PDF/A-3a) and to be read aloud (PDF/UA-1), with nothing of its template left.

What makes such a PDF good or bad is how the letter is built and which characters it has, not which words. So a letter
is typeset and checked when one of both is new in this run; of one that is built like a letter that passed only the
words are looked at. Making the PDF takes longer than the dossier that it is about.
"""

import html
import re

import page

from swv.documenten.models import Brief
from swv.documenten.pdf import render_pdf

PROFIELEN = (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1)
PAGINA = 2000  # characters; a longer letter breaks over pages elsewhere
_vormen: set[tuple[str, int]] = set()
_tekens: set[str] = set()


def woorden(bron: str) -> str:
    """The words of a letter, as somebody reads them from top to bottom."""
    lijf = re.sub(r"<(style|head)\b.*?</\1>", "", bron, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", lijf)).split())


def is_geschikt(brief: Brief) -> None:
    """Fails with what is wrong."""
    tekst = woorden(brief.html)
    assert "{" not in tekst
    assert "None" not in tekst
    vorm = vorm_van(brief.html)
    if vorm in _vormen and set(tekst) <= _tekens:
        return
    keur_pdf(render_pdf(brief.html))
    _vormen.add(vorm)
    _tekens.update(tekst)


def keur_pdf(pdf: bytes) -> None:
    for profiel in PROFIELEN:
        rapport = page.validate_pdf_bytes(pdf, profile=profiel)
        assert rapport.is_compliant, rapport.failures


def vorm_van(bron: str) -> tuple[str, int]:
    """How a letter is built: its tags in their order, rows and items that repeat once, and about how long it is."""
    lijf = re.sub(r"<style\b.*?</style>|<title>.*?</title>", "", bron, flags=re.DOTALL)
    lijf = re.sub(r'\b(href|src|content|alt)="[^"]+"', r"\1", lijf)
    tags = "".join(re.findall(r"<[^>]+>", lijf))
    eerder = ""
    while eerder != tags:
        eerder, tags = tags, re.sub(r"((?:<[^>]+>){1,12}?)\1+", r"\1", tags)
    return tags, len(woorden(bron)) // PAGINA
