"""Account numbers: is this an IBAN that a SEPA payment can go to, and how is it shown."""

import re

from stdnum import iban as stdnum_iban
from stdnum.exceptions import InvalidChecksum, ValidationError

from swv.kern.fouten import Geweigerd

# The SEPA area by the country code of the IBAN (European Payments Council, EPC409-09: list of SEPA scheme countries).
# fmt: off
SEPA_LANDEN = frozenset({
    "AD", "AL", "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GI", "GR", "HR", "HU",
    "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MC", "MD", "ME", "MK", "MT", "NL", "NO", "PL", "PT", "RO", "RS", "SE",
    "SI", "SK", "SM", "VA",
})
# fmt: on


class OnjuisteIban(Geweigerd):
    """Not an account number that can be paid to."""

    code = "onjuiste_iban"


def lees_iban(tekst: str) -> str:
    """The account number without spaces, in capitals. Raises OnjuisteIban with what is wrong with it.

    Checked are the two check digits (mod 97, ISO 13616), the form that its country prescribes, and the SEPA area.
    """
    kaal = re.sub(r"[\s.\-]", "", tekst).upper()
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{1,30}", kaal):
        raise OnjuisteIban("Dit is geen IBAN. Een IBAN begint met een landcode, bijvoorbeeld NL91 ABNA 0417 1643 00.")
    if kaal[:2] not in SEPA_LANDEN:
        raise OnjuisteIban(
            f"Een rekening met landcode {kaal[:2]} ligt buiten het SEPA-gebied. Vraag het bestuur om een rekening in "
            "Nederland of een ander SEPA-land."
        )
    try:
        # Without the lists of banks per country: they age, and a new bank is not a wrong number.
        return str(stdnum_iban.validate(kaal, check_country=False))
    except InvalidChecksum:
        raise OnjuisteIban(
            "Het controlegetal van deze IBAN klopt niet. Controleer of alle cijfers goed zijn overgenomen."
        ) from None
    except ValidationError:
        raise OnjuisteIban(
            f"Deze IBAN heeft niet de vorm van een rekening met landcode {kaal[:2]}. Controleer het aantal tekens."
        ) from None


def toon_iban(iban: str) -> str:
    """In groups of four, as it stands on a bank card."""
    return " ".join(iban[begin : begin + 4] for begin in range(0, len(iban), 4))


def masker(iban: str) -> str:
    """Enough to recognise an account, too little to use it: `NL91 … 4300`."""
    return f"{iban[:4]} … {iban[-4:]}"
