"""Payment: to which account, in which batch, and what the bank said.

A batch is a file for the bank with one regel per instalment. Account and name are copied into the regel, so a later
change of the account never alters a batch that was made before. One regel per instalment can be open: the database
refuses a second (`een_open_regel_per_termijn`), and money that is on its way cannot be released or moved meanwhile.
"""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from financien.iban import masker, toon_iban
from financien.models.verplichtingen import Betalingstermijn
from swv.kern.models import Dossier
from swv.organisaties.models import Schoolbestuur

NAAM_LENGTE = 70  # of a creditor or debtor in a SEPA payment (EPC132-08)


class BankrekeningQuerySet(models.QuerySet["Bankrekening"]):
    def gebruikt_op(self, dag: date) -> "BankrekeningQuerySet":
        """Per board the account that counts on this day, also when that one has ended: ask `is_bruikbaar`."""
        bevestigd = self.filter(status__in=[Bankrekening.Status.BEVESTIGD, Bankrekening.Status.BEEINDIGD])
        return (
            bevestigd.filter(geldig_van__lte=dag)
            .order_by("bestuur_id", "-geldig_van", "-bevestigd_op")
            .distinct("bestuur_id")
        )


class Bankrekening(Dossier):
    """An account of a board, or without a board the one from which the samenwerkingsverband pays.

    One person enters it, another confirms it; only then money goes to it. A change is a new row.
    """

    class Status(models.TextChoices):
        INGEVOERD = "ingevoerd", "wacht op bevestiging"
        BEVESTIGD = "bevestigd", "bevestigd"
        AFGEKEURD = "afgekeurd", "afgekeurd"
        BEEINDIGD = "beeindigd", "beëindigd"

    status = models.CharField(max_length=40, choices=Status, default=Status.INGEVOERD, editable=False)
    bestuur = models.ForeignKey(
        Schoolbestuur, null=True, blank=True, on_delete=models.PROTECT, related_name="bankrekeningen"
    )
    iban = models.CharField("IBAN", max_length=34)
    tenaamstelling = models.CharField(max_length=NAAM_LENGTE)
    geldig_van = models.DateField("geldig vanaf", default=timezone.localdate)
    ingevoerd_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    bevestigd_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    bevestigd_op = models.DateTimeField("bevestigd op", null=True, blank=True)

    objects = BankrekeningQuerySet.as_manager()

    class Meta:
        verbose_name = "bankrekening"
        verbose_name_plural = "bankrekeningen"
        ordering = ["-aangemaakt_op"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(bevestigd_door=F("ingevoerd_door")),
                name="bankrekening_vier_ogen",
                violation_error_message="Iemand anders dan wie de rekening invoerde, moet haar bevestigen.",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["bevestigd", "beeindigd"])
                | Q(bevestigd_door__isnull=False, bevestigd_op__isnull=False),
                name="bankrekening_bevestigd_door_iemand",
                violation_error_message="Een bevestigde rekening noemt wie haar bevestigde.",
            ),
            models.CheckConstraint(
                condition=Q(iban__regex=r"^[A-Z]{2}[0-9]{2}[A-Z0-9]{1,30}$"),
                name="bankrekening_iban",
                violation_error_message="Dit is geen IBAN. Controleer het rekeningnummer.",
            ),
            models.UniqueConstraint(
                fields=["bestuur"],
                condition=Q(status="ingevoerd"),
                nulls_distinct=False,
                name="bankrekening_een_wacht",
                violation_error_message="Er wacht al een rekening op bevestiging. Laat die eerst beoordelen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.van_wie}, {self.iban_gemaskeerd}"

    def get_absolute_url(self) -> str:
        return reverse("financien:bankrekening", args=[self.pk])

    @property
    def van_wie(self) -> str:
        return self.bestuur.naam if self.bestuur else "Het samenwerkingsverband"

    @property
    def is_bruikbaar(self) -> bool:
        return self.status == self.Status.BEVESTIGD

    @property
    def iban_gemaskeerd(self) -> str:
        return masker(self.iban)

    @property
    def iban_leesbaar(self) -> str:
        return toon_iban(self.iban)


class Betaalbatch(Dossier):
    """Payments that go to the bank in one file. `iban` and `tenaamstelling` are our own account as it was."""

    class Status(models.TextChoices):
        CONCEPT = "concept", "wacht op goedkeuring"
        GOEDGEKEURD = "goedgekeurd", "goedgekeurd"
        AANGEBODEN = "aangeboden", "bij de bank"
        VERWERKT = "verwerkt", "verwerkt"
        INGETROKKEN = "ingetrokken", "ingetrokken"

    status = models.CharField(max_length=40, choices=Status, default=Status.CONCEPT, editable=False)
    kenmerk = models.CharField(max_length=20, unique=True)
    uitvoerdatum = models.DateField("uitvoerdatum", help_text="De dag waarop de bank betaalt.")
    iban = models.CharField("IBAN", max_length=34)
    tenaamstelling = models.CharField(max_length=NAAM_LENGTE)
    gemaakt_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    goedgekeurd_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "betaalbatch"
        verbose_name_plural = "betaalbatches"
        ordering = ["-aangemaakt_op", "-kenmerk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(goedgekeurd_door=F("gemaakt_door")),
                name="betaalbatch_vier_ogen",
                violation_error_message="Iemand anders dan wie de batch maakte, moet hem goedkeuren.",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["goedgekeurd", "aangeboden", "verwerkt"]) | Q(goedgekeurd_door__isnull=False),
                name="betaalbatch_goedgekeurd_door_iemand",
                violation_error_message="Een goedgekeurde batch noemt wie hem goedkeurde.",
            ),
        ]

    def __str__(self) -> str:
        return self.kenmerk

    def get_absolute_url(self) -> str:
        return reverse("financien:betaalbatch", args=[self.pk])

    @property
    def is_bij_bank(self) -> bool:
        """The file may be had: it was approved and offered to the bank."""
        return self.status in (self.Status.AANGEBODEN, self.Status.VERWERKT)

    @property
    def iban_leesbaar(self) -> str:
        return toon_iban(self.iban)


class BetaalregelQuerySet(models.QuerySet["Betaalregel"]):
    def open(self) -> "BetaalregelQuerySet":
        return self.filter(staat=Betaalregel.Staat.OPEN)


class Betaalregel(models.Model):
    """One payment (euros) of one instalment. `staat` moves once, from open; the rest never changes."""

    class Staat(models.TextChoices):
        OPEN = "open", "nog niet bekend"
        BETAALD = "betaald", "betaald"
        GEWEIGERD = "geweigerd", "geweigerd"
        VERVALLEN = "vervallen", "vervallen"

    batch = models.ForeignKey(Betaalbatch, on_delete=models.PROTECT, related_name="regels", db_index=False)
    volgnummer = models.PositiveSmallIntegerField()
    termijn = models.ForeignKey(Betalingstermijn, on_delete=models.PROTECT, related_name="betaalregels")
    rekening = models.ForeignKey(Bankrekening, on_delete=models.PROTECT, related_name="betaalregels")
    bedrag = models.DecimalField(max_digits=14, decimal_places=2)
    iban = models.CharField("IBAN", max_length=34)
    tenaamstelling = models.CharField(max_length=NAAM_LENGTE)
    omschrijving = models.CharField(max_length=140, help_text="Zonder namen of andere persoonsgegevens.")
    endtoend = models.CharField("kenmerk bij de bank", max_length=35, unique=True)
    staat = models.CharField(max_length=10, choices=Staat, default=Staat.OPEN, editable=False)
    reden = models.CharField(max_length=200, blank=True, editable=False)

    objects = BetaalregelQuerySet.as_manager()

    class Meta:
        verbose_name = "betaalregel"
        verbose_name_plural = "betaalregels"
        ordering = ["batch", "volgnummer"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "volgnummer"], name="betaalregel_een_volgnummer"),
            models.UniqueConstraint(
                fields=["termijn"],
                condition=Q(staat="open"),
                name="een_open_regel_per_termijn",
                violation_error_message="Deze termijn staat al in een andere betaalbatch.",
            ),
            models.CheckConstraint(
                condition=Q(bedrag__gt=0),
                name="betaalregel_positief",
                violation_error_message="Een betaling is hoger dan € 0,00.",
            ),
            models.CheckConstraint(
                condition=~Q(staat="geweigerd") | ~Q(reden=""),
                name="betaalregel_geweigerd_met_reden",
                violation_error_message="Schrijf op waarom de bank de betaling weigerde.",
            ),
        ]

    def __str__(self) -> str:
        return self.endtoend

    @property
    def iban_leesbaar(self) -> str:
        return toon_iban(self.iban)


class Betaalbestand(models.Model):
    """The file for the bank: made once, at the approval, and given out byte for byte the same ever after."""

    batch = models.OneToOneField(Betaalbatch, on_delete=models.PROTECT, related_name="bestand")
    bericht = models.CharField("kenmerk van het bericht", max_length=35, unique=True)
    inhoud = models.BinaryField()
    sha256 = models.CharField("SHA-256", max_length=64)
    gemaakt_op = models.DateTimeField("gemaakt op", default=timezone.now)

    class Meta:
        verbose_name = "betaalbestand"
        verbose_name_plural = "betaalbestanden"

    def __str__(self) -> str:
        return f"{self.bericht}.xml"


class Statusbestand(models.Model):
    """A file in which the bank says what became of the payments. The same file counts once."""

    batch = models.ForeignKey(Betaalbatch, on_delete=models.PROTECT, related_name="statusbestanden")
    inhoud = models.BinaryField()
    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    gelezen_op = models.DateTimeField("gelezen op", default=timezone.now)

    class Meta:
        verbose_name = "statusbestand"
        verbose_name_plural = "statusbestanden"
        ordering = ["-gelezen_op"]

    def __str__(self) -> str:
        return f"Status {self.batch}"
