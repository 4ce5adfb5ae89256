"""Everything about one objection for those who judge it: the bureau and the directeur-bestuurder."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from swv.documenten.models import Bijlage, Brief
from swv.kern.models import Gebeurtenis
from swv.kern.workflow import Handeling
from swv.post.models import Bericht
from swv.termijnen.selectors import Termijnoverzicht, overzicht
from toelating.bezwaar.bundels import BUNDELSOORTEN, is_vastgelopen, is_verouderd, laatst_veranderd
from toelating.bezwaar.selectors import gebreken, nieuwste_bundels
from toelating.bezwaar.stukken import label_van
from toelating.bezwaar.tijdig import INZAGE_VOOR_HOORZITTING, STUKKEN_VOOR_HOORZITTING
from toelating.dwangsom.stand import Dwangsomstand, van_dossier
from toelating.models import Bezwaar, Bezwaarstatus, Bundel, Verzending


@dataclass(frozen=True)
class Bundelstand:
    """A bundle and how far it is."""

    bundel: Bundel
    is_verouderd: bool
    is_vastgelopen: bool


@dataclass(frozen=True)
class Bezwaardossier:
    bezwaar: Bezwaar
    termijnen: Sequence[Termijnoverzicht]
    gebreken: Sequence[str]
    stukken: Sequence[tuple[Bijlage, str]]
    bundels: Sequence[Bundelstand]
    brieven: Sequence[tuple[Brief, Sequence[Verzending]]]
    gebeurtenissen: Sequence[Gebeurtenis]
    berichten: Sequence[Bericht]
    ingebrekestellingen: Sequence[Dwangsomstand]

    @property
    def lopend(self) -> list[Termijnoverzicht]:
        """The clocks that still run, the first to end on top; then what stands still."""
        open_ = [rij for rij in self.termijnen if rij.termijn.is_open]
        return sorted(open_, key=lambda rij: rij.termijn.uiterlijk or date.max)

    @property
    def te_posten(self) -> bool:
        """Whether a letter on paper still waits."""
        papier = Verzending.Kanaal.PAPIER
        return any(rij.kanaal == papier and not rij.verzonden_op for _, rijen in self.brieven for rij in rijen)

    @property
    def heeft_herinneringen(self) -> bool:
        return any(rij.herinneringen for rij in self.termijnen)

    @property
    def stukken_tot(self) -> date | None:
        zitting = self.bezwaar.hoorzitting_op
        return zitting - STUKKEN_VOOR_HOORZITTING if zitting else None

    @property
    def inzage_vanaf(self) -> date | None:
        zitting = self.bezwaar.hoorzitting_op
        return zitting - INZAGE_VOOR_HOORZITTING if zitting else None

    @property
    def lbt_advies(self) -> Bijlage | None:
        """The paper of the advice, that goes along with the decision."""
        return next((bijlage for bijlage, _ in reversed(self.stukken) if bijlage.soort == "lbt_advies"), None)


def dossier_van(bezwaar: Bezwaar) -> Bezwaardossier:
    """The whole case in a fixed number of queries; one more for each bundle that is still being made."""
    stukken = Bijlage.objects.van(bezwaar).filter(verwijderd_op__isnull=True).exclude(soort__in=BUNDELSOORTEN)
    brieven = Brief.objects.van(bezwaar).defer("html").prefetch_related("verzendingen__verzonden_door")
    return Bezwaardossier(
        bezwaar=bezwaar,
        termijnen=overzicht(bezwaar),
        gebreken=gebreken(bezwaar),
        stukken=[(rij, label_van(rij.soort)) for rij in stukken.select_related("toegevoegd_door")],
        bundels=_bundels(bezwaar),
        brieven=[(rij, list(rij.verzendingen.all())) for rij in brieven],
        gebeurtenissen=list(Gebeurtenis.objects.van(bezwaar).select_related("door")),
        berichten=list(Bericht.objects.van(bezwaar).select_related("aan")),
        ingebrekestellingen=van_dossier(bezwaar),
    )


def _bundels(bezwaar: Bezwaar) -> list[Bundelstand]:
    bundels = nieuwste_bundels(bezwaar)
    sinds = laatst_veranderd(bezwaar) if bundels else None
    return [Bundelstand(rij, is_verouderd(rij, sinds), is_vastgelopen(rij)) for rij in bundels]


# What brings the case further, in the order in which it is done; the first that can be done is the one button.
EERST = (
    "termijn_beoordelen",
    "verweer_schrijven",
    "bundel_maken",
    "verweer_versturen",
    "herstel_vragen",
    "lbt_vragen",
    "herstel_afsluiten",
    "herstel_afsluiten_bij_lbt",
    "herstellen",
    "herstellen_bij_lbt",
    "lbt_advies_vastleggen",
    "voorleggen",
)


def in_volgorde(handelingen: Sequence[Handeling], dossier: Bezwaardossier) -> list[Handeling]:
    """The acts that can be done now, the next one first."""
    klaar = _gedaan(dossier)
    volgende = next((naam for naam in EERST if naam not in klaar and any(h.naam == naam for h in handelingen)), "")
    return sorted(handelingen, key=lambda handeling: handeling.naam != volgende)


def _gedaan(dossier: Bezwaardossier) -> set[str]:
    """The acts that can be done again but need not."""
    bezwaar = dossier.bezwaar
    bundel_is_er = bool(dossier.bundels) and not any(rij.is_verouderd for rij in dossier.bundels)
    gedaan = {
        "termijn_beoordelen": bezwaar.verschoonbaar is not None,
        "herstel_vragen": not dossier.gebreken or bezwaar.herstel_tot is not None,
        "verweer_schrijven": bool(bezwaar.verweer),
        "bundel_maken": bundel_is_er or bezwaar.verweer_verzonden_op is not None,
    }
    return {naam for naam, is_gedaan in gedaan.items() if is_gedaan}


def volgende_stap(dossier: Bezwaardossier) -> str:
    """What the bureau does next, in one sentence."""
    bezwaar = dossier.bezwaar
    match bezwaar.status:
        case Bezwaarstatus.ONTVANGEN:
            return _bij_ontvangst(dossier)
        case Bezwaarstatus.HERSTEL_GEVRAAGD:
            return _bij_herstel(bezwaar)
        case Bezwaarstatus.BIJ_LBT:
            return _bij_de_lbt(dossier)
        case Bezwaarstatus.ADVIES_GEREED:
            return "De LBT gaf advies. Bereid de beslissing voor en leg die voor aan de directeur-bestuurder."
        case Bezwaarstatus.TER_ONDERTEKENING:
            return "De beslissing ligt bij de directeur-bestuurder."
        case _:
            return _na_afloop(dossier)


def _bij_ontvangst(dossier: Bezwaardossier) -> str:
    bezwaar = dossier.bezwaar
    if bezwaar.is_te_laat and bezwaar.verschoonbaar is None:
        return "Het bezwaar kwam te laat. Beoordeel of dat te verontschuldigen is. Vraag ook dan advies aan de LBT."
    if dossier.gebreken and bezwaar.herstel_tot is None:
        return f"Er ontbreekt: {', '.join(dossier.gebreken)}. Vraag om herstel, met een datum."
    return "Vraag advies aan de LBT en leg dat hier vast. Dat hoeft alleen niet als u helemaal tegemoetkomt."


def _bij_herstel(bezwaar: Bezwaar) -> str:
    lbt = "" if bezwaar.lbt_gevraagd_op else " Vraag intussen wel advies aan de LBT: die twee weken lopen door."
    return f"Wacht op het herstel en leg vast wat er binnenkomt.{lbt}"


def _bij_de_lbt(dossier: Bezwaardossier) -> str:
    bezwaar = dossier.bezwaar
    if bezwaar.verweer_verzonden_op:
        return "Het verweerschrift is verstuurd. Wacht op de hoorzitting en het advies van de LBT."
    if not bezwaar.verweer:
        return "Schrijf het verweerschrift. Laat daarna de bundel maken."
    if not dossier.bundels or any(rij.is_verouderd for rij in dossier.bundels):
        return "Laat de bundel maken. Er komt een voor de LBT en een voor de bezwaarmaker."
    return "Stuur de bundel aan de LBT en aan de bezwaarmaker, en leg dat hier vast."


def _na_afloop(dossier: Bezwaardossier) -> str:
    if dossier.te_posten:
        return "Er ligt nog een brief om te posten."
    return "Dit bezwaar is afgehandeld."
