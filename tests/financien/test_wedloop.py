"""Two people at the same moment: real connections, a real race, and what happens when the guard is taken away."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction

from financien import services
from financien.fouten import GeenRuimte, JaarGesloten, NietOpenstaand
from financien.models import Begrotingsjaar, Boeking, Rekening, Reservering, Verplichting
from financien.selectors import herbouw_verschillen, stand
from financien.services import Regel, boeken, jaar_afsluiten, verplichten, wijziging
from swv.kern.fouten import Geweigerd
from swv.organisaties.models import Rolsoort
from tests.factories.financien import BegrotingsjaarFactory, BegrotingspostFactory, betaal, persoon, toekenning
from tests.factories.organisaties import LeerlingFactory
from tests.financien.bewaking import zonder_guard, zonder_guard_op_betaling

pytestmark = pytest.mark.django_db(transaction=True)


def tegelijk(*acts):
    """Start every act at the same moment on a connection of its own; give outcomes in order, refusals included."""
    start = threading.Barrier(len(acts))

    def doe(act):
        try:
            start.wait(timeout=10)
            return act()
        except Geweigerd as weigering:
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


def test_closing_a_year_during_an_award_either_carries_it_over_or_refuses_it():
    volgend = BegrotingspostFactory(code="L.S", jaar=BegrotingsjaarFactory(jaar=2027))
    post, door = BegrotingspostFactory(code="L.S", met_ruimte="1000.00"), persoon(Rolsoort.CONTROLLER)

    _, uitkomst = tegelijk(lambda: jaar_afsluiten(jaar=post.jaar, door=door), award(post, "100.00", "a"))

    geboekt = Boeking.objects.filter(sleutel="a").exists()
    assert isinstance(uitkomst, Verplichting) == geboekt
    assert Begrotingsjaar.objects.get(jaar=2026).is_gesloten
    assert stand(volgend).overgeheveld_in == (100 if geboekt else 0)
    with pytest.raises(JaarGesloten):
        wijziging(post=post, bedrag=Decimal(1), besluit="te laat", sleutel="laat", door=door)
    assert herbouw_verschillen() == []


# --- Every act at once on one hot line ---------------------------------------------------------------------


class Actor:
    """One person who does every act in turn on the same line, its twin of the next year and the same sources."""

    def __init__(self, wie, post, volgend, bronnen, weigeringen):
        self.wie, self.post, self.volgend = wie, post, volgend
        self.bronnen, self.weigeringen = bronnen, weigeringen
        self.controller, self.directeur = persoon(Rolsoort.CONTROLLER), persoon(Rolsoort.DIRECTEUR)

    def __call__(self):
        for n in range(3):
            bron, sleutel = self.bronnen[(self.wie + n) % len(self.bronnen)], f"{self.wie}-{n}"
            for verplichting in self.toekennen(bron, sleutel, Decimal(5 + n)):
                self.uitvoeren(verplichting)
            self.doe(services.reservering_vervallen, bron=bron, sleutel=f"z{sleutel}")
            self.doe(services.wijziging, post=self.volgend, bedrag=Decimal(-2), besluit="ALV", sleutel=f"w{sleutel}")

    def doe(self, act, **opties):
        try:
            return act(**{"door": self.controller, **opties})
        except Geweigerd as weigering:
            self.weigeringen.append(weigering)
            return None

    def toekennen(self, bron, sleutel, bedrag):
        """Request, award in one year and over two, costs beside it; the awards that were made."""
        self.doe(services.reserveren, bron=bron, post=self.post, bedrag=bedrag, sleutel=f"r{sleutel}")
        over_jaren = self.doe(
            services.verplichten_over_jaren,
            bron=bron,
            verdeling=[(self.post, Decimal(6)), (self.volgend, Decimal(4))],
            omschrijving="Over jaren",
            sleutel=f"o{sleutel}",
        )
        los = self.doe(
            services.verplichten,
            bron=bron,
            post=self.post,
            bedrag=Decimal(7),
            omschrijving="Los",
            sleutel=f"a{sleutel}",
            door=self.directeur,
        )
        self.doe(services.kosten_boeken, post=self.post, bedrag=Decimal(3), omschrijving="Huur", sleutel=f"k{sleutel}")
        return [*(over_jaren or []), *([los] if los else [])]

    def uitvoeren(self, verplichting):
        """Pay, recover, release, move and carry over one euro each of an award."""
        termijn = verplichting.termijnen.get()
        opties = {"verplichting": verplichting, "bedrag": Decimal(1), "reden": "proef"}
        ander = self.volgend if verplichting.post_id == self.post.pk else self.post
        self.doe(
            services.betalen,
            termijn=termijn,
            bedrag=Decimal(2),
            sleutel=f"b{termijn.pk}",
            betaald_op=date(2026, 11, 20),
        )
        self.doe(services.terugvorderen, sleutel=f"t{verplichting.pk}", **opties)
        self.doe(services.vrijgeven, sleutel=f"v{verplichting.pk}", **opties)
        self.doe(services.herverdelen, post=ander, sleutel=f"h{verplichting.pk}", **opties)
        if ander == self.volgend:
            self.doe(services.overhevelen, verplichting=verplichting, sleutel=f"x{verplichting.pk}")


def acht_tegelijk(ruimte):
    volgend = BegrotingspostFactory(code="L.H", jaar=BegrotingsjaarFactory(jaar=2027), met_ruimte=ruimte)
    post = BegrotingspostFactory(code="L.H", met_ruimte=ruimte)  # younger: its accounts come later than those of 2027
    bronnen, weigeringen = [LeerlingFactory() for _ in range(3)], []
    tegelijk(*[Actor(wie, post, volgend, bronnen, weigeringen) for wie in range(8)])
    return post, volgend, weigeringen


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
    post, volgend, weigeringen = acht_tegelijk("100.00")

    assert {type(weigering) for weigering in weigeringen} <= {GeenRuimte, NietOpenstaand}
    assert any(isinstance(weigering, GeenRuimte) for weigering in weigeringen)
    for regel in (post, volgend):
        nu = stand(regel)
        assert nu.vrij >= 0
        assert nu.begroot + nu.gewijzigd - nu.kosten - tel_zelf(regel) == nu.vrij
    assert herbouw_verschillen() == []


def test_eight_people_doing_every_act_without_the_guard_overdraw():
    with zonder_guard():
        post, volgend, _ = acht_tegelijk("100.00")

    assert min(stand(post).vrij, stand(volgend).vrij) < 0
    assert "vrije ruimte" in {verschil.onderdeel for verschil in herbouw_verschillen()}


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


def test_two_batches_with_the_same_instalments_pay_each_once_and_do_not_deadlock():
    post, door = BegrotingspostFactory(met_ruimte="1000.00"), persoon(Rolsoort.CONTROLLER)
    termijnen = [toekenning(post, "5.00", sleutel=f"t{n}").termijnen.get() for n in range(120)]

    def batch(volgorde):
        voorstellen = [
            services.betaalvoorstel(
                termijn=t, bedrag=Decimal(5), sleutel=f"b{t.pk}", door=door, betaald_op=date(2026, 11, 20)
            )
            for t in volgorde
        ]
        return lambda: services.boeken_bulk(voorstellen)

    een, twee = tegelijk(batch(termijnen), batch(termijnen[::-1]))

    assert {b.pk for b in een} == {b.pk for b in twee}
    assert (stand(post).betaald, herbouw_verschillen()) == (600, [])


def test_two_reservations_of_one_source_at_once_leave_one_open():
    post, bron, door = BegrotingspostFactory(), LeerlingFactory(), persoon(Rolsoort.CONTROLLER)

    def reserveer(n):
        return lambda: services.reserveren(bron=bron, post=post, bedrag=Decimal(n), sleutel=f"r{n}", door=door)

    tegelijk(*[reserveer(n) for n in range(1, 9)])

    open_nu = Reservering.objects.get(vervallen_met=None)
    assert (stand(post).gereserveerd, herbouw_verschillen()) == (open_nu.bedrag, [])


def test_closing_a_year_while_seven_others_act_carries_everything_over_or_refuses_them():
    volgend = BegrotingspostFactory(code="L.J", jaar=BegrotingsjaarFactory(jaar=2027), met_ruimte="1000.00")
    post, door = BegrotingspostFactory(code="L.J", met_ruimte="1000.00"), persoon(Rolsoort.CONTROLLER)
    bronnen, weigeringen = [LeerlingFactory() for _ in range(3)], []
    toekenning(post, "50.00")

    tegelijk(
        lambda: services.jaar_afsluiten(jaar=post.jaar, door=door),
        *[Actor(wie, post, volgend, bronnen, weigeringen) for wie in range(7)],
    )

    assert Begrotingsjaar.objects.get(jaar=2026).is_gesloten
    assert {type(weigering) for weigering in weigeringen} <= {GeenRuimte, NietOpenstaand, JaarGesloten}
    nu = stand(post)
    assert (nu.openstaand, nu.gereserveerd) == (0, 0)
    assert stand(volgend).overgeheveld_in == nu.overgeheveld_uit >= 50
    assert herbouw_verschillen() == []
