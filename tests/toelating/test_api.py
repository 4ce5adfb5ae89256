"""The API of requests and TLVs: the same scope, the same acts, no pupil, and no concept of a decision."""

import json
from datetime import date

import pytest
from django.test import Client
from rest_framework.authtoken.models import Token

from tests.factories.toelating import maak_tlv, maak_verklaring
from tests.factories.verklaringen import zaai
from tests.toelating.matrix.basis import iedereen
from toelating.models import Soort, Status, Tlvaanvraag, Verklaring
from toelating.workflow import verklaring, workflow

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok")]

AANVRAGEN, VERKLARINGEN = "/api/v1/tlvaanvragen", "/api/v1/verklaringen"


def token(user):
    sleutel, _ = Token.objects.get_or_create(user=user)
    return {"authorization": f"Token {sleutel}"}


def haal(user, adres=AANVRAGEN):
    return Client().get(adres, headers=token(user))


def test_without_login_there_is_nothing(wereld):
    aanvraag = maak_tlv(wereld, status=Status.INGEDIEND)

    for adres in (AANVRAGEN, VERKLARINGEN, f"{AANVRAGEN}/{aanvraag.pk}"):
        assert Client().get(adres).status_code == 401
    assert Client().post(f"{AANVRAGEN}/{aanvraag.pk}/handelingen/intrekken").status_code == 401


def test_lists_are_what_each_person_may_see(wereld):
    maak_tlv(wereld)
    maak_tlv(wereld, status=Status.BIJ_DESKUNDIGEN)
    maak_verklaring(wereld)

    for wie, user in iedereen(wereld).items():
        if user is None:
            continue
        for adres, model in ((AANVRAGEN, Tlvaanvraag), (VERKLARINGEN, Verklaring)):
            gezien = {rij["id"] for rij in haal(user, adres).json()["results"]}
            assert gezien == {str(pk) for pk in model.objects.for_user(user).values_list("pk", flat=True)}, wie


def test_no_answer_names_a_pupil_or_repeats_what_was_typed(wereld):
    tlv = maak_verklaring(wereld)
    aanvraag, bureau = tlv.aanvraag, wereld.personas.bureau
    adressen = (AANVRAGEN, f"{AANVRAGEN}/{aanvraag.pk}", VERKLARINGEN, f"{VERKLARINGEN}/{tlv.pk}")

    for adres in adressen:
        tekst = haal(bureau, adres).content.decode()
        assert aanvraag.kenmerk in tekst or tlv.nummer in tekst
        for geheim in (
            aanvraag.leerling.voornaam,
            aanvraag.leerling.achternaam,
            aanvraag.leerling.leerlingnummer,
            "structuur nodig",
        ):
            assert geheim not in tekst, adres


def test_concept_of_a_decision_and_advice_are_nobodys_business_before_the_signature(wereld):
    aanvraag = maak_tlv(wereld, status=Status.TER_ONDERTEKENING)
    school = wereld.personas.coordinator

    voor = haal(school, f"{AANVRAGEN}/{aanvraag.pk}").json()
    assert voor["besluit"] is None
    assert not {"voorstel", "advies", "motivering", "categorie", "einde"} & set(voor)

    besloten = maak_tlv(wereld, status=Status.AFGEGEVEN)
    besluit = haal(school, f"{AANVRAGEN}/{besloten.pk}").json()["besluit"]
    assert (besluit["nummer"], besluit["categorie"]) == (besloten.besluitnummer, "L")
    assert (besluit["ingang"], besluit["einde"]) == ("2027-08-01", "2028-07-31")


@pytest.mark.parametrize("adres", [AANVRAGEN, VERKLARINGEN])
@pytest.mark.parametrize("aantal", [1, 3])
def test_lists_take_three_queries(wereld, adres, aantal, django_assert_num_queries):
    for nummer in range(aantal):
        maak_verklaring(wereld, nummer=nummer + 50)
    koppen = token(wereld.personas.bureau)
    haal(wereld.personas.bureau, adres)

    with django_assert_num_queries(3):  # who, which roles, the list
        assert len(Client().get(adres, headers=koppen).json()["results"]) == aantal


@pytest.mark.parametrize(
    ("vraag", "aantal"),
    [
        ("soort=pro", 1),
        ("status=ingediend", 1),
        ("status=ingediend&status=volledigheidstoets", 2),
        ("school=01AA00", 2),
        ("school=02BB00", 0),
    ],
)
def test_list_can_be_narrowed(wereld, vraag, aantal):
    maak_tlv(wereld, status=Status.INGEDIEND)
    maak_tlv(wereld, soort=Soort.PRO, status=Status.VOLLEDIGHEIDSTOETS)

    assert len(haal(wereld.personas.bureau, f"{AANVRAGEN}?{vraag}").json()["results"]) == aantal


@pytest.mark.parametrize("vraag", ["soort=verzonnen", "status=verzonnen"])
def test_unknown_word_in_a_filter_is_refused(wereld, vraag):
    assert haal(wereld.personas.bureau, f"{AANVRAGEN}?{vraag}").status_code == 400


def test_tlv_is_found_by_its_number_within_the_own_scope_only(wereld):
    tlv = maak_verklaring(wereld, bekend=True)

    def gevonden(user):
        return len(haal(user, f"{VERKLARINGEN}?nummer={tlv.nummer}").json()["results"])

    assert gevonden(wereld.vso_coordinator) == 1
    assert gevonden(wereld.pro_coordinator) == 0
    assert gevonden(wereld.personas.coordinator_elders) == 0


@pytest.mark.parametrize("wie", ["coordinator", "bestuur", "bureau", "directeur", "arts", "vso_coordinator"])
def test_detail_offers_exactly_the_acts_of_this_person(wereld, wie):
    user = wereld.mensen()[wie]
    aanvraag = maak_tlv(wereld, status=Status.BIJ_DESKUNDIGEN)
    tlv = maak_verklaring(wereld)

    for adres, dossier, acts in (
        (AANVRAGEN, aanvraag, workflow),
        (VERKLARINGEN, tlv, verklaring.workflow),
    ):
        antwoord = haal(user, f"{adres}/{dossier.pk}")
        if antwoord.status_code == 404:
            assert not type(dossier).objects.for_user(user).filter(pk=dossier.pk).exists()
            continue
        aangeboden = [rij["naam"] for rij in antwoord.json()["handelingen"]]
        assert aangeboden == [handeling.naam for handeling in acts.available(dossier, user)]


def test_detail_says_what_an_act_asks_for(wereld):
    aanvraag = maak_tlv(wereld, status=Status.TER_ONDERTEKENING)

    handelingen = haal(wereld.personas.directeur, f"{AANVRAGEN}/{aanvraag.pk}").json()["handelingen"]

    velden = {rij["naam"]: {veld["naam"]: veld["verplicht"] for veld in rij["velden"]} for rij in handelingen}
    assert velden == {"teruggeven": {"reden": True}, "afgeven": {"code": True}}


def test_school_that_asked_reads_no_further_than_the_place_of_the_pupil(wereld):
    tlv = zaai(wereld, status="beeindigd", geldig_tot=date(2026, 10, 1))
    wat = ("status", "school", "geplaatst_op", "geldig_tot")

    def gelezen(user, vraag):
        return [tuple(rij[naam] for naam in wat) for rij in haal(user, f"{VERKLARINGEN}{vraag}").json()["results"]]

    alles, kort = ("beeindigd", "03CC00", "2026-08-01", "2026-10-01"), ("verzilverd", None, None, "2027-07-31")
    for user in (wereld.personas.bureau, wereld.vso_coordinator):
        assert gelezen(user, "") == gelezen(user, "?status=beeindigd") == gelezen(user, "?school=03CC00") == [alles]
        assert gelezen(user, "?status=verzilverd") == []
    school = wereld.personas.coordinator
    assert gelezen(school, "") == gelezen(school, "?status=verzilverd") == [kort]
    assert gelezen(school, "?status=beeindigd") == gelezen(school, "?school=03CC00") == []
    assert haal(school, f"{VERKLARINGEN}/{tlv.pk}").json()["status"] == "verzilverd"


@pytest.mark.parametrize("pk", ["x", "1"])
def test_key_that_is_none_is_404(wereld, pk):
    assert haal(wereld.personas.bureau, f"{AANVRAGEN}/{pk}").status_code == 404


def test_missing_and_foreign_dossier_are_the_same_404(wereld):
    pk = "00000000-0000-4000-8000-000000000000"
    aanvraag = maak_tlv(wereld, status=Status.INGEDIEND)
    ander = wereld.personas.coordinator_elders

    vreemd, weg = haal(ander, f"{AANVRAGEN}/{aanvraag.pk}"), haal(ander, f"{AANVRAGEN}/{pk}")

    assert (vreemd.status_code, vreemd.json()) == (weg.status_code, weg.json()) == (404, weg.json())


def test_act_answers_with_the_dossier_as_it_now_is(wereld):
    aanvraag = maak_tlv(wereld, status=Status.INGEDIEND)

    antwoord = Client().post(
        f"{AANVRAGEN}/{aanvraag.pk}/handelingen/in_behandeling_nemen",
        json.dumps({"versie": aanvraag.versie}),
        content_type="application/json",
        headers=token(wereld.personas.bureau),
    )

    assert antwoord.status_code == 200
    assert (antwoord.json()["status"], antwoord.json()["versie"]) == ("volledigheidstoets", aanvraag.versie + 1)


@pytest.mark.parametrize("methode", ["put", "patch", "delete"])
def test_dossier_changes_only_through_acts(wereld, methode):
    aanvraag = maak_tlv(wereld, status=Status.INGEDIEND)

    antwoord = getattr(Client(), methode)(f"{AANVRAGEN}/{aanvraag.pk}", headers=token(wereld.personas.bureau))

    assert antwoord.status_code == 405


def test_schema_names_both_kinds_of_dossier(client):
    schema = client.get("/api/v1/openapi.json").json()

    assert {AANVRAGEN, VERKLARINGEN, f"{AANVRAGEN}/{{id}}/handelingen/{{naam}}"} <= set(schema["paths"])
    assert "voornaam" not in json.dumps(schema["components"]["schemas"]["Tlvaanvraag"])
