"""Forecast of TLVs: how many pupils are expected and counted, and what one costs. Rows are only added."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from swv.kern.triggers import alleen_toevoegen


class Categorie(models.TextChoices):
    """What DUO deducts by: vso in three categories, and praktijkonderwijs."""

    VSO_LAAG = "vso_laag", "vso laag (L)"
    VSO_MIDDEN = "vso_midden", "vso midden (M)"
    VSO_HOOG = "vso_hoog", "vso hoog (H)"
    PRO = "pro", "praktijkonderwijs"


def teldatum(jaar: int) -> date:
    """The count date of a budget year: 1 February of the year before."""
    return date(jaar - 1, 2, 1)


class Opgave(models.Model):
    """Something that was filled in for a budget year and category. A correction is a new row; the newest counts."""

    jaar = models.PositiveSmallIntegerField("begrotingsjaar")
    categorie = models.CharField(max_length=12, choices=Categorie)
    bron = models.CharField(max_length=160)
    datum = models.DateField("datum van de bron")
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ingevoerd_op = models.DateTimeField("ingevoerd op", db_default=Now(), editable=False)

    class Meta:
        abstract = True


class Leerlingtelling(Opgave):
    """How many pupils stand on the count date: expected beforehand, or as DUO counted them afterwards."""

    class Soort(models.TextChoices):
        VERWACHT = "verwacht", "verwacht"
        GETELD = "geteld", "geteld"

    soort = models.CharField(max_length=8, choices=Soort)
    aantal = models.PositiveIntegerField("aantal leerlingen")

    class Meta:
        verbose_name = "leerlingtelling"
        verbose_name_plural = "leerlingtellingen"
        ordering = ["-id"]
        indexes = [models.Index(fields=["jaar", "-id"], name="telling_per_jaar")]
        constraints = [
            models.CheckConstraint(condition=Q(jaar__gte=2015, jaar__lte=2100), name="telling_bij_een_jaar"),
        ]
        triggers = alleen_toevoegen()

    def __str__(self) -> str:
        return f"{self.jaar} {self.get_categorie_display()}: {self.aantal}"


class Leerlingbedrag(Opgave):
    """What the samenwerkingsverband is charged for one pupil in a budget year, in euros."""

    bedrag = models.DecimalField("bedrag per leerling", max_digits=10, decimal_places=2)

    class Meta:
        verbose_name = "bedrag per leerling"
        verbose_name_plural = "bedragen per leerling"
        ordering = ["-id"]
        indexes = [models.Index(fields=["jaar", "-id"], name="leerlingbedrag_per_jaar")]
        constraints = [
            models.CheckConstraint(condition=Q(jaar__gte=2015, jaar__lte=2100), name="leerlingbedrag_bij_een_jaar"),
            models.CheckConstraint(
                condition=Q(bedrag__gt=0),
                name="leerlingbedrag_positief",
                violation_error_message="Vul een bedrag in dat hoger is dan € 0,00.",
            ),
        ]
        triggers = alleen_toevoegen()

    def __str__(self) -> str:
        return f"{self.jaar} {self.get_categorie_display()}: {self.bedrag}"
