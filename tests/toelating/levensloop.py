"""What the tests of the bureau share: a clock that stands on a Tuesday, people and dossiers beside those of the
factory."""

from datetime import date, timedelta

import time_machine
from django.utils import timezone

from swv.organisaties.models import Gebruiker, Rolsoort
from tests.factories.organisaties import maak_gebruiker
from tests.factories.toelating import Toelatingswereld, maak_verklaring
from toelating.models import Deskundigheid, Verklaring
from toelating.workflow import verklaring as na

VANDAAG = "2026-10-13 10:00:00+02:00"  # a Tuesday, as in the tests of aanvragen
IN_HET_VOORJAAR = "2026-03-10 10:00:00+01:00"
EERSTE_SCHOOLDAG = "2026-08-25 10:00:00+02:00"


def maak_deskundige(naam: str, beroep: str, **periode: date | None) -> Gebruiker:
    """An expert with one profession, for a year already."""
    deskundige = maak_gebruiker(
        Rolsoort.DESKUNDIGE, email=f"{naam.lower().replace(' ', '.')}@portaal.example", naam=naam
    )
    begin = timezone.localdate() - timedelta(days=365)
    Deskundigheid.objects.create(gebruiker=deskundige, beroep=beroep, **{"geldig_van": begin, **periode})
    return deskundige


def geplaatst(wereld: Toelatingswereld) -> Verklaring:
    """A TLV for vso given in spring, with the pupil at the vso school since the summer."""
    with time_machine.travel(IN_HET_VOORJAAR):
        verklaring = maak_verklaring(wereld, bekend=True)
    with time_machine.travel(EERSTE_SCHOOLDAG):
        door = wereld.vso_coordinator
        verklaring = na.ophalen(verklaring, door=door, school=wereld.vso_school)
        return na.plaatsen(verklaring, door=door, geplaatst_op=date(2026, 8, 24), leerlingnummer="700123")
