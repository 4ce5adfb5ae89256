"""The acts on an activity: every edge and every non-edge, and what each does."""

from datetime import date, time, timedelta

import pytest

from swv.kern.fouten import Geweigerd, VerkeerdeStatus, VoorwaardeNietVervuld
from swv.kern.handelingen import Ongeldig, verrichten
from swv.kern.models import Gebeurtenis, Opdracht
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
from tests.voorzieningen.activiteiten.levens import BUREAU, GEGEVENS, NAAR, PLEKKEN, WANNEER, als_getypt, invoer
from voorzieningen.activiteiten.workflow import workflow
from voorzieningen.models import Aanwezigheid, Activiteit, Sessie

pytestmark = pytest.mark.django_db


def _maak(plek: str) -> Activiteit:
    """With a second meeting, so that one can be taken away."""
    activiteit = ActiviteitFactory(**PLEKKEN[plek])
    SessieFactory(activiteit=activiteit, begint=activiteit.begint - timedelta(days=1))
    return activiteit


def _doe(naam: str, activiteit: Activiteit, personas: Personas, **anders) -> Activiteit:
    return workflow[naam](activiteit, door=personas.bureau, **{**invoer(naam, activiteit), **anders})


# --- Every edge and every non-edge -----------------------------------------------------------------------------


def test_every_act_is_met_somewhere() -> None:
    assert {naam for rij in NAAR.values() for naam in rij} == set(workflow.handelingen)


@pytest.mark.parametrize(("plek", "naam", "doel"), [(p, n, d) for p, rij in NAAR.items() for n, d in rij.items()])
def test_every_act_leads_where_the_table_says(personas: Personas, plek: str, naam: str, doel: str) -> None:
    activiteit = _maak(plek)
    if naam == "aanwezigheid_vastleggen" and plek in ("open", "gesloten"):
        Sessie.objects.update(begint=moment(date(2026, 8, 12)))

    assert _doe(naam, activiteit, personas).status == doel

    feit = Gebeurtenis.objects.van(activiteit).get()
    assert (feit.handeling, feit.naar_status) == (naam, doel)


@pytest.mark.parametrize("plek", PLEKKEN)
def test_every_other_act_does_not_exist_there(personas: Personas, plek: str) -> None:
    activiteit = _maak(plek)

    for naam in workflow.handelingen.keys() - NAAR[plek].keys():
        with pytest.raises(VerkeerdeStatus):
            _doe(naam, activiteit, personas)
    assert not Gebeurtenis.objects.van(activiteit).exists()


@pytest.mark.parametrize("plek", PLEKKEN)
def test_only_the_bureau_does_an_act(personas: Personas, plek: str) -> None:
    activiteit = _maak(plek)

    kan = {(h.naam, wie) for wie in MENSEN for h in workflow.available(activiteit, getattr(personas, wie))}

    assert kan == {(naam, wie) for naam in NAAR[plek] for wie in BUREAU}


# --- What it is, and when --------------------------------------------------------------------------------------


def test_fewer_places_than_people_is_refused_at_the_field(personas: Personas) -> None:
    activiteit = InschrijvingFactory().activiteit
    InschrijvingFactory(activiteit=activiteit)

    with pytest.raises(Geweigerd, match="Er hebben al 2 mensen een plaats") as fout:
        _doe("gegevens_wijzigen", activiteit, personas, capaciteit=1)
    assert set(fout.value.velden) == {"capaciteit"}


def test_more_places_go_to_who_waits(personas: Personas) -> None:
    activiteit = ActiviteitFactory(capaciteit=1)
    InschrijvingFactory(activiteit=activiteit)
    wacht = InschrijvingFactory(activiteit=activiteit, wacht=True)

    _doe("gegevens_wijzigen", activiteit, personas, capaciteit=2)
    werk_af()

    wacht.refresh_from_db()
    assert wacht.status == "ingeschreven"
    assert Bericht.objects.get().soort == "activiteit_plaats"


def test_activity_runs_from_its_first_to_its_last_meeting(personas: Personas) -> None:
    activiteit = ActiviteitFactory()

    activiteit = _doe("bijeenkomst_toevoegen", activiteit, personas, dag=date(2027, 3, 1))

    assert (activiteit.begint.day, activiteit.eindigt.date()) == (14, date(2027, 3, 1))
    assert activiteit.schooljaar == 2026


@pytest.mark.parametrize(("plek", "aantal"), [("concept", 0), ("open", 2)])
def test_new_day_is_told_to_everybody_on_the_list(personas: Personas, plek: str, aantal: int) -> None:
    activiteit = ActiviteitFactory(**PLEKKEN[plek])
    for staat in ({}, {"wacht": True}, {"afgemeld": True}):
        InschrijvingFactory(activiteit=activiteit, **staat)

    activiteit = _doe("bijeenkomst_wijzigen", activiteit, personas)
    werk_af()

    assert Bericht.objects.filter(soort="activiteit_gewijzigd").count() == aantal
    assert activiteit.sessies.get().reeks == 1


def test_two_changes_before_the_worker_comes_are_told_once(personas: Personas) -> None:
    activiteit = InschrijvingFactory().activiteit

    activiteit = _doe("bijeenkomst_wijzigen", activiteit, personas)
    activiteit = _doe("bijeenkomst_wijzigen", activiteit, personas, dag=date(2026, 9, 28))
    werk_af()

    assert "28 september 2026" in Bericht.objects.get().tekst


def test_only_meeting_cannot_be_taken_away(personas: Personas) -> None:
    with pytest.raises(Geweigerd, match="Dit is de enige bijeenkomst"):
        _doe("bijeenkomst_weghalen", ActiviteitFactory(), personas)


@pytest.mark.parametrize("naam", ["bijeenkomst_wijzigen", "bijeenkomst_weghalen"])
def test_meeting_with_presence_stays_as_it_was(personas: Personas, naam: str) -> None:
    activiteit = AanwezigheidFactory().inschrijving.activiteit

    with pytest.raises(VoorwaardeNietVervuld, match="al vastgelegd wie er waren"):
        _doe(naam, activiteit, personas)


@pytest.mark.parametrize(
    ("naam", "anders", "veld", "zin"),
    [
        ("gegevens_wijzigen", {"titel": " "}, "titel", "Vul de titel in."),
        ("gegevens_wijzigen", {"capaciteit": "0"}, "capaciteit", "1"),
        ("gegevens_wijzigen", {"inschrijven_tot": "1-6-2026"}, "inschrijven_tot", "De laatste dag ligt voor de eerste"),
        ("bijeenkomst_toevoegen", {"tot": "9:00"}, "tot", "De eindtijd ligt niet na de begintijd."),
        ("bijeenkomst_toevoegen", {"van": "half tien"}, "van", "Vul een tijd in als uur en minuten"),
        ("bijeenkomst_toevoegen", {"plaats": ""}, "plaats", "Vul de plaats in."),
        ("bijeenkomst_wijzigen", {"sessie": "999999"}, "sessie", "Kies bij de bijeenkomst een van de mogelijkheden"),
        ("afgelasten", {"reden": ""}, "reden", "Vul de reden in."),
    ],
)
def test_wrong_input_is_refused_with_a_sentence_at_the_field(
    personas: Personas, naam: str, anders: dict, veld: str, zin: str
) -> None:
    activiteit = ActiviteitFactory()
    gegevens = {**als_getypt(invoer(naam, activiteit)), **anders}

    with pytest.raises(Ongeldig) as fout:
        verrichten(workflow[naam], activiteit, door=personas.bureau, data=gegevens)

    assert zin in " ".join(fout.value.velden[veld])


def test_meeting_in_the_past_is_refused_at_the_field(personas: Personas) -> None:
    with pytest.raises(Geweigerd, match="al voorbij") as fout:
        _doe("bijeenkomst_toevoegen", ActiviteitFactory(), personas, dag=date(2026, 8, 15), van=time(9, 59))
    assert set(fout.value.velden) == {"dag"}


def test_what_has_begun_is_not_put_in_the_programme(personas: Personas) -> None:
    with pytest.raises(VoorwaardeNietVervuld, match="is al begonnen"):
        _doe("openzetten", ActiviteitFactory(in_concept=True, nu=True), personas)


# --- In the room -----------------------------------------------------------------------------------------------


def test_new_code_differs_from_the_old_one(personas: Personas) -> None:
    activiteit = ActiviteitFactory()

    _doe("code_maken", activiteit, personas)
    oud = activiteit.sessies.get().code
    _doe("code_maken", activiteit, personas)

    assert len(oud) == 5
    assert activiteit.sessies.get().code != oud


def test_list_says_who_was_there_and_who_was_not(personas: Personas) -> None:
    activiteit = ActiviteitFactory(nu=True)
    er, niet = InschrijvingFactory.create_batch(2, activiteit=activiteit)
    InschrijvingFactory(activiteit=activiteit, wacht=True)

    _doe("aanwezigheid_vastleggen", activiteit, personas, aanwezig=[er])

    assert dict(Aanwezigheid.objects.values_list("inschrijving", "is_aanwezig")) == {er.pk: True, niet.pk: False}
    assert "1 aanwezig, 1 afwezig" in Gebeurtenis.objects.van(activiteit).get().toelichting


def test_list_before_the_meeting_is_refused(personas: Personas) -> None:
    with pytest.raises(Geweigerd, match="Leg de aanwezigheid daarna vast"):
        _doe("aanwezigheid_vastleggen", ActiviteitFactory(), personas)


def test_list_that_changes_what_stood_asks_why_and_keeps_it(personas: Personas) -> None:
    rij = AanwezigheidFactory(inschrijving__activiteit__voorbij=True, hoe="code")
    activiteit = rij.inschrijving.activiteit

    with pytest.raises(Geweigerd, match=f"al vaststond voor: {rij.inschrijving.naam}") as fout:
        _doe("aanwezigheid_vastleggen", activiteit, personas, aanwezig=[])
    assert set(fout.value.velden) == {"reden"}
    assert Aanwezigheid.objects.get().is_aanwezig

    _doe("aanwezigheid_vastleggen", activiteit, personas, aanwezig=[], reden="Eerder weggegaan.")
    assert not Aanwezigheid.objects.get().is_aanwezig
    assert "Eerder weggegaan." in Gebeurtenis.objects.van(rij.inschrijving).get().toelichting


def test_finishing_waits_until_it_is_known_who_was_there(personas: Personas) -> None:
    activiteit = InschrijvingFactory(activiteit__voorbij=True).activiteit

    with pytest.raises(VoorwaardeNietVervuld, match="Leg eerst vast wie er waren op 12"):
        _doe("afronden", activiteit, personas)

    _doe("aanwezigheid_vastleggen", activiteit, personas)
    assert _doe("afronden", activiteit, personas).status == "geweest"
    assert Opdracht.objects.filter(soort="voorzieningen.activiteit_bewijzen").count() == 1


# --- Called off ------------------------------------------------------------------------------------------------


def test_calling_off_with_people_on_the_list_asks_to_be_sure(personas: Personas) -> None:
    activiteit = InschrijvingFactory().activiteit
    InschrijvingFactory(activiteit=activiteit, wacht=True)

    with pytest.raises(Ongeldig) as fout:
        verrichten(workflow["afgelasten"], activiteit, door=personas.bureau, data={"reden": "Ziek."})
    assert "Zet dit vinkje" in fout.value.velden["zeker"][0]
    assert fout.value.form.fields["zeker"].label == "De 2 mensen op de lijst krijgen bericht dat het niet doorgaat"

    verrichten(workflow["afgelasten"], activiteit, door=personas.bureau, data={"reden": "Ziek.", "zeker": "on"})
    werk_af()
    assert [bericht.soort for bericht in Bericht.objects.all()] == ["activiteit_afgelast"] * 2
    assert "De reden: Ziek." in Bericht.objects.first().tekst


def test_draft_is_called_off_in_silence(personas: Personas) -> None:
    activiteit = InschrijvingFactory(activiteit__in_concept=True).activiteit

    verrichten(workflow["afgelasten"], activiteit, door=personas.bureau, data={"reden": "Niet nodig."})
    werk_af()

    assert not Bericht.objects.exists()


def test_input_of_the_acts_is_what_people_type() -> None:
    assert set(als_getypt({**GEGEVENS, **WANNEER})) >= {"soort", "titel", "dag", "van", "tot", "plaats"}
