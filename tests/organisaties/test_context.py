import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from django.urls import reverse

from swv.organisaties import context
from swv.organisaties.models import Gebruiker, Rolsoort
from tests.factories.organisaties import RolFactory, SamenwerkingsverbandFactory, SchoolFactory
from tests.personas import Personas, log_in

pytestmark = pytest.mark.django_db

SCHOOL = [
    *("Mijn werk", "Aanvragen", "Toelating", "TLV’s", "Thuiszitters", "Voorzieningen", "Activiteiten"),
    *("Schoolwissel", "Ons schooljaar", "Ons profiel", "Verantwoording"),
]
MENU = {
    "coordinator": SCHOOL,
    "bestuur": SCHOOL,
    "bureau": [
        *("Werkvoorraad", "TLV’s", "Thuiszitters", "Te posten", "Commissie", "Gastscholen"),
        *(
            "Voorzieningen",
            "Activiteiten",
            "Plaatsen",
            "Schoolwissel",
            "Robots",
            "Jaarplan",
            "Schoolprofielen",
            "Uitvoering",
            "Verantwoording",
        ),
    ],
    "directeur": [
        *("Ondertekenen", "TLV’s ondertekenen", "TLV’s", "Thuiszitters"),
        *("Begroting", "Betalen", "Rapporten", "Werkvoorraad", "Schoolprofielen", "Verantwoording"),
    ],
    "controller": ["Begroting", "Betalen", "Rapporten", "TLV-cijfers", "Beheer", "Verantwoording"],
    "deskundige": ["Mijn dossiers", "Adviseren", "Voorzieningen", "Activiteiten"],
    "partner": ["Mijn dossiers", "Voorzieningen", "Activiteiten", "Uitvoering"],
    "beheerder": ["Beheer", "Voorzieningen"],
    "zonder_rol": [],
}


def _request(gebruiker: Gebruiker | AnonymousUser, pad: str = "/"):
    request = RequestFactory().get(pad)
    request.user = gebruiker
    return request


@pytest.mark.parametrize(("naam", "labels"), MENU.items())
def test_menu_fits_the_role(personas: Personas, naam: str, labels: list[str]) -> None:
    punten = context.navigatie(_request(getattr(personas, naam)))
    assert [punt.label for punt in punten] == labels


@pytest.mark.parametrize(
    ("soort", "labels"),
    [
        (Rolsoort.COMMISSIELID, ["Mijn werk", "Bijeenkomsten", "Voorzieningen", "Activiteiten"]),
        (Rolsoort.GAST, ["Mijn aanvraag", "Voorzieningen"]),
    ],
)
def test_menu_of_member_and_guest_fits_the_role(soort: str, labels: list[str]) -> None:
    gebruiker = RolFactory(soort=soort, school=None).gebruiker
    assert [punt.label for punt in context.navigatie(_request(gebruiker))] == labels


def test_menu_without_login_leads_to_what_is_public() -> None:
    labels = [punt.label for punt in context.navigatie(_request(AnonymousUser()))]
    assert labels == ["Voorzieningen", "Activiteiten", "Brief controleren", "Inloggen"]


def test_every_name_in_the_menu_has_an_address() -> None:
    namen = {naam for punten in [*context.MENU.values(), context.ZONDER_LOGIN] for _, naam in punten}
    assert [naam for naam in sorted(namen) if not context._adres(naam)] == []


def test_menu_of_two_roles_holds_every_page_once(personas: Personas) -> None:
    RolFactory(gebruiker=personas.coordinator, soort=Rolsoort.BUREAU)
    labels = [punt.label for punt in context.navigatie(_request(personas.coordinator))]
    assert labels == [
        *("Mijn werk", "Aanvragen", "Toelating", "TLV’s", "Thuiszitters", "Voorzieningen", "Activiteiten"),
        *(
            "Schoolwissel",
            "Ons schooljaar",
            "Werkvoorraad",
            "Te posten",
            "Commissie",
            "Gastscholen",
            "Plaatsen",
            "Robots",
        ),
        *("Jaarplan", "Schoolprofielen", "Ons profiel", "Uitvoering", "Verantwoording"),
    ]


def test_menu_asks_for_the_roles_and_for_a_mandate(personas: Personas, django_assert_num_queries) -> None:
    with django_assert_num_queries(2):
        context.navigatie(_request(personas.bureau))
        context.hoedanigheid(personas.bureau)


@pytest.mark.parametrize(
    ("pad", "actief"),
    [
        ("/", "Mijn werk"),
        ("/voorzieningen/robot/", "Voorzieningen"),
        ("/toelating/nieuw/", "Toelating"),
        ("/toelating/verklaringen/einddatums/", "TLV’s"),
        ("/iets-anders/", None),
    ],
)
def test_menu_marks_the_page_one_is_on(personas: Personas, pad: str, actief: str | None) -> None:
    punten = context.navigatie(_request(personas.coordinator, pad))
    assert [punt.label for punt in punten if punt.actief] == ([actief] if actief else [])


def test_hoedanigheid_names_role_and_place(personas: Personas) -> None:
    assert context.hoedanigheid(personas.coordinator) == "ondersteuningscoördinator, School A"
    assert context.hoedanigheid(personas.bestuur) == "schoolbestuur, Stichting Scholen A"
    assert context.hoedanigheid(personas.directeur) == "directeur-bestuurder"
    assert context.hoedanigheid(personas.zonder_rol) == ""


def test_hoedanigheid_of_many_schools_stays_short(personas: Personas) -> None:
    for naam in ("B", "C"):
        RolFactory(
            gebruiker=personas.coordinator, soort=Rolsoort.COORDINATOR, school=SchoolFactory(naam=f"School {naam}")
        )
    tekst = context.hoedanigheid(personas.coordinator)
    assert tekst == "ondersteuningscoördinator, School A; ondersteuningscoördinator, School B en meer"


def test_page_shows_who_and_the_way_to_the_own_security(client: Client, personas: Personas) -> None:
    SamenwerkingsverbandFactory()
    log_in(client, personas.coordinator)
    tekst = client.get(reverse("mfa_index")).content.decode()
    assert "Coordinator A" in tekst
    assert "ondersteuningscoördinator, School A" in tekst
    assert f'href="{reverse("mfa_index")}"' in tekst
    assert "Test: dit is niet het echte portaal" in tekst
