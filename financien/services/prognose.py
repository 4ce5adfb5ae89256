"""Filling in the forecast of TLVs. Nothing is changed: a correction is a new row, and the newest counts."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from financien.bedragen import positief
from financien.models import Categorie, Leerlingbedrag, Leerlingtelling
from financien.models.prognose import teldatum
from swv.kern.fouten import VoorwaardeNietVervuld
from swv.kern.opmaak import datum as voluit
from swv.organisaties.models import Gebruiker


@transaction.atomic
def tellingen_invoeren(
    *,
    jaar: int,
    soort: Leerlingtelling.Soort,
    aantallen: Mapping[Categorie, int],
    bron: str,
    datum: date,
    door: Gebruiker,
) -> list[Leerlingtelling]:
    """Add how many pupils per category are expected or counted for a budget year, with the source and its date.

    Raises VoorwaardeNietVervuld when nothing is given, when the source has no name, when its date lies ahead, or when
    something would be counted before the count date.
    """
    _bron_klopt(bron, datum, leeg=not aantallen)
    if soort == Leerlingtelling.Soort.GETELD and datum < teldatum(jaar):
        raise VoorwaardeNietVervuld(
            f"Er kan pas geteld zijn vanaf {voluit(teldatum(jaar))}. Kies ‘verwacht’, of een latere datum van de bron."
        )
    if any(aantal < 0 for aantal in aantallen.values()):
        raise VoorwaardeNietVervuld("Een aantal leerlingen is niet lager dan nul.")
    return Leerlingtelling.objects.bulk_create(
        Leerlingtelling(
            jaar=jaar, soort=soort, categorie=categorie, aantal=aantal, bron=bron.strip(), datum=datum, door=door
        )
        for categorie, aantal in aantallen.items()
    )


@transaction.atomic
def tarieven_invoeren(
    *, jaar: int, bedragen: Mapping[Categorie, Decimal], bron: str, datum: date, door: Gebruiker
) -> list[Leerlingbedrag]:
    """Add what one pupil costs per category in a budget year (euros), with the source and its date. Raises
    OnjuistBedrag, or VoorwaardeNietVervuld when nothing is given, the source has no name or its date lies ahead."""
    _bron_klopt(bron, datum, leeg=not bedragen)
    return Leerlingbedrag.objects.bulk_create(
        Leerlingbedrag(jaar=jaar, categorie=c, bedrag=positief(bedrag), bron=bron.strip(), datum=datum, door=door)
        for c, bedrag in bedragen.items()
    )


def _bron_klopt(bron: str, datum: date, *, leeg: bool) -> None:
    if leeg:
        raise VoorwaardeNietVervuld("Vul minstens één categorie in.")
    if not bron.strip():
        raise VoorwaardeNietVervuld("Noem de bron, zodat iedereen kan nagaan waar het getal vandaan komt.")
    if datum > timezone.localdate():
        raise VoorwaardeNietVervuld("De datum van de bron ligt in de toekomst. Kies vandaag of een eerdere dag.")
