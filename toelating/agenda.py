"""The agenda of a meeting as somebody may see it: what to read, who read what, the opinions once they may be seen."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from swv.organisaties.models import Gebruiker, Rol, Rolsoort
from toelating.adviseurs import Leeswerk, leeswerk
from toelating.models import Agendapunt, Bijeenkomst, Bijeenkomststatus, Leesbewijs, Oordeel, Tlvaanvraag, Verschoning

Uitkomst = Agendapunt.Uitkomst


@dataclass(frozen=True)
class Lidstand:
    """How far one member is with one item."""

    lid: Gebruiker
    gelezen_op: datetime | None
    heeft_oordeel: bool
    is_verschoond: bool


@dataclass(frozen=True)
class Agendaregel:
    """One item as this person sees it. `oordelen` is None while they may not be seen; `eigen` is None for who is no
    member; `leden` is empty for who does not see the read list."""

    punt: Agendapunt
    eigen: Lidstand | None
    leden: Sequence[Lidstand]
    aantal_oordelen: int
    aantal_leden: int
    oordelen: Sequence[Oordeel] | None
    betrokken: Sequence[str]
    kan_lezen: bool

    @property
    def aanvraag(self) -> Tlvaanvraag:
        return self.punt.aanvraag

    @property
    def is_open(self) -> bool:
        return self.punt.uitkomst == Uitkomst.OPEN


@dataclass(frozen=True)
class Kijker:
    """In which quality somebody looks at a meeting."""

    gebruiker: Gebruiker
    is_lid: bool
    is_voorzitter: bool
    is_bureau: bool

    @property
    def ziet_leeslijst(self) -> bool:
        """Chair and bureau see who read what; a member sees only how far they are themselves."""
        return self.is_voorzitter or self.is_bureau

    def hoort_van(self, lid: Gebruiker) -> bool:
        """Whether this person is told that a member had a hand in a request: chair and bureau, and the member."""
        return self.ziet_leeslijst or (self.is_lid and lid.pk == self.gebruiker.pk)


def kijker(gebruiker: Gebruiker, bijeenkomst: Bijeenkomst, leden: Iterable[Gebruiker]) -> Kijker:
    is_lid = gebruiker.heeft_rol(Rolsoort.COMMISSIELID) and any(lid.pk == gebruiker.pk for lid in leden)
    return Kijker(
        gebruiker=gebruiker,
        is_lid=is_lid,
        is_voorzitter=is_lid and bijeenkomst.voorzitter_id == gebruiker.pk,
        is_bureau=gebruiker.heeft_rol(Rolsoort.BUREAU),
    )


def mag_oordelen_zien(wie: Kijker, *, is_verschoond: bool, is_eigen_binnen: bool, is_tijd: bool) -> bool:
    """Nobody is led by what another thinks: a member, the chair too, sees the opinions when the own one is in. The
    bureau, which prepares the meeting and writes down what it says, sees them when `is_tijd`: every member gave one,
    or the meeting began. The directeur-bestuurder decides on the advice of the committee and sees no opinions. Who
    stays out of the request sees none either.
    """
    if is_verschoond:
        return False
    return is_eigen_binnen if wie.is_lid else wie.is_bureau and is_tijd


@dataclass(frozen=True)
class _Rijen:
    """What is stored around the items of one meeting, fetched at once."""

    leden: Sequence[Gebruiker]
    gelezen: Mapping[tuple[UUID, int], datetime]
    oordelen: Mapping[UUID, Sequence[Oordeel]]
    verschoond: frozenset[tuple[UUID, int]]
    plekken: Mapping[int, frozenset[tuple[str, int]]]


def agenda_van(bijeenkomst: Bijeenkomst, gebruiker: Gebruiker) -> Sequence[Agendaregel]:
    """The items in their order, what fell off the agenda left out. A fixed number of queries, whatever the number of
    items and members."""
    punten = bijeenkomst.agendapunten.exclude(uitkomst=Uitkomst.VERVALLEN)
    alle = list(punten.select_related("aanvraag__school__bestuur", "aanvraag__regeling"))
    for rij in alle:
        rij.bijeenkomst = bijeenkomst
    rijen = _haal(bijeenkomst, alle)
    wie = kijker(gebruiker, bijeenkomst, rijen.leden)
    zichtbaar = Tlvaanvraag.objects.for_user(gebruiker).filter(pk__in=[rij.aanvraag_id for rij in alle])
    leesbaar = set(zichtbaar.order_by().values_list("pk", flat=True))
    return [_regel(rij, wie, rijen, kan_lezen=rij.aanvraag_id in leesbaar) for rij in alle]


def _haal(bijeenkomst: Bijeenkomst, punten: Sequence[Agendapunt]) -> _Rijen:
    leden = list(bijeenkomst.leden.order_by("naam"))
    pks = [punt.pk for punt in punten]
    oordelen: dict[UUID, list[Oordeel]] = defaultdict(list)
    for oordeel in (
        Oordeel.objects.filter(agendapunt__in=pks, lid__in=leden).select_related("lid").order_by("lid__naam")
    ):
        oordelen[oordeel.agendapunt_id].append(oordeel)
    gelezen = Leesbewijs.objects.filter(agendapunt__in=pks, lid__in=leden)
    buiten = Verschoning.objects.filter(aanvraag__in=[punt.aanvraag_id for punt in punten])
    return _Rijen(
        leden=leden,
        gelezen={(rij.agendapunt_id, rij.lid_id): rij.gelezen_op for rij in gelezen},
        oordelen=oordelen,
        verschoond=frozenset(buiten.values_list("aanvraag_id", "gebruiker_id")),
        plekken=_plekken(leden),
    )


def _plekken(leden: Sequence[Gebruiker]) -> dict[int, frozenset[tuple[str, int]]]:
    """For which schools and boards each member works today, in another role."""
    per_lid: dict[int, set[tuple[str, int]]] = defaultdict(set)
    for rol in Rol.objects.geldig(timezone.localdate()).filter(gebruiker__in=leden):
        if rol.school_id:
            per_lid[rol.gebruiker_id].add(("school", rol.school_id))
        if rol.bestuur_id:
            per_lid[rol.gebruiker_id].add(("bestuur", rol.bestuur_id))
    return {pk: frozenset(plekken) for pk, plekken in per_lid.items()}


def _regel(punt: Agendapunt, wie: Kijker, rijen: _Rijen, *, kan_lezen: bool) -> Agendaregel:
    aanvraag, oordelen = punt.aanvraag, rijen.oordelen.get(punt.pk, [])
    met_oordeel = {oordeel.lid_id for oordeel in oordelen}
    standen = [
        Lidstand(
            lid=lid,
            gelezen_op=rijen.gelezen.get((punt.pk, lid.pk)),
            heeft_oordeel=lid.pk in met_oordeel,
            is_verschoond=(aanvraag.pk, lid.pk) in rijen.verschoond,
        )
        for lid in rijen.leden
    ]
    mee = [stand for stand in standen if not stand.is_verschoond]
    zichtbaar = mag_oordelen_zien(
        wie,
        is_verschoond=(aanvraag.pk, wie.gebruiker.pk) in rijen.verschoond,
        is_eigen_binnen=wie.gebruiker.pk in met_oordeel,
        is_tijd=punt.bijeenkomst.is_begonnen or all(stand.heeft_oordeel for stand in mee),
    )
    return Agendaregel(
        punt=punt,
        eigen=next((stand for stand in standen if wie.is_lid and stand.lid.pk == wie.gebruiker.pk), None),
        leden=standen if wie.ziet_leeslijst else (),
        aantal_oordelen=sum(stand.heeft_oordeel for stand in mee),
        aantal_leden=len(mee),
        oordelen=oordelen if zichtbaar else None,
        betrokken=_betrokken(aanvraag, [stand for stand in mee if wie.hoort_van(stand.lid)], rijen.plekken),
        kan_lezen=kan_lezen,
    )


def _betrokken(aanvraag: Tlvaanvraag, mee: Sequence[Lidstand], plekken: Mapping[int, Any]) -> list[str]:
    """Members who work for the school or its board, or had a hand in the request: they had better stay out."""
    van_school = {("school", aanvraag.school_id), ("bestuur", aanvraag.school.bestuur_id)}
    if aanvraag.beoogde_school_id:
        van_school.add(("school", aanvraag.beoogde_school_id))
    deden_mee = {aanvraag.aangevraagd_door_id, aanvraag.medegetekend_door_id, aanvraag.gast_id}
    return [
        stand.lid.naam
        for stand in mee
        if stand.lid.pk in deden_mee or not van_school.isdisjoint(plekken.get(stand.lid.pk, frozenset()))
    ]


@dataclass(frozen=True)
class Bijeenkomstregel:
    """One meeting in the list, with how many items still wait, and for a member how far they are."""

    bijeenkomst: Bijeenkomst
    aantal: int
    nog_open: int
    lees: Leeswerk | None = None


HOOGSTENS = 50  # meetings that are behind


def bijeenkomsten_van(gebruiker: Gebruiker) -> tuple[list[Bijeenkomstregel], list[Bijeenkomstregel]]:
    """The meetings that this person may see: those ahead, the first on top, and those behind, the newest on top."""
    telt = ~Q(agendapunten__uitkomst=Uitkomst.VERVALLEN) & Q(agendapunten__isnull=False)
    open_ = Q(agendapunten__uitkomst=Uitkomst.OPEN)
    alle = Bijeenkomst.objects.for_user(gebruiker).select_related("voorzitter")
    geteld = alle.annotate(aantal=Count("agendapunten", filter=telt), nog_open=Count("agendapunten", filter=open_))
    gepland = geteld.filter(status=Bijeenkomststatus.GEPLAND).order_by("datum", "van")
    voorbij = geteld.exclude(status=Bijeenkomststatus.GEPLAND).order_by("-datum", "-van")[:HOOGSTENS]
    lees = {werk.bijeenkomst.pk: werk for werk in leeswerk(gebruiker)}
    return _regels(gepland, lees), _regels(voorbij, lees)


def _regels(rijen: Any, lees: Mapping[UUID, Leeswerk]) -> list[Bijeenkomstregel]:
    return [Bijeenkomstregel(rij, rij.aantal, rij.nog_open, lees.get(rij.pk)) for rij in rijen]
