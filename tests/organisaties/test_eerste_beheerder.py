"""The first account of a new portal."""

import pytest
from django.core.management import CommandError, call_command

from swv.organisaties.models import Gebruiker, Rolsoort

pytestmark = pytest.mark.django_db


@pytest.fixture
def typ(monkeypatch):
    return lambda tekst: monkeypatch.setattr("builtins.input", lambda vraag: tekst)


def test_eerste_beheerder_on_an_empty_portal_gets_the_role(typ):
    typ("fiets-regen-lantaarn-27")
    call_command("eerste_beheerder", "beheer@swv.example", "Bea Heer", verbosity=0)
    gebruiker = Gebruiker.objects.get(email="beheer@swv.example")
    assert gebruiker.heeft_rol(Rolsoort.BEHEERDER)
    assert gebruiker.check_password("fiets-regen-lantaarn-27")


def test_eerste_beheerder_with_a_weak_password_is_refused_and_nothing_is_stored(typ):
    typ("kort")
    with pytest.raises(CommandError, match="12"):
        call_command("eerste_beheerder", "beheer@swv.example", "Bea Heer", verbosity=0)
    assert not Gebruiker.objects.exists()


def test_eerste_beheerder_when_there_is_one_is_refused(personas, typ):
    typ("fiets-regen-lantaarn-27")
    with pytest.raises(CommandError, match="al een functioneel beheerder"):
        call_command("eerste_beheerder", "ander@swv.example", "An der", verbosity=0)
