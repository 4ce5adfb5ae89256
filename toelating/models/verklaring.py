"""The toelaatbaarheidsverklaring itself: given at the signature, collected by a school, used, and one day over."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse
from django.utils import timezone

from swv.kern.models import Dossier
from swv.organisaties.models import Leerling, Rolsoort, School
from toelating.models.aanvraag import Tlvaanvraag, als_gast
from toelating.models.mensen import Verschoning
from toelating.models.regeling import Categorie


class Verklaringstatus(models.TextChoices):
    AFGEGEVEN = "afgegeven", "Afgegeven"
    OPGEHAALD = "opgehaald", "Opgehaald door de school"
    VERZILVERD = "verzilverd", "Leerling is geplaatst"
    BEEINDIGD = "beeindigd", "Terug naar een gewone school"
    VERVANGEN = "vervangen", "Vervangen door een andere TLV"
    VERLOPEN = "verlopen", "Verlopen"
    VERVALLEN = "vervallen", "Vervallen, niet gebruikt"
    INGETROKKEN = "ingetrokken", "Ingetrokken"
    HERROEPEN = "herroepen", "Herroepen na bezwaar"


# Number of the samenwerkingsverband, year of issue, sequence number (PvE BRON). The letters before a number for
# praktijkonderwijs are a setting, as no source says what they must be.
TLV_NUMMER_VSO = r"^(PO|VO)[0-9]{4}-[0-9]{4}-[0-9]{5}$"
TLV_NUMMER = r"^[A-Z0-9]{2,6}-[0-9]{4}-[0-9]{5}$"

# Still counts, or will.
GELDEND = (Verklaringstatus.AFGEGEVEN, Verklaringstatus.OPGEHAALD, Verklaringstatus.VERZILVERD)
ZONDER_PLAATS = (Verklaringstatus.AFGEGEVEN, Verklaringstatus.OPGEHAALD)
# Never counted after all: another TLV may cover the same days.
ONGELDIG = (Verklaringstatus.VERVALLEN, Verklaringstatus.INGETROKKEN, Verklaringstatus.HERROEPEN)


# The pupil sat somewhere until its last day: a next TLV can go on there.
TOT_HET_EINDE = (Verklaringstatus.VERZILVERD, Verklaringstatus.VERLOPEN, Verklaringstatus.VERVANGEN)


class Onderwijssoort(models.TextChoices):
    VSO = "vso", "voortgezet speciaal onderwijs"
    PRO = "pro", "praktijkonderwijs"


class Afloop(models.TextChoices):
    """What comes after a TLV that is not renewed, as the school planned it."""

    TERUG = "terug", "De leerling gaat terug naar een gewone school"
    VERTREK = "vertrek", "De leerling verlaat de school voor vervolgonderwijs, werk of dagbesteding"


def klaar_voor(school_ids: Collection[int]) -> Q:
    return Q(
        aanvraag__beoogde_school_id__in=school_ids,
        aanvraag__bekendgemaakt_op__isnull=False,
        status=Verklaringstatus.AFGEGEVEN,
    )


class VerklaringQuerySet(models.QuerySet["Verklaring"]):
    def for_user(self, user: Any) -> "VerklaringQuerySet":
        """The school that asked and its board; the school that collected it or where the pupil sits; the school that
        is meant to collect it, from the moment it was announced until somebody did. The bureau and the
        directeur-bestuurder see all but those from which they withdrew. Nobody else sees any.

        A person in the bureau who also works at a school sees what the bureau sees.
        """
        if not user.is_active:
            return self.none()
        if user.heeft_rol(Rolsoort.BUREAU, Rolsoort.DIRECTEUR):
            return self.exclude(aanvraag__in=Verschoning.objects.filter(gebruiker=user).values("aanvraag_id"))
        eigen = user.school_ids
        zichtbaar = Q(aanvraag__school_id__in=eigen) | Q(school_id__in=eigen) | klaar_voor(eigen)
        if user.heeft_rol(Rolsoort.GAST):
            zichtbaar |= Q(aanvraag__in=Tlvaanvraag.objects.filter(als_gast(user)))
        return self.filter(zichtbaar)

    def klaar_voor(self, school_ids: Collection[int]) -> "VerklaringQuerySet":
        """Those that lie ready for one of these schools: named by who asked, announced, and not collected yet."""
        return self.filter(klaar_voor(school_ids))

    def zonder_plaats(self, vandaag: date) -> "VerklaringQuerySet":
        """Given, and nobody sits anywhere on it. Not those that wait for their first day while the pupil already sits
        at the school on the TLV before."""
        wachtend = Q(vervangt__status=Verklaringstatus.VERZILVERD) | Q(
            aanvraag__vorige__status=Verklaringstatus.VERZILVERD
        )
        return self.filter(status__in=ZONDER_PLAATS).exclude(wachtend, ingang__gt=vandaag)

    def geldend(self) -> "VerklaringQuerySet":
        return self.filter(status__in=GELDEND)

    def op(self, dag: date) -> "VerklaringQuerySet":
        """Those that count on this day."""
        return self.geldend().filter(ingang__lte=dag, geldig_tot__gte=dag)


class Verklaring(Dossier):
    """One TLV. Its number is given at the signature and never again; `geldig_tot` is the last day on which it counts,
    31 July unless it ended earlier."""

    status = models.CharField(
        max_length=40, choices=Verklaringstatus, default=Verklaringstatus.AFGEGEVEN, editable=False
    )
    nummer = models.CharField(
        max_length=17,
        unique=True,
        editable=False,
        validators=[RegexValidator(TLV_NUMMER, "Een TLV-nummer ziet eruit als VO2708-2026-00123.")],
    )
    aanvraag = models.ForeignKey(Tlvaanvraag, on_delete=models.PROTECT, related_name="verklaringen")
    leerling = models.ForeignKey(Leerling, on_delete=models.PROTECT, related_name="verklaringen")
    onderwijs = models.CharField(max_length=3, choices=Onderwijssoort)
    categorie = models.CharField(max_length=1, choices=Categorie, blank=True)
    ingang = models.DateField()
    einde = models.DateField("eindigt op")
    geldig_tot = models.DateField("telt tot en met")
    afgegeven_op = models.DateField()
    gebruiken_voor = models.DateField("vervalt als niemand hem gebruikt voor", null=True, blank=True)
    vervangt = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="vervangen_door")

    # What became of it.
    school = models.ForeignKey(
        School, null=True, blank=True, on_delete=models.PROTECT, related_name="verklaringen", verbose_name="school nu"
    )
    opgehaald_op = models.DateTimeField(null=True, blank=True)
    opgehaald_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    geplaatst_op = models.DateField("geplaatst op", null=True, blank=True)
    na_afloop = models.CharField("wat hierna komt", max_length=10, choices=Afloop, blank=True)
    reden_einde = models.TextField(blank=True)

    objects = VerklaringQuerySet.as_manager()

    met_lidwoord = "de TLV"

    class Meta:
        verbose_name = "toelaatbaarheidsverklaring"
        verbose_name_plural = "toelaatbaarheidsverklaringen"
        ordering = ["-afgegeven_op", "-nummer"]
        indexes = [
            models.Index(fields=["school", "einde"], name="verklaring_per_school"),
            models.Index(fields=["-aangemaakt_op", "-id"], name="verklaring_nieuwste"),
            models.Index(fields=["afgegeven_op"], name="verklaring_afgegeven"),
            models.Index(fields=["einde"], name="verklaring_einde", condition=Q(status__in=[*map(str, GELDEND)])),
            models.Index(
                fields=["afgegeven_op", "nummer"],
                name="verklaring_zonder_plaats",
                condition=Q(status__in=[*map(str, ZONDER_PLAATS)]),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(einde__month=7, einde__day=31, einde__gt=F("ingang")),
                name="verklaring_eindigt_op_31_juli",
                violation_error_message="Een TLV eindigt altijd op 31 juli, na de ingangsdatum.",
            ),
            models.CheckConstraint(
                condition=Q(geldig_tot__lte=F("einde")),
                name="verklaring_telt_niet_langer",
                violation_error_message="Een TLV telt niet langer dan tot zijn einddatum.",
            ),
            models.CheckConstraint(
                condition=Q(onderwijs="vso", categorie__in=["L", "M", "H"]) | Q(onderwijs="pro", categorie=""),
                name="verklaring_categorie_bij_vso",
                violation_error_message="Een TLV voor vso heeft een categorie, een TLV voor praktijkonderwijs niet.",
            ),
            models.CheckConstraint(
                condition=Q(onderwijs="vso", nummer__regex=TLV_NUMMER_VSO)
                | Q(onderwijs="pro", nummer__regex=TLV_NUMMER),
                name="verklaring_nummer_zoals_duo",
                violation_error_message="Een TLV-nummer ziet eruit als VO2708-2026-00123.",
            ),
            models.CheckConstraint(
                condition=~Q(status="verzilverd") | Q(school__isnull=False, geplaatst_op__isnull=False),
                name="verzilverd_met_plaats",
                violation_error_message="Een gebruikte TLV heeft een school en een datum van plaatsing.",
            ),
            ExclusionConstraint(
                name="een_tlv_tegelijk_per_leerling",
                expressions=[
                    ("leerling", RangeOperators.EQUAL),
                    (
                        Func(
                            F("ingang"),
                            F("geldig_tot"),
                            Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=~Q(status__in=[*map(str, ONGELDIG)]) & Q(geldig_tot__gte=F("ingang")),
                violation_error_message=(
                    "Deze leerling heeft in deze periode al een TLV. Kies een andere periode, of vraag een andere "
                    "categorie van die TLV."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.nummer

    def get_absolute_url(self) -> str:
        return reverse("toelating:verklaring", args=[self.pk])

    @property
    def is_geldend(self) -> bool:
        return self.status in GELDEND

    @property
    def is_zonder_plaats(self) -> bool:
        return self.status in ZONDER_PLAATS

    @property
    def is_ingekort(self) -> bool:
        """Another TLV takes over before the last day; only then does a TLV that still counts end earlier."""
        return self.is_geldend and self.geldig_tot < self.einde

    @property
    def voorganger(self) -> "Verklaring | None":
        """The TLV of the same pupil that this one goes on from: replaced, or renewed. At most two queries."""
        return self.vervangt or self.aanvraag.vorige

    @property
    def wacht_op_begin(self) -> bool:
        """Nothing has to be done: the pupil sits at the school on the TLV before, and this one starts by itself."""
        return (
            self.is_zonder_plaats
            and self.ingang > timezone.localdate()
            and (eerder := self.voorganger) is not None
            and eerder.status == Verklaringstatus.VERZILVERD
        )

    @property
    def soort_naam(self) -> str:
        """In words: "vso, categorie laag" or "praktijkonderwijs"."""
        if self.onderwijs == Onderwijssoort.PRO:
            return "praktijkonderwijs"
        return f"vso, categorie {self.get_categorie_display()}"

    def is_bijna_verlopen(self, vandaag: date) -> bool:
        """In its last school year: the moment to choose between return, transfer and a new TLV (WEC art. 40 (15))."""
        return self.is_geldend and vandaag > date(self.einde.year - 1, 7, 31) and vandaag <= self.geldig_tot


class Plaatsing(models.Model):
    """From when until when the pupil sits at which school on this TLV. A change of vso school needs no new TLV
    (WEC art. 40 (14))."""

    verklaring = models.ForeignKey(Verklaring, on_delete=models.PROTECT, related_name="plaatsingen")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    van = models.DateField()
    tot = models.DateField("tot (niet meegerekend)", null=True, blank=True)
    vastgelegd_door = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Leeg: het portaal zelf, omdat de leerling op de school bleef.",
    )
    op = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "plaatsing"
        verbose_name_plural = "plaatsingen"
        ordering = ["van", "id"]
        constraints = [
            ExclusionConstraint(
                name="een_plaatsing_tegelijk",
                expressions=[
                    ("verklaring", RangeOperators.EQUAL),
                    (
                        Func(F("van"), F("tot"), function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="De leerling zat in deze periode al op een school.",
            ),
            models.CheckConstraint(
                condition=Q(tot__isnull=True) | Q(tot__gt=F("van")),
                name="plaatsing_eindigt_na_begin",
                violation_error_message="De einddatum ligt voor de begindatum.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school} vanaf {self.van:%d-%m-%Y}"

    @property
    def laatste_dag(self) -> date | None:
        return self.tot - timedelta(days=1) if self.tot else None
