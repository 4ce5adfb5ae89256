"""What an open request would cost is reserved from submission to its end, and never stands in the way of a school."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from aanvragen import reserveringen
from aanvragen import workflow as acts
from aanvragen.models import Aanvraag, Regeling, Status
from aanvragen.models.aanvraag import AFGESLOTEN, OPEN_BIJ_BUREAU
from aanvragen.reserveringen import afwijkingen, reserveringen_bijwerken, reserveringen_van
from financien.fouten import OnbekendePost
from financien.models import Begrotingspost, Reservering
from financien.selectors import herbouw_verschillen, stand
from financien.services import jaar_afsluiten
from swv.kern.fouten import Geweigerd
from tests.aanvragen.levensloop import (
    POST,
    SOORTEN,
    bestaat,
    breng,
    concept,
    doe,
    indienen,
    stel_regeling,
    ter_ondertekening,
    typ,
)
from tests.factories.financien import BegrotingsjaarFactory, BegrotingspostFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]

MET_GELD = ("frictiefonds", "innovatiegelden")


def gereserveerd(aanvraag: Aanvraag) -> Decimal | None:
    return sum((rij.bedrag for rij in reserveringen_van(aanvraag)), Decimal(0)) or None


def per_post(aanvraag: Aanvraag) -> dict[Begrotingspost, Decimal]:
    return {rij.post: rij.bedrag for rij in reserveringen_van(aanvraag)}


def post_van(jaar: int, *, ruimte: str = "100000.00") -> Begrotingspost:
    return BegrotingspostFactory(code=POST, jaar=BegrotingsjaarFactory(jaar=jaar), met_ruimte=ruimte)


# --- From submission to the end ----------------------------------------------------------------------------


def test_frictiefonds_is_reserved_when_the_board_co_signs_and_not_before(personas, wereld):
    aanvraag = doe(acts.medetekening_vragen, concept(personas, "frictiefonds"), personas.coordinator)
    assert gereserveerd(aanvraag) is None

    doe(acts.medetekenen, aanvraag, personas.bestuur)

    [rij] = reserveringen_van(aanvraag)
    assert (rij.bedrag, rij.post, rij.boeking.door) == (Decimal("12500.00"), wereld, personas.bestuur)
    assert (stand(wereld).gereserveerd, stand(wereld).vrij) == (Decimal("12500.00"), Decimal("100000.00"))


@pytest.mark.parametrize(
    ("soort", "status"),
    [(soort, status) for soort in MET_GELD for status in OPEN_BIJ_BUREAU if bestaat(soort, status)],
)
def test_every_open_request_about_money_has_one_reservation(personas, soort, status):
    aanvraag = breng(personas, soort, status)

    assert gereserveerd(aanvraag) == aanvraag.gevraagd_bedrag
    assert (list(afwijkingen()), herbouw_verschillen()) == ([], [])


@pytest.mark.parametrize(
    ("soort", "status"), [(soort, status) for soort in MET_GELD for status in AFGESLOTEN if bestaat(soort, status)]
)
def test_every_ended_request_has_none(personas, wereld, soort, status):
    aanvraag = breng(personas, soort, status)

    assert gereserveerd(aanvraag) is None
    assert Reservering.objects.van(aanvraag).count() == 1
    assert stand(wereld).gereserveerd == 0
    assert (list(afwijkingen()), herbouw_verschillen()) == ([], [])


@pytest.mark.parametrize("status", [status for status in OPEN_BIJ_BUREAU if status != Status.DOORVERWEZEN])
def test_withdrawal_in_every_state_frees_the_reservation(personas, wereld, status):
    soort = "innovatiegelden" if status == Status.FEEDBACK_GEGEVEN else "frictiefonds"

    doe(acts.intrekken, breng(personas, soort, status), personas.coordinator)

    assert stand(wereld).gereserveerd == 0


@pytest.mark.parametrize("soort", [soort for soort in SOORTEN if soort not in MET_GELD])
def test_kind_without_money_reserves_nothing(personas, soort):
    breng(personas, soort, Status.IN_BEHANDELING)

    assert not Reservering.objects.exists()
    assert list(afwijkingen()) == []


def test_huisonderwijs_with_a_rate_reserves_its_hours(personas):
    stel_regeling("huisonderwijs", tarief_per_uur="72.50")

    aanvraag = breng(personas, "huisonderwijs", Status.INGEDIEND)

    assert gereserveerd(aanvraag) == 40 * Decimal("72.50")


def test_award_that_no_longer_costs_money_frees_the_reservation(personas):
    """The rate of huisonderwijs was taken out of the rules while the request was open."""
    stel_regeling("huisonderwijs", tarief_per_uur="72.50")
    aanvraag = breng(personas, "huisonderwijs", Status.TER_ONDERTEKENING)
    Regeling.objects.filter(soort="huisonderwijs").update(getallen={"uren_per_week": 4, "uren_per_jaar": 160})

    doe(acts.toekennen, aanvraag, personas.directeur)

    assert gereserveerd(aanvraag) is None


# --- Another amount ----------------------------------------------------------------------------------------


def test_final_plan_with_another_amount_replaces_the_reservation(personas, wereld):
    aanvraag = breng(personas, "innovatiegelden", Status.FEEDBACK_GEGEVEN)

    aanvraag = typ(aanvraag, personas.coordinator, "bedrag", gevraagd_bedrag="18.000")
    assert gereserveerd(aanvraag) == 25000  # still typing
    doe(acts.plan_bijstellen, aanvraag, personas.coordinator)

    assert stand(wereld).gereserveerd == Decimal("18000.00")
    assert list(afwijkingen()) == []


def test_reservation_follows_the_proposal_and_comes_back_with_the_dossier(personas, wereld):
    aanvraag = ter_ondertekening(personas, concept(personas, "frictiefonds"), bedrag="9.000,00")
    standen = [stand(wereld).gereserveerd]
    aanvraag = doe(acts.teruggeven, aanvraag, personas.directeur, reden="Reken na.")
    standen.append(stand(wereld).gereserveerd)
    advies = {"voorstel": "toekennen", "advies": "Toch.", "bedrag": "9.000,00"}
    aanvraag = doe(acts.adviseren, aanvraag, personas.bureau, **advies)
    standen.append(stand(wereld).gereserveerd)

    assert standen == [9000, 12500, 9000]
    assert list(afwijkingen()) == []


@pytest.mark.parametrize("voorstel", ["afwijzen", "buiten_behandeling"])
def test_proposal_to_give_nothing_keeps_what_was_asked_in_sight(personas, voorstel):
    if voorstel == "afwijzen":
        aanvraag = ter_ondertekening(personas, concept(personas, "frictiefonds"), voorstel=voorstel)
    else:
        aanvraag = breng(personas, "frictiefonds", "ter_ondertekening_buiten_behandeling")

    assert gereserveerd(aanvraag) == Decimal("12500.00")
    assert list(afwijkingen()) == []


# --- Per budget year ---------------------------------------------------------------------------------------


@pytest.fixture
def straks(wereld) -> Begrotingspost:
    return post_van(2027)


def over_jaarwisseling(personas, **anders) -> Aanvraag:
    """A frictiefonds request of 10,000.00 euro for a whole school year, sent."""
    jaar = {"van": "1-8-2026", "tot": "31-7-2027", "gevraagd_bedrag": "10.000,00"}
    return indienen(personas, concept(personas, "frictiefonds", **{**jaar, **anders}))


def adviseer(personas, aanvraag: Aanvraag, bedrag: str, **jaren: str) -> Aanvraag:
    if aanvraag.status == Status.INGEDIEND:
        aanvraag = doe(acts.in_behandeling_nemen, aanvraag, personas.bureau)
    advies = {"voorstel": "toekennen", "advies": "Past.", "bedrag": bedrag, **jaren}
    return doe(acts.adviseren, aanvraag, personas.bureau, **advies)


def test_request_over_two_years_is_reserved_by_the_months_on_both_lines(personas, wereld, straks):
    aanvraag = over_jaarwisseling(personas)

    assert per_post(aanvraag) == {wereld: Decimal("4166.67"), straks: Decimal("5833.33")}
    assert (stand(wereld).gereserveerd, stand(straks).gereserveerd) == (Decimal("4166.67"), Decimal("5833.33"))
    assert (list(afwijkingen()), herbouw_verschillen()) == ([], [])


def test_reservation_follows_the_years_that_the_bureau_proposes_and_comes_back(personas, wereld, straks):
    aanvraag = adviseer(personas, over_jaarwisseling(personas), "9.000,00", jaar_2026="2.000", jaar_2027="7.000")
    voorgelegd = per_post(aanvraag)
    aanvraag = doe(acts.teruggeven, aanvraag, personas.directeur, reden="Reken na.")

    assert voorgelegd == {wereld: 2000, straks: 7000}
    assert per_post(aanvraag) == {wereld: Decimal("4166.67"), straks: Decimal("5833.33")}
    assert list(afwijkingen()) == []


def test_award_and_withdrawal_let_both_years_lapse(personas, wereld, straks):
    ingetrokken, toegekend = over_jaarwisseling(personas), over_jaarwisseling(personas)

    doe(acts.intrekken, ingetrokken, personas.coordinator)
    doe(acts.toekennen, adviseer(personas, toegekend, "10.000,00"), personas.directeur, bedrag="10.000,00")

    assert (per_post(ingetrokken), per_post(toegekend)) == ({}, {})
    assert (stand(wereld).gereserveerd, stand(straks).gereserveerd) == (0, 0)
    assert (list(afwijkingen()), herbouw_verschillen()) == ([], [])


def test_budget_that_comes_later_gets_its_part_in_the_night(personas, wereld):
    aanvraag = over_jaarwisseling(personas)
    eerst = per_post(aanvraag)
    straks = post_van(2027)
    [afwijking] = afwijkingen()

    assert (reserveringen_bijwerken(), reserveringen_bijwerken()) == (1, 0)
    assert (eerst, per_post(aanvraag)) == ({wereld: 10000}, {wereld: Decimal("4166.67"), straks: Decimal("5833.33")})
    assert str(afwijking) == (
        f"{aanvraag.kenmerk}: gereserveerd €\xa010.000,00 op L.S.02 (2026), verwacht €\xa04.166,67 op L.S.02 (2026) "
        "en €\xa05.833,33 op L.S.02 (2027)."
    )


def test_closing_the_year_adds_its_part_to_that_of_the_next(personas, wereld, straks):
    aanvraag = over_jaarwisseling(personas)

    jaar_afsluiten(jaar=wereld.jaar, door=personas.controller)

    assert per_post(aanvraag) == {straks: 10000}
    assert (list(afwijkingen()), herbouw_verschillen()) == ([], [])


def test_new_amount_without_any_open_line_keeps_the_proportion_of_the_lines_it_had(personas, wereld, straks):
    aanvraag = over_jaarwisseling(personas)
    stel_regeling("frictiefonds", post="L.X.99")

    aanvraag = adviseer(personas, aanvraag, "5.000,00")

    assert per_post(aanvraag) == {wereld: Decimal("2083.34"), straks: Decimal("2916.66")}


# --- A school can always send its request ------------------------------------------------------------------


def test_request_beyond_the_room_is_sent_and_reserved(personas, wereld):
    aanvraag = indienen(personas, concept(personas, "frictiefonds", gevraagd_bedrag="250.000,00"))

    assert aanvraag.status == Status.INGEDIEND
    assert stand(wereld).gereserveerd == 250000


def _zonder_code() -> None:
    stel_regeling("frictiefonds", post="")


def _onbekende_code() -> None:
    stel_regeling("frictiefonds", post="L.X.99")


def _post_met_baten() -> None:
    BegrotingspostFactory(code="B.01", soort="baten")
    stel_regeling("frictiefonds", post="B.01")


@pytest.mark.parametrize("maak_stuk", [_zonder_code, _onbekende_code, _post_met_baten])
def test_request_without_a_usable_line_is_sent_and_not_reserved(personas, maak_stuk):
    aanvraag = concept(personas, "frictiefonds")
    maak_stuk()

    assert indienen(personas, aanvraag).status == Status.INGEDIEND
    assert gereserveerd(aanvraag) is None


def test_without_its_guard_a_missing_line_would_stop_the_school(personas, monkeypatch):
    """The twin of the tests above."""
    aanvraag = concept(personas, "frictiefonds")
    _onbekende_code()
    monkeypatch.setattr(
        "aanvragen.workflow.versturen.reserveren",
        lambda rij, bedrag, *, door: reserveringen.boek(rij, bedrag, door=door),
    )

    with pytest.raises(OnbekendePost):
        indienen(personas, aanvraag)
    aanvraag.refresh_from_db()
    assert aanvraag.status == Status.TER_MEDETEKENING


def test_request_in_a_closed_year_is_reserved_in_the_next(personas, wereld):
    straks = post_van(2027)
    jaar_afsluiten(jaar=wereld.jaar, door=personas.controller)

    aanvraag = indienen(personas, concept(personas, "frictiefonds"))

    assert per_post(aanvraag) == {straks: Decimal("12500.00")}


def test_request_in_a_closed_year_without_a_next_is_sent_and_not_reserved(personas, wereld):
    jaar_afsluiten(jaar=wereld.jaar, door=personas.controller)

    aanvraag = indienen(personas, concept(personas, "frictiefonds"))

    assert (aanvraag.status, gereserveerd(aanvraag)) == (Status.INGEDIEND, None)


def test_closing_a_year_takes_reservations_along_and_a_new_amount_still_counts(personas, wereld):
    aanvraag = breng(personas, "frictiefonds", Status.IN_BEHANDELING)
    straks = post_van(2027)
    jaar_afsluiten(jaar=wereld.jaar, door=personas.controller)
    assert list(afwijkingen()) == []

    doe(acts.adviseren, aanvraag, personas.bureau, voorstel="toekennen", advies="Goed.", bedrag="9.000")

    assert (stand(wereld).gereserveerd, stand(straks).gereserveerd) == (0, 9000)


def test_new_amount_before_the_budget_of_the_year_stays_on_the_line_it_had(personas, wereld, klok):
    aanvraag = breng(personas, "frictiefonds", Status.IN_BEHANDELING)
    klok.move_to("2027-01-05 10:00:00+01:00")

    doe(acts.adviseren, aanvraag, personas.bureau, voorstel="toekennen", advies="Goed.", bedrag="9.000")

    assert stand(wereld).gereserveerd == 9000


# --- What came later, and the check ------------------------------------------------------------------------


def test_line_that_comes_later_gets_its_reservation_in_the_night(personas):
    aanvraag = concept(personas, "frictiefonds")
    _onbekende_code()
    indienen(personas, aanvraag)
    post = BegrotingspostFactory(code="L.X.99", jaar__jaar=2026)

    assert (reserveringen_bijwerken(), reserveringen_bijwerken()) == (1, 0)
    [rij] = reserveringen_van(aanvraag)
    assert (rij.post, rij.boeking.door) == (post, personas.bestuur)


def test_in_a_new_year_open_requests_move_to_its_line(personas, wereld, klok):
    breng(personas, "frictiefonds", Status.IN_BEHANDELING)
    straks = post_van(2027)
    klok.move_to("2027-01-05 10:00:00+01:00")

    assert reserveringen_bijwerken() == 1
    assert (stand(wereld).gereserveerd, stand(straks).gereserveerd) == (0, 12500)


def test_check_is_content_when_all_is_well_or_waits_for_a_line(personas):
    breng(personas, "frictiefonds", Status.INGEDIEND)
    aanvraag = concept(personas, "innovatiegelden")
    stel_regeling("innovatiegelden", post="L.X.99")
    indienen(personas, aanvraag)
    uit, fout = StringIO(), StringIO()

    call_command("reserveringen_controle", stdout=uit, stderr=fout)

    assert uit.getvalue() == "De reserveringen kloppen.\n"
    assert "verwacht €\xa025.000,00. Post L.X.99 staat niet in de begroting van 2026." in fout.getvalue()


def test_without_an_end_to_the_reservation_the_check_fails_and_can_put_it_right(personas, wereld, monkeypatch):
    """The twin of the endings: an act that forgot it would leave a reservation, and the check names the request."""
    aanvraag = breng(personas, "frictiefonds", Status.IN_BEHANDELING)
    monkeypatch.setattr("aanvragen.workflow.eindes.laten_vervallen", lambda rij, *, door: None)
    aanvraag = doe(acts.intrekken, aanvraag, personas.coordinator)
    fout = StringIO()

    with pytest.raises(CommandError, match=r"1 afwijking\(en\)"):
        call_command("reserveringen_controle", stderr=fout)
    assert f"{aanvraag.kenmerk}: gereserveerd €\xa012.500,00 op L.S.02 (2026), verwacht niets." in fout.getvalue()

    call_command("reserveringen_controle", "--herstel", stdout=StringIO())
    assert stand(wereld).gereserveerd == 0


def test_refused_act_leaves_the_reservation_as_it_was(personas, wereld):
    aanvraag = ter_ondertekening(personas, concept(personas, "frictiefonds", gevraagd_bedrag="150.000"))

    with pytest.raises(Geweigerd):
        doe(acts.toekennen, aanvraag, personas.directeur, bedrag="150.000")

    assert stand(wereld).gereserveerd == 150000
    assert Reservering.objects.van(aanvraag).count() == 1
