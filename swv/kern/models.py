"""What every dossier shares: its state, its timeline, its numbers and the outbox for background work."""

import uuid
from typing import Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from swv.kern.triggers import alleen_toevoegen


class Dossier(models.Model):
    """Base of everything with a workflow. Only `swv.kern.workflow` assigns `status`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    status = models.CharField(max_length=40, editable=False)
    versie = models.PositiveIntegerField("versie", default=1, editable=False)
    aangemaakt_op = models.DateTimeField("aangemaakt op", auto_now_add=True)
    gewijzigd_op = models.DateTimeField("gewijzigd op", auto_now=True)

    class Meta:
        abstract = True


class BronQuerySet(models.QuerySet):
    def van(self, bron: models.Model) -> Self:
        """The rows that belong to one dossier."""
        return self.filter(content_type=ContentType.objects.get_for_model(bron), object_id=bron.pk)


class BronModel(models.Model):
    """A row that belongs to a dossier of any app: `bron`."""

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.UUIDField()
    bron = GenericForeignKey("content_type", "object_id")

    class Meta:
        abstract = True


class GebeurtenisQuerySet(BronQuerySet):
    def openbaar(self) -> Self:
        """What who asked may know; never what is internal to the bureau."""
        return self.filter(is_intern=False)


class Gebeurtenis(BronModel):
    """One thing that happened to a dossier. Only added, never changed: timeline and proof in one."""

    handeling = models.CharField(max_length=60)
    label = models.CharField(max_length=120)
    door = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    op = models.DateTimeField(default=timezone.now)
    van_status = models.CharField(max_length=40, blank=True)
    naar_status = models.CharField(max_length=40, blank=True)
    toelichting = models.TextField(blank=True)
    is_intern = models.BooleanField("alleen voor het bureau", default=False)

    objects = GebeurtenisQuerySet.as_manager()

    class Meta:
        verbose_name = "gebeurtenis"
        verbose_name_plural = "gebeurtenissen"
        ordering = ["-op", "-id"]
        indexes = [models.Index(fields=["content_type", "object_id", "-op"], name="gebeurtenis_per_bron")]
        triggers = alleen_toevoegen()

    def __str__(self) -> str:
        return f"{self.label} op {self.op:%d-%m-%Y %H:%M}"


class Nummerreeks(models.Model):
    """The last number given in a series in a year. Locked with the row that takes the number, so without gaps."""

    reeks = models.CharField(max_length=20)
    jaar = models.PositiveSmallIntegerField()
    laatste = models.PositiveIntegerField()

    class Meta:
        verbose_name = "nummerreeks"
        verbose_name_plural = "nummerreeksen"
        constraints = [models.UniqueConstraint(fields=["reeks", "jaar"], name="een_reeks_per_jaar")]

    def __str__(self) -> str:
        return f"{self.reeks} {self.jaar}: {self.laatste}"


class Opdracht(models.Model):
    """Background work that must happen once: written with the change that asks for it, done by the worker."""

    class Staat(models.TextChoices):
        KLAAR = "klaar", "staat klaar"
        BEZIG = "bezig", "bezig"
        GEDAAN = "gedaan", "gedaan"
        MISLUKT = "mislukt", "mislukt"

    soort = models.CharField(max_length=60)
    sleutel = models.CharField(max_length=200, unique=True)
    object_id = models.CharField(max_length=64)
    staat = models.CharField(max_length=10, choices=Staat, default=Staat.KLAAR)
    pogingen = models.PositiveSmallIntegerField(default=0)
    niet_voor = models.DateTimeField(default=timezone.now)
    bezig_tot = models.DateTimeField(null=True, blank=True)
    fout = models.CharField(max_length=200, blank=True)
    aangemaakt_op = models.DateTimeField(default=timezone.now)
    gedaan_op = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "opdracht"
        verbose_name_plural = "opdrachten"
        indexes = [
            models.Index(fields=["niet_voor"], name="opdracht_open", condition=models.Q(staat__in=["klaar", "bezig"]))
        ]

    def __str__(self) -> str:
        return f"{self.soort} ({self.staat})"
