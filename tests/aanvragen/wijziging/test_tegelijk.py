"""Somebody approves what a school spent while somebody else signs a change of the same award, each on a connection."""

import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from aanvragen.models import Aanvraag, Verantwoording
from aanvragen.verantwoording import afrekenen, openen
from aanvragen.verantwoording import workflow as verantwoording_acts
from aanvragen.verantwoording.schooljaren import goedgekeurd, toegekend_nu
from aanvragen.wijziging import gevolg
from financien.selectors import herbouw_verschillen
from swv.kern.fouten import Geweigerd
from tests.aanvragen.test_workflow_tegelijk import tegelijk
from tests.factories.financien import BegrotingspostFactory
from tests.factories.verantwoordingen import JUNI, V, betaal_alles, ken_toe, maak_verantwoording
from tests.factories.wijzigingen import leg_voor, stel_vast, stel_voor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("transactional_db", "klok", "wereld")]
D = Decimal


@pytest.fixture
def toekenning(personas, klok):
    """€ 10.000,00, of which € 9.000,00 is paid and € 9.500,00 was spent: sent in June 2027."""
    aanvraag = ken_toe(personas)
    betaal_alles(aanvraag)
    klok.move_to(JUNI)
    BegrotingspostFactory(code="L.S.02", jaar__jaar=2027, met_ruimte="100000.00")
    maak_verantwoording(personas, aanvraag, status=V.INGEDIEND, besteed="9.500")
    return aanvraag


def keur_goed(personas, aanvraag):
    rij = aanvraag.verantwoordingen.get()
    return lambda: verantwoording_acts.goedkeuren(rij, door=personas.bureau, bevestigd_op=timezone.now())


def teken(personas, wijziging):
    return lambda: stel_vast(personas, wijziging)


@pytest.mark.parametrize(
    ("soort", "velden", "toegekend"),
    [
        ("meer", {"bedrag": "12.000"}, D(12000)),
        ("minder", {"bedrag": "9.200"}, D(9200)),
        ("stoppen", {"tot": "30-11-2026"}, D(10000)),  # refused when the approval came first
    ],
)
def test_approval_and_change_at_once_wait_for_each_other_and_the_money_adds_up(
    personas, toekenning, soort, velden, toegekend
):
    wijziging = leg_voor(personas, stel_voor(personas, toekenning, soort), **velden)

    uitkomsten = tegelijk(keur_goed(personas, toekenning), teken(personas, wijziging))

    # Whoever comes second either goes by the new amount, or is told that something changed.
    assert any(not isinstance(uitkomst, Geweigerd) for uitkomst in uitkomsten)
    aanvraag = Aanvraag.objects.get()
    klaar = sum(goedgekeurd(aanvraag).values(), D(0))
    te_verantwoorden = sum(aanvraag.verantwoordingen.open().values_list("toegekend", flat=True), D(0))
    # Approved and then lowered is less than what was approved; else nothing of the award is left out or counted twice.
    assert klaar + te_verantwoorden == max(klaar, toegekend_nu(aanvraag))
    assert klaar <= toegekend_nu(aanvraag) or soort == "minder"
    assert aanvraag.toegekend_bedrag in (toegekend_nu(aanvraag), toegekend)
    assert herbouw_verschillen() == []


def test_without_the_order_of_locks_they_wait_for_each_other_in_a_circle(personas, toekenning, monkeypatch):
    """Twin of the test above: a change that takes the award before what is accounted for of it."""
    wijziging = leg_voor(personas, stel_voor(personas, toekenning, "meer"), bedrag="12.000")
    beide_halverwege = threading.Barrier(2)

    def award_eerst(wijziging):
        aanvraag = Aanvraag.objects.select_for_update(of=("self",)).select_related("school", "regeling").get()
        beide_halverwege.wait(timeout=10)
        return aanvraag

    echt = afrekenen.afrekenen

    def na_de_ander(verantwoording, **opties):
        beide_halverwege.wait(timeout=10)
        return echt(verantwoording, **opties)

    monkeypatch.setattr(gevolg, "_op_slot", award_eerst)
    monkeypatch.setattr(verantwoording_acts, "afrekenen", na_de_ander)

    def probeer(daad):
        try:
            return daad()
        except OperationalError as fout:
            return fout
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as groep:
        uitkomsten = list(groep.map(probeer, [keur_goed(personas, toekenning), teken(personas, wijziging)]))

    assert ["deadlock detected" in str(uitkomst) for uitkomst in uitkomsten].count(True) == 1


def test_opening_for_a_school_and_changing_one_of_its_awards_at_once(personas, toekenning):
    """Both number what they put ready: the awards are locked before the first number is taken."""
    verantwoording_acts.goedkeuren(Verantwoording.objects.get(), door=personas.bureau, bevestigd_op=timezone.now())
    ander = ken_toe(personas, soort="frictiefonds", periode={"van": "1-7-2027", "tot": "31-7-2027"})
    wijziging = leg_voor(personas, stel_voor(personas, toekenning, "meer"), bedrag="12.000")

    geopend, getekend = tegelijk(
        lambda: openen._openen(personas.school, [ander, toekenning]), teken(personas, wijziging)
    )

    assert [isinstance(uitkomst, Geweigerd) for uitkomst in (geopend, getekend)] == [False, False]
    assert sorted(Verantwoording.objects.open().values_list("toegekend", flat=True)) == [D(2500), D(10000)]
    assert len(set(Verantwoording.objects.values_list("kenmerk", flat=True))) == 3
