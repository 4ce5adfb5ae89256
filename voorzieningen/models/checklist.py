"""The checklist basisondersteuning: editions with their items, what a school fills in, and the answers it fixed."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property

from swv.invullen.models import Invuldossier
from swv.invullen.onderdelen import Bewijsstuk, Onderdeel
from swv.kern.schooljaar import in_woorden
from swv.kern.triggers import alleen_toevoegen
from swv.organisaties.models import Gebruiker, School
from voorzieningen.models.profielbasis import SchooldossierQuerySet

if TYPE_CHECKING:
    from voorzieningen.profielen.onderdelen import Checklistkader

# What a school answered is read with the words of the question: those stay once somebody began with the edition.
ITEM_BLIJFT = """
    IF EXISTS (SELECT FROM voorzieningen_checklist WHERE editie_id = {rij}.editie_id) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'item_blijft',
            MESSAGE = 'item_blijft: met deze editie is al een checklist begonnen';
    END IF;
    RETURN {rij};
"""


class Antwoord(models.TextChoices):
    JA = "ja", "Ja"
    BEZIG = "bezig", "Bezig"
    NEE = "nee", "Nee"


class ChecklisteditieQuerySet(models.QuerySet["Checklisteditie"]):
    def op(self, dag: Any) -> "Checklisteditie | None":
        """The edition with which a checklist begins on this day; None before the first."""
        return self.filter(geldig_van__lte=dag).order_by("-geldig_van").first()


class Checklisteditie(models.Model):
    """One edition of the checklist. A next edition is a new row with its own items; filled checklists keep theirs."""

    naam = models.CharField("naam", max_length=120)
    geldig_van = models.DateField(
        "geldt vanaf",
        unique=True,
        error_messages={"unique": "Vanaf deze dag geldt er al een editie. Kies een andere dag."},
    )
    bron = models.CharField("bron", max_length=300, blank=True)

    objects = ChecklisteditieQuerySet.as_manager()

    class Meta:
        verbose_name = "editie van de checklist"
        verbose_name_plural = "edities van de checklist"
        ordering = ["-geldig_van"]

    def __str__(self) -> str:
        return self.naam


class Checklistitem(models.Model):
    """One question, numbered by two whole numbers: 2.10 comes after 2.9. An empty `domein`: the source has none."""

    editie = models.ForeignKey(Checklisteditie, on_delete=models.CASCADE, related_name="items")
    ijkpunt = models.PositiveSmallIntegerField("ijkpunt")
    volgnummer = models.PositiveSmallIntegerField("volgnummer")
    tekst = models.CharField("vraag", max_length=300)
    ijkpunt_titel = models.CharField("naam van het ijkpunt", max_length=120)
    domein = models.CharField("domein", max_length=60, blank=True)

    class Meta:
        verbose_name = "vraag van de checklist"
        verbose_name_plural = "vragen van de checklist"
        ordering = ["ijkpunt", "volgnummer"]
        constraints = [
            models.UniqueConstraint(
                fields=["editie", "ijkpunt", "volgnummer"],
                name="checklistitem_een_keer",
                violation_error_message="Dit nummer staat er al. Geef de vraag een ander nummer.",
            ),
            models.CheckConstraint(
                condition=Q(ijkpunt__gte=1, volgnummer__gte=1),
                name="checklistitem_vanaf_een",
                violation_error_message="Een nummer begint bij 1.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="item_blijft",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=ITEM_BLIJFT.format(rij="OLD").replace("RETURN OLD", "RETURN COALESCE(NEW, OLD)"),
            ),
            pgtrigger.Trigger(
                name="item_komt_niet_erbij",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func=ITEM_BLIJFT.format(rij="NEW"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nummer} {self.tekst}"

    @property
    def nummer(self) -> str:
        """2.10"""
        return f"{self.ijkpunt}.{self.volgnummer}"

    @property
    def veld(self) -> str:
        """The name of its field in a form."""
        return f"item_{self.ijkpunt}_{self.volgnummer}"


class Checkliststatus(models.TextChoices):
    CONCEPT = "concept", "Concept"
    VASTGESTELD = "vastgesteld", "Vastgesteld"
    VERVALLEN = "vervallen", "Vervallen"


class ChecklistQuerySet(SchooldossierQuerySet):
    bekend = (Checkliststatus.VASTGESTELD, Checkliststatus.VERVALLEN)


class Checklist(Invuldossier):
    """What one school answered to the checklist in one school year (`schooljaar` 2026 is 2026-2027). While it is a
    concept the answers stand in `antwoorden`, as typed; `vaststellen` makes rows of them, which never change."""

    Status = Checkliststatus

    status = models.CharField(max_length=40, choices=Checkliststatus, default=Checkliststatus.CONCEPT, editable=False)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    editie = models.ForeignKey(Checklisteditie, on_delete=models.PROTECT, related_name="checklists")
    schooljaar = models.PositiveSmallIntegerField("schooljaar", help_text="Het jaar waarin het schooljaar begint.")
    opsteller = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    vastgesteld_op = models.DateField("vastgesteld op", null=True, blank=True)
    vastgesteld_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reden_einde = models.CharField("waarom vervallen", max_length=300, blank=True)

    objects = ChecklistQuerySet.as_manager()

    class Meta:
        verbose_name = "checklist basisondersteuning"
        verbose_name_plural = "checklists basisondersteuning"
        ordering = ["-schooljaar", "school"]
        indexes = [models.Index(fields=["schooljaar", "school"], name="checklist_per_jaar")]
        constraints = [
            models.UniqueConstraint(
                fields=["school"],
                condition=Q(status="concept"),
                name="checklist_een_concept",
                violation_error_message="Uw school is al met een checklist bezig. Ga daarmee verder.",
            ),
            models.UniqueConstraint(
                fields=["school", "schooljaar"],
                condition=Q(status="vastgesteld"),
                name="checklist_een_per_schooljaar",
                violation_error_message="Voor dit schooljaar is al een checklist vastgesteld.",
            ),
            models.CheckConstraint(
                condition=Q(status="concept") | Q(vastgesteld_op__isnull=False, vastgesteld_door__isnull=False),
                name="checklist_vastgesteld_met_datum",
                violation_error_message="Een vastgestelde checklist heeft een datum.",
            ),
            models.CheckConstraint(
                condition=~Q(status="vervallen") | ~Q(reden_einde=""),
                name="checklist_vervallen_met_reden",
                violation_error_message="Schrijf op waarom deze checklist vervalt.",
            ),
        ]

    def __str__(self) -> str:
        return f"checklist {self.schooljaar_naam}, {self.school.naam}"

    # --- What filling in asks of it (swv.invullen) ---

    wat = "deze checklist"
    met_lidwoord = "de checklist"
    kenmerk = ""  # it has none: a school has one at a time
    soort_naam = "Checklist basisondersteuning"
    wacht_op_aanvulling = False
    bewijsstukken: Sequence[Bewijsstuk] = ()

    @property
    def begonnen_door(self) -> Gebruiker:
        return self.opsteller

    @cached_property
    def invulregeling(self) -> "Checklistkader":
        """The questions of the edition, with what the school answered the time before. Two queries."""
        from voorzieningen.profielen.onderdelen import checklistkader

        return checklistkader(self)

    @property
    def onderdelen(self) -> Sequence[Onderdeel]:
        """An ijkpunt each."""
        return self.invulregeling.onderdelen

    def controles(self, gegevens: Mapping[str, Any]) -> Sequence[str]:
        return ()

    def mag_invullen(self, user: Any) -> bool:
        from voorzieningen.profielen import rules

        return self.status == Checkliststatus.CONCEPT and bool(rules.is_eigen_school.test(user, self))

    mag_bijlagen = mag_weggooien = mag_invullen

    def adres(self, naam: str, *args: Any) -> str:
        return reverse(f"profielen:checklist:{naam}", args=[self.pk, *args])

    # --- Where it is ---

    @property
    def schooljaar_naam(self) -> str:
        return in_woorden(self.schooljaar)


class Checklistantwoord(models.Model):
    """The answer to one question in a checklist that was fixed. Only added, never changed."""

    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, related_name="regels")
    item = models.ForeignKey(Checklistitem, on_delete=models.PROTECT, related_name="+")
    antwoord = models.CharField("antwoord", max_length=5, choices=Antwoord)

    class Meta:
        verbose_name = "antwoord op de checklist"
        verbose_name_plural = "antwoorden op de checklist"
        ordering = ["item__ijkpunt", "item__volgnummer"]
        constraints = [
            models.UniqueConstraint(
                fields=["checklist", "item"],
                name="checklistantwoord_een_keer",
                violation_error_message="Deze vraag heeft al een antwoord.",
            ),
            models.CheckConstraint(
                condition=Q(antwoord__in=["ja", "bezig", "nee"]),
                name="checklistantwoord_bekend",
                violation_error_message="Kies ja, bezig of nee.",
            ),
        ]
        triggers = alleen_toevoegen()

    def __str__(self) -> str:
        return f"{self.item.nummer}: {self.antwoord}"
