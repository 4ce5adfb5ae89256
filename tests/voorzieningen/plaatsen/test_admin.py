from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from swv.kern.models import Opdracht
from tests.factories.voorzieningen import CapaciteitFactory, PlaatsingFactory, VoorzieningFactory
from tests.personas import MENSEN, Personas, log_in
from voorzieningen.models import Capaciteit, Schoolplaats
from voorzieningen.plaatsen import workflow
from voorzieningen.plaatsen.teksten import GELUKT

pytestmark = pytest.mark.django_db

LIJST, AANTALLEN = "/bureau/voorzieningen/plaatsing/", "/bureau/voorzieningen/capaciteit/"
LADEN = reverse("admin:voorzieningen_capaciteit_laden")
SCHOLEN_LADEN = reverse("admin:voorzieningen_schoolplaats_laden")
KOP = "school;schooljaar;niveau;leerjaar;plaatsen"


@pytest.mark.parametrize("wie", MENSEN)
def test_lists_are_for_bureau_and_director(client: Client, personas: Personas, wie: str) -> None:
    log_in(client, getattr(personas, wie))
    ziet, beheert = wie in ("bureau", "bureau_collega", "directeur"), wie in ("bureau", "bureau_collega")

    assert (client.get(LIJST).status_code == 200) is ziet
    assert (client.get(AANTALLEN).status_code == 200) is ziet
    assert (client.get(f"{AANTALLEN}add/").status_code == 200) is beheert
    assert (client.get(LADEN).status_code == 200) is beheert
    assert (client.get(SCHOLEN_LADEN).status_code == 200) is beheert


@pytest.mark.parametrize("wie", MENSEN)
def test_only_the_bureau_loads_free_places_of_schools(client: Client, personas: Personas, wie: str) -> None:
    log_in(client, getattr(personas, wie))

    client.post(SCHOLEN_LADEN, {"bestand": _bestand(KOP, "01AA00;2026-2027;havo;3;4")})

    assert Schoolplaats.objects.exists() is (wie in ("bureau", "bureau_collega"))


def _bestand(*rijen: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("plaatsen.csv", "\n".join(rijen).encode())


@pytest.mark.parametrize(
    ("stapel", "aantal"), [("antwoord", 1), ("wachtlijst", 1), ("aangeboden", 2), ("geplaatst", 1), ("effect", 0)]
)
def test_piles_hold_what_their_name_says(client: Client, personas: Personas, stapel: str, aantal: int) -> None:
    for staat in ({}, {"aangeboden": True}, {"geplaatst": True}, {"vervallen": True}):
        PlaatsingFactory(**staat)
    PlaatsingFactory(aangeboden=True, antwoord_uiterlijk=date(2026, 8, 14))
    log_in(client, personas.bureau)

    assert client.get(LIJST, {"stapel": stapel}).context["cl"].result_count == aantal


def test_waiting_list_shows_the_first_in_line_on_top(client: Client, personas: Personas) -> None:
    laat = PlaatsingFactory(aangevraagd_op="2026-06-01T10:00Z")
    vroeg = PlaatsingFactory(voorziening=laat.voorziening, aangevraagd_op="2026-05-01T10:00Z")
    voor = PlaatsingFactory(voorziening=laat.voorziening, heeft_voorrang=True, voorrang_reden="De school sluit.")
    PlaatsingFactory()
    log_in(client, personas.bureau)

    rijen = client.get(LIJST, {"stapel": "wachtlijst", "voorziening": laat.voorziening_id}).context["cl"].result_list

    assert list(rijen) == [voor, vroeg, laat]


def test_page_shows_the_next_act_and_what_happened(client: Client, personas: Personas) -> None:
    plaatsing = workflow.workflow["voorrang_geven"](PlaatsingFactory(), door=personas.bureau, reden="De school sluit.")
    log_in(client, personas.bureau)

    antwoord = client.get(f"{LIJST}{plaatsing.pk}/change/")

    assert antwoord.context["volgende"].naam == "plaats_aanbieden"
    assert "De school sluit." in antwoord.content.decode()


def test_every_act_says_what_was_done() -> None:
    assert set(GELUKT) == set(workflow.workflow.handelingen) - {"plaats_toewijzen"}


def test_bureau_adds_places_and_they_are_offered(client: Client, personas: Personas) -> None:
    voorziening = VoorzieningFactory()
    log_in(client, personas.bureau)

    client.post(f"{AANTALLEN}add/", _velden(voorziening.pk, aantal="12"))

    assert Capaciteit.objects.get().aantal == 12
    assert Opdracht.objects.get().object_id == str(voorziening.pk)


def _velden(voorziening: int, **anders: str) -> dict[str, str]:
    return {
        "voorziening": str(voorziening),
        "van": "2026-08-01",
        "tot": "2027-07-31",
        "telling": "aantal",
        "aantal": "2",
        "antwoord_werkdagen": "10",
        "toelichting": "",
        **anders,
    }


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"aantal": ""}, "Vul een aantal in bij een vast aantal plaatsen."),
        ({"telling": "onbeperkt"}, "Laat het aantal anders leeg."),
        ({"tot": "2026-07-31"}, "De laatste dag ligt voor de eerste dag."),
        ({"van": "2026-12-01", "tot": "2027-12-31"}, "Voor een deel van deze periode staat het aantal er al."),
        ({"antwoord_werkdagen": "0"}, "1"),
    ],
)
def test_wrong_number_is_refused_in_words(client: Client, personas: Personas, anders: dict, zin: str) -> None:
    capaciteit = CapaciteitFactory(van=date(2027, 8, 1), tot=date(2028, 7, 31))
    log_in(client, personas.bureau)

    antwoord = client.post(f"{AANTALLEN}add/", _velden(capaciteit.voorziening_id, **anders))

    assert antwoord.status_code == 200
    assert zin in antwoord.content.decode()
    assert Capaciteit.objects.count() == 1


def test_number_below_what_was_given_is_refused_in_words(client: Client, personas: Personas) -> None:
    capaciteit = CapaciteitFactory(aantal=1)
    PlaatsingFactory(voorziening=capaciteit.voorziening, geplaatst=True)
    log_in(client, personas.bureau)

    antwoord = client.post(f"{AANTALLEN}{capaciteit.pk}/change/", _velden(capaciteit.voorziening_id, aantal="0"))

    assert "is al 1 plaats gegeven" in antwoord.content.decode()
    assert Capaciteit.objects.get().aantal == 1


def test_bureau_loads_a_file(client: Client, personas: Personas) -> None:
    VoorzieningFactory(naam="Plusklas")
    log_in(client, personas.bureau)
    goed = SimpleUploadedFile("plaatsen.csv", b"voorziening;schooljaar;plaatsen\nPlusklas;2026-2027;12")
    fout = SimpleUploadedFile("plaatsen.csv", b"voorziening;schooljaar;plaatsen\nOnbekend;2026-2027;12")

    geweigerd = client.post(LADEN, {"bestand": fout})
    geladen = client.post(LADEN, {"bestand": goed}, follow=True)

    assert geweigerd.status_code == 422
    assert "is geen voorziening uit de catalogus" in geweigerd.content.decode()
    assert "1 nieuw, 0 gewijzigd en 0 gelijk gebleven." in geladen.content.decode()


def test_bureau_loads_free_places_of_schools(client: Client, personas: Personas) -> None:
    log_in(client, personas.bureau)
    assert SCHOLEN_LADEN in client.get(AANTALLEN).content.decode()
    goed = "01AA00;2026-2027;havo;3;4"

    geweigerd = client.post(SCHOLEN_LADEN, {"bestand": _bestand(KOP, goed, "99ZZ99;2026-2027;havo;3;4")})
    assert geweigerd.status_code == 422
    assert "Rij 3: ‘99ZZ99’ is geen school" in geweigerd.content.decode()
    assert not Schoolplaats.objects.exists()

    geladen = client.post(SCHOLEN_LADEN, {"bestand": _bestand(KOP, goed)}, follow=True)
    assert "1 nieuw, 0 gewijzigd en 0 gelijk gebleven." in geladen.content.decode()
    assert Schoolplaats.objects.get().door == personas.bureau


def test_loading_without_a_file_says_what_to_do(client: Client, personas: Personas) -> None:
    log_in(client, personas.bureau)

    assert "Voeg het bestand met de aantallen toe." in client.post(LADEN).content.decode()
