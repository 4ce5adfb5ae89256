"""Who may do what from where, in the room of the TLV. Each workflow has a file here with `LEVENS`: the ways in which
its dossiers live, and by hand who may do each act. A new workflow without one fails test_matrix."""

from importlib import import_module
from pkgutil import iter_modules

from tests.toelating.matrix.basis import Leven


def levens() -> dict[str, Leven]:
    """Every life by its name, such as "toelating-vso"."""
    gevonden: dict[str, Leven] = {}
    for module in iter_modules(__path__):
        gevonden |= getattr(import_module(f"{__name__}.{module.name}"), "LEVENS", {})
    return gevonden
