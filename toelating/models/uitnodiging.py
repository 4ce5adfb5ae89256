"""The invitation of a school of another region: for one dossier, until a day."""

import uuid
from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from swv.organisaties.models import Rolsoort, School
from toelating.models.aanvraag import Tlvaanvraag
from toelating.models.regeling import VERVOLGSOORTEN, Soort

# What starts without a TLV of this portal: a guest has none yet.
GASTSOORTEN = [(soort.value, soort.label) for soort in Soort if soort not in VERVOLGSOORTEN]


class UitnodigingQuerySet(models.QuerySet["Uitnodiging"]):
    def for_user(self, user: Any) -> Self:
        """Invitations are the work of the bureau."""
        return self if user.heeft_rol(Rolsoort.BUREAU) else self.none()

    def geldig(self, op: date) -> Self:
        """Those that open their dossier on this day; `toegang_tot` itself still counts."""
        return self.filter(ingetrokken_op__isnull=True, toegang_tot__gte=op)

    def gesloten(self, op: date) -> Self:
        """Those whose dossier is closed for the guest: withdrawn, or over."""
        return self.filter(Q(ingetrokken_op__isnull=False) | Q(toegang_tot__lt=op), aanvraag__isnull=False)


class Uitnodiging(models.Model):
    """Somebody of a school elsewhere may ask one TLV here, because the pupil lives or will go to school in this region.

    The invitation is of the bureau, the draft of the school: nothing here says what was typed. `aanvraag` is empty once
    the school threw its draft away.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sleutel = models.UUIDField("sleutel tegen dubbel uitnodigen", unique=True, editable=False)
    aanvraag = models.OneToOneField(
        Tlvaanvraag, null=True, blank=True, on_delete=models.SET_NULL, related_name="uitnodiging"
    )
    gast = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="uitnodigingen")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    soort = models.CharField(max_length=20, choices=GASTSOORTEN)
    toegang_tot = models.DateField("toegang tot en met")
    uitgenodigd_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uitgenodigd_op = models.DateTimeField(default=timezone.now)
    verstuurd_op = models.DateTimeField("het laatst gemaild op", null=True, blank=True)
    ingetrokken_op = models.DateTimeField(null=True, blank=True)
    ingetrokken_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = UitnodigingQuerySet.as_manager()

    class Meta:
        verbose_name = "uitnodiging"
        verbose_name_plural = "uitnodigingen"
        ordering = ["-uitgenodigd_op", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ingetrokken_op__isnull=True, ingetrokken_door__isnull=True)
                | Q(ingetrokken_op__isnull=False, ingetrokken_door__isnull=False),
                name="uitnodiging_ingetrokken_door_iemand",
                violation_error_message="Bij een ingetrokken uitnodiging hoort wie haar introk.",
            ),
            models.CheckConstraint(
                condition=Q(uitgenodigd_op__date__lte=F("toegang_tot")),
                name="uitnodiging_eindigt_na_begin",
                violation_error_message="De laatste dag van de toegang ligt voor de uitnodiging. Kies een latere dag.",
            ),
        ]

    def __str__(self) -> str:
        return f"uitnodiging van {self.school.naam}"

    @property
    def is_ingetrokken(self) -> bool:
        return self.ingetrokken_op is not None

    @property
    def is_ingediend(self) -> bool:
        """Whether the school sent its request; before that nobody here knows what it does."""
        return self.aanvraag is not None and bool(self.aanvraag.kenmerk)

    @property
    def is_verlopen(self) -> bool:
        return self.toegang_tot < timezone.localdate()
