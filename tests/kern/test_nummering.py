"""Numbers without gaps and without doubles, also when twenty people take one at the same moment."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from swv.kern.models import Nummerreeks
from swv.kern.nummering import volgend_nummer

MENSEN = 20


def tegelijk(neem, *, mislukt=()):
    """Everybody takes a number in an own transaction at once; those in `mislukt` roll back. Gives what was kept."""
    start = threading.Barrier(MENSEN)

    def doe(wie):
        try:
            start.wait(timeout=20)
            with transaction.atomic():
                nummer = neem()
                if wie in mislukt:
                    transaction.set_rollback(True)
                    return None
            return nummer
        finally:
            connection.close()

    with ThreadPoolExecutor(MENSEN) as groep:
        return sorted(nummer for nummer in groep.map(doe, range(MENSEN)) if nummer is not None)


def neem():
    return volgend_nummer("besluit", 2026)


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_get_one_to_twenty():
    assert tegelijk(neem) == list(range(1, 21))


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_of_whom_seven_fail_get_one_to_thirteen():
    assert tegelijk(neem, mislukt=range(0, 20, 3)) == list(range(1, 14))
    assert Nummerreeks.objects.get().laatste == 13


@pytest.mark.django_db(transaction=True)
def test_sequence_of_postgresql_leaves_gaps():
    """Twin: what the counter row is for. A sequence gives no number back."""

    def uit_reeks():
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval('proefreeks')")
            return cursor.fetchone()[0]

    with connection.cursor() as cursor:
        cursor.execute("CREATE SEQUENCE proefreeks")
    try:
        assert tegelijk(uit_reeks, mislukt=range(0, 20, 3)) != list(range(1, 14))
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP SEQUENCE proefreeks")


@pytest.mark.django_db(transaction=True)
def test_reading_before_writing_gives_doubles():
    """Twin: counting without the lock of one statement."""
    Nummerreeks.objects.create(reeks="besluit", jaar=2026, laatste=0)

    def zonder_slot():
        nummer = Nummerreeks.objects.get().laatste + 1
        threading.Event().wait(0.05)
        Nummerreeks.objects.update(laatste=nummer)
        return nummer

    genomen = tegelijk(zonder_slot)
    assert len(set(genomen)) < len(genomen)


@pytest.mark.django_db(transaction=True)
def test_number_after_a_rollback_is_taken_by_the_next():
    with transaction.atomic():
        assert neem() == 1
        transaction.set_rollback(True)

    with transaction.atomic():
        assert neem() == 1


@pytest.mark.django_db(transaction=True)
def test_number_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError):
        neem()


@pytest.mark.django_db
def test_each_series_and_year_counts_for_itself():
    assert [volgend_nummer("besluit", 2026), volgend_nummer("besluit", 2027), volgend_nummer("aanvraag", 2026)] == [
        1
    ] * 3
