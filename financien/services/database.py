"""The one call to the database that books, and its refusals in Dutch."""

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from decimal import Decimal
from typing import Any

from django.db import DatabaseError, connection, transaction

from financien.fouten import BoekingKloptNiet, GeenRuimte, JaarGesloten, NietOpenstaand, SleutelBestaat
from swv.kern.fouten import Geweigerd


def financien_boeken(boeking: dict[str, Any], *, is_toekenning: bool) -> tuple[uuid.UUID, bool]:
    """Store a booking (financien/sql/) and say its id and whether it is new. One statement.

    Inside a transaction a savepoint is put around it, so the caller may catch the refusal and go on.
    """
    om_heen = transaction.atomic() if connection.in_atomic_block else nullcontext()
    with weigeringen(is_toekenning=is_toekenning), om_heen, connection.cursor() as cursor:
        cursor.execute("SELECT boeking_id, is_nieuw FROM financien_boeken(%s::jsonb)", [json.dumps(boeking)])
        boeking_id, is_nieuw = cursor.fetchone()
    return boeking_id, is_nieuw


@contextmanager
def weigeringen(*, is_toekenning: bool = True) -> Iterator[None]:
    """Turn the refusals of the database (SWV10 to SWV16) into Geweigerd; every other error goes on as it is."""
    try:
        yield
    except DatabaseError as fout:
        weigering = _in_woorden(fout, is_toekenning=is_toekenning)
        if weigering is None:
            raise
        raise weigering from fout


def _in_woorden(fout: DatabaseError, *, is_toekenning: bool) -> Geweigerd | None:
    oorzaak: Any = fout.__cause__
    bijzonderheden: str = getattr(getattr(oorzaak, "diag", None), "message_detail", None) or ""
    match getattr(oorzaak, "sqlstate", None):
        case "SWV10":
            d = json.loads(bijzonderheden)
            return GeenRuimte(
                post=d["post"], vrij=Decimal(d["vrij"]), bedrag=Decimal(d["bedrag"]), is_toekenning=is_toekenning
            )
        case "SWV11":
            jaar = f" {json.loads(bijzonderheden)['jaar']}" if bijzonderheden else ""
            return JaarGesloten(f"Begrotingsjaar{jaar} is gesloten. Boek dit in een jaar dat open is.")
        case "SWV12":
            return SleutelBestaat(
                "Deze boeking is al gedaan, met andere gegevens. Kijk eerst wat er geboekt is en herstel dat met "
                "een omkering."
            )
        case "SWV13":
            return BoekingKloptNiet("De regels van deze boeking zijn samen niet nul. Controleer de bedragen.")
        case "SWV15":
            return BoekingKloptNiet(
                "Deze post heeft de gevraagde rekening niet. Op een post met baten kan niets worden toegekend."
            )
        case "SWV16":
            return NietOpenstaand("Er staat niet zoveel meer open op deze toekenning. Vul een lager bedrag in.")
    return None
