"""What an amount or a limit of the rules can be. A limit that is no whole number, or so high that no calendar holds it,
would break the forms of every school that begins."""

from decimal import Decimal, InvalidOperation
from typing import Any

from swv.kern.opmaak import getal

HOOGSTENS = Decimal("999999.99")  # euros or hours


def wat_klopt_niet(waarde: Any, *, heel_tot: int | None) -> str | None:
    """Why this cannot be the number: a Dutch sentence without its name; None when it can. With `heel_tot` it is counted
    in whole ones, up to and with that many."""
    grens = HOOGSTENS if heel_tot is None else Decimal(heel_tot)
    try:
        aantal = Decimal(str(waarde))
    except InvalidOperation:
        aantal = Decimal(-1)
    if aantal.is_finite() and 0 <= aantal <= grens and aantal == round(aantal, 2 if heel_tot is None else 0):
        return None
    if heel_tot is None:
        tot = getal(grens, decimalen=2)
        return f"vul een getal van 0 tot en met {tot} in, met hoogstens twee cijfers achter de komma."
    return f"vul een heel getal van 0 tot en met {getal(grens)} in, dus niets achter de komma."
