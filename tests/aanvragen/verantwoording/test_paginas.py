"""The pages of school, board and bureau: what they show, what they refuse, and at what cost."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from aanvragen.models import Verantwoording
from aanvragen.verantwoording import workflow as acts
from swv.documenten.models import Bijlage
from tests.factories.aanvragen import maak_bijlage
from tests.factories.verantwoordingen import V, getypt, ken_toe, maak_verantwoording
from tests.personas import log_in

pytestmark = pytest.mark.django_db
LIJST = "/verantwoordingen/"


@pytest.fixture
def als():
    """A browser in which this person is logged in."""
    return lambda user: log_in(Client(), user)


@pytest.fixture
def rij(personas, toekenning, in_juni):
    in_juni()
    return maak_verantwoording(personas, toekenning)


def tekst(antwoord) -> str:
    return " ".join(antwoord.content.decode().replace("\xa0", " ").split())


# --- Filling in ----------------------------------------------------------------------------------------------


def test_format_is_prefilled_with_amount_day_and_goal(als, personas, betaald, in_juni):
    in_juni()
    rij = maak_verantwoording(personas, betaald)
    client = als(personas.coordinator)

    pagina = tekst(client.get(rij.get_absolute_url()))
    geld = tekst(client.get(rij.adres("onderdeel", "geld")))
    resultaat = tekst(client.get(rij.adres("onderdeel", "resultaat")))

    for deel in ("€ 10.000,00", "€ 9.000,00", "30 september 2027", "Vul in wat u met het geld deed"):
        assert deel in pagina
    assert "Voor schooljaar 2026-2027 kenden wij € 10.000,00 toe." in geld
    assert "Negen van de tien leerlingen leest op niveau 2F." in resultaat


def bewaar(client, rij, onderdeel, **anders):
    rij.refresh_from_db()
    gegevens = {**getypt("10000")[onderdeel], "versie": rij.versie, **anders}
    return client.post(rij.adres("onderdeel", onderdeel), gegevens, follow=True)


def test_what_is_wrong_is_said_and_what_was_typed_stays(als, personas, rij):
    client = als(personas.coordinator)

    for anders, zin in (
        ({"besteed": "-5"}, "Vul het bestede bedrag in euro"),
        ({"besteed": "12.000", "verschil": ""}, "U besteedde meer dan de € 10.000,00 die wij toekenden."),
        ({"besteed": "9.000", "verschil": ""}, "U besteedde minder dan de € 10.000,00 die wij toekenden."),
    ):
        pagina = tekst(bewaar(client, rij, "geld", **anders))
        assert zin in pagina
        assert "Leesdocent, 100 uur." in pagina


def test_bsn_is_refused_and_never_kept(als, personas, rij):
    antwoord = bewaar(als(personas.coordinator), rij, "geld", mensen="Voor 111222333 kochten wij boeken.")

    assert "burgerservicenummer" in tekst(antwoord)
    rij.refresh_from_db()
    assert "111222333" not in str(rij.antwoorden)


def test_spending_more_with_a_reason_is_allowed(als, personas, rij):
    bewaar(als(personas.coordinator), rij, "geld", besteed="12.000", verschil="Het duurde langer.")
    bewaar(als(personas.coordinator), rij, "resultaat")
    rij.refresh_from_db()

    assert acts.indienen(rij, door=personas.bestuur).besteed == 12000


def test_stranger_finds_nothing(als, personas, rij):
    for wie in (personas.coordinator_elders, personas.bestuur_elders, personas.controller, personas.deskundige):
        client = als(wie)
        for naam in ("detail", "controleren", "bijlagen"):
            assert client.get(rij.adres(naam)).status_code == 404
        assert client.get(rij.adres("onderdeel", "geld")).status_code == 404


def test_nobody_throws_it_away(als, personas, rij):
    als(personas.coordinator).post(rij.adres("weggooien"))

    assert Verantwoording.objects.filter(pk=rij.pk).exists()


def test_bureau_that_looks_too_early_sees_that_it_is_there_and_not_what_is_typed(als, personas, rij):
    client = als(personas.bureau)
    bewaar(als(personas.coordinator), rij, "geld", mensen="Geheim tot wij klaar zijn.")
    bijlage = maak_bijlage(rij, "verslag", door=personas.coordinator)

    antwoord = client.get(rij.get_absolute_url(), follow=True)

    assert antwoord.redirect_chain[0][0] == reverse("admin:aanvragen_verantwoording_change", args=[rij.pk])
    assert "Nog niet ingediend" in tekst(antwoord)
    assert "Geheim" not in tekst(antwoord)
    assert bijlage.bestandsnaam not in tekst(antwoord)
    assert client.get(reverse("documenten:bijlage", args=[bijlage.pk])).status_code in (403, 404)
    assert Bijlage.objects.filter(pk=bijlage.pk).exists()


def test_page_says_where_it_is_in_every_state(als, personas, toekenning, in_juni):
    in_juni()
    zinnen = {
        V.TER_INDIENING: "De verantwoording ligt bij Stichting Scholen A.",
        V.INGEDIEND: "De verantwoording ligt bij het bureau.",
    }
    rij = maak_verantwoording(personas, toekenning, status=V.TER_INDIENING)
    assert zinnen[V.TER_INDIENING] in tekst(als(personas.coordinator).get(rij.get_absolute_url()))
    assert "Nalezen en indienen" in tekst(als(personas.bestuur).get(rij.get_absolute_url()))
    acts.indienen(rij, door=personas.bestuur)
    assert zinnen[V.INGEDIEND] in tekst(als(personas.coordinator).get(rij.get_absolute_url()))


def test_question_can_be_answered_and_the_figures_changed(als, personas, toekenning, in_juni):
    in_juni()
    rij = maak_verantwoording(personas, toekenning, status=V.AANVULLING_GEVRAAGD)
    client = als(personas.coordinator)

    pagina = tekst(client.get(rij.get_absolute_url()))
    assert "Waar is de specificatie?" in pagina
    assert "Wilt u iets wijzigen?" in pagina
    bewaar(client, rij, "geld", besteed="9.500", verschil="Een nota was dubbel.")
    rij.refresh_from_db()
    client.post(rij.adres("handeling", "aanvullen"), {"antwoord": "Aangepast.", "versie": rij.versie})

    rij.refresh_from_db()
    assert (rij.status, rij.besteed) == (V.INGEDIEND, 9500)


# --- The page of the board -----------------------------------------------------------------------------------


@pytest.fixture
def twee_scholen(personas, toekenning, in_juni):
    """An award of school A and one of its sister school, both sent to the board."""
    ander = ken_toe(
        personas, soort="frictiefonds", school=personas.zusterschool, coordinator=personas.coordinator_zuster
    )
    in_juni()
    een = maak_verantwoording(personas, toekenning, status=V.TER_INDIENING)
    twee = maak_verantwoording(
        personas, ander, status=V.TER_INDIENING, besteed="9.000", coordinator=personas.coordinator_zuster
    )
    return een, twee


def keuzes(*rijen):
    return {"jaar": "2026", "keuze": [f"{rij.pk}:{rij.versie}" for rij in rijen]}


def test_board_submits_all_its_schools_in_one_press(als, personas, twee_scholen):
    client = als(personas.bestuur)
    pagina = tekst(client.get(LIJST))
    assert "Klaar om in te dienen: 2" in pagina
    assert "Zusterschool A" in pagina
    assert "€ 19.000,00" in pagina  # spent by both, before anything is submitted

    antwoord = client.post(f"{LIJST}indienen/", keuzes(*twee_scholen), follow=True)

    assert "2 verantwoordingen ingediend: V-2627-00001 (School A), V-2627-00002 (Zusterschool A)." in tekst(antwoord)
    assert set(Verantwoording.objects.values_list("status", flat=True)) == {V.INGEDIEND}


def test_one_that_changed_meanwhile_stays_and_the_report_says_so(als, personas, twee_scholen):
    een, twee = twee_scholen
    gezien = keuzes(een, twee)
    acts.terughalen(twee, door=personas.coordinator_zuster)
    acts.voorleggen(Verantwoording.objects.get(pk=twee.pk), door=personas.coordinator_zuster)

    antwoord = tekst(als(personas.bestuur).post(f"{LIJST}indienen/", gezien, follow=True))

    assert "1 verantwoording ingediend: V-2627-00001" in antwoord
    assert "V-2627-00002 (Zusterschool A) is niet ingediend. Iemand anders heeft dit dossier veranderd" in antwoord


def test_second_tab_submits_nothing_twice(als, personas, twee_scholen):
    client, gezien = als(personas.bestuur), keuzes(*twee_scholen)
    client.post(f"{LIJST}indienen/", gezien)

    antwoord = tekst(client.post(f"{LIJST}indienen/", gezien, follow=True))

    assert "2 verantwoordingen ingediend" in antwoord  # as the first time
    assert [rij.versies.count() for rij in Verantwoording.objects.all()] == [1, 1]


def test_nothing_or_nonsense_chosen_does_nothing(als, personas, twee_scholen):
    client = als(personas.bestuur)
    for keuze in ([], ["geen-sleutel:1", f"{uuid.uuid4()}:1", ""]):
        assert client.post(f"{LIJST}indienen/", {"keuze": keuze, "jaar": "abc"}, follow=True).status_code == 200

    assert set(Verantwoording.objects.values_list("status", flat=True)) == {V.TER_INDIENING}


def test_school_and_another_board_cannot_submit_these(als, personas, twee_scholen):
    als(personas.bestuur_elders).post(f"{LIJST}indienen/", keuzes(*twee_scholen))
    antwoord = als(personas.coordinator).post(f"{LIJST}indienen/", keuzes(*twee_scholen), follow=True)

    assert "kan alleen het schoolbestuur" in tekst(antwoord)
    assert set(Verantwoording.objects.values_list("status", flat=True)) == {V.TER_INDIENING}


def test_school_without_awards_reads_what_will_come(als, personas, wereld):
    assert "Nog niets te verantwoorden" in tekst(als(personas.coordinator).get(LIJST))


@pytest.mark.parametrize("aantal", [1, 3])
def test_list_takes_a_fixed_number_of_queries(als, personas, wereld, in_juni, aantal, django_assert_num_queries):
    aanvragen = [ken_toe(personas) for _ in range(aantal)]
    in_juni()
    for aanvraag in aanvragen:
        maak_verantwoording(personas, aanvraag, status=V.TER_INDIENING)
    client = als(personas.bestuur)
    client.get(LIJST)

    with django_assert_num_queries(9):
        client.get(LIJST)


@pytest.mark.parametrize("aantal", [1, 3])
def test_page_of_one_takes_a_fixed_number_of_queries(
    als, personas, toekenning, in_juni, aantal, django_assert_num_queries
):
    in_juni()
    rij = maak_verantwoording(personas, toekenning, status=V.INGEDIEND)
    for _ in range(aantal):
        rij = acts.toewijzen(rij, door=personas.bureau, behandelaar=personas.bureau)
    client, bureau = als(personas.bestuur), als(personas.bureau)
    client.get(rij.get_absolute_url())

    with django_assert_num_queries(20):
        client.get(rij.get_absolute_url())
    with django_assert_num_queries(33):
        bureau.get(f"/bureau/aanvragen/verantwoording/{rij.pk}/change/")


# --- The bureau ----------------------------------------------------------------------------------------------

BEHEER = "/bureau/aanvragen/verantwoording/"


@pytest.mark.parametrize(
    ("stand", "op"),
    [
        (V.KLAARGEZET, "school"),
        (V.TER_INDIENING, "school"),
        (V.INGEDIEND, "beoordelen"),
        (V.AANVULLING_GEVRAAGD, "vraag"),
    ],
)
def test_piles_hold_what_they_say(als, personas, toekenning, in_juni, stand, op):
    in_juni()
    rij = maak_verantwoording(personas, toekenning, status=stand)
    client = als(personas.bureau)

    for stapel in ("beoordelen", "vraag", "school", "laat"):
        assert (rij.kenmerk in tekst(client.get(f"{BEHEER}?stapel={stapel}"))) == (stapel == op)


def test_what_is_late_lies_on_its_pile(als, personas, rij, klok):
    klok.move_to("2027-10-01 09:00:00+02:00")

    assert rij.kenmerk in tekst(als(personas.bureau).get(f"{BEHEER}?stapel=laat"))


def test_bureau_reads_what_approval_does_and_approves(als, personas, betaald, in_juni):
    in_juni()
    rij = maak_verantwoording(personas, betaald, status=V.INGEDIEND, besteed="9.400")
    client = als(personas.bureau)

    pagina = tekst(client.get(f"{BEHEER}{rij.pk}/change/"))

    for deel in ("€ 400,00 kan na de goedkeuring worden betaald.", "€ 600,00 minder dan toegekend", "Leesdocent"):
        assert deel in pagina
    assert "U keurt € 9.400,00 goed" in tekst(client.get(f"{BEHEER}{rij.pk}/doen/goedkeuren/"))


def test_correction_that_cannot_be_is_refused(als, personas, betaald, in_juni):
    in_juni()
    rij = maak_verantwoording(personas, betaald, status=V.INGEDIEND, besteed="9.400")
    client = als(personas.bureau)

    for bedrag, zin in (
        ("10.000,01", "Meer goedkeuren kan niet"),
        ("9.400", "Kies ‘Goedkeuren’"),
        ("-1", "Vul het bedrag dat u goedkeurt in euro"),
    ):
        antwoord = client.post(f"{BEHEER}{rij.pk}/doen/corrigeren/", {"bedrag": bedrag, "reden": "Zo."})
        assert (antwoord.status_code, zin in tekst(antwoord)) == (422, True)


def test_only_bureau_and_directeur_work_in_the_admin(als, personas, rij):
    for wie in (personas.controller, personas.beheerder, personas.coordinator, personas.deskundige):
        assert als(wie).get(f"{BEHEER}{rij.pk}/change/").status_code in (302, 403, 404)


@pytest.mark.parametrize("aantal", [1, 3])
def test_worklist_takes_a_fixed_number_of_queries(als, personas, wereld, in_juni, aantal, django_assert_num_queries):
    aanvragen = [ken_toe(personas) for _ in range(aantal)]
    in_juni()
    for aanvraag in aanvragen:
        maak_verantwoording(personas, aanvraag, status=V.INGEDIEND)
    client = als(personas.bureau)
    client.get(BEHEER)

    with django_assert_num_queries(7):
        client.get(BEHEER)


def test_what_still_has_a_day_stands_above_what_is_done(als, personas, wereld, in_juni):
    klaar, open_ = ken_toe(personas), ken_toe(personas)
    in_juni()
    klaar = maak_verantwoording(personas, klaar, status=V.GOEDGEKEURD)
    open_ = maak_verantwoording(personas, open_, status=V.KLAARGEZET)
    Verantwoording.objects.filter(pk=klaar.pk).update(uiterlijk=open_.uiterlijk - timedelta(days=30))

    lijst = als(personas.bureau).get(reverse("admin:aanvragen_verantwoording_changelist"))

    assert list(lijst.context["cl"].result_list) == [open_, klaar]
