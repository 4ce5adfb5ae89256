"""Pupils who change school: rounds, registrations, proposals; and pupils in niet-schoolse voorzieningen."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisaties', '0003_toelating'),
        ('voorzieningen', '0007_profielen'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Registratie',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('versie', models.PositiveIntegerField(default=1, editable=False, verbose_name='versie')),
                ('aangemaakt_op', models.DateTimeField(auto_now_add=True, verbose_name='aangemaakt op')),
                ('gewijzigd_op', models.DateTimeField(auto_now=True, verbose_name='gewijzigd op')),
                ('status', models.CharField(choices=[('loopt', 'loopt'), ('afgerond', 'afgerond'), ('vervallen', 'vervallen')], default='loopt', editable=False, max_length=40)),
                ('kenmerk', models.CharField(editable=False, max_length=20, unique=True, verbose_name='kenmerk')),
                ('aanbieder', models.CharField(max_length=120, verbose_name='aanbieder')),
                ('van', models.DateField(verbose_name='eerste dag')),
                ('tot', models.DateField(verbose_name='laatste dag')),
                ('evaluatie_op', models.DateField(blank=True, null=True, verbose_name='tussentijds bespreken op')),
                ('uren_per_week', models.DecimalField(decimal_places=1, max_digits=4, validators=[django.core.validators.MinValueValidator(Decimal('0.5')), django.core.validators.MaxValueValidator(40)], verbose_name='uren per week')),
                ('doel', models.CharField(choices=[('terug', 'terug naar de eigen klas'), ('volhouden', 'onderwijs blijven volgen'), ('overstap', 'overstappen naar een andere school'), ('diploma', 'een diploma of certificaat halen'), ('ritme', 'weer een dagritme krijgen'), ('anders', 'iets anders')], max_length=12, verbose_name='doel')),
                ('doel_toelichting', models.CharField(blank=True, max_length=300, verbose_name='toelichting op het doel')),
                ('effect', models.CharField(blank=True, choices=[('bereikt', 'doel bereikt'), ('deels', 'doel deels bereikt'), ('niet', 'doel niet bereikt'), ('onbekend', 'nog niet te zeggen')], max_length=12, verbose_name='effect')),
                ('effect_toelichting', models.CharField(blank=True, max_length=1000, verbose_name='toelichting op het effect')),
                ('reden_einde', models.CharField(blank=True, max_length=300, verbose_name='waarom gestopt')),
            ],
            options={
                'verbose_name': 'niet-schoolse voorziening van een leerling',
                'verbose_name_plural': 'niet-schoolse voorzieningen van leerlingen',
                'ordering': ['-aangemaakt_op', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Schoolaanbod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ondersteuning', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('kleine_groep', 'lessen in een kleine groep'), ('rustplek', 'een rustige plek in de school'), ('begeleider', 'een vaste begeleider'), ('rooster', 'een aangepast rooster'), ('lwoo', 'leerwegondersteuning (lwoo)'), ('lezen', 'hulp bij lezen en schrijven'), ('rekenen', 'hulp bij rekenen'), ('nederlands', 'extra lessen Nederlands'), ('drempelvrij', 'een gebouw zonder drempels'), ('verzorging', 'hulp bij verzorging')], max_length=20), blank=True, default=list, size=None, verbose_name='ondersteuning')),
                ('profielen', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('economie', 'sector economie en ondernemen'), ('techniek', 'sector techniek'), ('zorg', 'sector zorg en welzijn'), ('groen', 'sector groen'), ('cm', 'profiel cultuur en maatschappij'), ('em', 'profiel economie en maatschappij'), ('ng', 'profiel natuur en gezondheid'), ('nt', 'profiel natuur en techniek')], max_length=20), blank=True, default=list, size=None, verbose_name='profielen')),
                ('bijgewerkt_op', models.DateTimeField(default=django.utils.timezone.now, verbose_name='bijgewerkt op')),
            ],
            options={
                'verbose_name': 'aanbod van een school',
                'verbose_name_plural': 'aanbod van scholen',
            },
        ),
        migrations.CreateModel(
            name='Schoolwissel',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('versie', models.PositiveIntegerField(default=1, editable=False, verbose_name='versie')),
                ('aangemaakt_op', models.DateTimeField(auto_now_add=True, verbose_name='aangemaakt op')),
                ('gewijzigd_op', models.DateTimeField(auto_now=True, verbose_name='gewijzigd op')),
                ('status', models.CharField(choices=[('aangemeld', 'aangemeld'), ('voorgesteld', 'voorgesteld aan een school'), ('geplaatst', 'heeft een plaats'), ('ingetrokken', 'ingetrokken')], default='aangemeld', editable=False, max_length=40)),
                ('kenmerk', models.CharField(editable=False, max_length=20, unique=True, verbose_name='kenmerk')),
                ('aangemeld_op', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='aangemeld op')),
                ('niveaus', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('pro', 'praktijkonderwijs'), ('vmbo_b', 'vmbo basis'), ('vmbo_k', 'vmbo kader'), ('vmbo_gt', 'vmbo gemengd en theoretisch'), ('havo', 'havo'), ('vwo', 'vwo')], max_length=10), size=None, verbose_name='niveaus die passen')),
                ('leerjaar', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(6)], verbose_name='leerjaar op de nieuwe school')),
                ('profiel', models.CharField(blank=True, choices=[('economie', 'sector economie en ondernemen'), ('techniek', 'sector techniek'), ('zorg', 'sector zorg en welzijn'), ('groen', 'sector groen'), ('cm', 'profiel cultuur en maatschappij'), ('em', 'profiel economie en maatschappij'), ('ng', 'profiel natuur en gezondheid'), ('nt', 'profiel natuur en techniek')], max_length=20, verbose_name='profiel of sector')),
                ('postcode', models.CharField(max_length=4, validators=[django.core.validators.RegexValidator('^[1-9][0-9]{3}$', 'Vul de vier cijfers van de postcode in, bijvoorbeeld 1315.')], verbose_name='postcode thuis')),
                ('bereik', models.CharField(choices=[('wensen', 'alleen de scholen van de wensen'), ('buurt', 'ook scholen met dezelfde eerste drie cijfers van de postcode'), ('stad', 'ook scholen met dezelfde eerste twee cijfers van de postcode'), ('overal', 'ook elke andere school')], max_length=10, verbose_name='welke andere scholen')),
                ('nodig', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('kleine_groep', 'lessen in een kleine groep'), ('rustplek', 'een rustige plek in de school'), ('begeleider', 'een vaste begeleider'), ('rooster', 'een aangepast rooster'), ('lwoo', 'leerwegondersteuning (lwoo)'), ('lezen', 'hulp bij lezen en schrijven'), ('rekenen', 'hulp bij rekenen'), ('nederlands', 'extra lessen Nederlands'), ('drempelvrij', 'een gebouw zonder drempels'), ('verzorging', 'hulp bij verzorging')], max_length=20), blank=True, default=list, size=None, verbose_name='wat nodig is')),
                ('toelichting', models.CharField(blank=True, max_length=300, verbose_name='toelichting')),
                ('toestemming_op', models.DateField(verbose_name='toestemming van de ouders op')),
                ('naar_niveau', models.CharField(blank=True, choices=[('pro', 'praktijkonderwijs'), ('vmbo_b', 'vmbo basis'), ('vmbo_k', 'vmbo kader'), ('vmbo_gt', 'vmbo gemengd en theoretisch'), ('havo', 'havo'), ('vwo', 'vwo')], editable=False, max_length=10)),
                ('voorgesteld_op', models.DateField(blank=True, editable=False, null=True, verbose_name='voorgesteld op')),
                ('antwoord_uiterlijk', models.DateField(blank=True, editable=False, null=True, verbose_name='antwoord uiterlijk')),
                ('geplaatst_op', models.DateField(blank=True, editable=False, null=True, verbose_name='plaats aangenomen op')),
                ('reden_einde', models.CharField(blank=True, editable=False, max_length=300, verbose_name='waarom ingetrokken')),
            ],
            options={
                'verbose_name': 'schoolwissel',
                'verbose_name_plural': 'schoolwissels',
                'ordering': ['-aangemaakt_op', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Wisselregel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('soort', models.CharField(choices=[('vast', 'vastgezet'), ('niet', 'uitgesloten')], max_length=4, verbose_name='soort')),
                ('niveau', models.CharField(blank=True, choices=[('pro', 'praktijkonderwijs'), ('vmbo_b', 'vmbo basis'), ('vmbo_k', 'vmbo kader'), ('vmbo_gt', 'vmbo gemengd en theoretisch'), ('havo', 'havo'), ('vwo', 'vwo')], max_length=10, verbose_name='niveau')),
                ('reden', models.CharField(max_length=300, verbose_name='reden')),
                ('op', models.DateTimeField(default=django.utils.timezone.now, verbose_name='op')),
            ],
            options={
                'verbose_name': 'keuze met de hand',
                'verbose_name_plural': 'keuzes met de hand',
                'ordering': ['op', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Wisselronde',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('versie', models.PositiveIntegerField(default=1, editable=False, verbose_name='versie')),
                ('aangemaakt_op', models.DateTimeField(auto_now_add=True, verbose_name='aangemaakt op')),
                ('gewijzigd_op', models.DateTimeField(auto_now=True, verbose_name='gewijzigd op')),
                ('status', models.CharField(choices=[('loopt', 'loopt'), ('afgerond', 'afgerond')], default='loopt', editable=False, max_length=40)),
                ('schooljaar', models.PositiveSmallIntegerField(help_text='Het jaar waarin het schooljaar begint.', verbose_name='schooljaar')),
                ('aanmelden_tot', models.DateField(verbose_name='aanmelden tot en met')),
                ('doel_op', models.DateField(verbose_name='iedereen een plaats op')),
                ('gevraagd_op', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='verdeling gevraagd op')),
            ],
            options={
                'verbose_name': 'ronde schoolwissel',
                'verbose_name_plural': 'rondes schoolwissel',
                'ordering': ['-schooljaar', '-aangemaakt_op'],
            },
        ),
        migrations.CreateModel(
            name='Wisseluitkomst',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('niveau', models.CharField(blank=True, choices=[('pro', 'praktijkonderwijs'), ('vmbo_b', 'vmbo basis'), ('vmbo_k', 'vmbo kader'), ('vmbo_gt', 'vmbo gemengd en theoretisch'), ('havo', 'havo'), ('vwo', 'vwo')], max_length=10, verbose_name='niveau')),
                ('punten', models.PositiveIntegerField(blank=True, null=True, verbose_name='punten')),
                ('redenen', models.JSONField(help_text='Paren van een zin en het aantal punten.', verbose_name='redenen')),
            ],
            options={
                'verbose_name': 'uitkomst',
                'verbose_name_plural': 'uitkomsten',
            },
        ),
        migrations.CreateModel(
            name='Wisselvoorstel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nummer', models.PositiveSmallIntegerField(verbose_name='nummer')),
                ('gevraagd_op', models.DateTimeField(verbose_name='gevraagd op')),
                ('berekend_op', models.DateTimeField(default=django.utils.timezone.now, verbose_name='berekend op')),
                ('regel', models.CharField(max_length=20, verbose_name='rekenregel')),
                ('plekken', models.PositiveIntegerField(verbose_name='vrije plaatsen')),
            ],
            options={
                'verbose_name': 'voorstel',
                'verbose_name_plural': 'voorstellen',
                'ordering': ['-nummer'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='voorziening',
            name='voorziening_vrij_webadres',
        ),
        migrations.AlterField(
            model_name='schoolplaats',
            name='aantal',
            field=models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(200)], verbose_name='plaatsen voor schoolwisselaars'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='schoolplaats',
            trigger=pgtrigger.compiler.Trigger(name='niet_minder_dan_gegeven', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE bezet int;', func="\n    SELECT count(*) INTO bezet FROM voorzieningen_schoolwissel AS w\n    JOIN voorzieningen_wisselronde AS r ON r.id = w.ronde_id\n    WHERE w.status IN ('voorgesteld', 'geplaatst') AND w.naar_school_id = OLD.school_id\n        AND r.schooljaar = OLD.schooljaar AND w.naar_niveau = OLD.niveau AND w.leerjaar = OLD.leerjaar;\n    IF TG_OP = 'UPDATE' AND (OLD.school_id, OLD.schooljaar, OLD.niveau, OLD.leerjaar)\n            = (NEW.school_id, NEW.schooljaar, NEW.niveau, NEW.leerjaar) THEN\n        bezet := bezet - NEW.aantal;\n    END IF;\n    IF bezet > 0 THEN\n        RAISE EXCEPTION USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'schoolplaats_niet_minder_dan_gegeven',\n            MESSAGE = 'schoolplaats_niet_minder_dan_gegeven: er zijn al meer plaatsen gegeven';\n    END IF;\n    RETURN NULL;\n", hash='ad1586d0abffdf814a34b8d251755033f29703db', operation='UPDATE OR DELETE', pgid='pgtrigger_niet_minder_dan_gegeven_f682d', table='voorzieningen_schoolplaats', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='voorziening',
            constraint=models.CheckConstraint(condition=models.Q(('slug__in', ['robots', 'plaatsen', 'wijzer', 'schoolwissel', 'registratie']), _negated=True), name='voorziening_vrij_webadres', violation_error_message='Dit webadres hoort bij een andere pagina. Kies een ander webadres.'),
        ),
        migrations.AddField(
            model_name='registratie',
            name='leerling',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='registraties', to='organisaties.leerling'),
        ),
        migrations.AddField(
            model_name='registratie',
            name='school',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisaties.school'),
        ),
        migrations.AddField(
            model_name='schoolaanbod',
            name='door',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='schoolaanbod',
            name='school',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisaties.school'),
        ),
        migrations.AddField(
            model_name='schoolwissel',
            name='leerling',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='schoolwissels', to='organisaties.leerling'),
        ),
        migrations.AddField(
            model_name='schoolwissel',
            name='naar_school',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisaties.school'),
        ),
        migrations.AddField(
            model_name='schoolwissel',
            name='niet_naar',
            field=models.ManyToManyField(blank=True, related_name='+', to='organisaties.school', verbose_name='niet naar deze scholen'),
        ),
        migrations.AddField(
            model_name='schoolwissel',
            name='school',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisaties.school'),
        ),
        migrations.AddField(
            model_name='schoolwissel',
            name='wens1',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisaties.school'),
        ),
        migrations.AddField(
            model_name='schoolwissel',
            name='wens2',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisaties.school'),
        ),
        migrations.AddField(
            model_name='schoolwissel',
            name='wens3',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisaties.school'),
        ),
        migrations.AddField(
            model_name='wisselregel',
            name='door',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='wisselregel',
            name='school',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisaties.school'),
        ),
        migrations.AddField(
            model_name='wisselregel',
            name='wissel',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='regels', to='voorzieningen.schoolwissel'),
        ),
        migrations.AddField(
            model_name='wisselronde',
            name='sturen_door',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='schoolwissel',
            name='ronde',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wissels', to='voorzieningen.wisselronde'),
        ),
        migrations.AddField(
            model_name='wisseluitkomst',
            name='school',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisaties.school'),
        ),
        migrations.AddField(
            model_name='wisseluitkomst',
            name='wissel',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uitkomsten', to='voorzieningen.schoolwissel'),
        ),
        migrations.AddField(
            model_name='wisselvoorstel',
            name='ronde',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='voorstellen', to='voorzieningen.wisselronde'),
        ),
        migrations.AddField(
            model_name='wisseluitkomst',
            name='voorstel',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uitkomsten', to='voorzieningen.wisselvoorstel'),
        ),
        migrations.AddIndex(
            model_name='registratie',
            index=models.Index(fields=['school', '-aangemaakt_op'], name='registratie_per_school'),
        ),
        migrations.AddIndex(
            model_name='registratie',
            index=models.Index(fields=['van', 'tot'], name='registratie_periode'),
        ),
        migrations.AddIndex(
            model_name='registratie',
            index=models.Index(condition=models.Q(('status', 'loopt')), fields=['tot'], name='registratie_loopt'),
        ),
        migrations.AddConstraint(
            model_name='registratie',
            constraint=models.CheckConstraint(condition=models.Q(('tot__gte', models.F('van'))), name='registratie_volgorde', violation_error_message='De laatste dag ligt voor de eerste dag. Verander een van beide datums.'),
        ),
        migrations.AddConstraint(
            model_name='registratie',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'afgerond'), _negated=True), models.Q(('effect', ''), _negated=True), _connector='OR'), name='registratie_einde_met_effect', violation_error_message='Zeg bij het einde wat de voorziening heeft opgeleverd.'),
        ),
        migrations.AddConstraint(
            model_name='registratie',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'vervallen'), _negated=True), models.Q(('reden_einde', ''), _negated=True), _connector='OR'), name='registratie_vervallen_met_reden', violation_error_message='Schrijf op waarom de leerling niet is begonnen.'),
        ),
        migrations.AddConstraint(
            model_name='wisselregel',
            constraint=models.UniqueConstraint(fields=('wissel', 'school'), name='wisselregel_een_per_school', violation_error_message='Over deze school is al iets gekozen. Haal dat eerst weg.'),
        ),
        migrations.AddConstraint(
            model_name='wisselregel',
            constraint=models.UniqueConstraint(condition=models.Q(('soort', 'vast')), fields=('wissel',), name='wisselregel_een_vast', violation_error_message='Deze leerling is al vastgezet. Haal dat eerst weg.'),
        ),
        migrations.AddConstraint(
            model_name='wisselregel',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('niveau', ''), ('soort', 'niet')), models.Q(('soort', 'vast'), models.Q(('niveau', ''), _negated=True)), _connector='OR'), name='wisselregel_vast_met_niveau', violation_error_message='Kies een niveau als u een leerling vastzet.'),
        ),
        migrations.AddConstraint(
            model_name='wisselronde',
            constraint=models.CheckConstraint(condition=models.Q(('doel_op__gte', models.F('aanmelden_tot'))), name='wisselronde_volgorde', violation_error_message='De dag van het doel ligt voor het einde van het aanmelden. Kies een latere.'),
        ),
        migrations.AddConstraint(
            model_name='wisselronde',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'loopt')), fields=('schooljaar',), name='wisselronde_een_per_schooljaar', violation_error_message='Voor dit schooljaar loopt al een ronde. Rond die eerst af.'),
        ),
        migrations.AddIndex(
            model_name='schoolwissel',
            index=models.Index(fields=['ronde', 'status', 'aangemeld_op'], name='schoolwissel_per_ronde'),
        ),
        migrations.AddIndex(
            model_name='schoolwissel',
            index=models.Index(fields=['school', '-aangemaakt_op'], name='schoolwissel_per_school'),
        ),
        migrations.AddIndex(
            model_name='schoolwissel',
            index=models.Index(condition=models.Q(('status__in', ['voorgesteld', 'geplaatst'])), fields=['naar_school', 'naar_niveau', 'leerjaar'], name='schoolwissel_bezet'),
        ),
        migrations.AddConstraint(
            model_name='schoolwissel',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'ingetrokken'), _negated=True), fields=('ronde', 'leerling'), name='schoolwissel_een_per_ronde', violation_error_message='Deze leerling is al aangemeld voor deze ronde.'),
        ),
        migrations.AddConstraint(
            model_name='schoolwissel',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('naar_school__isnull', False), ('status__in', ['voorgesteld', 'geplaatst']), models.Q(('naar_niveau', ''), _negated=True)), models.Q(('naar_niveau', ''), ('naar_school__isnull', True), ('status__in', ['aangemeld', 'ingetrokken'])), _connector='OR'), name='schoolwissel_plaats_bij_stand', violation_error_message='Een leerling die is voorgesteld of geplaatst, heeft een school en een niveau.'),
        ),
        migrations.AddConstraint(
            model_name='schoolwissel',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'voorgesteld'), _negated=True), models.Q(('antwoord_uiterlijk__isnull', False), ('voorgesteld_op__isnull', False)), _connector='OR'), name='schoolwissel_voorstel_met_datum', violation_error_message='Zeg bij een voorstel tot wanneer de school kan antwoorden.'),
        ),
        migrations.AddConstraint(
            model_name='schoolwissel',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'ingetrokken'), _negated=True), models.Q(('reden_einde', ''), _negated=True), _connector='OR'), name='schoolwissel_ingetrokken_met_reden', violation_error_message='Schrijf op waarom de aanmelding stopt.'),
        ),
        migrations.AddConstraint(
            model_name='schoolwissel',
            constraint=models.CheckConstraint(condition=models.Q(('niveaus__len__gt', 0)), name='schoolwissel_met_niveau', violation_error_message='Kies ten minste een niveau dat past.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='schoolwissel',
            trigger=pgtrigger.compiler.Trigger(name='niet_te_vol', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."status" IN (\'voorgesteld\', \'geplaatst\'))', declare='DECLARE plekken int; bezet int;', func="\n    SELECT p.aantal INTO plekken FROM voorzieningen_schoolplaats AS p\n        JOIN voorzieningen_wisselronde AS r ON r.id = NEW.ronde_id AND r.schooljaar = p.schooljaar\n        WHERE p.school_id = NEW.naar_school_id AND p.niveau = NEW.naar_niveau AND p.leerjaar = NEW.leerjaar\n        FOR UPDATE OF p;\n    SELECT count(*) INTO bezet FROM voorzieningen_schoolwissel AS w\n        JOIN voorzieningen_wisselronde AS r ON r.id = w.ronde_id\n        JOIN voorzieningen_wisselronde AS deze ON deze.id = NEW.ronde_id AND deze.schooljaar = r.schooljaar\n        WHERE w.status IN ('voorgesteld', 'geplaatst') AND w.naar_school_id = NEW.naar_school_id\n            AND w.naar_niveau = NEW.naar_niveau AND w.leerjaar = NEW.leerjaar;\n    IF bezet > coalesce(plekken, 0) THEN\n        RAISE EXCEPTION USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'schoolwissel_niet_te_vol',\n            MESSAGE = 'schoolwissel_niet_te_vol: er zijn meer plaatsen gegeven dan er zijn';\n    END IF;\n    RETURN NULL;\n", hash='4a9f4ab7d000568bc097f11378a01ae76cd41f8c', operation='INSERT OR UPDATE', pgid='pgtrigger_niet_te_vol_01025', table='voorzieningen_schoolwissel', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='wisselvoorstel',
            constraint=models.UniqueConstraint(fields=('ronde', 'nummer'), name='wisselvoorstel_nummer'),
        ),
        migrations.AddConstraint(
            model_name='wisselvoorstel',
            constraint=models.UniqueConstraint(fields=('ronde', 'gevraagd_op'), name='wisselvoorstel_een_keer'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='wisselvoorstel',
            trigger=pgtrigger.compiler.Trigger(name='niet_wijzigen', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='fcac9e9cae22e81b7a0e04bbf8dd51ff5e3700a0', operation='UPDATE', pgid='pgtrigger_niet_wijzigen_0ef12', table='voorzieningen_wisselvoorstel', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='wisseluitkomst',
            constraint=models.UniqueConstraint(fields=('voorstel', 'wissel'), name='wisseluitkomst_een_per_leerling'),
        ),
        migrations.AddConstraint(
            model_name='wisseluitkomst',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('niveau', ''), ('punten__isnull', True), ('school__isnull', True)), models.Q(('punten__isnull', False), ('school__isnull', False), models.Q(('niveau', ''), _negated=True)), _connector='OR'), name='wisseluitkomst_compleet'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='wisseluitkomst',
            trigger=pgtrigger.compiler.Trigger(name='niet_wijzigen', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='9bb52a6c944012aa83b7b504ae57c823429be735', operation='UPDATE', pgid='pgtrigger_niet_wijzigen_376a3', table='voorzieningen_wisseluitkomst', when='BEFORE')),
        ),
    ]
