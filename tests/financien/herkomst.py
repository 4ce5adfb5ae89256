"""What a report per school, kind or school year must say, added up in plain SQL along every award and all that hangs on
it: an other way than the report goes."""

from decimal import Decimal
from typing import Any

from django.db import connection

from financien.rapporten.perioden import Periode
from financien.rapporten.sommen import SOORTEN_HERKOMST, per_herkomst

KOLOM = {"school": "v.school_id", "soort": "nullif(v.soort, '')", "schooljaar": "v.schooljaar"}
_LANGS_TOEKENNINGEN = """
    WITH eigen AS (
        SELECT v.boeking_id, v.id AS verplichting_id FROM financien_verplichting v
        UNION ALL
        SELECT b.boeking_id, t.verplichting_id FROM financien_betaling b
        JOIN financien_betalingstermijn t ON t.id = b.termijn_id
        UNION ALL SELECT w.boeking_id, w.verplichting_id FROM financien_vrijval w
        UNION ALL SELECT w.boeking_id, w.verplichting_id FROM financien_terugvordering w
    ), alle AS (
        SELECT e.boeking_id, e.verplichting_id FROM eigen e
        UNION ALL
        SELECT o.id, e.verplichting_id FROM eigen e JOIN financien_boeking o ON o.keert_om_id = e.boeking_id
    )
    SELECT j.jaar, {groep}, k.soort, sum(r.bedrag) FILTER (WHERE {beweging}), sum(r.bedrag)
    FROM financien_boekingsregel r
    JOIN financien_rekening k ON k.id = r.rekening_id
    JOIN financien_begrotingspost p ON p.id = k.post_id
    JOIN financien_begrotingsjaar j ON j.id = p.jaar_id
    LEFT JOIN alle ON alle.boeking_id = r.boeking_id
    LEFT JOIN financien_verplichting v ON v.id = alle.verplichting_id
    WHERE k.soort = ANY(%(soorten)s) AND {waar} GROUP BY 1, 2, 3
"""
_DAGEN = {"van": "r.ingangsdatum >= %(van)s", "tot": "r.ingangsdatum < %(tot)s"}
_IN_BEELD = """(j.jaar BETWEEN %(eerste)s AND %(laatste)s OR p.id IN (
    SELECT g.post_id FROM financien_rekening g JOIN financien_boekingsregel s ON s.rekening_id = g.id
    WHERE s.ingangsdatum >= %(van)s AND s.ingangsdatum < %(tot)s))"""
Sommen = dict[tuple[int, Any, str], tuple[Decimal, Decimal]]


def langs_toekenningen(periode: Periode, indeling: str) -> Sommen:
    """Movement and standing (euros) per budget year, group and account kind; only where there is something."""
    heel = periode.begrotingsjaar is not None
    sql = _LANGS_TOEKENNINGEN.format(
        groep=KOLOM[indeling],
        beweging="true" if heel else _DAGEN["van"],
        waar="j.jaar = %(jaar)s" if heel else f"{_DAGEN['tot']} AND {_IN_BEELD}",
    )
    waarden = {"jaar": periode.begrotingsjaar, "van": periode.van, "tot": periode.tot, "soorten": SOORTEN_HERKOMST}
    waarden |= {"eerste": periode.van.year, "laatste": periode.tot.year}
    with connection.cursor() as cursor:
        cursor.execute(sql, waarden)
        return _gevuld({(jaar, g, soort): (beweging or 0, stand) for jaar, g, soort, beweging, stand in cursor})


def volgens_rapport(periode: Periode, indeling: str) -> Sommen:
    """The same out of what reports are made of."""
    rijen = per_herkomst(periode, indeling)
    assert len({(rij.jaar, rij.groep, rij.soort) for rij in rijen}) == len(rijen)
    return _gevuld({(rij.jaar, rij.groep, rij.soort): (rij.beweging, rij.stand) for rij in rijen})


def _gevuld(sommen: dict[Any, Any]) -> Sommen:
    return {sleutel: som for sleutel, som in sommen.items() if any(som)}
