"""The timeline is only added to: PostgreSQL itself refuses anything else."""

import pytest
from django.db import DatabaseError, connection, transaction

from swv.kern.models import Gebeurtenis
from tests.factories.voorzieningen import RobotFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def gebeurtenis():
    return Gebeurtenis.objects.create(bron=RobotFactory(), handeling="proef", label="Proef")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE kern_gebeurtenis SET toelichting = 'anders'",
        "UPDATE kern_gebeurtenis SET op = now()",
        "DELETE FROM kern_gebeurtenis",
        "TRUNCATE kern_gebeurtenis",
        "TRUNCATE kern_gebeurtenis CASCADE",
    ],
)
def test_timeline_cannot_be_changed_by_sql(gebeurtenis, sql):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)

    assert Gebeurtenis.objects.get().toelichting == ""


def test_timeline_cannot_be_changed_by_the_orm(gebeurtenis):
    gebeurtenis.label = "Anders"
    for weg in (gebeurtenis.save, gebeurtenis.delete, Gebeurtenis.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            weg()

    assert Gebeurtenis.objects.get().label == "Proef"


def test_timeline_shows_the_newest_first(gebeurtenis):
    later = Gebeurtenis.objects.create(bron=gebeurtenis.bron, handeling="later", label="Later")

    assert list(Gebeurtenis.objects.van(gebeurtenis.bron)) == [later, gebeurtenis]
