import uuid
from decimal import Decimal

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('financien', '0005_plan'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Begrotingslading',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('naam', models.CharField(max_length=160, verbose_name='bestandsnaam')),
                ('inhoud', models.BinaryField()),
                ('sha256', models.CharField(editable=False, max_length=64)),
                ('jaar', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('tolerantie', models.DecimalField(decimal_places=2, max_digits=14)),
                ('ontvangen_op', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='ontvangen op')),
                ('verloopt_op', models.DateTimeField(verbose_name='verloopt op')),
                ('geladen_op', models.DateTimeField(blank=True, null=True, verbose_name='geladen op')),
                ('door', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'begrotingsbestand',
                'verbose_name_plural': 'begrotingsbestanden',
                'ordering': ['-ontvangen_op'],
            },
        ),
        migrations.AddConstraint(
            model_name='begrotingslading',
            constraint=models.CheckConstraint(condition=models.Q(('tolerantie__gte', Decimal('0'))), name='lading_tolerantie_niet_negatief', violation_error_message='De tolerantie is niet lager dan € 0,00.'),
        ),
    ]
