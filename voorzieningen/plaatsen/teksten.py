"""What the screen says about a place and about an act on it."""

from collections.abc import Mapping

from swv.kern.opmaak import datum
from swv.kern.woorden import Stand
from swv.kern.workflow import Handeling
from voorzieningen.models import Plaatsing

BADGE: Mapping[str, tuple[str, str]] = {
    "wachtlijst": ("Op de wachtlijst", "aandacht"),
    "aangeboden": ("Plaats aangeboden", "info"),
    "geplaatst": ("Geplaatst", "succes"),
    "beeindigd": ("Beëindigd", "neutraal"),
    "vervallen": ("Vervallen", "neutraal"),
}

GELUKT: Mapping[str, str] = {
    "voorrang_geven": "Deze leerling heeft nu voorrang.",
    "voorrang_weghalen": "De voorrang is weggehaald.",
    "plaats_aanbieden": "De plaats is aangeboden. De school krijgt bericht.",
    "wachtlijst_verlaten": "De leerling staat niet meer op de wachtlijst.",
    "plaats_aannemen": "De plaats is aangenomen.",
    "plaats_uitstellen": "De leerling blijft op de wachtlijst. Een andere leerling krijgt deze plaats.",
    "plaats_weigeren": "De plaats is geweigerd. Een andere leerling krijgt de plaats.",
    "aanbod_intrekken": "De leerling staat weer op de wachtlijst. De school krijgt bericht.",
    "aanbod_laten_vervallen": "De leerling is van de lijst gehaald. De school krijgt bericht.",
    "afspraken_vastleggen": "De uren en het doel zijn vastgelegd.",
    "einddatum_wijzigen": "De einddatum is gewijzigd.",
    "plaats_beeindigen": "De plaatsing is beëindigd.",
    "plaats_annuleren": "De plaats is vrijgegeven.",
    "effect_vastleggen": "Het effect is vastgelegd.",
}

UITLEG: Mapping[str, tuple[str, ...]] = {
    "plaats_aannemen": ("De leerling heeft dan een plaats.", "U legt daarna vast hoeveel uur en met welk doel."),
    "plaats_uitstellen": (
        "De plaats gaat nu naar een andere leerling.",
        "Uw leerling houdt dezelfde plek op de wachtlijst.",
    ),
    "plaats_weigeren": (
        "Uw leerling gaat van de wachtlijst. De plaats gaat naar een andere leerling.",
        "Wilt u later toch een plaats? Kies dan voor blijven wachten.",
    ),
    "wachtlijst_verlaten": ("De leerling verliest de plek op de wachtlijst. Dit kunt u niet terugdraaien.",),
    "aanbod_intrekken": ("De school krijgt bericht. De plaats gaat naar de volgende op de lijst.",),
    "aanbod_laten_vervallen": ("De school krijgt bericht. De plaats gaat naar de volgende op de lijst.",),
    "plaats_beeindigen": ("Is er een wachtlijst? Dan krijgt de volgende leerling de plaats aangeboden.",),
    "plaats_annuleren": ("Gebruik dit alleen als de leerling nooit is begonnen.",),
    "einddatum_wijzigen": ("Eerder stoppen kan altijd. Verlengen kan alleen het bureau.",),
    "voorrang_geven": ("De leerling gaat voor iedereen zonder voorrang. De school ziet de reden.",),
}

EERST = ("plaats_aannemen",)  # the one main button
GEVAARLIJK = frozenset({"plaats_weigeren", "wachtlijst_verlaten", "aanbod_laten_vervallen", "plaats_annuleren"})


def knopsoort(handeling: Handeling) -> str:
    """How the button on the page of a place looks."""
    return "primair" if handeling.naam in EERST else "secundair"


def stand(plaatsing: Plaatsing, in_de_rij: int) -> Stand:
    """`in_de_rij` is the place in line of who waits."""
    badge, soort = BADGE[plaatsing.status]
    if plaatsing.is_te_laat_beantwoord:
        badge, soort = "Nog geen antwoord", "aandacht"
    return Stand(badge, soort, _zin(plaatsing, in_de_rij))


def _zin(plaatsing: Plaatsing, in_de_rij: int) -> str:
    periode = f"van {datum(plaatsing.van)} tot en met {datum(plaatsing.tot)}"
    match plaatsing.status:
        case Plaatsing.Status.WACHTLIJST:
            later = f" Er komt geen aanbod voor {datum(plaatsing.wacht_tot)}." if plaatsing.wacht_tot else ""
            return f"Deze leerling staat op plaats {in_de_rij} van de wachtlijst.{later}"
        case Plaatsing.Status.AANGEBODEN:
            assert plaatsing.antwoord_uiterlijk is not None
            kon = "kon" if plaatsing.is_te_laat_beantwoord else "kan"
            uiterlijk = datum(plaatsing.antwoord_uiterlijk)
            return f"Er is een plaats {periode}. Antwoorden {kon} tot en met {uiterlijk}."
        case Plaatsing.Status.GEPLAATST if plaatsing.is_voorbij:
            return f"De leerling had een plaats {periode}. Leg vast wat de plaats heeft opgeleverd."
        case Plaatsing.Status.GEPLAATST:
            return f"De leerling heeft een plaats {periode}."
        case Plaatsing.Status.BEEINDIGD:
            return f"De leerling had een plaats {periode}. {plaatsing.get_effect_display().capitalize()}."
        case _:
            return f"Deze plaats is niet meer nodig. {plaatsing.reden_einde}"
