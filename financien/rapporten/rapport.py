"""A report: blocks of rows with sums, one block per budget year and kind of line."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from financien.models import Begrotingspost
from financien.rapporten import kolommen
from financien.rapporten.kolommen import NUL, Kolom
from financien.rapporten.sommen import Rekeningsom, per_herkomst, per_rekening, posten_van
from financien.rapporten.vraag import AMBITIES, INDELINGEN, Vraag
from swv.kern.opmaak import euro
from swv.kern.schooljaar import in_woorden
from swv.organisaties.models import School

BATEN, LASTEN = Begrotingspost.Soort.BATEN.value, Begrotingspost.Soort.LASTEN.value
GEEN = "-"  # the row of everything that belongs to no school, kind or school year


class Rijkop(NamedTuple):
    """A row: its key in an address, its code when it is a line, and its name."""

    sleutel: str
    code: str
    naam: str


@dataclass(frozen=True)
class Rij:
    """A row with a figure (euros) for each column of its block."""

    kop: Rijkop
    waarden: Sequence[Decimal]


@dataclass(frozen=True)
class Blok:
    """The rows of one budget year, of costs or of income; `som` adds them up."""

    jaar: int
    soort: str
    kolommen: Sequence[Kolom]
    rijen: Sequence[Rij]

    @property
    def titel(self) -> str:
        return f"{self.soort.capitalize()} {self.jaar}"

    @property
    def som(self) -> Sequence[Decimal]:
        return [sum(getallen, NUL) for getallen in zip(*(rij.waarden for rij in self.rijen), strict=True)]

    def totaal(self, code: str) -> Decimal:
        """The sum of one column; zero when the block has no such column."""
        plek = next((n for n, kolom in enumerate(self.kolommen) if kolom.code == code), None)
        return NUL if plek is None else self.som[plek]


@dataclass(frozen=True)
class Rapport:
    """What was asked, with its blocks; empty when nothing was budgeted or booked."""

    vraag: Vraag
    blokken: Sequence[Blok]

    def totaal(self, code: str) -> Decimal:
        """A column over all blocks of costs."""
        return sum((blok.totaal(code) for blok in self.blokken if blok.soort == LASTEN), NUL)

    @property
    def zin(self) -> str:
        """One sentence that says how it stands."""
        if self.vraag.is_per_herkomst or self.vraag.periode.begrotingsjaar is None:
            return (
                f"In deze periode is {euro(self.totaal('toegekend'))} toegekend, {euro(self.totaal('betaald'))} "
                f"betaald op toekenningen en {euro(self.totaal('kosten'))} aan andere kosten geboekt."
            )
        budget = self.totaal("begroot") + self.totaal("gewijzigd")
        verschil = budget - self.totaal("prognose")
        slot = f"{euro(-verschil)} meer dan begroot" if verschil < 0 else f"{euro(verschil)} minder dan begroot"
        return (
            f"Van {euro(budget)} is {euro(self.totaal('vrij'))} nog vrij. Wij verwachten "
            f"{euro(self.totaal('prognose'))} uit te geven, {slot if verschil else 'precies wat is begroot'}."
        )

    def tabel(self) -> tuple[Sequence[str], Iterator[Sequence[Any]]]:
        """The rows for a file, without sums: a spreadsheet adds up by itself."""
        alle = list({kolom.code: kolom for blok in self.blokken for kolom in blok.kolommen}.values())
        koppen = ("Begrotingsjaar", "Baten of lasten", "Code", INDELINGEN[self.vraag.indeling][1])
        return (*koppen, *(kolom.kop for kolom in alle)), self._regels(alle)

    def _regels(self, alle: Sequence[Kolom]) -> Iterator[Sequence[Any]]:
        for blok in self.blokken:
            for rij in blok.rijen:
                per_kolom = dict(zip((kolom.code for kolom in blok.kolommen), rij.waarden, strict=True))
                vast = (blok.jaar, blok.soort, rij.kop.code, rij.kop.naam)
                yield (*vast, *(per_kolom.get(kolom.code) for kolom in alle))


def maken(vraag: Vraag) -> Rapport:
    """Make the report; three queries at most, whatever the number of rows."""
    if vraag.is_per_herkomst:
        sommen = per_herkomst(vraag.periode, vraag.indeling)
        koppen = herkomstkoppen(vraag.indeling, {som.groep for som in sommen})
        plekken = {(som.jaar, som.groep): (LASTEN, koppen[som.groep]) for som in sommen}
        volgorde = list(koppen.values())
    else:
        sommen = per_rekening(vraag.periode)
        groepen = postgroepen(vraag.indeling, posten_van({som.jaar for som in sommen}))
        plekken = {(post.jaar.jaar, post.pk): (post.soort, kop) for post, kop in groepen}
        volgorde = list(dict.fromkeys(kop for _, kop in groepen))
    return Rapport(vraag, list(_blokken(vraag, sommen, plekken, volgorde)))


def _blokken(
    vraag: Vraag,
    sommen: Iterable[Rekeningsom],
    plekken: Mapping[tuple[int, Any], tuple[str, Rijkop]],
    volgorde: Sequence[Rijkop],
) -> Iterator[Blok]:
    """Add the sums up per row, and the rows per budget year and kind; costs first."""
    bewegingen: dict[tuple[int, str, Rijkop], dict[str, Decimal]] = defaultdict(lambda: defaultdict(lambda: NUL))
    standen: dict[tuple[int, str, Rijkop], dict[str, Decimal]] = defaultdict(lambda: defaultdict(lambda: NUL))
    for som in sommen:
        if plek := plekken.get((som.jaar, som.groep)):
            cel = (som.jaar, *plek)
            bewegingen[cel][som.soort] += som.beweging
            standen[cel][som.soort] += som.stand
    rang = {kop: nummer for nummer, kop in enumerate(volgorde)}
    for jaar, soort in sorted({(jaar, soort) for jaar, soort, _ in standen}, key=lambda b: (b[0], b[1] != LASTEN)):
        van_blok = kolommen.HERKOMST if vraag.is_per_herkomst else kolommen_van(soort)
        koppen = sorted((k for j, s, k in standen if (j, s) == (jaar, soort)), key=lambda kop: rang[kop])
        rijen = []
        for kop in koppen:
            cel = (jaar, soort, kop)
            rijen.append(Rij(kop, [kolom.waarde(bewegingen[cel], standen[cel], vraag.kansdeel) for kolom in van_blok]))
        if vraag.is_per_herkomst:
            rijen = [rij for rij in rijen if any(rij.waarden)]
        if rijen:
            yield Blok(jaar, soort, van_blok, rijen)


def kolommen_van(soort: str) -> Sequence[Kolom]:
    """The columns of a block of costs or of income."""
    return kolommen.LASTEN if soort == LASTEN else kolommen.BATEN


def postgroepen(indeling: str, posten: Sequence[Begrotingspost]) -> list[tuple[Begrotingspost, Rijkop]]:
    """Each line with the row that it belongs to; lines outside the breakdown are left out."""
    return [(post, kop) for post in posten if (kop := _POSTGROEP[indeling](post, {p.pk: p for p in posten}))]


def _per_post(post: Begrotingspost, _: Mapping[int, Begrotingspost]) -> Rijkop:
    return Rijkop(str(post.pk), post.code, post.naam)


def _per_rubriek(post: Begrotingspost, _: Mapping[int, Begrotingspost]) -> Rijkop:
    return Rijkop(post.rubriek or GEEN, "", (post.rubriek or "zonder rubriek").capitalize())


def _per_ambitie(post: Begrotingspost, alle: Mapping[int, Begrotingspost]) -> Rijkop | None:
    """The ambition is the line of the rubriek that the others are a part of."""
    while post.parent_id is not None and post.parent_id in alle:
        post = alle[post.parent_id]
    return _per_post(post, alle) if post.rubriek.lower() == AMBITIES else None


_POSTGROEP: Mapping[str, Callable[[Begrotingspost, Mapping[int, Begrotingspost]], Rijkop | None]] = {
    "post": _per_post,
    "rubriek": _per_rubriek,
    "ambitie": _per_ambitie,
}


def herkomstkoppen(indeling: str, groepen: set[Any]) -> dict[Any, Rijkop]:
    """The rows per school, kind or school year in order; what belongs to none comes last. One query for schools."""
    bekend = groepen - {None}
    koppen: dict[Any, Rijkop]
    if indeling == "school":
        scholen = School.objects.filter(pk__in=bekend).order_by("naam", "code")
        koppen = {school.pk: Rijkop(str(school.pk), school.code, school.naam) for school in scholen}
    elif indeling == "schooljaar":
        koppen = {jaar: Rijkop(str(jaar), "", in_woorden(jaar)) for jaar in sorted(bekend)}
    else:
        koppen = {soort: Rijkop(soort, "", soort.replace("_", " ").capitalize()) for soort in sorted(bekend)}
    if None in groepen:
        koppen[None] = Rijkop(GEEN, "", f"Zonder {INDELINGEN[indeling][1].lower()}")
    return koppen
