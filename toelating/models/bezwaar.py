"""An objection to a decision on a TLV: an own case with an own term and other people."""

import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from swv.documenten.models import Bijlage, Brief
from swv.kern.models import Dossier
from swv.organisaties.models import Rolsoort
from toelating.models.aanvraag import Tlvaanvraag
from toelating.models.regeling import Categorie
from toelating.models.verklaring import Verklaring

if TYPE_CHECKING:
    from toelating.models.ingebrekestelling import Ingebrekestelling


class Bezwaarstatus(models.TextChoices):
    ONTVANGEN = "ontvangen", "Ontvangen"
    HERSTEL_GEVRAAGD = "herstel_gevraagd", "Wacht op herstel"
    BIJ_LBT = "bij_lbt", "Bij de LBT"
    ADVIES_GEREED = "advies_gereed", "Advies van de LBT is er"
    TER_ONDERTEKENING = "ter_ondertekening", "Ter ondertekening"
    GEGROND = "gegrond", "Gegrond"
    ONGEGROND = "ongegrond", "Ongegrond"
    NIET_ONTVANKELIJK = "niet_ontvankelijk", "Niet-ontvankelijk"
    INGETROKKEN = "ingetrokken", "Ingetrokken"


OPEN = (
    Bezwaarstatus.ONTVANGEN,
    Bezwaarstatus.HERSTEL_GEVRAAGD,
    Bezwaarstatus.BIJ_LBT,
    Bezwaarstatus.ADVIES_GEREED,
    Bezwaarstatus.TER_ONDERTEKENING,
)
BESLOTEN = (Bezwaarstatus.GEGROND, Bezwaarstatus.ONGEGROND, Bezwaarstatus.NIET_ONTVANKELIJK)


class Gevolg(models.TextChoices):
    """What a decision on an objection does to the decision that it is about."""

    GEEN = "geen", "het besluit blijft zoals het is"
    HERROEPEN = "herroepen", "de TLV wordt herroepen"
    WIJZIGEN = "wijzigen", "er komt een TLV met een andere categorie of duur"
    AFGEVEN = "afgeven", "er komt alsnog een TLV"
    BEHANDELEN = "behandelen", "de aanvraag wordt alsnog behandeld"


MET_TLV = (Gevolg.WIJZIGEN, Gevolg.AFGEVEN)  # a TLV comes out of it


class BezwaarQuerySet(models.QuerySet["Bezwaar"]):
    def for_user(self, user: Any) -> "BezwaarQuerySet":
        """The bureau and the directeur-bestuurder; a school, its board and a guest those about their own requests.

        Who stays out of the request stays out of the objection. What of it a school may read is another question:
        see `toelating.bezwaar.mensen.ziet_alles`.
        """
        if not user.is_active:
            return self.none()
        if user.heeft_rol(Rolsoort.BUREAU, Rolsoort.DIRECTEUR):
            return self.exclude(aanvraag__verschoningen__gebruiker=user)
        if user.school_ids or user.heeft_rol(Rolsoort.GAST):
            return self.filter(aanvraag__in=Tlvaanvraag.objects.for_user(user))
        return self.none()

    def open(self) -> "BezwaarQuerySet":
        return self.filter(status__in=OPEN)


class Bezwaar(Dossier):
    """An objection by parents, the board or another interested party. It does not suspend the TLV (Awb 6:16)."""

    class Van(models.TextChoices):
        OUDERS = "ouders", "ouders of verzorgers met gezag"
        BESTUUR = "bestuur", "schoolbestuur"
        ANDER = "ander", "andere belanghebbende"

    class Wijze(models.TextChoices):
        POST = "post", "per post"
        DIGITAAL = "digitaal", "digitaal"
        BALIE = "balie", "afgegeven aan de balie"

    class Lbtadvies(models.TextChoices):
        GEGROND = "gegrond", "gegrond"
        ONGEGROND = "ongegrond", "ongegrond"
        NIET_ONTVANKELIJK = "niet_ontvankelijk", "niet-ontvankelijk"

    status = models.CharField(max_length=40, choices=Bezwaarstatus, default=Bezwaarstatus.ONTVANGEN, editable=False)
    sleutel = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kenmerk = models.CharField(max_length=20, unique=True, editable=False)
    aanvraag = models.ForeignKey(Tlvaanvraag, on_delete=models.PROTECT, related_name="bezwaren")
    besluit = models.ForeignKey(
        Brief, on_delete=models.PROTECT, related_name="+", verbose_name="besluit waartegen bezwaar is gemaakt"
    )
    van = models.CharField(max_length=10, choices=Van)
    naam = models.CharField("naam van de bezwaarmaker", max_length=120)
    adres = models.TextField("adres van de bezwaarmaker")
    dagtekening = models.DateField("datum van het bezwaarschrift", null=True, blank=True)
    ontvangen_op = models.DateField()
    wijze = models.CharField("hoe ontvangen", max_length=10, choices=Wijze)
    poststempel = models.DateField("datum van het poststempel", null=True, blank=True)
    gronden = models.TextField(blank=True)
    is_ondertekend = models.BooleanField("ondertekend", default=True)
    bezwaartermijn_tot = models.DateField("laatste dag om bezwaar te maken", editable=False)
    is_te_laat = models.BooleanField("te laat", default=False, editable=False)
    verschoonbaar = models.BooleanField("te laat, maar te verontschuldigen", null=True, blank=True)
    reden_verschoonbaar = models.TextField(blank=True)
    geregistreerd_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    behandelaar = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    herstel_tot = models.DateField("herstellen tot en met", null=True, blank=True)
    hersteld_op = models.DateField(null=True, blank=True)

    lbt_gevraagd_op = models.DateField(null=True, blank=True)
    lbt_kenmerk = models.CharField("kenmerk van de LBT", max_length=40, blank=True)
    verweer = models.TextField("verweerschrift", blank=True)
    verweer_verzonden_op = models.DateField(null=True, blank=True)
    hoorzitting_op = models.DateField("datum van de hoorzitting", null=True, blank=True)
    lbt_advies = models.CharField(max_length=20, choices=Lbtadvies, blank=True)
    lbt_advies_tekst = models.TextField("advies van de LBT", blank=True)
    lbt_advies_op = models.DateField(null=True, blank=True)
    verdaagd_weken = models.PositiveSmallIntegerField("verdaagd met weken", default=0)
    uitgesteld_weken = models.PositiveSmallIntegerField("daarna met instemming uitgesteld met weken", default=0)

    voorstel = models.CharField(max_length=20, choices=Lbtadvies, blank=True)
    gevolg = models.CharField(max_length=10, choices=Gevolg, blank=True)
    categorie = models.CharField(max_length=1, choices=Categorie, blank=True)
    ingang = models.DateField(null=True, blank=True)
    einde = models.DateField(null=True, blank=True)
    motivering = models.TextField(blank=True)
    reden_afwijking = models.TextField("waarom anders dan het advies van de LBT", blank=True)
    opgesteld_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    voorgelegd_op = models.DateTimeField(null=True, blank=True)
    besluitnummer = models.CharField(max_length=20, unique=True, null=True, blank=True)
    besloten_op = models.DateTimeField(null=True, blank=True)
    besloten_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    bekendgemaakt_op = models.DateTimeField(null=True, blank=True)
    verklaring = models.ForeignKey(
        Verklaring, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="TLV na bezwaar"
    )

    objects = BezwaarQuerySet.as_manager()

    class Meta:
        verbose_name = "bezwaar"
        verbose_name_plural = "bezwaren"
        ordering = ["-ontvangen_op", "-kenmerk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(besloten_door__isnull=True) | ~Q(besloten_door=F("opgesteld_door")),
                name="bezwaar_vier_ogen",
                violation_error_message="Wie het besluit voorbereidde, kan het niet ook ondertekenen.",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[*map(str, BESLOTEN)])
                | Q(besluitnummer__isnull=False, besloten_op__isnull=False, besloten_door__isnull=False),
                name="bezwaar_besluit_met_nummer",
                violation_error_message="Een besluit heeft een nummer, een moment en een ondertekenaar.",
            ),
            models.CheckConstraint(
                condition=Q(verschoonbaar__isnull=True) | ~Q(reden_verschoonbaar=""),
                name="verschoonbaar_met_reden",
                violation_error_message="Schrijf op waarom te laat wel of niet te verontschuldigen is.",
            ),
            models.CheckConstraint(
                condition=Q(verdaagd_weken__lte=6),
                name="verdaagd_hoogstens_zes_weken",
                violation_error_message="Verdagen kan een keer, met hoogstens zes weken.",
            ),
            models.CheckConstraint(
                condition=Q(einde__isnull=True) | Q(einde__month=7, einde__day=31, einde__gt=F("ingang")),
                name="bezwaar_tlv_eindigt_op_31_juli",
                violation_error_message="Een TLV eindigt altijd op 31 juli, na de ingangsdatum.",
            ),
            models.CheckConstraint(
                condition=Q(voorstel="gegrond") | Q(gevolg__in=["", "geen"]),
                name="bezwaar_gevolg_alleen_als_gegrond",
                violation_error_message="Alleen een gegrond bezwaar verandert het besluit.",
            ),
            models.UniqueConstraint(
                "aanvraag",
                Lower("naam"),
                condition=Q(status__in=[*map(str, OPEN)]),
                name="een_open_bezwaar_per_bezwaarmaker",
                violation_error_message=(
                    "Van deze bezwaarmaker staat al een bezwaar tegen dit besluit open. Voeg het stuk daar toe."
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["ontvangen_op"], name="bezwaar_open", condition=Q(status__in=[*map(str, OPEN)])),
        ]

    def __str__(self) -> str:
        return f"bezwaar {self.kenmerk}"

    def get_absolute_url(self) -> str:
        return reverse("toelating:bezwaar", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def is_besloten(self) -> bool:
        return self.status in BESLOTEN

    @cached_property
    def open_ingebrekestelling(self) -> "Ingebrekestelling | None":
        """The notice of default about the decision on this objection that is not settled yet; there is at most one."""
        return self.ingebrekestellingen.open().first()

    @property
    def is_ongebruikt_herstel(self) -> bool:
        """The objector was asked to repair something, and the given day passed before that happened (Awb 6:6)."""
        if self.herstel_tot is None:
            return False
        if self.hersteld_op is None:
            return self.herstel_tot < timezone.localdate()
        return self.hersteld_op > self.herstel_tot

    @property
    def blijft_te_laat(self) -> bool:
        """Too late, and judged not to be excusable (Awb 6:11)."""
        return self.is_te_laat and self.verschoonbaar is False


class Bundel(models.Model):
    """The papers of an objection as one PDF, for the LBT or for the objector. `inhoud` says what is in it, what goes
    along as a file of its own, and what is left out and why. The worker makes the file."""

    class Voor(models.TextChoices):
        LBT = "lbt", "de LBT"
        BEZWAARMAKER = "bezwaarmaker", "de bezwaarmaker"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    bezwaar = models.ForeignKey(Bezwaar, on_delete=models.PROTECT, related_name="bundels")
    voor = models.CharField(max_length=12, choices=Voor)
    gevraagd_op = models.DateTimeField(default=timezone.now)
    gevraagd_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    bijlage = models.OneToOneField(Bijlage, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    bladen = models.PositiveIntegerField(default=0)
    inhoud = models.JSONField(default=list)

    class Meta:
        verbose_name = "bundel"
        verbose_name_plural = "bundels"
        ordering = ["-gevraagd_op", "voor"]

    def __str__(self) -> str:
        return f"Stukken voor {self.get_voor_display()}"
