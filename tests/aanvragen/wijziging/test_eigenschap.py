"""Whatever changes follow each other, with payments in between: award, ledger and changes agree to the cent."""

from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from aanvragen.models import Aanvraag
from aanvragen.wijziging import geld
from aanvragen.wijziging.geld import geldstand
from financien.models import Betalingstermijn, Verplichting
from financien.selectors import herbouw_verschillen
from swv.kern.fouten import Geweigerd
from swv.kern.opmaak import getal
from tests.factories.financien import betaal
from tests.factories.wijzigingen import leg_voor, stel_vast, stel_voor, toegekend

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]

BEDRAGEN = st.decimals(min_value="0.01", max_value="30000", places=2)
DAGEN = st.sampled_from(["15-11-2026", "30-11-2026", "8-12-2026", "2-1-2027"])
STAPPEN = st.one_of(
    st.tuples(st.just("betaal"), BEDRAGEN),
    st.tuples(st.just("meer"), BEDRAGEN),
    st.tuples(st.just("minder"), BEDRAGEN),
    st.tuples(st.just("stoppen"), DAGEN),
    st.tuples(st.just("terugvorderen"), BEDRAGEN),
    st.tuples(st.just("intrekken"), st.booleans()),
)


def betaal_een_deel(aanvraag, bedrag, *, sleutel):
    """At most so much of the first instalment that can be paid."""
    for termijn in Betalingstermijn.objects.filter(
        verplichting__in=Verplichting.objects.van(aanvraag), status=Betalingstermijn.Status.BETAALBAAR
    ).select_related("verplichting__post", "verplichting__boeking"):
        if deel := min(bedrag, termijn.te_betalen):
            betaal(termijn, str(deel), sleutel=sleutel)
            return


def velden(soort, waarde):
    if soort == "intrekken":
        return {"betaald": "terug" if waarde else "houden"}
    if soort == "stoppen":
        return {"tot": waarde}
    naam = "terugvordering" if soort == "terugvorderen" else "bedrag"
    return {naam: getal(waarde, decimalen=2), "betaalt_terug": "on"}


def doe(personas, aanvraag, stap, nummer):
    """One step; what is refused changes nothing. Gives whether it was done."""
    soort, waarde = stap
    try:
        with transaction.atomic():
            if soort == "betaal":
                betaal_een_deel(aanvraag, waarde, sleutel=f"betaling:{nummer}")
            else:
                stel_vast(personas, leg_voor(personas, stel_voor(personas, aanvraag, soort), **velden(soort, waarde)))
    except Geweigerd:
        return False
    return True


def klopt(aanvraag):
    """Awarded now = committed - released - claimed back; paid less claimed back is never more than that; the changes
    add up to the difference with the first award."""
    aanvraag = Aanvraag.objects.get(pk=aanvraag.pk)
    rijen = Verplichting.objects.van(aanvraag)
    verplicht = sum(rij.bedrag - rij.verschoven - rij.vrijgevallen for rij in rijen)
    terug = sum(rij.teruggevorderd for rij in rijen)
    betaald = sum(rij.betaald for rij in rijen)
    assert aanvraag.toegekend_bedrag == verplicht - terug == geldstand(aanvraag).toegekend
    assert 0 <= betaald - terug <= aanvraag.toegekend_bedrag
    gewijzigd = list(aanvraag.wijzigingen.vastgesteld())
    eerst = gewijzigd[0].was_bedrag if gewijzigd else aanvraag.toegekend_bedrag
    som = sum((rij.erbij - rij.vrijgevallen - rij.teruggevorderd for rij in gewijzigd), Decimal(0))
    assert eerst + som == aanvraag.toegekend_bedrag
    assert herbouw_verschillen() == []


# The database is asked much: few examples, and none that must be made smaller.
MATIG = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def speel(personas, aanvraag, stappen):
    """Gives how many steps were done."""
    punt = transaction.savepoint()
    try:
        gedaan = 0
        for nummer, stap in enumerate(stappen):
            gedaan += doe(personas, aanvraag, stap, nummer)
            klopt(aanvraag)
        return gedaan
    finally:
        transaction.savepoint_rollback(punt)


def test_any_row_of_changes_and_payments_keeps_the_award_equal_to_the_ledger(personas):
    aanvraag, gedaan = toegekend(personas), []

    @MATIG
    @given(st.lists(STAPPEN, min_size=2, max_size=5))
    def probeer(stappen):
        gedaan.append(speel(personas, aanvraag, stappen))

    probeer()
    assert sum(gedaan) > 12, "most steps must be done, or this proves nothing"


def test_property_notices_money_that_is_not_booked(personas, monkeypatch):
    """The twin: when nothing is booked, the award says something else than the ledger."""
    monkeypatch.setattr("aanvragen.wijziging.gevolg.boeken", lambda *args, **kwargs: None)
    assert geld.boeken is not None

    with pytest.raises(AssertionError):
        speel(personas, toegekend(personas), [("minder", Decimal("10000.00"))])
