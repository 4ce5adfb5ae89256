"""No burgerservicenummer anywhere: a samenwerkingsverband may not process it, so it is never kept."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms

NEGEN_CIJFERS = re.compile(r"(?<!\d)\d{9}(?!\d)")
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
    return isinstance(tekst, str) and any(is_bsn(gevonden) for gevonden in NEGEN_CIJFERS.findall(tekst))


def velden_met_bsn(velden: Mapping[str, Any]) -> list[str]:
    """The names of the fields in which a BSN stands."""
    return [naam for naam, waarde in velden.items() if heeft_bsn(waarde)]


class ZonderBsn(forms.Form):
    """A form that refuses a BSN in each of its texts, and says so too where it was typed as a number or is too long."""

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        geweigerd = {naam: self[naam].data for naam in self.errors if naam in self.fields}
        for naam in velden_met_bsn({**gegevens, **geweigerd}):
            self.add_error(naam, ZIN)
        return gegevens
