"""Who may do what with an activity and with a place in one. Who sees what stands in `for_user` of the models."""

from typing import Any

import rules

from swv.organisaties.models import Rolsoort
from voorzieningen.models import Activiteit, Inschrijving
from voorzieningen.rules import is_bureau, is_portaal, mag_voorraad_zien

BUREAU, PORTAAL, DEELNEMER = "het bureau", "het portaal", "de deelnemer zelf"
DEELNEMER_OF_BUREAU = "de deelnemer zelf, wie de deelnemer inschreef, of het bureau"


@rules.predicate
def is_persoon(user: Any, inschrijving: Inschrijving) -> bool:
    """The participant, with the own account."""
    return bool(user is not None and inschrijving is not None and user.pk == inschrijving.persoon_id)


@rules.predicate
def is_inschrijver(user: Any, inschrijving: Inschrijving) -> bool:
    """Who put this person on the list: a coördinator for a colleague without an account."""
    return bool(user is not None and inschrijving is not None and user.pk == inschrijving.ingeschreven_door_id)


deelnemer_of_bureau = is_persoon | is_inschrijver | is_bureau
deelnemer_bureau_of_portaal = deelnemer_of_bureau | is_portaal


@rules.predicate
def is_bedoeld(user: Any, activiteit: Activiteit) -> bool:
    """Has a role in the portal, and one that the activity is for."""
    if user is None or not user.is_authenticated or not user.rolsoorten:
        return False
    return not activiteit.voor or user.heeft_rol(*activiteit.voor)


@rules.predicate
def heeft_collegas(user: Any) -> bool:
    """May put somebody else on the list, by name and school."""
    soorten = (Rolsoort.COORDINATOR, Rolsoort.BESTUUR, Rolsoort.BUREAU)
    return bool(user is not None and user.is_authenticated and user.heeft_rol(*soorten))


rules.add_perm("activiteiten.inschrijven", is_bedoeld)
rules.add_perm("activiteiten.collega_inschrijven", heeft_collegas & (is_bedoeld | is_bureau))
rules.add_perm("activiteiten.deelnemers_zien", mag_voorraad_zien)
rules.add_perm("voorzieningen.view_activiteit", mag_voorraad_zien)
rules.add_perm("voorzieningen.view_inschrijving", mag_voorraad_zien)
rules.add_perm("voorzieningen.add_activiteit", is_bureau)


def mag_bewijs_lezen(user: Any, inschrijving: Inschrijving) -> bool:
    """Who may read the certificate of this participant."""
    return bool(deelnemer_of_bureau.test(user, inschrijving) or mag_voorraad_zien.test(user))
