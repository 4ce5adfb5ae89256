"""Versions and questions of the bureau, as the acts of any room call them."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from swv.invullen import services
from swv.invullen.models import Aanvullingsverzoek
from swv.kern.fouten import Geweigerd
from swv.kern.handelingen import Ongeldig, verrichten
from swv.termijnen.models import Soort as Klok
from swv.termijnen.models import Termijn
from swv.termijnen.selectors import open_termijn
from tests.invullen.kamer.acts import HERINNEREN, aanvullen, aanvulling_vragen, versturen

pytestmark = pytest.mark.django_db

VERSTUURD = "2026-10-13 10:00:00+02:00"  # a Tuesday
GEVRAAGD = "2026-10-20 10:00:00+02:00"
AANGEVULD = "2026-10-27 10:00:00+01:00"


@pytest.fixture
def klok():
    with time_machine.travel(VERSTUURD, tick=False) as klok:
        yield klok


@pytest.fixture
def verstuurd(klok, ingevuld, wie):
    services.stuk_weigeren(ingevuld, stuk=ingevuld.bewijsstuk("verslag"), reden="Nee.", door=wie)
    return versturen(ingevuld, door=wie)


@pytest.fixture
def gevraagd(klok, verstuurd, wie):
    klok.move_to(GEVRAAGD)
    dag = timezone.localdate() + timedelta(days=14)
    return verrichten(aanvulling_vragen, verstuurd, door=wie, data={"vraag": "Wat kost het?", "uiterlijk": f"{dag}"})


def test_sending_fixes_the_answers_of_that_moment(verstuurd, wie):
    verstuurd.antwoorden["plan"]["plan"] = "Iets anders"
    tweede = services.nieuwe_versie(verstuurd, door=wie)

    assert (tweede.nummer, tweede.door) == (2, wie)
    assert [rij.antwoorden["plan"]["plan"] for rij in verstuurd.versies.all()] == ["Iets anders", "Samen lezen"]


def test_question_stops_the_decision_term_and_starts_the_clock_of_the_school(gevraagd):
    beslissing, vraag = open_termijn(gevraagd, Klok.BESLISSING), open_termijn(gevraagd, Klok.AANVULLING)

    assert (beslissing.uiterlijk, str(beslissing.stil_sinds)) == (None, "2026-10-21")
    assert (str(vraag.uiterlijk), vraag.herinner_opdracht) == ("2026-11-03", HERINNEREN)
    assert gevraagd.open_vraag.vraag == "Wat kost het?"
    assert gevraagd.verstuurd_tot == gevraagd.open_vraag.gevraagd_op


def test_answer_lets_the_term_run_on_for_the_days_that_it_stood_still(gevraagd, klok, wie):
    klok.move_to(AANGEVULD)

    klaar = verrichten(aanvullen, gevraagd, door=wie, data={"antwoord": "Tien euro."})

    # Eight weeks from 13 October, and the six days from 21 to 26 October.
    assert str(open_termijn(klaar, Klok.BESLISSING).uiterlijk) == "2026-12-14"
    assert open_termijn(klaar, Klok.AANVULLING) is None
    vraag = klaar.aanvullingsverzoeken.get()
    assert (vraag.antwoord, vraag.beantwoord_door, vraag.beantwoord_op) == ("Tien euro.", wie, timezone.now())
    assert klaar.open_vraag is None


def test_aanvulling_sturen_gives_the_term_with_its_new_day(gevraagd, klok, wie):
    klok.move_to(AANGEVULD)

    termijn = services.aanvulling_sturen(gevraagd, antwoord="Tien euro.", door=wie)

    assert termijn == open_termijn(gevraagd, Klok.BESLISSING)
    assert str(termijn.uiterlijk) == "2026-12-14"


def test_answer_begins_with_what_was_kept_while_typing(gevraagd, wie):
    services.antwoord_op_aanvulling_bewaren(gevraagd, antwoord="Half\0", door=wie)

    assert aanvullen.invoer(dossier=gevraagd, door=wie)["antwoord"].value() == "Half"


def test_question_that_nobody_answers_is_closed_with_its_clock_and_its_typing(gevraagd, klok, wie):
    services.antwoord_op_aanvulling_bewaren(gevraagd, antwoord="Half", door=wie)

    services.sluit_open_vraag(gevraagd, door=wie)

    assert gevraagd.open_vraag is None
    assert gevraagd.aanvullingsverzoeken.get().antwoord == ""
    assert open_termijn(gevraagd, Klok.AANVULLING) is None


def test_closing_without_a_question_does_nothing(verstuurd, wie):
    services.sluit_open_vraag(verstuurd, door=wie)

    assert open_termijn(verstuurd, Klok.BESLISSING) is not None


def test_question_without_a_running_term_is_refused_and_not_kept(dossier, wie):
    with pytest.raises(Geweigerd, match="Voor dit verzoek loopt geen beslistermijn meer"):
        services.aanvulling_vragen(
            dossier, vraag="Wat?", uiterlijk=timezone.localdate(), door=wie, herinner_opdracht=HERINNEREN
        )

    assert not Aanvullingsverzoek.objects.exists()
    assert not Termijn.objects.exists()


def test_answer_without_a_question_is_refused(verstuurd, wie):
    with pytest.raises(Geweigerd, match="Er staat geen vraag meer open"):
        services.aanvulling_sturen(verstuurd, antwoord="Tien euro.", door=wie)


@pytest.mark.parametrize("dagen", [0, 92])
def test_day_that_gives_no_time_or_too_much_is_refused(verstuurd, wie, dagen):
    dag = timezone.localdate() + timedelta(days=dagen)

    with pytest.raises(Ongeldig) as fout:
        verrichten(aanvulling_vragen, verstuurd, door=wie, data={"vraag": "Wat?", "uiterlijk": f"{dag}"})

    assert list(fout.value.velden) == ["uiterlijk"]
