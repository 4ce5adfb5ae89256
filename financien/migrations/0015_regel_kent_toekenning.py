"""A regel names the award that it belongs to, also the regels that were there, from financien/sql/."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("financien", "0014_welk_jaar")]

    operations = [
        migrations.AddField(
            model_name="boekingsregel",
            name="verplichting",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="financien.verplichting",
            ),
        ),
        migrations.RunSQL(
            (SQL / "0015_regel_kent_toekenning.sql").read_text(),
            (SQL / "0015_regel_kent_toekenning_terug.sql").read_text(),
        ),
        migrations.AddIndex(
            model_name="boekingsregel",
            index=models.Index(
                condition=models.Q(("verplichting__isnull", False)),
                fields=["rekening", "ingangsdatum", "boeking"],
                include=("bedrag", "verplichting"),
                name="regel_van_toekenning",
            ),
        ),
    ]
