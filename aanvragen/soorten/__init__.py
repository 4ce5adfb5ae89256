"""The kinds of aanvraag: one file per kind. A new kind is a new file here and nothing else."""

from importlib import import_module
from pkgutil import iter_modules

from aanvragen.soorten.basis import Groep, Soort

HULP = frozenset({"basis", "bouwstenen"})
_soorten: dict[str, Soort] = {}


def laden() -> None:
    """Import every file of this folder and register the kind that it declares."""
    for module in iter_modules(__path__):
        if module.name in HULP or module.name in _soorten:
            continue
        soort = import_module(f"{__name__}.{module.name}").SOORT
        _soorten[soort.code] = soort


def soort_van(code: str) -> Soort:
    """The kind with this code. Raises KeyError for an unknown code."""
    return _soorten[code]


def alle() -> list[Soort]:
    return sorted(_soorten.values(), key=lambda soort: soort.naam)


def per_groep() -> list[tuple[Groep, list[Soort]]]:
    """Every kind in the group where a school looks for it, in the order of the page."""
    groepen = [(groep, [soort for soort in alle() if soort.groep == groep]) for groep in Groep]
    return [(groep, soorten) for groep, soorten in groepen if soorten]
