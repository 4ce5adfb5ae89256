"""How long a request and its decision are kept, and what holds them."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from swv.kern.fouten import NietToegestaan, VerkeerdeStatus
from swv.kern.handelingen import verrichten
from swv.kern.models import Gebeurtenis
from tests.factories.documenten import BriefFactory
from tests.factories.verklaringen import moment, zaai, zaai_aanvraag
from tests.personas import log_in
from toelating import workflow
from toelating.bewaren import bewaring
from toelating.models import Bezwaar, Status, Tlvaanvraag, Toelatingsregeling, Vasthouding, Verklaringstatus
from toelating.models.bezwaar import OPEN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok")]

V = Verklaringstatus


def bezwaar(wereld, aanvraag, *, status="ontvangen", **velden):
    return Bezwaar.objects.create(
        kenmerk=f"TBZ-2627-{Bezwaar.objects.count():05d}",
        status=status,
        aanvraag=aanvraag,
        besluit=BriefFactory(bron=aanvraag),
        van="ouders",
        naam="A. Ouder",
        adres="Straat 1",
        ontvangen_op=date(2026, 11, 1),
        wijze="post",
        bezwaartermijn_tot=date(2026, 11, 20),
        geregistreerd_door=wereld.personas.bureau,
        behandelaar=wereld.personas.bureau,
        **velden,
    )


def besloten(wereld, **velden):
    return zaai_aanvraag(wereld, besloten_op=date(2026, 10, 12), **velden)


def test_while_the_procedure_runs_there_is_no_date(wereld):
    for status in (Status.CONCEPT, Status.INGEDIEND, Status.BIJ_TAC, Status.TER_ONDERTEKENING):
        termijnen = bewaring(zaai_aanvraag(wereld, status=status))

        assert (termijnen.einde, termijnen.dossier_tot, termijnen.besluit_tot) == (None, None, None)
        assert not termijnen.dossier_mag_weg(date(2099, 1, 1))


def test_dossier_stays_three_years_after_the_announcement_and_the_decision_longer(wereld):
    aanvraag = zaai(wereld, einde=date(2028, 7, 31), afgegeven_op=date(2026, 10, 12)).aanvraag

    termijnen = bewaring(aanvraag)

    assert termijnen.einde == date(2026, 10, 12)
    assert termijnen.dossier_tot == date(2029, 10, 12)
    assert termijnen.besluit_tot == date(2035, 7, 31)
    assert [termijnen.dossier_mag_weg(date(2029, 10, dag)) for dag in (12, 13)] == [False, True]


def test_setting_of_the_regeling_says_how_long_a_decision_stays(wereld):
    Toelatingsregeling.objects.filter(soort="vso").update(besluit_bewaren_jaren=10)

    assert bewaring(besloten(wereld, status=Status.AFGEWEZEN)).besluit_tot == date(2036, 10, 12)


def test_withdrawn_request_has_no_decision_to_keep_longer(wereld):
    aanvraag = zaai_aanvraag(wereld, status=Status.INGETROKKEN, bekendgemaakt_op=moment(date(2026, 10, 1)))

    assert bewaring(aanvraag).dossier_tot == bewaring(aanvraag).besluit_tot == date(2029, 10, 1)


def test_withdrawn_request_without_letter_counts_from_its_last_event(wereld):
    aanvraag = zaai_aanvraag(wereld, status=Status.INGETROKKEN)
    Gebeurtenis.objects.create(bron=aanvraag, handeling="intrekken", label="Intrekken", op=moment(date(2026, 9, 3)))

    assert bewaring(aanvraag).einde == date(2026, 9, 3)


def test_procedure_that_ends_on_29_february_gives_a_day_that_exists(wereld):
    aanvraag = zaai_aanvraag(wereld, besloten_op=date(2024, 2, 29))

    assert bewaring(aanvraag).dossier_tot == date(2027, 2, 28)


# --- Holds -----------------------------------------------------------------------------------------------------------


def test_open_objection_holds_everything(wereld):
    for status in OPEN:
        aanvraag = besloten(wereld)
        rij = bezwaar(wereld, aanvraag, status=status)

        termijnen = bewaring(aanvraag)

        assert (termijnen.dossier_tot, termijnen.gronden) == (None, (f"Bezwaar {rij.kenmerk} loopt nog.",)), status
        assert not termijnen.dossier_mag_weg(date(2099, 1, 1))
        assert not termijnen.besluit_mag_weg(date(2099, 1, 1))


def test_terms_count_from_the_decision_on_the_objection(wereld):
    aanvraag = besloten(wereld)
    bezwaar(
        wereld,
        aanvraag,
        status="ongegrond",
        besluitnummer="TBB-1",
        besloten_op=moment(date(2027, 1, 20)),
        besloten_door=wereld.personas.directeur,
        bekendgemaakt_op=moment(date(2027, 1, 21)),
    )

    assert bewaring(aanvraag).dossier_tot == date(2030, 1, 21)
    assert not bewaring(aanvraag).is_vastgehouden


def houd_vast(wereld, aanvraag, grond="beroep"):
    data = {"grond": grond, "reden": "Zaaknummer AMS 27/123."}
    return verrichten(workflow.vasthouden, aanvraag, door=wereld.personas.bureau, data=data)


def test_appeal_holds_until_it_is_over_and_then_the_terms_count_from_that_day(wereld, klok):
    aanvraag = houd_vast(wereld, besloten(wereld))
    termijnen = bewaring(aanvraag)
    assert termijnen.dossier_tot is None
    assert termijnen.gronden[0].replace("\xa0", " ") == (
        "Vastgehouden sinds 13 oktober 2026: beroep bij de rechter. Zaaknummer AMS 27/123."
    )

    klok.move_to("2027-05-10 10:00:00+02:00")
    aanvraag = workflow.vasthouden_opheffen(aanvraag, door=wereld.personas.bureau)

    assert (bewaring(aanvraag).gronden, bewaring(aanvraag).dossier_tot) == ((), date(2030, 5, 10))


def test_complaint_holds_but_does_not_lengthen(wereld, klok):
    aanvraag = houd_vast(wereld, besloten(wereld), "klacht")

    termijnen = bewaring(aanvraag)
    assert (termijnen.dossier_tot, termijnen.is_vastgehouden) == (date(2029, 10, 12), True)
    assert not termijnen.dossier_mag_weg(date(2029, 10, 13))

    klok.move_to("2027-05-10 10:00:00+02:00")
    aanvraag = workflow.vasthouden_opheffen(aanvraag, door=wereld.personas.bureau)
    assert bewaring(aanvraag).dossier_mag_weg(date(2029, 10, 13))


def test_second_hold_and_lifting_nothing_are_refused(wereld):
    aanvraag = besloten(wereld)
    with pytest.raises(VerkeerdeStatus):
        workflow.vasthouden_opheffen(aanvraag, door=wereld.personas.bureau)
    houd_vast(wereld, aanvraag)
    with pytest.raises(VerkeerdeStatus):
        houd_vast(wereld, Tlvaanvraag.objects.get(pk=aanvraag.pk))


def test_database_knows_one_open_hold(wereld):
    aanvraag = houd_vast(wereld, besloten(wereld))
    with pytest.raises(IntegrityError), transaction.atomic():
        Vasthouding.objects.create(aanvraag=aanvraag, grond="klacht", reden="x", door=wereld.personas.bureau)


@pytest.mark.parametrize("wie", ["coordinator", "bestuur", "directeur", "controller"])
def test_only_the_bureau_holds(wereld, wie):
    with pytest.raises(NietToegestaan):
        verrichten(workflow.vasthouden, besloten(wereld), door=wereld.mensen()[wie], data={})


# --- On the page -----------------------------------------------------------------------------------------------------


def test_page_of_the_tlv_shows_dates_and_holds_to_the_bureau_alone(client, wereld):
    verklaring = zaai(wereld, status=V.OPGEHAALD, afgegeven_op=date(2026, 10, 12))
    houd_vast(wereld, verklaring.aanvraag, "klacht")

    bureau = log_in(client, wereld.personas.bureau).get(verklaring.get_absolute_url()).content.decode()
    school = log_in(client, wereld.vso_coordinator).get(verklaring.get_absolute_url()).content.decode()

    assert "12\xa0oktober\xa02029" in bureau
    assert "31\xa0juli\xa02034" in bureau
    assert "Nu niet vernietigen" in bureau
    assert "vernietigen" not in school
    assert "bewaren" not in school
