"""Who may do what with a verantwoording, and who reads the total."""

from typing import Any

import rules

from aanvragen.models import Effectmeting, Verantwoording, Verantwoordingstatus
from swv.organisaties.models import Rolsoort


@rules.predicate
def is_systeem(user: Any, dossier: Any) -> bool:
    """The portal itself, in the background."""
    return user is None


@rules.predicate
def is_coordinator(user: Any, dossier: Verantwoording | Effectmeting) -> bool:
    return user is not None and user.is_active and user.is_coordinator_van(dossier.school_id)


@rules.predicate
def is_bestuur(user: Any, dossier: Verantwoording | Effectmeting) -> bool:
    return user is not None and user.is_active and user.is_bestuur_van(dossier.school.bestuur_id)


@rules.predicate
def is_bureau(user: Any, dossier: Any) -> bool:
    return user is not None and user.heeft_rol(Rolsoort.BUREAU)


@rules.predicate
def kende_toe(user: Any, verantwoording: Verantwoording) -> bool:
    """Signed the award: another person judges what was done with it."""
    return user is not None and verantwoording.aanvraag.besloten_door_id == user.pk


is_school = is_coordinator | is_bestuur
is_beoordelaar = is_bureau & ~kende_toe & ~is_school
is_bureau_of_systeem = is_bureau | is_systeem


def mag_invullen(user: Any, verantwoording: Verantwoording) -> bool:
    """The school or its board types and adds files, until it is sent and again when the bureau asks something."""
    bij_school = (Verantwoordingstatus.KLAARGEZET, Verantwoordingstatus.AANVULLING_GEVRAAGD)
    return verantwoording.status in bij_school and bool(is_school.test(user, verantwoording))


def mag_antwoorden_lezen(user: Any, verantwoording: Verantwoording) -> bool:
    """What is typed and attached: the school and its board always, bureau and directeur-bestuurder once it was sent."""
    if not Verantwoording.objects.for_user(user).filter(pk=verantwoording.pk).exists():
        return False
    return verantwoording.is_verstuurd or bool(is_school.test(user, verantwoording))


@rules.predicate
def mag_rapport_lezen(user: Any) -> bool:
    """Figures per school and kind, without a dossier behind them."""
    return user.is_authenticated and user.heeft_rol(Rolsoort.BUREAU, Rolsoort.DIRECTEUR, Rolsoort.CONTROLLER)


rules.add_perm("verantwoording.rapport_inzien", mag_rapport_lezen)
