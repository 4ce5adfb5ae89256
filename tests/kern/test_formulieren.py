"""The form renderer, the Dutch sentences and the shared fields."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st

from swv.kern.formulieren import (
    BedragField,
    BestandenField,
    BestandField,
    DatumField,
    Formulier,
    OnbestaandeDatum,
    UrenField,
    lees_bedrag,
    lees_datum,
    lees_uren,
)
from swv.kern.opmaak import MAANDEN, euro, getal


class Aanvraagformulier(Formulier):
    in_zin = {"bedrag": "het gevraagde bedrag"}

    bedrag = BedragField(label="Gevraagd bedrag", max_value=Decimal("1000"))
    uren = UrenField(label="Uren per jaar", max_value=160)
    doel = forms.ChoiceField(label="Voor wie?", choices=[("a", "Leerling")], widget=forms.RadioSelect)
    opmerking = forms.CharField(label="Opmerking", required=False, max_length=5, help_text="Kort")
    akkoord = forms.BooleanField(label="Ouders weten ervan", required=False)


def fouten(**data: str) -> dict[str, list[str]]:
    return dict(Aanvraagformulier(data).errors)


# --- Amounts ---


@pytest.mark.parametrize(
    ("tekst", "bedrag"),
    [
        ("12.500,00", "12500.00"),
        ("12500.00", "12500.00"),
        ("€ 12 500", "12500.00"),
        ("12500,5", "12500.50"),
        ("12.500", "12500.00"),
        ("12.5", "12.50"),
        ("12.50", "12.50"),
        ("1.234.567,89", "1234567.89"),
        ("€\xa012.500,-", "12500.00"),
        ("12.500,-- euro", "12500.00"),
        (" EUR 7 ", "7.00"),
        ("0", "0.00"),
        ("0,05", "0.05"),
    ],
)
def test_lees_bedrag_clear_amount_is_read(tekst: str, bedrag: str) -> None:
    assert str(lees_bedrag(tekst)) == bedrag


@pytest.mark.parametrize(
    "tekst",
    [
        "1.234.5",
        "1,234",
        "1.2345",
        "12,500.00",
        "1.23.456",
        "0.500",
        "12 50",
        "1.000 000",
        "-5",
        "- 5",
        "5-",
        "twaalf",
        "12k",
        "1e3",
        "",
        "€",
        ",50",
        "5,",
        "12.500,005",
        "٥",
        "１２",
        "NaN",
        "Infinity",
        "1_000",
        "€€5",
    ],
)
def test_lees_bedrag_unclear_amount_is_refused(tekst: str) -> None:
    with pytest.raises(ValueError, match="no amount"):
        lees_bedrag(tekst)


cents = st.integers(min_value=0, max_value=999_999_999_999).map(lambda aantal: Decimal(aantal) / 100)


@given(bedrag=cents)
def test_lees_bedrag_reads_back_every_way_of_writing(bedrag: Decimal) -> None:
    duizend = getal(bedrag, decimalen=2)

    gelezen = {
        lees_bedrag(tekst)
        for tekst in (euro(bedrag), duizend, duizend.replace(".", " "), f"{bedrag:.2f}", duizend.replace(".", ""))
    }

    assert gelezen == {bedrag}


@given(tekst=st.text(alphabet="0123456789., €-", max_size=12))
def test_lees_bedrag_keeps_the_typed_digits_or_refuses(tekst: str) -> None:
    try:
        bedrag = lees_bedrag(tekst)
    except ValueError:
        return
    getypt = "".join(teken for teken in tekst if teken.isdigit()).lstrip("0")
    assert f"{bedrag:.2f}".replace(".", "").lstrip("0").startswith(getypt)


@given(tekst=st.text(max_size=20))
def test_bedragfield_any_text_gives_amount_or_one_sentence(tekst: str) -> None:
    class Bedragformulier(Formulier):
        bedrag = BedragField(required=False)

    formulier = Bedragformulier({"bedrag": tekst})

    waarde = formulier.cleaned_data.get("bedrag") if formulier.is_valid() else None
    assert waarde is None or waarde >= 0
    assert len(formulier.errors.get("bedrag", [])) <= 1


def test_bedragfield_refused_amount_keeps_typed_text_and_says_how() -> None:
    formulier = Aanvraagformulier({"bedrag": "1.234.5"})

    assert formulier.errors["bedrag"] == ["Vul het gevraagde bedrag in euro's in, bijvoorbeeld 12.500,00."]
    assert 'value="1.234.5"' in str(formulier["bedrag"])


def test_bedragfield_stored_amount_is_shown_in_dutch() -> None:
    assert 'value="12.500,50"' in str(Aanvraagformulier(initial={"bedrag": Decimal("12500.5")})["bedrag"])


def test_bedragfield_same_amount_in_other_spelling_has_not_changed() -> None:
    assert not BedragField().has_changed(Decimal("12500"), "12.500,00")


def test_bedragfield_above_maximum_names_the_limit() -> None:
    assert fouten(bedrag="1.000,01")["bedrag"] == ["Vul bij het gevraagde bedrag maximaal €\xa01.000,00 in."]


# --- Dates ---


@pytest.mark.parametrize(
    "tekst",
    [
        "1-9-2026",
        "01-09-2026",
        "1/9/2026",
        "01.09.2026",
        "2026-09-01",
        "1 september 2026",
        "1 Sept. 2026",
        " 1  sep 2026 ",
        "1 9 2026",
    ],
)
def test_lees_datum_common_spelling_is_read(tekst: str) -> None:
    assert lees_datum(tekst) == date(2026, 9, 1)


@pytest.mark.parametrize(
    "tekst", ["1-9-26", "9/2026", "morgen", "1 ma 2026", "1 ju 2026", "1-9-0206", "1 septembre 2026", ""]
)
def test_lees_datum_unclear_text_is_refused(tekst: str) -> None:
    with pytest.raises(ValueError, match="no date"):
        lees_datum(tekst)


@pytest.mark.parametrize("tekst", ["31-2-2026", "29-2-2027", "1-13-2026", "2026-00-01"])
def test_lees_datum_not_on_the_calendar_is_told_apart(tekst: str) -> None:
    with pytest.raises(OnbestaandeDatum):
        lees_datum(tekst)


schrijfwijzen: list[Callable[[date], str]] = [
    lambda dag: f"{dag.day}-{dag.month}-{dag.year}",
    lambda dag: dag.isoformat(),
    lambda dag: f"{dag.day} {MAANDEN[dag.month - 1]} {dag.year}",
    lambda dag: f"{dag.day:02}/{dag.month:02}/{dag.year}",
]


@given(dag=st.dates(date(1900, 1, 1), date(2199, 12, 31)), schrijf=st.sampled_from(schrijfwijzen))
def test_lees_datum_reads_back_every_way_of_writing(dag: date, schrijf: Callable[[date], str]) -> None:
    assert lees_datum(schrijf(dag)) == dag


def test_datumfield_impossible_day_says_what_to_check() -> None:
    with pytest.raises(forms.ValidationError, match="Deze datum bestaat niet"):
        DatumField().clean("31-2-2026")


def test_datumfield_text_says_how_to_type_a_date() -> None:
    with pytest.raises(forms.ValidationError, match="bijvoorbeeld 1-9-2026"):
        DatumField().clean("volgende week")


def test_datumfield_stored_day_is_shown_short() -> None:
    assert DatumField().prepare_value(date(2026, 9, 1)) == "1-9-2026"


# --- Hours ---


@pytest.mark.parametrize(("tekst", "uren"), [("4", "4.0"), ("2,5", "2.5"), ("2.25 uur", "2.25"), ("160 u", "160.0")])
def test_lees_uren_common_spelling_is_read(tekst: str, uren: str) -> None:
    assert lees_uren(tekst) == Decimal(uren)


@pytest.mark.parametrize("tekst", ["3:30", "1.000", "-1", "vier", "1/2"])
def test_lees_uren_unclear_text_is_refused(tekst: str) -> None:
    with pytest.raises(ValueError, match="no hours"):
        lees_uren(tekst)


def test_urenfield_above_maximum_names_limit_and_unit() -> None:
    assert fouten(uren="161")["uren"] == ["Vul bij ‘Uren per jaar’ maximaal 160 uur in."]


def test_urenfield_stored_hours_are_shown_without_needless_zeros() -> None:
    assert UrenField().prepare_value(Decimal("160.00")) == "160"


# --- Files ---


def test_bestandfield_says_kinds_and_size_in_words() -> None:
    veld = BestandField(soorten=("pdf", "docx", "jpg"), max_mb=20)

    assert veld.help_text == "Kies een bestand: pdf, Word of foto (jpg). Maximaal 20 MB."
    assert veld.widget.attrs["accept"] == ".pdf,.docx,.jpg"


class Bijlageformulier(Formulier):
    bestanden = BestandenField(label="Bijlagen", soorten=("pdf",), max_mb=20)


def test_bestandenfield_gives_every_file_also_the_empty_one() -> None:
    uploads = [SimpleUploadedFile("a.pdf", b"%PDF"), SimpleUploadedFile("leeg.pdf", b"")]
    formulier = Bijlageformulier({}, MultiValueDict({"bestanden": uploads}))

    assert formulier.is_valid()
    assert [bestand.name for bestand in formulier.cleaned_data["bestanden"]] == ["a.pdf", "leeg.pdf"]


def test_bestandenfield_nothing_chosen_asks_for_a_file() -> None:
    assert Bijlageformulier({}, MultiValueDict()).errors["bestanden"] == ["Voeg een bestand toe bij ‘Bijlagen’."]


# --- Sentences ---


def test_verplicht_veld_empty_says_what_to_do() -> None:
    assert fouten() == {
        "bedrag": ["Vul het gevraagde bedrag in."],
        "uren": ["Vul ‘Uren per jaar’ in."],
        "doel": ["Geef antwoord op de vraag ‘Voor wie?’."],
    }


def test_eigen_foutmelding_of_a_field_is_kept() -> None:
    class Eigen(Formulier):
        naam = forms.CharField(error_messages={"required": "Schrijf uw naam op."})

    assert Eigen({}).errors["naam"] == ["Schrijf uw naam op."]


def test_label_with_percent_sign_survives_in_messages_with_parameters() -> None:
    class Aandeel(Formulier):
        deel = forms.IntegerField(label="Deel in %", max_value=100)
        soort = forms.ChoiceField(label="Soort %", choices=[("a", "A")])

    fouten = Aandeel({"deel": "101", "soort": "b"}).errors

    assert fouten["deel"] == ["Vul bij ‘Deel in %’ maximaal 100 in."]
    assert fouten["soort"] == ["Kies bij ‘Soort %’ een van de mogelijkheden uit de lijst."]


def test_lege_keuze_is_written_in_words() -> None:
    class Keuze(Formulier):
        soort = forms.ChoiceField(choices=[("", "---------"), ("a", "A")])

    assert ">Maak een keuze</option>" in str(Keuze())


class Verslag(Formulier):
    in_zin = {"van": "de begindatum", "reden": "waarom dit nodig is"}

    van = DatumField(label="Vanaf welke dag?")
    tot = DatumField(label="Einddatum")
    reden = forms.CharField(label="Waarom is dit nodig?", max_length=5, widget=forms.Textarea)
    doel = forms.CharField(label="Wat is het doel?", max_length=5)
    bedrag = BedragField(label="Bedrag", max_digits=5)
    uren = UrenField(label="Uren", max_digits=4)
    aandeel = forms.DecimalField(label="Aandeel", max_digits=4, decimal_places=1, localize=True)


def test_clause_stands_behind_the_verb() -> None:
    assert Verslag({}).errors["reden"] == ["Vul in waarom dit nodig is."]


@pytest.mark.parametrize("naam", ["reden", "doel"])
def test_too_long_a_text_is_not_cut_off_but_refused_with_its_question(naam: str) -> None:
    formulier = Verslag({naam: "te lange tekst"})

    assert "maxlength" not in str(formulier[naam])
    assert "te lange tekst" in str(formulier[naam])
    label = Verslag.base_fields[naam].label
    assert formulier.errors[naam] == [f"Maak uw antwoord op ‘{label}’ korter: maximaal 5 tekens. U heeft er nu 14."]


def test_two_wrong_dates_in_one_summary_are_told_apart() -> None:
    fouten = Verslag({"van": "morgen", "tot": "31-2-2027"}).errors
    andersom = Verslag({"van": "31-2-2027", "tot": "morgen"}).errors

    assert fouten["van"] == ["Vul de begindatum in als dag, maand en jaar, bijvoorbeeld 1-9-2026."]
    assert fouten["tot"] == ["De datum bij ‘Einddatum’ bestaat niet. Controleer de dag en de maand."]
    assert andersom["van"] == ["De begindatum bestaat niet. Controleer de dag en de maand."]
    assert andersom["tot"] == ["Vul ‘Einddatum’ in als dag, maand en jaar, bijvoorbeeld 1-9-2026."]


@pytest.mark.parametrize(
    ("naam", "getypt", "zin"),
    [
        ("bedrag", "1.000,00", "Vul bij ‘Bedrag’ maximaal €\xa0999,99 in."),
        ("bedrag", "1.000.000,00", "Vul bij ‘Bedrag’ maximaal €\xa0999,99 in."),
        ("uren", "100", "Vul bij ‘Uren’ maximaal 99,99 uur in."),
        ("uren", "12345,67", "Vul bij ‘Uren’ maximaal 99,99 uur in."),
        ("aandeel", "1,25", "Rond ‘Aandeel’ af op 1 cijfer achter de komma."),
        ("aandeel", "veel", "Vul ‘Aandeel’ in als getal, bijvoorbeeld 2,5."),
    ],
)
def test_number_that_does_not_fit_is_refused_with_the_field_and_what_fits(naam: str, getypt: str, zin: str) -> None:
    assert Verslag({naam: getypt}).errors[naam] == [zin]


def test_two_limits_with_one_sentence_say_it_once() -> None:
    assert fouten(bedrag="99.999.999.999,00")["bedrag"] == ["Vul bij het gevraagde bedrag maximaal €\xa01.000,00 in."]


def test_field_that_is_sometimes_required_is_marked_neither_way() -> None:
    class Soms(Formulier):
        reden = forms.CharField(required=False)

    formulier = Soms()
    formulier.fields["reden"].soms_verplicht = True  # type: ignore[attr-defined]

    html = str(formulier)
    assert "niet verplicht" not in html
    assert "aria-required" not in html


# --- The renderer ---


def test_formulier_with_errors_starts_with_linked_summary() -> None:
    html = str(Aanvraagformulier({}))

    assert html.startswith('<section class="swv-foutoverzicht"')
    assert '<a href="#id_bedrag">Vul het gevraagde bedrag in.</a>' in html
    assert '<a href="#id_doel_0">' in html
    assert 'tabindex="-1" autofocus' in html


def test_formulier_without_input_has_no_summary() -> None:
    assert "swv-foutoverzicht" not in str(Aanvraagformulier())


def test_formulier_never_uses_the_required_attribute() -> None:
    html = str(Aanvraagformulier())

    assert " required" not in html
    assert html.count('aria-required="true"') == 3


def test_formulier_marks_optional_field_but_not_the_checkbox() -> None:
    html = str(Aanvraagformulier())

    assert html.count("(niet verplicht)</span></label>") == 1
    assert "U vult alles in" in html


def test_veld_with_hint_and_error_is_described_by_both() -> None:
    html = str(Aanvraagformulier({"opmerking": "te lang"})["opmerking"])

    assert 'aria-describedby="id_opmerking_helptext id_opmerking_error"' in html
    assert 'aria-invalid="true"' in html


def test_keuzegroep_is_a_fieldset_with_legend() -> None:
    html = Aanvraagformulier({})["doel"].as_field_group()

    assert '<fieldset class="swv-veld__groep" role="radiogroup" aria-required="true" aria-invalid="true"' in html
    assert '<legend class="swv-veld__label">Voor wie?</legend>' in html


def test_optioneel_draft_field_stays_marked_as_required() -> None:
    class Concept(Formulier):
        naam = forms.CharField(required=False)

    formulier = Concept()
    formulier.fields["naam"].optioneel = False  # type: ignore[attr-defined]

    assert 'aria-required="true"' in str(formulier["naam"])


def test_formulier_text_of_the_user_is_escaped() -> None:
    assert "<script>" not in str(Aanvraagformulier({"opmerking": "<script>"}))


def test_niet_veldgebonden_fout_is_in_the_summary() -> None:
    formulier = Aanvraagformulier({})
    formulier.add_error(None, "De einddatum ligt voor de begindatum.")

    assert "<p>De einddatum ligt voor de begindatum.</p>" in str(formulier)


def test_heading_stands_above_the_field_where_a_form_turns() -> None:
    class Lang(Formulier):
        een = forms.CharField()
        twee = forms.CharField()

    form = Lang()
    form.fields["twee"].kop = "De tweede ouder"

    html = str(form)

    assert html.count("swv-formulier__kop") == 1
    assert html.index('id="id_een"') < html.index("De tweede ouder") < html.index('id="id_twee"')
