"""Who may do what from where. The table below is written by hand, from the rules of the kinds; the code does not
know it. Every edge is walked, and every other combination of act, state and person must refuse and change nothing."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from aanvragen import rules
from aanvragen import workflow as acts
from aanvragen.models import Status
from swv.invullen.models import Versie
from swv.kern.fouten import (
    BevestigingNodig,
    Geweigerd,
    NietToegestaan,
    VerkeerdeStatus,
    Verouderd,
    VoorwaardeNietVervuld,
)
from swv.kern.models import Gebeurtenis, Opdracht
from swv.organisaties.models import Rolsoort
from swv.post.models import Bericht
from swv.termijnen.models import Termijn
from tests.aanvragen.levensloop import (
    SOORTEN,
    STANDEN,
    TOEZEGGING,
    VOORGELEGD_BUITEN_BEHANDELING,
    VRAAG,
    bestaat,
    breng,
    concept,
    doe,
    indienen,
    laat_verstrijken,
    momentopname,
    typ,
)
from tests.factories.organisaties import RolFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]

WORKFLOW = acts.workflow
ZELFDE = None
SCHOOL = ("coordinator", "bestuur")
BUREAU = ("bureau", "bureau_collega")
MET_MEDETEKENING = ("frictiefonds",)
ALLE = (*SOORTEN, TOEZEGGING, VRAAG)
ZONDER_MEDETEKENING = ("huisonderwijs", "innovatiegelden", "robot", TOEZEGGING, VRAAG)
MET_FEEDBACK = ("innovatiegelden",)
MET_LEERLING = ("huisonderwijs", "robot", VRAAG)

# act, from, to, who, which kinds
RANDEN = [
    ("medetekening_vragen", "concept", "ter_medetekening", ["coordinator"], MET_MEDETEKENING),
    ("indienen", "concept", "ingediend", ["coordinator"], ZONDER_MEDETEKENING),
    ("terugsturen", "ter_medetekening", "concept", ["bestuur"], MET_MEDETEKENING),
    ("terughalen", "ter_medetekening", "concept", ["coordinator"], MET_MEDETEKENING),
    ("medetekenen", "ter_medetekening", "ingediend", ["bestuur"], MET_MEDETEKENING),
    ("in_behandeling_nemen", "ingediend", "in_behandeling", BUREAU, ALLE),
    *(
        ("toewijzen", stand, ZELFDE, BUREAU, ALLE)
        for stand in (
            "ingediend",
            "in_behandeling",
            "aanvulling_gevraagd",
            "feedback_gegeven",
            "doorverwezen",
            "ter_ondertekening",
            VOORGELEGD_BUITEN_BEHANDELING,
        )
    ),
    ("deskundige_betrekken", "in_behandeling", ZELFDE, BUREAU, ALLE),
    *(
        ("leerling_verbeteren", stand, ZELFDE, BUREAU, MET_LEERLING)
        for stand in STANDEN
        if stand not in ("concept", "ter_medetekening")
    ),
    ("aanvulling_vragen", "in_behandeling", "aanvulling_gevraagd", BUREAU, ALLE),
    ("aanvullen", "aanvulling_gevraagd", "in_behandeling", SCHOOL, ALLE),
    ("feedback_geven", "in_behandeling", "feedback_gegeven", BUREAU, MET_FEEDBACK),
    ("feedback_afsluiten", "feedback_gegeven", "in_behandeling", BUREAU, MET_FEEDBACK),
    ("plan_bijstellen", "feedback_gegeven", "in_behandeling", ["coordinator"], MET_FEEDBACK),
    ("adviseren", "in_behandeling", "ter_ondertekening", BUREAU, SOORTEN),
    ("buiten_behandeling_voorleggen", "aanvulling_gevraagd", "ter_ondertekening", BUREAU, SOORTEN),
    ("teruggeven", "ter_ondertekening", "in_behandeling", ["directeur"], SOORTEN),
    ("teruggeven", VOORGELEGD_BUITEN_BEHANDELING, "in_behandeling", ["directeur"], SOORTEN),
    ("toekennen", "ter_ondertekening", "toegekend", ["directeur"], SOORTEN),
    ("afwijzen", "ter_ondertekening", "afgewezen", ["directeur"], SOORTEN),
    ("buiten_behandeling_stellen", VOORGELEGD_BUITEN_BEHANDELING, "buiten_behandeling", ["directeur"], SOORTEN),
    ("toezeggen", "in_behandeling", "toegekend", BUREAU, (TOEZEGGING,)),
    ("niet_toezeggen", "in_behandeling", "afgewezen", BUREAU, (TOEZEGGING,)),
    ("niet_verder_behandelen", "aanvulling_gevraagd", "buiten_behandeling", BUREAU, (TOEZEGGING, VRAAG)),
    ("doorverwijzen", "in_behandeling", "doorverwezen", BUREAU, (VRAAG,)),
    ("beantwoorden", "in_behandeling", "beantwoord", BUREAU, (VRAAG,)),
    ("beantwoorden", "doorverwezen", "beantwoord", BUREAU, (VRAAG,)),
    *(
        ("intrekken", stand, "ingetrokken", SCHOOL, ALLE)
        for stand in (
            "ingediend",
            "in_behandeling",
            "aanvulling_gevraagd",
            "feedback_gegeven",
            "doorverwezen",
            "ter_ondertekening",
            VOORGELEGD_BUITEN_BEHANDELING,
        )
    ),
    *(
        ("bekendmaken", stand, ZELFDE, ["systeem"], ALLE)
        for stand in ("toegekend", "afgewezen", "buiten_behandeling", "beantwoord", "ingetrokken")
    ),
]
MET_TWEEDE_FACTOR = {"toekennen", "afwijzen", "buiten_behandeling_stellen"}
INTERN = {"toewijzen", "deskundige_betrekken", "teruggeven"}
# Kinds in every state: one that the board co-signs, one with feedback, one that the bureau decides and a question; of
# the two others where they differ: how they are sent, and what the bureau can do.
IN_ALLE_STANDEN = ("frictiefonds", "innovatiegelden", TOEZEGGING, VRAAG)
KOPPELS = [
    *((soort, stand) for soort in IN_ALLE_STANDEN for stand in STANDEN if bestaat(soort, stand)),
    *((soort, stand) for soort in ("huisonderwijs", "robot") for stand in (Status.CONCEPT, Status.IN_BEHANDELING)),
]


def randen(soort, stand):
    return [rand for rand in RANDEN if rand[1] == stand and soort in rand[4]]


def iedereen(p):
    return {**dict(p.mensen()), "systeem": None}


def invoer(naam, p, aanvraag):
    """What a person types with this act."""
    return {
        "terugsturen": {"reden": "Het bedrag klopt niet."},
        "toewijzen": {"behandelaar": p.bureau_collega.pk},
        "deskundige_betrekken": {"deskundige": p.deskundige.pk},
        "leerling_verbeteren": {"voornaam": "Zoé", "achternaam": "Dijk", "geboortedatum": "14-3-2012"},
        "feedback_afsluiten": {"reden": "De school reageert niet."},
        "aanvulling_vragen": {"vraag": "Waar is de begroting?", "uiterlijk": "27-10-2026"},
        "aanvullen": {"antwoord": "Hierbij."},
        "feedback_geven": {"feedback": "Maak het meetbaar."},
        "adviseren": {"voorstel": "afwijzen", "advies": "Er is regulier geld."},
        "buiten_behandeling_voorleggen": {"advies": "De begroting ontbreekt."},
        "teruggeven": {"reden": "Het advies is te kort."},
        "toekennen": {"bedrag": str(aanvraag.gevraagd_bedrag)},
        "afwijzen": {"motivering": "Er is regulier geld."},
        "buiten_behandeling_stellen": {"motivering": "De begroting ontbreekt."},
        "toezeggen": {"motivering": "Wij bellen u voor een datum."},
        "niet_toezeggen": {"motivering": "De agenda is vol."},
        "niet_verder_behandelen": {"motivering": "Wij kregen geen antwoord."},
        "doorverwijzen": {
            "naar": next(iter(aanvraag.declaratie.verwijst_naar), ""),
            "toelichting": "Bel het aanmeldpunt.",
        },
        "beantwoorden": {"uitkomst": "advies", "antwoord": "Geef uitleg ook op papier."},
        "intrekken": {"reden": "Niet meer nodig."},
    }.get(naam, {})


# --- The matrix --------------------------------------------------------------------------------------------


def test_table_names_every_act_and_no_other():
    assert {rand[0] for rand in RANDEN} == set(WORKFLOW.handelingen)


def test_acts_with_second_factor_are_exactly_the_decisions():
    assert {handeling.naam for handeling in WORKFLOW if handeling.tweede_factor} == MET_TWEEDE_FACTOR
    assert {handeling.naam for handeling in WORKFLOW if handeling.is_intern} == INTERN


@pytest.mark.parametrize(("soort", "stand"), KOPPELS)
def test_every_person_in_every_state_can_do_exactly_what_the_table_says(personas, soort, stand):
    aanvraag = breng(personas, soort, stand)

    kan = {
        (handeling.naam, wie)
        for wie, user in iedereen(personas).items()
        for handeling in WORKFLOW.available(aanvraag, user)
    }

    assert kan == {(naam, wie) for naam, _, _, mensen, _ in randen(soort, stand) for wie in mensen}


# One person of each kind; the test above shows that the others of that kind get the same answer.
VERTEGENWOORDIGERS = ("coordinator", "bestuur", "bureau", "deskundige", "directeur", "controller", "systeem")
ALLE_STANDEN = [("innovatiegelden", stand) for stand in STANDEN if bestaat("innovatiegelden", stand)]


# Where the kinds without a decision differ from the others.
ANDERS = [
    (TOEZEGGING, Status.IN_BEHANDELING),
    (TOEZEGGING, Status.AANVULLING_GEVRAAGD),
    (VRAAG, Status.IN_BEHANDELING),
    (VRAAG, Status.DOORVERWEZEN),
    (VRAAG, Status.BEANTWOORD),
]


@pytest.mark.parametrize(("soort", "stand"), [*ALLE_STANDEN, ("frictiefonds", Status.TER_MEDETEKENING), *ANDERS])
def test_every_non_edge_is_refused_and_changes_no_row(personas, soort, stand):
    aanvraag = breng(personas, soort, stand)
    mag = {naam: mensen for naam, _, _, mensen, _ in randen(soort, stand)}
    voor = momentopname()

    for handeling in WORKFLOW:
        soort_fout = NietToegestaan if handeling.naam in mag else VerkeerdeStatus
        for wie in set(VERTEGENWOORDIGERS) - set(mag.get(handeling.naam, ())):
            with pytest.raises(soort_fout) as fout:
                handeling(aanvraag, door=iedereen(personas)[wie], bevestigd_op=timezone.now())
            assert handeling.label in fout.value.zin

    assert momentopname() == voor


@pytest.mark.parametrize(("soort", "stand"), [*ALLE_STANDEN, ("frictiefonds", Status.TER_MEDETEKENING), *ANDERS])
def test_every_edge_leads_where_the_table_says_and_is_on_the_timeline(personas, soort, stand):
    aanvraag = breng(personas, soort, stand)
    if stand == Status.AANVULLING_GEVRAAGD:
        laat_verstrijken(aanvraag)  # otherwise it cannot be ended without judgement yet
    van = aanvraag.status

    for naam, _, naar, mensen, _ in randen(soort, stand):
        for wie in mensen:
            door, punt = iedereen(personas)[wie], transaction.savepoint()

            na = doe(WORKFLOW[naam], aanvraag, door, **invoer(naam, personas, aanvraag))

            feit = Gebeurtenis.objects.van(aanvraag).first()
            assert (na.status, na.versie) == (naar or van, aanvraag.versie + 1), naam
            assert (feit.handeling, feit.van_status, feit.naar_status, feit.door) == (naam, van, naar or van, door)
            assert feit.is_intern == (naam in INTERN)
            transaction.savepoint_rollback(punt)


def test_frictiefonds_by_the_board_and_submission_by_the_school_share_no_road(personas):
    """What the innovation walk above cannot show: the road by way of the board."""
    aanvraag = concept(personas, "frictiefonds")

    with pytest.raises(VerkeerdeStatus):
        acts.indienen(aanvraag, door=personas.coordinator)
    aanvraag = indienen(personas, aanvraag)

    assert (aanvraag.status, aanvraag.medegetekend_door) == (Status.INGEDIEND, personas.bestuur)


# --- What the kernel asks of each act ----------------------------------------------------------------------


@pytest.mark.parametrize("naam", sorted(MET_TWEEDE_FACTOR))
@pytest.mark.parametrize("minuten", [None, 5.1])
def test_signature_without_fresh_second_factor_is_refused(personas, naam, minuten):
    stand = VOORGELEGD_BUITEN_BEHANDELING if naam == "buiten_behandeling_stellen" else Status.TER_ONDERTEKENING
    aanvraag = breng(personas, "robot", stand)
    voor = momentopname()

    with pytest.raises(BevestigingNodig) as fout:
        WORKFLOW[naam](
            aanvraag,
            door=personas.directeur,
            bevestigd_op=minuten and timezone.now() - timedelta(minutes=minuten),
            motivering="Ja.",
        )

    assert "code" in fout.value.velden
    assert momentopname() == voor


def test_stale_version_is_refused_and_changes_nothing(personas):
    aanvraag = breng(personas, "robot", Status.INGEDIEND)
    gezien = aanvraag.versie
    acts.toewijzen(aanvraag, door=personas.bureau, behandelaar=personas.bureau_collega)
    voor = momentopname()

    with pytest.raises(Verouderd):
        acts.in_behandeling_nemen(aanvraag, door=personas.bureau, versie=gezien)

    assert momentopname() == voor


@pytest.mark.parametrize(
    "weg",
    [
        {"is_active": False},
        {"geldig_tot": "2026-10-13"},
        {"geldig_van": "2026-10-14"},
    ],
)
def test_person_who_left_can_do_nothing(personas, weg):
    aanvraag = breng(personas, "robot", Status.INGEDIEND)
    bureau = personas.bureau
    if "is_active" in weg:
        type(bureau).objects.filter(pk=bureau.pk).update(**weg)
    else:
        bureau.rollen.update(**weg)
    bureau.refresh_from_db()

    assert WORKFLOW.available(aanvraag, bureau) == []
    with pytest.raises(NietToegestaan):
        acts.in_behandeling_nemen(aanvraag, door=bureau)


# --- Four eyes ---------------------------------------------------------------------------------------------


@pytest.fixture
def dubbele_rol(personas):
    """The colleague of the bureau who wrote the advice also stands in for the director."""
    RolFactory(gebruiker=personas.bureau, soort=Rolsoort.DIRECTEUR)
    personas.bureau.refresh_from_db()
    return personas.bureau


@pytest.mark.parametrize("naam", sorted(MET_TWEEDE_FACTOR))
def test_writer_of_the_advice_cannot_sign(personas, dubbele_rol, naam):
    stand = VOORGELEGD_BUITEN_BEHANDELING if naam == "buiten_behandeling_stellen" else Status.TER_ONDERTEKENING
    aanvraag = breng(personas, "robot", stand)
    voor = momentopname()

    with pytest.raises(NietToegestaan) as fout:
        doe(WORKFLOW[naam], aanvraag, dubbele_rol, motivering="Ja.")

    assert "niet zelf het advies schreef" in fout.value.zin
    assert momentopname() == voor


def test_four_eyes_without_the_rule_the_database_refuses(personas, dubbele_rol):
    """Twin: with the rule taken away the constraint still holds."""
    aanvraag = breng(personas, "robot", Status.TER_ONDERTEKENING)
    zonder_regel = replace(acts.toekennen, allowed=rules.is_directeur)
    voor = momentopname()

    with pytest.raises(VoorwaardeNietVervuld, match="Wie het advies schreef"):
        doe(zonder_regel, aanvraag, dubbele_rol)

    assert momentopname() == voor


def test_four_eyes_past_the_code_postgresql_refuses(personas):
    aanvraag = breng(personas, "robot", Status.TOEGEKEND)

    with pytest.raises(IntegrityError, match="vier_ogen"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE aanvragen_aanvraag SET besloten_door_id = advies_door_id WHERE id = %s", [aanvraag.pk])


@pytest.mark.parametrize(
    ("kolommen", "constraint"),
    [
        ("kenmerk = NULL", "ingediend_met_kenmerk"),
        ("besluitnummer = NULL", "besluit_met_nummer"),
        ("besloten_door_id = NULL", "besluit_met_nummer"),
        ("toegekend_bedrag = -1", "toegekend_bedrag_niet_negatief"),
        ("tot = van - 1", "periode_in_volgorde"),
    ],
)
def test_half_a_decision_is_refused_by_postgresql(personas, kolommen, constraint):
    aanvraag = breng(personas, "robot", Status.TOEGEKEND)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE aanvragen_aanvraag SET {kolommen} WHERE id = %s", [aanvraag.pk])


# --- What each act leaves behind ---------------------------------------------------------------------------


def test_receipt_gives_number_version_term_and_confirmation(personas):
    aanvraag = indienen(personas, concept(personas, "frictiefonds"))

    termijn = Termijn.objects.van(aanvraag).get()
    assert (aanvraag.kenmerk, aanvraag.ingediend_op.date()) == ("A-2627-00001", timezone.localdate())
    assert (aanvraag.versies.get().nummer, aanvraag.versies.get().antwoorden) == (1, aanvraag.antwoorden)
    assert (termijn.soort, termijn.weken, termijn.uiterlijk) == ("beslissing", 8, aanvraag.beslisdatum)
    assert set(Bericht.objects.filter(soort="ontvangst").values_list("aan__naam", flat=True)) == {
        "Coordinator A",
        "Bestuur A",
    }


def test_kenmerken_follow_each_other_without_a_gap_after_a_refusal(personas):
    eerste = indienen(personas, concept(personas, "robot"))
    with pytest.raises(Geweigerd):  # same number for another pupil: refused after the number was taken
        indienen(
            personas, concept(personas, "robot", achternaam="Ander", leerlingnummer=eerste.leerling.leerlingnummer)
        )
    tweede = indienen(personas, concept(personas, "frictiefonds"))

    assert [eerste.kenmerk, tweede.kenmerk] == ["A-2627-00001", "A-2627-00002"]


def test_assigning_makes_a_colleague_responsible_and_tells_only_the_bureau(personas):
    aanvraag = breng(personas, "robot", Status.INGEDIEND)

    aanvraag = doe(acts.toewijzen, aanvraag, personas.bureau, behandelaar=personas.bureau_collega.pk)

    assert aanvraag.behandelaar == personas.bureau_collega
    assert Gebeurtenis.objects.van(aanvraag).first().toelichting == "Behandelaar: Bureau Twee"


@pytest.mark.parametrize("wie", ["directeur", "coordinator", "deskundige"])
def test_assigning_to_somebody_outside_the_bureau_is_refused(personas, wie):
    aanvraag = breng(personas, "robot", Status.INGEDIEND)
    voor = momentopname()

    with pytest.raises(Geweigerd) as fout:
        doe(acts.toewijzen, aanvraag, personas.bureau, behandelaar=getattr(personas, wie).pk)

    assert fout.value.velden["behandelaar"] == ["Kies bij een collega een van de mogelijkheden uit de lijst."]
    assert momentopname() == voor


def test_question_stops_the_term_and_answer_lets_it_run_on(personas, klok):
    aanvraag = breng(personas, "robot", Status.IN_BEHANDELING)
    eerst = aanvraag.beslisdatum
    aanvraag = doe(acts.aanvulling_vragen, aanvraag, personas.bureau, vraag="Waar is het plan?", uiterlijk="27-10-2026")
    assert aanvraag.beslisdatum is None

    klok.move_to("2026-10-20 10:00:00+02:00")
    aanvraag = doe(acts.aanvullen, aanvraag, personas.coordinator, antwoord="Hierbij.")

    assert aanvraag.beslisdatum == eerst + timedelta(days=6)  # stood still from the 14th up to and including the 19th
    assert Termijn.objects.van(aanvraag).open().get().uiterlijk == aanvraag.beslisdatum
    assert aanvraag.aanvullingsverzoeken.get().beantwoord_door == personas.coordinator


@pytest.mark.parametrize(
    ("uiterlijk", "zin"),
    [
        ("13-10-2026", "Deze dag is al voorbij of is vandaag. Geef de school tijd: kies een latere dag."),
        ("1-3-2027", "Dit is meer dan drie maanden vooruit. Kies een eerdere dag."),
        ("31-2-2027", None),
        ("", "Vul de uiterste datum in."),
    ],
)
def test_question_with_a_wrong_date_is_refused(personas, uiterlijk, zin):
    aanvraag = breng(personas, "robot", Status.IN_BEHANDELING)
    voor = momentopname()

    with pytest.raises(Geweigerd) as fout:
        doe(acts.aanvulling_vragen, aanvraag, personas.bureau, vraag="Wat?", uiterlijk=uiterlijk)

    assert fout.value.velden["uiterlijk"] == [zin] if zin else "uiterlijk" in fout.value.velden
    assert momentopname() == voor


def test_late_answer_ends_the_clock_of_the_school_too(personas, klok):
    """The term ran on by itself on the given day; the answer of the day after still closes the question."""
    from swv.termijnen.tasks import herinneren

    aanvraag = breng(personas, "robot", Status.AANVULLING_GEVRAAGD)
    klok.move_to("2026-10-28 10:00:00+01:00")
    herinneren()
    aanvraag = doe(acts.aanvullen, aanvraag, personas.coordinator, antwoord="Alsnog.")

    klok.move_to("2026-10-30 10:00:00+01:00")
    herinneren()

    lopend = Termijn.objects.van(aanvraag).open().get()
    assert (lopend.soort, lopend.uiterlijk) == ("beslissing", aanvraag.beslisdatum)
    assert lopend.opschortingen.get().aangevuld_op.isoformat() == "2026-10-28"


def test_ending_without_judgement_before_the_given_day_is_refused(personas):
    aanvraag = breng(personas, "robot", Status.AANVULLING_GEVRAAGD)

    with pytest.raises(VoorwaardeNietVervuld, match="De school heeft nog tot en met"):
        doe(acts.buiten_behandeling_voorleggen, aanvraag, personas.bureau, advies="Weg ermee")


def test_given_back_proposal_to_end_leaves_no_open_question_or_clock(personas):
    aanvraag = breng(personas, "robot", VOORGELEGD_BUITEN_BEHANDELING)

    aanvraag = doe(acts.teruggeven, aanvraag, personas.directeur, reden="Vraag het nog een keer.")

    assert not aanvraag.aanvullingsverzoeken.filter(beantwoord_op__isnull=True).exists()
    assert [termijn.soort for termijn in Termijn.objects.van(aanvraag).open()] == ["beslissing"]


def test_given_back_proposal_can_be_asked_and_proposed_again(personas):
    aanvraag = breng(personas, "robot", VOORGELEGD_BUITEN_BEHANDELING)
    aanvraag = doe(acts.teruggeven, aanvraag, personas.directeur, reden="Vraag het nog een keer.")

    aanvraag = doe(acts.aanvulling_vragen, aanvraag, personas.bureau, vraag="En nu?", uiterlijk="27-10-2026")
    aanvraag = doe(acts.aanvullen, aanvraag, personas.bestuur, antwoord="Nu wel.")
    aanvraag = doe(acts.adviseren, aanvraag, personas.bureau, voorstel="toekennen", advies="Akkoord")

    assert doe(acts.toekennen, aanvraag, personas.directeur).status == Status.TOEGEKEND


@pytest.mark.parametrize("stand", ["aanvulling_gevraagd", "feedback_gegeven", "ter_ondertekening"])
def test_withdrawal_ends_every_clock_and_question(personas, stand):
    aanvraag = breng(personas, "innovatiegelden", stand)

    aanvraag = doe(acts.intrekken, aanvraag, personas.bestuur)

    assert not Termijn.objects.van(aanvraag).open().exists()
    assert not aanvraag.aanvullingsverzoeken.filter(beantwoord_op__isnull=True).exists()


def test_decision_takes_a_number_stops_every_clock_and_asks_for_one_letter(personas):
    aanvraag = breng(personas, "frictiefonds", Status.TOEGEKEND)

    assert aanvraag.besluitnummer == "B-2627-00001"
    assert (aanvraag.besloten_door, aanvraag.besloten_op.date()) == (personas.directeur, timezone.localdate())
    assert not Termijn.objects.van(aanvraag).open().exists()
    assert Opdracht.objects.filter(soort="documenten.brief").count() == 1


def test_signing_twice_gives_one_decision(personas):
    aanvraag = breng(personas, "frictiefonds", Status.TER_ONDERTEKENING)
    doe(acts.toekennen, aanvraag, personas.directeur, bedrag="12.500,00")
    voor = momentopname()

    with pytest.raises(VerkeerdeStatus):
        doe(acts.toekennen, aanvraag, personas.directeur, bedrag="12.500,00")

    assert momentopname() == voor


def test_versions_are_added_and_never_changed(personas):
    aanvraag = breng(personas, "innovatiegelden", Status.FEEDBACK_GEGEVEN)
    aanvraag = typ(aanvraag, personas.coordinator, "plan", resultaat="De helft minder uitval in twee jaar.")

    aanvraag = doe(acts.plan_bijstellen, aanvraag, personas.coordinator)

    oud, nieuw = aanvraag.versies.order_by("nummer")
    assert (oud.nummer, nieuw.nummer) == (1, 2)
    assert nieuw.antwoorden["plan"]["resultaat"] == "De helft minder uitval in twee jaar."
    assert oud.antwoorden["plan"]["resultaat"] != nieuw.antwoorden["plan"]["resultaat"]
    with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
        Versie.objects.filter(pk=oud.pk).update(nummer=9)


def test_what_the_school_types_after_feedback_is_not_what_the_bureau_judges(personas):
    aanvraag = breng(personas, "innovatiegelden", Status.FEEDBACK_GEGEVEN)

    aanvraag = typ(aanvraag, personas.coordinator, "bedrag", gevraagd_bedrag="30.000,00")

    assert (aanvraag.gevraagd_bedrag, aanvraag.versies.count()) == (25000, 1)


def test_announcement_happens_once_and_only_by_the_portal(personas):
    aanvraag = breng(personas, "robot", Status.AFGEWEZEN)
    aanvraag = acts.bekendmaken(aanvraag, door=None)

    with pytest.raises(VerkeerdeStatus):
        acts.bekendmaken(aanvraag, door=None)

    assert Bericht.objects.filter(soort="brief_klaar").count() == 1


def test_numbers_of_decisions_follow_the_order_of_signing(personas):
    nummers = [breng(personas, "robot", stand).besluitnummer for stand in ("toegekend", "afgewezen", "toegekend")]

    assert all(int(een[-5:]) + 1 == int(twee[-5:]) for een, twee in pairwise(nummers))
