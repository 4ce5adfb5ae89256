"""Every page of the school in every state, for who may see it and for who may not."""

import re
import uuid

import pytest
from django.urls import reverse

from swv.invullen.views import EIGEN_NAMEN
from swv.kern.models import Gebeurtenis
from tests.factories.toelating import antwoorden, maak_bijeenkomst, maak_gastaanvraag, maak_tlv
from tests.personas import log_in
from toelating.models import Soort, Status, Tlvaanvraag
from toelating.onderdelen import ONDERDELEN
from toelating.onderdelen.regels import Invulregels
from toelating.urls import school as urls
from toelating.workflow import agenderen

pytestmark = pytest.mark.django_db

CSRF = re.compile(r'value="[A-Za-z0-9]{64}"|"X-CSRFToken": "[A-Za-z0-9]{64}"')
PAGINAS = ("detail", "bijlagen", "controleren", "ontvangst", "weggooien")
VREEMD = ("coordinator_zuster", "coordinator_elders", "bestuur_elders", "controller", "partner", "zonder_rol")


def adressen(aanvraag=None):
    """Every address below one dossier; without one of a dossier that does not exist."""
    pk = aanvraag.pk if aanvraag else uuid.UUID(int=7)
    return [
        *(reverse(f"toelating:{naam}", args=[pk]) for naam in PAGINAS),
        reverse("toelating:onderdeel", args=[pk, "leerling"]),
        reverse("toelating:stuk_weigeren", args=[pk, "iq_test"]),
        reverse("toelating:handeling", args=[pk, "medetekenen"]),
        reverse("toelating:handeling", args=[pk, "intrekken"]),
    ]


@pytest.mark.parametrize("soort", [Soort.VSO, Soort.PRO])
def test_every_page_of_a_draft_opens_empty_and_filled_in(client, wereld, soort):
    log_in(client, wereld.personas.coordinator)
    for ingevuld in (False, True):
        aanvraag = maak_tlv(wereld, soort=soort, ingevuld=ingevuld)
        for adres in [a for a in adressen(aanvraag) if "/doen/" not in a and "/ontvangst/" not in a]:
            assert client.get(adres).status_code == 200, adres
        for deel in aanvraag.onderdelen:
            for vraag in ("", "?terug=controle", "?nakijken=1"):
                pagina = reverse("toelating:onderdeel", args=[aanvraag.pk, deel.code])
                assert client.get(pagina + vraag).status_code == 200, pagina


@pytest.mark.parametrize("status", [status for status in Status if status != Status.CONCEPT])
def test_status_page_says_where_it_is_in_every_state(client, wereld, status):
    aanvraag = maak_tlv(wereld, status=status)
    for wie in (wereld.personas.coordinator, wereld.personas.bestuur):
        antwoord = log_in(client, wie).get(aanvraag.get_absolute_url())
        assert antwoord.status_code == 200
        assert str(Status(status).label) in antwoord.content.decode()
        assert len(antwoord.context["stand"].zin) > 20


def test_foreign_dossier_is_the_same_as_a_missing_one(client, wereld):
    aanvraag = maak_tlv(wereld, status=Status.INGEDIEND)
    mensen = [getattr(wereld.personas, wie) for wie in VREEMD] + [
        wereld.orthopedagoog,
        wereld.lid,
        wereld.gemandateerde,
    ]
    mensen.remove(wereld.gemandateerde)  # somebody of the bureau
    for wie in (*mensen, wereld.vso_coordinator):
        log_in(client, wie)
        for vreemd, onbestaand in zip(adressen(aanvraag), adressen(), strict=True):
            een, ander = client.get(vreemd), client.get(onbestaand)
            assert een.status_code == ander.status_code == 404, (wie, vreemd)
            assert CSRF.sub("", een.content.decode()) == CSRF.sub("", ander.content.decode())


def test_guest_of_another_dossier_is_a_stranger(client, wereld):
    eigen, ander = maak_gastaanvraag(wereld), maak_gastaanvraag(wereld, email="b@elders.example")
    log_in(client, eigen.gast)
    assert client.get(eigen.get_absolute_url()).status_code == 200
    assert {client.get(adres).status_code for adres in adressen(ander)} == {404}


def test_foreign_dossier_is_not_changed_by_a_post(client, wereld):
    aanvraag = maak_tlv(wereld)
    voor = Tlvaanvraag.objects.values().get(pk=aanvraag.pk)
    bewaren = reverse("toelating:bewaren", args=[aanvraag.pk, "leerling"])
    for wie in (wereld.personas.coordinator_elders, wereld.personas.bureau, wereld.personas.bestuur):
        log_in(client, wie)
        for adres in (*adressen(aanvraag), bewaren, reverse("toelating:antwoord_bewaren", args=[aanvraag.pk])):
            assert client.post(adres, {"voornaam": "Weg", "versie": "1"}).status_code in (404, 405), adres
    assert Tlvaanvraag.objects.values().get(pk=aanvraag.pk) == voor


def test_who_only_advises_reads_it_on_no_page_of_the_school(client, wereld):
    """There stands where the parents live, which the page of an adviser leaves out."""
    aanvraag = maak_tlv(wereld, status=Status.BIJ_TAC)
    agenderen(aanvraag, door=wereld.personas.bureau, bijeenkomst=maak_bijeenkomst(wereld))
    for wie in (wereld.orthopedagoog, wereld.lid):
        assert Tlvaanvraag.objects.for_user(wie).filter(pk=aanvraag.pk).exists()
        log_in(client, wie)
        lezen = [adres for adres in adressen(aanvraag) if "/doen/" not in adres]
        assert {client.get(adres).status_code for adres in lezen} == {404}
        assert client.get("/toelating/").context["rijen"] == []
    assert (
        "Voorbeeldstraat 1" in log_in(client, wereld.personas.coordinator).get(adressen(aanvraag)[0]).content.decode()
    )


@pytest.mark.parametrize("status", [Status.CONCEPT, Status.TER_MEDETEKENING])
def test_what_was_not_sent_is_hidden_from_who_works_for_the_samenwerkingsverband(client, wereld, status):
    aanvraag = maak_tlv(wereld, status=status)
    mensen = [wereld.personas.bureau, wereld.personas.directeur, wereld.orthopedagoog, wereld.lid, wereld.gemandateerde]
    for wie in [*mensen, *([wereld.personas.bestuur] if status == Status.CONCEPT else [])]:
        log_in(client, wie)
        assert client.get(aanvraag.get_absolute_url()).status_code == 404, wie
        assert client.get("/toelating/").context["rijen"] == [], wie


def test_pages_of_the_bureau_are_closed_to_everybody_else(client, wereld):
    uitnodiging = maak_gastaanvraag(wereld).uitnodiging
    een = [reverse(f"toelating:{naam}", args=[uitnodiging.pk]) for naam in ("gast", "gast_opnieuw", "gast_intrekken")]
    for wie in (wereld.personas.coordinator, wereld.personas.directeur, uitnodiging.gast, wereld.orthopedagoog):
        log_in(client, wie)
        for methode in (client.get, client.post):
            assert {methode(reverse(f"toelating:{naam}")).status_code for naam in ("gasten", "gast_uitnodigen")} <= {
                403,
                405,
            }
            assert {methode(adres).status_code for adres in een} <= {404, 405}


@pytest.mark.parametrize(
    "adres", ["/toelating/", "/toelating/nieuw/", "/toelating/starten/?soort=vso", "/toelating/gasten/", *adressen()]
)
def test_anonymous_goes_to_login(client, db, adres):
    antwoord = client.get(adres)
    assert (antwoord.status_code, antwoord["Location"][:15]) == (302, "/account/login/")


def test_no_part_is_named_like_a_page(db):
    vast = {str(pad.pattern).removeprefix("toelating/<uuid:pk>/").split("/")[0] for pad in urls.urlpatterns}
    assert not vast & {deel.code for delen in ONDERDELEN.values() for deel in delen}


@pytest.mark.parametrize("soort", Soort)
def test_no_question_is_named_like_a_hidden_field_of_the_page(wereld, soort):
    aanvraag = maak_tlv(wereld, ingevuld=False)
    aanvraag.soort = soort
    namen = {n for deel in ONDERDELEN[soort] for n in deel.form(regeling=Invulregels(aanvraag)).fields}
    assert not namen & EIGEN_NAMEN
    assert namen >= {
        naam for deel in antwoorden(wereld, soort).values() for naam in deel if not naam.startswith("datum_")
    }


# --- Two at once ------------------------------------------------------------------------------------------------


def test_stale_act_changes_nothing_and_keeps_the_text(client, wereld):
    aanvraag = maak_tlv(wereld, status=Status.INGEDIEND)
    adres = reverse("toelating:handeling", args=[aanvraag.pk, "intrekken"])
    velden = {"reden": "De leerling verhuist.", "versie": str(aanvraag.versie - 1)}
    antwoord = log_in(client, wereld.personas.coordinator).post(adres, velden)
    assert antwoord.status_code == 409
    assert "De leerling verhuist.</textarea>" in antwoord.content.decode()
    assert Tlvaanvraag.objects.get().status == Status.INGEDIEND


def test_double_click_and_back_button_submit_once(client, wereld):
    aanvraag = maak_tlv(wereld, status=Status.TER_MEDETEKENING)
    adres = reverse("toelating:handeling", args=[aanvraag.pk, "medetekenen"])
    log_in(client, wereld.personas.bestuur)
    een, twee = (client.post(adres, {"versie": str(aanvraag.versie)}) for _ in range(2))
    assert een["Location"] == twee["Location"] == reverse("toelating:ontvangst", args=[aanvraag.pk])
    assert Gebeurtenis.objects.van(aanvraag).filter(handeling="medetekenen").count() == 1


def test_two_tabs_of_one_person_overwrite_nothing_unseen(client, wereld):
    aanvraag = maak_tlv(wereld)
    log_in(client, wereld.personas.coordinator)
    pagina, bewaren = (
        reverse(f"toelating:{naam}", args=[aanvraag.pk, "ondersteuning"]) for naam in ("onderdeel", "bewaren")
    )
    tabs = [client.get(pagina).context for _ in range(2)]
    een, twee = ({"versie": aanvraag.versie, "pagina": tab["pagina"], "basis": tab["basis"]} for tab in tabs)
    goed = aanvraag.antwoorden["ondersteuning"]
    client.post(bewaren, {**goed, **een, "behoeften": "Uit het eerste tabblad"})
    antwoord = client.post(pagina, {**goed, **twee, "behoeften": "Uit het tweede tabblad"})
    assert antwoord.status_code == 409
    assert [(rij["getypt"], rij["staat_er"]) for rij in antwoord.context["verschillen"]] == [
        ("Uit het tweede tabblad", "Uit het eerste tabblad")
    ]
    assert Tlvaanvraag.objects.get().antwoorden["ondersteuning"]["behoeften"] == "Uit het eerste tabblad"


def test_wrong_input_is_kept_and_shown_with_its_sentence(client, wereld):
    aanvraag = maak_tlv(wereld)
    log_in(client, wereld.personas.coordinator)
    pagina = reverse("toelating:onderdeel", args=[aanvraag.pk, "ondersteuning"])
    velden = {**aanvraag.antwoorden["ondersteuning"], "iq_van": "85-95", "versie": aanvraag.versie}
    antwoord = client.post(pagina, velden, follow=True)
    inhoud = antwoord.content.decode()
    assert antwoord.redirect_chain == [(f"{pagina}?nakijken=1", 302)]
    assert 'value="85-95"' in inhoud
    assert "als heel getal" in inhoud


def test_bsn_is_refused_and_never_stored(client, wereld):
    aanvraag = maak_tlv(wereld)
    log_in(client, wereld.personas.coordinator)
    pagina = reverse("toelating:onderdeel", args=[aanvraag.pk, "ondersteuning"])
    velden = {**aanvraag.antwoorden["ondersteuning"], "gedaan": "Zie dossier 111222333.", "versie": aanvraag.versie}
    antwoord = client.post(pagina, velden)
    assert antwoord.status_code == 422
    assert "burgerservicenummer (BSN)" in antwoord.content.decode()
    assert "Zie dossier 111222333.</textarea>" in antwoord.content.decode()
    assert "111222333" not in str(Tlvaanvraag.objects.values().get())
