"""Who may do what with an aanvraag: small questions about a person and a dossier."""

from typing import Any

import rules

from aanvragen.models import Aanvraag, Status
from swv.organisaties.models import Rolsoort


@rules.predicate
def is_systeem(user: Any, aanvraag: Aanvraag) -> bool:
    """The portal itself, in the background."""
    return user is None


@rules.predicate
def is_coordinator(user: Any, aanvraag: Aanvraag) -> bool:
    return user is not None and user.is_active and user.is_coordinator_van(aanvraag.school_id)


@rules.predicate
def is_bestuur(user: Any, aanvraag: Aanvraag) -> bool:
    return user is not None and user.is_active and user.is_bestuur_van(aanvraag.school.bestuur_id)


@rules.predicate
def is_bureau(user: Any, aanvraag: Aanvraag) -> bool:
    return user is not None and user.heeft_rol(Rolsoort.BUREAU)


@rules.predicate
def is_directeur(user: Any, aanvraag: Aanvraag) -> bool:
    return user is not None and user.heeft_rol(Rolsoort.DIRECTEUR)


@rules.predicate
def is_schrijver_van_advies(user: Any, aanvraag: Aanvraag) -> bool:
    return user is not None and aanvraag.advies_door_id == user.pk


@rules.predicate
def is_betrokken_deskundige(user: Any, aanvraag: Aanvraag) -> bool:
    """An expert whom the bureau asked to read this dossier."""
    return (
        user is not None
        and user.heeft_rol(Rolsoort.DESKUNDIGE)
        and aanvraag.deskundigen.through.objects.filter(aanvraag=aanvraag.pk, gebruiker=user.pk).exists()
    )


is_beantwoorder = is_bureau | is_betrokken_deskundige
is_school = is_coordinator | is_bestuur
is_toezegger = is_bureau & ~is_school
is_ondertekenaar = is_directeur & ~is_schrijver_van_advies


def mag_invullen(user: Any, aanvraag: Aanvraag) -> bool:
    """Whether this person may type in the form now: a draft, or a plan after feedback, of the own school."""
    is_bij_school = aanvraag.status == Status.CONCEPT or aanvraag.status == Status.FEEDBACK_GEGEVEN
    return is_bij_school and bool(is_coordinator.test(user, aanvraag))


def mag_bijlagen(user: Any, aanvraag: Aanvraag) -> bool:
    """Files may also be added while the bureau waits for a supplement, by the school or its board."""
    if aanvraag.wacht_op_aanvulling:
        return bool(is_school.test(user, aanvraag))
    return mag_invullen(user, aanvraag)


def mag_weggooien(user: Any, aanvraag: Aanvraag) -> bool:
    """Only what was never sent is thrown away; after that a school withdraws."""
    return aanvraag.is_concept and not aanvraag.kenmerk and mag_invullen(user, aanvraag)


def mag_lezen(user: Any, aanvraag: Aanvraag) -> bool:
    """Whether this person may open the dossier and its files; the same rule as every list."""
    return Aanvraag.objects.for_user(user).filter(pk=aanvraag.pk).exists()
