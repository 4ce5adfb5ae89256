"""What the database itself keeps, also from a shell. Each refusal has a twin without the guard that goes through."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from tests.factories.toelating import maak_tlv, maak_verklaring
from tests.toelating.levensloop import maak_deskundige
from toelating.models import Deskundigenadvies, Mandaat, Rang, Status, Verklaring, Zienswijze

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok")]


def sql(opdracht: str, *waarden: object) -> None:
    """One statement past every model, as from a shell; its own savepoint."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(opdracht, waarden)


def verbouw(opdracht: str) -> None:
    """Change a table in a test that already wrote to it: what waits for the end of the transaction is checked first."""
    sql(f"SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED; {opdracht}")


def zonder(tabel: str, regel: str) -> None:
    verbouw(f"ALTER TABLE {tabel} DROP CONSTRAINT {regel}")


def zonder_index(naam: str) -> None:
    verbouw(f"DROP INDEX {naam}")


def zonder_triggers(tabel: str) -> None:
    verbouw(f"ALTER TABLE {tabel} DISABLE TRIGGER USER")


ADVIES, AANVRAAG, VERKLARING = "toelating_deskundigenadvies", "toelating_tlvaanvraag", "toelating_verklaring"


# --- Experts ---------------------------------------------------------------------------------------------------


@pytest.fixture
def bij_deskundigen(klok, wereld):
    return maak_tlv(wereld, status=Status.BIJ_DESKUNDIGEN)


ZELFDE = f"UPDATE {ADVIES} SET deskundige_id = %s WHERE rang = 'tweede'"


def test_same_person_as_first_and_second_expert_is_refused(wereld, bij_deskundigen):
    with pytest.raises(IntegrityError, match="twee_verschillende_deskundigen"):
        sql(ZELFDE, wereld.orthopedagoog.pk)

    zonder_index("twee_verschillende_deskundigen")
    sql(ZELFDE, wereld.orthopedagoog.pk)


def test_two_first_experts_at_once_are_refused(wereld, bij_deskundigen):
    ander = maak_deskundige("Psycholoog", "psycholoog")
    rij = {
        "aanvraag": bij_deskundigen,
        "rang": Rang.EERSTE,
        "deskundige": ander,
        "beroep": "psycholoog",
        "gevraagd_door": wereld.personas.bureau,
        "uiterlijk": date(2026, 11, 1),
    }
    with pytest.raises(IntegrityError, match="een_deskundige_per_rang"), transaction.atomic():
        Deskundigenadvies.objects.create(**rij)

    zonder_index("een_deskundige_per_rang")
    Deskundigenadvies.objects.create(**rij)


@pytest.mark.parametrize(("rang", "beroep"), [("eerste", "arts"), ("tweede", "orthopedagoog"), ("eerste", "tovenaar")])
def test_profession_of_the_other_rank_is_refused(bij_deskundigen, rang, beroep):
    opdracht = f"UPDATE {ADVIES} SET beroep = %s WHERE rang = %s"
    with pytest.raises(IntegrityError, match="deskundige_met_juist_beroep"):
        sql(opdracht, beroep, rang)

    zonder(ADVIES, "deskundige_met_juist_beroep")
    sql(opdracht, beroep, rang)


@pytest.mark.parametrize("veld", ["tekst = ''", "toelaatbaar = NULL", "ingediend_op = NULL"])
def test_given_advice_without_text_judgement_or_moment_is_refused(bij_deskundigen, veld):
    heel = "stand = 'ingediend', tekst = 'Rust.', toelaatbaar = true, ingediend_op = now()"
    opdracht = f"UPDATE {ADVIES} SET {heel} WHERE rang = 'eerste'"
    kapot = opdracht.replace(next(deel for deel in heel.split(", ") if deel.startswith(veld.split()[0])), veld)
    with pytest.raises(IntegrityError, match="gegeven_advies_is_compleet"):
        sql(kapot)

    sql(opdracht)


VERANDER = f"UPDATE {ADVIES} SET tekst = 'Toch anders.' WHERE rang = 'eerste'"
WEG = f"DELETE FROM {ADVIES} WHERE rang = 'eerste'"


@pytest.mark.parametrize("opdracht", [VERANDER, WEG])
def test_given_advice_never_changes_and_never_goes(wereld, opdracht):
    maak_tlv(wereld, status=Status.BIJ_TAC)
    with pytest.raises(DatabaseError, match="Cannot update or delete rows"):
        sql(opdracht)

    zonder_triggers(ADVIES)
    sql(opdracht)


def test_advice_that_is_still_being_written_does_change(bij_deskundigen):
    sql(VERANDER)

    assert Deskundigenadvies.objects.get(rang="eerste").tekst == "Toch anders."


# --- Views and withdrawals are only added ------------------------------------------------------------------------


@pytest.mark.parametrize("opdracht", ["UPDATE {} SET tekst = 'Nee.'", "DELETE FROM {}"])
def test_view_of_parents_never_changes(wereld, opdracht):
    maak_tlv(wereld, status=Status.INGEDIEND)
    assert Zienswijze.objects.exists()
    opdracht = opdracht.format("toelating_zienswijze")
    with pytest.raises(DatabaseError, match="Cannot update or delete rows"):
        sql(opdracht)

    zonder_triggers("toelating_zienswijze")
    sql(opdracht)


# --- The request -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "verander", "regel"),
    [
        (Status.TER_ONDERTEKENING, "besloten_door_id = opgesteld_door_id", "tlv_vier_ogen"),
        (Status.TER_ONDERTEKENING, "einde = '2028-07-30'", "tlv_eindigt_op_31_juli"),
        (Status.TER_ONDERTEKENING, "einde = '2028-08-01'", "tlv_eindigt_op_31_juli"),
        (Status.TER_ONDERTEKENING, "einde = '2027-12-31'", "tlv_eindigt_op_31_juli"),
        (Status.TER_ONDERTEKENING, "einde = '2027-07-31'", "tlv_eindigt_op_31_juli"),  # before it begins
        (Status.TER_ONDERTEKENING, "status = 'afgewezen'", "tlv_besluit_met_nummer"),
        (Status.CONCEPT, "status = 'ingediend'", "tlv_ingediend_is_compleet"),
        (Status.CONCEPT, "soort = 'verlenging'", "tlv_vervolg_op_een_tlv"),
    ],
)
def test_request_that_cannot_be_is_refused(wereld, status, verander, regel):
    maak_tlv(wereld, status=status)
    opdracht = f"UPDATE {AANVRAAG} SET {verander}"
    with pytest.raises(IntegrityError, match=regel):
        sql(opdracht)

    zonder(AANVRAAG, regel)
    sql(opdracht)


# --- The TLV ---------------------------------------------------------------------------------------------------


@pytest.fixture
def tlv(klok, wereld) -> Verklaring:
    """From 1 August 2027 to 31 July 2028."""
    return maak_verklaring(wereld)


def tweede(tlv: Verklaring, ingang: date, einde: date, nummer: str = "VO0000-2026-09999") -> Verklaring:
    """Another TLV for the same pupil, past the acts."""
    kopie = Verklaring.objects.get(pk=tlv.pk)
    kopie.pk, kopie.nummer = None, nummer
    kopie.ingang, kopie.einde, kopie.geldig_tot = ingang, einde, einde
    kopie._state.adding = True
    with transaction.atomic():
        kopie.save(force_insert=True)
    return kopie


@pytest.mark.parametrize(
    ("ingang", "einde", "mag"),
    [
        ("2028-08-01", "2029-07-31", True),  # the day after
        ("2028-07-31", "2029-07-31", False),  # the last day counts
        ("2027-08-01", "2028-07-31", False),
        ("2026-08-01", "2027-07-31", True),  # ends on the day before
        ("2026-08-01", "2029-07-31", False),  # around it
    ],
)
def test_two_tlvs_of_one_pupil_never_count_on_the_same_day(tlv, ingang, einde, mag):
    dagen = date.fromisoformat(ingang), date.fromisoformat(einde)
    if mag:
        tweede(tlv, *dagen)
        return
    with pytest.raises(IntegrityError, match="een_tlv_tegelijk_per_leerling"):
        tweede(tlv, *dagen)

    zonder(VERKLARING, "een_tlv_tegelijk_per_leerling")
    tweede(tlv, *dagen)


@pytest.mark.parametrize("status", ["vervallen", "ingetrokken", "herroepen"])
def test_tlv_that_never_counted_after_all_stands_in_nobodys_way(tlv, status):
    sql(f"UPDATE {VERKLARING} SET status = %s", status)

    tweede(tlv, date(2027, 8, 1), date(2028, 7, 31))


def test_number_of_a_tlv_is_used_once(tlv):
    with pytest.raises(IntegrityError, match="nummer"):
        tweede(tlv, date(2028, 8, 1), date(2029, 7, 31), nummer=tlv.nummer)


@pytest.mark.parametrize(
    ("verander", "regel"),
    [
        ("einde = '2028-07-30', geldig_tot = '2028-07-30'", "verklaring_eindigt_op_31_juli"),
        ("geldig_tot = '2028-08-01'", "verklaring_telt_niet_langer"),
        ("categorie = ''", "verklaring_categorie_bij_vso"),
        ("onderwijs = 'pro'", "verklaring_categorie_bij_vso"),
        ("status = 'verzilverd'", "verzilverd_met_plaats"),
    ],
)
def test_tlv_that_cannot_be_is_refused(tlv, verander, regel):
    opdracht = f"UPDATE {VERKLARING} SET {verander}"
    with pytest.raises(IntegrityError, match=regel):
        sql(opdracht)

    zonder(VERKLARING, regel)
    sql(opdracht)


# --- Mandates --------------------------------------------------------------------------------------------------


def test_nobody_gives_himself_a_mandate(wereld):
    opdracht = "UPDATE toelating_mandaat SET gegeven_door_id = gebruiker_id"
    with pytest.raises(IntegrityError, match="mandaat_van_een_ander"):
        sql(opdracht)

    zonder("toelating_mandaat", "mandaat_van_een_ander")
    sql(opdracht)


def test_one_mandate_at_a_time_for_a_person_and_a_kind(wereld):
    tweede_mandaat = {
        "gebruiker": wereld.gemandateerde,
        "soort": "pro",
        "geldig_van": timezone.localdate(),
        "gegeven_door": wereld.personas.directeur,
        "besluit": "Mandaatbesluit 2026-02",
    }
    with pytest.raises(IntegrityError, match="een_mandaat_tegelijk"), transaction.atomic():
        Mandaat.objects.create(**tweede_mandaat)

    Mandaat.objects.update(geldig_tot=timezone.localdate())
    Mandaat.objects.create(**tweede_mandaat)
