from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction

from swv.kern.fouten import Geweigerd
from swv.kern.models import Gebeurtenis, Opdracht
from swv.post.models import Bericht
from swv.termijnen.models import Termijn
from tests.factories.voorzieningen import CapaciteitFactory, PlaatsingFactory, VoorzieningFactory
from tests.personas import Personas
from tests.voorzieningen.plaatsen.conftest import Vragen, werk_af
from voorzieningen.models import Capaciteit, Plaatsing
from voorzieningen.plaatsen import selectors, services, workflow
from voorzieningen.plaatsen.services import VOORBIJ, plaatsen_bedienen, wachtlijst_bedienen

pytestmark = pytest.mark.django_db

VROEG, LAAT = datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)


# --- Asking ------------------------------------------------------------------------------------------------


def test_asking_while_a_place_is_free_places_at_once(vraag: Vragen) -> None:
    plaatsing = vraag(CapaciteitFactory().voorziening)

    assert (plaatsing.status, plaatsing.van, plaatsing.tot) == ("geplaatst", date(2026, 9, 1), date(2027, 7, 31))
    assert [g.label for g in Gebeurtenis.objects.van(plaatsing)] == ["Plaatsen", "Plaats gevraagd"]


def test_asking_after_the_first_day_gives_the_rest_of_the_period(vraag: Vragen) -> None:
    plaatsing = vraag(CapaciteitFactory().voorziening, van=date(2026, 8, 1))

    assert (plaatsing.van, plaatsing.gevraagd_van) == (date(2026, 8, 15), date(2026, 8, 1))


def test_asking_for_what_is_full_gives_a_place_in_line(vraag: Vragen) -> None:
    voorziening = CapaciteitFactory(aantal=1).voorziening
    vraag(voorziening)

    wachtenden = [vraag(voorziening), vraag(voorziening)]

    assert [plaatsing.status for plaatsing in wachtenden] == ["wachtlijst", "wachtlijst"]
    assert [selectors.plaats_in_de_rij(plaatsing) for plaatsing in wachtenden] == [1, 2]


def test_asking_without_limit_always_places(vraag: Vragen) -> None:
    voorziening = CapaciteitFactory(telling="onbeperkt", aantal=None).voorziening

    assert {vraag(voorziening).status for _ in range(5)} == {"geplaatst"}


@pytest.mark.parametrize("telling", ["onbekend", None])
def test_asking_while_the_number_is_not_known_waits_for_the_bureau(vraag: Vragen, telling: str | None) -> None:
    voorziening = VoorzieningFactory()
    if telling:
        CapaciteitFactory(voorziening=voorziening, telling=telling, aantal=None)

    plaatsing = vraag(voorziening)
    werk_af()

    plaatsing.refresh_from_db()
    assert plaatsing.status == "wachtlijst"


def test_asking_beyond_what_is_known_waits_for_the_bureau(vraag: Vragen) -> None:
    assert vraag(CapaciteitFactory().voorziening, tot=date(2027, 8, 1)).status == "wachtlijst"


def test_asking_twice_with_one_key_changes_nothing(vraag: Vragen) -> None:
    voorziening = CapaciteitFactory().voorziening

    assert vraag(voorziening, sleutel="a") == vraag(voorziening, sleutel="a")
    assert Plaatsing.objects.count() == 1


def test_who_asks_later_does_not_pass_who_waits_for_the_same_days(vraag: Vragen) -> None:
    capaciteit = CapaciteitFactory(aantal=0)
    eerste = vraag(capaciteit.voorziening)
    Capaciteit.objects.update(aantal=1)

    tweede = vraag(capaciteit.voorziening)
    werk_af()

    eerste.refresh_from_db()
    tweede.refresh_from_db()
    assert (eerste.status, tweede.status) == ("aangeboden", "wachtlijst")


def test_day_of_asking_decides_and_not_the_day_of_the_award(vraag: Vragen) -> None:
    voorziening = CapaciteitFactory(aantal=0).voorziening
    laat = vraag(voorziening, aangevraagd_op=LAAT)
    vroeg = vraag(voorziening, aangevraagd_op=VROEG)

    assert [selectors.plaats_in_de_rij(p) for p in (vroeg, laat)] == [1, 2]


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"tot": date(2026, 8, 31)}, "De laatste dag ligt voor de eerste dag."),
        ({"van": date(2026, 1, 1), "tot": date(2026, 8, 14)}, "Deze periode is al voorbij."),
    ],
)
def test_asking_for_a_wrong_period_is_refused(vraag: Vragen, anders: dict, zin: str) -> None:
    voorziening = VoorzieningFactory()

    with pytest.raises(Geweigerd, match=zin):
        vraag(voorziening, **anders)

    assert not Plaatsing.objects.exists()


def test_asking_for_a_facility_that_ended_is_refused(vraag: Vragen) -> None:
    voorziening = VoorzieningFactory(naam="Oud", geldig_tot=date(2026, 8, 1))

    with pytest.raises(Geweigerd, match="Oud bestaat niet meer"):
        vraag(voorziening)


def test_recording_who_already_has_a_place_does_not_wait(personas: Personas) -> None:
    voorziening = VoorzieningFactory()

    plaatsing = services.plaats_vastleggen(
        bron=PlaatsingFactory(),
        voorziening=voorziening,
        school=personas.school,
        van=date(2026, 3, 1),
        tot=date(2027, 7, 31),
        sleutel="x",
        door=personas.bureau,
    )

    assert (plaatsing.status, plaatsing.van) == ("geplaatst", date(2026, 3, 1))


# --- What comes free -----------------------------------------------------------------------------------------


def test_early_end_offers_the_rest_to_the_first_in_line(vraag: Vragen, personas: Personas) -> None:
    voorziening = CapaciteitFactory(aantal=1).voorziening
    eerste = vraag(voorziening, van=date(2026, 8, 10))
    tweede, derde = vraag(voorziening, personas.school), vraag(voorziening)

    workflow.plaats_beeindigen(
        eerste, door=personas.bureau, op=date(2026, 8, 15), effect="bereikt", reden="Eerder klaar"
    )
    werk_af()

    tweede.refresh_from_db()
    derde.refresh_from_db()
    assert (tweede.status, derde.status) == ("aangeboden", "wachtlijst")
    assert (tweede.van, tweede.tot) == (date(2026, 9, 1), date(2027, 7, 31))
    assert tweede.antwoord_uiterlijk == date(2026, 8, 28)  # ten working days
    assert Bericht.objects.get(soort="plaats_aangeboden").aan == personas.coordinator
    assert Termijn.objects.van(tweede).open().get().uiterlijk == date(2026, 8, 28)


def test_working_days_to_answer_are_a_setting_of_the_facility(vraag: Vragen) -> None:
    capaciteit = CapaciteitFactory(aantal=0, antwoord_werkdagen=3)
    plaatsing = vraag(capaciteit.voorziening)
    Capaciteit.objects.update(aantal=1)

    wachtlijst_bedienen(capaciteit.voorziening_id)

    plaatsing.refresh_from_db()
    assert plaatsing.antwoord_uiterlijk == date(2026, 8, 19)


def test_place_that_comes_free_long_after_is_not_offered_yet(vraag: Vragen) -> None:
    voorziening = CapaciteitFactory(aantal=1).voorziening
    vraag(voorziening, tot=date(2026, 12, 31))
    wachtend = vraag(voorziening)

    assert wachtlijst_bedienen(voorziening.pk) == []

    with time_machine.travel("2026-11-10 09:00:00+01:00"):
        [aanbod] = wachtlijst_bedienen(voorziening.pk)
    assert (aanbod.pk, aanbod.van) == (wachtend.pk, date(2027, 1, 1))


def test_who_waits_for_a_period_that_is_over_lapses_and_is_told(vraag: Vragen, personas: Personas) -> None:
    voorziening = CapaciteitFactory(aantal=0).voorziening
    plaatsing = vraag(voorziening, personas.school, tot=date(2026, 9, 30))

    with time_machine.travel("2026-10-01 09:00:00+02:00"):
        wachtlijst_bedienen(voorziening.pk)

    plaatsing.refresh_from_db()
    assert (plaatsing.status, plaatsing.reden_einde) == ("vervallen", VOORBIJ)
    assert Bericht.objects.get().soort == "plaats_vervallen"


def test_daily_round_puts_work_ready_for_each_facility_with_a_list(vraag: Vragen) -> None:
    een, twee = CapaciteitFactory(aantal=0).voorziening, CapaciteitFactory(aantal=0).voorziening
    vraag(een), vraag(een), vraag(twee)
    Opdracht.objects.all().delete()

    assert plaatsen_bedienen() == 2
    assert {o.object_id for o in Opdracht.objects.all()} == {str(een.pk), str(twee.pk)}


def test_priority_goes_before_the_day_of_asking(vraag: Vragen, personas: Personas) -> None:
    voorziening = CapaciteitFactory(aantal=0).voorziening
    eerste, tweede = vraag(voorziening), vraag(voorziening)

    tweede = workflow.voorrang_geven(tweede, door=personas.bureau, reden="De school sluit.")

    assert [selectors.plaats_in_de_rij(p) for p in (tweede, eerste)] == [1, 2]


def test_school_that_put_off_gets_no_offer_before_its_day(vraag: Vragen, personas: Personas) -> None:
    voorziening = CapaciteitFactory(aantal=1).voorziening
    bezet = vraag(voorziening, van=date(2026, 8, 10))
    eerste, tweede = vraag(voorziening), vraag(voorziening)
    workflow.plaats_annuleren(bezet, door=personas.bureau, reden="Verhuisd")
    werk_af()

    eerste = workflow.plaats_uitstellen(eerste, door=personas.bureau, reden="Ziek", wacht_tot=date(2026, 10, 1))
    werk_af()

    tweede.refresh_from_db()
    assert (eerste.status, tweede.status) == ("wachtlijst", "aangeboden")
    assert selectors.plaats_in_de_rij(eerste) == 1


# --- The database ------------------------------------------------------------------------------------------


def test_database_refuses_a_place_beyond_the_number() -> None:
    capaciteit = CapaciteitFactory(aantal=1)
    PlaatsingFactory(voorziening=capaciteit.voorziening, geplaatst=True)

    with pytest.raises(IntegrityError, match="niet_te_vol"), transaction.atomic():
        PlaatsingFactory(voorziening=capaciteit.voorziening, aangeboden=True)


def test_database_counts_per_day_and_not_per_period() -> None:
    capaciteit = CapaciteitFactory(aantal=1)
    PlaatsingFactory(voorziening=capaciteit.voorziening, geplaatst=True, gevraagd_tot=date(2026, 12, 31))
    PlaatsingFactory(voorziening=capaciteit.voorziening, geplaatst=True, gevraagd_van=date(2027, 3, 1))

    gevonden = PlaatsingFactory(
        voorziening=capaciteit.voorziening,
        geplaatst=True,
        gevraagd_van=date(2027, 1, 1),
        gevraagd_tot=date(2027, 2, 28),
    )

    assert [stuk.vrij for stuk in selectors.stukken(gevonden.voorziening_id, date(2026, 8, 1), date(2027, 7, 31))] == [
        *(1, 0, 0, 0)
    ]


def test_database_refuses_a_number_below_what_was_given() -> None:
    capaciteit = CapaciteitFactory(aantal=1)
    PlaatsingFactory(voorziening=capaciteit.voorziening, geplaatst=True)
    capaciteit.aantal = 0

    with pytest.raises(IntegrityError, match="niet_te_vol"), transaction.atomic():
        capaciteit.save()


def test_vrij_vanaf_is_the_day_after_the_last_full_one() -> None:
    capaciteit = CapaciteitFactory(aantal=1)
    pk = capaciteit.voorziening_id
    PlaatsingFactory(voorziening=capaciteit.voorziening, geplaatst=True, gevraagd_tot=date(2026, 12, 31))

    assert selectors.vrij_vanaf(pk, date(2026, 9, 1), date(2027, 7, 31)) == date(2027, 1, 1)
    assert selectors.vrij_vanaf(pk, date(2026, 9, 1), date(2026, 12, 31)) is None
    assert selectors.vrij_vanaf(pk, date(2027, 1, 1), date(2027, 8, 1)) is None  # the number is not known
