"""Everything about one aanvraag for those who judge it: the bureau and the directeur-bestuurder."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aanvragen.geldbeeld import Dossiergeld, dossiergeld
from aanvragen.models import Aanvraag
from swv.documenten.models import Bijlage, Brief
from swv.invullen.antwoorden import antwoordregels, bijlagen
from swv.invullen.models import Aanvullingsverzoek, GeweigerdStuk, Versie
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
class Dossieroverzicht:
    aanvraag: Aanvraag
    antwoorden: Sequence[Mapping[str, Any]]
    versies: Sequence[Versie]
    stukken: Sequence[Stuk]
    geweigerd: Sequence[tuple[str, GeweigerdStuk]]
    termijnen: Sequence[Termijnoverzicht]
    vragen: Sequence[Aanvullingsverzoek]
    gebeurtenissen: Sequence[Gebeurtenis]
    brieven: Sequence[Brief]
    berichten: Sequence[Bericht]
    geld: Dossiergeld
    let_op: Sequence[str]

    @property
    def heeft_herinneringen(self) -> bool:
        return any(rij.herinneringen for rij in self.termijnen)


def dossier_van(aanvraag: Aanvraag) -> Dossieroverzicht:
    """The whole file in a fixed number of queries. The answers are those last sent, not what is being typed."""
    versies = list(aanvraag.versies.select_related("door"))
    labels = {stuk.code: stuk.label for stuk in aanvraag.declaratie.bewijsstukken} | {"aanvulling": "Aanvulling"}
    return Dossieroverzicht(
        aanvraag=aanvraag,
        antwoorden=antwoordregels(aanvraag, versies[0].antwoorden if versies else None),
        versies=versies,
        stukken=[
            Stuk(bijlage, labels.get(bijlage.soort, "Overig"))
            for bijlage in bijlagen(aanvraag).select_related("toegevoegd_door")
        ],
        geweigerd=[(labels.get(soort, "Overig"), rij) for soort, rij in weigeringen(aanvraag).items()],
        termijnen=overzicht(aanvraag),
        vragen=list(aanvraag.aanvullingsverzoeken.select_related("gevraagd_door", "beantwoord_door")),
        gebeurtenissen=list(Gebeurtenis.objects.van(aanvraag).select_related("door")),
        brieven=list(Brief.objects.van(aanvraag)),
        berichten=list(Bericht.objects.van(aanvraag).select_related("aan")),
        geld=dossiergeld(aanvraag),
        let_op=aanvraag.declaratie.let_op(aanvraag),
    )
