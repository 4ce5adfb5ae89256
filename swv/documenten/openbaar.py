"""What the public page says about a letter besides that it is real: the app that owns the dossier says so.

This room knows no dossiers. An app above registers a function in `AppConfig.ready`:

    openbaar.registreer(Tlvaanvraag, over_tlv)

It gets the letter and gives what anybody with the code may read: nothing about a pupil.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import models

from swv.documenten.models import Brief


@dataclass(frozen=True)
class Openbaar:
    """`zin` says in one sentence how it stands, `geldt` whether what the letter gives still counts, `regels` holds
    questions with answers."""

    zin: str
    geldt: bool
    regels: Sequence[tuple[str, str]] = ()


Over = Callable[[Brief], Openbaar | None]

_over: dict[type[models.Model], Over] = {}


def registreer(model: type[models.Model], over: Over) -> None:
    """Let `over(brief)` speak for every letter of this kind of dossier; None leaves it at the letter itself.

    Raises RuntimeError when the model has somebody to speak for it already.
    """
    if model in _over:
        raise RuntimeError(f"Voor {model.__name__} is al geregeld wat de openbare pagina zegt.")
    _over[model] = over


def over(brief: Brief) -> Openbaar | None:
    """What the app of this letter says in public; None when it says nothing."""
    model = brief.content_type.model_class()
    functie = _over.get(model) if model else None
    return functie(brief) if functie else None
