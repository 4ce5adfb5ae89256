"""What days do: opening, asking, reminding and ending. Each run can be repeated, and can come late."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from aanvragen import workflow
from aanvragen.models import Aanvraag, Afspraak, Evaluatie, Regeling, Status, Uitvoering, Uitvoeringstatus
from aanvragen.models.aanvraag import NaToekenning
from aanvragen.opdrachten import brief_bekendmaken
from aanvragen.uitvoering import bijwerken
from aanvragen.uitvoering.stand import evaluatiedag, met_stand, nog_open
from aanvragen.uitvoering.workflow import afspraken, evaluaties, uitvoeringen
from swv.documenten.models import Brief
from swv.kern.models import Gebeurtenis
from swv.post.models import Bericht
from tests.aanvragen.levensloop import momentopname
from tests.aanvragen.uitvoering.leven import geweest
from tests.factories.aanvragen import maak_aanvraag
from tests.factories.uitvoering import maak_afspraak, maak_evaluatie, maak_uitvoering
from tests.factories.voorzieningen import RobotFactory
from voorzieningen.models import Uitlening
from voorzieningen.services import robot_innemen, robot_uitreiken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]

DAG = timedelta(days=1)


def vandaag():
    return timezone.localdate()


def opnieuw(uitvoering):
    return met_stand(Uitvoering.objects.filter(pk=uitvoering.pk)).get()


def post(soort):
    return {bericht.aan.naam for bericht in Bericht.objects.filter(soort=soort).select_related("aan")}


# --- Opening -------------------------------------------------------------------------------------------------


def test_follow_through_begins_when_the_letter_is_announced(personas):
    aanvraag = maak_aanvraag(personas, soort="huisonderwijs", status=Status.TOEGEKEND)
    assert not Uitvoering.objects.exists()

    for _ in range(2):  # the outbox may do it again
        brief_bekendmaken(str(Brief.objects.van(aanvraag).get().pk))

    assert Uitvoering.objects.get().aanvraag == aanvraag


@pytest.mark.parametrize(("soort", "status"), [("frictiefonds", Status.TOEGEKEND), ("huisonderwijs", Status.AFGEWEZEN)])
def test_without_award_or_for_a_kind_without_nothing_follows(personas, soort, status):
    aanvraag = workflow.bekendmaken(maak_aanvraag(personas, soort=soort, status=status), door=None)

    assert bijwerken.openen_voor(aanvraag) is None
    assert bijwerken.ontbrekende_openen(vandaag()) == 0


def test_award_from_before_is_opened_later_once(personas):
    workflow.bekendmaken(maak_aanvraag(personas, soort="robot", status=Status.TOEGEKEND), door=None)

    assert [bijwerken.ontbrekende_openen(vandaag()) for _ in range(2)] == [1, 0]
    assert Gebeurtenis.objects.van(Uitvoering.objects.get()).count() == 1


# --- Evaluation ----------------------------------------------------------------------------------------------


def test_evaluation_is_asked_after_ten_weeks_once(personas):
    uitvoering = maak_uitvoering(personas, begonnen=69, partner=personas.partner)
    Aanvraag.objects.update(tot=vandaag() + timedelta(weeks=10))
    assert bijwerken.evaluaties_openen(vandaag()) == 0

    assert [bijwerken.evaluaties_openen(vandaag() + DAG) for _ in range(2)] == [1, 0]

    evaluatie = Evaluatie.objects.get(uitvoering=uitvoering)
    assert evaluatie.uiterlijk == vandaag() + DAG + timedelta(weeks=3)
    assert post("evaluatie_gevraagd") == {"Coordinator A", "Partner"}


@pytest.mark.parametrize(("getal", "dag"), [(4, date(2026, 10, 27)), (0, None), (None, date(2026, 12, 7))])
def test_day_of_the_evaluation_follows_the_rules_and_never_passes_the_end(personas, getal, dag):
    """Without a number in the rules that of the kind counts; this award lasts ten weeks less a day."""
    uitvoering = maak_uitvoering(personas)
    regeling = Regeling.objects.get(soort="huisonderwijs")
    getallen = {**regeling.getallen, "evaluatie_na_weken": getal}
    regeling.getallen = {naam: waarde for naam, waarde in getallen.items() if waarde is not None}
    regeling.save()

    assert evaluatiedag(opnieuw(uitvoering)) == dag


def test_loan_is_evaluated_from_the_day_on_which_the_robot_was_handed_over(personas):
    RobotFactory()
    uitvoering = maak_uitvoering(personas, soort="robot", begonnen=100)
    assert evaluatiedag(opnieuw(uitvoering)) is None
    lening = Uitlening.objects.get()
    robot_uitreiken(uitlening=lening, door=personas.bureau)

    rij = opnieuw(uitvoering)
    rij.aanvraag.tot = vandaag() + timedelta(weeks=20)

    assert evaluatiedag(rij) == vandaag() + timedelta(weeks=10)


def test_school_is_reminded_once_two_weeks_after_it_was_asked(personas):
    maak_evaluatie(maak_uitvoering(personas))
    assert bijwerken.evaluaties_herinneren(vandaag() + timedelta(days=13)) == 0

    assert [bijwerken.evaluaties_herinneren(vandaag() + timedelta(days=14)) for _ in range(2)] == [1, 0]
    assert post("evaluatie_herinnering") == {"Coordinator A"}


def test_filled_in_or_ended_nobody_is_reminded(personas):
    een, twee = maak_uitvoering(personas), maak_uitvoering(personas)
    evaluaties["invullen"](
        maak_evaluatie(een), door=personas.coordinator, doel_bereikt="ja", wat_werkt="Alles.", vervolg="doorgaan"
    )
    maak_evaluatie(twee)
    uitvoeringen["afronden"](twee, door=personas.bureau, reden="Klaar.")

    assert bijwerken.evaluaties_herinneren(vandaag() + timedelta(days=60)) == 0


# --- Appointments --------------------------------------------------------------------------------------------


def test_everybody_is_reminded_a_week_and_a_day_before_once(personas):
    visitatie = maak_uitvoering(personas, soort="visitatie", partner=personas.partner)
    afspraak = maak_afspraak(personas, visitatie, dagen=14)

    gestuurd = [bijwerken.afspraken_herinneren(vandaag() + timedelta(days=dag)) for dag in (6, 7, 7, 12, 13, 13, 14)]

    assert gestuurd == [0, 1, 0, 0, 1, 0, 0]
    assert post("afspraak_herinnering") == {"Coordinator A", "Partner"}
    afspraken["afzeggen"](afspraak, door=personas.bureau, reden="Ziek.")
    assert bijwerken.afspraken_herinneren(vandaag() + timedelta(days=7)) == 0


def test_what_was_proposed_this_week_is_not_reminded_of_at_once(personas):
    maak_afspraak(personas, maak_uitvoering(personas, soort="visitatie"), dagen=5)

    assert [bijwerken.afspraken_herinneren(vandaag() + timedelta(days=dag)) for dag in (0, 1, 4)] == [0, 0, 1]


def test_moved_appointment_is_reminded_of_anew(personas):
    afspraak = maak_afspraak(personas, maak_uitvoering(personas, soort="visitatie"), dagen=14)
    bijwerken.afspraken_herinneren(vandaag() + timedelta(days=7))
    velden = ("titel", "van", "tot", "plaats", "wie")
    nieuw = {naam: getattr(afspraak, naam) for naam in velden} | {"datum": vandaag() + timedelta(days=21)}
    afspraken["verzetten"](Afspraak.objects.get(), door=personas.bureau, **nieuw)

    assert bijwerken.afspraken_herinneren(vandaag() + timedelta(days=14)) == 1
    assert Bericht.objects.filter(soort="afspraak_herinnering").count() == 2


# --- Ending --------------------------------------------------------------------------------------------------


def test_it_ends_by_itself_two_weeks_after_the_period_when_nothing_is_open(personas):
    uitvoering = maak_uitvoering(personas, partner=personas.partner)
    evaluaties["invullen"](
        maak_evaluatie(uitvoering), door=personas.coordinator, doel_bereikt="ja", wat_werkt="Alles.", vervolg="doorgaan"
    )
    einde = uitvoering.aanvraag.tot
    assert bijwerken.afronden(einde + timedelta(days=14)) == 0

    assert [bijwerken.afronden(einde + timedelta(days=15)) for _ in range(2)] == [1, 0]

    uitvoering.refresh_from_db()
    assert uitvoering.status == Uitvoeringstatus.AFGEROND
    assert Gebeurtenis.objects.van(uitvoering).first().toelichting == "Alles is klaar."
    uitvoering.aanvraag.refresh_from_db()
    assert uitvoering.aanvraag.status == Status.TOEGEKEND


def test_it_ends_six_weeks_after_the_period_and_says_what_was_left(personas):
    uitvoering = maak_uitvoering(personas)
    maak_evaluatie(uitvoering)
    einde = uitvoering.aanvraag.tot
    assert bijwerken.afronden(einde + timedelta(days=42)) == 0

    assert bijwerken.afronden(einde + timedelta(days=43)) == 1

    laatste = Gebeurtenis.objects.van(uitvoering).first().toelichting
    assert "Er is nog geen uitvoerder gekozen. De evaluatie moet nog worden ingevuld" in laatste


def test_visit_ends_with_its_report_when_the_period_is_over(personas):
    uitvoering = maak_uitvoering(personas, soort="visitatie", begonnen=14)
    afspraken["verslag_schrijven"](
        geweest(maak_afspraak(personas, uitvoering)), door=personas.bureau, verslag="Gesproken."
    )
    einde = uitvoering.aanvraag.tot

    assert [bijwerken.afronden(dag) for dag in (einde, einde + DAG)] == [0, 1]


def test_robot_that_is_out_keeps_it_open_until_it_is_back(personas):
    RobotFactory()
    uitvoering = maak_uitvoering(personas, soort="robot")
    lening = Uitlening.objects.get()
    robot_uitreiken(uitlening=lening, door=personas.bureau)
    evaluaties["invullen"](
        maak_evaluatie(uitvoering), door=personas.coordinator, doel_bereikt="ja", wat_werkt="Alles.", vervolg="doorgaan"
    )
    laat = uitvoering.aanvraag.tot + timedelta(days=100)
    assert bijwerken.afronden(laat) == 0

    robot_innemen(uitlening=lening, door=personas.bureau)

    assert bijwerken.afronden(laat) == 1


def test_what_is_open_is_said_in_words(personas):
    uren, visitatie = maak_uitvoering(personas), maak_uitvoering(personas, soort="visitatie")
    robot = maak_uitvoering(personas, soort="robot")

    assert nog_open(opnieuw(uren))[:2] == ["Er is nog geen uitvoerder gekozen.", "Er zijn nog 40 uur over."]
    assert nog_open(opnieuw(visitatie)) == ["Er is nog geen afspraak gepland."]
    assert nog_open(opnieuw(robot)) == ["De school wacht op een robot."]


def test_whole_day_twice_changes_nothing_the_second_time(personas):
    maak_uitvoering(personas, begonnen=80)
    maak_afspraak(personas, maak_uitvoering(personas, soort="visitatie"), dagen=8)
    bijwerken.alles(vandaag() + DAG)
    voor = momentopname()

    bijwerken.alles(vandaag() + DAG)

    assert momentopname() == voor


def test_award_that_was_withdrawn_ends_what_follows_it(personas):
    uitvoering = maak_uitvoering(personas)
    assert bijwerken.afronden(vandaag()) == 0
    Aanvraag.objects.filter(pk=uitvoering.aanvraag_id).update(na_toekenning=NaToekenning.INGETROKKEN)

    assert bijwerken.afronden(vandaag()) == 1
    assert opnieuw(uitvoering).status == Uitvoeringstatus.AFGEROND
