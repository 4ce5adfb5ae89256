"""The first account of a new portal: a functional administrator, who invites everybody else."""

from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from swv.organisaties.models import Gebruiker, Rol, Rolsoort
from swv.organisaties.services import email_bijwerken


class Command(BaseCommand):
    help = (
        "Maakt de eerste functioneel beheerder. Het wachtwoord komt van de standaardinvoer, niet uit de opdrachtregel."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("naam")

    @transaction.atomic
    def handle(self, *args: Any, email: str, naam: str, **options: Any) -> None:
        beheerders = Rol.objects.geldig(timezone.localdate()).filter(soort=Rolsoort.BEHEERDER)
        if beheerders.exists():
            raise CommandError("Er is al een functioneel beheerder. Die nodigt anderen uit in het portaal.")
        if Gebruiker.objects.filter(email=email.lower()).exists():
            raise CommandError(f"Er is al een account met het adres {email}. Kies een ander adres.")
        wachtwoord = input("Kies een wachtwoord van minstens 12 tekens: ").strip()
        try:
            validate_email(email)
            validate_password(wachtwoord)
        except ValidationError as fout:
            raise CommandError(" ".join(fout.messages)) from fout
        gebruiker = Gebruiker.objects.create_user(email, wachtwoord, naam=naam, functie="Functioneel beheerder")
        Rol.objects.create(gebruiker=gebruiker, soort=Rolsoort.BEHEERDER)
        email_bijwerken(gebruiker=gebruiker)
        self.stdout.write("Gemaakt. Bij de eerste keer inloggen stelt u de tweede factor in.")
