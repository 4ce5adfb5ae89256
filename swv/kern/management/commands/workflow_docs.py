"""Write docs/workflow.md from the acts in the code."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from swv.kern.beschrijving import pagina


class Command(BaseCommand):
    help = "Schrijft docs/workflow.md uit de handelingen in de code."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--toon", action="store_true", help="Toon de tekst en schrijf niets.")

    def handle(self, *args: Any, toon: bool, **options: Any) -> None:
        if toon:
            self.stdout.write(pagina())
            return
        pad = settings.BASE_DIR / "docs" / "workflow.md"
        pad.parent.mkdir(exist_ok=True)
        pad.write_text(pagina())
        self.stdout.write(f"Geschreven: {pad.name}")
