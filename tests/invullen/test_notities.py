"""Notes of the bureau: planted, then looked for at every door of the portal, by everybody."""

import ast
import re
import uuid
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import get_resolver, reverse

from aanvragen.models import Status
from swv.invullen.beheer import MetGesprek
from swv.invullen.models import Notitie
from swv.invullen.models.gesprek import NotitieQuerySet
from swv.kern.fouten import NietToegestaan, VoorwaardeNietVervuld
from swv.kern.models import Gebeurtenis
from swv.organisaties.models import Rolsoort
from swv.post.models import Bericht
from tests.factories.aanvragen import maak_aanvraag
from tests.factories.gesprek import noteert, schrijft
from tests.factories.organisaties import RolFactory, maak_gebruiker
from tests.factories.toelating import maak_bijeenkomst, maak_tlv, maak_wereld
from tests.personas import MENSEN, log_in
from tests.test_huis import BRON, adressen, pad_van
from toelating.models import Status as Tlvstatus
from toelating.workflow import agenderen

pytestmark = pytest.mark.django_db

GEHEIM = "Alleen-voor-het-bureau"
LEZERS = {"bureau", "bureau_collega", "directeur"}


@pytest.fixture
def wereld(personas):
    return maak_wereld(personas)


@pytest.fixture
def dossiers(wereld):
    """A dossier in each room that as many people as possible may see, each with a note."""
    aanvraag = maak_aanvraag(wereld.personas, status=Status.IN_BEHANDELING)
    aanvraag.deskundigen.add(wereld.personas.deskundige)
    tlv = maak_tlv(wereld, status=Tlvstatus.BIJ_TAC)
    agenderen(tlv, door=wereld.personas.bureau, bijeenkomst=maak_bijeenkomst(wereld))
    for dossier in (aanvraag, tlv):
        noteert(dossier, wereld.personas.bureau, GEHEIM)
        schrijft(dossier, wereld.personas.coordinator, "Een vraag")
    return aanvraag, tlv


@pytest.fixture
def dubbel(personas):
    """Works in the admin as controller and is coördinator of the school: the dossier is there, the note is not."""
    persoon = maak_gebruiker(
        Rolsoort.COORDINATOR, email="dubbel@portaal.example", naam="Dubbel", school=personas.school
    )
    RolFactory(gebruiker=persoon, soort=Rolsoort.CONTROLLER)
    return persoon


# One of each role, and who has two.
MENSEN_PER_ROL = (
    *("coordinator", "coordinator_elders", "bestuur", "deskundige", "orthopedagoog", "lid", "controller"),
    *("beheerder", "partner", "bureau", "directeur", "dubbel"),
)
EIGEN = {
    "aanvragen": re.compile(r"^(aanvragen/<uuid|ondertekenen/|bureau/aanvragen/aanvraag/|api/v1/\^aanvragen|$)"),
    "toelating": re.compile(r"^(toelating/(ondertekenen/|adviseren/)?<uuid|bureau/toelating/tlv|api/v1/\^tlv)"),
}


def deuren(dossier):
    """Every address of its room that takes a dossier, with this one filled in, and the lists that show it."""
    for patroon in adressen(get_resolver()):
        if not EIGEN[dossier._meta.app_label].match(patroon):
            continue
        adres = re.sub(r"<path:object_id>|<uuid:\w+>", str(dossier.pk), patroon)
        adres = re.sub(r"\(\?P<pk>[^)]*\)", str(dossier.pk), adres)
        adres = re.sub(r"<(slug|str):\w+>", "aanvulling_vragen", adres)
        if not re.search(r"[<(]", adres):
            yield "/" + adres.replace("^", "").replace("$", "").replace("\\", "")


def vindt(persoon, dossier):
    client = log_in(Client(), persoon)
    return [adres for adres in deuren(dossier) if GEHEIM.encode() in haal(client, adres)]


def haal(client, adres):
    antwoord = client.get(adres)
    inhoud = antwoord.getvalue()
    for sluit in antwoord._resource_closers:  # closing the answer itself would close the database connection too
        sluit()
    return inhoud


def test_search_knocks_at_the_doors_that_matter(dossiers):
    aanvraag, tlv = dossiers
    bekend = {
        aanvraag.get_absolute_url(),
        aanvraag.adres("berichten"),
        f"/api/v1/aanvragen/{aanvraag.pk}",
        reverse("admin:aanvragen_aanvraag_change", args=[aanvraag.pk]),
        reverse("admin:aanvragen_aanvraag_notities", args=[aanvraag.pk]),
        reverse("aanvragen:besluit", args=[aanvraag.pk]),
    }

    assert bekend <= set(deuren(aanvraag))
    assert reverse("toelating:advies", args=[tlv.pk]) in set(deuren(tlv))


def test_note_is_found_by_bureau_and_directeur_and_by_nobody_else(wereld, dossiers, dubbel):
    mensen = {**wereld.mensen(), "dubbel": dubbel}
    gevonden = {
        naam: [adres for dossier in dossiers for adres in vindt(mensen[naam], dossier)] for naam in MENSEN_PER_ROL
    }

    assert {naam for naam, adressen_ in gevonden.items() if adressen_} == {"bureau", "directeur"}
    assert all(adres.startswith("/bureau/") for adressen_ in gevonden.values() for adres in adressen_)


GUARDS = {
    "admin": (MetGesprek, "has_view_permission", lambda self, request, obj=None: True),
    "notes": (NotitieQuerySet, "for_user", lambda self, user: self),
}


@pytest.mark.parametrize("weg", GUARDS)
def test_one_guard_is_enough(monkeypatch, dossiers, dubbel, weg):
    """Two guards stand before a note. Either one keeps it when the other is away."""
    monkeypatch.setattr(*GUARDS[weg])

    assert vindt(dubbel, dossiers[0]) == []


def test_without_both_guards_the_note_is_found(monkeypatch, dossiers, dubbel):
    """Twin of the tests above: the search looks in the right places."""
    from aanvragen.admin import AanvraagAdmin

    monkeypatch.setattr(AanvraagAdmin, "has_view_permission", GUARDS["admin"][2])
    monkeypatch.setattr(*GUARDS["notes"])

    assert reverse("admin:aanvragen_aanvraag_change", args=[dossiers[0].pk]) in vindt(dubbel, dossiers[0])


def test_note_is_in_no_mail_and_no_event(dossiers):
    assert not Bericht.objects.filter(tekst__contains=GEHEIM).exists()
    assert not Gebeurtenis.objects.filter(toelichting__contains=GEHEIM).exists()


def test_only_the_admin_of_the_bureau_reads_notes():
    """Letters, bundles, exports and the API cannot show what they do not know."""
    kent = {
        pad_van(bestand)
        for bestand in BRON
        if "demo" not in bestand.parts  # writes one, shows none
        and any(
            alias.name == "Notitie"
            for knoop in ast.walk(ast.parse(bestand.read_text()))
            if isinstance(knoop, ast.ImportFrom)
            for alias in knoop.names
        )
    }
    sjablonen = {
        pad.relative_to(settings.BASE_DIR).as_posix()
        for pad in Path(settings.BASE_DIR, "templates").rglob("*.html")
        if "notitie.tekst" in pad.read_text() and "financien" not in pad.parts
    }

    assert kent == {"swv/invullen/models/__init__.py", "swv/invullen/gesprekken.py", "swv/invullen/beheer.py"}
    assert sjablonen == {"templates/admin/invullen/_notities.html"}


# --- Writing one ---------------------------------------------------------------------------------------------


@pytest.fixture
def aanvraag(personas):
    return maak_aanvraag(personas, status=Status.IN_BEHANDELING)


@pytest.fixture
def pagina(aanvraag):
    return reverse("admin:aanvragen_aanvraag_notities", args=[aanvraag.pk])


def test_bureau_writes_a_note_and_the_directeur_reads_it(client, personas, aanvraag, pagina):
    antwoord = log_in(client, personas.bureau).post(
        pagina, {"tekst": GEHEIM, "sleutel": str(uuid.uuid4())}, follow=True
    )

    assert "Uw notitie is bewaard." in antwoord.content.decode()
    dossier = log_in(client, personas.directeur).get(reverse("admin:aanvragen_aanvraag_change", args=[aanvraag.pk]))
    assert GEHEIM in dossier.content.decode()
    assert "Bureau Een" in dossier.content.decode()


def test_double_click_keeps_one_note(client, personas, pagina):
    log_in(client, personas.bureau)
    velden = {"tekst": GEHEIM, "sleutel": str(uuid.uuid4())}

    assert [client.post(pagina, velden).status_code for _ in range(2)] == [302, 302]
    assert Notitie.objects.count() == 1


@pytest.mark.parametrize("getypt", [" ", "Het gaat om 111222333"])
def test_empty_note_and_bsn_are_refused_and_the_text_stays(client, personas, aanvraag, pagina, getypt):
    antwoord = log_in(client, personas.bureau).post(pagina, {"tekst": getypt, "sleutel": str(uuid.uuid4())})

    assert antwoord.status_code == 422
    assert getypt.strip() in antwoord.content.decode()
    with pytest.raises(VoorwaardeNietVervuld):
        noteert(aanvraag, personas.bureau, getypt)
    assert not Notitie.objects.exists()


@pytest.mark.parametrize("wie", sorted(set(MENSEN) - LEZERS))
def test_nobody_else_writes_a_note(client, personas, aanvraag, pagina, wie):
    persoon = getattr(personas, wie)

    assert log_in(client, persoon).post(pagina, {"tekst": "x", "sleutel": str(uuid.uuid4())}).status_code in (302, 404)
    with pytest.raises(NietToegestaan):
        noteert(aanvraag, persoon, "x")
    assert not Notitie.objects.exists()


def test_note_never_changes(personas, aanvraag):
    noteert(aanvraag, personas.bureau, GEHEIM)

    for verander in (lambda: Notitie.objects.update(tekst="anders"), Notitie.objects.all().delete):
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
            verander()
