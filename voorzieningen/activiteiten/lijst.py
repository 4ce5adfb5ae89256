"""The lists of the bureau: the meetings of an activity with what can be done there, and who comes."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from voorzieningen.activiteiten import selectors
from voorzieningen.activiteiten.forms import sessienaam
from voorzieningen.activiteiten.workflow import workflow
from voorzieningen.models import Activiteit, Inschrijving, Sessie


@dataclass(frozen=True)
class Bijeenkomst:
    """One meeting: how many were there and were not, and whether it can still be changed."""

    sessie: Sessie
    aanwezig: int
    afwezig: int
    te_wijzigen: bool
    weg_te_halen: bool

    @property
    def naam(self) -> str:
        return sessienaam(self.sessie)

    @property
    def is_vastgelegd(self) -> bool:
        return bool(self.aanwezig + self.afwezig)


def bijeenkomsten(activiteit: Activiteit, user: Any) -> list[Bijeenkomst]:
    """Every meeting. One query."""
    sessies: list[Any] = list(
        activiteit.sessies.annotate(
            aanwezig=Count("aanwezigheden", filter=Q(aanwezigheden__is_aanwezig=True)),
            afwezig=Count("aanwezigheden", filter=Q(aanwezigheden__is_aanwezig=False)),
        )
    )
    mag = workflow["bijeenkomst_wijzigen"].weigering(activiteit, user) is None
    return [
        Bijeenkomst(
            sessie,
            sessie.aanwezig,
            sessie.afwezig,
            te_wijzigen=mag and not sessie.aanwezig + sessie.afwezig,
            weg_te_halen=mag and not sessie.aanwezig + sessie.afwezig and len(sessies) > 1,
        )
        for sessie in sessies
    ]


def deelnemers(activiteit: Activiteit) -> list[tuple[Inschrijving, int]]:
    """Who has a place, by name, and then who waits with the place in line. At most two queries."""
    mensen = list(
        activiteit.inschrijvingen.exclude(status=Inschrijving.Status.AFGEMELD).select_related("school").order_by("naam")
    )
    wacht = any(rij.status == Inschrijving.Status.WACHTLIJST for rij in mensen)
    nummers = selectors.rijnummers([activiteit.pk]) if wacht else {}
    return sorted(((rij, nummers.get(rij.pk, 0)) for rij in mensen), key=lambda paar: paar[1])


def presentie(activiteit: Activiteit, sessie: Sessie) -> list[tuple[Inschrijving, bool | None]]:
    """Everybody with a place, by name, with what is known: there, not there, or nothing yet. Two queries."""
    bekend = dict(sessie.aanwezigheden.values_list("inschrijving_id", "is_aanwezig"))
    mensen = activiteit.inschrijvingen.met_plaats().select_related("school").order_by("naam", "id")
    return [(rij, bekend.get(rij.pk)) for rij in mensen]
