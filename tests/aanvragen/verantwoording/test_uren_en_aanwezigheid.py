"""Money for hours or attendance is accounted for too, once the rules of its kind say what it costs."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from aanvragen.models import Aanvraag, Regeling, Status
from aanvragen.soorten import soort_van
from aanvragen.verantwoording.effect import vragen_stellen
from aanvragen.verantwoording.openen import alles_openen, openen_voor
from aanvragen.workflow import bekendmaken
from swv.documenten.models import Brief
from tests.aanvragen.levensloop import stel_regeling
from tests.aanvragen.test_betaalschema import ingevuld
from tests.factories.aanvragen import maak_aanvraag
from tests.factories.financien import BegrotingspostFactory
from tests.factories.verantwoordingen import JUNI, V, maak_verantwoording
from tests.personas import log_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wereld")]
D = Decimal

# The numbers that a controller fills in, and what the example of the kind then costs; and the money in words.
KOST = {
    "ondersteuningscoordinator": ({"bedrag_per_schooljaar": "4321.50"}, D("4321.50"), "€\xa04.321,50"),
    "veiligheidscoordinator": ({"tarief_per_uur": "73.45"}, D("2938.00"), "€\xa02.938,00"),
    "huisonderwijs": ({"tarief_per_uur": "72.50"}, D("2900.00"), "€\xa02.900,00"),
}


def ken_toe(personas, soort):
    return bekendmaken(maak_aanvraag(personas, soort=soort, status=Status.TOEGEKEND), door=None)


def na_afloop(klok, aanvraag):
    """The June in which its school year is accounted for; of attendance that is over by now already."""
    if aanvraag.tot > timezone.localdate():
        klok.move_to(JUNI)


@pytest.mark.parametrize("soort", KOST)
def test_money_of_hours_or_attendance_is_accounted_for(personas, klok, soort):
    getallen, bedrag, _ = KOST[soort]
    stel_regeling(soort, **getallen)
    aanvraag = ken_toe(personas, soort)
    na_afloop(klok, aanvraag)

    assert alles_openen() == 1

    assert aanvraag.verantwoordingen.get().toegekend == bedrag


@pytest.mark.parametrize("soort", KOST)
def test_hours_or_attendance_that_cost_nothing_ask_nothing(personas, klok, soort):
    aanvraag = ken_toe(personas, soort)
    na_afloop(klok, aanvraag)

    assert alles_openen() == 0


@pytest.mark.parametrize("soort", KOST)
def test_letter_of_the_award_says_when_the_money_comes(personas, klok, soort):
    getallen, _, in_woorden = KOST[soort]
    stel_regeling(soort, **getallen)

    html = Brief.objects.van(ken_toe(personas, soort)).get().html

    assert "Wanneer krijgt u het geld?" in html
    assert f'<td>Na dit besluit</td><td class="bedrag">{in_woorden}</td>' in html


def test_attendance_costs_what_the_rules_say_whatever_was_typed(personas, klok):
    aanvraag = maak_aanvraag(personas, soort="ondersteuningscoordinator", status=Status.INGEDIEND)
    soort = soort_van("ondersteuningscoordinator")
    assert soort.kosten(aanvraag, bedrag=None, uren=None) is None

    stel_regeling("ondersteuningscoordinator", bedrag_per_schooljaar="4321.50")

    aanvraag = Aanvraag.objects.get()
    assert soort.kosten(aanvraag, bedrag=None, uren=D(3)) == soort.verplichting(aanvraag, None) == D("4321.50")


def test_effect_of_hours_that_cost_money_is_asked_after_they_were_accounted_for(personas, klok):
    stel_regeling("huisonderwijs", tarief_per_uur="72.50")
    aanvraag = ken_toe(personas, "huisonderwijs")
    klok.move_to("2027-04-09 09:00:00+02:00")
    assert vragen_stellen() == 0, "its period is over, the money is not accounted for"

    klok.move_to(JUNI)
    BegrotingspostFactory(code="L.S.02", jaar__jaar=2027, met_ruimte="1000.00")
    maak_verantwoording(personas, aanvraag, status=V.GOEDGEKEURD, besteed="2.900")
    klok.move_to("2027-09-07 09:00:00+02:00")
    assert vragen_stellen() == 1


# --- A version that does not ask it: those of before hours and attendance were accounted for -------------------


def vraag_niets(soort):
    Regeling.objects.filter(soort=soort).update(vraagt_verantwoording=False)


@pytest.mark.parametrize("soort", KOST)
def test_award_under_rules_that_do_not_ask_it_is_never_asked_afterwards(personas, klok, soort):
    stel_regeling(soort, **KOST[soort][0])
    vraag_niets(soort)
    aanvraag = ken_toe(personas, soort)
    Regeling.objects.filter(pk=aanvraag.regeling_id).update(geldig_tot=date(2026, 10, 14))
    Regeling.objects.create(soort=soort, geldig_van=date(2026, 10, 14))
    na_afloop(klok, aanvraag)

    assert (alles_openen(), openen_voor(aanvraag)) == (0, [])


@pytest.mark.parametrize("vraagt", [True, False])
def test_letter_says_what_the_rules_ask(personas, klok, vraagt):
    stel_regeling("huisonderwijs", tarief_per_uur="72.50")
    if not vraagt:
        vraag_niets("huisonderwijs")

    html = Brief.objects.van(ken_toe(personas, "huisonderwijs")).get().html

    assert "Wanneer krijgt u het geld?" in html
    assert ("U verantwoordt dit geld per schooljaar" in html) is vraagt


def test_letter_of_hours_that_cost_nothing_asks_nothing(personas, klok):
    assert "verantwoordt" not in Brief.objects.van(ken_toe(personas, "huisonderwijs")).get().html


def test_effect_of_hours_that_are_not_accounted_for_is_asked_after_their_last_day(personas, klok):
    stel_regeling("huisonderwijs", tarief_per_uur="72.50")
    vraag_niets("huisonderwijs")
    ken_toe(personas, "huisonderwijs")
    klok.move_to("2027-04-09 09:00:00+02:00")

    assert vragen_stellen() == 1


def test_administrator_chooses_whether_a_new_version_asks_it(client, personas):
    regeling = Regeling.objects.get(soort="huisonderwijs")
    adres = reverse("admin:aanvragen_regeling_change", args=[regeling.pk])
    client = log_in(client, personas.beheerder)
    velden = ingevuld(client, adres)
    velden.pop("vraagt_verantwoording")  # an empty box is not sent

    assert client.post(adres, velden).status_code == 302

    regeling.refresh_from_db()
    assert not regeling.vraagt_verantwoording
