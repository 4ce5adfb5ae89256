"""Reads of the wijzer: the situations to begin with, and the advice at the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils import timezone

from voorzieningen.models import Voorziening, Wijzeradvies, Wijzerstap
from voorzieningen.starten import start_url

EERSTE_VRAAG = "Waar gaat het over?"


@dataclass(frozen=True)
class Groep:
    naam: str
    stappen: Sequence[Wijzerstap]


@dataclass(frozen=True)
class Advies:
    """A facility that fits, why, and what to do next; `start_url` is empty when it is not asked for here."""

    voorziening: Voorziening
    waarom: str
    doen: str
    start_url: str


@dataclass(frozen=True)
class Adviezen:
    """What fits, of one samenwerkingsverband."""

    swv: str
    regels: Sequence[Advies]


@dataclass(frozen=True)
class Keuze:
    """A question that was answered, and where somebody answers it otherwise."""

    vraag: str
    antwoord: str
    anders_url: str


def keuzes(stap: Wijzerstap) -> list[Keuze]:
    """What was answered on the way to this step, the first on top."""
    return [
        Keuze(ouder.vraag, gekozen.antwoord, ouder.get_absolute_url())
        if (ouder := gekozen.ouder)
        else Keuze(EERSTE_VRAAG, gekozen.antwoord, reverse("voorzieningen:wijzer"))
        for gekozen in stap.pad
    ]


def groepen() -> list[Groep]:
    """The situations to begin with, in their groups. One query."""
    begin = list(Wijzerstap.objects.geldig().filter(ouder__isnull=True))
    alle = [Groep(label, [stap for stap in begin if stap.groep == groep]) for groep, label in Wijzerstap.Groep.choices]
    return [groep for groep in alle if groep.stappen]


def adviezen(stap: Wijzerstap) -> list[Adviezen]:
    """What fits at the end of the wijzer, per samenwerkingsverband in the order of the advice. One query."""
    geldig = Voorziening.objects.geldig(timezone.localdate())
    regels = list(
        stap.adviezen.filter(voorziening__in=geldig)
        .select_related("voorziening")
        .defer("voorziening__zoektekst", "voorziening__zoekvector")
    )
    volgorde = {regel.voorziening.swv: plek for plek, regel in reversed(list(enumerate(regels)))}
    regels.sort(key=lambda regel: volgorde[regel.voorziening.swv])
    return [
        Adviezen(swv, [_advies(regel) for regel in groep])
        for swv, groep in groupby(regels, key=lambda regel: regel.voorziening.swv)
    ]


def _advies(regel: Wijzeradvies) -> Advies:
    adres = start_url(regel.voorziening)
    return Advies(regel.voorziening, regel.waarom, regel.doen or _volgende_stap(regel.voorziening, adres), adres)


def _volgende_stap(voorziening: Voorziening, adres: str) -> str:
    """What the catalogue itself says about the way in."""
    if adres:
        return "U vraagt dit aan in dit portaal."
    weg = voorziening.toegang
    return f"Zo krijgt u het: {weg}." if weg else "Bel het bureau. Wij helpen u verder."
