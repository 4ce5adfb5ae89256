from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError

from swv.kern.fouten import Geweigerd
from swv.kern.models import Gebeurtenis
from tests.factories.organisaties import LeerlingFactory
from tests.factories.schoolwissel import SchoolwisselFactory, WisselrondeFactory, plek_voor
from tests.personas import Personas
from voorzieningen.models import Schoolplaats, Schoolwissel, Wisselronde
from voorzieningen.plaatsen.services import vrije_plaatsen_bewaren
from voorzieningen.schoolwissel import services
from voorzieningen.schoolwissel.ronde import ronde_afronden

pytestmark = pytest.mark.django_db


def gegevens(**anders: Any) -> Mapping[str, Any]:
    """What the form cleaned."""
    return {
        "voornaam": "Zoë",
        "tussenvoegsel": "",
        "achternaam": "Proef",
        "geboortedatum": date(2011, 4, 30),
        "leerlingnummer": "204417",
        "niveaus": ["havo"],
        "leerjaar": 4,
        "profiel": "",
        "postcode": "1315",
        "bereik": "overal",
        "wens1": None,
        "wens2": None,
        "wens3": None,
        "niet_naar": [],
        "nodig": [],
        "toelichting": "",
        "toestemming_op": date(2026, 8, 1),
        **anders,
    }


def aanmelden(personas: Personas, ronde: Wisselronde, **anders: Any) -> Schoolwissel:
    return services.aanmelden(
        ronde=ronde, school=personas.school, gegevens=gegevens(**anders), door=personas.coordinator
    )


def test_round_runs_from_its_start(personas: Personas) -> None:
    velden = {"schooljaar": 2026, "aanmelden_tot": date(2027, 5, 1), "doel_op": date(2027, 7, 1)}

    ronde = services.ronde_starten(**velden, door=personas.bureau)

    assert ronde.kan_aanmelden
    with pytest.raises(Geweigerd, match="loopt al een ronde"):
        services.ronde_starten(**velden, door=personas.bureau)
    assert Wisselronde.objects.count() == 1


def test_pupil_is_registered_with_wishes_and_a_kenmerk(personas: Personas) -> None:
    ronde = WisselrondeFactory()

    wissel = aanmelden(personas, ronde, wens1=personas.school_elders.pk, niet_naar=[personas.zusterschool.pk])

    assert wissel.kenmerk == "W-2627-00001"
    assert wissel.leerling.school == personas.school
    assert wissel.wens1 == personas.school_elders
    assert list(wissel.niet_naar.all()) == [personas.zusterschool]
    assert Gebeurtenis.objects.van(wissel).get().handeling == "aanmelden"


def test_second_registration_of_one_pupil_in_a_round_is_refused(personas: Personas) -> None:
    ronde = WisselrondeFactory()
    aanmelden(personas, ronde)

    with pytest.raises(Geweigerd, match="al aangemeld") as fout:
        aanmelden(personas, ronde)

    assert list(fout.value.velden) == ["leerlingnummer"]
    assert Schoolwissel.objects.count() == 1


def test_pupil_can_be_registered_again_after_a_withdrawal(personas: Personas) -> None:
    ronde = WisselrondeFactory()
    leerling = LeerlingFactory(school=personas.school)
    SchoolwisselFactory(ronde=ronde, school=personas.school, leerling=leerling, ingetrokken=True)

    assert SchoolwisselFactory(ronde=ronde, school=personas.school, leerling=leerling).pk


def test_registration_after_the_last_day_is_refused_in_words(personas: Personas) -> None:
    ronde = WisselrondeFactory(aanmelden_tot=date(2026, 8, 14))

    with pytest.raises(Geweigerd, match="Aanmelden kon tot en met"):
        aanmelden(personas, ronde)


def test_registration_in_a_round_that_was_closed_meanwhile_is_refused_in_words(personas: Personas) -> None:
    ronde = WisselrondeFactory()
    ronde_afronden(ronde, door=personas.bureau)
    assert ronde.kan_aanmelden  # as it was read before

    with pytest.raises(Geweigerd, match=r"Deze ronde is afgerond\. Bel het bureau"):
        aanmelden(personas, ronde)

    assert not Schoolwissel.objects.exists()


def test_database_refuses_dates_the_wrong_way_round() -> None:
    with pytest.raises(IntegrityError, match="wisselronde_volgorde"):
        WisselrondeFactory(doel_op=date(2027, 4, 1))


def test_number_of_a_school_never_falls_below_what_was_given(personas: Personas) -> None:
    plek_voor(personas.school_elders, aantal=2)
    SchoolwisselFactory(geplaatst=True, naar_school=personas.school_elders)
    velden: dict[str, Any] = {"school": personas.school_elders, "jaar": 2026, "door": personas.coordinator_elders}

    assert vrije_plaatsen_bewaren(aantallen={("havo", 4): 1, ("vwo", 2): 3}, **velden) == 2
    with pytest.raises(Geweigerd, match="net een plaats gegeven"):
        vrije_plaatsen_bewaren(aantallen={("havo", 4): None}, **velden)


def test_number_can_fall_when_nobody_has_the_place(personas: Personas) -> None:
    plek_voor(personas.school_elders, aantal=2)

    aantal = vrije_plaatsen_bewaren(
        school=personas.school_elders, jaar=2026, aantallen={("havo", 4): None}, door=personas.coordinator_elders
    )

    assert aantal == 1
    assert not Schoolplaats.objects.exists()


def test_what_a_school_has_is_kept_once(personas: Personas) -> None:
    for keuze in (["lwoo"], ["rustplek", "lwoo"]):
        aanbod = services.aanbod_bewaren(
            school=personas.school, ondersteuning=keuze, profielen=[], door=personas.coordinator
        )

    assert aanbod.ondersteuning == ["rustplek", "lwoo"]
    assert type(aanbod).objects.count() == 1
