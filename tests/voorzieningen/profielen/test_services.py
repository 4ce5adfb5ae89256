from datetime import date

import pytest

from swv.kern.fouten import NietToegestaan, VoorwaardeNietVervuld
from swv.kern.models import Gebeurtenis
from tests.factories.voorzieningen import (
    PROFIELTEKST,
    ChecklisteditieFactory,
    ChecklistFactory,
    ProfielFactory,
)
from tests.personas import Personas
from voorzieningen.models import Checklist, Checklistitem, Profiel
from voorzieningen.profielen.onderdelen import nog_open
from voorzieningen.profielen.services import checklist_beginnen, profiel_beginnen

pytestmark = pytest.mark.django_db


def test_beginning_twice_gives_one_profile(personas: Personas) -> None:
    eerste = profiel_beginnen(school=personas.school, door=personas.coordinator)
    tweede = profiel_beginnen(school=personas.school, door=personas.bestuur)

    assert eerste == tweede
    assert Gebeurtenis.objects.van(eerste).count() == 1


def test_new_version_begins_with_the_texts_of_the_newest(personas: Personas) -> None:
    ProfielFactory(school=personas.school, vervallen=True, gepubliceerd_op=date(2022, 3, 1), antwoorden={})
    ProfielFactory(school=personas.school, gepubliceerd=True)

    profiel = profiel_beginnen(school=personas.school, door=personas.coordinator)

    assert profiel.antwoorden == PROFIELTEKST
    assert profiel.status == Profiel.Status.CONCEPT


@pytest.mark.parametrize("wie", ["coordinator_zuster", "coordinator_elders", "bestuur_elders", "bureau", "deskundige"])
def test_another_school_begins_nothing(personas: Personas, wie: str) -> None:
    ChecklisteditieFactory()
    for begin in (profiel_beginnen, checklist_beginnen):
        with pytest.raises(NietToegestaan):
            begin(school=personas.school, door=getattr(personas, wie))

    assert not Profiel.objects.exists()
    assert not Checklist.objects.exists()


def test_school_of_another_region_begins_nothing(personas: Personas) -> None:
    personas.school.is_buiten_regio = True
    personas.school.save()

    with pytest.raises(NietToegestaan):
        profiel_beginnen(school=personas.school, door=personas.coordinator)


def test_without_an_edition_the_school_reads_whom_to_ask(personas: Personas) -> None:
    ChecklisteditieFactory(geldig_van=date(2026, 8, 16))

    with pytest.raises(VoorwaardeNietVervuld, match="Vraag het bureau"):
        checklist_beginnen(school=personas.school, door=personas.coordinator)


def test_checklist_begins_with_the_answers_of_the_year_before(personas: Personas) -> None:
    ChecklistFactory(school=personas.school, vastgesteld=True, schooljaar=2025, overal="bezig")

    checklist = checklist_beginnen(school=personas.school, door=personas.coordinator)

    assert checklist.schooljaar == 2026
    assert checklist.antwoorden["ijkpunt-2"]["item_2_10"] == "bezig"
    assert nog_open(checklist.antwoorden, checklist.invulregeling) == []
    assert checklist.invulregeling.vorige_naam == "2025-2026"


def test_next_edition_takes_over_the_questions_that_read_the_same_and_leaves_the_old_checklist(
    personas: Personas,
) -> None:
    oud = ChecklistFactory(school=personas.school, vastgesteld=True, schooljaar=2025, rijen={"2.10": "nee"})
    nieuw = ChecklisteditieFactory(geldig_van=date(2026, 8, 1))
    Checklistitem.objects.filter(editie=nieuw, volgnummer=10).update(volgnummer=20)  # the same question, moved
    Checklistitem.objects.filter(editie=nieuw, volgnummer=9).update(tekst="Een andere vraag")

    checklist = checklist_beginnen(school=personas.school, door=personas.coordinator)

    assert checklist.editie == nieuw
    assert checklist.antwoorden["ijkpunt-2"]["item_2_20"] == "nee"
    assert [item.nummer for item in nog_open(checklist.antwoorden, checklist.invulregeling)] == ["2.9"]
    assert [rij.item.tekst for rij in oud.regels.filter(item__ijkpunt=2)] == [f"Vraag 2.{n}" for n in range(1, 12)]
