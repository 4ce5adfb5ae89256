"""A change after less was approved than was awarded: the ledger holds less than what was awarded costs."""

from datetime import date
from decimal import Decimal

import pytest

from aanvragen.models import Aanvraag, Status
from aanvragen.wijziging.geld import geldstand
from aanvragen.wijziging.grenzen import Grenzen
from aanvragen.workflow import bekendmaken
from financien.selectors import herbouw_verschillen
from swv.kern.fouten import VoorwaardeNietVervuld
from swv.kern.handelingen import Ongeldig
from tests.aanvragen.levensloop import momentopname, stel_regeling
from tests.factories.aanvragen import maak_aanvraag
from tests.factories.financien import BegrotingspostFactory
from tests.factories.verantwoordingen import JUNI, V, betaal_alles, ken_toe, maak_verantwoording
from tests.factories.wijzigingen import leg_voor, stel_vast, stel_voor, wijzig

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wereld")]
D = Decimal
UREN = "veiligheidscoordinator"  # kinds of hours without a period that the school chooses


@pytest.fixture
def uren(personas, klok):
    """40 hours at € 72,50, so € 2.900,00, all paid; it is June, and nothing is approved yet."""
    stel_regeling(UREN, tarief_per_uur="72.50", uren_per_schooljaar="80")
    aanvraag = bekendmaken(maak_aanvraag(personas, soort=UREN, status=Status.TOEGEKEND), door=None)
    betaal_alles(aanvraag)
    klok.move_to(JUNI)
    BegrotingspostFactory(code="L.S.02", jaar__jaar=2027, met_ruimte="100000.00")
    return aanvraag


@pytest.fixture
def minder_besteed(personas, uren):
    """€ 2.000,00 of it is approved: the rest is claimed back."""
    maak_verantwoording(personas, uren, status=V.GOEDGEKEURD, besteed="2.000")
    return uren


@pytest.fixture
def bedrag(personas, klok):
    """€ 10.000,00, of which € 9.000,00 is paid; it is June, and nothing is approved yet."""
    aanvraag = ken_toe(personas)
    betaal_alles(aanvraag)
    klok.move_to(JUNI)
    BegrotingspostFactory(code="L.S.02", jaar__jaar=2027, met_ruimte="100000.00")
    return aanvraag


def uitkomst(aanvraag):
    """The hours and what the ledger holds (euros)."""
    assert herbouw_verschillen() == []
    return Aanvraag.objects.get(pk=aanvraag.pk).toegekende_uren, geldstand(aanvraag).toegekend


# --- Hours -------------------------------------------------------------------------------------------------------


def test_more_hours_cost_only_the_hours_that_come_on_top(personas, minder_besteed):
    wijziging = wijzig(personas, minder_besteed, "meer", uren="44")

    assert wijziging.erbij == D(290)
    assert uitkomst(minder_besteed) == (D(44), D(2290))
    assert minder_besteed.verantwoordingen.get(status=V.KLAARGEZET).toegekend == D(290)


def test_longer_with_as_many_hours_moves_no_money(personas, minder_besteed):
    wijziging = wijzig(personas, minder_besteed, "langer", tot="31-8-2027", uren="40")

    assert (wijziging.erbij, wijziging.vrijgevallen, wijziging.teruggevorderd) == (0, 0, 0)
    assert uitkomst(minder_besteed) == (D(40), D(2000))


def test_fewer_hours_leave_what_was_approved(personas, minder_besteed):
    wijziging = wijzig(personas, minder_besteed, "minder", uren="36", betaalt_terug="on")

    assert (wijziging.erbij, wijziging.vrijgevallen, wijziging.teruggevorderd) == (0, 0, 0)
    assert uitkomst(minder_besteed) == (D(36), D(2000))


def test_fewer_hours_take_off_what_came_on_top(personas, minder_besteed):
    wijzig(personas, minder_besteed, "meer", uren="48")

    wijzig(personas, minder_besteed, "minder", uren="44", betaalt_terug="on")

    assert uitkomst(minder_besteed) == (D(44), D(2290))


def test_hours_that_stop_keep_what_was_approved(personas, minder_besteed):
    wijzig(personas, minder_besteed, "stoppen", tot="30-11-2026")

    assert uitkomst(minder_besteed) == (D(40), D(2000))


def test_hours_that_stop_in_a_second_year_lose_what_its_months_cost(personas, uren):
    """Nine and twelve months. Of € 1.242,86 was € 500,00 approved; half of the other € 1.657,14 is € 828,57, which is
    11,43 hours: eleven go."""
    Aanvraag.objects.update(van=date(2026, 11, 1), tot=date(2028, 7, 31))
    uren.refresh_from_db()
    maak_verantwoording(personas, uren, status=V.GOEDGEKEURD, besteed="500")
    assert uitkomst(uren) == (D(40), D("2157.14"))

    wijzig(personas, uren, "stoppen", tot="31-1-2028")

    assert uitkomst(uren) == (D(29), D("1359.64"))


def test_hours_that_stop_with_fewer_than_were_approved_are_refused(personas, minder_besteed):
    wijziging = stel_voor(personas, minder_besteed, "stoppen")

    with pytest.raises(Ongeldig) as fout:
        leg_voor(personas, wijziging, tot="30-11-2026", uren="27,5")
    assert "al €\xa02.000,00 verantwoord en goedgekeurd" in fout.value.velden["uren"][0]

    stel_vast(personas, leg_voor(personas, wijziging, tot="30-11-2026", uren="28"))
    assert uitkomst(minder_besteed) == (D(28), D(2000))


def test_signature_on_fewer_hours_than_were_approved_since_is_refused(personas, uren):
    wijziging = leg_voor(personas, stel_voor(personas, uren, "stoppen"), tot="30-11-2026")
    maak_verantwoording(personas, uren, status=V.GOEDGEKEURD, besteed="2.900")
    voor = momentopname()

    with pytest.raises(VoorwaardeNietVervuld, match=r"al €\xa02.900,00 verantwoord en goedgekeurd"):
        stel_vast(personas, wijziging)
    assert momentopname() == voor


# --- An amount ---------------------------------------------------------------------------------------------------


def test_stop_below_what_was_approved_is_refused(personas, bedrag):
    maak_verantwoording(personas, bedrag, status=V.GOEDGEKEURD, besteed="9.400")
    wijziging = stel_voor(personas, bedrag, "stoppen")

    with pytest.raises(Ongeldig) as fout:
        leg_voor(personas, wijziging, tot="30-11-2026", bedrag="9.399,99")
    assert "al €\xa09.400,00 verantwoord en goedgekeurd" in fout.value.velden["bedrag"][0]

    stel_vast(personas, leg_voor(personas, wijziging, tot="30-11-2026", bedrag="9.400"))
    assert uitkomst(bedrag) == (None, D(9400))


def test_signature_on_a_stop_below_what_was_approved_since_is_refused(personas, bedrag):
    wijziging = leg_voor(personas, stel_voor(personas, bedrag, "stoppen"), tot="30-11-2026")
    maak_verantwoording(personas, bedrag, status=V.GOEDGEKEURD, besteed="9.400")
    voor = momentopname()

    with pytest.raises(VoorwaardeNietVervuld, match=r"goedgekeurd.*Geef de wijziging terug aan het bureau"):
        stel_vast(personas, wijziging)
    assert momentopname() == voor


def test_without_the_limit_a_stop_claims_back_what_was_approved(personas, bedrag, monkeypatch):
    """Twin of the test above."""
    monkeypatch.setattr(Grenzen, "_fout_goedgekeurd", lambda self, kost: "")
    wijziging = leg_voor(personas, stel_voor(personas, bedrag, "stoppen"), tot="30-11-2026")
    maak_verantwoording(personas, bedrag, status=V.GOEDGEKEURD, besteed="9.400")

    stel_vast(personas, wijziging)

    assert geldstand(bedrag).toegekend < D(9400)


def test_stop_after_a_recovery_of_what_was_approved_keeps_what_is_left(personas, bedrag):
    maak_verantwoording(personas, bedrag, status=V.GOEDGEKEURD, besteed="9.400")
    wijzig(personas, bedrag, "terugvorderen", terugvordering="1.000")

    wijzig(personas, bedrag, "stoppen", tot="30-11-2026")

    assert uitkomst(bedrag) == (None, D(8400))
