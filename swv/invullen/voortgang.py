"""How far a dossier is: the task list of a draft, the files by kind, the answers that were sent."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from swv.documenten.models import Bijlage
from swv.invullen.antwoorden import (
    BEZIG,
    KLAAR,
    NIET_GESTART,
    Taak,
    aanwezige_soorten,
    bijlagen,
    ontbrekende_bewijsstukken,
    taken,
)
from swv.invullen.models import GeweigerdStuk, Invuldossier
from swv.invullen.onderdelen import AANVULLING, OVERIG, Bewijsstuk

KAN_NOG_NIET = "kan nog niet"


def verstuurde_antwoorden(dossier: Invuldossier) -> dict[str, Any]:
    """What was sent last; before the first time what was typed so far."""
    versie = dossier.versies.first()
    return dict(versie.antwoorden if versie else dossier.antwoorden)


# --- Files and refusals by kind of document ------------------------------------------------------------------


@dataclass(frozen=True)
class Bijlagenblok:
    """The files of one kind of document, or that it is refused."""

    stuk: Bewijsstuk
    bijlagen: list[Bijlage] = field(default_factory=list)
    weigering: GeweigerdStuk | None = None

    @property
    def ontbreekt(self) -> bool:
        return self.stuk.verplicht and not self.bijlagen and self.weigering is None

    @property
    def mag_geweigerd(self) -> bool:
        """Whether the school can still mark that this document is refused."""
        return self.stuk.weigerbaar and not self.bijlagen and self.weigering is None


def bijlagenblokken(dossier: Invuldossier) -> list[Bijlagenblok]:
    """The files by kind of document, in the order of the declaration, what is asked for even without files."""
    per_soort: dict[str, list[Bijlage]] = defaultdict(list)
    for bijlage in bijlagen(dossier).select_related("toegevoegd_door"):
        per_soort[bijlage.soort].append(bijlage)
    geweigerd = weigeringen(dossier)
    blokken = [
        Bijlagenblok(stuk, per_soort.pop(stuk.code, []), geweigerd.get(stuk.code)) for stuk in dossier.bewijsstukken
    ]
    aanvulling = per_soort.pop(AANVULLING.code, [])
    if aanvulling or dossier.wacht_op_aanvulling:
        blokken.append(Bijlagenblok(AANVULLING, aanvulling))
    rest = [bijlage for groep in per_soort.values() for bijlage in groep]
    return [*blokken, Bijlagenblok(OVERIG, rest)] if rest else blokken


def weigeringen(dossier: Invuldossier) -> dict[str, GeweigerdStuk]:
    """What is refused, by the code of the document. No query when nothing of this dossier can be refused."""
    if not any(stuk.weigerbaar for stuk in dossier.bewijsstukken):
        return {}
    return {rij.soort: rij for rij in dossier.geweigerde_stukken.select_related("door")}


# --- The task list -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Voortgang:
    """The task list of a draft: the parts, the files, and whether it can be sent."""

    taken: Sequence[Taak]
    bijlagen: str
    bijlagen_verplicht: bool
    ontbrekend: Sequence[Bewijsstuk]

    @property
    def is_klaar(self) -> bool:
        return all(taak.status == KLAAR for taak in self.taken) and not self.ontbrekend

    @property
    def versturen(self) -> str:
        return NIET_GESTART if self.is_klaar else KAN_NOG_NIET

    @property
    def nog_te_doen(self) -> list[str]:
        """The titles of what is not done yet."""
        titels = [taak.onderdeel.titel for taak in self.taken if taak.status != KLAAR]
        return titels + [f"Voeg toe: {stuk.label}" for stuk in self.ontbrekend]


def voortgang(dossier: Invuldossier, aanwezig: Iterable[str] | None = None) -> Voortgang:
    """How far a draft is. `aanwezig` are the kinds of documents it has (`aanwezige_soorten`), when the caller knows;
    else one query."""
    soorten = set(aanwezige_soorten([dossier])[dossier.pk] if aanwezig is None else aanwezig)
    ontbrekend = ontbrekende_bewijsstukken(dossier, soorten)
    verplicht = any(stuk.verplicht for stuk in dossier.bewijsstukken)
    is_klaar = not ontbrekend and bool(soorten or not dossier.bewijsstukken)
    status = KLAAR if is_klaar else BEZIG if soorten else NIET_GESTART
    return Voortgang(taken(dossier), status, verplicht, ontbrekend)
