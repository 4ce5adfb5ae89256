"""The wijzer: a tree of questions that leads from a plain situation to the two or three facilities that fit.

A step is an answer that somebody chooses. It leads to the next question (`vraag`), or, at the end, to advice. The rows
are of the bureau, which changes them in the admin.
"""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse
from django.utils import timezone

from voorzieningen.models.catalogus import Voorziening
from voorzieningen.models.zinnen import passende_stappen

MEESTE_VRAGEN = 3


class WijzerstapQuerySet(models.QuerySet["Wijzerstap"]):
    def geldig(self, op: date | None = None) -> Self:
        """The steps that are shown on a day (today when not given)."""
        dag = op or timezone.localdate()
        return self.filter(Q(geldig_tot__isnull=True) | Q(geldig_tot__gt=dag), geldig_van__lte=dag)

    def bij_vraag(self, tekst: str) -> Self:
        """The steps whose answer or search words fit `tekst`, best first. Costs one query besides its own."""
        scores = passende_stappen(tekst, using=self.db) if tekst.strip() else {}
        if not scores:
            return self.none()
        volgorde = Case(*[When(pk=pk, then=Value(plek)) for plek, pk in enumerate(scores)])
        return self.filter(pk__in=scores).order_by(volgorde)


class Wijzerstap(models.Model):
    """One answer in the wijzer, below the question of `ouder`; without `ouder` a situation to begin with."""

    class Groep(models.TextChoices):
        LEERLING = "leerling", "Over een leerling"
        SCHOOL = "school", "Over de school"
        OUDER = "ouder", "Voor ouders, leerlingen en basisscholen"

    slug = models.SlugField(
        "webadres", max_length=60, unique=True, help_text="Het laatste deel van het adres van deze stap."
    )
    ouder = models.ForeignKey(
        "self",
        verbose_name="hoort bij",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="vervolg",
        help_text="Leeg: dit is een situatie om mee te beginnen.",
    )
    groep = models.CharField(
        "groep", max_length=20, choices=Groep, blank=True, help_text="Alleen bij een situatie om mee te beginnen."
    )
    antwoord = models.CharField("antwoord", max_length=120, help_text="Wat iemand kiest om hier te komen.")
    vraag = models.CharField(
        "volgende vraag", max_length=120, blank=True, help_text="Leeg: hier staan de voorzieningen die passen."
    )
    zoekwoorden = models.CharField(
        "zoekwoorden", max_length=300, blank=True, help_text="Andere woorden voor dit antwoord, met komma’s ertussen."
    )
    volgorde = models.PositiveSmallIntegerField("volgorde", default=0)
    geldig_van = models.DateField("geldig vanaf", default=timezone.localdate)
    geldig_tot = models.DateField(
        "geldig tot", null=True, blank=True, help_text="Vanaf deze dag staat het er niet meer."
    )

    objects = WijzerstapQuerySet.as_manager()

    class Meta:
        verbose_name = "stap van de wijzer"
        verbose_name_plural = "wijzer"
        ordering = ["volgorde", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(geldig_tot__isnull=True) | Q(geldig_tot__gt=F("geldig_van")),
                name="wijzerstap_geldig_volgorde",
                violation_error_message="De einddatum moet na de begindatum liggen. Verander een van beide datums.",
            ),
            models.CheckConstraint(
                condition=Q(ouder__isnull=True) | ~Q(ouder=F("pk")),
                name="wijzerstap_niet_onder_zichzelf",
                violation_error_message="Een stap kan niet onder zichzelf staan. Kies een andere stap.",
            ),
            models.CheckConstraint(
                condition=Q(ouder__isnull=False, groep="") | (Q(ouder__isnull=True) & ~Q(groep="")),
                name="wijzerstap_groep_bij_begin",
                violation_error_message="Kies een groep bij een situatie om mee te beginnen, en alleen daar.",
            ),
        ]

    def __str__(self) -> str:
        return self.antwoord

    def get_absolute_url(self) -> str:
        return reverse("voorzieningen:wijzer_stap", args=[self.slug])

    @property
    def pad(self) -> list["Wijzerstap"]:
        """The answers that led here, the first on top, this one last."""
        stappen, stap = [self], self.ouder
        while stap is not None and len(stappen) <= MEESTE_VRAGEN:
            stappen.insert(0, stap)
            stap = stap.ouder
        return stappen

    def clean(self) -> None:
        """At most three questions, so at most three answers deep; and a question needs room for an answer below."""
        pad = self.pad
        if self.pk and any(stap.pk == self.pk for stap in pad[:-1]):
            raise ValidationError({"ouder": "Een stap kan niet onder zichzelf staan. Kies een andere stap."})
        if len(pad) > MEESTE_VRAGEN or (self.vraag and len(pad) == MEESTE_VRAGEN):
            zin = f"De wijzer stelt hoogstens {MEESTE_VRAGEN} vragen. Zet deze stap hoger, of laat de vraag weg."
            raise ValidationError({"ouder": zin})


class Wijzeradvies(models.Model):
    """A facility that fits at the end of the wijzer, why it fits, and what to do next."""

    stap = models.ForeignKey(Wijzerstap, on_delete=models.CASCADE, related_name="adviezen")
    voorziening = models.ForeignKey(Voorziening, on_delete=models.PROTECT, related_name="adviezen")
    waarom = models.CharField("waarom past dit", max_length=200)
    doen = models.CharField(
        "wat doet u nu", max_length=200, blank=True, help_text="Leeg: de pagina zegt zelf hoe iemand het krijgt."
    )
    volgorde = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        verbose_name = "advies"
        verbose_name_plural = "adviezen"
        ordering = ["volgorde", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["stap", "voorziening"],
                name="wijzeradvies_een_keer",
                violation_error_message="Deze voorziening staat al bij deze stap. Haal de dubbele weg.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.voorziening} bij ‘{self.stap}’"
