"""Amounts: euros as Decimal with two places, never a float."""

from decimal import Decimal

from financien.fouten import OnjuistBedrag
from swv.kern.opmaak import euro

CENT = Decimal("0.01")
GROOTSTE = Decimal("999999999999.99")


def in_centen(bedrag: Decimal) -> Decimal:
    """The same amount with exactly two places. Raises OnjuistBedrag for a part of a cent, NaN or far too much."""
    if not isinstance(bedrag, Decimal) or not bedrag.is_finite() or abs(bedrag) > GROOTSTE:
        raise OnjuistBedrag("Dit is geen bedrag. Schrijf een bedrag in euro's, bijvoorbeeld 1250,00.")
    if bedrag != bedrag.quantize(CENT):
        raise OnjuistBedrag("Een bedrag heeft hoogstens twee cijfers achter de komma.")
    return bedrag.quantize(CENT)


def positief(bedrag: Decimal) -> Decimal:
    """An amount above zero with two places. Raises OnjuistBedrag."""
    if in_centen(bedrag) <= 0:
        raise OnjuistBedrag(f"Het bedrag moet hoger zijn dan {euro(0)}.")
    return in_centen(bedrag)
