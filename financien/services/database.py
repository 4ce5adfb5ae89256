"""The calls to the database that book and lock (financien/sql/)."""

import json
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from financien.models import Boeking
from financien.services.weigeringen import geweigerd, weigeringen


def financien_boeken(boeking: dict[str, Any], *, soort: Boeking.Soort) -> tuple[uuid.UUID, bool]:
    """Store a booking and say its id and whether it is new. One statement.

    A refusal leaves the transaction of the caller as it was, so it may catch it and go on.
    """
    with weigeringen(soort=soort), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM financien_boeken_of_weigeren(%s)", [json.dumps(boeking)])
        boeking_id, is_nieuw, *waarom = cursor.fetchone()
    if is_nieuw is None:
        raise geweigerd(*waarom, soort=soort)
    return boeking_id, is_nieuw


def financien_boeken_reeks(
    boekingen: Sequence[dict[str, Any]], *, soort: Boeking.Soort
) -> list[tuple[uuid.UUID, bool]]:
    """Store many bookings in one statement, all or none; ids in the same order, and which are new.

    A refusal ends the transaction of the caller: it puts its own around them all.
    """
    with weigeringen(soort=soort), connection.cursor() as cursor:
        cursor.execute("SELECT boeking_id, is_nieuw FROM financien_boeken_reeks(%s::jsonb)", [json.dumps(boekingen)])
        return list(cursor.fetchall())


_BRONNEN = """
    SELECT pg_advisory_xact_lock(hashtextextended('financien_reservering:' || bron, 0)) FROM unnest(%s::text[]) AS bron
"""
_VERPLICHTINGEN = """
    SELECT 1 FROM financien_verplichting WHERE id = ANY(%s::uuid[])
        OR id IN (SELECT verplichting_id FROM financien_betalingstermijn WHERE id = ANY(%s))
    ORDER BY id FOR NO KEY UPDATE
"""
_RESERVERINGEN = """
    SELECT post_id FROM financien_reservering
    WHERE vervallen_met_id IS NULL AND (content_type_id, object_id) IN (SELECT * FROM unnest(%s::int[], %s::uuid[]))
    ORDER BY id FOR NO KEY UPDATE
"""
_REKENINGEN = "SELECT 1 FROM financien_rekening WHERE post_id = ANY(%s) ORDER BY id FOR NO KEY UPDATE"


def vergrendelen(
    *,
    bronnen: Iterable[tuple[int, uuid.UUID]] = (),
    verplichtingen: Iterable[uuid.UUID] = (),
    termijnen: Iterable[int] = (),
    posten: Iterable[int] = (),
) -> None:
    """Lock until commit what a transaction with more than one booking is going to touch.

    Everybody takes locks in one order: sources (content type and id), commitments, open reservations of the sources,
    accounts; each in the order of its key. So two of them never wait for each other in a circle. The lines of those
    reservations count as `posten`.
    """
    per_bron = sorted({(str(sleutel), soort) for soort, sleutel in bronnen})
    verplichting_ids, termijn_ids, post_ids = list(verplichtingen), list(termijnen), list(posten)
    with connection.cursor() as cursor:
        if per_bron:
            cursor.execute(_BRONNEN, [[sleutel for sleutel, _ in per_bron]])
        if verplichting_ids or termijn_ids:
            cursor.execute(_VERPLICHTINGEN, [verplichting_ids, termijn_ids])
        if per_bron:
            cursor.execute(_RESERVERINGEN, [[soort for _, soort in per_bron], [sleutel for sleutel, _ in per_bron]])
            post_ids += [post for (post,) in cursor.fetchall()]
        cursor.execute(_REKENINGEN, [post_ids])
