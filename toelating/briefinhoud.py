"""The facts in a letter about a TLV: who asked, who advised, what parents and pupil think, and what was decided.

They are gathered before a number is given, so that nobody who signs waits for it longer than needed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils import timezone

from swv.invullen.models import Aanvullingsverzoek
from toelating.besluit import duur_in_woorden, gewijzigde, wijkt_af
from toelating.criteria import beoordeling
from toelating.models import (
    Adviesbron,
    Agendapunt,
    Categorie,
    Mandaat,
    Onderwijssoort,
    Tlvaanvraag,
    Verklaring,
    Zienswijze,
)
from toelating.onderdelen.basis import jaren_in_woorden
from toelating.ouders import leerling_beslist_zelf
from toelating.pro import Beoordeling

VOORBEELD = "volgt bij ondertekening"  # in place of what is only known then


@dataclass(frozen=True)
class Adviseur:
    """One of those who advised; named in the decision (Awb 3:8)."""

    wie: str
    op: date
    oordeel: str


@dataclass(frozen=True)
class Mening:
    """What a parent, the pupil or the school thinks, in the own words."""

    wie: str
    op: date
    oordeel: str
    tekst: str


@dataclass(frozen=True)
class Brieffeiten:
    """What a letter says about a request, for its template. Numbers come in at the signature."""

    aanvraag: Tlvaanvraag
    adviseurs: Sequence[Adviseur] = ()
    meningen: Sequence[Mening] = ()
    criteria: Beoordeling | None = None
    afwijkingen: Sequence[str] = ()
    verzoek: Aanvullingsverzoek | None = None
    nummer: str = ""
    besluitnummer: str = ""
    mandaat: Mandaat | None = None
    reden: str = ""
    zienswijze: str = ""
    uiterlijk: date | None = None
    verklaring: Verklaring | None = None

    @property
    def regeling(self) -> Any:
        return self.aanvraag.regeling

    @property
    def ontvangen(self) -> date:
        assert self.aanvraag.ingediend_op is not None
        return timezone.localdate(self.aanvraag.ingediend_op)

    @property
    def onderwijs(self) -> str:
        soort = Onderwijssoort.PRO if self.aanvraag.is_pro else Onderwijssoort.VSO
        return f"het {soort.label}"

    @property
    def categorie(self) -> str:
        """In words and as DUO writes it: "laag (L)"."""
        return categorie_in_woorden(self.aanvraag.categorie)

    @property
    def duur(self) -> str:
        return duur_in_woorden(self.aanvraag)

    @property
    def gewone_duur(self) -> str:
        return jaren_in_woorden(self.aanvraag.regeling.gewone_duur)

    @property
    def vervangt(self) -> Verklaring | None:
        return gewijzigde(self.aanvraag)

    @property
    def advies_door_bureau(self) -> bool:
        return self.aanvraag.adviesbron == Adviesbron.BUREAU

    @cached_property
    def aan_leerling_zelf(self) -> bool:
        """The pupil is of age: no parent gets the letter or the advice."""
        return leerling_beslist_zelf(self.aanvraag)

    @property
    def adviesredenen(self) -> str:
        """The reasons of the advice, unless they are word for word those of the decision."""
        zelfde = self.aanvraag.advies.strip() == self.aanvraag.motivering.strip()
        return "" if zelfde else self.aanvraag.advies


def brieffeiten(aanvraag: Tlvaanvraag) -> Brieffeiten:
    """Gather what a decision on this request says."""
    return Brieffeiten(
        aanvraag,
        adviseurs=tuple(_adviseurs(aanvraag)),
        meningen=tuple(_mening(rij) for rij in aanvraag.zienswijzen.all()),
        criteria=beoordeling(aanvraag),
        afwijkingen=tuple(wijkt_af(aanvraag)),
        verzoek=aanvraag.aanvullingsverzoeken.first(),
    )


def categorie_in_woorden(categorie: str) -> str:
    return f"{Categorie(categorie).label} ({categorie})" if categorie else ""


def _adviseurs(aanvraag: Tlvaanvraag) -> list[Adviseur]:
    adviseurs = [
        Adviseur(
            wie=f"{advies.deskundige.naam}, {advies.get_beroep_display()} ({advies.get_rang_display()})",
            op=timezone.localdate(advies.ingediend_op),
            oordeel=_oordeel(advies.toelaatbaar, advies.categorie, advies.schooljaren),
        )
        for advies in aanvraag.deskundigenadviezen.select_related("deskundige")
        if advies.is_gegeven
    ]
    punten = aanvraag.agendapunten.filter(uitkomst=Agendapunt.Uitkomst.ADVIES).select_related("bijeenkomst")
    return adviseurs + [
        Adviseur(
            wie="de toelatingsadviescommissie",
            op=punt.bijeenkomst.datum,
            oordeel=_oordeel(punt.toelaatbaar, punt.categorie, punt.schooljaren),
        )
        for punt in punten
    ]


def _oordeel(toelaatbaar: bool | None, categorie: str, schooljaren: int | None) -> str:
    if not toelaatbaar:
        return "niet toelaatbaar"
    delen = ["toelaatbaar"]
    if categorie:
        delen.append(f"categorie {Categorie(categorie).label}")
    if schooljaren:
        delen.append(f"voor {jaren_in_woorden(schooljaren)}")
    return ", ".join(delen)


def _mening(rij: Zienswijze) -> Mening:
    wie = str(rij.get_van_display()).capitalize()
    return Mening(wie=f"{wie} {rij.naam}".strip(), op=rij.datum, oordeel=_akkoord(rij), tekst=rij.tekst)


def _akkoord(rij: Zienswijze) -> str:
    waarmee = "het voorgenomen besluit" if rij.over == Zienswijze.Over.ADVIES else "de aanvraag"
    return {
        Zienswijze.Akkoord.JA: f"eens met {waarmee}",
        Zienswijze.Akkoord.NEE: f"niet eens met {waarmee}",
        Zienswijze.Akkoord.ONBEKEND: f"niet bekend of diegene het eens is met {waarmee}",
    }[Zienswijze.Akkoord(rij.akkoord)]
