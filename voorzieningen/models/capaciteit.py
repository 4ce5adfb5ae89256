"""How many places a facility has in a period. Days are inclusive: `tot` is the last day."""

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q, Value

from voorzieningen.models.catalogus import Voorziening
from voorzieningen.models.robots import VOLGORDE_FOUT

WERKDAGEN = 10  # to answer an offer, unless the facility says otherwise

# The lock of the facility first, so that nobody counts what another is just giving out. What is full stands in
# voorzieningen/sql/0002_plaatsen.sql.
NIET_TE_VOL = """
    PERFORM pg_advisory_xact_lock(hashtext('voorzieningen.plaatsen'), NEW.voorziening_id::int);
    IF EXISTS (
        SELECT FROM voorzieningen_stukken(NEW.voorziening_id, NEW.van, NEW.tot) AS s WHERE s.bezet > s.plaatsen
    ) THEN
        RAISE EXCEPTION USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'niet_te_vol',
            MESSAGE = 'niet_te_vol: er zijn meer plaatsen gegeven dan er zijn';
    END IF;
    RETURN NULL;
"""


class Capaciteit(models.Model):
    """The places of one facility in one period, often a school year. Outside every period the number is not known."""

    class Telling(models.TextChoices):
        AANTAL = "aantal", "een vast aantal plaatsen"
        ONBEPERKT = "onbeperkt", "altijd plaats"
        ONBEKEND = "onbekend", "niet bekend: het bureau biedt zelf aan"

    voorziening = models.ForeignKey(Voorziening, on_delete=models.PROTECT, related_name="capaciteiten")
    van = models.DateField("eerste dag")
    tot = models.DateField("laatste dag")
    telling = models.CharField("hoeveel plaatsen", max_length=10, choices=Telling, default=Telling.AANTAL)
    aantal = models.PositiveIntegerField(
        "aantal",
        null=True,
        blank=True,
        validators=[MaxValueValidator(10_000)],
        help_text="Alleen bij een vast aantal. Nul kan ook: dan is er in deze periode geen plaats.",
    )
    antwoord_werkdagen = models.PositiveSmallIntegerField(
        "werkdagen om te antwoorden",
        default=WERKDAGEN,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text="Zo lang heeft een school om te antwoorden op een plaats die vrijkomt.",
    )
    toelichting = models.CharField("toelichting", max_length=300, blank=True)

    class Meta:
        verbose_name = "aantal plaatsen"
        verbose_name_plural = "aantallen plaatsen"
        ordering = ["voorziening", "van"]
        constraints = [
            models.CheckConstraint(
                condition=Q(tot__gte=F("van")),
                name="capaciteit_volgorde",
                violation_error_message=VOLGORDE_FOUT,
            ),
            models.CheckConstraint(
                condition=Q(telling="aantal", aantal__isnull=False) | (~Q(telling="aantal") & Q(aantal__isnull=True)),
                name="capaciteit_aantal_bij_telling",
                violation_error_message=(
                    "Vul een aantal in bij een vast aantal plaatsen. Laat het aantal anders leeg."
                ),
            ),
            ExclusionConstraint(
                name="capaciteit_een_keer_per_dag",
                expressions=[
                    ("voorziening", RangeOperators.EQUAL),
                    (
                        Func("van", "tot", Value("[]"), function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=(
                    "Voor een deel van deze periode staat het aantal er al. Verander dat aantal, of kies andere dagen."
                ),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="niet_te_vol",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.After,
                func=NIET_TE_VOL,
            )
        ]

    def __str__(self) -> str:
        return f"{self.voorziening}, {self.van:%d-%m-%Y} tot en met {self.tot:%d-%m-%Y}: {self.in_woorden}"

    def clean(self) -> None:
        """Said at the field, and before the database is asked to make a range of these days."""
        if self.van and self.tot and self.tot < self.van:
            raise ValidationError({"tot": VOLGORDE_FOUT})

    @property
    def in_woorden(self) -> str:
        """12 plaatsen, altijd plaats, niet bekend."""
        if self.aantal is None:
            return {"onbeperkt": "altijd plaats"}.get(self.telling, "niet bekend")
        return "1 plaats" if self.aantal == 1 else f"{self.aantal} plaatsen"
