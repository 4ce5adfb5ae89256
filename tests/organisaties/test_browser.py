"""Login, passkeys and the admin in a real browser: they work, and the strict CSP has nothing to refuse."""

import re
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, expect

from swv.organisaties.models import Gebruiker
from tests.factories.organisaties import WACHTWOORD, GebruikerFactory, SamenwerkingsverbandFactory, SchoolFactory
from tests.personas import code_bij, code_van, maak_personas

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _niets_geweigerd(page: Page) -> Iterator[None]:
    """Whatever the CSP refuses, and whatever script goes wrong, fails the test."""
    klachten: list[str] = []
    page.on("console", lambda bericht: klachten.append(bericht.text) if bericht.type == "error" else None)
    page.on("pageerror", lambda fout: klachten.append(str(fout)))
    page.add_init_script(
        "document.addEventListener('securitypolicyviolation',"
        " e => console.error('CSP: ' + e.violatedDirective + ' ' + e.blockedURI))"
    )
    yield
    assert klachten == []


@pytest.fixture
def gebruiker() -> Gebruiker:
    SamenwerkingsverbandFactory()
    return GebruikerFactory(email="sanne@school.example", naam="Sanne Proef", met_factor=True)


@pytest.fixture
def portaal(portaal: str) -> str:
    """By name: a passkey belongs to a name, not to a number."""
    return portaal.replace("127.0.0.1", "localhost")


@pytest.fixture
def vingerafdruk(page: Page) -> None:
    """A built-in authenticator that always recognises its owner."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    opties = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": opties})


def inloggen(page: Page, portaal: str, gebruiker: Gebruiker) -> None:
    page.goto(portaal + reverse("account_login"))
    page.get_by_label("E-mailadres").fill(gebruiker.email)
    page.get_by_label("Wachtwoord", exact=True).fill(WACHTWOORD)
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("Code").fill(code_van(gebruiker))
    page.get_by_role("button", name="Inloggen", exact=True).click()
    expect(page.get_by_role("button", name="Uitloggen")).to_be_visible()


def test_password_and_code_open_the_portal(page: Page, portaal: str, gebruiker: Gebruiker) -> None:
    inloggen(page, portaal, gebruiker)
    page.get_by_role("button", name="Uitloggen").click()
    expect(page.get_by_role("heading", name="Inloggen", exact=True)).to_be_visible()


def test_first_login_shows_a_code_to_scan_and_recovery_codes(page: Page, portaal: str) -> None:
    nieuw = GebruikerFactory(email="nieuw@school.example", naam="Nieuw Persoon")
    page.goto(portaal + reverse("account_login"))
    page.get_by_label("E-mailadres").fill(nieuw.email)
    page.get_by_label("Wachtwoord", exact=True).fill(WACHTWOORD)
    page.get_by_role("button", name="Verder").click()
    page.goto(portaal + reverse("mfa_activate_totp"))
    beeld = page.get_by_role("img", name=re.compile("^QR-code"))
    assert beeld.evaluate("beeld => beeld.naturalWidth") > 100
    geheim = page.locator("#authenticator_secret").text_content()
    factor = Authenticator(user=nieuw, type="totp", data={"secret": geheim})
    page.get_by_label("Code").fill(code_bij(factor))
    page.get_by_role("button", name="Instellen").click()
    expect(page.get_by_role("heading", name="Bewaar uw herstelcodes")).to_be_visible()
    assert page.locator("#recovery_codes li").count() == 10


@pytest.mark.usefixtures("vingerafdruk")
def test_passkey_is_added_and_opens_the_portal_without_password(page: Page, portaal: str, gebruiker: Gebruiker) -> None:
    inloggen(page, portaal, gebruiker)
    page.goto(portaal + reverse("mfa_add_webauthn"))
    page.get_by_label("Naam").fill("Laptop van school")
    page.get_by_label("Ik wil hiermee ook inloggen zonder wachtwoord").check()
    page.get_by_role("button", name="Passkey toevoegen").click()
    expect(page.get_by_text("Uw passkey is toegevoegd.")).to_be_visible()
    page.get_by_role("button", name="Uitloggen").click()
    page.get_by_role("button", name="Inloggen met een passkey").click()
    expect(page.get_by_role("button", name="Uitloggen")).to_be_visible()
    page.goto(portaal + reverse("mfa_list_webauthn"))
    expect(page.get_by_role("rowheader", name="Laptop van school")).to_be_visible()


@pytest.mark.usefixtures("vingerafdruk")
def test_passkey_is_the_second_step_after_the_password(page: Page, portaal: str, gebruiker: Gebruiker) -> None:
    inloggen(page, portaal, gebruiker)
    page.goto(portaal + reverse("mfa_add_webauthn"))
    page.get_by_role("button", name="Passkey toevoegen").click()
    expect(page.get_by_text("Uw passkey is toegevoegd.")).to_be_visible()
    page.get_by_role("button", name="Uitloggen").click()
    page.get_by_label("E-mailadres").fill(gebruiker.email)
    page.get_by_label("Wachtwoord", exact=True).fill(WACHTWOORD)
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("button", name="Gebruik uw passkey").click()
    expect(page.get_by_role("button", name="Uitloggen")).to_be_visible()


def test_failed_passkey_says_what_to_do(page: Page, portaal: str, gebruiker: Gebruiker) -> None:
    page.goto(portaal + reverse("account_login"))
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('geweigerd')) }")
    page.get_by_role("button", name="Inloggen met een passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("Probeer het nog een keer, of kies een andere manier.")


def test_admin_pages_work_under_the_strict_csp(page: Page, portaal: str) -> None:
    personas = maak_personas()
    SamenwerkingsverbandFactory()
    SchoolFactory(code="17J00", naam="Pro Bachweg", opmerking="nummer mist een letter")
    inloggen(page, portaal, personas.beheerder)
    for pad in (
        reverse("admin:index"),
        reverse("admin:organisaties_school_changelist"),
        reverse("admin:organisaties_school_change", args=[personas.school.pk]),
        reverse("admin:organisaties_gebruiker_changelist"),
        reverse("admin:organisaties_gebruiker_change", args=[personas.coordinator.pk]),
        reverse("admin:organisaties_gebruiker_add"),
        reverse("admin:organisaties_gebruiker_history", args=[personas.coordinator.pk]),
    ):
        antwoord = page.goto(portaal + pad)
        assert antwoord is not None
        assert antwoord.status == 200, pad
    page.goto(portaal + reverse("admin:organisaties_gebruiker_change", args=[personas.coordinator.pk]))
    page.get_by_role("button", name="Nog een Rol toevoegen").click()
    page.locator("#id_rollen-1-soort").select_option("bureau")
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(page.get_by_text("medewerker bureau", exact=False).first).to_be_visible()
    assert personas.coordinator.rollen.count() == 2


def test_pages_of_login_and_security_have_no_barriers(page: Page, portaal: str, gebruiker: Gebruiker) -> None:
    namen = ["mfa_index", "account_change_password", "mfa_add_webauthn", "mfa_list_webauthn", "mfa_deactivate_totp"]
    namen += ["mfa_generate_recovery_codes", "account_reauthenticate", "mfa_reauthenticate", "account_logout"]
    barrieres = {}
    for naam in ("account_login", "account_reset_password", "account_signup", "demo:post"):
        page.goto(portaal + reverse(naam))
        barrieres[naam] = _barrieres(page)
    inloggen(page, portaal, gebruiker)
    for naam in namen:
        page.goto(portaal + reverse(naam))
        barrieres[naam] = _barrieres(page)
    assert barrieres == {naam: [] for naam in barrieres}


def test_admin_pages_of_people_and_schools_have_no_barriers(page: Page, portaal: str) -> None:
    personas = maak_personas()
    inloggen(page, portaal, personas.beheerder)
    paden = [reverse("admin:index"), reverse("admin:organisaties_gebruiker_add")]
    paden += [reverse(f"admin:organisaties_{naam}_changelist") for naam in ("school", "schoolbestuur", "gebruiker")]
    paden.append(reverse("admin:organisaties_gebruiker_change", args=[personas.coordinator.pk]))
    barrieres = {}
    for pad in paden:
        page.goto(portaal + pad)
        barrieres[pad] = _barrieres(page)
    assert barrieres == {pad: [] for pad in paden}


def _barrieres(page: Page) -> list[str]:
    """What axe finds; without its preloading of style sheets, which the CSP refuses."""
    return [vondst["id"] for vondst in Axe().run(page, options={"preload": False}).response["violations"]]
