"""The check of letters that the tests share: what it lets pass without making the PDF again."""

import pytest

from tests.brieven import is_geschikt, vorm_van
from tests.factories.documenten import BriefFactory

BEGIN = "<!doctype html><html lang=nl><head><title>Brief</title></head><body><h1>Brief</h1>"


def brief(lijf: str, begin: str = BEGIN):
    return BriefFactory.build(bron=None, html=f"{begin}{lijf}</body></html>")


def test_form_of_a_letter_is_its_structure_and_not_its_words():
    een, meer = f"{BEGIN}<p>Een</p><p>Twee</p>", f"{BEGIN}<p>Drie</p><p>Vier</p><p>Vijf</p>"

    assert vorm_van(een) == vorm_van(meer)
    assert vorm_van(een) != vorm_van(f"{BEGIN}<p>Een</p><h2>Twee</h2>")
    assert vorm_van(een) != vorm_van(f"{BEGIN}<p>{'Lang. ' * 500}</p>")


@pytest.mark.parametrize("tekst", ["{{ bedrag }}", "None"])
def test_letter_with_something_of_its_template_is_refused_also_when_its_form_passed(tekst):
    is_geschikt(brief("<p>Goed</p>"))

    with pytest.raises(AssertionError):
        is_geschikt(brief(f"<p>{tekst}</p>"))


def test_letter_that_is_not_accessible_is_refused():
    with pytest.raises(AssertionError):
        is_geschikt(brief("<p>Zonder taal</p>", begin="<!doctype html><html><head><title>Brief</title></head><body>"))


def test_character_that_the_typeface_does_not_have_is_found_in_a_form_that_passed():
    is_geschikt(brief("<p>Goed</p>"))

    with pytest.raises(AssertionError):
        is_geschikt(brief("<p>Goed \U0001f916</p>"))
