"""Messages and colleagues in the room of the TLV: who only advises, decides or stays out reads nothing."""

import pytest
from django.test import Client
from django.urls import reverse

from swv.invullen import samen
from swv.invullen.models import Gesprek, Kant
from swv.invullen.services import antwoorden_bewaren
from swv.kern.fouten import NietToegestaan
from swv.post.models import Bericht
from tests.factories.gesprek import maak_collega, schrijft
from tests.factories.toelating import maak_bijeenkomst, maak_gastaanvraag, maak_tlv
from tests.personas import log_in
from toelating.models import Status, Verschoning
from toelating.workflow import agenderen

pytestmark = pytest.mark.django_db

VRAAG = "Mogen we het verslag later sturen?"
SCHOOL = {"coordinator", "bestuur"}
BUREAU = {"bureau", "bureau_collega", "gemandateerde"}


@pytest.fixture
def aanvraag(wereld):
    """Before the committee: experts, members and bureau all have it on their desk."""
    aanvraag = maak_tlv(wereld, status=Status.BIJ_TAC)
    agenderen(aanvraag, door=wereld.personas.bureau, bijeenkomst=maak_bijeenkomst(wereld))
    schrijft(aanvraag, wereld.personas.coordinator, VRAAG)
    return aanvraag


def tekst(antwoord):
    return " ".join(antwoord.content.decode().split())


def beheer(aanvraag, wat="gesprek"):
    return reverse(f"admin:toelating_tlvaanvraag_{wat}", args=[aanvraag.pk])


def paginas(aanvraag):
    return [
        *(reverse(f"toelating:{naam}", args=[aanvraag.pk]) for naam in ("detail", "berichten", "advies")),
        beheer(aanvraag),
        reverse("admin:invullen_gesprek_change", args=[Gesprek.objects.get().pk]),
    ]


def test_conversation_is_read_by_school_board_bureau_and_directeur_only(wereld, aanvraag):
    leest = {
        naam
        for naam, persoon in wereld.mensen().items()
        if any(
            VRAAG in tekst(client.get(adres, follow=True))
            for client in [log_in(Client(), persoon)]
            for adres in paginas(aanvraag)
        )
    }

    assert leest == SCHOOL | BUREAU | {"directeur"}


def test_expert_and_member_see_no_trace_of_it(client, wereld, aanvraag):
    schrijft(aanvraag, wereld.personas.bureau, "Ja", kant=Kant.BUREAU)

    for persoon in (wereld.orthopedagoog, wereld.lid):
        log_in(client, persoon)
        for adres in (*paginas(aanvraag), "/", *map(reverse, ("toelating:lijst", "toelating:adviseren"))):
            assert "nieuw bericht" not in tekst(client.get(adres)).lower(), (persoon, adres)


def test_who_stays_out_of_a_dossier_reads_no_message_and_gets_no_mail(client, wereld):
    aanvraag = maak_tlv(wereld, status=Status.VOLLEDIGHEIDSTOETS)
    collega = wereld.personas.bureau_collega
    Verschoning.objects.create(aanvraag=aanvraag, gebruiker=collega, reden="Familie", door=collega)

    schrijft(type(aanvraag).objects.get(pk=aanvraag.pk), wereld.personas.coordinator, VRAAG)

    log_in(client, collega)
    assert client.get(beheer(aanvraag)).status_code == 404
    assert client.get(reverse("admin:invullen_gesprek_change", args=[Gesprek.objects.get().pk])).status_code == 404
    assert not Gesprek.objects.for_user(collega).exists()
    assert collega not in {rij.aan for rij in Bericht.objects.filter(soort="gesprek_van_school")}
    with pytest.raises(NietToegestaan):
        schrijft(type(aanvraag).objects.get(pk=aanvraag.pk), collega, "Hoi", kant=Kant.BUREAU)


def test_list_of_the_school_shows_a_new_message_and_of_the_bureau_does_not(client, wereld, aanvraag):
    schrijft(aanvraag, wereld.personas.bureau, "Ja", kant=Kant.BUREAU)

    assert "Nieuw bericht" in tekst(log_in(client, wereld.personas.coordinator).get("/toelating/"))
    assert "Nieuw bericht" not in tekst(log_in(client, wereld.personas.bureau).get("/toelating/"))
    stapel = log_in(client, wereld.personas.bureau).get("/bureau/toelating/tlvaanvraag/?stapel=bericht")
    assert aanvraag.kenmerk in tekst(stapel)


# --- A guest -------------------------------------------------------------------------------------------------


def test_guest_asks_about_the_draft_and_reads_the_answer(client, wereld):
    aanvraag = maak_gastaanvraag(wereld)
    schrijft(aanvraag, aanvraag.gast, VRAAG)
    schrijft(aanvraag, wereld.personas.bureau, "Ja, dat mag.", kant=Kant.BUREAU)

    inhoud = tekst(log_in(client, aanvraag.gast).get(reverse("toelating:berichten", args=[aanvraag.pk])))

    assert "Ja, dat mag." in inhoud
    assert {rij.aan for rij in Bericht.objects.filter(soort="gesprek_van_bureau")} == {aanvraag.gast}


def test_guest_is_named_by_function(client, wereld):
    aanvraag = maak_gastaanvraag(wereld)
    gast = aanvraag.gast
    gast.functie = "Intern begeleider"
    gast.save()
    antwoorden_bewaren(aanvraag, onderdeel="leerling", antwoorden={"voornaam": "A"}, versie=aanvraag.versie, door=gast)

    inhoud = tekst(log_in(client, gast).get(aanvraag.get_absolute_url()))

    assert "Ingevuld door Intern begeleider," in inhoud
    assert f"Ingevuld door {gast.naam}" not in inhoud


# --- Colleagues ----------------------------------------------------------------------------------------------


def test_colleagues_of_the_school_see_each_other_and_nobody_else_does(client, wereld):
    aanvraag = maak_tlv(wereld)
    collega = maak_collega(wereld.personas.school)
    samen.meld(aanvraag, collega, "leerling")

    zien = set()
    for naam, persoon in wereld.mensen().items():
        log_in(client, persoon)
        pagina = client.get(reverse("toelating:onderdeel", args=[aanvraag.pk, "leerling"]))
        vraag = client.post(reverse("toelating:open_nu", args=[aanvraag.pk]), {"plek": "leerling"})
        if "Fatima de Vries is nu ook" in tekst(pagina) + tekst(vraag):
            zien.add(naam)

    assert zien == {"coordinator"}
