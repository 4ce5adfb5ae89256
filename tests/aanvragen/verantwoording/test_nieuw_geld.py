"""Money that comes on top after a school year was accounted for: asked about again, approved apart, paid in full."""

from decimal import Decimal

import pytest
from django.utils import timezone

from aanvragen.models import Verantwoording
from aanvragen.verantwoording import workflow as acts
from aanvragen.verantwoording.afrekenen import alles_vrijmaken
from aanvragen.verantwoording.openen import alles_openen
from aanvragen.verantwoording.schooljaren import toegekend_nu
from aanvragen.verantwoording.selectors import betaald_per
from aanvragen.verantwoording.tasks import bijwerken_task
from financien.models import Betalingstermijn, Verplichting
from financien.selectors import herbouw_verschillen
from financien.services import terugvorderen
from swv.post.models import Bericht
from tests.factories.financien import BegrotingspostFactory
from tests.factories.verantwoordingen import JUNI, V, betaal_alles, ken_toe, maak_verantwoording, vul_in
from tests.factories.wijzigingen import wijzig

pytestmark = pytest.mark.django_db
D = Decimal
TWEE_JAAR = {"van": "1-11-2026", "tot": "31-7-2028"}


@pytest.fixture
def verantwoord(personas, betaald, in_juni):
    """€ 10.000,00, spent and approved in June 2027; then there is a budget of 2027."""
    in_juni()
    BegrotingspostFactory(code="L.S.02", jaar__jaar=2027, met_ruimte="100000.00")
    maak_verantwoording(personas, betaald, status=V.GOEDGEKEURD)
    return betaald


def keur_goed(personas, rij, besteed):
    rij = vul_in(rij, door=personas.coordinator, besteed=besteed)
    rij = acts.indienen(rij, door=personas.bestuur)
    return acts.goedkeuren(rij, door=personas.bureau, bevestigd_op=timezone.now())


def extra_van(aanvraag):
    return aanvraag.verantwoordingen.get(is_extra=True)


def wacht(aanvraag):
    """What cannot be paid yet, in euros."""
    rijen = Betalingstermijn.objects.filter(verplichting__object_id=aanvraag.pk, status=Betalingstermijn.Status.OPEN)
    return sum((rij.te_betalen for rij in rijen), D(0))


def test_more_after_the_approval_is_accounted_for_apart(personas, verantwoord):
    wijzig(personas, verantwoord, "meer", bedrag="12.000")

    extra = extra_van(verantwoord)
    assert (extra.schooljaar, extra.toegekend, extra.status) == (2026, D(2000), V.KLAARGEZET)
    assert extra.soort_naam == "Verantwoording van extra geld: Innovatiegelden"
    assert wacht(verantwoord) == D(200)
    mail = " ".join(Bericht.objects.van(extra).get(soort="verantwoording_geopend").tekst.split())
    assert "toegekend voor schooljaar 2026-2027" in mail
    assert "Over dat extra geld verantwoordt u apart." in mail


def test_approval_of_the_extra_money_frees_the_last_instalment_and_all_adds_up(personas, verantwoord):
    wijzig(personas, verantwoord, "meer", bedrag="12.000")

    extra = keur_goed(personas, extra_van(verantwoord), "1.900")

    assert (extra.vastgesteld, extra.vrijgevallen, extra.is_slot) == (D(1900), D(100), True)
    assert (wacht(verantwoord), toegekend_nu(verantwoord)) == (D(0), D(11900))
    goedgekeurd = verantwoord.verantwoordingen.values_list("vastgesteld", flat=True)
    assert (sum(goedgekeurd), herbouw_verschillen()) == (D(11900), [])


def test_each_time_that_money_comes_on_top_it_is_asked_again(personas, verantwoord):
    wijzig(personas, verantwoord, "meer", bedrag="12.000")
    keur_goed(personas, extra_van(verantwoord), "2.000")

    wijzig(personas, verantwoord, "meer", bedrag="12.500")

    assert verantwoord.verantwoordingen.get(status=V.KLAARGEZET).toegekend == D(500)


def test_open_one_of_extra_money_grows_and_no_second_is_put_ready(personas, verantwoord):
    wijzig(personas, verantwoord, "meer", bedrag="12.000")

    wijzig(personas, verantwoord, "meer", bedrag="12.500")

    assert extra_van(verantwoord).toegekend == D(2500)


def test_morning_finds_extra_money_that_nobody_asked_about_once(personas, verantwoord, monkeypatch):
    monkeypatch.setattr("aanvragen.wijziging.gevolg.verantwoordingen_volgen", lambda aanvraag, *, door: None)
    wijzig(personas, verantwoord, "meer", bedrag="12.000")
    assert not verantwoord.verantwoordingen.filter(is_extra=True).exists()

    assert (alles_openen(), alles_openen()) == (1, 0)

    assert extra_van(verantwoord).toegekend == D(2000)


def test_morning_asks_nothing_of_an_award_that_is_accounted_for(verantwoord, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert alles_openen() == 0


def test_paid_goes_to_the_first_and_then_to_the_extra(personas, verantwoord):
    wijzig(personas, verantwoord, "meer", bedrag="12.000")
    betaal_alles(verantwoord)

    eerste, extra = verantwoord.verantwoordingen.order_by("is_extra")
    assert betaald_per([eerste, extra]) == {eerste.pk: D(10000), extra.pk: D(1800)}


def test_paid_of_what_was_approved_for_less_is_without_what_was_released(personas, betaald, in_juni):
    """€ 9.000,00 of € 10.000,00 was paid and € 8.000,00 approved: € 1.000,00 released, € 1.000,00 claimed back."""
    in_juni()
    BegrotingspostFactory(code="L.S.02", jaar__jaar=2027, met_ruimte="100000.00")
    maak_verantwoording(personas, betaald, status=V.GOEDGEKEURD, besteed="8.000")
    wijzig(personas, betaald, "meer", bedrag="12.000")
    betaal_alles(betaald)

    eerste, extra = betaald.verantwoordingen.order_by("is_extra")
    assert betaald_per([eerste, extra]) == {eerste.pk: D(9000), extra.pk: D(3600)}


def test_school_reads_that_the_question_is_about_the_extra_money(personas, verantwoord):
    wijzig(personas, verantwoord, "meer", bedrag="12.000")
    extra = extra_van(verantwoord)

    (geld, _) = extra.onderdelen
    hulp = geld.form(regeling=extra.invulregeling).fields["besteed"].help_text
    assert "kwam er voor schooljaar 2026-2027 nog €\xa02.000,00 bij" in hulp


def test_lapsed_year_that_gets_money_again_is_asked_again_with_what_was_typed(personas, betaald, in_juni):
    in_juni()
    BegrotingspostFactory(code="L.S.02", jaar__jaar=2027, met_ruimte="100000.00")
    rij = vul_in(maak_verantwoording(personas, betaald), door=personas.coordinator, besteed="4.000")
    wijzig(personas, betaald, "minder", bedrag="0", betaalt_terug="on")
    assert Verantwoording.objects.get().status == V.VERVALLEN

    wijzig(personas, betaald, "meer", bedrag="4.000")

    nieuw = betaald.verantwoordingen.get(status=V.KLAARGEZET)
    assert (nieuw.toegekend, nieuw.schooljaar, nieuw.is_extra) == (D(4000), 2026, False)
    assert nieuw.antwoorden == rij.antwoorden
    nieuw = keur_goed(personas, nieuw, "4.000")
    assert (nieuw.is_slot, wacht(betaald)) == (True, D(0))


def test_more_while_a_school_year_is_left_is_accounted_for_in_that_year(personas, wereld, klok):
    for jaar in (2027, 2028):
        BegrotingspostFactory(code="L.S.02", jaar__jaar=jaar, met_ruimte="100000.00")
    aanvraag = ken_toe(personas, bedrag="21000", periode=TWEE_JAAR)
    klok.move_to(JUNI)
    een = maak_verantwoording(personas, aanvraag, status=V.GOEDGEKEURD, besteed="9.000")

    wijzig(personas, aanvraag, "meer", bedrag="23.000")

    assert list(aanvraag.verantwoordingen.all()) == [een]
    klok.move_to("2028-06-06 10:00:00+02:00")
    assert alles_openen() == 1
    twee = aanvraag.verantwoordingen.get(schooljaar=2027)
    assert (twee.toegekend, twee.is_extra) == (D(14000), False)


def test_what_waits_while_nothing_is_left_to_account_for_can_be_paid(personas, verantwoord):
    """€ 10.000,00 was accounted for, then € 2.000,00 came back and € 500,00 on top: that was already spent."""
    betaal_alles(verantwoord)
    wijzig(personas, verantwoord, "terugvorderen", terugvordering="2.000")

    wijzig(personas, verantwoord, "meer", bedrag="8.500")

    assert not verantwoord.verantwoordingen.filter(is_extra=True).exists()
    assert wacht(verantwoord) == D(0)


def test_morning_frees_what_waits_for_nothing_after_a_change_in_the_ledger(personas, verantwoord):
    """What came on top was paid and claimed back in the ledger: its last € 200,00 waits, and nobody is asked for it."""
    betaal_alles(verantwoord)
    wijzig(personas, verantwoord, "meer", bedrag="12.000")
    eerste = Verplichting.objects.van(verantwoord).order_by("boeking__geboekt_op").first()
    terugvorderen(verplichting=eerste, bedrag=D(2000), sleutel="terug", door=personas.controller, reden="Dubbel")
    assert wacht(verantwoord) == D(200)

    bijwerken_task()

    assert extra_van(verantwoord).status == V.VERVALLEN
    assert wacht(verantwoord) == D(0)
    termijn = Betalingstermijn.objects.get(verplichting__object_id=verantwoord.pk, bedrag=D(200))
    assert (termijn.status, termijn.betaalbaar_door) == ("betaalbaar", None)


def test_morning_leaves_what_waits_for_a_verantwoording(personas, verantwoord, django_assert_num_queries):
    wijzig(personas, verantwoord, "meer", bedrag="12.000")

    with django_assert_num_queries(1):
        assert alles_vrijmaken() == 0

    assert wacht(verantwoord) == D(200)
