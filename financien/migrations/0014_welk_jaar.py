"""The refusal of a booking without room names the year of the line, from financien/sql/."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("financien", "0013_reservering_per_jaar")]

    operations = [
        migrations.RunSQL((SQL / "0014_welk_jaar.sql").read_text(), (SQL / "0014_welk_jaar_terug.sql").read_text())
    ]
