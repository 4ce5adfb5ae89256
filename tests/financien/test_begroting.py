from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import timezone

from financien.bestanden import lees_begroting, lees_meerjarenkader
from financien.fouten import BestandKloptNiet, GeenRuimte, JaarGesloten, OnjuistBedrag, SleutelBestaat
from financien.models import Begrotingsjaar, Begrotingspost, Boeking, Brontotaal
from financien.selectors import herbouw_verschillen, overzicht, stand
from financien.services import begroting_laden, jaar_afsluiten, wijziging
from swv.kern.fouten import VoorwaardeNietVervuld
from tests.factories.financien import BegrotingspostFactory

pytestmark = pytest.mark.django_db


def test_begroting_laden_of_2025_stores_the_lines_and_no_printed_total(jaarplan, controller):
    verslag = begroting_laden(bestand=lees_begroting(jaarplan), door=controller)

    jaar = overzicht(verslag.jaar)
    assert (jaar.baten.begroot, jaar.lasten.begroot, jaar.resultaat) == (99150129, 100137429, -987300)
    assert Begrotingspost.objects.filter(jaar=verslag.jaar).count() == 25
    assert not Begrotingspost.objects.filter(code__endswith="99").exists()
    assert [t.verschil for t in jaar.brontotalen] == [1, -1, 0, None, -1, -2, -1, 2]
    assert herbouw_verschillen() == []


def test_begroting_laden_of_the_same_lines_for_the_current_year_stands_beside_it(jaarplan, controller):
    bestand = lees_begroting(jaarplan)
    begroting_laden(bestand=bestand, door=controller)

    verslag = begroting_laden(bestand=bestand, door=controller, jaar=timezone.localdate().year)

    assert [(p.code, stand(p).vrij) for p in verslag.jaar.posten.filter(soort="lasten")] == [
        (p.code, stand(p).vrij) for p in Begrotingspost.objects.filter(jaar__jaar=2025, soort="lasten")
    ]


def test_begroting_laden_of_the_frame_of_almere_loads_four_years(kader, controller):
    for bestand in lees_meerjarenkader(kader):
        begroting_laden(bestand=bestand, door=controller)

    resultaten = [overzicht(jaar).resultaat for jaar in Begrotingsjaar.objects.order_by("jaar")]
    assert resultaten == [-241000, -476000, -371000, -206000]


def test_begroting_laden_twice_changes_nothing(jaarplan, controller):
    eerste = begroting_laden(bestand=lees_begroting(jaarplan), door=controller)

    tweede = begroting_laden(bestand=lees_begroting(jaarplan), door=controller)

    assert (tweede.boeking.pk, tweede.is_nieuw) == (eerste.boeking.pk, False)
    assert (Boeking.objects.count(), Brontotaal.objects.count()) == (1, 8)


def test_begroting_laden_with_another_amount_is_refused(jaarplan, controller):
    begroting_laden(bestand=lees_begroting(jaarplan), door=controller)
    ander = lees_begroting(jaarplan)
    ander.regels[0] = replace(ander.regels[0], bedrag=ander.regels[0].bedrag - 1)

    with pytest.raises(SleutelBestaat):
        begroting_laden(bestand=ander, door=controller)


def test_begroting_laden_with_another_line_is_refused(jaarplan, controller):
    begroting_laden(bestand=lees_begroting(jaarplan), door=controller)
    ander = lees_begroting(jaarplan)
    ander.regels[0] = replace(ander.regels[0], code="B.77")

    with pytest.raises(SleutelBestaat, match="begrotingswijziging"):
        begroting_laden(bestand=ander, door=controller)


def test_begroting_laden_beyond_the_tolerance_is_refused_and_loads_nothing(jaarplan, controller):
    with pytest.raises(BestandKloptNiet, match=r"Totale baten: de regels zijn samen €\xa099\.150\.129,00"):
        begroting_laden(bestand=lees_begroting(jaarplan), door=controller, tolerantie=Decimal("0.99"))

    assert not Begrotingsjaar.objects.exists()


def test_begroting_laden_for_an_impossible_year_is_refused(jaarplan, controller):
    with pytest.raises(BestandKloptNiet, match="tussen 2014 en 2100"):
        begroting_laden(bestand=lees_begroting(jaarplan), door=controller, jaar=1999)


def test_begroting_laden_in_a_closed_year_is_refused(jaarplan, controller):
    verslag = begroting_laden(bestand=lees_begroting(jaarplan), door=controller)
    jaar_afsluiten(jaar=verslag.jaar, door=controller)

    with pytest.raises(JaarGesloten, match="2025 is gesloten"):
        begroting_laden(bestand=lees_begroting(jaarplan), door=controller)


def test_wijziging_up_and_down_moves_the_free_room(post, controller):
    wijziging(post=post, bedrag=Decimal("-250.00"), besluit="ALV 3", sleutel="w1", door=controller)

    assert (stand(post).gewijzigd, stand(post).vrij) == (Decimal("750.00"), Decimal("750.00"))


def test_wijziging_below_the_free_room_is_refused(post, controller):
    with pytest.raises(GeenRuimte, match="geef eerst toegekend geld vrij"):
        wijziging(post=post, bedrag=Decimal("-1000.01"), besluit="ALV 3", sleutel="w1", door=controller)

    assert stand(post).vrij == 1000


def test_wijziging_of_income_moves_what_is_expected(controller):
    baten = BegrotingspostFactory(soort="baten", met_ruimte="500.00")

    assert (stand(baten).budget, stand(baten).vrij) == (500, 500)


def test_wijziging_without_decision_is_refused(post, controller):
    with pytest.raises(VoorwaardeNietVervuld):
        wijziging(post=post, bedrag=Decimal(1), besluit=" ", sleutel="w1", door=controller)


def test_wijziging_of_nothing_is_refused(post, controller):
    with pytest.raises(OnjuistBedrag, match="verandert niets"):
        wijziging(post=post, bedrag=Decimal(0), besluit="ALV 3", sleutel="w1", door=controller)
