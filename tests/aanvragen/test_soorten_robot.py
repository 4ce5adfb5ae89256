"""Robot: an award gives a loan, or a place in line that says which."""

import pytest

from aanvragen import workflow as acts
from financien.models import Verplichting
from swv.documenten.models import Brief
from swv.kern.fouten import Geweigerd
from swv.kern.models import Gebeurtenis
from swv.organisaties.models import Rolsoort
from swv.post.models import Bericht
from tests.aanvragen.levensloop import (
    concept,
    doe,
    fouten,
    momentopname,
    ter_ondertekening,
    werk_af,
    wordt_geweigerd,
)
from tests.aanvragen.zonder_besluit import ZELFDE, is_leerling_van_eigen_school, nog_een_keer, weigert_ander_stuk
from tests.factories.organisaties import RolFactory
from tests.factories.voorzieningen import RobotFactory
from voorzieningen.models import Uitlening, Wachtplaats
from voorzieningen.services import uitlening_annuleren
from voorzieningen.workflow import lening_aannemen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]
SOORT = "robot"


@pytest.mark.parametrize(
    ("anders", "veld", "zin"),
    [
        (
            {"van": "2-11-2026", "tot": "2-5-2027"},
            "tot",
            "U leent een robot voor hoogstens 6 maanden. Kies een eerdere einddatum.",
        ),
        (
            {"van": "2-11-2026", "tot": "1-11-2026"},
            "tot",
            "De einddatum ligt voor de begindatum. Pas de begindatum of de einddatum aan.",
        ),
        (
            {"klas_ingelicht": False},
            "klas_ingelicht",
            "Licht eerst de klas en hun ouders in. Zet daarna hier een vinkje.",
        ),
        ({"contact": ""}, "contact", "Vul in wie de robot op school beheert."),
    ],
)
def test_bad_input_is_refused_with_a_sentence_and_changes_nothing(personas, anders, veld, zin):
    aanvraag = concept(personas, SOORT, **anders)

    assert fouten(aanvraag)[veld] == [zin]
    wordt_geweigerd(personas, aanvraag)


def test_six_months_to_the_day_is_accepted(personas):
    assert fouten(concept(personas, SOORT, van="2-11-2026", tot="1-5-2027")) == {}


def toekennen(personas, **anders):
    return doe(acts.toekennen, ter_ondertekening(personas, concept(personas, SOORT, **anders)), personas.directeur)


def test_award_with_a_free_robot_is_a_loan_for_the_whole_period(personas):
    robot = RobotFactory(naam="Robin")

    aanvraag = toekennen(personas, van="2-11-2026", tot="29-1-2027")

    uitlening = Uitlening.objects.get()
    assert (uitlening.robot, uitlening.bron, uitlening.school) == (robot, aanvraag, personas.school)
    assert (str(uitlening.van), str(uitlening.tot)) == ("2026-11-02", "2027-01-29")
    zin = "Robin is voor u gereserveerd van 2 november 2026 tot en met 29 januari 2027."
    assert zin in Brief.objects.get().html.replace("\xa0", " ")
    assert zin in Gebeurtenis.objects.van(aanvraag).first().toelichting.replace("\xa0", " ")
    assert not Verplichting.objects.exists()


def test_award_without_a_free_robot_is_a_place_in_line_that_the_letter_names(personas):
    eerste, tweede = toekennen(personas), toekennen(personas)

    assert [plaats.bron for plaats in Wachtplaats.objects.order_by("volgnummer")] == [eerste, tweede]
    assert [
        f"U staat op plaats {nummer} van de wachtlijst." in Brief.objects.van(aanvraag).get().html
        for nummer, aanvraag in enumerate([eerste, tweede], start=1)
    ] == [True, True]


def test_robot_that_comes_free_is_offered_to_the_first_in_line_and_who_takes_it_hears_of_it_once(personas):
    RobotFactory()
    toekennen(personas)
    wacht = toekennen(personas)
    bureau = RolFactory(soort=Rolsoort.BUREAU).gebruiker

    uitlening_annuleren(uitlening=Uitlening.objects.get(), door=bureau, reden="Niet meer nodig")
    lening_aannemen(Uitlening.objects.van(wacht).get(), door=bureau)
    werk_af("aanvragen.robot_vrij")
    werk_af("aanvragen.robot_vrij")

    assert Uitlening.objects.van(wacht).count() == 1
    assert Bericht.objects.filter(soort="robot_vrij").count() == 1
    assert Gebeurtenis.objects.van(wacht).filter(handeling="robot_vrij").count() == 1


def test_award_after_the_period_is_over_is_refused_and_changes_nothing(personas, klok):
    aanvraag = ter_ondertekening(personas, concept(personas, SOORT, van="2-11-2026", tot="30-11-2026"))
    klok.move_to("2026-12-01 10:00:00+01:00")
    voor = momentopname()

    with pytest.raises(Geweigerd, match="Deze periode is al voorbij"):
        doe(acts.toekennen, aanvraag, personas.directeur)

    assert momentopname() == voor


# --- Bad input that every kind has in some form ---------------------------------------------------------------


def test_document_that_this_kind_does_not_ask_is_refused(personas):
    assert weigert_ander_stuk(personas, SOORT)


def test_second_request_at_the_same_time_is_shown_and_asks_to_confirm(personas):
    assert nog_een_keer(personas, SOORT, **ZELFDE) == "U vroeg Robot in de klas al aan met A-1 (ingediend)."


def test_pupil_with_the_number_of_a_pupil_elsewhere_is_of_the_own_school(personas):
    assert is_leerling_van_eigen_school(personas, SOORT)


def test_period_over_the_first_of_august_is_accepted(personas):
    assert fouten(concept(personas, SOORT, van="1-6-2027", tot="30-9-2027")) == {}
