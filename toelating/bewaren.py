"""How long a request and its decision are kept, and what keeps them longer. Nothing is destroyed here.

Two clocks. The dossier holds health data: until three years after the end of the procedure (WVO (old) art. 17a (14)).
The decision and its row in the register are kept longer, as long as the regeling says, after the TLV has ended: a
samenwerkingsverband probably falls under the Archiefwet here, which no source confirms.
"""

from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from swv.kern.models import Gebeurtenis
from swv.kern.opmaak import datum
from toelating.models import Bezwaar, Ingebrekestelling, Tlvaanvraag, Vasthouding

DOSSIER = relativedelta(years=3)


@dataclass(frozen=True)
class Bewaring:
    """Until when what is kept; None while the procedure runs. `gronden` say why nothing may go now, whatever the
    dates: an objection, or a hold that somebody put on it."""

    einde: date | None
    dossier_tot: date | None
    besluit_tot: date | None
    gronden: tuple[str, ...]

    @property
    def is_vastgehouden(self) -> bool:
        return bool(self.gronden)

    def dossier_mag_weg(self, vandaag: date) -> bool:
        return self._mag_weg(self.dossier_tot, vandaag)

    def besluit_mag_weg(self, vandaag: date) -> bool:
        return self._mag_weg(self.besluit_tot, vandaag)

    def _mag_weg(self, tot: date | None, vandaag: date) -> bool:
        return tot is not None and tot < vandaag and not self.is_vastgehouden


def bewaring(aanvraag: Tlvaanvraag) -> Bewaring:
    """The clocks of one request, with everything that hangs on it."""
    bezwaren = list(aanvraag.bezwaren.all())
    houders = list(aanvraag.vasthoudingen.all())
    in_gebreke = [rij for rij in aanvraag.ingebrekestellingen.all() if rij.is_open]
    einde = einde_procedure(aanvraag, bezwaren, houders)
    dossier_tot = einde + DOSSIER if einde else None
    return Bewaring(
        einde=einde,
        dossier_tot=dossier_tot,
        besluit_tot=_besluit_tot(aanvraag, einde) if aanvraag.is_besloten else dossier_tot,
        gronden=tuple(gronden(bezwaren, houders, in_gebreke)),
    )


def gronden(bezwaren: list[Bezwaar], houders: list[Vasthouding], in_gebreke: list[Ingebrekestelling]) -> list[str]:
    """Why nothing of a request may be destroyed now, in words; nothing when nothing stands in the way."""
    open_ = [f"Bezwaar {rij.kenmerk} loopt nog." for rij in bezwaren if rij.is_open]
    vast = [
        f"Vastgehouden sinds {datum(rij.sinds)}: {rij.get_grond_display()}. {rij.reden}"
        for rij in houders
        if rij.is_open
    ]
    wacht = [f"De ingebrekestelling van {datum(rij.ontvangen_op)} is nog niet afgedaan." for rij in in_gebreke]
    return open_ + vast + wacht


def einde_procedure(aanvraag: Tlvaanvraag, bezwaren: list[Bezwaar], houders: list[Vasthouding]) -> date | None:
    """The day on which the judging was over: the decision was announced or the request withdrawn, an objection was
    decided on, an appeal ended. None while something of it runs."""
    beroepen = [rij.opgeheven_op for rij in houders if rij.grond == Vasthouding.Grond.BEROEP]
    if not aanvraag.is_afgesloten or None in beroepen or any(rij.is_open for rij in bezwaren):
        return None
    dagen = [_einde_aanvraag(aanvraag), *(_einde_bezwaar(rij) for rij in bezwaren), *beroepen]
    return max(dag for dag in dagen if dag is not None)


def _einde_aanvraag(aanvraag: Tlvaanvraag) -> date:
    moment = aanvraag.bekendgemaakt_op or aanvraag.besloten_op
    return timezone.localdate(moment) if moment else _laatste_dag(aanvraag)


def _einde_bezwaar(bezwaar: Bezwaar) -> date:
    moment = bezwaar.bekendgemaakt_op or bezwaar.besloten_op
    return timezone.localdate(moment) if moment else _laatste_dag(bezwaar)


def _laatste_dag(dossier: Tlvaanvraag | Bezwaar) -> date:
    """The day of the last thing that happened to a dossier that ended without a decision."""
    laatste = Gebeurtenis.objects.van(dossier).order_by("-op").values_list("op", flat=True).first()
    return timezone.localdate(laatste or dossier.gewijzigd_op)


def _besluit_tot(aanvraag: Tlvaanvraag, einde: date | None) -> date | None:
    if einde is None:
        return None
    dagen = aanvraag.verklaringen.values_list("geldig_tot", flat=True)
    return max([einde, *dagen]) + relativedelta(years=aanvraag.regeling.besluit_bewaren_jaren)
