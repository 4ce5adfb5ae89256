"""What follows an award: who carries it out, hours per week, and an evaluation."""

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from aanvragen.models.aanvraag import Aanvraag
from swv.kern.models import Dossier
from swv.organisaties.models import Gebruiker, Rolsoort, School

if TYPE_CHECKING:
    from aanvragen.soorten.basis import Soort


def zichtbaar_voor(user: Any, *, via: str = "") -> Q:
    """Which follow-through this person may see; `via` leads from the row to it, such as "uitvoering__".

    The school and its board see what follows their own awards, the bureau and the directeur-bestuurder everything, a
    partner only what the bureau assigned, while it runs. Nobody else sees any; seeing this never opens the request.
    """
    if not user.is_active:
        return Q(pk__in=[])
    if user.heeft_rol(Rolsoort.BUREAU, Rolsoort.DIRECTEUR):
        return ~Q(pk__in=[])
    zichtbaar = Q(**{f"{via}aanvraag__school_id__in": user.school_ids})
    if user.heeft_rol(Rolsoort.PARTNER):
        van_partner = Uitvoering.partners.through.objects.filter(gebruiker=user).values("uitvoering_id")
        loopt = Q(**{f"{via}status": Uitvoeringstatus.LOOPT})
        zichtbaar |= loopt & Q(**{f"{via}pk__in": van_partner})
    return zichtbaar


class Uitvoeringstatus(models.TextChoices):
    LOOPT = "loopt", "Loopt"
    AFGEROND = "afgerond", "Afgerond"


class UitvoeringQuerySet(models.QuerySet["Uitvoering"]):
    def for_user(self, user: Any) -> Self:
        """See `zichtbaar_voor`: the first step of every read."""
        return self.filter(zichtbaar_voor(user))

    def lopend(self) -> Self:
        return self.filter(status=Uitvoeringstatus.LOOPT)


class Uitvoering(Dossier):
    """The follow-through of one award. Period and hours stand with the award itself, which a decision can change."""

    status = models.CharField(max_length=40, choices=Uitvoeringstatus, default=Uitvoeringstatus.LOOPT, editable=False)
    aanvraag = models.OneToOneField(Aanvraag, on_delete=models.PROTECT, related_name="uitvoering")
    partners = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")
    afgerond_op = models.DateTimeField(null=True, blank=True, editable=False)

    objects = UitvoeringQuerySet.as_manager()

    wat = "deze uitvoering"
    met_lidwoord = "de uitvoering"

    class Meta:
        verbose_name = "uitvoering"
        verbose_name_plural = "uitvoeringen"
        ordering = ["-aangemaakt_op", "-id"]
        indexes = [
            models.Index(fields=["-aangemaakt_op", "-id"], name="uitvoering_nieuwste"),
            models.Index(fields=["status"], name="uitvoering_lopend", condition=Q(status="loopt")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="loopt", afgerond_op__isnull=True) | Q(status="afgerond", afgerond_op__isnull=False),
                name="uitvoering_afgerond_met_moment",
                violation_error_message="Een afgeronde uitvoering heeft een moment.",
            )
        ]

    def __str__(self) -> str:
        return f"Uitvoering {self.aanvraag.kenmerk}"

    def get_absolute_url(self) -> str:
        return reverse("uitvoering:detail", args=[self.pk])

    @property
    def loopt(self) -> bool:
        return self.status == Uitvoeringstatus.LOOPT

    @property
    def declaratie(self) -> "Soort":
        return self.aanvraag.declaratie

    @property
    def soort_naam(self) -> str:
        return self.aanvraag.soort_naam

    @property
    def kenmerk(self) -> str:
        return self.aanvraag.kenmerk or ""

    @property
    def school(self) -> School:
        return self.aanvraag.school

    def is_partner(self, user: Any) -> bool:
        """Whether the bureau assigned this person and the person still has that role. No query when the partners were
        fetched along."""
        return (
            isinstance(user, Gebruiker)
            and user.heeft_rol(Rolsoort.PARTNER)
            and user.pk in {partner.pk for partner in self.partners.all()}
        )


class Urenweek(models.Model):
    """Hours given in one week, named by its Monday. A correction replaces it; the timeline keeps what it was."""

    uitvoering = models.ForeignKey(Uitvoering, on_delete=models.PROTECT, related_name="weken")
    week = models.DateField("maandag van de week")
    uren = models.DecimalField(max_digits=5, decimal_places=2)
    toelichting = models.CharField(max_length=300, blank=True)
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    op = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "uren van een week"
        verbose_name_plural = "uren per week"
        ordering = ["-week"]
        constraints = [
            models.UniqueConstraint(
                fields=["uitvoering", "week"],
                name="urenweek_een_keer",
                violation_error_message="Voor deze week staan er al uren. Verbeter die.",
            ),
            models.CheckConstraint(
                condition=Q(week__iso_week_day=1),
                name="urenweek_begint_op_maandag",
                violation_error_message="Een week begint op maandag.",
            ),
            models.CheckConstraint(
                condition=Q(uren__gte=0),
                name="urenweek_niet_negatief",
                violation_error_message="Een aantal uren is nul of meer.",
            ),
        ]

    def __str__(self) -> str:
        return f"Week van {self.week:%d-%m-%Y}"


class BijUitvoeringQuerySet(models.QuerySet):
    """Rows of a follow-through; who may see that may see them."""

    def for_user(self, user: Any) -> Self:
        return self.filter(zichtbaar_voor(user, via="uitvoering__"))


class BijUitvoering(Dossier):
    """A small dossier that belongs to a follow-through, and has its names."""

    class Meta:
        abstract = True

    uitvoering: Any

    @property
    def soort_naam(self) -> str:
        return str(self.uitvoering.soort_naam)

    @property
    def kenmerk(self) -> str:
        return str(self.uitvoering.kenmerk)

    def get_absolute_url(self) -> str:
        return str(self.uitvoering.get_absolute_url())


class Evaluatiestatus(models.TextChoices):
    OPEN = "open", "Nog niet ingevuld"
    INGEVULD = "ingevuld", "Ingevuld"


class Evaluatie(BijUitvoering):
    """How it goes after about ten weeks. The partner can say what it sees; the school fills in the rest."""

    class Doel(models.TextChoices):
        JA = "ja", "Ja"
        DEELS = "deels", "Voor een deel"
        NEE = "nee", "Nee"

    class Vervolg(models.TextChoices):
        DOORGAAN = "doorgaan", "Doorgaan zoals het nu gaat"
        VERANDEREN = "veranderen", "Iets veranderen"
        STOPPEN = "stoppen", "Eerder stoppen"

    status = models.CharField(max_length=40, choices=Evaluatiestatus, default=Evaluatiestatus.OPEN, editable=False)
    uitvoering = models.OneToOneField(Uitvoering, on_delete=models.PROTECT, related_name="evaluatie")
    uiterlijk = models.DateField(editable=False)
    herinnerd_op = models.DateTimeField(null=True, blank=True, editable=False)
    van_partner = models.TextField("wat de partner ziet", blank=True)
    partner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    doel_bereikt = models.CharField(max_length=10, choices=Doel, blank=True)
    wat_werkt = models.TextField(blank=True)
    vervolg = models.CharField(max_length=12, choices=Vervolg, blank=True)
    toelichting = models.TextField(blank=True)
    ingevuld_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ingevuld_op = models.DateTimeField(null=True, blank=True)

    objects = BijUitvoeringQuerySet.as_manager()

    wat = "deze evaluatie"
    met_lidwoord = "de evaluatie"

    class Meta:
        verbose_name = "evaluatie"
        verbose_name_plural = "evaluaties"
        ordering = ["uiterlijk", "id"]
        indexes = [models.Index(fields=["uiterlijk"], name="evaluatie_open", condition=Q(status="open"))]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="ingevuld")
                | (
                    Q(ingevuld_op__isnull=False, ingevuld_door__isnull=False)
                    & ~Q(doel_bereikt="")
                    & ~Q(wat_werkt="")
                    & ~Q(vervolg="")
                ),
                name="evaluatie_ingevuld_is_compleet",
                violation_error_message="Vul de hele evaluatie in.",
            )
        ]

    def __str__(self) -> str:
        return f"Evaluatie {self.kenmerk}"

    @property
    def is_open(self) -> bool:
        return self.status == Evaluatiestatus.OPEN

    @property
    def is_te_laat(self) -> bool:
        return self.is_open and self.uiterlijk < timezone.localdate()

    @property
    def vraagt_wijziging(self) -> bool:
        """The school wants something else than what was awarded."""
        return self.vervolg in (self.Vervolg.VERANDEREN, self.Vervolg.STOPPEN)
