"""Pictures: round scales, geometry inside the frame, words and table beside each, nothing inline."""

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from swv.kern.grafieken import BREEDTE, Deel, Grafiek, Reeks, Staaf, heel, kort, lijnen, schaal, staven

BEDRAGEN = st.decimals(Decimal(-(10**9)), Decimal(10**10), places=2)


def D(tekst: str) -> Decimal:  # noqa: N802
    return Decimal(tekst)


def vormen(grafiek: Grafiek, naam: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(grafiek.svg).iter(naam))  # noqa: S314


def staaf(*bedragen: str, grens: str | None = None, naam: str = "Post") -> Staaf:
    delen = [
        Deel(f"deel {n}", D(bedrag), kleur)
        for n, (bedrag, kleur) in enumerate(zip(bedragen, ("hoofd", "tweede", "derde"), strict=False))
    ]
    return Staaf(naam, delen, D(grens) if grens else None)


@pytest.mark.parametrize(
    ("laagste", "hoogste", "uit"),
    [
        ("0", "100", ["0", "50", "100"]),
        ("0", "90", ["0", "50", "100"]),
        ("0", "0", ["0", "0.5", "1.0"]),
        ("-30", "90", ["-50", "0", "50", "100"]),
        ("0", "54414096", ["0", "20000000", "40000000", "60000000"]),
    ],
)
def test_schaal_has_round_marks_around_the_values(laagste, hoogste, uit):
    assert schaal(D(laagste), D(hoogste)) == [D(streep) for streep in uit]


@given(BEDRAGEN, BEDRAGEN)
def test_schaal_holds_zero_and_both_values_in_few_steps(een, ander):
    marks = schaal(min(een, ander), max(een, ander))

    assert marks[0] <= min(een, ander, 0)
    assert marks[-1] >= max(een, ander, 0)
    assert 0 in marks
    assert 2 <= len(marks) <= 7


@pytest.mark.parametrize(
    ("bedrag", "tekst"),
    [("0", "€\xa00"), ("999999", "€\xa0999.999"), ("2500000", "€\xa02,5\xa0mln"), ("-20000000", "€\xa0-20\xa0mln")],
)
def test_kort_writes_an_axis_amount(bedrag, tekst):
    assert kort(D(bedrag)) == tekst


def test_heel_rounds_half_up():
    assert heel(D("12500.50")) == "€\xa012.501"


def test_lijnen_stop_where_values_stop_and_the_table_too():
    beeld = lijnen(
        titel="Verloop",
        zin="Er is nog € 5,00 over.",
        punten=["jan", "feb", "mrt"],
        reeksen=[Reeks("Over", [D("10"), D("5"), None], "hoofd"), Reeks("Leeg", [None] * 3, "tweede")],
    )

    lijn = [pad.get("d") for pad in vormen(beeld, "path")]
    assert [len(re.findall("[ML]", pad)) for pad in lijn] == [2]
    assert beeld.koppen == ["Maand", "Over", "Leeg"]
    assert beeld.rijen == [["jan", "€\xa010,00", "–"], ["feb", "€\xa05,00", "–"]]


@given(st.lists(BEDRAGEN, min_size=1, max_size=14))
def test_lijnen_stay_inside_the_frame(waarden):
    beeld = lijnen(
        titel="x", zin="y", punten=[str(n) for n in range(len(waarden))], reeksen=[Reeks("a", waarden, "plan")]
    )

    for x, y in re.findall(r"[ML](\S+) (\S+)", vormen(beeld, "path")[0].get("d")):
        assert 0 <= D(x) <= BREEDTE
        assert 0 <= D(y) <= beeld.hoogte


@given(st.lists(st.tuples(BEDRAGEN, BEDRAGEN, st.none() | BEDRAGEN), max_size=5))
def test_staven_stay_inside_the_frame(rijen):
    beeld = staven(
        titel="x",
        zin="y",
        staven=[
            Staaf(f"p{n}", [Deel("a", een, "hoofd"), Deel("b", twee, "derde")], grens)
            for n, (een, twee, grens) in enumerate(rijen)
        ],
    )

    for vlak in vormen(beeld, "rect"):
        assert D(vlak.get("x")) + D(vlak.get("width")) <= BREEDTE + D("0.1")
        assert float(vlak.get("y")) + float(vlak.get("height")) <= beeld.hoogte
    for grens in vormen(beeld, "line"):
        assert 0 <= D(grens.get("x1")) <= BREEDTE


def test_staven_are_as_long_as_their_amounts():
    beeld = staven(titel="x", zin="y", staven=[staaf("30", "20", grens="100"), staaf("100")])

    breed = [D(vlak.get("width")) for vlak in vormen(beeld, "rect") if "vlak" in vlak.get("class", "")]
    assert breed == [D("105.6"), D("70.4"), D("352.0")]
    assert beeld.koppen == ["Post", "deel 0", "deel 1", "Samen", "Begroot"]
    assert beeld.rijen[0] == ["Post", "€\xa030,00", "€\xa020,00", "€\xa050,00", "€\xa0100,00"]
    assert beeld.rijen[1] == ["Post", "€\xa0100,00", "–", "€\xa0100,00", "–"]


def test_bar_with_one_part_has_no_column_of_sums():
    assert staven(titel="x", zin="y", staven=[staaf("30")]).koppen == ["Post", "deel 0"]


def test_long_name_is_cut_in_the_picture_and_whole_in_the_table():
    naam = "Kwaliteitszorg en collegiale visitaties van alle scholen"
    beeld = staven(titel="x", zin="y", staven=[staaf("1", naam=naam)])

    assert naam not in beeld.svg
    assert "visitat" not in next(t.text for t in vormen(beeld, "text"))
    assert beeld.rijen[0][0] == naam


def test_unknown_colour_is_refused():
    with pytest.raises(ValueError, match="choose from"):
        staven(titel="x", zin="y", staven=[Staaf("p", [Deel("a", D("1"), "rood")])])


def test_tag_gives_picture_sentence_and_table_without_anything_inline():
    beeld = staven(
        titel="Waar gaat het geld heen?", zin="Alles naar <b>één</b> post.", staven=[staaf("1", naam="<i>Post</i>")]
    )

    html = Template("{% grafiek grafiek=g niveau=3 %}").render(Context({"g": beeld}))

    assert 'role="img"' in html
    assert "<title id=" in html
    assert "<desc id=" in html
    assert "<h3" in html
    assert "<caption" in html
    assert "style=" not in html
    assert "<b>" not in html
    assert "<i>" not in html
