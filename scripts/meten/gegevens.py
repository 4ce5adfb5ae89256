"""A ledger to measure on: lines with money, and as many regels as asked, booked by the services of the portal."""

import random
import uuid
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice

from django.contrib.contenttypes.models import ContentType
from django.db import connection

from financien.models import (
    Begrotingsjaar,
    Begrotingspost,
    Betalingstermijn,
    Boeking,
    Boekingsregel,
    Rekening,
    Verplichting,
)
from financien.services import Herkomst, Regel, Voorstel, betaalvoorstel, boeken_bulk
from financien.services.reservering import reserveringsvoorstellen
from swv.organisaties.models import Gebruiker, School, Schoolbestuur

SOORTEN = ("innovatiegelden", "frictiefonds", "leerlingarrangement", "professionalisering", "overig")
HETE_CODE = "L.000"
_RUIMTE = Decimal("1000000000.00")
_PER_KEER = 2_000  # awards in one transaction


def richt_in(jaren: Sequence[int], lijnen: int) -> None:
    """Budget years with so many lines of costs, each with far too much money."""
    door = Gebruiker.objects.create(email="meten@voorbeeld.example", naam="Meten")
    for jaar in jaren:
        begroting = Begrotingsjaar.objects.create(jaar=jaar, bron="meting")
        posten = Begrotingspost.objects.bulk_create(
            Begrotingspost(
                jaar=begroting, code=f"L.{n:03d}", naam=f"Post {n}", soort="lasten", rubriek="proef", volgorde=n
            )
            for n in range(lijnen)
        )
        boeken_bulk(begroting_van(post, _RUIMTE, door) for post in posten)


def begroting_van(post: Begrotingspost, bedrag: Decimal, door: Gebruiker) -> Voorstel:
    """A budget of so many euros on a new line."""
    return Voorstel(
        sleutel=f"begroting:{post.pk}",
        soort=Boeking.Soort.BEGROTING,
        omschrijving="Begroting",
        regels=[Regel(post, Rekening.Soort.BEGROTING, -bedrag), Regel(post, Rekening.Soort.VRIJ, bedrag)],
        door=door,
        ingangsdatum=date(post.jaar.jaar, 1, 1),
    )


def alle_posten() -> list[Begrotingspost]:
    """The lines with far too much money, in order."""
    return list(
        Begrotingspost.objects.select_related("jaar").filter(code__startswith="L.").order_by("jaar__jaar", "volgorde")
    )


def kosten(post: Begrotingspost, bedrag: Decimal, door: Gebruiker, dag: date) -> Voorstel:
    """Costs on a line."""
    return Voorstel(
        sleutel=f"kosten:{uuid.uuid4()}",
        soort=Boeking.Soort.KOSTEN,
        omschrijving="Kosten",
        regels=[Regel(post, Rekening.Soort.VRIJ, -bedrag), Regel(post, Rekening.Soort.KOSTEN, bedrag)],
        door=door,
        ingangsdatum=dag,
    )


def vul(regels: int) -> int:
    """Book until there are so many regels: awards of 250 schools that are paid, and costs, half of them on one line.

    Gives how many regels there are.
    """
    vulling = _Vulling(random.Random(2026))
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
    while (er_zijn := Boekingsregel.objects.count()) < regels:
        vulling.ronde(min(_PER_KEER, 1 + (regels - er_zijn) // 10))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return er_zijn


class _Vulling:
    """What every round needs."""

    def __init__(self, kies: random.Random) -> None:
        self._kies = kies
        self._door = Gebruiker.objects.get()
        self._posten = alle_posten()
        self._heet = next(post for post in self._posten if (post.code, post.jaar.jaar) == (HETE_CODE, 2026))
        bestuur, _ = Schoolbestuur.objects.get_or_create(nummer="40001", defaults={"naam": "Bestuur"})
        School.objects.bulk_create(
            (
                School(
                    code=f"{10 + n // 100}XY{n % 100:02d}", naam=f"School {n}", soort=School.Soort.VO, bestuur=bestuur
                )
                for n in range(250)
            ),
            ignore_conflicts=True,
        )
        self._scholen = list(School.objects.values_list("pk", flat=True))
        self._soort_bron = ContentType.objects.get_for_model(School).pk

    def ronde(self, aantal: int) -> None:
        """So many awards with what belongs to them."""
        toekenningen = boeken_bulk(islice(self._toekenningen(), aantal))
        boeken_bulk(self._vervolg([boeking.pk for boeking in toekenningen]))
        boeken_bulk(self._losse(aantal))

    def _toekenningen(self) -> Iterator[Voorstel]:
        while True:
            post, bedrag = self._kies.choice(self._posten), Decimal(self._kies.randrange(10_000, 1_000_000)) / 100
            eerste = (bedrag * 9 / 10).quantize(Decimal("0.01"))
            termijnen = [
                {
                    "volgnummer": nummer,
                    "bedrag": str(deel),
                    "voorwaarde": "",
                    "vervaldatum": None,
                    "status": "betaalbaar",
                }
                for nummer, deel in enumerate((eerste, bedrag - eerste), start=1)
            ]
            yield Voorstel(
                sleutel=f"toekenning:{uuid.uuid4()}",
                soort=Boeking.Soort.TOEKENNING,
                omschrijving="Toekenning",
                regels=[Regel(post, Rekening.Soort.VRIJ, -bedrag), Regel(post, Rekening.Soort.TOEGEKEND, bedrag)],
                door=self._door,
                ingangsdatum=self._dag(post),
                bron=self._bron(),
                verplichting_id=uuid.uuid4(),
                erbij={
                    "verplichting": {
                        "post_id": post.pk,
                        "bedrag": str(bedrag),
                        "soort": self._kies.choice(SOORTEN),
                        "school_id": self._kies.choice(self._scholen),
                        "schooljaar": post.jaar.jaar,
                    },
                    "termijnen": termijnen,
                },
            )

    def _vervolg(self, boekingen: list[uuid.UUID]) -> Iterator[Voorstel]:
        """The first instalment is paid, of the second half of them, and of a fifth the second is released."""
        termijnen = Betalingstermijn.objects.filter(verplichting__boeking__in=boekingen).select_related(
            "verplichting__boeking", "verplichting__post__jaar"
        )
        for termijn in termijnen:
            toekenning, kans = termijn.verplichting, self._kies.random()
            dag = toekenning.boeking.ingangsdatum
            if termijn.volgnummer == 1 or kans < 0.5:
                sleutel = f"betaling:{termijn.pk}"
                dag = min(dag + timedelta(days=self._kies.randrange(90)), date(dag.year, 12, 31))
                yield betaalvoorstel(
                    termijn=termijn, bedrag=termijn.bedrag, sleutel=sleutel, door=self._door, betaald_op=dag
                )
            elif kans < 0.7:
                yield self._vrijval(toekenning, termijn.bedrag, dag)

    def _vrijval(self, toekenning: Verplichting, bedrag: Decimal, dag: date) -> Voorstel:
        post = toekenning.post
        return Voorstel(
            sleutel=f"vrijval:{toekenning.pk}",
            soort=Boeking.Soort.VRIJVAL,
            omschrijving="Vrijval",
            regels=[Regel(post, Rekening.Soort.VRIJGEVALLEN, -bedrag), Regel(post, Rekening.Soort.VRIJ, bedrag)],
            door=self._door,
            ingangsdatum=dag,
            bron=Herkomst.van(toekenning),
            erbij={"vrijval": {"verplichting_id": str(toekenning.pk), "bedrag": str(bedrag), "reden": "meting"}},
        )

    def _losse(self, aantal: int) -> Iterator[Voorstel]:
        """Costs on any line and on the hot one, and now and then an open request."""
        for nummer in range(aantal):
            bedrag = Decimal(self._kies.randrange(100, 100_000)) / 100
            for post in (self._kies.choice(self._posten), self._heet):
                yield kosten(post, bedrag, self._door, self._dag(post))
            if nummer % 10 == 0:
                yield from reserveringsvoorstellen(
                    herkomst=self._bron(),
                    verdeling=[(self._kies.choice(self._posten), bedrag)],
                    sleutel=f"reservering:{uuid.uuid4()}",
                    door=self._door,
                )

    def _bron(self) -> Herkomst:
        return Herkomst(self._soort_bron, uuid.UUID(int=self._kies.getrandbits(128)))

    def _dag(self, post: Begrotingspost) -> date:
        return date(post.jaar.jaar, 1, 1) + timedelta(days=self._kies.randrange(365))
