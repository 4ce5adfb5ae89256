from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse

from financien.jaarplan import jaarplan_van
from financien.models import Ambitie, Indicator, Meting, Prioriteit, Voortgang
from swv.organisaties.models import Rolsoort
from tests.factories.financien import BegrotingspostFactory, persoon, toekenning
from tests.personas import MENSEN, log_in

pytestmark = pytest.mark.django_db
SCHRIJVERS = {"bureau", "bureau_collega", "controller", "directeur"}


@pytest.fixture
def ambitie(post):
    """Ambition 2 of 2026, paid from a line with 1,000.00 euro of which 400.00 is awarded."""
    rij = Ambitie.objects.create(jaar=2026, plan="Ondersteuningsplan 2024-2028", code="2", naam="Stabiele loopbanen")
    rij.posten.add(post)
    toekenning(post, "400.00")
    return rij


@pytest.fixture
def prioriteit(ambitie):
    return Prioriteit.objects.create(
        ambitie=ambitie, soort="V", tekst="Veiligheidsplannen bijwerken", wie="Bureau", eerste_tertiaal=True
    )


@pytest.fixture
def indicator(ambitie):
    return Indicator.objects.create(ambitie=ambitie, naam="Scholen met een plan", eenheid="%", streefwaarde=80)


def notitie(prioriteit, dag, stand, tekst="Besproken."):
    return Voortgang.objects.create(
        prioriteit=prioriteit, datum=dag, stand=stand, tekst=tekst, door=persoon(Rolsoort.BUREAU)
    )


def meting(indicator, dag, waarde):
    return Meting.objects.create(
        indicator=indicator, datum=dag, waarde=Decimal(waarde), bron="telling", door=persoon(Rolsoort.BUREAU)
    )


def test_money_of_an_ambition_is_that_of_its_lines_together(ambitie):
    ambitie.posten.add(BegrotingspostFactory(met_ruimte="50.00"))

    geld = jaarplan_van(2026).ambities[0].geld

    assert (geld.budget, geld.in_gebruik, geld.vrij) == (1050, 400, 650)


def test_newest_note_says_how_a_priority_stands(prioriteit):
    notitie(prioriteit, date(2026, 9, 1), "vertraagd")
    notitie(prioriteit, date(2026, 11, 1), "klaar")
    notitie(prioriteit, date(2026, 10, 1), "op_koers")

    stand = jaarplan_van(2026).ambities[0].prioriteiten[0]

    assert (stand.laatste.stand, stand.badge) == ("klaar", "succes")
    assert [n.datum.month for n in stand.notities] == [11, 10, 9]


def test_second_measurement_of_a_day_takes_the_place_of_the_first(indicator):
    meting(indicator, date(2026, 6, 1), "70")
    meting(indicator, date(2026, 9, 1), "90")
    meting(indicator, date(2026, 9, 1), "79.5")

    stand = jaarplan_van(2026).ambities[0].indicatoren[0]

    assert [m.waarde for m in stand.metingen] == [Decimal("79.50"), Decimal("70.00")]
    assert stand.is_gehaald is False


@pytest.mark.parametrize(
    ("richting", "waarde", "gehaald"),
    [("minstens", "80", True), ("minstens", "79.99", False), ("hoogstens", "80", True), ("hoogstens", "80.01", False)],
)
def test_indicator_is_reached_on_the_right_side_of_its_target(richting, waarde, gehaald):
    assert Indicator(richting=richting, streefwaarde=Decimal(80)).is_gehaald(Decimal(waarde)) is gehaald


def test_sentence_counts_priorities_and_indicators(prioriteit, indicator):
    notitie(prioriteit, date(2026, 9, 1), "vertraagd")
    meting(indicator, date(2026, 9, 1), "90")

    assert jaarplan_van(2026).zin == (
        "1 prioriteit: 0 klaar en 1 vertraagd. Streefwaarde gehaald: 1 van de 1 gemeten indicatoren."
    )


def test_tertialen_are_written_in_words():
    alle = Prioriteit(eerste_tertiaal=True, tweede_tertiaal=True, derde_tertiaal=True)

    assert (alle.tertialen, Prioriteit(tweede_tertiaal=True).tertialen) == ("1, 2 en 3", "2")


def test_priority_without_a_tertiaal_is_refused(ambitie):
    with pytest.raises(ValidationError, match="minstens één tertiaal"):
        Prioriteit(ambitie=ambitie, soort="O", tekst="x", wie="y").full_clean()


def test_notes_and_measurements_never_change(prioriteit, indicator):
    for rij in (notitie(prioriteit, date(2026, 9, 1), "klaar"), meting(indicator, date(2026, 9, 1), "1")):
        for doe in (rij.delete, rij.save):
            with pytest.raises(DatabaseError), transaction.atomic():
                doe()


# --- The page and the admin --------------------------------------------------------------------------------


@pytest.mark.parametrize("wie", MENSEN)
def test_jaarplan_is_for_bureau_controller_and_director(client, prioriteit, indicator, personas, wie):
    log_in(client, getattr(personas, wie))
    mag = wie in SCHRIJVERS

    assert client.get(reverse("financien:jaarplan", args=[2026])).status_code == (200 if mag else 403)
    assert client.get(reverse("financien:jaarplan_nu")).status_code == (302 if mag else 403)
    for naam, args in (
        ("ambitie_add", []),
        ("prioriteit_change", [prioriteit.pk]),
        ("indicator_change", [indicator.pk]),
    ):
        assert (client.get(reverse(f"admin:financien_{naam}", args=args)).status_code == 200) is mag, naam


def test_page_shows_money_priorities_and_indicators(ingelogd, prioriteit, indicator):
    notitie(prioriteit, date(2026, 9, 1), "op_koers", "Twee scholen zijn klaar.")
    meting(indicator, date(2026, 9, 1), "82.5")

    tekst = ingelogd(Rolsoort.BUREAU).get(reverse("financien:jaarplan", args=[2026])).content.decode()

    for stuk in ("€\xa0400,00", "€\xa0600,00", "verbeterdoel (V)", "Twee scholen zijn klaar.", "82,5", "Gehaald"):
        assert stuk in tekst


def test_jaarplan_nu_goes_to_the_nearest_year_and_without_any_says_what_to_do(ingelogd, db):
    client = ingelogd(Rolsoort.BUREAU)
    assert "Nog geen jaarplan" in client.get(reverse("financien:jaarplan_nu")).content.decode()
    Ambitie.objects.create(jaar=2025, code="1", naam="Inclusief onderwijs")

    with time_machine.travel("2026-11-22T12:00:00Z"):
        antwoord = client.get(reverse("financien:jaarplan_nu"))

    assert antwoord["Location"] == reverse("financien:jaarplan", args=[2025])


def test_year_without_ambitions_says_so(ingelogd):
    tekst = ingelogd(Rolsoort.BUREAU).get(reverse("financien:jaarplan", args=[2030])).content.decode()

    assert "Voor 2030 is nog geen jaarplan gemaakt." in tekst


def test_page_takes_as_many_queries_for_three_ambitions_as_for_one(
    ingelogd, prioriteit, indicator, django_assert_max_num_queries, django_assert_num_queries
):
    client = ingelogd(Rolsoort.BUREAU)
    notitie(prioriteit, date(2026, 9, 1), "klaar")
    meting(indicator, date(2026, 9, 1), "1")
    pagina = reverse("financien:jaarplan", args=[2026])
    client.get(pagina)
    with django_assert_max_num_queries(16) as eerst:
        client.get(pagina)
    for code in "34":
        ander = Ambitie.objects.create(jaar=2026, code=code, naam="Nog een")
        ander.posten.add(post := BegrotingspostFactory())
        doel = Prioriteit.objects.create(ambitie=ander, soort="O", tekst="x", wie="y", derde_tertiaal=True, post=post)
        notitie(doel, date(2026, 9, 1), "klaar")
        meting(Indicator.objects.create(ambitie=ander, naam="n", eenheid="e", streefwaarde=1), date(2026, 9, 1), "2")

    with django_assert_num_queries(len(eerst)):
        client.get(pagina)


def test_ambition_with_a_line_of_another_year_is_refused_in_the_admin(ingelogd, ambitie, post):
    gegevens = {
        "jaar": 2027,
        "code": "9",
        "naam": "Anders",
        "volgorde": 0,
        "posten": [post.pk],
        "prioriteiten-TOTAL_FORMS": 0,
        "prioriteiten-INITIAL_FORMS": 0,
        "indicatoren-TOTAL_FORMS": 0,
        "indicatoren-INITIAL_FORMS": 0,
    }

    antwoord = ingelogd(Rolsoort.BUREAU).post(reverse("admin:financien_ambitie_add"), gegevens)

    assert "L.S.02 Ambitie 2 hoort bij 2026. Kies posten uit de begroting van 2027." in antwoord.content.decode()


def test_note_in_the_admin_belongs_to_who_wrote_it(ingelogd, prioriteit):
    gegevens = {
        "soort": "V",
        "tekst": prioriteit.tekst,
        "wie": "Bureau",
        "eerste_tertiaal": "on",
        "volgorde": 0,
        "voortgang-TOTAL_FORMS": 1,
        "voortgang-INITIAL_FORMS": 0,
        "voortgang-0-datum": "2026-09-01",
        "voortgang-0-stand": "op_koers",
        "voortgang-0-tekst": "Begonnen.",
    }

    ingelogd(Rolsoort.BUREAU).post(reverse("admin:financien_prioriteit_change", args=[prioriteit.pk]), gegevens)

    rij = Voortgang.objects.get()
    assert (rij.tekst, rij.door) == ("Begonnen.", persoon(Rolsoort.BUREAU))
