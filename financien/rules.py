"""Who sees the money: the controller and the directeur-bestuurder. Nobody edits a row by hand."""

from typing import Any

import rules
from django.contrib.auth.models import AnonymousUser

from swv.organisaties.models import Gebruiker, Rolsoort


@rules.predicate
def is_controller_of_directeur(user: Gebruiker | AnonymousUser) -> bool:
    return isinstance(user, Gebruiker) and user.heeft_rol(Rolsoort.CONTROLLER, Rolsoort.DIRECTEUR)


rules.add_perm("financien.begroting_inzien", is_controller_of_directeur)


# --- Betalen: four eyes. The controller makes a batch; who made or entered something never approves it. -----------


@rules.predicate
def is_controller(user: Gebruiker | AnonymousUser | None) -> bool:
    return isinstance(user, Gebruiker) and user.heeft_rol(Rolsoort.CONTROLLER)


@rules.predicate
def maakte_batch(user: Gebruiker | AnonymousUser | None, batch: Any) -> bool:
    return isinstance(user, Gebruiker) and batch is not None and batch.gemaakt_door_id == user.pk


@rules.predicate
def voerde_rekening_in(user: Gebruiker | AnonymousUser | None, rekening: Any) -> bool:
    return isinstance(user, Gebruiker) and rekening is not None and rekening.ingevoerd_door_id == user.pk


@rules.predicate
def is_portaal(user: Gebruiker | AnonymousUser | None) -> bool:
    """The portal itself acts: the next step of something that a person was allowed to do."""
    return user is None


# Approving, and telling without a file of the bank what became of a payment (docs/adr/0008-four-eyes-on-a-payment.md).
tweede_paar_ogen = is_controller_of_directeur & ~maakte_batch
bevestigt_rekening = is_controller_of_directeur & ~voerde_rekening_in
betaalt_of_portaal = is_controller_of_directeur | is_portaal

rules.add_perm("financien.betalen_inzien", is_controller_of_directeur)
rules.add_perm("financien.betaalbatch_maken", is_controller)
rules.add_perm("financien.bankrekening_invoeren", is_controller_of_directeur)

# --- The budget: the controller loads and changes it, books costs, takes bookings back and closes the year. -------

rules.add_perm("financien.begroting_bijwerken", is_controller)


@rules.predicate
def is_betaling(user: Gebruiker | AnonymousUser | None, boeking: Any) -> bool:
    return boeking is not None and boeking.soort == "betaling"


@rules.predicate
def boekte_zelf(user: Gebruiker | AnonymousUser | None, boeking: Any) -> bool:
    return isinstance(user, Gebruiker) and boeking is not None and boeking.door_id == user.pk


# After a payment is taken back the same money can be paid again: a second person does that (services/omkeren.py).
keert_boeking_om = (is_controller & ~is_betaling) | (is_controller_of_directeur & is_betaling & ~boekte_zelf)
rules.add_perm("financien.boeking_omkeren", keert_boeking_om)

# --- Distributions and forecasts: the controller makes and books them, the directeur-bestuurder reads. ------------

rules.add_perm("financien.verdelen_inzien", is_controller_of_directeur)
rules.add_perm("financien.verdelen", is_controller)
rules.add_perm("financien.prognose_inzien", is_controller_of_directeur)
rules.add_perm("financien.prognose_invullen", is_controller)

# --- The jaarplan: written and read by the bureau, the controller and the directeur-bestuurder. -------------------


@rules.predicate
def werkt_aan_jaarplan(user: Gebruiker | AnonymousUser | None) -> bool:
    return isinstance(user, Gebruiker) and user.heeft_rol(Rolsoort.BUREAU, Rolsoort.CONTROLLER, Rolsoort.DIRECTEUR)


rules.add_perm("financien.jaarplan_inzien", werkt_aan_jaarplan)

# --- Reports and files: whoever sees the budget. -----------------------------------------------------------------

rules.add_perm("financien.rapporten_inzien", is_controller_of_directeur)
