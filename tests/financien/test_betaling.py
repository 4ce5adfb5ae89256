from datetime import date
from decimal import Decimal

import pytest

from financien.fouten import NietOpenstaand, OnjuistBedrag, SleutelBestaat
from financien.models import Betaling
from financien.selectors import herbouw_verschillen, stand, stand_op
from financien.services import Termijn, betaalbaar_maken, betalen, omkeren, terugvorderen, vrijgeven
from swv.kern.fouten import VerkeerdeStatus
from tests.factories.financien import betaal, toekenning

pytestmark = pytest.mark.django_db
DAG = date(2026, 11, 20)


@pytest.fixture
def verplichting(post):
    """600 of the line: 500 to be paid at once, 100 after the verantwoording."""
    return toekenning(post, "600.00", termijnen=[(Decimal(500), ""), (Decimal(100), "na verantwoording")])


@pytest.fixture
def eerste(verplichting):
    return verplichting.termijnen.get(volgnummer=1)


@pytest.fixture
def tweede(verplichting):
    return verplichting.termijnen.get(volgnummer=2)


def test_betalen_in_parts_moves_money_and_counters_until_paid(post, verplichting, eerste):
    betaal(eerste, "200.00", sleutel="b1")
    eerste.refresh_from_db()
    assert (eerste.betaald, eerste.te_betalen, eerste.status) == (200, 300, "betaalbaar")

    betaal(eerste, "300.00", sleutel="b2")

    eerste.refresh_from_db()
    verplichting.refresh_from_db()
    assert (eerste.status, verplichting.betaald, verplichting.openstaand) == ("betaald", 500, 100)
    nu = stand(post)
    assert (nu.toegekend, nu.betaald, nu.openstaand, nu.vrij) == (600, 500, 100, 400)
    assert herbouw_verschillen() == []


def test_betalen_is_one_statement(eerste, controller, django_assert_num_queries):
    assert {eerste.verplichting.post, eerste.verplichting.boeking}
    with django_assert_num_queries(2):  # the one call, and the payment read back
        betalen(termijn=eerste, bedrag=Decimal(200), sleutel="b", door=controller, betaald_op=DAG)


def test_betalen_counts_from_the_day_of_payment_but_not_before_the_award(post, eerste, controller):
    begin = eerste.verplichting.boeking.ingangsdatum

    vroeg = betaal(eerste, "1.00", sleutel="vroeg", betaald_op=date(2026, 1, 2))
    laat = betaal(eerste, "1.00", sleutel="laat", betaald_op=date(2027, 1, 10))

    assert (vroeg.boeking.ingangsdatum, laat.boeking.ingangsdatum) == (begin, date(2027, 1, 10))
    assert (stand_op(post, date(2026, 12, 31)).betaald, stand(post).betaald) == (1, 2)


def test_betalen_twice_with_one_key_pays_once(post, eerste):
    assert betaal(eerste, "200.00") == betaal(eerste, "200.00")
    assert (stand(post).betaald, Betaling.objects.count()) == (200, 1)


@pytest.mark.parametrize("anders", [{"bedrag": "201.00"}, {"betaald_op": date(2026, 11, 21)}])
def test_betalen_with_the_same_key_and_other_content_is_refused(eerste, anders):
    betaal(eerste, "200.00")

    with pytest.raises(SleutelBestaat):
        betaal(eerste, anders.pop("bedrag", "200.00"), **anders)


def test_betalen_of_more_than_is_left_is_refused_and_pays_nothing(post, eerste):
    with pytest.raises(NietOpenstaand, match=r"nog €\xa0500,00 te betalen. Betaal hoogstens dat bedrag"):
        betaal(eerste, "500.01")
    assert (stand(post).betaald, Betaling.objects.count()) == (0, 0)


def test_betalen_before_the_condition_is_met_is_refused(tweede):
    with pytest.raises(NietOpenstaand, match="wacht nog op een voorwaarde: na verantwoording"):
        betaal(tweede, "1.00")


def test_betalen_before_its_day_is_refused(post):
    termijn = toekenning(post, "10.00", termijnen=[Termijn(Decimal(10), vervaldatum=date(2026, 12, 1))]).termijnen.get()

    with pytest.raises(NietOpenstaand, match=r"vanaf 1\xa0december\xa02026"):
        betaal(termijn, "10.00", betaald_op=date(2026, 11, 30))
    betaal(termijn, "10.00", betaald_op=date(2026, 12, 1))


def test_betalen_again_after_all_is_paid_is_refused(eerste):
    betaal(eerste, "500.00")

    with pytest.raises(NietOpenstaand, match="al betaald"):
        betaal(eerste, "1.00", sleutel="nog eens")


def test_betalen_of_a_released_instalment_is_refused(verplichting, tweede, controller):
    vrijgeven(verplichting=verplichting, bedrag=Decimal(100), sleutel="v", door=controller, reden="over")

    with pytest.raises(NietOpenstaand, match="vervallen"):
        betaal(tweede, "1.00")


@pytest.mark.parametrize("bedrag", ["0", "-5", "1.005"])
def test_betalen_of_an_amount_that_is_none_is_refused(eerste, bedrag):
    with pytest.raises(OnjuistBedrag):
        betaal(eerste, bedrag)


def test_betaalbaar_maken_says_who_and_when_and_can_be_repeated(tweede, controller, directeur):
    betaalbaar_maken(termijn=tweede, door=controller)
    op = tweede.betaalbaar_op

    betaalbaar_maken(termijn=tweede, door=directeur)

    assert (tweede.status, tweede.betaalbaar_door, tweede.betaalbaar_op) == ("betaalbaar", controller, op)
    betaal(tweede, "100.00")


def test_betaalbaar_maken_of_a_lapsed_instalment_is_refused(verplichting, tweede, controller):
    vrijgeven(verplichting=verplichting, bedrag=Decimal(100), sleutel="v", door=controller, reden="over")

    with pytest.raises(VerkeerdeStatus, match="is vervallen"):
        betaalbaar_maken(termijn=tweede, door=controller)


def test_vrijgeven_of_what_is_left_of_a_paid_part_leaves_it_paid(verplichting, eerste, controller):
    betaal(eerste, "200.00")

    vrijgeven(verplichting=verplichting, bedrag=Decimal(400), sleutel="v", door=controller, reden="over")

    assert list(verplichting.termijnen.values_list("status", "betaald", "vrijgevallen")) == [
        ("betaald", 200, 300),
        ("vervallen", 0, 100),
    ]
    assert herbouw_verschillen() == []


def test_omkeren_of_a_payment_that_came_back_opens_the_instalment_again(post, verplichting, eerste, directeur):
    betaling = betaal(eerste, "500.00")

    omkeren(boeking=betaling.boeking, sleutel="o", door=directeur, reden="rekening is opgeheven")

    eerste.refresh_from_db()
    verplichting.refresh_from_db()
    assert (eerste.status, eerste.betaald, verplichting.betaald, stand(post).betaald) == ("betaalbaar", 0, 0, 0)
    betaal(eerste, "500.00", sleutel="opnieuw")
    assert herbouw_verschillen() == []


def test_omkeren_of_a_payment_after_a_recovery_is_refused(verplichting, eerste, controller, directeur):
    betaling = betaal(eerste, "500.00")
    terug = terugvorderen(verplichting=verplichting, bedrag=Decimal(1), sleutel="t", door=controller, reden="over")

    with pytest.raises(NietOpenstaand, match="Keer eerst de terugvordering om"):
        omkeren(boeking=betaling.boeking, sleutel="o", door=directeur, reden="fout")
    omkeren(boeking=terug.boeking, sleutel="o1", door=controller, reden="fout")
    omkeren(boeking=betaling.boeking, sleutel="o2", door=directeur, reden="fout")
    assert herbouw_verschillen() == []


def test_omkeren_of_an_award_after_a_payment_is_refused(verplichting, eerste, controller):
    betaal(eerste, "1.00")

    with pytest.raises(VerkeerdeStatus, match="al iets betaald"):
        omkeren(boeking=verplichting.boeking, sleutel="o", door=controller, reden="fout")


def test_betalen_in_a_transaction_that_goes_on_leaves_nothing_of_a_refused_one(eerste, tweede, post):
    betaal(eerste, "100.00", sleutel="goed")
    with pytest.raises(NietOpenstaand):
        betalen(
            termijn=tweede, bedrag=Decimal(1), sleutel="fout", door=eerste.verplichting.boeking.door, betaald_op=DAG
        )

    assert (stand(post).betaald, herbouw_verschillen()) == (100, [])
