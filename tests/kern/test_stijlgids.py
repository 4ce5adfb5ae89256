"""Every component in a real browser: accessible, inside the content security policy, fitting a small screen."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def gids(page: Page, live_server: Any) -> Page:
    page.goto(live_server.url + reverse("stijlgids"))
    return page


@pytest.mark.parametrize("breedte", [320, 360, 1280])
def test_stijlgids_has_no_accessibility_violations(gids: Page, breedte: int) -> None:
    gids.set_viewport_size({"width": breedte, "height": 800})

    resultaat = Axe().run(gids)

    assert resultaat.response["violations"] == []


@pytest.mark.parametrize("breedte", [320, 360, 1280])
def test_stijlgids_never_scrolls_sideways(gids: Page, breedte: int) -> None:
    gids.set_viewport_size({"width": breedte, "height": 800})

    assert gids.evaluate("document.documentElement.scrollWidth") == breedte


def test_stijlgids_stays_inside_the_content_security_policy(page: Page, live_server: Any) -> None:
    klachten: list[str] = []
    page.on("console", lambda regel: klachten.append(regel.text))

    page.goto(live_server.url + reverse("stijlgids"))

    assert klachten == []


def test_foutoverzicht_gets_focus_and_leads_to_the_field(gids: Page) -> None:
    assert gids.evaluate("document.activeElement.id") == "foutoverzicht-kop"

    gids.keyboard.press("Tab")
    gids.keyboard.press("Enter")

    assert gids.evaluate("document.activeElement.id") == "fout_onderwerp"
