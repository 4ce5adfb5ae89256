"""What else follows a change: hours with their rate, the loan of a robot, the award itself and its history."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from aanvragen.models import Aanvraag
from aanvragen.services import beslisdatums_bijwerken
from aanvragen.wijziging import workflow
from aanvragen.wijziging.geld import geldstand
from aanvragen.wijziging.selectors import verloop
from swv.kern.fouten import Geweigerd
from swv.kern.models import Gebeurtenis
from swv.kern.opdrachten import uitvoeren
from swv.post.models import Bericht
from tests.aanvragen.levensloop import momentopname, stel_regeling
from tests.factories.voorzieningen import OnderhoudFactory, RobotFactory
from tests.factories.wijzigingen import doe, leg_voor, stel_vast, stel_voor, toegekend, vraag, wijzig
from voorzieningen.models import Uitlening, Wachtplaats
from voorzieningen.services import robot_uitreiken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]


# --- Hours ---------------------------------------------------------------------------------------------------


def test_hours_cost_what_the_rate_says(personas):
    stel_regeling("huisonderwijs", tarief_per_uur="72.50")
    aanvraag = toegekend(personas, "huisonderwijs")
    assert geldstand(aanvraag).toegekend == Decimal("2900.00")  # 40 × 72,50

    wijzig(personas, aanvraag, "minder", uren="20,5")

    assert geldstand(aanvraag).toegekend == Decimal("1486.25")
    assert Aanvraag.objects.get().toegekende_uren == Decimal("20.50")


def test_early_end_of_hours_counts_the_months_down_to_half_an_hour(personas):
    stel_regeling("huisonderwijs", tarief_per_uur="72.50")
    aanvraag = toegekend(personas, "huisonderwijs")

    wijziging = stel_vast(personas, leg_voor(personas, vraag(personas, aanvraag, "stoppen", tot="30-11-2026")))

    assert wijziging.uren == Decimal("17.00")  # 40 hours × 1 of 2 + 9/31 months is 17,46
    assert geldstand(aanvraag).toegekend == Decimal("1232.50")


def test_hours_without_a_rate_move_no_money(personas):
    aanvraag = toegekend(personas, "huisonderwijs")

    wijzig(personas, aanvraag, "minder", uren="20")

    assert geldstand(aanvraag).verplichtingen == []
    assert Aanvraag.objects.get().toegekende_uren == Decimal("20.00")


def test_withdrawn_hours_are_none(personas):
    aanvraag = toegekend(personas, "huisonderwijs")

    wijzig(personas, aanvraag, "intrekken")

    aanvraag = Aanvraag.objects.get()
    assert (aanvraag.toegekende_uren, aanvraag.na_toekenning) == (Decimal(0), "ingetrokken")


# --- A robot -------------------------------------------------------------------------------------------------


def test_stopped_loan_that_did_not_begin_is_offered_to_the_next_in_line(personas):
    RobotFactory()
    eerste, tweede = toegekend(personas, "robot"), toegekend(personas, "robot")
    assert Wachtplaats.objects.open().count() == 1

    wijziging = wijzig(personas, eerste, "intrekken")

    assert Gebeurtenis.objects.van(wijziging).filter(toelichting__contains="niet meer voor u gereserveerd").exists()
    assert Uitlening.objects.van(eerste).get().status == "vervallen"
    assert Uitlening.objects.van(tweede).get().status == "aangeboden"


def test_robot_that_is_out_comes_back_earlier_and_is_offered_to_the_next_from_then_on(personas, klok):
    RobotFactory()
    eerste = toegekend(personas, "robot")
    klok.move_to("2026-11-02 10:00:00+01:00")
    robot_uitreiken(uitlening=Uitlening.objects.get(), door=personas.bureau)
    tweede = toegekend(personas, "robot")

    stel_vast(personas, leg_voor(personas, vraag(personas, eerste, "stoppen", tot="27-11-2026")))

    weg, straks = Uitlening.objects.van(eerste).get(), Uitlening.objects.van(tweede).get()
    assert (weg.status, weg.tot) == ("uitgereikt", date(2026, 11, 27))
    assert (straks.status, straks.van) == ("aangeboden", date(2026, 12, 1))


def test_longer_loan_keeps_the_robot(personas):
    RobotFactory()
    aanvraag = toegekend(personas, "robot")

    stel_vast(personas, leg_voor(personas, vraag(personas, aanvraag, "langer", tot="26-2-2027")))

    assert Uitlening.objects.get().tot == date(2027, 2, 26) == Aanvraag.objects.get().tot


def test_longer_loan_of_a_robot_that_another_school_has_by_then_is_refused(personas):
    RobotFactory()
    aanvraag = toegekend(personas, "robot")
    straks = {"gebruik": {"van": "15-1-2027", "tot": "15-2-2027"}}
    toegekend(personas, "robot", anders=straks)
    wijziging = leg_voor(personas, vraag(personas, aanvraag, "langer", tot="26-2-2027"))
    voor = momentopname()

    with pytest.raises(Geweigerd, match="al voor een andere school"):
        stel_vast(personas, wijziging)
    assert momentopname() == voor


def test_longer_loan_of_a_robot_that_is_in_maintenance_by_then_is_refused_in_words(personas):
    robot = RobotFactory(naam="Roos")
    aanvraag = toegekend(personas, "robot")
    OnderhoudFactory(robot=robot, van=date(2027, 2, 1), tot=date(2027, 2, 5))
    wijziging = leg_voor(personas, vraag(personas, aanvraag, "langer", tot="26-2-2027"))
    voor = momentopname()

    with pytest.raises(Geweigerd, match=r"Roos is in onderhoud van 1.februari.2027 .* te verplaatsen"):
        stel_vast(personas, wijziging)
    assert momentopname() == voor


def test_place_in_line_follows_a_longer_award_and_ends_with_a_withdrawn_one(personas):
    aanvraag = toegekend(personas, "robot")

    wijzig(personas, aanvraag, "langer", tot="26-2-2027")
    assert Wachtplaats.objects.get().tot == date(2027, 2, 26)

    wijzig(personas, aanvraag, "intrekken")
    assert not Wachtplaats.objects.open().exists()


# --- The award and its history -------------------------------------------------------------------------------


def test_first_award_and_each_change_stay_readable(personas):
    aanvraag = toegekend(personas)
    wijzig(personas, aanvraag, "meer", bedrag="15.000")
    stel_vast(personas, leg_voor(personas, vraag(personas, aanvraag, "langer", tot="31-1-2027")))

    toestanden = verloop(Aanvraag.objects.get(), personas.coordinator).toestanden

    assert [(rij.wat, rij.toegekend.replace("\xa0", " "), rij.waarden.tot) for rij in toestanden] == [
        ("Eerste toekenning", "€ 12.500,00", date(2027, 1, 9)),
        ("Meer", "€ 15.000,00", date(2027, 1, 9)),
        ("Langer", "€ 15.000,00", date(2027, 1, 31)),
    ]
    assert all(rij.brief is not None for rij in toestanden)


def test_timeline_of_the_award_tells_of_wish_and_decision_and_not_of_a_proposal(personas):
    aanvraag = toegekend(personas)
    wijziging = stel_voor(personas, aanvraag, "intrekken")
    verhaal = Gebeurtenis.objects.van(aanvraag).filter(handeling="wijziging")
    assert not verhaal.exists()

    stel_vast(personas, leg_voor(personas, wijziging))

    assert [rij.label for rij in verhaal] == ["Toekenning gewijzigd"]
    assert "Vrijgevallen: €\xa012.500,00." in verhaal.get().toelichting


def test_page_that_was_open_while_the_award_changed_is_stale(personas):
    aanvraag = toegekend(personas)
    wijzig(personas, aanvraag, "meer", bedrag="13.000")

    assert Aanvraag.objects.get().versie > aanvraag.versie


def test_each_decision_has_the_next_number_of_the_year(personas):
    aanvraag = toegekend(personas)
    een = wijzig(personas, aanvraag, "meer", bedrag="13.000")
    twee = wijzig(personas, aanvraag, "minder", bedrag="12.000")

    nummers = [aanvraag.besluitnummer, een.besluitnummer, twee.besluitnummer]
    assert [int(nummer[-5:]) for nummer in nummers] == [1, 2, 3]
    assert [een.kenmerk, twee.kenmerk] == [f"{aanvraag.kenmerk}-W1", f"{aanvraag.kenmerk}-W2"]


# --- Clocks --------------------------------------------------------------------------------------------------


def test_question_stops_the_term_and_its_last_day_starts_it_again(personas, klok):
    wijziging = vraag(personas, toegekend(personas), "meer", bedrag="13.000")
    wijziging = doe(workflow.in_behandeling_nemen, wijziging, personas.bureau)
    wijziging = doe(workflow.aanvulling_vragen, wijziging, personas.bureau, vraag="Waarom?", uiterlijk="28-10-2026")
    assert wijziging.beslisdatum is None

    wijziging = doe(workflow.aanvullen, wijziging, personas.coordinator, antwoord="Daarom.")

    assert wijziging.beslisdatum == date(2026, 12, 8)
    assert beslisdatums_bijwerken() == 0


def test_reminders_go_to_who_has_to_do_something(personas, klok):
    from swv.kern.models import Opdracht
    from swv.termijnen.services import herinneringen_plannen

    leg_voor(personas, vraag(personas, toegekend(personas), "meer", bedrag="13.000"))
    Bericht.objects.all().delete()
    klok.move_to("2026-12-09 10:00:00+01:00")
    herinneringen_plannen(vandaag=timezone.localdate())

    for rij in Opdracht.objects.filter(soort="aanvragen.wijziging_herinneren"):
        assert uitvoeren(rij.pk)

    soorten = set(Bericht.objects.values_list("soort", flat=True))
    assert soorten == {"wijziging_beslissen", "wijziging_ter_ondertekening"}
