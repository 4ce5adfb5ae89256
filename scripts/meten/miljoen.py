"""Reports and pages on a large ledger: how long each takes, beside one plain sum over the same regels."""

from scripts.meten.doelen import Maat
from scripts.meten.omgeving import Omgeving


def miljoen(omgeving: Omgeving, maat: Maat) -> None:
    """Fill a ledger and print a line per question; what is fast enough is for the reader to judge."""
    omgeving.psql("postgres", "CREATE DATABASE miljoen")
    portaal = omgeving.portaal("miljoen")
    portaal.doe("inrichten", jaren=list(range(2021, 2031)), lijnen=100)
    regels = portaal.doe("vullen", regels=maat.groot)
    print(f"{regels:,} regels, median of five      {'ms':>10} {'queries':>8} {'plain sum, ms':>14} {'ratio':>7}")
    for naam, duur, aantal, som in portaal.doe("vragen"):
        print(f"{naam:<38} {duur:>10.1f} {aantal:>8} {som:>14.1f} {duur / som:>7.2f}", flush=True)
