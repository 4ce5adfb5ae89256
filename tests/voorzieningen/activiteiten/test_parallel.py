"""Two at once, with real threads and connections. Each guard has a twin that shows what happens without it."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from typing import Any

import pgtrigger
import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from django.test import Client

from swv.documenten.models import Brief
from swv.organisaties.models import Gebruiker, Rolsoort
from tests.factories.organisaties import SamenwerkingsverbandFactory, SchoolFactory, maak_gebruiker
from tests.factories.voorzieningen import AanwezigheidFactory, ActiviteitFactory, InschrijvingFactory
from tests.personas import log_in
from tests.voorzieningen.test_parallel import _tegelijk, bezet
from voorzieningen.activiteiten import bewijs, inschrijvingen, opdrachten, selectors, services, slot, workflow
from voorzieningen.models import Activiteit, Inschrijving

pytestmark = pytest.mark.django_db(transaction=True)


def _mensen(activiteit: Activiteit, aantal: int) -> list[Callable[[], Any]]:
    school = SchoolFactory()
    mensen = [
        maak_gebruiker(Rolsoort.COORDINATOR, email=f"{n}@school.example", naam=f"Persoon {n}", school=school)
        for n in range(aantal)
    ]
    return [lambda wie=wie: services.inschrijven(activiteit=activiteit, door=wie, school=school) for wie in mensen]


def _statussen(antwoorden: list[Any]) -> list[str]:
    return sorted(str(getattr(antwoord, "status", type(antwoord).__name__)) for antwoord in antwoorden)


@pytest.fixture
def bureau() -> Gebruiker:
    return maak_gebruiker(Rolsoort.BUREAU, email="bureau@portaal.example", naam="Bureau")


def test_ten_people_for_three_places_give_three_places_and_a_line_of_seven() -> None:
    antwoorden = _tegelijk(*_mensen(ActiviteitFactory(capaciteit=3), 10))

    wachtend = [rij for rij in antwoorden if rij.status == "wachtlijst"]
    assert Inschrijving.objects.met_plaats().count() == 3
    assert sorted(selectors.plaats_in_de_rij(rij) for rij in wachtend) == [1, 2, 3, 4, 5, 6, 7]


def test_double_click_gives_one_place() -> None:
    [taak] = _mensen(ActiviteitFactory(), 1)

    assert _statussen(_tegelijk(taak, taak)) == ["Geweigerd", "ingeschreven"]


def _kijken_zonder_slot(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both look before either stores, as without the lock of the activity."""
    beide_gekeken = Barrier(2)

    def kijken(activiteit: Activiteit) -> Inschrijving | None:
        eerste = Inschrijving.objects.filter(activiteit=activiteit).wachtend().first()
        beide_gekeken.wait(timeout=10)
        return eerste

    monkeypatch.setattr(slot, "vergrendelen", lambda activiteit_id: None)
    monkeypatch.setattr(services, "_aan_de_beurt", kijken)


def test_without_the_lock_the_database_still_refuses_the_second_place(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = _mensen(ActiviteitFactory(capaciteit=1), 2)
    _kijken_zonder_slot(monkeypatch)

    antwoorden = _tegelijk(*taken)

    [fout] = [antwoord for antwoord in antwoorden if not isinstance(antwoord, Inschrijving)]
    assert isinstance(fout, IntegrityError | OperationalError)  # both hold the activity for their own row
    assert "niet_te_vol" in str(fout) or "deadlock detected" in str(fout)
    assert Inschrijving.objects.met_plaats().count() == 1


def test_without_both_guards_a_place_is_given_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: this is what lock and trigger prevent."""
    taken = _mensen(ActiviteitFactory(capaciteit=1), 2)
    _kijken_zonder_slot(monkeypatch)

    def zonder_trigger(taak: Callable[[], Any]) -> Any:
        with transaction.atomic(), pgtrigger.ignore("voorzieningen.Inschrijving:niet_te_vol"):
            return taak()

    antwoorden = _tegelijk(*[lambda taak=taak: zonder_trigger(taak) for taak in taken])

    assert _statussen(antwoorden) == ["ingeschreven", "ingeschreven"]


def test_number_that_falls_while_a_place_is_given_never_leaves_too_many() -> None:
    activiteit = InschrijvingFactory(activiteit__capaciteit=2).activiteit
    minder = Activiteit.objects.get()
    minder.capaciteit = 1

    _tegelijk(*_mensen(activiteit, 1), minder.save)

    assert Inschrijving.objects.met_plaats().count() <= Activiteit.objects.get().capaciteit


def test_number_below_who_has_a_place_is_refused_by_the_database() -> None:
    activiteit = InschrijvingFactory(activiteit__capaciteit=2).activiteit
    InschrijvingFactory(activiteit=activiteit)

    with pytest.raises(IntegrityError, match="niet_te_vol"), transaction.atomic():
        Activiteit.objects.update(capaciteit=1)
    with pgtrigger.ignore("voorzieningen.Activiteit:niet_te_vol"):  # the twin
        Activiteit.objects.update(capaciteit=1)
    assert Activiteit.objects.get().capaciteit == 1


def test_cancelling_while_somebody_comes_on_the_list_leaves_nobody_waiting(bureau: Gebruiker) -> None:
    plaats = InschrijvingFactory(activiteit__capaciteit=1)

    _tegelijk(*_mensen(plaats.activiteit, 1), lambda: inschrijvingen.afmelden(plaats, door=bureau))
    services.wachtlijst_bedienen(plaats.activiteit_id)

    assert Inschrijving.objects.met_plaats().count() == 1
    assert not Inschrijving.objects.wachtend().exists()


def test_presence_list_and_a_correction_at_once_wait_for_each_other(bureau: Gebruiker) -> None:
    plaats = InschrijvingFactory(activiteit__voorbij=True)
    sessie = plaats.activiteit.sessies.get()

    antwoorden = _tegelijk(
        lambda: workflow.aanwezigheid_vastleggen(
            plaats.activiteit, door=bureau, sessie=sessie, aanwezig=[plaats], reden="Lijst."
        ),
        lambda: inschrijvingen.aanwezigheid_corrigeren(
            plaats, door=bureau, sessie=sessie, aanwezig=True, reden="Was er."
        ),
    )

    assert [fout for fout in antwoorden if isinstance(fout, OperationalError)] == []
    assert plaats.aanwezigheden.get().is_aanwezig


def test_list_that_is_kept_while_somebody_types_the_code_keeps_both() -> None:
    """Without waiting for who is just typing the code, both would write down the same person."""
    bureau = maak_gebruiker(Rolsoort.BUREAU, email="b@portaal.example", naam="Bureau")
    persoon = maak_gebruiker(Rolsoort.COORDINATOR, email="p@school.example", naam="Persoon", school=SchoolFactory())
    plaats = InschrijvingFactory(activiteit=ActiviteitFactory(nu=True, sessie__code="K7M2P"), persoon=persoon)
    sessie, getypt = plaats.activiteit.sessies.get(), Event()

    def typen() -> None:
        with transaction.atomic():
            inschrijvingen.aanwezig_melden(plaats, door=persoon, code="K7M2P")
            getypt.set()
            time.sleep(0.5)  # the list is kept before this is stored

    def vastleggen() -> Any:
        getypt.wait(timeout=10)
        return workflow.aanwezigheid_vastleggen(plaats.activiteit, door=bureau, sessie=sessie, aanwezig=[plaats])

    antwoorden = _tegelijk(typen, vastleggen)

    assert [fout for fout in antwoorden if isinstance(fout, Exception)] == []
    assert plaats.aanwezigheden.get().hoe == "code"


def test_coming_on_the_list_while_somebody_holds_the_activity_keeps_what_was_typed(client: Client) -> None:
    activiteit, school = ActiviteitFactory(), SchoolFactory()
    log_in(client, maak_gebruiker(Rolsoort.COORDINATOR, email="p@school.example", naam="Persoon", school=school))

    with bezet(lambda: slot.vergrendelen(activiteit.pk)):
        antwoord = client.post(
            f"{activiteit.get_absolute_url()}collega/", {"naam": "Anna de Wit", "school": str(school.pk)}
        )

    tekst = antwoord.content.decode()
    assert antwoord.status_code == 409
    assert "Iemand anders is nu met deze activiteit bezig." in tekst
    assert 'value="Anna de Wit"' in tekst
    assert not Inschrijving.objects.exists()


def test_certificate_that_fails_keeps_nobody_waiting_and_is_tried_again() -> None:
    SamenwerkingsverbandFactory()
    activiteit = ActiviteitFactory(geweest=True)
    eerste, tweede = [
        AanwezigheidFactory(inschrijving__activiteit=activiteit, inschrijving__ingeschreven_op=op).inschrijving
        for op in ("2026-08-02T10:00Z", "2026-08-01T10:00Z")
    ]

    with (
        bezet(lambda: Inschrijving.objects.select_for_update().get(pk=eerste.pk)),
        pytest.raises(OperationalError, match="lock timeout"),
    ):
        opdrachten.bewijzen(str(activiteit.pk))
    assert (bewijs.van(eerste) is None, bewijs.van(tweede) is None) == (True, False)

    opdrachten.bewijzen(str(activiteit.pk))
    assert bewijs.van(eerste) is not None
    assert Brief.objects.count() == 2


def test_worker_never_passes_over_somebody_who_is_just_being_handled() -> None:
    """While an act holds the first in line the worker gives nothing to the second; it tries again later."""
    activiteit = ActiviteitFactory(capaciteit=1)
    eerste = InschrijvingFactory(activiteit=activiteit, wacht=True, ingeschreven_op="2026-08-01T10:00Z")
    InschrijvingFactory(activiteit=activiteit, wacht=True, ingeschreven_op="2026-08-02T10:00Z")
    vast, klaar = Event(), Event()

    def vasthouden() -> None:
        with transaction.atomic():
            Inschrijving.objects.select_for_update().get(pk=eerste.pk)
            vast.set()
            klaar.wait(timeout=10)
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(vasthouden)
        vast.wait(timeout=10)
        with pytest.raises(OperationalError):
            services.wachtlijst_bedienen(activiteit.pk)
        klaar.set()

    assert [rij.pk for rij in services.wachtlijst_bedienen(activiteit.pk)] == [eerste.pk]
