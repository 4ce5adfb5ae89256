"""What the committee did with one request: on which agendas it stood, who read the papers, and what each thinks as far
as who looks may know that (toelating/agenda.py)."""

from collections.abc import Sequence
from dataclasses import dataclass

from swv.kern.opmaak import datum
from swv.organisaties.models import Gebruiker
from toelating.agenda import kijker, mag_oordelen_zien
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
    """One time on an agenda. `lezers` is empty for who does not see the read list."""

    punt: Agendapunt
    lezers: Sequence[Lezer]
    toon_oordelen: bool

    @property
    def kop(self) -> str:
        return f"Bijeenkomst van {datum(self.punt.bijeenkomst.datum)}"

    @property
    def titel(self) -> str:
        return f"Leden op {datum(self.punt.bijeenkomst.datum)}"

    @property
    def is_voorbij(self) -> bool:
        """The request is no longer on this agenda: nobody reads or judges it here any more."""
        return self.punt.uitkomst != Agendapunt.Uitkomst.OPEN

    @property
    def wie_oordelen(self) -> list[Lezer]:
        return [lezer for lezer in self.lezers if not lezer.is_verschoond]

    @property
    def aantal_oordelen(self) -> int:
        return sum(lezer.oordeel is not None for lezer in self.wie_oordelen)


def agendabeelden(aanvraag: Tlvaanvraag, *, user: Gebruiker) -> list[Agendabeeld]:
    """Every time that this request stood on an agenda, the last meeting first. Five queries at the most."""
    punten = aanvraag.agendapunten.select_related("bijeenkomst").prefetch_related(
        "bijeenkomst__lidmaatschappen__lid", "leesbewijzen", "oordelen"
    )
    return [_beeld(punt, aanvraag, user) for punt in punten.order_by("-bijeenkomst__datum", "-bijeenkomst__van")]


def _beeld(punt: Agendapunt, aanvraag: Tlvaanvraag, user: Gebruiker) -> Agendabeeld:
    gelezen = {rij.lid_id: rij for rij in punt.leesbewijzen.all()}
    oordelen = {rij.lid_id: rij for rij in punt.oordelen.all()}
    leden = sorted((rij.lid for rij in punt.bijeenkomst.lidmaatschappen.all()), key=lambda lid: lid.naam)
    lezers = [Lezer(lid, lid.pk in aanvraag.verschoonden, gelezen.get(lid.pk), oordelen.get(lid.pk)) for lid in leden]
    wie = kijker(user, punt.bijeenkomst, leden)
    alle_binnen = all(lezer.oordeel for lezer in lezers if not lezer.is_verschoond)
    zichtbaar = mag_oordelen_zien(
        wie,
        is_verschoond=user.pk in aanvraag.verschoonden,
        is_eigen_binnen=user.pk in oordelen,
        is_tijd=punt.bijeenkomst.is_begonnen or alle_binnen,
    )
    return Agendabeeld(punt, lezers if wie.ziet_leeslijst else [], zichtbaar)
