import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from tests.factories.voorzieningen import VoorzieningFactory, WijzerstapFactory
from tests.personas import Personas, log_in
from voorzieningen.models import Wijzerstap

pytestmark = pytest.mark.django_db


def _formulier(*voorzieningen: int, **velden: str) -> dict[str, str]:
    regels = {f"adviezen-{n}-voorziening": str(pk) for n, pk in enumerate(voorzieningen)}
    regels |= {f"adviezen-{n}-waarom": "Dit past." for n in range(len(voorzieningen))}
    regels |= {f"adviezen-{n}-volgorde": "0" for n in range(len(voorzieningen))}
    beheer = {"adviezen-TOTAL_FORMS": str(len(voorzieningen)), "adviezen-INITIAL_FORMS": "0"}
    vervolg = {"vervolg-TOTAL_FORMS": "0", "vervolg-INITIAL_FORMS": "0"}
    stap = {"slug": "nieuw", "antwoord": "Iets nieuws", "groep": "leerling", "volgorde": "1", "geldig_van": "1-8-2026"}
    return {**stap, **beheer, **vervolg, **regels, **velden}


@pytest.mark.parametrize("wie", ["bureau", "beheerder"])
def test_step_with_what_fits_is_added(client: Client, personas: Personas, wie: str) -> None:
    log_in(client, getattr(personas, wie))

    antwoord = client.post(
        reverse("admin:voorzieningen_wijzerstap_add"), _formulier(VoorzieningFactory().pk, VoorzieningFactory().pk)
    )

    assert antwoord.status_code == 302
    assert Wijzerstap.objects.get(slug="nieuw").adviezen.count() == 2


def test_more_than_three_of_one_samenwerkingsverband_are_refused_in_words(client: Client, personas: Personas) -> None:
    log_in(client, personas.bureau)

    antwoord = client.post(
        reverse("admin:voorzieningen_wijzerstap_add"),
        _formulier(*(voorziening.pk for voorziening in VoorzieningFactory.create_batch(4))),
    )

    assert "Kies de 3 die het best passen, of stel nog een vraag." in antwoord.content.decode()
    assert not Wijzerstap.objects.exists()


def test_step_that_still_asks_has_no_facilities(client: Client, personas: Personas) -> None:
    log_in(client, personas.bureau)

    antwoord = client.post(
        reverse("admin:voorzieningen_wijzerstap_add"), _formulier(VoorzieningFactory().pk, vraag="En verder?")
    )

    assert "Deze stap stelt nog een vraag." in antwoord.content.decode()


def test_fourth_question_is_refused() -> None:
    derde = WijzerstapFactory(ouder=WijzerstapFactory(ouder=WijzerstapFactory(vraag="1?"), vraag="2?"))

    with pytest.raises(ValidationError, match="hoogstens 3 vragen"):
        WijzerstapFactory.build(ouder=derde).full_clean()
    derde.vraag = "3?"
    with pytest.raises(ValidationError, match="hoogstens 3 vragen"):
        derde.full_clean()


def test_circle_is_refused() -> None:
    eerste = WijzerstapFactory(vraag="1?")
    eerste.ouder, eerste.groep = WijzerstapFactory(ouder=eerste), ""

    with pytest.raises(ValidationError, match="niet onder zichzelf"):
        eerste.full_clean()


@pytest.mark.parametrize(("wie", "status"), [("controller", 403), ("directeur", 403), ("coordinator", 302)])
def test_wijzer_in_the_admin_is_for_bureau_and_beheerder(
    client: Client, personas: Personas, wie: str, status: int
) -> None:
    log_in(client, getattr(personas, wie))

    assert client.get(reverse("admin:voorzieningen_wijzerstap_changelist")).status_code == status


def test_step_is_ended_by_a_date_and_never_deleted(client: Client, personas: Personas) -> None:
    stap = WijzerstapFactory()
    log_in(client, personas.bureau)

    antwoord = client.post(reverse("admin:voorzieningen_wijzerstap_delete", args=[stap.pk]), {"post": "yes"})

    assert antwoord.status_code == 403
