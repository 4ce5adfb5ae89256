"""The checklist of documents beside what came in: there, refused, too old, or missing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from dateutil.relativedelta import relativedelta

from swv.documenten.models import Bijlage
from swv.invullen.antwoorden import bijlagen, gegevens_van
from swv.invullen.models import GeweigerdStuk
from swv.invullen.onderdelen import AANVULLING
from swv.kern.opmaak import datum
from toelating.models import Eis, Stukeis, Tlvaanvraag


class Stand(StrEnum):
    """How one line of the checklist stands, as the screen says it."""

    AANWEZIG = "aanwezig"
    KIJK_DATUM_NA = "kijk na hoe oud het is"
    TE_OUD = "te oud"
    GEWEIGERD = "geweigerd"
    ONTBREEKT = "ontbreekt"
    NIET_TOEGEVOEGD = "niet toegevoegd"


BADGES: Mapping[Stand, str] = {
    Stand.AANWEZIG: "succes",
    Stand.KIJK_DATUM_NA: "aandacht",
    Stand.TE_OUD: "fout",
    Stand.GEWEIGERD: "aandacht",
    Stand.ONTBREEKT: "fout",
    Stand.NIET_TOEGEVOEGD: "neutraal",
}


@dataclass(frozen=True)
class Stukregel:
    """One document of the checklist. `van` is the day from which it is, `peildatum` the day of receipt: a document
    that was young enough then does not become too old while the request waits."""

    eis: Stukeis
    peildatum: date
    bestanden: Sequence[Bijlage] = ()
    weigering: GeweigerdStuk | None = None
    van: date | None = None

    @property
    def label(self) -> str:
        return str(self.eis)

    @property
    def is_verplicht(self) -> bool:
        return self.eis.eis == Eis.VERPLICHT

    @property
    def stand(self) -> Stand:
        if self.bestanden:
            return self._leeftijd()
        if self.weigering is not None:
            return Stand.GEWEIGERD
        return Stand.ONTBREEKT if self.is_verplicht else Stand.NIET_TOEGEVOEGD

    def _leeftijd(self) -> Stand:
        maanden = self.eis.hoogstens_maanden
        if not maanden:
            return Stand.AANWEZIG
        if self.van is None:
            return Stand.KIJK_DATUM_NA
        return Stand.TE_OUD if self.van < self.peildatum - relativedelta(months=maanden) else Stand.AANWEZIG

    @property
    def badge(self) -> str:
        return BADGES[self.stand]

    @property
    def zin(self) -> str:
        """What the bureau has to know about it; nothing when it is simply there."""
        maanden = self.eis.hoogstens_maanden
        hoogstens = f"Het mag bij ontvangst hoogstens {maanden} {'maand' if maanden == 1 else 'maanden'} oud zijn."
        match self.stand:
            case Stand.TE_OUD:
                return f"Dit stuk is van {datum(self.van)}. {hoogstens}"  # type: ignore[arg-type]
            case Stand.KIJK_DATUM_NA:
                return hoogstens
            case Stand.GEWEIGERD:
                return self.eis.gevolg
            case _:
                return ""

    @property
    def vraag(self) -> str:
        """What to ask the school for, when something is wrong with it; nothing otherwise."""
        if self.stand == Stand.ONTBREEKT:
            return self.label
        return f"{self.label}. {self.zin}" if self.stand == Stand.TE_OUD else ""


def stuklijst(
    aanvraag: Tlvaanvraag,
    bestanden: Iterable[Bijlage],
    geweigerd: Iterable[GeweigerdStuk],
    gegevens: Mapping[str, Any],
) -> list[Stukregel]:
    """The checklist of the procedure that counts for this request, in its order. Costs no query when the documents of
    the regeling were fetched along."""
    per_soort: dict[str, list[Bijlage]] = {}
    for bijlage in bestanden:
        per_soort.setdefault(bijlage.soort, []).append(bijlage)
    weigeringen = {rij.soort: rij for rij in geweigerd}
    return [
        Stukregel(
            eis=eis,
            peildatum=aanvraag.peildatum,
            bestanden=per_soort.get(eis.stuk, []),
            weigering=weigeringen.get(eis.stuk),
            van=gegevens.get(f"datum_{eis.stuk}"),
        )
        for eis in aanvraag.regeling.stukeisen.all()
    ]


def overige_bestanden(aanvraag: Tlvaanvraag, bestanden: Iterable[Bijlage]) -> list[tuple[str, Bijlage]]:
    """What came in beside the checklist, with a word for it: files with the answer to a question, and others."""
    gevraagd = {eis.stuk for eis in aanvraag.regeling.stukeisen.all()}
    return [
        ("Bij de aanvulling" if bijlage.soort == AANVULLING.code else "Overig", bijlage)
        for bijlage in bestanden
        if bijlage.soort not in gevraagd
    ]


def nog_te_vragen(aanvraag: Tlvaanvraag) -> list[str]:
    """The documents that are missing or too old, as one asks a school for them."""
    versie = aanvraag.versies.first()
    gegevens = gegevens_van(aanvraag, versie.antwoorden if versie else None)
    regels = stuklijst(aanvraag, bijlagen(aanvraag), aanvraag.geweigerde_stukken.all(), gegevens)
    return [regel.vraag for regel in regels if regel.vraag]
