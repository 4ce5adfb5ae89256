"""Who may do each act on a pupil and where it leads; and what the acts on a round do."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
import time_machine

from swv.kern.fouten import Geweigerd, NietToegestaan, VerkeerdeStatus, VoorwaardeNietVervuld
from swv.kern.handelingen import Ongeldig, verrichten
from swv.post.models import Bericht
from swv.termijnen.herinneren import herinneringen_plannen
from swv.termijnen.models import Termijn
from tests.factories.schoolwissel import SchoolaanbodFactory, SchoolwisselFactory, WisselrondeFactory, plek_voor
from tests.personas import MENSEN, Personas
from tests.voorzieningen.schoolwissel.conftest import werk_af
from voorzieningen.models import Schoolwissel, Wisselregel, Wisselronde
from voorzieningen.schoolwissel import ronde as rondes
from voorzieningen.schoolwissel.ronde import ronde_afronden, ronde_heropenen, verdeling_berekenen, voorstellen_sturen
from voorzieningen.schoolwissel.teksten import GELUKT
from voorzieningen.schoolwissel.workflow import (
    aanmelding_intrekken,
    aanmelding_wijzigen,
    leerling_aannemen,
    leerling_weigeren,
    regel_weghalen,
    school_uitsluiten,
    vastzetten,
    voorstel_sturen,
    voorstel_terugnemen,
    workflow,
)

pytestmark = pytest.mark.django_db

BUREAU = frozenset({"bureau", "bureau_collega"})
OUD, NIEUW = frozenset({"coordinator", "bestuur"}), frozenset({"coordinator_elders", "bestuur_elders"})
WIE: Mapping[str, frozenset[str]] = {
    "aanmelding_wijzigen": BUREAU | OUD,
    "vastzetten": BUREAU,
    "school_uitsluiten": BUREAU,
    "regel_weghalen": BUREAU,
    "voorstel_sturen": BUREAU,
    "leerling_aannemen": NIEUW,
    "leerling_weigeren": NIEUW,
    "voorstel_terugnemen": BUREAU,
    "aanmelding_intrekken": BUREAU | OUD,
}
KAN: Mapping[str, set[str]] = {
    "aangemeld": {"aanmelding_wijzigen", "vastzetten", "school_uitsluiten", "voorstel_sturen", "aanmelding_intrekken"},
    "voorgesteld": {"leerling_aannemen", "leerling_weigeren", "voorstel_terugnemen", "aanmelding_intrekken"},
    "geplaatst": {"aanmelding_intrekken"},
    "ingetrokken": set(),
}


def _in(personas: Personas, status: str) -> Schoolwissel:
    anders: dict[str, Any] = {} if status == "aangemeld" else {status: True}
    if status in ("voorgesteld", "geplaatst"):
        plek_voor(personas.school_elders)
        anders["naar_school"] = personas.school_elders
    return SchoolwisselFactory(school=personas.school, **anders)


@pytest.mark.parametrize("status", KAN)
@pytest.mark.parametrize("wie", MENSEN)
def test_acts_are_there_for_whom_and_when_they_should(personas: Personas, status: str, wie: str) -> None:
    kan = {rij.naam for rij in workflow.available(_in(personas, status), getattr(personas, wie))}

    assert kan == {naam for naam in KAN[status] if wie in WIE[naam]}


def test_every_act_has_people_and_says_what_was_done() -> None:
    assert set(WIE) == set(workflow.handelingen)
    assert set(GELUKT) == {*workflow.handelingen, *rondes.workflow.handelingen}


# --- From the proposal to the place ------------------------------------------------------------------------------


def test_proposal_keeps_the_place_and_asks_the_school(zoeker: Schoolwissel, personas: Personas) -> None:
    wissel = voorstel_sturen(zoeker, door=personas.bureau)

    assert (wissel.status, wissel.naar_school, wissel.naar_niveau) == ("voorgesteld", personas.school_elders, "havo")
    assert wissel.antwoord_uiterlijk == date(2026, 8, 21)  # five working days after Saturday
    assert Bericht.objects.get().aan == personas.coordinator_elders
    assert zoeker.leerling.achternaam not in Bericht.objects.get().tekst


def test_school_takes_the_pupil(zoeker: Schoolwissel, personas: Personas) -> None:
    wissel = voorstel_sturen(zoeker, door=personas.bureau)

    wissel = leerling_aannemen(wissel, door=personas.coordinator_elders)

    assert (wissel.status, wissel.geplaatst_op) == ("geplaatst", date(2026, 8, 15))
    assert Bericht.objects.get(soort="schoolwissel_geplaatst").aan == personas.coordinator
    assert not Termijn.objects.van(wissel).open().exists()


def test_refusal_excludes_the_school_and_frees_the_place(zoeker: Schoolwissel, personas: Personas) -> None:
    wissel = voorstel_sturen(zoeker, door=personas.bureau)

    wissel = leerling_weigeren(wissel, door=personas.coordinator_elders, reden="De klas is toch vol.")

    assert (wissel.status, wissel.naar_school) == ("aangemeld", None)
    assert wissel.regels.get().reden == "De klas is toch vol."
    assert Bericht.objects.filter(soort="schoolwissel_geweigerd").count() == 2  # both colleagues of the bureau
    with pytest.raises(VoorwaardeNietVervuld, match="Bereken eerst een nieuwe verdeling"):
        voorstel_sturen(wissel, door=personas.bureau)


def test_proposal_taken_back_can_be_sent_again(zoeker: Schoolwissel, personas: Personas) -> None:
    wissel = voorstel_sturen(zoeker, door=personas.bureau)

    wissel = voorstel_terugnemen(wissel, door=personas.bureau, reden="Verkeerd gelezen.")

    assert voorstel_sturen(wissel, door=personas.bureau).status == "voorgesteld"


@pytest.mark.parametrize("status", ["aangemeld", "voorgesteld", "geplaatst"])
def test_withdrawal_frees_the_place(personas: Personas, status: str) -> None:
    wissel = aanmelding_intrekken(_in(personas, status), door=personas.coordinator, reden="Blijft toch.")

    assert (wissel.status, wissel.naar_school) == ("ingetrokken", None)
    assert Bericht.objects.filter(soort="schoolwissel_teruggenomen").count() == (status != "aangemeld")


def test_place_that_is_gone_is_refused_in_words(zoeker: Schoolwissel, personas: Personas) -> None:
    SchoolwisselFactory(ronde=zoeker.ronde, voorgesteld=True, naar_school=personas.school_elders)

    with pytest.raises(VoorwaardeNietVervuld, match="Deze plaats is er niet meer"):
        voorstel_sturen(zoeker, door=personas.bureau)


@pytest.mark.parametrize("anders", [{"niveaus": ["vwo"]}, {"nodig": ["rustplek"]}, {"leerjaar": 3}])
def test_place_that_fits_no_more_is_not_sent(zoeker: Schoolwissel, personas: Personas, anders: dict) -> None:
    SchoolaanbodFactory(school=personas.school_elders, ondersteuning=["lwoo"])
    Schoolwissel.objects.filter(pk=zoeker.pk).update(**anders)

    with pytest.raises(VoorwaardeNietVervuld, match="Bereken"):
        voorstel_sturen(zoeker, door=personas.bureau)


def test_pupil_without_a_proposal_cannot_be_sent(personas: Personas) -> None:
    with pytest.raises(VoorwaardeNietVervuld, match="ligt geen voorstel klaar"):
        voorstel_sturen(SchoolwisselFactory(), door=personas.bureau)


# --- By hand -----------------------------------------------------------------------------------------------------


def test_what_was_fixed_stays_in_the_next_proposal(zoeker: Schoolwissel, personas: Personas) -> None:
    plek_voor(personas.zusterschool)
    vastzetten(zoeker, door=personas.bureau, school=personas.zusterschool.pk, niveau="havo", reden="Broer zit daar.")
    verdeling_berekenen(zoeker.ronde, door=personas.bureau)
    werk_af()

    eerste, tweede = zoeker.uitkomsten.order_by("voorstel__nummer")

    assert (eerste.school, tweede.school) == (personas.school_elders, personas.zusterschool)
    assert tweede.redenen[0] == ["Vastgezet door het bureau", 0]


def test_what_was_excluded_gives_no_place_until_it_is_taken_away(zoeker: Schoolwissel, personas: Personas) -> None:
    school_uitsluiten(zoeker, door=personas.bureau, school=personas.school_elders.pk, reden="Ouders willen niet.")
    verdeling_berekenen(zoeker.ronde, door=personas.bureau)
    werk_af()
    zonder = zoeker.uitkomsten.get(voorstel__nummer=2)
    assert zonder.school is None
    assert "Bij 1 plek: de school is met de hand uitgesloten." in zonder.zinnen

    regel_weghalen(zoeker, door=personas.bureau, regel=zoeker.regels.get())

    assert not Wisselregel.objects.exists()


def test_fixing_on_a_level_that_does_not_fit_is_refused(zoeker: Schoolwissel, personas: Personas) -> None:
    with pytest.raises(Geweigerd, match="Dit niveau past niet"):
        vastzetten(zoeker, door=personas.bureau, school=personas.school_elders.pk, niveau="vwo", reden="Toch.")


def test_change_keeps_the_place_in_line(zoeker: Schoolwissel, personas: Personas) -> None:
    data = {
        "niveaus": ["havo", "vwo"],
        "leerjaar": "4",
        "profiel": "em",
        "postcode": "1315",
        "bereik": "wensen",
        "wens1": str(personas.zusterschool.pk),
        "nodig": ["rustplek"],
        "toestemming_op": "1-8-2026",
    }

    wissel = verrichten(aanmelding_wijzigen, zoeker, door=personas.coordinator, data=data)

    assert (wissel.niveaus, wissel.wens1, wissel.nodig) == (["havo", "vwo"], personas.zusterschool, ["rustplek"])
    assert wissel.aangemeld_op == zoeker.aangemeld_op


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"leerjaar": "6"}, "leerjaar"),
        ({"profiel": "techniek"}, "profiel"),
        ({"wens2": "eerste"}, "wens2"),
        ({"wens1": "", "bereik": "wensen"}, "wens1"),
        ({"niet_naar": ["eerste"]}, "niet_naar"),
        ({"postcode": "1315AB"}, "postcode"),
        ({"toestemming_op": "16-8-2026"}, "toestemming_op"),
        ({"toelichting": "BSN 111222333"}, "toelichting"),
        ({"niveaus": []}, "niveaus"),
    ],
)
def test_wrong_registration_is_refused_at_its_field(
    zoeker: Schoolwissel, personas: Personas, anders: dict, veld: str
) -> None:
    eerste = str(personas.school_elders.pk)
    data = {
        "niveaus": ["havo"],
        "leerjaar": "4",
        "postcode": "1315",
        "bereik": "overal",
        "wens1": eerste,
        "toestemming_op": "1-8-2026",
        **{
            naam: [eerste if deel == "eerste" else deel for deel in waarde]
            if isinstance(waarde, list)
            else waarde.replace("eerste", eerste)
            for naam, waarde in anders.items()
        },
    }

    with pytest.raises(Ongeldig) as fout:
        verrichten(aanmelding_wijzigen, zoeker, door=personas.coordinator, data=data)

    assert list(fout.value.velden) == [veld]


# --- The round ---------------------------------------------------------------------------------------------------


def test_every_proposal_is_kept_with_its_number(zoeker: Schoolwissel, personas: Personas) -> None:
    verdeling_berekenen(zoeker.ronde, door=personas.bureau)
    werk_af()

    assert list(zoeker.ronde.voorstellen.values_list("nummer", flat=True)) == [2, 1]
    assert zoeker.uitkomsten.count() == 2


def test_all_proposals_are_sent_in_the_name_of_who_pressed_the_button(zoeker: Schoolwissel, personas: Personas) -> None:
    voorstellen_sturen(zoeker.ronde, door=personas.bureau_collega)
    werk_af()
    zoeker.refresh_from_db()

    assert zoeker.status == "voorgesteld"
    assert zoeker.naar_school == personas.school_elders
    with pytest.raises(VoorwaardeNietVervuld, match="ligt geen voorstel klaar"):
        voorstellen_sturen(zoeker.ronde, door=personas.bureau)


def test_round_is_closed_when_nobody_waits_for_an_answer(zoeker: Schoolwissel, personas: Personas) -> None:
    wissel = voorstel_sturen(zoeker, door=personas.bureau)
    with pytest.raises(VoorwaardeNietVervuld, match="1 leerling wacht nog"):
        ronde_afronden(zoeker.ronde, door=personas.bureau)

    leerling_aannemen(wissel, door=personas.coordinator_elders)
    ronde = ronde_afronden(zoeker.ronde, door=personas.bureau)

    assert ronde.status == Wisselronde.Status.AFGEROND
    with pytest.raises(VerkeerdeStatus):
        verdeling_berekenen(ronde, door=personas.bureau)
    assert ronde_heropenen(ronde, door=personas.bureau).status == Wisselronde.Status.LOOPT


def test_round_is_not_opened_again_beside_another(personas: Personas, ronde: Wisselronde) -> None:
    with pytest.raises(VoorwaardeNietVervuld, match="loopt al een andere ronde"):
        ronde_heropenen(WisselrondeFactory(afgerond=True), door=personas.bureau)


def test_round_is_the_work_of_the_bureau(personas: Personas, ronde: Wisselronde) -> None:
    SchoolwisselFactory(ronde=ronde)

    for persoon in (personas.coordinator, personas.directeur):
        with pytest.raises(NietToegestaan):
            verdeling_berekenen(ronde, door=persoon)


def test_empty_round_has_nothing_to_divide(personas: Personas, ronde: Wisselronde) -> None:
    with pytest.raises(VoorwaardeNietVervuld, match="zoekt nu geen leerling"):
        verdeling_berekenen(ronde, door=personas.bureau)


# --- Reminders ---------------------------------------------------------------------------------------------------


def test_school_is_reminded_and_then_the_bureau(zoeker: Schoolwissel, personas: Personas) -> None:
    voorstel_sturen(zoeker, door=personas.bureau)
    for dag in (date(2026, 8, 18), date(2026, 8, 22)):
        with time_machine.travel(f"{dag}T08:00:00+02:00", tick=False):
            herinneringen_plannen(dag)
            werk_af()

    assert Bericht.objects.get(soort="schoolwissel_herinnering").aan == personas.coordinator_elders
    assert Bericht.objects.filter(soort="schoolwissel_geen_antwoord").count() == 2
