"""The Toelatingsadviescommissie: its meetings, what stands on the agenda, who read what and what each member thinks."""

import uuid
from datetime import datetime
from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from swv.kern.models import Dossier
from swv.organisaties.models import Rolsoort
from toelating.models.aanvraag import Tlvaanvraag
from toelating.models.regeling import Categorie


class Bijeenkomststatus(models.TextChoices):
    GEPLAND = "gepland", "Gepland"
    GEHOUDEN = "gehouden", "Gehouden"
    AFGELAST = "afgelast", "Afgelast"


class BijeenkomstQuerySet(models.QuerySet["Bijeenkomst"]):
    def for_user(self, user: Any) -> "BijeenkomstQuerySet":
        """The bureau and the directeur-bestuurder see every meeting, a member the own ones."""
        if not user.is_active:
            return self.none()
        if user.heeft_rol(Rolsoort.BUREAU, Rolsoort.DIRECTEUR):
            return self
        if not user.heeft_rol(Rolsoort.COMMISSIELID):
            return self.none()
        return self.filter(pk__in=Lidmaatschap.objects.filter(lid=user).values("bijeenkomst_id"))


class Bijeenkomst(Dossier):
    """One meeting, with date and members. `reeks` counts its changes, for the calendars of the members.

    `kenmerk` names it outside the portal (mail, calendar, letter). The members hear of the agenda when the bureau
    sends it; `agenda_gewijzigd_op` later than `agenda_gestuurd_op` says that they do not know it as it is now.
    """

    status = models.CharField(
        max_length=40, choices=Bijeenkomststatus, default=Bijeenkomststatus.GEPLAND, editable=False
    )
    kenmerk = models.CharField(max_length=20, unique=True, editable=False)
    datum = models.DateField()
    van = models.TimeField("begintijd")
    tot = models.TimeField("eindtijd")
    plaats = models.CharField(max_length=120)
    voorzitter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    leden = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Lidmaatschap", related_name="bijeenkomsten")
    reeks = models.PositiveIntegerField(default=0, editable=False)
    agenda_gewijzigd_op = models.DateTimeField(null=True, blank=True, editable=False)
    agenda_gestuurd_op = models.DateTimeField(null=True, blank=True, editable=False)

    objects = BijeenkomstQuerySet.as_manager()

    class Meta:
        verbose_name = "bijeenkomst"
        verbose_name_plural = "bijeenkomsten"
        ordering = ["-datum", "-van"]
        constraints = [
            models.CheckConstraint(
                condition=Q(tot__gt=F("van")),
                name="bijeenkomst_eindigt_na_begin",
                violation_error_message="De eindtijd ligt voor de begintijd. Pas een van beide aan.",
            )
        ]

    def __str__(self) -> str:
        return f"Toelatingsadviescommissie {self.datum:%d-%m-%Y}"

    def get_absolute_url(self) -> str:
        return reverse("toelating:bijeenkomst", args=[self.pk])

    @property
    def is_gepland(self) -> bool:
        return self.status == Bijeenkomststatus.GEPLAND

    @property
    def is_gehouden(self) -> bool:
        return self.status == Bijeenkomststatus.GEHOUDEN

    @property
    def begint(self) -> datetime:
        """The moment of the first minute, in the time of the portal."""
        return timezone.make_aware(datetime.combine(self.datum, self.van))

    @property
    def eindigt(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.datum, self.tot))

    @property
    def is_begonnen(self) -> bool:
        return timezone.now() >= self.begint

    @property
    def agenda_moet_nog(self) -> bool:
        """Whether the agenda changed since it was sent to the members."""
        gewijzigd, gestuurd = self.agenda_gewijzigd_op, self.agenda_gestuurd_op
        return gewijzigd is not None and (gestuurd is None or gewijzigd > gestuurd)


class Lidmaatschap(models.Model):
    """Somebody takes part in one meeting; `aanwezig` is known afterwards."""

    bijeenkomst = models.ForeignKey(Bijeenkomst, on_delete=models.CASCADE, related_name="lidmaatschappen")
    lid = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    aanwezig = models.BooleanField(null=True, blank=True)

    class Meta:
        verbose_name = "lid van de bijeenkomst"
        verbose_name_plural = "leden van de bijeenkomst"
        ordering = ["lid__naam"]
        constraints = [
            models.UniqueConstraint(
                fields=["bijeenkomst", "lid"],
                name="lid_een_keer_per_bijeenkomst",
                violation_error_message="Deze persoon staat al bij de leden.",
            )
        ]

    def __str__(self) -> str:
        return str(self.lid)


class Agendapunt(models.Model):
    """One dossier on the agenda of a meeting, until the committee advised or held it over."""

    class Uitkomst(models.TextChoices):
        OPEN = "open", "nog niet besproken"
        ADVIES = "advies", "advies gegeven"
        AANGEHOUDEN = "aangehouden", "aangehouden"
        VERVALLEN = "vervallen", "vervallen"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    bijeenkomst = models.ForeignKey(Bijeenkomst, on_delete=models.PROTECT, related_name="agendapunten")
    aanvraag = models.ForeignKey(Tlvaanvraag, on_delete=models.PROTECT, related_name="agendapunten")
    volgorde = models.PositiveSmallIntegerField(default=0)
    uitkomst = models.CharField(max_length=12, choices=Uitkomst, default=Uitkomst.OPEN)
    toelichting = models.TextField(blank=True)
    toelaatbaar = models.BooleanField(null=True, blank=True)
    categorie = models.CharField(max_length=1, choices=Categorie, blank=True)
    schooljaren = models.PositiveSmallIntegerField("duur in schooljaren", null=True, blank=True)
    redenen = models.TextField(blank=True)

    class Meta:
        verbose_name = "agendapunt"
        verbose_name_plural = "agendapunten"
        ordering = ["volgorde", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["bijeenkomst", "aanvraag"],
                name="aanvraag_een_keer_per_agenda",
                violation_error_message="Deze aanvraag staat al op de agenda van deze bijeenkomst.",
            ),
            models.UniqueConstraint(
                fields=["aanvraag"],
                condition=Q(uitkomst="open"),
                name="aanvraag_op_een_agenda_tegelijk",
                violation_error_message="Deze aanvraag staat al op een andere agenda. Haal haar daar eerst af.",
            ),
            models.CheckConstraint(
                condition=~Q(uitkomst="advies") | (Q(toelaatbaar__isnull=False) & ~Q(redenen="")),
                name="advies_met_oordeel_en_redenen",
                violation_error_message="Een advies van de commissie heeft een oordeel en redenen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.aanvraag.kenmerk} op {self.bijeenkomst.datum:%d-%m-%Y}"


class Leesbewijs(models.Model):
    """A member read the papers of one agenda item, and when. The later of two readings is kept."""

    agendapunt = models.ForeignKey(Agendapunt, on_delete=models.CASCADE, related_name="leesbewijzen")
    lid = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    gelezen_op = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "leesbewijs"
        verbose_name_plural = "leeslijst"
        constraints = [models.UniqueConstraint(fields=["agendapunt", "lid"], name="leesbewijs_een_keer")]

    def __str__(self) -> str:
        return f"{self.lid} las {self.agendapunt_id}"


class Oordeel(models.Model):
    """What one member thinks, before the meeting or in it. Others read it only when their own is in."""

    class Keuze(models.TextChoices):
        TOELAATBAAR = "toelaatbaar", "toelaatbaar"
        NIET_TOELAATBAAR = "niet_toelaatbaar", "niet toelaatbaar"
        BESPREKEN = "bespreken", "eerst bespreken"

    agendapunt = models.ForeignKey(Agendapunt, on_delete=models.CASCADE, related_name="oordelen")
    lid = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    keuze = models.CharField("oordeel", max_length=20, choices=Keuze)
    categorie = models.CharField(max_length=1, choices=Categorie, blank=True)
    schooljaren = models.PositiveSmallIntegerField("duur in schooljaren", null=True, blank=True)
    toelichting = models.TextField(blank=True)
    op = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "oordeel"
        verbose_name_plural = "oordelen"
        ordering = ["op"]
        constraints = [
            models.UniqueConstraint(
                fields=["agendapunt", "lid"],
                name="oordeel_een_keer_per_lid",
                violation_error_message="U gaf uw oordeel al.",
            )
        ]
        triggers = [
            # Once the committee has advised, what each member thought stays as it was.
            pgtrigger.Trigger(
                name="oordeel_blijft_na_advies",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                declare=[("punt", "uuid")],
                func="""
                    punt := CASE TG_OP WHEN 'DELETE' THEN OLD.agendapunt_id ELSE NEW.agendapunt_id END;
                    IF EXISTS (SELECT 1 FROM toelating_agendapunt WHERE id = punt AND uitkomst = 'advies') THEN
                        RAISE EXCEPTION 'De commissie heeft al advies gegeven. Oordelen veranderen niet meer.';
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.lid}: {self.get_keuze_display()}"


class Agendasleutel(models.Model):
    """The address of somebody's own calendar feed: only the hash of its token is kept, and it can be withdrawn."""

    gebruiker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="agendasleutels")
    hash = models.CharField(max_length=64, unique=True)
    gemaakt_op = models.DateTimeField(default=timezone.now)
    laatst_gebruikt_op = models.DateTimeField(null=True, blank=True)
    ingetrokken_op = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "agendasleutel"
        verbose_name_plural = "agendasleutels"
        ordering = ["-gemaakt_op"]
        constraints = [
            models.UniqueConstraint(
                fields=["gebruiker"],
                condition=Q(ingetrokken_op__isnull=True),
                name="een_agendasleutel_per_persoon",
            )
        ]

    def __str__(self) -> str:
        return f"agenda van {self.gebruiker}"
