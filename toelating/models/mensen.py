"""Who may advise and who may decide: professions and mandates, from when until when."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from swv.kern.triggers import alleen_toevoegen
from toelating.models.aanvraag import Tlvaanvraag
from toelating.models.regeling import PERIODE, Soort


class Beroep(models.TextChoices):
    """The professions that the law names for the two experts (Inrichtingsbesluit WVO (old) art. 15a)."""

    ORTHOPEDAGOOG = "orthopedagoog", "orthopedagoog"
    PSYCHOLOOG = "psycholoog", "psycholoog"
    JEUGDPSYCHOLOOG = "jeugdpsycholoog", "kinder- of jeugdpsycholoog"
    PEDAGOOG = "pedagoog", "pedagoog"
    JEUGDPSYCHIATER = "jeugdpsychiater", "kinder- of jeugdpsychiater"
    MAATSCHAPPELIJK_WERKER = "maatschappelijk_werker", "maatschappelijk werker"
    ARTS = "arts", "arts"


class Rang(models.TextChoices):
    """The first expert and the second: each with professions of its own."""

    EERSTE = "eerste", "eerste deskundige"
    TWEEDE = "tweede", "tweede deskundige"


BEROEPEN: dict[str, frozenset[str]] = {
    Rang.EERSTE: frozenset({Beroep.ORTHOPEDAGOOG, Beroep.PSYCHOLOOG}),
    Rang.TWEEDE: frozenset(
        {
            Beroep.JEUGDPSYCHOLOOG,
            Beroep.PEDAGOOG,
            Beroep.JEUGDPSYCHIATER,
            Beroep.MAATSCHAPPELIJK_WERKER,
            Beroep.ARTS,
        }
    ),
}


class GeldigQuerySet(models.QuerySet):
    def geldig(self, op: date) -> "GeldigQuerySet":
        return self.filter(Q(geldig_tot__isnull=True) | Q(geldig_tot__gt=op), geldig_van__lte=op)


class Deskundigheid(models.Model):
    """The profession of an expert, seen by the bureau (diploma or registration). Half-open: not on `geldig_tot`."""

    gebruiker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="deskundigheden")
    beroep = models.CharField(max_length=30, choices=Beroep)
    registratie = models.CharField("registratie", max_length=60, blank=True, help_text="Bijvoorbeeld SKJ 110012345.")
    geldig_van = models.DateField(default=timezone.localdate)
    geldig_tot = models.DateField(null=True, blank=True)

    objects = GeldigQuerySet.as_manager()

    class Meta:
        verbose_name = "deskundigheid"
        verbose_name_plural = "deskundigheden"
        ordering = ["gebruiker__naam", "beroep"]
        constraints = [
            ExclusionConstraint(
                name="een_keer_per_beroep_tegelijk",
                expressions=[
                    ("gebruiker", RangeOperators.EQUAL),
                    ("beroep", RangeOperators.EQUAL),
                    (PERIODE, RangeOperators.OVERLAPS),
                ],
                violation_error_message="Dit beroep staat voor deze persoon al in deze periode.",
            ),
            models.CheckConstraint(
                condition=Q(geldig_tot__isnull=True) | Q(geldig_tot__gt=F("geldig_van")),
                name="deskundigheid_eindigt_na_begin",
                violation_error_message="De einddatum moet na de begindatum liggen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gebruiker}, {self.get_beroep_display()}"


class Mandaat(models.Model):
    """Somebody decides in the name of the directeur-bestuurder on one kind of request (Awb 10:1 to 10:12)."""

    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mandaten", verbose_name="gemandateerde"
    )
    soort = models.CharField("mag besluiten over", max_length=20, choices=Soort)
    geldig_van = models.DateField(default=timezone.localdate)
    geldig_tot = models.DateField(null=True, blank=True)
    gegeven_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    besluit = models.CharField("mandaatbesluit", max_length=120, help_text="Datum en kenmerk van het mandaatbesluit.")

    objects = GeldigQuerySet.as_manager()

    class Meta:
        verbose_name = "mandaat"
        verbose_name_plural = "mandaatregister"
        ordering = ["soort", "gebruiker__naam"]
        constraints = [
            ExclusionConstraint(
                name="een_mandaat_tegelijk",
                expressions=[
                    ("gebruiker", RangeOperators.EQUAL),
                    ("soort", RangeOperators.EQUAL),
                    (PERIODE, RangeOperators.OVERLAPS),
                ],
                violation_error_message="Deze persoon heeft in deze periode al een mandaat voor deze soort.",
            ),
            models.CheckConstraint(
                condition=Q(geldig_tot__isnull=True) | Q(geldig_tot__gt=F("geldig_van")),
                name="mandaat_eindigt_na_begin",
                violation_error_message="De einddatum moet na de begindatum liggen.",
            ),
            models.CheckConstraint(
                condition=~Q(gebruiker=F("gegeven_door")),
                name="mandaat_van_een_ander",
                violation_error_message="Niemand geeft zichzelf een mandaat.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gebruiker}: {self.get_soort_display()}"

    def is_geldig(self, op: date) -> bool:
        """Half-open: not on `geldig_tot` itself."""
        return self.geldig_van <= op and (self.geldig_tot is None or op < self.geldig_tot)


class Verschoning(models.Model):
    """Somebody stays out of one dossier, with the reason; from then on it is closed for that person."""

    aanvraag = models.ForeignKey(Tlvaanvraag, on_delete=models.PROTECT, related_name="verschoningen")
    gebruiker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reden = models.TextField()
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    op = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "verschoning"
        verbose_name_plural = "verschoningen"
        ordering = ["-op"]
        constraints = [
            models.UniqueConstraint(
                fields=["aanvraag", "gebruiker"],
                name="verschoning_een_keer",
                violation_error_message="Deze persoon heeft zich al teruggetrokken uit dit dossier.",
            )
        ]
        triggers = alleen_toevoegen()

    def __str__(self) -> str:
        return f"{self.gebruiker} trok zich terug"
