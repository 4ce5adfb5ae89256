import pytest
from django.test import Client
from rest_framework.authtoken.models import Token

from swv.organisaties.models import Gebruiker
from tests.factories.voorzieningen import ChecklistFactory, ProfielFactory, VoorzieningFactory
from tests.personas import Personas

pytestmark = pytest.mark.django_db


def _haal(pad: str, door: Gebruiker) -> dict:
    token, _ = Token.objects.get_or_create(user=door)
    antwoord = Client().get(f"/api/v1/{pad}", headers={"authorization": f"Token {token}"})
    return antwoord.json() if antwoord.status_code == 200 else {"status": antwoord.status_code}


def test_caller_sees_the_own_concept_and_the_bureau_what_was_fixed(personas: Personas) -> None:
    concept = ProfielFactory(school=personas.school)
    vast = ProfielFactory(school=personas.zusterschool, te_oud=True)

    def ids(door: Gebruiker) -> set[str]:
        return {rij["id"] for rij in _haal("profielen", door)["results"]}

    assert ids(personas.coordinator) == {str(concept.pk)}
    assert ids(personas.bestuur) == {str(concept.pk), str(vast.pk)}
    assert ids(personas.bureau) == {str(vast.pk)}
    assert ids(personas.coordinator_elders) == ids(personas.deskundige) == set()


def test_profile_gives_texts_facilities_and_acts(personas: Personas) -> None:
    profiel = ProfielFactory(school=personas.school, te_oud=True, met=[VoorzieningFactory(slug="trajectklas")])

    gegeven = _haal(f"profielen/{profiel.pk}", personas.coordinator)

    assert gegeven["is_te_oud"] is True
    assert gegeven["voorzieningen"] == ["trajectklas"]
    assert gegeven["antwoorden"]["expertise"] == {"expertise": "Een orthopedagoog."}
    assert [rij["naam"] for rij in gegeven["handelingen"]] == ["profiel_intrekken"]


def test_checklist_gives_its_score_once_it_is_fixed(personas: Personas) -> None:
    concept = ChecklistFactory(school=personas.school)
    vast = ChecklistFactory(school=personas.school, vastgesteld=True, rijen={"2.10": "nee"})

    assert _haal(f"checklists/{concept.pk}", personas.coordinator)["score"] is None
    assert _haal(f"checklists/{vast.pk}", personas.bureau)["score"] == {
        "procent": 92,
        "norm": 80,
        "haalt_norm": True,
        "per_ijkpunt": {"1": 100, "2": 91},
    }
    assert _haal(f"checklists/{vast.pk}", personas.coordinator_elders) == {"status": 404}
