"""Verantwoordingen of the demo in every state, filled in and judged through the acts of real life.

Those that wait for somebody are of awards made late, and were put ready today. Those that are done are of awards of the
school year that opened last: asked in February, put ready in June, judged in summer or autumn, and paid.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from aanvragen.models import Aanvraag, Status, Verantwoording, Verantwoordingstatus
from aanvragen.soorten import alle
from aanvragen.verantwoording.onderdelen import kader_van
from aanvragen.verantwoording.openen import openen_voor
from aanvragen.verantwoording.schooljaren import laatst_geopend, opent_op
from aanvragen.verantwoording.workflow import bekendmaken, workflow
from swv.demo.afloop import bekendgemaakt, laat_aflopen, met_rol
from swv.demo.antwoorden import MAKERS
from swv.demo.effect import effect_vragen
from swv.demo.geld import betaal
from swv.demo.tijd import DAG, om, op
from swv.demo.verhalen import BAKEN_PARK, BAKEN_POORT, BAKEN_STAD, ECHNATON, PARKHURST, SCHOLEN, Verhaal, dossiersleutel
from swv.demo.verteller import Verteller
from swv.invullen import services as invullen
from swv.kern.handelingen import verrichten
from swv.kern.opmaak import getal
from swv.organisaties.models import Gebruiker, Rolsoort

EERSTE_NUMMER = 900
DAGEN = 60  # since the request of what waits; the award is a month later
V = Verantwoordingstatus
CORRECTIE = "De kosten van de afsluitende lunch horen niet bij het project."
VRAAG = "Kunt u een specificatie van de uren van de begeleider meesturen?"
ANTWOORD = "De begeleider gaf 120 uur les en had 20 uur overleg. De specificatie staat nu in onze tekst."


@dataclass(frozen=True)
class Afloop:
    """An award at a school, how far its verantwoording came, and how much was left (euros).

    What is done can be corrected by the bureau (`eraf`, euros), asked about first (`gevraagd`), or sent as soon as it
    was put ready (`snel`). With `loopt_af` its hours are given and evaluated too.
    """

    soort: str
    school: str
    stand: str
    over: int = 0
    eraf: int = 0
    gevraagd: bool = False
    snel: bool = False
    sleutel: str = ""
    loopt_af: bool = False

    @property
    def is_klaar(self) -> bool:
        return self.stand in (V.GOEDGEKEURD, V.GECORRIGEERD)


AFLOPEN = (
    Afloop("frictiefonds", PARKHURST, V.KLAARGEZET),
    Afloop("innovatiegelden", PARKHURST, V.TER_INDIENING),
    Afloop("frictiefonds", ECHNATON, V.TER_INDIENING, over=450),
    Afloop("innovatiegelden", BAKEN_PARK, V.INGEDIEND, over=300),
    Afloop("frictiefonds", PARKHURST, V.AANVULLING_GEVRAAGD, over=1200),
    Afloop("innovatiegelden", PARKHURST, V.GOEDGEKEURD, snel=True),
    Afloop("innovatiegelden", BAKEN_STAD, V.GECORRIGEERD, eraf=400),
    Afloop("frictiefonds", BAKEN_POORT, V.GOEDGEKEURD, over=650),  # all of it was paid: this comes back
    Afloop("innovatiegelden", ECHNATON, V.GOEDGEKEURD, gevraagd=True),
    Afloop("huisonderwijs", ECHNATON, V.GOEDGEKEURD, sleutel="huisonderwijs/verantwoord", loopt_af=True),
)


def _aflopen() -> Iterator[tuple[int, Afloop]]:
    """Those above, and of every other kind that asks a verantwoording one that was approved."""
    yield from enumerate(AFLOPEN, start=EERSTE_NUMMER)
    overig = [soort.code for soort in alle() if soort.kost_geld and soort.code not in MAKERS]
    for nummer, code in enumerate(overig):
        school = SCHOLEN[nummer % len(SCHOLEN)]
        yield nummer, Afloop(code, school, V.GOEDGEKEURD, sleutel=f"{code}/verantwoord", snel=nummer < 2)


class Toekenner(Verteller):
    """Plays the award. What the demo types itself is for the last months of the school year; an example has its own
    period in it."""

    def __init__(self, nummer: int, afloop: Afloop) -> None:
        vandaag = timezone.localdate()
        self.opent = opent_op(laatst_geopend(vandaag))
        dagen = (vandaag - date(self.opent.year, 2, 2)).days if afloop.is_klaar else DAGEN
        verhaal = Verhaal(afloop.soort, Status.TOEGEKEND, dagen, afloop.school, sleutel=afloop.sleutel)
        self.van = date(self.opent.year, 3, 16) if afloop.is_klaar else self.opent
        super().__init__(nummer, verhaal, om(vandaag, 9, 12))

    def antwoorden(self, leerling: Any) -> dict[str, dict[str, Any]]:
        gegeven = super().antwoorden(leerling)
        if self.verhaal.soort not in MAKERS or "bedrag" not in gegeven:
            return gegeven
        periode = {"van": f"{self.van:%d-%m-%Y}", "tot": f"{date(self.opent.year, 7, 10):%d-%m-%Y}"}
        return {**gegeven, "bedrag": {**gegeven["bedrag"], **periode}}


def verantwoording() -> str:
    """Gives how many are new."""
    nieuw = 0
    for nummer, afloop in _aflopen():
        toekenner = Toekenner(nummer, afloop)
        sleutel = dossiersleutel(nummer, toekenner.verhaal)
        if Aanvraag.objects.filter(sleutel=sleutel).exists():
            continue
        toekenner.vertel()
        _vertel(Aanvraag.objects.get(sleutel=sleutel), afloop, toekenner.opent)
        nieuw += 1
    effect_vragen()
    return f"{nieuw} verantwoordingen nieuw"


def _vertel(aanvraag: Aanvraag, afloop: Afloop, opent: date) -> None:
    """The days on which it was put ready, submitted and judged; today for what waits."""
    assert aanvraag.besloten_op is not None
    betaal(aanvraag, aanvraag.besloten_op + 7 * DAG)
    if afloop.loopt_af:
        laat_aflopen(aanvraag)
        aanvraag.refresh_from_db()
    vandaag = timezone.localdate()
    klaargezet = opent if afloop.is_klaar else vandaag
    ingediend = opent + (20 if afloop.snel else 105) * DAG if afloop.is_klaar else vandaag
    with op(om(klaargezet, 7)):
        if aanvraag.bekendgemaakt_op is None:
            aanvraag = bekendgemaakt(aanvraag)
        (rij,) = openen_voor(aanvraag)
    with op(om(max(klaargezet, ingediend - 3 * DAG), 10)):
        rij = _invullen(rij, afloop)
    if rij.status == V.TER_INDIENING != afloop.stand:
        with op(om(ingediend, 14)):
            bestuur = Gebruiker.objects.get(rollen__soort=Rolsoort.BESTUUR, rollen__bestuur=rij.school.bestuur)
            rij = _doe(rij, "indienen", bestuur)
    if rij.status == V.INGEDIEND:
        _beoordelen(rij, afloop, ingediend)


def _invullen(rij: Verantwoording, afloop: Afloop) -> Verantwoording:
    """The school fills it in and sends it to its board, unless the story ends before that."""
    school = rij.aanvraag.aangevraagd_door
    if afloop.stand == V.KLAARGEZET:
        return rij
    for code, deel in _antwoorden(rij, afloop.over).items():
        rij = invullen.antwoorden_bewaren(rij, onderdeel=code, antwoorden=deel, versie=rij.versie, door=school)
    return _doe(rij, "voorleggen", school)


def _beoordelen(rij: Verantwoording, afloop: Afloop, ingediend: date) -> None:
    bureau = met_rol(Rolsoort.BUREAU)
    if afloop.gevraagd or afloop.stand == V.AANVULLING_GEVRAAGD:
        with op(om(ingediend + 3 * DAG, 10)):
            uiterlijk = timezone.localdate() + timedelta(days=14)
            rij = _doe(rij, "aanvulling_vragen", bureau, vraag=VRAAG, uiterlijk=uiterlijk.isoformat())
    if afloop.gevraagd:
        with op(om(ingediend + 8 * DAG, 15)):
            rij = _doe(rij, "aanvullen", rij.aanvraag.aangevraagd_door, antwoord=ANTWOORD)
    if afloop.is_klaar:
        with op(om(ingediend + 15 * DAG, 11)):
            rij = _oordeel(rij, afloop, bureau)
        with op(om(ingediend + 15 * DAG, 12)):
            bekendmaken(rij, door=None)
        betaal(rij.aanvraag, om(ingediend + 25 * DAG, 9))


def _oordeel(rij: Verantwoording, afloop: Afloop, bureau: Gebruiker) -> Verantwoording:
    if afloop.stand == V.GOEDGEKEURD:
        return _doe(rij, "goedkeuren", bureau)
    bedrag = getal(rij.toegekend - afloop.eraf, decimalen=2)
    return _doe(rij, "corrigeren", bureau, bedrag=bedrag, reden=CORRECTIE)


def _doe(rij: Verantwoording, naam: str, door: Gebruiker, **gegevens: Any) -> Verantwoording:
    return verrichten(workflow[naam], rij, door=door, data=gegevens, bevestigd_op=timezone.now())


def _antwoorden(rij: Verantwoording, over: int) -> dict[str, dict[str, Any]]:
    """What a school types, about each of its goals; `over` euros were left."""
    resultaat = {"verder": "De leesgroepen blijven in het rooster. De begeleider blijft één dagdeel."}
    for nummer in range(1, max(len(kader_van(rij).doelen), 1) + 1):
        resultaat[f"bereikt_{nummer}"] = "deels"
        resultaat[f"resultaat_{nummer}"] = (
            "De leerlingen volgen weer het hele rooster. Acht van de tien halen hun doel."
        )
    return {
        "geld": {
            "besteed": getal(rij.toegekend - over, decimalen=2),
            "mensen": "Een begeleider, vier uur per week, en een leesdocent voor de groepen.",
            "middelen": "Boeken en licenties.",
            "verschil": "De begeleider viel een week uit." if over else "",
        },
        "resultaat": resultaat,
    }
