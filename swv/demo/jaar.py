"""A year of money in the demo: costs month by month, and support for schools that is divided and paid.

The lines are those of the published budget; how the money goes over the months is invented.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils import timezone

from financien.bedragen import CENT
from financien.models import Begrotingsjaar, Begrotingspost, Betalingstermijn, Boeking, Verdeling
from financien.services import Voorstel, betaalvoorstel, boeken_bulk, wijziging
from financien.services.kosten import kostenvoorstel
from financien.services.verdelen import aandelen_zetten, verdeling_bewaren, verdeling_vastleggen
from swv.kern.opmaak import MAANDEN
from swv.organisaties.models import Gebruiker, Rolsoort, School

GELIJK = (1,) * 12
MET_VAKANTIEGELD = (1, 1, 1, 1, 2, 1, 1, 1, 1, 1, 1, 1)
PER_KWARTAAL = (1, 0, 0) * 4
SCHOOLMAANDEN = (1, 1, 2, 1, 1, 1, 0, 0, 2, 2, 2, 1)
VOORJAAR = (0, 0, 1, 2, 1, 0, 0, 0, 0, 0, 0, 0)
# Per line of costs: what, how it goes over the months, and which percentage of its budget goes in a year.
KOSTEN: dict[str, tuple[str, Sequence[int], int]] = {
    "L.A.01": ("Salarissen", MET_VAKANTIEGELD, 98),
    "L.A.02": ("Bijeenkomsten met scholen", SCHOOLMAANDEN, 80),
    "L.A.03": ("Advies", SCHOOLMAANDEN, 96),
    "L.A.04": ("Functionaris gegevensbescherming", PER_KWARTAAL, 100),
    "L.A.05": ("Kantoor en ICT", GELIJK, 99),
    "L.A.06": ("Huur", PER_KWARTAAL, 100),
    "L.A.07": ("Juridisch advies", SCHOOLMAANDEN, 60),
    "L.A.08": ("Controle van de jaarrekening", VOORJAAR, 100),
    "L.A.09": ("Website en nieuwsbrief", SCHOOLMAANDEN, 75),
    "L.A.10": ("Vergaderingen", PER_KWARTAAL, 85),
    "L.A.11": ("Visitaties", SCHOOLMAANDEN, 90),
    "L.A.12": ("Steunpunt", GELIJK, 100),
    "L.V.01": ("Afdracht via DUO", GELIJK, 100),
    "L.V.02": ("Afdracht via DUO", GELIJK, 100),
    "L.S.03": ("Begeleiding bij overstappen", SCHOOLMAANDEN, 92),
    "L.S.04": ("Trainingen", SCHOOLMAANDEN, 105),
}
EXTRA = Decimal("100000.00")  # for L.S.04, decided in June
# Per line: what the schools get in a year, and how it is paid. Divided twice, before and after the summer holidays.
VERDEELD = (
    ("L.S.01", "Trajectvoorzieningen", Decimal("12600000.00"), Verdeling.Ritme.PER_KWARTAAL),
    ("L.S.02", "Basisondersteuning", Decimal("38400000.00"), Verdeling.Ritme.PER_MAAND),
)
HELFTEN = ((1, 7), (8, 12))


def geldjaar_laden() -> int:
    """What happened since the first budget year until today. Gives how many bookings are new."""
    vandaag, door = timezone.localdate(), Gebruiker.objects.filter(rollen__soort=Rolsoort.CONTROLLER).earliest("pk")
    aantal = Boeking.objects.count()
    for jaar in Begrotingsjaar.objects.filter(jaar__lte=vandaag.year, gesloten_op=None):
        posten = {post.code: post for post in jaar.posten.select_related("jaar")}
        if date(jaar.jaar, 6, 15) <= vandaag:
            _extra(posten["L.S.04"], door)
        bekend = set(Boeking.objects.filter(sleutel__startswith=_sleutel(jaar.jaar)).values_list("sleutel", flat=True))
        boeken_bulk(v for v in _kosten(posten, vandaag, door) if v.sleutel not in bekend)
        for code, naam, jaarbedrag, ritme in VERDEELD:
            for van, tot in HELFTEN:
                if date(jaar.jaar, van, 1) <= vandaag:
                    velden = {"jaarbedrag": jaarbedrag, "ritme": ritme, "van_maand": van, "tot_maand": tot}
                    _verdeel(posten[code], naam, velden, door)
        boeken_bulk(_betalingen(jaar.jaar, vandaag, door))
    return Boeking.objects.count() - aantal


def _sleutel(jaar: int) -> str:
    return f"demo:{jaar}:"


def _extra(post: Begrotingspost, door: Gebruiker) -> None:
    jaar = post.jaar.jaar
    wijziging(
        post=post,
        bedrag=EXTRA,
        besluit=f"ALV van juni {jaar}",
        sleutel=f"{_sleutel(jaar)}extra",
        door=door,
        ingangsdatum=date(jaar, 6, 15),
    )


def _kosten(posten: dict[str, Begrotingspost], vandaag: date, door: Gebruiker) -> Iterator[Voorstel]:
    """The costs of every month that is over; the amounts of a line are what its budget file said."""
    begroot = dict(Boeking.objects.get(sleutel=f"begroting:{_jaar(posten)}").regels.filter(
        rekening__soort="vrij").values_list("rekening__post__code", "bedrag"))  # fmt: skip
    for code, (waarvoor, gewichten, procent) in KOSTEN.items():
        in_een_jaar = begroot[code] * procent / 100
        for maand, gewicht in enumerate(gewichten, start=1):
            dag = date(_jaar(posten), maand, 25)
            if gewicht and dag <= vandaag:
                yield kostenvoorstel(
                    post=posten[code],
                    bedrag=(in_een_jaar * gewicht / sum(gewichten)).quantize(CENT, ROUND_HALF_UP),
                    omschrijving=f"{waarvoor}, {MAANDEN[maand - 1]}",
                    sleutel=f"{_sleutel(dag.year)}{code}:{maand}",
                    door=door,
                    ingangsdatum=dag,
                )


def _jaar(posten: dict[str, Begrotingspost]) -> int:
    return next(iter(posten.values())).jaar.jaar


def _verdeel(post: Begrotingspost, naam: str, velden: dict[str, Any], door: Gebruiker) -> None:
    """Divide a part of the year over the schools and book it, unless that was done."""
    periode = f"{MAANDEN[velden['van_maand'] - 1]} tot en met {MAANDEN[velden['tot_maand'] - 1]}"
    naam = f"{naam} {periode}"
    if Verdeling.objects.filter(post=post, naam=naam).exists():
        return
    verdeling = verdeling_bewaren(
        verdeling=Verdeling(
            post=post,
            naam=naam,
            soort=Verdeling.Soort.ONDERSTEUNINGSMIDDELEN,
            grondslag="Aantal leerlingen op 1 oktober, verzonnen voor de demo",
            door=door,
            **velden,
        )
    )
    scholen = School.objects.exclude(soort=School.Soort.VSO).order_by("code")
    aandelen_zetten(
        verdeling=verdeling,
        gewichten={school.pk: Decimal(180 + plek * 137 % 900) for plek, school in enumerate(scholen)},
    )
    verdeling.refresh_from_db()
    verdeling_vastleggen(
        verdeling=verdeling,
        versie=verdeling.versie,
        besluit=f"ALV van december {post.jaar.jaar - 1}",
        door=door,
        ingangsdatum=date(post.jaar.jaar, velden["van_maand"], 1),
    )


def _betalingen(jaar: int, vandaag: date, door: Gebruiker) -> list[Voorstel]:
    """Every instalment of these distributions that is due, paid on its day."""
    termijnen = Betalingstermijn.objects.filter(
        status=Betalingstermijn.Status.BETAALBAAR,
        vervaldatum__lte=vandaag,
        verplichting__post__jaar__jaar=jaar,
        verplichting__boeking__sleutel__startswith="verdeling:",
    ).select_related("verplichting__post__jaar", "verplichting__boeking")
    return [
        betaalvoorstel(
            termijn=termijn,
            bedrag=termijn.te_betalen,
            sleutel=f"{_sleutel(jaar)}termijn:{termijn.pk}",
            door=door,
            betaald_op=termijn.vervaldatum,
        )
        for termijn in termijnen.order_by("pk")
        if termijn.vervaldatum
    ]
