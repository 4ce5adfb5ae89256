"""The money of an award as the ledger has it, and what a change does to it: reckoned first, then booked.

The ledger is the truth: a change says what the award becomes, and books the difference. So whatever happened in
between, afterwards awarded = committed - released - claimed back, to the cent.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.utils import timezone

from aanvragen.jaarverdeling import Jaardeel, jaarverdeling, open_posten
from aanvragen.models import Aanvraag, Wijziging, Wijzigsoort
from aanvragen.models.wijziging import OMHOOG
from aanvragen.verantwoording.schooljaren import goedgekeurd
from financien.models import Begrotingspost, Verplichting
from financien.selectors import Stand, stand
from financien.services import (
    Goedkeuring,
    Herkomst,
    post_voor_terugvordering,
    posten_bij_terugvordering,
    terugvorderen,
    verplichten_over_jaren,
    vrijgeven,
)
from financien.services.database import vergrendelen
from swv.kern.fouten import Geweigerd
from swv.kern.schooljaar import schooljaar
from swv.organisaties.models import Gebruiker

NUL = Decimal("0.00")


@dataclass(frozen=True)
class Geldstand:
    """The commitments of an award, the oldest year first, and what they come to in euros."""

    verplichtingen: Sequence[Verplichting]

    @property
    def toegekend(self) -> Decimal:
        """Committed, not released and not claimed back."""
        return sum((rij.jaardeel - rij.vrijgevallen - rij.teruggevorderd for rij in self.verplichtingen), NUL)

    @property
    def betaald(self) -> Decimal:
        """Paid, less what was claimed back."""
        return sum((rij.betaald - rij.teruggevorderd for rij in self.verplichtingen), NUL)

    @property
    def nog_te_betalen(self) -> Decimal:
        return sum((rij.openstaand for rij in self.verplichtingen), NUL)


def geldstand(aanvraag: Aanvraag) -> Geldstand:
    """One query."""
    rijen = Verplichting.objects.van(aanvraag).filter(ingetrokken_met=None).select_related("post__jaar", "boeking")
    return Geldstand(list(rijen.order_by("post__jaar__jaar", "boeking__geboekt_op", "id")))


def geldstand_op_slot(aanvraag: Aanvraag) -> Geldstand:
    """The same with everything locked that a change can book on (ADR 0007), in the transaction of the signature."""
    rijen = geldstand(aanvraag).verplichtingen
    vergrendelen(
        bronnen=[Herkomst.van_bron(aanvraag)],
        verplichtingen=[rij.pk for rij in rijen],
        posten={post.pk for post in _posten(aanvraag, rijen)},
    )
    return geldstand(aanvraag)


def _posten(aanvraag: Aanvraag, rijen: Sequence[Verplichting]) -> set[Begrotingspost]:
    """The lines of these commitments and what comes back of them, and those of more money; where there is none, booking
    itself says so."""
    posten = posten_bij_terugvordering(rijen)
    if rijen:
        with suppress(Geweigerd):
            posten.update(open_posten(aanvraag).values())
    return posten


class Terug(NamedTuple):
    """A part (euros) to claim back on one commitment; `post` gets the room."""

    verplichting: Verplichting
    post: Begrotingspost
    bedrag: Decimal


@dataclass(frozen=True)
class Geldgevolg:
    """What a change does to the ledger, in euros; `bezwaar` says why it cannot be booked."""

    erbij: Sequence[Jaardeel] = ()
    vrij: Sequence[tuple[Verplichting, Decimal]] = ()
    terug: Sequence[Terug] = ()
    toelichting: Sequence[str] = ()
    bezwaar: str = ""

    @property
    def bedrag_erbij(self) -> Decimal:
        return sum((deel.bedrag for deel in self.erbij), NUL)

    @property
    def bedrag_vrij(self) -> Decimal:
        return sum((bedrag for _, bedrag in self.vrij), NUL)

    @property
    def bedrag_terug(self) -> Decimal:
        return sum((deel.bedrag for deel in self.terug), NUL)

    @property
    def is_leeg(self) -> bool:
        return not (self.erbij or self.vrij or self.terug)


# --- What the award becomes ------------------------------------------------------------------------------------


def wordt(wijziging: Wijziging, geld: Geldstand) -> Decimal:
    """What the award costs after this change, in euros."""
    match wijziging.soort:
        case Wijzigsoort.INTREKKEN:
            return NUL if wijziging.betaalt_terug else geld.betaald
        case Wijzigsoort.TERUGVORDEREN:
            return geld.toegekend - (wijziging.terugvordering or NUL)
    if not geld.verplichtingen or (wijziging.bedrag is None and wijziging.uren is None):
        return geld.toegekend  # an award that costs no money goes on costing none; a change of days alone moves none
    if wijziging.uren is not None:
        return _met_uren(wijziging, geld)
    aanvraag = wijziging.aanvraag
    kosten = aanvraag.declaratie.kosten(aanvraag, bedrag=wijziging.bedrag, uren=None)
    return geld.toegekend if kosten is None else kosten


def _met_uren(wijziging: Wijziging, geld: Geldstand) -> Decimal:
    """Other hours cost the difference at their rate: a judgement takes money off an award and leaves its hours. More
    or longer takes nothing off, less or stopped adds nothing and leaves what was approved."""
    aanvraag, nu = wijziging.aanvraag, geld.toegekend
    was, straks = (
        aanvraag.declaratie.kosten(aanvraag, bedrag=None, uren=uren)
        for uren in (aanvraag.toegekende_uren, wijziging.uren)
    )
    if was is None or straks is None:
        return nu
    if wijziging.soort in OMHOOG:
        return max(nu, nu + straks - was)
    return min(nu, max(nu + straks - was, sum(goedgekeurd(aanvraag).values(), NUL)))


def geldgevolg(wijziging: Wijziging, geld: Geldstand | None = None) -> Geldgevolg:
    """What signing this change would book now. Some queries when money comes with it, else one."""
    geld = geldstand(wijziging.aanvraag) if geld is None else geld
    verschil = wordt(wijziging, geld) - geld.toegekend
    try:
        if verschil > 0:
            verdeling = jaarverdeling(_over_de_periode(wijziging), verschil, voorstel={})
            return Geldgevolg(erbij=verdeling.delen, toelichting=verdeling.toelichting)
        return _omlaag(wijziging, geld, -verschil)
    except Geweigerd as fout:
        return Geldgevolg(bezwaar=fout.zin)


def _over_de_periode(wijziging: Wijziging) -> Aanvraag:
    """The aanvraag with the period that the extra money is for: from today, or the time that is added. Never stored."""
    aanvraag = copy(wijziging.aanvraag)
    if aanvraag.van is None or aanvraag.tot is None:
        return aanvraag
    vandaag, einde = timezone.localdate(), wijziging.tot or aanvraag.tot
    begin = wijziging.begin_erbij or aanvraag.van
    aanvraag.van, aanvraag.tot = min(max(begin, vandaag), max(einde, vandaag)), max(einde, vandaag)
    return aanvraag


def _omlaag(wijziging: Wijziging, geld: Geldstand, bedrag: Decimal) -> Geldgevolg:
    """First what was not paid yet, the latest year first; the rest was paid and is claimed back."""
    vrij: list[tuple[Verplichting, Decimal]] = []
    terug: list[Terug] = []
    rest = bedrag
    if wijziging.soort != Wijzigsoort.TERUGVORDEREN:
        for rij in reversed(geld.verplichtingen):
            if deel := min(rest, rij.openstaand):
                vrij.append((rij, deel))
                rest -= deel
    for rij in reversed(geld.verplichtingen):
        if deel := min(rest, rij.betaald - rij.teruggevorderd):
            terug.append(Terug(rij, post_voor_terugvordering(rij), deel))
            rest -= deel
    return Geldgevolg(vrij=vrij, terug=terug)


# --- Booking it ------------------------------------------------------------------------------------------------


def boeken(wijziging: Wijziging, gevolg: Geldgevolg, *, door: Gebruiker, goedkeuring: Goedkeuring | None) -> None:
    """Book what was reckoned, in the transaction of the signature. Each booking has a key of this change, so doing it
    again books nothing. Raises Geweigerd: no room, a closed year, money on its way to the bank."""
    sleutel, reden = f"wijziging:{wijziging.pk}", f"Wijziging {wijziging.kenmerk}"
    if gevolg.erbij:
        _verplichten(wijziging, gevolg, door=door, goedkeuring=goedkeuring, sleutel=sleutel)
    for rij, bedrag in gevolg.vrij:
        vrijgeven(verplichting=rij, bedrag=bedrag, sleutel=f"{sleutel}:vrij:{rij.pk}", door=door, reden=reden)
    for deel in gevolg.terug:
        terugvorderen(
            verplichting=deel.verplichting,
            bedrag=deel.bedrag,
            sleutel=f"{sleutel}:terug:{deel.verplichting.pk}",
            door=door,
            reden=reden,
            post=deel.post,
        )


def _verplichten(
    wijziging: Wijziging, gevolg: Geldgevolg, *, door: Gebruiker, goedkeuring: Goedkeuring | None, sleutel: str
) -> None:
    """More is a commitment of the same award, with its school, kind and school year: so every report adds up."""
    aanvraag = wijziging.aanvraag
    verplichten_over_jaren(
        bron=aanvraag,
        verdeling=[(deel.post, deel.bedrag) for deel in gevolg.erbij],
        omschrijving=f"{aanvraag.soort_naam} {wijziging.kenmerk}",
        sleutel=sleutel,
        door=door,
        termijnen=aanvraag.betaaltermijnen(gevolg.bedrag_erbij, begin=wijziging.begin_erbij),
        goedkeuring=goedkeuring,
        soort=aanvraag.soort,
        school=aanvraag.school,
        schooljaar=schooljaar(aanvraag.van or timezone.localdate()),
    )


# --- Looking at it beforehand ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Posteffect:
    """What a change does to the room of one budget line, in euros: below zero takes room, above gives it back."""

    post: Begrotingspost
    stand: Stand
    ruimte: Decimal

    @property
    def titel(self) -> str:
        return f"Begroting van {self.post.jaar}: {self.post}"

    @property
    def bedrag(self) -> Decimal:
        return abs(self.ruimte)

    @property
    def vrij_daarna(self) -> Decimal:
        return self.stand.vrij + self.ruimte

    @property
    def tekort(self) -> Decimal:
        return self.stand.tekort_bij(-self.ruimte) if self.ruimte < 0 else NUL


@dataclass(frozen=True)
class Effect:
    """A change beside the budget: what happens to the award and to each line."""

    geld: Geldstand
    gevolg: Geldgevolg
    posten: Sequence[Posteffect]

    @property
    def wordt(self) -> Decimal:
        gevolg = self.gevolg
        return self.geld.toegekend + gevolg.bedrag_erbij - gevolg.bedrag_vrij - gevolg.bedrag_terug

    @property
    def tekort(self) -> Decimal:
        """The shortages of the years together: what the directeur-bestuurder would approve."""
        return sum((rij.tekort for rij in self.posten), NUL)


def effect(wijziging: Wijziging) -> Effect:
    """The effect of signing now; a query per line beside those of `geldgevolg`."""
    geld = geldstand(wijziging.aanvraag)
    gevolg = geldgevolg(wijziging, geld)
    per_post: dict[int, tuple[Begrotingspost, Decimal]] = {}
    for post, bedrag in _ruimte(gevolg):
        per_post[post.pk] = (post, per_post.get(post.pk, (post, NUL))[1] + bedrag)
    posten = sorted(per_post.values(), key=lambda paar: paar[0].jaar.jaar)
    return Effect(geld, gevolg, [Posteffect(post, stand(post), bedrag) for post, bedrag in posten])


def _ruimte(gevolg: Geldgevolg) -> Iterator[tuple[Begrotingspost, Decimal]]:
    yield from ((deel.post, -deel.bedrag) for deel in gevolg.erbij)
    yield from ((rij.post, bedrag) for rij, bedrag in gevolg.vrij)
    yield from ((deel.post or deel.verplichting.post, deel.bedrag) for deel in gevolg.terug)
