"""What people ask of a large ledger, each beside one plain SQL statement that adds up the regels themselves."""

from collections.abc import Callable
from datetime import date
from statistics import median
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from financien.controle import verschillen
from financien.models import Begrotingspost
from financien.postpagina import postpagina
from financien.rapporten.beelden import jaardelen, verloop
from financien.rapporten.boekingen import lees_cijfer
from financien.rapporten.perioden import kalenderjaar, tertiaal
from financien.rapporten.rapport import maken
from financien.rapporten.vraag import Vraag
from financien.selectors import overzicht, stand, stand_op
from scripts.meten.gegevens import HETE_CODE
from scripts.meten.loper import duur
from swv.organisaties.models import School

_KEREN = 5
_PER_REKENING = """
    SELECT r.rekening_id, sum(r.bedrag) FROM financien_boekingsregel r
    JOIN financien_rekening k ON k.id = r.rekening_id JOIN financien_begrotingspost p ON p.id = k.post_id
    JOIN financien_begrotingsjaar j ON j.id = p.jaar_id WHERE j.jaar IN ({jaren}) {dagen} GROUP BY r.rekening_id
"""
_JAAR = _PER_REKENING.format(jaren="2026", dagen="")
_TERTIAAL = _PER_REKENING.format(jaren="2026, 2027", dagen="AND r.ingangsdatum < '2027-04-01'")


def vragen() -> list[tuple[str, float, int, float]]:
    """Of every question: what it is, its duration (ms, median), its queries, and that of the plain sum (ms)."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
    return [
        (naam, median(duur(vraag) for _ in range(_KEREN)), _aantal(vraag), median(duur(som) for _ in range(_KEREN)))
        for naam, vraag, som in _vragen()
    ]


def _vragen() -> list[tuple[str, Callable[[], object], Callable[[], object]]]:
    heet = Begrotingspost.objects.select_related("jaar").get(code=HETE_CODE, jaar__jaar=2026)
    ander = Begrotingspost.objects.select_related("jaar").get(code="L.001", jaar__jaar=2026)
    jaar, deel = kalenderjaar(2026), tertiaal(2026, 2)
    midden = date(2026, 8, 17)

    def op_post(post: Begrotingspost, dag: date = date.max) -> Callable[[], object]:
        return lambda: _sql(
            "SELECT rekening_id, sum(bedrag) FROM financien_boekingsregel WHERE ingangsdatum <= %s AND rekening_id IN "
            "(SELECT id FROM financien_rekening WHERE post_id = %s) GROUP BY 1",
            dag,
            post.pk,
        )

    def som(sql: str) -> Callable[[], object]:
        return lambda: _sql(sql)

    return [
        ("balance of the busiest line", lambda: stand(heet), op_post(heet)),
        ("the same on a day in August", lambda: stand_op(heet, midden), op_post(heet, midden)),
        ("page of the busiest line", lambda: postpagina(heet), op_post(heet)),
        ("overview of a year", lambda: overzicht(heet.jaar), som(_JAAR)),
        ("report of a year per line", lambda: maken(Vraag(jaar)), som(_JAAR)),
        ("report of a tertiaal per line", lambda: maken(Vraag(deel)), som(_TERTIAAL)),
        ("report of a tertiaal per ambition", lambda: maken(Vraag(deel, "ambitie")), som(_TERTIAAL)),
        ("report of a year per school", lambda: maken(Vraag(jaar, "school")), som(_JAAR)),
        ("report of a year per kind", lambda: maken(Vraag(jaar, "soort")), som(_JAAR)),
        ("report of a tertiaal per school", lambda: maken(Vraag(deel, "school")), som(_TERTIAAL)),
        ("pictures of a year", lambda: (jaardelen(2026), verloop(2026, naam="", vandaag=midden)), som(_JAAR)),
        *_bladzijden(Vraag(jaar), heet, ander, _JAAR),
        (
            "check of the whole ledger",
            verschillen,
            som("SELECT rekening_id, sum(bedrag) FROM financien_boekingsregel GROUP BY 1"),
        ),
    ]


def _bladzijden(
    vraag: Vraag, heet: Begrotingspost, ander: Begrotingspost, som: str
) -> list[tuple[str, Callable[[], object], Callable[[], object]]]:
    """Pages of bookings behind a figure: first and late, of one line, of all lines, of a school."""
    school, soort = School.objects.earliest("pk").pk, "innovatiegelden"

    def pagina(vraag: Vraag, na: str = "", **cijfer: Any) -> Callable[[], object]:
        gevonden = lees_cijfer(vraag, {"jaar": "2026", "soort": "lasten", **cijfer})
        assert gevonden is not None
        return lambda: (gevonden.som(), gevonden.bladzijde(na))

    laat = "2026-11-20_00000000-0000-0000-0000-000000000000_0"
    per_school, per_soort = Vraag(vraag.periode, "school"), Vraag(vraag.periode, "soort")
    gewoon = lambda: _sql(som)  # noqa: E731
    return [
        ("page of costs of the busiest line", pagina(vraag, rij=str(heet.pk), kolom="kosten"), gewoon),
        ("late page of the same", pagina(vraag, laat, rij=str(heet.pk), kolom="kosten"), gewoon),
        ("page of awards of another line", pagina(vraag, rij=str(ander.pk), kolom="toegekend"), gewoon),
        ("page of forecast of all lines", pagina(vraag, rij="", kolom="prognose"), gewoon),
        ("late page of the same", pagina(vraag, laat, rij="", kolom="prognose"), gewoon),
        ("page of awards of a school", pagina(per_school, rij=str(school), kolom="toegekend"), gewoon),
        ("page of awards of a kind", pagina(per_soort, rij=soort, kolom="toegekend"), gewoon),
    ]


def _aantal(vraag: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as gevangen:
        vraag()
    return len(gevangen)


def _sql(sql: str, *waarden: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, waarden)
        return list(cursor.fetchall())
