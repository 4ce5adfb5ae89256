"""The pages of a change: what each person sees, what they never see, in a fixed number of queries."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from aanvragen.models import Aanvraag, Wijziging
from aanvragen.wijziging import workflow
from tests.factories.wijzigingen import (
    begin,
    concept,
    doe,
    leg_voor,
    stel_vast,
    stel_voor,
    toegekend,
    vraag,
    wijzig,
)
from tests.personas import code_van, log_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]

GEHEIM = "GEHEIM-ADVIES"


def lees(client, adres):
    antwoord = client.get(adres)
    assert antwoord.status_code == 200, adres
    return " ".join(antwoord.content.decode().replace("\xa0", " ").split())


def portaal(wie):
    return log_in(Client(), wie)


def test_school_chooses_what_changes_from_what_its_award_has(personas):
    aanvraag = toegekend(personas)
    client = portaal(personas.coordinator)

    assert "Er verandert iets" in lees(client, aanvraag.get_absolute_url())
    kiezen = lees(client, reverse("wijzigingen:kiezen", args=[aanvraag.pk]))

    for woorden in ("Er is meer nodig", "Er is minder nodig", "Het duurt langer", "Het stopt eerder"):
        assert woorden in kiezen
    for woorden in ("De toekenning intrekken", "Geld terugvorderen"):
        assert woorden not in kiezen


def test_bureau_chooses_from_more(personas):
    kiezen = lees(portaal(personas.bureau), reverse("wijzigingen:kiezen", args=[toegekend(personas).pk]))

    assert "De toekenning intrekken" in kiezen
    assert "Geld terugvorderen" not in kiezen  # nothing was paid


def test_school_begins_and_goes_on_filling_in(personas):
    aanvraag = toegekend(personas)
    adres = reverse("wijzigingen:beginnen", args=[aanvraag.pk, "stoppen"])
    client, sleutel = portaal(personas.coordinator), uuid.uuid4()

    eerste, tweede = (client.post(adres, {"sleutel": sleutel}) for _ in range(2))

    wijziging = Wijziging.objects.get()
    assert eerste.url == tweede.url == wijziging.adres("onderdeel", "wijziging")
    assert "De toekenning loopt nu tot en met 9 januari 2027." in lees(client, eerste.url)


def test_bureau_begins_and_goes_on_in_the_worklist(personas):
    adres = reverse("wijzigingen:beginnen", args=[toegekend(personas).pk, "intrekken"])
    client = portaal(personas.bureau)

    leeg = client.post(adres, {"sleutel": uuid.uuid4(), "aanleiding": ""})
    assert (leeg.status_code, Wijziging.objects.count()) == (422, 0)
    goed = client.post(adres, {"sleutel": uuid.uuid4(), "aanleiding": "De school belde."})

    assert goed.url == reverse("admin:aanvragen_wijziging_change", args=[Wijziging.objects.get().pk])
    assert "De school belde." in lees(client, goed.url)


@pytest.mark.parametrize("wie", ["bestuur", "directeur"])
def test_who_reads_the_award_but_does_not_ask_gets_no_button(personas, wie):
    aanvraag = toegekend(personas)
    client = portaal(getattr(personas, wie))

    assert "Er verandert iets" not in lees(client, aanvraag.get_absolute_url())
    assert client.get(reverse("wijzigingen:kiezen", args=[aanvraag.pk])).status_code == 403


def test_kind_that_cannot_be_says_so_and_keeps_the_way_back(personas):
    aanvraag = toegekend(personas)
    begin(personas, aanvraag, "meer")
    client = portaal(personas.coordinator)

    assert "Er loopt al een wijziging" in lees(client, reverse("wijzigingen:kiezen", args=[aanvraag.pk]))
    adres = reverse("wijzigingen:beginnen", args=[aanvraag.pk, "stoppen"])
    assert client.post(adres, {"sleutel": uuid.uuid4()}).status_code == 409
    assert client.get(reverse("wijzigingen:beginnen", args=[aanvraag.pk, "verzinnen"])).status_code == 404


def test_board_reads_and_co_signs(personas):
    wijziging = concept(personas, toegekend(personas), "stoppen", tot="30-11-2026")
    assert portaal(personas.bestuur).get(wijziging.get_absolute_url()).status_code == 404
    wijziging = doe(workflow.medetekening_vragen, wijziging, personas.coordinator)
    client = portaal(personas.bestuur)

    assert "Nalezen en meetekenen" in lees(client, wijziging.get_absolute_url())
    assert "30 november 2026" in lees(client, wijziging.adres("controleren"))
    antwoord = client.post(wijziging.adres("handeling", "medetekenen"), {"versie": wijziging.versie})

    assert antwoord.url == wijziging.get_absolute_url()
    assert "Deze wijziging ligt bij het bureau." in lees(client, antwoord.url)


def test_nothing_of_the_bureau_is_shown_to_the_school_before_the_decision(personas):
    aanvraag = toegekend(personas)
    leg_voor(personas, stel_voor(personas, aanvraag, "intrekken"), advies=GEHEIM, motivering=GEHEIM)
    client = portaal(personas.coordinator)

    for adres in ("/", "/aanvragen/", aanvraag.get_absolute_url()):
        tekst = lees(client, adres)
        assert GEHEIM not in tekst
        assert "-W1" not in tekst


def test_advice_stays_inside_also_after_the_decision(personas):
    wijziging = vraag(personas, toegekend(personas), "meer", bedrag="13.000")
    wijziging = stel_vast(personas, leg_voor(personas, wijziging, advies=GEHEIM))
    client = portaal(personas.coordinator)

    for adres in ("/", wijziging.aanvraag.get_absolute_url(), wijziging.get_absolute_url()):
        assert GEHEIM not in lees(client, adres)


def test_award_tells_what_it_became(personas):
    aanvraag = toegekend(personas)
    wijzig(personas, aanvraag, "meer", bedrag="15.000")
    client = portaal(personas.coordinator)

    tekst = lees(client, aanvraag.get_absolute_url())
    assert "Uw aanvraag is toegekend en daarna gewijzigd: € 15.000,00." in tekst
    assert "Eerste toekenning" in tekst
    wijzig(personas, aanvraag, "stoppen", tot="30-11-2026", motivering="Afgesproken.", bedrag="15.000")
    assert "De laatste dag is 30 november 2026." in lees(client, aanvraag.get_absolute_url())
    wijzig(personas, aanvraag, "intrekken")
    assert "De toekenning van uw aanvraag is ingetrokken." in lees(client, aanvraag.get_absolute_url())
    assert "Toekenning ingetrokken" in lees(client, "/aanvragen/")


def test_signing_desk_shows_the_effect_and_signs_with_a_code(personas):
    wijziging = leg_voor(personas, vraag(personas, toegekend(personas), "meer", bedrag="15.000"))
    client = portaal(personas.directeur)

    assert wijziging.kenmerk in lees(client, "/ondertekenen/")
    open_ = client.get(reverse("wijzigingen:besluit", args=[wijziging.pk]))
    assert open_.url == reverse("wijzigingen:besluiten", args=[wijziging.pk, "vaststellen"])
    tekst = lees(client, open_.url)
    for deel in ("+ € 2.500,00", "€ 15.000,00", "€ 87.500,00", "€ 85.000,00"):
        assert deel in tekst
    getypt = {"versie": wijziging.versie, "motivering": "Akkoord."}
    zonder = client.post(open_.url, getypt)
    assert (zonder.status_code, "Akkoord." in zonder.content.decode()) == (403, True)

    antwoord = client.post(open_.url, {**getypt, "code": code_van(personas.directeur)})

    assert antwoord.url == reverse("aanvragen:ondertekenen")
    assert Wijziging.objects.get().status == "vastgesteld"


def test_advice_to_refuse_opens_the_refusal(personas):
    wijziging = vraag(personas, toegekend(personas), "meer", bedrag="15.000")
    wijziging = leg_voor(personas, wijziging, voorstel="afwijzen", motivering="Er is genoeg.")

    open_ = portaal(personas.directeur).get(reverse("wijzigingen:besluit", args=[wijziging.pk]))

    assert open_.url.endswith("/afwijzen/")


def test_desk_says_how_far_a_decision_goes_over_the_line_and_asks_why(personas):
    wijziging = leg_voor(personas, vraag(personas, toegekend(personas), "meer", bedrag="110.000"))
    client = portaal(personas.directeur)

    tekst = lees(client, reverse("wijzigingen:besluiten", args=[wijziging.pk, "vaststellen"]))

    assert "Dit besluit gaat € 10.000,00 over wat er vrij is." in tekst
    assert 'name="overschrijding" value="10000.00"' in tekst


def test_two_tabs_the_second_is_shown_what_changed_and_keeps_what_was_typed(personas):
    wijziging = vraag(personas, toegekend(personas), "meer", bedrag="13.000")
    client, adres = portaal(personas.bureau), "admin:aanvragen_wijziging_handeling"
    doe(workflow.in_behandeling_nemen, wijziging, personas.bureau_collega)

    antwoord = client.post(
        reverse(adres, args=[wijziging.pk, "voorleggen"]),
        {"versie": wijziging.versie, "voorstel": "instemmen", "bedrag": "13.000", "advies": "MIJN TEKST"},
    )

    assert antwoord.status_code == 409
    assert "MIJN TEKST" in antwoord.content.decode()


def test_home_page_says_what_somebody_has_to_do(personas):
    wijziging = concept(personas, toegekend(personas), "stoppen", tot="30-11-2026")
    assert "De wijziging is nog niet verstuurd." in lees(portaal(personas.coordinator), "/")
    assert wijziging.kenmerk not in lees(portaal(personas.bestuur), "/")

    wijziging = doe(workflow.medetekening_vragen, wijziging, personas.coordinator)
    assert "School A vraagt u om mee te tekenen. De wijziging" in lees(portaal(personas.bestuur), "/")

    wijziging = doe(workflow.medetekenen, wijziging, personas.bestuur)
    wijziging = doe(workflow.in_behandeling_nemen, wijziging, personas.bureau)
    doe(workflow.aanvulling_vragen, wijziging, personas.bureau, vraag="Waarom al in november?", uiterlijk="28-10-2026")
    assert "Waarom al in november?" in lees(portaal(personas.coordinator), "/")


def test_expert_who_reads_along_sees_no_changes(personas):
    aanvraag = toegekend(personas)
    aanvraag.deskundigen.add(personas.deskundige)
    wijzig(personas, aanvraag, "meer", bedrag="15.000")
    loopt = vraag(personas, Aanvraag.objects.get(), "minder", bedrag="14.000")

    tekst, van_school = (
        lees(portaal(wie), aanvraag.get_absolute_url()) for wie in (personas.deskundige, personas.coordinator)
    )

    assert "Eerste toekenning" in van_school
    assert loopt.get_absolute_url() in van_school
    assert "Eerste toekenning" not in tekst
    assert loopt.get_absolute_url() not in tekst


# --- Queries -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("aantal", [1, 3])
def test_award_with_changes_has_a_fixed_number_of_queries(personas, django_assert_num_queries, aantal):
    aanvraag = toegekend(personas)
    for keer in range(aantal):
        wijzig(personas, aanvraag, "meer", bedrag=f"{13000 + keer}")
    client = portaal(personas.coordinator)
    client.get(aanvraag.get_absolute_url())

    with django_assert_num_queries(22):
        client.get(aanvraag.get_absolute_url())


@pytest.mark.parametrize("aantal", [1, 3])
def test_change_has_a_fixed_number_of_queries(personas, django_assert_num_queries, aantal):
    wijziging = vraag(personas, toegekend(personas), "minder", bedrag="10.000")
    for _ in range(aantal):
        wijziging = doe(workflow.teruggeven, leg_voor(personas, wijziging), personas.directeur, reden="Nog niet.")
    wijziging = leg_voor(personas, wijziging)
    school, bureau, directeur = (portaal(getattr(personas, wie)) for wie in ("coordinator", "bureau", "directeur"))
    beheer = reverse("admin:aanvragen_wijziging_change", args=[wijziging.pk])
    bureaublad = reverse("wijzigingen:besluiten", args=[wijziging.pk, "vaststellen"])
    for client, adres in ((school, wijziging.get_absolute_url()), (bureau, beheer), (directeur, bureaublad)):
        client.get(adres)

    with django_assert_num_queries(13):
        school.get(wijziging.get_absolute_url())
    with django_assert_num_queries(20):
        bureau.get(beheer)
    with django_assert_num_queries(21):
        directeur.get(bureaublad)


@pytest.mark.parametrize("aantal", [1, 3])
def test_lists_have_a_fixed_number_of_queries(personas, django_assert_num_queries, aantal):
    for _ in range(aantal):
        leg_voor(personas, vraag(personas, toegekend(personas), "minder", bedrag="10.000"))
        concept(personas, toegekend(personas), "stoppen", tot="30-11-2026")
    school, bureau, directeur = (portaal(getattr(personas, wie)) for wie in ("coordinator", "bureau", "directeur"))
    werklijst = reverse("admin:aanvragen_wijziging_changelist")
    for client, adres in ((school, "/"), (bureau, werklijst), (directeur, "/ondertekenen/")):
        client.get(adres)

    with django_assert_num_queries(25):  # what each room has for a school, see the home page in uitvoering
        school.get("/")
    with django_assert_num_queries(6):
        bureau.get(werklijst)
    with django_assert_num_queries(6):
        directeur.get("/ondertekenen/")


def test_proposal_that_was_given_back_is_there_again_to_go_on_with(personas):
    wijziging = leg_voor(personas, stel_voor(personas, toegekend(personas), "meer"), bedrag="14.000", advies="EERST")
    wijziging = doe(workflow.teruggeven, wijziging, personas.directeur, reden="Reken het na.")

    tekst = lees(
        portaal(personas.bureau), reverse("admin:aanvragen_wijziging_handeling", args=[wijziging.pk, "voorleggen"])
    )

    assert 'value="14.000,00"' in tekst
    assert "EERST" in tekst
