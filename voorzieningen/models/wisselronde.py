"""The round: the pupils who seek another school for one school year."""

from typing import Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from swv.kern.models import Dossier
from swv.kern.schooljaar import in_woorden
from swv.organisaties.models import Gebruiker, Rolsoort


class WisselrondeQuerySet(models.QuerySet["Wisselronde"]):
    def lopend(self) -> Self:
        return self.filter(status=Wisselronde.Status.LOOPT)

    def for_user(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """The bureau and the director: a round shows how every school stands."""
        if isinstance(user, Gebruiker) and user.heeft_rol(Rolsoort.BUREAU, Rolsoort.DIRECTEUR):
            return self
        return self.none()


class Wisselronde(Dossier):
    """The pupils who seek another school for one school year, and until when everybody must have one."""

    class Status(models.TextChoices):
        LOOPT = "loopt", "loopt"
        AFGEROND = "afgerond", "afgerond"

    status = models.CharField(max_length=40, choices=Status, default=Status.LOOPT, editable=False)
    schooljaar = models.PositiveSmallIntegerField("schooljaar", help_text="Het jaar waarin het schooljaar begint.")
    aanmelden_tot = models.DateField("aanmelden tot en met")
    doel_op = models.DateField("iedereen een plaats op")
    gevraagd_op = models.DateTimeField("verdeling gevraagd op", null=True, blank=True, editable=False)
    sturen_door = models.ForeignKey(
        Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = WisselrondeQuerySet.as_manager()

    met_lidwoord = "de ronde"

    class Meta:
        verbose_name = "ronde schoolwissel"
        verbose_name_plural = "rondes schoolwissel"
        ordering = ["-schooljaar", "-aangemaakt_op"]
        constraints = [
            models.CheckConstraint(
                condition=Q(doel_op__gte=F("aanmelden_tot")),
                name="wisselronde_volgorde",
                violation_error_message="De dag van het doel ligt voor het einde van het aanmelden. Kies een latere.",
            ),
            models.UniqueConstraint(
                fields=["schooljaar"],
                condition=Q(status="loopt"),
                name="wisselronde_een_per_schooljaar",
                violation_error_message="Voor dit schooljaar loopt al een ronde. Rond die eerst af.",
            ),
        ]

    def __str__(self) -> str:
        return self.soort_naam

    def get_absolute_url(self) -> str:
        return reverse("voorzieningen:wisselronde", args=[self.pk])

    @property
    def soort_naam(self) -> str:
        return f"Schoolwissel {in_woorden(self.schooljaar)}"

    @property
    def kan_aanmelden(self) -> bool:
        return self.status == self.Status.LOOPT and timezone.localdate() <= self.aanmelden_tot


# The row of the place first, so that nobody counts what another is just giving out.


Wisselrondestatus = Wisselronde.Status
