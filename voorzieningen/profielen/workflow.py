"""The acts on a profile and on a checklist, in the order in which each lives.

Beginning one stands in `services`. Fixing a new version ends the one before it, in the same transaction.
"""

from datetime import timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from swv.invullen.antwoorden import bezwaren, gegevens_van
from swv.kern.opmaak import datum
from swv.kern.schooljaar import schooljaar
from swv.kern.workflow import Workflow
from swv.termijnen.models import Soort as Klok
from swv.termijnen.services import alles_afronden, start
from voorzieningen.models import (
    Checklist,
    Checklistantwoord,
    Checkliststatus,
    Profiel,
    Profielregel,
    Profielstatus,
)
from voorzieningen.profielen import berichten, rules
from voorzieningen.profielen.forms import RedenForm
from voorzieningen.profielen.onderdelen import gekozen, nog_open
from voorzieningen.profielen.rules import BEIDE, SCHOOL

profielen = Workflow("voorzieningen", Profielstatus, wat="het profiel")
checklists = Workflow("voorzieningen", Checkliststatus, wat="de checklist")

HERINNEREN = "voorzieningen.profiel_herinneren"
VERVANGEN = "Er is een nieuwe versie."


# --- The profile -------------------------------------------------------------------------------------------


def _profiel_is_af(profiel: Profiel) -> str | None:
    return " ".join(bezwaren(profiel)) or None


@profielen.transition(
    source=[Profielstatus.CONCEPT],
    target=Profielstatus.VOORGELEGD,
    allowed=rules.is_eigen_school,
    wie=SCHOOL,
    label="Voorleggen aan het bestuur",
    voorwaarden=(_profiel_is_af,),
)
def profiel_voorleggen(profiel: Profiel, *, door: Any) -> None:
    """The school asks its board to look at the profile and to publish it; nobody types in it meanwhile."""
    berichten.aan_bestuur(profiel, "profiel_voorgelegd")


@profielen.transition(
    source=[Profielstatus.VOORGELEGD],
    target=Profielstatus.CONCEPT,
    allowed=rules.is_eigen_school,
    wie=SCHOOL,
    label="Terug naar concept",
    invoer=RedenForm,
)
def profiel_teruggeven(profiel: Profiel, *, door: Any, reden: str) -> str:
    """The board wants something else, or the school takes it back: it can be typed in again."""
    berichten.aan_school(profiel, "profiel_teruggegeven", behalve=door)
    return reden


@profielen.transition(
    source=[Profielstatus.CONCEPT, Profielstatus.VOORGELEGD],
    target=Profielstatus.GEPUBLICEERD,
    allowed=rules.is_eigen_school,
    wie=SCHOOL,
    label="Publiceren",
    voorwaarden=(_profiel_is_af,),
)
def profiel_publiceren(profiel: Profiel, *, door: Any) -> str:
    """Everybody can read the profile from now on; it counts for two years, and the school is reminded before."""
    vandaag = timezone.localdate()
    if vorige := Profiel.objects.filter(school=profiel.school_id, status=Profielstatus.GEPUBLICEERD).first():
        profiel_vervangen(vorige, door=None)
    profiel.gepubliceerd_op, profiel.gepubliceerd_door = vandaag, door
    profiel.geldig_tot = vandaag + relativedelta(months=Profielregel.objects.op(vandaag).geldig_maanden)
    profiel.voorzieningen.set(gekozen(profiel.antwoorden, profiel.invulregeling.voorzieningen))
    laatste_dag = profiel.geldig_tot - timedelta(days=1)
    start(
        bron=profiel,
        soort=Klok.PROFIEL,
        begin=vandaag,
        uiterlijk=laatste_dag,
        is_wettelijk=False,
        herinner_opdracht=HERINNEREN,
    )
    return f"Geldt tot en met {datum(laatste_dag)}."


@profielen.transition(
    source=[Profielstatus.GEPUBLICEERD],
    target=Profielstatus.VERVALLEN,
    allowed=rules.alleen_portaal,
    wie="het portaal",
    label="Vervangen door een nieuwe versie",
)
def profiel_vervangen(profiel: Profiel, *, door: Any) -> str:
    """A newer version was published."""
    return _profiel_eindigt(profiel, VERVANGEN)


@profielen.transition(
    source=[Profielstatus.GEPUBLICEERD],
    target=Profielstatus.VERVALLEN,
    allowed=rules.school_of_bureau,
    wie=BEIDE,
    label="Profiel intrekken",
    invoer=RedenForm,
)
def profiel_intrekken(profiel: Profiel, *, door: Any, reden: str) -> str:
    """The page disappears: the profile is wrong, or the school closes. The school has no profile until the next."""
    if not rules.is_eigen_school.test(door, profiel):
        berichten.aan_school(profiel, "profiel_ingetrokken")
    return _profiel_eindigt(profiel, reden)


def _profiel_eindigt(profiel: Profiel, reden: str) -> str:
    profiel.reden_einde = reden
    alles_afronden(bron=profiel, op=timezone.localdate())
    return reden


# --- The checklist -----------------------------------------------------------------------------------------


def _checklist_is_af(checklist: Checklist) -> str | None:
    """Every question has an answer. Says how many have not, and where the first is."""
    kader = checklist.invulregeling
    if open_ := nog_open(checklist.antwoorden, kader):
        waren = "1 van de" if len(open_) == 1 else f"{len(open_)} van de"
        heeft = "heeft" if len(open_) == 1 else "hebben"
        return (
            f"De checklist is nog niet af: {waren} {len(kader.items)} vragen {heeft} nog geen antwoord. "
            f"Ga verder bij vraag {open_[0].nummer}."
        )
    return None if kader.items else "Deze editie van de checklist heeft geen vragen. Vraag het bureau om hulp."


@checklists.transition(
    source=[Checkliststatus.CONCEPT],
    target=Checkliststatus.VASTGESTELD,
    allowed=rules.is_eigen_school,
    wie=SCHOOL,
    label="Vaststellen",
    voorwaarden=(_checklist_is_af,),
)
def checklist_vaststellen(checklist: Checklist, *, door: Any) -> str:
    """The answers count for this school year; the bureau reads them and nobody changes them any more."""
    vandaag = timezone.localdate()
    checklist.schooljaar = schooljaar(vandaag)
    waar = {"school": checklist.school_id, "schooljaar": checklist.schooljaar}
    if eerder := Checklist.objects.filter(**waar, status=Checkliststatus.VASTGESTELD).first():
        checklist_vervangen(eerder, door=None)
    checklist.vastgesteld_op, checklist.vastgesteld_door = vandaag, door
    antwoorden = gegevens_van(checklist)
    Checklistantwoord.objects.bulk_create(
        Checklistantwoord(checklist=checklist, item=item, antwoord=antwoorden[item.veld])
        for item in checklist.invulregeling.items
    )
    return f"Schooljaar {checklist.schooljaar_naam}."


@checklists.transition(
    source=[Checkliststatus.VASTGESTELD],
    target=Checkliststatus.VERVALLEN,
    allowed=rules.alleen_portaal,
    wie="het portaal",
    label="Vervangen door een nieuwe versie",
)
def checklist_vervangen(checklist: Checklist, *, door: Any) -> str:
    """The school fixed another one for the same school year."""
    checklist.reden_einde = VERVANGEN
    return VERVANGEN


@checklists.transition(
    source=[Checkliststatus.VASTGESTELD],
    target=Checkliststatus.VERVALLEN,
    allowed=rules.school_of_bureau,
    wie=BEIDE,
    label="Checklist intrekken",
    invoer=RedenForm,
)
def checklist_intrekken(checklist: Checklist, *, door: Any, reden: str) -> str:
    """The answers are wrong: they count no longer, in no figure."""
    if not rules.is_eigen_school.test(door, checklist):
        berichten.aan_school(checklist, "checklist_ingetrokken")
    checklist.reden_einde = reden
    return reden
