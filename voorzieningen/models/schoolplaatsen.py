"""The free places that schools say they have, per level and year, for pupils who change school."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from swv.organisaties.models import Gebruiker, School


class Schoolplaats(models.Model):
    """How many pupils a school can take in one level and year of a school year; no row means that it did not say."""

    class Niveau(models.TextChoices):
        PRO = "pro", "praktijkonderwijs"
        VMBO_B = "vmbo_b", "vmbo basis"
        VMBO_K = "vmbo_k", "vmbo kader"
        VMBO_GT = "vmbo_gt", "vmbo gemengd en theoretisch"
        HAVO = "havo", "havo"
        VWO = "vwo", "vwo"

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    schooljaar = models.PositiveSmallIntegerField("schooljaar", help_text="Het jaar waarin het schooljaar begint.")
    niveau = models.CharField("niveau", max_length=10, choices=Niveau)
    leerjaar = models.PositiveSmallIntegerField("leerjaar", validators=[MinValueValidator(1), MaxValueValidator(6)])
    aantal = models.PositiveSmallIntegerField("vrije plaatsen", validators=[MaxValueValidator(200)])
    bijgewerkt_op = models.DateTimeField("bijgewerkt op", default=timezone.now)
    door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "vrije plaats bij een school"
        verbose_name_plural = "vrije plaatsen bij scholen"
        ordering = ["schooljaar", "niveau", "leerjaar", "school"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "schooljaar", "niveau", "leerjaar"],
                name="schoolplaats_een_keer",
                violation_error_message="Dit aantal staat er al. Verander het aantal dat er staat.",
            ),
            models.CheckConstraint(
                condition=Q(leerjaar__gte=1, leerjaar__lte=6),
                name="schoolplaats_leerjaar",
                violation_error_message="Een leerjaar is 1 tot en met 6.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school}, {self.get_niveau_display()} leerjaar {self.leerjaar}: {self.aantal}"


LEERJAREN: dict[str, range] = {
    Schoolplaats.Niveau.PRO: range(1, 7),
    Schoolplaats.Niveau.VMBO_B: range(1, 5),
    Schoolplaats.Niveau.VMBO_K: range(1, 5),
    Schoolplaats.Niveau.VMBO_GT: range(1, 5),
    Schoolplaats.Niveau.HAVO: range(1, 6),
    Schoolplaats.Niveau.VWO: range(1, 7),
}
