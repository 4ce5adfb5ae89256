"""The lives of what follows an award: places, by hand who may do what there, and what a person types."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from aanvragen.models import Afspraak, Evaluatie, Uitvoering
from aanvragen.uitvoering.workflow import afspraken, evaluaties, uitvoeringen
from swv.kern.workflow import Workflow
from swv.organisaties.models import Gebruiker, Rolsoort
from tests.factories.aanvragen import pdf_bestand
from tests.factories.organisaties import maak_gebruiker
from tests.factories.uitvoering import AFSPRAAK, maak_afspraak, maak_evaluatie, maak_uitvoering
from tests.personas import Personas

SCHOOL = frozenset({"coordinator", "bestuur"})
BUREAU = frozenset({"bureau", "bureau_collega"})
PARTNER = frozenset({"partner"})
SYSTEEM = frozenset({"systeem"})


def iedereen(p: Personas) -> dict[str, Gebruiker | None]:
    """Everybody by relation; also a partner whom the bureau did not choose, and the portal itself."""
    adres = "partner.elders@portaal.example"
    elders = Gebruiker.objects.filter(email=adres).first()
    elders = elders or maak_gebruiker(Rolsoort.PARTNER, email=adres, naam="Partner Elders")
    return {**dict(p.mensen()), "partner_elders": elders, "systeem": None}


@dataclass(frozen=True)
class Plek:
    """A place in a life: its workflow, how a dossier gets there, and who may do which act there."""

    workflow: Workflow
    maak: Callable[[Personas], Any]
    wie: Mapping[str, frozenset[str]]

    def verwacht(self) -> set[tuple[str, str]]:
        return {(naam, wie) for naam, mensen in self.wie.items() for wie in mensen}


def _uren(p: Personas) -> Uitvoering:
    return maak_uitvoering(p, partner=p.partner)


def _visitatie(p: Personas) -> Uitvoering:
    return maak_uitvoering(p, soort="visitatie", partner=p.partner)


def _afgerond(p: Personas) -> Uitvoering:
    return uitvoeringen["afronden"](_uren(p), door=p.bureau, reden="Klaar.")


def _evaluatie(p: Personas) -> Evaluatie:
    return maak_evaluatie(_uren(p))


def _ingevuld(p: Personas) -> Evaluatie:
    return evaluaties["invullen"](
        _evaluatie(p), door=p.coordinator, doel_bereikt="ja", wat_werkt="De lessen.", vervolg="doorgaan"
    )


def _zonder_uitvoering(p: Personas) -> Evaluatie:
    evaluatie = _evaluatie(p)
    uitvoeringen["afronden"](evaluatie.uitvoering, door=p.bureau, reden="Klaar.")
    return Evaluatie.objects.get(pk=evaluatie.pk)


def _voorgesteld(p: Personas) -> Afspraak:
    return maak_afspraak(p, _visitatie(p))


def _bevestigd(p: Personas) -> Afspraak:
    return afspraken["bevestigen"](_voorgesteld(p), door=p.coordinator)


def _ander_moment(p: Personas) -> Afspraak:
    return afspraken["ander_moment_vragen"](_voorgesteld(p), door=p.coordinator, voorkeur="Dinsdag.")


def geweest(afspraak: Afspraak) -> Afspraak:
    """As if the day has passed."""
    Afspraak.objects.filter(pk=afspraak.pk).update(datum=timezone.localdate() - timedelta(days=1))
    return Afspraak.objects.get(pk=afspraak.pk)


def _geweest(p: Personas) -> Afspraak:
    return geweest(_bevestigd(p))


def _met_verslag(p: Personas) -> Afspraak:
    return afspraken["verslag_schrijven"](_geweest(p), door=p.bureau, verslag="Gesproken.")


def _afgezegd(p: Personas) -> Afspraak:
    return afspraken["afzeggen"](_bevestigd(p), door=p.bureau, reden="Ziek.")


LOOPT = {
    "partners_kiezen": BUREAU,
    "afronden": BUREAU,
    "vanzelf_afronden": SYSTEEM,
    "wijziging_volgen": SYSTEEM,
}
GEWEEST = {"verzetten": BUREAU, "afzeggen": SCHOOL | BUREAU}
KOMT = {**GEWEEST, "laten_vervallen": SYSTEEM}
PLEKKEN: dict[str, Plek] = {
    "uren": Plek(uitvoeringen, _uren, {**LOOPT, "uren_invullen": SCHOOL | BUREAU | PARTNER}),
    "visitatie": Plek(uitvoeringen, _visitatie, {**LOOPT, "afspraak_voorstellen": BUREAU}),
    "afgerond": Plek(uitvoeringen, _afgerond, {"heropenen": BUREAU, "hervatten": SYSTEEM}),
    "evaluatie open": Plek(evaluaties, _evaluatie, {"inbrengen": PARTNER, "invullen": SCHOOL}),
    "evaluatie ingevuld": Plek(evaluaties, _ingevuld, {"opnieuw_vragen": BUREAU}),
    "evaluatie zonder vervolg": Plek(evaluaties, _zonder_uitvoering, {}),
    "voorgesteld": Plek(
        afspraken,
        _voorgesteld,
        {**KOMT, "bevestigen": SCHOOL, "ander_moment_vragen": SCHOOL, "verslag_schrijven": BUREAU | PARTNER},
    ),
    "bevestigd": Plek(
        afspraken, _bevestigd, {**KOMT, "ander_moment_vragen": SCHOOL, "verslag_schrijven": BUREAU | PARTNER}
    ),
    "ander moment": Plek(afspraken, _ander_moment, KOMT),
    "geweest": Plek(afspraken, _geweest, {**GEWEEST, "verslag_schrijven": BUREAU | PARTNER}),
    "met verslag": Plek(afspraken, _met_verslag, {"verslag_verbeteren": BUREAU | PARTNER}),
    "afgezegd": Plek(afspraken, _afgezegd, {}),
}
# What has to wait at a place.
LATER = {("verslag_schrijven", "voorgesteld"), ("verslag_schrijven", "bevestigd")}


def invoer(naam: str, p: Personas) -> dict[str, Any]:
    """What a person types with this act."""
    vandaag = timezone.localdate()
    reden = {"reden": "Dat is nodig."}
    afspraak = {**AFSPRAAK, "datum": f"{vandaag + timedelta(days=21):%d-%m-%Y}"}
    return {
        "partners_kiezen": {"partners": [str(p.partner.pk)]},
        "uren_invullen": {"week": f"{vandaag:%d-%m-%Y}", "uren": "2", "toelichting": "Twee lessen."},
        "afspraak_voorstellen": afspraak,
        "afronden": reden,
        "heropenen": reden,
        "inbrengen": {"van_partner": "Het gaat goed."},
        "invullen": {"doel_bereikt": "deels", "wat_werkt": "De lessen.", "vervolg": "doorgaan"},
        "opnieuw_vragen": reden,
        "ander_moment_vragen": {"voorkeur": "Dinsdag."},
        "verzetten": afspraak,
        "afzeggen": reden,
        "verslag_schrijven": {"verslag": "Gesproken over de kijkvraag.", "bestand": pdf_bestand("verslag.pdf")},
        "verslag_verbeteren": {"verslag": "Gesproken over de andere vraag."},
        "vanzelf_afronden": {"waarom": "Alles is klaar."},
        "wijziging_volgen": {"wat": "Van 40 uur naar 36 uur."},
        "hervatten": {"wat": "Van 36 uur naar 40 uur."},
        "laten_vervallen": reden,
    }.get(naam, {})
