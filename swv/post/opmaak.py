"""From a template of a message to subject, plain text and HTML. The HTML is made from the text: one source.

A message `templates/post/<soort>.txt` starts with lines of the form "Naam: waarde", then an empty line, then what
it has to say; each paragraph is one long line. Greeting, link, reason and contact come from `post/basis.txt`.

    Onderwerp: Aanvraag {{ kenmerk }}: wij hebben nog iets nodig
    Knop: Bekijk wat er ontbreekt
    Waarom: u voor deze school aanvragen doet

    Wij hebben nog iets nodig om over de aanvraag te beslissen. U kunt aanvullen tot en met {{ uiterlijk }}.

Values come from people, so none of them can add a line, a header or a working link.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.template import Context, engines
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from swv.organisaties.models import Gebruiker, Samenwerkingsverband

SOORT = re.compile(r"[a-z0-9_]+")
KOPREGEL = re.compile(r"(Onderwerp|Knop|Waarom): (.+)")
PAD = re.compile(r"/(?!/)[\w./#-]*", re.ASCII)
DOMEIN = re.compile(r"(?<=\w)\.(?=[^\W\d_]{2})")

LANGSTE_WAARDE = 300
LANGSTE_ONDERWERP = 200
KNOP = "Open het portaal"
WAAROM = "u een account heeft in het portaal van het samenwerkingsverband"

Waarde = str | int | Decimal | date | bool


@dataclass(frozen=True, slots=True)
class Opgemaakt:
    """A message as it goes out."""

    onderwerp: str
    tekst: str
    html: str


def opmaken(soort: str, context: Mapping[str, Any], *, aan: Gebruiker) -> Opgemaakt:
    """Fill in the template of this kind for one person.

    `context` holds words, numbers and days only, no rows: a template cannot walk from a dossier to a pupil.
    `pad` in it is the page of the portal that the one link opens. Raises TypeError or ValueError for anything else,
    LookupError (TemplateDoesNotExist) for an unknown kind.
    """
    if not SOORT.fullmatch(soort):
        raise ValueError(f"Een soort bericht heet in kleine letters, niet {soort!r}.")
    waarden = {naam: _waarde(naam, waarde) for naam, waarde in context.items() if naam != "pad"}
    koppen, bericht = _ontleed(_render(f"post/{soort}.txt", waarden), soort)
    link = _link(context.get("pad", "/"))
    knop = koppen.get("Knop", KNOP)
    tekst = _render(
        "post/basis.txt",
        {
            "naam": _plat(aan.naam),
            "bericht": bericht,
            "knop": knop,
            "link": link,
            "waarom": koppen.get("Waarom", WAAROM),
            "swv": Samenwerkingsverband.huidig(),
        },
    )
    tekst = re.sub(r"\n{3,}", "\n\n", tekst).strip() + "\n"
    onderwerp = koppen["Onderwerp"][:LANGSTE_ONDERWERP]
    return Opgemaakt(onderwerp, tekst, naar_html(tekst, onderwerp=onderwerp, knop=knop, link=link))


def naar_html(tekst: str, *, onderwerp: str, knop: str, link: str) -> str:
    """The same words as a web page: paragraphs, lists, and the one link as a link."""
    alineas = [alinea.splitlines() for alinea in tekst.strip().split("\n\n")]
    inhoud = format_html_join("\n", "{}", ((_alinea(regels, knop, link),) for regels in alineas))
    return format_html(
        '<!DOCTYPE html>\n<html lang="nl">\n<head><meta charset="utf-8"><title>{}</title></head>\n'
        "<body>\n{}\n</body>\n</html>\n",
        onderwerp,
        inhoud,
    )


def _alinea(regels: list[str], knop: str, link: str) -> SafeString:
    if regels == [f"{knop}:", link]:
        return format_html('<p><a href="{}">{}</a></p>', link, knop)
    if all(regel.startswith("- ") for regel in regels):
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((regel[2:],) for regel in regels)))
    return format_html("<p>{}</p>", format_html_join(SafeString("<br>\n"), "{}", ((regel,) for regel in regels)))


def _render(naam: str, waarden: Mapping[str, Any]) -> str:
    """Plain text, so nothing is escaped here; `naar_html` escapes everything."""
    sjabloon = engines["django"].engine.get_template(naam)  # type: ignore[attr-defined]
    return str(sjabloon.render(Context(dict(waarden), autoescape=False)))


def _ontleed(inhoud: str, soort: str) -> tuple[dict[str, str], str]:
    kop, _, bericht = inhoud.strip().partition("\n\n")
    koppen = {}
    for regel in kop.splitlines():
        gevonden = KOPREGEL.fullmatch(regel.strip())
        if not gevonden:
            raise ValueError(f"post/{soort}.txt: onbekende kopregel {regel!r}.")
        koppen[gevonden[1]] = gevonden[2].strip()
    if "Onderwerp" not in koppen or not bericht.strip():
        raise ValueError(f"post/{soort}.txt begint met 'Onderwerp: ...', een lege regel en dan het bericht.")
    return koppen, bericht.strip()


def _waarde(naam: str, waarde: Any) -> Waarde:
    if isinstance(waarde, str):
        return _plat(waarde)
    if isinstance(waarde, int | Decimal | date):
        return waarde
    raise TypeError(f"{naam}: een bericht krijgt alleen tekst, getallen en dagen, geen {type(waarde).__name__}.")


def _plat(waarde: str) -> str:
    """One line without control characters, and nothing that a mail program makes into a link."""
    zichtbaar = "".join(teken if teken.isprintable() else " " for teken in waarde)
    een_regel = " ".join(zichtbaar.split())
    zonder_link = DOMEIN.sub(". ", een_regel.replace("://", ": //"))
    return zonder_link if len(zonder_link) <= LANGSTE_WAARDE else f"{zonder_link[:LANGSTE_WAARDE]}…"


def _link(pad: Any) -> str:
    """The one link, always to this portal: from the settings, never from a request."""
    if not isinstance(pad, str) or not PAD.fullmatch(pad):
        raise ValueError("Een link in een bericht is een pad binnen het portaal, zoals /aanvragen/.")
    return f"{settings.BASE_URL.rstrip('/')}{pad}"
