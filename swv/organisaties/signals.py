"""What follows when somebody adds or removes a second factor."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.dispatch import receiver
from django.http import HttpRequest

from swv.organisaties import tweede_factor
from swv.organisaties.models import Gebruiker
from swv.organisaties.services import sessies_beeindigen


@receiver(authenticator_added, dispatch_uid="organisaties.factor_toegevoegd")
def factor_toegevoegd(
    sender: Any, request: HttpRequest, user: Gebruiker, authenticator: Authenticator, **kwargs: Any
) -> None:
    """The session that set up the factor goes on; sessions elsewhere, which did not show it, end."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        tweede_factor.leg_vast(request, authenticator)
        sessies_beeindigen(gebruiker=user, behalve=request.session.session_key)


@receiver(authenticator_removed, dispatch_uid="organisaties.factor_verwijderd")
def factor_verwijderd(sender: Any, request: HttpRequest, user: Gebruiker, **kwargs: Any) -> None:
    sessies_beeindigen(gebruiker=user, behalve=request.session.session_key)
