"""Reservations, costs, recoveries, another split over years: one booking each."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, transaction

from financien.fouten import BoekingKloptNiet, GeenRuimte, JaarGesloten, NietOpenstaand, OnjuistBedrag, SleutelBestaat
from financien.models import Boeking, Overschrijding, Reservering, Verplichting
from financien.selectors import herbouw_verschillen, stand, stand_op
from financien.services import (
    Goedkeuring,
    Termijn,
    herverdelen,
    jaar_afsluiten,
    kosten_boeken,
    omkeren,
    reserveren,
    reservering_vervallen,
    terugvorderen,
    verplichten,
    verplichten_over_jaren,
    wijziging,
)
from swv.kern.fouten import VerkeerdeStatus, VoorwaardeNietVervuld
from swv.organisaties.models import Rolsoort
from tests.factories.financien import (
    BegrotingsjaarFactory,
    BegrotingspostFactory,
    betaal,
    hevel_over,
    persoon,
    toekenning,
)
from tests.factories.organisaties import LeerlingFactory, SchoolFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def volgend(post):
    """The same line in 2027, with 500.00 euro free."""
    return BegrotingspostFactory(code=post.code, jaar=BegrotingsjaarFactory(jaar=2027), met_ruimte="500.00")


@pytest.fixture
def bron():
    return LeerlingFactory()


def test_reserveren_warns_and_takes_no_room(post, bron, controller):
    [reservering] = reserveren(bron=bron, verdeling=[(post, Decimal(1200))], sleutel="r1", door=controller)

    nu = stand(post)
    assert (reservering.bron, nu.gereserveerd, nu.vrij, nu.toegekend) == (bron, 1200, 1000, 0)
    assert (nu.prognose(), nu.prognose(Decimal("0.333"))) == (1200, Decimal("399.60"))
    assert herbouw_verschillen() == []


def test_reserveren_the_same_again_books_nothing(post, bron, controller):
    eerste = reserveren(bron=bron, verdeling=[(post, Decimal(10))], sleutel="r1", door=controller)

    assert reserveren(bron=bron, verdeling=[(post, Decimal(10))], sleutel="r2", door=controller) == eerste
    assert reserveren(bron=bron, verdeling=[(post, Decimal(10))], sleutel="r1", door=controller) == eerste
    assert stand(post).gereserveerd == 10


def test_reserveren_of_another_amount_or_line_lets_the_old_one_lapse(post, volgend, bron, controller):
    [eerste] = reserveren(bron=bron, verdeling=[(post, Decimal(10))], sleutel="r1", door=controller)
    tweede = reserveren(bron=bron, verdeling=[(post, Decimal(15))], sleutel="r2", door=controller)
    derde = reserveren(bron=bron, verdeling=[(volgend, Decimal(15))], sleutel="r3", door=controller)

    assert list(Reservering.objects.filter(vervallen_met=None)) == derde
    eerste.refresh_from_db()
    assert eerste.vervallen_met.keert_om == eerste.boeking
    assert reserveren(bron=bron, verdeling=[(post, Decimal(15))], sleutel="r2", door=controller) == tweede
    assert (stand(post).gereserveerd, stand(volgend).gereserveerd) == (0, 15)
    assert herbouw_verschillen() == []


def test_reserveren_with_the_same_key_and_another_amount_is_refused(post, bron, controller):
    reserveren(bron=bron, verdeling=[(post, Decimal(10))], sleutel="r1", door=controller)

    with pytest.raises(SleutelBestaat):
        reserveren(bron=bron, verdeling=[(post, Decimal(11))], sleutel="r1", door=controller)
    assert stand(post).gereserveerd == 10


def test_reserveren_on_income_is_refused(bron, controller):
    with pytest.raises(BoekingKloptNiet, match="baten"):
        reserveren(
            bron=bron, verdeling=[(BegrotingspostFactory(soort="baten"), Decimal(1))], sleutel="r", door=controller
        )


def test_reservering_vervallen_once_and_again_with_the_same_key(post, bron, controller):
    reserveringen = reserveren(bron=bron, verdeling=[(post, Decimal(10))], sleutel="r1", door=controller)

    assert reservering_vervallen(bron=bron, sleutel="x", door=controller) == reserveringen
    assert [reservering_vervallen(bron=bron, sleutel=weer, door=controller) for weer in "xy"] == [[], []]
    assert (stand(post).gereserveerd, herbouw_verschillen()) == (0, [])


@pytest.fixture
def over_twee_jaren(post, volgend, bron, controller):
    """A request of 120.00 euro, reserved in two budget years."""
    delen = [(post, Decimal(50)), (volgend, Decimal(70))]
    return reserveren(bron=bron, verdeling=delen, sleutel="r", door=controller)


def gereserveerd(*posten):
    assert herbouw_verschillen() == []
    return [stand(post).gereserveerd for post in posten]


def test_reserveren_over_two_years_shows_each_part_on_its_own_line(over_twee_jaren, post, volgend):
    assert gereserveerd(post, volgend) == [50, 70]
    assert [rij.boeking.ingangsdatum.year for rij in over_twee_jaren] == [2026, 2027]
    assert stand_op(volgend, date(2026, 12, 31)).gereserveerd == 0


def test_reserveren_the_same_over_two_years_again_books_nothing(over_twee_jaren, post, volgend, bron, controller):
    andersom = [(volgend, Decimal(70)), (post, Decimal(50))]

    assert reserveren(bron=bron, verdeling=andersom, sleutel="r2", door=controller) == over_twee_jaren
    assert Reservering.objects.count() == 2


@pytest.mark.parametrize("delen", [["120"], ["119.99", "0.01"], ["50", "71"], ["50"]])
def test_reserveren_otherwise_lets_every_part_lapse(over_twee_jaren, post, volgend, bron, controller, delen):
    anders = list(zip([post, volgend], map(Decimal, delen), strict=False))

    nieuw = reserveren(bron=bron, verdeling=anders, sleutel="r2", door=controller)

    assert set(Reservering.objects.filter(vervallen_met=None)) == set(nieuw)
    assert gereserveerd(post, volgend) == [*map(Decimal, delen), *[0] * (2 - len(delen))]


def test_reserveren_of_which_one_line_is_refused_leaves_everything(over_twee_jaren, post, volgend, bron, controller):
    baten = BegrotingspostFactory(soort="baten")

    with pytest.raises(BoekingKloptNiet):
        reserveren(bron=bron, verdeling=[(post, Decimal(1)), (baten, Decimal(1))], sleutel="r2", door=controller)

    assert gereserveerd(post, volgend) == [50, 70]


def test_reserveren_with_the_same_key_and_another_split_is_refused(over_twee_jaren, post, volgend, bron, controller):
    reservering_vervallen(bron=bron, sleutel="v", door=controller)

    with pytest.raises(SleutelBestaat):
        reserveren(bron=bron, verdeling=[(post, Decimal(50))], sleutel="r", door=controller)
    assert gereserveerd(post, volgend) == [0, 0]


@pytest.mark.parametrize("keren", [0, 2])
def test_reserveren_names_each_line_once(post, bron, controller, keren):
    with pytest.raises(BoekingKloptNiet, match="elke post één keer"):
        reserveren(bron=bron, verdeling=[(post, Decimal(1))] * keren, sleutel="r", door=controller)


def test_reservering_vervallen_of_two_years_lets_both_lapse(over_twee_jaren, post, volgend, bron, controller):
    assert reservering_vervallen(bron=bron, sleutel="x", door=controller) == over_twee_jaren
    assert gereserveerd(post, volgend) == [0, 0]


def test_verplichten_lets_every_reservation_of_its_source_lapse_in_one_statement(
    over_twee_jaren, post, volgend, bron, controller, django_assert_num_queries
):
    opties = {"post": post, "bedrag": Decimal(9), "omschrijving": "x", "sleutel": "t", "door": controller}
    with django_assert_num_queries(1):
        verplichten(bron=bron, **opties)

    assert gereserveerd(post, volgend) == [0, 0]
    tegen = [Reservering.objects.get(pk=rij.pk).vervallen_met for rij in over_twee_jaren]
    assert [boeking.ingangsdatum.year for boeking in tegen] == [2026, 2027]


def test_two_open_reservations_of_a_source_on_one_line_are_refused_by_the_database(over_twee_jaren, controller):
    dubbel = over_twee_jaren[0]

    with pytest.raises(IntegrityError, match="een_open_reservering_per_bron_en_post"), transaction.atomic():
        Reservering.objects.create(
            bron=dubbel.bron, post=dubbel.post, bedrag=dubbel.bedrag, boeking=toekenning(dubbel.post, "1.00").boeking
        )


def test_verplichten_lets_the_reservation_of_its_source_lapse(post, volgend, bron, controller):
    reserveren(bron=bron, verdeling=[(volgend, Decimal(10))], sleutel="r1", door=controller)
    reserveren(bron=LeerlingFactory(), verdeling=[(post, Decimal(7))], sleutel="r2", door=controller)

    toekenning(post, "9.00", bron=bron)

    assert (stand(volgend).gereserveerd, stand(post).gereserveerd, stand(post).toegekend) == (0, 7, 9)
    assert toekenning(post, "9.00", bron=bron)
    assert herbouw_verschillen() == []


def test_verplichten_that_is_refused_keeps_the_reservation(post, bron, controller):
    reserveren(bron=bron, verdeling=[(post, Decimal(2000))], sleutel="r1", door=controller)

    with pytest.raises(GeenRuimte):
        toekenning(post, "2000.00", bron=bron)
    assert (stand(post).gereserveerd, Reservering.objects.get().vervallen_met) == (2000, None)


def test_verplichten_keeps_kind_school_and_school_year_for_reports(post):
    school = SchoolFactory()

    verplichting = toekenning(post, "9.00", soort="frictiefonds", school=school, schooljaar=2026)

    opgeslagen = Verplichting.objects.get()
    assert (opgeslagen.soort, opgeslagen.school, opgeslagen.schooljaar) == ("frictiefonds", school, 2026)
    for veld in Verplichting._meta.concrete_fields:
        assert getattr(verplichting, veld.attname) == getattr(opgeslagen, veld.attname), veld.name


def test_kosten_boeken_takes_room_and_can_be_taken_back(post, controller):
    boeking = kosten_boeken(post=post, bedrag=Decimal(300), omschrijving="Huur", sleutel="k", door=controller)
    nu = stand(post)
    assert (nu.kosten, nu.vrij, nu.realisatie, nu.budget) == (300, 700, 300, nu.in_gebruik + nu.kosten + nu.vrij)

    omkeren(boeking=boeking, sleutel="o", door=controller, reden="dubbel")

    assert (stand(post).kosten, stand(post).vrij, herbouw_verschillen()) == (0, 1000, [])


def test_kosten_boeken_beyond_the_room_is_refused_unless_approved(post, controller, directeur):
    opties = {"post": post, "bedrag": Decimal(1001), "omschrijving": "Huur", "sleutel": "k", "door": controller}

    with pytest.raises(GeenRuimte, match="Boek de kosten op een andere post"):
        kosten_boeken(**opties)
    kosten_boeken(goedkeuring=Goedkeuring(door=directeur, reden="nood", bedrag=Decimal(1)), **opties)
    assert stand(post).vrij == -1


@pytest.mark.parametrize(
    ("anders", "fout"),
    [
        ({"bedrag": Decimal("1.005")}, OnjuistBedrag),
        ({"bedrag": Decimal(-1)}, OnjuistBedrag),
        ({"omschrijving": " "}, VoorwaardeNietVervuld),
        ({"omschrijving": "x" * 201}, VoorwaardeNietVervuld),
        ({"omschrijving": "a\0b"}, VoorwaardeNietVervuld),
        ({"ingangsdatum": date(2027, 1, 1)}, VoorwaardeNietVervuld),
        ({"bedrag": Decimal("999999999999.99")}, GeenRuimte),
    ],
)
def test_kosten_boeken_with_bad_input_is_refused_in_words(post, controller, anders, fout):
    opties = {"post": post, "bedrag": Decimal(1), "omschrijving": "Huur", "sleutel": "k", "door": controller}

    with pytest.raises(fout):
        kosten_boeken(**{**opties, **anders})
    assert (stand(post).vrij, Boeking.objects.filter(soort="kosten").count()) == (1000, 0)


def test_wijziging_that_makes_a_balance_too_high_is_refused_in_words(post, controller):
    with pytest.raises(OnjuistBedrag, match="past niet op deze post"):
        wijziging(post=post, bedrag=Decimal("999999999999.99"), besluit="ALV", sleutel="w", door=controller)


def test_terugvorderen_gives_room_again_up_to_what_was_paid(post, controller):
    verplichting = toekenning(post, "100.00")
    betaal(verplichting.termijnen.get(), "60.00")
    opties = {"verplichting": verplichting, "door": controller, "reden": "te veel"}

    terugvorderen(bedrag=Decimal(50), sleutel="t1", **opties)

    nu = stand(post)
    assert (nu.teruggevorderd, nu.vrij, nu.realisatie, nu.prognose()) == (50, 950, 10, 50)
    with pytest.raises(NietOpenstaand, match=r"€\xa010,00 betaald dat nog niet is teruggevorderd"):
        terugvorderen(bedrag=Decimal("10.01"), sleutel="t2", **opties)
    terugvorderen(bedrag=Decimal(50), sleutel="t1", **opties)
    with pytest.raises(SleutelBestaat):
        terugvorderen(bedrag=Decimal(5), sleutel="t1", **opties)
    with pytest.raises(VoorwaardeNietVervuld):
        terugvorderen(bedrag=Decimal(5), sleutel="t3", **{**opties, "reden": " "})
    assert (stand(post).teruggevorderd, herbouw_verschillen()) == (50, [])


def test_terugvorderen_after_the_year_closed_gives_room_on_the_same_line_of_an_open_year(post, volgend, controller):
    verplichting = toekenning(post, "100.00")
    betaal(verplichting.termijnen.get(), "100.00")
    opties = {"verplichting": verplichting, "bedrag": Decimal(40), "sleutel": "t", "door": controller, "reden": "over"}
    with pytest.raises(VoorwaardeNietVervuld, match="2026 is nog open"):
        terugvorderen(post=volgend, **opties)
    jaar_afsluiten(jaar=post.jaar, door=controller)

    with pytest.raises(JaarGesloten, match=r"Kies post L\.S\.02 in een jaar dat nog open is"):
        terugvorderen(**opties)
    with pytest.raises(VoorwaardeNietVervuld, match=r"Kies die post in de begroting van 2027"):
        terugvorderen(post=BegrotingspostFactory(jaar=volgend.jaar), **opties)
    terugvorderen(post=volgend, **opties)

    assert (stand(post).teruggevorderd, stand(volgend).teruggevorderd, stand(volgend).vrij) == (0, 40, 540)
    assert herbouw_verschillen() == []


def over_jaren_toekennen(post, volgend, een, twee, **opties):
    return verplichten_over_jaren(
        **{
            "bron": LeerlingFactory(),
            "verdeling": [(volgend, Decimal(twee)), (post, Decimal(een))],
            "omschrijving": "Over jaren",
            "sleutel": "oj",
            "door": persoon(Rolsoort.DIRECTEUR),
            **opties,
        }
    )


def test_verplichten_over_jaren_books_per_year_and_cuts_the_instalments(post, volgend):
    dag = date(2027, 4, 1)
    termijnen = [Termijn(Decimal(108)), Termijn(Decimal(12), "na verantwoording", dag)]

    eerste, tweede = over_jaren_toekennen(post, volgend, "50.00", "70.00", termijnen=termijnen)

    assert (eerste.post, tweede.post) == (post, volgend)
    assert [v.boeking.sleutel for v in (eerste, tweede)] == ["oj:2026", "oj:2027"]
    kolommen = ("volgnummer", "bedrag", "voorwaarde", "vervaldatum", "status")
    assert list(eerste.termijnen.values_list(*kolommen)) == [(1, 50, "", None, "betaalbaar")]
    assert list(tweede.termijnen.values_list(*kolommen)) == [
        (1, 58, "", None, "betaalbaar"),
        (2, 12, "na verantwoording", dag, "open"),
    ]
    assert (stand(post).toegekend, stand(volgend).toegekend, herbouw_verschillen()) == (50, 70, [])


def test_verplichten_over_jaren_lets_the_reservations_lapse_once(over_twee_jaren, post, volgend, bron):
    over_jaren_toekennen(post, volgend, "50.00", "70.00", bron=bron)

    assert (gereserveerd(post, volgend), Boeking.objects.filter(soort="reservering").count()) == ([0, 0], 4)


def test_verplichten_over_jaren_without_room_in_one_year_books_nothing(post, volgend):
    with pytest.raises(GeenRuimte):
        over_jaren_toekennen(post, volgend, "50.00", "500.01")
    assert (Verplichting.objects.count(), stand(post).vrij) == (0, 1000)


def test_verplichten_over_jaren_again_is_the_same_and_with_another_split_refused(post, volgend, bron):
    eerst = over_jaren_toekennen(post, volgend, "50.00", "70.00", bron=bron)

    assert over_jaren_toekennen(post, volgend, "50.00", "70.00", bron=bron) == eerst
    with pytest.raises(SleutelBestaat):
        over_jaren_toekennen(post, volgend, "50.00", "71.00", bron=bron)
    with pytest.raises(BoekingKloptNiet, match="elk jaar één keer"):
        over_jaren_toekennen(post, post, "50.00", "71.00", bron=bron)
    with pytest.raises(BoekingKloptNiet):
        over_jaren_toekennen(post, volgend, "50.00", "70.00", termijnen=[(Decimal(119), "")], sleutel="anders")


def test_verplichten_over_jaren_with_approval_uses_it_where_it_is_needed(post, volgend, directeur):
    goedkeuring = Goedkeuring(door=directeur, reden="nood", bedrag=Decimal(300))

    over_jaren_toekennen(post, volgend, "1100.00", "700.00", goedkeuring=goedkeuring)

    assert list(Overschrijding.objects.order_by("id").values_list("post", "bedrag")) == [
        (post.pk, 100),
        (volgend.pk, 200),
    ]
    assert (stand(post).vrij, stand(volgend).vrij, herbouw_verschillen()) == (-100, -200, [])


def test_herverdelen_moves_room_and_the_last_instalments_to_the_other_year(post, volgend, controller):
    verplichting = toekenning(post, "100.00", termijnen=[(Decimal(60), ""), (Decimal(40), "eind")], soort="x")

    with time_machine.travel("2026-12-20T12:00:00Z", tick=False):
        verschuiving = herverdelen(
            verplichting=verplichting, post=volgend, bedrag=Decimal(55), sleutel="h", door=controller, reden="later"
        )

    nieuw = verschuiving.naar
    assert (nieuw.post, nieuw.bedrag, nieuw.bron, nieuw.soort) == (volgend, 55, verplichting.bron, "x")
    assert list(nieuw.termijnen.values_list("bedrag", "voorwaarde", "status")) == [
        (15, "", "betaalbaar"),
        (40, "eind", "open"),
    ]
    assert list(verplichting.termijnen.values_list("verschoven", "status")) == [(15, "betaalbaar"), (40, "vervallen")]
    verplichting.refresh_from_db()
    assert (verplichting.verschoven, verplichting.openstaand) == (55, 45)
    assert (stand(post).toegekend, stand(post).vrij) == (45, 955)
    assert (stand(volgend).toegekend, stand(volgend).vrij) == (55, 445)
    assert stand_op(post, date(2026, 12, 31)) == stand(post)
    assert herbouw_verschillen() == []


def test_herverdelen_again_is_the_same_and_bad_input_is_refused(post, volgend, controller):
    verplichting = toekenning(post, "600.00")
    opties = {"verplichting": verplichting, "post": volgend, "sleutel": "h", "door": controller, "reden": "later"}

    with pytest.raises(GeenRuimte, match="Verdeel een lager bedrag"):
        herverdelen(bedrag=Decimal("500.01"), **opties)
    with pytest.raises(NietOpenstaand, match=r"staat nog €\xa0600,00 open"):
        herverdelen(bedrag=Decimal("600.01"), **opties)
    with pytest.raises(VoorwaardeNietVervuld, match="in een ander jaar"):
        herverdelen(bedrag=Decimal(1), **{**opties, "post": BegrotingspostFactory()})
    with pytest.raises(VoorwaardeNietVervuld, match="Schrijf op waarom"):
        herverdelen(bedrag=Decimal(1), **{**opties, "reden": ""})
    assert stand(post).openstaand == 600
    eerste = herverdelen(bedrag=Decimal(5), **opties)
    assert herverdelen(bedrag=Decimal(5), **opties) == eerste
    with pytest.raises(SleutelBestaat):
        herverdelen(bedrag=Decimal(6), **opties)
    with pytest.raises(VerkeerdeStatus, match="Een verschuiving keert u niet om"):
        omkeren(boeking=eerste.naar.boeking, sleutel="o", door=controller, reden="fout")


def test_overhevelen_takes_what_is_open_with_its_budget(post, volgend, controller):
    verplichting = toekenning(post, "100.00")
    betaal(verplichting.termijnen.get(), "30.00")

    verschuiving = hevel_over(verplichting)

    oud, nieuw = stand(post), stand(volgend)
    assert (oud.toegekend, oud.overgeheveld_uit, oud.openstaand, oud.vrij) == (100, 70, 0, 900)
    assert (nieuw.budget, nieuw.toegekend, nieuw.openstaand, nieuw.vrij) == (570, 70, 70, 500)
    assert stand_op(post, date(2026, 12, 31)).openstaand == 70
    assert verschuiving.naar.boeking.ingangsdatum == date(2027, 1, 1)
    with pytest.raises(NietOpenstaand, match="niets meer open"):
        hevel_over(verplichting, sleutel="oh2")
    betaal(verschuiving.naar.termijnen.get(), "70.00", sleutel="b2", betaald_op=date(2027, 1, 5))
    assert (stand(volgend).betaald, herbouw_verschillen()) == (70, [])
