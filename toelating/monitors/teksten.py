"""What the screen says about an aanmelding, a thuiszitter and the acts on them."""

from collections.abc import Mapping

from swv.kern.opmaak import datum
from swv.kern.woorden import Stand
from swv.kern.workflow import Handeling
from toelating.models import Aanmelding, Aanmeldingstatus, Thuiszitter, Thuiszitterstatus

GELUKT: Mapping[str, str] = {
    "verlengen": "De termijn is verlengd. De nieuwe einddatum staat op deze pagina.",
    "tijdelijk_plaatsen": "De tijdelijke plaats is vastgelegd.",
    "toelaten": "De leerling is toegelaten. De zorgplicht voor deze aanmelding is klaar.",
    "andere_school_vinden": "De andere school is vastgelegd. Tot de leerling daar begint, houdt u de zorgplicht.",
    "aanbod_laten_vervallen": "Het aanbod is vervallen. De termijn telt weer.",
    "plaatsing_bevestigen": "De plaatsing is vastgelegd. De zorgplicht voor deze aanmelding is klaar.",
    "intrekken": "De aanmelding is gestopt.",
    "stap_afspreken": "De stap staat in het plan.",
    "stap_afsluiten": "De stap is afgesloten.",
    "gesprek_noteren": "Het gesprek is genoteerd.",
    "meldingen_vastleggen": "De meldingen zijn vastgelegd.",
    "gegevens_wijzigen": "De melding is gewijzigd.",
    "escaleren": "De melding ligt nu bij de directeur-bestuurder.",
    "school_aanwijzen": "De school is aangewezen. Vertel het de aangewezen school zelf.",
    "aanwijzing_intrekken": "De aanwijzing is ingetrokken.",
    "beeindigen": "De melding is afgesloten.",
    "heropenen": "De melding is weer open.",
}

UITLEG: Mapping[str, tuple[str, ...]] = {
    "verlengen": (
        "Dit kan één keer, met hoogstens 4 weken.",
        "Het portaal schrijft de ouders niet: dat doet de school.",
    ),
    "tijdelijk_plaatsen": ("De plaats geldt tot uw school heeft besloten.", "De termijn en de zorgplicht lopen door."),
    "andere_school_vinden": (
        "Doe dit pas als de andere school akkoord is.",
        "Uw school houdt de zorgplicht tot de leerling daar begint.",
    ),
    "aanbod_laten_vervallen": ("Uw school moet weer zoeken. Dezelfde einddatum telt weer.",),
    "intrekken": ("De zorgplicht van uw school voor deze aanmelding stopt. Dit kunt u niet terugdraaien.",),
    "gesprek_noteren": (
        "Alleen uw eigen kant leest de notitie.",
        "In het verloop staat alleen dat er een gesprek was.",
    ),
    "escaleren": ("De directeur-bestuurder krijgt bericht. School en bestuur ook.",),
    "school_aanwijzen": (
        "Doe dit alleen als overleg met school, ouders en bestuur niet lukt.",
        "De school van de leerling, haar bestuur en het bureau krijgen bericht.",
        "De aangewezen school kan dit dossier niet openen. Bel die school.",
    ),
    "beeindigen": ("Stappen die nog open staan, zijn dan niet meer nodig.", "U kunt de melding later weer openen."),
    "heropenen": ("Het bureau krijgt bericht. De weken tellen vanaf de eerste dag die u invult.",),
}

EERST = ("toelaten", "plaatsing_bevestigen", "stap_afspreken")
GEVAARLIJK = frozenset({"intrekken", "aanwijzing_intrekken"})


def knopsoort(handeling: Handeling) -> str:
    """How the button on the page of a dossier looks."""
    return "primair" if handeling.naam in EERST else "secundair"


AANMELDINGBADGE: Mapping[str, tuple[str, str]] = {
    "onderzoek": ("In onderzoek", "info"),
    "aanbod": ("Wacht op plaatsing", "info"),
    "geplaatst": ("Toegelaten", "succes"),
    "elders": ("Geplaatst elders", "succes"),
    "ingetrokken": ("Gestopt", "neutraal"),
}


def stand_aanmelding(aanmelding: Aanmelding) -> Stand:
    badge, soort = AANMELDINGBADGE[aanmelding.status]
    if aanmelding.is_te_laat:
        badge, soort = "Te laat", "fout"
    return Stand(badge, soort, _zin_aanmelding(aanmelding))


def _zin_aanmelding(aanmelding: Aanmelding) -> str:
    match aanmelding.status:
        case Aanmeldingstatus.ONDERZOEK if aanmelding.moet_tijdelijk_plaatsen:
            return (
                "Er zijn tien weken voorbij zonder besluit, en de leerling staat nergens ingeschreven. "
                "De leerling heeft recht op een tijdelijke plaats op deze school."
            )
        case Aanmeldingstatus.ONDERZOEK if aanmelding.is_te_laat:
            return f"Besluiten moest uiterlijk op {datum(aanmelding.beslisdatum)}. Besluit zo snel mogelijk."
        case Aanmeldingstatus.ONDERZOEK:
            uiterlijk = datum(aanmelding.beslisdatum)
            return f"De school onderzoekt of zij kan bieden wat nodig is. Besluit uiterlijk op {uiterlijk}."
        case Aanmeldingstatus.AANBOD:
            return (
                f"{aanmelding.waarheen} is akkoord. De school van aanmelding houdt de zorgplicht tot de leerling daar "
                "begint."
            )
        case Aanmeldingstatus.GEPLAATST:
            return f"De leerling staat op deze school ingeschreven vanaf {_dag(aanmelding)}."
        case Aanmeldingstatus.ELDERS:
            return f"De leerling zit op {aanmelding.waarheen} vanaf {_dag(aanmelding)}."
        case _:
            return f"Deze aanmelding is gestopt: {aanmelding.get_intrekking_display()}."


def _dag(aanmelding: Aanmelding) -> str:
    assert aanmelding.geplaatst_op is not None
    return datum(aanmelding.geplaatst_op)


def stand_thuiszitter(thuiszitter: Thuiszitter) -> Stand:
    match thuiszitter.status:
        case Thuiszitterstatus.BEEINDIGD:
            badge, soort = "Afgesloten", "neutraal"
        case Thuiszitterstatus.AANGEWEZEN:
            badge, soort = "School aangewezen", "aandacht"
        case Thuiszitterstatus.ESCALATIE:
            badge, soort = "Bij de directeur", "fout"
        case _ if thuiszitter.is_bij_bureau:
            badge, soort = "Bij het bureau", "aandacht"
        case _:
            badge, soort = ("Thuis", "info") if thuiszitter.is_geteld else _badge_niet_geteld(thuiszitter)
    return Stand(badge, soort, _zin_thuiszitter(thuiszitter))


def _badge_niet_geteld(thuiszitter: Thuiszitter) -> tuple[str, str]:
    return ("Dreigt", "info") if thuiszitter.eerste_dag is None else ("Vrijstelling", "neutraal")


def _zin_thuiszitter(thuiszitter: Thuiszitter) -> str:
    if thuiszitter.status == Thuiszitterstatus.BEEINDIGD:
        assert thuiszitter.einde_op is not None
        return f"Afgesloten op {datum(thuiszitter.einde_op)}: {thuiszitter.get_einde_display()}."
    delen = [_hoe_lang(thuiszitter)]
    if thuiszitter.status == Thuiszitterstatus.AANGEWEZEN:
        assert thuiszitter.aangewezen_school is not None
        assert thuiszitter.plaats_uiterlijk is not None
        uiterlijk = datum(thuiszitter.plaats_uiterlijk)
        delen.append(f"{thuiszitter.aangewezen_school.naam} moet uiterlijk {uiterlijk} een plaats geven.")
    delen.append(aan_zet(thuiszitter))
    return " ".join(delen)


def _hoe_lang(thuiszitter: Thuiszitter) -> str:
    if thuiszitter.eerste_dag is None:
        return "De leerling dreigt thuis te komen."
    if not thuiszitter.is_geteld:
        return f"De leerling heeft een vrijstelling sinds {datum(thuiszitter.eerste_dag)}. Dat telt niet mee."
    return f"{weken_in_woorden(thuiszitter)} thuis, sinds {datum(thuiszitter.eerste_dag)}."


def weken_in_woorden(thuiszitter: Thuiszitter) -> str:
    """In whole calendar weeks."""
    if thuiszitter.weken is None:
        return "–"
    if thuiszitter.weken == 0:
        return "Minder dan een week"
    return "1 week" if thuiszitter.weken == 1 else f"{thuiszitter.weken} weken"


def aan_zet_kort(thuiszitter: Thuiszitter) -> str:
    """The same for a list."""
    if not thuiszitter.is_open:
        return "–"
    stap = thuiszitter.volgende_stap
    if stap is None:
        return "Niemand: er is geen plan"
    wie = stap.get_aan_zet_display()
    return f"{wie[:1].upper()}{wie[1:]}, {'te laat sinds' if stap.is_te_laat else 'uiterlijk'} {datum(stap.uiterlijk)}"


def aan_zet(thuiszitter: Thuiszitter) -> str:
    """Who is at bat, in a sentence."""
    stap = thuiszitter.volgende_stap
    if stap is None:
        return "Er is nog niets afgesproken: niemand is aan zet."
    wie, dag = stap.get_aan_zet_display(), datum(stap.uiterlijk)
    return f"Aan zet: {wie}. Dit moest klaar zijn op {dag}." if stap.is_te_laat else f"Aan zet: {wie}, uiterlijk {dag}."
