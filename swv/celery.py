"""The Celery application. PostgreSQL holds what must be done (kern.Opdracht); the broker only hints."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "swv.settings.development")

app = Celery("swv")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
