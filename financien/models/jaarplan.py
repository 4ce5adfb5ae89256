"""The jaarplan: ambitions with their money, priorities with their progress, indicators with what was measured."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from financien.models.begroting import Begrotingspost
from swv.kern.triggers import alleen_toevoegen


class Ambitie(models.Model):
    """What the samenwerkingsverband wants to reach, in the jaarplan of one year."""

    jaar = models.PositiveSmallIntegerField("jaar van het jaarplan")
    plan = models.CharField(
        "ondersteuningsplan", max_length=80, blank=True, help_text="Bijvoorbeeld: Ondersteuningsplan 2024-2028."
    )
    code = models.CharField(max_length=10)
    naam = models.CharField(max_length=120)
    doel = models.TextField("wat we willen bereiken", blank=True)
    posten = models.ManyToManyField(
        Begrotingspost,
        blank=True,
        related_name="ambities",
        verbose_name="begrotingsposten",
        help_text="De posten van hetzelfde jaar waaruit deze ambitie wordt betaald.",
    )
    volgorde = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "ambitie"
        verbose_name_plural = "ambities"
        ordering = ["-jaar", "volgorde", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["jaar", "code"],
                name="ambitie_een_code_per_jaar",
                violation_error_message="Deze code bestaat al in het jaarplan van dit jaar. Kies een andere code.",
            ),
            models.CheckConstraint(
                condition=Q(jaar__gte=2014, jaar__lte=2100),
                name="ambitie_na_passend_onderwijs",
                violation_error_message="Een jaarplan is van een jaar tussen 2014 en 2100.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.naam} ({self.jaar})"


class Prioriteit(models.Model):
    """One thing that is done for an ambition: which kind of goal, by whom, in which tertiaal, from which line."""

    class Soort(models.TextChoices):
        VERBETERDOEL = "V", "verbeterdoel"
        ONTWIKKELDOEL = "O", "ontwikkeldoel"
        STRATEGISCH = "S", "strategisch doel"

    ambitie = models.ForeignKey(Ambitie, on_delete=models.CASCADE, related_name="prioriteiten")
    soort = models.CharField("soort doel", max_length=1, choices=Soort)
    tekst = models.CharField("wat we gaan doen", max_length=300)
    wie = models.CharField(max_length=120)
    eerste_tertiaal = models.BooleanField("eerste tertiaal (augustus tot december)", default=False)
    tweede_tertiaal = models.BooleanField("tweede tertiaal (december tot april)", default=False)
    derde_tertiaal = models.BooleanField("derde tertiaal (april tot augustus)", default=False)
    post = models.ForeignKey(
        Begrotingspost,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="begrotingspost",
    )
    volgorde = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "prioriteit"
        verbose_name_plural = "prioriteiten"
        ordering = ["ambitie", "volgorde", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(eerste_tertiaal=True) | Q(tweede_tertiaal=True) | Q(derde_tertiaal=True),
                name="prioriteit_in_een_tertiaal",
                violation_error_message="Kies minstens één tertiaal.",
            )
        ]

    def __str__(self) -> str:
        return self.tekst

    @property
    def tertialen(self) -> str:
        """The numbers of its tertialen: "1 en 2"."""
        vinkjes = (self.eerste_tertiaal, self.tweede_tertiaal, self.derde_tertiaal)
        nummers = [str(nummer) for nummer, aan in enumerate(vinkjes, start=1) if aan]
        return " en ".join(filter(None, (", ".join(nummers[:-1]), nummers[-1]))) if nummers else ""


class Voortgang(models.Model):
    """How a priority stands on a day. Only added: the newest says how it stands, the older ones how it went."""

    class Stand(models.TextChoices):
        NOG_NIET = "nog_niet", "nog niet begonnen"
        OP_KOERS = "op_koers", "op koers"
        VERTRAAGD = "vertraagd", "vertraagd"
        KLAAR = "klaar", "klaar"
        GESTOPT = "gestopt", "gestopt"

    prioriteit = models.ForeignKey(Prioriteit, on_delete=models.PROTECT, related_name="voortgang")
    datum = models.DateField(default=timezone.localdate)
    stand = models.CharField(max_length=10, choices=Stand)
    tekst = models.CharField("toelichting", max_length=300, help_text="Zonder namen van leerlingen.")
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "voortgang"
        verbose_name_plural = "voortgang"
        ordering = ["-datum", "-id"]
        triggers = alleen_toevoegen()

    def __str__(self) -> str:
        return f"{self.datum}: {self.get_stand_display()}"


class Indicator(models.Model):
    """What is measured for an ambition, and which value is the target at the end of the year."""

    class Richting(models.TextChoices):
        MINSTENS = "minstens", "minstens de streefwaarde"
        HOOGSTENS = "hoogstens", "hoogstens de streefwaarde"

    ambitie = models.ForeignKey(Ambitie, on_delete=models.CASCADE, related_name="indicatoren")
    naam = models.CharField(max_length=200)
    eenheid = models.CharField(max_length=30, help_text="Bijvoorbeeld: leerlingen, scholen of %.")
    richting = models.CharField(max_length=9, choices=Richting, default=Richting.MINSTENS)
    streefwaarde = models.DecimalField(max_digits=12, decimal_places=2)
    volgorde = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "indicator"
        verbose_name_plural = "indicatoren"
        ordering = ["ambitie", "volgorde", "id"]

    def __str__(self) -> str:
        return self.naam

    def is_gehaald(self, waarde: Decimal) -> bool:
        """Whether this measured value reaches the target."""
        if self.richting == self.Richting.HOOGSTENS:
            return waarde <= self.streefwaarde
        return waarde >= self.streefwaarde


class Meting(models.Model):
    """A measured value of an indicator on a day. A second one on the same day corrects the first."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="metingen")
    datum = models.DateField(default=timezone.localdate)
    waarde = models.DecimalField(max_digits=12, decimal_places=2)
    bron = models.CharField(max_length=160)
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "meting"
        verbose_name_plural = "metingen"
        ordering = ["-datum", "-id"]
        triggers = alleen_toevoegen()

    def __str__(self) -> str:
        return f"{self.datum}: {self.waarde}"
