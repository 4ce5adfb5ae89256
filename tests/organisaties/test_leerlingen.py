"""A pupil goes to another school and stays one pupil."""

from datetime import date

import pytest

from aanvragen.models import Aanvraag
from swv.kern.fouten import VoorwaardeNietVervuld
from swv.organisaties.leerlingen import leerling_verhuizen
from swv.organisaties.models import Leerling
from tests.factories.aanvragen import maak_aanvraag
from tests.factories.organisaties import LeerlingFactory, SchoolFactory
from tests.factories.toelating import maak_wereld
from tests.factories.verklaringen import zaai
from toelating.models import Verklaring

pytestmark = pytest.mark.django_db


def test_verhuizen_gives_the_pupil_the_number_of_the_new_school():
    leerling, school = LeerlingFactory(), SchoolFactory()

    leerling_verhuizen(leerling=leerling, school=school, leerlingnummer="N1")

    leerling.refresh_from_db()
    assert (leerling.school, leerling.leerlingnummer) == (school, "N1")


def test_verhuizen_to_the_same_number_changes_nothing():
    leerling = LeerlingFactory()

    leerling_verhuizen(leerling=leerling, school=leerling.school, leerlingnummer=leerling.leerlingnummer)

    assert Leerling.objects.count() == 1


def test_verhuizen_keeps_the_dossiers_of_the_school_before(personas):
    aanvraag = maak_aanvraag(personas, soort="robot", status="ingediend")
    vreemd = SchoolFactory()

    leerling_verhuizen(leerling=aanvraag.leerling, school=vreemd, leerlingnummer="N1")

    assert Aanvraag.objects.for_user(personas.coordinator).get().leerling.school == vreemd
    assert not Leerling.objects.for_user(personas.coordinator).exists()


def test_verhuizen_to_a_school_that_knows_the_pupil_makes_them_one(personas):
    aanvraag = maak_aanvraag(personas, soort="robot", status="ingediend")
    bekend, school = aanvraag.leerling, aanvraag.school
    elders = LeerlingFactory(
        voornaam=bekend.voornaam.upper(),
        tussenvoegsel=bekend.tussenvoegsel,
        achternaam=f"{bekend.achternaam} ",
        geboortedatum=bekend.geboortedatum,
    )

    leerling_verhuizen(leerling=elders, school=school, leerlingnummer=bekend.leerlingnummer)

    assert Leerling.objects.get() == elders
    aanvraag.refresh_from_db()
    assert aanvraag.leerling == elders


@pytest.mark.parametrize("anders", [{"achternaam": "Ander"}, {"geboortedatum": date(2011, 1, 1)}])
def test_verhuizen_to_the_number_of_somebody_else_is_refused(anders):
    bezet = LeerlingFactory()
    gelijk = {"voornaam": bezet.voornaam, "achternaam": bezet.achternaam, "geboortedatum": bezet.geboortedatum}
    leerling = LeerlingFactory(**{**gelijk, **anders})

    with pytest.raises(VoorwaardeNietVervuld, match="andere naam of geboortedatum"):
        leerling_verhuizen(leerling=leerling, school=bezet.school, leerlingnummer=bezet.leerlingnummer)
    assert Leerling.objects.count() == 2


def test_verhuizen_that_would_give_one_pupil_two_tlvs_at_once_is_refused():
    wereld = maak_wereld()
    een, ander = zaai(wereld), zaai(wereld)
    dubbel = een.leerling
    Leerling.objects.filter(pk=dubbel.pk).update(achternaam=ander.leerling.achternaam)

    with pytest.raises(VoorwaardeNietVervuld, match="staat twee keer in het portaal"):
        leerling_verhuizen(leerling=ander.leerling, school=dubbel.school, leerlingnummer=dubbel.leerlingnummer)
    assert Verklaring.objects.filter(leerling=dubbel).get() == een
