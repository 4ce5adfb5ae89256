"""Giving a TLV: its number, once and never again, and the row that lives on after the request is closed."""

from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from swv.kern.nummering import volgend_nummer
from swv.kern.opmaak import datum
from swv.kern.schooljaar import kort, schooljaar
from swv.organisaties.models import Samenwerkingsverband
from swv.termijnen.rekenen import DAG
from toelating.models import Onderwijssoort, Soort, Tlvaanvraag, Verklaring
from toelating.workflow.verklaring import vervangen


def volgend_tlv_nummer(aanvraag: Tlvaanvraag, jaar: int) -> str:
    """`VO2708-2026-00123`: the number of the samenwerkingsverband, the year of issue and a sequence number (PvE BRON).

    Praktijkonderwijs can have letters of its own (a setting). Never used again, also not after a withdrawal. Call it
    in the transaction that stores the TLV.
    """
    eigen = aanvraag.regeling.nummerreeks if aanvraag.is_pro else ""
    letters = eigen or Samenwerkingsverband.huidig().nummer
    return f"{letters}-{jaar}-{volgend_nummer(f'tlv {letters}', jaar):05d}"


def volgend_besluitnummer(vandaag: date) -> str:
    """`TB-2526-00017`: the number of a decision, whatever it says, per school year.

    The counter stays locked until the transaction ends, so it is taken last: after that of the TLV, and after
    everything that takes long.
    """
    return f"TB-{kort(vandaag)}-{volgend_nummer('tlvbesluit', schooljaar(vandaag)):05d}"


def nieuwe_verklaring(
    aanvraag: Tlvaanvraag, *, categorie: str, ingang: date | None, einde: date | None, **meer: Any
) -> Verklaring:
    """Store the TLV of a decision, with its number. One that it replaces (`vervangt`, or that this request changes)
    ends the day before, for `reden`.

    Raises IntegrityError when the pupil already has one on these days.
    """
    assert ingang is not None
    assert einde is not None
    vandaag = timezone.localdate()
    vervangt = meer.pop("vervangt", None) or (aanvraag.vorige if aanvraag.soort == Soort.CATEGORIE else None)
    reden = meer.pop("reden", f"Andere categorie vanaf {datum(ingang)}.")
    if vervangt is not None:
        vervangen(vervangt, door=None, tot_en_met=ingang - DAG, reden=reden)
    maanden = aanvraag.regeling.vervalt_na_maanden
    verklaring = Verklaring(
        aanvraag=aanvraag,
        leerling=aanvraag.leerling,
        onderwijs=Onderwijssoort.PRO if aanvraag.is_pro else Onderwijssoort.VSO,
        categorie="" if aanvraag.is_pro else categorie,
        ingang=ingang,
        einde=einde,
        geldig_tot=einde,
        afgegeven_op=vandaag,
        gebruiken_voor=max(vandaag, ingang) + relativedelta(months=maanden) if maanden else None,
        vervangt=vervangt,
        nummer=volgend_tlv_nummer(aanvraag, vandaag.year),
        **meer,
    )
    verklaring.save()
    return verklaring
