"""Two rooms on one engine: rows of a dossier never show up at a dossier of the other room with the same number."""

import pgtrigger
import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from aanvragen.models import Aanvraag
from swv.invullen import services
from swv.invullen.antwoorden import aanwezige_soorten, bijlagen
from swv.invullen.models import Aanvullingsverzoek, GeweigerdStuk, Versie
from swv.invullen.voortgang import bijlagenblokken, verstuurde_antwoorden
from tests.factories.aanvragen import maak_concept, pdf_bestand
from tests.invullen.conftest import begin
from tests.invullen.kamer.models import Proefdossier, Status

pytestmark = pytest.mark.django_db


@pytest.fixture
def aanvraag(personas):
    return maak_concept(personas)


@pytest.fixture
def tweeling(aanvraag, wie):
    """A dossier of the other room with the very same number."""
    return begin(wie, pk=aanvraag.pk)


def vraag_aan(dossier, wie, vraag="Wat?"):
    return Aanvullingsverzoek.objects.create(
        bron=dossier, vraag=vraag, uiterlijk=timezone.localdate(), gevraagd_door=wie
    )


def test_versions_count_per_room(aanvraag, tweeling, wie):
    aanvraag.antwoorden = {"situatie": {"voor_wie": "x"}}
    services.nieuwe_versie(aanvraag, door=wie)

    eerste, tweede = services.nieuwe_versie(tweeling, door=wie), services.nieuwe_versie(tweeling, door=wie)

    assert (eerste.nummer, tweede.nummer) == (1, 2)
    assert aanvraag.versies.get().antwoorden == {"situatie": {"voor_wie": "x"}}
    assert verstuurde_antwoorden(tweeling) == {}
    assert list(Versie.objects.van(tweeling)) == [tweede, eerste]
    assert list(Versie.objects.van(aanvraag)) == [aanvraag.versies.get()]


def test_each_room_has_its_own_open_question(aanvraag, tweeling, wie):
    een, ander = vraag_aan(aanvraag, wie, "Aan een"), vraag_aan(tweeling, wie, "Aan de ander")

    assert (aanvraag.open_vraag, tweeling.open_vraag) == (een, ander)
    services.sluit_open_vraag(tweeling, door=wie)
    assert (aanvraag.open_vraag, tweeling.open_vraag) == (een, None)
    assert tweeling.verstuurd_tot is None
    assert aanvraag.verstuurd_tot == een.gevraagd_op


def test_one_dossier_has_one_open_question(tweeling, wie):
    vraag_aan(tweeling, wie)

    with pytest.raises(IntegrityError), transaction.atomic():
        vraag_aan(tweeling, wie)


def test_answer_that_is_being_typed_stays_in_its_room(aanvraag, tweeling, wie):
    een, ander = vraag_aan(aanvraag, wie), vraag_aan(tweeling, wie)
    Proefdossier.objects.update(status=Status.GEVRAAGD)

    services.antwoord_op_aanvulling_bewaren(tweeling, antwoord="Half", door=wie)

    een.refresh_from_db()
    ander.refresh_from_db()
    assert (een.antwoord, ander.antwoord) == ("", "Half")


def test_files_and_refusals_stay_in_their_room(aanvraag, tweeling, wie):
    services.bijlage_bijvoegen(aanvraag, upload=pdf_bestand(), soort="begroting", door=wie)
    services.stuk_weigeren(tweeling, stuk=tweeling.bewijsstuk("verslag"), reden="Nee.", door=wie)

    assert aanwezige_soorten([aanvraag]) == {aanvraag.pk: {"begroting"}}
    assert aanwezige_soorten([tweeling]) == {tweeling.pk: {"verslag"}}
    assert [blok.stuk.code for blok in bijlagenblokken(tweeling) if blok.bijlagen] == []
    assert not aanvraag.geweigerde_stukken.exists()


def test_throwing_one_away_leaves_everything_of_the_other(aanvraag, tweeling, wie):
    services.bijlage_bijvoegen(aanvraag, upload=pdf_bestand(), soort="begroting", door=wie)
    GeweigerdStuk.objects.create(bron=aanvraag, soort="begroting", reden="Nee.", door=wie)
    services.nieuwe_versie(aanvraag, door=wie)
    vraag = vraag_aan(aanvraag, wie)

    services.weggooien(tweeling, door=wie)

    assert not Proefdossier.objects.exists()
    assert Aanvraag.objects.get().versies.count() == 1
    assert (aanvraag.open_vraag, bijlagen(aanvraag).count(), aanvraag.geweigerde_stukken.count()) == (vraag, 1, 1)


@pytest.mark.parametrize("wat", ["versie", "vraag"])
def test_dossier_with_what_was_sent_or_asked_cannot_be_deleted(tweeling, wie, wat):
    {"versie": lambda: services.nieuwe_versie(tweeling, door=wie), "vraag": lambda: vraag_aan(tweeling, wie)}[wat]()

    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
        tweeling.delete()

    assert Proefdossier.objects.filter(pk=tweeling.pk).exists()


def test_without_the_guard_a_dossier_takes_its_questions_along(tweeling, wie):
    """Twin of the test above: nothing else keeps them."""
    vraag_aan(tweeling, wie)

    with pgtrigger.ignore("invullen.Aanvullingsverzoek:vraag_blijft"):
        tweeling.delete()

    assert not Aanvullingsverzoek.objects.exists()
