"""`manage.py checklist_laden`: the checklist basisondersteuning; safe to run again."""

from typing import Any

from django.core.management.base import BaseCommand

from voorzieningen.profielen.laden import checklist_laden


class Command(BaseCommand):
    help = "Laadt de checklist basisondersteuning en de eerste regel. Wat er al staat, blijft staan."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Checklist: {checklist_laden()} vragen nieuw.")
