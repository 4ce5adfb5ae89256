"""Vergoeding ondersteuningscoördinator: 80% of the meetings and three kenniskringen before 2025, four Expertisedagen
since; the school year says which."""

from datetime import date
from decimal import Decimal

import pytest

from aanvragen import aanwezigheid
from aanvragen import workflow as acts
from aanvragen.soorten.ondersteuningscoordinator import genoeg_keren, genoeg_overleggen, norm_van, tekort
from financien.models import Verplichting
from swv.documenten.models import Brief
from swv.invullen.antwoorden import taken
from tests.aanvragen.levensloop import concept, doe, fouten, indienen, stel_regeling, ter_ondertekening, wordt_geweigerd
from tests.aanvragen.zonder_besluit import nog_een_keer, weigert_ander_stuk
from tests.factories.voorzieningen import AanwezigheidFactory, ActiviteitFactory, InschrijvingFactory, moment

SOORT = "ondersteuningscoordinator"
portaal = pytest.mark.usefixtures("db", "klok", "wereld")
OUD, NIEUW = {"overleggen_procent": 80, "kenniskringen": 3}, {"expertisedagen": 4}
GENOEG = {"overleggen": 8, "overleggen_gehouden": 10, "kenniskringen": 3, "expertisedagen": 4}


# --- The rule itself -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("aanwezig", "gehouden", "genoeg"),
    [
        (8, 10, True),
        (7, 10, False),
        (4, 5, True),
        (5, 6, True),
        (4, 6, False),
        (0, 1, False),
        (7, 9, False),
        (0, 0, True),
    ],
)
def test_exactly_eighty_percent_is_enough(aanwezig, gehouden, genoeg):
    assert genoeg_overleggen(aanwezig, gehouden, procent=80) is genoeg


@pytest.mark.parametrize(("aanwezig", "genoeg"), [(3, False), (4, True), (5, True)])
def test_four_times_is_enough(aanwezig, genoeg):
    assert genoeg_keren(aanwezig, minstens=4) is genoeg


@pytest.mark.parametrize(
    ("norm", "anders", "zinnen"),
    [
        (OUD, {}, []),
        (NIEUW, {}, []),
        (OUD, {"expertisedagen": None}, []),
        (NIEUW, {"overleggen": None, "kenniskringen": None}, []),
        (OUD, {"overleggen": 7}, ["De coördinator was bij 7 van de 10 overleggen. Minstens 80% is nodig."]),
        (OUD, {"kenniskringen": 2}, ["De coördinator was bij 2 kenniskringen. Er zijn er minstens 3 nodig."]),
        (OUD, {"kenniskringen": None}, ["Vul in bij hoeveel kenniskringen de coördinator was."]),
        (
            OUD,
            {"overleggen_gehouden": None},
            ["Vul in hoeveel coördinatorenoverleggen er waren, en bij hoeveel de coördinator was."],
        ),
        (NIEUW, {"expertisedagen": 3}, ["De coördinator was bij 3 Expertisedagen. Er zijn er minstens 4 nodig."]),
        (NIEUW, {"expertisedagen": 0}, ["De coördinator was bij 0 Expertisedagen. Er zijn er minstens 4 nodig."]),
        (NIEUW, {"expertisedagen": None}, ["Vul in bij hoeveel Expertisedagen de coördinator was."]),
    ],
)
def test_each_condition_that_is_not_met_gets_a_sentence(norm, anders, zinnen):
    assert tekort({**GENOEG, **anders}, norm) == zinnen


# --- What the school fills in --------------------------------------------------------------------------------

GEEN = "Klopt dit? Dan is er geen vergoeding. Bel het bureau als er een bijzondere reden is."


@portaal
@pytest.mark.parametrize(
    ("anders", "veld", "zin"),
    [
        ({"schooljaar": "2024"}, "schooljaar", "Kies bij het schooljaar een van de mogelijkheden uit de lijst."),
        ({"schooljaar": "2027"}, "schooljaar", "Kies bij het schooljaar een van de mogelijkheden uit de lijst."),
        ({"expertisedagen": "6"}, "expertisedagen", "Er zijn 5 Expertisedagen. Vul 5 of minder in."),
        ({"coordinator": ""}, "coordinator", "Vul in wie de coördinator is."),
    ],
)
def test_bad_input_is_refused_with_a_sentence(personas, anders, veld, zin):
    aanvraag = concept(personas, SOORT, **anders)

    assert fouten(aanvraag)[veld] == [zin]
    wordt_geweigerd(personas, aanvraag)


@portaal
@pytest.mark.parametrize(
    ("dagen", "zin"),
    [
        ("3", "De coördinator was bij 3 Expertisedagen. Er zijn er minstens 4 nodig."),
        ("", "Vul in bij hoeveel Expertisedagen de coördinator was."),
    ],
)
def test_too_few_days_are_refused_with_the_way_out(personas, dagen, zin):
    assert wordt_geweigerd(personas, concept(personas, SOORT, expertisedagen=dagen)) == f"{zin} {GEEN}"


@portaal
def test_page_asks_only_what_counts_now(personas):
    namen = [veld.name for veld in taken(concept(personas, SOORT))[0].form]

    assert namen == ["schooljaar", "coordinator", "expertisedagen"]


ZONDER_OVERLEG = {"overleggen": "", "overleggen_gehouden": "", "kenniskringen": ""}


@portaal
@pytest.mark.parametrize(
    ("schooljaar", "anders", "norm"),
    [("2024", {"expertisedagen": ""}, OUD), ("2025", ZONDER_OVERLEG, NIEUW)],
)
def test_request_is_judged_by_the_rules_of_its_school_year(personas, klok, schooljaar, anders, norm):
    klok.move_to("2025-10-14 10:00:00+02:00")

    aanvraag = indienen(personas, concept(personas, SOORT, schooljaar=schooljaar, **anders))

    assert norm_van(aanvraag.regeling) == norm


@portaal
@pytest.mark.parametrize(
    ("schooljaar", "anders", "zin"),
    [
        ("2024", {"overleggen": "7"}, "De coördinator was bij 7 van de 10 overleggen. Minstens 80% is nodig."),
        ("2025", {"expertisedagen": "3"}, "De coördinator was bij 3 Expertisedagen. Er zijn er minstens 4 nodig."),
    ],
)
def test_too_few_under_the_rules_of_its_school_year_is_refused(personas, klok, schooljaar, anders, zin):
    klok.move_to("2025-10-14 10:00:00+02:00")

    assert zin in wordt_geweigerd(personas, concept(personas, SOORT, schooljaar=schooljaar, **anders))


@portaal
def test_more_meetings_than_there_were_is_refused(personas, klok):
    klok.move_to("2024-10-15 10:00:00+02:00")

    assert fouten(concept(personas, SOORT, overleggen="11")) == {
        "overleggen": ["Er waren 10 overleggen. Vul 10 of minder in."]
    }


# --- What an award gives -------------------------------------------------------------------------------------


@portaal
def test_award_without_an_amount_gives_a_dagdeel_and_costs_nothing(personas):
    doe(acts.toekennen, ter_ondertekening(personas, concept(personas, SOORT)), personas.directeur)

    html = Brief.objects.get().html
    assert "U krijgt een vergoeding van een dagdeel per week voor schooljaar 2025-2026." in html
    assert "€" not in html
    assert not Verplichting.objects.exists()


@portaal
def test_award_with_an_amount_is_booked_and_said_in_the_letter(personas):
    stel_regeling(SOORT, bedrag_per_schooljaar="4321.5")

    doe(acts.toekennen, ter_ondertekening(personas, concept(personas, SOORT)), personas.directeur)

    assert Verplichting.objects.get().bedrag == Decimal("4321.50")
    assert "Voor dit schooljaar is dat € 4.321,50." in Brief.objects.get().html.replace("\xa0", " ")


@portaal
def test_bureau_sees_the_vergoeding_of_another_coordinator(personas):
    eerste = doe(acts.toekennen, ter_ondertekening(personas, concept(personas, SOORT)), personas.directeur)
    tweede = ter_ondertekening(personas, concept(personas, SOORT, coordinator="P. Smit"))

    assert tweede.declaratie.let_op(tweede) == [
        f"Deze school kreeg voor dit schooljaar al een vergoeding met {eerste.kenmerk}. "
        "Kijk of het om een andere coördinator gaat."
    ]


# --- What the portal registered itself -----------------------------------------------------------------------


def was_er(personas, dagen, *, naam="S. Yilmaz", soort="expertisedag", schooljaar=2025):
    """This person of the school was on so many days at a kind of activity."""
    for dag in range(dagen):
        begint = moment(date(schooljaar, 9, 1 + dag))
        activiteit = ActiviteitFactory(soort=soort, schooljaar=schooljaar, geweest=True, begint=begint)
        plaats = InschrijvingFactory(activiteit=activiteit, school=personas.school, naam=naam)
        AanwezigheidFactory(inschrijving=plaats)


@portaal
def test_registered_attendance_counts_when_the_school_writes_less(personas):
    was_er(personas, 4, naam="s.  yilmaz")

    assert indienen(personas, concept(personas, SOORT, schooljaar="2025", expertisedagen="2")).status == "ingediend"


@portaal
def test_without_registered_attendance_the_answer_counts(personas, monkeypatch):
    """The twin: what the portal knows is what makes the difference above."""
    was_er(personas, 4)
    monkeypatch.setattr(aanwezigheid, "bekend", lambda aanvraag, gegevens: {})

    zin = wordt_geweigerd(personas, concept(personas, SOORT, schooljaar="2025", expertisedagen="2"))

    assert zin.startswith("De coördinator was bij 2 Expertisedagen.")


@portaal
@pytest.mark.parametrize("anders", [{"naam": "Iemand Anders"}, {"schooljaar": 2024}, {"soort": "training"}])
def test_attendance_of_another_person_year_or_kind_does_not_count(personas, anders):
    was_er(personas, 4, **anders)

    wordt_geweigerd(personas, concept(personas, SOORT, schooljaar="2025", expertisedagen="2"))


@portaal
def test_bureau_sees_where_the_school_writes_otherwise(personas):
    was_er(personas, 3)

    aanvraag = indienen(personas, concept(personas, SOORT, schooljaar="2025", expertisedagen="4"))

    assert aanvraag.declaratie.let_op(aanvraag) == [
        "De school schrijft 4 Expertisedagen voor S. Yilmaz. In het portaal staan er 3 voor 2025-2026. "
        "Kijk op de presentielijsten van de Expertisedagen."
    ]


@portaal
@pytest.mark.parametrize("dagen", [0, 4])
def test_bureau_sees_nothing_when_it_is_the_same_or_was_not_registered(personas, dagen):
    was_er(personas, dagen)

    aanvraag = indienen(personas, concept(personas, SOORT, schooljaar="2025", expertisedagen="4"))

    assert aanvraag.declaratie.let_op(aanvraag) == []


@portaal
def test_form_shows_what_the_portal_registered_and_begins_with_it(personas):
    was_er(personas, 4)
    was_er(personas, 1, schooljaar=2024)
    aanvraag = concept(personas, SOORT)
    aanvraag.antwoorden = {}

    [taak] = taken(aanvraag)

    assert str(taak.form["coordinator"].help_text) == (
        "Voornaam en achternaam. In het portaal staat voor 2025-2026: S. Yilmaz: 4 Expertisedagen."
    )
    assert {veld.name: veld.value() for veld in taak.form} == {
        "schooljaar": "2025",
        "coordinator": "S. Yilmaz",
        "expertisedagen": 4,
    }


@portaal
def test_name_that_somebody_typed_stays_text_in_the_hint(personas):
    was_er(personas, 1, naam="<script>alert(1)</script>")

    pagina = str(taken(concept(personas, SOORT))[0].form)

    assert "&lt;script&gt;" in pagina
    assert "<script>" not in pagina


@portaal
def test_reading_answers_asks_nothing_about_attendance(personas, django_assert_num_queries):
    aanvraag = concept(personas, SOORT)
    taken(aanvraag)

    with django_assert_num_queries(0):
        taken(aanvraag)


# --- Bad input that every kind has in some form ---------------------------------------------------------------


@portaal
def test_document_that_this_kind_does_not_ask_is_refused(personas):
    assert weigert_ander_stuk(personas, SOORT)


@portaal
def test_second_request_at_the_same_time_is_shown_and_asks_to_confirm(personas):
    assert nog_een_keer(personas, SOORT) == "U vroeg Vergoeding ondersteuningscoördinator al aan met A-1 (ingediend)."
