"""Places in facilities: how many there are, who has one and who waits, with the functions of voorzieningen/sql/."""

from pathlib import Path

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from decimal import Decimal
from django.db import migrations, models


SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('organisaties', '0003_toelating'),
        ('voorzieningen', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Capaciteit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('van', models.DateField(verbose_name='eerste dag')),
                ('tot', models.DateField(verbose_name='laatste dag')),
                ('telling', models.CharField(choices=[('aantal', 'een vast aantal plaatsen'), ('onbeperkt', 'altijd plaats'), ('onbekend', 'niet bekend: het bureau biedt zelf aan')], default='aantal', max_length=10, verbose_name='hoeveel plaatsen')),
                ('aantal', models.PositiveIntegerField(blank=True, help_text='Alleen bij een vast aantal. Nul kan ook: dan is er in deze periode geen plaats.', null=True, validators=[django.core.validators.MaxValueValidator(10000)], verbose_name='aantal')),
                ('antwoord_werkdagen', models.PositiveSmallIntegerField(default=10, help_text='Zo lang heeft een school om te antwoorden op een plaats die vrijkomt.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)], verbose_name='werkdagen om te antwoorden')),
                ('toelichting', models.CharField(blank=True, max_length=300, verbose_name='toelichting')),
            ],
            options={
                'verbose_name': 'aantal plaatsen',
                'verbose_name_plural': 'aantallen plaatsen',
                'ordering': ['voorziening', 'van'],
            },
        ),
        migrations.CreateModel(
            name='Plaatsing',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('versie', models.PositiveIntegerField(default=1, editable=False, verbose_name='versie')),
                ('aangemaakt_op', models.DateTimeField(auto_now_add=True, verbose_name='aangemaakt op')),
                ('gewijzigd_op', models.DateTimeField(auto_now=True, verbose_name='gewijzigd op')),
                ('object_id', models.UUIDField()),
                ('status', models.CharField(choices=[('wachtlijst', 'op de wachtlijst'), ('aangeboden', 'plaats aangeboden'), ('geplaatst', 'geplaatst'), ('beeindigd', 'beëindigd'), ('vervallen', 'vervallen')], default='wachtlijst', editable=False, max_length=40)),
                ('sleutel', models.CharField(editable=False, max_length=200, unique=True, verbose_name='sleutel')),
                ('kenmerk', models.CharField(blank=True, editable=False, max_length=20, verbose_name='kenmerk van de aanvraag')),
                ('gevraagd_van', models.DateField(verbose_name='gewenste eerste dag')),
                ('gevraagd_tot', models.DateField(verbose_name='gewenste laatste dag')),
                ('van', models.DateField(verbose_name='eerste dag')),
                ('tot', models.DateField(verbose_name='laatste dag')),
                ('aangevraagd_op', models.DateTimeField(default=django.utils.timezone.now, verbose_name='aangevraagd op')),
                ('heeft_voorrang', models.BooleanField(default=False, verbose_name='voorrang')),
                ('voorrang_reden', models.CharField(blank=True, max_length=300, verbose_name='reden van voorrang')),
                ('wacht_tot', models.DateField(blank=True, null=True, verbose_name='geen aanbod voor')),
                ('aangeboden_op', models.DateField(blank=True, null=True, verbose_name='aangeboden op')),
                ('antwoord_uiterlijk', models.DateField(blank=True, null=True, verbose_name='antwoord uiterlijk')),
                ('geplaatst_op', models.DateField(blank=True, null=True, verbose_name='geplaatst op')),
                ('reden_einde', models.CharField(blank=True, max_length=300, verbose_name='waarom gestopt')),
                ('uren_per_week', models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.5')), django.core.validators.MaxValueValidator(40)], verbose_name='uren per week')),
                ('doel', models.CharField(blank=True, choices=[('terug', 'terug naar de eigen klas'), ('volhouden', 'onderwijs blijven volgen'), ('overstap', 'overstappen naar een andere school'), ('diploma', 'een diploma of certificaat halen'), ('ritme', 'weer een dagritme krijgen'), ('anders', 'iets anders')], max_length=12, verbose_name='doel')),
                ('doel_toelichting', models.CharField(blank=True, max_length=300, verbose_name='toelichting op het doel')),
                ('effect', models.CharField(blank=True, choices=[('bereikt', 'doel bereikt'), ('deels', 'doel deels bereikt'), ('niet', 'doel niet bereikt'), ('onbekend', 'nog niet te zeggen')], max_length=12, verbose_name='effect')),
                ('effect_toelichting', models.CharField(blank=True, max_length=1000, verbose_name='toelichting op het effect')),
                ('vervolg', models.CharField(blank=True, editable=False, max_length=60, verbose_name='opdracht bij een verandering')),
            ],
            options={
                'verbose_name': 'plaatsing',
                'verbose_name_plural': 'plaatsingen',
                'ordering': ['-aangevraagd_op', 'id'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='voorziening',
            name='voorziening_vrij_webadres',
        ),
        migrations.AddConstraint(
            model_name='voorziening',
            constraint=models.CheckConstraint(condition=models.Q(('slug__in', ['robots', 'plaatsen']), _negated=True), name='voorziening_vrij_webadres', violation_error_message='Dit webadres hoort bij een andere pagina. Kies een ander webadres.'),
        ),
        migrations.AddField(
            model_name='capaciteit',
            name='voorziening',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='capaciteiten', to='voorzieningen.voorziening'),
        ),
        migrations.AddField(
            model_name='plaatsing',
            name='content_type',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype'),
        ),
        migrations.AddField(
            model_name='plaatsing',
            name='school',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisaties.school'),
        ),
        migrations.AddField(
            model_name='plaatsing',
            name='voorziening',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plaatsingen', to='voorzieningen.voorziening'),
        ),
        migrations.AddConstraint(
            model_name='capaciteit',
            constraint=models.CheckConstraint(condition=models.Q(('tot__gte', models.F('van'))), name='capaciteit_volgorde', violation_error_message='De laatste dag ligt voor de eerste dag. Verander een van beide datums.'),
        ),
        migrations.AddConstraint(
            model_name='capaciteit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('aantal__isnull', False), ('telling', 'aantal')), models.Q(models.Q(('telling', 'aantal'), _negated=True), ('aantal__isnull', True)), _connector='OR'), name='capaciteit_aantal_bij_telling', violation_error_message='Vul een aantal in bij een vast aantal plaatsen. Laat het aantal anders leeg.'),
        ),
        migrations.AddConstraint(
            model_name='capaciteit',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('voorziening', '='), (models.Func('van', 'tot', models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='capaciteit_een_keer_per_dag', violation_error_message='Voor een deel van deze periode staat het aantal er al. Verander dat aantal, of kies andere dagen.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='capaciteit',
            trigger=pgtrigger.compiler.Trigger(name='niet_te_vol', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    PERFORM pg_advisory_xact_lock(hashtext('voorzieningen.plaatsen'), NEW.voorziening_id::int);\n    IF EXISTS (\n        SELECT FROM voorzieningen_stukken(NEW.voorziening_id, NEW.van, NEW.tot) AS s WHERE s.bezet > s.plaatsen\n    ) THEN\n        RAISE EXCEPTION USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'niet_te_vol',\n            MESSAGE = 'niet_te_vol: er zijn meer plaatsen gegeven dan er zijn';\n    END IF;\n    RETURN NULL;\n", hash='1ce195b4a661031fc23a23be425ef24773c87702', operation='INSERT OR UPDATE', pgid='pgtrigger_niet_te_vol_3865e', table='voorzieningen_capaciteit', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='plaatsing',
            index=models.Index(fields=['content_type', 'object_id'], name='plaatsing_per_bron'),
        ),
        migrations.AddIndex(
            model_name='plaatsing',
            index=models.Index(fields=['school', '-aangevraagd_op'], name='plaatsing_per_school'),
        ),
        migrations.AddIndex(
            model_name='plaatsing',
            index=models.Index(condition=models.Q(('status', 'wachtlijst')), fields=['voorziening', '-heeft_voorrang', 'aangevraagd_op', 'id'], name='plaatsing_wachtlijst'),
        ),
        migrations.AddIndex(
            model_name='plaatsing',
            index=models.Index(condition=models.Q(('status__in', ['aangeboden', 'geplaatst', 'beeindigd'])), fields=['voorziening', 'van', 'tot'], name='plaatsing_bezet'),
        ),
        migrations.AddConstraint(
            model_name='plaatsing',
            constraint=models.CheckConstraint(condition=models.Q(('gevraagd_tot__gte', models.F('gevraagd_van')), ('tot__gte', models.F('van'))), name='plaatsing_volgorde', violation_error_message='De laatste dag ligt voor de eerste dag. Verander een van beide datums.'),
        ),
        migrations.AddConstraint(
            model_name='plaatsing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'aangeboden'), _negated=True), models.Q(('aangeboden_op__isnull', False), ('antwoord_uiterlijk__isnull', False)), _connector='OR'), name='plaatsing_aanbod_met_datum', violation_error_message='Zeg bij een aanbod tot wanneer de school kan antwoorden.'),
        ),
        migrations.AddConstraint(
            model_name='plaatsing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('heeft_voorrang', False), ('voorrang_reden', '')), models.Q(('heeft_voorrang', True), models.Q(('voorrang_reden', ''), _negated=True)), _connector='OR'), name='plaatsing_voorrang_met_reden', violation_error_message='Schrijf op waarom deze leerling voorgaat.'),
        ),
        migrations.AddConstraint(
            model_name='plaatsing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'vervallen'), _negated=True), models.Q(('reden_einde', ''), _negated=True), _connector='OR'), name='plaatsing_vervallen_met_reden', violation_error_message='Schrijf op waarom deze plaats niet meer nodig is.'),
        ),
        migrations.AddConstraint(
            model_name='plaatsing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'beeindigd'), _negated=True), models.Q(('effect', ''), _negated=True), _connector='OR'), name='plaatsing_einde_met_effect', violation_error_message='Zeg bij het einde wat de plaats heeft opgeleverd.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='plaatsing',
            trigger=pgtrigger.compiler.Trigger(name='niet_te_vol', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."status" IN (\'aangeboden\', \'geplaatst\', \'beeindigd\'))', func="\n    PERFORM pg_advisory_xact_lock(hashtext('voorzieningen.plaatsen'), NEW.voorziening_id::int);\n    IF EXISTS (\n        SELECT FROM voorzieningen_stukken(NEW.voorziening_id, NEW.van, NEW.tot) AS s WHERE s.bezet > s.plaatsen\n    ) THEN\n        RAISE EXCEPTION USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'niet_te_vol',\n            MESSAGE = 'niet_te_vol: er zijn meer plaatsen gegeven dan er zijn';\n    END IF;\n    RETURN NULL;\n", hash='52fb735bc81b2c5ab6a325de96d782b440354df5', operation='INSERT OR UPDATE', pgid='pgtrigger_niet_te_vol_c25de', table='voorzieningen_plaatsing', when='AFTER')),
        ),
        migrations.RunSQL((SQL / "0002_plaatsen.sql").read_text(), (SQL / "0002_plaatsen_terug.sql").read_text()),
    ]
