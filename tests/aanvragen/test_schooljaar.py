"""The school's own year: sums that are right, of the own schools only, beside a mean that tells about no school."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from aanvragen.models import Aanvraag, Evaluatie, Status, Uitvoering, Urenweek, Verantwoording
from aanvragen.schoolcijfers import Cijfers, schoolbeeld
from aanvragen.workflow import bekendmaken
from swv.organisaties.models import Rolsoort, School
from tests.aanvragen.levensloop import stel_regeling
from tests.factories.aanvragen import maak_aanvraag
from tests.factories.organisaties import SchoolFactory, maak_gebruiker
from tests.factories.verantwoordingen import JUNI, maak_verantwoording
from tests.personas import MENSEN, log_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]
ADRES = reverse("aanvragen:schooljaar")


def regel(scholen, soort, jaar=2026):
    return next(
        (rij for rij in schoolbeeld({school.pk for school in scholen}, jaar).regels if rij.soort == soort), None
    )


def van_een_andere_school(personas, soort="frictiefonds", status=Status.TOEGEKEND):
    """A request of a school of its own, under the board of school A."""
    school = SchoolFactory(bestuur=personas.bestuur_a)
    coordinator = maak_gebruiker(
        Rolsoort.COORDINATOR, email=f"c-{school.code.lower()}@school.example", naam=f"C {school.code}", school=school
    )
    return maak_aanvraag(personas, soort=soort, status=status, school=school, coordinator=coordinator)


def test_school_sees_what_it_asked_and_got_per_kind(personas):
    for status in (Status.TOEGEKEND, Status.AFGEWEZEN, Status.INGEDIEND, Status.CONCEPT):
        maak_aanvraag(personas, soort="frictiefonds", status=status)
    maak_aanvraag(personas, soort="huisonderwijs", status=Status.TOEGEKEND)

    geld, uren = (regel([personas.school], soort).eigen for soort in ("frictiefonds", "huisonderwijs"))

    assert (geld.gevraagd, geld.toegekend) == (3, 1)
    assert (geld.gevraagd_bedrag, geld.toegekend_bedrag) == (Decimal("37500.00"), Decimal("12500.00"))
    assert (uren.toegekend, uren.toegekende_uren, uren.toegekend_bedrag) == (1, Decimal("40.00"), 0)


def test_request_counts_in_the_school_year_in_which_its_period_begins(personas):
    aanvraag = maak_aanvraag(personas, status=Status.TOEGEKEND)
    Aanvraag.objects.filter(pk=aanvraag.pk).update(van="2026-07-31", tot="2026-12-31")

    assert regel([personas.school], "frictiefonds", 2026) is None
    assert regel([personas.school], "frictiefonds", 2025).eigen.toegekend == 1


def test_request_without_a_period_counts_in_the_year_of_its_submission(personas):
    maak_aanvraag(personas, soort="consultatie", status=Status.BEANTWOORD)

    assert regel([personas.school], "consultatie").eigen.gevraagd == 1


def verantwoord(aanvraag, besteed, **velden):
    return Verantwoording.objects.create(
        aanvraag=aanvraag,
        school=aanvraag.school,
        schooljaar=2026,
        besteed=besteed,
        uiterlijk="2027-09-30",
        **{"kenmerk": f"V-{aanvraag.kenmerk}", "toegekend": "12500.00", **velden},
    )


def test_what_was_spent_counts_in_the_year_that_it_accounts_for(personas):
    aanvraag = maak_aanvraag(personas, status=Status.TOEGEKEND)
    verantwoord(aanvraag, "9000.00")

    assert regel([personas.school], "frictiefonds").eigen.besteed == Decimal("9000.00")


def test_what_lapsed_and_was_asked_again_counts_once(personas):
    aanvraag = maak_aanvraag(personas, status=Status.TOEGEKEND)
    verantwoord(aanvraag, "9000.00", kenmerk="V-weg", status="vervallen")
    verantwoord(aanvraag, "8000.00")

    assert regel([personas.school], "frictiefonds").eigen.besteed == Decimal("8000.00")


def test_hours_are_granted_for_what_they_cost_also_after_less_was_approved(personas, klok):
    stel_regeling("huisonderwijs", tarief_per_uur="72.50")
    aanvraag = bekendmaken(maak_aanvraag(personas, soort="huisonderwijs", status=Status.TOEGEKEND), door=None)
    assert regel([personas.school], "huisonderwijs").eigen.toegekend_bedrag == Decimal("2900.00")

    klok.move_to(JUNI)
    maak_verantwoording(personas, aanvraag, status="goedgekeurd", besteed="2.000")

    eigen = regel([personas.school], "huisonderwijs").eigen
    assert (eigen.toegekend_bedrag, eigen.besteed) == (Decimal("2900.00"), Decimal("2000.00"))


def test_other_schools_do_not_count_for_the_school_itself(personas):
    van_een_andere_school(personas)

    assert schoolbeeld({personas.school.pk}, 2026).totaal == Cijfers()


@pytest.mark.parametrize(("anderen", "gevraagd"), [(4, None), (5, Decimal("0.8"))])
def test_mean_of_the_region_is_shown_when_it_tells_about_no_school(personas, anderen, gevraagd):
    """Three schools stand in the region besides those that ask; the mean is over all."""
    maak_aanvraag(personas, status=Status.INGEDIEND)
    for _ in range(anderen):
        van_een_andere_school(personas, status=Status.INGEDIEND)

    assert regel([personas.school], "frictiefonds").gemiddelde.gevraagd == gevraagd


def met_gegevens(personas, uren_geslaagd):
    """Of a school of its own: money that was spent, and hours that were given and judged."""
    geld = van_een_andere_school(personas)
    verantwoord(geld, "8000.00")
    uitvoering = Uitvoering.objects.create(aanvraag=van_een_andere_school(personas, "huisonderwijs"))
    Urenweek.objects.create(uitvoering=uitvoering, week=date(2026, 11, 2), uren="4.00", door=personas.coordinator)
    Evaluatie.objects.update_or_create(
        uitvoering=uitvoering,
        defaults={
            "status": "ingevuld",
            "uiterlijk": date(2026, 11, 2),
            "doel_bereikt": "ja" if uren_geslaagd else "nee",
            "wat_werkt": "Rust.",
            "vervolg": "doorgaan",
            "ingevuld_door": personas.coordinator,
            "ingevuld_op": timezone.now(),
        },
    )


@pytest.mark.parametrize("anderen", [4, 5])
def test_spending_hours_and_outcome_have_a_mean_once_enough_others_have_them(personas, anderen):
    maak_aanvraag(personas, status=Status.INGEDIEND)
    maak_aanvraag(personas, soort="huisonderwijs", status=Status.INGEDIEND)
    for nummer in range(anderen):
        met_gegevens(personas, uren_geslaagd=nummer < 4)
    leden = School.objects.leden().count()

    geld, uren = (regel([personas.school], soort).gemiddelde for soort in ("frictiefonds", "huisonderwijs"))

    verwacht = (round(Decimal(anderen * 8000) / leden), round(Decimal(anderen * 4) / leden, 1), 80)
    assert (geld.besteed, uren.gegeven_uren, uren.geslaagd) == (verwacht if anderen == 5 else (None, None, None))
    assert (uren.gevraagd_bedrag, uren.besteed, geld.gegeven_uren) == (None, None, None)


@pytest.mark.parametrize(("toegekend", "getoond"), [(4, False), (5, True)])
def test_figure_of_too_few_schools_is_not_shown_though_many_asked(personas, toegekend, getoond):
    """Where six asked and four were granted, the mean of the grants would tell of those four."""
    maak_aanvraag(personas, status=Status.INGEDIEND)
    for nummer in range(6):
        van_een_andere_school(personas, status=Status.TOEGEKEND if nummer < toegekend else Status.INGEDIEND)

    gemiddelde = regel([personas.school], "frictiefonds").gemiddelde

    assert (gemiddelde.gevraagd, gemiddelde.gevraagd_bedrag) == (Decimal("0.8"), Decimal("9722"))
    assert (gemiddelde.toegekend is not None, gemiddelde.toegekend_bedrag is not None) == (getoond, getoond)
    assert gemiddelde.besteed is None


def test_mean_tells_a_board_nothing_that_its_own_schools_are_all_of(personas):
    """Five others asked, but the reader knows each of them: what is left of the mean would be one school."""
    maak_aanvraag(personas, status=Status.INGEDIEND)
    eigen = [van_een_andere_school(personas, status=Status.INGEDIEND).school_id for _ in range(5)]

    beeld = schoolbeeld({personas.school.pk}, 2026, van_lezer={personas.school.pk, *eigen})

    assert beeld.regels[0].gemiddelde.is_leeg


def test_page_shows_what_was_asked_beside_what_was_granted_and_spent(client, personas):
    aanvraag = maak_aanvraag(personas, status=Status.TOEGEKEND)
    maak_aanvraag(personas, status=Status.AFGEWEZEN)
    verantwoord(aanvraag, "9000.00")

    inhoud = log_in(client, personas.coordinator).get(ADRES).content.decode().replace("\N{NO-BREAK SPACE}", " ")

    for kolom, bedrag in [
        ("Bedrag gevraagd", "€ 25.000,00"),
        ("Bedrag toegekend", "€ 12.500,00"),
        ("Besteed", "€ 9.000,00"),
    ]:
        assert f'<td data-label="{kolom}" class="swv-getal">{bedrag}</td>' in inhoud
    assert "Gemiddelde school<span" not in inhoud  # no row of a mean; what one is stands below the table
    assert "Dan vroegen te weinig andere scholen dit." in inhoud


def test_page_shows_the_mean_below_the_figures_of_the_school(client, personas):
    maak_aanvraag(personas, status=Status.INGEDIEND)
    for _ in range(5):
        van_een_andere_school(personas, status=Status.INGEDIEND)

    inhoud = log_in(client, personas.coordinator).get(ADRES).content.decode()

    assert 'Gemiddelde school<span class="swv-onzichtbaar">, Frictiefonds</span>' in inhoud
    assert '<td data-label="Gevraagd" class="swv-getal">0,8</td>' in inhoud
    assert "te weinig andere scholen" not in inhoud


def test_award_that_was_withdrawn_is_not_awarded(personas):
    aanvraag = maak_aanvraag(personas, status=Status.TOEGEKEND)
    Aanvraag.objects.filter(pk=aanvraag.pk).update(na_toekenning="ingetrokken")

    eigen = regel([personas.school], "frictiefonds").eigen

    assert (eigen.gevraagd, eigen.toegekend, eigen.toegekend_bedrag) == (1, 0, 0)


@pytest.mark.parametrize("wie", MENSEN)
def test_page_is_for_schools_and_boards_only(client, personas, wie):
    scholen = ("coordinator", "coordinator_zuster", "coordinator_elders", "bestuur", "bestuur_elders")

    antwoord = log_in(client, getattr(personas, wie)).get(ADRES)

    assert antwoord.status_code == (200 if wie in scholen else 403)


def test_board_chooses_a_school_and_another_school_is_no_choice(personas):
    maak_aanvraag(personas, status=Status.TOEGEKEND)
    bestuur, elders = log_in(Client(), personas.bestuur), log_in(Client(), personas.bestuur_elders)
    vraag = {"school": personas.school.code}

    assert bestuur.get(ADRES).context["beeld"].totaal.toegekend == 1
    assert bestuur.get(ADRES, vraag).context["gekozen"] == personas.school
    assert bestuur.get(ADRES, {"school": personas.zusterschool.code}).context["beeld"].totaal == Cijfers()
    assert elders.get(ADRES, vraag).context["beeld"].totaal == Cijfers()


@pytest.mark.parametrize("jaar", [1999, 2023, 2028])
def test_year_that_cannot_be_is_missing(client, personas, jaar):
    adres = reverse("aanvragen:schooljaar_van", args=[jaar])

    assert log_in(client, personas.coordinator).get(adres).status_code == 404


@pytest.mark.parametrize("aantal", [1, 3])
def test_page_takes_a_fixed_number_of_queries(client, personas, django_assert_num_queries, aantal):
    for _ in range(aantal):
        maak_aanvraag(personas, status=Status.TOEGEKEND)
        van_een_andere_school(personas)
    log_in(client, personas.coordinator).get(ADRES)

    with django_assert_num_queries(9):  # session, person and roles, and six for the figures
        assert "Frictiefonds" in client.get(ADRES).content.decode()
