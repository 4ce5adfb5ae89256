"""Give an account a token for the API, replace it, or take it back."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from rest_framework.authtoken.models import Token


class Command(BaseCommand):
    help = "Maakt een nieuw token voor de API (het oude vervalt), of trekt het in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--intrekken", action="store_true", help="Trek het token in en maak geen nieuw.")

    def handle(self, *args: Any, email: str, intrekken: bool, **options: Any) -> None:
        gebruiker = get_user_model().objects.filter(email=email.lower(), is_active=True).first()
        if gebruiker is None:
            raise CommandError(f"Er is geen actief account met het adres {email}.")
        Token.objects.filter(user=gebruiker).delete()
        if intrekken:
            self.stdout.write("Het token is ingetrokken.")
            return
        self.stdout.write(Token.objects.create(user=gebruiker).key)
