"""The outbox in the admin: read by the bureau, sent again by the bureau, by nobody else."""

import pytest
from django.urls import reverse

from swv.post.models import Bericht
from tests.factories.post import BerichtFactory
from tests.personas import log_in

pytestmark = pytest.mark.django_db
LIJST = "admin:post_bericht_changelist"


def verstuur_opnieuw(client, *berichten):
    keuze = {"action": "opnieuw", "_selected_action": [str(bericht.pk) for bericht in berichten]}
    return client.post(reverse(LIJST), keuze, follow=True)


@pytest.mark.parametrize("wie", ["bureau", "beheerder"])
def test_uitbox_shows_messages_with_state_to_bureau_and_beheerder(client, personas, wie):
    BerichtFactory(onzeker=True)
    inhoud = log_in(client, getattr(personas, wie)).get(reverse(LIJST)).content.decode()
    assert "onzeker of het is verzonden" in inhoud


@pytest.mark.parametrize(
    "wie", ["directeur", "controller", "coordinator", "bestuur", "deskundige", "partner", "zonder_rol"]
)
def test_uitbox_for_other_role_shows_nothing(client, personas, wie):
    bericht = BerichtFactory(onzeker=True)
    antwoord = log_in(client, getattr(personas, wie)).get(reverse(LIJST))
    assert antwoord.status_code in {302, 403}
    assert bericht.onderwerp not in antwoord.content.decode()


@pytest.mark.parametrize("pagina", ["change", "delete"])
def test_uitbox_message_cannot_be_changed_or_deleted(client, personas, pagina):
    bericht = BerichtFactory()
    log_in(client, personas.beheerder)
    client.post(reverse(f"admin:post_bericht_{pagina}", args=[bericht.pk]), {"onderwerp": "anders", "post": "yes"})
    bericht.refresh_from_db()
    assert bericht.onderwerp.startswith("Aanvraag")


def test_uitbox_opnieuw_sends_failed_ones_and_names_the_refused_one(client, personas):
    mislukt, verzonden = BerichtFactory(mislukt=True), BerichtFactory(verzonden=True, onderwerp="Al weg")
    inhoud = verstuur_opnieuw(log_in(client, personas.bureau), mislukt, verzonden).content.decode()
    assert "1 bericht wordt opnieuw verstuurd." in inhoud
    assert "Al weg: Dit bericht is verzonden." in inhoud
    mislukt.refresh_from_db()
    assert (mislukt.staat, mislukt.ronde) == ("klaar", 2)


def test_uitbox_opnieuw_by_other_role_changes_nothing(client, personas):
    bericht = BerichtFactory(mislukt=True)
    verstuur_opnieuw(log_in(client, personas.controller), bericht)
    assert Bericht.objects.get().staat == "mislukt"


@pytest.mark.parametrize("aantal", [1, 3])
def test_uitbox_list_takes_a_fixed_number_of_queries(client, personas, aantal, django_assert_max_num_queries):
    BerichtFactory.create_batch(aantal)
    log_in(client, personas.bureau).get(reverse(LIJST))
    with django_assert_max_num_queries(10):
        client.get(reverse(LIJST))
