"""The zorgplicht clock: from which day to which, what moves it, who is reminded and when a temporary place is due."""

from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction

from swv.kern.fouten import Geweigerd, VoorwaardeNietVervuld
from swv.kern.handelingen import Ongeldig, verrichten
from swv.termijnen.models import GelijkgesteldeDag, Termijn
from swv.termijnen.services import dag_gelijkstellen
from swv.termijnen.tasks import herinneren
from tests.factories.monitors import doe
from tests.personas import Personas
from tests.toelating.monitors.conftest import Aanmelden, werk_af
from toelating.models import Aanmelding, Aanmeldingstatus
from toelating.monitors.tasks import monitors_bijwerken
from toelating.monitors.workflow.aanmelding import workflow

pytestmark = pytest.mark.django_db

# Registered on, last day of six weeks, last day of ten weeks (and of an extension by four).
VECTOREN = [
    ("2026-09-01", "2026-10-13", "2026-11-10"),  # a plain Tuesday
    ("2026-03-20", "2026-05-01", "2026-05-29"),  # a plain Friday
    ("2026-03-24", "2026-05-06", "2026-06-02"),  # Bevrijdingsdag, also in a year without a jubilee
    ("2026-04-02", "2026-05-18", "2026-06-11"),  # Hemelvaart, an equated Friday and a weekend
    ("2026-03-16", "2026-04-28", "2026-05-26"),  # Koningsdag; and tweede pinksterdag after ten weeks
    ("2025-11-13", "2025-12-29", "2026-01-22"),  # both days of Christmas and a weekend
    ("2026-02-20", "2026-04-07", "2026-05-01"),  # Goede Vrijdag to the day after Easter
    ("2026-07-04", "2026-08-17", "2026-09-14"),  # a Saturday; the summer holidays do not stop the clock
]


@pytest.mark.parametrize(("op", "zes_weken", "tien_weken"), VECTOREN)
def test_last_day_is_six_weeks_after_the_registration_and_ten_after_an_extension(
    personas: Personas, aanmelden: Aanmelden, op: str, zes_weken: str, tien_weken: str
) -> None:
    with time_machine.travel(f"{op} 10:00:00+01:00"):
        rij = aanmelden(aangemeld_op=date.fromisoformat(op))
        assert (rij.beslisdatum, rij.tien_weken_op) == (date.fromisoformat(zes_weken), date.fromisoformat(tien_weken))

        verlengd = doe(
            rij, "verlengen", personas.coordinator, weken=4, brief_op=date.fromisoformat(op), reden="Nog een verslag."
        )

    assert verlengd.beslisdatum == date.fromisoformat(tien_weken)
    assert Termijn.objects.van(rij).get().uiterlijk == verlengd.beslisdatum


def test_term_is_one_of_law_and_starts_the_day_after(aanmelden: Aanmelden) -> None:
    termijn = Termijn.objects.van(aanmelden()).get()

    assert (termijn.is_wettelijk, termijn.weken, termijn.begin) == (True, 6, date(2026, 10, 1))
    assert termijn.datumsoort == "Besluit uiterlijk (wettelijke einddatum)"


def test_an_equated_day_moves_the_last_day_on_the_dossier_too(aanmelden: Aanmelden) -> None:
    rij = aanmelden(aangemeld_op=date(2026, 10, 1))
    assert rij.beslisdatum == date(2026, 11, 12)

    dag_gelijkstellen(dag=date(2026, 11, 12), naam="proef", besluit="Stb. 2026, 1")
    monitors_bijwerken()

    rij.refresh_from_db()
    assert rij.beslisdatum == date(2026, 11, 13)
    assert GelijkgesteldeDag.objects.count() == 1


# --- Extending ---------------------------------------------------------------------------------------------------


def _verlengen(rij: Aanmelding, personas: Personas, **anders: str) -> Aanmelding:
    gegevens = {"weken": "4", "brief_op": "12-10-2026", "reden": "Nog een verslag.", **anders}
    return verrichten(workflow["verlengen"], rij, door=personas.coordinator, data=gegevens)


def test_extending_is_possible_once(personas: Personas, aanmelden: Aanmelden) -> None:
    rij = _verlengen(aanmelden(), personas, weken="2")
    assert rij.beslisdatum == date(2026, 11, 26)

    with pytest.raises(Geweigerd):
        _verlengen(rij, personas, weken="2")


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"weken": "5"}, "4"),
        ({"weken": "0"}, "1"),
        ({"reden": ""}, "reden"),
        ({"brief_op": "30-9-2026"}, "De aanmelding was op 1 oktober 2026."),
        ({"brief_op": "14-10-2026"}, "Deze dag is nog niet geweest."),
    ],
)
def test_extension_without_what_the_law_asks_is_refused_in_words(
    personas: Personas, aanmelden: Aanmelden, anders: dict, zin: str
) -> None:
    with pytest.raises(Ongeldig) as fout:
        _verlengen(aanmelden(), personas, **anders)

    assert zin in str(fout.value.velden).replace("\\xa0", " ")


def test_extension_after_the_last_day_is_refused(personas: Personas, aanmelden: Aanmelden) -> None:
    rij = aanmelden(aangemeld_op=date(2026, 8, 25))  # until 6 October

    with pytest.raises(Ongeldig) as fout:
        _verlengen(rij, personas, brief_op="12-10-2026")

    assert "Verlengen kon tot en met die dag." in str(fout.value.velden)


def test_letter_of_the_last_day_that_is_written_down_later_counts(personas: Personas, aanmelden: Aanmelden) -> None:
    rij = _verlengen(aanmelden(aangemeld_op=date(2026, 8, 25)), personas, brief_op="6-10-2026")

    assert rij.beslisdatum == date(2026, 11, 3)


@pytest.mark.parametrize(
    "fout",
    ["verlengd_weken = 5, verlengd_op = now(), verlenging_reden = 'x'", "verlengd_weken = 4, verlengd_op = now()"],
)
def test_database_refuses_a_longer_extension_or_one_without_reason(aanmelden: Aanmelden, fout: str) -> None:
    rij = aanmelden()

    with pytest.raises(IntegrityError, match="een_keer_vier_weken"), transaction.atomic(), connection.cursor() as cur:
        cur.execute(f"UPDATE toelating_aanmelding SET {fout} WHERE id = %s", [rij.pk])


# --- Deciding ----------------------------------------------------------------------------------------------------

ELDERS = {"besloten_op": date(2026, 10, 9), "akkoord_op": date(2026, 10, 8), "andere_school_naam": "Vso Ver Weg"}


def test_zorgplicht_stays_until_the_pupil_is_placed_elsewhere(personas: Personas, aanmelden: Aanmelden) -> None:
    rij = doe(aanmelden(), "andere_school_vinden", personas.coordinator, **ELDERS)
    assert rij.is_open
    assert rij.waarheen == "Vso Ver Weg"

    rij = doe(rij, "plaatsing_bevestigen", personas.coordinator, geplaatst_op=date(2026, 10, 12))

    assert not rij.is_open
    assert rij.einde_op == date(2026, 10, 12)


def test_no_offer_without_an_agreeing_school(personas: Personas, aanmelden: Aanmelden) -> None:
    gegevens = {"besloten_op": "12-10-2026", "akkoord_op": "", "andere_school": "", "andere_school_naam": ""}

    with pytest.raises(Ongeldig) as fout:
        verrichten(workflow["andere_school_vinden"], aanmelden(), door=personas.coordinator, data=gegevens)

    assert set(fout.value.velden) == {"akkoord_op", "andere_school"}


def test_database_refuses_an_offer_without_a_school(personas: Personas, aanmelden: Aanmelden) -> None:
    with pytest.raises(VoorwaardeNietVervuld, match="Zeg welke andere school akkoord is"):
        doe(aanmelden(), "andere_school_vinden", personas.coordinator, **{**ELDERS, "andere_school_naam": ""})


def test_offer_that_falls_through_lets_the_same_term_count_again(personas: Personas, aanmelden: Aanmelden) -> None:
    rij = _verlengen(aanmelden(), personas)
    was = rij.beslisdatum
    rij = doe(rij, "andere_school_vinden", personas.coordinator, **ELDERS)

    rij = doe(rij, "aanbod_laten_vervallen", personas.coordinator, reden="Die school is vol.")

    assert (rij.status, rij.beslisdatum, rij.besloten_op) == (Aanmeldingstatus.ONDERZOEK, was, None)
    assert Termijn.objects.van(rij).open().get().uiterlijk == was


def test_decision_after_the_last_day_is_late_and_on_it_is_not(personas: Personas, aanmelden: Aanmelden) -> None:
    dagen = {"geplaatst_op": date(2026, 10, 12)}
    laat = doe(
        aanmelden(aangemeld_op=date(2026, 8, 25)), "toelaten", personas.bureau, besloten_op=date(2026, 10, 7), **dagen
    )
    op_tijd = doe(
        aanmelden(aangemeld_op=date(2026, 8, 25)), "toelaten", personas.bureau, besloten_op=date(2026, 10, 6), **dagen
    )

    assert (laat.is_te_laat_besloten, op_tijd.is_te_laat_besloten) == (True, False)


# --- A temporary place -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("vandaag", "is_ingeschreven", "moet"),
    [("2026-11-10", False, False), ("2026-11-11", False, True), ("2026-11-11", True, False)],
)
def test_temporary_place_is_due_after_ten_weeks_for_who_is_enrolled_nowhere(
    aanmelden: Aanmelden, klok: time_machine.Traveller, vandaag: str, is_ingeschreven: bool, moet: bool
) -> None:
    rij = aanmelden(aangemeld_op=date(2026, 9, 1), is_ingeschreven=is_ingeschreven)

    klok.move_to(f"{vandaag} 10:00:00+01:00")

    assert rij.moet_tijdelijk_plaatsen is moet


def test_temporary_place_that_is_given_is_no_longer_due(
    personas: Personas, aanmelden: Aanmelden, klok: time_machine.Traveller
) -> None:
    rij = aanmelden(aangemeld_op=date(2026, 9, 1))
    klok.move_to("2026-11-20 10:00:00+01:00")

    rij = doe(rij, "tijdelijk_plaatsen", personas.coordinator, op=date(2026, 11, 16))

    assert not rij.moet_tijdelijk_plaatsen
    assert rij.is_te_laat  # the school still has to decide


# --- Reminders -------------------------------------------------------------------------------------------------------


def _op(dag: str) -> list[tuple[str, str]]:
    with time_machine.travel(f"{dag} 10:00:00+02:00"):
        herinneren()
        return werk_af()


def test_school_is_reminded_before_the_end_and_everybody_once_after_it(aanmelden: Aanmelden) -> None:
    aanmelden(aangemeld_op=date(2026, 10, 1))  # until 12 November
    school = [("zorgplicht_herinnering", "Coordinator A")]

    assert _op("2026-10-28") == []
    assert _op("2026-10-29") == school
    assert _op("2026-10-29") == []
    assert _op("2026-11-05") == school
    assert _op("2026-11-10") == school
    assert _op("2026-11-13") == [
        ("zorgplicht_te_laat", wie) for wie in ("Bestuur A", "Bureau Een", "Bureau Twee", "Coordinator A")
    ]
    assert _op("2026-11-20") == []


def test_nobody_is_reminded_of_a_registration_that_was_decided(personas: Personas, aanmelden: Aanmelden) -> None:
    doe(aanmelden(aangemeld_op=date(2026, 10, 1)), "andere_school_vinden", personas.coordinator, **ELDERS)

    assert _op("2026-11-05") == []
    assert _op("2026-11-13") == []


def test_after_an_extension_the_new_last_day_is_reminded_of(personas: Personas, aanmelden: Aanmelden) -> None:
    _verlengen(aanmelden(aangemeld_op=date(2026, 10, 1)), personas)  # until 10 December

    assert _op("2026-11-13") == []
    assert _op("2026-11-26") == [("zorgplicht_herinnering", "Coordinator A")]
