"""What became of each letter of a request, per addressee: sent, notified, first viewed, and until when to object."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Min, Q

from swv.documenten.models import Inzage
from swv.organisaties.models import Gebruiker
from swv.post.models import Bericht
from swv.termijnen.rekenen import Uitleg
from swv.termijnen.selectors import extra_feestdagen
from toelating.bezwaartermijn import som
from toelating.documents import MET_BEZWAAR
from toelating.models import Tlvaanvraag, Verzending


@dataclass(frozen=True)
class Verzendregel:
    """One letter to one addressee. Three moments that the addressee may know (Wmebv): sent, notified, first viewed."""

    verzending: Verzending
    eerst_bekeken: datetime | None
    bezwaar: Uitleg | None

    @property
    def kennisgeving(self) -> Bericht | None:
        """The mail that says that the letter can be read; None on paper."""
        return self.verzending.bericht

    @property
    def is_niet_bezorgd(self) -> bool:
        """The mail did not arrive: the letter has to go another way."""
        bericht = self.kennisgeving
        return bericht is not None and bericht.staat == Bericht.Staat.MISLUKT and not self.verzending.is_mislukt


def verzendoverzicht(aanvraag: Tlvaanvraag) -> list[Verzendregel]:
    """Every sending of every letter of this request, the oldest first. Always four queries."""
    verzendingen = list(
        Verzending.objects.filter(brief__object_id=aanvraag.pk)
        .select_related("brief", "bericht", "verzonden_door")
        .defer("brief__html", "bericht__tekst", "bericht__html")
    )
    return verzendregels(verzendingen, _eerst_bekeken(aanvraag, verzendingen))


def verzendregels(verzendingen: Sequence[Verzending], bekeken: dict[Any, datetime] | None = None) -> list[Verzendregel]:
    extra = extra_feestdagen()
    return [
        Verzendregel(
            verzending=rij,
            eerst_bekeken=(bekeken or {}).get(rij.brief_id) if rij.kanaal == Verzending.Kanaal.DIGITAAL else None,
            bezwaar=som(rij, extra=extra) if rij.brief.soort in MET_BEZWAAR else None,
        )
        for rij in verzendingen
    ]


def _eerst_bekeken(aanvraag: Tlvaanvraag, verzendingen: Sequence[Verzending]) -> dict[Any, datetime]:
    """When somebody of the applicant first opened each letter; also somebody who left since."""
    gezien = Inzage.objects.filter(
        bestand_id__in={rij.brief_id for rij in verzendingen},
        is_toegestaan=True,
        gebruiker__in=_van_aanvrager(aanvraag).values("pk"),
    )
    return dict(gezien.order_by().values_list("bestand_id").annotate(Min("op")))


def _van_aanvrager(aanvraag: Tlvaanvraag) -> Any:
    bestuur = aanvraag.school.bestuur_id
    plek = Q(rollen__school=aanvraag.school_id) | Q(rollen__bestuur=bestuur) | Q(pk=aanvraag.gast_id)
    return Gebruiker.objects.filter(plek)
