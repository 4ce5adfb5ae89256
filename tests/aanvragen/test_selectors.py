"""Places in the list, the home page, words for the state, and the first regelingen."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from aanvragen import selectors, teksten, workflow
from aanvragen.models import Aanvraag, Regeling, Status
from aanvragen.regelingen import regelingen_laden
from aanvragen.soorten import alle
from tests.aanvragen.levensloop import typ
from tests.factories.aanvragen import maak_aanvraag, maak_concept
from tests.personas import Personas

pytestmark = pytest.mark.django_db


def test_bladzijde_reads_on_from_a_place_by_row_value(personas: Personas) -> None:
    rijen = [maak_concept(personas) for _ in range(3)]

    with CaptureQueriesContext(
        connection,
    ) as gevraagd:
        pagina = selectors.bladzijde(Aanvraag.objects.all(), na=selectors.plaats(rijen[2]))

    assert pagina.rijen == [rijen[1], rijen[0]]
    assert '("aanvragen_aanvraag"."aangemaakt_op", "aanvragen_aanvraag"."id") <' in gevraagd[0]["sql"]
    assert "COUNT" not in gevraagd[0]["sql"]


def test_rows_of_the_same_moment_are_neither_lost_nor_doubled(personas: Personas, monkeypatch) -> None:
    monkeypatch.setattr(selectors, "PER_BLADZIJDE", 2)
    rijen = [maak_concept(personas) for _ in range(5)]
    Aanvraag.objects.update(aangemaakt_op=timezone.now())

    gezien, na = [], ""
    while True:
        pagina = selectors.bladzijde(Aanvraag.objects.all(), na=na)
        gezien += pagina.rijen
        na = pagina.volgende
        if not na:
            break

    assert len(gezien) == 5
    assert set(gezien) == set(rijen)


def test_bladzijde_before_everything_is_empty(personas: Personas) -> None:
    enige = maak_concept(personas)

    assert selectors.bladzijde(Aanvraag.objects.all(), voor=selectors.plaats(enige)).rijen == []


@pytest.mark.parametrize(
    "tekst", ["", "_", "x_y", "2026-01-01T00:00:00+01:00_x", "2026-13-01T00:00:00+01:00_" + "0" * 32]
)
def test_made_up_place_is_no_place(tekst: str) -> None:
    assert selectors.lees_plaats(tekst) is None


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
    soort = "innovatiegelden" if status == Status.FEEDBACK_GEGEVEN else "frictiefonds"
    aanvraag = maak_aanvraag(personas, soort=soort, status=status)

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
    assert regelingen_laden() == len(alle())
    assert regelingen_laden() == 0
    assert set(Regeling.objects.values_list("soort", flat=True)) == {soort.code for soort in alle()}


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
