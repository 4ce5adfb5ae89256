"""What days do to TLVs, and the messages that a day brings. Safe to repeat, and to do late: each run looks at how
things stand, not at what day the run before was."""

import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from swv.kern.fouten import Geweigerd
from swv.kern.models import Opdracht
from swv.kern.opdrachten import klaarzetten
from swv.kern.workflow import Handeling
from toelating.models import Verklaring, Verklaringstatus
from toelating.models.verklaring import TOT_HET_EINDE, ZONDER_PLAATS, VerklaringQuerySet
from toelating.verklaringen import LANGE_TEKSTEN
from toelating.workflow.afloop import laten_verlopen, laten_vervallen, vervangen, voortzetten
from toelating.zonder_plaats import MIJLPALEN, weken_sinds

logger = logging.getLogger(__name__)

HOOGSTENS = 2000  # rows that one run looks at per act
SECONDEN = 60.0  # for all acts of one run, well within the limit of a task; the next run does the rest
OPHALEN_NA_WEKEN = 2  # the school for which a TLV lies ready gets one reminder
TLV_HERINNEREN = "toelating.tlv_herinneren"
OPHALEN, PLAATSEN = "ophalen", "plaatsen"


@dataclass(frozen=True)
class Gedaan:
    """How many TLVs each act was done to."""

    vervangen: int
    verlopen: int
    vervallen: int
    voortgezet: int


def bijwerken(*, seconden: float = SECONDEN) -> Gedaan:
    """Let every TLV end, lapse or begin whose day has come. The acts themselves decide; these queries only find who
    may be at bat. After so many seconds no further act is begun."""
    vandaag, klaar = timezone.localdate(), time.monotonic() + seconden
    geldend = Verklaring.objects.geldend()
    voorbij = geldend.filter(geldig_tot__lt=vandaag)
    ongebruikt = Verklaring.objects.filter(
        status__in=ZONDER_PLAATS, gebruiken_voor__lte=vandaag, geldig_tot__gte=vandaag
    )
    zat = Q(vervangt__status__in=TOT_HET_EINDE) | Q(aanvraag__vorige__status__in=TOT_HET_EINDE)
    begonnen = Verklaring.objects.filter(zat, status__in=ZONDER_PLAATS, ingang__lte=vandaag, geldig_tot__gte=vandaag)
    return Gedaan(
        vervangen=_doe(vervangen, voorbij, klaar),
        verlopen=_doe(laten_verlopen, voorbij, klaar),
        # Before they can lapse: a pupil who stays at the school uses the TLV.
        voortgezet=_doe(voortzetten, begonnen, klaar),
        vervallen=_doe(laten_vervallen, ongebruikt, klaar),
    )


def _doe(handeling: Handeling, verklaringen: VerklaringQuerySet, klaar: float) -> int:
    """The act on each, in a transaction of its own. Who is not at bat after all is passed over; what goes wrong with
    one is logged, and the others go on."""
    gedaan = 0
    rijen = verklaringen.select_related("vervangt", "aanvraag__vorige").defer(*LANGE_TEKSTEN)
    for verklaring in list(rijen.order_by("geldig_tot", "pk")[:HOOGSTENS]):
        if time.monotonic() > klaar:
            break
        if handeling.weigering(verklaring, None):
            continue
        try:
            handeling(verklaring, door=None)
            gedaan += 1
        except Geweigerd as fout:
            logger.info("%s op TLV %s: %s", handeling.naam, verklaring.pk, fout.code)
        except Exception:
            logger.exception("%s op TLV %s mislukte", handeling.naam, verklaring.pk)
    return gedaan


# --- Reminders -----------------------------------------------------------------------------------------------------


def herinneringen_klaarzetten() -> int:
    """Ask for the reminders that are due, each once; after days of silence only the last one. Returns how many."""
    vandaag = timezone.localdate()
    nodig = dict(_nodig(vandaag))
    bekend = set(Opdracht.objects.filter(sleutel__in=nodig).values_list("sleutel", flat=True))
    nieuw = {sleutel: wat for sleutel, wat in nodig.items() if sleutel not in bekend}
    for sleutel, wat in nieuw.items():
        klaarzetten(TLV_HERINNEREN, sleutel=sleutel, object_id=wat)
    return len(nieuw)


def _nodig(vandaag: date) -> Iterable[tuple[str, str]]:
    """Key and contents of every reminder that a TLV without a place has a right to by today."""
    rijen = Verklaring.objects.zonder_plaats(vandaag).filter(aanvraag__bekendgemaakt_op__isnull=False)
    for verklaring in rijen.select_related("aanvraag").defer(*LANGE_TEKSTEN):
        for soort, mijlpalen in ((OPHALEN, (OPHALEN_NA_WEKEN,)), (PLAATSEN, MIJLPALEN)):
            weken = wachttijd(verklaring, soort, vandaag)
            if bereikt := max((mijlpaal for mijlpaal in mijlpalen if mijlpaal <= weken), default=0):
                wat = f"{verklaring.pk}:{soort}:{bereikt}"
                yield f"{TLV_HERINNEREN}:{wat}", wat


def wachttijd(verklaring: Verklaring, soort: str, vandaag: date) -> int:
    """For how many whole weeks something could have been done.

    Collecting by the school that it is meant for: since it was announced. A place: since the TLV was given, or, once a
    school collected it, since the first day on which the pupil could begin.
    """
    aanvraag = verklaring.aanvraag
    if soort == OPHALEN:
        if verklaring.status != Verklaringstatus.AFGEGEVEN or aanvraag.beoogde_school_id is None:
            return -1
        return weken_sinds(timezone.localdate(aanvraag.bekendgemaakt_op), vandaag)
    if verklaring.status == Verklaringstatus.OPGEHAALD:
        return weken_sinds(max(verklaring.afgegeven_op, verklaring.ingang), vandaag)
    return weken_sinds(verklaring.afgegeven_op, vandaag)
