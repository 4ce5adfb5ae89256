"""The acts on a pupil who sits at home, in the order in which it goes: the plan, the escalation, the end."""

from datetime import date
from typing import Any

from django.utils import timezone

from swv.kern.opmaak import datum
from swv.kern.workflow import Workflow
from swv.organisaties.models import School
from toelating.models import Gespreksnotitie, Stap, Thuiszitter, Thuiszittersregel, Thuiszitterstatus, Verzuimsoort
from toelating.models.thuiszitter import GETELD, LOPEND, Kant
from toelating.monitors import berichten, rules
from toelating.monitors.forms.basis import RedenForm
from toelating.monitors.forms.thuiszitter import (
    AanwijzenForm,
    BeeindigenForm,
    GesprekForm,
    HeropenenForm,
    MeldingenForm,
    StapAfsluitenForm,
    StapForm,
    WijzigenForm,
)
from toelating.monitors.rules import BEIDE, BUREAU_OF_PORTAAL, DOORZETTER

Status = Thuiszitterstatus
workflow = Workflow("thuiszitter", Status, wat="de melding")


def leg_verzuim_vast(thuiszitter: Thuiszitter, *, soort: str, eerste_dag: date | None) -> None:
    """The kind and the first day, with the days of escalation by the rule of today; none for who does not count."""
    thuiszitter.soort, thuiszitter.eerste_dag = soort, eerste_dag
    thuiszitter.bureau_op = thuiszitter.directeur_op = None
    if soort in GETELD and eerste_dag is not None:
        regel = Thuiszittersregel.op(timezone.localdate())
        thuiszitter.bureau_op, thuiszitter.directeur_op = regel.grenzen(eerste_dag)


# --- The plan ----------------------------------------------------------------------------------------------------


@workflow.transition(
    source=LOPEND,
    target=None,
    allowed=rules.school_of_bureau,
    wie=BEIDE,
    label="Stap afspreken",
    invoer=StapForm,
)
def stap_afspreken(thuiszitter: Thuiszitter, *, door: Any, wat: str, aan_zet: str, uiterlijk: date) -> str:
    """Somebody is to do something before a day; it stands on the work list of school and bureau."""
    stap = Stap.objects.create(thuiszitter=thuiszitter, wat=wat, aan_zet=aan_zet, uiterlijk=uiterlijk)
    return f"Aan zet: {stap.get_aan_zet_display()}, uiterlijk {datum(uiterlijk)}."


def heeft_open_stap(thuiszitter: Thuiszitter) -> bool:
    return bool(thuiszitter.open_stappen)


@workflow.transition(
    source=LOPEND,
    target=None,
    allowed=rules.school_of_bureau,
    wie=BEIDE,
    label="Stap afsluiten",
    geldt=heeft_open_stap,
    invoer=StapAfsluitenForm,
)
def stap_afsluiten(thuiszitter: Thuiszitter, *, door: Any, stap: Stap, afloop: str, op: date) -> str:
    """The step was taken, did not work or is no longer needed."""
    stap.afloop, stap.afgesloten_op = afloop, op
    stap.save(update_fields=["afloop", "afgesloten_op"])
    return f"Stap van {stap.get_aan_zet_display()}: {stap.get_afloop_display()}."


@workflow.transition(
    source=LOPEND,
    target=None,
    allowed=rules.school_of_bureau,
    wie=BEIDE,
    label="Gesprek noteren",
    invoer=GesprekForm,
)
def gesprek_noteren(thuiszitter: Thuiszitter, *, door: Any, op: date, met: str, tekst: str) -> str:
    """What was said, for the own side alone; the timeline only says that there was a talk."""
    kant = kant_van(door, thuiszitter)
    notitie = Gespreksnotitie.objects.create(thuiszitter=thuiszitter, kant=kant, op=op, met=met, tekst=tekst, door=door)
    return f"Gesprek met {notitie.get_met_display()} op {datum(op)}."


def kant_van(user: Any, thuiszitter: Thuiszitter) -> Kant:
    """On which side somebody keeps notes: who works at the school of the pupil writes for the school."""
    return Kant.SCHOOL if rules.is_eigen_school.test(user, thuiszitter) else Kant.BUREAU


@workflow.transition(
    source=LOPEND,
    target=None,
    allowed=rules.school_of_bureau,
    wie=BEIDE,
    label="Leerplicht en bestuur ingelicht",
    geldt=lambda thuiszitter: thuiszitter.leerplicht_op is None or thuiszitter.bestuur_op is None,
    invoer=MeldingenForm,
)
def meldingen_vastleggen(
    thuiszitter: Thuiszitter, *, door: Any, leerplicht_op: date | None = None, bestuur_op: date | None = None
) -> str:
    """On which days Leerplicht and the board were told. A day that is left out stays as it was."""
    thuiszitter.leerplicht_op = leerplicht_op or thuiszitter.leerplicht_op
    thuiszitter.bestuur_op = bestuur_op or thuiszitter.bestuur_op
    dagen = (("Leerplicht", thuiszitter.leerplicht_op), ("bestuur", thuiszitter.bestuur_op))
    return ", ".join(f"{wie} op {datum(dag)}" for wie, dag in dagen if dag) + "."


@workflow.transition(
    source=LOPEND,
    target=None,
    allowed=rules.school_of_bureau,
    wie=BEIDE,
    label="Soort, dag of reden wijzigen",
    invoer=WijzigenForm,
)
def gegevens_wijzigen(thuiszitter: Thuiszitter, *, door: Any, soort: str, reden: str, eerste_dag: date | None) -> str:
    """A threat became real, or something was written down wrongly. The days of escalation are reckoned again."""
    leg_verzuim_vast(thuiszitter, soort=soort, eerste_dag=eerste_dag)
    thuiszitter.reden = reden
    sinds = f" sinds {datum(eerste_dag)}" if eerste_dag else ""
    return f"{thuiszitter.get_soort_display().capitalize()}{sinds}."


# --- Escalation --------------------------------------------------------------------------------------------------


@workflow.transition(
    source=[Status.OPEN],
    target=Status.ESCALATIE,
    allowed=rules.bureau_of_portaal,
    wie=BUREAU_OF_PORTAAL,
    label="Escaleren",
    geldt=lambda thuiszitter: thuiszitter.soort != Verzuimsoort.VRIJSTELLING,
    invoer=RedenForm,
)
def escaleren(thuiszitter: Thuiszitter, *, door: Any, reden: str) -> str:
    """Deliberation stalls, or the pupil is at home too long: it comes to the directeur-bestuurder. The portal does this
    by itself on the day of the rule."""
    thuiszitter.geescaleerd_op = timezone.localdate()
    doorzetters = Thuiszittersregel.op(timezone.localdate()).doorzetters()
    berichten.sturen(thuiszitter, "thuiszitter_escalatie", berichten.directeur(), doorzetters)
    anderen = (berichten.school(thuiszitter), berichten.bestuur(thuiszitter))
    berichten.sturen(thuiszitter, "thuiszitter_bij_directeur", *anderen)
    return reden


@workflow.transition(
    source=[Status.ESCALATIE],
    target=Status.AANGEWEZEN,
    allowed=rules.is_doorzetter,
    wie=DOORZETTER,
    label="School aanwijzen",
    invoer=AanwijzenForm,
)
def school_aanwijzen(thuiszitter: Thuiszitter, *, door: Any, school: School, plaats_uiterlijk: date, reden: str) -> str:
    """Doorzettingsmacht: this school must give the pupil a place before a day. Only when deliberation has failed."""
    thuiszitter.aangewezen_school, thuiszitter.aangewezen_op = school, timezone.localdate()
    thuiszitter.plaats_uiterlijk = plaats_uiterlijk
    _vertel(thuiszitter, "thuiszitter_aangewezen", uiterlijk=plaats_uiterlijk)
    return f"{school.naam}, plaats uiterlijk {datum(plaats_uiterlijk)}. {reden}"


@workflow.transition(
    source=[Status.AANGEWEZEN],
    target=Status.ESCALATIE,
    allowed=rules.is_doorzetter,
    wie=DOORZETTER,
    label="Aanwijzing intrekken",
    invoer=RedenForm,
)
def aanwijzing_intrekken(thuiszitter: Thuiszitter, *, door: Any, reden: str) -> str:
    """That school does not have to after all; another one may be pointed out."""
    _zonder_aanwijzing(thuiszitter)
    _vertel(thuiszitter, "thuiszitter_aanwijzing_weg")
    return reden


# --- The end -----------------------------------------------------------------------------------------------------


@workflow.transition(
    source=LOPEND,
    target=Status.BEEINDIGD,
    allowed=rules.school_of_bureau,
    wie=BEIDE,
    label="Melding afsluiten",
    invoer=BeeindigenForm,
)
def beeindigen(thuiszitter: Thuiszitter, *, door: Any, einde: str, op: date) -> str:
    """The pupil no longer sits at home, or no longer counts. Steps that were left are no longer needed."""
    thuiszitter.einde, thuiszitter.einde_op = einde, op
    thuiszitter.stappen.filter(afgesloten_op__isnull=True).update(
        afgesloten_op=timezone.localdate(), afloop=Stap.Afloop.NIET_NODIG
    )
    return f"{thuiszitter.get_einde_display().capitalize()}, op {datum(op)}."


def _geen_andere_open(thuiszitter: Thuiszitter) -> str | None:
    anders = Thuiszitter.objects.lopend().filter(leerling=thuiszitter.leerling_id).exclude(pk=thuiszitter.pk)
    if not anders.exists():
        return None
    return "Over deze leerling loopt al een andere melding. Werk daarin verder, of vraag het bureau ernaar."


@workflow.transition(
    source=[Status.BEEINDIGD],
    target=Status.OPEN,
    allowed=rules.school_of_bureau,
    wie=BEIDE,
    label="Weer openen",
    voorwaarden=(_geen_andere_open,),
    invoer=HeropenenForm,
)
def heropenen(thuiszitter: Thuiszitter, *, door: Any, soort: str, eerste_dag: date | None, reden: str) -> str:
    """The pupil sits at home again. What was before stands on the timeline; the days of escalation are reckoned
    from the first day that is given now."""
    thuiszitter.einde, thuiszitter.einde_op, thuiszitter.geescaleerd_op = "", None, None
    _zonder_aanwijzing(thuiszitter)
    leg_verzuim_vast(thuiszitter, soort=soort, eerste_dag=eerste_dag)
    berichten.sturen(thuiszitter, "thuiszitter_gemeld", berichten.bureau())
    return reden


def _zonder_aanwijzing(thuiszitter: Thuiszitter) -> None:
    thuiszitter.aangewezen_school = thuiszitter.aangewezen_op = thuiszitter.plaats_uiterlijk = None


def _vertel(thuiszitter: Thuiszitter, soort: str, **context: Any) -> None:
    """School, board and bureau hear of it. The school that was pointed out is told by a person: it may not read this
    dossier, and no mail says which pupil it is about."""
    groepen = (berichten.school(thuiszitter), berichten.bestuur(thuiszitter), berichten.bureau())
    berichten.sturen(thuiszitter, soort, *groepen, **context)
