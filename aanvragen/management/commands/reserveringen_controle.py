"""Compares the open requests about money with what is reserved for them, and says which differ."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from aanvragen.reserveringen import afwijkingen, reserveringen_bijwerken


class Command(BaseCommand):
    help = (
        "Elke open aanvraag om geld heeft één reservering, elke andere geen. Noemt wat afwijkt en eindigt met 1 als "
        "dat te herstellen is; wat op een begrotingspost wacht, is geen fout."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--herstel", action="store_true", help="Zet eerst recht wat recht te zetten is.")

    def handle(self, *args: Any, herstel: bool, **options: Any) -> None:
        if herstel:
            self.stdout.write(f"{reserveringen_bijwerken()} reservering(en) rechtgezet.")
        gevonden = list(afwijkingen())
        for afwijking in gevonden:
            self.stderr.write(str(afwijking))
        if fout := [afwijking for afwijking in gevonden if not afwijking.reden]:
            raise CommandError(f"De reserveringen kloppen niet: {len(fout)} afwijking(en).")
        self.stdout.write("De reserveringen kloppen.")
