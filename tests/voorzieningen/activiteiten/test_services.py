"""Making an activity and coming on its list."""

from datetime import date

import pytest
import time_machine

from swv.kern.fouten import Geweigerd, NietToegestaan
from swv.organisaties.models import Rolsoort
from swv.post.models import Bericht
from tests.factories.voorzieningen import ActiviteitFactory, InschrijvingFactory
from tests.personas import Personas
from tests.voorzieningen.activiteiten.levens import GEGEVENS, WANNEER
from voorzieningen.activiteiten import selectors, services
from voorzieningen.models import Activiteit, Inschrijving

pytestmark = pytest.mark.django_db


def _zelf(activiteit: Activiteit, personas: Personas, wie: str = "coordinator") -> Inschrijving:
    return services.inschrijven(activiteit=activiteit, door=getattr(personas, wie), school=personas.school)


def _collega(activiteit: Activiteit, personas: Personas, naam: str = "Anna de Wit", wie: str = "coordinator"):
    return services.inschrijven(activiteit=activiteit, door=getattr(personas, wie), naam=naam, school=personas.school)


def test_new_activity_is_a_draft_with_a_number_and_a_meeting(personas: Personas) -> None:
    activiteit = services.activiteit_maken(door=personas.bureau, **{**GEGEVENS, **WANNEER})

    assert (activiteit.status, activiteit.kenmerk, activiteit.schooljaar) == ("concept", "E-2627-00001", 2026)
    assert activiteit.sessies.get().begint == activiteit.begint


def test_free_place_is_given_at_once_and_confirmed(personas: Personas) -> None:
    plaats = _zelf(ActiviteitFactory(capaciteit=1), personas)

    assert (plaats.status, plaats.persoon, plaats.naam) == ("ingeschreven", personas.coordinator, "Coordinator A")
    bericht = Bericht.objects.get()
    assert (bericht.soort, bericht.aan) == ("activiteit_ingeschreven", personas.coordinator)


def test_beyond_the_number_of_places_somebody_waits_in_words(personas: Personas) -> None:
    activiteit = InschrijvingFactory(activiteit__capaciteit=1).activiteit
    InschrijvingFactory(activiteit=activiteit, wacht=True, ingeschreven_op="2026-08-01T10:00Z")

    plaats = _zelf(activiteit, personas)

    assert (plaats.status, selectors.plaats_in_de_rij(plaats)) == ("wachtlijst", 2)
    assert "U staat op plaats 2 van de wachtlijst." in Bericht.objects.get().tekst


def test_nobody_overtakes_who_waits_already(personas: Personas) -> None:
    """A place is free, but the worker is still to give it to the first in line."""
    activiteit = InschrijvingFactory(activiteit__capaciteit=1, wacht=True).activiteit

    assert _zelf(activiteit, personas).status == "wachtlijst"


def test_without_a_number_there_is_always_a_place(personas: Personas) -> None:
    activiteit = ActiviteitFactory(capaciteit=None)
    InschrijvingFactory.create_batch(3, activiteit=activiteit)

    assert _zelf(activiteit, personas).status == "ingeschreven"


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"inschrijven_tot": date(2026, 8, 14)}, "Inschrijven kon tot en met 14"),
        ({"inschrijven_van": date(2026, 8, 16)}, "Inschrijven kan vanaf 16"),
        ({"gesloten": True}, "De inschrijving is gesloten"),
        ({"nu": True}, "Inschrijven kan niet meer"),
        ({"afgelast": True}, "status ‘afgelast’"),
        ({"geweest": True}, "status ‘geweest’"),
    ],
)
def test_too_early_or_too_late_is_refused_in_words(personas: Personas, anders: dict, zin: str) -> None:
    with pytest.raises(Geweigerd, match=zin):
        _zelf(ActiviteitFactory(**anders), personas)
    assert not Inschrijving.objects.exists()


@pytest.mark.parametrize("anders", [{"inschrijven_tot": date(2026, 8, 14)}, {"gesloten": True}, {"nu": True}])
def test_bureau_adds_somebody_also_when_it_is_closed(personas: Personas, anders: dict) -> None:
    assert _collega(ActiviteitFactory(**anders), personas, wie="bureau").status == "ingeschreven"


def test_second_time_is_refused_in_words(personas: Personas) -> None:
    activiteit = ActiviteitFactory()
    _zelf(activiteit, personas)

    with pytest.raises(Geweigerd, match="U staat al op de lijst"):
        _zelf(activiteit, personas)
    with pytest.raises(Geweigerd, match="Deze persoon staat al op de lijst"):
        _collega(activiteit, personas, naam="coordinator a")


def test_who_cancelled_can_come_back_at_the_end_of_the_line(personas: Personas) -> None:
    activiteit = ActiviteitFactory(capaciteit=1)
    InschrijvingFactory(activiteit=activiteit, persoon=personas.coordinator, afgemeld=True, school=personas.school)
    InschrijvingFactory(activiteit=activiteit)

    assert _zelf(activiteit, personas).status == "wachtlijst"


def test_activity_for_one_role_is_not_for_another(personas: Personas) -> None:
    activiteit = ActiviteitFactory(voor=[Rolsoort.COORDINATOR])

    assert _zelf(activiteit, personas).status == "ingeschreven"
    with pytest.raises(NietToegestaan, match="Zij is voor: ondersteuningscoördinator"):
        _zelf(activiteit, personas, "bestuur")


@pytest.mark.parametrize("wie", ["deskundige", "partner", "zonder_rol"])
def test_only_who_has_colleagues_puts_them_on_the_list(personas: Personas, wie: str) -> None:
    with pytest.raises(NietToegestaan):
        _collega(ActiviteitFactory(), personas, wie=wie)


def test_colleague_is_on_the_list_by_name_and_hears_through_who_did_it(personas: Personas) -> None:
    plaats = _collega(ActiviteitFactory(), personas)

    assert (plaats.persoon, plaats.naam, plaats.school) == (None, "Anna de Wit", personas.school)
    bericht = Bericht.objects.get()
    assert bericht.aan == personas.coordinator
    assert "Anna" not in bericht.tekst + bericht.onderwerp


def test_waiting_list_is_served_in_order_until_it_is_full(personas: Personas) -> None:
    activiteit = ActiviteitFactory(capaciteit=2)
    rijen = [
        InschrijvingFactory(activiteit=activiteit, wacht=True, ingeschreven_op=f"2026-08-0{dag}T10:00Z")
        for dag in (3, 1, 2)
    ]

    gekregen = services.wachtlijst_bedienen(activiteit.pk)

    assert [rij.pk for rij in gekregen] == [rijen[1].pk, rijen[2].pk]
    assert services.wachtlijst_bedienen(activiteit.pk) == []


@pytest.mark.parametrize("anders", [{"afgelast": True}, {"geweest": True}, {"in_concept": True}, {"nu": True}])
def test_no_place_is_given_when_it_is_called_off_or_has_begun(anders: dict) -> None:
    rij = InschrijvingFactory(wacht=True, activiteit=ActiviteitFactory(**anders))

    assert services.wachtlijst_bedienen(rij.activiteit_id) == []


def test_enrolment_closes_after_its_last_day_and_not_on_it(personas: Personas) -> None:
    activiteit = ActiviteitFactory()

    with time_machine.travel("2026-09-07 23:59:00+02:00"):
        assert _zelf(activiteit, personas).status == "ingeschreven"
    with time_machine.travel("2026-09-08 00:01:00+02:00"):
        assert services.dicht(activiteit).startswith("Inschrijven kon tot en met 7")
