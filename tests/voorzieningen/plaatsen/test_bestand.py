from datetime import date

import pytest

from swv.kern.fouten import Geweigerd
from swv.kern.models import Opdracht
from tests.factories.voorzieningen import AliasFactory, CapaciteitFactory, PlaatsingFactory
from voorzieningen.models import Capaciteit, Voorziening
from voorzieningen.plaatsen.bestand import plaatsen_laden
from voorzieningen.plaatsen.csvrijen import MAX_BYTES, Geladen

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _catalogus(db: None) -> None:
    AliasFactory(naam="Tussenvoorziening", voorziening__naam="Kleinschalig vo", voorziening__slug="kleinschalig-vo")
    AliasFactory(naam="Klas", voorziening__naam="Plusklas")
    AliasFactory(naam="Klas", voorziening__naam="Schakelklas")


def _laad(*rijen: str, kop: str = "voorziening;schooljaar;plaatsen") -> Geladen:
    return plaatsen_laden("\r\n".join([kop, *rijen]).encode())


@pytest.mark.parametrize("naam", ["Kleinschalig vo", "kleinschalig-vo", "TUSSENVOORZIENING"])
def test_file_is_taken_over_by_every_name(naam: str) -> None:
    assert _laad(f"{naam};2026-2027;12") == Geladen(nieuw=1, gewijzigd=0, gelijk=0)

    rij = Capaciteit.objects.get()
    assert (rij.voorziening.naam, rij.aantal, rij.van, rij.tot) == (
        "Kleinschalig vo",
        12,
        date(2026, 8, 1),
        date(2027, 7, 31),
    )
    assert Opdracht.objects.get().object_id == str(rij.voorziening_id)


def test_file_of_any_program_is_read() -> None:
    inhoud = "voorziening,van,tot,plaatsen,toelichting\nPlusklas,1-9-2026,31-12-2026,onbeperkt,Café\n\n"

    plaatsen_laden(inhoud.encode("cp1252"))

    rij = Capaciteit.objects.get()
    assert (rij.telling, rij.aantal, rij.tot, rij.toelichting) == ("onbeperkt", None, date(2026, 12, 31), "Café")


def test_same_file_again_changes_nothing_and_a_new_number_does() -> None:
    _laad("Plusklas;2026-2027;12")
    Capaciteit.objects.update(antwoord_werkdagen=5)

    assert _laad("Plusklas;2026-2027;12").gelijk == 1
    assert _laad("Plusklas;2026-2027;14").gewijzigd == 1
    assert (Capaciteit.objects.get().aantal, Capaciteit.objects.get().antwoord_werkdagen) == (14, 5)


@pytest.mark.parametrize(
    ("rij", "zin"),
    [
        ("Plusklass;2026-2027;3", "Rij 3: ‘Plusklass’ is geen voorziening uit de catalogus. Bedoelt u Plusklas?"),
        ("Qwxyz;2026-2027;3", "Rij 3: ‘Qwxyz’ is geen voorziening uit de catalogus. Gebruik de naam"),
        ("Klas;2026-2027;3", "Rij 3: ‘Klas’ kan meer voorzieningen zijn."),
        (";2026-2027;3", "Rij 3: vul de naam van de voorziening in."),
        ("Plusklas;2026-2027;-3", "Rij 3: ‘-3’ is geen aantal plaatsen."),
        ("Plusklas;2026-2027;3,5", "Rij 3: ‘3,5’ is geen aantal plaatsen."),
        ("Plusklas;2026-2027;veel", "of het woord onbeperkt of onbekend"),
        ("Plusklas;2026-2027;", "Rij 3: ‘’ is geen aantal plaatsen."),
        ("Plusklas;2026-2027;99999", "Plusklas: "),
        ("Plusklas;2026-2028;3", "Rij 3: ‘2026-2028’ is geen schooljaar."),
        ("KLEINSCHALIG-VO;2026-2027;9", "Rij 3: deze voorziening en periode staan ook in rij 2."),
        ("Plusklas;;3", "Rij 3: vul een schooljaar in, of een dag in de kolom van."),
    ],
)
def test_wrong_row_is_refused_in_words_and_nothing_is_loaded(rij: str, zin: str) -> None:
    with pytest.raises(Geweigerd) as fout:
        _laad("Kleinschalig vo;2026-2027;12", rij)

    assert zin in " ".join(fout.value.velden["bestand"])
    assert not Capaciteit.objects.exists()
    assert not Opdracht.objects.exists()


def test_every_wrong_row_is_named() -> None:
    with pytest.raises(Geweigerd) as fout:
        _laad(*["Onbekend;2026-2027;3"] * 25)

    assert len(fout.value.velden["bestand"]) == 21
    assert fout.value.velden["bestand"][-1] == "En nog 5 fouten."


@pytest.mark.parametrize(
    ("van", "zin"), [("31-2-2026", "de dag ‘31-2-2026’ in de kolom van bestaat niet"), ("x", "is geen datum")]
)
def test_wrong_day_is_refused(van: str, zin: str) -> None:
    with pytest.raises(Geweigerd) as fout:
        _laad(f"Plusklas;{van};31-7-2027;3", kop="voorziening;van;tot;plaatsen")

    assert zin in fout.value.velden["bestand"][0]


@pytest.mark.parametrize("rijen", [["Plusklas;1-8-2026;31-7-2027;3"], ["Plusklas;1-1-2028;1-1-2027;3"]])
def test_overlapping_or_reversed_period_is_refused(rijen: list[str]) -> None:
    plusklas = Voorziening.objects.get(naam="Plusklas")
    CapaciteitFactory(voorziening=plusklas, van=date(2026, 1, 1), tot=date(2026, 12, 31))

    with pytest.raises(Geweigerd):
        _laad(*rijen, kop="voorziening;van;tot;plaatsen")

    assert Capaciteit.objects.count() == 1


def test_number_below_what_was_given_is_refused_and_the_rest_too() -> None:
    capaciteit = CapaciteitFactory(voorziening__naam="Vol", aantal=2)
    PlaatsingFactory(voorziening=capaciteit.voorziening, geplaatst=True)
    PlaatsingFactory(voorziening=capaciteit.voorziening, geplaatst=True)

    with pytest.raises(Geweigerd) as fout:
        _laad("Plusklas;2026-2027;9", "Vol;2026-2027;1")

    assert fout.value.velden["bestand"] == [
        "Vol: In deze periode zijn al 2 plaatsen gegeven. Vul ten minste 2 in, of beëindig eerst een plaatsing."
    ]
    assert [rij.aantal for rij in Capaciteit.objects.all()] == [2]


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        (b"", "De kolom voorziening ontbreekt."),
        (b"voorziening;schooljaar\r\nPlusklas;2026-2027", "De kolom plaatsen ontbreekt."),
        (b"voorziening;schooljaar;plaatsen\r\n", "In dit bestand staan geen rijen."),
        (b"PK\x03\x04nee", "Sla het in Excel op als CSV."),
        (b"voorziening;plaatsen\n" + b"x;1\n" * 1001, "meer dan 1000 rijen"),
        (b"x" * (MAX_BYTES + 1), "te groot"),
        (b'voorziening;plaatsen\n"a"b;3', "geen CSV"),
    ],
)
def test_wrong_file_is_refused_in_words(inhoud: bytes, zin: str) -> None:
    with pytest.raises(Geweigerd) as fout:
        plaatsen_laden(inhoud)

    assert zin in " ".join(fout.value.velden["bestand"])
