"""Who may do what after an award. The rows themselves say who sees them (`zichtbaar_voor`)."""

from typing import Any

import rules

from aanvragen.models import Afspraak, Evaluatie, Uitvoering
from aanvragen.rules import is_bureau as is_bureau_van_aanvraag
from aanvragen.rules import is_school as is_school_van_aanvraag
from aanvragen.rules import is_systeem
from swv.organisaties.models import Rolsoort

__all__ = [
    "houdt_uren_bij",
    "is_bureau",
    "is_partner",
    "is_school",
    "is_systeem",
    "mag_lezen",
    "schrijft_verslag",
    "zegt_af",
    "ziet_uitvoering",
]

Onderdeel = Uitvoering | Evaluatie | Afspraak


def _uitvoering(rij: Onderdeel) -> Uitvoering:
    return rij if isinstance(rij, Uitvoering) else rij.uitvoering


@rules.predicate
def is_bureau(user: Any, rij: Onderdeel) -> bool:
    return bool(is_bureau_van_aanvraag.test(user, _uitvoering(rij).aanvraag))


@rules.predicate
def is_school(user: Any, rij: Onderdeel) -> bool:
    """A coördinator of the school, or its board."""
    return bool(is_school_van_aanvraag.test(user, _uitvoering(rij).aanvraag))


@rules.predicate
def is_partner(user: Any, rij: Onderdeel) -> bool:
    """Somebody of an organisation that carries out, assigned by the bureau."""
    return user is not None and user.is_active and _uitvoering(rij).is_partner(user)


houdt_uren_bij = is_partner | is_school | is_bureau
schrijft_verslag = is_partner | is_bureau
zegt_af = is_school | is_bureau


def mag_lezen(user: Any, rij: Any) -> bool:
    """Whether this person may open it and its files; the same rule as every list."""
    return bool(type(rij).objects.for_user(user).filter(pk=rij.pk).exists())


def ziet_uitvoering(user: Any) -> bool:
    """Whoever can have a follow-through to look at. No query."""
    rollen = (Rolsoort.COORDINATOR, Rolsoort.BESTUUR, Rolsoort.PARTNER, Rolsoort.BUREAU, Rolsoort.DIRECTEUR)
    return bool(user.is_authenticated and user.heeft_rol(*rollen))
