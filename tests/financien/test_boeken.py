from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.db import connection, transaction

from financien.fouten import BoekingKloptNiet, GeenRuimte, OnjuistBedrag, SleutelBestaat
from financien.models import Boeking, Boekingsregel, Rekening
from financien.selectors import herbouw_verschillen, stand
from financien.services import Regel, Voorstel, omkeren, vrijgeven, wijziging
from financien.services.grootboek import vastleggen
from swv.kern.fouten import VerkeerdeStatus
from tests.factories.financien import BegrotingspostFactory, toekenning

pytestmark = pytest.mark.django_db
SOORT = Rekening.Soort


def regels(post, bedrag, naar=SOORT.KOSTEN):
    return [Regel(post, SOORT.VRIJ, -Decimal(bedrag)), Regel(post, naar, Decimal(bedrag))]


def boek(post, bedrag, door, **opties):
    voorstel = Voorstel(
        **{
            "regels": regels(post, bedrag),
            "sleutel": "s1",
            "omschrijving": "Proef",
            "ingangsdatum": date(2026, 3, 1),
            "door": door,
            "soort": Boeking.Soort.OVERIG,
            **opties,
        }
    )
    return vastleggen(voorstel)[0]


def test_boeken_stores_the_booking_and_moves_both_balances(post, controller, saldo):
    boeking = boek(post, "250.00", controller)

    opgeslagen = Boeking.objects.get(pk=boeking.pk)
    assert (opgeslagen.ingangsdatum, opgeslagen.aantal_regels, opgeslagen.door) == (date(2026, 3, 1), 2, controller)
    assert opgeslagen.inhoud == boeking.inhoud
    assert boeking.geboekt_op == opgeslagen.geboekt_op
    assert (saldo(post, "vrij"), saldo(post, "kosten")) == (750, 250)


@pytest.mark.django_db(transaction=True)
def test_boeken_outside_a_transaction_is_one_statement(post, controller, django_assert_num_queries):
    with django_assert_num_queries(1):
        boek(post, "250.00", controller)


def test_boeken_inside_a_transaction_is_one_statement_too(post, controller, django_assert_num_queries):
    with django_assert_num_queries(1):
        boek(post, "250.00", controller)


def test_boeken_finds_its_accounts_by_key_however_many_there_are(post, controller):
    for _ in range(60):
        BegrotingspostFactory()
    with connection.cursor() as cursor:
        # What a table of this size does not deserve yet, and a table of thousands gets by itself.
        cursor.execute("DISCARD PLANS; SET LOCAL enable_seqscan = off")

    eerst = rekeningen_doorgelezen()
    boek(post, "250.00", controller)

    assert rekeningen_doorgelezen() == eerst


def rekeningen_doorgelezen():
    """How many accounts this transaction came across by reading the whole table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq_tup_read FROM pg_stat_xact_user_tables WHERE relname = 'financien_rekening'")
        return cursor.fetchone()[0]


def test_boeken_with_the_same_key_and_content_returns_the_stored_booking(post, controller, directeur, saldo):
    eerste = boek(post, "250.00", controller)

    tweede = boek(post, "250.00", directeur)

    assert tweede == eerste
    assert (Boekingsregel.objects.filter(boeking=eerste).count(), saldo(post, "vrij")) == (2, 750)


@pytest.mark.parametrize(
    "anders",
    [
        {"omschrijving": "Iets anders"},
        {"ingangsdatum": date(2026, 3, 2)},
        {"soort": Boeking.Soort.WIJZIGING},
    ],
)
def test_boeken_with_the_same_key_and_other_content_is_refused(post, controller, anders):
    boek(post, "250.00", controller)

    with pytest.raises(SleutelBestaat):
        boek(post, "250.00", controller, **anders)


def test_boeken_with_the_same_key_and_another_amount_is_refused(post, controller, saldo):
    boek(post, "250.00", controller)

    with pytest.raises(SleutelBestaat):
        boek(post, "250.01", controller)
    assert saldo(post, "vrij") == 750


def test_boeken_without_date_again_after_midnight_is_the_same_booking(post, controller):
    with time_machine.travel("2026-03-01T22:00:00Z", tick=False):
        eerste = boek(post, "250.00", controller, ingangsdatum=None)

    with time_machine.travel("2026-03-02T09:00:00Z", tick=False):
        tweede = boek(post, "250.00", controller, ingangsdatum=None)

    assert (tweede.pk, tweede.boekdatum) == (eerste.pk, date(2026, 3, 1))


@pytest.mark.parametrize("bedragen", [("-1", "2"), ("0", "0"), ("5",), ()])
def test_boeken_that_does_not_add_up_is_refused(post, controller, bedragen):
    ongelijk = [Regel(post, SOORT.VRIJ, Decimal(bedrag)) for bedrag in bedragen]

    with pytest.raises(BoekingKloptNiet):
        boek(post, "1", controller, regels=ongelijk)


def test_boeken_of_a_part_of_a_cent_is_refused(post, controller):
    with pytest.raises(OnjuistBedrag, match="hoogstens twee cijfers"):
        boek(post, "1.005", controller)


def test_boeken_on_an_account_that_the_line_has_not_is_refused(post, controller):
    baten = BegrotingspostFactory(soort="baten", met_ruimte="100.00")

    with pytest.raises(BoekingKloptNiet, match="baten"):
        boek(baten, "1.00", controller)


def test_boeken_refused_leaves_the_transaction_of_the_caller_usable(post, controller, saldo):
    with transaction.atomic():
        boek(post, "10.00", controller)
        with pytest.raises(GeenRuimte):
            boek(post, "5000.00", controller, sleutel="s2")
        boek(post, "20.00", controller, sleutel="s3")

    assert (saldo(post, "vrij"), Boeking.objects.filter(sleutel="s2").exists()) == (970, False)


def test_geen_ruimte_names_line_room_and_amount_in_dutch(post, controller):
    with pytest.raises(GeenRuimte) as weigering:
        toekenning(post, "25000.00")

    assert weigering.value.zin == (
        "Op post L.S.02 Ambitie 2 (2026) is nog €\xa01.000,00 vrij. Dat is te weinig voor €\xa025.000,00. "
        "Ken minder toe, of overleg eerst met de controller over ruimte op deze post."
    )
    assert (weigering.value.vrij, weigering.value.bedrag) == (1000, 25000)


def test_omkeren_of_an_award_gives_the_room_back_and_points_at_it(post, controller):
    verplichting = toekenning(post, "400.00")

    tegen = omkeren(boeking=verplichting.boeking, sleutel="o1", door=controller, reden="verkeerde post")

    verplichting.refresh_from_db()
    assert (tegen.keert_om_id, stand(post).toegekend, stand(post).vrij) == (verplichting.boeking_id, 0, 1000)
    assert (verplichting.ingetrokken_met, verplichting.openstaand) == (tegen, 0)
    assert verplichting.termijnen.get().status == "vervallen"
    assert herbouw_verschillen() == []


def test_omkeren_twice_with_one_key_is_one_counter_booking(post, controller):
    boeking = toekenning(post, "400.00").boeking
    eerste = omkeren(boeking=boeking, sleutel="o1", door=controller, reden="fout")

    assert omkeren(boeking=boeking, sleutel="o1", door=controller, reden="fout") == eerste


def test_omkeren_twice_with_another_key_is_refused(post, controller):
    boeking = toekenning(post, "400.00").boeking
    omkeren(boeking=boeking, sleutel="o1", door=controller, reden="fout")

    with pytest.raises(VerkeerdeStatus, match="al omgekeerd"):
        omkeren(boeking=boeking, sleutel="o2", door=controller, reden="fout")


def test_omkeren_of_a_counter_booking_is_refused(post, controller):
    tegen = omkeren(boeking=toekenning(post, "400.00").boeking, sleutel="o1", door=controller, reden="fout")

    with pytest.raises(VerkeerdeStatus, match="Een omkering keert u niet om"):
        omkeren(boeking=tegen, sleutel="o2", door=controller, reden="toch niet")


def test_omkeren_after_a_release_is_refused(post, controller):
    verplichting = toekenning(post, "400.00")
    vrijval = vrijgeven(verplichting=verplichting, bedrag=Decimal(1), sleutel="v1", door=controller, reden="over")

    with pytest.raises(VerkeerdeStatus, match="al iets betaald, vrijgevallen of verschoven"):
        omkeren(boeking=verplichting.boeking, sleutel="o1", door=controller, reden="fout")
    with pytest.raises(VerkeerdeStatus, match="Vrijval keert u niet om"):
        omkeren(boeking=vrijval.boeking, sleutel="o2", door=controller, reden="fout")


def test_omkeren_of_a_budget_that_is_used_is_refused(post, controller):
    verhoging = wijziging(post=post, bedrag=Decimal(500), besluit="ALV", sleutel="w1", door=controller)
    toekenning(post, "1200.00")

    with pytest.raises(GeenRuimte, match="geef eerst toegekend geld vrij"):
        omkeren(boeking=verhoging, sleutel="o1", door=controller, reden="fout")
