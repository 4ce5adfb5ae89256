"""What the demo consists of, in the order in which it is loaded. Every step adds only what is missing."""

from collections.abc import Callable
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.utils import timezone

from swv.demo.betalen import betalen
from swv.demo.dossiers import dossiers
from swv.demo.gesprekken import samenwerken
from swv.demo.leerlingen import leerlingen_laden
from swv.demo.mensen import mensen_laden
from swv.demo.monitors import monitors
from swv.demo.organisatie import samenwerkingsverband_laden
from swv.demo.robots import robots
from swv.demo.tlv import toelating
from swv.demo.uitvoering import uitvoering
from swv.demo.verantwoording import verantwoording
from swv.demo.wijzigingen import wijzigingen
from swv.documenten.testzegel import maak_testzegel
from swv.organisaties.models import Gebruiker, Rolsoort
from swv.organisaties.services import organisaties_laden

BEGROTING = "begroting_2025_amsterdam_diemen.csv"


def zegel() -> str:
    """Letters of the demo are sealed for real, with a certificate that says that it is only for a demo."""
    return "nieuw" if maak_testzegel(Path(settings.STATE_DIR) / "zegel") else "was er al"


def samenwerkingsverband() -> str:
    return "nieuw" if samenwerkingsverband_laden() else "was er al"


def organisaties() -> str:
    geladen = organisaties_laden()
    return f"{geladen.besturen} besturen en {geladen.scholen} scholen nieuw"


def mensen() -> str:
    return f"{mensen_laden()} accounts nieuw"


def leerlingen() -> str:
    return f"leerlingen van {leerlingen_laden()} scholen nieuw"


def voorzieningen() -> str:
    from voorzieningen.services import catalogus_laden

    return f"{catalogus_laden().nieuw} voorzieningen nieuw"


def begroting() -> str:
    """The budget of 2025 as Amsterdam-Diemen published it, and the same lines for the years up to the next: what is
    awarded now falls in part in that one."""
    from financien.bestanden import lees_begroting
    from financien.models import Begrotingsjaar
    from financien.services import begroting_laden

    jaren = range(2025, timezone.localdate().year + 2)
    ontbreekt = sorted(set(jaren) - set(Begrotingsjaar.objects.values_list("jaar", flat=True)))
    if ontbreekt:
        inhoud = Path(apps.get_app_config("financien").path, "gegevens", BEGROTING).read_bytes()
        door = Gebruiker.objects.filter(rollen__soort=Rolsoort.CONTROLLER).earliest("pk")
        for jaar in ontbreekt:
            begroting_laden(bestand=lees_begroting(inhoud), door=door, jaar=jaar)
    return f"{len(ontbreekt)} begrotingsjaren nieuw"


def geldjaar() -> str:
    from swv.demo.jaar import geldjaar_laden

    return f"{geldjaar_laden()} boekingen nieuw"


def verdelingen() -> str:
    from swv.demo.plan import verdelingen_laden

    return f"{verdelingen_laden()} verdelingen nieuw"


def prognose() -> str:
    from swv.demo.plan import prognose_laden

    return f"{prognose_laden()} rijen nieuw"


def jaarplan() -> str:
    from swv.demo.plan import jaarplan_laden

    return f"{jaarplan_laden()} ambities nieuw"


def hulpmiddelen() -> str:
    from swv.demo.hulpmiddelen import hulpmiddelen_laden

    return f"{hulpmiddelen_laden()} andere hulpmiddelen nieuw"


def plaatsen() -> str:
    from swv.demo.plaatsen import plaatsen_laden

    return f"{plaatsen_laden()} plaatsen nieuw"


def activiteiten() -> str:
    from swv.demo.activiteiten import activiteiten_laden

    return f"{activiteiten_laden()} activiteiten nieuw"


def profielen() -> str:
    from swv.demo.profielen import profielen_laden

    nieuw = profielen_laden()
    return f"{nieuw[0]} profielen en {nieuw[1]} checklists nieuw"


def schoolwissel() -> str:
    from swv.demo.schoolwissel import schoolwissel_laden

    return f"{schoolwissel_laden()} leerlingen die van school wisselen nieuw"


def registratie() -> str:
    from swv.demo.registratie import registraties_laden

    return f"{registraties_laden()} niet-schoolse voorzieningen nieuw"


# A step of a room stands behind what it needs; dossiers need almost everything, and payments need dossiers.
STAPPEN: list[Callable[[], str]] = [
    zegel,
    samenwerkingsverband,
    organisaties,
    mensen,
    leerlingen,
    voorzieningen,
    begroting,
    geldjaar,
    verdelingen,
    prognose,
    jaarplan,
    robots,
    hulpmiddelen,
    plaatsen,
    activiteiten,
    profielen,
    schoolwissel,
    registratie,
    dossiers,
    wijzigingen,  # before money is on its way to the bank
    uitvoering,
    betalen,
    toelating,
    monitors,
    samenwerken,
    verantwoording,
]
