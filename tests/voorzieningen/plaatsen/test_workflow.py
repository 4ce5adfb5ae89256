from collections import defaultdict
from datetime import date
from typing import Any

import pytest
import time_machine

from swv.kern.fouten import Geweigerd, NietToegestaan, VerkeerdeStatus, VoorwaardeNietVervuld
from swv.kern.handelingen import Ongeldig, formulier, verrichten
from swv.kern.models import Gebeurtenis, Opdracht
from swv.post.models import Bericht
from swv.termijnen.models import Soort as Klok
from swv.termijnen.models import Termijn
from swv.termijnen.services import start
from tests.factories.voorzieningen import CapaciteitFactory, PlaatsingFactory
from tests.personas import MENSEN, Personas
from tests.voorzieningen.plaatsen.levens import INVOER, NAAR, PLEKKEN, WIE, invoer, status_van
from voorzieningen.models import Plaatsing
from voorzieningen.plaatsen.workflow import HERINNEREN, workflow

pytestmark = pytest.mark.django_db


def _doe(naam: str, plaatsing: Plaatsing, door: Any, **anders: Any) -> Plaatsing:
    return workflow[naam](plaatsing, door=door, **{**invoer(naam), **anders})


# --- Every edge and every non-edge -----------------------------------------------------------------------------


def test_every_act_has_people_and_is_met_somewhere() -> None:
    assert set(WIE) == set(workflow.handelingen)
    assert {naam for rij in NAAR.values() for naam in rij} == set(workflow.handelingen)
    assert set(NAAR) == set(PLEKKEN)


def test_the_same_words_for_who_mean_the_same_people() -> None:
    groepen = defaultdict(set)
    for handeling in workflow:
        groepen[handeling.wie].add(WIE[handeling.naam])

    assert {wie for wie, mensen in groepen.items() if len(mensen) > 1} == set()


@pytest.mark.parametrize("plek", PLEKKEN)
def test_every_act_leads_where_the_table_says(personas: Personas, plek: str) -> None:
    for naam, doel in NAAR[plek].items():
        plaatsing = PlaatsingFactory(school=personas.school, **PLEKKEN[plek])
        door = None if naam == "plaats_toewijzen" else personas.bureau

        assert _doe(naam, plaatsing, door).status == doel

        feit = Gebeurtenis.objects.van(plaatsing).get()
        assert (feit.handeling, feit.van_status, feit.naar_status) == (naam, status_van(plek), doel)


@pytest.mark.parametrize("plek", PLEKKEN)
def test_every_other_act_does_not_exist_there(personas: Personas, plek: str) -> None:
    plaatsing = PlaatsingFactory(school=personas.school, **PLEKKEN[plek])

    for naam in workflow.handelingen.keys() - NAAR[plek].keys():
        with pytest.raises(VerkeerdeStatus):
            _doe(naam, plaatsing, personas.bureau)
    assert not Gebeurtenis.objects.van(plaatsing).exists()


@pytest.mark.parametrize("plek", PLEKKEN)
def test_every_person_can_do_exactly_what_the_table_says(personas: Personas, plek: str) -> None:
    plaatsing = PlaatsingFactory(school=personas.school, **PLEKKEN[plek])

    kan = {(h.naam, wie) for wie in MENSEN for h in workflow.available(plaatsing, getattr(personas, wie))}

    assert kan == {(naam, wie) for naam in NAAR[plek] for wie in WIE[naam]}


@pytest.mark.parametrize("plek", PLEKKEN)
def test_names_of_the_acts_at_one_place_differ(personas: Personas, plek: str) -> None:
    plaatsing = PlaatsingFactory(school=personas.school, **PLEKKEN[plek])

    labels = [handeling.label for handeling in workflow.available(plaatsing, personas.bureau)]

    assert len(labels) == len(set(labels))


# --- An offer --------------------------------------------------------------------------------------------------


def test_offer_by_the_bureau_on_full_days_is_refused_in_words(personas: Personas) -> None:
    capaciteit = CapaciteitFactory(aantal=1)
    PlaatsingFactory(voorziening=capaciteit.voorziening, geplaatst=True, gevraagd_tot=date(2026, 12, 31))
    plaatsing = PlaatsingFactory(voorziening=capaciteit.voorziening)

    with pytest.raises(VoorwaardeNietVervuld, match=r"31\xa0december\xa02026 is er geen plaats vrij: de ene plaats"):
        _doe("plaats_aanbieden", plaatsing, personas.bureau)


def test_offer_while_there_are_no_places_says_so(personas: Personas) -> None:
    plaatsing = PlaatsingFactory(voorziening=CapaciteitFactory(aantal=0).voorziening)

    with pytest.raises(VoorwaardeNietVervuld, match=r"is er geen plaats vrij\. Kies andere dagen"):
        _doe("plaats_aanbieden", plaatsing, personas.bureau)


def test_offer_that_passes_over_others_needs_a_reason(personas: Personas) -> None:
    voor = PlaatsingFactory(aangevraagd_op="2026-05-01T10:00Z")
    plaatsing = PlaatsingFactory(voorziening=voor.voorziening, aangevraagd_op="2026-06-01T10:00Z")

    with pytest.raises(Geweigerd, match="Er staat iemand eerder op de wachtlijst") as fout:
        _doe("plaats_aanbieden", plaatsing, personas.bureau, reden="")
    assert set(fout.value.velden) == {"reden"}

    assert _doe("plaats_aanbieden", plaatsing, personas.bureau, reden="Zus zit er al.").status == "aangeboden"
    assert "Zus zit er al." in Gebeurtenis.objects.van(plaatsing).get().toelichting


@pytest.mark.parametrize(
    "anders",
    [
        {"wacht_tot": date(2026, 12, 1)},
        {"gevraagd_van": date(2027, 8, 1), "gevraagd_tot": date(2028, 7, 31)},
    ],
)
def test_who_may_not_have_this_place_is_not_passed_over(personas: Personas, anders: dict) -> None:
    voor = PlaatsingFactory(aangevraagd_op="2026-05-01T10:00Z", **anders)
    plaatsing = PlaatsingFactory(voorziening=voor.voorziening, aangevraagd_op="2026-06-01T10:00Z")

    assert _doe("plaats_aanbieden", plaatsing, personas.bureau, reden="").status == "aangeboden"


def test_offer_form_is_filled_in_as_the_portal_would_offer(personas: Personas) -> None:
    capaciteit = CapaciteitFactory(aantal=1)
    PlaatsingFactory(voorziening=capaciteit.voorziening, geplaatst=True, gevraagd_tot=date(2026, 12, 31))
    plaatsing = PlaatsingFactory(voorziening=capaciteit.voorziening)

    form = formulier(workflow["plaats_aanbieden"], plaatsing, door=personas.bureau)

    assert form.initial == {
        "van": date(2027, 1, 1),
        "tot": date(2027, 7, 31),
        "antwoord_uiterlijk": date(2026, 8, 28),
    }


@pytest.mark.parametrize(
    ("naam", "plek", "anders", "veld", "zin"),
    [
        ("plaats_aanbieden", "wachtlijst", {"tot": "1-8-2026"}, "tot", "De laatste dag ligt voor de eerste dag."),
        ("plaats_aanbieden", "wachtlijst", {"van": "1-7-2026", "tot": "14-8-2026"}, "tot", "al voorbij"),
        ("plaats_aanbieden", "wachtlijst", {"antwoord_uiterlijk": "15-8-2026"}, "antwoord_uiterlijk", "na vandaag"),
        ("plaats_aanbieden", "wachtlijst", {"tot": "31-7-2072"}, "tot", "meer dan vijf jaar vooruit"),
        ("plaats_aanbieden", "wachtlijst", {"antwoord_uiterlijk": "1-8-2072"}, "antwoord_uiterlijk", "al voorbij"),
        ("plaats_aanbieden", "wachtlijst", {"van": ""}, "van", "Vul de eerste dag in."),
        ("plaats_uitstellen", "aangeboden", {"wacht_tot": "15-8-2026"}, "wacht_tot", "Kies een dag na vandaag."),
        ("plaats_uitstellen", "aangeboden", {"wacht_tot": "1-8-2027"}, "wacht_tot", "eindigt op 31"),
        ("plaats_weigeren", "aangeboden", {"reden": " "}, "reden", "Vul de reden in."),
        ("afspraken_vastleggen", "geplaatst", {"uren_per_week": "41"}, "uren_per_week", "maximaal 40 uur"),
        ("afspraken_vastleggen", "geplaatst", {"doel": "x"}, "doel", "Kies bij het doel een van de mogelijkheden"),
        ("einddatum_wijzigen", "geplaatst", {"tot": "31-8-2026"}, "tot", "Kies die dag of een latere."),
        ("einddatum_wijzigen", "geplaatst", {"tot": "31-7-2072"}, "tot", "meer dan vijf jaar vooruit"),
        ("einddatum_wijzigen", "geplaatst", {"tot": "31-7-2027"}, "tot", "de datum die er al stond"),
        ("plaats_beeindigen", "begonnen", {"op": "2-8-2026"}, "op", "De plaatsing begon op 3"),
        ("plaats_beeindigen", "begonnen", {"op": "16-8-2026"}, "op", "Deze dag moet nog komen."),
        ("plaats_beeindigen", "begonnen", {"reden": ""}, "reden", "Schrijf op waarom de plaatsing eerder stopt."),
        ("plaats_beeindigen", "begonnen", {"effect": ""}, "effect", "wat de plaats heeft opgeleverd"),
    ],
)
def test_wrong_input_is_refused_with_a_sentence_at_the_field(
    personas: Personas, naam: str, plek: str, anders: dict, veld: str, zin: str
) -> None:
    plaatsing = PlaatsingFactory(**PLEKKEN[plek])

    with pytest.raises(Ongeldig) as fout:
        verrichten(workflow[naam], plaatsing, door=personas.bureau, data={**invoer(naam), **anders})

    assert zin in " ".join(fout.value.velden[veld]).replace("\xa0", " ")
    plaatsing.refresh_from_db()
    assert plaatsing.versie == 1


def test_last_day_after_the_end_is_refused(personas: Personas) -> None:
    plaatsing = PlaatsingFactory(school=personas.school, begonnen=True, gevraagd_tot=date(2026, 8, 12))

    with pytest.raises(Ongeldig) as fout:
        verrichten(
            workflow["plaats_beeindigen"],
            plaatsing,
            door=personas.coordinator,
            data={"op": "13-8-2026", "effect": "bereikt"},
        )
    assert "Kies die dag of een eerdere." in fout.value.velden["op"][0]


def test_answer_stops_the_clock_of_the_offer(personas: Personas) -> None:
    plaatsing = PlaatsingFactory(aangeboden=True, school=personas.school)
    _klok(plaatsing)

    _doe("plaats_aannemen", plaatsing, personas.coordinator)

    assert Termijn.objects.van(plaatsing).get().afgerond_op == date(2026, 8, 15)


def _klok(plaatsing: Plaatsing) -> None:
    start(
        bron=plaatsing,
        soort=Klok.AANBOD,
        begin=date(2026, 8, 14),
        uiterlijk=date(2026, 8, 28),
        is_wettelijk=False,
        herinner_opdracht=HERINNEREN,
    )


def test_place_taken_after_its_first_day_begins_today(personas: Personas) -> None:
    plaatsing = PlaatsingFactory(aangeboden=True, school=personas.school)

    with time_machine.travel("2026-09-10 10:00:00+02:00"):
        assert _doe("plaats_aannemen", plaatsing, personas.coordinator).van == date(2026, 9, 10)


def test_place_cannot_be_taken_after_its_last_day(personas: Personas) -> None:
    plaatsing = PlaatsingFactory(aangeboden=True, school=personas.school)

    with time_machine.travel("2027-08-01 10:00:00+02:00"), pytest.raises(VoorwaardeNietVervuld, match="tot en met 31"):
        _doe("plaats_aannemen", plaatsing, personas.coordinator)


def test_offer_taken_back_puts_the_wish_of_the_school_back(personas: Personas) -> None:
    plaatsing = PlaatsingFactory(aangeboden=True, school=personas.school, van=date(2026, 12, 1))

    plaatsing = _doe("aanbod_intrekken", plaatsing, personas.bureau)

    assert (plaatsing.van, plaatsing.antwoord_uiterlijk) == (date(2026, 9, 1), None)
    assert Bericht.objects.get().soort == "plaats_terug_op_lijst"


# --- Placed ----------------------------------------------------------------------------------------------------


def test_school_ends_earlier_but_only_the_bureau_extends(personas: Personas) -> None:
    plaatsing = PlaatsingFactory(geplaatst=True, school=personas.school)

    with pytest.raises(NietToegestaan, match="Alleen het bureau kan een plaatsing verlengen"):
        _doe("einddatum_wijzigen", plaatsing, personas.coordinator, tot=date(2027, 8, 31))

    assert _doe("einddatum_wijzigen", plaatsing, personas.bureau, tot=date(2027, 8, 31)).tot == date(2027, 8, 31)
    assert Bericht.objects.get().soort == "plaats_einde_gewijzigd"


def test_extending_into_full_days_is_refused(personas: Personas) -> None:
    capaciteit = CapaciteitFactory(aantal=1)
    plaatsing = PlaatsingFactory(voorziening=capaciteit.voorziening, geplaatst=True, gevraagd_tot=date(2026, 12, 31))
    PlaatsingFactory(voorziening=capaciteit.voorziening, geplaatst=True, gevraagd_van=date(2027, 1, 1))

    with pytest.raises(VoorwaardeNietVervuld, match=r"Van 1\xa0januari\xa02027"):
        _doe("einddatum_wijzigen", plaatsing, personas.bureau, tot=date(2027, 1, 31))


@pytest.mark.parametrize(
    ("plek", "naam"),
    [
        ("aangeboden", "plaats_weigeren"),
        ("aangeboden", "plaats_uitstellen"),
        ("aangeboden", "aanbod_intrekken"),
        ("te laat", "aanbod_laten_vervallen"),
        ("geplaatst", "einddatum_wijzigen"),
        ("geplaatst", "plaats_annuleren"),
        ("begonnen", "plaats_beeindigen"),
    ],
)
def test_act_that_frees_a_place_enqueues_the_offer(personas: Personas, plek: str, naam: str) -> None:
    plaatsing = PlaatsingFactory(**PLEKKEN[plek])

    _doe(naam, plaatsing, personas.bureau)

    opdracht = Opdracht.objects.get(soort="voorzieningen.plaatsen_bedienen")
    assert opdracht.object_id == str(plaatsing.voorziening_id)


@pytest.mark.parametrize(("wie", "berichten"), [("coordinator", 0), ("bureau", 1)])
def test_school_hears_of_what_it_did_not_do_itself(personas: Personas, wie: str, berichten: int) -> None:
    plaatsing = PlaatsingFactory(school=personas.school)

    _doe("wachtlijst_verlaten", plaatsing, getattr(personas, wie))

    assert Bericht.objects.filter(soort="plaats_vervallen", aan=personas.coordinator).count() == berichten


def test_end_keeps_the_last_day_and_the_effect(personas: Personas) -> None:
    plaatsing = _doe("plaats_beeindigen", PlaatsingFactory(begonnen=True), personas.bureau)

    assert (plaatsing.tot, plaatsing.effect) == (date(2026, 8, 15), "deels")
    toelichting = Gebeurtenis.objects.van(plaatsing).get().toelichting
    assert toelichting == "Laatste dag: 15\xa0augustus\xa02026. Doel deels bereikt. Daarom."


def test_input_of_every_act_fits_its_form() -> None:
    assert set(INVOER) <= set(workflow.handelingen)
