"""Running terms of dossiers, their suspensions and the reminders about them.

A term has either a last day (`uiterlijk`) or the day from which it stands still (`stil_sinds`), never both: as long
as the school has not supplemented nobody knows the last day, so none is shown and nobody is reminded of one.
"""

from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from swv.kern.models import BronModel
from swv.termijnen.rekenen import DAG
from swv.termijnen.rekenen import Opschorting as Paar
from swv.termijnen.schema import KAN_STILSTAAN, WETTELIJK, Soort, label_van


class GelijkgesteldeDag(models.Model):
    """A day that a later royal decree makes equal to a holiday; those known at release stand in rekenen."""

    dag = models.DateField(unique=True, error_messages={"unique": "Deze dag staat er al. Kies een andere datum."})
    naam = models.CharField(max_length=80, help_text="Zo staat de dag in de uitleg bij een datum.")
    besluit = models.CharField("koninklijk besluit", max_length=120, help_text="Bijvoorbeeld Stb. 2028, 123.")

    class Meta:
        verbose_name = "gelijkgestelde dag"
        verbose_name_plural = "gelijkgestelde dagen"
        ordering = ["dag"]

    def __str__(self) -> str:
        return f"{self.dag:%d-%m-%Y} {self.naam}"


class TermijnQuerySet(models.QuerySet["Termijn"]):
    def van(self, bron: models.Model) -> "TermijnQuerySet":
        """The terms of one dossier."""
        return self.filter(content_type=ContentType.objects.get_for_model(bron), object_id=bron.pk)

    def open(self) -> "TermijnQuerySet":
        return self.filter(afgerond_op__isnull=True)

    def lopend(self) -> "TermijnQuerySet":
        """Open and not standing still: these have a last day."""
        return self.open().filter(uiterlijk__isnull=False)

    def verlopen(self, op: date) -> "TermijnQuerySet":
        """Open terms whose last day lies before this day."""
        return self.lopend().filter(uiterlijk__lt=op)


class Termijn(BronModel):
    """One running clock of a dossier: somebody has until `uiterlijk` to do something."""

    soort = models.CharField(max_length=20, choices=Soort)
    begin = models.DateField("begint na", help_text="De termijn loopt vanaf de dag na deze dag.")
    weken = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Leeg als de einddatum zelf gekozen is.")
    is_wettelijk = models.BooleanField("wettelijke termijn", default=False)
    uiterlijk = models.DateField("laatste dag", null=True, blank=True)
    stil_sinds = models.DateField("staat stil sinds", null=True, blank=True)
    loopt_sinds = models.DateField("loopt sinds", help_text="De dag waarop de laatste dag voor het laatst veranderde.")
    afgerond_op = models.DateField("afgerond op", null=True, blank=True)
    herinner_opdracht = models.CharField("opdracht die de herinnering bezorgt", max_length=60, blank=True)
    aangemaakt_op = models.DateTimeField("aangemaakt op", default=timezone.now, editable=False)

    objects = TermijnQuerySet.as_manager()

    class Meta:
        verbose_name = "termijn"
        verbose_name_plural = "termijnen"
        ordering = ["begin", "id"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(uiterlijk__isnull=False, stil_sinds__isnull=True)
                    | Q(uiterlijk__isnull=True, stil_sinds__isnull=False)
                ),
                name="termijn_loopt_of_staat_stil",
                violation_error_message="Een termijn heeft een laatste dag of staat stil, niet allebei.",
            ),
            models.CheckConstraint(
                condition=Q(uiterlijk__isnull=True) | Q(uiterlijk__gte=F("begin")),
                name="termijn_eindigt_na_begin",
                violation_error_message="De laatste dag ligt voor het begin. Kies een latere datum.",
            ),
            models.CheckConstraint(
                condition=Q(is_wettelijk=False) | Q(soort__in=[*map(str, WETTELIJK)], weken__isnull=False),
                name="termijn_wettelijk_is_beslistermijn",
                violation_error_message=(
                    "Alleen een beslistermijn in weken is een wettelijke termijn. Een eigen streefdatum niet."
                ),
            ),
            models.CheckConstraint(
                condition=Q(stil_sinds__isnull=True) | Q(soort__in=[*map(str, KAN_STILSTAAN)], weken__isnull=False),
                name="termijn_alleen_beslistermijn_staat_stil",
                violation_error_message="Alleen een beslistermijn in weken kan stilstaan.",
            ),
            models.CheckConstraint(
                condition=Q(afgerond_op__isnull=True) | Q(afgerond_op__gte=F("begin")),
                name="termijn_afgerond_na_begin",
                violation_error_message="Een termijn kan niet zijn afgerond voordat hij begon.",
            ),
            models.UniqueConstraint(
                fields=["content_type", "object_id", "soort"],
                condition=Q(afgerond_op__isnull=True),
                name="termijn_een_open_per_soort",
                violation_error_message="Er loopt al een termijn van deze soort. Rond die eerst af.",
            ),
        ]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="termijn_per_bron"),
            models.Index(
                fields=["soort", "uiterlijk"],
                name="termijn_lopend",
                condition=Q(afgerond_op__isnull=True, uiterlijk__isnull=False),
            ),
            models.Index(
                fields=["soort", "begin"],
                name="termijn_wachtend",
                condition=Q(afgerond_op__isnull=True, uiterlijk__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        if self.uiterlijk is None:
            return f"{self.get_soort_display()}: staat stil sinds {self.stil_sinds:%d-%m-%Y}"
        return f"{self.get_soort_display()}: uiterlijk {self.uiterlijk:%d-%m-%Y}"

    @property
    def is_open(self) -> bool:
        return self.afgerond_op is None

    @property
    def staat_stil(self) -> bool:
        return self.is_open and self.stil_sinds is not None

    @property
    def is_te_laat_afgerond(self) -> bool:
        return bool(self.afgerond_op and self.uiterlijk and self.afgerond_op > self.uiterlijk)

    @property
    def is_nooit_begonnen(self) -> bool:
        """Decided on the objection before the time to object was over: the term would begin the day after `begin`."""
        return self.soort == Soort.BEZWAAR and self.afgerond_op == self.begin

    @property
    def datumsoort(self) -> str:
        """What the last day is, in words: an own target is never called a legal date."""
        if self.is_wettelijk:
            wat = {
                Soort.BUITEN_BEHANDELING: "Niet verder behandelen kan tot en met",
                Soort.BEZWAAR: "Besluit op bezwaar uiterlijk",
            }
            return f"{wat.get(Soort(self.soort), 'Besluit uiterlijk')} (wettelijke einddatum)"
        woorden = {
            Soort.AANVULLING: "Aanvullen tot en met",
            Soort.BESLISSING: "Besluit uiterlijk (streefdatum van het bureau)",
            Soort.ONDERTEKENING: "Ondertekenen voor (streefdatum van het bureau)",
            Soort.TOELATING: "Besluit uiterlijk (streefdatum van het bureau)",
            Soort.DESKUNDIGENADVIES: "Advies graag voor (streefdatum van het bureau)",
            Soort.ZIENSWIJZE: "Zienswijze geven tot en met",
            Soort.BUITEN_BEHANDELING: "Besluit uiterlijk (streefdatum van het bureau)",
            Soort.BEZWAAR: "Besluit op bezwaar uiterlijk (streefdatum van het bureau)",
            Soort.LBT: "Advies vragen aan de LBT uiterlijk",
            Soort.VERWEER: "Verweerschrift sturen uiterlijk",
            Soort.AANBOD: "Antwoord geven tot en met",
        }
        return woorden[Soort(self.soort)]


class Opschorting(models.Model):
    """The term stands still from the day after `uitgenodigd_op` until `beeindigd_op`, not counted (Awb 4:15).

    It ends on the day of the supplement, or on `hersteltermijn_tot` when that day passes unused, whichever is
    first.
    """

    termijn = models.ForeignKey(Termijn, on_delete=models.CASCADE, related_name="opschortingen")
    uitgenodigd_op = models.DateField("uitgenodigd op")
    hersteltermijn_tot = models.DateField(
        "aanvullen tot en met", help_text="Verplicht: zonder datum staat de termijn niet stil."
    )
    aangevuld_op = models.DateField("aangevuld op", null=True, blank=True)
    beeindigd_op = models.DateField("geëindigd op", null=True, blank=True)
    aanvultermijn = models.OneToOneField(
        Termijn, null=True, blank=True, on_delete=models.SET_NULL, related_name="opschorting"
    )

    class Meta:
        verbose_name = "opschorting"
        verbose_name_plural = "opschortingen"
        ordering = ["uitgenodigd_op", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(hersteltermijn_tot__gt=F("uitgenodigd_op")),
                name="opschorting_hersteltermijn_na_uitnodiging",
                violation_error_message="De school moet tijd krijgen: kies een datum na de dag van de vraag.",
            ),
            models.CheckConstraint(
                condition=Q(aangevuld_op__isnull=True)
                | Q(aangevuld_op__gte=F("uitgenodigd_op"), beeindigd_op__isnull=False),
                name="opschorting_aangevuld_na_uitnodiging",
                violation_error_message="De aanvulling kan niet voor de vraag om aanvulling liggen.",
            ),
            models.CheckConstraint(
                condition=Q(beeindigd_op__isnull=True)
                | Q(beeindigd_op__gte=F("uitgenodigd_op"), beeindigd_op__lte=F("hersteltermijn_tot")),
                name="opschorting_eindigt_binnen_hersteltermijn",
                violation_error_message="De termijn staat niet langer stil dan tot de gestelde datum.",
            ),
            models.UniqueConstraint(
                fields=["termijn"],
                condition=Q(beeindigd_op__isnull=True),
                name="opschorting_een_open_per_termijn",
                violation_error_message="De termijn staat al stil.",
            ),
        ]

    def __str__(self) -> str:
        return f"Stil vanaf {self.eerste_dag:%d-%m-%Y}"

    @property
    def eerste_dag(self) -> date:
        return self.uitgenodigd_op + DAG

    @property
    def is_open(self) -> bool:
        return self.beeindigd_op is None

    @property
    def is_ongebruikt_verstreken(self) -> bool:
        """The given day passed before the school supplemented; the term then ran on by itself."""
        return self.beeindigd_op == self.hersteltermijn_tot and self.aangevuld_op != self.beeindigd_op

    @property
    def paar(self) -> Paar:
        """As the sum wants it; an open one counts until the given day, its latest end."""
        return self.uitgenodigd_op, self.beeindigd_op or self.hersteltermijn_tot


class Herinnering(models.Model):
    """One reminder moment of one date of a term; the row is what makes it go out once.

    When the date of a term moves (it stood still), the moments count anew for the new date: hence `anker` in
    the key.
    """

    class Staat(models.TextChoices):
        KLAAR = "klaar", "wordt verstuurd"
        VERZONDEN = "verzonden", "verstuurd"
        OVERGESLAGEN = "overgeslagen", "overgeslagen: er was al een latere herinnering nodig"
        VERVALLEN = "vervallen", "vervallen: niet meer nodig"
        MISLUKT = "mislukt", "niet verstuurd door een storing"

    termijn = models.ForeignKey(Termijn, on_delete=models.CASCADE, related_name="herinneringen")
    moment = models.CharField(max_length=30)
    anker = models.DateField("hoort bij de datum")
    gepland_op = models.DateField("gepland op")
    te_laat = models.BooleanField("later dan gepland", default=False)
    staat = models.CharField(max_length=20, choices=Staat, default=Staat.KLAAR)
    aangemaakt_op = models.DateTimeField("aangemaakt op", default=timezone.now)
    verzonden_op = models.DateTimeField("verstuurd op", null=True, blank=True)

    class Meta:
        verbose_name = "herinnering"
        verbose_name_plural = "herinneringen"
        ordering = ["gepland_op", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["termijn", "moment", "anker"],
                name="herinnering_een_keer_per_moment",
                violation_error_message="Deze herinnering is er al.",
            ),
            models.CheckConstraint(
                condition=Q(staat="verzonden", verzonden_op__isnull=False)
                | (~Q(staat="verzonden") & Q(verzonden_op__isnull=True)),
                name="herinnering_verzonden_heeft_tijd",
                violation_error_message="Een verstuurde herinnering heeft een tijdstip, een andere niet.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.get_staat_display()})"

    @property
    def label(self) -> str:
        """The moment in words: "7 dagen voor de einddatum"."""
        return label_van(self.moment)
