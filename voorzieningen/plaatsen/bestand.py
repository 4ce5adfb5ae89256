"""A CSV file with the number of places per facility. It is taken over as a whole or not at all.

Columns: `voorziening` (name, former name or web address), `plaatsen` (a number, "onbeperkt" or "onbekend"), and either
`van` and `tot` or `schooljaar` ("2026-2027"); `toelichting` may be there. Separated by semicolons or commas.
"""

from collections.abc import Mapping
from datetime import date
from operator import attrgetter

from django.core.exceptions import ValidationError
from django.db import transaction

from swv.kern.formulieren import OnbestaandeDatum, lees_datum
from swv.kern.schooljaar import dagen_van
from voorzieningen.models import Capaciteit, Voorziening
from voorzieningen.plaatsen import aantallen
from voorzieningen.plaatsen.csvrijen import Geladen, RijKloptNiet, lees_aantal, lees_schooljaar, rijen, weigering

VERPLICHT = ("voorziening", "plaatsen")
KIES = "Kies een CSV-bestand met de kolommen voorziening, schooljaar en plaatsen."


@transaction.atomic
def plaatsen_laden(inhoud: bytes) -> Geladen:
    """Take over the numbers of a file. Raises Geweigerd with a sentence per row that is wrong; then nothing changed."""
    capaciteiten, fouten = _lees(inhoud)
    if not fouten and not capaciteiten:
        fouten.append(f"In dit bestand staan geen rijen. {KIES}")
    telling = {"nieuw": 0, "gewijzigd": 0, "gelijk": 0}
    if not fouten:
        # In the order of the locks, so that two files at once do not wait for each other.
        for capaciteit in sorted(capaciteiten, key=attrgetter("voorziening_id", "van")):
            try:
                telling[_bewaar(capaciteit)] += 1
            except ValidationError as fout:
                fouten.append(f"{capaciteit.voorziening.naam}: {' '.join(fout.messages)}")
    if fouten:
        raise weigering(fouten)
    return Geladen(**telling)


# --- The rows ----------------------------------------------------------------------------------------------


def _lees(inhoud: bytes) -> tuple[list[Capaciteit], list[str]]:
    """What the file says, and what is wrong in it."""
    capaciteiten: list[Capaciteit] = []
    fouten: list[str] = []
    regels: dict[tuple[int, date, date], int] = {}
    voorzieningen = _Voorzieningen()
    for nummer, rij in rijen(inhoud, verplicht=VERPLICHT, kies=KIES):
        try:
            capaciteit = _capaciteit(rij, voorzieningen)
            eerder = regels.setdefault((capaciteit.voorziening_id, capaciteit.van, capaciteit.tot), nummer)
            if eerder != nummer:
                raise RijKloptNiet(f"deze voorziening en periode staan ook in rij {eerder}.")
            capaciteiten.append(capaciteit)
        except RijKloptNiet as fout:
            fouten.append(f"Rij {nummer}: {fout}")
    return capaciteiten, fouten


class _Voorzieningen:
    """The facilities by every name that people write. One query, and one more for a name that nobody knows."""

    def __init__(self) -> None:
        self.op_naam: dict[str, set[Voorziening]] = {}
        for rij in Voorziening.objects.geldig().defer("zoektekst", "zoekvector").prefetch_related("aliassen"):
            for naam in (rij.naam, rij.slug, *(alias.naam for alias in rij.aliassen.all())):
                self.op_naam.setdefault(naam.lower(), set()).add(rij)

    def vind(self, naam: str) -> Voorziening:
        gevonden = self.op_naam.get(naam.lower(), set())
        # The name itself goes before a word that several facilities share.
        precies = [rij for rij in gevonden if naam.lower() in (rij.naam.lower(), rij.slug)] or [*gevonden]
        match precies:
            case [een]:
                return een
            case []:
                raise RijKloptNiet(self._onbekend(naam))
            case _:
                raise RijKloptNiet(f"‘{naam}’ kan meer voorzieningen zijn. Gebruik het webadres van de voorziening.")

    def _onbekend(self, naam: str) -> str:
        lijkt_op = Voorziening.objects.geldig().lijkt_op(naam).first()
        vraag = f" Bedoelt u {lijkt_op.naam}?" if lijkt_op else ""
        return f"‘{naam}’ is geen voorziening uit de catalogus.{vraag} Gebruik de naam die daar staat."


def _capaciteit(rij: Mapping[str, str], voorzieningen: _Voorzieningen) -> Capaciteit:
    if not rij["voorziening"]:
        raise RijKloptNiet("vul de naam van de voorziening in.")
    van, tot = _periode(rij)
    telling, aantal = _plaatsen(rij["plaatsen"])
    return Capaciteit(
        voorziening=voorzieningen.vind(rij["voorziening"]),
        van=van,
        tot=tot,
        telling=telling,
        aantal=aantal,
        toelichting=rij.get("toelichting", ""),
    )


def _plaatsen(tekst: str) -> tuple[str, int | None]:
    woord = tekst.lower()
    if woord in (Capaciteit.Telling.ONBEPERKT, Capaciteit.Telling.ONBEKEND):
        return woord, None
    aantal = lees_aantal(tekst)
    if aantal is None:
        raise RijKloptNiet(
            f"‘{tekst}’ is geen aantal plaatsen. Vul een heel getal in, of het woord onbeperkt of onbekend."
        )
    return Capaciteit.Telling.AANTAL, aantal


def _periode(rij: Mapping[str, str]) -> tuple[date, date]:
    if jaar := rij.get("schooljaar", ""):
        return dagen_van(lees_schooljaar(jaar))
    return _dag(rij, "van"), _dag(rij, "tot")


def _dag(rij: Mapping[str, str], kolom: str) -> date:
    tekst = rij.get(kolom, "")
    if not tekst:
        raise RijKloptNiet(f"vul een schooljaar in, of een dag in de kolom {kolom}.")
    try:
        return lees_datum(tekst)
    except OnbestaandeDatum:
        raise RijKloptNiet(f"de dag ‘{tekst}’ in de kolom {kolom} bestaat niet.") from None
    except ValueError:
        raise RijKloptNiet(f"‘{tekst}’ in de kolom {kolom} is geen datum. Schrijf hem als 1-8-2026.") from None


def _bewaar(gelezen: Capaciteit) -> str:
    """Store one number; the same facility and period is changed. Raises ValidationError."""
    bestaand = Capaciteit.objects.filter(voorziening=gelezen.voorziening, van=gelezen.van, tot=gelezen.tot).first()
    rij = bestaand or gelezen
    toelichting = gelezen.toelichting or rij.toelichting
    wordt = {"telling": gelezen.telling, "aantal": gelezen.aantal, "toelichting": toelichting}
    if bestaand is not None and all(getattr(bestaand, veld) == waarde for veld, waarde in wordt.items()):
        return "gelijk"
    for veld, waarde in wordt.items():
        setattr(rij, veld, waarde)
    rij.full_clean()
    aantallen.controleer(rij)
    rij.save()
    aantallen.bewaard(rij)
    return "nieuw" if bestaand is None else "gewijzigd"
