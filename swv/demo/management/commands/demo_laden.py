"""`manage.py demo_laden`: the demo year; safe and quick to run again."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from swv.demo.omgeving import alleen_in_demo
from swv.demo.stappen import STAPPEN


class Command(BaseCommand):
    help = "Laadt de demo: een verzonnen samenwerkingsverband met scholen, mensen, leerlingen, geld en dossiers."

    def handle(self, *args: Any, **options: Any) -> None:
        alleen_in_demo()
        for stap in STAPPEN:
            with transaction.atomic():
                uitkomst = stap()
            self.stdout.write(f"{stap.__name__.replace('_', ' ').capitalize()}: {uitkomst}.")
