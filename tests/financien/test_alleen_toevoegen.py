"""What was stored stays: UPDATE, DELETE, TRUNCATE and COPY on every table of the money, in raw SQL and from a shell.

The tables come from the models. A new one counts as append-only until it is named below, so a table that nobody
thought about fails here. A table with a guard of its own, or one that awards come from, cannot be named as free.
"""

import uuid
from collections.abc import Callable, Collection
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from financien import services
from financien import workflow as acts
from financien.models import (
    Ambitie,
    Boeking,
    Indicator,
    Leerlingbedrag,
    Leerlingtelling,
    Meting,
    Prioriteit,
    Rekening,
    Verdeling,
    Verplichting,
    Voortgang,
)
from financien.services import Goedkeuring
from financien.services.verdelen import aandelen_zetten, verdeling_bewaren, verdeling_vastleggen
from swv.organisaties.models import Gebruiker
from tests.factories.betalen import bij_bank, eigen_rekening, pain002, school_met_rekening, te_betalen
from tests.factories.financien import BegrotingsjaarFactory, BegrotingspostFactory, betaal, hevel_over, toekenning
from tests.factories.organisaties import LeerlingFactory, SchoolFactory

pytestmark = pytest.mark.django_db

MODELLEN = {model._meta.model_name: model for model in apps.get_app_config("financien").get_models()}
# Rows stay and what they say stays, but a counter or a state moves along: with a booking or an act, never by hand.
BLIJFT = {
    "rekening": ["saldo = saldo + 1", "gesloten = NOT gesloten"],
    "verplichting": [
        "bedrag = bedrag + 1",
        "betaald = betaald + 1",
        "vrijgevallen = vrijgevallen + 1",
        "verschoven = verschoven - 1",
        "teruggevorderd = 0",
        "soort = 'anders'",
        "kenmerk = 'anders'",
        "ingetrokken_met_id = boeking_id",
    ],
    "betalingstermijn": [
        "bedrag = bedrag + 1",
        "betaald = betaald + 1",
        "vrijgevallen = vrijgevallen + 1",
        "verschoven = verschoven + 1",
        "status = 'vervallen'",
        "vervaldatum = '2030-01-01'",
    ],
    "reservering": ["bedrag = bedrag + 1", "vervallen_met_id = boeking_id"],
    "bankrekening": ["iban = 'NL44RABO0123456780'", "tenaamstelling = 'x'", "geldig_van = '2030-01-01'"],
    "betaalbatch": ["iban = 'NL44RABO0123456780'", "uitvoerdatum = '2030-01-01'", "kenmerk = kenmerk || 'x'"],
    "betaalregel": ["bedrag = bedrag + 1", "iban = 'NL44RABO0123456780'", "tenaamstelling = 'x'"],
    # Once booked; a draft is free (test_verdelen.py).
    "verdeling": ["jaarbedrag = 1", "naam = 'x'", "vastgelegd_op = NULL, vastgelegd_door_id = NULL"],
    "aandeel": ["gewicht = gewicht + 1"],
}
# The same for what else never changes of a line and its year, once they are there.
VAST = {"begrotingspost": ["soort = 'baten'", "code = code || 'x'"], "begrotingsjaar": ["jaar = jaar + 10"]}
# What people set by hand; no amount of the ledger follows from a row of these without a booking.
VRIJ = {"begrotingsjaar", "begrotingspost", "brontotaal", "begrotingslading", "ambitie", "prioriteit", "indicator"}
ALLEEN_TOEVOEGEN = sorted(set(MODELLEN) - set(BLIJFT) - VRIJ)
BLIJVEND = sorted(set(MODELLEN) - VRIJ)
WIJZIGINGEN = [(tabel, wat) for tabel, alle in sorted({**BLIJFT, **VAST}.items()) for wat in alle]
GEWEIGERD = {"SWV14", "P0001"}  # by the triggers in plain SQL, and by those of swv.kern.triggers
NIET_VAN_BOEKING = {"SWV13", "SWV14", "SWV18"}  # does not add up, comes too late, says something else


@pytest.fixture
def alles(controller: Gebruiker, directeur: Gebruiker) -> None:
    """A row in every table whose rows stay: an award beyond the room that was paid, recovered, released and carried
    over, an open request, a batch that the bank answered, a booked distribution, a forecast, an ambition with notes."""
    volgend = BegrotingspostFactory(code="L.A", jaar=BegrotingsjaarFactory(jaar=2027), met_ruimte="500.00")
    post = BegrotingspostFactory(code="L.A", met_ruimte="500.00")
    ja = Goedkeuring(door=directeur, reden="nood", bedrag=Decimal(100))
    verplichting = toekenning(post, "600.00", goedkeuring=ja)
    betaal(verplichting.termijnen.get(), "40.00")
    opties = {"verplichting": verplichting, "bedrag": Decimal(5), "door": controller, "reden": "proef"}
    services.terugvorderen(sleutel="t", **opties)
    services.vrijgeven(sleutel="v", **opties)
    hevel_over(verplichting)
    services.kosten_boeken(post=volgend, bedrag=Decimal(1), omschrijving="Huur", sleutel="k", door=controller)
    services.reserveren(bron=LeerlingFactory(), verdeling=[(volgend, Decimal(9))], sleutel="r", door=controller)
    eigen_rekening()
    ander = BegrotingspostFactory(met_ruimte="500.00")
    batch = bij_bank(te_betalen(ander, "10.00", school=school_met_rekening(), sleutel="b"))
    antwoord = pain002(batch.bestand.bericht, (batch.regels.get().endtoend, "PDNG", ""))
    acts.status_inlezen(batch, door=controller, bestand=SimpleUploadedFile("status.xml", antwoord))
    deel = Verdeling(
        post=ander, soort="lwoo", naam="Lwoo", jaarbedrag=Decimal(12), grondslag="telling", door=controller
    )
    aandelen_zetten(verdeling=verdeling_bewaren(verdeling=deel), gewichten={SchoolFactory().pk: Decimal(1)})
    verdeling_vastleggen(verdeling=deel, versie=2, besluit="ALV", door=controller)
    opgave = {"jaar": 2027, "categorie": "pro", "bron": "DUO", "datum": date(2026, 11, 1), "door": controller}
    Leerlingtelling.objects.create(soort="verwacht", aantal=3, **opgave)
    Leerlingbedrag.objects.create(bedrag=Decimal(5000), **opgave)
    ambitie = Ambitie.objects.create(jaar=2026, plan="Plan", code="1", naam="Samen")
    indicator = Indicator.objects.create(ambitie=ambitie, naam="Scholen", eenheid="%", streefwaarde=80)
    Meting.objects.create(indicator=indicator, waarde=Decimal(70), bron="telling", door=controller)
    prioriteit = Prioriteit.objects.create(
        ambitie=ambitie, soort="V", tekst="Plan bijwerken", wie="Bureau", eerste_tertiaal=True
    )
    Voortgang.objects.create(prioriteit=prioriteit, stand="klaar", tekst="Klaar.", door=controller)


def inhoud(tabel: str) -> list[Any]:
    """Everything in a table, row by row."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT rij::text FROM {MODELLEN[tabel]._meta.db_table} rij ORDER BY 1")
        return cursor.fetchall()


def blijft_staan(tabel: str, poging: Callable[[], Any], staten: Collection[str] = GEWEIGERD) -> None:
    """The attempt meets a table with rows, is refused by the database, and changes nothing."""
    eerst = inhoud(tabel)
    assert eerst, "an empty table proves nothing"
    with pytest.raises(DatabaseError) as fout:
        _tot_commit(poging)
    assert fout.value.__cause__.sqlstate in staten
    assert inhoud(tabel) == eerst


@transaction.atomic
def _tot_commit(poging: Callable[[], Any]) -> None:
    """The attempt, with the checks that wait for commit: those of the rows that are there first."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        poging()
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def sql(opdracht: str, parameters: list[Any] | None = None) -> Callable[[], None]:
    def doe() -> None:
        with connection.cursor() as cursor:
            cursor.execute(opdracht, parameters)

    return doe


def copy(tabel: str, **rij: Any) -> Callable[[], None]:
    def doe() -> None:
        opdracht = f"COPY financien_{tabel} ({', '.join(rij)}) FROM STDIN"
        with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(opdracht) as stroom:
            stroom.write_row(list(rij.values()))

    return doe


def shell(opdracht: str) -> Callable[[], None]:
    """As somebody types it behind `manage.py shell`."""
    vooraf = "from django.db.models import F; import financien.models as m"
    return lambda: call_command("shell", command=f"{vooraf}; {opdracht}", no_imports=True)


def test_no_table_that_hangs_on_a_booking_is_free() -> None:
    """A row that names a booking, a commitment or an account is part of what was booked."""
    van_grootboek = {Boeking, Verplichting, Rekening}
    vrij = {naam for naam in VRIJ if {veld.related_model for veld in MODELLEN[naam]._meta.fields} & van_grootboek}
    assert vrij == set()
    assert set(BLIJFT) | VRIJ <= set(MODELLEN)


def test_no_table_with_a_guard_against_removal_is_free(db: None) -> None:
    """A guard that nobody tries may have a gap: one on each row (DELETE: 8) sees nothing of TRUNCATE (32)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT t.tgisinternal AND c.relname LIKE 'financien\\_%' AND t.tgtype & 40 <> 0"
        )
        bewaakt = {naam.removeprefix("financien_") for (naam,) in cursor.fetchall()}
    assert bewaakt == set(BLIJVEND)


def test_no_table_that_awards_come_from_is_free(alles: None) -> None:
    bronnen = Verplichting.objects.filter(content_type__app_label="financien")
    assert set(bronnen.values_list("content_type__model", flat=True)) == {"verdeling"}
    assert "verdeling" in BLIJVEND


@pytest.mark.parametrize("tabel", ALLEEN_TOEVOEGEN)
def test_a_row_that_is_only_added_is_never_updated(alles: None, tabel: str) -> None:
    sleutel = MODELLEN[tabel]._meta.pk.attname
    blijft_staan(tabel, sql(f"UPDATE financien_{tabel} SET {sleutel} = {sleutel}"))
    blijft_staan(tabel, shell(f"m.{MODELLEN[tabel].__name__}.objects.update({sleutel}=F('{sleutel}'))"))


@pytest.mark.parametrize(("tabel", "wat"), WIJZIGINGEN)
def test_what_a_row_of_the_ledger_says_is_never_updated_by_hand(alles: None, tabel: str, wat: str) -> None:
    blijft_staan(tabel, sql(f"UPDATE financien_{tabel} SET {wat}"))


@pytest.mark.parametrize("tabel", BLIJVEND)
def test_a_row_is_never_removed(alles: None, tabel: str) -> None:
    blijft_staan(tabel, sql(f"DELETE FROM financien_{tabel}"))
    blijft_staan(tabel, sql(f"TRUNCATE financien_{tabel} CASCADE"))
    blijft_staan(tabel, shell(f"m.{MODELLEN[tabel].__name__}._base_manager.all()._raw_delete('default')"))


@pytest.mark.parametrize("tabel", ["begrotingsjaar", "begrotingspost"])
def test_emptying_a_table_under_the_ledger_stops_at_the_ledger(alles: None, tabel: str) -> None:
    blijft_staan(tabel, sql(f"TRUNCATE financien_{tabel} CASCADE"))


@pytest.mark.parametrize(
    ("tabel", "kolommen"),
    [
        ("boeking", {"sleutel": "los", "aantal_regels": 2}),
        ("boekingsregel", {"bedrag": "5.00"}),
        ("overschrijding", {"bedrag": "5.00", "reden": "achteraf"}),
        ("verplichting", {"bedrag": "5.00", "omschrijving": "los"}),
        ("betalingstermijn", {"volgnummer": 9, "bedrag": "5.00"}),
        ("rekening", {"soort": "los", "saldo": "5.00"}),
    ],
)
@pytest.mark.parametrize("via_copy", [True, False])
def test_a_loose_row_beside_what_was_booked_is_refused(
    alles: None, tabel: str, kolommen: dict[str, Any], via_copy: bool
) -> None:
    """A row like the last one of its table, with other words: no booking tells of it. (Of payments, releases, claims,
    moves and reservations test_database.py tries the same.)"""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM financien_{tabel} ORDER BY id DESC LIMIT 1")
        rij = dict(zip([kolom.name for kolom in cursor.description], cursor.fetchone(), strict=True))
    eigen = {"id": uuid.uuid4()} if isinstance(rij.pop("id"), uuid.UUID) else {}
    if tabel == "verplichting":
        kolommen = {**kolommen, "boeking_id": Boeking.objects.filter(soort="kosten").get().pk}
    nieuw = {**rij, **eigen, **kolommen}
    poging = copy(tabel, **nieuw) if via_copy else sql(*_insert(tabel, nieuw))

    blijft_staan(tabel, poging, NIET_VAN_BOEKING)


def _insert(tabel: str, rij: dict[str, Any]) -> tuple[str, list[Any]]:
    plaatsen = ", ".join(["%s"] * len(rij))
    return f"INSERT INTO financien_{tabel} ({', '.join(rij)}) VALUES ({plaatsen})", list(rij.values())


@pytest.mark.parametrize("bedragen", [("-5.00", "5.01"), ("-5.00", "4.99"), ("5.00", "5.00")])
def test_a_booking_from_a_shell_that_does_not_add_up_is_refused(
    alles: None, controller: Gebruiker, bedragen: tuple[str, str]
) -> None:
    rekeningen = Rekening.objects.filter(post__code="L.A", post__jaar__jaar=2027, soort__in=["vrij", "kosten"])
    code = "; ".join(
        [
            f"b = m.Boeking.objects.create(sleutel='los', omschrijving='los', ingangsdatum='2027-01-01', "
            f"door_id={controller.pk}, aantal_regels=2)",
            *(
                f"b.regels.create(rekening_id={rekening.pk}, bedrag='{bedrag}', ingangsdatum='2027-01-01')"
                for rekening, bedrag in zip(rekeningen.order_by("-soort"), bedragen, strict=True)
            ),
        ]
    )
    blijft_staan("boekingsregel", shell(code), {"SWV10", "SWV13"})
