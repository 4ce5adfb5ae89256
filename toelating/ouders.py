"""The parents as the school wrote them down, or the pupil who is of age: who gets a letter by post, and where."""

from collections.abc import Iterator
from typing import Any

from toelating.models import Tlvaanvraag
from toelating.onderdelen.ouders import LEERLING

OUDERS = ("ouder_1", "ouder_2")
ONBEKEND = "de ouders of verzorgers"


def geadresseerden(aanvraag: Tlvaanvraag) -> Iterator[tuple[str, str]]:
    """Name and address lines of each parent; two with the same address get one letter together.

    Read as it was typed, also when the form asks other things today: a parent is never left out. Nobody written down
    gives one addressee without a name, so that the bureau sees that something is missing.
    """
    getypt = _getypt(aanvraag)
    if getypt.get("gezag") == LEERLING and aanvraag.leerling:
        yield aanvraag.leerling.naam, _regels(getypt.get("leerling_adres"))
        return
    per_adres: dict[str, list[str]] = {}
    for ouder in OUDERS:
        naam, adres = _regel(getypt.get(f"{ouder}_naam")), _regels(getypt.get(f"{ouder}_adres"))
        if naam:
            per_adres.setdefault(adres, []).append(naam)
    for adres, namen in per_adres.items():
        yield " en ".join(namen), adres
    if not per_adres:
        yield ONBEKEND, ""


def leerling_beslist_zelf(aanvraag: Tlvaanvraag) -> bool:
    """Whether the pupil is of age: then the pupil gets what parents get otherwise."""
    return _getypt(aanvraag).get("gezag") == LEERLING


def _getypt(aanvraag: Tlvaanvraag) -> dict[str, Any]:
    versie = aanvraag.versies.first()
    return versie.antwoorden.get("ouders", {}) if versie else {}


def _regel(getypt: Any) -> str:
    return " ".join(str(getypt or "").split())


def _regels(getypt: Any) -> str:
    """The lines of an address without empty ones and stray spaces."""
    return "\n".join(regel for ruw in str(getypt or "").splitlines() if (regel := _regel(ruw)))
