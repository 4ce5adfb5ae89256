from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from financien.controle import bewaking
from financien.models import Begrotingsjaar, Boeking
from financien.selectors import Stand, herbouw_verschillen, overzicht, stand, standen
from financien.services import Goedkeuring, kosten_boeken, omkeren, vrijgeven
from tests.factories.financien import BegrotingspostFactory, toekenning

pytestmark = pytest.mark.django_db


@pytest.fixture
def zonder_bewaking():
    """Runs SQL as if the guards had been off for a while: what the count must then find."""

    def rauw(opdracht, parameters=None):
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(opdracht, parameters)
            cursor.execute("SET LOCAL session_replication_role = origin")

    return rauw


def test_stand_of_a_line_follows_every_act(post, controller):
    verplichting = toekenning(post, "400.00")
    vrijgeven(verplichting=verplichting, bedrag=Decimal(50), sleutel="v", door=controller, reden="over")

    nu = stand(post)

    assert nu == Stand(gewijzigd=Decimal(1000), toegekend=Decimal(400), vrijgevallen=Decimal(50), vrij=Decimal(650))
    assert (nu.openstaand, nu.in_gebruik, nu.budget) == (350, 350, 1000)


def test_stand_is_one_query(post, django_assert_num_queries):
    with django_assert_num_queries(1):
        stand(post)


@pytest.mark.parametrize("aantal", [1, 3])
def test_standen_is_one_query_for_any_number_of_lines(aantal, django_assert_num_queries):
    posten = [BegrotingspostFactory(met_ruimte="10.00") for _ in range(aantal)]

    with django_assert_num_queries(1):
        gelezen = standen(posten[0].jaar)

    assert [(p.post, p.stand.vrij) for p in gelezen] == [(post, 10) for post in posten]
    assert [str(regel.post.jaar) for regel in standen(2026)] == ["2026"] * aantal


def test_standen_of_an_unknown_year_is_empty():
    assert standen(2031) == []


@pytest.mark.parametrize(
    ("baten", "zin"),
    [
        ("400.00", "De begroting komt €\xa0600,00 tekort; dat gaat van de reserve af."),
        ("1000.00", "Baten en lasten zijn gelijk."),
        ("1100.00", "De begroting houdt €\xa0100,00 over."),
    ],
)
def test_overzicht_says_in_one_sentence_how_the_year_stands(post, baten, zin):
    BegrotingspostFactory(soort="baten", met_ruimte=baten)
    toekenning(post, "250.00")

    gezegd = overzicht(Begrotingsjaar.objects.get()).zin

    assert gezegd == (f"Van de lasten van €\xa01.000,00 is €\xa0250,00 toegekend en €\xa0750,00 nog vrij. {zin}")


def test_overzicht_names_the_lines_that_are_overspent(post, directeur):
    toekenning(post, "1500.00", goedkeuring=Goedkeuring(door=directeur, reden="nood", bedrag=Decimal(500)))

    assert overzicht(post.jaar).overschreden == [post]


def test_herbouw_verschillen_of_a_right_ledger_is_empty(post):
    toekenning(post, "250.00")

    assert herbouw_verschillen() == []


def test_herbouw_verschillen_names_the_account_whose_balance_differs(post, zonder_bewaking):
    zonder_bewaking("UPDATE financien_rekening SET saldo = saldo + 1 WHERE post_id = %s AND soort = 'vrij'", [post.pk])

    assert [str(v) for v in herbouw_verschillen()] == [
        "saldo: L.S.02 Ambitie 2 (2026), rekening vrij – opgeslagen 1001.00, geteld 1000.00"
    ]


def test_herbouw_verschillen_names_a_booking_that_does_not_add_up(post, zonder_bewaking):
    zonder_bewaking("DELETE FROM financien_boekingsregel WHERE bedrag < 0")

    gevonden = {v.onderdeel: v.rij for v in herbouw_verschillen()}

    assert gevonden["boeking"].startswith(str(Boeking.objects.get().pk))
    assert "saldo" in gevonden


def test_herbouw_verschillen_names_an_award_that_the_accounts_do_not_know(post, zonder_bewaking):
    toekenning(post, "250.00", termijnen=[(Decimal(200), ""), (Decimal(50), "x")])
    zonder_bewaking("UPDATE financien_verplichting SET bedrag = 251, vrijgevallen = 1")

    assert {v.onderdeel for v in herbouw_verschillen()} == {
        "toegekend",
        "vrijgevallen",
        "verplichting",
        "termijnen",
    }


def test_herbouw_verschillen_names_an_overdraft_without_approval(post, zonder_bewaking):
    zonder_bewaking("UPDATE financien_rekening SET saldo = -1 WHERE soort = 'vrij'")

    assert "vrije ruimte" in {v.onderdeel for v in herbouw_verschillen()}


def test_herbouw_verschillen_names_a_correction_that_is_no_opposite(post, controller, zonder_bewaking):
    eerste = toekenning(post, "250.00").boeking
    tweede = toekenning(post, "100.00", sleutel="tweede").boeking
    zonder_bewaking("UPDATE financien_boeking SET keert_om_id = %s WHERE id = %s", [eerste.pk, tweede.pk])

    assert [v.rij for v in herbouw_verschillen() if v.onderdeel == "omkering"] == [f"{tweede.pk} Toekenning proef"]


def test_herbouw_verschillen_names_regels_with_another_award_or_none(post, controller, zonder_bewaking):
    kosten = kosten_boeken(post=post, bedrag=Decimal(1), omschrijving="Huur", sleutel="k", door=controller)
    een, ander = toekenning(post, "250.00"), toekenning(post, "100.00", sleutel="ander")
    tegen = omkeren(boeking=ander.boeking, sleutel="o", door=controller, reden="fout")
    zet = "UPDATE financien_boekingsregel SET verplichting_id = %s WHERE boeking_id = %s AND bedrag > 0"
    zonder_bewaking(zet, [een.pk, kosten.pk])
    zonder_bewaking(zet, [None, een.boeking_id])
    zonder_bewaking(zet, [een.pk, tegen.pk])

    gevonden = {(v.onderdeel, v.rij.split()[0], v.opgeslagen, v.geteld) for v in herbouw_verschillen()}

    assert gevonden == {
        ("toekenning", str(kosten.pk), str(een.pk), "geen"),
        ("toekenning", str(een.boeking_id), "geen", str(een.pk)),
        ("toekenning", str(tegen.pk), str(een.pk), str(ander.pk)),
    }


def test_herbouw_verschillen_names_a_guard_that_is_off(post):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE financien_boeking DISABLE TRIGGER alleen_toevoegen")

    assert [str(v) for v in herbouw_verschillen()] == [
        "bewaking: financien_boeking.alleen_toevoegen – opgeslagen uit, geteld aan"
    ]


def test_bewaking_lists_every_trigger_of_the_ledger():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname || '.' || t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT t.tgisinternal AND c.relname LIKE 'financien\\_%'"
        )
        assert {naam for (naam,) in cursor.fetchall()} == bewaking()


def test_ledger_controle_of_a_right_ledger_says_so(post):
    uit = StringIO()

    call_command("ledger_controle", stdout=uit)

    assert uit.getvalue() == "Het grootboek klopt.\n"


def test_ledger_controle_with_a_difference_fails_and_names_the_row(post, zonder_bewaking):
    zonder_bewaking("UPDATE financien_boekingsregel SET bedrag = 999 WHERE bedrag > 0")
    fouten = StringIO()

    with pytest.raises(CommandError, match="klopt niet"):
        call_command("ledger_controle", stderr=fouten)
    assert "L.S.02 Ambitie 2 (2026), rekening vrij" in fouten.getvalue()
