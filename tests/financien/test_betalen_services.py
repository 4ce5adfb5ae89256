from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from financien import workflow as acts
from financien.fouten import BestandKloptNiet
from financien.iban import OnjuisteIban
from financien.models import Bankrekening, Betaalbatch, Betaalregel, Betaling, Betalingstermijn
from financien.selectors import herbouw_verschillen
from financien.services import Termijn, vrijgeven
from financien.services.bankrekeningen import bankrekening_invoeren
from financien.services.betaalbatches import betaalbatch_maken, status_verwerken
from financien.te_betalen import betaalvoorstel
from swv.kern.fouten import BevestigingNodig, NietToegestaan, VerkeerdeStatus, VoorwaardeNietVervuld
from swv.kern.models import Gebeurtenis
from swv.organisaties.models import Rolsoort
from tests.factories.betalen import (
    IBANS,
    batch,
    bij_bank,
    eigen_rekening,
    goedgekeurd,
    pain002,
    rekening,
    school_met_rekening,
    te_betalen,
    uitvoerdag,
)
from tests.factories.financien import persoon, toekenning
from tests.factories.organisaties import GebruikerFactory, RolFactory, SchoolFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _maandag():
    """A day on which banks settle."""
    with time_machine.travel("2026-11-23T10:00:00Z", tick=True):
        yield


@pytest.fixture
def eigen(db):
    return eigen_rekening()


@pytest.fixture
def school(eigen):
    return school_met_rekening()


@pytest.fixture
def termijn(post, school):
    return te_betalen(post, "100.00", school=school, sleutel="a")


# --- Accounts --------------------------------------------------------------------------------------------


def invoeren(**opties):
    return bankrekening_invoeren(
        **{
            "bestuur": SchoolFactory().bestuur,
            "iban": IBANS[0],
            "tenaamstelling": "Stichting A",
            "geldig_van": date(2026, 1, 1),
            "door": persoon(Rolsoort.CONTROLLER),
            **opties,
        }
    )


def test_account_that_waits_is_not_paid_to(post, eigen):
    ingevoerd = invoeren()
    te_betalen(post, "10.00", school=SchoolFactory(bestuur=ingevoerd.bestuur), sleutel="a")

    voorstel = betaalvoorstel(op=uitvoerdag())

    assert (voorstel.regels, len(voorstel.apart)) == ([], 1)
    assert "wacht op bevestiging" in voorstel.apart[0].waarom


def test_account_is_confirmed_by_somebody_else_only(db):
    ingevoerd = invoeren()

    with pytest.raises(NietToegestaan, match="andere controller of directeur"):
        acts.bevestigen(ingevoerd, door=persoon(Rolsoort.CONTROLLER), bevestigd_op=timezone.now())

    ingevoerd.refresh_from_db()
    assert ingevoerd.status == Bankrekening.Status.INGEVOERD


def test_account_is_confirmed_with_a_fresh_second_factor_only(db):
    with pytest.raises(BevestigingNodig):
        acts.bevestigen(invoeren(), door=persoon(Rolsoort.DIRECTEUR))


def test_database_refuses_an_account_confirmed_by_who_entered_it(db):
    ingevoerd = invoeren()

    with pytest.raises(IntegrityError, match="bankrekening_vier_ogen"), transaction.atomic():
        Bankrekening.objects.filter(pk=ingevoerd.pk).update(bevestigd_door=ingevoerd.ingevoerd_door)


@pytest.mark.parametrize("veld", ["iban", "tenaamstelling"])
def test_number_and_name_of_an_account_never_change(eigen, veld):
    with pytest.raises(DatabaseError), transaction.atomic():
        Bankrekening.objects.filter(pk=eigen.pk).update(**{veld: "NL44RABO0123456789"})


@pytest.mark.parametrize(
    ("opties", "soort", "zin"),
    [
        ({"iban": "NL92ABNA0417164300"}, OnjuisteIban, "controlegetal"),
        ({"iban": "AE070331234567890123456"}, OnjuisteIban, "SEPA-gebied"),
        ({"tenaamstelling": "x" * 71}, VoorwaardeNietVervuld, "hoogstens 70 tekens"),
        ({"tenaamstelling": "Œ" * 40}, VoorwaardeNietVervuld, "hoogstens 70 tekens"),
        ({"tenaamstelling": " – "}, VoorwaardeNietVervuld, "in letters"),
    ],
)
def test_account_that_the_bank_would_refuse_is_not_entered(db, opties, soort, zin):
    with pytest.raises(soort, match=zin):
        invoeren(**opties)

    assert not Bankrekening.objects.exists()


def test_second_account_while_one_waits_is_refused(db):
    bestuur = invoeren().bestuur

    with pytest.raises(VoorwaardeNietVervuld, match="wacht al een rekening"):
        invoeren(bestuur=bestuur, iban=IBANS[1])


def test_account_is_entered_by_who_pays_only(db):
    with pytest.raises(NietToegestaan):
        invoeren(door=persoon(Rolsoort.BUREAU))


def test_new_account_counts_from_its_day_and_leaves_an_earlier_batch_alone(termijn, school):
    eerder = batch(termijn)
    rekening(school.bestuur, IBANS[1], geldig_van=uitvoerdag() + timedelta(days=1))

    gebruikt = {
        dag: Bankrekening.objects.gebruikt_op(dag).get(bestuur=school.bestuur).iban
        for dag in (uitvoerdag(), uitvoerdag() + timedelta(days=1))
    }

    assert list(gebruikt.values()) == [IBANS[0], IBANS[1]]
    assert eerder.regels.get().iban == IBANS[0]


def test_ended_account_does_not_bring_an_older_one_back(post, school):
    nieuw = rekening(school.bestuur, IBANS[1], geldig_van=date(2026, 2, 1))
    te_betalen(post, "10.00", school=school, sleutel="a")

    acts.beeindigen(nieuw, door=persoon(Rolsoort.CONTROLLER), reden="Opgeheven.")

    [apart] = betaalvoorstel(op=uitvoerdag()).apart
    assert "nog geen bevestigde rekening" in apart.waarom


# --- What is due -----------------------------------------------------------------------------------------


def test_due_is_what_met_its_condition_and_reached_its_day(post, school):
    nu = te_betalen(post, "10.00", school=school, sleutel="nu", vervaldatum=uitvoerdag())
    te_betalen(post, "20.00", school=school, sleutel="later", vervaldatum=uitvoerdag() + timedelta(days=1))
    toekenning(post, "30.00", sleutel="wacht", school=school, termijnen=[Termijn(Decimal("30.00"), "verantwoording")])

    voorstel = betaalvoorstel(op=uitvoerdag())

    assert [regel.termijn for regel in voorstel.regels] == [nu]
    assert voorstel.totaal == Decimal("10.00")


def test_award_without_school_or_account_stands_apart_with_what_to_do(post, eigen):
    te_betalen(post, "10.00", school=None, sleutel="a")
    te_betalen(post, "20.00", school=SchoolFactory(), sleutel="b")

    voorstel = betaalvoorstel(op=uitvoerdag())

    zonder_school, zonder_rekening = voorstel.apart
    assert (zonder_school.waarom, bool(zonder_school.doe)) == ("Er staat geen school bij.", True)
    assert "nog geen bevestigde rekening" in zonder_rekening.waarom
    assert voorstel.totaal_apart == Decimal("30.00")


def test_due_takes_as_many_queries_for_five_as_for_one(post, school, django_assert_num_queries):
    te_betalen(post, "1.00", school=school, sleutel="0")
    with django_assert_num_queries(3):
        str(betaalvoorstel(op=uitvoerdag()).per_bestuur)
    for nummer in range(1, 5):
        te_betalen(post, "1.00", school=school_met_rekening(f"Bestuur {nummer}"), sleutel=str(nummer))

    with django_assert_num_queries(3):
        assert len(betaalvoorstel(op=uitvoerdag()).per_bestuur) == 5


# --- A batch ---------------------------------------------------------------------------------------------


def test_batch_keeps_amount_account_and_name_as_they_were(termijn, school):
    gemaakt = batch(termijn)

    regel = gemaakt.regels.get()
    assert gemaakt.kenmerk == "B2026-0001"
    assert (regel.bedrag, regel.iban, regel.tenaamstelling) == (Decimal("100.00"), IBANS[0], school.bestuur.naam)
    assert regel.endtoend == "B2026-0001-0001"
    assert regel.omschrijving == "Toekenning B2026-0001, begroting 2026, termijn 1"


def test_kenmerk_of_a_payment_fits_the_bank(termijn):
    gemaakt = batch(termijn)

    assert len(gemaakt.regels.get().endtoend) <= 35


def test_batch_of_nothing_is_refused(eigen):
    with pytest.raises(VoorwaardeNietVervuld, match="geen enkele betaling"):
        betaalbatch_maken(termijnen=[], uitvoerdatum=uitvoerdag(), door=persoon(Rolsoort.CONTROLLER))


def test_batch_of_an_unknown_instalment_is_refused(eigen):
    with pytest.raises(VoorwaardeNietVervuld, match="bestaat niet"):
        betaalbatch_maken(termijnen=[987654], uitvoerdatum=uitvoerdag(), door=persoon(Rolsoort.CONTROLLER))


@pytest.mark.parametrize("rol", [Rolsoort.DIRECTEUR, Rolsoort.BUREAU])
def test_batch_is_made_by_the_controller_only(termijn, rol):
    with pytest.raises(NietToegestaan):
        betaalbatch_maken(termijnen=[termijn.pk], uitvoerdatum=uitvoerdag(), door=persoon(rol))


@pytest.mark.parametrize(
    ("dag", "zin"),
    [("2026-11-22", "al voorbij"), ("2026-11-28", "verwerken banken geen"), ("2027-02-01", "verder vooruit")],
)
def test_batch_on_a_day_that_cannot_be_is_refused(termijn, dag, zin):
    with pytest.raises(VoorwaardeNietVervuld, match=zin):
        betaalbatch_maken(
            termijnen=[termijn.pk], uitvoerdatum=date.fromisoformat(dag), door=persoon(Rolsoort.CONTROLLER)
        )

    assert not Betaalbatch.objects.exists()


def test_batch_without_own_account_is_refused(post):
    termijn = te_betalen(post, "10.00", school=school_met_rekening(), sleutel="a")

    with pytest.raises(VoorwaardeNietVervuld, match="eigen rekening"):
        batch(termijn)


def test_instalment_in_a_batch_is_not_due_again(termijn):
    eerste = batch(termijn)

    with pytest.raises(VoorwaardeNietVervuld, match=f"staat al in betaalbatch {eerste.kenmerk}"):
        batch(termijn)
    assert betaalvoorstel(op=uitvoerdag()).regels == []


def test_withdrawn_batch_sets_its_instalments_free(termijn):
    eerste = batch(termijn)

    acts.intrekken(eerste, door=persoon(Rolsoort.CONTROLLER), reden="Verkeerde dag.")

    assert batch(termijn).kenmerk == "B2026-0002"


def test_money_in_a_batch_cannot_be_released(termijn):
    batch(termijn)

    with pytest.raises(VerkeerdeStatus, match="staat in betaalbatch B2026-0001"):
        vrijgeven(
            verplichting=termijn.verplichting,
            bedrag=Decimal("1.00"),
            sleutel="vrij",
            door=persoon(Rolsoort.CONTROLLER),
            reden="minder nodig",
        )


# --- Approve and offer -----------------------------------------------------------------------------------


def test_own_batch_is_not_approved(termijn):
    gemaakt = batch(termijn)

    with pytest.raises(NietToegestaan, match="dan wie de batch maakte"):
        acts.goedkeuren(gemaakt, door=persoon(Rolsoort.CONTROLLER), bevestigd_op=timezone.now())

    gemaakt.refresh_from_db()
    assert gemaakt.status == Betaalbatch.Status.CONCEPT


def test_own_batch_is_not_approved_by_a_controller_who_became_director(termijn):
    gemaakt = batch(termijn)
    RolFactory(gebruiker=gemaakt.gemaakt_door, soort=Rolsoort.DIRECTEUR)

    with pytest.raises(NietToegestaan):
        acts.goedkeuren(gemaakt, door=type(gemaakt.gemaakt_door).objects.get(pk=gemaakt.gemaakt_door_id))


def test_another_controller_approves(termijn):
    collega = RolFactory(gebruiker=GebruikerFactory(), soort=Rolsoort.CONTROLLER).gebruiker

    akkoord = acts.goedkeuren(batch(termijn), door=collega, bevestigd_op=timezone.now())

    assert (akkoord.status, akkoord.goedgekeurd_door) == (Betaalbatch.Status.GOEDGEKEURD, collega)


def test_approval_needs_a_fresh_second_factor(termijn):
    with pytest.raises(BevestigingNodig):
        acts.goedkeuren(batch(termijn), door=persoon(Rolsoort.DIRECTEUR))


def test_database_refuses_a_batch_approved_by_its_maker(termijn):
    gemaakt = batch(termijn)

    with pytest.raises(IntegrityError, match="betaalbatch_vier_ogen"), transaction.atomic():
        Betaalbatch.objects.filter(pk=gemaakt.pk).update(goedgekeurd_door=gemaakt.gemaakt_door)


def test_batch_to_an_account_that_changed_is_not_approved(termijn, school):
    gemaakt = batch(termijn)
    rekening(school.bestuur, IBANS[1], geldig_van=uitvoerdag())

    with pytest.raises(VoorwaardeNietVervuld, match="is veranderd"):
        acts.goedkeuren(gemaakt, door=persoon(Rolsoort.DIRECTEUR), bevestigd_op=timezone.now())


def test_batch_of_yesterday_is_not_approved(termijn):
    gemaakt = batch(termijn)

    with time_machine.travel("2026-11-24T10:00:00Z"), pytest.raises(VoorwaardeNietVervuld, match="is voorbij"):
        acts.goedkeuren(gemaakt, door=persoon(Rolsoort.DIRECTEUR), bevestigd_op=timezone.now())


def test_file_of_an_approved_batch_never_changes(termijn):
    bestand = goedgekeurd(termijn).bestand

    with pytest.raises(DatabaseError), transaction.atomic():
        type(bestand).objects.filter(pk=bestand.pk).update(sha256="0" * 64)
    with pytest.raises(DatabaseError), transaction.atomic():
        bestand.delete()


def test_offered_batch_cannot_be_withdrawn(termijn):
    with pytest.raises(VerkeerdeStatus):
        acts.intrekken(bij_bank(termijn), door=persoon(Rolsoort.CONTROLLER), reden="te laat")


# --- What the bank says ----------------------------------------------------------------------------------


def lees(gemaakt, inhoud):
    with transaction.atomic():
        return status_verwerken(gemaakt, inhoud, door=persoon(Rolsoort.CONTROLLER))


@pytest.fixture
def twee(post, school):
    """A batch of two payments at the bank."""
    return bij_bank(*(te_betalen(post, bedrag, school=school, sleutel=bedrag) for bedrag in ("100.00", "50.00")))


def test_status_file_books_what_was_paid_and_frees_what_was_refused(twee, post, saldo):
    een, ander = twee.regels.all()

    zin = lees(twee, pain002(twee.bestand.bericht, (een.endtoend, "ACSC", ""), (ander.endtoend, "RJCT", "AC04")))

    assert zin == "Statusbestand gelezen: 1 betaald, 1 geweigerd."
    assert [(r.staat, r.reden) for r in twee.regels.all()] == [
        ("betaald", ""),
        ("geweigerd", "de rekening is opgeheven (AC04)"),
    ]
    assert (saldo(post, "betaald"), saldo(post, "toegekend")) == (een.bedrag, ander.bedrag)
    assert [r.termijn for r in betaalvoorstel(op=uitvoerdag()).regels] == [ander.termijn]
    assert herbouw_verschillen() == []


def test_status_of_the_whole_message_books_everything(twee, post, saldo):
    lees(twee, pain002(twee.bestand.bericht, groep="ACSC"))

    assert saldo(post, "betaald") == Decimal("150.00")
    assert set(Betalingstermijn.objects.values_list("status", flat=True)) == {"betaald"}


def test_status_of_a_payment_goes_before_that_of_the_message(twee):
    een = twee.regels.first()

    lees(twee, pain002(twee.bestand.bericht, (een.endtoend, "RJCT", "AC01"), groep="ACSC"))

    assert [r.staat for r in twee.regels.all()] == ["geweigerd", "betaald"]


def test_payment_the_bank_still_works_on_stays_open(twee):
    lees(twee, pain002(twee.bestand.bericht, groep="ACTC"))

    assert {r.staat for r in twee.regels.all()} == {"open"}


def test_same_status_file_twice_is_refused_and_books_once(twee):
    een, _ = twee.regels.all()
    inhoud = pain002(twee.bestand.bericht, (een.endtoend, "ACSC", ""))
    lees(twee, inhoud)

    with pytest.raises(BestandKloptNiet, match="al eerder ingelezen"):
        lees(twee, inhoud)

    assert Betaling.objects.count() == 1


def test_other_file_with_the_same_news_changes_nothing(twee):
    een, _ = twee.regels.all()
    lees(twee, pain002(twee.bestand.bericht, (een.endtoend, "ACSC", "")))

    lees(twee, pain002(twee.bestand.bericht, (een.endtoend, "ACCC", "")))

    assert Betaling.objects.count() == 1


def test_status_file_that_contradicts_an_earlier_one_changes_nothing(twee):
    een, ander = twee.regels.all()
    lees(twee, pain002(twee.bestand.bericht, (een.endtoend, "ACSC", "")))

    with pytest.raises(BestandKloptNiet, match="staat al op ‘betaald’"):
        lees(twee, pain002(twee.bestand.bericht, (ander.endtoend, "ACSC", ""), (een.endtoend, "RJCT", "AC04")))

    assert [r.staat for r in twee.regels.all()] == ["betaald", "open"]


def test_status_file_of_another_batch_is_refused_with_its_name(twee, post, school):
    ander = bij_bank(te_betalen(post, "5.00", school=school, sleutel="ander"))

    with pytest.raises(BestandKloptNiet, match=f"hoort bij batch {ander.kenmerk}. Kies het bestand over"):
        lees(twee, pain002(ander.bestand.bericht, groep="ACSC"))

    assert not Betaling.objects.exists()


def met_dag(inhoud, dag):
    werkelijk = f"<FctvIntrBkSttlmDt><Dt>{dag}</Dt></FctvIntrBkSttlmDt></TxInfAndSts>"
    return inhoud.replace(b"</TxInfAndSts>", werkelijk.encode())


def test_payment_counts_from_the_day_on_which_the_bank_settled_it(twee):
    een, ander = twee.regels.all()
    with time_machine.travel("2026-11-26T09:00:00Z", tick=False):
        lees(twee, met_dag(pain002(twee.bestand.bericht, (een.endtoend, "ACSC", "")), "2026-11-25"))
        lees(twee, pain002(twee.bestand.bericht, (ander.endtoend, "ACSC", "")))

    dagen = Betaling.objects.order_by("pk").values_list("betaald_op", "boeking__ingangsdatum")
    assert list(dagen) == [(date(2026, 11, 25),) * 2, (twee.uitvoerdatum,) * 2]


@pytest.mark.parametrize("dag", ["2026-11-22", "2027-01-02"])
def test_payment_before_the_batch_or_after_today_is_refused(twee, dag):
    een, _ = twee.regels.all()

    with pytest.raises(BestandKloptNiet, match="Dat kan niet"):
        lees(twee, met_dag(pain002(twee.bestand.bericht, (een.endtoend, "ACSC", "")), dag))

    assert not Betaling.objects.exists()


def test_status_file_of_another_portal_is_refused(twee):
    with pytest.raises(BestandKloptNiet, match="niet bij een betaling uit dit portaal"):
        lees(twee, pain002("IETS-ANDERS", groep="ACSC"))


def test_status_file_with_an_unknown_payment_is_refused_whole(twee):
    een, _ = twee.regels.all()

    with pytest.raises(BestandKloptNiet, match="zit niet in deze batch"):
        lees(twee, pain002(twee.bestand.bericht, (een.endtoend, "ACSC", ""), ("X-1", "ACSC", "")))

    assert not Betaling.objects.exists()


def test_payments_reported_by_hand_are_booked_once(twee):
    een, ander = twee.regels.all()
    acts.betaald_melden(twee, door=persoon(Rolsoort.DIRECTEUR), regels=[een], betaald_op=uitvoerdag())

    with pytest.raises(VoorwaardeNietVervuld, match="al verwerkt"):
        acts.betaald_melden(twee, door=persoon(Rolsoort.DIRECTEUR), regels=[een, ander], betaald_op=uitvoerdag())

    assert Betaling.objects.count() == 1
    assert [r.staat for r in twee.regels.all()] == ["betaald", "open"]


def test_refusal_by_hand_frees_the_instalment_with_its_reason(twee):
    een, _ = twee.regels.all()

    acts.geweigerd_melden(twee, door=persoon(Rolsoort.DIRECTEUR), regels=[een], reden="Rekening opgeheven.")

    assert twee.regels.first().reden == "Rekening opgeheven."
    assert batch(een.termijn).regels.get().bedrag == een.bedrag


@pytest.mark.parametrize(
    ("handeling", "gegevens"),
    [(acts.betaald_melden, {"betaald_op": date(2026, 11, 23)}), (acts.geweigerd_melden, {"reden": "Opgeheven."})],
)
def test_who_made_the_batch_does_not_report_by_hand(twee, handeling, gegevens):
    with pytest.raises(NietToegestaan, match="dan wie de batch maakte"):
        handeling(twee, door=twee.gemaakt_door, regels=list(twee.regels.all()), **gegevens)

    assert {regel.staat for regel in twee.regels.all()} == {"open"}


def test_without_four_eyes_who_made_the_batch_gets_a_paid_instalment_into_a_next_one(twee, monkeypatch):
    monkeypatch.setattr(acts.geweigerd_melden.allowed, "test", lambda *args: True)
    een, _ = twee.regels.all()

    acts.geweigerd_melden(twee, door=twee.gemaakt_door, regels=[een], reden="zogenaamd")

    assert batch(een.termijn).gemaakt_door == twee.gemaakt_door  # while the bank may have paid it


def test_batch_ends_when_of_every_payment_is_known_what_became_of_it(twee):
    with pytest.raises(VerkeerdeStatus):
        acts.afronden(twee, door=None)

    bestand = SimpleUploadedFile("status.xml", pain002(twee.bestand.bericht, groep="ACSC"))
    acts.status_inlezen(twee, door=persoon(Rolsoort.CONTROLLER), bestand=bestand)

    twee.refresh_from_db()
    assert twee.status == Betaalbatch.Status.VERWERKT
    gebeurd = Gebeurtenis.objects.van(twee).order_by("-id")[:2]
    assert [(rij.handeling, rij.door is None) for rij in gebeurd] == [("afronden", True), ("status_inlezen", False)]


# --- The database itself ---------------------------------------------------------------------------------


def test_database_refuses_a_payment_that_says_paid_without_booking(twee):
    regel = twee.regels.first()

    sql = f"UPDATE financien_betaalregel SET staat = 'betaald' WHERE id = {regel.pk}; SET CONSTRAINTS ALL IMMEDIATE"

    with pytest.raises(DatabaseError, match="was not booked"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize("veld", ["bedrag = bedrag + 1", "iban = 'NL44RABO0123456789'", "termijn_id = termijn_id + 1"])
def test_database_refuses_another_amount_account_or_instalment(twee, veld):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE financien_betaalregel SET {veld} WHERE batch_id = %s", [twee.pk])


@pytest.mark.parametrize("anders", [{"bedrag": Decimal("99.00")}, {"iban": IBANS[2]}, {"staat": "betaald"}])
def test_database_refuses_a_payment_that_does_not_fit_its_instalment(termijn, anders):
    gemaakt = batch(termijn)
    eerste = gemaakt.regels.get()
    acts.intrekken(gemaakt, door=persoon(Rolsoort.CONTROLLER), reden="proef")
    velden = {"batch": gemaakt, "volgnummer": 9, "termijn": termijn, "rekening": eerste.rekening, "endtoend": "X",
              "bedrag": eerste.bedrag, "iban": eerste.iban, "tenaamstelling": eerste.tenaamstelling}  # fmt: skip

    with pytest.raises(DatabaseError, match="does not fit"), transaction.atomic():
        Betaalregel.objects.create(**{**velden, **anders})


def test_database_keeps_every_batch_and_payment(twee):
    for tabel in ("betaalregel", "betaalbatch", "betaalbestand", "bankrekening"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM financien_{tabel}")
