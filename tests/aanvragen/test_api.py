"""The API: the same scope, the same acts, and nothing about pupils in lists."""

import json

import pytest
from django.test import Client
from rest_framework.authtoken.models import Token

from aanvragen.models import Aanvraag, Status
from aanvragen.workflow import workflow
from tests.aanvragen.levensloop import breng, concept, momentopname
from tests.factories.aanvragen import maak_aanvraag
from tests.personas import log_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]

LIJST = "/api/v1/aanvragen"


def token(user):
    sleutel, _ = Token.objects.get_or_create(user=user)
    return {"authorization": f"Token {sleutel}"}


def haal(user, adres=LIJST):
    return Client().get(adres, headers=token(user))


def stuur(user, adres, gegevens):
    return Client().post(adres, json.dumps(gegevens), content_type="application/json", headers=token(user))


def test_without_login_there_is_nothing(personas):
    aanvraag = breng(personas, "robot", Status.INGEDIEND)

    for adres in (LIJST, f"{LIJST}/{aanvraag.pk}"):
        assert Client().get(adres).status_code == 401
    assert Client().post(f"{LIJST}/{aanvraag.pk}/handelingen/intrekken").status_code == 401


def test_list_is_what_this_person_may_see(personas):
    maak_aanvraag(personas, status=Status.INGEDIEND)
    concept(personas, "robot")
    maak_aanvraag(
        personas,
        soort="robot",
        status=Status.INGEDIEND,
        school=personas.school_elders,
        coordinator=personas.coordinator_elders,
    )

    for wie, user in personas.mensen():
        gezien = {rij["id"] for rij in haal(user).json()["results"]}
        assert gezien == {str(pk) for pk in Aanvraag.objects.for_user(user).values_list("pk", flat=True)}, wie


def test_list_and_detail_name_no_pupil_and_repeat_no_answers(personas):
    aanvraag = breng(personas, "huisonderwijs", Status.IN_BEHANDELING)

    for antwoord in (haal(personas.bureau), haal(personas.bureau, f"{LIJST}/{aanvraag.pk}")):
        tekst = antwoord.content.decode()
        assert aanvraag.kenmerk in tekst
        for geheim in (aanvraag.leerling.achternaam, aanvraag.leerling.leerlingnummer, "ziekte", "antwoorden"):
            assert geheim not in tekst


@pytest.mark.parametrize("aantal", [1, 3])
def test_list_takes_three_queries(personas, aantal, django_assert_num_queries):
    for _ in range(aantal):
        breng(personas, "robot", Status.INGEDIEND)
    koppen = token(personas.bureau)
    haal(personas.bureau)

    with django_assert_num_queries(3):  # who, which roles, the list
        assert len(Client().get(LIJST, headers=koppen).json()["results"]) == aantal


@pytest.mark.parametrize(
    ("vraag", "soorten"),
    [
        ("soort=robot", {"robot"}),
        ("status=ingediend", {"robot"}),
        ("status=ingediend&status=in_behandeling", {"robot", "frictiefonds"}),
        ("school=01AA00", {"robot", "frictiefonds"}),
        ("school=02BB00", set()),
    ],
)
def test_list_can_be_narrowed(personas, vraag, soorten):
    breng(personas, "robot", Status.INGEDIEND)
    breng(personas, "frictiefonds", Status.IN_BEHANDELING)

    assert {rij["soort"] for rij in haal(personas.bureau, f"{LIJST}?{vraag}").json()["results"]} == soorten


@pytest.mark.parametrize("vraag", ["soort=verzonnen", "status=verzonnen"])
def test_unknown_word_in_a_filter_is_refused(personas, vraag):
    assert haal(personas.bureau, f"{LIJST}?{vraag}").status_code == 400


def test_pages_follow_each_other_without_a_gap_newest_first(personas, monkeypatch):
    monkeypatch.setattr("swv.kern.api.NieuwsteEerst.page_size", 2)
    rijen = [str(breng(personas, "robot", Status.INGEDIEND).pk) for _ in range(5)]

    gezien, adres = [], LIJST
    while adres:
        bladzijde = haal(personas.bureau, adres).json()
        gezien += [rij["id"] for rij in bladzijde["results"]]
        adres = bladzijde["next"]

    assert gezien == rijen[::-1]


@pytest.mark.parametrize("stand", [Status.INGEDIEND, Status.IN_BEHANDELING, Status.TER_ONDERTEKENING])
@pytest.mark.parametrize("wie", ["coordinator", "bureau", "directeur"])
def test_detail_offers_exactly_the_acts_of_this_person(personas, wie, stand):
    aanvraag, user = breng(personas, "robot", stand), getattr(personas, wie)

    aangeboden = [rij["naam"] for rij in haal(user, f"{LIJST}/{aanvraag.pk}").json()["handelingen"]]

    assert aangeboden == [handeling.naam for handeling in workflow.available(aanvraag, user)]


def test_detail_says_what_an_act_asks_for(personas):
    aanvraag = breng(personas, "frictiefonds", Status.TER_ONDERTEKENING)

    handelingen = haal(personas.directeur, f"{LIJST}/{aanvraag.pk}").json()["handelingen"]
    toekennen = next(rij for rij in handelingen if rij["naam"] == "toekennen")

    assert {veld["naam"]: veld["verplicht"] for veld in toekennen["velden"]} == {
        "bedrag": True,
        "motivering": False,
        "reden_overschrijding": False,
        "overschrijding": False,
        "code": True,
    }


@pytest.mark.parametrize("pk", ["00000000-0000-4000-8000-000000000000", "x", "1"])
def test_missing_dossier_is_404(personas, pk):
    assert haal(personas.bureau, f"{LIJST}/{pk}").status_code == 404


def test_foreign_dossier_is_the_same_404_as_a_missing_one(personas):
    aanvraag = breng(personas, "robot", Status.INGEDIEND)
    ander = personas.coordinator_elders

    vreemd = haal(ander, f"{LIJST}/{aanvraag.pk}")
    weg = haal(ander, f"{LIJST}/00000000-0000-4000-8000-000000000000")

    assert (vreemd.status_code, vreemd.json()) == (weg.status_code, weg.json())


@pytest.mark.parametrize("lichaam", ["[]", '"x"', "3"])
def test_body_that_is_no_object_is_refused(personas, lichaam):
    aanvraag = breng(personas, "robot", Status.INGEDIEND)
    voor = momentopname()
    koppen = token(personas.bureau)
    voor = momentopname()

    antwoord = Client().post(
        f"{LIJST}/{aanvraag.pk}/handelingen/toewijzen", lichaam, content_type="application/json", headers=koppen
    )

    assert (antwoord.status_code, antwoord.json()["title"]) == (422, "Stuur de gegevens als een JSON-object.")
    assert momentopname() == voor


def test_act_answers_with_the_dossier_as_it_now_is(personas):
    aanvraag = breng(personas, "robot", Status.INGEDIEND)

    antwoord = stuur(personas.bureau, f"{LIJST}/{aanvraag.pk}/handelingen/in_behandeling_nemen", {})

    assert antwoord.status_code == 200
    assert (antwoord.json()["status"], antwoord.json()["versie"]) == ("in_behandeling", aanvraag.versie + 1)


def test_wrong_input_says_per_field_what_to_do(personas):
    aanvraag = breng(personas, "frictiefonds", Status.IN_BEHANDELING)

    antwoord = stuur(
        personas.bureau,
        f"{LIJST}/{aanvraag.pk}/handelingen/adviseren",
        {"voorstel": "toekennen", "bedrag": "12,500", "advies": ""},
    )

    assert antwoord.status_code == 422
    assert antwoord.json()["velden"] == {
        "bedrag": ["Vul het bedrag in euro's in, bijvoorbeeld 12.500,00."],
        "advies": ["Vul uw advies in."],
    }


def test_session_login_needs_a_form_token(personas):
    """A page elsewhere cannot act with somebody's session."""
    aanvraag = breng(personas, "robot", Status.INGEDIEND)
    client = log_in(Client(enforce_csrf_checks=True), personas.bureau)

    assert client.get(LIJST).status_code == 200
    assert client.post(f"{LIJST}/{aanvraag.pk}/handelingen/in_behandeling_nemen").status_code == 403
    assert Aanvraag.objects.get(pk=aanvraag.pk).status == Status.INGEDIEND


def test_token_of_somebody_who_left_opens_nothing(personas):
    koppen = token(personas.bureau)
    personas.bureau.is_active = False
    personas.bureau.save()

    assert Client().get(LIJST, headers=koppen).status_code == 401


@pytest.mark.parametrize("methode", ["put", "patch", "delete"])
def test_dossier_changes_only_through_acts(personas, methode):
    aanvraag = breng(personas, "robot", Status.INGEDIEND)

    antwoord = getattr(Client(), methode)(f"{LIJST}/{aanvraag.pk}", headers=token(personas.bureau))

    assert antwoord.status_code == 405


@pytest.mark.parametrize("versie", ["abc", "", -1, 1.5])
def test_version_that_is_no_number_is_refused_not_ignored(personas, versie):
    aanvraag = breng(personas, "robot", Status.INGEDIEND)
    token(personas.bureau)
    voor = momentopname()

    antwoord = stuur(personas.bureau, f"{LIJST}/{aanvraag.pk}/handelingen/in_behandeling_nemen", {"versie": versie})

    assert (antwoord.status_code, "versie" in antwoord.json()["title"]) == (422, True)
    assert momentopname() == voor
