"""With a password alone nothing works, and no session lives for ever."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.regex_helper import normalize

from swv.organisaties.middleware import ZONDER_TWEEDE_FACTOR
from swv.organisaties.models import Gebruiker
from tests.factories.organisaties import WACHTWOORD, GebruikerFactory, geef_factor
from tests.personas import Personas, log_in

pytestmark = pytest.mark.django_db

# Values for the variable parts of a route; per route the first one that its own pattern accepts is taken.
_WAARDEN = ("iets", "1", "00000000-0000-0000-0000-000000000001", "organisaties", "json", "ABCD-EFGH-JKLM-NPQR", "1-x-y")


def _voorbeeld(patroon: URLPattern | URLResolver) -> str:
    """The piece of a path that this pattern accepts."""
    vorm, namen = normalize(patroon.pattern.regex.pattern)[0]
    for waarden in product(_WAARDEN, repeat=len(namen)):
        pad = vorm % dict(zip(namen, waarden, strict=True))
        if patroon.pattern.match(pad):
            return pad
    raise AssertionError(f"Add a value to _WAARDEN that fits {patroon.pattern}.")


def _routes(resolver: URLResolver, voor: str = "/") -> Iterator[tuple[str, str]]:
    """Every route of the portal: a path that reaches it, and its name."""
    for patroon in resolver.url_patterns:
        pad = voor + _voorbeeld(patroon)
        if isinstance(patroon, URLResolver):
            yield from _routes(patroon, pad)
        else:
            yield pad, patroon.name or ""


@pytest.fixture
def met_wachtwoord(client: Client) -> Client:
    """Somebody who gave the right password and never set up a second factor."""
    gebruiker = GebruikerFactory(email="nieuw@school.example")
    client.post(reverse("account_login"), {"login": gebruiker.email, "password": WACHTWOORD})
    assert client.session["_auth_user_id"] == str(gebruiker.pk)
    return client


def test_every_route_is_closed_with_a_password_alone(met_wachtwoord: Client) -> None:
    routes = sorted(set(_routes(get_resolver())))
    assert len(routes) > 50
    antwoorden = {
        (pad, methode): getattr(met_wachtwoord, methode)(pad)
        for pad, naam in routes
        if naam not in ZONDER_TWEEDE_FACTOR
        for methode in ("get", "post")
    }
    naar = {plek: getattr(antwoord, "url", antwoord.status_code) for plek, antwoord in antwoorden.items()}
    assert {plek: waar for plek, waar in naar.items() if waar != reverse("mfa_activate_totp")} == {}


@pytest.mark.parametrize(
    "naam", sorted({"gezond", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate", "account_logout"})
)
def test_route_to_set_up_or_leave_works_with_a_password_alone(met_wachtwoord: Client, naam: str) -> None:
    assert naam in ZONDER_TWEEDE_FACTOR
    assert met_wachtwoord.get(reverse(naam)).status_code == 200


def test_style_sheet_works_with_a_password_alone(met_wachtwoord: Client) -> None:
    antwoord = met_wachtwoord.get("/static/css/tokens.css")
    antwoord.close()
    assert antwoord.status_code == 200


def test_twin_without_the_guard_a_password_opens_the_portal(client: Client, settings) -> None:
    settings.MIDDLEWARE = [naam for naam in settings.MIDDLEWARE if not naam.endswith("TweedeFactorVerplicht")]
    gebruiker = GebruikerFactory(email="nieuw@school.example")
    client.post(reverse("account_login"), {"login": gebruiker.email, "password": WACHTWOORD})
    assert client.get(reverse("mfa_index")).status_code == 200


def test_factor_set_up_elsewhere_does_not_open_a_waiting_session(met_wachtwoord: Client) -> None:
    """A stolen password waits at the set-up page until the owner has set up the factor."""
    geef_factor(Gebruiker.objects.get(email="nieuw@school.example"))
    antwoord = met_wachtwoord.get(reverse("mfa_index"))
    assert antwoord.url.startswith(reverse("account_login"))
    assert "_auth_user_id" not in met_wachtwoord.session


def test_waiting_session_cannot_take_over_the_factor(met_wachtwoord: Client) -> None:
    gebruiker = Gebruiker.objects.get(email="nieuw@school.example")
    factor = geef_factor(gebruiker)
    met_wachtwoord.post(reverse("mfa_deactivate_totp"))
    met_wachtwoord.post(reverse("account_change_password"), {"oldpassword": WACHTWOORD})
    assert list(Authenticator.objects.filter(user=gebruiker)) == [factor]


@pytest.mark.django_db(transaction=True)
def test_setting_up_the_factor_ends_the_waiting_session_elsewhere() -> None:
    from tests.organisaties.test_login import _code

    gebruiker = GebruikerFactory(email="nieuw@school.example")
    hier, elders = Client(), Client()
    for browser in (elders, hier):
        browser.post(reverse("account_login"), {"login": gebruiker.email, "password": WACHTWOORD})
    geheim = hier.get(reverse("mfa_activate_totp")).context["form"].secret
    hier.post(reverse("mfa_activate_totp"), {"code": _code(geheim)})
    assert hier.get(reverse("mfa_index")).status_code == 200
    assert "_auth_user_id" not in elders.session


def test_anonymous_page_stays_open(client: Client) -> None:
    assert client.get(reverse("account_login")).status_code == 200


def test_role_that_ends_closes_the_admin_at_the_next_click(client: Client, personas: Personas) -> None:
    log_in(client, personas.bureau)
    assert client.get(reverse("admin:index")).status_code == 200
    personas.bureau.rollen.update(geldig_tot="2021-01-01")
    assert client.get(reverse("admin:index"), follow=True).status_code == 403


def test_account_that_closes_ends_the_session_at_the_next_click(client: Client, personas: Personas) -> None:
    log_in(client, personas.bureau)
    Gebruiker.objects.filter(pk=personas.bureau.pk).update(is_active=False)
    assert client.get(reverse("mfa_index")).status_code == 302


# --- How long a session lives ------------------------------------------------------------------------------


@pytest.mark.parametrize(("seconden", "status"), [(3599, 200), (3600, 200), (3601, 302)])
def test_session_ends_after_an_hour_without_a_click(
    client: Client, personas: Personas, seconden: int, status: int
) -> None:
    with time_machine.travel("2026-09-15 09:00+02:00", tick=False) as klok:
        log_in(client, personas.coordinator)
        client.get(reverse("mfa_index"))
        klok.shift(seconden)
        assert client.get(reverse("mfa_index")).status_code == status


def test_session_in_use_goes_on_until_twelve_hours_after_login(client: Client, personas: Personas) -> None:
    with time_machine.travel("2026-09-15 08:00+02:00", tick=False) as klok:
        log_in(client, personas.coordinator)
        client.get(reverse("mfa_index"))
        for _ in range(24):
            klok.shift(timedelta(minutes=30))
            assert client.get(reverse("mfa_index")).status_code == 200
        klok.shift(timedelta(seconds=1))
        assert client.get(reverse("mfa_index")).status_code == 302


def test_ended_session_tells_why_and_leads_back(client: Client, personas: Personas) -> None:
    with time_machine.travel("2026-09-15 09:00+02:00", tick=False) as klok:
        log_in(client, personas.coordinator)
        client.get(reverse("mfa_index"))
        klok.shift(timedelta(hours=2))
        antwoord = client.get(reverse("mfa_index"), follow=True)
    assert antwoord.redirect_chain[0][0] == f"{reverse('account_login')}?next=%2Faccount%2F2fa%2F"
    assert "omdat u een tijd niets hebt gedaan" in antwoord.content.decode()


def test_background_save_in_an_ended_session_gets_401(client: Client, personas: Personas) -> None:
    with time_machine.travel("2026-09-15 09:00+02:00", tick=False) as klok:
        log_in(client, personas.coordinator)
        client.get(reverse("mfa_index"))
        klok.shift(timedelta(hours=2))
        assert client.post(reverse("mfa_index"), headers={"hx-request": "true"}).status_code == 401


def test_session_in_use_is_written_at_most_once_a_minute(
    client: Client, personas: Personas, django_assert_max_num_queries
) -> None:
    with time_machine.travel("2026-09-15 09:00+02:00", tick=False) as klok:
        log_in(client, personas.coordinator)
        client.get(reverse("mfa_index"))
        klok.shift(59)
        with django_assert_max_num_queries(20) as telling:
            client.get(reverse("mfa_index"))
        assert not any("UPDATE" in vraag["sql"] and "session" in vraag["sql"] for vraag in telling.captured_queries)


def test_cookie_is_closed_to_scripts_and_ends_with_the_browser(met_wachtwoord: Client) -> None:
    cookie = met_wachtwoord.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["max-age"]
