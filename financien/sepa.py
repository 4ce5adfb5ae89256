"""The payment file for the bank: SEPA credit transfers as pain.001.001.09, made and checked by the library sepaxml.

The library takes amounts in whole cents and ships the schema of ISO 20022. It makes up a random message id and the
time of the moment; here they are those of the batch, so a file can be traced.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from xml.etree import ElementTree

from defusedxml.ElementTree import fromstring
from sepaxml import SepaTransfer
from sepaxml.validation import try_valid_xml
from text_unidecode import unidecode

SCHEMA = "pain.001.001.09"
NAAMRUIMTE = {"p": f"urn:iso:std:iso:20022:tech:xsd:{SCHEMA}"}
_VERVANG = str.maketrans({"&": "+", "@": "(at)", "_": "-", '"': "'", ";": ",", "[": "(", "]": ")", "€": "EUR "})
_ANDERS = re.compile(r"[^a-zA-Z0-9/\-?:().,'+ ]")


@dataclass(frozen=True)
class Betaler:
    """The samenwerkingsverband on the file; the address is structured: `postcode` and `plaats`."""

    naam: str
    iban: str
    postcode: str
    plaats: str


@dataclass(frozen=True)
class Overboeking:
    """One payment of `bedrag` euros. `kenmerk` (EndToEndId) comes back in the answer of the bank."""

    kenmerk: str
    naam: str
    iban: str
    bedrag: Decimal
    omschrijving: str


def sepa_tekst(tekst: str, lengte: int) -> str:
    """The same words in the letters that every SEPA bank reads (EPC217-08): é becomes e, & becomes +.

    At most `lengte` characters; no slash at the ends and no two in a row, as the rules ask.
    """
    kaal = _ANDERS.sub(" ", unidecode(tekst.translate(_VERVANG)).translate(_VERVANG))
    return " ".join(re.sub(r"/{2,}", "/", kaal).split()).strip("/")[:lengte].strip(" /")


def maak_bestand(
    *, bericht: str, gemaakt_op: datetime, uitvoerdatum: date, betaler: Betaler, overboekingen: Sequence[Overboeking]
) -> bytes:
    """The file, checked against its schema: one group of payments, one debit on our account per batch.

    `bericht` is the message id (at most 35 characters), `gemaakt_op` in local time. Raises sepaxml's ValidationError
    when it would not fit the schema; what people typed was checked before, so that is a fault of the portal.
    """
    config = {
        "name": sepa_tekst(betaler.naam, 70),
        "IBAN": betaler.iban,
        "currency": "EUR",
        "batch": True,
        "address": {
            "postcode": sepa_tekst(betaler.postcode, 16),
            "town": sepa_tekst(betaler.plaats, 35),
            "country": "NL",
        },
    }
    overdracht = SepaTransfer(config, schema=SCHEMA, clean=False)
    for regel in overboekingen:
        overdracht.add_payment(
            {
                "name": sepa_tekst(regel.naam, 70),
                "IBAN": regel.iban,
                "amount": int(regel.bedrag * 100),
                "execution_date": uitvoerdatum,
                "description": sepa_tekst(regel.omschrijving, 140),
                "endtoend_id": regel.kenmerk,
            }
        )
    inhoud = _herkenbaar(overdracht.export(validate=False), bericht, gemaakt_op)
    try_valid_xml(inhoud, SCHEMA)
    return inhoud


def _herkenbaar(ruw: bytes, bericht: str, gemaakt_op: datetime) -> bytes:
    """With the ids and the time of the batch instead of random ones. The library leaves our bank empty without a BIC;
    the rules of the banks (EPC132-08) ask for the word NOTPROVIDED."""
    boom = fromstring(ruw)
    for pad, waarde in (
        (".//p:GrpHdr/p:MsgId", bericht),
        (".//p:GrpHdr/p:CreDtTm", gemaakt_op.strftime("%Y-%m-%dT%H:%M:%S")),
        (".//p:PmtInf/p:PmtInfId", bericht),
    ):
        element = boom.find(pad, NAAMRUIMTE)
        assert element is not None
        element.text = waarde
    bank = boom.find(".//p:PmtInf/p:DbtrAgt/p:FinInstnId", NAAMRUIMTE)
    assert bank is not None
    ander = ElementTree.SubElement(bank, f"{{{NAAMRUIMTE['p']}}}Othr")
    ElementTree.SubElement(ander, f"{{{NAAMRUIMTE['p']}}}Id").text = "NOTPROVIDED"
    return ElementTree.tostring(boom, encoding="utf-8", xml_declaration=True)
