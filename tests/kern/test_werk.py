"""The lines of the home page over all rooms."""

from datetime import date

import pytest

from swv.kern import werk
from swv.kern.werk import Vak, Werkregel

REGELS = [
    Werkregel("Concept", "/a/", Vak.TE_DOEN, is_begonnen_werk=True),
    Werkregel("Meetekenen", "/b/", Vak.TE_DOEN),
    Werkregel("Later", "/c/", Vak.TE_DOEN, uiterlijk=date(2027, 1, 9)),
    Werkregel("Eerst", "/d/", Vak.TE_DOEN, uiterlijk=date(2026, 12, 31)),
    Werkregel("Wacht", "/e/", Vak.WACHTEN),
]


@pytest.fixture
def bronnen(monkeypatch):
    monkeypatch.setattr(werk, "_bronnen", [])


def test_work_of_every_room_comes_together_by_part_of_the_page(bronnen):
    werk.registreer(lambda gebruiker: REGELS[:2])
    werk.registreer(lambda gebruiker: iter(REGELS[2:]))
    assert werk.werk_van("iemand") == {Vak.TE_DOEN: REGELS[:4], Vak.WACHTEN: REGELS[4:], Vak.BESLOTEN: []}


def test_person_is_handed_to_every_bron(bronnen):
    werk.registreer(lambda gebruiker: [Werkregel(gebruiker, "/", Vak.WACHTEN)])
    assert [regel.titel for regel in werk.werk_van("Sanne")[Vak.WACHTEN]] == ["Sanne"]


def test_what_has_a_day_comes_first_and_own_drafts_last():
    gesorteerd = sorted(REGELS[:4], key=lambda regel: regel.volgorde)
    assert [regel.titel for regel in gesorteerd] == ["Eerst", "Later", "Meetekenen", "Concept"]


def test_only_what_others_wait_for_stands_out():
    assert [regel.is_dringend for regel in REGELS] == [False, True, True, True, False]
