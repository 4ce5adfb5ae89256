"""The figures of one school year, as tables with words, ready for the page and for a file."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from financien.prognose import vso_geteld
from swv.kern.afschermen import DREMPEL, afgeschermd_getal, is_klein
from swv.kern.opmaak import datum, getal
from swv.kern.uitvoer import Rij
from toelating.cijfers import tellen
from toelating.cijfers.deelname import deelname as tel_deelname
from toelating.cijfers.regels import DEELNAMEKOPPEN, TIJDKOPPEN, Deelnameregel, Tabel, Tijdregel, dagen
from toelating.cijfers.tellen import Periode, Plaatsingstijd
from toelating.models import Bezwaarstatus, Categorie, Soort, Status

TERUG = 5  # school years in the pictures


@dataclass(frozen=True)
class Rapport:
    """Everything about one school year; `dicht` when it is for outside the bureau."""

    periode: Periode
    dicht: bool
    ingediend: int
    tabellen: Sequence[Tabel]
    tijden: Sequence[Tijdregel]
    deelname: Sequence[Deelnameregel]
    plaatsing: Plaatsingstijd
    per_jaar: Mapping[str, Mapping[str, int]]

    @property
    def jaartekst(self) -> str:
        return str(self.periode.jaar)

    @property
    def ingediend_zin(self) -> str:
        aantal = afgeschermd_getal(self.ingediend) if self.dicht else getal(self.ingediend)
        return f"In schooljaar {self.periode.naam} zijn {aantal} aanvragen ingediend."

    @property
    def afgegeven(self) -> Tabel:
        return self.tabellen[0]

    @property
    def is_leeg(self) -> bool:
        return not any(tabel.som for tabel in self.tabellen)

    @property
    def zin(self) -> str:
        """One sentence that says how the year stands."""
        naam = self.periode.naam
        if self.is_leeg:
            return f"In schooljaar {naam} is nog niets gebeurd."
        aantal = self.afgegeven.somtekst(dicht=self.dicht)
        begin = f"In schooljaar {naam} zijn {aantal} TLV’s afgegeven"
        alle = next((regel for regel in self.tijden if regel.naam == ALLE), None)
        if alle is None or (self.dicht and alle.tijd.aantal < DREMPEL):
            return f"{begin}."
        return (
            f"{begin}. De helft van de besluiten was er binnen {dagen(alle.tijd.mediaan)} dagen, negen van de tien "
            f"binnen {dagen(alle.tijd.p90)} dagen."
        )

    @property
    def deelname_zin(self) -> str:
        regel = self.van_dit_jaar
        if regel is None:
            return "Het aantal leerlingen van de regio is voor dit schooljaar niet ingevuld."
        if self.dicht and is_klein(regel.deelname.met_tlv):
            return "Te weinig leerlingen om een percentage te laten zien."
        verschil = regel.aandeel - regel.vergelijking
        woord = "hoger dan" if verschil > 0 else "lager dan" if verschil < 0 else "gelijk aan"
        return (
            f"Op {datum(regel.deelname.peildatum)} zat {getal(regel.aandeel, decimalen=2)}% van de leerlingen van de "
            f"regio met een TLV op het vso. Dat is {woord} de {getal(regel.vergelijking, decimalen=2)}% landelijk."
        )

    @property
    def van_dit_jaar(self) -> Deelnameregel | None:
        return next((regel for regel in self.deelname if regel.deelname.periode == self.periode), None)

    @property
    def plaatsing_zin(self) -> str:
        aantal = self.plaatsing.aantal
        if aantal == 0:
            return "In dit schooljaar is nog geen leerling van een andere school geplaatst."
        if self.dicht and aantal < DREMPEL:
            return "Te weinig leerlingen om een tijd te laten zien."
        return (
            f"Tussen afgifte en plaatsing zat bij de helft van de {getal(aantal)} leerlingen hoogstens "
            f"{dagen(self.plaatsing.mediaan)} dagen."
        )


ALLE = "Alle soorten"


def rapport(periode: Periode, *, dicht: bool) -> Rapport:
    """The figures of a school year. Always the same number of queries."""
    perioden = [Periode(jaar) for jaar in range(periode.jaar - TERUG + 1, periode.jaar + 1)]
    deelname = tel_deelname(perioden)
    uitkomsten = tellen.uitkomsten(periode)
    duo = vso_geteld(_begrotingsjaar(rij.periode) for rij in deelname)
    return Rapport(
        periode=periode,
        dicht=dicht,
        ingediend=uitkomsten["ingediend"],
        tabellen=_tabellen(periode, uitkomsten),
        tijden=_tijden(periode),
        deelname=[Deelnameregel(rij, duo.get(_begrotingsjaar(rij.periode))) for rij in deelname],
        plaatsing=tellen.plaatsingstijd(periode),
        per_jaar=tellen.per_jaar(perioden),
    )


def _begrotingsjaar(periode: Periode) -> int:
    """The budget year that counts on 1 February of this school year (financien.models.prognose.teldatum)."""
    return periode.jaar + 2


CATEGORIEEN = {
    Categorie.LAAG.value: "Vso laag (L)",
    Categorie.MIDDEN.value: "Vso midden (M)",
    Categorie.HOOG.value: "Vso hoog (H)",
    "": "Praktijkonderwijs",
}


def _tabellen(periode: Periode, uitkomsten: Mapping[str, int]) -> list[Tabel]:
    soorten, categorieen = tellen.per_soort(periode), tellen.per_categorie(periode)
    vervolgen, bezwaren = tellen.vervolgen(periode), tellen.bezwaren(periode)
    eindes = {
        Status.AFGEGEVEN: "TLV afgegeven",
        Status.AFGEWEZEN: "Afgewezen",
        Status.BUITEN_BEHANDELING: "Niet verder behandeld",
        Status.INGETROKKEN: "Ingetrokken door de school",
    }
    daarna = {
        tellen.VERLENGD: "Een nieuwe TLV",
        tellen.TERUG: "Terug naar een gewone school",
        tellen.VERTREK: "Naar vervolgonderwijs, werk of dagbesteding",
        tellen.ONBEKEND: "Niet vastgelegd",
        tellen.LOOPT: "Eindigt nog, en niets vastgelegd",
    }
    return [
        Tabel(
            "Afgegeven TLV’s per soort",
            "Soort aanvraag",
            [(str(soort.label), soorten.get(soort.value, 0)) for soort in Soort],
        ),
        Tabel(
            "Afgegeven TLV’s per categorie",
            "Categorie",
            [(naam, categorieen.get(code, 0)) for code, naam in CATEGORIEEN.items()],
        ),
        Tabel("Afgegeven TLV’s per school", "School die aanvroeg", [*tellen.per_school(periode).items()]),
        Tabel(
            "Hoe aanvragen eindigden",
            "Einde",
            [(naam, uitkomsten.get(status.value, 0)) for status, naam in eindes.items()],
            "Geteld op de dag van het besluit, of van de bevestiging dat een aanvraag is ingetrokken.",
        ),
        Tabel(
            "Wat er na een TLV kwam",
            "Daarna",
            [(naam, vervolgen[code]) for code, naam in daarna.items()],
            "TLV’s waar een leerling mee op school zat en die in dit schooljaar eindigen.",
        ),
        Tabel(
            "Bezwaren",
            "Uitkomst",
            [(str(status.label), bezwaren.get(status.value, 0)) for status in Bezwaarstatus],
            "Bezwaren die in dit schooljaar zijn ontvangen, en hoe ze nu staan.",
        ),
    ]


def _tijden(periode: Periode) -> list[Tijdregel]:
    tijden = tellen.doorlooptijden(periode)
    regels = [Tijdregel(str(soort.label), tijden[soort.value]) for soort in Soort if soort.value in tijden]
    return [*regels, Tijdregel(ALLE, tijden[""])] if tijden else []


KOPPEN = ("Onderdeel", "Waarover", "Cijfer", "Aantal of dagen")


_GETAL = re.compile(r"([0-9.]+(?:,[0-9]+)?)(%?)")


def tabelrijen(verslag: Rapport) -> Iterator[Rij]:
    """Everything as one long table, for a file. A file goes outside: small counts stay hidden in it."""
    for tabel in verslag.tabellen:
        for naam, woord in [*tabel.tekst(dicht=True), ("Samen", tabel.somtekst(dicht=True))]:
            yield tabel.titel, naam, *_cijfer("aantal", woord)
    for regel in verslag.tijden:
        for kop, cel in zip(TIJDKOPPEN[1:], regel.cellen(dicht=True), strict=True):
            yield "Doorlooptijd in dagen", regel.naam, *_cijfer(kop, cel)
    for rij in verslag.deelname:
        wat = f"{rij.deelname.periode.naam}, op {rij.deelname.peildatum:%d-%m-%Y}"
        for kop, cel in zip(DEELNAMEKOPPEN[1:], rij.cellen(dicht=True), strict=True):
            yield "Deelname vso", wat, *_cijfer(kop, cel)


def _cijfer(kop: str, woord: str) -> tuple[str, str | int | Decimal]:
    """What it is and its value: a number that a spreadsheet can add up, or the word in its place."""
    gevonden = _GETAL.fullmatch(woord)
    if gevonden is None:
        return kop.lower(), woord
    waarde = Decimal(gevonden[1].replace(".", "").replace(",", "."))
    kop = f"{kop} (procent)" if gevonden[2] else kop
    return kop.lower(), int(waarde) if waarde == waarde.to_integral_value() else waarde
