"""The rules for profiles and checklists that policy can change, as dated rows."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q


class ProfielregelQuerySet(models.QuerySet["Profielregel"]):
    def op(self, dag: date) -> "Profielregel":
        """The rule that counts on this day; before the first row the rule as the fields have it."""
        return self.filter(geldig_van__lte=dag).order_by("-geldig_van").first() or Profielregel()


class Profielregel(models.Model):
    """How a checklist is scored and how long a profile counts, from a day on.

    The goal of 80 % stands in the plan of the samenwerkingsverband; whether "bezig" counts it does not say, so here
    somebody says it. `minste_scholen` is how many other schools a mean needs before it is shown.
    """

    geldig_van = models.DateField(
        "geldt vanaf",
        unique=True,
        error_messages={"unique": "Vanaf deze dag geldt er al een regel. Kies een andere dag."},
    )
    norm = models.PositiveSmallIntegerField(
        "norm in procenten",
        default=80,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text="Zoveel procent van de vragen moet een school halen.",
    )
    bezig_telt = models.BooleanField(
        "‘bezig’ telt mee", default=False, help_text="Aan: een vraag met ‘bezig’ telt als gehaald."
    )
    minste_scholen = models.PositiveSmallIntegerField(
        "scholen voor een gemiddelde",
        default=5,
        validators=[MinValueValidator(3), MaxValueValidator(100)],
        help_text="Een school ziet het gemiddelde van de regio pas bij zoveel andere scholen.",
    )
    geldig_maanden = models.PositiveSmallIntegerField(
        "maanden dat een profiel geldt", default=24, validators=[MinValueValidator(6), MaxValueValidator(60)]
    )
    toelichting = models.CharField("toelichting", max_length=300, blank=True, help_text="Waar dit is besloten.")

    objects = ProfielregelQuerySet.as_manager()

    class Meta:
        verbose_name = "regel voor schoolprofielen"
        verbose_name_plural = "regels voor schoolprofielen"
        ordering = ["-geldig_van"]
        constraints = [
            models.CheckConstraint(
                condition=Q(norm__gte=1, norm__lte=100),
                name="profielregel_norm",
                violation_error_message="De norm is een percentage van 1 tot en met 100.",
            ),
            models.CheckConstraint(
                condition=Q(minste_scholen__gte=3),
                name="profielregel_minste_scholen",
                violation_error_message="Een gemiddelde van minder dan drie scholen verraadt een school.",
            ),
            models.CheckConstraint(
                condition=Q(geldig_maanden__gte=6, geldig_maanden__lte=60),
                name="profielregel_geldig_maanden",
                violation_error_message="Een profiel geldt ten minste 6 en hoogstens 60 maanden.",
            ),
        ]

    def __str__(self) -> str:
        return f"vanaf {self.geldig_van:%d-%m-%Y}"

    @property
    def bezig_in_woorden(self) -> str:
        return "‘bezig’ telt mee" if self.bezig_telt else "‘bezig’ telt niet mee"
