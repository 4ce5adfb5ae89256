"""The decision on an objection in the making: what it may say, and whether it can still be done."""

from datetime import date

from swv.kern.opmaak import datum
from toelating.besluit import bezwaren_tegen_dagen
from toelating.bezwaar.selectors import geldende_verklaring, mogelijke_gevolgen
from toelating.kerngegevens import al_in_behandeling
from toelating.models import Bezwaar, Gevolg, Verklaring
from toelating.models.bezwaar import MET_TLV

Uitkomst = Bezwaar.Lbtadvies


def kan_niet_ontvankelijk(bezwaar: Bezwaar, voorstel: str) -> str | None:
    """Why this proposal does not fit how the objection came in; None when it does."""
    niet_ontvankelijk = voorstel == Uitkomst.NIET_ONTVANKELIJK
    if bezwaar.blijft_te_laat and not niet_ontvankelijk:
        return (
            "Het bezwaar kwam te laat en u vindt dat niet te verontschuldigen. Dan is het bezwaar niet-ontvankelijk. "
            "Denkt u er nu anders over? Beoordeel dan eerst opnieuw of het te verontschuldigen is."
        )
    adviseert_de_lbt = bezwaar.lbt_advies == Uitkomst.NIET_ONTVANKELIJK  # for instance: not an interested party
    if niet_ontvankelijk and not (bezwaar.blijft_te_laat or bezwaar.is_ongebruikt_herstel or adviseert_de_lbt):
        return (
            "Niet-ontvankelijk kan alleen als het bezwaar te laat kwam en dat niet te verontschuldigen is, als de "
            "bezwaarmaker de tijd om te herstellen niet gebruikte, of als de LBT dit adviseert."
        )
    return None


def afwijking(bezwaar: Bezwaar, voorstel: str) -> str | None:
    """In what a proposal differs from the advice of the LBT; nothing when it follows it or there is none."""
    if not bezwaar.lbt_advies or voorstel == bezwaar.lbt_advies:
        return None
    return f"De LBT adviseert: {bezwaar.get_lbt_advies_display()}."


def bezwaren_tegen(bezwaar: Bezwaar, ingang: date, einde: date) -> list[str]:
    """Why a TLV that comes out of this objection cannot count on these days."""
    behalve = geldende_verklaring(bezwaar.aanvraag)
    return bezwaren_tegen_dagen(bezwaar.aanvraag, ingang, einde, behalve=behalve)


def gevolg_kan_nog(bezwaar: Bezwaar) -> str | None:
    """What is to be undone may be gone since the decision was drafted, or another TLV may have been given."""
    if bezwaar.gevolg not in mogelijke_gevolgen(bezwaar):
        return (
            "De TLV of de aanvraag waar dit bezwaar over gaat, is veranderd sinds het voorstel. Geef het bezwaar terug "
            "aan het bureau."
        )
    if bezwaar.gevolg == Gevolg.BEHANDELEN:
        leerling = bezwaar.aanvraag.leerling
        return al_in_behandeling(bezwaar.aanvraag, leerling) if leerling else None
    if bezwaar.gevolg in MET_TLV and bezwaar.ingang and bezwaar.einde:
        return " ".join(bezwaren_tegen(bezwaar, bezwaar.ingang, bezwaar.einde)) or None
    return None


def in_woorden(bezwaar: Bezwaar, verklaring: Verklaring | None) -> str:
    """One line for the timeline: the outcome and what it does."""
    delen = [f"{bezwaar.besluitnummer}: {bezwaar.get_voorstel_display()}", str(Gevolg(bezwaar.gevolg).label)]
    if verklaring:
        tot = f"van {datum(verklaring.ingang)} tot en met {datum(verklaring.einde)}"
        delen.append(f"TLV {verklaring.nummer}, {verklaring.soort_naam}, {tot}")
    return f"{'; '.join(delen)}."
