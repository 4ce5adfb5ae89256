"""An earlier end divides by months, and only what is not accounted for yet."""

from datetime import date
from decimal import Decimal

import pytest

from aanvragen.models import Aanvraag
from aanvragen.wijziging.eerder import bedrag_tot, uren_tot
from aanvragen.wijziging.geld import geldstand
from financien.selectors import herbouw_verschillen
from tests.aanvragen.levensloop import stel_regeling
from tests.factories.financien import BegrotingspostFactory
from tests.factories.verantwoordingen import JUNI, V, betaal_alles, ken_toe, maak_verantwoording
from tests.factories.wijzigingen import leg_voor, stel_vast, stel_voor, vraag

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wereld")]
D = Decimal


@pytest.fixture
def toekenning(personas, klok):
    """€ 21.000,00 for nine and twelve months. Of the first € 9.000,00 the school spent € 6.000,00: approved."""
    for jaar in (2027, 2028):
        BegrotingspostFactory(code="L.S.02", jaar__jaar=jaar, met_ruimte="100000.00")
    aanvraag = ken_toe(personas, bedrag="21000", periode={"van": "1-11-2026", "tot": "31-7-2028"})
    betaal_alles(aanvraag)
    klok.move_to(JUNI)
    maak_verantwoording(personas, aanvraag, status=V.GOEDGEKEURD, besteed="6.000")
    return aanvraag


@pytest.mark.parametrize(
    ("tot", "houdt"),
    [
        (date(2028, 7, 31), "18000.00"),
        (date(2028, 1, 31), "12000.00"),  # six of the twelve months of € 12.000,00
        (date(2027, 8, 31), "7000.00"),
        (date(2027, 7, 31), "6000.00"),
        (date(2027, 1, 31), "6000.00"),  # inside what was accounted for: nothing of that goes
    ],
)
def test_what_was_approved_stays_and_the_rest_goes_by_the_months_that_are_left(toekenning, tot, houdt):
    assert bedrag_tot(toekenning, D(18000), tot) == D(houdt)


def test_early_end_claims_back_nothing_that_was_accounted_for(personas, toekenning):
    wijziging = stel_vast(personas, leg_voor(personas, vraag(personas, toekenning, "stoppen", tot="31-1-2028")))

    assert (wijziging.bedrag, geldstand(toekenning).toegekend) == (D(12000), D(12000))
    assert herbouw_verschillen() == []


def test_once_every_year_is_accounted_for_only_what_came_on_top_is_divided(personas, klok):
    aanvraag = ken_toe(personas, periode={"van": "1-8-2026", "tot": "31-7-2027"})
    klok.move_to(JUNI)
    maak_verantwoording(personas, aanvraag, status=V.GOEDGEKEURD)

    assert bedrag_tot(aanvraag, D(11200), date(2027, 1, 31)) == D(10600)  # six of the twelve months of € 1.200,00


def test_nothing_accounted_for_goes_by_all_months(personas):
    aanvraag = ken_toe(personas, periode={"van": "1-11-2026", "tot": "31-7-2028"})

    assert bedrag_tot(aanvraag, D(21000), date(2027, 7, 31)) == D(9000)
    assert bedrag_tot(aanvraag, D(21000), date(2026, 10, 31)) == D(0)


def test_hours_that_were_accounted_for_stay_when_the_award_ends_earlier(personas, klok):
    from aanvragen.models import Status
    from aanvragen.workflow import bekendmaken
    from tests.factories.aanvragen import maak_aanvraag

    stel_regeling("huisonderwijs", tarief_per_uur="72.50")
    aanvraag = bekendmaken(maak_aanvraag(personas, soort="huisonderwijs", status=Status.TOEGEKEND), door=None)
    assert uren_tot(aanvraag, D(2900), date(2026, 11, 30)) == D(17)
    klok.move_to(JUNI)
    maak_verantwoording(personas, aanvraag, status=V.GOEDGEKEURD, besteed="2.900")

    wijziging = stel_vast(personas, leg_voor(personas, stel_voor(personas, aanvraag, "stoppen"), tot="30-11-2026"))

    assert wijziging.uren == Aanvraag.objects.get().toegekende_uren == D(40)
    assert geldstand(aanvraag).toegekend == D(2900)
