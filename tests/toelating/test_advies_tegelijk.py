"""Several advisers at the same moment, each on a connection of their own."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from swv.kern.fouten import Geweigerd, VerkeerdeStatus
from swv.kern.models import Gebeurtenis
from tests.factories.organisaties import maak_gebruiker
from tests.factories.toelating import maak_bijeenkomst, maak_tlv, maak_wereld, oordeel
from toelating import services, workflow
from toelating.models import Agendapunt, Deskundigenadvies, Oordeel, Status
from toelating.workflow.bijeenkomst import bijeenkomsten

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("transactional_db")]


@pytest.fixture
def wereld(transactional_db):
    return maak_wereld()


def tegelijk(*daden):
    """Everybody starts at the same moment; gives the outcomes in order, refusals included."""
    start = threading.Barrier(len(daden))

    def doe(daad):
        try:
            start.wait(timeout=10)
            return daad()
        except Geweigerd as weigering:
            return weigering
        finally:
            connection.close()

    with ThreadPoolExecutor(len(daden)) as groep:
        return [toekomst.result(timeout=60) for toekomst in [groep.submit(doe, daad) for daad in daden]]


def geeft(aanvraag, door):
    gegevens = {"tekst": "Mijn advies.", **oordeel(aanvraag)}
    return lambda: workflow.advies_geven(aanvraag, door=door, **gegevens)


def op_agenda(wereld, dagen=0):
    bijeenkomst = maak_bijeenkomst(wereld, datum=timezone.localdate() + timedelta(days=dagen))
    aanvraag = maak_tlv(wereld, status=Status.BIJ_TAC)
    return bijeenkomst, workflow.agenderen(aanvraag, door=wereld.personas.bureau, bijeenkomst=bijeenkomst)


def test_both_experts_at_once_bring_it_to_the_committee_exactly_once(wereld):
    aanvraag = maak_tlv(wereld, status=Status.BIJ_DESKUNDIGEN)

    tegelijk(geeft(aanvraag, wereld.orthopedagoog), geeft(aanvraag, wereld.arts))

    aanvraag.refresh_from_db()
    assert aanvraag.status == Status.BIJ_TAC
    assert Gebeurtenis.objects.van(aanvraag).filter(handeling="adviezen_binnen").count() == 1


def test_giving_and_autosave_at_once_leave_the_given_text(wereld):
    for _ in range(3):
        aanvraag = maak_tlv(wereld, status=Status.BIJ_DESKUNDIGEN)
        advies = {"tekst": "Te laat getypt.", "toelaatbaar": False}
        tegelijk(
            geeft(aanvraag, wereld.arts),
            lambda a=aanvraag, g=advies: services.advies_bewaren(aanvraag=a, gegevens=g, versie=1, door=wereld.arts),
        )
        gegeven = Deskundigenadvies.objects.get(aanvraag=aanvraag, deskundige=wereld.arts)
        assert (gegeven.stand, gegeven.tekst) == ("ingediend", "Mijn advies.")


def test_two_tabs_that_save_at_once_keep_one_and_refuse_one(wereld):
    aanvraag = maak_tlv(wereld, status=Status.BIJ_DESKUNDIGEN)

    def bewaart(tekst):
        return lambda: services.advies_bewaren(aanvraag=aanvraag, gegevens={"tekst": tekst}, versie=1, door=wereld.arts)

    uitkomsten = tegelijk(bewaart("Tab een"), bewaart("Tab twee"))

    assert sorted(type(uitkomst).__name__ for uitkomst in uitkomsten) == ["Deskundigenadvies", "Verouderd"]


def test_two_who_record_the_advice_at_once_give_one(wereld):
    _, aanvraag = op_agenda(wereld)
    gegevens = {"redenen": "De commissie volgt.", **oordeel(aanvraag)}

    uitkomsten = tegelijk(
        *(
            lambda door=door: workflow.commissieadvies_vastleggen(aanvraag, door=door, **gegevens)
            for door in (wereld.voorzitter, wereld.personas.bureau)
        )
    )

    assert sorted(type(uitkomst).__name__ for uitkomst in uitkomsten) == ["Tlvaanvraag", "VerkeerdeStatus"]
    assert Gebeurtenis.objects.van(aanvraag).filter(handeling="commissieadvies_vastleggen").count() == 1


def test_double_click_on_an_opinion_gives_one(wereld):
    _, aanvraag = op_agenda(wereld, dagen=7)

    def vindt():
        return workflow.oordeel_geven(aanvraag, door=wereld.lid, keuze="bespreken")

    uitkomsten = tegelijk(vindt, vindt)

    assert [isinstance(uitkomst, VerkeerdeStatus) for uitkomst in uitkomsten].count(True) == 1
    assert Oordeel.objects.count() == 1
    assert Gebeurtenis.objects.van(aanvraag).filter(handeling="oordeel_geven").count() == 1


def test_cancelling_and_recording_at_once_end_in_one_of_the_two(wereld):
    bijeenkomst, aanvraag = op_agenda(wereld)
    gegevens = {"redenen": "De commissie volgt.", **oordeel(aanvraag)}

    tegelijk(
        lambda: bijeenkomsten["afgelasten"](bijeenkomst, door=wereld.personas.bureau, reden="Ziekte."),
        lambda: workflow.commissieadvies_vastleggen(aanvraag, door=wereld.voorzitter, **gegevens),
    )

    aanvraag.refresh_from_db()
    uitkomst = Agendapunt.objects.get().uitkomst
    assert (aanvraag.status, uitkomst) in {(Status.ADVIES_GEREED, "advies"), (Status.BIJ_TAC, "vervallen")}


def test_cancelling_and_filling_at_once_leave_nothing_on_a_cancelled_agenda(wereld):
    bijeenkomst = maak_bijeenkomst(wereld)
    aanvragen = [maak_tlv(wereld, status=Status.BIJ_TAC) for _ in range(2)]
    collega = maak_gebruiker("bureau", email="derde@portaal.example", naam="Derde")

    tegelijk(
        lambda: bijeenkomsten["afgelasten"](bijeenkomst, door=wereld.personas.bureau, reden="Ziekte."),
        *(lambda rij=rij: workflow.agenderen(rij, door=collega, bijeenkomst=bijeenkomst) for rij in aanvragen),
    )

    assert not Agendapunt.objects.filter(uitkomst="open").exists()
