"""The step of the demo that makes everything about TLVs."""

from datetime import date, datetime, time

from django.utils import timezone

from swv.demo.tijd import AMSTERDAM
from swv.demo.tlv.adviseurs import adviseurs_laten_werken
from swv.demo.tlv.bezwaren import bezwaren_laden
from swv.demo.tlv.gast import gast_laden
from swv.demo.tlv.mensen import account, mensen_aanstellen
from swv.demo.tlv.te_laat import in_gebreke_stellen
from swv.demo.tlv.verhalen import VERHALEN, VERLENGING
from swv.demo.tlv.verteller import Verteller
from swv.demo.tlv.zitting import zitting_houden
from swv.kern.schooljaar import schooljaar
from toelating.models import Leerlingental, Tlvaanvraag
from toelating.regelingen import regelingen_laden

LEERLINGEN = (13_420, 13_510)  # invented, for the school year before and this one


def toelating() -> str:
    """The rules, the people who advise and decide, and every story that is not there yet. Gives how many are new."""
    regelingen_laden()
    mensen_aanstellen()
    bekend = set(Tlvaanvraag.objects.values_list("sleutel", flat=True))
    alle = [*enumerate(VERHALEN), (len(VERHALEN), VERLENGING)]
    nieuw = [(nummer, verhaal) for nummer, verhaal in alle if verhaal.sleutel not in bekend]
    nu = datetime.combine(timezone.localdate(), time(9, 24), AMSTERDAM)
    for nummer, verhaal in sorted(nieuw, key=lambda paar: -paar[1].dagen):
        Verteller(nummer, verhaal, nu).vertel()
    gast_laden(len(alle), nu)
    zitting_houden(nu)
    adviseurs_laten_werken(nu)
    bezwaren = bezwaren_laden(nu)
    in_gebreke_stellen(nu)
    _leerlingen_tellen()
    return f"{len(nieuw)} TLV-aanvragen en {bezwaren} bezwaren nieuw"


def _leerlingen_tellen() -> None:
    """How many pupils the region has: the controller enters what DUO counts on 1 October."""
    dit_jaar = schooljaar(timezone.localdate())
    for jaar, aantal in zip((dit_jaar - 1, dit_jaar), LEERLINGEN, strict=True):
        peildatum = date(jaar, 10, 1)
        if peildatum <= timezone.localdate() and not Leerlingental.objects.filter(peildatum=peildatum).exists():
            bron = "Verzonnen voor de demo"
            Leerlingental.objects.create(peildatum=peildatum, aantal=aantal, bron=bron, door=account("controller"))
