"""The guards of the ledger and its booking function, from financien/sql/."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("financien", "0001_initial")]

    operations = [
        migrations.RunSQL((SQL / "0001_grootboek.sql").read_text(), (SQL / "0001_grootboek_terug.sql").read_text())
    ]
