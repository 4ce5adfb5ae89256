"""What the school reads about a request for a TLV: where it is now, what comes next, and what an act means."""

from collections.abc import Callable

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
from toelating.models import Categorie, Soort, Status, Tlvaanvraag
from toelating.models.regeling import VERVOLGSOORTEN
from toelating.workflow import workflow

# The colour of the badge supports the word; see the component statusbadge.
BADGES: dict[str, str] = {
    Status.CONCEPT: "neutraal",
    Status.TER_MEDETEKENING: "info",
    Status.INGEDIEND: "info",
    Status.VOLLEDIGHEIDSTOETS: "info",
    Status.AANVULLING_GEVRAAGD: "aandacht",
    Status.BIJ_DESKUNDIGEN: "info",
    Status.BIJ_TAC: "info",
    Status.ADVIES_GEREED: "info",
    Status.ZIENSWIJZE: "aandacht",
    Status.TER_ONDERTEKENING: "info",
    Status.AFGEGEVEN: "succes",
    Status.AFGEWEZEN: "neutraal",
    Status.BUITEN_BEHANDELING: "neutraal",
    Status.INGETROKKEN: "neutraal",
}

# What happened, as the school reads it in the timeline; other events keep the label of the act.
GEBEURTENISSEN = {
    **SAMEN_GEBEURTENISSEN,
    "gast_uitnodigen": "Uitgenodigd door het samenwerkingsverband",
    "uitnodiging_intrekken": "Uitnodiging ingetrokken",
    "indienen": "Ingediend namens het bestuur",
    "aanvulling_afsluiten": "Verder zonder aanvulling",
    "uitstel_melden": "Het besluit komt later",
    "deskundigen_aanwijzen": "Alles is er, twee deskundigen geven advies",
    "adviezen_binnen": "Beide deskundigen gaven advies, nu de commissie",
    "adviezen_samenvatten": "Advies is klaar",
    "naar_commissie": "Alles is er, de commissie geeft advies",
    "agenderen": "Op de agenda van de commissie gezet",
    "commissieadvies_vastleggen": "Advies van de commissie is klaar",
    "commissieadvies_verbeteren": "Advies van de commissie is verbeterd",
    "adviseren": "Advies is klaar",
    "advies_aan_ouders": "Ouders kregen het advies",
    "zienswijze_vragen": "Gevraagd wat u van het voorgenomen besluit vindt",
    "zienswijze_geven": "Zienswijze gegeven",
    "zienswijze_vastleggen": "Zienswijze vastgelegd",
    "zienswijze_afsluiten": "Zienswijzen zijn binnen",
    "voorleggen": "Besluit voorgelegd om te ondertekenen",
    "buiten_behandeling_voorleggen": "Besluit voorgelegd om te ondertekenen",
    "ingebrekestelling_vastleggen": "Ingebrekestelling ontvangen",
    "ingebrekestelling_intrekken": "Ingebrekestelling ingetrokken",
    "ingebrekestelling_sluiten": "Op tijd beslist, geen dwangsom",
    "geen_dwangsom": "Besloten dat er geen dwangsom is",
    "dwangsom_vaststellen": "Dwangsom vastgesteld",
    "afgeven": "TLV afgegeven",
    "heropenen": "De aanvraag wordt alsnog behandeld",
}

# The acts that send what the school filled in, with the words on the button of the summary.
VERSTUREN = {
    "medetekening_vragen": "Vraag uw bestuur om mee te tekenen",
    "medetekenen": "Medetekenen en indienen",
    "indienen": "Verder naar indienen",
}
TERMIJN_BEGINT = "De beslistermijn begint morgen. U krijgt meteen een ontvangstbevestiging."

# What follows, said before somebody does the act.
UITLEG: dict[str, tuple[str, ...]] = {
    **SAMEN_UITLEG,
    "medetekening_vragen": (
        "Uw bestuur is de aanvrager van de TLV. Het krijgt een mail en leest de aanvraag na. Pas als het bestuur "
        "meetekent, is de aanvraag ingediend.",
        "U kunt de aanvraag tot die tijd terughalen. Het samenwerkingsverband ziet nog niets.",
    ),
    "medetekenen": (f"U vraagt de TLV aan namens het bestuur. {TERMIJN_BEGINT}", ALLEEN_OP_VERZOEK),
    "indienen": (f"U vraagt de TLV aan namens uw schoolbestuur. {TERMIJN_BEGINT}", ALLEEN_OP_VERZOEK),
    "zienswijze_geven": (
        "Het bureau leest wat u opschrijft en neemt het mee in het besluit. In het besluit staat wat ermee is gedaan.",
        "Wat u verstuurt, kunt u niet meer wijzigen. U kunt wel nog een zienswijze toevoegen, bijvoorbeeld van de "
        "andere ouder.",
    ),
    "intrekken": (
        "Het bureau, de deskundigen en de commissie stoppen met de behandeling. Er komt geen TLV.",
        "U krijgt een brief die bevestigt dat u de aanvraag heeft ingetrokken. Vertel het zelf aan de ouders en de "
        "leerling.",
        "U kunt dit niet terugdraaien. Wilt u het later toch? Dan doet u een nieuwe aanvraag.",
    ),
}

# What is said after the act, to who did it.
GELUKT = {
    **SAMEN_GELUKT,
    "zienswijze_geven": "De zienswijze is verstuurd. Het bureau neemt haar mee in het besluit.",
}

WOORDEN = Woorden(
    workflow=workflow,
    gebeurtenissen=GEBEURTENISSEN,
    versturen=VERSTUREN,
    uitleg=UITLEG,
    gelukt=GELUKT,
    elders=frozenset({"aanvullen", "zienswijze_geven"}),
)
gelukt = WOORDEN.gedaan


def stand(aanvraag: Tlvaanvraag, *, van_u: bool = True) -> Stand:
    """The state of a request in words; `van_u` when the reader is of the school or its board.

    Costs no query when school, board and behandelaar were fetched along.
    """
    zin, vervolg = _ZINNEN[Status(aanvraag.status)](aanvraag)
    if not van_u:
        zin, vervolg = zin.replace("Uw aanvraag", "De aanvraag").replace("uw aanvraag", "de aanvraag"), ""
    return Stand(str(Status(aanvraag.status).label), BADGES[aanvraag.status], zin, vervolg)


def wat_gevraagd(aanvraag: Tlvaanvraag) -> str:
    """For what the decision is, in a sentence: "voortgezet speciaal onderwijs, categorie laag"."""
    if aanvraag.soort == Soort.PRO:
        return "praktijkonderwijs"
    categorie = f", categorie {Categorie(aanvraag.categorie).label}" if aanvraag.categorie else ""
    return f"voortgezet speciaal onderwijs{categorie}"


Zinnen = tuple[str, str]


def _concept(aanvraag: Tlvaanvraag) -> Zinnen:
    return "Uw aanvraag is een concept. U heeft nog niets verstuurd.", ""


def _ter_medetekening(aanvraag: Tlvaanvraag) -> Zinnen:
    return (
        f"Uw aanvraag ligt bij {aanvraag.school.bestuur.naam}.",
        "De aanvraag is pas ingediend als het bestuur heeft meegetekend.",
    )


def _ingediend(aanvraag: Tlvaanvraag) -> Zinnen:
    return "Uw aanvraag ligt bij het bureau van het samenwerkingsverband.", besluitdatum(aanvraag)


def _volledigheidstoets(aanvraag: Tlvaanvraag) -> Zinnen:
    wie = aanvraag.behandelaar.naam if aanvraag.behandelaar else "Een medewerker van het bureau"
    return f"Uw aanvraag is in behandeling. {wie} kijkt of alles er is.", besluitdatum(aanvraag)


def _aanvulling_gevraagd(aanvraag: Tlvaanvraag) -> Zinnen:
    return "Uw aanvraag wacht op antwoord van de school.", besluitdatum(aanvraag)


def _bij_deskundigen(aanvraag: Tlvaanvraag) -> Zinnen:
    zin = "Uw aanvraag ligt bij twee deskundigen. Zij schrijven elk een advies over wat de leerling nodig heeft."
    return zin, besluitdatum(aanvraag)


def _bij_tac(aanvraag: Tlvaanvraag) -> Zinnen:
    return "Uw aanvraag ligt bij de commissie die advies geeft over toelating tot het vso.", besluitdatum(aanvraag)


def _advies_gereed(aanvraag: Tlvaanvraag) -> Zinnen:
    return "Er is advies over uw aanvraag. Het bureau bereidt het besluit voor.", besluitdatum(aanvraag)


def _zienswijze(aanvraag: Tlvaanvraag) -> Zinnen:
    zin = "Het bureau vraagt wat school, ouders en leerling vinden van het besluit dat het wil nemen."
    return zin, besluitdatum(aanvraag)


def _ter_ondertekening(aanvraag: Tlvaanvraag) -> Zinnen:
    return "Uw aanvraag ligt klaar om te ondertekenen. Daarna hoort u het besluit.", besluitdatum(aanvraag)


def _afgegeven(aanvraag: Tlvaanvraag) -> Zinnen:
    periode = ""
    if aanvraag.ingang and aanvraag.einde:
        periode = f", van {datum(aanvraag.ingang)} tot en met {datum(aanvraag.einde)}"
    zin = f"De toelaatbaarheidsverklaring (TLV) is afgegeven voor {wat_gevraagd(aanvraag)}{periode}."
    if aanvraag.soort in VERVOLGSOORTEN:
        return zin, f"{_brief(aanvraag)} De plaatsing op de school loopt vanzelf door."
    return zin, f"{_brief(aanvraag)} De nieuwe school beslist zelf of zij de leerling toelaat."


def _afgewezen(aanvraag: Tlvaanvraag) -> Zinnen:
    return "Uw aanvraag is afgewezen. Er komt geen toelaatbaarheidsverklaring (TLV).", _brief(aanvraag)


def _buiten_behandeling(aanvraag: Tlvaanvraag) -> Zinnen:
    return "Uw aanvraag is niet verder behandeld, omdat er gegevens ontbraken.", _brief(aanvraag)


def _ingetrokken(aanvraag: Tlvaanvraag) -> Zinnen:
    return "Uw aanvraag is ingetrokken.", _brief(aanvraag)


def _brief(aanvraag: Tlvaanvraag) -> str:
    if not aanvraag.bekendgemaakt_op:
        return "De brief wordt gemaakt. U krijgt een mail zodra u hem kunt lezen."
    if not aanvraag.is_besloten:
        return ""
    return "In de brief leest u waarom, en wat u kunt doen als u het er niet mee eens bent."


_ZINNEN: dict[Status, Callable[[Tlvaanvraag], Zinnen]] = {
    Status.CONCEPT: _concept,
    Status.TER_MEDETEKENING: _ter_medetekening,
    Status.INGEDIEND: _ingediend,
    Status.VOLLEDIGHEIDSTOETS: _volledigheidstoets,
    Status.AANVULLING_GEVRAAGD: _aanvulling_gevraagd,
    Status.BIJ_DESKUNDIGEN: _bij_deskundigen,
    Status.BIJ_TAC: _bij_tac,
    Status.ADVIES_GEREED: _advies_gereed,
    Status.ZIENSWIJZE: _zienswijze,
    Status.TER_ONDERTEKENING: _ter_ondertekening,
    Status.AFGEGEVEN: _afgegeven,
    Status.AFGEWEZEN: _afgewezen,
    Status.BUITEN_BEHANDELING: _buiten_behandeling,
    Status.INGETROKKEN: _ingetrokken,
}
