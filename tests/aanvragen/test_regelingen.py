"""Dated rules of a kind: when a school can ask, which version counts, and a new version that leaves who runs alone."""

import uuid
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from aanvragen import services
from aanvragen import workflow as acts
from aanvragen.models import Aanvraag, Regeling, Status
from aanvragen.selectors import berekening
from swv.invullen.antwoorden import gegevens_van
from swv.kern import versies
from swv.kern.fouten import Geweigerd, VoorwaardeNietVervuld
from tests.aanvragen.levensloop import concept, doe, fouten, indienen, momentopname
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


def vooruitblik(client, personas, regeling):
    adres = reverse("admin:aanvragen_regeling_nieuwe_versie", args=[regeling.pk])
    return log_in(client, personas.beheerder).get(adres).content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_preview_names_each_open_request_that_keeps_its_version_and_no_pupil(client, personas):
    loopt = maak_aanvraag(personas, soort="robot", status=Status.IN_BEHANDELING)
    concept(personas, "robot")
    klaar = maak_aanvraag(personas, soort="robot", status=Status.AFGEWEZEN)

    inhoud = vooruitblik(client, personas, loopt.regeling)

    rij = f'<th scope="row">{loopt.kenmerk}</th><td>{loopt.school.naam}</td><td>In behandeling</td>'
    assert rij in inhoud
    assert klaar.kenmerk not in inhoud
    assert inhoud.count('<th scope="row">') == 1
    assert loopt.leerling.achternaam not in inhoud


@pytest.mark.parametrize(("aantal", "zin"), [(3, "En nog 1 andere open aanvraag."), (4, "En nog 2 andere open aan")])
def test_preview_of_many_names_the_first_and_counts_the_rest(client, personas, monkeypatch, aantal, zin):
    monkeypatch.setattr(versies, "GETOOND", 2)
    rijen = [maak_aanvraag(personas, soort="robot", status=Status.INGEDIEND) for _ in range(aantal)]

    inhoud = vooruitblik(client, personas, rijen[0].regeling)

    assert [rij.kenmerk in inhoud for rij in rijen] == [True, True, *[False] * (aantal - 2)]
    assert zin in inhoud


@pytest.mark.parametrize("soort", ["overstap", "terugkeer", "ondersteuningscoordinator"])
def test_preview_says_that_a_day_counts_where_it_does(client, personas, soort):
    """A draft there has no version yet; the preview does not say that it keeps one."""
    begonnen = concept(personas, soort)

    inhoud = vooruitblik(client, personas, begonnen.regeling)

    assert "Er loopt geen aanvraag met deze versie." in inhoud
    assert "Bij deze soort telt een dag in de aanvraag" in inhoud
    assert (
        "1 aanvraag die nog niet is ingediend, krijgt bij het versturen de versie van de dag die erin staat." in inhoud
    )
    assert "Aanvragen die een school begint vanaf de dag" not in inhoud


def test_running_request_keeps_its_version_when_a_newer_one_counts_for_its_day(personas):
    """A new version that begins before the day of entry does not touch what was sent: not its amount, not its steps."""
    loopt = maak_aanvraag(personas, soort="overstap", status=Status.INGEDIEND)
    oud, stappen = loopt.regeling, berekening(loopt)
    nieuw = versies.nieuwe_versie(oud, vanaf=date(2026, 11, 1))
    Regeling.objects.filter(pk=nieuw.pk).update(getallen={**nieuw.getallen, "jaarbedrag_lwoo": "9999.99"})

    loopt = doe(acts.in_behandeling_nemen, loopt, personas.bureau)

    assert loopt.regeling_bij(gegevens_van(loopt)) == oud
    assert berekening(loopt) == stappen


def test_draft_follows_the_version_of_its_day(personas):
    begonnen = concept(personas, "overstap")
    nieuw = versies.nieuwe_versie(begonnen.regeling, vanaf=date(2026, 11, 1))

    assert indienen(personas, begonnen).regeling == nieuw


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
    velden = {veld.html_name: veld.value() for veld in form if veld.name not in ("getallen", "betaalschema")}
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
    assert huis.getallen == {"uren_per_week": 4, "uren_per_jaar": 160, "maanden": 12, "evaluatie_na_weken": 10}


@pytest.mark.parametrize(
    ("naam", "getypt", "zin"),
    [
        ("maanden", "999999999", "leeg is er geen grens: vul een heel getal van 0 tot en met 60 in"),
        ("maanden", "2,5", "leeg is er geen grens: vul een heel getal van 0 tot en met 60 in"),
        ("evaluatie_na_weken", "105", "0 is geen evaluatie: vul een heel getal van 0 tot en met 104 in"),
        ("tarief_per_uur", "1.000.000", "kost het niets op de begroting: vul een getal van 0 tot en met 999.999,99 in"),
    ],
)
def test_limit_that_cannot_be_is_refused_by_its_words_and_stays_as_typed(client, personas, naam, getypt, zin):
    huis = Regeling.objects.get(soort="huisonderwijs")
    adres = reverse("admin:aanvragen_regeling_change", args=[huis.pk])
    log_in(client, personas.beheerder)

    antwoord = client.post(adres, {**ingevuld(client, adres), f"getallen-{naam}": getypt})

    inhoud = antwoord.content.decode()
    assert zin in inhoud
    assert f'name="getallen-{naam}" value="{getypt}"' in inhoud
    huis.refresh_from_db()
    assert (huis.getallen["maanden"], huis.getallen.get("tarief_per_uur")) == (12, None)


@pytest.mark.parametrize(
    ("getallen", "mag"),
    [
        ({"maanden": 60, "uren_per_week": "2.5"}, True),
        ({"maanden": "6.00"}, True),
        ({"maanden": 61}, False),
        ({"maanden": 2.5}, False),
        ({"maanden": "NaN"}, False),
        ({"uren_per_week": "2.125"}, False),
        ({"uren_per_week": "Infinity"}, False),
        ({"uren_per_week": "veel"}, False),
        ({"uren_per_week": -1}, False),
        ([4], False),
    ],
)
def test_limit_that_cannot_be_is_refused_past_the_form_too(getallen, mag):
    huis = Regeling.objects.get(soort="huisonderwijs")
    huis.getallen = getallen

    if mag:
        huis.full_clean()
    else:
        with pytest.raises(ValidationError) as fout:
            huis.full_clean()
        assert set(fout.value.message_dict) == {"getallen"}


# --- Nothing of it in fixed sentences ------------------------------------------------------------------------


def startpagina(client, personas, soort):
    antwoord = log_in(client, personas.coordinator).get(reverse("aanvragen:starten", args=[soort]))
    return antwoord.content.decode().replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("soort", "getallen", "zinnen", "weg"),
    [
        (
            "huisonderwijs",
            {"uren_per_week": "5.5", "uren_per_jaar": 120, "maanden": 9},
            ["Hoogstens 5,5 uur per week en 120 uur per jaar.", "Hoogstens 9 maanden achter elkaar."],
            "evalueert u met APOZ",
        ),
        (
            "voorziening",
            {"opdc_maanden": 18, "school2work_leeftijd": 16},
            ["Het OPDC duurt hoogstens 18 maanden.", "School2Work is er vanaf 16 jaar."],
            "tot en met leerjaar",
        ),
        ("innovatiegelden", {"schooljaren": 3}, ["Een project duurt hoogstens 3 schooljaren."], "{schooljaren}"),
    ],
)
def test_limits_on_the_start_page_are_those_of_the_rules(client, personas, soort, getallen, zinnen, weg):
    Regeling.objects.filter(soort=soort).update(getallen=getallen)

    inhoud = startpagina(client, personas, soort)

    for zin in zinnen:
        assert zin in inhoud
    assert weg not in inhoud


def test_ambitions_are_those_of_the_version_of_the_request(personas):
    oud = concept(personas, "innovatiegelden", ambitie="4")
    Regeling.objects.filter(soort="innovatiegelden").update(geldig_tot=VANDAAG)
    Regeling.objects.create(
        soort="innovatiegelden", geldig_van=VANDAAG, getallen={"schooljaren": 2}, ambities="Thuisnabij\n\nSamen\n"
    )
    nieuw = concept(personas, "innovatiegelden", ambitie="4")

    assert fouten(oud) == {}
    assert fouten(nieuw) == {"ambitie": ["Kies bij de ambitie een van de mogelijkheden uit de lijst."]}
    assert nieuw.regeling.ambitiekeuzes == [("1", "Thuisnabij"), ("2", "Samen")]


def test_rules_without_ambitions_ask_none(personas):
    Regeling.objects.filter(soort="innovatiegelden").update(ambities="")

    assert fouten(concept(personas, "innovatiegelden", ambitie="9")) == {}


@pytest.mark.parametrize(("weken", "zin"), [(1, "binnen 1 week nadat"), (2, "binnen 2 weken nadat")])
def test_page_of_a_kind_says_one_week_or_more_weeks(client, personas, regeling, weken, zin):
    zet(regeling, beslistermijn_weken=weken)

    assert zin in startpagina(client, personas, "visitatie")


def test_list_of_regelingen_is_called_by_what_it_holds(client, personas):
    antwoord = log_in(client, personas.beheerder).get(reverse("admin:aanvragen_regeling_changelist"))

    assert antwoord.context["title"] == "Regelingen"
