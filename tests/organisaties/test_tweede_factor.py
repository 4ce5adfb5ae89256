import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import connection, transaction

from swv.kern.fouten import VoorwaardeNietVervuld
from swv.organisaties import tweede_factor
from swv.organisaties.models import Gebruiker
from tests.factories.organisaties import GebruikerFactory
from tests.personas import code_bij, code_van

pytestmark = pytest.mark.django_db
NU = "2026-09-15 10:00:05+02:00"


@pytest.fixture
def gebruiker() -> Gebruiker:
    return GebruikerFactory(email="tekenaar@portaal.example", met_factor=True)


def factor_van(gebruiker: Gebruiker) -> Authenticator:
    return Authenticator.objects.get(user=gebruiker)


def test_bevestig_with_the_code_of_now_is_true(gebruiker: Gebruiker) -> None:
    assert gebruiker.bevestig(code_van(gebruiker)) is True


def test_bevestig_with_spaces_in_the_code_is_true(gebruiker: Gebruiker) -> None:
    code = code_van(gebruiker)
    assert gebruiker.bevestig(f" {code[:3]} {code[3:]} ") is True


@pytest.mark.parametrize("code", ["", "000000", "abc", "12345", "１２３４５６"])
def test_bevestig_with_a_wrong_code_is_false(gebruiker: Gebruiker, code: str) -> None:
    assert gebruiker.bevestig(code) is False


def test_bevestig_without_app_is_false() -> None:
    assert GebruikerFactory().bevestig("123456") is False


def test_bevestig_with_the_code_of_somebody_else_is_false(gebruiker: Gebruiker) -> None:
    ander = GebruikerFactory(met_factor=True)
    from tests.factories.organisaties import geef_factor

    geef_factor(ander, geheim="GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    assert gebruiker.bevestig(code_van(ander)) is False


@pytest.mark.parametrize(("stap", "werkt"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_code_works_from_one_period_before_until_one_after(gebruiker: Gebruiker, stap: int, werkt: bool) -> None:
    with time_machine.travel(NU, tick=False):
        assert gebruiker.bevestig(code_bij(factor_van(gebruiker), stap=stap)) is werkt


@pytest.mark.parametrize("seconden", [0, 29, 31, 59])
def test_used_code_never_works_again(gebruiker: Gebruiker, seconden: int) -> None:
    with time_machine.travel(NU, tick=False) as klok:
        code = code_bij(factor_van(gebruiker), stap=1)
        assert gebruiker.bevestig(code)
        klok.shift(seconden)
        assert not gebruiker.bevestig(code)


def test_twin_allauth_alone_accepts_a_used_code_after_half_a_minute(gebruiker: Gebruiker) -> None:
    with time_machine.travel(NU, tick=False) as klok:
        code = code_bij(factor_van(gebruiker), stap=1)
        assert factor_van(gebruiker).wrap().validate_code(code)
        klok.shift(31)
        cache.clear()  # the server of the cache runs on real time; the mark of 30 seconds is over
        assert factor_van(gebruiker).wrap().validate_code(code)


def test_earlier_code_after_a_later_one_is_refused(gebruiker: Gebruiker) -> None:
    with time_machine.travel(NU, tick=False):
        factor = factor_van(gebruiker)
        assert gebruiker.bevestig(code_bij(factor))
        assert not gebruiker.bevestig(code_bij(factor, stap=-1))
        assert gebruiker.bevestig(code_bij(factor, stap=1))


def test_sixth_try_in_five_minutes_is_refused_even_when_right(gebruiker: Gebruiker) -> None:
    for _ in range(tweede_factor.MAX_POGINGEN):
        assert not gebruiker.bevestig("000000")
    assert not gebruiker.bevestig(code_van(gebruiker))


def test_fifth_try_may_still_be_right_and_clears_the_count(gebruiker: Gebruiker) -> None:
    for _ in range(tweede_factor.MAX_POGINGEN - 1):
        gebruiker.bevestig("000000")
    assert gebruiker.bevestig(code_van(gebruiker))
    assert cache.get(f"tweede-factor:{gebruiker.pk}") is None


def test_tries_of_somebody_else_do_not_count(gebruiker: Gebruiker) -> None:
    ander = GebruikerFactory(met_factor=True)
    for _ in range(tweede_factor.MAX_POGINGEN):
        ander.bevestig("000000")
    assert gebruiker.bevestig(code_van(gebruiker))


def _geweigerde_handeling(gebruiker: Gebruiker, code: str) -> None:
    """An act that asks for the code and then is refused."""
    with transaction.atomic():
        gebruiker.bevestig(code)
        raise VoorwaardeNietVervuld("Er is geen ruimte.")


def test_refused_act_gives_the_code_back(gebruiker: Gebruiker) -> None:
    code = code_van(gebruiker)
    with pytest.raises(VoorwaardeNietVervuld):
        _geweigerde_handeling(gebruiker, code)
    assert gebruiker.bevestig(code)


def test_refused_act_gives_no_tries_back(gebruiker: Gebruiker) -> None:
    with pytest.raises(VoorwaardeNietVervuld):
        _geweigerde_handeling(gebruiker, "000000")
    assert cache.get(f"tweede-factor:{gebruiker.pk}") == 1


@pytest.mark.django_db(transaction=True)
def test_one_code_at_two_desks_at_once_works_once() -> None:
    gebruiker = GebruikerFactory(email="tegelijk@portaal.example", met_factor=True)
    code, klaar = code_van(gebruiker), threading.Barrier(4)

    def teken() -> bool:
        try:
            klaar.wait(5)
            return gebruiker.bevestig(code)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        uitkomsten = [taak.result() for taak in [pool.submit(teken) for _ in range(4)]]
    assert sorted(uitkomsten) == [False, False, False, True]
