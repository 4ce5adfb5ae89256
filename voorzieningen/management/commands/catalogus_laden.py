"""`manage.py catalogus_laden`: fill the catalogue; safe to run again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from voorzieningen.services import catalogus_laden


class Command(BaseCommand):
    help = "Laadt de voorzieningen in de catalogus. Wat het bureau heeft veranderd, blijft staan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--overschrijven", action="store_true", help="Zet alles terug zoals het in de bron staat.")

    def handle(self, *args: Any, **options: Any) -> None:
        geladen = catalogus_laden(overschrijven=options["overschrijven"])
        self.stdout.write(
            f"Catalogus: {geladen.nieuw} nieuw, {geladen.bijgewerkt} bijgewerkt, {geladen.ongewijzigd} ongewijzigd. "
            f"Wijzer: {geladen.stappen} stappen nieuw."
        )
