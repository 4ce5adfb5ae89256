"""Choosing a kind and beginning: once, for the own school, and for a renewal from a TLV."""

import uuid
from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from swv.organisaties.models import Rolsoort
from tests.factories.organisaties import RolFactory
from tests.factories.toelating import maak_tlv, maak_verklaring, plaats
from tests.personas import log_in
from toelating.models import Soort, Tlvaanvraag, Toelatingsregeling

pytestmark = pytest.mark.django_db


def tekst(antwoord):
    return " ".join(antwoord.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def velden(antwoord):
    form = antwoord.context["form"]
    return {"school": form["school"].value() or "", "sleutel": str(form["sleutel"].value())}


@pytest.fixture
def tlv(wereld):
    """A TLV of a pupil who is placed at the vso school, in its last school year."""
    with time_machine.travel("2026-10-13 10:00:00+02:00"):
        rij = maak_verklaring(wereld, bekend=True)
    with time_machine.travel("2027-09-01 10:00:00+02:00"):
        yield plaats(wereld, rij, op=date(2027, 8, 16))


def test_nieuw_says_what_each_kind_needs_and_who_decides(client, wereld):
    inhoud = tekst(log_in(client, wereld.personas.coordinator).get("/toelating/nieuw/"))
    for soort in Soort:
        assert str(soort.label) in inhoud
    assert "twee deskundigen en de toelatingsadviescommissie" in inhoud
    assert "het bureau, zonder deskundigen" in inhoud
    assert "Ouders hoeven niet te tekenen." in inhoud
    assert "Het besluit neemt de directeur-bestuurder" in inhoud


def test_closed_kind_has_no_link_and_begins_nothing(client, wereld):
    log_in(client, wereld.personas.coordinator)
    open_ = velden(client.get("/toelating/starten/?soort=pro"))
    Toelatingsregeling.objects.filter(soort="pro").update(geldig_tot=timezone.localdate() - timedelta(days=1))
    assert 'href="/toelating/starten/?soort=pro"' not in tekst(client.get("/toelating/nieuw/"))
    assert "Nu niet aan te vragen" in tekst(client.get("/toelating/nieuw/"))
    assert "U kunt dit nu niet aanvragen" in tekst(client.get("/toelating/starten/?soort=pro"))
    antwoord = client.post("/toelating/starten/?soort=pro", open_)
    assert antwoord.status_code == 422
    assert not Tlvaanvraag.objects.exists()


def test_starten_twice_with_the_same_key_gives_one_request(client, wereld):
    getypt = velden(log_in(client, wereld.personas.coordinator).get("/toelating/starten/?soort=vso"))
    een, ander = (client.post("/toelating/starten/?soort=vso", getypt) for _ in range(2))
    assert een["Location"] == ander["Location"] == Tlvaanvraag.objects.get().get_absolute_url()


def test_starten_for_another_school_is_refused(client, wereld):
    getypt = velden(log_in(client, wereld.personas.coordinator).get("/toelating/starten/?soort=vso"))
    antwoord = client.post("/toelating/starten/?soort=vso", {**getypt, "school": str(wereld.personas.school_elders.pk)})
    assert antwoord.status_code == 422
    assert not Tlvaanvraag.objects.exists()


def test_coordinator_of_two_schools_chooses_one(client, wereld):
    RolFactory(gebruiker=wereld.personas.coordinator, soort=Rolsoort.COORDINATOR, school=wereld.personas.zusterschool)
    getypt = velden(log_in(client, wereld.personas.coordinator).get("/toelating/starten/?soort=vso"))
    assert "Kies een school." in tekst(client.post("/toelating/starten/?soort=vso", getypt))
    client.post("/toelating/starten/?soort=vso", {**getypt, "school": str(wereld.personas.zusterschool.pk)})
    assert Tlvaanvraag.objects.get().school == wereld.personas.zusterschool


@pytest.mark.parametrize("wie", ["bestuur", "bureau", "directeur", "controller", "zonder_rol"])
def test_only_a_coordinator_begins(client, wereld, wie):
    log_in(client, getattr(wereld.personas, wie))
    for adres in ("/toelating/nieuw/", "/toelating/starten/?soort=vso", "/toelating/starten/?soort=onzin"):
        assert client.get(adres).status_code == 403


def test_unknown_kind_is_missing(client, wereld):
    assert log_in(client, wereld.personas.coordinator).get("/toelating/starten/?soort=onzin").status_code == 404


# --- From a TLV -------------------------------------------------------------------------------------------------


def test_renewal_offers_the_tlvs_of_the_own_pupils(client, wereld, tlv):
    log_in(client, wereld.vso_coordinator)
    inhoud = tekst(client.get("/toelating/starten/?soort=verlenging"))
    assert f'href="/toelating/starten/?soort=verlenging&amp;tlv={tlv.pk}"' in inhoud
    assert tlv.leerling.naam in inhoud
    gekozen = client.get(f"/toelating/starten/?soort=verlenging&tlv={tlv.pk}")
    assert "U gaat verder op deze TLV" in tekst(gekozen)
    assert gekozen.context["form"].fields["school"].widget.is_hidden


def test_renewal_begins_with_what_is_known_and_asks_the_views_anew(client, wereld, tlv):
    adres = f"/toelating/starten/?soort=verlenging&tlv={tlv.pk}"
    getypt = velden(log_in(client, wereld.vso_coordinator).get(adres))
    client.post(adres, getypt)
    aanvraag = Tlvaanvraag.objects.get(soort=Soort.VERLENGING)
    assert (aanvraag.vorige, aanvraag.school) == (tlv, wereld.vso_school)
    assert aanvraag.antwoorden["leerling"] == {
        "voornaam": "Zoë",
        "tussenvoegsel": "van der",
        "achternaam": tlv.leerling.achternaam,
        "geboortedatum": "30-4-2012",
        "leerlingnummer": tlv.leerling.leerlingnummer,
        "ingeschreven_op": "16-8-2027",
    }
    assert aanvraag.antwoorden["aanvraag"] == {"gevraagde_ingang": "1-8-2028"}
    assert "ouders" not in aanvraag.antwoorden  # another school wrote those


def test_second_renewal_takes_over_what_this_school_wrote_itself(wereld, tlv):
    from toelating.bekend import bekende_antwoorden

    eigen = maak_tlv(wereld, soort=Soort.VERLENGING, vorige=tlv, status="afgegeven")
    bekend = bekende_antwoorden(eigen.verklaringen.get(), Soort.VERLENGING, wereld.vso_school)
    assert bekend["ouders"] == {
        "gezag": "een",
        "ouder_1_naam": "A. van der Voorbeeld",
        "ouder_1_adres": "Voorbeeldstraat 1\n1314 AB Almere",
    }
    assert (bekend["leerling"]["leerjaar"], bekend["leerling"]["niveau"]) == ("2", "vmbo-kader")


@pytest.mark.parametrize("tlv_van", ["een ander", "niemand", "onzin"])
def test_tlv_of_somebody_else_is_missing(client, wereld, tlv, tlv_van):
    gevraagd = {"een ander": tlv.pk, "niemand": uuid.UUID(int=7), "onzin": "onzin"}[tlv_van]
    antwoord = log_in(client, wereld.personas.coordinator).get(f"/toelating/starten/?soort=verlenging&tlv={gevraagd}")
    assert antwoord.status_code == 404


def test_renewal_without_a_tlv_says_where_it_begins(client, wereld):
    log_in(client, wereld.vso_coordinator)
    pagina = client.get("/toelating/starten/?soort=verlenging")
    assert "Geen TLV om op verder te gaan" in tekst(pagina)
    antwoord = client.post("/toelating/starten/?soort=verlenging", velden(pagina))
    assert antwoord.status_code == 422
    assert "Begin een verlenging of een andere categorie vanaf de TLV van de leerling." in tekst(antwoord)


def test_first_request_never_hangs_on_a_tlv_in_the_address(client, wereld, tlv):
    adres = f"/toelating/starten/?soort=vso&tlv={tlv.pk}"
    client.post(adres, velden(log_in(client, wereld.vso_coordinator).get(adres)))
    assert Tlvaanvraag.objects.get(soort=Soort.VSO, school=wereld.vso_school).vorige is None


def test_every_page_of_a_renewal_opens(client, wereld, tlv):
    log_in(client, wereld.vso_coordinator)
    for soort in (Soort.VERLENGING, Soort.CATEGORIE):
        aanvraag = maak_tlv(wereld, soort=soort, vorige=tlv)
        for naam in ("detail", "bijlagen", "controleren", "weggooien"):
            antwoord = client.get(reverse(f"toelating:{naam}", args=[aanvraag.pk]))
            assert antwoord.status_code == 200
        assert tlv.nummer in tekst(client.get(aanvraag.get_absolute_url()))
