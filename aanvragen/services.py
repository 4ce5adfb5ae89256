"""Writes on an aanvraag that are no change of state: beginning one, and the dates that follow its term. What a
school types, adds and throws away goes through `swv.invullen.services`."""

import uuid

from django.db import connection
from django.utils import timezone

from aanvragen.models import Aanvraag, Regeling
from aanvragen.soorten import soort_van
from swv.kern.fouten import Geweigerd, NietToegestaan
from swv.organisaties.models import Gebruiker, School


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
    """Copy the last day of every running decision term to its aanvraag: one statement. Returns how many changed.

    Acts do this themselves; this catches a suspension that ended because nobody answered.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE aanvragen_aanvraag a SET beslisdatum = t.uiterlijk"
            " FROM termijnen_termijn t JOIN django_content_type c ON c.id = t.content_type_id"
            " WHERE t.object_id = a.id AND c.app_label = 'aanvragen' AND c.model = 'aanvraag'"
            " AND t.soort = 'beslissing' AND t.afgerond_op IS NULL AND a.beslisdatum IS DISTINCT FROM t.uiterlijk"
        )
        return cursor.rowcount
