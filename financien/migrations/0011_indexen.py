"""One index of regels that also gives them in the order of a page; three indexes of bookings that nobody reads go."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("financien", "0010_maandsommen"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(model_name="boekingsregel", name="regel_per_rekening_en_dag"),
        migrations.AddIndex(
            model_name="boekingsregel",
            index=models.Index(
                fields=["rekening", "ingangsdatum", "boeking"], include=("bedrag",), name="regel_op_volgorde"
            ),
        ),
        migrations.AlterField(
            model_name="boeking",
            name="content_type",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="contenttypes.contenttype",
                verbose_name="soort bron",
            ),
        ),
        migrations.AlterField(
            model_name="boeking",
            name="door",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(model_name="boeking", name="sleutel", field=models.CharField(max_length=200)),
        migrations.AddConstraint(
            model_name="boeking",
            constraint=models.UniqueConstraint(
                fields=("sleutel",),
                name="een_boeking_per_sleutel",
                violation_error_message="Deze boeking is al gedaan.",
            ),
        ),
    ]
