"""TLVs whose day has come, and the reminders: around 31 July and the change of the clock, once, and late if need be."""

from datetime import date

import pytest
from django.db import connection

from swv.kern import opdrachten
from swv.kern.models import Gebeurtenis, Opdracht
from swv.post.models import Bericht
from tests.factories.verklaringen import zaai
from toelating import nachtwerk, tasks
from toelating.models import Verklaring, Verklaringstatus

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok")]

V = Verklaringstatus


def statussen():
    return [*Verklaring.objects.order_by("nummer").values_list("status", flat=True)]


def doe_het_werk():
    """As the worker does, once for each row."""
    for pk in Opdracht.objects.filter(staat="klaar", soort__startswith="toelating.").values_list("pk", flat=True):
        assert opdrachten.uitvoeren(pk)


# --- Ending ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "wordt"),
    [
        ("2027-07-31 23:59:00+02:00", V.VERZILVERD),  # the last day counts until midnight here
        ("2027-07-31 22:30:00+00:00", V.VERLOPEN),  # which is earlier than midnight in Greenwich
        ("2027-08-01 00:01:00+02:00", V.VERLOPEN),
    ],
)
def test_tlv_ends_after_31_july_in_the_time_of_the_portal(wereld, klok, moment, wordt):
    verklaring = zaai(wereld, status=V.VERZILVERD)
    klok.move_to(moment)

    nachtwerk.bijwerken()

    verklaring.refresh_from_db()
    assert verklaring.status == wordt
    assert verklaring.plaatsingen.get().tot == (date(2027, 8, 1) if wordt == V.VERLOPEN else None)


@pytest.mark.parametrize(
    ("moment", "wordt"),
    [
        ("2027-03-27 23:30:00+01:00", V.AFGEGEVEN),
        ("2027-03-28 00:30:00+01:00", V.VERVALLEN),  # the night in which the clock goes forward
        ("2027-03-29 00:30:00+02:00", V.VERVALLEN),
    ],
)
def test_unused_tlv_lapses_on_its_day_also_when_the_clock_changes(wereld, klok, moment, wordt):
    verklaring = zaai(wereld, gebruiken_voor=date(2027, 3, 28))
    klok.move_to(moment)

    nachtwerk.bijwerken()

    verklaring.refresh_from_db()
    assert verklaring.status == wordt


def test_night_lets_end_lapse_and_begin_only_whose_day_has_come(wereld, klok):
    klok.move_to("2027-08-01 00:15:00+02:00")
    vorig_jaar = {"ingang": date(2026, 8, 1), "einde": date(2027, 7, 31), "afgegeven_op": date(2026, 5, 1)}
    for status in (V.AFGEGEVEN, V.OPGEHAALD, V.VERZILVERD, V.BEEINDIGD, V.VERVALLEN, V.INGETROKKEN):
        zaai(wereld, status=status, **vorig_jaar)
    zaai(wereld, status=V.VERZILVERD, ingang=date(2026, 8, 1), einde=date(2028, 7, 31))

    gedaan = nachtwerk.bijwerken()

    assert gedaan == nachtwerk.Gedaan(vervangen=0, verlopen=3, vervallen=0, voortgezet=0)
    assert statussen() == [V.VERLOPEN] * 3 + [V.BEEINDIGD, V.VERVALLEN, V.INGETROKKEN, V.VERZILVERD]


def test_unused_tlv_that_ended_is_over_and_not_lapsed(wereld, klok):
    zaai(wereld, gebruiken_voor=date(2027, 8, 1))
    klok.move_to("2027-08-01 00:15:00+02:00")

    assert nachtwerk.bijwerken().verlopen == 1


def test_night_that_runs_twice_or_after_weeks_does_each_act_once(wereld, klok):
    verklaring = zaai(wereld, status=V.VERZILVERD)
    klok.move_to("2027-08-20 00:15:00+02:00")

    nachtwerk.bijwerken()
    tweede = nachtwerk.bijwerken()

    assert (tweede.verlopen, Gebeurtenis.objects.van(verklaring).count()) == (0, 1)
    assert verklaring.plaatsingen.get().tot == date(2027, 8, 1)


def weiger_wijzigen(verklaring):
    """Let the database refuse every change of this row."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION weiger() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE 'stuk'; END$$;"
            "CREATE TRIGGER weiger BEFORE UPDATE ON toelating_verklaring FOR EACH ROW"
            f" WHEN (OLD.id = '{verklaring.pk}') EXECUTE FUNCTION weiger()"
        )


def test_night_goes_on_after_one_that_fails_and_tries_it_again(wereld, klok, caplog):
    stuk, heel = (zaai(wereld, status=V.VERZILVERD) for _ in "ab")
    weiger_wijzigen(stuk)
    klok.move_to("2027-08-01 00:15:00+02:00")

    gedaan = nachtwerk.bijwerken()

    heel.refresh_from_db()
    stuk.refresh_from_db()
    assert (gedaan.verlopen, heel.status, stuk.status) == (1, V.VERLOPEN, V.VERZILVERD)
    assert f"laten_verlopen op TLV {stuk.pk} mislukte" in caplog.text
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER weiger ON toelating_verklaring")
    assert nachtwerk.bijwerken().verlopen == 1


def test_night_that_runs_out_of_time_goes_on_in_the_next_run(wereld, klok):
    for _ in range(3):
        zaai(wereld, status=V.VERZILVERD)
    klok.move_to("2027-08-01 00:15:00+02:00")

    assert nachtwerk.bijwerken(seconden=-1).verlopen == 0
    assert nachtwerk.bijwerken().verlopen == 3


def test_night_without_work_costs_the_same_queries_with_many_rows(wereld, django_assert_num_queries):
    for _ in range(3):
        zaai(wereld, status=V.VERZILVERD)
    with django_assert_num_queries(4):
        nachtwerk.bijwerken()


def test_lapsed_tlv_tells_who_asked_and_who_collected(wereld, klok):
    zaai(wereld, status=V.OPGEHAALD, gebruiken_voor=date(2027, 1, 1))
    klok.move_to("2027-01-01 00:15:00+01:00")

    nachtwerk.bijwerken()

    ontvangers = {rij.aan for rij in Bericht.objects.filter(soort="tlv_vervallen")}
    assert ontvangers == {wereld.personas.coordinator, wereld.personas.bestuur, wereld.vso_coordinator}


# --- Reminders -------------------------------------------------------------------------------------------------------


def herinnerd(soort):
    return sorted((rij.aan.naam, rij.onderwerp) for rij in Bericht.objects.filter(soort=soort))


def op(klok, dag, *, uur=8):
    klok.move_to(f"{dag} {uur:02d}:30:00+01:00")
    tasks.tlv_berichten_task()
    doe_het_werk()


def test_school_for_which_a_tlv_lies_ready_gets_one_reminder(wereld, klok):
    zaai(wereld, aanvraag={"beoogde_school": wereld.vso_school})

    op(klok, "2026-10-26")
    assert not Bericht.objects.exists()
    for dag in ("2026-10-27", "2026-10-28", "2026-11-20"):
        op(klok, dag)
    assert [naam for naam, _ in herinnerd("tlv_nog_ophalen")] == ["Coordinator Vso"]


def test_tlv_without_a_place_reminds_at_six_and_twelve_weeks_and_once(wereld, klok):
    verklaring = zaai(wereld)
    for dag in ("2026-11-23", "2026-11-24", "2026-11-25", "2027-01-04", "2027-01-05", "2027-01-06", "2027-03-01"):
        op(klok, dag)

    onderwerpen = [
        rij.onderwerp for rij in Bericht.objects.filter(aan=wereld.personas.coordinator).order_by("onderwerp")
    ]
    assert onderwerpen == [
        f"TLV {verklaring.nummer}: na 12 weken nog geen plaats",
        f"TLV {verklaring.nummer}: na 6 weken nog geen plaats",
    ]
    namen = {naam for naam, _ in herinnerd("tlv_zonder_plaats")}
    assert namen == {"Coordinator A", "Bureau Een", "Bureau Twee", "Gemandateerde"}


def test_after_months_of_silence_only_the_last_reminder_goes_out(wereld, klok):
    zaai(wereld)
    op(klok, "2027-02-01")

    assert {onderwerp.split(": ")[1] for _, onderwerp in herinnerd("tlv_zonder_plaats")} == {
        "na 12 weken nog geen plaats"
    }


def test_collected_tlv_waits_from_the_day_on_which_the_pupil_could_begin(wereld, klok):
    zaai(wereld, status=V.OPGEHAALD, ingang=date(2026, 12, 1), einde=date(2028, 7, 31))

    op(klok, "2027-01-11")
    assert not Bericht.objects.exists()
    op(klok, "2027-01-12")
    assert {naam for naam, _ in herinnerd("tlv_zonder_plaats")} >= {"Coordinator A", "Coordinator Vso"}


def test_reminder_that_is_no_longer_true_is_not_sent(wereld, klok):
    verklaring = zaai(wereld)
    klok.move_to("2026-12-01 08:30:00+01:00")
    tasks.tlv_berichten_task()
    Verklaring.objects.filter(pk=verklaring.pk).update(status=V.INGETROKKEN)
    doe_het_werk()

    assert not Bericht.objects.exists()


def test_message_names_the_number_and_never_the_pupil(wereld, klok):
    verklaring = zaai(wereld)
    op(klok, "2026-12-01")

    for bericht in Bericht.objects.all():
        assert verklaring.nummer in bericht.onderwerp
        assert verklaring.leerling.achternaam not in bericht.tekst + bericht.onderwerp


def test_beat_knows_the_tasks_of_tlvs(settings):
    gepland = {regel["task"] for regel in settings.CELERY_BEAT_SCHEDULE.values()}
    assert {"toelating.tlvs_bijwerken", "toelating.tlv_berichten"} <= gepland
