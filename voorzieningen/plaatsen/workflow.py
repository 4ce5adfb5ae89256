"""The acts on a place, in the order in which it lives: waiting, offered, placed, ended.

Asking for a place (the start) stands in `services.plaats_aanvragen`. An act holds the row of its placement and then
the lock of the facility; see `slot`.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from swv.kern.fouten import Geweigerd, NietToegestaan, VoorwaardeNietVervuld
from swv.kern.opmaak import datum, uren
from swv.kern.workflow import Workflow
from swv.termijnen.models import Soort as Klok
from swv.termijnen.services import alles_afronden, start
from voorzieningen.models import Plaatsing
from voorzieningen.models import Plaatsingstatus as Status
from voorzieningen.plaatsen import berichten, rules, selectors, slot
from voorzieningen.plaatsen.forms import (
    AanbiedenForm,
    AfsprakenForm,
    BeeindigenForm,
    EffectForm,
    EinddatumForm,
    LaterForm,
    RedenForm,
)
from voorzieningen.plaatsen.rules import BEIDE, BUREAU

workflow = Workflow("voorzieningen", Status, wat="de plaats")

HERINNEREN = "voorzieningen.aanbod_herinneren"
DAG = timedelta(days=1)


# --- On the waiting list -----------------------------------------------------------------------------------


@workflow.transition(
    source=[Status.WACHTLIJST],
    target=None,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Voorrang geven",
    geldt=lambda plaatsing: not plaatsing.heeft_voorrang,
    invoer=RedenForm,
)
def voorrang_geven(plaatsing: Plaatsing, *, door: Any, reden: str) -> str:
    """This pupil goes before those who asked earlier; the reason is kept and shown to the school."""
    plaatsing.heeft_voorrang, plaatsing.voorrang_reden = True, reden
    slot.laten_bedienen(plaatsing)
    return reden


@workflow.transition(
    source=[Status.WACHTLIJST],
    target=None,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Voorrang weghalen",
    geldt=lambda plaatsing: plaatsing.heeft_voorrang,
    invoer=RedenForm,
)
def voorrang_weghalen(plaatsing: Plaatsing, *, door: Any, reden: str) -> str:
    """Back to the place in line that goes with the day of asking."""
    plaatsing.heeft_voorrang, plaatsing.voorrang_reden = False, ""
    slot.laten_bedienen(plaatsing)
    return reden


@workflow.transition(
    source=[Status.WACHTLIJST],
    target=Status.GEPLAATST,
    allowed=rules.is_portaal,
    wie="het portaal",
    label="Plaatsen",
)
def plaats_toewijzen(plaatsing: Plaatsing, *, door: Any, van: date) -> str:
    """A place was free in the whole period that was asked: the pupil has it at once, without an offer."""
    _weiger_als_vol(plaatsing, van, plaatsing.gevraagd_tot)
    _geef(plaatsing, van, plaatsing.gevraagd_tot)
    return _periode(plaatsing)


@workflow.transition(
    source=[Status.WACHTLIJST],
    target=Status.AANGEBODEN,
    allowed=rules.bureau_of_portaal,
    wie="het bureau of het portaal",
    label="Plaats aanbieden",
    invoer=AanbiedenForm,
)
def plaats_aanbieden(
    plaatsing: Plaatsing, *, door: Any, van: date, tot: date, antwoord_uiterlijk: date, reden: str = ""
) -> str:
    """The school can have this place and has until a day to answer; meanwhile nobody else gets it."""
    _weiger_als_vol(plaatsing, van, tot)
    eerder = selectors.overgeslagen(plaatsing, van, tot) if door is not None else 0
    if eerder and not reden:
        wie = "Er staat iemand" if eerder == 1 else f"Er staan {eerder} leerlingen"
        zin = f"{wie} eerder op de wachtlijst voor deze dagen. Schrijf op waarom deze leerling voorgaat."
        raise Geweigerd(zin, velden={"reden": [zin]})
    vandaag = timezone.localdate()
    plaatsing.van, plaatsing.tot = van, tot
    plaatsing.aangeboden_op, plaatsing.antwoord_uiterlijk, plaatsing.wacht_tot = vandaag, antwoord_uiterlijk, None
    start(
        bron=plaatsing,
        soort=Klok.AANBOD,
        begin=vandaag,
        uiterlijk=antwoord_uiterlijk,
        is_wettelijk=False,
        herinner_opdracht=HERINNEREN,
    )
    berichten.aan_school(plaatsing, "plaats_aangeboden")
    return f"{_periode(plaatsing)} Antwoord uiterlijk op {datum(antwoord_uiterlijk)}. {reden}".strip()


@workflow.transition(
    source=[Status.WACHTLIJST],
    target=Status.VERVALLEN,
    allowed=rules.iedereen_die_meedoet,
    wie="de school, het bureau of het portaal",
    label="Van de wachtlijst halen",
    invoer=RedenForm,
)
def wachtlijst_verlaten(plaatsing: Plaatsing, *, door: Any, reden: str) -> str:
    """The pupil no longer waits for this facility."""
    return _vervalt(plaatsing, door, reden)


# --- Offered -----------------------------------------------------------------------------------------------


def _periode_loopt_nog(plaatsing: Plaatsing) -> str | None:
    if plaatsing.tot >= timezone.localdate():
        return None
    return f"De plaats was beschikbaar tot en met {datum(plaatsing.tot)}. Neem contact op met het bureau."


@workflow.transition(
    source=[Status.AANGEBODEN],
    target=Status.GEPLAATST,
    allowed=rules.school_of_bureau,
    wie=BEIDE,
    label="Plaats aannemen",
    voorwaarden=(_periode_loopt_nog,),
)
def plaats_aannemen(plaatsing: Plaatsing, *, door: Any) -> str:
    """The school takes the place; the pupil can start."""
    _antwoord_binnen(plaatsing)
    _geef(plaatsing, max(plaatsing.van, timezone.localdate()), plaatsing.tot)
    return _periode(plaatsing)


@workflow.transition(
    source=[Status.AANGEBODEN],
    target=Status.WACHTLIJST,
    allowed=rules.school_of_bureau,
    wie=BEIDE,
    label="Nu niet, blijven wachten",
    invoer=LaterForm,
)
def plaats_uitstellen(plaatsing: Plaatsing, *, door: Any, reden: str, wacht_tot: date) -> str:
    """Not this place: the pupil keeps its place in line and gets no offer before `wacht_tot`."""
    return _terug_op_de_lijst(plaatsing, reden, wacht_tot)


@workflow.transition(
    source=[Status.AANGEBODEN],
    target=Status.VERVALLEN,
    allowed=rules.school_of_bureau,
    wie=BEIDE,
    label="Plaats weigeren",
    invoer=RedenForm,
)
def plaats_weigeren(plaatsing: Plaatsing, *, door: Any, reden: str) -> str:
    """The pupil needs no place in this facility any more; the next in line is offered it."""
    _antwoord_binnen(plaatsing)
    return _vervalt(plaatsing, door, reden)


@workflow.transition(
    source=[Status.AANGEBODEN],
    target=Status.WACHTLIJST,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Terug op de wachtlijst zetten",
    invoer=LaterForm,
)
def aanbod_intrekken(plaatsing: Plaatsing, *, door: Any, reden: str, wacht_tot: date) -> str:
    """No answer came, or the place is not there after all: the pupil waits again, in the same place in line."""
    berichten.aan_school(plaatsing, "plaats_terug_op_lijst")
    return _terug_op_de_lijst(plaatsing, reden, wacht_tot)


@workflow.transition(
    source=[Status.AANGEBODEN],
    target=Status.VERVALLEN,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Geen antwoord: van de lijst halen",
    geldt=lambda plaatsing: plaatsing.is_te_laat_beantwoord,
    invoer=RedenForm,
)
def aanbod_laten_vervallen(plaatsing: Plaatsing, *, door: Any, reden: str) -> str:
    """The school did not answer in time, and the bureau takes the pupil off the list."""
    _antwoord_binnen(plaatsing)
    return _vervalt(plaatsing, door, reden)


# --- Placed ------------------------------------------------------------------------------------------------


@workflow.transition(
    source=[Status.GEPLAATST],
    target=None,
    allowed=rules.school_of_bureau,
    wie=BEIDE,
    label="Uren en doel vastleggen",
    invoer=AfsprakenForm,
)
def afspraken_vastleggen(
    plaatsing: Plaatsing, *, door: Any, uren_per_week: Decimal, doel: str, doel_toelichting: str = ""
) -> str:
    """How many hours a week the pupil comes, and what for."""
    plaatsing.uren_per_week, plaatsing.doel, plaatsing.doel_toelichting = uren_per_week, doel, doel_toelichting
    return f"{uren(uren_per_week)} per week. Doel: {plaatsing.get_doel_display()}."


@workflow.transition(
    source=[Status.GEPLAATST],
    target=None,
    allowed=rules.school_of_bureau,
    wie=BEIDE,
    label="Einddatum wijzigen",
    invoer=EinddatumForm,
)
def einddatum_wijzigen(plaatsing: Plaatsing, *, door: Any, tot: date, reden: str) -> str:
    """The placement ends earlier, and the next in line may have the rest; or later, which only the bureau can say."""
    oud = plaatsing.tot
    if tot > oud:
        if not rules.is_bureau.test(door):
            zin = "Alleen het bureau kan een plaatsing verlengen. Vraag het bureau om dit te doen."
            raise NietToegestaan(zin, velden={"tot": [zin]})
        _weiger_als_vol(plaatsing, oud + DAG, tot)
    plaatsing.tot = tot
    if not rules.is_eigen_school.test(door, plaatsing):
        berichten.aan_school(plaatsing, "plaats_einde_gewijzigd")
    slot.laten_bedienen(plaatsing)
    return f"Tot en met {datum(tot)} in plaats van {datum(oud)}. {reden}"


@workflow.transition(
    source=[Status.GEPLAATST],
    target=Status.BEEINDIGD,
    allowed=rules.school_of_bureau,
    wie=BEIDE,
    label="Plaatsing beëindigen",
    geldt=lambda plaatsing: plaatsing.is_begonnen,
    invoer=BeeindigenForm,
)
def plaats_beeindigen(
    plaatsing: Plaatsing, *, door: Any, op: date, effect: str, effect_toelichting: str = "", reden: str = ""
) -> str:
    """The pupil has left, with `op` as last day, and this is what the place brought. The next in line may have it."""
    if not plaatsing.van <= op <= min(plaatsing.tot, timezone.localdate()):
        zin = "De laatste dag ligt niet in de plaatsing, of moet nog komen. Kies een andere dag."
        raise Geweigerd(zin, velden={"op": [zin]})
    plaatsing.tot, plaatsing.reden_einde = op, reden
    plaatsing.effect, plaatsing.effect_toelichting = effect, effect_toelichting
    slot.laten_bedienen(plaatsing)
    return f"Laatste dag: {datum(op)}. {plaatsing.get_effect_display().capitalize()}. {reden}".strip()


@workflow.transition(
    source=[Status.GEPLAATST],
    target=Status.VERVALLEN,
    allowed=rules.school_of_bureau,
    wie=BEIDE,
    label="De leerling komt niet",
    invoer=RedenForm,
)
def plaats_annuleren(plaatsing: Plaatsing, *, door: Any, reden: str) -> str:
    """The pupil never came and will not come: the place was not used, and the next in line may have it."""
    return _vervalt(plaatsing, door, reden)


@workflow.transition(
    source=[Status.BEEINDIGD],
    target=None,
    allowed=rules.school_of_bureau,
    wie=BEIDE,
    label="Effect aanvullen",
    invoer=EffectForm,
)
def effect_vastleggen(plaatsing: Plaatsing, *, door: Any, effect: str, effect_toelichting: str = "") -> str:
    """What the place brought is better known now than at the end."""
    plaatsing.effect, plaatsing.effect_toelichting = effect, effect_toelichting
    return f"{plaatsing.get_effect_display().capitalize()}."


# --- Shared ------------------------------------------------------------------------------------------------


def _periode(plaatsing: Plaatsing) -> str:
    return f"{datum(plaatsing.van)} tot en met {datum(plaatsing.tot)}."


def _geef(plaatsing: Plaatsing, van: date, tot: date) -> None:
    plaatsing.van, plaatsing.tot = van, tot
    plaatsing.geplaatst_op, plaatsing.wacht_tot = timezone.localdate(), None


def _weiger_als_vol(plaatsing: Plaatsing, van: date, tot: date) -> None:
    """Hold the facility; raises VoorwaardeNietVervuld when every place is taken on some day. The database refuses it
    too, but says so in no words."""
    slot.vergrendelen(plaatsing.voorziening_id)
    stuk = selectors.vol_stuk(plaatsing.voorziening_id, van, tot)
    if stuk is None:
        return
    zin = f"Van {datum(stuk.van)} tot en met {datum(stuk.tot)} is er geen plaats vrij."
    if stuk.plaatsen:
        zin = (
            f"{zin[:-1]}: {'de ene plaats is' if stuk.plaatsen == 1 else f'alle {stuk.plaatsen} plaatsen zijn'} bezet."
        )
    raise VoorwaardeNietVervuld(f"{zin} Kies andere dagen, of pas eerst het aantal plaatsen aan.")


def _antwoord_binnen(plaatsing: Plaatsing) -> None:
    """Nobody has to be reminded any more."""
    alles_afronden(bron=plaatsing, op=timezone.localdate())


def _terug_op_de_lijst(plaatsing: Plaatsing, reden: str, wacht_tot: date) -> str:
    _antwoord_binnen(plaatsing)
    plaatsing.van, plaatsing.tot = plaatsing.gevraagd_van, plaatsing.gevraagd_tot
    plaatsing.aangeboden_op, plaatsing.antwoord_uiterlijk, plaatsing.wacht_tot = None, None, wacht_tot
    slot.laten_bedienen(plaatsing)
    return f"Geen nieuw aanbod voor {datum(wacht_tot)}. {reden}"


def _vervalt(plaatsing: Plaatsing, door: Any, reden: str) -> str:
    plaatsing.reden_einde = reden
    if not rules.is_eigen_school.test(door, plaatsing):
        berichten.aan_school(plaatsing, "plaats_vervallen")
    slot.laten_bedienen(plaatsing)
    return reden
