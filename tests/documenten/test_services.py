import hashlib
import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import Error, connection, transaction
from django.db.utils import IntegrityError
from django.utils import timezone

from swv.documenten import selectors, services, tasks
from swv.documenten.models import Bijlage, Brief, Inzage
from swv.documenten.opslag import prive_opslag
from swv.documenten.zegel import ZegelFout
from swv.kern import opdrachten
from swv.kern.fouten import Geweigerd, VerkeerdeStatus, VoorwaardeNietVervuld
from swv.kern.models import Opdracht
from tests.documenten import maak
from tests.documenten.conftest import bestanden_in
from tests.factories.documenten import BriefFactory, DossierFactory
from tests.factories.organisaties import GebruikerFactory

VERVOLG = "proef.brief_klaar"
SCHRIJFPROCES = Path(__file__).with_name("schrijfproces.py")


@pytest.fixture(autouse=True)
def _vervolg():
    opdrachten._uitvoerders.setdefault(VERVOLG, opdrachten.Uitvoerder(lambda object_id: None, 1))
    yield
    opdrachten._uitvoerders.pop(VERVOLG, None)


def upload(naam="verslag.pdf", inhoud=None):
    return SimpleUploadedFile(naam, maak.pdf() if inhoud is None else inhoud)


def voeg_toe(dossier, lezer, **extra):
    return services.bijlage_toevoegen(bron=dossier, upload=upload(**extra), soort="verslag", door=lezer)


# --- Attachments -------------------------------------------------------------------------------------------


def test_bijlage_toevoegen_keeps_file_hash_and_who(dossier, lezer):
    bijlage = voeg_toe(dossier, lezer)

    inhoud = bijlage.bestand.open().read()
    bijlage.bestand.close()
    assert bijlage.sha256 == hashlib.sha256(inhoud).hexdigest()
    assert bijlage.grootte == len(inhoud)
    assert bijlage.toegevoegd_door == lezer
    assert bijlage.bron == dossier
    assert list(selectors.bijlagen_van(dossier)) == [bijlage]


def test_bijlage_toevoegen_name_on_disk_tells_nothing_and_has_no_address(dossier, lezer, settings):
    bijlage = voeg_toe(dossier, lezer, naam="Noor Jansen.pdf")
    (pad,) = bestanden_in(settings.MEDIA_ROOT)

    assert "Noor" not in str(pad)
    assert pad.stat().st_mode & 0o777 == 0o600
    assert pad.parent.stat().st_mode & 0o777 == 0o700
    with pytest.raises(ValueError, match="geen adres"):
        bijlage.bestand.url  # noqa: B018


def test_bijlage_toevoegen_refused_file_stores_nothing(dossier, lezer, settings):
    with pytest.raises(Geweigerd):
        voeg_toe(dossier, lezer, inhoud=b"geen pdf")

    assert bestanden_in(settings.MEDIA_ROOT) == []
    assert not Bijlage.objects.exists()


def test_bijlage_toevoegen_row_that_fails_takes_its_file_along(dossier, lezer, settings):
    with pytest.raises(Error), transaction.atomic():
        services.bijlage_toevoegen(bron=dossier, upload=upload(), soort="x" * 61, door=lezer)

    assert bestanden_in(settings.MEDIA_ROOT) == []


def test_bijlage_toevoegen_too_many_is_refused(dossier, lezer, monkeypatch):
    monkeypatch.setattr(services, "MAX_BIJLAGEN", 1)
    voeg_toe(dossier, lezer)

    with pytest.raises(Geweigerd, match="er zijn al 1 bestanden"):
        voeg_toe(dossier, lezer, naam="ander.pdf")


def test_bijlage_toevoegen_same_file_twice_is_refused_until_the_first_is_gone(dossier, lezer):
    inhoud = maak.pdf()
    eerste = voeg_toe(dossier, lezer, inhoud=inhoud)

    with pytest.raises(Geweigerd, match=r"‘verslag\.pdf’ is niet toegevoegd: dit bestand staat er al\."):
        voeg_toe(dossier, lezer, inhoud=inhoud)

    voeg_toe(dossier, lezer, inhoud=inhoud, naam="ander.pdf")
    services.bijlage_toevoegen(bron=dossier, upload=upload(inhoud=inhoud), soort="plan", door=lezer)
    services.bijlage_toevoegen(bron=DossierFactory(), upload=upload(inhoud=inhoud), soort="verslag", door=lezer)
    services.bijlage_verwijderen(bijlage=eerste, door=lezer)
    assert voeg_toe(dossier, lezer, inhoud=inhoud).pk != eerste.pk


def dubbelklik():
    """The same file twice at the same moment. Gives for each the name that was added or the refusal."""
    dossier, lezer, inhoud = DossierFactory(), GebruikerFactory(), maak.pdf()
    start = threading.Barrier(2)

    def klik(_):
        start.wait(timeout=10)
        try:
            return voeg_toe(dossier, lezer, inhoud=inhoud).bestandsnaam
        except Geweigerd as fout:
            return fout.zin
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as twee:
        return sorted(twee.map(klik, range(2)))


@pytest.mark.django_db(transaction=True)
def test_bijlage_toevoegen_double_click_keeps_one_file():
    eerste, tweede = dubbelklik()

    assert eerste == "verslag.pdf"
    assert "dit bestand staat er al" in tweede
    assert Bijlage.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_bijlage_toevoegen_double_click_without_the_lock_would_keep_two(monkeypatch):
    na_de_controle, naam = threading.Barrier(2), services.willekeurige_naam

    def wacht(*args):
        na_de_controle.wait(timeout=10)
        return naam(*args)

    monkeypatch.setattr(services, "_vergrendel", lambda bron: None)
    monkeypatch.setattr(services, "willekeurige_naam", wacht)

    assert dubbelklik() == ["verslag.pdf", "verslag.pdf"]


@pytest.mark.django_db(transaction=True)
def test_bijlage_toevoegen_caller_rolls_back_file_is_tidied_later(settings):
    dossier, lezer = DossierFactory(), GebruikerFactory()
    with transaction.atomic():
        voeg_toe(dossier, lezer)
        transaction.set_rollback(True)
    assert len(bestanden_in(settings.MEDIA_ROOT)) == 1

    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        klaar = services.opruimen()

    assert klaar.wezen == 1
    assert bestanden_in(settings.MEDIA_ROOT) == []


def test_bijlage_verwijderen_content_goes_and_row_stays(dossier, lezer, settings, django_capture_on_commit_callbacks):
    bijlage = voeg_toe(dossier, lezer)
    with django_capture_on_commit_callbacks(execute=True):
        services.bijlage_verwijderen(bijlage=bijlage, door=lezer)

    bijlage.refresh_from_db()
    assert bijlage.verwijderd_door == lezer
    assert bestanden_in(settings.MEDIA_ROOT) == []
    assert list(selectors.bijlagen_van(dossier)) == []


def test_bijlage_verwijderen_twice_keeps_the_first_moment(dossier, lezer, vreemde):
    bijlage = voeg_toe(dossier, lezer)
    eerste = services.bijlage_verwijderen(bijlage=bijlage, door=lezer)

    assert services.bijlage_verwijderen(bijlage=bijlage, door=vreemde).verwijderd_op == eerste.verwijderd_op


@pytest.mark.parametrize("veld", ["sha256", "bestand", "bestandsnaam", "object_id"])
def test_bijlage_content_fields_cannot_change_in_the_database(dossier, lezer, veld):
    bijlage = voeg_toe(dossier, lezer)

    with pytest.raises(Error, match="Cannot update"), transaction.atomic():
        Bijlage.objects.filter(pk=bijlage.pk).update(**{veld: "0" * 32})


def test_opruimen_leaves_files_with_a_row_and_young_files(dossier, lezer, settings):
    bijlage = voeg_toe(dossier, lezer)
    prive_opslag().save("brieven/aa/jong.pdf", ContentFile(b"inhoud"))
    assert services.opruimen() == services.Opgeruimd(0, 0)

    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        assert services.opruimen() == services.Opgeruimd(1, 0)

    assert [pad.name for pad in bestanden_in(settings.MEDIA_ROOT)] == [Path(bijlage.bestand.name).name]


def test_opruimen_takes_file_of_removed_attachment_that_stayed_behind(dossier, lezer, settings):
    services.bijlage_verwijderen(
        bijlage=voeg_toe(dossier, lezer), door=lezer
    )  # no commit here: the file is still there

    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        assert services.opruimen() == services.Opgeruimd(0, 1)

    assert bestanden_in(settings.MEDIA_ROOT) == []


# --- Letters -----------------------------------------------------------------------------------------------


def zet_klaar(dossier, gegevens, **extra):
    velden = {
        "bron": dossier,
        "soort": "toekenningsbrief",
        "sjabloon": "proefbrief",
        "context": gegevens,
        "titel": "Uw aanvraag is goedgekeurd",
        "kenmerk": "ROB-2026-0042",
        "sleutel": "besluit-1",
        "vervolg": VERVOLG,
    }
    return services.brief_klaarzetten(**(velden | extra))


def test_brief_klaarzetten_stores_the_letter_and_asks_for_the_work(dossier, gegevens):
    brief = zet_klaar(dossier, gegevens)

    assert brief.code in brief.html
    assert brief.status == Brief.Status.TE_MAKEN
    assert Opdracht.objects.get(soort="documenten.brief").object_id == str(brief.pk)
    assert list(selectors.brieven_van(dossier)) == [brief]


def test_brief_klaarzetten_same_key_gives_the_same_letter(dossier, gegevens):
    eerste = zet_klaar(dossier, gegevens)

    tweede = zet_klaar(dossier, gegevens | {"onderwerp": "Iets anders"})

    assert tweede == eerste
    assert Brief.objects.get().html == eerste.html
    assert Opdracht.objects.filter(soort="documenten.brief").count() == 1


def test_brief_vastleggen_files_a_sealed_pdf_and_asks_what_follows(dossier, gegevens):
    brief = services.brief_vastleggen(brief_id=zet_klaar(dossier, gegevens).pk)

    with brief.pdf.open() as bestand:
        inhoud = bestand.read()
    assert hashlib.sha256(inhoud).hexdigest() == brief.sha256
    assert b"/ETSI.CAdES.detached" in inhoud
    assert brief.opgeslagen_op is not None
    assert Opdracht.objects.get(soort=VERVOLG).object_id == str(brief.pk)


def test_brief_vastleggen_again_changes_nothing(dossier, gegevens, settings):
    brief = zet_klaar(dossier, gegevens)
    eerste = services.brief_vastleggen(brief_id=brief.pk)

    tweede = services.brief_vastleggen(brief_id=brief.pk)

    assert (tweede.pdf.name, tweede.sha256) == (eerste.pdf.name, eerste.sha256)
    assert len(bestanden_in(settings.MEDIA_ROOT)) == 1
    assert Opdracht.objects.filter(soort=VERVOLG).count() == 1


def test_brief_vastleggen_without_seal_files_nothing_and_can_try_again(dossier, gegevens, settings, tmp_path):
    brief = zet_klaar(dossier, gegevens)
    goed = settings.ZEGEL_KEY_FILE
    settings.ZEGEL_KEY_FILE = str(tmp_path / "weg")
    with pytest.raises(ZegelFout):
        services.brief_vastleggen(brief_id=brief.pk)
    assert bestanden_in(settings.MEDIA_ROOT) == []

    settings.ZEGEL_KEY_FILE = goed

    assert services.brief_vastleggen(brief_id=brief.pk).is_opgeslagen


def test_opdracht_files_the_letter_and_is_done_once(dossier, gegevens):
    brief = zet_klaar(dossier, gegevens)
    rij = Opdracht.objects.get(soort="documenten.brief")

    assert opdrachten.uitvoeren(rij.pk)
    assert not opdrachten.uitvoeren(rij.pk)

    brief.refresh_from_db()
    assert brief.is_opgeslagen


def test_opruimen_by_beat_and_by_hand_do_the_same(db, settings, capsys):
    prive_opslag().save("brieven/aa/oud.pdf", ContentFile(b"x"))
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        tasks.opruimen()
        call_command("documenten_opruimen")

    assert bestanden_in(settings.MEDIA_ROOT) == []
    assert "0 bestanden zonder rij" in capsys.readouterr().out


def test_is_vastgelopen_when_the_worker_gave_up(dossier, gegevens):
    brief = zet_klaar(dossier, gegevens)
    assert not selectors.is_vastgelopen(brief)

    Opdracht.objects.filter(object_id=str(brief.pk)).update(staat=Opdracht.Staat.MISLUKT)

    assert selectors.is_vastgelopen(brief)


@pytest.mark.django_db(transaction=True)
def test_brief_vastleggen_five_at_once_files_one(gegevens, settings):
    brief = zet_klaar(DossierFactory(), gegevens)
    start = threading.Barrier(5)
    fouten = []

    def werk():
        try:
            start.wait()
            services.brief_vastleggen(brief_id=brief.pk)
        except Exception as fout:
            fouten.append(fout)
        finally:
            connection.close()

    draden = [threading.Thread(target=werk) for _ in range(5)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()

    brief.refresh_from_db()
    assert fouten == []
    assert [pad.name for pad in bestanden_in(settings.MEDIA_ROOT)] == [Path(brief.pdf.name).name]
    assert Opdracht.objects.filter(soort=VERVOLG).count() == 1


def test_brief_vastleggen_without_the_second_look_is_stopped_by_the_database(dossier, gegevens, monkeypatch):
    """Twin: with the check under the lock switched off, the database itself refuses a second file."""
    brief = services.brief_vastleggen(brief_id=zet_klaar(dossier, gegevens).pk)
    monkeypatch.setattr(Brief, "is_opgeslagen", property(lambda self: False))

    with pytest.raises(Error, match="Cannot update"), transaction.atomic():
        services.brief_vastleggen(brief_id=brief.pk)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("moment", ["na zetten", "na zegel", "na bestand", "voor commit", "na commit"])
def test_brief_vastleggen_killed_at_any_moment_ends_with_one_letter(moment, gegevens, settings):
    brief = zet_klaar(DossierFactory(), gegevens)
    omgeving = os.environ | {
        "PROEF_DATABASE": connection.settings_dict["NAME"],
        "PROEF_MEDIA": str(settings.MEDIA_ROOT),
        "PROEF_ZEGEL": str(Path(settings.ZEGEL_KEY_FILE).parent),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    proces = subprocess.run(
        [sys.executable, str(SCHRIJFPROCES), moment, str(brief.pk)], env=omgeving, timeout=120, capture_output=True
    )
    assert proces.returncode == -signal.SIGKILL, proces.stderr.decode()
    brief.refresh_from_db()
    assert brief.is_opgeslagen is (moment == "na commit")

    services.brief_vastleggen(brief_id=brief.pk)
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        wezen = services.opruimen().wezen

    brief.refresh_from_db()
    assert wezen == (1 if moment in {"na bestand", "voor commit"} else 0)
    assert [pad.name for pad in bestanden_in(settings.MEDIA_ROOT)] == [Path(brief.pdf.name).name]
    assert Opdracht.objects.filter(soort=VERVOLG).count() == 1


@pytest.mark.parametrize("veld", ["html", "code", "kenmerk", "sleutel", "titel", "soort", "datum"])
def test_brief_what_it_says_cannot_change_in_the_database(db, veld):
    brief = BriefFactory()
    waarde = "2020-01-01" if veld == "datum" else "anders"

    with pytest.raises(Error, match="Cannot update"), transaction.atomic():
        Brief.objects.filter(pk=brief.pk).update(**{veld: waarde})


@pytest.mark.parametrize(
    "wijziging",
    [
        {"sha256": "0" * 64},
        {"pdf": "brieven/aa/ander.pdf"},
        {"opgeslagen_op": "2020-01-01T00:00Z"},
        {"status": "te maken", "pdf": "", "sha256": "", "opgeslagen_op": None},
    ],
)
def test_brief_filed_file_cannot_change_in_the_database(dossier, gegevens, wijziging):
    brief = services.brief_vastleggen(brief_id=zet_klaar(dossier, gegevens).pk)

    with pytest.raises(Error, match="Cannot update"), transaction.atomic():
        Brief.objects.filter(pk=brief.pk).update(**wijziging)


def test_brief_filed_cannot_be_deleted(dossier, gegevens):
    brief = services.brief_vastleggen(brief_id=zet_klaar(dossier, gegevens).pk)

    with pytest.raises(Error, match="Cannot delete"), transaction.atomic():
        brief.delete()


def test_brief_filed_without_file_is_no_row(db):
    brief = BriefFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Brief.objects.filter(pk=brief.pk).update(status="opgeslagen")


def test_brief_intrekken_keeps_reason_and_file(dossier, gegevens, lezer):
    brief = services.brief_vastleggen(brief_id=zet_klaar(dossier, gegevens).pk)

    brief = services.brief_intrekken(brief=brief, reden=" Verkeerd bedrag ", door=lezer)

    assert brief.is_ingetrokken
    assert brief.ingetrokken_reden == "Verkeerd bedrag"
    assert prive_opslag().exists(brief.pdf.name)


def test_brief_intrekken_without_reason_is_refused(db):
    with pytest.raises(VoorwaardeNietVervuld, match="Vul in waarom"):
        services.brief_intrekken(brief=BriefFactory(), reden=" ", door=None)


def test_brief_intrekken_twice_is_refused_and_not_undone(db):
    brief = services.brief_intrekken(brief=BriefFactory(), reden="Fout", door=None)

    with pytest.raises(VerkeerdeStatus, match="al ingetrokken op"):
        services.brief_intrekken(brief=brief, reden="Nog eens", door=None)
    with pytest.raises(Error, match="Cannot update"), transaction.atomic():
        Brief.objects.filter(pk=brief.pk).update(ingetrokken_op=None, ingetrokken_reden="")


def test_inzage_cannot_change_or_go(dossier, lezer):
    inzage = Inzage.objects.create(
        bron=dossier, gebruiker=lezer, soort="brief", bestand_id=dossier.pk, omschrijving="x", is_toegestaan=True
    )

    with pytest.raises(Error, match="Cannot"), transaction.atomic():
        inzage.delete()
    with pytest.raises(Error, match="Cannot"), transaction.atomic():
        Inzage.objects.update(omschrijving="y")
