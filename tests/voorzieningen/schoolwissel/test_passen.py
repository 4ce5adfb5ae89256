"""Each term of the rule by itself, without a database."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from voorzieningen.models.schoolaanbod import Ondersteuning, Profiel
from voorzieningen.models.schoolwissel import Bereik
from voorzieningen.schoolwissel.passen import Bezwaar, Passing, Plek, Vraag, passing, zelfde_cijfers

PLEK = Plek(school=1, code="10AB00", naam="Noord", niveau="havo", leerjaar=4, vrij=3, postcode="1326")
VRAAG = Vraag(
    sleutel="a",
    aangemeld_op=datetime(2026, 3, 1, tzinfo=UTC),
    school=9,
    leerjaar=4,
    niveaus=frozenset({"havo"}),
    postcode="1315",
)


def _punten(vraag: Vraag, plek: Plek = PLEK) -> int:
    past = passing(vraag, plek)
    assert isinstance(past, Passing)
    return past.punten


@pytest.mark.parametrize(
    ("vraag", "plek", "bezwaar"),
    [
        ({"leerjaar": 3}, {}, Bezwaar.NIVEAU),
        ({"niveaus": frozenset({"vwo"})}, {}, Bezwaar.NIVEAU),
        ({"school": 1}, {}, Bezwaar.EIGEN_SCHOOL),
        ({}, {"is_vso": True}, Bezwaar.VSO),
        ({"niet": {1: "Eerder geweigerd."}}, {}, Bezwaar.MET_DE_HAND),
        ({"uitgesloten": frozenset({1})}, {}, Bezwaar.UITGESLOTEN),
        ({"bereik": Bereik.WENSEN, "wensen": (2,)}, {}, Bezwaar.BEREIK),
        ({"bereik": Bereik.BUURT}, {}, Bezwaar.BEREIK),
        ({"bereik": Bereik.STAD}, {"postcode": "1012"}, Bezwaar.BEREIK),
        ({"bereik": Bereik.STAD}, {"postcode": ""}, Bezwaar.BEREIK),
        ({"nodig": frozenset({Ondersteuning.RUSTPLEK})}, {"ondersteuning": frozenset()}, Bezwaar.ONDERSTEUNING),
        ({"profiel": Profiel.NT}, {"profielen": frozenset({Profiel.EM})}, Bezwaar.PROFIEL),
    ],
)
def test_hard_term_excludes_the_place(vraag: dict, plek: dict, bezwaar: Bezwaar) -> None:
    assert isinstance(passing(VRAAG, PLEK), Passing)
    assert passing(replace(VRAAG, **vraag), replace(PLEK, **plek)) == bezwaar


@pytest.mark.parametrize(
    ("vraag", "plek", "punten"),
    [
        ({}, {}, 42),
        ({"wensen": (1,)}, {}, 2),
        ({"wensen": (2, 1)}, {}, 12),
        ({"wensen": (2, 3, 1)}, {}, 22),
        ({"wensen": (1,)}, {"postcode": "1315"}, 0),
        ({"wensen": (1,)}, {"postcode": "1312"}, 1),
        ({"wensen": (1,)}, {"postcode": "1012"}, 4),
        ({"wensen": (1,)}, {"postcode": ""}, 4),
        ({"wensen": (1,), "nodig": frozenset({Ondersteuning.LWOO, Ondersteuning.LEZEN})}, {}, 12),
        ({"wensen": (1,), "profiel": Profiel.EM}, {}, 5),
    ],
)
def test_soft_terms_add_up_to_the_points(vraag: dict, plek: dict, punten: int) -> None:
    assert _punten(replace(VRAAG, **vraag), replace(PLEK, **plek)) == punten


def test_wish_goes_before_how_far_one_may_travel() -> None:
    ver = replace(PLEK, postcode="1012")

    assert _punten(replace(VRAAG, bereik=Bereik.BUURT, wensen=(1,)), ver) == 4
    assert passing(replace(VRAAG, bereik=Bereik.BUURT), ver) == Bezwaar.BEREIK


def test_terms_read_as_the_reason() -> None:
    vraag = replace(VRAAG, wensen=(1,), nodig=frozenset({Ondersteuning.RUSTPLEK}), profiel=Profiel.EM)
    plek = replace(PLEK, ondersteuning=frozenset({Ondersteuning.RUSTPLEK}), profielen=frozenset({Profiel.EM}))

    past = passing(vraag, plek)

    assert isinstance(past, Passing)
    assert [term.tekst for term in past.termen] == [
        "Past: havo, leerjaar 4",
        "Eerste wens",
        "School in postcode 1326, thuis is 1315",
        "3 vrije plaatsen",
        "Dit is er: een rustige plek in de school",
        "De school heeft profiel economie en maatschappij",
    ]


@pytest.mark.parametrize(
    ("ander", "aantal"), [("1315", 4), ("1312", 3), ("1326", 2), ("1012", 1), ("2012", 0), ("", 0)]
)
def test_postcodes_are_compared_by_their_first_digits(ander: str, aantal: int) -> None:
    assert zelfde_cijfers("1315", ander) == aantal
