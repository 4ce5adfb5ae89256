"""What people read about a change: where it is now, what comes next, and what an act means."""

from collections.abc import Mapping, Sequence

from aanvragen.models import Wijziging, Wijzigingstatus, Wijzigsoort
from aanvragen.wijziging.workflow import workflow
from swv.invullen.views.woorden import (
    ALLEEN_OP_VERZOEK,
    SAMEN_GEBEURTENISSEN,
    SAMEN_GELUKT,
    SAMEN_UITLEG,
    Stand,
    Woorden,
    besluitdatum,
)
from swv.kern.opmaak import datum

BADGES: dict[str, str] = {
    Wijzigingstatus.CONCEPT: "neutraal",
    Wijzigingstatus.TER_MEDETEKENING: "info",
    Wijzigingstatus.GEVRAAGD: "info",
    Wijzigingstatus.IN_VOORBEREIDING: "info",
    Wijzigingstatus.AANVULLING_GEVRAAGD: "aandacht",
    Wijzigingstatus.TER_ONDERTEKENING: "info",
    Wijzigingstatus.VASTGESTELD: "succes",
    Wijzigingstatus.AFGEWEZEN: "neutraal",
    Wijzigingstatus.INGETROKKEN: "neutraal",
}

GEBEURTENISSEN = {
    **SAMEN_GEBEURTENISSEN,
    "medetekenen": "Medegetekend en verstuurd",
    "vragen": "Wijziging gevraagd",
    "vaststellen": "Vastgesteld",
    "laten_rusten": "Gaat niet door",
}

VERSTUREN = {
    "medetekening_vragen": "Vraag uw bestuur om mee te tekenen",
    "medetekenen": "Medetekenen en versturen",
    "vragen": "Verstuur wijziging",
}

BLIJFT = "Tot er een besluit is, geldt de toekenning zoals zij nu is."

UITLEG: Mapping[str, Sequence[str]] = {
    **SAMEN_UITLEG,
    "medetekening_vragen": (
        "Uw bestuur krijgt een mail en leest de wijziging na. Pas als het bestuur meetekent, is zij verstuurd.",
        "U kunt de wijziging tot die tijd terughalen.",
    ),
    "medetekenen": ("U vraagt de wijziging namens het bestuur.", BLIJFT),
    "vragen": (BLIJFT, ALLEEN_OP_VERZOEK),
    "intrekken": ("Het bureau stopt met de behandeling. De toekenning blijft zoals zij is.",),
    "terugsturen": ("De school krijgt een mail met uw reden en kan de wijziging daarna weer aanpassen.",),
    "terughalen": ("De wijziging is daarna weer een concept. U vraagt uw bestuur later opnieuw om mee te tekenen.",),
    "aanvullen": ("Het bureau behandelt uw wijziging verder. De beslistermijn loopt weer door.",),
}

GELUKT = {
    **SAMEN_GELUKT,
    "terugsturen": "De wijziging ligt weer bij de school. De school heeft een mail met uw reden gekregen.",
    "terughalen": "De wijziging is weer een concept. U kunt haar aanpassen.",
    "medetekenen": "De wijziging is verstuurd. U en de school krijgen een mail.",
    "vragen": "Uw wijziging is verstuurd. U krijgt een mail met het kenmerk.",
    "intrekken": "De wijziging is ingetrokken. De toekenning blijft zoals zij is.",
    "voorstellen": "U bereidt deze wijziging voor.",
    "in_behandeling_nemen": "De wijziging is in behandeling genomen. U bent de behandelaar.",
    "aanvulling_vragen": "Uw vraag is verstuurd. De school krijgt een mail.",
    "voorleggen": "De wijziging is met uw advies voorgelegd aan de directeur-bestuurder.",
    "laten_rusten": "De wijziging gaat niet door. De toekenning blijft zoals zij is.",
}

WOORDEN = Woorden(workflow=workflow, gebeurtenissen=GEBEURTENISSEN, versturen=VERSTUREN, uitleg=UITLEG, gelukt=GELUKT)
gelukt = WOORDEN.gedaan

# What each kind of change is, where somebody chooses one.
KEUZES: Mapping[str, tuple[str, str]] = {
    Wijzigsoort.MEER: ("Er is meer nodig", "Een hoger bedrag of meer uren."),
    Wijzigsoort.MINDER: ("Er is minder nodig", "Een lager bedrag of minder uren. Wat over is, valt vrij."),
    Wijzigsoort.LANGER: ("Het duurt langer", "Een latere einddatum, als dat nodig is met meer geld of uren."),
    Wijzigsoort.STOPPEN: ("Het stopt eerder", "Een eerdere laatste dag. Wat daarna zou komen, vervalt."),
    Wijzigsoort.INTREKKEN: ("De toekenning intrekken", "De hele toekenning vervalt, met een reden."),
    Wijzigsoort.TERUGVORDEREN: ("Geld terugvorderen", "De school betaalt een bedrag terug, met een reden."),
}

_ZINNEN: dict[str, str] = {
    Wijzigingstatus.CONCEPT: "Deze wijziging is een concept. U heeft nog niets verstuurd.",
    Wijzigingstatus.TER_MEDETEKENING: "Deze wijziging ligt bij uw bestuur. Zij is pas verstuurd als het meetekent.",
    Wijzigingstatus.GEVRAAGD: "Deze wijziging ligt bij het bureau.",
    Wijzigingstatus.IN_VOORBEREIDING: "Het bureau behandelt deze wijziging.",
    Wijzigingstatus.AANVULLING_GEVRAAGD: "Deze wijziging wacht op antwoord van de school.",
    Wijzigingstatus.TER_ONDERTEKENING: "Deze wijziging ligt bij de directeur-bestuurder.",
    Wijzigingstatus.AFGEWEZEN: "Deze wijziging is afgewezen. De toekenning blijft zoals zij is.",
    Wijzigingstatus.INGETROKKEN: "Deze wijziging gaat niet door. De toekenning blijft zoals zij is.",
}


def stand(wijziging: Wijziging) -> Stand:
    """The state of a change in words. Costs no query."""
    from aanvragen.wijziging.gevolg import in_woorden

    status = Wijzigingstatus(wijziging.status)
    if status == Wijzigingstatus.VASTGESTELD:
        wanneer = f"De toekenning is gewijzigd op {datum(wijziging.besloten_op or wijziging.gewijzigd_op)}."
        zin, vervolg = f"{wanneer} {in_woorden(wijziging)}".strip(), _brief(wijziging)
    elif status == Wijzigingstatus.AFGEWEZEN:
        zin, vervolg = _ZINNEN[status], _brief(wijziging)
    else:
        zin, vervolg = (
            _ZINNEN[status],
            besluitdatum(wijziging) if wijziging.van_school and wijziging.ingediend_op else "",
        )
    return Stand(str(status.label), BADGES[status], zin, vervolg)


def _brief(wijziging: Wijziging) -> str:
    if wijziging.bekendgemaakt_op:
        return "In de brief leest u waarom en wat u nu kunt doen."
    return "De brief wordt gemaakt. U krijgt een mail zodra u hem kunt lezen."
