"""What policy can change about a kind of aanvraag, as rows with dates. A running dossier keeps its own version."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Func, Q

from aanvragen import rechtsmiddelen
from aanvragen.betaalschema import Schema, Wanneer, in_woorden, lees
from aanvragen.regelgetallen import wat_klopt_niet
from swv.kern.fouten import Geweigerd
from swv.kern.opmaak import datum

if TYPE_CHECKING:
    from aanvragen.soorten.basis import Soort

Controle = Callable[[], None]


class RegelingQuerySet(models.QuerySet["Regeling"]):
    def geldig(self, op: date) -> "RegelingQuerySet":
        return self.filter(Q(geldig_tot__isnull=True) | Q(geldig_tot__gt=op), geldig_van__lte=op)

    def open(self, op: date) -> "RegelingQuerySet":
        """The versions with which a school can begin and send on a day."""
        return self.geldig(op).filter(
            Q(open_van__isnull=True) | Q(open_van__lte=op), Q(open_tot__isnull=True) | Q(open_tot__gte=op)
        )

    def voor(self, soort: str, *, op: date) -> "Regeling":
        """The version of a kind with which a school begins on a day. Raises Geweigerd when the kind is not open."""
        regeling = self.geldig(op).filter(soort=soort).first()
        if regeling is None:
            raise Geweigerd("U kunt dit nu niet aanvragen. Bel het bureau als u denkt dat dit niet klopt.")
        if gesloten := regeling.waarom_gesloten(op):
            raise Geweigerd(gesloten)
        return regeling

    def op_dag(self, soort: str, dag: date) -> "Regeling":
        """The version of a kind that counts for something that happens on `dag`. Raises Geweigerd."""
        regeling = self.geldig(dag).filter(soort=soort).first()
        if regeling is None:
            raise Geweigerd(
                f"Voor {datum(dag)} zijn er nog geen regels of bedragen vastgesteld. Controleer de datum. "
                "Klopt die? Bel dan het bureau."
            )
        return regeling


class Regeling(models.Model):
    """One version of the rules of a kind: valid from `geldig_van` until (not on) `geldig_tot`."""

    class Briefsoort(models.TextChoices):
        BESCHIKKING = rechtsmiddelen.BESCHIKKING, "beschikking (bezwaar mogelijk)"
        TOEKENNINGSBRIEF = rechtsmiddelen.TOEKENNINGSBRIEF, "toekenningsbrief (klachtenregeling)"

    soort = models.CharField(max_length=40)
    geldig_van = models.DateField()
    geldig_tot = models.DateField(null=True, blank=True)
    open_van = models.DateField(
        "aanvragen kan vanaf", null=True, blank=True, help_text="Laat leeg als een school het hele jaar kan aanvragen."
    )
    open_tot = models.DateField(
        "aanvragen kan tot en met", null=True, blank=True, help_text="Ook versturen kan tot en met deze dag."
    )
    uitleg = models.TextField(
        "uitleg voor scholen",
        blank=True,
        help_text="Staat bij het begin van de aanvraag. Schrijf kort, in gewone taal.",
    )
    brieftekst = models.TextField(
        "extra tekst in de brief bij een toekenning", blank=True, help_text="Bijvoorbeeld met wie de school afspreekt."
    )
    beslistermijn_weken = models.PositiveSmallIntegerField(default=8, validators=[MinValueValidator(1)])
    begrotingspost_code = models.CharField("code van de begrotingspost", max_length=20, blank=True)
    briefsoort = models.CharField(max_length=20, choices=Briefsoort, default=Briefsoort.TOEKENNINGSBRIEF)
    getallen = models.JSONField(
        "bedragen en grenzen",
        default=dict,
        blank=True,
        help_text="Per naam een getal, bijvoorbeeld uren_per_week: 4.",
    )
    betaalschema = models.JSONField(
        "betaling in delen",
        default=list,
        blank=True,
        help_text="Laat leeg als het hele bedrag na het besluit komt. De delen zijn samen 100%. Een dag is een dag in "
        "het schooljaar waarin de toekenning begint. Is die al voorbij? Dan komt dat deel meteen na het besluit.",
    )
    vraagt_verantwoording = models.BooleanField(
        "scholen verantwoorden het geld",
        default=True,
        help_text="Per schooljaar, als een toekenning geld kost. De brief zegt het erbij. Geldt alleen voor aanvragen "
        "met deze versie.",
    )
    plan = models.CharField("ondersteuningsplan waar een aanvraag bij moet passen", max_length=120, blank=True)
    ambities = models.TextField(
        "ambities waar een school uit kiest", blank=True, help_text="Zet elke ambitie op een eigen regel."
    )
    rechtsmiddel = models.TextField(
        "tekst over bezwaar of klacht onder de brief",
        blank=True,
        help_text="Laat leeg voor de gewone tekst bij deze soort brief. Schrijft u zelf? Noem dan wie, waar, hoe en "
        "binnen welke termijn, met de artikelnummers.",
    )
    toelichting = models.TextField("toelichting en bron", blank=True)

    objects = RegelingQuerySet.as_manager()

    class Meta:
        verbose_name = "regeling"
        verbose_name_plural = "regelingen"
        ordering = ["soort", "-geldig_van"]
        constraints = [
            ExclusionConstraint(
                name="een_regeling_per_soort_tegelijk",
                expressions=[
                    ("soort", RangeOperators.EQUAL),
                    (
                        Func(F("geldig_van"), F("geldig_tot"), function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="Er is in deze periode al een regeling voor deze soort. Sluit die eerst af.",
            ),
            models.CheckConstraint(
                condition=Q(geldig_tot__isnull=True) | Q(geldig_tot__gt=F("geldig_van")),
                name="regeling_eindigt_na_begin",
                violation_error_message="De einddatum moet na de begindatum liggen.",
            ),
            models.CheckConstraint(
                condition=Q(open_van__isnull=True) | Q(open_tot__isnull=True) | Q(open_tot__gte=F("open_van")),
                name="regeling_sluit_na_open",
                violation_error_message="De laatste dag om aan te vragen ligt voor de eerste. Pas een van beide aan.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.soort_naam} vanaf {self.geldig_van:%d-%m-%Y}"

    @property
    def soort_naam(self) -> str:
        """The name of its kind; the code while that kind has no file any more."""
        return self.declaratie.naam if self.declaratie else self.soort

    @property
    def declaratie(self) -> "Soort | None":
        """How its kind is declared; None while that kind has no file any more."""
        from aanvragen.soorten import soort_van

        try:
            return soort_van(self.soort)
        except KeyError:
            return None

    def getallen_met_namen(self) -> list[tuple[str, Any]]:
        """The amounts and limits that are filled in, each with its words."""
        return [(woorden, self.getallen[naam]) for naam, woorden in self._namen().items()]

    def _namen(self) -> dict[str, str]:
        """The amounts and limits that are filled in by name, each with its words."""
        eigen = self.getallen
        namen = self.declaratie.namen_van_getallen(*eigen) if self.declaratie else {naam: naam for naam in eigen}
        return {naam: woorden for naam, woorden in namen.items() if naam in eigen}

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Refuses limits that cannot be (every form, term and award of this kind reads them), instalments that do not
        add up, and a text that does not name the road of its letter. What is not to be changed is not judged: a version
        in use can be closed."""
        fouten: dict[str, list[ValidationError]] = {}
        controles = {
            "getallen": self._controleer_getallen,
            "betaalschema": self._controleer_betaling,
            "rechtsmiddel": self._controleer_rechtsmiddel,
        }
        velden: Controle = partial(super().clean_fields, exclude)
        for controle in [velden, *_zonder(controles, exclude or ())]:
            try:
                controle()
            except ValidationError as fout:
                fout.update_error_dict(fouten)
        if fouten:
            raise ValidationError(fouten)

    def _controleer_getallen(self) -> None:
        if not isinstance(self.getallen, dict):
            raise ValidationError({"getallen": "Schrijf achter elke naam een getal."})
        heel = self.declaratie.hele_getallen if self.declaratie else {}
        zinnen = [
            f"{woorden}: {zin}"
            for naam, woorden in self._namen().items()
            if (zin := wat_klopt_niet(self.getallen[naam], heel_tot=heel.get(naam)))
        ]
        if zinnen:
            raise ValidationError({"getallen": zinnen})

    def _controleer_betaling(self) -> None:
        """A part that waits for a verantwoording needs rules that ask one: otherwise it would never be paid."""
        try:
            delen = lees(self.betaalschema)
        except ValidationError as fout:
            raise ValidationError({"betaalschema": fout.messages}) from fout
        wacht = any(deel.wanneer == Wanneer.VERANTWOORDING for deel in delen)
        kan = self.vraagt_verantwoording and (self.declaratie is None or self.declaratie.kost_geld)
        if wacht and not kan:
            zin = (
                f"Bij deze versie van {self.soort_naam} verantwoordt een school niets. Kies een ander moment dan de "
                "verantwoording."
            )
            raise ValidationError({"betaalschema": zin})

    def _controleer_rechtsmiddel(self) -> None:
        if zin := rechtsmiddelen.wat_klopt_niet(self.rechtsmiddel, self.briefsoort):
            raise ValidationError({"rechtsmiddel": zin})

    @property
    def betaaldelen(self) -> Schema:
        """The parts in which an award is paid; none is all at once."""
        return lees(self.betaalschema)

    @property
    def betaling(self) -> str:
        """How an award is paid, in words: 90% na het besluit en 10% na goedkeuring van de verantwoording."""
        return in_woorden(self.betaaldelen)

    @property
    def rechtsmiddeltekst(self) -> str:
        """What a letter says about objection or complaint: the own text, otherwise the usual one of its family."""
        return rechtsmiddelen.onder_brief(self.rechtsmiddel, self.briefsoort)

    @property
    def ambitiekeuzes(self) -> list[tuple[str, str]]:
        """The ambitions of the plan with their number, which an answer keeps."""
        regels = [regel.strip() for regel in self.ambities.splitlines()]
        return [(str(nummer), regel) for nummer, regel in enumerate(filter(None, regels), start=1)]

    @property
    def volgt_dag(self) -> bool:
        """Whether the version that counts follows a day in the answers, and not the day on which a school begins."""
        return self.declaratie is not None and self.declaratie.volgt_dag

    @property
    def is_beschikking(self) -> bool:
        """Whether its decisions are of the Awb, with its term and the right to object."""
        return self.briefsoort == self.Briefsoort.BESCHIKKING

    def waarom_gesloten(self, op: date) -> str | None:
        """Why a school cannot begin or send on this day: a Dutch sentence; None when it can."""
        if self.open_van and op < self.open_van:
            return f"U kunt dit aanvragen vanaf {datum(self.open_van)}. Kom dan terug."
        if self.open_tot and op > self.open_tot:
            zin = f"U kon dit aanvragen tot en met {datum(self.open_tot)}."
            return f"{zin} Bel het bureau als u denkt dat het nog nodig is."
        return None

    def getal(self, naam: str) -> Decimal:
        """A number of this version. Raises Geweigerd when nobody filled it in."""
        waarde: Any = self.getallen.get(naam)
        if waarde is None:
            raise Geweigerd(f"In de regeling ‘{self}’ ontbreekt het getal {naam}. Vraag de functioneel beheerder.")
        return Decimal(str(waarde))


def _zonder(controles: Mapping[str, Controle], velden: Collection[str]) -> list[Controle]:
    return [controle for veld, controle in controles.items() if veld not in velden]
