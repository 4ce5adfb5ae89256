"""The pages of what follows an award: what each reader finds there, and that they stay fast."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from aanvragen.models import Afspraak, Evaluatie, Status, Uitvoering
from aanvragen.uitvoering.vervolg import betalingen_van
from aanvragen.uitvoering.workflow import afspraken, evaluaties, uitvoeringen
from financien.models import Betalingstermijn
from financien.services import betalen
from swv.post.models import Bericht
from tests.aanvragen.uitvoering.leven import geweest
from tests.factories.aanvragen import maak_aanvraag, pdf_bestand
from tests.factories.uitvoering import maak_afspraak, maak_evaluatie, maak_uitvoering
from tests.factories.voorzieningen import RobotFactory
from tests.personas import log_in
from voorzieningen.models import Uitlening
from voorzieningen.services import robot_uitreiken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]

LIJST = reverse("uitvoering:lijst")


def tekst(antwoord):
    return " ".join(antwoord.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def doen(dossier, naam):
    soort = {Uitvoering: "", Evaluatie: "evaluatie_", Afspraak: "afspraak_"}[type(dossier)]
    return reverse(f"uitvoering:{soort}handeling", args=[dossier.pk, naam])


# --- Hours ---------------------------------------------------------------------------------------------------


def test_hours_typed_in_the_browser_stand_on_every_page_with_what_is_left(client, personas):
    uitvoering = maak_uitvoering(personas, partner=personas.partner)
    log_in(client, personas.partner)
    keuzes = client.get(doen(uitvoering, "uren_invullen")).context["form"].fields["week"].widget.choices
    assert [waarde for waarde, _ in keuzes] == ["2026-10-12", "2026-10-05", "2026-09-28"]

    antwoord = client.post(doen(uitvoering, "uren_invullen"), {"week": "2026-10-12", "uren": "2,5"}, follow=True)

    assert "De uren zijn bewaard." in tekst(antwoord)
    assert "Nog 37,5 van de 40 uur over." in tekst(antwoord)
    log_in(client, personas.coordinator)
    for adres in (uitvoering.get_absolute_url(), uitvoering.aanvraag.get_absolute_url()):
        assert "Nog 37,5 van de 40 uur over." in tekst(client.get(adres)), adres


def test_refused_hours_keep_what_was_typed_and_say_where(client, personas):
    uitvoering = maak_uitvoering(personas, partner=personas.partner)
    log_in(client, personas.partner)
    getypt = {"week": "2026-10-12", "uren": "5", "toelichting": "Extra les."}

    antwoord = client.post(doen(uitvoering, "uren_invullen"), getypt)

    assert antwoord.status_code == 422
    assert "Per week zijn er hoogstens 4 uur toegekend." in tekst(antwoord)
    assert 'value="Extra les."' in tekst(antwoord)
    assert "uren" in antwoord.context["form"].errors


# --- Evaluation ----------------------------------------------------------------------------------------------


def test_school_fills_in_the_evaluation_with_what_the_partner_says_beside_it(client, personas):
    evaluatie = maak_evaluatie(maak_uitvoering(personas, partner=personas.partner))
    log_in(client, personas.partner).post(doen(evaluatie, "inbrengen"), {"van_partner": "Zij leest weer."})
    log_in(client, personas.coordinator)
    assert "Zij leest weer." in tekst(client.get(doen(evaluatie, "invullen")))

    gegevens = {
        "doel_bereikt": "deels",
        "wat_werkt": "De lessen.",
        "vervolg": "stoppen",
        "toelichting": "Weer op school.",
    }
    pagina = tekst(client.post(doen(evaluatie, "invullen"), gegevens, follow=True))

    assert "De toekenning is nog niet veranderd" in pagina
    assert Bericht.objects.get(soort="evaluatie_ingevuld").aan == personas.bureau
    assert "Weer op school." in tekst(log_in(client, personas.bureau).get(evaluatie.get_absolute_url()))


def test_change_or_stop_without_reason_is_refused(client, personas):
    evaluatie = maak_evaluatie(maak_uitvoering(personas))
    log_in(client, personas.coordinator)

    antwoord = client.post(
        doen(evaluatie, "invullen"), {"doel_bereikt": "ja", "wat_werkt": "Alles.", "vervolg": "veranderen"}
    )

    assert list(antwoord.context["form"].errors) == ["toelichting"]
    evaluatie.refresh_from_db()
    assert evaluatie.is_open


def test_asked_again_the_school_finds_what_it_wrote(client, personas):
    evaluatie = maak_evaluatie(maak_uitvoering(personas))
    evaluatie = evaluaties["invullen"](
        evaluatie, door=personas.coordinator, doel_bereikt="ja", wat_werkt="Alles.", vervolg="doorgaan"
    )
    evaluaties["opnieuw_vragen"](evaluatie, door=personas.bureau, reden="Wat werkt er precies?")

    form = log_in(client, personas.coordinator).get(doen(evaluatie, "invullen")).context["form"]

    assert form["wat_werkt"].value() == "Alles."


# --- Appointments --------------------------------------------------------------------------------------------


def test_calendar_file_names_the_appointment_and_no_pupil(client, personas):
    uitvoering = maak_uitvoering(personas, soort="visitatie", partner=personas.partner)
    afspraak = maak_afspraak(personas, uitvoering, dagen=14)

    antwoord = log_in(client, personas.partner).get(reverse("uitvoering:agenda", args=[afspraak.pk]))

    gebeurtenis = Calendar.from_ical(antwoord.content).events[0]
    assert gebeurtenis["summary"] == "Bezoek aan de school (School A)"
    assert gebeurtenis["status"] == "TENTATIVE"
    assert gebeurtenis["dtstart"].dt.isoformat() == "2026-10-27T08:30:00+00:00"  # winter: one hour before Almere
    assert antwoord["Content-Disposition"] == 'attachment; filename="afspraak.ics"'
    vreemd = log_in(client, personas.coordinator_elders).get(reverse("uitvoering:agenda", args=[afspraak.pk]))
    assert vreemd.status_code == 404


def test_calendar_file_grows_with_each_change_and_says_when_it_is_off(client, personas):
    afspraak = maak_afspraak(personas, maak_uitvoering(personas, soort="visitatie"))
    afspraken["afzeggen"](afspraak, door=personas.coordinator, reden="Ziek.")

    log_in(client, personas.bureau)
    gebeurtenis = Calendar.from_ical(client.get(reverse("uitvoering:agenda", args=[afspraak.pk])).content).events[0]

    assert (gebeurtenis["status"], gebeurtenis["sequence"]) == ("CANCELLED", 1)


def test_report_with_a_file_ends_the_appointment(client, personas):
    uitvoering = maak_uitvoering(personas, soort="visitatie", partner=personas.partner)
    afspraak = geweest(maak_afspraak(personas, uitvoering))
    log_in(client, personas.partner)
    gegevens = {"verslag": "Wij spraken af dat er een kaart komt.", "bestand": pdf_bestand("verslag.pdf")}

    client.post(doen(afspraak, "verslag_schrijven"), gegevens)

    pagina = tekst(log_in(client, personas.coordinator).get(uitvoering.get_absolute_url()))
    assert "Wij spraken af dat er een kaart komt." in pagina
    assert "verslag.pdf" in pagina
    assert Bericht.objects.get(soort="afspraak_verslag").aan == personas.coordinator


def test_file_that_is_no_document_is_refused_and_the_report_stays_typed(client, personas):
    afspraak = geweest(maak_afspraak(personas, maak_uitvoering(personas, soort="visitatie")))
    nep = pdf_bestand("verslag.pdf")
    nep.name, nep.file.truncate = "verslag.exe", None
    log_in(client, personas.bureau)

    antwoord = client.post(doen(afspraak, "verslag_schrijven"), {"verslag": "Gesproken.", "bestand": nep})

    assert antwoord.status_code == 422
    assert "Gesproken." in tekst(antwoord)
    afspraak.refresh_from_db()
    assert afspraak.is_open


def test_reports_come_after_the_appointment(client, personas):
    afspraak = maak_afspraak(personas, maak_uitvoering(personas, soort="visitatie"))

    antwoord = log_in(client, personas.bureau).post(doen(afspraak, "verslag_schrijven"), {"verslag": "Al klaar."})

    assert antwoord.status_code == 422
    assert "Schrijf het verslag daarna." in tekst(antwoord)


# --- Loan ----------------------------------------------------------------------------------------------------


@pytest.fixture
def lening(personas):
    RobotFactory(naam="Robin", serienummer="AV1-7")
    maak_uitvoering(personas, soort="robot", partner=personas.partner)
    return Uitlening.objects.get()


def test_loan_stands_on_the_page_with_what_school_and_bureau_can_do(client, personas, lening):
    uitvoering = Uitvoering.objects.get()

    school = tekst(log_in(client, personas.coordinator).get(uitvoering.get_absolute_url()))
    bureau = tekst(log_in(client, personas.bureau).get(uitvoering.get_absolute_url()))

    assert "AV1-7" in school
    assert ("Annuleren" in school, "Uitreiken" in school) == (True, False)
    assert "Uitreiken" in bureau
    assert "AV1-7" not in tekst(log_in(client, personas.partner).get(uitvoering.get_absolute_url()))


def test_bureau_hands_the_robot_over_from_this_page(client, personas, lening):
    adres = reverse("uitvoering:lening_handeling", args=[Uitvoering.objects.get().pk, lening.pk, "uitreiken"])

    assert log_in(client, personas.partner).post(adres).status_code == 404
    assert log_in(client, personas.coordinator).post(adres).status_code == 403
    log_in(client, personas.bureau).post(adres)

    lening.refresh_from_db()
    assert lening.status == Uitlening.Status.UITGEREIKT


def test_robot_that_is_late_is_said_on_the_page(client, personas, lening):
    robot_uitreiken(uitlening=lening, door=personas.bureau)
    Uitlening.objects.update(tot=timezone.localdate() - timedelta(days=1), van=timezone.localdate() - timedelta(days=9))

    pagina = tekst(log_in(client, personas.coordinator).get(Uitvoering.objects.get().get_absolute_url()))

    assert "De robot had al terug moeten zijn" in pagina


def test_who_waits_reads_the_place_in_line(client, personas):
    uitvoering = maak_uitvoering(personas, soort="robot")

    pagina = tekst(log_in(client, personas.coordinator).get(uitvoering.get_absolute_url()))

    assert "De school staat op plaats 1 van de wachtlijst." in pagina


# --- Money ---------------------------------------------------------------------------------------------------


def test_school_reads_what_is_paid_and_what_the_rest_waits_for(client, personas):
    aanvraag = maak_aanvraag(personas, soort="innovatiegelden", status=Status.TOEGEKEND)
    eerste = Betalingstermijn.objects.get(volgnummer=1)
    betalen(
        termijn=eerste, bedrag=eerste.bedrag, sleutel="proef", door=personas.controller, betaald_op=timezone.localdate()
    )

    assert [rij.stand for rij in betalingen_van(aanvraag)] == [
        "Betaald",
        "Wij betalen dit na goedkeuring van de verantwoording.",
    ]
    assert "Wij betalen dit na goedkeuring" in tekst(
        log_in(client, personas.coordinator).get(aanvraag.get_absolute_url())
    )


# --- Lists and speed -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("wie", ["coordinator", "partner", "bureau"])
@pytest.mark.parametrize("aantal", [1, 3])
def test_list_and_home_have_a_fixed_number_of_queries(client, personas, django_assert_num_queries, wie, aantal):
    for _ in range(aantal):
        maak_evaluatie(maak_uitvoering(personas, partner=personas.partner))
        maak_afspraak(personas, maak_uitvoering(personas, soort="visitatie", partner=personas.partner))
    log_in(client, getattr(personas, wie))
    for adres in (LIJST, "/"):  # letterhead and content types go to the cache
        client.get(adres)

    with django_assert_num_queries(LIJST_QUERIES + (wie == "bureau")):  # for the bureau also its mandates, in the menu
        assert client.get(LIJST).status_code == 200
    if wie != "bureau":
        with django_assert_num_queries(START_QUERIES[wie]):
            inhoud = tekst(client.get("/"))
        assert inhoud.count("Evaluatie") >= aantal


LIJST_QUERIES = 7  # session, person, roles, list, weeks, appointments, partners
# The work of a school: session, person, roles; requests (2), letters, conversations; places, loans, registrations for
# activities, profile, change of school, monitors; changes (2), evaluations, appointments, verantwoordingen, effect;
# TLV requests (2), TLVs, enrolments, pupils at home.
START_QUERIES = {"coordinator": 24, "partner": 7}


@pytest.mark.parametrize("aantal", [1, 3])
@pytest.mark.parametrize(("wie", "queries"), [("coordinator", 11), ("partner", 11), ("bureau", 12)])
def test_page_has_a_fixed_number_of_queries(client, personas, django_assert_num_queries, wie, queries, aantal):
    uitvoering = maak_uitvoering(personas, soort="visitatie", partner=personas.partner)
    for _ in range(aantal):
        afspraken["verslag_schrijven"](
            geweest(maak_afspraak(personas, uitvoering)), door=personas.bureau, verslag="Gesproken."
        )
    log_in(client, getattr(personas, wie))
    client.get(uitvoering.get_absolute_url())

    with django_assert_num_queries(queries):
        assert client.get(uitvoering.get_absolute_url()).status_code == 200


def test_empty_list_says_what_will_come(client, personas):
    assert "Er loopt nu niets" in tekst(log_in(client, personas.partner).get(LIJST))
    assert log_in(client, personas.controller).get(LIJST).status_code == 403


# --- The bureau ----------------------------------------------------------------------------------------------


@pytest.fixture
def veel(personas):
    """One on every pile."""
    maak_uitvoering(personas)
    evaluatie = maak_evaluatie(maak_uitvoering(personas, partner=personas.partner))
    Evaluatie.objects.filter(pk=evaluatie.pk).update(uiterlijk="2026-10-12")
    maak_afspraak(personas, maak_uitvoering(personas, soort="visitatie"))
    ander = maak_evaluatie(maak_uitvoering(personas, partner=personas.partner))
    evaluaties["invullen"](
        ander, door=personas.coordinator, doel_bereikt="nee", wat_werkt="Niets.", vervolg="stoppen", toelichting="Weg."
    )
    uitvoeringen["afronden"](maak_uitvoering(personas), door=personas.bureau, reden="Klaar.")


def test_worklist_counts_what_is_to_plan_late_and_open(client, personas, veel):
    lijst = reverse("admin:aanvragen_uitvoering_changelist")

    pagina = tekst(log_in(client, personas.bureau).get(f"{lijst}?stapel=laat"))

    for stapel in ("Te plannen (1)", "Te laat (1)", "Wacht op de school (2)", "School wil iets anders (1)"):
        assert stapel in pagina
    assert "Alles wat loopt (4)" in pagina
    assert pagina.count("De evaluatie moet nog worden ingevuld, uiterlijk 12 oktober 2026.") == 1


@pytest.mark.parametrize("wie", ["coordinator", "partner", "controller"])
def test_worklist_is_shut_for_others(client, personas, wie):
    antwoord = log_in(client, getattr(personas, wie)).get(reverse("admin:aanvragen_uitvoering_changelist"))

    assert antwoord.status_code in (302, 403)


def test_row_in_the_worklist_leads_to_the_one_page(client, personas):
    uitvoering = maak_uitvoering(personas)
    log_in(client, personas.bureau)

    antwoord = client.get(reverse("admin:aanvragen_uitvoering_change", args=[uitvoering.pk]))
    dossier = tekst(client.get(reverse("admin:aanvragen_aanvraag_change", args=[uitvoering.aanvraag.pk])))

    assert antwoord["Location"] == uitvoering.get_absolute_url()
    assert uitvoering.get_absolute_url() in dossier


def test_partner_hears_that_it_was_chosen_and_finds_it_on_the_home_page(client, personas):
    uitvoering = maak_uitvoering(personas, partner=personas.partner)

    start = tekst(log_in(client, personas.partner).get("/"))

    assert Bericht.objects.get(soort="uitvoering_gekozen").aan == personas.partner
    assert uitvoering.kenmerk in start
    assert "Nog 40 van de 40 uur over. Er zijn nog geen uren ingevuld." in start
    assert uitvoering.aanvraag.leerling.achternaam not in start
