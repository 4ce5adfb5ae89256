"""Colleagues on one draft: who filled in what, who has it open now, and who saved in between."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from aanvragen.models import Status
from swv.invullen import samen
from swv.invullen import services as invullen
from swv.invullen.models import Aanwezigheid, Invulling
from swv.invullen.tasks import aanwezigheid_opruimen
from swv.kern.opmaak import datumtijd, tijd
from tests.factories.aanvragen import antwoorden, maak_aanvraag, maak_concept
from tests.factories.gesprek import maak_collega
from tests.personas import MENSEN, log_in

pytestmark = pytest.mark.django_db

GOED = antwoorden("huisonderwijs")["uren"]


@pytest.fixture
def aanvraag(personas):
    return maak_concept(personas, soort="huisonderwijs")


@pytest.fixture
def collega(personas):
    return maak_collega(personas.school)


@pytest.fixture
def school(client: Client, personas) -> Client:
    return log_in(client, personas.coordinator)


def tekst(antwoord):
    return " ".join(antwoord.content.decode().replace("\xa0", " ").split())


def bewaart(aanvraag, door, onderdeel="uren", **anders):
    nu = type(aanvraag).objects.get(pk=aanvraag.pk)
    getypt = {**GOED, **anders}
    return invullen.antwoorden_bewaren(nu, onderdeel=onderdeel, antwoorden=getypt, versie=nu.versie, door=door)


def vraagt(client, aanvraag, **velden):
    """What an open page asks every twenty seconds."""
    return client.post(aanvraag.adres("open_nu"), velden, headers={"HX-Request": "true", "X-Vanzelf": "1"})


# --- Who filled in what --------------------------------------------------------------------------------------


@pytest.mark.parametrize("adres", ["detail", "controleren"])
def test_page_names_who_saved_each_part_last_and_when(school, personas, aanvraag, collega, adres):
    bewaart(aanvraag, personas.coordinator)
    bewaart(aanvraag, collega, doel="Anders")

    laatste = Invulling.objects.get()
    inhoud = tekst(school.get(aanvraag.adres(adres)))

    moment = datumtijd(laatste.op).replace("\xa0", " ")
    assert f"Ingevuld door Fatima de Vries, {moment}" in inhoud
    assert inhoud.count("Ingevuld door") == 1


def test_saving_the_same_text_again_changes_nobody(personas, aanvraag, collega):
    bewaart(aanvraag, personas.coordinator)
    bewaart(aanvraag, collega)

    assert Invulling.objects.get().door == personas.coordinator


def test_older_dossier_that_does_not_know_it_stays_readable(school, personas, aanvraag):
    bewaart(aanvraag, personas.coordinator)
    Invulling.objects.all().delete()

    assert "Ingevuld door" not in tekst(school.get(aanvraag.get_absolute_url()))
    assert "Ingevuld door" not in tekst(school.get(aanvraag.adres("controleren")))


def test_file_names_who_added_it(school, personas):
    aanvraag = maak_aanvraag(personas)

    for adres in ("bijlagen", "controleren"):
        assert "Toegevoegd door Coordinator A," in tekst(school.get(aanvraag.adres(adres)))


def test_sent_dossier_does_not_tell_who_typed_what(client, personas):
    aanvraag = maak_aanvraag(personas, status=Status.IN_BEHANDELING)
    aanvraag.deskundigen.add(personas.deskundige)

    for persoon in (personas.coordinator, personas.bureau, personas.deskundige):
        inhoud = tekst(log_in(client, persoon).get(aanvraag.get_absolute_url()))
        assert "Ingevuld door" not in inhoud
        assert "Toegevoegd door" not in inhoud


def test_thrown_away_draft_takes_its_traces_along(school, personas, aanvraag):
    bewaart(aanvraag, personas.coordinator)
    school.get(aanvraag.get_absolute_url())

    school.post(aanvraag.adres("weggooien"))

    assert not Invulling.objects.exists()
    assert not Aanwezigheid.objects.exists()


# --- Who saved in between ------------------------------------------------------------------------------------


def test_loser_of_a_race_keeps_the_text_and_reads_who_saved(school, aanvraag, collega):
    velden = {"versie": aanvraag.versie, "pagina": "x", "basis": "x"}
    bewaart(aanvraag, collega, doel="Van Fatima")
    om = tijd(Invulling.objects.get().op)

    vanzelf = school.post(aanvraag.adres("bewaren", "uren"), {**velden, **GOED, "doel": "Van mij"})
    knop = school.post(aanvraag.adres("onderdeel", "uren"), {**velden, **GOED, "doel": "Van mij"})

    zin = f"Fatima de Vries heeft dit onderdeel om {om} bewaard terwijl u bezig was."
    assert zin in tekst(vanzelf)
    assert knop.status_code == 409
    assert zin in tekst(knop)
    assert f"Wat er nu staat (Fatima de Vries, {om})" in tekst(knop)
    assert "Van mij</textarea>" in tekst(knop)
    aanvraag.refresh_from_db()
    assert aanvraag.antwoorden["uren"]["doel"] == "Van Fatima"


def test_race_of_an_older_dossier_says_a_colleague(school, aanvraag, collega):
    bewaart(aanvraag, collega)
    Invulling.objects.all().delete()

    antwoord = school.post(aanvraag.adres("onderdeel", "uren"), {**GOED, "doel": "Van mij", "versie": "1"})

    assert "Een collega heeft deze aanvraag veranderd terwijl u bezig was" in tekst(antwoord)


# --- Who has it open now -------------------------------------------------------------------------------------


def test_colleague_in_the_same_part_is_shown_without_script(school, aanvraag, collega):
    log_in(Client(), collega).get(aanvraag.adres("onderdeel", "uren"))

    zelfde = tekst(school.get(aanvraag.adres("onderdeel", "uren")))
    ander = tekst(school.get(aanvraag.adres("onderdeel", "leerling")))
    lijst = tekst(school.get(aanvraag.get_absolute_url()))

    assert "Fatima de Vries is nu ook met dit onderdeel bezig." in zelfde
    titel = aanvraag.onderdeel("uren").titel
    for inhoud in (ander, lijst):
        assert f"Fatima de Vries is nu bezig met ‘{titel}’." in inhoud


def test_own_page_does_not_show_oneself(school, aanvraag):
    school.get(aanvraag.adres("onderdeel", "uren"))

    assert "is nu" not in tekst(school.get(aanvraag.adres("onderdeel", "uren")))


def test_who_opens_another_page_is_no_longer_on_the_first(school, aanvraag, collega):
    ander = log_in(Client(), collega)
    ander.get(aanvraag.adres("onderdeel", "uren"))
    ander.get(aanvraag.get_absolute_url())

    inhoud = tekst(school.get(aanvraag.adres("onderdeel", "uren")))

    assert "Fatima de Vries heeft deze aanvraag nu ook open." in inhoud
    assert "met dit onderdeel bezig" not in inhoud


def test_who_closed_the_page_is_gone_after_a_minute(school, aanvraag, collega):
    samen.meld(aanvraag, collega, "uren")
    nu = timezone.now()

    with time_machine.travel(nu + timedelta(seconds=50), tick=False):
        nog = tekst(school.get(aanvraag.adres("onderdeel", "uren")))
    with time_machine.travel(nu + timedelta(seconds=61), tick=False):
        weg = tekst(school.get(aanvraag.adres("onderdeel", "uren")))

    assert "Fatima de Vries is nu ook" in nog
    assert "Fatima de Vries" not in weg


def test_open_page_asks_again_and_hears_only_what_changed(school, aanvraag, collega):
    eerst = tekst(school.get(aanvraag.adres("onderdeel", "uren")))
    toont = re.search(r'name="toont" value="(\w+)"', eerst)[1]
    assert 'role="status"' in eerst

    stil = vraagt(school, aanvraag, plek="uren", toont=toont)
    samen.meld(aanvraag, collega, "uren")
    nieuw = vraagt(school, aanvraag, plek="uren", toont=toont)

    assert stil.status_code == 204
    assert nieuw.status_code == 200
    assert "Fatima de Vries is nu ook met dit onderdeel bezig." in tekst(nieuw)


def test_asking_keeps_oneself_present(school, personas, aanvraag, collega):
    vraagt(school, aanvraag, plek="uren", toont="x")

    assert samen.ook_bezig(aanvraag, collega, "uren") == ["Coordinator A is nu ook met dit onderdeel bezig."]


def test_unknown_part_counts_as_the_dossier_itself(school, aanvraag, collega):
    vraagt(school, aanvraag, plek="onzin", toont="x")

    assert samen.ook_bezig(aanvraag, collega) == ["Coordinator A heeft deze aanvraag nu ook open."]


def test_asking_takes_a_fixed_small_number_of_queries(school, aanvraag, collega, django_assert_num_queries):
    vraagt(school, aanvraag, plek="uren", toont="x")
    samen.meld(aanvraag, collega, "uren")

    with django_assert_num_queries(6):  # session, person, roles, dossier, I am here, who else
        vraagt(school, aanvraag, plek="uren", toont="x")


@pytest.mark.parametrize("wie", sorted(set(MENSEN) - {"coordinator"}))
def test_nobody_outside_the_school_sees_or_tells_who_is_there(client, personas, aanvraag, collega, wie):
    samen.meld(aanvraag, collega, "uren")

    antwoord = vraagt(log_in(client, getattr(personas, wie)), aanvraag, plek="uren", toont="x")

    assert antwoord.status_code in (404, 286)
    assert "Fatima" not in tekst(antwoord)
    assert Aanwezigheid.objects.count() == 1


@pytest.mark.parametrize("wie", ["bureau", "directeur", "coordinator", "deskundige"])
def test_page_that_is_only_read_asks_nothing(client, personas, wie):
    aanvraag = maak_aanvraag(personas, status=Status.IN_BEHANDELING)
    aanvraag.deskundigen.add(personas.deskundige)

    inhoud = tekst(log_in(client, getattr(personas, wie)).get(aanvraag.get_absolute_url()))

    assert "open-nu" not in inhoud
    assert not Aanwezigheid.objects.exists()


def test_page_stops_asking_once_it_was_sent(school, personas):
    verstuurd = maak_aanvraag(personas, soort="robot", status=Status.INGEDIEND)

    assert vraagt(school, verstuurd).status_code == 286


def test_asking_without_login_is_refused(aanvraag):
    assert vraagt(Client(), aanvraag).status_code == 401


def test_asking_by_itself_does_not_prolong_the_session(school, aanvraag, settings):
    school.get(aanvraag.get_absolute_url())
    nu = timezone.now()
    for minuten in (20, 40):
        with time_machine.travel(nu + timedelta(minutes=minuten), tick=False):
            assert vraagt(school, aanvraag, plek="", toont="x").status_code in (200, 204)

    with time_machine.travel(nu + settings.SESSIE_RUST + timedelta(seconds=5), tick=False):
        assert vraagt(school, aanvraag).status_code == 401


def test_a_click_does_prolong_the_session(school, aanvraag, settings):
    """Twin of the test above: the same requests without the mark keep the session."""
    school.get(aanvraag.get_absolute_url())
    nu = timezone.now()
    with time_machine.travel(nu + timedelta(minutes=40), tick=False):
        school.get(aanvraag.get_absolute_url())

    with time_machine.travel(nu + settings.SESSIE_RUST + timedelta(seconds=5), tick=False):
        assert school.get(aanvraag.get_absolute_url()).status_code == 200


def test_night_forgets_who_was_there(aanvraag, collega, personas):
    samen.meld(aanvraag, collega, "uren")
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
        samen.meld(aanvraag, personas.coordinator, "uren")
        aanwezigheid_opruimen()

    assert Aanwezigheid.objects.get().gebruiker == personas.coordinator
