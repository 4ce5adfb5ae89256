"""The page of one request: what the school reads, what it can do, and what it never reads."""

import pytest
from django.urls import reverse

from swv.invullen import services as invullen
from swv.kern.models import Opdracht
from swv.kern.opdrachten import uitvoeren
from swv.post.models import Bericht
from tests.factories.toelating import breng_tot, maak_gastaanvraag, maak_tlv, maak_verklaring
from tests.personas import log_in
from toelating import workflow
from toelating.models import Soort, Status, Tlvaanvraag, Zienswijze

pytestmark = pytest.mark.django_db

GEHEIM = "GEHEIM-VAN-BINNEN"


def tekst(antwoord):
    return " ".join(antwoord.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def handeling(aanvraag, naam):
    return reverse("toelating:handeling", args=[aanvraag.pk, naam])


# --- A draft ----------------------------------------------------------------------------------------------------


def test_draft_is_a_task_list_and_says_who_sees_it(client, wereld):
    aanvraag = maak_tlv(wereld, ingevuld=False)
    inhoud = tekst(log_in(client, wereld.personas.coordinator).get(aanvraag.get_absolute_url()))
    assert [inhoud.count(stand) for stand in ("Bezig", "Nog niet gestart", "Kan nog niet")] == [0, 6, 1]
    assert "Begonnen door Coordinator A op" in inhoud
    assert "Alle coördinatoren van uw school kunnen het invullen." in inhoud
    assert "Het samenwerkingsverband ziet dit concept niet." in inhoud
    assert "Bekijk wat er al is ingevuld" not in inhoud


def test_complete_draft_is_sent_through_the_summary(client, wereld):
    aanvraag = maak_tlv(wereld)
    log_in(client, wereld.personas.coordinator)
    assert "Controleren en versturen" in tekst(client.get(aanvraag.get_absolute_url()))
    controle = client.get(reverse("toelating:controleren", args=[aanvraag.pk]))
    assert "Vraag uw bestuur om mee te tekenen" in tekst(controle)
    client.post(handeling(aanvraag, "medetekening_vragen"), {"versie": aanvraag.versie})
    assert Tlvaanvraag.objects.get().status == Status.TER_MEDETEKENING


def test_summary_shows_signals_and_the_sum_before_it_is_sent(client, wereld):
    aanvraag = maak_tlv(wereld, soort=Soort.PRO, anders={"ouders": {"ouder_1_akkoord": "nee"}})
    inhoud = tekst(
        log_in(client, wereld.personas.coordinator).get(reverse("toelating:controleren", args=[aanvraag.pk]))
    )
    assert "Zo rekenen wij" in inhoud
    assert "Inzichtelijk rekenen: 1 − 20 / 50 = 0,600. Dat past." in inhoud
    assert "Niet iedereen is het eens met de aanvraag." in inhoud
    assert "Vraag uw bestuur om mee te tekenen" in inhoud


def test_refused_test_lets_pro_be_sent_and_says_that_is_weighed(client, wereld):
    leeg = {"iq_van": "", "iq_tot": "", "iq_test": ""}
    aanvraag = maak_tlv(wereld, soort=Soort.PRO, anders={"criteria": leeg, "stukken": {"datum_iq_test": ""}})
    door = wereld.personas.coordinator
    log_in(client, door)
    controle = reverse("toelating:controleren", args=[aanvraag.pk])
    assert "nog niet goed" in tekst(client.get(controle))
    bijlage = next(b for b in invullen.bijlagen(aanvraag) if b.soort == "iq_test")
    invullen.bijlage_weghalen(aanvraag, bijlage=bijlage, door=door)
    weigeren = reverse("toelating:stuk_weigeren", args=[aanvraag.pk, "iq_test"])
    assert "Zonder IQ kunnen wij de landelijke criteria niet toetsen." in tekst(client.get(weigeren))
    client.post(weigeren, {"reden": "De ouders willen niet dat hun kind wordt getest."})
    inhoud = tekst(client.get(controle))
    assert "Dit moet nog" not in inhoud
    assert "Wij kunnen de criteria niet uitrekenen" in inhoud


def test_sent_back_by_the_board_stands_on_top_with_the_reason(client, wereld):
    aanvraag = maak_tlv(wereld, status=Status.TER_MEDETEKENING)
    workflow.terugsturen(aanvraag, door=wereld.personas.bestuur, reden="Het OPP is van vorig jaar.")
    inhoud = tekst(log_in(client, wereld.personas.coordinator).get(aanvraag.get_absolute_url()))
    assert "Uw bestuur stuurde de aanvraag terug" in inhoud
    assert "Het OPP is van vorig jaar." in inhoud


def test_board_reads_everything_and_signs_or_sends_back(client, wereld):
    aanvraag = maak_tlv(wereld, status=Status.TER_MEDETEKENING)
    log_in(client, wereld.personas.bestuur)
    assert "Nalezen en meetekenen" in tekst(client.get(aanvraag.get_absolute_url()))
    inhoud = tekst(client.get(reverse("toelating:controleren", args=[aanvraag.pk])))
    assert "Medetekenen en indienen" in inhoud
    assert "Terugsturen naar de school" in inhoud
    assert "Wijzigen" not in inhoud


def test_guest_says_in_whose_name_it_submits(client, wereld):
    aanvraag = maak_gastaanvraag(wereld, ingevuld=True)
    log_in(client, aanvraag.gast)
    assert "Alleen u kunt deze aanvraag openen." in tekst(client.get(aanvraag.get_absolute_url()))
    controle = client.get(reverse("toelating:controleren", args=[aanvraag.pk]))
    assert f'href="{handeling(aanvraag, "indienen")}"' in tekst(controle)
    leeg = client.post(handeling(aanvraag, "indienen"), {"versie": aanvraag.versie})
    assert leeg.status_code == 422
    velden = {"versie": aanvraag.versie, "namens": "Stichting Elders", "akkoord": "on"}
    antwoord = client.post(handeling(aanvraag, "indienen"), velden, follow=True)
    assert antwoord.redirect_chain == [(reverse("toelating:ontvangst", args=[aanvraag.pk]), 302)]
    assert "Wij hebben de aanvraag ontvangen" in tekst(antwoord)


# --- Afterwards -------------------------------------------------------------------------------------------------


def test_nothing_internal_is_shown(client, wereld):
    p = wereld.personas
    aanvraag = maak_tlv(wereld, status=Status.BIJ_DESKUNDIGEN)
    aanvraag = workflow.toewijzen(aanvraag, door=p.bureau, behandelaar=p.bureau_collega)
    aanvraag = workflow.advies_geven(
        aanvraag, door=wereld.arts, tekst=GEHEIM, toelaatbaar=True, categorie="H", schooljaren=3
    )
    aanvraag = workflow.verschonen(aanvraag, door=wereld.orthopedagoog, reden=GEHEIM)
    for wie in (p.coordinator, p.bestuur):
        log_in(client, wie)
        for adres in ("/", "/toelating/", aanvraag.get_absolute_url(), f"{aanvraag.get_absolute_url()}ontvangst/"):
            inhoud = tekst(client.get(adres))
            assert GEHEIM not in inhoud
            assert "Toewijzen" not in inhoud
            assert "terugtrekken" not in inhoud


def test_proposal_is_not_told_before_the_decision(client, wereld):
    aanvraag = breng_tot(wereld, maak_tlv(wereld), Status.AFGEWEZEN)
    voor = maak_tlv(wereld, status=Status.TER_ONDERTEKENING)
    log_in(client, wereld.personas.coordinator)
    assert "Uw aanvraag is afgewezen." in tekst(client.get(aanvraag.get_absolute_url()))
    inhoud = tekst(client.get(voor.get_absolute_url()))
    assert "afgegeven" not in inhoud
    assert "Besluit voorgelegd om te ondertekenen" in inhoud


def test_where_it_is_and_by_when_with_the_sum_of_the_date(client, wereld):
    aanvraag = maak_tlv(wereld, status=Status.BIJ_DESKUNDIGEN)
    inhoud = tekst(log_in(client, wereld.personas.coordinator).get(aanvraag.get_absolute_url()))
    assert "Uw aanvraag ligt bij twee deskundigen." in inhoud
    assert "Waarom deze datum?" in inhoud
    assert "De termijn duurt 8 weken." in inhoud


def test_views_of_parents_and_pupil_are_read_back(client, wereld):
    aanvraag = maak_tlv(wereld, status=Status.INGEDIEND)
    inhoud = tekst(log_in(client, wereld.personas.coordinator).get(aanvraag.get_absolute_url()))
    assert "Ouder of verzorger: A. van der Voorbeeld" in inhoud
    assert "Wij denken dat Zoë op een kleinere school meer rust vindt." in inhoud
    assert "Naam van de tweede ouder" not in inhoud


def test_question_is_answered_on_the_page_itself(client, wereld):
    aanvraag = maak_tlv(wereld, status=Status.AANVULLING_GEVRAAGD)
    log_in(client, wereld.personas.coordinator)
    assert "Verstuur aanvulling" in tekst(client.get(aanvraag.get_absolute_url()))
    client.post(reverse("toelating:antwoord_bewaren", args=[aanvraag.pk]), {"antwoord": "Half"})
    assert "Half</textarea>" in tekst(client.get(aanvraag.get_absolute_url()))
    velden = {"versie": aanvraag.versie, "antwoord": "Het staat in de bijlage."}
    antwoord = client.post(handeling(aanvraag, "aanvullen"), velden, follow=True)
    assert "Uw aanvulling is verstuurd." in tekst(antwoord)


@pytest.mark.parametrize("wie", ["coordinator", "bestuur"])
def test_school_gives_a_view_on_the_decision_in_the_making(client, wereld, wie):
    aanvraag = maak_tlv(wereld, status=Status.ZIENSWIJZE)
    log_in(client, getattr(wereld.personas, wie))
    pagina = client.get(aanvraag.get_absolute_url())
    assert "Wij willen afwijken van wat u vroeg." in tekst(pagina)
    assert pagina.context["zienswijzevraag"]["mag"]
    velden = {
        "versie": aanvraag.versie,
        "van": "ouder_1",
        "akkoord": "nee",
        "tekst": "Te ver reizen.",
        "datum": "1-9-2026",
    }
    antwoord = client.post(handeling(aanvraag, "zienswijze_geven"), velden, follow=True)
    assert "De zienswijze is verstuurd." in tekst(antwoord)
    rij = Zienswijze.objects.get(over=Zienswijze.Over.ADVIES)
    assert (rij.van, rij.akkoord, rij.tekst) == ("ouder_1", "nee", "Te ver reizen.")
    assert Bericht.objects.filter(soort="tlv_zienswijze_gegeven", aan=wereld.personas.bureau).exists()
    assert Tlvaanvraag.objects.get().status == Status.ZIENSWIJZE


@pytest.mark.usefixtures("zegel")
def test_tlv_and_letter_stand_on_the_page_once_they_are_there(client, wereld):
    tlv = maak_verklaring(wereld)
    adres = tlv.aanvraag.get_absolute_url()
    log_in(client, wereld.personas.coordinator)
    assert "De brief wordt gemaakt." in tekst(client.get(adres))
    for _ in range(2):
        for opdracht in Opdracht.objects.exclude(staat=Opdracht.Staat.GEDAAN).exclude(soort="post.bericht"):
            uitvoeren(opdracht.pk)
    inhoud = tekst(client.get(adres))
    assert tlv.nummer in inhoud
    assert 'href="/brieven/' in inhoud
    assert "wat u kunt doen als u het er niet mee eens bent" in inhoud


def test_buttons_are_the_available_acts(client, wereld):
    aanvraag = maak_tlv(wereld, status=Status.TER_MEDETEKENING)
    namen = [
        [handeling.naam for handeling, _ in log_in(client, wie).get(aanvraag.get_absolute_url()).context["handelingen"]]
        for wie in (wereld.personas.coordinator, wereld.personas.bestuur)
    ]
    assert namen == [["terughalen"], ["terugsturen"]]


def test_withdrawing_says_what_follows_and_asks_a_reason_nobody_needs_to_give(client, wereld):
    aanvraag = maak_tlv(wereld, status=Status.BIJ_DESKUNDIGEN)
    log_in(client, wereld.personas.coordinator)
    assert "Er komt geen TLV." in tekst(client.get(handeling(aanvraag, "intrekken")))
    antwoord = client.post(handeling(aanvraag, "intrekken"), {"versie": aanvraag.versie, "reden": ""}, follow=True)
    assert "Uw aanvraag is ingetrokken." in tekst(antwoord)


def test_bureau_is_led_to_the_worklist(client, wereld):
    aanvraag = maak_tlv(wereld, status=Status.INGEDIEND)
    inhoud = tekst(log_in(client, wereld.personas.bureau).get(aanvraag.get_absolute_url()))
    assert f"/bureau/toelating/tlvaanvraag/{aanvraag.pk}/change/" in inhoud
    assert "De aanvraag ligt bij het bureau van het samenwerkingsverband." in inhoud
    assert "Uw aanvraag" not in inhoud


def test_decision_is_taken_at_the_signing_desk(client, wereld):
    aanvraag = maak_tlv(wereld, status=Status.TER_ONDERTEKENING)
    antwoord = log_in(client, wereld.personas.directeur).get(handeling(aanvraag, "afgeven"))
    assert (antwoord.status_code, antwoord["Location"]) == (302, reverse("toelating:ondertekenen"))


@pytest.mark.parametrize("stappen", [1, 3])
def test_detail_has_a_fixed_number_of_queries(client, wereld, django_assert_num_queries, stappen):
    aanvraag = maak_tlv(wereld, status=Status.INGEDIEND)
    for _ in range(stappen):
        aanvraag = workflow.zienswijze_vastleggen(
            aanvraag,
            door=wereld.personas.bureau,
            van="leerling",
            over="aanvraag",
            datum=aanvraag.ingediend_op.date(),
            akkoord="ja",
            tekst="Goed",
        )
    log_in(client, wereld.personas.coordinator).get(aanvraag.get_absolute_url())
    with django_assert_num_queries(22):
        client.get(aanvraag.get_absolute_url())


@pytest.mark.parametrize("soort", [Soort.VSO, Soort.PRO])
def test_concept_and_summary_have_a_fixed_number_of_queries(client, wereld, django_assert_num_queries, soort):
    aanvraag = maak_tlv(wereld, soort=soort)
    log_in(client, wereld.personas.coordinator)
    for naam, queries in (("detail", 14), ("controleren", 17)):
        adres = reverse(f"toelating:{naam}", args=[aanvraag.pk])
        client.get(adres)
        with django_assert_num_queries(queries):
            client.get(adres)
