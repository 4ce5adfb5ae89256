"""One short question about the effect after three and after nine months; never twice."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from aanvragen.models import Effectmeting, Effectstatus, Status
from aanvragen.verantwoording.effect import beantwoorden, vragen_stellen
from swv.kern.fouten import NietToegestaan, VerkeerdeStatus
from swv.kern.werk import Vak, werk_van
from swv.post.models import Bericht
from tests.factories.aanvragen import maak_aanvraag
from tests.factories.verantwoordingen import V, maak_verantwoording
from tests.personas import log_in

pytestmark = pytest.mark.django_db
# Approved on 7 June 2027.
NA_DRIE, NA_NEGEN = "2027-09-07 09:00:00+02:00", "2028-03-07 09:00:00+01:00"


@pytest.fixture
def goedgekeurd(personas, toekenning, in_juni):
    in_juni()
    maak_verantwoording(personas, toekenning, status=V.GOEDGEKEURD)
    return toekenning


@pytest.mark.parametrize(
    ("moment", "verwacht"),
    [("2027-09-06 09:00:00+02:00", []), (NA_DRIE, [3]), ("2028-03-06 09:00:00+01:00", []), (NA_NEGEN, [9])],
)
def test_question_comes_on_its_day_and_an_old_one_not_at_all(goedgekeurd, klok, moment, verwacht):
    klok.move_to(moment)
    vragen_stellen()

    assert [meting.na_maanden for meting in Effectmeting.objects.all()] == verwacht


def test_each_moment_is_asked_once_with_one_mail(personas, goedgekeurd, klok):
    for moment in (NA_DRIE, NA_NEGEN):
        klok.move_to(moment)
        assert (vragen_stellen(), vragen_stellen()) == (1, 0)

    assert sorted(Effectmeting.objects.values_list("na_maanden", flat=True)) == [3, 9]
    assert [b.aan for b in Bericht.objects.filter(soort="effect_gevraagd")] == [personas.coordinator] * 2


def test_what_is_not_judged_yet_is_not_asked(personas, toekenning, in_juni, klok):
    in_juni()
    maak_verantwoording(personas, toekenning, status=V.INGEDIEND)
    klok.move_to(NA_DRIE)

    assert vragen_stellen() == 0


def test_award_without_money_is_asked_after_its_end(personas, wereld, klok):
    """Hours at home until 9 January 2027."""
    aanvraag = maak_aanvraag(personas, soort="huisonderwijs", status=Status.TOEGEKEND)
    klok.move_to(f"{aanvraag.tot.year}-04-08 09:00:00+02:00")
    assert vragen_stellen() == 0

    klok.move_to(f"{aanvraag.tot.year}-04-09 09:00:00+02:00")
    assert vragen_stellen() == 1


def test_the_database_keeps_one_question_per_moment(personas, toekenning):
    velden = {"aanvraag": toekenning, "school": personas.school, "na_maanden": 3}
    Effectmeting.objects.create(**velden)

    with pytest.raises(IntegrityError, match="een_effectmeting_per_moment"), transaction.atomic():
        Effectmeting.objects.create(**velden)


# --- Answering -----------------------------------------------------------------------------------------------


@pytest.fixture
def meting(personas, toekenning):
    return Effectmeting.objects.create(aanvraag=toekenning, school=personas.school, na_maanden=3)


def test_school_answers_on_one_page_with_its_goal_beside_it(personas, meting):
    client = log_in(Client(), personas.coordinator)
    assert "Negen van de tien leerlingen leest op niveau 2F." in client.get(meting.get_absolute_url()).content.decode()

    antwoord = client.post(
        meting.get_absolute_url(), {"oordeel": "deels", "toelichting": "Het loopt nog."}, follow=True
    )

    assert "Uw antwoord is verstuurd." in antwoord.content.decode()
    meting.refresh_from_db()
    assert (meting.status, meting.oordeel, meting.beantwoord_door) == ("beantwoord", "deels", personas.coordinator)


def test_without_a_choice_nothing_is_sent_and_the_text_stays(personas, meting):
    antwoord = log_in(Client(), personas.coordinator).post(meting.get_absolute_url(), {"toelichting": "Het loopt nog."})

    assert antwoord.status_code == 422
    assert "Het loopt nog." in antwoord.content.decode()


def test_answer_is_given_once(personas, meting):
    beantwoorden(meting, door=personas.coordinator, oordeel="nee", toelichting="Weg.")

    with pytest.raises(VerkeerdeStatus):
        beantwoorden(meting, door=personas.bestuur, oordeel="helemaal", toelichting="Toch.")


def test_bureau_reads_the_answer_and_does_not_give_it(personas, meting):
    client = log_in(Client(), personas.bureau)
    assert "nog niet beantwoord" in client.get(meting.get_absolute_url()).content.decode()
    with pytest.raises(NietToegestaan):
        beantwoorden(meting, door=personas.bureau, oordeel="nee", toelichting="Weg.")
    beantwoorden(meting, door=personas.coordinator, oordeel="nee", toelichting="De docent vertrok.")

    assert "De docent vertrok." in client.get(meting.get_absolute_url()).content.decode()


def test_stranger_finds_nothing(personas, meting):
    for wie in (personas.coordinator_elders, personas.bestuur_elders, personas.controller):
        assert log_in(Client(), wie).get(meting.get_absolute_url()).status_code == 404


def test_question_stands_on_the_home_page_until_it_is_answered(personas, meting):
    assert [regel.badge for regel in werk_van(personas.coordinator)[Vak.TE_DOEN]] == ["Korte vraag"]
    beantwoorden(meting, door=personas.coordinator, oordeel="nee", toelichting="Weg.")

    assert werk_van(personas.coordinator)[Vak.TE_DOEN] == []
    assert Effectmeting.objects.get().status == Effectstatus.BEANTWOORD
