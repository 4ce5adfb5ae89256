from datetime import date

import pytest
import time_machine
from django.contrib.contenttypes.models import ContentType
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from swv.kern.werk import Vak
from tests.factories.voorzieningen import CapaciteitFactory, PlaatsingFactory, RobotFactory, VoorzieningFactory
from tests.personas import MENSEN, Personas, log_in
from voorzieningen.models import Plaatsing, Schoolplaats
from voorzieningen.plaatsen.vrij import schoolplaatsen
from voorzieningen.plaatsen.werk import plaatswerk
from voorzieningen.selectors import plaatskaart

pytestmark = pytest.mark.django_db

VRIJ = "/voorzieningen/plaatsen/vrij/"


def _tekst(antwoord) -> str:
    return " ".join(antwoord.content.decode().replace("\xa0", " ").split())


def _alles(school, voorziening=None) -> list[Plaatsing]:
    """One of each state."""
    voorziening = voorziening or CapaciteitFactory(aantal=20).voorziening
    staten = ({}, {"aangeboden": True}, {"geplaatst": True}, {"beeindigd": True}, {"vervallen": True})
    return [PlaatsingFactory(school=school, voorziening=voorziening, **staat) for staat in staten]


# --- Who sees what ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wie", MENSEN)
def test_lists_are_for_who_has_to_do_with_places(client: Client, personas: Personas, wie: str) -> None:
    log_in(client, getattr(personas, wie))
    school, bureau = ("coordinator", "bestuur"), ("bureau", "directeur")

    lijst = client.get("/voorzieningen/plaatsen/").status_code
    rapport = client.get("/voorzieningen/plaatsen/rapport/").status_code
    vrij = client.get(VRIJ).status_code

    assert lijst == (200 if wie.startswith(school + bureau) else 403)
    assert rapport == (200 if wie.startswith(bureau) else 403)
    assert vrij == (200 if wie.startswith(school) else 403)


@pytest.mark.parametrize("wie", MENSEN)
def test_place_is_seen_by_its_school_and_the_bureau(client: Client, personas: Personas, wie: str) -> None:
    plaatsing = PlaatsingFactory(school=personas.school)
    log_in(client, getattr(personas, wie))
    ziet = {"coordinator", "bestuur", "bureau", "bureau_collega", "directeur"}

    assert client.get(plaatsing.get_absolute_url()).status_code == (200 if wie in ziet else 404)


def test_school_sees_its_own_places_and_where_it_stands_in_line(client: Client, personas: Personas) -> None:
    voor = PlaatsingFactory(aangevraagd_op="2026-05-01T10:00Z", school=personas.school_elders)
    PlaatsingFactory(school=personas.school, voorziening=voor.voorziening)
    log_in(client, personas.coordinator)

    antwoord = client.get("/voorzieningen/plaatsen/")

    [(plaatsing, stand)] = antwoord.context["regels"]
    assert plaatsing.school == personas.school
    assert stand.zin == "Deze leerling staat op plaats 2 van de wachtlijst."
    assert "School B" not in _tekst(antwoord)


def test_school_without_places_reads_what_to_do(client: Client, personas: Personas) -> None:
    log_in(client, personas.coordinator)

    assert "Nog geen plaatsen" in _tekst(client.get("/voorzieningen/plaatsen/"))


# --- A fixed number of queries ---------------------------------------------------------------------------------


@pytest.mark.parametrize("keer", [1, 3])
@pytest.mark.parametrize(
    ("wie", "adres", "aantal"),
    [
        ("coordinator", "/voorzieningen/plaatsen/", 2),
        ("bureau", "/voorzieningen/plaatsen/", 2),
        ("bureau", "/voorzieningen/plaatsen/rapport/", 4),
        ("bureau", "/bureau/voorzieningen/plaatsing/", 4),
        ("coordinator", VRIJ, 2),
    ],
)
def test_lists_have_a_fixed_number_of_queries(
    client: Client, personas: Personas, django_assert_max_num_queries, wie: str, adres: str, aantal: int, keer: int
) -> None:
    for _ in range(keer):
        _alles(personas.school)
    log_in(client, getattr(personas, wie))
    client.get(adres)

    with django_assert_max_num_queries(60) as queries:
        client.get(adres)

    assert len([q for q in queries.captured_queries if "voorzieningen_" in q["sql"]]) == aantal


@pytest.mark.parametrize("wie", ["coordinator", "bureau"])
def test_place_has_a_fixed_number_of_queries(
    client: Client, personas: Personas, django_assert_max_num_queries, wie: str
) -> None:
    plaatsing = PlaatsingFactory(school=personas.school)
    PlaatsingFactory.create_batch(3, voorziening=plaatsing.voorziening)
    log_in(client, getattr(personas, wie))
    client.get(plaatsing.get_absolute_url())

    with django_assert_max_num_queries(60) as queries:
        client.get(plaatsing.get_absolute_url())

    assert len([q for q in queries.captured_queries if "voorzieningen_" in q["sql"]]) == 2


# --- One place -------------------------------------------------------------------------------------------------


def test_page_of_every_state_says_where_it_stands(client: Client, personas: Personas) -> None:
    log_in(client, personas.coordinator)
    zinnen = (
        "Deze leerling staat op plaats 1 van de wachtlijst.",
        "Antwoorden kan tot en met 28 augustus 2026.",
        "De leerling heeft een plaats van 1 september 2026 tot en met 31 juli 2027.",
        "Doel bereikt.",
        "Deze plaats is niet meer nodig. Niet meer nodig.",
    )

    for plaatsing, zin in zip(_alles(personas.school), zinnen, strict=True):
        assert zin in _tekst(client.get(plaatsing.get_absolute_url()))


def test_school_answers_an_offer_on_the_page(client: Client, personas: Personas) -> None:
    plaatsing = PlaatsingFactory(aangeboden=True, school=personas.school)
    log_in(client, personas.coordinator)
    doen = reverse("voorzieningen:plaats_handeling", args=[plaatsing.pk, "plaats_aannemen"])
    assert doen in _tekst(client.get(plaatsing.get_absolute_url()))

    antwoord = client.post(doen, {"versie": 1}, follow=True)

    assert "De plaats is aangenomen." in _tekst(antwoord)


def test_refused_act_keeps_what_was_typed(client: Client, personas: Personas) -> None:
    plaatsing = PlaatsingFactory(aangeboden=True, school=personas.school)
    log_in(client, personas.coordinator)

    antwoord = client.post(
        reverse("voorzieningen:plaats_handeling", args=[plaatsing.pk, "plaats_uitstellen"]),
        {"reden": "Nog niet zover.", "wacht_tot": "31-2-2027"},
    )

    assert antwoord.status_code == 422
    assert "Nog niet zover." in _tekst(antwoord)
    assert "31-2-2027" in _tekst(antwoord)


def test_bsn_typed_at_a_place_is_refused(client: Client, personas: Personas) -> None:
    plaatsing = PlaatsingFactory(aangeboden=True, school=personas.school)
    log_in(client, personas.coordinator)

    antwoord = client.post(
        reverse("voorzieningen:plaats_handeling", args=[plaatsing.pk, "plaats_uitstellen"]),
        {"reden": "De leerling met nummer 111222333 is er nog niet.", "wacht_tot": "1-2-2027"},
    )

    assert antwoord.status_code == 422
    assert "burgerservicenummer" in _tekst(antwoord)
    plaatsing.refresh_from_db()
    assert plaatsing.status == Plaatsing.Status.AANGEBODEN


def test_every_act_has_its_words_on_screen(client: Client, personas: Personas) -> None:
    log_in(client, personas.bureau)

    for plaatsing in _alles(personas.school):
        for handeling, _soort in client.get(plaatsing.get_absolute_url()).context["knoppen"]:
            adres = reverse("voorzieningen:plaats_handeling", args=[plaatsing.pk, handeling.naam])
            assert client.get(adres).status_code == 200, handeling.naam


# --- On the page of the dossier that asked -----------------------------------------------------------------------


def test_card_shows_the_place_of_a_dossier_to_who_may_see_it(personas: Personas, django_assert_max_num_queries) -> None:
    bron = RobotFactory()
    PlaatsingFactory(
        content_type=ContentType.objects.get_for_model(bron), object_id=bron.pk, school=personas.school, aangeboden=True
    )
    assert personas.coordinator.school_ids

    with django_assert_max_num_queries(2):
        kaart = plaatskaart(bron, personas.coordinator)

    tekst = render_to_string("voorzieningen/_plaats.html", {"plaatskaart": kaart})
    assert "Plaats aannemen" in tekst
    assert "Plaats aangeboden" in tekst
    assert plaatskaart(bron, personas.coordinator_elders) is None
    assert plaatskaart(RobotFactory(), personas.coordinator) is None
    assert render_to_string("voorzieningen/_plaats.html", {"plaatskaart": None}).strip() == ""


# --- Public ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("velden", "zinnen"),
    [
        ({"aantal": 1}, ("Nu vol", "Er is 1 plaats. Er is een wachtlijst.")),
        ({"aantal": 4}, ("Plaats vrij", "Er zijn 4 plaatsen. Er is een wachtlijst.")),
        ({"aantal": None, "telling": "onbeperkt"}, ("Plaats vrij", "Er is altijd plaats.")),
    ],
)
def test_public_page_says_whether_there_is_a_place(client: Client, velden: dict, zinnen: tuple[str, str]) -> None:
    voorziening = CapaciteitFactory(**velden).voorziening
    PlaatsingFactory(voorziening=voorziening, begonnen=True)
    PlaatsingFactory(voorziening=voorziening)

    tekst = _tekst(client.get(voorziening.get_absolute_url()))

    assert all(zin in tekst for zin in zinnen)


@pytest.mark.parametrize(
    ("wie", "zin"),
    [
        ("coordinator", "Er wacht 1 leerling."),
        ("bureau", "Er wacht 1 leerling."),
        ("deskundige", "Er is een wachtlijst."),
        ("partner", "Er is een wachtlijst."),
    ],
)
def test_how_many_pupils_wait_is_for_schools_and_the_bureau(
    client: Client, personas: Personas, wie: str, zin: str
) -> None:
    voorziening = CapaciteitFactory().voorziening
    PlaatsingFactory(voorziening=voorziening)

    tekst = _tekst(log_in(client, getattr(personas, wie)).get(voorziening.get_absolute_url()))

    assert zin in tekst
    assert ("wacht 1 leerling" in tekst) is ("wacht 1 leerling" in zin)


def test_public_page_is_silent_while_nobody_keeps_the_places(client: Client) -> None:
    assert "Is er plaats" not in _tekst(client.get(VoorzieningFactory().get_absolute_url()))


# --- The home page -----------------------------------------------------------------------------------------------


def test_home_page_tells_what_to_do_and_what_to_wait_for(personas: Personas, django_assert_max_num_queries) -> None:
    _alles(personas.school)
    PlaatsingFactory(school=personas.school, begonnen=True)
    PlaatsingFactory(school=personas.school, geplaatst=True, doel="terug", gevraagd_van=date(2026, 8, 1))
    assert personas.coordinator.school_ids

    with django_assert_max_num_queries(2):
        regels = list(plaatswerk(personas.coordinator))

    assert sorted((regel.vak, regel.badge) for regel in regels) == [
        (Vak.TE_DOEN, "Geplaatst"),
        (Vak.TE_DOEN, "Plaats aangeboden"),
        (Vak.WACHTEN, "Op de wachtlijst"),
    ]
    [aanbod] = [regel for regel in regels if regel.uiterlijk]
    assert aanbod.uiterlijk == date(2026, 8, 28)


def test_home_page_asks_for_the_effect_when_the_place_is_over(personas: Personas) -> None:
    PlaatsingFactory(school=personas.school, geplaatst=True, doel="terug")

    with time_machine.travel("2027-08-15 10:00:00+02:00"):
        [regel] = plaatswerk(personas.coordinator)
    assert "Leg vast wat de plaats heeft opgeleverd." in regel.zinnen[0]


def test_home_page_costs_who_has_no_places_nothing(personas: Personas, django_assert_num_queries) -> None:
    assert personas.bureau.rolsoorten
    with django_assert_num_queries(0):
        assert list(plaatswerk(personas.bureau)) == []


# --- Free places of a school -------------------------------------------------------------------------------------


def test_school_says_how_many_places_it_has(client: Client, personas: Personas) -> None:
    log_in(client, personas.coordinator)

    client.post(VRIJ, {"havo_2": "3", "vwo_6": "0"})

    rijen = {(r.niveau, r.leerjaar, r.aantal, r.schooljaar, r.door) for r in Schoolplaats.objects.all()}
    assert rijen == {("havo", 2, 3, 2026, personas.coordinator), ("vwo", 6, 0, 2026, personas.coordinator)}
    assert [rij.niveau for rij in schoolplaatsen(2026)] == ["havo"]
    assert "Laatst bijgewerkt op 15 augustus 2026" in _tekst(client.get(VRIJ))


def test_emptied_field_is_not_known_any_more_and_the_rest_keeps_its_date(client: Client, personas: Personas) -> None:
    log_in(client, personas.coordinator)
    client.post(VRIJ, {"havo_2": "3", "vwo_1": "1"})
    voor = Schoolplaats.objects.get(niveau="vwo").bijgewerkt_op

    client.post(VRIJ, {"havo_2": "", "vwo_1": "1"})

    assert [(r.niveau, r.bijgewerkt_op) for r in Schoolplaats.objects.all()] == [("vwo", voor)]


@pytest.mark.parametrize("waarde", ["-1", "201", "veel", "1,5"])
def test_wrong_number_is_refused_and_nothing_is_stored(client: Client, personas: Personas, waarde: str) -> None:
    log_in(client, personas.coordinator)

    antwoord = client.post(VRIJ, {"havo_2": waarde, "vwo_1": "1"})

    assert antwoord.status_code == 422
    assert "Havo, leerjaar 2" in antwoord.context["form"].errors["havo_2"][0]
    assert f'value="{waarde}"' in _tekst(antwoord)
    assert not Schoolplaats.objects.exists()


def test_board_chooses_among_its_own_schools_only(client: Client, personas: Personas) -> None:
    log_in(client, personas.bestuur)

    client.post(f"{VRIJ}?school={personas.zusterschool.pk}&jaar=2027", {"havo_1": "2"})
    client.post(f"{VRIJ}?school={personas.school_elders.pk}", {"havo_1": "9"})

    assert not Schoolplaats.objects.filter(school=personas.school_elders).exists()
    assert Schoolplaats.objects.get(schooljaar=2027).school == personas.zusterschool
