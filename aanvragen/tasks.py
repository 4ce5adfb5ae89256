"""The task door: thin, ids only."""

from celery import shared_task

from aanvragen.services import beslisdatums_bijwerken


@shared_task(name="aanvragen.beslisdatums_bijwerken")
def beslisdatums_bijwerken_task() -> None:
    beslisdatums_bijwerken()
