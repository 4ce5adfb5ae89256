"""Who may do what with a TLV after it was given."""

from typing import Any

import rules

from swv.organisaties.models import Rolsoort, School
from toelating.models import Verklaring

# A TLV leads to a school of one of these kinds.
MET_TLV = (School.Soort.VSO, School.Soort.PRO)


@rules.predicate
def is_systeem(user: Any, verklaring: Verklaring) -> bool:
    """The portal itself: a next decision, or a day that came."""
    return user is None


@rules.predicate
def is_bureau(user: Any, verklaring: Verklaring) -> bool:
    return user is not None and user.heeft_rol(Rolsoort.BUREAU) and not _is_verschoond(user, verklaring)


@rules.predicate
def is_directeur(user: Any, verklaring: Verklaring) -> bool:
    return user is not None and user.heeft_rol(Rolsoort.DIRECTEUR) and not _is_verschoond(user, verklaring)


@rules.predicate
def is_school_nu(user: Any, verklaring: Verklaring) -> bool:
    """A coördinator of the school that collected it or where the pupil sits."""
    school = verklaring.school_id
    return user is not None and user.is_active and school is not None and user.is_coordinator_van(school)


@rules.predicate
def is_school_van_soort(user: Any, verklaring: Verklaring) -> bool:
    """A coördinator of a school of the kind that this TLV is for. Which one collects it is not a matter of right: the
    school where the pupil applied, which knows the number and the date of birth."""
    return any(school.soort == verklaring.onderwijs for school in scholen_van(user))


@rules.predicate
def is_andere_school_van_soort(user: Any, verklaring: Verklaring) -> bool:
    """The same, of another school than where the pupil sits now."""
    return any(
        school.soort == verklaring.onderwijs and school.pk != verklaring.school_id for school in scholen_van(user)
    )


def scholen_van(user: Any) -> list[School]:
    """The schools of which this person is coördinator; no query."""
    if user is None or not user.is_active:
        return []
    return [rol.school for rol in user.rollen_nu if rol.soort == Rolsoort.COORDINATOR and rol.school]


def _is_verschoond(user: Any, verklaring: Verklaring) -> bool:
    return user.pk in verklaring.aanvraag.verschoonden


# --- Pages -------------------------------------------------------------------------------------------------------


@rules.predicate
def mag_ophalen(user: Any) -> bool:
    """Somebody who works at a school that a TLV can lead to."""
    return any(school.soort in MET_TLV for school in scholen_van(user))


@rules.predicate
def ziet_verklaringen(user: Any) -> bool:
    """Whoever can have a TLV to look at: schools, boards, guests, the bureau and the directeur-bestuurder."""
    rollen = (Rolsoort.COORDINATOR, Rolsoort.BESTUUR, Rolsoort.GAST, Rolsoort.BUREAU, Rolsoort.DIRECTEUR)
    return bool(user.is_authenticated and user.heeft_rol(*rollen))


@rules.predicate
def ziet_alles(user: Any) -> bool:
    """All TLVs of all schools."""
    return bool(user.is_authenticated and user.heeft_rol(Rolsoort.BUREAU, Rolsoort.DIRECTEUR))


@rules.predicate
def ziet_cijfers(user: Any) -> bool:
    """Numbers without pupils; also the controller, who sees no dossier."""
    rollen = (Rolsoort.BUREAU, Rolsoort.DIRECTEUR, Rolsoort.CONTROLLER)
    return bool(user.is_authenticated and user.heeft_rol(*rollen))


rules.add_perm("toelating.tlv_ophalen", mag_ophalen)
rules.add_perm("toelating.verklaringen_inzien", ziet_verklaringen)
rules.add_perm("toelating.alle_verklaringen_inzien", ziet_alles)
rules.add_perm("toelating.cijfers_inzien", ziet_cijfers)
