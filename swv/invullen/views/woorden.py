"""What a school reads about a dossier and its acts: a room gives the words, the pages and buttons are the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.utils import timezone

from swv.invullen.models import Invuldossier
from swv.invullen.views.versturen import Verzending
from swv.kern.models import Gebeurtenis
from swv.kern.opmaak import datum
from swv.kern.workflow import Handeling, Workflow
from swv.organisaties.models import Gebruiker

# True in every room: what was sent is fixed until the bureau asks.
ALLEEN_OP_VERZOEK = (
    "Daarna kunt u alleen nog iets wijzigen of aanvullen als het bureau daarom vraagt. "
    "Intrekken kan zolang er nog niet is besloten."
)

# The acts of school and board, which every room has: what follows, and what was done.
SAMEN_UITLEG: Mapping[str, tuple[str, ...]] = {
    "terugsturen": ("De school krijgt een mail met uw reden en kan de aanvraag daarna weer wijzigen.",),
    "terughalen": ("De aanvraag is daarna weer een concept. U vraagt uw bestuur later opnieuw om mee te tekenen.",),
    "aanvullen": ("Het bureau behandelt uw aanvraag verder. De beslistermijn loopt weer door.",),
}
SAMEN_GELUKT: Mapping[str, str] = {
    "medetekening_vragen": "Uw bestuur heeft een mail gekregen met de vraag om mee te tekenen.",
    "terugsturen": "De aanvraag ligt weer bij de school. De school heeft een mail met uw reden gekregen.",
    "terughalen": "De aanvraag is weer een concept. U kunt hem wijzigen.",
    "aanvullen": "Uw aanvulling is verstuurd. De beslistermijn loopt weer.",
    "intrekken": "Uw aanvraag is ingetrokken. De bevestiging staat hier binnen enkele minuten.",
}
SAMEN_GEBEURTENISSEN: Mapping[str, str] = {
    "medetekening_vragen": "Bestuur gevraagd om mee te tekenen",
    "terugsturen": "Teruggestuurd naar de school",
    "terughalen": "Teruggehaald door de school",
    "medetekenen": "Medegetekend en ingediend",
    "in_behandeling_nemen": "In behandeling genomen",
    "aanvulling_vragen": "Aanvulling gevraagd",
    "aanvullen": "Aangevuld",
    "leerling_verbeteren": "Gegevens van de leerling verbeterd",
    "afwijzen": "Afgewezen",
    "buiten_behandeling_stellen": "Niet verder behandeld",
    "intrekken": "Ingetrokken",
    "bekendmaken": "Brief klaargezet",
}


@dataclass(frozen=True)
class Stand:
    """Where a dossier is, in two sentences that a parent could read."""

    badge: str
    badgesoort: str
    zin: str
    vervolg: str = ""


class MetBeslisdatum(Protocol):
    @property
    def is_open(self) -> bool: ...

    beslisdatum: date | None


def besluitdatum(dossier: MetBeslisdatum, *, wat: str = "besluit") -> str:
    """ "Besluit uiterlijk 14 maart 2027", or what is so when that day has passed or the term stands still; `wat` is the
    word for what is waited for (het besluit, het antwoord)."""
    if not dossier.is_open:
        return ""
    if dossier.beslisdatum is None:
        return f"De termijn voor het {wat} staat nu stil." if wat != "besluit" else "De beslistermijn staat nu stil."
    if dossier.beslisdatum < timezone.localdate():
        return f"Het {wat} had er op {datum(dossier.beslisdatum)} moeten zijn. Bel ons om te horen hoe het staat."
    return f"{wat.capitalize()} uiterlijk {datum(dossier.beslisdatum)}."


@dataclass(frozen=True)
class Woorden:
    """How a room speaks about its acts, each by the name of the act.

    `versturen` are the acts that send what was filled in, through the summary, with the words on that button; `elders`
    those with a form on the page of the dossier itself. `uitleg` says what follows before somebody does it, `gelukt`
    what was done afterwards, `gebeurtenissen` the same in the timeline.
    """

    workflow: Workflow
    gebeurtenissen: Mapping[str, str]
    versturen: Mapping[str, str]
    uitleg: Mapping[str, Sequence[str]]
    gelukt: Mapping[str, str]
    gevaarlijk: frozenset[str] = frozenset({"intrekken"})
    elders: frozenset[str] = frozenset({"aanvullen"})

    def gedaan(self, handeling: Handeling) -> str:
        """What to say to who did this act; without a sentence of its own what happened."""
        return self.gelukt.get(handeling.naam) or f"{self.gebeurtenissen.get(handeling.naam, handeling.label)}."

    def gebeurde(self, gebeurtenis: Gebeurtenis) -> str:
        """A line of the timeline in words for the school."""
        return self.gebeurtenissen.get(gebeurtenis.handeling, gebeurtenis.label)

    def voor_pagina(self, handeling: Handeling) -> dict[str, Any]:
        """For `invullen/handeling.html`: what follows, and the button with its look. The words of the summary lead to
        the page of an act that asks something; there its own name stands on the button."""
        vraagt_iets = bool(handeling.invoer.base_fields)
        return {
            "uitleg": self.uitleg.get(handeling.naam, ()),
            "knoptekst": handeling.label if vraagt_iets else self.versturen.get(handeling.naam, handeling.label),
            "knopsoort": "gevaar" if handeling.naam in self.gevaarlijk else "primair",
        }

    def knoppen(self, dossier: Invuldossier, gebruiker: Gebruiker) -> list[tuple[Handeling, str]]:
        """The acts that this person can do now on a page of their own, each with the look of its button."""
        return [
            (handeling, "gevaar" if handeling.naam in self.gevaarlijk else "secundair")
            for handeling in self.workflow.available(dossier, gebruiker)
            if handeling.naam not in self.versturen and handeling.naam not in self.elders
        ]

    def verzending(self, dossier: Invuldossier, gebruiker: Gebruiker) -> Verzending | None:
        """How this person sends what was filled in; None when they cannot now."""
        for handeling in self.workflow.available(dossier, gebruiker):
            if handeling.naam in self.versturen:
                return Verzending(handeling, self.versturen[handeling.naam], self.uitleg.get(handeling.naam, ()))
        return None
