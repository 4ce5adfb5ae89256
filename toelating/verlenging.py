"""A renewal goes on where the TLV before ends."""

from datetime import date

from swv.kern.opmaak import datum
from swv.termijnen.rekenen import DAG
from toelating.models import Soort, Tlvaanvraag, Verklaring, Verklaringstatus

# The pupil no longer needs it, or the decision before it does not stand.
_GEEN_GROND = (
    Verklaringstatus.BEEINDIGD,
    Verklaringstatus.VERVALLEN,
    Verklaringstatus.INGETROKKEN,
    Verklaringstatus.HERROEPEN,
)


def vorige_tlv(aanvraag: Tlvaanvraag) -> Verklaring | None:
    """The TLV that this request renews."""
    return aanvraag.vorige if aanvraag.soort == Soort.VERLENGING else None


def begindag(aanvraag: Tlvaanvraag) -> date | None:
    """The first day of the TLV that is decided on: of a renewal the day after the one before, otherwise as asked."""
    vorige = vorige_tlv(aanvraag)
    return vorige.geldig_tot + DAG if vorige else aanvraag.gevraagde_ingang


def bezwaren_tegen_verlenging(aanvraag: Tlvaanvraag, ingang: date) -> list[str]:
    """Why a renewal cannot be given from this day on: without a gap, and only while the TLV before had its course."""
    vorige = vorige_tlv(aanvraag)
    if vorige is None:
        return []
    if vorige.status in _GEEN_GROND:
        return [
            f"TLV {vorige.nummer} is niet meer te verlengen: {vorige.get_status_display().lower()}. Vraag de school om "
            "de aanvraag in te trekken."
        ]
    begin = vorige.geldig_tot + DAG
    if ingang == begin:
        return []
    return [f"Een verlenging begint op de dag na de vorige TLV. Kies {datum(begin)} als ingangsdatum."]
