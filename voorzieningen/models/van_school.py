"""Who sees a dossier of a school: one rule for places, loans, waiting lists and registrations."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from swv.organisaties.models import Gebruiker, Rolsoort


def zichtbaar_voor(user: AbstractBaseUser | AnonymousUser) -> Q:
    """The bureau and the director see every row; school and board those of their own schools."""
    if not isinstance(user, Gebruiker):
        return Q(pk__in=[])
    if user.heeft_rol(Rolsoort.BUREAU, Rolsoort.DIRECTEUR):
        return Q()
    return Q(school_id__in=user.school_ids)
