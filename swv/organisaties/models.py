"""Boards, schools, pupils, and the people who use the portal with their roles."""

import re
import uuid
from datetime import date
from functools import cached_property
from typing import Any, Self

import rules
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.cache import cache
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from swv.organisaties.rsin import UITLEG as RSIN_UITLEG
from swv.organisaties.rsin import keur_rsin

BRIN_MET_VESTIGING = re.compile(r"^\d{2}[A-Z]{2}\d{2}$")


class Samenwerkingsverband(models.Model):
    """The one organisation that runs this portal: the letterhead and the contact on every page."""

    naam = models.CharField(max_length=120)
    nummer = models.CharField(
        max_length=6,
        validators=[RegexValidator(r"^(PO|VO)\d{4}$", "Een nummer ziet eruit als VO2708.")],
    )
    adres = models.CharField(max_length=120)
    postcode = models.CharField(max_length=7)
    plaats = models.CharField(max_length=80)
    telefoon = models.CharField(max_length=20)
    email = models.EmailField("e-mail")
    website = models.URLField(blank=True)
    contactpersoon = models.CharField(max_length=120)
    rsin = models.CharField("RSIN", max_length=9, blank=True, validators=[keur_rsin], help_text=RSIN_UITLEG)

    class Meta:
        verbose_name = "samenwerkingsverband"
        verbose_name_plural = "samenwerkingsverband"
        constraints = [
            models.CheckConstraint(
                condition=Q(pk=1),
                name="een_samenwerkingsverband",
                violation_error_message="Er is al een samenwerkingsverband. Pas dat aan.",
            ),
            models.CheckConstraint(
                condition=Q(rsin="") | Q(rsin__regex=r"^[0-9]{9}$"),
                name="rsin_negen_cijfers",
                violation_error_message="Een RSIN heeft negen cijfers, zonder punten.",
            ),
        ]

    def __str__(self) -> str:
        return self.naam

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        cache.delete("samenwerkingsverband")

    @classmethod
    def huidig(cls) -> "Samenwerkingsverband":
        """The organisation of this portal, from the cache; a neutral one on an empty database."""
        swv = cache.get("samenwerkingsverband")
        if swv is None:
            swv = cls.objects.first() or cls(
                pk=1,
                naam="Samenwerkingsverband",
                nummer="VO0000",
                telefoon="",
                email="",
                contactpersoon="het bureau",
            )
            cache.set("samenwerkingsverband", swv, 300)
        return swv


class SchoolbestuurQuerySet(models.QuerySet["Schoolbestuur"]):
    def leden(self) -> Self:
        """Members of the samenwerkingsverband: not the boards that only have schools in other regions."""
        scholen = School.objects.filter(bestuur=OuterRef("pk"))
        return self.filter(Exists(scholen.leden()) | ~Exists(scholen))


class Schoolbestuur(models.Model):
    """A bevoegd gezag: member of the samenwerkingsverband and legal applicant."""

    nummer = models.CharField(
        "bestuursnummer",
        max_length=5,
        unique=True,
        validators=[RegexValidator(r"^\d{5}$", "Een bestuursnummer heeft vijf cijfers.")],
    )
    naam = models.CharField(max_length=120)
    adres = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=7, blank=True)
    plaats = models.CharField(max_length=80, blank=True)
    opmerking = models.TextField("opmerking bij de bron", blank=True)

    objects = SchoolbestuurQuerySet.as_manager()

    class Meta:
        verbose_name = "schoolbestuur"
        verbose_name_plural = "schoolbesturen"
        ordering = ["naam"]

    def __str__(self) -> str:
        return self.naam


class SchoolQuerySet(models.QuerySet["School"]):
    def leden(self) -> Self:
        """Schools of this samenwerkingsverband. One of another region takes part in one dossier, by invitation: it gets
        no money and no facility, and nobody chooses it from a list."""
        return self.filter(is_buiten_regio=False)


class School(models.Model):
    """A vestiging. What is odd in the source is kept and shown in `opmerking`, never silently repaired."""

    class Soort(models.TextChoices):
        VO = "vo", "voortgezet onderwijs"
        PRO = "pro", "praktijkonderwijs"
        VSO = "vso", "voortgezet speciaal onderwijs"

    code = models.CharField("BRIN met vestiging", max_length=6, unique=True)
    naam = models.CharField(max_length=120)
    soort = models.CharField(max_length=3, choices=Soort)
    is_buiten_regio = models.BooleanField(
        "buiten de regio", default=False, help_text="Geen lid: deze school doet alleen mee op uitnodiging."
    )
    bestuur = models.ForeignKey(Schoolbestuur, on_delete=models.PROTECT, related_name="scholen")
    adres = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=7, blank=True)
    plaats = models.CharField(max_length=80, blank=True)
    opmerking = models.TextField("opmerking bij de bron", blank=True)

    objects = SchoolQuerySet.as_manager()

    class Meta:
        verbose_name = "school"
        verbose_name_plural = "scholen"
        ordering = ["naam", "code"]

    def __str__(self) -> str:
        return f"{self.naam} ({self.code})"

    @property
    def bestuursadres(self) -> tuple[str, ...]:
        """The lines of an envelope to its board, the legal applicant; at the address of the school when its own is not
        known."""
        bestuur = self.bestuur
        plek = bestuur if bestuur.adres else self
        regels = (
            bestuur.naam,
            "Het bestuur" if bestuur.adres else f"p/a {self.naam}",
            plek.adres,
            f"{plek.postcode} {plek.plaats}".strip(),
        )
        return tuple(regel for regel in regels if regel)

    @property
    def is_brin_juist(self) -> bool:
        """Whether the code is two digits, two letters and two digits of the vestiging, as DUO writes it."""
        return bool(BRIN_MET_VESTIGING.match(self.code))


class LeerlingQuerySet(models.QuerySet["Leerling"]):
    def for_user(self, user: "Gebruiker") -> "LeerlingQuerySet":
        """Pupils of the own schools; the bureau reads pupils through a dossier, never as a list."""
        return self.filter(school_id__in=user.school_ids)


class Leerling(models.Model):
    """A pupil, without BSN or PGN: the law does not allow a samenwerkingsverband to use it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="leerlingen")
    voornaam = models.CharField(max_length=60)
    tussenvoegsel = models.CharField(max_length=20, blank=True)
    achternaam = models.CharField(max_length=80)
    geboortedatum = models.DateField()
    leerlingnummer = models.CharField("leerlingnummer van de school", max_length=20)

    objects = LeerlingQuerySet.as_manager()

    class Meta:
        verbose_name = "leerling"
        verbose_name_plural = "leerlingen"
        ordering = ["achternaam", "voornaam"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "leerlingnummer"],
                name="leerlingnummer_een_keer_per_school",
                violation_error_message="Dit leerlingnummer hoort al bij een andere leerling van uw school.",
            )
        ]

    def __str__(self) -> str:
        return self.naam

    @property
    def naam(self) -> str:
        return " ".join(deel for deel in (self.voornaam, self.tussenvoegsel, self.achternaam) if deel)


class Rolsoort(models.TextChoices):
    COORDINATOR = "coordinator", "ondersteuningscoördinator"
    BESTUUR = "bestuur", "schoolbestuur"
    BUREAU = "bureau", "medewerker bureau"
    DESKUNDIGE = "deskundige", "deskundige"
    COMMISSIELID = "commissielid", "lid van de toelatingsadviescommissie"
    DIRECTEUR = "directeur", "directeur-bestuurder"
    CONTROLLER = "controller", "controller"
    BEHEERDER = "beheerder", "functioneel beheerder"
    PARTNER = "partner", "uitvoerende partner"
    GAST = "gast", "school van buiten de regio"


# Who works in the admin; every other role has pages of its own.
ROLLEN_IN_BEHEER = frozenset({Rolsoort.BUREAU, Rolsoort.CONTROLLER, Rolsoort.BEHEERDER, Rolsoort.DIRECTEUR})


class GebruikerManager(BaseUserManager["Gebruiker"]):
    def create_user(self, email: str, password: str | None = None, **velden: Any) -> "Gebruiker":
        gebruiker = self.model(email=self.normalize_email(email).lower(), **velden)
        gebruiker.set_password(password)
        gebruiker.save(using=self._db)
        return gebruiker

    def met_rol(self, soort: str, **waar: Any) -> "models.QuerySet[Gebruiker]":
        """Active people who have this role today, `waar` such as `school=school`."""
        rollen = Rol.objects.geldig(timezone.localdate()).filter(soort=soort, **waar).values("gebruiker_id")
        return self.filter(pk__in=rollen, is_active=True)

    def get_by_natural_key(self, username: str | None) -> "Gebruiker":
        return self.get(email=(username or "").lower())


class Gebruiker(AbstractBaseUser):
    """Somebody who logs in. Rights come from roles alone: there is no superuser who passes every check."""

    email = models.EmailField("e-mail", unique=True)
    naam = models.CharField(max_length=120)
    functie = models.CharField(max_length=120, blank=True)
    telefoon = models.CharField(max_length=20, blank=True)
    is_active = models.BooleanField("actief", default=True)
    aangemaakt_op = models.DateTimeField(default=timezone.now, editable=False)

    objects = GebruikerManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["naam"]
    is_superuser = False

    class Meta:
        verbose_name = "gebruiker"
        verbose_name_plural = "gebruikers"
        ordering = ["naam"]

    def __str__(self) -> str:
        return self.naam

    def get_full_name(self) -> str:
        return self.naam

    def get_short_name(self) -> str:
        return self.naam

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        for naam in ("rollen_nu", "rolsoorten", "school_ids"):
            self.__dict__.pop(naam, None)
        super().refresh_from_db(*args, **kwargs)

    @cached_property
    def rollen_nu(self) -> list["Rol"]:
        """The roles valid today, read once per request."""
        return list(self.rollen.geldig(timezone.localdate()).select_related("school", "bestuur"))

    @cached_property
    def rolsoorten(self) -> frozenset[str]:
        return frozenset(rol.soort for rol in self.rollen_nu) if self.is_active else frozenset()

    @cached_property
    def school_ids(self) -> frozenset[int]:
        """The schools this person works for: the own school, or every school of the own board."""
        if not self.is_active:
            return frozenset()
        eigen = {rol.school_id for rol in self.rollen_nu if rol.soort == Rolsoort.COORDINATOR and rol.school_id}
        besturen = {rol.bestuur_id for rol in self.rollen_nu if rol.soort == Rolsoort.BESTUUR and rol.bestuur_id}
        if besturen:
            eigen |= set(School.objects.filter(bestuur_id__in=besturen).values_list("pk", flat=True))
        return frozenset(eigen)

    def heeft_rol(self, *soorten: str) -> bool:
        return not self.rolsoorten.isdisjoint(soorten)

    def is_coordinator_van(self, school_id: int) -> bool:
        return any(rol.soort == Rolsoort.COORDINATOR and rol.school_id == school_id for rol in self.rollen_nu)

    def is_bestuur_van(self, bestuur_id: int) -> bool:
        return any(rol.soort == Rolsoort.BESTUUR and rol.bestuur_id == bestuur_id for rol in self.rollen_nu)

    @property
    def is_staff(self) -> bool:
        return not ROLLEN_IN_BEHEER.isdisjoint(self.rolsoorten)

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Ask the rules; who is not active may nothing."""
        return self.is_active and bool(rules.has_perm(perm, self, obj))

    def has_perms(self, perm_list: list[str], obj: Any = None) -> bool:
        return all(self.has_perm(perm, obj) for perm in perm_list)

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff

    def bevestig(self, code: str) -> bool:
        """Whether `code` proves the second factor of this person now (see tweede_factor)."""
        from swv.organisaties import tweede_factor

        return tweede_factor.is_juist(self, code)


class RolQuerySet(models.QuerySet["Rol"]):
    def geldig(self, op: date) -> "RolQuerySet":
        return self.filter(Q(geldig_tot__isnull=True) | Q(geldig_tot__gt=op), geldig_van__lte=op)


class Rol(models.Model):
    """What somebody may do, where, and from when until when (half-open: not on `geldig_tot` itself)."""

    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.CASCADE, related_name="rollen")
    soort = models.CharField(max_length=20, choices=Rolsoort)
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    bestuur = models.ForeignKey(Schoolbestuur, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    geldig_van = models.DateField(default=timezone.localdate)
    geldig_tot = models.DateField(null=True, blank=True)

    objects = RolQuerySet.as_manager()

    class Meta:
        verbose_name = "rol"
        verbose_name_plural = "rollen"
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(soort="coordinator", school__isnull=False, bestuur__isnull=True)
                    | Q(soort="bestuur", school__isnull=True, bestuur__isnull=False)
                    | (~Q(soort__in=["coordinator", "bestuur"]) & Q(school__isnull=True, bestuur__isnull=True))
                ),
                name="rol_met_juiste_plek",
                violation_error_message=(
                    "Een ondersteuningscoördinator hoort bij een school, een schoolbestuur bij een bestuur; "
                    "de andere rollen bij geen van beide."
                ),
            ),
            models.CheckConstraint(
                condition=Q(geldig_tot__isnull=True) | Q(geldig_tot__gt=models.F("geldig_van")),
                name="rol_eindigt_na_begin",
                violation_error_message="De einddatum moet na de begindatum liggen.",
            ),
        ]

    def __str__(self) -> str:
        plek = self.school or self.bestuur
        return f"{self.get_soort_display()} {plek}" if plek else self.get_soort_display()
