"""A request for a toelaatbaarheidsverklaring: from the first word to the decision."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property

from swv.invullen.models import Invuldossier
from swv.kern.opmaak import datum
from swv.organisaties.models import Leerling, Rolsoort, School
from swv.termijnen.schema import Soort as Klok
from toelating.models.regeling import VERVOLGSOORTEN, Categorie, Soort, Toelatingsregeling

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from swv.invullen.onderdelen import Bewijsstuk, Onderdeel
    from toelating.models.ingebrekestelling import Ingebrekestelling
    from toelating.onderdelen.regels import Invulregels


class Status(models.TextChoices):
    CONCEPT = "concept", "Concept"
    TER_MEDETEKENING = "ter_medetekening", "Bij het schoolbestuur"
    INGEDIEND = "ingediend", "Ingediend"
    VOLLEDIGHEIDSTOETS = "volledigheidstoets", "Bureau kijkt of alles er is"
    AANVULLING_GEVRAAGD = "aanvulling_gevraagd", "Wacht op aanvulling"
    BIJ_DESKUNDIGEN = "bij_deskundigen", "Bij de deskundigen"
    BIJ_TAC = "bij_tac", "Bij de toelatingsadviescommissie"
    ADVIES_GEREED = "advies_gereed", "Advies is klaar"
    ZIENSWIJZE = "zienswijze", "Wacht op zienswijze"
    TER_ONDERTEKENING = "ter_ondertekening", "Ter ondertekening"
    AFGEGEVEN = "afgegeven", "TLV afgegeven"
    AFGEWEZEN = "afgewezen", "Afgewezen"
    BUITEN_BEHANDELING = "buiten_behandeling", "Buiten behandeling"
    INGETROKKEN = "ingetrokken", "Ingetrokken"


# Not yet sent: invisible for the bureau.
BIJ_DE_SCHOOL = (Status.CONCEPT, Status.TER_MEDETEKENING)
OPEN_BIJ_BUREAU = (
    Status.INGEDIEND,
    Status.VOLLEDIGHEIDSTOETS,
    Status.AANVULLING_GEVRAAGD,
    Status.BIJ_DESKUNDIGEN,
    Status.BIJ_TAC,
    Status.ADVIES_GEREED,
    Status.ZIENSWIJZE,
    Status.TER_ONDERTEKENING,
)
BESLOTEN = (Status.AFGEGEVEN, Status.AFGEWEZEN, Status.BUITEN_BEHANDELING)
AFGESLOTEN = (*BESLOTEN, Status.INGETROKKEN)
# An expert reads from the appointment on until the decision: until then bureau and parents can come back to the
# advice. A member of the committee reads from the agenda on. After the decision nobody of them needs the file.
LEESBAAR_VOOR_ADVISEURS = (
    Status.BIJ_DESKUNDIGEN,
    Status.BIJ_TAC,
    Status.ADVIES_GEREED,
    Status.ZIENSWIJZE,
    Status.TER_ONDERTEKENING,
)


class Voorstel(models.TextChoices):
    """What lies ready to be signed."""

    AFGEVEN = "afgeven", "TLV afgeven"
    AFWIJZEN = "afwijzen", "afwijzen"
    BUITEN_BEHANDELING = "buiten_behandeling", "niet verder behandelen"


class Adviesbron(models.TextChoices):
    COMMISSIE = "commissie", "de toelatingsadviescommissie"
    DESKUNDIGEN = "deskundigen", "de deskundigen"
    BUREAU = "bureau", "het bureau"


class TlvaanvraagQuerySet(models.QuerySet["Tlvaanvraag"]):
    def for_user(self, user: Any) -> "TlvaanvraagQuerySet":
        """What this person may see: the first step of every read.

        A coördinator sees the own school, a board its schools once the school sent it on, a guest the one dossier of
        the invitation; bureau and directeur-bestuurder what was submitted, who has a mandate what lies ready in that
        kind; an expert what was assigned, a committee member what stands on the agenda. Who stays out of a dossier
        (Verschoning) no longer sees it through any of these.
        """
        if not user.is_active:
            return self.none()
        buiten = Q(pk__in=_verschoond_van(user))
        return self.filter(als_school(user) | (_als_bureau(user) | _als_adviseur(user)) & ~buiten)

    def buiten_advies(self, user: Any) -> "TlvaanvraagQuerySet":
        """The same without what this person reads only to advise on it. That has pages of its own, which leave out
        where parents live and what the other expert thinks."""
        if not user.is_active:
            return self.none()
        return self.filter(als_school(user) | _als_bureau(user) & ~Q(pk__in=_verschoond_van(user)))

    def open(self) -> "TlvaanvraagQuerySet":
        """Submitted and not yet ended."""
        return self.filter(status__in=OPEN_BIJ_BUREAU)


def als_school(user: Any) -> Q:
    zichtbaar = als_gast(user)
    coordinator_van = {rol.school_id for rol in user.rollen_nu if rol.soort == Rolsoort.COORDINATOR}
    if coordinator_van:
        zichtbaar |= Q(school_id__in=coordinator_van)
    if user.heeft_rol(Rolsoort.BESTUUR):
        zichtbaar |= Q(school_id__in=user.school_ids) & ~Q(status=Status.CONCEPT)
    return zichtbaar


def als_gast(user: Any) -> Q:
    """The dossiers of the invitations of this person that still hold."""
    from toelating.models.uitnodiging import Uitnodiging

    if not user.heeft_rol(Rolsoort.GAST):
        return Q(pk__in=[])
    gesloten = Uitnodiging.objects.filter(gast=user).gesloten(timezone.localdate())
    return Q(gast=user) & ~Q(pk__in=gesloten.values("aanvraag_id"))


def _als_bureau(user: Any) -> Q:
    zichtbaar = Q(pk__in=[])
    if user.heeft_rol(Rolsoort.BUREAU, Rolsoort.DIRECTEUR):
        zichtbaar |= ~Q(status__in=BIJ_DE_SCHOOL)
    soorten = user.mandaten.geldig(timezone.localdate()).values("soort")
    return zichtbaar | Q(soort__in=soorten, status__in=[Status.TER_ONDERTEKENING, *BESLOTEN])


def _als_adviseur(user: Any) -> Q:
    from toelating.models.advies import Deskundigenadvies
    from toelating.models.commissie import Agendapunt

    zichtbaar = Q(pk__in=[])
    if user.heeft_rol(Rolsoort.DESKUNDIGE):
        toegewezen = Deskundigenadvies.objects.filter(
            deskundige=user, stand__in=[Deskundigenadvies.Stand.GEVRAAGD, Deskundigenadvies.Stand.INGEDIEND]
        )
        zichtbaar |= Q(pk__in=toegewezen.values("aanvraag_id"), status__in=LEESBAAR_VOOR_ADVISEURS)
    if user.heeft_rol(Rolsoort.COMMISSIELID):
        # What was taken off an agenda or held over is closed until it stands on an agenda of theirs again.
        besproken = [Agendapunt.Uitkomst.OPEN, Agendapunt.Uitkomst.ADVIES]
        op_agenda = Agendapunt.objects.filter(bijeenkomst__leden=user, uitkomst__in=besproken)
        zichtbaar |= Q(pk__in=op_agenda.values("aanvraag_id"), status__in=LEESBAAR_VOOR_ADVISEURS)
    return zichtbaar


def _verschoond_van(user: Any) -> Any:
    from toelating.models.mensen import Verschoning

    return Verschoning.objects.filter(gebruiker=user).values("aanvraag_id")


class Tlvaanvraag(Invuldossier):
    """What a school asks, what was advised, and what was decided on it. The declaration itself is a Verklaring."""

    wat = "deze TLV-aanvraag"
    met_lidwoord = "de TLV-aanvraag"
    klok = Klok.TOELATING

    status = models.CharField(max_length=40, choices=Status, default=Status.CONCEPT, editable=False)
    soort = models.CharField(max_length=20, choices=Soort, editable=False)
    regeling = models.ForeignKey(Toelatingsregeling, on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="tlvaanvragen")
    aangevraagd_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    gast = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="uitgenodigd_voor"
    )
    vorige = models.ForeignKey(
        "toelating.Verklaring",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="vervolgaanvragen",
        verbose_name="gaat verder op",
    )

    # Known from the moment of submission.
    kenmerk = models.CharField(max_length=20, unique=True, null=True, blank=True)
    leerling = models.ForeignKey(Leerling, null=True, blank=True, on_delete=models.PROTECT, related_name="tlvaanvragen")
    beoogde_school = models.ForeignKey(
        School, null=True, blank=True, on_delete=models.PROTECT, related_name="beoogd_voor"
    )
    gevraagde_categorie = models.CharField(max_length=1, choices=Categorie, blank=True)
    gevraagde_ingang = models.DateField(null=True, blank=True)
    gevraagd_tot = models.DateField(null=True, blank=True)
    medegetekend_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    beslisdatum = models.DateField("uiterste beslisdatum", null=True, blank=True)

    # Filled by the bureau and those who advise.
    behandelaar = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    adviesbron = models.CharField("advies van", max_length=20, choices=Adviesbron, blank=True)
    advies_toelaatbaar = models.BooleanField(null=True, blank=True)
    advies_categorie = models.CharField(max_length=1, choices=Categorie, blank=True)
    advies_schooljaren = models.PositiveSmallIntegerField("geadviseerde duur in schooljaren", null=True, blank=True)
    advies = models.TextField(blank=True)
    advies_op = models.DateTimeField(null=True, blank=True)
    advies_aan_ouders_op = models.DateField("advies aan de ouders gegeven op", null=True, blank=True)

    # The decision in the making, and the decision.
    voorstel = models.CharField(max_length=20, choices=Voorstel, blank=True)
    categorie = models.CharField(max_length=1, choices=Categorie, blank=True)
    ingang = models.DateField(null=True, blank=True)
    einde = models.DateField("tot en met", null=True, blank=True)
    motivering = models.TextField(blank=True)
    reden_duur = models.TextField("waarom langer dan gewoon", blank=True)
    reden_afwijking = models.TextField("waarom anders dan het advies", blank=True)
    reactie_zienswijzen = models.TextField("wat er met de zienswijzen is gedaan", blank=True)
    weging = models.TextField("weging bij tegenstrijdige criteria", blank=True)
    opgesteld_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    voorgelegd_op = models.DateTimeField(null=True, blank=True)
    besluitnummer = models.CharField(max_length=20, unique=True, null=True, blank=True)
    besloten_op = models.DateTimeField(null=True, blank=True)
    besloten_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    mandaat = models.ForeignKey(
        "toelating.Mandaat", null=True, blank=True, on_delete=models.PROTECT, related_name="besluiten"
    )
    bekendgemaakt_op = models.DateTimeField(null=True, blank=True)

    objects = TlvaanvraagQuerySet.as_manager()

    class Meta:
        verbose_name = "TLV-aanvraag"
        verbose_name_plural = "TLV-aanvragen"
        ordering = ["-aangemaakt_op", "-id"]
        indexes = [
            models.Index(fields=["school", "-aangemaakt_op", "-id"], name="tlvaanvraag_van_school"),
            models.Index(fields=["-aangemaakt_op", "-id"], name="tlvaanvraag_nieuwste"),
            models.Index(
                fields=["beslisdatum", "id"],
                name="tlvaanvraag_open",
                condition=Q(status__in=[*map(str, OPEN_BIJ_BUREAU)]),
            ),
            models.Index(fields=["-besloten_op"], name="tlvaanvraag_besloten", condition=Q(besloten_op__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[*map(str, BIJ_DE_SCHOOL)])
                | Q(kenmerk__isnull=False, leerling__isnull=False, ingediend_op__isnull=False),
                name="tlv_ingediend_is_compleet",
                violation_error_message="Een ingediende aanvraag heeft een kenmerk, een leerling en een datum.",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[*map(str, BESLOTEN)])
                | Q(besluitnummer__isnull=False, besloten_op__isnull=False, besloten_door__isnull=False),
                name="tlv_besluit_met_nummer",
                violation_error_message="Een besluit heeft een nummer, een moment en een ondertekenaar.",
            ),
            models.CheckConstraint(
                condition=Q(besloten_door__isnull=True) | ~Q(besloten_door=F("opgesteld_door")),
                name="tlv_vier_ogen",
                violation_error_message="Wie het besluit voorbereidde, kan het niet ook ondertekenen.",
            ),
            models.CheckConstraint(
                condition=Q(einde__isnull=True)
                | (Q(einde__month=7, einde__day=31) & (Q(ingang__isnull=True) | Q(einde__gt=F("ingang")))),
                name="tlv_eindigt_op_31_juli",
                violation_error_message="Een TLV eindigt altijd op 31 juli, na de ingangsdatum.",
            ),
            models.CheckConstraint(
                condition=~Q(soort__in=[*map(str, VERVOLGSOORTEN)]) | Q(vorige__isnull=False),
                name="tlv_vervolg_op_een_tlv",
                violation_error_message="Een verlenging of andere categorie gaat verder op een eerdere TLV.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.soort_naam} {self.kenmerk or '(concept)'}"

    @property
    def soort_naam(self) -> str:
        return str(self.get_soort_display())

    @cached_property
    def verschoonden(self) -> frozenset[int]:
        """The keys of those who stay out of this dossier."""
        return frozenset(verschoning.gebruiker_id for verschoning in self.verschoningen.all())

    @cached_property
    def open_ingebrekestelling(self) -> "Ingebrekestelling | None":
        """The notice of default about the decision on this request that is not settled yet; there is at most one."""
        return self.ingebrekestellingen.open().filter(bezwaar__isnull=True).first()

    @property
    def is_pro(self) -> bool:
        return self.soort == Soort.PRO

    @property
    def is_vervolg(self) -> bool:
        return self.soort in VERVOLGSOORTEN

    @property
    def is_concept(self) -> bool:
        return self.status == Status.CONCEPT

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_BIJ_BUREAU

    @property
    def is_besloten(self) -> bool:
        return self.status in BESLOTEN

    @property
    def is_afgesloten(self) -> bool:
        return self.status in AFGESLOTEN

    @property
    def gevraagde_periode(self) -> str:
        """From when until when the school asks; nothing before it was sent."""
        if self.gevraagde_ingang is None or self.gevraagd_tot is None:
            return ""
        return f"{datum(self.gevraagde_ingang)} tot en met {datum(self.gevraagd_tot)}"

    # --- What filling in asks of a dossier ---------------------------------------------------------------------

    @property
    def onderdelen(self) -> "Sequence[Onderdeel]":
        from toelating.onderdelen import onderdelen_van

        return onderdelen_van(self)

    @property
    def bewijsstukken(self) -> "Sequence[Bewijsstuk]":
        from toelating.onderdelen import bewijsstukken_van

        return bewijsstukken_van(self.regeling)

    @property
    def invulregeling(self) -> "Invulregels":
        from toelating.onderdelen.regels import Invulregels

        return Invulregels(self)

    @property
    def begonnen_door(self) -> Any:
        return self.aangevraagd_door

    def noem(self, persoon: Any) -> str:
        """A guest by function: the portal knows that school by this one dossier only."""
        return persoon.functie or "de gastschool" if persoon.pk == self.gast_id else super().noem(persoon)

    @property
    def wacht_op_aanvulling(self) -> bool:
        return self.status == Status.AANVULLING_GEVRAAGD

    def controles(self, gegevens: "Mapping[str, Any]") -> "Sequence[str]":
        from toelating.onderdelen.controles import controles

        return controles(self, gegevens)

    def mag_invullen(self, user: Any) -> bool:
        from toelating import rules

        return self.is_concept and bool(rules.is_aanvrager.test(user, self))

    def mag_bijlagen(self, user: Any) -> bool:
        from toelating import rules

        if self.wacht_op_aanvulling:
            return bool(rules.is_school.test(user, self))
        return self.mag_invullen(user)

    def mag_weggooien(self, user: Any) -> bool:
        return self.mag_invullen(user) and not self.kenmerk
