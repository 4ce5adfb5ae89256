"""Who may do what with a change of an award. Who somebody is to it is the same as to the aanvraag."""

from typing import Any

import rules

from aanvragen.models import Aanvraag, Status, Wijziging
from aanvragen.rules import (
    is_bestuur,
    is_bureau,
    is_coordinator,
    is_directeur,
    is_ondertekenaar,
    is_school,
    is_systeem,
)

__all__ = [
    "is_bestuur",
    "is_bureau",
    "is_coordinator",
    "is_directeur",
    "is_ondertekenaar",
    "is_school",
    "is_systeem",
]


@rules.predicate
def mag_beginnen(user: Any, aanvraag: Aanvraag) -> bool:
    """Whether this person may begin a change: the school of an award, or the bureau."""
    is_van = is_coordinator.test(user, aanvraag) or is_bureau.test(user, aanvraag)
    return aanvraag.status == Status.TOEGEKEND and bool(is_van)


def mag_verloop_lezen(user: Any, aanvraag: Aanvraag) -> bool:
    """What became of an award is for its school and board, the bureau and the directeur-bestuurder."""
    return bool((is_school | is_bureau | is_directeur).test(user, aanvraag))


def mag_invullen(user: Any, wijziging: Wijziging) -> bool:
    return wijziging.is_concept and bool(is_coordinator.test(user, wijziging))


def mag_bijlagen(user: Any, wijziging: Wijziging) -> bool:
    """Files may also be added while the bureau waits for a supplement, by the school or its board."""
    if wijziging.wacht_op_aanvulling:
        return bool(is_school.test(user, wijziging))
    return mag_invullen(user, wijziging)


def mag_weggooien(user: Any, wijziging: Wijziging) -> bool:
    """Only what was never sent is thrown away; after that a school withdraws."""
    return wijziging.ingediend_op is None and mag_invullen(user, wijziging)


def mag_lezen(user: Any, wijziging: Wijziging) -> bool:
    """Whether this person may open the change and its files; the same rule as every list."""
    return Wijziging.objects.for_user(user).filter(pk=wijziging.pk).exists()
