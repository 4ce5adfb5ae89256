"""`manage.py demo_accounts`: who one can be in the demo, with account and password."""

from typing import Any

from django.core.management.base import BaseCommand

from swv.demo.mensen import MENSEN, WACHTWOORD
from swv.demo.omgeving import alleen_in_demo


class Command(BaseCommand):
    help = "Toont de demo-accounts, één per rol."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        alleen_in_demo()
        rijen = [("Rol", "Naam", "Account")] + [(str(p.rol.label), p.naam, p.email) for p in MENSEN]
        breedtes = [max(len(rij[kolom]) for rij in rijen) for kolom in range(3)]
        for rij in rijen:
            self.stdout.write(
                "  ".join(deel.ljust(breedte) for deel, breedte in zip(rij, breedtes, strict=True)).rstrip()
            )
        self.stdout.write("")
        self.stdout.write(f"Wachtwoord van iedereen: {WACHTWOORD}")
        self.stdout.write("Code van de tweede stap: ./portal code ACCOUNT (bijvoorbeeld: ./portal code directeur)")
