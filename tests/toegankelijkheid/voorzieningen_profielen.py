"""The pages of profiles and checklists."""

from playwright.sync_api import Page

from tests.toegankelijkheid.pagina import Pagina, knop


def leeg_versturen(page: Page) -> None:
    page.locator("main form").last.get_by_role("button").first.click()
    page.wait_for_load_state()


def twee_versies(page: Page) -> None:
    page.locator("[name=versie]").evaluate("veld => { veld.value = '0' }")
    page.locator("[name=basis]").evaluate("veld => { veld.value = 'anders' }")
    page.locator("[name=item_2_1][value=nee]").check()
    knop("Bewaren en verder")(page)


S, B, BESTUUR, BUREAU = "coordinator", "coordinator-baken", "bestuur", "bureau"
P, A = "/profielen/", "/bureau/voorzieningen/"
HALF = P + "checklist/{checklist:concept}/"

PAGINAS = (
    Pagina("profielen-lijst", P),
    Pagina("profielen-niets-gevonden", P + "?zoek=nergens"),
    Pagina("profielen-fout-filter", P + "?plaats=Nergens", status=422),
    Pagina("profiel-openbaar", P + "16AW01/"),
    Pagina("profiel-openbaar-oud", P + "16AW00/"),
    Pagina("profiel-openbaar-geen", P + "23HU00/"),
    Pagina("openbaar-met-scholen", "/voorzieningen/leerwegarrangement-lwa/"),
    Pagina("profiel-school", P + "school/16AW01/", S),
    Pagina("profiel-school-niets", P + "school/01FP06/", "bestuur-baken"),
    Pagina("profiel-school-bureau", P + "school/16AW00/", BUREAU),
    Pagina("profiel-kiezen", P + "ons/", BESTUUR),
    Pagina("profiel-concept", P + "profiel/{profiel:concept}/", "bestuur-baken"),
    Pagina("profiel-voorzieningen", P + "profiel/{profiel:concept}/voorzieningen/", "bestuur-baken"),
    Pagina("profiel-contact-fout", P + "profiel/{profiel:concept}/contact/", "bestuur-baken", doe=leeg_versturen),
    Pagina("profiel-controleren", P + "profiel/{profiel:concept}/controleren/", "bestuur-baken"),
    Pagina("profiel-weggooien", P + "profiel/{profiel:concept}/weggooien/", "bestuur-baken"),
    Pagina("profiel-voorgelegd", P + "profiel/{profiel:voorgelegd}/", BESTUUR),
    Pagina("profiel-publiceren", P + "profiel/{profiel:voorgelegd}/doen/profiel_publiceren/", BESTUUR),
    Pagina(
        "profiel-teruggeven-leeg",
        P + "profiel/{profiel:voorgelegd}/doen/profiel_teruggeven/",
        BESTUUR,
        doe=leeg_versturen,
    ),
    Pagina(
        "profiel-publiceren-kan-niet",
        P + "profiel/{profiel:concept}/doen/profiel_publiceren/",
        "bestuur-baken",
        status=422,
    ),
    Pagina("profiel-gepubliceerd", P + "profiel/{profiel:gepubliceerd}/", S),
    Pagina("checklist-concept", HALF, B),
    Pagina("checklist-ijkpunt", HALF + "ijkpunt-2/", B),
    Pagina("checklist-ijkpunt-fout", HALF + "ijkpunt-2/", B, doe=knop("Bewaren en verder")),
    Pagina("checklist-ijkpunt-twee-versies", HALF + "ijkpunt-2/", B, doe=twee_versies),
    Pagina("checklist-controleren", HALF + "controleren/", B),
    Pagina("checklist-vastgesteld", P + "checklist/{checklist:vastgesteld}/", S),
    Pagina(
        "checklist-intrekken-leeg",
        P + "checklist/{checklist:vastgesteld}/doen/checklist_intrekken/",
        S,
        doe=leeg_versturen,
    ),
    Pagina("profielen-overzicht", P + "overzicht/", BUREAU),
    Pagina("profielen-overzicht-oud", P + "overzicht/?stand=oud", "directeur"),
    Pagina("profielen-overzicht-leeg", P + "overzicht/?zoek=nergens", BUREAU),
    *(Pagina(f"dekking-{per}", P + f"dekking/?per={per}", BUREAU) for per in ("bestuur", "plaats", "school")),
    Pagina("beheer-profielen", A + "profiel/", BUREAU),
    Pagina("beheer-profiel", A + "profiel/{profiel:gepubliceerd}/change/", BUREAU),
    Pagina("beheer-profiel-intrekken", A + "profiel/{profiel:gepubliceerd}/doen/profiel_intrekken/", BUREAU),
    Pagina("beheer-checklists", A + "checklist/", BUREAU),
    Pagina("beheer-checklist", A + "checklist/{checklist:vastgesteld}/change/", BUREAU),
    Pagina("beheer-profielregels", A + "profielregel/", BUREAU),
    Pagina("beheer-profielregel-nieuw", A + "profielregel/add/", BUREAU),
    Pagina("beheer-edities", A + "checklisteditie/", BUREAU),
    Pagina("beheer-editie", A + "checklisteditie/{editie}/change/", BUREAU),
    Pagina("beheer-editie-nieuw", A + "checklisteditie/add/", BUREAU),
)
