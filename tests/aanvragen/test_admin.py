"""The work of the bureau in the admin: who comes in, piles of work, the dossier, and an act on many rows at once."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from aanvragen import tasks, teksten
from aanvragen import workflow as acts
from aanvragen.models import Aanvraag, Regeling, Status
from aanvragen.workflow.basis import BUREAU
from swv.kern import beheer, taakdeur
from swv.kern.models import Gebeurtenis
from tests.aanvragen.levensloop import (
    SOORTEN,
    STANDEN,
    VRAAG,
    bestaat,
    breng,
    concept,
    doe,
    laat_verstrijken,
    momentopname,
)
from tests.personas import MENSEN, log_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]

LIJST = reverse("admin:aanvragen_aanvraag_changelist")
REGELINGEN = reverse("admin:aanvragen_regeling_changelist")
LIJST_QUERIES = 6  # session, person, roles, piles, count, list
IN_BEHEER = {"bureau", "bureau_collega", "directeur", "controller", "beheerder"}


def dossier(aanvraag):
    return reverse("admin:aanvragen_aanvraag_change", args=[aanvraag.pk])


@pytest.fixture
def bureau(client, personas):
    return log_in(client, personas.bureau)


# --- Who comes in ------------------------------------------------------------------------------------------


def test_list_and_dossier_open_for_bureau_and_director_only(personas):
    aanvraag = breng(personas, "huisonderwijs", Status.IN_BEHANDELING)
    mag = {"bureau", "bureau_collega", "directeur"}

    for wie in MENSEN:
        client = log_in(Client(), getattr(personas, wie))
        assert (client.get(LIJST).status_code == 200) == (wie in mag), wie
        antwoord = client.get(dossier(aanvraag))
        assert (antwoord.status_code == 200) == (wie in mag), wie
        assert (aanvraag.leerling.achternaam in antwoord.content.decode()) == (wie in mag), wie


def test_rules_are_read_by_everybody_in_the_admin_and_changed_by_the_beheerder_only(personas):
    regeling = Regeling.objects.get(soort="robot")
    adres = reverse("admin:aanvragen_regeling_change", args=[regeling.pk])

    for wie in MENSEN:
        client = log_in(Client(), getattr(personas, wie))
        assert (client.get(REGELINGEN).status_code == 200) == (wie in IN_BEHEER), wie
        assert (b'name="_save"' in client.get(adres).content) == (wie == "beheerder"), wie
        assert (client.get(reverse("admin:aanvragen_regeling_add")).status_code == 200) == (wie == "beheerder"), wie


@pytest.mark.parametrize("wie", ["bureau", "directeur", "beheerder"])
def test_nobody_adds_changes_or_deletes_an_aanvraag_past_the_acts(personas, wie):
    aanvraag = breng(personas, "robot", Status.INGEDIEND)
    client = log_in(Client(), getattr(personas, wie))
    voor = momentopname()

    for naam, args in [("add", []), ("delete", [aanvraag.pk])]:
        adres = reverse(f"admin:aanvragen_aanvraag_{naam}", args=args)
        assert client.get(adres).status_code == 403
        assert client.post(adres, {"post": "yes"}).status_code == 403
    client.post(dossier(aanvraag), {"status": "toegekend", "toegekend_bedrag": "1"})

    _alleen_de_sessie(voor, momentopname())


def _alleen_de_sessie(voor, na):
    assert {tabel for tabel in voor if voor[tabel] != na[tabel]} <= {"organisaties_gebruiker", "mfa_authenticator"}


def test_draft_of_a_school_is_a_missing_page(bureau, personas):
    aanvraag = concept(personas, "robot")

    assert bureau.get(dossier(aanvraag)).status_code == 404
    assert str(aanvraag.pk) not in bureau.get(LIJST).content.decode()


# --- The list ----------------------------------------------------------------------------------------------


@pytest.fixture
def stapels(personas, klok):
    """One dossier for each pile, by kenmerk; all with a decision date of 8 December unless moved."""
    rijen = {
        "nieuw": breng(personas, "robot", Status.INGEDIEND),
        "mijn": breng(personas, "robot", Status.IN_BEHANDELING),
        "collega": breng(personas, "robot", Status.IN_BEHANDELING),
        "school": breng(personas, "robot", Status.AANVULLING_GEVRAAGD),
        "directeur": breng(personas, "robot", Status.TER_ONDERTEKENING),
        "klaar": breng(personas, "robot", Status.AFGEWEZEN),
    }
    rijen["collega"] = doe(acts.toewijzen, rijen["collega"], personas.bureau, behandelaar=personas.bureau_collega.pk)
    return {rij.kenmerk: naam for naam, rij in rijen.items()}


def op_stapel(client, code, stapels):
    resultaten = client.get(LIJST, {"stapel": code} if code else {}).context["cl"].result_list
    return {stapels[rij.kenmerk] for rij in resultaten}


def test_piles_hold_what_they_say(bureau, stapels):
    assert op_stapel(bureau, "mijn", stapels) == {"mijn", "school", "directeur"}
    assert op_stapel(bureau, "vrij", stapels) == {"nieuw"}
    assert op_stapel(bureau, "school", stapels) == {"school"}
    assert op_stapel(bureau, "ondertekening", stapels) == {"directeur"}
    assert op_stapel(bureau, "open", stapels) == set(stapels.values()) - {"klaar"}
    assert op_stapel(bureau, "", stapels) == set(stapels.values())


@pytest.mark.parametrize(
    ("dag", "week", "laat"),
    [
        (date(2026, 12, 6), False, False),
        (date(2026, 12, 7), True, False),
        (date(2026, 12, 8), True, False),
        (date(2026, 12, 9), False, True),
    ],
)
def test_due_this_week_and_late_follow_the_calendar(personas, stapels, klok, dag, week, laat):
    """Decision date Tuesday 8 December; what stands still is neither."""
    klok.move_to(f"{dag}T09:00:00+01:00")
    bureau = log_in(Client(), personas.bureau)
    open_met_datum = {"nieuw", "mijn", "collega", "directeur"}

    assert op_stapel(bureau, "week", stapels) == (open_met_datum if week else set())
    assert op_stapel(bureau, "laat", stapels) == (open_met_datum if laat else set())


def test_counts_beside_the_piles_are_those_of_the_piles(bureau, stapels):
    inhoud = bureau.get(LIJST).content.decode()

    for code, naam in [("mijn", "Mijn werk"), ("vrij", "Nog van niemand"), ("school", "Wacht op de school")]:
        assert f"{naam} ({len(op_stapel(bureau, code, stapels))})" in inhoud


@pytest.mark.parametrize("zoek", ["A-2627-00001", "School A", "school a"])
def test_search_finds_number_and_school(bureau, personas, zoek):
    aanvraag = breng(personas, "robot", Status.INGEDIEND)

    assert aanvraag.kenmerk in bureau.get(LIJST, {"q": zoek}).content.decode()


@pytest.mark.parametrize("aantal", [1, 3])
def test_list_takes_a_fixed_number_of_queries(bureau, personas, aantal, django_assert_num_queries):
    for _ in range(aantal):
        breng(personas, "robot", Status.IN_BEHANDELING)
    bureau.get(LIJST)

    with django_assert_num_queries(LIJST_QUERIES):
        assert len(bureau.get(LIJST).context["cl"].result_list) == aantal


# --- The dossier -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stand", [stand for stand in STANDEN if stand not in ("concept", "ter_medetekening")])
def test_dossier_opens_in_every_state_with_a_button_per_act(bureau, personas, stand):
    soort = next(soort for soort in ("innovatiegelden", *SOORTEN, VRAAG) if bestaat(soort, stand))
    aanvraag = breng(personas, soort, stand)

    inhoud = bureau.get(dossier(aanvraag)).content.decode()

    for handeling in acts.workflow:
        adres = reverse("admin:aanvragen_aanvraag_handeling", args=[aanvraag.pk, handeling.naam])
        kan = handeling.weigering(aanvraag, personas.bureau) is None and handeling.belemmering(aanvraag) is None
        assert (adres in inhoud) == kan, handeling.naam


def test_act_that_must_wait_says_so_before_somebody_types(bureau, personas):
    aanvraag = breng(personas, "robot", Status.AANVULLING_GEVRAAGD)
    zin = "De school heeft nog tot en met"
    adres = reverse("admin:aanvragen_aanvraag_handeling", args=[aanvraag.pk, "buiten_behandeling_voorleggen"])

    assert f"‘Voorleggen: buiten behandeling’ kan nog niet. {zin}" in bureau.get(dossier(aanvraag)).content.decode()
    pagina = bureau.get(adres)
    assert pagina.status_code == 422
    assert zin in pagina.content.decode()
    assert 'name="advies"' not in pagina.content.decode()

    laat_verstrijken(aanvraag)
    assert adres in bureau.get(dossier(aanvraag)).content.decode()
    assert 'name="advies"' in bureau.get(adres).content.decode()


def test_act_of_the_bureau_is_confirmed_in_a_sentence(bureau, personas):
    aanvraag = breng(personas, "robot", Status.INGEDIEND)
    adres = reverse("admin:aanvragen_aanvraag_handeling", args=[aanvraag.pk, "in_behandeling_nemen"])

    pagina = bureau.post(adres, {"versie": aanvraag.versie}, follow=True).content.decode()

    assert "De aanvraag is in behandeling genomen. U bent de behandelaar." in pagina


def test_every_act_of_the_bureau_has_its_own_sentence_afterwards():
    van_bureau = {handeling.naam for handeling in acts.workflow if handeling.wie == BUREAU}

    assert van_bureau
    assert van_bureau <= set(teksten.GELUKT)


def test_list_begins_with_what_and_until_when(bureau, personas):
    breng(personas, "robot", Status.INGEDIEND)

    kolommen = bureau.get(LIJST).context["cl"].list_display

    assert [kolom for kolom in kolommen if kolom != "action_checkbox"][:2] == ["kenmerk", "toon_beslisdatum"]


def test_index_has_dutch_headers_for_who_cannot_see_them(bureau):
    inhoud = bureau.get("/bureau/").content.decode()

    assert '<th scope="col">Onderdeel</th>' in inhoud
    for engels in ("Model name", "Add link", "Change or view", "Models in the"):
        assert engels not in inhoud


def test_dossier_shows_what_was_sent_and_not_what_the_school_is_typing(bureau, personas):
    from tests.aanvragen.levensloop import typ

    aanvraag = breng(personas, "innovatiegelden", Status.FEEDBACK_GEGEVEN)
    typ(aanvraag, personas.coordinator, "plan", titel="Nog niet verstuurd")

    assert "Nog niet verstuurd" not in bureau.get(dossier(aanvraag)).content.decode()


# --- Many at once ------------------------------------------------------------------------------------------


def neem(client, *aanvragen):
    return client.post(
        LIJST,
        {"action": "neem_in_behandeling", "_selected_action": [str(rij.pk) for rij in aanvragen]},
        follow=True,
    )


def test_act_on_many_reports_what_went_and_what_did_not_and_why(bureau, personas):
    goed, ook, niet = (breng(personas, "robot", stand) for stand in ("ingediend", "ingediend", "afgewezen"))

    meldingen = [str(melding) for melding in neem(bureau, goed, ook, niet).context["messages"]]

    assert len(meldingen) == 2
    assert goed.kenmerk in meldingen[0]
    assert ook.kenmerk in meldingen[0]
    assert meldingen[1].startswith(f"{niet.kenmerk}: ‘In behandeling nemen’ kan nu niet")
    assert set(Aanvraag.objects.exclude(pk=niet.pk).values_list("status", "behandelaar")) == {
        (Status.IN_BEHANDELING, personas.bureau.pk)
    }


def test_act_on_many_by_the_director_is_refused_per_row(personas):
    aanvraag = breng(personas, "robot", Status.INGEDIEND)

    antwoord = neem(log_in(Client(), personas.directeur), aanvraag)

    assert "kan alleen een medewerker van het bureau" in antwoord.content.decode()
    assert not Gebeurtenis.objects.van(aanvraag).filter(handeling="in_behandeling_nemen").exists()


def test_act_on_many_cannot_reach_a_draft(bureau, personas):
    aanvraag = concept(personas, "robot")

    neem(bureau, aanvraag)

    assert Aanvraag.objects.get(pk=aanvraag.pk).status == Status.CONCEPT


def test_act_on_a_long_list_is_left_to_the_worker_with_only_keys(bureau, personas, wachtrij, monkeypatch):
    monkeypatch.setattr(beheer, "METEEN", 1)
    rijen = [breng(personas, "robot", Status.INGEDIEND) for _ in range(2)]

    antwoord = neem(bureau, *rijen)

    assert "2 aanvragen worden een voor een in behandeling genomen." in antwoord.content.decode()
    opdrachten = [wachtrij.get(no_ack=True) for _ in rijen]
    assert {bericht.headers["task"] for bericht in opdrachten} == {"aanvragen.verrichten"}
    assert {tuple(bericht.payload[0]) for bericht in opdrachten} == {
        (str(rij.pk), "in_behandeling_nemen", personas.bureau.pk) for rij in rijen
    }
    for bericht in opdrachten:
        assert tasks.verrichten(*bericht.payload[0]) == taakdeur.GEDAAN
    assert set(Aanvraag.objects.values_list("status", flat=True)) == {Status.IN_BEHANDELING}


def test_act_on_a_list_that_is_too_long_does_nothing(bureau, personas, monkeypatch):
    monkeypatch.setattr(beheer, "HOOGSTENS", 1)
    rijen = [breng(personas, "robot", Status.INGEDIEND) for _ in range(2)]

    assert "Kies hoogstens 1 aanvragen tegelijk." in neem(bureau, *rijen).content.decode()
    assert set(Aanvraag.objects.values_list("status", flat=True)) == {Status.INGEDIEND}


# --- What may not be asked or changed ------------------------------------------------------------------------


def test_list_filtered_on_a_column_by_address_is_refused(bureau):
    """Otherwise the bureau could guess, letter by letter, at what a school is still typing."""
    assert bureau.get(LIJST, {"antwoorden__plan__titel__startswith": "E"}).status_code == 400


def test_regeling_of_a_dossier_keeps_its_terms_and_may_be_ended(client, personas):
    aanvraag = breng(personas, "robot", Status.IN_BEHANDELING)
    beheerder = log_in(client, personas.beheerder)
    pagina = reverse("admin:aanvragen_regeling_change", args=[aanvraag.regeling_id])

    beheerder.post(
        pagina, {"beslistermijn_weken": "1", "getallen": "{}", "geldig_tot": "2099-08-01", "begrotingspost_code": "X"}
    )

    regeling = Regeling.objects.get(pk=aanvraag.regeling_id)
    assert (regeling.beslistermijn_weken, regeling.getallen) == (8, {"maanden": 6, "evaluatie_na_weken": 10})
    assert (regeling.geldig_tot, regeling.begrotingspost_code) == (date(2099, 8, 1), "X")
