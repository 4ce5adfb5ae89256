"""What every page shows around its content."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from swv.organisaties.models import Samenwerkingsverband


def portaal(request: HttpRequest) -> dict[str, Any]:
    return {"swv": Samenwerkingsverband.huidig(), "omgeving": settings.OMGEVING, "navigatie": []}
