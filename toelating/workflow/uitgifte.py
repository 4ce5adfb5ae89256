"""Giving a TLV: its number, once and never again, and the row that lives on after the request is closed."""

from datetime import date

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from swv.kern.fouten import VoorwaardeNietVervuld
from swv.kern.nummering import volgend_nummer
from swv.kern.opmaak import datum
from swv.kern.schooljaar import kort, schooljaar
from swv.organisaties.models import Samenwerkingsverband
from swv.termijnen.rekenen import DAG
from toelating.models import Onderwijssoort, Soort, Tlvaanvraag, Verklaring, Verklaringstatus
from toelating.workflow.afloop import inkorten, is_vervangen, meegaan, vervangen, voortzetten

MET_SCHOOL = (Verklaringstatus.OPGEHAALD, Verklaringstatus.VERZILVERD)


def volgend_tlv_nummer(aanvraag: Tlvaanvraag, jaar: int) -> str:
    """`VO2708-2026-00123`: the number of the samenwerkingsverband, the year of issue and a sequence number (PvE BRON).

    Praktijkonderwijs can have letters of its own (a setting). Never used again, also not after a withdrawal. Call it
    in the transaction that stores the TLV.

    Raises VoorwaardeNietVervuld as long as nobody filled in which samenwerkingsverband this is: a number is forever.
    """
    if not Samenwerkingsverband.objects.exists():
        raise VoorwaardeNietVervuld(
            "Het nummer van het samenwerkingsverband is nog niet ingevuld. Vraag een beheerder om dat te doen bij "
            "‘Samenwerkingsverband’. Onderteken daarna opnieuw."
        )
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
    aanvraag: Tlvaanvraag,
    *,
    categorie: str,
    ingang: date | None,
    einde: date | None,
    vervangt: Verklaring | None = None,
    reden: str = "",
) -> Verklaring:
    """Store the TLV of a decision, with its number. One that it takes the place of (`vervangt`, or the one of which
    the category changes) ends the day before, with `reden`; a pupil who already sits at a school stays there.

    Raises IntegrityError when the pupil already has one on these days.
    """
    assert ingang is not None
    assert einde is not None
    vandaag = timezone.localdate()
    if vervangt is None and aanvraag.soort == Soort.CATEGORIE:
        vervangt = aanvraag.vorige
    if vervangt is not None:
        reden = reden or f"Andere categorie vanaf {datum(ingang)}."
        vervangt = inkorten(vervangt, door=None, tot_en_met=ingang - DAG, reden=reden)
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
    )
    verklaring.save()
    return _gaat_verder(verklaring)


def _gaat_verder(verklaring: Verklaring) -> Verklaring:
    """A school that has the TLV before has this one too, and a pupil who sits there stays there: from the first day
    on, which may be today."""
    eerder = verklaring.voorganger
    if eerder is not None and eerder.school is not None and eerder.status in MET_SCHOOL:
        verklaring = meegaan(verklaring, door=None, school=eerder.school)
    if verklaring.vervangt and is_vervangen(verklaring.vervangt):
        vervangen(verklaring.vervangt, door=None)
    if voortzetten.weigering(verklaring, None) is None:
        verklaring = voortzetten(verklaring, door=None)
    return verklaring
