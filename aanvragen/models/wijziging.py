"""A change of an award: a dossier of its own beside the aanvraag, with its own decision."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from aanvragen.models.aanvraag import Aanvraag
from swv.invullen.models import Invuldossier
from swv.invullen.onderdelen import Bewijsstuk, Onderdeel
from swv.organisaties.models import Gebruiker, Leerling, Rolsoort, School

if TYPE_CHECKING:
    from aanvragen.wijziging.grenzen import Grenzen


class Wijzigingstatus(models.TextChoices):
    CONCEPT = "concept", "Concept"
    TER_MEDETEKENING = "ter_medetekening", "Bij het schoolbestuur"
    GEVRAAGD = "gevraagd", "Gevraagd"
    IN_VOORBEREIDING = "in_voorbereiding", "In voorbereiding"
    AANVULLING_GEVRAAGD = "aanvulling_gevraagd", "Wacht op aanvulling"
    TER_ONDERTEKENING = "ter_ondertekening", "Ter ondertekening"
    VASTGESTELD = "vastgesteld", "Vastgesteld"
    AFGEWEZEN = "afgewezen", "Afgewezen"
    INGETROKKEN = "ingetrokken", "Ingetrokken"


class Wijzigsoort(models.TextChoices):
    """What changes. The bureau can propose each, a school asks the first four."""

    MEER = "meer", "Meer"
    MINDER = "minder", "Minder"
    LANGER = "langer", "Langer"
    STOPPEN = "stoppen", "Eerder stoppen"
    INTREKKEN = "intrekken", "Toekenning intrekken"
    TERUGVORDEREN = "terugvorderen", "Geld terugvorderen"


class Voorstel(models.TextChoices):
    INSTEMMEN = "instemmen", "Instemmen"
    AFWIJZEN = "afwijzen", "Afwijzen"


BIJ_DE_SCHOOL = (Wijzigingstatus.CONCEPT, Wijzigingstatus.TER_MEDETEKENING)
BIJ_BUREAU = (
    Wijzigingstatus.GEVRAAGD,
    Wijzigingstatus.IN_VOORBEREIDING,
    Wijzigingstatus.AANVULLING_GEVRAAGD,
    Wijzigingstatus.TER_ONDERTEKENING,
)
OPEN = (*BIJ_DE_SCHOOL, *BIJ_BUREAU)
BESLOTEN = (Wijzigingstatus.VASTGESTELD, Wijzigingstatus.AFGEWEZEN)
# Nobody but who proposes and decides sees a proposal of the bureau before it is signed.
VAN_DE_SCHOOL = Q(van_school=True) | Q(status=Wijzigingstatus.VASTGESTELD)
SOORTEN_VAN_SCHOOL = (Wijzigsoort.MEER, Wijzigsoort.MINDER, Wijzigsoort.LANGER, Wijzigsoort.STOPPEN)
OMHOOG = (Wijzigsoort.MEER, Wijzigsoort.LANGER)
# Takes something away from who has an award: it is heard first, and the letter says why (Awb 3:46, 4:8).
BELASTEND = (Wijzigsoort.MINDER, Wijzigsoort.STOPPEN, Wijzigsoort.INTREKKEN, Wijzigsoort.TERUGVORDEREN)


class WijzigingQuerySet(models.QuerySet["Wijziging"]):
    def for_user(self, user: Any) -> "WijzigingQuerySet":
        """What this person may see. A school sees what it asked and what was decided, its board the same once it was
        sent there; the bureau and the directeur-bestuurder see what was sent. Nobody else sees any."""
        zichtbaar = Q(pk__in=[])
        scholen = {rol.school_id for rol in user.rollen_nu if rol.soort == Rolsoort.COORDINATOR}
        if scholen:
            zichtbaar |= Q(aanvraag__school_id__in=scholen) & VAN_DE_SCHOOL
        if user.heeft_rol(Rolsoort.BESTUUR):
            eigen = Q(aanvraag__school_id__in=user.school_ids) & VAN_DE_SCHOOL
            zichtbaar |= eigen & ~Q(status=Wijzigingstatus.CONCEPT)
        if user.heeft_rol(Rolsoort.BUREAU, Rolsoort.DIRECTEUR):
            zichtbaar |= ~Q(status__in=BIJ_DE_SCHOOL)
        return self.filter(zichtbaar) if user.is_active else self.none()

    def open(self) -> "WijzigingQuerySet":
        return self.filter(status__in=OPEN)

    def vastgesteld(self) -> "WijzigingQuerySet":
        """Signed: what the award became, in the order in which it was decided."""
        return self.filter(status=Wijzigingstatus.VASTGESTELD).order_by("besloten_op", "volgnummer")


class Wijziging(Invuldossier):
    """More, less, longer, stopped, withdrawn or claimed back.

    `gevraagd_*` is what the school asked, `bedrag`, `uren` and `tot` what the bureau proposes and the decision holds.
    Amounts are euros and hours of the whole award as it becomes; `terugvordering` is a part of what was paid.
    `was_*` is what the award was right before the signature, so the first award stays readable.
    """

    status = models.CharField(max_length=40, choices=Wijzigingstatus, default=Wijzigingstatus.CONCEPT, editable=False)
    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.PROTECT, related_name="wijzigingen")
    volgnummer = models.PositiveSmallIntegerField(editable=False)
    kenmerk = models.CharField(max_length=24, unique=True, editable=False)
    soort = models.CharField(max_length=20, choices=Wijzigsoort, editable=False)
    van_school = models.BooleanField("gevraagd door de school", editable=False)
    aangevraagd_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="begonnen door"
    )
    aanleiding = models.TextField("waarom het bureau dit voorstelt", blank=True)
    medegetekend_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    beslisdatum = models.DateField("uiterste beslisdatum", null=True, blank=True)

    # Known from the moment the school sent it.
    gevraagd_bedrag = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    gevraagde_uren = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    gevraagd_tot = models.DateField("gevraagd tot en met", null=True, blank=True)

    # Filled by the bureau.
    behandelaar = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    voorstel = models.CharField(max_length=20, choices=Voorstel, blank=True)
    bedrag = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    uren = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    tot = models.DateField("tot en met", null=True, blank=True)
    terugvordering = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    betaalt_terug = models.BooleanField("wat is betaald, komt terug", default=False)
    zienswijze = models.TextField("wat de school ervan vindt", blank=True)
    advies = models.TextField(blank=True)
    advies_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    voorgelegd_op = models.DateTimeField(null=True, blank=True)

    # The decision.
    besluitnummer = models.CharField(max_length=20, unique=True, null=True, blank=True)
    besloten_op = models.DateTimeField(null=True, blank=True)
    besloten_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    motivering = models.TextField(blank=True)
    was_bedrag = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    was_uren = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    was_tot = models.DateField(null=True, blank=True)
    erbij = models.DecimalField("erbij", max_digits=12, decimal_places=2, default=Decimal(0))
    vrijgevallen = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal(0))
    teruggevorderd = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal(0))
    bekendgemaakt_op = models.DateTimeField(null=True, blank=True)

    objects = WijzigingQuerySet.as_manager()

    class Meta:
        verbose_name = "wijziging"
        verbose_name_plural = "wijzigingen"
        ordering = ["-aangemaakt_op", "-id"]
        indexes = [
            models.Index(fields=["-aangemaakt_op", "-id"], name="wijziging_nieuwste"),
            models.Index(
                fields=["beslisdatum", "id"],
                name="wijziging_open",
                condition=Q(status__in=["gevraagd", "in_voorbereiding", "aanvulling_gevraagd", "ter_ondertekening"]),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["aanvraag"],
                condition=Q(
                    status__in=[
                        "concept",
                        "ter_medetekening",
                        "gevraagd",
                        "in_voorbereiding",
                        "aanvulling_gevraagd",
                        "ter_ondertekening",
                    ]
                ),
                name="een_open_wijziging",
                violation_error_message="Er loopt al een wijziging van deze toekenning. Rond die eerst af.",
            ),
            models.UniqueConstraint(
                fields=["aanvraag", "volgnummer"],
                name="wijziging_een_volgnummer",
                violation_error_message="Er is net nog een wijziging begonnen. Ga terug en probeer het opnieuw.",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["vastgesteld", "afgewezen"])
                | Q(besluitnummer__isnull=False, besloten_op__isnull=False, besloten_door__isnull=False),
                name="wijziging_besluit_met_nummer",
                violation_error_message="Een besluit heeft een nummer, een moment en een ondertekenaar.",
            ),
            models.CheckConstraint(
                condition=Q(besloten_door__isnull=True)
                | Q(advies_door__isnull=True)
                | ~Q(besloten_door=F("advies_door")),
                name="wijziging_vier_ogen",
                violation_error_message="Wie het advies schreef, kan niet ook het besluit ondertekenen.",
            ),
            models.CheckConstraint(
                condition=Q(van_school=False) | Q(soort__in=["meer", "minder", "langer", "stoppen"]),
                name="school_vraagt_eigen_soorten",
                violation_error_message="Dit kan alleen het bureau voorstellen. Bel het bureau.",
            ),
            models.CheckConstraint(
                condition=Q(erbij__gte=0, vrijgevallen__gte=0, teruggevorderd__gte=0),
                name="wijziging_bedragen_niet_negatief",
                violation_error_message="Een bedrag is nul of meer.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.soort_naam} {self.kenmerk}"

    @property
    def begin_erbij(self) -> date | None:
        """The first day of what comes on top: after the last day that the award had, when it runs longer; else that of
        the award. None for an award without a period."""
        tot = self.was_tot or self.aanvraag.tot  # only a signed change knows what it was
        return tot + timedelta(days=1) if self.soort == Wijzigsoort.LANGER and tot else self.aanvraag.van

    # --- What filling in asks of it (swv.invullen) ---

    wat = "deze wijziging"
    met_lidwoord = "de wijziging"

    @property
    def verandert_bedrag(self) -> bool:
        """Whether the ledger changed with it."""
        return self.bedrag is not None and bool(self.erbij or self.vrijgevallen or self.teruggevorderd)

    @property
    def eerst_bedrag(self) -> Decimal:
        """What the ledger said before, in euros: less than was awarded when money came off it in between."""
        return (self.bedrag or Decimal(0)) - self.erbij + self.vrijgevallen + self.teruggevorderd

    @property
    def soort_naam(self) -> str:
        return f"Wijziging: {self.get_soort_display().lower()}"

    @property
    def begonnen_door(self) -> Gebruiker:
        return self.aangevraagd_door

    @property
    def school(self) -> School:
        return self.aanvraag.school

    @property
    def school_id(self) -> int:
        return self.aanvraag.school_id

    @property
    def leerling(self) -> Leerling | None:
        return self.aanvraag.leerling

    @property
    def invulregeling(self) -> "Grenzen":
        from aanvragen.wijziging.grenzen import Grenzen

        return Grenzen(self.aanvraag, self.soort)

    @property
    def onderdelen(self) -> Sequence[Onderdeel]:
        from aanvragen.wijziging.onderdelen import onderdelen_van

        return onderdelen_van(self.soort)

    @property
    def bewijsstukken(self) -> Sequence[Bewijsstuk]:
        from aanvragen.wijziging.onderdelen import BEWIJSSTUKKEN

        return BEWIJSSTUKKEN

    def controles(self, gegevens: Mapping[str, Any]) -> Sequence[str]:
        return ()

    @property
    def wacht_op_aanvulling(self) -> bool:
        return self.status == Wijzigingstatus.AANVULLING_GEVRAAGD

    def mag_invullen(self, user: Any) -> bool:
        from aanvragen.wijziging import rules

        return rules.mag_invullen(user, self)

    def mag_bijlagen(self, user: Any) -> bool:
        from aanvragen.wijziging import rules

        return rules.mag_bijlagen(user, self)

    def mag_weggooien(self, user: Any) -> bool:
        from aanvragen.wijziging import rules

        return rules.mag_weggooien(user, self)

    def adres(self, naam: str, *args: Any) -> str:
        """Its pages have the names of every dossier that is filled in, in a namespace of their own."""
        return reverse(f"wijzigingen:{naam}", args=[self.pk, *args])

    # --- Where it is, and what it does ---

    @property
    def is_concept(self) -> bool:
        return self.status == Wijzigingstatus.CONCEPT

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def is_besloten(self) -> bool:
        return self.status in BESLOTEN

    @property
    def wil_afwijzen(self) -> bool:
        return self.voorstel == Voorstel.AFWIJZEN

    @property
    def is_belastend(self) -> bool:
        """Takes something away that the school did not offer itself."""
        return not self.van_school and self.soort in BELASTEND
