"""A CSV file of any program."""

import pytest

from swv.kern.csvbestand import AnderBestand, KapotteCsv, lees_csv

RIJEN = [["school", "aantal"], ["Café", "3"]]


@pytest.mark.parametrize("scheiding", [";", ",", "\t"])
@pytest.mark.parametrize("codering", ["utf-8", "utf-8-sig", "utf-16"])
def test_file_is_read_whatever_saved_it(scheiding: str, codering: str) -> None:
    tekst = "\r\n".join(scheiding.join(rij) for rij in RIJEN)

    gelezen = lees_csv(tekst.encode(codering))

    assert (gelezen.rijen, gelezen.is_geraden) == (RIJEN, False)


def test_old_code_page_is_read_and_said() -> None:
    gelezen = lees_csv("school;aantal\nCafé;3".encode("cp1252"))

    assert (gelezen.rijen, gelezen.is_geraden) == (RIJEN, True)


@pytest.mark.parametrize("inhoud", [b"PK\x03\x04rest", b"%PDF-1.7", b"a;b\x00c"])
def test_something_else_is_refused(inhoud: bytes) -> None:
    with pytest.raises(AnderBestand):
        lees_csv(inhoud)


def test_quote_that_never_ends_is_refused() -> None:
    with pytest.raises(KapotteCsv):
        lees_csv(b'a;b\n"c;d')
