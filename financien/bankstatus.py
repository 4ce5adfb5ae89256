"""What the bank says about a payment file: reads pain.002 (ISO 20022, customer payment status report).

Any version is read: only the local names of the elements count. The file comes from outside, so entities, document
types and references to other files are refused before anything is read (defusedxml).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from financien.fouten import BestandKloptNiet

MAX_BYTES = 5 * 1024 * 1024


class Uitslag(StrEnum):
    BETAALD = "betaald"
    GEWEIGERD = "geweigerd"
    ONDERWEG = "onderweg"


_UITSLAG = {
    "ACSC": Uitslag.BETAALD,
    "ACCC": Uitslag.BETAALD,
    "RJCT": Uitslag.GEWEIGERD,
    "CANC": Uitslag.GEWEIGERD,
}
# ISO 20022 external status reason codes that boards and banks meet.
_REDENEN = {
    "AC01": "het rekeningnummer bestaat niet",
    "AC03": "het rekeningnummer van de ontvanger klopt niet",
    "AC04": "de rekening is opgeheven",
    "AC06": "de rekening is geblokkeerd",
    "AC13": "deze soort rekening kan dit niet ontvangen",
    "AG01": "deze betaling is op deze rekening niet toegestaan",
    "AG02": "de bank kent deze soort betaling niet",
    "AM04": "er staat te weinig geld op de eigen rekening",
    "AM05": "de bank ziet dit als een dubbele betaling",
    "BE04": "het adres van de ontvanger ontbreekt",
    "CNOR": "de bank van de ontvanger doet niet mee aan SEPA",
    "DNOR": "de eigen bank doet niet mee aan SEPA",
    "DT01": "de uitvoerdatum kan niet",
    "FF01": "het bestand heeft niet de goede vorm",
    "MD07": "de rekeninghouder is overleden",
    "MS02": "de ontvanger wil de betaling niet",
    "MS03": "de bank geeft geen reden",
    "RC01": "de bank van de ontvanger is niet bekend",
    "RR04": "de bank mag deze betaling niet uitvoeren",
}


@dataclass(frozen=True)
class Melding:
    """What became of one payment (or of all that are not named); `reden` in words, when it was refused.

    `betaald_op` is the day on which the bank settled it, when the file says so.
    """

    uitslag: Uitslag
    reden: str = ""
    betaald_op: date | None = None


@dataclass(frozen=True)
class Bankantwoord:
    """The answer on one message of ours. `voor_alle` counts for every payment that `per_kenmerk` does not name."""

    bericht: str
    voor_alle: Melding | None = None
    per_kenmerk: dict[str, Melding] = field(default_factory=dict)


def lees_bankstatus(inhoud: bytes) -> Bankantwoord:
    """Read the file. Raises BestandKloptNiet when it is no pain.002, cannot be read, or tries something."""
    if len(inhoud) > MAX_BYTES:
        raise BestandKloptNiet("Het bestand is te groot. Een statusbestand van de bank is hoogstens 5 MB.")
    try:
        boom = fromstring(inhoud, forbid_dtd=True)
    except DefusedXmlException as fout:
        raise BestandKloptNiet(
            "In dit bestand staat een verwijzing die niet in een statusbestand hoort. Het is niet gelezen. Haal het "
            "bestand opnieuw op bij de bank."
        ) from fout
    except (ParseError, ValueError, LookupError) as fout:
        raise BestandKloptNiet("Dit bestand is niet te lezen. Kies het statusbestand (pain.002) van de bank.") from fout
    rapport = _kind(boom, "CstmrPmtStsRpt")
    kop = _kind(rapport, "OrgnlGrpInfAndSts")
    bericht = _tekst(kop, "OrgnlMsgId")
    if not bericht:
        raise BestandKloptNiet("Dit is geen statusbestand van de bank. Kies een bestand van de soort pain.002.")
    assert rapport is not None
    groepen = [groep for groep in rapport if _naam(groep) == "OrgnlPmtInfAndSts"]
    voor_alle = _melding(kop, "GrpSts")
    for groep in groepen:
        voor_alle = _melding(groep, "PmtInfSts") or voor_alle
    per_kenmerk = dict(_per_betaling(groepen))
    return Bankantwoord(bericht=bericht, voor_alle=voor_alle, per_kenmerk=per_kenmerk)


def _per_betaling(groepen: list[Element]) -> Iterator[tuple[str, Melding]]:
    for groep in groepen:
        for betaling in groep:
            if _naam(betaling) != "TxInfAndSts":
                continue
            kenmerk, melding = _tekst(betaling, "OrgnlEndToEndId"), _melding(betaling, "TxSts")
            if not kenmerk or melding is None:
                raise BestandKloptNiet(
                    "In het bestand staat een betaling zonder kenmerk of zonder status. Haal het bestand opnieuw op "
                    "bij de bank."
                )
            yield kenmerk, melding


def _melding(element: Element | None, naam: str) -> Melding | None:
    """The status under this name; None when there is none, or when it only counts for a part (PART)."""
    code = _tekst(element, naam)
    if not code or code == "PART":
        return None
    uitslag = _UITSLAG.get(code, Uitslag.ONDERWEG)
    if uitslag == Uitslag.BETAALD:
        return Melding(uitslag, betaald_op=_betaald_op(element))
    return Melding(uitslag, _reden(element) if uitslag == Uitslag.GEWEIGERD else "")


def _betaald_op(element: Element | None) -> date | None:
    """The day of settlement; None when the file does not give one. Raises BestandKloptNiet for a day that is none.

    In pain.002.001.10 it can only stand with the original payment (OrgnlTxRef, IntrBkSttlmDt); banks that follow a
    later version, or pacs.002, give FctvIntrBkSttlmDt. AccptncDtTm is when the bank took the order in, and
    ReqdExctnDt is what we asked ourselves: neither says that money moved.
    """
    werkelijk = _kind(element, "FctvIntrBkSttlmDt")
    ruw = _tekst(werkelijk, "Dt") or _tekst(werkelijk, "DtTm") or _tekst(_kind(element, "OrgnlTxRef"), "IntrBkSttlmDt")
    if not ruw:
        return None
    try:
        return date.fromisoformat(ruw[:10])
    except ValueError as fout:
        raise BestandKloptNiet(
            f"In het bestand staat een betaling met een dag die niet bestaat: {ruw[:10]}. Haal het bestand opnieuw op "
            "bij de bank."
        ) from fout


def _reden(element: Element | None) -> str:
    informatie = _kind(element, "StsRsnInf")
    reden = _kind(informatie, "Rsn")
    code = _tekst(reden, "Cd") or _tekst(reden, "Prtry")
    uitleg = _REDENEN.get(code) or _tekst(informatie, "AddtlInf") or "de bank geeft geen reden"
    return f"{uitleg} ({code})"[:200] if code else uitleg[:200]


def _naam(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _kind(element: Element | None, naam: str) -> Element | None:
    return next((kind for kind in element if _naam(kind) == naam), None) if element is not None else None


def _tekst(element: Element | None, naam: str) -> str:
    kind = _kind(element, naam)
    return (kind.text or "").strip() if kind is not None else ""
