"""Every page in every state: nothing for axe to find, nothing stopped by the policy, nothing beside a small screen.

With SCHERMBEELDEN=folder each page is also kept as a picture, wide and small (scripts/schermbeelden).
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.toegankelijkheid.pagina import Pagina
from tests.toegankelijkheid.paginas import PAGINAS

pytestmark = pytest.mark.django_db
REGELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Without preload: axe would add style sheets to the page itself, and the policy would stop those.
ONDERZOEK = {"runOnly": REGELS, "resultTypes": ["violations"], "preload": False}
BREED, SMAL = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
MAP = os.environ.get("SCHERMBEELDEN", "")
STEEKT_UIT = """() => {
    const breedte = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= breedte) return [];
    return [...document.querySelectorAll('body *')]
        .filter(e => e.getBoundingClientRect().right > breedte + 1)
        .map(e => e.outerHTML.slice(0, 120));
}"""

FOUT_IN_BEELD = """() => {
    const meldingen = [...document.querySelectorAll('[role=alert], .swv-foutoverzicht')];
    return !meldingen.length || meldingen.some(melding => melding.contains(document.activeElement));
}"""


@pytest.mark.parametrize("pagina", PAGINAS, ids=lambda pagina: pagina.naam)
def test_page_has_no_barrier_and_fits_a_small_screen(pagina: Pagina, open_pagina: Callable[[Pagina], Page]) -> None:
    page = open_pagina(pagina)
    assert page.evaluate(FOUT_IN_BEELD), "a refusal takes the focus, or nobody sees it on a small screen"
    page.set_viewport_size(BREED)  # type: ignore[arg-type]
    _bewaar(page, pagina, "breed")
    gevonden = Axe().run(page, options=ONDERZOEK)
    page.set_viewport_size(SMAL)  # type: ignore[arg-type]
    _bewaar(page, pagina, "smal")
    assert gevonden.response["violations"] == [], gevonden.generate_report()
    assert page.evaluate(STEEKT_UIT) == []


def _bewaar(page: Page, pagina: Pagina, breedte: str) -> None:
    if MAP:
        page.screenshot(path=Path(MAP, f"{pagina.naam}-{breedte}.png"), full_page=True)
