"""The acts on a place: cancelling, saying that one is there with the code of the room, and putting right."""

from datetime import date

import pytest
import time_machine

from swv.kern.fouten import Geweigerd, VoorwaardeNietVervuld
from swv.kern.models import Gebeurtenis
from swv.post.models import Bericht
from tests.factories.voorzieningen import (
    AanwezigheidFactory,
    ActiviteitFactory,
    InschrijvingFactory,
    SessieFactory,
    moment,
)
from tests.personas import MENSEN, Personas
from tests.voorzieningen.activiteiten.conftest import werk_af
from voorzieningen.activiteiten import codes
from voorzieningen.activiteiten.inschrijvingen import workflow
from voorzieningen.models import Aanwezigheid, Inschrijving

pytestmark = pytest.mark.django_db
CODE = "K7M2P"


@pytest.fixture
def plaats(personas: Personas) -> Inschrijving:
    """The coordinator has a place at a meeting that is on now."""
    activiteit = ActiviteitFactory(nu=True, sessie__code=CODE)
    return InschrijvingFactory(activiteit=activiteit, persoon=personas.coordinator, school=personas.school)


def _meld(plaats: Inschrijving, code: str = CODE) -> Inschrijving:
    return workflow["aanwezig_melden"](plaats, door=plaats.persoon, code=code)


# --- Who ---------------------------------------------------------------------------------------------------------

WIE = {
    "plaats_krijgen": set(),
    "afmelden": {"coordinator", "bureau", "bureau_collega"},
    "aanwezig_melden": {"coordinator"},
    "aanwezigheid_corrigeren": {"bureau", "bureau_collega"},
    "bewijs_maken": {"coordinator", "bureau", "bureau_collega"},
}
NAAR = {
    "wachtlijst": {"plaats_krijgen", "afmelden"},
    "ingeschreven": {"afmelden", "aanwezig_melden", "aanwezigheid_corrigeren", "bewijs_maken"},
    "afgemeld": set(),
}


def test_every_act_is_met_somewhere() -> None:
    assert set(WIE) == set(workflow.handelingen) == set().union(*NAAR.values())


@pytest.mark.parametrize("status", NAAR)
def test_every_person_can_do_exactly_what_the_table_says(personas: Personas, status: str) -> None:
    plaats = InschrijvingFactory(activiteit__voorbij=True, persoon=personas.coordinator, status=status)

    kan = {(h.naam, wie) for wie in MENSEN for h in workflow.available(plaats, getattr(personas, wie))}

    assert kan == {(naam, wie) for naam in NAAR[status] for wie in WIE[naam]}


def test_who_put_a_colleague_on_the_list_speaks_for_that_colleague(personas: Personas) -> None:
    plaats = InschrijvingFactory(activiteit__voorbij=True, ingeschreven_door=personas.coordinator)

    kan = {handeling.naam for handeling in workflow.available(plaats, personas.coordinator)}

    assert kan == {"afmelden", "bewijs_maken"}


# --- Cancelling ----------------------------------------------------------------------------------------------------


def test_place_that_comes_free_goes_to_the_first_in_line(personas: Personas) -> None:
    activiteit = ActiviteitFactory(capaciteit=1)
    plaats = InschrijvingFactory(activiteit=activiteit, persoon=personas.coordinator)
    tweede, eerste = (
        InschrijvingFactory(activiteit=activiteit, wacht=True, ingeschreven_op=f"2026-08-0{dag}T10:00Z")
        for dag in (2, 1)
    )

    workflow["afmelden"](plaats, door=personas.coordinator)
    werk_af()

    for rij in (eerste, tweede):
        rij.refresh_from_db()
    assert (eerste.status, tweede.status) == ("ingeschreven", "wachtlijst")
    assert Bericht.objects.get().aan == eerste.ingeschreven_door


def test_cancelling_after_the_start_is_refused(plaats: Inschrijving) -> None:
    with pytest.raises(VoorwaardeNietVervuld, match="Afmelden kan tot het begin"):
        workflow["afmelden"](plaats, door=plaats.persoon)


@pytest.mark.parametrize(("wie", "aantal"), [("coordinator", 0), ("bureau", 1)])
def test_participant_hears_of_what_somebody_else_did(personas: Personas, wie: str, aantal: int) -> None:
    plaats = InschrijvingFactory(persoon=personas.coordinator)

    workflow["afmelden"](plaats, door=getattr(personas, wie))

    assert Bericht.objects.filter(soort="activiteit_afgemeld", aan=personas.coordinator).count() == aantal


# --- The code of the room --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [CODE, "k7m2p", " k7 m2p ", "K7M-2P"])
def test_code_of_the_room_says_that_somebody_is_there(plaats: Inschrijving, code: str) -> None:
    _meld(plaats, code)

    rij = Aanwezigheid.objects.get()
    assert (rij.is_aanwezig, rij.hoe, rij.door) == (True, "code", plaats.persoon)


@pytest.mark.parametrize("code", ["K7M2Q", "", "K7M2", "K7M2PP"])
def test_wrong_code_is_refused_at_the_field(plaats: Inschrijving, code: str) -> None:
    with pytest.raises(Geweigerd, match="Deze code klopt niet") as fout:
        _meld(plaats, code)
    assert set(fout.value.velden) == {"code"}
    assert not Aanwezigheid.objects.exists()


def test_meeting_without_a_code_takes_no_empty_one(personas: Personas) -> None:
    plaats = InschrijvingFactory(activiteit__nu=True, persoon=personas.coordinator)

    with pytest.raises(Geweigerd, match="klopt niet"):
        _meld(plaats, "")


def test_code_of_another_meeting_is_refused_in_words(plaats: Inschrijving) -> None:
    SessieFactory(activiteit=plaats.activiteit, begint=moment(date(2026, 8, 22)), code="AAAAA")

    with pytest.raises(Geweigerd, match="hoort bij de bijeenkomst van 22"):
        _meld(plaats, "AAAAA")


def test_code_of_another_activity_is_just_wrong(plaats: Inschrijving) -> None:
    ActiviteitFactory(nu=True, sessie__code="BBBBB")

    with pytest.raises(Geweigerd, match="klopt niet"):
        _meld(plaats, "BBBBB")


@pytest.mark.parametrize(
    ("tijd", "zin"),
    [("08:59", "op 15.augustus.2026, vanaf 09:00 uur"), ("13:31", "Aanwezig melden kon tot 15.augustus.2026")],
)
def test_code_works_only_around_the_meeting(plaats: Inschrijving, tijd: str, zin: str) -> None:
    with time_machine.travel(f"2026-08-15 {tijd}:00+02:00"), pytest.raises(Geweigerd, match=zin):
        _meld(plaats)


@pytest.mark.parametrize("tijd", ["09:00:01", "13:29:59"])
def test_code_works_a_little_before_and_after(plaats: Inschrijving, tijd: str) -> None:
    with time_machine.travel(f"2026-08-15 {tijd}+02:00"):
        _meld(plaats)
    assert Aanwezigheid.objects.get().is_aanwezig


def test_old_code_works_no_longer(plaats: Inschrijving) -> None:
    plaats.activiteit.sessies.update(code="CCCCC")

    with pytest.raises(Geweigerd, match="klopt niet"):
        _meld(plaats)


@pytest.mark.parametrize(("aanwezig", "zin"), [(True, "U staat al op de lijst"), (False, "Het bureau heeft u als afw")])
def test_what_stands_is_not_changed_by_a_code(plaats: Inschrijving, aanwezig: bool, zin: str) -> None:
    AanwezigheidFactory(inschrijving=plaats, is_aanwezig=aanwezig)

    with pytest.raises(Geweigerd, match=zin):
        _meld(plaats)
    assert Aanwezigheid.objects.get().is_aanwezig is aanwezig


def _raad(plaats: Inschrijving, keer: int) -> None:
    for _ in range(keer):
        with pytest.raises(Geweigerd, match="klopt niet"):
            _meld(plaats, "XXXXX")


def test_who_guesses_too_often_has_to_wait_even_with_the_right_code(plaats: Inschrijving) -> None:
    _raad(plaats, codes.HOOGSTENS)

    with pytest.raises(Geweigerd, match="te vaak een verkeerde code"):
        _meld(plaats)
    assert not Aanwezigheid.objects.exists()


def test_without_the_limit_somebody_can_go_on_guessing(plaats: Inschrijving, monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: this is what the limit prevents."""
    monkeypatch.setattr(codes, "HOOGSTENS", 10**6)
    _raad(plaats, 30)

    _meld(plaats)
    assert Aanwezigheid.objects.get().is_aanwezig


# --- Putting right ---------------------------------------------------------------------------------------------------


def test_bureau_puts_right_with_a_reason_that_stays(personas: Personas, plaats: Inschrijving) -> None:
    _meld(plaats)

    workflow["aanwezigheid_corrigeren"](
        plaats,
        door=personas.bureau,
        sessie=plaats.activiteit.sessies.get(),
        aanwezig=False,
        reden="Verkeerde persoon.",
    )

    assert not Aanwezigheid.objects.get().is_aanwezig
    feit = Gebeurtenis.objects.van(plaats).first()
    assert (feit.door, feit.toelichting.endswith("afwezig. Verkeerde persoon.")) == (personas.bureau, True)


def test_presence_before_the_start_cannot_be_put_right(personas: Personas) -> None:
    plaats = InschrijvingFactory()

    with pytest.raises(Geweigerd, match="Leg de aanwezigheid daarna vast"):
        workflow["aanwezigheid_corrigeren"](
            plaats, door=personas.bureau, sessie=plaats.activiteit.sessies.get(), aanwezig=True, reden="Was er."
        )
