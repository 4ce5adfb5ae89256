"""Messages between school and bureau about an aanvraag."""

import re
import uuid

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from aanvragen.models import Status
from swv.invullen import gesprekken
from swv.invullen import services as invullen
from swv.invullen.models import Gesprek, Gespreksbericht, Kant
from swv.kern.fouten import NietToegestaan, VerkeerdeStatus, VoorwaardeNietVervuld
from swv.post.models import Bericht
from tests.factories.aanvragen import maak_aanvraag, maak_concept
from tests.factories.gesprek import maak_collega, schrijft
from tests.factories.organisaties import SamenwerkingsverbandFactory
from tests.personas import MENSEN, log_in

pytestmark = pytest.mark.django_db

VRAAG, ANTWOORD = "Mag het ook een halve dag?", "Ja, dat mag."


@pytest.fixture(autouse=True)
def _briefhoofd(db):
    SamenwerkingsverbandFactory()


@pytest.fixture
def aanvraag(personas):
    return maak_aanvraag(personas, status=Status.IN_BEHANDELING)


@pytest.fixture
def school(client: Client, personas) -> Client:
    return log_in(client, personas.coordinator)


@pytest.fixture
def bureau(personas) -> Client:
    return log_in(Client(), personas.bureau)


def tekst(antwoord):
    return " ".join(antwoord.content.decode().replace("\xa0", " ").split())


def beheer(aanvraag, wat="gesprek"):
    return reverse(f"admin:aanvragen_aanvraag_{wat}", args=[aanvraag.pk])


def sleutel(antwoord):
    return re.search(r'name="sleutel" value="([\w-]+)"', antwoord.content.decode())[1]


def stuurt(client, adres, bericht):
    """Open the page, type, press the button."""
    return client.post(adres, {"tekst": bericht, "sleutel": sleutel(client.get(adres))}, follow=True)


# --- One story -----------------------------------------------------------------------------------------------


def test_school_asks_and_bureau_answers(school, bureau, personas, aanvraag):
    verstuurd = stuurt(school, aanvraag.adres("berichten"), VRAAG)
    assert "Uw bericht is verstuurd." in tekst(verstuurd)
    assert "Nog niet gelezen door het bureau" in tekst(verstuurd)

    assert "Nieuw bericht" in tekst(bureau.get(beheer(aanvraag, "change")))
    gelezen = tekst(bureau.get(beheer(aanvraag)))
    assert VRAAG in gelezen
    assert "Nieuw" in gelezen
    stuurt(bureau, beheer(aanvraag), ANTWOORD)

    assert "Bericht over Frictiefonds" in tekst(school.get("/"))
    assert "Nieuw bericht" in tekst(school.get("/aanvragen/"))
    assert "1 nieuw bericht" in tekst(school.get(aanvraag.get_absolute_url()))
    bij_school = tekst(school.get(aanvraag.adres("berichten")))
    assert ANTWOORD in bij_school
    assert "Gelezen door het bureau op" in bij_school
    assert "Nieuw bericht" not in tekst(school.get("/aanvragen/"))
    assert "Bericht over" not in tekst(school.get("/"))
    assert "Gelezen door de school op" in tekst(bureau.get(beheer(aanvraag)))


def test_messages_are_no_event_and_leave_the_version(personas, aanvraag):
    voor = aanvraag.versie

    schrijft(aanvraag, personas.coordinator, VRAAG)

    aanvraag.refresh_from_db()
    assert aanvraag.versie == voor


# --- Sending -------------------------------------------------------------------------------------------------


def test_double_click_sends_once(school, aanvraag):
    adres, een = aanvraag.adres("berichten"), str(uuid.uuid4())

    for _ in range(2):
        assert school.post(adres, {"tekst": VRAAG, "sleutel": een}).status_code == 302

    assert Gespreksbericht.objects.count() == 1
    assert Bericht.objects.filter(soort="gesprek_van_school").count() == 1


@pytest.mark.parametrize(
    ("getypt", "zin"), [("  ", "Vul uw bericht in."), ("Het gaat om 111222333", "burgerservicenummer (BSN)")]
)
def test_empty_message_and_bsn_are_refused_and_the_text_stays(school, aanvraag, getypt, zin):
    antwoord = school.post(aanvraag.adres("berichten"), {"tekst": getypt, "sleutel": str(uuid.uuid4())})

    assert antwoord.status_code == 422
    assert zin in tekst(antwoord)
    assert getypt.strip() in tekst(antwoord)
    assert not Gespreksbericht.objects.exists()


@pytest.mark.parametrize("getypt", ["", "\0", "Het gaat om 111222333"])
def test_service_refuses_them_too(personas, aanvraag, getypt):
    with pytest.raises(VoorwaardeNietVervuld):
        schrijft(aanvraag, personas.coordinator, getypt)

    assert not Gesprek.objects.exists()


def test_markup_is_shown_as_text(school, bureau, aanvraag):
    stuurt(school, aanvraag.adres("berichten"), "<b>vet</b>")

    for pagina in (school.get(aanvraag.adres("berichten")), bureau.get(beheer(aanvraag))):
        assert "&lt;b&gt;vet&lt;/b&gt;" in tekst(pagina)


# --- Mail ----------------------------------------------------------------------------------------------------


def test_mail_tells_that_there_is_a_message_and_never_what_it_says(personas, aanvraag):
    collega = maak_collega(personas.school)
    schrijft(aanvraag, personas.coordinator, VRAAG)
    schrijft(aanvraag, personas.bureau, ANTWOORD, kant=Kant.BUREAU)

    naar_bureau = Bericht.objects.filter(soort="gesprek_van_school")
    naar_school = Bericht.objects.filter(soort="gesprek_van_bureau")
    assert {rij.aan for rij in naar_bureau} == {personas.bureau}
    assert {rij.aan for rij in naar_school} == {personas.coordinator, collega}
    for mail in (*naar_bureau, *naar_school):
        assert aanvraag.kenmerk in mail.onderwerp
        assert VRAAG not in mail.tekst
        assert ANTWOORD not in mail.tekst


def test_board_that_wrote_hears_the_answer(personas, aanvraag):
    schrijft(aanvraag, personas.bestuur, VRAAG)
    schrijft(aanvraag, personas.bureau, ANTWOORD, kant=Kant.BUREAU)

    gemaild = {rij.aan for rij in Bericht.objects.filter(soort="gesprek_van_bureau")}
    assert gemaild == {personas.coordinator, personas.bestuur}


def test_link_in_the_mail_opens_the_message_for_both(personas, aanvraag, school, bureau):
    schrijft(aanvraag, personas.coordinator, VRAAG)
    schrijft(aanvraag, personas.bureau, ANTWOORD, kant=Kant.BUREAU)

    assert aanvraag.adres("berichten") in Bericht.objects.get(soort="gesprek_van_bureau").tekst
    in_beheer = reverse("admin:invullen_gesprek_change", args=[Gesprek.objects.get().pk])
    assert in_beheer in Bericht.objects.get(soort="gesprek_van_school").tekst
    assert VRAAG in tekst(bureau.get(in_beheer, follow=True))


# --- Who may -------------------------------------------------------------------------------------------------

SCHOOL = {"coordinator", "bestuur"}
BUREAU = {"bureau", "bureau_collega"}


@pytest.mark.parametrize("wie", MENSEN)
def test_page_of_the_school_is_for_school_and_board_only(client, personas, aanvraag, wie):
    aanvraag.deskundigen.add(personas.deskundige)
    schrijft(aanvraag, personas.coordinator, VRAAG)

    antwoord = log_in(client, getattr(personas, wie)).get(aanvraag.adres("berichten"))

    assert antwoord.status_code == (200 if wie in SCHOOL else 404)
    assert (VRAAG in tekst(antwoord)) is (wie in SCHOOL)


@pytest.mark.parametrize("wie", MENSEN)
def test_page_of_the_bureau_is_for_bureau_and_directeur_only(client, personas, aanvraag, wie):
    schrijft(aanvraag, personas.coordinator, VRAAG)

    antwoord = log_in(client, getattr(personas, wie)).get(beheer(aanvraag))

    assert (VRAAG in tekst(antwoord)) is (wie in BUREAU | {"directeur"})
    assert ("Verstuur bericht" in tekst(antwoord)) is (wie in BUREAU)


@pytest.mark.parametrize("kant", Kant)
@pytest.mark.parametrize("wie", MENSEN)
def test_service_lets_each_side_write_for_itself_only(personas, aanvraag, wie, kant):
    mag = wie in (SCHOOL if kant == Kant.SCHOOL else BUREAU)
    persoon = getattr(personas, wie)

    if mag:
        assert schrijft(aanvraag, persoon, VRAAG, kant=kant).kant == kant
        return
    with pytest.raises(NietToegestaan):
        schrijft(aanvraag, persoon, VRAAG, kant=kant)
    assert not Gespreksbericht.objects.exists()


@pytest.mark.parametrize("wie", MENSEN)
def test_conversations_are_seen_as_the_pages_are(personas, aanvraag, wie):
    schrijft(aanvraag, personas.coordinator, VRAAG)

    gezien = Gesprek.objects.for_user(getattr(personas, wie)).exists()

    assert gezien is (wie in SCHOOL | BUREAU | {"directeur"})


def test_directeur_reads_along_without_reading_for_the_bureau(client, personas, aanvraag):
    schrijft(aanvraag, personas.coordinator, VRAAG)

    log_in(client, personas.directeur).get(beheer(aanvraag))

    assert Gespreksbericht.objects.get().gelezen_op is None


def test_expert_sees_no_trace_of_a_message(client, personas, aanvraag):
    aanvraag.deskundigen.add(personas.deskundige)
    schrijft(aanvraag, personas.bureau, ANTWOORD, kant=Kant.BUREAU)
    log_in(client, personas.deskundige)

    for adres in ("/", "/aanvragen/", aanvraag.get_absolute_url()):
        assert "bericht" not in tekst(client.get(adres)).split("<main", 1)[1].split("</main>")[0].lower()


# --- A question about a draft --------------------------------------------------------------------------------


@pytest.fixture
def concept(personas):
    aanvraag = maak_concept(personas, soort="huisonderwijs")
    getypt = {"voornaam": "Geheim", "achternaam": "Concept", "leerlingnummer": "12"}
    return invullen.antwoorden_bewaren(
        aanvraag, onderdeel="leerling", antwoorden=getypt, versie=aanvraag.versie, door=personas.coordinator
    )


def gesprek_url(wat="change", *args):
    return reverse(f"admin:invullen_gesprek_{wat}", args=args)


def test_question_about_a_draft_shows_kind_school_and_message_only(school, bureau, concept):
    pagina = tekst(school.get(concept.adres("berichten")))
    assert "Het bureau ziet niet wat u heeft ingevuld" in pagina
    stuurt(school, concept.adres("berichten"), VRAAG)

    lijst = tekst(bureau.get(gesprek_url("changelist")))
    een = tekst(bureau.get(gesprek_url("change", Gesprek.objects.get().pk)))

    for inhoud in (lijst, een):
        assert concept.soort_naam in inhoud
        assert "School A" in inhoud
        assert "Geheim" not in inhoud
    assert VRAAG in een
    assert bureau.get(beheer(concept, "change")).status_code == 404
    assert bureau.get(beheer(concept)).status_code == 404
    assert bureau.get(concept.adres("berichten")).status_code == 404


def test_bureau_answers_a_question_about_a_draft(school, bureau, personas, concept):
    schrijft(concept, personas.coordinator, VRAAG)

    antwoord = stuurt(bureau, gesprek_url("change", Gesprek.objects.get().pk), ANTWOORD)

    assert "Uw bericht is verstuurd." in tekst(antwoord)
    assert ANTWOORD in tekst(school.get(concept.adres("berichten")))
    gemaild = Bericht.objects.get(soort="gesprek_van_school", aan=personas.bureau)
    assert "Geheim" not in gemaild.tekst + gemaild.onderwerp


@pytest.mark.parametrize("wie", sorted(set(MENSEN) - {"bureau", "bureau_collega", "directeur"}))
def test_question_about_a_draft_is_open_to_nobody_else(client, personas, concept, wie):
    schrijft(concept, personas.coordinator, VRAAG)
    log_in(client, getattr(personas, wie))

    for adres in (gesprek_url("changelist"), gesprek_url("change", Gesprek.objects.get().pk)):
        assert VRAAG not in tekst(client.get(adres))
    assert client.get(concept.adres("berichten")).status_code == (200 if wie == "coordinator" else 404)


def test_board_reads_along_only_once_it_sees_the_aanvraag(client, personas):
    aanvraag = maak_aanvraag(personas, status=Status.TER_MEDETEKENING)
    schrijft(aanvraag, personas.coordinator, VRAAG)
    assert VRAAG in tekst(log_in(client, personas.bestuur).get(aanvraag.adres("berichten")))

    concept = maak_concept(personas)
    assert not gesprekken.mag_schrijven(concept, Kant.SCHOOL, personas.bestuur)
    assert client.get(concept.adres("berichten")).status_code == 404


def test_thrown_away_draft_leaves_its_messages_at_the_bureau(school, bureau, personas, concept):
    schrijft(concept, personas.coordinator, VRAAG)
    assert "Wat u het bureau schreef, blijft bij het bureau." in tekst(school.get(concept.adres("weggooien")))
    school.post(concept.adres("weggooien"))

    adres = gesprek_url("change", Gesprek.objects.get().pk)
    pagina = tekst(bureau.get(adres))
    geweigerd = bureau.post(adres, {"tekst": ANTWOORD, "sleutel": str(uuid.uuid4())})

    assert VRAAG in pagina
    assert "De school heeft dit concept weggegooid" in pagina
    assert "Verstuur bericht" not in pagina
    assert geweigerd.status_code == 409
    assert Gespreksbericht.objects.get().gelezen_door == personas.bureau
    assert "Bericht over" not in tekst(school.get("/"))
    with pytest.raises(VerkeerdeStatus):
        schrijft(concept, personas.bureau, ANTWOORD, kant=Kant.BUREAU)


def test_conversation_goes_on_after_the_draft_was_sent(bureau, personas):
    aanvraag = maak_concept(personas, soort="robot")
    schrijft(aanvraag, personas.coordinator, VRAAG)
    from aanvragen import workflow
    from tests.factories.aanvragen import vul_in

    workflow.indienen(vul_in(aanvraag, door=personas.coordinator), door=personas.coordinator)

    assert VRAAG in tekst(bureau.get(beheer(aanvraag)))
    naar_dossier = bureau.get(gesprek_url("change", Gesprek.objects.get().pk))
    assert naar_dossier["Location"] == beheer(aanvraag)


def test_address_that_is_no_number_is_missing(bureau):
    assert bureau.get("/bureau/invullen/gesprek/onzin/change/").status_code == 404


# --- Lists and piles -----------------------------------------------------------------------------------------


def test_pile_and_front_page_count_what_is_new(bureau, personas, aanvraag, concept):
    ander = maak_aanvraag(personas, soort="robot", status=Status.IN_BEHANDELING)
    for dossier in (aanvraag, concept):
        schrijft(dossier, personas.coordinator, VRAAG)
    schrijft(ander, personas.bureau, ANTWOORD, kant=Kant.BUREAU)

    stapel = tekst(bureau.get(reverse("admin:aanvragen_aanvraag_changelist"), {"stapel": "bericht"}))
    assert "Nieuw bericht (1)" in stapel
    assert aanvraag.kenmerk in stapel
    assert ander.kenmerk not in stapel
    assert "2 gesprekken met een nieuw bericht" in tekst(bureau.get(reverse("admin:index")))
    nieuw = tekst(bureau.get(gesprek_url("changelist"), {"nieuw": "ja"}))
    assert nieuw.count("Nieuw bericht</td>") == 2
    assert tekst(bureau.get(gesprek_url("changelist"), {"nieuw": "concept"})).count("Nieuw bericht</td>") == 1


@pytest.mark.parametrize("aantal", [1, 3])
def test_list_of_conversations_takes_a_fixed_number_of_queries(bureau, personas, aantal, django_assert_num_queries):
    for _ in range(aantal):
        schrijft(maak_concept(personas), personas.coordinator, VRAAG)
    bureau.get(gesprek_url("changelist"))

    with django_assert_num_queries(5):  # session, person, roles, count, list
        bureau.get(gesprek_url("changelist"))


@pytest.mark.parametrize("aantal", [1, 3])
def test_page_takes_a_fixed_number_of_queries(school, personas, aanvraag, aantal, django_assert_num_queries):
    for nummer in range(aantal):
        schrijft(aanvraag, personas.bureau, f"{ANTWOORD} {nummer}", kant=Kant.BUREAU)
    school.get(aanvraag.adres("berichten"))

    with django_assert_num_queries(6):  # session, person, roles, dossier, conversation, messages
        school.get(aanvraag.adres("berichten"))


# --- What stays ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("anders", [{"tekst": "anders"}, {"op": timezone.now()}, {"kant": "bureau"}])
def test_message_never_changes(personas, aanvraag, anders):
    bericht = schrijft(aanvraag, personas.coordinator, VRAAG)

    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        Gespreksbericht.objects.filter(pk=bericht.pk).update(**anders)
    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        Gespreksbericht.objects.filter(pk=bericht.pk).delete()


def test_message_is_read_once_by_the_first_of_the_other_side(personas, aanvraag):
    bericht = schrijft(aanvraag, personas.coordinator, VRAAG)
    alle = gesprekken.berichten(bericht.gesprek)

    for persoon in (personas.bureau, personas.bureau_collega):
        gesprekken.lezen(bericht.gesprek, alle, kant=Kant.BUREAU, door=persoon)

    bericht.refresh_from_db()
    assert bericht.gelezen_door == personas.bureau
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        Gespreksbericht.objects.update(gelezen_op=timezone.now())


def test_own_messages_are_not_read_by_the_own_side(school, aanvraag):
    stuurt(school, aanvraag.adres("berichten"), VRAAG)
    school.get(aanvraag.adres("berichten"))

    assert Gespreksbericht.objects.get().gelezen_op is None
