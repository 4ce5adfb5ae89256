"""Dossiers in every state, each with its own story."""

from datetime import datetime, time

from django.utils import timezone

from aanvragen.models import Aanvraag, Regeling
from aanvragen.regelingen import regelingen_laden
from aanvragen.soorten import soort_van
from swv.demo.tijd import AMSTERDAM
from swv.demo.verhalen import dossiersleutel, verhalen
from swv.demo.verteller import Verteller

VERZONNEN: dict[str, tuple[str, dict[str, str]]] = {
    "huisonderwijs": ("L.S.04", {"tarief_per_uur": "72.50"}),
    "ondersteuningscoordinator": ("L.S.02", {"bedrag_per_schooljaar": "4500.00"}),
    "veiligheidscoordinator": ("L.S.04", {"tarief_per_uur": "65.00"}),
}


def dossiers() -> str:
    """Play every story that is not there yet. Gives how many are new."""
    regelingen_laden()
    _geld_verzinnen()
    bekend = set(Aanvraag.objects.values_list("sleutel", flat=True))
    nieuw = [(nummer, rij) for nummer, rij in enumerate(verhalen()) if dossiersleutel(nummer, rij) not in bekend]
    vandaag = timezone.localdate()
    for nummer, verhaal in sorted(nieuw, key=lambda paar: -paar[1].dagen):
        Verteller(nummer, verhaal, datetime.combine(vandaag, time(9, 12), AMSTERDAM)).vertel()
    return f"{len(nieuw)} aanvragen nieuw"


def _geld_verzinnen() -> None:
    """Lines, rates and amounts of some kinds stand in no source; the demo needs some to show the cost."""
    for regeling in Regeling.objects.filter(begrotingspost_code=""):
        if regeling.soort_naam != regeling.soort and soort_van(regeling.soort).kent_bedrag:
            regeling.begrotingspost_code = "L.S.02"
            regeling.toelichting += " De post is verzonnen voor de demo."
            regeling.save()
    for soort, (post, getallen) in VERZONNEN.items():
        for regeling in Regeling.objects.filter(soort=soort, begrotingspost_code=""):
            regeling.begrotingspost_code, regeling.getallen = post, {**regeling.getallen, **getallen}
            regeling.toelichting += " De post en het bedrag zijn verzonnen voor de demo."
            regeling.save()
    for regeling in Regeling.objects.filter(soort__in=("overstap", "terugkeer"), getallen__has_key="postcode_van"):
        regeling.getallen = {naam: getal for naam, getal in regeling.getallen.items() if "postcode" not in naam}
        regeling.toelichting += " In de demo telt elke postcode: de scholen staan in Almere."
        regeling.save()
