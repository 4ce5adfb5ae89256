"""TLVs as rows, without the acts before them: for lists, nights and figures, which need many at once.

zaai(wereld)                                                a vso TLV of school A for this school year
zaai(wereld, status="verzilverd", op=wereld.vso_school)     in use there since its first day
"""

from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from swv.kern.schooljaar import laatste_dag_schooljaar, schooljaar
from swv.organisaties.models import School
from tests.factories.organisaties import LeerlingFactory
from tests.factories.toelating import Toelatingswereld
from toelating.models import (
    Onderwijssoort,
    Plaatsing,
    Soort,
    Status,
    Tlvaanvraag,
    Toelatingsregeling,
    Verklaring,
    Verklaringstatus,
)
from toelating.models.aanvraag import BESLOTEN

_teller = count(1)
MET_SCHOOL = (
    Verklaringstatus.OPGEHAALD,
    Verklaringstatus.VERZILVERD,
    Verklaringstatus.BEEINDIGD,
    Verklaringstatus.VERLOPEN,
)


def moment(dag: date, uur: int = 10) -> datetime:
    """That day, in the time of the portal."""
    return timezone.make_aware(datetime.combine(dag, time(uur)))


def zaai_aanvraag(
    wereld: Toelatingswereld,
    *,
    soort: str = Soort.VSO,
    status: str = Status.AFGEGEVEN,
    ingediend_op: date | None = None,
    besloten_op: date | None = None,
    **velden: Any,
) -> Tlvaanvraag:
    """A request in a state, as it may stand in the database."""
    nummer = next(_teller)
    besloten = besloten_op or timezone.localdate()
    is_besloten = status in BESLOTEN
    school = velden.pop("school", wereld.personas.school)
    return Tlvaanvraag.objects.create(
        soort=soort,
        status=status,
        regeling=Toelatingsregeling.objects.get(soort=soort),
        school=school,
        aangevraagd_door=wereld.personas.coordinator,
        kenmerk=f"T-9999-{nummer:05d}",
        leerling=velden.pop("leerling", None) or LeerlingFactory(school=school),
        ingediend_op=moment(ingediend_op or besloten - timedelta(days=30)),
        besluitnummer=f"TB-9999-{nummer:05d}" if is_besloten else None,
        besloten_op=moment(besloten) if is_besloten else None,
        besloten_door=wereld.personas.directeur if is_besloten else None,
        **{"bekendgemaakt_op": moment(besloten) if is_besloten else None, **velden},
    )


def zaai(
    wereld: Toelatingswereld,
    *,
    onderwijs: str = Onderwijssoort.VSO,
    categorie: str = "L",
    status: str = Verklaringstatus.AFGEGEVEN,
    op: School | None = None,
    ingang: date | None = None,
    einde: date | None = None,
    afgegeven_op: date | None = None,
    geplaatst_op: date | None = None,
    aanvraag: dict[str, Any] | Tlvaanvraag | None = None,
    **velden: Any,
) -> Verklaring:
    """A TLV in a state; `op` is the school that has it, by default the vso or pro school."""
    vandaag = timezone.localdate()
    is_pro = onderwijs == Onderwijssoort.PRO
    afgegeven = afgegeven_op or vandaag
    ingang = ingang or date(schooljaar(vandaag), 8, 1)
    if not isinstance(aanvraag, Tlvaanvraag):
        soort = Soort.PRO if is_pro else Soort.VSO
        aanvraag = zaai_aanvraag(wereld, **{"soort": soort, "besloten_op": afgegeven, **(aanvraag or {})})
    school = (op or (wereld.pro_school if is_pro else wereld.vso_school)) if status in MET_SCHOOL else None
    einde = einde or laatste_dag_schooljaar(max(vandaag, ingang))
    zit_er = status in MET_SCHOOL[1:]
    verklaring = Verklaring.objects.create(
        nummer=f"VO9999-{afgegeven.year}-{next(_teller):05d}",
        status=status,
        aanvraag=aanvraag,
        leerling=aanvraag.leerling,
        onderwijs=onderwijs,
        categorie="" if is_pro else categorie,
        ingang=ingang,
        einde=einde,
        afgegeven_op=afgegeven,
        school=school,
        opgehaald_op=moment(afgegeven) if school else None,
        opgehaald_door=wereld.vso_coordinator if school else None,
        geplaatst_op=(geplaatst_op or ingang) if zit_er else None,
        **{"geldig_tot": einde, **velden},
    )
    if zit_er:
        tot = None if status == Verklaringstatus.VERZILVERD else verklaring.geldig_tot + timedelta(days=1)
        Plaatsing.objects.create(
            verklaring=verklaring,
            school=school,
            van=verklaring.geplaatst_op,
            tot=tot,
            vastgelegd_door=wereld.vso_coordinator,
        )
    return verklaring
