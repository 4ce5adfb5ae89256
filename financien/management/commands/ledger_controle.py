"""Counts the ledger again and says which rows differ."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from financien.selectors import herbouw_verschillen


class Command(BaseCommand):
    help = "Vergelijkt opgeslagen saldi met de som van de boekingsregels. Eindigt met 1 als er iets verschilt."

    def handle(self, *args: Any, **options: Any) -> None:
        verschillen = herbouw_verschillen()
        for verschil in verschillen:
            self.stderr.write(str(verschil))
        if verschillen:
            raise CommandError(f"Het grootboek klopt niet: {len(verschillen)} verschil(len).")
        self.stdout.write("Het grootboek klopt.")
