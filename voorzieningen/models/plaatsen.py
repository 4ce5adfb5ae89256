"""A place in a facility for one pupil, from the question to the effect. Days are inclusive: `tot` is the last day.

Who the pupil is and what is needed stands in the dossier `bron` only: nothing here tells about health.
"""

from datetime import date
from decimal import Decimal
from typing import Self

import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from swv.kern.models import BronModel, BronQuerySet, Dossier
from swv.organisaties.models import School
from voorzieningen.models.capaciteit import NIET_TE_VOL
from voorzieningen.models.catalogus import Voorziening
from voorzieningen.models.robots import VOLGORDE_FOUT
from voorzieningen.models.van_school import zichtbaar_voor

GEEN_GEZONDHEID = "Noem geen namen en schrijf niets over gezondheid of diagnose. Dat staat al in de aanvraag."


class PlaatsingQuerySet(BronQuerySet):
    def wachtend(self) -> Self:
        """Who waits, first in line on top: priority first, then the day on which the school asked."""
        return self.filter(status=Plaatsing.Status.WACHTLIJST).order_by(*Plaatsing.VOLGORDE)

    def bezet(self) -> Self:
        """What takes a place in its period: offered, placed, and what was placed until it ended."""
        return self.filter(status__in=Plaatsing.Status.bezet())

    def op(self, dag: date) -> Self:
        """Whose period holds this day."""
        return self.filter(van__lte=dag, tot__gte=dag)

    def in_periode(self, van: date, tot: date) -> Self:
        return self.filter(van__lte=tot, tot__gte=van)

    def voorbij(self) -> Self:
        """Placed, while the last day is over: the school has yet to say what it brought."""
        return self.filter(status=Plaatsing.Status.GEPLAATST, tot__lt=timezone.localdate())

    def for_user(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        return self.filter(zichtbaar_voor(user))


class Plaatsing(Dossier, BronModel):
    """One pupil of a school in one facility: waiting, offered, placed, ended or lapsed."""

    VOLGORDE = ("-heeft_voorrang", "aangevraagd_op", "id")

    class Status(models.TextChoices):
        WACHTLIJST = "wachtlijst", "op de wachtlijst"
        AANGEBODEN = "aangeboden", "plaats aangeboden"
        GEPLAATST = "geplaatst", "geplaatst"
        BEEINDIGD = "beeindigd", "beëindigd"
        VERVALLEN = "vervallen", "vervallen"

        @classmethod
        def bezet(cls) -> list[str]:
            return [cls.AANGEBODEN.value, cls.GEPLAATST.value, cls.BEEINDIGD.value]

    class Doel(models.TextChoices):
        TERUG = "terug", "terug naar de eigen klas"
        VOLHOUDEN = "volhouden", "onderwijs blijven volgen"
        OVERSTAP = "overstap", "overstappen naar een andere school"
        DIPLOMA = "diploma", "een diploma of certificaat halen"
        RITME = "ritme", "weer een dagritme krijgen"
        ANDERS = "anders", "iets anders"

    class Effect(models.TextChoices):
        BEREIKT = "bereikt", "doel bereikt"
        DEELS = "deels", "doel deels bereikt"
        NIET = "niet", "doel niet bereikt"
        ONBEKEND = "onbekend", "nog niet te zeggen"

    status = models.CharField(max_length=40, choices=Status, default=Status.WACHTLIJST, editable=False)
    sleutel = models.CharField("sleutel", max_length=200, unique=True, editable=False)
    kenmerk = models.CharField("kenmerk van de aanvraag", max_length=20, blank=True, editable=False)
    voorziening = models.ForeignKey(Voorziening, on_delete=models.PROTECT, related_name="plaatsingen")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    gevraagd_van = models.DateField("gewenste eerste dag")
    gevraagd_tot = models.DateField("gewenste laatste dag")
    van = models.DateField("eerste dag")
    tot = models.DateField("laatste dag")
    aangevraagd_op = models.DateTimeField("aangevraagd op", default=timezone.now)
    heeft_voorrang = models.BooleanField("voorrang", default=False)
    voorrang_reden = models.CharField("reden van voorrang", max_length=300, blank=True)
    wacht_tot = models.DateField("geen aanbod voor", null=True, blank=True)
    aangeboden_op = models.DateField("aangeboden op", null=True, blank=True)
    antwoord_uiterlijk = models.DateField("antwoord uiterlijk", null=True, blank=True)
    geplaatst_op = models.DateField("geplaatst op", null=True, blank=True)
    reden_einde = models.CharField("waarom gestopt", max_length=300, blank=True)
    uren_per_week = models.DecimalField(
        "uren per week",
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.5")), MaxValueValidator(40)],
    )
    doel = models.CharField("doel", max_length=12, choices=Doel, blank=True)
    doel_toelichting = models.CharField("toelichting op het doel", max_length=300, blank=True)
    effect = models.CharField("effect", max_length=12, choices=Effect, blank=True)
    effect_toelichting = models.CharField("toelichting op het effect", max_length=1000, blank=True)

    objects = PlaatsingQuerySet.as_manager()

    met_lidwoord = "de plaats"

    class Meta:
        verbose_name = "plaatsing"
        verbose_name_plural = "plaatsingen"
        ordering = ["-aangevraagd_op", "id"]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="plaatsing_per_bron"),
            models.Index(fields=["school", "-aangevraagd_op"], name="plaatsing_per_school"),
            models.Index(
                fields=["voorziening", "-heeft_voorrang", "aangevraagd_op", "id"],
                name="plaatsing_wachtlijst",
                condition=Q(status="wachtlijst"),
            ),
            models.Index(
                fields=["voorziening", "van", "tot"],
                name="plaatsing_bezet",
                condition=Q(status__in=["aangeboden", "geplaatst", "beeindigd"]),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(tot__gte=F("van"), gevraagd_tot__gte=F("gevraagd_van")),
                name="plaatsing_volgorde",
                violation_error_message=VOLGORDE_FOUT,
            ),
            models.CheckConstraint(
                condition=~Q(status="aangeboden") | Q(aangeboden_op__isnull=False, antwoord_uiterlijk__isnull=False),
                name="plaatsing_aanbod_met_datum",
                violation_error_message="Zeg bij een aanbod tot wanneer de school kan antwoorden.",
            ),
            models.CheckConstraint(
                condition=Q(heeft_voorrang=False, voorrang_reden="") | (Q(heeft_voorrang=True) & ~Q(voorrang_reden="")),
                name="plaatsing_voorrang_met_reden",
                violation_error_message="Schrijf op waarom deze leerling voorgaat.",
            ),
            models.CheckConstraint(
                condition=~Q(status="vervallen") | ~Q(reden_einde=""),
                name="plaatsing_vervallen_met_reden",
                violation_error_message="Schrijf op waarom deze plaats niet meer nodig is.",
            ),
            models.CheckConstraint(
                condition=~Q(status="beeindigd") | ~Q(effect=""),
                name="plaatsing_einde_met_effect",
                violation_error_message="Zeg bij het einde wat de plaats heeft opgeleverd.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="niet_te_vol",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.After,
                condition=pgtrigger.Q(new__status__in=["aangeboden", "geplaatst", "beeindigd"]),
                func=NIET_TE_VOL,
            )
        ]

    def __str__(self) -> str:
        return f"{self.voorziening.naam}, {self.school.naam}"

    def get_absolute_url(self) -> str:
        return reverse("voorzieningen:plaats", args=[self.pk])

    @property
    def soort_naam(self) -> str:
        return f"Plaats in {self.voorziening.naam}"

    @property
    def is_te_laat_beantwoord(self) -> bool:
        """Offered, while the last day to answer is over."""
        return bool(
            self.status == self.Status.AANGEBODEN
            and self.antwoord_uiterlijk
            and self.antwoord_uiterlijk < timezone.localdate()
        )

    @property
    def is_voorbij(self) -> bool:
        """Placed, while the last day is over: what it brought is not known yet."""
        return self.status == self.Status.GEPLAATST and self.tot < timezone.localdate()

    @property
    def is_begonnen(self) -> bool:
        return self.status == self.Status.GEPLAATST and self.van <= timezone.localdate()


Plaatsingstatus = Plaatsing.Status
