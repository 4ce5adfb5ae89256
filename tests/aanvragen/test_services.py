"""Beginning, who may still change what, and the dates of the list."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from aanvragen import services
from aanvragen.models import Aanvraag, Regeling, Status
from swv.kern.fouten import Geweigerd, NietToegestaan
from tests.factories.aanvragen import maak_aanvraag, maak_concept, soort_met
from tests.personas import Personas

pytestmark = pytest.mark.django_db


def test_starten_keeps_the_version_of_the_rules_of_that_day(personas: Personas) -> None:
    aanvraag = maak_concept(personas)
    oud = aanvraag.regeling
    morgen = timezone.localdate() + timedelta(days=1)
    Regeling.objects.filter(pk=oud.pk).update(geldig_tot=morgen)
    Regeling.objects.create(soort=oud.soort, geldig_van=morgen, beslistermijn_weken=4)

    aanvraag.refresh_from_db()

    assert aanvraag.regeling == oud


def test_starten_with_the_same_key_gives_the_same_aanvraag(personas: Personas) -> None:
    aanvraag = maak_concept(personas)
    velden = {"soort": "frictiefonds", "school": personas.school, "door": personas.coordinator}

    assert services.starten(**velden, sleutel=aanvraag.sleutel) == aanvraag
    assert Aanvraag.objects.count() == 1


def test_starten_with_the_key_of_something_else_is_refused(personas: Personas) -> None:
    aanvraag = maak_concept(personas)

    with pytest.raises(Geweigerd, match="Ga terug naar ‘Nieuwe aanvraag’"):
        services.starten(soort="robot", school=personas.school, door=personas.coordinator, sleutel=aanvraag.sleutel)


@pytest.mark.parametrize("wie", ["coordinator_elders", "bestuur", "bureau", "directeur", "controller"])
def test_starten_is_for_the_coordinator_of_the_school(personas: Personas, wie: str) -> None:
    maak_concept(personas)

    with pytest.raises(NietToegestaan):
        services.starten(soort="robot", school=personas.school, door=getattr(personas, wie), sleutel=uuid.uuid4())


@pytest.mark.parametrize("status", [status for status in Status.values if status != Status.CONCEPT])
def test_only_a_draft_or_a_plan_with_feedback_may_be_changed(personas: Personas, status: str) -> None:
    aanvraag = maak_aanvraag(personas, soort=soort_met(status), status=status)

    assert aanvraag.mag_invullen(personas.coordinator) == (status == Status.FEEDBACK_GEGEVEN)
    assert aanvraag.mag_bijlagen(personas.coordinator) == (
        status in (Status.FEEDBACK_GEGEVEN, Status.AANVULLING_GEVRAAGD)
    )
    assert not aanvraag.mag_invullen(personas.bestuur)


def test_beslisdatums_follow_the_term(personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas, status=Status.INGEDIEND)
    juist = aanvraag.beslisdatum
    Aanvraag.objects.filter(pk=aanvraag.pk).update(beslisdatum=None)

    assert services.beslisdatums_bijwerken() == 1
    assert services.beslisdatums_bijwerken() == 0
    aanvraag.refresh_from_db()
    assert aanvraag.beslisdatum == juist
