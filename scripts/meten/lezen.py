"""Reading balances: through the portal, and the same out of the tables with as little as possible in between."""

import random
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import connection

from financien.models import Begrotingspost, Rekening
from financien.selectors import stand, stand_op, standen
from scripts.meten.gegevens import HETE_CODE
from scripts.meten.loper import duur

_DAG = date(2026, 8, 17)
# Month snapshots as the floor has them: what every account held at the end of each month.
_MAANDSTANDEN = """
    CREATE SCHEMA IF NOT EXISTS vloer;
    CREATE TABLE vloer.maandstand AS
    SELECT rekening_id, (date_trunc('month', ingangsdatum) + interval '1 month')::date AS tot,
        sum(sum(bedrag)) OVER (PARTITION BY rekening_id ORDER BY date_trunc('month', ingangsdatum)) AS saldo
    FROM financien_boekingsregel GROUP BY rekening_id, date_trunc('month', ingangsdatum);
    ALTER TABLE vloer.maandstand ADD PRIMARY KEY (rekening_id, tot);
    VACUUM ANALYZE vloer.maandstand;
"""
_MAANDSTAND_EN_STAART = """
    SELECT k.soort, coalesce(m.saldo, 0) + coalesce((
        SELECT sum(r.bedrag) FROM financien_boekingsregel r
        WHERE r.rekening_id = k.id AND r.ingangsdatum >= coalesce(m.tot, '-infinity') AND r.ingangsdatum <= %s
    ), 0)
    FROM financien_rekening k
    LEFT JOIN LATERAL (
        SELECT tot, saldo FROM vloer.maandstand m WHERE m.rekening_id = k.id AND m.tot <= %s ORDER BY m.tot DESC LIMIT 1
    ) m ON true
    WHERE k.post_id = %s
"""
_ALLE_SALDI = """
    SELECT p.id, p.code, p.naam, k.soort, k.saldo FROM financien_rekening k
    JOIN financien_begrotingspost p ON p.id = k.post_id JOIN financien_begrotingsjaar j ON j.id = p.jaar_id
    WHERE j.jaar = 2026 ORDER BY p.volgorde, p.code
"""


def _heet() -> Begrotingspost:
    return Begrotingspost.objects.select_related("jaar").get(code=HETE_CODE, jaar__jaar=2026)


def lezen_inrichten() -> None:
    """The month snapshots of the floor."""
    with connection.cursor() as cursor:
        for opdracht in _MAANDSTANDEN.split(";"):
            if opdracht.strip():
                cursor.execute(opdracht)


def lezen(*, keren: int) -> dict[str, float]:
    """Median duration (milliseconds) of every way to read, in turns."""
    post = _heet()
    sleutel = Rekening.objects.get(post=post, soort=Rekening.Soort.VRIJ).pk
    manieren: dict[str, Callable[[], object]] = {
        "sleutel": lambda: _rauw("SELECT saldo FROM financien_rekening WHERE id = %s", sleutel),
        "sleutel_weer": lambda: _rauw("SELECT saldo FROM financien_rekening WHERE id = %s", sleutel),
        "stand": lambda: stand(post),
        "alle_rauw": lambda: _rauw(_ALLE_SALDI),
        "alle": lambda: standen(2026),
        "op_dag_rauw": lambda: _rauw(_MAANDSTAND_EN_STAART, _DAG, _DAG, post.pk),
        "op_dag": lambda: stand_op(post, _DAG),
    }
    duren: dict[str, list[float]] = {naam: [] for naam in manieren}
    beurten = list(manieren.items())
    for _ in range(keren):
        random.shuffle(beurten)  # what comes after a heavy question starts with cold caches
        for naam, manier in beurten:
            duren[naam].append(duur(manier))
    return {naam: sorted(alle)[len(alle) // 2] for naam, alle in duren.items()}


def saldi_kloppen() -> bool:
    """Whether every stored balance is the sum of its regels, and the line on a day what the floor says."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM financien_rekening k LEFT JOIN (SELECT rekening_id, sum(bedrag) AS som "
            "FROM financien_boekingsregel GROUP BY 1) s ON s.rekening_id = k.id WHERE k.saldo <> coalesce(s.som, 0)"
        )
        verschil = cursor.fetchone()[0]
    vloer = dict(_rauw(_MAANDSTAND_EN_STAART, _DAG, _DAG, _heet().pk))
    return verschil == 0 and stand_op(_heet(), _DAG).vrij == vloer["vrij"] and stand(_heet()).vrij != vloer["vrij"]


def _rauw(sql: str, *waarden: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, waarden)
        return list(cursor.fetchall())
