"""The stock, who has what when, and who waits. Days are inclusive: `tot` is the last day.

The first kind of thing was the robot, and the words stayed: a `Robot` is one thing of any kind (`Hulpmiddel`).
"""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse
from django.utils import timezone

from swv.kern.models import BronModel, BronQuerySet, Dossier
from swv.kern.triggers import Weigering
from swv.organisaties.models import School
from voorzieningen.models.hulpmiddelen import ROBOT, Hulpmiddel
from voorzieningen.models.van_school import zichtbaar_voor

if TYPE_CHECKING:
    from datetime import date

ACTIEF = ("aangeboden", "gereserveerd", "uitgereikt")
"""The states in which a loan keeps its thing for the whole period."""
ACTIEF_SQL = str(ACTIEF)
VOLGORDE_FOUT = "De laatste dag ligt voor de eerste dag. Verander een van beide datums."


# The lock of the thing first, as maintenance does: neither looks past what the other is just storing.
NIET_IN_ONDERHOUD = """
    PERFORM pg_advisory_xact_lock(hashtext('voorzieningen.robot'), hashtext(NEW.robot_id::text));
    IF EXISTS (
        SELECT FROM voorzieningen_onderhoud WHERE robot_id = NEW.robot_id AND van <= NEW.tot AND tot >= NEW.van
    ) THEN
        RAISE EXCEPTION USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'niet_in_onderhoud',
            MESSAGE = 'niet_in_onderhoud: in deze dagen is er onderhoud';
    END IF;
    RETURN NULL;
"""


class Robot(Dossier):
    """One thing of the stock, known by its serial number: a turning tablet holder with tablet, or of another kind."""

    class Status(models.TextChoices):
        BESCHIKBAAR = "beschikbaar", "beschikbaar"
        DEFECT = "defect", "defect"
        UIT_DIENST = "uit_dienst", "uit dienst"

    status = models.CharField(max_length=40, choices=Status, default=Status.BESCHIKBAAR, editable=False)
    hulpmiddel = models.ForeignKey(
        Hulpmiddel, verbose_name="soort hulpmiddel", on_delete=models.PROTECT, related_name="voorraad", default=ROBOT
    )
    naam = models.CharField(
        "naam",
        max_length=60,
        unique=True,
        error_messages={"unique": "Deze naam bestaat al in de voorraad. Kies een andere naam."},
    )
    serienummer = models.CharField(
        "serienummer",
        max_length=60,
        unique=True,
        error_messages={"unique": "Dit serienummer staat al in de voorraad. Controleer het nummer."},
    )
    soort = models.CharField("merk en type", max_length=60)
    opmerking = models.TextField("opmerking", blank=True)

    class Meta:
        verbose_name = "hulpmiddel in de voorraad"
        verbose_name_plural = "voorraad hulpmiddelen"
        ordering = ["naam"]

    def __str__(self) -> str:
        return self.naam


class UitleningQuerySet(BronQuerySet):
    def actief(self) -> Self:
        """Offered, reserved or handed over: these keep the robot for their whole period."""
        return self.filter(status__in=Uitlening.Status.actief())

    def in_periode(self, van: "date", tot: "date") -> Self:
        """Loans that touch the days from `van` up to and including `tot`."""
        return self.filter(van__lte=tot, tot__gte=van)

    def te_laat(self) -> Self:
        """Handed over and not back, while the last day is over: nobody knows when the robot returns."""
        return self.filter(status=Uitlening.Status.UITGEREIKT, tot__lt=timezone.localdate())

    def for_user(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        return self.filter(zichtbaar_voor(user))


class Uitlening(Dossier, BronModel):
    """A robot for a school during a period, asked for in the dossier `bron`."""

    class Status(models.TextChoices):
        AANGEBODEN = "aangeboden", "aangeboden"
        GERESERVEERD = "gereserveerd", "gereserveerd"
        UITGEREIKT = "uitgereikt", "uitgereikt"
        TERUGGEBRACHT = "teruggebracht", "teruggebracht"
        VERVALLEN = "vervallen", "vervallen"

        @classmethod
        def actief(cls) -> list[str]:
            return [cls(status).value for status in ACTIEF]

    status = models.CharField(max_length=40, choices=Status, default=Status.GERESERVEERD, editable=False)
    sleutel = models.CharField("sleutel", max_length=200, unique=True, editable=False)
    robot = models.ForeignKey(Robot, on_delete=models.PROTECT, related_name="uitleningen")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    van = models.DateField("eerste dag")
    tot = models.DateField("laatste dag")
    antwoord_uiterlijk = models.DateField("antwoord uiterlijk", null=True, blank=True, editable=False)
    uitgereikt_op = models.DateField("uitgereikt op", null=True, blank=True, editable=False)
    teruggebracht_op = models.DateField("teruggebracht op", null=True, blank=True, editable=False)
    schade = models.TextField("schade bij terugkomst", blank=True, editable=False)

    objects = UitleningQuerySet.as_manager()

    met_lidwoord = "de lening"

    class Meta:
        verbose_name = "uitlening"
        verbose_name_plural = "uitleningen"
        ordering = ["van", "pk"]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="uitlening_per_bron"),
            models.Index(fields=["school", "-van"], name="uitlening_per_school"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(tot__gte=F("van")),
                name="uitlening_volgorde",
                violation_error_message=VOLGORDE_FOUT,
            ),
            ExclusionConstraint(
                name="robot_een_school_tegelijk",
                expressions=[
                    ("robot", RangeOperators.EQUAL),
                    (
                        Func("van", "tot", Value("[]"), function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(status__in=ACTIEF),
                violation_error_message=(
                    "In deze periode is dit al voor een andere school. "
                    "Kies een andere periode, of iets anders uit de voorraad."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(status="aangeboden") | Q(antwoord_uiterlijk__isnull=False),
                name="uitlening_aanbod_met_dag",
                violation_error_message="Zeg tot en met welke dag de school kan antwoorden.",
            ),
            models.UniqueConstraint(
                fields=["robot"],
                condition=Q(status="uitgereikt"),
                name="robot_op_een_plek",
                violation_error_message=(
                    "Dit is nog bij een andere school. Neem het eerst in, of kies iets anders uit de voorraad."
                ),
            ),
        ]
        triggers = [
            Weigering(
                name="niet_in_onderhoud",
                zin="In deze dagen is er onderhoud. Verplaats het onderhoud, of kies iets anders uit de voorraad.",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.After,
                condition=pgtrigger.Q(new__status__in=ACTIEF),
                func=NIET_IN_ONDERHOUD,
            )
        ]

    def __str__(self) -> str:
        return f"{self.robot} bij {self.school.naam}, {self.van:%d-%m-%Y} tot en met {self.tot:%d-%m-%Y}"

    def get_absolute_url(self) -> str:
        return reverse("admin:voorzieningen_uitlening_change", args=[self.pk])

    @property
    def pagina_url(self) -> str:
        """The page for the school."""
        return reverse("voorzieningen:lening", args=[self.pk])

    @property
    def is_te_laat(self) -> bool:
        return self.status == self.Status.UITGEREIKT and self.tot < timezone.localdate()

    @property
    def is_te_laat_beantwoord(self) -> bool:
        """Offered, and the day to answer is over."""
        uiterlijk = self.antwoord_uiterlijk
        return self.status == self.Status.AANGEBODEN and uiterlijk is not None and uiterlijk < timezone.localdate()


class WachtplaatsQuerySet(BronQuerySet):
    def open(self) -> Self:
        """Who still waits, in the order of asking."""
        return self.filter(uitlening__isnull=True, vervallen_op__isnull=True).order_by(*Wachtplaats.VOLGORDE)

    def for_user(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        return self.filter(zichtbaar_voor(user))


class Wachtplaats(BronModel):
    """A school that waits for a robot. It ends as a loan (`uitlening`) or lapses with a reason."""

    VOLGORDE = ("aangemaakt_op", "volgnummer")

    # The number comes from the database, so that two places of the same moment have an order too.
    volgnummer = models.BigAutoField(primary_key=True)
    sleutel = models.CharField("sleutel", max_length=200, unique=True, editable=False)
    hulpmiddel = models.ForeignKey(
        Hulpmiddel, verbose_name="soort hulpmiddel", on_delete=models.PROTECT, related_name="+", default=ROBOT
    )
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    van = models.DateField("gewenste eerste dag")
    tot = models.DateField("gewenste laatste dag")
    aangemaakt_op = models.DateTimeField("op de lijst sinds", default=timezone.now, editable=False)
    vervolg = models.CharField("opdracht na toewijzing", max_length=60, blank=True, editable=False)
    uitlening = models.OneToOneField(
        Uitlening, null=True, blank=True, on_delete=models.PROTECT, related_name="wachtplaats", editable=False
    )
    vervallen_op = models.DateTimeField("van de lijst sinds", null=True, blank=True, editable=False)
    reden = models.CharField("reden", max_length=300, blank=True, editable=False)

    objects = WachtplaatsQuerySet.as_manager()

    class Meta:
        verbose_name = "plaats op de wachtlijst"
        verbose_name_plural = "wachtlijst hulpmiddelen"
        ordering = ["aangemaakt_op", "volgnummer"]
        indexes = [
            models.Index(
                fields=["aangemaakt_op", "volgnummer"],
                name="wachtplaats_open",
                condition=Q(uitlening__isnull=True, vervallen_op__isnull=True),
            ),
            models.Index(fields=["content_type", "object_id"], name="wachtplaats_per_bron"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(tot__gte=F("van")),
                name="wachtplaats_volgorde",
                violation_error_message=VOLGORDE_FOUT,
            ),
            models.CheckConstraint(
                condition=Q(uitlening__isnull=True) | Q(vervallen_op__isnull=True),
                name="wachtplaats_een_einde",
                violation_error_message="Deze plaats op de wachtlijst is al omgezet in een uitlening.",
            ),
            models.CheckConstraint(
                condition=Q(vervallen_op__isnull=True) | ~Q(reden=""),
                name="wachtplaats_reden",
                violation_error_message="Schrijf op waarom deze school niet meer wacht.",
            ),
        ]

    def __str__(self) -> str:
        periode = f"{self.van:%d-%m-%Y} tot en met {self.tot:%d-%m-%Y}"
        return f"{self.school.naam} wacht op een {self.hulpmiddel.naam}, {periode}"

    @property
    def is_open(self) -> bool:
        return self.uitlening_id is None and self.vervallen_op is None
