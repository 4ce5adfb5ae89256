"""One open reservation per source and line, so per budget year, from financien/sql/."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("financien", "0012_verdeling_niet_legen")]

    operations = [
        migrations.RemoveConstraint(model_name="reservering", name="een_open_reservering_per_bron"),
        migrations.AddConstraint(
            model_name="reservering",
            constraint=models.UniqueConstraint(
                condition=models.Q(("vervallen_met__isnull", True)),
                fields=("content_type", "object_id", "post"),
                name="een_open_reservering_per_bron_en_post",
            ),
        ),
        migrations.RunSQL(
            (SQL / "0013_reserveringen.sql").read_text(), (SQL / "0013_reserveringen_terug.sql").read_text()
        ),
    ]
