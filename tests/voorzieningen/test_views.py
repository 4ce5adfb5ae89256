from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.factories.voorzieningen import (
    AliasFactory,
    HulpmiddelFactory,
    RobotFactory,
    UitleningFactory,
    VoorzieningFactory,
    WachtplaatsFactory,
    WijzerstapFactory,
)
from tests.personas import Personas, log_in
from voorzieningen.models import Voorziening

pytestmark = pytest.mark.django_db


def _tekst(antwoord: HttpResponse) -> str:
    return " ".join(antwoord.content.decode().split())


# --- List ------------------------------------------------------------------------------------------------


def test_lijst_is_public_and_says_whose_it_is(client: Client) -> None:
    VoorzieningFactory(naam="Plusvoorziening vmbo", swv="SWV VO Almere")

    antwoord = client.get("/voorzieningen/")

    assert antwoord.status_code == 200
    assert "Plusvoorziening vmbo" in _tekst(antwoord)
    assert "SWV VO Almere" in _tekst(antwoord)


def test_lijst_leaves_out_what_is_over_or_not_begun(client: Client) -> None:
    VoorzieningFactory(naam="Voorbij", geldig_tot=date(2026, 8, 15))
    VoorzieningFactory(naam="Straks", geldig_van=date(2026, 8, 16))
    VoorzieningFactory(naam="Nu")

    antwoord = client.get("/voorzieningen/")

    assert [v.naam for v in antwoord.context["voorzieningen"]] == ["Nu"]


@pytest.mark.parametrize("aantal", [1, 3])
@pytest.mark.parametrize(("vraag", "queries"), [("", 3), ("?zoek=hulp", 5)])
def test_lijst_has_a_fixed_number_of_queries(
    client: Client, django_assert_num_queries, aantal: int, vraag: str, queries: int
) -> None:
    for voorziening in VoorzieningFactory.create_batch(aantal, doelgroep="hulp", aanvraagsoort="robot"):
        AliasFactory(voorziening=voorziening)
    client.get("/voorzieningen/")  # the letterhead goes to the cache

    with django_assert_num_queries(queries):
        antwoord = client.get(f"/voorzieningen/{vraag}")

    assert len(antwoord.context["voorzieningen"]) == aantal


def test_lijst_with_nothing_found_gives_tips_and_the_nearest(client: Client) -> None:
    VoorzieningFactory(naam="Frictiefonds", slug="frictiefonds")

    tekst = _tekst(client.get("/voorzieningen/", {"zoek": "fricitefonds"}))

    assert "Niets gevonden" in tekst
    assert "Controleer de spelling." in tekst
    assert '<a href="/voorzieningen/frictiefonds/">Frictiefonds</a>' in tekst


def test_lijst_with_nothing_found_speaks_of_filters_only_with_filters(client: Client) -> None:
    VoorzieningFactory(soort="geld")

    zonder = _tekst(client.get("/voorzieningen/", {"zoek": "xyzzy"}))
    met = _tekst(client.get("/voorzieningen/", {"zoek": "xyzzy", "soort": "geld"}))

    assert ("gevonden voor ‘xyzzy’." in zonder, "Haal filters weg." in zonder) == (True, False)
    assert ("gevonden voor ‘xyzzy’ met deze filters." in met, "Haal filters weg." in met) == (True, True)


def test_lijst_names_a_step_of_the_wijzer_with_the_answers_above_it(client: Client) -> None:
    thuis = WijzerstapFactory(antwoord="De leerling zit thuis", vraag="Waarom?")
    WijzerstapFactory(antwoord="De leerling is ziek", slug="ziek-thuis", ouder=thuis)
    WijzerstapFactory(antwoord="De leerling is ziek", slug="ziek")

    tekst = _tekst(client.get("/voorzieningen/", {"zoek": "leerling is ziek"}))

    assert '/wijzer/ziek-thuis/">De leerling zit thuis: De leerling is ziek</a>' in tekst
    assert '/wijzer/ziek/">De leerling is ziek</a>' in tekst


def test_lijst_keeps_what_was_typed_and_escapes_it(client: Client) -> None:
    tekst = _tekst(client.get("/voorzieningen/", {"zoek": "<b>robot</b>"}))

    assert 'value="&lt;b&gt;robot&lt;/b&gt;"' in tekst
    assert "<b>robot" not in tekst


def test_lijst_with_unknown_filter_shows_everything_and_says_so(client: Client) -> None:
    VoorzieningFactory(naam="Robot")

    tekst = _tekst(client.get("/voorzieningen/", {"soort": "onzin"}))

    assert "Kies bij ‘Soort’ een van de mogelijkheden uit de lijst." in tekst
    assert "Robot" in tekst


def test_lijst_refuses_post(client: Client) -> None:
    assert client.post("/voorzieningen/").status_code == 405


# --- Detail ----------------------------------------------------------------------------------------------


def test_detail_shows_the_way_in_and_other_names(client: Client) -> None:
    voorziening = VoorzieningFactory(
        naam="Kleinschalig vo", slug="klein", toegang="eigen aanmelding", swv="SWV VO Almere"
    )
    AliasFactory(voorziening=voorziening, naam="tussenvoorziening")

    tekst = _tekst(client.get("/voorzieningen/klein/"))

    assert "Eigen aanmelding" in tekst
    assert "tussenvoorziening" in tekst
    assert "Neem contact op met SWV VO Almere." in tekst


def test_detail_says_what_it_costs_since_when_it_counts_and_hides_the_questions(client: Client) -> None:
    voorziening = VoorzieningFactory(slug="gratis", kosten="Gratis voor scholen.", geldig_tot=date(2028, 1, 1))
    AliasFactory(voorziening=voorziening, naam="Wie helpt ons?", soort="vraag")

    tekst = _tekst(client.get("/voorzieningen/gratis/"))

    assert "Gratis voor scholen." in tekst
    assert "van 1 augustus 2021 tot 1 januari 2028" in tekst
    assert "Wie helpt ons?" not in tekst


def test_detail_without_costs_in_the_source_says_so(client: Client) -> None:
    VoorzieningFactory(slug="advies", soort="advies")

    assert "Dat staat niet in de bron. Vraag het aan het bureau." in _tekst(client.get("/voorzieningen/advies/"))


def test_detail_leads_a_school_to_when_one_is_free(client: Client, personas: Personas) -> None:
    HulpmiddelFactory(voorziening=VoorzieningFactory(slug="robot"))

    anoniem = _tekst(client.get("/voorzieningen/robot/"))
    school = _tekst(log_in(client, personas.coordinator).get("/voorzieningen/robot/"))

    assert "Bekijk wanneer er een vrij is" in school
    assert "Bekijk wanneer er een vrij is" not in anoniem


@pytest.mark.urls("tests.voorzieningen.adressen")
def test_detail_of_what_can_be_asked_for_links_to_the_start(client: Client) -> None:
    VoorzieningFactory(slug="robot", aanvraagsoort="robot")

    assert 'href="/aanvragen/robot/starten/"' in _tekst(client.get("/voorzieningen/robot/"))


@pytest.mark.urls("tests.voorzieningen.adressen_los")
def test_detail_without_aanvragen_in_the_portal_has_no_button(client: Client) -> None:
    VoorzieningFactory(slug="robot", aanvraagsoort="robot")

    assert client.get("/voorzieningen/robot/").context["start_url"] == ""


@pytest.mark.urls("tests.voorzieningen.adressen")
def test_detail_of_what_is_over_says_since_when_and_has_no_button(client: Client) -> None:
    VoorzieningFactory(slug="oud", aanvraagsoort="robot", geldig_tot=date(2026, 8, 1))

    tekst = _tekst(client.get("/voorzieningen/oud/"))

    assert "U kunt er sinds 1 augustus 2026 geen gebruik meer van maken." in tekst
    assert "starten" not in tekst


@pytest.mark.parametrize("slug", ["bestaat-niet", "straks"])
def test_detail_of_what_is_not_there_is_404(client: Client, slug: str) -> None:
    VoorzieningFactory(slug="straks", geldig_van=date(2026, 8, 16))

    assert client.get(f"/voorzieningen/{slug}/").status_code == 404


@pytest.mark.parametrize("aantal", [1, 3])
def test_detail_has_a_fixed_number_of_queries(client: Client, django_assert_num_queries, aantal: int) -> None:
    voorziening = VoorzieningFactory(slug="een")
    AliasFactory.create_batch(aantal, voorziening=voorziening)
    client.get("/voorzieningen/een/")

    with django_assert_num_queries(4):
        client.get("/voorzieningen/een/")


def test_every_voorziening_has_a_page(client: Client, catalogus: None) -> None:
    fout = [
        voorziening.slug
        for voorziening in Voorziening.objects.all()
        if client.get(voorziening.get_absolute_url()).status_code != 200
    ]

    assert fout == []


# --- Robots ----------------------------------------------------------------------------------------------


def test_robots_asks_to_log_in(client: Client) -> None:
    antwoord = client.get("/voorzieningen/robots/")

    assert antwoord.status_code == 302
    assert antwoord["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(
    ("wie", "status"),
    [
        ("bureau", 200),
        ("directeur", 200),
        ("coordinator", 403),
        ("bestuur", 403),
        ("deskundige", 403),
        ("controller", 403),
        ("beheerder", 403),
        ("partner", 403),
        ("zonder_rol", 403),
    ],
)
def test_robots_is_for_bureau_and_director(client: Client, personas: Personas, wie: str, status: int) -> None:
    log_in(client, getattr(personas, wie))

    assert client.get("/voorzieningen/robots/").status_code == status


def test_robots_shows_where_robots_are_and_who_waits(client: Client, personas: Personas) -> None:
    robot = RobotFactory(naam="Robot Roos")
    UitleningFactory(robot=robot, school=personas.school, uitgereikt=True, van=date(2026, 6, 1), tot=date(2026, 8, 14))
    UitleningFactory(robot=robot, school=personas.zusterschool)
    WachtplaatsFactory(school=personas.school_elders)

    tekst = _tekst(log_in(client, personas.bureau).get("/voorzieningen/robots/"))

    assert "Te laat terug" in tekst
    assert "School A</a><br>terug: 14 augustus 2026" in tekst
    assert "Zusterschool A</a>: 1 september 2026 tot en met 30 november 2026" in tekst
    assert '<td data-label="Plaats">1</td><td data-label="School">School B</td>' in tekst
    assert 'href="/bureau/voorzieningen/wachtplaats/">Haal een school van de wachtlijst</a>' in tekst


def test_robots_without_stock_says_what_to_do(client: Client, personas: Personas) -> None:
    tekst = _tekst(log_in(client, personas.bureau).get("/voorzieningen/robots/"))

    assert "De voorraad is nog leeg" in tekst
    assert "Er wacht geen school." in tekst


@pytest.mark.parametrize("aantal", [1, 3])
def test_robots_has_a_fixed_number_of_queries(
    client: Client, personas: Personas, django_assert_max_num_queries, aantal: int
) -> None:
    UitleningFactory.create_batch(aantal)
    WachtplaatsFactory.create_batch(aantal)
    log_in(client, personas.bureau)
    client.get("/voorzieningen/robots/")

    with django_assert_max_num_queries(50) as queries:
        client.get("/voorzieningen/robots/")

    assert len([q for q in queries.captured_queries if "voorzieningen_" in q["sql"]]) == 4
