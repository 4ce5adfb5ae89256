import csv
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from financien.bestanden import BATEN, lees_begroting
from financien.kaders import ALMERE_BESTAND, ALMERE_PAD, almere, eigen_begroting
from financien.scenario import Pad, doorrekenen, signaleringswaarde
from financien.services import begroting_laden
from swv.organisaties.models import Rolsoort
from tests.factories.financien import persoon

PROCENT = st.decimals(min_value="0.1", max_value="10", places=2)
BLIJFT = Pad(Decimal("3.8"), Decimal("3.8"), 4)


def gedrukt(post: str) -> list[Decimal]:
    """The printed row of the frame, in euros."""
    rijen = csv.DictReader(ALMERE_BESTAND.read_text().splitlines())
    rij = next(rij for rij in rijen if rij["post"] == post)
    return [Decimal(rij[f"x1000_eur_{jaar}"]) * 1000 for jaar in range(2018, 2022)]


def test_almere_starts_with_the_reserve_of_2017_and_rolls_as_printed():
    jaren = doorrekenen(almere(), ALMERE_PAD)

    assert almere().beginreserve == 2_192_000
    assert [jaar.resultaat for jaar in jaren] == gedrukt("Resultaat")
    assert [jaar.reserve for jaar in jaren] == gedrukt("Reserve SWV-VO, verwachte stand ultimo")
    assert [jaar.reserve / 1000 for jaar in jaren] == [1951, 1475, 1104, 898]
    assert [jaar.kosten for jaar in jaren] == gedrukt("Totale kosten")
    assert [jaar.baten for jaar in jaren] == gedrukt("Totale opbrengsten")


def test_almere_share_falls_in_equal_steps_from_38_to_30():
    jaren = doorrekenen(almere(), ALMERE_PAD)

    assert [round(jaar.aandeel, 2) for jaar in jaren] == [Decimal(s) for s in ("3.80", "3.53", "3.27", "3.00")]


def test_almere_without_a_fall_has_the_deficit_of_five_percent_that_the_plan_names():
    laatste = doorrekenen(almere(), BLIJFT, meebewegend=Decimal(50))[-1]

    assert laatste.meer_vso == Decimal("701866.67")
    assert laatste.resultaat == Decimal("-907866.67")
    assert round(-laatste.resultaat * 100 / laatste.baten, 1) == Decimal("5.1")


def test_almere_without_a_fall_spends_more_and_ends_with_no_reserve():
    jaren = doorrekenen(almere(), BLIJFT)

    assert [jaar.meer_vso for jaar in jaren] == [Decimal(b) for b in ("0", "441660.38", "921795.92", "1403733.33")]
    assert jaren[-1].reserve == Decimal("-1869189.63")


@given(begin=PROCENT, eind=PROCENT, jaren=st.integers(1, 10), mee=st.decimals(0, 100, places=1))
def test_reserve_follows_the_results_in_every_scenario(begin, eind, jaren, mee):
    uitkomst = doorrekenen(almere(), Pad(begin, eind, jaren), meebewegend=mee)

    assert uitkomst[-1].reserve == almere().beginreserve + sum(jaar.resultaat for jaar in uitkomst)
    assert all(jaar.resultaat == k.resultaat - jaar.meer_vso for jaar, k in zip(uitkomst, almere().jaren, strict=True))


def test_pad_in_two_years_reaches_its_end_and_stays():
    pad = Pad(Decimal("3.8"), Decimal("3.0"), 2)

    assert [pad.aandeel(plek) for plek in range(4)] == [Decimal("3.8"), *[Decimal("3.0")] * 3]


@pytest.mark.parametrize(
    ("baten", "waarde"),
    [("99150128", "3470254.48"), ("0", "250000"), ("7142857.14", "250000"), ("7142857.43", "250000.01")],
)
def test_signaleringswaarde_is_a_share_of_the_income_with_a_floor(baten, waarde):
    assert signaleringswaarde(Decimal(baten)) == Decimal(waarde)


def test_signaleringswaarde_of_the_budget_of_2025_is_as_the_domain_says(jaarplan):
    assert int(signaleringswaarde(lees_begroting(jaarplan).som(BATEN))) == 3_470_254


def test_boven_signaal_of_almere_in_2021():
    laatste = doorrekenen(almere(), ALMERE_PAD)[-1]

    assert (laatste.signaleringswaarde, laatste.boven_signaal) == (Decimal("620305.00"), Decimal("277695.00"))


@pytest.mark.django_db
def test_own_budget_is_repeated_with_its_line_for_vso(jaarplan):
    begroting_laden(bestand=lees_begroting(jaarplan), door=persoon(Rolsoort.CONTROLLER))

    kader = eigen_begroting(2025, aandeel=Decimal("3.8"), beginreserve=Decimal(0))

    assert kader is not None
    assert [jaar.jaar for jaar in kader.jaren] == [2025, 2026, 2027, 2028]
    assert (kader.jaren[0].vso, kader.jaren[0].resultaat) == (18_912_867, -987_300)


@pytest.mark.django_db
def test_own_budget_without_a_line_for_vso_is_no_frame(post):
    assert eigen_begroting(2026, aandeel=Decimal("3.8"), beginreserve=Decimal(0)) is None
