"""The demo year once it is loaded: every kind from start to end, and everything that can follow an award."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import Count
from django.utils import timezone

from aanvragen.models import (
    Aanvraag,
    Effectmeting,
    Effectstatus,
    Uitvoering,
    Verantwoording,
    Verantwoordingstatus,
    Wijziging,
    Wijzigingstatus,
    Wijzigsoort,
)
from aanvragen.reserveringen import afwijkingen
from aanvragen.soorten import alle
from aanvragen.uitvoering.workflow import uitvoeringen
from financien.models import Reservering, Terugvordering, Verplichting
from financien.selectors import herbouw_verschillen
from swv.kern.handelingen import verrichten
from swv.kern.schooljaar import schooljaar
from swv.organisaties.models import Gebruiker
from tests.demo.eindes import eindes, zonder_einde
from toelating.cijfers.rapport import rapport as maak_rapport
from toelating.cijfers.tellen import Periode
from toelating.models import (
    Bezwaar,
    Bijeenkomst,
    Deskundigenadvies,
    Oordeel,
    Status,
    Tlvaanvraag,
    Uitnodiging,
    Verklaring,
    Zitting,
)
from toelating.radar import radar

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _geladen(voor_deze_module: None) -> None:
    """The demo, loaded once for this file."""
    call_command("demo_laden", stdout=StringIO())


def test_loading_the_demo_again_leaves_the_same_rows() -> None:
    eerst, uit = _tellingen(), StringIO()

    call_command("demo_laden", stdout=uit)

    assert _tellingen() == eerst
    assert "Mensen: 0 accounts nieuw." in uit.getvalue()


# --- Every kind to its end ---------------------------------------------------------------------------------


def test_every_kind_comes_to_its_end_in_the_demo() -> None:
    assert zonder_einde(Aanvraag.objects.all()) == {}


@pytest.mark.parametrize("code", [soort.code for soort in alle()])
def test_kind_without_its_finished_story_is_missed(code: str) -> None:
    klaar = eindes(Aanvraag.objects.all())[code]

    assert set(zonder_einde(Aanvraag.objects.exclude(pk__in=klaar))) == {code}


@pytest.mark.parametrize("code", [soort.code for soort in alle() if soort.heeft_uitvoering])
def test_follow_through_that_runs_again_is_missed(code: str) -> None:
    bureau = Gebruiker.objects.get(email="bureau@demo.example")
    for rij in Uitvoering.objects.filter(aanvraag__soort=code, status="afgerond"):
        verrichten(uitvoeringen["heropenen"], rij, door=bureau, data={"reden": "Er is nog iets."})

    assert set(zonder_einde(Aanvraag.objects.all())) == {code}


# --- After the award ---------------------------------------------------------------------------------------


def test_changes_of_every_sort_were_signed_and_some_refused_taken_back_and_open() -> None:
    vastgesteld = Wijziging.objects.filter(status=Wijzigingstatus.VASTGESTELD)

    assert set(vastgesteld.values_list("soort", flat=True)) == {*Wijzigsoort.values}
    assert set(Wijziging.objects.values_list("status", flat=True)) >= {
        *("concept", "gevraagd", "in_voorbereiding", "aanvulling_gevraagd", "ter_ondertekening"),
        *("afgewezen", "ingetrokken"),
    }


def test_verantwoordingen_are_in_every_state_and_one_was_asked_again() -> None:
    beoordeeld = Verantwoording.objects.filter(status=Verantwoordingstatus.GOEDGEKEURD)
    standen = {*Verantwoordingstatus.values} - {Verantwoordingstatus.VERVALLEN}

    assert set(Verantwoording.objects.values_list("status", flat=True)) == standen
    assert beoordeeld.filter(aanvullingsverzoeken__isnull=False).exists()
    assert beoordeeld.filter(teruggevorderd__gt=0).exists()
    assert Terugvordering.objects.exists()


def test_schools_answered_about_the_effect_after_three_and_nine_months_and_one_still_has_to() -> None:
    beantwoord = Effectmeting.objects.filter(status=Effectstatus.BEANTWOORD)

    assert set(beantwoord.values_list("na_maanden", flat=True)) == {3, 9}
    assert Effectmeting.objects.filter(status=Effectstatus.GEVRAAGD).exists()


def test_some_follow_through_still_runs() -> None:
    lopend = set(Uitvoering.objects.lopend().values_list("aanvraag__soort", flat=True))

    assert lopend == {"huisonderwijs", "robot", "visitatie"}


def test_money_of_the_demo_adds_up() -> None:
    """Open requests are reserved, and at least one award falls in two budget years."""
    jaren = Verplichting.objects.order_by().values("object_id").annotate(jaren=Count("post__jaar", distinct=True))

    assert Reservering.objects.filter(vervallen_met=None).exists()
    assert list(afwijkingen()) == []
    assert herbouw_verschillen() == []
    assert jaren.filter(jaren=2).exists()


def test_tlvs_of_the_demo_show_everything() -> None:
    """Requests and objections in every state, TLVs that wait, are used and end, and people at work with them."""
    vandaag = timezone.localdate()
    rapport = maak_rapport(Periode(schooljaar(vandaag)), dicht=False)

    assert set(Tlvaanvraag.objects.values_list("status", flat=True)) == set(Status.values)
    assert set(Bezwaar.objects.values_list("status", flat=True)) >= {
        *("ontvangen", "bij_lbt", "advies_gereed", "ter_ondertekening", "ongegrond")
    }
    assert set(Verklaring.objects.values_list("status", flat=True)) >= {"afgegeven", "opgehaald", "verzilverd"}
    assert set(Bijeenkomst.objects.values_list("status", flat=True)) == {"gepland", "gehouden"}
    assert set(Zitting.objects.get().regels.values_list("stand", flat=True)) == {"getekend", "geweigerd"}
    assert set(Oordeel.objects.values_list("lid__email", flat=True)) >= {"voorzitter@demo.example"}
    assert set(Deskundigenadvies.objects.values_list("stand", flat=True)) >= {"gevraagd", "ingediend", "verschoond"}
    assert {rij.is_ingediend for rij in Uitnodiging.objects.all()} == {True, False}
    assert any(regel.open and regel.geregeld for regel in radar(vandaag).regels)
    assert not rapport.is_leeg


def _tellingen() -> dict[str, int]:
    from django.apps import apps

    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if not model._meta.proxy and model._meta.managed
    }
