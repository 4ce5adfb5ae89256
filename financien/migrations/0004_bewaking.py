"""The guards of payments, recoveries, reservations and moves to another year, from financien/sql/."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("financien", "0003_geldstromen")]

    operations = [migrations.RunSQL((SQL / "0004_geldstromen.sql").read_text())]
