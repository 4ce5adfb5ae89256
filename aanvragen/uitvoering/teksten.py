"""What people read about the acts that follow an award."""

from collections.abc import Mapping

from aanvragen.models import Afspraak, Afspraakstatus, Evaluatiestatus, Uitvoeringstatus
from swv.kern.workflow import Handeling

# The colour of the badge supports the word; see the component statusbadge.
BADGES: dict[str, str] = {
    Uitvoeringstatus.LOOPT: "info",
    Uitvoeringstatus.AFGEROND: "neutraal",
    Evaluatiestatus.OPEN: "aandacht",
    Evaluatiestatus.INGEVULD: "succes",
    Afspraakstatus.VOORGESTELD: "aandacht",
    Afspraakstatus.ANDER_MOMENT: "aandacht",
    Afspraakstatus.BEVESTIGD: "info",
    Afspraakstatus.GEANNULEERD: "neutraal",
}
VERSLAG_IS_ER = "succes"  # "afgerond" is also a word of the whole

# What happened, in the timeline; other events keep the label of the act.
GEBEURTENISSEN = {
    "partners_kiezen": "Uitvoerder gekozen",
    "uren_invullen": "Uren ingevuld",
    "afspraak_voorstellen": "Afspraak voorgesteld",
    "afronden": "Afgerond",
    "vanzelf_afronden": "Afgerond",
    "heropenen": "Weer geopend",
    "wijziging_volgen": "Toekenning gewijzigd",
    "hervatten": "Weer geopend na een wijziging",
    "laten_vervallen": "Afspraak vervallen",
    "inbrengen": "De uitvoerder vertelde hoe het gaat",
    "invullen": "Evaluatie ingevuld",
    "opnieuw_vragen": "Evaluatie opnieuw gevraagd",
    "bevestigen": "Afspraak bevestigd",
    "ander_moment_vragen": "Ander moment gevraagd",
    "verzetten": "Afspraak verzet",
    "afzeggen": "Afspraak afgezegd",
    "verslag_schrijven": "Verslag geschreven",
    "verslag_verbeteren": "Verslag verbeterd",
}

# What follows, said before somebody does the act.
UITLEG: Mapping[str, tuple[str, ...]] = {
    "partners_kiezen": ("Wie u nieuw kiest, krijgt een mail.",),
    "uren_invullen": (
        "School, uitvoerder en bureau zien de uren en wat er over is. U kunt een week later verbeteren.",
    ),
    "afspraak_voorstellen": ("De school krijgt een mail en bevestigt, of vraagt een ander moment.",),
    "afronden": (
        "Niemand krijgt hierna nog een vraag of herinnering. De toekenning zelf verandert niet.",
        "Afspraken die nog komen, gaan niet door. Iedereen die zou komen, krijgt daarover een mail.",
    ),
    "inbrengen": ("De school leest dit en vult daarna de evaluatie in.",),
    "invullen": (
        "Het bureau en de uitvoerder lezen uw evaluatie.",
        "De toekenning verandert hierdoor niet. Wilt u iets anders? Dan vraagt u daarna een wijziging aan.",
    ),
    "opnieuw_vragen": ("De school krijgt een mail. Wat zij eerder invulde, staat er nog.",),
    "bevestigen": ("Het bureau en de bezoekers krijgen een mail.",),
    "ander_moment_vragen": ("Het bureau krijgt een mail en stelt een nieuw moment voor.",),
    "verzetten": ("Iedereen die komt, krijgt een mail. De school bevestigt opnieuw.",),
    "afzeggen": (
        "Iedereen die zou komen, krijgt een mail. U kunt dit niet terugdraaien; plan dan een nieuwe afspraak.",
    ),
    "verslag_schrijven": ("De school krijgt een mail en leest het verslag hier.",),
    "annuleren": ("De robot gaat naar de volgende op de wachtlijst. U kunt dit niet terugdraaien.",),
}

# What is said after the act, to who did it.
GELUKT: Mapping[str, str] = {
    "partners_kiezen": "De uitvoerder is vastgelegd.",
    "uren_invullen": "De uren zijn bewaard.",
    "afspraak_voorstellen": "De afspraak is voorgesteld. De school krijgt een mail.",
    "afronden": "De uitvoering is afgerond.",
    "heropenen": "De uitvoering loopt weer.",
    "inbrengen": "Bedankt. De school kan het lezen.",
    "invullen": "Bedankt. Uw evaluatie is bewaard.",
    "opnieuw_vragen": "De school krijgt een mail met uw vraag.",
    "bevestigen": "U heeft de afspraak bevestigd.",
    "ander_moment_vragen": "Het bureau krijgt een mail en stelt een nieuw moment voor.",
    "verzetten": "De afspraak is verzet. Iedereen die komt, krijgt een mail.",
    "afzeggen": "De afspraak is afgezegd. Iedereen die zou komen, krijgt een mail.",
    "verslag_schrijven": "Het verslag is bewaard. De school krijgt een mail.",
    "verslag_verbeteren": "Het verslag is verbeterd.",
    "lening_aannemen": "De robot is gereserveerd.",
    "lening_weigeren": "De robot gaat naar de volgende op de wachtlijst.",
    "uitreiken": "De robot is meegegeven.",
    "omruilen": "De robot is omgeruild.",
    "innemen": "De robot is ingenomen.",
    "annuleren": "De uitlening is geannuleerd.",
}

GEVAARLIJK = frozenset({"afronden", "afzeggen", "annuleren"})
# What brings it further: the main button.
EERST = frozenset({"uren_invullen", "inbrengen", "invullen", "bevestigen", "verslag_schrijven", "uitreiken", "innemen"})


def gelukt(handeling: Handeling) -> str:
    return GELUKT.get(handeling.naam) or f"{GEBEURTENISSEN.get(handeling.naam, handeling.label)}."


def knopsoort(handeling: Handeling) -> str:
    if handeling.naam in EERST:
        return "primair"
    return "gevaar" if handeling.naam in GEVAARLIJK else "secundair"


def badge(rij: object) -> str:
    is_klaar = isinstance(rij, Afspraak) and rij.status == Afspraakstatus.AFGEROND
    return VERSLAG_IS_ER if is_klaar else BADGES[rij.status]  # type: ignore[attr-defined]
