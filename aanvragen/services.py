"""Writes on an aanvraag that are no change of state: beginning one, and the dates that follow its term. What a
school types, adds and throws away goes through `swv.invullen.services`."""

import uuid

from django.utils import timezone

from aanvragen.models import Aanvraag, Regeling, Wijziging
from aanvragen.soorten import soort_van
from swv.kern.fouten import Geweigerd, NietToegestaan
from swv.organisaties.models import Gebruiker, School
from swv.termijnen import services as termijnen


def starten(*, soort: str, school: School, door: Gebruiker, sleutel: uuid.UUID) -> Aanvraag:
    """Begin an aanvraag for a school; the same `sleutel` gives the same aanvraag, however often it is sent.

    Raises NietToegestaan for somebody of another school or of another region, Geweigerd when the kind is closed now.
    """
    if not door.is_coordinator_van(school.pk) or school.is_buiten_regio:
        raise NietToegestaan("U kunt alleen voor uw eigen school aanvragen. Kies een school waar u coördinator bent.")
    bestaand = Aanvraag.objects.filter(sleutel=sleutel).first()
    if bestaand is not None:
        if bestaand.school_id != school.pk or bestaand.soort != soort:
            raise Geweigerd("Er ging iets mis bij het starten. Ga terug naar ‘Nieuwe aanvraag’ en begin opnieuw.")
        return bestaand
    regeling = Regeling.objects.voor(soort_van(soort).code, op=timezone.localdate())
    aanvraag, _ = Aanvraag.objects.get_or_create(
        sleutel=sleutel,
        defaults={"soort": soort, "school": school, "aangevraagd_door": door, "regeling": regeling},
    )
    return aanvraag


def beslisdatums_bijwerken() -> int:
    """Let the decision dates follow their terms. Returns how many changed."""
    return sum(termijnen.einddatums_overnemen(model, soort=model.klok) for model in (Aanvraag, Wijziging))
