"""Activities: what there is, who comes or waits, and who was there."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisaties', '0003_toelating'),
        ('voorzieningen', '0005_wijzer'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Inschrijving',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('versie', models.PositiveIntegerField(default=1, editable=False, verbose_name='versie')),
                ('aangemaakt_op', models.DateTimeField(auto_now_add=True, verbose_name='aangemaakt op')),
                ('gewijzigd_op', models.DateTimeField(auto_now=True, verbose_name='gewijzigd op')),
                ('status', models.CharField(choices=[('wachtlijst', 'op de wachtlijst'), ('ingeschreven', 'ingeschreven'), ('afgemeld', 'afgemeld')], default='wachtlijst', editable=False, max_length=40)),
                ('naam', models.CharField(max_length=120, verbose_name='naam')),
                ('ingeschreven_op', models.DateTimeField(default=django.utils.timezone.now, verbose_name='ingeschreven op')),
            ],
            options={
                'verbose_name': 'inschrijving',
                'verbose_name_plural': 'inschrijvingen',
                'ordering': ['-ingeschreven_op', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Sessie',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('begint', models.DateTimeField(verbose_name='begint')),
                ('eindigt', models.DateTimeField(verbose_name='eindigt')),
                ('plaats', models.CharField(max_length=200, verbose_name='plaats')),
                ('code', models.CharField(blank=True, editable=False, max_length=8, verbose_name='code op de zaal')),
                ('reeks', models.PositiveIntegerField(default=0, editable=False, verbose_name='aantal wijzigingen')),
                ('gewijzigd_op', models.DateTimeField(auto_now=True, verbose_name='gewijzigd op')),
            ],
            options={
                'verbose_name': 'bijeenkomst van een activiteit',
                'verbose_name_plural': 'bijeenkomsten van activiteiten',
                'ordering': ['begint', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Aanwezigheid',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_aanwezig', models.BooleanField(verbose_name='aanwezig')),
                ('hoe', models.CharField(choices=[('code', 'met de code in de zaal'), ('lijst', 'op de presentielijst')], max_length=10, verbose_name='hoe vastgelegd')),
                ('op', models.DateTimeField(default=django.utils.timezone.now, verbose_name='vastgelegd op')),
                ('door', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'aanwezigheid bij een activiteit',
                'verbose_name_plural': 'aanwezigheid bij activiteiten',
            },
        ),
        migrations.CreateModel(
            name='Activiteit',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('versie', models.PositiveIntegerField(default=1, editable=False, verbose_name='versie')),
                ('aangemaakt_op', models.DateTimeField(auto_now_add=True, verbose_name='aangemaakt op')),
                ('gewijzigd_op', models.DateTimeField(auto_now=True, verbose_name='gewijzigd op')),
                ('status', models.CharField(choices=[('concept', 'concept'), ('open', 'inschrijving open'), ('gesloten', 'inschrijving gesloten'), ('geweest', 'geweest'), ('afgelast', 'afgelast')], default='concept', editable=False, max_length=40)),
                ('kenmerk', models.CharField(editable=False, max_length=20, unique=True, verbose_name='kenmerk')),
                ('soort', models.CharField(choices=[('expertisedag', 'Expertisedag'), ('overleg', 'coördinatorenoverleg'), ('kenniskring', 'kenniskring'), ('leerlijn', 'leerlijn'), ('training', 'training'), ('bezoek', 'bezoek')], max_length=20, verbose_name='soort')),
                ('titel', models.CharField(max_length=120, verbose_name='titel')),
                ('omschrijving', models.TextField(blank=True, max_length=3000, verbose_name='omschrijving')),
                ('schooljaar', models.PositiveSmallIntegerField(editable=False, verbose_name='schooljaar')),
                ('voor', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('coordinator', 'ondersteuningscoördinator'), ('bestuur', 'schoolbestuur'), ('bureau', 'medewerker bureau'), ('deskundige', 'deskundige'), ('commissielid', 'lid van de toelatingsadviescommissie'), ('directeur', 'directeur-bestuurder'), ('controller', 'controller'), ('beheerder', 'functioneel beheerder'), ('partner', 'uitvoerende partner'), ('gast', 'school van buiten de regio')], max_length=20), blank=True, default=list, size=None, verbose_name='voor')),
                ('is_openbaar', models.BooleanField(default=False, verbose_name='ook te zien zonder inloggen')),
                ('capaciteit', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(10000)], verbose_name='aantal plaatsen')),
                ('inschrijven_van', models.DateField(verbose_name='inschrijven vanaf')),
                ('inschrijven_tot', models.DateField(verbose_name='inschrijven tot en met')),
                ('begint', models.DateTimeField(editable=False, verbose_name='begint')),
                ('eindigt', models.DateTimeField(editable=False, verbose_name='eindigt')),
                ('reden_afgelast', models.CharField(blank=True, max_length=300, verbose_name='waarom afgelast')),
            ],
            options={
                'verbose_name': 'activiteit',
                'verbose_name_plural': 'activiteiten',
                'ordering': ['-begint', 'id'],
                'indexes': [models.Index(fields=['eindigt', 'begint'], name='activiteit_komend'), models.Index(fields=['schooljaar', 'soort'], name='activiteit_per_schooljaar')],
                'constraints': [models.CheckConstraint(condition=models.Q(('eindigt__gt', models.F('begint'))), name='activiteit_tijden', violation_error_message='De eindtijd ligt niet na de begintijd. Pas een van beide aan.'), models.CheckConstraint(condition=models.Q(('inschrijven_tot__gte', models.F('inschrijven_van'))), name='activiteit_inschrijfperiode', violation_error_message='De laatste dag om in te schrijven ligt voor de eerste. Pas een van beide aan.'), models.CheckConstraint(condition=models.Q(('capaciteit__isnull', True), ('capaciteit__gte', 1), _connector='OR'), name='activiteit_minstens_een_plaats', violation_error_message='Vul minstens 1 plaats in, of laat het aantal leeg.'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'afgelast'), _negated=True), models.Q(('reden_afgelast', ''), _negated=True), _connector='OR'), name='activiteit_afgelast_met_reden', violation_error_message='Schrijf op waarom de activiteit niet doorgaat.')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='activiteit',
            trigger=pgtrigger.compiler.Trigger(name='niet_te_vol', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF (SELECT count(*) FROM voorzieningen_inschrijving AS i\n        WHERE i.activiteit_id = NEW.id AND i.status = 'ingeschreven') > NEW.capaciteit THEN\n        RAISE EXCEPTION USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'niet_te_vol',\n            MESSAGE = 'niet_te_vol: er hebben meer mensen een plaats';\n    END IF;\n    RETURN NULL;\n", hash='ad84bfa0f16b24f604b7dd7050eb5e786423af8f', operation='UPDATE OF "capaciteit"', pgid='pgtrigger_niet_te_vol_bfe00', table='voorzieningen_activiteit', when='AFTER')),
        ),
        migrations.AddField(
            model_name='inschrijving',
            name='activiteit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inschrijvingen', to='voorzieningen.activiteit'),
        ),
        migrations.AddField(
            model_name='inschrijving',
            name='ingeschreven_door',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='inschrijving',
            name='persoon',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='inschrijving',
            name='school',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisaties.school'),
        ),
        migrations.AddField(
            model_name='aanwezigheid',
            name='inschrijving',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='aanwezigheden', to='voorzieningen.inschrijving'),
        ),
        migrations.AddField(
            model_name='sessie',
            name='activiteit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessies', to='voorzieningen.activiteit'),
        ),
        migrations.AddField(
            model_name='aanwezigheid',
            name='sessie',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='aanwezigheden', to='voorzieningen.sessie'),
        ),
        migrations.AddIndex(
            model_name='inschrijving',
            index=models.Index(fields=['activiteit', 'status', 'ingeschreven_op', 'id'], name='inschrijving_lijst'),
        ),
        migrations.AddIndex(
            model_name='inschrijving',
            index=models.Index(fields=['ingeschreven_door'], name='inschrijving_door'),
        ),
        migrations.AddConstraint(
            model_name='inschrijving',
            constraint=models.UniqueConstraint(condition=models.Q(('persoon__isnull', False), models.Q(('status', 'afgemeld'), _negated=True)), fields=('persoon', 'activiteit'), name='inschrijving_persoon_een_keer', violation_error_message='Deze persoon staat al op de lijst van deze activiteit.'),
        ),
        migrations.AddConstraint(
            model_name='inschrijving',
            constraint=models.UniqueConstraint(models.F('school'), models.F('activiteit'), django.db.models.functions.text.Lower('naam'), condition=models.Q(('status', 'afgemeld'), _negated=True), name='inschrijving_naam_een_keer', violation_error_message='Deze persoon staat al op de lijst van deze activiteit.'),
        ),
        migrations.AddConstraint(
            model_name='inschrijving',
            constraint=models.CheckConstraint(condition=models.Q(('persoon__isnull', False), ('school__isnull', False), _connector='OR'), name='inschrijving_collega_met_school', violation_error_message='Kies de school waar deze collega werkt.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='inschrijving',
            trigger=pgtrigger.compiler.Trigger(name='niet_te_vol', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."status" = \'ingeschreven\')', func="\n    IF TG_OP = 'UPDATE' THEN\n        IF OLD.status = NEW.status AND OLD.activiteit_id = NEW.activiteit_id THEN\n            RETURN NULL;\n        END IF;\n    END IF;\n    PERFORM FROM voorzieningen_activiteit WHERE id = NEW.activiteit_id FOR NO KEY UPDATE;\n    IF (SELECT count(*) FROM voorzieningen_inschrijving AS i\n        WHERE i.activiteit_id = NEW.activiteit_id AND i.status = 'ingeschreven')\n        > (SELECT a.capaciteit FROM voorzieningen_activiteit AS a WHERE a.id = NEW.activiteit_id) THEN\n        RAISE EXCEPTION USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'niet_te_vol',\n            MESSAGE = 'niet_te_vol: er zijn meer plaatsen gegeven dan er zijn';\n    END IF;\n    RETURN NULL;\n", hash='f082b9f9085c40337d5dd89a18d42a316d1688a6', operation='INSERT OR UPDATE', pgid='pgtrigger_niet_te_vol_8fab2', table='voorzieningen_inschrijving', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='sessie',
            index=models.Index(fields=['begint'], name='sessie_begin'),
        ),
        migrations.AddConstraint(
            model_name='sessie',
            constraint=models.CheckConstraint(condition=models.Q(('eindigt__gt', models.F('begint'))), name='sessie_tijden', violation_error_message='De eindtijd ligt niet na de begintijd. Pas een van beide aan.'),
        ),
        migrations.AddConstraint(
            model_name='aanwezigheid',
            constraint=models.UniqueConstraint(fields=('inschrijving', 'sessie'), name='aanwezigheid_een_keer', violation_error_message='Voor deze bijeenkomst staat het al vast.'),
        ),
    ]
