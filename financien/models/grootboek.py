"""The ledger: accounts with a stored balance, bookings that only grow in number."""

import uuid

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from financien.models.begroting import Begrotingspost


class Rekening(models.Model):
    """The account of one line for one kind of money. `saldo` follows the regels; only the database writes it."""

    class Soort(models.TextChoices):
        BEGROTING = "begroting", "begroting"
        WIJZIGING = "wijziging", "begrotingswijziging"
        VRIJ = "vrij", "vrije ruimte"
        TOEGEKEND = "toegekend", "toegekend"
        VRIJGEVALLEN = "vrijgevallen", "vrijgevallen"
        BETAALD = "betaald", "betaald"
        RESERVERING = "reservering", "open aanvragen"
        GERESERVEERD = "gereserveerd", "gereserveerd"
        KOSTEN = "kosten", "kosten zonder toekenning"
        TERUGGEVORDERD = "teruggevorderd", "teruggevorderd"
        OVERGEHEVELD_UIT = "overgeheveld_uit", "overgeheveld naar een later jaar"
        OVERGEHEVELD_IN = "overgeheveld_in", "overgeheveld uit een eerder jaar"
        TE_ONTVANGEN = "te_ontvangen", "te ontvangen"

    post = models.ForeignKey(Begrotingspost, on_delete=models.PROTECT, related_name="rekeningen")
    soort = models.CharField(max_length=20, choices=Soort)
    saldo = models.DecimalField(max_digits=14, decimal_places=2, default=0, editable=False)
    gesloten = models.BooleanField(default=False, editable=False, help_text="Volgt het begrotingsjaar.")

    class Meta:
        verbose_name = "rekening"
        verbose_name_plural = "rekeningen"
        ordering = ["post", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "soort"],
                name="een_rekening_per_post_en_soort",
                violation_error_message="Deze post heeft al een rekening van deze soort.",
            ),
            models.CheckConstraint(
                condition=~Q(soort__in=["toegekend", "betaald", "gereserveerd", "kosten", "overgeheveld_uit"])
                | Q(saldo__gte=0),
                name="rekening_niet_negatief",
                violation_error_message="Er kan niet meer af dan er op deze rekening staat.",
            ),
            models.CheckConstraint(
                condition=~Q(soort__in=["vrijgevallen", "teruggevorderd", "reservering", "overgeheveld_in"])
                | Q(saldo__lte=0),
                name="tegenrekening_niet_positief",
                violation_error_message="Er kan niet meer terug dan er op deze rekening is geboekt.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post} – {self.get_soort_display()}"


class Boeking(models.Model):
    """One transaction of the ledger. Never changed or removed; a correction points at it with `keert_om`.

    `boekdatum` is the day of entry, `ingangsdatum` the day from which it counts in reports. `sleutel` makes the act
    idempotent: `inhoud` is the hash of what was asked, so the same key with other content is refused.
    """

    class Soort(models.TextChoices):
        BEGROTING = "begroting", "begroting vastgesteld"
        WIJZIGING = "wijziging", "begrotingswijziging"
        RESERVERING = "reservering", "reservering"
        TOEKENNING = "toekenning", "toekenning"
        BETALING = "betaling", "betaling"
        KOSTEN = "kosten", "kosten zonder toekenning"
        TERUGVORDERING = "terugvordering", "terugvordering"
        HERVERDELING = "herverdeling", "andere verdeling over jaren"
        OVERHEVELING = "overheveling", "overheveling naar een later jaar"
        VRIJVAL = "vrijval", "vrijval"
        OMKERING = "omkering", "omkering"
        OVERIG = "overig", "overig"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sleutel = models.CharField(max_length=200)  # unique by constraint: no second index for LIKE
    inhoud = models.CharField(max_length=64, editable=False)
    soort = models.CharField(max_length=16, choices=Soort, default=Soort.OVERIG)
    omschrijving = models.CharField(max_length=200, help_text="Zonder namen of andere persoonsgegevens.")
    boekdatum = models.DateField(default=timezone.localdate)
    ingangsdatum = models.DateField()
    geboekt_op = models.DateTimeField("geboekt op", db_default=Now(), editable=False)
    # Without indexes of their own: nobody looks for the bookings of a person, and `boeking_per_bron` finds a source.
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    aantal_regels = models.PositiveSmallIntegerField(editable=False)
    keert_om = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="omkering", verbose_name="keert om"
    )
    content_type = models.ForeignKey(
        ContentType,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="soort bron",
        db_index=False,
    )
    object_id = models.UUIDField("bron", null=True, blank=True)
    bron = GenericForeignKey("content_type", "object_id")

    class Meta:
        verbose_name = "boeking"
        verbose_name_plural = "boekingen"
        ordering = ["-geboekt_op", "-id"]
        indexes = [
            models.Index(fields=["-geboekt_op", "-id"], name="boeking_nieuwste_eerst"),
            models.Index(
                fields=["content_type", "object_id"],
                name="boeking_per_bron",
                condition=Q(object_id__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["sleutel"],
                name="een_boeking_per_sleutel",
                violation_error_message="Deze boeking is al gedaan.",
            ),
            models.CheckConstraint(
                condition=Q(content_type__isnull=True, object_id__isnull=True)
                | Q(content_type__isnull=False, object_id__isnull=False),
                name="boeking_bron_heel_of_niet",
            ),
            models.CheckConstraint(
                condition=Q(aantal_regels__gte=2),
                name="boeking_minstens_twee_regels",
                violation_error_message="Een boeking heeft minstens twee regels.",
            ),
        ]

    def __str__(self) -> str:
        return self.omschrijving


class Boekingsregel(models.Model):
    """One amount on one account, in euros: plus is to the account, minus is from it.

    `ingangsdatum` repeats that of the booking, so a balance on a day needs one index only. `verplichting` is the award
    that the booking belongs to, None for budget and costs, so a report per school or kind is one sum. The database
    fills it in and compares both with what they repeat.
    """

    boeking = models.ForeignKey(Boeking, on_delete=models.PROTECT, related_name="regels")
    # Without its own index: the covering index below starts with it.
    rekening = models.ForeignKey(Rekening, on_delete=models.PROTECT, related_name="regels", db_index=False)
    bedrag = models.DecimalField(max_digits=14, decimal_places=2)
    ingangsdatum = models.DateField()
    verplichting = models.ForeignKey(
        "financien.Verplichting",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )

    class Meta:
        verbose_name = "boekingsregel"
        verbose_name_plural = "boekingsregels"
        ordering = ["id"]
        indexes = [
            models.Index(fields=["rekening", "ingangsdatum", "boeking"], include=["bedrag"], name="regel_op_volgorde"),
            models.Index(
                fields=["rekening", "ingangsdatum", "boeking"],
                include=["bedrag", "verplichting"],
                name="regel_van_toekenning",
                condition=Q(verplichting__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(bedrag=0),
                name="regel_niet_nul",
                violation_error_message="Een boekingsregel van € 0,00 is niet nodig.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.rekening}: {self.bedrag}"


class Maandsom(models.Model):
    """What one account moved in one month by effective date, in euros: so a balance on a day, and the movement over
    months, need no walk along all regels. Follows the regels; only the database writes it.
    """

    # Without its own index: the unique one below starts with it.
    rekening = models.ForeignKey(Rekening, on_delete=models.PROTECT, related_name="maandsommen", db_index=False)
    maand = models.DateField(help_text="De eerste dag van de maand.")
    bedrag = models.DecimalField(max_digits=16, decimal_places=2, editable=False)

    class Meta:
        verbose_name = "maandsom"
        verbose_name_plural = "maandsommen"
        ordering = ["rekening", "maand"]
        constraints = [models.UniqueConstraint(fields=["rekening", "maand"], name="een_som_per_rekening_en_maand")]

    def __str__(self) -> str:
        return f"{self.rekening}, {self.maand:%m-%Y}: {self.bedrag}"


class Overschrijding(models.Model):
    """The named approval of the directeur-bestuurder to let one booking go beyond the free room of a line.

    `bedrag` is how far, in euros, the booking may take the line (further) below zero. The row is written with the
    booking, before its regels; afterwards nobody can add one.
    """

    boeking = models.ForeignKey(Boeking, on_delete=models.PROTECT, related_name="overschrijdingen")
    post = models.ForeignKey(Begrotingspost, on_delete=models.PROTECT, related_name="overschrijdingen")
    bedrag = models.DecimalField(max_digits=14, decimal_places=2)
    reden = models.TextField()
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    goedgekeurd_op = models.DateTimeField("goedgekeurd op", db_default=Now())

    class Meta:
        verbose_name = "goedgekeurde overschrijding"
        verbose_name_plural = "goedgekeurde overschrijdingen"
        ordering = ["-goedgekeurd_op"]
        constraints = [
            models.UniqueConstraint(fields=["boeking", "post"], name="een_overschrijding_per_boeking_en_post"),
            models.CheckConstraint(
                condition=Q(bedrag__gt=0),
                name="overschrijding_positief",
                violation_error_message="Vul een bedrag in dat hoger is dan € 0,00.",
            ),
            models.CheckConstraint(
                condition=~Q(reden=""),
                name="overschrijding_met_reden",
                violation_error_message="Schrijf op waarom de overschrijding nodig is.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post}: {self.bedrag}"
