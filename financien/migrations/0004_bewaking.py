"""The guards of payments, recoveries, reservations and moves to another year, from financien/sql/."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"


def lees(*namen: str) -> str:
    return "\n".join((SQL / naam).read_text() for naam in namen)


class Migration(migrations.Migration):
    dependencies = [("financien", "0003_geldstromen")]

    operations = [
        migrations.RunSQL(
            lees("0004_geldstromen.sql", "0004_boeken.sql"),
            lees("0004_terug.sql", "0001_grootboek_terug.sql", "0001_grootboek.sql"),
        )
    ]
