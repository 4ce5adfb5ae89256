"""Changes of awards of the demo: of each sort one that was signed, one refused, one that the school took back, and some
that somebody has to do something with."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from aanvragen.models import Aanvraag, Status, Wijziging, Wijzigingstatus, Wijzigsoort
from aanvragen.models.wijziging import SOORTEN_VAN_SCHOOL
from aanvragen.wijziging import services
from aanvragen.wijziging.workflow import workflow
from swv.demo.afloop import met_rol
from swv.demo.tijd import DAG, om, op
from swv.demo.verhalen import BAKEN_PARK, BAKEN_POORT, BAKEN_STAD, BUITENHOUT, PARKHURST
from swv.demo.verteller import coordinator_van
from swv.invullen import services as invullen
from swv.kern.handelingen import verrichten
from swv.organisaties.models import Gebruiker, Rolsoort

_ZAAD = uuid.UUID("6f0c9c0e-5d0b-5a4e-9b3a-20261101cccc")
Stap = tuple[str, Gebruiker, dict[str, Any]]
W, S = Wijzigingstatus, Wijzigsoort
STAP = timedelta(days=1, hours=7, minutes=34)  # between two acts


@dataclass(frozen=True)
class Verhaal:
    """One change: of which award (kind and school), what, how far it came, how many days ago, and what is typed."""

    aanvraag: str
    school: str
    soort: str
    einde: str
    reden: str
    deel: int = 100  # percent of what was awarded, as the new total
    erbij: int = 0  # days later than the last day of the award
    geleden: int = 6
    voorstel: Mapping[str, str] = field(default_factory=dict)  # what the bureau fills in beside its advice
    nieuwste: bool = False  # of the newest award of this kind and school, instead of the oldest


# Those of one award in the order in which they happened.
VERHALEN = (
    Verhaal(
        "innovatiegelden", PARKHURST, S.MINDER, W.VASTGESTELD,
        "Een van de docenten stopt. Wij doen het met minder leesgroepen.", deel=95, geleden=130,
    ),
    Verhaal(
        "innovatiegelden", PARKHURST, S.MEER, W.AFGEWEZEN,
        "Wij willen ook leerjaar 3 laten meedoen.", deel=140, geleden=70,
        voorstel={"motivering": "Het project is bijna klaar. Vraag voor leerjaar 3 een nieuw project aan."},
    ),
    Verhaal(
        "innovatiegelden", BAKEN_PARK, S.LANGER, W.VASTGESTELD,
        "Het project begon drie weken later. Wij willen het helemaal afmaken.", erbij=21, geleden=60,
    ),
    Verhaal(
        "innovatiegelden", BAKEN_PARK, S.MEER, W.TER_ONDERTEKENING,
        "Er doen twee klassen meer mee dan wij dachten.", deel=110,
    ),
    Verhaal(
        "frictiefonds", PARKHURST, S.MEER, W.VASTGESTELD,
        "Er kwam een leerling bij die ook hulp nodig heeft.", deel=115, geleden=45,
    ),
    Verhaal(
        "frictiefonds", PARKHURST, S.LANGER, W.GEVRAAGD,
        "De leerlingen hebben meer tijd nodig om te wennen.", erbij=45,
    ),
    Verhaal(
        "huisonderwijs", BAKEN_POORT, S.STOPPEN, W.VASTGESTELD,
        "De leerling volgt weer alle lessen op school.", erbij=-21, geleden=115,
    ),
    Verhaal(
        "robot", BUITENHOUT, S.LANGER, W.AANVULLING_GEVRAAGD,
        "De leerling volgt de lessen langer vanuit huis dan wij dachten.", erbij=30,
    ),
    Verhaal(
        "huisonderwijs", PARKHURST, S.STOPPEN, W.CONCEPT,
        "De leerling is weer op school.", erbij=-7,
    ),
    Verhaal(
        "frictiefonds", BAKEN_STAD, S.LANGER, W.INGETROKKEN,
        "Wij denken dat de leerlingen nog een maand hulp nodig hebben.", erbij=30, geleden=100,
    ),
    Verhaal(
        "frictiefonds", BAKEN_STAD, S.INTREKKEN, W.IN_VOORBEREIDING,
        "De leerlingen zijn verhuisd voor het begin. De school belde hierover.",
    ),
    Verhaal(
        "visitatie", BAKEN_STAD, S.INTREKKEN, W.VASTGESTELD,
        "De school kiest dit jaar voor een andere vorm van nascholing.", geleden=8, nieuwste=True,
        voorstel={
            "zienswijze": "De school vraagt hier zelf om en gaat akkoord.",
            "motivering": "De school wil dit jaar geen bezoek van collega’s ontvangen.",
        },
    ),
    Verhaal(
        "ondersteuningscoordinator", "", S.TERUGVORDEREN, W.VASTGESTELD,
        "Bij controle bleken twee bijeenkomsten dubbel geteld.", geleden=30,
        voorstel={
            "terugvordering": "250,00",
            "zienswijze": "De school ziet dat zij zich heeft verteld en betaalt het bedrag terug.",
            "motivering": "Twee bijeenkomsten zijn dubbel geteld. Het bedrag daarvan betaalt u terug.",
        },
    ),
)  # fmt: skip


def wijzigingen() -> str:
    """Play every story that is not there yet. Gives how many are new."""
    bekend = set(Wijziging.objects.values_list("sleutel", flat=True))
    nieuw = [(uuid.uuid5(_ZAAD, str(nummer)), rij) for nummer, rij in enumerate(VERHALEN)]
    nieuw = [(sleutel, rij) for sleutel, rij in nieuw if sleutel not in bekend]
    for sleutel, verhaal in nieuw:
        _vertel(verhaal, sleutel, om(timezone.localdate() - verhaal.geleden * DAG, 11))
    return f"{len(nieuw)} wijzigingen nieuw"


def _toekenning(verhaal: Verhaal) -> Aanvraag:
    rijen = Aanvraag.objects.filter(soort=verhaal.aanvraag, status=Status.TOEGEKEND)
    if verhaal.school:
        rijen = rijen.filter(school__code=verhaal.school)
    volgorde = "-aangemaakt_op" if verhaal.nieuwste else "aangemaakt_op"
    return rijen.select_related("school__bestuur").order_by(volgorde)[0]


def _vertel(verhaal: Verhaal, sleutel: uuid.UUID, moment: datetime) -> None:
    """Begun at this moment, and every day or two somebody takes the next step."""
    aanvraag = _toekenning(verhaal)
    with op(moment):
        wijziging = _begin(verhaal, aanvraag, sleutel)
    for dag, (naam, door, gegevens) in enumerate(_weg(verhaal, aanvraag)):
        if wijziging.status == verhaal.einde:
            return
        if naam == "voorleggen":
            gegevens = {**_gevraagd(wijziging), **gegevens}
        with op(moment + dag * STAP):
            wijziging = verrichten(workflow[naam], wijziging, door=door, data=gegevens, bevestigd_op=timezone.now())
    if wijziging.status != verhaal.einde:
        raise AssertionError(f"Wijziging {wijziging} eindigt als {wijziging.status}, niet als {verhaal.einde}")


def _begin(verhaal: Verhaal, aanvraag: Aanvraag, sleutel: uuid.UUID) -> Wijziging:
    """Filled in by the school, or in preparation when the bureau begins by itself."""
    if verhaal.soort not in SOORTEN_VAN_SCHOOL:
        return services.voorstellen(
            aanvraag=aanvraag,
            soort=verhaal.soort,
            door=met_rol(Rolsoort.BUREAU),
            sleutel=sleutel,
            aanleiding=verhaal.reden,
        )
    coordinator = coordinator_van(aanvraag.school)
    wijziging = services.beginnen(aanvraag=aanvraag, soort=verhaal.soort, door=coordinator, sleutel=sleutel)
    return invullen.antwoorden_bewaren(
        wijziging,
        onderdeel="wijziging",
        antwoorden=_antwoorden(verhaal, aanvraag),
        versie=wijziging.versie,
        door=coordinator,
    )


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


def _gevraagd(wijziging: Wijziging) -> dict[str, str]:
    """What the school asked, as the form of the bureau begins."""
    gevraagd = {
        "bedrag": wijziging.gevraagd_bedrag,
        "uren": wijziging.gevraagde_uren,
        "tot": wijziging.gevraagd_tot and wijziging.gevraagd_tot.isoformat(),
    }
    return {naam: str(waarde) for naam, waarde in gevraagd.items() if waarde is not None}


def _weg(verhaal: Verhaal, aanvraag: Aanvraag) -> list[Stap]:
    """The acts from a filled draft on, each with who does it."""
    bureau = met_rol(Rolsoort.BUREAU)
    if verhaal.soort not in SOORTEN_VAN_SCHOOL:
        return _besluit(verhaal)
    stappen = [*_versturen(aanvraag), ("in_behandeling_nemen", bureau, {})]
    if verhaal.einde == W.INGETROKKEN:
        reden = {"reden": "De leerlingen redden het al zonder extra hulp."}
        return [*stappen, ("intrekken", coordinator_van(aanvraag.school), reden)]
    if verhaal.einde == W.AANVULLING_GEVRAAGD:
        uiterlijk = timezone.localdate() + timedelta(days=21)
        vraag = {"vraag": "Volgt de leerling alle lessen met de robot?", "uiterlijk": uiterlijk.isoformat()}
        return [*stappen, ("aanvulling_vragen", bureau, vraag)]
    return [*stappen, *_besluit(verhaal)]


def _versturen(aanvraag: Aanvraag) -> list[Stap]:
    coordinator = coordinator_van(aanvraag.school)
    if not aanvraag.declaratie.medetekening:
        return [("vragen", coordinator, {})]
    bestuur = Gebruiker.objects.get(rollen__soort=Rolsoort.BESTUUR, rollen__bestuur=aanvraag.school.bestuur)
    return [("medetekening_vragen", coordinator, {}), ("medetekenen", bestuur, {})]


def _besluit(verhaal: Verhaal) -> list[Stap]:
    """Advice of the bureau, signature of the directeur-bestuurder."""
    bureau, directeur = met_rol(Rolsoort.BUREAU), met_rol(Rolsoort.DIRECTEUR)
    motivering = {"motivering": verhaal.voorstel.get("motivering", "")}
    if verhaal.einde == W.AFGEWEZEN:
        advies = {"voorstel": "afwijzen", "advies": "Dit past niet bij het plan. Wij adviseren om af te wijzen."}
        return [("voorleggen", bureau, {**advies, **motivering}), ("afwijzen", directeur, motivering)]
    advies = {"voorstel": "instemmen", "advies": "De wijziging past bij het plan. Wij adviseren om in te stemmen."}
    return [("voorleggen", bureau, {**advies, **verhaal.voorstel}), ("vaststellen", directeur, motivering)]
