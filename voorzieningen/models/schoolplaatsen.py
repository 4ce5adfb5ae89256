"""The free places that schools say they have, per level and year, for pupils who change school."""

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from swv.organisaties.models import Gebruiker, School

# The other half of the guard of `Schoolwissel`: a number never falls below the pupils who have a place by it. Whoever
# gives a place holds this row, so the count that follows sees it.
NIET_MINDER_DAN_GEGEVEN = """
    SELECT count(*) INTO bezet FROM voorzieningen_schoolwissel AS w
    JOIN voorzieningen_wisselronde AS r ON r.id = w.ronde_id
    WHERE w.status IN ('voorgesteld', 'geplaatst') AND w.naar_school_id = OLD.school_id
        AND r.schooljaar = OLD.schooljaar AND w.naar_niveau = OLD.niveau AND w.leerjaar = OLD.leerjaar;
    IF TG_OP = 'UPDATE' AND (OLD.school_id, OLD.schooljaar, OLD.niveau, OLD.leerjaar)
            = (NEW.school_id, NEW.schooljaar, NEW.niveau, NEW.leerjaar) THEN
        bezet := bezet - NEW.aantal;
    END IF;
    IF bezet > 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'schoolplaats_niet_minder_dan_gegeven',
            MESSAGE = 'schoolplaats_niet_minder_dan_gegeven: er zijn al meer plaatsen gegeven';
    END IF;
    RETURN NULL;
"""


class Schoolplaats(models.Model):
    """How many pupils from another school a school takes in one level and year of a school year, with those who got
    their place through the portal counted in; no row means that it did not say."""

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
    aantal = models.PositiveSmallIntegerField("plaatsen voor schoolwisselaars", validators=[MaxValueValidator(200)])
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
        triggers = [
            pgtrigger.Trigger(
                name="niet_minder_dan_gegeven",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.After,
                declare=[("bezet", "int")],
                func=NIET_MINDER_DAN_GEGEVEN,
            )
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
