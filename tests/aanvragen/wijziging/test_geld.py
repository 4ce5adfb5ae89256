"""What a change does to the ledger: always the difference with what the award becomes, to the cent."""

from datetime import date
from decimal import Decimal

import pytest
from django.db.models import Sum
from django.utils import timezone

from aanvragen.models import Aanvraag, Regeling
from aanvragen.wijziging.geld import geldstand
from financien.models import Betalingstermijn, Verplichting
from financien.selectors import herbouw_verschillen, stand
from swv.documenten.models import Brief
from swv.kern.fouten import Geweigerd
from swv.kern.handelingen import Ongeldig
from tests.aanvragen.levensloop import momentopname
from tests.brieven import woorden
from tests.factories.financien import BegrotingsjaarFactory, BegrotingspostFactory
from tests.factories.verantwoordingen import JUNI, ken_toe
from tests.factories.wijzigingen import betaal_alles, leg_voor, stel_vast, stel_voor, toegekend, vraag, wijzig

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]


def bedragen(aanvraag):
    """What the award is, what the ledger says it is, what was paid and what is still to pay."""
    aanvraag = Aanvraag.objects.get(pk=aanvraag.pk)
    geld = geldstand(aanvraag)
    assert herbouw_verschillen() == []
    return tuple(str(b) for b in (aanvraag.toegekend_bedrag, geld.toegekend, geld.betaald, geld.nog_te_betalen))


def test_more_is_a_commitment_of_the_same_award_with_the_same_words_for_reports(personas, wereld):
    aanvraag = toegekend(personas)
    vrij = stand(wereld).vrij

    wijziging = stel_vast(personas, leg_voor(personas, vraag(personas, aanvraag, "meer", bedrag="15.000,25")))

    assert bedragen(aanvraag) == ("15000.25", "15000.25", "0.00", "15000.25")
    eerste, tweede = Verplichting.objects.van(aanvraag).order_by("boeking__geboekt_op")
    assert tweede.bedrag == wijziging.erbij == Decimal("2500.25")
    zelfde = ("soort", "school", "schooljaar", "kenmerk")
    assert [getattr(tweede, naam) for naam in zelfde] == [getattr(eerste, naam) for naam in zelfde]
    assert stand(wereld).vrij == vrij - Decimal("2500.25")


def test_less_releases_what_was_not_paid(personas, wereld):
    aanvraag = toegekend(personas)

    wijziging = stel_vast(personas, leg_voor(personas, vraag(personas, aanvraag, "minder", bedrag="10.000,01")))

    assert bedragen(aanvraag) == ("10000.01", "10000.01", "0.00", "10000.01")
    assert (wijziging.vrijgevallen, wijziging.teruggevorderd) == (Decimal("2499.99"), Decimal(0))


def test_less_than_was_paid_is_refused_until_somebody_chooses_to_claim_it_back(personas):
    aanvraag = toegekend(personas)
    betaal_alles(aanvraag)
    wijziging = vraag(personas, aanvraag, "minder", bedrag="10000")
    voor = momentopname()

    with pytest.raises(Ongeldig) as fout:
        leg_voor(personas, wijziging)
    assert (
        "€\xa012.500,00 betaald. Met dit voorstel is dat €\xa02.500,00 te veel" in fout.value.velden["betaalt_terug"][0]
    )
    assert momentopname() == voor

    wijziging = stel_vast(personas, leg_voor(personas, wijziging, betaalt_terug="on"))
    assert bedragen(aanvraag) == ("10000.00", "10000.00", "10000.00", "0.00")
    assert wijziging.teruggevorderd == Decimal("2500.00")


def test_early_end_keeps_the_months_up_to_it_and_claims_back_what_was_paid_for_the_time_after(personas):
    """1 November to 8 January is one month, one month and 8/31; the first month of it is kept."""
    aanvraag = toegekend(personas)
    assert (aanvraag.van, aanvraag.tot) == (date(2026, 11, 1), date(2027, 1, 9))
    betaal_alles(aanvraag)

    wijziging = vraag(personas, aanvraag, "stoppen", tot="30-11-2026")
    wijziging = stel_vast(personas, leg_voor(personas, wijziging))

    # 1 of 2 + 9/31 months of 12.500,00
    assert bedragen(aanvraag) == ("5457.75", "5457.75", "5457.75", "0.00")
    assert wijziging.teruggevorderd == Decimal("7042.25")
    assert Aanvraag.objects.get(pk=aanvraag.pk).tot == date(2026, 11, 30)


def test_early_end_of_a_paid_and_unpaid_part_releases_the_unpaid_first(personas):
    aanvraag = toegekend(personas, "innovatiegelden")
    betaal_alles(aanvraag)
    assert bedragen(aanvraag) == ("25000.00", "25000.00", "22500.00", "2500.00")

    wijziging = stel_vast(personas, leg_voor(personas, vraag(personas, aanvraag, "stoppen", tot="30-11-2026")))

    assert bedragen(aanvraag) == ("10915.49", "10915.49", "10915.49", "0.00")
    assert (wijziging.vrijgevallen, wijziging.teruggevorderd) == (Decimal("2500.00"), Decimal("11584.51"))


def test_another_amount_than_by_the_months_needs_a_reason(personas):
    wijziging = vraag(personas, toegekend(personas), "stoppen", tot="30-11-2026")

    with pytest.raises(Ongeldig) as fout:
        leg_voor(personas, wijziging, bedrag="6.000,00")
    assert "Naar de maanden is dit €\xa05.457,75." in fout.value.velden["motivering"][0]

    wijziging = leg_voor(personas, wijziging, bedrag="6.000,00", motivering="De school had al ingekocht.")
    assert wijziging.bedrag == Decimal("6000.00")


@pytest.mark.parametrize(("betaald", "wordt", "terug"), [("terug", "0.00", "12500.00"), ("houden", "12500.00", "0.00")])
def test_withdrawal_claims_back_what_was_paid_or_leaves_it(personas, betaald, wordt, terug):
    aanvraag = toegekend(personas)
    betaal_alles(aanvraag)

    wijziging = wijzig(personas, aanvraag, "intrekken", betaald=betaald)

    assert bedragen(aanvraag) == (wordt, wordt, wordt, "0.00")
    assert wijziging.teruggevorderd == Decimal(terug)
    assert Aanvraag.objects.get(pk=aanvraag.pk).na_toekenning == "ingetrokken"


def test_withdrawal_before_anything_was_paid_releases_all(personas):
    aanvraag = toegekend(personas)

    wijziging = wijzig(personas, aanvraag, "intrekken")

    assert bedragen(aanvraag) == ("0.00", "0.00", "0.00", "0.00")
    assert wijziging.vrijgevallen == Decimal("12500.00")
    assert set(Betalingstermijn.objects.values_list("status", flat=True)) == {"vervallen"}


def test_recovery_takes_from_what_was_paid_and_leaves_what_is_still_to_pay(personas):
    aanvraag = toegekend(personas, "innovatiegelden")
    betaal_alles(aanvraag)

    wijzig(personas, aanvraag, "terugvorderen", terugvordering="500,05")

    assert bedragen(aanvraag) == ("24499.95", "24499.95", "21999.95", "2500.00")


def test_recovery_of_more_than_was_paid_is_refused(personas):
    aanvraag = toegekend(personas, "innovatiegelden")
    betaal_alles(aanvraag)

    with pytest.raises(Ongeldig) as fout:
        leg_voor(personas, stel_voor(personas, aanvraag, "terugvorderen"), terugvordering="22.500,01")

    assert fout.value.velden["terugvordering"] == ["Er is €\xa022.500,00 betaald. Vorder hoogstens dat bedrag terug."]


def test_longer_without_more_moves_no_money(personas):
    aanvraag = toegekend(personas)
    voor = Verplichting.objects.count()

    wijziging = stel_vast(personas, leg_voor(personas, vraag(personas, aanvraag, "langer", tot="31-1-2027")))

    assert bedragen(aanvraag) == ("12500.00", "12500.00", "0.00", "12500.00")
    assert Verplichting.objects.count() == voor
    assert (wijziging.was_tot, Aanvraag.objects.get(pk=aanvraag.pk).tot) == (date(2027, 1, 9), date(2027, 1, 31))


def test_longer_with_more_falls_in_the_year_of_the_time_that_is_added(personas):
    BegrotingspostFactory(jaar=BegrotingsjaarFactory(jaar=2027), code="L.S.02", met_ruimte="50000.00")
    aanvraag = toegekend(personas)

    wijziging = vraag(personas, aanvraag, "langer", tot="31-3-2027", bedrag="14.000")
    stel_vast(personas, leg_voor(personas, wijziging))

    nieuw = Verplichting.objects.van(aanvraag).order_by("-boeking__geboekt_op").first()
    assert (nieuw.post.jaar.jaar, nieuw.bedrag) == (2027, Decimal("1500.00"))


def test_money_for_a_longer_time_comes_on_the_days_of_the_school_year_that_is_added(personas, klok):
    """Half from 1 September, half from 1 February: of 2027-2028, the days of 2026-2027 have passed."""
    dagen = [{"percentage": "50", "wanneer": "dag", "maand": maand, "dag": 1} for maand in (9, 2)]
    Regeling.objects.filter(soort="innovatiegelden").update(betaalschema=dagen)
    aanvraag = ken_toe(personas, periode={"van": "1-11-2026", "tot": "31-7-2027"})
    klok.move_to(JUNI)
    for jaar in (2027, 2028):
        BegrotingspostFactory(jaar=BegrotingsjaarFactory(jaar=jaar), code="L.S.02", met_ruimte="50000.00")

    wijziging = wijzig(personas, aanvraag, "langer", tot="31-7-2028", bedrag="14.000")

    erbij = Betalingstermijn.objects.filter(verplichting__omschrijving__contains=wijziging.kenmerk)
    per_dag = erbij.order_by("vervaldatum").values_list("vervaldatum").annotate(Sum("bedrag"))
    assert list(per_dag) == [(date(2027, 9, 1), Decimal(2000)), (date(2028, 2, 1), Decimal(2000))]
    tekst = woorden(Brief.objects.van(wijziging).get().html)
    assert "Vanaf 1 september 2027 € 2.000,00 Vanaf 1 februari 2028 € 2.000,00" in tekst


def test_more_than_the_line_has_is_refused_and_changes_nothing_until_it_is_approved(personas, wereld):
    aanvraag = toegekend(personas)
    wijziging = leg_voor(personas, vraag(personas, aanvraag, "meer", bedrag="110.000"))
    voor = momentopname()

    with pytest.raises(Geweigerd, match="87"):
        stel_vast(personas, wijziging)
    assert momentopname() == voor

    stel_vast(personas, wijziging, reden_overschrijding="Besluit van het bestuur.", overschrijding="10.000,00")
    assert bedragen(aanvraag)[:2] == ("110000.00", "110000.00")
    assert stand(wereld).vrij == Decimal("-10000.00")


def test_paid_in_a_closed_year_is_claimed_back_on_the_same_line_of_an_open_year(personas, wereld, klok):
    aanvraag = toegekend(personas)
    betaal_alles(aanvraag)
    klok.move_to("2027-02-01 10:00:00+01:00")
    BegrotingsjaarFactory(jaar=2027)
    wereld.jaar.gesloten_op = timezone.now()
    wereld.jaar.save()
    wijziging = stel_voor(personas, aanvraag, "terugvorderen")

    with pytest.raises(Ongeldig) as fout:
        leg_voor(personas, wijziging, terugvordering="100")
    assert "Begrotingsjaar 2026 is gesloten" in fout.value.velden["__all__"][0]

    straks = BegrotingspostFactory(jaar=BegrotingsjaarFactory(jaar=2027), code="L.S.02", met_ruimte="0.01")
    stel_vast(personas, leg_voor(personas, wijziging, terugvordering="100"))
    assert stand(straks).teruggevorderd == Decimal("100.00")


def test_signing_twice_with_one_key_books_once(personas):
    aanvraag = toegekend(personas)
    wijziging = leg_voor(personas, vraag(personas, aanvraag, "meer", bedrag="13.000"))
    stel_vast(personas, wijziging)

    with pytest.raises(Geweigerd):
        stel_vast(personas, wijziging)

    assert bedragen(aanvraag)[:2] == ("13000.00", "13000.00")


def test_proposal_counts_from_the_ledger_when_the_controller_released_something_in_between(personas, wereld):
    from financien.services import vrijgeven
    from tests.factories.financien import persoon

    aanvraag = toegekend(personas)
    wijziging = leg_voor(personas, vraag(personas, aanvraag, "minder", bedrag="10.000"))
    rij = Verplichting.objects.van(aanvraag).get()
    vrijgeven(verplichting=rij, bedrag=Decimal(500), sleutel="los", door=persoon("controller"), reden="over")

    wijziging = stel_vast(personas, wijziging)

    assert bedragen(aanvraag)[:2] == ("10000.00", "10000.00")
    assert wijziging.vrijgevallen == Decimal("2000.00")
