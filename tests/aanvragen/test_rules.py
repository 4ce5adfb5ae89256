"""Who sees what, with everything planted that could leak: dossiers, files, letters, and people who left."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from aanvragen import rules
from aanvragen import workflow as acts
from aanvragen.models import Aanvraag, Status
from swv.documenten.models import Bijlage, Brief
from swv.organisaties.models import Leerling, Rolsoort
from tests.aanvragen.levensloop import breng, doe, werk_af
from tests.factories.aanvragen import maak_aanvraag
from tests.factories.organisaties import GebruikerFactory, RolFactory
from tests.personas import MENSEN, log_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wereld")]

# What is planted: where and in which state. The expert was asked for "a behandeling" only.
PLANT = {
    "a concept": ("school", Status.CONCEPT),
    "a bij bestuur": ("school", Status.TER_MEDETEKENING),
    "a behandeling": ("school", Status.IN_BEHANDELING),
    "a toegekend": ("school", Status.TOEGEKEND),
    "a ingetrokken": ("school", Status.INGETROKKEN),
    "zuster concept": ("zusterschool", Status.CONCEPT),
    "zuster ingediend": ("zusterschool", Status.INGEDIEND),
    "b concept": ("school_elders", Status.CONCEPT),
    "b bij bestuur": ("school_elders", Status.TER_MEDETEKENING),
    "b ingediend": ("school_elders", Status.INGEDIEND),
}
COORDINATOR = {"school": "coordinator", "zusterschool": "coordinator_zuster", "school_elders": "coordinator_elders"}
BESTUUR = {"school": "bestuur", "zusterschool": "bestuur", "school_elders": "bestuur_elders"}

VAN_A = {naam for naam in PLANT if naam.startswith("a ")}
VAN_ZUSTER = {"zuster concept", "zuster ingediend"}
VAN_B = {"b concept", "b bij bestuur", "b ingediend"}
INGEDIEND = {"a behandeling", "a toegekend", "a ingetrokken", "zuster ingediend", "b ingediend"}
ZIET = {
    "coordinator": VAN_A,
    "coordinator_zuster": VAN_ZUSTER,
    "coordinator_elders": VAN_B,
    "bestuur": (VAN_A | VAN_ZUSTER) - {"a concept", "zuster concept"},
    "bestuur_elders": VAN_B - {"b concept"},
    "bureau": INGEDIEND,
    "bureau_collega": INGEDIEND,
    "directeur": INGEDIEND,
    "deskundige": {"a behandeling"},
    "controller": set(),
    "beheerder": set(),
    "partner": set(),
    "zonder_rol": set(),
}


@pytest.fixture
def planten(personas, klok):
    """Every planted aanvraag by name."""
    rijen = {
        naam: maak_aanvraag(
            personas,
            status=stand,
            school=getattr(personas, plek),
            coordinator=getattr(personas, COORDINATOR[plek]),
            bestuur=getattr(personas, BESTUUR[plek]),
        )
        for naam, (plek, stand) in PLANT.items()
    }
    doe(acts.deskundige_betrekken, rijen["a behandeling"], personas.bureau, deskundige=personas.deskundige.pk)
    return rijen


def status(client, naam, bestand):
    """What a download answers; reading it to the end closes the file."""
    antwoord = client.get(reverse(f"documenten:{naam}", args=[bestand.pk]))
    if antwoord.streaming:
        assert b"".join(antwoord.streaming_content).startswith(b"%PDF")
    return antwoord.status_code


def ziet(user, planten):
    namen = {rij.pk: naam for naam, rij in planten.items()}
    return {namen[pk] for pk in Aanvraag.objects.for_user(user).values_list("pk", flat=True)}


def test_expected_table_names_everybody():
    assert set(ZIET) == set(MENSEN)


def test_everybody_sees_exactly_what_the_table_says(planten, personas):
    for wie, user in personas.mensen():
        assert ziet(user, planten) == ZIET[wie], wie
        assert {naam for naam, rij in planten.items() if rules.mag_lezen(user, rij)} == ZIET[wie], wie


def test_files_follow_the_dossier(planten, personas):
    for wie, user in personas.mensen():
        client = log_in(Client(), user)
        for naam in ("a concept", "a behandeling", "zuster ingediend", "b ingediend"):
            bijlage = Bijlage.objects.van(planten[naam]).first()
            assert status(client, "bijlage", bijlage) == (200 if naam in ZIET[wie] else 404), (wie, naam)


def test_letters_follow_the_dossier(personas, zegel):
    brief = _gemaakte_brief(personas)

    for wie, user in personas.mensen():
        mag = wie in ("coordinator", "bestuur", "bureau", "bureau_collega", "directeur")
        assert status(log_in(Client(), user), "brief", brief) == (200 if mag else 404), wie


def _gemaakte_brief(personas):
    aanvraag = breng(personas, "frictiefonds", Status.AFGEWEZEN)
    werk_af("documenten.brief")
    return Brief.objects.van(aanvraag).get()


@pytest.mark.parametrize(
    "weg", [{"is_active": False}, {"rollen__geldig_tot": "2026-10-13"}, {"rollen__geldig_van": "2026-10-14"}]
)
def test_who_left_or_has_not_begun_sees_nothing(planten, personas, weg):
    (veld, waarde), *_ = weg.items()
    for wie in ("coordinator", "bestuur", "bureau", "directeur", "deskundige"):
        user = getattr(personas, wie)
        assert ziet(user, planten)
        rijen = user.rollen if "rollen" in veld else type(user).objects.filter(pk=user.pk)
        rijen.update(**{veld.removeprefix("rollen__"): waarde})
        user.refresh_from_db()

        assert ziet(user, planten) == set(), wie
        for regel in (rules.is_school, rules.is_bureau, rules.is_directeur):
            assert not regel.test(user, planten["a behandeling"]), wie


def test_role_that_ended_beside_one_that_runs_gives_only_the_running_one(planten, personas):
    RolFactory(
        gebruiker=personas.coordinator_zuster,
        soort=Rolsoort.COORDINATOR,
        school=personas.school,
        geldig_tot=date(2026, 10, 1),
    )
    personas.coordinator_zuster.refresh_from_db()

    assert ziet(personas.coordinator_zuster, planten) == VAN_ZUSTER


def test_two_roles_add_up(planten):
    user = GebruikerFactory()
    school_b = planten["b concept"].school
    RolFactory(gebruiker=user, soort=Rolsoort.COORDINATOR, school=school_b)
    RolFactory(gebruiker=user, soort=Rolsoort.BUREAU)

    assert ziet(user, planten) == INGEDIEND | VAN_B


def test_expert_no_longer_sees_a_dossier_that_ended_elsewhere_only_the_assigned_one(planten, personas):
    ander = RolFactory(soort=Rolsoort.DESKUNDIGE).gebruiker

    assert ziet(ander, planten) == set()


def test_pupils_are_a_list_for_the_own_school_only(personas, klok):
    breng(personas, "robot", Status.INGEDIEND)

    ziet_leerling = {wie for wie, user in personas.mensen() if Leerling.objects.for_user(user).exists()}

    assert ziet_leerling == {"coordinator", "bestuur"}
