"""Rules that PostgreSQL itself keeps, so that not even a shell can break them."""

import pgtrigger


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
