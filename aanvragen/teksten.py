"""What the school reads about an aanvraag: where it is now, what comes next, and what an act means."""

from typing import Any

from aanvragen.models import Aanvraag, Status
from aanvragen.models.aanvraag import NaToekenning
from aanvragen.workflow import workflow
from swv.invullen.views.woorden import (
    ALLEEN_OP_VERZOEK,
    SAMEN_GEBEURTENISSEN,
    SAMEN_GELUKT,
    SAMEN_UITLEG,
    Stand,
    Woorden,
    besluitdatum,
)
from swv.kern.opmaak import datum, euro

# The colour of the badge supports the word; see the component statusbadge.
BADGES: dict[str, str] = {
    Status.CONCEPT: "neutraal",
    Status.TER_MEDETEKENING: "info",
    Status.INGEDIEND: "info",
    Status.IN_BEHANDELING: "info",
    Status.AANVULLING_GEVRAAGD: "aandacht",
    Status.FEEDBACK_GEGEVEN: "aandacht",
    Status.DOORVERWEZEN: "info",
    Status.TER_ONDERTEKENING: "info",
    Status.TOEGEKEND: "succes",
    Status.AFGEWEZEN: "neutraal",
    Status.BUITEN_BEHANDELING: "neutraal",
    Status.BEANTWOORD: "succes",
    Status.INGETROKKEN: "neutraal",
}

# What happened, as the school reads it in the timeline; other events keep the label of the act.
GEBEURTENISSEN = {
    **SAMEN_GEBEURTENISSEN,
    "indienen": "Ingediend",
    "feedback_geven": "Feedback gekregen op het plan",
    "plan_bijstellen": "Definitief plan gestuurd",
    "feedback_afsluiten": "Verder zonder definitief plan",
    "adviseren": "Voorgelegd aan de directeur-bestuurder",
    "buiten_behandeling_voorleggen": "Voorgelegd aan de directeur-bestuurder",
    "toekennen": "Toegekend",
    "toezeggen": "Toegekend",
    "niet_toezeggen": "Afgewezen",
    "niet_verder_behandelen": "Niet verder behandeld",
    "doorverwijzen": "Doorverwezen",
    "beantwoorden": "Beantwoord",
}

# The acts that send what the school filled in, with the words on the button of the summary.
VERSTUREN = {
    "medetekening_vragen": "Vraag uw bestuur om mee te tekenen",
    "medetekenen": "Medetekenen en indienen",
    "indienen": "Verstuur aanvraag",
    "plan_bijstellen": "Verstuur definitief plan",
}

# What follows, said before somebody does the act.
UITLEG: dict[str, tuple[str, ...]] = {
    **SAMEN_UITLEG,
    "medetekening_vragen": (
        "Uw bestuur krijgt een mail en leest de aanvraag na. Pas als het bestuur meetekent, is de aanvraag ingediend.",
        "U kunt de aanvraag tot die tijd terughalen.",
    ),
    "medetekenen": (
        "U dient de aanvraag in namens het bestuur. De beslistermijn begint morgen.",
        ALLEEN_OP_VERZOEK,
    ),
    "indienen": (
        "De beslistermijn begint morgen. U krijgt meteen een ontvangstbevestiging.",
        ALLEEN_OP_VERZOEK,
    ),
    "plan_bijstellen": (
        "Het bureau krijgt uw definitieve plan en maakt een voorstel voor het besluit.",
        "Daarna kunt u het plan niet meer wijzigen, tenzij het bureau opnieuw feedback geeft.",
    ),
    "intrekken": (
        "Het bureau stopt met de behandeling. Er komt geen besluit en u krijgt geen geld of voorziening.",
        "U krijgt een brief die bevestigt dat u de aanvraag heeft ingetrokken.",
        "U kunt dit niet terugdraaien. Wilt u het later toch? Dan doet u een nieuwe aanvraag.",
    ),
}

# What is said after the act, to who did it.
GELUKT = {
    **SAMEN_GELUKT,
    "plan_bijstellen": "Uw definitieve plan is verstuurd.",
    "in_behandeling_nemen": "De aanvraag is in behandeling genomen. U bent de behandelaar.",
    "toewijzen": "De aanvraag is toegewezen.",
    "deskundige_betrekken": "De deskundige kan deze aanvraag nu lezen.",
    "leerling_verbeteren": "De gegevens van de leerling zijn verbeterd.",
    "aanvulling_vragen": "Uw vraag is verstuurd. De school krijgt een mail.",
    "feedback_geven": "Uw feedback is verstuurd. De school krijgt een mail.",
    "feedback_afsluiten": "U wacht niet langer op het definitieve plan. De school krijgt een mail.",
    "toezeggen": "U heeft de aanvraag toegezegd. De brief wordt gemaakt; de school krijgt vanzelf bericht.",
    "niet_toezeggen": "U heeft de aanvraag afgewezen. De brief wordt gemaakt; de school krijgt vanzelf bericht.",
    "niet_verder_behandelen": "U behandelt de aanvraag niet verder. De school krijgt een brief.",
    "doorverwijzen": "De school krijgt een mail met uw verwijzing. Leg hier later vast wat eruit kwam.",
    "beantwoorden": "Uw antwoord is verstuurd. De brief wordt gemaakt; de school krijgt vanzelf bericht.",
    "adviseren": "De aanvraag is met uw advies voorgelegd aan de directeur-bestuurder.",
    "buiten_behandeling_voorleggen": "Uw voorstel is voorgelegd aan de directeur-bestuurder.",
}


WOORDEN = Woorden(workflow=workflow, gebeurtenissen=GEBEURTENISSEN, versturen=VERSTUREN, uitleg=UITLEG, gelukt=GELUKT)
gelukt = WOORDEN.gedaan


def stand(aanvraag: Aanvraag, *, van_u: bool = True) -> Stand:
    """The state of an aanvraag in words; `van_u` when the reader is of the school or its board.

    Costs no query when school, board and regeling were fetched along.
    """
    zin, vervolg = _ZINNEN[Status(aanvraag.status)](aanvraag)
    if not van_u:
        zin, vervolg = zin.replace("Uw aanvraag", "De aanvraag"), ""
    badge = "neutraal" if aanvraag.na_toekenning == NaToekenning.INGETROKKEN else BADGES[aanvraag.status]
    return Stand(aanvraag.stand_naam, badge, zin, vervolg)


def _datum(aanvraag: Aanvraag) -> str:
    return besluitdatum(aanvraag, wat=aanvraag.declaratie.woord)


def _concept(aanvraag: Aanvraag) -> tuple[str, str]:
    return "Uw aanvraag is een concept. U heeft nog niets verstuurd.", ""


def _ter_medetekening(aanvraag: Aanvraag) -> tuple[str, str]:
    return (
        f"Uw aanvraag ligt bij {aanvraag.school.bestuur.naam}.",
        "De aanvraag is pas ingediend als het bestuur heeft meegetekend.",
    )


def _ingediend(aanvraag: Aanvraag) -> tuple[str, str]:
    return "Uw aanvraag ligt bij het bureau.", _datum(aanvraag)


def _in_behandeling(aanvraag: Aanvraag) -> tuple[str, str]:
    wie = aanvraag.behandelaar.naam if aanvraag.behandelaar else "Een medewerker van het bureau"
    return f"Uw aanvraag is in behandeling. {wie} behandelt de aanvraag.", _datum(aanvraag)


def _aanvulling_gevraagd(aanvraag: Aanvraag) -> tuple[str, str]:
    return "Uw aanvraag wacht op antwoord van de school.", _datum(aanvraag)


def _feedback_gegeven(aanvraag: Aanvraag) -> tuple[str, str]:
    return "Uw aanvraag heeft feedback gekregen. Het bureau wacht op het definitieve plan.", _datum(aanvraag)


def _doorverwezen(aanvraag: Aanvraag) -> tuple[str, str]:
    return (
        f"Uw aanvraag is doorverwezen naar {aanvraag.verwezen_naar}.",
        "Hieronder leest u wat u nu kunt doen. Wij leggen hier vast wat eruit komt.",
    )


def _beantwoord(aanvraag: Aanvraag) -> tuple[str, str]:
    uitkomst = f": {aanvraag.uitkomst_naam.lower()}" if aanvraag.uitkomst else ""
    return f"Uw aanvraag is beantwoord{uitkomst}.", "" if aanvraag.bekendgemaakt_op else _brief(aanvraag)


def _ter_ondertekening(aanvraag: Aanvraag) -> tuple[str, str]:
    return "Uw aanvraag ligt bij de directeur-bestuurder.", _datum(aanvraag)


def _toegekend(aanvraag: Aanvraag) -> tuple[str, str]:
    if aanvraag.na_toekenning:
        return _na_toekenning(aanvraag), "Hieronder leest u wat er is veranderd."
    if aanvraag.toegekend_bedrag is None:
        return "Uw aanvraag is toegekend.", _brief(aanvraag)
    deel = " voor een deel" if aanvraag.is_gedeeltelijk else ""
    return f"Uw aanvraag is{deel} toegekend: {euro(aanvraag.toegekend_bedrag)}.", _brief(aanvraag)


def _na_toekenning(aanvraag: Aanvraag) -> str:
    """What an award became by decisions on changes."""
    if aanvraag.na_toekenning == NaToekenning.INGETROKKEN:
        return "De toekenning van uw aanvraag is ingetrokken."
    bedrag = "" if aanvraag.toegekend_bedrag is None else f": {euro(aanvraag.toegekend_bedrag)}"
    if aanvraag.na_toekenning == NaToekenning.GESTOPT and aanvraag.tot:
        return f"Uw aanvraag was toegekend{bedrag}. De laatste dag is {datum(aanvraag.tot)}."
    return f"Uw aanvraag is toegekend en daarna gewijzigd{bedrag}."


def _afgewezen(aanvraag: Aanvraag) -> tuple[str, str]:
    return "Uw aanvraag is afgewezen.", _brief(aanvraag)


def _buiten_behandeling(aanvraag: Aanvraag) -> tuple[str, str]:
    return "Uw aanvraag is niet verder behandeld, omdat er gegevens ontbraken.", _brief(aanvraag)


def _ingetrokken(aanvraag: Aanvraag) -> tuple[str, str]:
    return "Uw aanvraag is ingetrokken.", _brief(aanvraag)


def _brief(aanvraag: Aanvraag) -> str:
    if aanvraag.bekendgemaakt_op:
        return "In de brief leest u waarom en wat u nu kunt doen." if aanvraag.is_besloten else ""
    return "De brief wordt gemaakt. U krijgt een mail zodra u hem kunt lezen."


_ZINNEN: dict[Status, Any] = {
    Status.CONCEPT: _concept,
    Status.TER_MEDETEKENING: _ter_medetekening,
    Status.INGEDIEND: _ingediend,
    Status.IN_BEHANDELING: _in_behandeling,
    Status.AANVULLING_GEVRAAGD: _aanvulling_gevraagd,
    Status.FEEDBACK_GEGEVEN: _feedback_gegeven,
    Status.DOORVERWEZEN: _doorverwezen,
    Status.TER_ONDERTEKENING: _ter_ondertekening,
    Status.TOEGEKEND: _toegekend,
    Status.AFGEWEZEN: _afgewezen,
    Status.BUITEN_BEHANDELING: _buiten_behandeling,
    Status.BEANTWOORD: _beantwoord,
    Status.INGETROKKEN: _ingetrokken,
}
