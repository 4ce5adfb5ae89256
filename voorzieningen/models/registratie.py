"""Pupils who follow a niet-schoolse voorziening: where, from when until when, how many hours, what for, and what it
brought. Days are inclusive: `tot` is the last day."""

from decimal import Decimal
from typing import Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from swv.kern.models import Dossier
from swv.organisaties.models import Leerling, School
from voorzieningen.models.plaatsen import Plaatsing
from voorzieningen.models.robots import VOLGORDE_FOUT
from voorzieningen.models.van_school import zichtbaar_voor


class RegistratieQuerySet(models.QuerySet["Registratie"]):
    def effect_gevraagd(self) -> Self:
        """Still running in the portal, while the last day is over: the school has yet to say what it brought."""
        return self.filter(status=Registratie.Status.LOOPT, tot__lt=timezone.localdate())

    def for_user(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        return self.filter(zichtbaar_voor(user))


class Registratie(Dossier):
    """One pupil in one niet-schoolse voorziening."""

    class Status(models.TextChoices):
        LOOPT = "loopt", "loopt"
        AFGEROND = "afgerond", "afgerond"
        VERVALLEN = "vervallen", "vervallen"

    status = models.CharField(max_length=40, choices=Status, default=Status.LOOPT, editable=False)
    kenmerk = models.CharField("kenmerk", max_length=20, unique=True, editable=False)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    leerling = models.ForeignKey(Leerling, on_delete=models.PROTECT, related_name="registraties")
    aanbieder = models.CharField("aanbieder", max_length=120)
    van = models.DateField("eerste dag")
    tot = models.DateField("laatste dag")
    evaluatie_op = models.DateField("tussentijds bespreken op", null=True, blank=True)
    uren_per_week = models.DecimalField(
        "uren per week",
        max_digits=4,
        decimal_places=1,
        validators=[MinValueValidator(Decimal("0.5")), MaxValueValidator(40)],
    )
    doel = models.CharField("doel", max_length=12, choices=Plaatsing.Doel)
    doel_toelichting = models.CharField("toelichting op het doel", max_length=300, blank=True)
    effect = models.CharField("effect", max_length=12, choices=Plaatsing.Effect, blank=True)
    effect_toelichting = models.CharField("toelichting op het effect", max_length=1000, blank=True)
    reden_einde = models.CharField("waarom gestopt", max_length=300, blank=True)

    objects = RegistratieQuerySet.as_manager()

    met_lidwoord = "de registratie"

    class Meta:
        verbose_name = "niet-schoolse voorziening van een leerling"
        verbose_name_plural = "niet-schoolse voorzieningen van leerlingen"
        ordering = ["-aangemaakt_op", "id"]
        indexes = [
            models.Index(fields=["school", "-aangemaakt_op"], name="registratie_per_school"),
            models.Index(fields=["van", "tot"], name="registratie_periode"),
            models.Index(fields=["tot"], name="registratie_loopt", condition=Q(status="loopt")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(tot__gte=F("van")), name="registratie_volgorde", violation_error_message=VOLGORDE_FOUT
            ),
            models.CheckConstraint(
                condition=~Q(status="afgerond") | ~Q(effect=""),
                name="registratie_einde_met_effect",
                violation_error_message="Zeg bij het einde wat de voorziening heeft opgeleverd.",
            ),
            models.CheckConstraint(
                condition=~Q(status="vervallen") | ~Q(reden_einde=""),
                name="registratie_vervallen_met_reden",
                violation_error_message="Schrijf op waarom de leerling niet is begonnen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kenmerk}, {self.aanbieder}"

    def get_absolute_url(self) -> str:
        return reverse("voorzieningen:registratie", args=[self.pk])

    @property
    def soort_naam(self) -> str:
        return "Niet-schoolse voorziening"

    @property
    def is_voorbij(self) -> bool:
        """The last day is over: what it brought is not known yet."""
        return self.status == self.Status.LOOPT and self.tot < timezone.localdate()


Registratiestatus = Registratie.Status
