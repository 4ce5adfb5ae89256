"""Who may read the files of a dossier: the app that owns the dossier says so.

This room knows no dossiers. An app above registers its rule in `AppConfig.ready`:

    toegang.registreer(Aanvraag, rules.mag_bestanden_inzien)

Without a rule nobody reads anything.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models

MagLezen = Callable[[Any, Any], bool]


@dataclass(frozen=True)
class Regel:
    per_dossier: MagLezen
    per_bestand: MagLezen | None


_regels: dict[type[models.Model], Regel] = {}


def registreer(model: type[models.Model], mag_lezen: MagLezen, *, per_bestand: MagLezen | None = None) -> None:
    """Let `mag_lezen(user, dossier)` decide for every file of this kind of dossier.

    `per_bestand(user, bijlage_or_brief)` can only narrow that down, for instance for advice that is still a draft.
    Raises RuntimeError when the model has a rule already: with two, nobody knows which one holds.
    """
    if model in _regels:
        raise RuntimeError(f"Voor {model.__name__} is al geregeld wie bestanden mag inzien.")
    _regels[model] = Regel(mag_lezen, per_bestand)


def mag_inzien(user: Any, bestand: Any) -> bool:
    """May this person read this Bijlage or Brief? False without a rule, a dossier or an active account."""
    if not (user.is_authenticated and user.is_active):
        return False
    model = bestand.content_type.model_class()
    regel = _regels.get(model) if model else None
    if regel is None or bestand.bron is None:
        return False
    if not regel.per_dossier(user, bestand.bron):
        return False
    return regel.per_bestand is None or regel.per_bestand(user, bestand)
