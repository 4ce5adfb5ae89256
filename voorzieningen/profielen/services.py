"""Beginning a profile or a checklist: once per school at a time, filled with what stood there before."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from swv.kern.fouten import NietToegestaan, VoorwaardeNietVervuld
from swv.kern.models import Gebeurtenis
from swv.kern.schooljaar import schooljaar
from swv.organisaties.models import Gebruiker, School
from voorzieningen.models import (
    Antwoord,
    Checklist,
    Checklisteditie,
    Checklistitem,
    Checkliststatus,
    Profiel,
    Profielstatus,
)
from voorzieningen.profielen.onderdelen import antwoorden_per_tekst, ijkpunten_van

D = TypeVar("D", Profiel, Checklist)


def profiel_beginnen(*, school: School, door: Gebruiker) -> Profiel:
    """A new version of the profile, with the texts of the one before; the one in the making when there is one.

    Raises NietToegestaan for another school.
    """
    bezig = (Profielstatus.CONCEPT, Profielstatus.VOORGELEGD)
    return _beginnen(Profiel, bezig, school=school, door=door, maak=lambda: _nieuw_profiel(school, door))


def _nieuw_profiel(school: School, door: Gebruiker) -> Profiel:
    vorige = Profiel.objects.filter(school=school, gepubliceerd_op__isnull=False).order_by("-gepubliceerd_op").first()
    return Profiel(school=school, opsteller=door, antwoorden=vorige.antwoorden if vorige else {})


def checklist_beginnen(*, school: School, door: Gebruiker) -> Checklist:
    """A checklist of the edition of today, with the answers that the school fixed last; the one in the making when
    there is one.

    Raises NietToegestaan for another school, VoorwaardeNietVervuld when there is no edition.
    """
    bezig = (Checkliststatus.CONCEPT,)
    return _beginnen(Checklist, bezig, school=school, door=door, maak=lambda: _nieuwe_checklist(school, door))


def _nieuwe_checklist(school: School, door: Gebruiker) -> Checklist:
    vandaag = timezone.localdate()
    editie = Checklisteditie.objects.op(vandaag)
    if editie is None:
        raise VoorwaardeNietVervuld("Er is nog geen checklist. Vraag het bureau om een editie klaar te zetten.")
    return Checklist(
        school=school,
        opsteller=door,
        editie=editie,
        schooljaar=schooljaar(vandaag),
        antwoorden=_zoals_eerder(school, editie),
    )


def _zoals_eerder(school: School, editie: Checklisteditie) -> dict[str, Any]:
    """The answers that were fixed last, for the questions that read the same in this edition."""
    vorige = Checklist.objects.filter(school=school, status=Checkliststatus.VASTGESTELD).order_by("-schooljaar").first()
    if vorige is None:
        return {}
    per_tekst = antwoorden_per_tekst(vorige)
    ijkpunten = ijkpunten_van(list(Checklistitem.objects.filter(editie=editie)))
    delen = {
        rij.code: {item.veld: per_tekst[item.tekst] for item in rij.items if item.tekst in per_tekst}
        for rij in ijkpunten
    }
    return {code: antwoorden for code, antwoorden in delen.items() if set(antwoorden.values()) <= set(Antwoord.values)}


@transaction.atomic
def _beginnen(model: type[D], bezig: tuple[str, ...], *, school: School, door: Gebruiker, maak: Callable[[], D]) -> D:
    """Hold the school, so that two colleagues begin one dossier."""
    if school.pk not in door.school_ids or school.is_buiten_regio:
        raise NietToegestaan("Alleen de school zelf of haar bestuur kan dit beginnen.")
    School.objects.select_for_update(no_key=True).get(pk=school.pk)
    bestaand = model.objects.filter(school=school, status__in=bezig).first()
    if bestaand is not None:
        return bestaand
    dossier = maak()
    dossier.save()
    Gebeurtenis.objects.create(
        bron=dossier, handeling="beginnen", label="Begonnen", door=door, naar_status=dossier.status
    )
    return dossier
