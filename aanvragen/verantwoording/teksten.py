"""What people read about a verantwoording: where it is now, what an act means and what was done."""

from typing import Any

from aanvragen.models import Verantwoording, Verantwoordingstatus
from aanvragen.verantwoording.workflow import workflow
from swv.invullen.views.woorden import Stand, Woorden
from swv.kern.opmaak import datum, euro

Status = Verantwoordingstatus

# The colour of the badge supports the word; see the component statusbadge.
BADGES: dict[str, str] = {
    Status.KLAARGEZET: "aandacht",
    Status.TER_INDIENING: "info",
    Status.INGEDIEND: "info",
    Status.AANVULLING_GEVRAAGD: "aandacht",
    Status.GOEDGEKEURD: "succes",
    Status.GECORRIGEERD: "succes",
    Status.VERVALLEN: "neutraal",
}

GEBEURTENISSEN = {
    "openen": "Klaargezet",
    "voorleggen": "Naar het bestuur gestuurd",
    "terugsturen": "Teruggestuurd naar de school",
    "terughalen": "Teruggehaald door de school",
    "indienen": "Ingediend door het bestuur",
    "aanvulling_vragen": "Aanvulling gevraagd",
    "aanvullen": "Aangevuld",
    "vraag_afsluiten": "Verder zonder aanvulling",
    "bedrag_bijwerken": "Toegekend bedrag bijgewerkt",
    "goedkeuren": "Goedgekeurd",
    "corrigeren": "Goedgekeurd met correctie",
    "laten_vervallen": "Niet meer nodig",
    "bekendmaken": "Brief klaargezet",
}
# The acts that send what was filled in, with the words on the button of the summary.
VERSTUREN = {"voorleggen": "Stuur naar uw bestuur", "indienen": "Indienen bij het samenwerkingsverband"}
UITLEG: dict[str, tuple[str, ...]] = {
    "voorleggen": (
        "Uw bestuur krijgt een mail en leest de verantwoording na. Pas als het bestuur indient, is zij verstuurd.",
        "U kunt de verantwoording tot die tijd terughalen.",
    ),
    "indienen": (
        "U dient de verantwoording in namens het bestuur. Het bureau beoordeelt haar.",
        "Daarna kunt u alleen nog iets wijzigen als het bureau daarom vraagt.",
    ),
    "terugsturen": ("De school krijgt een mail met uw reden en kan de verantwoording daarna weer wijzigen.",),
    "terughalen": ("U kunt de verantwoording daarna weer wijzigen. U stuurt haar later opnieuw naar uw bestuur.",),
    "aanvullen": ("Het bureau beoordeelt uw verantwoording verder.",),
}
GELUKT = {
    "voorleggen": "De verantwoording ligt bij uw bestuur.",
    "terugsturen": "De verantwoording ligt weer bij de school. De school heeft een mail met uw reden gekregen.",
    "terughalen": "U kunt de verantwoording weer wijzigen.",
    "indienen": "De verantwoording is ingediend. U krijgt een bevestiging per mail.",
    "aanvullen": "Uw aanvulling is verstuurd.",
    "toewijzen": "De verantwoording is toegewezen.",
    "aanvulling_vragen": "Uw vraag is verstuurd. De school en het bestuur krijgen een mail.",
    "vraag_afsluiten": "U wacht niet langer op een aanvulling.",
    "bedrag_bijwerken": "Het toegekende bedrag is bijgewerkt.",
    "goedkeuren": "De verantwoording is goedgekeurd. De brief wordt gemaakt.",
    "corrigeren": "De verantwoording is goedgekeurd met uw correctie. De brief wordt gemaakt.",
}

WOORDEN = Woorden(
    workflow=workflow,
    gebeurtenissen=GEBEURTENISSEN,
    versturen=VERSTUREN,
    uitleg=UITLEG,
    gelukt=GELUKT,
    gevaarlijk=frozenset(),
)
gelukt = WOORDEN.gedaan


def stand(rij: Verantwoording) -> Stand:
    """The state in words for a school. Costs no query when school, board and aanvraag were fetched along."""
    zin, vervolg = _ZINNEN[Status(rij.status)](rij)
    return Stand(str(rij.get_status_display()), BADGES[rij.status], zin, vervolg)


def _klaargezet(rij: Verantwoording) -> tuple[str, str]:
    return "Vul in wat u met het geld deed en wat het resultaat is.", ""


def _ter_indiening(rij: Verantwoording) -> tuple[str, str]:
    return f"De verantwoording ligt bij {rij.school.bestuur.naam}.", "Zij is verstuurd zodra het bestuur indient."


def _ingediend(rij: Verantwoording) -> tuple[str, str]:
    wanneer = f"Beoordeling uiterlijk {datum(rij.beslisdatum)}." if rij.beslisdatum else ""
    return "De verantwoording ligt bij het bureau.", wanneer


def _gevraagd(rij: Verantwoording) -> tuple[str, str]:
    return "Het bureau heeft een vraag over de verantwoording.", ""


def _goedgekeurd(rij: Verantwoording) -> tuple[str, str]:
    return f"De verantwoording is goedgekeurd: {euro(rij.vastgesteld or 0)}.", _brief(rij)


def _gecorrigeerd(rij: Verantwoording) -> tuple[str, str]:
    return f"Het bureau keurde {euro(rij.vastgesteld or 0)} goed.", _brief(rij)


def _vervallen(rij: Verantwoording) -> tuple[str, str]:
    return "Voor dit schooljaar is niets meer toegekend. U hoeft niets te verantwoorden.", ""


def _brief(rij: Verantwoording) -> str:
    if rij.bekendgemaakt_op:
        return "In de brief leest u wat dit voor de betaling betekent."
    return "De brief wordt gemaakt. U krijgt een mail zodra u hem kunt lezen."


_ZINNEN: dict[Status, Any] = {
    Status.KLAARGEZET: _klaargezet,
    Status.TER_INDIENING: _ter_indiening,
    Status.INGEDIEND: _ingediend,
    Status.AANVULLING_GEVRAAGD: _gevraagd,
    Status.GOEDGEKEURD: _goedgekeurd,
    Status.GECORRIGEERD: _gecorrigeerd,
    Status.VERVALLEN: _vervallen,
}
