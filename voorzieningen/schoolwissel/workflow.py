"""The acts on a pupil who seeks another school, in the order in which it goes: registered, proposed, placed.

Registering (the start) stands in `services.aanmelden`. An act holds the row of the pupil and then that of the place;
nobody takes them the other way round.
"""

from typing import Any

from django.utils import timezone

from swv.kern.fouten import Geweigerd, VoorwaardeNietVervuld
from swv.kern.opmaak import datum
from swv.kern.workflow import Workflow
from swv.organisaties.models import School
from swv.termijnen.models import Soort as Klok
from swv.termijnen.rekenen import werkdagen_na
from swv.termijnen.selectors import extra_feestdagen
from swv.termijnen.services import alles_afronden, start
from voorzieningen.models import Schoolplaats, Schoolwissel, Wisselregel, Wisselronde
from voorzieningen.schoolwissel import berichten, rules, selectors, services
from voorzieningen.schoolwissel.forms import MetSchoolForm, RedenForm, RegelForm, VastzettenForm, WijzigenForm
from voorzieningen.schoolwissel.rules import BUREAU, NIEUWE, SCHOOL_OF_BUREAU

Status = Schoolwissel.Status
workflow = Workflow("voorzieningen", Status, wat="de aanmelding")

HERINNEREN = "voorzieningen.schoolwissel_herinneren"
WERKDAGEN = 5  # to answer a proposal


def _ronde_loopt(wissel: Schoolwissel) -> str | None:
    if wissel.ronde.status == Wisselronde.Status.LOOPT:
        return None
    return "Deze ronde is afgerond. Vraag het bureau om de ronde weer te openen."


# --- Registered ------------------------------------------------------------------------------------------------


@workflow.transition(
    source=[Status.AANGEMELD],
    target=None,
    allowed=rules.school_of_bureau,
    wie=SCHOOL_OF_BUREAU,
    label="Aanmelding wijzigen",
    voorwaarden=(_ronde_loopt,),
    invoer=WijzigenForm,
)
def aanmelding_wijzigen(wissel: Schoolwissel, *, door: Any, **gegevens: Any) -> str:
    """Other wishes, or something else is needed. The place in line stays; it counts from the next proposal on."""
    services.invullen(wissel, gegevens)
    wissel.niet_naar.set(gegevens["niet_naar"])
    return ""


@workflow.transition(
    source=[Status.AANGEMELD],
    target=None,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Vastzetten op een school",
    voorwaarden=(_ronde_loopt,),
    geldt=lambda wissel: not any(regel.soort == "vast" for regel in wissel.regels.all()),
    invoer=VastzettenForm,
)
def vastzetten(wissel: Schoolwissel, *, door: Any, school: int, niveau: str, reden: str) -> str:
    """This pupil gets a place on this school, whatever the terms say; the next proposals keep to it."""
    if niveau not in wissel.niveaus:
        zin = "Dit niveau past niet bij de aanmelding. Kies een ander niveau."
        raise Geweigerd(zin, velden={"niveau": [zin]})
    _regel(wissel, door, school=school, soort=Wisselregel.Soort.VAST, niveau=niveau, reden=reden)
    return f"{_naam(school)}, {Schoolplaats.Niveau(niveau).label}. {reden}"


@workflow.transition(
    source=[Status.AANGEMELD],
    target=None,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="School uitsluiten",
    voorwaarden=(_ronde_loopt,),
    invoer=MetSchoolForm,
)
def school_uitsluiten(wissel: Schoolwissel, *, door: Any, school: int, reden: str) -> str:
    """The next proposals do not give this pupil a place on this school."""
    _regel(wissel, door, school=school, soort=Wisselregel.Soort.NIET, reden=reden)
    return f"{_naam(school)}. {reden}"


@workflow.transition(
    source=[Status.AANGEMELD],
    target=None,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Keuze met de hand weghalen",
    geldt=lambda wissel: bool(wissel.regels.all()),
    invoer=RegelForm,
)
def regel_weghalen(wissel: Schoolwissel, *, door: Any, regel: Wisselregel) -> str:
    """What was fixed or excluded by hand counts no longer from the next proposal on."""
    regel.delete()
    return f"{regel.get_soort_display().capitalize()}: {regel.school.naam}."


@workflow.transition(
    source=[Status.AANGEMELD],
    target=Status.VOORGESTELD,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Voorstel sturen",
    voorwaarden=(_ronde_loopt, lambda wissel: _zonder_voorstel(wissel)),
)
def voorstel_sturen(wissel: Schoolwissel, *, door: Any) -> str:
    """The place of the last proposal is kept for this pupil, and its school is asked to take him before a day."""
    uitkomst = selectors.uitkomst_van(wissel)
    assert uitkomst is not None
    _houd_plaats(wissel, uitkomst.school_id, uitkomst.niveau)
    vandaag = timezone.localdate()
    uiterlijk = werkdagen_na(vandaag, WERKDAGEN, extra=extra_feestdagen())
    wissel.naar_school, wissel.naar_niveau = uitkomst.school, uitkomst.niveau
    wissel.voorgesteld_op, wissel.antwoord_uiterlijk, wissel.niet_gestuurd = vandaag, uiterlijk, ""
    start(
        bron=wissel,
        soort=Klok.AANBOD,
        begin=vandaag,
        uiterlijk=uiterlijk,
        is_wettelijk=False,
        herinner_opdracht=HERINNEREN,
    )
    berichten.aan_nieuwe_school(wissel, "schoolwissel_voorgesteld")
    return f"{_plek(wissel)} Antwoord uiterlijk op {datum(uiterlijk)}."


# --- Proposed --------------------------------------------------------------------------------------------------


@workflow.transition(
    source=[Status.VOORGESTELD],
    target=Status.GEPLAATST,
    allowed=rules.is_nieuwe_school,
    wie=NIEUWE,
    label="Leerling aannemen",
)
def leerling_aannemen(wissel: Schoolwissel, *, door: Any) -> str:
    """The school takes the pupil: the place is his."""
    wissel.geplaatst_op = timezone.localdate()
    _beantwoord(wissel)
    berichten.aan_school(wissel, "schoolwissel_geplaatst")
    return _plek(wissel)


@workflow.transition(
    source=[Status.VOORGESTELD],
    target=Status.AANGEMELD,
    allowed=rules.is_nieuwe_school,
    wie=NIEUWE,
    label="Leerling niet aannemen",
    invoer=RedenForm,
)
def leerling_weigeren(wissel: Schoolwissel, *, door: Any, reden: str) -> str:
    """The school does not take the pupil and says why; it is not proposed for this pupil again."""
    assert wissel.naar_school_id is not None
    berichten.aan_bureau(wissel, "schoolwissel_geweigerd")
    _regel(wissel, door, school=wissel.naar_school_id, soort=Wisselregel.Soort.NIET, reden=reden)
    return _terug(wissel, reden)


@workflow.transition(
    source=[Status.VOORGESTELD],
    target=Status.AANGEMELD,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Voorstel terugnemen",
    invoer=RedenForm,
)
def voorstel_terugnemen(wissel: Schoolwissel, *, door: Any, reden: str) -> str:
    """The place is free again, and the pupil counts in the next proposal. The school sees the pupil no longer."""
    berichten.vervallen(wissel)
    return _terug(wissel, reden)


# --- Whenever --------------------------------------------------------------------------------------------------


@workflow.transition(
    source=[Status.AANGEMELD, Status.VOORGESTELD, Status.GEPLAATST],
    target=Status.INGETROKKEN,
    allowed=rules.school_of_bureau,
    wie=SCHOOL_OF_BUREAU,
    label="Aanmelding intrekken",
    invoer=RedenForm,
)
def aanmelding_intrekken(wissel: Schoolwissel, *, door: Any, reden: str) -> str:
    """The pupil seeks no other school any more; a place that was kept is free again."""
    if wissel.naar_school_id:
        berichten.vervallen(wissel)
    if not rules.is_eigen_school.test(door, wissel):
        berichten.aan_school(wissel, "schoolwissel_ingetrokken")
    wissel.reden_einde = reden
    _zonder_plek(wissel)
    return reden


# --- Shared ----------------------------------------------------------------------------------------------------


def _zonder_voorstel(wissel: Schoolwissel) -> str | None:
    uitkomst = selectors.uitkomst_van(wissel)
    if uitkomst is None or uitkomst.school_id is None:
        return "Voor deze leerling ligt geen voorstel klaar. Bereken eerst een nieuwe verdeling."
    if not selectors.past_nog(wissel, uitkomst):
        return (
            "Na deze verdeling is er iets veranderd, en de plaats past niet meer. Bereken eerst een nieuwe verdeling."
        )
    return None


def _houd_plaats(wissel: Schoolwissel, school: int | None, niveau: str) -> None:
    """Hold the row of the place; raises VoorwaardeNietVervuld when all are given. The database refuses that too, but
    says so in no words."""
    jaar = wissel.ronde.schooljaar
    plek = (
        Schoolplaats.objects.select_for_update()
        .filter(school=school, schooljaar=jaar, niveau=niveau, leerjaar=wissel.leerjaar)
        .first()
    )
    gegeven = (
        Schoolwissel.objects.bezet()
        .filter(naar_school=school, ronde__schooljaar=jaar, naar_niveau=niveau, leerjaar=wissel.leerjaar)
        .count()
    )
    if plek is None or gegeven >= plek.aantal:
        raise VoorwaardeNietVervuld("Deze plaats is er niet meer. Bereken een nieuwe verdeling.")


def _regel(wissel: Schoolwissel, door: Any, *, school: int, soort: str, reden: str, niveau: str = "") -> None:
    """What is chosen last about a school replaces what was chosen before."""
    wissel.regels.filter(school=school).delete()
    wissel.regels.create(school_id=school, soort=soort, niveau=niveau, reden=reden, door=door)


def _naam(school: int) -> str:
    return School.objects.get(pk=school).naam


def _plek(wissel: Schoolwissel) -> str:
    assert wissel.naar_school is not None
    return f"{wissel.naar_school.naam}, {wissel.get_naar_niveau_display()}, leerjaar {wissel.leerjaar}."


def _beantwoord(wissel: Schoolwissel) -> None:
    """Nobody has to be reminded any more."""
    alles_afronden(bron=wissel, op=timezone.localdate())


def _zonder_plek(wissel: Schoolwissel) -> None:
    _beantwoord(wissel)
    wissel.naar_school, wissel.naar_niveau = None, ""
    wissel.voorgesteld_op, wissel.antwoord_uiterlijk, wissel.geplaatst_op = None, None, None


def _terug(wissel: Schoolwissel, reden: str) -> str:
    plek = _plek(wissel)
    _zonder_plek(wissel)
    return f"{plek} {reden}"
