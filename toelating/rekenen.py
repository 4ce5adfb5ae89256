"""What the portal reckons from what a school typed, with every step: until when a TLV would count, and the criteria."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from swv.kern.opmaak import datum
from toelating.criteria import uit_gegevens
from toelating.geldigheid import EERSTE_DAG, schooljaren
from toelating.models import Tlvaanvraag
from toelating.onderdelen.basis import jaren_in_woorden
from toelating.pro import Beoordeling


@dataclass(frozen=True)
class Rekening:
    """`periode` are the steps to the last day, empty while the days are not known; `criteria` the sum for
    praktijkonderwijs, None for vso or when scores are missing."""

    periode: tuple[str, ...]
    criteria: Beoordeling | None
    is_pro: bool

    @property
    def is_leeg(self) -> bool:
        return not self.periode and not self.is_pro


def rekening(aanvraag: Tlvaanvraag, gegevens: Mapping[str, Any]) -> Rekening:
    """The sum of these answers (`gegevens_van`)."""
    periode = _periode(gegevens.get("gevraagde_ingang"), gegevens.get("gevraagd_tot"))
    criteria = uit_gegevens(gegevens) if aanvraag.is_pro else None
    return Rekening(periode, criteria, aanvraag.is_pro)


def _periode(ingang: date | None, tot: date | None) -> tuple[str, ...]:
    if not ingang or not tot:
        return ()
    jaren = schooljaren(ingang, tot)
    begint_midden = (ingang.month, ingang.day) != EERSTE_DAG
    rest = " De rest van het schooljaar waarin de TLV ingaat, komt daarbij." if begint_midden else ""
    return (
        f"De TLV gaat in op {datum(ingang)}.",
        f"U vraagt {jaren_in_woorden(jaren)}.{rest}",
        f"Een TLV eindigt altijd op 31 juli. Deze zou gelden tot en met {datum(tot)}.",
    )
