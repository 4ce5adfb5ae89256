"""How an aanmelding and a thuiszitter begin: a school, its board or the bureau registers a pupil."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils import timezone

from swv.invullen.leerling import leerling_van
from swv.kern.fouten import Geweigerd
from swv.kern.models import Gebeurtenis
from swv.kern.nummering import volgend_nummer
from swv.kern.schooljaar import kort, schooljaar
from swv.organisaties.models import Gebruiker, Leerling, School
from swv.termijnen.rekenen import laatste_dag
from swv.termijnen.selectors import extra_feestdagen
from toelating.models import Aanmelding, Thuiszitter
from toelating.monitors import berichten
from toelating.monitors.workflow.aanmelding import WEKEN, start_klok
from toelating.monitors.workflow.thuiszitter import leg_verzuim_vast

M = TypeVar("M", Aanmelding, Thuiszitter)
TIEN_WEKEN = 10
AL_GEBRUIKT = (
    "Dit formulier is al verstuurd, voor een andere leerling of een andere school. Ga terug naar de lijst en open een "
    "nieuw formulier. Vul het daar opnieuw in."
)


@transaction.atomic
def aanmelding_vastleggen(
    *,
    school: School,
    leerling: Mapping[str, Any],
    aangemeld_op: date,
    verwacht: str,
    is_ingeschreven: bool,
    sleutel: UUID,
    door: Gebruiker,
) -> Aanmelding:
    """The school received a registration in writing on `aangemeld_op`: its term to decide runs from the day after.

    `leerling` is what `leerlinggegevens` gives. Once per `sleutel`. Raises Geweigerd when the number is somebody
    else's, when the key is another pupil's, or when a registration of this pupil already runs at this school.
    """

    def begin(pupil: Leerling) -> Aanmelding:
        extra = extra_feestdagen()
        return Aanmelding(
            sleutel=sleutel,
            kenmerk=_kenmerk("ZP", "zorgplicht"),
            school=school,
            leerling=pupil,
            vastgelegd_door=door,
            aangemeld_op=aangemeld_op,
            verwacht=verwacht,
            is_ingeschreven=is_ingeschreven,
            beslisdatum=laatste_dag(aangemeld_op, weken=WEKEN, extra=extra),
            tien_weken_op=laatste_dag(aangemeld_op, weken=TIEN_WEKEN, extra=extra),
        )

    aanmelding, is_nieuw = _begin(Aanmelding, school, leerling, sleutel, begin)
    if is_nieuw:
        start_klok(aanmelding)
        _op_de_tijdlijn(aanmelding, "aanmelding_vastleggen", "Aanmelding vastgelegd", door)
    return aanmelding


@transaction.atomic
def thuiszitter_melden(
    *,
    school: School,
    leerling: Mapping[str, Any],
    soort: str,
    reden: str,
    eerste_dag: date | None,
    leerplicht_op: date | None = None,
    bestuur_op: date | None = None,
    sleutel: UUID,
    door: Gebruiker,
) -> Thuiszitter:
    """A pupil of this school sits at home or threatens to; bureau and board hear of it at once.

    Once per `sleutel`. Raises Geweigerd when the number is somebody else's, when the key is another pupil's, or when a
    report of this pupil runs.
    """

    def begin(pupil: Leerling) -> Thuiszitter:
        melding = Thuiszitter(
            sleutel=sleutel,
            kenmerk=_kenmerk("TZ", "thuiszitter"),
            school=school,
            leerling=pupil,
            gemeld_door=door,
            reden=reden,
            leerplicht_op=leerplicht_op,
            bestuur_op=bestuur_op,
        )
        leg_verzuim_vast(melding, soort=soort, eerste_dag=eerste_dag)
        return melding

    melding, is_nieuw = _begin(Thuiszitter, school, leerling, sleutel, begin)
    if is_nieuw:
        _op_de_tijdlijn(melding, "thuiszitter_melden", "Gemeld", door)
        berichten.sturen(melding, "thuiszitter_gemeld", berichten.bureau(), berichten.bestuur(melding))
    return melding


def _begin(
    model: type[M], school: School, leerling: Mapping[str, Any], sleutel: UUID, begin: Callable[[Leerling], M]
) -> tuple[M, bool]:
    """The dossier of this key, made when it is new. The pupil is locked first: two who report at once get one.
    Raises Geweigerd when the key is that of another pupil, or of another school."""
    pupil = leerling_van(school, leerling)
    Leerling.objects.select_for_update().get(pk=pupil.pk)
    if bestaand := model._default_manager.filter(sleutel=sleutel).first():
        if (bestaand.school_id, bestaand.leerling_id) != (school.pk, pupil.pk):
            raise Geweigerd(AL_GEBRUIKT)
        return bestaand, False
    dossier = begin(pupil)
    try:
        dossier.full_clean(exclude=["sleutel"], validate_unique=False)
    except ValidationError as fout:
        velden = {veld: zinnen for veld, zinnen in fout.message_dict.items() if veld != NON_FIELD_ERRORS}
        raise Geweigerd(" ".join(fout.messages), velden=velden) from fout
    dossier.save()
    return dossier, True


def _kenmerk(letters: str, reeks: str) -> str:
    vandaag = timezone.localdate()
    return f"{letters}-{kort(vandaag)}-{volgend_nummer(reeks, schooljaar(vandaag)):05d}"


def _op_de_tijdlijn(dossier: Aanmelding | Thuiszitter, handeling: str, label: str, door: Gebruiker) -> None:
    Gebeurtenis.objects.create(bron=dossier, handeling=handeling, label=label, door=door, naar_status=dossier.status)
