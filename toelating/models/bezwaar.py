"""An objection to a decision on a TLV: an own case with an own term and other people."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from swv.kern.models import Dossier
from swv.organisaties.models import Rolsoort
from toelating.models.aanvraag import Tlvaanvraag
from toelating.models.regeling import Categorie
from toelating.models.verklaring import Verklaring


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


class BezwaarQuerySet(models.QuerySet["Bezwaar"]):
    def for_user(self, user: Any) -> "BezwaarQuerySet":
        """The bureau and the directeur-bestuurder; a school and its board those about their own requests."""
        if not user.is_active:
            return self.none()
        if user.heeft_rol(Rolsoort.BUREAU, Rolsoort.DIRECTEUR):
            return self
        return self.filter(aanvraag__in=Tlvaanvraag.objects.for_user(user)) if user.school_ids else self.none()

    def open(self) -> "BezwaarQuerySet":
        return self.filter(status__in=OPEN)


class Bezwaar(Dossier):
    """An objection by parents, the board or another interested party. It does not suspend the TLV (Awb 6:16)."""

    class Van(models.TextChoices):
        OUDERS = "ouders", "ouders of verzorgers"
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
    kenmerk = models.CharField(max_length=20, unique=True, editable=False)
    aanvraag = models.ForeignKey(Tlvaanvraag, on_delete=models.PROTECT, related_name="bezwaren")
    van = models.CharField(max_length=10, choices=Van)
    naam = models.CharField("naam van de bezwaarmaker", max_length=120)
    adres = models.TextField("adres van de bezwaarmaker")
    dagtekening = models.DateField("datum van het bezwaarschrift", null=True, blank=True)
    ontvangen_op = models.DateField()
    wijze = models.CharField("hoe ontvangen", max_length=10, choices=Wijze)
    poststempel = models.DateField("datum van het poststempel", null=True, blank=True)
    gronden = models.TextField(blank=True)
    bezwaartermijn_tot = models.DateField("laatste dag om bezwaar te maken", editable=False)
    is_te_laat = models.BooleanField("te laat", default=False, editable=False)
    verschoonbaar = models.BooleanField("te laat, maar te verontschuldigen", null=True, blank=True)
    reden_verschoonbaar = models.TextField(blank=True)
    geregistreerd_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    behandelaar = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    herstel_tot = models.DateField("herstellen tot en met", null=True, blank=True)

    lbt_gevraagd_op = models.DateField(null=True, blank=True)
    lbt_kenmerk = models.CharField("kenmerk van de LBT", max_length=40, blank=True)
    verweer = models.TextField("verweerschrift", blank=True)
    verweer_verzonden_op = models.DateField(null=True, blank=True)
    hoorzitting_op = models.DateField("datum van de hoorzitting", null=True, blank=True)
    lbt_advies = models.CharField(max_length=20, choices=Lbtadvies, blank=True)
    lbt_advies_tekst = models.TextField("advies van de LBT", blank=True)
    lbt_advies_op = models.DateField(null=True, blank=True)
    verdaagd_weken = models.PositiveSmallIntegerField("verdaagd met weken", default=0)
    beslisdatum = models.DateField("uiterste beslisdatum", null=True, blank=True)

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
        ]
        indexes = [
            models.Index(fields=["beslisdatum"], name="bezwaar_open", condition=Q(status__in=[*map(str, OPEN)])),
        ]

    def __str__(self) -> str:
        return f"bezwaar {self.kenmerk}"

    def get_absolute_url(self) -> str:
        return reverse("toelating:bezwaar", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.status in OPEN
