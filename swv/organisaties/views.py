"""Where the portal is stricter than allauth's own pages."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


class PasskeyVerwijderen(RemoveWebAuthnView):
    """The last second factor stays, also when it is a passkey."""

    def form_valid(self, form: BaseForm) -> HttpResponse:
        if not get_adapter().can_delete_authenticator(self.get_object()):
            messages.error(self.request, get_adapter().error_messages["cannot_delete_authenticator"])
            return redirect("mfa_list_webauthn")
        return super().form_valid(form)


def bij_beheerder(request: HttpRequest) -> HttpResponse:
    """The e-mail address is the account: the functional administrator changes it."""
    messages.info(request, "Uw e-mailadres wijzigt de functioneel beheerder. Neem contact op met het bureau.")
    return redirect("mfa_index")
