import csv

import pytest
from django.core.management import call_command

from voorzieningen import catalogus as bestand
from voorzieningen.models import Alias, Voorziening
from voorzieningen.services import Geladen, catalogus_laden

pytestmark = pytest.mark.django_db


def _rijen(naam: str) -> list[dict[str, str]]:
    with (bestand.GEGEVENS / naam).open(encoding="utf-8", newline="") as regels:
        return list(csv.DictReader(regels))


def test_catalogus_laden_adds_every_entry_of_the_source() -> None:
    assert catalogus_laden() == Geladen(nieuw=96, bijgewerkt=0, ongewijzigd=0)
    assert Voorziening.objects.geldig().count() == 96


def test_catalogus_laden_twice_changes_nothing() -> None:
    catalogus_laden()
    aliassen = Alias.objects.count()

    assert catalogus_laden() == Geladen(nieuw=0, bijgewerkt=0, ongewijzigd=96)
    assert Alias.objects.count() == aliassen


def test_catalogus_laden_keeps_what_the_bureau_changed(catalogus: None) -> None:
    Voorziening.objects.filter(nummer=3).update(duur="Een half jaar")

    catalogus_laden()

    assert Voorziening.objects.get(nummer=3).duur == "Een half jaar"


def test_catalogus_laden_with_overschrijven_restores_the_source_but_not_the_address(catalogus: None) -> None:
    Voorziening.objects.filter(nummer=3).update(duur="Een half jaar", slug="eigen-adres")

    geladen = catalogus_laden(overschrijven=True)

    voorziening = Voorziening.objects.get(nummer=3)
    assert geladen == Geladen(nieuw=0, bijgewerkt=96, ongewijzigd=0)
    assert (voorziening.duur, voorziening.slug) == ("tijdelijk", "eigen-adres")


def test_catalogus_laden_counts_per_samenwerkingsverband(catalogus: None) -> None:
    aantallen = {
        swv: Voorziening.objects.filter(swv=swv).count()
        for swv in ("SWV VO Amsterdam-Diemen", "SWV VO Almere", "SWV PO Amsterdam Diemen")
    }

    assert aantallen == {
        "SWV VO Amsterdam-Diemen": 68,
        "SWV VO Almere": 22,
        "SWV PO Amsterdam Diemen": 6,
    }


@pytest.mark.parametrize(
    ("nummer", "soort"),
    [
        (3, "frictiefonds"),
        (4, "maatwerk"),
        (5, "innovatiegelden"),
        (7, "overstap"),
        (8, "terugkeer"),
        (9, "robot"),
        (10, "huisonderwijs"),
        (12, "begaafdheid"),
        (32, "ondersteuningscoordinator"),
        (37, "veiligheidscoordinator"),
        (53, "doorlopend_leren"),
        (93, ""),
    ],
)
def test_catalogus_laden_knows_what_can_be_asked_for(catalogus: None, nummer: int, soort: str) -> None:
    assert Voorziening.objects.get(nummer=nummer).aanvraagsoort == soort


def test_catalogus_laden_leaves_out_what_the_source_does_not_say(catalogus: None) -> None:
    assert not Voorziening.objects.filter(duur="niet genoemd").exists()


def test_command_tells_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("catalogus_laden")

    assert capsys.readouterr().out == "Catalogus: 96 nieuw, 0 bijgewerkt, 0 ongewijzigd.\n"


def test_each_voorziening_is_the_first_hit_for_its_name(catalogus: None) -> None:
    verkeerd = [
        voorziening.naam
        for voorziening in Voorziening.objects.all()
        if Voorziening.objects.geldig().zoeken(voorziening.naam).first() != voorziening
    ]

    assert verkeerd == []


def test_each_voorziening_is_found_by_the_name_of_its_source(catalogus: None) -> None:
    gemist = [
        rij["naam"]
        for rij in _rijen("voorzieningen.csv")
        if not Voorziening.objects.geldig().zoeken(rij["naam"]).filter(nummer=int(rij["id"])).exists()
    ]

    assert gemist == []


def test_each_other_name_finds_its_voorziening(catalogus: None) -> None:
    gemist = [
        rij["naam"]
        for rij in _rijen("namen.csv")
        if not Voorziening.objects.geldig().zoeken(rij["naam"]).filter(nummer=int(rij["id"])).exists()
    ]

    assert gemist == []


@pytest.mark.parametrize(
    ("gezocht", "gevonden"),
    [
        ("zorgcoördinator", "Vergoeding ondersteuningscoördinator"),
        ("zorgcoordinator", "Vergoeding ondersteuningscoördinator"),
        ("tussenvoorziening", "Kleinschalig ondersteunend vo"),
        ("tussenvoorzienning", "Kleinschalig ondersteunend vo"),
        ("hoogbegaafdheid", "Begaafdheid: impulsfinanciering"),
        ("hogbegaafd", "Begaafdheid: impulsfinanciering"),
        ("kenniskring", "Expertisedagen"),
        ("inovatiegelden", "Innovatiegelden"),
        ("huisonderweis", "Huisonderwijs zieke leerlingen (APOZ)"),
        ("robot", "Robot voor leerlingen die niet naar school gaan"),
        ("dyslectie", "Poortwachter dyslexie"),
    ],
)
def test_zoeken_by_old_name_or_with_typing_error_gives_it_first(catalogus: None, gezocht: str, gevonden: str) -> None:
    eerste = Voorziening.objects.geldig().zoeken(gezocht).first()

    assert eerste is not None
    assert eerste.naam == gevonden
