"""The gate for experts: each condition that fails gives its own sentence, and without it nobody passes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from swv.kern.fouten import VoorwaardeNietVervuld
from swv.organisaties.models import Rolsoort
from tests.factories.organisaties import RolFactory, SchoolFactory
from tests.factories.toelating import maak_tlv
from tests.toelating.levensloop import maak_deskundige
from toelating import workflow
from toelating.forms import DeskundigenForm, DeskundigeVervangenForm
from toelating.keuring import beroep_voor, bezwaren, kandidaten
from toelating.models import BEROEPEN, Beroep, Mandaat, Rang, Status, Tlvaanvraag, Verschoning

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok")]

GISTEREN = timedelta(days=1)


@pytest.fixture
def aanvraag(klok, wereld) -> Tlvaanvraag:
    return maak_tlv(wereld, status=Status.VOLLEDIGHEIDSTOETS)


@pytest.fixture
def psycholoog(klok, wereld):
    """An expert with nothing against: each test adds one thing."""
    return maak_deskundige("Psycholoog", "psycholoog")


def zinnen(deskundige, aanvraag, rang=Rang.EERSTE):
    return bezwaren(type(deskundige).objects.get(pk=deskundige.pk), rang, aanvraag)


def test_expert_of_the_right_profession_without_part_in_the_case_passes(aanvraag, psycholoog):
    assert zinnen(psycholoog, aanvraag) == []


# --- The professions -------------------------------------------------------------------------------------------


def test_every_profession_belongs_to_exactly_one_of_both_experts():
    assert set(Beroep.values) == BEROEPEN[Rang.EERSTE] | BEROEPEN[Rang.TWEEDE]
    assert not BEROEPEN[Rang.EERSTE] & BEROEPEN[Rang.TWEEDE]


@pytest.mark.parametrize("beroep", Beroep.values)
def test_profession_passes_for_its_own_rank_only(aanvraag, beroep):
    deskundige = maak_deskundige("Proef", beroep)

    for rang in Rang:
        past = beroep in BEROEPEN[rang]
        assert (zinnen(deskundige, aanvraag, rang) == []) is past
        assert (beroep_voor(deskundige, rang) == beroep) is past
        assert (deskundige in kandidaten(rang)) is past


def test_wrong_profession_names_the_right_ones(aanvraag, wereld):
    (zin,) = zinnen(wereld.arts, aanvraag, Rang.EERSTE)

    assert "geen beroep dat past bij de eerste deskundige" in zin
    assert "orthopedagoog of psycholoog" in zin


@pytest.mark.parametrize(("dagen", "geldt"), [(-1, False), (0, False), (1, True)])
def test_profession_does_not_count_on_its_last_day_or_after(aanvraag, dagen, geldt):
    """Half-open: with an end yesterday or today it is over."""
    einde = timezone.localdate() + timedelta(days=dagen)
    deskundige = maak_deskundige("Proef", "psycholoog", geldig_tot=einde)

    assert (zinnen(deskundige, aanvraag) == []) is geldt


def test_profession_that_begins_tomorrow_does_not_count(aanvraag):
    morgen = timezone.localdate() + timedelta(days=1)
    deskundige = maak_deskundige("Proef", "psycholoog", geldig_van=morgen)

    assert len(zinnen(deskundige, aanvraag)) == 1


# --- The person ------------------------------------------------------------------------------------------------


def test_role_that_ended_does_not_pass_and_is_no_candidate(aanvraag, psycholoog):
    psycholoog.rollen.update(geldig_tot=timezone.localdate())

    assert "is nu geen deskundige" in zinnen(psycholoog, aanvraag)[0]
    assert psycholoog not in kandidaten(Rang.EERSTE)


def test_closed_account_does_not_pass_and_is_no_candidate(aanvraag, psycholoog):
    psycholoog.is_active = False
    psycholoog.save()

    assert "is nu geen deskundige" in zinnen(psycholoog, aanvraag)[0]
    assert psycholoog not in kandidaten(Rang.EERSTE)


def test_who_withdrew_does_not_pass(aanvraag, psycholoog):
    Verschoning.objects.create(aanvraag=aanvraag, gebruiker=psycholoog, reden="Buren.", door=psycholoog)

    assert "trok zich terug" in zinnen(psycholoog, Tlvaanvraag.objects.get())[0]


def test_every_condition_that_fails_is_said(aanvraag, wereld):
    wereld.arts.rollen.update(geldig_tot=timezone.localdate())
    Tlvaanvraag.objects.update(behandelaar=wereld.arts)

    assert len(zinnen(wereld.arts, Tlvaanvraag.objects.get(), Rang.EERSTE)) == 3


# --- Independence ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("veld", ["aangevraagd_door", "medegetekend_door", "gast"])
def test_part_in_the_request_is_refused(aanvraag, psycholoog, veld):
    Tlvaanvraag.objects.update(**{veld: psycholoog})

    assert "deed de aanvraag of tekende mee" in zinnen(psycholoog, Tlvaanvraag.objects.get())[0]


@pytest.mark.parametrize("veld", ["behandelaar", "opgesteld_door"])
def test_part_in_the_work_of_the_bureau_is_refused(aanvraag, psycholoog, veld):
    Tlvaanvraag.objects.update(**{veld: psycholoog})

    assert "behandelt de aanvraag" in zinnen(psycholoog, Tlvaanvraag.objects.get())[0]


def test_who_handled_it_before_a_colleague_took_over_is_refused(aanvraag, wereld, psycholoog):
    """The timeline remembers what the columns forget."""
    RolFactory(gebruiker=psycholoog, soort=Rolsoort.BUREAU)
    psycholoog = type(psycholoog).objects.get(pk=psycholoog.pk)
    workflow.toewijzen(aanvraag, door=psycholoog, behandelaar=wereld.personas.bureau_collega)

    assert "deed eerder iets in dit dossier" in zinnen(psycholoog, Tlvaanvraag.objects.get())[0]


@pytest.mark.parametrize("waar", ["school", "zusterschool", "beoogde school", "school van hetzelfde vso-bestuur"])
def test_work_at_a_school_of_either_board_is_refused(aanvraag, wereld, psycholoog, waar):
    school = {
        "school": wereld.personas.school,
        "zusterschool": wereld.personas.zusterschool,
        "beoogde school": wereld.vso_school,
        "school van hetzelfde vso-bestuur": SchoolFactory(code="09ZZ00", bestuur=wereld.vso_school.bestuur),
    }[waar]
    RolFactory(gebruiker=psycholoog, soort=Rolsoort.COORDINATOR, school=school)

    assert "werkt voor de school of het bestuur" in zinnen(psycholoog, aanvraag)[0]


def test_work_at_either_board_is_refused_and_elsewhere_or_in_the_past_is_not(aanvraag, wereld, psycholoog):
    for bestuur, betrokken in (
        (wereld.personas.bestuur_a, True),
        (wereld.vso_school.bestuur, True),
        (wereld.personas.bestuur_b, False),
    ):
        rol = RolFactory(gebruiker=psycholoog, soort=Rolsoort.BESTUUR, bestuur=bestuur)
        assert bool(zinnen(psycholoog, aanvraag)) is betrokken
        rol.geldig_tot = timezone.localdate()
        rol.save()
        assert zinnen(psycholoog, aanvraag) == []


@pytest.mark.parametrize(("soort", "betrokken"), [("vso", True), ("pro", False)])
def test_who_may_decide_on_this_kind_does_not_advise_on_it(aanvraag, wereld, psycholoog, soort, betrokken):
    Mandaat.objects.create(
        gebruiker=psycholoog, soort=soort, gegeven_door=wereld.personas.directeur, besluit="Mandaatbesluit 2026-02"
    )

    assert bool(zinnen(psycholoog, aanvraag)) is betrokken


def test_what_an_expert_did_as_an_expert_is_no_part_in_the_case(aanvraag, wereld, psycholoog):
    """Somebody who advised can still be looked at, for instance after the other one withdrew."""
    aanvraag = workflow.deskundigen_aanwijzen(
        aanvraag, door=wereld.personas.bureau, eerste=psycholoog, tweede=wereld.arts
    )
    oordeel = {"toelaatbaar": True, "tekst": "Rust.", "categorie": "L", "schooljaren": 1}
    aanvraag = workflow.advies_geven(aanvraag, door=psycholoog, **oordeel)

    assert zinnen(psycholoog, aanvraag) == []


# --- The gate as it is met: form and act -------------------------------------------------------------------------


def form(klasse, aanvraag, wereld, **keuzes):
    data = {naam: str(getattr(waarde, "pk", waarde)) for naam, waarde in keuzes.items()}
    return klasse(data, dossier=aanvraag, door=wereld.personas.bureau)


def test_second_expert_equal_to_the_first_is_refused_in_form_and_act(aanvraag, wereld, psycholoog):
    from toelating.models import Deskundigheid

    Deskundigheid.objects.create(gebruiker=psycholoog, beroep="arts")
    gevuld = form(DeskundigenForm, aanvraag, wereld, eerste=psycholoog, tweede=psycholoog)

    assert "twee verschillende mensen" in gevuld.errors["tweede"][0]
    with pytest.raises(VoorwaardeNietVervuld, match="twee verschillende mensen"):
        workflow.deskundigen_aanwijzen(aanvraag, door=wereld.personas.bureau, eerste=psycholoog, tweede=psycholoog)
    assert not aanvraag.deskundigenadviezen.exists()


def test_wrong_profession_is_no_choice_in_the_form_and_refused_by_the_act(aanvraag, wereld, psycholoog):
    gevuld = form(DeskundigenForm, aanvraag, wereld, eerste=wereld.arts, tweede=psycholoog)

    assert set(gevuld.errors) == {"eerste", "tweede"}
    with pytest.raises(VoorwaardeNietVervuld, match="geen beroep dat past"):
        workflow.deskundigen_aanwijzen(aanvraag, door=wereld.personas.bureau, eerste=wereld.arts, tweede=psycholoog)


def test_involved_expert_is_refused_with_the_reason_beside_the_field(aanvraag, wereld):
    Tlvaanvraag.objects.update(behandelaar=wereld.arts)
    gevuld = form(DeskundigenForm, Tlvaanvraag.objects.get(), wereld, eerste=wereld.orthopedagoog, tweede=wereld.arts)

    assert list(gevuld.errors) == ["tweede"]
    assert "is betrokken bij deze aanvraag: behandelt de aanvraag" in gevuld.errors["tweede"][0]


def test_replacement_by_the_other_expert_is_refused(wereld):
    aanvraag = maak_tlv(wereld, status=Status.BIJ_DESKUNDIGEN)
    gevuld = form(DeskundigeVervangenForm, aanvraag, wereld, rang="eerste", deskundige=wereld.arts, reden="Ziek.")

    assert any("adviseert al in deze aanvraag" in zin for zin in gevuld.errors["deskundige"])
