"""The acts on a registration: it runs, it ends with what it brought, or it never began."""

from datetime import date
from typing import Any

from swv.kern.fouten import Geweigerd
from swv.kern.opmaak import datum
from swv.kern.workflow import Workflow
from voorzieningen.models import Registratie
from voorzieningen.registratie import rules
from voorzieningen.registratie.forms import AfrondenForm, EffectForm, RedenForm, WijzigenForm
from voorzieningen.registratie.rules import BEIDE
from voorzieningen.registratie.services import niet_dubbel

Status = Registratie.Status
workflow = Workflow("voorzieningen", Status, wat="de registratie")


@workflow.transition(
    source=[Status.LOOPT],
    target=None,
    allowed=rules.school_of_bureau,
    wie=BEIDE,
    label="Afspraken wijzigen",
    invoer=WijzigenForm,
)
def registratie_wijzigen(registratie: Registratie, *, door: Any, **gegevens: Any) -> str:
    """Another provider, other days, other hours or another goal. Raises Geweigerd when the pupil has another
    registration at that provider in a part of those days."""
    for naam, waarde in gegevens.items():
        setattr(registratie, naam, waarde)
    niet_dubbel(registratie)
    return f"{datum(registratie.van)} tot en met {datum(registratie.tot)}."


@workflow.transition(
    source=[Status.LOOPT],
    target=Status.AFGEROND,
    allowed=rules.school_of_bureau,
    wie=BEIDE,
    label="Afronden met effect",
    invoer=AfrondenForm,
)
def registratie_afronden(
    registratie: Registratie, *, door: Any, op: date, effect: str, effect_toelichting: str = ""
) -> str:
    """The pupil stopped, with `op` as last day, and this is what it brought."""
    if op < registratie.van:
        zin = "De laatste dag ligt voor de eerste dag. Kies een latere dag."
        raise Geweigerd(zin, velden={"op": [zin]})
    registratie.tot = op
    if registratie.evaluatie_op and registratie.evaluatie_op > op:
        registratie.evaluatie_op = None
    return _effect(registratie, effect, effect_toelichting)


@workflow.transition(
    source=[Status.LOOPT],
    target=Status.VERVALLEN,
    allowed=rules.school_of_bureau,
    wie=BEIDE,
    label="De leerling is niet begonnen",
    invoer=RedenForm,
)
def registratie_vervallen(registratie: Registratie, *, door: Any, reden: str) -> str:
    """The pupil never came: it does not count in any figure."""
    registratie.reden_einde = reden
    return reden


@workflow.transition(
    source=[Status.AFGEROND],
    target=None,
    allowed=rules.school_of_bureau,
    wie=BEIDE,
    label="Effect verbeteren",
    invoer=EffectForm,
)
def effect_verbeteren(registratie: Registratie, *, door: Any, effect: str, effect_toelichting: str = "") -> str:
    """What it brought is better known now than at the end."""
    return _effect(registratie, effect, effect_toelichting)


def _effect(registratie: Registratie, effect: str, toelichting: str) -> str:
    registratie.effect, registratie.effect_toelichting = effect, toelichting
    return f"{registratie.get_effect_display().capitalize()}."
