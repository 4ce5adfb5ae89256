"""Huisonderwijs: at most 4 hours a week, 160 hours a year and one year; OPP and medical statement."""

from datetime import date
from decimal import Decimal

import pytest

from aanvragen import workflow as acts
from aanvragen.models import Status
from aanvragen.soorten.huisonderwijs import hele_weken, toegekende_uren
from financien.fouten import GeenRuimte
from financien.models import Verplichting
from swv.documenten.models import Brief
from swv.kern.fouten import Geweigerd, VoorwaardeNietVervuld
from swv.kern.models import Gebeurtenis
from swv.organisaties.models import Leerling
from tests.aanvragen.levensloop import (
    breng,
    concept,
    doe,
    fouten,
    indienen,
    momentopname,
    stel_regeling,
    ter_ondertekening,
    wordt_geweigerd,
)
from tests.aanvragen.zonder_besluit import ZELFDE, is_leerling_van_eigen_school, nog_een_keer, weigert_ander_stuk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]
SOORT = "huisonderwijs"
JAAR = {"van": "2-11-2026", "tot": "31-10-2027"}


@pytest.mark.parametrize(
    ("anders", "veld", "zin"),
    [
        (
            {**JAAR, "uren_totaal": "161"},
            "uren_totaal",
            "U vult 161 uur in. In een jaar zijn er hoogstens 160 uur mogelijk. Verlaag het aantal uren.",
        ),
        (
            {**JAAR, "uren_totaal": "160,5"},
            "uren_totaal",
            "U vult 160,5 uur in. In een jaar zijn er hoogstens 160 uur mogelijk. Verlaag het aantal uren.",
        ),
        (
            {"uren_per_week": "4,5"},
            "uren_per_week",
            "U vult 4,5 uur in. Per week zijn er hoogstens 4 uur mogelijk.",
        ),
        ({"uren_per_week": "0"}, "uren_per_week", "Vul bij het aantal uren per week minstens 0,5 uur in."),
        (
            {"uren_per_week": "vier"},
            "uren_per_week",
            "Vul het aantal uren per week in als getal, bijvoorbeeld 4 of 2,5.",
        ),
        (
            {"van": "2-11-2026", "tot": "15-11-2026", "uren_totaal": "9"},
            "uren_totaal",
            "In deze periode passen 8 uur (2 weken × 4 uur). Vul 8 of minder in, of verleng de periode.",
        ),
        (
            {"van": "2-11-2026", "tot": "2-11-2027"},
            "tot",
            "Huisonderwijs duurt hoogstens 12 maanden. Kies een eerdere einddatum.",
        ),
        (
            {"van": "2-11-2026", "tot": "1-11-2026"},
            "tot",
            "De einddatum ligt voor de begindatum. Pas de begindatum of de einddatum aan.",
        ),
        (
            {"geboortedatum": "14-10-2016"},
            "geboortedatum",
            "Met deze datum is de leerling jonger dan 10 of ouder dan 21 jaar. Controleer de geboortedatum.",
        ),
        ({"geboortedatum": "14-10-2027"}, "geboortedatum", None),
    ],
)
def test_bad_input_is_refused_with_a_sentence_and_changes_nothing(personas, anders, veld, zin):
    aanvraag = concept(personas, SOORT, **anders)

    assert fouten(aanvraag)[veld] == [zin] if zin else veld in fouten(aanvraag)
    wordt_geweigerd(personas, aanvraag)


@pytest.mark.parametrize(
    "anders",
    [
        {**JAAR, "uren_totaal": "160"},
        {"van": "2-11-2026", "tot": "1-11-2027", "uren_totaal": "160"},
        {"uren_per_week": "2,5", "uren_totaal": "20"},
        {"van": "29-2-2028", "tot": "27-2-2029"},
        {"geboortedatum": "13-10-2016"},
    ],
)
def test_input_on_the_limit_is_accepted(personas, anders):
    assert fouten(concept(personas, SOORT, **anders)) == {}


def test_longest_stay_is_a_number_of_the_rules(personas):
    aanvraag = concept(personas, SOORT, **JAAR)
    aanvraag.regeling.getallen["maanden"] = 6

    assert fouten(aanvraag)["tot"] == ["Huisonderwijs duurt hoogstens 6 maanden. Kies een eerdere einddatum."]
    del aanvraag.regeling.getallen["maanden"]
    assert fouten(aanvraag) == {}


@pytest.mark.parametrize(
    ("zonder", "label"), [("opp", "Ontwikkelingsperspectief (OPP)"), ("medische_verklaring", "Medische verklaring")]
)
def test_missing_evidence_is_named(personas, zonder, label):
    zin = wordt_geweigerd(personas, concept(personas, SOORT, zonder=zonder))

    assert zin == f"De bijlage ‘{label}’ ontbreekt. Voeg die toe."


# --- The pupil ---------------------------------------------------------------------------------------------


def test_pupil_is_known_from_the_moment_of_submission(personas):
    aanvraag = concept(personas, SOORT, leerlingnummer="100234")
    assert not Leerling.objects.exists()

    aanvraag = indienen(personas, aanvraag)

    assert (aanvraag.leerling.naam.split()[0], aanvraag.leerling.school) == ("Zoë", personas.school)


def test_second_request_for_the_same_pupil_uses_the_same_row(personas):
    gelijk = {"leerlingnummer": "100234", "achternaam": "Jansen"}
    een = indienen(personas, concept(personas, SOORT, **gelijk))
    twee = indienen(personas, concept(personas, "robot", **gelijk))

    assert een.leerling == twee.leerling


@pytest.mark.parametrize("anders", [{"achternaam": "Ander"}, {"geboortedatum": "1-5-2012"}, {"tussenvoegsel": ""}])
def test_same_number_for_another_pupil_is_refused_and_changes_nothing(personas, anders):
    gelijk = {"leerlingnummer": "100234", "achternaam": "Jansen"}
    indienen(personas, concept(personas, SOORT, **gelijk))

    zin = wordt_geweigerd(personas, concept(personas, SOORT, **{**gelijk, **anders}))

    assert zin == (
        "Bij leerlingnummer 100234 hoort op uw school een leerling met een andere naam of geboortedatum. "
        "Controleer het leerlingnummer, de naam en de geboortedatum. "
        "Staat de leerling verkeerd bij ons? Vraag het bureau om dat te verbeteren."
    )


def test_name_that_was_wrong_is_corrected_for_every_dossier_and_the_school_can_go_on(personas):
    fout = {"leerlingnummer": "100234", "achternaam": "Jansne"}
    goed = {**fout, "achternaam": "Jansen"}
    aanvraag = indienen(personas, concept(personas, SOORT, **fout))
    leerling = aanvraag.leerling
    nieuw = concept(personas, "robot", **goed)
    gegevens = {"voornaam": leerling.voornaam, "tussenvoegsel": leerling.tussenvoegsel, "achternaam": "Jansen"}

    doe(acts.leerling_verbeteren, aanvraag, personas.bureau, **gegevens, geboortedatum=leerling.geboortedatum)

    assert indienen(personas, nieuw).leerling == leerling
    gebeurtenis = Gebeurtenis.objects.van(aanvraag).first()
    assert gebeurtenis.toelichting == "Verbeterd: achternaam."


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({}, "U heeft niets veranderd. Verbeter de naam of de geboortedatum."),
        ({"geboortedatum": "14-3-2032"}, "jonger dan 10 of ouder dan 21 jaar"),
        ({"achternaam": ""}, "Vul de achternaam in."),
    ],
)
def test_correction_of_a_pupil_that_is_none_is_refused(personas, anders, zin):
    aanvraag = breng(personas, SOORT, Status.TOEGEKEND)
    leerling = aanvraag.leerling
    gegevens = {naam: getattr(leerling, naam) for naam in ("voornaam", "tussenvoegsel", "achternaam", "geboortedatum")}
    voor = momentopname()

    with pytest.raises(Geweigerd) as fout:
        doe(acts.leerling_verbeteren, aanvraag, personas.bureau, **{**gegevens, **anders})

    assert zin in " ".join([fout.value.zin, *(z for zinnen in fout.value.velden.values() for z in zinnen)])
    assert momentopname() == voor


# --- Hours and money ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("van", "tot", "weken"),
    [("2026-11-02", "2026-11-02", 1), ("2026-11-02", "2026-11-08", 1), ("2026-11-02", "2026-11-09", 2)],
)
def test_a_begun_week_counts(van, tot, weken):
    assert hele_weken(date.fromisoformat(van), date.fromisoformat(tot)) == weken


def test_hours_of_an_award_never_pass_the_year():
    assert toegekende_uren(date(2026, 11, 2), date(2027, 10, 31), Decimal("4"), Decimal("160")) == 160


def test_award_without_rate_costs_nothing_on_a_line(personas):
    doe(acts.toekennen, ter_ondertekening(personas, concept(personas, SOORT)), personas.directeur)

    assert not Verplichting.objects.exists()


def test_award_books_hours_times_rate_when_the_controller_filled_them_in(personas):
    stel_regeling(SOORT, tarief_per_uur="73.45")
    aanvraag = ter_ondertekening(personas, concept(personas, SOORT, uren_totaal="32,5"))

    aanvraag = doe(acts.toekennen, aanvraag, personas.directeur)

    assert Verplichting.objects.get().bedrag == Decimal("2387.13")  # 32.5 × 73.45 = 2387.125
    assert aanvraag.toegekend_bedrag is None


def test_award_of_hours_without_room_is_refused_and_changes_nothing(personas):
    stel_regeling(SOORT, tarief_per_uur=100000)
    aanvraag = ter_ondertekening(personas, concept(personas, SOORT))
    voor = momentopname()

    with pytest.raises(GeenRuimte):
        doe(acts.toekennen, aanvraag, personas.directeur)

    assert momentopname() == voor


def test_letter_says_how_many_hours_and_no_diagnosis(personas):
    aanvraag = concept(personas, SOORT, uren_totaal="32,5", reden="Chronisch vermoeid.")

    doe(acts.toekennen, ter_ondertekening(personas, aanvraag), personas.directeur)

    html = Brief.objects.get().html
    assert "32,5 uur huisonderwijs, hoogstens 4 uur per week" in html
    assert "Chronisch" not in html


# --- One pupil, one year -----------------------------------------------------------------------------------

VOL = {**ZELFDE, **JAAR, "uren_totaal": "160"}


def toegekend(personas, **anders):
    aanvraag = ter_ondertekening(personas, concept(personas, SOORT, **ZELFDE, **anders))
    return doe(acts.toekennen, aanvraag, personas.directeur)


def test_hours_of_an_award_are_kept_with_it(personas):
    assert toegekend(personas, **JAAR, uren_totaal="60").toegekende_uren == Decimal(60)


def test_second_award_gives_what_the_pupil_has_left_of_the_year(personas):
    toegekend(personas, **JAAR, uren_totaal="100")
    tweede = ter_ondertekening(personas, concept(personas, SOORT, **ZELFDE, **JAAR, uren_totaal="100"))

    regels = tweede.declaratie.let_op(tweede)
    tweede = doe(acts.toekennen, tweede, personas.directeur)

    assert tweede.toegekende_uren == Decimal(60)
    assert "Deze leerling kreeg in hetzelfde jaar al 100 van de 160 uur." in regels
    assert any("toegekend, 2 november 2026 tot en met 31 oktober 2027" in r.replace("\xa0", " ") for r in regels)


def test_request_of_a_pupil_who_had_all_hours_of_the_year_is_refused(personas):
    toegekend(personas, **JAAR, uren_totaal="160")

    zin = wordt_geweigerd(personas, concept(personas, SOORT, **ZELFDE, **JAAR))

    assert zin == (
        "Deze leerling kreeg al 160 uur huisonderwijs. In een jaar zijn er hoogstens 160 uur mogelijk. "
        "Kies een periode die later begint, of overleg met het bureau."
    )


def test_two_requests_that_both_wait_give_one_pupil_no_more_than_a_year(personas):
    een, twee = (ter_ondertekening(personas, concept(personas, SOORT, **VOL)) for _ in range(2))
    doe(acts.toekennen, een, personas.directeur)
    voor = momentopname()

    with pytest.raises(VoorwaardeNietVervuld, match="alle uren van dit jaar al gekregen"):
        doe(acts.toekennen, twee, personas.directeur)

    assert momentopname() == voor


def test_hours_of_another_year_or_another_pupil_do_not_count(personas):
    toegekend(personas, van="2-11-2026", tot="30-11-2026", uren_totaal="16")
    volgend = concept(personas, SOORT, **ZELFDE, van="1-12-2027", tot="31-1-2028", uren_totaal="20")
    ander = concept(personas, SOORT, leerlingnummer="555", achternaam="Visser", **JAAR)

    for aanvraag in (volgend, ander):
        aanvraag = ter_ondertekening(personas, aanvraag)
        assert aanvraag.declaratie.let_op(aanvraag) == []


# --- Bad input that every kind has in some form ---------------------------------------------------------------


def test_document_that_this_kind_does_not_ask_is_refused(personas):
    assert weigert_ander_stuk(personas, SOORT)


def test_second_request_at_the_same_time_is_shown_and_asks_to_confirm(personas):
    assert nog_een_keer(personas, SOORT, **ZELFDE) == "U vroeg Huisonderwijs zieke leerling al aan met A-1 (ingediend)."


def test_pupil_with_the_number_of_a_pupil_elsewhere_is_of_the_own_school(personas):
    assert is_leerling_van_eigen_school(personas, SOORT)


def test_period_over_the_first_of_august_is_accepted(personas):
    assert fouten(concept(personas, SOORT, van="1-6-2027", tot="30-9-2027")) == {}
