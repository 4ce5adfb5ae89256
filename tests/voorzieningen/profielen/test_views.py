"""The public pages, the page of a school, and filling in."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains

from tests.factories.organisaties import SchoolFactory
from tests.factories.voorzieningen import (
    ChecklisteditieFactory,
    ChecklistFactory,
    ProfielFactory,
    ProfielregelFactory,
    VoorzieningFactory,
)
from tests.personas import MENSEN, Personas, log_in
from voorzieningen.models import Checklist, Profiel
from voorzieningen.profielen.onderdelen import veldnaam

pytestmark = pytest.mark.django_db
LIJST = "/profielen/"


def tekst(antwoord: object) -> str:
    return " ".join(antwoord.content.decode().split())  # type: ignore[attr-defined]


# --- For everybody -----------------------------------------------------------------------------------------


def test_list_says_in_words_which_profile_is_too_old_or_missing(client: Client) -> None:
    ProfielFactory(school__naam="Actuele School", gepubliceerd=True)
    ProfielFactory(school__naam="Oude School", te_oud=True)
    ProfielFactory(school__naam="Lege School")
    SchoolFactory(naam="School van ver", is_buiten_regio=True)

    pagina = tekst(client.get(LIJST))

    assert "3 scholen." in pagina
    for naam, woorden in (("Actuele", "Actueel"), ("Oude", "Ouder dan twee jaar"), ("Lege", "Nog geen profiel")):
        assert woorden in pagina.split(f"{naam} School")[1].split("</tr>")[0]
    assert "School van ver" not in pagina


def test_list_can_be_searched_and_filtered(client: Client) -> None:
    SchoolFactory(naam="Het Noorden", plaats="Almere")
    SchoolFactory(naam="Het Zuiden", plaats="Lelystad")

    assert [rij[0].naam for rij in client.get(LIJST, {"zoek": "zuid"}).context["regels"]] == ["Het Zuiden"]
    assert [rij[0].naam for rij in client.get(LIJST, {"plaats": "Almere"}).context["regels"]] == ["Het Noorden"]
    leeg = client.get(LIJST, {"zoek": "west"})
    assert "Geen school gevonden" in tekst(leeg)
    fout = client.get(LIJST, {"plaats": "Nergens"})
    assert (fout.status_code, "Kies een plaats uit de lijst." in tekst(fout)) == (422, True)


@pytest.mark.parametrize("aantal", [1, 3])
def test_list_costs_a_fixed_number_of_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, aantal: int
) -> None:
    for _ in range(aantal):
        ProfielFactory(gepubliceerd=True)

    client.get(LIJST)
    with django_assert_num_queries(3):
        client.get(LIJST)


def test_public_page_shows_what_the_school_wrote_and_links_to_the_catalogue(client: Client) -> None:
    lift = VoorzieningFactory(naam="Trajectklas")
    profiel = ProfielFactory(gepubliceerd=True, met=[lift])

    pagina = tekst(client.get(profiel.openbaar_adres))

    assert "Elke leerling heeft een mentor." in pagina
    assert "mailto:hulp@school.example" in pagina
    assert f'<a href="{lift.get_absolute_url()}">Trajectklas</a>' in pagina
    assert "ouder dan twee jaar" not in pagina
    assert profiel.opsteller.naam not in pagina
    assert profiel.opsteller.email not in pagina


def test_public_page_of_an_old_profile_says_so(client: Client) -> None:
    profiel = ProfielFactory(te_oud=True)

    assert "Dit profiel is ouder dan twee jaar" in tekst(client.get(profiel.openbaar_adres))


@pytest.mark.parametrize("staat", [{}, {"voorgelegd": True}, {"vervallen": True}])
def test_what_is_not_published_is_read_by_nobody(client: Client, staat: dict[str, bool]) -> None:
    profiel = ProfielFactory(**staat)

    pagina = tekst(client.get(profiel.openbaar_adres))

    assert "Deze school heeft nog geen profiel gepubliceerd" in pagina
    assert "Elke leerling heeft een mentor." not in pagina


def test_text_of_a_school_is_shown_as_text(client: Client) -> None:
    profiel = ProfielFactory(gepubliceerd=True)
    profiel.antwoorden["grenzen"]["grenzen"] = "<script>alert(1)</script>"
    profiel.save()

    assert "<script>alert(1)" not in tekst(client.get(profiel.openbaar_adres))


def test_unknown_school_or_one_of_another_region_is_missing(client: Client) -> None:
    ver = ProfielFactory(gepubliceerd=True, school__is_buiten_regio=True)

    assert client.get(reverse("profielen:openbaar", args=["99ZZ99"])).status_code == 404
    assert client.get(ver.openbaar_adres).status_code == 404


def test_facility_names_the_schools_that_have_it(client: Client) -> None:
    lift = VoorzieningFactory()
    profiel = ProfielFactory(gepubliceerd=True, met=[lift])

    assert profiel.openbaar_adres in tekst(client.get(lift.get_absolute_url()))
    profiel.voorzieningen.clear()
    assert "Scholen die dit hebben" not in tekst(client.get(lift.get_absolute_url()))


# --- The page of a school ----------------------------------------------------------------------------------

ZIEN = {
    "coordinator": 200,
    "bestuur": 200,
    "bureau": 200,
    "bureau_collega": 200,
    "directeur": 200,
    "coordinator_zuster": 404,
    "coordinator_elders": 404,
    "bestuur_elders": 404,
}


@pytest.mark.parametrize("wie", MENSEN)
def test_page_of_a_school_is_for_the_school_and_who_oversees(client: Client, personas: Personas, wie: str) -> None:
    log_in(client, getattr(personas, wie))

    assert client.get(reverse("profielen:school", args=[personas.school.code])).status_code == ZIEN.get(wie, 404)
    magt = wie in ("coordinator", "coordinator_zuster", "coordinator_elders", "bestuur", "bestuur_elders")
    assert client.get(reverse("profielen:ons")).status_code == (403 if not magt else 200 if wie == "bestuur" else 302)


def test_page_of_a_school_shows_the_picture_without_naming_another_school(client: Client, personas: Personas) -> None:
    ProfielregelFactory(minste_scholen=3)
    ChecklistFactory(school=personas.school, vastgesteld=True, rijen={"2.10": "nee"})
    anderen = [ChecklistFactory(vastgesteld=True, rijen={"1.1": "nee"}).school for _ in range(3)]
    log_in(client, personas.coordinator)

    pagina = tekst(client.get(reverse("profielen:school", args=[personas.school.code])))

    assert "gemiddelde van 3 andere scholen" in pagina
    assert pagina.count('swv-veelluik__luik"') == 3
    assert not any(school.naam in pagina or school.code in pagina for school in anderen)


@pytest.mark.parametrize("jaren", [1, 3])
def test_page_of_a_school_costs_a_fixed_number_of_queries(
    client: Client, personas: Personas, django_assert_num_queries: DjangoAssertNumQueries, jaren: int
) -> None:
    for jaar in range(2027 - jaren, 2027):
        ChecklistFactory(school=personas.school, vastgesteld=True, schooljaar=jaar)
        ChecklistFactory(school=personas.school_elders, vastgesteld=True, schooljaar=jaar)
    ProfielFactory(school=personas.school, gepubliceerd=True)
    log_in(client, personas.coordinator)

    adres = reverse("profielen:school", args=[personas.school.code])
    client.get(adres)
    with django_assert_num_queries(18):
        client.get(adres)


def test_coordinator_begins_a_profile_and_a_second_press_goes_on_with_it(client: Client, personas: Personas) -> None:
    log_in(client, personas.coordinator)
    adres = reverse("profielen:profiel_beginnen", args=[personas.school.code])

    eerste, tweede = client.post(adres), client.post(adres)

    assert eerste.url == tweede.url == Profiel.objects.get().get_absolute_url()
    assert client.get(adres).status_code == 405


@pytest.mark.parametrize(
    ("wie", "status"), [("coordinator_elders", 404), ("bestuur_elders", 404), ("bureau", 403), ("deskundige", 403)]
)
@pytest.mark.parametrize("wat", ["profiel", "checklist"])
def test_nobody_else_begins_for_a_school(client: Client, personas: Personas, wie: str, status: int, wat: str) -> None:
    ChecklisteditieFactory()
    log_in(client, getattr(personas, wie))

    antwoord = client.post(reverse(f"profielen:{wat}_beginnen", args=[personas.school.code]))

    assert antwoord.status_code == status
    assert not Profiel.objects.exists()
    assert not Checklist.objects.exists()


# --- Filling in --------------------------------------------------------------------------------------------


@pytest.fixture
def checklist(personas: Personas) -> Checklist:
    return ChecklistFactory(school=personas.school, overal="")


@pytest.mark.parametrize("wie", MENSEN)
@pytest.mark.parametrize("soort", ["profiel", "checklist"])
def test_concept_is_read_by_the_school_and_its_board_alone(
    client: Client, personas: Personas, wie: str, soort: str
) -> None:
    dossier = (ProfielFactory if soort == "profiel" else ChecklistFactory)(school=personas.school)
    log_in(client, getattr(personas, wie))

    mag = wie in ("coordinator", "bestuur")
    for naam in ("detail", "controleren", "weggooien"):
        assert client.get(dossier.adres(naam)).status_code == (200 if mag else 404), naam
    deel = "grenzen" if soort == "profiel" else "ijkpunt-2"
    assert client.get(dossier.adres("onderdeel", deel)).status_code == (200 if mag else 404)
    assert client.post(dossier.adres("bewaren", deel), {}).status_code == (200 if mag else 404)


@pytest.mark.parametrize("wie", MENSEN)
@pytest.mark.parametrize("soort", ["profiel", "checklist"])
def test_what_was_fixed_is_read_by_the_school_and_who_oversees(
    client: Client, personas: Personas, wie: str, soort: str
) -> None:
    if soort == "profiel":
        dossier: Profiel | Checklist = ProfielFactory(school=personas.school, gepubliceerd=True)
    else:
        dossier = ChecklistFactory(school=personas.school, vastgesteld=True)
    log_in(client, getattr(personas, wie))

    assert client.get(dossier.adres("detail")).status_code == ZIEN.get(wie, 404)


def _versie(checklist: Checklist) -> dict[str, str]:
    return {"versie": str(checklist.versie), "pagina": "een-blad", "basis": "x"}


def test_every_answer_is_kept_while_it_is_given_and_counts(
    client: Client, personas: Personas, checklist: Checklist
) -> None:
    log_in(client, personas.coordinator)

    client.post(checklist.adres("bewaren", "ijkpunt-2"), {**_versie(checklist), "item_2_10": "bezig"})

    checklist.refresh_from_db()
    assert checklist.antwoorden["ijkpunt-2"]["item_2_10"] == "bezig"
    assert "1 van 12 vragen beantwoord" in tekst(client.get(checklist.get_absolute_url()))
    pagina = tekst(client.get(checklist.adres("onderdeel", "ijkpunt-2")))
    assert pagina.index("2.9 Vraag 2.9") < pagina.index("2.10 Vraag 2.10") < pagina.index("2.11 Vraag 2.11")


def test_without_script_the_button_keeps_the_answers_and_says_what_is_missing(
    client: Client, personas: Personas, checklist: Checklist
) -> None:
    log_in(client, personas.coordinator)

    antwoord = client.post(
        checklist.adres("onderdeel", "ijkpunt-2"), {**_versie(checklist), "item_2_1": "ja"}, follow=True
    )

    checklist.refresh_from_db()
    assert checklist.antwoorden["ijkpunt-2"]["item_2_1"] == "ja"
    assert "Kies ja, bezig of nee bij 2.10." in tekst(antwoord)


def test_unknown_question_is_not_kept_and_unknown_answer_counts_nowhere(
    client: Client, personas: Personas, checklist: Checklist
) -> None:
    log_in(client, personas.coordinator)

    client.post(
        checklist.adres("bewaren", "ijkpunt-2"), {**_versie(checklist), "item_9_9": "ja", "item_2_2": "misschien"}
    )

    checklist.refresh_from_db()
    assert "item_9_9" not in checklist.antwoorden["ijkpunt-2"]
    assert "0 van 12 vragen beantwoord" in tekst(client.get(checklist.get_absolute_url()))
    assert client.get(checklist.adres("onderdeel", "ijkpunt-9")).status_code == 404


def test_two_colleagues_at_once_lose_nothing(client: Client, personas: Personas, checklist: Checklist) -> None:
    """The second reads both versions, keeps what was typed, and overwrites on purpose."""
    collega = log_in(Client(), personas.bestuur)
    log_in(client, personas.coordinator)
    oud = _versie(checklist)
    collega.post(checklist.adres("bewaren", "ijkpunt-2"), {**oud, "item_2_1": "nee"})

    vanzelf = client.post(checklist.adres("bewaren", "ijkpunt-2"), {**oud, "item_2_1": "ja"})
    met_knop = client.post(checklist.adres("onderdeel", "ijkpunt-2"), {**oud, "item_2_1": "ja"})

    assert "Niet opgeslagen. Bestuur A heeft dit onderdeel" in tekst(vanzelf)
    assert met_knop.status_code == 409
    checklist.refresh_from_db()
    assert checklist.antwoorden["ijkpunt-2"]["item_2_1"] == "nee"
    nieuw = {naam: met_knop.context[naam] for naam in ("basis", "pagina")}
    client.post(checklist.adres("onderdeel", "ijkpunt-2"), {**nieuw, "versie": checklist.versie, "item_2_1": "ja"})
    checklist.refresh_from_db()
    assert checklist.antwoorden["ijkpunt-2"]["item_2_1"] == "ja"


def test_two_colleagues_in_different_parts_are_not_in_each_others_way(
    client: Client, personas: Personas, checklist: Checklist
) -> None:
    log_in(client, personas.coordinator)
    basis = client.get(checklist.adres("onderdeel", "ijkpunt-2")).context["basis"]
    oud = {**_versie(checklist), "basis": basis}
    log_in(Client(), personas.bestuur).post(checklist.adres("bewaren", "ijkpunt-1"), {**oud, "item_1_1": "nee"})

    client.post(checklist.adres("bewaren", "ijkpunt-2"), {**oud, "item_2_1": "ja"})

    checklist.refresh_from_db()
    assert (checklist.antwoorden["ijkpunt-1"]["item_1_1"], checklist.antwoorden["ijkpunt-2"]["item_2_1"]) == (
        "nee",
        "ja",
    )


def test_answer_of_the_year_before_stands_with_the_question(client: Client, personas: Personas) -> None:
    ChecklistFactory(school=personas.school, vastgesteld=True, schooljaar=2025, rijen={"2.10": "nee"})
    checklist = ChecklistFactory(school=personas.school, overal="")
    log_in(client, personas.coordinator)

    pagina = tekst(client.get(checklist.adres("onderdeel", "ijkpunt-2")))

    assert pagina.count("In 2025-2026: nee") == 1
    assert pagina.count("In 2025-2026: ja") == 10


def test_incomplete_checklist_is_refused_in_words_before_and_after_the_button(
    client: Client, personas: Personas, checklist: Checklist
) -> None:
    log_in(client, personas.coordinator)
    adres = checklist.adres("handeling", "checklist_vaststellen")

    for antwoord in (client.get(adres), client.post(adres, {"versie": checklist.versie})):
        assert antwoord.status_code == 422
        assert "12 van de 12 vragen hebben nog geen antwoord. Ga verder bij vraag 1.1." in tekst(antwoord)
    controle = tekst(client.get(checklist.adres("controleren")))
    assert "2.9, 2.10, 2.11" in controle
    assert "Vaststellen" not in controle


def test_profile_keeps_ticked_facilities_and_publishes_them(client: Client, personas: Personas) -> None:
    lift = VoorzieningFactory(soort="plaats", naam="Trajectklas")
    VoorzieningFactory(soort="geld", naam="Een subsidie")
    profiel = ProfielFactory(school=personas.school)
    log_in(client, personas.coordinator)
    adres = profiel.adres("onderdeel", "voorzieningen")

    assert "Een subsidie" not in tekst(client.get(adres))
    client.post(adres, {**_versie(profiel), veldnaam(lift.pk): "on", "gebouw": "Een lift."})  # type: ignore[arg-type]
    assert "Trajectklas" in tekst(client.get(profiel.adres("controleren")))
    profiel.refresh_from_db()
    antwoord = client.post(profiel.adres("handeling", "profiel_publiceren"), {"versie": profiel.versie}, follow=True)

    assert "Het profiel is gepubliceerd." in tekst(antwoord)
    assert "Trajectklas" in tekst(Client().get(profiel.openbaar_adres))


def test_bsn_is_never_kept(client: Client, personas: Personas) -> None:
    profiel = ProfielFactory(school=personas.school)
    log_in(client, personas.coordinator)

    antwoord = client.post(profiel.adres("onderdeel", "grenzen"), {**_versie(profiel), "grenzen": "Niet 111222333"})  # type: ignore[arg-type]

    assert antwoord.status_code == 422
    profiel.refresh_from_db()
    assert "111222333" not in str(profiel.antwoorden)


def test_concept_can_be_thrown_away_and_what_was_fixed_cannot(client: Client, personas: Personas) -> None:
    vast = ChecklistFactory(school=personas.school, vastgesteld=True)
    concept = ChecklistFactory(school=personas.school, overal="")
    log_in(client, personas.coordinator)

    for dossier in (vast, concept):
        client.post(dossier.adres("weggooien"))

    assert list(Checklist.objects.all()) == [vast]


def test_fixed_checklist_shows_the_score_and_every_answer(client: Client, personas: Personas) -> None:
    checklist = ChecklistFactory(school=personas.school, vastgesteld=True, rijen={"2.10": "bezig", "1.1": "nee"})
    log_in(client, personas.coordinator)

    pagina = tekst(client.get(checklist.get_absolute_url()))

    assert "83% gehaald." in pagina
    assert "10 keer ja, 1 keer bezig en 1 keer nee" in pagina
    assert "De school haalt de norm." in pagina
    assert pagina.index("Vraag 2.9") < pagina.index("Vraag 2.10")


def test_fixed_checklist_says_with_every_answer_on_a_phone_what_it_is(client: Client, personas: Personas) -> None:
    checklist = ChecklistFactory(school=personas.school, vastgesteld=True, rijen={"2.10": "bezig"})

    antwoord = log_in(client, personas.coordinator).get(checklist.get_absolute_url())

    assertContains(antwoord, '<td data-label="Nummer">2.10</td>', html=True)
    assertContains(antwoord, '<td data-label="Antwoord">Bezig</td>', html=True)


@pytest.mark.parametrize("soort", ["profiel", "checklist"])
@pytest.mark.parametrize("waar", ["detail", "onderdeel"])
def test_filling_in_costs_a_fixed_number_of_queries(
    client: Client, personas: Personas, django_assert_max_num_queries: DjangoAssertNumQueries, soort: str, waar: str
) -> None:
    for _ in range(3):
        VoorzieningFactory(soort="plaats")
    dossier = (ProfielFactory if soort == "profiel" else ChecklistFactory)(school=personas.school)
    ChecklistFactory(school=personas.school, vastgesteld=True, schooljaar=2025)
    deel = "voorzieningen" if soort == "profiel" else "ijkpunt-2"
    log_in(client, personas.coordinator)
    adres = dossier.adres(waar, *([deel] if waar == "onderdeel" else []))

    client.get(adres)
    with django_assert_max_num_queries(18):
        client.get(adres)


def test_profile_in_the_making_is_dated_by_nobody(personas: Personas) -> None:
    assert ProfielFactory(school=personas.school).geldig_tot is None
    assert ProfielFactory(te_oud=True).geldig_tot == date(2026, 8, 15)
