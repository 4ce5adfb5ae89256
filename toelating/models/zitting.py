"""A sitting at the signing desk: many decisions signed with one fresh second factor."""

import uuid
from datetime import datetime
from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from swv.kern.triggers import alleen_toevoegen
from swv.kern.workflow import VERSE_FACTOR
from toelating.models.aanvraag import Tlvaanvraag

HOOGSTENS = 200  # decisions in one sitting


class ZittingQuerySet(models.QuerySet["Zitting"]):
    def for_user(self, user: Any) -> "ZittingQuerySet":
        """Only the own sittings: who signed what belongs to the dossiers."""
        return self.filter(door=user) if user.is_active else self.none()


class Zitting(models.Model):
    """Who signed what list, and when the second factor was shown. The list is fixed at that moment; the portal then
    signs one after the other, and says of each how it went. The key comes from the page, so that sending it twice
    gives one sitting."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    bevestigd_op = models.DateTimeField()
    aantal = models.PositiveSmallIntegerField("aantal besluiten")
    begonnen_op = models.DateTimeField(default=timezone.now)

    objects = ZittingQuerySet.as_manager()

    class Meta:
        verbose_name = "zitting"
        verbose_name_plural = "zittingen"
        ordering = ["-begonnen_op"]
        indexes = [models.Index(fields=["door", "-begonnen_op"], name="zitting_van_iemand")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(aantal__gte=1, aantal__lte=HOOGSTENS),
                name="zitting_met_besluiten",
                violation_error_message=f"Onderteken ten minste een en hoogstens {HOOGSTENS} besluiten tegelijk.",
            )
        ]
        triggers = alleen_toevoegen()

    def __str__(self) -> str:
        return f"{self.door} op {self.begonnen_op:%d-%m-%Y %H:%M}"

    def get_absolute_url(self) -> str:
        return reverse("toelating:zitting", args=[self.pk])

    @property
    def vers_tot(self) -> datetime:
        """After this moment nothing is signed any more with the proof of this sitting."""
        return self.bevestigd_op + VERSE_FACTOR

    @property
    def is_verlopen(self) -> bool:
        return timezone.now() > self.vers_tot


class Zittingsregel(models.Model):
    """One decision of a sitting: the version that was on the screen is the version that is signed."""

    class Stand(models.TextChoices):
        WACHT = "wacht", "wacht"
        GETEKEND = "getekend", "ondertekend"
        GEWEIGERD = "geweigerd", "niet ondertekend"

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
        constraints = [
            models.UniqueConstraint(fields=["zitting", "aanvraag"], name="aanvraag_een_keer_per_zitting"),
            models.CheckConstraint(
                condition=models.Q(stand="wacht", gedaan_op__isnull=True, zin="")
                | models.Q(stand="getekend", gedaan_op__isnull=False, zin="")
                | (models.Q(stand="geweigerd", gedaan_op__isnull=False) & ~models.Q(zin="")),
                name="zittingsregel_met_uitkomst",
                violation_error_message="Wat niet is ondertekend, heeft een reden.",
            ),
        ]
        triggers = [
            # The proof of the second factor counts for this list and no other: rows are only added with the sitting.
            pgtrigger.Trigger(
                name="lijst_staat_vast",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF (SELECT count(*) FROM toelating_zittingsregel WHERE zitting_id = NEW.zitting_id)
                        >= (SELECT aantal FROM toelating_zitting WHERE id = NEW.zitting_id) THEN
                        RAISE EXCEPTION 'De lijst van deze zitting staat vast.';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.ReadOnly(name="gekozen_versie_staat_vast", fields=["zitting", "aanvraag", "versie"]),
            pgtrigger.Protect(
                name="uitkomst_staat_vast",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__stand="wacht"),
            ),
            pgtrigger.Protect(name="zittingsregel_blijft", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.aanvraag_id}: {self.get_stand_display()}"

    @property
    def wacht(self) -> bool:
        """Still to be signed; once the proof is older than five minutes that no longer happens."""
        return self.stand == self.Stand.WACHT and not self.zitting.is_verlopen

    @property
    def is_getekend(self) -> bool:
        return self.stand == self.Stand.GETEKEND

    @property
    def reden(self) -> str:
        """Why it is not signed; nothing when it is or still will be."""
        if self.stand == self.Stand.WACHT and self.zitting.is_verlopen:
            return VERLOPEN
        return self.zin


VERLOPEN = (
    "Dit besluit is niet op tijd verwerkt: uw code was toen meer dan vijf minuten oud. Onderteken het opnieuw met een "
    "nieuwe code."
)
