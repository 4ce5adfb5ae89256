"""What the worker keeps of a proposal."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from tests.factories.organisaties import SchoolFactory
from tests.factories.schoolwissel import SchoolaanbodFactory, SchoolwisselFactory, plek_voor, veel
from tests.personas import Personas
from tests.voorzieningen.schoolwissel.conftest import werk_af
from voorzieningen.models import Schoolwissel, Wisselronde, Wisseluitkomst, Wisselvoorstel
from voorzieningen.schoolwissel import berekenen, selectors
from voorzieningen.schoolwissel.berekenen import VerdelingNietStabiel, voorstel_berekenen
from voorzieningen.schoolwissel.ronde import verdeling_berekenen

pytestmark = pytest.mark.django_db


def test_same_question_twice_gives_one_proposal(zoeker: Schoolwissel) -> None:
    assert voorstel_berekenen(str(zoeker.ronde_id)) is None
    assert Wisselvoorstel.objects.count() == 1


def test_proposal_keeps_the_reasons_with_their_points(zoeker: Schoolwissel, personas: Personas) -> None:
    uitkomst = selectors.uitkomst_van(zoeker)

    assert uitkomst is not None
    assert (uitkomst.school, uitkomst.niveau, uitkomst.punten) == (personas.school_elders, "havo", 1)
    assert uitkomst.zinnen == [
        "Past: havo, leerjaar 4",
        "Eerste wens",
        "School in postcode 1311, thuis is 1315 (1 punt)",
        "1 vrije plaats",
    ]


def test_proposal_never_changes(zoeker: Schoolwissel) -> None:
    for rij in (Wisselvoorstel.objects.get(), Wisseluitkomst.objects.get()):
        with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
            rij.save()


def test_places_that_are_given_are_not_divided_again(personas: Personas, ronde: Wisselronde) -> None:
    plek_voor(personas.school_elders, aantal=3)
    SchoolwisselFactory(ronde=ronde, voorgesteld=True, naar_school=personas.school_elders)
    SchoolaanbodFactory(school=personas.school_elders, ondersteuning=["lwoo"])

    [plek] = selectors.plekken(ronde.schooljaar)

    assert (plek.vrij, plek.ondersteuning, plek.postcode) == (2, frozenset({"lwoo"}), "1311")


def test_unstable_assignment_is_not_kept(
    personas: Personas, ronde: Wisselronde, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard: with a solver that gives nobody a place, nothing is stored."""
    plek_voor(personas.school_elders)
    SchoolwisselFactory(ronde=ronde)
    verdeling_berekenen(ronde, door=personas.bureau)
    echt = berekenen.toewijzen
    monkeypatch.setattr(berekenen, "toewijzen", lambda vragen, plekken: [_zonder(rij) for rij in echt(vragen, plekken)])

    with pytest.raises(VerdelingNietStabiel):
        voorstel_berekenen(str(ronde.pk))
    assert not Wisselvoorstel.objects.exists()

    monkeypatch.setattr(berekenen, "onrecht", lambda *alles: [])  # the twin
    voorstel_berekenen(str(ronde.pk))
    assert Wisseluitkomst.objects.get().school is None


def _zonder(toewijzing):  # type: ignore[no-untyped-def]
    return type(toewijzing)(toewijzing.vraag, None, None, toewijzing.opties)


def test_progress_counts_who_has_a_place_and_what_stands_between(
    zoeker: Schoolwissel, personas: Personas, ronde: Wisselronde
) -> None:
    plek_voor(personas.school, aantal=2)
    SchoolwisselFactory(ronde=ronde, geplaatst=True, naar_school=personas.school)
    SchoolwisselFactory(ronde=ronde, voorgesteld=True, naar_school=personas.school, antwoord_uiterlijk="2026-08-14")
    SchoolwisselFactory(ronde=ronde)
    SchoolwisselFactory(ronde=ronde, ingetrokken=True)

    stand = selectors.voortgang([ronde], date(2026, 8, 15))[ronde.pk]

    assert stand.zin == "1 van de 4 leerlingen heeft een plaats, nog 3."
    assert stand.tussen == [
        "1 school is te laat met antwoorden.",
        "Voor 1 leerling ligt een voorstel klaar om te sturen.",
        "1 leerling is nog niet verdeeld.",
    ]


def test_two_hundred_pupils_cost_a_fixed_number_of_queries(
    personas: Personas, ronde: Wisselronde, django_assert_max_num_queries
) -> None:
    veel(ronde, [personas.school, *SchoolFactory.create_batch(10)], leerlingen=200, plaatsen=60)
    verdeling_berekenen(ronde, door=personas.bureau)

    with django_assert_max_num_queries(16):
        voorstel_berekenen(str(ronde.pk))

    met, zonder = (Wisseluitkomst.objects.filter(school__isnull=leeg).count() for leeg in (False, True))
    assert (met + zonder, met > 40) == (200, True)
    assert all(rij.redenen for rij in Wisseluitkomst.objects.all())
    werk_af()
    assert Wisselvoorstel.objects.count() == 1
