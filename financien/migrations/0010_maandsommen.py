"""Sums per account and month, and quicker booking, from financien/sql/."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("financien", "0009_geen_los_geld")]

    operations = [
        migrations.CreateModel(
            name="Maandsom",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("maand", models.DateField(help_text="De eerste dag van de maand.")),
                ("bedrag", models.DecimalField(decimal_places=2, editable=False, max_digits=16)),
                (
                    "rekening",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="maandsommen",
                        to="financien.rekening",
                    ),
                ),
            ],
            options={
                "verbose_name": "maandsom",
                "verbose_name_plural": "maandsommen",
                "ordering": ["rekening", "maand"],
                "constraints": [
                    models.UniqueConstraint(fields=("rekening", "maand"), name="een_som_per_rekening_en_maand")
                ],
            },
        ),
        migrations.RunSQL((SQL / "0010_snelheid.sql").read_text(), (SQL / "0010_snelheid_terug.sql").read_text()),
    ]
