"""One item of an agenda: reading, opinions that nobody sees too early, staying out, and the resolution."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from swv.kern.fouten import VerkeerdeStatus
from swv.kern.models import Gebeurtenis
from tests.factories.organisaties import RolFactory
from tests.factories.toelating import maak_bijeenkomst, maak_tlv, oordeel
from tests.personas import log_in
from toelating import agenda, workflow
from toelating.models import Agendapunt, Leesbewijs, Oordeel, Status, Verschoning, Voorstel
from toelating.workflow.bijeenkomst import bijeenkomsten

pytestmark = pytest.mark.django_db

VAN_LID = "Woorden-van-het-lid"
OORDEEL = {"keuze": "toelaatbaar", "categorie": "L", "schooljaren": "1", "toelichting": VAN_LID}


@pytest.fixture
def bijeenkomst(wereld):
    return maak_bijeenkomst(wereld, datum=timezone.localdate() + timedelta(days=7))


@pytest.fixture
def aanvraag(wereld, bijeenkomst):
    aanvraag = maak_tlv(wereld, status=Status.BIJ_TAC)
    return workflow.agenderen(aanvraag, door=wereld.personas.bureau, bijeenkomst=bijeenkomst)


@pytest.fixture
def punt(aanvraag):
    return Agendapunt.objects.get(aanvraag=aanvraag)


def pagina(punt):
    return reverse("toelating:agendapunt", args=[punt.pk])


def handeling(punt, naam):
    return reverse("toelating:agendapunt_handeling", args=[punt.pk, naam])


def geef(wie, aanvraag, **anders):
    gegevens = {"keuze": "toelaatbaar", "categorie": "L", "schooljaren": 1, "toelichting": VAN_LID}
    return workflow.oordeel_geven(aanvraag, door=wie, **{**gegevens, **anders})


def begin(bijeenkomst):
    type(bijeenkomst).objects.filter(pk=bijeenkomst.pk).update(datum=timezone.localdate() - timedelta(days=1))


# --- Reading -------------------------------------------------------------------------------------------------


def test_item_is_read_by_members_of_this_meeting_bureau_and_director(client, wereld, punt):
    mag = {"bureau", "bureau_collega", "gemandateerde", "directeur", "voorzitter", "lid"}
    for naam, persoon in wereld.mensen().items():
        antwoord = log_in(client, persoon).get(pagina(punt))
        assert antwoord.status_code == (200 if naam in mag else 404), naam


def test_item_shows_both_advices_and_opening_it_is_what_the_read_list_records(client, wereld, punt):
    tekst = log_in(client, wereld.lid).get(pagina(punt)).content.decode()

    assert "Eerste deskundige: Ortho" in tekst
    assert "Tweede deskundige: Arts" in tekst
    assert list(Leesbewijs.objects.values_list("lid__naam", flat=True)) == ["Lid"]
    log_in(client, wereld.personas.bureau).get(pagina(punt))
    assert Leesbewijs.objects.count() == 1


def test_read_list_is_for_chair_and_bureau(client, wereld, punt, bijeenkomst):
    log_in(client, wereld.lid).get(pagina(punt))

    for persoon, ziet in ((wereld.lid, False), (wereld.voorzitter, True), (wereld.personas.bureau, True)):
        tekst = log_in(client, persoon).get(bijeenkomst.get_absolute_url()).content.decode()
        assert ("Lid: gelezen op" in tekst) == ziet, persoon
    assert "Wie las de stukken?" not in (
        log_in(client, wereld.personas.directeur).get(bijeenkomst.get_absolute_url()).content.decode()
    )


def test_item_page_asks_the_same_number_of_queries(client, wereld, punt, bijeenkomst, django_assert_num_queries):
    log_in(client, wereld.lid)
    for erbij in (0, 2):
        for _ in range(erbij):
            ander = maak_tlv(wereld, status=Status.BIJ_TAC)
            workflow.agenderen(ander, door=wereld.personas.bureau, bijeenkomst=bijeenkomst)
        client.get(pagina(punt))
        with django_assert_num_queries(34):
            client.get(pagina(punt))


def test_item_taken_off_or_held_over_closes_for_members(client, wereld, aanvraag, punt, bijeenkomst):
    log_in(client, wereld.lid)
    workflow.van_agenda_halen(aanvraag, door=wereld.personas.bureau, reden="Nog een stuk nodig.")
    assert client.get(pagina(punt)).status_code == 404

    workflow.agenderen(aanvraag, door=wereld.personas.bureau, bijeenkomst=bijeenkomst)
    assert client.get(pagina(punt)).status_code == 200
    workflow.aanhouden(aanvraag, door=wereld.voorzitter, reden="Eerst met de ouders praten.")
    assert client.get(pagina(punt)).status_code == 404
    assert aanvraag.kenmerk in client.get(bijeenkomst.get_absolute_url()).content.decode()


def test_member_taken_off_the_meeting_can_no_longer_read(client, wereld, punt, bijeenkomst):
    bijeenkomsten["leden_wijzigen"](bijeenkomst, door=wereld.personas.bureau, voorzitter=wereld.voorzitter, leden=[])

    assert log_in(client, wereld.lid).get(pagina(punt)).status_code == 404


# --- Opinions ------------------------------------------------------------------------------------------------


def alle_paginas(punt, bijeenkomst):
    """The pages on which an opinion could stand."""
    return [
        pagina(punt),
        bijeenkomst.get_absolute_url(),
        handeling(punt, "commissieadvies_vastleggen"),
        reverse("admin:toelating_tlvaanvraag_change", args=[punt.aanvraag_id]),
    ]


def ziet(client, persoon, punt, bijeenkomst):
    log_in(client, persoon)
    return any(VAN_LID in client.get(adres).content.decode() for adres in alle_paginas(punt, bijeenkomst))


def test_opinion_of_another_is_seen_only_when_the_own_is_in(client, wereld, aanvraag, punt, bijeenkomst):
    geef(wereld.lid, aanvraag)
    for naam, persoon in wereld.mensen().items():
        assert ziet(client, persoon, punt, bijeenkomst) == (naam == "lid"), naam

    geef(wereld.voorzitter, aanvraag, toelichting="Ik ook.")

    mag = {"lid", "voorzitter", "bureau", "bureau_collega", "gemandateerde"}
    for naam, persoon in wereld.mensen().items():
        assert ziet(client, persoon, punt, bijeenkomst) == (naam in mag), naam


def test_opinion_would_be_found_without_the_rule(client, wereld, aanvraag, punt, bijeenkomst, monkeypatch):
    """The search above looks in the right places: with the guard away the chair sees what was planted."""
    geef(wereld.lid, aanvraag)
    monkeypatch.setattr(agenda, "mag_oordelen_zien", lambda *wie, **stand: True)

    assert ziet(client, wereld.voorzitter, punt, bijeenkomst)
    assert ziet(client, wereld.personas.directeur, punt, bijeenkomst)


def test_opinion_is_seen_by_the_bureau_once_the_meeting_began(client, wereld, aanvraag, punt, bijeenkomst):
    geef(wereld.lid, aanvraag)

    begin(bijeenkomst)

    assert ziet(client, wereld.personas.bureau, punt, bijeenkomst)
    assert not ziet(client, wereld.voorzitter, punt, bijeenkomst)
    assert not ziet(client, wereld.personas.directeur, punt, bijeenkomst)


def test_opinion_is_hidden_from_a_colleague_of_the_bureau_who_sits_in_the_meeting(client, wereld, aanvraag, punt):
    bijeenkomst = punt.bijeenkomst
    RolFactory(gebruiker=wereld.voorzitter, soort="bureau")
    geef(wereld.lid, aanvraag)
    begin(bijeenkomst)

    assert not ziet(client, wereld.voorzitter, punt, bijeenkomst)


def test_opinion_is_hidden_from_a_colleague_of_the_bureau_who_stays_out(client, wereld, aanvraag, punt, bijeenkomst):
    geef(wereld.lid, aanvraag)
    begin(bijeenkomst)
    collega = wereld.personas.bureau_collega
    assert ziet(client, collega, punt, bijeenkomst)

    Verschoning.objects.create(aanvraag=aanvraag, gebruiker=collega, reden="Mijn buurkind.", door=collega)

    assert not ziet(client, collega, punt, bijeenkomst)


def test_opinion_by_page_goes_on_to_the_next_item(client, wereld, punt, bijeenkomst):
    volgende = maak_tlv(wereld, status=Status.BIJ_TAC)
    workflow.agenderen(volgende, door=wereld.personas.bureau, bijeenkomst=bijeenkomst)
    ander = Agendapunt.objects.get(aanvraag=volgende)
    log_in(client, wereld.lid)

    assert client.post(pagina(punt), OORDEEL).url == pagina(ander)
    assert client.post(pagina(ander), OORDEEL).url == pagina(ander)
    tekst = client.get(bijeenkomst.get_absolute_url()).content.decode()
    assert tekst.count("uw oordeel is binnen") == 2
    assert 'rel="prev"' in client.get(pagina(ander)).content.decode()


def test_opinion_twice_the_same_is_once_and_another_one_replaces_it(client, wereld, aanvraag, punt):
    log_in(client, wereld.lid)

    codes = [client.post(pagina(punt), OORDEEL).status_code for _ in range(2)]
    assert codes == [302, 302]
    assert Gebeurtenis.objects.van(aanvraag).filter(handeling="oordeel_geven").count() == 1

    client.post(pagina(punt), {"keuze": "bespreken"})
    assert Oordeel.objects.values_list("keuze", "categorie", "schooljaren").get() == ("bespreken", "", None)


def test_opinion_that_is_incomplete_is_refused_with_what_was_typed(client, wereld, punt):
    antwoord = log_in(client, wereld.lid).post(pagina(punt), {"keuze": "toelaatbaar", "toelichting": VAN_LID})

    tekst = antwoord.content.decode()
    assert antwoord.status_code == 422
    assert "Kies de categorie waarvoor de leerling toelaatbaar is." in tekst
    assert VAN_LID in tekst
    assert not Oordeel.objects.exists()


def test_opinion_after_the_committee_advised_is_refused(client, wereld, aanvraag, punt, bijeenkomst):
    log_in(client, wereld.lid)
    begin(bijeenkomst)
    workflow.commissieadvies_vastleggen(aanvraag, door=wereld.voorzitter, redenen="Redenen.", **oordeel(aanvraag))

    assert client.post(pagina(punt), OORDEEL).status_code == 409
    assert "Uw oordeel" not in client.get(pagina(punt)).content.decode()


def test_opinions_of_two_members_at_the_same_version_do_not_hinder_each_other(client, wereld, aanvraag, punt):
    log_in(client, wereld.lid).get(pagina(punt))
    geef(wereld.voorzitter, aanvraag)

    assert client.post(pagina(punt), OORDEEL).status_code == 302


# --- Staying out ---------------------------------------------------------------------------------------------


def test_recused_member_sees_the_reference_and_nothing_else(client, wereld, aanvraag, punt, bijeenkomst):
    geef(wereld.lid, aanvraag, toelichting="Eerst een oordeel.")
    geef(wereld.voorzitter, aanvraag)
    log_in(client, wereld.lid)

    antwoorden = [client.post(handeling(punt, "verschonen"), {"reden": "Mijn buurkind."}) for _ in range(2)]

    assert [antwoord.url for antwoord in antwoorden] == [bijeenkomst.get_absolute_url()] * 2
    assert client.get(pagina(punt)).status_code == 404
    tekst = client.get(bijeenkomst.get_absolute_url()).content.decode()
    assert aanvraag.kenmerk in tekst
    assert "u trok zich terug" in tekst
    assert VAN_LID not in tekst
    assert pagina(punt) not in tekst
    assert list(Oordeel.objects.values_list("lid__naam", flat=True)) == ["Voorzitter"]


def test_recused_chair_does_not_record_the_advice(wereld, aanvraag, bijeenkomst):
    aanvraag = workflow.verschonen(aanvraag, door=wereld.voorzitter, reden="Ik ken de ouders.")
    begin(bijeenkomst)

    namen = {rij.naam for rij in workflow.workflow.available(aanvraag, wereld.voorzitter)}
    assert "commissieadvies_vastleggen" not in namen
    assert "commissieadvies_vastleggen" in {
        rij.naam for rij in workflow.workflow.available(aanvraag, wereld.personas.bureau)
    }


def test_member_who_works_for_the_school_is_pointed_out(client, wereld, aanvraag, punt, bijeenkomst):
    assert "werkt voor de school" not in (
        log_in(client, wereld.personas.bureau).get(bijeenkomst.get_absolute_url()).content.decode()
    )
    RolFactory(gebruiker=wereld.lid, soort="coordinator", school=aanvraag.school)

    tekst = client.get(bijeenkomst.get_absolute_url()).content.decode()

    assert "Lid werkt voor de school of het bestuur" in tekst
    for persoon, ziet_het in ((wereld.lid, True), (wereld.voorzitter, True)):
        tekst = log_in(client, persoon).get(bijeenkomst.get_absolute_url()).content.decode()
        assert ("werkt voor de school" in tekst) == ziet_het


# --- The resolution ------------------------------------------------------------------------------------------


def test_vastleggen_by_chair_or_bureau_only_and_not_before_the_day(client, wereld, punt, bijeenkomst):
    for naam, verwacht in (("lid", 403), ("directeur", 403), ("voorzitter", 422), ("bureau", 422), ("arts", 404)):
        antwoord = log_in(client, wereld.mensen()[naam]).get(handeling(punt, "commissieadvies_vastleggen"))
        assert antwoord.status_code == verwacht, naam
    begin(bijeenkomst)
    assert log_in(client, wereld.voorzitter).get(handeling(punt, "commissieadvies_vastleggen")).status_code == 200


def test_vastleggen_by_page_leaves_the_concept_decision_ready_for_the_bureau(
    client, wereld, aanvraag, punt, bijeenkomst
):
    begin(bijeenkomst)
    data = {"toelaatbaar": "ja", "categorie": "M", "schooljaren": "2", "redenen": "De commissie volgt.", "versie": "99"}
    log_in(client, wereld.voorzitter)
    assert client.post(handeling(punt, "commissieadvies_vastleggen"), data).status_code == 409

    aanvraag.refresh_from_db()
    data["versie"] = aanvraag.versie
    antwoorden = [client.post(handeling(punt, "commissieadvies_vastleggen"), data) for _ in range(2)]

    assert [antwoord.url for antwoord in antwoorden] == [bijeenkomst.get_absolute_url()] * 2
    aanvraag.refresh_from_db()
    punt.refresh_from_db()
    assert (aanvraag.status, aanvraag.voorstel, aanvraag.categorie) == (Status.ADVIES_GEREED, Voorstel.AFGEVEN, "M")
    assert aanvraag.einde is not None
    assert (punt.uitkomst, punt.schooljaren, punt.redenen) == ("advies", 2, "De commissie volgt.")


def test_verbeteren_begins_the_decision_anew_and_the_parents_get_the_advice_again(wereld, aanvraag, bijeenkomst):
    begin(bijeenkomst)
    aanvraag = workflow.commissieadvies_vastleggen(
        aanvraag, door=wereld.voorzitter, redenen="Redenen.", **oordeel(aanvraag)
    )
    bureau = wereld.personas.bureau
    aanvraag = workflow.advies_aan_ouders(aanvraag, door=bureau, op=timezone.localdate(), hoe="per post")

    aanvraag = workflow.commissieadvies_verbeteren(
        aanvraag, door=wereld.voorzitter, wat_klopte_niet="Het was nee.", toelaatbaar=False, redenen="Toch niet."
    )

    assert (aanvraag.voorstel, aanvraag.einde, aanvraag.advies_aan_ouders_op) == (Voorstel.AFWIJZEN, None, None)
    assert Agendapunt.objects.get(aanvraag=aanvraag).toelaatbaar is False


def test_verbeteren_by_page_shows_what_stands_now_and_is_for_chair_and_bureau(
    client, wereld, aanvraag, punt, bijeenkomst
):
    begin(bijeenkomst)
    workflow.commissieadvies_vastleggen(aanvraag, door=wereld.voorzitter, redenen="Zo was het.", **oordeel(aanvraag))
    adres = handeling(punt, "commissieadvies_verbeteren")

    assert log_in(client, wereld.lid).get(adres).status_code == 403
    assert "Zo was het." in log_in(client, wereld.voorzitter).get(adres).content.decode()
    data = {"toelaatbaar": "nee", "redenen": "Zo is het.", "wat_klopte_niet": "Verkeerd getypt."}
    assert client.post(adres, data).url == bijeenkomst.get_absolute_url()
    aanvraag.refresh_from_db()
    assert aanvraag.advies == "Zo is het."


def test_withdrawn_request_leaves_the_agenda_so_that_the_meeting_can_close(wereld, aanvraag, bijeenkomst):
    workflow.intrekken(aanvraag, door=wereld.personas.coordinator, reden="Verhuisd.")
    begin(bijeenkomst)

    bijeenkomst.refresh_from_db()
    assert bijeenkomsten["afsluiten"](bijeenkomst, door=wereld.voorzitter, aanwezigen=[wereld.lid]).is_gehouden


def test_acts_of_other_parts_have_no_page_here(client, wereld, punt):
    assert log_in(client, wereld.personas.bureau).get(handeling(punt, "toewijzen")).status_code == 404


def test_opinion_given_again_says_so_at_every_door(wereld, aanvraag):
    geef(wereld.lid, aanvraag)
    geef(wereld.voorzitter, aanvraag)

    with pytest.raises(VerkeerdeStatus, match="al gegeven"):
        geef(wereld.lid, aanvraag)
