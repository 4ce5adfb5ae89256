"""The parts of the forms: what is right, what is refused, and with which sentence. No dossier is needed for that."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from swv.invullen.onderdelen import Onderdeel
from swv.organisaties.models import School
from tests.factories.organisaties import SchoolFactory
from tests.factories.toelating import antwoorden
from toelating.models import Soort, Stukeis, Tlvaanvraag, Toelatingsregeling, Veldeis, Verklaring
from toelating.onderdelen import ONDERDELEN, onderdelen_van
from toelating.onderdelen.regels import Invulregels
from toelating.pro import DOMEINEN
from toelating.regelingen import regelingen_laden

pytestmark = pytest.mark.django_db

VANDAAG = "2026-10-13 10:00:00+02:00"


@pytest.fixture(autouse=True)
def _klok():
    with time_machine.travel(VANDAAG, tick=False):
        yield


@pytest.fixture
def wereld(db, _klok):
    """The rules and the schools that a form offers; no people."""
    regelingen_laden()
    return SimpleNamespace(
        school=SchoolFactory(),
        vso_school=SchoolFactory(naam="Vso De Brug", soort=School.Soort.VSO),
        pro_school=SchoolFactory(naam="Pro De Werkplaats", soort=School.Soort.PRO),
    )


class Met(Invulregels):
    """The rules of a request of which some documents are refused."""

    geweigerd: frozenset[str] = frozenset()


def formulier(wereld: Any, soort: str, code: str, *, geweigerd: tuple[str, ...] = (), **anders: Any) -> Any:
    """The form of one part, filled in right but for `anders`."""
    regeling = Toelatingsregeling.objects.get(soort=soort)
    aanvraag = Tlvaanvraag(soort=soort, regeling=regeling, school=wereld.school)
    aanvraag.vorige = Verklaring(categorie="L")
    regels = Met(aanvraag)
    object.__setattr__(regels, "geweigerd", frozenset(geweigerd))
    deel: Onderdeel = {rij.code: rij for rij in ONDERDELEN[soort]}[code]
    return deel.form({**antwoorden(wereld, soort)[code], **anders}, regeling=regels, peildatum=date(2026, 10, 13))


def fouten(form: Any) -> dict[str, str]:
    return {naam: str(zinnen[0]) for naam, zinnen in form.errors.items()}


@pytest.mark.parametrize("soort", Soort)
def test_a_complete_set_of_answers_is_right_in_every_part(wereld, soort):
    assert {deel.code: fouten(formulier(wereld, soort, deel.code)) for deel in ONDERDELEN[soort]} == {
        deel.code: {} for deel in ONDERDELEN[soort]
    }


@pytest.mark.parametrize("soort", Soort)
def test_every_part_names_each_missing_answer_with_a_full_sentence(wereld, soort):
    for deel in ONDERDELEN[soort]:
        leeg = dict.fromkeys(antwoorden(wereld, soort)[deel.code], "")
        for veld, zin in fouten(formulier(wereld, soort, deel.code, **leeg)).items():
            assert zin.endswith("."), (veld, zin)


# --- The pupil ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("soort", "anders", "veld", "zin"),
    [
        (Soort.VSO, {"ingeschreven_op": "14-10-2026"}, "ingeschreven_op", "Deze dag is nog niet geweest."),
        (Soort.PRO, {"ingeschreven_op": "14-10-2026"}, "ingeschreven_op", "nu is ingeschreven of aangemeld"),
        (Soort.VSO, {"ingeschreven_op": "1-1-2010"}, "ingeschreven_op", "ligt voor de geboortedatum"),
        (Soort.VSO, {"geboortedatum": "1-1-2020"}, "geboortedatum", "jonger dan 10 of ouder dan 21"),
        (Soort.VSO, {"leerjaar": "drie"}, "leerjaar", "als heel getal"),
        (Soort.VSO, {"postcode4": "131"}, "postcode4", "Vul vier cijfers in"),
        (Soort.VSO, {"leerlingnummer": "111222333"}, "leerlingnummer", "burgerservicenummer (BSN)"),
    ],
)
def test_leerling_refuses_with_the_sentence_that_helps(wereld, soort, anders, veld, zin):
    gevonden = fouten(formulier(wereld, soort, "leerling", **anders))
    assert list(gevonden) == [veld]
    assert zin in gevonden[veld]


def test_pupil_of_primary_school_needs_no_leerjaar_for_pro(wereld):
    form = formulier(wereld, Soort.PRO, "leerling", leerjaar="", niveau="groep 8", school_nu="Obs De Boom, Almere")
    assert fouten(form) == {}


# --- What is asked --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("anders", "veld", "zin"),
    [
        ({"gevraagde_ingang": "12-4-2026"}, "gevraagde_ingang", "meer dan een half jaar terug"),
        ({"gevraagde_ingang": "14-10-2028"}, "gevraagde_ingang", "meer dan twee jaar vooruit"),
        ({"gevraagde_schooljaren": "0"}, "gevraagde_schooljaren", "minstens 1"),
        ({"gevraagde_schooljaren": "2"}, "reden_duur", "langer dan een schooljaar"),
        ({"eerdere_tlv": "VO2708-26-123"}, "eerdere_tlv", "ziet eruit als PO2707-2024-00123"),
        ({"andere_school": "Vso Elders"}, "andere_school", "U koos al een school uit de lijst."),
        ({"gevraagde_categorie": ""}, "gevraagde_categorie", "Kies de categorie."),
    ],
)
def test_aanvraag_refuses_with_the_sentence_that_helps(wereld, anders, veld, zin):
    gevonden = fouten(formulier(wereld, Soort.VSO, "aanvraag", **anders))
    assert list(gevonden) == [veld]
    assert zin in gevonden[veld]


@pytest.mark.parametrize("ingang", ["13-4-2026", "14-10-2027", "13-10-2028"])
def test_start_within_the_limits_is_right(wereld, ingang):
    assert fouten(formulier(wereld, Soort.VSO, "aanvraag", gevraagde_ingang=ingang)) == {}


def test_longer_with_a_reason_is_right_and_knows_its_last_day(wereld):
    form = formulier(
        wereld,
        Soort.VSO,
        "aanvraag",
        gevraagde_ingang="2-8-2027",
        gevraagde_schooljaren="3",
        reden_duur="Tot het examen.",
    )
    assert fouten(form) == {}
    assert form.cleaned_data["gevraagd_tot"] == date(2031, 7, 31)


def test_school_that_is_not_listed_may_be_named(wereld):
    form = formulier(wereld, Soort.VSO, "aanvraag", beoogde_school="anders", andere_school="Vso Elders, Lelystad")
    assert fouten(form) == {}


def test_schools_of_another_kind_or_region_are_no_choice(wereld):
    wereld.vso_school.is_buiten_regio = True
    wereld.vso_school.save()
    gekozen = formulier(wereld, Soort.VSO, "aanvraag", beoogde_school=str(wereld.vso_school.pk))
    assert "beoogde_school" in fouten(gekozen)
    assert [waarde for waarde, _ in gekozen.fields["beoogde_school"].choices] == ["", "anders"]


def test_another_category_must_be_another_one(wereld):
    assert (
        "heeft nu al categorie laag"
        in fouten(formulier(wereld, Soort.CATEGORIE, "aanvraag", gevraagde_categorie="L"))["gevraagde_categorie"]
    )


# --- IQ and scores --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("anders", "veld", "zin"),
    [
        ({"iq_van": "85", "iq_tot": "80"}, "iq_tot", "Draai de getallen om."),
        ({"iq_van": "85", "iq_tot": ""}, "iq_tot", "Vul beide getallen in"),
        ({"iq_van": "8595", "iq_tot": "8595"}, "iq_van", "maximaal 180"),
        ({"iq_van": "85-95", "iq_tot": "95"}, "iq_van", "als heel getal"),
    ],
)
def test_iq_is_two_whole_numbers(wereld, anders, veld, zin):
    gevonden = fouten(formulier(wereld, Soort.VSO, "ondersteuning", **anders))
    assert next(iter(gevonden)) == veld
    assert zin in gevonden[veld]


LEGE_SCORES = {f"{soort}_{domein}": "" for domein in DOMEINEN for soort in ("dle", "dl")}
LEEG_IQ = {"iq_van": "", "iq_tot": "", "iq_test": ""}


def test_pro_without_iq_says_that_a_refused_test_is_marked_first(wereld):
    gevonden = fouten(formulier(wereld, Soort.PRO, "criteria", **LEEG_IQ))
    assert set(gevonden) == set(LEEG_IQ)
    assert gevonden["iq_van"] == (
        "Vul het laagste getal van het IQ in. Is ‘Verslag van de intelligentietest’ geweigerd? Meld dat dan eerst bij "
        "‘Voeg bijlagen toe’."
    )


@pytest.mark.parametrize(("stuk", "leeg"), [("iq_test", LEEG_IQ), ("didactisch", LEGE_SCORES)])
def test_pro_may_stay_empty_where_the_document_is_refused(wereld, stuk, leeg):
    assert fouten(formulier(wereld, Soort.PRO, "criteria", geweigerd=(stuk,), **leeg)) == {}
    assert set(fouten(formulier(wereld, Soort.PRO, "criteria", **leeg))) == set(leeg)


@pytest.mark.parametrize(
    ("anders", "veld", "zin"),
    [
        ({"dl_spellen": "0"}, "dl_spellen", "meer dan nul"),
        ({"dle_spellen": "veel"}, "dle_spellen", "als heel getal"),
        ({"dle_spellen": "121"}, "dle_spellen", "maximaal 120 maanden"),
    ],
)
def test_scores_are_whole_months(wereld, anders, veld, zin):
    gevonden = fouten(formulier(wereld, Soort.PRO, "criteria", **anders))
    assert list(gevonden) == [veld]
    assert zin in gevonden[veld]


def test_half_a_score_is_refused_also_where_all_may_stay_empty(wereld):
    leeg = {**LEGE_SCORES, "dle_spellen": "20"}
    gevonden = fouten(formulier(wereld, Soort.PRO, "criteria", geweigerd=("didactisch",), **leeg))
    assert gevonden == {"dl_spellen": "Vul bij spellen de DLE en de DL in, of geen van beide."}


# --- Dates of documents ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dag", "goed"),
    [("13-7-2026", True), ("12-7-2026", False), ("13-10-2026", True), ("14-10-2026", False)],
)
def test_document_may_be_as_old_as_the_regeling_says(wereld, dag, goed):
    gevonden = fouten(formulier(wereld, Soort.VERLENGING, "stukken", datum_opp=dag))
    assert (gevonden == {}) is goed


def test_older_document_goes_along_with_a_reason(wereld):
    oud = {"datum_opp": "1-2-2026"}
    assert fouten(formulier(wereld, Soort.VERLENGING, "stukken", **oud))["reden_ouder"] == (
        "‘Ontwikkelingsperspectief (OPP) met geëvalueerd handelingsdeel’ is van 1\xa0februari\xa02026: dat is te oud. "
        "Voeg een nieuwer stuk toe, of schrijf op waarom dat er niet is."
    )
    assert (
        fouten(formulier(wereld, Soort.VERLENGING, "stukken", reden_ouder="Het wordt in november bijgewerkt.", **oud))
        == {}
    )


def test_date_of_a_refused_or_not_required_document_may_stay_empty(wereld):
    assert "datum_iq_test" in fouten(formulier(wereld, Soort.PRO, "stukken", datum_iq_test=""))
    assert fouten(formulier(wereld, Soort.PRO, "stukken", geweigerd=("iq_test",), datum_iq_test="")) == {}
    assert fouten(formulier(wereld, Soort.VSO, "stukken", datum_iq_test="")) == {}


def test_checklist_without_dates_has_no_part_for_them(wereld):
    regeling = Toelatingsregeling.objects.get(soort=Soort.VSO)
    Stukeis.objects.filter(regeling=regeling, stuk__in=["opp", "iq_test"]).delete()
    aanvraag = Tlvaanvraag(soort=Soort.VSO, regeling=regeling, school=wereld.school)
    assert "stukken" not in [deel.code for deel in onderdelen_van(aanvraag)]


# --- Parents --------------------------------------------------------------------------------------------------

TWEEDE = {
    "ouder_2_naam": "B. Voorbeeld",
    "ouder_2_adres": "Elders 2\n1315 BC Almere",
    "ouder_2_datum": "1-10-2026",
    "ouder_2_akkoord": "onbekend",
    "ouder_2_zienswijze": "Drie keer gebeld en een brief gestuurd.",
}


def test_two_parents_with_authority_are_both_heard(wereld):
    assert set(fouten(formulier(wereld, Soort.VSO, "ouders", gezag="beide"))) == set(TWEEDE)
    assert fouten(formulier(wereld, Soort.VSO, "ouders", gezag="beide", **TWEEDE)) == {}


def test_second_parent_without_authority_is_refused(wereld):
    assert "kies ‘Twee ouders’" in fouten(formulier(wereld, Soort.VSO, "ouders", **TWEEDE))["ouder_2_naam"]


def test_pupil_of_age_needs_an_address_and_no_parents(wereld):
    zonder = {naam: "" for naam in antwoorden(wereld, Soort.VSO)["ouders"] if naam.startswith("ouder")}
    zelf = {**zonder, "gezag": "leerling", "leerling_adres": "Zelf 3\n1316 CD Almere"}
    assert fouten(formulier(wereld, Soort.VSO, "ouders", **zelf)) == {}
    assert list(fouten(formulier(wereld, Soort.VSO, "ouders", **zelf | {"leerling_adres": ""}))) == ["leerling_adres"]


@pytest.mark.parametrize("veld", ["ouder_1_datum", "leerling_datum"])
def test_conversation_lies_behind(wereld, veld):
    gevonden = fouten(formulier(wereld, Soort.VSO, "ouders", **{veld: "14-10-2026"}))
    assert gevonden == {veld: "Deze dag is nog niet geweest. Vul de dag van het gesprek in."}


def test_agreement_unknown_is_an_answer_but_nothing_is_not(wereld):
    assert fouten(formulier(wereld, Soort.VSO, "ouders", ouder_1_akkoord="onbekend")) == {}
    assert (
        "Kies dan ‘Niet bekend’"
        in fouten(formulier(wereld, Soort.VSO, "ouders", ouder_1_akkoord=""))["ouder_1_akkoord"]
    )


# --- What the regeling asks differently -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wijze", "leeg_is_goed", "gevraagd"),
    [
        (Veldeis.Wijze.NIET_VERPLICHT, True, True),
        (Veldeis.Wijze.VERPLICHT, False, True),
        (Veldeis.Wijze.NIET, True, False),
    ],
)
def test_regeling_decides_how_strictly_a_question_is_asked(wereld, wijze, leeg_is_goed, gevraagd):
    Veldeis.objects.create(regeling=Toelatingsregeling.objects.get(soort=Soort.VSO), veld="iq_van", wijze=wijze)
    form = formulier(wereld, Soort.VSO, "ondersteuning")
    assert (fouten(form) == {}) is leeg_is_goed
    assert ("iq_van" in form.fields) is gevraagd


def test_iq_that_the_regeling_insists_on_may_stay_empty_when_the_test_is_refused(wereld):
    Veldeis.objects.create(regeling=Toelatingsregeling.objects.get(soort=Soort.VSO), veld="iq_van", wijze="verplicht")
    assert "iq_van" in fouten(formulier(wereld, Soort.VSO, "ondersteuning"))
    assert fouten(formulier(wereld, Soort.VSO, "ondersteuning", geweigerd=("iq_test",))) == {}


def test_question_that_is_not_open_to_change_stays_as_it_is(wereld):
    Veldeis.objects.create(regeling=Toelatingsregeling.objects.get(soort=Soort.VSO), veld="achternaam", wijze="niet")
    assert "achternaam" in formulier(wereld, Soort.VSO, "leerling").fields
