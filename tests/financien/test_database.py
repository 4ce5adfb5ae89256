"""What the database refuses by itself, tried in raw SQL as from a shell."""

import uuid
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from financien import services
from financien.models import Begrotingsjaar, Boeking, Rekening
from financien.selectors import herbouw_verschillen
from financien.services import jaar_afsluiten, kosten_boeken
from tests.factories.financien import BegrotingsjaarFactory, BegrotingspostFactory, betaal, hevel_over, toekenning
from tests.factories.organisaties import LeerlingFactory

pytestmark = pytest.mark.django_db


def sql(opdracht, parameters=None):
    """Run in a savepoint and check at once what PostgreSQL would check at commit."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(opdracht, parameters)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def sqlstate(fout):
    return fout.value.__cause__.sqlstate


def kop(door, *, regels=2, keert_om=None):
    """A booking without regels, as a shell would insert it."""
    boeking_id = uuid.uuid4()
    opdracht = """
        INSERT INTO financien_boeking
            (id, sleutel, inhoud, soort, omschrijving, boekdatum, ingangsdatum, door_id, aantal_regels, keert_om_id)
        VALUES (%s, %s, '', 'overig', 'schelp', '2026-03-01', '2026-03-01', %s, %s, %s)
    """
    return boeking_id, opdracht, [boeking_id, str(boeking_id), door.pk, regels, keert_om]


def boek_rauw(door, *regels, aantal=2, via_copy=False, datum="2026-03-01", keert_om=None, toekenning=None):
    """Insert a booking with these (account, amount) rows, by INSERT or COPY, and check it as commit would."""
    boeking_id, opdracht, parameters = kop(door, regels=aantal, keert_om=keert_om)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(opdracht, parameters)
        kolommen = "financien_boekingsregel (boeking_id, rekening_id, bedrag, ingangsdatum, verplichting_id)"
        if via_copy:
            with connection.wrap_database_errors, cursor.copy(f"COPY {kolommen} FROM STDIN") as copy:
                for rekening, bedrag in regels:
                    copy.write_row([boeking_id, rekening.pk, bedrag, datum, toekenning])
        else:
            cursor.executemany(
                f"INSERT INTO {kolommen} VALUES (%s, %s, %s, %s, %s)",
                [[boeking_id, rekening.pk, bedrag, datum, toekenning] for rekening, bedrag in regels],
            )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return boeking_id


@pytest.fixture
def vrij(post):
    return Rekening.objects.get(post=post, soort="vrij")


@pytest.fixture
def alles(post, controller):
    """An award of 100 that was partly paid, recovered, released and moved, and a reservation."""
    volgend = BegrotingspostFactory(code=post.code, jaar=BegrotingsjaarFactory(jaar=2027))
    verplichting = toekenning(post, "100.00")
    betaal(verplichting.termijnen.get(), "40.00")
    opties = {"verplichting": verplichting, "bedrag": Decimal(5), "door": controller, "reden": "proef"}
    services.terugvorderen(sleutel="t", **opties)
    services.vrijgeven(sleutel="v", **opties)
    hevel_over(verplichting)
    services.reserveren(bron=LeerlingFactory(), verdeling=[(volgend, Decimal(9))], sleutel="r", door=controller)
    return verplichting


@pytest.fixture
def kosten(post):
    return Rekening.objects.get(post=post, soort="kosten")


def test_an_account_with_a_balance_of_its_own_is_refused(post):
    with pytest.raises(DatabaseError) as fout:
        sql(
            "INSERT INTO financien_rekening (post_id, soort, saldo, gesloten) VALUES (%s, 'extra', 5, false)", [post.pk]
        )
    assert sqlstate(fout) == "SWV14"


@pytest.mark.parametrize("via_copy", [False, True])
def test_a_balanced_booking_by_hand_moves_the_stored_balances(controller, vrij, kosten, via_copy):
    boek_rauw(controller, (vrij, "-10.00"), (kosten, "10.00"), via_copy=via_copy)

    vrij.refresh_from_db()
    kosten.refresh_from_db()
    assert (vrij.saldo, kosten.saldo) == (990, 10)


@pytest.mark.parametrize("via_copy", [False, True])
def test_an_unbalanced_booking_is_refused(controller, vrij, kosten, via_copy):
    with pytest.raises(DatabaseError) as fout:
        boek_rauw(controller, (vrij, "-10.00"), (kosten, "10.01"), via_copy=via_copy)

    assert sqlstate(fout) == "SWV13"
    vrij.refresh_from_db()
    assert vrij.saldo == 1000


@pytest.mark.parametrize("via_copy", [False, True])
def test_a_booking_beyond_the_free_room_is_refused(controller, vrij, kosten, via_copy):
    with pytest.raises(DatabaseError) as fout:
        boek_rauw(controller, (vrij, "-1000.01"), (kosten, "1000.01"), via_copy=via_copy)
    assert sqlstate(fout) == "SWV10"


def test_a_booking_without_regels_is_refused(controller):
    _, opdracht, parameters = kop(controller)

    with pytest.raises(DatabaseError) as fout:
        sql(opdracht, parameters)
    assert sqlstate(fout) == "SWV13"


def test_a_booking_of_one_regel_is_refused(controller, vrij):
    with pytest.raises(IntegrityError):
        boek_rauw(controller, (vrij, "1.00"), aantal=1)


def test_a_regel_of_zero_is_refused(controller, vrij, kosten):
    with pytest.raises(IntegrityError):
        boek_rauw(controller, (vrij, "0.00"), (kosten, "0.00"))


def test_a_regel_with_another_date_than_its_booking_is_refused(controller, vrij, kosten):
    with pytest.raises(DatabaseError) as fout:
        boek_rauw(controller, (vrij, "-1.00"), (kosten, "1.00"), datum="2026-03-02")
    assert sqlstate(fout) == "SWV13"


def test_more_regels_for_a_stored_booking_are_refused(controller, vrij, kosten):
    boeking_id = boek_rauw(controller, (vrij, "-10.00"), (kosten, "10.00"))

    with pytest.raises(DatabaseError) as fout:
        sql(
            """
            INSERT INTO financien_boekingsregel (boeking_id, rekening_id, bedrag, ingangsdatum)
            VALUES (%s, %s, -5, '2026-03-01'), (%s, %s, 5, '2026-03-01')
            """,
            [boeking_id, vrij.pk, boeking_id, kosten.pk],
        )
    assert sqlstate(fout) == "SWV14"


def test_an_approval_after_the_booking_is_refused(post, controller, vrij, kosten):
    boeking_id = boek_rauw(controller, (vrij, "-10.00"), (kosten, "10.00"))

    with pytest.raises(DatabaseError) as fout:
        sql(
            "INSERT INTO financien_overschrijding (boeking_id, post_id, bedrag, reden, door_id) "
            "VALUES (%s, %s, 5, 'achteraf', %s)",
            [boeking_id, post.pk, controller.pk],
        )
    assert sqlstate(fout) == "SWV14"


def test_a_booking_on_a_closed_year_is_refused(post, controller, vrij, kosten):
    jaar_afsluiten(jaar=post.jaar, door=controller)

    with pytest.raises(DatabaseError) as fout:
        boek_rauw(controller, (vrij, "-1.00"), (kosten, "1.00"))
    assert sqlstate(fout) == "SWV11"


def test_a_line_in_a_closed_year_is_refused(post, controller):
    jaar_afsluiten(jaar=post.jaar, door=controller)

    with pytest.raises(DatabaseError) as fout, transaction.atomic():
        BegrotingspostFactory(jaar=Begrotingsjaar.objects.get())
    assert sqlstate(fout) == "SWV11"


def test_opening_a_closed_year_again_is_refused(post, controller):
    jaar_afsluiten(jaar=post.jaar, door=controller)

    with pytest.raises(DatabaseError) as fout:
        sql("UPDATE financien_begrotingsjaar SET gesloten_op = NULL")
    assert sqlstate(fout) == "SWV14"


def test_a_line_gets_the_accounts_of_its_kind():
    lasten, baten = BegrotingspostFactory(), BegrotingspostFactory(soort="baten")

    alle = {soort.value for soort in Rekening.Soort}
    assert set(lasten.rekeningen.values_list("soort", flat=True)) == alle - {"te_ontvangen"}
    assert set(baten.rekeningen.values_list("soort", flat=True)) == {"begroting", "wijziging", "te_ontvangen"}


@pytest.fixture
def losse_boeking(controller, vrij, kosten):
    """A booking from a shell, for rows that want to hide behind it."""
    return boek_rauw(controller, (vrij, "-1.00"), (kosten, "1.00"))


@pytest.mark.parametrize("via_copy", [False, True])
@pytest.mark.parametrize(
    ("tabel", "eigen"),
    [
        ("betaling", lambda v: {"termijn_id": v.termijnen.get().pk, "betaald_op": "2026-03-01"}),
        ("vrijval", lambda v: {"verplichting_id": v.pk, "reden": "x"}),
        ("terugvordering", lambda v: {"verplichting_id": v.pk, "post_id": v.post_id, "reden": "x"}),
        ("verschuiving", lambda v: {"van_id": v.pk, "naar_id": ander_van(v), "reden": "x"}),
        ("reservering", lambda v: {"content_type_id": v.content_type_id, "object_id": v.pk, "post_id": v.post_id}),
    ],
)
def test_a_row_that_its_booking_does_not_tell_of_is_refused(post, controller, losse_boeking, tabel, eigen, via_copy):
    verplichting = toekenning(post, "100.00")
    betaal(verplichting.termijnen.get(), "40.00")
    rij = {"bedrag": 1, **eigen(verplichting)}
    if tabel != "verschuiving":
        rij["boeking_id"] = losse_boeking
    if tabel != "reservering":
        rij["door_id"] = controller.pk

    with pytest.raises(DatabaseError) as fout:
        voeg_toe(f"financien_{tabel}", rij, via_copy=via_copy)

    assert sqlstate(fout) == "SWV18"
    assert herbouw_verschillen() == []


def ander_van(verplichting):
    return toekenning(verplichting.post, "1.00", sleutel="ander").pk


def voeg_toe(tabel, rij, *, via_copy):
    """Insert one row by INSERT or COPY, and check it as commit would."""
    kolommen = ", ".join(rij)
    with transaction.atomic(), connection.cursor() as cursor:
        if via_copy:
            with connection.wrap_database_errors, cursor.copy(f"COPY {tabel} ({kolommen}) FROM STDIN") as copy:
                copy.write_row(list(rij.values()))
        else:
            cursor.execute(
                f"INSERT INTO {tabel} ({kolommen}) VALUES ({', '.join(['%s'] * len(rij))})", list(rij.values())
            )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@pytest.mark.parametrize(
    ("tabel", "eigen"),
    [
        ("betaling", lambda v: {"termijn_id": v.termijnen.get().pk, "betaald_op": "2026-03-01"}),
        ("vrijval", lambda v: {"verplichting_id": v.pk, "reden": "x"}),
        ("terugvordering", lambda v: {"verplichting_id": v.pk, "post_id": v.post_id, "reden": "x"}),
    ],
)
def test_a_row_beyond_what_is_open_is_refused(post, controller, losse_boeking, tabel, eigen):
    verplichting = toekenning(post, "100.00")
    rij = {"bedrag": 101, "boeking_id": losse_boeking, "door_id": controller.pk, **eigen(verplichting)}

    with pytest.raises(DatabaseError) as fout:
        voeg_toe(f"financien_{tabel}", rij, via_copy=False)
    assert sqlstate(fout) == "SWV16"


def test_an_instalment_after_the_award_is_refused(post):
    verplichting = toekenning(post, "10.00")
    rij = {"verplichting_id": verplichting.pk, "volgnummer": 2, "bedrag": 5, "voorwaarde": "", "status": "open"}
    rij |= {"vrijgevallen": 0, "betaald": 0, "verschoven": 0}

    with pytest.raises(DatabaseError) as fout:
        voeg_toe("financien_betalingstermijn", rij, via_copy=True)
    assert sqlstate(fout) == "SWV14"


def test_a_correction_that_is_not_the_opposite_is_refused(post, controller, vrij, kosten):
    boeking = kosten_boeken(post=post, bedrag=Decimal(10), omschrijving="Huur", sleutel="k", door=controller)

    with pytest.raises(DatabaseError) as fout:
        boek_rauw(controller, (vrij, "9.00"), (kosten, "-9.00"), keert_om=boeking.pk)
    assert sqlstate(fout) == "SWV13"


@pytest.mark.parametrize("soort", ["vrijval", "overheveling"])
def test_turning_a_release_or_a_move_round_by_hand_is_refused(alles, controller, soort):
    _, opdracht, parameters = kop(controller, keert_om=Boeking.objects.filter(soort=soort).first().pk)

    with pytest.raises(DatabaseError) as fout:
        sql(opdracht, parameters)
    assert sqlstate(fout) == "SWV14"
