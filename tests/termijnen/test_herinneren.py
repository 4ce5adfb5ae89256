"""Each reminder once: on time, late, twice at once, and not any more when it makes no sense."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, timedelta
from threading import Event
from time import monotonic, sleep

import pytest
import time_machine
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from swv.kern import opdrachten
from swv.kern.models import Opdracht
from swv.termijnen import services
from swv.termijnen.models import Herinnering, Soort, Termijn
from swv.termijnen.schema import MOMENTEN
from swv.termijnen.tasks import herinneren
from tests.factories.termijnen import TermijnFactory

D = date.fromisoformat
ALLE_MOMENTEN = [moment for momenten in MOMENTEN.values() for moment in momenten]


def plan(dag: str) -> list[tuple[str, str]]:
    nieuw = services.herinneringen_plannen(D(dag))
    return sorted((rij.moment, rij.staat) for rij in nieuw)


def dagen(van: str, tot: str) -> list[date]:
    return [D(van) + timedelta(days=n) for n in range((D(tot) - D(van)).days + 1)]


# --- The schedule ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("trait", "verwacht"),
    [
        (
            "beslissing",
            {
                "2026-04-14": "14_dagen_voor",
                "2026-04-21": "7_dagen_voor",
                "2026-04-26": "2_dagen_voor",
                "2026-04-29": "dag_erna",
            },
        ),
        ("aanvulling", {"2026-03-18": "3_werkdagen_voor", "2026-03-24": "dag_erna"}),
        ("ondertekening", {"2026-03-04": "na_2_werkdagen", "2026-03-09": "na_5_werkdagen"}),
        (
            "toelating",
            {
                "2026-03-31": "28_dagen_voor",
                "2026-04-14": "14_dagen_voor",
                "2026-04-21": "7_dagen_voor",
                "2026-04-26": "2_dagen_voor",
                "2026-04-29": "dag_erna",
            },
        ),
        ("deskundigenadvies", {"2026-03-11": "3_werkdagen_voor", "2026-03-17": "dag_erna"}),
        ("zienswijze", {"2026-03-11": "3_werkdagen_voor", "2026-03-17": "dag_erna"}),
        (
            "buiten_behandeling",
            {"2026-03-23": "7_dagen_voor", "2026-03-28": "2_dagen_voor", "2026-03-31": "dag_erna"},
        ),
    ],
)
@pytest.mark.django_db
def test_herinneringen_plannen_every_day_gives_each_moment_on_its_day(bezorgd, trait, verwacht):
    TermijnFactory(**({} if trait == "beslissing" else {trait: True}))
    for dag in dagen("2026-03-02", "2026-05-10"):
        services.herinneringen_plannen(dag)
    rijen = Herinnering.objects.all()
    assert {str(rij.gepland_op): rij.moment for rij in rijen} == verwacht
    assert {(rij.staat, rij.te_laat) for rij in rijen} == {("klaar", False)}


@given(dag=st.dates(D("2024-01-01"), D("2029-12-31")), moment=st.sampled_from(ALLE_MOMENTEN))
def test_grens_any_moment_is_the_inverse_of_gepland_op(dag, moment):
    assert moment.gepland_op(moment.grens(dag)) <= dag
    assert moment.gepland_op(moment.grens(dag) + timedelta(days=1)) > dag


@pytest.mark.django_db
def test_herinneringen_plannen_counts_working_days_in_sql_as_in_python(bezorgd):
    begin = D("2025-03-01")
    for n in range(1, 400, 3):
        anker = begin + timedelta(days=n)
        TermijnFactory(aanvulling=True, begin=begin - timedelta(days=60), uiterlijk=anker)
        TermijnFactory(ondertekening=True, begin=anker, uiterlijk=anker)
    services.herinneringen_plannen(D("2026-12-31"))
    momenten = {moment.code: moment for moment in ALLE_MOMENTEN}
    rijen = list(Herinnering.objects.all())
    assert len(rijen) == 4 * 133
    assert [rij for rij in rijen if momenten[rij.moment].gepland_op(rij.anker) != rij.gepland_op] == []


@pytest.mark.django_db
def test_herinneringen_plannen_knows_equated_days_of_later_decrees(bezorgd):
    services.dag_gelijkstellen(dag=D("2026-03-19"), naam="bijzondere dag", besluit="Stb. 2026, 1")
    TermijnFactory(aanvulling=True)
    assert plan("2026-03-16") == []
    assert plan("2026-03-17") == [("3_werkdagen_voor", "klaar")]


# --- Once -------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_herinneringen_plannen_twice_on_a_day_plans_once(bezorgd):
    TermijnFactory()
    assert plan("2026-04-14") == [("14_dagen_voor", "klaar")]
    assert plan("2026-04-14") == []
    assert Opdracht.objects.filter(soort="proef.herinneren").count() == 1


@pytest.mark.django_db
def test_herinneringen_plannen_after_three_silent_days_sends_once_and_late(bezorgd):
    TermijnFactory()
    assert plan("2026-04-13") == []
    assert plan("2026-04-17") == [("14_dagen_voor", "klaar")]
    rij = Herinnering.objects.get()
    assert (rij.gepland_op, rij.te_laat) == (D("2026-04-14"), True)


@pytest.mark.django_db
def test_herinneringen_plannen_after_long_silence_sends_only_the_latest(bezorgd):
    TermijnFactory()
    assert plan("2026-04-30") == [
        ("14_dagen_voor", "overgeslagen"),
        ("2_dagen_voor", "overgeslagen"),
        ("7_dagen_voor", "overgeslagen"),
        ("dag_erna", "klaar"),
    ]
    assert Opdracht.objects.filter(soort="proef.herinneren").count() == 1


@pytest.mark.django_db
def test_herinneringen_plannen_never_sends_an_earlier_moment_after_a_later_one(bezorgd):
    TermijnFactory()
    assert ("dag_erna", "klaar") in plan("2026-04-30")
    Herinnering.objects.filter(moment="14_dagen_voor").delete()
    assert plan("2026-05-01") == [("14_dagen_voor", "overgeslagen")]


@pytest.mark.parametrize(
    "velden",
    [
        {"afgerond_op": D("2026-03-10")},
        {"uiterlijk": None, "stil_sinds": D("2026-03-10")},
        {"herinner_opdracht": ""},
    ],
)
@pytest.mark.django_db
def test_herinneringen_plannen_leaves_finished_suspended_and_silent_terms_alone(bezorgd, velden):
    TermijnFactory(**velden)
    assert plan("2026-04-30") == []


@pytest.mark.django_db
def test_herinneringen_plannen_after_suspension_reminds_of_the_new_date(bezorgd):
    termijn = TermijnFactory()
    assert plan("2026-04-21") == [("14_dagen_voor", "overgeslagen"), ("7_dagen_voor", "klaar")]
    services.opschorten(termijn=termijn, uitgenodigd_op=D("2026-04-22"), hersteltermijn_tot=D("2026-05-06"))
    assert plan("2026-05-02") == []
    services.hervatten(termijn=termijn, aangevuld_op=D("2026-05-06"))  # 11 May is the new last day
    assert plan("2026-05-07") == []  # its moments of 14 and 7 days lie before the supplement
    assert plan("2026-05-09") == [("2_dagen_voor", "klaar")]


@pytest.mark.django_db
def test_herinneringen_plannen_after_the_term_was_lengthened_reminds_of_the_new_date(bezorgd):
    termijn = TermijnFactory(toelating=True)
    assert ("14_dagen_voor", "klaar") in plan("2026-04-14")

    services.verlengen(termijn=termijn, weken=4, op=D("2026-04-15"))  # from 28 April to 26 May

    assert plan("2026-04-21") == []
    assert plan("2026-04-28") == [("28_dagen_voor", "klaar")]
    assert plan("2026-05-12") == [("14_dagen_voor", "klaar")]


@pytest.mark.django_db
def test_dag_gelijkstellen_does_not_repeat_a_reminder_for_the_moved_date(bezorgd):
    TermijnFactory(begin=D("2029-03-16"))
    assert plan("2029-04-27") == [("14_dagen_voor", "klaar")]
    services.dag_gelijkstellen(dag=D("2029-05-11"), naam="dag na Hemelvaartsdag", besluit="Stb. 2028, 1")
    assert plan("2029-05-01") == []
    assert plan("2029-05-07") == [("7_dagen_voor", "klaar")]


@pytest.mark.django_db
def test_herinneringen_plannen_with_unknown_opdracht_does_not_stop_the_others(bezorgd):
    fout = TermijnFactory(herinner_opdracht="bestaat.niet")
    goed = TermijnFactory()
    services.herinneringen_plannen(D("2026-04-14"))
    assert fout.herinneringen.get().staat == Herinnering.Staat.MISLUKT
    assert goed.herinneringen.get().staat == Herinnering.Staat.KLAAR


@pytest.mark.django_db
def test_herinneringen_plannen_takes_the_same_queries_for_nothing_as_before(bezorgd, django_assert_num_queries):
    TermijnFactory()
    plan("2026-04-14")
    with django_assert_num_queries(4):  # savepoint, extra days, the statement, release
        plan("2026-04-14")


# --- Two at once --------------------------------------------------------------------------------------------------


def wacht(voorwaarde: Callable[[], bool]) -> None:
    einde = monotonic() + 10
    while not voorwaarde():
        assert monotonic() < einde, "Bleef uit"
        sleep(0.02)


def iemand_wacht_op_mij() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))")
        return cursor.fetchone() is not None


def twee_tegelijk(*, tweede_moet_wachten: bool) -> list[int]:
    """Beat A plans and holds its transaction open until beat B waits for it (or, unguarded, is done)."""
    eerste_plande, tweede_klaar = Event(), Event()

    def eerste() -> int:
        with closing(connection), transaction.atomic():
            aantal = len(services.herinneringen_plannen(D("2026-04-14")))
            eerste_plande.set()
            wacht(iemand_wacht_op_mij if tweede_moet_wachten else tweede_klaar.is_set)
            return aantal

    def tweede() -> int:
        with closing(connection):
            assert eerste_plande.wait(10)
            aantal = len(services.herinneringen_plannen(D("2026-04-14")))
            tweede_klaar.set()
            return aantal

    with ThreadPoolExecutor(2) as uitvoerder:
        return [taak.result() for taak in (uitvoerder.submit(eerste), uitvoerder.submit(tweede))]


@pytest.mark.django_db(transaction=True)
def test_herinneringen_plannen_by_two_beats_at_once_plans_once(bezorgd):
    TermijnFactory()
    assert twee_tegelijk(tweede_moet_wachten=True) == [1, 0]
    assert Herinnering.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_herinneringen_plannen_by_two_beats_without_the_unique_key_plans_twice(bezorgd):
    """The twin: it is the key that guards, not luck."""
    sleutel = next(regel for regel in Herinnering._meta.constraints if regel.name.startswith("herinnering_een"))
    TermijnFactory()
    with connection.schema_editor() as schema:
        schema.remove_constraint(Herinnering, sleutel)
    try:
        assert twee_tegelijk(tweede_moet_wachten=False) == [1, 1]
        assert Herinnering.objects.count() == 2
    finally:
        Herinnering.objects.all().delete()
        with connection.schema_editor() as schema:
            schema.add_constraint(Herinnering, sleutel)


# --- Delivery -------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_opdracht_of_the_term_gets_the_key_of_the_reminder(bezorgd):
    TermijnFactory()
    (herinnering,) = services.herinneringen_plannen(D("2026-04-14"))
    opdracht = Opdracht.objects.get(sleutel=f"herinnering:{herinnering.pk}")
    assert opdrachten.uitvoeren(opdracht.pk)
    assert bezorgd == [str(herinnering.pk)]


@pytest.mark.django_db
def test_herinnering_oppakken_gives_it_once(bezorgd):
    TermijnFactory()
    (herinnering,) = services.herinneringen_plannen(D("2026-04-14"))
    assert services.herinnering_oppakken(str(herinnering.pk)) == herinnering
    services.herinnering_verzonden(herinnering.pk)
    herinnering.refresh_from_db()
    assert herinnering.staat == Herinnering.Staat.VERZONDEN
    assert herinnering.verzonden_op is not None
    assert services.herinnering_oppakken(herinnering.pk) is None


@pytest.mark.django_db
def test_herinnering_oppakken_of_finished_term_expires_it(bezorgd):
    termijn = TermijnFactory()
    (herinnering,) = services.herinneringen_plannen(D("2026-04-14"))
    services.afronden(termijn=termijn, op=D("2026-04-14"))
    assert services.herinnering_oppakken(herinnering.pk) is None
    herinnering.refresh_from_db()
    assert herinnering.staat == Herinnering.Staat.VERVALLEN


@pytest.mark.django_db
def test_herinnering_oppakken_of_suspended_term_expires_it(bezorgd):
    termijn = TermijnFactory()
    (herinnering,) = services.herinneringen_plannen(D("2026-04-14"))
    services.opschorten(termijn=termijn, uitgenodigd_op=D("2026-04-14"), hersteltermijn_tot=D("2026-04-28"))
    assert services.herinnering_oppakken(herinnering.pk) is None


@time_machine.travel("2026-03-31 23:30:00+02:00", tick=False)
@pytest.mark.django_db
def test_herinneren_task_uses_the_dutch_day_and_ends_unused_suspensions(bezorgd):
    termijn = TermijnFactory()
    services.opschorten(
        termijn=termijn,
        uitgenodigd_op=D("2026-03-09"),
        hersteltermijn_tot=D("2026-03-30"),
        herinner_opdracht="proef.herinneren",
    )
    herinneren()
    termijn.refresh_from_db()
    assert termijn.uiterlijk == D("2026-05-18")
    vraag = Termijn.objects.get(soort=Soort.AANVULLING)
    assert [(rij.moment, rij.staat) for rij in vraag.herinneringen.all()] == [
        ("3_werkdagen_voor", "overgeslagen"),
        ("dag_erna", "klaar"),
    ]
