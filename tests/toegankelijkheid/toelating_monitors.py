"""The pages of the zorgplicht clock and of who sits at home."""

from playwright.sync_api import Page

from tests.toegankelijkheid.pagina import Pagina, open_uitleg


def leeg_versturen(page: Page) -> None:
    page.locator("main form, #content-main form").last.get_by_role("button").first.click()
    page.wait_for_load_state()


S, BUREAU, DIRECTEUR = "coordinator", "bureau", "directeur"
T, A = "/toelating/thuiszitters/", "/toelating/aanmeldingen/"
BT, BA = "/bureau/toelating/thuiszitter/", "/bureau/toelating/aanmelding/"

PAGINAS = (
    Pagina("thuiszitters-school", T, S),
    Pagina("thuiszitters-bestuur", T, "bestuur-baken"),
    Pagina("thuiszitters-directeur", T, DIRECTEUR),
    Pagina("thuiszitters-afgelopen", f"{T}?toon=afgelopen", S),
    Pagina("thuiszitters-niets", T, "coordinator-vso"),
    Pagina("thuiszitter-nieuw-leeg", f"{T}nieuw/", S, doe=leeg_versturen),
    Pagina("thuiszitter-open", f"{T}{{thuiszitter:open}}/", S),
    Pagina("thuiszitter-escalatie", f"{T}{{thuiszitter:escalatie}}/", DIRECTEUR),
    Pagina("thuiszitter-aangewezen", f"{T}{{thuiszitter:aangewezen}}/", DIRECTEUR),
    Pagina("thuiszitter-beeindigd", f"{T}{{thuiszitter:beeindigd}}/", S),
    Pagina("thuiszitter-stap-leeg", f"{T}{{thuiszitter:open}}/doen/stap_afspreken/", S, doe=leeg_versturen),
    Pagina("thuiszitter-aanwijzen", f"{T}{{thuiszitter:escalatie}}/doen/school_aanwijzen/", DIRECTEUR),
    Pagina("thuiszitter-cijfers", f"{T}cijfers/", DIRECTEUR),
    Pagina("thuiszitter-cijfers-delen", f"{T}cijfers/?delen=1", "bestuur-baken"),
    Pagina("aanmeldingen-school", A, S),
    Pagina("aanmeldingen-bureau", A, BUREAU),
    Pagina("aanmelding-nieuw", f"{A}nieuw/", BUREAU),
    Pagina("aanmelding-onderzoek", f"{A}{{aanmelding:onderzoek}}/", S, doe=open_uitleg),
    Pagina("aanmelding-aanbod", f"{A}{{aanmelding:aanbod}}/", BUREAU),
    Pagina("aanmelding-verlengen-leeg", f"{A}{{aanmelding:onderzoek}}/doen/verlengen/", S, doe=leeg_versturen),
    Pagina("aanmelding-andere-school", f"{A}{{aanmelding:onderzoek}}/doen/andere_school_vinden/", S),
    Pagina("beheer-thuiszitters", BT, BUREAU),
    Pagina("beheer-thuiszitter", f"{BT}{{thuiszitter:escalatie}}/change/", BUREAU),
    Pagina("beheer-aanmeldingen", BA, BUREAU),
    Pagina("beheer-aanmelding", f"{BA}{{aanmelding:onderzoek}}/change/", BUREAU, doe=open_uitleg),
    Pagina("beheer-regel-nieuw", "/bureau/toelating/thuiszittersregel/add/", "beheerder"),
)
