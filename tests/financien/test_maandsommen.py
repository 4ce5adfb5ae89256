"""The sums per month follow the regels, and what is read from them is what the regels say."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction

from financien.models import Maandsom
from financien.selectors import herbouw_verschillen, stand, stand_op
from financien.services import boeken_bulk, kosten_boeken
from tests.factories.financien import BegrotingspostFactory
from tests.financien.bewaking import zonder_trigger
from tests.financien.rapportwereld import Wereld, som
from tests.financien.test_bulk import kosten

pytestmark = pytest.mark.django_db
ZET = "UPDATE financien_maandsom SET bedrag = bedrag + 1"


def op(post, soort, maand):
    return Maandsom.objects.get(rekening__post=post, rekening__soort=soort, maand=maand).bedrag


def boek(post, bedrag, dag, door):
    return kosten_boeken(
        post=post, bedrag=Decimal(bedrag), omschrijving="Huur", sleutel=f"{dag}", door=door, ingangsdatum=dag
    )


def test_bookings_of_one_month_are_one_sum_and_of_two_months_two(post, controller):
    boek(post, "10.00", date(2026, 2, 1), controller)
    boek(post, "5.50", date(2026, 2, 28), controller)
    boek(post, "1.00", date(2026, 3, 1), controller)

    assert [op(post, "kosten", date(2026, maand, 1)) for maand in (2, 3)] == [Decimal("15.50"), 1]
    assert op(post, "vrij", date(2026, 2, 1)) == Decimal("-15.50")


def test_many_bookings_at_once_move_the_months_too(post, controller):
    ander = BegrotingspostFactory(met_ruimte="1000.00")

    boeken_bulk([kosten([post, ander][n % 2], "1.00", f"k{n}", controller) for n in range(150)])

    sommen = Maandsom.objects.filter(rekening__soort="kosten").values_list("bedrag", flat=True)
    assert (sorted(sommen), herbouw_verschillen()) == ([75, 75], [])


def test_line_on_every_day_is_the_sum_of_its_regels(db):
    with time_machine.travel("2026-12-15T12:00:00Z", tick=False):
        wereld = Wereld()
    post = wereld.post("L.S.01")

    for dag in (date(2026, 11, 28) + timedelta(days=n) for n in range(50)):
        gevonden = stand_op(post, dag)
        for soort, bedrag in (("betaald", gevonden.betaald), ("vrij", gevonden.vrij)):
            assert som("p.id = %s AND k.soort = %s AND r.ingangsdatum <= %s", post.pk, soort, dag) == bedrag, dag
    assert stand_op(post, date(2099, 1, 1)) == stand(post)


def test_line_on_a_day_is_one_query(post, controller, django_assert_num_queries):
    boek(post, "10.00", date(2026, 2, 1), controller)

    with django_assert_num_queries(1):
        assert stand_op(post, date(2026, 2, 15)).kosten == 10


@pytest.mark.parametrize(
    "sql",
    [
        ZET,
        "INSERT INTO financien_maandsom (rekening_id, maand, bedrag) SELECT id, '2030-01-01', 1 "
        "FROM financien_rekening",
    ],
)
def test_a_month_set_by_hand_is_refused(post, sql):
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.django_db(transaction=True)
def test_without_the_guard_a_month_can_be_wrong_and_the_check_names_it(post):
    with zonder_trigger(("financien_maandsom", "alleen_door_boeking")), connection.cursor() as cursor:
        cursor.execute(f"{ZET} WHERE bedrag = 1000")

    verschil = next(v for v in herbouw_verschillen() if v.onderdeel == "maandsom")
    assert "L.S.02 Ambitie 2 (2026), rekening vrij" in verschil.rij
    assert (verschil.opgeslagen, verschil.geteld) == ("1001.00", "1000.00")
