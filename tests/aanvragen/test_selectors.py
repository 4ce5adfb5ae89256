"""Places in the list, the home page, words for the state, and the first regelingen."""

from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db.models import Model
from django.utils import timezone

from aanvragen import selectors, teksten, workflow
from aanvragen.models import Aanvraag, Regeling, Status
from aanvragen.regelingen import regelingen_laden
from aanvragen.soorten import alle
from tests.aanvragen.levensloop import typ
from tests.factories.aanvragen import maak_aanvraag, maak_concept, soort_met, vul_in
from tests.personas import Personas
from toelating.models import Toelatingsregeling

pytestmark = pytest.mark.django_db


def test_draft_sent_back_is_marked_until_it_is_sent_again(personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas, status=Status.TER_MEDETEKENING)
    aanvraag = workflow.terugsturen(aanvraag, door=personas.bestuur, reden="De som klopt niet.")
    maak_concept(personas)

    te_doen = selectors.startpagina(personas.coordinator).te_doen

    assert [(werk.aanvraag.pk == aanvraag.pk, werk.is_teruggestuurd) for werk in te_doen] == [
        (True, True),
        (False, False),
    ]


def test_startpagina_is_bounded(personas: Personas, monkeypatch) -> None:
    monkeypatch.setattr(selectors, "OP_START", 2)
    for _ in range(3):
        maak_concept(personas)

    pagina = selectors.startpagina(personas.coordinator)

    assert pagina.is_afgekapt
    assert len(pagina.te_doen) == 2


@pytest.mark.parametrize("status", Status.values)
def test_every_state_has_a_sentence_and_a_badge(personas: Personas, status: str) -> None:
    aanvraag = maak_aanvraag(personas, soort=soort_met(status), status=status)

    van_u, van_een_ander = teksten.stand(aanvraag), teksten.stand(aanvraag, van_u=False)

    assert van_u.zin.startswith("Uw aanvraag")
    assert van_u.zin.endswith(".")
    assert "Uw aanvraag" not in van_een_ander.zin


def test_late_decision_is_said_as_it_is(personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas, status=Status.INGEDIEND)
    aanvraag.beslisdatum = timezone.localdate() - timedelta(days=1)

    assert "moeten zijn. Bel ons" in teksten.besluitdatum(aanvraag)


def test_every_public_act_has_its_words() -> None:
    openbaar = {handeling.naam for handeling in workflow.workflow if not handeling.is_intern}

    assert openbaar <= set(teksten.GEBEURTENISSEN)
    assert set(teksten.VERSTUREN) <= openbaar


def test_regelingen_laden_makes_each_kind_once() -> None:
    assert regelingen_laden() == sum(len(soort.regelingen) for soort in alle())
    assert regelingen_laden() == 0
    assert set(Regeling.objects.values_list("soort", flat=True)) == {soort.code for soort in alle()}


@pytest.mark.parametrize(
    ("opdracht", "model"),
    [("aanvraagregelingen_laden", Regeling), ("toelatingsregelingen_laden", Toelatingsregeling)],
)
def test_command_makes_the_first_rules_of_a_new_portal_once(opdracht: str, model: type[Model]) -> None:
    for nieuw in (True, False):
        uit = StringIO()
        call_command(opdracht, stdout=uit)
        assert (uit.getvalue() == "Nieuw: 0 regelingen.\n") != nieuw
    assert model.objects.exists()
    for regeling in model.objects.all():
        regeling.full_clean()  # loading does not look


def test_regelingen_laden_leaves_what_was_changed_alone() -> None:
    regelingen_laden()
    Regeling.objects.filter(soort="robot").update(getallen={"maanden": 3})

    regelingen_laden()

    assert Regeling.objects.get(soort="robot").getallen == {"maanden": 3}


@pytest.mark.parametrize(
    ("getypt", "bedrag"), [("8.400,00", Decimal("8400.00")), ("12,5x", None), ("", None), ("0", None)]
)
def test_amount_of_a_draft_is_what_is_typed_so_far(personas: Personas, getypt: str, bedrag: Decimal | None) -> None:
    aanvraag = typ(maak_concept(personas), personas.coordinator, "bedrag", gevraagd_bedrag=getypt)

    assert selectors.bedrag_tot_nu(aanvraag) == bedrag


def test_amount_after_sending_is_what_was_sent(personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas, soort="innovatiegelden", status=Status.FEEDBACK_GEGEVEN)

    aanvraag = typ(aanvraag, personas.coordinator, "bedrag", gevraagd_bedrag="30.000")

    assert selectors.bedrag_tot_nu(aanvraag) == Decimal("25000.00")


# --- A second request for the same ---------------------------------------------------------------------------

ZONDER_PERIODE = [
    ("consultatie", Status.BEANTWOORD),
    ("arrangement_cluster2", Status.BEANTWOORD),
    ("dyslexie", Status.TOEGEKEND),
]


def nog_een_voor(personas: Personas, eerste: Aanvraag) -> Aanvraag:
    """A draft for the same pupil."""
    return vul_in(maak_concept(personas, soort=eerste.soort), door=personas.coordinator, anders=eerste.antwoorden)


@pytest.mark.parametrize(("soort", "stand"), ZONDER_PERIODE)
@pytest.mark.parametrize(("dag", "getoond"), [("2027-07-31", True), ("2027-08-01", False)])
def test_kind_without_a_period_sees_what_the_pupil_got_in_this_school_year(personas, soort, stand, dag, getoond):
    with time_machine.travel("2026-10-13 10:00:00+02:00"):
        eerste = maak_aanvraag(personas, soort=soort, status=stand)
    with time_machine.travel(f"{dag} 10:00:00+02:00"):
        zinnen = selectors.gelijktijdige(nog_een_voor(personas, eerste))

    assert [eerste.kenmerk in zin for zin in zinnen] == [True] * getoond


@pytest.mark.parametrize(("soort", "stand"), ZONDER_PERIODE)
def test_kind_without_a_period_sees_what_is_still_open_of_an_earlier_year(personas, soort, stand):
    with time_machine.travel("2026-07-30 10:00:00+02:00"):
        eerste = maak_aanvraag(personas, soort=soort, status=Status.IN_BEHANDELING)
    with time_machine.travel("2026-08-03 10:00:00+02:00"):
        assert len(selectors.gelijktijdige(nog_een_voor(personas, eerste))) == 1


@pytest.mark.parametrize(("soort", "stand"), ZONDER_PERIODE)
def test_bureau_is_told_of_an_earlier_request_without_a_period(personas, soort, stand):
    eerste = maak_aanvraag(personas, soort=soort, status=stand)
    tweede = workflow.indienen(nog_een_voor(personas, eerste), door=personas.coordinator)

    (zin,) = tweede.declaratie.let_op(tweede)

    assert zin.startswith(f"Voor deze leerling is er ook aanvraag {eerste.kenmerk}: ")
    assert "verstuurd op" in zin


@pytest.mark.parametrize("stand", [Status.AFGEWEZEN, Status.INGETROKKEN])
def test_what_was_refused_or_withdrawn_can_be_asked_again(personas, stand):
    eerste = maak_aanvraag(personas, soort="dyslexie", status=stand)

    assert selectors.gelijktijdige(nog_een_voor(personas, eerste)) == []
