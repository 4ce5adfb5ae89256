"""The pages on which the bureau invites a school of another region."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse
from django.utils import timezone

from swv.organisaties.models import Gebruiker
from tests.factories.toelating import maak_gastaanvraag
from tests.personas import log_in
from toelating import workflow
from toelating.models import Status, Tlvaanvraag, Uitnodiging

pytestmark = pytest.mark.django_db

NIEUW = {
    "soort": "vso",
    "bekende_school": "nieuw",
    "code": "09zz00",
    "schoolnaam": "Elders College",
    "schoolsoort": "vo",
    "bestuursnummer": "49999",
    "bestuursnaam": "Stichting Elders",
    "adres": "Postbus 1",
    "postcode": "9999 AA",
    "plaats": "Elders",
    "naam": "Gitta Gast",
    "functie": "Zorgcoördinator",
    "email": "Gast@Elders.example",
}
SCHOOL = ("code", "schoolnaam", "schoolsoort", "bestuursnummer", "bestuursnaam", "adres", "postcode", "plaats")


def tekst(antwoord):
    return " ".join(antwoord.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def dag(over):
    return f"{timezone.localdate() + timedelta(days=over):%d-%m-%Y}"


@pytest.fixture
def bureau(client, wereld):
    return log_in(client, wereld.personas.bureau)


def formulier(client, **anders):
    """What a browser sends: the page with its key, filled in."""
    sleutel = client.get(reverse("toelating:gast_uitnodigen")).context["form"]["sleutel"].value()
    return {**NIEUW, "sleutel": str(sleutel), "toegang_tot": dag(300), **anders}


def pagina(uitnodiging, naam="gast"):
    return reverse(f"toelating:{naam}", args=[uitnodiging.pk])


def test_inviting_mails_who_and_shows_the_invitation(bureau):
    antwoord = bureau.post(reverse("toelating:gast_uitnodigen"), formulier(bureau), follow=True)
    uitnodiging = Uitnodiging.objects.get()
    assert antwoord.redirect_chain == [(pagina(uitnodiging), 302)]
    assert "Gitta Gast krijgt een mail op gast@elders.example." in tekst(antwoord)
    assert uitnodiging.school.code == "09ZZ00"
    assert uitnodiging.verstuurd_op is not None
    (bericht,) = mail.outbox
    assert bericht.subject == "Kies een wachtwoord voor het portaal"
    assert "als school van buiten de regio" in bericht.body


def test_link_of_the_mail_opens_the_account(client, bureau):
    bureau.post(reverse("toelating:gast_uitnodigen"), formulier(bureau))
    link = next(woord for woord in mail.outbox[0].body.split() if "/account/" in woord)
    bureau.logout()
    antwoord = client.get(link.partition("testserver")[2] or "/" + link.split("/", 3)[3], follow=True)
    assert antwoord.status_code == 200
    assert "Nieuw wachtwoord" in tekst(antwoord)


def test_double_click_invites_once_and_mails_once(bureau):
    velden = formulier(bureau)
    een, twee = (bureau.post(reverse("toelating:gast_uitnodigen"), velden) for _ in range(2))
    assert een["Location"] == twee["Location"]
    assert (Uitnodiging.objects.count(), len(mail.outbox)) == (1, 1)


def test_school_that_is_known_is_chosen(bureau, wereld):
    school = maak_gastaanvraag(wereld).school
    leeg = dict.fromkeys(SCHOOL, "")
    velden = formulier(bureau, bekende_school=str(school.pk), email="b@elders.example", **leeg)
    bureau.post(reverse("toelating:gast_uitnodigen"), velden)
    assert Uitnodiging.objects.filter(school=school).count() == 2
    beide = bureau.post(reverse("toelating:gast_uitnodigen"), {**velden, "schoolnaam": "Toch een andere"})
    assert beide.status_code == 422
    assert "Kies een van beide." in tekst(beide)


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"soort": ""}, "Kies de soort aanvraag."),
        ({"soort": "verlenging"}, "een van de mogelijkheden"),
        ({"code": "9ZZ"}, "ziet eruit als 12AB00"),
        ({"code": ""}, "Vul de BRIN-code in."),
        ({"schoolsoort": ""}, "Kies de soort school."),
        ({"bestuursnummer": "4999"}, "Een bestuursnummer heeft vijf cijfers."),
        ({"email": "gast"}, "Vul een e-mailadres in"),
        ({"toegang_tot": "1-1-2020"}, "Deze dag is al voorbij of is vandaag."),
        ({"toegang_tot": "1-1-2199"}, "meer dan twee jaar vooruit"),
        ({"code": "01AA00"}, "hoort bij dit samenwerkingsverband"),
        ({"email": "coordinator.a@portaal.example"}, "heeft al een account als ondersteuningscoördinator"),
    ],
)
def test_refusal_keeps_what_was_typed_and_makes_nothing(bureau, anders, zin):
    antwoord = bureau.post(reverse("toelating:gast_uitnodigen"), formulier(bureau, **anders))
    assert antwoord.status_code == 422
    assert zin in tekst(antwoord)
    assert 'value="Elders College"' in tekst(antwoord)
    assert not Uitnodiging.objects.exists()
    assert not Gebruiker.objects.filter(email="gast@elders.example").exists()


def test_mail_server_that_is_silent_does_not_undo_the_invitation(bureau, monkeypatch):
    def weigert(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "send_messages", weigert)
    antwoord = bureau.post(reverse("toelating:gast_uitnodigen"), formulier(bureau), follow=True)
    assert "is niet verstuurd. Probeer het straks opnieuw" in tekst(antwoord)
    assert "Nog niet verstuurd" in tekst(antwoord)
    assert Uitnodiging.objects.count() == 1


# --- Afterwards -------------------------------------------------------------------------------------------------


def test_list_and_page_say_how_far_it_is_and_never_what_was_typed(bureau, wereld):
    aanvraag = maak_gastaanvraag(wereld, ingevuld=True)
    naam = aanvraag.antwoorden["leerling"]["achternaam"]
    for adres in (reverse("toelating:gasten"), pagina(aanvraag.uitnodiging)):
        inhoud = tekst(bureau.get(adres))
        assert "Elders College" in inhoud
        assert "Uitgenodigd" in inhoud
        assert naam not in inhoud
        assert str(aanvraag.pk) not in inhoud
    aanvraag = workflow.indienen(aanvraag, door=aanvraag.gast, namens="Stichting Elders")
    assert f"Ingediend: {aanvraag.kenmerk}" in tekst(bureau.get(reverse("toelating:gasten")))
    inhoud = tekst(bureau.get(pagina(aanvraag.uitnodiging)))
    assert aanvraag.get_absolute_url() in inhoud
    assert "Uitnodiging intrekken" not in inhoud


@pytest.mark.parametrize("aantal", [1, 3])
def test_list_has_a_fixed_number_of_queries(bureau, wereld, django_assert_num_queries, aantal):
    for nummer in range(aantal):
        maak_gastaanvraag(wereld, email=f"gast{nummer}@elders.example")
    bureau.get(reverse("toelating:gasten"))
    with django_assert_num_queries(5):
        bureau.get(reverse("toelating:gasten"))


def test_empty_list_says_what_an_invitation_is(bureau):
    assert "Nog geen uitnodigingen" in tekst(bureau.get(reverse("toelating:gasten")))


def test_withdrawing_asks_first_and_closes_the_dossier(bureau, client, wereld):
    aanvraag = maak_gastaanvraag(wereld)
    adres = pagina(aanvraag.uitnodiging, "gast_intrekken")
    assert "kan de aanvraag meteen niet meer openen" in tekst(bureau.get(adres))
    assert not Uitnodiging.objects.get().is_ingetrokken
    antwoord = bureau.post(adres, follow=True)
    assert "De uitnodiging is ingetrokken." in tekst(antwoord)
    assert (
        log_in(client, Gebruiker.objects.get(pk=aanvraag.gast_id)).get(aanvraag.get_absolute_url()).status_code == 404
    )


def test_withdrawing_what_was_sent_says_why_not(bureau, wereld):
    aanvraag = maak_gastaanvraag(wereld, ingevuld=True)
    workflow.indienen(aanvraag, door=aanvraag.gast, namens="Stichting Elders")
    antwoord = bureau.post(pagina(aanvraag.uitnodiging, "gast_intrekken"))
    assert antwoord.status_code == 409
    assert "De school heeft de aanvraag al ingediend" in tekst(antwoord)


def test_again_mails_a_new_link_and_sets_the_last_day(bureau, wereld):
    uitnodiging = maak_gastaanvraag(wereld).uitnodiging
    adres = pagina(uitnodiging, "gast_opnieuw")
    fout = bureau.post(adres, {"toegang_tot": "gisteren"})
    assert fout.status_code == 422
    bureau.post(adres, {"toegang_tot": dag(30)})
    uitnodiging.refresh_from_db()
    assert uitnodiging.toegang_tot == timezone.localdate() + timedelta(days=30)
    assert len(mail.outbox) == 1


def test_home_of_a_guest_is_the_own_request(client, wereld):
    aanvraag = maak_gastaanvraag(wereld)
    log_in(client, aanvraag.gast)
    assert client.get("/")["Location"] == reverse("toelating:lijst")
    assert Tlvaanvraag.objects.get().status == Status.CONCEPT
