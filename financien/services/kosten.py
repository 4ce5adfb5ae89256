"""Costs without an award: salaries, rent, advice."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from financien.bedragen import positief
from financien.models import Begrotingspost, Boeking, Rekening
from financien.services.grootboek import Goedkeuring, Regel, Voorstel, in_jaar, vastleggen
from swv.kern.fouten import VoorwaardeNietVervuld
from swv.organisaties.models import Gebruiker


def kostenvoorstel(
    *,
    post: Begrotingspost,
    bedrag: Decimal,
    omschrijving: str,
    sleutel: str,
    door: Gebruiker,
    ingangsdatum: date | None = None,
    goedkeuring: Goedkeuring | None = None,
) -> Voorstel:
    """The booking of costs, for `kosten_boeken` or for many at once with `boeken_bulk`. Raises VoorwaardeNietVervuld
    for a day outside the year of the line."""
    deel, jaar = positief(bedrag), post.jaar.jaar
    if ingangsdatum is not None and ingangsdatum.year != jaar:
        raise VoorwaardeNietVervuld(f"Deze post hoort bij begrotingsjaar {jaar}. Kies een dag in {jaar}.")
    return Voorstel(
        sleutel=sleutel,
        soort=Boeking.Soort.KOSTEN,
        omschrijving=omschrijving,
        regels=[Regel(post, Rekening.Soort.VRIJ, -deel), Regel(post, Rekening.Soort.KOSTEN, deel)],
        door=door,
        ingangsdatum=ingangsdatum,
        anders_vanaf=in_jaar(timezone.localdate(), jaar),
        goedkeuring=goedkeuring,
    )


def kosten_boeken(
    *,
    post: Begrotingspost,
    bedrag: Decimal,
    omschrijving: str,
    sleutel: str,
    door: Gebruiker,
    ingangsdatum: date | None = None,
    goedkeuring: Goedkeuring | None = None,
) -> Boeking:
    """Book costs (euros) on a line, from its free room; `omkeren` takes them back.

    Without `ingangsdatum` they count from today, or from the nearest day of the year of the line. Raises GeenRuimte,
    JaarGesloten, SleutelBestaat, VoorwaardeNietVervuld for a day outside the year.
    """
    boeking, _ = vastleggen(
        kostenvoorstel(
            post=post,
            bedrag=bedrag,
            omschrijving=omschrijving,
            sleutel=sleutel,
            door=door,
            ingangsdatum=ingangsdatum,
            goedkeuring=goedkeuring,
        )
    )
    return boeking
