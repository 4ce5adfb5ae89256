from datetime import date

import pytest
from django.test import Client
from icalendar import Calendar

from swv.kern.werk import Vak
from swv.organisaties.models import Rolsoort
from tests.factories.voorzieningen import (
    AanwezigheidFactory,
    ActiviteitFactory,
    InschrijvingFactory,
    SessieFactory,
    moment,
)
from tests.personas import MENSEN, Personas, log_in
from voorzieningen.activiteiten.inschrijvingen import workflow
from voorzieningen.activiteiten.teksten import GELUKT
from voorzieningen.activiteiten.werk import activiteitenwerk
from voorzieningen.activiteiten.workflow import workflow as acts
from voorzieningen.models import Inschrijving, Sessie

pytestmark = pytest.mark.django_db
LIJST, MIJN = "/activiteiten/", "/activiteiten/mijn/"


def _tekst(antwoord) -> str:
    return " ".join(antwoord.content.decode().replace("\xa0", " ").split())


# --- Who sees what -----------------------------------------------------------------------------------------------


def test_programme_without_login_shows_what_is_public(client: Client) -> None:
    openbaar = ActiviteitFactory(is_openbaar=True)
    dicht, _concept = ActiviteitFactory(), ActiviteitFactory(is_openbaar=True, in_concept=True)

    regels = client.get(LIJST).context["regels"]

    assert [rij for rij, _ in regels] == [openbaar]
    assert client.get(openbaar.get_absolute_url()).status_code == 200
    assert client.get(dicht.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("wie", MENSEN)
def test_activity_for_a_role_is_seen_by_that_role_and_the_bureau(client: Client, personas: Personas, wie: str) -> None:
    activiteit = ActiviteitFactory(voor=[Rolsoort.COORDINATOR])
    log_in(client, getattr(personas, wie))

    ziet = wie.startswith(("coordinator", "bureau", "directeur"))
    assert client.get(activiteit.get_absolute_url()).status_code == (200 if ziet else 404)


@pytest.mark.parametrize("wie", MENSEN)
def test_draft_is_seen_by_the_bureau_only(client: Client, personas: Personas, wie: str) -> None:
    activiteit = ActiviteitFactory(in_concept=True, is_openbaar=True)
    log_in(client, getattr(personas, wie))

    status = client.get(activiteit.get_absolute_url()).status_code
    assert status == (200 if wie.startswith(("bureau", "directeur")) else 404)


@pytest.mark.parametrize("wie", MENSEN)
def test_place_is_seen_by_the_participant_and_the_bureau(client: Client, personas: Personas, wie: str) -> None:
    plaats = InschrijvingFactory(persoon=personas.coordinator, school=personas.school)
    log_in(client, getattr(personas, wie))

    ziet = wie in ("coordinator", "bureau", "bureau_collega", "directeur")
    assert client.get(plaats.get_absolute_url()).status_code == (200 if ziet else 404)


def test_programme_shows_what_is_coming_first_and_by_kind(client: Client, personas: Personas) -> None:
    later, eerder = ActiviteitFactory(begint=moment(date(2026, 10, 1))), ActiviteitFactory()
    ActiviteitFactory(voorbij=True)
    training = ActiviteitFactory(soort="training", begint=moment(date(2026, 12, 1)))
    log_in(client, personas.coordinator)

    assert [rij for rij, _ in client.get(LIJST).context["regels"]] == [eerder, later, training]
    assert [rij for rij, _ in client.get(f"{LIJST}?soort=training").context["regels"]] == [training]
    assert "Geen activiteiten" in _tekst(client.get(f"{LIJST}?soort=bezoek"))


@pytest.mark.parametrize(
    ("anders", "badge"),
    [
        ({}, "Er is plaats"),
        ({"capaciteit": 4}, "Nog 3 plaatsen"),
        ({"capaciteit": 1}, "Vol"),
        ({"gesloten": True}, "Inschrijving gesloten"),
        ({"inschrijven_van": date(2026, 8, 20)}, "Nog niet open"),
        ({"nu": True}, "Begonnen"),
        ({"voorbij": True}, "Geweest"),
        ({"afgelast": True}, "Afgelast"),
    ],
)
def test_page_says_how_it_stands(client: Client, personas: Personas, anders: dict, badge: str) -> None:
    activiteit = InschrijvingFactory(activiteit=ActiviteitFactory(**anders)).activiteit
    log_in(client, personas.coordinator)

    antwoord = client.get(activiteit.get_absolute_url())

    assert antwoord.context["stand"].badge == badge
    assert ("/inschrijven/" in _tekst(antwoord)) is (badge in ("Er is plaats", "Nog 3 plaatsen", "Vol"))


@pytest.mark.parametrize(
    ("capaciteit", "mensen", "zin"),
    [
        (1, 0, "Er is nog 1 plaats vrij. Inschrijven"),
        (2, 1, "Er is nog 1 plaats vrij, van de 2. Inschrijven"),
        (4, 1, "Er zijn nog 3 plaatsen vrij, van de 4. Inschrijven"),
    ],
)
def test_page_counts_free_places_in_a_right_sentence(client: Client, capaciteit: int, mensen: int, zin: str) -> None:
    activiteit = ActiviteitFactory(is_openbaar=True, capaciteit=capaciteit)
    InschrijvingFactory.create_batch(mensen, activiteit=activiteit)

    assert zin in _tekst(client.get(activiteit.get_absolute_url()))


def test_who_is_on_the_list_is_sent_to_the_own_place_and_not_asked_again(client: Client, personas: Personas) -> None:
    plek = InschrijvingFactory(persoon=personas.coordinator)
    log_in(client, personas.coordinator)

    antwoord = client.get(f"{plek.activiteit.get_absolute_url()}inschrijven/", follow=True)

    assert antwoord.redirect_chain == [(plek.get_absolute_url(), 302)]
    assert "U staat al op de lijst van deze activiteit." in _tekst(antwoord)


@pytest.mark.parametrize(
    ("wie", "leest"),
    [("coordinator", True), ("coordinator_elders", False), ("bureau", True), ("directeur", True), (None, False)],
)
def test_why_it_was_called_off_is_for_who_is_on_the_list(
    client: Client, personas: Personas, wie: str | None, leest: bool
) -> None:
    activiteit = ActiviteitFactory(afgelast=True, is_openbaar=True)
    InschrijvingFactory(activiteit=activiteit, persoon=personas.coordinator)
    if wie:
        log_in(client, getattr(personas, wie))

    tekst = _tekst(client.get(activiteit.get_absolute_url()))

    assert "Deze activiteit gaat niet door." in tekst
    assert ("De spreker is verhinderd." in tekst) is leest


def test_names_of_others_stand_on_no_page_of_a_school(client: Client, personas: Personas) -> None:
    plaats = InschrijvingFactory(naam="Geheim Persoon")
    log_in(client, personas.coordinator)

    for adres in (LIJST, MIJN, plaats.activiteit.get_absolute_url()):
        assert "Geheim" not in _tekst(client.get(adres))


# --- Coming on the list ------------------------------------------------------------------------------------------


def test_one_press_gives_a_place(client: Client, personas: Personas) -> None:
    activiteit = ActiviteitFactory()
    log_in(client, personas.coordinator)

    antwoord = client.post(f"{activiteit.get_absolute_url()}inschrijven/", follow=True)

    plaats = Inschrijving.objects.get()
    assert (plaats.persoon, plaats.school, plaats.status) == (personas.coordinator, personas.school, "ingeschreven")
    assert "U bent ingeschreven." in _tekst(antwoord)


def test_full_activity_says_which_place_in_line(client: Client, personas: Personas) -> None:
    activiteit = InschrijvingFactory(activiteit__capaciteit=1).activiteit
    log_in(client, personas.coordinator)

    assert "Op de wachtlijst" in _tekst(client.get(activiteit.get_absolute_url()))
    antwoord = client.post(f"{activiteit.get_absolute_url()}inschrijven/", follow=True)

    assert "U staat op plaats 1 van de wachtlijst." in _tekst(antwoord)


def test_board_says_for_which_school(client: Client, personas: Personas) -> None:
    adres = f"{ActiviteitFactory().get_absolute_url()}inschrijven/"
    log_in(client, personas.bestuur)

    assert client.post(adres, {"school": ""}).status_code == 422
    assert client.post(adres, {"school": personas.school_elders.pk}).status_code == 422
    client.post(adres, {"school": personas.zusterschool.pk})

    assert Inschrijving.objects.get().school == personas.zusterschool


def test_person_without_a_school_comes_for_oneself(client: Client, personas: Personas) -> None:
    log_in(client, personas.deskundige)

    client.post(f"{ActiviteitFactory().get_absolute_url()}inschrijven/")

    assert Inschrijving.objects.get().school is None


def test_colleague_of_another_school_is_no_choice(client: Client, personas: Personas) -> None:
    adres = f"{ActiviteitFactory().get_absolute_url()}collega/"
    log_in(client, personas.coordinator)

    antwoord = client.post(adres, {"naam": "Anna", "school": personas.school_elders.pk})
    assert (antwoord.status_code, Inschrijving.objects.count()) == (422, 0)
    client.post(adres, {"naam": " Anna  de Wit ", "school": personas.school.pk})

    assert Inschrijving.objects.get().naam == "Anna de Wit"


@pytest.mark.parametrize("weg", ["inschrijven", "collega"])
def test_refusal_keeps_what_was_typed_and_changes_nothing(client: Client, personas: Personas, weg: str) -> None:
    activiteit = ActiviteitFactory(inschrijven_tot=date(2026, 8, 14))
    log_in(client, personas.coordinator)

    antwoord = client.post(
        f"{activiteit.get_absolute_url()}{weg}/", {"naam": "Anna de Wit", "school": personas.school.pk}
    )

    assert antwoord.status_code == 422
    assert "Inschrijven kon tot en met 14 augustus 2026" in _tekst(antwoord)
    assert ("Anna de Wit" in _tekst(antwoord)) is (weg == "collega")
    assert not Inschrijving.objects.exists()


@pytest.mark.parametrize(("weg", "wie"), [("inschrijven", "zonder_rol"), ("collega", "deskundige")])
def test_who_may_not_come_reads_why(client: Client, personas: Personas, weg: str, wie: str) -> None:
    log_in(client, getattr(personas, wie))

    assert client.get(f"{ActiviteitFactory().get_absolute_url()}{weg}/").status_code == 403


# --- One's own ---------------------------------------------------------------------------------------------------


def test_own_activities_hold_oneself_and_colleagues_and_the_certificate(client: Client, personas: Personas) -> None:
    komt = InschrijvingFactory(persoon=personas.coordinator)
    was = InschrijvingFactory(activiteit__voorbij=True, ingeschreven_door=personas.coordinator)
    InschrijvingFactory(persoon=personas.coordinator, afgemeld=True)
    InschrijvingFactory()
    log_in(client, personas.coordinator)

    context = client.get(MIJN).context

    assert [rij for rij, _, _ in context["komend"]] == [komt]
    assert [rij for rij, _, _ in context["geweest"]] == [was]


def test_own_activities_without_any_says_what_to_do(client: Client, personas: Personas) -> None:
    log_in(client, personas.coordinator)

    assert "Nog geen activiteiten" in _tekst(client.get(MIJN))


@pytest.mark.parametrize(
    ("staat", "namen"),
    [
        ({}, ["afmelden"]),
        ({"nu": True}, ["aanwezig_melden"]),
        ({"voorbij": True}, ["bewijs_maken"]),
        ({"afgelast": True}, []),
    ],
)
def test_page_of_a_place_shows_only_what_can_be_done(
    client: Client, personas: Personas, staat: dict, namen: list[str]
) -> None:
    plaats = InschrijvingFactory(activiteit=ActiviteitFactory(**staat), persoon=personas.coordinator)
    AanwezigheidFactory(inschrijving=plaats)
    log_in(client, personas.coordinator)

    knoppen = client.get(plaats.get_absolute_url()).context["knoppen"]

    assert [handeling.naam for handeling, _ in knoppen] == namen


def test_agenda_keeps_its_uid_and_grows_its_number(client: Client, personas: Personas) -> None:
    activiteit = ActiviteitFactory()
    SessieFactory(activiteit=activiteit, begint=moment(date(2026, 10, 5)))
    adres = f"{activiteit.get_absolute_url()}agenda.ics"
    log_in(client, personas.coordinator)

    eerst = Calendar.from_ical(client.get(adres).content).events
    Sessie.objects.update(reeks=1)
    daarna = Calendar.from_ical(client.get(adres).content).events

    assert [rij["uid"] for rij in eerst] == [rij["uid"] for rij in daarna]
    assert ([rij["sequence"] for rij in eerst], [rij["sequence"] for rij in daarna]) == ([0, 0], [1, 1])
    assert str(eerst[0]["summary"]) == activiteit.titel


def test_agenda_of_what_is_called_off_says_so(client: Client, personas: Personas) -> None:
    log_in(client, personas.coordinator)

    antwoord = client.get(f"{ActiviteitFactory(afgelast=True).get_absolute_url()}agenda.ics")

    [gebeurtenis] = Calendar.from_ical(antwoord.content).events
    assert (gebeurtenis["status"], str(gebeurtenis["summary"])[:9]) == ("CANCELLED", "Afgelast:")


@pytest.mark.parametrize(
    ("anders", "vak"),
    [({"nu": True}, Vak.TE_DOEN), ({"begint": moment(date(2026, 8, 20))}, Vak.WACHTEN), ({}, None)],
)
def test_home_page_names_what_is_near(personas: Personas, anders: dict, vak: Vak | None) -> None:
    InschrijvingFactory(activiteit=ActiviteitFactory(**anders), persoon=personas.coordinator)

    assert [regel.vak for regel in activiteitenwerk(personas.coordinator)] == ([vak] if vak else [])


def test_home_page_asks_nothing_for_who_comes_to_nothing(personas: Personas, django_assert_num_queries) -> None:
    personas.bureau.rolsoorten  # noqa: B018  # read once per request

    with django_assert_num_queries(0):
        assert list(activiteitenwerk(personas.bureau)) == []


def test_every_act_says_what_was_done() -> None:
    assert set(GELUKT) == {*workflow.handelingen, *acts.handelingen} - {"plaats_krijgen"}


# --- A fixed number of queries -----------------------------------------------------------------------------------


def _alles(personas: Personas) -> None:
    for staat in ({}, {"voorbij": True}):
        rij = InschrijvingFactory(activiteit=ActiviteitFactory(**staat), persoon=personas.coordinator)
        InschrijvingFactory(activiteit=rij.activiteit, wacht=True, ingeschreven_door=personas.coordinator)


@pytest.mark.parametrize("keer", [1, 3])
@pytest.mark.parametrize(
    ("wie", "adres", "aantal"),
    [
        ("coordinator", LIJST, 2),
        ("coordinator", MIJN, 3),
        ("bureau", "/bureau/voorzieningen/activiteit/", 3),
        ("bureau", "/bureau/voorzieningen/inschrijving/", 3),
    ],
)
def test_lists_have_a_fixed_number_of_queries(
    client: Client, personas: Personas, django_assert_max_num_queries, wie: str, adres: str, aantal: int, keer: int
) -> None:
    for _ in range(keer):
        _alles(personas)
    log_in(client, getattr(personas, wie))
    client.get(adres)

    with django_assert_max_num_queries(60) as queries:
        client.get(adres)

    assert len([q for q in queries.captured_queries if "voorzieningen_" in q["sql"]]) == aantal


@pytest.mark.parametrize("keer", [1, 3])
def test_activity_has_a_fixed_number_of_queries(
    client: Client, personas: Personas, django_assert_max_num_queries, keer: int
) -> None:
    activiteit = ActiviteitFactory(voorbij=True)
    for _ in range(keer):
        AanwezigheidFactory(inschrijving__activiteit=activiteit, sessie=activiteit.sessies.first())
        SessieFactory(activiteit=activiteit, begint=moment(date(2026, 8, 11)))
    log_in(client, personas.bureau)
    adressen = {
        activiteit.get_absolute_url(): 3,
        f"/bureau/voorzieningen/activiteit/{activiteit.pk}/change/": 5,
        f"/bureau/voorzieningen/activiteit/{activiteit.pk}/presentie/{activiteit.eerste.pk}/": 5,
    }
    for adres, aantal in adressen.items():
        client.get(adres)
        with django_assert_max_num_queries(60) as queries:
            client.get(adres)
        assert (adres, len([q for q in queries.captured_queries if '"voorzieningen_' in q["sql"]])) == (adres, aantal)
