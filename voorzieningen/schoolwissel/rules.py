"""Who may do what with a school change. Who sees which pupil stands in `Schoolwissel.objects.for_user`."""

from typing import Any

import rules

from swv.organisaties.models import Rolsoort
from voorzieningen.plaatsen.rules import is_schoolmens
from voorzieningen.rules import is_bureau, is_eigen_school, is_portaal, mag_voorraad_zien

BUREAU, SCHOOL, NIEUWE = "het bureau", "de school die aanmeldde", "de school waar een plaats is"
SCHOOL_OF_BUREAU = "de school die aanmeldde of het bureau"


@rules.predicate
def is_nieuwe_school(user: Any, wissel: Any) -> bool:
    """The school, or its board, to which the pupil is proposed."""
    if user is None or wissel is None or not user.is_authenticated or wissel.naar_school_id is None:
        return False
    return bool(user.heeft_rol(Rolsoort.COORDINATOR, Rolsoort.BESTUUR) and wissel.naar_school_id in user.school_ids)


bureau_of_portaal = is_bureau | is_portaal
school_of_bureau = is_bureau | is_eigen_school

rules.add_perm("voorzieningen.schoolwissel_overzien", mag_voorraad_zien)
rules.add_perm("voorzieningen.wisselronde_starten", is_bureau)
rules.add_perm("voorzieningen.schoolwissel_aanmelden", is_schoolmens)
rules.add_perm("voorzieningen.schoolaanbod_wijzigen", is_schoolmens)
rules.add_perm("voorzieningen.view_schoolwissel", mag_voorraad_zien)
