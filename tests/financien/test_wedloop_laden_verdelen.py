"""Two controllers who confirm one file, or book one distribution, at the same moment; and without the guards."""

import itertools
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError

from financien.models import Begrotingsjaar, Begrotingslading, Begrotingspost, Boeking, Verdeling, Verplichting
from financien.selectors import herbouw_verschillen, stand, standen
from financien.services import begroting as begroting_service
from financien.services import verdelen as verdeel_service
from financien.services import verplichten
from financien.services.grootboek import vastleggen
from financien.services.laden import lading_bevestigen, lading_klaarzetten, lading_versie
from financien.services.verdelen import aandelen_zetten, verdeling_bewaren, verdeling_vastleggen
from swv.kern.fouten import VerkeerdeStatus
from swv.organisaties.models import Rolsoort
from tests.factories.financien import BegrotingsjaarFactory, BegrotingspostFactory, persoon
from tests.factories.organisaties import SchoolFactory, maak_gebruiker
from tests.financien.bewaking import zonder_index, zonder_trigger
from tests.financien.gelijktijdig import tegelijk, terwijl_open

pytestmark = pytest.mark.django_db(transaction=True)

BESTAND = b"""jaar,swv_nummer,swv,soort,rubriek,code,post,bedrag,rol
2026,VO2708,Proef,lasten,algemeen,L.1,Bureau,100,regel
2026,VO2708,Proef,lasten,algemeen,L.2,Huur,50,regel
"""


# --- One file, confirmed twice -------------------------------------------------------------------------------


@pytest.fixture
def bevestig() -> Callable[[], Any]:
    """Confirm the file that waits, as two windows of one controller do. The year was made by hand, without lines."""
    BegrotingsjaarFactory(jaar=2026)
    door = persoon(Rolsoort.CONTROLLER)
    lading = lading_klaarzetten(naam="b.csv", inhoud=BESTAND, jaar=None, tolerantie=Decimal(2), door=door)
    return lambda: lading_bevestigen(lading=lading, versie=lading_versie(lading), door=door)


def begroot() -> Decimal:
    return sum((rij.stand.begroot for rij in standen(2026)), Decimal(0))


def test_one_file_confirmed_twice_at_once_is_loaded_once(bevestig):
    verloop = terwijl_open(bevestig, bevestig)

    assert verloop.heeft_gewacht
    assert verloop.eerste[0].is_nieuw
    assert isinstance(verloop.tweede, VerkeerdeStatus)
    assert (begroot(), Begrotingspost.objects.count(), Boeking.objects.count()) == (150, 2, 1)
    assert herbouw_verschillen() == []


def zonder_slot(monkeypatch: pytest.MonkeyPatch, model: type[Any]) -> None:
    """Rows of this model are read as they were committed, and nobody waits for them."""
    monkeypatch.setattr(model.objects, "select_for_update", lambda **opties: model.objects.all())


def met_eigen_sleutel(monkeypatch: pytest.MonkeyPatch, module: Any, naam: str, maak: Callable[..., Any]) -> None:
    """This function of a service, called under another key each time."""
    nummers = itertools.count()
    monkeypatch.setattr(module, naam, lambda *args, **opties: maak(next(nummers), *args, **opties))


def test_one_file_confirmed_twice_without_its_lock_tells_both_that_they_loaded_it(bevestig, monkeypatch):
    zonder_slot(monkeypatch, Begrotingslading)

    verloop = terwijl_open(bevestig, bevestig)

    assert [verslag.is_nieuw for verslag in (*verloop.eerste, *verloop.tweede)] == [True, False]
    assert begroot() == 150  # the lock on the year still keeps it to one


def test_one_file_confirmed_twice_without_any_lock_breaks_on_the_code_of_a_line(bevestig, monkeypatch):
    zonder_slot(monkeypatch, Begrotingslading)
    zonder_slot(monkeypatch, Begrotingsjaar)

    with pytest.raises(IntegrityError, match="een_code_per_begrotingsjaar"):
        terwijl_open(bevestig, bevestig)

    assert begroot() == 150


def test_one_file_confirmed_twice_without_any_guard_counts_the_budget_twice(bevestig, monkeypatch):
    zonder_slot(monkeypatch, Begrotingslading)
    zonder_slot(monkeypatch, Begrotingsjaar)
    met_eigen_sleutel(
        monkeypatch,
        begroting_service,
        "vastleggen",
        lambda nummer, voorstel: vastleggen(replace(voorstel, sleutel=f"{voorstel.sleutel}:{nummer}")),
    )

    with zonder_index("financien_begrotingspost", "een_code_per_begrotingsjaar"):
        terwijl_open(bevestig, bevestig)

        assert (begroot(), Begrotingspost.objects.count()) == (300, 4)


# --- One distribution, booked twice --------------------------------------------------------------------------


@pytest.fixture
def verdeling() -> Verdeling:
    """300 euro over three schools, on a line with 1,000 free."""
    door, post = persoon(Rolsoort.CONTROLLER), BegrotingspostFactory(met_ruimte="1000.00")
    rij = verdeling_bewaren(
        verdeling=Verdeling(
            post=post, soort="lwoo", naam="Lwoo", jaarbedrag=Decimal(300), grondslag="leerlingen", door=door
        )
    )
    aandelen_zetten(verdeling=rij, gewichten={SchoolFactory().pk: Decimal(1) for _ in range(3)})
    return Verdeling.objects.select_related("post__jaar").get(pk=rij.pk)


def leg_vast(verdeling: Verdeling, nummer: int) -> Callable[[], list[Verplichting]]:
    """One of two controllers, each with a decision of their own in mind."""
    door = maak_gebruiker(Rolsoort.CONTROLLER, email=f"c{nummer}@geld.example", naam=f"Controller {nummer}")
    return lambda: verdeling_vastleggen(
        verdeling=verdeling, versie=verdeling.versie, besluit=f"ALV {nummer}", door=door
    )


def test_a_distribution_booked_by_two_at_once_awards_each_school_once(verdeling):
    verloop = terwijl_open(leg_vast(verdeling, 1), leg_vast(verdeling, 2))

    assert verloop.heeft_gewacht
    assert {v.pk for v in verloop.eerste} == {v.pk for v in verloop.tweede}
    assert (Verplichting.objects.count(), stand(verdeling.post).toegekend) == (3, 300)
    verdeling.refresh_from_db()
    assert (verdeling.besluit, verdeling.vastgelegd_door.naam) == ("ALV 1", "Controller 1")
    assert herbouw_verschillen() == []


def test_a_distribution_booked_by_four_at_once_does_not_deadlock(verdeling):
    uitkomsten = tegelijk(*[leg_vast(verdeling, nummer) for nummer in range(4)])

    assert len({tuple(sorted(v.pk for v in uitkomst)) for uitkomst in uitkomsten}) == 1
    assert (stand(verdeling.post).toegekend, herbouw_verschillen()) == (300, [])


def test_a_distribution_booked_by_two_without_its_lock_is_refused_by_the_database(verdeling, monkeypatch):
    zonder_slot(monkeypatch, Verdeling)

    with pytest.raises(DatabaseError, match="Cannot update or delete rows"):
        terwijl_open(leg_vast(verdeling, 1), leg_vast(verdeling, 2))

    assert stand(verdeling.post).toegekend == 300


def test_a_distribution_booked_by_two_without_any_guard_awards_each_school_twice(verdeling, monkeypatch):
    zonder_slot(monkeypatch, Verdeling)
    met_eigen_sleutel(
        monkeypatch,
        verdeel_service,
        "verplichten",
        lambda nummer, **opties: verplichten(**{**opties, "sleutel": f"{opties['sleutel']}:{nummer}"}),
    )

    with zonder_trigger(("financien_verdeling", "USER")):
        terwijl_open(leg_vast(verdeling, 1), leg_vast(verdeling, 2))

    assert (Verplichting.objects.count(), stand(verdeling.post).toegekend) == (6, 600)
