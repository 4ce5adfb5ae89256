"""Two people at the same moment: real connections, a real race, and what happens when the guard is taken away."""

import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection, transaction

from financien.fouten import GeenRuimte, JaarGesloten
from financien.models import Begrotingsjaar, Boeking, Rekening, Verplichting
from financien.selectors import herbouw_verschillen, stand
from financien.services import Regel, boeken, jaar_afsluiten, verplichten, wijziging
from swv.organisaties.models import Rolsoort
from tests.factories.financien import BegrotingspostFactory, persoon
from tests.factories.organisaties import LeerlingFactory
from tests.financien.bewaking import zonder_guard

pytestmark = pytest.mark.django_db(transaction=True)


def tegelijk(*acts):
    """Start every act at the same moment on a connection of its own; give outcomes in order, refusals included."""
    start = threading.Barrier(len(acts))

    def doe(act):
        try:
            start.wait(timeout=10)
            return act()
        except (GeenRuimte, JaarGesloten) as weigering:
            return weigering
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as groep:
        return [toekomst.result(timeout=60) for toekomst in [groep.submit(doe, act) for act in acts]]


def award(post, bedrag, sleutel, *, bron=None):
    """An award inside a transaction, as the signing of a decision does it."""
    bron, door = bron or LeerlingFactory(), persoon(Rolsoort.DIRECTEUR)

    def act():
        with transaction.atomic():
            return verplichten(
                bron=bron, post=post, bedrag=Decimal(bedrag), omschrijving="Proef", sleutel=sleutel, door=door
            )

    return act


def test_two_awards_that_together_exceed_the_room_one_wins():
    post = BegrotingspostFactory(met_ruimte="1000.00")

    uitkomsten = tegelijk(award(post, "600.00", "a"), award(post, "600.00", "b"))

    assert sorted(type(u).__name__ for u in uitkomsten) == ["GeenRuimte", "Verplichting"]
    assert (stand(post).vrij, stand(post).toegekend) == (400, 600)
    assert herbouw_verschillen() == []


def test_two_awards_without_the_guard_both_win_and_overdraw():
    post = BegrotingspostFactory(met_ruimte="1000.00")

    with zonder_guard():
        uitkomsten = tegelijk(award(post, "600.00", "a"), award(post, "600.00", "b"))

    assert [type(u).__name__ for u in uitkomsten] == ["Verplichting", "Verplichting"]
    assert stand(post).vrij == -200
    assert [v.onderdeel for v in herbouw_verschillen()] == ["vrije ruimte"]


def test_eight_writers_on_one_line_lose_nothing_and_never_overdraw():
    post = BegrotingspostFactory(met_ruimte="100.00")

    def reeks(wie):
        acts = [award(post, "7.00", f"{wie}-{n}") for n in range(5)]

        def alles():
            gelukt = 0
            for act in acts:
                try:
                    act()
                    gelukt += 1
                except GeenRuimte:
                    continue
            return gelukt

        return alles

    assert sum(tegelijk(*[reeks(wie) for wie in range(8)])) == 14
    assert (stand(post).vrij, Verplichting.objects.count()) == (2, 14)
    assert herbouw_verschillen() == []


def test_bookings_over_two_lines_in_opposite_order_do_not_deadlock():
    een, twee = BegrotingspostFactory(met_ruimte="5000.00"), BegrotingspostFactory(met_ruimte="5000.00")
    door = persoon(Rolsoort.CONTROLLER)

    def schuif(van, naar, wie):
        def act():
            for n in range(20):
                boeken(
                    regels=[Regel(van, Rekening.Soort.VRIJ, Decimal(-1)), Regel(naar, Rekening.Soort.VRIJ, Decimal(1))],
                    sleutel=f"{wie}-{n}",
                    omschrijving="Schuif",
                    ingangsdatum=None,
                    door=door,
                )

        return act

    tegelijk(*[schuif(*([een, twee] if wie % 2 else [twee, een]), wie) for wie in range(4)])

    assert (stand(een).vrij, stand(twee).vrij) == (5000, 5000)
    assert herbouw_verschillen() == []


def test_the_same_award_twice_at_once_is_one_award():
    post, bron = BegrotingspostFactory(met_ruimte="1000.00"), LeerlingFactory()

    eerste, tweede = tegelijk(award(post, "100.00", "a", bron=bron), award(post, "100.00", "a", bron=bron))

    assert eerste == tweede
    assert (stand(post).toegekend, Verplichting.objects.count()) == (100, 1)


def test_closing_a_year_during_an_award_either_counts_it_or_refuses_it():
    post, door = BegrotingspostFactory(met_ruimte="1000.00"), persoon(Rolsoort.CONTROLLER)

    _, uitkomst = tegelijk(lambda: jaar_afsluiten(jaar=post.jaar, door=door), award(post, "100.00", "a"))

    geboekt = Boeking.objects.filter(sleutel="a").exists()
    assert isinstance(uitkomst, Verplichting) == geboekt
    assert Begrotingsjaar.objects.get().is_gesloten
    with pytest.raises(JaarGesloten):
        wijziging(post=post, bedrag=Decimal(1), besluit="te laat", sleutel="laat", door=door)
    assert herbouw_verschillen() == []
