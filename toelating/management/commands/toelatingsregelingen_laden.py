"""Make the first rules of every procedure for a TLV that has none; without them a school cannot ask for one."""

from typing import Any

from django.core.management import BaseCommand

from toelating.regelingen import regelingen_laden


class Command(BaseCommand):
    help = "Maak de eerste regels van elke soort TLV-aanvraag die er nog geen heeft."

    def handle(self, *args: Any, **opties: Any) -> None:
        self.stdout.write(f"Nieuw: {regelingen_laden()} regelingen.")
