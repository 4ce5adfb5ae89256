from decimal import Decimal

import pytest

from financien.bestanden import lees_begroting, lees_meerjarenkader
from financien.fouten import BestandKloptNiet

KOP = "jaar,swv_nummer,swv,soort,rubriek,code_voorstel,post,bedrag_eur,rol,opmerking"
REGEL = "2025,VO2708,Proef,lasten,algemeen,L.1,Bureau,100,regel,"


def bestand(*rijen, kop=KOP):
    return "\n".join([kop, *rijen]).encode()


def test_controles_of_the_budget_of_2025_are_those_of_the_source(jaarplan):
    verschillen = [(c.naam, c.eigen_som, c.gedrukt, c.verschil) for c in lees_begroting(jaarplan).controles()]

    assert verschillen == [
        ("Totale baten", 99150129, 99150128, 1),
        ("Subtotaal lasten algemeen", 2510350, 2510351, -1),
        ("Subtotaal verplichte afdrachten", 25930948, 25930948, 0),
        ("Subtotaal strategische ambities (niet in bron; berekend)", 71696131, None, None),
        ("Totale lasten, uit de gedrukte subtotalen", 100137430, 100137431, -1),
        ("Totale lasten, uit alle regels", 100137429, 100137431, -2),
        ("Saldo baten en lasten, uit de gedrukte totalen", -987303, -987302, -1),
        ("Saldo baten en lasten, uit alle regels", -987300, -987302, 2),
    ]


def test_controles_of_the_frame_of_almere_agree_exactly_in_all_years(kader):
    jaren = lees_meerjarenkader(kader)

    assert [b.jaar for b in jaren] == [2018, 2019, 2020, 2021]
    assert [c.verschil for b in jaren for c in b.controles()] == [0] * 16
    assert [b.som("saldo") for b in jaren] == [-241000, -476000, -371000, -206000]


def test_lees_begroting_with_semicolons_in_windows_1252_is_read_rightly():
    rij = "2025;VO2708;Proef;lasten;algemeen;L.1;Coördinatie;1250,50;regel;"

    gelezen = lees_begroting("\n".join([KOP.replace(",", ";"), rij]).encode("cp1252"))

    assert (gelezen.regels[0].naam, gelezen.regels[0].bedrag) == ("Coördinatie", Decimal("1250.50"))


@pytest.mark.parametrize(
    ("rij", "zin"),
    [
        (REGEL.replace("100", "1.250"), "Rij 2, kolom bedrag_eur: '1.250' is geen bedrag"),
        (REGEL.replace("100", "-5"), "Rij 2, kolom bedrag"),
        (REGEL.replace("100", "veel"), "Rij 2, kolom bedrag_eur"),
        (REGEL.replace("Bureau", "=1+1"), "Rij 2, kolom post: hier staat een formule"),
        (REGEL.replace("lasten", "kosten"), "Rij 2, kolom soort"),
        (REGEL.replace("regel", "anders"), "Rij 2, kolom rol"),
        (REGEL.replace("L.1", ""), "Rij 2: een begrotingsregel heeft een code"),
        (REGEL + ",nog een", "Rij 2 heeft niet evenveel kolommen"),
        ("2025,VO2708", "Rij 2 heeft niet evenveel kolommen"),
    ],
)
def test_lees_begroting_with_a_bad_row_names_row_and_column(rij, zin):
    with pytest.raises(BestandKloptNiet, match=zin):
        lees_begroting(bestand(rij))


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        (bestand(REGEL, REGEL), "Rij 3: de code L.1 staat al eerder"),
        (bestand(REGEL, REGEL.replace("2025", "2024").replace("L.1", "L.2")), "Rij 3, kolom jaar"),
        (bestand(), "geen enkele begrotingsregel"),
        (b"", "Dit bestand is leeg"),
        (bestand("x,y", kop="a,b"), "ontbreekt: jaar, swv"),
    ],
)
def test_lees_begroting_of_a_file_that_is_no_budget_is_refused(inhoud, zin):
    with pytest.raises(BestandKloptNiet, match=zin):
        lees_begroting(inhoud)


def test_lees_meerjarenkader_without_amounts_is_refused():
    with pytest.raises(BestandKloptNiet, match="geen kolom met bedragen"):
        lees_meerjarenkader(b"swv,soort,post,rol\nProef,kosten,Bureau,regel")


def test_every_wrong_row_is_named_at_once():
    kop = "jaar,swv,soort,rubriek,code,post,bedrag,rol\n"
    rijen = "2031,P,lasten,a,L.1,Huur,-5,regel\n2031,P,kat,a,L.2,Huur,5,regel\n2032,P,lasten,a,L.3,Huur,veel,regel\n"

    with pytest.raises(BestandKloptNiet) as fout:
        lees_begroting((kop + rijen).encode())

    assert [zin[:5] for zin in fout.value.velden["bestand"]] == ["Rij 2", "Rij 3", "Rij 4"]


def test_a_file_that_is_wrong_everywhere_names_twenty_rows_and_counts_the_rest():
    kop = "jaar,swv,soort,rubriek,code,post,bedrag,rol\n"
    rijen = "".join(f"2031,P,lasten,a,L.{n},Huur,-5,regel\n" for n in range(25))

    with pytest.raises(BestandKloptNiet) as fout:
        lees_begroting((kop + rijen).encode())

    assert (len(fout.value.velden["bestand"]), fout.value.velden["bestand"][-1]) == (21, "En nog 5 rijen.")
