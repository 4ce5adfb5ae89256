"""The catalogue: what a school, parent or pupil can find, under its present and its former names."""

import re
from datetime import date
from typing import Self

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import (
    SearchQuery,
    SearchRank,
    SearchVectorField,
)
from django.db import connections, models
from django.db.models import Case, F, FloatField, Func, OuterRef, Prefetch, Q, Subquery, TextField, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Greatest, Lower
from django.urls import reverse
from django.utils import timezone

from voorzieningen.models.zinnen import MINSTE_WOORDEN, passende_voorzieningen

MEESTE_WOORDEN = 8
MEESTE_TREFFERS = 1000  # only this many hits are ranked; nobody reads more
MINSTE_GELIJKENIS = 0.3  # with fewer equal letter triples a suggestion is a guess

ZOEKVELDEN_BIJHOUDEN = """
    SELECT coalesce(string_agg(naam, ' ') FILTER (WHERE soort <> 'vraag'), ''),
           coalesce(string_agg(naam, ' ') FILTER (WHERE soort = 'vraag'), '')
      INTO namen, vragen FROM voorzieningen_alias WHERE voorziening_id = NEW.id;
    NEW.zoektekst := lower(unaccent(concat_ws(' ', NEW.naam, namen, NEW.doelgroep, NEW.aanbieder)));
    NEW.zoekvector :=
        setweight(to_tsvector('dutch', unaccent(concat_ws(' ', NEW.naam, namen))), 'A')
        || setweight(to_tsvector('dutch', unaccent(concat_ws(' ', NEW.doelgroep, NEW.soort))), 'B')
        || setweight(to_tsvector('dutch', unaccent(concat_ws(
            ' ', NEW.omschrijving, NEW.aanbieder, NEW.toegang, NEW.duur, NEW.kosten, NEW.capaciteit, NEW.sector, NEW.swv
        ))), 'C')
        || setweight(to_tsvector('dutch', unaccent(vragen)), 'D');
    RETURN NEW;
"""
# Any update of a facility makes its own trigger read the names again.
VOORZIENING_AANRAKEN = """
    IF TG_OP <> 'INSERT' THEN
        UPDATE voorzieningen_voorziening SET zoektekst = '' WHERE id = OLD.voorziening_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        UPDATE voorzieningen_voorziening SET zoektekst = '' WHERE id = NEW.voorziening_id;
    END IF;
    RETURN NULL;
"""


def _plat(waarde: Combinable | str) -> Lower:
    """Small letters without accents, made by the same function that fills `zoektekst`."""
    invoer = Value(waarde) if isinstance(waarde, str) else waarde
    return Lower(Func(invoer, function="unaccent", output_field=TextField()))


def _vraag(tekst: str) -> SearchQuery:
    return SearchQuery(_plat(tekst), config="dutch", search_type="plain")


def _drieletters(functie: str, *delen: Combinable) -> Func:
    return Func(*delen, function=functie, output_field=FloatField())


def _gelijkenis(tekst: str) -> Greatest:
    """Which share of the letter triples of `tekst` is found (0 to 1); in the name it counts double."""
    return Greatest(
        _drieletters("word_similarity", _plat(tekst), F("zoektekst")) / Value(2.0),
        _drieletters("word_similarity", _plat(tekst), _plat(F("naam"))),
    )


def _is_de_naam(tekst: str) -> Greatest:
    """How far `tekst` is the whole name or the whole of another name (0 to 1): who types a name means that one."""
    aliassen = (
        Alias.objects.filter(voorziening=OuterRef("pk"))
        .annotate(gelijk=_drieletters("similarity", _plat(F("naam")), _plat(tekst)))
        .order_by("-gelijk")
        .values("gelijk")[:1]
    )
    return Greatest(
        _drieletters("similarity", _plat(F("naam")), _plat(tekst)), Coalesce(Subquery(aliassen), Value(0.0))
    )


class VoorzieningQuerySet(models.QuerySet["Voorziening"]):
    def geldig(self, op: date | None = None) -> Self:
        """What can be used on a day (today when not given)."""
        dag = op or timezone.localdate()
        return self.filter(Q(geldig_tot__isnull=True) | Q(geldig_tot__gt=dag), geldig_van__lte=dag)

    def met_namen(self) -> Self:
        """With `aliassen` read along: the other names, not the questions that only serve to search by."""
        return self.prefetch_related(Prefetch("aliassen", Alias.objects.exclude(soort=Alias.Soort.VRAAG)))

    def zoeken(self, tekst: str) -> Self:
        """Everything in which each word of `tekst` occurs, best first; no text gives everything by name.

        A word counts when its Dutch stem is in the entry, or when the name, another name, the target group or
        the provider looks enough like it: that forgives a typing error and finds the beginning of a word.
        Words without meaning of their own ("de", "voor") do not count. From three words on it may be a question: then
        what fits one of the questions of an entry counts too. Costs one query besides its own, two for a question.
        """
        if not tekst.strip():
            return self.order_by(Lower("naam"))
        woorden, scores = self._woorden(tekst), self._scores(tekst)
        gevonden = self if woorden else self.none()
        for woord in woorden:
            gevonden = gevonden.filter(Q(zoekvector=_vraag(woord)) | Q(zoektekst__trigram_word_similar=_plat(woord)))
        schoon = " ".join(woorden)
        past = Case(*[When(pk=pk, then=Value(score)) for pk, score in scores.items()], default=Value(0.0))
        return (
            self.filter(Q(pk__in=gevonden.order_by("-pk").values("pk")[:MEESTE_TREFFERS]) | Q(pk__in=scores))
            .alias(
                treffer=SearchRank(F("zoekvector"), _vraag(schoon)) + _gelijkenis(schoon) + _is_de_naam(schoon) + past
            )
            .order_by("-treffer", "naam")
        )

    def lijkt_op(self, tekst: str) -> Self:
        """What looks most like `tekst`, for "did you mean" when nothing was found. Slice it: it reads all."""
        woorden = self._woorden(tekst)
        if not woorden:
            return self.none()
        return (
            self.alias(gelijkenis=_gelijkenis(" ".join(woorden)))
            .filter(gelijkenis__gte=MINSTE_GELIJKENIS)
            .order_by("-gelijkenis", "naam")
        )

    def _scores(self, tekst: str) -> dict[int, float]:
        """The entries that fit a question, with how well; none when it is too short to be one."""
        if len(re.findall(r"\w+", tekst)) < MINSTE_WOORDEN:
            return {}
        return passende_voorzieningen(tekst, using=self.db)

    def _woorden(self, tekst: str) -> list[str]:
        """The first words of `tekst` that mean something by themselves, by PostgreSQL's own Dutch list."""
        woorden = re.findall(r"\w+", tekst)[:MEESTE_WOORDEN]
        with connections[self.db].cursor() as cursor:
            cursor.execute(
                "SELECT woord FROM unnest(%s::text[]) WITH ORDINALITY AS w (woord, nr)"
                " WHERE numnode(plainto_tsquery('dutch', unaccent(woord))) > 0 ORDER BY nr",
                [woorden],
            )
            return [woord for (woord,) in cursor.fetchall()]


class Voorziening(models.Model):
    """One facility of a samenwerkingsverband, as its own plans and brochure describe it.

    An empty text means that the source does not say. `zoekvector` and `zoektekst` are filled by the database.
    """

    class Rubriek(models.TextChoices):
        AANVRAGEN = "aanvragen", "Op aanvraag"
        COLLECTIEF = "collectief", "Voor alle scholen samen"
        NETWERK = "netwerk", "In het netwerk"
        JAARPLAN = "jaarplan 2025", "Jaarplan 2025"
        ALMERE = "Almere", "Almere"
        PO = "po ter vergelijking", "Basisonderwijs, ter vergelijking"

    nummer = models.PositiveSmallIntegerField("nummer in de bron", unique=True, null=True, blank=True, editable=False)
    naam = models.CharField("naam", max_length=120)
    slug = models.SlugField(
        "webadres", max_length=120, unique=True, help_text="Het laatste deel van het adres van de pagina."
    )
    omschrijving = models.TextField("omschrijving", blank=True, help_text="Wat is het? In gewone woorden.")
    swv = models.CharField("samenwerkingsverband", max_length=80)
    sector = models.CharField("onderwijssoort", max_length=60, help_text="Bijvoorbeeld: vo en vso.")
    rubriek = models.CharField("rubriek", max_length=40, choices=Rubriek)
    soort = models.CharField("soort", max_length=60, help_text="Bijvoorbeeld: geld, training of begeleiding.")
    doelgroep = models.CharField("voor wie", max_length=300, blank=True)
    aanbieder = models.CharField("wie biedt het aan", max_length=200, blank=True)
    toegang = models.CharField("hoe kom je erin", max_length=300, blank=True)
    duur = models.CharField("hoe lang", max_length=200, blank=True)
    kosten = models.CharField("wat kost het", max_length=200, blank=True)
    capaciteit = models.CharField("cijfers en bijzonderheden", max_length=400, blank=True)
    aanvraagsoort = models.SlugField(
        "aanvraagsoort", max_length=60, blank=True, help_text="Code van de aanvraag. Leeg: niet aan te vragen."
    )
    bron = models.CharField("bron", max_length=300, blank=True)
    geldig_van = models.DateField("geldig vanaf")
    geldig_tot = models.DateField("geldig tot", null=True, blank=True, help_text="Vanaf deze dag geldt het niet meer.")
    zoektekst = models.TextField(default="", blank=True, editable=False)
    zoekvector = SearchVectorField(null=True, editable=False)

    objects = VoorzieningQuerySet.as_manager()

    class Meta:
        verbose_name = "voorziening"
        verbose_name_plural = "voorzieningen"
        ordering = [Lower("naam")]
        indexes = [
            GinIndex(fields=["zoekvector"], name="voorziening_woorden"),
            GinIndex(fields=["zoektekst"], opclasses=["gin_trgm_ops"], name="voorziening_letters"),
            models.Index(Lower("naam"), name="voorziening_op_naam"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(geldig_tot__isnull=True) | Q(geldig_tot__gt=F("geldig_van")),
                name="voorziening_geldig_volgorde",
                violation_error_message="De einddatum moet na de begindatum liggen. Verander een van beide datums.",
            ),
            models.CheckConstraint(
                condition=~Q(slug__in=["robots", "plaatsen", "wijzer", "schoolwissel", "registratie"]),
                name="voorziening_vrij_webadres",
                violation_error_message="Dit webadres hoort bij een andere pagina. Kies een ander webadres.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="zoekvelden_bijhouden",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                declare=[("namen", "text"), ("vragen", "text")],
                func=ZOEKVELDEN_BIJHOUDEN,
            )
        ]

    def __str__(self) -> str:
        return self.naam

    def get_absolute_url(self) -> str:
        return reverse("voorzieningen:detail", args=[self.slug])

    @property
    def is_verlopen(self) -> bool:
        """Whether the facility has stopped: `geldig_tot` is the first day without it."""
        return self.geldig_tot is not None and self.geldig_tot <= timezone.localdate()


class Alias(models.Model):
    """What else people look for a facility by: a former name, a word from daily speech, or the question they have."""

    class Soort(models.TextChoices):
        VROEGER = "vroegere naam", "vroegere naam"
        ANDER = "ander woord", "ander woord"
        VRAAG = "vraag", "vraag"

    voorziening = models.ForeignKey(Voorziening, on_delete=models.CASCADE, related_name="aliassen")
    naam = models.CharField("naam", max_length=120)
    soort = models.CharField("soort", max_length=20, choices=Soort, default=Soort.ANDER)

    class Meta:
        verbose_name = "andere naam"
        verbose_name_plural = "andere namen"
        ordering = ["naam"]
        constraints = [
            models.UniqueConstraint(
                fields=["voorziening", "naam"],
                name="alias_een_keer",
                violation_error_message="Deze naam staat er al. Haal de dubbele weg.",
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="voorziening_aanraken",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.After,
                func=VOORZIENING_AANRAKEN,
            )
        ]

    def __str__(self) -> str:
        return self.naam
