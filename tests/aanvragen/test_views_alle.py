"""Every page in every state, for who may see it and for who may not."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from aanvragen import urls
from aanvragen.models import Aanvraag, Status
from aanvragen.soorten import alle
from swv.invullen.views import EIGEN_NAMEN
from tests.factories.aanvragen import maak_aanvraag, maak_concept, soort_met
from tests.personas import Personas, log_in

pytestmark = pytest.mark.django_db

CSRF = re.compile(r'value="[A-Za-z0-9]{64}"|"X-CSRFToken": "[A-Za-z0-9]{64}"')
PAGINAS = ("detail", "bijlagen", "controleren", "ontvangst", "weggooien")


def adressen(aanvraag: Aanvraag | None = None) -> list[str]:
    """Every address below one dossier."""
    pk = aanvraag.pk if aanvraag else uuid.UUID(int=7)
    return [
        *(reverse(f"aanvragen:{naam}", args=[pk]) for naam in PAGINAS),
        reverse("aanvragen:onderdeel", args=[pk, "situatie"]),
        reverse("aanvragen:handeling", args=[pk, "indienen"]),
        reverse("aanvragen:handeling", args=[pk, "intrekken"]),
    ]


@pytest.mark.parametrize("soort", ["frictiefonds", "innovatiegelden", "huisonderwijs", "robot"])
def test_every_page_of_a_draft_opens(client: Client, personas: Personas, soort: str) -> None:
    log_in(client, personas.coordinator)
    for aanvraag in (maak_concept(personas, soort=soort), maak_aanvraag(personas, soort=soort)):
        onderdelen = [deel.code for deel in aanvraag.declaratie.onderdelen]
        namen = [reverse(f"aanvragen:{naam}", args=[aanvraag.pk]) for naam in PAGINAS if naam != "ontvangst"]
        for adres in [*namen, *(reverse("aanvragen:onderdeel", args=[aanvraag.pk, code]) for code in onderdelen)]:
            assert client.get(adres).status_code == 200, adres
            assert client.get(f"{adres}?terug=controle").status_code == 200, adres


@pytest.mark.parametrize("status", [status for status in Status.values if status != Status.CONCEPT])
@pytest.mark.parametrize("wie", ["coordinator", "bestuur"])
def test_status_page_opens_in_every_state(client: Client, personas: Personas, status: str, wie: str) -> None:
    aanvraag = maak_aanvraag(personas, soort=soort_met(status), status=status)

    antwoord = log_in(client, getattr(personas, wie)).get(aanvraag.get_absolute_url())

    assert antwoord.status_code == 200
    assert aanvraag.get_status_display() in antwoord.content.decode()


@pytest.mark.parametrize(
    "wie", ["coordinator_zuster", "coordinator_elders", "bestuur_elders", "controller", "partner", "zonder_rol"]
)
def test_foreign_dossier_is_the_same_as_a_missing_one(client: Client, personas: Personas, wie: str) -> None:
    aanvraag = maak_aanvraag(personas, status=Status.INGEDIEND)
    log_in(client, getattr(personas, wie))

    for vreemd, onbestaand in zip(adressen(aanvraag), adressen(), strict=True):
        een, ander = client.get(vreemd), client.get(onbestaand)
        assert een.status_code == ander.status_code == 404
        assert CSRF.sub("", een.content.decode()) == CSRF.sub("", ander.content.decode())


def test_foreign_dossier_post_is_the_same_as_a_missing_one(client: Client, personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas)
    log_in(client, personas.coordinator_elders)
    voor = Aanvraag.objects.values().get(pk=aanvraag.pk)

    for adres in (
        *adressen(aanvraag),
        reverse("aanvragen:bewaren", args=[aanvraag.pk, "situatie"]),
        reverse("aanvragen:antwoord_bewaren", args=[aanvraag.pk]),
    ):
        assert client.post(adres, {"situatie": "weg", "versie": "1"}).status_code in (404, 405), adres
    assert Aanvraag.objects.values().get(pk=aanvraag.pk) == voor


def test_draft_is_hidden_from_board_and_bureau(client: Client, personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas)

    for wie in (personas.bestuur, personas.bureau, personas.directeur, personas.deskundige):
        assert log_in(client, wie).get(aanvraag.get_absolute_url()).status_code == 404


def test_expert_reads_only_what_was_assigned(client: Client, personas: Personas) -> None:
    toegewezen = maak_aanvraag(personas, status=Status.IN_BEHANDELING)
    toegewezen.deskundigen.add(personas.deskundige)
    ander = maak_aanvraag(personas, status=Status.IN_BEHANDELING)
    log_in(client, personas.deskundige)

    assert client.get(toegewezen.get_absolute_url()).status_code == 200
    assert client.get(ander.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("adres", ["/", "/aanvragen/", "/aanvragen/nieuw/", "/aanvragen/nieuw/robot/", *adressen()])
def test_anonymous_goes_to_login(client: Client, db: None, adres: str) -> None:
    antwoord = client.get(adres)

    assert antwoord.status_code == 302
    assert antwoord["Location"].startswith("/account/login/")


def test_no_part_is_named_like_a_page(db: None) -> None:
    vast = {str(route.pattern).removeprefix("aanvragen/<uuid:pk>/").split("/")[0] for route in urls.urlpatterns}

    assert not vast & {onderdeel.code for soort in alle() for onderdeel in soort.onderdelen}


def test_no_question_is_named_like_a_hidden_field_of_the_page(personas: Personas) -> None:
    for soort in alle():
        regeling = maak_concept(personas, soort=soort.code).regeling
        namen = {naam for onderdeel in soort.onderdelen for naam in onderdeel.form(regeling=regeling).fields}
        assert not namen & EIGEN_NAMEN
