"""What a vergoeding reads: on how many days somebody of a school was there."""

from datetime import date

import pytest

from tests.factories.organisaties import SchoolFactory
from tests.factories.voorzieningen import (
    AanwezigheidFactory,
    ActiviteitFactory,
    InschrijvingFactory,
    SessieFactory,
    moment,
)
from voorzieningen.selectors import aanwezigheid_van_school, dagen_gehouden, van_persoon

pytestmark = pytest.mark.django_db


def _was_bij(school, naam="Sanne Bos", soort="expertisedag", dag=12, **anders) -> None:
    activiteit = ActiviteitFactory(soort=soort, begint=moment(date(2026, 8, dag)), **anders)
    AanwezigheidFactory(inschrijving=InschrijvingFactory(activiteit=activiteit, school=school, naam=naam))


def test_days_are_counted_per_person_and_kind() -> None:
    school = SchoolFactory()
    for dag, soort in enumerate(("expertisedag", "expertisedag", "kenniskring", "training"), start=3):
        _was_bij(school, soort=soort, dag=dag)
    _was_bij(school, naam="Ander")
    _was_bij(SchoolFactory())
    _was_bij(school, schooljaar=2025)

    standen = aanwezigheid_van_school(school.pk, 2026)

    assert [(stand.naam, dict(stand.dagen)) for stand in standen] == [
        ("Ander", {"expertisedag": 1}),
        ("Sanne Bos", {"expertisedag": 2, "kenniskring": 1}),
    ]


def test_morning_and_afternoon_of_one_day_count_once() -> None:
    school = SchoolFactory()
    activiteit = ActiviteitFactory(voorbij=True)
    middag = SessieFactory(activiteit=activiteit, begint=moment(date(2026, 8, 12), 13))
    plaats = InschrijvingFactory(activiteit=activiteit, school=school)
    for sessie in (activiteit.sessies.first(), middag):
        AanwezigheidFactory(inschrijving=plaats, sessie=sessie)

    assert aanwezigheid_van_school(school.pk, 2026)[0].bij("expertisedag") == 1
    assert dagen_gehouden("expertisedag", 2026) == 1


def test_who_was_not_there_does_not_count() -> None:
    school = SchoolFactory()
    AanwezigheidFactory(inschrijving__activiteit__voorbij=True, inschrijving__school=school, is_aanwezig=False)

    assert aanwezigheid_van_school(school.pk, 2026) == []


def test_what_is_to_come_or_was_called_off_was_not_held() -> None:
    for staat in ({"voorbij": True}, {}, {"afgelast": True}, {"voorbij": True, "schooljaar": 2025}):
        ActiviteitFactory(soort="overleg", **staat)

    assert dagen_gehouden("overleg", 2026) == 1


@pytest.mark.parametrize(("naam", "gevonden"), [("sanne  bos ", True), ("S. Bos", False)])
def test_name_is_found_however_it_is_spaced(naam: str, gevonden: bool) -> None:
    school = SchoolFactory()
    _was_bij(school)

    assert (van_persoon(aanwezigheid_van_school(school.pk, 2026), naam) is not None) is gevonden
