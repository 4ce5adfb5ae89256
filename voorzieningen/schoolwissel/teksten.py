"""What the screens say about a school change: where it stands, what an act does, and that it was done."""

from collections.abc import Mapping

from swv.kern.opmaak import datum
from swv.kern.woorden import Stand
from swv.kern.workflow import Handeling
from voorzieningen.models import Schoolwissel

Status = Schoolwissel.Status

BADGE: Mapping[str, tuple[str, str]] = {
    Status.AANGEMELD: ("Zoekt een plaats", "info"),
    Status.VOORGESTELD: ("Voorgesteld", "aandacht"),
    Status.GEPLAATST: ("Heeft een plaats", "succes"),
    Status.INGETROKKEN: ("Ingetrokken", "neutraal"),
}

GELUKT: Mapping[str, str] = {
    "aanmelding_wijzigen": "De aanmelding is gewijzigd.",
    "vastzetten": "De leerling is vastgezet. Bereken een nieuwe verdeling om het resultaat te zien.",
    "school_uitsluiten": "De school is uitgesloten. Bereken een nieuwe verdeling om het resultaat te zien.",
    "regel_weghalen": "De keuze is weggehaald. Bereken een nieuwe verdeling om het resultaat te zien.",
    "voorstel_sturen": "Het voorstel is gestuurd. De school krijgt bericht.",
    "leerling_aannemen": "U heeft de leerling aangenomen. De school van nu krijgt bericht.",
    "leerling_weigeren": "U heeft de leerling niet aangenomen. Het bureau krijgt bericht.",
    "voorstel_terugnemen": "Het voorstel is teruggenomen. De school krijgt bericht.",
    "aanmelding_intrekken": "De aanmelding is ingetrokken.",
    "verdeling_berekenen": "De verdeling wordt berekend. Dat duurt meestal een paar seconden.",
    "voorstellen_sturen": "De voorstellen worden een voor een gestuurd. Ververs de pagina om het te volgen.",
    "datums_wijzigen": "De datums zijn gewijzigd.",
    "ronde_afronden": "De ronde is afgerond.",
    "ronde_heropenen": "De ronde loopt weer.",
}

UITLEG: Mapping[str, tuple[str, ...]] = {
    "vastzetten": (
        "De leerling krijgt een plaats op deze school, ook als de regels iets anders zeggen.",
        "Er moet wel een vrije plaats zijn. Uw reden staat bij de leerling.",
    ),
    "school_uitsluiten": ("Een nieuwe verdeling geeft deze leerling geen plaats op deze school.",),
    "voorstel_sturen": (
        "De plaats is dan bezet. De school krijgt bericht en ziet de gegevens van deze leerling.",
        "De school heeft vijf werkdagen om te antwoorden.",
    ),
    "leerling_aannemen": ("De leerling heeft dan een plaats op uw school.", "De school van nu krijgt bericht."),
    "leerling_weigeren": (
        "De plaats komt weer vrij. Het bureau zoekt een andere school.",
        "Het bureau en de school van nu lezen uw reden.",
        "U ziet de gegevens van de leerling daarna niet meer.",
    ),
    "voorstel_terugnemen": ("De plaats komt weer vrij. De school ziet de leerling niet meer.",),
    "aanmelding_intrekken": ("De leerling zoekt dan geen andere school meer. Een plaats die er was, komt weer vrij.",),
    "verdeling_berekenen": (
        "Het portaal verdeelt de vrije plaatsen over alle leerlingen die nog zoeken.",
        "Er wordt niets gestuurd. U leest eerst wat er uitkomt, met de redenen.",
    ),
    "voorstellen_sturen": (
        "Elke school krijgt bericht over de leerlingen die zijn voorgesteld, en ziet hun gegevens.",
        "Een school heeft vijf werkdagen om te antwoorden.",
    ),
    "ronde_afronden": ("Scholen kunnen niemand meer aanmelden en u kunt geen verdeling meer berekenen.",),
}

EERST = frozenset({"leerling_aannemen", "voorstel_sturen"})
GEVAARLIJK = frozenset({"leerling_weigeren", "aanmelding_intrekken"})


def knopsoort(handeling: Handeling) -> str:
    """How the button on the page of a pupil looks."""
    return "primair" if handeling.naam in EERST else "secundair"


def stand(wissel: Schoolwissel) -> Stand:
    badge, soort = BADGE[wissel.status]
    if wissel.is_te_laat_beantwoord:
        badge, soort = "Nog geen antwoord", "fout"
    return Stand(badge, soort, _zin(wissel))


def _zin(wissel: Schoolwissel) -> str:
    match wissel.status:
        case Status.AANGEMELD:
            return "De leerling zoekt een plaats op een andere school."
        case Status.VOORGESTELD:
            assert wissel.naar_school is not None
            assert wissel.antwoord_uiterlijk is not None
            kan = "kon" if wissel.is_te_laat_beantwoord else "kan"
            return f"{_plek(wissel)} {kan} antwoorden tot en met {datum(wissel.antwoord_uiterlijk)}."
        case Status.GEPLAATST:
            return f"De leerling heeft een plaats: {_plek(wissel)}."
        case _:
            return f"De leerling zoekt geen andere school meer. {wissel.reden_einde}"


def _plek(wissel: Schoolwissel) -> str:
    assert wissel.naar_school is not None
    return f"{wissel.naar_school.naam} ({wissel.get_naar_niveau_display()}, leerjaar {wissel.leerjaar})"
