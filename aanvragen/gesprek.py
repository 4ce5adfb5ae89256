"""Who writes about an aanvraag, for the school and for the bureau (see `swv.invullen.kamers`)."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from aanvragen import berichten, rules
from aanvragen.models import Aanvraag
from aanvragen.models.aanvraag import BIJ_DE_SCHOOL
from aanvragen.soorten import alle
from swv.invullen.kamers import Kamer
from swv.organisaties.models import Gebruiker, Rolsoort


class AanvraagKamer(Kamer):
    """The school and its board on one side, the bureau on the other; an expert reads no messages."""

    model = Aanvraag
    bij_school = BIJ_DE_SCHOOL

    def is_school(self, user: Any, dossier: Aanvraag) -> bool:
        """The board from the moment that it sees the aanvraag."""
        if dossier.is_concept:
            return bool(rules.is_coordinator.test(user, dossier))
        return bool(rules.is_school.test(user, dossier))

    def is_bureau(self, user: Any, dossier: Aanvraag) -> bool:
        return bool(rules.is_bureau.test(user, dossier))

    def voor_school(self, user: Any) -> "QuerySet[Aanvraag]":
        if not user.heeft_rol(Rolsoort.COORDINATOR, Rolsoort.BESTUUR):
            return Aanvraag.objects.none()
        return Aanvraag.objects.for_user(user).filter(school_id__in=user.school_ids)

    def voor_bureau(self, user: Any) -> "QuerySet[Aanvraag]":
        return (
            Aanvraag.objects.all() if user.heeft_rol(Rolsoort.BUREAU, Rolsoort.DIRECTEUR) else Aanvraag.objects.none()
        )

    def mensen_school(self, dossier: Aanvraag) -> "QuerySet[Gebruiker]":
        return berichten.school(dossier)

    def mensen_bureau(self, dossier: Aanvraag) -> "QuerySet[Gebruiker]":
        return berichten.behandelaars(dossier)

    def soorten(self) -> Iterable[tuple[str, str]]:
        return [(soort.code, soort.naam) for soort in alle()]
