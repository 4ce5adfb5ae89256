"""Login as people do it: password, then a code; through the real pages of allauth."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.test import Client
from django.urls import reverse

from swv.organisaties.models import Gebruiker
from tests.factories.organisaties import WACHTWOORD, GebruikerFactory, SamenwerkingsverbandFactory
from tests.personas import code_bij, code_van, log_in

pytestmark = pytest.mark.django_db
FOUT = "Het e-mailadres of het wachtwoord klopt niet."
NIEUW = "zeven-zwanen-zwemmen-zuidwaarts"


@pytest.fixture
def gebruiker() -> Gebruiker:
    return GebruikerFactory(email="sanne@school.example", naam="Sanne Proef", met_factor=True)


@pytest.fixture
def zonder_factor() -> Gebruiker:
    return GebruikerFactory(email="nieuw@school.example", naam="Nieuw Persoon")


def wachtwoord_stap(client: Client, email: str, wachtwoord: str = WACHTWOORD, **extra: str):
    return client.post(reverse("account_login"), {"login": email, "password": wachtwoord, **extra})


def code_stap(client: Client, code: str):
    return client.post(reverse("mfa_authenticate"), {"code": code})


def is_ingelogd(client: Client) -> bool:
    return client.get(reverse("mfa_index")).status_code == 200


def test_login_page_says_in_dutch_what_to_do(client: Client) -> None:
    tekst = client.get(reverse("account_login")).content.decode()
    for stuk in ("E-mailadres", "Wachtwoord vergeten", 'autocomplete="username"', 'autocomplete="current-password"'):
        assert stuk in tekst
    assert "placeholder" not in tekst


def test_password_alone_leads_to_the_code_and_logs_nobody_in(client: Client, gebruiker: Gebruiker) -> None:
    antwoord = wachtwoord_stap(client, gebruiker.email)
    assert antwoord.url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    assert not is_ingelogd(client)


def test_password_and_code_log_in_and_lead_home(client: Client, gebruiker: Gebruiker) -> None:
    wachtwoord_stap(client, gebruiker.email)
    antwoord = code_stap(client, code_van(gebruiker))
    assert antwoord.url == "/"
    assert is_ingelogd(client)


def test_email_in_capitals_logs_in(client: Client, gebruiker: Gebruiker) -> None:
    assert wachtwoord_stap(client, " SANNE@School.Example ").url == reverse("mfa_authenticate")


def test_next_on_another_site_is_ignored(client: Client, gebruiker: Gebruiker) -> None:
    wachtwoord_stap(client, gebruiker.email, next="https://elders.example/")
    assert code_stap(client, code_van(gebruiker)).url == "/"


def test_next_in_the_portal_is_followed(client: Client, gebruiker: Gebruiker) -> None:
    wachtwoord_stap(client, gebruiker.email, next="/voorzieningen/")
    assert code_stap(client, code_van(gebruiker)).url == "/voorzieningen/"


def test_login_gives_a_new_session_id(client: Client, gebruiker: Gebruiker) -> None:
    client.get(reverse("account_login"))
    wachtwoord_stap(client, gebruiker.email)
    tussen = client.session.session_key
    code_stap(client, code_van(gebruiker))
    assert client.session.session_key != tussen


def test_code_of_the_login_does_not_sign_an_act(client: Client, gebruiker: Gebruiker) -> None:
    wachtwoord_stap(client, gebruiker.email)
    code = code_van(gebruiker)
    code_stap(client, code)
    assert not gebruiker.bevestig(code)


def test_code_used_for_login_elsewhere_is_refused(client: Client, gebruiker: Gebruiker) -> None:
    code = code_van(gebruiker)
    for poging, gelukt in ((Client(), True), (client, False)):
        wachtwoord_stap(poging, gebruiker.email)
        code_stap(poging, code)
        assert is_ingelogd(poging) is gelukt


def test_wrong_code_says_what_to_do(client: Client, gebruiker: Gebruiker) -> None:
    wachtwoord_stap(client, gebruiker.email)
    antwoord = code_stap(client, "000000")
    assert antwoord.status_code == 200
    assert "Deze code klopt niet of is al gebruikt" in antwoord.content.decode()


def test_empty_code_says_what_to_do(client: Client, gebruiker: Gebruiker) -> None:
    wachtwoord_stap(client, gebruiker.email)
    assert "Vul de code in." in code_stap(client, "").content.decode()


def test_sixth_wrong_code_in_five_minutes_is_slowed(client: Client, gebruiker: Gebruiker) -> None:
    wachtwoord_stap(client, gebruiker.email)
    for _ in range(5):
        code_stap(client, "000000")
    assert "Wacht vijf minuten" in code_stap(client, code_van(gebruiker)).content.decode()
    assert not is_ingelogd(client)


@pytest.mark.parametrize("soort", ["onbekend", "verkeerd_wachtwoord", "afgesloten", "zonder_wachtwoord"])
def test_refused_login_reads_the_same_for_every_reason(client: Client, gebruiker: Gebruiker, soort: str) -> None:
    GebruikerFactory(email="weg@school.example", is_active=False)
    GebruikerFactory(email="uitgenodigd@school.example", password="!")
    email, wachtwoord = {
        "onbekend": ("niemand@school.example", WACHTWOORD),
        "verkeerd_wachtwoord": (gebruiker.email, "verkeerd"),
        "afgesloten": ("weg@school.example", WACHTWOORD),
        "zonder_wachtwoord": ("uitgenodigd@school.example", "!"),
    }[soort]
    antwoord = wachtwoord_stap(client, email, wachtwoord)
    assert antwoord.status_code == 200
    assert FOUT in antwoord.content.decode()


def test_refused_login_keeps_the_address_and_drops_the_password(client: Client, gebruiker: Gebruiker) -> None:
    tekst = wachtwoord_stap(client, gebruiker.email, "een-verkeerd-wachtwoord").content.decode()
    assert f'value="{gebruiker.email}"' in tekst
    assert "een-verkeerd-wachtwoord" not in tekst


def test_sixth_wrong_password_is_slowed(client: Client, gebruiker: Gebruiker) -> None:
    for _ in range(5):
        wachtwoord_stap(client, gebruiker.email, "verkeerd")
    assert "Wacht vijf minuten" in wachtwoord_stap(client, gebruiker.email).content.decode()


def test_recovery_code_logs_in_once(client: Client, gebruiker: Gebruiker) -> None:
    code = RecoveryCodes.activate(gebruiker).generate_codes()[0]
    for poging, gelukt in ((Client(), True), (client, False)):
        wachtwoord_stap(poging, gebruiker.email)
        code_stap(poging, code)
        assert is_ingelogd(poging) is gelukt


@pytest.mark.django_db(transaction=True)
def test_first_login_sets_up_the_app_and_shows_recovery_codes(client: Client, zonder_factor: Gebruiker) -> None:
    wachtwoord_stap(client, zonder_factor.email)
    pagina = client.get(reverse("mfa_activate_totp"))
    geheim = re.search(r'id="authenticator_secret">([A-Z2-7]+)<', pagina.content.decode())[1]
    antwoord = client.post(reverse("mfa_activate_totp"), {"code": _code(geheim)})
    assert antwoord.url == reverse("mfa_view_recovery_codes")
    tekst = client.get(antwoord.url).content.decode()
    assert len(re.findall(r"<code>\d{8}</code>", tekst)) == 10
    assert mail.outbox[-1].subject == "Uw authenticator-app is ingesteld"


@pytest.mark.django_db(transaction=True)
def test_code_of_setting_up_does_not_sign_an_act(client: Client, zonder_factor: Gebruiker) -> None:
    wachtwoord_stap(client, zonder_factor.email)
    geheim = client.get(reverse("mfa_activate_totp")).context["form"].secret
    code = _code(geheim)
    client.post(reverse("mfa_activate_totp"), {"code": code})
    assert not zonder_factor.bevestig(code)
    assert zonder_factor.bevestig(code_bij(Authenticator.objects.get(user=zonder_factor, type="totp"), stap=1))


def test_last_app_stays(client: Client, gebruiker: Gebruiker) -> None:
    log_in(client, gebruiker)
    pagina = client.get(reverse("mfa_deactivate_totp"))
    assert "Dit is uw enige tweede stap" in pagina.content.decode()
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=gebruiker, type="totp").exists()


def test_last_passkey_stays(client: Client, zonder_factor: Gebruiker) -> None:
    passkey = Authenticator.objects.create(user=zonder_factor, type="webauthn", data={"name": "Laptop"})
    sleutel = Authenticator.objects.create(user=zonder_factor, type="webauthn", data={"name": "Sleutel"})
    log_in(client, zonder_factor)
    Authenticator.objects.filter(user=zonder_factor, type="totp").delete()
    client.post(reverse("mfa_remove_webauthn", args=[sleutel.pk]))
    client.post(reverse("mfa_remove_webauthn", args=[passkey.pk]))
    assert list(Authenticator.objects.filter(user=zonder_factor)) == [passkey]


def test_passkey_of_somebody_else_cannot_be_removed(
    client: Client, gebruiker: Gebruiker, zonder_factor: Gebruiker
) -> None:
    passkey = Authenticator.objects.create(user=zonder_factor, type="webauthn", data={"name": "Laptop"})
    log_in(client, gebruiker)
    assert client.post(reverse("mfa_remove_webauthn", args=[passkey.pk])).status_code == 404


def test_reset_mails_a_link_that_keeps_the_second_factor(client: Client, gebruiker: Gebruiker, settings) -> None:
    SamenwerkingsverbandFactory()
    client.post(reverse("account_reset_password"), {"email": gebruiker.email})
    bericht = mail.outbox[-1]
    assert bericht.subject == "Kies een nieuw wachtwoord voor het portaal"
    assert "Samenwerkingsverband VO Proefstad" in bericht.body
    link = re.search(rf"{re.escape(settings.BASE_URL)}(/account/\S+)", bericht.body)[1]
    formulier = client.get(link, follow=True)
    antwoord = client.post(formulier.request["PATH_INFO"], {"password1": NIEUW, "password2": NIEUW}, follow=True)
    assert "Uw wachtwoord is gewijzigd" in antwoord.content.decode()
    assert not is_ingelogd(client)
    assert wachtwoord_stap(client, gebruiker.email, NIEUW).url == reverse("mfa_authenticate")


def test_reset_link_ignores_the_host_of_the_request(client: Client, gebruiker: Gebruiker, settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    client.post(reverse("account_reset_password"), {"email": gebruiker.email}, headers={"host": "kwaad.example"})
    assert "kwaad.example" not in mail.outbox[-1].body


def test_reset_answers_the_same_for_an_unknown_address(client: Client, gebruiker: Gebruiker) -> None:
    bekend = client.post(reverse("account_reset_password"), {"email": gebruiker.email}, follow=True)
    onbekend = client.post(reverse("account_reset_password"), {"email": "niemand@school.example"}, follow=True)
    assert _zonder_csrf(bekend) == _zonder_csrf(onbekend)
    assert [bericht.to for bericht in mail.outbox] == [[gebruiker.email], ["niemand@school.example"]]


def test_used_reset_link_says_so(client: Client, gebruiker: Gebruiker) -> None:
    antwoord = client.get(reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "weg-weg"}))
    assert "Deze link werkt niet meer" in antwoord.content.decode()


@pytest.mark.parametrize(
    ("een", "twee", "zin"),
    [
        ("kort", "kort", "Kies minstens 12 tekens."),
        (NIEUW, NIEUW + "x", "De twee wachtwoorden zijn niet gelijk."),
        ("", "", "Vul uw nieuwe wachtwoord in."),
        ("sanne@school.example", "sanne@school.example", "lijkt te veel op uw naam"),
        ("qwerty123456", "qwerty123456", "gebruiken veel mensen"),
    ],
)
def test_weak_new_password_is_refused_with_a_reason(
    client: Client, gebruiker: Gebruiker, een: str, twee: str, zin: str
) -> None:
    log_in(client, gebruiker)
    antwoord = client.post(
        reverse("account_change_password"), {"oldpassword": WACHTWOORD, "password1": een, "password2": twee}
    )
    assert zin in antwoord.content.decode()


def test_changed_password_ends_the_other_sessions(client: Client, gebruiker: Gebruiker) -> None:
    ander = log_in(Client(), gebruiker)
    log_in(client, gebruiker)
    client.post(reverse("account_change_password"), {"oldpassword": WACHTWOORD, "password1": NIEUW, "password2": NIEUW})
    assert is_ingelogd(client)
    assert not is_ingelogd(ander)
    assert mail.outbox[-1].subject == "Uw wachtwoord is gewijzigd"


def test_nobody_signs_up(client: Client) -> None:
    antwoord = client.get(reverse("account_signup"))
    assert "U krijgt een account van ons" in antwoord.content.decode()
    client.post(reverse("account_signup"), {"email": "ik@x.example", "password1": NIEUW, "password2": NIEUW})
    assert not Gebruiker.objects.filter(email="ik@x.example").exists()


def test_own_email_address_is_not_changed_here(client: Client, gebruiker: Gebruiker) -> None:
    log_in(client, gebruiker)
    antwoord = client.post("/account/email/", {"email": "anders@x.example", "action_add": ""}, follow=True)
    assert "functioneel beheerder" in antwoord.content.decode()
    assert not gebruiker.emailaddress_set.filter(email="anders@x.example").exists()


def test_logout_closes_the_session_and_the_saved_cookie(client: Client, gebruiker: Gebruiker) -> None:
    log_in(client, gebruiker)
    cookie = client.cookies["sessionid"].value
    client.post(reverse("account_logout"))
    client.cookies["sessionid"] = cookie
    assert not is_ingelogd(client)


def test_logout_by_following_a_link_only_asks(client: Client, gebruiker: Gebruiker) -> None:
    log_in(client, gebruiker)
    assert "Wilt u uitloggen?" in client.get(reverse("account_logout")).content.decode()
    assert is_ingelogd(client)


@pytest.mark.parametrize(
    "naam",
    [
        "mfa_index",
        "account_change_password",
        "mfa_deactivate_totp",
        "mfa_add_webauthn",
        "mfa_list_webauthn",
        "mfa_generate_recovery_codes",
    ],
)
def test_page_of_the_own_security_shows_for_its_owner(client: Client, gebruiker: Gebruiker, naam: str) -> None:
    log_in(client, gebruiker)
    antwoord = client.get(reverse(naam))
    assert antwoord.status_code == 200
    assert "no-store" in antwoord["Cache-Control"]


@pytest.mark.parametrize("naam", ["account_reauthenticate", "mfa_reauthenticate"])
def test_old_proof_is_asked_again_before_a_change(client: Client, gebruiker: Gebruiker, naam: str) -> None:
    log_in(client, gebruiker)
    sessie = client.session
    for bewijs in sessie["account_authentication_methods"]:
        bewijs["at"] -= 600
    sessie.save()
    antwoord = client.get(reverse("mfa_generate_recovery_codes"))
    assert "reauthenticate" in antwoord.url
    pagina = client.get(reverse(naam)).content.decode()
    assert "Bevestig dat u het bent" in pagina


def _code(geheim: str) -> str:
    import time

    return format_hotp_value(hotp_value(geheim, int(time.time()) // 30))


def _zonder_csrf(antwoord) -> str:
    return re.sub(r'("X-CSRFToken": "|value=")[A-Za-z0-9]{64}"', "", antwoord.content.decode())
