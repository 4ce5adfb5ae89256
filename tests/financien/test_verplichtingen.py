from datetime import date
from decimal import Decimal

import pytest
import time_machine

from financien.fouten import (
    BoekingKloptNiet,
    GeenRuimte,
    NietOpenstaand,
    OnbekendePost,
    OnjuistBedrag,
    SleutelBestaat,
)
from financien.models import Begrotingspost, Overschrijding, Verplichting
from financien.selectors import herbouw_verschillen, stand
from financien.services import Goedkeuring, verplichten, vrijgeven
from swv.kern.fouten import NietToegestaan, VoorwaardeNietVervuld
from tests.factories.financien import BegrotingsjaarFactory, BegrotingspostFactory, toekenning
from tests.factories.organisaties import LeerlingFactory

pytestmark = pytest.mark.django_db


def test_voor_finds_the_line_of_that_year(post):
    BegrotingspostFactory(code="L.S.02", jaar=BegrotingsjaarFactory(jaar=2027))

    assert Begrotingspost.objects.voor(code="L.S.02", jaar=2026) == post


def test_voor_an_unknown_line_is_refused(post):
    with pytest.raises(OnbekendePost, match=r"Post L\.S\.02 staat niet in de begroting van 2025"):
        Begrotingspost.objects.voor(code="L.S.02", jaar=2025)


def test_verplichten_books_the_award_and_its_instalments(post):
    termijnen = [(Decimal("899.99"), ""), (Decimal("100.00"), "na verantwoording")]

    verplichting = toekenning(post, "999.99", termijnen=termijnen)

    opgeslagen = Verplichting.objects.get(pk=verplichting.pk)
    assert (opgeslagen.bedrag, opgeslagen.post, opgeslagen.bron) == (Decimal("999.99"), post, verplichting.bron)
    assert list(opgeslagen.termijnen.values_list("bedrag", "voorwaarde", "status")) == [
        (Decimal("899.99"), "", "betaalbaar"),
        (Decimal("100.00"), "na verantwoording", "open"),
    ]
    assert (stand(post).toegekend, stand(post).vrij) == (Decimal("999.99"), Decimal("0.01"))


def test_verplichten_inside_a_transaction_is_one_statement(post, directeur, django_assert_num_queries):
    opties = {"bron": LeerlingFactory(), "post": post, "omschrijving": "Proef", "door": directeur}
    termijnen = [(Decimal("0.90"), ""), (Decimal("0.10"), "na verantwoording")]
    verplichten(bedrag=Decimal(1), sleutel="eerst", **opties)

    with django_assert_num_queries(1):
        verplichten(bedrag=Decimal(1), sleutel="tweede", termijnen=termijnen, **opties)


def test_verplichten_returns_what_is_stored(post):
    verplichting = toekenning(post, "100.00")

    opgeslagen = Verplichting.objects.get(pk=verplichting.pk)
    for veld in Verplichting._meta.concrete_fields:
        assert getattr(verplichting, veld.attname) == getattr(opgeslagen, veld.attname), veld.name


def test_verplichten_with_the_same_key_returns_the_same_award(post):
    bron = LeerlingFactory()
    eerste = toekenning(post, "100.00", bron=bron)

    assert toekenning(post, "100.00", bron=bron) == eerste
    assert stand(post).toegekend == 100


@pytest.mark.parametrize(("bedrag", "termijnen"), [("100.01", []), ("100.00", [(Decimal(60), ""), (Decimal(40), "")])])
def test_verplichten_with_the_same_key_and_other_content_is_refused(post, bedrag, termijnen):
    bron = LeerlingFactory()
    toekenning(post, "100.00", bron=bron)

    with pytest.raises(SleutelBestaat):
        toekenning(post, bedrag, bron=bron, termijnen=termijnen)
    assert (stand(post).toegekend, Verplichting.objects.count()) == (100, 1)


def test_verplichten_with_the_same_key_for_another_dossier_is_refused(post):
    toekenning(post, "100.00", bron=LeerlingFactory())

    with pytest.raises(SleutelBestaat):
        toekenning(post, "100.00", bron=LeerlingFactory())


def test_verplichten_of_exactly_the_free_room_is_booked(post):
    toekenning(post, "1000.00")

    assert stand(post).vrij == 0


def test_verplichten_of_one_cent_more_is_refused_and_leaves_nothing(post):
    with pytest.raises(GeenRuimte):
        toekenning(post, "1000.01")

    assert (stand(post).vrij, Verplichting.objects.count()) == (1000, 0)
    assert herbouw_verschillen() == []


def test_verplichten_with_instalments_that_do_not_add_up_is_refused(post):
    with pytest.raises(BoekingKloptNiet, match=r"samen niet €\xa0100,00"):
        toekenning(post, "100.00", termijnen=[(Decimal(60), ""), (Decimal("39.99"), "")])


@pytest.mark.parametrize("bedrag", ["0", "-1", "10.001"])
def test_verplichten_of_an_amount_that_is_none_is_refused(post, bedrag):
    with pytest.raises(OnjuistBedrag):
        toekenning(post, bedrag)


def test_verplichten_on_income_is_refused():
    baten = BegrotingspostFactory(soort="baten", met_ruimte="500.00")

    with pytest.raises(BoekingKloptNiet, match="Op een post met baten"):
        toekenning(baten, "1.00")


@pytest.mark.parametrize(
    ("nu", "dag"),
    [("2025-12-20", date(2026, 1, 1)), ("2026-05-06", date(2026, 5, 6)), ("2027-01-10", date(2026, 12, 31))],
)
def test_verplichten_counts_from_the_nearest_day_of_the_budget_year(post, nu, dag):
    with time_machine.travel(f"{nu}T12:00:00Z", tick=False):
        assert toekenning(post, "1.00").boeking.ingangsdatum == dag


def test_verplichten_with_approval_goes_below_zero_and_says_who(post, directeur):
    goedkeuring = Goedkeuring(door=directeur, reden="crisisplaats", bedrag=Decimal("500.00"))

    toekenning(post, "1500.00", goedkeuring=goedkeuring)

    assert stand(post).vrij == -500
    assert Overschrijding.objects.values_list("post", "bedrag", "reden", "door").get() == (
        post.pk,
        500,
        "crisisplaats",
        directeur.pk,
    )
    assert herbouw_verschillen() == []


def test_verplichten_with_an_approval_that_is_too_small_is_refused(post, directeur):
    goedkeuring = Goedkeuring(door=directeur, reden="crisisplaats", bedrag=Decimal("499.99"))

    with pytest.raises(GeenRuimte):
        toekenning(post, "1500.00", goedkeuring=goedkeuring)
    assert not Overschrijding.objects.exists()


def test_verplichten_after_an_approved_one_needs_its_own_approval(post, directeur):
    toekenning(post, "1500.00", goedkeuring=Goedkeuring(door=directeur, reden="nood", bedrag=Decimal(500)))

    with pytest.raises(GeenRuimte):
        toekenning(post, "1.00", sleutel="tweede")
    toekenning(post, "1.00", sleutel="tweede", goedkeuring=Goedkeuring(door=directeur, reden="nood", bedrag=Decimal(1)))
    assert stand(post).vrij == -501


def test_goedkeuring_by_somebody_else_than_the_director_is_refused(controller):
    with pytest.raises(NietToegestaan):
        Goedkeuring(door=controller, reden="nood", bedrag=Decimal(1))


def test_goedkeuring_without_reason_is_refused(directeur):
    with pytest.raises(VoorwaardeNietVervuld):
        Goedkeuring(door=directeur, reden=" ", bedrag=Decimal(1))


def test_vrijgeven_lowers_the_last_instalments_first(post, controller):
    verplichting = toekenning(post, "100.00", termijnen=[(Decimal(60), ""), (Decimal(40), "eind")])

    vrijgeven(verplichting=verplichting, bedrag=Decimal("45.50"), sleutel="v1", door=controller, reden="niet nodig")

    assert [(t.te_betalen, t.status) for t in verplichting.termijnen.all()] == [
        (Decimal("54.50"), "betaalbaar"),
        (0, "vervallen"),
    ]
    nu = stand(post)
    assert (nu.toegekend, nu.vrijgevallen, nu.openstaand, nu.vrij) == (
        100,
        Decimal("45.50"),
        Decimal("54.50"),
        Decimal("945.50"),
    )
    assert herbouw_verschillen() == []


def test_vrijgeven_of_more_than_is_open_is_refused(post, controller):
    verplichting = toekenning(post, "100.00")

    with pytest.raises(NietOpenstaand, match=r"staat nog €\xa0100,00 open"):
        vrijgeven(verplichting=verplichting, bedrag=Decimal("100.01"), sleutel="v1", door=controller, reden="x")


def test_vrijgeven_twice_with_one_key_is_one_release(post, controller):
    verplichting = toekenning(post, "100.00")
    opties = {"verplichting": verplichting, "bedrag": Decimal(30), "sleutel": "v1", "door": controller, "reden": "x"}

    assert vrijgeven(**opties) == vrijgeven(**opties)
    assert stand(post).vrijgevallen == 30


def test_vrijgeven_with_the_same_key_and_another_amount_is_refused(post, controller):
    verplichting = toekenning(post, "100.00")
    opties = {"verplichting": verplichting, "sleutel": "v1", "door": controller, "reden": "x"}
    vrijgeven(bedrag=Decimal(30), **opties)

    with pytest.raises(SleutelBestaat):
        vrijgeven(bedrag=Decimal(31), **opties)


def test_vrijgeven_without_reason_is_refused(post, controller):
    with pytest.raises(VoorwaardeNietVervuld):
        vrijgeven(verplichting=toekenning(post, "1.00"), bedrag=Decimal(1), sleutel="v", door=controller, reden="")
