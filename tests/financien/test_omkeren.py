"""Which booking may be taken back, and by whom: the rule of services/omkeren.py, asked as the pages ask it."""

from datetime import date
from decimal import Decimal

import pytest

from financien.models import Boeking
from financien.selectors import herbouw_verschillen, stand
from financien.services import (
    kosten_boeken,
    omkeren,
    reserveren,
    terugvorderen,
    vrijgeven,
    wijziging,
)
from financien.services.omkeren import waarom_niet
from swv.documenten.models import Brief
from swv.documenten.services import brief_intrekken
from swv.kern.fouten import NietToegestaan, VerkeerdeStatus
from swv.organisaties.models import Gebruiker, Rolsoort
from tests.factories.documenten import BriefFactory
from tests.factories.financien import BegrotingsjaarFactory, BegrotingspostFactory, betaal, hevel_over, toekenning
from tests.factories.organisaties import GebruikerFactory, LeerlingFactory, RolFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def verplichting(post):
    return toekenning(post, "600.00")


@pytest.fixture
def met_brief(verplichting):
    BriefFactory(bron=verplichting.bron)
    return verplichting


@pytest.fixture
def collega(db):
    """A second controller."""
    collega = GebruikerFactory(naam="Tweede controller")
    RolFactory(gebruiker=collega, soort=Rolsoort.CONTROLLER)
    return collega


def van_elke_soort(post, controller):
    """One booking of each kind that hangs on one award, and the loose ones."""
    volgend = BegrotingspostFactory(code=post.code, jaar=BegrotingsjaarFactory(jaar=2027))
    verplichting = toekenning(post, "100.00")
    opties = {"verplichting": verplichting, "bedrag": Decimal(5), "door": controller, "reden": "proef"}
    betaling = betaal(verplichting.termijnen.get(), "40.00")
    return {
        "kosten": kosten_boeken(post=post, bedrag=Decimal(1), omschrijving="Huur", sleutel="k", door=controller),
        "wijziging": wijziging(post=post, bedrag=Decimal(1), besluit="ALV", sleutel="w", door=controller),
        "betaling": betaling.boeking,
        "terugvordering": terugvorderen(sleutel="t", **opties).boeking,
        "vrijval": vrijgeven(sleutel="v", **opties).boeking,
        "overheveling": hevel_over(verplichting).naar.boeking,
        "reservering": reserveren(
            bron=LeerlingFactory(), verdeling=[(volgend, Decimal(9))], sleutel="r", door=controller
        )[0].boeking,
        "omkering": omkeren(
            boeking=toekenning(post, "1.00", sleutel="nog een").boeking, sleutel="x", door=controller, reden="fout"
        ),
    }


@pytest.mark.parametrize(
    ("soort", "controller_mag", "directeur_mag"),
    [
        ("kosten", True, False),
        ("wijziging", True, False),
        ("terugvordering", True, False),
        ("betaling", False, True),  # the controller booked this one
        ("vrijval", False, False),
        ("overheveling", False, False),
        ("reservering", False, False),
        ("omkering", False, False),
    ],
)
def test_each_kind_of_booking_is_taken_back_by_whom_the_rule_says(
    post, controller, directeur, soort, controller_mag, directeur_mag
):
    boeking = van_elke_soort(post, controller)[soort]

    antwoorden = [waarom_niet(boeking, door=wie) is None for wie in (controller, directeur)]
    assert antwoorden == [controller_mag, directeur_mag]


def test_a_person_of_a_school_takes_nothing_back(post, controller):
    boeking = kosten_boeken(post=post, bedrag=Decimal(1), omschrijving="Huur", sleutel="k", door=controller)
    school = GebruikerFactory()

    with pytest.raises(NietToegestaan, match="Alleen de controller"):
        omkeren(boeking=boeking, sleutel="o", door=school, reden="fout")


def test_an_award_with_a_standing_letter_is_refused_with_the_way_out(met_brief, controller):
    with pytest.raises(VerkeerdeStatus, match="Geef vrij wat niet nodig is, vorder terug wat al is betaald, of laat"):
        omkeren(boeking=met_brief.boeking, sleutel="o", door=controller, reden="fout")

    assert stand(met_brief.post).toegekend == 600


def test_an_award_with_a_letter_that_was_withdrawn_is_taken_back(met_brief, controller):
    brief_intrekken(brief=Brief.objects.get(), reden="Verkeerde school.", door=controller)

    omkeren(boeking=met_brief.boeking, sleutel="o", door=controller, reden="verkeerde school")

    assert (stand(met_brief.post).toegekend, herbouw_verschillen()) == (0, [])


def test_without_the_guard_a_letter_promises_money_that_is_gone(met_brief, controller, monkeypatch):
    monkeypatch.setitem(waarom_niet.__globals__, "_brief_staat", lambda verplichting: False)

    omkeren(boeking=met_brief.boeking, sleutel="o", door=controller, reden="fout")

    assert not Brief.objects.get().is_ingetrokken
    assert stand(met_brief.post).toegekend == 0


def test_a_letter_about_another_dossier_does_not_count(verplichting, controller):
    BriefFactory()

    assert waarom_niet(verplichting.boeking, door=controller) is None


def test_a_payment_is_taken_back_by_a_second_person(verplichting, controller, collega):
    betaling = betaal(verplichting.termijnen.get(), "600.00", betaald_op=date(2026, 11, 20))

    with pytest.raises(NietToegestaan, match="iemand anders"):
        omkeren(boeking=betaling.boeking, sleutel="o", door=controller, reden="storno")
    omkeren(boeking=betaling.boeking, sleutel="o", door=collega, reden="storno")

    assert verplichting.termijnen.get().status == "betaalbaar"


def test_without_four_eyes_one_person_makes_a_payment_payable_again(verplichting, controller, monkeypatch):
    betaling = betaal(verplichting.termijnen.get(), "600.00")
    monkeypatch.setattr(Gebruiker, "has_perm", lambda *args: True)

    omkeren(boeking=betaling.boeking, sleutel="o", door=controller, reden="zelf")

    assert verplichting.termijnen.get().status == "betaalbaar"
    assert Boeking.objects.get(keert_om=betaling.boeking).door == betaling.boeking.door


def test_the_same_key_gives_the_counter_booking_that_is_there(verplichting, controller):
    opties = {"boeking": verplichting.boeking, "sleutel": "o", "door": controller, "reden": "fout"}

    assert omkeren(**opties) == omkeren(**opties)
