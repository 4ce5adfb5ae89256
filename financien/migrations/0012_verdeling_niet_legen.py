"""A booked distribution is not emptied at once either."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

_FUNC = (
    "\n    IF EXISTS (SELECT 1 FROM financien_verdeling WHERE vastgelegd_op IS NOT NULL) THEN\n"
    "        RAISE EXCEPTION 'Er staat een vastgelegde verdeling in. Gooi concepten één voor één weg.';\n"
    "    END IF;\n    RETURN NULL;\n"
)


def _niet_legen(model: str, pgid: str, hash: str) -> pgtrigger.migrations.AddTrigger:
    return pgtrigger.migrations.AddTrigger(
        model_name=model,
        trigger=pgtrigger.compiler.Trigger(
            name="niet_legen",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func=_FUNC,
                hash=hash,
                level="STATEMENT",
                operation="TRUNCATE",
                pgid=pgid,
                table=f"financien_{model}",
                when="BEFORE",
            ),
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("financien", "0011_indexen")]

    operations = [
        _niet_legen("aandeel", "pgtrigger_niet_legen_d6b2a", "bf9e4d191288fa67447b70e2794d78c6df48935f"),
        _niet_legen("verdeling", "pgtrigger_niet_legen_c9953", "a52726ba6c0d441c12ac7417c261012e84874f89"),
    ]
