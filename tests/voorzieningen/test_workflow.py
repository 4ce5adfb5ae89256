from datetime import date

import pytest
import time_machine

from swv.kern.fouten import Geweigerd, NietToegestaan, VerkeerdeStatus, VoorwaardeNietVervuld
from swv.kern.models import Gebeurtenis, Opdracht
from swv.kern.workflow import Handeling
from swv.post.models import Bericht
from tests.factories.voorzieningen import OnderhoudFactory, RobotFactory, UitleningFactory
from tests.personas import MENSEN, Personas
from voorzieningen import workflow
from voorzieningen.forms import OmruilenForm, RedenForm
from voorzieningen.models import Robot, Uitlening
from voorzieningen.selectors import vrije_robots
from voorzieningen.uitlenen import teksten

pytestmark = pytest.mark.django_db

GEGEVENS = {
    "annuleren": {"reden": "Weg"},
    "lening_weigeren": {"reden": "Niet nodig"},
    "defect_melden": {"reden": "Stuk"},
    "afvoeren": {"reden": "Oud"},
}


def _doe(handeling: Handeling, rij: Uitlening | Robot, door: object) -> Uitlening | Robot:
    gegevens = dict(GEGEVENS.get(handeling.naam, {}))
    if handeling.naam == "omruilen":
        gegevens["robot"] = RobotFactory()
    return handeling(rij, door=door, **gegevens)


# --- Every edge and every non-edge -----------------------------------------------------------------------

VAN_NAAR = {
    ("aangeboden", "lening_aannemen"): "gereserveerd",
    ("aangeboden", "lening_weigeren"): "vervallen",
    ("gereserveerd", "uitreiken"): "uitgereikt",
    ("gereserveerd", "omruilen"): "gereserveerd",
    ("gereserveerd", "annuleren"): "vervallen",
    ("uitgereikt", "omruilen"): "uitgereikt",
    ("uitgereikt", "innemen"): "teruggebracht",
    ("beschikbaar", "defect_melden"): "defect",
    ("beschikbaar", "afvoeren"): "uit_dienst",
    ("defect", "herstellen"): "beschikbaar",
    ("defect", "afvoeren"): "uit_dienst",
}
# Follow a decision on the award (tests/aanvragen/wijziging plays it), and the waiting list.
VAN_HET_PORTAAL = {"bijstellen", "lening_aanbieden"}
VAN_MENSEN = [h for h in workflow.uitleningen if h.naam not in VAN_HET_PORTAAL]
ALLES = [(UitleningFactory, status, h) for status in Uitlening.Status for h in VAN_MENSEN] + [
    (RobotFactory, status, h) for status in Robot.Status for h in workflow.robots
]


@pytest.mark.parametrize(("factory", "status", "handeling"), ALLES, ids=lambda w: getattr(w, "naam", str(w)))
def test_act_leads_where_the_table_says_or_is_refused(
    personas: Personas, factory: type, status: str, handeling: Handeling
) -> None:
    velden = {"antwoord_uiterlijk": date(2026, 8, 20)} if status == "aangeboden" else {}
    rij = factory(status=status, **velden)
    doel = VAN_NAAR.get((str(status), handeling.naam))

    if doel is None:
        with pytest.raises(VerkeerdeStatus):
            _doe(handeling, rij, personas.bureau)
    else:
        assert _doe(handeling, rij, personas.bureau).status == doel


@pytest.mark.parametrize("wie", MENSEN)
def test_acts_on_a_loan_are_available_to_the_bureau_and_the_own_school(personas: Personas, wie: str) -> None:
    uitlening = UitleningFactory(school=personas.school)
    verwacht = {
        "bureau": ["uitreiken", "omruilen", "annuleren"],
        "bureau_collega": ["uitreiken", "omruilen", "annuleren"],
        "coordinator": ["annuleren"],
        "bestuur": ["annuleren"],
    }

    namen = [h.naam for h in workflow.uitleningen.available(uitlening, getattr(personas, wie))]

    assert namen == verwacht.get(wie, [])


@pytest.mark.parametrize("wie", MENSEN)
def test_offer_is_answered_by_the_own_school_or_the_bureau(personas: Personas, wie: str) -> None:
    aanbod = UitleningFactory(school=personas.school, aangeboden=True)
    beide = ["lening_aannemen", "lening_weigeren"]

    namen = [h.naam for h in workflow.uitleningen.available(aanbod, getattr(personas, wie))]

    assert namen == (beide if wie in {"bureau", "bureau_collega", "coordinator", "bestuur"} else [])


def test_offer_that_is_taken_late_begins_today(personas: Personas) -> None:
    aanbod = UitleningFactory(aangeboden=True, van=date(2026, 8, 1), school=personas.school)

    assert workflow.lening_aannemen(aanbod, door=personas.coordinator).van == date(2026, 8, 15)


def test_offer_that_the_bureau_refuses_is_told_to_the_school(personas: Personas) -> None:
    aanbod = UitleningFactory(aangeboden=True, school=personas.school)

    workflow.lening_weigeren(aanbod, door=personas.bureau, reden="Geen antwoord.")

    assert [rij.aan for rij in Bericht.objects.filter(soort="lening_vervallen")] == [personas.coordinator]


def test_uitreiken_early_during_maintenance_is_refused(personas: Personas) -> None:
    uitlening = UitleningFactory()
    OnderhoudFactory(robot=uitlening.robot, van=date(2026, 8, 15), tot=date(2026, 8, 20))

    with pytest.raises(VoorwaardeNietVervuld, match=r"onderhoud tot en met 20\xa0augustus\xa02026"):
        workflow.uitreiken(uitlening, door=personas.bureau)


@pytest.mark.parametrize("wie", sorted(set(MENSEN) - {"bureau", "bureau_collega"}))
@pytest.mark.parametrize("naam", ["defect_melden", "afvoeren"])
def test_acts_on_a_robot_by_another_than_the_bureau_are_refused(personas: Personas, wie: str, naam: str) -> None:
    with pytest.raises(NietToegestaan, match="kan alleen een medewerker van het bureau"):
        _doe(workflow.robots[naam], RobotFactory(), getattr(personas, wie))


# --- Conditions ------------------------------------------------------------------------------------------


def test_uitreiken_early_begins_the_loan_so_that_nobody_gets_the_days_until_then(personas: Personas) -> None:
    uitlening = UitleningFactory(school=personas.school)
    assert vrije_robots(date(2026, 8, 16), date(2026, 8, 31)).exists()

    uitlening = workflow.uitreiken(uitlening, door=personas.bureau)

    assert (uitlening.van, uitlening.uitgereikt_op) == (date(2026, 8, 15), date(2026, 8, 15))
    assert not vrije_robots(date(2026, 8, 16), date(2026, 8, 31)).exists()
    assert (
        teksten.stand(uitlening)
        .zin.replace("\xa0", " ")
        .startswith(f"{uitlening.robot} is uitgeleend van 15 augustus 2026")
    )
    assert "Eerst was dat 1\xa0september\xa02026." in Gebeurtenis.objects.van(uitlening).get().toelichting


def test_uitreiken_late_keeps_the_first_day(personas: Personas) -> None:
    uitlening = UitleningFactory(van=date(2026, 8, 1), school=personas.school)

    uitlening = workflow.uitreiken(uitlening, door=personas.bureau)

    assert (uitlening.van, uitlening.uitgereikt_op) == (date(2026, 8, 1), date(2026, 8, 15))
    assert Gebeurtenis.objects.van(uitlening).get().toelichting == f"{uitlening.robot} is meegegeven aan School A."


def test_uitreiken_of_a_broken_robot_is_refused(personas: Personas) -> None:
    uitlening = UitleningFactory(robot__status=Robot.Status.DEFECT)

    with pytest.raises(VoorwaardeNietVervuld, match=r"is defect. Ruil eerst om"):
        workflow.uitreiken(uitlening, door=personas.bureau)


def test_uitreiken_after_the_last_day_is_refused(personas: Personas) -> None:
    uitlening = UitleningFactory()

    with time_machine.travel("2026-12-01 09:00:00+01:00"), pytest.raises(VoorwaardeNietVervuld, match="voorbij"):
        workflow.uitreiken(uitlening, door=personas.bureau)


def test_uitreiken_early_while_another_school_comes_first_is_refused(personas: Personas) -> None:
    uitlening = UitleningFactory()
    UitleningFactory(robot=uitlening.robot, school=personas.school, van=date(2026, 8, 20), tot=date(2026, 8, 31))

    with pytest.raises(VoorwaardeNietVervuld, match=r"tot en met 31\xa0augustus\xa02026 voor School A\."):
        workflow.uitreiken(uitlening, door=personas.bureau)


def test_uitreiken_while_the_robot_is_still_out_is_refused(personas: Personas) -> None:
    oud = UitleningFactory(uitgereikt=True, van=date(2026, 6, 1), tot=date(2026, 8, 14))
    nieuw = UitleningFactory(robot=oud.robot)

    with (
        time_machine.travel("2026-09-01 09:00:00+02:00"),
        pytest.raises(VoorwaardeNietVervuld, match=r"nog bij een andere school. Neem het eerst in"),
    ):
        workflow.uitreiken(nieuw, door=personas.bureau)


def test_omruilen_gives_another_robot_and_tells_both_names(personas: Personas) -> None:
    uitlening = UitleningFactory(robot__naam="Roos")
    ander = RobotFactory(naam="Tulp")

    na = workflow.omruilen(uitlening, door=personas.bureau, robot=ander)

    assert na.robot == ander
    assert Gebeurtenis.objects.van(na).get().toelichting == "Roos is omgeruild voor Tulp."


def test_omruilen_for_a_robot_that_is_taken_is_refused(personas: Personas) -> None:
    uitlening, ander = UitleningFactory(), UitleningFactory()

    with pytest.raises(VoorwaardeNietVervuld, match="al voor een andere school"):
        workflow.omruilen(uitlening, door=personas.bureau, robot=ander.robot)


def test_omruilen_for_a_robot_in_maintenance_is_refused(personas: Personas) -> None:
    uitlening, ander = UitleningFactory(), RobotFactory(naam="Tulp")
    OnderhoudFactory(robot=ander)

    with pytest.raises(VoorwaardeNietVervuld, match=r"Tulp is in onderhoud van .* Kies iets anders uit de voorraad\."):
        workflow.omruilen(uitlening, door=personas.bureau, robot=ander)


def test_bijstellen_into_maintenance_is_refused_with_what_to_do() -> None:
    uitlening = UitleningFactory()
    OnderhoudFactory(robot=uitlening.robot, van=date(2026, 12, 1), tot=date(2026, 12, 5))

    with pytest.raises(VoorwaardeNietVervuld, match=r"Vraag het bureau om het onderhoud te verplaatsen"):
        workflow.bijstellen(uitlening, door=None, tot=date(2026, 12, 1))
    assert workflow.bijstellen(uitlening, door=None, tot=date(2026, 11, 15)).tot == date(2026, 11, 15)


def test_omruilen_form_offers_only_free_robots(personas: Personas) -> None:
    uitlening = UitleningFactory()
    UitleningFactory()
    RobotFactory(status=Robot.Status.DEFECT)
    vrij = RobotFactory()

    form = OmruilenForm({"robot": str(uitlening.robot_id)}, dossier=uitlening, door=personas.bureau)

    assert list(form.fields["robot"].queryset) == [vrij]
    assert form.errors["robot"] == ["Kies bij ‘Waarvoor ruilt u om?’ een van de mogelijkheden uit de lijst."]


def test_reden_form_without_reason_says_what_to_do(personas: Personas) -> None:
    form = RedenForm({"reden": " "}, dossier=UitleningFactory(), door=personas.bureau)

    assert form.errors["reden"] == ["Vul de reden in."]


@pytest.mark.parametrize("status", ["gereserveerd", "uitgereikt"])
def test_afvoeren_of_a_robot_that_a_school_counts_on_is_refused(personas: Personas, status: str) -> None:
    uitlening = UitleningFactory(status=status, school=personas.school)

    with pytest.raises(Geweigerd, match=f"nog {status} voor School A"):
        workflow.afvoeren(uitlening.robot, door=personas.bureau, reden="Oud")


@pytest.mark.parametrize(
    ("factory", "velden", "naam"),
    [
        (UitleningFactory, {"uitgereikt": True}, "innemen"),
        (UitleningFactory, {}, "annuleren"),
        (UitleningFactory, {}, "omruilen"),
        (RobotFactory, {"status": "defect"}, "herstellen"),
    ],
)
def test_act_that_frees_a_robot_enqueues_the_offer(personas: Personas, factory: type, velden: dict, naam: str) -> None:
    rij = factory(**velden)
    handeling = (workflow.uitleningen if factory is UitleningFactory else workflow.robots)[naam]

    _doe(handeling, rij, personas.bureau)

    assert Opdracht.objects.get().object_id == str(rij.pk)


@pytest.mark.parametrize("wie", MENSEN)
def test_last_day_of_a_loan_is_changed_by_the_portal_only(personas: Personas, wie: str) -> None:
    uitlening = UitleningFactory()

    with pytest.raises(NietToegestaan, match="het portaal zelf, na een besluit"):
        workflow.bijstellen(uitlening, door=getattr(personas, wie), tot=date(2026, 12, 31))
    assert workflow.bijstellen(uitlening, door=None, tot=date(2026, 12, 31)).tot == date(2026, 12, 31)
