"""A distribution: one amount of a line over schools by share, as a draft and once it is booked."""

import uuid
from datetime import date
from decimal import Decimal

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from financien.models.begroting import Begrotingspost
from swv.kern.opmaak import MAANDEN
from swv.kern.schooljaar import in_woorden, schooljaar
from swv.kern.triggers import niet_legen
from swv.organisaties.models import School

MAANDKEUZES = list(enumerate(MAANDEN, start=1))
# Drafts may go, one by one or all at once; as soon as one distribution is booked the tables are not emptied any more.
_NIET_LEGEN = """
    IF EXISTS (SELECT 1 FROM financien_verdeling WHERE vastgelegd_op IS NOT NULL) THEN
        RAISE EXCEPTION 'Er staat een vastgelegde verdeling in. Gooi concepten één voor één weg.';
    END IF;
    RETURN NULL;
"""


class Verdeling(models.Model):
    """An amount per year of one line, for some months of that calendar year, divided over schools.

    While `vastgelegd_op` is empty it is a draft. Booked, it gave every school with a share one commitment; then
    neither it nor its shares change, which the database keeps too. `versie` counts the changes of the draft.
    """

    class Soort(models.TextChoices):
        ONDERSTEUNINGSMIDDELEN = "ondersteuningsmiddelen", "ondersteuningsmiddelen"
        LWOO = "lwoo", "lwoo"

    class Ritme(models.IntegerChoices):
        PER_MAAND = 1, "elke maand"
        PER_KWARTAAL = 3, "elk kwartaal"
        INEENS = 12, "in één keer"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    post = models.ForeignKey(
        Begrotingspost, on_delete=models.PROTECT, related_name="verdelingen", verbose_name="begrotingspost"
    )
    soort = models.CharField("soort middelen", max_length=24, choices=Soort)
    naam = models.CharField(max_length=80)
    jaarbedrag = models.DecimalField("bedrag voor een heel jaar", max_digits=14, decimal_places=2)
    van_maand = models.PositiveSmallIntegerField("vanaf", choices=MAANDKEUZES, default=1)
    tot_maand = models.PositiveSmallIntegerField("tot en met", choices=MAANDKEUZES, default=12)
    ritme = models.PositiveSmallIntegerField("uitbetaling", choices=Ritme, default=Ritme.PER_MAAND)
    grondslag = models.CharField("waarop de aandelen berusten", max_length=160)
    versie = models.PositiveIntegerField(default=1, editable=False)
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    aangemaakt_op = models.DateTimeField("aangemaakt op", default=timezone.now, editable=False)
    besluit = models.CharField(max_length=120, blank=True)
    vastgelegd_op = models.DateTimeField("vastgelegd op", null=True, blank=True, editable=False)
    vastgelegd_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "verdeling"
        verbose_name_plural = "verdelingen"
        ordering = ["-aangemaakt_op", "naam"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "naam"],
                name="verdeling_een_naam_per_post",
                violation_error_message="Op deze post is al een verdeling met deze naam. Kies een andere naam.",
            ),
            models.CheckConstraint(
                condition=Q(jaarbedrag__gt=0),
                name="verdeling_positief",
                violation_error_message="Vul een bedrag in dat hoger is dan € 0,00.",
            ),
            models.CheckConstraint(
                condition=Q(van_maand__gte=1, tot_maand__lte=12, tot_maand__gte=F("van_maand")),
                name="verdeling_periode_in_een_jaar",
                violation_error_message="De laatste maand ligt voor de eerste. Kies een latere maand.",
            ),
            models.CheckConstraint(
                condition=Q(vastgelegd_op__isnull=True, vastgelegd_door__isnull=True)
                | (Q(vastgelegd_op__isnull=False, vastgelegd_door__isnull=False) & ~Q(besluit="")),
                name="verdeling_vastgelegd_met_besluit",
                violation_error_message="Een vastgelegde verdeling heeft een besluit en iemand die haar vastlegde.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="vastgelegd_blijft",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__vastgelegd_op__isnull=False),
            ),
            niet_legen(_NIET_LEGEN),
        ]

    def __str__(self) -> str:
        return f"{self.naam} {self.post.jaar.jaar}"

    def get_absolute_url(self) -> str:
        return reverse("financien:verdeling", args=[self.pk])

    @property
    def is_vastgelegd(self) -> bool:
        return self.vastgelegd_op is not None

    @property
    def maanden(self) -> range:
        """The numbers of the months that count."""
        return range(self.van_maand, self.tot_maand + 1)

    @property
    def schooljaar(self) -> int | None:
        """The school year of these months, by the year in which it begins; None when they lie in two."""
        jaren = {schooljaar(date(self.post.jaar.jaar, maand, 1)) for maand in self.maanden}
        return jaren.pop() if len(jaren) == 1 else None

    @property
    def schooljaarnaam(self) -> str:
        """In words, for the page: `2026-2027`, or nothing."""
        return in_woorden(self.schooljaar) if self.schooljaar else ""

    @property
    def periode(self) -> str:
        """In words: "heel 2025" or "augustus tot en met december 2025"."""
        jaar = self.post.jaar.jaar
        if len(self.maanden) == 12:
            return f"heel {jaar}"
        eerste, laatste = MAANDEN[self.van_maand - 1], MAANDEN[self.tot_maand - 1]
        return f"{eerste} {jaar}" if eerste == laatste else f"{eerste} tot en met {laatste} {jaar}"


class Aandeel(models.Model):
    """The weight of one school in a distribution: pupils, percent or euros, as long as all have the same unit."""

    verdeling = models.ForeignKey(Verdeling, on_delete=models.CASCADE, related_name="aandelen")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    gewicht = models.DecimalField("aandeel", max_digits=14, decimal_places=4, default=Decimal(0))

    class Meta:
        verbose_name = "aandeel"
        verbose_name_plural = "aandelen"
        ordering = ["school__naam", "school__code"]
        constraints = [
            models.UniqueConstraint(fields=["verdeling", "school"], name="aandeel_een_per_school"),
            models.CheckConstraint(
                condition=Q(gewicht__gte=0),
                name="aandeel_niet_negatief",
                violation_error_message="Een aandeel is niet lager dan nul.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="vastgelegd_blijft",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                declare=[("verdelingen", "uuid[]")],
                func="""
                    verdelingen := CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.verdeling_id]
                        WHEN 'DELETE' THEN ARRAY[OLD.verdeling_id]
                        ELSE ARRAY[OLD.verdeling_id, NEW.verdeling_id] END;
                    IF EXISTS (SELECT 1 FROM financien_verdeling
                               WHERE id = ANY (verdelingen) AND vastgelegd_op IS NOT NULL) THEN
                        RAISE EXCEPTION 'De aandelen van een vastgelegde verdeling veranderen niet meer.';
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                """,
            ),
            niet_legen(_NIET_LEGEN),
        ]

    def __str__(self) -> str:
        return f"{self.school}: {self.gewicht}"
