"""Collecting a TLV: what lies ready, number and date of birth, and how little a guess gives away."""

import re
from datetime import date

import pytest
from django.urls import reverse

from swv.organisaties.models import Rolsoort
from swv.post.models import Bericht
from tests.factories.organisaties import LeerlingFactory, RolFactory, SchoolFactory, maak_gebruiker
from tests.factories.toelating import maak_tlv
from tests.factories.verklaringen import zaai
from tests.personas import log_in
from toelating import workflow
from toelating.models import Status, Verklaring, Verklaringstatus
from toelating.ophalen import lees_nummer
from toelating.views.ophalen import ONBEKEND, TE_VAAK

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok")]

V = Verklaringstatus
ADRES = "/toelating/verklaringen/ophalen/"
GEBOREN = "30-4-2012"  # of LeerlingFactory


def vul_in(client, nummer, geboortedatum=GEBOREN):
    return client.post(ADRES, {"nummer": nummer, "geboortedatum": geboortedatum})


def zonder_csrf(antwoord):
    """The page without what differs each time, and without what was typed."""
    tekst = re.sub(r'value="[^"]*"|"X-CSRFToken": "[A-Za-z0-9]{64}"', "", antwoord.content.decode())
    return antwoord.status_code, tekst


@pytest.fixture
def vso(client, wereld):
    return log_in(client, wereld.vso_coordinator)


# --- What lies ready -------------------------------------------------------------------------------------------------


def test_announced_tlv_lies_ready_for_the_school_it_is_meant_for(client, wereld):
    aanvraag = maak_tlv(wereld, status=Status.AFGEGEVEN)
    log_in(client, wereld.vso_coordinator)
    tlv = aanvraag.verklaringen.get()
    assert tlv.nummer not in client.get(ADRES).content.decode()  # a decision counts from its announcement

    workflow.bekendmaken(aanvraag, door=None)

    tekst = client.get(ADRES).content.decode()
    assert tlv.nummer in tekst
    assert f"Zoë {tlv.leerling.achternaam[0]}." in tekst
    assert tlv.leerling.achternaam not in tekst
    assert [(rij.aan, rij.soort) for rij in Bericht.objects.filter(soort="tlv_klaar")] == [
        (wereld.vso_coordinator, "tlv_klaar")
    ]


def test_one_button_collects_and_shows_what_duo_wants(vso, wereld):
    tlv = zaai(wereld, aanvraag={"beoogde_school": wereld.vso_school})
    pagina = vso.get(ADRES).content.decode()
    adres = reverse("toelating:verklaring_handeling", args=[tlv.pk, "ophalen"])
    assert f'action="{adres}"' in pagina

    antwoord = vso.post(adres, {"school": wereld.vso_school.pk}, follow=True)

    tlv.refresh_from_db()
    assert (tlv.status, tlv.school, tlv.opgehaald_door) == (V.OPGEHAALD, wereld.vso_school, wereld.vso_coordinator)
    tekst = antwoord.content.decode()
    assert "Gegevens voor DUO" in tekst
    assert tlv.leerling.naam in tekst


def test_pressing_the_button_twice_collects_once(vso, wereld):
    tlv = zaai(wereld, aanvraag={"beoogde_school": wereld.vso_school})
    adres = reverse("toelating:verklaring_handeling", args=[tlv.pk, "ophalen"])

    antwoorden = [vso.post(adres, {"school": wereld.vso_school.pk}) for _ in "ab"]

    assert [antwoord.status_code for antwoord in antwoorden] == [302, 302]
    tlv.refresh_from_db()
    assert tlv.versie == 2


def test_school_that_is_not_meant_sees_nothing_ready(client, wereld):
    tlv = zaai(wereld, aanvraag={"beoogde_school": SchoolFactory(soort="vso")})

    assert tlv.nummer not in log_in(client, wereld.vso_coordinator).get(ADRES).content.decode()
    assert client.get(tlv.get_absolute_url()).status_code == 404


def test_only_who_works_at_a_school_for_tlvs_collects(client, wereld):
    for wie in ("coordinator", "bestuur", "bureau", "directeur", "controller", "deskundige"):
        assert log_in(client, wereld.mensen()[wie]).get(ADRES).status_code == 403, wie


# --- Number and date of birth ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "getypt",
    ["VO9999-2026-00001", " vo9999 2026 00001 ", "VO9999‑2026–00001", "VO9999202600001", "VO9999 - 2026 - 00001"],
)
def test_lees_nummer_reads_what_people_type(getypt):
    assert lees_nummer(getypt) == "VO9999-2026-00001"


def test_any_school_of_the_kind_collects_with_number_and_date_of_birth(vso, wereld):
    tlv = zaai(wereld)

    antwoord = vul_in(vso, tlv.nummer.lower())

    assert antwoord["Location"] == tlv.get_absolute_url()
    tlv.refresh_from_db()
    assert (tlv.status, tlv.school) == (V.OPGEHAALD, wereld.vso_school)


def test_every_pair_that_does_not_fit_gets_the_same_answer(vso, wereld):
    tlv = zaai(wereld)
    pro = zaai(wereld, onderwijs="pro")
    stil = zaai(wereld, aanvraag={"bekendgemaakt_op": None})
    missers = [
        vul_in(vso, tlv.nummer, "1-1-2012"),  # another pupil
        vul_in(vso, "VO9999-2026-99999"),  # no such number
        vul_in(vso, pro.nummer),  # for another kind of school
        vul_in(vso, stil.nummer),  # not announced yet
        vul_in(vso, "zomaar iets"),
    ]

    assert {zonder_csrf(antwoord) for antwoord in missers} == {zonder_csrf(missers[0])}
    assert missers[0].status_code == 422
    assert ONBEKEND in missers[0].content.decode()


def test_too_many_misses_close_the_door_for_this_person_also_for_the_right_pair(vso, wereld):
    tlv = zaai(wereld)
    for nummer in range(10):
        assert vul_in(vso, f"VO9999-2020-{nummer:05d}").status_code == 422

    antwoord = vul_in(vso, tlv.nummer)

    assert (antwoord.status_code, TE_VAAK in antwoord.content.decode()) == (429, True)
    tlv.refresh_from_db()
    assert tlv.status == V.AFGEGEVEN


def test_many_people_who_guess_at_one_number_are_stopped(client, wereld):
    tlv = zaai(wereld)
    school = wereld.vso_school
    for persoon in range(4):
        gebruiker = maak_gebruiker(
            Rolsoort.COORDINATOR, email=f"p{persoon}@portaal.example", naam=f"P{persoon}", school=school
        )
        log_in(client, gebruiker)
        antwoorden = [vul_in(client, tlv.nummer, f"{dag}-1-2012").status_code for dag in range(1, 8)]

    assert antwoorden[-1] == 429


def test_miss_is_logged_without_what_was_typed(vso, wereld, caplog):
    tlv = zaai(wereld)
    vul_in(vso, tlv.nummer, "1-1-2012")

    regels = [rij.getMessage() for rij in caplog.records if rij.name == "toelating.ophalen"]
    assert regels == [
        f"TLV ophalen: nummer en geboortedatum horen niet bij elkaar, gebruiker {wereld.vso_coordinator.pk}"
    ]


def test_tlv_that_another_school_collected_is_refused_with_what_to_do(vso, wereld):
    tlv = zaai(wereld, status=V.OPGEHAALD, op=SchoolFactory(soort="vso", naam="Vso Geheim"))

    antwoord = vul_in(vso, tlv.nummer)

    assert antwoord.status_code == 409
    assert "Een andere school heeft deze TLV opgehaald" in antwoord.content.decode()
    assert "Vso Geheim" not in antwoord.content.decode()


def test_tlv_that_no_longer_counts_is_refused(vso, wereld):
    for status in (V.VERVALLEN, V.INGETROKKEN, V.VERLOPEN):
        antwoord = vul_in(vso, zaai(wereld, status=status, op=SchoolFactory(soort="vso")).nummer)

        assert antwoord.status_code == 409, status
        assert "kunt u niet meer ophalen" in antwoord.content.decode()


def test_own_tlv_leads_to_its_page(vso, wereld):
    tlv = zaai(wereld, status=V.OPGEHAALD)

    assert vul_in(vso, tlv.nummer)["Location"] == tlv.get_absolute_url()


def test_tlv_in_use_elsewhere_leads_to_the_overstap(vso, wereld):
    elders = SchoolFactory(soort="vso", naam="Vso Elders")
    leerling = LeerlingFactory(school=elders)
    tlv = zaai(wereld, status=V.VERZILVERD, op=elders, aanvraag={"leerling": leerling})
    adres = reverse("toelating:verklaring_handeling", args=[tlv.pk, "overstappen"])
    assert vso.get(adres).status_code == 404  # before the proof

    antwoord = vul_in(vso, tlv.nummer)
    assert antwoord["Location"] == adres
    pagina = vso.get(adres).content.decode()
    assert leerling.achternaam not in pagina
    antwoord = vso.post(adres, {"geplaatst_op": "1-10-2026", "leerlingnummer": "V1", "versie": "1"}, follow=True)

    tlv.refresh_from_db()
    assert (tlv.school, tlv.geplaatst_op) == (wereld.vso_school, date(2026, 10, 1))
    assert "De overstap is vastgelegd" in antwoord.content.decode()
    assert leerling.achternaam in antwoord.content.decode()


def test_proof_of_one_tlv_opens_no_other_act_and_no_other_tlv(vso, wereld):
    elders = SchoolFactory(soort="vso")
    tlv, ander = (zaai(wereld, status=V.VERZILVERD, op=elders) for _ in "ab")
    vul_in(vso, tlv.nummer)

    for rij, naam in ((tlv, "terugkeren"), (tlv, "plaatsing_verbeteren"), (ander, "overstappen")):
        assert vso.get(reverse("toelating:verklaring_handeling", args=[rij.pk, naam])).status_code == 404
    assert vso.get(tlv.get_absolute_url()).status_code == 404


def test_person_at_two_schools_chooses_for_which(vso, wereld):
    tweede = SchoolFactory(soort="vso", naam="Vso Twee")
    RolFactory(gebruiker=wereld.vso_coordinator, soort=Rolsoort.COORDINATOR, school=tweede)
    tlv = zaai(wereld)

    adres = vul_in(vso, tlv.nummer)["Location"]
    assert "Voor welke school?" in vso.get(adres).content.decode()
    vso.post(adres, {"school": tweede.pk, "versie": "1"})

    assert Verklaring.objects.get(pk=tlv.pk).school == tweede


FOUT = (
    ("", GEBOREN, "Vul het nummer van de TLV in."),
    ("VO9999-2026-00001", "", "Vul de geboortedatum in."),
    ("VO9999-2026-00001", "31-2-2012", "De geboortedatum bestaat niet."),
    ("VO9999-2026-00001", "1-1-2027", "Deze dag ligt niet in het verleden."),
    ("111222333", GEBOREN, "burgerservicenummer"),
)


def test_what_is_missing_is_said_and_no_try_is_counted(vso, wereld):
    for nummer, datum, zin in FOUT * 3:
        antwoord = vul_in(vso, nummer, datum)
        assert antwoord.status_code == 422
        assert zin in antwoord.content.decode()


def test_given_back_tlv_leads_to_the_list(vso, wereld):
    tlv = zaai(wereld, status=V.OPGEHAALD)
    adres = reverse("toelating:verklaring_handeling", args=[tlv.pk, "teruggeven"])

    antwoord = vso.post(adres, {"reden": "Gaat niet door.", "versie": "1"}, follow=True)

    assert antwoord.redirect_chain[-1][0] == "/toelating/verklaringen/"
    assert "U heeft de TLV teruggegeven" in antwoord.content.decode()


def test_page_of_what_lies_ready_costs_the_same_for_many(vso, wereld, django_assert_num_queries):
    vso.get(ADRES)  # the letterhead is in the cache from now on
    for aantal in (1, 3):
        for _ in range(aantal):
            zaai(wereld, aanvraag={"beoogde_school": wereld.vso_school})
        with django_assert_num_queries(4):
            vso.get(ADRES)
