"""Many signatures at the same moment, each on a connection of its own."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, OperationalError, connection
from django.utils import timezone

from swv.documenten.models import Brief
from swv.kern.fouten import Geweigerd, VerkeerdeStatus, VoorwaardeNietVervuld
from swv.kern.models import Gebeurtenis
from tests.factories.organisaties import SamenwerkingsverbandFactory, geef_factor
from tests.factories.toelating import maak_tlv, maak_wereld, vermenigvuldig
from tests.financien.gelijktijdig import tegelijk, terwijl_open
from tests.personas import code_van
from toelating import workflow
from toelating.models import Status, Tlvaanvraag, Verklaring, Zitting
from toelating.workflow import besluiten, uitgifte
from toelating.zitting import beginnen, regel_tekenen

pytestmark = pytest.mark.django_db(transaction=True)

AANTAL, MENSEN = 200, 20


@pytest.fixture
def wereld(transactional_db):
    SamenwerkingsverbandFactory(nummer="VO2708")
    return maak_wereld()


@pytest.fixture
def klaar(wereld):
    return maak_tlv(wereld, status=Status.TER_ONDERTEKENING)


def teken(aanvraag, door):
    return lambda: workflow.afgeven(aanvraag, door=door, bevestigd_op=timezone.now())


def allemaal(acts):
    """All acts, by so many people at once; gives the outcomes, errors included."""

    def doe(act):
        try:
            return act()
        except (Geweigerd, IntegrityError, OperationalError) as fout:
            return fout
        finally:
            connection.close()

    with ThreadPoolExecutor(MENSEN) as groep:
        return list(groep.map(doe, acts))


def nummers():
    return sorted(Verklaring.objects.values_list("nummer", flat=True))


def test_two_hundred_signatures_at_once_give_two_hundred_numbers_in_a_row(wereld, klaar):
    uitkomsten = allemaal([teken(rij, wereld.personas.directeur) for rij in vermenigvuldig(klaar, AANTAL)])

    assert {type(uitkomst).__name__ for uitkomst in uitkomsten} == {"Tlvaanvraag"}, (
        "no deadlock, nobody waited too long"
    )
    jaar = timezone.localdate().year
    assert nummers() == [f"VO2708-{jaar}-{nummer:05d}" for nummer in range(1, AANTAL + 1)]
    besluiten_ = Tlvaanvraag.objects.exclude(besluitnummer=None).values_list("besluitnummer", flat=True)
    assert sorted(int(nummer[-5:]) for nummer in besluiten_) == list(range(1, AANTAL + 1))
    assert Brief.objects.count() == len(set(Brief.objects.values_list("kenmerk", flat=True))) == AANTAL


def test_without_the_lock_on_the_counter_numbers_are_given_twice(wereld, klaar, monkeypatch):
    """Twin: a number that is counted, without waiting for who counts at the same moment."""
    monkeypatch.setattr(uitgifte, "volgend_nummer", lambda reeks, jaar: Verklaring.objects.count() + 1)
    een, twee = vermenigvuldig(klaar, 2)

    verloop = terwijl_open(
        teken(een, wereld.personas.directeur), _fout_als_uitkomst(teken(twee, wereld.personas.directeur))
    )

    assert isinstance(verloop.tweede, IntegrityError), "the same number: the database stops the second signature"
    assert len(nummers()) == 1


def _fout_als_uitkomst(act):
    def doe():
        try:
            return act()
        except IntegrityError as fout:
            return fout

    return doe


def test_signing_in_two_tabs_gives_one_decision(wereld, klaar):
    directeur = wereld.personas.directeur

    uitkomsten = tegelijk(teken(klaar, directeur), teken(klaar, directeur))

    assert sorted(type(uitkomst).__name__ for uitkomst in uitkomsten) == ["Tlvaanvraag", "VerkeerdeStatus"]
    assert (len(nummers()), Brief.objects.count()) == (1, 1)
    assert Gebeurtenis.objects.van(klaar).filter(handeling="afgeven").count() == 1


def test_a_sitting_and_a_single_signature_at_once_give_one_decision(wereld, klaar):
    directeur = wereld.personas.directeur
    geef_factor(directeur)
    zitting = beginnen(sleutel=uuid.uuid4(), keuze={klaar.pk: klaar.versie}, code=code_van(directeur), door=directeur)
    regel = zitting.regels.get()

    los, samen = tegelijk(teken(klaar, directeur), lambda: regel_tekenen(regel.pk))

    assert isinstance(los, VerkeerdeStatus) == (samen.stand == "getekend")
    assert (len(nummers()), Brief.objects.count()) == (1, 1)


def test_a_row_that_two_workers_get_at_once_is_signed_once(wereld, klaar):
    directeur = wereld.personas.directeur
    geef_factor(directeur)
    zitting = beginnen(sleutel=uuid.uuid4(), keuze={klaar.pk: klaar.versie}, code=code_van(directeur), door=directeur)
    pk = zitting.regels.get().pk

    uitkomsten = tegelijk(lambda: regel_tekenen(pk), lambda: regel_tekenen(pk))

    assert [regel.stand for regel in uitkomsten] == ["getekend", "getekend"]
    assert (len(nummers()), Brief.objects.count()) == (1, 1)


def test_the_same_page_sent_twice_at_once_gives_one_sitting(wereld, klaar):
    directeur = wereld.personas.directeur
    geef_factor(directeur)
    sleutel, code = uuid.uuid4(), code_van(directeur)

    def stuur():
        return beginnen(sleutel=sleutel, keuze={klaar.pk: klaar.versie}, code=code, door=directeur)

    een, twee = tegelijk(stuur, stuur)

    assert een == twee == Zitting.objects.get()
    assert een.regels.count() == 1


# --- Two requests for one pupil ------------------------------------------------------------------------------


@pytest.fixture
def twee_voor_een(wereld, klaar):
    een, twee = vermenigvuldig(klaar, 2)
    Tlvaanvraag.objects.filter(pk=twee.pk).update(leerling=een.leerling)
    twee.leerling = een.leerling
    return een, twee


def test_two_requests_for_one_pupil_signed_at_once_give_one_tlv(wereld, twee_voor_een):
    directeur = wereld.personas.directeur

    verloop = terwijl_open(*(teken(aanvraag, directeur) for aanvraag in twee_voor_een))

    assert isinstance(verloop.tweede, VoorwaardeNietVervuld)
    assert "kreeg zojuist een andere TLV voor dezelfde periode" in verloop.tweede.zin
    assert nummers() == [verloop.eerste.verklaringen.get().nummer]
    twee_voor_een[1].refresh_from_db()
    assert (twee_voor_een[1].status, Brief.objects.count()) == (Status.TER_ONDERTEKENING, 1)


def test_without_the_constraint_one_pupil_gets_two(wereld, twee_voor_een):
    """Twin: the check before the signature does not see what another has not committed yet."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s", [besluiten.DUBBELE_TLV]
        )
        wat = cursor.fetchone()[0]
        cursor.execute(f"ALTER TABLE toelating_verklaring DROP CONSTRAINT {besluiten.DUBBELE_TLV}")
    try:
        terwijl_open(*(teken(aanvraag, wereld.personas.directeur) for aanvraag in twee_voor_een))
        assert Verklaring.objects.filter(leerling=twee_voor_een[0].leerling).count() == 2
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            cursor.execute("DELETE FROM toelating_verklaring")
            cursor.execute("SET session_replication_role = origin")
            cursor.execute(f"ALTER TABLE toelating_verklaring ADD CONSTRAINT {besluiten.DUBBELE_TLV} {wat}")
