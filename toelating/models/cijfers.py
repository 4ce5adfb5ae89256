"""What the portal cannot count itself."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from swv.kern.triggers import alleen_toevoegen

LANDELIJK = Decimal("3.00")  # percent of the pupils of a region in vso


class Leerlingental(models.Model):
    """How many pupils of voortgezet onderwijs (vo, pro and vso together) the region has on a day, as DUO published it.

    Rows are only added: a correction is a new row for the same day, the newest counts.
    """

    peildatum = models.DateField("telt op", help_text="De dag waarop DUO telde, meestal 1 oktober.")
    aantal = models.PositiveIntegerField(
        "aantal leerlingen in de regio",
        validators=[MinValueValidator(1)],
        help_text="Alle leerlingen van vo, praktijkonderwijs en vso samen.",
    )
    vergelijking = models.DecimalField(
        "vergelijken met (procent)",
        max_digits=4,
        decimal_places=2,
        default=LANDELIJK,
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(Decimal(50))],
        help_text="Het landelijke percentage leerlingen in het vso.",
    )
    bron = models.CharField(max_length=160)
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    ingevoerd_op = models.DateTimeField("ingevoerd op", db_default=Now(), editable=False)

    class Meta:
        verbose_name = "leerlingental van de regio"
        verbose_name_plural = "leerlingentallen van de regio"
        ordering = ["-peildatum", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(aantal__gte=1),
                name="leerlingental_positief",
                violation_error_message="Vul een aantal in dat hoger is dan 0.",
            )
        ]
        triggers = alleen_toevoegen()

    def __str__(self) -> str:
        return f"{self.aantal} op {self.peildatum:%d-%m-%Y}"
