"""A pupil who seeks another school, from the registration to the place.

What a receiving school must arrange is kept, never why: no diagnosis and no health data stand here.
"""

from collections import Counter
from typing import Self

import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from swv.kern.models import Dossier
from swv.kern.schooljaar import in_woorden
from swv.organisaties.models import Gebruiker, Leerling, Rolsoort, School
from voorzieningen.models.schoolaanbod import Ondersteuning, Profiel
from voorzieningen.models.schoolplaatsen import Schoolplaats
from voorzieningen.models.wisselronde import Wisselronde

GEEN_NAMEN = "Noem geen namen en schrijf niets over gezondheid of diagnose."
POSTCODE_FOUT = "Vul de vier cijfers van de postcode in, bijvoorbeeld 1315."


class Bereik(models.TextChoices):
    """Which schools come in question beside the wishes. A postcode says which part of the region, not how far it is."""

    WENSEN = "wensen", "alleen de scholen van de wensen"
    BUURT = "buurt", "ook scholen met dezelfde eerste drie cijfers van de postcode"
    STAD = "stad", "ook scholen met dezelfde eerste twee cijfers van de postcode"
    OVERAL = "overal", "ook elke andere school"

    @property
    def cijfers(self) -> int:
        """With how many digits the postcode must begin the same."""
        return {"wensen": 5, "buurt": 3, "stad": 2}.get(self.value, 0)


WISSEL_NIET_TE_VOL = """
    SELECT p.aantal INTO plekken FROM voorzieningen_schoolplaats AS p
        JOIN voorzieningen_wisselronde AS r ON r.id = NEW.ronde_id AND r.schooljaar = p.schooljaar
        WHERE p.school_id = NEW.naar_school_id AND p.niveau = NEW.naar_niveau AND p.leerjaar = NEW.leerjaar
        FOR UPDATE OF p;
    SELECT count(*) INTO bezet FROM voorzieningen_schoolwissel AS w
        JOIN voorzieningen_wisselronde AS r ON r.id = w.ronde_id
        JOIN voorzieningen_wisselronde AS deze ON deze.id = NEW.ronde_id AND deze.schooljaar = r.schooljaar
        WHERE w.status IN ('voorgesteld', 'geplaatst') AND w.naar_school_id = NEW.naar_school_id
            AND w.naar_niveau = NEW.naar_niveau AND w.leerjaar = NEW.leerjaar;
    IF bezet > coalesce(plekken, 0) THEN
        RAISE EXCEPTION USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'schoolwissel_niet_te_vol',
            MESSAGE = 'schoolwissel_niet_te_vol: er zijn meer plaatsen gegeven dan er zijn';
    END IF;
    RETURN NULL;
"""


class SchoolwisselQuerySet(models.QuerySet["Schoolwissel"]):
    def bezet(self) -> Self:
        """Who takes a place: proposed to a school, or accepted by it."""
        return self.filter(status__in=Schoolwissel.Status.bezet())

    def per_plek(self, jaar: int) -> Counter[tuple[int, str, int]]:
        """How many places are given for a school year, by school, level and year. One query."""
        plek = ("naar_school", "naar_niveau", "leerjaar")
        rijen = self.bezet().filter(ronde__schooljaar=jaar).order_by().values_list(*plek)
        geteld = rijen.annotate(aantal=models.Count("pk"))
        return Counter({(school, niveau, leerjaar): aantal for school, niveau, leerjaar, aantal in geteld})

    def for_user(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """The bureau and the director see every pupil, a school and its board their own, and those who are proposed to
        them or whom they took; before that day and after a refusal they see nothing of them."""
        if not isinstance(user, Gebruiker):
            return self.none()
        if user.heeft_rol(Rolsoort.BUREAU, Rolsoort.DIRECTEUR):
            return self
        ids = user.school_ids
        return self.filter(Q(school_id__in=ids) | Q(naar_school_id__in=ids, status__in=Schoolwissel.Status.bezet()))


class Schoolwissel(Dossier):
    """One pupil who seeks another school, from the registration to the place."""

    VOLGORDE = ("aangemeld_op", "id")

    class Status(models.TextChoices):
        AANGEMELD = "aangemeld", "aangemeld"
        VOORGESTELD = "voorgesteld", "voorgesteld aan een school"
        GEPLAATST = "geplaatst", "heeft een plaats"
        INGETROKKEN = "ingetrokken", "ingetrokken"

        @classmethod
        def bezet(cls) -> list[str]:
            return [cls.VOORGESTELD.value, cls.GEPLAATST.value]

    status = models.CharField(max_length=40, choices=Status, default=Status.AANGEMELD, editable=False)
    kenmerk = models.CharField("kenmerk", max_length=20, unique=True, editable=False)
    ronde = models.ForeignKey(Wisselronde, on_delete=models.PROTECT, related_name="wissels")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    leerling = models.ForeignKey(Leerling, on_delete=models.PROTECT, related_name="schoolwissels")
    aangemeld_op = models.DateTimeField("aangemeld op", default=timezone.now, editable=False)
    niveaus = ArrayField(
        models.CharField(max_length=10, choices=Schoolplaats.Niveau), verbose_name="niveaus die passen"
    )
    leerjaar = models.PositiveSmallIntegerField(
        "leerjaar op de nieuwe school", validators=[MinValueValidator(1), MaxValueValidator(6)]
    )
    profiel = models.CharField("profiel of sector", max_length=20, choices=Profiel, blank=True)
    postcode = models.CharField(
        "postcode thuis", max_length=4, validators=[RegexValidator(r"^[1-9][0-9]{3}$", POSTCODE_FOUT)]
    )
    bereik = models.CharField("welke andere scholen", max_length=10, choices=Bereik)
    wens1 = models.ForeignKey(School, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    wens2 = models.ForeignKey(School, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    wens3 = models.ForeignKey(School, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    niet_naar = models.ManyToManyField(School, blank=True, related_name="+", verbose_name="niet naar deze scholen")
    nodig = ArrayField(
        models.CharField(max_length=20, choices=Ondersteuning), verbose_name="wat nodig is", default=list, blank=True
    )
    toelichting = models.CharField("toelichting", max_length=300, blank=True)
    toestemming_op = models.DateField("toestemming van de ouders op")
    naar_school = models.ForeignKey(
        School, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    naar_niveau = models.CharField(max_length=10, choices=Schoolplaats.Niveau, blank=True, editable=False)
    voorgesteld_op = models.DateField("voorgesteld op", null=True, blank=True, editable=False)
    antwoord_uiterlijk = models.DateField("antwoord uiterlijk", null=True, blank=True, editable=False)
    geplaatst_op = models.DateField("plaats aangenomen op", null=True, blank=True, editable=False)
    reden_einde = models.CharField("waarom ingetrokken", max_length=300, blank=True, editable=False)
    niet_gestuurd = models.TextField("waarom het laatste voorstel niet is gestuurd", blank=True, editable=False)

    objects = SchoolwisselQuerySet.as_manager()

    met_lidwoord = "de aanmelding"

    class Meta:
        verbose_name = "schoolwissel"
        verbose_name_plural = "schoolwissels"
        ordering = ["-aangemaakt_op", "id"]
        indexes = [
            models.Index(fields=["ronde", "status", "aangemeld_op"], name="schoolwissel_per_ronde"),
            models.Index(fields=["school", "-aangemaakt_op"], name="schoolwissel_per_school"),
            models.Index(
                fields=["naar_school", "naar_niveau", "leerjaar"],
                name="schoolwissel_bezet",
                condition=Q(status__in=["voorgesteld", "geplaatst"]),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["ronde", "leerling"],
                condition=~Q(status="ingetrokken"),
                name="schoolwissel_een_per_ronde",
                violation_error_message="Deze leerling is al aangemeld voor deze ronde.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["voorgesteld", "geplaatst"], naar_school__isnull=False) & ~Q(naar_niveau="")
                | Q(status__in=["aangemeld", "ingetrokken"], naar_school__isnull=True, naar_niveau=""),
                name="schoolwissel_plaats_bij_stand",
                violation_error_message="Een leerling die is voorgesteld of geplaatst, heeft een school en een niveau.",
            ),
            models.CheckConstraint(
                condition=~Q(status="voorgesteld") | Q(antwoord_uiterlijk__isnull=False, voorgesteld_op__isnull=False),
                name="schoolwissel_voorstel_met_datum",
                violation_error_message="Zeg bij een voorstel tot wanneer de school kan antwoorden.",
            ),
            models.CheckConstraint(
                condition=~Q(status="ingetrokken") | ~Q(reden_einde=""),
                name="schoolwissel_ingetrokken_met_reden",
                violation_error_message="Schrijf op waarom de aanmelding stopt.",
            ),
            models.CheckConstraint(
                condition=Q(niveaus__len__gt=0),
                name="schoolwissel_met_niveau",
                violation_error_message="Kies ten minste een niveau dat past.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="niet_te_vol",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.After,
                condition=pgtrigger.Q(new__status__in=["voorgesteld", "geplaatst"]),
                declare=[("plekken", "int"), ("bezet", "int")],
                func=WISSEL_NIET_TE_VOL,
            )
        ]

    def __str__(self) -> str:
        return f"{self.kenmerk}, {self.school.naam}"

    def get_absolute_url(self) -> str:
        return reverse("voorzieningen:schoolwissel", args=[self.pk])

    @property
    def soort_naam(self) -> str:
        return f"Schoolwissel {in_woorden(self.ronde.schooljaar)}"

    @property
    def niveaus_in_woorden(self) -> str:
        """Vmbo basis of vmbo kader."""
        return " of ".join(niveau.label for niveau in Schoolplaats.Niveau if niveau in self.niveaus)

    @property
    def nodig_in_woorden(self) -> list[str]:
        return [str(soort.label).capitalize() for soort in Ondersteuning if soort in self.nodig]

    @property
    def niet_naar_in_woorden(self) -> list[str]:
        return [school.naam for school in self.niet_naar.all()]

    @property
    def is_te_laat_beantwoord(self) -> bool:
        """Proposed, while the last day to answer is over."""
        return bool(
            self.status == self.Status.VOORGESTELD
            and self.antwoord_uiterlijk
            and self.antwoord_uiterlijk < timezone.localdate()
        )


Schoolwisselstatus = Schoolwissel.Status
