"""Keeping what is typed, files, throwing a draft away, and the answer to a question, on an aanvraag."""

import pytest

from aanvragen import workflow
from aanvragen.models import Aanvraag, Status
from swv.documenten.models import Bijlage
from swv.invullen import services
from swv.invullen.antwoorden import bijlagen
from swv.kern.fouten import VerkeerdeStatus, Verouderd
from tests.factories.aanvragen import maak_aanvraag, maak_bijlage, maak_concept, pdf_bestand
from tests.personas import Personas

pytestmark = pytest.mark.django_db


def test_bewaren_of_the_same_text_changes_nothing(personas: Personas) -> None:
    aanvraag = maak_concept(personas)
    velden = {"onderdeel": "situatie", "antwoorden": {"voor_wie": "x"}, "door": personas.coordinator}
    bewaard = services.antwoorden_bewaren(aanvraag, versie=1, **velden)

    opnieuw = services.antwoorden_bewaren(aanvraag, versie=1, **velden)

    assert (opnieuw.versie, opnieuw.bewaard_op) == (bewaard.versie, bewaard.bewaard_op)


def test_bewaren_from_an_old_version_overwrites_nothing(personas: Personas) -> None:
    aanvraag = maak_concept(personas)
    velden = {"dossier": aanvraag, "onderdeel": "situatie", "versie": 1, "door": personas.coordinator}
    services.antwoorden_bewaren(antwoorden={"voor_wie": "een"}, **velden)

    with pytest.raises(Verouderd):
        services.antwoorden_bewaren(antwoorden={"voor_wie": "twee"}, **velden)

    aanvraag.refresh_from_db()
    assert aanvraag.antwoorden["situatie"] == {"voor_wie": "een"}


@pytest.mark.parametrize("wie", ["coordinator_zuster", "coordinator_elders", "bestuur", "bureau", "directeur"])
def test_bewaren_is_for_the_coordinator_of_the_school(personas: Personas, wie: str) -> None:
    aanvraag = maak_concept(personas)

    with pytest.raises(VerkeerdeStatus):
        services.antwoorden_bewaren(
            aanvraag, onderdeel="situatie", antwoorden={}, versie=1, door=getattr(personas, wie)
        )


def test_bijlage_bijvoegen_after_sending_is_refused(personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas, status=Status.INGEDIEND)

    with pytest.raises(VerkeerdeStatus):
        services.bijlage_bijvoegen(aanvraag, upload=pdf_bestand(), soort="begroting", door=personas.coordinator)


def test_sent_file_stays_in_the_feedback_round(personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas, soort="innovatiegelden", status=Status.FEEDBACK_GEGEVEN)

    with pytest.raises(VerkeerdeStatus, match="al heeft verstuurd"):
        services.bijlage_weghalen(aanvraag, bijlage=bijlagen(aanvraag).get(), door=personas.coordinator)


def test_weggooien_takes_the_files_along(personas: Personas) -> None:
    aanvraag = maak_concept(personas)
    bijlage = maak_bijlage(aanvraag, "begroting", door=personas.coordinator)

    services.weggooien(aanvraag, door=personas.coordinator)

    assert not Aanvraag.objects.filter(pk=aanvraag.pk).exists()
    assert Bijlage.objects.get(pk=bijlage.pk).is_verwijderd


@pytest.mark.parametrize("wie", ["coordinator_elders", "bestuur", "bureau"])
def test_weggooien_is_for_the_own_school(personas: Personas, wie: str) -> None:
    aanvraag = maak_concept(personas)

    with pytest.raises(VerkeerdeStatus):
        services.weggooien(aanvraag, door=getattr(personas, wie))


def test_weggooien_while_the_board_reads_it_is_refused(personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas, status=Status.TER_MEDETEKENING)

    with pytest.raises(VerkeerdeStatus):
        services.weggooien(aanvraag, door=personas.coordinator)


def test_answer_under_way_is_kept_with_the_question(personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas, status=Status.AANVULLING_GEVRAAGD)

    services.antwoord_op_aanvulling_bewaren(aanvraag, antwoord="Half", door=personas.bestuur)

    assert aanvraag.aanvullingsverzoeken.get().antwoord == "Half"
    klaar = workflow.aanvullen(aanvraag, door=personas.coordinator, antwoord="Heel")
    assert klaar.aanvullingsverzoeken.get().antwoord == "Heel"
