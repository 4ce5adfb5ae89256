"""What the screen says about an activity, about a place in one, and about an act on either."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from swv.kern.opmaak import datum
from swv.kern.woorden import Stand
from swv.kern.workflow import Handeling
from voorzieningen.models import Activiteitstatus, Inschrijving

GELUKT: Mapping[str, str] = {
    "gegevens_wijzigen": "De gegevens zijn gewijzigd.",
    "bijeenkomst_toevoegen": "De bijeenkomst is toegevoegd.",
    "bijeenkomst_wijzigen": "De bijeenkomst is gewijzigd.",
    "bijeenkomst_weghalen": "De bijeenkomst is weggehaald.",
    "openzetten": "De activiteit staat in het programma.",
    "inschrijving_sluiten": "De inschrijving is gesloten.",
    "inschrijving_heropenen": "De inschrijving is weer open.",
    "code_maken": "Er is een nieuwe code.",
    "aanwezigheid_vastleggen": "De aanwezigheid is vastgelegd.",
    "afronden": "De activiteit is afgerond. Wie er was krijgt een bewijs van deelname.",
    "afgelasten": "De activiteit is afgelast. Wie op de lijst staat krijgt bericht.",
    "afmelden": "De afmelding is verwerkt. Staat er iemand op de wachtlijst? Dan krijgt die de plaats.",
    "aanwezig_melden": "U staat op de lijst als aanwezig.",
    "aanwezigheid_corrigeren": "De aanwezigheid is verbeterd.",
    "bewijs_maken": "Wij maken het bewijs van deelname. Ververs deze pagina over een minuut.",
}

UITLEG: Mapping[str, tuple[str, ...]] = {
    "afmelden": (
        "De plaats gaat naar de eerste op de wachtlijst.",
        "Wilt u later toch komen? Dan schrijft u zich opnieuw in en begint u achteraan.",
    ),
    "aanwezig_melden": ("De code staat op het scherm of op het bord in de zaal.",),
    "bewijs_maken": ("In het bewijs staat bij welke bijeenkomsten de deelnemer was. U krijgt bericht als het er is.",),
}

GEVAARLIJK = frozenset({"afmelden", "afgelasten"})
EERST = ("aanwezig_melden", "bewijs_maken")


def knopsoort(handeling: Handeling) -> str:
    """How the button on the page of a place looks."""
    return "primair" if handeling.naam in EERST else "secundair"


def stand(activiteit: Any, *, met_reden: bool = False) -> Stand:
    """How an activity stands, for who would come. Needs `bezet` and `wachtend` (see `met_aantallen`).

    Why it was called off is for who is on the list, and for the bureau: only they get it, with `met_reden`.
    """
    match activiteit.status:
        case Activiteitstatus.CONCEPT:
            return Stand("Concept", "neutraal", "Alleen het bureau ziet deze activiteit.")
        case Activiteitstatus.AFGELAST:
            reden = activiteit.reden_afgelast if met_reden else ""
            return Stand("Afgelast", "fout", f"Deze activiteit gaat niet door. {reden}".strip())
    if activiteit.is_voorbij or activiteit.status == Activiteitstatus.GEWEEST:
        return Stand("Geweest", "neutraal", "Deze activiteit is geweest.")
    if activiteit.is_begonnen:
        return Stand("Begonnen", "info", "Deze activiteit is begonnen.")
    return _inschrijving(activiteit)


def _inschrijving(activiteit: Any) -> Stand:
    vandaag = timezone.localdate()
    if vandaag < activiteit.inschrijven_van and activiteit.status == Activiteitstatus.OPEN:
        zin = f"Inschrijven kan van {datum(activiteit.inschrijven_van)} tot en met {datum(activiteit.inschrijven_tot)}."
        return Stand("Nog niet open", "neutraal", zin)
    if vandaag > activiteit.inschrijven_tot or activiteit.status == Activiteitstatus.GESLOTEN:
        return Stand("Inschrijving gesloten", "neutraal", "U kunt zich niet meer inschrijven.")
    return _plaatsen(activiteit)


def _plaatsen(activiteit: Any) -> Stand:
    tot = f"Inschrijven kan tot en met {datum(activiteit.inschrijven_tot)}."
    if activiteit.capaciteit is None:
        return Stand("Er is plaats", "succes", f"Er is altijd plaats. {tot}")
    vrij = max(0, activiteit.capaciteit - activiteit.bezet)
    if not vrij or activiteit.wachtend:
        rij = "Er is nog niemand" if not activiteit.wachtend else f"Er {_wachten(activiteit.wachtend)}"
        return Stand("Vol", "aandacht", f"Alle plaatsen zijn bezet. {rij} op de wachtlijst. {tot}")
    nog, zijn = ("1 plaats", "is") if vrij == 1 else (f"{vrij} plaatsen", "zijn")
    van = "" if vrij == activiteit.capaciteit else f", van de {activiteit.capaciteit}"
    return Stand(f"Nog {nog}", "succes", f"Er {zijn} nog {nog} vrij{van}. {tot}")


def _wachten(aantal: int) -> str:
    return "staat 1 persoon" if aantal == 1 else f"staan {aantal} mensen"


def stand_van_inschrijving(inschrijving: Inschrijving, in_de_rij: int) -> Stand:
    """`in_de_rij` is the place in line of who waits."""
    if inschrijving.status == Inschrijving.Status.AFGEMELD:
        return Stand("Afgemeld", "neutraal", "U bent afgemeld." if inschrijving.persoon_id else "Afgemeld.")
    activiteit = inschrijving.activiteit
    if activiteit.status == Activiteitstatus.AFGELAST:
        return Stand("Afgelast", "fout", f"Deze activiteit gaat niet door. {activiteit.reden_afgelast}")
    if inschrijving.status == Inschrijving.Status.WACHTLIJST:
        if activiteit.is_begonnen:
            return Stand("Geen plaats", "neutraal", "Er kwam geen plaats vrij.")
        wie = "U staat" if inschrijving.persoon_id else "Uw collega staat"
        zin = f"{wie} op plaats {in_de_rij} van de wachtlijst. Komt er een plaats vrij? Dan krijgt u bericht."
        return Stand("Op de wachtlijst", "aandacht", zin)
    wie = "U heeft" if inschrijving.persoon_id else "Uw collega heeft"
    if activiteit.is_voorbij:
        return Stand("Geweest", "neutraal", f"{wie} een plaats gehad.")
    return Stand("Ingeschreven", "succes", f"{wie} een plaats.")


def gelukt_na_inschrijven(inschrijving: Inschrijving, in_de_rij: int) -> str:
    """What somebody reads right after coming on the list."""
    if inschrijving.status == Inschrijving.Status.INGESCHREVEN:
        wie = "U bent" if inschrijving.persoon_id else f"{inschrijving.naam} is"
        return f"{wie} ingeschreven. U krijgt een bevestiging per mail."
    wie = "U staat" if inschrijving.persoon_id else f"{inschrijving.naam} staat"
    return f"Alle plaatsen zijn bezet. {wie} op plaats {in_de_rij} van de wachtlijst."
