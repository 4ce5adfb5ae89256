"""Who may do what with an objection from where. The table is written by hand; every edge is walked, and every other
combination of act, state and person must refuse and change nothing."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from swv.kern.fouten import (
    BevestigingNodig,
    NietToegestaan,
    VerkeerdeStatus,
    Verouderd,
    VoorwaardeNietVervuld,
)
from swv.kern.handelingen import verrichten
from swv.kern.models import Gebeurtenis
from swv.organisaties.models import Rolsoort
from tests.factories.bezwaar import (
    behandelaar,
    maak_besluit,
    maak_bezwaar,
    maak_bundels,
    ongedaan,
    papier,
    tlv_gegevens,
    verzend,
    weg,
)
from tests.factories.organisaties import RolFactory
from tests.factories.toelating import maak_tlv
from toelating import workflow as van_aanvraag
from toelating.bezwaar import mensen
from toelating.models import Bezwaar, Mandaat, Verzending
from toelating.workflow import bezwaar as acts

pytestmark = pytest.mark.django_db

WORKFLOW = acts.workflow
BEHANDELAARS = ("bureau_collega", "gemandateerde")  # of the bureau, and not involved in the first decision
BUREAU = ("bureau", *BEHANDELAARS)
DIRECTEUR = ("directeur",)
MET_BESTUUR = (*BEHANDELAARS, "bestuur")
SYSTEEM = ("systeem",)
ZELFDE = None

HERSTEL_LBT = "herstel_bij_lbt"
TELAAT, VERWEER, BUNDEL, VERSTUURD, VERDAAGD = "te_laat", "verweer", "bundel", "verstuurd", "verdaagd"
TEGEMOET, TEGEMOET_LBT, NIET = "tegemoet", "tegemoet_bij_lbt", "niet_ontvankelijk_voorgelegd"
GEGROND_VOOR = "gegrond_voorgelegd"
OPEN = (
    "ontvangen",
    TELAAT,
    "herstel_gevraagd",
    HERSTEL_LBT,
    "bij_lbt",
    VERWEER,
    BUNDEL,
    VERSTUURD,
    VERDAAGD,
    "advies_gereed",
    "ter_ondertekening",
    GEGROND_VOOR,
    NIET,
    TEGEMOET,
    TEGEMOET_LBT,
)
BESLOTEN = ("gegrond", "ongegrond", "niet_ontvankelijk")
STANDEN = (*OPEN, *BESLOTEN, "ingetrokken")
BIJ_LBT = ("bij_lbt", VERWEER, BUNDEL, VERSTUURD, VERDAAGD)
TER_TEKENING = ("ter_ondertekening", GEGROND_VOOR, NIET, TEGEMOET, TEGEMOET_LBT)
ONTVANGEN = ("ontvangen", TELAAT)

# act, from, to, who
TABEL = [
    ("toewijzen", OPEN, ZELFDE, BUREAU),
    ("gegevens_verbeteren", ONTVANGEN, ZELFDE, BEHANDELAARS),
    ("termijn_beoordelen", [TELAAT], ZELFDE, BEHANDELAARS),
    ("herstel_vragen", ONTVANGEN, "herstel_gevraagd", BEHANDELAARS),
    ("herstellen", ["herstel_gevraagd"], "ontvangen", BEHANDELAARS),
    ("herstellen_bij_lbt", [HERSTEL_LBT], "bij_lbt", BEHANDELAARS),
    ("herstel_afsluiten", ["herstel_gevraagd"], "ontvangen", BEHANDELAARS),
    ("herstel_afsluiten_bij_lbt", [HERSTEL_LBT], "bij_lbt", BEHANDELAARS),
    ("stuk_toevoegen", OPEN, ZELFDE, BUREAU),
    ("lbt_vragen", ONTVANGEN, "bij_lbt", BEHANDELAARS),
    ("lbt_vragen_tijdens_herstel", ["herstel_gevraagd"], ZELFDE, BEHANDELAARS),
    ("verweer_schrijven", [HERSTEL_LBT, "bij_lbt", VERWEER, BUNDEL, VERDAAGD], ZELFDE, BEHANDELAARS),
    ("bundel_maken", [HERSTEL_LBT, *BIJ_LBT], ZELFDE, BEHANDELAARS),
    ("verweer_versturen", [HERSTEL_LBT, "bij_lbt", VERWEER, BUNDEL, VERDAAGD], ZELFDE, BEHANDELAARS),
    ("hoorzitting_vastleggen", [HERSTEL_LBT, *BIJ_LBT], ZELFDE, BEHANDELAARS),
    ("lbt_advies_vastleggen", BIJ_LBT, "advies_gereed", BEHANDELAARS),
    (
        "verdagen",
        [stand for stand in OPEN if stand not in ("herstel_gevraagd", HERSTEL_LBT, VERDAAGD)],
        ZELFDE,
        BEHANDELAARS,
    ),
    ("uitstellen", [VERDAAGD], ZELFDE, BEHANDELAARS),
    ("voorleggen", ["advies_gereed"], "ter_ondertekening", BEHANDELAARS),
    ("tegemoetkomen", [*ONTVANGEN, *BIJ_LBT], "ter_ondertekening", BEHANDELAARS),
    ("teruggeven", ["ter_ondertekening", GEGROND_VOOR, NIET], "advies_gereed", DIRECTEUR),
    ("teruggeven_bij_lbt", [TEGEMOET_LBT], "bij_lbt", DIRECTEUR),
    ("teruggeven_zonder_lbt", [TEGEMOET], "ontvangen", DIRECTEUR),
    ("gegrond_verklaren", [GEGROND_VOOR, TEGEMOET, TEGEMOET_LBT], "gegrond", DIRECTEUR),
    ("ongegrond_verklaren", ["ter_ondertekening"], "ongegrond", DIRECTEUR),
    ("niet_ontvankelijk_verklaren", [NIET], "niet_ontvankelijk", DIRECTEUR),
    ("intrekken", OPEN, "ingetrokken", MET_BESTUUR),
    ("bekendmaken", BESLOTEN, ZELFDE, SYSTEEM),
]
MET_FACTOR = {"gegrond_verklaren", "ongegrond_verklaren", "niet_ontvankelijk_verklaren"}
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


def breng(wereld, aanvraag, stand):
    """An objection of the board in this state."""
    opties = {"van": "bestuur", "naam": "Stichting Scholen A"}
    if stand in (TELAAT, NIET, "niet_ontvankelijk"):
        Verzending.objects.filter(brief__object_id=aanvraag.pk).update(verzonden_op=timezone.now() - timedelta(60))
    maken = {
        TELAAT: {"status": "ontvangen"},
        HERSTEL_LBT: {"status": "herstel_gevraagd"},
        VERWEER: {"status": "bij_lbt"},
        BUNDEL: {"status": "bij_lbt"},
        VERSTUURD: {"status": "bij_lbt"},
        VERDAAGD: {"status": "bij_lbt"},
        GEGROND_VOOR: {"status": "ter_ondertekening", "uitkomst": "gegrond"},
        NIET: {"status": "ter_ondertekening", "uitkomst": "niet_ontvankelijk"},
        TEGEMOET: {"status": "ontvangen"},
        TEGEMOET_LBT: {"status": "bij_lbt"},
        "gegrond": {"status": "gegrond", "uitkomst": "gegrond"},
        "niet_ontvankelijk": {"status": "niet_ontvankelijk", "uitkomst": "niet_ontvankelijk"},
    }
    bezwaar = maak_bezwaar(wereld, aanvraag, **maken.get(stand, {"status": stand}), **opties)
    for naam in VERDER.get(stand, []):
        bezwaar = doe(naam, wereld, bezwaar)
    return bezwaar


VERDER = {
    HERSTEL_LBT: ["lbt_vragen_tijdens_herstel"],
    VERWEER: ["verweer_schrijven"],
    BUNDEL: ["bundels"],
    VERSTUURD: ["bundels", "verweer_versturen"],
    VERDAAGD: ["verdagen"],
    TEGEMOET: ["tegemoetkomen"],
    TEGEMOET_LBT: ["tegemoetkomen"],
}


def doe(naam, wereld, bezwaar, *, door=None):
    """The act as somebody does it through a door, by who may."""
    if naam == "bundels":
        return maak_bundels(wereld, bezwaar)
    iedereen = {**wereld.mensen(), "systeem": None}
    wie = next(rij[3][0] for rij in TABEL if rij[0] == naam)
    persoon = door if door is not None else iedereen[wie]
    data, files = invoer(naam, wereld, bezwaar)
    return verrichten(WORKFLOW[naam], bezwaar, door=persoon, data=data, files=files, bevestigd_op=timezone.now())


ZELFDE_FORM = {
    "herstellen_bij_lbt": "herstellen",
    "herstel_afsluiten_bij_lbt": "herstel_afsluiten",
    "lbt_vragen_tijdens_herstel": "lbt_vragen",
    "teruggeven_bij_lbt": "teruggeven",
    "teruggeven_zonder_lbt": "teruggeven",
}


def invoer(naam, wereld, bezwaar):
    """What a person types with this act, and the file that goes with it."""
    vandaag = timezone.localdate()
    dag, morgen = f"{vandaag:%d-%m-%Y}", f"{vandaag + timedelta(14):%d-%m-%Y}"
    tlv = tlv_gegevens(bezwaar)
    typt = {
        "toewijzen": {"behandelaar": wereld.gemandateerde.pk},
        "gegevens_verbeteren": {
            "naam": bezwaar.naam,
            "adres": "Nieuwe straat 2\n1315 AB Almere",
            "wijze": bezwaar.wijze,
            "ontvangen_op": f"{bezwaar.ontvangen_op:%d-%m-%Y}",
            "is_ondertekend": "ja",
            "gronden": bezwaar.gronden,
        },
        "termijn_beoordelen": {"verschoonbaar": "ja", "reden": "De post liep vast."},
        "herstel_vragen": {"vraag": "De gronden ontbreken.", "uiterlijk": morgen},
        "herstellen": {"op": dag, "gronden": "Nu wel.", "is_ondertekend": "ja"},
        "herstel_afsluiten": {"reden": "Er kwam niets."},
        "stuk_toevoegen": {"soort": "aanvulling", "op": dag},
        "lbt_vragen": {"op": dag},
        "verweer_schrijven": {"verweer": "Wij vinden het besluit juist."},
        "verweer_versturen": {"op": dag, "hoe": "Via het portaal van de LBT."},
        "hoorzitting_vastleggen": {"op": morgen},
        "lbt_advies_vastleggen": {"advies": "ongegrond", "op": dag, "tekst": "De commissie is het eens."},
        "verdagen": {"weken": "6", "reden": "De hoorzitting is later."},
        "uitstellen": {"weken": "4", "akkoord": "de bezwaarmaker", "akkoord_op": dag, "reden": "Op verzoek."},
        "voorleggen": {"voorstel": "ongegrond", "motivering": "Wij volgen de commissie."},
        "tegemoetkomen": {
            "helemaal": "on",
            "gevolg": "wijzigen",
            "motivering": "De bezwaarmaker heeft gelijk.",
            "categorie": tlv["categorie"],
            "ingang": f"{tlv['ingang']:%d-%m-%Y}",
            "einde": f"{tlv['einde']:%d-%m-%Y}",
        },
        "teruggeven": {"reden": "Nog eens."},
        "intrekken": {"op": dag, "hoe": "met een brief"},
    }
    met_bestand = ("stuk_toevoegen", "lbt_advies_vastleggen")
    return typt.get(ZELFDE_FORM.get(naam, naam), {}), {"bestand": papier()} if naam in met_bestand else None


def mag(naam, stand):
    return {wie for act, standen, _, mensen_ in TABEL if act == naam and stand in standen for wie in mensen_}


def test_table_names_every_act_and_no_other():
    assert {rij[0] for rij in TABEL} == set(WORKFLOW.handelingen)
    assert {handeling.naam for handeling in WORKFLOW if handeling.tweede_factor} == MET_FACTOR
    assert {handeling.naam for handeling in WORKFLOW if handeling.is_intern} == INTERN


def test_everybody_in_every_state_can_do_exactly_what_the_table_says(wereld, besluit):
    iedereen = {**wereld.mensen(), "systeem": None}

    for stand in STANDEN:
        with ongedaan():
            bezwaar = breng(wereld, besluit, stand)
            for handeling in WORKFLOW:
                kan = {naam for naam, persoon in iedereen.items() if handeling.weigering(bezwaar, persoon) is None}
                assert kan == mag(handeling.naam, stand), (stand, handeling.naam)


@pytest.mark.parametrize("stand", ["ontvangen", "bij_lbt", "ter_ondertekening", "gegrond", "ingetrokken"])
def test_every_non_edge_is_refused_and_adds_nothing(wereld, besluit, stand):
    bezwaar = breng(wereld, besluit, stand)
    iedereen = {**wereld.mensen(), "systeem": None}
    gebeurd = Gebeurtenis.objects.count()

    for handeling in WORKFLOW:
        for naam in iedereen.keys() - mag(handeling.naam, stand):
            data, files = invoer(handeling.naam, wereld, bezwaar)
            with pytest.raises((VerkeerdeStatus, NietToegestaan)):
                verrichten(handeling, bezwaar, door=iedereen[naam], data=data, files=files, bevestigd_op=timezone.now())
    assert Gebeurtenis.objects.count() == gebeurd
    assert Bezwaar.objects.get().versie == bezwaar.versie


# These need more than the state; what they need is tested below.
VRAAGT_MEER = {(stand, naam) for stand in STANDEN if stand != BUNDEL for naam in ("bundel_maken", "verweer_versturen")}
VRAAGT_MEER |= {("herstel_gevraagd", "herstel_afsluiten"), (HERSTEL_LBT, "herstel_afsluiten_bij_lbt")}
VRAAGT_MEER |= {(TELAAT, "tegemoetkomen")}


def test_every_edge_leads_where_the_table_says_and_is_on_the_timeline(wereld, besluit):
    for stand in STANDEN:
        with ongedaan():
            bezwaar = breng(wereld, besluit, stand)
            randen = [(rij[0], rij[2]) for rij in TABEL if stand in rij[1] and (stand, rij[0]) not in VRAAGT_MEER]
            for naam, naar in randen:
                with ongedaan():
                    na = doe(naam, wereld, bezwaar)
                    regel = Gebeurtenis.objects.van(bezwaar).first()
                    assert (na.status, regel.handeling) == (naar or bezwaar.status, naam), (stand, naam)


# --- Other people ------------------------------------------------------------------------------------------------


def test_who_was_involved_in_the_first_decision_stays_out(wereld, besluit):
    """Who handled or prepared it; who took it in hand before; who advised on it; not the directeur who signed it."""
    assert mensen.betrokkenen(besluit) == {wereld.personas.bureau.pk, wereld.orthopedagoog.pk, wereld.arts.pk}


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


def test_parents_objection_is_withdrawn_by_the_bureau_only(wereld, besluit):
    bezwaar = maak_bezwaar(wereld, besluit)

    assert isinstance(acts.intrekken.weigering(bezwaar, wereld.personas.bestuur), NietToegestaan)
    assert acts.intrekken.weigering(bezwaar, behandelaar(wereld)) is None


# --- Second factor, versions, conditions -------------------------------------------------------------------------


def test_signature_needs_a_fresh_second_factor(wereld, besluit):
    bezwaar = breng(wereld, besluit, "ter_ondertekening")

    for moment in (None, timezone.now() - timedelta(minutes=6)):
        with pytest.raises(BevestigingNodig):
            acts.ongegrond_verklaren(bezwaar, door=wereld.personas.directeur, bevestigd_op=moment)


def test_stale_version_is_refused(wereld, besluit):
    bezwaar = breng(wereld, besluit, "ontvangen")

    with pytest.raises(Verouderd):
        acts.lbt_vragen(bezwaar, door=behandelaar(wereld), versie=bezwaar.versie - 1, op=timezone.localdate())


def test_late_objection_is_judged_before_anything_is_decided(wereld, besluit):
    bezwaar = breng(wereld, besluit, TELAAT)

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
    bezwaar = breng(wereld, besluit, BUNDEL)

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
