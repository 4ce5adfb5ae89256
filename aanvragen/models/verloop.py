"""What happens to an aanvraag on its way: versions that were sent, and questions of the bureau."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from aanvragen.models.aanvraag import Aanvraag
from swv.kern.triggers import alleen_toevoegen


class Versie(models.Model):
    """The answers as they were sent. The bureau reads the newest version, never what the school is still typing."""

    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.PROTECT, related_name="versies")
    nummer = models.PositiveSmallIntegerField()
    antwoorden = models.JSONField()
    op = models.DateTimeField(default=timezone.now)
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "ingediende versie"
        verbose_name_plural = "ingediende versies"
        ordering = ["-nummer"]
        constraints = [models.UniqueConstraint(fields=["aanvraag", "nummer"], name="versienummer_per_aanvraag")]
        triggers = alleen_toevoegen()

    def __str__(self) -> str:
        return f"versie {self.nummer}"


class Aanvullingsverzoek(models.Model):
    """A question of the bureau with the day by which the school answers. Without a day the term would not stop."""

    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.PROTECT, related_name="aanvullingsverzoeken")
    vraag = models.TextField()
    uiterlijk = models.DateField("uiterste datum")
    gevraagd_op = models.DateTimeField(default=timezone.now)
    gevraagd_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    antwoord = models.TextField(blank=True)
    beantwoord_op = models.DateTimeField(null=True, blank=True)
    beantwoord_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "verzoek om aanvulling"
        verbose_name_plural = "verzoeken om aanvulling"
        ordering = ["-gevraagd_op"]
        constraints = [
            models.UniqueConstraint(
                fields=["aanvraag"],
                condition=Q(beantwoord_op__isnull=True),
                name="een_open_aanvullingsverzoek",
                violation_error_message="Er staat al een vraag open. Wacht tot de school heeft geantwoord.",
            ),
            models.CheckConstraint(
                condition=Q(beantwoord_op__isnull=True) | Q(beantwoord_op__gte=F("gevraagd_op")),
                name="antwoord_na_vraag",
                violation_error_message="Een antwoord komt na de vraag.",
            ),
        ]

    def __str__(self) -> str:
        return f"aanvulling voor {self.uiterlijk:%d-%m-%Y}"

    @property
    def is_verstreken(self) -> bool:
        return self.beantwoord_op is None and self.uiterlijk < timezone.localdate()
