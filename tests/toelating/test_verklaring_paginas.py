"""The pages of TLVs: who sees what of whom, in lists and on one page, and how much a page costs."""

import hashlib
import io
import uuid
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from swv.documenten.models import Brief
from swv.kern.models import Gebeurtenis
from swv.organisaties.models import Rolsoort
from tests.documenten.maak import pdf
from tests.factories.documenten import BriefFactory
from tests.factories.organisaties import SchoolFactory, maak_gebruiker
from tests.factories.verklaringen import zaai, zaai_aanvraag
from tests.personas import code_van, log_in
from toelating.models import Afloop, Leerlingental, Verklaring, Verklaringstatus, Verschoning
from toelating.workflow import verklaring as na

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok")]

V = Verklaringstatus
LIJST, WACHT, RADAR, CIJFERS, OPHALEN = (
    "/toelating/verklaringen/",
    "/toelating/verklaringen/zonder-plaats/",
    "/toelating/verklaringen/einddatums/",
    "/toelating/verklaringen/cijfers/",
    "/toelating/verklaringen/ophalen/",
)
SCHOLEN = {
    "coordinator",
    "coordinator_zuster",
    "coordinator_elders",
    "bestuur",
    "bestuur_elders",
    "gast",
    "bestuur_vso",
}
VSO = {"vso_coordinator", "pro_coordinator"}
ALLES = {"bureau", "bureau_collega", "directeur", "gemandateerde"}
MAG = {
    LIJST: SCHOLEN | VSO | ALLES,
    WACHT: SCHOLEN | VSO | ALLES,
    f"{WACHT}bestand/": SCHOLEN | VSO | ALLES,
    RADAR: SCHOLEN | VSO | ALLES,
    CIJFERS: ALLES | {"controller"},
    f"{CIJFERS}bestand/xlsx/": ALLES | {"controller"},
    OPHALEN: VSO,
}


@pytest.fixture
def mensen(wereld):
    return wereld.mensen() | {
        "gast": maak_gebruiker(Rolsoort.GAST, email="gast@portaal.example", naam="Gast"),
        "bestuur_vso": maak_gebruiker(
            Rolsoort.BESTUUR, email="bv@portaal.example", naam="Bestuur Vso", bestuur=wereld.vso_school.bestuur
        ),
    }


def status(client, adres):
    """What a page answers; a file is read to its end, which closes it."""
    antwoord = client.get(adres)
    if antwoord.streaming:
        antwoord.getvalue()
    return antwoord.status_code


def tekst_van(client, persoon, adres):
    antwoord = log_in(client, persoon).get(adres)
    assert antwoord.status_code == 200, adres
    return antwoord.content.decode()


# --- Who opens what --------------------------------------------------------------------------------------------------


def test_every_page_for_every_role(client, mensen):
    for naam, persoon in mensen.items():
        log_in(client, persoon)
        for adres, wie in MAG.items():
            assert status(client, adres) == (200 if naam in wie else 403), (naam, adres)


@pytest.mark.parametrize("adres", MAG)
def test_visitor_goes_to_login(client, adres):
    assert client.get(adres)["Location"].startswith("/account/login/")


ZIET = {
    # state: who sees the page of a TLV of school A, meant for the vso school (which has it after collecting)
    V.AFGEGEVEN: {"coordinator", "bestuur", "gast", "vso_coordinator", "bestuur_vso"} | ALLES,
    V.OPGEHAALD: {"coordinator", "bestuur", "gast", "vso_coordinator", "bestuur_vso"} | ALLES,
    V.VERZILVERD: {"coordinator", "bestuur", "gast", "vso_coordinator", "bestuur_vso"} | ALLES,
    V.VERVALLEN: {"coordinator", "bestuur", "gast"} | ALLES,
}


@pytest.mark.parametrize("status", ZIET)
def test_page_of_one_tlv_for_every_role(client, wereld, mensen, status):
    verklaring = zaai(wereld, status=status, aanvraag={"beoogde_school": wereld.vso_school, "gast": mensen["gast"]})
    for naam, persoon in mensen.items():
        log_in(client, persoon)
        verwacht = 200 if naam in ZIET[status] else 404
        assert client.get(verklaring.get_absolute_url()).status_code == verwacht, naam
        handeling = reverse("toelating:verklaring_handeling", args=[verklaring.pk, "afloop_vastleggen"])
        assert client.get(handeling).status_code in ({200, 403, 409} if verwacht == 200 else {404}), naam


def test_tlv_that_is_not_announced_is_not_there_for_the_school_it_is_meant_for(client, wereld):
    verklaring = zaai(wereld, aanvraag={"beoogde_school": wereld.vso_school, "bekendgemaakt_op": None})

    assert log_in(client, wereld.vso_coordinator).get(verklaring.get_absolute_url()).status_code == 404


def test_collected_by_another_school_closes_it_for_the_one_that_was_meant(client, wereld):
    verklaring = zaai(
        wereld, status=V.OPGEHAALD, op=SchoolFactory(soort="vso"), aanvraag={"beoogde_school": wereld.vso_school}
    )

    assert log_in(client, wereld.vso_coordinator).get(verklaring.get_absolute_url()).status_code == 404


def test_who_withdrew_from_the_dossier_does_not_see_its_tlv(client, wereld):
    verklaring, bureau = zaai(wereld), wereld.personas.bureau
    Verschoning.objects.create(aanvraag=verklaring.aanvraag, gebruiker=bureau, reden="Buurkind.", door=bureau)

    assert log_in(client, bureau).get(verklaring.get_absolute_url()).status_code == 404
    assert verklaring.nummer not in client.get(LIJST).content.decode()


# --- What each reads -------------------------------------------------------------------------------------------------


def test_school_that_is_meant_reads_first_name_and_initial(client, wereld):
    verklaring = zaai(wereld, aanvraag={"beoogde_school": wereld.vso_school})
    brief_bij(verklaring)

    for adres in (verklaring.get_absolute_url(), LIJST, WACHT, OPHALEN):
        tekst = tekst_van(client, wereld.vso_coordinator, adres)
        assert "Zoë P." in tekst
        assert verklaring.leerling.achternaam not in tekst
        assert "april" not in tekst  # the month of birth
        assert "documenten" not in tekst


def test_school_that_collected_reads_what_duo_wants(client, wereld):
    verklaring = zaai(wereld, status=V.OPGEHAALD, categorie="M")

    tekst = tekst_van(client, wereld.vso_coordinator, verklaring.get_absolute_url())

    for wat in (verklaring.nummer, "VO2708", "M (midden)", "01-08-2026", "31-07-2027", "13-10-2026", "30-04-2012"):
        assert wat in tekst, wat
    assert "binnen 7 dagen nadat" in tekst


def test_school_that_placed_reads_until_when_to_register(client, wereld):
    verklaring = zaai(wereld, status=V.VERZILVERD, geplaatst_op=date(2026, 10, 12))

    assert "uiterlijk op 19\xa0oktober\xa02026" in tekst_van(
        client, wereld.vso_coordinator, verklaring.get_absolute_url()
    )


def test_who_asked_reads_where_the_zorgplicht_is_and_since_when(client, wereld):
    coordinator = wereld.personas.coordinator
    wachtend = zaai(wereld, afgegeven_op=date(2026, 10, 1))
    geplaatst = zaai(wereld, status=V.VERZILVERD, afgegeven_op=date(2026, 8, 1), geplaatst_op=date(2026, 8, 24))

    tekst = tekst_van(client, coordinator, wachtend.get_absolute_url())
    assert (
        "Uw school houdt de zorgplicht tot de leerling is geplaatst. Sinds de afgifte zijn 12 dagen voorbij." in tekst
    )
    tekst = tekst_van(client, coordinator, geplaatst.get_absolute_url()).replace("\xa0", " ")
    assert "De zorgplicht ligt bij Vso De Brug sinds 24 augustus 2026." in tekst
    assert "Tussen afgifte en plaatsing zaten 23 dagen." in tekst


def test_who_asked_does_not_read_what_the_other_school_did_later(client, wereld):
    verklaring = zaai(wereld, status=V.VERZILVERD)
    elders = SchoolFactory(soort="vso", naam="Vso Verderop")
    na.overstappen(
        verklaring, door=wereld.personas.bureau, school=elders, geplaatst_op=date(2026, 10, 1), leerlingnummer="1"
    )

    for persoon, ziet in ((wereld.personas.coordinator, False), (wereld.personas.bureau, True)):
        tekst = tekst_van(client, persoon, verklaring.get_absolute_url())
        assert ("Vso Verderop" in tekst) is ziet
        assert ("Overgestapt" in tekst) is ziet


def test_who_asked_does_not_read_how_it_ended_after_the_placement(client, wereld):
    verklaring = zaai(wereld, status=V.VERZILVERD)
    na.terugkeren(verklaring, door=wereld.vso_coordinator, op=date(2026, 10, 5), naar="School B")

    for adres in (verklaring.get_absolute_url(), LIJST):
        tekst = tekst_van(client, wereld.personas.coordinator, adres).replace("\xa0", " ")
        assert "Leerling is geplaatst" in tekst
        assert "31 juli 2027" in tekst
        assert "erug naar" not in tekst
        assert "oktober 2026" not in tekst.replace("13 oktober 2026", "")  # the day of issue
    assert "Terug naar School B" in tekst_van(client, wereld.vso_coordinator, verklaring.get_absolute_url())


def test_who_asked_reads_that_the_decision_was_undone_also_after_the_placement(client, wereld):
    verklaring = zaai(wereld, status=V.VERZILVERD)
    na.herroepen(verklaring, door=None, reden="Beslissing op bezwaar.")

    tekst = tekst_van(client, wereld.personas.coordinator, verklaring.get_absolute_url())
    assert "De TLV is na bezwaar herroepen." in tekst


def test_school_that_took_over_does_not_read_what_the_school_before_did(client, wereld):
    verklaring = zaai(wereld, status=V.OPGEHAALD)
    verklaring = na.teruggeven(verklaring, door=wereld.vso_coordinator, reden="Te zwaar voor ons.")
    elders = SchoolFactory(soort="vso")
    nieuw = maak_gebruiker(Rolsoort.COORDINATOR, email="n@portaal.example", naam="Nieuw", school=elders)
    verklaring = na.ophalen(verklaring, door=nieuw, school=elders)

    assert "Te zwaar voor ons." not in tekst_van(client, nieuw, verklaring.get_absolute_url())
    assert "Te zwaar voor ons." not in tekst_van(client, wereld.personas.coordinator, verklaring.get_absolute_url())
    assert "Te zwaar voor ons." in tekst_van(client, wereld.personas.bureau, verklaring.get_absolute_url())


def test_chain_shows_the_tlvs_after_each_other_as_far_as_one_may_see(client, wereld):
    eerste = zaai(wereld, status=V.VERLOPEN, ingang=date(2025, 8, 1), einde=date(2026, 7, 31))
    aanvraag = zaai_aanvraag(
        wereld, soort="verlenging", school=wereld.vso_school, vorige=eerste, leerling=eerste.leerling
    )
    tweede = zaai(wereld, status=V.VERZILVERD, aanvraag=aanvraag)

    for persoon, ziet in ((wereld.vso_coordinator, True), (wereld.personas.bureau, True)):
        assert (eerste.nummer in tekst_van(client, persoon, tweede.get_absolute_url())) is ziet
    assert tweede.nummer not in tekst_van(client, wereld.personas.coordinator, eerste.get_absolute_url())


def test_last_school_year_is_flagged_with_the_ways_on(client, wereld, klok):
    verklaring = zaai(wereld, status=V.VERZILVERD, einde=date(2028, 7, 31))
    adres = verklaring.get_absolute_url()
    klok.move_to("2027-07-31 23:59:00+02:00")
    assert "Laatste schooljaar" not in tekst_van(client, wereld.vso_coordinator, adres)

    klok.move_to("2027-08-01 00:01:00+02:00")
    tekst = tekst_van(client, wereld.vso_coordinator, adres)
    assert "Laatste schooljaar" in tekst
    assert f"{reverse('toelating:starten')}?soort=verlenging&amp;tlv={verklaring.pk}" in tekst
    for naam in ("terugkeren", "afloop_vastleggen"):
        assert reverse("toelating:verklaring_handeling", args=[verklaring.pk, naam]) in tekst


# --- The letter ------------------------------------------------------------------------------------------------------


def brief_bij(verklaring, *, kenmerk=None, soort="toelaatbaarheidsverklaring"):
    """A filed letter of the request behind it; that it is sealed does not matter here."""
    inhoud = pdf()
    return BriefFactory(
        bron=verklaring.aanvraag,
        kenmerk=kenmerk or verklaring.nummer,
        soort=soort,
        status=Brief.Status.OPGESLAGEN,
        pdf=ContentFile(inhoud, name=f"{uuid.uuid4()}.pdf"),
        sha256=hashlib.sha256(inhoud).hexdigest(),
        opgeslagen_op=timezone.now(),
    )


def test_letter_is_for_who_asked_and_who_collected_and_nothing_else_of_the_request(client, wereld):
    verklaring = zaai(wereld, status=V.OPGEHAALD)
    brief, ander = brief_bij(verklaring), brief_bij(verklaring, kenmerk="TB-1", soort="uitstel")
    adres = {rij: reverse("documenten:brief", args=[rij.pk]) for rij in (brief, ander)}

    log_in(client, wereld.vso_coordinator)
    assert status(client, adres[brief]) == 200
    assert status(client, adres[ander]) == 404
    assert adres[brief] in client.get(verklaring.get_absolute_url()).content.decode()
    log_in(client, wereld.personas.coordinator)
    assert [status(client, url) for url in adres.values()] == [200, 200]
    log_in(client, wereld.personas.coordinator_elders)
    assert [status(client, url) for url in adres.values()] == [404, 404]


def test_letter_is_closed_before_collecting_and_after_giving_back(client, wereld):
    verklaring = zaai(wereld, aanvraag={"beoogde_school": wereld.vso_school})
    adres = reverse("documenten:brief", args=[brief_bij(verklaring).pk])
    log_in(client, wereld.vso_coordinator)
    assert status(client, adres) == 404

    verklaring = na.ophalen(verklaring, door=wereld.vso_coordinator, school=wereld.vso_school)
    assert status(client, adres) == 200
    na.teruggeven(verklaring, door=wereld.vso_coordinator, reden="Gaat niet door.")
    assert status(client, adres) == 404


# --- Lists -----------------------------------------------------------------------------------------------------------


def nummers(client, vraag=""):
    tekst = client.get(f"{LIJST}{vraag}").content.decode()
    return {rij.nummer for rij in Verklaring.objects.all() if rij.nummer in tekst}


@pytest.fixture
def rijen(wereld):
    elders = SchoolFactory(code="07GG00", naam="School Elders")
    return {
        "laag": zaai(wereld, categorie="L"),
        "midden": zaai(wereld, categorie="M", status=V.OPGEHAALD, aanvraag={"school": elders}),
        "pro": zaai(wereld, onderwijs="pro", status=V.VERZILVERD, einde=date(2029, 7, 31)),
        "oud": zaai(wereld, status=V.VERLOPEN, ingang=date(2025, 8, 1), einde=date(2026, 7, 31)),
        "weg": zaai(wereld, status=V.INGETROKKEN),
    }


FILTERS = {
    "": "laag midden pro oud weg",
    "?soort=vso": "laag midden oud weg",
    "?soort=M": "midden",
    "?soort=pro": "pro",
    "?stand=wacht": "laag",
    "?stand=opgehaald": "midden",
    "?stand=geplaatst": "pro",
    "?stand=voorbij": "oud",
    "?stand=ongeldig": "weg",
    "?einde=2026": "oud",
    "?einde=2029": "pro",
    "?soort=vso&einde=2027&stand=opgehaald": "midden",
    "?stand=onzin": "laag midden pro oud weg",
}


def test_filters_of_the_list(client, wereld, rijen):
    log_in(client, wereld.personas.bureau)

    for vraag, wie in FILTERS.items():
        assert nummers(client, vraag) == {rijen[naam].nummer for naam in wie.split()}, vraag


def test_filter_on_school_finds_who_asked_who_is_meant_and_who_has_it(client, wereld, rijen):
    bedoeld = zaai(wereld, aanvraag={"beoogde_school": wereld.pro_school, "school": wereld.personas.school_elders})
    log_in(client, wereld.personas.bureau)

    assert nummers(client, f"?school={wereld.pro_school.pk}") == {rijen["pro"].nummer, bedoeld.nummer}
    assert nummers(client, f"?school={rijen['midden'].aanvraag.school.pk}") == {rijen["midden"].nummer}


def test_search_by_number_beginning_or_last_digits(client, wereld, rijen):
    log_in(client, wereld.personas.bureau)
    tlv = rijen["midden"]

    assert nummers(client, f"?zoek={tlv.nummer.lower()}") == {tlv.nummer}
    assert nummers(client, f"?zoek={tlv.nummer.replace('-', ' ')}") == {tlv.nummer}
    assert nummers(client, f"?zoek={int(tlv.nummer[-5:])}") == {tlv.nummer}
    assert len(nummers(client, "?zoek=VO9999-2026")) == 5
    assert "Niets gevonden" in client.get(f"{LIJST}?zoek=VO1").content.decode()


def test_list_of_a_school_holds_its_own_with_names_and_of_the_bureau_none(client, wereld, rijen):
    namen = {rij.leerling.achternaam for rij in rijen.values()}

    log_in(client, wereld.personas.coordinator)
    assert nummers(client) == {rijen[naam].nummer for naam in ("laag", "pro", "oud", "weg")}
    assert rijen["laag"].leerling.naam in client.get(LIJST).content.decode()
    log_in(client, wereld.personas.bureau)
    tekst = client.get(LIJST).content.decode()
    assert not any(naam in tekst for naam in namen)


def test_list_is_turned_page_by_page(client, wereld):
    for _ in range(52):
        zaai(wereld)
    log_in(client, wereld.personas.bureau)

    eerste = client.get(LIJST)
    volgende = eerste.context["volgende"]
    tweede = client.get(volgende)

    assert (len(eerste.context["regels"]), len(tweede.context["regels"])) == (50, 2)
    assert tweede.context["vorige"]
    assert not tweede.context["volgende"]


@pytest.mark.parametrize("adres", [LIJST, WACHT])
@pytest.mark.parametrize("wie", ["bureau", "coordinator", "vso_coordinator"])
def test_lists_cost_the_same_for_many(client, wereld, django_assert_max_num_queries, adres, wie):
    log_in(client, wereld.mensen()[wie])
    client.get(adres)
    aantallen = []
    for aantal in (1, 3):
        for _ in range(aantal):
            zaai(wereld, aanvraag={"beoogde_school": wereld.vso_school})
            zaai(wereld, status=V.OPGEHAALD)
        with django_assert_max_num_queries(7) as vragen:
            client.get(adres)
        aantallen.append(len(vragen))
    assert aantallen[0] == aantallen[1]


@pytest.mark.parametrize("wie", ["bureau", "coordinator", "vso_coordinator"])
def test_page_of_one_tlv_costs_the_same_after_much_happened(client, wereld, django_assert_max_num_queries, wie):
    verklaring = zaai(wereld, status=V.VERZILVERD)
    log_in(client, wereld.mensen()[wie])
    client.get(verklaring.get_absolute_url())
    with django_assert_max_num_queries(18) as vragen:
        client.get(verklaring.get_absolute_url())
    for keuze in ("terug", "vertrek", ""):
        verklaring = na.afloop_vastleggen(verklaring, door=wereld.vso_coordinator, na_afloop=keuze)
    zaai(wereld, ingang=date(2027, 8, 1), einde=date(2028, 7, 31), aanvraag={"leerling": verklaring.leerling})
    with django_assert_max_num_queries(len(vragen)):
        client.get(verklaring.get_absolute_url())


# --- Without a place -------------------------------------------------------------------------------------------------


def test_ageing_list_sorts_counts_and_leaves_out_who_only_waits_for_the_day(client, wereld):
    oudste = zaai(wereld, afgegeven_op=date(2026, 6, 1), aanvraag={"beoogde_school": wereld.vso_school})
    nieuwste = zaai(wereld, afgegeven_op=date(2026, 10, 12), gebruiken_voor=date(2027, 1, 1))
    midden = zaai(wereld, status=V.OPGEHAALD, afgegeven_op=date(2026, 9, 1))
    zaai(wereld, status=V.VERZILVERD)
    nu = zaai(wereld, status=V.VERZILVERD)
    vervolg = zaai_aanvraag(wereld, soort="verlenging", vorige=nu, leerling=nu.leerling)
    zaai(wereld, status=V.OPGEHAALD, ingang=date(2027, 8, 1), einde=date(2028, 7, 31), aanvraag=vervolg)

    antwoord = log_in(client, wereld.personas.bureau).get(WACHT)

    lijst = antwoord.context["lijst"]
    assert [(rij.verklaring, rij.weken) for rij in lijst.rijen] == [(oudste, 19), (midden, 6), (nieuwste, 0)]
    assert [rij.eindigt for rij in lijst.rijen] == [date(2027, 7, 31), date(2027, 7, 31), date(2027, 1, 1)]
    assert lijst.mijlpalen == [(6, 2), (12, 1)]
    assert lijst.zin == "3 TLV’s wachten op een plaats. Daarvan wachten er 2 al 6 weken of langer."


def test_file_of_the_ageing_list_has_numbers_and_days_and_no_pupil(client, wereld):
    tlv = zaai(wereld, afgegeven_op=date(2026, 9, 1), aanvraag={"beoogde_school": wereld.vso_school})

    antwoord = log_in(client, wereld.personas.bureau).get(f"{WACHT}bestand/")

    rijen = list(load_workbook(io.BytesIO(antwoord.getvalue())).active.values)
    assert [str(waarde) for waarde in rijen[1][:5]] == [
        tlv.nummer,
        "vso, categorie laag",
        "School A",
        "Vso De Brug",
        "nog niet opgehaald",
    ]
    assert (rijen[1][5].date(), rijen[1][6]) == (date(2026, 9, 1), 6)
    assert tlv.leerling.achternaam not in str(rijen)


def test_empty_pages_say_what_will_come(client, wereld):
    assert "Nog geen TLV’s" in tekst_van(client, wereld.personas.coordinator, LIJST)
    assert "Haal een TLV op" in tekst_van(client, wereld.vso_coordinator, LIJST)
    assert "Alle TLV’s hebben een plaats" in tekst_van(client, wereld.personas.bureau, WACHT)
    assert "Er ligt nu niets klaar" in tekst_van(client, wereld.vso_coordinator, OPHALEN)
    assert "Geen TLV’s met een einddatum" in tekst_van(client, wereld.personas.bureau, RADAR)


# --- Acts through the page -------------------------------------------------------------------------------------------


def doe(client, verklaring, naam, **gegevens):
    adres = reverse("toelating:verklaring_handeling", args=[verklaring.pk, naam])
    return client.post(adres, {"versie": verklaring.versie, **gegevens})


def test_refused_placement_keeps_what_was_typed_and_says_what_to_do(client, wereld):
    verklaring = zaai(wereld, status=V.OPGEHAALD)
    log_in(client, wereld.vso_coordinator)

    antwoord = doe(client, verklaring, "plaatsen", geplaatst_op="1-7-2026", leerlingnummer="V77")

    tekst = antwoord.content.decode()
    assert antwoord.status_code == 422
    assert 'value="1-7-2026"' in tekst
    assert 'value="V77"' in tekst
    assert "Kies een dag in die periode." in tekst
    assert "Niet alles is goed ingevuld" not in tekst


def test_stale_page_changes_nothing(client, wereld):
    verklaring = zaai(wereld, status=V.VERZILVERD)
    na.afloop_vastleggen(verklaring, door=wereld.vso_coordinator, na_afloop=Afloop.TERUG)
    log_in(client, wereld.vso_coordinator)

    antwoord = doe(client, verklaring, "afloop_vastleggen", na_afloop="vertrek")

    assert antwoord.status_code == 409
    verklaring.refresh_from_db()
    assert verklaring.na_afloop == Afloop.TERUG


def test_stale_page_does_not_tell_who_changed_the_tlv(client, wereld):
    """It goes from school to school: who acted may be of another one."""
    verklaring = zaai(wereld, status=V.VERZILVERD)
    na.afloop_vastleggen(verklaring, door=wereld.vso_coordinator, na_afloop=Afloop.TERUG)
    log_in(client, wereld.personas.bureau)

    tekst = doe(client, verklaring, "afloop_vastleggen", na_afloop="vertrek").content.decode()

    assert "De TLV is veranderd op" in tekst
    assert "deed dit op" not in tekst
    assert wereld.vso_coordinator.naam not in tekst


def test_director_withdraws_with_a_code(client, wereld):
    verklaring = zaai(wereld)
    gegevens = {"reden": "Op onjuiste gronden.", "zienswijze": "Allen zijn het eens."}
    log_in(client, wereld.personas.directeur)
    zonder = doe(client, verklaring, "intrekken", **gegevens)
    assert zonder.status_code == 403

    antwoord = doe(client, verklaring, "intrekken", **gegevens, code=code_van(wereld.personas.directeur))

    assert antwoord.status_code == 302
    verklaring.refresh_from_db()
    assert verklaring.status == V.INGETROKKEN
    assert Brief.objects.filter(soort="intrekking van een TLV").exists()
    assert Gebeurtenis.objects.van(verklaring).get().door == wereld.personas.directeur


def test_unknown_act_is_a_missing_page(client, wereld):
    verklaring = zaai(wereld)
    log_in(client, wereld.personas.bureau)

    assert client.get(reverse("toelating:verklaring_handeling", args=[verklaring.pk, "toveren"])).status_code == 404


# --- Admin -----------------------------------------------------------------------------------------------------------


def test_admin_lists_tlvs_to_look_through_and_leads_to_their_page(client, wereld):
    verklaring = zaai(wereld)
    log_in(client, wereld.personas.bureau)
    adres = reverse("admin:toelating_verklaring_changelist")

    tekst = client.get(adres, {"q": verklaring.nummer}).content.decode()
    assert verklaring.get_absolute_url() in tekst
    assert verklaring.leerling.achternaam not in tekst
    een = client.get(reverse("admin:toelating_verklaring_change", args=[verklaring.pk]))
    assert een["Location"] == verklaring.get_absolute_url()
    for naam in ("add", "delete"):
        args = [verklaring.pk] if naam == "delete" else []
        assert client.get(reverse(f"admin:toelating_verklaring_{naam}", args=args)).status_code == 403


@pytest.mark.parametrize(
    ("wie", "mag"), [("bureau", True), ("controller", True), ("directeur", False), ("beheerder", False)]
)
def test_number_of_pupils_is_filled_in_with_who_and_never_changed(client, wereld, wie, mag):
    log_in(client, wereld.mensen()[wie])
    velden = {"peildatum": "2026-10-01", "aantal": "12345", "vergelijking": "3.00", "bron": "DUO, 1 oktober 2026"}
    antwoord = client.post(reverse("admin:toelating_leerlingental_add"), velden)

    assert antwoord.status_code == (302 if mag else 403)
    assert [rij.door for rij in Leerlingental.objects.all()] == ([wereld.mensen()[wie]] if mag else [])


def test_filter_tells_the_school_that_asked_no_more_than_the_row_does(client, wereld):
    """Once the pupil has a place, where it went on to and how the TLV ended is no matter of the school that asked."""
    zaai(wereld, status=V.VERZILVERD, op=SchoolFactory(soort="vso", naam="Vso Verderop"))
    zaai(wereld, status=V.BEEINDIGD)
    log_in(client, wereld.personas.coordinator)

    assert "Vso Verderop" not in client.get(LIJST).content.decode()
    assert [len(client.get(f"{LIJST}?stand={stand}").context["regels"]) for stand in ("geplaatst", "voorbij")] == [2, 0]
    standen = ("tlv_geplaatst", "tlv_voorbij")
    assert [len(client.get(f"/toelating/?stand={stand}").context["rijen"]) for stand in standen] == [2, 0]
    log_in(client, wereld.vso_coordinator)
    assert [len(client.get(f"{LIJST}?stand={stand}").context["regels"]) for stand in ("geplaatst", "voorbij")] == [0, 1]
