"""Two batches at the same moment: real connections, and what happens when the guards are taken away."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction

from financien.models import Betaalbatch, Betaalregel, Betaling
from financien.selectors import herbouw_verschillen
from financien.services import betaalbatches, vrijgeven
from financien.services.betaalbatches import betaalbatch_maken, regels_betaald
from swv.kern.fouten import Geweigerd
from swv.organisaties.models import Rolsoort
from tests.factories.betalen import bij_bank, eigen_rekening, school_met_rekening, te_betalen, uitvoerdag
from tests.factories.financien import BegrotingspostFactory, persoon
from tests.financien.gelijktijdig import tegelijk

pytestmark = pytest.mark.django_db(transaction=True)
INDEX = "een_open_regel_per_termijn"


@pytest.fixture
def termijnen() -> list[Any]:
    eigen_rekening()
    school, post = school_met_rekening(), BegrotingspostFactory(met_ruimte="1000.00")
    return [te_betalen(post, "100.00", school=school, sleutel=str(nummer)) for nummer in range(4)]


def maken(termijnen: list[Any]) -> Callable[[], Betaalbatch]:
    door, dag = persoon(Rolsoort.CONTROLLER), uitvoerdag()
    return lambda: betaalbatch_maken(termijnen=[t.pk for t in termijnen], uitvoerdatum=dag, door=door)


def soorten(uitkomsten: list[Any]) -> list[str]:
    return sorted("batch" if isinstance(u, Betaalbatch) else "geweigerd" for u in uitkomsten)


def test_two_batches_at_once_pay_each_instalment_once(termijnen):
    uitkomsten = tegelijk(maken(termijnen), maken(list(reversed(termijnen))))

    assert soorten(uitkomsten) == ["batch", "geweigerd"]
    assert (Betaalbatch.objects.count(), Betaalregel.objects.open().count()) == (1, 4)


def test_two_batches_that_share_one_instalment_do_not_both_get_it(termijnen):
    uitkomsten = tegelijk(maken(termijnen[:3]), maken(termijnen[2:]))

    assert soorten(uitkomsten) == ["batch", "geweigerd"]


@contextmanager
def zonder_kijken(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Both look before either has written: no lock, and the same proposal for both."""
    beide_gekeken = threading.Barrier(2)
    echt = betaalbatches.betaalvoorstel

    def kijk(**opties: Any) -> Any:
        voorstel = echt(**opties)
        beide_gekeken.wait(timeout=10)
        return voorstel

    with monkeypatch.context() as zonder:
        zonder.setattr(betaalbatches, "vergrendelen", lambda **opties: None)
        zonder.setattr(betaalbatches, "betaalvoorstel", kijk)
        yield


def test_without_the_lock_the_constraint_still_refuses_the_second(termijnen, monkeypatch):
    with zonder_kijken(monkeypatch):
        uitkomsten = tegelijk(maken(termijnen), maken(termijnen))

    [weigering] = [u for u in uitkomsten if isinstance(u, Geweigerd)]
    assert "staat al in een andere betaalbatch" in weigering.zin
    assert Betaalregel.objects.open().count() == 4


def test_without_lock_and_constraint_everything_would_be_paid_twice(termijnen, monkeypatch):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_indexdef(%s::regclass)", [INDEX])
        index = cursor.fetchone()[0]
        cursor.execute(f"DROP INDEX {INDEX}")
    try:
        with zonder_kijken(monkeypatch):
            uitkomsten = tegelijk(maken(termijnen), maken(termijnen))

        assert soorten(uitkomsten) == ["batch", "batch"]
        assert Betaalregel.objects.open().count() == 8
    finally:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute("DELETE FROM financien_betaalregel")
        with connection.cursor() as cursor:
            cursor.execute(index)


def test_the_same_payments_reported_twice_at_once_are_booked_once(termijnen):
    regels = betaalbatches.regels_van(bij_bank(*termijnen))
    door, dag = persoon(Rolsoort.CONTROLLER), uitvoerdag()

    def melden() -> None:
        with transaction.atomic():
            regels_betaald(regels, betaald_op=dag, door=door)

    uitkomsten = tegelijk(melden, melden)

    assert sorted(type(u).__name__ for u in uitkomsten) == ["NoneType", "VoorwaardeNietVervuld"]
    assert Betaling.objects.count() == 4
    assert herbouw_verschillen() == []


def test_releasing_while_a_batch_is_made_either_goes_first_or_is_refused(termijnen):
    verplichting, door = termijnen[0].verplichting, persoon(Rolsoort.CONTROLLER)

    def vrij() -> Any:
        return vrijgeven(
            verplichting=verplichting, bedrag=verplichting.bedrag, sleutel="vrij", door=door, reden="niet nodig"
        )

    uitkomsten = tegelijk(vrij, maken(termijnen[:1]))

    assert sum(isinstance(u, Geweigerd) for u in uitkomsten) == 1
    verplichting.refresh_from_db()
    assert (verplichting.vrijgevallen > 0) != Betaalregel.objects.open().exists()
