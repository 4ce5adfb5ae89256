"""Which text an open page showed or wrote itself, so that only the change of a colleague makes it stale."""

import hashlib
import json
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest

from swv.invullen.models import Invuldossier
from swv.invullen.onderdelen import Onderdeel

GEZIEN_BLIJFT = 12 * 60 * 60  # seconds: as long as a session can last


def onthoud(request: HttpRequest, dossier: Invuldossier, deel: Onderdeel, antwoorden: Any) -> None:
    """Note that this open page wrote or showed this text: its own save under way is no colleague's change."""
    cache.set(_sleutel(request, dossier, deel, antwoorden), 1, GEZIEN_BLIJFT)


def is_gezien(request: HttpRequest, dossier: Invuldossier, deel: Onderdeel) -> bool:
    """Whether what is stored for this part now was shown on or written by this very page."""
    if request.POST.get("basis") == vingerafdruk(dossier, deel):
        return True
    return cache.get(_sleutel(request, dossier, deel, dossier.antwoorden.get(deel.code))) is not None


def vingerafdruk(dossier: Invuldossier, deel: Onderdeel) -> str:
    """Stands for what is stored in one part, for a hidden field."""
    return _som(dossier.antwoorden.get(deel.code))[:32]


def _sleutel(request: HttpRequest, dossier: Invuldossier, deel: Onderdeel, antwoorden: Any) -> str:
    pagina = hashlib.sha256(request.POST.get("pagina", "")[:40].encode()).hexdigest()
    return f"gezien:{request.user.pk}:{dossier.pk}:{deel.code}:{pagina}:{_som(antwoorden)}"


def _som(antwoorden: Any) -> str:
    return hashlib.sha256(json.dumps(antwoorden or {}, sort_keys=True).encode()).hexdigest()
