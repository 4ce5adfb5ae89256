"""Making an activity, coming on its list, and giving what comes free. Whoever gives a place holds the activity."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from swv.kern.fouten import Geweigerd, NietToegestaan
from swv.kern.models import Gebeurtenis
from swv.kern.nummering import volgend_nummer
from swv.kern.opmaak import datum, datumtijd
from swv.kern.schooljaar import kort, schooljaar
from swv.organisaties.models import Gebruiker, School
from voorzieningen.activiteiten import berichten, inschrijvingen, rules, slot
from voorzieningen.activiteiten.forms import moment, sessienaam
from voorzieningen.models import Activiteit, Activiteitstatus, Inschrijving, Sessie
from voorzieningen.models.inschrijvingen import AL_INGESCHREVEN

NUMMERREEKS = "activiteit"


@transaction.atomic
def activiteit_maken(*, door: Gebruiker, dag: date, van: time, tot: time, plaats: str, **gegevens: Any) -> Activiteit:
    """A new activity with its first meeting, as a draft that only the bureau sees."""
    begint, eindigt = moment(dag, van), moment(dag, tot)
    jaar = schooljaar(dag)
    activiteit = Activiteit.objects.create(
        kenmerk=f"E-{kort(dag)}-{volgend_nummer(NUMMERREEKS, jaar):05d}",
        schooljaar=jaar,
        begint=begint,
        eindigt=eindigt,
        **gegevens,
    )
    sessie = Sessie.objects.create(activiteit=activiteit, begint=begint, eindigt=eindigt, plaats=plaats)
    Gebeurtenis.objects.create(
        bron=activiteit,
        handeling="activiteit_maken",
        label="Gemaakt",
        door=door,
        naar_status=activiteit.status,
        toelichting=f"{sessienaam(sessie)}, {plaats}.",
    )
    return activiteit


@transaction.atomic
def inschrijven(
    *,
    activiteit: Activiteit,
    door: Gebruiker,
    naam: str = "",
    school: School | None = None,
    op: datetime | None = None,
) -> Inschrijving:
    """Put somebody on the list: `door` itself, or a colleague by `naam` and `school`.

    Gives a place when one is free and nobody waits, otherwise the last place in line. The bureau may put people on
    the list also before and after the days to enrol. Raises Geweigerd when it is too early, too late or not meant for
    this person, and when they are on the list already.
    """
    slot.vergrendelen(activiteit.pk)
    activiteit = Activiteit.objects.get(pk=activiteit.pk)
    is_zelf = not naam
    _controleer(activiteit, door, is_zelf=is_zelf)
    naam = naam or door.naam
    _niet_dubbel(activiteit, door if is_zelf else None, naam, school)
    inschrijving = Inschrijving.objects.create(
        activiteit=activiteit,
        persoon=door if is_zelf else None,
        naam=naam,
        school=school,
        ingeschreven_door=door,
        ingeschreven_op=op or timezone.now(),
    )
    Gebeurtenis.objects.create(
        bron=inschrijving,
        handeling="inschrijven",
        label="Ingeschreven" if is_zelf else "Door een collega ingeschreven",
        door=door,
        naar_status=inschrijving.status,
    )
    if _aan_de_beurt(activiteit) == inschrijving:
        inschrijving = inschrijvingen.plaats_krijgen(inschrijving, door=None)
    berichten.na_inschrijven(inschrijving)
    return inschrijving


def wachtlijst_bedienen(activiteit_id: UUID | str) -> list[Inschrijving]:
    """Give every free place to the first in line; return who got one.

    When somebody is just doing an act on the first in line, nothing is given out of turn: raises OperationalError, and
    the work is tried again a moment later.
    """
    gekregen = []
    with transaction.atomic():
        slot.vergrendelen(UUID(str(activiteit_id)))
        activiteit = Activiteit.objects.get(pk=activiteit_id)
        while not activiteit.is_begonnen and (eerste := _aan_de_beurt(activiteit)):
            rij = Inschrijving.objects.select_for_update(of=("self",), nowait=True).get(pk=eerste.pk)
            rij = inschrijvingen.plaats_krijgen(rij, door=None)
            berichten.aan_deelnemer(rij, "activiteit_plaats")
            gekregen.append(rij)
    return gekregen


def _aan_de_beurt(activiteit: Activiteit) -> Inschrijving | None:
    """The first in line while a place is free; None when it is full, called off or over."""
    if activiteit.status not in (Activiteitstatus.OPEN, Activiteitstatus.GESLOTEN):
        return None
    mensen = Inschrijving.objects.filter(activiteit=activiteit)
    if activiteit.capaciteit is not None and mensen.met_plaats().count() >= activiteit.capaciteit:
        return None
    return mensen.wachtend().first()


def _controleer(activiteit: Activiteit, door: Gebruiker, *, is_zelf: bool) -> None:
    recht = "activiteiten.inschrijven" if is_zelf else "activiteiten.collega_inschrijven"
    if not door.has_perm(recht, activiteit):
        voor = f" Zij is voor: {activiteit.voor_wie}." if activiteit.voor else ""
        raise NietToegestaan(f"U kunt zich niet inschrijven voor deze activiteit.{voor} Vragen? Bel het bureau.")
    als_bureau = not is_zelf and rules.is_bureau.test(door)
    if zin := dicht(activiteit, als_bureau=als_bureau):
        raise Geweigerd(zin)


def dicht(activiteit: Activiteit, *, als_bureau: bool = False) -> str:
    """Why nobody can come on the list now: a Dutch sentence, empty when one can."""
    if activiteit.status not in (Activiteitstatus.OPEN, Activiteitstatus.GESLOTEN):
        return f"Inschrijven kan niet: de activiteit heeft de status ‘{activiteit.get_status_display()}’."
    if als_bureau:
        return ""
    if activiteit.is_begonnen:
        return f"Inschrijven kan niet meer: de activiteit begon op {datumtijd(activiteit.begint)}."
    return _buiten_de_dagen(activiteit)


def _buiten_de_dagen(activiteit: Activiteit) -> str:
    vandaag = timezone.localdate()
    if vandaag < activiteit.inschrijven_van:
        return f"Inschrijven kan vanaf {datum(activiteit.inschrijven_van)}. Kom dan terug."
    if vandaag > activiteit.inschrijven_tot:
        return f"Inschrijven kon tot en met {datum(activiteit.inschrijven_tot)}. Wilt u toch komen? Bel het bureau."
    if activiteit.status == Activiteitstatus.GESLOTEN:
        return "De inschrijving is gesloten. Wilt u toch komen? Bel het bureau."
    return ""


def _niet_dubbel(activiteit: Activiteit, persoon: Gebruiker | None, naam: str, school: School | None) -> None:
    """Raises Geweigerd. The constraints refuse it too, but say so in no words."""
    actief = activiteit.inschrijvingen.exclude(status=Inschrijving.Status.AFGEMELD)
    if persoon is not None and actief.filter(persoon=persoon).exists():
        raise Geweigerd("U staat al op de lijst van deze activiteit. U vindt uw inschrijving bij ‘Mijn activiteiten’.")
    if school is not None and actief.filter(school=school, naam__iexact=naam).exists():
        raise Geweigerd(AL_INGESCHREVEN, velden={"naam": [AL_INGESCHREVEN]})
