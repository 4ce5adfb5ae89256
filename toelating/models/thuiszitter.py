"""A pupil who sits at home, or threatens to: since when, what was agreed, who is at bat, and how it ended.

Weeks are whole calendar weeks since the first day of absence, holidays counted: the region counts months on the
calendar ("geen kind zit langer dan drie maanden thuis"), and no source takes school holidays off.
"""

from datetime import date, timedelta
from typing import Any, Self

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Case, F, Q, When
from django.urls import reverse
from django.utils import timezone

from swv.kern.models import Dossier
from swv.organisaties.models import Gebruiker, Leerling, Rolsoort, School
from toelating.models.aanmelding import LANGSTE_REDEN, zichtbaar_voor


class Thuiszittersregel(models.Model):
    """From which day when the bureau and the directeur-bestuurder come in, and who may point out a school beside the
    directeur-bestuurder. A dossier keeps the days that were reckoned when its first day was written down."""

    geldig_van = models.DateField(unique=True, error_messages={"unique": "Voor deze dag is er al een regel."})
    weken_bureau = models.PositiveSmallIntegerField(
        "na hoeveel weken naar het bureau", default=4, validators=[MinValueValidator(1)]
    )
    maanden_directeur = models.PositiveSmallIntegerField(
        "na hoeveel maanden naar de directeur-bestuurder", default=3, validators=[MinValueValidator(1)]
    )
    teamleiders = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="+",
        verbose_name="teamleiders met doorzettingsmacht",
        help_text="Zij mogen een school aanwijzen, net als de directeur-bestuurder.",
    )

    class Meta:
        verbose_name = "regel voor thuiszitters"
        verbose_name_plural = "regels voor thuiszitters"
        ordering = ["-geldig_van"]

    def __str__(self) -> str:
        return f"vanaf {self.geldig_van:%d-%m-%Y}"

    @classmethod
    def op(cls, dag: date) -> "Thuiszittersregel":
        """The rule of this day; four weeks and three months when nobody wrote one down."""
        return cls.objects.filter(geldig_van__lte=dag).first() or cls(geldig_van=dag)

    @property
    def telt_nog_niet(self) -> bool:
        """Whether no dossier can have counted with it: its first day is still to come, or is today and nothing was done
        on a dossier today. Then it can be corrected."""
        vandaag = timezone.localdate()
        if self.geldig_van != vandaag:
            return self.geldig_van > vandaag
        return not Thuiszitter.objects.filter(gewijzigd_op__date__gte=vandaag).exists()

    def grenzen(self, eerste_dag: date) -> tuple[date, date]:
        """The days on which it comes to the bureau and to the directeur-bestuurder."""
        return (
            eerste_dag + timedelta(weeks=self.weken_bureau),
            eerste_dag + relativedelta(months=self.maanden_directeur),
        )

    def doorzetters(self) -> "models.QuerySet[Gebruiker]":
        """Who may point out a school beside the directeur-bestuurder, as long as they work at the bureau."""
        if self.pk is None:
            return Gebruiker.objects.none()
        return Gebruiker.objects.met_rol(Rolsoort.BUREAU).filter(pk__in=self.teamleiders.values("pk"))


class Thuiszitterstatus(models.TextChoices):
    OPEN = "open", "bij school en bureau"
    ESCALATIE = "escalatie", "bij de directeur-bestuurder"
    AANGEWEZEN = "aangewezen", "school aangewezen"
    BEEINDIGD = "beeindigd", "beëindigd"


LOPEND = (Thuiszitterstatus.OPEN, Thuiszitterstatus.ESCALATIE, Thuiszitterstatus.AANGEWEZEN)


class Verzuimsoort(models.TextChoices):
    RELATIEF = "relatief", "ingeschreven, maar niet op school (relatief verzuim)"
    ABSOLUUT = "absoluut", "nergens ingeschreven (absoluut verzuim)"
    DREIGEND = "dreigend", "dreigt thuis te komen"
    VRIJSTELLING = "vrijstelling", "vrijstelling (artikel 5 onder a), telt niet mee"


# Who sits at home; a threat and an exemption do not count.
GETELD = (Verzuimsoort.RELATIEF, Verzuimsoort.ABSOLUUT)


class ThuiszitterQuerySet(models.QuerySet["Thuiszitter"]):
    def for_user(self, user: Any) -> Self:
        return self.filter(zichtbaar_voor(user))

    def lopend(self) -> Self:
        return self.filter(status__in=LOPEND)

    def geteld(self) -> Self:
        return self.filter(soort__in=GETELD)

    def langste_eerst(self) -> Self:
        """The longest at home on top; who does not count comes last."""
        telt = Case(When(soort__in=GETELD, then=F("eerste_dag")))
        return self.order_by(telt.asc(nulls_last=True), "kenmerk")


class Thuiszitter(Dossier):
    """One time that a pupil sits at home."""

    class Reden(models.TextChoices):
        WACHT = "wacht", "wacht op een plaats"
        GEEN_AANBOD = "geen_aanbod", "geen passend aanbod gevonden"
        ANGST = "angst", "het lukt de leerling niet om naar school te gaan"
        CONFLICT = "conflict", "conflict tussen ouders en school"
        GEDRAG = "gedrag", "geschorst of verwijderd"
        HULP = "hulp", "jeugdhulp of behandeling gaat voor"
        THUIS = "thuis", "situatie thuis"
        ANDERS = "anders", "iets anders"

    class Einde(models.TextChoices):
        TERUG = "terug", "terug op de eigen school"
        ANDERE_SCHOOL = "andere_school", "geplaatst op een andere school"
        VOORZIENING = "voorziening", "geplaatst in een voorziening"
        VERHUISD = "verhuisd", "verhuisd buiten de regio"
        VRIJSTELLING = "vrijstelling", "vrijstelling van de leerplicht"
        FOUT = "fout", "ten onrechte gemeld"

    status = models.CharField(max_length=40, choices=Thuiszitterstatus, default=Thuiszitterstatus.OPEN, editable=False)
    sleutel = models.UUIDField(unique=True, editable=False)
    kenmerk = models.CharField(max_length=20, unique=True, editable=False)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="thuiszitters")
    leerling = models.ForeignKey(Leerling, on_delete=models.PROTECT, related_name="thuiszitters")
    gemeld_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    soort = models.CharField(max_length=15, choices=Verzuimsoort)
    reden = models.CharField(max_length=15, choices=Reden)
    eerste_dag = models.DateField("eerste dag thuis", null=True, blank=True)
    leerplicht_op = models.DateField("gemeld bij Leerplicht op", null=True, blank=True)
    bestuur_op = models.DateField("bestuur ingelicht op", null=True, blank=True)
    bureau_op = models.DateField("naar het bureau op", null=True, blank=True, editable=False)
    directeur_op = models.DateField("naar de directeur op", null=True, blank=True, editable=False)
    geescaleerd_op = models.DateField("geëscaleerd op", null=True, blank=True)
    aangewezen_school = models.ForeignKey(School, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    aangewezen_op = models.DateField("aangewezen op", null=True, blank=True)
    plaats_uiterlijk = models.DateField("plaats uiterlijk op", null=True, blank=True)
    einde = models.CharField(max_length=15, choices=Einde, blank=True)
    einde_op = models.DateField("geëindigd op", null=True, blank=True)

    objects = ThuiszitterQuerySet.as_manager()

    met_lidwoord = "de melding"

    class Meta:
        verbose_name = "thuiszitter"
        verbose_name_plural = "thuiszitters"
        ordering = ["-aangemaakt_op", "-id"]
        indexes = [
            models.Index(fields=["school", "eerste_dag"], name="thuiszitter_per_school"),
            models.Index(fields=["eerste_dag"], name="thuiszitter_lopend", condition=~Q(status="beeindigd")),
            models.Index(fields=["eerste_dag", "einde_op"], name="thuiszitter_periode"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["leerling"],
                condition=~Q(status="beeindigd"),
                name="thuiszitter_een_open_per_leerling",
                violation_error_message="Deze leerling is al gemeld, en dat loopt nog. Open die melding.",
            ),
            models.CheckConstraint(
                condition=Q(soort="dreigend", eerste_dag__isnull=True)
                | (~Q(soort="dreigend") & Q(eerste_dag__isnull=False)),
                name="thuiszitter_eerste_dag",
                violation_error_message=(
                    "Vul de eerste dag thuis in. Alleen wie dreigt thuis te komen, heeft nog geen eerste dag."
                ),
            ),
            models.CheckConstraint(
                condition=Q(soort__in=["relatief", "absoluut"], bureau_op__isnull=False, directeur_op__isnull=False)
                | (~Q(soort__in=["relatief", "absoluut"]) & Q(bureau_op__isnull=True, directeur_op__isnull=True)),
                name="thuiszitter_grenzen_bij_geteld",
                violation_error_message="Alleen wie thuiszit, komt na een tijd bij bureau en directeur.",
            ),
            models.CheckConstraint(
                condition=Q(status="beeindigd", einde_op__isnull=False) & ~Q(einde="")
                | ~Q(status="beeindigd") & Q(einde_op__isnull=True, einde=""),
                name="thuiszitter_einde_met_dag",
                violation_error_message="Bij het einde horen een dag en hoe het eindigde.",
            ),
            models.CheckConstraint(
                condition=Q(einde_op__isnull=True) | Q(eerste_dag__isnull=True) | Q(einde_op__gte=F("eerste_dag")),
                name="thuiszitter_einde_na_begin",
                violation_error_message="Het einde ligt voor de eerste dag thuis. Controleer beide dagen.",
            ),
            models.CheckConstraint(
                condition=~Q(status="aangewezen")
                | Q(
                    aangewezen_school__isnull=False,
                    aangewezen_op__isnull=False,
                    plaats_uiterlijk__isnull=False,
                    geescaleerd_op__isnull=False,
                ),
                name="thuiszitter_aangewezen_met_school",
                violation_error_message="Zeg welke school is aangewezen, en wanneer er een plaats moet zijn.",
            ),
        ]

    def __str__(self) -> str:
        return f"Melding {self.kenmerk}"

    def get_absolute_url(self) -> str:
        return reverse("toelating:thuiszitter", args=[self.pk])

    @property
    def soort_naam(self) -> str:
        return "Thuiszitter"

    @property
    def is_open(self) -> bool:
        return self.status in LOPEND

    @property
    def is_geteld(self) -> bool:
        return self.soort in GETELD

    @property
    def weken(self) -> int | None:
        """Whole weeks at home until today or the end; None for who does not count."""
        if not self.is_geteld or self.eerste_dag is None:
            return None
        return max(0, ((self.einde_op or timezone.localdate()) - self.eerste_dag).days // 7)

    @property
    def is_bij_bureau(self) -> bool:
        """As long at home as the rule lets a school solve it alone."""
        return self.is_open and self.bureau_op is not None and self.bureau_op <= timezone.localdate()

    @property
    def is_te_lang(self) -> bool:
        """As long at home as nobody should be."""
        return self.is_open and self.directeur_op is not None and self.directeur_op <= timezone.localdate()

    @property
    def open_stappen(self) -> list["Stap"]:
        """Those of the plan that are not done, the first one on top. No query when `stappen` was fetched along."""
        return [stap for stap in self.stappen.all() if stap.is_open]

    @property
    def volgende_stap(self) -> "Stap | None":
        return next(iter(self.open_stappen), None)


class Stap(models.Model):
    """One step of the plan: who is at bat, and by when."""

    class AanZet(models.TextChoices):
        SCHOOL = "school", "de school"
        OUDERS = "ouders", "de ouders"
        BUREAU = "bureau", "het bureau"
        LEERPLICHT = "leerplicht", "Leerplicht"
        JEUGDHULP = "jeugdhulp", "jeugdhulp"
        VOORZIENING = "voorziening", "een voorziening"

    class Afloop(models.TextChoices):
        GEDAAN = "gedaan", "gedaan"
        NIET_NODIG = "niet_nodig", "niet meer nodig"
        NIET_GELUKT = "niet_gelukt", "niet gelukt"

    thuiszitter = models.ForeignKey(Thuiszitter, on_delete=models.CASCADE, related_name="stappen")
    wat = models.CharField("wat", max_length=LANGSTE_REDEN)
    aan_zet = models.CharField("aan zet", max_length=12, choices=AanZet)
    uiterlijk = models.DateField("uiterlijk")
    afloop = models.CharField(max_length=12, choices=Afloop, blank=True)
    afgesloten_op = models.DateField("afgesloten op", null=True, blank=True)

    class Meta:
        verbose_name = "stap"
        verbose_name_plural = "stappen"
        ordering = ["uiterlijk", "id"]
        indexes = [models.Index(fields=["uiterlijk"], name="stap_open", condition=Q(afgesloten_op__isnull=True))]
        constraints = [
            models.CheckConstraint(
                condition=Q(afgesloten_op__isnull=True, afloop="") | Q(afgesloten_op__isnull=False) & ~Q(afloop=""),
                name="stap_afgesloten_met_afloop",
                violation_error_message="Zeg hoe de stap is afgelopen.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_aan_zet_display()} voor {self.uiterlijk:%d-%m-%Y}"

    @property
    def is_open(self) -> bool:
        return self.afgesloten_op is None

    @property
    def is_te_laat(self) -> bool:
        return self.is_open and self.uiterlijk < timezone.localdate()


class Kant(models.TextChoices):
    SCHOOL = "school", "de school"
    BUREAU = "bureau", "het bureau"


class Gespreksnotitie(models.Model):
    """What was said in a talk, for the own side alone: the school does not read those of the bureau, nor the bureau
    those of the school. It stands in a row and not on the timeline, so that it can go when its time is over."""

    thuiszitter = models.ForeignKey(Thuiszitter, on_delete=models.CASCADE, related_name="gespreksnotities")
    kant = models.CharField(max_length=10, choices=Kant)
    op = models.DateField("gesprek op")
    met = models.CharField("met wie", max_length=12, choices=Stap.AanZet)
    tekst = models.TextField()
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    aangemaakt_op = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "gespreksnotitie"
        verbose_name_plural = "gespreksnotities"
        ordering = ["-op", "-id"]

    def __str__(self) -> str:
        return f"Gesprek met {self.get_met_display()} op {self.op:%d-%m-%Y}"
