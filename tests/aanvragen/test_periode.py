"""A period is one that somebody can mean, judged on the day on which the request was sent."""

import pytest

from aanvragen import workflow as acts
from aanvragen.models import Status
from swv.invullen.antwoorden import gegevens_van
from swv.invullen.leerling import HOOGSTENS_TERUG, HOOGSTENS_VOORUIT
from tests.aanvragen.levensloop import SOORTEN, concept, doe, fouten, indienen, ter_ondertekening

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]  # 13 October 2026

TERUG = "De begindatum ligt meer dan een jaar terug. Vul een latere begindatum in."
BEGIN = "De begindatum ligt meer dan vijf jaar vooruit. Vul een eerdere begindatum in."
EINDE = "De einddatum ligt meer dan vijf jaar vooruit. Vul een eerdere einddatum in."


@pytest.mark.parametrize("soort", SOORTEN)
def test_period_of_every_kind_lies_in_years_that_somebody_can_mean(personas, soort):
    assert fouten(concept(personas, soort, van="1-1-1900", tot="31-12-2199")) == {"van": [TERUG], "tot": [EINDE]}


@pytest.mark.parametrize(
    ("van", "tot", "verwacht"),
    [
        ("13-10-2025", "31-12-2026", {}),
        ("12-10-2025", "31-12-2026", {"van": [TERUG]}),
        ("1-11-2026", "13-10-2031", {}),
        ("1-11-2026", "14-10-2031", {"tot": [EINDE]}),
        ("1-11-2062", "1-12-2062", {"van": [BEGIN], "tot": [EINDE]}),
    ],
)
def test_limits_count_to_the_day(personas, van, tot, verwacht):
    assert fouten(concept(personas, "frictiefonds", van=van, tot=tot)) == verwacht


def test_request_that_was_right_when_sent_stays_right_while_it_waits(personas, klok):
    aanvraag = indienen(personas, concept(personas, "huisonderwijs", van="20-10-2025", tot="31-12-2025"))

    klok.move_to("2026-12-01 10:00:00+01:00")

    assert fouten(aanvraag) == {}
    assert "uren_totaal" in gegevens_van(aanvraag)


def test_request_that_began_a_year_ago_can_still_be_awarded_later(personas, klok):
    aanvraag = concept(personas, "huisonderwijs", van="20-10-2025", tot="31-12-2025")
    aanvraag = ter_ondertekening(personas, aanvraag)

    klok.move_to("2026-12-01 10:00:00+01:00")

    assert doe(acts.toekennen, aanvraag, personas.directeur).status == Status.TOEGEKEND


def test_limits_are_what_the_sentences_say():
    assert (HOOGSTENS_TERUG.years, HOOGSTENS_VOORUIT.years) == (1, 5)
