"""The guards of payment batches, from financien/sql/."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("financien", "0007_betalen")]

    operations = [
        migrations.RunSQL((SQL / "0008_betalen.sql").read_text(), (SQL / "0008_betalen_terug.sql").read_text())
    ]
