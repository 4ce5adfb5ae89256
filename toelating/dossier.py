"""Everything about one request for a TLV for those who judge it: the bureau and who decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Min
from django.utils import timezone

from swv.documenten.models import Bijlage, Inzage
from swv.invullen.antwoorden import antwoordregels, gegevens_van
from swv.invullen.dossier import Dossierinhoud, inhoud_van
from swv.invullen.models import Versie
from swv.kern.opmaak import datum
from swv.organisaties.models import Rolsoort
from toelating import berichten
from toelating.commissiebeeld import Agendabeeld, agendabeelden
from toelating.criteria import uit_gegevens
from toelating.models import Bezwaar, Deskundigenadvies, Tlvaanvraag, Verklaring, Verzending, Zienswijze
from toelating.pro import Beoordeling
from toelating.signalen import Signaal, signalen
from toelating.stukken import Stukregel, overige_bestanden, stuklijst

# What stands in an advice. As long as it is being written nobody else reads it.
INHOUD_VAN_ADVIES = {"toelaatbaar": None, "categorie": "", "schooljaren": None, "tekst": ""}


@dataclass(frozen=True)
class Verzonden:
    """One letter to one addressee, and when that one first looked at it (only a digital letter leaves a trace)."""

    verzending: Verzending
    bekeken_op: datetime | None


@dataclass(frozen=True)
class EerdereVersie:
    """Answers that were sent before the newest."""

    versie: Versie
    antwoorden: Sequence[Mapping[str, Any]]

    @property
    def titel(self) -> str:
        return f"Versie {self.versie.nummer}, verstuurd op {datum(self.versie.op)}"


@dataclass(frozen=True)
class Tlvdossier(Dossierinhoud):
    aanvraag: Tlvaanvraag
    gegevens: dict[str, Any]
    zienswijzen: Sequence[Zienswijze]
    adviezen: Sequence[Deskundigenadvies]
    agenda: Sequence[Agendabeeld]
    criteria: Beoordeling | None
    verklaringen: Sequence[Verklaring]
    bezwaren: Sequence[Bezwaar]
    signalen: Sequence[Signaal]

    # No slots: what costs something is reckoned once.
    @cached_property
    def stuklijst(self) -> list[Stukregel]:
        geweigerd = [rij for _, rij in self.geweigerd]
        return stuklijst(self.aanvraag, self.bestanden, geweigerd, self.gegevens)

    @property
    def eerdere_versies(self) -> list[EerdereVersie]:
        return [EerdereVersie(rij, antwoordregels(self.aanvraag, rij.antwoorden)) for rij in self.versies[1:]]

    @property
    def bestanden(self) -> list[Bijlage]:
        return [stuk.bijlage for stuk in self.stukken]

    @property
    def overige_bestanden(self) -> list[tuple[str, Bijlage]]:
        return overige_bestanden(self.aanvraag, self.bestanden)

    @property
    def huidige_adviezen(self) -> list[Deskundigenadvies]:
        """Asked or given, the first expert first."""
        return [advies for advies in self.adviezen if advies.telt]

    @property
    def eerdere_adviezen(self) -> list[Deskundigenadvies]:
        """Of those who withdrew or were replaced."""
        return [advies for advies in self.adviezen if not advies.telt]

    @cached_property
    def verzendingen(self) -> list[Verzonden]:
        return _verzendingen(self.aanvraag, [brief.pk for brief in self.brieven])


def dossier_van(aanvraag: Tlvaanvraag, *, user: Any) -> Tlvdossier:
    """The whole file in a fixed number of queries. Signals are for the bureau only, and as long as it is open."""
    versie = aanvraag.versies.first()
    gegevens = gegevens_van(aanvraag, versie.antwoorden if versie else None)
    toon_signalen = aanvraag.is_open and user.heeft_rol(Rolsoort.BUREAU)
    return inhoud_van(
        aanvraag,
        Tlvdossier,
        aanvraag=aanvraag,
        gegevens=gegevens,
        zienswijzen=list(aanvraag.zienswijzen.select_related("vastgelegd_door")),
        adviezen=adviezen_voor_anderen(aanvraag),
        agenda=agendabeelden(aanvraag),
        criteria=uit_gegevens(gegevens) if aanvraag.is_pro else None,
        verklaringen=list(aanvraag.verklaringen.select_related("school")),
        bezwaren=list(aanvraag.bezwaren.all()),
        signalen=signalen(aanvraag, user=user, vandaag=timezone.localdate()) if toon_signalen else [],
    )


def adviezen_voor_anderen(aanvraag: Tlvaanvraag) -> list[Deskundigenadvies]:
    """The advices of a request as everybody but their writers may read them: of a draft only that it is asked."""
    rijen = list(aanvraag.deskundigenadviezen.select_related("deskundige", "gevraagd_door"))
    for advies in rijen:
        advies.aanvraag = aanvraag
        if not advies.is_gegeven:
            for naam, leeg in INHOUD_VAN_ADVIES.items():
                setattr(advies, naam, leeg)
    return rijen


def _verzendingen(aanvraag: Tlvaanvraag, brieven: Sequence[UUID]) -> list[Verzonden]:
    """Two queries, none without letters."""
    if not brieven:
        return []
    mensen = berichten.aanvragers(aanvraag).values("pk")
    gezien = Inzage.objects.filter(bestand_id__in=brieven, is_toegestaan=True, gebruiker__in=mensen)
    eerst = dict(gezien.order_by().values_list("bestand_id").annotate(eerst=Min("op")))
    rijen = Verzending.objects.filter(brief__in=brieven).select_related("brief", "verzonden_door")
    digitaal = Verzending.Kanaal.DIGITAAL
    return [
        Verzonden(rij, eerst.get(rij.brief_id) if rij.kanaal == digitaal else None)
        for rij in rijen.defer("brief__html")
    ]
