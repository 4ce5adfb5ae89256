"""The goals of the ledger (docs/meten.md): each measures its contenders in turns and says what came out."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path

from scripts.meten.loper import Loper, Tempo, samen
from scripts.meten.omgeving import Omgeving
from scripts.meten.rekenen import Uitkomst, Verhouding, hoogstens, minstens, rondes, verhouding, waar

_HIER = Path(__file__).parent
_VERSCHILLEND, _HEET = _HIER / "vloer_verschillend.pgbench", _HIER / "vloer_heet.pgbench"
VERBINDINGEN = 8


@dataclass(frozen=True)
class Maat:
    """How long and how often."""

    rondes: int
    seconden: int
    """Of one contender in one round."""
    kruislings: int
    """Seconds of budget to and fro."""
    bulk: int
    """Bookings at once."""
    klein: int
    groot: int
    """Regels in the two ledgers that are read."""


NORMAAL = Maat(rondes=7, seconden=3, kruislings=60, bulk=10_000, klein=10_000, groot=1_000_000)
SNEL = Maat(rondes=3, seconden=1, kruislings=5, bulk=2_000, klein=10_000, groot=100_000)


@dataclass
class Boekers:
    """The contenders that book, each on a database of its own in the same server."""

    omgeving: Omgeving
    portaal: list[Loper]
    hordak: list[Loper]

    @classmethod
    def maak(cls, omgeving: Omgeving) -> "Boekers":
        for database in ("boeken", "hordak"):
            omgeving.psql("postgres", f"CREATE DATABASE {database}")
        portaal = [omgeving.portaal("boeken") for _ in range(VERBINDINGEN)]
        hordak = [omgeving.hordak("hordak") for _ in range(VERBINDINGEN)]
        portaal[0].doe("inrichten", jaren=[2026], lijnen=1000)
        hordak[0].doe("inrichten")
        omgeving.psql("boeken", (_HIER / "vloer.sql").read_text())
        return cls(omgeving, portaal, hordak)

    def tempo(self, aantal: int, maat: Maat, *, heet: bool) -> dict[str, list[Tempo]]:
        """How fast each goes over so many connections, round by round; the floor twice, to know the noise."""
        gemeten: dict[str, list[Tempo]] = defaultdict(list)

        def vloer(naam: str) -> None:
            bestand = _HEET if heet else _VERSCHILLEND
            tps = self.omgeving.pgbench("boeken", bestand, verbindingen=aantal, seconden=maat.seconden)
            gemeten[naam].append(Tempo(tps, 0, 0))

        def loop(naam: str, lopers: Sequence[Loper], **hoe: bool) -> None:
            gemeten[naam].append(samen(lopers[:aantal], "boeken", seconden=maat.seconden, heet=heet, **hoe))

        rondes(
            maat.rondes,
            [
                partial(vloer, "vloer"),
                partial(loop, "portaal", self.portaal),
                partial(loop, "los", self.portaal, los=True),
                partial(loop, "hordak", self.hordak),
                partial(vloer, "vloer_weer"),
            ],
        )
        return {naam: alle[1:] for naam, alle in gemeten.items()}


def _tempodoel(doel: str, gemeten: dict[str, list[Tempo]], *, van_vloer: float, van_hordak: float) -> list[Uitkomst]:
    per = {naam: [tempo.per_seconde for tempo in alle] for naam, alle in gemeten.items()}
    ruis = verhouding(per["vloer_weer"], per["vloer"])
    portaal = sorted(per["portaal"])[len(per["portaal"]) // 2]
    return [
        minstens(doel, "postings/s, of the floor", verhouding(per["portaal"], per["vloer"]), van_vloer),
        minstens(doel, "postings/s, of django-hordak", verhouding(per["portaal"], per["hordak"]), van_hordak),
        Uitkomst(
            doel,
            "the same without BEGIN and COMMIT, of the floor",
            str(verhouding(per["los"], per["vloer"])),
            "-",
            True,
        ),
        Uitkomst(doel, f"noise: floor / floor; portal {portaal:.0f}/s", str(ruis), "-", True),
    ]


def p1(boekers: Boekers, maat: Maat) -> list[Uitkomst]:
    """One posting at a time."""
    opdrachten = boekers.portaal[0].doe("opdrachten")
    return [
        *_tempodoel("P1", boekers.tempo(1, maat, heet=False), van_vloer=0.40, van_hordak=2.5),
        Uitkomst("P1", "statements with BEGIN and COMMIT", str(opdrachten), "<= 4", opdrachten <= 4),
    ]


def p2(boekers: Boekers, maat: Maat) -> list[Uitkomst]:
    """Eight connections, different lines; and to and fro between four lines without a deadlock."""
    uitkomsten = _tempodoel("P2", boekers.tempo(VERBINDINGEN, maat, heet=False), van_vloer=0.25, van_hordak=2.5)
    samen(boekers.portaal, "kruislings", seconden=maat.kruislings)
    sloten = boekers.omgeving.psql(
        "boeken", "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
    )
    geen = sloten.strip() == "0"
    return [*uitkomsten, waar("P2", f"no deadlock in {maat.kruislings} s to and fro", geen)]


def p3(boekers: Boekers, maat: Maat) -> list[Uitkomst]:
    """Eight connections, one line: fast, fair and never a cent too much."""
    gemeten = boekers.tempo(VERBINDINGEN, maat, heet=True)
    uitkomsten = _tempodoel("P3", gemeten, van_vloer=0.50, van_hordak=1.0)
    portaal = gemeten["portaal"]
    staart = verhouding([tempo.p95 for tempo in portaal], [tempo.p50 for tempo in portaal])
    return [*uitkomsten, hoogstens("P3", "p95 / p50", staart, 6.0), *_tot_op_de_cent(boekers)]


def _tot_op_de_cent(boekers: Boekers) -> list[Uitkomst]:
    """A line with 10,000.00 that eight connections empty in steps of 7.01: 1,426 fit, 3.74 is left."""
    post_id = boekers.portaal[0].doe("nieuwe_post", ruimte="10000.00")
    for loper in boekers.portaal:
        loper.begin("opmaken", post_id=post_id, bedrag="7.01")
    gelukt = sum(loper.antwoord() for loper in boekers.portaal)
    stand = boekers.portaal[0].doe("stand_van_zaken", post_id=post_id)
    over = Decimal("10000.00") - 1426 * Decimal("7.01")
    return [
        waar(
            "P3",
            "no overdraft, no cent lost",
            (gelukt, Decimal(stand["vrij"])) == (1426, over),
            f"{stand['vrij']} left",
        ),
        waar("P3", "sum of all regels is 0.00", Decimal(stand["som"]) == 0, stand["som"]),
        waar("P3", "ledger check finds nothing", not stand["verschillen"], f"{len(stand['verschillen'])} differences"),
    ]


def p5(boekers: Boekers, maat: Maat) -> list[Uitkomst]:
    """Many postings at once."""
    gemeten: dict[str, list[float]] = defaultdict(list)
    een = boekers.portaal[0]

    def enkel() -> None:
        gemeten["enkel"].append(samen([een], "boeken", seconden=maat.seconden, heet=False).per_seconde)

    def bulk(taak: str) -> None:
        gemeten[taak].append(een.doe(taak, aantal=maat.bulk))

    rondes(maat.rondes, [enkel, *(partial(bulk, taak) for taak in ("bulk", "bulk_sql", "bulk_vloer"))])
    per = {naam: alle[1:] for naam, alle in gemeten.items()}
    return [
        minstens("P5", f"{maat.bulk:,} at once, of one by one", verhouding(per["bulk"], per["enkel"]), 5.0),
        minstens("P5", "of its own SQL function, without Python", verhouding(per["bulk"], per["bulk_sql"]), 0.6),
        minstens("P5", "of a SQL batch function without guards", verhouding(per["bulk"], per["bulk_vloer"]), 0.6),
        waar("P5", "all or nothing", een.doe("bulk_of_niets", aantal=maat.bulk)),
    ]


def p4(omgeving: Omgeving, maat: Maat) -> list[Uitkomst]:
    """Reading balances in a small and in a large ledger."""
    omgeving.psql("postgres", "CREATE DATABASE klein")
    maker = omgeving.portaal("klein")
    maker.doe("inrichten", jaren=list(range(2021, 2031)), lijnen=100)
    maker.stop()
    omgeving.psql("postgres", "CREATE DATABASE groot TEMPLATE klein")
    lezers = {naam: omgeving.portaal(naam) for naam in ("klein", "groot")}
    for naam, regels in (("klein", maat.klein), ("groot", maat.groot)):
        lezers[naam].doe("vullen", regels=regels)
        lezers[naam].doe("lezen_inrichten")
    gemeten: dict[str, list[dict[str, float]]] = defaultdict(list)

    def lees(naam: str) -> None:
        gemeten[naam].append(lezers[naam].doe("lezen", keren=20))

    rondes(maat.rondes, [partial(lees, naam) for naam in lezers])
    return _leesdoelen(maat, {naam: alle[1:] for naam, alle in gemeten.items()}, lezers["groot"].doe)


def _leesdoelen(maat: Maat, gemeten: dict[str, list[dict[str, float]]], vraag: Callable[[str], bool]) -> list[Uitkomst]:
    def van(ledger: str, manier: str) -> list[float]:
        return [ronde[manier] for ronde in gemeten[ledger]]

    def in_groot(boven: str, onder: str) -> Verhouding:
        return verhouding(van("groot", boven), van("groot", onder))

    groei = verhouding(van("groot", "stand"), van("klein", "stand"))
    stand = sorted(van("groot", "stand"))[maat.rondes // 2]
    return [
        hoogstens("P4", f"balance of a line, of a raw key read ({stand:.2f} ms)", in_groot("stand", "sleutel"), 3.0),
        hoogstens("P4", f"balance of a line, {maat.groot:,} / {maat.klein:,} regels", groei, 1.5),
        hoogstens("P4", "all lines of a year, of raw", in_groot("alle", "alle_rauw"), 2.0),
        hoogstens("P4", "line on a day, of month snapshot + tail", in_groot("op_dag", "op_dag_rauw"), 4.0),
        waar("P4", "stored = summed, also on a day", vraag("saldi_kloppen")),
        Uitkomst("P4", "noise: key read / key read", str(in_groot("sleutel_weer", "sleutel")), "-", True),
    ]
