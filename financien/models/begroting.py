"""The budget: a calendar year with its lines, and what the source printed beside them."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q

from financien.fouten import OnbekendePost


class Begrotingsjaar(models.Model):
    """A calendar year with a budget. Once closed it stays closed: the database refuses every booking on it."""

    jaar = models.PositiveSmallIntegerField(unique=True)
    bron = models.CharField(
        max_length=160, blank=True, help_text="Waar de begroting vandaan komt, bijvoorbeeld het jaarplan."
    )
    gesloten_op = models.DateTimeField("gesloten op", null=True, blank=True)
    gesloten_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "begrotingsjaar"
        verbose_name_plural = "begrotingsjaren"
        ordering = ["-jaar"]
        constraints = [
            models.CheckConstraint(
                condition=Q(jaar__gte=2014, jaar__lte=2100),
                name="begrotingsjaar_na_passend_onderwijs",
                violation_error_message="Een begrotingsjaar ligt tussen 2014 en 2100.",
            )
        ]

    def __str__(self) -> str:
        return str(self.jaar)

    @property
    def is_gesloten(self) -> bool:
        return self.gesloten_op is not None


class BegrotingspostQuerySet(models.QuerySet["Begrotingspost"]):
    def voor(self, *, code: str, jaar: int | Begrotingsjaar) -> "Begrotingspost":
        """The line with this code in this year. Raises OnbekendePost when the budget has no such line."""
        nummer = jaar.jaar if isinstance(jaar, Begrotingsjaar) else jaar
        post = self.select_related("jaar").filter(code=code, jaar__jaar=nummer).first()
        if post is None:
            raise OnbekendePost(code=code, jaar=nummer)
        return post


class Begrotingspost(models.Model):
    """One line of the budget of one year. The code is free, unique within the year. Amounts stand on accounts."""

    class Soort(models.TextChoices):
        BATEN = "baten", "baten"
        LASTEN = "lasten", "lasten"

    jaar = models.ForeignKey(Begrotingsjaar, on_delete=models.PROTECT, related_name="posten")
    code = models.CharField(max_length=20)
    naam = models.CharField(max_length=160)
    soort = models.CharField(max_length=6, choices=Soort)
    rubriek = models.CharField(max_length=80, blank=True)
    rgs = models.CharField(
        "RGS-code",
        max_length=20,
        blank=True,
        help_text="Referentiecode van het Referentie Grootboekschema, voor de uitvoer naar de boekhouding.",
    )
    volgorde = models.PositiveSmallIntegerField(default=0)
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="onderdelen",
        verbose_name="onderdeel van",
    )

    objects = BegrotingspostQuerySet.as_manager()

    class Meta:
        verbose_name = "begrotingspost"
        verbose_name_plural = "begrotingsposten"
        ordering = ["jaar", "volgorde", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["jaar", "code"],
                name="een_code_per_begrotingsjaar",
                violation_error_message="Deze code bestaat al in dit begrotingsjaar. Kies een andere code.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.naam}"


class Brontotaal(models.Model):
    """A total as the source printed it, beside our own sum. Only shown; no figure of the portal is taken from it."""

    jaar = models.ForeignKey(Begrotingsjaar, on_delete=models.PROTECT, related_name="brontotalen")
    volgorde = models.PositiveSmallIntegerField()
    naam = models.CharField(max_length=160)
    eigen_som = models.DecimalField(max_digits=14, decimal_places=2)
    gedrukt = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = "totaal uit de bron"
        verbose_name_plural = "totalen uit de bron"
        ordering = ["jaar", "volgorde"]
        constraints = [models.UniqueConstraint(fields=["jaar", "volgorde"], name="brontotaal_een_plek")]

    def __str__(self) -> str:
        return self.naam

    @property
    def verschil(self) -> Decimal | None:
        """Our own sum minus the printed total; None when the source prints none."""
        return None if self.gedrukt is None else self.eigen_som - self.gedrukt
