"""Delivery against a real SMTP server with every fault that leaves a message somewhere in between."""

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from datetime import timedelta
from email import message_from_string, policy
from time import monotonic, sleep

import pytest
import time_machine
from django.conf import settings as instellingen
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone

from swv.kern import opdrachten
from swv.kern.models import Opdracht
from swv.post import bezorgen as bezorging
from swv.post.bezorgen import LaterProberen, bezorgen
from swv.post.models import Bericht
from swv.post.selectors import vraagt_aandacht
from swv.post.services import bericht_klaarzetten
from tests.factories.organisaties import GebruikerFactory
from tests.factories.post import BerichtFactory
from tests.post.mailserver import Gedrag, mailserver

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("swv")]


@pytest.fixture
def echte_post(settings):
    """Send over SMTP to a server with the behaviour that the test gives."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_TIMEOUT = 1

    with ExitStack() as servers:

        def start(gedrag: Gedrag) -> Gedrag:
            settings.EMAIL_PORT = servers.enter_context(mailserver(gedrag)).poort
            return gedrag

        yield start


def staat_van(bericht: Bericht) -> str:
    bericht.refresh_from_db()
    return bericht.staat


# --- Contents --------------------------------------------------------------------------------------------


def test_bezorgen_sends_text_html_and_headers_for_machines():
    bericht = BerichtFactory()
    bezorgen(bericht.pk)
    (verstuurd,) = mail.outbox
    kop = verstuurd.message()
    assert staat_van(bericht) == "verzonden"
    assert bericht.verzonden_op is not None
    assert kop["Message-ID"] == bericht.message_id
    assert kop["Auto-Submitted"] == "auto-generated"
    assert kop["Reply-To"] == "bureau@swv-proefstad.example"
    assert [deel.get_content_type() for deel in kop.walk()][1:] == ["text/plain", "text/html"]


@pytest.mark.parametrize("velden", [{"verzonden": True}, {"onzeker": True}, {"mislukt": True}])
def test_bezorgen_of_finished_message_does_nothing(velden):
    bezorgen(BerichtFactory(**velden).pk)
    assert mail.outbox == []


def test_bezorgen_to_closed_account_fails_and_sends_nothing():
    bericht = BerichtFactory(aan__is_active=False)
    bezorgen(bericht.pk)
    assert staat_van(bericht) == "mislukt"
    assert "geen actief account" in bericht.fout
    assert mail.outbox == []


# --- A real server ---------------------------------------------------------------------------------------


def test_bezorgen_over_smtp_arrives_whole(echte_post):
    server = echte_post(Gedrag())
    bericht = BerichtFactory(onderwerp="Aanvraag é: ‘klaar’", tekst="Regel\n.\nmet een punt\n")
    bezorgen(bericht.pk)
    ontvangen = message_from_string(server.ontvangen[0], policy=policy.default)
    assert ontvangen["Subject"] == "Aanvraag é: ‘klaar’"
    assert ontvangen["Message-ID"] == bericht.message_id
    assert staat_van(bericht) == "verzonden"


@pytest.mark.parametrize(
    "gedrag",
    [
        Gedrag(groet=None),
        Gedrag(groet="421 even niet"),
        Gedrag(afzender="451 even niet"),
        Gedrag(afzender="550 u kennen wij niet"),
        Gedrag(afzender=None),
        Gedrag(ontvanger="450 postvak bezet"),
        Gedrag(ontvanger=None),
        Gedrag(inhoud="452 schijf vol"),
    ],
    ids=[
        "hangt_op",
        "groet",
        "afzender_later",
        "afzender_fout",
        "afzender_weg",
        "ontvanger",
        "ontvanger_weg",
        "inhoud",
    ],
)
def test_bezorgen_with_passing_trouble_waits_for_a_next_try(echte_post, gedrag):
    echte_post(gedrag)
    bericht = BerichtFactory()
    with pytest.raises(LaterProberen):
        bezorgen(bericht.pk)
    assert staat_van(bericht) == "klaar"
    assert "probeert het opnieuw" in bericht.fout
    assert gedrag.ontvangen == []


def test_bezorgen_without_server_waits_and_then_arrives(echte_post, settings):
    bericht = BerichtFactory()
    settings.EMAIL_PORT = 1
    with pytest.raises(LaterProberen):
        bezorgen(bericht.pk)
    server = echte_post(Gedrag())
    bezorgen(bericht.pk)
    assert staat_van(bericht) == "verzonden"
    assert bericht.fout == ""
    assert len(server.ontvangen) == 1


@pytest.mark.parametrize(
    "gedrag", [Gedrag(ontvanger="550 5.1.1 onbekend"), Gedrag(inhoud="554 5.7.1 geweigerd")], ids=["adres", "inhoud"]
)
def test_bezorgen_refused_for_good_fails_with_the_words_of_the_server(echte_post, gedrag):
    echte_post(gedrag)
    bericht = BerichtFactory()
    bezorgen(bericht.pk)
    assert staat_van(bericht) == "mislukt"
    assert bericht.fout.startswith("De mailserver weigert dit bericht: 55")


def test_bezorgen_after_two_days_without_server_gives_up(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1
    bericht = BerichtFactory(proberen_vanaf=timezone.now() - timedelta(hours=48))
    bezorgen(bericht.pk)
    assert staat_van(bericht) == "mislukt"
    assert "48 uur" in bericht.fout


def test_bezorgen_when_server_hangs_up_after_the_contents_is_uncertain(echte_post):
    server = echte_post(Gedrag(inhoud=None))
    bericht = BerichtFactory()
    bezorgen(bericht.pk)
    assert len(server.ontvangen) == 1
    assert staat_van(bericht) == "onzeker"


def test_bezorgen_to_server_slower_than_the_limit_after_the_contents_is_uncertain(echte_post, settings):
    settings.EMAIL_TIMEOUT = 0.2
    traag = threading.Event()
    echte_post(Gedrag(bij_inhoud=lambda: traag.wait(5)))
    bericht = BerichtFactory()
    begin = monotonic()
    bezorgen(bericht.pk)
    traag.set()
    assert monotonic() - begin < 4
    assert staat_van(bericht) == "onzeker"


def test_bezorgen_to_server_that_never_greets_stops_at_the_limit(echte_post, settings):
    settings.EMAIL_TIMEOUT = 0.2
    echte_post(Gedrag(groet=""))
    bericht = BerichtFactory()
    with pytest.raises(LaterProberen):
        bezorgen(bericht.pk)
    assert staat_van(bericht) == "klaar"


# --- Through the outbox ----------------------------------------------------------------------------------


def test_outbox_retries_after_passing_trouble_with_a_growing_pause(echte_post):
    server = echte_post(Gedrag(ontvanger="450 later"))
    bericht = bericht_klaarzetten(bron=None, aan=GebruikerFactory(), soort="kort", sleutel="k", context={})
    opdracht = Opdracht.objects.get()
    pauzes = []
    for _ in range(3):
        Opdracht.objects.update(niet_voor=timezone.now())
        opdrachten.uitvoeren(opdracht.pk)
        opdracht.refresh_from_db()
        pauzes.append(opdracht.niet_voor - timezone.now())
    assert pauzes == sorted(pauzes)
    server.ontvanger = "250 ok"
    Opdracht.objects.update(niet_voor=timezone.now())
    assert opdrachten.uitvoeren(opdracht.pk)
    assert staat_van(bericht) == "verzonden"


def test_outbox_keeps_trying_longer_than_two_days(settings):
    """Every attempt that the outbox grants, with its pauses; the message itself gives up after 48 hours."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1
    with time_machine.travel("2026-03-02 09:00+01:00", tick=False) as klok:
        bericht = bericht_klaarzetten(bron=None, aan=GebruikerFactory(), soort="kort", sleutel="k", context={})
        while staat_van(bericht) == "klaar":
            opdracht = Opdracht.objects.get()
            klok.move_to(opdracht.niet_voor)
            assert opdrachten.uitvoeren(opdracht.pk) or Opdracht.objects.get().staat == "klaar"
        assert timedelta(hours=48) <= timezone.now() - bericht.klaargezet_op < timedelta(hours=50)
    assert bericht.staat == "mislukt"


# --- Cut off ---------------------------------------------------------------------------------------------


def test_bezorgen_of_message_found_halfway_makes_it_uncertain_and_sends_nothing():
    halfweg = timezone.now() - instellingen.OPDRACHT_LEASE
    bericht = BerichtFactory(staat="wordt_verzonden", geclaimd_op=halfweg)
    bezorgen(bericht.pk)
    assert staat_van(bericht) == "onzeker"
    assert "verstuur opnieuw" in bericht.fout
    assert mail.outbox == []


def test_bezorgen_of_message_that_somebody_sends_right_now_waits():
    bericht = BerichtFactory(staat="wordt_verzonden", geclaimd_op=timezone.now())
    with pytest.raises(LaterProberen):
        bezorgen(bericht.pk)
    assert staat_van(bericht) == "wordt_verzonden"


def test_bezorgen_called_uncertain_meanwhile_knows_better_at_the_end():
    bericht = BerichtFactory()
    claim = bezorging._claim(bericht.pk)
    Bericht.objects.update(staat="onzeker", fout="afgebroken")
    bezorging._noteer(claim, staat="verzonden", verzonden_op=timezone.now(), fout="")
    assert staat_van(bericht) == "verzonden"


def wacht(voorwaarde) -> None:
    einde = monotonic() + 30
    while not voorwaarde():
        assert monotonic() < einde, "Bleef uit"
        sleep(0.05)


def wie_op_mij_wacht() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))")
        return [pid for (pid,) in cursor.fetchall()]


def verbreek(pids: list[int]) -> None:
    """The database hears that its client is gone; until then it would finish the statement it waits with."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid, 5000) FROM unnest(%s) AS pid", [pids])


BEZORGER = """
import os, sys
import django
django.setup()
from django.conf import settings
from django.db import connection
from swv.kern import opdrachten
settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", int(sys.argv[1]), 20
settings.OPDRACHT_LEASE = settings.OPDRACHT_LEASE / 65
connection.settings_dict["NAME"] = sys.argv[2]
opdrachten.uitvoeren(int(sys.argv[3]))
"""


def start_bezorger(poort: int, opdracht: Opdracht) -> subprocess.Popen:
    """A worker process of its own, with a lease of two seconds."""
    return subprocess.Popen(
        [sys.executable, "-c", BEZORGER, str(poort), connection.settings_dict["NAME"], str(opdracht.pk)],
        cwd=instellingen.BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"]},
    )


@pytest.mark.django_db(transaction=True)
def test_worker_killed_between_accepted_and_noted_leaves_the_message_uncertain(echte_post, settings):
    """kill -9 after the server took the mail: the row says so, nothing is sent again by itself."""
    aangekomen, mag_antwoorden = threading.Event(), threading.Event()
    server = echte_post(Gedrag(bij_inhoud=lambda: (aangekomen.set(), mag_antwoorden.wait(30))))
    bericht = bericht_klaarzetten(bron=None, aan=GebruikerFactory(), soort="kort", sleutel="k", context={})
    opdracht = Opdracht.objects.get()
    werker = start_bezorger(server.poort, opdracht)
    try:
        assert aangekomen.wait(60)
        with transaction.atomic():
            # Hold the row: the worker hears "250 aangenomen" and cannot write it down.
            assert Bericht.objects.select_for_update(of=("self",)).get(pk=bericht.pk).staat == "wordt_verzonden"
            mag_antwoorden.set()
            wacht(wie_op_mij_wacht)
            werker.send_signal(signal.SIGKILL)
            werker.wait(10)
            verbreek(wie_op_mij_wacht())
    finally:
        werker.kill()
        werker.wait(10)
    settings.OPDRACHT_LEASE = timedelta(seconds=2)
    wacht(lambda: opdrachten.uitvoeren(opdracht.pk))
    assert staat_van(bericht) == "onzeker"
    opdrachten.vegen()
    assert len(server.ontvangen) == 1
    assert list(vraagt_aandacht(timezone.now())) == [bericht]


def tegelijk(bericht: Bericht, aantal: int) -> None:
    """Deliver one message in so many threads at once."""

    def een() -> None:
        with closing(connection):
            slot.wait()
            with suppress(LaterProberen):
                bezorgen(bericht.pk)

    slot = threading.Barrier(aantal)
    with ThreadPoolExecutor(aantal) as uitvoerder:
        for taak in [uitvoerder.submit(een) for _ in range(aantal)]:
            taak.result()


@pytest.mark.django_db(transaction=True)
def test_bezorgen_five_times_at_once_sends_once(echte_post):
    server = echte_post(Gedrag())
    bericht = BerichtFactory()
    tegelijk(bericht, 5)
    assert len(server.ontvangen) == 1
    assert staat_van(bericht) == "verzonden"


@pytest.mark.django_db(transaction=True)
def test_bezorgen_five_times_at_once_without_the_claim_sends_five_times(echte_post, monkeypatch):
    """The twin: it is the claim that guards."""
    server = echte_post(Gedrag())
    bericht = BerichtFactory()
    monkeypatch.setattr(bezorging, "_claim", lambda pk: Bericht.objects.select_related("aan").get(pk=pk))
    tegelijk(bericht, 5)
    assert len(server.ontvangen) == 5


# --- Keeping an eye --------------------------------------------------------------------------------------


def test_vraagt_aandacht_lists_failed_uncertain_and_stuck_messages():
    nu = timezone.now()
    lang_geleden = nu - timedelta(minutes=16)
    verwacht = {
        BerichtFactory(mislukt=True),
        BerichtFactory(onzeker=True),
        BerichtFactory(proberen_vanaf=lang_geleden),
        BerichtFactory(staat="wordt_verzonden", proberen_vanaf=lang_geleden),
    }
    BerichtFactory()
    BerichtFactory(verzonden=True, proberen_vanaf=lang_geleden)
    assert set(vraagt_aandacht(nu)) == verwacht
