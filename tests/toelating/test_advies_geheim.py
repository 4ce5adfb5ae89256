"""A draft of an expert is read by its writer alone: planted, then looked for at every door."""

import pytest
from django.urls import reverse

from swv.api import router
from swv.kern.fouten import VerkeerdeStatus
from swv.kern.models import Gebeurtenis
from swv.post.models import Bericht
from tests.factories.toelating import maak_tlv, oordeel
from tests.personas import log_in
from toelating import leesdossier, services, workflow
from toelating.adviseurs import werk_van_adviseur
from toelating.leesdossier import adviezen_voor
from toelating.models import Deskundigenadvies, Status

pytestmark = pytest.mark.django_db

GEHEIM = "Nog-niet-voor-andere-ogen"


@pytest.fixture
def aanvraag(wereld):
    aanvraag = maak_tlv(wereld, status=Status.BIJ_DESKUNDIGEN)
    services.advies_bewaren(
        aanvraag=aanvraag, gegevens={"tekst": GEHEIM, "toelaatbaar": True}, versie=1, door=wereld.orthopedagoog
    )
    return aanvraag


def deuren(aanvraag):
    """Every page and every answer of the API on which it could stand."""
    yield from (
        reverse(f"toelating:{naam}", args=[aanvraag.pk])
        for naam in ("advies", "advies_controleren", "terugtrekken", "detail")
    )
    yield reverse("toelating:adviseren")
    yield reverse("admin:toelating_tlvaanvraag_change", args=[aanvraag.pk])
    yield reverse("admin:toelating_tlvaanvraag_changelist")
    for prefix, _, _ in router.registry:
        yield f"/api/v1/{prefix}"
        yield f"/api/v1/{prefix}/{aanvraag.pk}"


def test_draft_is_found_by_its_writer_and_by_nobody_else(client, wereld, aanvraag):
    for naam, persoon in wereld.mensen().items():
        log_in(client, persoon)
        vindt = [adres for adres in deuren(aanvraag) if GEHEIM in client.get(adres).content.decode()]
        assert bool(vindt) == (naam == "orthopedagoog"), (naam, vindt)


def test_draft_would_be_found_without_the_rule(client, wereld, aanvraag, monkeypatch):
    """The search above looks in the right places: with the guard away the other expert reads what was planted."""

    def alles(gebruiker, aanvraag):
        return list(aanvraag.deskundigenadviezen.select_related("deskundige"))

    monkeypatch.setattr(leesdossier, "adviezen_voor", alles)
    log_in(client, wereld.arts)

    assert GEHEIM in client.get(reverse("toelating:advies", args=[aanvraag.pk])).content.decode()


def test_draft_stands_in_no_log_and_no_mail(aanvraag):
    assert not Gebeurtenis.objects.filter(toelichting__contains=GEHEIM).exists()
    assert not Bericht.objects.filter(tekst__contains=GEHEIM).exists()


def test_draft_is_no_advice_for_anybody_who_asks_the_room(wereld, aanvraag):
    for persoon in wereld.mensen().values():
        assert adviezen_voor(persoon, aanvraag) == []


def test_draft_is_not_kept_for_who_was_not_asked(wereld, aanvraag):
    with pytest.raises(VerkeerdeStatus):
        services.advies_bewaren(aanvraag=aanvraag, gegevens={"tekst": "x"}, versie=1, door=wereld.personas.bureau)
    assert Deskundigenadvies.objects.exclude(deskundige=wereld.orthopedagoog).get().tekst == ""


def test_draft_that_comes_just_after_the_advice_was_given_is_refused(wereld, aanvraag, monkeypatch):
    oud = Deskundigenadvies.objects.get(deskundige=wereld.arts)
    workflow.advies_geven(aanvraag, door=wereld.arts, tekst="Mijn advies.", **oordeel(aanvraag))
    monkeypatch.setattr(services.rules, "advies_van", lambda door, aanvraag: oud)  # read before it was given

    with pytest.raises(VerkeerdeStatus, match="niet meer wijzigen"):
        services.advies_bewaren(aanvraag=aanvraag, gegevens={"tekst": "x"}, versie=1, door=wereld.arts)


def test_werk_van_adviseur_names_references_and_dates(wereld, aanvraag):
    (regel,) = werk_van_adviseur(wereld.orthopedagoog)

    assert regel.titel == f"Geef advies over {aanvraag.kenmerk}"
    assert regel.url == reverse("toelating:advies", args=[aanvraag.pk])
    assert regel.uiterlijk is not None
    assert list(werk_van_adviseur(wereld.personas.bureau)) == []
