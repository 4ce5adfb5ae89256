"""Reminders as time passes: each once, also when beat runs twice or stands still for days, and visible."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from aanvragen import workflow as acts
from aanvragen.dossier import dossier_van
from aanvragen.models import Aanvraag, Status
from aanvragen.services import beslisdatums_bijwerken
from aanvragen.workflow import HERINNEREN
from swv.kern.models import Opdracht
from swv.post.models import Bericht
from swv.termijnen.models import Herinnering
from swv.termijnen.tasks import herinneren
from tests.aanvragen.levensloop import breng, doe, werk_af
from tests.personas import log_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]

ONTVANGEN = date(2026, 10, 13)
BESLISDATUM = date(2026, 12, 8)  # eight weeks after the day of receipt


@pytest.fixture
def beat(klok):
    """`beat(day, ...)`: on each of these days beat asks twice what is due, and the worker delivers it."""

    def op(*dagen):
        for dag in dagen:
            klok.move_to(datetime(dag.year, dag.month, dag.day, 9, tzinfo=ZoneInfo("Europe/Amsterdam")))
            for _ in range(2):
                herinneren()
                beslisdatums_bijwerken()
                werk_af(HERINNEREN)

    return op


def dagen(van, tot):
    return [van + timedelta(days=nummer) for nummer in range((tot - van).days + 1)]


def verstuurd(soort):
    """On which day a reminder of this kind was put ready, and for whom."""
    rijen = Bericht.objects.filter(soort=soort).order_by("klaargezet_op")
    return [(str(rij.klaargezet_op.date()), rij.aan.naam) for rij in rijen.select_related("aan")]


def test_bureau_is_reminded_fourteen_seven_and_two_days_before_and_the_day_after(personas, beat):
    aanvraag = breng(personas, "robot", Status.IN_BEHANDELING)
    assert aanvraag.beslisdatum == BESLISDATUM

    beat(*dagen(date(2026, 11, 20), date(2026, 12, 12)))

    assert verstuurd("herinnering_beslissing") == [
        ("2026-11-24", "Bureau Een"),
        ("2026-12-01", "Bureau Een"),
        ("2026-12-06", "Bureau Een"),
        ("2026-12-09", "Bureau Een"),
    ]


def test_bureau_as_a_whole_is_reminded_of_what_nobody_handles(personas, beat):
    breng(personas, "robot", Status.INGEDIEND)

    beat(date(2026, 11, 24))

    assert {naam for _, naam in verstuurd("herinnering_beslissing")} == {"Bureau Een", "Bureau Twee"}


def test_three_days_without_beat_send_the_reminder_late_and_once(personas, beat):
    breng(personas, "robot", Status.IN_BEHANDELING)

    beat(date(2026, 11, 23), date(2026, 11, 27))

    assert verstuurd("herinnering_beslissing") == [("2026-11-27", "Bureau Een")]
    assert Herinnering.objects.get().te_laat


def test_two_moments_missed_send_only_the_last(personas, beat):
    breng(personas, "robot", Status.IN_BEHANDELING)

    beat(date(2026, 11, 20), date(2026, 12, 2))

    assert verstuurd("herinnering_beslissing") == [("2026-12-02", "Bureau Een")]
    assert sorted(Herinnering.objects.values_list("moment", "staat")) == [
        ("14_dagen_voor", "overgeslagen"),
        ("7_dagen_voor", "verzonden"),
    ]


def test_school_is_reminded_of_an_open_question_before_and_after_its_day(personas, beat):
    breng(personas, "frictiefonds", Status.AANVULLING_GEVRAAGD)  # until Tuesday 27 October

    beat(*dagen(date(2026, 10, 14), date(2026, 10, 30)))

    assert [dag for dag, _ in verstuurd("herinnering_aanvulling")] == ["2026-10-22"] * 2 + ["2026-10-28"] * 2
    assert {naam for _, naam in verstuurd("herinnering_aanvulling")} == {"Coordinator A", "Bestuur A"}
    assert not verstuurd("herinnering_beslissing")


def test_school_that_answered_hears_nothing_more(personas, beat, klok):
    aanvraag = breng(personas, "robot", Status.AANVULLING_GEVRAAGD)
    klok.move_to("2026-10-20 10:00:00+02:00")
    doe(acts.aanvullen, aanvraag, personas.coordinator, antwoord="Hierbij.")

    beat(*dagen(date(2026, 10, 21), date(2026, 10, 30)))

    assert verstuurd("herinnering_aanvulling") == []


def test_bureau_is_not_reminded_while_the_term_stands_still_and_again_when_it_runs_on(personas, beat, klok):
    aanvraag = breng(personas, "robot", Status.IN_BEHANDELING)
    klok.move_to("2026-11-20 10:00:00+01:00")
    doe(acts.aanvulling_vragen, aanvraag, personas.bureau, vraag="Wat?", uiterlijk="11-12-2026")

    beat(*dagen(date(2026, 11, 21), date(2026, 12, 11)))
    assert verstuurd("herinnering_beslissing") == []

    beat(date(2026, 12, 12))
    aanvraag = Aanvraag.objects.get(pk=aanvraag.pk)
    assert aanvraag.beslisdatum == BESLISDATUM + timedelta(days=20)  # the day of the answer itself counts again
    beat(*dagen(date(2026, 12, 13), date(2026, 12, 22)))
    assert [dag for dag, _ in verstuurd("herinnering_beslissing")] == ["2026-12-14", "2026-12-21"]


def test_director_is_reminded_of_what_waits_for_a_signature(personas, beat):
    breng(personas, "robot", Status.TER_ONDERTEKENING)  # since Tuesday 13 October

    beat(*dagen(date(2026, 10, 14), date(2026, 10, 23)))

    assert verstuurd("herinnering_ondertekening") == [("2026-10-15", "Directeur"), ("2026-10-20", "Directeur")]


@pytest.mark.parametrize("stand", [Status.AFGEWEZEN, Status.INGETROKKEN])
def test_nobody_is_reminded_of_what_ended(personas, beat, stand):
    breng(personas, "robot", stand)

    beat(*dagen(date(2026, 10, 14), date(2026, 10, 24)), date(2026, 11, 24), BESLISDATUM + timedelta(days=1))

    assert not Herinnering.objects.exists()


def test_reminder_that_waits_while_the_dossier_ends_is_not_sent(personas, klok):
    aanvraag = breng(personas, "robot", Status.IN_BEHANDELING)
    klok.move_to("2026-11-24 09:00:00+01:00")
    herinneren()
    doe(acts.intrekken, aanvraag, personas.coordinator)

    werk_af(HERINNEREN)

    assert verstuurd("herinnering_beslissing") == []
    assert Herinnering.objects.get().staat == Herinnering.Staat.VERVALLEN


def test_reminder_delivered_twice_is_one_message(personas, klok):
    from aanvragen.opdrachten import herinneren as bezorgen

    breng(personas, "robot", Status.IN_BEHANDELING)
    klok.move_to("2026-11-24 09:00:00+01:00")
    herinneren()
    pk = Opdracht.objects.get(soort=HERINNEREN).object_id

    bezorgen(pk)
    bezorgen(pk)

    assert Bericht.objects.filter(soort="herinnering_beslissing").count() == 1


def test_reminders_stand_on_the_dossier_with_their_time(personas, beat):
    aanvraag = breng(personas, "robot", Status.IN_BEHANDELING)
    beat(date(2026, 11, 24))

    overzicht = dossier_van(aanvraag)
    herinnering = next(h for termijn in overzicht.termijnen for h in termijn.herinneringen)
    assert (herinnering.label, herinnering.staat) == ("14 dagen voor de einddatum", "verzonden")
    pagina = log_in(Client(), personas.bureau).get(f"/bureau/aanvragen/aanvraag/{aanvraag.pk}/change/").content.decode()
    assert "14 dagen voor de einddatum" in pagina
    assert "24 november 2026" in pagina.replace("\xa0", " ").replace("&nbsp;", " ")


def test_dates_of_dossiers_follow_their_terms(personas, beat):
    """A question that nobody answered: the term runs on by itself, the list of the bureau shows the new date."""
    aanvraag = breng(personas, "robot", Status.AANVULLING_GEVRAAGD)
    assert aanvraag.beslisdatum is None

    beat(date(2026, 10, 28))

    aanvraag.refresh_from_db()
    assert aanvraag.beslisdatum == BESLISDATUM + timedelta(days=13)
    assert beslisdatums_bijwerken() == 0
