from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.factories.voorzieningen import VoorzieningFactory, WijzeradviesFactory, WijzerstapFactory
from voorzieningen.models import Wijzerstap

pytestmark = pytest.mark.django_db
BEGIN = "/voorzieningen/wijzer/"


def _tekst(antwoord: HttpResponse) -> str:
    return " ".join(antwoord.content.decode().split())


def test_begin_is_public_and_shows_the_situations_in_their_groups(client: Client) -> None:
    WijzerstapFactory(antwoord="De leerling is ziek", slug="ziek")
    WijzerstapFactory(antwoord="Het is onveilig", groep="school")

    tekst = _tekst(client.get(BEGIN))

    assert '<a href="/voorzieningen/wijzer/ziek/">De leerling is ziek</a>' in tekst
    assert tekst.index("Over een leerling") < tekst.index("Over de school")
    assert "Vraag 1 van hoogstens 3" in tekst


def test_begin_without_situations_says_where_to_go(client: Client) -> None:
    assert "De wijzer is nog leeg" in _tekst(client.get(BEGIN))


def test_step_asks_the_next_question_and_shows_what_was_answered(client: Client) -> None:
    ouder = WijzerstapFactory(slug="school", antwoord="De leerling komt niet meer", vraag="Waarom niet?")
    stap = WijzerstapFactory(slug="ziek", ouder=ouder, antwoord="De leerling is ziek", vraag="Wat is er nodig?")
    WijzerstapFactory(slug="les", ouder=stap, antwoord="Les aan huis")

    antwoord = client.get(f"{BEGIN}ziek/")

    tekst = _tekst(antwoord)
    assert [(keuze.vraag, keuze.anders_url) for keuze in antwoord.context["keuzes"]] == [
        ("Waar gaat het over?", BEGIN),
        ("Waarom niet?", f"{BEGIN}school/"),
    ]
    assert "Vraag 3 van hoogstens 3" in tekst
    assert '<a href="/voorzieningen/wijzer/les/">Les aan huis</a>' in tekst


@pytest.mark.urls("tests.voorzieningen.adressen")
def test_end_says_what_fits_why_and_what_to_do(client: Client) -> None:
    stap = WijzerstapFactory(slug="les")
    huis = VoorzieningFactory(naam="Huisonderwijs", aanvraagsoort="huisonderwijs")
    WijzeradviesFactory(stap=stap, voorziening=huis, waarom="Een leraar komt thuis.")
    WijzeradviesFactory(stap=stap, voorziening__naam="LINK", voorziening__toegang="via school")
    WijzeradviesFactory(stap=stap, voorziening__naam="Fixers", doen="Bel de onderwijsadviseur.")

    tekst = _tekst(client.get(f"{BEGIN}les/"))

    assert "Een leraar komt thuis." in tekst
    assert 'href="/aanvragen/huisonderwijs/starten/"' in tekst
    assert "Zo krijgt u het: via school." in tekst
    assert "Bel de onderwijsadviseur." in tekst


def test_end_leaves_out_what_is_over_and_says_so_when_nothing_is_left(client: Client) -> None:
    stap = WijzerstapFactory(slug="les")
    WijzeradviesFactory(stap=stap, voorziening__naam="Weg", voorziening__geldig_tot=date(2026, 8, 1))

    tekst = _tekst(client.get(f"{BEGIN}les/"))

    assert "Hier past nu niets bij" in tekst
    assert "Weg" not in tekst


def test_end_shows_each_samenwerkingsverband_once(client: Client) -> None:
    stap = WijzerstapFactory(slug="les")
    for swv in ("SWV VO Amsterdam-Diemen", "SWV VO Almere", "SWV VO Amsterdam-Diemen"):
        WijzeradviesFactory(stap=stap, voorziening__swv=swv)

    groepen = client.get(f"{BEGIN}les/").context["adviezen"]

    assert [(groep.swv, len(groep.regels)) for groep in groepen] == [
        ("SWV VO Amsterdam-Diemen", 2),
        ("SWV VO Almere", 1),
    ]


@pytest.mark.parametrize("velden", [{"geldig_tot": date(2026, 8, 15)}, {"geldig_van": date(2026, 8, 16)}])
def test_step_that_is_over_or_not_begun_is_missing(client: Client, velden: dict[str, date]) -> None:
    WijzerstapFactory(slug="weg", **{"geldig_van": date(2026, 1, 1), **velden})

    assert client.get(f"{BEGIN}weg/").status_code == 404
    assert client.get(f"{BEGIN}bestaat-niet/").status_code == 404


@pytest.mark.parametrize("adres", ["", "les/"])
def test_wijzer_takes_nothing_in(client: Client, adres: str) -> None:
    WijzerstapFactory(slug="les")

    assert client.post(f"{BEGIN}{adres}", {"naam": "Zoë"}).status_code == 405


@pytest.mark.parametrize("aantal", [1, 3])
def test_wijzer_has_a_fixed_number_of_queries(client: Client, django_assert_num_queries, aantal: int) -> None:
    eerste = WijzerstapFactory(vraag="Waarom?", slug="eerste")
    WijzerstapFactory.create_batch(aantal, ouder=eerste)
    einde = WijzerstapFactory(ouder=eerste, slug="einde")
    WijzeradviesFactory.create_batch(aantal, stap=einde)
    client.get(BEGIN)  # the letterhead goes to the cache

    with django_assert_num_queries(1):
        client.get(BEGIN)
    with django_assert_num_queries(2):
        client.get(f"{BEGIN}eerste/")
    with django_assert_num_queries(2):
        client.get(f"{BEGIN}einde/")


def test_every_way_of_the_wijzer_that_is_loaded_ends_at_what_fits(client: Client, catalogus: None) -> None:
    fout = []
    for stap in Wijzerstap.objects.all():
        context = client.get(stap.get_absolute_url()).context
        if not context["vervolg"] and not context["adviezen"]:
            fout.append(stap.slug)

    assert fout == []


def test_list_of_facilities_leads_to_the_wijzer_and_to_the_step_that_fits(client: Client, catalogus: None) -> None:
    tekst = _tekst(client.get("/voorzieningen/", {"zoek": "mijn leerling komt niet meer naar school"}))

    assert 'href="/voorzieningen/wijzer/"' in tekst
    assert '<a href="/voorzieningen/wijzer/niet-naar-school/">' in tekst
    assert "LINK" in tekst
