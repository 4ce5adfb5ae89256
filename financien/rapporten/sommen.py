"""The sums of a report, out of the regels of the ledger by effective date: one query for each report.

A whole budget year per line is read from the stored balances, in constant time. Everything else adds up regels: per
account through the index regel_per_rekening_en_dag, or, per school, kind and school year, along the award that a
booking belongs to.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection

from financien.models import Begrotingspost, Rekening
from financien.rapporten.kolommen import HERKOMST, NUL
from financien.rapporten.perioden import Periode
from financien.rapporten.vraag import PER_HERKOMST

# Which award a booking belongs to; a booking that turns another round belongs to the same award.
HERKOMST_SQL = """
    WITH eigen AS (
        SELECT boeking_id, id AS verplichting_id FROM financien_verplichting
        UNION ALL
        SELECT b.boeking_id, t.verplichting_id
        FROM financien_betaling b JOIN financien_betalingstermijn t ON t.id = b.termijn_id
        UNION ALL
        SELECT boeking_id, verplichting_id FROM financien_vrijval
        UNION ALL
        SELECT boeking_id, verplichting_id FROM financien_terugvordering
    ), herkomst AS (
        SELECT boeking_id, verplichting_id FROM eigen
        UNION ALL
        SELECT o.id, e.verplichting_id FROM eigen e JOIN financien_boeking o ON o.keert_om_id = e.boeking_id
    )
"""
VAN_HERKOMST = """
    LEFT JOIN herkomst h ON h.boeking_id = r.boeking_id
    LEFT JOIN financien_verplichting v ON v.id = h.verplichting_id
"""
# The lines of a report over days: of the budget years that the days fall in, and every line that was booked on then.
IN_BEELD = """(
    j.jaar BETWEEN %(eerste)s AND %(laatste)s OR p.id IN (
        SELECT geraakt.post_id FROM financien_rekening geraakt
        WHERE EXISTS (
            SELECT 1 FROM financien_boekingsregel g
            WHERE g.rekening_id = geraakt.id AND g.ingangsdatum >= %(van)s AND g.ingangsdatum < %(tot)s
        )
    )
)"""
SOORTEN_HERKOMST = sorted({soort for kolom in HERKOMST for soort in kolom.gewichten})


class Rekeningsom(NamedTuple):
    """What was booked on the accounts of one kind in the period, and what they held at its end (euros)."""

    jaar: int
    groep: Any
    soort: str
    beweging: Any
    stand: Any


def per_rekening(periode: Periode) -> Sequence[Rekeningsom]:
    """Per line (`groep` is its id) and account kind; one query. Of a whole budget year the stored balances."""
    if periode.begrotingsjaar is not None:
        saldi = Rekening.objects.filter(post__jaar__jaar=periode.begrotingsjaar).order_by()
        rijen = saldi.values_list("post__jaar__jaar", "post_id", "soort", "saldo")
        return [Rekeningsom(jaar, post, soort, saldo, saldo) for jaar, post, soort, saldo in rijen]
    return _lees(
        f"""
        SELECT j.jaar, k.post_id, k.soort, coalesce(s.beweging, 0), coalesce(s.stand, 0)
        FROM financien_rekening k
        JOIN financien_begrotingspost p ON p.id = k.post_id
        JOIN financien_begrotingsjaar j ON j.id = p.jaar_id
        CROSS JOIN LATERAL (
            SELECT sum(r.bedrag) AS stand, sum(r.bedrag) FILTER (WHERE r.ingangsdatum >= %(van)s) AS beweging
            FROM financien_boekingsregel r WHERE r.rekening_id = k.id AND r.ingangsdatum < %(tot)s
        ) s
        WHERE {IN_BEELD}
        """,  # noqa: S608 - only fixed pieces
        parameters(periode),
    )


def per_herkomst(periode: Periode, indeling: str) -> Sequence[Rekeningsom]:
    """Per school, kind or school year of the award (`groep`, None without award) and account kind; one query. Of the
    same lines as `per_rekening`."""
    heel = periode.begrotingsjaar is not None
    return _lees(
        f"""
        {HERKOMST_SQL}
        SELECT j.jaar, {PER_HERKOMST[indeling]} AS groep, k.soort,
            sum(r.bedrag) FILTER (WHERE {"true" if heel else "r.ingangsdatum >= %(van)s"}), sum(r.bedrag)
        FROM financien_boekingsregel r
        JOIN financien_rekening k ON k.id = r.rekening_id
        JOIN financien_begrotingspost p ON p.id = k.post_id
        JOIN financien_begrotingsjaar j ON j.id = p.jaar_id
        {VAN_HERKOMST}
        WHERE p.soort = 'lasten' AND k.soort = ANY(%(soorten)s) AND {grens(periode, stand=True)}
        GROUP BY 1, 2, 3
        """,  # noqa: S608 - only fixed pieces
        {**parameters(periode), "soorten": SOORTEN_HERKOMST},
    )


def grens(periode: Periode, *, stand: bool = False) -> str:
    """The condition on regels `r` of lines `p` and years `j`: in the period, or with `stand` up to its end."""
    if periode.begrotingsjaar is not None:
        return "j.jaar = %(jaar)s"
    dagen = "r.ingangsdatum < %(tot)s" if stand else "r.ingangsdatum >= %(van)s AND r.ingangsdatum < %(tot)s"
    return f"{dagen} AND {IN_BEELD}"


def parameters(periode: Periode) -> dict[str, Any]:
    """The values of `grens` and IN_BEELD."""
    return {
        "jaar": periode.begrotingsjaar,
        "van": periode.van,
        "tot": periode.tot,
        "eerste": periode.van.year,
        "laatste": periode.tot.year,
    }


def posten_van(jaren: set[int]) -> list[Begrotingspost]:
    """The lines of these years in the order of their budget; one query."""
    posten = Begrotingspost.objects.filter(jaar__jaar__in=jaren).select_related("jaar")
    return list(posten.order_by("jaar__jaar", "volgorde", "code"))


def _lees(sql: str, waarden: dict[str, Any]) -> list[Rekeningsom]:
    with connection.cursor() as cursor:
        cursor.execute(sql, waarden)
        return [
            Rekeningsom(jaar, groep, soort, beweging or NUL, stand or NUL)
            for jaar, groep, soort, beweging, stand in cursor.fetchall()
        ]
