"""What the database refuses (financien/sql/), in Dutch sentences that say what to do."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import DatabaseError, IntegrityError

from financien.fouten import (
    BoekingKloptNiet,
    GeenRuimte,
    JaarGesloten,
    JaarNietKlaar,
    NietOpenstaand,
    OnjuistBedrag,
    SleutelBestaat,
)
from financien.models import Boeking
from swv.kern.fouten import Geweigerd, VerkeerdeStatus, VoorwaardeNietVervuld
from swv.kern.opmaak import datum, euro

_RAAD = {
    Boeking.Soort.TOEKENNING: GeenRuimte.BIJ_TOEKENNING,
    Boeking.Soort.KOSTEN: GeenRuimte.BIJ_KOSTEN,
    Boeking.Soort.HERVERDELING: GeenRuimte.BIJ_HERVERDELING,
}
_ZINNEN: dict[str, Geweigerd] = {
    "SWV12": SleutelBestaat(
        "Deze boeking is al gedaan, met andere gegevens. Kijk eerst wat er geboekt is en herstel dat met een omkering."
    ),
    "SWV13": BoekingKloptNiet("De regels van deze boeking zijn samen niet nul. Controleer de bedragen."),
    "SWV14": VerkeerdeStatus("Wat geboekt is, verandert niet meer. Herstel het met een nieuwe boeking."),
    "SWV15": BoekingKloptNiet(
        "Deze post heeft de gevraagde rekening niet. Op een post met baten kan niets worden toegekend."
    ),
    "SWV18": BoekingKloptNiet(
        "Dit geld hoort bij een toekenning, betaling of reservering van hetzelfde bedrag. Controleer bedrag en post."
    ),
    "SWV31": VoorwaardeNietVervuld(
        "Een van de termijnen of rekeningen is zojuist veranderd. Kijk opnieuw wat er te betalen is."
    ),
    "22001": VoorwaardeNietVervuld("Een van de teksten is te lang. Gebruik hoogstens 200 tekens."),
    "22P05": VoorwaardeNietVervuld("In de tekst staat een teken dat niet kan. Typ de tekst opnieuw."),
    "22003": OnjuistBedrag("Zo'n hoog bedrag past niet op deze post. Controleer het bedrag."),
}
_GRENZEN: dict[str, Geweigerd] = {
    "rekening_niet_negatief": BoekingKloptNiet(
        "Er kan niet meer af dan er op deze rekening staat. Boek een lager bedrag."
    ),
    "tegenrekening_niet_positief": BoekingKloptNiet("Er kan niet meer terug dan er is geboekt. Boek een lager bedrag."),
    "een_open_regel_per_termijn": VoorwaardeNietVervuld(
        "Een van de termijnen staat al in een andere betaalbatch. Kijk opnieuw wat er te betalen is."
    ),
    "financien_boeking_keert_om_id_key": VerkeerdeStatus("Deze boeking is al omgekeerd."),
}


@contextmanager
def weigeringen(*, soort: Boeking.Soort = Boeking.Soort.OVERIG) -> Iterator[None]:
    """Turn the refusals of the database into Geweigerd; every other error goes on as it is."""
    try:
        yield
    except DatabaseError as fout:
        oorzaak: Any = fout.__cause__
        diag = getattr(oorzaak, "diag", None)
        detail, grens = getattr(diag, "message_detail", None), getattr(diag, "constraint_name", None)
        weigering = _in_woorden(getattr(oorzaak, "sqlstate", None), detail or "", grens or "", soort)
        if weigering is None:
            raise
        raise weigering from fout


def geweigerd(staat: str, detail: str, grens: str, *, soort: Boeking.Soort) -> Exception:
    """What to raise for a refusal that the database gave as an answer: its state, detail and constraint."""
    return _in_woorden(staat, detail, grens, soort) or IntegrityError(f"{staat}: {grens}")


def _in_woorden(staat: str | None, ruw: str, grens: str, soort: Boeking.Soort) -> Geweigerd | None:
    match staat:
        case "SWV10":
            d = json.loads(ruw)
            raad = _RAAD.get(soort, GeenRuimte.ANDERS)
            return GeenRuimte(post=d["post"], vrij=Decimal(d["vrij"]), bedrag=Decimal(d["bedrag"]), raad=raad)
        case "SWV11":
            jaar = f" {json.loads(ruw)['jaar']}" if ruw else ""
            return JaarGesloten(f"Begrotingsjaar{jaar} is gesloten. Boek dit in een jaar dat open is.")
        case "SWV16":
            return _niet_open(json.loads(ruw))
        case "SWV17":
            d = json.loads(ruw)
            return JaarNietKlaar(
                f"Begrotingsjaar {d['jaar']} kan nog niet dicht. Er staat nog geld open op: {d['posten']}. "
                "Sluit het jaar af, dan gaat dat geld mee naar het volgende jaar."
            )
        case "SWV30":
            return VerkeerdeStatus(
                f"Dit geld staat in betaalbatch {json.loads(ruw)['batch']} en is onderweg naar de school. "
                "Trek die batch eerst in, of wacht tot de bank de betaling heeft verwerkt."
            )
        case "23505" | "23514":
            return _opnieuw(_GRENZEN.get(grens))
        case code:
            return _opnieuw(_ZINNEN.get(code or ""))


def _opnieuw(bekend: Geweigerd | None) -> Geweigerd | None:
    """The same refusal without the traceback of an earlier one."""
    return type(bekend)(bekend.zin) if bekend else None


def _niet_open(d: dict[str, Any]) -> NietOpenstaand:
    """`open` and `bedrag` in euros; for a payment also the state of the instalment and the day from which it is due."""
    naam, nog_open, bedrag = d["naam"], Decimal(d["open"]), euro(Decimal(d["bedrag"]))
    if d["wat"] == "betaling":
        return NietOpenstaand(_niet_te_betalen(d, nog_open, bedrag))
    if d["wat"] == "omkering":
        return NietOpenstaand(f"Van {naam} is al geld teruggevorderd. Keer eerst de terugvordering om.")
    if d["wat"] == "terugvordering":
        return NietOpenstaand(
            f"Van {naam} is {euro(nog_open)} betaald dat nog niet is teruggevorderd. "
            f"Vorder hoogstens dat bedrag terug in plaats van {bedrag}."
        )
    doe = "Geef hoogstens dat bedrag vrij" if d["wat"] == "vrijval" else "Verschuif hoogstens dat bedrag"
    return NietOpenstaand(f"Van {naam} staat nog {euro(nog_open)} open. {doe} in plaats van {bedrag}.")


def _niet_te_betalen(d: dict[str, Any], nog_open: Decimal, bedrag: str) -> str:
    if d["status"] == "open":
        voorwaarde = f": {d['voorwaarde']}" if d["voorwaarde"] else ""
        return f"{d['naam']} wacht nog op een voorwaarde{voorwaarde}. Leg eerst vast dat daaraan is voldaan."
    if d["status"] == "vervallen":
        return f"{d['naam']} is vervallen. Er is niets meer te betalen."
    if d["status"] == "betaald":
        return f"{d['naam']} is al betaald. Controleer de betaling."
    if d["vanaf"]:
        return f"{d['naam']} kan betaald worden vanaf {datum(date.fromisoformat(d['vanaf']))}. Kies die dag of later."
    return f"Van {d['naam']} is nog {euro(nog_open)} te betalen. Betaal hoogstens dat bedrag in plaats van {bedrag}."
