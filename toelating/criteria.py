"""The national criteria for praktijkonderwijs on one request: the scores as they were sent, and what they say."""

from collections.abc import Mapping
from typing import Any

from swv.invullen.antwoorden import gegevens_van
from toelating.models import Tlvaanvraag
from toelating.pro import DOMEINEN, Beoordeling, Uitkomst, beoordeel


def beoordeling(aanvraag: Tlvaanvraag) -> Beoordeling | None:
    """The sum of the last version that was sent; None for vso, or when scores are missing because they were refused."""
    if not aanvraag.is_pro:
        return None
    versie = next(iter(aanvraag.versies.all()), None)
    return uit_gegevens(gegevens_van(aanvraag, versie.antwoorden if versie else None))


def uit_gegevens(gegevens: Mapping[str, Any]) -> Beoordeling | None:
    """The same from answers that were read already; None when scores are missing."""
    iq_van, iq_tot = gegevens.get("iq_van"), gegevens.get("iq_tot")
    scores = {domein: (gegevens.get(f"dle_{domein}"), gegevens.get(f"dl_{domein}")) for domein in DOMEINEN}
    if iq_van is None or iq_tot is None or any(score is None for paar in scores.values() for score in paar):
        return None
    return beoordeel(iq_van, iq_tot, scores)  # type: ignore[arg-type]


def vraagt_weging(aanvraag: Tlvaanvraag) -> bool:
    """Whether the criteria contradict each other, or cannot be reckoned: then the SWV weighs and says why."""
    if not aanvraag.is_pro:
        return False
    uitkomst = beoordeling(aanvraag)
    return uitkomst is None or uitkomst.uitkomst == Uitkomst.TEGENSTRIJDIG


def bezwaar_tegen_voorstel(aanvraag: Tlvaanvraag, *, wil_afgeven: bool) -> str | None:
    """In words, what the criteria say when they are clear and a decision goes against them: an SWV decides on nothing
    else (Inrichtingsbesluit WVO (old) art. 15d), so that asks a reason too."""
    uitkomst = beoordeling(aanvraag)
    anders = Uitkomst.VOLDOET_NIET if wil_afgeven else Uitkomst.VOLDOET
    return uitkomst.zin if uitkomst is not None and uitkomst.uitkomst == anders else None
