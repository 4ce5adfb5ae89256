"""A budget file that waits for the controller: uploaded and shown, not yet in the ledger."""

import uuid
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone


class BegrotingsladingQuerySet(models.QuerySet["Begrotingslading"]):
    def open(self) -> "BegrotingsladingQuerySet":
        """What was not loaded and has not expired."""
        return self.filter(geladen_op=None, verloopt_op__gt=timezone.now())


class Begrotingslading(models.Model):
    """The file as it came in (`sha256` of its bytes), the year it is meant for and the tolerance in euros.

    Confirming loads these bytes and no others. `jaar` None takes the year that the file names; of a file with several
    years it is the first one. Only `door` sees it; unconfirmed it is removed after `verloopt_op`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    naam = models.CharField("bestandsnaam", max_length=160)
    inhoud = models.BinaryField()
    sha256 = models.CharField(max_length=64, editable=False)
    jaar = models.PositiveSmallIntegerField(null=True, blank=True)
    tolerantie = models.DecimalField(max_digits=14, decimal_places=2)
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ontvangen_op = models.DateTimeField("ontvangen op", db_default=Now(), editable=False)
    verloopt_op = models.DateTimeField("verloopt op")
    geladen_op = models.DateTimeField("geladen op", null=True, blank=True)

    objects = BegrotingsladingQuerySet.as_manager()

    class Meta:
        verbose_name = "begrotingsbestand"
        verbose_name_plural = "begrotingsbestanden"
        ordering = ["-ontvangen_op"]
        constraints = [
            models.CheckConstraint(
                condition=Q(tolerantie__gte=Decimal(0)),
                name="lading_tolerantie_niet_negatief",
                violation_error_message="De tolerantie is niet lager dan € 0,00.",
            )
        ]

    def __str__(self) -> str:
        return self.naam
