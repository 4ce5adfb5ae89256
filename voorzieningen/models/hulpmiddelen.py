"""Kinds of things that are lent: a robot, and whatever the bureau adds as a row, such as a laptop or a quiet tent."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from voorzieningen.models.catalogus import Voorziening

LANGST_VOORAF = 60  # days before the last one; earlier nobody needs to be reminded
ROBOT = uuid.UUID("6f0b2c52-5d0e-4c0f-9f0a-0d6d3c1b7a10")
"""The kind that every portal has: a turning tablet holder for in the classroom (`standaard_laden`)."""


class Hulpmiddel(models.Model):
    """One kind of thing. All things of a kind are alike: who asks for the kind gets any of them."""

    # A UUID, so that a loan without a dossier can belong to its kind.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField("code", max_length=30, unique=True)
    naam = models.CharField("naam", max_length=60, unique=True, help_text="Eén ding, bijvoorbeeld: robot.")
    meervoud = models.CharField("meervoud", max_length=60, help_text="Bijvoorbeeld: robots.")
    antwoord_werkdagen = models.PositiveSmallIntegerField(
        "werkdagen om te antwoorden",
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text="Zo lang heeft een school van de wachtlijst om te antwoorden.",
    )
    herinner_dagen = models.PositiveSmallIntegerField(
        "dagen vooraf herinneren",
        default=7,
        validators=[MaxValueValidator(LANGST_VOORAF)],
        help_text="Zoveel dagen voor de laatste dag krijgt de school bericht.",
    )
    voorziening = models.ForeignKey(
        Voorziening,
        verbose_name="staat in de catalogus als",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="hulpmiddelen",
    )

    class Meta:
        verbose_name = "soort hulpmiddel"
        verbose_name_plural = "soorten hulpmiddelen"
        ordering = ["naam"]

    def __str__(self) -> str:
        return self.naam


def standaard_laden(**kwargs: object) -> None:
    """Make the kind that every portal has, unless it is there. Django calls this after migrating."""
    Hulpmiddel.objects.get_or_create(pk=ROBOT, defaults={"code": "robot", "naam": "robot", "meervoud": "robots"})
