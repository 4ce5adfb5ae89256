"""The pages in a room of their own: its words, its addresses, and the same for whoever may not."""

import uuid

import pytest
from django.test import Client

from swv.documenten.models import Bijlage
from tests.factories.aanvragen import pdf_bestand
from tests.invullen.conftest import ANTWOORDEN, begin, vul_in
from tests.invullen.kamer.acts import aanvulling_vragen
from tests.invullen.kamer.models import Proefdossier, Status
from tests.personas import log_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.invullen.kamer.urls")]

PAGINAS = (
    ("onderdeel", "plan"),
    ("bijlagen",),
    ("stuk_weigeren", "verslag"),
    ("controleren",),
    ("weggooien",),
)
KNOPPEN = (
    ("bewaren", "plan"),
    ("bijlage_weghalen", uuid.UUID(int=7)),
    ("weigering_terugnemen", "verslag"),
    ("antwoord_bewaren",),
)
# What takes a post: all but the summary, whose button posts to the act.
ZONDER_CONTROLE = tuple(adres for adres in PAGINAS + KNOPPEN if adres != ("controleren",))


@pytest.fixture
def school(client: Client, wie) -> Client:
    return log_in(client, wie)


def tekst(antwoord):
    return " ".join(antwoord.content.decode().split())


def hoofdtekst(antwoord):
    return tekst(antwoord).split("<main", 1)[1].split("</main>", 1)[0]


# --- One story -----------------------------------------------------------------------------------------------


def test_dossier_of_another_room_is_filled_in_sent_and_supplemented(school, dossier, wie):
    for code, volgende in (("plan", dossier.adres("onderdeel", "uren")), ("uren", dossier.adres("bijlagen"))):
        getypt = {**ANTWOORDEN[code], "versie": dossier.versie}
        assert school.post(dossier.adres("onderdeel", code), getypt)["Location"] == volgende
        dossier.refresh_from_db()
    school.post(dossier.adres("bijlagen"), {"soort": "begroting", "begroting-bestanden": [pdf_bestand()]})
    school.post(dossier.adres("stuk_weigeren", "verslag"), {"reden": "Dat willen de ouders niet."})
    controle = tekst(school.get(dossier.adres("controleren")))
    assert f'action="{dossier.adres("handeling", "versturen")}"' in controle
    assert tekst(school.post(dossier.adres("handeling", "versturen"))) == "Gelukt"

    dossier = aanvulling_vragen(
        Proefdossier.objects.get(), door=wie, vraag="Wat kost het?", uiterlijk=dossier.peildatum.replace(year=2099)
    )
    vraag = tekst(school.get(dossier.get_absolute_url()))
    assert "Wat kost het?" in vraag
    assert f'hx-post="{dossier.adres("antwoord_bewaren")}"' in vraag
    assert "Opgeslagen om" in tekst(school.post(dossier.adres("antwoord_bewaren"), {"antwoord": "Tien"}))
    assert "Tien</textarea>" in tekst(school.get(dossier.get_absolute_url()))
    school.post(dossier.adres("handeling", "aanvullen"), {"antwoord": "Tien euro."})

    dossier.refresh_from_db()
    assert dossier.status == Status.VERSTUURD
    assert dossier.aanvullingsverzoeken.get().antwoord == "Tien euro."


def test_limits_and_checks_of_the_room_count(school, dossier):
    lang = school.post(dossier.adres("onderdeel", "plan"), {"plan": "x" * 21, "versie": "1"}, follow=True)
    assert "Het plan is te lang. Maak het korter." in tekst(lang)

    for code, getypt in (("plan", {"plan": "Kort"}), ("uren", {"uren": "0"})):
        dossier.refresh_from_db()
        school.post(dossier.adres("onderdeel", code), {**getypt, "versie": dossier.versie})
    school.post(dossier.adres("bijlagen"), {"soort": "begroting", "begroting-bestanden": [pdf_bestand()]})
    school.post(dossier.adres("stuk_weigeren", "verslag"), {"reden": "Nee."})

    controle = tekst(school.get(dossier.adres("controleren")))
    assert "Het plan past niet in nul uren." in controle
    assert "Verstuur het verzoek" not in controle


# --- Its words -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("adres", PAGINAS, ids=lambda adres: adres[0])
def test_page_speaks_of_what_it_is_and_never_of_an_aanvraag(school, dossier, adres):
    antwoord = school.get(dossier.adres(*adres))

    assert antwoord.status_code == 200
    assert "aanvra" not in hoofdtekst(antwoord)
    assert f'<a href="{dossier.get_absolute_url()}">Proefverzoek</a>' in tekst(antwoord)


def test_summary_and_refusals_use_the_words_of_the_room(school, dossier):
    assert "Controleer het verzoek" in tekst(school.get(dossier.adres("controleren")))
    assert "Het verzoek is nog niet ingediend." in tekst(school.get(dossier.adres("controleren")))
    assert "is begonnen door Coordinator A" in tekst(school.get(dossier.adres("weggooien")))
    Proefdossier.objects.update(status=Status.VERSTUURD)

    antwoord = school.post(dossier.adres("bewaren", "plan"), {"plan": "Anders", "versie": "1"})

    assert "U kunt dit verzoek nu niet wijzigen." in tekst(antwoord)


def test_thrown_away_leads_home(school, dossier):
    antwoord = school.post(dossier.adres("weggooien"))

    assert antwoord["Location"] == "/"
    assert not Proefdossier.objects.exists()


# --- Not you, not logged in ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("methode", "adres"), [*(("get", adres) for adres in PAGINAS), *(("post", adres) for adres in ZONDER_CONTROLE)]
)
def test_foreign_dossier_is_the_same_as_a_missing_one(school, personas, methode, adres):
    vreemd = vul_in(begin(personas.coordinator_elders), personas.coordinator_elders)
    weg = Proefdossier(pk=uuid.uuid4())

    antwoorden = [getattr(school, methode)(dossier.adres(*adres), {"plan": "x"}) for dossier in (vreemd, weg)]

    assert [antwoord.status_code for antwoord in antwoorden] == [404, 404]
    vreemd.refresh_from_db()
    assert vreemd.antwoorden == ANTWOORDEN


def test_file_of_a_foreign_dossier_is_not_removed_through_the_own(school, dossier, personas):
    vul_in(begin(personas.coordinator_elders), personas.coordinator_elders)

    antwoord = school.post(dossier.adres("bijlage_weghalen", Bijlage.objects.get().pk))

    assert antwoord.status_code == 404
    assert not Bijlage.objects.get().is_verwijderd


@pytest.mark.parametrize("methode", ["get", "post"])
@pytest.mark.parametrize("adres", PAGINAS, ids=lambda adres: adres[0])
def test_page_without_login_leads_to_the_login(client, dossier, adres, methode):
    antwoord = getattr(client, methode)(dossier.adres(*adres))

    assert antwoord.status_code == 302
    assert antwoord["Location"].startswith("/account/login/")


@pytest.mark.parametrize("adres", [("bewaren", "plan"), ("antwoord_bewaren",)], ids=lambda adres: adres[0])
def test_autosave_without_login_answers_401(client, dossier, adres):
    assert client.post(dossier.adres(*adres), {"plan": "x"}).status_code == 401


@pytest.mark.parametrize("adres", KNOPPEN, ids=lambda adres: adres[0])
def test_button_is_no_page(school, dossier, adres):
    assert school.get(dossier.adres(*adres)).status_code == 405


# --- Fast ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("aantal", [1, 3])
@pytest.mark.parametrize(("adres", "queries"), [("bijlagen", 10), ("controleren", 12)])
def test_page_takes_a_fixed_number_of_queries(school, dossier, wie, django_assert_num_queries, aantal, adres, queries):
    for nummer in range(aantal):
        bestand = pdf_bestand(f"{nummer}.pdf")
        school.post(dossier.adres("bijlagen"), {"soort": "begroting", "begroting-bestanden": [bestand]})
    school.post(dossier.adres("stuk_weigeren", "verslag"), {"reden": "Nee."})
    school.get(dossier.adres("bijlagen"))

    with django_assert_num_queries(queries):
        antwoord = school.get(dossier.adres(adres))

    assert f"{aantal - 1}.pdf" in tekst(antwoord)
