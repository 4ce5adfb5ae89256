"""The acts on a place in an activity: waiting, enrolled, present, and what proves that.

Coming on the list (the start) stands in `services.inschrijven`. An act here never takes the row of the activity; see
`slot`.
"""

from typing import Any

from django.utils import timezone

from swv.kern.fouten import Geweigerd, VoorwaardeNietVervuld
from swv.kern.opmaak import datum, datumtijd, tijd
from swv.kern.workflow import Workflow
from voorzieningen.activiteiten import berichten, bewijs, codes, rules, slot
from voorzieningen.activiteiten.forms import CodeForm, CorrigerenForm, sessienaam
from voorzieningen.activiteiten.rules import BUREAU, DEELNEMER, DEELNEMER_OF_BUREAU, PORTAAL
from voorzieningen.models import Aanwezigheid, Activiteitstatus, Inschrijving, Sessie

Status = Inschrijving.Status
workflow = Workflow("activiteiten", Status, wat="de inschrijving")
VRAAG_HET_BUREAU = "Vraag iemand van het bureau om u op de lijst te zetten."


@workflow.transition(
    source=[Status.WACHTLIJST],
    target=Status.INGESCHREVEN,
    allowed=rules.is_portaal,
    wie=PORTAAL,
    label="Plaats gekregen",
)
def plaats_krijgen(inschrijving: Inschrijving, *, door: Any) -> None:
    """A place was free and this person was first in line. The caller holds the activity."""
    activiteit = inschrijving.activiteit
    bezet = activiteit.inschrijvingen.met_plaats().count()
    if activiteit.capaciteit is not None and bezet >= activiteit.capaciteit:
        raise VoorwaardeNietVervuld("Alle plaatsen zijn bezet. Deze persoon blijft op de wachtlijst.")


def _moet_nog_beginnen(inschrijving: Inschrijving) -> str | None:
    if not inschrijving.activiteit.is_begonnen:
        return None
    return f"De activiteit begon op {datumtijd(inschrijving.activiteit.begint)}. Afmelden kan tot het begin."


@workflow.transition(
    source=[Status.WACHTLIJST, Status.INGESCHREVEN],
    target=Status.AFGEMELD,
    allowed=rules.deelnemer_of_bureau,
    wie=DEELNEMER_OF_BUREAU,
    label="Afmelden",
    geldt=lambda inschrijving: inschrijving.activiteit.status != Activiteitstatus.AFGELAST,
    voorwaarden=(_moet_nog_beginnen,),
)
def afmelden(inschrijving: Inschrijving, *, door: Any) -> None:
    """This person does not come after all; the first in line gets the place."""
    slot.laten_bedienen(inschrijving)
    if door != inschrijving.aan:
        berichten.aan_deelnemer(inschrijving, "activiteit_afgemeld")


def _is_nu(inschrijving: Inschrijving) -> str | None:
    sessies = list(inschrijving.activiteit.sessies.all())
    return None if any(sessie.is_nu for sessie in sessies) else _buiten_de_tijd(sessies)


@workflow.transition(
    source=[Status.INGESCHREVEN],
    target=None,
    allowed=rules.is_persoon,
    wie=DEELNEMER,
    label="Meld dat u er bent",
    geldt=lambda inschrijving: inschrijving.activiteit.gaat_door,
    invoer=CodeForm,
    voorwaarden=(_is_nu,),
)
def aanwezig_melden(inschrijving: Inschrijving, *, door: Any, code: str) -> str:
    """The participant types the code that stands in the room, while the meeting is on."""
    sessie = _sessie_met_code(inschrijving, code, door)
    _weiger_als_vaststaat(inschrijving, sessie)
    Aanwezigheid.objects.create(
        inschrijving=inschrijving, sessie=sessie, is_aanwezig=True, hoe=Aanwezigheid.Hoe.CODE, door=door
    )
    _bewijs_vervalt(inschrijving, door)
    return f"{sessienaam(sessie)}."


@workflow.transition(
    source=[Status.INGESCHREVEN],
    target=None,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Aanwezigheid verbeteren",
    geldt=lambda inschrijving: inschrijving.activiteit.gaat_door,
    invoer=CorrigerenForm,
)
def aanwezigheid_corrigeren(
    inschrijving: Inschrijving, *, door: Any, sessie: Sessie, aanwezig: bool, reden: str
) -> str:
    """The bureau puts right who was there. A certificate that says otherwise no longer counts."""
    if not sessie.kan_vastleggen:
        raise Geweigerd(f"De bijeenkomst begint op {sessienaam(sessie)}. Leg de aanwezigheid daarna vast.")
    Aanwezigheid.objects.update_or_create(
        inschrijving=inschrijving,
        sessie=sessie,
        defaults={"is_aanwezig": aanwezig, "hoe": Aanwezigheid.Hoe.LIJST, "door": door, "op": timezone.now()},
    )
    _bewijs_vervalt(inschrijving, door)
    return f"{sessienaam(sessie)}: {'aanwezig' if aanwezig else 'afwezig'}. {reden}"


def _bewijs_vervalt(inschrijving: Inschrijving, door: Any) -> None:
    """It does not say what is known now; when the activity is finished the worker writes a new one."""
    bewijs.intrekken([inschrijving], door=door)
    if inschrijving.activiteit.status == Activiteitstatus.GEWEEST:
        slot.nieuw_bewijs(inschrijving)


def _was_erbij(inschrijving: Inschrijving) -> str | None:
    if not bewijs.sessies_van(inschrijving):
        return (
            "Er staat nergens dat deze deelnemer aanwezig was. Klopt dat niet? Vraag het bureau om dit te verbeteren."
        )
    onbekend = inschrijving.activiteit.sessies.exclude(aanwezigheden__inschrijving=inschrijving)
    if dagen := ", ".join(datum(sessie.begint) for sessie in onbekend):
        return f"Er staat nog niet vast of deze deelnemer er was op {dagen}. Het bureau legt dat eerst vast."
    return None


def _nog_geen_bewijs(inschrijving: Inschrijving) -> str | None:
    return "Het bewijs van deelname is er al. U vindt het bij de inschrijving." if bewijs.van(inschrijving) else None


@workflow.transition(
    source=[Status.INGESCHREVEN],
    target=None,
    allowed=rules.deelnemer_bureau_of_portaal,
    wie=DEELNEMER_OF_BUREAU,
    label="Bewijs van deelname maken",
    geldt=lambda inschrijving: inschrijving.activiteit.gaat_door and inschrijving.activiteit.is_voorbij,
    voorwaarden=(_was_erbij, _nog_geen_bewijs),
)
def bewijs_maken(inschrijving: Inschrijving, *, door: Any) -> None:
    """The certificate with the meetings at which this person was. It is written once."""
    bewijs.schrijven(inschrijving)


# --- The code of the room ----------------------------------------------------------------------------------


def _sessie_met_code(inschrijving: Inschrijving, code: str, door: Any) -> Sessie:
    """The meeting that is on now and has this code. Raises Geweigerd, and then counts a code that is wrong."""
    grens = codes.grens(door.pk)
    if grens.is_bereikt:
        raise _codefout(f"U heeft te vaak een verkeerde code ingevuld. Wacht een kwartier. {VRAAG_HET_BUREAU}")
    sessies = list(inschrijving.activiteit.sessies.all())
    gelijk = [sessie for sessie in sessies if codes.is_gelijk(code, sessie.code)]
    if passend := next((sessie for sessie in gelijk if sessie.is_nu), None):
        return passend
    grens.tel()
    if gelijk:
        raise _codefout(f"Deze code hoort bij de bijeenkomst van {datum(gelijk[0].begint)}. Vul de code van nu in.")
    raise _codefout(
        f"Deze code klopt niet. Typ de code over die nu in de zaal staat. Lukt het niet? {VRAAG_HET_BUREAU}"
    )


def _buiten_de_tijd(sessies: list[Sessie]) -> str:
    nu = timezone.now()
    if komende := next((sessie for sessie in sessies if sessie.code_van > nu), None):
        return f"U kunt zich aanwezig melden op {datum(komende.begint)}, vanaf {tijd(komende.code_van)} uur."
    return f"Aanwezig melden kon tot {datumtijd(sessies[-1].code_tot)}. Was u er? {VRAAG_HET_BUREAU}"


def _weiger_als_vaststaat(inschrijving: Inschrijving, sessie: Sessie) -> None:
    """What stands, stands: a code cannot undo what the bureau wrote down."""
    if (rij := Aanwezigheid.objects.filter(inschrijving=inschrijving, sessie=sessie).first()) is None:
        return
    if rij.is_aanwezig:
        raise _codefout("U staat al op de lijst als aanwezig. U hoeft niets meer te doen.")
    raise _codefout("Het bureau heeft u als afwezig opgeschreven. Bent u er? Zeg het tegen iemand van het bureau.")


def _codefout(zin: str) -> Geweigerd:
    return Geweigerd(zin, velden={"code": [zin]})
