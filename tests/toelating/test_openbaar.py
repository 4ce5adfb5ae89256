"""What the public page says about the letter of a TLV: genuine, until when, withdrawn; nothing about the pupil."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from swv.documenten.services import brief_vastleggen
from tests.factories.organisaties import SamenwerkingsverbandFactory, geef_factor
from tests.factories.toelating import maak_tlv, maak_wereld
from tests.personas import code_van, log_in
from tests.toelating.klok import MAART
from toelating import documents
from toelating.models import Status, Verklaring, Verklaringstatus
from toelating.workflow import verklaring as na

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def begin(voor_deze_module, zegel):
    with time_machine.travel(MAART):
        SamenwerkingsverbandFactory()
        wereld = maak_wereld()
        gegeven = maak_tlv(wereld, status=Status.AFGEGEVEN)
        geweigerd = maak_tlv(wereld, status=Status.AFGEWEZEN)
        geef_factor(wereld.personas.directeur)
    for aanvraag in (gegeven, geweigerd):
        brief_vastleggen(brief_id=documents.besluitbrief_van(aanvraag).pk)  # a seal counts from the day it was made
    return SimpleNamespace(wereld=wereld, gegeven=gegeven, geweigerd=geweigerd)


@pytest.fixture(autouse=True)
def klok(db):
    cache.clear()
    with time_machine.travel(MAART, tick=False) as klok:
        yield klok


@pytest.fixture
def verklaring(begin):
    return Verklaring.objects.get(aanvraag=begin.gegeven)


def controleer(client, aanvraag):
    code = documents.besluitbrief_van(aanvraag).code
    return " ".join(client.get(reverse("documenten:verificatie", args=[code])).content.decode().split())


def test_page_says_genuine_and_until_when(client, begin, verklaring):
    pagina = controleer(client, begin.gegeven)

    assert "Deze code hoort bij een echte brief" in pagina
    assert "gaat in op 1 augustus 2026" in pagina
    assert "Geldig tot en met" in pagina
    assert "31 juli 2027" in pagina
    assert verklaring.nummer in pagina


def test_page_says_nothing_about_the_pupil_the_school_or_the_category(client, begin, verklaring):
    pagina = controleer(client, begin.gegeven)

    for geheim in (
        verklaring.leerling.achternaam,
        "Zoë",
        "2012",
        "School A",
        "Stichting Scholen A",
        "laag",
        "speciaal",
    ):
        assert geheim not in pagina


@pytest.mark.parametrize(
    ("dag", "zin"),
    [
        (date(2026, 8, 1), "geldt tot en met 31 juli 2027."),
        (date(2027, 7, 31), "geldt tot en met 31 juli 2027."),
        (date(2027, 8, 1), "De toelaatbaarheidsverklaring geldt niet meer."),
    ],
)
def test_page_follows_the_calendar(client, begin, klok, dag, zin):
    klok.move_to(datetime(dag.year, dag.month, dag.day, 9, tzinfo=UTC))
    pagina = controleer(client, begin.gegeven)

    assert zin in pagina
    assert ("De brief geldt nog" in pagina) is False


@pytest.mark.parametrize(
    ("status", "zin"),
    [
        (Verklaringstatus.HERROEPEN, "herroepen na bezwaar"),
        (Verklaringstatus.VERVALLEN, "is vervallen, omdat zij niet op tijd is gebruikt"),
        (Verklaringstatus.INGETROKKEN, "De toelaatbaarheidsverklaring is ingetrokken."),
    ],
)
def test_page_says_that_it_does_not_count_any_more_and_why(client, begin, verklaring, status, zin):
    Verklaring.objects.filter(pk=verklaring.pk).update(status=status)
    pagina = controleer(client, begin.gegeven)

    assert zin in pagina
    assert "Geldig tot en met" not in pagina


def test_page_of_one_that_another_category_replaced_says_until_when_it_counted(client, begin, verklaring, klok):
    Verklaring.objects.filter(pk=verklaring.pk).update(status=Verklaringstatus.VERVANGEN, geldig_tot=date(2026, 12, 31))
    klok.move_to(datetime(2027, 1, 1, 9, tzinfo=UTC))
    pagina = controleer(client, begin.gegeven)

    assert "geldt niet meer" in pagina
    assert "31 december 2026" in pagina


def test_withdrawing_a_tlv_withdraws_its_letter_too(client, begin, verklaring):
    na.intrekken(verklaring, door=begin.wereld.personas.directeur, bevestigd_op=timezone.now(), reden="Geheime reden")
    pagina = controleer(client, begin.gegeven)

    assert "Deze brief is ingetrokken" in pagina
    assert "Geheime reden" not in pagina


def test_letter_without_a_tlv_speaks_for_itself(client, begin):
    pagina = controleer(client, begin.geweigerd)

    assert "De brief geldt nog." in pagina
    assert "Geldig tot en met" not in pagina


# --- Withdrawing, on its page --------------------------------------------------------------------------------


def test_withdrawing_asks_reason_views_and_code(client, begin, verklaring):
    directeur = begin.wereld.personas.directeur
    adres = reverse("toelating:verklaring_handeling", args=[verklaring.pk, "intrekken"])
    log_in(client, directeur)

    leeg = client.post(adres, {"versie": verklaring.versie, "code": code_van(directeur)}).content.decode()
    assert "Vul de reden in." in leeg
    assert "Vul in wat de ouders en de school ervan vinden." in leeg

    data = {"versie": verklaring.versie, "code": code_van(directeur), "reden": "Fout.", "zienswijze": "Eens."}
    assert client.post(adres, data).status_code == 302
    verklaring.refresh_from_db()
    assert (verklaring.status, verklaring.reden_einde) == (Verklaringstatus.INGETROKKEN, "Fout.")


@pytest.mark.parametrize("wie", ["bureau", "coordinator", "bestuur"])
def test_withdrawing_is_for_the_directeur_alone(client, begin, verklaring, wie):
    log_in(client, getattr(begin.wereld.personas, wie))

    assert client.get(reverse("toelating:verklaring_handeling", args=[verklaring.pk, "intrekken"])).status_code == 403
