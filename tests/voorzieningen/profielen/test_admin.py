from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.voorzieningen import (
    ChecklisteditieFactory,
    ChecklistFactory,
    ProfielFactory,
    ProfielregelFactory,
)
from tests.personas import MENSEN, Personas, log_in
from voorzieningen.models import Checklisteditie, Checklistitem, Profielregel

pytestmark = pytest.mark.django_db
BASIS = "/bureau/voorzieningen/"
PROFIELEN, CHECKLISTS = BASIS + "profiel/", BASIS + "checklist/"
REGELS, EDITIES = BASIS + "profielregel/", BASIS + "checklisteditie/"


@pytest.mark.parametrize("wie", MENSEN)
def test_lists_are_for_bureau_and_director_and_rules_for_the_bureau(
    client: Client, personas: Personas, wie: str
) -> None:
    log_in(client, getattr(personas, wie))
    ziet, regelt = wie in ("bureau", "bureau_collega", "directeur"), wie in ("bureau", "bureau_collega")

    for lijst in (PROFIELEN, CHECKLISTS, REGELS, EDITIES):
        assert (client.get(lijst).status_code == 200) is ziet, lijst
    for nieuw in (REGELS + "add/", EDITIES + "add/"):
        assert (client.get(nieuw).status_code == 200) is regelt, nieuw


@pytest.mark.parametrize(("stapel", "aantal"), [("oud", 1), ("bijna", 1), ("alle", 3)])
def test_piles_hold_what_their_name_says(client: Client, personas: Personas, stapel: str, aantal: int) -> None:
    ProfielFactory(te_oud=True)
    ProfielFactory(gepubliceerd=True, gepubliceerd_op=date(2024, 10, 1))
    ProfielFactory(gepubliceerd=True)
    ProfielFactory(vervallen=True)
    ProfielFactory()
    log_in(client, personas.bureau)

    assert client.get(PROFIELEN, {"stapel": stapel}).context["cl"].result_count == aantal


def test_concept_is_missing_in_the_admin(client: Client, personas: Personas) -> None:
    log_in(client, personas.bureau)

    for dossier, lijst in ((ProfielFactory(), PROFIELEN), (ChecklistFactory(), CHECKLISTS)):
        assert client.get(f"{lijst}{dossier.pk}/change/").status_code == 404
        assert client.get(lijst).context["cl"].result_count == 0


def test_page_shows_text_score_and_acts(client: Client, personas: Personas) -> None:
    profiel, checklist = ProfielFactory(gepubliceerd=True), ChecklistFactory(vastgesteld=True)
    log_in(client, personas.bureau)

    van_profiel = client.get(f"{PROFIELEN}{profiel.pk}/change/")
    van_checklist = client.get(f"{CHECKLISTS}{checklist.pk}/change/")

    assert "Elke leerling heeft een mentor." in van_profiel.content.decode()
    assert [rij.naam for rij in van_profiel.context["handelingen"]] == ["profiel_intrekken"]
    assert "100% gehaald. De norm is 80%" in van_checklist.content.decode()
    assert [rij.naam for rij in van_checklist.context["handelingen"]] == ["checklist_intrekken"]


def test_lists_filter_by_board_and_school_year(client: Client, personas: Personas) -> None:
    ProfielFactory(school=personas.school, gepubliceerd=True)
    ChecklistFactory(school=personas.school, vastgesteld=True, schooljaar=2025)
    ChecklistFactory(school=personas.school_elders, vastgesteld=True)
    log_in(client, personas.bureau)

    def aantal(lijst: str, **filters: object) -> int:
        return int(client.get(lijst, filters).context["cl"].result_count)

    assert (aantal(PROFIELEN, bestuur=personas.bestuur_a.pk), aantal(PROFIELEN, bestuur=personas.bestuur_b.pk)) == (
        1,
        0,
    )
    assert (aantal(CHECKLISTS, schooljaar=2025), aantal(CHECKLISTS, bestuur=personas.bestuur_b.pk)) == (1, 1)


# --- The rules ---------------------------------------------------------------------------------------------


def _regel(**anders: str) -> dict[str, str]:
    return {
        "geldig_van": "2026-08-15", "norm": "85", "bezig_telt": "on", "minste_scholen": "5", "geldig_maanden": "24",
        "toelichting": "Besluit van de ALV.", **anders,
    }  # fmt: skip


def test_bureau_adds_a_rule_that_counts_from_today(client: Client, personas: Personas) -> None:
    ProfielregelFactory()
    log_in(client, personas.bureau)

    assert client.get(f"{REGELS}add/").context["adminform"].form.initial["norm"] == 80
    client.post(f"{REGELS}add/", _regel())

    regel = Profielregel.objects.op(date(2026, 8, 15))
    assert (regel.norm, regel.bezig_telt) == (85, True)
    assert Profielregel.objects.op(date(2026, 8, 14)).norm == 80


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"geldig_van": "2026-08-14"}, "Deze dag is voorbij. Kies vandaag of een latere dag."),
        ({"norm": "101"}, "100"),
        ({"norm": "0"}, "1"),
        ({"minste_scholen": "2"}, "3"),
        ({"geldig_maanden": "61"}, "60"),
        ({"geldig_van": "2027-01-01"}, "Vanaf deze dag geldt er al een regel."),
    ],
)
def test_wrong_rule_is_refused_in_words(client: Client, personas: Personas, anders: dict[str, str], zin: str) -> None:
    ProfielregelFactory(geldig_van=date(2027, 1, 1))
    log_in(client, personas.bureau)

    antwoord = client.post(f"{REGELS}add/", _regel(**anders))

    assert antwoord.status_code == 200
    assert zin in antwoord.content.decode()
    assert Profielregel.objects.count() == 1


def test_rule_that_counts_already_stays_and_a_later_one_can_change(client: Client, personas: Personas) -> None:
    nu, later = ProfielregelFactory(), ProfielregelFactory(geldig_van=date(2027, 1, 1))
    log_in(client, personas.bureau)

    assert client.post(f"{REGELS}{nu.pk}/change/", _regel()).status_code == 403
    client.post(f"{REGELS}{later.pk}/change/", _regel(geldig_van="2027-01-01"))

    assert list(Profielregel.objects.values_list("norm", flat=True)) == [85, 80]


# --- The editions ------------------------------------------------------------------------------------------


def test_new_edition_begins_with_the_questions_of_the_newest(client: Client, personas: Personas) -> None:
    oud = ChecklisteditieFactory()
    log_in(client, personas.bureau)

    client.post(f"{EDITIES}add/", {"naam": "Editie 2027", "geldig_van": "2027-08-01", "bron": ""})

    nieuw = Checklisteditie.objects.get(naam="Editie 2027")
    assert [str(item) for item in nieuw.items.all()] == [str(item) for item in oud.items.all()]


def test_questions_of_an_edition_in_use_cannot_be_typed_in(client: Client, personas: Personas) -> None:
    gebruikt = ChecklistFactory().editie
    vrij = ChecklisteditieFactory(geldig_van=date(2027, 8, 1))
    log_in(client, personas.bureau)

    def velden(editie: Checklisteditie) -> int:
        (inline,) = client.get(f"{EDITIES}{editie.pk}/change/").context["inline_admin_formsets"]
        return len([form for form in inline.forms if form.fields]) if inline.has_change_permission else 0

    assert (velden(gebruikt), velden(vrij)) == (0, 12)
    assert Checklistitem.objects.count() == 24


def test_history_of_a_dossier_is_its_timeline(client: Client, personas: Personas) -> None:
    profiel = ProfielFactory(gepubliceerd=True)
    log_in(client, personas.bureau)

    antwoord = client.get(reverse("admin:voorzieningen_profiel_history", args=[profiel.pk]))

    assert antwoord.url == f"{PROFIELEN}{profiel.pk}/change/"
