"""Awards of money and their verantwoordingen in every state, each reached through the acts. The clock of the caller
counts: an award is made today, `in_juni` moves to the day on which its school year is accounted for."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from aanvragen.models import Aanvraag, Status, Verantwoording, Verantwoordingstatus
from aanvragen.verantwoording import workflow as acts
from aanvragen.verantwoording.openen import openen_voor
from aanvragen.workflow import bekendmaken
from financien.models import Betalingstermijn
from swv.invullen import services as invullen
from tests.factories.aanvragen import maak_aanvraag
from tests.factories.financien import betaal
from tests.personas import Personas

V = Verantwoordingstatus
JUNI = "2027-06-07 10:00:00+02:00"  # a Monday in the year after the award
NOVEMBER_TOT_JANUARI = {"van": "1-11-2026", "tot": "9-1-2027"}


def ken_toe(p: Personas, *, soort: str = "innovatiegelden", bedrag: str = "10000", **anders: Any) -> Aanvraag:
    """An award of so many euros that is announced; `school` and its people when it is not school A."""
    periode = anders.pop("periode", NOVEMBER_TOT_JANUARI)
    velden = {"bedrag": {**periode, "gevraagd_bedrag": bedrag}}
    aanvraag = maak_aanvraag(p, soort=soort, status=Status.TOEGEKEND, anders=velden, **anders)
    return bekendmaken(aanvraag, door=None)


def betaal_alles(aanvraag: Aanvraag) -> None:
    """Everything that can be paid now is paid."""
    termijnen = Betalingstermijn.objects.filter(
        verplichting__object_id=aanvraag.pk, status=Betalingstermijn.Status.BETAALBAAR
    )
    for termijn in termijnen.select_related("verplichting__post__jaar", "verplichting__boeking"):
        betaal(termijn, str(termijn.te_betalen), sleutel=f"betaal:{termijn.pk}", betaald_op=timezone.localdate())


def getypt(
    besteed: str, *, verschil: str = "Het project werd goedkoper.", doelen: int = 1
) -> dict[str, dict[str, Any]]:
    """A complete set of answers as a school types them."""
    per_doel = {
        naam: waarde
        for nummer in range(1, doelen + 1)
        for naam, waarde in ((f"bereikt_{nummer}", "deels"), (f"resultaat_{nummer}", "Acht van de tien lezen op 2F."))
    }
    return {
        "geld": {"besteed": besteed, "mensen": "Leesdocent, 100 uur.", "middelen": "Boeken.", "verschil": verschil},
        "resultaat": {**per_doel, "verder": "De leesgroepen blijven in het rooster."},
    }


def vul_in(rij: Verantwoording, *, door: Any, besteed: str, **opties: Any) -> Verantwoording:
    for code, deel in getypt(besteed, **opties).items():
        rij = invullen.antwoorden_bewaren(rij, onderdeel=code, antwoorden=deel, versie=rij.versie, door=door)
    return rij


def maak_verantwoording(
    p: Personas,
    aanvraag: Aanvraag,
    *,
    status: str = V.KLAARGEZET,
    besteed: str = "10000",
    coordinator: Any = None,
    bestuur: Any = None,
) -> Verantwoording:
    """The (first) verantwoording of an award in a state. The clock stands after its June."""
    rij = aanvraag.verantwoordingen.first() or openen_voor(aanvraag)[0]
    wie, directie = coordinator or p.coordinator, bestuur or p.bestuur
    if status == V.KLAARGEZET:
        return rij
    rij = vul_in(rij, door=wie, besteed=besteed)
    stappen: Mapping[str, Sequence[Any]] = {
        V.TER_INDIENING: [],
        V.INGEDIEND: [_indienen(directie)],
        V.AANVULLING_GEVRAAGD: [_indienen(directie), _vragen(p)],
        V.GOEDGEKEURD: [_indienen(directie), _goedkeuren(p)],
        V.GECORRIGEERD: [_indienen(directie), _corrigeren(p)],
    }
    rij = acts.voorleggen(rij, door=wie)
    for stap in stappen[status]:
        rij = stap(rij)
    return rij


def _indienen(bestuur: Any) -> Any:
    return lambda rij: acts.indienen(rij, door=bestuur)


def _vragen(p: Personas) -> Any:
    uiterlijk = date(timezone.localdate().year, 6, 28)
    return lambda rij: acts.aanvulling_vragen(rij, door=p.bureau, vraag="Waar is de specificatie?", uiterlijk=uiterlijk)


def _goedkeuren(p: Personas) -> Any:
    return lambda rij: acts.goedkeuren(rij, door=p.bureau, bevestigd_op=timezone.now())


def _corrigeren(p: Personas) -> Any:
    bedrag = Decimal("8000.00")
    reden = "De uren van de directeur tellen niet mee."
    return lambda rij: acts.corrigeren(rij, door=p.bureau, bevestigd_op=timezone.now(), bedrag=bedrag, reden=reden)
