"""The pages of an expert: what there is to do, everything to read, and an advice that only its writer sees."""

import pytest
from django.urls import reverse
from django.utils import timezone

from swv.documenten.selectors import bijlagen_van
from swv.kern.models import Gebeurtenis
from swv.post.models import Bericht
from tests.factories.toelating import breng_tot, maak_tlv
from tests.personas import log_in
from toelating import workflow
from toelating.models import Deskundigenadvies, Soort, Status, Verschoning

pytestmark = pytest.mark.django_db

GEHEIM = "Kwetsbaar-en-nog-niet-af"
ADVIES = {"toelaatbaar": "ja", "categorie": "L", "schooljaren": "2", "tekst": GEHEIM, "eerder_betrokken_op": ""}


@pytest.fixture
def aanvraag(wereld):
    return maak_tlv(wereld, status=Status.BIJ_DESKUNDIGEN)


@pytest.fixture
def ortho(client, wereld):
    return log_in(client, wereld.orthopedagoog)


def adres(naam, aanvraag):
    return reverse(f"toelating:{naam}", args=[aanvraag.pk])


def van(aanvraag, deskundige):
    return Deskundigenadvies.objects.geldend().get(aanvraag=aanvraag, deskundige=deskundige)


def bewaar(client, aanvraag, *, versie=1, pagina="", naam="advies_bewaren", **anders):
    data = {**ADVIES, **anders, "adviesversie": versie, "pagina": pagina}
    return client.post(adres(naam, aanvraag), data)


def geef(client, aanvraag, *, versie=2, belang="on"):
    return client.post(adres("advies_controleren", aanvraag), {"adviesversie": versie, "geen_belang": belang})


# --- Reading -------------------------------------------------------------------------------------------------


def test_advies_shows_the_answers_files_views_and_not_where_parents_live(ortho, aanvraag):
    pagina = ortho.get(adres("advies", aanvraag)).content.decode()

    bijlage = reverse("documenten:bijlage", args=[bijlagen_van(aanvraag)[0].pk])
    for tekst in ("Zoë heeft veel structuur nodig.", "Ik wil graag naar een kleine klas.", bijlage):
        assert tekst in pagina
    assert "Voorbeeldstraat" not in pagina
    assert f"<title>Advies over {aanvraag.kenmerk}" in pagina


def test_advies_on_pro_shows_every_step_of_the_national_criteria(ortho, wereld):
    aanvraag = maak_tlv(wereld, soort=Soort.PRO, status=Status.BIJ_DESKUNDIGEN)

    pagina = ortho.get(adres("advies", aanvraag)).content.decode()

    assert "De leerling voldoet aan de landelijke criteria" in pagina
    assert "Begrijpend lezen: 1 − 20 / 50 = 0,600." in pagina
    assert 'name="categorie"' not in pagina


def test_advies_is_open_for_the_two_experts_only(client, wereld, aanvraag):
    mag = {"orthopedagoog", "arts"}
    for naam, persoon in wereld.mensen().items():
        antwoord = log_in(client, persoon).get(adres("advies", aanvraag))
        assert antwoord.status_code == (200 if naam in mag else 404), naam


def test_advies_closes_after_the_decision_and_stays_in_the_list_without_link(ortho, wereld):
    aanvraag = maak_tlv(wereld, status=Status.TER_ONDERTEKENING)
    assert ortho.get(adres("advies", aanvraag)).status_code == 200

    workflow.afgeven(aanvraag, door=wereld.personas.directeur, bevestigd_op=timezone.now())

    assert ortho.get(adres("advies", aanvraag)).status_code == 404
    lijst = ortho.get(reverse("toelating:adviseren")).content.decode()
    assert aanvraag.kenmerk in lijst
    assert adres("advies", aanvraag) not in lijst
    assert aanvraag.leerling.achternaam not in lijst


def test_advies_file_is_downloaded_by_the_expert_and_not_by_one_of_another_request(client, wereld, aanvraag):
    bijlage = reverse("documenten:bijlage", args=[bijlagen_van(aanvraag)[0].pk])

    antwoord = log_in(client, wereld.orthopedagoog).get(bijlage)
    assert b"".join(antwoord.streaming_content).startswith(b"%PDF")
    assert log_in(client, wereld.personas.deskundige).get(bijlage).status_code == 404
    assert log_in(client, wereld.lid).get(bijlage).status_code == 404


def test_adviseren_is_for_experts_and_members(client, wereld):
    mag = {"orthopedagoog", "arts", "voorzitter", "lid", "lid_elders", "deskundige"}
    for naam, persoon in wereld.mensen().items():
        antwoord = log_in(client, persoon).get(reverse("toelating:adviseren"))
        assert antwoord.status_code == (200 if naam in mag else 403), naam


def test_adviseren_lists_the_oldest_date_first_with_the_days_left(ortho, wereld, aanvraag):
    eerder = maak_tlv(wereld, status=Status.BIJ_DESKUNDIGEN)
    Deskundigenadvies.objects.filter(aanvraag=eerder).update(uiterlijk=timezone.localdate())

    pagina = ortho.get(reverse("toelating:adviseren")).content.decode()

    assert pagina.index(eerder.kenmerk) < pagina.index(aanvraag.kenmerk)
    assert "vandaag" in pagina


@pytest.mark.parametrize("aantal", [1, 3])
def test_adviseren_asks_the_same_number_of_queries(ortho, wereld, aantal, django_assert_num_queries):
    for _ in range(aantal):
        maak_tlv(wereld, status=Status.BIJ_DESKUNDIGEN)

    ortho.get(reverse("toelating:adviseren"))

    with django_assert_num_queries(5):
        ortho.get(reverse("toelating:adviseren"))


# --- Writing -------------------------------------------------------------------------------------------------


def test_bewaren_keeps_the_draft_and_says_when(ortho, wereld, aanvraag):
    antwoord = bewaar(ortho, aanvraag).content.decode()

    advies = van(aanvraag, wereld.orthopedagoog)
    assert (advies.toelaatbaar, advies.categorie, advies.schooljaren, advies.tekst) == (True, "L", 2, GEHEIM)
    assert "Opgeslagen om" in antwoord
    assert 'value="2"' in antwoord
    assert GEHEIM in ortho.get(adres("advies", aanvraag)).content.decode()


def test_bewaren_of_something_unreadable_keeps_the_rest_and_names_it(ortho, wereld, aanvraag):
    antwoord = bewaar(ortho, aanvraag, schooljaren="veel").content.decode()

    advies = van(aanvraag, wereld.orthopedagoog)
    assert (advies.tekst, advies.schooljaren) == (GEHEIM, None)
    assert "behalve ‘Voor hoeveel hele schooljaren?’" in antwoord


def test_bewaren_refuses_a_bsn_and_keeps_nothing_of_that_text(ortho, wereld, aanvraag):
    antwoord = bewaar(ortho, aanvraag, tekst="BSN 111222333").content.decode()

    assert van(aanvraag, wereld.orthopedagoog).tekst == ""
    assert "behalve ‘Uw advies’" in antwoord


def test_bewaren_of_a_stale_tab_keeps_nothing_and_says_so(ortho, wereld, aanvraag):
    bewaar(ortho, aanvraag, pagina="tab-een")

    antwoord = bewaar(ortho, aanvraag, pagina="tab-twee", tekst="Uit de andere tab").content.decode()

    assert "Niet opgeslagen" in antwoord
    assert van(aanvraag, wereld.orthopedagoog).tekst == GEHEIM


def test_bewaren_after_the_own_save_under_way_is_no_conflict(ortho, wereld, aanvraag):
    bewaar(ortho, aanvraag, pagina="tab-een")

    bewaar(ortho, aanvraag, pagina="tab-een", versie=1, tekst="Verder getypt")

    assert van(aanvraag, wereld.orthopedagoog).tekst == "Verder getypt"


def test_advies_sent_from_a_stale_tab_shows_both_versions(ortho, wereld, aanvraag):
    bewaar(ortho, aanvraag, pagina="tab-een")

    antwoord = bewaar(ortho, aanvraag, pagina="tab-twee", tekst="Uit de andere tab", naam="advies")

    pagina = antwoord.content.decode()
    assert antwoord.status_code == 409
    assert "Uit de andere tab" in pagina
    assert GEHEIM in pagina
    bewaar(ortho, aanvraag, pagina="tab-twee", versie=2, tekst="Uit de andere tab", naam="advies")
    assert van(aanvraag, wereld.orthopedagoog).tekst == "Uit de andere tab"


def test_bewaren_when_logged_out_answers_401(client, aanvraag):
    assert bewaar(client, aanvraag).status_code == 401


def test_bewaren_of_somebody_else_is_404(client, wereld, aanvraag):
    for naam in ("bureau", "directeur", "coordinator", "deskundige", "lid"):
        assert bewaar(log_in(client, wereld.mensen()[naam]), aanvraag).status_code == 404, naam


def test_later_verder_keeps_and_goes_back_to_the_list(ortho, wereld, aanvraag):
    antwoord = bewaar(ortho, aanvraag, naam="advies", later="1")

    assert antwoord.url == reverse("toelating:adviseren")
    assert van(aanvraag, wereld.orthopedagoog).tekst == GEHEIM


def test_advies_with_a_mistake_keeps_what_was_typed_on_the_screen(ortho, aanvraag):
    antwoord = bewaar(ortho, aanvraag, naam="advies", eerder_betrokken_op="31-2-2026")

    assert antwoord.status_code == 422
    assert "31-2-2026" in antwoord.content.decode()


# --- Giving --------------------------------------------------------------------------------------------------


def test_controleren_names_what_is_missing_and_has_no_button_yet(ortho, aanvraag):
    bewaar(ortho, aanvraag, tekst="", schooljaren="")

    pagina = ortho.get(adres("advies_controleren", aanvraag)).content.decode()

    assert "Vul in voor hoeveel schooljaren de TLV nodig is." in pagina
    assert f"{adres('advies', aanvraag)}#id_tekst" in pagina
    assert "Geef advies" not in pagina


def test_geven_makes_the_advice_recognisable_and_read_only(ortho, wereld, aanvraag):
    bewaar(ortho, aanvraag, eerder_betrokken_op="1-9-2020")

    antwoord = geef(ortho, aanvraag)

    assert antwoord.url == adres("advies", aanvraag)
    pagina = ortho.get(adres("advies", aanvraag)).content.decode()
    for tekst in ("Eerste deskundige: Ortho", "Orthopedagoog. Gegeven op", "voordat de aanvraag kwam", GEHEIM):
        assert tekst in pagina
    assert "<textarea" not in pagina
    assert bewaar(ortho, aanvraag, versie=3, tekst="Toch anders").content.decode().count("Niet opgeslagen") == 1
    assert van(aanvraag, wereld.orthopedagoog).tekst == GEHEIM


def test_geven_without_the_declaration_is_refused(ortho, wereld, aanvraag):
    bewaar(ortho, aanvraag)

    antwoord = geef(ortho, aanvraag, belang="")

    assert antwoord.status_code == 422
    assert not van(aanvraag, wereld.orthopedagoog).is_gegeven


def test_geven_of_another_version_than_was_shown_is_refused(ortho, wereld, aanvraag):
    bewaar(ortho, aanvraag)
    bewaar(ortho, aanvraag, versie=2, tekst="Ondertussen veranderd")

    antwoord = geef(ortho, aanvraag, versie=2)

    assert antwoord.status_code == 409
    assert "Ondertussen veranderd" in antwoord.content.decode()
    assert not van(aanvraag, wereld.orthopedagoog).is_gegeven


def test_geven_twice_is_once(ortho, aanvraag):
    bewaar(ortho, aanvraag)

    eerste, tweede = geef(ortho, aanvraag), geef(ortho, aanvraag)

    assert eerste.url == tweede.url
    assert Gebeurtenis.objects.van(aanvraag).filter(handeling="advies_geven").count() == 1


def test_advice_of_the_other_is_read_only_after_the_own_was_given(client, wereld, aanvraag):
    workflow.advies_geven(
        aanvraag, door=wereld.arts, toelaatbaar=True, tekst="Woorden-van-de-arts", categorie="L", schooljaren=1
    )
    ortho = log_in(client, wereld.orthopedagoog)
    bewaar(ortho, aanvraag)
    for naam in ("advies", "advies_controleren"):
        assert "Woorden-van-de-arts" not in ortho.get(adres(naam, aanvraag)).content.decode()

    geef(ortho, aanvraag)

    assert "Woorden-van-de-arts" in ortho.get(adres("advies", aanvraag)).content.decode()
    aanvraag.refresh_from_db()
    assert aanvraag.status == Status.BIJ_TAC


# --- Staying out ---------------------------------------------------------------------------------------------


def test_terugtrekken_closes_the_request_and_wipes_the_draft(ortho, wereld, aanvraag):
    bewaar(ortho, aanvraag)

    antwoord = ortho.post(adres("terugtrekken", aanvraag), {"reden": "Ik behandel de leerling."})

    assert antwoord.url == reverse("toelating:adviseren")
    for naam in ("advies", "advies_controleren"):
        assert ortho.get(adres(naam, aanvraag)).status_code == 404
    advies = Deskundigenadvies.objects.get(aanvraag=aanvraag, deskundige=wereld.orthopedagoog)
    assert (advies.stand, advies.tekst, advies.toelaatbaar) == ("verschoond", "", None)
    assert Bericht.objects.filter(soort="tlv_verschoond").exists()
    assert "u trok zich terug" in ortho.get(reverse("toelating:adviseren")).content.decode()


def test_terugtrekken_twice_is_once(ortho, aanvraag):
    adres_ = adres("terugtrekken", aanvraag)

    antwoorden = [ortho.post(adres_, {"reden": "Ik werk voor de school."}) for _ in range(2)]

    assert [antwoord.status_code for antwoord in antwoorden] == [302, 302]
    assert Verschoning.objects.count() == 1


def test_terugtrekken_without_reason_is_refused_and_nothing_changes(ortho, aanvraag):
    assert ortho.post(adres("terugtrekken", aanvraag), {"reden": ""}).status_code == 422
    assert ortho.get(adres("advies", aanvraag)).status_code == 200


def test_withdrawn_request_closes_and_leaves_no_draft_behind(ortho, wereld, aanvraag):
    bewaar(ortho, aanvraag)

    workflow.intrekken(aanvraag, door=wereld.personas.coordinator, reden="Verhuisd.")

    assert ortho.get(adres("advies", aanvraag)).status_code == 404
    assert set(Deskundigenadvies.objects.values_list("stand", "tekst")) == {("vervallen", "")}
    assert "advies is niet meer nodig" in ortho.get(reverse("toelating:adviseren")).content.decode()


def test_mail_leads_to_the_request_and_holds_no_name_of_the_pupil(wereld, aanvraag):
    bericht = Bericht.objects.get(soort="tlv_advies_gevraagd", aan=wereld.orthopedagoog)

    assert adres("advies", aanvraag) in bericht.tekst
    assert aanvraag.leerling.achternaam not in bericht.tekst + bericht.onderwerp


def test_vervangen_closes_for_the_first_and_opens_for_the_second(client, wereld, aanvraag):
    from toelating.models import Deskundigheid

    ander = wereld.personas.deskundige
    Deskundigheid.objects.create(gebruiker=ander, beroep="psycholoog")
    bewaar(log_in(client, wereld.orthopedagoog), aanvraag)

    workflow.deskundige_vervangen(aanvraag, door=wereld.personas.bureau, rang="eerste", deskundige=ander, reden="Ziek.")

    assert client.get(adres("advies", aanvraag)).status_code == 404
    pagina = log_in(client, ander).get(adres("advies", aanvraag)).content.decode()
    assert GEHEIM not in pagina


@pytest.mark.parametrize("status", [Status.BIJ_TAC, Status.ADVIES_GEREED])
def test_given_advice_stays_readable_until_the_decision(ortho, wereld, aanvraag, status):
    aanvraag = breng_tot(wereld, maak_tlv(wereld), status)

    assert ortho.get(adres("advies", aanvraag)).status_code == 200
