"""How the portal differs from allauth's defaults."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse

from swv.organisaties.context import hoedanigheid
from swv.organisaties.models import Samenwerkingsverband


class AccountAdapter(DefaultAccountAdapter):
    # The login sentence is the same for an unknown address and a wrong password: it tells nobody who has an account.
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Dit account is afgesloten. Neem contact op met het samenwerkingsverband.",
        "email_password_mismatch": (
            "Het e-mailadres of het wachtwoord klopt niet. Controleer allebei en probeer het nog een keer."
        ),
        "enter_current_password": "Dit is niet uw wachtwoord van nu. Probeer het nog een keer.",
        "incorrect_password": "Dit wachtwoord klopt niet. Probeer het nog een keer.",
        "invalid_password_reset": "Deze link werkt niet meer. Vraag een nieuwe link aan.",
        "too_many_login_attempts": (
            "U heeft te vaak iets verkeerds ingevuld. Wacht vijf minuten en probeer het dan nog een keer."
        ),
        "rate_limited": "U probeert het te vaak achter elkaar. Wacht een minuut en probeer het dan nog een keer.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an own account: the functional administrator invites."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """A closed account reads like a wrong password, also for who knows the password."""
        gebruiker = super().authenticate(request, **credentials)
        return gebruiker if gebruiker is not None and gebruiker.is_active else None

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """A proof of the last five minutes is fresh, also when it was given at login.

        allauth counts only proofs asked for again, so a first login would ask the password twice.
        """
        bewijzen = get_authentication_records(self.request, self.request.user)
        laatst = max((bewijs["at"] for bewijs in bewijzen), default=0)
        return time.time() - laatst >= settings.ACCOUNT_REAUTHENTICATION_TIMEOUT

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link in the mail starts with the one known address, never with what a request calls its host."""
        pad = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.BASE_URL + pad.replace("UID-KEY", key)

    def send_password_reset_mail(self, user: AbstractBaseUser, email: str, context: dict[str, Any]) -> None:
        """Who never chose a password is invited: that mail says what the account is for."""
        if user.has_usable_password():
            super().send_password_reset_mail(user, email, context)
        else:
            self.send_mail("account/email/uitnodiging", email, {**context, "hoedanigheid": hoedanigheid(user)})

    def format_email_subject(self, subject: str) -> str:
        return subject

    def render_mail(
        self, template_prefix: str, email: str, context: dict[str, Any], headers: dict[str, str] | None = None
    ) -> Any:
        context = {**context, "swv": Samenwerkingsverband.huidig(), "portaal_url": settings.BASE_URL}
        return super().render_mail(template_prefix, email, context, headers)


class MFAAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": (
            "Dit is uw enige tweede stap; zonder kunt u niet inloggen. Stel eerst een andere in, bijvoorbeeld een "
            "passkey."
        ),
        "cannot_generate_recovery_codes": "Stel eerst een authenticator-app of een passkey in.",
        "incorrect_code": (
            "Deze code klopt niet of is al gebruikt. Wacht tot uw app een nieuwe code laat zien en vul die in."
        ),
        "unverified_email": "Uw e-mailadres is nog niet bevestigd. Neem contact op met het samenwerkingsverband.",
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last factor stays: without one the portal is closed, and a stolen password could set up another."""
        anders = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(pk=authenticator.pk)
        return anders.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        aantal = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return "Passkey" if aantal == 0 else f"Passkey {aantal + 1}"
