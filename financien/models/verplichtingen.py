"""Commitments: what was awarded in which year, in which instalments, what was paid and what came back.

An award that falls in two budget years is two commitments of one source (`bron`), each on the line of its year with
the part that belongs there. What moves to another year later is a Verschuiving: it takes from one and makes another.
"""

import uuid
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from financien.models.begroting import Begrotingspost
from financien.models.grootboek import Boeking
from swv.kern.models import BronModel, BronQuerySet
from swv.organisaties.models import School


class Verplichting(BronModel):
    """An award as the ledger knows it: amount, line and kenmerk of its source, no personal data.

    `soort` (the kind of aanvraag), `school` and `schooljaar` (the year in which it begins: 2026 is 2026-2027) are
    there for reports. `vrijgevallen`, `betaald`, `verschoven` and `teruggevorderd` (euros) follow the rows that they
    count; only the database writes them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    post = models.ForeignKey(Begrotingspost, on_delete=models.PROTECT, related_name="verplichtingen")
    kenmerk = models.CharField(max_length=40, blank=True)
    omschrijving = models.CharField(max_length=200)
    bedrag = models.DecimalField(max_digits=14, decimal_places=2)
    vrijgevallen = models.DecimalField(max_digits=14, decimal_places=2, default=0, editable=False)
    betaald = models.DecimalField(max_digits=14, decimal_places=2, default=0, editable=False)
    verschoven = models.DecimalField(max_digits=14, decimal_places=2, default=0, editable=False)
    teruggevorderd = models.DecimalField(max_digits=14, decimal_places=2, default=0, editable=False)
    soort = models.CharField("soort aanvraag", max_length=40, blank=True)
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    schooljaar = models.PositiveSmallIntegerField(null=True, blank=True)
    boeking = models.OneToOneField(Boeking, on_delete=models.PROTECT, related_name="verplichting")
    ingetrokken_met = models.OneToOneField(
        Boeking, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="ingetrokken met"
    )

    objects = BronQuerySet.as_manager()

    class Meta:
        verbose_name = "verplichting"
        verbose_name_plural = "verplichtingen"
        ordering = ["-boeking__geboekt_op", "-id"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="verplichting_per_bron")]
        constraints = [
            models.CheckConstraint(
                condition=Q(bedrag__gt=0),
                name="verplichting_positief",
                violation_error_message="Een toekenning is hoger dan € 0,00.",
            ),
            models.CheckConstraint(
                condition=Q(vrijgevallen__gte=0, betaald__gte=0, verschoven__gte=0, teruggevorderd__gte=0)
                & Q(bedrag__gte=F("vrijgevallen") + F("betaald") + F("verschoven"))
                & Q(betaald__gte=F("teruggevorderd")),
                name="verplichting_niet_meer_dan_bedrag",
                violation_error_message="Er kan niet meer betaald of vrijgegeven worden dan er is toegekend.",
            ),
        ]

    def __str__(self) -> str:
        return self.kenmerk or self.omschrijving

    @property
    def openstaand(self) -> Decimal:
        """Awarded, not yet paid, not released and not moved to another year, in euros."""
        if self.ingetrokken_met_id:
            return Decimal("0.00")
        return self.bedrag - self.betaald - self.vrijgevallen - self.verschoven

    @property
    def jaardeel(self) -> Decimal:
        """What the year of its line bears of the award, in euros: paid, released and open together."""
        return Decimal("0.00") if self.ingetrokken_met_id else self.bedrag - self.verschoven

    @property
    def verplaatst_uit(self) -> "Verplichting | None":
        """The commitment of another year that this one was a part of."""
        verschuiving = getattr(self, "verschoven_van", None)
        return verschuiving.van if verschuiving else None

    @property
    def is_gebruikt(self) -> bool:
        """Something of it was paid, released or moved, so it can no longer be withdrawn."""
        return bool(self.betaald or self.vrijgevallen or self.verschoven)


class Betalingstermijn(models.Model):
    """One instalment of a commitment. The instalments add up to the commitment; a release lowers the last ones.

    It can be paid from `vervaldatum` on (at once without one), when its condition is met (status `betaalbaar`);
    `betaalbaar_door` and `betaalbaar_op` say who found so, and when.
    """

    class Status(models.TextChoices):
        OPEN = "open", "wacht op voorwaarde"
        BETAALBAAR = "betaalbaar", "kan betaald worden"
        BETAALD = "betaald", "betaald"
        VERVALLEN = "vervallen", "vervallen"

    verplichting = models.ForeignKey(Verplichting, on_delete=models.PROTECT, related_name="termijnen", db_index=False)
    volgnummer = models.PositiveSmallIntegerField()
    bedrag = models.DecimalField(max_digits=14, decimal_places=2)
    vrijgevallen = models.DecimalField(max_digits=14, decimal_places=2, default=0, editable=False)
    verschoven = models.DecimalField(max_digits=14, decimal_places=2, default=0, editable=False)
    betaald = models.DecimalField(max_digits=14, decimal_places=2, default=0, editable=False)
    vervaldatum = models.DateField("te betalen vanaf", null=True, blank=True)
    voorwaarde = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    betaalbaar_op = models.DateTimeField("betaalbaar sinds", null=True, blank=True)
    betaalbaar_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "betalingstermijn"
        verbose_name_plural = "betalingstermijnen"
        ordering = ["verplichting", "volgnummer"]
        constraints = [
            models.UniqueConstraint(fields=["verplichting", "volgnummer"], name="termijn_een_volgnummer"),
            models.CheckConstraint(
                condition=Q(bedrag__gt=0),
                name="termijn_positief",
                violation_error_message="Een termijn is hoger dan € 0,00.",
            ),
            models.CheckConstraint(
                condition=Q(vrijgevallen__gte=0, verschoven__gte=0, betaald__gte=0)
                & Q(bedrag__gte=F("vrijgevallen") + F("verschoven") + F("betaald")),
                name="termijn_niet_meer_dan_bedrag",
                violation_error_message="Er kan niet meer betaald of vrijgegeven worden dan het bedrag van de termijn.",
            ),
        ]
        indexes = [
            models.Index(fields=["vervaldatum", "id"], name="termijn_betaalbaar", condition=Q(status="betaalbaar"))
        ]

    def __str__(self) -> str:
        return f"{self.verplichting}, termijn {self.volgnummer}"

    @property
    def te_betalen(self) -> Decimal:
        """What is left of this instalment to pay, in euros."""
        return self.bedrag - self.vrijgevallen - self.verschoven - self.betaald


class Vrijval(models.Model):
    """A part of a commitment that is not needed and went back to the line. Only added, never changed."""

    verplichting = models.ForeignKey(Verplichting, on_delete=models.PROTECT, related_name="vrijvallen")
    boeking = models.OneToOneField(Boeking, on_delete=models.PROTECT, related_name="vrijval")
    bedrag = models.DecimalField(max_digits=14, decimal_places=2)
    reden = models.CharField(max_length=200)
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "vrijval"
        verbose_name_plural = "vrijvallen"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(bedrag__gt=0),
                name="vrijval_positief",
                violation_error_message="Vul een bedrag in dat hoger is dan € 0,00.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.verplichting}: {self.bedrag}"


class Betaling(models.Model):
    """What was paid on one instalment, in euros. Only added, never changed; the database keeps the counters."""

    termijn = models.ForeignKey(Betalingstermijn, on_delete=models.PROTECT, related_name="betalingen")
    boeking = models.OneToOneField(Boeking, on_delete=models.PROTECT, related_name="betaling")
    bedrag = models.DecimalField(max_digits=14, decimal_places=2)
    betaald_op = models.DateField("betaald op")
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "betaling"
        verbose_name_plural = "betalingen"
        ordering = ["-betaald_op", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(bedrag__gt=0),
                name="betaling_positief",
                violation_error_message="Vul een bedrag in dat hoger is dan € 0,00.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.termijn}: {self.bedrag}"


class Terugvordering(models.Model):
    """What a school has to pay back, in euros. It gives room again on `post`: the line of the award, or the line with
    the same code in the year that is open when the award's year is closed."""

    verplichting = models.ForeignKey(Verplichting, on_delete=models.PROTECT, related_name="terugvorderingen")
    post = models.ForeignKey(Begrotingspost, on_delete=models.PROTECT, related_name="terugvorderingen")
    boeking = models.OneToOneField(Boeking, on_delete=models.PROTECT, related_name="terugvordering")
    bedrag = models.DecimalField(max_digits=14, decimal_places=2)
    reden = models.CharField(max_length=200)
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "terugvordering"
        verbose_name_plural = "terugvorderingen"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(bedrag__gt=0),
                name="terugvordering_positief",
                violation_error_message="Vul een bedrag in dat hoger is dan € 0,00.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.verplichting}: {self.bedrag}"


class Verschuiving(models.Model):
    """A part of a commitment that moved to another year, in euros: `naar` is the commitment that it became.

    A herverdeling changes which year bears the cost and needs room there. An overheveling takes the budget along: what
    is still open at the end of a year is paid in the next.
    """

    van = models.ForeignKey(Verplichting, on_delete=models.PROTECT, related_name="verschuivingen")
    naar = models.OneToOneField(Verplichting, on_delete=models.PROTECT, related_name="verschoven_van")
    bedrag = models.DecimalField(max_digits=14, decimal_places=2)
    reden = models.CharField(max_length=200)
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "verschuiving"
        verbose_name_plural = "verschuivingen"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(bedrag__gt=0),
                name="verschuiving_positief",
                violation_error_message="Vul een bedrag in dat hoger is dan € 0,00.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.van}: {self.bedrag}"


class Reservering(BronModel):
    """What an open request would cost if it were awarded, in euros. It takes no free room; it warns.

    One open row per source and line, so per budget year; all of them lapse with the decision or when the request is
    withdrawn.
    """

    post = models.ForeignKey(Begrotingspost, on_delete=models.PROTECT, related_name="reserveringen")
    bedrag = models.DecimalField(max_digits=14, decimal_places=2)
    boeking = models.OneToOneField(Boeking, on_delete=models.PROTECT, related_name="reservering")
    vervallen_met = models.OneToOneField(
        Boeking, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="vervallen met"
    )

    objects = BronQuerySet.as_manager()

    class Meta:
        verbose_name = "reservering"
        verbose_name_plural = "reserveringen"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "post"],
                name="een_open_reservering_per_bron_en_post",
                condition=Q(vervallen_met__isnull=True),
            ),
            models.CheckConstraint(
                condition=Q(bedrag__gt=0),
                name="reservering_positief",
                violation_error_message="Vul een bedrag in dat hoger is dan € 0,00.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post}: {self.bedrag}"
