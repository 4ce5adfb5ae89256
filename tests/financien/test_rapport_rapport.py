"""Reports against independent sums, stored balances and the bookings behind them."""

from decimal import Decimal
from uuid import UUID

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from financien.models import Begrotingsjaar
from financien.rapporten import boekingen
from financien.rapporten.boekingen import PER_BLADZIJDE, lees_cijfer
from financien.rapporten.perioden import kalenderjaar, schooljaar, tertiaal
from financien.rapporten.rapport import maken
from financien.rapporten.vraag import INDELINGEN, Vraag, lees_vraag
from financien.selectors import overzicht, stand, stand_op
from financien.services import boeken_bulk, herverdelen, kosten_boeken
from tests.factories.financien import BegrotingspostFactory, hevel_over
from tests.financien.herkomst import KOLOM, langs_toekenningen, volgens_rapport
from tests.financien.rapportwereld import Wereld, som
from tests.financien.test_bulk import kosten

pytestmark = pytest.mark.django_db
PERIODEN = [
    kalenderjaar(2026),
    kalenderjaar(2027),
    schooljaar(2026),
    *(tertiaal(2026, n) for n in (1, 2, 3)),
    tertiaal(2025, 2),
]
ids = str


@pytest.fixture
def wereld() -> Wereld:
    with time_machine.travel("2026-12-15T12:00:00Z", tick=False):
        return Wereld()


def figuren(rapport, jaar=2026, soort="lasten"):
    """Name of the row -> column -> figure."""
    blok = next(b for b in rapport.blokken if (b.jaar, b.soort) == (jaar, soort))
    return {rij.kop.naam: dict(zip((k.code for k in blok.kolommen), rij.waarden, strict=True)) for rij in blok.rijen}


def test_year_report_per_line_equals_the_stored_standing_of_every_line(wereld):
    rapport = maken(Vraag(kalenderjaar(2026)))

    for code in ("L.A.01", "L.S.01", "L.S.02"):
        cijfers, nu = figuren(rapport)[wereld.post(code).naam], stand(wereld.post(code))
        assert cijfers == {
            "begroot": nu.begroot,
            "gewijzigd": nu.gewijzigd + nu.overgeheveld_in,
            "gereserveerd": nu.gereserveerd,
            "toegekend": nu.toegekend,
            "betaald": nu.betaald,
            "kosten": nu.kosten,
            "vrijgevallen": nu.vrijgevallen,
            "teruggevorderd": nu.teruggevorderd,
            "vrij": nu.vrij,
            "prognose": nu.prognose(),
        }


def test_year_report_adds_up_to_the_budget_page(wereld):
    rapport, pagina = maken(Vraag(kalenderjaar(2026), "rubriek")), overzicht(Begrotingsjaar.objects.get(jaar=2026))

    assert rapport.totaal("vrij") == pagina.lasten.vrij
    assert rapport.totaal("betaald") == pagina.lasten.betaald
    assert figuren(rapport, soort="baten")["Baten"]["te_ontvangen"] == pagina.baten.vrij


@pytest.mark.parametrize("periode", PERIODEN, ids=ids)
@pytest.mark.parametrize("indeling", INDELINGEN)
def test_report_equals_an_independent_sum_of_the_ledger(wereld, periode, indeling):
    rapport = maken(Vraag(periode, indeling))
    alleen = "p.soort = 'lasten'" + (" AND p.rubriek = 'strategische ambities'" if indeling == "ambitie" else "")
    if periode.begrotingsjaar:
        waar, waarden = f"{alleen} AND j.jaar = %s", [periode.begrotingsjaar]
    else:
        waar, waarden = f"{alleen} AND r.ingangsdatum >= %s AND r.ingangsdatum < %s", [periode.van, periode.tot]

    assert rapport.totaal("betaald") == som(f"{waar} AND k.soort = 'betaald'", *waarden)
    assert rapport.totaal("kosten") == som(f"{waar} AND k.soort = 'kosten'", *waarden)
    assert rapport.totaal("vrijgevallen") == -som(f"{waar} AND k.soort = 'vrijgevallen'", *waarden)
    assert rapport.totaal("teruggevorderd") == -som(f"{waar} AND k.soort = 'teruggevorderd'", *waarden)
    assert rapport.totaal("toegekend") == som(f"{waar} AND k.soort IN ('toegekend', 'betaald')", *waarden)


@pytest.mark.parametrize("indeling", ["school", "soort", "schooljaar"])
@pytest.mark.parametrize("periode", PERIODEN, ids=ids)
def test_every_breakdown_of_awards_has_the_sums_of_the_lines(wereld, periode, indeling):
    per_post, rapport = maken(Vraag(periode)), maken(Vraag(periode, indeling))

    for kolom in ("gereserveerd", "toegekend", "betaald", "kosten", "vrijgevallen", "teruggevorderd", "prognose"):
        assert rapport.totaal(kolom) == per_post.totaal(kolom), kolom


@pytest.mark.parametrize("indeling", KOLOM)
@pytest.mark.parametrize("periode", PERIODEN, ids=ids)
def test_breakdown_of_awards_is_the_sum_along_every_award(wereld, periode, indeling):
    straks = wereld.post("L.S.01", 2027)
    herverdelen(
        verplichting=wereld.innovatie, post=straks, bedrag=Decimal(90), sleutel="h", door=wereld.door, reden="later"
    )
    hevel_over(wereld.frictie)

    assert volgens_rapport(periode, indeling) == langs_toekenningen(periode, indeling)


def test_tertiaal_counts_a_booking_of_1_december_in_the_second(wereld):
    eerste, tweede = maken(Vraag(tertiaal(2026, 1))), maken(Vraag(tertiaal(2026, 2)))

    assert figuren(eerste)["Ambitie 1"]["toegekend"] == 1200
    assert figuren(eerste)["Ambitie 2"]["toegekend"] == 0
    assert figuren(tweede)["Ambitie 2"]["toegekend"] == 800


def test_tertiaal_across_new_year_shows_both_budgets_apart(wereld):
    rapport = maken(Vraag(tertiaal(2026, 2)))

    assert [(b.jaar, b.soort) for b in rapport.blokken] == [
        (2026, "lasten"),
        (2026, "baten"),
        (2027, "lasten"),
        (2027, "baten"),
    ]
    assert figuren(rapport, 2026)["Bureau"]["kosten"] == Decimal("33.33")
    assert figuren(rapport, 2027)["Bureau"]["kosten"] == Decimal("44.44")


def test_payment_after_new_year_stays_with_the_budget_of_the_award(wereld):
    assert figuren(maken(Vraag(kalenderjaar(2026))))["Ambitie 1"]["betaald"] == 800
    assert figuren(maken(Vraag(kalenderjaar(2027))), 2027)["Ambitie 1"]["betaald"] == 0


def test_standing_at_the_end_of_a_period_equals_that_day(wereld):
    rapport, dag = (
        maken(Vraag(tertiaal(2026, 1))),
        stand_op(wereld.post("L.S.01"), tertiaal(2026, 1).tot.replace(month=11, day=30)),
    )

    assert figuren(rapport)["Ambitie 1"]["vrij"] == dag.vrij == 3800
    assert figuren(rapport)["Ambitie 1"]["prognose"] == dag.prognose() == 1200


def test_forecast_counts_open_requests_for_their_chance(wereld):
    vol, half, niets = (
        figuren(maken(Vraag(kalenderjaar(2026), kans=kans)))["Ambitie 2"]["prognose"] for kans in (100, 50, 0)
    )

    assert (vol, half, niets) == (Decimal("1000.01"), Decimal("875.01"), Decimal("750.00"))
    assert half == stand(wereld.post("L.S.02")).prognose(Decimal("0.5"))


def test_ambitie_takes_parts_together_and_leaves_other_lines_out(wereld):
    deel = BegrotingspostFactory(
        jaar=wereld.post("L.S.01").jaar, code="L.S.01.a", parent=wereld.post("L.S.01"), met_ruimte="60.00", rubriek=""
    )

    cijfers = figuren(maken(Vraag(kalenderjaar(2026), "ambitie")))

    assert list(cijfers) == ["Ambitie 1", "Ambitie 2"]
    assert cijfers["Ambitie 1"]["gewijzigd"] == 5060
    assert (
        deel.pk
        in lees_cijfer(
            Vraag(kalenderjaar(2026), "ambitie"),
            {"jaar": "2026", "kolom": "vrij", "rij": str(wereld.post("L.S.01").pk)},
        ).posten
    )


def test_report_per_school_names_schools_and_what_has_none(wereld):
    cijfers = figuren(maken(Vraag(kalenderjaar(2026), "school")))

    assert list(cijfers) == ["School A", "School B", "Zonder school"]
    assert (cijfers["School A"]["betaald"], cijfers["School A"]["teruggevorderd"]) == (800, 30)
    assert (cijfers["School B"]["toegekend"], cijfers["School B"]["vrijgevallen"]) == (800, 50)
    assert cijfers["Zonder school"]["toegekend"] == 0
    assert cijfers["Zonder school"]["kosten"] == Decimal("66.66")


def test_report_per_kind_and_per_school_year_read_as_words(wereld):
    assert list(figuren(maken(Vraag(kalenderjaar(2026), "soort")))) == [
        "Frictiefonds",
        "Innovatiegelden",
        "Zonder soort aanvraag",
    ]
    assert list(figuren(maken(Vraag(kalenderjaar(2026), "schooljaar")))) == ["2026-2027", "Zonder schooljaar"]


def test_award_carried_over_stays_with_its_school(wereld):
    hevel_over(wereld.innovatie)

    rapport = maken(Vraag(kalenderjaar(2027), "school"))

    assert figuren(rapport, 2027)["School A"]["toegekend"] == 400
    assert maken(Vraag(kalenderjaar(2026), "school")).totaal("toegekend") == maken(Vraag(kalenderjaar(2026))).totaal(
        "toegekend"
    )


@pytest.mark.parametrize("periode", [kalenderjaar(2026), tertiaal(2026, 2), tertiaal(2026, 1)], ids=ids)
@pytest.mark.parametrize("indeling", INDELINGEN)
def test_bookings_behind_every_figure_add_up_to_it(wereld, periode, indeling):
    vraag = Vraag(periode, indeling, kans=100)
    for blok in maken(vraag).blokken:
        alle = [("", blok.som), *((rij.kop.sleutel, rij.waarden) for rij in blok.rijen)]
        for sleutel, waarden in alle:
            for kolom, waarde in zip(blok.kolommen, waarden, strict=True):
                adres = {"jaar": str(blok.jaar), "soort": blok.soort, "rij": sleutel, "kolom": kolom.code}
                cijfer = lees_cijfer(vraag, adres)
                assert cijfer.som() == waarde, adres
                assert sum(b.bedrag for b in cijfer.alle()) == waarde, adres


@pytest.mark.parametrize("periode", [kalenderjaar(2026), tertiaal(2026, 2)], ids=ids)
@pytest.mark.parametrize("indeling", ["post", "school"])
def test_pages_of_every_figure_are_its_bookings_in_order(wereld, monkeypatch, periode, indeling):
    monkeypatch.setattr(boekingen, "PER_BLADZIJDE", 2)
    vraag = Vraag(periode, indeling, kans=50)
    for blok in maken(vraag).blokken:
        for sleutel in ("", *(rij.kop.sleutel for rij in blok.rijen)):
            for kolom in blok.kolommen:
                adres = {"jaar": str(blok.jaar), "soort": blok.soort, "rij": sleutel, "kolom": kolom.code}
                cijfer = lees_cijfer(vraag, adres)
                gelezen, na = cijfer.bladzijde()
                while na:
                    volgende, na = cijfer.bladzijde(na)
                    gelezen += volgende
                assert gelezen == list(cijfer.alle()), adres


def test_page_of_bookings_reads_little_more_than_the_page(wereld):
    """However many bookings a line has: reading stops when the page is full, also far from the beginning."""
    boeken_bulk([kosten(wereld.post("L.A.01"), "0.01", f"veel:{nummer}", wereld.door) for nummer in range(3000)])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        # What a table of this size does not deserve yet, and a table of a million gets by itself.
        for plan in ("seqscan", "bitmapscan", "hashjoin", "mergejoin"):
            cursor.execute(f"SET LOCAL enable_{plan} = off")
    cijfer = lees_cijfer(
        Vraag(kalenderjaar(2026)), {"jaar": "2026", "rij": str(wereld.post("L.A.01").pk), "kolom": "prognose"}
    )

    halverwege = f"{cijfer.bladzijde()[0][-1].ingangsdatum}_{UUID(int=1 << 127)}_0"
    for na in ("", halverwege):
        with CaptureQueriesContext(connection) as gevraagd:
            assert len(cijfer.bladzijde(na)[0]) == PER_BLADZIJDE
        assert len(gevraagd) == 2
        assert regels_gelezen(gevraagd[1]["sql"]) < 10 * PER_BLADZIJDE
    assert regels_gelezen("SELECT sum(bedrag), count(*) FROM financien_boekingsregel") > 6000


def regels_gelezen(sql):
    """How many regels the database reads to answer."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}")
        knopen = [cursor.fetchone()[0][0]["Plan"]]
    aantal = 0
    while knopen:
        knoop = knopen.pop()
        knopen += knoop.get("Plans", [])
        if knoop.get("Relation Name") == "financien_boekingsregel":
            aantal += knoop["Actual Loops"] * (knoop["Actual Rows"] + knoop.get("Rows Removed by Filter", 0))
    return aantal


@pytest.mark.parametrize("periode", [tertiaal(2026, 2), schooljaar(2026), kalenderjaar(2026)], ids=ids)
def test_report_per_line_reads_no_regels(wereld, periode):
    with CaptureQueriesContext(connection) as gevraagd:
        maken(Vraag(periode))

    assert all(regels_gelezen(vraag["sql"]) == 0 for vraag in gevraagd)


def test_bookings_that_cancel_out_are_not_behind_a_figure(wereld):
    vraag = Vraag(kalenderjaar(2026))
    cijfer = lees_cijfer(vraag, {"jaar": "2026", "rij": str(wereld.post("L.S.01").pk), "kolom": "toegekend"})

    assert [b.sleutel for b in cijfer.alle()] == ["t1"]


def test_bookings_page_by_page_are_all_bookings_once(wereld):
    for nummer in range(PER_BLADZIJDE + 5):
        kosten_boeken(
            post=wereld.post("L.A.01"),
            bedrag=Decimal("0.01"),
            omschrijving="x",
            sleutel=f"veel:{nummer}",
            door=wereld.door,
        )
    cijfer = lees_cijfer(
        Vraag(kalenderjaar(2026)), {"jaar": "2026", "rij": str(wereld.post("L.A.01").pk), "kolom": "kosten"}
    )

    eerste, na = cijfer.bladzijde()
    tweede, einde = cijfer.bladzijde(na)

    assert (len(eerste), len(tweede), einde) == (PER_BLADZIJDE, 8, "")
    assert [*eerste, *tweede] == list(cijfer.alle())


@pytest.mark.parametrize(
    "adres",
    [
        {},
        {"jaar": "2026", "kolom": "onzin"},
        {"jaar": "twee", "kolom": "vrij"},
        {"jaar": "2026", "kolom": "vrij", "soort": "x"},
        {"jaar": "2026", "kolom": "vrij", "rij": "999999"},
        {"jaar": "2031", "kolom": "vrij"},
    ],
)
def test_figure_that_the_report_does_not_have_is_none(wereld, adres):
    assert lees_cijfer(Vraag(kalenderjaar(2026)), adres) is None


@pytest.mark.parametrize("rij", ["abc", "99999999999999", "987654321", "'; drop table x"])
def test_figure_of_a_school_that_does_not_exist_is_none(wereld, rij):
    assert lees_cijfer(Vraag(kalenderjaar(2026), "school"), {"jaar": "2026", "kolom": "betaald", "rij": rij}) is None


@pytest.mark.parametrize("na", ["", "x", "2026-01-01", "2026-13-01_x_y", "2026-01-01_" + "0" * 32 + "_abc"])
def test_unreadable_place_in_the_list_is_its_beginning(wereld, na):
    cijfer = lees_cijfer(Vraag(kalenderjaar(2026)), {"jaar": "2026", "kolom": "kosten"})

    assert len(cijfer.bladzijde(na)[0]) == 3


@pytest.mark.parametrize("indeling", INDELINGEN)
@pytest.mark.parametrize("periode", [kalenderjaar(2026), tertiaal(2026, 2)], ids=ids)
def test_report_takes_as_many_queries_with_more_lines(
    wereld, django_assert_max_num_queries, django_assert_num_queries, indeling, periode
):
    with django_assert_max_num_queries(3) as eerst:
        maken(Vraag(periode, indeling))
    for _ in range(3):
        BegrotingspostFactory(jaar=wereld.post("L.S.01").jaar, met_ruimte="5.00", rubriek="strategische ambities")

    with django_assert_num_queries(len(eerst)):
        maken(Vraag(periode, indeling))


def test_empty_ledger_gives_an_empty_report():
    rapport = maken(Vraag(tertiaal(2026, 2), "school"))

    assert rapport.blokken == []
    assert list(rapport.tabel()[1]) == []


def test_table_for_a_file_has_every_row_without_sums(wereld):
    koppen, rijen = maken(Vraag(kalenderjaar(2026))).tabel()
    rijen = list(rijen)

    assert koppen[:5] == ("Begrotingsjaar", "Baten of lasten", "Code", "Post", "Begroot")
    assert [rij[2] for rij in rijen] == ["L.A.01", "L.S.01", "L.S.02", "B.01"]
    assert {len(rij) for rij in rijen} == {len(koppen)}


@pytest.mark.parametrize(
    ("gegeven", "verwacht"),
    [
        ({}, Vraag(kalenderjaar(2026))),
        ({"periode": "tertiaal-2026-2", "indeling": "school", "kans": "50"}, Vraag(tertiaal(2026, 2), "school", 50)),
        ({"periode": "x", "indeling": "x", "kans": "x"}, Vraag(kalenderjaar(2026))),
        ({"kans": "101"}, Vraag(kalenderjaar(2026))),
        ({"kans": "²"}, Vraag(kalenderjaar(2026))),
    ],
)
def test_question_is_read_from_an_address_and_written_back(gegeven, verwacht):
    gelezen = lees_vraag(gegeven, kalenderjaar(2026))

    assert gelezen == verwacht
    assert lees_vraag(dict(d.split("=") for d in gelezen.adres.split("&")), kalenderjaar(2020)) == verwacht
