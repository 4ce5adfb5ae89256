"""The work as django-hordak does it: no stored balance, no guard on the room of a line. Runs in its own environment."""

import os
import random
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "scripts.meten.hordak_instellingen"
django.setup()

from django.core.management import call_command  # noqa: E402 - Django must be set up first
from django.db import connection  # noqa: E402
from hordak.models import Account, AccountType  # type: ignore[import-not-found]  # noqa: E402
from moneyed import Money  # type: ignore[import-not-found]  # noqa: E402

from scripts.meten.loper import herhaal, luister  # noqa: E402

_AANTAL = 2000
_EEN_EURO = Money(1, "EUR")


def inrichten() -> None:
    """Tables and two thousand accounts: one by the package, the others like it."""
    call_command("migrate", verbosity=0)
    eerste = Account.objects.create(name="eerste", type=AccountType.asset, currencies=["EUR"])
    velden = [veld.column for veld in Account._meta.concrete_fields if veld.column not in ("id", "uuid", "tree_id")]
    namen = ", ".join(velden)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO hordak_account (uuid, tree_id, {namen}) "  # noqa: S608 - names of columns
            f"SELECT gen_random_uuid(), tree_id + n, {namen} FROM hordak_account, generate_series(1, %s) AS n "
            "WHERE id = %s",
            [_AANTAL - 1, eerste.pk],
        )


def boeken(*, nummer: int, begin: float, seconden: float, heet: bool) -> dict[str, Any]:
    """Transfers of one euro between two accounts, always from the same one when `heet`."""
    rekeningen = list(Account.objects.order_by("pk"))
    kies = random.Random(nummer)

    def een() -> None:
        van, naar = kies.sample(rekeningen, 2)
        (rekeningen[0] if heet else van).transfer_to(naar if naar != rekeningen[0] else van, _EEN_EURO)

    return herhaal(een, begin=begin, seconden=seconden)


if __name__ == "__main__":
    luister([inrichten, boeken])
