"""Versions and questions of an aanvraag move to `swv.invullen`, which keeps them for every kind of dossier.

Each row keeps its number: the key of a message that was sent holds that of its question.
"""

import pgtrigger.migrations
from django.conf import settings
from django.db import migrations

AANVRAAG = "(SELECT id FROM django_content_type WHERE app_label = 'aanvragen' AND model = 'aanvraag')"
KOLOMMEN = {
    "versie": "nummer, antwoorden, op, door_id",
    "aanvullingsverzoek": "vraag, uiterlijk, gevraagd_op, gevraagd_door_id, antwoord, beantwoord_op, beantwoord_door_id",
}


def verder_tellen(tabel: str) -> str:
    return (
        f"SELECT setval(pg_get_serial_sequence('{tabel}', 'id'),"
        f" coalesce((SELECT max(id) FROM {tabel}), 0) + 1, false);"
    )


def heen(naam: str) -> str:
    kolommen = KOLOMMEN[naam]
    return (
        f"INSERT INTO invullen_{naam} (id, content_type_id, object_id, {kolommen})"
        f" SELECT id, {AANVRAAG}, aanvraag_id, {kolommen} FROM aanvragen_{naam};"
        f"{verder_tellen(f'invullen_{naam}')}"
    )


def terug(naam: str) -> str:
    """The new table gives its rows back; only here may they go."""
    kolommen = KOLOMMEN[naam]
    return (
        f"INSERT INTO aanvragen_{naam} (id, aanvraag_id, {kolommen})"
        f" SELECT id, object_id, {kolommen} FROM invullen_{naam} WHERE content_type_id = {AANVRAAG};"
        f"{verder_tellen(f'aanvragen_{naam}')}"
        f"ALTER TABLE invullen_{naam} DISABLE TRIGGER USER;"
        f"DELETE FROM invullen_{naam} WHERE content_type_id = {AANVRAAG};"
        f"ALTER TABLE invullen_{naam} ENABLE TRIGGER USER;"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("aanvragen", "0003_voorgestelde_verdeling"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("invullen", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(
            "INSERT INTO django_content_type (app_label, model) VALUES ('aanvragen', 'aanvraag')"
            " ON CONFLICT DO NOTHING;",
            migrations.RunSQL.noop,
        ),
        *(migrations.RunSQL(heen(naam), terug(naam)) for naam in KOLOMMEN),
        pgtrigger.migrations.RemoveTrigger(model_name="versie", name="alleen_toevoegen"),
        pgtrigger.migrations.RemoveTrigger(model_name="versie", name="niet_legen"),
        migrations.DeleteModel(name="Aanvullingsverzoek"),
        migrations.DeleteModel(name="Versie"),
    ]
