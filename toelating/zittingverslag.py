"""How a sitting went, in words and numbers: the truth, also when the worker stands still."""

from collections.abc import Sequence
from dataclasses import dataclass

from toelating.models import Zitting, Zittingsregel
from toelating.tafel import Tafelregel, klaar_voor, met_alles_voor_oordeel, waarom_niet


@dataclass(frozen=True)
class Verslag:
    """The rows in the order of the list. `opnieuw` holds what can be signed again with a new code: not signed, and
    still exactly as it was on the screen."""

    zitting: Zitting
    regels: Sequence[Zittingsregel]
    opnieuw: Sequence[Tafelregel]

    @property
    def wacht(self) -> int:
        return sum(regel.wacht for regel in self.regels)

    @property
    def is_bezig(self) -> bool:
        return self.wacht > 0

    @property
    def getekend(self) -> Sequence[Zittingsregel]:
        return [regel for regel in self.regels if regel.is_getekend]

    @property
    def niet_getekend(self) -> Sequence[Zittingsregel]:
        return [regel for regel in self.regels if regel.reden]

    @property
    def verwerkt(self) -> int:
        return len(self.regels) - self.wacht


def verslag(zitting: Zitting) -> Verslag:
    """Always the same number of queries."""
    regels = list(
        zitting.regels.select_related("aanvraag__school", "aanvraag__besloten_door").prefetch_related(
            "aanvraag__verklaringen"
        )
    )
    for regel in regels:
        regel.zitting = zitting
    return Verslag(zitting, regels, _opnieuw(zitting, regels))


def _opnieuw(zitting: Zitting, regels: Sequence[Zittingsregel]) -> list[Tafelregel]:
    versies = {regel.aanvraag_id: regel.versie for regel in regels if regel.reden}
    if not versies:
        return []
    aanvragen = met_alles_voor_oordeel(klaar_voor(zitting.door).filter(pk__in=versies))
    return [
        Tafelregel(aanvraag, [], "")
        for aanvraag in aanvragen
        if aanvraag.versie == versies[aanvraag.pk] and not waarom_niet(aanvraag, zitting.door)
    ]
