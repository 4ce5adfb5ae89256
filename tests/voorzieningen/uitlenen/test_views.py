from datetime import date
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from swv.kern.fouten import VerkeerdeStatus
from tests.factories.voorzieningen import (
    HulpmiddelFactory,
    OnderhoudFactory,
    RobotFactory,
    UitleningFactory,
    VoorzieningFactory,
    WachtplaatsFactory,
)
from tests.personas import MENSEN, Personas, log_in
from voorzieningen.models import Uitlening, Wachtplaats
from voorzieningen.models.hulpmiddelen import ROBOT

pytestmark = pytest.mark.django_db
VRIJ, UITLENEN = "/voorzieningen/robots/vrij/", "/voorzieningen/robots/uitlenen/"


def _tekst(antwoord: HttpResponse) -> str:
    return " ".join(antwoord.content.decode().split())


# --- The calendar ------------------------------------------------------------------------------------------


def test_calendar_says_who_has_what_and_when_there_is_maintenance(client: Client, personas: Personas) -> None:
    robot = RobotFactory(naam="Roos")
    UitleningFactory(robot=robot, school=personas.school, van=date(2026, 9, 1), tot=date(2026, 9, 20))
    OnderhoudFactory(robot=robot, van=date(2026, 9, 25), tot=date(2026, 9, 28))

    tekst = _tekst(log_in(client, personas.bureau).get("/voorzieningen/robots/"))

    assert "<strong>1-20</strong> School A<br><strong>25-28</strong> onderhoud" in tekst
    assert "css/liggend" in tekst


def test_calendar_shows_the_day_to_answer_of_an_offer(client: Client, personas: Personas) -> None:
    UitleningFactory(aangeboden=True, school=personas.school)

    tekst = _tekst(log_in(client, personas.bureau).get("/voorzieningen/robots/"))

    assert "(antwoord uiterlijk 19 augustus 2026)" in tekst


# --- When something is free --------------------------------------------------------------------------------


@pytest.mark.parametrize("wie", MENSEN)
def test_what_is_free_is_for_schools_and_the_bureau(client: Client, personas: Personas, wie: str) -> None:
    mag = {"coordinator", "coordinator_zuster", "coordinator_elders", "bestuur", "bestuur_elders"}
    mag |= {"bureau", "bureau_collega", "directeur"}
    log_in(client, getattr(personas, wie))

    assert client.get(VRIJ).status_code == (200 if wie in mag else 403)


def test_school_reads_when_one_is_free_and_no_other_school(client: Client, personas: Personas) -> None:
    eerste, tweede = RobotFactory.create_batch(2)
    UitleningFactory(robot=eerste, school=personas.school_elders, van=date(2026, 8, 1), tot=date(2026, 9, 10))
    OnderhoudFactory(robot=tweede, van=date(2026, 8, 15), tot=date(2026, 10, 31))
    WachtplaatsFactory(school=personas.school_elders)

    antwoord = log_in(client, personas.coordinator).get(VRIJ)

    tekst = _tekst(antwoord)
    [(vrij, _)] = antwoord.context["soorten"]
    assert [maand.in_woorden for maand in vrij.maanden[:4]] == ["alles bezet", "deels vrij", "1 vrij", "2 vrij"]
    assert "Vanaf 11 september 2026 is er een ten minste vier weken vrij." in tekst
    assert personas.school_elders.naam not in tekst


def test_school_reads_what_it_borrows_and_where_it_waits(client: Client, personas: Personas) -> None:
    UitleningFactory(school=personas.school, aangeboden=True, robot__naam="Roos")
    WachtplaatsFactory(school=personas.school_elders, aangemaakt_op="2026-08-01 09:00Z")
    WachtplaatsFactory(school=personas.school)

    tekst = _tekst(log_in(client, personas.coordinator).get(VRIJ))

    assert "Roos is vrij van 1 september 2026 tot en met 30 november 2026." in tekst
    assert "U staat op plaats 2 voor een robot" in tekst


def test_what_is_free_without_stock_says_what_to_do(client: Client, personas: Personas) -> None:
    assert "Er is nu niets te leen" in _tekst(log_in(client, personas.coordinator).get(VRIJ))


@pytest.mark.parametrize("aantal", [1, 3])
def test_what_is_free_has_a_fixed_number_of_queries(
    client: Client, personas: Personas, django_assert_max_num_queries, aantal: int
) -> None:
    for lening in UitleningFactory.create_batch(aantal, school=personas.school):
        OnderhoudFactory(robot=lening.robot, van=date(2027, 1, 1), tot=date(2027, 1, 2))
    for _ in range(aantal):
        RobotFactory(hulpmiddel=HulpmiddelFactory(voorziening=VoorzieningFactory()))
    WachtplaatsFactory.create_batch(aantal, school=personas.school)
    log_in(client, personas.coordinator).get(VRIJ)

    with django_assert_max_num_queries(50) as queries:
        client.get(VRIJ)

    assert len([q for q in queries.captured_queries if "voorzieningen_" in q["sql"]]) == 5


# --- Lending without a dossier -----------------------------------------------------------------------------


def _formulier(personas: Personas, **anders: object) -> dict[str, object]:
    velden = {"hulpmiddel": ROBOT, "school": personas.school.pk, "van": "1-9-2026", "tot": "30-9-2026"}
    return {**velden, "sleutel": uuid4(), **anders}


def test_bureau_reserves_without_a_dossier_once(client: Client, personas: Personas) -> None:
    RobotFactory.create_batch(2)
    log_in(client, personas.bureau)
    gegevens = _formulier(personas)

    antwoorden = [client.post(UITLENEN, gegevens) for _ in range(2)]

    assert [antwoord.status_code for antwoord in antwoorden] == [302, 302]
    lening = Uitlening.objects.get()
    assert (lening.school, lening.status, lening.bron) == (personas.school, "gereserveerd", lening.robot.hulpmiddel)


def test_bureau_puts_a_school_in_line_when_nothing_is_free(client: Client, personas: Personas) -> None:
    log_in(client, personas.bureau)

    tekst = _tekst(client.post(UITLENEN, _formulier(personas), follow=True))

    assert "Er is niets vrij. School A staat op plaats 1 van de wachtlijst." in tekst
    assert Wachtplaats.objects.get().school == personas.school


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"tot": "1-8-2026", "van": "1-7-2026"}, "Deze periode is al voorbij."),
        ({"tot": "30-8-2026"}, "De laatste dag ligt voor de eerste dag."),
        ({"van": "31-9-2026"}, "De eerste dag bestaat niet. Controleer de dag en de maand."),
        ({"school": ""}, "Kies een school."),
        ({"tot": "30-9-2062"}, "De laatste dag ligt meer dan vijf jaar vooruit. Vul een eerdere laatste dag in."),
    ],
)
def test_wrong_input_keeps_what_was_typed_and_says_what_to_do(
    client: Client, personas: Personas, velden: dict[str, str], zin: str
) -> None:
    log_in(client, personas.bureau)

    antwoord = client.post(UITLENEN, _formulier(personas, **velden))

    assert antwoord.status_code == 422
    assert zin in _tekst(antwoord)
    assert not Wachtplaats.objects.exists()


@pytest.mark.parametrize("wie", sorted(set(MENSEN) - {"bureau", "bureau_collega"}))
def test_lending_without_a_dossier_is_for_the_bureau(client: Client, personas: Personas, wie: str) -> None:
    log_in(client, getattr(personas, wie))

    assert client.post(UITLENEN, _formulier(personas)).status_code == 403


# --- One loan ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wie", MENSEN)
def test_loan_is_seen_by_its_school_and_the_bureau(client: Client, personas: Personas, wie: str) -> None:
    lening = UitleningFactory(school=personas.school)
    mag = {"coordinator", "bestuur", "bureau", "bureau_collega", "directeur"}
    log_in(client, getattr(personas, wie))

    assert client.get(lening.pagina_url).status_code == (200 if wie in mag else 404)


def test_school_takes_an_offer(client: Client, personas: Personas) -> None:
    lening = UitleningFactory(school=personas.school, aangeboden=True)
    log_in(client, personas.coordinator)
    assert "Aanbod aannemen" in _tekst(client.get(lening.pagina_url))

    tekst = _tekst(client.post(_doen(lening, "lening_aannemen"), {"versie": "1"}, follow=True))

    lening.refresh_from_db()
    assert lening.status == "gereserveerd"
    assert "is gereserveerd. Het bureau spreekt af wanneer u ermee begint." in tekst


def test_refusing_without_a_reason_changes_nothing(client: Client, personas: Personas) -> None:
    lening = UitleningFactory(school=personas.school, aangeboden=True)
    log_in(client, personas.coordinator)

    antwoord = client.post(_doen(lening, "lening_weigeren"), {"reden": ""})

    lening.refresh_from_db()
    assert (antwoord.status_code, lening.status) == (422, "aangeboden")
    assert "Vul de reden in." in _tekst(antwoord)


def test_return_before_hand_over_is_refused_in_words(client: Client, personas: Personas) -> None:
    lening = UitleningFactory(school=personas.school)

    antwoord = log_in(client, personas.bureau).post(_doen(lening, "innemen"), {"schade": ""})

    assert antwoord.status_code == 409
    assert "‘Innemen’ kan nu niet" in _tekst(antwoord)
    assert VerkeerdeStatus.code == antwoord.context["weigering"].code


def test_another_school_cannot_answer(client: Client, personas: Personas) -> None:
    lening = UitleningFactory(school=personas.school, aangeboden=True)

    antwoord = log_in(client, personas.coordinator_elders).post(_doen(lening, "lening_aannemen"))

    lening.refresh_from_db()
    assert (antwoord.status_code, lening.status) == (404, "aangeboden")


def _doen(lening: Uitlening, naam: str) -> str:
    return reverse("voorzieningen:lening_handeling", args=[lening.pk, naam])
