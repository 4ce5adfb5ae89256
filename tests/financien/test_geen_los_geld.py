"""Money on an account that follows rows comes with its row: the database refuses it from the portal, SQL and COPY."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from financien.fouten import BoekingKloptNiet, JaarNietKlaar
from financien.models import Boeking, Rekening
from financien.selectors import herbouw_verschillen, stand
from financien.services import (
    Regel,
    Voorstel,
    betaalvoorstel,
    herverdelen,
    jaar_afsluiten,
    kosten_boeken,
    omkeren,
    reserveren,
    terugvorderen,
    vrijgeven,
)
from financien.services.grootboek import vastleggen
from tests.factories.financien import BegrotingsjaarFactory, BegrotingspostFactory, betaal, hevel_over, toekenning
from tests.factories.organisaties import LeerlingFactory
from tests.financien.bewaking import zonder_eigen_toekenning, zonder_rij
from tests.financien.test_database import boek_rauw

pytestmark = pytest.mark.django_db
SOORT = Rekening.Soort
GEVOLGD = (
    (SOORT.VRIJ, SOORT.TOEGEKEND),
    (SOORT.TOEGEKEND, SOORT.BETAALD),
    (SOORT.VRIJGEVALLEN, SOORT.VRIJ),
    (SOORT.TERUGGEVORDERD, SOORT.VRIJ),
    (SOORT.RESERVERING, SOORT.GERESERVEERD),
    (SOORT.TOEGEKEND, SOORT.OVERGEHEVELD_UIT),
    (SOORT.OVERGEHEVELD_IN, SOORT.VRIJ),
)


def los(post, van, naar, door, **opties):
    """A booking of one euro that no row tells of."""
    voorstel = Voorstel(
        **{
            "regels": [Regel(post, van, Decimal(-1)), Regel(post, naar, Decimal(1))],
            "sleutel": "los",
            "omschrijving": "Los",
            "door": door,
            "soort": Boeking.Soort.OVERIG,
            **opties,
        }
    )
    return vastleggen(voorstel)[0]


@pytest.mark.parametrize(("van", "naar"), GEVOLGD)
@pytest.mark.parametrize("soort", [Boeking.Soort.OVERIG, Boeking.Soort.TOEKENNING])
def test_boeken_without_its_row_is_refused(post, controller, van, naar, soort):
    toekenning(post, "100.00")

    with pytest.raises(BoekingKloptNiet, match="hoort bij een toekenning, betaling of reservering"):
        los(post, van, naar, controller, soort=soort)

    assert (stand(post).toegekend, stand(post).vrij, herbouw_verschillen()) == (100, 900, [])


@pytest.mark.parametrize("via_copy", [False, True])
def test_raw_sql_without_its_row_is_refused(post, controller, via_copy):
    rekeningen = {rij.soort: rij for rij in post.rekeningen.all()}

    with pytest.raises(DatabaseError) as fout:
        boek_rauw(controller, (rekeningen["vrij"], "-1.00"), (rekeningen["toegekend"], "1.00"), via_copy=via_copy)

    assert fout.value.__cause__.sqlstate == "SWV18"


def test_more_money_than_the_row_says_is_refused(post, controller):
    rij = toekenning(post, "100.00").boeking
    rekening = Rekening.objects.get(post=post, soort="toegekend")

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO financien_boekingsregel (boeking_id, rekening_id, bedrag, ingangsdatum) "
            "VALUES (%s, %s, 1, %s)",
            [rij.pk, rekening.pk, rij.ingangsdatum],
        )


def test_a_payment_that_takes_more_than_it_pays_is_refused(post, controller):
    termijn = toekenning(post, "100.00").termijnen.get()
    voorstel = betaalvoorstel(
        termijn=termijn, bedrag=Decimal(40), sleutel="b", door=controller, betaald_op=date(2026, 11, 20)
    )
    te_veel = replace(
        voorstel,
        regels=[
            Regel(post, SOORT.TOEGEKEND, Decimal(-50)),
            Regel(post, SOORT.BETAALD, Decimal(40)),
            Regel(post, SOORT.VRIJ, Decimal(10)),
        ],
    )

    with pytest.raises(BoekingKloptNiet, match="hetzelfde bedrag"):
        vastleggen(te_veel)

    assert (stand(post).betaald, herbouw_verschillen()) == (0, [])


# --- Every regel names its award --------------------------------------------------------------------------


def test_every_booking_of_an_award_names_it_and_no_other_booking_does(post, controller, directeur):
    straks = BegrotingspostFactory(code=post.code, jaar=BegrotingsjaarFactory(jaar=2027), met_ruimte="100.00")
    een, ander = toekenning(post, "100.00"), toekenning(post, "50.00", sleutel="ander")
    opties = {"verplichting": een, "door": controller, "reden": "proef"}
    betaling = betaal(een.termijnen.get(), "40.00").boeking
    van_een = [
        een.boeking,
        betaling,
        omkeren(boeking=betaling, sleutel="o", door=directeur, reden="storno"),
        betaal(een.termijnen.get(), "30.00", sleutel="b2").boeking,
        terugvorderen(bedrag=Decimal(5), sleutel="t", **opties).boeking,
        vrijgeven(bedrag=Decimal(6), sleutel="v", **opties).boeking,
    ]
    straks_deel = herverdelen(bedrag=Decimal(7), sleutel="h", post=straks, **opties).naar
    los = kosten_boeken(post=post, bedrag=Decimal(1), omschrijving="Huur", sleutel="k", door=controller)
    reservering = reserveren(bron=LeerlingFactory(), verdeling=[(post, Decimal(9))], sleutel="r", door=controller)[0]
    zonder = [los, reservering.boeking, omkeren(boeking=los, sleutel="ko", door=controller, reden="fout")]

    assert [toekenningen(boeking) for boeking in van_een] == [{een.pk}] * 6
    assert [toekenningen(rij.boeking) for rij in (ander, straks_deel)] == [{ander.pk}, {straks_deel.pk}]
    assert [toekenningen(boeking) for boeking in zonder] == [{None}] * 3


def toekenningen(boeking):
    return set(boeking.regels.values_list("verplichting", flat=True))


@pytest.mark.parametrize("via_copy", [False, True])
def test_costs_that_name_an_award_are_refused(post, controller, via_copy):
    rekeningen = {rij.soort: rij for rij in post.rekeningen.all()}
    regels = (rekeningen["vrij"], "-1.00"), (rekeningen["kosten"], "1.00")

    with pytest.raises(DatabaseError) as fout:
        boek_rauw(controller, *regels, via_copy=via_copy, toekenning=toekenning(post, "100.00").pk)

    assert fout.value.__cause__.sqlstate == "SWV18"


@pytest.mark.parametrize("via_copy", [False, True])
@pytest.mark.parametrize("welke", [None, "ander"])
def test_a_correction_that_names_another_award_or_none_is_refused(post, controller, welke, via_copy):
    een, ander = toekenning(post, "100.00"), toekenning(post, "50.00", sleutel="ander")
    rekeningen = {rij.soort: rij for rij in post.rekeningen.all()}
    regels = (rekeningen["vrij"], "100.00"), (rekeningen["toegekend"], "-100.00")
    opties = {"keert_om": een.boeking_id, "datum": een.boeking.ingangsdatum, "via_copy": via_copy}

    with pytest.raises(DatabaseError) as fout:
        boek_rauw(controller, *regels, toekenning=ander.pk if welke else None, **opties)

    assert fout.value.__cause__.sqlstate == "SWV18"


def test_without_that_guard_costs_count_for_a_school_that_never_saw_them(post, controller):
    rekeningen = {rij.soort: rij for rij in post.rekeningen.all()}
    regels = (rekeningen["vrij"], "-1.00"), (rekeningen["kosten"], "1.00")

    with zonder_eigen_toekenning():
        boek_rauw(controller, *regels, toekenning=toekenning(post, "100.00").pk)

    assert {verschil.onderdeel for verschil in herbouw_verschillen()} == {"toekenning"}


def test_without_the_guard_money_is_awarded_that_nobody_was_promised(post, controller):
    with zonder_rij():
        los(post, SOORT.VRIJ, SOORT.TOEGEKEND, controller)

    assert stand(post).toegekend == 1
    assert {verschil.onderdeel for verschil in herbouw_verschillen()} == {"toegekend"}
    with pytest.raises(JaarNietKlaar, match=r"Er staat nog geld open op: L\.S\.02"):
        jaar_afsluiten(jaar=post.jaar, door=controller)


def test_every_act_of_the_portal_comes_with_its_row(post, controller, directeur):
    straks = BegrotingspostFactory(code=post.code, jaar=BegrotingsjaarFactory(jaar=2027), met_ruimte="100.00")
    verplichting = toekenning(post, "100.00")
    betaling = betaal(verplichting.termijnen.get(), "40.00")
    opties = {"verplichting": verplichting, "door": controller, "reden": "proef"}
    terugvorderen(bedrag=Decimal(5), sleutel="t", **opties)
    vrijgeven(bedrag=Decimal(6), sleutel="v", **opties)
    herverdelen(bedrag=Decimal(7), sleutel="h", post=straks, **opties)
    hevel_over(verplichting)
    bron = LeerlingFactory()
    reserveren(bron=bron, verdeling=[(post, Decimal(9))], sleutel="r", door=controller)
    toekenning(post, "9.00", bron=bron, sleutel="en")
    omkeren(boeking=betaal(toekenning(post, "3.00", sleutel="x").termijnen.get(), "3.00", sleutel="y").boeking,
            sleutel="z", door=directeur, reden="storno")  # fmt: skip

    assert betaling.boeking_id
    assert herbouw_verschillen() == []
