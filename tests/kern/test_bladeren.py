"""Reading a long list by place, from one table or from two."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from aanvragen.models import Aanvraag
from swv.kern import bladeren
from tests.factories.aanvragen import maak_concept
from tests.factories.toelating import maak_tlv, maak_wereld
from tests.personas import Personas
from toelating.models import Tlvaanvraag

pytestmark = pytest.mark.django_db


def test_bladzijde_reads_on_from_a_place_by_row_value(personas: Personas) -> None:
    rijen = [maak_concept(personas) for _ in range(3)]

    with CaptureQueriesContext(connection) as gevraagd:
        pagina = bladeren.bladzijde(Aanvraag.objects.all(), na=bladeren.plaats(rijen[2]))

    assert pagina.rijen == [rijen[1], rijen[0]]
    assert '("aanvragen_aanvraag"."aangemaakt_op", "aanvragen_aanvraag"."id") <' in gevraagd[0]["sql"]
    assert "COUNT" not in gevraagd[0]["sql"]


def test_rows_of_the_same_moment_are_neither_lost_nor_doubled(personas: Personas, monkeypatch) -> None:
    monkeypatch.setattr(bladeren, "PER_BLADZIJDE", 2)
    rijen = [maak_concept(personas) for _ in range(5)]
    Aanvraag.objects.update(aangemaakt_op=timezone.now())

    gezien, na = [], ""
    while True:
        pagina = bladeren.bladzijde(Aanvraag.objects.all(), na=na)
        gezien += pagina.rijen
        na = pagina.volgende
        if not na:
            break

    assert len(gezien) == 5
    assert set(gezien) == set(rijen)


def test_bladzijde_before_everything_is_empty(personas: Personas) -> None:
    enige = maak_concept(personas)

    assert bladeren.bladzijde(Aanvraag.objects.all(), voor=bladeren.plaats(enige)).rijen == []


@pytest.mark.parametrize(
    "tekst", ["", "_", "x_y", "2026-01-01T00:00:00+01:00_x", "2026-13-01T00:00:00+01:00_" + "0" * 32]
)
def test_made_up_place_is_no_place(tekst: str) -> None:
    assert bladeren.lees_plaats(tekst) is None


def test_two_tables_are_read_as_one_list(personas: Personas, monkeypatch) -> None:
    """Forth and back over the border of a page: each row once, newest first, whichever table it is from."""
    monkeypatch.setattr(bladeren, "PER_BLADZIJDE", 2)
    wereld = maak_wereld(personas)
    gemaakt = []
    for _ in range(3):
        gemaakt += [maak_tlv(wereld, ingevuld=False), maak_concept(personas)]
    gemaakt.reverse()
    lijsten = (Aanvraag.objects.all(), Tlvaanvraag.objects.all())

    een = bladeren.bladzijde(*lijsten)
    twee = bladeren.bladzijde(*lijsten, na=een.volgende)
    drie = bladeren.bladzijde(*lijsten, na=twee.volgende)

    assert [*een.rijen, *twee.rijen, *drie.rijen] == gemaakt
    assert bladeren.bladzijde(*lijsten, voor=drie.vorige).rijen == twee.rijen
    assert (een.vorige, drie.volgende) == ("", "")


def test_bladerlinks_keep_the_filters_and_drop_the_old_place() -> None:
    gevraagd = QueryDict("soort=vso&na=oud&voor=ouder")

    links = bladeren.bladerlinks(bladeren.Bladzijde([], volgende="plek"), pad="/toelating/", gevraagd=gevraagd)

    assert links == {"vorige": "", "volgende": "/toelating/?soort=vso&na=plek"}
