"""A partner sees what the bureau assigned and nothing behind it: no request, no files, no messages, no money."""

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import timezone
from rest_framework.authtoken.models import Token

from aanvragen.models import Aanvraag, Afspraak, Evaluatie, Uitvoering, uitvoering
from aanvragen.uitvoering.workflow import afspraken, uitvoeringen
from swv.documenten.models import Bijlage, Brief
from tests.aanvragen.uitvoering.leven import geweest, iedereen
from tests.factories.aanvragen import pdf_bestand
from tests.factories.uitvoering import maak_afspraak, maak_evaluatie, maak_uitvoering
from tests.personas import log_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]

GEHEIM = ("De leerling kan door ziekte niet naar school.", "medische_verklaring.pdf", "Past bij de regels")
OPENT = {"coordinator", "bestuur", "bureau", "bureau_collega", "directeur"}


@pytest.fixture
def van_partner(personas):
    return maak_uitvoering(personas, partner=personas.partner)


def tekst(antwoord):
    return " ".join(antwoord.content.decode().split())


def test_partner_reads_what_is_needed_to_carry_it_out_and_no_more(client, personas, van_partner):
    maak_evaluatie(van_partner)

    inhoud = tekst(log_in(client, personas.partner).get(van_partner.get_absolute_url()))

    for nodig in (van_partner.kenmerk, "School A", van_partner.aanvraag.leerling.naam, "Coordinator A", "40"):
        assert nodig in inhoud
    assert personas.coordinator.email in inhoud
    for geheim in (*GEHEIM, "/aanvragen/", "leerlingnummer", str(van_partner.aanvraag.pk)):
        assert geheim not in inhoud


def test_partner_sees_only_what_was_assigned(personas, van_partner):
    maak_uitvoering(personas)
    maak_evaluatie(van_partner)

    for wie, user in iedereen(personas).items():
        if user is None:
            continue
        gezien = set(Uitvoering.objects.for_user(user))
        verwacht = set(Uitvoering.objects.all()) if wie in OPENT else {van_partner} if wie == "partner" else set()
        assert gezien == verwacht, wie
        assert Evaluatie.objects.for_user(user).exists() == bool(verwacht), wie


@pytest.mark.parametrize("waarom", ["no longer chosen", "role ended", "account closed", "carried out"])
def test_partner_who_stops_sees_nothing_from_then_on(personas, van_partner, waarom):
    partner = personas.partner
    if waarom == "no longer chosen":
        uitvoeringen["partners_kiezen"](van_partner, door=personas.bureau, partners=[])
    elif waarom == "role ended":
        partner.rollen.update(geldig_tot="2026-10-13")
    elif waarom == "carried out":
        Uitvoering.objects.update(status="afgerond", afgerond_op=timezone.now())
    else:
        partner.is_active = False
        partner.save()
    partner.refresh_from_db()

    assert not Uitvoering.objects.for_user(partner).exists()
    assert not uitvoeringen.available(van_partner, partner)


def adressen_met_uuid():
    """Every address of the portal with a uuid in it, by name, as far as one uuid fills it."""
    for ruimte in ("aanvragen", "toelating", "financien", "documenten"):
        patronen = get_resolver().namespace_dict.get(ruimte)
        for naam in {naam for naam in patronen[1].reverse_dict if isinstance(naam, str)} if patronen else ():
            yield f"{ruimte}:{naam}"


def test_every_other_door_to_the_request_is_shut_for_the_partner(client, personas, van_partner):
    """Every page, file and route of the API, with the keys of this very request, its files and its letter."""
    aanvraag = van_partner.aanvraag
    log_in(client, personas.partner)
    sleutels = [
        aanvraag.pk,
        *Bijlage.objects.van(aanvraag).values_list("pk", flat=True),
        *Brief.objects.van(aanvraag).values_list("pk", flat=True),
    ]
    geprobeerd = 0
    for naam in adressen_met_uuid():
        for pk in sleutels:
            for extra in ([], ["uren"], ["intrekken"]):
                try:
                    adres = reverse(naam, args=[pk, *extra])
                except NoReverseMatch:
                    continue
                geprobeerd += 1
                assert client.get(adres).status_code in (403, 404, 405), adres
    assert geprobeerd > 40
    token, _ = Token.objects.get_or_create(user=personas.partner)
    koppen = {"authorization": f"Token {token}"}
    assert Client().get(f"/api/v1/aanvragen/{aanvraag.pk}", headers=koppen).status_code == 404
    assert Client().get("/api/v1/aanvragen", headers=koppen).json()["results"] == []
    assert not Aanvraag.objects.for_user(personas.partner).exists()


def test_api_gives_the_partner_hours_and_no_pupil(personas, van_partner):
    token, _ = Token.objects.get_or_create(user=personas.partner)

    antwoord = Client().get(f"/api/v1/uitvoeringen/{van_partner.pk}", headers={"authorization": f"Token {token}"})

    gegevens = antwoord.json()
    assert (gegevens["toegekende_uren"], [rij["naam"] for rij in gegevens["handelingen"]]) == (
        "40.00",
        ["uren_invullen"],
    )
    assert van_partner.aanvraag.leerling.achternaam not in antwoord.content.decode()


@pytest.fixture
def bijlage(personas):
    visitatie = maak_uitvoering(personas, soort="visitatie", partner=personas.partner)
    afspraak = geweest(maak_afspraak(personas, visitatie))
    afspraken["verslag_schrijven"](
        afspraak, door=personas.partner, verslag="Zie bijlage.", bestand=pdf_bestand("v.pdf")
    )
    return Bijlage.objects.van(afspraak).get()


@pytest.mark.parametrize(
    ("wie", "status"),
    [("partner", 200), ("coordinator", 200), ("bureau", 200), ("partner_elders", 404), ("coordinator_elders", 404)],
)
def test_file_of_a_report_opens_for_who_sees_the_appointment(client, personas, bijlage, wie, status):
    log_in(client, iedereen(personas)[wie])

    antwoord = client.get(reverse("documenten:bijlage", args=[bijlage.pk]))

    assert antwoord.status_code == status
    antwoord.close()


def test_without_the_guard_everybody_would_see_everything(client, personas, van_partner, monkeypatch):
    """The twin: it is `zichtbaar_voor` that shuts the door."""
    monkeypatch.setattr(uitvoering, "zichtbaar_voor", lambda user, via="": ~uitvoering.Q(pk__in=[]))

    log_in(client, personas.coordinator_elders)

    assert client.get(van_partner.get_absolute_url()).status_code == 200
    assert Afspraak.objects.for_user(personas.controller).count() == Afspraak.objects.count()
