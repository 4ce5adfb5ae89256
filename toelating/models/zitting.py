"""A sitting at the signing desk: many decisions signed with one fresh second factor."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from toelating.models.aanvraag import Tlvaanvraag


class Zitting(models.Model):
    """Who signed what list, and when the second factor was shown. The list is fixed at that moment; the portal then
    signs one after the other, and says of each how it went."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    bevestigd_op = models.DateTimeField()
    begonnen_op = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "zitting"
        verbose_name_plural = "zittingen"
        ordering = ["-begonnen_op"]

    def __str__(self) -> str:
        return f"{self.door} op {self.begonnen_op:%d-%m-%Y %H:%M}"


class Zittingsregel(models.Model):
    """One decision of a sitting: the version that was on the screen is the version that is signed."""

    class Stand(models.TextChoices):
        WACHT = "wacht", "wacht"
        GETEKEND = "getekend", "getekend"
        GEWEIGERD = "geweigerd", "niet getekend"

    zitting = models.ForeignKey(Zitting, on_delete=models.PROTECT, related_name="regels")
    aanvraag = models.ForeignKey(Tlvaanvraag, on_delete=models.PROTECT, related_name="+")
    versie = models.PositiveIntegerField()
    stand = models.CharField(max_length=10, choices=Stand, default=Stand.WACHT)
    zin = models.TextField(blank=True)
    gedaan_op = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "regel van een zitting"
        verbose_name_plural = "regels van een zitting"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["zitting", "aanvraag"], name="aanvraag_een_keer_per_zitting")]

    def __str__(self) -> str:
        return f"{self.aanvraag_id}: {self.get_stand_display()}"
