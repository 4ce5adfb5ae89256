"""Who gets a message with which act; never with the name of a pupil."""

import pytest

from aanvragen import berichten
from aanvragen import workflow as acts
from aanvragen.models import Status
from swv.organisaties.models import Rolsoort
from swv.post.models import Bericht
from tests.aanvragen.levensloop import VOORGELEGD_BUITEN_BEHANDELING, breng, concept, doe, indienen
from tests.factories.organisaties import RolFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]

SCHOOL, BESTUUR, BUREAU, COLLEGA, DIRECTEUR = "coordinator", "bestuur", "bureau", "bureau_collega", "directeur"


def ontvangers(personas, soort):
    namen = {user.pk: wie for wie, user in personas.mensen()}
    return sorted(namen[pk] for pk in Bericht.objects.filter(soort=soort).values_list("aan_id", flat=True))


@pytest.mark.parametrize(
    ("soort", "stand", "handeling", "wie", "gegevens", "bericht", "aan"),
    [
        ("frictiefonds", "concept", "medetekening_vragen", SCHOOL, {}, "medetekening_gevraagd", [BESTUUR]),
        ("frictiefonds", "ter_medetekening", "terugsturen", BESTUUR, {"reden": "Nee"}, "teruggestuurd", [SCHOOL]),
        ("frictiefonds", "ter_medetekening", "medetekenen", BESTUUR, {}, "ontvangst", [BESTUUR, SCHOOL]),
        ("robot", "concept", "indienen", SCHOOL, {}, "ontvangst", [SCHOOL]),
        (
            "robot",
            "in_behandeling",
            "aanvulling_vragen",
            BUREAU,
            {"vraag": "Wat?", "uiterlijk": "27-10-2026"},
            "aanvulling_gevraagd",
            [SCHOOL],
        ),
        (
            "frictiefonds",
            "in_behandeling",
            "aanvulling_vragen",
            BUREAU,
            {"vraag": "Wat?", "uiterlijk": "27-10-2026"},
            "aanvulling_gevraagd",
            [BESTUUR, SCHOOL],
        ),
        ("robot", "aanvulling_gevraagd", "aanvullen", SCHOOL, {"antwoord": "Dit"}, "aangevuld", [BUREAU]),
        (
            "innovatiegelden",
            "in_behandeling",
            "feedback_geven",
            BUREAU,
            {"feedback": "Zo"},
            "feedback_gegeven",
            [SCHOOL],
        ),
        ("innovatiegelden", "feedback_gegeven", "plan_bijstellen", SCHOOL, {}, "plan_bijgesteld", [BUREAU]),
        (
            "robot",
            "in_behandeling",
            "adviseren",
            BUREAU,
            {"voorstel": "toekennen", "advies": "Ja"},
            "ter_ondertekening",
            [DIRECTEUR],
        ),
        ("robot", "ter_ondertekening", "teruggeven", DIRECTEUR, {"reden": "Kort"}, "teruggegeven", [BUREAU]),
        ("robot", "in_behandeling", "intrekken", SCHOOL, {}, "ingetrokken", [BUREAU]),
        ("robot", "ingediend", "intrekken", SCHOOL, {}, "ingetrokken", [BUREAU, COLLEGA]),
    ],
)
def test_act_tells_exactly_these_people(personas, soort, stand, handeling, wie, gegevens, bericht, aan):
    aanvraag = breng(personas, soort, stand)

    doe(acts.workflow[handeling], aanvraag, getattr(personas, wie), **gegevens)

    assert ontvangers(personas, bericht) == aan


@pytest.mark.parametrize(("soort", "aan"), [("frictiefonds", [BESTUUR, SCHOOL]), ("huisonderwijs", [SCHOOL])])
@pytest.mark.parametrize("stand", [Status.TOEGEKEND, Status.AFGEWEZEN, Status.BUITEN_BEHANDELING, Status.INGETROKKEN])
def test_letter_that_is_ready_is_told_to_the_applicants(personas, soort, stand, aan):
    acts.bekendmaken(breng(personas, soort, stand), door=None)

    assert ontvangers(personas, "brief_klaar") == aan


def test_no_message_names_a_pupil_or_repeats_what_was_typed(personas):
    """The whole life of a request for one pupil; every message of it is read."""
    anders = {"voornaam": "Xanthippe", "achternaam": "Geheimzinnig", "leerlingnummer": "777001"}
    aanvraag = indienen(personas, concept(personas, "huisonderwijs", reden="Ernstige kwaal", **anders))
    aanvraag = doe(acts.in_behandeling_nemen, aanvraag, personas.bureau)
    aanvraag = doe(
        acts.aanvulling_vragen, aanvraag, personas.bureau, vraag="Welke kwaal heeft Xanthippe?", uiterlijk="27-10-2026"
    )
    aanvraag = doe(acts.aanvullen, aanvraag, personas.coordinator, antwoord="Xanthippe heeft een kwaal.")
    aanvraag = doe(acts.adviseren, aanvraag, personas.bureau, voorstel="afwijzen", advies="Xanthippe: kwaal")
    aanvraag = doe(acts.afwijzen, aanvraag, personas.directeur, motivering="Xanthippe: kwaal")
    acts.bekendmaken(aanvraag, door=None)

    tekst = " ".join(f"{b.onderwerp} {b.tekst} {b.html}" for b in Bericht.objects.all())
    assert Bericht.objects.count() == 5
    assert aanvraag.kenmerk in tekst
    for geheim in ("Xanthippe", "Geheimzinnig", "777001", "kwaal"):
        assert geheim not in tekst


def test_message_leads_to_the_dossier(personas, settings):
    settings.BASE_URL = "https://portaal.example"
    aanvraag = indienen(personas, concept(personas, "robot"))

    assert f"https://portaal.example/aanvragen/{aanvraag.pk}/" in Bericht.objects.get().tekst


def test_everybody_of_the_school_hears_also_who_did_not_begin_it(personas):
    RolFactory(soort=Rolsoort.COORDINATOR, school=personas.school)

    indienen(personas, concept(personas, "robot"))

    assert Bericht.objects.filter(soort="ontvangst").count() == 2


@pytest.mark.parametrize("weg", [{"geldig_tot": "2026-10-13"}, {"geldig_van": "2026-10-14"}])
def test_who_left_the_school_gets_nothing(personas, weg):
    aanvraag = breng(personas, "robot", Status.IN_BEHANDELING)
    personas.coordinator.rollen.update(**weg)

    assert list(berichten.aanvragers(aanvraag)) == []


@pytest.mark.parametrize("weg", ["rol", "account"])
def test_colleague_who_left_is_replaced_by_the_whole_bureau(personas, weg):
    """Otherwise nobody would be reminded of the decision."""
    aanvraag = breng(personas, "robot", Status.IN_BEHANDELING)
    assert list(berichten.behandelaars(aanvraag)) == [personas.bureau]
    if weg == "rol":
        personas.bureau.rollen.update(geldig_tot="2026-10-13")
    else:
        personas.bureau.is_active = False
        personas.bureau.save()

    assert list(berichten.behandelaars(aanvraag)) == [personas.bureau_collega]


def test_second_round_of_the_same_act_is_told_again(personas):
    aanvraag = breng(personas, "innovatiegelden", Status.FEEDBACK_GEGEVEN)
    aanvraag = doe(acts.plan_bijstellen, aanvraag, personas.coordinator)
    doe(acts.feedback_geven, aanvraag, personas.bureau, feedback="Nog iets.")

    assert ontvangers(personas, "feedback_gegeven") == [SCHOOL, SCHOOL]


def test_given_back_twice_is_told_twice(personas):
    aanvraag = breng(personas, "robot", VOORGELEGD_BUITEN_BEHANDELING)
    aanvraag = doe(acts.teruggeven, aanvraag, personas.directeur, reden="Kort")
    aanvraag = doe(acts.adviseren, aanvraag, personas.bureau, voorstel="afwijzen", advies="Nee")
    doe(acts.teruggeven, aanvraag, personas.directeur, reden="Nog te kort")

    assert ontvangers(personas, "teruggegeven") == [BUREAU, BUREAU]
    assert ontvangers(personas, "ter_ondertekening") == [DIRECTEUR, DIRECTEUR]


def test_message_leads_to_where_this_person_works(personas):
    aanvraag = breng(personas, "frictiefonds", Status.TER_ONDERTEKENING)

    assert berichten.pad(aanvraag, personas.coordinator) == f"/aanvragen/{aanvraag.pk}/"
    assert berichten.pad(aanvraag, personas.bureau) == f"/bureau/aanvragen/aanvraag/{aanvraag.pk}/change/"
    assert berichten.pad(aanvraag, personas.directeur) == f"/ondertekenen/{aanvraag.pk}/"
    assert f"/ondertekenen/{aanvraag.pk}/" in Bericht.objects.get(soort="ter_ondertekening").tekst


@pytest.mark.parametrize(
    ("briefsoort", "zin"),
    [
        ("toekenningsbrief", "Wij streven naar een besluit op uiterlijk 8 december 2026."),
        ("beschikking", "U krijgt ons besluit uiterlijk op 8 december 2026."),
    ],
)
def test_receipt_promises_a_day_only_where_the_law_gives_one(personas, briefsoort, zin):
    aanvraag = concept(personas, "robot")
    type(aanvraag.regeling).objects.filter(pk=aanvraag.regeling_id).update(briefsoort=briefsoort)

    indienen(personas, aanvraag)

    assert zin in Bericht.objects.get(soort="ontvangst").tekst.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("soort", "woord"), [("robot", "besluit"), ("visitatie", "antwoord"), ("consultatie", "antwoord")]
)
def test_mail_speaks_of_what_this_kind_ends_with(personas, soort, woord):
    breng(personas, soort, Status.AANVULLING_GEVRAAGD)

    ontvangst, vraag = (Bericht.objects.filter(soort=naam).first() for naam in ("ontvangst", "aanvulling_gevraagd"))

    assert f"Wij streven naar een {woord} op uiterlijk" in ontvangst.tekst
    assert f"Voor ons {woord} op de aanvraag" in vraag.tekst
    assert woord == "besluit" or not {"besluit", "beslis"} & {*ontvangst.tekst.split(), *vraag.tekst.split()}
