"""Text blocks: paragraphs that a motivation can begin with. Only names of a closed list are filled in."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from swv.kern.opmaak import datum

NAMEN = ("voornaam", "onderwijs", "categorie", "ingang", "einde")
# Only a TLV that is given has a category and days.
ALLEEN_BIJ_AFGEVEN = frozenset({"categorie", "ingang", "einde"})
AFGEVEN = "afgeven"

_NAAM = re.compile(r"\{([^{}]*)\}")


def namen_in(tekst: str) -> list[str]:
    """What stands between braces in a text, each once, in the order in which it is met."""
    return list(dict.fromkeys(_NAAM.findall(tekst)))


def bezwaar_tegen_tekst(tekst: str, uitkomst: str) -> str | None:
    """Why a text block for this outcome cannot be kept: a Dutch sentence that says which names there are."""
    bekend = [naam for naam in NAMEN if uitkomst == AFGEVEN or naam not in ALLEEN_BIJ_AFGEVEN]
    kiezen = f"Kies uit {_opsomming(bekend)}, of haal het weg."
    if vreemd := [naam for naam in namen_in(tekst) if naam not in bekend]:
        return f"{_opsomming(vreemd)} kunnen wij hier niet invullen. {kiezen}"
    if set(_NAAM.sub("", tekst)) & {"{", "}"}:
        return f"Er staat een losse accolade in de tekst. Een naam staat tussen twee accolades. {kiezen}"
    return None


def _opsomming(namen: Iterable[str]) -> str:
    delen = [f"{{{naam}}}" for naam in namen]
    return delen[0] if len(delen) == 1 else f"{', '.join(delen[:-1])} en {delen[-1]}"


def nog_in_te_vullen(tekst: str) -> str | None:
    """What a motivation may not have left when it is put forward: a Dutch sentence with the names."""
    open_ = [naam for naam in namen_in(tekst) if naam in NAMEN]
    if not open_:
        return None
    return f"In de tekst staat nog {_opsomming(open_)}. Vul in wat daar moet staan, of haal het weg."


@dataclass(frozen=True)
class Waarden:
    """What is known of one request and its concept decision; what is not known stays between its braces."""

    voornaam: str
    onderwijs: str
    categorie: str = ""
    ingang: date | None = None
    einde: date | None = None

    def als_tekst(self) -> Mapping[str, str]:
        return {
            "voornaam": self.voornaam,
            "onderwijs": self.onderwijs,
            "categorie": self.categorie,
            "ingang": datum(self.ingang) if self.ingang else "",
            "einde": datum(self.einde) if self.einde else "",
        }


def vul_in(tekst: str, waarden: Waarden) -> str:
    """The text with each name that is known replaced."""
    bekend = waarden.als_tekst()
    return _NAAM.sub(lambda gevonden: bekend.get(gevonden[1]) or gevonden[0], tekst)
