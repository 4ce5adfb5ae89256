import pytest
from django.test import Client

from tests.factories.voorzieningen import AanwezigheidFactory, ActiviteitFactory, InschrijvingFactory, SessieFactory
from tests.personas import MENSEN, Personas, log_in
from tests.voorzieningen.activiteiten.levens import GEGEVENS, WANNEER, als_getypt
from voorzieningen.models import Aanwezigheid, Activiteit

pytestmark = pytest.mark.django_db
LIJST, MENSENLIJST = "/bureau/voorzieningen/activiteit/", "/bureau/voorzieningen/inschrijving/"


@pytest.mark.parametrize("wie", MENSEN)
def test_lists_are_for_bureau_and_director(client: Client, personas: Personas, wie: str) -> None:
    activiteit = ActiviteitFactory()
    log_in(client, getattr(personas, wie))
    ziet, beheert = wie in ("bureau", "bureau_collega", "directeur"), wie in ("bureau", "bureau_collega")

    for adres in (LIJST, MENSENLIJST, f"{LIJST}{activiteit.pk}/change/"):
        assert (client.get(adres).status_code == 200) is ziet
    for naam in ("presentie", "code"):
        assert (client.get(f"{LIJST}{activiteit.pk}/{naam}/{activiteit.eerste.pk}/").status_code == 200) is ziet
    assert (client.get(f"{LIJST}add/").status_code == 200) is beheert
    assert client.get(f"{MENSENLIJST}add/").status_code != 200


@pytest.mark.parametrize(("stapel", "aantal"), [("afronden", 1), ("komend", 2), ("concept", 1), ("open", 4)])
def test_piles_hold_what_their_name_says(client: Client, personas: Personas, stapel: str, aantal: int) -> None:
    for staat in ("in_concept", "voorbij", "geweest", "afgelast", "gesloten"):
        ActiviteitFactory(**{staat: True})
    ActiviteitFactory()
    log_in(client, personas.bureau)

    assert client.get(LIJST, {"stapel": stapel}).context["cl"].result_count == aantal


def test_bureau_makes_an_activity_with_its_first_meeting(client: Client, personas: Personas) -> None:
    log_in(client, personas.bureau)

    antwoord = client.post(f"{LIJST}add/", {**als_getypt({**GEGEVENS, **WANNEER}), "voor": ["coordinator", "bestuur"]})

    activiteit = Activiteit.objects.get()
    assert antwoord["Location"].endswith(f"{activiteit.pk}/change/")
    assert (activiteit.voor, activiteit.sessies.get().plaats) == (["coordinator", "bestuur"], "Bureau, zaal 2")


def test_empty_form_says_what_is_missing_and_makes_nothing(client: Client, personas: Personas) -> None:
    log_in(client, personas.bureau)

    antwoord = client.post(f"{LIJST}add/", {"titel": "Blijft staan"})

    assert antwoord.status_code == 422
    assert "Vul de plaats in." in antwoord.content.decode()
    assert "Blijft staan" in antwoord.content.decode()
    assert not Activiteit.objects.exists()


def test_page_shows_the_next_act_and_who_comes(client: Client, personas: Personas) -> None:
    plaats = AanwezigheidFactory(inschrijving__activiteit__voorbij=True).inschrijving
    wacht = InschrijvingFactory(activiteit=plaats.activiteit, wacht=True)
    log_in(client, personas.bureau)

    context = client.get(f"{LIJST}{plaats.activiteit_id}/change/").context

    assert context["volgende"].naam == "afronden"
    assert context["deelnemers"] == [(plaats, 0), (wacht, 1)]
    assert not {"code_maken", "bijeenkomst_wijzigen"} & {handeling.naam for handeling in context["handelingen"]}


def test_what_cannot_be_done_yet_says_why(client: Client, personas: Personas) -> None:
    plaats = InschrijvingFactory(activiteit__voorbij=True)
    log_in(client, personas.bureau)

    assert "Leg eerst vast wie er waren" in client.get(f"{LIJST}{plaats.activiteit_id}/change/").content.decode()


def test_change_of_a_meeting_begins_with_what_it_is_now(client: Client, personas: Personas) -> None:
    activiteit = ActiviteitFactory()
    sessie = SessieFactory(activiteit=activiteit, plaats="Zaal 9")
    log_in(client, personas.bureau)

    form = client.get(f"{LIJST}{activiteit.pk}/doen/bijeenkomst_wijzigen/?sessie={sessie.pk}").context["form"]

    assert (form["plaats"].value(), form["sessie"].value()) == ("Zaal 9", sessie.pk)


def test_presence_list_is_ticked_and_kept(client: Client, personas: Personas) -> None:
    activiteit = ActiviteitFactory(nu=True)
    er, _niet = InschrijvingFactory.create_batch(2, activiteit=activiteit)
    log_in(client, personas.bureau)
    pagina = client.get(f"{LIJST}{activiteit.pk}/presentie/{activiteit.eerste.pk}/").content.decode()
    assert er.naam in pagina

    client.post(
        f"{LIJST}{activiteit.pk}/doen/aanwezigheid_vastleggen/",
        {"sessie": activiteit.eerste.pk, "aanwezig": [er.pk], "versie": 1},
    )

    assert Aanwezigheid.objects.filter(is_aanwezig=True).count() == 1
    pagina = client.get(f"{LIJST}{activiteit.pk}/presentie/{activiteit.eerste.pk}/").content.decode()
    assert pagina.count("checked") == 1


def test_presence_list_before_the_meeting_is_for_paper(client: Client, personas: Personas) -> None:
    plaats = InschrijvingFactory()
    log_in(client, personas.bureau)

    pagina = client.get(f"{LIJST}{plaats.activiteit_id}/presentie/{plaats.activiteit.eerste.pk}/").content.decode()

    assert plaats.naam in pagina
    assert 'type="checkbox"' not in pagina


def test_refused_list_keeps_the_ticks_and_asks_the_reason(client: Client, personas: Personas) -> None:
    rij = AanwezigheidFactory(inschrijving__activiteit__voorbij=True)
    ander = InschrijvingFactory(activiteit=rij.inschrijving.activiteit)
    log_in(client, personas.bureau)

    antwoord = client.post(
        f"{LIJST}{ander.activiteit_id}/doen/aanwezigheid_vastleggen/",
        {"sessie": rij.sessie_id, "aanwezig": [ander.pk]},
    )

    assert antwoord.status_code == 422
    assert "Dit verandert wat al vaststond" in antwoord.content.decode()
    assert antwoord.context["form"]["aanwezig"].value() == [str(ander.pk)]


def test_code_is_shown_in_the_room_and_to_nobody_at_a_school(client: Client, personas: Personas) -> None:
    activiteit = ActiviteitFactory(nu=True, is_openbaar=True, sessie__code="K7M2P")
    plaats = InschrijvingFactory(activiteit=activiteit, persoon=personas.coordinator)
    log_in(client, personas.bureau)
    assert "K7M2P" in client.get(f"{LIJST}{activiteit.pk}/code/{activiteit.eerste.pk}/").content.decode()

    log_in(client, personas.coordinator)
    for adres in (activiteit.get_absolute_url(), plaats.get_absolute_url(), "/activiteiten/", "/activiteiten/mijn/"):
        assert "K7M2P" not in client.get(adres).content.decode()


def test_meeting_of_another_activity_is_missing(client: Client, personas: Personas) -> None:
    activiteit, ander = ActiviteitFactory(), ActiviteitFactory()
    log_in(client, personas.bureau)

    assert client.get(f"{LIJST}{activiteit.pk}/code/{ander.eerste.pk}/").status_code == 404
