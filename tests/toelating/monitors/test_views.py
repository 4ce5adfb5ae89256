"""The pages: who sees what, what stands on them, and how many queries that takes."""

import uuid
from datetime import date

import pytest
from django.db.models import Q
from django.test import Client
from django.urls import reverse

from tests.factories.monitors import doe, met_stap
from tests.factories.toelating import maak_tlv, maak_wereld
from tests.personas import MENSEN, Personas, log_in
from tests.toelating.monitors.conftest import Aanmelden, Melden, tekst, vragen
from toelating.models import Aanmelding, Status, Thuiszitter
from toelating.monitors.teksten import GELUKT
from toelating.monitors.workflow import aanmelding, thuiszitter

pytestmark = pytest.mark.django_db

T, A = "/toelating/thuiszitters/", "/toelating/aanmeldingen/"
ZIEN = {"coordinator", "bestuur", "bureau", "bureau_collega", "directeur"}


@pytest.mark.parametrize("wie", MENSEN)
def test_lists_and_forms_are_for_who_has_to_do_with_it(client: Client, personas: Personas, wie: str) -> None:
    log_in(client, getattr(personas, wie))
    ziet = wie.startswith(("coordinator", "bestuur", "bureau", "directeur"))
    meldt = ziet and wie != "directeur"

    for adres in (T, A):
        assert client.get(adres).status_code == (200 if ziet else 403)
        assert client.get(f"{adres}nieuw/").status_code == (200 if meldt else 403)


@pytest.mark.parametrize("wie", MENSEN)
def test_dossier_is_seen_by_school_board_bureau_and_director(
    client: Client, personas: Personas, melden: Melden, aanmelden: Aanmelden, wie: str
) -> None:
    dossiers = (melden(), aanmelden())
    log_in(client, getattr(personas, wie))

    for dossier in dossiers:
        assert client.get(dossier.get_absolute_url()).status_code == (200 if wie in ZIEN else 404)


def test_school_reads_names_in_its_list_and_the_bureau_does_not(
    client: Client, personas: Personas, melden: Melden, aanmelden: Aanmelden
) -> None:
    melden()
    aanmelden()
    for wie, leest in ((personas.coordinator, True), (personas.bureau, False), (personas.directeur, False)):
        log_in(client, wie)
        assert all(("Proefnaam" in tekst(client.get(adres))) is leest for adres in (T, A))


def test_longest_at_home_stands_on_top_and_who_does_not_count_last(
    client: Client, personas: Personas, melden: Melden
) -> None:
    vrij, dreigt = melden(soort="vrijstelling", dagen=300), melden(soort="dreigend", eerste_dag=None)
    kort, lang = melden(dagen=9), melden(dagen=90)
    log_in(client, personas.coordinator)

    antwoord = client.get(T)

    assert [rij for rij, *_ in antwoord.context["regels"]] == [lang, kort, vrij, dreigt]
    assert "2 leerlingen zitten thuis." in tekst(antwoord)


def test_ended_reports_stand_apart(client: Client, personas: Personas, melden: Melden) -> None:
    doe(melden(), "beeindigen", personas.bureau, einde="terug", op=date(2026, 10, 12))
    log_in(client, personas.coordinator)

    assert "Er zit niemand thuis" in tekst(client.get(T))
    assert "TZ-2627-00001" in tekst(client.get(T, {"toon": "afgelopen"}))


@pytest.mark.parametrize("adres", [T, A])
@pytest.mark.parametrize("wie", ["coordinator", "bureau"])
def test_empty_pages_say_what_to_do(client: Client, personas: Personas, adres: str, wie: str) -> None:
    log_in(client, getattr(personas, wie))

    leeg = "Er zit niemand thuis" if adres == T else "Er wacht geen aanmelding op een besluit"
    assert leeg in tekst(client.get(adres))
    assert client.get(adres, {"toon": "afgelopen", "na": "verzonnen"}).status_code == 200


# --- Queries -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("keer", [1, 3])
@pytest.mark.parametrize(
    ("adres", "aantal"),
    [(T, 2), (A, 1), ("/bureau/toelating/thuiszitter/", 4), ("/bureau/toelating/aanmelding/", 3)],
)
def test_lists_have_a_fixed_number_of_queries(
    client: Client,
    personas: Personas,
    melden: Melden,
    aanmelden: Aanmelden,
    django_assert_max_num_queries,
    adres: str,
    aantal: int,
    keer: int,
) -> None:
    for _ in range(keer):
        met_stap(melden(), personas.coordinator)
        aanmelden()
    log_in(client, personas.bureau)
    client.get(adres)

    with django_assert_max_num_queries(60) as queries:
        client.get(adres)

    assert vragen(queries) == aantal


# --- Registering ---------------------------------------------------------------------------------------------------

LEERLING = {
    "voornaam": "Noor",
    "tussenvoegsel": "",
    "achternaam": "Voorbeeld",
    "geboortedatum": "30-4-2012",
    "leerlingnummer": "204417",
}


def test_school_reports_somebody_on_the_page(client: Client, personas: Personas, klok: object) -> None:
    log_in(client, personas.coordinator)
    gegevens = {
        **LEERLING,
        "school": personas.school.pk,
        "soort": "relatief",
        "eerste_dag": "1-10-2026",
        "reden": "angst",
        "sleutel": uuid.uuid4(),
    }

    antwoord = client.post(f"{T}nieuw/", gegevens, follow=True)

    assert "De melding is gedaan." in tekst(antwoord)
    assert Thuiszitter.objects.get().school == personas.school


def test_registration_with_errors_keeps_what_was_typed(client: Client, personas: Personas, klok: object) -> None:
    log_in(client, personas.coordinator)

    antwoord = client.post(
        f"{A}nieuw/", {**LEERLING, "school": personas.school.pk, "aangemeld_op": "1-1-2030", "sleutel": uuid.uuid4()}
    )

    assert antwoord.status_code == 422
    assert "Deze dag is nog niet geweest." in tekst(antwoord)
    assert 'value="204417"' in tekst(antwoord)
    assert not Aanmelding.objects.exists()


def test_school_cannot_register_for_another_school(client: Client, personas: Personas, klok: object) -> None:
    log_in(client, personas.coordinator)
    gegevens = {
        **LEERLING,
        "school": personas.school_elders.pk,
        "aangemeld_op": "1-10-2026",
        "verwacht": "ouders",
        "is_ingeschreven": "nee",
        "sleutel": uuid.uuid4(),
    }

    assert client.post(f"{A}nieuw/", gegevens).status_code == 422
    assert not Aanmelding.objects.exists()


def test_bureau_registers_for_a_school_that_called(client: Client, personas: Personas, klok: object) -> None:
    log_in(client, personas.bureau)
    gegevens = {
        **LEERLING,
        "school": personas.school_elders.pk,
        "aangemeld_op": "1-10-2026",
        "verwacht": "ouders",
        "is_ingeschreven": "nee",
        "sleutel": uuid.uuid4(),
    }

    assert "De aanmelding is vastgelegd." in tekst(client.post(f"{A}nieuw/", gegevens, follow=True))
    assert Aanmelding.objects.get().school == personas.school_elders


# --- One dossier -----------------------------------------------------------------------------------------------------


def test_page_shows_why_the_last_day_is_what_it_is(client: Client, personas: Personas, aanmelden: Aanmelden) -> None:
    log_in(client, personas.coordinator)

    pagina = tekst(client.get(aanmelden().get_absolute_url()))

    assert "Waarom deze datum?" in pagina
    assert "De termijn duurt 6 weken." in pagina
    assert "De wettelijke einddatum is" in pagina


def test_name_of_a_pupil_stands_in_no_title_or_address(client: Client, personas: Personas, melden: Melden) -> None:
    melding = melden()
    log_in(client, personas.bureau)
    pagina = client.get(melding.get_absolute_url()).content.decode()

    assert "Proefnaam" in pagina
    assert "Proefnaam" not in pagina.split("</title>")[0]
    assert str(melding.leerling_id) not in pagina


def test_every_act_has_its_words(client: Client, personas: Personas, melden: Melden, aanmelden: Aanmelden) -> None:
    assert set(GELUKT) == set(aanmelding.workflow.handelingen) | set(thuiszitter.workflow.handelingen)
    log_in(client, personas.bureau)

    for dossier in (met_stap(melden(), personas.bureau), aanmelden()):
        for handeling, _ in client.get(dossier.get_absolute_url()).context["knoppen"]:
            naam = f"toelating:{dossier._meta.model_name}_handeling"
            assert client.get(reverse(naam, args=[dossier.pk, handeling.naam])).status_code == 200, handeling.naam


def test_tlv_of_the_same_pupil_is_linked_for_who_may_open_it(
    client: Client, personas: Personas, melden: Melden
) -> None:
    wereld = maak_wereld(personas)
    aanvraag = maak_tlv(wereld, status=Status.INGEDIEND)
    velden = ("voornaam", "tussenvoegsel", "achternaam", "geboortedatum", "leerlingnummer")
    melding = melden(leerling={naam: getattr(aanvraag.leerling, naam) for naam in velden})
    log_in(client, wereld.personas.coordinator)

    pagina = tekst(client.get(melding.get_absolute_url()))

    assert aanvraag.get_absolute_url() in pagina
    assert reverse("voorzieningen:lijst") in pagina


@pytest.mark.parametrize("wie", ["coordinator_elders", "controller", "partner", "deskundige"])
def test_without_the_guard_anybody_would_read_a_dossier(
    client: Client, personas: Personas, melden: Melden, monkeypatch: pytest.MonkeyPatch, wie: str
) -> None:
    """Twin of who sees a dossier: nothing but `for_user` keeps it closed."""
    melding = melden()
    log_in(client, getattr(personas, wie))
    assert client.get(melding.get_absolute_url()).status_code == 404

    monkeypatch.setattr("toelating.models.thuiszitter.zichtbaar_voor", lambda user: Q())

    assert client.get(melding.get_absolute_url()).status_code == 200
