from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import sepaxml
import xmlschema
from defusedxml.ElementTree import fromstring

from financien.sepa import NAAMRUIMTE, SCHEMA, Betaler, Overboeking, maak_bestand, sepa_tekst

XSD = Path(sepaxml.__file__).parent / "schemas" / f"{SCHEMA}.xsd"
BETALER = Betaler(naam="SWV VO Çapelle", iban="NL86INGB0002445588", postcode="1234 AB", plaats="’s-Gravenhage")


def overboeking(nummer: int, bedrag: str, **opties: str) -> Overboeking:
    return Overboeking(
        kenmerk=f"B2026-0001-{nummer:04d}",
        naam=opties.get("naam", "Stichting Élan & Zn."),
        iban=opties.get("iban", "NL91ABNA0417164300"),
        bedrag=Decimal(bedrag),
        omschrijving=opties.get("omschrijving", "Toekenning 2026-0042, termijn 1"),
    )


def bestand(*overboekingen: Overboeking) -> bytes:
    return maak_bestand(
        bericht="VO2708-B2026-0001",
        gemaakt_op=datetime(2026, 11, 22, 20, 30, 15),  # noqa: DTZ001 - local time, as it stands in the file
        uitvoerdatum=date(2026, 11, 24),
        betaler=BETALER,
        overboekingen=overboekingen,
    )


def teksten(inhoud: bytes, pad: str) -> list[str]:
    return [element.text or "" for element in fromstring(inhoud).findall(f".//{pad}", NAAMRUIMTE)]


def test_file_fits_the_schema_and_adds_up():
    inhoud = bestand(overboeking(1, "0.05"), overboeking(2, "1234567.80"), overboeking(3, "10.00"))

    xmlschema.XMLSchema(str(XSD)).validate(inhoud.decode())
    bedragen = [Decimal(tekst) for tekst in teksten(inhoud, "p:InstdAmt")]
    assert bedragen == [Decimal("0.05"), Decimal("1234567.80"), Decimal("10.00")]
    assert [Decimal(tekst) for tekst in teksten(inhoud, "p:CtrlSum")] == [sum(bedragen), sum(bedragen)]
    assert teksten(inhoud, "p:NbOfTxs") == ["3", "3"]
    assert {len(tekst.partition(".")[2]) for tekst in teksten(inhoud, "p:InstdAmt")} == {2}


def test_file_carries_the_ids_of_the_batch_and_the_day():
    inhoud = bestand(overboeking(1, "10.00"), overboeking(2, "20.00"))

    assert teksten(inhoud, "p:MsgId") == ["VO2708-B2026-0001"]
    assert teksten(inhoud, "p:PmtInfId") == ["VO2708-B2026-0001"]
    assert teksten(inhoud, "p:CreDtTm") == ["2026-11-22T20:30:15"]
    assert teksten(inhoud, "p:ReqdExctnDt/p:Dt") == ["2026-11-24"]
    assert teksten(inhoud, "p:EndToEndId") == ["B2026-0001-0001", "B2026-0001-0002"]
    assert teksten(inhoud, "p:Dbtr/p:PstlAdr/p:TwnNm") == ["'s-Gravenhage"]
    assert teksten(inhoud, "p:DbtrAgt/p:FinInstnId/p:Othr/p:Id") == ["NOTPROVIDED"]


def test_same_content_gives_the_same_file():
    assert bestand(overboeking(1, "10.00")) == bestand(overboeking(1, "10.00"))


def test_names_are_written_in_the_letters_of_sepa():
    inhoud = bestand(overboeking(1, "10.00", naam="Coöperatie “Überlingen” & Söhne <b>"))

    assert teksten(inhoud, "p:Cdtr/p:Nm") == ["Cooperatie 'Uberlingen' + Sohne b"]
    assert teksten(inhoud, "p:InitgPty/p:Nm") == ["SWV VO Capelle"]


@pytest.mark.parametrize(
    ("tekst", "sepa"),
    [
        ("École “Zuid” – Łódź", "Ecole 'Zuid' - Lodz"),
        ("A//B/ ", "A/B"),
        ("ict@school_1", "ict(at)school-1"),
        ("€ 5", "EUR 5"),
        ("a\tb\n c", "a b c"),
    ],
)
def test_text_becomes_what_every_bank_reads(tekst, sepa):
    assert sepa_tekst(tekst, 70) == sepa


def test_text_is_cut_at_its_length():
    assert len(sepa_tekst("é" * 100, 70)) == 70
