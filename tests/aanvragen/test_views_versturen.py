"""The summary, sending, the receipt, and the other acts of school and board."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from aanvragen import workflow
from aanvragen.models import Aanvraag, Status
from swv.kern.models import Gebeurtenis
from swv.post.models import Bericht
from tests.factories.aanvragen import maak_aanvraag, maak_concept
from tests.personas import Personas, log_in

pytestmark = pytest.mark.django_db


def adres(aanvraag: Aanvraag, naam: str, *args: str) -> str:
    return reverse(f"aanvragen:{naam}", args=[aanvraag.pk, *args])


def doe(client: Client, aanvraag: Aanvraag, naam: str, **data: str) -> HttpResponse:
    return client.post(adres(aanvraag, "handeling", naam), {"versie": str(aanvraag.versie), **data})


def tekst(antwoord: HttpResponse) -> str:
    return " ".join(antwoord.content.decode().split())


# --- Summary -------------------------------------------------------------------------------------------------


def test_summary_names_what_is_missing_with_links(client: Client, personas: Personas) -> None:
    aanvraag = maak_concept(personas)

    inhoud = tekst(log_in(client, personas.coordinator).get(adres(aanvraag, "controleren")))

    assert "Vul ‘Beschrijf de situatie’ in." in inhoud
    assert f"{adres(aanvraag, 'bijlagen')}?terug=controle#begroting" in inhoud
    assert "Vraag uw bestuur om mee te tekenen" not in inhoud


def test_summary_shows_skipped_optional_as_not_filled_in(client: Client, personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas)

    inhoud = tekst(log_in(client, personas.coordinator).get(adres(aanvraag, "controleren")))

    assert "Niet ingevuld" in inhoud
    assert "€ 12.500,00" in inhoud.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("soort", "status", "wie", "knop"),
    [
        ("frictiefonds", Status.CONCEPT, "coordinator", "Vraag uw bestuur om mee te tekenen"),
        ("frictiefonds", Status.TER_MEDETEKENING, "bestuur", "Medetekenen en indienen"),
        ("robot", Status.CONCEPT, "coordinator", "Verstuur aanvraag"),
        ("innovatiegelden", Status.FEEDBACK_GEGEVEN, "coordinator", "Verstuur definitief plan"),
    ],
)
def test_button_says_what_it_does(
    client: Client, personas: Personas, soort: str, status: str, wie: str, knop: str
) -> None:
    aanvraag = maak_aanvraag(personas, soort=soort, status=status)

    assert knop in tekst(log_in(client, getattr(personas, wie)).get(adres(aanvraag, "controleren")))


def test_summary_of_a_sent_aanvraag_leads_to_the_dossier(client: Client, personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas, status=Status.INGEDIEND)

    antwoord = log_in(client, personas.coordinator).get(adres(aanvraag, "controleren"))

    assert antwoord["Location"] == aanvraag.get_absolute_url()


# --- Sending -------------------------------------------------------------------------------------------------


def test_school_asks_board_and_board_submits_with_receipt(client: Client, personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas)
    doe(log_in(client, personas.coordinator), aanvraag, "medetekening_vragen")
    aanvraag.refresh_from_db()

    antwoord = doe(log_in(client, personas.bestuur), aanvraag, "medetekenen")

    aanvraag.refresh_from_db()
    assert antwoord["Location"] == adres(aanvraag, "ontvangst")
    bevestiging = tekst(client.get(antwoord["Location"]))
    assert aanvraag.kenmerk is not None
    assert aanvraag.kenmerk in bevestiging
    assert "Waarom deze datum?" in bevestiging
    assert Bericht.objects.filter(soort="ontvangst", aan=personas.coordinator).count() == 1


def test_double_submit_gives_one_aanvraag_and_the_same_receipt(client: Client, personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas, soort="robot")
    log_in(client, personas.coordinator)

    een, ander = doe(client, aanvraag, "indienen"), doe(client, aanvraag, "indienen")

    assert een["Location"] == ander["Location"] == adres(aanvraag, "ontvangst")
    assert Gebeurtenis.objects.van(aanvraag).filter(handeling="indienen").count() == 1
    assert Bericht.objects.filter(soort="ontvangst").count() == 1


def test_incomplete_is_refused_with_everything_that_is_missing(client: Client, personas: Personas) -> None:
    aanvraag = maak_concept(personas, soort="robot")

    antwoord = doe(log_in(client, personas.coordinator), aanvraag, "indienen")

    assert antwoord.status_code == 422
    assert "Het onderdeel ‘Vul in voor welke leerling’ is nog leeg." in tekst(antwoord)
    aanvraag.refresh_from_db()
    assert aanvraag.status == Status.CONCEPT


def test_stale_submit_says_who_changed_what(client: Client, personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas, status=Status.TER_MEDETEKENING)
    terug = workflow.terughalen(aanvraag, door=personas.coordinator)
    workflow.medetekening_vragen(terug, door=personas.coordinator)

    antwoord = doe(log_in(client, personas.bestuur), aanvraag, "medetekenen")

    assert antwoord.status_code == 409
    assert personas.coordinator.naam in tekst(antwoord)
    assert Aanvraag.objects.get(pk=aanvraag.pk).status == Status.TER_MEDETEKENING


def test_stale_act_never_tells_the_school_what_the_bureau_did_inside(client: Client, personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas, status=Status.AANVULLING_GEVRAAGD)
    workflow.toewijzen(aanvraag, door=personas.bureau, behandelaar=personas.bureau_collega)

    antwoord = doe(log_in(client, personas.coordinator), aanvraag, "aanvullen", antwoord="Hier is het.")

    assert antwoord.status_code == 409
    assert "Toewijzen" not in tekst(antwoord)
    assert "Hier is het." in tekst(antwoord)


def test_receipt_before_sending_leads_to_the_draft(client: Client, personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas)

    antwoord = log_in(client, personas.coordinator).get(adres(aanvraag, "ontvangst"))

    assert antwoord["Location"] == aanvraag.get_absolute_url()


# --- Other acts ----------------------------------------------------------------------------------------------


def test_board_sends_back_with_a_reason_that_the_school_reads(client: Client, personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas, status=Status.TER_MEDETEKENING)

    doe(log_in(client, personas.bestuur), aanvraag, "terugsturen", reden="De som klopt niet.")

    log_in(client, personas.coordinator)
    assert "De som klopt niet." in tekst(client.get(aanvraag.get_absolute_url()))
    assert "Teruggestuurd door uw bestuur" in tekst(client.get("/"))


def test_board_sends_back_without_a_reason_is_refused(client: Client, personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas, status=Status.TER_MEDETEKENING)

    antwoord = doe(log_in(client, personas.bestuur), aanvraag, "terugsturen")

    assert antwoord.status_code == 422
    assert "Vul de reden in." in tekst(antwoord)


def test_answer_to_the_bureau_is_kept_while_typing_and_sent(client: Client, personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas, status=Status.AANVULLING_GEVRAAGD)
    log_in(client, personas.coordinator)

    bewaard = client.post(adres(aanvraag, "antwoord_bewaren"), {"antwoord": "Bijna kl"})
    assert "Opgeslagen om" in tekst(bewaard)
    assert "Bijna kl</textarea>" in tekst(client.get(aanvraag.get_absolute_url()))
    assert "Bijna kl</textarea>" in tekst(client.get(adres(aanvraag, "handeling", "aanvullen")))

    antwoord = doe(client, aanvraag, "aanvullen", antwoord="Bijna klaar.")

    aanvraag.refresh_from_db()
    assert antwoord["Location"] == aanvraag.get_absolute_url()
    assert aanvraag.status == Status.IN_BEHANDELING
    assert "Bijna klaar." in tekst(client.get(aanvraag.get_absolute_url()))


def test_answer_is_not_kept_once_it_was_sent(client: Client, personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas, status=Status.IN_BEHANDELING)

    antwoord = log_in(client, personas.coordinator).post(adres(aanvraag, "antwoord_bewaren"), {"antwoord": "te laat"})

    assert "Niet opgeslagen. U kunt deze vraag nu niet beantwoorden." in tekst(antwoord)


def test_withdrawing_explains_what_follows_and_does_it(client: Client, personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas, status=Status.IN_BEHANDELING)
    log_in(client, personas.coordinator)
    assert "U kunt dit niet terugdraaien." in tekst(client.get(adres(aanvraag, "handeling", "intrekken")))

    doe(client, aanvraag, "intrekken", reden="Niet meer nodig")

    aanvraag.refresh_from_db()
    assert aanvraag.status == Status.INGETROKKEN


@pytest.mark.parametrize("naam", ["toekennen", "in_behandeling_nemen", "adviseren"])
def test_act_of_somebody_else_is_refused_with_who_may(client: Client, personas: Personas, naam: str) -> None:
    bron = {"toekennen": Status.TER_ONDERTEKENING, "in_behandeling_nemen": Status.INGEDIEND}
    aanvraag = maak_aanvraag(personas, status=bron.get(naam, Status.IN_BEHANDELING))

    antwoord = log_in(client, personas.coordinator).get(adres(aanvraag, "handeling", naam))

    assert antwoord.status_code == 403
    assert "Vraag diegene om dit te doen." in tekst(antwoord)


def test_unknown_act_is_missing(client: Client, personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas)

    assert log_in(client, personas.coordinator).get(adres(aanvraag, "handeling", "onzin")).status_code == 404


def test_throwing_a_draft_away_asks_first(client: Client, personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas)
    log_in(client, personas.coordinator)
    assert "alle bestanden gaan weg" in tekst(client.get(adres(aanvraag, "weggooien")))
    assert Aanvraag.objects.filter(pk=aanvraag.pk).exists()

    antwoord = client.post(adres(aanvraag, "weggooien"), follow=True)

    assert "Het concept en de bestanden die erbij stonden zijn weg." in tekst(antwoord)
    assert not Aanvraag.objects.filter(pk=aanvraag.pk).exists()


def test_sent_aanvraag_is_not_thrown_away(client: Client, personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas, status=Status.INGEDIEND)

    antwoord = log_in(client, personas.coordinator).post(adres(aanvraag, "weggooien"), follow=True)

    assert "Alleen een concept kunt u weggooien." in tekst(antwoord)
    assert aanvraag.mag_invullen(personas.coordinator) is False
    assert Aanvraag.objects.filter(pk=aanvraag.pk).exists()


@pytest.mark.parametrize("soort", ["innovatiegelden", "robot"])
def test_sending_does_not_say_that_nothing_can_change_any_more(client: Client, personas: Personas, soort: str) -> None:
    aanvraag = maak_aanvraag(personas, soort=soort)

    inhoud = tekst(log_in(client, personas.coordinator).get(f"{aanvraag.get_absolute_url()}controleren/"))

    assert "Daarna kunt u alleen nog iets wijzigen of aanvullen als het bureau daarom vraagt." in inhoud
    assert "niet meer wijzigen" not in inhoud


def test_final_plan_says_that_feedback_may_come_again(client: Client, personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas, soort="innovatiegelden", status=Status.FEEDBACK_GEGEVEN)

    inhoud = tekst(log_in(client, personas.coordinator).get(f"{aanvraag.get_absolute_url()}controleren/"))

    assert "tenzij het bureau opnieuw feedback geeft" in inhoud
