"""Who writes about a request for a TLV, for the school and for the bureau (see `swv.invullen.kamers`)."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from swv.invullen.kamers import Kamer
from swv.invullen.models import Kant
from swv.organisaties.models import Gebruiker, Rolsoort
from toelating import berichten, rules
from toelating.models import Soort, Tlvaanvraag
from toelating.models.aanvraag import BIJ_DE_SCHOOL, als_school


class TlvKamer(Kamer):
    """The school, its board or a guest on one side, the bureau on the other. Experts, committee and who only has a
    mandate read no messages, and who stays out of a dossier does not either."""

    model = Tlvaanvraag
    bij_school = BIJ_DE_SCHOOL

    def is_school(self, user: Any, dossier: Tlvaanvraag) -> bool:
        """The board from the moment that it sees the request."""
        if dossier.is_concept:
            return bool(rules.is_aanvrager.test(user, dossier))
        return bool(rules.is_school.test(user, dossier))

    def is_bureau(self, user: Any, dossier: Tlvaanvraag) -> bool:
        return bool(rules.is_bureau.test(user, dossier))

    def voor_school(self, user: Any) -> "QuerySet[Tlvaanvraag]":
        if not user.is_active or not user.heeft_rol(Rolsoort.COORDINATOR, Rolsoort.BESTUUR, Rolsoort.GAST):
            return Tlvaanvraag.objects.none()
        return Tlvaanvraag.objects.filter(als_school(user))

    def voor_bureau(self, user: Any) -> "QuerySet[Tlvaanvraag]":
        if not user.heeft_rol(Rolsoort.BUREAU, Rolsoort.DIRECTEUR):
            return Tlvaanvraag.objects.none()
        return Tlvaanvraag.objects.exclude(verschoningen__gebruiker=user)

    def meelezers(self, dossier: Tlvaanvraag, kant: Kant) -> str:
        """Of an invited school one person reads it."""
        if dossier.gast_id is None:
            return super().meelezers(dossier, kant)
        return "Alleen wie is uitgenodigd, leest dit." if kant is Kant.BUREAU else "Alleen u en het bureau lezen dit."

    def mensen_school(self, dossier: Tlvaanvraag) -> "QuerySet[Gebruiker]":
        return berichten.school(dossier)

    def mensen_bureau(self, dossier: Tlvaanvraag) -> "QuerySet[Gebruiker]":
        return berichten.behandelaars(dossier).exclude(pk__in=dossier.verschoonden)

    def soorten(self) -> Iterable[tuple[str, str]]:
        return Soort.choices
