"""What beat does for the follow-through of awards."""

from celery import shared_task
from django.utils import timezone

from aanvragen.uitvoering import bijwerken


@shared_task(name="aanvragen.uitvoering_bijwerken")
def uitvoering_bijwerken_task() -> None:
    bijwerken.alles(timezone.localdate())
