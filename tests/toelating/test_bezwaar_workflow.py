"""Other people than those of the first decision, and what acts on an objection ask beside person and state. Who may do
what from where stands in tests/toelating/matrix/bezwaar.py."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from swv.kern.fouten import NietToegestaan, VoorwaardeNietVervuld
from swv.kern.handelingen import verrichten
from swv.kern.models import Gebeurtenis
from swv.organisaties.models import Rolsoort
from tests.factories.bezwaar import (
    behandelaar,
    maak_besluit,
    maak_bezwaar,
    maak_bundels,
    ongedaan,
    verzend,
    weg,
)
from tests.factories.organisaties import RolFactory
from tests.factories.toelating import maak_bijeenkomst, maak_tlv, oordeel
from tests.toelating.matrix.bezwaar import invoer
from toelating import workflow as van_aanvraag
from toelating.bezwaar import mensen
from toelating.models import Bezwaar, Mandaat, Verzending
from toelating.workflow import bezwaar as acts

pytestmark = pytest.mark.django_db

WORKFLOW = acts.workflow
MET_FACTOR = {
    "gegrond_verklaren",
    "ongegrond_verklaren",
    "niet_ontvankelijk_verklaren",
    "geen_dwangsom",
    "dwangsom_vaststellen",
}
INTERN = {
    "toewijzen",
    "gegevens_verbeteren",
    "verweer_schrijven",
    "bundel_maken",
    "tegemoetkomen",
    "teruggeven",
    "teruggeven_bij_lbt",
    "teruggeven_zonder_lbt",
}


@pytest.fixture
def klok():
    with time_machine.travel("2026-04-01 10:00:00+02:00") as reis:
        yield reis


@pytest.fixture
def besluit(klok, wereld):
    return maak_besluit(wereld)


def breng(wereld, aanvraag, status):
    """An objection of the board in this state."""
    return maak_bezwaar(wereld, aanvraag, status=status, van="bestuur", naam="Stichting Scholen A")


def doe(naam, wereld, bezwaar, *, door=None):
    """The act as somebody does it through a door, by who may."""
    wie = wereld.personas.directeur if naam in MET_FACTOR else behandelaar(wereld)
    data = invoer(naam, wereld, bezwaar)
    return verrichten(WORKFLOW[naam], bezwaar, door=door or wie, data=data, files=data, bevestigd_op=timezone.now())


def test_signatures_ask_a_second_factor_and_inner_work_is_for_the_bureau_only():
    assert {handeling.naam for handeling in WORKFLOW if handeling.tweede_factor} == MET_FACTOR
    assert {handeling.naam for handeling in WORKFLOW if handeling.is_intern} == INTERN


# --- Other people ------------------------------------------------------------------------------------------------


def test_who_was_involved_in_the_first_decision_stays_out(wereld, besluit):
    """Who handled or prepared it; who took it in hand before; who advised on it; not the directeur who signed it."""
    assert mensen.betrokkenen(besluit) == {wereld.personas.bureau.pk, wereld.orthopedagoog.pk, wereld.arts.pk}


def test_who_gave_an_opinion_or_wrote_down_the_advice_is_involved_too(wereld, klok):
    bureau, collega = wereld.personas.bureau, wereld.personas.bureau_collega
    aanvraag = maak_tlv(wereld, status="bij_tac")
    aanvraag = van_aanvraag.agenderen(aanvraag, door=bureau, bijeenkomst=maak_bijeenkomst(wereld))
    gegeven = {"keuze": "toelaatbaar", "categorie": "L", "schooljaren": "1"}
    aanvraag = verrichten(van_aanvraag.oordeel_geven, aanvraag, door=wereld.lid, data=gegeven)
    advies = {"redenen": "De commissie is het eens.", **oordeel(aanvraag)}
    aanvraag = van_aanvraag.commissieadvies_vastleggen(aanvraag, door=collega, **advies)

    assert {collega.pk, wereld.lid.pk} <= mensen.betrokkenen(aanvraag)


def test_who_brought_the_advices_of_the_experts_together_is_involved_too(wereld, klok):
    aanvraag = maak_tlv(wereld, soort="pro", status="bij_deskundigen")
    for deskundige in (wereld.orthopedagoog, wereld.arts):
        aanvraag = van_aanvraag.advies_geven(aanvraag, door=deskundige, tekst="Past bij haar.", **oordeel(aanvraag))
    collega = wereld.personas.bureau_collega
    aanvraag = van_aanvraag.adviezen_samenvatten(aanvraag, door=collega, redenen="Eens.", **oordeel(aanvraag))

    assert collega.pk in mensen.betrokkenen(aanvraag)


def test_refusal_to_an_involved_colleague_says_who_can(wereld, besluit):
    bezwaar = breng(wereld, besluit, "ontvangen")

    with pytest.raises(NietToegestaan, match="niet bij het eerste besluit betrokken was"):
        doe("lbt_vragen", wereld, bezwaar, door=wereld.personas.bureau)


def test_earlier_handler_counts_as_involved_after_the_request_was_given_to_a_colleague(wereld, klok):
    aanvraag = maak_tlv(wereld, status="volledigheidstoets")
    van_aanvraag.toewijzen(aanvraag, door=wereld.personas.bureau, behandelaar=wereld.gemandateerde)
    aanvraag.refresh_from_db()

    assert {wereld.personas.bureau.pk, wereld.gemandateerde.pk} == mensen.betrokkenen(aanvraag)


@pytest.fixture
def onder_mandaat(klok, wereld):
    """A TLV that was signed under mandate, by somebody who is directeur-bestuurder by now."""
    Mandaat.objects.create(
        gebruiker=wereld.gemandateerde,
        soort="vso",
        geldig_van=date(2025, 1, 1),
        gegeven_door=wereld.personas.directeur,
        besluit="Mandaatbesluit 2025-02",
    )
    aanvraag = maak_tlv(wereld, status="ter_ondertekening")
    aanvraag = van_aanvraag.afgeven(aanvraag, door=wereld.gemandateerde, bevestigd_op=timezone.now())
    verzend(aanvraag)
    return aanvraag


def test_who_decided_under_mandate_neither_handles_nor_decides(wereld, onder_mandaat):
    RolFactory(gebruiker=wereld.gemandateerde, soort=Rolsoort.DIRECTEUR)
    bezwaar = breng(wereld, onder_mandaat, "ter_ondertekening")
    persoon = type(wereld.gemandateerde).objects.get(pk=wereld.gemandateerde.pk)

    weigering = acts.ongegrond_verklaren.weigering(bezwaar, persoon)

    assert isinstance(weigering, NietToegestaan)
    assert "eerste besluit niet onder mandaat nam" in weigering.zin
    assert acts.toewijzen.weigering(bezwaar, persoon) is None
    assert isinstance(acts.stuk_toevoegen.weigering(bezwaar, wereld.personas.coordinator), NietToegestaan)
    assert acts.ongegrond_verklaren.weigering(bezwaar, wereld.personas.directeur) is None


def test_directeur_who_took_the_first_decision_himself_may_decide_again(wereld, besluit):
    assert besluit.besloten_door == wereld.personas.directeur
    assert doe("ongegrond_verklaren", wereld, breng(wereld, besluit, "ter_ondertekening")).status == "ongegrond"


def test_preparer_never_signs(wereld, besluit):
    dubbel = behandelaar(wereld)
    RolFactory(gebruiker=dubbel, soort=Rolsoort.DIRECTEUR)
    bezwaar = breng(wereld, besluit, "ter_ondertekening")
    dubbel = type(dubbel).objects.get(pk=dubbel.pk)

    with pytest.raises(NietToegestaan, match="niet zelf voorbereidde"):
        doe("ongegrond_verklaren", wereld, bezwaar, door=dubbel)


def test_four_eyes_hold_without_the_rule(wereld, besluit):
    """The twin of the test above: with the rule away, the database refuses."""
    dubbel = behandelaar(wereld)
    RolFactory(gebruiker=dubbel, soort=Rolsoort.DIRECTEUR)
    bezwaar = breng(wereld, besluit, "ter_ondertekening")
    dubbel = type(dubbel).objects.get(pk=dubbel.pk)
    object.__setattr__(acts.ongegrond_verklaren, "allowed", mensen.is_directeur)
    try:
        with pytest.raises(VoorwaardeNietVervuld, match="kan het niet ook ondertekenen"):
            doe("ongegrond_verklaren", wereld, bezwaar, door=dubbel)
    finally:
        object.__setattr__(acts.ongegrond_verklaren, "allowed", mensen.mag_beslissen)


def test_who_stays_out_of_the_request_stays_out_of_the_objection(wereld, besluit):
    bezwaar = breng(wereld, besluit, "ter_ondertekening")
    for persoon in (wereld.personas.directeur, wereld.gemandateerde):
        besluit.verschoningen.create(gebruiker=persoon, reden="Familie.", door=persoon)
    bezwaar = Bezwaar.objects.get(pk=bezwaar.pk)

    assert not WORKFLOW.available(bezwaar, wereld.personas.directeur)
    assert not WORKFLOW.available(bezwaar, wereld.gemandateerde)
    assert not Bezwaar.objects.for_user(wereld.personas.directeur).exists()


# --- Conditions -------------------------------------------------------------------------


def test_late_objection_is_judged_before_anything_is_decided(wereld, besluit):
    Verzending.objects.filter(brief__object_id=besluit.pk).update(verzonden_op=timezone.now() - timedelta(60))
    bezwaar = breng(wereld, besluit, "ontvangen")

    with pytest.raises(VoorwaardeNietVervuld, match="Beoordeel eerst"):
        doe("tegemoetkomen", wereld, bezwaar)
    for stap in weg("advies_gereed", uitkomst="ongegrond"):
        bezwaar = stap(wereld, bezwaar)
    with pytest.raises(VoorwaardeNietVervuld, match="Beoordeel eerst"):
        doe("voorleggen", wereld, bezwaar)
    bezwaar = doe("termijn_beoordelen", wereld, bezwaar)
    assert doe("voorleggen", wereld, bezwaar).status == "ter_ondertekening"


def test_bundle_needs_a_verweerschrift_and_papers_a_bundle(wereld, besluit):
    bezwaar = breng(wereld, besluit, "bij_lbt")

    with pytest.raises(VoorwaardeNietVervuld, match="nog geen verweerschrift"):
        doe("bundel_maken", wereld, bezwaar)
    bezwaar = doe("verweer_schrijven", wereld, bezwaar)
    with pytest.raises(VoorwaardeNietVervuld, match="nog geen bundel"):
        doe("verweer_versturen", wereld, bezwaar)
    bezwaar = doe("bundel_maken", wereld, bezwaar)
    with pytest.raises(VoorwaardeNietVervuld, match="wordt nog gemaakt"):
        doe("verweer_versturen", wereld, bezwaar)


def test_bundle_that_misses_a_paper_is_not_sent(wereld, besluit):
    bezwaar = maak_bundels(wereld, breng(wereld, besluit, "bij_lbt"))

    with ongedaan(), pytest.raises(VoorwaardeNietVervuld, match="opnieuw maken"):
        doe("verweer_versturen", wereld, doe("stuk_toevoegen", wereld, bezwaar))
    with ongedaan(), pytest.raises(VoorwaardeNietVervuld, match="opnieuw maken"):
        doe("verweer_versturen", wereld, doe("verweer_schrijven", wereld, bezwaar))
    assert doe("verweer_versturen", wereld, bezwaar).verweer_verzonden_op == timezone.localdate()


def test_withdrawal_by_the_board_itself_needs_no_date(wereld, besluit):
    bezwaar = breng(wereld, besluit, "bij_lbt")

    na = verrichten(acts.intrekken, bezwaar, door=wereld.personas.bestuur, data={"reden": "Wij zijn eruit."})

    assert na.status == "ingetrokken"
    assert "Wij zijn eruit." in Gebeurtenis.objects.van(bezwaar).first().toelichting


def test_person_who_left_can_do_nothing(wereld, besluit):
    bezwaar = breng(wereld, besluit, "ontvangen")
    persoon = behandelaar(wereld)
    persoon.is_active = False
    persoon.save()
    persoon = type(persoon).objects.get(pk=persoon.pk)

    assert not WORKFLOW.available(bezwaar, persoon)
    assert not Bezwaar.objects.for_user(persoon).exists()
