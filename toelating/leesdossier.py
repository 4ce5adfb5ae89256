"""What those who advise may read of one request: the answers as they were sent, the documents, the views of parents
and pupil, the national criteria, and the advices of the experts as far as this person may know them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from swv.invullen.antwoorden import antwoordregels
from swv.invullen.models import Aanvullingsverzoek
from swv.invullen.voortgang import Bijlagenblok, bijlagenblokken, verstuurde_antwoorden
from swv.organisaties.models import Gebruiker
from toelating.criteria import beoordeling
from toelating.models import Deskundigenadvies, Tlvaanvraag, Zienswijze
from toelating.models.aanvraag import TlvaanvraagQuerySet
from toelating.pro import Beoordeling

# Where parents live matters for their letter, not for an advice; what they think stands among the views.
NIET_VOOR_ADVISEURS = frozenset({"ouders"})
# The pupil stands on top of the page already.
BOVENAAN = frozenset({"voornaam", "tussenvoegsel", "achternaam", "geboortedatum"})
# The parts are called after what the school does there ("Vul in ..."); who reads sees what they hold.
TITELS = {
    "leerling": "Over de leerling",
    "aanvraag": "Wat de school vraagt",
    "ondersteuning": "Waarom dit nodig is",
    "criteria": "De scores",
    "motivering": "Waarom praktijkonderwijs past",
}


@dataclass(frozen=True)
class Deel:
    """One part of the answers, under a title for who reads."""

    titel: str
    regels: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Leesdossier:
    """Everything to read, for the page of an expert or a member."""

    aanvraag: Tlvaanvraag
    delen: Sequence[Deel]
    blokken: Sequence[Bijlagenblok]
    zienswijzen: Sequence[Zienswijze]
    vragen: Sequence[Aanvullingsverzoek]
    beoordeling: Beoordeling | None
    adviezen: Sequence[Deskundigenadvies]


def met_alles(aanvragen: TlvaanvraagQuerySet) -> TlvaanvraagQuerySet:
    """With what the page of one request needs along."""
    rijen = aanvragen.select_related("school__bestuur", "leerling", "beoogde_school", "regeling", "vorige")
    return rijen.prefetch_related("regeling__stukeisen", "regeling__veldeisen", "geweigerde_stukken")


def leesdossier(aanvraag: Tlvaanvraag, gebruiker: Gebruiker) -> Leesdossier:
    """What this person, who may open the dossier, can read of it, in a fixed number of queries."""
    return Leesdossier(
        aanvraag=aanvraag,
        delen=_delen(aanvraag),
        blokken=[blok for blok in bijlagenblokken(aanvraag) if blok.bijlagen or blok.weigering],
        zienswijzen=zienswijzen_van(aanvraag),
        vragen=list(aanvraag.aanvullingsverzoeken.filter(beantwoord_op__isnull=False)),
        beoordeling=beoordeling(aanvraag),
        adviezen=adviezen_voor(gebruiker, aanvraag),
    )


def _delen(aanvraag: Tlvaanvraag) -> list[Deel]:
    delen = []
    for deel in antwoordregels(aanvraag, verstuurde_antwoorden(aanvraag)):
        code = deel["onderdeel"].code
        if code not in NIET_VOOR_ADVISEURS:
            regels = [regel for regel in deel["regels"] if regel["naam"] not in BOVENAAN]
            delen.append(Deel(TITELS.get(code, deel["onderdeel"].titel), regels))
    return delen


def zienswijzen_van(aanvraag: Tlvaanvraag) -> list[Zienswijze]:
    """What parents and pupil think, in their own words, the oldest first."""
    return list(aanvraag.zienswijzen.all())


def adviezen_voor(gebruiker: Gebruiker, aanvraag: Tlvaanvraag) -> list[Deskundigenadvies]:
    """The advices that were given and that this person may read. The two experts are independent: who still has to
    advise does not read the other's advice first, whatever other role that person has. A draft is never among them.
    """
    geldend = list(aanvraag.deskundigenadviezen.geldend().select_related("deskundige"))
    for advies in geldend:
        advies.aanvraag = aanvraag
    if any(advies.deskundige_id == gebruiker.pk and not advies.is_gegeven for advies in geldend):
        return []
    return [advies for advies in geldend if advies.is_gegeven]
