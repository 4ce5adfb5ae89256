"""The outbox for mail: one row per message and person, with what is known of its delivery."""

import uuid

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone


class BerichtQuerySet(models.QuerySet["Bericht"]):
    def van(self, bron: models.Model) -> "BerichtQuerySet":
        """The messages about one dossier."""
        return self.filter(content_type=ContentType.objects.get_for_model(bron), object_id=bron.pk)


class Bericht(models.Model):
    """A mail to one person. It holds a kenmerk and a link, never a decision or anything about a pupil.

    SMTP cannot promise "once": when the portal dies after the mail server accepted and before it noted so, the
    message becomes `onzeker`. The portal never sends such a message again by itself; a person can.
    """

    class Staat(models.TextChoices):
        KLAAR = "klaar", "staat klaar"
        WORDT_VERZONDEN = "wordt_verzonden", "wordt verzonden"
        VERZONDEN = "verzonden", "verzonden"
        ONZEKER = "onzeker", "onzeker of het is verzonden"
        MISLUKT = "mislukt", "mislukt"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    content_type = models.ForeignKey(ContentType, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    object_id = models.UUIDField(null=True, blank=True)
    bron = GenericForeignKey("content_type", "object_id")
    aan = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="berichten")
    adres = models.EmailField("e-mailadres", help_text="Zoals het was toen het bericht werd klaargezet.")
    soort = models.CharField(max_length=60)
    onderwerp = models.CharField(max_length=200)
    tekst = models.TextField()
    html = models.TextField("als webpagina")
    sleutel = models.CharField(max_length=200, unique=True)
    staat = models.CharField(max_length=20, choices=Staat, default=Staat.KLAAR)
    message_id = models.CharField("Message-ID", max_length=200)
    ronde = models.PositiveSmallIntegerField(
        default=1, help_text="Een hoger getal: iemand liet het bericht opnieuw versturen."
    )
    klaargezet_op = models.DateTimeField("klaargezet op", default=timezone.now)
    proberen_vanaf = models.DateTimeField("geprobeerd vanaf", default=timezone.now)
    geclaimd_op = models.DateTimeField("laatste poging", null=True, blank=True)
    verzonden_op = models.DateTimeField("verzonden op", null=True, blank=True)
    fout = models.CharField("wat er misging", max_length=300, blank=True)

    objects = BerichtQuerySet.as_manager()

    class Meta:
        verbose_name = "bericht"
        verbose_name_plural = "berichten"
        ordering = ["-klaargezet_op", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(staat="verzonden", verzonden_op__isnull=False)
                | (~Q(staat="verzonden") & Q(verzonden_op__isnull=True)),
                name="bericht_verzonden_heeft_tijd",
                violation_error_message="Een verzonden bericht heeft een tijdstip, een ander bericht niet.",
            ),
            models.CheckConstraint(
                condition=~Q(staat__in=["mislukt", "onzeker"]) | ~Q(fout=""),
                name="bericht_mislukt_heeft_reden",
                violation_error_message="Bij een mislukt of onzeker bericht hoort wat er misging.",
            ),
            models.CheckConstraint(
                condition=~Q(onderwerp__regex=r"[[:cntrl:]]") & ~Q(adres__regex=r"[[:cntrl:]]"),
                name="bericht_kop_is_een_regel",
                violation_error_message="Een onderwerp of adres staat op een regel.",
            ),
            models.CheckConstraint(
                condition=Q(content_type__isnull=True, object_id__isnull=True)
                | Q(content_type__isnull=False, object_id__isnull=False),
                name="bericht_bron_is_heel",
                violation_error_message="Een bericht hoort bij een heel dossier of bij geen.",
            ),
        ]
        indexes = [
            models.Index(fields=["content_type", "object_id", "-klaargezet_op"], name="bericht_per_bron"),
            models.Index(fields=["-klaargezet_op", "-id"], name="bericht_nieuwste"),
            models.Index(fields=["staat", "klaargezet_op"], name="bericht_niet_weg", condition=~Q(staat="verzonden")),
        ]

    def __str__(self) -> str:
        return f"{self.onderwerp} ({self.get_staat_display()})"
