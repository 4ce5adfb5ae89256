"""What a burgerservicenummer is, and where it is found."""

import pytest

from swv.invullen.bsn import is_bsn, velden_met_bsn

BSN = "123456782"


@pytest.mark.parametrize(
    ("cijfers", "uitkomst"),
    [("123456782", True), ("111222333", True), ("123456789", False), ("000000000", False), ("999999990", True)],
)
def test_eleven_test(cijfers, uitkomst):
    assert is_bsn(cijfers) == uitkomst


@pytest.mark.parametrize(
    ("tekst", "uitkomst"),
    [
        (f"De leerling ({BSN}) is ziek.", True),
        (f"Groep 8 {BSN}", True),
        ("Nummer 1234.56.782.", True),
        ("123 456 782", True),
        ("123.456.789", False),
        ("085 123 456 782", False),
        ("123 456 782 0", False),
        ("15-3-2026 12", False),
        (f"0{BSN}", False),
        (f"{BSN}0", False),
        ("Bel 0612345678", False),
        ("NL91ABNA0417164300", False),
        ("", False),
        (None, False),
        (True, False),
    ],
)
def test_text_with_a_bsn_is_found(tekst, uitkomst):
    assert velden_met_bsn({"veld": tekst}) == (["veld"] if uitkomst else [])
