"""Innovatiegelden: plan, feedback, final plan, decision; 90% at once and 10% after the verantwoording."""

from decimal import Decimal

import pytest
from django.utils import timezone

from aanvragen import workflow as acts
from aanvragen.models import Status
from aanvragen.soorten.bouwstenen import laatste_dag
from financien.models import Verplichting
from swv.documenten.models import Brief
from swv.kern.fouten import VerkeerdeStatus, VoorwaardeNietVervuld
from swv.post.models import Bericht
from tests.aanvragen.levensloop import breng, concept, doe, fouten, ter_ondertekening, typ, wordt_geweigerd
from tests.aanvragen.zonder_besluit import nog_een_keer, weigert_ander_stuk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]
SOORT = "innovatiegelden"
TE_LANG = (
    "Een project duurt hoogstens 2 schooljaren. Met deze begindatum is 31\xa0juli\xa02028 de laatste dag. "
    "Kies een eerdere einddatum."
)


@pytest.mark.parametrize(
    ("van", "tot", "zinnen"),
    [
        ("1-11-2026", "31-7-2028", None),
        ("1-11-2026", "1-8-2028", [TE_LANG]),
        ("31-7-2027", "31-7-2028", None),
        ("1-8-2026", "1-8-2028", [TE_LANG]),
        ("1-8-2027", "31-7-2029", None),
        ("1-9-2026", "1-8-2026", ["De einddatum ligt voor de begindatum. Pas de begindatum of de einddatum aan."]),
    ],
)
def test_project_lasts_at_most_two_school_years(personas, van, tot, zinnen):
    aanvraag = concept(personas, SOORT, van=van, tot=tot)

    assert fouten(aanvraag).get("tot") == zinnen
    if zinnen:
        wordt_geweigerd(personas, aanvraag)


@pytest.mark.parametrize(("van", "jaren", "dag"), [("2027-07-31", 1, "2027-07-31"), ("2027-08-01", 2, "2029-07-31")])
def test_last_day_counts_school_years_from_august(van, jaren, dag):
    from datetime import date

    assert laatste_dag(date.fromisoformat(van), jaren) == date.fromisoformat(dag)


@pytest.mark.parametrize(
    ("anders", "veld", "zin"),
    [
        ({"ambitie": ""}, "ambitie", "Kies de ambitie."),
        ({"ambitie": "9"}, "ambitie", "Kies bij de ambitie een van de mogelijkheden uit de lijst."),
        ({"titel": ""}, "titel", "Vul de naam van het project in."),
        (
            {"gevraagd_bedrag": "25,000"},
            "gevraagd_bedrag",
            "Vul het gevraagde bedrag in euro's in, bijvoorbeeld 12.500,00.",
        ),
    ],
)
def test_bad_input_is_refused_with_a_sentence(personas, anders, veld, zin):
    aanvraag = concept(personas, SOORT, **anders)

    assert fouten(aanvraag)[veld] == [zin]
    wordt_geweigerd(personas, aanvraag)


def test_missing_plan_is_named(personas):
    assert wordt_geweigerd(personas, concept(personas, SOORT, zonder="projectplan")) == (
        "De bijlage ‘Projectplan’ ontbreekt. Voeg die toe."
    )


def test_award_before_the_final_plan_cannot_be_proposed(personas):
    aanvraag = breng(personas, SOORT, Status.IN_BEHANDELING)

    with pytest.raises(VoorwaardeNietVervuld, match="De school heeft nog geen definitief plan gestuurd"):
        doe(acts.adviseren, aanvraag, personas.bureau, voorstel="toekennen", advies="Mooi", bedrag="25.000")


def test_refusal_before_the_final_plan_can_be_proposed(personas):
    aanvraag = breng(personas, SOORT, Status.IN_BEHANDELING)

    aanvraag = doe(acts.adviseren, aanvraag, personas.bureau, voorstel="afwijzen", advies="Past niet bij de ambities")

    assert aanvraag.status == Status.TER_ONDERTEKENING


def test_final_plan_that_became_wrong_is_refused(personas):
    aanvraag = breng(personas, SOORT, Status.FEEDBACK_GEGEVEN)
    aanvraag = typ(aanvraag, personas.coordinator, "bedrag", gevraagd_bedrag="veel")

    with pytest.raises(VoorwaardeNietVervuld, match="is nog niet goed ingevuld"):
        doe(acts.plan_bijstellen, aanvraag, personas.coordinator)


def test_final_plan_brings_its_amount_and_period(personas):
    aanvraag = breng(personas, SOORT, Status.FEEDBACK_GEGEVEN)
    aanvraag = typ(aanvraag, personas.coordinator, "bedrag", gevraagd_bedrag="20.000", tot="31-7-2027")

    aanvraag = doe(acts.plan_bijstellen, aanvraag, personas.coordinator)

    assert (aanvraag.gevraagd_bedrag, str(aanvraag.tot)) == (Decimal("20000.00"), "2027-07-31")


def test_second_round_of_feedback_makes_a_third_version(personas):
    aanvraag = breng(personas, SOORT, Status.FEEDBACK_GEGEVEN)
    aanvraag = doe(acts.plan_bijstellen, aanvraag, personas.coordinator)
    aanvraag = doe(acts.feedback_geven, aanvraag, personas.bureau, feedback="Nog iets.")

    aanvraag = doe(acts.plan_bijstellen, aanvraag, personas.coordinator)

    assert list(aanvraag.versies.values_list("nummer", flat=True)) == [3, 2, 1]


def test_other_kinds_know_no_feedback(personas):
    aanvraag = breng(personas, "robot", Status.IN_BEHANDELING)

    with pytest.raises(VerkeerdeStatus):
        doe(acts.feedback_geven, aanvraag, personas.bureau, feedback="Nog iets.")


@pytest.mark.parametrize(
    ("bedrag", "delen"),
    [
        ("25.000", ["22500.00", "2500.00"]),
        ("9.999,99", ["8999.99", "1000.00"]),
        ("0,04", ["0.04"]),
    ],
)
def test_award_is_paid_ninety_percent_at_once_and_the_rest_after_the_account(personas, bedrag, delen):
    aanvraag = ter_ondertekening(personas, concept(personas, SOORT, gevraagd_bedrag=bedrag))

    doe(acts.toekennen, aanvraag, personas.directeur, bedrag=bedrag)

    verplichting = Verplichting.objects.get()
    assert [str(termijn.bedrag) for termijn in verplichting.termijnen.all()] == delen
    assert [termijn.status for termijn in verplichting.termijnen.all()] == ["betaalbaar", "open"][: len(delen)]
    assert sum(termijn.bedrag for termijn in verplichting.termijnen.all()) == verplichting.bedrag


def test_letter_names_both_instalments_and_goes_to_the_school(personas):
    aanvraag = ter_ondertekening(personas, concept(personas, SOORT, gevraagd_bedrag="25.000"))

    doe(acts.toekennen, aanvraag, personas.directeur, bedrag="25.000")

    html = Brief.objects.get().html.replace("\xa0", " ")
    assert "€ 22.500,00" in html
    assert "€ 2.500,00" in html
    assert "Na goedkeuring van de verantwoording" in html
    assert "De ondersteuningscoördinator" in html


def test_school_that_stays_silent_after_feedback_does_not_hold_the_dossier(personas):
    aanvraag = breng(personas, SOORT, Status.FEEDBACK_GEGEVEN)

    aanvraag = doe(acts.feedback_afsluiten, aanvraag, personas.bureau, reden="Na drie herinneringen geen plan.")

    assert aanvraag.status == Status.IN_BEHANDELING
    assert Bericht.objects.filter(soort="feedback_afgesloten", aan=personas.coordinator).count() == 1
    with pytest.raises(VoorwaardeNietVervuld, match="nog geen definitief plan"):
        doe(acts.adviseren, aanvraag, personas.bureau, voorstel="toekennen", advies="Mooi", bedrag="25.000")


def test_award_against_the_advice_also_needs_the_final_plan(personas):
    aanvraag = breng(personas, SOORT, Status.IN_BEHANDELING)
    aanvraag = doe(acts.adviseren, aanvraag, personas.bureau, voorstel="afwijzen", advies="Past niet bij de ambities")

    with pytest.raises(VoorwaardeNietVervuld, match="nog geen definitief plan"):
        acts.toekennen(
            aanvraag, door=personas.directeur, bevestigd_op=timezone.now(), bedrag=Decimal(1000), motivering="Toch."
        )


# --- Bad input that every kind has in some form ---------------------------------------------------------------


def test_document_that_this_kind_does_not_ask_is_refused(personas):
    assert weigert_ander_stuk(personas, SOORT)


def test_second_request_at_the_same_time_is_shown_and_asks_to_confirm(personas):
    assert nog_een_keer(personas, SOORT) == "U vroeg Innovatiegelden al aan met A-1 (ingediend)."
