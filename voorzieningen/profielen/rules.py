"""Who may do what with profiles and checklists. Who sees which stands in `SchooldossierQuerySet.for_user`."""

from typing import Any

import rules

from swv.organisaties.models import Rolsoort
from voorzieningen.rules import is_bureau, is_portaal

SCHOOL, BESTUUR, BEIDE = "de school zelf of haar bestuur", "het schoolbestuur", "de school zelf of het bureau"


@rules.predicate
def is_eigen_school(user: Any, dossier: Any) -> bool:
    """A coördinator of this school, or its board."""
    if user is None or dossier is None or not user.is_active:
        return False
    return bool(user.heeft_rol(Rolsoort.COORDINATOR, Rolsoort.BESTUUR) and dossier.school_id in user.school_ids)


@rules.predicate
def is_schoolmens(user: Any) -> bool:
    """Works for a school or a board, and so has a profile to keep."""
    return bool(user is not None and user.is_authenticated and user.heeft_rol(Rolsoort.COORDINATOR, Rolsoort.BESTUUR))


@rules.predicate
def mag_overzien(user: Any) -> bool:
    """Reads how every school stands."""
    return bool(user is not None and user.is_authenticated and user.heeft_rol(Rolsoort.BUREAU, Rolsoort.DIRECTEUR))


@rules.predicate
def mag_regelen(user: Any) -> bool:
    """Sets the norm and makes editions."""
    return bool(user is not None and user.is_authenticated and user.heeft_rol(Rolsoort.BUREAU))


@rules.predicate
def alleen_portaal(user: Any) -> bool:
    return bool(is_portaal.test(user))


school_of_bureau = is_bureau | is_eigen_school

rules.add_perm("voorzieningen.eigen_profiel", is_schoolmens)
rules.add_perm("voorzieningen.profielen_overzien", mag_overzien)
for _naam in ("profiel", "checklist", "profielregel", "checklisteditie", "checklistitem"):
    rules.add_perm(f"voorzieningen.view_{_naam}", mag_overzien)
for _naam in ("profielregel", "checklisteditie", "checklistitem"):
    for _recht in ("add", "change"):
        rules.add_perm(f"voorzieningen.{_recht}_{_naam}", mag_regelen)
rules.add_perm("voorzieningen.delete_checklistitem", mag_regelen)
