"""Tussentijdse overstap: a tenth of the yearly amount for lwoo per full month, with the rules of the day of entry."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from aanvragen import workflow as acts
from aanvragen.models import Regeling
from aanvragen.selectors import berekening
from aanvragen.soorten.overstap import in_gebied, vergoeding, volle_maanden
from financien.models import Verplichting
from swv.documenten.models import Brief
from tests.aanvragen.levensloop import concept, doe, fouten, indienen, ter_ondertekening, wordt_geweigerd
from tests.aanvragen.zonder_besluit import ZELFDE, nog_een_keer, weigert_ander_stuk
from tests.factories.financien import BegrotingspostFactory
from tests.factories.organisaties import LeerlingFactory
from tests.personas import log_in

SOORT = "overstap"
DAGEN = [date(2020, 1, 1) + timedelta(days=dag) for dag in range(12 * 366)]
portaal = pytest.mark.usefixtures("db", "klok", "post")


def tekst(html: str) -> str:
    return html.replace("\xa0", " ").replace("&nbsp;", " ")


# --- Months and amounts --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("instroom", "maanden"),
    [
        ("2024-08-01", 10),
        ("2024-09-01", 10),
        ("2024-09-02", 9),
        ("2024-10-02", 8),
        ("2024-11-01", 8),
        ("2024-11-15", 7),
        ("2024-12-31", 6),
        ("2025-01-01", 6),
        ("2024-02-29", 4),
        ("2025-06-01", 1),
        ("2025-06-02", 0),
        ("2025-07-31", 0),
    ],
)
def test_only_full_months_up_to_june_count(instroom, maanden):
    assert volle_maanden(date.fromisoformat(instroom)) == maanden


def geteld(dag: date) -> int:
    """The same, counted one by one: the months September to June that begin on or after the day of entry."""
    begin = dag.year if dag.month >= 8 else dag.year - 1
    eersten = [
        *(date(begin, maand, 1) for maand in range(9, 13)),
        *(date(begin + 1, maand, 1) for maand in range(1, 7)),
    ]
    return sum(eerste >= dag for eerste in eersten)


def test_months_are_those_of_a_count_by_hand_on_every_day_of_twelve_years():
    assert [dag for dag in DAGEN if volle_maanden(dag) != geteld(dag)] == []


@pytest.mark.parametrize(
    ("jaarbedrag", "instroom", "bedrag"),
    [
        ("5486.57", "2024-11-01", "4389.26"),
        ("5486.57", "2024-11-15", "3840.60"),
        ("8550.29", "2024-11-01", "6840.23"),
        ("8550.29", "2024-11-15", "5985.20"),
        ("0.05", "2025-06-01", "0.01"),  # half a cent goes up
        ("5486.57", "2025-06-02", "0.00"),
    ],
)
def test_amount_is_a_tenth_per_month_rounded_half_up(jaarbedrag, instroom, bedrag):
    assert vergoeding(Decimal(jaarbedrag), date.fromisoformat(instroom)) == Decimal(bedrag)


BEDRAGEN = st.decimals(min_value="0.00", max_value="99999.99", places=2)


@given(jaarbedrag=BEDRAGEN, jaar=st.integers(2000, 2099))
def test_whole_school_year_gives_the_whole_amount_and_july_nothing(jaarbedrag, jaar):
    assert vergoeding(jaarbedrag, date(jaar, 9, 1)) == jaarbedrag
    assert vergoeding(jaarbedrag, date(jaar, 7, 1)) == 0


@given(jaarbedrag=BEDRAGEN, dag=st.dates(date(2000, 1, 1), date(2099, 12, 30)))
def test_amount_never_grows_within_a_school_year_and_stays_within_half_a_cent(jaarbedrag, dag):
    morgen = dag + timedelta(days=1)

    assert (dag.month, dag.day) == (7, 31) or vergoeding(jaarbedrag, morgen) <= vergoeding(jaarbedrag, dag)
    assert abs(vergoeding(jaarbedrag, dag) * 10 - jaarbedrag * volle_maanden(dag)) <= Decimal("0.05")


# --- What the school fills in --------------------------------------------------------------------------------

TE_VROEG = "Deze vergoeding is er voor een leerling die na 1 oktober instroomt. Controleer de datum."


@portaal
@pytest.mark.parametrize(
    ("anders", "veld", "zin"),
    [
        ({"instroom": "1-10-2026"}, "instroom", TE_VROEG),
        ({"instroom": "1-9-2026"}, "instroom", TE_VROEG),
        ({"instroom": "1-8-2027"}, "instroom", TE_VROEG),
        (
            {"instroom": "12-10-2025"},
            "instroom",
            "De dag van instroom ligt meer dan een jaar terug. Controleer de datum.",
        ),
        (
            {"instroom": "14-10-2027"},
            "instroom",
            "De dag van instroom ligt meer dan een jaar vooruit. Controleer de datum.",
        ),
        ({"instroom": "31-11-2026"}, "instroom", "De dag van instroom bestaat niet. Controleer de dag en de maand."),
        ({"instroom": ""}, "instroom", "Vul de dag van instroom in."),
        ({"postcode": "1055 AB"}, "postcode", "Vul alleen de vier cijfers in, bijvoorbeeld 1055."),
        ({"postcode": "0155"}, "postcode", "Vul alleen de vier cijfers in, bijvoorbeeld 1055."),
        ({"lwoo": ""}, "lwoo", "Vul in of de leerling een aanwijzing heeft."),
        ({"van_school": ""}, "van_school", "Vul de vorige school in."),
    ],
)
def test_bad_input_is_refused_with_a_sentence(personas, anders, veld, zin):
    aanvraag = concept(personas, SOORT, **anders)

    assert fouten(aanvraag)[veld] == [zin]
    wordt_geweigerd(personas, aanvraag)


@portaal
@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"instroom": "2-6-2026"}, "Na 2 juni 2026 is er in dit schooljaar geen volle maand meer."),
        ({"instroom": "31-7-2026"}, "Na 31 juli 2026 is er in dit schooljaar geen volle maand meer."),
        ({"postcode": "1316"}, "Postcode 1316 ligt buiten het gebied van deze regeling."),
        ({"lwoo": "ja"}, "Deze vergoeding is er alleen voor een leerling zonder aanwijzing voor lwoo."),
        ({"zonder": "inschrijving"}, "De bijlage ‘Bewijs van inschrijving’ ontbreekt. Voeg die toe."),
    ],
)
def test_request_outside_the_rules_is_refused_and_says_why(personas, anders, zin):
    assert zin in tekst(wordt_geweigerd(personas, concept(personas, SOORT, **anders)))


@portaal
def test_rule_about_lwoo_is_that_of_the_regeling(personas):
    rij = Regeling.objects.get(soort=SOORT, geldig_tot=None)
    rij.getallen["alleen_zonder_lwoo"] = "0"
    rij.save()

    assert indienen(personas, concept(personas, SOORT, lwoo="ja")).gevraagd_bedrag == Decimal("3840.60")


@pytest.mark.parametrize(
    ("postcode", "erin"), [(999, False), (1000, True), (1109, True), (1110, False), (1380, True), (1385, False)]
)
def test_area_is_that_of_the_regeling(postcode, erin):
    getallen = {"postcode_van": 1000, "postcode_tot": 1109, "postcode_ook_van": "1380", "postcode_ook_tot": "1384"}

    assert in_gebied(postcode, Regeling(getallen=getallen)) is erin
    assert in_gebied(postcode, Regeling(getallen={})) is True


@portaal
def test_pupil_number_of_another_school_is_another_pupil(personas):
    elders = LeerlingFactory(school=personas.school_elders, leerlingnummer="200001")

    aanvraag = indienen(personas, concept(personas, SOORT))

    assert aanvraag.leerling.leerlingnummer == elders.leerlingnummer
    assert aanvraag.leerling != elders


# --- Amount and rules ----------------------------------------------------------------------------------------


@portaal
@pytest.mark.parametrize(
    ("instroom", "bedrag", "van"),
    [
        ("15-11-2026", "3840.60", "2026-12-01"),
        ("2-10-2026", "4389.26", "2026-11-01"),
        ("1-6-2026", "548.66", "2026-06-01"),
    ],
)
def test_amount_and_period_follow_from_the_day_of_entry(personas, instroom, bedrag, van):
    aanvraag = indienen(personas, concept(personas, SOORT, instroom=instroom))

    assert (aanvraag.gevraagd_bedrag, str(aanvraag.van)) == (Decimal(bedrag), van)
    assert (aanvraag.tot.month, aanvraag.tot.day) == (6, 30)


@portaal
@pytest.mark.parametrize(
    ("instroom", "bedrag", "geldig_van"),
    [
        ("15-11-2023", "3631.33", "2023-01-01"),
        ("31-12-2023", "3112.57", "2023-01-01"),
        ("1-1-2024", "3291.94", "2024-01-01"),
    ],
)
def test_year_of_entry_says_which_amount_counts(personas, klok, instroom, bedrag, geldig_van):
    klok.move_to("2024-02-05 10:00:00+01:00")

    aanvraag = indienen(personas, concept(personas, SOORT, instroom=instroom))

    assert (aanvraag.gevraagd_bedrag, str(aanvraag.regeling.geldig_van)) == (Decimal(bedrag), geldig_van)


@portaal
def test_entry_before_the_first_amounts_is_refused(personas, klok):
    klok.move_to("2023-02-06 10:00:00+01:00")

    zin = tekst(wordt_geweigerd(personas, concept(personas, SOORT, instroom="15-11-2022")))

    assert zin.startswith("Voor 15 november 2022 zijn er nog geen regels of bedragen vastgesteld.")


@portaal
def test_new_amounts_count_for_drafts_and_leave_what_was_sent_alone(personas):
    verstuurd, wacht = indienen(personas, concept(personas, SOORT)), concept(personas, SOORT, leerlingnummer="7")
    Regeling.objects.filter(soort=SOORT, geldig_tot=None).update(geldig_tot=date(2026, 11, 1))
    getallen = {"jaarbedrag_lwoo": "6000"}
    Regeling.objects.create(soort=SOORT, geldig_van=date(2026, 11, 1), getallen=getallen)
    verstuurd.refresh_from_db()

    assert tekst(dict(berekening(verstuurd))["Vergoeding"]) == "€ 5.486,57 : 10 × 7 = € 3.840,60"
    assert tekst(dict(berekening(wacht))["Vergoeding"]) == "€ 6.000,00 : 10 × 7 = € 4.200,00"
    assert indienen(personas, wacht).gevraagd_bedrag == Decimal("4200.00")


# --- Who sees how it was worked out --------------------------------------------------------------------------

STAPPEN = (
    "Zo rekenen wij",
    "15 november 2026",
    "7: december 2026 tot en met juni 2027",
    "€ 5.486,57 : 10 × 7 = € 3.840,60",
)


@portaal
def test_summary_shows_the_steps_and_asks_no_amount(client, personas):
    aanvraag = concept(personas, SOORT)

    html = tekst(log_in(client, personas.coordinator).get(aanvraag.adres("controleren")).content.decode())

    assert all(stap in html for stap in STAPPEN)
    assert "gevraagd_bedrag" not in html


@portaal
def test_draft_without_a_day_shows_no_sum(client, personas):
    aanvraag = concept(personas, SOORT, instroom="")

    html = log_in(client, personas.coordinator).get(aanvraag.adres("controleren")).content.decode()

    assert "Zo rekenen wij" not in html


@portaal
@pytest.mark.parametrize("wie", ["bureau", "directeur"])
def test_who_judges_reads_the_steps(client, personas, wie):
    aanvraag = ter_ondertekening(personas, concept(personas, SOORT))
    naam = {"bureau": "admin:aanvragen_aanvraag_change", "directeur": "aanvragen:besluit"}[wie]

    antwoord = log_in(client, getattr(personas, wie)).get(reverse(naam, args=[aanvraag.pk]), follow=True)

    assert all(stap in tekst(antwoord.content.decode()) for stap in STAPPEN)


@portaal
def test_award_is_booked_by_its_months_and_explained_in_the_letter(personas):
    BegrotingspostFactory(code="L.S.02", jaar__jaar=2027, met_ruimte="100000.00")
    aanvraag = ter_ondertekening(personas, concept(personas, SOORT))

    doe(acts.toekennen, aanvraag, personas.directeur, bedrag="3.840,60")

    per_jaar = Verplichting.objects.order_by("post__jaar__jaar").values_list("post__jaar__jaar", "bedrag")
    assert list(per_jaar) == [(2026, Decimal("548.66")), (2027, Decimal("3291.94"))]
    html = tekst(Brief.objects.get().html)
    assert "€ 5.486,57 : 10 × 7 = € 3.840,60" in html
    assert "De Tussenstap" not in html


# --- Bad input that every kind has in some form ---------------------------------------------------------------


@portaal
def test_document_that_this_kind_does_not_ask_is_refused(personas):
    assert weigert_ander_stuk(personas, SOORT)


@portaal
def test_second_request_at_the_same_time_is_shown_and_asks_to_confirm(personas):
    getoond = nog_een_keer(personas, SOORT, **ZELFDE)

    assert getoond == "U vroeg Tussentijdse overstap naar een tussenvoorziening al aan met A-1 (ingediend)."
