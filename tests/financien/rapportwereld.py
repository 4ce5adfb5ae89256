"""A small world with every kind of booking, around the turn of a budget year and the border of a tertiaal."""

from datetime import date
from decimal import Decimal

from django.db import connection

from financien.models import Begrotingspost
from financien.services import (
    Termijn,
    betalen,
    kosten_boeken,
    omkeren,
    reserveren,
    terugvorderen,
    verplichten,
    vrijgeven,
    wijziging,
)
from swv.organisaties.models import School
from tests.factories.financien import BegrotingsjaarFactory, BegrotingspostFactory, persoon
from tests.factories.organisaties import LeerlingFactory, SchoolFactory

AMBITIES = "strategische ambities"


class Wereld:
    """Budgets of 2026 and 2027 with two ambitions, a general line and income; awards to two schools."""

    def __init__(self) -> None:
        self.door = persoon("controller")
        self.school_a: School = SchoolFactory(naam="School A")
        self.school_b: School = SchoolFactory(naam="School B")
        self.posten = {}
        for jaar in (2026, 2027):
            begroting = BegrotingsjaarFactory(jaar=jaar)
            for nummer, (code, naam, rubriek, soort, bedrag) in enumerate(
                [
                    ("B.01", "Zware ondersteuning", "baten", "baten", "9000.00"),
                    ("L.A.01", "Bureau", "algemeen", "lasten", "1000.00"),
                    ("L.S.01", "Ambitie 1", AMBITIES, "lasten", "5000.00"),
                    ("L.S.02", "Ambitie 2", AMBITIES, "lasten", "3000.00"),
                ]
            ):
                post = BegrotingspostFactory(
                    jaar=begroting, code=code, naam=naam, rubriek=rubriek, soort=soort, volgorde=nummer
                )
                self._wijzig(post, bedrag, f"begin:{post.pk}", date(jaar, 1, 1))
                self.posten[jaar, code] = post
        self._gebeurtenissen()

    def post(self, code: str, jaar: int = 2026) -> Begrotingspost:
        return self.posten[jaar, code]

    def _wijzig(self, post: Begrotingspost, bedrag: str, sleutel: str, dag: date) -> None:
        wijziging(post=post, bedrag=Decimal(bedrag), besluit="ALV", sleutel=sleutel, door=self.door, ingangsdatum=dag)

    def _gebeurtenissen(self) -> None:
        een, twee = self.post("L.S.01"), self.post("L.S.02")
        self.innovatie = self._toekennen(een, "1200.00", "t1", date(2026, 11, 30), "innovatiegelden", self.school_a)
        self.frictie = self._toekennen(twee, "800.00", "t2", date(2026, 12, 1), "frictiefonds", self.school_b)
        self.los = self._toekennen(twee, "100.00", "t3", date(2026, 12, 2), "", None)
        omkeren(boeking=self.los.boeking, sleutel="t3:om", door=self.door, reden="Verkeerde post")
        termijn = self.innovatie.termijnen.get()
        betalen(termijn=termijn, bedrag=Decimal(700), sleutel="b1", door=self.door, betaald_op=date(2026, 12, 20))
        betalen(termijn=termijn, bedrag=Decimal(100), sleutel="b2", door=self.door, betaald_op=date(2027, 1, 10))
        vrijgeven(verplichting=self.frictie, bedrag=Decimal(50), sleutel="v1", door=self.door, reden="over")
        terugvorderen(
            verplichting=self.innovatie, bedrag=Decimal(30), sleutel="tv1", door=self.door, reden="verantwoording"
        )
        for dag, bedrag in ((date(2026, 3, 31), "11.11"), (date(2026, 4, 1), "22.22"), (date(2026, 12, 31), "33.33")):
            kosten_boeken(
                post=self.post("L.A.01"),
                bedrag=Decimal(bedrag),
                omschrijving="Huur",
                sleutel=f"k:{dag}",
                door=self.door,
                ingangsdatum=dag,
            )
        kosten_boeken(
            post=self.post("L.A.01", 2027),
            bedrag=Decimal("44.44"),
            omschrijving="=1+1",
            sleutel="k:2027",
            door=self.door,
            ingangsdatum=date(2027, 1, 1),
        )
        reserveren(bron=LeerlingFactory(), verdeling=[(twee, Decimal("250.01"))], sleutel="r1", door=self.door)

    def _toekennen(self, post, bedrag, sleutel, dag, soort, school):
        return verplichten(
            bron=LeerlingFactory(),
            post=post,
            bedrag=Decimal(bedrag),
            omschrijving=f"Toekenning {sleutel}",
            sleutel=sleutel,
            door=self.door,
            ingangsdatum=dag,
            soort=soort,
            school=school,
            schooljaar=2026 if school else None,
            termijnen=[Termijn(Decimal(bedrag))],
        )


def som(waar: str, *waarden: object) -> Decimal:
    """An independent sum of regels r of accounts k, lines p and years j."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(r.bedrag), 0) FROM financien_boekingsregel r, financien_rekening k, "
            "financien_begrotingspost p, financien_begrotingsjaar j "
            f"WHERE k.id = r.rekening_id AND p.id = k.post_id AND j.id = p.jaar_id AND {waar}",
            waarden,
        )
        return cursor.fetchone()[0]
