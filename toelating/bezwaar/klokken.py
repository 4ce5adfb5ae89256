"""The clocks of an objection: to ask the LBT, to send the papers, to decide."""

from datetime import date

from django.utils import timezone

from swv.termijnen import services as termijnen
from swv.termijnen.models import Soort as Klok
from swv.termijnen.models import Termijn
from swv.termijnen.selectors import extra_feestdagen, open_termijn
from toelating.bezwaar.tijdig import WEKEN_BESLISSEN, WEKEN_LBT, WEKEN_VERWEER, uiterste_beslisdatum
from toelating.models import Bezwaar

HERINNEREN = "toelating.herinneren"


def klokdag(termijn: Termijn) -> date:
    """Today; the day on which the term begins when that still lies ahead. The term to decide begins when the time to
    object is over, and most objections come before that."""
    return max(timezone.localdate(), termijn.begin)


def lbt_klok_starten(bezwaar: Bezwaar) -> Termijn:
    """Two weeks after receipt the LBT was asked (reglement of the LBT)."""
    return _start(bezwaar, Klok.LBT, begin=bezwaar.ontvangen_op, weken=WEKEN_LBT)


def verweerklok_starten(bezwaar: Bezwaar, *, begin: date) -> Termijn:
    return _start(bezwaar, Klok.VERWEER, begin=begin, weken=WEKEN_VERWEER)


def beslisklok_starten(bezwaar: Bezwaar) -> Termijn:
    """Twelve weeks to decide, from the day after the time to object ended (Awb 7:10 (1)). For an objection that came
    when those were over already, they count from its receipt: a term cannot be over before the paper is there."""
    tot = bezwaar.bezwaartermijn_tot
    is_al_voorbij = uiterste_beslisdatum(tot, extra=extra_feestdagen()) <= bezwaar.ontvangen_op
    begin = bezwaar.ontvangen_op if is_al_voorbij else tot
    huidig = open_termijn(bezwaar, Klok.BEZWAAR)
    if huidig and huidig.begin == begin:
        return huidig  # with what was suspended and postponed
    return _start(bezwaar, Klok.BEZWAAR, begin=begin, weken=WEKEN_BESLISSEN, is_wettelijk=True)


def hersteltermijn_starten(bezwaar: Bezwaar, *, uiterlijk: date) -> None:
    """The objector repairs until a day, and the decision term stands still from the day after the question (Awb
    7:10 (2)); as far as it runs by then, so not before it begins."""
    beslistermijn = beslisklok(bezwaar)
    vanaf = klokdag(beslistermijn)
    if vanaf < uiterlijk:
        termijnen.opschorten(termijn=beslistermijn, uitgenodigd_op=vanaf, hersteltermijn_tot=uiterlijk)
    _start(bezwaar, Klok.AANVULLING, begin=timezone.localdate(), uiterlijk=uiterlijk)


def hersteltermijn_beeindigen(bezwaar: Bezwaar, *, op: date) -> None:
    """It was repaired on this day: the decision term runs on. After the given day it already did by itself."""
    klok_afronden(bezwaar, Klok.AANVULLING)
    beslistermijn = beslisklok(bezwaar)
    open_ = beslistermijn.opschortingen.filter(aangevuld_op__isnull=True).last()
    if open_ is not None:
        termijnen.hervatten(termijn=beslistermijn, aangevuld_op=max(op, open_.uitgenodigd_op))


def beslisklok(bezwaar: Bezwaar) -> Termijn:
    """The running (or suspended) term to decide: every open objection has one."""
    termijn = open_termijn(bezwaar, Klok.BEZWAAR)
    assert termijn is not None
    return termijn


def klok_afronden(bezwaar: Bezwaar, soort: Klok) -> None:
    """What this clock asked for was done, or is no longer needed."""
    if termijn := open_termijn(bezwaar, soort):
        termijnen.afronden(termijn=termijn, op=klokdag(termijn))


def klokken_stoppen(bezwaar: Bezwaar) -> None:
    """Every clock: it was decided or withdrawn."""
    for termijn in Termijn.objects.van(bezwaar).open():
        termijnen.afronden(termijn=termijn, op=klokdag(termijn))


def _start(
    bezwaar: Bezwaar,
    soort: Klok,
    *,
    begin: date,
    weken: int | None = None,
    uiterlijk: date | None = None,
    is_wettelijk: bool = False,
) -> Termijn:
    """Start a clock with reminders; one of this kind that still ran is finished first."""
    klok_afronden(bezwaar, soort)
    return termijnen.start(
        bron=bezwaar,
        soort=soort,
        begin=begin,
        weken=weken,
        uiterlijk=uiterlijk,
        is_wettelijk=is_wettelijk,
        herinner_opdracht=HERINNEREN,
    )
