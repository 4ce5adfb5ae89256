from collections import Counter, defaultdict

import pytest
from django.core.management import call_command

from voorzieningen.bestanden import lees
from voorzieningen.models import Alias, Voorziening, Wijzeradvies, Wijzerstap
from voorzieningen.services import Geladen, catalogus_laden

pytestmark = pytest.mark.django_db


def test_catalogus_laden_adds_every_entry_of_the_source() -> None:
    assert catalogus_laden() == Geladen(nieuw=96, bijgewerkt=0, ongewijzigd=0, stappen=66)
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


def test_catalogus_laden_fills_in_what_an_older_catalogue_did_not_say(catalogus: None) -> None:
    Voorziening.objects.filter(nummer=1).update(omschrijving="", aanvraagsoort="")
    Alias.objects.filter(voorziening__nummer=1, soort=Alias.Soort.VRAAG).delete()

    geladen = catalogus_laden()

    voorziening = Voorziening.objects.get(nummer=1)
    assert (geladen.bijgewerkt, voorziening.aanvraagsoort) == (1, "visitatie")
    assert voorziening.omschrijving.startswith("Een team van een andere school")
    assert voorziening.aliassen.filter(soort=Alias.Soort.VRAAG).count() == 2


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
        (1, "visitatie"),
        (29, "toelating"),
        (33, "voorziening"),
        (94, "dyslexie"),
        (93, ""),
    ],
)
def test_catalogus_laden_knows_what_can_be_asked_for(catalogus: None, nummer: int, soort: str) -> None:
    assert Voorziening.objects.get(nummer=nummer).aanvraagsoort == soort


def test_catalogus_laden_leaves_out_what_the_source_does_not_say(catalogus: None) -> None:
    assert not Voorziening.objects.filter(duur="niet genoemd").exists()


def test_catalogus_laden_says_in_plain_words_what_everything_is(catalogus: None) -> None:
    assert not Voorziening.objects.filter(omschrijving="").exists()


def test_catalogus_laden_ends_what_the_source_ends(catalogus: None) -> None:
    assert str(Voorziening.objects.get(nummer=51).geldig_tot) == "2028-01-01"


def test_catalogus_laden_keeps_a_step_of_the_wijzer_that_the_bureau_changed(catalogus: None) -> None:
    Wijzerstap.objects.filter(slug="ziek").update(antwoord="De leerling is lang ziek")
    Wijzeradvies.objects.filter(stap__slug="les-thuis").delete()

    catalogus_laden()

    assert Wijzerstap.objects.get(slug="ziek").antwoord == "De leerling is lang ziek"
    assert not Wijzeradvies.objects.filter(stap__slug="les-thuis").exists()


def test_wijzer_asks_at_most_three_questions_and_gives_at_most_three_per_samenwerkingsverband(catalogus: None) -> None:
    te_diep = [stap.slug for stap in Wijzerstap.objects.select_related("ouder__ouder") if len(stap.pad) > 3]
    einden = Wijzerstap.objects.filter(vraag="").prefetch_related("adviezen__voorziening")
    aantallen = [
        Counter(advies.voorziening.swv for advies in stap.adviezen.all()).most_common(1)[0][1] for stap in einden
    ]

    assert te_diep == []
    assert max(aantallen) == 3


def test_command_tells_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("catalogus_laden")

    assert capsys.readouterr().out == "Catalogus: 96 nieuw, 0 bijgewerkt, 0 ongewijzigd. Wijzer: 66 stappen nieuw.\n"


def test_each_voorziening_is_the_first_hit_for_its_name(catalogus: None) -> None:
    verkeerd = [
        voorziening.naam
        for voorziening in Voorziening.objects.all()
        if Voorziening.objects.geldig().zoeken(voorziening.naam).first() != voorziening
    ]

    assert verkeerd == []


def test_every_facility_of_the_sources_is_found_by_its_names_by_a_question_and_by_the_wijzer(catalogus: None) -> None:
    """What this catalogue is for: under its old name, its new one, and in plain words."""
    namen, vragen = defaultdict(list), defaultdict(list)
    for rij in lees("namen.csv"):
        (vragen if rij["soort"] == "vraag" else namen)[int(rij["id"])].append(rij["naam"])
    met_wijzer = set(Wijzeradvies.objects.values_list("voorziening__nummer", flat=True))
    gemist = []
    for rij in lees("voorzieningen.csv"):
        nummer, nu = int(rij["id"]), Voorziening.objects.get(nummer=rij["id"]).naam
        gemist += [(nummer, naam) for naam in {rij["naam"], nu, *namen[nummer]} if not _gevonden(nummer, naam)]
        if not any(_gevonden(nummer, vraag) for vraag in vragen[nummer]):
            gemist.append((nummer, "een gewone vraag"))
        if nummer not in met_wijzer:
            gemist.append((nummer, "de wijzer"))

    assert gemist == []


def _gevonden(nummer: int, tekst: str) -> bool:
    return Voorziening.objects.geldig().zoeken(tekst).filter(nummer=nummer).exists()


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
