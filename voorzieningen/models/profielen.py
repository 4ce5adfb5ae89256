"""The schoolondersteuningsprofiel: what a school offers pupils who need support. Each version is a row."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from swv.invullen.models import Invuldossier
from swv.invullen.onderdelen import Bewijsstuk, Onderdeel
from swv.organisaties.models import Gebruiker, School
from voorzieningen.models.catalogus import Voorziening
from voorzieningen.models.profielbasis import SchooldossierQuerySet

if TYPE_CHECKING:
    from voorzieningen.profielen.onderdelen import Profielkader


class Profielstatus(models.TextChoices):
    CONCEPT = "concept", "Concept"
    VOORGELEGD = "voorgelegd", "Bij het bestuur"
    GEPUBLICEERD = "gepubliceerd", "Gepubliceerd"
    VERVALLEN = "vervallen", "Vervallen"


class ProfielQuerySet(SchooldossierQuerySet):
    bekend = (Profielstatus.GEPUBLICEERD, Profielstatus.VERVALLEN)

    def openbaar(self) -> "ProfielQuerySet":
        """What everybody reads: the published profile of a school of this samenwerkingsverband, at most one each."""
        return self.van_leden().filter(status=Profielstatus.GEPUBLICEERD)


class Profiel(Invuldossier):
    """One version of the profile of a school. `antwoorden` holds its texts; once it is published nobody types in it,
    and a change is a new version. `geldig_tot` is the day on which it is too old: two years, unless the rule differs.
    """

    Status = Profielstatus

    status = models.CharField(max_length=40, choices=Profielstatus, default=Profielstatus.CONCEPT, editable=False)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    opsteller = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    voorzieningen = models.ManyToManyField(Voorziening, related_name="profielen", blank=True)
    gepubliceerd_op = models.DateField("gepubliceerd op", null=True, blank=True)
    gepubliceerd_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    geldig_tot = models.DateField("geldig tot", null=True, blank=True)
    reden_einde = models.CharField("waarom vervallen", max_length=300, blank=True)

    objects = ProfielQuerySet.as_manager()

    class Meta:
        verbose_name = "schoolondersteuningsprofiel"
        verbose_name_plural = "schoolondersteuningsprofielen"
        ordering = ["-aangemaakt_op"]
        indexes = [
            models.Index(fields=["school", "-gepubliceerd_op"], name="profiel_per_school"),
            models.Index(fields=["geldig_tot"], name="profiel_verloopt", condition=Q(status="gepubliceerd")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["school"],
                condition=Q(status__in=["concept", "voorgelegd"]),
                name="profiel_een_concept",
                violation_error_message="Uw school is al met een nieuw profiel bezig. Ga daarmee verder.",
            ),
            models.UniqueConstraint(
                fields=["school"],
                condition=Q(status="gepubliceerd"),
                name="profiel_een_gepubliceerd",
                violation_error_message="Uw school heeft al een profiel gepubliceerd. Maak een nieuwe versie.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["concept", "voorgelegd"])
                | Q(
                    gepubliceerd_op__isnull=False,
                    gepubliceerd_door__isnull=False,
                    geldig_tot__gt=F("gepubliceerd_op"),
                ),
                name="profiel_gepubliceerd_met_datum",
                violation_error_message="Een gepubliceerd profiel heeft een datum en geldt tot een latere dag.",
            ),
            models.CheckConstraint(
                condition=~Q(status="vervallen") | ~Q(reden_einde=""),
                name="profiel_vervallen_met_reden",
                violation_error_message="Schrijf op waarom dit profiel vervalt.",
            ),
        ]

    def __str__(self) -> str:
        return f"profiel van {self.school.naam}"

    # --- What filling in asks of it (swv.invullen) ---

    wat = "dit profiel"
    met_lidwoord = "het profiel"
    kenmerk = ""  # it has none: a school has one at a time
    soort_naam = "Schoolondersteuningsprofiel"
    wacht_op_aanvulling = False
    bewijsstukken: Sequence[Bewijsstuk] = ()

    @property
    def begonnen_door(self) -> Gebruiker:
        return self.opsteller

    @cached_property
    def invulregeling(self) -> "Profielkader":
        """The facilities to choose from. One query."""
        from voorzieningen.profielen.onderdelen import profielkader

        return profielkader()

    @property
    def onderdelen(self) -> Sequence[Onderdeel]:
        from voorzieningen.profielen.onderdelen import PROFIELDELEN

        return PROFIELDELEN

    def controles(self, gegevens: Mapping[str, Any]) -> Sequence[str]:
        return ()

    def mag_invullen(self, user: Any) -> bool:
        from voorzieningen.profielen import rules

        return self.status == Profielstatus.CONCEPT and bool(rules.is_eigen_school.test(user, self))

    mag_bijlagen = mag_weggooien = mag_invullen

    def adres(self, naam: str, *args: Any) -> str:
        return reverse(f"profielen:profiel:{naam}", args=[self.pk, *args])

    # --- Where it is ---

    @property
    def is_bekend(self) -> bool:
        """Published once: its texts and facilities do not change any more."""
        return self.status in (Profielstatus.GEPUBLICEERD, Profielstatus.VERVALLEN)

    @property
    def is_openbaar(self) -> bool:
        return self.status == Profielstatus.GEPUBLICEERD

    @property
    def is_te_oud(self) -> bool:
        """Published, and over the day until which it counts."""
        return self.is_openbaar and self.is_verlopen_op(timezone.localdate())

    def is_verlopen_op(self, dag: date) -> bool:
        return self.geldig_tot is not None and self.geldig_tot <= dag

    @property
    def school_adres(self) -> str:
        """The page of the school on which a new version begins."""
        return reverse("profielen:school", args=[self.school.code])

    @property
    def openbaar_adres(self) -> str:
        """The public page of the school."""
        return reverse("profielen:openbaar", args=[self.school.code])
