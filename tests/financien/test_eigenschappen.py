"""Random acts by several people; after every act the invariants I1, I2 and I3 hold in plain SQL."""

from collections import Counter
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from financien import services
from financien.models import Begrotingspost, Verplichting
from financien.rapporten.perioden import kalenderjaar, tertiaal
from financien.selectors import herbouw_verschillen, stand, stand_op
from financien.services import Goedkeuring, naar_rato
from swv.kern.fouten import Geweigerd
from swv.organisaties.models import Rolsoort
from tests.factories.financien import BegrotingsjaarFactory, BegrotingspostFactory, hevel_over, persoon, toekenning
from tests.factories.organisaties import LeerlingFactory, SchoolFactory, maak_gebruiker
from tests.financien.bewaking import zonder_guard
from tests.financien.herkomst import KOLOM, langs_toekenningen, volgens_rapport
from tests.financien.invarianten import gesloten_standen, rijen, schendingen, verdwenen

bedragen = st.decimals(min_value="0.01", max_value="1500.00", places=2)
budgetten = st.decimals(min_value="500.00", max_value="5000.00", places=2)
plekken = st.integers(0, 3)
in_2027 = st.dates(date(2027, 1, 1), date(2027, 12, 31))


class Grootboek(RuleBasedStateMachine):
    """The director and two controllers, who take turns, act on two lines in two years; a shadow of plain numbers says
    what the free room and the reservations should be, and whether an act must succeed."""

    toekenningen = Bundle("toekenningen")

    def __init__(self):
        super().__init__()
        self.blok = transaction.atomic()
        self.blok.__enter__()
        self.teller, self.gezien, self.dicht, self.stand_dicht = 0, {}, False, {}

    def teardown(self):
        """The reports of whatever happened are the sums along every award."""
        try:
            for periode in (kalenderjaar(2026), kalenderjaar(2027), tertiaal(2026, 1), tertiaal(2026, 2)):
                for indeling in KOLOM:
                    assert volgens_rapport(periode, indeling) == langs_toekenningen(periode, indeling)
        finally:
            transaction.set_rollback(True)
            self.blok.__exit__(None, None, None)

    @initialize(budgetten=st.lists(budgetten, min_size=4, max_size=4))
    def begroting(self, budgetten):
        """Places 0 and 1 are lines of 2026, 2 and 3 the same lines of 2027."""
        self.directeur = persoon(Rolsoort.DIRECTEUR)
        self.controllers = [persoon(Rolsoort.CONTROLLER), self.tweede_controller()]
        jaren = [BegrotingsjaarFactory(jaar=2026), BegrotingsjaarFactory(jaar=2027)]
        self.posten = [
            BegrotingspostFactory(jaar=jaren[plek // 2], code=f"L.{plek % 2}", met_ruimte=bedrag)
            for plek, bedrag in enumerate(budgetten)
        ]
        self.vrij = list(budgetten)
        self.bronnen = [LeerlingFactory(), LeerlingFactory()]
        self.gereserveerd = {}
        self.school = SchoolFactory()

    @staticmethod
    def tweede_controller():
        return maak_gebruiker(Rolsoort.CONTROLLER, email="controller.twee@geld.example", naam="Controller Twee")

    def sleutel(self):
        self.teller += 1
        return f"act-{self.teller}"

    @property
    def controller(self):
        """The controller whose turn it is."""
        return self.controllers[self.teller % 2]

    def herkomst(self, wie):
        """The first source is of a school and a kind, the second of none."""
        return {} if wie else {"school": self.school, "soort": "proef", "schooljaar": 2026}

    def open(self, plek):
        return plek > 1 or not self.dicht

    def past(self, plek, bedrag, extra=None):
        tekort = max(bedrag - self.vrij[plek], Decimal(0)) - max(-self.vrij[plek], Decimal(0))
        return self.open(plek) and tekort <= (extra or 0)

    def probeer(self, mag, act):
        """Do the act; it must succeed exactly when the shadow says so."""
        try:
            resultaat = act()
        except Geweigerd:
            assert not mag
            return None
        assert mag
        return resultaat

    def plek_van(self, post):
        return next(n for n, eigen in enumerate(self.posten) if eigen.pk == post.pk)

    def vers(self, gekozen):
        """The commitment as it is stored now, with the place of its line."""
        verplichting = Verplichting.objects.select_related("post__jaar", "boeking").get(pk=gekozen)
        return self.plek_van(verplichting.post), verplichting

    @rule(plek=plekken, bedrag=bedragen, omlaag=st.booleans())
    def wijzigen(self, plek, bedrag, omlaag):
        verschil = -bedrag if omlaag else bedrag
        mag = self.open(plek) and (self.vrij[plek] + verschil >= 0 or not omlaag)
        opties = {"besluit": "ALV", "sleutel": self.sleutel(), "door": self.controller}
        self.probeer(mag, lambda: services.wijziging(post=self.posten[plek], bedrag=verschil, **opties))
        self.vrij[plek] += verschil if mag else 0

    @rule(plek=plekken, bedrag=bedragen, terug=st.booleans())
    def kosten(self, plek, bedrag, terug):
        mag = self.past(plek, bedrag)
        opties = {"omschrijving": "Huur", "sleutel": self.sleutel(), "door": self.controller}
        boeking = self.probeer(mag, lambda: services.kosten_boeken(post=self.posten[plek], bedrag=bedrag, **opties))
        if boeking and terug:
            services.omkeren(boeking=boeking, sleutel=self.sleutel(), door=self.controller, reden="fout")
        self.vrij[plek] -= bedrag if mag and not terug else 0

    @rule(wie=st.integers(0, 1), delen=st.dictionaries(plekken, bedragen, min_size=1, max_size=3))
    def reserveren(self, wie, delen):
        mag = all(self.open(plek) for plek in delen) or self.gereserveerd.get(wie) == delen
        verdeling = [(self.posten[plek], bedrag) for plek, bedrag in delen.items()]
        opties = {"verdeling": verdeling, "sleutel": self.sleutel(), "door": self.controller}
        self.probeer(mag, lambda: services.reserveren(bron=self.bronnen[wie], **opties))
        if mag:
            self.gereserveerd[wie] = delen

    @rule(wie=st.integers(0, 1))
    def reservering_vervalt(self, wie):
        rijen = services.reservering_vervallen(bron=self.bronnen[wie], sleutel=self.sleutel(), door=self.controller)
        assert len(rijen) == len(self.gereserveerd.pop(wie, {}))

    @rule(
        target=toekenningen,
        wie=st.integers(0, 1),
        plek=plekken,
        bedrag=bedragen,
        extra=st.none() | bedragen,
        delen=st.booleans(),
    )
    def verplichten(self, wie, plek, bedrag, extra, delen):
        mag = self.past(plek, bedrag, extra)
        delen_van = naar_rato(bedrag, {0: Fraction(9), 1: Fraction(1)}) if delen else {}
        termijnen = [(deel, "eis" * nummer) for nummer, deel in delen_van.items() if deel]
        goedkeuring = Goedkeuring(door=self.directeur, reden="nood", bedrag=extra) if extra else None
        opties = {"sleutel": self.sleutel(), "bron": self.bronnen[wie], "termijnen": termijnen, **self.herkomst(wie)}
        verplichting = self.probeer(
            mag, lambda: toekenning(self.posten[plek], str(bedrag), goedkeuring=goedkeuring, **opties)
        )
        if verplichting is None:
            return multiple()
        self.vrij[plek] -= bedrag
        self.gereserveerd.pop(wie, None)
        assert toekenning(self.posten[plek], str(bedrag), **opties) == verplichting  # the same key: nothing new
        return verplichting.pk

    @rule(target=toekenningen, wie=st.integers(0, 1), regel=st.integers(0, 1), bedrag=bedragen, tot=in_2027)
    def verplichten_over_jaren(self, wie, regel, bedrag, tot):
        delen = dict(services.over_jaren(bedrag, date(2026, 8, 1), tot))
        verdeling = [(regel + 2 * (jaar - 2026), deel) for jaar, deel in delen.items()]
        mag = all(self.past(plek, deel) for plek, deel in verdeling)
        gemaakt = self.probeer(
            mag,
            lambda: services.verplichten_over_jaren(
                bron=self.bronnen[wie],
                verdeling=[(self.posten[plek], deel) for plek, deel in verdeling],
                omschrijving="Over jaren",
                sleutel=self.sleutel(),
                door=self.directeur,
                **self.herkomst(wie),
            ),
        )
        if gemaakt is None:
            return multiple()
        for plek, deel in verdeling:
            self.vrij[plek] -= deel
        self.gereserveerd.pop(wie, None)
        return multiple(*(verplichting.pk for verplichting in gemaakt))

    @rule(gekozen=toekenningen, bedrag=bedragen)
    def vrijgeven(self, gekozen, bedrag):
        plek, verplichting = self.vers(gekozen)
        mag = self.open(plek) and bedrag <= verplichting.openstaand
        opties = {"verplichting": verplichting, "bedrag": bedrag, "sleutel": self.sleutel(), "reden": "over"}
        self.probeer(mag, lambda: services.vrijgeven(door=self.controller, **opties))
        self.vrij[plek] += bedrag if mag else 0

    @rule(gekozen=toekenningen, bedrag=bedragen, laatste=st.booleans(), eis=st.booleans(), terug=st.booleans())
    def betalen(self, gekozen, bedrag, laatste, eis, terug):
        plek, verplichting = self.vers(gekozen)
        termijn = list(verplichting.termijnen.select_related("verplichting__post__jaar", "verplichting__boeking"))[
            -1 if laatste else 0
        ]
        bedrag = min(bedrag, termijn.te_betalen) or bedrag
        if eis:
            self.probeer(
                termijn.status != "vervallen", lambda: services.betaalbaar_maken(termijn=termijn, door=self.controller)
            )
        mag = self.open(plek) and termijn.status == "betaalbaar" and bedrag <= termijn.te_betalen
        opties = {"termijn": termijn, "bedrag": bedrag, "sleutel": self.sleutel(), "betaald_op": date(2026, 11, 1)}
        betaling = self.probeer(mag, lambda: services.betalen(door=self.controller, **opties))
        if betaling:
            assert services.betalen(door=self.directeur, **opties) == betaling
        if betaling and terug:
            services.omkeren(boeking=betaling.boeking, sleutel=self.sleutel(), door=self.controller, reden="storno")

    @rule(gekozen=toekenningen, bedrag=bedragen)
    def terugvorderen(self, gekozen, bedrag):
        plek, verplichting = self.vers(gekozen)
        over = verplichting.betaald - verplichting.teruggevorderd
        bedrag = min(bedrag, over) or bedrag
        op = plek if self.open(plek) else plek + 2
        opties = {"verplichting": verplichting, "bedrag": bedrag, "sleutel": self.sleutel(), "reden": "te veel"}
        self.probeer(
            bedrag <= over,
            lambda: services.terugvorderen(
                door=self.controller,
                post=None if op == plek else Begrotingspost.objects.voor(code=self.posten[op].code, jaar=2027),
                **opties,
            ),
        )
        self.vrij[op] += bedrag if bedrag <= over else 0

    @rule(target=toekenningen, gekozen=toekenningen, naar=plekken, bedrag=bedragen)
    def herverdelen(self, gekozen, naar, bedrag):
        plek, verplichting = self.vers(gekozen)
        bedrag = min(bedrag, verplichting.openstaand) or bedrag
        mag = (
            self.open(plek) and self.past(naar, bedrag) and plek // 2 != naar // 2 and bedrag <= verplichting.openstaand
        )
        opties = {"verplichting": verplichting, "bedrag": bedrag, "sleutel": self.sleutel(), "reden": "later"}
        verschuiving = self.probeer(
            mag, lambda: services.herverdelen(post=self.posten[naar], door=self.controller, **opties)
        )
        if verschuiving is None:
            return multiple()
        self.vrij[plek] += bedrag
        self.vrij[naar] -= bedrag
        return verschuiving.naar_id

    @rule(target=toekenningen, gekozen=toekenningen)
    def overhevelen(self, gekozen):
        plek, verplichting = self.vers(gekozen)
        mag = plek < 2 and self.open(plek) and verplichting.openstaand > 0
        verschuiving = self.probeer(
            mag,
            lambda: hevel_over(verplichting, sleutel=self.sleutel()),
        )
        return verschuiving.naar_id if verschuiving else multiple()

    @rule(gekozen=toekenningen)
    def omkeren(self, gekozen):
        plek, verplichting = self.vers(gekozen)
        mag = (
            self.open(plek)
            and not verplichting.is_gebruikt
            and not verplichting.ingetrokken_met_id
            and not hasattr(verplichting, "verschoven_van")
        )
        opties = {"sleutel": self.sleutel(), "door": self.controller, "reden": "fout"}
        self.probeer(mag, lambda: services.omkeren(boeking=verplichting.boeking, **opties))
        self.vrij[plek] += verplichting.bedrag if mag else 0

    @rule(kans=st.integers(0, 4))
    def jaar_afsluiten(self, kans):
        if kans:
            return
        jaar = services.jaar_afsluiten(jaar=self.posten[0].jaar, door=self.controller)
        assert jaar.is_gesloten
        self.dicht = True
        for wie, delen in self.gereserveerd.items():
            samen = Counter()
            for plek, bedrag in delen.items():
                samen[plek % 2 + 2] += bedrag
            self.gereserveerd[wie] = dict(samen)
        self.stand_dicht = self.stand_dicht or gesloten_standen()

    @invariant()
    def i1_i2_i3_hold_in_plain_sql(self):
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        assert schendingen() == {}

    @invariant()
    def i2_balances_are_what_the_shadow_says(self):
        assert herbouw_verschillen() == []
        if not self.teller:
            return
        standen = [stand(post) for post in self.posten]
        assert [s.vrij for s in standen] == self.vrij
        for plek, s in enumerate(standen):
            assert s.gereserveerd == sum(delen.get(plek, 0) for delen in self.gereserveerd.values())
            assert s.vrij == s.budget - (s.toegekend - s.vrijgevallen) + s.teruggevorderd - s.kosten
            assert s.budget == s.in_gebruik + s.kosten + s.vrij
            assert s.openstaand >= 0
        assert stand_op(self.posten[0], date(2100, 1, 1)) == standen[0]

    @invariant()
    def i3_what_was_booked_never_changes(self):
        nu = rijen()
        assert verdwenen(self.gezien, nu) == set()
        self.gezien = nu
        assert not self.dicht or gesloten_standen() == self.stand_dicht


def speel(**opties):
    run_state_machine_as_test(
        Grootboek,
        settings=settings(
            stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck), database=None, **opties
        ),
    )


@pytest.mark.django_db
def test_random_acts_keep_the_ledger_right():
    speel(max_examples=50)


@pytest.mark.django_db
def test_random_acts_without_the_guard_are_caught():
    with zonder_guard(), pytest.raises(AssertionError):
        speel(max_examples=20, phases=[Phase.generate])
