"""Who may do what with the catalogue and the robots. Reading the catalogue needs no right: it is public."""

from typing import Any

import rules

from swv.organisaties.models import Rolsoort


def _heeft_rol(user: Any, *soorten: str) -> bool:
    return bool(user is not None and user.is_authenticated and user.heeft_rol(*soorten))


@rules.predicate
def is_portaal(user: Any) -> bool:
    """The portal itself acts: the next step of something that a person was allowed to do."""
    return user is None


@rules.predicate
def is_bureau(user: Any) -> bool:
    return _heeft_rol(user, Rolsoort.BUREAU)


@rules.predicate
def is_catalogusbeheerder(user: Any) -> bool:
    return _heeft_rol(user, Rolsoort.BUREAU, Rolsoort.BEHEERDER)


@rules.predicate
def mag_voorraad_zien(user: Any) -> bool:
    return _heeft_rol(user, Rolsoort.BUREAU, Rolsoort.DIRECTEUR)


@rules.predicate
def is_schoolmens(user: Any) -> bool:
    """Works for a school or a board, and so may have places and loans there."""
    return _heeft_rol(user, Rolsoort.COORDINATOR, Rolsoort.BESTUUR)


@rules.predicate
def is_eigen_school(user: Any, rij: Any) -> bool:
    """The school, or its board, that the loan or the place on the waiting list is for."""
    if user is None or rij is None or not user.is_authenticated:
        return False
    return bool(user.heeft_rol(Rolsoort.COORDINATOR, Rolsoort.BESTUUR) and rij.school_id in user.school_ids)


bureau_of_portaal = is_bureau | is_portaal
bureau_of_eigen_school = is_bureau | is_portaal | is_eigen_school

for _naam in ("voorziening", "alias", "wijzerstap", "wijzeradvies"):
    for _recht in ("view", "add", "change"):
        rules.add_perm(f"voorzieningen.{_recht}_{_naam}", is_catalogusbeheerder)
for _naam in ("alias", "wijzeradvies"):
    rules.add_perm(f"voorzieningen.delete_{_naam}", is_catalogusbeheerder)
for _naam in ("robot", "uitlening", "wachtplaats"):
    rules.add_perm(f"voorzieningen.view_{_naam}", mag_voorraad_zien)
for _recht in ("add", "change"):
    rules.add_perm(f"voorzieningen.{_recht}_robot", is_bureau)
for _naam in ("hulpmiddel", "onderhoud"):
    rules.add_perm(f"voorzieningen.view_{_naam}", mag_voorraad_zien)
    for _recht in ("add", "change"):
        rules.add_perm(f"voorzieningen.{_recht}_{_naam}", is_bureau)
rules.add_perm("voorzieningen.delete_onderhoud", is_bureau)
rules.add_perm("voorzieningen.voorraad_zien", mag_voorraad_zien)
rules.add_perm("voorzieningen.uitlenen", is_bureau)
rules.add_perm("voorzieningen.vrij_zien", mag_voorraad_zien | is_schoolmens)
rules.add_perm("voorzieningen.wachtplaats_verlaten", bureau_of_eigen_school)
