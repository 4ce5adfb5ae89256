"""`./portal up` and what joins it, with real processes on a small project."""

import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from scripts.portaal import config
from tests.portaal.conftest import Checkout, sockets, vrije_poort, wacht_tot

ALLEEN_LINUX = pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks at processes through /proc")
ALLEEN_ROOT = pytest.mark.skipif(os.getuid() != 0, reason="only root needs another account for PostgreSQL")
pytestmark = ALLEEN_LINUX


def servers(checkout: Checkout) -> dict[str, str]:
    gelezen: dict[str, str] = json.loads((checkout.state / "servers.json").read_text())
    return gelezen


def laat_worker_slapen(checkout: Checkout, seconden: int) -> None:
    """Gives the worker a task and returns when it has begun."""
    (checkout.state / "slaapt").unlink(missing_ok=True)
    env = checkout.env(
        **servers(checkout),
        STATE_DIR=str(checkout.state),
        SECRET_KEY="x",
        DJANGO_SETTINGS_MODULE="swv.settings.development",
    )
    opdracht = f"from swv.celery import app; app.send_task('slaap', [{seconden}])"
    python = str(checkout.folder / ".venv" / "bin" / "python")
    subprocess.run([python, "-c", opdracht], env=env, cwd=checkout.folder, check=True)
    wacht_tot((checkout.state / "slaapt").exists, "de worker is begonnen")


def test_up_answers_names_accounts_and_ctrl_c_stops_everything(checkout: Checkout) -> None:
    supervisor = checkout.up()

    assert f"http://127.0.0.1:{checkout.poort}/" in checkout.gezegd
    assert "rol  account" in checkout.gezegd
    with urllib.request.urlopen(f"http://127.0.0.1:{checkout.poort}/gezond/", timeout=10) as antwoord:
        assert antwoord.read() == b"gezond"

    supervisor.send_signal(signal.SIGINT)
    assert supervisor.wait(30) == 0
    assert checkout.processen() == {}
    assert "The portal has stopped." in checkout.gezegd


def test_up_a_second_time_on_the_same_state_folder_is_refused_and_the_first_goes_on(checkout: Checkout) -> None:
    supervisor = checkout.up()

    tweede = checkout.portal("up", PORT=str(vrije_poort()))

    assert tweede.returncode == 1
    assert f"./portal up (process {supervisor.pid}) already uses the state folder {checkout.state}" in tweede.stderr
    assert "PORTAL_STATE=" in tweede.stderr
    assert supervisor.poll() is None


def test_up_on_a_port_in_use_is_refused_before_anything_starts(checkout: Checkout) -> None:
    checkout.up()

    ander = checkout.portal("up", PORTAL_STATE=str(checkout.folder / "ander"))

    assert ander.returncode == 1
    assert f"Port {checkout.poort} on 127.0.0.1 cannot be used" in ander.stderr
    assert f"PORT={checkout.poort + 1} ./portal up" in ander.stderr
    assert not (checkout.folder / "ander" / "postgres").exists()


def test_manage_and_code_join_the_running_servers(checkout: Checkout) -> None:
    checkout.up()
    postgres = checkout.pid("bin/postgres -D")

    keren = checkout.portal("manage", "keren")
    code = checkout.portal("code", "jan@voorbeeld.nl")

    assert (keren.returncode, code.returncode) == (0, 0), keren.stderr + code.stderr
    assert "versie=18" in keren.stdout
    assert code.stdout == "code van jan@voorbeeld.nl: 123456\n"
    assert checkout.pid("bin/postgres -D") == postgres


def test_manage_without_running_servers_starts_them_for_the_call(checkout: Checkout) -> None:
    geladen = checkout.portal("manage", "demo_laden")
    keren = checkout.portal("manage", "keren")
    mislukt = checkout.portal("manage", "bestaat_niet")

    assert (geladen.returncode, keren.returncode) == (0, 0), geladen.stderr + keren.stderr
    assert "versie=18" in keren.stdout
    assert mislukt.returncode == 1
    assert checkout.processen() == {}


def test_code_before_the_demo_was_loaded_says_what_to_do(checkout: Checkout) -> None:
    code = checkout.portal("code", "jan", PORTAL_STATE=str(checkout.folder / "leeg"))

    assert code.returncode == 1
    assert "Start it once with ./portal up" in code.stderr


def test_given_servers_are_used_instead_of_own_ones(checkout: Checkout) -> None:
    checkout.up()
    ander = checkout.folder / "zonder-servers"

    keren = checkout.portal("manage", "keren", PORTAL_STATE=str(ander), **servers(checkout))

    assert "versie=18" in keren.stdout, keren.stderr
    assert not (ander / "postgres").exists()


def test_killed_supervisor_in_the_middle_of_a_task_leaves_no_orphan_and_the_next_start_works(
    checkout: Checkout,
) -> None:
    supervisor = checkout.up()
    laat_worker_slapen(checkout, 120)

    supervisor.kill()
    supervisor.wait()

    wacht_tot(lambda: not checkout.processen(), "alle processen zijn weg", geduld=10)
    checkout.up()
    assert checkout.portal("manage", "keren").returncode == 0


SIGNAAL_VAN_DE_KERN = ("processes.py", "prctl(_PR_SET_PDEATHSIG, death_signal, 0, 0, 0)")
WACHTER = ("orphans.py", "    end_left(file, owner=owner)")


@contextmanager
def checkout_zonder(folder: Path, *bewakers: tuple[str, str]) -> Iterator[Checkout]:
    """A checkout from which guards have been taken out."""
    checkout = Checkout(folder.with_name(f"{folder.name}-zonder"))
    for bestand, regel in bewakers:
        bron = checkout.folder / "scripts" / "portaal" / bestand
        tekst = bron.read_text()
        assert tekst.count(regel) == 1
        bron.write_text(tekst.replace(regel, regel[: -len(regel.lstrip())] + "pass" if regel[0] == " " else "pass"))
    try:
        yield checkout
    finally:
        checkout.stop()
        shutil.rmtree(checkout.folder)


def test_killed_supervisor_without_the_kernel_is_noticed_by_the_guard(folder: Path) -> None:
    """As on a system that has no death signal, and as with the grandchildren everywhere."""
    with checkout_zonder(folder, SIGNAAL_VAN_DE_KERN) as checkout:
        supervisor = checkout.up()
        laat_worker_slapen(checkout, 120)

        supervisor.kill()
        supervisor.wait()

        wacht_tot(lambda: not checkout.processen(), "alle processen zijn weg", geduld=10)


def test_killed_supervisor_without_any_guard_leaves_orphans_that_the_next_start_ends(folder: Path) -> None:
    """The twin: it shows that the guards do it, and that the third net holds."""
    with checkout_zonder(folder, SIGNAAL_VAN_DE_KERN, WACHTER) as checkout:
        supervisor = checkout.up()
        supervisor.kill()
        supervisor.wait()
        time.sleep(3)
        wezen = checkout.processen()
        for programma in ("bin/postgres -D", "valkey-server", "gunicorn", "celery -A swv worker", "celery -A swv beat"):
            assert any(programma in regel for regel in wezen.values()), programma

        checkout.up()  # on the port that the orphaned web server held

        assert not wezen.keys() & checkout.processen().keys()


@pytest.mark.parametrize("programma", ["celery -A swv worker", "celery -A swv beat", "gunicorn"])
def test_killed_program_is_started_again(checkout: Checkout, programma: str) -> None:
    checkout.up()
    oud = checkout.pid(programma)

    os.kill(oud, signal.SIGKILL)

    wacht_tot(lambda: "is started again" in checkout.gezegd, "de supervisor meldt het")
    wacht_tot(
        lambda: any(programma in regel and pid != oud for pid, regel in checkout.processen().items()),
        f"{programma} draait weer",
    )


@pytest.mark.parametrize("server", ["postgres", "valkey"])
def test_killed_server_stops_the_portal_and_names_the_log(checkout: Checkout, server: str) -> None:
    supervisor = checkout.up()

    os.kill(checkout.pid({"postgres": "bin/postgres -D", "valkey": "valkey-server"}[server]), signal.SIGKILL)

    assert supervisor.wait(40) == 1
    assert f"{server} has stopped, so the portal stops too; see {checkout.state}/log/{server}.log" in checkout.gezegd
    assert checkout.processen() == {}
    checkout.up()  # recovers by itself


def test_second_ctrl_c_does_not_wait_for_the_task(checkout: Checkout) -> None:
    supervisor = checkout.up()
    laat_worker_slapen(checkout, 120)

    supervisor.send_signal(signal.SIGINT)
    wacht_tot(lambda: "Stopping" in checkout.gezegd, "het stoppen is begonnen")
    supervisor.send_signal(signal.SIGINT)

    assert supervisor.wait(8) == 0
    wacht_tot(lambda: not checkout.processen(), "alle processen zijn weg", geduld=5)


def test_pid_file_of_another_program_does_not_stop_the_next_start(checkout: Checkout) -> None:
    """After a restart of the machine the number in postmaster.pid can belong to anything."""
    checkout.portal("manage", "demo_laden")
    data = checkout.state / "postgres" / "data"
    (data / "postmaster.pid").write_text(f"{os.getpid()}\n{data}\n")

    assert checkout.portal("manage", "keren").returncode == 0


@ALLEEN_ROOT
def test_state_folder_closed_to_the_database_account_puts_the_data_elsewhere(checkout: Checkout) -> None:
    dicht = Path(tempfile.mkdtemp(prefix="dicht-", dir="/tmp"))
    state = dicht / "state"
    plaats = Path("/var/tmp") / f"portal-{config.read({'PORTAL_STATE': str(state)}).key}"  # noqa: S108
    try:
        geladen = checkout.portal("manage", "demo_laden", PORTAL_STATE=str(state))
        keren = checkout.portal("manage", "keren", PORTAL_STATE=str(state))

        getest = checkout.portal("test", "-q", "-k", "postgres", PORTAL_STATE=str(state))

        assert geladen.returncode == 0, geladen.stderr
        assert f"its data are in {plaats}" in geladen.stdout
        assert "keren=1" in keren.stdout
        assert "1 passed" in getest.stdout
        assert plaats.stat().st_uid == 0
        assert (plaats / "postgres").stat().st_mode & 0o077 == 0
        assert dicht.stat().st_mode & 0o077 == 0
    finally:
        van_de_test = config.read({"PORTAL_STATE": str(state)}).for_tests()
        ook_van_de_test = Path("/var/tmp") / f"portal-{van_de_test.key}"  # noqa: S108
        for rest in (plaats, ook_van_de_test, dicht, sockets(state)):
            shutil.rmtree(rest, ignore_errors=True)


def test_test_keeps_its_databases_for_the_next_run_unless_it_was_not_stopped_in_order(checkout: Checkout) -> None:
    """Copies of a migrated database save time; without fsync they cannot be trusted after a hard stop."""
    checkout.portal("test", "-q", "-k", "postgres")
    data = checkout.state / "test" / "postgres" / "data"
    blijft = data / "blijft"
    blijft.touch()

    assert checkout.portal("test", "-q", "-k", "postgres").returncode == 0
    assert blijft.exists()
    (data / "postmaster.pid").touch()
    assert checkout.portal("test", "-q", "-k", "postgres").returncode == 0
    assert not blijft.exists()


def test_test_uses_servers_of_its_own_and_exits_as_pytest_does(checkout: Checkout) -> None:
    goed = checkout.portal("test", "-q", MOET_LUKKEN="ja")
    fout = checkout.portal("test", "-q")
    een = checkout.portal("test", "-q", "-k", "postgres")

    assert (goed.returncode, fout.returncode, een.returncode) == (0, 1, 0), goed.stdout + goed.stderr
    assert "2 passed" in goed.stdout
    assert "1 failed, 1 passed" in fout.stdout
    assert "1 passed, 1 deselected" in een.stdout
    assert (checkout.state / "test" / "postgres").exists()
    assert checkout.processen() == {}
