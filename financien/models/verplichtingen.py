"""Commitments: what was awarded, in which instalments, and what came back."""

import uuid
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from financien.models.begroting import Begrotingspost
from financien.models.grootboek import Boeking
from swv.kern.models import BronModel, BronQuerySet


class Verplichting(BronModel):
    """An award as the ledger knows it: amount, line and kenmerk of its source, no personal data.

    `vrijgevallen` and `betaald` (euros) follow the rows that they count; only the database writes them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    post = models.ForeignKey(Begrotingspost, on_delete=models.PROTECT, related_name="verplichtingen")
    kenmerk = models.CharField(max_length=40, blank=True)
    omschrijving = models.CharField(max_length=200)
    bedrag = models.DecimalField(max_digits=14, decimal_places=2)
    vrijgevallen = models.DecimalField(max_digits=14, decimal_places=2, default=0, editable=False)
    betaald = models.DecimalField(max_digits=14, decimal_places=2, default=0, editable=False)
    boeking = models.OneToOneField(Boeking, on_delete=models.PROTECT, related_name="verplichting")
    ingetrokken_met = models.OneToOneField(
        Boeking, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="ingetrokken met"
    )

    objects = BronQuerySet.as_manager()

    class Meta:
        verbose_name = "verplichting"
        verbose_name_plural = "verplichtingen"
        ordering = ["-boeking__geboekt_op", "-id"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="verplichting_per_bron")]
        constraints = [
            models.CheckConstraint(
                condition=Q(bedrag__gt=0),
                name="verplichting_positief",
                violation_error_message="Een toekenning is hoger dan € 0,00.",
            ),
            models.CheckConstraint(
                condition=Q(vrijgevallen__gte=0, betaald__gte=0) & Q(bedrag__gte=F("vrijgevallen") + F("betaald")),
                name="verplichting_niet_meer_dan_bedrag",
                violation_error_message="Er kan niet meer betaald of vrijgegeven worden dan er is toegekend.",
            ),
        ]

    def __str__(self) -> str:
        return self.kenmerk or self.omschrijving

    @property
    def openstaand(self) -> Decimal:
        """Awarded, not yet paid and not released, in euros."""
        if self.ingetrokken_met_id:
            return Decimal("0.00")
        return self.bedrag - self.betaald - self.vrijgevallen


class Betalingstermijn(models.Model):
    """One instalment of a commitment. The instalments add up to the commitment; a release lowers the last ones."""

    class Status(models.TextChoices):
        OPEN = "open", "wacht op voorwaarde"
        BETAALBAAR = "betaalbaar", "kan betaald worden"
        BETAALD = "betaald", "betaald"
        VERVALLEN = "vervallen", "vervallen"

    verplichting = models.ForeignKey(Verplichting, on_delete=models.PROTECT, related_name="termijnen", db_index=False)
    volgnummer = models.PositiveSmallIntegerField()
    bedrag = models.DecimalField(max_digits=14, decimal_places=2)
    vrijgevallen = models.DecimalField(max_digits=14, decimal_places=2, default=0, editable=False)
    voorwaarde = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)

    class Meta:
        verbose_name = "betalingstermijn"
        verbose_name_plural = "betalingstermijnen"
        ordering = ["verplichting", "volgnummer"]
        constraints = [
            models.UniqueConstraint(fields=["verplichting", "volgnummer"], name="termijn_een_volgnummer"),
            models.CheckConstraint(
                condition=Q(bedrag__gt=0),
                name="termijn_positief",
                violation_error_message="Een termijn is hoger dan € 0,00.",
            ),
            models.CheckConstraint(
                condition=Q(vrijgevallen__gte=0, vrijgevallen__lte=F("bedrag")),
                name="termijn_niet_meer_vrij_dan_bedrag",
                violation_error_message="Er kan niet meer vrijvallen dan het bedrag van de termijn.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verplichting}, termijn {self.volgnummer}"

    @property
    def te_betalen(self) -> Decimal:
        """What is left of this instalment after release, in euros."""
        return self.bedrag - self.vrijgevallen


class Vrijval(models.Model):
    """A part of a commitment that is not needed and went back to the line. Only added, never changed."""

    verplichting = models.ForeignKey(Verplichting, on_delete=models.PROTECT, related_name="vrijvallen")
    boeking = models.OneToOneField(Boeking, on_delete=models.PROTECT, related_name="vrijval")
    bedrag = models.DecimalField(max_digits=14, decimal_places=2)
    reden = models.CharField(max_length=200)
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "vrijval"
        verbose_name_plural = "vrijvallen"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(bedrag__gt=0),
                name="vrijval_positief",
                violation_error_message="Vul een bedrag in dat hoger is dan € 0,00.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.verplichting}: {self.bedrag}"
