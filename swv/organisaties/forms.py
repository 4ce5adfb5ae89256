"""The forms of login and second factor: allauth's, in Dutch, with the one check of a code behind them."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm as AllauthActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm as AllauthAddWebAuthnForm
from allauth.mfa.webauthn.forms import EditWebAuthnForm as AllauthEditWebAuthnForm
from django import forms
from django.utils.functional import Promise

from swv.kern.formulieren import DutchErrors
from swv.organisaties import tweede_factor

WACHTWOORD_HINT = (
    "Kies minstens 12 tekens; langer is beter. Een paar losse woorden achter elkaar onthoudt u makkelijk. "
    "Gebruik niet uw naam of een wachtwoord dat u ergens anders gebruikt."
)


def _maak_op(formulier: forms.BaseForm, naam: str, *, label: str, hint: str = "", breedte: str = "midden") -> None:
    """Our words on a field of allauth; a placeholder vanishes while typing, so there is none."""
    veld = formulier.fields[naam]
    veld.label, veld.help_text = label, hint
    veld.widget.attrs.pop("placeholder", None)
    veld.breedte = breedte  # type: ignore[attr-defined]


class LoginForm(DutchErrors, account.LoginForm):
    in_zin = {"login": "uw e-mailadres", "password": "uw wachtwoord"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _maak_op(self, "login", label="E-mailadres")
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        _maak_op(self, "password", label="Wachtwoord")


class ReauthenticateForm(DutchErrors, account.ReauthenticateForm):
    in_zin = {"password": "uw wachtwoord"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _maak_op(self, "password", label="Wachtwoord")


class ResetPasswordForm(DutchErrors, account.ResetPasswordForm):
    in_zin = {"email": "uw e-mailadres"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _maak_op(self, "email", label="E-mailadres")


class _TweeKeer(DutchErrors):
    """A new password, typed twice."""

    in_zin = {
        "oldpassword": "uw wachtwoord van nu",
        "password1": "uw nieuwe wachtwoord",
        "password2": "uw nieuwe wachtwoord nog een keer",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _maak_op(self, "password1", label="Nieuw wachtwoord", hint=WACHTWOORD_HINT)  # type: ignore[arg-type]
        _maak_op(self, "password2", label="Nieuw wachtwoord, nog een keer")  # type: ignore[arg-type]

    def add_error(self, field: str | None, error: Any) -> None:
        """allauth says that the passwords differ; say what to do about it."""
        if field == "password2" and isinstance(error, str | Promise):
            error = "De twee wachtwoorden zijn niet gelijk. Vul twee keer hetzelfde wachtwoord in."
        super().add_error(field, error)  # type: ignore[misc]


class ChangePasswordForm(_TweeKeer, account.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _maak_op(self, "oldpassword", label="Wachtwoord van nu")


class ResetPasswordKeyForm(_TweeKeer, account.ResetPasswordKeyForm):
    pass


class _Code(DutchErrors):
    """Six digits of the app. Spaces and dashes that people type between them do not matter."""

    in_zin = {"code": "de code"}
    hint = "De code van 6 cijfers uit uw authenticator-app."

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld = self.fields["code"]
        _maak_op(self, "code", label="Code", hint=self.hint, breedte="kort")  # type: ignore[arg-type]
        veld.widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code"}


class _CodeOfHerstelcode(_Code):
    """A code of the app or a recovery code, each of which works once."""

    hint = "De code van 6 cijfers uit uw authenticator-app, of een herstelcode van 8 cijfers."
    user: Any
    cleaned_data: dict[str, Any]

    def clean_code(self) -> str:
        klaar = mfa.check_rate_limit(self.user)
        code = tweede_factor.cijfers(self.cleaned_data["code"])
        factor = self._passende_factor(code)
        if factor is None:
            raise get_adapter().validation_error("incorrect_code")
        factor.user = self.user
        self.authenticator = factor
        klaar()
        return code

    def _passende_factor(self, code: str) -> Authenticator | None:
        factoren = {factor.type: factor for factor in Authenticator.objects.filter(user=self.user)}
        totp = factoren.get(Authenticator.Type.TOTP)
        if totp is not None and tweede_factor.verbruik(totp, code):
            return totp
        herstel = factoren.get(Authenticator.Type.RECOVERY_CODES)
        if herstel is not None and herstel.wrap().validate_code(code):
            return herstel
        if totp is not None or herstel is not None:
            self._emit_authentication_failed(totp or herstel)  # type: ignore[attr-defined]
        return None


class AuthenticateForm(_CodeOfHerstelcode, mfa.AuthenticateForm):
    pass


class MFAReauthenticateForm(_CodeOfHerstelcode, mfa.ReauthenticateForm):
    pass


class ActivateTOTPForm(_Code, AllauthActivateTOTPForm):
    hint = "De code van 6 cijfers die uw app nu laat zien."


class AddWebAuthnForm(DutchErrors, AllauthAddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _maak_op(
            self,
            "name",
            label="Naam",
            hint="Zo herkent u de passkey later, bijvoorbeeld: laptop van school.",
        )
        if "passwordless" in self.fields:
            _maak_op(
                self,
                "passwordless",
                label="Ik wil hiermee ook inloggen zonder wachtwoord",
                hint="Uw apparaat vraagt dan om uw vingerafdruk, gezicht of pincode.",
            )


class EditWebAuthnForm(DutchErrors, AllauthEditWebAuthnForm):
    in_zin = {"name": "een naam"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _maak_op(self, "name", label="Naam")
