"""The pages of what follows an award."""

from playwright.sync_api import Page

from tests.toegankelijkheid.pagina import Pagina, knop

S, P, B = "coordinator", "partner", "bureau"
EEN, EVALUATIE, AFSPRAAK = "/uitvoering/{%s:loopt}/", "/uitvoering/evaluaties/{evaluatie:%s}/", "/uitvoering/afspraken/"


def te_veel_uren(page: Page) -> None:
    page.get_by_label("Hoeveel uur kreeg de leerling les?").fill("9")
    knop("Uren invullen")(page)


PAGINAS = (
    Pagina("uitvoering-partner-start", "/", P),
    Pagina("uitvoering-lijst", "/uitvoering/", P),
    Pagina("uitvoering-lijst-leeg", "/uitvoering/", "coordinator-vso"),
    Pagina("uitvoering-uren-partner", EEN % "uitvoering-huisonderwijs", P),
    Pagina("uitvoering-uren-school", EEN % "uitvoering-huisonderwijs", S),
    Pagina("uitvoering-uren-invullen", EEN % "uitvoering-huisonderwijs" + "doen/uren_invullen/", P),
    Pagina("uitvoering-te-veel-uren", EEN % "uitvoering-huisonderwijs" + "doen/uren_invullen/", P, doe=te_veel_uren),
    Pagina("uitvoering-partners", EEN % "uitvoering-huisonderwijs" + "doen/partners_kiezen/", B),
    Pagina("uitvoering-evaluatie-leeg", EVALUATIE % "open" + "doen/invullen/", S, doe=knop("Evaluatie invullen")),
    Pagina("uitvoering-inbreng", EVALUATIE % "open" + "doen/inbrengen/", P),
    Pagina("uitvoering-visitatie-bureau", EEN % "uitvoering-visitatie", B),
    Pagina(
        "uitvoering-afspraak-leeg", EEN % "uitvoering-visitatie" + "doen/afspraak_voorstellen/", B, doe=knop("Afspr")
    ),
    Pagina("uitvoering-afzeggen", AFSPRAAK + "{afspraak:voorgesteld}/doen/afzeggen/", B, doe=knop("Afspraak afz")),
    Pagina("uitvoering-verslag", AFSPRAAK + "{afspraak:bevestigd}/doen/verslag_schrijven/", B),
    Pagina("uitvoering-robot", EEN % "uitvoering-robot", S),
    Pagina("uitvoering-werkvoorraad", "/bureau/aanvragen/uitvoering/?stapel=open", B),
    Pagina("uitvoering-niet-van-u", EEN % "uitvoering-robot" + "doen/afronden/", S, status=403),
)
