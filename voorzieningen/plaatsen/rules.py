"""Who may do what with a place. Who sees which place stands in `Plaatsing.objects.for_user`."""

from typing import Any

import rules

from swv.organisaties.models import Rolsoort
from voorzieningen.rules import is_bureau, is_eigen_school, is_portaal, mag_voorraad_zien

BUREAU, SCHOOL, BEIDE = "het bureau", "de school zelf", "de school of het bureau"

bureau_of_portaal = is_bureau | is_portaal
school_of_bureau = is_bureau | is_eigen_school
iedereen_die_meedoet = is_bureau | is_eigen_school | is_portaal


@rules.predicate
def is_schoolmens(user: Any) -> bool:
    """Works for a school or a board, and so may have places there."""
    return bool(user is not None and user.is_authenticated and user.heeft_rol(Rolsoort.COORDINATOR, Rolsoort.BESTUUR))


rules.add_perm("voorzieningen.plaatsen_overzien", mag_voorraad_zien)
rules.add_perm("voorzieningen.eigen_plaatsen", is_schoolmens)
rules.add_perm("voorzieningen.plaatsen_laden", is_bureau)
rules.add_perm("voorzieningen.view_plaatsing", mag_voorraad_zien)
rules.add_perm("voorzieningen.view_capaciteit", mag_voorraad_zien)
for _recht in ("add", "change", "delete"):
    rules.add_perm(f"voorzieningen.{_recht}_capaciteit", is_bureau)
