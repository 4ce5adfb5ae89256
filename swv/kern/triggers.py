"""Rules that PostgreSQL itself keeps, so that not even a shell can break them."""

from typing import Any

import pgtrigger
from django.db import IntegrityError, models
from psycopg import Error


class Weigering(pgtrigger.Trigger):
    """A trigger that refuses a row. Its function raises with the name of the trigger as CONSTRAINT; `zin` is what the
    person reads, as with the `violation_error_message` of a constraint."""

    def __init__(self, *, zin: str, **trigger: Any) -> None:
        super().__init__(**trigger)
        self.zin = zin


def zin_van_trigger(rij: models.Model, fout: IntegrityError) -> str | None:
    """What the trigger that refused this row has to say; None when it was no `Weigering` of this row."""
    naam = fout.__cause__.diag.constraint_name if isinstance(fout.__cause__, Error) else None
    triggers = getattr(rij._meta, "triggers", ())
    return next((een.zin for een in triggers if isinstance(een, Weigering) and een.name == naam), None)


def alleen_toevoegen() -> list[pgtrigger.Trigger]:
    """Rows may be added, never changed, deleted or truncated."""
    return [
        pgtrigger.Protect(name="alleen_toevoegen", operation=pgtrigger.Update | pgtrigger.Delete),
        niet_legen("RAISE EXCEPTION 'Deze tabel is alleen om toe te voegen.';"),
    ]


def niet_legen(func: str) -> pgtrigger.Trigger:
    """Before the table is emptied at once (TRUNCATE), which no trigger per row sees: `func` (SQL) refuses."""
    return pgtrigger.Trigger(
        name="niet_legen",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func=func,
    )
