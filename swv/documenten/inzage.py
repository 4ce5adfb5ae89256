"""Writing down who gets to see a file."""

from typing import Any

from django.http import HttpRequest

from swv.documenten.models import Bijlage, Brief, Inzage
from swv.kern.drempel import netwerkadres


def inzage_noteren(
    request: HttpRequest, rij: Bijlage | Brief, *, soort: str = Inzage.Soort.BRIEF, omschrijving: str
) -> Inzage:
    """Write down that this person gets this file, or may not; another room that shows it does so too."""
    user: Any = request.user
    return Inzage.objects.create(
        content_type=rij.content_type,
        object_id=rij.object_id,
        gebruiker=user,
        soort=soort,
        bestand_id=rij.pk,
        omschrijving=omschrijving[:200],
        is_toegestaan=user.has_perm("documenten.inzien", rij),
        adres=netwerkadres(request),
    )
