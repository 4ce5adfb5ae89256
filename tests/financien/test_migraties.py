"""A database that has been in use: what was there gets what the newer ledger needs."""

import uuid
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

from financien.models import Boeking, Boekingsregel, Rekening
from financien.selectors import herbouw_verschillen
from financien.services import Regel, Voorstel, kosten_boeken, terugvorderen, vrijgeven
from financien.services.grootboek import vastleggen
from swv.organisaties.models import Rolsoort
from tests.factories.financien import BegrotingspostFactory, betaal, persoon, toekenning

pytestmark = pytest.mark.django_db(transaction=True)
NIEUW = {"reservering", "gereserveerd", "kosten", "teruggevorderd", "overgeheveld_uit", "overgeheveld_in"}


def migreer(doel: str) -> ProjectState:
    executor = MigrationExecutor(connection)
    executor.migrate([("financien", doel)])
    return executor.loader.project_state([("financien", doel)])


@pytest.fixture
def terug_naar_nu():
    """Whatever happens, the tests after this one find the ledger of today."""
    nu = [sleutel for sleutel in MigrationExecutor(connection).loader.graph.leaf_nodes() if sleutel[0] == "financien"]
    yield
    MigrationExecutor(connection).migrate(nu)


def test_lines_and_awards_of_the_first_ledger_get_the_new_accounts(terug_naar_nu):
    apps = migreer("0002_grootboek").apps
    model = lambda naam: apps.get_model("financien", naam)  # noqa: E731
    jaar = model("Begrotingsjaar").objects.create(jaar=2026)
    dicht = model("Begrotingsjaar").objects.create(jaar=2025)
    post = model("Begrotingspost").objects.create(jaar=jaar, code="L.1", naam="Een", soort="lasten")
    baten = model("Begrotingspost").objects.create(jaar=jaar, code="B.1", naam="Twee", soort="baten")
    oud = model("Begrotingspost").objects.create(jaar=dicht, code="L.1", naam="Een", soort="lasten")
    model("Begrotingsjaar").objects.filter(pk=dicht.pk).update(gesloten_op="2026-01-31T12:00:00Z")
    door = apps.get_model("organisaties", "Gebruiker").objects.create(email="c@geld.example", naam="C")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT boeking_id FROM financien_boeken(%s::jsonb)",
            [
                f'{{"id": "{uuid.uuid4()}", "sleutel": "w", "inhoud": "x", "soort": "wijziging", "omschrijving": "ALV",'
                f' "boekdatum": "2026-01-01", "ingangsdatum": "2026-01-01", "door_id": {door.pk}, "regels": ['
                f'{{"post": {post.pk}, "soort": "wijziging", "bedrag": "-100"}},'
                f'{{"post": {post.pk}, "soort": "vrij", "bedrag": "100"}}]}}'
            ],
        )

    nieuw = migreer("0004_bewaking").apps.get_model("financien", "Rekening").objects

    assert set(nieuw.filter(post_id=post.pk, soort__in=NIEUW).values_list("soort", flat=True)) == NIEUW
    assert not nieuw.filter(post_id=baten.pk, soort__in=NIEUW).exists()
    assert set(nieuw.filter(post_id=oud.pk).values_list("gesloten", flat=True)) == {True}
    assert nieuw.get(post_id=post.pk, soort="vrij").saldo == 100
    assert nieuw.get(post_id=post.pk, soort="kosten").saldo == 0

    maanden = migreer("0010_maandsommen").apps.get_model("financien", "Maandsom").objects.filter(maand="2026-01-01")

    assert maanden.get(rekening__post_id=post.pk, rekening__soort="vrij").bedrag == 100


def test_regels_of_a_ledger_in_use_get_the_award_of_their_booking(terug_naar_nu):
    migreer("0014_welk_jaar")
    post, door = BegrotingspostFactory(met_ruimte="1000.00"), persoon(Rolsoort.CONTROLLER)
    een, ander = toekenning(post, "100.00"), toekenning(post, "50.00", sleutel="ander")
    betaling = betaal(een.termijnen.get(), "40.00").boeking
    opties = {"verplichting": een, "bedrag": Decimal(5), "door": door, "reden": "proef"}
    vrij, terug = vrijgeven(sleutel="v", **opties).boeking, terugvorderen(sleutel="t", **opties).boeking
    los = kosten_boeken(post=post, bedrag=Decimal(1), omschrijving="Huur", sleutel="k", door=door)
    tegen, _ = vastleggen(
        Voorstel(
            sleutel="o",
            soort=Boeking.Soort.OMKERING,
            omschrijving="Omkering",
            regels=[
                Regel(post, Rekening.Soort.VRIJ, Decimal(50)),
                Regel(post, Rekening.Soort.TOEGEKEND, Decimal(-50)),
            ],
            door=door,
            ingangsdatum=ander.boeking.ingangsdatum,
            keert_om=ander.boeking,
        )
    )

    migreer("0015_regel_kent_toekenning")

    per_boeking = dict(Boekingsregel.objects.values_list("boeking", "verplichting"))
    assert {per_boeking[b.pk] for b in (een.boeking, betaling, vrij, terug)} == {een.pk}
    assert {per_boeking[b.pk] for b in (ander.boeking, tegen)} == {ander.pk}
    assert per_boeking[los.pk] is None
    assert herbouw_verschillen() == []
    with pytest.raises(DatabaseError):
        Boekingsregel.objects.update(verplichting=None)
