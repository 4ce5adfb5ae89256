"""What school and bureau write to each other about a dossier, and what the bureau writes for itself alone."""

import uuid
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from swv.kern.models import BronModel, BronQuerySet
from swv.kern.triggers import alleen_toevoegen, niet_legen
from swv.organisaties.models import Rolsoort, School


class Kant(models.TextChoices):
    SCHOOL = "school", "de school"
    BUREAU = "bureau", "het bureau"

    @property
    def ander(self) -> "Kant":
        return Kant.BUREAU if self is Kant.SCHOOL else Kant.SCHOOL


def ongelezen_voor(kant: Kant) -> Q:
    """Messages that this side has not read yet: those of the other side."""
    return Q(kant=kant.ander, gelezen_op__isnull=True)


class GesprekQuerySet(BronQuerySet):
    def for_user(self, user: Any) -> Self:
        """The conversations of this person: of the bureau as each room lets it, of a school about its own dossiers.
        Somebody who only advises or decides reads none."""
        from swv.invullen.kamers import alle

        zichtbaar = Q(pk__in=[])
        if user.is_active:
            for kamer in alle():
                for dossiers in (kamer.voor_school(user), kamer.voor_bureau(user)):
                    zichtbaar |= Q(content_type=kamer.content_type, object_id__in=dossiers.values("pk"))
            if user.heeft_rol(Rolsoort.BUREAU, Rolsoort.DIRECTEUR):
                zichtbaar |= Q(weggegooid_op__isnull=False)
        return self.filter(zichtbaar)

    def met_nieuws(self, voor: Kant) -> Self:
        """Those with a message that this side has not read yet."""
        return self.met_stand(voor).filter(heeft_nieuws=True)

    def met_stand(self, voor: Kant) -> Self:
        """Each with `heeft_nieuws`: whether this side has something to read."""
        nieuws = Gespreksbericht.objects.filter(ongelezen_voor(voor), gesprek=OuterRef("pk"))
        return self.annotate(heeft_nieuws=Exists(nieuws))

    def bij_school(self) -> Self:
        """Those about what was not sent yet, or was thrown away unsent."""
        from swv.invullen.kamers import alle

        concept = Q(weggegooid_op__isnull=False)
        for kamer in alle():
            dossiers = kamer.model._base_manager.filter(status__in=kamer.bij_school)
            concept |= Q(content_type=kamer.content_type, object_id__in=dossiers.values("pk"))
        return self.filter(concept)


class Gesprek(BronModel):
    """The conversation about one dossier; it begins with the first message.

    A school may ask about a draft, which the bureau cannot see: of that the bureau reads what stands here and nothing
    else. When the school throws the draft away, what it sent to the bureau stays there.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    soort_naam = models.CharField("soort", max_length=120)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    laatste_op = models.DateTimeField("laatste bericht", default=timezone.now)
    weggegooid_op = models.DateTimeField("concept weggegooid op", null=True, blank=True)

    objects = GesprekQuerySet.as_manager()

    class Meta:
        verbose_name = "gesprek met een school"
        verbose_name_plural = "gesprekken met scholen"
        ordering = ["-laatste_op", "-id"]
        indexes = [models.Index(fields=["-laatste_op", "-id"], name="gesprek_nieuwste")]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"],
                name="een_gesprek_per_dossier",
                violation_error_message="Over dit dossier is er al een gesprek. Schrijf daar verder.",
            )
        ]
        triggers = [pgtrigger.Protect(name="gesprek_blijft", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.soort_naam}, {self.school.naam}"


class Gespreksbericht(models.Model):
    """One message. Never changed or deleted; only that the other side read it is noted, once.

    `sleutel` makes that a double click sends it once.
    """

    gesprek = models.ForeignKey(Gesprek, on_delete=models.PROTECT, related_name="berichten")
    sleutel = models.UUIDField("sleutel tegen dubbel versturen", unique=True, editable=False)
    kant = models.CharField("van", max_length=10, choices=Kant)
    tekst = models.TextField()
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    op = models.DateTimeField(default=timezone.now)
    gelezen_op = models.DateTimeField(null=True, blank=True)
    gelezen_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "bericht"
        verbose_name_plural = "berichten"
        ordering = ["op", "id"]
        indexes = [
            models.Index(fields=["gesprek", "op", "id"], name="bericht_per_gesprek"),
            models.Index(fields=["gesprek", "kant"], name="bericht_ongelezen", condition=Q(gelezen_op__isnull=True)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(tekst=""),
                name="bericht_met_tekst",
                violation_error_message="Een bericht heeft een tekst. Schrijf uw bericht.",
            ),
            models.CheckConstraint(
                condition=Q(gelezen_op__isnull=True, gelezen_door__isnull=True)
                | Q(gelezen_op__gte=F("op"), gelezen_door__isnull=False),
                name="bericht_gelezen_door_iemand",
                violation_error_message="Bij een gelezen bericht horen een moment en wie het las.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="bericht_blijft", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="tekst_staat_vast",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("gesprek", "sleutel", "kant", "tekst", "door", "op"),
            ),
            pgtrigger.Protect(
                name="gelezen_staat_vast",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__gelezen_op__isnull=False),
            ),
            niet_legen("RAISE EXCEPTION 'Berichten worden bewaard.';"),
        ]

    def __str__(self) -> str:
        return f"bericht van {self.get_kant_display()} op {self.op:%d-%m-%Y %H:%M}"


class NotitieQuerySet(BronQuerySet):
    def for_user(self, user: Any) -> Self:
        """Notes are of bureau and directeur-bestuurder alone, whatever else somebody is or may read."""
        return self if user.heeft_rol(Rolsoort.BUREAU, Rolsoort.DIRECTEUR) else self.none()


class Notitie(BronModel):
    """What the bureau writes about a dossier for itself: in no page of the school, no API, mail, letter or timeline.
    A wrong note is corrected with a new one."""

    sleutel = models.UUIDField("sleutel tegen dubbel bewaren", unique=True, editable=False)
    tekst = models.TextField()
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    op = models.DateTimeField(default=timezone.now)

    objects = NotitieQuerySet.as_manager()

    class Meta:
        verbose_name = "interne notitie"
        verbose_name_plural = "interne notities"
        ordering = ["-op", "-id"]
        indexes = [models.Index(fields=["content_type", "object_id", "-op"], name="notitie_per_bron")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(tekst=""),
                name="notitie_met_tekst",
                violation_error_message="Een notitie heeft een tekst. Schrijf uw notitie.",
            )
        ]
        triggers = alleen_toevoegen()

    def __str__(self) -> str:
        return f"notitie op {self.op:%d-%m-%Y %H:%M}"


class StandaardtekstQuerySet(models.QuerySet["Standaardtekst"]):
    def voor(self, soort: str) -> Self:
        """The texts that are in use for a kind of dossier, such as `aanvragen:robot`."""
        return self.filter(Q(soorten=[]) | Q(soorten__contains=[soort]), is_actief=True)


class Standaardtekst(models.Model):
    """A text for what is asked often. It is put into a message or a question, where one can still change it."""

    titel = models.CharField(max_length=120, unique=True)
    tekst = models.TextField(help_text="Zet tussen [haken] wat u per keer invult. Gebruik geen namen van leerlingen.")
    soorten = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    is_actief = models.BooleanField(
        "in gebruik", default=True, help_text="Haal het vinkje weg als u de tekst niet meer wilt aanbieden."
    )

    objects = StandaardtekstQuerySet.as_manager()

    class Meta:
        verbose_name = "standaardtekst"
        verbose_name_plural = "standaardteksten"
        ordering = ["titel"]

    def __str__(self) -> str:
        return self.titel
