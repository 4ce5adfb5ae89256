"""Visits and trainings that follow an award: proposed, confirmed, held, and done with a report."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from aanvragen.models.uitvoering import BijUitvoering, BijUitvoeringQuerySet, Uitvoering
from swv.kern.opmaak import datum, tijd


class Afspraakstatus(models.TextChoices):
    VOORGESTELD = "voorgesteld", "Wacht op de school"
    ANDER_MOMENT = "ander_moment", "School vraagt een ander moment"
    BEVESTIGD = "bevestigd", "Bevestigd"
    AFGEROND = "afgerond", "Verslag is er"
    GEANNULEERD = "geannuleerd", "Gaat niet door"


AFSPRAAK_OPEN = (Afspraakstatus.VOORGESTELD, Afspraakstatus.ANDER_MOMENT, Afspraakstatus.BEVESTIGD)


class AfspraakQuerySet(BijUitvoeringQuerySet):
    def open(self) -> Self:
        return self.filter(status__in=AFSPRAAK_OPEN)


class Afspraak(BijUitvoering):
    """A visit or a training: proposed, confirmed, held, and done when the report is there.

    `reeks` counts its changes, for the calendars of those who come. `herinnerd` is the last reminder that went out, in
    days before the appointment.
    """

    status = models.CharField(max_length=40, choices=Afspraakstatus, default=Afspraakstatus.VOORGESTELD, editable=False)
    uitvoering = models.ForeignKey(Uitvoering, on_delete=models.PROTECT, related_name="afspraken")
    titel = models.CharField("waar de afspraak over gaat", max_length=80)
    datum = models.DateField()
    van = models.TimeField("begintijd")
    tot = models.TimeField("eindtijd")
    plaats = models.CharField(max_length=120)
    wie = models.CharField("wie er komen", max_length=300)
    reeks = models.PositiveIntegerField(default=0, editable=False)
    herinnerd = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    verslag = models.TextField(blank=True)
    verslag_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    verslag_op = models.DateTimeField(null=True, blank=True)

    objects = AfspraakQuerySet.as_manager()

    wat = "deze afspraak"
    met_lidwoord = "de afspraak"

    class Meta:
        verbose_name = "afspraak"
        verbose_name_plural = "afspraken"
        ordering = ["datum", "van", "id"]
        indexes = [
            models.Index(
                fields=["datum"],
                name="afspraak_open",
                condition=Q(status__in=["voorgesteld", "ander_moment", "bevestigd"]),
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(tot__gt=F("van")),
                name="afspraak_eindigt_na_begin",
                violation_error_message="De eindtijd ligt voor de begintijd. Pas een van beide aan.",
            ),
            models.CheckConstraint(
                condition=~Q(status="afgerond")
                | (Q(verslag_door__isnull=False, verslag_op__isnull=False) & ~Q(verslag="")),
                name="afspraak_afgerond_met_verslag",
                violation_error_message="Een afspraak is pas klaar als het verslag er is.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.titel}, {self.datum:%d-%m-%Y}"

    @property
    def is_open(self) -> bool:
        return self.status in AFSPRAAK_OPEN

    @property
    def begint(self) -> datetime:
        """The moment of the first minute, in the time of the portal."""
        return timezone.make_aware(datetime.combine(self.datum, self.van))

    @property
    def eindigt(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.datum, self.tot))

    @property
    def wanneer(self) -> str:
        """ "2 november 2026, 9:30 tot 11:00 uur"."""
        return f"{datum(self.datum)}, {tijd(self.begint)} tot {tijd(self.eindigt)} uur"

    @property
    def is_begonnen(self) -> bool:
        return timezone.now() >= self.begint

    @property
    def wacht_op_verslag(self) -> bool:
        return self.is_open and self.is_begonnen
