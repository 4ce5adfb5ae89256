"""Two people at the same moment: real connections, a real race, and what happens when the guard is taken away."""

from contextlib import nullcontext
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from financien import services
from financien.fouten import GeenRuimte, NietOpenstaand
from financien.models import Boeking, Rekening, Reservering, Verplichting
from financien.selectors import herbouw_verschillen, stand
from financien.services import Regel, Voorstel, bulk, verplichten
from financien.services.grootboek import vastleggen
from swv.organisaties.models import Rolsoort
from tests.factories.financien import BegrotingsjaarFactory, BegrotingspostFactory, betaal, persoon, toekenning
from tests.factories.organisaties import LeerlingFactory
from tests.financien.actor import Actor
from tests.financien.bewaking import (
    met_ontmoeting_na_betaling,
    zonder_guard,
    zonder_guard_op_betaling,
    zonder_index,
    zonder_sleutel,
    zonder_slot_op_bron,
    zonder_volgorde,
)
from tests.financien.gelijktijdig import tegelijk, terwijl_open
from tests.financien.invarianten import waargenomen

pytestmark = pytest.mark.django_db(transaction=True)


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


def acht_schrijvers(post):
    """Eight people try five awards of 7 euro each on one line; how many they got."""

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

    return sum(tegelijk(*[reeks(wie) for wie in range(8)]))


def test_eight_writers_on_one_line_lose_nothing_and_never_overdraw():
    post = BegrotingspostFactory(met_ruimte="100.00")

    with waargenomen() as waarnemer:
        assert acht_schrijvers(post) == 14

    assert (stand(post).vrij, Verplichting.objects.count()) == (2, 14)
    assert herbouw_verschillen() == []
    assert waarnemer.gevonden == set()


def test_eight_writers_without_the_guard_overdraw():
    post = BegrotingspostFactory(met_ruimte="100.00")

    with zonder_guard(), waargenomen() as waarnemer:
        assert acht_schrijvers(post) == 40

    assert stand(post).vrij == 100 - 40 * 7
    assert waarnemer.gevonden == {"I2 vrije ruimte"}


def schuiven(een, twee, *, mensen, keer):
    """These people move a euro from one line to the other, half of them the other way round."""
    door = persoon(Rolsoort.CONTROLLER)

    def schuif(van, naar, wie):
        def act():
            for n in range(keer):
                regels = [Regel(van, Rekening.Soort.VRIJ, Decimal(-1)), Regel(naar, Rekening.Soort.VRIJ, Decimal(1))]
                soort, sleutel = Boeking.Soort.OVERIG, f"{wie}-{n}"
                vastleggen(Voorstel(regels=regels, sleutel=sleutel, soort=soort, omschrijving="Schuif", door=door))

        return act

    tegelijk(*[schuif(*([een, twee] if wie % 2 else [twee, een]), wie) for wie in range(mensen)])


def test_bookings_over_two_lines_in_opposite_order_do_not_deadlock():
    een, twee = BegrotingspostFactory(met_ruimte="5000.00"), BegrotingspostFactory(met_ruimte="5000.00")

    schuiven(een, twee, mensen=4, keer=20)

    assert (stand(een).vrij, stand(twee).vrij) == (5000, 5000)
    assert herbouw_verschillen() == []


def test_bookings_over_two_lines_without_the_order_of_accounts_deadlock():
    een, twee = BegrotingspostFactory(met_ruimte="5000.00"), BegrotingspostFactory(met_ruimte="5000.00")

    with zonder_volgorde(), pytest.raises(OperationalError, match="deadlock"):
        schuiven(een, twee, mensen=2, keer=1)


def test_the_same_award_twice_at_once_is_one_award():
    post, bron = BegrotingspostFactory(met_ruimte="1000.00"), LeerlingFactory()

    eerste, tweede = tegelijk(award(post, "100.00", "a", bron=bron), award(post, "100.00", "a", bron=bron))

    assert eerste == tweede
    assert (stand(post).toegekend, Verplichting.objects.count()) == (100, 1)


def test_the_same_award_twice_at_once_without_the_key_is_two_awards():
    post, bron = BegrotingspostFactory(met_ruimte="1000.00"), LeerlingFactory()

    with zonder_sleutel():
        tegelijk(award(post, "100.00", "a", bron=bron), award(post, "100.00", "a", bron=bron))

    assert (stand(post).toegekend, Verplichting.objects.count()) == (200, 2)


# --- Every act at once on one hot line ---------------------------------------------------------------------


def acht_tegelijk(ruimte):
    volgend = BegrotingspostFactory(code="L.H", jaar=BegrotingsjaarFactory(jaar=2027), met_ruimte=ruimte)
    post = BegrotingspostFactory(code="L.H", met_ruimte=ruimte)  # younger: its accounts come later than those of 2027
    bronnen, weigeringen = [LeerlingFactory() for _ in range(3)], []
    with waargenomen() as waarnemer:
        tegelijk(*[Actor(wie, post, volgend, bronnen, weigeringen) for wie in range(8)])
    return post, volgend, weigeringen, waarnemer


def tel_zelf(post):
    """The free room of a line from what was stored as acts, not from the ledger's own legs."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT (SELECT coalesce(sum(bedrag - vrijgevallen), 0) FROM financien_verplichting WHERE post_id = %(post)s)
                - (SELECT coalesce(sum(s.bedrag), 0) FROM financien_verschuiving s
                    JOIN financien_verplichting naar ON naar.id = s.naar_id
                    JOIN financien_boeking b ON b.id = naar.boeking_id AND b.soort = 'herverdeling'
                    JOIN financien_verplichting van ON van.id = s.van_id WHERE van.post_id = %(post)s)
                - (SELECT coalesce(sum(s.bedrag), 0) FROM financien_verschuiving s
                    JOIN financien_verplichting naar ON naar.id = s.naar_id
                    JOIN financien_boeking b ON b.id = naar.boeking_id AND b.soort = 'overheveling'
                    WHERE naar.post_id = %(post)s)
                - (SELECT coalesce(sum(bedrag), 0) FROM financien_terugvordering WHERE post_id = %(post)s)
            """,
            {"post": post.pk},
        )
        return cursor.fetchone()[0]


def test_eight_people_doing_every_act_on_one_line_lose_nothing_and_never_deadlock():
    post, volgend, weigeringen, waarnemer = acht_tegelijk("100.00")

    assert {type(weigering) for weigering in weigeringen} <= {GeenRuimte, NietOpenstaand}
    assert any(isinstance(weigering, GeenRuimte) for weigering in weigeringen)
    for regel in (post, volgend):
        nu = stand(regel)
        assert nu.vrij >= 0
        assert nu.begroot + nu.gewijzigd - nu.kosten - tel_zelf(regel) == nu.vrij
    assert herbouw_verschillen() == []
    assert waarnemer.gevonden == set()
    assert waarnemer.keren > 2


def test_eight_people_doing_every_act_without_the_guard_overdraw():
    with zonder_guard():
        post, volgend, _, waarnemer = acht_tegelijk("100.00")

    assert min(stand(post).vrij, stand(volgend).vrij) < 0
    assert "vrije ruimte" in {verschil.onderdeel for verschil in herbouw_verschillen()}
    assert "I2 vrije ruimte" in waarnemer.gevonden


def test_an_instalment_paid_by_eight_at_once_is_paid_once():
    termijn = toekenning(BegrotingspostFactory(met_ruimte="100.00"), "10.00").termijnen.get()

    uitkomsten = tegelijk(*[lambda n=n: betaal(termijn, "10.00", sleutel=f"b{n}") for n in range(8)])

    assert sorted(type(u).__name__ for u in uitkomsten) == ["Betaling", *["NietOpenstaand"] * 7]
    assert (stand(termijn.verplichting.post).betaald, herbouw_verschillen()) == (10, [])


def test_an_instalment_paid_by_eight_at_once_without_the_guard_is_paid_more_than_once():
    post = BegrotingspostFactory(met_ruimte="100.00")
    termijn = toekenning(post, "10.00", sleutel="a").termijnen.get()
    toekenning(post, "90.00", sleutel="b")

    with zonder_guard_op_betaling():
        uitkomsten = tegelijk(*[lambda n=n: betaal(termijn, "10.00", sleutel=f"b{n}") for n in range(8)])

    assert [type(u).__name__ for u in uitkomsten] == ["Betaling"] * 8
    termijn.refresh_from_db()
    assert (termijn.bedrag, termijn.betaald) == (10, 80)
    assert "termijn" in {verschil.onderdeel for verschil in herbouw_verschillen()}


def batch(termijnen, sleutel):
    door = persoon(Rolsoort.CONTROLLER)
    voorstellen = [
        services.betaalvoorstel(
            termijn=t, bedrag=Decimal(5), sleutel=f"{sleutel}{t.pk}", door=door, betaald_op=date(2026, 11, 20)
        )
        for t in termijnen
    ]
    return lambda: services.boeken_bulk(voorstellen)


def vijf_euro(post, aantal):
    return [toekenning(post, "5.00", sleutel=f"t{n}").termijnen.get() for n in range(aantal)]


def test_two_batches_with_the_same_instalments_pay_each_once_and_do_not_deadlock():
    post = BegrotingspostFactory(met_ruimte="1000.00")
    termijnen = vijf_euro(post, 120)

    een, twee = tegelijk(batch(termijnen, "b"), batch(termijnen[::-1], "b"))

    assert {b.pk for b in een} == {b.pk for b in twee}
    assert (stand(post).betaald, herbouw_verschillen()) == (600, [])


@pytest.mark.parametrize("met_guard", [True, False])
def test_two_batches_under_other_keys_pay_once_and_without_the_guard_twice(met_guard):
    post = BegrotingspostFactory(met_ruimte="1000.00")
    termijnen = vijf_euro(post, 3)
    toekenning(post, "50.00", sleutel="rest")

    with nullcontext() if met_guard else zonder_guard_op_betaling():
        uitkomsten = terwijl_open(batch(termijnen, "een"), batch(termijnen, "twee"))

    assert isinstance(uitkomsten.tweede, NietOpenstaand) == met_guard
    assert stand(post).betaald == (15 if met_guard else 30)


@pytest.mark.parametrize("met_slot", [True, False])
def test_two_batches_in_opposite_order_deadlock_only_without_the_lock_beforehand(met_slot, monkeypatch):
    termijnen = vijf_euro(BegrotingspostFactory(met_ruimte="1000.00"), 2)
    monkeypatch.setattr(bulk, "PER_KEER", 1)  # one statement per payment, so in this order
    if not met_slot:
        monkeypatch.setattr(bulk, "vergrendelen", lambda **opties: None)

    ontmoeting = met_ontmoeting_na_betaling(hoogstens=0.3 if met_slot else 4)
    with ontmoeting, nullcontext() if met_slot else pytest.raises(OperationalError, match="deadlock"):
        uitkomsten = tegelijk(batch(termijnen, "een"), batch(termijnen[::-1], "twee"))
        assert sorted(type(u).__name__ for u in uitkomsten) == ["NietOpenstaand", "list"]


def reserveer(bron, post, bedrag):
    door = persoon(Rolsoort.CONTROLLER)
    return lambda: services.reserveren(bron=bron, verdeling=[(post, Decimal(bedrag))], sleutel=f"r{bedrag}", door=door)


def open_bedragen():
    return sorted(Reservering.objects.filter(vervallen_met=None).values_list("bedrag", flat=True))


def test_eight_reservations_of_one_source_at_once_leave_one_open():
    post, bron = BegrotingspostFactory(), LeerlingFactory()

    tegelijk(*[reserveer(bron, post, n) for n in range(1, 9)])

    [bedrag] = open_bedragen()
    assert (stand(post).gereserveerd, herbouw_verschillen()) == (bedrag, [])


def test_the_second_reservation_of_a_source_waits_and_takes_the_place_of_the_first():
    post, bron = BegrotingspostFactory(), LeerlingFactory()

    verloop = terwijl_open(reserveer(bron, post, 1), reserveer(bron, post, 2))

    assert verloop.heeft_gewacht
    assert (open_bedragen(), stand(post).gereserveerd, herbouw_verschillen()) == ([2], 2, [])


def test_a_second_reservation_without_the_lock_on_its_source_breaks_on_the_index():
    post, bron = BegrotingspostFactory(), LeerlingFactory()

    with zonder_slot_op_bron(), pytest.raises(IntegrityError, match="een_open_reservering_per_bron_en_post"):
        terwijl_open(reserveer(bron, post, 1), reserveer(bron, post, 2))


def test_two_reservations_without_lock_and_index_count_one_request_twice():
    post, bron = BegrotingspostFactory(), LeerlingFactory()

    with zonder_slot_op_bron(), zonder_index("financien_reservering", "een_open_reservering_per_bron_en_post"):
        terwijl_open(reserveer(bron, post, 1), reserveer(bron, post, 2))

        assert (open_bedragen(), stand(post).gereserveerd) == ([1, 2], 3)
