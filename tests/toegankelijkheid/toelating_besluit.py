"""The pages of deciding on a TLV and of the letters that are posted."""

from playwright.sync_api import Page

from tests.toegankelijkheid.pagina import Pagina, knop, open_uitleg

TAFEL = "/toelating/ondertekenen/"


def verkeerde_code(page: Page) -> None:
    page.locator("input[name=keuze]").first.check()
    page.get_by_label("Code van uw authenticator-app").fill("123")
    knop("Onderteken de gekozen besluiten")(page)


def eerste_besluit(page: Page) -> None:
    page.locator("main tbody a").first.click()
    page.wait_for_load_state()
    open_uitleg(page)


def teruggeven_zonder_reden(page: Page) -> None:
    eerste_besluit(page)
    page.get_by_role("link", name="Teruggeven aan het bureau").click()
    knop("Teruggeven aan het bureau")(page)


def niets_gepost(page: Page) -> None:
    knop("Leg vast dat dit is gepost")(page)


def adres_leeg(page: Page) -> None:
    page.get_by_role("link", name="Adres verbeteren").first.click()
    page.get_by_label("Adres").fill("")
    knop("Adres bewaren")(page)


PAGINAS = (
    Pagina("tlv-ondertekenen", f"{TAFEL}?alles=1", "directeur"),
    Pagina("tlv-ondertekenen-verkeerde-code", TAFEL, "directeur", doe=verkeerde_code),
    Pagina("tlv-besluit", TAFEL, "directeur", doe=eerste_besluit),
    Pagina("tlv-besluit-teruggeven-leeg", TAFEL, "directeur", doe=teruggeven_zonder_reden),
    Pagina("tlv-zitting", TAFEL + "zitting/{zitting}/", "directeur"),
    Pagina("tlv-post", "/toelating/post/", "bureau"),
    Pagina("tlv-post-niets-gekozen", "/toelating/post/", "bureau", doe=niets_gepost),
    Pagina("tlv-post-adres-leeg", "/toelating/post/", "bureau", doe=adres_leeg),
)
