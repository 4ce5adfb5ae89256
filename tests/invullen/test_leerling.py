"""The pupil that the answers name: found by number within one school, never somebody else."""

from datetime import date

import pytest

from swv.invullen.leerling import LeerlingForm, leerling_van, leerlinggegevens
from swv.kern.fouten import Geweigerd
from swv.organisaties.models import Leerling

pytestmark = pytest.mark.django_db

GEGEVENS = {
    "voornaam": "Zoë",
    "tussenvoegsel": "van der",
    "achternaam": "Voorbeeld",
    "geboortedatum": date(2012, 3, 14),
    "leerlingnummer": "200001",
    "reden": "Iets van een ander onderdeel",
}


def test_answers_about_the_pupil_are_picked_from_all():
    assert leerlinggegevens(GEGEVENS) == {naam: waarde for naam, waarde in GEGEVENS.items() if naam != "reden"}


def test_new_number_makes_a_pupil_of_this_school(personas):
    leerling = leerling_van(personas.school, GEGEVENS)

    assert (leerling.school, leerling.naam) == (personas.school, "Zoë van der Voorbeeld")
    assert leerling.geboortedatum == date(2012, 3, 14)


def test_known_number_with_the_same_name_is_the_same_pupil(personas):
    assert leerling_van(personas.school, GEGEVENS) == leerling_van(personas.school, dict(GEGEVENS))
    assert Leerling.objects.count() == 1


@pytest.mark.parametrize(
    "anders",
    [{"voornaam": "Zoé"}, {"tussenvoegsel": ""}, {"achternaam": "Ander"}, {"geboortedatum": date(2012, 3, 15)}],
)
def test_known_number_with_another_name_or_day_is_refused(personas, anders):
    leerling_van(personas.school, GEGEVENS)

    with pytest.raises(Geweigerd, match="Bij leerlingnummer 200001 hoort op uw school een leerling met een andere"):
        leerling_van(personas.school, {**GEGEVENS, **anders})

    assert Leerling.objects.get().naam == "Zoë van der Voorbeeld"


def test_number_of_another_school_is_another_pupil(personas):
    elders = leerling_van(personas.school_elders, {**GEGEVENS, "voornaam": "Ander"})

    assert leerling_van(personas.school, GEGEVENS) != elders


class Kleuterform(LeerlingForm):
    jongste, oudste = 4, 6


@pytest.mark.parametrize(
    ("form", "geboren", "past"),
    [
        (LeerlingForm, "1-9-2016", True),
        (LeerlingForm, "2-9-2016", False),
        (LeerlingForm, "2-9-2004", True),
        (LeerlingForm, "1-9-2004", False),
        (Kleuterform, "1-9-2022", True),
        (Kleuterform, "2-9-2022", False),
        (Kleuterform, "1-9-2019", False),
    ],
)
def test_age_is_judged_by_the_bounds_of_the_form(form, geboren, past):
    getypt = {**GEGEVENS, "geboortedatum": geboren}

    ingevuld = form(getypt, regeling=None, peildatum=date(2026, 9, 1))

    assert ingevuld.is_valid() == past
