"""A page in a state, and what the lists of pages share."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page


@dataclass(frozen=True)
class Pagina:
    """A page in a state. `wie` is an account of the demo, or nothing for anybody without login."""

    naam: str
    adres: str
    wie: str = ""
    status: int = 200
    doe: Callable[[Page], None] | None = None


def knop(tekst: str) -> Callable[[Page], None]:
    """Press a button of the page itself."""

    def doe(page: Page) -> None:
        page.locator("main, #main").get_by_role("button", name=tekst).first.click()
        page.wait_for_load_state()

    return doe


def open_uitleg(page: Page) -> None:
    for uitleg in page.locator("main summary, #content summary").all():
        uitleg.click()
