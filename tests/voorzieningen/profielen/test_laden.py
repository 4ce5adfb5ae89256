import pytest

from voorzieningen.models import Checklisteditie, Checklistitem, Profielregel
from voorzieningen.profielen.laden import checklist_laden, lees
from voorzieningen.profielen.onderdelen import ijkpunten_van

pytestmark = pytest.mark.django_db
AANTALLEN = [9, 11, 4, 3, 4, 4, 3, 6, 7, 3, 5, 4, 3]  # domein.md 6


def test_the_source_has_66_questions_in_13_ijkpunten() -> None:
    assert checklist_laden() == 66

    ijkpunten = ijkpunten_van(list(Checklistitem.objects.all()))
    assert [len(rij.items) for rij in ijkpunten] == AANTALLEN
    assert [rij.nummer for rij in ijkpunten] == list(range(1, 14))


def test_question_2_10_comes_after_2_9() -> None:
    checklist_laden()

    nummers = [item.nummer for item in Checklistitem.objects.filter(ijkpunt=2)]
    assert nummers == [f"2.{n}" for n in range(1, 12)]
    assert sorted(nummers) != nummers  # as text it would come after 2.1


def test_loading_again_adds_nothing_and_keeps_what_the_bureau_changed() -> None:
    checklist_laden()
    Profielregel.objects.update(norm=70)
    Checklistitem.objects.filter(ijkpunt=1, volgnummer=1).update(tekst="Anders.")

    assert checklist_laden() == 0
    assert Profielregel.objects.get().norm == 70
    assert Checklistitem.objects.filter(tekst="Anders.").count() == 1
    assert Checklisteditie.objects.count() == 1


def test_heading_that_the_source_does_not_have_stays_empty() -> None:
    domeinen = {rij["ijkpunt"]: rij["domein"] for rij in lees()}

    assert [domeinen[nummer] for nummer in (1, 4, 9, 12)] == ["Beleid", "", "Begeleiding", "Organisatie"]
