"""What the profile and the checklist of a school share: who sees which."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from swv.organisaties.models import Rolsoort


class SchooldossierQuerySet(models.QuerySet):
    """`bekend` are the states in which it was fixed."""

    bekend: ClassVar[tuple[str, ...]] = ()

    def for_user(self, user: Any) -> Self:
        """What this person may see: school and board their own; bureau and directeur-bestuurder what was fixed, and
        never what a school is still typing."""
        if not user.is_active:
            return self.none()
        waar = Q(school_id__in=user.school_ids)
        if user.heeft_rol(Rolsoort.BUREAU, Rolsoort.DIRECTEUR):
            waar |= Q(status__in=self.bekend)
        return self.filter(waar)

    def van_leden(self) -> Self:
        """Of schools of this samenwerkingsverband."""
        return self.filter(school__is_buiten_regio=False)
