"""What the experts advise, and what parents and pupil think of it."""

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from swv.kern.triggers import alleen_toevoegen
from toelating.models.aanvraag import Tlvaanvraag
from toelating.models.mensen import BEROEPEN, Beroep, Rang
from toelating.models.regeling import Categorie


class DeskundigenadviesQuerySet(models.QuerySet["Deskundigenadvies"]):
    def geldend(self) -> "DeskundigenadviesQuerySet":
        """Asked or given; not of somebody who withdrew or was replaced."""
        return self.filter(stand__in=GELDEND)


class Deskundigenadvies(models.Model):
    """The own advice of one expert, separately recognisable: name, profession and date belong to it.

    While it is a draft only its writer reads it. What was given never changes any more.
    """

    class Stand(models.TextChoices):
        GEVRAAGD = "gevraagd", "gevraagd"
        INGEDIEND = "ingediend", "gegeven"
        VERSCHOOND = "verschoond", "trok zich terug"
        VERVANGEN = "vervangen", "vervangen"
        VERVALLEN = "vervallen", "niet meer nodig"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    aanvraag = models.ForeignKey(Tlvaanvraag, on_delete=models.PROTECT, related_name="deskundigenadviezen")
    rang = models.CharField(max_length=10, choices=Rang)
    deskundige = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    beroep = models.CharField(max_length=30, choices=Beroep)
    stand = models.CharField(max_length=12, choices=Stand, default=Stand.GEVRAAGD)
    gevraagd_op = models.DateTimeField(default=timezone.now)
    gevraagd_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uiterlijk = models.DateField("graag voor")
    eerder_betrokken_op = models.DateField(
        "zag de leerling eerder op",
        null=True,
        blank=True,
        help_text="Dacht u voor de aanvraag al mee, bijvoorbeeld in een overleg op school? Vul dan de eerste dag in.",
    )
    toelaatbaar = models.BooleanField(null=True, blank=True)
    categorie = models.CharField(max_length=1, choices=Categorie, blank=True)
    schooljaren = models.PositiveSmallIntegerField("duur in schooljaren", null=True, blank=True)
    tekst = models.TextField("advies", blank=True)
    versie = models.PositiveIntegerField(default=1)
    bewaard_op = models.DateTimeField(null=True, blank=True)
    ingediend_op = models.DateTimeField(null=True, blank=True)

    objects = DeskundigenadviesQuerySet.as_manager()

    class Meta:
        verbose_name = "deskundigenadvies"
        verbose_name_plural = "deskundigenadviezen"
        ordering = ["rang", "gevraagd_op"]
        constraints = [
            models.UniqueConstraint(
                fields=["aanvraag", "rang"],
                condition=Q(stand__in=["gevraagd", "ingediend"]),
                name="een_deskundige_per_rang",
                violation_error_message="Er is al een deskundige aangewezen. Vervang die als dat nodig is.",
            ),
            models.UniqueConstraint(
                fields=["aanvraag", "deskundige"],
                condition=Q(stand__in=["gevraagd", "ingediend"]),
                name="twee_verschillende_deskundigen",
                violation_error_message="De eerste en de tweede deskundige zijn twee verschillende mensen.",
            ),
            models.CheckConstraint(
                condition=Q(rang="eerste", beroep__in=sorted(BEROEPEN[Rang.EERSTE]))
                | Q(rang="tweede", beroep__in=sorted(BEROEPEN[Rang.TWEEDE])),
                name="deskundige_met_juist_beroep",
                violation_error_message="Dit beroep past niet bij de eerste of tweede deskundige.",
            ),
            models.CheckConstraint(
                condition=(Q(stand="ingediend", ingediend_op__isnull=False, toelaatbaar__isnull=False) & ~Q(tekst=""))
                | (~Q(stand="ingediend") & Q(ingediend_op__isnull=True)),
                name="gegeven_advies_is_compleet",
                violation_error_message="Een gegeven advies heeft een oordeel, een tekst en een moment.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="gegeven_advies_blijft",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__stand="ingediend"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_rang_display()} {self.deskundige}"

    @property
    def is_gegeven(self) -> bool:
        return self.stand == self.Stand.INGEDIEND

    @property
    def telt(self) -> bool:
        """Asked or given; not of somebody who withdrew or was replaced."""
        return self.stand in GELDEND

    @property
    def was_voor_de_aanvraag(self) -> bool:
        """The expert knew the case before the request came in: it belongs in the file."""
        ontvangen = self.aanvraag.ingediend_op
        return bool(self.eerder_betrokken_op and ontvangen and self.eerder_betrokken_op < timezone.localdate(ontvangen))


GELDEND = (Deskundigenadvies.Stand.GEVRAAGD, Deskundigenadvies.Stand.INGEDIEND)


class Zienswijze(models.Model):
    """What a parent or the pupil thinks of the request or of the advice, in the own words. Only added."""

    class Van(models.TextChoices):
        OUDER_1 = "ouder_1", "ouder of verzorger"
        OUDER_2 = "ouder_2", "andere ouder of verzorger"
        LEERLING = "leerling", "leerling"
        SCHOOL = "school", "school of bestuur"

    class Akkoord(models.TextChoices):
        JA = "ja", "eens"
        NEE = "nee", "niet eens"
        ONBEKEND = "onbekend", "niet bekend"

    class Over(models.TextChoices):
        AANVRAAG = "aanvraag", "bij de aanvraag"
        ADVIES = "advies", "bij het voorgenomen besluit"

    aanvraag = models.ForeignKey(Tlvaanvraag, on_delete=models.PROTECT, related_name="zienswijzen")
    van = models.CharField(max_length=10, choices=Van)
    over = models.CharField(max_length=10, choices=Over, default=Over.AANVRAAG)
    naam = models.CharField(max_length=120, blank=True)
    datum = models.DateField("datum van het gesprek of de brief")
    akkoord = models.CharField(max_length=10, choices=Akkoord)
    tekst = models.TextField("zienswijze", blank=True)
    vastgelegd_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    op = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "zienswijze"
        verbose_name_plural = "zienswijzen"
        ordering = ["op", "id"]
        triggers = alleen_toevoegen()

    def __str__(self) -> str:
        return f"{self.get_van_display()}: {self.get_akkoord_display()}"

    @property
    def kop(self) -> str:
        """Whose view it is: "Ouder of verzorger: A. van der Voorbeeld"."""
        wie = str(self.get_van_display()).capitalize()
        return f"{wie}: {self.naam}" if self.naam else wie
