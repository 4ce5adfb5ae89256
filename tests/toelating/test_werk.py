"""The work on TLVs on the home page, beside that of the other room."""

from datetime import date

import pytest
import time_machine

from swv.kern import werk
from swv.kern.werk import Vak
from tests.factories.aanvragen import maak_aanvraag
from tests.factories.toelating import breng_tot, maak_gastaanvraag, maak_tlv, maak_verklaring, plaats, vul_in
from tests.personas import log_in
from toelating import workflow
from toelating.blik import leerling_in_het_kort
from toelating.models import Soort, Status
from toelating.werk import schoolwerk
from toelating.workflow import verklaring as na

pytestmark = pytest.mark.django_db


def tekst(antwoord):
    return " ".join(antwoord.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def regels(gebruiker):
    return [(regel.vak, regel.badge) for regel in schoolwerk(gebruiker)]


def namen(gebruiker):
    return [regel.over for regel in schoolwerk(gebruiker)]


def test_each_state_says_who_is_at_bat(wereld):
    p = wereld.personas
    aanvraag = maak_tlv(wereld)
    assert (regels(p.coordinator), regels(p.bestuur)) == ([(Vak.TE_DOEN, "Concept")], [])
    aanvraag = breng_tot(wereld, aanvraag, Status.TER_MEDETEKENING)
    assert regels(p.coordinator) == [(Vak.WACHTEN, "Bij het schoolbestuur")]
    assert regels(p.bestuur) == [(Vak.TE_DOEN, "Meetekenen")]
    aanvraag = workflow.terugsturen(aanvraag, door=p.bestuur, reden="Nog niet.")
    assert (regels(p.coordinator), regels(p.bestuur)) == ([(Vak.TE_DOEN, "Teruggestuurd door uw bestuur")], [])


@pytest.mark.parametrize(
    ("status", "vak", "badge"),
    [
        (Status.AANVULLING_GEVRAAGD, Vak.TE_DOEN, "Vraag van het bureau"),
        (Status.ZIENSWIJZE, Vak.TE_DOEN, "Zienswijze gevraagd"),
        (Status.BIJ_DESKUNDIGEN, Vak.WACHTEN, "Bij de deskundigen"),
        (Status.AFGEWEZEN, Vak.BESLOTEN, "Afgewezen"),
        (Status.AFGEGEVEN, Vak.BESLOTEN, "TLV afgegeven"),
    ],
)
def test_school_and_board_read_the_same(wereld, status, vak, badge):
    maak_tlv(wereld, status=status)
    assert regels(wereld.personas.coordinator) == regels(wereld.personas.bestuur) == [(vak, badge)]


def test_what_was_withdrawn_needs_no_attention(wereld):
    maak_tlv(wereld, status=Status.INGETROKKEN)
    assert regels(wereld.personas.coordinator) == []


def test_question_and_view_have_their_day(wereld):
    for status in (Status.AANVULLING_GEVRAAGD, Status.ZIENSWIJZE):
        maak_tlv(wereld, status=status)
    assert all(regel.uiterlijk for regel in schoolwerk(wereld.personas.coordinator))


def test_receiving_school_collects_and_then_places(wereld):
    with time_machine.travel("2026-10-13 10:00:00+02:00"):
        tlv = maak_verklaring(wereld)
        assert regels(wereld.vso_coordinator) == []  # a decision counts from its announcement
        workflow.bekendmaken(tlv.aanvraag, door=None)
        assert regels(wereld.vso_coordinator) == [(Vak.TE_DOEN, "Nieuwe TLV")]
        assert namen(wereld.vso_coordinator) == [(tlv.nummer, leerling_in_het_kort(tlv.leerling))]
        tlv = na.ophalen(tlv, door=wereld.vso_coordinator, school=wereld.vso_school)
        assert regels(wereld.vso_coordinator) == [(Vak.TE_DOEN, "Nog geen plaats")]
    with time_machine.travel("2027-09-01 10:00:00+02:00"):
        na.plaatsen(tlv, door=wereld.vso_coordinator, geplaatst_op=date(2027, 8, 16), leerlingnummer="1")
        assert regels(wereld.vso_coordinator) == []


def test_full_name_of_the_pupil_comes_with_collecting(wereld):
    with time_machine.travel("2026-10-13 10:00:00+02:00"):
        tlv = maak_verklaring(wereld, bekend=True, nummer=1)
        (nieuw,) = schoolwerk(wereld.vso_coordinator)
        assert nieuw.over == (tlv.nummer, f"Zoë {tlv.leerling.achternaam[0]}.")
        na.ophalen(tlv, door=wereld.vso_coordinator, school=wereld.vso_school)
        (opgehaald,) = schoolwerk(wereld.vso_coordinator)
        assert opgehaald.over == (tlv.nummer, tlv.leerling.naam)


def test_guest_reads_the_own_dossier_only(wereld):
    aanvraag = maak_gastaanvraag(wereld)
    maak_tlv(wereld)
    (regel,) = schoolwerk(aanvraag.gast)
    assert regel.url == aanvraag.get_absolute_url()


@pytest.mark.parametrize("wie", ["bureau", "directeur", "controller", "partner", "zonder_rol", "deskundige"])
def test_who_works_at_no_school_costs_no_query(wereld, django_assert_num_queries, wie):
    gebruiker = getattr(wereld.personas, wie)
    assert gebruiker.rolsoorten is not None
    with django_assert_num_queries(0):
        assert list(schoolwerk(gebruiker)) == []


def test_a_bron_registers_once(monkeypatch):
    monkeypatch.setattr(werk, "_bronnen", [])
    for _ in range(2):
        werk.registreer(schoolwerk)
    assert werk._bronnen == [schoolwerk]


# --- The page -----------------------------------------------------------------------------------------------------


def test_home_shows_the_work_of_both_rooms_with_dates_first(client, wereld):
    from aanvragen.regelingen import regelingen_laden

    regelingen_laden()
    maak_aanvraag(wereld.personas)
    maak_tlv(wereld, ingevuld=False)
    maak_tlv(wereld, status=Status.AANVULLING_GEVRAAGD)
    maak_tlv(wereld, status=Status.BIJ_DESKUNDIGEN)
    maak_tlv(wereld, status=Status.AFGEWEZEN)
    antwoord = log_in(client, wereld.personas.coordinator).get("/")
    eerste, *rest = antwoord.context["te_doen"]
    assert (eerste.badge, len(rest)) == ("Vraag van het bureau", 2)
    inhoud = tekst(antwoord)
    for zin in (
        "Stuur het geëvalueerde handelingsdeel mee.",
        "Antwoord uiterlijk",
        "Uw aanvraag ligt bij twee deskundigen.",
        "Uw aanvraag is afgewezen.",
        "Vul in voor welke leerling",
        "Frictiefonds",
    ):
        assert zin in inhoud


@pytest.mark.parametrize(("wie", "queries"), [("coordinator", 32), ("bestuur", 32)])
@pytest.mark.parametrize("aantal", [1, 3])
def test_home_has_a_fixed_number_of_queries(client, wereld, django_assert_num_queries, wie, queries, aantal):
    for _ in range(aantal):
        maak_tlv(wereld)
        maak_tlv(wereld, soort=Soort.PRO)
        for status in (Status.TER_MEDETEKENING, Status.AANVULLING_GEVRAAGD, Status.ZIENSWIJZE, Status.AFGEWEZEN):
            maak_tlv(wereld, status=status)
    log_in(client, getattr(wereld.personas, wie)).get("/")
    with django_assert_num_queries(queries):
        client.get("/")


def test_member_of_the_committee_has_a_home_without_the_files_of_others(client, wereld):
    bladzijde = tekst(log_in(client, wereld.lid).get("/"))
    assert "U hoeft nu niets te doen" in bladzijde
    assert "meeleest" not in bladzijde


def test_renewal_of_a_pupil_is_work_of_the_vso_school(wereld):
    with time_machine.travel("2026-10-13 10:00:00+02:00"):
        tlv = maak_verklaring(wereld, bekend=True)
    with time_machine.travel("2027-09-01 10:00:00+02:00"):
        tlv = plaats(wereld, tlv, op=date(2027, 8, 16))
        vul_in(
            wereld, maak_tlv(wereld, soort=Soort.VERLENGING, vorige=tlv, ingevuld=False), door=wereld.vso_coordinator
        )
        assert regels(wereld.vso_coordinator) == [(Vak.TE_DOEN, "Concept")]
        assert (Vak.TE_DOEN, "Concept") not in regels(wereld.personas.coordinator)
