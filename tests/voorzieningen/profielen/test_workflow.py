from datetime import date

import pytest
from django.db import IntegrityError, transaction

from swv.kern.fouten import VoorwaardeNietVervuld
from swv.post.models import Bericht
from swv.termijnen.models import Termijn
from tests.factories.voorzieningen import (
    ChecklisteditieFactory,
    ChecklistFactory,
    ProfielFactory,
    ProfielregelFactory,
    VoorzieningFactory,
)
from tests.personas import MENSEN, Personas
from tests.voorzieningen.profielen.levens import LEVENS, invoer
from voorzieningen.models import Checklistantwoord, Checklistitem, Profielstatus
from voorzieningen.profielen.onderdelen import veldnaam
from voorzieningen.profielen.workflow import checklists, profielen

pytestmark = pytest.mark.django_db

RANDEN = [
    (soort, plek, naam, doel)
    for soort, leven in LEVENS.items()
    for plek, acten in leven.naar.items()
    for naam, doel in acten.items()
]


def test_every_act_is_in_the_table() -> None:
    for leven in LEVENS.values():
        assert set(leven.workflow.handelingen) == set(leven.wie)


@pytest.mark.parametrize(("soort", "plek", "naam", "doel"), RANDEN)
def test_act_leads_where_it_should(personas: Personas, soort: str, plek: str, naam: str, doel: str) -> None:
    leven = LEVENS[soort]
    dossier = leven.maak(school=personas.school, **leven.plekken[plek])
    door = personas.coordinator if leven.wie[naam] else None

    dossier = leven.workflow[naam](dossier, door=door, **invoer(naam))

    assert dossier.status == doel


@pytest.mark.parametrize("wie", MENSEN)
@pytest.mark.parametrize(("soort", "plek"), [(soort, plek) for soort, leven in LEVENS.items() for plek in leven.naar])
def test_each_person_can_do_what_is_theirs_and_nothing_else(
    personas: Personas, soort: str, plek: str, wie: str
) -> None:
    leven = LEVENS[soort]
    dossier = leven.maak(school=personas.school, **leven.plekken[plek])

    kan = {rij.naam for rij in leven.workflow.available(dossier, getattr(personas, wie))}

    assert kan == {naam for naam in leven.naar[plek] if wie in leven.wie[naam]}


# --- The profile -------------------------------------------------------------------------------------------


def test_published_profile_counts_two_years_and_the_school_is_reminded(personas: Personas) -> None:
    profiel = profielen["profiel_publiceren"](ProfielFactory(school=personas.school), door=personas.coordinator)

    assert (profiel.gepubliceerd_op, profiel.geldig_tot) == (date(2026, 8, 15), date(2028, 8, 15))
    assert Termijn.objects.van(profiel).get().uiterlijk == date(2028, 8, 14)


def test_how_long_a_profile_counts_follows_the_rule_of_the_day(personas: Personas) -> None:
    ProfielregelFactory(geldig_maanden=12)
    ProfielregelFactory(geldig_van=date(2026, 9, 1), geldig_maanden=6)

    profiel = profielen["profiel_publiceren"](ProfielFactory(school=personas.school), door=personas.coordinator)

    assert profiel.geldig_tot == date(2027, 8, 15)


def test_new_version_ends_the_one_before_it(personas: Personas) -> None:
    vorige = profielen["profiel_publiceren"](ProfielFactory(school=personas.school), door=personas.coordinator)
    nieuw = profielen["profiel_publiceren"](ProfielFactory(school=personas.school), door=personas.bestuur)

    vorige.refresh_from_db()
    assert (vorige.status, nieuw.status) == (Profielstatus.VERVALLEN, Profielstatus.GEPUBLICEERD)
    assert vorige.reden_einde == "Er is een nieuwe versie."
    assert [termijn.bron for termijn in Termijn.objects.open()] == [nieuw]


def test_publishing_fixes_the_facilities_that_were_ticked(personas: Personas) -> None:
    heeft, heeft_niet = VoorzieningFactory(soort="plaats"), VoorzieningFactory(soort="plaats")
    profiel = ProfielFactory(school=personas.school)
    profiel.antwoorden["voorzieningen"] |= {veldnaam(heeft.pk): True, veldnaam(heeft_niet.pk): False, veldnaam(0): True}
    profiel.save()

    profiel = profielen["profiel_publiceren"](profiel, door=personas.coordinator)

    assert list(profiel.voorzieningen.all()) == [heeft]


def test_incomplete_profile_is_not_published(personas: Personas) -> None:
    profiel = ProfielFactory(school=personas.school, antwoorden={"contact": {"functie": "IB", "email": "geen adres"}})

    with pytest.raises(VoorwaardeNietVervuld) as fout:
        profielen["profiel_publiceren"](profiel, door=personas.coordinator)

    assert "Het onderdeel ‘Grenzen’ is nog leeg. Vul het in." in fout.value.zin
    assert "Het onderdeel ‘Contact’ is nog niet goed ingevuld. Kijk het na." in fout.value.zin


def test_board_hears_of_a_profile_and_the_school_of_what_came_back(personas: Personas) -> None:
    profiel = profielen["profiel_voorleggen"](ProfielFactory(school=personas.school), door=personas.coordinator)
    profielen["profiel_teruggeven"](profiel, door=personas.bestuur, reden="De ambities zijn te vaag.")

    assert [(rij.soort, rij.aan) for rij in Bericht.objects.order_by("klaargezet_op")] == [
        ("profiel_voorgelegd", personas.bestuur),
        ("profiel_teruggegeven", personas.coordinator),
    ]
    assert not any("vaag" in rij.tekst for rij in Bericht.objects.all())


def test_school_hears_when_the_bureau_withdraws(personas: Personas) -> None:
    for dossier, naam in (
        (ProfielFactory(school=personas.school, gepubliceerd=True), "profiel_intrekken"),
        (ChecklistFactory(school=personas.school, vastgesteld=True), "checklist_intrekken"),
    ):
        (profielen if naam.startswith("profiel") else checklists)[naam](dossier, door=personas.bureau, reden="Fout.")

    assert {(rij.soort, rij.aan) for rij in Bericht.objects.all()} == {
        ("profiel_ingetrokken", personas.coordinator),
        ("checklist_ingetrokken", personas.coordinator),
    }


# --- The checklist -----------------------------------------------------------------------------------------


def test_fixed_checklist_has_a_row_for_every_answer(personas: Personas) -> None:
    checklist = ChecklistFactory(school=personas.school, overal="bezig")

    checklist = checklists["checklist_vaststellen"](checklist, door=personas.coordinator)

    assert set(checklist.regels.values_list("antwoord", flat=True)) == {"bezig"}
    assert [rij.item.nummer for rij in checklist.regels.all()] == ["1.1", *(f"2.{n}" for n in range(1, 12))]


@pytest.mark.parametrize("getypt", ["", "misschien", "JA", None, True])
def test_checklist_with_an_answer_that_is_none_is_not_fixed(personas: Personas, getypt: object) -> None:
    checklist = ChecklistFactory(school=personas.school)
    checklist.antwoorden["ijkpunt-2"]["item_2_10"] = getypt
    checklist.save()

    with pytest.raises(VoorwaardeNietVervuld) as fout:
        checklists["checklist_vaststellen"](checklist, door=personas.coordinator)

    assert "1 van de 12 vragen heeft nog geen antwoord" in fout.value.zin
    assert "Ga verder bij vraag 2.10." in fout.value.zin
    assert not Checklistantwoord.objects.exists()


def test_checklist_of_the_same_school_year_is_replaced_and_one_of_another_year_stays(personas: Personas) -> None:
    vorig_jaar = ChecklistFactory(school=personas.school, vastgesteld=True, schooljaar=2025)
    eerder = ChecklistFactory(school=personas.school, vastgesteld=True)

    checklists["checklist_vaststellen"](ChecklistFactory(school=personas.school), door=personas.coordinator)

    eerder.refresh_from_db()
    vorig_jaar.refresh_from_db()
    assert (eerder.status, vorig_jaar.status) == ("vervallen", "vastgesteld")


def test_checklist_begun_last_year_counts_for_the_year_in_which_it_is_fixed(personas: Personas) -> None:
    checklist = ChecklistFactory(school=personas.school, schooljaar=2024)

    checklist = checklists["checklist_vaststellen"](checklist, door=personas.coordinator)

    assert checklist.schooljaar == 2026


def test_fixed_answer_and_its_question_never_change(personas: Personas) -> None:
    checklist = ChecklistFactory(school=personas.school, vastgesteld=True)

    for verander in (
        lambda: Checklistantwoord.objects.update(antwoord="nee"),
        lambda: Checklistantwoord.objects.all().delete(),
        lambda: Checklistitem.objects.filter(editie=checklist.editie).update(tekst="Een andere vraag"),
        lambda: Checklistitem.objects.filter(editie=checklist.editie, volgnummer=11).delete(),
        lambda: Checklistitem.objects.create(editie=checklist.editie, ijkpunt=3, volgnummer=1, tekst="Erbij"),
    ):
        with pytest.raises(Exception, match=r"Cannot (update|delete)|item_blijft"), transaction.atomic():
            verander()


def test_questions_of_an_edition_that_nobody_uses_can_change() -> None:
    editie = ChecklisteditieFactory()

    assert Checklistitem.objects.filter(editie=editie).update(tekst="Een andere vraag") == 12


def test_answer_that_does_not_exist_cannot_be_stored(personas: Personas) -> None:
    checklist = ChecklistFactory(school=personas.school)

    with pytest.raises(IntegrityError, match="checklistantwoord_bekend"), transaction.atomic():
        Checklistantwoord.objects.create(checklist=checklist, item=checklist.editie.items.first(), antwoord="soms")
