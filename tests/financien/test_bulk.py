from decimal import Decimal

import pytest

from financien.fouten import BoekingKloptNiet, GeenRuimte, NietOpenstaand, SleutelBestaat
from financien.models import Betaling, Boeking, Rekening
from financien.selectors import herbouw_verschillen, stand
from financien.services import Regel, Voorstel, betaalvoorstel, boeken_bulk
from tests.factories.financien import BegrotingspostFactory, toekenning
from tests.financien.test_betaling import DAG

pytestmark = pytest.mark.django_db
SOORT = Rekening.Soort


def kosten(post, bedrag, sleutel, door, naar=SOORT.KOSTEN):
    return Voorstel(
        sleutel=sleutel,
        soort=Boeking.Soort.KOSTEN,
        omschrijving="Uit de boekhouding",
        regels=[Regel(post, SOORT.VRIJ, -Decimal(bedrag)), Regel(post, naar, Decimal(bedrag))],
        door=door,
    )


def test_boeken_bulk_books_many_in_order_over_more_than_one_statement(post, controller, django_assert_max_num_queries):
    ander = BegrotingspostFactory(met_ruimte="1000.00")
    voorstellen = [kosten([post, ander][n % 2], "1.00", f"k{n}", controller) for n in range(250)]

    with django_assert_max_num_queries(3 * 3 + 4):
        boekingen = boeken_bulk(voorstellen)

    assert [b.sleutel for b in boekingen] == [v.sleutel for v in voorstellen]
    assert boekingen[0] == Boeking.objects.get(sleutel="k0")
    assert (stand(post).kosten, stand(ander).kosten, herbouw_verschillen()) == (125, 125, [])


def test_boeken_bulk_again_and_with_new_ones_books_only_those(post, controller):
    eerste = boeken_bulk([kosten(post, "1.00", f"k{n}", controller) for n in range(3)])

    tweede = boeken_bulk([kosten(post, "1.00", f"k{n}", controller) for n in range(5)])

    assert tweede[:3] == eerste
    assert stand(post).kosten == 5


def test_boeken_bulk_with_one_key_twice_books_once_and_with_other_content_is_refused(post, controller):
    een, twee = boeken_bulk([kosten(post, "1.00", "k", controller)] * 2)
    assert (een, stand(post).kosten) == (twee, 1)

    with pytest.raises(SleutelBestaat):
        boeken_bulk([kosten(post, "1.00", "n", controller), kosten(post, "2.00", "n", controller)])
    assert stand(post).kosten == 1


@pytest.mark.parametrize("fout", [GeenRuimte, BoekingKloptNiet])
def test_boeken_bulk_with_one_that_is_refused_books_none(post, controller, fout):
    slecht = (
        kosten(post, "901.00", "slecht", controller)
        if fout is GeenRuimte
        else kosten(post, "1.00", "slecht", controller, naar="bestaat niet")
    )

    with pytest.raises(fout):
        boeken_bulk([*(kosten(post, "1.00", f"k{n}", controller) for n in range(100)), slecht])

    assert (stand(post).kosten, stand(post).vrij, herbouw_verschillen()) == (0, 1000, [])


def test_boeken_bulk_of_nothing_is_nothing(db):
    assert boeken_bulk([]) == []


def test_boeken_bulk_pays_a_batch_and_pays_nothing_twice(post, controller):
    termijnen = [toekenning(post, "10.00", sleutel=f"t{n}").termijnen.get() for n in range(5)]
    batch = [
        betaalvoorstel(termijn=t, bedrag=Decimal(10), sleutel=f"b{t.pk}", door=controller, betaald_op=DAG)
        for t in termijnen
    ]
    boeken_bulk(batch)
    boeken_bulk(batch)
    dubbel = betaalvoorstel(termijn=termijnen[0], bedrag=Decimal(10), sleutel="dubbel", door=controller, betaald_op=DAG)

    with pytest.raises(NietOpenstaand, match="al betaald"):
        boeken_bulk([dubbel])
    assert (stand(post).betaald, Betaling.objects.count(), herbouw_verschillen()) == (50, 5, [])
