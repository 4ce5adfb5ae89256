import re
import uuid
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from swv.documenten import services, toegang, views
from swv.documenten.models import Inzage
from swv.organisaties.models import Leerling
from tests.documenten import maak
from tests.factories.documenten import BriefFactory
from tests.personas import log_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def bijlage(dossier, lezer):
    upload = SimpleUploadedFile('Verslag "Noor"; x.pdf', maak.pdf())
    return services.bijlage_toevoegen(bron=dossier, upload=upload, soort="verslag", door=lezer)


@pytest.fixture
def brief(dossier):
    brief = BriefFactory(bron=dossier, kenmerk="ROB-2026-0042")
    return services.brief_vastleggen(brief_id=brief.pk)


def adres(bestand):
    return reverse(f"documenten:{bestand._meta.model_name}", args=[bestand.pk])


def zonder_token(antwoord):
    """Everything a stranger sees, but for the form token that differs on every page."""
    return antwoord.status_code, re.sub(rb"\b\w{64}\b", b"", antwoord.content), antwoord.headers


def pad_van(bestand):
    return Path((bestand.bestand if hasattr(bestand, "bestand") else bestand.pdf).path)


@pytest.fixture(params=["bijlage", "brief"])
def bestand(request):
    return request.getfixturevalue(request.param)


# --- Downloads ---------------------------------------------------------------------------------------------


def test_download_by_a_reader_gives_the_stored_file(client, bestand, lezer, leesregel):
    log_in(client, lezer)

    antwoord = client.get(adres(bestand))

    assert antwoord.getvalue() == pad_van(bestand).read_bytes()
    assert antwoord["Content-Type"] == "application/pdf"
    assert antwoord["X-Content-Type-Options"] == "nosniff"
    assert antwoord["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in antwoord["Cache-Control"]
    assert antwoord["Content-Disposition"].startswith("attachment;")


def test_download_name_of_a_letter_is_kenmerk_and_kind(client, brief, lezer, leesregel):
    log_in(client, lezer)
    antwoord = client.get(adres(brief))
    antwoord.getvalue()

    assert antwoord["Content-Disposition"] == 'attachment; filename="ROB-2026-0042-toekenningsbrief.pdf"'


def test_download_leaves_a_line_with_who_when_what_and_where_from(client, bestand, lezer, leesregel, dossier):
    log_in(client, lezer)
    client.get(adres(bestand)).getvalue()

    inzage = Inzage.objects.get()
    assert (inzage.gebruiker, inzage.bron, inzage.bestand_id) == (lezer, dossier, bestand.pk)
    assert (inzage.soort, inzage.is_toegestaan, inzage.adres) == (bestand._meta.model_name, True, "127.0.0.1")


@pytest.mark.parametrize("methode", ["get", "head", "post", "put", "patch", "delete", "options"])
def test_download_of_somebody_else_answers_as_if_it_does_not_exist(client, bestand, vreemde, leesregel, methode):
    log_in(client, vreemde)
    vreemd = getattr(client, methode)(adres(bestand))
    onbestaand = getattr(client, methode)(adres(bestand).replace(str(bestand.pk), str(uuid.uuid4())))

    assert vreemd.status_code == (404 if methode in {"get", "head"} else 405)
    assert zonder_token(vreemd) == zonder_token(onbestaand)


def test_download_refused_is_written_down_too(client, bestand, vreemde, leesregel):
    log_in(client, vreemde)
    client.get(adres(bestand))

    assert not Inzage.objects.get(gebruiker=vreemde).is_toegestaan


def test_download_without_the_rule_would_leak(client, bestand, vreemde):
    """Twin: the same stranger gets the file as soon as the rule lets everybody in."""
    toegang._regels[Leerling] = toegang.Regel(lambda user, bron: True, None)
    log_in(client, vreemde)
    try:
        antwoord = client.get(adres(bestand))
        antwoord.getvalue()
    finally:
        del toegang._regels[Leerling]

    assert antwoord.status_code == 200


def test_download_without_any_rule_is_refused(client, bestand, lezer):
    log_in(client, lezer)

    assert client.get(adres(bestand)).status_code == 404


def test_download_rule_per_file_can_only_narrow(bestand, lezer, vreemde, leesregel):
    regel = toegang._regels[Leerling]
    toegang._regels[Leerling] = toegang.Regel(regel.per_dossier, lambda user, rij: rij != bestand)
    assert not lezer.has_perm("documenten.inzien", bestand)

    toegang._regels[Leerling] = toegang.Regel(regel.per_dossier, lambda user, rij: True)
    assert lezer.has_perm("documenten.inzien", bestand)
    assert not vreemde.has_perm("documenten.inzien", bestand)


def test_download_of_a_deactivated_account_is_refused(bestand, lezer, leesregel):
    lezer.is_active = False

    assert not lezer.has_perm("documenten.inzien", bestand)


def test_download_without_login_goes_to_the_login_page_whether_it_exists_or_not(client, bestand):
    bestaand = client.get(adres(bestand))
    onbestaand = client.get(reverse("documenten:bijlage", args=[uuid.uuid4()]))

    assert bestaand.status_code == onbestaand.status_code == 302
    assert not Inzage.objects.exists()


def test_download_of_a_removed_attachment_is_gone(client, bijlage, lezer, leesregel):
    services.bijlage_verwijderen(bijlage=bijlage, door=lezer)
    log_in(client, lezer)

    assert client.get(adres(bijlage)).status_code == 404


def test_download_of_a_letter_that_is_not_filed_is_not_there(client, lezer, leesregel, dossier):
    log_in(client, lezer)

    assert client.get(adres(BriefFactory(bron=dossier))).status_code == 404


def test_download_of_a_file_that_was_changed_on_disk_is_never_served(client, bestand, lezer, leesregel, caplog):
    pad = pad_van(bestand)
    pad.write_bytes(pad.read_bytes() + b"x")
    log_in(client, lezer)

    assert client.get(adres(bestand)).status_code == 404
    assert "veranderd op de schijf" in caplog.text


def test_download_of_a_file_that_is_gone_from_disk_is_reported(client, bestand, lezer, leesregel, caplog):
    pad_van(bestand).unlink()
    log_in(client, lezer)

    assert client.get(adres(bestand)).status_code == 404
    assert "Bestand ontbreekt" in caplog.text


# --- Is this letter real? ----------------------------------------------------------------------------------


def controleer(client, code):
    return client.get(reverse("documenten:verificatie", args=[code]))


def test_verificatie_real_letter_is_shown_without_pupil_or_content(client, brief, dossier):
    antwoord = controleer(client, brief.code)

    tekst = antwoord.content.decode()
    assert antwoord.status_code == 200
    assert "Deze code hoort bij een echte brief" in tekst
    assert all(stuk in tekst for stuk in ("Toekenningsbrief", "ROB-2026-0042", "22\xa0november\xa02026", brief.code))
    assert dossier.achternaam not in tekst
    assert brief.titel not in tekst


def test_verificatie_withdrawn_letter_says_since_when_and_not_why(client, brief, lezer):
    services.brief_intrekken(brief=brief, reden="Geheime reden", door=lezer)

    tekst = controleer(client, brief.code).content.decode()

    assert "Deze brief is ingetrokken" in tekst
    assert "geldt dus niet meer" in tekst
    assert "Geheime reden" not in tekst


@pytest.mark.parametrize("code", ["ZZZZ-ZZZZ-ZZZZ-ZZZZ", "onzin", "%00", "é"])
def test_verificatie_unknown_code_is_told_calmly(client, brief, code):
    antwoord = controleer(client, code)

    assert antwoord.status_code == 404
    assert "Wij kennen deze code niet" in antwoord.content.decode()


def test_verificatie_letter_that_is_not_filed_is_unknown(client):
    assert controleer(client, BriefFactory().code).status_code == 404


def test_verificatie_form_sends_a_sloppy_code_on(client, brief):
    getypt = brief.code.lower().replace("-", " ")

    antwoord = client.get(reverse("documenten:verificatie"), {"code": f" {getypt} "}, follow=True)

    assert antwoord.redirect_chain == [(reverse("documenten:verificatie", args=[brief.code]), 302)]
    assert "Deze code hoort bij een echte brief" in antwoord.content.decode()


def test_verificatie_form_that_holds_no_code_says_what_to_do(client):
    antwoord = client.get(reverse("documenten:verificatie"), {"code": "12345"})

    assert "Typ de 16 letters en cijfers over" in antwoord.content.decode()


def test_verificatie_empty_form_asks_for_the_code(client):
    assert "Code van de brief" in client.get(reverse("documenten:verificatie")).content.decode()
    assert "Vul de code in." in client.get(reverse("documenten:verificatie"), {"code": ""}).content.decode()


def vergelijk(client, brief, inhoud):
    bestand = SimpleUploadedFile("brief.pdf", inhoud)
    return client.post(reverse("documenten:verificatie", args=[brief.code]), {"bestand": bestand}).content.decode()


def test_verificatie_same_file_is_recognised(client, brief):
    tekst = vergelijk(client, brief, Path(brief.pdf.path).read_bytes())

    assert "precies de brief die wij hebben verstuurd" in tekst


def test_verificatie_changed_file_is_recognised(client, brief):
    inhoud = bytearray(Path(brief.pdf.path).read_bytes())
    inhoud[1000] ^= 1

    assert "Dit bestand is veranderd" in vergelijk(client, brief, bytes(inhoud))


def test_verificatie_file_that_is_too_large_or_missing_is_refused(client, brief, settings):
    settings.BIJLAGE_MAX_BYTES = 2000

    assert "te groot om een brief van ons te zijn" in vergelijk(client, brief, b"x" * 2001)
    assert (
        "Voeg de brief als pdf toe."
        in client.post(reverse("documenten:verificatie", args=[brief.code])).content.decode()
    )


def test_verificatie_many_unknown_codes_from_one_address_have_to_wait(client, brief):
    for _ in range(views.MAX_ONBEKEND):
        assert controleer(client, "ZZZZ-ZZZZ-ZZZZ-ZZZZ").status_code == 404

    antwoord = controleer(client, brief.code)

    assert antwoord.status_code == 429
    assert "over een kwartier" in antwoord.content.decode()


def test_verificatie_known_codes_never_have_to_wait(client, brief):
    antwoorden = {controleer(client, brief.code).status_code for _ in range(views.MAX_ONBEKEND + 5)}

    assert antwoorden == {200}


def test_verificatie_many_files_from_one_address_have_to_wait(client, brief, monkeypatch):
    monkeypatch.setattr(views, "MAX_VERGELIJKEN", 2)
    for _ in range(2):
        vergelijk(client, brief, b"x")

    assert "over een kwartier" in vergelijk(client, brief, b"x")


def test_verificatie_forged_forwarded_address_does_not_reset_the_counter(client):
    for nummer in range(views.MAX_ONBEKEND):
        client.get("/verificatie/ZZZZ-ZZZZ-ZZZZ-ZZZZ/", headers={"X-Forwarded-For": f"10.0.0.{nummer}"})

    assert controleer(client, "ZZZZ-ZZZZ-ZZZZ-ZZZZ").status_code == 429


def test_verificatie_page_is_not_kept_by_browser_or_proxy(client, brief):
    assert "no-store" in controleer(client, brief.code)["Cache-Control"]
