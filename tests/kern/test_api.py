"""Refusals as problem+json."""

import pytest
from rest_framework.exceptions import NotAuthenticated

from swv.kern.api import uitzondering
from swv.kern.fouten import Geweigerd, VerkeerdeStatus


def test_refusal_becomes_problem_json_with_sentence_code_and_fields():
    antwoord = uitzondering(VerkeerdeStatus("Kan nu niet.", velden={"reden": ["Vul in."]}), {})

    assert (antwoord.status_code, antwoord.content_type) == (409, "application/problem+json")
    assert antwoord.data == {
        "type": "about:blank",
        "title": "Kan nu niet.",
        "status": 409,
        "code": "verkeerde_status",
        "velden": {"reden": ["Vul in."]},
    }


def test_refusals_of_the_framework_keep_their_own_answer():
    assert uitzondering(NotAuthenticated(), {}).status_code == 401


def test_errors_that_are_no_refusal_stay_errors():
    assert uitzondering(ZeroDivisionError(), {}) is None


@pytest.mark.parametrize("velden", [None, {}])
def test_refusal_without_fields_has_an_empty_mapping(velden):
    assert Geweigerd("Nee.", velden=velden).velden == {}
