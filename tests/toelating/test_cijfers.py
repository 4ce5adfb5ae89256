"""The figures, checked against sums that Python makes of the same rows; and what goes outside."""

import io
import re
import statistics
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.contrib.contenttypes.models import ContentType
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from financien.models import Leerlingtelling
from swv.kern.afschermen import KLEIN, VERBORGEN, afgeschermd
from swv.termijnen.models import Opschorting, Termijn
from tests.factories.documenten import BriefFactory
from tests.factories.organisaties import SchoolFactory
from tests.factories.toelating import breng_tot, maak_tlv
from tests.factories.verklaringen import moment, zaai, zaai_aanvraag
from tests.personas import log_in
from toelating import workflow
from toelating.cijfers import tellen
from toelating.cijfers.rapport import rapport
from toelating.cijfers.regels import dagen
from toelating.cijfers.tellen import Periode
from toelating.models import Afloop, Bezwaar, Leerlingental, Plaatsing, Status, Tlvaanvraag, Verklaringstatus

V = Verklaringstatus
JAAR = Periode(2026)


def kwantiel(waarden, deel):
    """percentile_cont as its definition says: linear between the two nearest."""
    rij = sorted(waarden)
    plek = deel * (len(rij) - 1)
    onder = int(plek)
    boven = min(onder + 1, len(rij) - 1)
    return rij[onder] + (rij[boven] - rij[onder]) * (plek - onder)


@pytest.fixture
def _klok(klok):
    klok.move_to("2027-03-09 10:00:00+01:00")


def besluit(wereld, *, duur, stil=(), soort="vso", status=Status.AFGEGEVEN, op=date(2026, 12, 1), weken=8):
    """A decision after so many days, of which the term stood still as `stil` says: pairs of (invited after, days)."""
    ontvangen = op - timedelta(days=duur)
    aanvraag = zaai_aanvraag(wereld, soort=soort, status=status, ingediend_op=ontvangen, besloten_op=op)
    uiterlijk = ontvangen + timedelta(weeks=weken, days=sum(lengte for _, lengte in stil))
    termijn = Termijn.objects.create(
        bron=aanvraag,
        soort="toelating",
        begin=ontvangen,
        weken=weken,
        is_wettelijk=True,
        uiterlijk=uiterlijk,
        loopt_sinds=ontvangen,
        afgerond_op=op,
    )
    for na, lengte in stil:
        gevraagd = ontvangen + timedelta(days=na)
        einde = gevraagd + timedelta(days=lengte + 1)
        Opschorting.objects.create(
            termijn=termijn, uitgenodigd_op=gevraagd, hersteltermijn_tot=einde, beeindigd_op=einde
        )
    return aanvraag


# --- Times -----------------------------------------------------------------------------------------------------------

DUREN = [
    (12, ()),
    (30, ((3, 10),)),
    (41, ((3, 10), (20, 5))),
    (56, ()),
    (57, ()),
    (90, ((10, 40),)),
]


@pytest.mark.django_db
@pytest.mark.usefixtures("_klok")
def test_lead_times_equal_the_sum_over_the_rows(wereld):
    for duur, stil in DUREN:
        besluit(wereld, duur=duur, stil=stil)
    besluit(wereld, duur=20, soort="pro", status=Status.AFGEWEZEN)
    besluit(wereld, duur=300, op=date(2026, 7, 31))  # the school year before
    zaai_aanvraag(wereld, status=Status.INGEDIEND)

    tijden = tellen.doorlooptijden(JAAR)

    bruto = [duur for duur, _ in DUREN]
    netto = [duur - sum(lengte for _, lengte in stil) for duur, stil in DUREN]
    vso = tijden["vso"]
    assert (vso.aantal, vso.op_tijd) == (6, 5)
    assert vso.mediaan == pytest.approx(statistics.median(bruto))
    assert vso.p90 == pytest.approx(kwantiel(bruto, 0.9))
    assert vso.mediaan_netto == pytest.approx(statistics.median(netto))
    assert vso.p90_netto == pytest.approx(kwantiel(netto, 0.9))
    assert (tijden["pro"].aantal, tijden["pro"].mediaan) == (1, 20.0)
    assert tijden[""].mediaan == pytest.approx(statistics.median([*bruto, 20]))
    assert set(tijden) == {"vso", "pro", ""}


@pytest.mark.django_db
@pytest.mark.usefixtures("klok")
def test_lead_time_of_a_real_dossier_counts_the_days_it_stood_still(wereld, klok):
    """Through the acts: received on 1 September, asked on the 2nd, supplemented on the 16th, decided on the 30th."""
    klok.move_to("2026-09-01 10:00:00+02:00")
    aanvraag = maak_tlv(wereld, status=Status.VOLLEDIGHEIDSTOETS)
    klok.move_to("2026-09-02 10:00:00+02:00")
    aanvraag = workflow.aanvulling_vragen(
        aanvraag, door=wereld.personas.bureau, vraag="Waar is het OPP?", uiterlijk=date(2026, 9, 20)
    )
    klok.move_to("2026-09-16 10:00:00+02:00")
    aanvraag = workflow.aanvullen(aanvraag, door=wereld.personas.coordinator, antwoord="Hier.")
    klok.move_to("2026-09-30 10:00:00+02:00")
    breng_tot(wereld, aanvraag, Status.AFGEGEVEN)

    tijd = tellen.doorlooptijden(JAAR)["vso"]

    assert (tijd.mediaan, tijd.mediaan_netto, tijd.op_tijd) == (29.0, 16.0, 1)


@pytest.mark.parametrize(
    ("aantal", "woord"), [(56.0, "56"), (12.5, "12,5"), (12.25, "12,3"), (0.0, "0"), (1234.0, "1.234")]
)
def test_dagen_are_written_to_one_decimal(aantal, woord):
    assert dagen(aantal) == woord


# --- Counts ----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.usefixtures("_klok")
def test_counts_per_kind_category_and_school_equal_the_rows(wereld):
    elders = SchoolFactory(naam="School Z", code="09ZZ00")
    zaai(wereld, categorie="L", afgegeven_op=date(2026, 8, 1))
    zaai(wereld, categorie="L", afgegeven_op=date(2027, 3, 1))
    zaai(wereld, categorie="M", aanvraag={"school": elders})
    zaai(
        wereld, categorie="H", aanvraag={"soort": "verlenging", "vorige": zaai(wereld, afgegeven_op=date(2026, 7, 31))}
    )
    zaai(wereld, onderwijs="pro")

    assert tellen.per_soort(JAAR) == {"vso": 3, "verlenging": 1, "pro": 1}
    assert tellen.per_categorie(JAAR) == {"L": 2, "M": 1, "H": 1, "": 1}
    assert tellen.per_school(JAAR) == {"School A (01AA00)": 4, "School Z (09ZZ00)": 1}
    assert tellen.per_jaar([Periode(2025), JAAR]) == {
        "L": {"2025": 1, "2026": 2},
        "M": {"2025": 0, "2026": 1},
        "H": {"2025": 0, "2026": 1},
        "": {"2025": 0, "2026": 1},
    }


@pytest.mark.django_db
@pytest.mark.usefixtures("_klok")
def test_endings_are_counted_on_the_day_in_the_time_of_the_portal(wereld):
    besluit(wereld, duur=20)
    besluit(wereld, duur=20, status=Status.AFGEWEZEN)
    besluit(wereld, duur=20, status=Status.BUITEN_BEHANDELING)
    zaai_aanvraag(wereld, status=Status.INGETROKKEN, bekendgemaakt_op=moment(date(2026, 9, 1)))
    laat = besluit(wereld, duur=20)
    # Half past twelve at night on 1 August 2027 here is still 31 July in Greenwich.
    Tlvaanvraag.objects.filter(pk=laat.pk).update(besloten_op=moment(date(2027, 8, 1), 0))

    uit = tellen.uitkomsten(JAAR)

    assert uit == {"afgegeven": 1, "afgewezen": 1, "buiten_behandeling": 1, "ingetrokken": 1, "ingediend": 5}


@pytest.mark.django_db
@pytest.mark.usefixtures("_klok")
def test_what_came_after_counts_each_tlv_once(wereld):
    oud = {"ingang": date(2025, 8, 1), "einde": date(2027, 7, 31), "afgegeven_op": date(2025, 5, 1)}
    verlengd = zaai(wereld, status=V.VERZILVERD, na_afloop=Afloop.TERUG, **oud)
    zaai(wereld, ingang=date(2027, 8, 1), einde=date(2028, 7, 31), aanvraag={"leerling": verlengd.leerling})
    terug = zaai(wereld, status=V.BEEINDIGD, geldig_tot=date(2026, 12, 31), **oud)
    zaai(wereld, ingang=date(2027, 3, 1), einde=date(2028, 7, 31), aanvraag={"leerling": terug.leerling})
    zaai(wereld, status=V.VERZILVERD, na_afloop=Afloop.TERUG, **oud)
    zaai(wereld, status=V.VERZILVERD, na_afloop=Afloop.VERTREK, **oud)
    zaai(wereld, status=V.VERZILVERD, **oud)
    zaai(wereld, status=V.VERLOPEN, geldig_tot=date(2026, 8, 1), **oud)
    zaai(wereld, status=V.AFGEGEVEN, **oud)  # never used
    zaai(wereld, status=V.VERLOPEN, ingang=date(2024, 8, 1), einde=date(2026, 7, 31))  # the year before

    assert tellen.vervolgen(JAAR) == {"verlengd": 1, "terug": 2, "vertrek": 1, "onbekend": 1, "loopt": 1}


@pytest.mark.django_db
@pytest.mark.usefixtures("_klok")
def test_time_until_placement_counts_first_placements_of_pupils_from_elsewhere(wereld):
    for dag in (1, 11, 31):
        zaai(
            wereld,
            status=V.VERZILVERD,
            ingang=date(2026, 8, 1),
            afgegeven_op=date(2026, 9, 1),
            geplaatst_op=date(2026, 9, 1) + timedelta(days=dag),
        )
    blijft = zaai(wereld, status=V.VERZILVERD, aanvraag={"school": wereld.vso_school})
    over = Plaatsing.objects.exclude(verklaring=blijft).order_by("van").first()
    over.tot = date(2027, 1, 1)
    over.save()
    Plaatsing.objects.create(
        verklaring=over.verklaring,
        school=wereld.vso_school,
        van=date(2027, 1, 1),
        vastgelegd_door=wereld.vso_coordinator,
    )

    tijd = tellen.plaatsingstijd(JAAR)

    assert (tijd.aantal, tijd.mediaan) == (3, 11.0)


@pytest.mark.django_db
@pytest.mark.usefixtures("_klok")
def test_objections_are_counted_by_receipt_and_outcome(wereld):
    for nummer, (ontvangen, status) in enumerate(
        [(date(2026, 8, 1), "ontvangen"), (date(2027, 1, 1), "ingetrokken"), (date(2026, 7, 31), "ontvangen")]
    ):
        aanvraag = zaai_aanvraag(wereld)
        Bezwaar.objects.create(
            kenmerk=f"TBZ-{nummer}",
            status=status,
            aanvraag=aanvraag,
            besluit=BriefFactory(bron=aanvraag),
            van="ouders",
            naam="A",
            adres="B",
            ontvangen_op=ontvangen,
            wijze="post",
            bezwaartermijn_tot=ontvangen,
            geregistreerd_door=wereld.personas.bureau,
            behandelaar=wereld.personas.bureau,
        )

    assert tellen.bezwaren(JAAR) == {"ontvangen": 1, "ingetrokken": 1}


# --- Share of the pupils ---------------------------------------------------------------------------------------------


def regio(wereld, peildatum, aantal, **opties):
    return Leerlingental.objects.create(
        peildatum=peildatum, aantal=aantal, bron="DUO, 1cho", door=wereld.personas.bureau, **opties
    )


@pytest.mark.django_db
@pytest.mark.usefixtures("_klok")
def test_share_counts_who_sat_in_vso_on_the_day_whatever_came_after(wereld):
    dag = date(2026, 10, 1)
    regio(wereld, dag, 900)
    regio(wereld, dag, 1000)  # a correction
    lang = {"ingang": date(2026, 8, 1), "einde": date(2027, 7, 31)}
    zaai(wereld, status=V.VERZILVERD, **lang)
    zaai(wereld, status=V.BEEINDIGD, geldig_tot=dag, **lang)  # until and with the day
    twee = zaai(wereld, status=V.VERZILVERD, **lang)
    Plaatsing.objects.filter(verklaring=twee).update(tot=date(2026, 9, 15))
    Plaatsing.objects.create(verklaring=twee, school=wereld.vso_school, van=date(2026, 9, 15))
    # and these do not count
    zaai(wereld, status=V.BEEINDIGD, geldig_tot=date(2026, 9, 30), **lang)
    zaai(wereld, status=V.VERZILVERD, geplaatst_op=date(2026, 10, 2), **lang)
    zaai(wereld, status=V.INGETROKKEN, **lang)
    zaai(wereld, status=V.OPGEHAALD, **lang)
    zaai(wereld, onderwijs="pro", status=V.VERZILVERD, **lang)

    regel = rapport(JAAR, dicht=False).van_dit_jaar

    assert (regel.deelname.met_tlv, regel.deelname.leerlingental.aantal) == (3, 1000)
    assert regel.aandeel == Decimal("0.30")
    assert regel.cellen(dicht=True) == [KLEIN, "1.000", VERBORGEN, "3,00%", "niet ingevuld"]


@pytest.mark.django_db
@pytest.mark.usefixtures("_klok")
def test_share_stands_beside_what_duo_counted_on_1_february(wereld):
    regio(wereld, date(2026, 10, 1), 1000, vergelijking=Decimal("3.20"))
    rijen = {"bron": "DUO", "datum": date(2027, 3, 1), "door": wereld.personas.controller}
    for categorie, aantal in (("vso_laag", 20), ("vso_midden", 5), ("vso_hoog", 5), ("pro", 90)):
        Leerlingtelling.objects.create(jaar=2028, categorie=categorie, soort="geteld", aantal=aantal, **rijen)
    Leerlingtelling.objects.create(jaar=2028, categorie="vso_laag", soort="geteld", aantal=22, **rijen)
    Leerlingtelling.objects.create(jaar=2028, categorie="vso_laag", soort="verwacht", aantal=99, **rijen)

    verslag = rapport(JAAR, dicht=False)

    assert verslag.van_dit_jaar.duo == 32
    assert verslag.deelname_zin.replace("\xa0", " ") == (
        "Op 1 oktober 2026 zat 0,00% van de leerlingen van de regio met een TLV op het vso. Dat is lager dan de 3,20% "
        "landelijk."
    )


# --- What goes outside -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("aantallen", "woorden"),
    [
        ([10, 20, 0], ["10", "20", "0"]),
        ([3, 20, 40], [KLEIN, VERBORGEN, "40"]),  # one hidden count would be the sum minus the others
        ([4, 3, 40], [KLEIN, KLEIN, "40"]),
        ([1, 1, 40, 60], [KLEIN, KLEIN, VERBORGEN, "60"]),  # two that are two together are one and one
        ([3], [KLEIN]),
        ([3, 0, 0], [KLEIN, "0", "0"]),
        ([], []),
    ],
)
def test_small_counts_are_hidden_with_what_gives_them_back(aantallen, woorden):
    assert afgeschermd(aantallen) == woorden


@given(st.lists(st.integers(0, 60), max_size=8))
def test_no_small_count_follows_from_the_others_and_their_sum(aantallen):
    woorden = afgeschermd(aantallen)

    verborgen = [aantal for aantal, woord in zip(aantallen, woorden, strict=True) if not woord.isdecimal()]
    assert all(not 0 < aantal < 5 for aantal, woord in zip(aantallen, woorden, strict=True) if woord.isdecimal())
    alles_verborgen = len(verborgen) == sum(aantal > 0 for aantal in aantallen)
    assert not verborgen or alles_verborgen or (len(verborgen) > 1 and sum(verborgen) >= 5)


@pytest.fixture
def vol(wereld, klok):
    """A school year with a little of everything."""
    klok.move_to("2027-03-09 10:00:00+01:00")
    for categorie in "LLLLLLMMH":
        besluit(wereld, duur=30)
        zaai(wereld, categorie=categorie, status=V.VERZILVERD)
    regio(wereld, date(2025, 10, 1), 900)
    regio(wereld, date(2026, 10, 1), 1000)
    return wereld


@pytest.mark.django_db
def test_bureau_sees_all_counts_and_can_switch_to_what_may_be_shared(client, vol):
    log_in(client, vol.personas.bureau)

    alles = client.get("/toelating/verklaringen/cijfers/").content.decode()
    delen = client.get("/toelating/verklaringen/cijfers/?delen=1").content.decode()

    assert "Alleen voor intern gebruik" in alles
    assert "&lt;5" not in alles
    assert "Alleen voor intern gebruik" not in delen
    assert "&lt;5" in delen
    for tekst in (alles, delen):
        assert "In schooljaar 2026-2027 zijn 9 TLV’s afgegeven." in tekst


@pytest.mark.django_db
def test_controller_never_sees_small_counts_or_a_pupil(client, vol):
    tekst = log_in(client, vol.personas.controller).get("/toelating/verklaringen/cijfers/?delen=0").content.decode()

    assert "&lt;5" in tekst
    assert "Toon alle aantallen" not in tekst
    assert not re.search(r"Proef\d", tekst)  # every planted pupil is called so


@pytest.mark.django_db
@pytest.mark.parametrize("wie", ["bureau", "directeur", "controller"])
def test_file_hides_small_counts_for_everybody(client, vol, wie):
    antwoord = log_in(client, vol.mensen()[wie]).get("/toelating/verklaringen/cijfers/bestand/xlsx/?jaar=2026")

    vel = load_workbook(io.BytesIO(antwoord.getvalue())).active
    per_categorie = [(rij[1], rij[3]) for rij in vel.values if rij[0] == "Afgegeven TLV’s per categorie"]
    assert per_categorie == [
        ("Vso laag (L)", VERBORGEN),
        ("Vso midden (M)", KLEIN),
        ("Vso hoog (H)", KLEIN),
        ("Praktijkonderwijs", 0),
        ("Samen", 9),
    ]


@pytest.mark.django_db
def test_file_holds_numbers_that_can_be_added_up(client, vol):
    antwoord = log_in(client, vol.personas.bureau).get("/toelating/verklaringen/cijfers/bestand/xlsx/?jaar=2026")

    vel = load_workbook(io.BytesIO(antwoord.getvalue())).active
    waarden = {(rij[1], rij[2]): rij[3] for rij in vel.values}
    assert waarden["Alle soorten", "mediaan"] == 30
    assert waarden["Alle soorten", "op tijd (procent)"] == 50  # half of what was planted has no term
    assert waarden["2026-2027, op 01-10-2026", "leerlingen van de regio"] == 1000
    assert waarden["2026-2027, op 01-10-2026", "aandeel (procent)"] == 0.9


@pytest.mark.django_db
def test_pictures_count_and_write_no_money(client, vol):
    tekst = log_in(client, vol.personas.directeur).get("/toelating/verklaringen/cijfers/").content.decode()

    assert tekst.count('<svg class="swv-grafiek__beeld"') == 2
    assert "€" not in tekst
    assert "3,00%" in tekst


@pytest.mark.django_db
@pytest.mark.parametrize("jaar", ["", "?jaar=2025", "?jaar=9999", "?jaar=abc", "?jaar=1"])
def test_every_school_year_opens(client, vol, jaar):
    assert log_in(client, vol.personas.bureau).get(f"/toelating/verklaringen/cijfers/{jaar}").status_code == 200


@pytest.mark.django_db
def test_empty_year_says_so(client, wereld, klok):
    tekst = log_in(client, wereld.personas.bureau).get("/toelating/verklaringen/cijfers/?jaar=2025").content.decode()

    assert "Nog geen cijfers" in tekst
    assert "niet ingevuld" in tekst


@pytest.mark.django_db
def test_unknown_format_is_a_missing_page(client, wereld):
    assert log_in(client, wereld.personas.bureau).get("/toelating/verklaringen/cijfers/bestand/pdf/").status_code == 404


@pytest.mark.django_db
def test_figures_cost_the_same_for_many(client, vol, django_assert_max_num_queries):
    log_in(client, vol.personas.bureau)
    client.get("/toelating/verklaringen/cijfers/")
    ContentType.objects.clear_cache()
    aantallen = []
    for _ in "ab":
        with django_assert_max_num_queries(22) as vragen:
            client.get("/toelating/verklaringen/cijfers/")
        aantallen.append(len(vragen))
        for _ in range(4):
            besluit(vol, duur=10)
            zaai(vol, status=V.VERZILVERD)
    assert aantallen[0] >= aantallen[1]
