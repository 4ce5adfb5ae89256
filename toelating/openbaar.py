"""What anybody with the code of a letter may read about the TLV in it: whether it counts and until when. No pupil, no
school, no category."""

from django.utils import timezone

from swv.documenten.models import Brief
from swv.documenten.openbaar import Openbaar
from swv.kern.opmaak import datum
from toelating.bezwaar.brieven import TLV
from toelating.documents import AFGIFTE
from toelating.models import Verklaring, Verklaringstatus

NIET_MEER = {
    Verklaringstatus.INGETROKKEN: "De toelaatbaarheidsverklaring is ingetrokken.",
    Verklaringstatus.HERROEPEN: "De toelaatbaarheidsverklaring is herroepen na bezwaar.",
    Verklaringstatus.VERVALLEN: "De toelaatbaarheidsverklaring is vervallen, omdat zij niet op tijd is gebruikt.",
}


def over_brief(brief: Brief) -> Openbaar | None:
    """About the TLV that this letter gave; other letters speak for themselves."""
    if brief.soort not in (AFGIFTE.soort, TLV.soort):
        return None
    verklaring = Verklaring.objects.filter(aanvraag=brief.object_id, nummer=brief.kenmerk).first()
    return _over(verklaring) if verklaring else None


def _over(verklaring: Verklaring) -> Openbaar:
    if zin := NIET_MEER.get(Verklaringstatus(verklaring.status)):
        return Openbaar(zin, geldt=False)
    vandaag = timezone.localdate()
    regels = (("Geldig van", datum(verklaring.ingang)), ("Geldig tot en met", datum(verklaring.geldig_tot)))
    if verklaring.geldig_tot < max(vandaag, verklaring.ingang):
        zin = "De toelaatbaarheidsverklaring geldt niet meer."
        return Openbaar(zin, geldt=False, regels=regels if verklaring.geldig_tot >= verklaring.ingang else ())
    if verklaring.ingang > vandaag:
        zin = f"De toelaatbaarheidsverklaring gaat in op {datum(verklaring.ingang)}."
    else:
        zin = f"De toelaatbaarheidsverklaring geldt tot en met {datum(verklaring.geldig_tot)}."
    return Openbaar(zin, geldt=True, regels=regels)
