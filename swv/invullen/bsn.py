"""No burgerservicenummer anywhere: a samenwerkingsverband may not process it, so it is never kept."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files import File

NEGEN_CIJFERS = (
    re.compile(r"(?<!\d)\d{9}(?!\d)"),
    # In groups, as people type them: 1234.56.782 or 123 456 782; with more digits beside it, it is a phone number.
    re.compile(r"(?<!\d)(?<!\d[ .])(?:\d{4}\.\d{2}\.\d{3}|\d{3}[ .]\d{3}[ .]\d{3})(?![ .]?\d)"),
)
GEWICHTEN = (9, 8, 7, 6, 5, 4, 3, 2, -1)
ZIN = (
    "Hier staat een burgerservicenummer (BSN). Wij mogen dat niet bewaren. Haal het weg en gebruik het "
    "leerlingnummer van uw school."
)


def is_bsn(cijfers: str) -> bool:
    """Whether nine digits pass the eleven test of the burgerservicenummer."""
    som = sum(int(cijfer) * gewicht for cijfer, gewicht in zip(cijfers, GEWICHTEN, strict=True))
    return som % 11 == 0 and cijfers != "000000000"


def heeft_bsn(tekst: Any) -> bool:
    """Whether somewhere in this text stands a BSN; what is no text has none."""
    if not isinstance(tekst, str):
        return False
    gevonden = (reeks for patroon in NEGEN_CIJFERS for reeks in patroon.findall(tekst))
    return any(is_bsn(re.sub(r"[ .]", "", reeks)) for reeks in gevonden)


def velden_met_bsn(velden: Mapping[str, Any]) -> list[str]:
    """The names of the fields in which a BSN stands."""
    return [naam for naam, waarde in velden.items() if heeft_bsn(waarde)]


def bezwaar_tegen_bestand(bestand: File) -> str | None:
    """Why a file with this name cannot be kept: the name is shown and stored like any text."""
    if not heeft_bsn(bestand.name):
        return None
    return (
        f"‘{bestand.name}’ is niet toegevoegd: in de naam staat een burgerservicenummer (BSN). Wij mogen dat niet "
        "bewaren. Geef het bestand een andere naam en kies het opnieuw."
    )


def _bestanden(waarde: Any) -> list[File]:
    return [stuk for stuk in (waarde if isinstance(waarde, list) else [waarde]) if isinstance(stuk, File)]


class ZonderBsn(forms.Form):
    """A form that refuses a BSN in each of its texts and in the names of its files, and says so too where it was typed
    as a number or is too long."""

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        geweigerd = {naam: self[naam].data for naam in self.errors if naam in self.fields}
        for naam in velden_met_bsn({**gegevens, **geweigerd}):
            self.add_error(naam, ZIN)
        for naam, waarde in [*gegevens.items()]:
            for zin in filter(None, map(bezwaar_tegen_bestand, _bestanden(waarde))):
                self.add_error(naam, zin)
        return gegevens
