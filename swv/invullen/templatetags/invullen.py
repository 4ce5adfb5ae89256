"""What the pages over a dossier share, in whichever room it lives: `{% adres dossier "bijlagen" %}` is the address of a
page, `{% ingevuld_door dossier onderdeel as wie %}` who filled in a part."""

from typing import Any

from django import template
from django.template import Context

from swv.documenten.models import Bijlage
from swv.invullen.gesprekken import aantal_nieuw_voor_bureau
from swv.invullen.models import Invuldossier
from swv.invullen.onderdelen import Onderdeel
from swv.kern.opmaak import datumtijd

register = template.Library()


@register.simple_tag
def adres(dossier: Invuldossier, naam: str, *args: Any) -> str:
    return dossier.adres(naam, *args)


@register.simple_tag
def ingevuld_door(dossier: Invuldossier, onderdeel: Onderdeel) -> str:
    """Who saved a part last, and when; nothing while nobody did, or when nobody kept it. One query for all parts."""
    laatste = dossier.invullingen.get(onderdeel.code)
    return f"{dossier.noem(laatste.door)}, {datumtijd(laatste.op)}" if laatste else ""


@register.simple_tag
def toegevoegd_door(dossier: Invuldossier, bijlage: Bijlage) -> str:
    """Who added a file, and when."""
    return f"Toegevoegd door {dossier.noem(bijlage.toegevoegd_door)}, {datumtijd(bijlage.op)}"


@register.simple_tag(takes_context=True)
def nieuwe_berichten(context: Context) -> int:
    """How many conversations wait for the bureau. One query."""
    return aantal_nieuw_voor_bureau(context["user"])
