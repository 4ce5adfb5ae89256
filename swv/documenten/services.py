"""Adding and removing attachments; writing, filing and withdrawing letters. No permission checks: the caller's
act decides who may; reading is decided in `toegang`."""

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import DatabaseError, models, transaction
from django.utils import timezone

from swv.documenten import zegel
from swv.documenten.brieven import render_brief_html
from swv.documenten.codes import nieuwe_code
from swv.documenten.controle import keur
from swv.documenten.models import BIJLAGEN, BRIEVEN, Bijlage, Brief
from swv.documenten.opslag import prive_opslag, willekeurige_naam
from swv.documenten.pdf import render_pdf
from swv.kern.fouten import Geweigerd, VerkeerdeStatus, VoorwaardeNietVervuld
from swv.kern.opdrachten import klaarzetten
from swv.kern.opmaak import datum as datum_in_woorden
from swv.organisaties.models import Gebruiker, Samenwerkingsverband

logger = logging.getLogger(__name__)

OPDRACHT_BRIEF = "documenten.brief"
MAX_BIJLAGEN = 50  # per dossier
WEES_NA = timedelta(hours=1)  # longer than any request or task can take between file and row


# --- Attachments -------------------------------------------------------------------------------------------


def bijlage_toevoegen(*, bron: models.Model, upload: UploadedFile, soort: str, door: Gebruiker) -> Bijlage:
    """Check an uploaded file and add it to a dossier.

    Raises Geweigerd with the name of the file, what is wrong and what to do; then nothing is stored. When this
    transaction fails the file goes at once; when that of the caller rolls back later, `opruimen` takes the file.
    """
    gekeurd = keur(upload)
    sha256 = hashlib.sha256(gekeurd.inhoud).hexdigest()
    naam = ""
    try:
        with transaction.atomic():
            _weiger_te_veel_of_dubbel(bron, soort=soort, bestandsnaam=gekeurd.bestandsnaam, sha256=sha256)
            extensie = "." + gekeurd.bestandsnaam.rpartition(".")[2]
            naam = prive_opslag().save(willekeurige_naam(BIJLAGEN, extensie), ContentFile(gekeurd.inhoud))
            return Bijlage.objects.create(
                bron=bron,
                soort=soort,
                bestandsnaam=gekeurd.bestandsnaam,
                inhoudstype=gekeurd.inhoudstype,
                grootte=len(gekeurd.inhoud),
                sha256=sha256,
                bestand=naam,
                toegevoegd_door=door,
            )
    except Exception:
        if naam:
            _verwijder_wees(naam)
        raise


def bestand_bewaren(
    *, bron: models.Model, inhoud: bytes, bestandsnaam: str, inhoudstype: str, soort: str, door: Gebruiker
) -> Bijlage:
    """Add a file that the portal itself made to a dossier; `door` is who asked for it. Nothing is checked: what it is
    made of was, when it came in. `bestandsnaam` holds no names of people."""
    extensie = "." + bestandsnaam.rpartition(".")[2]
    naam = prive_opslag().save(willekeurige_naam(BIJLAGEN, extensie), ContentFile(inhoud))
    try:
        with transaction.atomic():
            return Bijlage.objects.create(
                bron=bron,
                soort=soort,
                bestandsnaam=bestandsnaam,
                inhoudstype=inhoudstype,
                grootte=len(inhoud),
                sha256=hashlib.sha256(inhoud).hexdigest(),
                bestand=naam,
                toegevoegd_door=door,
            )
    except Exception:
        _verwijder_wees(naam)
        raise


def _vergrendel(bron: models.Model) -> None:
    """Two files for one dossier wait for each other, so that a double click finds the first."""
    type(bron)._base_manager.select_for_update().get(pk=bron.pk)


def _weiger_te_veel_of_dubbel(bron: models.Model, *, soort: str, bestandsnaam: str, sha256: str) -> None:
    """One file more, and not one that is there already. Raises Geweigerd."""
    _vergrendel(bron)
    aanwezig = Bijlage.objects.van(bron).filter(verwijderd_op__isnull=True)
    if aanwezig.filter(soort=soort, bestandsnaam=bestandsnaam, sha256=sha256).exists():
        raise Geweigerd(f"‘{bestandsnaam}’ is niet toegevoegd: dit bestand staat er al. U hoeft niets te doen.")
    if aanwezig.count() >= MAX_BIJLAGEN:
        raise Geweigerd(
            f"‘{bestandsnaam}’ is niet toegevoegd: er zijn al {MAX_BIJLAGEN} bestanden. "
            "Verwijder eerst een bestand dat niet meer nodig is."
        )


def _verwijder_wees(naam: str) -> None:
    """Remove a file only when it is sure that no row points to it; in doubt `opruimen` looks again later."""
    try:
        if not Bijlage.objects.filter(bestand=naam).exists():
            prive_opslag().delete(naam)
    except DatabaseError:
        logger.warning("Bestand zonder rij blijft staan tot de opruiming.")


@transaction.atomic
def bijlage_verwijderen(*, bijlage: Bijlage, door: Gebruiker) -> Bijlage:
    """Take a file away: the content is gone after commit, the row stays as proof. A second time does nothing."""
    rij = Bijlage.objects.select_for_update().get(pk=bijlage.pk)
    if rij.is_verwijderd:
        return rij
    rij.verwijderd_op = timezone.now()
    rij.verwijderd_door = door
    rij.save(update_fields=["verwijderd_op", "verwijderd_door"])
    naam = str(rij.bestand.name)
    transaction.on_commit(lambda: prive_opslag().delete(naam), robust=True)
    return rij


# --- Letters -----------------------------------------------------------------------------------------------


@transaction.atomic
def brief_klaarzetten(
    *,
    bron: models.Model,
    soort: str,
    sjabloon: str,
    context: Mapping[str, Any],
    titel: str,
    kenmerk: str,
    sleutel: str,
    vervolg: str | None = None,
) -> Brief:
    """Write a letter, once per `sleutel`, in the transaction of the caller; the worker makes and seals the PDF.

    `soort` is a readable word for the public page ("toekenningsbrief"); `titel` and `kenmerk` hold no names, as they
    stand in file names and window titles. `context` holds `brieven.Briefgegevens` and what the template uses; it
    also gives the date of the letter. When the letter is filed, the opdracht `vervolg` is asked for with the
    id of the letter, in the same transaction. A second call with the same key returns the first letter as it is.
    """
    if bestaand := Brief.objects.filter(sleutel=sleutel).first():
        return bestaand
    code = nieuwe_code()
    html = render_brief_html(sjabloon, context, titel=titel, kenmerk=kenmerk, code=code)
    brief, nieuw = Brief.objects.get_or_create(
        sleutel=sleutel,
        defaults={
            "bron": bron,
            "soort": soort,
            "titel": titel,
            "kenmerk": kenmerk,
            "datum": context["datum"],
            "code": code,
            "html": html,
            "vervolg": vervolg or "",
        },
    )
    if nieuw:
        klaarzetten(OPDRACHT_BRIEF, sleutel=f"{OPDRACHT_BRIEF}:{brief.pk}", object_id=brief.pk)
    return brief


def brief_vastleggen(*, brief_id: UUID | str) -> Brief:
    """Make the PDF, seal it and file it: once, however often and wherever this is called or killed.

    The file is written before the row points to it. Killed in between, the file stays behind without a row
    and `opruimen` removes it; the next try makes a new one. Two at the same time: the second finds the letter filed.
    Raises BriefFout or ZegelFout; then nothing changed and the outbox tries again later.
    """
    brief = Brief.objects.get(pk=brief_id)
    if brief.is_opgeslagen:
        return brief
    pdf = zegel.verzegel(
        render_pdf(brief.html),
        plaats=Samenwerkingsverband.huidig().plaats,
        reden=f"{brief.soort.capitalize()} met kenmerk {brief.kenmerk}",
    )
    naam = prive_opslag().save(willekeurige_naam(BRIEVEN, ".pdf"), ContentFile(pdf))
    with transaction.atomic():
        rij = Brief.objects.select_for_update().get(pk=brief_id)
        if not rij.is_opgeslagen:
            rij.pdf.name = naam
            rij.sha256 = hashlib.sha256(pdf).hexdigest()
            rij.opgeslagen_op = timezone.now()
            rij.status = Brief.Status.OPGESLAGEN
            rij.save(update_fields=["pdf", "sha256", "opgeslagen_op", "status"])
            if rij.vervolg:
                klaarzetten(rij.vervolg, sleutel=f"{rij.vervolg}:{rij.pk}", object_id=rij.pk)
    if rij.pdf.name != naam:
        prive_opslag().delete(naam)
    return rij


@transaction.atomic
def brief_intrekken(*, brief: Brief, reden: str, door: Gebruiker | None) -> Brief:
    """Withdraw a letter: the public page says so from now on; the file stays. `door` is None for the portal itself.

    The reason is kept for the dossier and not shown in public.
    """
    if not reden.strip():
        zin = "Vul in waarom de brief wordt ingetrokken."
        raise VoorwaardeNietVervuld(zin, velden={"reden": [zin]})
    rij = Brief.objects.select_for_update().get(pk=brief.pk)
    if rij.ingetrokken_op:
        raise VerkeerdeStatus(f"Deze brief is al ingetrokken op {datum_in_woorden(rij.ingetrokken_op)}.")
    rij.ingetrokken_op = timezone.now()
    rij.ingetrokken_door = door
    rij.ingetrokken_reden = reden.strip()
    rij.save(update_fields=["ingetrokken_op", "ingetrokken_door", "ingetrokken_reden"])
    return rij


# --- Tidying -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Opgeruimd:
    wezen: int
    verwijderd: int


def opruimen() -> Opgeruimd:
    """Remove files that no row points to (older than an hour) and files of removed attachments. Always safe."""
    opslag = prive_opslag()
    grens = timezone.now() - WEES_NA
    wezen = 0
    for map_, rijen, veld in ((BIJLAGEN, Bijlage.objects, "bestand"), (BRIEVEN, Brief.objects, "pdf")):
        namen = list(opslag.namen(map_, ouder_dan=grens))
        for begin in range(0, len(namen), 500):
            groep = namen[begin : begin + 500]
            bekend = set(rijen.filter(**{f"{veld}__in": groep}).values_list(veld, flat=True))
            for naam in groep:
                if naam not in bekend:
                    opslag.delete(naam)
                    wezen += 1
    verwijderd = 0
    for naam in Bijlage.objects.filter(verwijderd_op__lt=grens).values_list("bestand", flat=True).iterator():
        if opslag.exists(naam):
            opslag.delete(naam)
            verwijderd += 1
    return Opgeruimd(wezen, verwijderd)
