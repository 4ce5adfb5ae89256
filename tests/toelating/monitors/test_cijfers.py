"""The figures of the region: what counts, in which month, and what nobody may read back from them."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from tests.factories.monitors import doe
from tests.personas import MENSEN, Personas, log_in
from tests.toelating.monitors.conftest import Aanmelden, Melden, tekst, vragen
from toelating.cijfers.tellen import Periode
from toelating.monitors.cijfers import tellen
from toelating.monitors.cijfers.rapport import cellen, rapport, tabelrijen
from toelating.monitors.cijfers.tellen import Maand, Periodethuis

pytestmark = pytest.mark.django_db

JAAR = Periode(2026)
PAGINA = "/toelating/thuiszitters/cijfers/"


def _thuis(van: date, tot: date | None = None) -> Periodethuis:
    return Periodethuis(van, tot, "wacht", "terug" if tot else "")


@pytest.mark.parametrize(
    ("van", "vier_weken", "drie_maanden"),
    [
        (date(2026, 9, 15), False, False),  # exactly four weeks
        (date(2026, 9, 14), True, False),
        (date(2026, 7, 13), True, False),  # exactly three months
        (date(2026, 7, 12), True, True),
    ],
)
def test_longer_than_begins_the_day_after(van: date, vier_weken: bool, drie_maanden: bool) -> None:
    dag = date(2026, 10, 13)

    assert _thuis(van).is_langer_dan_vier_weken(dag) is vier_weken
    assert _thuis(van).is_langer_dan_drie_maanden(dag) is drie_maanden


def test_first_day_back_is_no_day_at_home() -> None:
    rij = _thuis(date(2026, 9, 1), date(2026, 9, 30))

    assert rij.is_thuis_op(date(2026, 9, 29))
    assert not rij.is_thuis_op(date(2026, 9, 30))


def test_months_are_counted_on_their_last_day_and_the_present_one_today(klok: time_machine.Traveller) -> None:
    rijen = [_thuis(date(2026, 6, 1)), _thuis(date(2026, 9, 10)), _thuis(date(2026, 9, 1), date(2026, 9, 20))]

    augustus, september, oktober = tellen.per_maand(rijen, JAAR)

    assert (augustus.peildag, augustus.nieuw, augustus.verdeling, augustus.mediaan) == (
        date(2026, 8, 31),
        0,
        (0, 1, 0),
        13,
    )
    assert (september.peildag, september.nieuw, september.verdeling) == (date(2026, 9, 30), 2, (1, 0, 1))
    assert (oktober.peildag, oktober.nieuw, oktober.verdeling) == (date(2026, 10, 13), 0, (0, 1, 1))
    assert oktober.mediaan == 11.5


def test_threats_exemptions_and_mistakes_do_not_count(personas: Personas, melden: Melden) -> None:
    melden(dagen=10)
    melden(soort="dreigend", eerste_dag=None)
    melden(soort="vrijstelling", dagen=10)
    doe(melden(dagen=10), "beeindigen", personas.bureau, einde="fout", op=date(2026, 10, 12))

    assert len(tellen.thuis(personas.bureau, JAAR)) == 1


def test_zorgplicht_counts_each_registration_once(personas: Personas, aanmelden: Aanmelden) -> None:
    door = personas.coordinator
    aanmelden(aangemeld_op=date(2026, 10, 1))
    aanmelden(aangemeld_op=date(2026, 8, 3))
    dagen = {"besloten_op": date(2026, 10, 12), "geplaatst_op": date(2026, 10, 12)}
    doe(aanmelden(aangemeld_op=date(2026, 10, 1)), "toelaten", door, **dagen)
    doe(aanmelden(aangemeld_op=date(2026, 8, 3)), "toelaten", door, **dagen)
    langer = doe(
        aanmelden(aangemeld_op=date(2026, 8, 24)), "verlengen", door, weken=4, brief_op=date(2026, 9, 1), reden="Later."
    )
    doe(langer, "toelaten", door, **dagen)
    doe(aanmelden(), "intrekken", door, waarom="verhuisd")
    doe(aanmelden(), "intrekken", door, waarom="fout")

    assert tellen.zorgplicht(personas.bureau, JAAR) == dict.fromkeys(
        (tellen.LOOPT, tellen.LOOPT_LAAT, tellen.OP_TIJD, tellen.LAAT, tellen.VERLENGD, tellen.GESTOPT), 1
    )


def test_board_counts_its_own_schools_only(personas: Personas, melden: Melden) -> None:
    melden()
    melden(school=personas.school_elders)

    assert len(tellen.thuis(personas.bestuur, JAAR)) == 1
    assert len(tellen.thuis(personas.bureau, JAAR)) == 2


# --- Hiding ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verdeling", "woorden"),
    [
        ((9, 7, 6), ["22", "9", "7", "6", "3"]),
        ((9, 7, 2), ["18", "9", "niet getoond", "<5", "3"]),  # 7 too: 18 - 9 - 7 gives the 2 back
        ((1, 1, 0), ["<5", "<5", "<5", "0", "niet getoond"]),
    ],
)
def test_small_counts_of_a_month_cannot_be_read_back(verdeling: tuple, woorden: list[str]) -> None:
    maand = Maand(date(2026, 10, 13), 0, *verdeling, mediaan=3)

    assert cellen(maand, dicht=True)[1:] == woorden
    assert cellen(maand, dicht=False)[2:5] == [str(aantal) for aantal in verdeling]


def test_file_hides_small_counts_for_everybody(personas: Personas, melden: Melden) -> None:
    melden()
    waarden = {rij[3] for rij in tabelrijen(rapport(personas.bureau, JAAR, dicht=False))}

    assert "<5" in waarden
    assert not {1, 2, 3, 4} & waarden


# --- The page --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wie", MENSEN)
def test_figures_are_for_region_and_board(client: Client, personas: Personas, wie: str) -> None:
    log_in(client, getattr(personas, wie))
    verwacht = 200 if wie.startswith(("bureau", "directeur", "bestuur")) else 403

    assert client.get(PAGINA).status_code == verwacht
    bestand = client.get(f"{PAGINA}bestand/csv/")
    assert bestand.status_code == verwacht
    bestand.close()


@pytest.mark.parametrize("keer", [1, 3])
def test_figures_have_a_fixed_number_of_queries(
    client: Client, personas: Personas, melden: Melden, aanmelden: Aanmelden, django_assert_max_num_queries, keer: int
) -> None:
    for _ in range(keer):
        melden()
        aanmelden()
    log_in(client, personas.bureau)
    client.get(PAGINA)

    with django_assert_max_num_queries(40) as queries:
        antwoord = client.get(PAGINA)

    assert vragen(queries) == 2
    assert "Zoë" not in tekst(antwoord)


@pytest.mark.parametrize("formaat", ["csv", "xlsx"])
def test_file_has_no_name_of_a_pupil(client: Client, personas: Personas, melden: Melden, formaat: str) -> None:
    melden()
    log_in(client, personas.bestuur)

    antwoord = client.get(f"{PAGINA}bestand/{formaat}/")
    inhoud = b"".join(antwoord.streaming_content)
    antwoord.close()

    assert b"Proefnaam" not in inhoud
    assert len(inhoud) > 500


def test_page_without_anything_and_an_unknown_file(client: Client, personas: Personas, klok: object) -> None:
    log_in(client, personas.directeur)

    assert "Nog geen cijfers" in tekst(client.get(PAGINA))
    assert client.get(f"{PAGINA}bestand/pdf/").status_code == 404


def test_without_hiding_a_file_would_tell_small_counts(
    personas: Personas, melden: Melden, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twin of the file that hides: with the threshold gone the one pupil stands in it."""
    melden()
    monkeypatch.setattr("swv.kern.afschermen.is_klein", lambda aantal: False)

    assert 1 in {rij[3] for rij in tabelrijen(rapport(personas.bureau, JAAR, dicht=True))}
