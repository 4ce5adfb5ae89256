"""An application by a school: one row per dossier, whatever its kind."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from aanvragen.betaalschema import termijnen
from aanvragen.models.regeling import Regeling
from financien.services import Termijn
from swv.invullen.models import Invuldossier
from swv.invullen.onderdelen import Bewijsstuk, Onderdeel
from swv.kern.fouten import Geweigerd
from swv.kern.schooljaar import dagen_van, schooljaar
from swv.organisaties.models import Gebruiker, Leerling, Rolsoort, School

if TYPE_CHECKING:
    from aanvragen.soorten.basis import Kerngegevens, Soort


class Status(models.TextChoices):
    CONCEPT = "concept", "Concept"
    TER_MEDETEKENING = "ter_medetekening", "Bij het schoolbestuur"
    INGEDIEND = "ingediend", "Ingediend"
    IN_BEHANDELING = "in_behandeling", "In behandeling"
    AANVULLING_GEVRAAGD = "aanvulling_gevraagd", "Wacht op aanvulling"
    FEEDBACK_GEGEVEN = "feedback_gegeven", "Feedback gegeven"
    DOORVERWEZEN = "doorverwezen", "Doorverwezen"
    TER_ONDERTEKENING = "ter_ondertekening", "Ter ondertekening"
    TOEGEKEND = "toegekend", "Toegekend"
    AFGEWEZEN = "afgewezen", "Afgewezen"
    BUITEN_BEHANDELING = "buiten_behandeling", "Buiten behandeling"
    BEANTWOORD = "beantwoord", "Beantwoord"
    INGETROKKEN = "ingetrokken", "Ingetrokken"


# Not yet sent: invisible for the bureau.
BIJ_DE_SCHOOL = (Status.CONCEPT, Status.TER_MEDETEKENING)
OPEN_BIJ_BUREAU = (
    Status.INGEDIEND,
    Status.IN_BEHANDELING,
    Status.AANVULLING_GEVRAAGD,
    Status.FEEDBACK_GEGEVEN,
    Status.DOORVERWEZEN,
    Status.TER_ONDERTEKENING,
)
BESLOTEN = (Status.TOEGEKEND, Status.AFGEWEZEN, Status.BUITEN_BEHANDELING)
GEKREGEN = (Status.TOEGEKEND, Status.BEANTWOORD)  # the school got what it asked for
AFGEHANDELD = (*BESLOTEN, Status.BEANTWOORD)  # judged or answered
AFGESLOTEN = (*AFGEHANDELD, Status.INGETROKKEN)


class NaToekenning(models.TextChoices):
    """What became of an award, by decisions on changes."""

    GEWIJZIGD = "gewijzigd", "Gewijzigd"
    GESTOPT = "gestopt", "Eerder gestopt"
    INGETROKKEN = "ingetrokken", "Toekenning ingetrokken"


class AanvraagQuerySet(models.QuerySet["Aanvraag"]):
    def for_user(self, user: Any) -> "AanvraagQuerySet":
        """What this person may see: the first step of every read.

        A coördinator sees the own school, a board its schools once the school has sent the request to it, the
        bureau and the directeur-bestuurder what was submitted, a deskundige what was assigned. Nobody else sees
        anything: a controller never reads a dossier.
        """
        zichtbaar = Q(pk__in=[])
        coordinator_van = {rol.school_id for rol in user.rollen_nu if rol.soort == Rolsoort.COORDINATOR}
        if coordinator_van:
            zichtbaar |= Q(school_id__in=coordinator_van)
        if user.heeft_rol(Rolsoort.BESTUUR):
            zichtbaar |= Q(school_id__in=user.school_ids) & ~Q(status=Status.CONCEPT)
        if user.heeft_rol(Rolsoort.BUREAU, Rolsoort.DIRECTEUR):
            zichtbaar |= ~Q(status__in=BIJ_DE_SCHOOL)
        if user.heeft_rol(Rolsoort.DESKUNDIGE):
            betrokken = Aanvraag.deskundigen.through.objects.filter(gebruiker=user).values("aanvraag_id")
            zichtbaar |= Q(pk__in=betrokken) & ~Q(status__in=BIJ_DE_SCHOOL)
        return self.filter(zichtbaar) if user.is_active else self.none()

    def naast(self, aanvraag: "Aanvraag") -> "AanvraagQuerySet":
        """Other requests of this kind for the same pupil that are open, awarded or answered and fall in one year with
        it; where a kind has no period, that were sent in the same school year."""
        if aanvraag.leerling_id is None:
            return self.none()
        anders = self.filter(
            soort=aanvraag.soort, leerling=aanvraag.leerling_id, status__in=[*OPEN_BIJ_BUREAU, *GEKREGEN]
        ).exclude(pk=aanvraag.pk)
        if aanvraag.van is None or aanvraag.tot is None:
            return anders.verstuurd_in(schooljaar(timezone.localdate(aanvraag.ingediend_op or timezone.now())))
        jaar = relativedelta(years=1)
        return anders.filter(van__lt=aanvraag.van + jaar, tot__gt=aanvraag.tot - jaar)

    def verstuurd_in(self, jaar: int) -> "AanvraagQuerySet":
        """Sent in the school year that begins in `jaar`."""
        return self.filter(ingediend_op__date__range=dagen_van(jaar))

    def gelijktijdig(self, aanvraag: "Aanvraag", kern: "Kerngegevens") -> "AanvraagQuerySet":
        """Other requests of this kind by the school, for the same pupil or otherwise in the same period, that were
        submitted and are open, awarded or answered. A kind without a period: for the same pupil what is open or was
        sent in this school year, without a pupil what is open. `kern` is what the answers of a draft say. Of what lies
        at a board nothing is known yet; the board is asked itself when it submits the second."""
        open_ = Q(status__in=OPEN_BIJ_BUREAU)
        anders = self.filter(soort=aanvraag.soort, school=aanvraag.school_id).exclude(pk=aanvraag.pk)
        if kern.leerling:
            wie = ("leerlingnummer", "achternaam", "geboortedatum")
            anders = anders.filter(**{f"leerling__{naam}": kern.leerling[naam] for naam in wie})
        if kern.van and kern.tot:
            return anders.filter(open_ | Q(status__in=GEKREGEN), van__lte=kern.tot, tot__gte=kern.van)
        if kern.leerling:
            dit_jaar = Q(status__in=GEKREGEN, ingediend_op__date__range=dagen_van(schooljaar(timezone.localdate())))
            return anders.filter(open_ | dit_jaar)
        return anders.filter(open_)

    def open(self) -> "AanvraagQuerySet":
        """Submitted and not yet ended."""
        return self.filter(status__in=OPEN_BIJ_BUREAU)


class Aanvraag(Invuldossier):
    """What a school asks for."""

    status = models.CharField(max_length=40, choices=Status, default=Status.CONCEPT, editable=False)
    soort = models.CharField(max_length=40, editable=False)
    regeling = models.ForeignKey(Regeling, on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="aanvragen")
    aangevraagd_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    # Known from the moment of submission.
    kenmerk = models.CharField(max_length=20, unique=True, null=True, blank=True)
    leerling = models.ForeignKey(Leerling, null=True, blank=True, on_delete=models.PROTECT, related_name="aanvragen")
    gevraagd_bedrag = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    van = models.DateField(null=True, blank=True)
    tot = models.DateField("tot en met", null=True, blank=True)
    medegetekend_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    beslisdatum = models.DateField("uiterste beslisdatum", null=True, blank=True)

    # Filled by the bureau.
    behandelaar = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    deskundigen = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")
    voorstel = models.CharField(max_length=20, blank=True)
    voorgesteld_bedrag = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    voorgestelde_verdeling = models.JSONField("voorgestelde verdeling over jaren", default=dict, blank=True)
    advies = models.TextField(blank=True)
    advies_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    voorgelegd_op = models.DateTimeField(null=True, blank=True)

    verwezen_naar = models.CharField(max_length=120, blank=True)

    # The decision, or the answer: then without a number.
    besluitnummer = models.CharField(max_length=20, unique=True, null=True, blank=True)
    besloten_op = models.DateTimeField(null=True, blank=True)
    besloten_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    toegekend_bedrag = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    toegekende_uren = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    na_toekenning = models.CharField("na de toekenning", max_length=12, choices=NaToekenning, blank=True)
    motivering = models.TextField(blank=True)
    uitkomst = models.CharField(max_length=40, blank=True)
    antwoord = models.TextField(blank=True)
    bekendgemaakt_op = models.DateTimeField(null=True, blank=True)

    objects = AanvraagQuerySet.as_manager()

    class Meta:
        verbose_name = "aanvraag"
        verbose_name_plural = "aanvragen"
        ordering = ["-aangemaakt_op", "-id"]
        indexes = [
            models.Index(fields=["school", "-aangemaakt_op", "-id"], name="aanvraag_van_school"),
            models.Index(fields=["-aangemaakt_op", "-id"], name="aanvraag_nieuwste"),
            models.Index(
                fields=["beslisdatum", "id"],
                name="aanvraag_open",
                condition=Q(
                    status__in=[
                        "ingediend",
                        "in_behandeling",
                        "aanvulling_gevraagd",
                        "feedback_gegeven",
                        "doorverwezen",
                        "ter_ondertekening",
                    ]
                ),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["concept", "ter_medetekening"]) | Q(kenmerk__isnull=False),
                name="ingediend_met_kenmerk",
                violation_error_message="Een ingediende aanvraag heeft een kenmerk.",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["toegekend", "afgewezen", "buiten_behandeling"])
                | Q(besluitnummer__isnull=False, besloten_op__isnull=False, besloten_door__isnull=False),
                name="besluit_met_nummer",
                violation_error_message="Een besluit heeft een nummer, een moment en een ondertekenaar.",
            ),
            models.CheckConstraint(
                condition=Q(besloten_door__isnull=True)
                | Q(advies_door__isnull=True)
                | ~Q(besloten_door=F("advies_door")),
                name="vier_ogen",
                violation_error_message="Wie het advies schreef, kan niet ook het besluit ondertekenen.",
            ),
            models.CheckConstraint(
                condition=Q(gevraagd_bedrag__isnull=True) | Q(gevraagd_bedrag__gte=0),
                name="gevraagd_bedrag_niet_negatief",
                violation_error_message="Een gevraagd bedrag is nul of meer.",
            ),
            models.CheckConstraint(
                condition=Q(toegekend_bedrag__isnull=True) | Q(toegekend_bedrag__gte=0),
                name="toegekend_bedrag_niet_negatief",
                violation_error_message="Een toegekend bedrag is nul of meer.",
            ),
            models.CheckConstraint(
                condition=Q(van__isnull=True) | Q(tot__isnull=True) | Q(tot__gte=F("van")),
                name="periode_in_volgorde",
                violation_error_message="De einddatum ligt voor de begindatum. Pas een van beide aan.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.soort_naam} {self.kenmerk or '(concept)'}"

    @property
    def declaratie(self) -> "Soort":
        """How this kind is declared: its parts, evidence, checks and consequences."""
        from aanvragen.soorten import soort_van

        return soort_van(self.soort)

    # --- What filling in asks of it (swv.invullen) ---

    wat = "deze aanvraag"
    met_lidwoord = "de aanvraag"

    @property
    def soort_naam(self) -> str:
        return self.declaratie.naam

    @property
    def begonnen_door(self) -> Gebruiker:
        return self.aangevraagd_door

    @property
    def onderdelen(self) -> Sequence[Onderdeel]:
        return self.declaratie.onderdelen

    @property
    def bewijsstukken(self) -> Sequence[Bewijsstuk]:
        return self.declaratie.bewijsstukken_bij(self.antwoorden)

    @property
    def invulregeling(self) -> Regeling:
        return self.regeling

    def controles(self, gegevens: Mapping[str, Any]) -> Sequence[str]:
        try:
            regeling = self.regeling_bij(gegevens)
        except Geweigerd as fout:
            return [fout.zin]
        return self.declaratie.controles({**gegevens, **self.declaratie.bekend(self, gegevens)}, regeling)

    def regeling_bij(self, gegevens: Mapping[str, Any]) -> Regeling:
        """The version of the rules that counts for these answers: that of the day on which the school began, or of
        the day that the kind says. What was sent keeps its version, also when a newer one is made for that day. Raises
        Geweigerd when there is none."""
        dag = self.declaratie.peildag(gegevens)
        return self.regeling if dag is None or self.ingediend_op else Regeling.objects.op_dag(self.soort, dag)

    @property
    def wacht_op_aanvulling(self) -> bool:
        return self.status == Status.AANVULLING_GEVRAAGD

    def mag_invullen(self, user: Any) -> bool:
        from aanvragen import rules

        return rules.mag_invullen(user, self)

    def mag_bijlagen(self, user: Any) -> bool:
        from aanvragen import rules

        return rules.mag_bijlagen(user, self)

    def mag_weggooien(self, user: Any) -> bool:
        from aanvragen import rules

        return rules.mag_weggooien(user, self)

    # --- Where it is, and what it gives ---

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
    def uitkomst_naam(self) -> str:
        """What the answer comes down to, in words of the kind; empty when it has no such words."""
        return dict(self.declaratie.uitkomsten).get(self.uitkomst, "")

    @property
    def stand_naam(self) -> str:
        """The status in words, or that the award was withdrawn since."""
        is_ingetrokken = self.na_toekenning == NaToekenning.INGETROKKEN
        return str(NaToekenning.INGETROKKEN.label if is_ingetrokken else self.get_status_display())

    @property
    def is_toegekend(self) -> bool:
        return self.status == Status.TOEGEKEND

    @property
    def is_afgesloten(self) -> bool:
        return self.status in AFGESLOTEN

    @property
    def verdeling(self) -> dict[int, Decimal]:
        """What the bureau proposes to take from each budget year, in euros; empty as long as nothing is proposed."""
        return {int(jaar): Decimal(bedrag) for jaar, bedrag in self.voorgestelde_verdeling.items()}

    def betaaltermijnen(self, bedrag: Decimal, *, begin: date | None = None) -> list[Termijn]:
        """How `bedrag` euros that are awarded today are paid, by the rules that this aanvraag keeps. The days are those
        of the school year of `begin`: the first day of what the money is for, without it that of the award."""
        vandaag = timezone.localdate()
        begin = begin or self.van or vandaag
        return termijnen(self.regeling.betaaldelen, bedrag, begin=begin, besluit=vandaag)

    @property
    def is_gedeeltelijk(self) -> bool:
        """Awarded less than what was asked, and not changed since."""
        return (
            self.status == Status.TOEGEKEND
            and not self.na_toekenning
            and self.gevraagd_bedrag is not None
            and self.toegekend_bedrag is not None
            and self.toegekend_bedrag < self.gevraagd_bedrag
        )
