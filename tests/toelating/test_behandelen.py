"""The bureau checks whether everything is there: questions with a date, the days that the term stands still, ending
without judgement within four weeks, and telling in time that the decision comes later."""

from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction

from swv.invullen.antwoorden import bijlagen
from swv.kern.fouten import Geweigerd, VoorwaardeNietVervuld
from swv.kern.handelingen import Ongeldig, formulier, verrichten
from swv.post.models import Bericht
from swv.termijnen.models import Soort as Klok
from swv.termijnen.selectors import open_termijn
from swv.termijnen.services import verstreken_opschortingen_beeindigen
from tests.aanvragen.levensloop import momentopname
from tests.factories.toelating import maak_tlv
from toelating import tasks, workflow
from toelating.models import Status, Stukeis, Tlvaanvraag

pytestmark = pytest.mark.django_db
D = date.fromisoformat


@pytest.fixture
def klok():
    """The day of the table of domain facts: received on Monday 2 March 2026, decision by 28 April (Koningsdag)."""
    with time_machine.travel("2026-03-02 10:00:00+01:00") as reis:
        yield reis


@pytest.fixture
def aanvraag(klok, wereld):
    return maak_tlv(wereld, status=Status.VOLLEDIGHEIDSTOETS)


def op(klok, dag):
    klok.move_to(f"{dag} 10:00:00+02:00")
    verstreken_opschortingen_beeindigen(vandaag=D(dag))


def vraag(wereld, aanvraag, uiterlijk):
    return workflow.aanvulling_vragen(
        aanvraag, door=wereld.personas.bureau, vraag="Stuur het verslag.", uiterlijk=D(uiterlijk)
    )


def vul_aan(wereld, aanvraag):
    return workflow.aanvullen(aanvraag, door=wereld.personas.coordinator, antwoord="Hierbij.")


def zonder_nbsp(zin):
    return zin.replace("\N{NO-BREAK SPACE}", " ")


# --- Asking for a supplement -------------------------------------------------------------------------------------


def test_term_stands_still_for_the_real_days_each_time(klok, wereld, aanvraag):
    assert aanvraag.beslisdatum == D("2026-04-28")
    op(klok, "2026-03-09")
    aanvraag = vraag(wereld, aanvraag, "2026-03-30")
    assert aanvraag.beslisdatum is None
    op(klok, "2026-03-23")
    aanvraag = vul_aan(wereld, aanvraag)
    assert aanvraag.beslisdatum == D("2026-05-11")  # 13 days: 10 May is a Sunday

    op(klok, "2026-03-30")
    aanvraag = vraag(wereld, aanvraag, "2026-04-13")
    op(klok, "2026-04-02")
    aanvraag = vul_aan(wereld, aanvraag)

    assert aanvraag.beslisdatum == D("2026-05-12")  # 13 and 2 days
    assert aanvraag.aanvullingsverzoeken.count() == 2


def test_question_without_a_date_is_impossible_in_form_and_database(klok, wereld, aanvraag):
    voor, bureau = momentopname(), wereld.personas.bureau

    with pytest.raises(Ongeldig) as fout:
        verrichten(workflow.aanvulling_vragen, aanvraag, door=bureau, data={"vraag": "Het verslag.", "uiterlijk": ""})

    assert fout.value.velden == {"uiterlijk": ["Vul de uiterste datum in."]}
    assert fout.value.form["vraag"].value() == "Het verslag."
    assert momentopname() == voor
    vraag(wereld, aanvraag, "2026-03-16")
    with pytest.raises(IntegrityError, match="uiterlijk"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE invullen_aanvullingsverzoek SET uiterlijk = NULL")


@pytest.mark.parametrize("dag", ["2-3-2026", "1-3-2026", "2-7-2026"])
def test_question_for_today_the_past_or_far_ahead_is_refused(klok, wereld, aanvraag, dag):
    with pytest.raises(Ongeldig) as fout:
        verrichten(
            workflow.aanvulling_vragen,
            aanvraag,
            door=wereld.personas.bureau,
            data={"vraag": "Het verslag.", "uiterlijk": dag},
        )

    assert list(fout.value.velden) == ["uiterlijk"]


@pytest.mark.parametrize(("dag", "kan"), [("2026-04-27", True), ("2026-04-28", False), ("2026-04-29", False)])
def test_question_on_the_last_day_of_the_term_comes_too_late_and_says_so_beforehand(klok, aanvraag, dag, kan):
    op(klok, dag)

    bezwaar = workflow.aanvulling_vragen.belemmering(aanvraag)

    assert (bezwaar is None) is kan
    assert kan or "loopt tot en met 28 april 2026" in zonder_nbsp(bezwaar.zin)


def test_question_begins_with_what_is_missing_and_the_days_of_the_procedure(klok, wereld, aanvraag):
    bijlagen(aanvraag).filter(soort="didactisch").update(
        verwijderd_op="2026-03-02T10:00Z", verwijderd_door=wereld.personas.coordinator
    )
    type(aanvraag.regeling).objects.update(aanvulling_werkdagen=3)
    aanvraag = Tlvaanvraag.objects.get(pk=aanvraag.pk)

    form = formulier(workflow.aanvulling_vragen, aanvraag, door=wereld.personas.bureau)

    assert form["vraag"].value() == "Wij missen nog:\n- Didactische gegevens"
    assert form["uiterlijk"].value() == "5-3-2026"


def test_document_that_is_too_old_is_asked_for_too(klok, wereld, aanvraag):
    """The OPP of yesterday is younger than a month; with no months at all nothing is."""
    Stukeis.objects.filter(regeling=aanvraag.regeling, stuk="opp").update(hoogstens_maanden=1)
    eerder = maak_tlv(wereld, status=Status.VOLLEDIGHEIDSTOETS, anders=_opp_van("1-1-2026"))

    assert not formulier(workflow.aanvulling_vragen, aanvraag, door=wereld.personas.bureau)["vraag"].value()
    vraag_ = formulier(workflow.aanvulling_vragen, eerder, door=wereld.personas.bureau)["vraag"].value()
    assert "Dit stuk is van 1 januari 2026. Het mag bij ontvangst hoogstens 1 maand oud zijn." in zonder_nbsp(vraag_)


def _opp_van(dag):
    return {"stukken": {"datum_opp": dag, "reden_ouder": "Het nieuwe OPP komt in maart."}}


# --- Going on without, or ending without judgement ---------------------------------------------------------------


def test_school_has_until_the_given_day_and_the_bureau_goes_on_afterwards(klok, wereld, aanvraag):
    bureau = wereld.personas.bureau
    op(klok, "2026-03-09")
    aanvraag = vraag(wereld, aanvraag, "2026-03-30")
    for dag, kan in (("2026-03-30", False), ("2026-03-31", True)):
        op(klok, dag)
        for handeling in (workflow.aanvulling_afsluiten, workflow.buiten_behandeling_voorleggen):
            assert (handeling.belemmering(aanvraag) is None) is kan, dag

    aanvraag = workflow.aanvulling_afsluiten(aanvraag, door=bureau, reden="Er is genoeg.")

    assert aanvraag.status == Status.VOLLEDIGHEIDSTOETS
    assert aanvraag.beslisdatum == D("2026-05-18")  # 20 days still
    assert aanvraag.open_vraag is None


@pytest.mark.parametrize(
    ("aangevuld", "laatste"),
    [
        ("2026-03-23", "2026-04-20"),  # four weeks after the supplement
        ("", "2026-04-28"),  # after the given day, moved over Koningsdag
        ("2026-04-02", "2026-04-28"),  # too late: the given day counts
    ],
)
def test_ending_without_judgement_is_possible_within_four_weeks(klok, wereld, aanvraag, aangevuld, laatste):
    op(klok, "2026-03-09")
    aanvraag = vraag(wereld, aanvraag, "2026-03-30")
    if aangevuld:
        op(klok, aangevuld)
        aanvraag = vul_aan(wereld, aanvraag)

    op(klok, laatste)
    assert workflow.buiten_behandeling_voorleggen.belemmering(aanvraag) is None
    op(klok, str(date.fromordinal(D(laatste).toordinal() + 1)))
    te_laat = workflow.buiten_behandeling_voorleggen.belemmering(aanvraag)

    assert "vier weken na de aanvulling of na de gestelde datum" in te_laat.zin


def test_ending_without_judgement_needs_a_question_first(klok, aanvraag):
    assert "nog niet om een aanvulling gevraagd" in workflow.buiten_behandeling_voorleggen.belemmering(aanvraag).zin


def test_signature_after_the_four_weeks_is_refused_and_the_request_can_still_be_judged(klok, wereld, aanvraag):
    directeur = wereld.personas.directeur
    op(klok, "2026-03-09")
    aanvraag = vraag(wereld, aanvraag, "2026-03-30")
    op(klok, "2026-04-20")
    aanvraag = workflow.buiten_behandeling_voorleggen(
        aanvraag, door=wereld.personas.bureau, motivering="Het verslag ontbreekt."
    )
    klok_vier_weken = open_termijn(aanvraag, Klok.BUITEN_BEHANDELING)
    assert (klok_vier_weken.uiterlijk, klok_vier_weken.is_wettelijk) == (D("2026-04-28"), True)

    op(klok, "2026-04-29")
    with pytest.raises(VoorwaardeNietVervuld, match="kon tot en met"):
        workflow.buiten_behandeling_stellen(aanvraag, door=directeur, bevestigd_op=_nu())
    aanvraag = workflow.laten_beoordelen(aanvraag, door=directeur, reden="Beoordeel met wat er is.")

    assert (aanvraag.status, aanvraag.open_vraag) == (Status.VOLLEDIGHEIDSTOETS, None)
    assert open_termijn(aanvraag, Klok.BUITEN_BEHANDELING) is None


def _nu():
    from django.utils import timezone

    return timezone.now()


# --- Telling that it comes later ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("dag", "kan"), [("2026-04-27", True), ("2026-04-28", True), ("2026-04-29", False)])
def test_delay_is_told_within_the_term_and_not_after(klok, wereld, aanvraag, dag, kan):
    op(klok, dag)
    bureau = wereld.personas.bureau

    bezwaar = workflow.uitstel_melden.belemmering(aanvraag)

    assert (bezwaar is None) is kan
    if not kan:
        assert "liep tot en met 28 april 2026" in zonder_nbsp(bezwaar.zin)
        with pytest.raises(Geweigerd):
            workflow.uitstel_melden(aanvraag, door=bureau, weken=2, reden="Ziekte.")
        return
    aanvraag = workflow.uitstel_melden(aanvraag, door=bureau, weken=2, reden="De deskundige is ziek.")
    assert aanvraag.beslisdatum == D("2026-05-11")
    aan = set(Bericht.objects.filter(soort="tlv_uitstel").values_list("aan__naam", flat=True))
    assert aan == {"Coordinator A", "Bestuur A"}


def test_delay_while_the_term_stands_still_is_refused_beforehand(klok, wereld, aanvraag):
    op(klok, "2026-03-09")
    aanvraag = vraag(wereld, aanvraag, "2026-03-30")

    assert "staat nu stil" in workflow.uitstel_melden.belemmering(aanvraag).zin


@pytest.mark.parametrize("weken", ["0", "9", "-1", "twee"])
def test_delay_of_no_time_or_longer_than_the_term_itself_is_refused(klok, wereld, aanvraag, weken):
    with pytest.raises(Ongeldig) as fout:
        verrichten(
            workflow.uitstel_melden, aanvraag, door=wereld.personas.bureau, data={"weken": weken, "reden": "Ziekte."}
        )

    assert list(fout.value.velden) == ["weken"]


# --- The date in the list ------------------------------------------------------------------------------------------


def test_date_in_the_list_follows_when_nobody_answered(klok, wereld, aanvraag):
    op(klok, "2026-03-09")
    vraag(wereld, aanvraag, "2026-03-30")
    op(klok, "2026-03-31")
    assert Tlvaanvraag.objects.get().beslisdatum is None

    tasks.beslisdatums_bijwerken()

    assert Tlvaanvraag.objects.get().beslisdatum == D("2026-05-18")


def test_colleague_who_advises_or_stays_out_is_no_choice_to_hand_over_to(klok, wereld, aanvraag):
    from swv.organisaties.models import Rolsoort
    from tests.factories.organisaties import RolFactory

    RolFactory(gebruiker=wereld.arts, soort=Rolsoort.BUREAU)
    keuzes = formulier(workflow.toewijzen, aanvraag, door=wereld.personas.bureau).fields["behandelaar"].queryset
    assert wereld.arts in keuzes

    aanvraag = workflow.deskundigen_aanwijzen(
        aanvraag, door=wereld.personas.bureau, eerste=wereld.orthopedagoog, tweede=wereld.arts
    )

    keuzes = formulier(workflow.toewijzen, aanvraag, door=wereld.personas.bureau).fields["behandelaar"].queryset
    assert wereld.arts not in keuzes
