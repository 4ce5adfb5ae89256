"""What is fixed by hand about a pupil, and every proposal that was reckoned, with its reasons."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone

from swv.organisaties.models import Gebruiker, School
from voorzieningen.models.schoolplaatsen import Schoolplaats
from voorzieningen.models.schoolwissel import Schoolwissel
from voorzieningen.models.wisselronde import Wisselronde


class Wisselregel(models.Model):
    """What somebody decided by hand about one pupil and one school; every later proposal keeps to it."""

    class Soort(models.TextChoices):
        VAST = "vast", "vastgezet"
        NIET = "niet", "uitgesloten"

    wissel = models.ForeignKey(Schoolwissel, on_delete=models.CASCADE, related_name="regels")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    soort = models.CharField("soort", max_length=4, choices=Soort)
    niveau = models.CharField("niveau", max_length=10, choices=Schoolplaats.Niveau, blank=True)
    reden = models.CharField("reden", max_length=300)
    door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    op = models.DateTimeField("op", default=timezone.now)

    class Meta:
        verbose_name = "keuze met de hand"
        verbose_name_plural = "keuzes met de hand"
        ordering = ["op", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["wissel", "school"],
                name="wisselregel_een_per_school",
                violation_error_message="Over deze school is al iets gekozen. Haal dat eerst weg.",
            ),
            models.UniqueConstraint(
                fields=["wissel"],
                condition=Q(soort="vast"),
                name="wisselregel_een_vast",
                violation_error_message="Deze leerling is al vastgezet. Haal dat eerst weg.",
            ),
            models.CheckConstraint(
                condition=Q(soort="niet", niveau="") | (Q(soort="vast") & ~Q(niveau="")),
                name="wisselregel_vast_met_niveau",
                violation_error_message="Kies een niveau als u een leerling vastzet.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()}: {self.school}"

    @property
    def in_woorden(self) -> str:
        """The school, the level when it is fixed, and why."""
        plek = f"{self.school.naam}, {self.get_niveau_display()}" if self.niveau else self.school.naam
        return f"{plek}. {self.reden}"


class Wisselvoorstel(models.Model):
    """One proposal, as it was reckoned. A later one has the next number; the older stay as they were."""

    ronde = models.ForeignKey(Wisselronde, on_delete=models.CASCADE, related_name="voorstellen")
    nummer = models.PositiveSmallIntegerField("nummer")
    gevraagd_op = models.DateTimeField("gevraagd op")
    berekend_op = models.DateTimeField("berekend op", default=timezone.now)
    regel = models.CharField("rekenregel", max_length=20)
    plekken = models.PositiveIntegerField("vrije plaatsen")

    class Meta:
        verbose_name = "voorstel"
        verbose_name_plural = "voorstellen"
        ordering = ["-nummer"]
        constraints = [
            models.UniqueConstraint(fields=["ronde", "nummer"], name="wisselvoorstel_nummer"),
            models.UniqueConstraint(fields=["ronde", "gevraagd_op"], name="wisselvoorstel_een_keer"),
        ]
        triggers = [pgtrigger.Protect(name="niet_wijzigen", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"Voorstel {self.nummer}"


class Wisseluitkomst(models.Model):
    """What a proposal says for one pupil: a place with the terms that counted, or why there is none."""

    voorstel = models.ForeignKey(Wisselvoorstel, on_delete=models.CASCADE, related_name="uitkomsten")
    wissel = models.ForeignKey(Schoolwissel, on_delete=models.CASCADE, related_name="uitkomsten")
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    niveau = models.CharField("niveau", max_length=10, choices=Schoolplaats.Niveau, blank=True)
    punten = models.PositiveIntegerField("punten", null=True, blank=True)
    redenen = models.JSONField("redenen", help_text="Paren van een zin en het aantal punten.")

    class Meta:
        verbose_name = "uitkomst"
        verbose_name_plural = "uitkomsten"
        constraints = [
            models.UniqueConstraint(fields=["voorstel", "wissel"], name="wisseluitkomst_een_per_leerling"),
            models.CheckConstraint(
                condition=Q(school__isnull=True, niveau="", punten__isnull=True)
                | (Q(school__isnull=False, punten__isnull=False) & ~Q(niveau="")),
                name="wisseluitkomst_compleet",
            ),
        ]
        triggers = [pgtrigger.Protect(name="niet_wijzigen", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.voorstel}: {self.school or 'geen plaats'}"

    @property
    def zinnen(self) -> list[str]:
        """The terms as one reads them, with what each costs."""
        return [f"{tekst} ({_punten(punten)})" if punten else tekst for tekst, punten in self.redenen]


def _punten(aantal: int) -> str:
    return "1 punt" if aantal == 1 else f"{aantal} punten"
