"""What loading a budget file would do, before anything is booked: lines, sums, differences, and what stops it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import F, OuterRef, Subquery

from financien.bestanden import BATEN, LASTEN, Begrotingsbestand, Bestandsregel, Controle, Memo, lees_bestand
from financien.models import Begrotingsjaar, Begrotingslading, Begrotingspost, Rekening
from swv.kern.opmaak import euro

EERSTE_JAAR, LAATSTE_JAAR = 2014, 2100


@dataclass(frozen=True)
class Rubriekvoorbeeld:
    titel: str
    regels: Sequence[Bestandsregel]
    som: Decimal


@dataclass(frozen=True)
class Totaalvoorbeeld:
    """A printed total beside our own sum; `past` tells whether the difference is within the tolerance."""

    controle: Controle
    past: bool


@dataclass
class Jaarvoorbeeld:
    """One year of the file. With `bezwaren` nothing can be loaded; `waarschuwingen` are for reading only."""

    jaar: int
    bron: str
    rubrieken: list[Rubriekvoorbeeld]
    totalen: list[Totaalvoorbeeld]
    memos: Sequence[Memo]
    baten: Decimal
    lasten: Decimal
    is_geladen: bool = False
    bezwaren: list[str] = field(default_factory=list)
    waarschuwingen: list[str] = field(default_factory=list)

    @property
    def saldo(self) -> Decimal:
        return self.baten - self.lasten


def bestanden_van(lading: Begrotingslading) -> list[tuple[int, Begrotingsbestand]]:
    """The budgets in the file with the year that each is meant for. Raises BestandKloptNiet."""
    bestanden = lees_bestand(bytes(lading.inhoud), lading.naam)
    verschuiving = 0 if lading.jaar is None else lading.jaar - bestanden[0].jaar
    return [(bestand.jaar + verschuiving, bestand) for bestand in bestanden]


def voorbeeld(lading: Begrotingslading) -> list[Jaarvoorbeeld]:
    """Every year of the file as it would be loaded; two queries, whatever the file holds."""
    paren = bestanden_van(lading)
    nummers = [jaar for jaar, _ in paren]
    jaren = Begrotingsjaar.objects.in_bulk(nummers, field_name="jaar")
    geboekt = _geboekt(nummers)
    return [_jaar(jaar, bestand, lading.tolerantie, jaren.get(jaar), geboekt.get(jaar, {})) for jaar, bestand in paren]


def _jaar(
    jaar: int,
    bestand: Begrotingsbestand,
    tolerantie: Decimal,
    bekend: Begrotingsjaar | None,
    geboekt: Mapping[str, Bestandsregel],
) -> Jaarvoorbeeld:
    gelijk = geboekt == {regel.code: regel for regel in bestand.regels}
    voorbeeld = Jaarvoorbeeld(
        jaar=jaar,
        bron=bestand.bron,
        rubrieken=[
            Rubriekvoorbeeld(_titel(soort, rubriek), regels, sum((r.bedrag for r in regels), Decimal(0)))
            for (soort, rubriek), regels in bestand.rubrieken().items()
        ],
        totalen=[Totaalvoorbeeld(c, abs(c.verschil or Decimal(0)) <= tolerantie) for c in bestand.controles()],
        memos=bestand.memos,
        baten=bestand.som(BATEN),
        lasten=bestand.som(LASTEN),
        is_geladen=gelijk and bool(geboekt),
    )
    voorbeeld.bezwaren += _bezwaren(voorbeeld, tolerantie, bekend, bool(geboekt))
    voorbeeld.waarschuwingen += _waarschuwingen(voorbeeld, bestand)
    return voorbeeld


def _titel(soort: str, rubriek: str) -> str:
    return soort.capitalize() if rubriek in ("", soort) else f"{soort.capitalize()}: {rubriek}"


def _bezwaren(
    voorbeeld: Jaarvoorbeeld, tolerantie: Decimal, bekend: Begrotingsjaar | None, heeft_posten: bool
) -> list[str]:
    jaar, bezwaren = voorbeeld.jaar, []
    if not EERSTE_JAAR <= jaar <= LAATSTE_JAAR:
        bezwaren.append(f"{jaar} kan geen begrotingsjaar zijn. Kies een jaar tussen {EERSTE_JAAR} en {LAATSTE_JAAR}.")
    if bekend and bekend.is_gesloten:
        bezwaren.append(f"Begrotingsjaar {jaar} is gesloten. Kies een jaar dat open is.")
    elif heeft_posten and not voorbeeld.is_geladen:
        bezwaren.append(
            f"Begrotingsjaar {jaar} heeft al een andere begroting. Leg een verschil vast als begrotingswijziging, of "
            "kies een ander jaar."
        )
    te_groot = sum(not totaal.past for totaal in voorbeeld.totalen)
    if te_groot:
        hoeveel = "Eén totaal verschilt" if te_groot == 1 else f"{te_groot} totalen verschillen"
        bezwaren.append(
            f"{hoeveel} meer dan {euro(tolerantie)} van de som van de regels. Verbeter het bestand, of sta een groter "
            "verschil toe."
        )
    return bezwaren


def _waarschuwingen(voorbeeld: Jaarvoorbeeld, bestand: Begrotingsbestand) -> list[str]:
    zinnen = list(bestand.meldingen)
    if voorbeeld.jaar != bestand.jaar:
        zinnen.append(f"De regels in het bestand zijn van {bestand.jaar}. U laadt ze voor {voorbeeld.jaar}.")
    if not any(totaal.controle.gedrukt is not None for totaal in voorbeeld.totalen):
        zinnen.append("Het bestand noemt geen totalen. Er is niets om de som van de regels mee te vergelijken.")
    if not voorbeeld.baten or not voorbeeld.lasten:
        zinnen.append(f"Het bestand heeft geen {'baten' if not voorbeeld.baten else 'lasten'}.")
    leeg = [regel.code for regel in bestand.regels if not regel.bedrag]
    if leeg:
        zinnen.append(f"Deze posten krijgen {euro(0)}: {', '.join(leeg)}.")
    keren = Counter((regel.soort, regel.rubriek, regel.naam) for regel in bestand.regels)
    dubbel = [naam for (_, _, naam), keer in keren.items() if keer > 1]
    if dubbel:
        zinnen.append(f"Deze naam staat meer dan één keer in een rubriek: {', '.join(dubbel)}.")
    return zinnen


def _geboekt(jaren: Sequence[int]) -> dict[int, dict[str, Bestandsregel]]:
    """The lines that these years have, with what was booked as their first budget."""
    saldo = Rekening.objects.filter(post=OuterRef("pk"), soort=Rekening.Soort.BEGROTING).values("saldo")
    posten = Begrotingspost.objects.filter(jaar__jaar__in=jaren).order_by("volgorde")
    per_jaar: dict[int, dict[str, Bestandsregel]] = {}
    for rij in posten.annotate(nummer=F("jaar__jaar"), geboekt=Subquery(saldo)):
        regel = Bestandsregel(rij.code, rij.naam, rij.soort, rij.rubriek, -(rij.geboekt or Decimal(0)))
        per_jaar.setdefault(rij.nummer, {})[rij.code] = regel
    return per_jaar
