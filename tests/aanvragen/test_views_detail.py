"""The page of one dossier: what the school reads, and what it never reads."""

import pytest
from django.http import HttpResponse
from django.test import Client

from aanvragen import workflow
from aanvragen.models import Aanvraag, Status
from swv.invullen import services as invullen
from swv.kern.models import Opdracht
from swv.kern.opdrachten import uitvoeren
from tests.factories.aanvragen import maak_aanvraag, maak_concept
from tests.personas import Personas, log_in

pytestmark = pytest.mark.django_db

GEHEIM = "GEHEIM-ADVIES-VAN-HET-BUREAU"


def tekst(antwoord: HttpResponse) -> str:
    return " ".join(antwoord.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def met_alles_wat_intern_is(personas: Personas) -> Aanvraag:
    """A dossier with advice, proposal, assignment, expert and an inward step back."""
    aanvraag = maak_aanvraag(personas, status=Status.IN_BEHANDELING)
    aanvraag = workflow.toewijzen(aanvraag, door=personas.bureau, behandelaar=personas.bureau_collega)
    aanvraag = workflow.deskundige_betrekken(aanvraag, door=personas.bureau, deskundige=personas.deskundige)
    aanvraag = workflow.adviseren(aanvraag, door=personas.bureau, voorstel="afwijzen", advies=GEHEIM)
    aanvraag = workflow.teruggeven(aanvraag, door=personas.directeur, reden=f"{GEHEIM} reden")
    return workflow.adviseren(aanvraag, door=personas.bureau, voorstel="afwijzen", advies=GEHEIM)


@pytest.mark.parametrize("wie", ["coordinator", "bestuur", "deskundige"])
def test_nothing_internal_is_shown(client: Client, personas: Personas, wie: str) -> None:
    aanvraag = met_alles_wat_intern_is(personas)
    log_in(client, getattr(personas, wie))

    for adres in ("/", "/aanvragen/", aanvraag.get_absolute_url(), f"{aanvraag.get_absolute_url()}ontvangst/"):
        inhoud = tekst(client.get(adres))
        assert GEHEIM not in inhoud
        assert "Teruggeven" not in inhoud
        assert "Leest mee" not in inhoud
        assert "fwijzen" not in inhoud


def test_proposal_to_end_without_judging_is_not_told_before_the_decision(client: Client, personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas, status=Status.AANVULLING_GEVRAAGD)
    aanvraag.aanvullingsverzoeken.update(uiterlijk="2020-01-01")
    workflow.buiten_behandeling_voorleggen(aanvraag, door=personas.bureau, advies=GEHEIM)

    inhoud = tekst(log_in(client, personas.coordinator).get(aanvraag.get_absolute_url()))

    assert "uiten behandeling" not in inhoud
    assert "Voorgelegd aan de directeur-bestuurder" in inhoud


def test_school_reads_what_was_sent_not_what_is_being_typed(client: Client, personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas, soort="innovatiegelden", status=Status.FEEDBACK_GEGEVEN)
    aanvraag.deskundigen.add(personas.deskundige)
    plan = {**aanvraag.antwoorden["plan"], "titel": "Nog niet verstuurd"}
    invullen.antwoorden_bewaren(
        aanvraag, onderdeel="plan", antwoorden=plan, versie=aanvraag.versie, door=personas.coordinator
    )

    for wie in (personas.coordinator, personas.deskundige):
        inhoud = tekst(log_in(client, wie).get(aanvraag.get_absolute_url()))
        assert "Samen lezen" in inhoud
        assert "Nog niet verstuurd" not in inhoud


def test_draft_is_a_task_list_with_the_states(client: Client, personas: Personas) -> None:
    aanvraag = maak_concept(personas)
    invullen.antwoorden_bewaren(
        aanvraag, onderdeel="situatie", antwoorden={"voor_wie": "x"}, versie=1, door=personas.coordinator
    )

    inhoud = tekst(log_in(client, personas.coordinator).get(aanvraag.get_absolute_url()))

    assert [inhoud.count(stand) for stand in ("Bezig", "Nog niet gestart", "Kan nog niet")] == [1, 2, 1]
    assert "Concept: nog niet verstuurd" in inhoud


def test_complete_draft_can_be_checked(client: Client, personas: Personas) -> None:
    antwoord = log_in(client, personas.coordinator).get(maak_aanvraag(personas).get_absolute_url())

    assert antwoord.context["voortgang"].is_klaar
    assert "Controleren en versturen" in tekst(antwoord)


def test_question_stands_on_top_with_the_form_for_the_school_only(client: Client, personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas, status=Status.AANVULLING_GEVRAAGD)
    aanvraag.deskundigen.add(personas.deskundige)

    school = log_in(client, personas.coordinator).get(aanvraag.get_absolute_url())
    deskundige = log_in(client, personas.deskundige).get(aanvraag.get_absolute_url())

    assert "Verstuur aanvulling" in tekst(school)
    assert "Stuur de begroting van het lopende jaar mee." in tekst(deskundige)
    assert "Verstuur aanvulling" not in tekst(deskundige)


def test_why_this_date_is_shown(client: Client, personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas, status=Status.INGEDIEND)

    inhoud = tekst(log_in(client, personas.coordinator).get(aanvraag.get_absolute_url()))

    assert "Waarom deze datum?" in inhoud
    assert "De termijn duurt 8 weken." in inhoud


@pytest.mark.usefixtures("zegel")
def test_letter_can_be_downloaded_when_it_is_filed(client: Client, personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas, soort="robot", status=Status.AFGEWEZEN)
    log_in(client, personas.coordinator)
    assert "De brief wordt gemaakt." in tekst(client.get(aanvraag.get_absolute_url()))
    assert "/brieven/" not in tekst(client.get("/"))

    for _ in range(2):
        for opdracht in Opdracht.objects.exclude(staat=Opdracht.Staat.GEDAAN).exclude(soort="post.bericht"):
            uitvoeren(opdracht.pk)

    assert 'href="/brieven/' in tekst(client.get(aanvraag.get_absolute_url()))
    assert "Download de afwijzingsbrief" in tekst(client.get("/"))


def test_buttons_are_the_available_acts(client: Client, personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas, status=Status.TER_MEDETEKENING)

    school = log_in(client, personas.coordinator).get(aanvraag.get_absolute_url())
    bestuur = log_in(client, personas.bestuur).get(aanvraag.get_absolute_url())

    assert [handeling.naam for handeling, _ in school.context["handelingen"]] == ["terughalen"]
    assert [handeling.naam for handeling, _ in bestuur.context["handelingen"]] == ["terugsturen"]
    assert "Nalezen en meetekenen" in tekst(bestuur)
    assert "Nalezen en meetekenen" not in tekst(school)


@pytest.mark.parametrize("stappen", [1, 3])
def test_detail_has_a_fixed_number_of_queries(
    client: Client, personas: Personas, django_assert_num_queries, stappen: int
) -> None:
    aanvraag = maak_aanvraag(personas, status=Status.IN_BEHANDELING)
    for _ in range(stappen):
        aanvraag = workflow.toewijzen(aanvraag, door=personas.bureau, behandelaar=personas.bureau)
    log_in(client, personas.coordinator).get(aanvraag.get_absolute_url())

    with django_assert_num_queries(13):
        client.get(aanvraag.get_absolute_url())


def test_decision_is_taken_at_the_signing_desk_only(client, personas):
    aanvraag = maak_aanvraag(personas, status=Status.TER_ONDERTEKENING)
    log_in(client, personas.directeur)

    for naam in ("toekennen", "afwijzen", "teruggeven"):
        antwoord = client.get(f"/aanvragen/{aanvraag.pk}/doen/{naam}/")
        assert (antwoord.status_code, antwoord["Location"]) == (302, f"/ondertekenen/{aanvraag.pk}/{naam}/")


def test_bureau_is_led_from_the_page_of_the_school_to_the_worklist(client, personas):
    aanvraag = maak_aanvraag(personas, status=Status.IN_BEHANDELING)
    tekst = log_in(client, personas.bureau).get(f"/aanvragen/{aanvraag.pk}/").content.decode()

    assert f"/bureau/aanvragen/aanvraag/{aanvraag.pk}/change/" in tekst


def test_empty_draft_offers_nothing_to_look_at(client: Client, personas: Personas) -> None:
    leeg, begonnen = maak_concept(personas), maak_aanvraag(personas, soort="robot")
    invullen.antwoorden_bewaren(
        begonnen,
        onderdeel="gebruik",
        antwoorden={"van": ""},
        versie=begonnen.versie,
        door=personas.coordinator,
    )
    log_in(client, personas.coordinator)

    assert "Bekijk wat er al is ingevuld" not in tekst(client.get(leeg.get_absolute_url()))
    assert "Bekijk wat er al is ingevuld" in tekst(client.get(begonnen.get_absolute_url()))
