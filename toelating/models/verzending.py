"""How a letter reaches each of those it is for."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from swv.documenten.models import Brief
from swv.organisaties.models import Rolsoort
from swv.post.models import Bericht
from toelating.models.aanvraag import Tlvaanvraag
from toelating.models.mensen import Verschoning


class VerzendingQuerySet(models.QuerySet["Verzending"]):
    def for_user(self, user: Any) -> "VerzendingQuerySet":
        """The bureau and the directeur-bestuurder see all, but of a dossier that they stay out of; a school and its
        board see what belongs to their own requests."""
        from toelating.models.bezwaar import Bezwaar

        if not user.is_active:
            return self.none()
        if user.heeft_rol(Rolsoort.BUREAU, Rolsoort.DIRECTEUR):
            verschoond = Verschoning.objects.filter(gebruiker=user).values("aanvraag_id")
            bezwaren = Bezwaar.objects.filter(aanvraag_id__in=verschoond).values("pk")
            return self.exclude(Q(brief__object_id__in=verschoond) | Q(brief__object_id__in=bezwaren))
        return self.filter(brief__object_id__in=Tlvaanvraag.objects.for_user(user).values("pk"))

    def te_posten(self) -> "VerzendingQuerySet":
        """On paper, and not posted yet."""
        return self.filter(kanaal=Verzending.Kanaal.PAPIER, verzonden_op__isnull=True, mislukt_op__isnull=True)

    def niet_bezorgd(self) -> "VerzendingQuerySet":
        """In the portal, but the mail that says so did not arrive: it has to go another way (Wmebv)."""
        return self.filter(
            kanaal=Verzending.Kanaal.DIGITAAL, mislukt_op__isnull=True, bericht__staat=Bericht.Staat.MISLUKT
        )

    def geldend(self) -> "VerzendingQuerySet":
        """The sendings that count: not those that did not arrive."""
        return self.filter(mislukt_op__isnull=True)


class Verzending(models.Model):
    """How one letter reached one addressee. Sent, notified and first viewed are three moments (Awb 2:13 and further,
    Wmebv): `verzonden_op` here, the notification in `bericht`, the first view in the log of downloads.

    What did not arrive gets `mislukt_op` and a row after it (`vervangt`) that goes another way. `verzonden_op` is when
    it went out, `vastgelegd_op` when somebody of the bureau wrote that down."""

    class Aan(models.TextChoices):
        AANVRAGER = "aanvrager", "de aanvrager"
        OUDERS = "ouders", "de ouders of verzorgers"
        BEZWAARMAKER = "bezwaarmaker", "de bezwaarmaker"

    class Kanaal(models.TextChoices):
        DIGITAAL = "digitaal", "in het portaal"
        PAPIER = "papier", "per post"
        UITGEREIKT = "uitgereikt", "persoonlijk gegeven"

    brief = models.ForeignKey(Brief, on_delete=models.PROTECT, related_name="verzendingen")
    aan = models.CharField(max_length=12, choices=Aan)
    naam = models.CharField(max_length=250, blank=True)
    adres = models.TextField("adresregels", blank=True)
    kanaal = models.CharField(max_length=10, choices=Kanaal)
    klaargezet_op = models.DateTimeField(default=timezone.now)
    verzonden_op = models.DateTimeField(null=True, blank=True)
    verzonden_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    vastgelegd_op = models.DateTimeField(null=True, blank=True)
    bericht = models.ForeignKey(Bericht, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    mislukt_op = models.DateTimeField("niet aangekomen, genoteerd op", null=True, blank=True)
    mislukt_reden = models.TextField("wat er misging", blank=True)
    vervangt = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="vervangen_door"
    )

    objects = VerzendingQuerySet.as_manager()

    class Meta:
        verbose_name = "verzending"
        verbose_name_plural = "verzendingen"
        ordering = ["klaargezet_op", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["brief", "aan", "naam"],
                condition=Q(mislukt_op__isnull=True),
                name="verzending_een_keer_per_geadresseerde",
            ),
            models.CheckConstraint(
                condition=~Q(kanaal="papier") | ~Q(adres="") | Q(verzonden_op__isnull=True),
                name="gepost_met_adres",
                violation_error_message="Vul eerst het adres in. Daarna kunt u de brief posten.",
            ),
            models.CheckConstraint(
                condition=Q(mislukt_op__isnull=True, mislukt_reden="")
                | (Q(mislukt_op__isnull=False, verzonden_op__isnull=False) & ~Q(mislukt_reden="")),
                name="mislukt_met_reden",
                violation_error_message="Schrijf op waaraan u ziet dat de brief niet aankwam.",
            ),
        ]
        indexes = [
            models.Index(fields=["klaargezet_op"], name="verzending_open", condition=Q(verzonden_op__isnull=True)),
            models.Index(fields=["vastgelegd_op"], name="verzending_vastgelegd"),
        ]

    def __str__(self) -> str:
        return f"{self.brief_id} aan {self.get_aan_display()}"

    @property
    def is_papier(self) -> bool:
        return self.kanaal == self.Kanaal.PAPIER

    @property
    def is_mislukt(self) -> bool:
        return self.mislukt_op is not None

    @property
    def kan_terug(self) -> bool:
        """Posting was written down today: a mistake can still be undone."""
        return (
            self.is_papier
            and not self.is_mislukt
            and self.vastgelegd_op is not None
            and timezone.localdate(self.vastgelegd_op) == timezone.localdate()
        )
