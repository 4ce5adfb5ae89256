"""Beginning, keeping what is typed, files, and throwing a draft away."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from aanvragen import services, workflow
from aanvragen.models import Aanvraag, Regeling, Status
from swv.documenten.models import Bijlage
from swv.invullen import services as invullen
from swv.invullen.antwoorden import bijlagen
from swv.kern.fouten import Geweigerd, NietToegestaan, VerkeerdeStatus, Verouderd
from tests.factories.aanvragen import maak_aanvraag, maak_bijlage, maak_concept, pdf_bestand
from tests.personas import Personas

pytestmark = pytest.mark.django_db


# --- Beginning -----------------------------------------------------------------------------------------------


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


# --- Keeping -------------------------------------------------------------------------------------------------


def test_bewaren_of_the_same_text_changes_nothing(personas: Personas) -> None:
    aanvraag = maak_concept(personas)
    velden = {"onderdeel": "situatie", "antwoorden": {"voor_wie": "x"}, "door": personas.coordinator}
    bewaard = invullen.antwoorden_bewaren(aanvraag, versie=1, **velden)

    opnieuw = invullen.antwoorden_bewaren(aanvraag, versie=1, **velden)

    assert (opnieuw.versie, opnieuw.bewaard_op) == (bewaard.versie, bewaard.bewaard_op)


def test_bewaren_from_an_old_version_overwrites_nothing(personas: Personas) -> None:
    aanvraag = maak_concept(personas)
    velden = {"dossier": aanvraag, "onderdeel": "situatie", "versie": 1, "door": personas.coordinator}
    invullen.antwoorden_bewaren(antwoorden={"voor_wie": "een"}, **velden)

    with pytest.raises(Verouderd):
        invullen.antwoorden_bewaren(antwoorden={"voor_wie": "twee"}, **velden)

    aanvraag.refresh_from_db()
    assert aanvraag.antwoorden["situatie"] == {"voor_wie": "een"}


@pytest.mark.parametrize("wie", ["coordinator_zuster", "coordinator_elders", "bestuur", "bureau", "directeur"])
def test_bewaren_is_for_the_coordinator_of_the_school(personas: Personas, wie: str) -> None:
    aanvraag = maak_concept(personas)

    with pytest.raises(VerkeerdeStatus):
        invullen.antwoorden_bewaren(
            aanvraag, onderdeel="situatie", antwoorden={}, versie=1, door=getattr(personas, wie)
        )


@pytest.mark.parametrize("status", [status for status in Status.values if status != Status.CONCEPT])
def test_only_a_draft_or_a_plan_with_feedback_may_be_changed(personas: Personas, status: str) -> None:
    soort = "innovatiegelden" if status == Status.FEEDBACK_GEGEVEN else "frictiefonds"
    aanvraag = maak_aanvraag(personas, soort=soort, status=status)

    assert aanvraag.mag_invullen(personas.coordinator) == (status == Status.FEEDBACK_GEGEVEN)
    assert aanvraag.mag_bijlagen(personas.coordinator) == (
        status in (Status.FEEDBACK_GEGEVEN, Status.AANVULLING_GEVRAAGD)
    )
    assert not aanvraag.mag_invullen(personas.bestuur)


# --- Files and throwing away ---------------------------------------------------------------------------------


def test_bijlage_bijvoegen_after_sending_is_refused(personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas, status=Status.INGEDIEND)

    with pytest.raises(VerkeerdeStatus):
        invullen.bijlage_bijvoegen(aanvraag, upload=pdf_bestand(), soort="begroting", door=personas.coordinator)


def test_sent_file_stays_in_the_feedback_round(personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas, soort="innovatiegelden", status=Status.FEEDBACK_GEGEVEN)

    with pytest.raises(VerkeerdeStatus, match="al heeft verstuurd"):
        invullen.bijlage_weghalen(aanvraag, bijlage=bijlagen(aanvraag).get(), door=personas.coordinator)


def test_weggooien_takes_the_files_along(personas: Personas) -> None:
    aanvraag = maak_concept(personas)
    bijlage = maak_bijlage(aanvraag, "begroting", door=personas.coordinator)

    invullen.weggooien(aanvraag, door=personas.coordinator)

    assert not Aanvraag.objects.filter(pk=aanvraag.pk).exists()
    assert Bijlage.objects.get(pk=bijlage.pk).is_verwijderd


@pytest.mark.parametrize("wie", ["coordinator_elders", "bestuur", "bureau"])
def test_weggooien_is_for_the_own_school(personas: Personas, wie: str) -> None:
    aanvraag = maak_concept(personas)

    with pytest.raises(VerkeerdeStatus):
        invullen.weggooien(aanvraag, door=getattr(personas, wie))


def test_weggooien_while_the_board_reads_it_is_refused(personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas, status=Status.TER_MEDETEKENING)

    with pytest.raises(VerkeerdeStatus):
        invullen.weggooien(aanvraag, door=personas.coordinator)


def test_beslisdatums_follow_the_term(personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas, status=Status.INGEDIEND)
    juist = aanvraag.beslisdatum
    Aanvraag.objects.filter(pk=aanvraag.pk).update(beslisdatum=None)

    assert services.beslisdatums_bijwerken() == 1
    assert services.beslisdatums_bijwerken() == 0
    aanvraag.refresh_from_db()
    assert aanvraag.beslisdatum == juist


def test_answer_under_way_is_kept_with_the_question(personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas, status=Status.AANVULLING_GEVRAAGD)

    invullen.antwoord_op_aanvulling_bewaren(aanvraag, antwoord="Half", door=personas.bestuur)

    assert aanvraag.aanvullingsverzoeken.get().antwoord == "Half"
    klaar = workflow.aanvullen(aanvraag, door=personas.coordinator, antwoord="Heel")
    assert klaar.aanvullingsverzoeken.get().antwoord == "Heel"
