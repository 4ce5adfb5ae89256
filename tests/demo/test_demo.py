"""The demo: the same everywhere, quick the second time, and impossible in a real portal."""

from collections import Counter
from io import StringIO

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.mail import EmailMessage, get_connection
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from financien.models import Begrotingspost, Betalingstermijn, Boeking
from financien.selectors import herbouw_verschillen
from swv.demo import stappen
from swv.demo.antwoorden import GESPREKKEN, MAKERS
from swv.demo.jaar import geldjaar_laden
from swv.demo.leerlingen import PER_SCHOOL, leerlingen_laden
from swv.demo.mensen import MENSEN, WACHTWOORD, mensen_laden
from swv.demo.organisatie import samenwerkingsverband_laden
from swv.documenten.pdf import render_pdf
from swv.documenten.zegel import verzegel
from swv.organisaties.models import Gebruiker, Leerling, Rolsoort, Samenwerkingsverband, School
from swv.organisaties.services import organisaties_laden

pytestmark = pytest.mark.django_db


@pytest.fixture
def mensen() -> None:
    organisaties_laden()
    mensen_laden()


def _uitvoer(*opdracht: str) -> str:
    uit = StringIO()
    call_command(*opdracht, stdout=uit, stderr=StringIO())
    return uit.getvalue()


def test_demo_has_an_account_for_every_role(mensen: None) -> None:
    aantallen = Counter(rol.soort for rol in _rollen())
    assert set(aantallen) == set(Rolsoort.values)
    assert (aantallen[Rolsoort.COORDINATOR], aantallen[Rolsoort.BESTUUR], aantallen[Rolsoort.BUREAU]) == (4, 3, 3)


def test_coordinators_of_the_demo_work_at_three_boards(mensen: None) -> None:
    scholen = {rol.school for rol in _rollen() if rol.school}
    assert {school.code for school in scholen} == {"16AW01", "01FP01", "30EF00"}
    assert len({school.bestuur_id for school in scholen}) == 3


def test_mensen_laden_again_makes_nobody_and_hashes_nothing(mensen: None, django_assert_num_queries) -> None:
    with django_assert_num_queries(3):  # two for the transaction
        assert mensen_laden() == 0


def test_secrets_of_the_demo_differ_per_account_and_not_per_machine() -> None:
    assert len({persoon.geheim for persoon in MENSEN}) == len(MENSEN)
    assert (
        next(persoon for persoon in MENSEN if persoon.account == "directeur").geheim
        == "P2FFF5CZ5V32K2SPW5JUYPVE6RA6PKJ3"
    )


def test_demo_account_logs_in_with_password_and_printed_code(client: Client, mensen: None) -> None:
    client.post(reverse("account_login"), {"login": "directeur@demo.example", "password": WACHTWOORD})
    antwoord = client.post(reverse("mfa_authenticate"), {"code": _uitvoer("demo_code", "directeur").strip()})
    assert antwoord.url == "/"
    assert client.get(reverse("mfa_index")).status_code == 200


def test_demo_code_after_login_gives_a_code_that_signs(mensen: None) -> None:
    directeur = Gebruiker.objects.get(email="directeur@demo.example")
    with time_machine.travel("2026-09-15 10:00:05+02:00", tick=False):
        for _ in range(2):
            assert directeur.bevestig(_uitvoer("demo_code", "directeur@demo.example").strip())


def test_demo_code_of_an_unknown_account_names_the_accounts(mensen: None) -> None:
    with pytest.raises(CommandError, match="coordinator, coordinator-baken"):
        _uitvoer("demo_code", "niemand")


def test_demo_code_of_a_person_outside_the_demo_is_refused(mensen: None) -> None:
    Gebruiker.objects.create_user("echt@school.nl", naam="Echt Mens")
    with pytest.raises(CommandError, match="geen demo-account"):
        _uitvoer("demo_code", "echt@school.nl")


def test_demo_accounts_lists_every_account_and_the_password() -> None:
    tekst = _uitvoer("demo_accounts")
    assert all(persoon.email in tekst for persoon in MENSEN)
    assert WACHTWOORD in tekst


@pytest.mark.parametrize("opdracht", [("demo_laden",), ("demo_accounts",), ("demo_code", "directeur")])
def test_demo_command_in_a_real_portal_is_refused(opdracht: tuple[str, ...], settings) -> None:
    settings.OMGEVING = ""
    with pytest.raises(CommandError, match="alleen in de demo"):
        call_command(*opdracht)
    assert not Gebruiker.objects.exists()


def test_pupils_fill_the_schools_that_are_not_vso() -> None:
    organisaties_laden()
    leerlingen_laden()
    per_school = Counter(Leerling.objects.values_list("school__soort", flat=True))
    assert per_school == {"vo": 13 * PER_SCHOOL, "pro": 3 * PER_SCHOOL}


def test_pupils_are_the_same_on_every_machine_and_day() -> None:
    organisaties_laden()
    leerlingen_laden()
    eerste = list(Leerling.objects.order_by("pk").values("pk", "voornaam", "achternaam", "geboortedatum"))
    Leerling.objects.all().delete()
    with time_machine.travel("2031-01-01"):
        leerlingen_laden()
    assert list(Leerling.objects.order_by("pk").values("pk", "voornaam", "achternaam", "geboortedatum")) == eerste


def test_pupils_have_names_that_try_the_letters_and_the_particles() -> None:
    organisaties_laden()
    leerlingen_laden()
    namen = [leerling.naam for leerling in Leerling.objects.all()]
    assert any(not naam.isascii() for naam in namen)
    assert any(" van der " in naam for naam in namen)
    assert any(" " not in naam.split(" ", 1)[1] for naam in namen)


def test_pupils_again_adds_nothing() -> None:
    organisaties_laden()
    leerlingen_laden()
    assert leerlingen_laden() == 0
    assert Leerling.objects.count() == 16 * PER_SCHOOL


def test_samenwerkingsverband_of_the_demo_keeps_what_was_changed() -> None:
    assert samenwerkingsverband_laden()
    Samenwerkingsverband.objects.update(naam="Eigen naam")
    assert not samenwerkingsverband_laden()
    assert Samenwerkingsverband.objects.get().naam == "Eigen naam"


def test_budget_of_2025_is_loaded_for_every_year_up_to_the_next(mensen: None) -> None:
    with time_machine.travel("2026-11-22 12:00"):
        stappen.begroting()
    aantallen = Counter(Begrotingspost.objects.values_list("jaar__jaar", flat=True))
    assert set(aantallen) == {2025, 2026, 2027}
    assert len(set(aantallen.values())) == 1


def test_a_year_of_money_grows_with_the_months_and_never_twice(mensen: None) -> None:
    with time_machine.travel("2026-03-10 12:00"):
        stappen.begroting()
        assert geldjaar_laden() > 0
        assert geldjaar_laden() == 0
        voorjaar = _kosten_per_maand()
    with time_machine.travel("2026-11-22 12:00"):
        assert geldjaar_laden() > 0

    assert sorted(voorjaar) == [1, 2]
    assert sorted(_kosten_per_maand()) == list(range(1, 11))
    te_laat = Betalingstermijn.objects.filter(status="betaalbaar", vervaldatum__lte="2026-11-22")
    assert (te_laat.count(), herbouw_verschillen()) == (0, [])


def _kosten_per_maand() -> Counter[int]:
    kosten = Boeking.objects.filter(soort="kosten", ingangsdatum__year=2026)
    return Counter(dag.month for dag in kosten.values_list("ingangsdatum", flat=True))


def test_failing_step_leaves_nothing_of_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    def kapot() -> str:
        School.objects.all().delete()
        raise RuntimeError

    monkeypatch.setattr("swv.demo.management.commands.demo_laden.STAPPEN", [stappen.organisaties, kapot])
    with pytest.raises(RuntimeError):
        call_command("demo_laden", stdout=StringIO())
    assert School.objects.count() == 18


# --- The pages ---------------------------------------------------------------------------------------------


def test_login_page_of_the_demo_names_the_accounts(client: Client, settings) -> None:
    settings.OMGEVING = "Demo"
    tekst = client.get(reverse("account_login")).content.decode()
    assert "directeur@demo.example" in tekst
    assert WACHTWOORD in tekst


@pytest.mark.parametrize("omgeving", ["", "Test"])
def test_login_page_elsewhere_names_no_account(client: Client, settings, omgeving: str) -> None:
    settings.OMGEVING = omgeving
    tekst = client.get(reverse("account_login")).content.decode()
    assert "demo.example" not in tekst
    assert WACHTWOORD not in tekst


def _verstuur(*berichten: EmailMessage) -> None:
    get_connection("django.core.mail.backends.filebased.EmailBackend").send_messages(berichten)


def test_mail_page_shows_the_newest_first_with_a_banner(client: Client) -> None:
    oud = {"Date": "Tue, 01 Sep 2026 10:00:00 +0200"}
    nieuw = {"Date": "Wed, 02 Sep 2026 10:00:00 +0200"}
    _verstuur(
        EmailMessage(
            "Ontvangst bevestigd – één", "Lees https://portaal.example/a", "x@y.example", ["a@b.example"], headers=oud
        ),
        EmailMessage("Het besluit is klaar", "Tweede <b>tekst</b>", "x@y.example", ["c@d.example"], headers=nieuw),
    )
    tekst = client.get(reverse("demo:post")).content.decode()
    assert "Deze pagina bestaat alleen in de demo" in tekst
    assert tekst.index("Het besluit is klaar") < tekst.index("Ontvangst bevestigd – één")
    assert '<a href="https://portaal.example/a"' in tekst
    assert "&lt;b&gt;tekst&lt;/b&gt;" in tekst
    assert "a@b.example" in tekst


def test_mail_page_without_mail_says_what_will_come(client: Client, settings, tmp_path) -> None:
    settings.EMAIL_FILE_PATH = tmp_path / "nog-niet"
    assert "Er is nog geen e-mail" in client.get(reverse("demo:post")).content.decode()


def test_mail_page_in_a_real_portal_does_not_exist(client: Client, settings) -> None:
    settings.OMGEVING = ""
    assert client.get(reverse("demo:post")).status_code == 404


def _rollen() -> list:
    return [rol for gebruiker in Gebruiker.objects.all() for rol in gebruiker.rollen_nu]


def test_every_demo_account_has_a_confirmed_address_and_an_app(mensen: None) -> None:
    for gebruiker in Gebruiker.objects.all():
        assert gebruiker.emailaddress_set.get().verified
        assert Authenticator.objects.filter(user=gebruiker, type="totp").count() == 1


def test_demo_begins_with_a_seal_so_its_letters_can_be_filed(settings, tmp_path) -> None:
    settings.STATE_DIR = tmp_path
    settings.ZEGEL_KEY_FILE = str(tmp_path / "zegel" / "zegel.key")
    settings.ZEGEL_CERT_FILE = str(tmp_path / "zegel" / "zegel.crt")
    settings.ZEGEL_CHAIN_FILE = str(tmp_path / "zegel" / "ca.crt")

    assert stappen.STAPPEN[0] is stappen.zegel
    assert stappen.zegel() == "nieuw"
    assert stappen.zegel() == "was er al"
    assert verzegel(render_pdf("<html lang=nl><title>Proef</title><p>Proef</p></html>"), plaats="Almere", reden="Proef")


def test_conversations_of_the_demo_differ_per_kind() -> None:
    assert set(GESPREKKEN) == set(MAKERS)
    assert "berekening" not in GESPREKKEN["huisonderwijs"].vraag
    assert len({gesprek.vraag for gesprek in GESPREKKEN.values()}) == len(GESPREKKEN)
