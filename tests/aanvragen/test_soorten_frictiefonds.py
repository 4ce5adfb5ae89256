"""Frictiefonds: the board asks, the directeur-bestuurder decides, the money is booked at once."""

from decimal import Decimal

import pytest

from aanvragen import workflow as acts
from aanvragen.models import Status
from financien.fouten import GeenRuimte, OnbekendePost
from financien.models import Verplichting
from financien.selectors import stand
from swv.documenten.models import Brief
from swv.kern.fouten import Geweigerd
from swv.kern.models import Opdracht
from tests.aanvragen.levensloop import (
    concept,
    doe,
    fouten,
    momentopname,
    stel_regeling,
    ter_ondertekening,
    wordt_geweigerd,
)
from tests.aanvragen.zonder_besluit import nog_een_keer, weigert_ander_stuk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]
SOORT = "frictiefonds"


@pytest.mark.parametrize(
    ("getypt", "bedrag"),
    [
        ("12500", "12500.00"),
        ("12.500", "12500.00"),
        ("12.500,50", "12500.50"),
        ("12500,5", "12500.50"),
        ("12500.50", "12500.50"),
        ("€ 12.500,-", "12500.00"),
    ],
)
def test_amount_with_comma_or_point_is_read_as_people_mean_it(personas, getypt, bedrag):
    aanvraag = ter_ondertekening(personas, concept(personas, SOORT, gevraagd_bedrag=getypt))

    assert aanvraag.gevraagd_bedrag == Decimal(bedrag)


BEDRAG_FOUT = "Vul het gevraagde bedrag in euro's in, bijvoorbeeld 12.500,00."


@pytest.mark.parametrize(
    ("anders", "veld", "zin"),
    [
        ({"gevraagd_bedrag": "12,500"}, "gevraagd_bedrag", BEDRAG_FOUT),
        ({"gevraagd_bedrag": "12.50.0"}, "gevraagd_bedrag", BEDRAG_FOUT),
        ({"gevraagd_bedrag": "veel"}, "gevraagd_bedrag", BEDRAG_FOUT),
        ({"gevraagd_bedrag": "-5"}, "gevraagd_bedrag", BEDRAG_FOUT),
        ({"gevraagd_bedrag": "0"}, "gevraagd_bedrag", "Vul bij het gevraagde bedrag minstens €\xa00,01 in."),
        ({"gevraagd_bedrag": ""}, "gevraagd_bedrag", "Vul het gevraagde bedrag in."),
        (
            {"van": "31-7-2027", "tot": "1-11-2026"},
            "tot",
            "De einddatum ligt voor de begindatum. Pas de begindatum of de einddatum aan.",
        ),
        ({"van": "31-2-2027"}, "van", "De begindatum bestaat niet. Controleer de dag en de maand."),
        (
            {"van": "volgend jaar"},
            "van",
            "Vul de begindatum in als dag, maand en jaar, bijvoorbeeld 1-9-2026.",
        ),
        ({"eigen_middelen": ""}, "eigen_middelen", "Vul in wat u al uit eigen middelen deed."),
    ],
)
def test_bad_input_is_refused_with_a_sentence_and_kept_as_typed(personas, anders, veld, zin):
    aanvraag = concept(personas, SOORT, **anders)

    assert fouten(aanvraag)[veld] == [zin]
    assert "is nog niet goed ingevuld. Kijk het na." in wordt_geweigerd(personas, aanvraag)
    assert all(waarde in str(aanvraag.antwoorden) for waarde in anders.values())


@pytest.mark.parametrize(
    ("zonder", "zin"),
    [
        ("begroting", "De bijlage ‘Begroting of berekening’ ontbreekt. Voeg die toe."),
        ("situatie", "Het onderdeel ‘Beschrijf de situatie’ is nog leeg. Vul het in."),
        ("bedrag", "Het onderdeel ‘Vul periode en bedrag in’ is nog leeg. Vul het in."),
    ],
)
def test_missing_evidence_or_part_is_named(personas, zonder, zin):
    assert wordt_geweigerd(personas, concept(personas, SOORT, zonder=zonder)) == zin


def test_everything_that_is_missing_is_named_at_once(personas):
    aanvraag = concept(personas, SOORT, zonder="begroting", van="nooit")

    assert wordt_geweigerd(personas, aanvraag).count("‘") == 2


# --- Money -------------------------------------------------------------------------------------------------


def test_award_of_what_was_asked_books_it_on_the_line(personas, wereld):
    aanvraag = ter_ondertekening(personas, concept(personas, SOORT))

    aanvraag = doe(acts.toekennen, aanvraag, personas.directeur, bedrag="12.500,00")

    verplichting = Verplichting.objects.get()
    assert (aanvraag.toegekend_bedrag, aanvraag.is_gedeeltelijk) == (Decimal("12500.00"), False)
    assert (verplichting.bron, verplichting.post, verplichting.bedrag) == (aanvraag, wereld, Decimal("12500.00"))
    assert [(t.bedrag, t.voorwaarde, t.status) for t in verplichting.termijnen.all()] == [
        (Decimal("12500.00"), "", "betaalbaar")
    ]
    assert stand(wereld).vrij == Decimal("87500.00")


def test_partial_award_with_reasons_books_the_part_and_says_so_in_the_letter(personas, wereld):
    aanvraag = ter_ondertekening(personas, concept(personas, SOORT))

    aanvraag = doe(acts.toekennen, aanvraag, personas.directeur, bedrag="9.000", motivering="Acht uur is genoeg.")

    brief = Brief.objects.get()
    assert (aanvraag.is_gedeeltelijk, Verplichting.objects.get().bedrag) == (True, Decimal("9000.00"))
    assert "gedeeltelijk toe. U vroeg € 12.500,00. U krijgt <strong>€ 9.000,00</strong>" in brief.html.replace(
        "\xa0", " "
    )
    assert "Acht uur is genoeg." in brief.html


@pytest.mark.parametrize(
    ("bedrag", "motivering", "veld"),
    [
        ("9.000", "", "motivering"),
        ("12.500,01", "Meer is beter.", "bedrag"),
        ("0", "Niets.", "bedrag"),
        ("", "Iets.", "bedrag"),
        ("12,500", "Iets.", "bedrag"),
    ],
)
def test_award_with_a_wrong_amount_or_without_reasons_changes_nothing(personas, bedrag, motivering, veld):
    aanvraag = ter_ondertekening(personas, concept(personas, SOORT))
    voor = momentopname()

    with pytest.raises(Geweigerd) as fout:
        doe(acts.toekennen, aanvraag, personas.directeur, bedrag=bedrag, motivering=motivering)

    assert list(fout.value.velden) == [veld]
    assert momentopname() == voor


def test_award_against_the_advice_needs_reasons(personas):
    aanvraag = ter_ondertekening(personas, concept(personas, SOORT), voorstel="afwijzen")

    with pytest.raises(Geweigerd) as fout:
        doe(acts.toekennen, aanvraag, personas.directeur, bedrag="12.500")
    assert fout.value.velden == {"motivering": ["U wijkt af van de aanvraag of het advies. Schrijf op waarom."]}

    aanvraag = doe(acts.toekennen, aanvraag, personas.directeur, bedrag="12.500", motivering="Wel uitzonderlijk.")
    assert aanvraag.status == Status.TOEGEKEND


def test_advice_for_more_than_was_asked_is_refused(personas):
    with pytest.raises(Geweigerd) as fout:
        ter_ondertekening(personas, concept(personas, SOORT), bedrag="12.500,01")

    assert fout.value.velden["bedrag"][0].replace("\xa0", " ").startswith("De school vroeg € 12.500,00.")


def test_no_room_on_the_line_refuses_and_leaves_state_number_letter_and_outbox(personas):
    aanvraag = ter_ondertekening(personas, concept(personas, SOORT, gevraagd_bedrag="100.000,01"))
    voor = momentopname()

    with pytest.raises(GeenRuimte) as fout:
        doe(acts.toekennen, aanvraag, personas.directeur, bedrag="100.000,01")

    assert "is nog € 100.000,00 vrij. Dat is te weinig voor € 100.000,01." in fout.value.zin.replace("\xa0", " ")
    assert momentopname() == voor
    assert not Brief.objects.exists()
    assert not Opdracht.objects.filter(soort="documenten.brief").exists()


def test_number_of_a_refused_award_goes_to_the_next_decision(personas):
    te_duur = ter_ondertekening(personas, concept(personas, SOORT, gevraagd_bedrag="100.000,01"))
    ander = ter_ondertekening(personas, concept(personas, SOORT))
    with pytest.raises(GeenRuimte):
        doe(acts.toekennen, te_duur, personas.directeur, bedrag="100.000,01")

    assert doe(acts.toekennen, ander, personas.directeur, bedrag="12.500").besluitnummer == "B-2627-00001"


@pytest.mark.parametrize(("code", "fout"), [("X.X.99", OnbekendePost), ("", Geweigerd)])
def test_award_without_a_budget_line_is_refused_and_changes_nothing(personas, code, fout):
    aanvraag = ter_ondertekening(personas, concept(personas, SOORT))
    stel_regeling(SOORT, post=code)
    voor = momentopname()

    with pytest.raises(fout):
        doe(acts.toekennen, aanvraag, personas.directeur, bedrag="12.500")

    assert momentopname() == voor


def test_refusal_books_nothing(personas, wereld):
    aanvraag = ter_ondertekening(personas, concept(personas, SOORT), voorstel="afwijzen")

    aanvraag = doe(acts.afwijzen, aanvraag, personas.directeur, motivering="Er is regulier geld.")

    assert (aanvraag.toegekend_bedrag, stand(wereld).toegekend) == (None, 0)


def test_letter_is_addressed_to_the_board(personas):
    aanvraag = ter_ondertekening(personas, concept(personas, SOORT))
    doe(acts.toekennen, aanvraag, personas.directeur, bedrag="12.500")

    html = Brief.objects.get().html
    assert "Stichting Scholen A" in html
    assert "Het bestuur" in html


# --- Bad input that every kind has in some form ---------------------------------------------------------------


def test_document_that_this_kind_does_not_ask_is_refused(personas):
    assert weigert_ander_stuk(personas, SOORT)


def test_second_request_at_the_same_time_is_shown_and_asks_to_confirm(personas):
    assert nog_een_keer(personas, SOORT) == "U vroeg Frictiefonds al aan met A-1 (ingediend)."


def test_period_over_the_first_of_august_is_accepted(personas):
    assert fouten(concept(personas, SOORT, van="1-6-2027", tot="30-9-2027")) == {}
