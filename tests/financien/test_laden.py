"""Loading a budget from a file: shown first, booked as shown, nothing half."""

import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from financien.bestanden import lees_bestand
from financien.fouten import BestandKloptNiet
from financien.models import Begrotingsjaar, Begrotingslading, Begrotingspost, Boeking, Brontotaal
from financien.selectors import overzicht
from financien.services import jaar_afsluiten
from financien.services.laden import lading_aanpassen, lading_bevestigen, lading_klaarzetten, lading_versie
from financien.tasks import ladingen_opruimen
from swv.kern.fouten import VerkeerdeStatus, Verouderd
from swv.organisaties.models import Rolsoort
from tests.factories.financien import BegrotingsjaarFactory, BegrotingspostFactory, persoon
from tests.personas import MENSEN, log_in

pytestmark = pytest.mark.django_db
KOP = "jaar,swv_nummer,swv,soort,rubriek,code,post,bedrag,rol"
REGEL = "2026,VO2708,Proef,lasten,algemeen,L.1,Bureau,100,regel"


def csv_met(*rijen, kop=KOP):
    return "\n".join([kop, *rijen]).encode()


def xlsx_met(*rijen, kop=KOP, bladen=1):
    boek = openpyxl.Workbook()
    for rij in (kop.split(","), *rijen):
        boek.active.append(list(rij))
    for _ in range(bladen - 1):
        boek.create_sheet()
    uit = io.BytesIO()
    boek.save(uit)
    return uit.getvalue()


def klaar(inhoud, controller, *, naam="begroting.csv", jaar=None, tolerantie="2.00"):
    return lading_klaarzetten(naam=naam, inhoud=inhoud, jaar=jaar, tolerantie=Decimal(tolerantie), door=controller)


def bevestig(lading, controller):
    return lading_bevestigen(lading=lading, versie=lading_versie(lading), door=controller)


@pytest.fixture
def kies(ingelogd):
    """Upload a file as the controller."""
    client = ingelogd(Rolsoort.CONTROLLER)

    def doe(inhoud, naam="begroting.csv", **velden):
        bestand = SimpleUploadedFile(naam, inhoud)
        return client.post(reverse("financien:laden"), {"bestand": bestand, "jaar": "", "tolerantie": "2,00", **velden})

    doe.client = client
    return doe


# --- Looking first ----------------------------------------------------------------------------------------


def test_upload_shows_lines_and_differences_and_books_nothing(kies, jaarplan):
    antwoord = kies(jaarplan)

    tekst = kies.client.get(antwoord["Location"]).content.decode()
    assert "Lasten: strategische ambities" in tekst
    assert "Totale lasten, uit alle regels" in tekst
    assert "€\xa0-2,00" in tekst
    assert "Ja, laad deze begroting" in tekst
    assert not Begrotingsjaar.objects.exists()
    assert not Boeking.objects.exists()


def test_preview_of_2025_has_exactly_the_differences_of_the_source(kies, jaarplan):
    antwoord = kies.client.get(kies(jaarplan)["Location"])

    (jaar,) = antwoord.context["jaren"]
    assert [t.controle.verschil for t in jaar.totalen] == [1, -1, 0, None, -1, -2, -1, 2]
    assert all(t.past for t in jaar.totalen)
    assert (jaar.baten, jaar.lasten, jaar.saldo) == (99150129, 100137429, -987300)


def test_preview_of_the_frame_shows_four_years_and_memo_rows_apart(kies, kader):
    antwoord = kies.client.get(kies(kader)["Location"])

    jaren = antwoord.context["jaren"]
    assert [j.jaar for j in jaren] == [2018, 2019, 2020, 2021]
    assert [t.controle.verschil for j in jaren for t in j.totalen] == [0] * 16
    assert [m.bedrag for m in jaren[0].memos] == [158000, 1951000]
    assert "Memo: telt nergens mee" in antwoord.content.decode()


def test_confirming_loads_exactly_what_was_shown(kies, jaarplan):
    adres = kies(jaarplan)["Location"]
    versie = kies.client.get(adres).context["versie"]

    antwoord = kies.client.post(adres, {"doe": "laden", "versie": versie})

    assert antwoord["Location"] == reverse("financien:begroting", args=[2025])
    jaar = overzicht(Begrotingsjaar.objects.get(jaar=2025))
    assert (jaar.baten.begroot, jaar.lasten.begroot) == (99150129, 100137429)
    assert Brontotaal.objects.count() == 8
    assert Begrotingslading.objects.get().geladen_op


def test_confirming_twice_loads_once(jaarplan, controller):
    lading = klaar(jaarplan, controller)
    bevestig(lading, controller)

    with pytest.raises(VerkeerdeStatus, match="al geladen"):
        bevestig(lading, controller)

    assert Boeking.objects.count() == 1


def test_confirming_after_the_year_changed_elsewhere_is_refused(jaarplan, controller):
    lading = klaar(jaarplan, controller)
    gezien = lading_versie(lading)
    lading_aanpassen(lading=lading, jaar=2027, tolerantie=Decimal(2))

    with pytest.raises(Verouderd):
        lading_bevestigen(lading=lading, versie=gezien, door=controller)

    assert not Begrotingsjaar.objects.exists()


def test_same_lines_for_another_year_load_there(kies, jaarplan):
    adres = kies(jaarplan, jaar="2027")["Location"]
    pagina = kies.client.get(adres)

    kies.client.post(adres, {"doe": "laden", "versie": pagina.context["versie"]})

    assert "De regels in het bestand zijn van 2025. U laadt ze voor 2027." in pagina.content.decode()
    assert Begrotingspost.objects.filter(jaar__jaar=2027).count() == 25


def test_frame_for_another_year_moves_all_its_years(kader, controller):
    bevestig(klaar(kader, controller, jaar=2030), controller)

    assert list(Begrotingsjaar.objects.order_by("jaar").values_list("jaar", flat=True)) == [2030, 2031, 2032, 2033]


def test_tolerance_below_a_difference_blocks_and_a_larger_one_opens(kies, jaarplan):
    adres = kies(jaarplan, tolerantie="1,99")["Location"]
    pagina = kies.client.get(adres)
    assert "2 totalen verschillen meer dan €\xa01,99" in pagina.content.decode()
    assert "Ja, laad deze begroting" not in pagina.content.decode()
    geweigerd = kies.client.post(adres, {"doe": "laden", "versie": pagina.context["versie"]})
    assert geweigerd.status_code == 422

    kies.client.post(adres, {"doe": "aanpassen", "jaar": "", "tolerantie": "2"})

    assert "Ja, laad deze begroting" in kies.client.get(adres).content.decode()
    assert not Begrotingsjaar.objects.exists()


def test_wrong_year_in_the_preview_keeps_what_was_typed(kies, jaarplan):
    adres = kies(jaarplan)["Location"]

    antwoord = kies.client.post(adres, {"doe": "aanpassen", "jaar": "1999", "tolerantie": "5"})

    assert antwoord.status_code == 422
    assert 'value="1999"' in antwoord.content.decode()
    assert Begrotingslading.objects.get().tolerantie == 2


def test_file_can_be_thrown_away(kies, jaarplan):
    adres = kies(jaarplan)["Location"]

    kies.client.post(adres, {"doe": "weggooien"})

    assert not Begrotingslading.objects.exists()
    assert kies.client.get(adres).status_code == 404


def test_file_that_waited_too_long_is_asked_for_again(kies, jaarplan):
    adres = kies(jaarplan)["Location"]
    versie = kies.client.get(adres).context["versie"]
    Begrotingslading.objects.update(verloopt_op=timezone.now())

    antwoord = kies.client.post(adres, {"doe": "laden", "versie": versie})

    assert antwoord["Location"] == reverse("financien:laden")
    assert not Begrotingsjaar.objects.exists()


def test_files_that_nobody_confirmed_go_by_the_clock_and_the_others_stay(controller, jaarplan):
    with time_machine.travel("2026-11-20T09:00:00Z", tick=False):
        vergeten, geladen = (klaar(jaarplan, controller) for _ in range(2))
        bevestig(geladen, controller)
    with time_machine.travel("2026-11-21T08:59:00Z", tick=False):
        vers = klaar(jaarplan, controller)
        ladingen_opruimen()
        assert Begrotingslading.objects.count() == 3

    with time_machine.travel("2026-11-21T09:01:00Z", tick=False):
        ladingen_opruimen()

    assert set(Begrotingslading.objects.values_list("pk", flat=True)) == {geladen.pk, vers.pk}
    with pytest.raises(VerkeerdeStatus, match="Kies het opnieuw"):
        bevestig(vergeten, controller)


# --- What stands in the way -------------------------------------------------------------------------------


def test_closed_year_is_named_and_nothing_loads(jaarplan, controller, kies):
    bevestig(klaar(jaarplan, controller), controller)
    jaar_afsluiten(jaar=Begrotingsjaar.objects.get(jaar=2025), door=controller)

    antwoord = kies.client.get(kies(jaarplan)["Location"])

    assert "Begrotingsjaar 2025 is gesloten" in antwoord.content.decode()


def test_year_with_other_lines_is_named(kies, jaarplan):
    BegrotingspostFactory(jaar=BegrotingsjaarFactory(jaar=2025))

    antwoord = kies.client.get(kies(jaarplan)["Location"])

    assert "Begrotingsjaar 2025 heeft al een andere begroting" in antwoord.content.decode()


def test_year_with_one_other_amount_is_named(kies, jaarplan, controller):
    bevestig(klaar(jaarplan, controller), controller)

    antwoord = kies.client.get(kies(jaarplan.replace(b"5626176", b"5626177"))["Location"])

    assert "heeft al een andere begroting" in antwoord.content.decode()


def test_same_budget_again_says_that_nothing_changes(kies, jaarplan, controller):
    bevestig(klaar(jaarplan, controller), controller)

    antwoord = kies.client.get(kies(jaarplan)["Location"])

    assert "Deze begroting staat al in het portaal" in antwoord.content.decode()


def test_one_closed_year_of_a_frame_stops_all_years(kader, controller):
    BegrotingspostFactory(jaar=BegrotingsjaarFactory(jaar=2021))
    lading = klaar(kader, controller)

    with pytest.raises(Exception, match="2021"):
        bevestig(lading, controller)

    assert not Begrotingsjaar.objects.filter(jaar__lt=2021).exists()


# --- What people upload -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inhoud", "naam", "zin"),
    [
        (csv_met(REGEL.replace("100", "12.345")), "a.csv", "Rij 2, kolom bedrag: &#x27;12.345&#x27; is geen bedrag"),
        (csv_met(REGEL.replace("100", "-5")), "a.csv", "Rij 2, kolom bedrag: een begrotingsregel is niet lager"),
        (csv_met(REGEL.replace("regel", "post")), "a.csv", "Rij 2, kolom rol: &#x27;post&#x27; is geen bekende rol"),
        (csv_met(REGEL, REGEL), "a.csv", "Rij 3: de code L.1 staat al eerder"),
        (csv_met(REGEL.replace("100", "=1+1")), "a.csv", "Rij 2, kolom bedrag: hier staat een formule"),
        (csv_met(REGEL.replace("2026", "26")), "a.csv", "Rij 2, kolom jaar: &#x27;26&#x27; is geen jaar"),
        (csv_met(REGEL.replace("Bureau", "B" * 161)), "a.csv", "Rij 2: de naam is te lang"),
        (csv_met(REGEL.replace("lasten", "kosten")), "a.csv", "Rij 2, kolom soort"),
        (csv_met(REGEL.replace("regel", "totaal").replace("lasten", "iets")), "a.csv", "vul bij een totaal baten"),
        (csv_met(*[REGEL] * 2001), "a.csv", "te veel rijen"),
        (csv_met(REGEL + ",x" * 70), "a.csv", "te veel kolommen"),
        (csv_met(REGEL, kop=KOP.replace("swv_nummer", "post")), "a.csv", "De kolom post staat twee keer"),
        (csv_met(REGEL.replace("Bureau", "Bu\x81reau")), "a.csv", "Rij 2, kolom post: hier staat een teken"),
        (csv_met(REGEL.replace("Bureau", '"Bureau')), "a.csv", "geen CSV dat het portaal kan lezen"),
        (csv_met(), "a.csv", "geen enkele begrotingsregel"),
        (b"", "a.csv", "Het bestand is leeg"),
        (b" \n", "a.csv", "Dit bestand is leeg"),
        (b"a" * (5 * 1024 * 1024 + 1), "a.csv", "te groot"),
        (b"a" * (20 * 1024 * 1024), "a.csv", "te groot"),
        (b"%PDF-1.7", "a.csv", "Dit is geen CSV-bestand, al heet het zo"),
        (b"\x00\x01\x02", "a.csv", "Dit is geen CSV-bestand"),
        (csv_met(REGEL), "a.pdf", "Het bestand a.pdf kan het portaal niet lezen"),
        (csv_met(REGEL), "begroting", "kan het portaal niet lezen"),
        (b"PK\x03\x04kapot", "a.xlsx", "beschadigd"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.xlsx", "een oud Excel-bestand"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "a.xlsx",
            "met een wachtwoord beveiligd",
        ),
    ],
)
def test_bad_file_is_refused_with_its_place_and_keeps_the_rest(kies, inhoud, naam, zin):
    antwoord = kies(inhoud, naam, jaar="2031", tolerantie="3,50")

    tekst = antwoord.content.decode()
    assert antwoord.status_code == 422
    assert zin in tekst
    assert 'value="2031"' in tekst
    assert 'value="3,50"' in tekst
    assert not Begrotingslading.objects.exists()


@pytest.mark.parametrize(
    ("inhoud", "naam", "bedrag"),
    [
        (csv_met(REGEL.replace("100", '"1.250,50"')), "a.csv", "1250.50"),
        (csv_met(REGEL.replace("100", "1.250.000")), "a.csv", "1250000"),
        (csv_met(REGEL).replace(b",", b";"), "a.csv", "100"),
        (
            csv_met(REGEL.replace("100", "1250,5").replace(",regel", ",regel"))
            .replace(b",", b";")
            .replace(b"1250;5", b"1250,5"),
            "a.csv",
            "1250.5",
        ),
        (csv_met("", REGEL, ",,,,,,,,"), "A.CSV", "100"),
        (csv_met(REGEL).decode().encode("utf-16"), "a.csv", "100"),
        (b"\xef\xbb\xbf" + csv_met(REGEL), "a.csv", "100"),
        (csv_met(REGEL).replace(b",", b"\t"), "a.csv", "100"),
    ],
)
def test_file_that_can_be_read_one_way_is_read_that_way(inhoud, naam, bedrag):
    (bestand,) = lees_bestand(inhoud, naam)

    assert [(r.code, r.bedrag) for r in bestand.regels] == [("L.1", Decimal(bedrag))]


@pytest.mark.parametrize("codering", ["latin-1", "cp1252"])
def test_file_in_an_old_encoding_is_read_with_a_warning(kies, codering):
    antwoord = kies.client.get(
        kies(csv_met(REGEL.replace("Bureau", "Coördinatie café")).decode().encode(codering))["Location"]
    )

    assert "Coördinatie café" in antwoord.content.decode()
    assert "gelezen als Windows-1252" in antwoord.content.decode()


def test_name_with_a_newline_between_quotes_keeps_the_row_numbers():
    with pytest.raises(BestandKloptNiet, match=r"Rij 3: de code L\.1"):
        lees_bestand(csv_met(REGEL.replace("Bureau", '"Bu\nreau"'), REGEL), "a.csv")


# --- XLSX --------------------------------------------------------------------------------------------------

RIJ = [2026, "VO2708", "Proef", "lasten", "algemeen", "L.1", "Bureau", 100, "regel"]


def rij_met(bedrag):
    return [*RIJ[:7], bedrag, RIJ[8]]


def test_xlsx_of_2025_gives_the_same_as_the_csv(jaarplan):
    import csv

    rijen = list(csv.reader(io.StringIO(jaarplan.decode())))
    getallen = [[int(c) if c.lstrip("-").isdigit() else c for c in rij] for rij in rijen[1:]]

    (uit_xlsx,) = lees_bestand(xlsx_met(*getallen, kop=",".join(rijen[0])), "a.xlsx")

    (uit_csv,) = lees_bestand(jaarplan, "a.csv")
    assert (uit_xlsx.regels, uit_xlsx.totalen) == (uit_csv.regels, uit_csv.totalen)


@pytest.mark.parametrize(("cel", "bedrag"), [(1250.5, "1250.50"), (100.0, "100"), (1250.125, None), (12.345, None)])
def test_xlsx_number_keeps_its_decimals_or_is_refused(cel, bedrag):
    inhoud = xlsx_met(rij_met(cel))
    if bedrag is None:
        with pytest.raises(BestandKloptNiet, match="Rij 2, kolom bedrag"):
            lees_bestand(inhoud, "a.xlsx")
    else:
        assert lees_bestand(inhoud, "a.xlsx")[0].regels[0].bedrag == Decimal(bedrag)


@pytest.mark.parametrize("cel", ["=SUM(A1:A2)", "=1+1"])
def test_xlsx_formula_is_refused_with_its_place(cel):
    with pytest.raises(BestandKloptNiet, match="Rij 3, kolom bedrag: hier staat een formule"):
        lees_bestand(xlsx_met(rij_met(1), [*RIJ[:5], "L.2", "Huur", cel, "regel"]), "a.xlsx")


def test_xlsx_with_more_sheets_reads_the_first_and_says_so():
    (bestand,) = lees_bestand(xlsx_met(RIJ, bladen=3), "a.xlsx")

    assert "Alleen het eerste" in bestand.meldingen[0]


def test_xlsx_under_the_name_of_a_csv_is_read_by_what_it_holds():
    assert lees_bestand(xlsx_met(RIJ), "a.csv")[0].regels[0].bedrag == 100


def ingepakt(*delen, basis=None):
    uit = io.BytesIO(basis or b"")
    with zipfile.ZipFile(uit, "a" if basis else "w", zipfile.ZIP_DEFLATED) as archief:
        for naam, inhoud in delen:
            archief.writestr(naam, inhoud)
    return uit.getvalue()


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("delen", "zin"),
    [
        ([("xl/media/groot.xml", b"0" * (31 * 1024 * 1024))], "uitgepakt te groot"),
        ([(f"xl/{n}.xml", b"") for n in range(501)], "uitgepakt te groot"),
        ([("xl/extra.xml", b'<!DOCTYPE x [<!ENTITY a "aaa">]><x/>')], "niet veilig te lezen"),
        ([("xl/workbook.xml", b"<kapot")], "beschadigd"),
        ([("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row r='1'>")], "beschadigd"),
    ],
)
def test_xlsx_made_to_hurt_is_refused(delen, zin):
    with pytest.raises(BestandKloptNiet, match=zin):
        lees_bestand(ingepakt(*delen, basis=xlsx_met(RIJ)), "a.xlsx")


def test_zip_that_is_no_xlsx_is_refused():
    with pytest.raises(BestandKloptNiet, match="geen Excel-bestand, al heet het zo"):
        lees_bestand(ingepakt(("a.txt", b"x")), "a.xlsx")


def test_xlsx_with_a_row_far_down_is_refused_quickly():
    boek = openpyxl.Workbook()
    boek.active.append(KOP.split(","))
    boek.active.cell(row=1_000_000, column=1, value="2026")
    uit = io.BytesIO()
    boek.save(uit)

    with pytest.raises(BestandKloptNiet, match="te veel rijen"):
        lees_bestand(uit.getvalue(), "a.xlsx")


# --- Who, and at what price ---------------------------------------------------------------------------------


@pytest.mark.parametrize("wie", MENSEN)
@pytest.mark.parametrize("methode", ["get", "post"])
def test_loading_is_for_the_controller_only(client, personas, jaarplan, wie, methode):
    lading = klaar(jaarplan, personas.controller)
    browser = log_in(client, getattr(personas, wie))

    keuze = getattr(browser, methode)(reverse("financien:laden"))
    pagina = getattr(browser, methode)(reverse("financien:laden_voorbeeld", args=[lading.pk]))

    mag = wie == "controller"
    assert keuze.status_code == ((422 if methode == "post" else 200) if mag else 403)
    assert pagina.status_code == (200 if mag else 403)


def test_file_of_another_controller_is_a_missing_one(kies, jaarplan, personas):
    lading = klaar(jaarplan, personas.controller)

    assert kies.client.get(reverse("financien:laden_voorbeeld", args=[lading.pk])).status_code == 404


def test_preview_takes_as_many_queries_for_four_years_as_for_one(
    kies, jaarplan, kader, django_assert_max_num_queries, django_assert_num_queries
):
    een, vier = kies(jaarplan)["Location"], kies(kader)["Location"]
    kies.client.get(een)
    with django_assert_max_num_queries(14) as geteld:
        kies.client.get(een)

    with django_assert_num_queries(len(geteld)):
        kies.client.get(vier)


def test_upload_of_a_past_day_expires_after_one_day(controller, jaarplan):
    with time_machine.travel("2026-11-22T12:00:00Z"):
        lading = klaar(jaarplan, controller)

    with time_machine.travel("2026-11-23T12:00:01Z"):
        assert not Begrotingslading.objects.open().filter(pk=lading.pk).exists()
    assert persoon(Rolsoort.CONTROLLER) == controller
