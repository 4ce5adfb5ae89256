"""Rules that PostgreSQL itself keeps, so that not even a shell can break them."""

import pgtrigger


def alleen_toevoegen() -> list[pgtrigger.Trigger]:
    """Rows may be added, never changed, deleted or truncated."""
    return [
        pgtrigger.Protect(name="alleen_toevoegen", operation=pgtrigger.Update | pgtrigger.Delete),
        pgtrigger.Trigger(
            name="niet_legen",
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            operation=pgtrigger.Truncate,
            func="RAISE EXCEPTION 'Deze tabel is alleen om toe te voegen.';",
        ),
    ]
