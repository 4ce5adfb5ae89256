"""A limit on tries: per person or address, for a time, and without a trace of what was tried."""

import time

from django.core.cache import cache
from django.test import RequestFactory

from swv.kern.drempel import Grens, een_is_bereikt, per_adres


def grens(wie="iemand", **opties):
    return Grens("iets", wie, **{"hoogstens": 2, **opties})


def test_grens_is_reached_after_so_many_tries_and_looking_does_not_count():
    een = grens()
    gezien = []
    for _ in range(3):
        gezien.append((een.is_bereikt, een.is_bereikt))
        een.tel()

    assert gezien == [(False, False), (False, False), (True, True)]


def test_grens_of_one_person_leaves_another_free():
    for _ in range(2):
        grens("een").tel()

    assert een_is_bereikt([grens("ander"), grens("een")])
    assert not een_is_bereikt([grens("ander"), Grens("iets anders", "een", 2), grens("een", venster=60)])


def test_grens_is_forgotten_after_its_time():
    kort = grens(hoogstens=1, venster=1)
    kort.tel()
    assert kort.is_bereikt
    time.sleep(1.1)

    assert not kort.is_bereikt


def test_count_whose_time_is_over_at_once_does_no_harm():
    """As when the window ends between two steps."""
    een = grens(hoogstens=1, venster=0)
    een.tel()

    assert not een.is_bereikt


def test_cache_holds_no_name_of_who_or_what():
    een = grens("VO2708-2026-00123")
    een.tel()

    assert "VO2708" not in een._sleutel
    assert cache.get(een._sleutel) == 1


def test_address_behind_an_untrusted_proxy_does_not_help():
    fabriek = RequestFactory()
    for nummer in range(2):
        per_adres(
            fabriek.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=f"1.2.3.{nummer}"), "x", hoogstens=2
        ).tel()

    assert per_adres(fabriek.get("/", REMOTE_ADDR="10.0.0.1"), "x", hoogstens=2).is_bereikt
    assert not per_adres(fabriek.get("/", REMOTE_ADDR="10.0.0.2"), "x", hoogstens=2).is_bereikt
