"""Starting a round, registering a pupil, and what a school says that it has."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from swv.invullen.leerling import leerling_van
from swv.kern.fouten import Geweigerd
from swv.kern.models import Gebeurtenis
from swv.kern.nummering import volgend_nummer
from swv.kern.opmaak import datum
from swv.organisaties.models import Gebruiker, School
from voorzieningen.models import Schoolaanbod, Schoolwissel, Wisselronde

VELDEN = ("niveaus", "leerjaar", "profiel", "postcode", "bereik", "nodig", "toelichting", "toestemming_op")
WENSEN = ("wens1", "wens2", "wens3")


def ronde_starten(*, schooljaar: int, aanmelden_tot: date, doel_op: date, door: Gebruiker) -> Wisselronde:
    """Schools can register from now on. Raises Geweigerd when a round for this school year runs already."""
    ronde = Wisselronde(schooljaar=schooljaar, aanmelden_tot=aanmelden_tot, doel_op=doel_op)
    try:
        with transaction.atomic():
            ronde.save()
            _gebeurd(ronde, "ronde_starten", "Ronde gestart", door)
    except IntegrityError as fout:
        if "wisselronde_een_per_schooljaar" not in str(fout):
            raise
        zin = "Voor dit schooljaar loopt al een ronde. Rond die eerst af."
        raise Geweigerd(zin, velden={"schooljaar": [zin]}) from fout
    return ronde


def aanmelden(*, ronde: Wisselronde, school: School, gegevens: Mapping[str, Any], door: Gebruiker) -> Schoolwissel:
    """The school registers a pupil of its own for a round. `gegevens` is what `AanmeldForm` cleaned.

    Raises Geweigerd when the round takes nobody any more, the number of the pupil is somebody else, or the pupil is
    registered in this round already.
    """
    try:
        with transaction.atomic():
            return _aanmelden(_open_ronde(ronde), school, gegevens, door)
    except IntegrityError as fout:
        if "schoolwissel_een_per_ronde" not in str(fout):
            raise
        zin = "Deze leerling is al aangemeld voor deze ronde. Open die aanmelding om iets te veranderen."
        raise Geweigerd(zin, velden={"leerlingnummer": [zin]}) from fout


def _open_ronde(ronde: Wisselronde) -> Wisselronde:
    """The round as it is now. Raises Geweigerd when it takes nobody any more."""
    nu = _vastgehouden(ronde)
    if nu.status != Wisselronde.Status.LOOPT:
        raise Geweigerd("Deze ronde is afgerond. Bel het bureau als de leerling toch nog mee moet doen.")
    if not nu.kan_aanmelden:
        raise Geweigerd(f"Aanmelden kon tot en met {datum(nu.aanmelden_tot)}. Bel het bureau als dat toch nog moet.")
    return nu


def _vastgehouden(ronde: Wisselronde) -> Wisselronde:
    """Nobody closes the round until the end of the transaction; others register in it, and the worker reckons."""
    rijen = Wisselronde.objects.raw("SELECT * FROM voorzieningen_wisselronde WHERE id = %s FOR KEY SHARE", [ronde.pk])
    return rijen[0]


def _aanmelden(ronde: Wisselronde, school: School, gegevens: Mapping[str, Any], door: Gebruiker) -> Schoolwissel:
    wissel = Schoolwissel(ronde=ronde, school=school, leerling=leerling_van(school, gegevens))
    nummer = volgend_nummer("schoolwissel", ronde.schooljaar)
    wissel.kenmerk = f"W-{ronde.schooljaar % 100:02d}{(ronde.schooljaar + 1) % 100:02d}-{nummer:05d}"
    invullen(wissel, gegevens)
    wissel.save()
    wissel.niet_naar.set(gegevens["niet_naar"])
    _gebeurd(wissel, "aanmelden", "Aangemeld", door)
    return wissel


def invullen(wissel: Schoolwissel, gegevens: Mapping[str, Any]) -> None:
    """Take over what was typed; nothing is stored yet."""
    for naam in VELDEN:
        setattr(wissel, naam, gegevens[naam])
    for naam in WENSEN:
        setattr(wissel, f"{naam}_id", gegevens[naam])


def niet_gestuurd(wissel: Schoolwissel, fout: Geweigerd) -> None:
    """Keep for the bureau why the proposal was not sent, until it is or until a new one is reckoned."""
    Schoolwissel.objects.filter(pk=wissel.pk, status=Schoolwissel.Status.AANGEMELD).update(niet_gestuurd=fout.zin)


@transaction.atomic
def aanbod_bewaren(
    *, school: School, ondersteuning: Iterable[str], profielen: Iterable[str], door: Gebruiker
) -> Schoolaanbod:
    """What this school has, for pupils who seek another school. It counts from the next proposal on."""
    waarden = {
        "ondersteuning": list(ondersteuning),
        "profielen": list(profielen),
        "door": door,
        "bijgewerkt_op": timezone.now(),
    }
    aanbod, _ = Schoolaanbod.objects.update_or_create(school=school, defaults=waarden)
    return aanbod


def _gebeurd(bron: Wisselronde | Schoolwissel, handeling: str, label: str, door: Gebruiker) -> None:
    Gebeurtenis.objects.create(bron=bron, handeling=handeling, label=label, door=door, naar_status=bron.status)
