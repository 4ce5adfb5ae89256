"""Writes on a dossier that a school fills in, that are no change of state: keeping what is typed, files, refusals,
throwing a draft away. And what the acts of every room share: versions and questions of the bureau."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from swv.documenten.models import Bijlage
from swv.documenten.services import bijlage_toevoegen, bijlage_verwijderen
from swv.invullen import bsn, samen
from swv.invullen.antwoorden import bijlagen
from swv.invullen.models import Aanvullingsverzoek, Gesprek, GeweigerdStuk, Invuldossier, Versie
from swv.invullen.onderdelen import AANVULLING, OVERIG, Bewijsstuk
from swv.invullen.voortgang import weigeringen
from swv.kern.fouten import Geweigerd, VerkeerdeStatus, Verouderd, VoorwaardeNietVervuld
from swv.organisaties.models import Gebruiker, Leerling
from swv.termijnen import services as termijnen
from swv.termijnen.models import Soort as Klok
from swv.termijnen.models import Termijn
from swv.termijnen.selectors import open_termijn

NIET_TOEVOEGEN = "U kunt nu geen bestanden toevoegen. Stuur het bureau een bericht als dat wel nodig is."
ALLEEN_CONCEPT = "Alleen een concept kunt u weggooien. Wat u al heeft ingediend, kunt u wel intrekken."

D = TypeVar("D", bound=Invuldossier)


def _vergrendel(dossier: D) -> D:
    """The row as it is now, locked until the end of the transaction."""
    return type(dossier)._base_manager.select_for_update().get(pk=dossier.pk)


def _niet_wijzigen(dossier: Invuldossier) -> VerkeerdeStatus:
    return VerkeerdeStatus(f"U kunt {dossier.wat} nu niet wijzigen. Ga terug naar het dossier om te zien wat wel kan.")


# --- Typing --------------------------------------------------------------------------------------------------


@transaction.atomic
def antwoorden_bewaren(dossier: D, *, onderdeel: str, antwoorden: dict[str, Any], versie: int, door: Gebruiker) -> D:
    """Keep what was typed in one part, right or wrong, exactly as typed; only never a BSN.

    Raises Verouderd when the dossier changed since version `versie` was shown; then nothing is overwritten.
    """
    antwoorden = {naam: zonder_nul(waarde) for naam, waarde in antwoorden.items()}
    rij = _vergrendel(dossier)
    if not rij.mag_invullen(door):
        raise _niet_wijzigen(rij)
    _weiger_bsn(antwoorden)
    if rij.antwoorden.get(onderdeel) == antwoorden:
        return rij
    if versie != rij.versie:
        wie = samen.waarom_verouderd(rij, onderdeel=onderdeel, door=door)
        raise Verouderd(f"{wie} Vergelijk beide versies en bewaar daarna opnieuw.")
    rij.antwoorden = {**rij.antwoorden, onderdeel: antwoorden}
    rij.bewaard_op = timezone.now()
    rij.versie += 1
    rij.save(update_fields=["antwoorden", "bewaard_op", "versie", "gewijzigd_op"])
    samen.ingevuld(rij, onderdeel=onderdeel, door=door, op=rij.bewaard_op)
    return rij


def zonder_nul(waarde: Any) -> Any:
    """PostgreSQL keeps no NUL, and its refusal would hold the text; people neither type nor see it."""
    return waarde.replace("\0", "") if isinstance(waarde, str) else waarde


def _weiger_bsn(velden: dict[str, Any]) -> None:
    """Even a draft may not hold it. The page still shows what was typed, so that it can be corrected."""
    if namen := bsn.velden_met_bsn(velden):
        raise VoorwaardeNietVervuld(bsn.ZIN, velden={naam: [bsn.ZIN] for naam in namen})


@transaction.atomic
def weggooien(dossier: Invuldossier, *, door: Gebruiker) -> None:
    """Throw a draft away with its files and refusals; what was written to the bureau about it stays there.

    Raises VerkeerdeStatus once it was sent.
    """
    rij = _vergrendel(dossier)
    if not rij.mag_weggooien(door):
        raise VerkeerdeStatus(ALLEEN_CONCEPT)
    for bijlage in bijlagen(rij):
        bijlage_verwijderen(bijlage=bijlage, door=door)
    rij.geweigerde_stukken.all().delete()
    samen.vergeet(rij)
    Gesprek.objects.van(rij).update(weggegooid_op=timezone.now())
    rij.delete()


# --- Files and refusals --------------------------------------------------------------------------------------


def bijlage_bijvoegen(dossier: Invuldossier, *, upload: Any, soort: str, door: Gebruiker) -> Bijlage:
    """Add a checked file. Raises Geweigerd with a sentence about this one file."""
    _weiger_toevoegen(dossier, soort=soort, door=door)
    if zin := bsn.bezwaar_tegen_bestand(upload):
        raise Geweigerd(zin)
    with transaction.atomic():
        bijlage = bijlage_toevoegen(bron=dossier, upload=upload, soort=soort, door=door)
        # Uploading and scanning takes a while: a colleague may have sent the dossier meanwhile.
        _weiger_toevoegen(_vergrendel(dossier), soort=soort, door=door)
        return bijlage


def _weiger_toevoegen(dossier: Invuldossier, *, soort: str, door: Gebruiker) -> None:
    """Not now, not by this person, or not this kind of document. Raises Geweigerd."""
    if not dossier.mag_bijlagen(door):
        raise VerkeerdeStatus(NIET_TOEVOEGEN)
    labels = {stuk.code: stuk.label for stuk in (*dossier.bewijsstukken, AANVULLING, OVERIG)}
    if soort not in labels:
        raise Geweigerd("Kies bij welk onderdeel dit bestand hoort.")
    if soort in weigeringen(dossier):
        raise Geweigerd(
            f"Er is niets toegevoegd: er is gemeld dat ‘{labels[soort]}’ is geweigerd. "
            "Mag u het stuk nu wel geven? Neem dan eerst die melding terug."
        )


@transaction.atomic
def bijlage_weghalen(dossier: Invuldossier, *, bijlage: Bijlage, door: Gebruiker) -> None:
    """Take a file away as long as it was not sent yet. Raises VerkeerdeStatus afterwards."""
    rij = _vergrendel(dossier)
    grens = rij.verstuurd_tot
    if not rij.mag_bijlagen(door) or (grens and bijlage.op < grens):
        raise VerkeerdeStatus("Dit bestand hoort bij wat u al heeft verstuurd. U kunt het niet meer weghalen.")
    bijlage_verwijderen(bijlage=bijlage, door=door)


@transaction.atomic
def stuk_weigeren(dossier: Invuldossier, *, stuk: Bewijsstuk, reden: str, door: Gebruiker) -> GeweigerdStuk:
    """Mark that the parents or the pupil refuse this document (Awb 4:3): it is missing no longer. Marking it again
    keeps the newest reason. Raises Geweigerd when it cannot be refused, or when it is there."""
    rij = _vergrendel(dossier)
    if not rij.mag_bijlagen(door):
        raise _niet_wijzigen(rij)
    if not stuk.weigerbaar:
        raise Geweigerd(f"‘{stuk.label}’ is altijd nodig. Voeg het stuk toe.")
    if bijlagen(rij).filter(soort=stuk.code).exists():
        raise Geweigerd(f"Bij ‘{stuk.label}’ staat al een bestand. Verwijder dat eerst als het stuk is geweigerd.")
    _weiger_bsn({"reden": reden})
    weigering, _ = rij.geweigerde_stukken.update_or_create(
        soort=stuk.code, defaults={"reden": zonder_nul(reden), "door": door, "op": timezone.now()}
    )
    return weigering


@transaction.atomic
def weigering_terugnemen(dossier: Invuldossier, *, stuk: Bewijsstuk, door: Gebruiker) -> None:
    """The document can be given after all, as long as files may be added. A second time does nothing."""
    rij = _vergrendel(dossier)
    if not rij.mag_bijlagen(door):
        raise _niet_wijzigen(rij)
    rij.geweigerde_stukken.filter(soort=stuk.code).delete()


# --- Versions and questions of the bureau: called by the acts of a room ----------------------------------------


def nieuwe_versie(dossier: Invuldossier, *, door: Gebruiker) -> Versie:
    """Fix the answers as they are sent now, beside what was sent before."""
    nummer = dossier.versies.count() + 1
    return Versie.objects.create(bron=dossier, nummer=nummer, antwoorden=dossier.antwoorden, door=door)


@transaction.atomic
def aanvulling_vragen(
    dossier: Invuldossier, *, vraag: str, uiterlijk: date, door: Gebruiker, herinner_opdracht: str
) -> Aanvullingsverzoek:
    """Something is missing: the school gets until a date, and the decision term stands still (Awb 4:5, 4:15).

    `herinner_opdracht` names the work that reminds the school. Raises Geweigerd when no decision term runs, or when
    it stands still already.
    """
    verzoek = Aanvullingsverzoek.objects.create(bron=dossier, vraag=vraag, uiterlijk=uiterlijk, gevraagd_door=door)
    termijnen.opschorten(
        termijn=beslistermijn(dossier),
        uitgenodigd_op=timezone.localdate(),
        hersteltermijn_tot=uiterlijk,
        herinner_opdracht=herinner_opdracht,
    )
    return verzoek


@transaction.atomic
def antwoord_op_aanvulling_bewaren(dossier: Invuldossier, *, antwoord: str, door: Gebruiker) -> None:
    """Keep the answer that the school is still typing to a question of the bureau."""
    rij = _vergrendel(dossier)
    if not rij.wacht_op_aanvulling or not rij.mag_bijlagen(door):
        raise VerkeerdeStatus(
            "U kunt deze vraag nu niet beantwoorden. Ga terug naar het dossier om te zien wat wel kan."
        )
    _weiger_bsn({"antwoord": antwoord})
    rij.aanvullingsverzoeken.open().update(antwoord=zonder_nul(antwoord))


@transaction.atomic
def aanvulling_sturen(dossier: Invuldossier, *, antwoord: str, door: Gebruiker) -> Termijn:
    """The school supplements: the question is answered and the decision term, returned here, runs on from today.

    Raises Geweigerd when no question is open or no decision term runs.
    """
    verzoek = dossier.open_vraag
    if verzoek is None:
        raise Geweigerd("Er staat geen vraag meer open. Ga terug naar het dossier om te zien wat u nu kunt doen.")
    nu = timezone.now()
    verzoek.antwoord, verzoek.beantwoord_op, verzoek.beantwoord_door = antwoord, nu, door
    verzoek.save()
    return termijnen.hervatten(termijn=beslistermijn(dossier), aangevuld_op=timezone.localdate(nu))


@transaction.atomic
def sluit_open_vraag(dossier: Invuldossier, *, door: Gebruiker | None) -> None:
    """A question that nobody answered in time ends, with its clock, by what follows on it; what the school was still
    typing was never sent and goes."""
    dossier.aanvullingsverzoeken.open().update(antwoord="", beantwoord_op=timezone.now(), beantwoord_door=door)
    if vraag := open_termijn(dossier, Klok.AANVULLING):
        termijnen.afronden(termijn=vraag, op=timezone.localdate())


def beslistermijn(dossier: Invuldossier) -> Termijn:
    """The running (or suspended) term of the decision. Raises Geweigerd when none runs any more."""
    termijn = open_termijn(dossier, dossier.klok)
    if termijn is None:
        raise Geweigerd(
            f"Voor {dossier.wat} loopt geen beslistermijn meer. "
            "Ga terug naar het dossier om te zien wat u nu kunt doen."
        )
    return termijn


# --- The pupil --------------------------------------------------------------------------------------------------


@transaction.atomic
def leerling_verbeteren(leerling: Leerling | None, gegevens: Mapping[str, Any]) -> str:
    """Correct a name or date of birth for every dossier of this pupil (AVG art. 16); gives a line for the timeline.

    Raises VoorwaardeNietVervuld when nothing differs.
    """
    assert leerling is not None
    rij = Leerling.objects.select_for_update().get(pk=leerling.pk)
    veranderd = [naam for naam, waarde in gegevens.items() if getattr(rij, naam) != waarde]
    if not veranderd:
        raise VoorwaardeNietVervuld("U heeft niets veranderd. Verbeter de naam of de geboortedatum.")
    for naam in veranderd:
        setattr(rij, naam, gegevens[naam])
    rij.save(update_fields=veranderd)
    return f"Verbeterd: {', '.join(veranderd)}."
