from datetime import date

import pytest
from django.contrib.contenttypes.models import ContentType

from swv.kern.fouten import Geweigerd
from swv.organisaties.models import Leerling
from swv.termijnen import selectors, services
from swv.termijnen.models import Soort, Termijn
from tests.factories.organisaties import LeerlingFactory
from tests.factories.termijnen import TermijnFactory, dossier

pytestmark = pytest.mark.django_db
D = date.fromisoformat


def opgeschort(**velden):
    termijn = TermijnFactory(**velden)
    services.opschorten(
        termijn=termijn,
        uitgenodigd_op=D("2026-03-09"),
        hersteltermijn_tot=D("2026-03-30"),
        herinner_opdracht="proef.herinneren",
    )
    termijn.refresh_from_db()
    return termijn


# --- start -----------------------------------------------------------------------------------------------


def test_start_in_weeks_computes_legal_last_day():
    termijn = services.start(bron=dossier(), soort=Soort.BESLISSING, begin=D("2026-03-02"), weken=8, is_wettelijk=True)
    assert termijn.uiterlijk == D("2026-04-28")
    assert termijn.datumsoort == "Besluit uiterlijk (wettelijke einddatum)"


def test_start_signature_without_length_gets_own_target_of_five_working_days():
    termijn = services.start(bron=dossier(), soort=Soort.ONDERTEKENING, begin=D("2026-04-02"), is_wettelijk=False)
    assert termijn.uiterlijk == D("2026-04-13")
    assert termijn.datumsoort == "Ondertekenen voor (streefdatum van het bureau)"


def test_start_own_target_as_legal_term_is_refused():
    with pytest.raises(Geweigerd, match="streefdatum"):
        services.start(bron=dossier(), soort=Soort.ONDERTEKENING, begin=D("2026-04-02"), is_wettelijk=True)


def test_start_second_open_term_of_the_same_kind_is_refused():
    termijn = TermijnFactory(bron=dossier(7))
    with pytest.raises(Geweigerd, match="Er loopt al een termijn"):
        services.start(bron=dossier(7), soort=Soort.BESLISSING, begin=D("2026-03-03"), weken=8, is_wettelijk=True)
    services.afronden(termijn=termijn, op=D("2026-03-10"))
    services.start(bron=dossier(7), soort=Soort.BESLISSING, begin=D("2026-03-11"), weken=8, is_wettelijk=True)


def test_start_with_last_day_before_begin_is_refused():
    with pytest.raises(Geweigerd, match="latere datum"):
        services.start(
            bron=dossier(),
            soort=Soort.AANVULLING,
            begin=D("2026-03-02"),
            uiterlijk=D("2026-03-01"),
            is_wettelijk=False,
        )


@pytest.mark.parametrize("lengte", [{}, {"weken": 8, "uiterlijk": D("2026-04-01")}])
def test_start_with_no_length_or_two_is_a_programming_error(lengte):
    with pytest.raises(ValueError, match="weken of een laatste dag"):
        services.start(bron=dossier(), soort=Soort.BESLISSING, begin=D("2026-03-02"), is_wettelijk=False, **lengte)


# --- opschorten and hervatten ----------------------------------------------------------------------------


def test_opschorten_hides_last_day_and_starts_the_clock_of_the_school():
    termijn = opgeschort()
    vraag = Termijn.objects.get(soort=Soort.AANVULLING)
    assert (termijn.uiterlijk, termijn.stil_sinds) == (None, D("2026-03-10"))
    assert str(termijn) == "beslissen op de aanvraag: staat stil sinds 10-03-2026"
    assert (vraag.object_id, vraag.uiterlijk, vraag.is_wettelijk) == (termijn.object_id, D("2026-03-30"), False)


def test_hervatten_on_day_of_supplement_gives_date_of_the_shorter_reading():
    termijn = services.hervatten(termijn=opgeschort(), aangevuld_op=D("2026-03-23"))
    assert (termijn.uiterlijk, termijn.stil_sinds) == (D("2026-05-11"), None)
    assert Termijn.objects.get(soort=Soort.AANVULLING).afgerond_op == D("2026-03-23")


def test_hervatten_after_given_date_counts_until_that_date_only():
    termijn = services.hervatten(termijn=opgeschort(), aangevuld_op=D("2026-04-20"))
    opschorting = termijn.opschortingen.get()
    assert (opschorting.beeindigd_op, opschorting.aangevuld_op) == (D("2026-03-30"), D("2026-04-20"))
    assert opschorting.is_ongebruikt_verstreken
    assert termijn.uiterlijk == D("2026-05-18")  # 20 days: raw 17 May, a Sunday


def test_hervatten_without_question_is_refused():
    with pytest.raises(Geweigerd, match="geen vraag om aanvulling"):
        services.hervatten(termijn=TermijnFactory(), aangevuld_op=D("2026-03-23"))


def test_hervatten_before_the_question_is_refused_and_changes_nothing():
    termijn = opgeschort()
    with pytest.raises(Geweigerd, match="voor de vraag"):
        services.hervatten(termijn=termijn, aangevuld_op=D("2026-03-08"))
    termijn.refresh_from_db()
    assert termijn.staat_stil


def test_hervatten_twice_is_refused_the_second_time():
    termijn = opgeschort()
    services.hervatten(termijn=termijn, aangevuld_op=D("2026-03-23"))
    with pytest.raises(Geweigerd, match="geen vraag"):
        services.hervatten(termijn=termijn, aangevuld_op=D("2026-03-24"))


@pytest.mark.parametrize(
    ("uitgenodigd", "tot", "zin"),
    [
        ("2026-03-01", "2026-03-20", "voor de ontvangst"),
        ("2026-04-28", "2026-05-10", "Beslis nu"),
        ("2026-03-09", "2026-03-09", "kies een datum na"),
    ],
)
def test_opschorten_with_impossible_days_is_refused(uitgenodigd, tot, zin):
    with pytest.raises(Geweigerd, match=zin):
        services.opschorten(termijn=TermijnFactory(), uitgenodigd_op=D(uitgenodigd), hersteltermijn_tot=D(tot))


def test_opschorten_without_given_date_is_refused():
    with pytest.raises(Geweigerd) as geweigerd:
        services.opschorten(termijn=TermijnFactory(), uitgenodigd_op=D("2026-03-09"), hersteltermijn_tot=None)
    assert "hersteltermijn_tot" in geweigerd.value.velden


def test_opschorten_of_suspended_term_is_refused():
    with pytest.raises(Geweigerd, match="staat al stil"):
        services.opschorten(termijn=opgeschort(), uitgenodigd_op=D("2026-03-11"), hersteltermijn_tot=D("2026-04-01"))


def test_opschorten_of_finished_term_is_refused():
    termijn = services.afronden(termijn=TermijnFactory(), op=D("2026-03-10"))
    with pytest.raises(Geweigerd, match="al afgerond"):
        services.opschorten(termijn=termijn, uitgenodigd_op=D("2026-03-11"), hersteltermijn_tot=D("2026-04-01"))


def test_opschorten_of_own_target_is_refused():
    termijn = TermijnFactory(ondertekening=True)
    with pytest.raises(Geweigerd, match="kan niet stilstaan"):
        services.opschorten(termijn=termijn, uitgenodigd_op=D("2026-03-03"), hersteltermijn_tot=D("2026-04-01"))


def test_opschorten_a_second_time_adds_both_suspensions():
    termijn = services.hervatten(termijn=opgeschort(), aangevuld_op=D("2026-03-23"))
    services.opschorten(termijn=termijn, uitgenodigd_op=D("2026-03-23"), hersteltermijn_tot=D("2026-04-10"))
    termijn = services.hervatten(termijn=termijn, aangevuld_op=D("2026-03-30"))
    assert termijn.uiterlijk == D("2026-05-18")  # 13 + 6 days: raw 16 May, a Saturday


# --- a date that passes unused ---------------------------------------------------------------------------


def test_verstreken_opschortingen_beeindigen_lets_term_run_from_given_date():
    termijn = opgeschort()
    assert services.verstreken_opschortingen_beeindigen(vandaag=D("2026-03-30")) == 0
    assert services.verstreken_opschortingen_beeindigen(vandaag=D("2026-03-31")) == 1
    assert services.verstreken_opschortingen_beeindigen(vandaag=D("2026-04-05")) == 0
    termijn.refresh_from_db()
    assert (termijn.uiterlijk, termijn.loopt_sinds) == (D("2026-05-18"), D("2026-03-30"))
    assert Termijn.objects.get(soort=Soort.AANVULLING).is_open


def test_hervatten_after_it_ran_on_by_itself_only_notes_the_day():
    termijn = opgeschort()
    services.verstreken_opschortingen_beeindigen(vandaag=D("2026-04-02"))
    termijn = services.hervatten(termijn=termijn, aangevuld_op=D("2026-04-02"))
    assert termijn.uiterlijk == D("2026-05-18")
    assert termijn.opschortingen.get().aangevuld_op == D("2026-04-02")
    assert not Termijn.objects.get(soort=Soort.AANVULLING).is_open


def test_hervatten_with_letter_received_in_time_but_noted_late_shortens_the_suspension():
    termijn = opgeschort()
    services.verstreken_opschortingen_beeindigen(vandaag=D("2026-04-02"))
    termijn = services.hervatten(termijn=termijn, aangevuld_op=D("2026-03-23"))
    assert termijn.uiterlijk == D("2026-05-11")


def test_opschorten_again_after_unused_date_closes_the_first_question():
    termijn = opgeschort()
    services.verstreken_opschortingen_beeindigen(vandaag=D("2026-04-02"))
    services.opschorten(
        termijn=termijn,
        uitgenodigd_op=D("2026-04-07"),
        hersteltermijn_tot=D("2026-04-20"),
        herinner_opdracht="proef.herinneren",
    )
    assert Termijn.objects.open().filter(soort=Soort.AANVULLING).get().uiterlijk == D("2026-04-20")


# --- afronden --------------------------------------------------------------------------------------------


def test_afronden_of_suspended_term_closes_the_question_and_shows_last_day_again():
    termijn = services.afronden(termijn=opgeschort(), op=D("2026-03-16"))
    assert (termijn.stil_sinds, termijn.uiterlijk) == (None, D("2026-05-04"))
    assert not Termijn.objects.open().exists()


def test_afronden_twice_keeps_the_first_day():
    termijn = services.afronden(termijn=TermijnFactory(), op=D("2026-03-16"))
    assert services.afronden(termijn=termijn, op=D("2026-03-20")).afgerond_op == D("2026-03-16")


def test_afronden_after_last_day_is_told_as_late():
    assert services.afronden(termijn=TermijnFactory(), op=D("2026-04-29")).is_te_laat_afgerond
    assert not services.afronden(termijn=TermijnFactory(), op=D("2026-04-28")).is_te_laat_afgerond


def test_alles_afronden_stops_every_clock_of_one_dossier_only():
    opgeschort(bron=dossier(50))
    TermijnFactory(bron=dossier(50), ondertekening=True)
    ander = TermijnFactory(bron=dossier(51))
    services.alles_afronden(bron=dossier(50), op=D("2026-03-16"))
    assert list(Termijn.objects.open()) == [ander]


# --- verlengen -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("weken", "uiterlijk"),
    [
        (1, "2026-05-04"),
        (4, "2026-05-26"),  # twelve weeks in all: still moved over Tweede Pinksterdag
        (5, "2026-06-01"),  # more than twelve weeks: not moved (Atw art. 4)
    ],
)
def test_verlengen_reckons_the_whole_term_anew(weken, uiterlijk):
    termijn = services.verlengen(termijn=TermijnFactory(toelating=True), weken=weken, op=D("2026-04-20"))
    assert (termijn.weken, termijn.uiterlijk, termijn.loopt_sinds) == (8 + weken, D(uiterlijk), D("2026-04-20"))


def test_verlengen_keeps_the_days_on_which_the_term_stood_still():
    termijn = services.hervatten(termijn=opgeschort(), aangevuld_op=D("2026-03-23"))
    assert termijn.uiterlijk == D("2026-05-11")
    assert services.verlengen(termijn=termijn, weken=2, op=D("2026-05-11")).uiterlijk == D("2026-05-26")


@pytest.mark.parametrize(("op", "kan"), [("2026-04-27", True), ("2026-04-28", True), ("2026-04-29", False)])
def test_verlengen_is_possible_until_and_on_the_last_day(op, kan):
    termijn = TermijnFactory(toelating=True)
    if kan:
        assert services.verlengen(termijn=termijn, weken=2, op=D(op)).uiterlijk > D("2026-04-28")
        return
    with pytest.raises(Geweigerd, match="tot en met die dag"):
        services.verlengen(termijn=termijn, weken=2, op=D(op))
    termijn.refresh_from_db()
    assert (termijn.weken, termijn.uiterlijk) == (8, D("2026-04-28"))


def test_verlengen_of_a_term_that_stands_still_or_is_done_is_refused():
    with pytest.raises(Geweigerd, match="staat nu stil"):
        services.verlengen(termijn=opgeschort(), weken=2, op=D("2026-03-10"))
    klaar = services.afronden(termijn=TermijnFactory(bron=dossier(60)), op=D("2026-03-16"))
    with pytest.raises(Geweigerd, match="loopt niet meer"):
        services.verlengen(termijn=klaar, weken=2, op=D("2026-03-17"))


def test_verlengen_of_a_day_that_somebody_chose_is_refused():
    with pytest.raises(Geweigerd, match="loopt niet meer"):
        services.verlengen(termijn=TermijnFactory(zienswijze=True), weken=2, op=D("2026-03-10"))


# --- what the law lets stand still -------------------------------------------------------------------------


@pytest.mark.parametrize("soort", [Soort.ZIENSWIJZE, Soort.DESKUNDIGENADVIES, Soort.ONDERTEKENING, Soort.LBT])
def test_start_of_an_own_target_is_never_called_legal(soort):
    termijn = services.start(
        bron=dossier(), soort=soort, begin=D("2026-03-02"), uiterlijk=D("2026-03-16"), is_wettelijk=False
    )
    assert "wettelijk" not in termijn.datumsoort
    with pytest.raises(Geweigerd, match="streefdatum"):
        services.start(
            bron=dossier(9), soort=soort, begin=D("2026-03-02"), uiterlijk=D("2026-03-16"), is_wettelijk=True
        )


def test_opschorten_of_the_four_weeks_not_to_judge_is_refused():
    termijn = TermijnFactory(buiten_behandeling=True)
    with pytest.raises(Geweigerd, match="stilstaan"):
        services.opschorten(termijn=termijn, uitgenodigd_op=D("2026-03-09"), hersteltermijn_tot=D("2026-03-16"))


# --- later decrees ---------------------------------------------------------------------------------------


def test_dag_gelijkstellen_moves_only_the_open_terms_it_touches():
    geraakt = TermijnFactory(begin=D("2029-03-16"))
    andere = TermijnFactory(begin=D("2029-03-14"))
    assert geraakt.uiterlijk == D("2029-05-11")
    services.dag_gelijkstellen(dag=D("2029-05-11"), naam="dag na Hemelvaartsdag", besluit="Stb. 2028, 1")
    geraakt.refresh_from_db()
    andere.refresh_from_db()
    assert (geraakt.uiterlijk, andere.uiterlijk) == (D("2029-05-14"), D("2029-05-09"))


def test_dag_gelijkstellen_twice_is_refused():
    services.dag_gelijkstellen(dag=D("2029-05-11"), naam="dag na Hemelvaartsdag", besluit="Stb. 2028, 1")
    with pytest.raises(Geweigerd, match="staat er al"):
        services.dag_gelijkstellen(dag=D("2029-05-11"), naam="nog eens", besluit="Stb. 2028, 1")


# --- selectors -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("aantal", [1, 3])
def test_overzicht_always_takes_four_queries(aantal, django_assert_num_queries):
    TermijnFactory.create_batch(aantal, bron=dossier(60), afgerond_op=D("2026-03-16"))
    selectors.overzicht(dossier(60))
    with django_assert_num_queries(4):
        rijen = selectors.overzicht(dossier(60))
    assert len(rijen) == aantal


def test_overzicht_of_suspended_term_tells_date_when_school_stays_silent():
    opgeschort(bron=dossier(61))
    beslissing = selectors.overzicht(dossier(61))[0]
    assert beslissing.uitleg.opschortingen == ()
    assert beslissing.uiterlijk_zonder_aanvulling == D("2026-05-18")
    assert beslissing.open_opschorting.hersteltermijn_tot == D("2026-03-30")


def test_open_termijn_finds_the_one_that_runs():
    termijn = TermijnFactory(bron=dossier(62))
    assert selectors.open_termijn(dossier(62), Soort.BESLISSING) == termijn
    assert selectors.open_termijn(dossier(62), Soort.AANVULLING) is None


def test_verlopen_lists_open_terms_after_their_last_day():
    laat = TermijnFactory()
    TermijnFactory(begin=D("2026-03-16"))
    assert list(Termijn.objects.verlopen(D("2026-04-28"))) == []
    assert list(Termijn.objects.verlopen(D("2026-04-29"))) == [laat]


def test_met_termijn_adds_dates_to_a_list_in_one_query(django_assert_num_queries):
    lopend, stil, zonder = LeerlingFactory.create_batch(3)
    TermijnFactory(bron=lopend)
    opgeschort(bron=stil)
    ContentType.objects.get_for_model(Leerling)
    with django_assert_num_queries(1):
        rijen = {rij.pk: (rij.uiterlijk, rij.stil_sinds) for rij in selectors.met_termijn(Leerling.objects.all())}
    assert rijen == {
        lopend.pk: (D("2026-04-28"), None),
        stil.pk: (None, D("2026-03-10")),
        zonder.pk: (None, None),
    }
