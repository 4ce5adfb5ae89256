"""A database that has been in use: versions and questions of its aanvragen move to the engine, and back."""

import uuid
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

from aanvragen.models import Aanvraag, Regeling
from swv.invullen.models import Aanvullingsverzoek, Versie

pytestmark = pytest.mark.django_db(transaction=True)

OUD, NIEUW = "0003_voorgestelde_verdeling", "0004_naar_invullen"
GEVRAAGD = datetime(2026, 10, 13, 8, 30, tzinfo=UTC)


def migreer(doel: str) -> ProjectState:
    """The tables of this room as they were then; those of the rooms below stay as they are."""
    executor = MigrationExecutor(connection)
    executor.migrate([("aanvragen", doel)])
    van_nu = [sleutel for sleutel in executor.loader.graph.leaf_nodes() if sleutel[0] == "organisaties"]
    return executor.loader.project_state([("aanvragen", doel), *van_nu])


def migreer_naar_nu() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate([sleutel for sleutel in executor.loader.graph.leaf_nodes() if sleutel[0] == "aanvragen"])


@pytest.fixture
def terug_naar_nu():
    """Whatever happens, the tests after this one find the tables of today."""
    yield
    migreer_naar_nu()


@pytest.fixture
def in_gebruik(terug_naar_nu) -> SimpleNamespace:
    """A request that was sent twice and was asked something twice, in the tables of before."""
    model = migreer(OUD).apps.get_model
    door = model("organisaties", "Gebruiker").objects.create(email="c@school.example", naam="C")
    bestuur = model("organisaties", "Schoolbestuur").objects.create(nummer="12345", naam="B")
    school = model("organisaties", "School").objects.create(code="01AA00", naam="S", soort="vo", bestuur=bestuur)
    regeling = model("aanvragen", "Regeling").objects.create(soort="robot", geldig_van=date(2025, 8, 1))
    aanvraag = model("aanvragen", "Aanvraag").objects.create(
        id=uuid.uuid4(), soort="robot", school=school, aangevraagd_door=door, regeling=regeling
    )
    versie, vraag = model("aanvragen", "Versie").objects, model("aanvragen", "Aanvullingsverzoek").objects
    versie.create(id=41, aanvraag=aanvraag, nummer=1, antwoorden={"plan": {"titel": "Één"}}, door=door)
    versie.create(id=57, aanvraag=aanvraag, nummer=2, antwoorden={"plan": {"titel": "Twee"}}, door=door)
    tijden = {"gevraagd_op": GEVRAAGD, "gevraagd_door": door}
    klaar = {"antwoord": "Dit.", "beantwoord_op": datetime(2026, 10, 20, tzinfo=UTC), "beantwoord_door": door}
    vraag.create(id=12, aanvraag=aanvraag, vraag="Wat?", uiterlijk=date(2026, 10, 27), **tijden, **klaar)
    open_ = {"gevraagd_op": datetime(2026, 11, 1, tzinfo=UTC), "gevraagd_door": door, "antwoord": "Half"}
    vraag.create(id=31, aanvraag=aanvraag, vraag="En nu?", uiterlijk=date(2026, 11, 15), **open_)
    return SimpleNamespace(pk=aanvraag.pk, door=door.pk)


def rijen(tabel: str, *kolommen: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(kolommen)} FROM {tabel} ORDER BY id")
        return cursor.fetchall()


def test_versions_and_questions_of_a_database_in_use_stay_with_their_aanvraag(in_gebruik):
    migreer_naar_nu()

    aanvraag = Aanvraag.objects.get(pk=in_gebruik.pk)
    assert [(rij.pk, rij.nummer, rij.antwoorden["plan"]["titel"], rij.door_id) for rij in aanvraag.versies.all()] == [
        (57, 2, "Twee", in_gebruik.door),
        (41, 1, "Één", in_gebruik.door),
    ]
    open_vraag, oude = aanvraag.aanvullingsverzoeken.all()
    assert (open_vraag.pk, open_vraag.vraag, open_vraag.antwoord) == (31, "En nu?", "Half")
    assert (oude.pk, oude.uiterlijk, oude.gevraagd_op, oude.antwoord) == (12, date(2026, 10, 27), GEVRAAGD, "Dit.")
    assert aanvraag.open_vraag == open_vraag
    assert {"aanvragen_versie", "aanvragen_aanvullingsverzoek"}.isdisjoint(connection.introspection.table_names())


def test_new_rows_get_numbers_that_no_old_row_had(in_gebruik):
    migreer_naar_nu()
    bron = {"bron": Aanvraag.objects.get(pk=in_gebruik.pk), "door_id": in_gebruik.door}

    assert Versie.objects.create(**bron, nummer=3, antwoorden={}).pk == 58


def test_going_back_and_forth_keeps_every_row(in_gebruik):
    versie = ("id", "nummer", "antwoorden", "op", "door_id")
    vraag = ("id", "vraag", "uiterlijk", "gevraagd_op", "gevraagd_door_id", "antwoord", "beantwoord_op")
    voor = rijen("aanvragen_versie", *versie), rijen("aanvragen_aanvullingsverzoek", *vraag)
    migreer(NIEUW)

    migreer(OUD)
    assert (rijen("aanvragen_versie", *versie), rijen("aanvragen_aanvullingsverzoek", *vraag)) == voor
    assert (rijen("invullen_versie", "id"), rijen("invullen_aanvullingsverzoek", "id")) == ([], [])

    migreer(NIEUW)
    assert (rijen("invullen_versie", *versie), rijen("invullen_aanvullingsverzoek", *vraag)) == voor


def test_rows_of_another_room_stay_where_they_are_when_going_back(in_gebruik):
    migreer(NIEUW)
    elders = ContentType.objects.get(app_label="voorzieningen", model="robot")
    vreemd = Versie.objects.create(
        content_type=elders, object_id=in_gebruik.pk, nummer=1, antwoorden={}, door_id=in_gebruik.door
    )

    migreer(OUD)

    assert rijen("invullen_versie", "id", "content_type_id") == [(vreemd.pk, elders.pk)]


@pytest.mark.parametrize("doel", [NIEUW, OUD])
def test_what_was_sent_cannot_be_changed_before_or_after_the_move(in_gebruik, doel):
    tabel = {NIEUW: "invullen_versie", OUD: "aanvragen_versie"}[doel]
    migreer(NIEUW)
    migreer(doel)

    for opdracht in (f"UPDATE {tabel} SET nummer = 9", f"DELETE FROM {tabel}", f"TRUNCATE {tabel}"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(opdracht)
    assert len(rijen(tabel, "id")) == 2


def test_question_of_the_bureau_cannot_be_deleted(in_gebruik):
    migreer(NIEUW)

    with pytest.raises(DatabaseError, match="Cannot delete rows"), transaction.atomic():
        Aanvullingsverzoek.objects.all().delete()


# --- Rules of a kind: versions that exist keep what counted for them --------------------------------------------


@pytest.fixture
def oude_regels(terug_naar_nu) -> None:
    """Versions as they were before the rules held payment, ambitions and accounting."""
    regelingen = migreer("0009_nieuw_geld_verantwoorden").apps.get_model("aanvragen", "Regeling").objects
    over_bezwaar = {"rechtsmiddel": "U kunt geen bezwaar maken. Wel kunt u een klacht sturen."}
    for soort, velden in {
        "innovatiegelden": over_bezwaar,
        "robot": {"briefsoort": "beschikking", "rechtsmiddel": "Bel ons."},
        "huisonderwijs": {"getallen": {"uren_per_week": 4}, "rechtsmiddel": "Maak bezwaar."},
        "ondersteuningscoordinator": {},
        "veiligheidscoordinator": {},
    }.items():
        regelingen.create(soort=soort, geldig_van=date(2025, 8, 1), **velden)


def test_existing_rules_keep_their_texts_and_get_what_stood_in_code(oude_regels):
    migreer_naar_nu()

    rijen = {rij.soort: rij for rij in Regeling.objects.all()}
    assert rijen["innovatiegelden"].rechtsmiddeltekst == "U kunt geen bezwaar maken. Wel kunt u een klacht sturen."
    assert rijen["robot"].rechtsmiddeltekst == "Bel ons."
    assert rijen["huisonderwijs"].rechtsmiddeltekst == "Maak bezwaar."
    assert rijen["innovatiegelden"].betaling == "90% na het besluit en 10% na goedkeuring van de verantwoording"
    assert len(rijen["innovatiegelden"].ambitiekeuzes) == 4
    assert rijen["huisonderwijs"].getallen == {"uren_per_week": 4, "maanden": 12}


def test_existing_rules_ask_a_verantwoording_where_they_did_before(oude_regels):
    migreer_naar_nu()

    vragen = Regeling.objects.filter(vraagt_verantwoording=True)
    assert list(vragen.values_list("soort", flat=True)) == ["innovatiegelden"]
