import pytest
from django.test import Client
from django.urls import reverse

from swv.kern.models import Opdracht
from tests.factories.voorzieningen import AliasFactory, RobotFactory, UitleningFactory, WachtplaatsFactory
from tests.personas import Personas, log_in
from voorzieningen.models import Robot, Voorziening

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", ["voorziening", "robot", "uitlening", "wachtplaats"])
def test_bureau_opens_every_list_and_row(client: Client, personas: Personas, model: str) -> None:
    rijen = {
        "voorziening": AliasFactory().voorziening,
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


def test_bureau_adds_a_robot_and_it_is_offered(client: Client, personas: Personas) -> None:
    log_in(client, personas.bureau)

    client.post(
        reverse("admin:voorzieningen_robot_add"),
        {"naam": "Roos", "serienummer": "SN-1", "soort": "Tablethouder", "opmerking": ""},
    )

    assert Robot.objects.get().status == "beschikbaar"
    assert Opdracht.objects.get().soort == "voorzieningen.wachtlijst"


def test_robot_form_cannot_change_the_state(client: Client, personas: Personas) -> None:
    robot = RobotFactory()
    log_in(client, personas.bureau)

    client.post(
        reverse("admin:voorzieningen_robot_change", args=[robot.pk]),
        {"naam": "Roos", "serienummer": "SN-1", "soort": "x", "opmerking": "", "status": "uit_dienst"},
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
