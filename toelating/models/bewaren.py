"""Why a dossier may not be destroyed yet, beside its own terms."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from toelating.models.aanvraag import Tlvaanvraag


class Vasthouding(models.Model):
    """Nothing of this dossier is destroyed while this stands (a legal hold). An objection holds by itself."""

    class Grond(models.TextChoices):
        BEROEP = "beroep", "beroep bij de rechter"
        KLACHT = "klacht", "een klacht"
        INZAGE = "inzage", "een verzoek om inzage of verbetering"
        ANDERS = "anders", "iets anders"

    aanvraag = models.ForeignKey(Tlvaanvraag, on_delete=models.PROTECT, related_name="vasthoudingen")
    grond = models.CharField(max_length=10, choices=Grond)
    reden = models.TextField()
    sinds = models.DateField(default=timezone.localdate)
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opgeheven_op = models.DateField(null=True, blank=True)
    opgeheven_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "vasthouding"
        verbose_name_plural = "vasthoudingen"
        ordering = ["sinds", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["aanvraag"],
                condition=Q(opgeheven_op__isnull=True),
                name="een_vasthouding_tegelijk",
                violation_error_message="Dit dossier wordt al bewaard. Hef dat eerst op.",
            ),
            models.CheckConstraint(
                condition=Q(opgeheven_op__isnull=True, opgeheven_door__isnull=True)
                | Q(opgeheven_op__gte=F("sinds"), opgeheven_door__isnull=False),
                name="vasthouding_opgeheven_door_iemand",
                violation_error_message="Bij het opheffen horen een dag en wie het deed.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_grond_display()} sinds {self.sinds:%d-%m-%Y}"

    @property
    def is_open(self) -> bool:
        return self.opgeheven_op is None
