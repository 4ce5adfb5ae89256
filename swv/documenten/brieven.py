"""The HTML of a letter: a template of the app that sends it, on the letter paper of the samenwerkingsverband.

A template lives in `templates/brieven/`, extends `brieven/basis.html` and fills the block `inhoud`. What every letter
needs stands in `Briefgegevens`; add what the template itself uses.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from swv.documenten.codes import qr_beeld
from swv.organisaties.models import Samenwerkingsverband

VERPLICHT = frozenset({"datum", "ontvanger", "onderwerp", "ondertekenaar"})
_STANDAARD = {"aanhef": "", "uw_kenmerk": "", "behandeld_door": ""}
_SJABLOON = re.compile(r"[a-z0-9_]+(/[a-z0-9_]+)*")


@dataclass(frozen=True)
class Ondertekenaar:
    naam: str
    functie: str


@dataclass(frozen=True)
class Briefgegevens:
    """What every letter says: `{**Briefgegevens(...).als_context(), "aanvraag": aanvraag}`.

    `ontvanger` holds at most six lines behind the window: name, department or person, street, postcode and town.
    `behandeld_door` names a person with telephone number or e-mail address.
    """

    datum: date
    ontvanger: tuple[str, ...]
    onderwerp: str
    ondertekenaar: Ondertekenaar
    aanhef: str = ""
    uw_kenmerk: str = ""
    behandeld_door: str = ""

    def als_context(self) -> dict[str, Any]:
        return asdict(self)


def verificatie_url(code: str) -> str:
    """The full public address where a letter is checked."""
    return settings.BASE_URL + reverse("documenten:verificatie", args=[code])


def render_brief_html(sjabloon: str, context: Mapping[str, Any], *, titel: str, kenmerk: str, code: str | None) -> str:
    """The whole letter as HTML. Without a code it is a preview, and says so instead of the proof of origin.

    `sjabloon` is the name of a template below `brieven/`, without `.html`.
    Raises ValueError when the context lacks something that every letter needs.
    """
    if not _SJABLOON.fullmatch(sjabloon):
        raise ValueError(f"Onbekend sjabloon {sjabloon!r}.")
    if ontbreekt := VERPLICHT - context.keys():
        raise ValueError(f"De brief mist: {', '.join(sorted(ontbreekt))}.")
    adres = verificatie_url(code) if code else ""
    kort_adres = settings.BASE_URL.partition("://")[2] + reverse("documenten:verificatie").rstrip("/")
    return render_to_string(
        f"brieven/{sjabloon}.html",
        {
            **_STANDAARD,
            **context,
            "titel": titel,
            "kenmerk": kenmerk,
            "swv": Samenwerkingsverband.huidig(),
            "code": code,
            "verificatie_url": adres,
            "verificatie_adres": kort_adres,
            "qr": qr_beeld(adres) if code else "",
        },
    )
