"""Closing a year while others book on it: real connections, and what happens when the guards are taken away."""

from contextlib import ExitStack
from decimal import Decimal
from typing import Any, NamedTuple

import pytest

from financien import services
from financien.fouten import GeenRuimte, JaarGesloten, JaarNietKlaar, NietOpenstaand
from financien.models import Begrotingsjaar, Begrotingspost, Verplichting
from financien.selectors import herbouw_verschillen, stand
from financien.services import jaarafsluiting
from swv.organisaties.models import Rolsoort
from tests.factories.financien import BegrotingsjaarFactory, BegrotingspostFactory, betaal, persoon, toekenning
from tests.factories.organisaties import LeerlingFactory
from tests.financien.actor import Actor
from tests.financien.bewaking import zonder_gesloten, zonder_restcontrole
from tests.financien.gelijktijdig import tegelijk, terwijl_open
from tests.financien.invarianten import gesloten_standen, schendingen, waargenomen

pytestmark = pytest.mark.django_db(transaction=True)


class Jaar(NamedTuple):
    """A line of 2026 with an award of 100 euro, of which 30 was paid, and the same line of 2027."""

    post: Begrotingspost
    volgend: Begrotingspost
    verplichting: Verplichting

    def sluiten(self) -> Begrotingsjaar:
        return services.jaar_afsluiten(jaar=self.post.jaar, door=persoon(Rolsoort.CONTROLLER))


@pytest.fixture
def jaar() -> Jaar:
    volgend = BegrotingspostFactory(code="L.J", jaar=BegrotingsjaarFactory(jaar=2027), met_ruimte="1000.00")
    post = BegrotingspostFactory(code="L.J", met_ruimte="1000.00")
    verplichting = toekenning(post, "100.00")
    betaal(verplichting.termijnen.get(), "30.00")
    return Jaar(post, volgend, verplichting)


def handelingen(jaar: Jaar) -> dict[str, Any]:
    """Every act of 10 euro on the line of the year that closes."""
    tien, door = Decimal(10), persoon(Rolsoort.CONTROLLER)
    eigen = {"verplichting": jaar.verplichting, "bedrag": tien, "sleutel": "x", "door": door, "reden": "proef"}
    op_post = {"post": jaar.post, "bedrag": tien, "sleutel": "x", "door": door}
    return {
        "toekennen": lambda: toekenning(jaar.post, "10.00", sleutel="x"),
        "betalen": lambda: betaal(jaar.verplichting.termijnen.get(), "10.00", sleutel="x"),
        "vrijgeven": lambda: services.vrijgeven(**eigen),
        "terugvorderen": lambda: services.terugvorderen(**eigen),
        "herverdelen": lambda: services.herverdelen(post=jaar.volgend, **eigen),
        "kosten": lambda: services.kosten_boeken(omschrijving="Huur", **op_post),
        "reserveren": lambda: services.reserveren(
            bron=LeerlingFactory(), verdeling=[(jaar.post, tien)], sleutel="x", door=door
        ),
        "wijzigen": lambda: services.wijziging(besluit="ALV", **op_post),
    }


# What goes along to the next year when the act comes first, and which acts only the closed year stops.
GAAT_MEE = {"toekennen": 80, "betalen": 60, "vrijgeven": 60, "herverdelen": 60}
HANDELINGEN = (*GAAT_MEE, "terugvorderen", "kosten", "reserveren", "wijzigen")
ALLEEN_JAAR_STOPT = ("toekennen", "terugvorderen", "kosten", "reserveren", "wijzigen")


@pytest.mark.parametrize("wat", HANDELINGEN)
def test_an_act_that_meets_a_closing_year_waits_and_is_refused(jaar, wat):
    verloop = terwijl_open(jaar.sluiten, handelingen(jaar)[wat])

    assert verloop.heeft_gewacht
    assert isinstance(verloop.tweede, JaarGesloten | NietOpenstaand)
    assert (stand(jaar.post).openstaand, stand(jaar.post).gereserveerd) == (0, 0)
    assert (stand(jaar.volgend).overgeheveld_in, herbouw_verschillen(), schendingen()) == (70, [], {})


@pytest.mark.parametrize("wat", ALLEEN_JAAR_STOPT)
def test_an_act_that_meets_a_closing_year_without_the_guard_changes_a_closed_year(jaar, wat):
    def sluiten():
        jaar.sluiten()
        return gesloten_standen()

    with zonder_gesloten():
        verloop = terwijl_open(sluiten, handelingen(jaar)[wat])

    assert verloop.eerste != gesloten_standen()


@pytest.mark.parametrize("wat", HANDELINGEN)
def test_closing_a_year_waits_for_an_act_and_takes_what_it_left_open_along(jaar, wat):
    verloop = terwijl_open(handelingen(jaar)[wat], jaar.sluiten)

    assert verloop.heeft_gewacht
    assert verloop.tweede.is_gesloten
    nu = stand(jaar.post)
    assert (nu.openstaand, nu.gereserveerd) == (0, 0)
    assert nu.overgeheveld_uit == stand(jaar.volgend).overgeheveld_in == GAAT_MEE.get(wat, 70)
    assert stand(jaar.volgend).gereserveerd == (10 if wat == "reserveren" else 0)
    assert (herbouw_verschillen(), schendingen()) == ([], {})


@pytest.mark.parametrize("wat", ["toekennen", "reserveren"])
@pytest.mark.parametrize("met_restcontrole", [True, False])
def test_closing_a_year_that_does_not_wait_leaves_money_behind_unless_the_last_check_refuses(
    jaar, monkeypatch, wat, met_restcontrole
):
    monkeypatch.setattr(jaarafsluiting, "vergrendelen", lambda **opties: None)

    with ExitStack() as zonder:
        if not met_restcontrole:
            zonder.enter_context(zonder_restcontrole())
        verloop = terwijl_open(handelingen(jaar)[wat], jaar.sluiten)

    achtergebleven = stand(jaar.post).openstaand + stand(jaar.post).gereserveerd
    if met_restcontrole:
        assert isinstance(verloop.tweede, JaarNietKlaar)
        assert not Begrotingsjaar.objects.get(jaar=2026).is_gesloten
    else:
        assert verloop.tweede.is_gesloten
        assert achtergebleven == 10  # on a year on which nothing can be paid or released any more


def test_closing_a_year_while_seven_others_act_carries_everything_over_or_refuses_them(jaar):
    bronnen, weigeringen = [LeerlingFactory() for _ in range(3)], []

    with waargenomen() as waarnemer:
        tegelijk(jaar.sluiten, *[Actor(wie, jaar.post, jaar.volgend, bronnen, weigeringen) for wie in range(7)])

    assert Begrotingsjaar.objects.get(jaar=2026).is_gesloten
    assert {type(weigering) for weigering in weigeringen} <= {GeenRuimte, NietOpenstaand, JaarGesloten}
    nu = stand(jaar.post)
    assert (nu.openstaand, nu.gereserveerd) == (0, 0)
    assert stand(jaar.volgend).overgeheveld_in == nu.overgeheveld_uit >= 70
    assert (herbouw_verschillen(), waarnemer.gevonden) == ([], set())


def test_seven_others_go_on_with_a_closed_year_without_the_guard(jaar):
    bronnen, weigeringen = [LeerlingFactory() for _ in range(3)], []
    jaar.sluiten()
    eerst = gesloten_standen()

    with zonder_gesloten():
        tegelijk(*[Actor(wie, jaar.post, jaar.volgend, bronnen, weigeringen) for wie in range(7)])

    assert gesloten_standen() != eerst
