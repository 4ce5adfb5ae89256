"""What the database refuses by itself, tried in raw SQL as from a shell."""

import uuid

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from financien.models import Begrotingsjaar, Rekening
from financien.services import jaar_afsluiten
from tests.factories.financien import BegrotingspostFactory, toekenning

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


def kop(door, *, regels=2):
    """A booking without regels, as a shell would insert it."""
    boeking_id = uuid.uuid4()
    opdracht = """
        INSERT INTO financien_boeking
            (id, sleutel, inhoud, soort, omschrijving, boekdatum, ingangsdatum, door_id, aantal_regels)
        VALUES (%s, %s, '', 'overig', 'schelp', '2026-03-01', '2026-03-01', %s, %s)
    """
    return boeking_id, opdracht, [boeking_id, str(boeking_id), door.pk, regels]


def boek_rauw(door, *regels, aantal=2, via_copy=False, datum="2026-03-01"):
    """Insert a booking with these (account, amount) rows, by INSERT or COPY, and check it as commit would."""
    boeking_id, opdracht, parameters = kop(door, regels=aantal)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(opdracht, parameters)
        kolommen = "financien_boekingsregel (boeking_id, rekening_id, bedrag, ingangsdatum)"
        if via_copy:
            with connection.wrap_database_errors, cursor.copy(f"COPY {kolommen} FROM STDIN") as copy:
                for rekening, bedrag in regels:
                    copy.write_row([boeking_id, rekening.pk, bedrag, datum])
        else:
            cursor.executemany(
                f"INSERT INTO {kolommen} VALUES (%s, %s, %s, %s)",
                [[boeking_id, rekening.pk, bedrag, datum] for rekening, bedrag in regels],
            )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return boeking_id


@pytest.fixture
def vrij(post):
    return Rekening.objects.get(post=post, soort="vrij")


@pytest.fixture
def toegekend(post):
    return Rekening.objects.get(post=post, soort="toegekend")


@pytest.mark.parametrize(
    "tabel", ["financien_boeking", "financien_boekingsregel", "financien_overschrijding", "financien_vrijval"]
)
@pytest.mark.parametrize("opdracht", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_changing_or_removing_a_booking_is_refused(post, tabel, opdracht):
    toekenning(post, "1.00")

    with pytest.raises(DatabaseError) as fout:
        sql(opdracht.format(tabel))
    assert sqlstate(fout) == "SWV14"


@pytest.mark.parametrize(
    "opdracht",
    [
        "UPDATE financien_rekening SET saldo = saldo + 1",
        "UPDATE financien_rekening SET gesloten = false",
        "DELETE FROM financien_rekening",
        "TRUNCATE financien_rekening CASCADE",
        "DELETE FROM financien_betalingstermijn",
        "UPDATE financien_betalingstermijn SET bedrag = bedrag + 1",
        "DELETE FROM financien_verplichting",
        "TRUNCATE financien_verplichting CASCADE",
        "UPDATE financien_verplichting SET bedrag = bedrag + 1",
        "UPDATE financien_verplichting SET betaald = 1",
        "UPDATE financien_begrotingspost SET soort = 'baten'",
    ],
)
def test_changing_a_balance_or_an_award_by_hand_is_refused(post, opdracht):
    toekenning(post, "1.00")

    with pytest.raises(DatabaseError) as fout:
        sql(opdracht)
    assert sqlstate(fout) == "SWV14"


def test_an_account_with_a_balance_of_its_own_is_refused(post):
    with pytest.raises(DatabaseError) as fout:
        sql(
            "INSERT INTO financien_rekening (post_id, soort, saldo, gesloten) VALUES (%s, 'extra', 5, false)", [post.pk]
        )
    assert sqlstate(fout) == "SWV14"


@pytest.mark.parametrize("via_copy", [False, True])
def test_a_balanced_booking_by_hand_moves_the_stored_balances(controller, vrij, toegekend, via_copy):
    boek_rauw(controller, (vrij, "-10.00"), (toegekend, "10.00"), via_copy=via_copy)

    vrij.refresh_from_db()
    toegekend.refresh_from_db()
    assert (vrij.saldo, toegekend.saldo) == (990, 10)


@pytest.mark.parametrize("via_copy", [False, True])
def test_an_unbalanced_booking_is_refused(controller, vrij, toegekend, via_copy):
    with pytest.raises(DatabaseError) as fout:
        boek_rauw(controller, (vrij, "-10.00"), (toegekend, "10.01"), via_copy=via_copy)

    assert sqlstate(fout) == "SWV13"
    vrij.refresh_from_db()
    assert vrij.saldo == 1000


@pytest.mark.parametrize("via_copy", [False, True])
def test_a_booking_beyond_the_free_room_is_refused(controller, vrij, toegekend, via_copy):
    with pytest.raises(DatabaseError) as fout:
        boek_rauw(controller, (vrij, "-1000.01"), (toegekend, "1000.01"), via_copy=via_copy)
    assert sqlstate(fout) == "SWV10"


def test_a_booking_without_regels_is_refused(controller):
    _, opdracht, parameters = kop(controller)

    with pytest.raises(DatabaseError) as fout:
        sql(opdracht, parameters)
    assert sqlstate(fout) == "SWV13"


def test_a_booking_of_one_regel_is_refused(controller, vrij):
    with pytest.raises(IntegrityError):
        boek_rauw(controller, (vrij, "1.00"), aantal=1)


def test_a_regel_of_zero_is_refused(controller, vrij, toegekend):
    with pytest.raises(IntegrityError):
        boek_rauw(controller, (vrij, "0.00"), (toegekend, "0.00"))


def test_a_regel_with_another_date_than_its_booking_is_refused(controller, vrij, toegekend):
    with pytest.raises(DatabaseError) as fout:
        boek_rauw(controller, (vrij, "-1.00"), (toegekend, "1.00"), datum="2026-03-02")
    assert sqlstate(fout) == "SWV13"


def test_more_regels_for_a_stored_booking_are_refused(controller, vrij, toegekend):
    boeking_id = boek_rauw(controller, (vrij, "-10.00"), (toegekend, "10.00"))

    with pytest.raises(DatabaseError) as fout:
        sql(
            """
            INSERT INTO financien_boekingsregel (boeking_id, rekening_id, bedrag, ingangsdatum)
            VALUES (%s, %s, -5, '2026-03-01'), (%s, %s, 5, '2026-03-01')
            """,
            [boeking_id, vrij.pk, boeking_id, toegekend.pk],
        )
    assert sqlstate(fout) == "SWV14"


def test_an_approval_after_the_booking_is_refused(post, controller, vrij, toegekend):
    boeking_id = boek_rauw(controller, (vrij, "-10.00"), (toegekend, "10.00"))

    with pytest.raises(DatabaseError) as fout:
        sql(
            "INSERT INTO financien_overschrijding (boeking_id, post_id, bedrag, reden, door_id) "
            "VALUES (%s, %s, 5, 'achteraf', %s)",
            [boeking_id, post.pk, controller.pk],
        )
    assert sqlstate(fout) == "SWV14"


def test_a_booking_on_a_closed_year_is_refused(post, controller, vrij, toegekend):
    jaar_afsluiten(jaar=post.jaar, door=controller)

    with pytest.raises(DatabaseError) as fout:
        boek_rauw(controller, (vrij, "-1.00"), (toegekend, "1.00"))
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
