"""manage.py documenten_opruimen: what beat does every hour, by hand."""

from typing import Any

from django.core.management.base import BaseCommand

from swv.documenten.services import opruimen


class Command(BaseCommand):
    help = "Verwijdert bestanden zonder rij (ouder dan een uur) en bestanden van verwijderde bijlagen."

    def handle(self, *args: Any, **options: Any) -> None:
        klaar = opruimen()
        self.stdout.write(f"Opgeruimd: {klaar.wezen} bestanden zonder rij, {klaar.verwijderd} verwijderde bijlagen.")
