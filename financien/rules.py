"""Who sees the money: the controller and the directeur-bestuurder. Nobody edits a row by hand."""

import rules
from django.contrib.auth.models import AnonymousUser

from swv.organisaties.models import Gebruiker, Rolsoort


@rules.predicate
def is_controller_of_directeur(user: Gebruiker | AnonymousUser) -> bool:
    return isinstance(user, Gebruiker) and user.heeft_rol(Rolsoort.CONTROLLER, Rolsoort.DIRECTEUR)


rules.add_perm("financien.begroting_inzien", is_controller_of_directeur)
