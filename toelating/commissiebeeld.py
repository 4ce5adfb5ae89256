"""What the committee did with one request, for who may read all of it: who read the papers, and what each thinks."""

from collections.abc import Sequence
from dataclasses import dataclass

from swv.kern.opmaak import datum
from swv.organisaties.models import Gebruiker
from toelating.models import Agendapunt, Leesbewijs, Oordeel, Tlvaanvraag


@dataclass(frozen=True)
class Lezer:
    """One member and what this member did: withdrew, read, gave an opinion."""

    lid: Gebruiker
    is_verschoond: bool
    leesbewijs: Leesbewijs | None
    oordeel: Oordeel | None


@dataclass(frozen=True)
class Agendabeeld:
    """One time on an agenda. Opinions are read only when everybody's is in, or when the committee has advised."""

    punt: Agendapunt
    lezers: Sequence[Lezer]

    @property
    def kop(self) -> str:
        return f"Bijeenkomst van {datum(self.punt.bijeenkomst.datum)}"

    @property
    def titel(self) -> str:
        return f"Leden op {datum(self.punt.bijeenkomst.datum)}"

    @property
    def wie_oordelen(self) -> list[Lezer]:
        return [lezer for lezer in self.lezers if not lezer.is_verschoond]

    @property
    def aantal_oordelen(self) -> int:
        return sum(lezer.oordeel is not None for lezer in self.wie_oordelen)

    @property
    def toon_oordelen(self) -> bool:
        alle_binnen = bool(self.wie_oordelen) and self.aantal_oordelen == len(self.wie_oordelen)
        return alle_binnen or self.punt.uitkomst == Agendapunt.Uitkomst.ADVIES


def agendabeelden(aanvraag: Tlvaanvraag) -> list[Agendabeeld]:
    """Every time that this request stood on an agenda, the last meeting first. Four queries at the most."""
    punten = aanvraag.agendapunten.select_related("bijeenkomst", "bijeenkomst__voorzitter").prefetch_related(
        "bijeenkomst__lidmaatschappen__lid", "leesbewijzen", "oordelen"
    )
    return [_beeld(punt, aanvraag) for punt in punten.order_by("-bijeenkomst__datum", "-bijeenkomst__van")]


def _beeld(punt: Agendapunt, aanvraag: Tlvaanvraag) -> Agendabeeld:
    gelezen = {rij.lid_id: rij for rij in punt.leesbewijzen.all()}
    oordelen = {rij.lid_id: rij for rij in punt.oordelen.all()}
    leden = [lidmaatschap.lid for lidmaatschap in punt.bijeenkomst.lidmaatschappen.all()]
    return Agendabeeld(
        punt,
        [
            Lezer(lid, lid.pk in aanvraag.verschoonden, gelezen.get(lid.pk), oordelen.get(lid.pk))
            for lid in sorted(leden, key=lambda lid: lid.naam)
        ],
    )
