"""What a report of a thuiszitter keeps, and what its acts do. Who may do which act stands in the matrix."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from swv.kern.fouten import Geweigerd, NietToegestaan, VoorwaardeNietVervuld
from swv.kern.handelingen import Ongeldig, verrichten
from swv.kern.models import Gebeurtenis
from swv.organisaties.models import Leerling
from tests.factories.monitors import doe, leerling, met_stap
from tests.personas import Personas
from tests.toelating.monitors.conftest import Aanmelden, Melden, berichten_van, werk_af
from toelating.models import Stap, Thuiszitter, Thuiszittersregel, Thuiszitterstatus
from toelating.monitors import teksten
from toelating.monitors.selectors import notities
from toelating.monitors.workflow.thuiszitter import workflow

pytestmark = pytest.mark.django_db

# --- Reporting -------------------------------------------------------------------------------------------------------


def test_report_tells_bureau_and_board_at_once_and_names_nobody(melden: Melden) -> None:
    melding = melden()

    assert werk_af() == []
    assert berichten_van("thuiszitter_gemeld") == {"Bureau Een", "Bureau Twee", "Bestuur A"}
    assert melding.kenmerk == "TZ-2627-00001"
    assert str(melding) == "Melding TZ-2627-00001"


def test_double_click_reports_once(personas: Personas, melden: Melden) -> None:
    melding = melden()
    velden = ("voornaam", "tussenvoegsel", "achternaam", "geboortedatum", "leerlingnummer")
    gegevens = {naam: getattr(melding.leerling, naam) for naam in velden}

    nog_eens = melden(sleutel=melding.sleutel, leerling=gegevens)

    assert nog_eens == melding
    assert Thuiszitter.objects.count() == Leerling.objects.count() == 1


@pytest.mark.parametrize("waar", ["school", "school_elders"])
def test_form_that_was_sent_for_another_pupil_or_school_is_refused_in_words(
    personas: Personas, melden: Melden, aanmelden: Aanmelden, waar: str
) -> None:
    for maken in (melden, aanmelden):
        eerder = maken()

        with pytest.raises(Geweigerd, match="Dit formulier is al verstuurd, voor een andere leerling of een andere"):
            maken(school=getattr(personas, waar), sleutel=eerder.sleutel)

        assert list(type(eerder).objects.all()) == [eerder]
    assert Leerling.objects.count() == 2


def test_pupil_of_whom_a_report_runs_is_refused_in_words(melden: Melden) -> None:
    gegevens = leerling()
    melden(leerling=gegevens)

    with pytest.raises(Geweigerd, match="Deze leerling is al gemeld, en dat loopt nog"):
        melden(leerling=gegevens)


def test_number_of_somebody_else_is_refused_in_words(melden: Melden) -> None:
    gegevens = leerling()
    melden(leerling=gegevens)

    with pytest.raises(Geweigerd, match="een leerling met een andere naam of geboortedatum"):
        melden(leerling={**gegevens, "achternaam": "Anders"})


@pytest.mark.parametrize(
    ("soort", "dag", "goed"),
    [("dreigend", None, True), ("dreigend", 3, False), ("relatief", None, False), ("vrijstelling", 3, True)],
)
def test_first_day_belongs_to_everybody_but_a_threat(melden: Melden, soort: str, dag: int | None, goed: bool) -> None:
    eerste_dag = timezone.localdate() - timedelta(days=dag) if dag else None
    if goed:
        melding = melden(soort=soort, eerste_dag=eerste_dag)
        assert (melding.weken, melding.bureau_op, melding.directeur_op) == (None, None, None)
        return
    with pytest.raises(Geweigerd, match="Vul de eerste dag thuis in"):
        melden(soort=soort, eerste_dag=eerste_dag)


# --- Weeks and days --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dagen", "weken", "woorden"),
    [(0, 0, "Minder dan een week"), (6, 0, "Minder dan een week"), (7, 1, "1 week"), (28, 4, "4 weken")],
)
def test_weeks_at_home_are_whole_weeks_on_the_calendar(melden: Melden, dagen: int, weken: int, woorden: str) -> None:
    melding = melden(dagen=dagen)

    assert melding.weken == weken
    assert teksten.weken_in_woorden(melding) == woorden


@pytest.mark.parametrize(
    ("eerste_dag", "bureau", "directeur"),
    [
        ("2026-09-01", "2026-09-29", "2026-12-01"),
        ("2026-08-31", "2026-09-28", "2026-11-30"),  # November has no 31st
        ("2025-11-30", "2025-12-28", "2026-02-28"),  # nor February a 30th
        ("2026-07-01", "2026-07-29", "2026-10-01"),  # the summer holidays count
    ],
)
def test_escalation_comes_after_four_weeks_and_three_months(
    melden: Melden, eerste_dag: str, bureau: str, directeur: str
) -> None:
    melding = melden(eerste_dag=date.fromisoformat(eerste_dag))

    assert melding.bureau_op == date.fromisoformat(bureau)
    assert melding.directeur_op == date.fromisoformat(directeur)


def test_rule_of_today_decides_and_a_later_one_leaves_what_was_reckoned(
    melden: Melden, klok: time_machine.Traveller
) -> None:
    oud = melden(eerste_dag=date(2026, 10, 1))
    Thuiszittersregel.objects.create(geldig_van=date(2026, 10, 14), weken_bureau=2, maanden_directeur=1)

    zelfde_dag = melden(eerste_dag=date(2026, 10, 1))
    klok.move_to("2026-10-14 10:00:00+02:00")
    nieuw = melden(eerste_dag=date(2026, 10, 1))

    oud.refresh_from_db()
    assert oud.bureau_op == zelfde_dag.bureau_op == date(2026, 10, 29)
    assert (nieuw.bureau_op, nieuw.directeur_op) == (date(2026, 10, 15), date(2026, 11, 1))


def test_threat_that_becomes_real_counts_from_its_first_day(personas: Personas, melden: Melden) -> None:
    melding = melden(soort="dreigend", eerste_dag=None)

    melding = doe(
        melding,
        "gegevens_wijzigen",
        personas.coordinator,
        soort="absoluut",
        reden="geen_aanbod",
        eerste_dag=date(2026, 10, 6),
    )

    assert (melding.weken, melding.bureau_op) == (1, date(2026, 11, 3))


# --- The plan --------------------------------------------------------------------------------------------------------


def test_first_open_step_says_who_is_at_bat(personas: Personas, melden: Melden) -> None:
    melding = met_stap(melden(), personas.coordinator, aan_zet="leerplicht", dagen=9)
    melding = met_stap(melding, personas.coordinator, aan_zet="ouders", dagen=3)

    assert melding.volgende_stap is not None
    assert melding.volgende_stap.aan_zet == Stap.AanZet.OUDERS
    assert teksten.aan_zet(melding).replace("\xa0", " ") == "Aan zet: de ouders, uiterlijk 16 oktober 2026."


def test_step_is_closed_with_how_it_went(personas: Personas, melden: Melden) -> None:
    melding = met_stap(melden(), personas.coordinator)
    stap = melding.stappen.get()

    melding = doe(melding, "stap_afsluiten", personas.bureau, stap=stap, afloop="niet_gelukt", op=date(2026, 10, 13))

    assert melding.open_stappen == []
    assert melding.stappen.get().afloop == "niet_gelukt"


def test_step_of_another_report_cannot_be_closed_here(personas: Personas, melden: Melden) -> None:
    eigen, vreemd = met_stap(melden(), personas.coordinator), met_stap(melden(), personas.coordinator)

    with pytest.raises(Ongeldig):
        verrichten(
            workflow["stap_afsluiten"],
            eigen,
            door=personas.coordinator,
            data={"stap": vreemd.stappen.get().pk, "afloop": "gedaan", "op": "13-10-2026"},
        )


def test_notes_are_for_the_own_side_and_stand_on_no_timeline(personas: Personas, melden: Melden) -> None:
    melding = melden()
    for door, zin in ((personas.coordinator, "Van de school."), (personas.bureau, "Van het bureau.")):
        melding = doe(melding, "gesprek_noteren", door, op=date(2026, 10, 12), met="ouders", tekst=zin)

    def leest(wie: str) -> list[str]:
        return [notitie.tekst for notitie in notities(getattr(personas, wie), melding)]

    assert leest("coordinator") == leest("bestuur") == ["Van de school."]
    assert leest("bureau") == leest("directeur") == ["Van het bureau."]
    assert not Gebeurtenis.objects.van(melding).filter(toelichting__contains="Van ").exists()


# --- Escalation ------------------------------------------------------------------------------------------------------

AANWIJZEN = {"plaats_uiterlijk": date(2026, 10, 30), "reden": "Overleg lukt niet."}


def test_only_who_the_rule_names_points_out_a_school_beside_the_director(personas: Personas, melden: Melden) -> None:
    melding = doe(melden(), "escaleren", personas.bureau, reden="Overleg lukt niet.")
    gegevens = {**AANWIJZEN, "school": personas.school_elders}
    with pytest.raises(NietToegestaan):
        doe(melding, "school_aanwijzen", personas.bureau, **gegevens)
    Thuiszittersregel.objects.create(geldig_van=date(2026, 10, 1)).teamleiders.add(personas.bureau)

    melding = doe(melding, "school_aanwijzen", personas.bureau, **gegevens)

    assert melding.aangewezen_school == personas.school_elders
    assert berichten_van("thuiszitter_aangewezen") == {"Coordinator A", "Bestuur A", "Bureau Een", "Bureau Twee"}


def test_teamleider_who_left_the_bureau_points_out_nothing(personas: Personas, melden: Melden) -> None:
    Thuiszittersregel.objects.create(geldig_van=date(2026, 10, 1)).teamleiders.add(personas.coordinator_elders)
    melding = doe(melden(), "escaleren", personas.bureau, reden="Overleg lukt niet.")

    with pytest.raises(NietToegestaan):
        doe(melding, "school_aanwijzen", personas.coordinator_elders, **AANWIJZEN, school=personas.school_elders)


def test_school_that_was_pointed_out_does_not_see_the_dossier(personas: Personas, melden: Melden) -> None:
    melding = doe(melden(), "escaleren", personas.bureau, reden="Overleg lukt niet.")
    doe(melding, "school_aanwijzen", personas.directeur, **AANWIJZEN, school=personas.school_elders)

    assert not Thuiszitter.objects.for_user(personas.coordinator_elders).exists()
    assert "Coordinator B" not in berichten_van("thuiszitter_aangewezen")


def test_exemption_is_never_escalated(personas: Personas, melden: Melden) -> None:
    melding = melden(soort="vrijstelling", dagen=300)

    with pytest.raises(Geweigerd):
        doe(melding, "escaleren", personas.bureau, reden="Te lang.")


# --- The end ---------------------------------------------------------------------------------------------------------


def test_end_closes_what_was_left_of_the_plan(personas: Personas, melden: Melden) -> None:
    melding = met_stap(melden(dagen=20), personas.coordinator)

    melding = doe(melding, "beeindigen", personas.coordinator, einde="terug", op=date(2026, 10, 12))

    assert (melding.status, melding.weken) == (Thuiszitterstatus.BEEINDIGD, 2)
    assert melding.stappen.get().afloop == "niet_nodig"


def test_end_before_the_first_day_is_refused(personas: Personas, melden: Melden) -> None:
    with pytest.raises(VoorwaardeNietVervuld, match="Het einde ligt voor de eerste dag thuis"):
        doe(melden(dagen=3), "beeindigen", personas.coordinator, einde="terug", op=date(2026, 10, 1))


def test_reopening_begins_anew_and_keeps_what_was(personas: Personas, melden: Melden) -> None:
    melding = doe(melden(dagen=100), "escaleren", None, reden="Te lang.")
    melding = doe(melding, "beeindigen", personas.coordinator, einde="terug", op=date(2026, 10, 5))

    melding = doe(
        melding, "heropenen", personas.coordinator, soort="relatief", eerste_dag=date(2026, 10, 12), reden="Weer thuis."
    )

    assert (melding.status, melding.einde, melding.einde_op, melding.geescaleerd_op) == ("open", "", None, None)
    assert melding.directeur_op == date(2027, 1, 12)
    assert Gebeurtenis.objects.van(melding).filter(handeling="beeindigen").exists()


def test_reopening_beside_another_report_of_the_pupil_is_refused(personas: Personas, melden: Melden) -> None:
    gegevens = leerling()
    oud = doe(melden(leerling=gegevens), "beeindigen", personas.bureau, einde="terug", op=date(2026, 10, 12))
    melden(leerling=gegevens)

    with pytest.raises(VoorwaardeNietVervuld, match="loopt al een andere melding"):
        doe(oud, "heropenen", personas.bureau, soort="dreigend", eerste_dag=None, reden="Weer thuis.")


def test_database_holds_one_open_report_of_a_pupil(personas: Personas, melden: Melden) -> None:
    gegevens = leerling()
    oud = doe(melden(leerling=gegevens), "beeindigen", personas.bureau, einde="terug", op=date(2026, 10, 12))
    melden(leerling=gegevens)
    terug = "UPDATE toelating_thuiszitter SET status = 'open', einde = '', einde_op = NULL WHERE id = %s"

    with pytest.raises(IntegrityError, match="een_open_per_leerling"), transaction.atomic(), connection.cursor() as cur:
        cur.execute(terug, [oud.pk])


def test_bsn_in_a_reason_is_refused(personas: Personas, melden: Melden) -> None:
    with pytest.raises(Ongeldig) as fout:
        verrichten(workflow["escaleren"], melden(), door=personas.bureau, data={"reden": "Nummer 111222333."})

    assert "burgerservicenummer" in str(fout.value.velden)
