"""Random acts by several people; after every act the invariants I1, I2 and I3 hold in plain SQL."""

from decimal import Decimal

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from financien.selectors import herbouw_verschillen, stand
from financien.services import Goedkeuring, negentig_tien, omkeren, vrijgeven, wijziging
from swv.kern.fouten import Geweigerd
from swv.organisaties.models import Rolsoort
from tests.factories.financien import BegrotingspostFactory, persoon, toekenning
from tests.factories.organisaties import LeerlingFactory
from tests.financien.bewaking import zonder_guard

bedragen = st.decimals(min_value="0.01", max_value="1500.00", places=2)
I1 = "SELECT count(*) FROM (SELECT 1 FROM financien_boekingsregel GROUP BY boeking_id HAVING sum(bedrag) <> 0) x"
I1_TOTAAL = "SELECT coalesce(sum(bedrag), 0) FROM financien_boekingsregel"
I2 = """
    SELECT count(*) FROM financien_rekening r
    WHERE saldo <> (SELECT coalesce(sum(bedrag), 0) FROM financien_boekingsregel b WHERE b.rekening_id = r.id)
"""
I2_GRENS = """
    SELECT count(*) FROM financien_rekening r WHERE soort = 'vrij' AND saldo < 0 AND -saldo >
        (SELECT coalesce(sum(bedrag), 0) FROM financien_overschrijding o WHERE o.post_id = r.post_id)
"""
I3_TOESTAND = "SELECT md5(string_agg(b::text, '|' ORDER BY b.id)) FROM financien_boekingsregel b WHERE b.id <= %s"
I3_OMKERING = """
    SELECT count(*) FROM financien_boeking o WHERE keert_om_id IS NOT NULL AND EXISTS (
        SELECT 1 FROM financien_boekingsregel r WHERE r.boeking_id IN (o.id, o.keert_om_id)
        GROUP BY r.rekening_id HAVING sum(r.bedrag) <> 0)
"""


def waarde(vraag, parameters=None):
    with connection.cursor() as cursor:
        cursor.execute(vraag, parameters)
        return cursor.fetchone()[0]


class Grootboek(RuleBasedStateMachine):
    """Controller and director act on two lines; a shadow of plain numbers says what the free room should be."""

    toekenningen = Bundle("toekenningen")

    def __init__(self):
        super().__init__()
        self.blok = transaction.atomic()
        self.blok.__enter__()
        self.teller, self.gezien = 0, (0, None)

    def teardown(self):
        transaction.set_rollback(True)
        self.blok.__exit__(None, None, None)

    @initialize(een=bedragen, twee=bedragen)
    def begroting(self, een, twee):
        self.controller, self.directeur = persoon(Rolsoort.CONTROLLER), persoon(Rolsoort.DIRECTEUR)
        self.posten = [BegrotingspostFactory(met_ruimte=een), BegrotingspostFactory(met_ruimte=twee)]
        self.vrij = [een, twee]
        self.bron = LeerlingFactory()

    def sleutel(self):
        self.teller += 1
        return f"act-{self.teller}"

    @rule(plek=st.integers(0, 1), bedrag=bedragen, omlaag=st.booleans())
    def wijzigen(self, plek, bedrag, omlaag):
        verschil = -bedrag if omlaag else bedrag
        mag = self.vrij[plek] + verschil >= 0 or not omlaag
        self.probeer(
            mag,
            lambda: wijziging(
                post=self.posten[plek], bedrag=verschil, besluit="ALV", sleutel=self.sleutel(), door=self.controller
            ),
        )
        self.vrij[plek] += verschil if mag else 0

    @rule(target=toekenningen, plek=st.integers(0, 1), bedrag=bedragen, extra=st.none() | bedragen, delen=st.booleans())
    def verplichten(self, plek, bedrag, extra, delen):
        tekort = max(bedrag - self.vrij[plek], Decimal(0)) - max(-self.vrij[plek], Decimal(0))
        mag = tekort <= (extra or 0)
        termijnen = [(deel, "") for deel in negentig_tien(bedrag) if deel] if delen else []
        goedkeuring = Goedkeuring(door=self.directeur, reden="nood", bedrag=extra) if extra else None
        opties = {"sleutel": self.sleutel(), "bron": self.bron, "termijnen": termijnen, "goedkeuring": goedkeuring}
        verplichting = self.probeer(mag, lambda: toekenning(self.posten[plek], str(bedrag), **opties))
        if verplichting is None:
            return None
        self.vrij[plek] -= bedrag
        assert toekenning(self.posten[plek], str(bedrag), **opties) == verplichting  # the same key: nothing new
        return [plek, verplichting]

    @rule(gekozen=toekenningen, bedrag=bedragen)
    def vrijgeven(self, gekozen, bedrag):
        if gekozen is None:
            return
        plek, verplichting = gekozen
        verplichting.refresh_from_db()
        mag = bedrag <= verplichting.openstaand
        opties = {"verplichting": verplichting, "bedrag": bedrag, "sleutel": self.sleutel(), "reden": "over"}
        self.probeer(mag, lambda: vrijgeven(door=self.controller, **opties))
        self.vrij[plek] += bedrag if mag else 0

    @rule(gekozen=consumes(toekenningen))
    def omkeren(self, gekozen):
        if gekozen is None:
            return
        plek, verplichting = gekozen
        verplichting.refresh_from_db()
        mag = not verplichting.vrijgevallen
        self.probeer(
            mag,
            lambda: omkeren(boeking=verplichting.boeking, sleutel=self.sleutel(), door=self.controller, reden="fout"),
        )
        self.vrij[plek] += verplichting.bedrag if mag else 0

    def probeer(self, mag, act):
        """Do the act; it must succeed exactly when the shadow says so."""
        try:
            resultaat = act()
        except Geweigerd:
            assert not mag
            return None
        assert mag
        return resultaat

    @invariant()
    def i1_bookings_add_up(self):
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        assert (waarde(I1), waarde(I1_TOTAAL)) == (0, 0)

    @invariant()
    def i2_balances_are_the_sum_and_within_their_limit(self):
        assert (waarde(I2), waarde(I2_GRENS)) == (0, 0)
        assert herbouw_verschillen() == []
        if self.teller:
            assert [stand(post).vrij for post in self.posten] == self.vrij

    @invariant()
    def i3_what_was_booked_never_changes(self):
        tot, hash_toen = self.gezien
        assert waarde(I3_TOESTAND, [tot]) == hash_toen
        nu = waarde("SELECT coalesce(max(id), 0) FROM financien_boekingsregel")
        self.gezien = (nu, waarde(I3_TOESTAND, [nu]))
        assert waarde(I3_OMKERING) == 0


def speel(**opties):
    run_state_machine_as_test(
        Grootboek,
        settings=settings(
            stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck), database=None, **opties
        ),
    )


@pytest.mark.django_db
def test_random_acts_keep_the_ledger_right():
    speel(max_examples=40)


@pytest.mark.django_db
def test_random_acts_without_the_guard_are_caught():
    with zonder_guard(), pytest.raises(AssertionError):
        speel(max_examples=20, phases=[Phase.generate])
