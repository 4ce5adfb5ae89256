"""Invented plans of the demo: a distribution in the making, a forecast of TLVs, and a jaarplan.

The ambitions and what is measured follow the published jaarplan 2025 of Amsterdam-Diemen; who does what, the kinds of
goals, the progress and every measured value are invented, and so are the amounts and numbers of pupils.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from financien.models import (
    Ambitie,
    Begrotingspost,
    Categorie,
    Indicator,
    Leerlingtelling,
    Meting,
    Prioriteit,
    Verdeling,
    Voortgang,
)
from financien.models.prognose import teldatum
from financien.services.prognose import tarieven_invoeren, tellingen_invoeren
from financien.services.verdelen import aandelen_zetten, verdeling_bewaren
from swv.organisaties.models import Gebruiker, Rolsoort, School

BRON = "Verzonnen voor de demo"
VERWACHT = {Categorie.VSO_LAAG: 1130, Categorie.VSO_MIDDEN: 125, Categorie.VSO_HOOG: 80, Categorie.PRO: 1260}
GETELD = {Categorie.VSO_LAAG: 1150, Categorie.VSO_MIDDEN: 130, Categorie.VSO_HOOG: 85, Categorie.PRO: 1240}
TARIEVEN = {
    Categorie.VSO_LAAG: Decimal("12500.00"),
    Categorie.VSO_MIDDEN: Decimal("19500.00"),
    Categorie.VSO_HOOG: Decimal("24500.00"),
    Categorie.PRO: Decimal("5600.00"),
}


@dataclass(frozen=True)
class Doel:
    """A priority: kind, text, who, tertialen, and per day (month, day) how it stands."""

    soort: str
    tekst: str
    wie: str
    tertialen: tuple[int, ...]
    voortgang: tuple[tuple[int, int, str, str], ...] = ()


@dataclass(frozen=True)
class Maat:
    """An indicator: what, unit, target, and per day (month, day) what was measured."""

    naam: str
    eenheid: str
    streefwaarde: int
    metingen: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True)
class Doelstelling:
    """An ambition with its line of the budget."""

    code: str
    naam: str
    post: str
    doel: str
    doelen: tuple[Doel, ...]
    maten: tuple[Maat, ...]


JAARPLAN = (
    Doelstelling(
        "1",
        "Inclusief onderwijs",
        "L.S.01",
        "Leerlingen met en zonder beperking leren samen, zo veel mogelijk op een gewone school.",
        (
            Doel(
                "V",
                "Scholen helpen bij een trajectvoorziening die werkt, met expertise en geld",
                "Onderwijsadviseurs",
                (1, 2, 3),
                ((1, 20, "op_koers", "Zes scholen zijn begonnen."), (5, 12, "op_koers", "Negen scholen doen mee.")),
            ),
            Doel(
                "O",
                "Een nieuwe werkwijze maken voor het verlengen van een TLV",
                "Toelatingsadviescommissie",
                (2,),
                ((2, 10, "vertraagd", "De werkgroep begint een maand later."),),
            ),
            Doel("S", "Elke vso-school met diploma’s werkt samen met een gewone school", "Schoolbesturen", (2, 3)),
        ),
        (
            Maat(
                "Leerlingen die van het vso naar een gewone school gaan",
                "leerlingen",
                20,
                ((2, 1, "15"), (6, 1, "18")),
            ),
            Maat("Leerlingen die van het speciaal onderwijs naar het vo gaan", "leerlingen", 15, ((2, 1, "10"),)),
        ),
    ),
    Doelstelling(
        "2",
        "Stabiele schoolloopbanen",
        "L.S.02",
        "Leerlingen blijven op de school waar zij na de basisschool beginnen, met hulp waar dat nodig is.",
        (
            Doel(
                "V",
                "Scholen helpen hun veiligheidsplan bij te werken",
                "Adviseur schoolveiligheid",
                (1, 2),
                ((1, 15, "op_koers", "De training is gepland."), (4, 2, "klaar", "Alle scholen hebben een plan.")),
            ),
            Doel("O", "Aanbod maken voor jonge leerlingen die dubbel bijzonder zijn", "Begaafdheidsteam", (2, 3)),
        ),
        (Maat("Scholen met het profiel in de schoolgids", "%", 100, ((3, 1, "72.5"), (9, 1, "100"))),),
    ),
    Doelstelling(
        "3",
        "Soepele overstappen",
        "L.S.03",
        "Elke leerling stapt zonder onderbreking over naar een andere school of naar het mbo.",
        (
            Doel(
                "V",
                "De afspraken over overstappen tussen scholen herzien",
                "Werkgroep vo-vo",
                (1, 2),
                ((3, 3, "op_koers", "De andere grote steden zijn bezocht."),),
            ),
        ),
        (Maat("Nieuwe doorlopende leerroutes van vo naar mbo", "leerroutes", 5, ((6, 1, "3"),)),),
    ),
    Doelstelling(
        "4",
        "Schoolaanwezigheid",
        "L.S.04",
        "Leerlingen voelen zich gezien en gaan met plezier naar school.",
        (
            Doel(
                "O",
                "Trainers opleiden voor de aanpak van schoolaanwezigheid",
                "Leerlijn schoolaanwezigheid",
                (1, 2, 3),
                ((2, 24, "op_koers", "De eerste groep is begonnen."),),
            ),
        ),
        (
            Maat("Scholen die de aanpak gebruiken", "scholen", 14, ((2, 1, "9"), (7, 1, "14"))),
            Maat("Scholen met een doorgaande lijn financiële educatie", "%", 80),
        ),
    ),
)


def verdelingen_laden() -> int:
    """Two drafts for this year: money for every school, and lwoo from August on for one. Gives how many are new."""
    jaar = timezone.localdate().year
    post = Begrotingspost.objects.voor(code="L.S.02", jaar=jaar)
    door = _iemand(Rolsoort.CONTROLLER)
    scholen = list(School.objects.exclude(soort=School.Soort.VSO).order_by("code"))
    leerlingen = {school.pk: Decimal(180 + plek * 137 % 900) for plek, school in enumerate(scholen)}
    eerste = {scholen[0].pk: Decimal(100)}
    geheel = Verdeling(
        naam=f"Ondersteuningsmiddelen {jaar}",
        soort=Verdeling.Soort.ONDERSTEUNINGSMIDDELEN,
        jaarbedrag=Decimal("7500000.00"),
        ritme=Verdeling.Ritme.PER_KWARTAAL,
        grondslag="Aantal leerlingen op 1 oktober, verzonnen voor de demo",
    )
    deel = Verdeling(
        naam="Lwoo vanaf augustus",
        soort=Verdeling.Soort.LWOO,
        jaarbedrag=Decimal("96000.00"),
        van_maand=8,
        grondslag="Aandeel op 1-10-2019, verzonnen voor de demo",
    )
    nieuw = 0
    for verdeling, gewichten in ((geheel, leerlingen), (deel, eerste)):
        if not Verdeling.objects.filter(post=post, naam=verdeling.naam).exists():
            verdeling.post, verdeling.door = post, door
            aandelen_zetten(verdeling=verdeling_bewaren(verdeling=verdeling), gewichten=gewichten)
            nieuw += 1
    return nieuw


def prognose_laden() -> int:
    """Expected and counted pupils and invented amounts for this budget year. Gives how many rows are new."""
    jaar = timezone.localdate().year
    if Leerlingtelling.objects.filter(jaar=jaar).exists():
        return 0
    door, geteld_op = _iemand(Rolsoort.CONTROLLER), teldatum(jaar)
    begin: dict[str, Any] = {"jaar": jaar, "bron": BRON, "door": door}
    verwacht_op = date(jaar - 2, 11, 1)
    rijen = [
        *tellingen_invoeren(soort=Leerlingtelling.Soort.VERWACHT, aantallen=VERWACHT, datum=verwacht_op, **begin),
        *tellingen_invoeren(soort=Leerlingtelling.Soort.GETELD, aantallen=GETELD, datum=geteld_op, **begin),
    ]
    return len(rijen) + len(tarieven_invoeren(bedragen=TARIEVEN, datum=geteld_op, **begin))


def jaarplan_laden() -> int:
    """The jaarplan of this year. Gives how many ambitions are new."""
    vandaag = timezone.localdate()
    bekend = set(Ambitie.objects.filter(jaar=vandaag.year).values_list("code", flat=True))
    nieuw = [stelling for stelling in JAARPLAN if stelling.code not in bekend]
    for stelling in nieuw:
        _ambitie(stelling, vandaag)
    return len(nieuw)


def _ambitie(stelling: Doelstelling, vandaag: date) -> None:
    door = _iemand(Rolsoort.BUREAU)
    post = Begrotingspost.objects.voor(code=stelling.post, jaar=vandaag.year)
    ambitie = Ambitie.objects.create(
        jaar=vandaag.year,
        plan="Ondersteuningsplan 2024-2028",
        code=stelling.code,
        naam=stelling.naam,
        doel=stelling.doel,
        volgorde=int(stelling.code),
    )
    ambitie.posten.add(post)
    for plek, doel in enumerate(stelling.doelen, start=1):
        prioriteit = Prioriteit.objects.create(
            ambitie=ambitie,
            soort=doel.soort,
            tekst=doel.tekst,
            wie=doel.wie,
            eerste_tertiaal=1 in doel.tertialen,
            tweede_tertiaal=2 in doel.tertialen,
            derde_tertiaal=3 in doel.tertialen,
            post=post,
            volgorde=plek,
        )
        for maand, dag, stand, tekst in doel.voortgang:
            if (datum := date(vandaag.year, maand, dag)) <= vandaag:
                Voortgang.objects.create(prioriteit=prioriteit, datum=datum, stand=stand, tekst=tekst, door=door)
    for plek, maat in enumerate(stelling.maten, start=1):
        indicator = Indicator.objects.create(
            ambitie=ambitie, naam=maat.naam, eenheid=maat.eenheid, streefwaarde=maat.streefwaarde, volgorde=plek
        )
        for maand, dag, waarde in maat.metingen:
            if (datum := date(vandaag.year, maand, dag)) <= vandaag:
                Meting.objects.create(indicator=indicator, datum=datum, waarde=Decimal(waarde), bron=BRON, door=door)


def _iemand(soort: Rolsoort) -> Gebruiker:
    return Gebruiker.objects.filter(rollen__soort=soort).earliest("pk")
