"""The pages of places in facilities."""

from playwright.sync_api import Page

from tests.toegankelijkheid.pagina import Pagina, knop


def leeg_versturen(page: Page) -> None:
    page.locator("main form").last.get_by_role("button").first.click()
    page.wait_for_load_state()


def verkeerd_aantal(page: Page) -> None:
    page.get_by_label("Leerjaar 1").first.fill("veel")
    knop("Bewaren")(page)


def verkeerd_bestand(page: Page) -> None:
    inhoud = b"voorziening;schooljaar;plaatsen\nBestaat niet;2026-2027;veel\n"
    page.locator("input[type=file]").set_input_files(
        [{"name": "plaatsen.csv", "mimeType": "text/csv", "buffer": inhoud}]
    )
    knop("Laden")(page)


S, BUREAU = "coordinator", "bureau"
P, A, B = "/voorzieningen/plaatsen/", "/bureau/voorzieningen/plaatsing/", "/bureau/voorzieningen/capaciteit/"

PAGINAS = (
    Pagina("plaatsen-school", P, S),
    Pagina("plaatsen-bestuur", P, "bestuur-baken"),
    Pagina("plaatsen-niets", P, "coordinator-vso"),
    Pagina("plaatsen-bureau", P, BUREAU),
    Pagina("plaatsen-rapport", P + "rapport/", "directeur"),
    Pagina("plaatsen-vrij", P + "vrij/", S),
    Pagina("plaatsen-vrij-fout", P + "vrij/", S, doe=verkeerd_aantal),
    *(Pagina(f"plaats-{stand}", f"{P}{{plaatsing:{stand}}}/", S) for stand in ("aangeboden", "geplaatst", "beeindigd")),
    Pagina("plaats-wachtlijst", P + "{plaatsing:wachtlijst}/", "coordinator-baken"),
    *(
        Pagina(f"plaats-{naam}-leeg", f"{P}{{plaatsing:{stand}}}/doen/{naam}/", S, doe=leeg_versturen)
        for stand, naam in (
            ("aangeboden", "plaats_uitstellen"),
            ("geplaatst", "plaats_beeindigen"),
            ("geplaatst", "afspraken_vastleggen"),
        )
    ),
    Pagina("plaats-aannemen", P + "{plaatsing:aangeboden}/doen/plaats_aannemen/", S),
    Pagina("openbaar-vol", "/voorzieningen/opdc/"),
    Pagina("beheer-plaatsingen", A, BUREAU),
    Pagina("beheer-plaatsing", A + "{plaatsing:wachtlijst}/change/", BUREAU),
    Pagina("beheer-plaats-aanbieden", A + "{plaatsing:wachtlijst}/doen/plaats_aanbieden/", BUREAU),
    Pagina("beheer-aantallen", B, BUREAU),
    Pagina("beheer-aantal-nieuw", B + "add/", BUREAU),
    Pagina("beheer-aantallen-laden-fout", B + "laden/", BUREAU, doe=verkeerd_bestand),
    Pagina("beheer-schoolplaatsen-laden-fout", B + "scholen-laden/", BUREAU, doe=verkeerd_bestand),
)
