"""The shares of schools from a file of the controller: one row per school, with its code and its share."""

import re
from collections.abc import Mapping
from decimal import Decimal

from financien.fouten import BestandKloptNiet
from financien.tabel import Rij, lees_tabel

SCHOOL, AANDEEL = "school", "aandeel"
_GETAL = re.compile(r"-?\d{1,10}([.,]\d{1,4})?")


def lees_aandelen(inhoud: bytes, naam: str, scholen: Mapping[str, int]) -> dict[int, Decimal]:
    """Per school (the values of `scholen`, whose keys are codes) its share. A school that is not in the file has none.

    The columns are `school` (BRIN with vestiging) and `aandeel`; others are ignored. Raises BestandKloptNiet, which
    names every row and column that is wrong, so that all can be put right at once.
    """
    tabel = lees_tabel(inhoud, naam)
    ontbreekt = [kolom for kolom in (SCHOOL, AANDEEL) if kolom not in tabel.kolommen]
    if ontbreekt:
        raise BestandKloptNiet(f"In de eerste rij van het bestand ontbreekt: {', '.join(ontbreekt)}.")
    if not tabel.rijen:
        raise BestandKloptNiet("Dit bestand heeft geen enkele rij met een school. Kies een ander bestand.")
    gewichten: dict[int, Decimal] = {}
    eerder: dict[int, int] = {}
    fouten: list[str] = []
    for rij in tabel.rijen:
        try:
            school, aandeel = _school(rij, scholen, eerder), _aandeel(rij)
        except BestandKloptNiet as fout:
            fouten.append(fout.zin)
            continue
        eerder[school] = rij.nummer
        gewichten[school] = aandeel
    if fouten:
        raise BestandKloptNiet(" ".join(fouten), velden={"bestand": fouten})
    return gewichten


def _school(rij: Rij, scholen: Mapping[str, int], eerder: Mapping[int, int]) -> int:
    code = rij.waarden[SCHOOL].upper()
    plek = f"Rij {rij.nummer}, kolom {SCHOOL}"
    if not code:
        raise BestandKloptNiet(f"{plek}: vul de BRIN met vestiging in, bijvoorbeeld 01AB00.")
    school = scholen.get(code)
    if school is None:
        raise BestandKloptNiet(f"{plek}: {code!r} is geen school van dit samenwerkingsverband. Controleer de code.")
    if school in eerder:
        raise BestandKloptNiet(f"{plek}: {code} staat ook al in rij {eerder[school]}. Noem elke school één keer.")
    return school


def _aandeel(rij: Rij) -> Decimal:
    ruw = rij.waarden[AANDEEL].removesuffix("%").strip()
    plek = f"Rij {rij.nummer}, kolom {AANDEEL}"
    if not _GETAL.fullmatch(ruw):
        raise BestandKloptNiet(
            f"{plek}: {rij.waarden[AANDEEL]!r} is geen aandeel. Schrijf een getal zonder punten voor duizendtallen en "
            "met hoogstens vier decimalen, bijvoorbeeld 125 of 12,5."
        )
    aandeel = Decimal(ruw.replace(",", "."))
    if aandeel < 0:
        raise BestandKloptNiet(f"{plek}: een aandeel is niet lager dan nul.")
    return aandeel
