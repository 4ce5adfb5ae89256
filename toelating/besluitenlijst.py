"""The resolution list of a meeting, as a sealed PDF: who was there and what was advised per reference.

No names of pupils and no reasons stand in it: the list goes around, the dossier stays where it is. The seal and the
code of the list prove it without either.
"""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from swv.documenten.brieven import Briefgegevens, Ondertekenaar
from swv.documenten.models import Brief
from swv.documenten.services import brief_intrekken, brief_klaarzetten
from swv.organisaties.models import Gebruiker
from toelating.models import Agendapunt, Bijeenkomst, Verschoning
from toelating.onderdelen.basis import jaren_in_woorden

KLAAR = "toelating.besluitenlijst"
SOORT = "besluitenlijst"


@dataclass(frozen=True)
class Regel:
    """What the committee said about one request, and who left the room."""

    kenmerk: str
    soort: str
    uitkomst: str
    niet_bij: str


@dataclass(frozen=True)
class Inhoud:
    """What the list says, for its template."""

    bijeenkomst: Bijeenkomst
    versie: int
    aanwezig: list[str]
    afwezig: list[str]
    regels: list[Regel]


def maken(bijeenkomst: Bijeenkomst, *, door: Gebruiker) -> Brief:
    """Write the list, in the transaction of the act, which holds the row of the meeting. A second list replaces the
    first: from then on the public page says that the old one no longer counts."""
    eerdere = list(Brief.objects.van(bijeenkomst).defer("html"))
    versie = len(eerdere) + 1
    for brief in eerdere:
        if not brief.is_ingetrokken:
            brief_intrekken(brief=brief, reden=f"Vervangen door versie {versie}.", door=door)
    voorzitter = bijeenkomst.voorzitter
    gegevens = Briefgegevens(
        datum=timezone.localdate(),
        ontvanger=("De leden van de toelatingsadviescommissie",),
        onderwerp=f"Besluitenlijst van de toelatingsadviescommissie{f', versie {versie}' if versie > 1 else ''}",
        ondertekenaar=Ondertekenaar(voorzitter.naam, "voorzitter van de toelatingsadviescommissie"),
    )
    return brief_klaarzetten(
        bron=bijeenkomst,
        soort=SOORT,
        sjabloon="toelating/besluitenlijst",
        context={**gegevens.als_context(), "inhoud": inhoud(bijeenkomst, versie=versie)},
        titel=f"Besluitenlijst {bijeenkomst.kenmerk}{f', versie {versie}' if versie > 1 else ''}",
        kenmerk=bijeenkomst.kenmerk,
        sleutel=f"bijeenkomst:{bijeenkomst.pk}:besluitenlijst:{versie}",
        vervolg=KLAAR,
    )


def inhoud(bijeenkomst: Bijeenkomst, *, versie: int) -> Inhoud:
    """Everything on the list, in the order of the agenda. What was taken off beforehand was not discussed."""
    leden = list(bijeenkomst.lidmaatschappen.select_related("lid"))
    punten = bijeenkomst.agendapunten.exclude(uitkomst=Agendapunt.Uitkomst.VERVALLEN).select_related("aanvraag")
    niet_bij = _niet_bij(bijeenkomst)
    return Inhoud(
        bijeenkomst=bijeenkomst,
        versie=versie,
        aanwezig=[rij.lid.naam for rij in leden if rij.aanwezig],
        afwezig=[rij.lid.naam for rij in leden if not rij.aanwezig],
        regels=[
            Regel(
                punt.aanvraag.kenmerk or "",
                punt.aanvraag.soort_naam,
                uitkomst_in_woorden(punt),
                ", ".join(niet_bij[punt.aanvraag_id]),
            )
            for punt in punten
        ],
    )


def _niet_bij(bijeenkomst: Bijeenkomst) -> dict[UUID, list[str]]:
    """The members who stay out of each request on this agenda, by name."""
    per_aanvraag: dict[UUID, list[str]] = defaultdict(list)
    buiten = Verschoning.objects.filter(
        aanvraag__in=bijeenkomst.agendapunten.values("aanvraag_id"), gebruiker__in=bijeenkomst.leden.values("pk")
    )
    for aanvraag, naam in buiten.order_by("gebruiker__naam").values_list("aanvraag_id", "gebruiker__naam"):
        per_aanvraag[aanvraag].append(naam)
    return per_aanvraag


def uitkomst_in_woorden(punt: Agendapunt) -> str:
    """What the committee said: "toelaatbaar, categorie laag, 2 schooljaren", "aangehouden"."""
    if punt.uitkomst != Agendapunt.Uitkomst.ADVIES:
        return str(punt.get_uitkomst_display())
    if not punt.toelaatbaar:
        return "niet toelaatbaar"
    delen = ["toelaatbaar"]
    if punt.categorie:
        delen.append(f"categorie {punt.get_categorie_display()}")
    if punt.schooljaren:
        delen.append(jaren_in_woorden(punt.schooljaren))
    return ", ".join(delen)
