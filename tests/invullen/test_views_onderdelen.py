"""Filling in: what is typed is kept, errors come when asked for, nobody overwrites unseen."""

import re
import uuid
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from aanvragen.models import Aanvraag, Status
from swv.invullen import services as invullen
from tests.factories.aanvragen import antwoorden, maak_aanvraag, maak_concept
from tests.personas import Personas, log_in

pytestmark = pytest.mark.django_db

GOED = antwoorden("huisonderwijs")["uren"]


@pytest.fixture
def aanvraag(personas: Personas) -> Aanvraag:
    return maak_concept(personas, soort="huisonderwijs")


@pytest.fixture
def school(client: Client, personas: Personas) -> Client:
    return log_in(client, personas.coordinator)


def pagina(aanvraag: Aanvraag, onderdeel: str = "uren", *, bewaren: bool = False) -> str:
    return reverse(f"aanvragen:{'bewaren' if bewaren else 'onderdeel'}", args=[aanvraag.pk, onderdeel])


def open_pagina(client: Client, aanvraag: Aanvraag, onderdeel: str = "uren") -> dict[str, str]:
    """The hidden fields of the page as a browser has them."""
    inhoud = client.get(pagina(aanvraag, onderdeel)).content.decode()
    namen = ("versie", "pagina", "basis", "terug")
    return {
        naam: re.search(rf'name="{naam}"[^>]*value="([^"]*)"', inhoud).group(1)  # type: ignore[union-attr]
        for naam in namen
    }


def getypt(aanvraag: Aanvraag, onderdeel: str = "uren") -> Any:
    aanvraag.refresh_from_db()
    return aanvraag.antwoorden.get(onderdeel)


def tekst(antwoord: HttpResponse) -> str:
    return " ".join(antwoord.content.decode().split())


# --- Keeping -------------------------------------------------------------------------------------------------


def test_bewaren_keeps_what_was_typed_and_says_when(school: Client, aanvraag: Aanvraag) -> None:
    velden = open_pagina(school, aanvraag)

    antwoord = school.post(pagina(aanvraag, bewaren=True), {**velden, **GOED, "uren_totaal": "161 uur?"})

    assert "Opgeslagen om" in tekst(antwoord)
    assert 'id="versie" value="2" hx-swap-oob="true"' in tekst(antwoord)
    assert getypt(aanvraag)["uren_totaal"] == "161 uur?"


def test_coming_back_shows_the_typed_text_without_errors(school: Client, aanvraag: Aanvraag) -> None:
    school.post(pagina(aanvraag, bewaren=True), {**open_pagina(school, aanvraag), "uren_totaal": "161", "van": "31-2"})

    terug = tekst(school.get(pagina(aanvraag)))

    assert 'value="161"' in terug
    assert 'value="31-2"' in terug
    assert "Fout" not in terug
    assert "nog niet goed" not in terug


def test_verder_with_errors_keeps_the_text_and_names_them(school: Client, aanvraag: Aanvraag) -> None:
    velden = {**open_pagina(school, aanvraag), **GOED, "uren_totaal": "161"}

    antwoord = school.post(pagina(aanvraag), velden, follow=True)

    # A page of its own: the Back button shows it again without sending anything.
    assert antwoord.redirect_chain == [(f"{pagina(aanvraag)}?nakijken=1", 302)]
    assert "<title>Fout: " in tekst(antwoord)
    assert "In een jaar zijn er hoogstens 160 uur mogelijk." in tekst(antwoord)
    assert getypt(aanvraag)["uren_totaal"] == "161"


def test_later_keeps_the_text_and_leaves_whatever_it_is(school: Client, aanvraag: Aanvraag) -> None:
    velden = open_pagina(school, aanvraag)

    antwoord = school.post(pagina(aanvraag), {**velden, "uren_totaal": "honderd", "later": "1"}, follow=True)

    assert antwoord.redirect_chain == [(aanvraag.get_absolute_url(), 302)]
    assert "Uw tekst is bewaard." in tekst(antwoord)
    assert getypt(aanvraag)["uren_totaal"] == "honderd"


def test_verder_goes_to_the_next_part_that_is_not_done(school: Client, aanvraag: Aanvraag) -> None:
    leerling = antwoorden("huisonderwijs")["leerling"]

    eerst = school.post(pagina(aanvraag, "leerling"), {**open_pagina(school, aanvraag, "leerling"), **leerling})
    daarna = school.post(pagina(aanvraag), {**open_pagina(school, aanvraag), **GOED})

    assert eerst["Location"] == pagina(aanvraag)
    assert daarna["Location"] == reverse("aanvragen:bijlagen", args=[aanvraag.pk])


def test_verder_after_the_last_part_skips_the_files_when_none_are_asked(school: Client, personas: Personas) -> None:
    aanvraag = maak_concept(personas, soort="advies")
    deel = antwoorden("advies")["vraag"]

    antwoord = school.post(pagina(aanvraag, "vraag"), {**open_pagina(school, aanvraag, "vraag"), **deel})

    assert antwoord["Location"] == reverse("aanvragen:controleren", args=[aanvraag.pk])


def test_change_link_of_the_summary_comes_straight_back(school: Client, personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas, soort="huisonderwijs")
    controle = reverse("aanvragen:controleren", args=[aanvraag.pk])
    assert f"{pagina(aanvraag)}?terug=controle#id_doel" in tekst(school.get(controle))

    antwoord = school.post(pagina(aanvraag), {**open_pagina(school, aanvraag), **GOED, "terug": "controle"})

    assert antwoord["Location"] == controle


def test_from_the_summary_errors_are_shown_at_once(school: Client, aanvraag: Aanvraag) -> None:
    school.post(pagina(aanvraag, bewaren=True), {**open_pagina(school, aanvraag), **GOED, "uren_totaal": "161"})

    assert "hoogstens 160 uur" in tekst(school.get(f"{pagina(aanvraag)}?terug=controle"))


def test_two_colleagues_of_the_school_share_the_draft(client: Client, personas: Personas, aanvraag: Aanvraag) -> None:
    from swv.organisaties.models import Rolsoort
    from tests.factories.organisaties import maak_gebruiker

    collega = maak_gebruiker(Rolsoort.COORDINATOR, email="c2@portaal.example", naam="Collega", school=personas.school)
    log_in(client, collega)

    client.post(pagina(aanvraag, bewaren=True), {**open_pagina(client, aanvraag), "doel": "Van de collega"})

    assert getypt(aanvraag)["doel"] == "Van de collega"


# --- Two at once ---------------------------------------------------------------------------------------------


def verander(aanvraag: Aanvraag, personas: Personas, onderdeel: str = "uren", **anders: str) -> Aanvraag:
    """A colleague saves another text in the meantime."""
    nu = Aanvraag.objects.get(pk=aanvraag.pk)
    return invullen.antwoorden_bewaren(
        nu, onderdeel=onderdeel, antwoorden={**GOED, **anders}, versie=nu.versie, door=personas.coordinator
    )


def test_stale_autosave_overwrites_nothing_and_says_so(school: Client, personas: Personas, aanvraag: Aanvraag) -> None:
    velden = open_pagina(school, aanvraag)
    verander(aanvraag, personas, doel="Van een collega")

    antwoord = school.post(pagina(aanvraag, bewaren=True), {**velden, **GOED, "doel": "Van mij"})

    assert antwoord.status_code == 200
    assert "Niet opgeslagen. U heeft dit onderdeel om" in tekst(antwoord)
    assert getypt(aanvraag)["doel"] == "Van een collega"


def test_stale_page_shows_both_versions_and_keeps_the_text(
    school: Client, personas: Personas, aanvraag: Aanvraag
) -> None:
    velden = open_pagina(school, aanvraag)
    verander(aanvraag, personas, doel="Van een collega")

    antwoord = school.post(pagina(aanvraag), {**velden, **GOED, "doel": "Van mij"})

    assert antwoord.status_code == 409
    assert [(rij["getypt"], rij["staat_er"]) for rij in antwoord.context["verschillen"]] == [
        ("Van mij", "Van een collega")
    ]
    assert "Van mij</textarea>" in tekst(antwoord)
    assert "/bewaren/" not in antwoord.content.decode()
    assert getypt(aanvraag)["doel"] == "Van een collega"


def test_stale_page_sent_again_overwrites_on_purpose(school: Client, personas: Personas, aanvraag: Aanvraag) -> None:
    velden = open_pagina(school, aanvraag)
    verander(aanvraag, personas, doel="Van een collega")
    beide = school.post(pagina(aanvraag), {**velden, **GOED, "doel": "Van mij"})
    nieuw = {**velden, "versie": str(beide.context["aanvraag"].versie), "basis": beide.context["basis"]}

    school.post(pagina(aanvraag), {**nieuw, **GOED, "doel": "Van mij"})

    assert getypt(aanvraag)["doel"] == "Van mij"


def test_change_of_another_part_is_no_conflict(school: Client, personas: Personas, aanvraag: Aanvraag) -> None:
    velden = open_pagina(school, aanvraag)
    verander(aanvraag, personas, "leerling")

    school.post(pagina(aanvraag, bewaren=True), {**velden, **GOED, "doel": "Van mij"})

    assert getypt(aanvraag)["doel"] == "Van mij"
    assert getypt(aanvraag, "leerling") is not None


def test_save_under_way_of_the_same_page_is_no_conflict(school: Client, aanvraag: Aanvraag) -> None:
    """The button is pressed before the answer of the autosave came back: the page still holds the old version."""
    velden = open_pagina(school, aanvraag)
    school.post(pagina(aanvraag, bewaren=True), {**velden, **GOED, "doel": "Hal"})

    antwoord = school.post(pagina(aanvraag), {**velden, **GOED, "doel": "Half af"})

    assert antwoord.status_code == 302
    assert getypt(aanvraag)["doel"] == "Half af"


def test_other_tab_of_the_same_person_is_a_conflict(school: Client, aanvraag: Aanvraag) -> None:
    """Twin of the test above: without the mark of the page the same two posts are two tabs."""
    een, ander = open_pagina(school, aanvraag), open_pagina(school, aanvraag)
    assert een["pagina"] != ander["pagina"]
    school.post(pagina(aanvraag, bewaren=True), {**een, **GOED, "doel": "Tab een"})

    antwoord = school.post(pagina(aanvraag), {**ander, **GOED, "doel": "Tab twee"})

    assert antwoord.status_code == 409
    assert getypt(aanvraag)["doel"] == "Tab een"


# --- Not now, not you ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("adres", ["onderdeel", "bewaren"])
def test_sent_aanvraag_is_not_changed_and_the_text_stays(school: Client, personas: Personas, adres: str) -> None:
    aanvraag = maak_aanvraag(personas, soort="huisonderwijs", status=Status.INGEDIEND)
    voor = aanvraag.antwoorden

    antwoord = school.post(pagina(aanvraag, bewaren=adres == "bewaren"), {**GOED, "doel": "Anders", "versie": "9"})

    assert "U kunt deze aanvraag nu niet wijzigen." in tekst(antwoord)
    assert antwoord.status_code == (200 if adres == "bewaren" else 409)
    if adres == "onderdeel":
        assert "Anders</textarea>" in tekst(antwoord)
        assert "Niet opgeslagen</p>" in tekst(antwoord)
    assert "Opgeslagen om" not in tekst(antwoord)
    aanvraag.refresh_from_db()
    assert aanvraag.antwoorden == voor


def test_page_of_a_sent_aanvraag_leads_to_the_dossier(school: Client, personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas, soort="huisonderwijs", status=Status.INGEDIEND)

    assert school.get(pagina(aanvraag))["Location"] == aanvraag.get_absolute_url()


def test_board_reads_but_does_not_type(client: Client, personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas, status=Status.TER_MEDETEKENING)
    log_in(client, personas.bestuur)

    antwoord = client.post(pagina(aanvraag, "situatie", bewaren=True), {"voor_wie": "anders", "versie": "9"})

    assert "Niet opgeslagen." in tekst(antwoord)


def test_bewaren_without_login_answers_401(client: Client, aanvraag: Aanvraag) -> None:
    assert client.post(pagina(aanvraag, bewaren=True), GOED).status_code == 401


@pytest.mark.parametrize("onderdeel", ["onzin", "situatie"])
def test_part_of_another_kind_is_missing(school: Client, aanvraag: Aanvraag, onderdeel: str) -> None:
    assert school.get(pagina(aanvraag, onderdeel)).status_code == 404


def test_bsn_is_refused_with_what_to_do(school: Client, aanvraag: Aanvraag) -> None:
    leerling = {**antwoorden("huisonderwijs")["leerling"], "leerlingnummer": "111222333"}

    antwoord = school.post(pagina(aanvraag, "leerling"), {**open_pagina(school, aanvraag, "leerling"), **leerling})

    assert antwoord.status_code == 422
    assert "burgerservicenummer (BSN)" in tekst(antwoord)


def test_typed_markup_is_shown_as_text(school: Client, aanvraag: Aanvraag) -> None:
    school.post(pagina(aanvraag, bewaren=True), {**open_pagina(school, aanvraag), "doel": "<b>vet</b>"})

    for adres in (pagina(aanvraag), reverse("aanvragen:controleren", args=[aanvraag.pk])):
        assert "&lt;b&gt;vet&lt;/b&gt;" in tekst(school.get(adres))


def test_unknown_page_mark_is_no_way_in(school: Client, personas: Personas, aanvraag: Aanvraag) -> None:
    velden = open_pagina(school, aanvraag) | {"pagina": str(uuid.uuid4()), "basis": "x"}
    verander(aanvraag, personas, doel="Van een collega")

    assert school.post(pagina(aanvraag), {**velden, **GOED, "doel": "Van mij"}).status_code == 409
