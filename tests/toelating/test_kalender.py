"""The calendar feed: what stands in it per person, how it is written, and the address that only its owner has."""

import hashlib
import logging
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from tests.factories.toelating import maak_bijeenkomst, maak_tlv
from tests.personas import log_in
from toelating import agendasleutels, workflow
from toelating.kalender import ical
from toelating.models import Agendasleutel, Deskundigenadvies, Status
from toelating.workflow.bijeenkomst import bijeenkomsten

pytestmark = pytest.mark.django_db

NU = "2026-11-10 10:00:00+01:00"
WINTER, ZOMER = date(2027, 1, 12), date(2027, 7, 6)


@pytest.fixture(autouse=True)
def klok():
    with time_machine.travel(NU):
        yield


@pytest.fixture
def wereld(klok, wereld):
    return wereld


@pytest.fixture
def lid(wereld):
    return wereld.lid


@pytest.fixture
def haal(client):
    """Fetches a feed as a calendar program does."""

    def ophalen(token, **kop):
        return client.get(reverse("toelating:kalender"), {"sleutel": token}, **kop)

    return ophalen


def gebeurtenissen(gebruiker):
    return list(Calendar.from_ical(ical(gebruiker)).walk("VEVENT"))


# --- What stands in it ---------------------------------------------------------------------------------------


def test_member_gets_the_own_meetings_in_winter_and_summer_time(wereld, lid):
    for dag in (WINTER, ZOMER):
        maak_bijeenkomst(wereld, datum=dag)

    winter, zomer = gebeurtenissen(lid)

    assert winter["dtstart"].dt == datetime(2027, 1, 12, 8, tzinfo=UTC)
    assert zomer["dtstart"].dt == datetime(2027, 7, 6, 7, tzinfo=UTC)
    assert zomer["dtend"].dt - zomer["dtstart"].dt == timedelta(hours=2)
    assert gebeurtenissen(wereld.lid_elders) == []


def test_feed_is_written_as_the_standard_asks(wereld, lid):
    maak_bijeenkomst(wereld, datum=ZOMER)

    feed = ical(lid)

    assert feed.endswith(b"END:VCALENDAR\r\n")
    assert b"DTSTART:20270706T070000Z\r\n" in feed
    assert b"\n" not in feed.replace(b"\r\n", b"")
    assert all(len(regel) <= 75 for regel in feed.split(b"\r\n"))
    kalender = Calendar.from_ical(feed)
    assert (kalender["version"], kalender["method"]) == ("2.0", "PUBLISH")


def test_moved_meeting_keeps_its_uid_and_counts_on(wereld, lid):
    bijeenkomst = maak_bijeenkomst(wereld, datum=WINTER)
    (voor,) = gebeurtenissen(lid)

    bijeenkomsten["verzetten"](
        bijeenkomst,
        door=wereld.personas.bureau,
        datum=ZOMER,
        van=bijeenkomst.van,
        tot=bijeenkomst.tot,
        plaats="Stadhuis",
    )

    (na,) = gebeurtenissen(lid)
    assert voor["uid"] == na["uid"]
    assert (voor["sequence"], na["sequence"]) == (0, 1)
    assert (na["dtstart"].dt.date(), na["location"]) == (ZOMER, "Stadhuis")


def test_cancelled_meeting_is_sent_along_as_cancelled(wereld, lid):
    bijeenkomst = maak_bijeenkomst(wereld, datum=WINTER)

    bijeenkomsten["afgelasten"](bijeenkomst, door=wereld.personas.bureau, reden="Ziekte.")

    (gebeurtenis,) = gebeurtenissen(lid)
    assert (gebeurtenis["status"], gebeurtenis["sequence"]) == ("CANCELLED", 1)


def test_expert_gets_the_day_of_each_advice_until_it_is_given(wereld):
    een, twee = (maak_tlv(wereld, status=Status.BIJ_DESKUNDIGEN) for _ in "ab")
    workflow.advies_geven(een, door=wereld.arts, toelaatbaar=False, tekst="Nee.")
    workflow.verschonen(twee, door=wereld.orthopedagoog, reden="Betrokken.")

    standen = {str(rij["summary"]): str(rij["status"]) for rij in gebeurtenissen(wereld.orthopedagoog)}

    assert standen == {
        f"Advies geven: {een.kenmerk}": "CONFIRMED",
        f"Vervallen: Advies geven: {twee.kenmerk}": "CANCELLED",
    }
    (van_arts,) = gebeurtenissen(wereld.arts)
    assert van_arts["dtstart"].dt == Deskundigenadvies.objects.get(aanvraag=twee, deskundige=wereld.arts).uiterlijk


def test_bureau_gets_meetings_and_the_decision_dates_it_handles(wereld):
    maak_bijeenkomst(wereld, datum=WINTER)
    eigen = maak_tlv(wereld, status=Status.VOLLEDIGHEIDSTOETS)
    van_niemand = maak_tlv(wereld, status=Status.INGEDIEND)

    titels = {str(rij["summary"]) for rij in gebeurtenissen(wereld.personas.bureau)}
    collega = {str(rij["summary"]) for rij in gebeurtenissen(wereld.personas.bureau_collega)}

    assert f"Besluit uiterlijk: {eigen.kenmerk}" in titels
    assert f"Besluit uiterlijk: {van_niemand.kenmerk}" in titels & collega
    assert f"Besluit uiterlijk: {eigen.kenmerk}" not in collega
    assert len(titels) == 3


def test_feed_holds_references_only(wereld, lid):
    aanvraag = maak_tlv(wereld, status=Status.BIJ_TAC)
    bijeenkomst = maak_bijeenkomst(wereld, datum=WINTER)
    workflow.agenderen(aanvraag, door=wereld.personas.bureau, bijeenkomst=bijeenkomst)
    ander = maak_tlv(wereld, status=Status.BIJ_DESKUNDIGEN)
    namen = [aanvraag.leerling.achternaam, ander.leerling.achternaam, aanvraag.school.naam]
    namen += [persoon.naam for persoon in wereld.mensen().values() if persoon.naam not in {"Lid", "Arts", "Directeur"}]

    for persoon in (lid, wereld.orthopedagoog, wereld.personas.bureau):
        feed = ical(persoon).decode().replace("\r\n ", "")
        assert [naam for naam in namen if naam in feed] == []
        assert "ATTENDEE" not in feed
        assert "ORGANIZER" not in feed


@pytest.mark.parametrize("aantal", [1, 3])
def test_feed_asks_the_same_number_of_queries(wereld, haal, aantal, django_assert_num_queries):
    for nummer in range(aantal):
        maak_bijeenkomst(wereld, datum=WINTER + timedelta(days=nummer))
        maak_tlv(wereld, status=Status.BIJ_DESKUNDIGEN)
    token = agendasleutels.maken(gebruiker=wereld.personas.bureau)
    haal(token)

    with django_assert_num_queries(4):
        haal(token)


# --- The address ---------------------------------------------------------------------------------------------


def test_address_has_256_bits_and_is_stored_as_a_hash(lid):
    token = agendasleutels.maken(gebruiker=lid)

    assert len(token) == 43
    assert Agendasleutel.objects.get().hash == hashlib.sha256(token.encode()).hexdigest()


def test_feed_is_a_calendar_that_nobody_keeps(haal, lid):
    antwoord = haal(agendasleutels.maken(gebruiker=lid))

    assert antwoord.status_code == 200
    assert antwoord["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in antwoord["Cache-Control"]
    assert Agendasleutel.objects.get().laatst_gebruikt_op is not None


def test_feed_of_an_unknown_or_withdrawn_address_or_of_who_left_is_404(haal, lid):
    token = agendasleutels.maken(gebruiker=lid)
    assert haal("onzin").status_code == 404
    assert haal("").status_code == 404
    nieuw = agendasleutels.maken(gebruiker=lid)
    assert (haal(token).status_code, haal(nieuw).status_code) == (404, 200)

    type(lid).objects.filter(pk=lid.pk).update(is_active=False)
    assert haal(nieuw).status_code == 404

    type(lid).objects.filter(pk=lid.pk).update(is_active=True)
    assert haal(nieuw).status_code == 200
    lid.rollen.update(geldig_van=date(2020, 1, 1), geldig_tot=date(2021, 1, 1))
    assert haal(nieuw).status_code == 404


def test_feed_that_nobody_used_for_a_year_is_gone(haal, lid):
    token = agendasleutels.maken(gebruiker=lid)
    nu = timezone.now()
    with time_machine.travel(nu + timedelta(days=360), tick=False):
        assert haal(token).status_code == 200
    with time_machine.travel(nu + timedelta(days=720), tick=False):
        assert haal(token).status_code == 200
    with time_machine.travel(nu + timedelta(days=1086), tick=False):
        assert haal(token).status_code == 404


def test_feed_guessing_is_stopped_and_another_address_goes_on(haal, lid):
    token = agendasleutels.maken(gebruiker=lid)
    for _ in range(20):
        assert haal("gok").status_code == 404

    assert haal(token).status_code == 429
    assert haal(token, REMOTE_ADDR="192.0.2.7").status_code == 200


def test_token_never_reaches_the_log(haal, lid, caplog):
    caplog.set_level(logging.DEBUG)
    token = agendasleutels.maken(gebruiker=lid)
    agendasleutels.intrekken(gebruiker=lid)

    haal(token)

    assert "/agenda/portaal.ics" in caplog.text  # a 404 is logged, by its path
    assert token not in caplog.text


def test_page_shows_a_new_address_once_and_stops_it(client, wereld, haal, lid):
    adres = reverse("toelating:mijn_agenda")
    log_in(client, lid)
    antwoord = client.post(adres)
    token = antwoord.content.decode().partition("sleutel=")[2].partition("<")[0]

    assert haal(token).status_code == 200
    assert "no-store" in antwoord["Cache-Control"]
    assert token not in client.get(adres).content.decode()
    client.post(adres, {"stoppen": "1"})
    assert haal(token).status_code == 404
    assert "Maak mijn adres" in client.get(adres).content.decode()


def test_page_is_for_who_has_dates(client, wereld):
    mag = {"orthopedagoog", "arts", "deskundige", "voorzitter", "lid", "lid_elders"}
    mag |= {"bureau", "bureau_collega", "gemandateerde"}
    for naam, persoon in wereld.mensen().items():
        antwoord = log_in(client, persoon).get(reverse("toelating:mijn_agenda"))
        assert antwoord.status_code == (200 if naam in mag else 403), naam
