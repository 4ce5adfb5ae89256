"""The work as the portal does it, through its own services and selectors. One process is one connection."""

import json
import random
import uuid
from contextlib import nullcontext
from datetime import date
from decimal import Decimal
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - Django must be set up first
from django.db import connection, transaction  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from financien.controle import verschillen  # noqa: E402
from financien.fouten import GeenRuimte  # noqa: E402
from financien.models import Begrotingspost, Boeking, Rekening  # noqa: E402
from financien.services import boeken_bulk, kosten_boeken, overboeken  # noqa: E402
from financien.services.bulk import PER_KEER  # noqa: E402
from scripts.meten import gegevens, lezen, miljoen_kant  # noqa: E402
from scripts.meten.loper import duur, herhaal, luister  # noqa: E402
from swv.organisaties.models import Gebruiker  # noqa: E402

_EURO = Decimal("1.00")
_DAG = date(2026, 6, 1)


def inrichten(*, jaren: list[int], lijnen: int) -> None:
    """Tables, people and lines with money."""
    call_command("migrate", verbosity=0)
    gegevens.richt_in(jaren, lijnen)


def vullen(*, regels: int) -> int:
    return gegevens.vul(regels)


def _boek(post: Begrotingspost, bedrag: Decimal, door: Gebruiker, *, los: bool = False) -> Boeking:
    with nullcontext() if los else transaction.atomic():
        return kosten_boeken(
            post=post,
            bedrag=bedrag,
            omschrijving="meting",
            sleutel=f"meting:{uuid.uuid4()}",
            door=door,
            ingangsdatum=_DAG,
        )


def boeken(*, nummer: int, begin: float, seconden: float, heet: bool, los: bool = False) -> dict[str, Any]:
    """Costs of one euro on any line, always on the same one when `heet`; each in a transaction of its own, with `los`
    that of the statement itself."""
    posten, door, kies = gegevens.alle_posten(), Gebruiker.objects.get(), random.Random(nummer)
    return herhaal(
        lambda: _boek(posten[0] if heet else kies.choice(posten), _EURO, door, los=los),
        begin=begin,
        seconden=seconden,
    )


def opdrachten() -> int:
    """How many statements one posting sends, BEGIN and COMMIT included."""
    post, door = gegevens.alle_posten()[0], Gebruiker.objects.get()
    with CaptureQueriesContext(connection) as gevangen:
        _boek(post, _EURO, door)
    return len(gevangen)


def kruislings(*, nummer: int, begin: float, seconden: float) -> dict[str, Any]:
    """Budget to and fro between four lines, in every order: who locks in a circle is caught here."""
    posten, door, kies = gegevens.alle_posten()[:4], Gebruiker.objects.get(), random.Random(nummer)

    def een() -> None:
        van, naar = kies.sample(posten, 2)
        overboeken(van=van, naar=naar, bedrag=_EURO, besluit="meting", sleutel=f"meting:{uuid.uuid4()}", door=door)

    return herhaal(een, begin=begin, seconden=seconden)


def nieuwe_post(*, ruimte: str) -> int:
    """A line with so many euros free."""
    bedrag, door = Decimal(ruimte), Gebruiker.objects.get()
    jaar = gegevens.alle_posten()[0].jaar
    post = Begrotingspost.objects.create(
        jaar=jaar, code=uuid.uuid4().hex[:12], naam="Op", soort="lasten", volgorde=9999
    )
    boeken_bulk([gegevens.begroting_van(post, bedrag, door)])
    return post.pk


def opmaken(*, post_id: int, bedrag: str) -> int:
    """Book this amount again and again until there is no room; how often that went well."""
    post = Begrotingspost.objects.select_related("jaar").get(pk=post_id)
    door, gelukt = Gebruiker.objects.get(), 0
    while True:
        try:
            _boek(post, Decimal(bedrag), door)
        except GeenRuimte:
            return gelukt
        gelukt += 1


def stand_van_zaken(*, post_id: int) -> dict[str, Any]:
    """What is free on the line, the sum of all regels (euros), and what the check of the ledger finds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(sum(bedrag), 0) FROM financien_boekingsregel")
        som = cursor.fetchone()[0]
    vrij = Rekening.objects.get(post_id=post_id, soort=Rekening.Soort.VRIJ).saldo
    return {"vrij": str(vrij), "som": str(som), "verschillen": [str(verschil) for verschil in verschillen()]}


def bulk(*, aantal: int) -> float:
    """Postings per second when so many are booked at once."""
    posten, door, kies = gegevens.alle_posten(), Gebruiker.objects.get(), random.Random(aantal)
    gekozen = [kies.choice(posten) for _ in range(aantal)]
    return aantal / duur(lambda: boeken_bulk(gegevens.kosten(post, _EURO, door, _DAG) for post in gekozen)) * 1000


def bulk_sql(*, aantal: int) -> float:
    """The same with the rows ready beforehand: what the database itself needs."""
    posten, door, kies = gegevens.alle_posten(), Gebruiker.objects.get(), random.Random(aantal)
    rijen = [gegevens.kosten(kies.choice(posten), _EURO, door, _DAG).rij() for _ in range(aantal)]
    klaar = [json.dumps(rijen[begin : begin + PER_KEER]) for begin in range(0, aantal, PER_KEER)]

    def alles() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for deel in klaar:
                cursor.execute("SELECT * FROM financien_boeken_reeks(%s::jsonb)", [deel])

    return aantal / duur(alles) * 1000


def bulk_vloer(*, aantal: int) -> float:
    """The same by the floor: arrays of a hundred to one function."""
    kies = random.Random(aantal)
    paren = [kies.sample(range(1, 2001), 2) for _ in range(aantal)]

    def alles() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for begin in range(0, aantal, 100):
                deel = paren[begin : begin + 100]
                van, naar = [a for a, _ in deel], [b for _, b in deel]
                cursor.execute(
                    "SELECT vloer.boek_reeks(%s::int[], %s::int[], %s::numeric[], %s, 'meting')",
                    [van, naar, [_EURO] * len(deel), _DAG],
                )

    return aantal / duur(alles) * 1000


def bulk_of_niets(*, aantal: int) -> bool:
    """Whether a row of bookings of which only the last has no room leaves nothing at all."""
    posten, door = gegevens.alle_posten(), Gebruiker.objects.get()
    er_waren = Boeking.objects.count()
    goed = [gegevens.kosten(posten[n % len(posten)], _EURO, door, _DAG) for n in range(aantal - 1)]
    try:
        boeken_bulk([*goed, gegevens.kosten(posten[0], Decimal("999999999999.00"), door, _DAG)])
    except GeenRuimte:
        return Boeking.objects.count() == er_waren
    return False


if __name__ == "__main__":
    luister(
        [
            *(inrichten, vullen, boeken, opdrachten, kruislings, nieuwe_post, opmaken, stand_van_zaken),
            *(bulk, bulk_sql, bulk_vloer, bulk_of_niets, lezen.lezen, lezen.lezen_inrichten, lezen.saldi_kloppen),
            miljoen_kant.vragen,
        ]
    )
