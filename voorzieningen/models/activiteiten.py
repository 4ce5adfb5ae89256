"""What the samenwerkingsverband organises for people of schools: Expertisedagen, leerlijnen, trainings, visits.

An activity has one or more meetings (sessies). Who comes stands in `voorzieningen.models.inschrijvingen`.
"""

from datetime import datetime, timedelta
from typing import Any, Self

import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone

from swv.kern.models import Dossier
from swv.organisaties.models import Gebruiker, Rolsoort

TIJD_FOUT = "De eindtijd ligt niet na de begintijd. Pas een van beide aan."
VOOR_BEGIN, NA_EINDE = timedelta(minutes=30), timedelta(minutes=60)
"""How long before and after a meeting somebody can say, with the code of the room, that they are there."""

# Whoever lowers the number holds the row of the activity, and so does whoever gives a place (see inschrijvingen).
NIET_ONDER_INSCHRIJVINGEN = """
    IF (SELECT count(*) FROM voorzieningen_inschrijving AS i
        WHERE i.activiteit_id = NEW.id AND i.status = 'ingeschreven') > NEW.capaciteit THEN
        RAISE EXCEPTION USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'niet_te_vol',
            MESSAGE = 'niet_te_vol: er hebben meer mensen een plaats';
    END IF;
    RETURN NULL;
"""


class ActiviteitQuerySet(models.QuerySet["Activiteit"]):
    def for_user(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """The bureau and the director see all; others what is public or meant for a role of theirs, never a draft."""
        if not isinstance(user, Gebruiker):
            return self.exclude(status="concept").filter(is_openbaar=True)
        if user.heeft_rol(Rolsoort.BUREAU, Rolsoort.DIRECTEUR):
            return self
        voor_mij = Q(voor=[]) | Q(voor__overlap=sorted(user.rolsoorten))
        return self.exclude(status="concept").filter(Q(is_openbaar=True) | voor_mij)

    def komend(self) -> Self:
        """Not over yet, the first on top."""
        return self.filter(eindigt__gte=timezone.now()).order_by("begint", "titel", "id")

    def met_aantallen(self) -> Self:
        """With how many have a place (`bezet`) and how many wait (`wachtend`)."""
        return self.annotate(
            bezet=Count("inschrijvingen", filter=Q(inschrijvingen__status="ingeschreven")),
            wachtend=Count("inschrijvingen", filter=Q(inschrijvingen__status="wachtlijst")),
        )


class Activiteit(Dossier):
    """One activity of a school year. `begint` and `eindigt` are those of its first and last meeting."""

    class Status(models.TextChoices):
        CONCEPT = "concept", "concept"
        OPEN = "open", "inschrijving open"
        GESLOTEN = "gesloten", "inschrijving gesloten"
        GEWEEST = "geweest", "geweest"
        AFGELAST = "afgelast", "afgelast"

    class Soort(models.TextChoices):
        EXPERTISEDAG = "expertisedag", "Expertisedag"
        OVERLEG = "overleg", "coördinatorenoverleg"
        KENNISKRING = "kenniskring", "kenniskring"
        LEERLIJN = "leerlijn", "leerlijn"
        TRAINING = "training", "training"
        BEZOEK = "bezoek", "bezoek"

    status = models.CharField(max_length=40, choices=Status, default=Status.CONCEPT, editable=False)
    kenmerk = models.CharField("kenmerk", max_length=20, unique=True, editable=False)
    soort = models.CharField("soort", max_length=20, choices=Soort)
    titel = models.CharField("titel", max_length=120)
    omschrijving = models.TextField("omschrijving", max_length=3000, blank=True)
    schooljaar = models.PositiveSmallIntegerField("schooljaar", editable=False)
    voor = ArrayField(models.CharField(max_length=20, choices=Rolsoort), default=list, blank=True, verbose_name="voor")
    is_openbaar = models.BooleanField("ook te zien zonder inloggen", default=False)
    capaciteit = models.PositiveIntegerField(
        "aantal plaatsen",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(10_000)],
    )
    inschrijven_van = models.DateField("inschrijven vanaf")
    inschrijven_tot = models.DateField("inschrijven tot en met")
    begint = models.DateTimeField("begint", editable=False)
    eindigt = models.DateTimeField("eindigt", editable=False)
    reden_afgelast = models.CharField("waarom afgelast", max_length=300, blank=True)

    objects = ActiviteitQuerySet.as_manager()

    class Meta:
        verbose_name = "activiteit"
        verbose_name_plural = "activiteiten"
        ordering = ["-begint", "id"]
        indexes = [
            models.Index(fields=["eindigt", "begint"], name="activiteit_komend"),
            models.Index(fields=["schooljaar", "soort"], name="activiteit_per_schooljaar"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(eindigt__gt=F("begint")), name="activiteit_tijden", violation_error_message=TIJD_FOUT
            ),
            models.CheckConstraint(
                condition=Q(inschrijven_tot__gte=F("inschrijven_van")),
                name="activiteit_inschrijfperiode",
                violation_error_message="De laatste dag om in te schrijven ligt voor de eerste. Pas een van beide aan.",
            ),
            models.CheckConstraint(
                condition=Q(capaciteit__isnull=True) | Q(capaciteit__gte=1),
                name="activiteit_minstens_een_plaats",
                violation_error_message="Vul minstens 1 plaats in, of laat het aantal leeg.",
            ),
            models.CheckConstraint(
                condition=~Q(status="afgelast") | ~Q(reden_afgelast=""),
                name="activiteit_afgelast_met_reden",
                violation_error_message="Schrijf op waarom de activiteit niet doorgaat.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="niet_te_vol",
                operation=pgtrigger.UpdateOf("capaciteit"),
                when=pgtrigger.After,
                func=NIET_ONDER_INSCHRIJVINGEN,
            )
        ]

    def __str__(self) -> str:
        return f"{self.titel} ({self.kenmerk})"

    def get_absolute_url(self) -> str:
        return reverse("activiteiten:activiteit", args=[self.pk])

    @property
    def soort_naam(self) -> str:
        return str(self.get_soort_display()).capitalize()

    @property
    def gaat_door(self) -> bool:
        """People can come: it is open, closed for more, or was held."""
        return self.status in (self.Status.OPEN, self.Status.GESLOTEN, self.Status.GEWEEST)

    @property
    def is_begonnen(self) -> bool:
        return self.begint <= timezone.now()

    @property
    def is_voorbij(self) -> bool:
        """The last meeting is over."""
        return self.eindigt <= timezone.now()

    @property
    def voor_wie(self) -> str:
        """The roles that it is for, in words; empty when everybody may come."""
        return ", ".join(str(Rolsoort(soort).label) for soort in self.voor)


Activiteitstatus, Activiteitsoort = Activiteit.Status, Activiteit.Soort


class Sessie(models.Model):
    """One meeting of an activity. On screen it is called a bijeenkomst."""

    activiteit = models.ForeignKey(Activiteit, on_delete=models.PROTECT, related_name="sessies")
    begint = models.DateTimeField("begint")
    eindigt = models.DateTimeField("eindigt")
    plaats = models.CharField("plaats", max_length=200)
    code = models.CharField("code op de zaal", max_length=8, blank=True, editable=False)
    reeks = models.PositiveIntegerField("aantal wijzigingen", default=0, editable=False)
    gewijzigd_op = models.DateTimeField("gewijzigd op", auto_now=True)

    class Meta:
        verbose_name = "bijeenkomst van een activiteit"
        verbose_name_plural = "bijeenkomsten van activiteiten"
        ordering = ["begint", "id"]
        indexes = [models.Index(fields=["begint"], name="sessie_begin")]
        constraints = [
            models.CheckConstraint(
                condition=Q(eindigt__gt=F("begint")), name="sessie_tijden", violation_error_message=TIJD_FOUT
            )
        ]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.begint):%d-%m-%Y %H:%M}"

    @property
    def code_van(self) -> datetime:
        return self.begint - VOOR_BEGIN

    @property
    def code_tot(self) -> datetime:
        return self.eindigt + NA_EINDE

    @property
    def is_nu(self) -> bool:
        """Whether somebody can say now that they are there."""
        return self.code_van <= timezone.now() <= self.code_tot

    @property
    def kan_vastleggen(self) -> bool:
        """Whether it can be known who is there: not before people come in."""
        return self.code_van <= timezone.now()

    @property
    def uren(self) -> Any:
        """How long it lasts, in hours."""
        return (self.eindigt - self.begint) / timedelta(hours=1)
