"""A school of another region: invited for one dossier, by the bureau, until a day, and for nothing else."""

import uuid
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from swv.invullen import services as invullen
from swv.kern.fouten import Geweigerd, NietToegestaan, VerkeerdeStatus
from swv.kern.models import Gebeurtenis
from swv.organisaties.models import Gebruiker, Rol, Rolsoort, School, Schoolbestuur
from swv.organisaties.selectors import eigen_scholen, scholen_als_keuze
from swv.post.models import Bericht
from tests.factories.organisaties import SchoolFactory
from tests.factories.toelating import maak_gastaanvraag, maak_tlv
from toelating import gasten, rules, workflow
from toelating.models import Soort, Status, Tlvaanvraag, Uitnodiging, Verklaring

pytestmark = pytest.mark.django_db


def uitnodigen(wereld, **anders):
    """Invite as the bureau does, with other values here and there."""
    school = {
        "code": "09ZZ00",
        "naam": "Elders College",
        "soort": "vo",
        "bestuursnummer": "49999",
        "bestuursnaam": "Stichting Elders",
        "adres": "Postbus 1",
        "postcode": "9999 AA",
        "plaats": "Elders",
    }
    persoon = {"naam": "Gitta Gast", "email": "Gast@Elders.example", "functie": "Zorgcoördinator"}
    gegevens = {
        "soort": Soort.VSO,
        "school": gasten.Gastschool(**{naam: anders.pop(naam, waarde) for naam, waarde in school.items()}),
        "persoon": gasten.Contactpersoon(**{naam: anders.pop(naam, waarde) for naam, waarde in persoon.items()}),
        "toegang_tot": timezone.localdate() + timedelta(days=300),
        "door": wereld.personas.bureau,
        "sleutel": uuid.uuid4(),
    }
    return gasten.uitnodigen(**{**gegevens, **anders})


def zichtbaar(gebruiker):
    return set(Tlvaanvraag.objects.for_user(Gebruiker.objects.get(pk=gebruiker.pk)))


# --- Inviting ---------------------------------------------------------------------------------------------------


def test_invitation_makes_school_board_account_role_and_draft(wereld):
    uitnodiging = uitnodigen(wereld)
    aanvraag, gast = uitnodiging.aanvraag, uitnodiging.gast
    assert (aanvraag.status, aanvraag.gast, aanvraag.school.code) == (Status.CONCEPT, gast, "09ZZ00")
    assert (aanvraag.school.is_buiten_regio, aanvraag.school.bestuur.nummer) == (True, "49999")
    assert (gast.email, gast.has_usable_password()) == ("gast@elders.example", False)
    rol = gast.rollen.get()
    assert (rol.soort, rol.geldig_tot) == (Rolsoort.GAST, uitnodiging.toegang_tot + timedelta(days=1))


def test_invitation_opens_one_dossier_and_nothing_else(wereld):
    ander, eigen = (
        maak_gastaanvraag(wereld, email="a@elders.example"),
        maak_gastaanvraag(wereld, email="b@elders.example"),
    )
    maak_tlv(wereld, status=Status.INGEDIEND)
    assert ander.school == eigen.school
    assert zichtbaar(eigen.gast) == {eigen}
    assert not Verklaring.objects.for_user(eigen.gast).exists()


@pytest.mark.parametrize("wie", ["bureau", "directeur", "coordinator", "bestuur", "controller", "beheerder"])
def test_draft_of_a_guest_is_invisible_to_everybody_else(wereld, wie):
    aanvraag = maak_gastaanvraag(wereld, ingevuld=True)
    assert aanvraag not in zichtbaar(getattr(wereld.personas, wie))


def test_same_key_gives_the_same_invitation(wereld):
    sleutel = uuid.uuid4()
    een, twee = uitnodigen(wereld, sleutel=sleutel), uitnodigen(wereld, sleutel=sleutel)
    assert een == twee
    assert (Tlvaanvraag.objects.count(), Bericht.objects.count()) == (1, 1)


def test_school_and_person_that_are_known_are_not_made_twice(wereld):
    een = uitnodigen(wereld)
    twee = uitnodigen(wereld, school=een.school, soort=Soort.PRO)
    assert (een.gast, een.school) == (twee.gast, twee.school)
    assert zichtbaar(een.gast) == {een.aanvraag, twee.aanvraag}
    assert Rol.objects.filter(gebruiker=een.gast).count() == 1


@pytest.mark.parametrize(
    ("anders", "veld", "zin"),
    [
        ({"code": "01AA00"}, "code", "School A (01AA00) hoort bij dit samenwerkingsverband."),
        ({"bestuursnummer": "41001"}, "bestuursnummer", "Bestuursnummer 41001 is bij ons van Stichting Scholen A."),
        ({"email": "coordinator.a@portaal.example"}, "email", "heeft al een account als ondersteuningscoördinator"),
        ({"email": "ortho@portaal.example"}, "email", "heeft al een account als deskundige"),
    ],
)
def test_refusal_names_the_field_and_makes_nothing(wereld, anders, veld, zin):
    voor = (School.objects.count(), Schoolbestuur.objects.count(), Gebruiker.objects.count())
    with pytest.raises(Geweigerd) as fout:
        uitnodigen(wereld, **anders)
    assert zin in fout.value.velden[veld][0]
    assert (School.objects.count(), Schoolbestuur.objects.count(), Gebruiker.objects.count()) == voor
    assert not Uitnodiging.objects.exists()


def test_school_of_another_region_that_is_known_is_chosen_from_the_list(wereld):
    uitnodigen(wereld)
    with pytest.raises(Geweigerd, match="staat al in de lijst"):
        uitnodigen(wereld, email="b@elders.example")


def test_closed_account_is_not_invited(wereld):
    uitnodiging = uitnodigen(wereld)
    Gebruiker.objects.filter(pk=uitnodiging.gast_id).update(is_active=False)
    with pytest.raises(Geweigerd, match="Het account met dit e-mailadres is gesloten"):
        uitnodigen(wereld, school=uitnodiging.school)


@pytest.mark.parametrize("wie", ["coordinator", "bestuur", "directeur", "beheerder"])
def test_only_the_bureau_invites_and_withdraws(wereld, wie):
    uitnodiging, persoon = uitnodigen(wereld), getattr(wereld.personas, wie)
    with pytest.raises(NietToegestaan):
        uitnodigen(wereld, door=persoon)
    with pytest.raises(NietToegestaan):
        gasten.uitnodiging_intrekken(uitnodiging=uitnodiging, door=persoon)
    with pytest.raises(NietToegestaan):
        gasten.opnieuw_uitnodigen(uitnodiging=uitnodiging, toegang_tot=uitnodiging.toegang_tot, door=persoon)


def test_message_names_no_pupil_and_leads_to_the_dossier(wereld):
    uitnodiging = uitnodigen(wereld)
    bericht = Bericht.objects.get(soort="tlv_uitnodiging")
    assert bericht.aan == uitnodiging.gast
    assert f"/toelating/{uitnodiging.aanvraag_id}/" in bericht.tekst
    assert "Elders College" in bericht.tekst


# --- Withdrawing and again ------------------------------------------------------------------------------------------


def test_withdrawing_closes_the_dossier_at_once_and_keeps_what_was_typed(wereld):
    aanvraag = maak_gastaanvraag(wereld, ingevuld=True)
    uitnodiging, gast = aanvraag.uitnodiging, aanvraag.gast
    gasten.uitnodiging_intrekken(uitnodiging=uitnodiging, door=wereld.personas.bureau)
    gast = Gebruiker.objects.get(pk=gast.pk)
    assert zichtbaar(gast) == set()
    assert not rules.is_gast.test(gast, aanvraag)
    assert not aanvraag.mag_invullen(gast)
    assert Tlvaanvraag.objects.get().antwoorden == aanvraag.antwoorden


def test_withdrawing_one_invitation_leaves_the_other_open(wereld):
    een, twee = maak_gastaanvraag(wereld), maak_gastaanvraag(wereld)
    gasten.uitnodiging_intrekken(uitnodiging=een.uitnodiging, door=wereld.personas.bureau)
    gast = Gebruiker.objects.get(pk=een.gast_id)
    assert zichtbaar(gast) == {twee}
    assert (rules.is_gast.test(gast, een), rules.is_gast.test(gast, twee)) == (False, True)


def test_withdrawing_twice_changes_nothing(wereld):
    uitnodiging = maak_gastaanvraag(wereld).uitnodiging
    een = gasten.uitnodiging_intrekken(uitnodiging=uitnodiging, door=wereld.personas.bureau)
    twee = gasten.uitnodiging_intrekken(uitnodiging=uitnodiging, door=wereld.personas.bureau_collega)
    assert (een.ingetrokken_op, een.ingetrokken_door) == (twee.ingetrokken_op, twee.ingetrokken_door)


def test_after_a_withdrawal_the_school_goes_on_where_it_was(wereld):
    aanvraag = maak_gastaanvraag(wereld, ingevuld=True)
    gasten.uitnodiging_intrekken(uitnodiging=aanvraag.uitnodiging, door=wereld.personas.bureau)
    tot = timezone.localdate() + timedelta(days=30)
    opnieuw = gasten.opnieuw_uitnodigen(uitnodiging=aanvraag.uitnodiging, toegang_tot=tot, door=wereld.personas.bureau)
    assert (opnieuw.aanvraag, opnieuw.is_ingetrokken) == (aanvraag, False)
    assert zichtbaar(aanvraag.gast) == {aanvraag}
    assert aanvraag.gast.rollen.latest("pk").geldig_tot == tot + timedelta(days=1)


def test_draft_that_was_thrown_away_comes_back_empty(wereld):
    aanvraag = maak_gastaanvraag(wereld, ingevuld=True)
    uitnodiging = aanvraag.uitnodiging
    invullen.weggooien(aanvraag, door=aanvraag.gast)
    uitnodiging.refresh_from_db()
    assert (uitnodiging.aanvraag, zichtbaar(uitnodiging.gast)) == (None, set())
    opnieuw = gasten.opnieuw_uitnodigen(
        uitnodiging=uitnodiging, toegang_tot=uitnodiging.toegang_tot, door=wereld.personas.bureau
    )
    assert opnieuw.aanvraag.antwoorden == {}
    assert zichtbaar(opnieuw.gast) == {opnieuw.aanvraag}


def test_who_got_another_task_is_not_invited_again(wereld):
    uitnodiging = maak_gastaanvraag(wereld).uitnodiging
    Rol.objects.create(gebruiker=uitnodiging.gast, soort=Rolsoort.DESKUNDIGE, geldig_van=date(2020, 1, 1))
    with pytest.raises(Geweigerd, match="Een gast heeft geen andere taak"):
        gasten.opnieuw_uitnodigen(
            uitnodiging=uitnodiging, toegang_tot=uitnodiging.toegang_tot, door=wereld.personas.bureau
        )


def test_access_ends_after_the_last_day(wereld):
    aanvraag = maak_gastaanvraag(wereld)
    tot = aanvraag.uitnodiging.toegang_tot
    with time_machine.travel(f"{tot} 23:59:00+01:00"):
        assert zichtbaar(aanvraag.gast) == {aanvraag}
    with time_machine.travel(f"{tot + timedelta(days=1)} 00:01:00+01:00"):
        assert zichtbaar(aanvraag.gast) == set()


# --- Sending -----------------------------------------------------------------------------------------------------


def test_guest_submits_in_the_name_of_its_board_and_follows(wereld):
    aanvraag = maak_gastaanvraag(wereld, ingevuld=True)
    aanvraag = workflow.indienen(aanvraag, door=aanvraag.gast, namens="Stichting Elders")
    assert (aanvraag.status, aanvraag.kenmerk[:2]) == (Status.INGEDIEND, "T-")
    assert zichtbaar(aanvraag.gast) == {aanvraag}
    assert aanvraag in zichtbaar(wereld.personas.bureau)
    namen = list(Gebeurtenis.objects.van(aanvraag).order_by("id").values_list("handeling", flat=True))
    assert namen == ["gast_uitnodigen", "indienen"]


def test_guest_that_submitted_can_read_the_decision_a_year_long(wereld):
    aanvraag = maak_gastaanvraag(wereld, ingevuld=True)
    kort = timezone.localdate() + timedelta(days=10)
    gasten.opnieuw_uitnodigen(uitnodiging=aanvraag.uitnodiging, toegang_tot=kort, door=wereld.personas.bureau)
    workflow.indienen(aanvraag, door=Gebruiker.objects.get(pk=aanvraag.gast_id), namens="Stichting Elders")
    with time_machine.travel(timezone.now() + timedelta(days=300)):
        assert zichtbaar(aanvraag.gast) == {aanvraag}


def test_submitted_request_is_not_withdrawn_with_its_invitation(wereld):
    aanvraag = maak_gastaanvraag(wereld, ingevuld=True)
    workflow.indienen(aanvraag, door=aanvraag.gast, namens="Stichting Elders")
    with pytest.raises(VerkeerdeStatus, match="De school heeft de aanvraag al ingediend"):
        gasten.uitnodiging_intrekken(uitnodiging=aanvraag.uitnodiging, door=wereld.personas.bureau)


def test_guest_that_was_withdrawn_cannot_submit(wereld):
    aanvraag = maak_gastaanvraag(wereld, ingevuld=True)
    gasten.uitnodiging_intrekken(uitnodiging=aanvraag.uitnodiging, door=wereld.personas.bureau)
    with pytest.raises(NietToegestaan):
        workflow.indienen(aanvraag, door=Gebruiker.objects.get(pk=aanvraag.gast_id), namens="Stichting Elders")


# --- Where a guest school does not belong --------------------------------------------------------------------------


def test_guest_school_is_in_no_choice_of_schools(wereld):
    school = maak_gastaanvraag(wereld).school
    vso = SchoolFactory(soort=School.Soort.VSO, is_buiten_regio=True, bestuur=school.bestuur)
    assert not {school, vso} & set(School.objects.leden())
    assert school.bestuur not in Schoolbestuur.objects.leden()
    assert str(vso.pk) not in dict(scholen_als_keuze("vso"))


def test_board_with_a_school_in_both_regions_stays_a_member(wereld):
    elders = SchoolFactory(is_buiten_regio=True, bestuur=wereld.personas.bestuur_a)
    assert wereld.personas.bestuur_a in Schoolbestuur.objects.leden()
    assert elders not in eigen_scholen(wereld.personas.bestuur)
    assert elders in eigen_scholen(wereld.personas.bestuur, ook_buiten_regio=True)


def test_coordinator_of_a_guest_school_begins_nothing(wereld):
    from aanvragen import services as aanvragen
    from aanvragen.regelingen import regelingen_laden
    from toelating import services

    regelingen_laden()
    school = wereld.personas.school
    School.objects.filter(pk=school.pk).update(is_buiten_regio=True)
    school.refresh_from_db()
    for start in (
        lambda: services.starten(soort="vso", school=school, door=wereld.personas.coordinator, sleutel=uuid.uuid4()),
        lambda: aanvragen.starten(soort="robot", school=school, door=wereld.personas.coordinator, sleutel=uuid.uuid4()),
    ):
        with pytest.raises(NietToegestaan):
            start()
