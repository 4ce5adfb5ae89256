"""The figures of one school year as words, ready for the page and for a file. `dicht` hides small counts, and all that
gives them back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from swv.kern.afschermen import DREMPEL, VERBORGEN, afgeschermd, afgeschermd_getal, celwaarde
from swv.kern.opmaak import MAANDEN, datum
from swv.kern.uitvoer import Rij
from swv.organisaties.models import Gebruiker
from toelating.cijfers.regels import Tabel
from toelating.cijfers.tellen import Periode
from toelating.models import Thuiszitter
from toelating.monitors.cijfers import tellen
from toelating.monitors.cijfers.tellen import Maand

MAANDKOPPEN = (
    "Maand",
    "Nieuw in de maand",
    "Thuis op peildag",
    "Hoogstens 4 weken",
    "Langer dan 4 weken",
    "Langer dan 3 maanden",
    "Mediaan in weken",
)
UITKOMSTEN = {
    tellen.OP_TIJD: "Besloten binnen 6 weken",
    tellen.VERLENGD: "Besloten na een verlenging, op tijd",
    tellen.LAAT: "Te laat besloten",
    tellen.LOOPT: "Loopt nog, op tijd",
    tellen.LOOPT_LAAT: "Loopt nog, te laat",
    tellen.GESTOPT: "Aanmelding gestopt",
}


@dataclass(frozen=True)
class Rapport:
    """Everything about one school year."""

    periode: Periode
    dicht: bool
    maanden: Sequence[Maand]
    redenen: Tabel
    eindes: Tabel
    zorgplicht: Tabel

    @property
    def tabellen(self) -> tuple[Tabel, ...]:
        return self.redenen, self.eindes, self.zorgplicht

    @property
    def is_leeg(self) -> bool:
        return not any(tabel.som for tabel in self.tabellen)

    @property
    def zin(self) -> str:
        """One sentence that says how it stands now."""
        if not self.maanden or self.is_leeg:
            return f"In schooljaar {self.periode.naam} is nog niets gemeld."
        laatste = self.maanden[-1]
        samen, _, _, lang, _ = stand(laatste, dicht=self.dicht)
        wie = f"{samen} leerling" if samen == "1" else f"{samen} leerlingen"
        zit = "zat" if samen == "1" else "zaten"
        slot = "niemand langer dan drie maanden" if lang == "0" else f"langer dan drie maanden: {lang}"
        return f"Op {datum(laatste.peildag)} {zit} {wie} thuis, {slot}."


def rapport(gebruiker: Gebruiker, periode: Periode, *, dicht: bool) -> Rapport:
    """What this person may see of a school year: the region, or the own schools. Always two queries."""
    rijen = tellen.thuis(gebruiker, periode)
    redenen, eindes = tellen.redenen(rijen), tellen.eindes(rijen, periode)
    zorgplicht = tellen.zorgplicht(gebruiker, periode)
    einden = [keuze for keuze in Thuiszitter.Einde if keuze != Thuiszitter.Einde.FOUT]
    return Rapport(
        periode=periode,
        dicht=dicht,
        maanden=tellen.per_maand(rijen, periode),
        redenen=Tabel(
            "Waarom leerlingen thuiszitten",
            "Reden",
            [(_hoofdletter(keuze.label), redenen.get(keuze.value, 0)) for keuze in Thuiszitter.Reden],
            "Iedereen die in dit schooljaar een of meer dagen thuiszat.",
        ),
        eindes=Tabel(
            "Hoe het eindigde",
            "Einde",
            [(_hoofdletter(keuze.label), eindes.get(keuze.value, 0)) for keuze in einden],
            "Geteld op de dag waarop het eindigde.",
        ),
        zorgplicht=Tabel(
            "Zorgplicht: besluiten over aanmeldingen",
            "Hoe het ging",
            [(naam, zorgplicht.get(code, 0)) for code, naam in UITKOMSTEN.items()],
            "Aanmeldingen van leerlingen die extra ondersteuning nodig hebben, geteld op de dag van de aanmelding.",
        ),
    )


def _hoofdletter(label: object) -> str:
    tekst = str(label)
    return tekst[:1].upper() + tekst[1:]


def maandnaam(dag: date) -> str:
    return f"{MAANDEN[dag.month - 1]} {dag.year}"


def cellen(maanden: Sequence[Maand], *, dicht: bool) -> list[list[str]]:
    """The figures of each month as they may be shown, in the order of MAANDKOPPEN after the name.

    Who was new is one breakdown over the months: together with who sat at home at the end of the last school year they
    are all of this year, and that sum stands below the reasons.
    """
    aantallen = [maand.nieuw for maand in maanden]
    nieuw = afgeschermd(aantallen) if dicht else [str(aantal) for aantal in aantallen]
    return [[aantal, *stand(maand, dicht=dicht)] for aantal, maand in zip(nieuw, maanden, strict=True)]


def stand(maand: Maand, *, dicht: bool) -> list[str]:
    """How it stood at the end of a month. The three parts are hidden as one breakdown: who knows all but one of them
    and the sum would know that one."""
    samen = afgeschermd_getal(maand.samen) if dicht else str(maand.samen)
    delen = afgeschermd(maand.verdeling) if dicht else [str(aantal) for aantal in maand.verdeling]
    return [samen, *delen, _mediaan(maand, dicht=dicht)]


def _mediaan(maand: Maand, *, dicht: bool) -> str:
    if maand.mediaan is None:
        return "–"
    if dicht and maand.samen < DREMPEL:
        return VERBORGEN
    return f"{maand.mediaan:g}".replace(".", ",")  # of whole weeks: a whole or a half


KOPPEN = ("Onderdeel", "Waarover", "Cijfer", "Aantal of weken")


def tabelrijen(verslag: Rapport) -> Iterator[Rij]:
    """Everything as one long table, for a file. A file goes outside: small counts stay hidden in it."""
    for maand, rij in zip(verslag.maanden, cellen(verslag.maanden, dicht=True), strict=True):
        for kop, cel in zip(MAANDKOPPEN[1:], rij, strict=True):
            yield "Thuiszitters per maand", maandnaam(maand.peildag), kop.lower(), celwaarde(cel)
    for tabel in verslag.tabellen:
        for naam, woord in [*tabel.tekst(dicht=True), ("Samen", tabel.somtekst(dicht=True))]:
            yield tabel.titel, naam, "aantal", celwaarde(woord)
