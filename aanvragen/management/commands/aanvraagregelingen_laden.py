"""Make the first rules of every kind of aanvraag that has none; without them a school cannot ask for it."""

from typing import Any

from django.core.management import BaseCommand

from aanvragen.regelingen import regelingen_laden


class Command(BaseCommand):
    help = "Maak de eerste regels van elke soort aanvraag die er nog geen heeft."

    def handle(self, *args: Any, **opties: Any) -> None:
        self.stdout.write(f"Nieuw: {regelingen_laden()} regelingen.")
