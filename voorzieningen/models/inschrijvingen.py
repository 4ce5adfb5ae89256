"""Who comes to an activity, who waits, and who was there."""

from typing import Self

import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from swv.kern.models import Dossier
from swv.organisaties.models import Gebruiker, Rolsoort, School
from voorzieningen.models.activiteiten import Activiteit, Sessie

AL_INGESCHREVEN = "Deze persoon staat al op de lijst van deze activiteit."

# Who has a place keeps it, and needs no lock. For a new one the row of the activity first, so that nobody counts what
# another is just giving out.
NIET_TE_VOL = """
    IF TG_OP = 'UPDATE' THEN
        IF OLD.status = NEW.status AND OLD.activiteit_id = NEW.activiteit_id THEN
            RETURN NULL;
        END IF;
    END IF;
    PERFORM FROM voorzieningen_activiteit WHERE id = NEW.activiteit_id FOR NO KEY UPDATE;
    IF (SELECT count(*) FROM voorzieningen_inschrijving AS i
        WHERE i.activiteit_id = NEW.activiteit_id AND i.status = 'ingeschreven')
        > (SELECT a.capaciteit FROM voorzieningen_activiteit AS a WHERE a.id = NEW.activiteit_id) THEN
        RAISE EXCEPTION USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'niet_te_vol',
            MESSAGE = 'niet_te_vol: er zijn meer plaatsen gegeven dan er zijn';
    END IF;
    RETURN NULL;
"""


class InschrijvingQuerySet(models.QuerySet["Inschrijving"]):
    def for_user(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """The bureau and the director see all; others themselves, and the colleagues whom they put on the list."""
        if not isinstance(user, Gebruiker):
            return self.none()
        if user.heeft_rol(Rolsoort.BUREAU, Rolsoort.DIRECTEUR):
            return self
        return self.van_persoon(user)

    def van_persoon(self, gebruiker: Gebruiker) -> Self:
        return self.filter(Q(persoon=gebruiker) | Q(ingeschreven_door=gebruiker))

    def met_plaats(self) -> Self:
        return self.filter(status=Inschrijving.Status.INGESCHREVEN)

    def wachtend(self) -> Self:
        """Who waits, first in line on top: the moment at which they came on the list."""
        return self.filter(status=Inschrijving.Status.WACHTLIJST).order_by("ingeschreven_op", "id")


class Inschrijving(Dossier):
    """One person on the list of one activity. Without an account it is a colleague, by name and school."""

    class Status(models.TextChoices):
        WACHTLIJST = "wachtlijst", "op de wachtlijst"
        INGESCHREVEN = "ingeschreven", "ingeschreven"
        AFGEMELD = "afgemeld", "afgemeld"

    status = models.CharField(max_length=40, choices=Status, default=Status.WACHTLIJST, editable=False)
    activiteit = models.ForeignKey(Activiteit, on_delete=models.PROTECT, related_name="inschrijvingen")
    persoon = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    naam = models.CharField("naam", max_length=120)
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ingeschreven_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    ingeschreven_op = models.DateTimeField("ingeschreven op", default=timezone.now)

    objects = InschrijvingQuerySet.as_manager()

    met_lidwoord = "de inschrijving"

    class Meta:
        verbose_name = "inschrijving"
        verbose_name_plural = "inschrijvingen"
        ordering = ["-ingeschreven_op", "id"]
        indexes = [
            models.Index(fields=["activiteit", "status", "ingeschreven_op", "id"], name="inschrijving_lijst"),
            models.Index(fields=["ingeschreven_door"], name="inschrijving_door"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["persoon", "activiteit"],
                condition=Q(persoon__isnull=False) & ~Q(status="afgemeld"),
                name="inschrijving_persoon_een_keer",
                violation_error_message=AL_INGESCHREVEN,
            ),
            models.UniqueConstraint(
                "school",
                "activiteit",
                Lower("naam"),
                condition=~Q(status="afgemeld"),
                name="inschrijving_naam_een_keer",
                violation_error_message=AL_INGESCHREVEN,
            ),
            models.CheckConstraint(
                condition=Q(persoon__isnull=False) | Q(school__isnull=False),
                name="inschrijving_collega_met_school",
                violation_error_message="Kies de school waar deze collega werkt.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="niet_te_vol",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.After,
                condition=pgtrigger.Q(new__status="ingeschreven"),
                func=NIET_TE_VOL,
            )
        ]

    def __str__(self) -> str:
        return f"{self.naam}, {self.activiteit.titel}"

    def get_absolute_url(self) -> str:
        return reverse("activiteiten:inschrijving", args=[self.pk])

    @property
    def kenmerk(self) -> str:
        return self.activiteit.kenmerk

    @property
    def soort_naam(self) -> str:
        return f"Inschrijving voor {self.activiteit.titel}"

    @property
    def aan(self) -> Gebruiker:
        """Who hears about it: the person, or who put this colleague on the list."""
        return self.persoon or self.ingeschreven_door


Inschrijvingstatus = Inschrijving.Status


class Aanwezigheid(models.Model):
    """That somebody was at a meeting, or was not. Without a row nobody said so yet."""

    class Hoe(models.TextChoices):
        CODE = "code", "met de code in de zaal"
        LIJST = "lijst", "op de presentielijst"

    inschrijving = models.ForeignKey(Inschrijving, on_delete=models.PROTECT, related_name="aanwezigheden")
    sessie = models.ForeignKey(Sessie, on_delete=models.PROTECT, related_name="aanwezigheden")
    is_aanwezig = models.BooleanField("aanwezig")
    hoe = models.CharField("hoe vastgelegd", max_length=10, choices=Hoe)
    door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    op = models.DateTimeField("vastgelegd op", default=timezone.now)

    class Meta:
        verbose_name = "aanwezigheid bij een activiteit"
        verbose_name_plural = "aanwezigheid bij activiteiten"
        constraints = [
            models.UniqueConstraint(
                fields=["inschrijving", "sessie"],
                name="aanwezigheid_een_keer",
                violation_error_message="Voor deze bijeenkomst staat het al vast.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.sessie}: {'aanwezig' if self.is_aanwezig else 'afwezig'}"
