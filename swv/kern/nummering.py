"""Numbers without gaps: the counter row stays locked until the record that takes the number is stored."""

from django.db import connection, transaction


def volgend_nummer(reeks: str, jaar: int) -> int:
    """The next number of a series in a year, from 1.

    Call it inside the transaction that stores the record; when that rolls back, the number is free again.
    Raises RuntimeError outside a transaction, where a crash would leave a gap.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("volgend_nummer hoort in de transactie die het nummer bewaart.")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kern_nummerreeks (reeks, jaar, laatste) VALUES (%s, %s, 1)"
            " ON CONFLICT (reeks, jaar) DO UPDATE SET laatste = kern_nummerreeks.laatste + 1"
            " RETURNING laatste",
            [reeks, jaar],
        )
        return int(cursor.fetchone()[0])
