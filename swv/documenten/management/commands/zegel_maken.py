"""manage.py zegel_maken: a test seal for a demo portal."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from swv.documenten.testzegel import maak_testzegel
from swv.documenten.zegel import ALLEEN_TEST


class Command(BaseCommand):
    help = f"Maakt een testzegel voor brieven ({ALLEEN_TEST})."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.OMGEVING:
            raise CommandError("Dit is een echt portaal. Stel een echt certificaat in met ZEGEL_CERT_FILE.")
        map_ = Path(settings.STATE_DIR) / "zegel"
        if maak_testzegel(map_):
            self.stdout.write(f"Testzegel gemaakt in {map_}. {ALLEEN_TEST}.")
        else:
            self.stdout.write(f"Er is al een zegel in {map_}.")
