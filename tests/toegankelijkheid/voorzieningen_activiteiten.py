"""The pages of activities."""

from playwright.sync_api import Page

from swv.demo.mensen import DOMEIN
from tests.toegankelijkheid.pagina import Pagina, knop
from voorzieningen.models import Activiteit, Inschrijving


def vul_code(page: Page) -> None:
    page.get_by_label("Welke code").fill("XXXXX")
    knop("Meld dat u er bent")(page)


def adressen() -> dict[str, str]:
    """The activities of the demo that stand for a state, and their meetings."""
    vol, lang, net = (
        Activiteit.objects.get(titel=titel)
        for titel in ("Training de-escaleren", "Leerlijn begaafdheid", "Expertisedag aanwezigheid")
    )
    deelname = Inschrijving.objects.get(activiteit=lang, persoon__email=f"coordinator@{DOMEIN}")
    return {
        "activiteit-vol": str(vol.pk),
        "activiteit-lang": str(lang.pk),
        "deelname": str(deelname.pk),
        "presentie": f"{net.pk}/presentie/{net.sessies.get().pk}/",
        "presentie-papier": f"{lang.pk}/presentie/{lang.sessies.all()[0].pk}/",
        "zaalcode": f"{net.pk}/code/{net.sessies.get().pk}/",
    }


S, BUREAU = "coordinator", "bureau"
L, A, I = "/activiteiten/", "/bureau/voorzieningen/activiteit/", "/bureau/voorzieningen/inschrijving/"  # noqa: E741
VOL, OPEN = "{activiteit-vol}", "{activiteit-lang}"

PAGINAS = (
    Pagina("activiteiten-openbaar", L),
    Pagina("activiteiten", L, S),
    Pagina("activiteiten-niets", L + "?soort=overleg", S),
    Pagina("activiteiten-mijn", L + "mijn/", S),
    Pagina("activiteiten-mijn-niets", L + "mijn/", "deskundige"),
    Pagina("activiteit", f"{L}{OPEN}/", S),
    Pagina("activiteit-openbaar", f"{L}{OPEN}/"),
    Pagina("activiteit-vol", f"{L}{VOL}/", "bestuur"),
    Pagina("activiteit-afgelast", L + "{activiteit:afgelast}/", S),
    Pagina("activiteit-wachtlijst", f"{L}{VOL}/inschrijven/", "bestuur"),
    Pagina("activiteit-inschrijven-leeg", f"{L}{VOL}/inschrijven/", "bestuur", doe=knop("Op de wachtlijst")),
    Pagina("activiteit-collega-leeg", f"{L}{OPEN}/collega/", S, doe=knop("Inschrijven")),
    Pagina("inschrijving", L + "inschrijving/{inschrijving:ingeschreven}/", S),
    Pagina("inschrijving-wachtlijst", L + "inschrijving/{inschrijving:wachtlijst}/", S),
    Pagina("inschrijving-afmelden", L + "inschrijving/{inschrijving:wachtlijst}/doen/afmelden/", S),
    Pagina("inschrijving-code-fout", L + "inschrijving/{deelname}/doen/aanwezig_melden/", S, doe=vul_code),
    Pagina("beheer-activiteiten", A, BUREAU),
    Pagina("beheer-activiteit", f"{A}{OPEN}/change/", BUREAU),
    Pagina("beheer-activiteit-geweest", A + "{activiteit:geweest}/change/", BUREAU),
    Pagina("beheer-activiteit-nieuw", A + "add/", BUREAU, doe=knop("Bewaren als concept")),
    Pagina("beheer-activiteit-wijzigen", f"{A}{OPEN}/doen/gegevens_wijzigen/", BUREAU),
    Pagina("beheer-activiteit-afgelasten", f"{A}{VOL}/doen/afgelasten/", BUREAU, doe=knop("Afgelasten")),
    Pagina("beheer-presentie", A + "{presentie}", BUREAU),
    Pagina("beheer-presentie-papier", A + "{presentie-papier}", BUREAU),
    Pagina("beheer-code", A + "{zaalcode}", BUREAU),
    Pagina("beheer-inschrijvingen-lijst", I, BUREAU),
    Pagina("beheer-inschrijving", I + "{inschrijving:ingeschreven}/change/", BUREAU),
    Pagina("beheer-aanwezigheid-leeg", I + "{inschrijving:ingeschreven}/doen/aanwezigheid_corrigeren/", BUREAU,
           doe=knop("Aanwezigheid verbeteren")),
)  # fmt: skip
