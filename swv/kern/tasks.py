"""Thin tasks: the row in PostgreSQL says what to do."""

from celery import shared_task

from swv.kern import opdrachten


@shared_task(name="kern.opdracht_uitvoeren")
def opdracht_uitvoeren(pk: int) -> None:
    opdrachten.uitvoeren(pk)


@shared_task(name="kern.opdrachten_vegen")
def opdrachten_vegen() -> None:
    opdrachten.vegen()
