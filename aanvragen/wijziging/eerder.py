"""What a school keeps of an award that ends earlier: by months, and never less than what it accounted for."""

from collections.abc import Collection
from datetime import date
from decimal import ROUND_DOWN, ROUND_UP, Decimal
from fractions import Fraction

from aanvragen.models import Aanvraag
from aanvragen.verantwoording.schooljaren import gewichten, goedgekeurd
from financien.services import maanden, naar_rato, tot_en_met
from swv.kern.schooljaar import schooljaar

NUL, HALF_UUR = Decimal("0.00"), Decimal("0.5")


def uren_tot(aanvraag: Aanvraag, geheel: Decimal, tot: date) -> Decimal:
    """The hours that are kept when an award of `geheel` (euros; 0 when hours cost none) ends on `tot`, in half hours:
    by months, rounded down. Of what was accounted for no hour goes: then those go that cost what comes off the money,
    and what is kept is rounded up."""
    uren = aanvraag.toegekende_uren or Decimal(0)
    if not uren or aanvraag.van is None or aanvraag.tot is None:
        return uren
    kosten = aanvraag.declaratie.kosten(aanvraag, bedrag=None, uren=uren)
    if geheel and kosten and goedgekeurd(aanvraag):
        eraf = geheel - bedrag_tot(aanvraag, geheel, tot)
        return _hele_helften(max(uren - uren * eraf / kosten, NUL), ROUND_UP)
    return _hele_helften(tot_en_met(uren, aanvraag.van, aanvraag.tot, tot), ROUND_DOWN)


def _hele_helften(aantal: Decimal, richting: str) -> Decimal:
    return (aantal.quantize(NUL) / HALF_UUR).to_integral_value(richting) * HALF_UUR


def bedrag_tot(aanvraag: Aanvraag, geheel: Decimal, tot: date) -> Decimal:
    """What is kept of `geheel` (euros) when an award ends on `tot`: what was approved stays, and of the rest the part
    up to and including that day, by the months of the school years that are not accounted for; once all are, of the
    last one. Two queries."""
    klaar = goedgekeurd(aanvraag)
    vast = min(sum(klaar.values(), NUL), geheel)
    if vast == geheel or aanvraag.van is None or aanvraag.tot is None:
        return vast
    jaren = set(gewichten(aanvraag)) - set(klaar) or {schooljaar(aanvraag.tot)}
    alles = _maanden(jaren, aanvraag.van, aanvraag.tot)
    houdt = _maanden(jaren, aanvraag.van, min(tot, aanvraag.tot))
    return vast + naar_rato(geheel - vast, {0: houdt, 1: alles - houdt})[0]


def _maanden(jaren: Collection[int], van: date, tot: date) -> Fraction:
    """The months of a period that fall in these school years."""
    return sum((deel for maand, deel in maanden(van, tot) if schooljaar(maand) in jaren), Fraction(0))
