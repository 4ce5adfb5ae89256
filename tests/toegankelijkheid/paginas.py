"""Every page of the portal: who looks, where, and what is done there first to reach a state.

In an address `{soort:status}` stands for the oldest dossier of that kind and state that this person may see.
"""

from collections.abc import Callable

from playwright.sync_api import Page

from swv.demo.mensen import WACHTWOORD
from tests.toegankelijkheid import (
    aanvragen_samen,
    aanvragen_uitvoering,
    aanvragen_verantwoording,
    aanvragen_wijziging,
    toelating_advies,
    toelating_besluit,
    toelating_bezwaar,
    toelating_bureau,
    toelating_monitors,
    toelating_na,
    toelating_school,
    voorzieningen_activiteiten,
    voorzieningen_plaatsen,
    voorzieningen_profielen,
    voorzieningen_registratie,
    voorzieningen_schoolwissel,
    voorzieningen_wijzer,
)
from tests.toegankelijkheid.pagina import Pagina, knop, open_uitleg


def inloggen_stap_twee(page: Page) -> None:
    page.context.clear_cookies()  # somebody else may have stopped halfway in this browser
    page.reload()
    page.get_by_label("E-mailadres").fill("directeur@demo.example")
    page.get_by_label("Wachtwoord", exact=True).fill(WACHTWOORD)
    knop("Verder")(page)


def inloggen_verkeerde_code(page: Page) -> None:
    inloggen_stap_twee(page)
    page.get_by_label("Code").fill("12")
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.wait_for_load_state()


def te_veel_uren(page: Page) -> None:
    page.get_by_label("Hoeveel uur in totaal?").fill("161")
    page.get_by_label("Tot en met welke dag?").fill("31-2-2027")
    knop("Bewaren en verder")(page)


def fout_bestand(page: Page) -> None:
    bestand = {"name": "brief.exe", "mimeType": "application/octet-stream", "buffer": b"MZ nee"}
    page.locator("input[type=file]").first.set_input_files([bestand])
    page.get_by_role("button", name="Toevoegen").nth(1).click()
    page.wait_for_load_state()


def twee_versies(page: Page) -> None:
    page.locator("[name=versie]").evaluate("veld => { veld.value = '0' }")
    page.locator("[name=basis]").evaluate("veld => { veld.value = 'anders' }")
    page.get_by_label("Wat is er aan de hand?").evaluate("veld => { veld.value = 'Een andere tekst.' }")
    knop("Bewaren en verder")(page)


def verkeerde_code(page: Page) -> None:
    page.get_by_label("Code van uw authenticator-app").fill("123")
    knop("Toekennen en ondertekenen")(page)


def bedrag_zonder_reden(page: Page) -> None:
    page.get_by_label("Welk bedrag kent u toe?").fill("100,00")
    knop("Toekennen en ondertekenen")(page)


def kies_begroting(code: str, bedrag: str) -> Callable[[Page], None]:
    """Upload a budget of one line."""
    inhoud = f"jaar,swv,soort,rubriek,code,post,bedrag,rol\n2031,Proef,lasten,algemeen,{code},Huur,{bedrag},regel\n"

    def doe(page: Page) -> None:
        page.locator("input[type=file]").set_input_files(
            [{"name": "begroting.csv", "mimeType": "text/csv", "buffer": inhoud.encode()}]
        )
        knop("Bekijk het bestand")(page)

    return doe


def naar_post(page: Page) -> None:
    """The line on which the demo awards."""
    page.get_by_role("link", name="Ambitie 2 Stabiele schoolloopbanen").first.click()
    page.wait_for_load_state()


def naar_boeking(page: Page) -> None:
    naar_post(page)
    page.locator("#boekingen tbody a").first.click()
    page.wait_for_load_state()


def naar_toekenning(page: Page) -> None:
    """The newest award of that line, with its letter."""
    naar_post(page)
    page.locator("#verplichtingen tbody a").first.click()
    page.wait_for_load_state()


def bedrag_en_reden(bedrag: str) -> Callable[[Page], None]:
    """Fill in how much and why, and look at what that does."""

    def doe(page: Page) -> None:
        page.get_by_label("Om welk bedrag gaat het?").fill(bedrag)
        page.get_by_label("Waarom?").fill("De school heeft minder nodig.")
        knop("Bekijk wat dit doet")(page)

    return doe


def omkeren_geweigerd(page: Page) -> None:
    naar_toekenning(page)
    page.locator("table").nth(2).locator("tbody a").first.click()
    page.wait_for_load_state()
    page.goto(page.url + "omkeren/")


def naar_formulier(tekst: str) -> Callable[[Page], None]:
    def doe(page: Page) -> None:
        naar_post(page)
        page.get_by_role("link", name=tekst).click()
        page.wait_for_load_state()

    return doe


def wijziging_bekijken(page: Page) -> None:
    naar_formulier("Wijzig de begroting")(page)
    page.get_by_label("De post krijgt minder budget").check()
    page.get_by_label("Om welk bedrag gaat het?").fill("1000")
    page.get_by_label("Welk besluit?").fill("ALV, punt 4")
    page.get_by_label("Datum van het besluit").fill("1-2-2026")
    knop("Bekijk wat dit doet")(page)


def kosten_leeg(page: Page) -> None:
    naar_formulier("Boek kosten")(page)
    knop("Bekijk wat dit doet")(page)


def over_de_ruimte(page: Page) -> None:
    page.get_by_label("Welk bedrag kent u toe?").fill("99.999.999,00")
    page.get_by_label("Reden om de begroting te overschrijden").wait_for()


A, B, S, O = "/aanvragen/", "/bureau/aanvragen/aanvraag/", "coordinator", "/ondertekenen/"  # noqa: E741

IEDEREEN = (
    Pagina("inloggen", "/account/login/"),
    Pagina("inloggen-leeg", "/account/login/", doe=knop("Verder")),
    Pagina("inloggen-code", "/account/login/", doe=inloggen_stap_twee),
    Pagina("inloggen-verkeerde-code", "/account/login/", doe=inloggen_verkeerde_code),
    Pagina("wachtwoord-vergeten", "/account/password/reset/"),
    Pagina("wachtwoord-vergeten-gestuurd", "/account/password/reset/done/"),
    Pagina("voorzieningen", "/voorzieningen/"),
    Pagina("voorzieningen-gezocht", "/voorzieningen/?q=rekenen"),
    Pagina("voorzieningen-niets", "/voorzieningen/?q=xyzxyz"),
    Pagina("voorziening", "/voorzieningen/{voorziening}/"),
    Pagina("verificatie", "/verificatie/"),
    Pagina("verificatie-leeg", "/verificatie/?code="),
    Pagina("verificatie-echt", "/verificatie/{brief}/"),
    Pagina("verificatie-geen-bestand", "/verificatie/{brief}/", doe=knop("Vergelijk het bestand")),
    Pagina("verificatie-ingetrokken", "/verificatie/{ingetrokken}/"),
    Pagina("verificatie-onbekend", "/verificatie/AAAA-BBBB-CCCC-DDDD/", status=404),
    Pagina("niet-gevonden", "/bestaat-niet/", status=404),
    Pagina("demo-post", "/demo/post/"),
)
SCHOOL = (
    Pagina("start", "/", S),
    Pagina("start-andere-school", "/", "coordinator-baken"),
    Pagina("nieuw", A + "nieuw/", S),
    *(Pagina(f"starten-{soort}", f"{A}nieuw/{soort}/", S) for soort in ("frictiefonds", "innovatiegelden")),
    *(Pagina(f"starten-{soort}", f"{A}nieuw/{soort}/", S) for soort in ("huisonderwijs", "robot")),
    Pagina("lijst", A, S),
    Pagina("lijst-gefilterd", A + "?status=toegekend", S),
    Pagina("concept", A + "{frictiefonds:concept}/", S),
    Pagina("onderdeel-situatie", A + "{frictiefonds:concept}/situatie/", S),
    Pagina("onderdeel-twee-versies", A + "{frictiefonds:concept}/situatie/", S, doe=twee_versies),
    Pagina("onderdeel-bedrag-leeg", A + "{frictiefonds:concept}/bedrag/", S, doe=knop("Bewaren en verder")),
    Pagina("onderdeel-leerling", A + "{huisonderwijs:concept}/leerling/", S),
    Pagina("onderdeel-uren-fout", A + "{huisonderwijs:concept}/uren/", S, doe=te_veel_uren),
    Pagina("onderdeel-plan", A + "{innovatiegelden:concept}/plan/", "coordinator-baken"),
    Pagina("onderdeel-plan-periode", A + "{innovatiegelden:concept}/bedrag/", "coordinator-baken"),
    Pagina("onderdeel-gebruik", A + "{robot:concept}/gebruik/", "coordinator-baken"),
    Pagina("onderdeel-gebruik-fout", A + "{robot:concept}/gebruik/", "coordinator-baken", doe=knop("Bewaren en")),
    Pagina("bijlagen", A + "{huisonderwijs:concept}/bijlagen/", S),
    Pagina("bijlagen-geweigerd", A + "{huisonderwijs:concept}/bijlagen/", S, doe=fout_bestand),
    Pagina("controleren-onvolledig", A + "{frictiefonds:concept}/controleren/", S),
    Pagina("controleren-volledig", A + "{compleet}/controleren/", S),
    Pagina("weggooien", A + "{frictiefonds:concept}/weggooien/", S),
    Pagina("bij-bestuur", A + "{frictiefonds:ter_medetekening}/", S),
    Pagina("terughalen", A + "{frictiefonds:ter_medetekening}/doen/terughalen/", S),
    Pagina("ontvangst", A + "{innovatiegelden:ingediend}/ontvangst/", S, doe=open_uitleg),
    Pagina("ingediend", A + "{innovatiegelden:ingediend}/", S, doe=open_uitleg),
    Pagina("aanvulling-gevraagd", A + "{frictiefonds:aanvulling_gevraagd}/", S, doe=open_uitleg),
    Pagina("aanvullen-leeg", A + "{frictiefonds:aanvulling_gevraagd}/", S, doe=knop("Verstuur aanvulling")),
    Pagina("feedback", A + "{innovatiegelden:feedback_gegeven}/", S),
    Pagina("definitief-plan", A + "{innovatiegelden:feedback_gegeven}/controleren/", S),
    Pagina("bij-directeur", A + "{huisonderwijs:ter_ondertekening}/", S),
    Pagina("toegekend", A + "{frictiefonds:toegekend}/", S, doe=open_uitleg),
    Pagina("robot-toegekend", A + "{robot:toegekend}/", S),
    Pagina("buiten-behandeling", A + "{frictiefonds:buiten_behandeling}/", "coordinator-baken"),
    Pagina("afgewezen", A + "{innovatiegelden:afgewezen}/", "bestuur-baken"),
    Pagina("ingetrokken", A + "{frictiefonds:ingetrokken}/", S),
    Pagina("intrekken", A + "{innovatiegelden:ingediend}/doen/intrekken/", S),
    Pagina("kan-niet-meer", A + "{frictiefonds:toegekend}/doen/intrekken/", S, status=409),
    Pagina("bestuur-start", "/", "bestuur"),
    Pagina("bestuur-lijst", A, "bestuur"),
    Pagina("bestuur-nalezen", A + "{frictiefonds:ter_medetekening}/controleren/", "bestuur"),
    Pagina("bestuur-terugsturen", A + "{frictiefonds:ter_medetekening}/doen/terugsturen/", "bestuur"),
    Pagina("bestuur-mag-niet-beginnen", A + "nieuw/", "bestuur", status=403),
    Pagina("deskundige-start", "/", "deskundige"),
)
TOEKENNING = "/begroting/toekenning/{toekenning-open}/"
BESLUIT = O + "{frictiefonds:ter_ondertekening}/"
DIRECTEUR = (
    Pagina("ondertekenen", O, "directeur"),
    Pagina("toekennen", BESLUIT + "toekennen/", "directeur", doe=open_uitleg),
    Pagina("toekennen-verkeerde-code", BESLUIT + "toekennen/", "directeur", doe=verkeerde_code),
    Pagina("toekennen-zonder-reden", BESLUIT + "toekennen/", "directeur", doe=bedrag_zonder_reden),
    Pagina("afwijzen", BESLUIT + "afwijzen/", "directeur"),
    Pagina("teruggeven", BESLUIT + "teruggeven/", "directeur"),
    Pagina("toekennen-robot", O + "{robot:ter_ondertekening}/toekennen/", "directeur"),
    Pagina("directeur-dossier", A + "{frictiefonds:toegekend}/", "directeur"),
    Pagina("begroting", "/begroting/", "directeur"),
    Pagina("begroting-2025", "/begroting/2025/", "controller"),
    Pagina("begroting-laden", "/begroting/laden/", "controller", doe=open_uitleg),
    Pagina("begroting-laden-leeg", "/begroting/laden/", "controller", doe=knop("Bekijk het bestand")),
    Pagina("begroting-laden-formule", "/begroting/laden/", "controller", doe=kies_begroting("L.9", "=1+1")),
    Pagina("begroting-voorbeeld", "/begroting/laden/", "controller", doe=kies_begroting("L.9", "100")),
    Pagina("begroting-post", "/begroting/", "controller", doe=naar_post),
    Pagina("begroting-boeking", "/begroting/", "controller", doe=naar_boeking),
    Pagina("begroting-wijzigen", "/begroting/", "controller", doe=naar_formulier("Wijzig de begroting")),
    Pagina("begroting-wijzigen-gevolg", "/begroting/", "controller", doe=wijziging_bekijken),
    Pagina("begroting-overboeken", "/begroting/", "controller", doe=naar_formulier("Boek budget over")),
    Pagina("begroting-kosten-leeg", "/begroting/", "controller", doe=kosten_leeg),
    Pagina("begroting-toekenning", "/begroting/", "controller", doe=naar_toekenning),
    Pagina("begroting-toekenning-directeur", "/begroting/", "directeur", doe=naar_toekenning),
    Pagina("begroting-toekenning-in-batch", "/begroting/toekenning/{toekenning-in-batch}/vrijgeven/", "controller"),
    Pagina("begroting-ander-jaar", TOEKENNING + "ander-jaar/", "controller", doe=bedrag_en_reden("1,00")),
    Pagina(
        "begroting-ander-jaar-te-veel", TOEKENNING + "ander-jaar/", "controller", doe=bedrag_en_reden("9.999.999,00")
    ),
    Pagina("begroting-vrijgeven", TOEKENNING + "vrijgeven/", "controller", doe=bedrag_en_reden("1,00")),
    Pagina("begroting-vrijgeven-te-veel", TOEKENNING + "vrijgeven/", "controller", doe=bedrag_en_reden("9.999.999,00")),
    Pagina("begroting-omkeren-geweigerd", "/begroting/", "controller", doe=omkeren_geweigerd),
    Pagina("begroting-afsluiten", "/begroting/2025/afsluiten/", "controller"),
    Pagina("begroting-afsluiten-open", "/begroting/2026/afsluiten/", "controller"),
    Pagina("begroting-afsluiten-directeur", "/begroting/2025/afsluiten/", "directeur"),
    Pagina("toekennen-over-de-ruimte", BESLUIT + "toekennen/", "directeur", doe=over_de_ruimte),
)
DOSSIER = B + "{frictiefonds:in_behandeling}/"
BUREAU = (
    Pagina("beheer", "/bureau/", "bureau"),
    Pagina("werkvoorraad", B, "bureau"),
    *(Pagina(f"werkvoorraad-{stapel}", f"{B}?stapel={stapel}", "bureau") for stapel in ("mijn", "vrij", "laat")),
    Pagina("werkvoorraad-niets", B + "?q=bestaat-niet", "bureau"),
    Pagina("dossier", DOSSIER + "change/", "bureau", doe=open_uitleg),
    Pagina("dossier-nieuw", B + "{frictiefonds:ingediend}/change/", "bureau"),
    Pagina("dossier-stil", B + "{frictiefonds:aanvulling_gevraagd}/change/", "bureau", doe=open_uitleg),
    Pagina("dossier-toegekend", B + "{innovatiegelden:toegekend}/change/", "bureau"),
    Pagina("in-behandeling-nemen", B + "{frictiefonds:ingediend}/doen/in_behandeling_nemen/", "bureau"),
    Pagina("aanvulling-vragen", DOSSIER + "doen/aanvulling_vragen/", "bureau"),
    Pagina("aanvulling-vragen-leeg", DOSSIER + "doen/aanvulling_vragen/", "bureau", doe=knop("Aanvulling vragen")),
    Pagina("adviseren", DOSSIER + "doen/adviseren/", "bureau"),
    Pagina("adviseren-leeg", DOSSIER + "doen/adviseren/", "bureau", doe=knop("Advies geven")),
    Pagina("toewijzen", DOSSIER + "doen/toewijzen/", "bureau"),
    Pagina("deskundige-betrekken", DOSSIER + "doen/deskundige_betrekken/", "bureau"),
    Pagina("feedback-geven", B + "{innovatiegelden:in_behandeling}/doen/feedback_geven/", "bureau"),
    Pagina("robots", "/voorzieningen/robots/", "bureau"),
    Pagina("beheer-robots", "/bureau/voorzieningen/robot/", "bureau"),
    Pagina("beheer-uitleningen", "/bureau/voorzieningen/uitlening/", "bureau"),
    Pagina("beheer-berichten", "/bureau/post/bericht/", "bureau"),
    Pagina("beheer-directeur", "/bureau/", "directeur"),
    Pagina("beheer-controller", "/bureau/", "controller"),
    Pagina("beheer-posten", "/bureau/financien/begrotingspost/", "controller"),
    Pagina("beheer-beheerder", "/bureau/", "beheerder"),
    Pagina("beheer-gebruikers", "/bureau/organisaties/gebruiker/", "beheerder"),
    Pagina("beheer-gebruiker-nieuw", "/bureau/organisaties/gebruiker/add/", "beheerder"),
    Pagina("beheer-regelingen", "/bureau/aanvragen/regeling/", "beheerder"),
    Pagina("beheer-niet-gevonden", B + "2f1c7a5e-0000-4000-8000-000000000000/change/", "bureau", status=404),
)
W, C = "/betalen/", "controller"


def rekening_fout(page: Page) -> None:
    page.get_by_label("IBAN").fill("NL92ABNA0417164300")
    knop("Rekening invoeren")(page)


def niets_gekozen(page: Page) -> None:
    for vinkje in page.locator("input[name=termijn]").all():
        vinkje.uncheck()
    knop("Maak de batch")(page)


STATUS = W + "{batch-aangeboden}/doen/status_inlezen/"
GEWEIGERD = W + "{batch-aangeboden}/doen/geweigerd_melden/"
BETALEN = (
    Pagina("betalen", W, C),
    Pagina("betalen-directeur", W, "directeur"),
    Pagina("betaalbatch-nieuw", W + "nieuw/", C),
    Pagina("betaalbatch-nieuw-niets-gekozen", W + "nieuw/", C, doe=niets_gekozen),
    Pagina("betaalbatch-nieuw-verkeerde-dag", W + "nieuw/?uitvoerdatum=25-12-2026", C, status=422),
    Pagina("betaalbatch-concept", W + "{batch-concept}/", C),
    Pagina("betaalbatch-concept-directeur", W + "{batch-concept}/", "directeur"),
    Pagina("betaalbatch-goedkeuren", W + "{batch-concept}/doen/goedkeuren/", "directeur"),
    Pagina("betaalbatch-eigen", W + "{batch-concept}/doen/goedkeuren/", C, status=403),
    Pagina("betaalbatch-intrekken-leeg", W + "{batch-concept}/doen/intrekken/", C, doe=knop("Intrekken")),
    Pagina("betaalbatch-bestand-te-vroeg", W + "{batch-concept}/bestand/", C, status=409),
    Pagina("betaalbatch-bij-bank", W + "{batch-aangeboden}/", C),
    Pagina("betaalbatch-bij-bank-directeur", W + "{batch-aangeboden}/", "directeur"),
    Pagina("betaalbatch-status-leeg", STATUS, C, doe=knop("Statusbestand inlezen")),
    Pagina("betaalbatch-betaald-melden", W + "{batch-aangeboden}/doen/betaald_melden/", "directeur"),
    Pagina("betaalbatch-zelf-melden", W + "{batch-aangeboden}/doen/betaald_melden/", C, status=403),
    Pagina("betaalbatch-geweigerd-leeg", GEWEIGERD, "directeur", doe=knop("Geweigerd melden")),
    Pagina("betaalbatch-verwerkt", W + "{batch-verwerkt}/", C),
    Pagina("bankrekeningen", W + "rekeningen/", C),
    Pagina("bankrekening-nieuw-fout", W + "rekeningen/nieuw/", C, doe=rekening_fout),
    Pagina("bankrekening-wacht", W + "rekeningen/{rekening-wacht}/", C),
    Pagina("bankrekening-bevestigen", W + "rekeningen/{rekening-wacht}/doen/bevestigen/", "directeur"),
)
V, P, J = "/verdelen/", "/prognose/2026/", "/jaarplan/"


def verdeling_vastleggen(page: Page) -> None:
    page.get_by_label("In welk besluit").fill("ALV 3 juli 2026")
    knop("Verdeling vastleggen")(page)


def negatief_aandeel(page: Page) -> None:
    page.locator("tbody input").first.fill("-1")
    knop("Opslaan en bekijken")(page)


PLAN = (
    Pagina("verdelen", V, C),
    Pagina("verdelen-directeur", V, "directeur"),
    Pagina("verdeling-nieuw", V + "nieuw/", C),
    Pagina("verdeling-nieuw-leeg", V + "nieuw/", C, doe=knop("Verder naar de aandelen")),
    Pagina("verdeling-concept", V + "{ondersteuningsmiddelen}/", C),
    Pagina("verdeling-concept-directeur", V + "{ondersteuningsmiddelen}/", "directeur"),
    Pagina("verdeling-zonder-besluit", V + "{ondersteuningsmiddelen}/", C, doe=knop("Verdeling vastleggen")),
    Pagina("verdeling-gegevens", V + "{ondersteuningsmiddelen}/gegevens/", C),
    Pagina("verdeling-aandelen", V + "{ondersteuningsmiddelen}/aandelen/", C),
    Pagina("verdeling-aandelen-fout", V + "{ondersteuningsmiddelen}/aandelen/", C, doe=negatief_aandeel),
    Pagina("verdeling-vastgelegd", V + "{lwoo}/", C, doe=verdeling_vastleggen),
    Pagina("prognose", P, C),
    Pagina("prognose-leeg", "/prognose/2025/", "directeur"),
    Pagina("prognose-leerlingen-leeg", P + "leerlingen/", C, doe=knop("Opslaan")),
    Pagina("prognose-bedragen", P + "bedragen/", C),
    Pagina("scenario", "/prognose/scenario/", C),
    Pagina("scenario-fout", "/prognose/scenario/?kader=almere&begin=veel", C),
    Pagina("jaarplan", J, "bureau"),
    Pagina("jaarplan-geen", J + "2031/", "directeur"),
    Pagina("beheer-ambities", "/bureau/financien/ambitie/", "bureau"),
    Pagina("beheer-ambitie-nieuw", "/bureau/financien/ambitie/add/", "bureau"),
    Pagina("beheer-prioriteiten", "/bureau/financien/prioriteit/", "bureau"),
    Pagina("beheer-indicatoren", "/bureau/financien/indicator/", "controller"),
)
ZELF = (
    Pagina("beveiliging", "/account/2fa/", S),
    Pagina("wachtwoord-wijzigen", "/account/password/change/", S),
    Pagina("uitloggen", "/account/logout/", S),
    Pagina("stijlgids", "/stijlgids/", "beheerder"),
)
RAPPORT = "/rapporten/?periode=jaar-2026"
RAPPORTEN = (
    Pagina("rapport", RAPPORT, "controller", doe=open_uitleg),
    Pagina("rapport-tertiaal", "/rapporten/?periode=tertiaal-2025-2&indeling=ambitie", "directeur"),
    Pagina("rapport-school", RAPPORT + "&indeling=school", "controller"),
    Pagina("rapport-leeg", "/rapporten/?periode=jaar-2031", "controller"),
    Pagina("rapport-boekingen", "/rapporten/boekingen/?periode=jaar-2026&jaar=2026&kolom=toegekend", "controller"),
    Pagina("rapport-geen-boekingen", "/rapporten/boekingen/?periode=jaar-2026&jaar=2026&kolom=kosten", "controller"),
    Pagina("rapport-beeld", "/rapporten/beeld/2026/", "directeur"),
    Pagina("rapport-boekhouding", "/rapporten/boekhouding/2026/", "controller"),
    Pagina("rapport-mag-niet", RAPPORT, "bureau", status=403),
)
TOELATING = (
    *aanvragen_verantwoording.PAGINAS,
    *toelating_school.PAGINAS,
    *toelating_bureau.PAGINAS,
    *toelating_advies.PAGINAS,
    *toelating_besluit.PAGINAS,
    *toelating_na.PAGINAS,
    *toelating_monitors.PAGINAS,
    *toelating_bezwaar.PAGINAS,
    *aanvragen_samen.PAGINAS,
    *aanvragen_uitvoering.PAGINAS,
)
PAGINAS = (
    *aanvragen_wijziging.PAGINAS,
    *RAPPORTEN,
    *IEDEREEN,
    *SCHOOL,
    *DIRECTEUR,
    *BUREAU,
    *BETALEN,
    *PLAN,
    *TOELATING,
    *voorzieningen_activiteiten.PAGINAS,
    *voorzieningen_plaatsen.PAGINAS,
    *voorzieningen_wijzer.PAGINAS,
    *voorzieningen_profielen.PAGINAS,
    *voorzieningen_registratie.PAGINAS,
    *voorzieningen_schoolwissel.PAGINAS,
    *ZELF,
)
