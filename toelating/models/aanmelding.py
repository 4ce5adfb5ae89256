"""A pupil who was registered in writing with a school and needs extra support: the zorgplicht of that school, with the
time that the law gives it to decide. Days are calendar days; `beslisdatum` is the last day to decide."""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from swv.kern.models import Dossier
from swv.kern.opmaak import datum
from swv.organisaties.models import Gebruiker, Leerling, Rolsoort, School
from swv.termijnen.schema import Soort as Klok

GEEN_GEZONDHEID = "Noem geen namen en schrijf niets over gezondheid of diagnose."
LANGSTE_REDEN = 300
LANGSTE_VERLENGING = 4  # weeks


class Aanmeldingstatus(models.TextChoices):
    ONDERZOEK = "onderzoek", "in onderzoek"
    AANBOD = "aanbod", "andere school gevonden"
    GEPLAATST = "geplaatst", "toegelaten op deze school"
    ELDERS = "elders", "geplaatst op een andere school"
    INGETROKKEN = "ingetrokken", "ingetrokken"


# The school still has to see to it that the pupil gets a place.
MET_ZORGPLICHT = (Aanmeldingstatus.ONDERZOEK, Aanmeldingstatus.AANBOD)


def zichtbaar_voor(user: Any) -> Q:
    """Who sees what a school tells of a pupil here: the school and its board, the bureau and the directeur-bestuurder.
    Nobody else: not who advises, pays or carries out."""
    if not isinstance(user, Gebruiker) or not user.is_active:
        return Q(pk__in=[])
    if user.heeft_rol(Rolsoort.BUREAU, Rolsoort.DIRECTEUR):
        return Q()
    return Q(school_id__in=user.school_ids)


class AanmeldingQuerySet(models.QuerySet["Aanmelding"]):
    def for_user(self, user: Any) -> Self:
        return self.filter(zichtbaar_voor(user))

    def open(self) -> Self:
        """Those for which the school still has the zorgplicht."""
        return self.filter(status__in=MET_ZORGPLICHT)


class Aanmelding(Dossier):
    """One registration in writing. The zorgplicht ends when the pupil has a place, here or elsewhere."""

    klok = Klok.ZORGPLICHT

    class Verwacht(models.TextChoices):
        OUDERS = "ouders", "de ouders zeggen het"
        SCHOOL = "school", "de school verwacht het"
        BEIDE = "beide", "de ouders en de school"

    class Intrekking(models.TextChoices):
        ANDERE_SCHOOL = "andere_school", "de ouders kozen zelf een andere school"
        VERHUISD = "verhuisd", "de leerling is verhuisd"
        GEEN_STEUN = "geen_steun", "er is geen extra ondersteuning nodig"
        FOUT = "fout", "de aanmelding is niet juist vastgelegd"

    status = models.CharField(
        max_length=40, choices=Aanmeldingstatus, default=Aanmeldingstatus.ONDERZOEK, editable=False
    )
    sleutel = models.UUIDField(unique=True, editable=False)
    kenmerk = models.CharField(max_length=20, unique=True, editable=False)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="aanmeldingen")
    leerling = models.ForeignKey(Leerling, on_delete=models.PROTECT, related_name="aanmeldingen")
    vastgelegd_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    aangemeld_op = models.DateField("schriftelijk aangemeld op")
    verwacht = models.CharField("wie verwacht extra ondersteuning", max_length=10, choices=Verwacht)
    is_ingeschreven = models.BooleanField("staat nu op een school ingeschreven")
    beslisdatum = models.DateField("besluit uiterlijk")
    tien_weken_op = models.DateField("laatste dag van tien weken")
    verlengd_weken = models.PositiveSmallIntegerField("verlengd met weken", null=True, blank=True)
    verlengd_op = models.DateField("brief aan de ouders op", null=True, blank=True)
    verlenging_reden = models.CharField("waarom verlengd", max_length=LANGSTE_REDEN, blank=True)
    tijdelijk_geplaatst_op = models.DateField("tijdelijk geplaatst op", null=True, blank=True)
    besloten_op = models.DateField("besloten op", null=True, blank=True)
    andere_school = models.ForeignKey(School, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    andere_school_naam = models.CharField("school buiten de regio", max_length=120, blank=True)
    akkoord_op = models.DateField("andere school akkoord op", null=True, blank=True)
    geplaatst_op = models.DateField("geplaatst op", null=True, blank=True)
    intrekking = models.CharField("waarom ingetrokken", max_length=20, choices=Intrekking, blank=True)
    ingetrokken_op = models.DateField("ingetrokken op", null=True, blank=True)

    objects = AanmeldingQuerySet.as_manager()

    met_lidwoord = "de aanmelding"

    class Meta:
        verbose_name = "aanmelding"
        verbose_name_plural = "aanmeldingen"
        ordering = ["-aangemaakt_op", "-id"]
        indexes = [
            models.Index(fields=["school", "beslisdatum"], name="aanmelding_per_school"),
            models.Index(fields=["aangemeld_op"], name="aanmelding_per_dag"),
            models.Index(
                fields=["beslisdatum"], name="aanmelding_open", condition=Q(status__in=["onderzoek", "aanbod"])
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "leerling"],
                condition=Q(status__in=["onderzoek", "aanbod"]),
                name="aanmelding_een_open_per_leerling",
                violation_error_message="Voor deze leerling loopt op uw school al een aanmelding. Open die aanmelding.",
            ),
            models.CheckConstraint(
                condition=Q(verlengd_weken__isnull=True, verlengd_op__isnull=True, verlenging_reden="")
                | (
                    Q(verlengd_weken__gte=1, verlengd_weken__lte=LANGSTE_VERLENGING, verlengd_op__isnull=False)
                    & ~Q(verlenging_reden="")
                ),
                name="aanmelding_een_keer_vier_weken",
                violation_error_message="Verlengen kan één keer, met hoogstens 4 weken, met een reden en een brief.",
            ),
            models.CheckConstraint(
                condition=~Q(status="aanbod")
                | Q(besloten_op__isnull=False, akkoord_op__isnull=False)
                & (Q(andere_school__isnull=False) | ~Q(andere_school_naam="")),
                name="aanmelding_aanbod_met_school",
                violation_error_message="Zeg welke andere school akkoord is, en vanaf welke dag.",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["geplaatst", "elders"])
                | Q(besloten_op__isnull=False, geplaatst_op__isnull=False),
                name="aanmelding_geplaatst_met_dag",
                violation_error_message="Bij een plaatsing horen de dag van het besluit en de eerste schooldag.",
            ),
            models.CheckConstraint(
                condition=Q(besloten_op__isnull=True) | Q(besloten_op__gte=F("aangemeld_op")),
                name="aanmelding_besluit_na_aanmelding",
                violation_error_message="Het besluit kan niet voor de aanmelding liggen. Controleer beide dagen.",
            ),
            models.CheckConstraint(
                condition=~Q(status="ingetrokken") | ~Q(intrekking="") & Q(ingetrokken_op__isnull=False),
                name="aanmelding_ingetrokken_met_reden",
                violation_error_message="Kies waarom de aanmelding is ingetrokken.",
            ),
        ]

    def __str__(self) -> str:
        return f"Aanmelding {self.kenmerk}"

    def get_absolute_url(self) -> str:
        return reverse("toelating:aanmelding", args=[self.pk])

    @property
    def soort_naam(self) -> str:
        return "Aanmelding"

    @property
    def is_open(self) -> bool:
        return self.status in MET_ZORGPLICHT

    @property
    def is_te_laat(self) -> bool:
        """No decision, while the last day to decide is over."""
        return self.status == Aanmeldingstatus.ONDERZOEK and self.beslisdatum < timezone.localdate()

    @property
    def is_te_laat_besloten(self) -> bool:
        return self.besloten_op is not None and self.besloten_op > self.beslisdatum

    @property
    def moet_tijdelijk_plaatsen(self) -> bool:
        """After ten weeks without a decision a pupil who is enrolled nowhere has a right to a temporary place here."""
        return self.kan_tijdelijk_plaatsen and self.tien_weken_op < timezone.localdate()

    @property
    def kan_tijdelijk_plaatsen(self) -> bool:
        return (
            self.status == Aanmeldingstatus.ONDERZOEK
            and not self.is_ingeschreven
            and self.tijdelijk_geplaatst_op is None
        )

    @property
    def waarheen(self) -> str:
        """The other school, by name; nothing when there is none."""
        return self.andere_school.naam if self.andere_school else self.andere_school_naam

    @property
    def einde_op(self) -> date | None:
        """The day on which the zorgplicht of this registration ended, with a place or because it was withdrawn; None
        while it runs."""
        return None if self.is_open else self.ingetrokken_op or self.geplaatst_op

    @property
    def verlenging_in_woorden(self) -> str:
        if self.verlengd_weken is None or self.verlengd_op is None:
            return ""
        weken = "1 week" if self.verlengd_weken == 1 else f"{self.verlengd_weken} weken"
        return f"{weken}, met een brief aan de ouders van {datum(self.verlengd_op)}"
