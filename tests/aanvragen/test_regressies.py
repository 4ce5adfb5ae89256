"""What once went wrong, each with the smallest story that shows it."""

import json
from base64 import b64encode
from urllib.parse import urlencode

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from rest_framework.authtoken.models import Token

from aanvragen import workflow
from aanvragen.models import Aanvraag, Regeling, Status
from swv.invullen import services as invullen
from swv.kern.fouten import VerkeerdeStatus
from swv.kern.models import Gebeurtenis
from swv.organisaties.models import Rolsoort
from tests.aanvragen.levensloop import breng, concept, laat_verstrijken, stel_regeling
from tests.factories.aanvragen import maak_bijlage
from tests.factories.organisaties import RolFactory
from tests.personas import Personas, code_van, log_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]

NUL = "\0"


# --- Who sees what --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("adres", ["admin:aanvragen_aanvraag_change", "admin:aanvragen_aanvraag_handeling"])
@pytest.mark.parametrize("naam", ["beheerder", "controller"])
def test_admin_dossier_is_closed_to_a_colleague_who_is_also_of_the_school(
    client: Client, personas: Personas, naam: str, adres: str
) -> None:
    aanvraag = breng(personas, "innovatiegelden", Status.TER_ONDERTEKENING)
    collega = getattr(personas, naam)
    RolFactory(gebruiker=collega, soort=Rolsoort.COORDINATOR, school=personas.school)
    meer = ["intrekken"] if adres.endswith("handeling") else []
    antwoord = log_in(client, collega).get(reverse(adres, args=[aanvraag.pk, *meer]))
    assert antwoord.status_code == 404
    assert client.get(aanvraag.get_absolute_url()).status_code == 200  # the own page of the school stays open


def test_half_an_answer_that_was_never_sent_is_not_shown_to_the_bureau(client: Client, personas: Personas) -> None:
    aanvraag = breng(personas, "robot", Status.AANVULLING_GEVRAAGD)
    invullen.antwoord_op_aanvulling_bewaren(aanvraag, antwoord="Half getypt", door=personas.coordinator)
    aanvraag = workflow.buiten_behandeling_voorleggen(laat_verstrijken(aanvraag), door=personas.bureau, advies="Nee.")
    workflow.teruggeven(aanvraag, door=personas.directeur, reden="Vraag het nog een keer.")
    antwoord = log_in(client, personas.bureau).get(reverse("admin:aanvragen_aanvraag_change", args=[aanvraag.pk]))
    assert "Half getypt" not in antwoord.content.decode()


# --- Odd input ------------------------------------------------------------------------------------------------


def test_autosave_drops_a_nul_and_keeps_the_text(client: Client, personas: Personas) -> None:
    aanvraag = concept(personas, "frictiefonds")
    adres = reverse("aanvragen:bewaren", args=[aanvraag.pk, "situatie"])
    antwoord = log_in(client, personas.coordinator).post(
        adres, {"versie": aanvraag.versie, "situatie": f"Twee leer{NUL}lingen"}
    )
    aanvraag.refresh_from_db()
    assert antwoord.status_code == 200
    assert aanvraag.antwoorden["situatie"]["situatie"] == "Twee leerlingen"


def test_answer_to_a_question_drops_a_nul_and_keeps_the_text(client: Client, personas: Personas) -> None:
    aanvraag = breng(personas, "robot", Status.AANVULLING_GEVRAAGD)
    adres = reverse("aanvragen:antwoord_bewaren", args=[aanvraag.pk])
    log_in(client, personas.coordinator).post(adres, {"antwoord": f"Hier{NUL}bij"})
    assert aanvraag.aanvullingsverzoeken.get().antwoord == "Hierbij"


@pytest.mark.parametrize("vraag", [{"status": NUL}, {"soort": NUL}, {"status": "bestaat_niet"}])
def test_admin_list_ignores_a_filter_that_nobody_offers(client: Client, personas: Personas, vraag: dict) -> None:
    aanvraag = breng(personas, "robot", Status.INGEDIEND)
    lijst = reverse("admin:aanvragen_aanvraag_changelist")
    antwoord = log_in(client, personas.bureau).get(f"{lijst}?{urlencode(vraag)}")
    assert list(antwoord.context["cl"].queryset) == [aanvraag]


@pytest.mark.parametrize("plek", ["x", NUL, "2026-13-01 00:00:00+00:00", "2026-10-01 00:00:00"])
def test_api_list_refuses_a_made_up_place(client: Client, personas: Personas, plek: str) -> None:
    cursor = b64encode(urlencode({"p": plek}).encode()).decode()
    antwoord = log_in(client, personas.coordinator).get("/api/v1/aanvragen", {"cursor": cursor})
    assert antwoord.status_code == 404


@pytest.mark.parametrize("bedrag", ["9" * 27, "9" * 400, NUL, ""])
def test_desk_shows_the_effect_of_the_proposal_for_an_amount_it_cannot_read(
    client: Client, personas: Personas, bedrag: str
) -> None:
    aanvraag = breng(personas, "frictiefonds", Status.TER_ONDERTEKENING)
    antwoord = log_in(client, personas.directeur).get(
        reverse("aanvragen:effect", args=[aanvraag.pk]), {"bedrag": bedrag}
    )
    assert antwoord.context["effect"].bedrag == aanvraag.voorgesteld_bedrag


def test_absurd_award_is_refused_in_words(client: Client, personas: Personas) -> None:
    aanvraag = breng(personas, "frictiefonds", Status.TER_ONDERTEKENING)
    adres = reverse("aanvragen:besluiten", args=[aanvraag.pk, "toekennen"])
    assert log_in(client, personas.directeur).post(adres, {"bedrag": "9" * 40}).status_code == 422


# --- Two at once, or twice ------------------------------------------------------------------------------------


def test_file_cannot_be_taken_away_once_a_colleague_has_sent_the_aanvraag(personas: Personas) -> None:
    aanvraag = concept(personas, "robot")
    bijlage = maak_bijlage(aanvraag, "toestemming", door=personas.coordinator)
    oud = Aanvraag.objects.get(pk=aanvraag.pk)
    workflow.indienen(aanvraag, door=personas.coordinator)
    with pytest.raises(VerkeerdeStatus):
        invullen.bijlage_weghalen(oud, bijlage=bijlage, door=personas.coordinator)


def test_file_that_comes_after_the_aanvraag_was_sent_is_refused(personas: Personas) -> None:
    aanvraag = concept(personas, "robot")
    oud = Aanvraag.objects.get(pk=aanvraag.pk)
    workflow.indienen(aanvraag, door=personas.coordinator)
    with pytest.raises(VerkeerdeStatus):
        maak_bijlage(oud, "toestemming", door=personas.coordinator)


def _teken(client: Client, aanvraag: Aanvraag, gegevens: dict) -> int:
    adres = reverse("aanvragen:besluiten", args=[aanvraag.pk, "toekennen"])
    return client.post(adres, gegevens).status_code


def _teken_met_token(aanvraag: Aanvraag, gegevens: dict, token: Token) -> int:
    return (
        Client()
        .post(
            f"/api/v1/aanvragen/{aanvraag.pk}/handelingen/toekennen",
            json.dumps(gegevens),
            content_type="application/json",
            headers={"authorization": f"Token {token}"},
        )
        .status_code
    )


def test_double_click_on_a_signature_is_answered_as_the_first_time(client: Client, personas: Personas) -> None:
    aanvraag = breng(personas, "frictiefonds", Status.TER_ONDERTEKENING)
    gegevens = {"bedrag": "12.500,00", "code": code_van(personas.directeur)}
    log_in(client, personas.directeur)
    assert [_teken(client, aanvraag, gegevens), _teken(client, aanvraag, gegevens)] == [302, 302]
    assert Gebeurtenis.objects.van(aanvraag).filter(handeling="toekennen").count() == 1


def test_signature_sent_again_over_the_api_is_answered_as_the_first_time(personas: Personas) -> None:
    aanvraag = breng(personas, "frictiefonds", Status.TER_ONDERTEKENING)
    gegevens = {"bedrag": "12.500,00", "code": code_van(personas.directeur)}
    token = Token.objects.create(user=personas.directeur)
    antwoorden = [_teken_met_token(aanvraag, gegevens, token), _teken_met_token(aanvraag, gegevens, token)]
    assert antwoorden == [200, 200]
    assert Gebeurtenis.objects.van(aanvraag).filter(handeling="toekennen").count() == 1


def test_wrong_code_on_an_open_proposal_is_still_refused(client: Client, personas: Personas) -> None:
    aanvraag = breng(personas, "frictiefonds", Status.TER_ONDERTEKENING)
    gegevens = {"bedrag": "12.500,00", "code": "000000"}
    assert _teken(log_in(client, personas.directeur), aanvraag, gegevens) == 403


def test_withdrawal_sent_again_after_the_letter_was_filed_is_answered_as_the_first_time(
    client: Client, personas: Personas
) -> None:
    aanvraag = breng(personas, "robot", Status.INGETROKKEN)
    workflow.bekendmaken(aanvraag, door=None)
    adres = reverse("aanvragen:handeling", args=[aanvraag.pk, "intrekken"])
    assert log_in(client, personas.coordinator).post(adres, {}).status_code == 302


# --- Rules that somebody edits ----------------------------------------------------------------------------------


@pytest.mark.parametrize("getallen", [{"maanden": "zes"}, {"maanden": None}, {"maanden": "NaN"}, {"maanden": -1}, [6]])
def test_regeling_refuses_a_limit_that_is_no_number(getallen: object) -> None:
    regeling = Regeling.objects.get(soort="robot")
    regeling.getallen = getallen
    with pytest.raises(ValidationError) as fout:
        regeling.full_clean()
    assert list(fout.value.message_dict) == ["getallen"]


def test_signature_under_a_regeling_that_was_tightened_is_refused_in_words(client: Client, personas: Personas) -> None:
    stel_regeling("huisonderwijs", tarief_per_uur=50)
    aanvraag = breng(personas, "huisonderwijs", Status.TER_ONDERTEKENING)
    stel_regeling("huisonderwijs", uren_per_week=1)
    adres = reverse("aanvragen:besluiten", args=[aanvraag.pk, "toekennen"])
    assert log_in(client, personas.directeur).get(adres).status_code == 200
    antwoord = client.post(adres, {"code": code_van(personas.directeur)})
    assert antwoord.status_code == 422
    assert "passen niet meer bij de regeling" in antwoord.content.decode()
