"""A notice of default: the applicant waits too long for a decision and says so in writing (Awb 4:17), or lets a
representative do so (Awb 2:1)."""

import uuid
from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from swv.organisaties.models import Rolsoort
from toelating.models.aanvraag import Tlvaanvraag, als_school
from toelating.models.bezwaar import Bezwaar


class IngebrekestellingQuerySet(models.QuerySet["Ingebrekestelling"]):
    def for_user(self, user: Any) -> "IngebrekestellingQuerySet":
        """The bureau and the directeur-bestuurder, but of a dossier that they stay out of; who sent it as far as that
        reads in the portal: the school and its board, about a request or the own objection. Nobody who only advises."""
        if not user.is_active:
            return self.none()
        if user.heeft_rol(Rolsoort.BUREAU, Rolsoort.DIRECTEUR):
            return self.exclude(aanvraag__verschoningen__gebruiker=user)
        eigen = Q(bezwaar__isnull=True) | Q(bezwaar__van=Bezwaar.Van.BESTUUR)
        return self.filter(eigen, aanvraag__in=Tlvaanvraag.objects.filter(als_school(user)))

    def open(self) -> "IngebrekestellingQuerySet":
        """Of which it is not settled yet whether a dwangsom is due, and how much."""
        return self.filter(stand=Ingebrekestelling.Stand.OPEN)


class Ingebrekestelling(models.Model):
    """One notice about one decision: on a request, or with `bezwaar` on the objection to it. The days follow from the
    decision term and are never kept here, for a term can still move; what was set in the end is (`bedrag` in euros)."""

    class Kanaal(models.TextChoices):
        DIGITAAL = "digitaal", "digitaal"
        PAPIER = "papier", "op papier"

    class Stand(models.TextChoices):
        OPEN = "open", "open"
        INGETROKKEN = "ingetrokken", "ingetrokken door de aanvrager"
        VERVANGEN = "vervangen", "opgevolgd door een nieuwe"
        OP_TIJD = "op_tijd", "op tijd afgerond, geen dwangsom"
        GEEN = "geen", "geen dwangsom verschuldigd"
        VASTGESTELD = "vastgesteld", "dwangsom vastgesteld"

    class Grond(models.TextChoices):
        """Why no dwangsom is due (Awb 4:17 (6)), and a notice that came before the term had lapsed (4:17 (3))."""

        ONREDELIJK_LAAT = "onredelijk_laat", "de ingebrekestelling kwam onredelijk laat"
        GEEN_BELANG = "geen_belang", "wie het besluit vroeg, is geen belanghebbende"
        NIET_ONTVANKELIJK = "niet_ontvankelijk", "wat is gevraagd, is kennelijk niet-ontvankelijk"
        ONGEGROND = "ongegrond", "wat is gevraagd, is kennelijk ongegrond"
        TE_VROEG = "te_vroeg", "de ingebrekestelling kwam voordat de beslistermijn voorbij was"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    aanvraag = models.ForeignKey(Tlvaanvraag, on_delete=models.PROTECT, related_name="ingebrekestellingen")
    bezwaar = models.ForeignKey(
        Bezwaar, null=True, blank=True, on_delete=models.PROTECT, related_name="ingebrekestellingen"
    )
    ontvangen_op = models.DateField()
    kanaal = models.CharField("hoe ontvangen", max_length=10, choices=Kanaal)
    gemachtigde = models.CharField("gemachtigde die haar stuurde", max_length=120, blank=True)
    notitie = models.TextField("wat erin staat", blank=True)
    is_te_vroeg = models.BooleanField("kwam voordat de beslistermijn voorbij was", default=False)
    vastgelegd_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    vastgelegd_op = models.DateTimeField(default=timezone.now)

    stand = models.CharField(max_length=12, choices=Stand, default=Stand.OPEN)
    afgedaan_op = models.DateTimeField(null=True, blank=True)
    afgedaan_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    grond = models.CharField("waarom geen dwangsom", max_length=20, choices=Grond, blank=True)
    toelichting = models.TextField(blank=True)
    besluitnummer = models.CharField(max_length=20, unique=True, null=True, blank=True)
    eerste_dag = models.DateField("eerste dag van de dwangsom", null=True, blank=True)
    laatste_dag = models.DateField("laatste dag van de dwangsom", null=True, blank=True)
    bedrag = models.DecimalField("vastgestelde dwangsom", max_digits=8, decimal_places=2, null=True, blank=True)

    objects = IngebrekestellingQuerySet.as_manager()

    class Meta:
        verbose_name = "ingebrekestelling"
        verbose_name_plural = "ingebrekestellingen"
        ordering = ["-ontvangen_op", "-vastgelegd_op"]
        constraints = [
            models.UniqueConstraint(
                fields=["aanvraag", "bezwaar"],
                condition=Q(stand="open"),
                nulls_distinct=False,
                name="een_open_ingebrekestelling",
                violation_error_message="Er staat al een ingebrekestelling open. Leg het stuk daarbij.",
            ),
            models.CheckConstraint(
                condition=Q(stand="open", afgedaan_op__isnull=True) | (~Q(stand="open") & Q(afgedaan_op__isnull=False)),
                name="ingebrekestelling_afgedaan_op",
                violation_error_message="Bij een afgedane ingebrekestelling hoort wanneer dat was.",
            ),
            models.CheckConstraint(
                condition=(Q(stand="geen") & ~Q(grond="") & Q(besluitnummer__isnull=False))
                | (~Q(stand="geen") & Q(grond="")),
                name="geen_dwangsom_met_grond",
                violation_error_message="Schrijf op waarom er geen dwangsom is.",
            ),
            models.CheckConstraint(
                condition=Q(
                    stand="vastgesteld",
                    besluitnummer__isnull=False,
                    eerste_dag__isnull=False,
                    laatste_dag__gte=F("eerste_dag"),
                    bedrag__gt=0,
                )
                | (~Q(stand="vastgesteld") & Q(bedrag__isnull=True)),
                name="dwangsom_vastgesteld_is_compleet",
                violation_error_message="Een vastgestelde dwangsom heeft een nummer, dagen en een bedrag.",
            ),
        ]
        indexes = [
            models.Index(fields=["aanvraag"], name="ingebrekestelling_open", condition=Q(stand="open")),
        ]
        triggers = [
            # What was decided about it stands in a letter and never changes.
            pgtrigger.Protect(
                name="besluit_over_dwangsom_blijft",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__besluitnummer__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"ingebrekestelling van {self.ontvangen_op:%d-%m-%Y}"

    @property
    def dossier(self) -> Tlvaanvraag | Bezwaar:
        """What is waited for."""
        return self.bezwaar or self.aanvraag

    @property
    def is_open(self) -> bool:
        return self.stand == self.Stand.OPEN

    @property
    def is_digitaal(self) -> bool:
        return self.kanaal == self.Kanaal.DIGITAAL
