"""The work of those who advise: what an expert has to write, what a member of the committee has to read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse

from swv.kern.werk import Vak, Werkregel
from swv.organisaties.models import Gebruiker, Rolsoort
from toelating.models import Agendapunt, Bijeenkomst, Bijeenkomststatus, Deskundigenadvies, Leesbewijs, Oordeel
from toelating.models.aanvraag import LEESBAAR_VOOR_ADVISEURS, Status

Stand = Deskundigenadvies.Stand
HOOGSTENS = 50  # of what is behind somebody


@dataclass(frozen=True)
class Adviesregel:
    """One request that an expert advises on, or did. Without `url` it can no longer be opened."""

    advies: Deskundigenadvies
    url: str = ""


@dataclass(frozen=True)
class Leeswerk:
    """One meeting ahead of a member: how many items there are, how many are read and how many have an opinion."""

    bijeenkomst: Bijeenkomst
    aantal: int
    gelezen: int
    met_oordeel: int

    @property
    def is_klaar(self) -> bool:
        return self.met_oordeel >= self.aantal


@dataclass(frozen=True)
class Adviseurwerk:
    """Everything on the page of somebody who advises."""

    te_geven: Sequence[Adviesregel]
    gegeven: Sequence[Adviesregel]
    voorbij: Sequence[Adviesregel]
    te_lezen: Sequence[Leeswerk]


def is_adviseur(gebruiker: Gebruiker) -> bool:
    return gebruiker.heeft_rol(Rolsoort.DESKUNDIGE, Rolsoort.COMMISSIELID)


def werk_van(gebruiker: Gebruiker) -> Adviseurwerk:
    """What this person has to do and did as an adviser, in a fixed number of queries."""
    regels = _adviesregels(gebruiker) if gebruiker.heeft_rol(Rolsoort.DESKUNDIGE) else []
    te_geven = [regel for regel in regels if regel.advies.stand == Stand.GEVRAAGD and regel.url]
    gegeven = [regel for regel in regels if regel.advies.stand == Stand.INGEDIEND]
    return Adviseurwerk(
        te_geven=sorted(te_geven, key=lambda regel: (regel.advies.uiterlijk, regel.advies.gevraagd_op)),
        gegeven=gegeven,
        voorbij=[regel for regel in regels if regel not in te_geven and regel not in gegeven],
        te_lezen=leeswerk(gebruiker),
    )


def _adviesregels(gebruiker: Gebruiker) -> list[Adviesregel]:
    """All requests for advice to this person: those that wait, and the newest of what is behind."""
    van_mij = Deskundigenadvies.objects.filter(deskundige=gebruiker).defer("tekst")
    van_mij = van_mij.select_related("aanvraag__school", "aanvraag__leerling", "aanvraag__regeling")
    wacht = Q(stand=Stand.GEVRAAGD, aanvraag__status=Status.BIJ_DESKUNDIGEN)
    rijen = [*van_mij.filter(wacht), *van_mij.exclude(wacht).order_by("-gevraagd_op")[:HOOGSTENS]]
    return [Adviesregel(rij, _adres(rij)) for rij in rijen]


def _adres(advies: Deskundigenadvies) -> str:
    """Where it can be read, as long as it can."""
    is_open = advies.stand in (Stand.GEVRAAGD, Stand.INGEDIEND) and advies.aanvraag.status in LEESBAAR_VOOR_ADVISEURS
    return reverse("toelating:advies", args=[advies.aanvraag_id]) if is_open else ""


def leeswerk(gebruiker: Gebruiker) -> list[Leeswerk]:
    """The planned meetings of this member that have something to read, the first on top."""
    if not gebruiker.heeft_rol(Rolsoort.COMMISSIELID):
        return []
    mijn_punten = _open_punten(gebruiker).values("pk")
    gepland = Bijeenkomst.objects.filter(leden=gebruiker, status=Bijeenkomststatus.GEPLAND)
    met_aantal = gepland.annotate(aantal=Count("agendapunten", filter=Q(agendapunten__in=mijn_punten), distinct=True))
    gelezen = _per_bijeenkomst(Leesbewijs.objects.filter(lid=gebruiker, agendapunt__in=mijn_punten))
    oordelen = _per_bijeenkomst(Oordeel.objects.filter(lid=gebruiker, agendapunt__in=mijn_punten))
    return [
        Leeswerk(rij, rij.aantal, gelezen.get(rij.pk, 0), oordelen.get(rij.pk, 0))
        for rij in met_aantal.filter(aantal__gt=0).order_by("datum", "van")
    ]


def _open_punten(gebruiker: Gebruiker):  # type: ignore[no-untyped-def]
    """The items that this member still discusses: not those of a request that they stay out of."""
    open_ = Agendapunt.objects.filter(bijeenkomst__leden=gebruiker, uitkomst=Agendapunt.Uitkomst.OPEN)
    return open_.exclude(aanvraag__verschoningen__gebruiker=gebruiker)


def _per_bijeenkomst(rijen) -> dict[object, int]:  # type: ignore[no-untyped-def]
    tellingen = rijen.order_by().values("agendapunt__bijeenkomst_id").annotate(aantal=Count("pk"))
    return {telling["agendapunt__bijeenkomst_id"]: telling["aantal"] for telling in tellingen}


def werk_van_adviseur(gebruiker: Gebruiker) -> Iterator[Werkregel]:
    """What waits for this person as expert or member, for the home page: references only."""
    if not is_adviseur(gebruiker):
        return
    werk = werk_van(gebruiker)
    for regel in werk.te_geven:
        yield Werkregel(
            titel=f"Geef advies over {regel.advies.aanvraag.kenmerk}",
            url=regel.url,
            vak=Vak.TE_DOEN,
            zinnen=(f"{regel.advies.aanvraag.soort_naam}.",),
            uiterlijk=regel.advies.uiterlijk,
        )
    for lees in werk.te_lezen:
        if not lees.is_klaar:
            yield Werkregel(
                titel=f"Lees de stukken van {lees.bijeenkomst.kenmerk}",
                url=lees.bijeenkomst.get_absolute_url(),
                vak=Vak.TE_DOEN,
                zinnen=(_hoe_ver(lees),),
                uiterlijk=lees.bijeenkomst.datum,
            )


def _hoe_ver(lees: Leeswerk) -> str:
    if not lees.met_oordeel:
        wat = "de aanvraag" if lees.aantal == 1 else f"de {lees.aantal} aanvragen"
        return f"U gaf nog geen oordeel over {wat}."
    return f"U gaf uw oordeel over {lees.met_oordeel} van de {lees.aantal} aanvragen."
