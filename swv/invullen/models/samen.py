"""Several colleagues on one dossier: who filled in what last, and who has it open now."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from swv.kern.models import BronModel, BronQuerySet

# A page tells every twenty seconds that it is open; who closes it is gone after a minute.
BLIJFT = timedelta(seconds=60)


class Invulling(BronModel):
    """Who saved a part last, and when. Dossiers from before this was kept have no row."""

    onderdeel = models.CharField(max_length=60)
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    op = models.DateTimeField(default=timezone.now)

    objects = BronQuerySet.as_manager()

    class Meta:
        verbose_name = "invulling"
        verbose_name_plural = "invullingen"
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "onderdeel"],
                name="onderdeel_een_keer_per_dossier",
                violation_error_message="Van dit onderdeel is al bekend wie het invulde.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.onderdeel} op {self.op:%d-%m-%Y %H:%M}"


class AanwezigheidQuerySet(BronQuerySet):
    def nu(self) -> Self:
        """Pages that are open at this moment."""
        return self.filter(gezien_op__gt=timezone.now() - BLIJFT)

    def voorbij(self) -> Self:
        """Rows that nobody looks at any more."""
        return self.filter(gezien_op__lte=timezone.now() - BLIJFT)


class Aanwezigheid(BronModel):
    """Somebody has a page of a dossier open: one part of it, or with an empty `onderdeel` the dossier itself. It is
    no log: a row lasts a minute after the page was seen last, and goes at night."""

    gebruiker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    onderdeel = models.CharField(max_length=60, blank=True)
    gezien_op = models.DateTimeField(default=timezone.now, db_index=True)

    objects = AanwezigheidQuerySet.as_manager()

    class Meta:
        verbose_name = "aanwezigheid"
        verbose_name_plural = "aanwezigheden"
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "gebruiker", "onderdeel"],
                name="een_keer_aanwezig_per_onderdeel",
                violation_error_message="U heeft dit onderdeel al open staan.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.onderdeel or 'dossier'} open op {self.gezien_op:%d-%m-%Y %H:%M}"
