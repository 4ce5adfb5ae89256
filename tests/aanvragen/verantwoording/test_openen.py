"""What is put ready when, for whom, and that it happens once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import QuerySet

from aanvragen.models import Status, Verantwoording
from aanvragen.opdrachten import brief_bekendmaken
from aanvragen.verantwoording import openen
from aanvragen.verantwoording.openen import alles_openen, bijwerken, openen_voor
from aanvragen.verantwoording.rules import mag_antwoorden_lezen
from aanvragen.verantwoording.schooljaren import gewichten, laatst_geopend, uiterlijk_voor, verdeling
from financien.models import Verplichting
from financien.services import vrijgeven
from swv.documenten.models import Brief
from swv.kern.models import Gebeurtenis
from swv.post.models import Bericht
from swv.termijnen.models import Termijn
from tests.aanvragen.levensloop import werk_af
from tests.factories.aanvragen import maak_aanvraag
from tests.factories.verantwoordingen import JUNI, V, ken_toe, maak_verantwoording
from tests.personas import log_in

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.mark.parametrize(
    ("dag", "jaar"),
    [
        (date(2027, 5, 31), 2025),
        (date(2027, 6, 1), 2026),
        (date(2027, 7, 31), 2026),
        (date(2027, 8, 1), 2026),
        (date(2028, 1, 1), 2026),
    ],
)
def test_a_school_year_opens_on_the_first_of_june(dag, jaar):
    assert laatst_geopend(dag) == jaar


def test_last_day_is_before_the_first_of_october_and_never_within_four_weeks():
    assert uiterlijk_voor(2026, geopend=date(2027, 6, 1)) == date(2027, 9, 30)
    assert uiterlijk_voor(2026, geopend=date(2027, 9, 20)) == date(2027, 10, 18)


def test_june_puts_ready_what_was_awarded_with_its_amount_clock_and_mail(personas, toekenning, in_juni):
    assert alles_openen() == 0
    in_juni()

    assert alles_openen() == 1

    rij = Verantwoording.objects.get()
    assert (rij.kenmerk, rij.schooljaar, rij.toegekend) == ("V-2627-00001", 2026, D("10000.00"))
    assert (rij.uiterlijk, rij.school, rij.status) == (date(2027, 9, 30), personas.school, V.KLAARGEZET)
    assert Termijn.objects.van(rij).get().uiterlijk == rij.uiterlijk
    assert Gebeurtenis.objects.van(rij).get().handeling == "openen"
    assert [b.aan for b in Bericht.objects.filter(soort="verantwoording_geopend")] == [personas.coordinator]


def test_opening_again_changes_nothing(personas, toekenning, in_juni):
    in_juni()
    alles_openen()

    assert (alles_openen(), openen_voor(toekenning)) == (0, [])
    assert (Verantwoording.objects.count(), Bericht.objects.filter(soort="verantwoording_geopend").count()) == (1, 1)


def test_school_with_two_awards_gets_one_mail(personas, toekenning, in_juni):
    ken_toe(personas, soort="frictiefonds")
    in_juni()

    assert alles_openen() == 2

    assert "2 verantwoordingen" in Bericht.objects.get(soort="verantwoording_geopend").tekst


def test_mail_names_every_school_year_that_is_asked_about(personas, wereld, klok):
    aanvraag = ken_toe(personas, periode={"van": "1-11-2026", "tot": "31-7-2028"})
    klok.move_to("2028-06-06 10:00:00+02:00")

    assert len(openen_voor(aanvraag)) == 2

    mail = " ".join(Bericht.objects.get(soort="verantwoording_geopend").tekst.split())
    assert "toegekend voor schooljaar 2026-2027 en 2027-2028. Het toegekende bedrag" in mail


def test_award_announced_after_june_is_put_ready_at_once(personas, wereld, klok):
    klok.move_to("2027-06-14 10:00:00+02:00")
    from tests.factories.aanvragen import maak_post

    maak_post()
    periode = {"van": "1-2-2027", "tot": "31-7-2027"}
    aanvraag = maak_aanvraag(
        personas,
        soort="innovatiegelden",
        status=Status.TOEGEKEND,
        anders={"bedrag": {**periode, "gevraagd_bedrag": "500"}},
    )

    brief_bekendmaken(str(Brief.objects.van(aanvraag).get().pk))

    assert aanvraag.verantwoordingen.get().toegekend == D(500)


def test_award_without_money_asks_none(personas, wereld, klok):
    aanvraag = maak_aanvraag(personas, soort="robot", status=Status.TOEGEKEND)
    klok.move_to(JUNI)

    assert openen_voor(aanvraag) == []


def test_refused_request_asks_none(personas, wereld, klok):
    aanvraag = maak_aanvraag(personas, status=Status.AFGEWEZEN)
    klok.move_to(JUNI)

    assert openen_voor(aanvraag) == []


def test_award_over_two_school_years_is_divided_by_months_and_adds_up(personas, wereld, klok):
    aanvraag = ken_toe(personas, bedrag="10000", periode={"van": "1-11-2026", "tot": "31-7-2028"})

    assert {jaar: int(gewicht) for jaar, gewicht in gewichten(aanvraag).items()} == {2026: 9, 2027: 12}
    assert verdeling(aanvraag) == {2026: D("4285.71"), 2027: D("5714.29")}


def test_open_verantwoording_follows_an_award_that_was_lowered(personas, betaald, in_juni):
    in_juni()
    rij = maak_verantwoording(personas, betaald)
    _verlaag(personas, betaald, 400)

    assert (bijwerken(betaald), bijwerken()) == (1, 0)

    rij.refresh_from_db()
    assert rij.toegekend == D(9600)
    assert Gebeurtenis.objects.van(rij).first().toelichting == "Eerst €\xa010.000,00, nu €\xa09.600,00."


@pytest.mark.parametrize("stand", [V.KLAARGEZET, V.TER_INDIENING, V.INGEDIEND, V.AANVULLING_GEVRAAGD])
def test_verantwoording_of_an_award_that_is_gone_lapses(personas, toekenning, in_juni, stand):
    in_juni()
    rij = maak_verantwoording(personas, toekenning, status=stand)
    _verlaag(personas, toekenning, 10000)

    bijwerken(toekenning)

    rij.refresh_from_db()
    assert rij.status == V.VERVALLEN
    assert not Termijn.objects.van(rij).open().exists()
    assert not rij.aanvullingsverzoeken.open().exists()


@pytest.mark.parametrize(("stand", "leest"), [(V.TER_INDIENING, False), (V.INGEDIEND, True)])
def test_bureau_reads_one_that_lapsed_only_when_it_was_sent(client, personas, toekenning, in_juni, stand, leest):
    in_juni()
    rij = maak_verantwoording(personas, toekenning, status=stand)
    _verlaag(personas, toekenning, 10000)
    bijwerken(toekenning)
    rij.refresh_from_db()

    pagina = log_in(client, personas.bureau).get(rij.get_absolute_url(), follow=True).content.decode()

    assert mag_antwoorden_lezen(personas.bureau, rij) is leest
    assert ("Leesdocent, 100 uur." in pagina) is leest
    assert mag_antwoorden_lezen(personas.coordinator, rij)


def _verlaag(personas, aanvraag, bedrag):
    verplichting = Verplichting.objects.van(aanvraag).get()
    vrijgeven(verplichting=verplichting, bedrag=D(bedrag), sleutel="minder", door=personas.controller, reden="Minder")


# --- Reminders -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dag", "verwacht"),
    [
        ("2027-08-31", []),
        ("2027-09-01", [("verantwoording_herinnering", "Coordinator A")]),
        ("2027-09-24", [("verantwoording_herinnering", "Coordinator A")]),
        (
            "2027-10-01",
            [
                ("verantwoording_herinnering", "Bestuur A"),
                ("verantwoording_herinnering", "Coordinator A"),
                ("verantwoording_te_laat", "Bureau Een"),
                ("verantwoording_te_laat", "Bureau Twee"),
            ],
        ),
    ],
)
def test_reminders_go_out_on_their_day_once(personas, toekenning, klok, dag, verwacht):
    from swv.termijnen.services import herinneringen_plannen

    klok.move_to(JUNI)
    maak_verantwoording(personas, toekenning)
    klok.move_to(f"{dag} 09:00:00+02:00")

    for _ in range(2):
        herinneringen_plannen(date.fromisoformat(dag))
        werk_af("verantwoording.herinneren")

    soorten = ("verantwoording_herinnering", "verantwoording_te_laat")
    gestuurd = Bericht.objects.filter(soort__in=soorten).order_by("soort", "aan__naam")
    assert list(gestuurd.values_list("soort", "aan__naam")) == verwacht


# --- Two at once ---------------------------------------------------------------------------------------------


@pytest.fixture
def tegelijk(personas, klok):
    """Two workers open the same award at the same moment; gives what went wrong."""

    def doe(aanvraag):
        start = threading.Barrier(2)

        def open_():
            try:
                start.wait(timeout=10)
                openen_voor(aanvraag)
                return None
            except IntegrityError as fout:
                return fout
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as groep:
            return [fout for fout in groep.map(lambda _: open_(), range(2)) if fout]

    return doe


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_open_one(personas, toekenning, in_juni, tegelijk):
    in_juni()

    assert tegelijk(toekenning) == []
    assert Verantwoording.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_second_worker_runs_into_the_first(personas, toekenning, in_juni, tegelijk, monkeypatch):
    """Twin of the test above: the lock is the guard, and the database the last one."""
    in_juni()
    beide_gekeken, echt = threading.Barrier(2), openen.verdeling

    def na_het_kijken(aanvraag):
        beide_gekeken.wait(timeout=10)
        return echt(aanvraag)

    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **opties: self)
    monkeypatch.setattr(openen, "verdeling", na_het_kijken)

    assert len(tegelijk(toekenning)) == 1
    assert Verantwoording.objects.count() == 1


def in_jaren(aanvraag, van, tot):
    """The award with another period; other awards begin with the numbers of other school years."""
    aanvraag.van, aanvraag.tot = van, tot
    aanvraag.save()
    return aanvraag


@pytest.fixture
def twee_scholen(personas, wereld, klok):
    """School A has an award of 2026 and one of 2025, in that order; school B has one of both years."""
    van_a = [ken_toe(personas), ken_toe(personas, soort="frictiefonds")]
    elders = {"school": personas.school_elders, "coordinator": personas.coordinator_elders}
    van_b = ken_toe(personas, **elders, bestuur=personas.bestuur_elders)
    in_jaren(van_a[1], date(2026, 2, 1), date(2026, 7, 31))
    in_jaren(van_b, date(2026, 2, 1), date(2027, 1, 31))
    klok.move_to(JUNI)
    return {personas.school: van_a, personas.school_elders: [van_b]}


@pytest.fixture
def om_en_om(monkeypatch):
    """Two schools are opened at once, each waiting after its first number for that of the other."""
    eerste_nummer, echt = threading.Barrier(2), openen.volgend_nummer
    jaren = []

    def nummer(reeks, jaar):
        nieuw = echt(reeks, jaar)
        jaren.append(jaar)
        with suppress(threading.BrokenBarrierError):
            eerste_nummer.wait(timeout=2)
        return nieuw

    def doe(per_school):
        def open_(school):
            try:
                return len(openen._openen(school, per_school[school]))
            except OperationalError as fout:
                return str(fout)
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as groep:
            return list(groep.map(open_, per_school)), jaren

    monkeypatch.setattr(openen, "volgend_nummer", nummer)
    return doe


@pytest.mark.django_db(transaction=True)
def test_numbers_are_taken_in_the_order_of_the_school_years(twee_scholen, om_en_om):
    assert om_en_om(twee_scholen) == ([2, 2], [2025, 2026, 2025, 2026])


@pytest.mark.django_db(transaction=True)
def test_numbers_in_the_order_of_the_awards_wait_for_each_other_in_a_circle(twee_scholen, om_en_om, monkeypatch):
    """Twin of the test above."""
    monkeypatch.setattr(openen, "itemgetter", lambda plek: lambda rij: 0)

    uitkomsten, _ = om_en_om(twee_scholen)

    assert ["deadlock detected" in str(uitkomst) for uitkomst in uitkomsten].count(True) == 1


def test_the_database_keeps_one_per_award_and_school_year(personas, toekenning, in_juni):
    in_juni()
    rij = maak_verantwoording(personas, toekenning)
    rij.pk = None
    rij.kenmerk = "V-2627-99999"

    with pytest.raises(IntegrityError, match="een_open_verantwoording_per_schooljaar"), transaction.atomic():
        Verantwoording.objects.create(
            kenmerk="V-2627-99999",
            aanvraag=rij.aanvraag,
            school=rij.school,
            schooljaar=rij.schooljaar,
            toegekend=D(1),
            uiterlijk=rij.uiterlijk,
        )
