import pytest

from swv.kern.fouten import Geweigerd
from swv.organisaties.models import School
from tests.factories.organisaties import SchoolFactory
from tests.factories.schoolwissel import SchoolwisselFactory, plek_voor
from tests.personas import Personas
from voorzieningen.models import Schoolplaats
from voorzieningen.plaatsen import schoolbestand
from voorzieningen.plaatsen.csvrijen import Geladen
from voorzieningen.plaatsen.schoolbestand import schoolplaatsen_laden

pytestmark = pytest.mark.django_db
KOP = "school;schooljaar;niveau;leerjaar;plaatsen"
GOED = "01AA00;2026-2027;havo;3;12"


def _laad(personas: Personas, *rijen: str, kop: str = KOP) -> Geladen:
    return schoolplaatsen_laden("\r\n".join([kop, *rijen]).encode(), door=personas.bureau)


def _fouten(personas: Personas, *rijen: str, kop: str = KOP) -> list[str]:
    with pytest.raises(Geweigerd) as fout:
        _laad(personas, *rijen, kop=kop)
    return fout.value.velden["bestand"]


@pytest.mark.parametrize(
    ("niveau", "code"), [("vmbo_b", "vmbo_b"), ("VMBO basis", "vmbo_b"), ("vmbo-basis", "vmbo_b"), ("Vwo", "vwo")]
)
def test_free_places_are_taken_over_by_every_name_of_the_level(personas: Personas, niveau: str, code: str) -> None:
    assert _laad(personas, f"01aa00;2026-2027;{niveau};3;12") == Geladen(nieuw=1, gewijzigd=0, gelijk=0)

    rij = Schoolplaats.objects.get()
    assert (rij.school, rij.schooljaar, rij.niveau, rij.leerjaar, rij.aantal) == (personas.school, 2026, code, 3, 12)
    assert rij.door == personas.bureau


def test_file_changes_what_it_names_and_leaves_the_rest(personas: Personas) -> None:
    for leerjaar in (1, 2, 3):
        plek_voor(personas.school, leerjaar=leerjaar, aantal=5)

    geladen = _laad(personas, "01AA00;2026-2027;havo;1;5", "01AA00;2026-2027;havo;2;9", "02BB00;2027-2028;vwo;1;3")

    assert geladen == Geladen(nieuw=1, gewijzigd=1, gelijk=1)
    rijen = Schoolplaats.objects.filter(school=personas.school).order_by("leerjaar")
    assert [rij.aantal for rij in rijen] == [5, 9, 5]


@pytest.mark.parametrize(
    ("rij", "zin"),
    [
        ("99ZZ99;2026-2027;havo;3;4", "Rij 3: ‘99ZZ99’ is geen school van dit samenwerkingsverband. Gebruik de BRIN"),
        ("33CC00;2026-2027;havo;3;4", "Rij 3: ‘33CC00’ is geen school van dit samenwerkingsverband."),
        (";2026-2027;havo;3;4", "Rij 3: vul de BRIN van de school in."),
        (
            "02BB00;2026-2027;gymnasium;3;4",
            "Rij 3: ‘gymnasium’ is geen niveau van School B. Kies uit: praktijkonderwijs",
        ),
        ("02BB00;2026-2027;;3;4", "Rij 3: ‘’ is geen niveau van School B."),
        ("44DD00;2026-2027;havo;3;4", "‘havo’ is geen niveau van Praktijkschool. Kies uit: praktijkonderwijs."),
        ("02BB00;2026-2027;vmbo kader;5;4", "Rij 3: ‘5’ is geen leerjaar van vmbo kader. Kies 1 tot en met 4."),
        ("02BB00;2026-2027;havo;;4", "Rij 3: ‘’ is geen leerjaar van havo."),
        (
            "02BB00;2026-2027;havo;3;-4",
            "Rij 3: ‘-4’ is geen aantal plaatsen. Vul een heel getal in van 0 tot en met 200.",
        ),
        ("02BB00;2026-2027;havo;3;201", "Rij 3: ‘201’ is geen aantal plaatsen."),
        ("02BB00;2026-2027;havo;3;veel", "Rij 3: ‘veel’ is geen aantal plaatsen."),
        ("02BB00;2026-2027;havo;3", "Rij 3: ‘’ is geen aantal plaatsen."),
        ("02BB00;2026-2028;havo;3;4", "Rij 3: ‘2026-2028’ is geen schooljaar."),
        ("02BB00;2020-2021;havo;3;4", "Rij 3: gebruik schooljaar 2026-2027 of 2027-2028."),
        ("01aa00;2026-2027;Havo;3;4", "Rij 3: dit niveau en leerjaar van deze school staan ook in rij 2."),
    ],
)
def test_wrong_row_is_refused_in_words_and_nothing_is_stored(personas: Personas, rij: str, zin: str) -> None:
    SchoolFactory(code="33CC00", is_buiten_regio=True)
    SchoolFactory(code="44DD00", naam="Praktijkschool", soort=School.Soort.PRO)

    [fout] = _fouten(personas, GOED, rij)

    assert zin in fout
    assert not Schoolplaats.objects.exists()


def test_every_wrong_row_is_named(personas: Personas) -> None:
    fouten = _fouten(personas, *["99ZZ99;2026-2027;havo;3;4"] * 25)

    assert (len(fouten), fouten[0][:6], fouten[-1]) == (21, "Rij 2:", "En nog 5 fouten.")


def test_number_below_what_was_given_through_the_portal_is_refused(personas: Personas) -> None:
    plek_voor(personas.school_elders, aantal=2)
    SchoolwisselFactory(geplaatst=True, naar_school=personas.school_elders)

    fouten = _fouten(personas, GOED, "02BB00;2026-2027;havo;4;0")

    assert fouten == ["Rij 3: er is al 1 plaats gegeven via het portaal. Vul ten minste 1 in."]
    assert [rij.aantal for rij in Schoolplaats.objects.all()] == [2]


def test_place_that_is_given_while_the_file_is_loaded_refuses_all_of_it(
    personas: Personas, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the place is given between the look and the write: the database refuses, and no school is half done."""
    plek_voor(personas.school_elders, aantal=2)
    vergelijk = schoolbestand._vergelijk

    def intussen(aantallen):  # type: ignore[no-untyped-def]
        SchoolwisselFactory(geplaatst=True, naar_school=personas.school_elders)
        return vergelijk(aantallen)

    monkeypatch.setattr(schoolbestand, "_vergelijk", intussen)

    assert _fouten(personas, GOED, "02BB00;2026-2027;havo;4;0") == [
        "Bij School B is net een plaats gegeven. Kies het bestand opnieuw."
    ]
    assert [rij.school for rij in Schoolplaats.objects.all()] == [personas.school_elders]


@pytest.mark.parametrize(
    ("kop", "zin"),
    [
        (
            "schooljaar;niveau;leerjaar;plaatsen",
            "De kolom school ontbreekt. Kies een CSV-bestand met de kolommen school,",
        ),
        ("school;schooljaar;niveau;leerjaar", "De kolom plaatsen ontbreekt."),
        (KOP, "In dit bestand staan geen rijen."),
    ],
)
def test_wrong_file_is_refused_in_words(personas: Personas, kop: str, zin: str) -> None:
    assert zin in _fouten(personas, kop=kop)[0]


@pytest.mark.parametrize("aantal", [1, 6])
def test_reading_costs_a_fixed_number_of_queries(
    personas: Personas, django_assert_max_num_queries, aantal: int
) -> None:
    rijen = [f"01AA00;2026-2027;vwo;{leerjaar};4" for leerjaar in range(1, aantal + 1)]
    _laad(personas, *rijen)

    with django_assert_max_num_queries(9):
        _laad(personas, *rijen)
