import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from swv.kern.models import Gebeurtenis, Opdracht
from tests.factories.voorzieningen import (
    AliasFactory,
    HulpmiddelFactory,
    OnderhoudFactory,
    RobotFactory,
    UitleningFactory,
    WachtplaatsFactory,
    WijzerstapFactory,
)
from tests.personas import Personas, log_in
from voorzieningen import workflow
from voorzieningen.models import Robot, Voorziening
from voorzieningen.models.hulpmiddelen import ROBOT
from voorzieningen.services import wachtplaats_verlaten
from voorzieningen.uitlenen.teksten import GELUKT

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", ["voorziening", "wijzerstap", "hulpmiddel", "robot", "uitlening", "wachtplaats"])
def test_bureau_opens_every_list_and_row(client: Client, personas: Personas, model: str) -> None:
    rijen = {
        "voorziening": AliasFactory().voorziening,
        "wijzerstap": WijzerstapFactory(),
        "hulpmiddel": HulpmiddelFactory(),
        "robot": RobotFactory(),
        "uitlening": UitleningFactory(),
        "wachtplaats": WachtplaatsFactory(),
    }
    log_in(client, personas.bureau)

    lijst = client.get(reverse(f"admin:voorzieningen_{model}_changelist"))
    rij = client.get(reverse(f"admin:voorzieningen_{model}_change", args=[rijen[model].pk]))

    assert (lijst.status_code, rij.status_code) == (200, 200)


@pytest.mark.parametrize(
    ("wie", "model", "status"),
    [
        ("beheerder", "voorziening", 200),
        ("beheerder", "uitlening", 403),
        ("directeur", "robot", 200),
        ("directeur", "voorziening", 403),
        ("controller", "uitlening", 403),
        ("controller", "robot", 403),
    ],
)
def test_lists_are_for_who_may_see_them(client: Client, personas: Personas, wie: str, model: str, status: int) -> None:
    log_in(client, getattr(personas, wie))

    assert client.get(reverse(f"admin:voorzieningen_{model}_changelist")).status_code == status


ROOS = {"hulpmiddel": str(ROBOT), "naam": "Roos", "serienummer": "SN-1", "soort": "Tablethouder", "opmerking": ""}
GEEN_ONDERHOUD = {"onderhoud-TOTAL_FORMS": "0", "onderhoud-INITIAL_FORMS": "0"}


def _onderhoud(van: str, tot: str) -> dict[str, str]:
    regel = {"onderhoud-0-van": van, "onderhoud-0-tot": tot, "onderhoud-0-reden": "Nieuwe batterij"}
    return {**GEEN_ONDERHOUD, "onderhoud-TOTAL_FORMS": "1", **regel}


def test_bureau_plans_maintenance_on_the_page_of_the_robot(client: Client, personas: Personas) -> None:
    robot = RobotFactory()
    log_in(client, personas.bureau)

    antwoord = client.post(
        reverse("admin:voorzieningen_robot_change", args=[robot.pk]), {**ROOS, **_onderhoud("1-9-2026", "5-9-2026")}
    )

    assert antwoord.status_code == 302
    assert robot.onderhoud.get().reden == "Nieuwe batterij"
    assert Gebeurtenis.objects.van(robot).get().label == "Onderhoud gepland"
    assert Opdracht.objects.get().soort == "voorzieningen.wachtlijst"


def test_maintenance_while_a_school_has_it_is_refused_in_words(client: Client, personas: Personas) -> None:
    uitlening = UitleningFactory(school=personas.school)
    log_in(client, personas.bureau)

    antwoord = client.post(
        reverse("admin:voorzieningen_robot_change", args=[uitlening.robot_id]),
        {**ROOS, **_onderhoud("1-9-2026", "5-9-2026")},
    )

    assert "Kies andere dagen, of ruil eerst om." in antwoord.content.decode()
    assert not uitlening.robot.onderhoud.exists()


def test_end_of_maintenance_is_offered_again(client: Client, personas: Personas) -> None:
    onderhoud = OnderhoudFactory()
    rij = {
        "onderhoud-0-id": str(onderhoud.pk),
        "onderhoud-0-robot": str(onderhoud.robot_id),
        "onderhoud-0-DELETE": "on",
    }
    log_in(client, personas.bureau)

    client.post(
        reverse("admin:voorzieningen_robot_change", args=[onderhoud.robot_id]),
        {**ROOS, **_onderhoud("1-9-2026", "5-9-2026"), "onderhoud-INITIAL_FORMS": "1", **rij},
    )

    assert not onderhoud.robot.onderhoud.exists()
    assert Opdracht.objects.get().soort == "voorzieningen.wachtlijst"


def test_bureau_adds_a_robot_and_it_is_offered(client: Client, personas: Personas) -> None:
    log_in(client, personas.bureau)

    client.post(
        reverse("admin:voorzieningen_robot_add"),
        {**ROOS, **GEEN_ONDERHOUD},
    )

    assert Robot.objects.get().status == "beschikbaar"
    assert Opdracht.objects.get().soort == "voorzieningen.wachtlijst"


def test_robot_form_cannot_change_the_state(client: Client, personas: Personas) -> None:
    robot = RobotFactory()
    log_in(client, personas.bureau)

    client.post(
        reverse("admin:voorzieningen_robot_change", args=[robot.pk]),
        {**ROOS, **GEEN_ONDERHOUD, "status": "uit_dienst"},
    )

    robot.refresh_from_db()
    assert (robot.naam, robot.status) == ("Roos", "beschikbaar")


@pytest.mark.parametrize("model", ["uitlening", "wachtplaats"])
def test_loans_and_places_are_not_added_by_hand(client: Client, personas: Personas, model: str) -> None:
    log_in(client, personas.bureau)

    assert client.get(reverse(f"admin:voorzieningen_{model}_add")).status_code == 403


def test_bureau_searches_the_catalogue_like_everybody(client: Client, personas: Personas, catalogus: None) -> None:
    log_in(client, personas.bureau)

    antwoord = client.get(reverse("admin:voorzieningen_voorziening_changelist"), {"q": "tussenvoorzienning"})

    assert "Kleinschalig ondersteunend vo" in antwoord.content.decode()


def test_voorziening_is_ended_by_a_date_and_never_deleted(client: Client, personas: Personas) -> None:
    voorziening = AliasFactory().voorziening
    log_in(client, personas.bureau)

    antwoord = client.post(reverse("admin:voorzieningen_voorziening_delete", args=[voorziening.pk]), {"post": "yes"})

    assert antwoord.status_code == 403
    assert Voorziening.objects.filter(pk=voorziening.pk).exists()


# --- Acts ------------------------------------------------------------------------------------------------


def _doen(rij: Model, naam: str) -> str:
    return reverse(f"admin:voorzieningen_{rij._meta.model_name}_handeling", args=[rij.pk, naam])


def test_page_of_a_loan_shows_the_acts_and_the_timeline(client: Client, personas: Personas) -> None:
    uitlening = workflow.omruilen(UitleningFactory(), door=personas.bureau, robot=RobotFactory())
    log_in(client, personas.bureau)

    tekst = client.get(uitlening.get_absolute_url()).content.decode()

    assert [naam for naam in ("uitreiken", "omruilen", "annuleren") if _doen(uitlening, naam) in tekst] == [
        "uitreiken",
        "omruilen",
        "annuleren",
    ]
    assert "is omgeruild voor" in tekst


def test_bureau_hands_over_and_takes_back_in_the_admin(client: Client, personas: Personas) -> None:
    uitlening = UitleningFactory()
    log_in(client, personas.bureau)

    client.post(_doen(uitlening, "uitreiken"), {"versie": "1"})
    antwoord = client.post(_doen(uitlening, "innemen"), {"versie": "2", "schade": "Kras op het scherm"})

    uitlening.refresh_from_db()
    assert antwoord.status_code == 302
    assert (uitlening.status, uitlening.robot.status) == ("teruggebracht", "defect")


def test_act_in_the_wrong_state_says_why_and_changes_nothing(client: Client, personas: Personas) -> None:
    uitlening = UitleningFactory()
    log_in(client, personas.bureau)

    antwoord = client.post(_doen(uitlening, "innemen"), {"schade": ""})

    assert antwoord.status_code == 409
    assert "‘Innemen’ kan nu niet" in antwoord.content.decode()


def test_act_without_reason_keeps_the_page_and_says_what_to_do(client: Client, personas: Personas) -> None:
    uitlening = UitleningFactory()
    log_in(client, personas.bureau)

    antwoord = client.post(_doen(uitlening, "annuleren"), {"reden": ""})

    assert antwoord.status_code == 422
    assert "Vul de reden in." in antwoord.content.decode()


@pytest.mark.parametrize(
    ("wie", "factory", "status"),
    [
        ("controller", UitleningFactory, 404),
        ("controller", RobotFactory, 404),
        ("beheerder", UitleningFactory, 404),
        ("directeur", UitleningFactory, 403),
        ("coordinator", UitleningFactory, 302),  # to the login: no work in the admin
    ],
)
def test_act_by_another_than_the_bureau_is_refused(
    client: Client, personas: Personas, wie: str, factory: type, status: int
) -> None:
    rij = factory()
    naam = "uitreiken" if factory is UitleningFactory else "defect_melden"
    log_in(client, getattr(personas, wie))

    antwoord = client.post(_doen(rij, naam), {"reden": "Stuk"})

    rij.refresh_from_db()
    assert (antwoord.status_code, rij.versie) == (status, 1)


def test_bureau_takes_schools_off_the_waiting_list(client: Client, personas: Personas) -> None:
    plaats, weg = WachtplaatsFactory.create_batch(2)
    wachtplaats_verlaten(wachtplaats=weg, door=None, reden="Weg")
    log_in(client, personas.bureau)

    antwoord = client.post(
        reverse("admin:voorzieningen_wachtplaats_changelist"),
        {"action": "van_de_lijst_halen", "_selected_action": [plaats.pk, weg.pk]},
        follow=True,
    )

    plaats.refresh_from_db()
    assert plaats.reden == "Door het bureau van de wachtlijst gehaald."
    assert "Deze school staat niet meer op de wachtlijst." in antwoord.content.decode()


def test_every_act_is_confirmed_in_a_sentence():
    namen = {handeling.naam for rij in (workflow.robots, workflow.uitleningen) for handeling in rij}

    assert set(GELUKT) == namen
    assert all(zin.endswith(".") for zin in GELUKT.values())
