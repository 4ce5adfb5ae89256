"""`manage.py demo_code ACCOUNT`: the code that the authenticator app of a demo account shows now."""

import time
from argparse import ArgumentParser
from typing import Any

from allauth.mfa import app_settings
from django.core.management.base import BaseCommand, CommandError

from swv.demo.codes import app_van, code_op
from swv.demo.mensen import DOMEIN, MENSEN
from swv.demo.omgeving import alleen_in_demo
from swv.organisaties import tweede_factor


class Command(BaseCommand):
    help = "Toont de code van de tweede stap van een demo-account."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("account", help="E-mailadres van het account, of het deel voor de @.")

    def handle(self, *args: Any, **options: Any) -> None:
        alleen_in_demo()
        account = options["account"].strip().lower()
        email = account if "@" in account else f"{account}@{DOMEIN}"
        if email not in {persoon.email for persoon in MENSEN}:
            namen = ", ".join(persoon.account for persoon in MENSEN)
            raise CommandError(f"Er is geen demo-account {account!r}. Kies uit: {namen}.")
        factor = app_van(email)
        if factor is None:
            raise CommandError(
                f"{email} heeft geen authenticator-app in de demo. Is de demo geladen? Start met: ./portal up"
            )
        periode = app_settings.TOTP_PERIOD
        stap = tweede_factor.volgende_stap(factor)
        # A code is accepted one period early, so after a login the next one can be given at once.
        wachten = (stap - app_settings.TOTP_TOLERANCE) * periode - time.time()
        if wachten > 0:
            self.stderr.write(f"De vorige code is al gebruikt. De nieuwe komt over {wachten:.0f} seconden.")
            time.sleep(wachten)
        code = code_op(factor, stap)
        self.stdout.write(code)
        geldig = (stap + 1 + app_settings.TOTP_TOLERANCE) * periode - time.time()
        self.stderr.write(f"Deze code werkt één keer, nog {geldig:.0f} seconden.")
