"""Who may do what from where: the table is written by hand, every edge is walked, and every other combination of act,
state and person refuses and changes nothing."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from aanvragen.models import Verantwoording
from aanvragen.verantwoording import workflow as acts
from aanvragen.verantwoording.rules import mag_antwoorden_lezen
from swv.kern.fouten import NietToegestaan, VerkeerdeStatus, VoorwaardeNietVervuld
from swv.kern.handelingen import verrichten
from swv.kern.models import Gebeurtenis
from swv.organisaties.models import Rolsoort
from swv.post.models import Bericht
from tests.aanvragen.levensloop import momentopname
from tests.factories.organisaties import RolFactory
from tests.factories.verantwoordingen import V, getypt, maak_verantwoording, vul_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_juni")]

WORKFLOW = acts.workflow
ZELFDE = None
SCHOOL = ("coordinator", "bestuur")
BUREAU = ("bureau", "bureau_collega")
STANDEN = [stand for stand in V if stand != V.VERVALLEN]

# act, from, to, who
RANDEN = [
    ("voorleggen", V.KLAARGEZET, V.TER_INDIENING, ["coordinator"]),
    ("terugsturen", V.TER_INDIENING, V.KLAARGEZET, ["bestuur"]),
    ("terughalen", V.TER_INDIENING, V.KLAARGEZET, ["coordinator"]),
    ("indienen", V.KLAARGEZET, V.INGEDIEND, ["bestuur"]),
    ("indienen", V.TER_INDIENING, V.INGEDIEND, ["bestuur"]),
    ("aanvullen", V.AANVULLING_GEVRAAGD, V.INGEDIEND, SCHOOL),
    ("toewijzen", V.INGEDIEND, ZELFDE, BUREAU),
    ("toewijzen", V.AANVULLING_GEVRAAGD, ZELFDE, BUREAU),
    ("aanvulling_vragen", V.INGEDIEND, V.AANVULLING_GEVRAAGD, BUREAU),
    ("vraag_afsluiten", V.AANVULLING_GEVRAAGD, V.INGEDIEND, BUREAU),
    ("goedkeuren", V.INGEDIEND, V.GOEDGEKEURD, BUREAU),
    ("corrigeren", V.INGEDIEND, V.GECORRIGEERD, BUREAU),
    ("bekendmaken", V.GOEDGEKEURD, ZELFDE, ["systeem"]),
    ("bekendmaken", V.GECORRIGEERD, ZELFDE, ["systeem"]),
]
# Only while the award differs from what was put ready; tested in test_openen and test_afrekenen.
ALS_HET_GELD_VERANDERT = {"bedrag_bijwerken", "laten_vervallen"}


def iedereen(p):
    return {**dict(p.mensen()), "systeem": None}


def invoer(naam, p):
    return {
        "terugsturen": {"reden": "Het bedrag klopt niet."},
        "aanvullen": {"antwoord": "Hierbij."},
        "toewijzen": {"behandelaar": p.bureau_collega.pk},
        "aanvulling_vragen": {"vraag": "Waar is de specificatie?", "uiterlijk": "28-6-2027"},
        "vraag_afsluiten": {"reden": "De school antwoordt niet."},
        "corrigeren": {"bedrag": "8.000", "reden": "De lunch telt niet mee."},
    }.get(naam, {})


@pytest.fixture
def breng(personas, toekenning, in_juni):
    in_juni()
    return lambda stand: maak_verantwoording(personas, toekenning, status=stand)


def test_table_names_every_act_and_no_other():
    assert {rand[0] for rand in RANDEN} | ALS_HET_GELD_VERANDERT == set(WORKFLOW.handelingen)


def test_acts_that_move_money_ask_for_a_second_factor():
    assert {rij.naam for rij in WORKFLOW if rij.tweede_factor} == {"goedkeuren", "corrigeren"}


@pytest.mark.parametrize("stand", STANDEN)
def test_every_person_in_every_state_can_do_exactly_what_the_table_says(personas, breng, stand):
    rij = breng(stand)

    kan = {(act.naam, wie) for wie, user in iedereen(personas).items() for act in WORKFLOW.available(rij, user)}

    assert kan == {(naam, wie) for naam, van, _, mensen in RANDEN if van == stand for wie in mensen}


@pytest.mark.parametrize("stand", STANDEN)
def test_every_non_edge_is_refused_and_changes_no_row(personas, breng, stand):
    rij = breng(stand)
    mag = {naam: mensen for naam, van, _, mensen in RANDEN if van == stand}
    voor = momentopname()

    for act in WORKFLOW:
        fout = NietToegestaan if act.naam in mag else VerkeerdeStatus
        for wie in set(iedereen(personas)) - set(mag.get(act.naam, ())):
            with pytest.raises(fout):
                act(rij, door=iedereen(personas)[wie], bevestigd_op=timezone.now())

    assert momentopname() == voor


@pytest.mark.parametrize("stand", [V.KLAARGEZET, V.TER_INDIENING, V.INGEDIEND, V.AANVULLING_GEVRAAGD])
def test_every_edge_leads_where_the_table_says_and_is_on_the_timeline(personas, breng, klok, stand):
    rij = breng(stand)
    if stand == V.KLAARGEZET:
        rij = vul_in(rij, door=personas.coordinator, besteed="10000")
    for naam, van, naar, mensen in RANDEN:
        for wie in mensen if van == stand else ():
            door, punt = iedereen(personas)[wie], transaction.savepoint()
            if naam == "vraag_afsluiten":
                rij.aanvullingsverzoeken.update(uiterlijk=timezone.localdate() - timedelta(days=1))

            na = verrichten(WORKFLOW[naam], rij, door=door, data=invoer(naam, personas), bevestigd_op=timezone.now())

            feit = Gebeurtenis.objects.van(rij).first()
            assert (na.status, na.versie) == (naar or van, rij.versie + 1), naam
            assert (feit.handeling, feit.van_status, feit.naar_status, feit.door) == (naam, van, naar or van, door)
            transaction.savepoint_rollback(punt)


# --- Conditions ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("act", [acts.voorleggen, acts.indienen])
def test_half_filled_in_is_not_sent(personas, breng, act):
    rij = breng(V.KLAARGEZET)
    door = personas.coordinator if act is acts.voorleggen else personas.bestuur

    with pytest.raises(VoorwaardeNietVervuld, match="nog leeg"):
        act(rij, door=door)


def test_question_that_still_runs_is_not_closed(personas, breng):
    with pytest.raises(VoorwaardeNietVervuld, match="nog tot en met"):
        acts.vraag_afsluiten(breng(V.AANVULLING_GEVRAAGD), door=personas.bureau, reden="Nu")


def test_who_signed_the_award_does_not_approve_what_was_done_with_it(personas, breng):
    RolFactory(gebruiker=personas.directeur, soort=Rolsoort.BUREAU)
    personas.directeur.refresh_from_db()

    with pytest.raises(NietToegestaan):
        acts.goedkeuren(breng(V.INGEDIEND), door=personas.directeur, bevestigd_op=timezone.now())


@pytest.mark.parametrize("wie", SCHOOL)
def test_who_is_of_the_school_or_its_board_does_not_approve(personas, breng, wie):
    rij, collega = breng(V.INGEDIEND), getattr(personas, wie)
    RolFactory(gebruiker=collega, soort=Rolsoort.BUREAU)
    collega.refresh_from_db()

    with pytest.raises(NietToegestaan):
        acts.goedkeuren(rij, door=collega, bevestigd_op=timezone.now())


def van_bestuur_naar_bureau(personas):
    """Who submitted left the board and works at the bureau now."""
    personas.bestuur.rollen.update(geldig_tot=timezone.localdate() - timedelta(days=1))
    RolFactory(gebruiker=personas.bestuur, soort=Rolsoort.BUREAU)
    personas.bestuur.refresh_from_db()


def test_who_submitted_does_not_approve(personas, breng):
    """The database is the last guard."""
    rij = breng(V.INGEDIEND)
    van_bestuur_naar_bureau(personas)

    with pytest.raises(VoorwaardeNietVervuld, match="kan haar niet ook goedkeuren"):
        acts.goedkeuren(rij, door=personas.bestuur, bevestigd_op=timezone.now())


def test_without_that_guard_the_same_person_would(personas, breng, monkeypatch):
    """Twin of the test above."""
    rij = breng(V.INGEDIEND)
    van_bestuur_naar_bureau(personas)
    monkeypatch.setattr("swv.kern.workflow._bewaar", lambda dossier: dossier.save())

    with pytest.raises(IntegrityError, match="verantwoording_vier_ogen"), transaction.atomic():
        acts.goedkeuren(rij, door=personas.bestuur, bevestigd_op=timezone.now())


def test_amounts_that_do_not_add_up_cannot_be_stored(personas, breng):
    rij = breng(V.GOEDGEKEURD)

    with pytest.raises(IntegrityError, match="verantwoording_klopt_op_de_cent"), transaction.atomic():
        Verantwoording.objects.filter(pk=rij.pk).update(vrijgevallen="0.01")


# --- A question of the bureau --------------------------------------------------------------------------------


def test_school_changes_its_amount_while_it_answers_and_the_bureau_reads_the_new_version(personas, breng):
    rij = breng(V.AANVULLING_GEVRAAGD)
    rij = vul_in(rij, door=personas.coordinator, besteed="9.000")

    rij = acts.aanvullen(rij, door=personas.bestuur, antwoord="Wij telden een nota dubbel.")

    assert (rij.besteed, [versie.nummer for versie in rij.versies.all()]) == (9000, [2, 1])
    assert Bericht.objects.filter(soort="verantwoording_aangevuld").count() == 1


def test_what_was_changed_but_never_sent_goes_when_the_bureau_goes_on(personas, breng):
    rij = breng(V.AANVULLING_GEVRAAGD)
    rij = vul_in(rij, door=personas.coordinator, besteed="1")
    rij.aanvullingsverzoeken.update(uiterlijk=timezone.localdate() - timedelta(days=1))

    rij = acts.vraag_afsluiten(rij, door=personas.bureau, reden="Geen antwoord.")

    assert rij.antwoorden["geld"] == getypt("10000")["geld"]
    assert rij.besteed == 10000


# --- Who sees what -------------------------------------------------------------------------------------------

ZIEN = {"coordinator", "bestuur", "bureau", "bureau_collega", "directeur"}


@pytest.mark.parametrize("stand", STANDEN)
def test_own_school_its_board_and_the_bureau_see_it_and_nobody_else(personas, breng, stand):
    breng(stand)

    assert {wie for wie, user in personas.mensen() if Verantwoording.objects.for_user(user).exists()} == ZIEN


@pytest.mark.parametrize("stand", STANDEN)
def test_what_is_still_being_typed_only_the_school_and_its_board_read(personas, breng, stand):
    rij = breng(stand)

    lezen = {wie for wie, user in personas.mensen() if mag_antwoorden_lezen(user, rij)}

    assert lezen == (set(SCHOOL) if rij.is_bij_de_school else ZIEN)


def test_who_is_no_longer_active_sees_nothing(personas, breng):
    breng(V.INGEDIEND)
    personas.bureau.is_active = False

    assert not Verantwoording.objects.for_user(personas.bureau).exists()
