"""What a school accounts for: the money of one award in one school year, and later what is left of its effect."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from aanvragen.models.aanvraag import Aanvraag
from swv.invullen.models import Invuldossier
from swv.invullen.onderdelen import Bewijsstuk, Onderdeel
from swv.kern.models import Dossier
from swv.kern.opmaak import euro
from swv.kern.schooljaar import in_woorden
from swv.organisaties.models import Gebruiker, Leerling, Rolsoort, School


class Verantwoordingstatus(models.TextChoices):
    KLAARGEZET = "klaargezet", "Nog in te vullen"
    TER_INDIENING = "ter_indiening", "Bij het schoolbestuur"
    INGEDIEND = "ingediend", "Ingediend"
    AANVULLING_GEVRAAGD = "aanvulling_gevraagd", "Wacht op aanvulling"
    GOEDGEKEURD = "goedgekeurd", "Goedgekeurd"
    GECORRIGEERD = "gecorrigeerd", "Goedgekeurd met correctie"
    VERVALLEN = "vervallen", "Niet meer nodig"


# Not yet sent: the bureau sees that it is there, not what is being typed.
BIJ_DE_SCHOOL = (Verantwoordingstatus.KLAARGEZET, Verantwoordingstatus.TER_INDIENING)
BIJ_HET_BUREAU = (Verantwoordingstatus.INGEDIEND, Verantwoordingstatus.AANVULLING_GEVRAAGD)
OPEN = (*BIJ_DE_SCHOOL, *BIJ_HET_BUREAU)
BEOORDEELD = (Verantwoordingstatus.GOEDGEKEURD, Verantwoordingstatus.GECORRIGEERD)


def van_school_of_swv(user: Any) -> Q | None:
    """What of the schools this person sees: a coördinator and a board their own, bureau and directeur-bestuurder
    everything (then without a condition), nobody else anything."""
    if user.heeft_rol(Rolsoort.BUREAU, Rolsoort.DIRECTEUR):
        return None
    return Q(school_id__in=user.school_ids)


class VerantwoordingQuerySet(models.QuerySet["Verantwoording"]):
    def for_user(self, user: Any) -> "VerantwoordingQuerySet":
        """What this person may see: the first step of every read. A controller sees figures, never a dossier.

        The bureau also sees what a school has not sent yet, without what is typed (`rules.mag_antwoorden_lezen`).
        """
        if not user.is_active:
            return self.none()
        waar = van_school_of_swv(user)
        return self if waar is None else self.filter(waar)

    def open(self) -> "VerantwoordingQuerySet":
        """Not judged yet."""
        return self.filter(status__in=OPEN)


class Verantwoording(Invuldossier):
    """The school says what it did with the money of one award in one school year, and what came of it.

    `schooljaar` is the year in which it begins (2026 is 2026-2027); `toegekend` the part of the award for that year,
    `besteed` what the school says it spent, `vastgesteld` what the bureau approved of it, never more than the award.
    What was not approved came off the award: `vrijgevallen` was not paid yet, `teruggevorderd` was. All in euros.
    With `is_slot` the whole award is accounted for. With `is_extra` it is about what was awarded after the year had
    been accounted for: a judgement stands, so that money has one of its own.
    """

    status = models.CharField(
        max_length=40, choices=Verantwoordingstatus, default=Verantwoordingstatus.KLAARGEZET, editable=False
    )
    kenmerk = models.CharField(max_length=20, unique=True, editable=False)
    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.PROTECT, related_name="verantwoordingen")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    schooljaar = models.PositiveSmallIntegerField()
    toegekend = models.DecimalField(max_digits=12, decimal_places=2)
    is_extra = models.BooleanField("van geld dat er later bij kwam", default=False, editable=False)
    uiterlijk = models.DateField("uiterlijk indienen")

    # Known from the moment of submission.
    besteed = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    ingediend_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    beslisdatum = models.DateField("beoordelen uiterlijk", null=True, blank=True)

    # The judgement.
    behandelaar = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    vastgesteld = models.DecimalField("goedgekeurde besteding", max_digits=12, decimal_places=2, null=True, blank=True)
    correctie_reden = models.TextField("reden van de correctie", blank=True)
    vrijgevallen = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    teruggevorderd = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    is_slot = models.BooleanField("de hele toekenning is verantwoord", default=False)
    besloten_op = models.DateTimeField(null=True, blank=True)
    besloten_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    bekendgemaakt_op = models.DateTimeField(null=True, blank=True)

    objects = VerantwoordingQuerySet.as_manager()

    class Meta:
        verbose_name = "verantwoording"
        verbose_name_plural = "verantwoordingen"
        ordering = ["uiterlijk", "kenmerk"]
        indexes = [
            models.Index(fields=["school", "schooljaar"], name="verantwoording_van_school"),
            models.Index(fields=["schooljaar", "status"], name="verantwoording_per_jaar"),
            models.Index(
                fields=["uiterlijk", "id"],
                name="verantwoording_open",
                condition=Q(status__in=[*map(str, OPEN)]),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["aanvraag", "schooljaar"],
                condition=Q(status__in=[*map(str, OPEN)]),
                name="een_open_verantwoording_per_schooljaar",
                violation_error_message="Voor dit schooljaar loopt er al een verantwoording van deze toekenning.",
            ),
            models.UniqueConstraint(
                fields=["aanvraag", "schooljaar"],
                condition=Q(is_extra=False) & ~Q(status="vervallen"),
                name="een_eerste_verantwoording_per_schooljaar",
                violation_error_message="Voor dit schooljaar is er al een verantwoording van deze toekenning.",
            ),
            models.CheckConstraint(
                condition=Q(toegekend__gte=0) & (Q(besteed__isnull=True) | Q(besteed__gte=0)),
                name="verantwoording_niet_negatief",
                violation_error_message="Een bedrag is nul of meer.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["klaargezet", "ter_indiening", "vervallen"])
                | Q(besteed__isnull=False, ingediend_op__isnull=False, ingediend_door__isnull=False),
                name="verantwoording_ingediend_met_bedrag",
                violation_error_message="Een ingediende verantwoording noemt wat is besteed en wie haar indiende.",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[*map(str, BEOORDEELD)])
                | Q(
                    besloten_op__isnull=False,
                    besloten_door__isnull=False,
                    vastgesteld__gte=0,
                    vrijgevallen__gte=0,
                    teruggevorderd__gte=0,
                    toegekend=F("vastgesteld") + F("vrijgevallen") + F("teruggevorderd"),
                ),
                name="verantwoording_klopt_op_de_cent",
                violation_error_message="Goedgekeurd, vrijgegeven en teruggevorderd zijn samen wat is toegekend.",
            ),
            models.CheckConstraint(
                condition=~Q(status="gecorrigeerd") | ~Q(correctie_reden=""),
                name="verantwoording_correctie_met_reden",
                violation_error_message="Bij een correctie hoort een reden. Schrijf die op.",
            ),
            models.CheckConstraint(
                condition=Q(besloten_door__isnull=True) | ~Q(besloten_door=F("ingediend_door")),
                name="verantwoording_vier_ogen",
                violation_error_message="Wie de verantwoording indiende, kan haar niet ook goedkeuren.",
            ),
        ]

    def __str__(self) -> str:
        return f"verantwoording {self.kenmerk}"

    # --- What filling in asks of it (swv.invullen) ---

    wat = "deze verantwoording"
    met_lidwoord = "de verantwoording"

    @property
    def soort_naam(self) -> str:
        wat = "Verantwoording van extra geld:" if self.is_extra else "Verantwoording"
        return f"{wat} {self.aanvraag.soort_naam}"

    @property
    def begonnen_door(self) -> Gebruiker:
        """Who asked for the award: the portal itself puts a verantwoording ready."""
        return self.aanvraag.aangevraagd_door

    @property
    def onderdelen(self) -> Sequence[Onderdeel]:
        from aanvragen.verantwoording.onderdelen import ONDERDELEN

        return ONDERDELEN

    @property
    def bewijsstukken(self) -> Sequence[Bewijsstuk]:
        from aanvragen.verantwoording.onderdelen import BEWIJSSTUKKEN

        return BEWIJSSTUKKEN

    @property
    def invulregeling(self) -> Any:
        """The amount and the goals that the questions are about; one query the first time."""
        from aanvragen.verantwoording.onderdelen import kader_van

        return kader_van(self)

    def controles(self, gegevens: Mapping[str, Any]) -> Sequence[str]:
        return ()

    @property
    def wacht_op_aanvulling(self) -> bool:
        return self.status == Verantwoordingstatus.AANVULLING_GEVRAAGD

    def mag_invullen(self, user: Any) -> bool:
        from aanvragen.verantwoording import rules

        return rules.mag_invullen(user, self)

    def mag_bijlagen(self, user: Any) -> bool:
        return self.mag_invullen(user)

    def mag_weggooien(self, user: Any) -> bool:
        """Never: it belongs to the award."""
        return False

    def adres(self, naam: str, *args: Any) -> str:
        return reverse(f"verantwoording:{naam}", args=[self.pk, *args])

    # --- Where it is ---

    @property
    def schooljaar_naam(self) -> str:
        return in_woorden(self.schooljaar)

    @property
    def leerling(self) -> Leerling | None:
        """None: an award of money is accounted for without the pupil."""
        return None

    @property
    def is_klaargezet(self) -> bool:
        return self.status == Verantwoordingstatus.KLAARGEZET

    @property
    def is_bij_de_school(self) -> bool:
        return self.status in BIJ_DE_SCHOOL

    @property
    def is_verstuurd(self) -> bool:
        """Whether the bureau got it, whatever became of it: before that only the school and its board read it."""
        return self.ingediend_op is not None

    @property
    def is_open(self) -> bool:
        """At the bureau: a judgement follows."""
        return self.status in BIJ_HET_BUREAU

    @property
    def is_beoordeeld(self) -> bool:
        return self.status in BEOORDEELD

    @property
    def telt_mee(self) -> Decimal:
        """What counts of the spending, in euros: never more than the award."""
        return min(self.besteed or Decimal(0), self.toegekend)

    @property
    def verschil(self) -> str:
        """How spending and award differ, in words; "" when they are the same or nothing was sent."""
        if self.besteed is None or self.besteed == self.toegekend:
            return ""
        if self.besteed > self.toegekend:
            return f"{euro(self.besteed - self.toegekend)} meer dan toegekend"
        return f"{euro(self.toegekend - self.besteed)} minder dan toegekend"


class Effectstatus(models.TextChoices):
    GEVRAAGD = "gevraagd", "Nog te beantwoorden"
    BEANTWOORD = "beantwoord", "Beantwoord"


class EffectmetingQuerySet(models.QuerySet["Effectmeting"]):
    def for_user(self, user: Any) -> "EffectmetingQuerySet":
        """As for a verantwoording: the own schools, or everything for bureau and directeur-bestuurder."""
        if not user.is_active:
            return self.none()
        waar = van_school_of_swv(user)
        return self if waar is None else self.filter(waar)


class Effectmeting(Dossier):
    """One short question some months after an award was accounted for, or ended: is the effect still there?"""

    class Oordeel(models.TextChoices):
        HELEMAAL = "helemaal", "Ja, helemaal"
        DEELS = "deels", "Ja, voor een deel"
        NEE = "nee", "Nee, niet meer"
        ONBEKEND = "onbekend", "Dat is nog niet te zeggen"

    status = models.CharField(max_length=40, choices=Effectstatus, default=Effectstatus.GEVRAAGD, editable=False)
    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.PROTECT, related_name="effectmetingen")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    na_maanden = models.PositiveSmallIntegerField()
    oordeel = models.CharField(max_length=10, choices=Oordeel, blank=True)
    toelichting = models.TextField(blank=True)
    beantwoord_op = models.DateTimeField(null=True, blank=True)
    beantwoord_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = EffectmetingQuerySet.as_manager()

    class Meta:
        verbose_name = "vraag naar het effect"
        verbose_name_plural = "vragen naar het effect"
        ordering = ["-aangemaakt_op", "-id"]
        indexes = [models.Index(fields=["school", "status"], name="effectmeting_van_school")]
        constraints = [
            models.UniqueConstraint(
                fields=["aanvraag", "na_maanden"],
                name="een_effectmeting_per_moment",
                violation_error_message="Deze vraag is al gesteld.",
            ),
            models.CheckConstraint(
                condition=~Q(status="beantwoord")
                | (~Q(oordeel="") & Q(beantwoord_op__isnull=False, beantwoord_door__isnull=False)),
                name="effectmeting_beantwoord_met_oordeel",
                violation_error_message="Een antwoord zegt of het effect er nog is, en wie dat vond.",
            ),
        ]

    def __str__(self) -> str:
        return f"effect van {self.aanvraag} na {self.na_maanden} maanden"

    # What the pages of every dossier read.
    met_lidwoord = "de vraag"

    @property
    def kenmerk(self) -> str:
        return self.aanvraag.kenmerk or ""

    @property
    def soort_naam(self) -> str:
        return f"Effect van {self.aanvraag.soort_naam}"

    def get_absolute_url(self) -> str:
        return reverse("verantwoording:effect", args=[self.pk])
