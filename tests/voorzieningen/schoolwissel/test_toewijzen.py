"""The assignment: the same as trying everything, the same whatever the row order, and nobody rightly complains."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voorzieningen.models.schoolaanbod import Ondersteuning
from voorzieningen.models.schoolplaatsen import Schoolplaats
from voorzieningen.models.schoolwissel import Bereik
from voorzieningen.schoolwissel import toewijzen as module
from voorzieningen.schoolwissel.passen import Passing, Plek, Vraag, passing
from voorzieningen.schoolwissel.toewijzen import Toewijzing, onrecht, toewijzen
from voorzieningen.schoolwissel.uitleg import geen_plaats

BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
NIVEAUS = tuple(Schoolplaats.Niveau)


def plek(school: int, vrij: int = 1, **anders: object) -> Plek:
    velden = {"niveau": "havo", "leerjaar": 4, "postcode": "1315", **anders}
    return Plek(school=school, code=f"{10 + school}AB00", naam=f"School {school}", vrij=vrij, **velden)


def vraag(sleutel: str, *wensen: int, minuut: int = 0, **anders: object) -> Vraag:
    velden = {"bereik": Bereik.WENSEN, "leerjaar": 4, "niveaus": frozenset({"havo"}), "postcode": "1315", **anders}
    return Vraag(
        sleutel=sleutel, aangemeld_op=BEGIN + timedelta(minutes=minuut), school=99, wensen=tuple(wensen), **velden
    )


def scholen(uitkomst: list[Toewijzing]) -> dict[str, int | None]:
    return {rij.vraag.sleutel: rij.plek.school if rij.plek else None for rij in uitkomst}


# --- The rule, case by case ------------------------------------------------------------------------------------


def test_everybody_gets_the_first_wish_when_that_can_be() -> None:
    assert scholen(toewijzen([vraag("a", 1, 2), vraag("b", 2, 1)], [plek(1), plek(2)])) == {"a": 1, "b": 2}


def test_more_pupils_with_a_place_goes_before_a_first_wish() -> None:
    """Who is first and has two wishes gives way to who has only one."""
    assert scholen(toewijzen([vraag("a", 1, 2), vraag("b", 1, minuut=5)], [plek(1), plek(2)])) == {"a": 2, "b": 1}


def test_between_equals_who_was_registered_first_has_the_place() -> None:
    assert scholen(toewijzen([vraag("b", 1, minuut=1), vraag("a", 1, minuut=2)], [plek(1)])) == {"b": 1, "a": None}


def test_between_equals_at_the_same_moment_the_key_decides() -> None:
    assert scholen(toewijzen([vraag("b", 1), vraag("a", 1)], [plek(1)])) == {"a": 1, "b": None}


def test_fewest_points_together_goes_before_who_was_first() -> None:
    """The place costs the second nothing and the first ten points, and there is no other for either."""
    eerste, tweede = vraag("a", 5, 1), vraag("b", 1, minuut=5)

    assert scholen(toewijzen([eerste, tweede], [plek(1)])) == {"a": None, "b": 1}


def test_of_places_that_fit_equally_the_first_school_by_brin_is_given() -> None:
    assert scholen(toewijzen([vraag("a", bereik=Bereik.OVERAL)], [plek(3), plek(2)])) == {"a": 2}


def test_what_is_fixed_stays_whatever_the_terms_say() -> None:
    vast = vraag("b", 2, minuut=9, vast=(1, "havo"))

    assert scholen(toewijzen([vraag("a", 1), vast], [plek(1), plek(2)])) == {"a": None, "b": 1}


def test_who_is_fixed_on_a_full_school_has_no_place_and_takes_none() -> None:
    vast = [vraag("a", 2, vast=(1, "havo")), vraag("b", 2, minuut=1, vast=(1, "havo"))]

    uitkomst = toewijzen([*vast, vraag("c", 2, minuut=2)], [plek(1), plek(2)])

    assert scholen(uitkomst) == {"a": 1, "b": None, "c": 2}
    assert "is geen plaats meer" in geen_plaats(uitkomst[1], [plek(1), plek(2)])[0]


def test_school_excluded_by_hand_is_not_given() -> None:
    assert scholen(toewijzen([vraag("a", 1, 2, niet={1: "Eerder geweigerd."})], [plek(1), plek(2)])) == {"a": 2}


@pytest.mark.parametrize(
    ("zoekt", "aanbod", "zinnen"),
    [
        (vraag("a", 1), [], ["Er is op geen enkele school een vrije plaats voor havo, leerjaar 4."]),
        (
            vraag("a", 1),
            [plek(2, niveau="vwo")],
            ["Er is op geen enkele school een vrije plaats voor havo, leerjaar 4."],
        ),
        (
            vraag("a", 1),
            [plek(2), plek(3)],
            [
                "Er is geen plaats voor havo, leerjaar 4 binnen de gekozen scholen.",
                "Bij 2 plekken: de school valt buiten de gekozen scholen.",
            ],
        ),
        (
            vraag("b", 1, minuut=5),
            [plek(1)],
            ["Er past 1 plaats, maar die gaat naar een leerling die daar beter past of eerder is aangemeld."],
        ),
    ],
)
def test_who_has_no_place_reads_why(zoekt: Vraag, aanbod: list[Plek], zinnen: list[str]) -> None:
    uitkomst = toewijzen([zoekt, vraag("aa", 1)], aanbod)
    [toewijzing] = [rij for rij in uitkomst if rij.vraag == zoekt]

    assert geen_plaats(toewijzing, aanbod) == zinnen if toewijzing.plek is None else zoekt.sleutel == "a"


# --- The same as trying everything -----------------------------------------------------------------------------


def alles_proberen(vragen: list[Vraag], plekken: list[Plek]) -> dict[str, int | None]:
    """Every way to divide, compared by the rule as it is written down; no solver."""
    rij = sorted(vragen, key=lambda een: een.volgorde)
    keuzes = [[None, *(plek for plek in plekken if isinstance(passing(een, plek), Passing))] for een in rij]

    def gewicht(verdeling: tuple[Plek | None, ...]) -> tuple:
        punten = [passing(een, bij).punten if bij else None for een, bij in zip(rij, verdeling, strict=True)]  # type: ignore[union-attr]
        per_leerling = [(aantal is None, aantal or 0) for aantal in punten]
        namen = [(bij is None, bij.sleutel if bij else ()) for bij in verdeling]
        return punten.count(None), sum(filter(None, punten)), per_leerling, namen

    beste = min((v for v in product(*keuzes) if all(v.count(bij) <= bij.vrij for bij in v if bij)), key=gewicht)
    return {een.sleutel: bij.school if bij else None for een, bij in zip(rij, beste, strict=True)}


@st.composite
def klein(draw: st.DrawFn) -> tuple[list[Vraag], list[Plek]]:
    """At most five pupils and four schools, with many ties."""
    plekken = [plek(school, draw(st.integers(1, 2))) for school in range(draw(st.integers(0, 4)))]
    vragen = [
        vraag(
            f"{nummer}",
            *draw(st.lists(st.integers(0, 3), unique=True, max_size=3)),
            minuut=draw(st.integers(0, 2)),
            bereik=draw(st.sampled_from([Bereik.WENSEN, Bereik.OVERAL])),
        )
        for nummer in range(draw(st.integers(0, 5)))
    ]
    return vragen, plekken


@settings(max_examples=150, deadline=None)
@given(klein())
def test_assignment_is_what_trying_everything_gives(geval: tuple[list[Vraag], list[Plek]]) -> None:
    vragen, plekken = geval

    assert scholen(toewijzen(vragen, plekken)) == alles_proberen(vragen, plekken)


@settings(max_examples=50, deadline=None)
@given(klein(), st.randoms(use_true_random=False))
def test_order_of_the_rows_changes_nothing_and_nobody_rightly_complains(
    geval: tuple[list[Vraag], list[Plek]], kans: Random
) -> None:
    vragen, plekken = geval
    eerst = toewijzen(vragen, plekken)
    kans.shuffle(vragen)
    kans.shuffle(plekken)

    daarna = toewijzen(vragen, plekken)

    assert scholen(eerst) == scholen(daarna)
    assert onrecht(daarna, plekken) == []


# --- Guards, and what happens without them -----------------------------------------------------------------------


def test_without_the_order_of_registration_the_answer_is_not_the_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: the solver alone gives some best assignment, which need not be the one of the rule."""
    monkeypatch.setattr(module._Verdeling, "goedkoopst", lambda self, rij: None)
    monkeypatch.setattr(module._Verdeling, "eerste", lambda self, rij, groepen: None)
    gevallen = list(_gevallen())

    anders = [geval for geval in gevallen if scholen(toewijzen(*geval)) != alles_proberen(*geval)]

    assert anders


def _gevallen() -> Iterator[tuple[list[Vraag], list[Plek]]]:
    for zaad in range(20):
        kans = Random(zaad)
        yield (
            [vraag(f"{n}", *kans.sample(range(3), 2), minuut=9 - n, bereik=Bereik.OVERAL) for n in range(4)],
            [plek(school) for school in range(3)],
        )


def _gegeven(zoekt: Vraag, waar: Plek | None, aanbod: list[Plek]) -> Toewijzing:
    opties = {bij: past for bij in aanbod if isinstance(past := passing(zoekt, bij), Passing)}
    return Toewijzing(zoekt, waar, opties[waar] if waar else None, opties)


def test_complaint_is_seen_when_a_better_place_stays_free() -> None:
    aanbod = [plek(1), plek(2)]

    assert onrecht([_gegeven(vraag("a", 1, 2), aanbod[1], aanbod)], aanbod) == ["a"]


def test_complaint_is_seen_when_a_later_equal_has_the_place() -> None:
    [aanbod] = [[plek(1)]]
    vroeg, laat = vraag("a", 1), vraag("b", 1, minuut=5)

    assert onrecht([_gegeven(vroeg, None, aanbod), _gegeven(laat, aanbod[0], aanbod)], aanbod) == ["a"]


def test_complaint_is_seen_when_changing_places_costs_fewer_points() -> None:
    aanbod = [plek(1), plek(2)]
    een, ander = vraag("a", 1, 2), vraag("b", 2, 1)

    klagers = onrecht([_gegeven(een, aanbod[1], aanbod), _gegeven(ander, aanbod[0], aanbod)], aanbod)

    assert klagers == ["a", "b"]


# --- Two hundred pupils ------------------------------------------------------------------------------------------


def velen(leerlingen: int, plaatsen: int) -> tuple[list[Vraag], list[Plek]]:
    """Invented pupils over so many single places of eighteen schools."""
    kans = Random(7)
    vakken = [(school, niveau, jaar) for school in range(18) for niveau in NIVEAUS for jaar in range(1, 5)]
    plekken = [
        plek(school, niveau=niveau, leerjaar=jaar, postcode=f"13{kans.randint(11, 36)}",
             ondersteuning=kans.choice([None, frozenset(Ondersteuning)]))
        for school, niveau, jaar in kans.sample(vakken, plaatsen)
    ]  # fmt: skip
    vragen = [
        vraag(
            f"{nummer:03d}",
            *kans.sample(range(18), 3),
            minuut=kans.randrange(500),
            leerjaar=kans.randint(1, 4),
            niveaus=frozenset(NIVEAUS[(hoogste := kans.randint(1, 5)) - 1 : hoogste + 1]),
            bereik=kans.choice([Bereik.STAD, Bereik.OVERAL, Bereik.WENSEN]),
            nodig=frozenset(kans.sample([*Ondersteuning], kans.randint(0, 1))),
        )
        for nummer in range(leerlingen)
    ]
    return vragen, plekken


def test_two_hundred_pupils_over_sixty_places_are_divided_quickly_with_a_reason_for_each() -> None:
    vragen, plekken = velen(200, 60)
    begin = time.perf_counter()

    uitkomst = toewijzen(vragen, plekken)

    assert time.perf_counter() - begin < 5
    assert len(uitkomst) == 200
    geplaatst = [rij for rij in uitkomst if rij.plek]
    assert 50 <= len(geplaatst) <= 60
    assert len({rij.plek for rij in geplaatst}) == len(geplaatst)  # each has a place of its own
    assert all(rij.passing.termen[0].tekst.startswith("Past: ") for rij in geplaatst if rij.passing)
    assert all(geen_plaats(rij, plekken) for rij in uitkomst if rij.plek is None)
    assert onrecht(uitkomst, plekken) == []
