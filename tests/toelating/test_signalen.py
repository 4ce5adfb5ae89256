"""What the bureau looks at once more: a start far ahead, and the same pupil elsewhere by name and date of birth."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.factories.organisaties import LeerlingFactory
from tests.factories.toelating import maak_tlv, maak_verklaring
from tests.toelating.levensloop import geplaatst
from toelating import workflow
from toelating.dossier import dossier_van
from toelating.models import Soort, Status, Tlvaanvraag
from toelating.signalen import gelijken, signalen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok")]


@pytest.fixture
def aanvraag(klok, wereld):
    return maak_tlv(wereld, status=Status.VOLLEDIGHEIDSTOETS, nummer=1)


def van(aanvraag, wereld):
    return signalen(aanvraag, user=wereld.personas.bureau, vandaag=timezone.localdate())


def dubbelganger(aanvraag, **anders):
    leerling = aanvraag.leerling
    gelijk = {"voornaam": leerling.voornaam, "achternaam": leerling.achternaam, "geboortedatum": leerling.geboortedatum}
    return LeerlingFactory(**{**gelijk, "leerlingnummer": "999001", **anders})


def test_ordinary_request_gives_no_signal(aanvraag, wereld):
    assert van(aanvraag, wereld) == []


@pytest.mark.parametrize(("ingang", "signaal"), [(date(2027, 10, 13), False), (date(2027, 10, 14), True)])
def test_start_more_than_a_year_ahead_is_a_signal(aanvraag, wereld, ingang, signaal):
    aanvraag.gevraagde_ingang = ingang

    assert [rij.zin for rij in van(aanvraag, wereld)] == (
        ["De ingangsdatum ligt meer dan een jaar vooruit. Controleer of dat klopt."] if signaal else []
    )


def test_same_name_and_day_at_another_school_is_a_signal_whatever_the_capitals(aanvraag, wereld):
    dubbelganger(aanvraag, school=wereld.personas.school_elders, voornaam="ZOË", achternaam="voorbeeld1")

    assert [rij.zin for rij in van(aanvraag, wereld)] == [
        "Een leerling met dezelfde naam en geboortedatum staat bij ons ook bij School B."
    ]


@pytest.mark.parametrize("anders", [{"geboortedatum": date(2012, 5, 1)}, {"voornaam": "Zoe"}, {"achternaam": "Ander"}])
def test_other_name_or_day_is_another_pupil(aanvraag, wereld, anders):
    dubbelganger(aanvraag, school=wereld.personas.school_elders, **anders)

    assert gelijken(aanvraag.leerling) == []


def test_open_request_for_the_same_pupil_elsewhere_is_a_signal_with_its_kenmerk(aanvraag, wereld):
    ander = maak_tlv(wereld, status=Status.BIJ_DESKUNDIGEN, nummer=1, anders={"leerling": {"leerlingnummer": "88"}})

    (signaal,) = van(aanvraag, wereld)

    assert "heeft ook een open aanvraag bij School A: bij de deskundigen." in signaal.zin
    assert (signaal.verwijzing, str(ander.pk) in signaal.adres) == (ander.kenmerk, True)


def test_tlv_that_still_counts_is_a_signal_of_this_pupil_and_of_one_like_it(wereld):
    tlv = maak_verklaring(wereld, nummer=1)
    daarna = {"aanvraag": {"gevraagde_ingang": f"{tlv.einde + timedelta(days=1):%d-%m-%Y}"}}
    zelf = maak_tlv(wereld, status=Status.VOLLEDIGHEIDSTOETS, nummer=1, anders=daarna)
    ander = maak_tlv(wereld, status=Status.INGEDIEND, nummer=1, anders={"leerling": {"leerlingnummer": "88"}})

    assert "Deze leerling heeft al een TLV voor vso, categorie laag" in van(zelf, wereld)[-1].zin
    (signaal,) = [rij for rij in van(ander, wereld) if "TLV" in rij.zin]
    assert signaal.zin.startswith("Een leerling met dezelfde naam")
    assert signaal.verwijzing == tlv.nummer


def test_tlv_that_this_request_goes_on_from_is_no_signal(wereld):
    aanvraag = maak_tlv(wereld, soort=Soort.VERLENGING, vorige=geplaatst(wereld), status=Status.VOLLEDIGHEIDSTOETS)

    assert van(aanvraag, wereld) == []


def test_draft_or_dossier_that_this_person_stays_out_of_is_never_named(aanvraag, wereld):
    """A signal may not be a way to look where one may not look."""
    maak_tlv(wereld, nummer=1, anders={"leerling": {"leerlingnummer": "88"}})
    assert van(aanvraag, wereld) == []
    ander = maak_tlv(wereld, status=Status.BIJ_DESKUNDIGEN, nummer=1, anders={"leerling": {"leerlingnummer": "89"}})
    ander.verschoningen.create(gebruiker=wereld.personas.bureau, reden="Familie.", door=wereld.personas.bureau)

    assert ander.kenmerk not in [rij.verwijzing for rij in van(aanvraag, wereld)]


def test_signals_are_for_the_bureau_and_as_long_as_it_is_open(aanvraag, wereld):
    dubbelganger(aanvraag, school=wereld.personas.school_elders)

    assert dossier_van(aanvraag, user=wereld.personas.bureau).signalen
    assert not dossier_van(aanvraag, user=wereld.personas.directeur).signalen
    workflow.intrekken(aanvraag, door=wereld.personas.coordinator, reden="Verhuisd.")
    assert not dossier_van(Tlvaanvraag.objects.get(), user=wereld.personas.bureau).signalen
