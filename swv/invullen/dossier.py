"""Everything about one dossier that those who judge it read, whatever room it is of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from swv.documenten.models import Bijlage, Brief
from swv.invullen.antwoorden import antwoordregels, bijlagen
from swv.invullen.models import Aanvullingsverzoek, GeweigerdStuk, Invuldossier, Versie
from swv.invullen.voortgang import weigeringen
from swv.kern.models import Gebeurtenis
from swv.post.models import Bericht
from swv.termijnen.selectors import Termijnoverzicht, overzicht


@dataclass(frozen=True)
class Stuk:
    """One attached file with the name of its kind."""

    bijlage: Bijlage
    label: str


@dataclass(frozen=True)
class Dossierinhoud:
    """A room adds what only it knows in a subclass, and fills it with `inhoud_van`."""

    antwoorden: Sequence[Mapping[str, Any]]
    versies: Sequence[Versie]
    stukken: Sequence[Stuk]
    geweigerd: Sequence[tuple[str, GeweigerdStuk]]
    termijnen: Sequence[Termijnoverzicht]
    vragen: Sequence[Aanvullingsverzoek]
    gebeurtenissen: Sequence[Gebeurtenis]
    brieven: Sequence[Brief]
    berichten: Sequence[Bericht]

    @property
    def heeft_herinneringen(self) -> bool:
        return any(rij.herinneringen for rij in self.termijnen)


I = TypeVar("I", bound=Dossierinhoud)  # noqa: E741


def inhoud_van(dossier: Invuldossier, soort: type[I], **eigen: Any) -> I:
    """The whole file in a fixed number of queries; `eigen` is what the room adds. The answers are those last sent, not
    what is being typed."""
    versies = list(dossier.versies.select_related("door"))
    labels = {stuk.code: stuk.label for stuk in dossier.bewijsstukken} | {"aanvulling": "Aanvulling"}
    return soort(
        antwoorden=antwoordregels(dossier, versies[0].antwoorden if versies else None),
        versies=versies,
        stukken=[
            Stuk(bijlage, labels.get(bijlage.soort, "Overig"))
            for bijlage in bijlagen(dossier).select_related("toegevoegd_door")
        ],
        geweigerd=[(labels.get(code, "Overig"), rij) for code, rij in weigeringen(dossier).items()],
        termijnen=overzicht(dossier),
        vragen=list(dossier.aanvullingsverzoeken.select_related("gevraagd_door", "beantwoord_door")),
        gebeurtenissen=list(Gebeurtenis.objects.van(dossier).select_related("door")),
        brieven=list(Brief.objects.van(dossier).defer("html")),
        berichten=list(Bericht.objects.van(dossier).select_related("aan")),
        **eigen,
    )
