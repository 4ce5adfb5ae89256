"""Everything about one request for a TLV for those who judge it: the bureau and who decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone

from swv.documenten.models import Bijlage
from swv.invullen.antwoorden import antwoordregels, gegevens_van
from swv.invullen.dossier import Dossierinhoud, inhoud_van
from swv.invullen.models import Versie
from swv.kern.opmaak import datum
from swv.organisaties.models import Rolsoort
from toelating.commissiebeeld import Agendabeeld, agendabeelden
from toelating.criteria import uit_gegevens
from toelating.dwangsom.stand import Dwangsomstand, van_dossier
from toelating.leesdossier import adviezen_voor
from toelating.models import Bezwaar, Deskundigenadvies, Tlvaanvraag, Verklaring, Zienswijze
from toelating.pro import Beoordeling
from toelating.signalen import Signaal, signalen
from toelating.stukken import Stukregel, overige_bestanden, stuklijst
from toelating.verzendoverzicht import Verzendregel, verzendoverzicht


@dataclass(frozen=True)
class Adviesbeeld:
    """An expert and the own advice; what stands in it only when it is given and this person may read it."""

    advies: Deskundigenadvies
    is_leesbaar: bool

    @property
    def is_gegeven(self) -> bool:
        return self.advies.is_gegeven


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
    adviezen: Sequence[Adviesbeeld]
    agenda: Sequence[Agendabeeld]
    criteria: Beoordeling | None
    verklaringen: Sequence[Verklaring]
    bezwaren: Sequence[Bezwaar]
    ingebrekestellingen: Sequence[Dwangsomstand]
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
    def huidige_adviezen(self) -> list[Adviesbeeld]:
        """Asked or given, the first expert first."""
        return [beeld for beeld in self.adviezen if beeld.advies.telt]

    @property
    def eerdere_adviezen(self) -> list[Adviesbeeld]:
        """Of those who withdrew, were replaced, or are no longer needed."""
        return [beeld for beeld in self.adviezen if not beeld.advies.telt]

    @cached_property
    def verzendingen(self) -> list[Verzendregel]:
        return verzendoverzicht(self.aanvraag) if self.brieven else []


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
        adviezen=_adviezen(aanvraag, user),
        agenda=agendabeelden(aanvraag, user=user),
        criteria=uit_gegevens(gegevens) if aanvraag.is_pro else None,
        verklaringen=list(aanvraag.verklaringen.select_related("school")),
        bezwaren=list(aanvraag.bezwaren.all()),
        ingebrekestellingen=van_dossier(aanvraag),
        signalen=signalen(aanvraag, user=user, vandaag=timezone.localdate()) if toon_signalen else [],
    )


def _adviezen(aanvraag: Tlvaanvraag, user: Any) -> list[Adviesbeeld]:
    """Every expert that was asked; the advices that this person may read with what stands in them."""
    leesbaar = {advies.pk: advies for advies in adviezen_voor(user, aanvraag)}
    alle = aanvraag.deskundigenadviezen.select_related("deskundige", "gevraagd_door").defer("tekst")
    return [Adviesbeeld(leesbaar.get(rij.pk, rij), rij.pk in leesbaar) for rij in alle]
