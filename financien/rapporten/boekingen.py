"""The bookings behind a figure: with the same weights, so they add up to it."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from django.db import connection

from financien.bedragen import CENT
from financien.models import Boeking
from financien.rapporten.in_volgorde import in_volgorde
from financien.rapporten.kolommen import KOLOMMEN, NUL, Kolom
from financien.rapporten.rapport import BATEN, GEEN, LASTEN, herkomstkoppen, postgroepen
from financien.rapporten.sommen import dagen, in_beeld, parameters, posten_van
from financien.rapporten.vraag import GETALLEN, INDELINGEN, PER_HERKOMST, Vraag

PER_BLADZIJDE = 50
KOPPEN = (
    "Telt vanaf",
    "Geboekt op",
    "Soort boeking",
    "Omschrijving",
    "Begrotingsjaar",
    "Code",
    "Post",
    "Bedrag",
    "Sleutel",
)
_SOORTEN = dict(Boeking.Soort.choices)
# The accounts that a figure counts, each with its weight.
_REKENINGEN = """
    unnest(%(soorten)s::text[], %(gewichten)s::numeric[]) AS w (soort, gewicht)
    JOIN financien_rekening k ON k.soort = w.soort
    JOIN financien_begrotingspost p ON p.id = k.post_id
    JOIN financien_begrotingsjaar j ON j.id = p.jaar_id
"""
# The regels of those accounts that name an award, with that award.
_VAN_TOEKENNING = (
    "financien_boekingsregel r ON r.rekening_id = k.id AND r.verplichting_id IS NOT NULL "
    "JOIN financien_verplichting v ON v.id = r.verplichting_id"
)


class Boekingsbedrag(NamedTuple):
    """What one booking counts on one line, in euros."""

    ingangsdatum: date
    boekdatum: date
    soort: str
    omschrijving: str
    jaar: int
    code: str
    post: str
    bedrag: Decimal
    sleutel: str
    boeking_id: uuid.UUID
    post_id: int

    @property
    def soortnaam(self) -> str:
        return str(_SOORTEN.get(self.soort, self.soort))

    @property
    def plek(self) -> str:
        """Where a next page begins."""
        return f"{self.ingangsdatum}_{self.boeking_id}_{self.post_id}"

    @property
    def rij(self) -> Sequence[Any]:
        """As a row under KOPPEN."""
        return (
            self.ingangsdatum,
            self.boekdatum,
            self.soortnaam,
            self.omschrijving,
            self.jaar,
            self.code,
            self.post,
            self.bedrag,
            self.sleutel,
        )


@dataclass(frozen=True)
class Cijfer:
    """One figure of a report: a column of a block, of one row, or without `rij` of all rows of the block together."""

    vraag: Vraag
    kolom: Kolom
    jaar: int
    soort: str
    rij: str = ""
    naam: str = "Alles samen"
    posten: Sequence[int] = ()

    @property
    def titel(self) -> str:
        return f"{self.kolom.kop}: {self.naam}"

    @property
    def adres(self) -> str:
        """The query of an address that shows the same figure."""
        return self.vraag.met(jaar=self.jaar, soort=self.soort, rij=self.rij, kolom=self.kolom.code)

    def som(self) -> Decimal:
        """The figure itself (euros), in whole cents; at most two queries. Of lines out of the sums per month; of what
        belongs to no school, kind or school year: all there is, less what does."""
        if not self._groep:
            return self._tel(f"financien_maandsom r ON r.rekening_id = k.id AND {self._dagen('r.maand')}")
        regels = f"{_VAN_TOEKENNING} AND {self._dagen()}"
        if self.rij != GEEN:
            return self._tel(regels, f"{self._groep} = %(rij)s")
        return replace(self, rij="").som() - self._tel(regels, f"{self._groep} IS NOT NULL")

    def _tel(self, bron: str, waar: str = "true") -> Decimal:
        """The weighted sum of the amounts `r` of this source, on the accounts of the figure."""
        sql = f"""
            SELECT coalesce(sum(r.bedrag * w.gewicht), 0) FROM {_REKENINGEN} JOIN {bron}
            WHERE {self._rekeningen()} AND {waar}
        """  # noqa: S608 - only fixed pieces
        with connection.cursor() as cursor:
            cursor.execute(sql, self._waarden())
            return cursor.fetchone()[0].quantize(CENT, ROUND_HALF_UP)

    def bladzijde(self, na: str = "") -> tuple[list[Boekingsbedrag], str]:
        """The bookings, oldest first, behind the place `na`; and the place of the next page, empty on the last. At most
        two queries."""
        dag, boeking, post = _lees_plek(na)
        waarden = {**self._waarden(), "dag": dag, "boeking": boeking, "post": post, "aantal": PER_BLADZIJDE + 1}
        with connection.cursor() as cursor:
            cursor.execute(self._bladzijde_sql(cursor), waarden)
            rijen = [_lees(rij) for rij in cursor.fetchall()]
        vol = len(rijen) > PER_BLADZIJDE
        return rijen[:PER_BLADZIJDE], rijen[PER_BLADZIJDE - 1].plek if vol else ""

    def _bladzijde_sql(self, cursor: Any) -> str:
        if not self._groep or self.rij == GEEN:
            cursor.execute(f"SELECT k.id, p.id FROM {_REKENINGEN} WHERE {self._rekeningen()}", self._waarden())  # noqa: S608
            if rekeningen := cursor.fetchall():
                return in_volgorde(rekeningen, f"{self._dagen()} AND {self._zonder_groep()}")
        return self._met(
            "WHERE (ingangsdatum, boeking_id, post_id) > (%(dag)s, %(boeking)s, %(post)s) "
            "ORDER BY ingangsdatum, boeking_id, post_id LIMIT %(aantal)s"
        )

    def alle(self) -> Iterator[Boekingsbedrag]:
        """Every booking, oldest first, through a cursor of the server: a million take no more memory than ten."""
        with connection.chunked_cursor() as cursor:
            cursor.execute(self._met(), self._waarden())
            while rijen := cursor.fetchmany(2000):
                yield from (_lees(rij) for rij in rijen)

    def _met(self, keuze: str = "") -> str:
        """The bookings behind the figure, or some of them; those that cancel out count for nothing."""
        van_groep = self._groep and self.rij != GEEN
        regels = _VAN_TOEKENNING if van_groep else "financien_boekingsregel r ON r.rekening_id = k.id"
        waar = f"{self._groep} = %(rij)s" if van_groep else self._zonder_groep()
        return f"""
            WITH per_boeking AS (
                SELECT r.ingangsdatum, r.boeking_id, p.id AS post_id, sum(r.bedrag * w.gewicht) AS bedrag
                FROM {_REKENINGEN} JOIN {regels}
                WHERE {self._rekeningen()} AND {self._dagen()} AND {waar}
                GROUP BY 1, 2, 3
                HAVING sum(r.bedrag * w.gewicht) <> 0
            ), gekozen AS (SELECT * FROM per_boeking {keuze})
            SELECT b.ingangsdatum, b.boekdatum, b.soort, b.omschrijving, j.jaar, p.code, p.naam, g.bedrag, b.sleutel,
                b.id, p.id
            FROM gekozen g
            JOIN financien_boeking b ON b.id = g.boeking_id
            JOIN financien_begrotingspost p ON p.id = g.post_id
            JOIN financien_begrotingsjaar j ON j.id = p.jaar_id
            ORDER BY b.ingangsdatum, b.id, p.id"""  # noqa: S608 - only fixed pieces

    @property
    def _groep(self) -> str:
        """The column of the award `v` that makes this row; empty for a figure of lines, and for all rows together."""
        return PER_HERKOMST[self.vraag.indeling] if self.vraag.is_per_herkomst and self.rij else ""

    def _zonder_groep(self) -> str:
        """The condition on a regel `r` that it belongs to no group; none for a figure that counts every regel."""
        if not self._groep:
            return "true"
        groep = f"(SELECT {self._groep} FROM financien_verplichting v WHERE v.id = r.verplichting_id)"  # noqa: S608
        return f"(r.verplichting_id IS NULL OR {groep} IS NULL)"

    def _rekeningen(self) -> str:
        eigen = "true" if self.vraag.is_per_herkomst else "p.id = ANY(%(posten)s)"
        return f"p.soort = %(postsoort)s AND j.jaar = %(begrotingsjaar)s AND {in_beeld(self.vraag.periode)} AND {eigen}"

    def _dagen(self, dag: str = "r.ingangsdatum") -> str:
        return dagen(self.vraag.periode, stand=self.kolom.is_stand, dag=dag)

    def _waarden(self) -> dict[str, Any]:
        gewichten = {soort: self.kolom.gewicht(soort, self.vraag.kansdeel) for soort in self.kolom.gewichten}
        return {
            **parameters(self.vraag.periode),
            "soorten": list(gewichten),
            "gewichten": list(gewichten.values()),
            "postsoort": self.soort,
            "begrotingsjaar": self.jaar,
            "posten": list(self.posten),
            "rij": int(self.rij) if self.vraag.indeling in GETALLEN and self.rij.isdigit() else self.rij,
        }


def lees_cijfer(vraag: Vraag, gegeven: Mapping[str, str]) -> Cijfer | None:
    """The figure that an address asks for; None when the report has no such figure. At most two queries."""
    jaar, soort, rij = gegeven.get("jaar", ""), gegeven.get("soort", LASTEN), gegeven.get("rij", "")
    kolom = KOLOMMEN.get(gegeven.get("kolom", ""))
    if kolom is None or soort not in (BATEN, LASTEN) or not (jaar.isascii() and jaar.isdigit() and len(jaar) == 4):
        return None
    if vraag.is_per_herkomst:
        naam = _herkomstnaam(vraag, rij)
        return None if naam is None else Cijfer(vraag, kolom, int(jaar), soort, rij, naam)
    groepen = [(post, kop) for post, kop in postgroepen(vraag.indeling, posten_van({int(jaar)})) if post.soort == soort]
    gekozen = [(post.pk, kop) for post, kop in groepen if rij in ("", kop.sleutel)]
    if not gekozen:
        return None
    kop = gekozen[0][1]
    naam = f"{kop.code} {kop.naam}".strip() if rij else "Alles samen"
    return Cijfer(vraag, kolom, int(jaar), soort, rij, naam, [pk for pk, _ in gekozen])


def _herkomstnaam(vraag: Vraag, rij: str) -> str | None:
    if not rij:
        return "Alles samen"
    if rij == GEEN:
        return f"zonder {INDELINGEN[vraag.indeling][1].lower()}"
    getal = vraag.indeling in GETALLEN
    if getal and not (rij.isascii() and rij.isdigit() and len(rij) < 10):
        return None
    kop = herkomstkoppen(vraag.indeling, {int(rij) if getal else rij})
    return next((gevonden.naam for gevonden in kop.values()), None)


def _lees_plek(na: str) -> tuple[date, uuid.UUID, int]:
    """A place in the list; an unreadable one is its beginning."""
    try:
        dag, boeking, post = na.split("_")
        return date.fromisoformat(dag), uuid.UUID(boeking), int(post[:18])
    except ValueError:
        return date.min, uuid.UUID(int=0), 0


def _lees(rij: Sequence[Any]) -> Boekingsbedrag:
    boeking = Boekingsbedrag(*rij)
    return boeking._replace(bedrag=(boeking.bedrag or NUL).quantize(CENT, ROUND_HALF_UP))
