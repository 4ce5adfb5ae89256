"""The number of an organisation at the Belastingdienst. Public data of an organisation, unlike the BSN of a person."""

from django.core.exceptions import ValidationError
from stdnum.nl import bsn as elfproef  # both numbers have nine digits and the same eleven test

UITLEG = "Negen cijfers, zonder punten. Het staat op brieven van de Belastingdienst en bij de Kamer van Koophandel."


def keur_rsin(nummer: str) -> None:
    """Raises ValidationError unless it is nine digits that pass the eleven test."""
    if not (nummer.isascii() and nummer.isdecimal() and len(nummer) == 9 and elfproef.is_valid(nummer)):
        raise ValidationError("Dit is geen RSIN. Vul de negen cijfers in zonder punten, en controleer ze.")
