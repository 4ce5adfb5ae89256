"""Attachments, letters and the log of who looked at them."""

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from swv.documenten.opslag import prive_opslag
from swv.kern.models import BronModel, BronQuerySet
from swv.kern.triggers import alleen_toevoegen

BIJLAGEN = "bijlagen"
BRIEVEN = "brieven"


class BijlageQuerySet(BronQuerySet):
    def aanwezig(self) -> "BijlageQuerySet":
        return self.filter(verwijderd_op__isnull=True)


class Bijlage(BronModel):
    """A file that somebody added to a dossier, checked before it was stored."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    soort = models.CharField(max_length=60)
    bestandsnaam = models.CharField(max_length=150)
    inhoudstype = models.CharField(max_length=100)
    grootte = models.PositiveIntegerField("grootte in bytes")
    sha256 = models.CharField(max_length=64)
    bestand = models.FileField(storage=prive_opslag, max_length=120, editable=False)
    toegevoegd_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    op = models.DateTimeField("toegevoegd op", default=timezone.now)
    verwijderd_op = models.DateTimeField(null=True, blank=True)
    verwijderd_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = BijlageQuerySet.as_manager()

    class Meta:
        verbose_name = "bijlage"
        verbose_name_plural = "bijlagen"
        ordering = ["op", "id"]
        indexes = [models.Index(fields=["content_type", "object_id", "op"], name="bijlage_per_bron")]
        constraints = [
            models.CheckConstraint(
                name="bijlage_verwijderd_door_iemand",
                condition=Q(verwijderd_op__isnull=True, verwijderd_door__isnull=True)
                | Q(verwijderd_op__isnull=False, verwijderd_door__isnull=False),
                violation_error_message="Bij een verwijderde bijlage hoort wie hem verwijderde.",
            ),
            models.UniqueConstraint(
                name="bijlage_eigen_bestand",
                fields=["bestand"],
                violation_error_message="Twee bijlagen kunnen niet hetzelfde bestand delen.",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="bijlage_inhoud_vast",
                exclude=["soort", "verwijderd_op", "verwijderd_door"],
            ),
        ]

    def __str__(self) -> str:
        return self.bestandsnaam

    @property
    def is_verwijderd(self) -> bool:
        return self.verwijderd_op is not None

    @property
    def extensie(self) -> str:
        return self.bestandsnaam.rpartition(".")[2].lower()


class BriefQuerySet(BronQuerySet):
    def opgeslagen(self) -> "BriefQuerySet":
        """Letters that exist as a sealed file."""
        return self.filter(status=Brief.Status.OPGESLAGEN)


class Brief(BronModel):
    """A letter: what it says (fixed when written), and the sealed PDF that was filed once.

    `soort` is a readable word without personal data (it is shown on the public page), `sleutel` makes that one
    decision leads to one letter, `vervolg` names the work that follows when the letter is filed.
    """

    class Status(models.TextChoices):
        TE_MAKEN = "te maken", "wordt gemaakt"
        OPGESLAGEN = "opgeslagen", "opgeslagen"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    soort = models.CharField(max_length=60)
    titel = models.CharField(max_length=200)
    kenmerk = models.CharField(max_length=40)
    datum = models.DateField("datum van de brief")
    sleutel = models.CharField(max_length=200, unique=True)
    code = models.CharField("verificatiecode", max_length=19, unique=True)
    html = models.TextField()
    status = models.CharField(max_length=12, choices=Status, default=Status.TE_MAKEN, editable=False)
    pdf = models.FileField(storage=prive_opslag, max_length=120, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    gemaakt_op = models.DateTimeField(default=timezone.now)
    opgeslagen_op = models.DateTimeField(null=True, blank=True)
    ingetrokken_op = models.DateTimeField(null=True, blank=True)
    ingetrokken_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ingetrokken_reden = models.TextField(blank=True)
    vervolg = models.CharField(max_length=60, blank=True)

    objects = BriefQuerySet.as_manager()

    class Meta:
        verbose_name = "brief"
        verbose_name_plural = "brieven"
        ordering = ["-gemaakt_op", "-id"]
        indexes = [models.Index(fields=["content_type", "object_id", "-gemaakt_op"], name="brief_per_bron")]
        constraints = [
            models.CheckConstraint(
                name="brief_opgeslagen_is_compleet",
                condition=Q(status="te maken", pdf="", sha256="", opgeslagen_op__isnull=True)
                | (Q(status="opgeslagen", opgeslagen_op__isnull=False, sha256__regex=r"^[0-9a-f]{64}$") & ~Q(pdf="")),
                violation_error_message="Een opgeslagen brief heeft een bestand, een controlegetal en een tijdstip.",
            ),
            models.CheckConstraint(
                name="brief_ingetrokken_met_reden",
                condition=Q(ingetrokken_op__isnull=True, ingetrokken_reden="", ingetrokken_door__isnull=True)
                | (Q(ingetrokken_op__isnull=False) & ~Q(ingetrokken_reden="")),
                violation_error_message="Bij een ingetrokken brief hoort een reden.",
            ),
            models.UniqueConstraint(
                name="brief_eigen_bestand",
                fields=["pdf"],
                condition=~Q(pdf=""),
                violation_error_message="Twee brieven kunnen niet hetzelfde bestand delen.",
            ),
        ]
        triggers = [
            # What the letter says never changes, from the moment it was written.
            pgtrigger.ReadOnly(
                name="brief_inhoud_vast",
                exclude=[
                    "status",
                    "pdf",
                    "sha256",
                    "opgeslagen_op",
                    "ingetrokken_op",
                    "ingetrokken_door",
                    "ingetrokken_reden",
                ],
            ),
            # The file is filed once, and a withdrawal is not undone.
            pgtrigger.Protect(
                name="brief_eenmaal_opgeslagen",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__status="opgeslagen")
                & (
                    pgtrigger.Q(new__status__df=pgtrigger.F("old__status"))
                    | pgtrigger.Q(new__pdf__df=pgtrigger.F("old__pdf"))
                    | pgtrigger.Q(new__sha256__df=pgtrigger.F("old__sha256"))
                    | pgtrigger.Q(new__opgeslagen_op__df=pgtrigger.F("old__opgeslagen_op"))
                ),
            ),
            pgtrigger.Protect(
                name="brief_eenmaal_ingetrokken",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ingetrokken_op__isnull=False)
                & (
                    pgtrigger.Q(new__ingetrokken_op__df=pgtrigger.F("old__ingetrokken_op"))
                    | pgtrigger.Q(new__ingetrokken_reden__df=pgtrigger.F("old__ingetrokken_reden"))
                ),
            ),
            pgtrigger.Protect(
                name="brief_blijft",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__status="opgeslagen"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.soort} {self.kenmerk}"

    @property
    def is_opgeslagen(self) -> bool:
        return self.status == self.Status.OPGESLAGEN

    @property
    def is_ingetrokken(self) -> bool:
        return self.ingetrokken_op is not None


class InzageQuerySet(BronQuerySet):
    """The log of downloads."""


class Inzage(BronModel):
    """Somebody downloaded a file of a dossier, or tried to without being allowed. Only added, never changed.

    `bron` is the dossier, so that "who looked at this dossier?" has one answer; it may outlive the file.
    """

    class Soort(models.TextChoices):
        BIJLAGE = "bijlage", "bijlage"
        BRIEF = "brief", "brief"

    gebruiker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    op = models.DateTimeField(default=timezone.now)
    soort = models.CharField(max_length=10, choices=Soort)
    bestand_id = models.UUIDField()
    omschrijving = models.CharField(max_length=200)
    is_toegestaan = models.BooleanField()
    adres = models.GenericIPAddressField("netwerkadres", null=True, blank=True)

    objects = InzageQuerySet.as_manager()

    class Meta:
        verbose_name = "inzage"
        verbose_name_plural = "inzages"
        ordering = ["-op", "-id"]
        indexes = [
            models.Index(fields=["content_type", "object_id", "-op"], name="inzage_per_bron"),
            models.Index(fields=["gebruiker", "-op"], name="inzage_per_gebruiker"),
        ]
        triggers = alleen_toevoegen()

    def __str__(self) -> str:
        return f"{self.omschrijving} op {self.op:%d-%m-%Y %H:%M}"
