"""Entry point of `scripts/grootboek_meten`."""

import argparse
import signal
import sys
import time

from scripts.meten import doelen
from scripts.meten.doelen import Boekers, Maat
from scripts.meten.miljoen import miljoen
from scripts.meten.omgeving import Omgeving, omgeving
from scripts.meten.rekenen import Uitkomst

_DOELEN = ("P1", "P2", "P3", "P4", "P5")


def main(argv: list[str]) -> int:
    """Measure; 0 when every goal is met."""
    parser = argparse.ArgumentParser(prog="scripts/grootboek_meten", description=__doc__)
    parser.add_argument("wat", nargs="*", help=f"{' '.join(_DOELEN)} (all of them), or miljoen")
    parser.add_argument("--snel", action="store_true", help="short rounds and a small ledger: only a first look")
    keuze = parser.parse_args(argv)
    wat = [naam.upper() for naam in keuze.wat] or list(_DOELEN)
    if onbekend := set(wat) - {*_DOELEN, "MILJOEN"}:
        parser.error(f"unknown: {', '.join(sorted(onbekend))}")
    signal.signal(signal.SIGTERM, _ophouden)
    begin = time.monotonic()
    with omgeving() as waar:
        gehaald = _meten(waar, wat, doelen.SNEL if keuze.snel else doelen.NORMAAL)
    print(f"{time.monotonic() - begin:.0f} seconds. {_slot(gehaald)}")
    return 0 if all(gehaald) else 1


def _ophouden(_number: int, _frame: object) -> None:
    """A stop from outside cleans up as Ctrl-C does."""
    raise KeyboardInterrupt


def _slot(gehaald: list[bool]) -> str:
    if not gehaald:
        return ""
    return "Every goal that was measured is met." if all(gehaald) else "NOT every goal is met."


def _meten(waar: Omgeving, wat: list[str], maat: Maat) -> list[bool]:
    """Per goal whether it was met."""
    gehaald = []
    boekende = [naam for naam in ("P1", "P2", "P3", "P5") if naam in wat]
    if boekende:
        boekers = Boekers.maak(waar)
        gehaald += [_toon(getattr(doelen, naam.lower())(boekers, maat)) for naam in boekende]
    if "P4" in wat:
        gehaald.append(_toon(doelen.p4(waar, maat)))
    if "MILJOEN" in wat:
        miljoen(waar, maat)
    return gehaald


def _toon(uitkomsten: list[Uitkomst]) -> bool:
    for uitkomst in uitkomsten:
        oordeel = "" if uitkomst.gevraagd == "-" else "pass" if uitkomst.gehaald else "MISS"
        print(
            f"{uitkomst.doel}  {oordeel:<5} {uitkomst.wat:<58} {uitkomst.gevonden:>20}  {uitkomst.gevraagd}", flush=True
        )
    return all(uitkomst.gehaald for uitkomst in uitkomsten)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
