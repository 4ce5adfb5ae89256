"""The sums of a report, out of the regels of the ledger by effective date.

Per line nothing depends on the number of bookings: a whole budget year is read from the stored balances, and other
periods, which begin and end with a month, from the sums per month. Per school, kind and school year the regels that
name an award are added up; what else an account holds belongs to none, so nobody walks along the regels of costs.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection

from financien.models import Begrotingspost, Rekening
from financien.rapporten.kolommen import HERKOMST, NUL
from financien.rapporten.perioden import Periode
from financien.rapporten.vraag import PER_HERKOMST

# The lines of a report over months: of the budget years that they fall in, and every line that was booked on then.
IN_BEELD = """(
    j.jaar BETWEEN %(eerste)s AND %(laatste)s OR p.id IN (
        SELECT geraakt.post_id FROM financien_rekening geraakt
        WHERE EXISTS (
            SELECT 1 FROM financien_maandsom g
            WHERE g.rekening_id = geraakt.id AND g.maand >= %(van)s AND g.maand < %(tot)s
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
            SELECT sum(m.bedrag) AS stand, sum(m.bedrag) FILTER (WHERE m.maand >= %(van)s) AS beweging
            FROM financien_maandsom m WHERE m.rekening_id = k.id AND m.maand < %(tot)s
        ) s
        WHERE {in_beeld(periode)}
        """,  # noqa: S608 - only fixed pieces
        parameters(periode),
    )


def per_herkomst(periode: Periode, indeling: str) -> Sequence[Rekeningsom]:
    """Per school, kind or school year of the award (`groep`, None without) and account kind, of the same lines as
    `per_rekening`; two queries."""
    van_groepen = _van_toekenningen(periode, PER_HERKOMST[indeling])
    return [*van_groepen, *_zonder_groep(per_rekening(periode), van_groepen)]


def _van_toekenningen(periode: Periode, groep: str) -> list[Rekeningsom]:
    """The regels that name an award of which `groep` (a column of the award `v`) is filled in."""
    heel = periode.begrotingsjaar is not None
    return _lees(
        f"""
        SELECT j.jaar, {groep} AS groep, k.soort,
            sum(r.bedrag) FILTER (WHERE {"true" if heel else "r.ingangsdatum >= %(van)s"}), sum(r.bedrag)
        FROM financien_boekingsregel r
        JOIN financien_rekening k ON k.id = r.rekening_id
        JOIN financien_begrotingspost p ON p.id = k.post_id
        JOIN financien_begrotingsjaar j ON j.id = p.jaar_id
        JOIN financien_verplichting v ON v.id = r.verplichting_id
        WHERE r.verplichting_id IS NOT NULL AND {groep} IS NOT NULL AND p.soort = 'lasten'
            AND k.soort = ANY(%(soorten)s) AND {dagen(periode, stand=True)} AND {in_beeld(periode)}
        GROUP BY 1, 2, 3
        """,  # noqa: S608 - only fixed pieces
        {**parameters(periode), "soorten": SOORTEN_HERKOMST},
    )


def _zonder_groep(alles: Sequence[Rekeningsom], van_groepen: Sequence[Rekeningsom]) -> Iterator[Rekeningsom]:
    """What the accounts hold beside what the groups have, per budget year and account kind."""
    rest: dict[tuple[int, str], list[Decimal]] = defaultdict(lambda: [NUL, NUL])
    for som in alles:
        if som.soort in SOORTEN_HERKOMST:
            rest[som.jaar, som.soort][0] += som.beweging
            rest[som.jaar, som.soort][1] += som.stand
    for som in van_groepen:
        rest[som.jaar, som.soort][0] -= som.beweging
        rest[som.jaar, som.soort][1] -= som.stand
    return (Rekeningsom(jaar, None, soort, *sommen) for (jaar, soort), sommen in rest.items())


def in_beeld(periode: Periode) -> str:
    """The condition on lines `p` of years `j` that a report of this period shows."""
    return IN_BEELD if periode.begrotingsjaar is None else "j.jaar = %(jaar)s"


def dagen(periode: Periode, *, stand: bool = False, dag: str = "r.ingangsdatum") -> str:
    """The condition on a column with days: in the period, or with `stand` up to its end."""
    if periode.begrotingsjaar is not None:
        return "true"
    return f"{dag} < %(tot)s" if stand else f"{dag} >= %(van)s AND {dag} < %(tot)s"


def parameters(periode: Periode) -> dict[str, Any]:
    """The values of `dagen` and `in_beeld`."""
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
