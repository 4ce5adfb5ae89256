"""Letters for the post, ready to print: in front of each the page with the address of who gets it.

What is printed is the sealed letter itself; only this bundle around it is not sealed.
"""

import hashlib
import io
import logging
from collections.abc import Iterable

import pikepdf
from django.utils import timezone

from swv.documenten.brieven import Briefgegevens, Ondertekenaar, render_brief_html
from swv.documenten.models import Brief
from swv.documenten.pdf import render_pdf
from swv.kern.fouten import Geweigerd
from swv.organisaties.models import Samenwerkingsverband
from toelating.documents import MET_BEZWAAR, bestuursadres
from toelating.models import Bezwaar, Tlvaanvraag, Verzending

logger = logging.getLogger(__name__)

A4 = (595, 842)  # points
HOOGSTENS = 25  # letters in one bundle: what somebody waits for


def afdruk(verzendingen: Iterable[Verzending]) -> bytes:
    """One PDF with these letters. Every letter begins on a new sheet, also on a printer that prints both sides: no
    letter shares paper with that of somebody else. Raises Geweigerd when a letter is gone from disk or changed."""
    uit = io.BytesIO()
    with pikepdf.new() as bundel:
        for verzending in verzendingen:
            for deel in _delen(verzending):
                with pikepdf.open(io.BytesIO(deel)) as brief:
                    for pagina in brief.pages:
                        if "/Annots" in pagina:  # the invisible field of the seal: not on paper
                            del pagina["/Annots"]
                        bundel.pages.append(pagina)
            if len(bundel.pages) % 2:
                bundel.add_blank_page(page_size=A4)
        bundel.save(uit)
    return uit.getvalue()


def _delen(verzending: Verzending) -> Iterable[bytes]:
    if not _staat_in_venster(verzending):
        yield render_pdf(adresblad(verzending))
    yield _zoals_verzegeld(verzending.brief)


def _zoals_verzegeld(brief: Brief) -> bytes:
    try:
        with brief.pdf.open("rb") as bestand:
            inhoud: bytes = bestand.read()
    except FileNotFoundError:
        inhoud = b""
    if hashlib.sha256(inhoud).hexdigest() != brief.sha256:
        logger.critical("Bestand ontbreekt of is veranderd op de schijf: %s", brief.pdf.name)
        raise Geweigerd(f"De brief met kenmerk {brief.kenmerk} is niet goed bewaard. Meld dit aan de beheerder.")
    return inhoud


def _staat_in_venster(verzending: Verzending) -> bool:
    """The letter is addressed to the board, or is one of an objection, which each addressee gets apart: at that
    address it needs no page in front."""
    aanvraag = verzending.brief.bron
    return isinstance(aanvraag, Bezwaar) or (
        verzending.aan == Verzending.Aan.AANVRAGER
        and isinstance(aanvraag, Tlvaanvraag)
        and verzending.adres == "\n".join(bestuursadres(aanvraag)[1:])
    )


def adresblad(verzending: Verzending) -> str:
    """The page that goes in front: to whom, what is enclosed, and where to ask."""
    swv = Samenwerkingsverband.huidig()
    brief = verzending.brief
    gegevens = Briefgegevens(
        datum=timezone.localdate(),
        ontvanger=(verzending.naam, *verzending.adres.splitlines()),
        onderwerp=f"Bij deze brief: {brief.soort}",
        ondertekenaar=Ondertekenaar(swv.contactpersoon, "bureau"),
    )
    context = {
        **gegevens.als_context(),
        "brief": brief,
        "aanvraag": brief.bron if isinstance(brief.bron, Tlvaanvraag) else None,
        "is_ouders": verzending.aan == Verzending.Aan.OUDERS,
        "met_bezwaar": brief.soort in MET_BEZWAAR,
    }
    titel = f"Adresblad bij {brief.kenmerk}"
    return render_brief_html("toelating/adresblad", context, titel=titel, kenmerk=brief.kenmerk, code=None)
