"""What the screen says about a profile, a checklist and the acts on them."""

from collections.abc import Mapping

from swv.kern.opmaak import datum
from swv.kern.workflow import Handeling
from voorzieningen.models import Checklist, Profiel

BADGE: Mapping[str, tuple[str, str]] = {
    "concept": ("Concept", "aandacht"),
    "voorgelegd": ("Bij het bestuur", "info"),
    "gepubliceerd": ("Gepubliceerd", "succes"),
    "vastgesteld": ("Vastgesteld", "succes"),
    "vervallen": ("Vervallen", "neutraal"),
}
TE_OUD = ("Ouder dan twee jaar", "aandacht")
# How a school stands, by the word in the address.
STAND: Mapping[str, tuple[str, str]] = {
    "geen": ("Geen profiel", "fout"),
    "oud": TE_OUD,
    "bijna": ("Verloopt binnen drie maanden", "info"),
    "actueel": ("Actueel", "succes"),
}

GELUKT: Mapping[str, str] = {
    "profiel_voorleggen": "Het profiel ligt nu bij uw bestuur. Het bestuur krijgt bericht.",
    "profiel_teruggeven": "Het profiel is weer een concept.",
    "profiel_publiceren": "Het profiel is gepubliceerd. Iedereen kan het lezen.",
    "profiel_intrekken": "Het profiel is ingetrokken. Niemand kan het meer lezen.",
    "checklist_vaststellen": "De checklist is vastgesteld. Hieronder ziet u de uitkomst.",
    "checklist_intrekken": "De checklist is ingetrokken. De antwoorden tellen niet meer.",
}
UITLEG: Mapping[str, tuple[str, ...]] = {
    "profiel_voorleggen": (
        "Uw bestuur krijgt bericht en kan het profiel publiceren of teruggeven.",
        "Zolang het bij het bestuur ligt, kan niemand er iets in veranderen.",
    ),
    "profiel_teruggeven": ("De school kan daarna weer in het profiel typen.",),
    "profiel_publiceren": (
        "Iedereen kan het profiel lezen, ook zonder in te loggen.",
        "Een eerder profiel van de school vervalt.",
        "Het profiel geldt twee jaar. U krijgt op tijd een herinnering.",
        "Kijk nog een keer na: staan er geen namen van leerlingen of ouders in?",
    ),
    "profiel_intrekken": (
        "De openbare pagina van de school verdwijnt.",
        "De school moet daarna een nieuw profiel publiceren.",
    ),
    "checklist_vaststellen": (
        "De antwoorden tellen voor dit schooljaar. U kunt ze daarna niet meer veranderen.",
        "Het bureau kan de antwoorden lezen. Andere scholen zien alleen een gemiddelde van de regio.",
        "Een eerdere checklist van dit schooljaar vervalt.",
    ),
    "checklist_intrekken": ("De antwoorden tellen in geen enkel cijfer meer mee.",),
}
EERST = ("profiel_publiceren", "checklist_vaststellen")
GEVAARLIJK = frozenset({"profiel_intrekken", "checklist_intrekken"})


def knopsoort(handeling: Handeling) -> str:
    """How its button on the page of a dossier looks."""
    return "primair" if handeling.naam in EERST else "secundair"


def badge(dossier: Profiel | Checklist) -> tuple[str, str]:
    if isinstance(dossier, Profiel) and dossier.is_te_oud:
        return TE_OUD
    return BADGE[dossier.status]


def zin(dossier: Profiel | Checklist) -> str:
    """Where it stands, in a sentence."""
    if isinstance(dossier, Checklist):
        return _checklistzin(dossier)
    match dossier.status:
        case "concept":
            return "Dit is een concept. Alleen uw school en uw bestuur kunnen het lezen."
        case "voorgelegd":
            return "Het profiel ligt bij het bestuur. Het bestuur of de school kan het publiceren."
        case "gepubliceerd" if dossier.is_te_oud and dossier.geldig_tot:
            return (
                f"Dit profiel is sinds {datum(dossier.geldig_tot)} te oud. Maak een nieuwe versie. "
                "De tekst van nu staat er dan al in."
            )
        case "gepubliceerd" if dossier.geldig_tot:
            return f"Iedereen kan dit profiel lezen. Maak voor {datum(dossier.geldig_tot)} een nieuwe versie."
        case _:
            return f"Dit profiel is niet meer te lezen. {dossier.reden_einde}"


def _checklistzin(checklist: Checklist) -> str:
    match checklist.status:
        case "concept":
            return "Dit is een concept. Alleen uw school en uw bestuur kunnen het lezen."
        case "vastgesteld" if checklist.vastgesteld_op:
            return f"Vastgesteld op {datum(checklist.vastgesteld_op)} voor schooljaar {checklist.schooljaar_naam}."
        case _:
            return f"Deze checklist telt niet meer. {checklist.reden_einde}"
