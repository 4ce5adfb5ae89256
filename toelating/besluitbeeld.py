"""Everything that somebody reads before signing one decision, in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from swv.documenten.models import Bijlage
from swv.invullen.antwoorden import antwoordregels, bijlagen
from swv.invullen.models import Aanvullingsverzoek, GeweigerdStuk
from swv.kern.models import Gebeurtenis
from swv.termijnen.selectors import Termijnoverzicht, overzicht
from toelating.besluit import signalen
from toelating.briefinhoud import Brieffeiten, brieffeiten
from toelating.models import Agendapunt, Deskundigenadvies, Tlvaanvraag
from toelating.tafel import Tafelregel, waarom_niet


@dataclass(frozen=True)
class Stuk:
    """A file or a refusal, with the name of its kind."""

    label: str
    bijlage: Bijlage | None = None
    geweigerd: GeweigerdStuk | None = None


@dataclass(frozen=True)
class Besluitbeeld:
    regel: Tafelregel
    feiten: Brieffeiten
    deskundigenadviezen: Sequence[Deskundigenadvies]
    commissieadviezen: Sequence[Agendapunt]
    antwoorden: Sequence[Mapping[str, Any]]
    stukken: Sequence[Stuk]
    vragen: Sequence[Aanvullingsverzoek]
    termijnen: Sequence[Termijnoverzicht]
    gebeurtenissen: Sequence[Gebeurtenis]


def besluitbeeld(aanvraag: Tlvaanvraag, user: Any) -> Besluitbeeld:
    """The answers are those last sent, never what a school is still typing."""
    versie = next(iter(aanvraag.versies.all()), None)
    adviezen = aanvraag.deskundigenadviezen.filter(stand=Deskundigenadvies.Stand.INGEDIEND)
    punten = aanvraag.agendapunten.filter(uitkomst=Agendapunt.Uitkomst.ADVIES)
    return Besluitbeeld(
        regel=Tafelregel(aanvraag, signalen(aanvraag, timezone.localdate()), waarom_niet(aanvraag, user)),
        feiten=brieffeiten(aanvraag),
        deskundigenadviezen=list(adviezen.select_related("deskundige")),
        commissieadviezen=list(punten.select_related("bijeenkomst")),
        antwoorden=antwoordregels(aanvraag, versie.antwoorden if versie else None),
        stukken=_stukken(aanvraag),
        vragen=list(aanvraag.aanvullingsverzoeken.all()),
        termijnen=overzicht(aanvraag),
        gebeurtenissen=list(Gebeurtenis.objects.van(aanvraag).select_related("door")),
    )


def _stukken(aanvraag: Tlvaanvraag) -> list[Stuk]:
    labels = {stuk.code: stuk.label for stuk in aanvraag.bewijsstukken} | {"aanvulling": "Bij de aanvulling"}
    aanwezig = [Stuk(labels.get(rij.soort, "Overig"), bijlage=rij) for rij in bijlagen(aanvraag)]
    return aanwezig + [
        Stuk(labels.get(rij.soort, "Overig"), geweigerd=rij) for rij in aanvraag.geweigerde_stukken.all()
    ]
