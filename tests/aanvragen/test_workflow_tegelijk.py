"""Several people at the same moment, each on a connection of their own."""

import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from aanvragen import workflow as acts
from aanvragen.models import Aanvraag, Status
from aanvragen.reserveringen import afwijkingen, reserveringen_bijwerken
from financien.fouten import GeenRuimte
from financien.models import Reservering, Verplichting
from financien.selectors import herbouw_verschillen, stand
from financien.services import jaar_afsluiten
from swv.documenten.models import Brief
from swv.kern.fouten import Geweigerd, VerkeerdeStatus
from swv.kern.models import Gebeurtenis
from swv.organisaties.models import Leerling, Rolsoort
from tests.aanvragen.levensloop import breng, concept, ter_ondertekening
from tests.factories.financien import BegrotingsjaarFactory, BegrotingspostFactory
from tests.factories.organisaties import RolFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("transactional_db", "klok", "wereld")]


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


def teken(aanvraag, door, bedrag="12500.00"):
    return lambda: acts.toekennen(aanvraag, door=door, bevestigd_op=timezone.now(), bedrag=Decimal(bedrag))


def test_two_directors_who_sign_at_once_give_one_decision(personas, wereld):
    aanvraag = breng(personas, "frictiefonds", Status.TER_ONDERTEKENING)
    vervanger = RolFactory(soort=Rolsoort.DIRECTEUR).gebruiker

    uitkomsten = tegelijk(teken(aanvraag, personas.directeur), teken(aanvraag, vervanger))

    assert sorted(type(uitkomst).__name__ for uitkomst in uitkomsten) == ["Aanvraag", "VerkeerdeStatus"]
    assert (Verplichting.objects.count(), Brief.objects.count()) == (1, 1)
    assert stand(wereld).toegekend == Decimal("12500.00")


def test_withdrawing_and_signing_at_once_gives_one_ending(personas):
    aanvraag = breng(personas, "frictiefonds", Status.TER_ONDERTEKENING)

    uitkomsten = tegelijk(
        teken(aanvraag, personas.directeur), lambda: acts.intrekken(aanvraag, door=personas.coordinator)
    )

    assert [isinstance(uitkomst, VerkeerdeStatus) for uitkomst in uitkomsten].count(True) == 1
    assert Brief.objects.count() == 1
    assert Gebeurtenis.objects.van(aanvraag).filter(handeling__in=["toekennen", "intrekken"]).count() == 1


def test_six_decisions_at_once_get_six_numbers_in_a_row(personas):
    aanvragen = [breng(personas, "frictiefonds", Status.TER_ONDERTEKENING) for _ in range(6)]

    uitkomsten = tegelijk(*(teken(aanvraag, personas.directeur) for aanvraag in aanvragen))

    assert sorted(rij.besluitnummer for rij in uitkomsten) == [f"B-2627-{nummer:05d}" for nummer in range(1, 7)]
    assert (Verplichting.objects.count(), herbouw_verschillen()) == (6, [])


def test_two_awards_that_together_exceed_the_room_one_is_refused_and_its_number_is_free(personas, wereld):
    een, twee = (ter_ondertekening(personas, concept(personas, "frictiefonds", gevraagd_bedrag="60.000")) for _ in "ab")

    uitkomsten = tegelijk(teken(een, personas.directeur, "60000"), teken(twee, personas.directeur, "60000"))

    assert sorted(type(uitkomst).__name__ for uitkomst in uitkomsten) == ["Aanvraag", "GeenRuimte"]
    assert stand(wereld).vrij == Decimal("40000.00")
    besluiten = Aanvraag.objects.exclude(besluitnummer=None)
    assert list(besluiten.values_list("besluitnummer", flat=True)) == ["B-2627-00001"]
    assert any(isinstance(uitkomst, GeenRuimte) and "€\xa040.000,00 vrij" in uitkomst.zin for uitkomst in uitkomsten)


def test_two_requests_for_one_new_pupil_at_once_make_one_pupil(personas):
    gelijk = {"leerlingnummer": "100234", "achternaam": "Jansen"}
    een, twee = (concept(personas, "robot", **gelijk) for _ in "ab")

    uitkomsten = tegelijk(*(lambda rij=rij: acts.indienen(rij, door=personas.coordinator) for rij in (een, twee)))

    assert {rij.leerling for rij in uitkomsten} == {Leerling.objects.get()}
    assert sorted(rij.kenmerk for rij in uitkomsten) == ["A-2627-00001", "A-2627-00002"]


def test_request_sent_while_the_year_closes_is_reserved_in_the_next_year(personas, wereld):
    straks = BegrotingspostFactory(code=wereld.code, jaar=BegrotingsjaarFactory(jaar=2027), met_ruimte="1000.00")
    aanvraag = concept(personas, "innovatiegelden")

    sturen, sluiten = tegelijk(
        lambda: acts.indienen(aanvraag, door=personas.coordinator),
        lambda: jaar_afsluiten(jaar=wereld.jaar, door=personas.controller),
    )

    assert (sturen.status, sluiten.is_gesloten) == (Status.INGEDIEND, True)
    reserveringen_bijwerken()  # the night after, for who came just too late
    assert [rij.post for rij in Reservering.objects.filter(vervallen_met=None)] == [straks]
    assert (list(afwijkingen()), herbouw_verschillen()) == ([], [])


def test_withdrawing_and_advising_at_once_leaves_no_reservation_behind(personas, wereld):
    aanvraag = breng(personas, "frictiefonds", Status.IN_BEHANDELING)
    advies = {"voorstel": "toekennen", "advies": "Goed.", "bedrag": Decimal("9000.00")}

    uitkomsten = tegelijk(
        lambda: acts.intrekken(aanvraag, door=personas.coordinator),
        lambda: acts.adviseren(aanvraag, door=personas.bureau, **advies),
    )

    assert isinstance(uitkomsten[0], Aanvraag)
    assert stand(wereld).gereserveerd == 0
    assert list(afwijkingen()) == []
