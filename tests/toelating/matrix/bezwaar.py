"""An objection: of a board, of parents, and against a decision that was taken under mandate.

Of the bureau `bureau` handled the first decision and stays out; `bureau_collega` and `gemandateerde` had no part in it,
until the last of them signed it under mandate.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils import timezone

from swv.organisaties.models import Gebruiker, Rolsoort
from tests.deuren import Deuren
from tests.factories import bezwaar as f
from tests.factories.bezwaar import behandelaar
from tests.factories.ingebrekestelling import stel_in_gebreke
from tests.factories.toelating import Toelatingswereld, maak_tlv
from tests.toelating.matrix.basis import BUREAU, NIEMAND, SYSTEEM, Leven, Plek, opnieuw, tak
from tests.toelating.matrix.toelating import laat_termijn_verstrijken
from toelating.models import Bezwaar, Bezwaarstatus, Soort, Status, Tlvaanvraag, Verzending
from toelating.views.bezwaar import BESLUITEN
from toelating.workflow import afgeven
from toelating.workflow.bezwaar import workflow

NIET_BETROKKEN = frozenset({"bureau_collega", "gemandateerde"})
DIRECTEUR = frozenset({"directeur"})


def _wie(behandelaars: frozenset[str], *, trekt_in: frozenset[str] = NIEMAND) -> dict[str, frozenset[str]]:
    return {
        "toewijzen": BUREAU,
        "gegevens_verbeteren": behandelaars,
        "termijn_beoordelen": behandelaars,
        "herstel_vragen": behandelaars,
        "herstellen": behandelaars,
        "herstellen_bij_lbt": behandelaars,
        "herstel_afsluiten": behandelaars,
        "herstel_afsluiten_bij_lbt": behandelaars,
        "stuk_toevoegen": BUREAU,
        "lbt_vragen": behandelaars,
        "lbt_vragen_tijdens_herstel": behandelaars,
        "verweer_schrijven": behandelaars,
        "bundel_maken": behandelaars,
        "verweer_versturen": behandelaars,
        "hoorzitting_vastleggen": behandelaars,
        "lbt_advies_vastleggen": behandelaars,
        "verdagen": behandelaars,
        "uitstellen": behandelaars,
        "voorleggen": behandelaars,
        "tegemoetkomen": behandelaars,
        "teruggeven": DIRECTEUR,
        "teruggeven_bij_lbt": DIRECTEUR,
        "teruggeven_zonder_lbt": DIRECTEUR,
        "gegrond_verklaren": DIRECTEUR,
        "ongegrond_verklaren": DIRECTEUR,
        "niet_ontvankelijk_verklaren": DIRECTEUR,
        "intrekken": behandelaars | trekt_in,
        "bekendmaken": frozenset({SYSTEEM}),
        "ingebrekestelling_vastleggen": BUREAU,
        "ingebrekestelling_intrekken": BUREAU,
        "geen_dwangsom": DIRECTEUR,
        "dwangsom_vaststellen": DIRECTEUR,
        "ingebrekestelling_sluiten": frozenset({SYSTEEM}),
    }


# What must be there first, or be over.
ZONDER_VERWEER = ("herstel tijdens LBT", "niet hersteld tijdens LBT", "bij_lbt", "verdaagd")
LATER = frozenset(
    {
        ("tegemoetkomen", "te laat"),
        *(("bundel_maken", plek) for plek in ZONDER_VERWEER),
        *(("verweer_versturen", plek) for plek in (*ZONDER_VERWEER, "verweer")),
        ("herstel_afsluiten", "herstel_gevraagd"),
        ("herstel_afsluiten_bij_lbt", "herstel tijdens LBT"),
        ("dwangsom_vaststellen", "te vroeg in gebreke gesteld"),
        ("ingebrekestelling_sluiten", "te vroeg in gebreke gesteld"),
        ("ingebrekestelling_sluiten", "de 42 dagen zijn om"),
        ("dwangsom_vaststellen", "ingetrokken na een ingebrekestelling"),
    }
)


# --- The ways -------------------------------------------------------------------------------------------------


def _bestuur(wereld: Toelatingswereld, aanvraag: Tlvaanvraag) -> Bezwaar:
    return f.maak_bezwaar(wereld, aanvraag, van="bestuur", naam="Stichting Scholen A")


def _verder(naam: str, wereld: Toelatingswereld, bezwaar: Bezwaar, **gegevens: Any) -> Bezwaar:
    return workflow[naam](bezwaar, door=behandelaar(wereld), **gegevens)


def _verlopen(bezwaar: Bezwaar) -> Bezwaar:
    """As if it was asked earlier: the day on which it had to be repaired has passed."""
    Bezwaar.objects.filter(pk=bezwaar.pk).update(herstel_tot=timezone.localdate() - timedelta(days=1))
    return opnieuw(bezwaar)


def van_bestuur(wereld: Toelatingswereld) -> Iterator[Plek]:
    """The whole way: repair, LBT, papers, postponement, decision."""
    aanvraag = f.maak_besluit(wereld)
    with tak():
        yield from _te_laat(wereld, aanvraag)
    bezwaar = _bestuur(wereld, aanvraag)
    yield Plek("ontvangen", bezwaar)
    with tak():
        yield Plek("ingetrokken", _verder("intrekken", wereld, bezwaar, op=timezone.localdate(), hoe="met een brief"))
    with tak():
        yield from _te_laat_beslist(wereld, bezwaar)
    with tak():
        yield from _herstel(wereld, bezwaar)
    with tak():
        yield Plek("tegemoetgekomen", _tegemoetkomen(wereld, bezwaar))
    bezwaar = f.lbt_vragen(wereld, bezwaar)
    yield Plek("bij_lbt", bezwaar)
    with tak():
        yield Plek("tegemoetgekomen tijdens LBT", _tegemoetkomen(wereld, bezwaar))
    with tak():
        yield Plek("verdaagd", _verder("verdagen", wereld, bezwaar, weken=6, reden="De hoorzitting is later."))
    with tak():
        yield from _stukken(wereld, bezwaar)
    with tak():
        yield from _beslissing(wereld, bezwaar, "gegrond")
    yield from _beslissing(wereld, bezwaar, "ongegrond")


def _te_laat(wereld: Toelatingswereld, aanvraag: Tlvaanvraag) -> Iterator[Plek]:
    Verzending.objects.update(verzonden_op=timezone.now() - timedelta(days=60))
    bezwaar = _bestuur(wereld, aanvraag)
    yield Plek("te laat", bezwaar)
    for stap in f.weg(Bezwaarstatus.TER_ONDERTEKENING, uitkomst="niet_ontvankelijk"):
        bezwaar = stap(wereld, bezwaar)
    yield Plek("voorgelegd: niet-ontvankelijk", bezwaar)
    yield Plek("niet_ontvankelijk", f.beslissen(wereld, bezwaar))


def _te_laat_beslist(wereld: Toelatingswereld, bezwaar: Bezwaar) -> Iterator[Plek]:
    """A notice of default: too early, and withdrawn with the objection; or after which nothing happened for 42 days."""
    rij = stel_in_gebreke(wereld, bezwaar)
    yield Plek("te vroeg in gebreke gesteld", opnieuw(bezwaar))
    with tak():
        klaar = _verder("intrekken", wereld, opnieuw(bezwaar), op=timezone.localdate(), hoe="met een brief")
        yield Plek("ingetrokken na een ingebrekestelling", klaar)
    rij.is_te_vroeg = False
    rij.save()
    laat_termijn_verstrijken(bezwaar)
    yield Plek("de 42 dagen zijn om", opnieuw(bezwaar))


def _herstel(wereld: Toelatingswereld, bezwaar: Bezwaar) -> Iterator[Plek]:
    gevraagd = f.herstel_vragen(wereld, bezwaar)
    yield Plek("herstel_gevraagd", gevraagd)
    with tak():
        yield Plek("niet hersteld", _verlopen(gevraagd))
    gevraagd = _verder("lbt_vragen_tijdens_herstel", wereld, gevraagd, op=timezone.localdate())
    yield Plek("herstel tijdens LBT", gevraagd)
    yield Plek("niet hersteld tijdens LBT", _verlopen(gevraagd))


def _tegemoetkomen(wereld: Toelatingswereld, bezwaar: Bezwaar) -> Bezwaar:
    return _verder("tegemoetkomen", wereld, bezwaar, gevolg="herroepen", motivering="Dat klopt.")


def _stukken(wereld: Toelatingswereld, bezwaar: Bezwaar) -> Iterator[Plek]:
    bezwaar = _verder("verweer_schrijven", wereld, bezwaar, verweer="Wij vinden het besluit juist.")
    yield Plek("verweer", bezwaar)
    bezwaar = f.maak_bundels(wereld, bezwaar)
    yield Plek("bundel", bezwaar)
    yield Plek("verstuurd", _verder("verweer_versturen", wereld, bezwaar, op=timezone.localdate(), hoe="per post"))


def _beslissing(wereld: Toelatingswereld, bezwaar: Bezwaar, uitkomst: str) -> Iterator[Plek]:
    """From the LBT to the end."""
    _, adviseren, voorleggen = f.weg(Bezwaarstatus.TER_ONDERTEKENING, uitkomst=uitkomst)
    bezwaar = adviseren(wereld, bezwaar)
    yield Plek(f"advies_gereed: {uitkomst}", bezwaar)
    bezwaar = voorleggen(wereld, bezwaar)
    yield Plek(f"voorgelegd: {uitkomst}", bezwaar)
    bezwaar = f.beslissen(wereld, bezwaar)
    yield Plek(uitkomst, bezwaar)
    yield Plek(f"{uitkomst}, bekend", workflow["bekendmaken"](bezwaar, door=None))


def van_ouders(wereld: Toelatingswereld) -> Iterator[Plek]:
    yield Plek("ontvangen", f.maak_bezwaar(wereld, f.maak_besluit(wereld)))


def tegen_mandaat(wereld: Toelatingswereld) -> Iterator[Plek]:
    """Against a decision that somebody took under mandate, who is involved from then on."""
    aanvraag = maak_tlv(wereld, soort=Soort.PRO, status=Status.TER_ONDERTEKENING)
    aanvraag = afgeven(aanvraag, door=wereld.gemandateerde, bevestigd_op=timezone.now())
    f.verzend(aanvraag)
    bezwaar = _bestuur(wereld, aanvraag)
    yield Plek("ontvangen", bezwaar)
    for stap in f.weg(Bezwaarstatus.TER_ONDERTEKENING, uitkomst="ongegrond"):
        bezwaar = stap(wereld, bezwaar)
    yield Plek("voorgelegd: ongegrond", bezwaar)


# --- What people type, and through which doors ------------------------------------------------------------------

ZELFDE_FORM = {
    "herstellen_bij_lbt": "herstellen",
    "herstel_afsluiten_bij_lbt": "herstel_afsluiten",
    "lbt_vragen_tijdens_herstel": "lbt_vragen",
    "teruggeven_bij_lbt": "teruggeven",
    "teruggeven_zonder_lbt": "teruggeven",
}


def invoer(naam: str, wereld: Toelatingswereld, bezwaar: Bezwaar) -> Mapping[str, Any]:
    vandaag, reden = _dag(timezone.localdate()), {"reden": "Dat is nodig."}
    over_twee_weken = _dag(timezone.localdate() + timedelta(days=14))
    return {
        "toewijzen": {"behandelaar": str(wereld.personas.bureau_collega.pk)},
        "gegevens_verbeteren": {
            "naam": bezwaar.naam,
            "adres": "Nieuwe straat 2\n1315 AB Almere",
            "wijze": bezwaar.wijze,
            "ontvangen_op": _dag(bezwaar.ontvangen_op),
            "is_ondertekend": "ja",
            "gronden": bezwaar.gronden,
        },
        "termijn_beoordelen": {"verschoonbaar": "ja", **reden},
        "herstel_vragen": {"vraag": "De gronden ontbreken.", "uiterlijk": over_twee_weken},
        "herstellen": {"op": vandaag, "gronden": "Nu wel.", "is_ondertekend": "ja"},
        "herstel_afsluiten": reden,
        "stuk_toevoegen": {"soort": "aanvulling", "op": vandaag, "bestand": f.papier()},
        "lbt_vragen": {"op": vandaag},
        "verweer_schrijven": {"verweer": "Wij vinden het besluit juist."},
        "verweer_versturen": {"op": vandaag, "hoe": "Via het portaal van de LBT."},
        "hoorzitting_vastleggen": {"op": over_twee_weken},
        "lbt_advies_vastleggen": {
            "advies": "ongegrond",
            "op": vandaag,
            "tekst": "De commissie is het eens.",
            "bestand": f.papier(),
        },
        "verdagen": {"weken": "6", **reden},
        "uitstellen": {"weken": "4", "akkoord": "de bezwaarmaker", "akkoord_op": vandaag, **reden},
        "voorleggen": {
            "voorstel": bezwaar.lbt_advies,
            "gevolg": "herroepen",
            "motivering": "Wij volgen de commissie.",
        },
        "tegemoetkomen": {"helemaal": "on", "gevolg": "herroepen", "motivering": "De bezwaarmaker heeft gelijk."},
        "teruggeven": reden,
        "intrekken": {"op": vandaag, "hoe": "met een brief"},
        "ingebrekestelling_vastleggen": {"ontvangen_op": vandaag, "kanaal": "papier", "notitie": "U bent te laat."},
        "ingebrekestelling_intrekken": {"op": vandaag, "hoe": "met een mail"},
        "geen_dwangsom": {"grond": "onredelijk_laat", "toelichting": "Dat was na een jaar."},
    }.get(ZELFDE_FORM.get(naam, naam), {})


def _dag(dag: date) -> str:
    return f"{dag:%d-%m-%Y}"


def bureaus(pk: Any, naam: str, door: Gebruiker) -> Iterator[str]:
    """The signing desk, and the page on which a board takes its own objection back."""
    if naam in BESLUITEN and door.heeft_rol(Rolsoort.DIRECTEUR):
        yield reverse("toelating:bezwaar_besluiten", args=[pk, naam])
    if naam == "intrekken":
        yield reverse("toelating:bezwaar_intrekken", args=[pk])


def deuren() -> Deuren:
    """The bureau works in the admin. No other system has to do with an objection: there is no API, nor a task."""
    return Deuren(beheer="admin:toelating_bezwaar_handeling", bureaus=bureaus)


_leven = partial(Leven, workflow=workflow, deuren=deuren, invoer=invoer, later=LATER)
LEVENS = {
    "bezwaar-bestuur": _leven(lopen=van_bestuur, wie=_wie(NIET_BETROKKEN, trekt_in=frozenset({"bestuur"}))),
    "bezwaar-ouders": _leven(lopen=van_ouders, wie=_wie(NIET_BETROKKEN), eigen=frozenset({"intrekken"})),
    "bezwaar-mandaat": _leven(
        lopen=tegen_mandaat,
        wie=_wie(frozenset({"bureau_collega"}), trekt_in=frozenset({"bestuur"})),
        eigen=frozenset({"lbt_vragen"}),
    ),
}
