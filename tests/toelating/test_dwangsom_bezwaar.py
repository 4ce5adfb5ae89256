"""A notice of default about the decision on an objection, and every letter about one: by post to parents, in the portal
to a board."""

from datetime import timedelta

import page
import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from swv.documenten.models import Brief
from swv.documenten.pdf import render_pdf
from swv.documenten.services import brief_vastleggen
from swv.organisaties.models import Rol, Rolsoort
from swv.post.models import Bericht
from swv.termijnen.selectors import open_termijn
from tests.factories.bezwaar import beslissen, maak_besluit, maak_bezwaar
from tests.factories.ingebrekestelling import stel_in_gebreke
from tests.factories.toelating import maak_tlv, maak_wereld
from tests.personas import log_in
from tests.toelating.levensloop import VANDAAG
from toelating import workflow
from toelating.bezwaar import opdrachten
from toelating.bezwaar.brieven import geadresseerde_van
from toelating.bezwaar.klokken import Klok
from toelating.dwangsom import nachtwerk
from toelating.dwangsom.stand import Fase, stand_van
from toelating.models import Bezwaar, Ingebrekestelling, Status, Tlvaanvraag, Verzending
from toelating.verzenden import gepost
from toelating.workflow import bezwaar as acts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok")]

PROFIELEN = (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1)
DAG = timedelta(days=1)


@pytest.fixture(scope="module")
def begin(voor_deze_module):
    """A decision with an objection of parents and one of the board, each ready to be decided on; and a request."""
    with time_machine.travel(VANDAAG):
        wereld = maak_wereld()
        besluit = maak_besluit(wereld)
        ouders = maak_bezwaar(wereld, besluit, status="ter_ondertekening")
        bestuur = maak_bezwaar(wereld, besluit, van="bestuur", naam="Stichting Scholen A")
        aanvraag = maak_tlv(wereld, soort="pro", status=Status.INGEDIEND)
        return wereld, ouders.pk, bestuur.pk, aanvraag.pk


@pytest.fixture
def wereld(db, begin):
    return begin[0]


@pytest.fixture
def ouders(klok, begin, wereld):
    return Bezwaar.objects.get(pk=begin[1])


@pytest.fixture
def bestuur(klok, begin, wereld):
    return Bezwaar.objects.get(pk=begin[2])


@pytest.fixture
def aanvraag(klok, begin, wereld):
    return Tlvaanvraag.objects.get(pk=begin[3])


def te_laat(klok, wereld, zaak, *, soort=Klok.BEZWAAR, **gegevens):
    """A notice on the day after the term to decide."""
    dag = open_termijn(zaak, soort).uiterlijk + DAG
    klok.move_to(f"{dag} 10:00:00+01:00")
    return stel_in_gebreke(wereld, type(zaak).objects.get(pk=zaak.pk), **gegevens)


def opnieuw(rij):
    return Ingebrekestelling.objects.select_related("aanvraag", "bezwaar__aanvraag").get(pk=rij.pk)


def verder(klok, dagen):
    klok.move_to(timezone.now() + timedelta(days=dagen))


def vaststellen(wereld, rij):
    handeling = acts.dwangsom_vaststellen if rij.bezwaar_id else workflow.dwangsom_vaststellen
    return handeling(opnieuw(rij).dossier, door=wereld.personas.directeur, bevestigd_op=timezone.now())


def geen(wereld, rij):
    handeling = acts.geen_dwangsom if rij.bezwaar_id else workflow.geen_dwangsom
    return handeling(
        opnieuw(rij).dossier,
        door=wereld.personas.directeur,
        bevestigd_op=timezone.now(),
        grond="onredelijk_laat",
        toelichting="De ingebrekestelling kwam na een jaar.",
    )


# --- Parents -----------------------------------------------------------------------------------------------------


def test_parents_get_the_confirmation_by_post_and_nobody_else_does(klok, wereld, ouders, zegel):
    rij = te_laat(klok, wereld, ouders, kanaal="papier")

    brief = Brief.objects.get(soort="ontvangst van een ingebrekestelling")
    brief_vastleggen(brief_id=brief.pk)
    for _ in range(2):
        opdrachten.brief_versturen(str(brief.pk))

    verzending = brief.verzendingen.get()
    assert (verzending.aan, verzending.kanaal, verzending.naam) == ("bezwaarmaker", "papier", ouders.naam)
    assert "Bezwaar" in brief.html
    assert not Bericht.objects.filter(soort="ingebrekestelling_ontvangst").exists()
    assert (rij.aanvraag_id, rij.bezwaar_id) == (ouders.aanvraag_id, ouders.pk)


def test_school_does_not_see_the_notice_of_parents(klok, wereld, ouders):
    te_laat(klok, wereld, ouders)

    for persoon in (wereld.personas.coordinator, wereld.personas.bestuur):
        assert not Ingebrekestelling.objects.for_user(persoon).exists()
        for adres in (ouders.get_absolute_url(), ouders.aanvraag.get_absolute_url()):
            assert "ingebrekestelling" not in log_in(Client(), persoon).get(adres).content.decode().lower()


def test_decision_that_is_filed_does_not_stop_it_and_posting_does(klok, wereld, ouders, zegel):
    rij = te_laat(klok, wereld, ouders)
    verder(klok, 20)
    beslissen(wereld, opnieuw(rij).bezwaar)
    brieven = Brief.objects.van(ouders).filter(soort="beslissing op bezwaar")
    brief = next(brief for brief in brieven if geadresseerde_van(brief)[1].aan == "bezwaarmaker")
    brief_vastleggen(brief_id=brief.pk)
    opdrachten.brief_versturen(str(brief.pk))
    assert Bezwaar.objects.get(pk=ouders.pk).bekendgemaakt_op is not None
    assert stand_van(opnieuw(rij)).fase == Fase.LOOPT

    verder(klok, 1)
    gepost(verzendingen=brief.verzendingen.all(), op=timezone.localdate(), door=wereld.personas.bureau_collega)
    verder(klok, 30)

    nu = stand_van(opnieuw(rij))
    assert (nu.fase, nu.dagen, nu.bedrag) == (Fase.GESTOPT, 8, 8 * 23)


def test_objection_taken_back_in_time_closes_the_notice(klok, wereld, ouders):
    rij = stel_in_gebreke(wereld, ouders)
    acts.intrekken(
        opnieuw(rij).bezwaar, door=wereld.personas.bureau_collega, op=timezone.localdate(), hoe="met een brief"
    )

    nachtwerk.bijwerken()

    assert opnieuw(rij).stand == Ingebrekestelling.Stand.OP_TIJD


# --- A board -----------------------------------------------------------------------------------------------------


def test_board_is_told_in_the_portal_and_reads_it_on_its_page(klok, wereld, bestuur):
    te_laat(klok, wereld, bestuur)

    aan = {bericht.aan.naam for bericht in Bericht.objects.filter(soort="ingebrekestelling_ontvangst")}
    assert aan == {"Coordinator A", "Bestuur A"}
    assert not Brief.objects.filter(soort="ontvangst van een ingebrekestelling").exists()
    pagina = log_in(Client(), wereld.personas.bestuur).get(bestuur.get_absolute_url()).content.decode()
    assert "Wij hebben uw ingebrekestelling ontvangen op" in pagina


def test_bureau_and_director_find_it_in_the_list_on_the_case_and_at_the_start(klok, wereld, bestuur):
    rij = te_laat(klok, wereld, bestuur)
    eerste = stand_van(opnieuw(rij)).eerste_dag
    p = wereld.personas
    case = reverse("admin:toelating_bezwaar_change", args=[bestuur.pk])
    lijst = reverse("admin:toelating_bezwaar_changelist") + "?stapel=ingebrekestelling"

    for persoon in (p.bureau_collega, p.directeur):
        client = log_in(Client(), persoon)
        assert f"beslis vóór {eerste.day}" in client.get(case).content.decode()
        assert case in client.get(reverse("admin:index")).content.decode()
        pagina = client.get(lijst).content.decode()
        assert "Ingebrekestelling (1)" in pagina
        assert bestuur.kenmerk in pagina


def test_handler_of_the_objection_and_director_are_reminded(klok, wereld, bestuur):
    te_laat(klok, wereld, bestuur)

    nieuw = Bericht.objects.filter(soort="ingebrekestelling_nieuw")

    assert {bericht.aan for bericht in nieuw} == {wereld.personas.bureau_collega, wereld.personas.directeur}
    assert all(f"/bureau/toelating/bezwaar/{bestuur.pk}/change/" in bericht.tekst for bericht in nieuw)


def test_dwangsom_on_an_objection_is_set_and_sent_to_who_objected(klok, wereld, bestuur, zegel):
    rij = te_laat(klok, wereld, bestuur)
    verder(klok, 60)

    vaststellen(wereld, rij)

    rij = opnieuw(rij)
    brief = Brief.objects.van(bestuur).get(kenmerk=rij.besluitnummer)
    brief_vastleggen(brief_id=brief.pk)
    opdrachten.brief_versturen(str(brief.pk))
    assert rij.bedrag == 1442
    assert "te laat waren met de beslissing op uw bezwaar" in brief.html
    assert brief.verzendingen.get().kanaal == Verzending.Kanaal.DIGITAAL


# --- The letters -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("over", ["aanvraag", "ouders"])
@pytest.mark.parametrize("wat", ["ontvangst", "te vroeg", "vastgesteld", "geen"])
def test_letters_are_fit_for_archive_and_screen_reader(klok, wereld, request, over, wat):
    zaak = request.getfixturevalue(over)
    soort = Klok.BEZWAAR if over == "ouders" else Klok.TOELATING
    if over == "aanvraag":
        Rol.objects.filter(soort=Rolsoort.BESTUUR).update(geldig_tot=timezone.localdate() - DAG)
    rij = stel_in_gebreke(wereld, zaak) if wat == "te vroeg" else te_laat(klok, wereld, zaak, soort=soort)
    if wat == "vastgesteld":
        verder(klok, 60)
        vaststellen(wereld, rij)
    if wat == "geen":
        geen(wereld, rij)

    brief = Brief.objects.filter(soort__regex="ingebrekestelling|dwangsom").first()

    pdf = render_pdf(brief.html)
    for profiel in PROFIELEN:
        rapport = page.validate_pdf_bytes(pdf, profile=profiel)
        assert rapport.is_compliant, rapport.failures
    tekst = " ".join(brief.html.replace("\xa0", " ").split())
    assert {
        "ontvangst": "Wij hebben na uw ingebrekestelling twee weken om te beslissen.",
        "te vroeg": "Stuur ons dan opnieuw een ingebrekestelling.",
        "vastgesteld": "€ 1.442,00",
        "geen": "wij u geen dwangsom verschuldigd zijn",
    }[wat] in tekst
