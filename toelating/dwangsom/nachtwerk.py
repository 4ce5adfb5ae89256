"""What a day does to notices of default: it closes those that were decided in time, and reminds of the others. Safe to
repeat, and to do late: each run looks at how things stand."""

import logging
from dataclasses import dataclass
from datetime import date, timedelta

from swv.kern.fouten import Geweigerd
from swv.kern.models import Opdracht
from swv.kern.opdrachten import klaarzetten
from swv.kern.opmaak import datum
from toelating import workflow
from toelating.dwangsom import post
from toelating.dwangsom.selectors import open_standen
from toelating.dwangsom.stand import Dwangsomstand, Fase, stand_van
from toelating.models import Bezwaar, Ingebrekestelling

logger = logging.getLogger(__name__)

HERINNEREN = "toelating.dwangsom_herinneren"
WEEK = timedelta(weeks=1)
DAG = timedelta(days=1)


@dataclass(frozen=True)
class Moment:
    """One message: which, about which day, and on which day it is due."""

    code: str
    soort: str
    dag: date
    op: date


def momenten(stand: Dwangsomstand) -> list[Moment]:
    """Every message that belongs to how it stands now, in order: a week before the first day and on it; from when the
    amount is final that it has to be set, and again when the last day to do so is over."""
    gevonden = []
    if stand.eerste_dag and stand.fase in (Fase.WACHT, Fase.LOOPT):
        soort, eerste = "ingebrekestelling_herinnering", stand.eerste_dag
        gevonden += [Moment("week", soort, eerste, eerste - WEEK), Moment("eerste_dag", soort, eerste, eerste)]
    if stand.kan_vastgesteld and stand.laatste_dag and stand.vaststellen_tot:
        soort, tot = "dwangsom_vaststellen", stand.vaststellen_tot
        gevonden += [
            Moment("vaststellen", soort, tot, stand.laatste_dag),
            Moment("vaststellen_week", soort, tot, tot - WEEK),
            Moment("vaststellen_laat", soort, tot, tot + DAG),
        ]
    return gevonden


def _bereikt(stand: Dwangsomstand) -> Moment | None:
    """The last one that is due: after days of silence nobody hears of the earlier ones."""
    return next((moment for moment in reversed(momenten(stand)) if moment.op <= stand.vandaag), None)


def bijwerken() -> int:
    """Close what was decided in time and ask for the messages that are due, each once. Returns how many messages."""
    nodig: dict[str, str] = {}
    for stand in open_standen():
        if stand.fase == Fase.OP_TIJD:
            _sluit(stand)
        elif moment := _bereikt(stand):
            wat = f"{stand.rij.pk}:{moment.code}"
            nodig[f"{HERINNEREN}:{wat}:{moment.dag:%Y%m%d}"] = wat
    bekend = set(Opdracht.objects.filter(sleutel__in=nodig).values_list("sleutel", flat=True))
    nieuw = {sleutel: wat for sleutel, wat in nodig.items() if sleutel not in bekend}
    for sleutel, wat in nieuw.items():
        klaarzetten(HERINNEREN, sleutel=sleutel, object_id=wat)
    return len(nieuw)


def _sluit(stand: Dwangsomstand) -> None:
    """What goes wrong with one is logged, and the others go on."""
    zaak = stand.rij.dossier
    acts = workflow.bezwaar if isinstance(zaak, Bezwaar) else workflow
    try:
        acts.ingebrekestelling_sluiten(zaak, door=None)
    except Geweigerd as fout:
        logger.info("Ingebrekestelling %s niet gesloten: %s", stand.rij.pk, fout.code)
    except Exception:
        logger.exception("Ingebrekestelling %s sluiten mislukte", stand.rij.pk)


def herinneren(wat: str) -> None:
    """Deliver one message; when it stands otherwise meanwhile, there is nothing to say."""
    pk, code = wat.split(":")
    rijen = Ingebrekestelling.objects.open().select_related("aanvraag__school", "bezwaar__aanvraag__school")
    rij = rijen.filter(pk=pk).first()
    stand = stand_van(rij) if rij else None
    moment = next((rij for rij in momenten(stand) if rij.code == code), None) if stand else None
    if stand is None or moment is None or moment.op > stand.vandaag:
        return
    is_voorbij = moment.dag <= stand.vandaag if code == "eerste_dag" else moment.dag < stand.vandaag
    sleutel = f"{code}-{moment.dag:%Y%m%d}"
    post.aan_bureau(stand, moment.soort, sleutel=sleutel, uiterlijk=datum(moment.dag), is_voorbij=is_voorbij)
