"""Who sees what, with everything planted that could leak: dossiers, files, letters, and people who left."""

from datetime import date

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from aanvragen import rules
from aanvragen import workflow as acts
from aanvragen.models import Aanvraag, Status
from swv.documenten.models import Bijlage, Brief
from swv.kern.fouten import NietToegestaan
from swv.organisaties.models import Leerling, Rolsoort
from tests.aanvragen.levensloop import breng, doe, werk_af
from tests.aanvragen.zonder_besluit import in_behandeling
from tests.factories.aanvragen import maak_aanvraag
from tests.factories.organisaties import RolFactory
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


@pytest.mark.parametrize("wie", ["coordinator", "bestuur", "bureau", "directeur", "deskundige"])
def test_who_left_or_has_not_begun_may_nothing(personas, klok, wie):
    user, aanvraag = getattr(personas, wie), breng(personas, "frictiefonds", Status.IN_BEHANDELING)
    aanvraag.deskundigen.add(personas.deskundige)
    assert rules.mag_lezen(user, aanvraag)

    for rijen, weg in [
        (type(user).objects.filter(pk=user.pk), {"is_active": False}),
        (user.rollen, {"geldig_tot": "2026-10-13"}),
        (user.rollen, {"geldig_van": "2026-10-14"}),
    ]:
        punt = transaction.savepoint()
        rijen.update(**weg)
        user.refresh_from_db()
        assert not rules.mag_lezen(user, aanvraag), weg
        assert not any(regel.test(user, aanvraag) for regel in (rules.is_school, rules.is_bureau, rules.is_directeur))
        transaction.savepoint_rollback(punt)
        user.refresh_from_db()


def test_roles_add_up_and_an_ended_one_adds_nothing(planten, personas):
    user = personas.coordinator_zuster
    RolFactory(gebruiker=user, soort=Rolsoort.COORDINATOR, school=personas.school, geldig_tot=date(2026, 10, 1))
    RolFactory(gebruiker=user, soort=Rolsoort.BUREAU)
    user.refresh_from_db()

    assert ziet(user, planten) == VAN_ZUSTER | INGEDIEND
    assert ziet(RolFactory(soort=Rolsoort.DESKUNDIGE).gebruiker, planten) == set(), "an expert who was not asked"


def test_pupils_are_a_list_for_the_own_school_only(personas, klok):
    breng(personas, "robot", Status.INGEDIEND)

    ziet_leerling = {wie for wie, user in personas.mensen() if Leerling.objects.for_user(user).exists()}

    assert ziet_leerling == {"coordinator", "bestuur"}


@pytest.mark.parametrize("handeling", [acts.toezeggen, acts.niet_toezeggen])
@pytest.mark.parametrize(("soort", "waar"), [(Rolsoort.COORDINATOR, "school"), (Rolsoort.BESTUUR, "bestuur_a")])
def test_who_is_also_of_the_school_makes_it_no_promise(personas, soort, waar, handeling):
    aanvraag = in_behandeling(personas, "visitatie")
    RolFactory(gebruiker=personas.bureau, soort=soort, **{waar.removesuffix("_a"): getattr(personas, waar)})
    personas.bureau.refresh_from_db()

    with pytest.raises(NietToegestaan):
        doe(handeling, aanvraag, personas.bureau, motivering="Wij bellen u voor een datum.")

    doe(handeling, aanvraag, personas.bureau_collega, motivering="Wij bellen u voor een datum.")
