"""The components of the screen as template tags; /stijlgids/ shows them, docs/componenten.md lists them.

Every argument is named: a misspelt one fails when the template compiles. Blocks end with `end<name>`.
The tags are builtins of the template engine, so a page needs no `{% load %}`.
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.contrib.messages import constants as niveaus
from django.forms import BaseForm
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import slugify

from swv.kern import opmaak
from swv.kern.grafieken import Grafiek

register = template.Library()

KNOPSOORTEN = ("primair", "secundair", "stil", "gevaar")
MELDINGSOORTEN = {"info": "Informatie", "succes": "Gelukt", "aandacht": "Let op", "fout": "Fout"}
BADGESOORTEN = ("neutraal", "info", "succes", "aandacht", "fout")
TAAKSTATUSSEN = {
    "nog_niet_gestart": ("Nog niet gestart", "info"),
    "bezig": ("Bezig", "aandacht"),
    "klaar": ("Klaar", ""),
    "kan_nog_niet": ("Kan nog niet", ""),
}
ICONEN = (
    "vink",
    "info",
    "aandacht",
    "fout",
    "terug",
    "verder",
    "document",
    "klok",
    "persoon",
    "extern",
    "menu",
)


def _kies(waarde: str, toegestaan: Any, *, tag: str) -> str:
    """Refuse an unknown kind at once, naming the allowed ones."""
    if waarde not in toegestaan:
        raise template.TemplateSyntaxError(f"{tag}: '{waarde}' does not exist; choose from {', '.join(toegestaan)}.")
    return waarde


def _toon(component: str, /, **context: Any) -> SafeString:
    return render_to_string(f"componenten/{component}.html", context)


# --- Acting ----------------------------------------------------------------------------------------------


@register.inclusion_tag("componenten/knop.html")
def knop(
    *,
    tekst: str,
    soort: str = "primair",
    naam: str = "",
    waarde: str = "",
    voorlees: str = "",
    formaction: str = "",
) -> dict[str, Any]:
    """A submit button. `voorlees` is read aloud only: "Verwijderen" + "plan.pdf". Never greyed out."""
    _kies(soort, KNOPSOORTEN, tag="knop")
    return {
        "tekst": tekst,
        "soort": soort,
        "naam": naam,
        "waarde": waarde,
        "voorlees": voorlees,
        "formaction": formaction,
    }


@register.inclusion_tag("componenten/knoplink.html")
def knoplink(*, tekst: str, url: str, soort: str = "primair", voorlees: str = "") -> dict[str, Any]:
    """A link that looks like a button: it goes somewhere and changes nothing."""
    _kies(soort, KNOPSOORTEN, tag="knoplink")
    return {"tekst": tekst, "url": url, "soort": soort, "voorlees": voorlees}


@register.inclusion_tag("componenten/postknop.html", takes_context=True)
def postknop(
    context: Context,
    *,
    tekst: str,
    url: str,
    soort: str = "primair",
    naam: str = "",
    waarde: str = "",
    voorlees: str = "",
) -> dict[str, Any]:
    """A form with only a button, for an act without questions; posts to `url`."""
    _kies(soort, KNOPSOORTEN, tag="postknop")
    return {"tekst": tekst, "url": url, "soort": soort, "naam": naam, "waarde": waarde, "voorlees": voorlees}


@register.simple_block_tag
def acties(content: str) -> SafeString:
    """A row of buttons; the main one first."""
    return _toon("acties", content=content)


@register.inclusion_tag("componenten/terug.html")
def terug(*, url: str, tekst: str = "Terug") -> dict[str, Any]:
    """The link back, above the title."""
    return {"url": url, "tekst": tekst}


# --- Telling ---------------------------------------------------------------------------------------------


@register.inclusion_tag("componenten/icoon.html")
def icoon(*, naam: str) -> dict[str, Any]:
    """A small decorative drawing beside words; hidden from screen readers."""
    return {"naam": _kies(naam, ICONEN, tag="icoon")}


@register.simple_block_tag
def melding(content: str, *, soort: str = "info", titel: str = "", rol: str = "") -> SafeString:
    """A message in the page. `rol` is "status" when it appears by itself; "alert" also takes the focus, so that a
    refusal is seen and heard however long the page is."""
    _kies(soort, MELDINGSOORTEN, tag="melding")
    return _toon("melding", content=content, soort=soort, titel=titel, rol=rol, voorvoegsel=MELDINGSOORTEN[soort])


@register.filter
def meldingsoort(niveau: int) -> str:
    """The kind of `melding` that fits the level of a Django message."""
    if niveau >= niveaus.ERROR:
        return "fout"
    if niveau >= niveaus.WARNING:
        return "aandacht"
    return "succes" if niveau == niveaus.SUCCESS else "info"


@register.simple_block_tag
def kaart(content: str, *, titel: str = "", niveau: int = 2, url: str = "", accent: bool = False) -> SafeString:
    """A white sheet for what belongs together; with `url` the whole sheet is a link."""
    return _toon("kaart", content=content, titel=titel, kop=f"h{niveau}", url=url, accent=accent)


@register.simple_block_tag
def paginakop(content: str, *, titel: str, boven: str = "") -> SafeString:
    """The only h1 of the page, `boven` (for instance a kenmerk) above it, badges and facts below."""
    return _toon("paginakop", content=content, titel=titel, boven=boven)


@register.simple_block_tag
def lege_staat(content: str, *, titel: str, actie_tekst: str = "", actie_url: str = "") -> SafeString:
    """What will appear here, and at most one thing to do."""
    return _toon("lege_staat", content=content, titel=titel, actie_tekst=actie_tekst, actie_url=actie_url)


@register.inclusion_tag("componenten/begrip.html")
def begrip(*, term: str, uitleg: str) -> dict[str, Any]:
    """An abbreviation at first use, its meaning in words behind it: TLV (toelaatbaarheidsverklaring)."""
    return {"term": term, "uitleg": uitleg}


@register.simple_block_tag
def begripuitleg(content: str, *, vraag: str, open: bool = False) -> SafeString:
    """A longer explanation that opens on request; works without script."""
    return _toon("begripuitleg", content=content, vraag=vraag, open=open)


# --- Status and time -------------------------------------------------------------------------------------


@register.inclusion_tag("componenten/statusbadge.html")
def statusbadge(*, tekst: str, soort: str = "neutraal") -> dict[str, Any]:
    """The state of something, in words; colour only supports."""
    return {"tekst": tekst, "soort": _kies(soort, BADGESOORTEN, tag="statusbadge")}


@register.inclusion_tag("componenten/uiterlijk.html")
def uiterlijk(*, datum: date | datetime, voor: str = "Uiterlijk") -> dict[str, Any]:
    """A deadline: the date and the days left as number and word; late or within a week stands out."""
    dagen = opmaak.dagen_tot(datum)
    soort = "fout" if dagen < 0 else "aandacht" if dagen <= 7 else "neutraal"
    return {"datum": datum, "voor": voor, "soort": soort, "rest": opmaak.dagen_nog(datum)}


@register.simple_block_tag
def takenlijst(content: str, *, label: str) -> SafeString:
    """The parts of a job done in several sittings; filled with `taak`."""
    return _toon("takenlijst", content=content, label=label)


@register.inclusion_tag("componenten/taak.html")
def taak(*, naam: str, status: str, url: str = "", toelichting: str = "", wie: str = "") -> dict[str, Any]:
    """One part, starting with a verb; `kan_nog_niet` is no link, `toelichting` says why; `wie` did it."""
    _kies(status, TAAKSTATUSSEN, tag="taak")
    tekst, soort = TAAKSTATUSSEN[status]
    return {
        "naam": naam,
        "url": "" if status == "kan_nog_niet" else url,
        "id": f"taak-{slugify(naam)}",
        "status": status,
        "status_tekst": tekst,
        "soort": soort,
        "toelichting": toelichting,
        "wie": wie,
    }


@register.inclusion_tag("componenten/stappen.html")
def stappen(*, namen: Sequence[str], huidig: int, label: str = "Voortgang") -> dict[str, Any]:
    """Where one is in a fixed row of steps; `huidig` counts from 1, len + 1 means all done."""
    return {"namen": namen, "huidig": huidig, "label": label}


@register.simple_block_tag
def tijdlijn(content: str, *, label: str = "Verloop") -> SafeString:
    """What happened, newest on top; filled with `gebeurtenis`."""
    return _toon("tijdlijn", content=content, label=label)


@register.inclusion_tag("componenten/gebeurtenis.html")
def gebeurtenis(
    *, wat: str, wanneer: date | datetime, wie: str = "", toelichting: str = "", nadruk: bool = False
) -> dict[str, Any]:
    """One event of the timeline; `nadruk` for the latest or for a decision."""
    return {
        "wat": wat,
        "wanneer": wanneer,
        "is_moment": isinstance(wanneer, datetime),
        "wie": wie,
        "toelichting": toelichting,
        "nadruk": nadruk,
    }


@register.inclusion_tag("componenten/autosave_status.html")
def autosave_status(*, moment: datetime | None = None, oob: bool = False) -> dict[str, Any]:
    """ "Opgeslagen om 10:42"; `oob` when it is sent along with another htmx answer."""
    return {"moment": moment, "oob": oob}


@register.inclusion_tag("componenten/meter.html")
def meter(*, label: str, waarde: Decimal | int, maximum: Decimal | int, tekst: str) -> dict[str, Any]:
    """A part of a whole as a bar; `tekst` says the same in words ("€ 8.000 van € 12.000 toegekend")."""
    deel = 100 * waarde / maximum if maximum > 0 else 0
    return {"label": label, "procent": str(round(min(max(deel, 0), 100))), "tekst": tekst}


@register.inclusion_tag("componenten/grafiek.html")
def grafiek(*, grafiek: Grafiek, niveau: int = 2) -> dict[str, Any]:
    """A picture of `swv.kern.grafieken`, under its title and sentence, with the table of the same figures beside it."""
    return {"grafiek": grafiek, "kop": f"h{niveau}", "tabeltitel": f"De cijfers: {grafiek.titel}"}


# --- Facts, lists, tables --------------------------------------------------------------------------------


@register.simple_block_tag
def samenvatting(content: str, *, titel: str = "", niveau: int = 2, url: str = "") -> SafeString:
    """Questions and answers; with `url` one change link for the whole part. Filled with `antwoord`."""
    return _toon("samenvatting", content=content, titel=titel, kop=f"h{niveau}", url=url)


@register.inclusion_tag("componenten/antwoord.html")
def antwoord(*, vraag: str, waarde: Any, url: str = "", wijzig: str = "Wijzigen") -> dict[str, Any]:
    """One question with its answer; a list becomes a list, nothing becomes "Niet ingevuld"."""
    is_lijst = isinstance(waarde, list | tuple)
    leeg = waarde is None or waarde == "" or (is_lijst and not waarde)
    return {
        "vraag": vraag,
        "waarde": waarde,
        "is_lijst": is_lijst,
        "leeg": leeg,
        "url": url,
        "wijzig": wijzig,
    }


@register.simple_block_tag
def tabel(content: str, *, bijschrift: str, toon_bijschrift: bool = True, stapel: bool = False) -> SafeString:
    """A table; the block holds thead and tbody. Scrolls on a small screen.

    With `stapel` rows become cards there; give each `td` a `data-label` with the words of its column.
    """
    return _toon(
        "tabel",
        content=content,
        bijschrift=bijschrift,
        toon_bijschrift=toon_bijschrift,
        stapel=stapel,
        id=f"tabel-{slugify(bijschrift)}",
    )


@register.simple_block_tag
def bestandenlijst(content: str, *, label: str = "Bestanden") -> SafeString:
    """A list of files; filled with `bestand`."""
    return _toon("bestandenlijst", content=content, label=label)


@register.simple_block_tag
def bestand(
    content: str,
    *,
    naam: str,
    url: str = "",
    grootte: int | None = None,
    toelichting: str = "",
    fout: str = "",
) -> SafeString:
    """One file, with its own state; the block holds buttons such as "Verwijderen". `grootte` in bytes."""
    return _toon("bestand", content=content, naam=naam, url=url, grootte=grootte, toelichting=toelichting, fout=fout)


@register.simple_block_tag
def broodkruimels(content: str) -> SafeString:
    """The road from home to this page; filled with `kruimel`, the last one without url."""
    return _toon("broodkruimels", content=content)


@register.inclusion_tag("componenten/kruimel.html")
def kruimel(*, tekst: str, url: str = "") -> dict[str, Any]:
    """One step of the road; without url it is the page itself."""
    return {"tekst": tekst, "url": url}


@register.inclusion_tag("componenten/paginering.html")
def paginering(*, vorige: str = "", volgende: str = "", label: str = "Bladeren") -> dict[str, Any]:
    """Previous and next by keyset; nothing when there is one page. Give the urls."""
    return {"vorige": vorige, "volgende": volgende, "label": label}


# --- Forms -----------------------------------------------------------------------------------------------


@register.inclusion_tag("componenten/foutoverzicht.html")
def foutoverzicht(*, form: BaseForm) -> dict[str, Any]:
    """All errors of a form on top, each a link to its field; `{{ form }}` has it already."""
    return {
        "algemeen": [*form.non_field_errors(), *(f for veld in form.hidden_fields() for f in veld.errors)],
        "velden": [veld for veld in form.visible_fields() if veld.errors],
        "aantal": sum(len(fouten) for fouten in form.errors.values()),
    }


@register.filter
def heeft_optionele_velden(form: BaseForm) -> bool:
    """Whether the note about "(niet verplicht)" is needed above the form."""
    return any(getattr(veld, "is_gemarkeerd_optioneel", False) for veld in form.visible_fields())


# --- Writing values --------------------------------------------------------------------------------------


@register.filter
def euro(bedrag: Decimal | int | None) -> str:
    """`{{ bedrag|euro }}`: € 12.500,00; nothing stays nothing."""
    return "" if bedrag is None or bedrag == "" else opmaak.euro(bedrag)


@register.filter
def kort_getal(aantal: Decimal | int | None) -> str:
    """`2,5`; empty when there is no number."""
    return "" if aantal is None else opmaak.kort_getal(aantal)


@register.filter
def uren(aantal: Decimal | int | None) -> str:
    """{{ week.uren|uren }} gives "2,5 uur"."""
    return "" if aantal is None else opmaak.uren(aantal)


@register.filter
def datum(moment: date | datetime | None) -> str:
    """`{{ dag|datum }}`: 14 maart 2026."""
    return opmaak.datum(moment) if moment else ""


@register.filter
def datumtijd(moment: datetime | None) -> str:
    """`{{ moment|datumtijd }}`: 14 maart 2026 om 10:42."""
    return opmaak.datumtijd(moment) if moment else ""


@register.filter
def tijd(moment: datetime | None) -> str:
    """`{{ moment|tijd }}`: 10:42."""
    return opmaak.tijd(moment) if moment else ""


@register.filter
def dagen_nog(moment: date | datetime | None) -> str:
    """`{{ dag|dagen_nog }}`: nog 6 dagen, vandaag, 3 dagen te laat."""
    return opmaak.dagen_nog(moment) if moment else ""


@register.filter
def bestandsgrootte(aantal_bytes: int | None) -> str:
    """`{{ bijlage.grootte|bestandsgrootte }}`: 1,2 MB."""
    return "" if aantal_bytes is None else opmaak.bestandsgrootte(aantal_bytes)


@register.filter
def telefoonlink(nummer: str) -> str:
    """A telephone number as a `tel:` link wants it: only digits and the leading plus."""
    return "".join(teken for teken in nummer if teken.isdigit() or teken == "+")
