"""The auditfile: the published order, totals that are right, sides that balance, and nothing about pupils."""

import io
import tracemalloc
from decimal import Decimal
from xml.etree import ElementTree

import pytest
import time_machine

from financien.models import Begrotingspost
from financien.rapporten import xaf
from financien.rapporten.rgs import LASTEN, VERPLICHTING, rgs_van, zonder_code
from financien.rapporten.xaf import NAAMRUIMTE, schrijf_xaf
from financien.services import kosten_boeken
from swv.kern.fouten import VoorwaardeNietVervuld
from swv.organisaties.models import Leerling, Samenwerkingsverband
from tests.factories.financien import BegrotingspostFactory
from tests.factories.organisaties import SamenwerkingsverbandFactory
from tests.financien.rapportwereld import Wereld, som
from tests.financien.xaf_volgorde import fouten

pytestmark = pytest.mark.django_db
X = {"x": NAAMRUIMTE}


@pytest.fixture(autouse=True)
def swv(db: None) -> Samenwerkingsverband:
    return SamenwerkingsverbandFactory(naam="SWV & Co <vo>")


@pytest.fixture
def wereld() -> Wereld:
    with time_machine.travel("2026-12-15T12:00:00Z", tick=False):
        return Wereld()


def bestand(jaar: int) -> ElementTree.Element:
    uit = io.BytesIO()
    schrijf_xaf(uit, jaar)
    return ElementTree.fromstring(uit.getvalue())  # noqa: S314


def tekst(element: ElementTree.Element, pad: str) -> str:
    return element.findtext("/".join(f"x:{deel}" for deel in pad.split("/")), namespaces=X)


def regels(wortel: ElementTree.Element) -> list[ElementTree.Element]:
    return wortel.findall(".//x:trLine", X)


@pytest.mark.parametrize("jaar", [2026, 2027])
def test_xaf_follows_the_published_order_lengths_and_references(wereld, jaar):
    wortel = bestand(jaar)

    assert fouten(wortel, NAAMRUIMTE) == []
    assert tekst(wortel, "company/companyName") == "SWV & Co <vo>"
    assert tekst(wortel, "company/taxRegIdent") == "000000012"
    assert tekst(wortel, "header/fiscalYear") == str(jaar)


def test_xaf_without_rsin_is_refused_and_says_who_fills_it_in(swv):
    swv.rsin = ""
    swv.save()
    uit = io.BytesIO()

    with pytest.raises(VoorwaardeNietVervuld, match="De functioneel beheerder vult het in: Beheer"):
        schrijf_xaf(uit, 2026)

    assert uit.getvalue() == b""


def test_xaf_without_the_guard_has_no_tax_number_where_the_schema_wants_one(wereld, swv, monkeypatch):
    swv.rsin = ""
    swv.save()
    monkeypatch.setattr(xaf, "waarom_geen_auditfile", lambda: None)

    assert fouten(bestand(2026), NAAMRUIMTE) != []


def test_xaf_of_a_year_without_bookings_is_a_whole_file(db):
    BegrotingspostFactory()

    wortel = bestand(2026)

    assert fouten(wortel, NAAMRUIMTE) == []
    assert tekst(wortel, "company/transactions/totalDebit") == "0.00"


def test_xaf_totals_equal_the_ledger_and_its_own_lines(wereld):
    wortel = bestand(2026)
    per_kant = {"D": Decimal(0), "C": Decimal(0)}
    for regel in regels(wortel):
        per_kant[tekst(regel, "amntTp")] += Decimal(tekst(regel, "amnt"))

    assert tekst(wortel, "company/transactions/linesCount") == str(len(regels(wortel)))
    assert Decimal(tekst(wortel, "company/transactions/totalDebit")) == per_kant["D"] == per_kant["C"]
    assert per_kant["D"] == som("j.jaar = 2026 AND r.bedrag > 0") == -som("j.jaar = 2026 AND r.bedrag < 0")


def test_xaf_every_transaction_balances(wereld):
    for transactie in bestand(2026).iterfind(".//x:transaction", X):
        debet, credit = (
            sum(Decimal(tekst(r, "amnt")) for r in transactie.findall("x:trLine", X) if tekst(r, "amntTp") == kant)
            for kant in "DC"
        )
        assert debet == credit > 0


def test_xaf_names_boards_and_no_pupil(wereld):
    wortel = bestand(2026)
    namen = {b.findtext("x:custSupName", namespaces=X) for b in wortel.iterfind(".//x:customerSupplier", X)}
    alles = ElementTree.tostring(wortel, encoding="unicode")

    assert namen == {wereld.school_a.bestuur.naam, wereld.school_b.bestuur.naam}
    for leerling in Leerling.objects.all():
        assert leerling.achternaam not in alles
        assert str(leerling.pk) not in alles


def test_xaf_payment_after_the_year_has_a_period_of_its_own(wereld):
    wortel = bestand(2026)
    laat = [t for t in wortel.iterfind(".//x:transaction", X) if tekst(t, "periodNumber") == "13"]

    assert [tekst(t, "trLine/effDate") for t in laat] == ["2027-01-10"]
    assert tekst(wortel.findall(".//x:period", X)[-1], "periodDesc") == "Na het jaar"


def test_xaf_gives_each_account_its_rgs_code_and_kind(wereld):
    Begrotingspost.objects.filter(pk=wereld.post("L.S.01").pk).update(rgs="WBedAlkOal")

    rekeningen = {tekst(r, "accID"): r for r in bestand(2026).iterfind(".//x:ledgerAccount", X)}

    betaald, kosten = rekeningen["L.S.01-06"], rekeningen["L.A.01-09"]
    assert (tekst(betaald, "leadCode"), tekst(betaald, "accTp")) == ("WBedAlkOal", "P")
    assert (tekst(kosten, "leadCode"), tekst(kosten, "accDesc")) == ("WBed", "Bureau: kosten zonder toekenning")
    assert rekeningen["L.S.01-01"].find("x:leadCode", X) is None


def test_xaf_leaves_out_what_xml_cannot_hold(wereld):
    kosten_boeken(
        post=wereld.post("L.A.01"),
        bedrag=Decimal("1.00"),
        omschrijving="A\x0b & <b>\ufffe",
        sleutel="x&\x01<",
        door=wereld.door,
    )

    omschrijvingen = [tekst(t, "desc") for t in bestand(2026).iterfind(".//x:transaction", X)]

    assert "A & <b>" in omschrijvingen


def test_xaf_takes_as_many_queries_and_no_more_memory_for_more_bookings(wereld, django_assert_num_queries, tmp_path):
    def piek() -> int:
        tracemalloc.start()
        with (tmp_path / "xaf.xml").open("wb") as uit:
            schrijf_xaf(uit, 2026)
        hoogste = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return hoogste

    piek()
    eerst = piek()
    for nummer in range(300):
        kosten_boeken(
            post=wereld.post("L.A.01"),
            bedrag=Decimal("0.01"),
            omschrijving="x",
            sleutel=f"m:{nummer}",
            door=wereld.door,
        )

    assert piek() < eerst + 1_500_000
    with django_assert_num_queries(3):  # and the cursor of the server
        bestand(2026)


def test_account_numbers_fit_for_the_longest_code():
    assert len(xaf.rekeningnummer("L" * 20, "overgeheveld_uit")) <= 35
    assert len(set(xaf.NUMMERS.values())) == len(xaf.NUMMERS)


@pytest.mark.parametrize(
    ("soort", "eigen", "rekening", "code"),
    [
        ("lasten", "WPer", "betaald", "WPer"),
        ("lasten", "", "kosten", LASTEN.code),
        ("lasten", "WPer", "toegekend", VERPLICHTING.code),
        ("baten", "", "te_ontvangen", "WOvb"),
        ("baten", "WOvbOrs", "te_ontvangen", "WOvbOrs"),
        ("lasten", "WPer", "begroting", None),
        ("lasten", "", "vrij", None),
    ],
)
def test_rgs_of_an_account_is_that_of_its_line_or_a_general_one(soort, eigen, rekening, code):
    gevonden = rgs_van(soort, eigen, rekening)

    assert (gevonden.code if gevonden else None) == code


def test_lines_without_rgs_are_listed(wereld):
    Begrotingspost.objects.filter(pk=wereld.post("L.S.01").pk).update(rgs="WBed")

    assert [post.code for post in zonder_code(2026)] == ["B.01", "L.A.01", "L.S.02"]
