"""What policy can change about a kind of aanvraag, as rows with dates. A running dossier keeps its own version."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Func, Q

from swv.kern.fouten import Geweigerd


class RegelingQuerySet(models.QuerySet["Regeling"]):
    def geldig(self, op: date) -> "RegelingQuerySet":
        return self.filter(Q(geldig_tot__isnull=True) | Q(geldig_tot__gt=op), geldig_van__lte=op)

    def voor(self, soort: str, *, op: date) -> "Regeling":
        """The version of a kind that counts on a day. Raises Geweigerd when the kind is not open then."""
        regeling = self.geldig(op).filter(soort=soort).first()
        if regeling is None:
            raise Geweigerd("U kunt dit nu niet aanvragen. Bel het bureau als u denkt dat dit niet klopt.")
        return regeling


class Regeling(models.Model):
    """One version of the rules of a kind: valid from `geldig_van` until (not on) `geldig_tot`."""

    class Briefsoort(models.TextChoices):
        BESCHIKKING = "beschikking", "beschikking (bezwaar mogelijk)"
        TOEKENNINGSBRIEF = "toekenningsbrief", "toekenningsbrief (klachtenregeling)"

    soort = models.CharField(max_length=40)
    geldig_van = models.DateField()
    geldig_tot = models.DateField(null=True, blank=True)
    beslistermijn_weken = models.PositiveSmallIntegerField(default=8, validators=[MinValueValidator(1)])
    begrotingspost_code = models.CharField("code van de begrotingspost", max_length=20, blank=True)
    briefsoort = models.CharField(max_length=20, choices=Briefsoort, default=Briefsoort.TOEKENNINGSBRIEF)
    getallen = models.JSONField(
        "bedragen en grenzen",
        default=dict,
        blank=True,
        help_text="Per naam een getal, bijvoorbeeld uren_per_week: 4.",
    )
    plan = models.CharField("ondersteuningsplan waar een aanvraag bij moet passen", max_length=120, blank=True)
    rechtsmiddel = models.TextField(
        "tekst over bezwaar of klacht onder de brief",
        blank=True,
        help_text="Noem wie, waar, hoe en binnen welke termijn. Artikelnummers horen hier, niet in de code.",
    )
    toelichting = models.TextField("toelichting en bron", blank=True)

    objects = RegelingQuerySet.as_manager()

    class Meta:
        verbose_name = "regeling"
        verbose_name_plural = "regelingen"
        ordering = ["soort", "-geldig_van"]
        constraints = [
            ExclusionConstraint(
                name="een_regeling_per_soort_tegelijk",
                expressions=[
                    ("soort", RangeOperators.EQUAL),
                    (
                        Func(F("geldig_van"), F("geldig_tot"), function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="Er is in deze periode al een regeling voor deze soort. Sluit die eerst af.",
            ),
            models.CheckConstraint(
                condition=Q(geldig_tot__isnull=True) | Q(geldig_tot__gt=F("geldig_van")),
                name="regeling_eindigt_na_begin",
                violation_error_message="De einddatum moet na de begindatum liggen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.soort} vanaf {self.geldig_van:%d-%m-%Y}"

    def clean(self) -> None:
        """Refuses a limit that is no number: every form, term and award of this kind reads them."""
        super().clean()
        if not isinstance(self.getallen, dict) or not all(_is_getal(waarde) for waarde in self.getallen.values()):
            zin = 'Schrijf achter elke naam een getal van nul of meer, bijvoorbeeld {"uren_per_week": 4}.'
            raise ValidationError({"getallen": zin})

    def getal(self, naam: str) -> Decimal:
        """A number of this version. Raises Geweigerd when nobody filled it in."""
        waarde: Any = self.getallen.get(naam)
        if waarde is None:
            raise Geweigerd(f"In de regeling ‘{self}’ ontbreekt het getal {naam}. Vraag de functioneel beheerder.")
        return Decimal(str(waarde))


def _is_getal(waarde: Any) -> bool:
    try:
        getal = Decimal(str(waarde))
    except InvalidOperation:
        return False
    return getal.is_finite() and getal >= 0
