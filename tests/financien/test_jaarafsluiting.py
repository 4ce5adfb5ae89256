from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from financien.fouten import JaarGesloten, JaarNietKlaar
from financien.models import Begrotingsjaar, Boeking, Reservering, Verplichting
from financien.selectors import herbouw_verschillen, stand, stand_op
from financien.services import jaar_afsluiten, kosten_boeken, reserveren, vrijgeven, wijziging
from swv.organisaties.models import Rolsoort
from tests.factories.financien import BegrotingsjaarFactory, BegrotingspostFactory, betaal, persoon, toekenning
from tests.factories.organisaties import LeerlingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def volgend(post):
    return BegrotingspostFactory(code=post.code, jaar=BegrotingsjaarFactory(jaar=2027), met_ruimte="500.00")


def test_jaar_afsluiten_carries_open_money_over_and_closes(post, volgend, controller):
    betaald = toekenning(post, "100.00", sleutel="a")
    betaal(betaald.termijnen.get(), "100.00")
    open_nog = toekenning(post, "50.00", sleutel="b", termijnen=[(Decimal(30), ""), (Decimal(20), "eind")])
    bron = LeerlingFactory()
    reserveren(bron=bron, verdeling=[(post, Decimal(70))], sleutel="r", door=controller)

    jaar = jaar_afsluiten(jaar=post.jaar, door=controller)

    assert (jaar.is_gesloten, jaar.gesloten_door) == (True, controller)
    oud, nieuw = stand(post), stand(volgend)
    assert (oud.openstaand, oud.overgeheveld_uit, oud.gereserveerd, oud.vrij, oud.toegekend) == (0, 50, 0, 850, 150)
    assert (nieuw.overgeheveld_in, nieuw.openstaand, nieuw.gereserveerd, nieuw.vrij) == (50, 50, 70, 500)
    mee = Verplichting.objects.get(post=volgend)
    assert (mee.verschoven_van.van, mee.bron) == (open_nog, open_nog.bron)
    assert list(mee.termijnen.values_list("bedrag", "status")) == [(30, "betaalbaar"), (20, "open")]
    assert Reservering.objects.get(vervallen_met=None).bron == bron
    assert stand_op(post, date(2026, 12, 31)).openstaand == 50
    assert herbouw_verschillen() == []


def test_jaar_afsluiten_adds_a_reservation_to_what_the_next_year_had_and_leaves_later_years(post, volgend, controller):
    later = BegrotingspostFactory(code=post.code, jaar=BegrotingsjaarFactory(jaar=2028))
    delen = [(post, Decimal(70)), (volgend, Decimal("20.50")), (later, Decimal(5))]
    reserveren(bron=LeerlingFactory(), verdeling=delen, sleutel="r", door=controller)
    reserveren(bron=LeerlingFactory(), verdeling=[(later, Decimal(3))], sleutel="los", door=controller)

    jaar_afsluiten(jaar=post.jaar, door=controller)

    assert [stand(rij).gereserveerd for rij in (post, volgend, later)] == [0, Decimal("90.50"), 8]
    assert Reservering.objects.filter(vervallen_met=None).count() == 3
    assert herbouw_verschillen() == []


def test_jaar_afsluiten_twice_keeps_the_first_moment_and_books_nothing(post, volgend, controller, directeur):
    toekenning(post, "100.00")
    eerste = jaar_afsluiten(jaar=post.jaar, door=controller)
    geboekt = Boeking.objects.count()

    tweede = jaar_afsluiten(jaar=post.jaar, door=directeur)

    assert (tweede.gesloten_op, tweede.gesloten_door) == (eerste.gesloten_op, controller)
    assert Boeking.objects.count() == geboekt


def test_jaar_afsluiten_without_the_lines_in_the_next_year_names_them_and_does_nothing(post, volgend, controller):
    toekenning(post, "10.00", sleutel="a")
    toekenning(BegrotingspostFactory(code="L.Z", met_ruimte="10.00"), "10.00", sleutel="b")
    reserveren(
        bron=LeerlingFactory(),
        verdeling=[(BegrotingspostFactory(code="L.Y"), Decimal(1))],
        sleutel="r",
        door=controller,
    )

    with pytest.raises(JaarNietKlaar, match=r"begroting van 2027 niet heeft: L\.Y, L\.Z\. Maak die posten aan"):
        jaar_afsluiten(jaar=post.jaar, door=controller)

    assert not Begrotingsjaar.objects.get(jaar=2026).is_gesloten
    assert (stand(post).openstaand, stand(volgend).overgeheveld_in) == (10, 0)


def test_jaar_afsluiten_with_nothing_open_needs_no_next_year(post, controller):
    verplichting = toekenning(post, "10.00")
    vrijgeven(verplichting=verplichting, bedrag=Decimal(10), sleutel="v", door=controller, reden="over")

    assert jaar_afsluiten(jaar=post.jaar, door=controller).is_gesloten


def test_jaar_afsluiten_into_a_closed_year_is_refused(post, volgend, controller):
    toekenning(post, "10.00")
    jaar_afsluiten(jaar=volgend.jaar, door=controller)

    with pytest.raises(JaarGesloten, match="2027 is gesloten"):
        jaar_afsluiten(jaar=post.jaar, door=controller)
    assert not Begrotingsjaar.objects.get(jaar=2026).is_gesloten


def test_jaar_afsluiten_refuses_every_later_booking(post, volgend, controller):
    termijn = toekenning(post, "100.00").termijnen.get()
    jaar_afsluiten(jaar=post.jaar, door=controller)

    for act in (
        lambda: toekenning(post, "1.00", sleutel="x"),
        lambda: wijziging(post=post, bedrag=Decimal(1), besluit="ALV", sleutel="x", door=controller),
        lambda: kosten_boeken(post=post, bedrag=Decimal(1), omschrijving="x", sleutel="x", door=controller),
        lambda: reserveren(bron=LeerlingFactory(), verdeling=[(post, Decimal(1))], sleutel="x", door=controller),
    ):
        with pytest.raises(JaarGesloten, match="Begrotingsjaar 2026 is gesloten"):
            act()
    assert termijn.verplichting.termijnen.get().status == "vervallen"
    assert stand(post).vrij == 900


def test_closing_a_year_by_hand_with_open_money_is_refused(post):
    toekenning(post, "1.00", door=persoon(Rolsoort.DIRECTEUR))

    with pytest.raises(DatabaseError) as fout, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE financien_begrotingsjaar SET gesloten_op = now()")
    assert fout.value.__cause__.sqlstate == "SWV17"


def test_jaar_afsluiten_of_many_awards_is_a_fixed_number_of_statements(
    post, volgend, controller, django_assert_max_num_queries
):
    for nummer in range(30):
        toekenning(post, "1.00", sleutel=f"t{nummer}")

    with django_assert_max_num_queries(25):
        jaar_afsluiten(jaar=post.jaar, door=controller)

    assert (stand(volgend).overgeheveld_in, herbouw_verschillen()) == (30, [])
