"""To the cent: approved is what stays paid, and what was not approved is released or claimed back."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aanvragen.models import Verantwoording
from aanvragen.verantwoording import workflow as acts
from aanvragen.verantwoording.afrekenen import plan, verplichtingen_van
from aanvragen.verantwoording.openen import openen_voor
from financien.fouten import JaarGesloten
from financien.models import Betalingstermijn, Terugvordering, Verplichting, Vrijval
from financien.selectors import herbouw_verschillen
from financien.services import vrijgeven
from financien.services.betaalbatches import betaalbatch_maken
from swv.kern.fouten import VoorwaardeNietVervuld
from tests.factories.betalen import eigen_rekening, rekening
from tests.factories.financien import BegrotingspostFactory
from tests.factories.verantwoordingen import JUNI, V, betaal_alles, ken_toe, maak_verantwoording, vul_in

pytestmark = pytest.mark.django_db
D = Decimal
LAATSTE = Betalingstermijn.Status


def ingediend(personas, aanvraag, besteed):
    return maak_verantwoording(personas, aanvraag, status=V.INGEDIEND, besteed=besteed)


def keur_goed(personas, rij):
    return acts.goedkeuren(rij, door=personas.bureau, bevestigd_op=timezone.now())


def termijnen(aanvraag):
    rijen = Betalingstermijn.objects.filter(verplichting__object_id=aanvraag.pk).order_by("volgnummer")
    return [(rij.status, rij.te_betalen) for rij in rijen]


def test_spent_in_full_makes_the_last_instalment_payable(personas, betaald, in_juni):
    in_juni()
    rij = keur_goed(personas, ingediend(personas, betaald, "10000"))

    assert (rij.vastgesteld, rij.vrijgevallen, rij.teruggevorderd, rij.is_slot) == (D(10000), D(0), D(0), True)
    assert termijnen(betaald) == [("betaald", D(0)), ("betaalbaar", D("1000.00"))]


def test_spent_a_little_less_is_taken_off_the_last_instalment(personas, betaald, in_juni):
    in_juni()
    rij = keur_goed(personas, ingediend(personas, betaald, "9.400,50"))

    assert (rij.vastgesteld, rij.vrijgevallen, rij.teruggevorderd) == (D("9400.50"), D("599.50"), D(0))
    assert termijnen(betaald) == [("betaald", D(0)), ("betaalbaar", D("400.50"))]


def test_spent_much_less_takes_the_last_instalment_and_claims_back_the_rest(personas, betaald, in_juni):
    in_juni()
    rij = keur_goed(personas, ingediend(personas, betaald, "7.000"))

    assert (rij.vrijgevallen, rij.teruggevorderd) == (D(1000), D(2000))
    assert termijnen(betaald) == [("betaald", D(0)), ("vervallen", D(0))]
    assert Terugvordering.objects.get().reden == f"Niet besteed volgens verantwoording {rij.kenmerk}"
    assert herbouw_verschillen() == []


def test_spent_more_counts_up_to_the_award(personas, betaald, in_juni):
    in_juni()
    rij = keur_goed(personas, ingediend(personas, betaald, "12.500"))

    assert (rij.besteed, rij.vastgesteld) == (D(12500), D(10000))
    assert termijnen(betaald)[1] == ("betaalbaar", D(1000))


def test_nothing_paid_yet_is_released_and_the_approved_part_stays_payable(personas, toekenning, in_juni):
    in_juni()
    rij = keur_goed(personas, ingediend(personas, toekenning, "4.000"))

    assert (rij.vrijgevallen, rij.teruggevorderd) == (D(6000), D(0))
    assert termijnen(toekenning) == [("betaalbaar", D(4000)), ("vervallen", D(0))]


def test_correction_follows_the_amount_of_the_bureau(personas, betaald, in_juni):
    in_juni()
    rij = ingediend(personas, betaald, "10000")

    rij = acts.corrigeren(
        rij, door=personas.bureau, bevestigd_op=timezone.now(), bedrag=D("9500.00"), reden="Zonder de lunch."
    )

    assert (rij.status, rij.vastgesteld, rij.vrijgevallen) == (V.GECORRIGEERD, D(9500), D(500))
    assert termijnen(betaald)[1] == ("betaalbaar", D(500))


def test_money_on_its_way_to_the_bank_waits(personas, toekenning, in_juni):
    eigen_rekening()
    rekening(personas.bestuur_a)
    in_juni()
    rij = ingediend(personas, toekenning, "4.000")
    termijn = Betalingstermijn.objects.get(verplichting__object_id=toekenning.pk, volgnummer=1)
    betaalbatch_maken(termijnen=[termijn.pk], uitvoerdatum=date(2027, 6, 8), door=personas.controller)

    with pytest.raises(VoorwaardeNietVervuld, match=r"5\.000,00 onderweg naar de bank"), transaction.atomic():
        keur_goed(personas, rij)

    assert not Vrijval.objects.exists()
    assert Verantwoording.objects.get().status == V.INGEDIEND


def test_award_that_was_lowered_meanwhile_is_not_approved_with_the_old_amount(personas, betaald, in_juni):
    in_juni()
    rij = ingediend(personas, betaald, "10000")
    verplichting = Verplichting.objects.van(betaald).get()
    vrijgeven(
        verplichting=verplichting, bedrag=D(500), sleutel="anders", door=personas.controller, reden="Minder nodig"
    )

    with pytest.raises(VoorwaardeNietVervuld, match=r"9\.500,00 toegekend"):
        keur_goed(personas, rij)
    rij = acts.bedrag_bijwerken(rij, door=personas.bureau)

    assert keur_goed(personas, rij).vastgesteld == D(9500)


def test_closed_year_without_a_later_line_refuses_only_what_needs_one(personas, betaald, in_juni):
    """Nothing to claim back is approved; a recovery says what to do and changes nothing."""
    verplichting = Verplichting.objects.van(betaald).get()
    vrijgeven(verplichting=verplichting, bedrag=D(1000), sleutel="rest", door=personas.controller, reden="Minder nodig")
    in_juni()
    jaar = verplichting.post.jaar
    jaar.gesloten_op = timezone.now()
    jaar.save()
    rij = ingediend(personas, betaald, "5000")

    with pytest.raises(JaarGesloten, match="Vraag de controller"), transaction.atomic():
        keur_goed(personas, rij)

    rij.refresh_from_db()
    assert rij.status == V.INGEDIEND
    Verantwoording.objects.filter(pk=rij.pk).update(besteed=D(9000))
    assert keur_goed(personas, Verantwoording.objects.get()).vastgesteld == D(9000)


def test_look_beforehand_says_what_approval_then_does(personas, betaald, in_juni):
    in_juni()
    rij = ingediend(personas, betaald, "9.400")

    wat = plan(rij, rij.telt_mee)

    assert wat.zinnen == [
        "€\xa0400,00 kan na de goedkeuring worden betaald.",
        "€\xa0600,00 is nog niet betaald en valt vrij.",
    ]
    assert not Vrijval.objects.exists()


# --- Over two school years -----------------------------------------------------------------------------------

TWEE_JAAR = {"van": "1-11-2026", "tot": "31-7-2028"}


def twee_jaar(personas, klok, *, eerste, tweede):
    """An award over two school years with its first instalment paid, both accounted for."""
    BegrotingspostFactory(code="L.S.02", jaar__jaar=2027, met_ruimte="100000.00")
    BegrotingspostFactory(code="L.S.02", jaar__jaar=2028, met_ruimte="100000.00")
    aanvraag = ken_toe(personas, bedrag="21000", periode=TWEE_JAAR)
    rijen = []
    for moment, besteed in ((JUNI, eerste), ("2028-06-06 10:00:00+02:00", tweede)):
        klok.move_to(moment)
        betaal_alles(aanvraag)
        rij = vul_in(openen_voor(aanvraag)[0], door=personas.coordinator, besteed=besteed)
        rijen.append(keur_goed(personas, acts.indienen(rij, door=personas.bestuur)))
    return aanvraag, rijen


def test_last_instalment_waits_for_the_last_school_year(personas, wereld, klok):
    aanvraag, (een, twee) = twee_jaar(personas, klok, eerste="9.000", tweede="12.000")

    assert [(een.toegekend, een.is_slot), (twee.toegekend, twee.is_slot)] == [(D(9000), False), (D(12000), True)]
    assert termijnen_nog_te_betalen(aanvraag) == D(2100)


def test_what_the_first_year_left_is_gone_from_the_last_instalment(personas, wereld, klok):
    aanvraag, (een, twee) = twee_jaar(personas, klok, eerste="8.000", tweede="12.000")

    assert (een.vrijgevallen, twee.toegekend, twee.vrijgevallen) == (D(1000), D(12000), D(0))
    assert termijnen_nog_te_betalen(aanvraag) == D(1100)


def termijnen_nog_te_betalen(aanvraag):
    rijen = Betalingstermijn.objects.filter(verplichting__object_id=aanvraag.pk, status=LAATSTE.BETAALBAAR)
    return sum((rij.te_betalen for rij in rijen), D(0))


# --- For every amount ----------------------------------------------------------------------------------------

CENTEN = st.integers(min_value=1, max_value=5_000_000)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(toegekend=CENTEN, besteed=st.integers(min_value=0, max_value=6_000_000), is_betaald=st.booleans())
def test_paid_and_payable_less_claimed_back_is_what_was_approved(personas, wereld, toegekend, besteed, is_betaald):
    punt = transaction.savepoint()
    aanvraag = ken_toe(personas, bedrag=f"{D(toegekend) / 100:.2f}")
    if is_betaald:
        betaal_alles(aanvraag)
    with time_machine.travel(JUNI):
        rij = keur_goed(personas, ingediend(personas, aanvraag, f"{D(besteed) / 100:.2f}"))

    rijen = verplichtingen_van(aanvraag)
    betaald, terug = sum(r.betaald for r in rijen), sum(r.teruggevorderd for r in rijen)
    goedgekeurd = min(D(toegekend), D(besteed)) / 100
    assert rij.vastgesteld == goedgekeurd
    assert betaald - terug + termijnen_nog_te_betalen(aanvraag) == goedgekeurd
    assert sum(r.vrijgevallen for r in rijen) + terug == D(toegekend) / 100 - goedgekeurd
    assert {rij.status for rij in Betalingstermijn.objects.filter(verplichting__in=rijen)} <= {
        "betaalbaar", "betaald", "vervallen"
    }  # fmt: skip
    transaction.savepoint_rollback(punt)
