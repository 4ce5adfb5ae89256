"""People at a browser: each has a context of their own, logs in as people do, and is watched for script errors.

sanne = mensen(personas.coordinator)      # fixture `mensen`, logged in with password and code
sanne.ga("/aanvragen/")
sanne.vul("Wat is er aan de hand?", "...")
sanne.klik("Bewaren en verder")
"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from allauth.mfa.models import Authenticator
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, expect

from swv.organisaties import tweede_factor
from swv.organisaties.models import Gebruiker
from tests.factories.organisaties import WACHTWOORD
from tests.personas import code_bij

CSP = "Content Security Policy"


@dataclass(frozen=True)
class Bestand:
    """A file as somebody picks it in the browser."""

    naam: str
    inhoud: bytes
    soort: str = "application/pdf"

    @property
    def keuze(self) -> dict[str, object]:
        return {"name": self.naam, "mimeType": self.soort, "buffer": self.inhoud}


def let_op_fouten(page: Page, fouten: list[str]) -> None:
    """Note what the content security policy stopped, and scripts that broke."""

    def console(bericht: ConsoleMessage) -> None:
        if CSP in bericht.text:
            fouten.append(f"{page.url}: {bericht.text}")

    page.on("console", console)
    page.on("pageerror", lambda fout: fouten.append(f"{page.url}: {fout}"))


class Mens:
    """Somebody with a browser of their own on the portal."""

    def __init__(
        self, new_context: Callable[..., BrowserContext], portaal: str, gebruiker: Gebruiker | None = None
    ) -> None:
        self.portaal = portaal
        self.gebruiker = gebruiker
        self.context = new_context(base_url=portaal, locale="nl-NL", timezone_id="Europe/Amsterdam")
        self.context.set_default_timeout(10_000)
        self.fouten: list[str] = []
        self.adressen: list[str] = []  # every address that the browser asked for
        self.page = self.nieuw_tabblad()

    def nieuw_tabblad(self) -> Page:
        page = self.context.new_page()
        let_op_fouten(page, self.fouten)
        page.on("request", lambda vraag: self.adressen.append(vraag.url))
        return page

    # --- Who one is ------------------------------------------------------------------------------------------

    def log_in(self, naar: str = "/") -> "Mens":
        """Password, then the code that the app shows; from the page one wanted, as a bookmark does."""
        self.ga(naar)
        self.wachtwoord_en_code()
        return self

    def wachtwoord_en_code(self) -> None:
        assert self.gebruiker is not None
        self.vul("E-mailadres", self.gebruiker.email)
        self.page.get_by_label("Wachtwoord", exact=True).fill(WACHTWOORD)
        self.klik("Verder")
        self.vul("Code", self.code())
        self.klik("Inloggen")
        expect(self.page.get_by_role("button", name="Uitloggen").first).to_be_visible()

    def code(self) -> str:
        """Six digits that were not used yet; waits for the app when it shows none."""
        factor = Authenticator.objects.get(user=self.gebruiker, type=Authenticator.Type.TOTP)
        stap, nu = tweede_factor.volgende_stap(factor), int(time.time()) // 30
        while stap > nu + 1:  # the portal accepts one period ahead
            time.sleep(0.5)
            nu = int(time.time()) // 30
        return code_bij(factor, stap=stap - nu)

    # --- What one does ---------------------------------------------------------------------------------------

    def ga(self, pad: str) -> int:
        """Open an address. Gives the HTTP status."""
        antwoord = self.page.goto(pad)
        assert antwoord is not None
        return antwoord.status

    def vul(self, label: str, tekst: str) -> None:
        self.page.get_by_label(label).fill(tekst)

    def klik(self, naam: str) -> None:
        """Press the button that begins with these words, and wait for the page that follows."""
        self.page.get_by_role("button", name=re.compile(f"^{re.escape(naam)}")).click()
        self.page.wait_for_load_state()

    def volg(self, naam: str) -> None:
        """Follow the first link with these words."""
        self.page.get_by_role("link", name=naam).first.click()
        self.page.wait_for_load_state()

    def voeg_toe(self, blok: str, *bestanden: Bestand) -> None:
        """Choose files in the block of one kind of evidence and add them."""
        deel = self.page.get_by_role("region", name=blok)
        deel.get_by_label("Bestanden toevoegen").set_input_files([bestand.keuze for bestand in bestanden])
        deel.get_by_role("button", name=re.compile("^Toevoegen")).click()
        self.page.wait_for_load_state()

    def download(self, link: Locator, naar: Path) -> Path:
        """Save what this link gives."""
        with self.page.expect_download() as wacht:
            link.click()
        wacht.value.save_as(naar)
        return naar

    # --- What one sees ---------------------------------------------------------------------------------------

    def ziet(self, *teksten: str) -> None:
        for tekst in teksten:
            expect(self.page.locator("main, #main").first).to_contain_text(tekst)

    def ziet_niet(self, *teksten: str) -> None:
        for tekst in teksten:
            expect(self.page.locator("body")).not_to_contain_text(tekst)

    def kop(self, tekst: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(tekst)
