"""When a thing of the stock is away for maintenance. The database lets it be nowhere else in those days."""

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q, Value

from swv.kern.opmaak import datum
from voorzieningen.models.robots import ACTIEF_SQL, VOLGORDE_FOUT, Robot, Uitlening

# The lock of the thing first, as a loan does (`NIET_IN_ONDERHOUD`): neither looks past what the other is just storing.
NIET_UITGELEEND = f"""
    PERFORM pg_advisory_xact_lock(hashtext('voorzieningen.robot'), hashtext(NEW.robot_id::text));
    IF EXISTS (
        SELECT FROM voorzieningen_uitlening
         WHERE robot_id = NEW.robot_id AND status IN {ACTIEF_SQL} AND van <= NEW.tot AND tot >= NEW.van
    ) THEN
        RAISE EXCEPTION USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'niet_uitgeleend',
            MESSAGE = 'niet_uitgeleend: een school heeft dit in deze dagen';
    END IF;
    RETURN NULL;
"""


class OnderhoudQuerySet(models.QuerySet["Onderhoud"]):
    def in_periode(self, van: object, tot: object) -> "OnderhoudQuerySet":
        """Maintenance that touches the days from `van` up to and including `tot`."""
        return self.filter(van__lte=tot, tot__gte=van)


class Onderhoud(models.Model):
    """From `van` up to and including `tot` nobody can have this thing."""

    robot = models.ForeignKey(Robot, on_delete=models.CASCADE, related_name="onderhoud")
    van = models.DateField("eerste dag")
    tot = models.DateField("laatste dag")
    reden = models.CharField("wat gebeurt er", max_length=200, help_text="Bijvoorbeeld: nieuwe batterij.")

    objects = OnderhoudQuerySet.as_manager()

    class Meta:
        verbose_name = "onderhoud"
        verbose_name_plural = "onderhoud"
        ordering = ["van"]
        constraints = [
            models.CheckConstraint(
                condition=Q(tot__gte=F("van")), name="onderhoud_volgorde", violation_error_message=VOLGORDE_FOUT
            ),
            ExclusionConstraint(
                name="onderhoud_een_keer_per_dag",
                expressions=[
                    ("robot", RangeOperators.EQUAL),
                    (
                        Func("van", "tot", Value("[]"), function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="In deze dagen is er al onderhoud. Verander dat, of kies andere dagen.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="niet_uitgeleend",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.After,
                func=NIET_UITGELEEND,
            )
        ]

    def __str__(self) -> str:
        return f"{self.robot}, {self.van:%d-%m-%Y} tot en met {self.tot:%d-%m-%Y}: {self.reden}"

    def clean(self) -> None:
        """Said at the field, and before the database is asked to make a range of these days."""
        if not self.van or not self.tot:
            return
        if self.tot < self.van:
            raise ValidationError({"tot": VOLGORDE_FOUT})
        loans = Uitlening.objects.actief().in_periode(self.van, self.tot).filter(robot=self.robot_id)
        if lening := loans.select_related("school").first():
            periode = f"van {datum(lening.van)} tot en met {datum(lening.tot)}"
            raise ValidationError(
                {"van": f"{lening.school.naam} heeft dit {periode}. Kies andere dagen, of ruil eerst om."}
            )
