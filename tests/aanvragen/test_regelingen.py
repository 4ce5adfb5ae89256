"""Dated rules of a kind: when a school can ask, which version counts, and a new version that leaves who runs alone."""

import uuid
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from aanvragen import services
from aanvragen import workflow as acts
from aanvragen.models import Aanvraag, Regeling, Status
from swv.kern.fouten import Geweigerd, VoorwaardeNietVervuld
from tests.aanvragen.levensloop import concept, doe, momentopname
from tests.factories.aanvragen import maak_aanvraag
from tests.personas import log_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]
VANDAAG = date(2026, 10, 13)


@pytest.fixture
def regeling():
    return Regeling.objects.get(soort="visitatie")


def zet(regeling, **velden):
    Regeling.objects.filter(pk=regeling.pk).update(**velden)


# --- When a school can ask ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("open_van", "open_tot", "zin"),
    [
        (None, None, None),
        (VANDAAG, VANDAAG, None),
        (date(2026, 10, 14), None, "U kunt dit aanvragen vanaf 14 oktober 2026. Kom dan terug."),
        (
            None,
            date(2026, 10, 12),
            "U kon dit aanvragen tot en met 12 oktober 2026. Bel het bureau als u denkt dat het nog nodig is.",
        ),
    ],
)
def test_kind_opens_and_closes_on_its_days(client, personas, regeling, open_van, open_tot, zin):
    zet(regeling, open_van=open_van, open_tot=open_tot)
    log_in(client, personas.coordinator)

    keuze = client.get(reverse("aanvragen:nieuw")).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    inhoud = (
        client.get(reverse("aanvragen:starten", args=["visitatie"])).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    )

    assert ("Nu niet aan te vragen" in keuze) == bool(zin)
    assert ("Begin met de aanvraag" in inhoud) == (zin is None)
    assert zin is None or zin in inhoud


def test_draft_that_is_sent_after_the_last_day_is_refused_and_stays(personas, regeling):
    aanvraag = concept(personas, "visitatie")
    zet(regeling, open_tot=date(2026, 10, 12))
    voor = momentopname()

    with pytest.raises(VoorwaardeNietVervuld, match=r"tot en met 12\soktober\s2026"):
        doe(acts.indienen, Aanvraag.objects.get(pk=aanvraag.pk), personas.coordinator)

    assert momentopname() == voor


def test_what_was_sent_in_time_is_handled_after_the_last_day(personas, regeling):
    aanvraag = maak_aanvraag(personas, soort="visitatie", status=Status.IN_BEHANDELING)
    zet(regeling, open_tot=date(2026, 10, 12))

    assert doe(acts.toezeggen, Aanvraag.objects.get(pk=aanvraag.pk), personas.bureau).status == Status.TOEGEKEND


def test_last_day_before_the_first_is_refused_in_words(regeling):
    regeling.open_van, regeling.open_tot = date(2027, 2, 1), date(2027, 1, 1)

    with pytest.raises(Exception, match="De laatste dag om aan te vragen ligt voor de eerste"):
        regeling.full_clean()


# --- Versions ----------------------------------------------------------------------------------------------


def test_new_version_counts_for_who_begins_after_its_day_and_for_nobody_else(client, personas, regeling, klok):
    loopt = maak_aanvraag(personas, soort="visitatie", status=Status.IN_BEHANDELING)
    begonnen = concept(personas, "visitatie")
    log_in(client, personas.beheerder)
    adres = reverse("admin:aanvragen_regeling_nieuwe_versie", args=[regeling.pk])

    vooraf = client.get(adres).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    antwoord = client.post(adres, {"vanaf": "1-11-2026"})

    nieuw = Regeling.objects.get(soort="visitatie", geldig_van=date(2026, 11, 1))
    assert "1 open aanvraag en 1 aanvraag die nog niet is ingediend. Daarvoor blijft deze versie gelden." in vooraf
    assert antwoord["Location"] == reverse("admin:aanvragen_regeling_change", args=[nieuw.pk])
    assert Regeling.objects.get(pk=regeling.pk).geldig_tot == date(2026, 11, 1)
    klok.move_to("2026-11-02 10:00:00+01:00")
    assert {rij.regeling for rij in Aanvraag.objects.filter(pk__in=[loopt.pk, begonnen.pk])} == {regeling}
    assert Regeling.objects.voor("visitatie", op=timezone.localdate()) == nieuw
    assert (
        services.starten(
            soort="visitatie", school=personas.school, door=personas.coordinator, sleutel=uuid.uuid4()
        ).regeling
        == nieuw
    )


def test_version_for_a_day_without_rules_is_refused_in_words():
    with pytest.raises(Geweigerd, match=r"Voor 1\sjuli\s2019 zijn er nog geen regels of bedragen vastgesteld"):
        Regeling.objects.op_dag("visitatie", date(2019, 7, 1))


def test_list_shows_each_kind_by_name_with_how_many_run(client, personas, regeling):
    maak_aanvraag(personas, soort="visitatie", status=Status.INGEDIEND)

    inhoud = (
        log_in(client, personas.beheerder)
        .get(reverse("admin:aanvragen_regeling_changelist"))
        .content.decode()
        .replace("\N{NO-BREAK SPACE}", " ")
    )

    assert "Collegiale visitatie" in inhoud
    assert '<td class="field-lopend">1</td>' in inhoud


def ingevuld(client, adres):
    """What a browser sends back of the page of a version."""
    form = client.get(adres).context["adminform"].form
    velden = {veld.html_name: veld.value() for veld in form if veld.name != "getallen"}
    return {naam: "" if waarde is None else waarde for naam, waarde in velden.items()}


def test_beheerder_fills_in_each_amount_by_its_words(client, personas):
    huis = Regeling.objects.get(soort="huisonderwijs")
    adres = reverse("admin:aanvragen_regeling_change", args=[huis.pk])
    log_in(client, personas.beheerder)
    inhoud = client.get(adres).content.decode()
    assert "Tarief per uur in euro&#x27;s" in inhoud

    nieuw = {"getallen-uren_per_week": "4", "getallen-uren_per_jaar": "", "getallen-tarief_per_uur": "72,50"}
    antwoord = client.post(adres, {**ingevuld(client, adres), **nieuw})

    assert antwoord.status_code == 302, antwoord.context["errors"]
    huis.refresh_from_db()
    assert huis.getallen == {"uren_per_week": "4", "tarief_per_uur": "72.50"}


@pytest.mark.parametrize("getypt", ["veel", "-1", "1,2,3"])
def test_amount_that_is_no_number_is_refused_by_its_words(client, personas, getypt):
    huis = Regeling.objects.get(soort="huisonderwijs")
    adres = reverse("admin:aanvragen_regeling_change", args=[huis.pk])
    log_in(client, personas.beheerder)

    antwoord = client.post(adres, {**ingevuld(client, adres), "getallen-uren_per_week": getypt})

    assert "Hoogstens zoveel uur per week: vul een getal van nul of meer in" in antwoord.content.decode()
    huis.refresh_from_db()
    assert huis.getallen == {"uren_per_week": 4, "uren_per_jaar": 160, "evaluatie_na_weken": 10}
