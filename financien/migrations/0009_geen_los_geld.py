"""No money on an account that follows rows without its row, from financien/sql/."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("financien", "0008_betalen_bewaking")]

    operations = [
        migrations.RunSQL(
            (SQL / "0009_geen_los_geld.sql").read_text(), (SQL / "0009_geen_los_geld_terug.sql").read_text()
        )
    ]
