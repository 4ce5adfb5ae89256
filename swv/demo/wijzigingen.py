"""Changes of awards of the demo, in the states that somebody has to do something with, and one that was signed."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from aanvragen.models import Aanvraag, Status, Wijziging, Wijzigingstatus, Wijzigsoort
from aanvragen.wijziging import services
from aanvragen.wijziging.workflow import workflow
from swv.demo.dossiers import AMSTERDAM, BAKEN_PARK, BAKEN_POORT, BAKEN_STAD, PARKHURST, coordinator_van, op
from swv.invullen import services as invullen
from swv.kern.handelingen import verrichten
from swv.organisaties.models import Gebruiker, Rolsoort

_ZAAD = uuid.UUID("6f0c9c0e-5d0b-5a4e-9b3a-20261101cccc")


@dataclass(frozen=True)
class Verhaal:
    """One change: of which award (kind and school), what, how far it came, and how it is filled in."""

    aanvraag: str
    school: str
    soort: str
    einde: str
    reden: str
    deel: int = 100  # percent of what was awarded, as the new total
    erbij: int = 0  # days later than the last day of the award
    advies: Mapping[str, str] = field(default_factory=dict)


VERHALEN = (
    Verhaal(
        "innovatiegelden", PARKHURST, Wijzigsoort.MINDER, Wijzigingstatus.VASTGESTELD,
        "Een van de docenten stopt. Wij doen het met minder leesgroepen.", deel=95,
    ),
    Verhaal(
        "innovatiegelden", BAKEN_PARK, Wijzigsoort.MEER, Wijzigingstatus.TER_ONDERTEKENING,
        "Er doen twee klassen meer mee dan wij dachten.", deel=110,
    ),
    Verhaal(
        "frictiefonds", PARKHURST, Wijzigsoort.LANGER, Wijzigingstatus.GEVRAAGD,
        "De leerlingen hebben meer tijd nodig om te wennen.", erbij=45,
    ),
    Verhaal(
        "huisonderwijs", BAKEN_POORT, Wijzigsoort.MINDER, Wijzigingstatus.AANVULLING_GEVRAAGD,
        "De leerling is weer halve dagen op school.", deel=50,
    ),
    Verhaal(
        "huisonderwijs", PARKHURST, Wijzigsoort.STOPPEN, Wijzigingstatus.CONCEPT,
        "De leerling is weer op school.", erbij=-7,
    ),
    Verhaal(
        "frictiefonds", BAKEN_STAD, Wijzigsoort.INTREKKEN, Wijzigingstatus.IN_VOORBEREIDING,
        "De leerlingen zijn verhuisd voor het begin. De school belde hierover.",
    ),
)  # fmt: skip


def wijzigingen() -> str:
    """Play every story that is not there yet. Gives how many are new."""
    bekend = set(Wijziging.objects.values_list("sleutel", flat=True))
    nieuw = [(uuid.uuid5(_ZAAD, str(nummer)), rij) for nummer, rij in enumerate(VERHALEN)]
    nieuw = [(sleutel, rij) for sleutel, rij in nieuw if sleutel not in bekend]
    for sleutel, verhaal in nieuw:
        with op(datetime.now(AMSTERDAM) - timedelta(days=6)):
            _vertel(verhaal, sleutel)
    return f"{len(nieuw)} wijzigingen nieuw"


def _vertel(verhaal: Verhaal, sleutel: uuid.UUID) -> None:
    aanvragen = Aanvraag.objects.filter(soort=verhaal.aanvraag, status=Status.TOEGEKEND, school__code=verhaal.school)
    aanvraag = aanvragen.select_related("school__bestuur").order_by("aangemaakt_op")[0]
    bureau, directeur = _met_rol(Rolsoort.BUREAU), _met_rol(Rolsoort.DIRECTEUR)
    if verhaal.soort == Wijzigsoort.INTREKKEN:
        services.voorstellen(
            aanvraag=aanvraag, soort=verhaal.soort, door=bureau, sleutel=sleutel, aanleiding=verhaal.reden
        )
        return
    coordinator = coordinator_van(aanvraag.school)
    wijziging = services.beginnen(aanvraag=aanvraag, soort=verhaal.soort, door=coordinator, sleutel=sleutel)
    wijziging = invullen.antwoorden_bewaren(
        wijziging,
        onderdeel="wijziging",
        antwoorden=_antwoorden(verhaal, aanvraag),
        versie=wijziging.versie,
        door=coordinator,
    )
    for naam, door, gegevens in _weg(verhaal, aanvraag, coordinator, bureau, directeur):
        if wijziging.status == verhaal.einde:
            return
        if naam == "voorleggen":
            gegevens = {**gegevens, "bedrag": str(wijziging.gevraagd_bedrag)}
        wijziging = verrichten(workflow[naam], wijziging, door=door, data=gegevens, bevestigd_op=timezone.now())


def _antwoorden(verhaal: Verhaal, aanvraag: Aanvraag) -> dict[str, Any]:
    antwoorden: dict[str, Any] = {"reden": verhaal.reden}
    if verhaal.erbij and aanvraag.tot:
        dag = aanvraag.tot + timedelta(days=verhaal.erbij)
        antwoorden["tot"] = f"{dag.day}-{dag.month}-{dag.year}"
    elif aanvraag.toegekend_bedrag is not None:
        antwoorden["bedrag"] = f"{aanvraag.toegekend_bedrag * verhaal.deel / 100:.2f}"
    elif aanvraag.toegekende_uren is not None:
        antwoorden["uren"] = f"{aanvraag.toegekende_uren * verhaal.deel / 100:.1f}"
    return antwoorden


def _weg(
    verhaal: Verhaal, aanvraag: Aanvraag, coordinator: Gebruiker, bureau: Gebruiker, directeur: Gebruiker
) -> list[tuple[str, Gebruiker, dict[str, Any]]]:
    """The acts from a filled draft on, each with who does it."""
    vragen: list[tuple[str, Gebruiker, dict[str, Any]]] = [("vragen", coordinator, {})]
    if aanvraag.declaratie.medetekening:
        bestuur = Gebruiker.objects.get(rollen__soort=Rolsoort.BESTUUR, rollen__bestuur=aanvraag.school.bestuur)
        vragen = [("medetekening_vragen", coordinator, {}), ("medetekenen", bestuur, {})]
    stappen = [*vragen, ("in_behandeling_nemen", bureau, {})]
    if verhaal.einde == Wijzigingstatus.AANVULLING_GEVRAAGD:
        uiterlijk = timezone.localdate() + timedelta(days=21)
        vraag = {"vraag": "Hoeveel uur gaf APOZ tot nu toe?", "uiterlijk": uiterlijk.isoformat()}
        return [*stappen, ("aanvulling_vragen", bureau, vraag)]
    advies = {"voorstel": "instemmen", "advies": "De wijziging past bij het plan. Wij adviseren om in te stemmen."}
    return [*stappen, ("voorleggen", bureau, advies), ("vaststellen", directeur, {})]


def _met_rol(soort: str) -> Gebruiker:
    return Gebruiker.objects.filter(rollen__soort=soort).order_by("pk")[0]
