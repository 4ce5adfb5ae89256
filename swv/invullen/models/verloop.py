"""What happens to a dossier on its way: versions that were sent, questions of the bureau, documents refused."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from swv.kern.models import BronModel, BronQuerySet
from swv.kern.triggers import alleen_toevoegen


class Versie(BronModel):
    """The answers as they were sent. The bureau reads the newest version, never what the school is still typing."""

    nummer = models.PositiveSmallIntegerField()
    antwoorden = models.JSONField()
    op = models.DateTimeField(default=timezone.now)
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = BronQuerySet.as_manager()

    class Meta:
        verbose_name = "ingediende versie"
        verbose_name_plural = "ingediende versies"
        ordering = ["-nummer"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "nummer"],
                name="versienummer_per_dossier",
                violation_error_message="Deze versie is al verstuurd. Ga terug naar het dossier.",
            )
        ]
        triggers = alleen_toevoegen()

    def __str__(self) -> str:
        return f"versie {self.nummer}"


class AanvullingsverzoekQuerySet(BronQuerySet):
    def open(self) -> "AanvullingsverzoekQuerySet":
        """Questions without an answer; a dossier has at most one."""
        return self.filter(beantwoord_op__isnull=True)


class Aanvullingsverzoek(BronModel):
    """A question of the bureau with the day by which the school answers. Without a day the term would not stop."""

    vraag = models.TextField()
    uiterlijk = models.DateField("uiterste datum")
    gevraagd_op = models.DateTimeField(default=timezone.now)
    gevraagd_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    antwoord = models.TextField(blank=True)
    beantwoord_op = models.DateTimeField(null=True, blank=True)
    beantwoord_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = AanvullingsverzoekQuerySet.as_manager()

    class Meta:
        verbose_name = "verzoek om aanvulling"
        verbose_name_plural = "verzoeken om aanvulling"
        ordering = ["-gevraagd_op"]
        indexes = [models.Index(fields=["content_type", "object_id", "-gevraagd_op"], name="vraag_per_bron")]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"],
                condition=Q(beantwoord_op__isnull=True),
                name="een_open_vraag_per_dossier",
                violation_error_message="Er staat al een vraag open. Wacht tot de school heeft geantwoord.",
            ),
            models.CheckConstraint(
                condition=Q(beantwoord_op__isnull=True) | Q(beantwoord_op__gte=F("gevraagd_op")),
                name="antwoord_na_vraag",
                violation_error_message="Een antwoord komt na de vraag.",
            ),
        ]
        # The reference to its dossier is no foreign key: without this, who deletes a dossier takes its questions along.
        triggers = [pgtrigger.Protect(name="vraag_blijft", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"aanvulling voor {self.uiterlijk:%d-%m-%Y}"

    @property
    def is_verstreken(self) -> bool:
        return self.beantwoord_op is None and self.uiterlijk < timezone.localdate()


class GeweigerdStuk(BronModel):
    """The parents or the pupil refuse that the school gives this kind of document (Awb 4:3). The school marked that
    and knows what may follow; the bureau reads the reason instead of the document."""

    soort = models.CharField("soort stuk", max_length=60)
    reden = models.TextField()
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    op = models.DateTimeField(default=timezone.now)

    objects = BronQuerySet.as_manager()

    class Meta:
        verbose_name = "geweigerd stuk"
        verbose_name_plural = "geweigerde stukken"
        ordering = ["op", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "soort"],
                name="stuk_een_keer_geweigerd",
                violation_error_message="U heeft al gemeld dat dit stuk is geweigerd. U hoeft niets te doen.",
            ),
            models.CheckConstraint(
                condition=~Q(reden=""),
                name="weigering_met_reden",
                violation_error_message="Bij een geweigerd stuk hoort een reden. Vul de reden in.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.soort} geweigerd op {self.op:%d-%m-%Y}"
