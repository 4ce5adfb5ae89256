"""The work of the bureau on TLVs in the admin: who comes in, piles of work, the dossier, finding by the name of a pupil
without naming it in an address."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from swv.kern import beheer, taakdeur
from tests.aanvragen.levensloop import momentopname
from tests.factories.toelating import maak_bijeenkomst, maak_tlv
from tests.personas import log_in
from tests.toelating.matrix.basis import iedereen
from toelating import beheerteksten, tasks, workflow
from toelating.models import Deskundigenadvies, Soort, Status, Tlvaanvraag, Verschoning
from toelating.models.aanvraag import BIJ_DE_SCHOOL
from toelating.workflow.basis import BUREAU
from toelating.workflow.commissie import VASTSTELLER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok")]

LIJST = reverse("admin:toelating_tlvaanvraag_changelist")
ZOEKEN = reverse("admin:toelating_tlvaanvraag_leerling")
LIJST_QUERIES = 6  # session, person, roles, piles, count, list
MAG = {"bureau", "bureau_collega", "directeur", "gemandateerde"}  # the last has the role of the bureau


def dossier(aanvraag):
    return reverse("admin:toelating_tlvaanvraag_change", args=[aanvraag.pk])


@pytest.fixture
def bureau(klok, client, wereld):
    return log_in(client, wereld.personas.bureau)


# --- Who comes in ----------------------------------------------------------------------------------------------------


def test_list_dossier_and_search_open_for_bureau_and_director_only(wereld):
    aanvraag = maak_tlv(wereld, status=Status.VOLLEDIGHEIDSTOETS)
    naam = aanvraag.leerling.achternaam

    for wie, user in iedereen(wereld).items():
        if user is None:
            continue
        client = log_in(Client(), user)
        assert (client.get(LIJST).status_code == 200) == (wie in MAG), wie
        antwoord = client.get(dossier(aanvraag))
        assert (antwoord.status_code == 200) == (wie in MAG), wie
        assert (naam in antwoord.content.decode()) == (wie in MAG), wie
        gevonden = client.post(ZOEKEN, {"achternaam": naam})
        assert (aanvraag.kenmerk in gevonden.content.decode()) == (wie in MAG), wie


def test_nobody_adds_changes_or_deletes_a_request_past_the_acts(wereld):
    aanvraag = maak_tlv(wereld, status=Status.INGEDIEND)
    clients = [log_in(Client(), getattr(wereld.personas, wie)) for wie in ("bureau", "directeur", "beheerder")]
    voor = momentopname()

    for client in clients:
        for naam, args in [("add", []), ("delete", [aanvraag.pk])]:
            adres = reverse(f"admin:toelating_tlvaanvraag_{naam}", args=args)
            assert client.get(adres).status_code == 403
            assert client.post(adres, {"post": "yes"}).status_code == 403
        client.post(dossier(aanvraag), {"status": "afgegeven", "einde": "2030-07-31"})

    assert {tabel for tabel, som in momentopname().items() if som != voor[tabel]} <= {"organisaties_gebruiker"}


def test_draft_of_a_school_is_a_missing_page_and_never_found(bureau, wereld):
    aanvraag = maak_tlv(wereld)

    assert bureau.get(dossier(aanvraag)).status_code == 404
    assert str(aanvraag.pk) not in bureau.get(LIJST).content.decode()
    assert "geen aanvraag gevonden" in bureau.post(ZOEKEN, {"achternaam": "Voorbeeld"}).content.decode()


def test_colleague_who_stays_out_of_a_dossier_does_not_see_it(bureau, wereld):
    aanvraag = maak_tlv(wereld, status=Status.VOLLEDIGHEIDSTOETS)
    persoon = wereld.personas.bureau
    Verschoning.objects.create(aanvraag=aanvraag, gebruiker=persoon, reden="Familie.", door=persoon)

    assert bureau.get(dossier(aanvraag)).status_code == 404
    assert aanvraag.kenmerk not in bureau.get(LIJST).content.decode()
    assert aanvraag.kenmerk not in bureau.post(ZOEKEN, {"achternaam": "Voorbeeld"}).content.decode()


# --- The list --------------------------------------------------------------------------------------------------------


@pytest.fixture
def stapels(wereld, klok):
    """One dossier for each pile, by kenmerk; all with a decision date of 8 December unless it stands still."""
    bureau, collega = wereld.personas.bureau, wereld.personas.bureau_collega
    rijen = {
        "nieuw": maak_tlv(wereld, status=Status.INGEDIEND),
        "toets": maak_tlv(wereld, status=Status.VOLLEDIGHEIDSTOETS),
        "school": maak_tlv(wereld, status=Status.AANVULLING_GEVRAAGD),
        "deskundigen": maak_tlv(wereld, status=Status.BIJ_DESKUNDIGEN),
        "commissie": maak_tlv(wereld, status=Status.BIJ_TAC),
        "agenda": maak_tlv(wereld, status=Status.BIJ_TAC),
        "advies": maak_tlv(wereld, status=Status.ADVIES_GEREED),
        "zienswijze": maak_tlv(wereld, status=Status.ZIENSWIJZE),
        "tekenen": maak_tlv(wereld, status=Status.TER_ONDERTEKENING),
        "klaar": maak_tlv(wereld, status=Status.AFGEWEZEN),
    }
    workflow.agenderen(rijen["agenda"], door=bureau, bijeenkomst=maak_bijeenkomst(wereld))
    workflow.toewijzen(rijen["advies"], door=bureau, behandelaar=collega)
    return {rij.kenmerk: naam for naam, rij in rijen.items()}


def op_stapel(client, code, stapels):
    resultaten = client.get(LIJST, {"stapel": code} if code else {}).context["cl"].result_list
    return {stapels[rij.kenmerk] for rij in resultaten}


def test_piles_hold_what_they_say_and_count_what_they_hold(bureau, stapels, klok):
    open_ = set(stapels.values()) - {"klaar"}
    verwacht = {
        "mijn": open_ - {"nieuw", "advies"},
        "vrij": {"nieuw"},
        "toets": {"nieuw", "toets"},
        "school": {"school"},
        "deskundigen": {"deskundigen"},
        "agenderen": {"commissie"},
        "agenda": {"agenda"},
        "advies": {"advies"},
        "zienswijze": {"zienswijze"},
        "ondertekening": {"tekenen"},
        "week": set(),
        "laat": set(),
        "open": open_,
        "": set(stapels.values()),
        "verzonnen": set(stapels.values()),
    }
    inhoud = bureau.get(LIJST).content.decode()

    assert {code: op_stapel(bureau, code, stapels) for code in verwacht} == verwacht
    for code, naam in [("mijn", "Mijn werk"), ("agenderen", "Klaar voor een agenda"), ("open", "Alles wat open is")]:
        assert f"{naam} ({len(verwacht[code])})" in inhoud


@pytest.mark.parametrize(
    ("dag", "week", "laat"),
    [
        (date(2026, 12, 6), False, False),
        (date(2026, 12, 7), True, False),
        (date(2026, 12, 8), True, False),
        (date(2026, 12, 9), False, True),
    ],
)
def test_due_this_week_and_late_follow_the_calendar(wereld, klok, dag, week, laat):
    """Decision date Tuesday 8 December; what stands still is neither."""
    aanvraag = maak_tlv(wereld, status=Status.INGEDIEND)
    stil = maak_tlv(wereld, status=Status.AANVULLING_GEVRAAGD)
    assert aanvraag.beslisdatum == date(2026, 12, 8)
    klok.move_to(f"{dag}T09:00:00+01:00")
    bureau, namen = log_in(Client(), wereld.personas.bureau), {aanvraag.kenmerk: "loopt", stil.kenmerk: "stil"}

    assert op_stapel(bureau, "week", namen) == ({"loopt"} if week else set())
    assert op_stapel(bureau, "laat", namen) == ({"loopt"} if laat else set())
    woorden = "1 dag te laat" if laat else "vandaag" if dag == date(2026, 12, 8) else "nog"
    assert woorden in bureau.get(LIJST).content.decode()


def test_filters_narrow_by_kind_and_state(bureau, wereld):
    pro, vso = maak_tlv(wereld, soort=Soort.PRO, status="ingediend"), maak_tlv(wereld, status="volledigheidstoets")

    for vraag, gezien in [({"soort": "pro"}, pro), ({"status": "volledigheidstoets"}, vso)]:
        assert [rij.pk for rij in bureau.get(LIJST, vraag).context["cl"].result_list] == [gezien.pk]
    assert len(bureau.get(LIJST, {"soort": "verzonnen"}).context["cl"].result_list) == 2


@pytest.mark.parametrize("zoek", ["T-2627-00001", "School A", "school a"])
def test_search_finds_number_and_school_and_no_pupil(bureau, wereld, zoek):
    aanvraag = maak_tlv(wereld, status=Status.INGEDIEND)

    assert aanvraag.kenmerk in bureau.get(LIJST, {"q": zoek}).content.decode()
    assert not bureau.get(LIJST, {"q": aanvraag.leerling.achternaam}).context["cl"].result_list


@pytest.mark.parametrize("aantal", [1, 3])
def test_list_takes_a_fixed_number_of_queries(bureau, wereld, aantal, django_assert_num_queries):
    for _ in range(aantal):
        maak_tlv(wereld, status=Status.VOLLEDIGHEIDSTOETS)
    bureau.get(LIJST)

    with django_assert_num_queries(LIJST_QUERIES):
        assert len(bureau.get(LIJST).context["cl"].result_list) == aantal


def test_list_counts_no_further_than_somebody_turns_pages(bureau, wereld, monkeypatch):
    monkeypatch.setattr(beheer, "HOOGSTENS", 1)
    for _ in range(2):
        maak_tlv(wereld, status=Status.INGEDIEND)

    assert bureau.get(LIJST).context["cl"].result_count == 1


@pytest.mark.parametrize("kolom", ["antwoorden__leerling__voornaam__startswith", "leerling__achternaam__startswith"])
def test_list_filtered_on_a_column_by_address_is_refused(bureau, kolom):
    """Otherwise the bureau could guess, letter by letter, at what a school is still typing."""
    assert bureau.get(LIJST, {kolom: "Z"}).status_code == 400


# --- Finding by the name of a pupil ----------------------------------------------------------------------------------


def test_name_is_found_by_its_beginning_and_date_and_stands_in_no_address(bureau, wereld):
    aanvraag = maak_tlv(wereld, status=Status.INGEDIEND, nummer=12)
    maak_tlv(wereld, status=Status.INGEDIEND, nummer=3)

    pagina = bureau.post(ZOEKEN, {"achternaam": "voorbeeld1", "geboortedatum": "30-4-2012"})

    assert [rij.pk for rij in pagina.context["gevonden"]] == [aanvraag.pk]
    assert "Voorbeeld12" not in pagina.request["PATH_INFO"] + pagina.request["QUERY_STRING"]
    assert bureau.post(ZOEKEN, {"achternaam": "Voorb"}).context["gevonden"].__len__() == 2
    assert not bureau.post(ZOEKEN, {"achternaam": "Voorb", "geboortedatum": "1-5-2012"}).context["gevonden"]
    assert bureau.get(ZOEKEN, {"achternaam": "Voorb"}).context["gevonden"] is None


@pytest.mark.parametrize(
    ("velden", "veld", "zin"),
    [
        ({"achternaam": ""}, "achternaam", "Vul de achternaam in."),
        ({"achternaam": "V"}, "achternaam", "ten minste twee letters"),
        ({"achternaam": "Voorbeeld", "geboortedatum": "31-2-2012"}, "geboortedatum", "bestaat niet"),
    ],
)
def test_search_with_too_little_says_what_to_do_and_keeps_what_was_typed(bureau, velden, veld, zin):
    pagina = bureau.post(ZOEKEN, velden)

    assert pagina.status_code == 422
    assert zin in " ".join(pagina.context["form"].errors[veld])
    assert f'value="{velden["achternaam"]}"' in pagina.content.decode() or not velden["achternaam"]


@pytest.mark.parametrize("aantal", [1, 3])
def test_search_takes_a_fixed_number_of_queries(bureau, wereld, aantal, django_assert_num_queries):
    for _ in range(aantal):
        maak_tlv(wereld, status=Status.INGEDIEND)
    bureau.get(ZOEKEN)

    with django_assert_num_queries(4):  # session, person, roles, the answer
        assert len(bureau.post(ZOEKEN, {"achternaam": "Voorbeeld"}).context["gevonden"]) == aantal


def test_wildcards_find_nothing(bureau, wereld):
    maak_tlv(wereld, status=Status.INGEDIEND)

    assert not bureau.post(ZOEKEN, {"achternaam": "%%"}).context["gevonden"]


# --- The dossier -----------------------------------------------------------------------------------------------------

BEZOCHT = [status for status in Status if status not in BIJ_DE_SCHOOL]


@pytest.mark.parametrize("status", BEZOCHT)
def test_dossier_opens_in_every_state_with_one_next_act_and_the_others(bureau, wereld, status):
    aanvraag = maak_tlv(wereld, status=status)
    tlv_admin = beheer_van_tlv()

    antwoord = bureau.get(dossier(aanvraag))
    inhoud = antwoord.content.decode()

    for handeling in workflow.workflow:
        adres = reverse("admin:toelating_tlvaanvraag_handeling", args=[aanvraag.pk, handeling.naam])
        kan = handeling.weigering(aanvraag, wereld.personas.bureau) is None
        wacht = kan and handeling.belemmering(aanvraag) is not None
        assert (f'href="{adres}"' in inhoud) == (kan and not wacht and handeling.naam not in tlv_admin.elders)
        assert (f"‘{handeling.label}’ kan nog niet." in inhoud) == wacht
    bezwaar = reverse("admin:toelating_bezwaar_registreren", args=[aanvraag.pk])
    assert (f'href="{bezwaar}"' in inhoud) == aanvraag.is_besloten
    volgende = antwoord.context["volgende"]
    assert volgende is None or inhoud.count("swv-knop--primair") == 1


def beheer_van_tlv():
    from django.contrib import admin

    return admin.site.get_model_admin(Tlvaanvraag)


@pytest.mark.parametrize(
    ("status", "volgende"),
    [
        (Status.INGEDIEND, "in_behandeling_nemen"),
        (Status.VOLLEDIGHEIDSTOETS, "deskundigen_aanwijzen"),
        (Status.AANVULLING_GEVRAAGD, None),
        (Status.BIJ_DESKUNDIGEN, None),
        (Status.BIJ_TAC, "agenderen"),
        (Status.ADVIES_GEREED, "advies_aan_ouders"),
        (Status.ZIENSWIJZE, None),
        (Status.TER_ONDERTEKENING, None),
        (Status.AFGEGEVEN, None),
    ],
)
def test_the_next_act_is_the_one_that_brings_the_dossier_further(bureau, wereld, status, volgende):
    aanvraag = maak_tlv(wereld, status=status)

    gevonden = bureau.get(dossier(aanvraag)).context["volgende"]

    assert (gevonden.naam if gevonden else None) == volgende


def test_dossier_takes_a_fixed_number_of_queries(bureau, wereld, django_assert_max_num_queries):
    """Everything that there is to read, twice as much of it: no query more."""
    aanvraag = maak_tlv(wereld, status=Status.TER_ONDERTEKENING)
    bureau.get(dossier(aanvraag))
    with django_assert_max_num_queries(100) as eerst:
        bureau.get(dossier(aanvraag))
    for _ in range(2):
        workflow.zienswijze_vastleggen(
            aanvraag,
            door=wereld.personas.bureau,
            van="ouder_2",
            over="advies",
            datum=timezone.localdate(),
            akkoord="nee",
            tekst="Nee.",
        )
        workflow.toewijzen(aanvraag, door=wereld.personas.bureau, behandelaar=wereld.personas.bureau)

    with django_assert_max_num_queries(len(eerst)):
        bureau.get(dossier(aanvraag))
    assert len(eerst) <= 45


def test_dossier_shows_everything_that_belongs_to_it(bureau, wereld):
    aanvraag = maak_tlv(wereld, status=Status.TER_ONDERTEKENING)

    inhoud = bureau.get(dossier(aanvraag)).content.decode().replace("\N{NO-BREAK SPACE}", " ")

    for tekst in (
        aanvraag.leerling.naam,
        "Wij denken dat Zoë op een kleinere school meer rust vindt.",  # a view, in the own words
        "Advies van Ortho: deze leerling heeft een kleine setting nodig.",
        "Advies van Arts: deze leerling heeft een kleine setting nodig.",
        "De commissie volgt de deskundigen.",
        "Zoë heeft veel structuur nodig.",  # an answer
        "De wettelijke einddatum is <strong>8 december 2026</strong>",
        "Advies geven (alleen voor het bureau)",
        "Wij hebben aanvraag",  # a mail
        "Versie 1, verstuurd door Bestuur A",
        "Ouders of leerling kregen een kopie op 13 oktober 2026.",
        "opp.pdf",
    ):
        assert tekst in inhoud, tekst


def test_draft_of_an_expert_and_unsent_answers_stay_out_of_the_page(bureau, wereld):
    aanvraag = maak_tlv(wereld, status=Status.BIJ_DESKUNDIGEN)
    Deskundigenadvies.objects.update(tekst="Nog geheim.")
    Tlvaanvraag.objects.update(antwoorden={"ondersteuning": {"behoeften": "Niet verstuurd."}})

    inhoud = bureau.get(dossier(aanvraag)).content.decode()

    assert "Nog geheim." not in inhoud
    assert "Niet verstuurd." not in inhoud


def test_title_and_address_of_a_dossier_name_no_pupil(bureau, wereld):
    aanvraag = maak_tlv(wereld, status=Status.VOLLEDIGHEIDSTOETS)

    inhoud = bureau.get(dossier(aanvraag)).content.decode()

    titel = inhoud.partition("<title>")[2].partition("</title>")[0]
    assert aanvraag.kenmerk in titel
    assert "Zoë" not in titel


def test_pro_dossier_shows_every_step_of_the_criteria(bureau, wereld):
    aanvraag = maak_tlv(wereld, soort=Soort.PRO, status=Status.VOLLEDIGHEIDSTOETS)

    inhoud = bureau.get(dossier(aanvraag)).content.decode()

    assert "De leerling voldoet aan de landelijke criteria" in inhoud
    for stap in ("Het IQ is 70.", "Spellen: 1 − 20 / 50 = 0,600.", "Nodig zijn twee domeinen"):
        assert stap in inhoud


@pytest.mark.parametrize("status", BEZOCHT)
def test_every_act_of_the_bureau_opens_with_its_form_or_the_reason_why_not(bureau, wereld, status):
    aanvraag = maak_tlv(wereld, status=status)

    for handeling in workflow.workflow.available(aanvraag, wereld.personas.bureau):
        pagina = bureau.get(reverse("admin:toelating_tlvaanvraag_handeling", args=[aanvraag.pk, handeling.naam]))
        wacht = handeling.belemmering(aanvraag)
        assert pagina.status_code == (422 if wacht else 200), handeling.naam
        assert (pagina.context["form"] is None) == (wacht is not None)
        assert wacht is None or wacht.zin in pagina.content.decode()


def test_every_act_of_the_bureau_has_its_own_sentence_afterwards():
    van_bureau = {handeling.naam for handeling in workflow.workflow if handeling.wie in (BUREAU, VASTSTELLER)}
    van_directeur = {"geen_dwangsom", "dwangsom_vaststellen"}  # at no desk but this one

    assert van_bureau | van_directeur == set(beheerteksten.GELUKT)


def test_act_is_confirmed_in_a_sentence_and_leads_back_to_the_dossier(bureau, wereld):
    aanvraag = maak_tlv(wereld, status=Status.INGEDIEND)
    adres = reverse("admin:toelating_tlvaanvraag_handeling", args=[aanvraag.pk, "in_behandeling_nemen"])

    pagina = bureau.post(adres, {"versie": aanvraag.versie}, follow=True)

    assert pagina.redirect_chain[-1][0] == dossier(aanvraag)
    assert "De aanvraag is in behandeling genomen. U bent de behandelaar." in pagina.content.decode()


def test_signature_stands_at_its_own_desk_and_not_in_the_admin(wereld):
    aanvraag = maak_tlv(wereld, status=Status.TER_ONDERTEKENING)
    directeur = log_in(Client(), wereld.personas.directeur)

    context = directeur.get(dossier(aanvraag)).context

    assert (context["volgende"], context["handelingen"], context["belemmerd"]) == (None, [], [])


# --- Many at once ----------------------------------------------------------------------------------------------------


def neem(client, *aanvragen):
    gekozen = [str(rij.pk) for rij in aanvragen]
    return client.post(LIJST, {"action": "neem_in_behandeling", "_selected_action": gekozen}, follow=True)


def test_act_on_many_reports_what_went_and_what_did_not_and_why(bureau, wereld):
    goed, ook, niet = (maak_tlv(wereld, status=stand) for stand in ("ingediend", "ingediend", "afgewezen"))

    meldingen = [str(melding) for melding in neem(bureau, goed, ook, niet).context["messages"]]

    assert len(meldingen) == 2
    assert {goed.kenmerk, ook.kenmerk} <= set(meldingen[0].rstrip(".").replace(",", "").split())
    assert meldingen[1].startswith(f"{niet.kenmerk}: ‘In behandeling nemen’ kan nu niet")


def test_act_on_a_long_list_is_left_to_the_worker_with_only_keys(bureau, wereld, wachtrij, monkeypatch):
    monkeypatch.setattr(beheer, "METEEN", 1)
    rijen = [maak_tlv(wereld, status=Status.INGEDIEND) for _ in range(2)]

    antwoord = neem(bureau, *rijen)

    assert "2 aanvragen worden een voor een in behandeling genomen." in antwoord.content.decode()
    opdrachten = [wachtrij.get(no_ack=True) for _ in rijen]
    assert {bericht.headers["task"] for bericht in opdrachten} == {"toelating.verrichten"}
    assert {tuple(bericht.payload[0]) for bericht in opdrachten} == {
        (str(rij.pk), "in_behandeling_nemen", wereld.personas.bureau.pk) for rij in rijen
    }
    assert {tasks.verrichten(*bericht.payload[0]) for bericht in opdrachten} == {taakdeur.GEDAAN}


def test_home_of_the_admin_leads_to_the_work_on_tlvs(bureau):
    inhoud = bureau.get("/bureau/").content.decode()

    assert f"{LIJST}?stapel=mijn" in inhoud
    assert f"{LIJST}?stapel=vrij" in inhoud


def test_overdue_term_is_told_in_words(bureau, wereld, klok):
    aanvraag = maak_tlv(wereld, status=Status.VOLLEDIGHEIDSTOETS)
    klok.shift(timedelta(days=60).total_seconds())
    client = log_in(Client(), wereld.personas.bureau)

    assert "4 dagen te laat" in client.get(dossier(aanvraag)).content.decode()
