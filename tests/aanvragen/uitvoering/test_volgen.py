"""A change of an award goes on into its follow-through: what runs again, what does not take place, and who hears so."""

from datetime import timedelta

import pytest
from django.utils import timezone

from aanvragen.models import Afspraak, Afspraakstatus, Uitvoeringstatus
from aanvragen.uitvoering import bijwerken
from aanvragen.uitvoering.workflow import afspraken, uitvoeringen
from swv.kern.models import Gebeurtenis
from swv.kern.opmaak import datum
from swv.post.models import Bericht
from tests.aanvragen.levensloop import stel_regeling
from tests.aanvragen.uitvoering.leven import geweest
from tests.factories.uitvoering import maak_afspraak, maak_uitvoering, over
from tests.factories.wijzigingen import betaal_alles, kort, wijzig

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]


@pytest.fixture
def visitatie(personas):
    return maak_uitvoering(personas, soort="visitatie", partner=personas.partner)


@pytest.fixture
def huisonderwijs(personas):
    return maak_uitvoering(personas, partner=personas.partner)


def opnieuw(rij):
    return type(rij).objects.get(pk=rij.pk)


def bevestigd(personas, uitvoering, dagen):
    return afspraken["bevestigen"](maak_afspraak(personas, uitvoering, dagen=dagen), door=personas.coordinator)


def wie_hoorde(soort):
    return sorted(Bericht.objects.filter(soort=soort).values_list("aan__naam", flat=True))


# --- Stopped or withdrawn -------------------------------------------------------------------------------------


def test_appointments_after_the_new_last_day_do_not_take_place(personas, visitatie):
    voor, na = bevestigd(personas, visitatie, 7), bevestigd(personas, visitatie, 21)

    wijzig(personas, visitatie.aanvraag, "stoppen", tot=kort(over(14)))

    assert (opnieuw(voor).status, opnieuw(na).status) == (Afspraakstatus.BEVESTIGD, Afspraakstatus.GEANNULEERD)
    assert wie_hoorde("afspraak_afgezegd") == ["Bureau Een", "Coordinator A", "Partner"]
    feit = Gebeurtenis.objects.van(na).get(handeling="laten_vervallen")
    assert (feit.door, feit.toelichting) == (None, f"Tot en met {datum(over(14))}.")


def test_withdrawn_award_has_no_appointments_left_and_keeps_what_was(personas, visitatie):
    was, morgen = geweest(bevestigd(personas, visitatie, 7)), bevestigd(personas, visitatie, 1)

    wijzig(personas, visitatie.aanvraag, "intrekken")

    assert (opnieuw(was).status, opnieuw(morgen).status) == (Afspraakstatus.BEVESTIGD, Afspraakstatus.GEANNULEERD)


def test_partner_hears_that_the_award_stops_without_money_or_pupil(personas, huisonderwijs):
    aanvraag = huisonderwijs.aanvraag

    wijzig(personas, aanvraag, "intrekken")

    mail = Bericht.objects.get(soort="uitvoering_gewijzigd")
    assert mail.aan == personas.partner
    assert "is ingetrokken op 13 oktober 2026." in " ".join(mail.tekst.split())
    assert aanvraag.leerling.achternaam not in mail.onderwerp + mail.tekst
    assert "€" not in mail.tekst
    assert Gebeurtenis.objects.van(huisonderwijs).filter(handeling="wijziging_volgen").count() == 1


def test_change_of_money_alone_is_no_news_for_who_carries_it_out(personas):
    stel_regeling("huisonderwijs", tarief_per_uur="72.50")
    uitvoering = maak_uitvoering(personas, partner=personas.partner)
    betaal_alles(uitvoering.aanvraag)

    wijzig(personas, uitvoering.aanvraag, "terugvorderen", terugvordering="100")

    assert wie_hoorde("uitvoering_gewijzigd") == []
    assert opnieuw(uitvoering).versie == uitvoering.versie


def test_longer_award_keeps_its_appointments(personas, visitatie):
    afspraak = bevestigd(personas, visitatie, 7)

    wijzig(personas, visitatie.aanvraag, "langer", tot=kort(visitatie.aanvraag.tot + timedelta(days=14)))

    assert opnieuw(afspraak).status == Afspraakstatus.BEVESTIGD


def test_ending_the_follow_through_calls_off_what_was_still_to_come(personas, visitatie):
    was, straks = geweest(bevestigd(personas, visitatie, 7)), maak_afspraak(personas, visitatie, dagen=7)

    uitvoeringen["afronden"](visitatie, door=personas.bureau, reden="De school heeft het niet meer nodig.")

    assert (opnieuw(was).status, opnieuw(straks).status) == (Afspraakstatus.BEVESTIGD, Afspraakstatus.GEANNULEERD)
    assert not Afspraak.objects.open().filter(datum__gte=timezone.localdate()).exists()


# --- More after the end ---------------------------------------------------------------------------------------


@pytest.fixture
def klaar(personas, huisonderwijs):
    return uitvoeringen["afronden"](huisonderwijs, door=personas.bureau, reden="Klaar.")


def test_more_hours_begin_what_had_ended_again(personas, huisonderwijs):
    wijzig(personas, huisonderwijs.aanvraag, "minder", uren="10")
    uitvoeringen["afronden"](huisonderwijs, door=personas.bureau, reden="Klaar.")

    wijzig(personas, huisonderwijs.aanvraag, "meer", uren="20")

    weer = opnieuw(huisonderwijs)
    assert (weer.status, weer.afgerond_op) == (Uitvoeringstatus.LOOPT, None)
    assert Gebeurtenis.objects.van(weer).get(handeling="hervatten").toelichting == "Van 10\xa0uur naar 20\xa0uur."
    assert wie_hoorde("uitvoering_gewijzigd") == ["Partner", "Partner"]
    assert bijwerken.afronden(timezone.localdate()) == 0


def test_more_time_begins_what_had_ended_again(personas, klaar):
    wijzig(personas, klaar.aanvraag, "langer", tot=kort(klaar.aanvraag.tot + timedelta(days=14)))

    assert opnieuw(klaar).status == Uitvoeringstatus.LOOPT


@pytest.mark.parametrize(("soort", "velden"), [("minder", {"uren": "30"}), ("intrekken", {})])
def test_less_begins_nothing_again(personas, klaar, soort, velden):
    wijzig(personas, klaar.aanvraag, soort, **velden)

    assert opnieuw(klaar).status == Uitvoeringstatus.AFGEROND
    assert wie_hoorde("uitvoering_gewijzigd") == []


def test_more_time_in_a_period_that_is_long_over_begins_nothing(personas, klaar, klok):
    klok.move_to(timezone.now() + timedelta(days=300))

    wijzig(personas, klaar.aanvraag, "langer", tot=kort(klaar.aanvraag.tot + timedelta(days=14)))

    assert opnieuw(klaar).status == Uitvoeringstatus.AFGEROND
