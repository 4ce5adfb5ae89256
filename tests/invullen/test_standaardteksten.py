"""Texts for what is asked often: offered where the bureau writes, never over what was typed."""

import uuid

import pytest
from django.urls import reverse

from aanvragen.models import Status
from swv.invullen.kamers import soortkeuzes
from swv.invullen.models import Gespreksbericht, Standaardtekst
from tests.factories.aanvragen import maak_aanvraag
from tests.factories.toelating import maak_tlv, maak_wereld
from tests.personas import MENSEN, log_in
from toelating.models import Status as Tlvstatus

pytestmark = pytest.mark.django_db

BEGROTING = "Stuur een begroting met alle posten."


@pytest.fixture
def tekst(db):
    return Standaardtekst.objects.create(titel="Begroting", tekst=BEGROTING)


@pytest.fixture
def aanvraag(personas):
    return maak_aanvraag(personas, status=Status.IN_BEHANDELING)


@pytest.fixture
def bureau(client, personas):
    return log_in(client, personas.bureau)


def adres(dossier, *meer):
    wat = meer or ("handeling", "aanvulling_vragen")
    return reverse(f"admin:{dossier._meta.app_label}_{dossier._meta.model_name}_{wat[0]}", args=[dossier.pk, *wat[1:]])


def in_vak(antwoord, veld):
    return antwoord.context["form"][veld].value()


def test_question_can_begin_with_a_text(bureau, aanvraag, tekst):
    assert "Begroting" in bureau.get(adres(aanvraag)).content.decode()

    antwoord = bureau.post(adres(aanvraag), {"standaardtekst": tekst.pk, "invoegen": "1", "vraag": ""})

    assert antwoord.status_code == 200
    assert in_vak(antwoord, "vraag") == BEGROTING
    aanvraag.refresh_from_db()
    assert aanvraag.status == Status.IN_BEHANDELING


def test_text_comes_below_what_was_typed_and_keeps_the_rest(bureau, aanvraag, tekst):
    getypt = {"vraag": "Beste Sanne,", "uiterlijk": "1-2-2099", "standaardtekst": tekst.pk, "invoegen": "1"}

    antwoord = bureau.post(adres(aanvraag), getypt)

    assert in_vak(antwoord, "vraag") == f"Beste Sanne,\n\n{BEGROTING}"
    assert in_vak(antwoord, "uiterlijk") == "1-2-2099"


@pytest.mark.parametrize("keuze", ["", "0", "onzin"])
def test_without_a_choice_nothing_changes(bureau, aanvraag, tekst, keuze):
    antwoord = bureau.post(adres(aanvraag), {"vraag": "Hallo", "standaardtekst": keuze, "invoegen": "1"})

    assert in_vak(antwoord, "vraag") == "Hallo"


def test_question_is_asked_with_the_text(bureau, aanvraag, tekst):
    bureau.post(adres(aanvraag), {"vraag": BEGROTING, "standaardtekst": tekst.pk, "uiterlijk": "", "versie": ""})
    antwoord = bureau.post(adres(aanvraag), {"vraag": BEGROTING, "uiterlijk": _over_een_week()})

    assert antwoord.status_code == 302
    assert aanvraag.aanvullingsverzoeken.get().vraag == BEGROTING


def _over_een_week():
    from datetime import timedelta

    from django.utils import timezone

    return f"{timezone.localdate() + timedelta(days=7):%d-%m-%Y}"


def test_message_can_begin_with_a_text_and_is_not_sent_by_it(bureau, aanvraag, tekst):
    sleutel = str(uuid.uuid4())
    getypt = {"tekst": "Beste Sanne,", "sleutel": sleutel, "standaardtekst": tekst.pk, "invoegen": "1"}

    antwoord = bureau.post(adres(aanvraag, "gesprek"), getypt)

    assert in_vak(antwoord, "tekst") == f"Beste Sanne,\n\n{BEGROTING}"
    assert str(in_vak(antwoord, "sleutel")) == sleutel
    assert not Gespreksbericht.objects.exists()


def test_question_about_a_tlv_offers_texts_too(bureau, personas):
    wereld = maak_wereld(personas)
    tlv = maak_tlv(wereld, status=Tlvstatus.VOLLEDIGHEIDSTOETS)
    passend = Standaardtekst.objects.create(titel="IQ-test", tekst="Stuur de test.", soorten=["toelating:vso"])
    Standaardtekst.objects.create(titel="Alleen robots", tekst="x", soorten=["aanvragen:robot"])

    inhoud = bureau.get(adres(tlv)).content.decode()
    antwoord = bureau.post(adres(tlv), {"vraag": "", "standaardtekst": passend.pk, "invoegen": "1"})

    assert "IQ-test" in inhoud
    assert "Alleen robots" not in inhoud
    assert in_vak(antwoord, "vraag") == "Stuur de test."


def test_act_that_asks_nothing_offers_no_text(bureau, aanvraag, tekst):
    assert "standaardtekst" not in bureau.get(adres(aanvraag, "handeling", "toewijzen")).content.decode()


def test_text_that_is_no_longer_used_is_not_offered(bureau, aanvraag, tekst):
    tekst.is_actief = False
    tekst.save()

    assert "standaardtekst" not in bureau.get(adres(aanvraag)).content.decode()


# --- Keeping them --------------------------------------------------------------------------------------------

NIEUW = {"titel": "Nieuw", "tekst": "Een tekst", "is_actief": "on"}
TOEVOEGEN = "/bureau/invullen/standaardtekst/add/"


@pytest.mark.parametrize("wie", MENSEN)
def test_bureau_and_beheerder_keep_the_texts(client, personas, wie):
    mag = wie in ("bureau", "bureau_collega", "beheerder")

    antwoord = log_in(client, getattr(personas, wie)).post(TOEVOEGEN, {**NIEUW, "soorten": ["aanvragen:robot"]})

    assert antwoord.status_code in ((302,) if mag else (302, 403))
    assert Standaardtekst.objects.filter(titel="Nieuw", soorten=["aanvragen:robot"]).exists() is mag


def test_list_names_the_kinds(bureau):
    Standaardtekst.objects.create(titel="Een", tekst="x", soorten=["aanvragen:robot"])
    Standaardtekst.objects.create(titel="Twee", tekst="x")

    inhoud = bureau.get("/bureau/invullen/standaardtekst/").content.decode()

    assert dict(soortkeuzes())["aanvragen:robot"] in inhoud
    assert "Alles" in inhoud


def test_bsn_in_a_text_is_refused(bureau):
    antwoord = bureau.post(TOEVOEGEN, {**NIEUW, "tekst": "Het gaat om 111222333"})

    assert "burgerservicenummer (BSN)" in antwoord.content.decode()
    assert not Standaardtekst.objects.exists()
