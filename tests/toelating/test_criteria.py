"""The criteria on one request: from the answers as they were sent, and when the SWV has to weigh."""

import pytest

from swv.invullen.antwoorden import gegevens_van
from tests.factories.toelating import maak_tlv
from toelating.criteria import beoordeling, uit_gegevens, vraagt_weging
from toelating.models import Soort, Status, Tlvaanvraag
from toelating.pro import DOMEINEN, Uitkomst

SCORES = {
    "iq_van": 70,
    "iq_tot": 70,
    **{f"dle_{domein}": 20 for domein in DOMEINEN},
    **{f"dl_{domein}": 50 for domein in DOMEINEN},
}


def test_all_scores_give_the_sum():
    assert uit_gegevens(SCORES).uitkomst == Uitkomst.VOLDOET


@pytest.mark.parametrize("weg", SCORES)
def test_one_score_that_is_missing_makes_the_sum_impossible(weg):
    assert uit_gegevens({**SCORES, weg: None}) is None
    assert uit_gegevens({naam: score for naam, score in SCORES.items() if naam != weg}) is None


def test_score_of_zero_is_a_score():
    assert uit_gegevens({**SCORES, "dle_spellen": 0}).uitkomst == Uitkomst.VOLDOET


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("soort", "anders", "uitkomst", "weging"),
    [
        (Soort.VSO, {}, None, False),
        (Soort.PRO, {}, Uitkomst.VOLDOET, False),
        (Soort.PRO, {"iq_van": "90", "iq_tot": "95"}, Uitkomst.TEGENSTRIJDIG, True),
        (Soort.PRO, {"iq_van": "78", "iq_tot": "83"}, Uitkomst.TEGENSTRIJDIG, True),
        (
            Soort.PRO,
            {"iq_van": "90", "iq_tot": "95", **{f"dle_{domein}": "49" for domein in DOMEINEN}},
            Uitkomst.VOLDOET_NIET,
            False,
        ),
    ],
)
def test_only_contradictory_criteria_are_weighed(klok, wereld, soort, anders, uitkomst, weging):
    aanvraag = maak_tlv(wereld, soort=soort, status=Status.INGEDIEND, anders={"criteria": anders})

    oordeel = beoordeling(aanvraag)

    assert (oordeel.uitkomst if oordeel else None) == uitkomst
    assert vraagt_weging(aanvraag) is weging


@pytest.mark.django_db
def test_what_the_school_types_afterwards_changes_nothing(klok, wereld):
    aanvraag = maak_tlv(wereld, soort=Soort.PRO, status=Status.INGEDIEND)
    Tlvaanvraag.objects.update(antwoorden={"criteria": {"iq_van": "120", "iq_tot": "120"}})
    aanvraag = Tlvaanvraag.objects.get(pk=aanvraag.pk)

    assert gegevens_van(aanvraag).get("iq_van") is None
    assert beoordeling(aanvraag).uitkomst == Uitkomst.VOLDOET


@pytest.mark.django_db
def test_scores_that_cannot_be_reckoned_are_weighed(klok, wereld):
    aanvraag = maak_tlv(wereld, soort=Soort.PRO)

    assert beoordeling(aanvraag).uitkomst == Uitkomst.VOLDOET
    aanvraag.antwoorden["criteria"]["dl_spellen"] = ""
    assert (beoordeling(aanvraag), vraagt_weging(aanvraag)) == (None, True)
