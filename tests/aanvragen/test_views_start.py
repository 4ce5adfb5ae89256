"""Home, the list and beginning."""

import uuid
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from aanvragen.models import Aanvraag, Regeling, Status
from swv.kern.bladeren import PER_BLADZIJDE
from swv.kern.opmaak import datum
from swv.organisaties.models import Rolsoort
from tests.factories.aanvragen import maak_aanvraag, maak_concept
from tests.factories.organisaties import RolFactory
from tests.personas import Personas, log_in

pytestmark = pytest.mark.django_db


def tekst(antwoord: HttpResponse) -> str:
    return " ".join(antwoord.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


# --- Home ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wie", "adres"),
    [
        ("bureau", "/bureau/"),
        ("directeur", "/ondertekenen/"),
        ("controller", "/begroting/"),
        ("beheerder", "/bureau/"),
    ],
)
def test_start_sends_staff_to_their_own_page(client: Client, personas: Personas, wie: str, adres: str) -> None:
    antwoord = log_in(client, getattr(personas, wie)).get("/")

    assert antwoord.status_code == 302
    assert antwoord["Location"].startswith(adres)


def test_start_of_somebody_without_role_says_what_to_do(client: Client, personas: Personas) -> None:
    assert "Vraag het bureau om u een rol te geven." in tekst(log_in(client, personas.zonder_rol).get("/"))


def test_start_without_work_says_so(client: Client, personas: Personas) -> None:
    inhoud = tekst(log_in(client, personas.coordinator).get("/"))

    assert "U hoeft nu niets te doen" in inhoud
    assert "Er loopt nu niets" in inhoud


def test_start_names_what_is_missing_in_a_draft(client: Client, personas: Personas) -> None:
    maak_concept(personas)

    inhoud = tekst(log_in(client, personas.coordinator).get("/"))

    assert "Vul periode en bedrag in" in inhoud
    assert "Voeg toe: Begroting of berekening" in inhoud


def test_start_puts_the_question_with_its_date_first(client: Client, personas: Personas) -> None:
    maak_concept(personas)
    vraag = maak_aanvraag(personas, soort="huisonderwijs", status=Status.AANVULLING_GEVRAAGD)
    maak_aanvraag(personas, soort="innovatiegelden", status=Status.FEEDBACK_GEGEVEN)

    antwoord = log_in(client, personas.coordinator).get("/")

    standen = [werk.aanvraag.status for werk in antwoord.context["te_doen"]]
    assert standen == [Status.AANVULLING_GEVRAAGD, Status.FEEDBACK_GEGEVEN, Status.CONCEPT]
    assert antwoord.context["te_doen"][0].aanvraag == vraag
    assert "Antwoord uiterlijk" in tekst(antwoord)


def test_start_says_where_it_is_in_words_of_a_parent(client: Client, personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas, status=Status.TER_ONDERTEKENING)
    assert aanvraag.beslisdatum is not None

    inhoud = tekst(log_in(client, personas.coordinator).get("/"))

    assert "Uw aanvraag ligt bij de directeur-bestuurder. Besluit uiterlijk" in inhoud


def test_board_sees_what_it_has_to_co_sign_and_the_school_waits(client: Client, personas: Personas) -> None:
    maak_aanvraag(personas, status=Status.TER_MEDETEKENING)

    bestuur = log_in(client, personas.bestuur).get("/")
    school = log_in(client, personas.coordinator).get("/")

    assert len(bestuur.context["te_doen"]) == 1
    assert "School A vraagt u om mee te tekenen." in tekst(bestuur)
    assert school.context["te_doen"] == []
    assert "pas ingediend als het bestuur heeft meegetekend" in tekst(school)


def test_two_cards_of_one_kind_tell_themselves_apart(client: Client, personas: Personas) -> None:
    for bedrag in ("8.400,00", "6.250,00"):
        maak_aanvraag(personas, status=Status.TER_MEDETEKENING, anders={"bedrag": {"gevraagd_bedrag": bedrag}})
        maak_aanvraag(personas, anders={"bedrag": {"gevraagd_bedrag": bedrag}})
    maak_concept(personas)
    vandaag = datum(timezone.localdate()).replace("\xa0", " ")

    bestuur = tekst(log_in(client, personas.bestuur).get("/"))
    school = tekst(log_in(client, personas.coordinator).get("/"))

    naam = personas.coordinator.naam
    for bedrag in ("€ 8.400,00", "€ 6.250,00"):
        assert f"Gevraagd door {naam} op {vandaag}, {bedrag}." in bestuur
        assert f"Begonnen door {naam} op {vandaag}, {bedrag}." in school
        assert f"Gevraagd door {naam} op {vandaag}, {bedrag}." in school
    assert f"Begonnen door {naam} op {vandaag}." in school


def test_submitted_card_shows_when_and_how_much(client: Client, personas: Personas) -> None:
    maak_aanvraag(personas, status=Status.INGEDIEND)

    inhoud = tekst(log_in(client, personas.coordinator).get("/"))

    assert f"Ingediend op {datum(timezone.localdate())}, € 12.500,00.".replace("\xa0", " ") in inhoud


def test_expert_sees_only_assigned_dossiers(client: Client, personas: Personas) -> None:
    maak_aanvraag(personas, status=Status.IN_BEHANDELING)
    mijn = maak_aanvraag(personas, status=Status.IN_BEHANDELING)
    mijn.deskundigen.add(personas.deskundige)

    antwoord = log_in(client, personas.deskundige).get("/")

    assert [werk.aanvraag for werk, _ in antwoord.context["wachten"]] == [mijn]
    assert "Uw aanvraag" not in tekst(antwoord)


@pytest.mark.parametrize(("wie", "queries"), [("coordinator", 27), ("bestuur", 27)])
@pytest.mark.parametrize("aantal", [1, 3])
def test_start_has_a_fixed_number_of_queries(
    client: Client, personas: Personas, django_assert_num_queries, wie: str, queries: int, aantal: int
) -> None:
    for _ in range(aantal):
        maak_aanvraag(personas)
        maak_aanvraag(personas, status=Status.TER_MEDETEKENING)
        maak_aanvraag(personas, soort="robot", status=Status.AANVULLING_GEVRAAGD)
        maak_aanvraag(personas, soort="robot", status=Status.AFGEWEZEN)
    log_in(client, getattr(personas, wie)).get("/")  # letterhead and content types go to the cache

    with django_assert_num_queries(queries):
        client.get("/")


# --- List ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("wie", "queries"), [("coordinator", 4), ("bestuur", 6), ("deskundige", 4)])
@pytest.mark.parametrize("aantal", [1, 50])
def test_lijst_has_a_fixed_number_of_queries(
    client: Client, personas: Personas, django_assert_num_queries, wie: str, queries: int, aantal: int
) -> None:
    aanvraag = maak_aanvraag(personas, soort="robot", status=Status.INGEDIEND)
    aanvraag.deskundigen.add(personas.deskundige)
    _veel(aanvraag, aantal - 1, personas)
    log_in(client, getattr(personas, wie)).get("/aanvragen/")

    with django_assert_num_queries(queries):
        antwoord = client.get("/aanvragen/")

    assert len(antwoord.context["rijen"]) == aantal


def _veel(aanvraag: Aanvraag, aantal: int, personas: Personas) -> None:
    """More rows like this one; only the list looks at them."""
    door = Aanvraag.deskundigen.through
    velden = {
        veld.name: getattr(aanvraag, veld.attname if veld.is_relation else veld.name)
        for veld in Aanvraag._meta.concrete_fields
        if veld.name not in ("id", "sleutel", "kenmerk") and not veld.is_relation
    }
    nieuw = Aanvraag.objects.bulk_create(
        Aanvraag(
            **velden,
            regeling_id=aanvraag.regeling_id,
            school_id=aanvraag.school_id,
            aangevraagd_door_id=aanvraag.aangevraagd_door_id,
            kenmerk=f"A-2627-9{nummer:04d}",
        )
        for nummer in range(aantal)
    )
    door.objects.bulk_create(door(aanvraag=rij, gebruiker=personas.deskundige) for rij in nieuw)


def test_lijst_pages_forth_and_back_without_losing_a_row_or_a_filter(client: Client, personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas, soort="robot", status=Status.INGEDIEND)
    _veel(aanvraag, 2 * PER_BLADZIJDE + 3, personas)
    log_in(client, personas.coordinator)

    gezien, adres, bladzijden = [], "/aanvragen/?soort=robot", []
    while adres:
        antwoord = client.get(adres)
        gezien += [rij.pk for rij, _ in antwoord.context["rijen"]]
        bladzijden.append([rij.pk for rij, _ in antwoord.context["rijen"]])
        laatste, adres = antwoord, antwoord.context["volgende"]
        assert not adres or "soort=robot" in adres

    assert len(gezien) == len(set(gezien)) == 2 * PER_BLADZIJDE + 4
    terug = client.get(laatste.context["vorige"])
    assert [rij.pk for rij, _ in terug.context["rijen"]] == bladzijden[1]
    assert client.get(terug.context["vorige"]).context["vorige"] == ""


@pytest.mark.parametrize("na", ["onzin", "2026-01-01_x", "_", "2026-01-01T10:00:00_" + str(uuid.UUID(int=1))])
def test_lijst_with_a_made_up_place_starts_at_the_top(client: Client, personas: Personas, na: str) -> None:
    maak_concept(personas)

    antwoord = log_in(client, personas.coordinator).get("/aanvragen/", {"na": na})

    assert len(antwoord.context["rijen"]) == 1


@pytest.mark.parametrize(
    ("vraag", "aantal"),
    [
        ({"soort": "robot"}, 1),
        ({"soort": "frictiefonds"}, 1),
        ({"stand": "concept"}, 1),
        ({"stand": "loopt"}, 1),
        ({"stand": "toegekend"}, 0),
        ({"soort": "onzin"}, 2),
    ],
)
def test_lijst_filters(client: Client, personas: Personas, vraag: dict[str, str], aantal: int) -> None:
    maak_concept(personas)
    maak_aanvraag(personas, soort="robot", status=Status.INGEDIEND)

    antwoord = log_in(client, personas.coordinator).get("/aanvragen/", vraag)

    assert len(antwoord.context["rijen"]) == aantal
    if vraag == {"soort": "onzin"}:
        assert "Kies bij ‘Soort’ een van de mogelijkheden uit de lijst." in tekst(antwoord)


def test_lijst_finds_a_kenmerk_with_and_without_its_letter(client: Client, personas: Personas) -> None:
    maak_concept(personas)
    kenmerk = maak_aanvraag(personas, soort="robot", status=Status.INGEDIEND).kenmerk
    assert kenmerk is not None
    log_in(client, personas.coordinator)

    for getypt in (kenmerk, kenmerk.lower(), kenmerk.removeprefix("A-"), f" {kenmerk} "):
        assert [rij.kenmerk for rij, _ in client.get("/aanvragen/", {"zoek": getypt}).context["rijen"]] == [kenmerk]
    assert "Niets gevonden" in tekst(client.get("/aanvragen/", {"zoek": "A-9999"}))


def test_lijst_filters_on_school_year(client: Client, personas: Personas) -> None:
    oud, nieuw = maak_concept(personas), maak_concept(personas)
    jaar = timezone.localdate().year - (timezone.localdate().month < 8)
    vorig = timezone.now().replace(year=jaar, month=7, day=30)
    Aanvraag.objects.filter(pk=oud.pk).update(aangemaakt_op=vorig)
    log_in(client, personas.coordinator)

    nu = client.get("/aanvragen/", {"jaar": str(jaar)})
    toen = client.get("/aanvragen/", {"jaar": str(jaar - 1)})

    assert [rij.pk for rij, _ in nu.context["rijen"]] == [nieuw.pk]
    assert [rij.pk for rij, _ in toen.context["rijen"]] == [oud.pk]


def test_lijst_of_a_board_filters_on_its_own_schools_only(client: Client, personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas, soort="robot", status=Status.INGEDIEND)
    maak_aanvraag(
        personas,
        soort="robot",
        status=Status.INGEDIEND,
        school=personas.zusterschool,
        coordinator=personas.coordinator_zuster,
    )
    log_in(client, personas.bestuur)

    assert len(client.get("/aanvragen/").context["rijen"]) == 2
    eigen = client.get("/aanvragen/", {"school": str(personas.school.pk)})
    vreemd = client.get("/aanvragen/", {"school": str(personas.school_elders.pk)})

    assert [rij for rij, _ in eigen.context["rijen"]] == [aanvraag]
    assert "Kies bij ‘School’ een van de mogelijkheden uit de lijst." in tekst(vreemd)


def test_lijst_of_a_coordinator_shows_the_own_school_only(client: Client, personas: Personas) -> None:
    maak_concept(personas)

    assert log_in(client, personas.coordinator_zuster).get("/aanvragen/").context["rijen"] == []


# --- Beginning -----------------------------------------------------------------------------------------------


def start_velden(client: Client, soort: str = "robot") -> dict[str, str]:
    form = client.get(f"/aanvragen/nieuw/{soort}/").context["form"]
    return {"school": form["school"].value() or "", "sleutel": str(form["sleutel"].value())}


def test_nieuw_says_what_for_whom_and_who_decides(client: Client, personas: Personas) -> None:
    maak_concept(personas)

    inhoud = tekst(log_in(client, personas.coordinator).get("/aanvragen/nieuw/"))

    for soort in ("Frictiefonds", "Innovatiegelden", "Huisonderwijs zieke leerling", "Robot in de klas"):
        assert soort in inhoud
    assert "Uw schoolbestuur tekent eerst mee." in inhoud


def test_nieuw_shows_a_closed_kind_without_link(client: Client, personas: Personas) -> None:
    maak_concept(personas)
    gisteren = timezone.localdate() - timedelta(days=1)
    Regeling.objects.filter(soort="robot").update(geldig_tot=gisteren)
    log_in(client, personas.coordinator)

    assert 'href="/aanvragen/nieuw/robot/"' not in tekst(client.get("/aanvragen/nieuw/"))
    assert "U kunt dit nu niet aanvragen" in tekst(client.get("/aanvragen/nieuw/robot/"))


def test_starten_twice_with_the_same_key_gives_one_aanvraag(client: Client, personas: Personas) -> None:
    maak_concept(personas, soort="frictiefonds")
    velden = start_velden(log_in(client, personas.coordinator))

    een, ander = (client.post("/aanvragen/nieuw/robot/", velden) for _ in range(2))

    assert een["Location"] == ander["Location"]
    assert Aanvraag.objects.filter(soort="robot").count() == 1


def test_starten_for_another_school_is_refused(client: Client, personas: Personas) -> None:
    maak_concept(personas)
    velden = start_velden(log_in(client, personas.coordinator)) | {"school": str(personas.school_elders.pk)}

    assert client.post("/aanvragen/nieuw/robot/", velden).status_code == 422
    assert not Aanvraag.objects.filter(school=personas.school_elders).exists()


def test_starten_when_closed_keeps_the_page_and_says_so(client: Client, personas: Personas) -> None:
    maak_concept(personas)
    velden = start_velden(log_in(client, personas.coordinator))
    Regeling.objects.filter(soort="robot").update(geldig_tot=timezone.localdate() - timedelta(days=1))

    antwoord = client.post("/aanvragen/nieuw/robot/", velden)

    assert antwoord.status_code == 422
    assert "U kunt dit nu niet aanvragen." in tekst(antwoord)


def test_coordinator_of_two_schools_chooses_one(client: Client, personas: Personas) -> None:
    maak_concept(personas)
    RolFactory(gebruiker=personas.coordinator, soort=Rolsoort.COORDINATOR, school=personas.zusterschool)
    velden = start_velden(log_in(client, personas.coordinator))

    zonder = client.post("/aanvragen/nieuw/robot/", velden)
    client.post("/aanvragen/nieuw/robot/", {**velden, "school": str(personas.zusterschool.pk)})

    assert "Kies een school." in tekst(zonder)
    assert Aanvraag.objects.get(soort="robot").school == personas.zusterschool


@pytest.mark.parametrize("wie", ["bestuur", "bureau", "deskundige", "controller", "zonder_rol"])
@pytest.mark.parametrize("adres", ["/aanvragen/nieuw/", "/aanvragen/nieuw/robot/"])
def test_only_a_coordinator_begins(client: Client, personas: Personas, wie: str, adres: str) -> None:
    assert log_in(client, getattr(personas, wie)).get(adres).status_code == 403


def test_unknown_kind_is_missing(client: Client, personas: Personas) -> None:
    assert log_in(client, personas.coordinator).get(reverse("aanvragen:starten", args=["onzin"])).status_code == 404
