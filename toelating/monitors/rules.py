"""Who may do what with an aanmelding and with a thuiszitter. Who sees which stands in `for_user` of both."""

from typing import Any

import rules
from django.utils import timezone

from swv.organisaties.models import Rolsoort, School
from toelating.models import Aanmelding, Thuiszitter, Thuiszittersregel

BUREAU, BEIDE, PORTAAL = "het bureau", "de school, het bestuur of het bureau", "het portaal zelf"
BUREAU_OF_PORTAAL = "het bureau of het portaal"
DOORZETTER = "de directeur-bestuurder of een teamleider met doorzettingsmacht"


@rules.predicate
def is_eigen_school(user: Any, dossier: Aanmelding | Thuiszitter) -> bool:
    """The coördinator of the school, or its board, which has the zorgplicht."""
    return user is not None and user.is_active and dossier.school_id in user.school_ids


@rules.predicate
def is_bureau(user: Any) -> bool:
    return user is not None and user.is_active and user.heeft_rol(Rolsoort.BUREAU)


@rules.predicate
def is_systeem(user: Any) -> bool:
    return user is None


@rules.predicate
def is_doorzetter(user: Any) -> bool:
    """The directeur-bestuurder, or somebody of the bureau whom the rule of today names."""
    if user is None or not user.is_active:
        return False
    if user.heeft_rol(Rolsoort.DIRECTEUR):
        return True
    if not user.heeft_rol(Rolsoort.BUREAU):
        return False
    return Thuiszittersregel.op(timezone.localdate()).doorzetters().filter(pk=user.pk).exists()


school_of_bureau = is_bureau | is_eigen_school
bureau_of_portaal = is_bureau | is_systeem


# --- Pages -------------------------------------------------------------------------------------------------------


@rules.predicate
def ziet_monitors(user: Any) -> bool:
    rollen = (Rolsoort.COORDINATOR, Rolsoort.BESTUUR, Rolsoort.BUREAU, Rolsoort.DIRECTEUR)
    return bool(user.is_authenticated and user.heeft_rol(*rollen))


@rules.predicate
def meldt(user: Any) -> bool:
    """A school, a board, or the bureau for a school that calls."""
    rollen = (Rolsoort.COORDINATOR, Rolsoort.BESTUUR, Rolsoort.BUREAU)
    return bool(user.is_authenticated and user.heeft_rol(*rollen))


@rules.predicate
def ziet_regio(user: Any) -> bool:
    """All schools of the region."""
    return bool(user.is_authenticated and user.heeft_rol(Rolsoort.BUREAU, Rolsoort.DIRECTEUR))


@rules.predicate
def ziet_cijfers(user: Any) -> bool:
    """Numbers: the bureau and the directeur-bestuurder of the region, a board of its own schools."""
    return bool(user.is_authenticated and user.heeft_rol(Rolsoort.BUREAU, Rolsoort.DIRECTEUR, Rolsoort.BESTUUR))


@rules.predicate
def beheert_regels(user: Any) -> bool:
    return bool(user.is_authenticated and user.heeft_rol(Rolsoort.BEHEERDER))


rules.add_perm("toelating.monitors_inzien", ziet_monitors)
rules.add_perm("toelating.monitors_melden", meldt)
rules.add_perm("toelating.monitors_regio", ziet_regio)
rules.add_perm("toelating.monitors_cijfers", ziet_cijfers)
rules.add_perm("toelating.view_aanmelding", ziet_regio)
rules.add_perm("toelating.view_thuiszitter", ziet_regio)
rules.add_perm("toelating.view_thuiszittersregel", ziet_regio | beheert_regels)
rules.add_perm("toelating.add_thuiszittersregel", beheert_regels)
rules.add_perm("toelating.change_thuiszittersregel", beheert_regels)


def scholen_om_te_melden(user: Any) -> list[School]:
    """The schools for which this person may register somebody, by name: the own ones, for the bureau all members."""
    scholen = School.objects.leden().order_by("naam", "code")
    return list(scholen if is_bureau.test(user) else scholen.filter(pk__in=user.school_ids))
