"""The acts about a notice of default. They are the same for a request and for an objection: each workflow registers
them with its own states and people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from swv.documenten.services import bijlage_toevoegen
from swv.kern.fouten import VoorwaardeNietVervuld
from swv.kern.nummering import volgend_nummer
from swv.kern.opmaak import datum, euro
from swv.kern.schooljaar import kort, schooljaar
from swv.kern.workflow import Predicaat, Workflow
from swv.organisaties.models import Gebruiker
from toelating.dwangsom import post, teksten
from toelating.dwangsom.stand import Dwangsomstand, Fase, stand_van
from toelating.forms import dwangsom as forms
from toelating.models import Bezwaar, Ingebrekestelling, Tlvaanvraag

Zaak = Tlvaanvraag | Bezwaar
Stand = Ingebrekestelling.Stand
BIJLAGE, MACHTIGING = "ingebrekestelling", "machtiging"
NAMEN = (
    "ingebrekestelling_vastleggen",
    "ingebrekestelling_intrekken",
    "geen_dwangsom",
    "dwangsom_vaststellen",
    "ingebrekestelling_sluiten",
)


@dataclass(frozen=True)
class Mensen:
    """Who does what, and how the workflow calls them."""

    bureau: Predicaat
    wie_bureau: str
    directeur: Predicaat
    systeem: Predicaat
    wie_directeur: str = "de directeur-bestuurder"
    wie_systeem: str = "het portaal zelf"


def handelingen_registreren(
    workflow: Workflow, mensen: Mensen, *, te_beslissen: Iterable[str], ingetrokken: str
) -> None:
    """Add the acts to a workflow. A notice can come while a decision is waited for (`te_beslissen`: those states, and
    those in which it was signed); what follows from it also after that."""
    nieuw = tuple(te_beslissen)
    alle = (*nieuw, ingetrokken)
    bureau: dict[str, Any] = {"allowed": mensen.bureau, "wie": mensen.wie_bureau}
    directeur: dict[str, Any] = {"allowed": mensen.directeur, "wie": mensen.wie_directeur, "tweede_factor": True}
    open_: dict[str, Any] = {"source": alle, "target": None, "geldt": _staat_open}
    workflow.transition(
        source=nieuw,
        target=None,
        label="Ingebrekestelling vastleggen",
        geldt=_kan_er_een_bij,
        voorwaarden=(_nog_niet_vastgesteld,),
        invoer=forms.IngebrekestellingForm,
        **bureau,
    )(ingebrekestelling_vastleggen)
    workflow.transition(
        label="Ingebrekestelling ingetrokken",
        invoer=forms.IngebrekestellingIntrekkenForm,
        **open_,
        **bureau,
    )(ingebrekestelling_intrekken)
    workflow.transition(label="Besluiten: geen dwangsom", invoer=forms.GeenDwangsomForm, **open_, **directeur)(
        geen_dwangsom
    )
    workflow.transition(label="Dwangsom vaststellen", voorwaarden=(_kan_vastgesteld,), **open_, **directeur)(
        dwangsom_vaststellen
    )
    workflow.transition(
        label="Ingebrekestelling afgedaan",
        allowed=mensen.systeem,
        wie=mensen.wie_systeem,
        voorwaarden=(_is_op_tijd,),
        **open_,
    )(ingebrekestelling_sluiten)


# --- What must be so -------------------------------------------------------------------------------------------------


def _staat_open(zaak: Zaak) -> bool:
    return zaak.open_ingebrekestelling is not None


def _kan_er_een_bij(zaak: Zaak) -> bool:
    """One at a time; one that came too early can be followed by one that did not."""
    rij = zaak.open_ingebrekestelling
    return rij is None or rij.is_te_vroeg


def _stand(zaak: Zaak) -> Dwangsomstand:
    rij = zaak.open_ingebrekestelling
    assert rij is not None
    if isinstance(zaak, Bezwaar):
        rij.bezwaar = zaak
    else:
        rij.aanvraag = zaak
    return stand_van(rij)


def _nog_niet_vastgesteld(zaak: Zaak) -> str | None:
    """One dwangsom per decision that is waited for."""
    eerder = _van(zaak).filter(stand=Stand.VASTGESTELD).first()
    if eerder is None or _begin(zaak) > eerder.ontvangen_op:
        return None
    return "Voor dit besluit is al een dwangsom vastgesteld. Leg een nieuw stuk bij het dossier."


def _begin(zaak: Zaak) -> date:
    """The day on which the newest decision term began."""
    stand = stand_van(_nieuw(zaak, ontvangen_op=timezone.localdate(), kanaal=""))
    return stand.termijn_begin or date.min


def _kan_vastgesteld(zaak: Zaak) -> str | None:
    return teksten.belemmering(_stand(zaak))


def _is_op_tijd(zaak: Zaak) -> str | None:
    return None if _stand(zaak).fase == Fase.OP_TIJD else "Er is nog niet beslist, of te laat."


# --- What happens ----------------------------------------------------------------------------------------------------


def ingebrekestelling_vastleggen(
    zaak: Zaak,
    *,
    door: Gebruiker,
    ontvangen_op: date,
    kanaal: str,
    notitie: str = "",
    bestand: Any = None,
    gemachtigde: str = "",
    machtiging: Any = None,
) -> str:
    """The applicant or objector says in writing that the decision is late (Awb 4:17), or a `gemachtigde` does so with
    a paper that says that they may (Awb 2:1). One that comes before the term
    lapsed is kept and marked, never refused; the receipt is confirmed, and who handles and decides hears of it."""
    rij = _nieuw(
        zaak,
        ontvangen_op=ontvangen_op,
        kanaal=kanaal,
        notitie=notitie,
        gemachtigde=gemachtigde,
        vastgelegd_door=door,
    )
    stand = stand_van(rij)
    if stand.einde is not None and ontvangen_op > stand.einde:
        zin = f"Het besluit is al bekend sinds {datum(stand.einde)}. Een ingebrekestelling heeft dan geen gevolg meer."
        raise VoorwaardeNietVervuld(zin, velden={"ontvangen_op": [zin]})
    if _staat_open(zaak):
        _sluit(zaak, Stand.VERVANGEN, door=door)
    rij.is_te_vroeg = stand.termijn_tot is None or ontvangen_op <= stand.termijn_tot
    rij.save()
    for stuk, soort in ((bestand, BIJLAGE), (machtiging, MACHTIGING)):
        if stuk:
            bijlage_toevoegen(bron=rij, upload=stuk, soort=soort, door=door)
    zaak.open_ingebrekestelling = rij
    post.ontvangst_bevestigen(stand, door=door)
    eerste = datum(stand.eerste_dag) if stand.eerste_dag else ""
    post.aan_bureau(stand, "ingebrekestelling_nieuw", sleutel="nieuw", uiterlijk=eerste, datum=datum(ontvangen_op))
    te_vroeg = " Dat was voordat de beslistermijn voorbij was." if rij.is_te_vroeg else ""
    namens = ", van een gemachtigde" if gemachtigde else ""
    return f"Ontvangen op {datum(ontvangen_op)}, {rij.get_kanaal_display()}{namens}.{te_vroeg}"


def ingebrekestelling_intrekken(zaak: Zaak, *, door: Gebruiker, op: date, hoe: str) -> str:
    """Who sent it takes it back: no dwangsom follows."""
    _sluit(zaak, Stand.INGETROKKEN, door=door)
    return f"Op {datum(op)}: {hoe}"


def geen_dwangsom(zaak: Zaak, *, door: Gebruiker, grond: str, toelichting: str) -> str:
    """No dwangsom is due, for a reason of the law (Awb 4:17 (6)); this is a decision of its own, with a letter."""
    stand = _stand(zaak)
    stand.rij.grond, stand.rij.toelichting = grond, toelichting
    _besluit(zaak, stand, Stand.GEEN, door=door)
    return f"{stand.rij.besluitnummer}: {stand.rij.get_grond_display()}.\n\n{toelichting}"


def dwangsom_vaststellen(zaak: Zaak, *, door: Gebruiker) -> str:
    """How much is due, once the decision is there or 42 days are over (Awb 4:18); a decision of its own, with a letter
    that shows the sum."""
    stand = _stand(zaak)
    stand.rij.eerste_dag, stand.rij.laatste_dag = stand.eerste_dag, stand.laatste_dag
    stand.rij.bedrag = stand.bedrag
    _besluit(zaak, stand, Stand.VASTGESTELD, door=door)
    dagen = "1 dag" if stand.dagen == 1 else f"{stand.dagen} dagen"
    return f"{stand.rij.besluitnummer}: {euro(stand.bedrag)} over {dagen}."


def ingebrekestelling_sluiten(zaak: Zaak, *, door: None) -> str:
    """The decision was announced before the first day: nothing is due. The portal does this by itself."""
    stand = _stand(zaak)
    assert stand.einde is not None
    _sluit(zaak, Stand.OP_TIJD, door=None)
    return f"Op {datum(stand.einde)} was er een besluit of is ingetrokken wat was gevraagd. Er is geen dwangsom."


# --- Shared ----------------------------------------------------------------------------------------------------------


def _van(zaak: Zaak) -> Any:
    rijen = zaak.ingebrekestellingen.all()
    return rijen if isinstance(zaak, Bezwaar) else rijen.filter(bezwaar__isnull=True)


def _nieuw(zaak: Zaak, **gegevens: Any) -> Ingebrekestelling:
    bezwaar = zaak if isinstance(zaak, Bezwaar) else None
    aanvraag = zaak.aanvraag if isinstance(zaak, Bezwaar) else zaak
    return Ingebrekestelling(aanvraag=aanvraag, bezwaar=bezwaar, **gegevens)


def _besluit(zaak: Zaak, stand: Dwangsomstand, naar: Stand, *, door: Gebruiker) -> None:
    vandaag = timezone.localdate()
    stand.rij.besluitnummer = f"DW-{kort(vandaag)}-{volgend_nummer('dwangsom', schooljaar(vandaag)):05d}"
    _sluit(zaak, naar, door=door)
    post.besluit_sturen(stand, door=door)


def _sluit(zaak: Zaak, naar: Stand, *, door: Gebruiker | None) -> None:
    rij = zaak.open_ingebrekestelling
    assert rij is not None
    rij.stand, rij.afgedaan_op, rij.afgedaan_door = naar, timezone.now(), door
    rij.save()
    zaak.open_ingebrekestelling = None
