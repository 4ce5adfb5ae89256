"""What the screen says about a loan and about an act on it. `{}` is the name of the thing."""

from collections.abc import Mapping

from swv.kern.opmaak import datum
from swv.kern.woorden import Stand
from swv.kern.workflow import Handeling
from voorzieningen.models import Uitlening

GELUKT: Mapping[str, str] = {
    "lening_aanbieden": "{} is aangeboden.",
    "lening_aannemen": "{} is gereserveerd. Het bureau spreekt af wanneer u ermee begint.",
    "lening_weigeren": "Het aanbod is geweigerd. {} gaat naar de volgende op de wachtlijst.",
    "uitreiken": "{} is meegegeven.",
    "omruilen": "De school leent nu {}.",
    "innemen": "{} is ingenomen.",
    "annuleren": "De uitlening van {} is geannuleerd.",
    "bijstellen": "De laatste dag van de uitlening is aangepast.",
    "defect_melden": "{} is defect gemeld.",
    "herstellen": "{} is weer beschikbaar.",
    "afvoeren": "{} is uit dienst.",
}
UITLEG: Mapping[str, tuple[str, ...]] = {
    "lening_aannemen": ("Wij houden het voor u vast. Het bureau neemt contact met u op.",),
    "lening_weigeren": ("Het gaat naar de volgende op de wachtlijst. U staat dan niet meer op de lijst.",),
    "annuleren": ("Het gaat naar de volgende op de wachtlijst. U kunt dit niet terugdraaien.",),
}
BADGE: Mapping[str, tuple[str, str]] = {
    "aangeboden": ("Aangeboden", "info"),
    "gereserveerd": ("Gereserveerd", "info"),
    "uitgereikt": ("Uitgeleend", "succes"),
    "teruggebracht": ("Teruggebracht", "neutraal"),
    "vervallen": ("Vervallen", "neutraal"),
}
EERST = frozenset({"lening_aannemen", "uitreiken", "innemen"})
GEVAARLIJK = frozenset({"lening_weigeren", "annuleren"})


def knopsoort(handeling: Handeling) -> str:
    if handeling.naam in EERST:
        return "primair"
    return "gevaar" if handeling.naam in GEVAARLIJK else "secundair"


def stand(lening: Uitlening) -> Stand:
    badge, soort = BADGE[lening.status]
    if lening.is_te_laat:
        badge, soort = "Te laat terug", "fout"
    elif lening.is_te_laat_beantwoord:
        badge, soort = "Nog geen antwoord", "aandacht"
    return Stand(badge, soort, _zin(lening))


def _zin(lening: Uitlening) -> str:
    naam, status = lening.robot, Uitlening.Status
    periode = f"van {datum(lening.van)} tot en met {datum(lening.tot)}"
    match lening.status:
        case status.AANGEBODEN:
            kon = "kon" if lening.is_te_laat_beantwoord else "kan"
            uiterlijk = datum(lening.antwoord_uiterlijk) if lening.antwoord_uiterlijk else ""
            return f"{naam} is vrij {periode}. Antwoorden {kon} tot en met {uiterlijk}."
        case status.GERESERVEERD:
            return f"{naam} is gereserveerd {periode}."
        case status.UITGEREIKT if lening.is_te_laat:
            return f"De laatste dag was {datum(lening.tot)}. Breng {naam} terug of bel het bureau."
        case status.UITGEREIKT:
            return f"{naam} is uitgeleend {periode}."
        case status.TERUGGEBRACHT:
            terug = datum(lening.teruggebracht_op) if lening.teruggebracht_op else ""
            return f"{naam} is teruggebracht op {terug}."
        case _:
            return "Deze uitlening gaat niet door."
