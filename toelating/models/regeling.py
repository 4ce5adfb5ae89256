"""What a samenwerkingsverband itself decides about a TLV procedure, as rows with dates."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Func, Q

from swv.kern.fouten import Geweigerd
from toelating.tekstblokken import bezwaar_tegen_tekst

PERIODE = Func(F("geldig_van"), F("geldig_tot"), function="daterange", output_field=DateRangeField())


class Soort(models.TextChoices):
    """What is asked. Each is a procedure of its own."""

    VSO = "vso", "TLV voortgezet speciaal onderwijs"
    VERLENGING = "verlenging", "Verlenging van een TLV vso"
    CATEGORIE = "categorie", "Andere bekostigingscategorie van een TLV vso"
    PRO = "pro", "TLV praktijkonderwijs"


# These go on from a TLV that there is already.
VERVOLGSOORTEN = (Soort.VERLENGING, Soort.CATEGORIE)
# The education of the TLV that a kind can go on from; praktijkonderwijs has no kind of its own for a renewal.
GAAT_VERDER_OP: dict[str, str] = {Soort.VERLENGING: "vso", Soort.CATEGORIE: "vso", Soort.PRO: "pro"}


class Categorie(models.TextChoices):
    """Kept as DUO and OSO write it: numbers mean different things at different samenwerkingsverbanden."""

    LAAG = "L", "laag"
    MIDDEN = "M", "midden"
    HOOG = "H", "hoog"


class Stuk(models.TextChoices):
    """A document of the checklist."""

    OPP = "opp", "Ontwikkelingsperspectief (OPP) met geëvalueerd handelingsdeel"
    DIDACTISCH = "didactisch", "Didactische gegevens"
    IQ_TEST = "iq_test", "Verslag van de intelligentietest"
    VRAGENLIJSTEN = "vragenlijsten", "Uitgewerkte vragenlijsten sociaal-emotioneel"
    PERSOONLIJKHEID = "persoonlijkheid", "Persoonlijkheidsonderzoek"
    TLO_VERSLAG = "tlo_verslag", "Verslag van het overleg met ouders en vso-school"
    OKR = "okr", "Onderwijskundig rapport"
    MOTIVERING = "motivering", "Motivering van de school of de commissie voor de begeleiding"
    ZIENSWIJZE = "zienswijze", "Zienswijze van de ouders"


class Eis(models.TextChoices):
    VERPLICHT = "verplicht", "verplicht"
    GEVRAAGD = "gevraagd", "gevraagd, niet verplicht"


class ToelatingsregelingQuerySet(models.QuerySet["Toelatingsregeling"]):
    def geldig(self, op: date) -> "ToelatingsregelingQuerySet":
        return self.filter(Q(geldig_tot__isnull=True) | Q(geldig_tot__gt=op), geldig_van__lte=op)

    def voor(self, soort: str, *, op: date) -> "Toelatingsregeling":
        """The version of a procedure that counts on a day. Raises Geweigerd when it is not open then."""
        regeling = self.geldig(op).filter(soort=soort).first()
        if regeling is None:
            raise Geweigerd("U kunt dit nu niet aanvragen. Bel het bureau als u denkt dat dit niet klopt.")
        return regeling


class Toelatingsregeling(models.Model):
    """One version of the rules of a procedure, valid from `geldig_van` until (not on) `geldig_tot`. A running dossier
    keeps its own version."""

    soort = models.CharField(max_length=20, choices=Soort)
    geldig_van = models.DateField()
    geldig_tot = models.DateField(null=True, blank=True)
    beslistermijn_weken = models.PositiveSmallIntegerField(default=8, validators=[MinValueValidator(1)])
    aanvulling_werkdagen = models.PositiveSmallIntegerField("werkdagen om aan te vullen", default=10)
    advies_werkdagen = models.PositiveSmallIntegerField("werkdagen voor een deskundige", default=10)
    zienswijze_werkdagen = models.PositiveSmallIntegerField("werkdagen voor een zienswijze", default=10)
    met_deskundigen = models.BooleanField("twee deskundigen adviseren", default=True)
    met_commissie = models.BooleanField("de toelatingsadviescommissie adviseert", default=True)
    gewone_duur = models.PositiveSmallIntegerField(
        "gewone duur in schooljaren",
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(8)],
        help_text="Wie langer toekent, schrijft op waarom.",
    )
    zelf_gehoord_vanaf = models.PositiveSmallIntegerField(
        "leerling geeft zelf een mening vanaf (jaar)",
        null=True,
        blank=True,
        default=16,
        help_text="Vanaf deze leeftijd kan een aanvraag niet zonder de mening van de leerling. Leeg: dat hoeft nooit.",
    )
    vervalt_na_maanden = models.PositiveSmallIntegerField(
        "vervalt ongebruikt na (maanden)",
        null=True,
        blank=True,
        default=12,
        help_text="Leeg: een TLV die niemand gebruikt, vervalt niet.",
    )
    besluit_bewaren_jaren = models.PositiveSmallIntegerField(
        "besluit bewaren (jaren)",
        default=7,
        validators=[MinValueValidator(3), MaxValueValidator(50)],
        help_text="Na het einde van de TLV, of na het besluit als er geen TLV kwam. De rest van het dossier gaat drie "
        "jaar na de procedure weg.",
    )
    nummerreeks = models.CharField(
        "letters voor het nummer",
        max_length=6,
        blank=True,
        validators=[RegexValidator(r"^[A-Z0-9]{2,6}$", "Gebruik twee tot zes hoofdletters of cijfers.")],
        help_text="Leeg: het nummer van het samenwerkingsverband (VO2708), zoals DUO voor vso vraagt. Alleen voor "
        "praktijkonderwijs kan het een eigen reeks zijn.",
    )
    grondslag = models.TextField(
        "wettelijke grondslag in de brief", help_text="Artikelnummers horen hier, niet in de code."
    )
    rechtsmiddel = models.TextField(
        "tekst over bezwaar in de brief", help_text="Wie, waar, hoe en binnen welke termijn; dat de TLV blijft gelden."
    )
    vervolgtekst = models.TextField("wat er daarna gebeurt, in de brief")
    laatste_jaar = models.TextField("over het laatste schooljaar, in de brief", blank=True)
    criteria = models.TextField(
        "criteria voor toelaatbaarheid",
        help_text="Uit het ondersteuningsplan of de wet; hoort bij de stukken van een bezwaar.",
    )
    beroep = models.TextField(
        "tekst over beroep in de beslissing op bezwaar", help_text="Bij welke rechtbank, hoe en binnen welke termijn."
    )
    grondslag_buiten_behandeling = models.TextField(
        "wettelijke grondslag om niet verder te behandelen, in de brief", blank=True
    )
    grondslag_uitstel = models.TextField("wettelijke grondslag van later besluiten, in de brief", blank=True)
    grondslag_intrekking = models.TextField("wettelijke grondslag van intrekken van een TLV, in de brief", blank=True)
    toelichting = models.TextField("toelichting en bron", blank=True)

    objects = ToelatingsregelingQuerySet.as_manager()

    class Meta:
        verbose_name = "toelatingsregeling"
        verbose_name_plural = "toelatingsregelingen"
        ordering = ["soort", "-geldig_van"]
        constraints = [
            ExclusionConstraint(
                name="een_toelatingsregeling_tegelijk",
                expressions=[("soort", RangeOperators.EQUAL), (PERIODE, RangeOperators.OVERLAPS)],
                violation_error_message="Er is in deze periode al een regeling voor deze soort. Sluit die eerst af.",
            ),
            models.CheckConstraint(
                condition=Q(geldig_tot__isnull=True) | Q(geldig_tot__gt=F("geldig_van")),
                name="toelatingsregeling_eindigt_na_begin",
                violation_error_message="De einddatum moet na de begindatum liggen.",
            ),
            models.CheckConstraint(
                condition=Q(nummerreeks="") | Q(soort="pro", nummerreeks__regex=r"^[A-Z0-9]{2,6}$"),
                name="eigen_nummerreeks_alleen_pro",
                violation_error_message=(
                    "Een TLV voor vso heeft altijd het nummer van het samenwerkingsverband. Laat de letters leeg."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} vanaf {self.geldig_van:%d-%m-%Y}"


class Stukeis(models.Model):
    """A document that a procedure asks for, how old it may be, and whether parents may refuse it (Awb 4:3)."""

    regeling = models.ForeignKey(Toelatingsregeling, on_delete=models.CASCADE, related_name="stukeisen")
    stuk = models.CharField(max_length=20, choices=Stuk)
    eis = models.CharField(max_length=10, choices=Eis, default=Eis.VERPLICHT)
    hoogstens_maanden = models.PositiveSmallIntegerField("hoogstens zo oud (maanden)", null=True, blank=True)
    is_weigerbaar = models.BooleanField("mag geweigerd worden", default=False)
    uitleg = models.CharField("uitleg voor de school", max_length=300, blank=True)
    gevolg = models.CharField("gevolg als het stuk geweigerd wordt", max_length=300, blank=True)
    volgorde = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "stuk"
        verbose_name_plural = "stukken"
        ordering = ["volgorde", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["regeling", "stuk"],
                name="stuk_een_keer_per_regeling",
                violation_error_message="Dit stuk staat er al.",
            ),
            models.CheckConstraint(
                condition=Q(is_weigerbaar=False) | ~Q(gevolg=""),
                name="weigerbaar_stuk_met_gevolg",
                violation_error_message="Schrijf op wat het gevolg is als dit stuk geweigerd wordt.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_stuk_display()

    @property
    def is_verplicht(self) -> bool:
        return self.eis == Eis.VERPLICHT


class Veldeis(models.Model):
    """A question of the form that this procedure does not ask, or asks without insisting. Every other is required as
    the form itself says."""

    class Wijze(models.TextChoices):
        NIET_VERPLICHT = "niet_verplicht", "vragen, niet verplicht"
        VERPLICHT = "verplicht", "verplicht"
        NIET = "niet", "niet vragen"

    regeling = models.ForeignKey(Toelatingsregeling, on_delete=models.CASCADE, related_name="veldeisen")
    veld = models.CharField("vraag", max_length=40)
    wijze = models.CharField(max_length=20, choices=Wijze)

    class Meta:
        verbose_name = "vraag"
        verbose_name_plural = "vragen die anders zijn"
        ordering = ["veld"]
        constraints = [
            models.UniqueConstraint(
                fields=["regeling", "veld"],
                name="veld_een_keer_per_regeling",
                violation_error_message="Deze vraag staat er al.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.veld}: {self.get_wijze_display()}"

    def clean(self) -> None:
        """Only a question that the form of this procedure lets be changed. Raises ValidationError."""
        from toelating.onderdelen import instelbare_vragen

        if self.veld not in instelbare_vragen(self.regeling.soort):
            zin = "Deze vraag staat niet in het formulier van deze soort, of is altijd nodig. Kies een andere vraag."
            raise ValidationError({"veld": zin})


class TekstblokQuerySet(models.QuerySet["Tekstblok"]):
    def voor(self, soort: str, *uitkomsten: str, op: date) -> "TekstblokQuerySet":
        """The blocks that fit a decision to one of these outcomes on this kind of request, on a day."""
        geldig = self.filter(Q(geldig_tot__isnull=True) | Q(geldig_tot__gt=op), geldig_van__lte=op)
        return geldig.filter(soort__in=["", soort], uitkomst__in=uitkomsten)


class Tekstblok(models.Model):
    """A paragraph that the bureau can begin a motivation with. Only names of a closed list are filled in."""

    class Uitkomst(models.TextChoices):
        AFGEVEN = "afgeven", "afgeven"
        AFWIJZEN = "afwijzen", "afwijzen"
        BUITEN_BEHANDELING = "buiten_behandeling", "niet verder behandelen"

    naam = models.CharField(max_length=80)
    uitkomst = models.CharField("voor een besluit tot", max_length=20, choices=Uitkomst)
    soort = models.CharField(max_length=20, choices=Soort, blank=True, help_text="Leeg: voor elke soort.")
    tekst = models.TextField()
    volgorde = models.PositiveSmallIntegerField(default=0)
    geldig_van = models.DateField()
    geldig_tot = models.DateField(null=True, blank=True)

    objects = TekstblokQuerySet.as_manager()

    class Meta:
        verbose_name = "tekstblok"
        verbose_name_plural = "tekstblokken"
        ordering = ["uitkomst", "volgorde", "naam"]
        constraints = [
            models.CheckConstraint(
                condition=Q(geldig_tot__isnull=True) | Q(geldig_tot__gt=F("geldig_van")),
                name="tekstblok_eindigt_na_begin",
                violation_error_message="De einddatum moet na de begindatum liggen.",
            )
        ]

    def __str__(self) -> str:
        return self.naam

    def clean(self) -> None:
        """Only names of the closed list stand between braces. Raises ValidationError."""
        if zin := bezwaar_tegen_tekst(self.tekst, self.uitkomst):
            raise ValidationError({"tekst": zin})
