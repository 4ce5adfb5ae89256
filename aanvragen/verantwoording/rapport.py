"""The total of a school year: per kind, and per board and school, what was awarded, paid, accounted for, approved and
claimed back. Figures only: no dossier and no pupil stands in it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import IO, Any

from django.utils import timezone

from aanvragen.models import Verantwoording, Verantwoordingstatus
from aanvragen.verantwoording.schooljaren import NUL, laatst_geopend
from aanvragen.verantwoording.selectors import betaald_per
from swv.documenten.brieven import Briefgegevens, Ondertekenaar, render_brief_html
from swv.kern.opmaak import getal
from swv.organisaties.models import Samenwerkingsverband

EERSTE_JAAR = 2025
KOPPEN = ("Toegekend", "Betaald", "Verantwoord", "Goedgekeurd", "Vrijgevallen", "Teruggevorderd", "Nog open")
BESTANDSKOPPEN = ("Schoolbestuur", "School", "BRIN", "Soort", "Aantal", "Nog te beoordelen", *KOPPEN)


@dataclass(frozen=True)
class Som:
    """Sums in euros. `verantwoord` is what schools say they spent, of what was sent; `open` is awarded and not judged
    yet. Awarded is always approved, released, claimed back and open together."""

    toegekend: Decimal = NUL
    betaald: Decimal = NUL
    verantwoord: Decimal = NUL
    goedgekeurd: Decimal = NUL
    vrijgevallen: Decimal = NUL
    teruggevorderd: Decimal = NUL
    open: Decimal = NUL
    aantal: int = 0
    aantal_open: int = 0

    def __add__(self, ander: "Som") -> "Som":
        return Som(*(getattr(self, veld.name) + getattr(ander, veld.name) for veld in fields(Som)))

    @property
    def bedragen(self) -> tuple[Decimal, ...]:
        """In the order of KOPPEN."""
        return (
            self.toegekend,
            self.betaald,
            self.verantwoord,
            self.goedgekeurd,
            self.vrijgevallen,
            self.teruggevorderd,
            self.open,
        )

    @property
    def teksten(self) -> list[tuple[str, str]]:
        """Each heading with its amount as it is written in a table of euros."""
        return [(kop, getal(bedrag, decimalen=2)) for kop, bedrag in zip(KOPPEN, self.bedragen, strict=True)]


@dataclass(frozen=True)
class Cijfer:
    """One verantwoording as the report counts it."""

    bestuur: str
    school: str
    brin: str
    soort: str
    som: Som


@dataclass(frozen=True)
class Groep:
    """The sum of everything with one name."""

    naam: str
    som: Som


@dataclass(frozen=True)
class Bestuursgroep:
    """A board with its schools."""

    naam: str
    scholen: Sequence[Groep]
    som: Som


@dataclass(frozen=True)
class Rapport:
    jaar: int
    cijfers: Sequence[Cijfer]

    @property
    def naam(self) -> str:
        return f"{self.jaar}-{self.jaar + 1}"

    @property
    def som(self) -> Som:
        return _som(self.cijfers)

    @property
    def per_soort(self) -> list[Groep]:
        return [Groep(naam, _som(rijen)) for naam, rijen in _groepen(self.cijfers, lambda rij: rij.soort)]

    @property
    def per_bestuur(self) -> list[Bestuursgroep]:
        return [
            Bestuursgroep(naam, [Groep(school, _som(eigen)) for school, eigen in _groepen(rijen, _school)], _som(rijen))
            for naam, rijen in _groepen(self.cijfers, lambda rij: rij.bestuur)
        ]

    @property
    def zin(self) -> str:
        """How the year stands, in one sentence."""
        som = self.som
        if not som.aantal:
            return f"Voor schooljaar {self.naam} is nog niets te verantwoorden."
        klaar = som.aantal - som.aantal_open
        er_zijn = "is er 1" if klaar == 1 else f"zijn er {klaar}"
        return f"Verantwoordingen over schooljaar {self.naam}: {som.aantal}. Daarvan {er_zijn} beoordeeld."

    def bestandsrijen(self) -> Iterator[list[Any]]:
        """One row per school and kind, for a spreadsheet."""
        for bestuur, van_bestuur in _groepen(self.cijfers, lambda rij: rij.bestuur):
            for _, van_school in _groepen(van_bestuur, _school):
                for soort, rijen in _groepen(van_school, lambda rij: rij.soort):
                    som = _som(rijen)
                    plek = [bestuur, rijen[0].school, rijen[0].brin, soort]
                    yield [*plek, som.aantal, som.aantal_open, *som.bedragen]


def _school(cijfer: Cijfer) -> str:
    return f"{cijfer.school} ({cijfer.brin})"


def _som(cijfers: Sequence[Cijfer]) -> Som:
    return sum((rij.som for rij in cijfers), Som())


def _groepen(cijfers: Sequence[Cijfer], naam: Callable[[Cijfer], str]) -> list[tuple[str, list[Cijfer]]]:
    """By name, in the order of the alphabet."""
    groepen: dict[str, list[Cijfer]] = {}
    for rij in sorted(cijfers, key=naam):
        groepen.setdefault(naam(rij), []).append(rij)
    return [*groepen.items()]


def rapport(jaar: int) -> Rapport:
    """The total of a school year; three queries."""
    rijen = list(
        Verantwoording.objects.filter(schooljaar=jaar)
        .exclude(status=Verantwoordingstatus.VERVALLEN)
        .select_related("aanvraag", "school__bestuur")
        .only(
            "aanvraag__soort",
            "school__naam",
            "school__code",
            "school__bestuur__naam",
            "schooljaar",
            "status",
            "toegekend",
            "besteed",
            "vastgesteld",
            "vrijgevallen",
            "teruggevorderd",
        )
        .order_by("kenmerk")
    )
    betaald = betaald_per(rijen)
    return Rapport(jaar, [_cijfer(rij, betaald[rij.pk]) for rij in rijen])


def _cijfer(rij: Verantwoording, betaald: Decimal) -> Cijfer:
    klaar = rij.is_beoordeeld
    som = Som(
        toegekend=rij.toegekend,
        betaald=betaald,
        verantwoord=rij.besteed or NUL,
        goedgekeurd=(rij.vastgesteld or NUL) if klaar else NUL,
        vrijgevallen=rij.vrijgevallen,
        teruggevorderd=rij.teruggevorderd,
        open=NUL if klaar else rij.toegekend,
        aantal=1,
        aantal_open=0 if klaar else 1,
    )
    school = rij.school
    return Cijfer(school.bestuur.naam, school.naam, school.code, rij.aanvraag.soort_naam, som)


def jaren() -> list[int]:
    """The school years that can be reported, the newest first."""
    return [*range(laatst_geopend(timezone.localdate()), EERSTE_JAAR - 1, -1)]


def schrijf_pdf(verslag: Rapport, uit: IO[bytes]) -> None:
    """Write the report as an accessible PDF on the letter paper. It is no letter: nobody gets it by post, and it has no
    seal."""
    from swv.documenten.pdf import render_pdf

    swv = Samenwerkingsverband.huidig()
    titel = f"Verantwoording schooljaar {verslag.naam}"
    gegevens = Briefgegevens(
        datum=timezone.localdate(),
        ontvanger=(swv.naam,),
        onderwerp=titel,
        ondertekenaar=Ondertekenaar(swv.naam, ""),
    )
    context = {**gegevens.als_context(), "rapport": verslag, "koppen": KOPPEN}
    kenmerk = f"Verantwoording {verslag.naam}"
    html = render_brief_html("verantwoording/rapport", context, titel=titel, kenmerk=kenmerk, code=None)
    uit.write(render_pdf(html))
