"""Two batches at the same moment: real connections, and what happens when the guards are taken away."""

import itertools
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction

from financien.models import Betaalbatch, Betaalregel, Betaling
from financien.models.betalen import BetaalregelQuerySet
from financien.selectors import herbouw_verschillen
from financien.services import betaalbatches, vrijgeven
from financien.services.betaalbatches import betaalbatch_maken, regels_betaald
from swv.kern.fouten import Geweigerd, VerkeerdeStatus, VoorwaardeNietVervuld
from swv.organisaties.models import Rolsoort
from tests.factories.betalen import bij_bank, eigen_rekening, school_met_rekening, te_betalen, uitvoerdag
from tests.factories.financien import BegrotingspostFactory, persoon, toekenning
from tests.financien.bewaking import zonder_guard_op_betaling, zonder_index, zonder_trigger
from tests.financien.gelijktijdig import tegelijk, terwijl_open

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def termijnen() -> list[Any]:
    eigen_rekening()
    school, post = school_met_rekening(), BegrotingspostFactory(met_ruimte="1000.00")
    return [te_betalen(post, "100.00", school=school, sleutel=str(nummer)) for nummer in range(4)]


def maken(termijnen: list[Any]) -> Callable[[], Betaalbatch]:
    door, dag = persoon(Rolsoort.CONTROLLER), uitvoerdag()
    return lambda: betaalbatch_maken(termijnen=[t.pk for t in termijnen], uitvoerdatum=dag, door=door)


def soorten(uitkomsten: list[Any]) -> list[str]:
    return sorted("batch" if isinstance(u, Betaalbatch) else "geweigerd" for u in uitkomsten)


def test_two_batches_at_once_pay_each_instalment_once(termijnen):
    uitkomsten = tegelijk(maken(termijnen), maken(list(reversed(termijnen))))

    assert soorten(uitkomsten) == ["batch", "geweigerd"]
    assert (Betaalbatch.objects.count(), Betaalregel.objects.open().count()) == (1, 4)


def test_two_batches_that_share_one_instalment_do_not_both_get_it(termijnen):
    uitkomsten = tegelijk(maken(termijnen[:3]), maken(termijnen[2:]))

    assert soorten(uitkomsten) == ["batch", "geweigerd"]


@contextmanager
def zonder_kijken(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Both look before either has written: no lock, and the same proposal for both."""
    beide_gekeken = threading.Barrier(2)
    echt = betaalbatches.betaalvoorstel

    def kijk(**opties: Any) -> Any:
        voorstel = echt(**opties)
        beide_gekeken.wait(timeout=10)
        return voorstel

    with monkeypatch.context() as zonder:
        zonder.setattr(betaalbatches, "vergrendelen", lambda **opties: None)
        zonder.setattr(betaalbatches, "betaalvoorstel", kijk)
        yield


def test_without_the_lock_the_constraint_still_refuses_the_second(termijnen, monkeypatch):
    with zonder_kijken(monkeypatch):
        uitkomsten = tegelijk(maken(termijnen), maken(termijnen))

    [weigering] = [u for u in uitkomsten if isinstance(u, Geweigerd)]
    assert "staat al in een andere betaalbatch" in weigering.zin
    assert Betaalregel.objects.open().count() == 4


@pytest.mark.parametrize(("eerste", "tweede", "regels"), [(slice(4), slice(4), 8), (slice(3), slice(2, 4), 5)])
def test_without_lock_and_constraint_what_both_batches_hold_would_be_paid_twice(
    termijnen, monkeypatch, eerste, tweede, regels
):
    with zonder_index("financien_betaalregel", "een_open_regel_per_termijn"), zonder_kijken(monkeypatch):
        uitkomsten = tegelijk(maken(termijnen[eerste]), maken(termijnen[tweede]))

        assert soorten(uitkomsten) == ["batch", "batch"]
        assert Betaalregel.objects.open().count() == regels


def melden(termijnen: list[Any]) -> Callable[[], None]:
    """The bank paid these: booked in one transaction, as the act on the batch does it."""
    regels = betaalbatches.regels_van(bij_bank(*termijnen))
    door, dag = persoon(Rolsoort.CONTROLLER), uitvoerdag()

    def act() -> None:
        with transaction.atomic():
            regels_betaald(dict.fromkeys(regels, dag), door=door)

    return act


def test_the_same_payments_reported_twice_at_once_are_booked_once(termijnen):
    act = melden(termijnen)

    uitkomsten = tegelijk(act, act)

    assert sorted(type(u).__name__ for u in uitkomsten) == ["NoneType", "VoorwaardeNietVervuld"]
    assert Betaling.objects.count() == 4
    assert herbouw_verschillen() == []


def test_the_same_payments_reported_twice_without_the_guards_are_booked_twice(termijnen, monkeypatch):
    """Taken away: the question whether a payment is still open, here and in the database; the key of the booking; and
    the limit of what can be paid on an instalment."""
    act, nummers, echt = melden(termijnen), itertools.count(), betaalbatches.boekingsvoorstel
    monkeypatch.setattr(BetaalregelQuerySet, "open", lambda zelf: zelf.all())
    monkeypatch.setattr(
        betaalbatches, "boekingsvoorstel", lambda **opties: echt(**{**opties, "sleutel": f"los:{next(nummers)}"})
    )
    regel = "financien_betaalregel"

    with zonder_trigger((regel, "vaste_kolommen"), (regel, "betaald_is_geboekt")), zonder_guard_op_betaling():
        toekenning(termijnen[0].verplichting.post, "500.00", sleutel="ander")
        tegelijk(act, act)

    assert Betaling.objects.count() == 8
    assert Betaalregel.objects.count() == 4


def vrij(termijn: Any) -> Callable[[], Any]:
    verplichting, door = termijn.verplichting, persoon(Rolsoort.CONTROLLER)
    return lambda: vrijgeven(
        verplichting=verplichting, bedrag=verplichting.bedrag, sleutel="vrij", door=door, reden="niet nodig"
    )


def onderweg_en_vrij(termijn: Any) -> tuple[bool, Any]:
    """Whether the money is in an open batch, and how much of it was released."""
    termijn.verplichting.refresh_from_db()
    return Betaalregel.objects.open().filter(termijn=termijn).exists(), termijn.verplichting.vrijgevallen


def test_releasing_while_a_batch_is_made_waits_and_is_refused(termijnen):
    verloop = terwijl_open(maken(termijnen[:1]), vrij(termijnen[0]))

    assert verloop.heeft_gewacht
    assert isinstance(verloop.tweede, VerkeerdeStatus)
    assert onderweg_en_vrij(termijnen[0]) == (True, 0)


def test_releasing_while_a_batch_is_made_without_the_guard_releases_money_that_is_on_its_way(termijnen):
    with zonder_trigger(("financien_betalingstermijn", "onderweg_blijft_staan")):
        terwijl_open(maken(termijnen[:1]), vrij(termijnen[0]))

    assert onderweg_en_vrij(termijnen[0]) == (True, 100)


def test_making_a_batch_while_money_is_released_waits_and_is_refused(termijnen):
    verloop = terwijl_open(vrij(termijnen[0]), maken(termijnen[:1]))

    assert verloop.heeft_gewacht
    assert isinstance(verloop.tweede, VoorwaardeNietVervuld)
    assert onderweg_en_vrij(termijnen[0]) == (False, 100)


def test_making_a_batch_while_money_is_released_without_the_guards_pays_what_was_released(termijnen, monkeypatch):
    monkeypatch.setattr(betaalbatches, "vergrendelen", lambda **opties: None)

    with zonder_trigger(("financien_betaalregel", "past_bij_termijn")):
        terwijl_open(vrij(termijnen[0]), maken(termijnen[:1]))

    assert onderweg_en_vrij(termijnen[0]) == (True, 100)
