"""Verantwoordingen of the demo in every state: awards in the last weeks of the school year that opened last, filled in
and judged through the acts of real life."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from aanvragen.models import Aanvraag, Status, Verantwoording, Verantwoordingstatus
from aanvragen.verantwoording import effect
from aanvragen.verantwoording.openen import openen_voor
from aanvragen.verantwoording.schooljaren import laatst_geopend, opent_op
from aanvragen.verantwoording.workflow import workflow
from financien.models import Betalingstermijn
from financien.services import betalen
from swv.demo.dossiers import (
    AMSTERDAM,
    BAKEN_PARK,
    BAKEN_STAD,
    ECHNATON,
    PARKHURST,
    Verhaal,
    Verteller,
    dossiersleutel,
)
from swv.invullen import services as invullen
from swv.kern.handelingen import verrichten
from swv.kern.opmaak import getal
from swv.organisaties.models import Gebruiker, Rolsoort

EERSTE_NUMMER = 900
DAGEN = 60  # since the request; the award is a month later
V = Verantwoordingstatus


@dataclass(frozen=True)
class Afloop:
    """An award at a school, how far its verantwoording came, and how much was left (euros)."""

    verhaal: Verhaal
    stand: str
    over: int = 0
    gegevens: dict[str, str] = field(default_factory=dict)


def _toegekend(soort: str, school: str) -> Verhaal:
    return Verhaal(soort, Status.TOEGEKEND, DAGEN, school)


AFLOPEN = (
    Afloop(_toegekend("frictiefonds", PARKHURST), V.KLAARGEZET),
    Afloop(_toegekend("innovatiegelden", PARKHURST), V.TER_INDIENING),
    Afloop(_toegekend("frictiefonds", ECHNATON), V.TER_INDIENING, over=450),
    Afloop(_toegekend("innovatiegelden", BAKEN_PARK), V.INGEDIEND, over=300),
    Afloop(_toegekend("frictiefonds", PARKHURST), V.AANVULLING_GEVRAAGD, over=1200),
    Afloop(_toegekend("innovatiegelden", PARKHURST), V.GOEDGEKEURD),
    Afloop(
        _toegekend("innovatiegelden", BAKEN_STAD),
        V.GECORRIGEERD,
        gegevens={"reden": "De kosten van de afsluitende lunch horen niet bij het project."},
    ),
)


class Toekenner(Verteller):
    """Plays the award; its period is the last weeks of the school year."""

    def antwoorden(self, leerling: Any) -> dict[str, dict[str, Any]]:
        begin = opent_op(laatst_geopend(timezone.localdate()))
        eind = date(begin.year, 7, 10)
        periode = {"van": begin.strftime("%d-%m-%Y"), "tot": eind.strftime("%d-%m-%Y")}
        gegeven = super().antwoorden(leerling)
        return {**gegeven, "bedrag": {**gegeven["bedrag"], **periode}}


def verantwoording() -> str:
    """Gives how many are new."""
    nu = datetime.combine(timezone.localdate(), time(9, 12), AMSTERDAM)
    nieuw = 0
    for nummer, afloop in enumerate(AFLOPEN, start=EERSTE_NUMMER):
        if Aanvraag.objects.filter(sleutel=dossiersleutel(nummer)).exists():
            continue
        Toekenner(nummer, afloop.verhaal, nu).vertel()
        _vertel(Aanvraag.objects.get(sleutel=dossiersleutel(nummer)), afloop)
        nieuw += 1
    _effect()
    return f"{nieuw} verantwoordingen nieuw"


def _vertel(aanvraag: Aanvraag, afloop: Afloop) -> None:
    _betaal(aanvraag)
    (rij,) = openen_voor(aanvraag)
    if afloop.stand == V.KLAARGEZET:
        return
    school = aanvraag.aangevraagd_door
    for code, deel in _antwoorden(rij, afloop.over).items():
        rij = invullen.antwoorden_bewaren(rij, onderdeel=code, antwoorden=deel, versie=rij.versie, door=school)
    rij = _doe(rij, "voorleggen", school)
    if afloop.stand == V.TER_INDIENING:
        return
    bestuur = Gebruiker.objects.get(rollen__soort=Rolsoort.BESTUUR, rollen__bestuur=aanvraag.school.bestuur)
    rij = _doe(rij, "indienen", bestuur)
    _beoordeel(rij, afloop)


def _beoordeel(rij: Verantwoording, afloop: Afloop) -> None:
    bureau = Gebruiker.objects.filter(rollen__soort=Rolsoort.BUREAU).earliest("pk")
    if afloop.stand == V.AANVULLING_GEVRAAGD:
        uiterlijk = timezone.localdate() + timedelta(days=14)
        vraag = "Kunt u een specificatie van de uren van de begeleider meesturen?"
        _doe(rij, "aanvulling_vragen", bureau, vraag=vraag, uiterlijk=uiterlijk.isoformat())
    elif afloop.stand == V.GOEDGEKEURD:
        _doe(rij, "goedkeuren", bureau)
    elif afloop.stand == V.GECORRIGEERD:
        _doe(rij, "corrigeren", bureau, bedrag=getal(rij.toegekend - 400, decimalen=2), **afloop.gegevens)


def _doe(rij: Verantwoording, naam: str, door: Gebruiker, **gegevens: Any) -> Verantwoording:
    return verrichten(workflow[naam], rij, door=door, data=gegevens, bevestigd_op=timezone.now())


def _antwoorden(rij: Verantwoording, over: int) -> dict[str, dict[str, Any]]:
    """What a school types; `over` euros were left."""
    return {
        "geld": {
            "besteed": getal(rij.toegekend - over, decimalen=2),
            "mensen": "Een begeleider, vier uur per week, en een leesdocent voor de groepen.",
            "middelen": "Boeken en licenties.",
            "verschil": "De begeleider viel een week uit." if over else "",
        },
        "resultaat": {
            "bereikt_1": "deels",
            "resultaat_1": "De leerlingen volgen weer het hele rooster. Acht van de tien halen hun doel.",
            "verder": "De leesgroepen blijven in het rooster. De begeleider blijft één dagdeel.",
        },
    }


def _betaal(aanvraag: Aanvraag) -> None:
    """What could be paid at the award is paid."""
    controller = Gebruiker.objects.filter(rollen__soort=Rolsoort.CONTROLLER).earliest("pk")
    termijnen = Betalingstermijn.objects.filter(
        verplichting__object_id=aanvraag.pk, status=Betalingstermijn.Status.BETAALBAAR
    )
    for termijn in termijnen.select_related("verplichting__post__jaar", "verplichting__boeking"):
        betalen(
            termijn=termijn,
            bedrag=termijn.te_betalen,
            sleutel=f"demo:verantwoording:{termijn.pk}",
            door=controller,
            betaald_op=timezone.localdate(),
        )


def _effect() -> None:
    """What is due; when nothing is, the demo asks about the approved award a little early."""
    effect.vragen_stellen()
    goedgekeurd = Verantwoording.objects.filter(status=V.GOEDGEKEURD).select_related("aanvraag__school").first()
    if goedgekeurd and not goedgekeurd.aanvraag.effectmetingen.exists():
        effect.stel_vraag(goedgekeurd.aanvraag, effect.NA_MAANDEN[0])
