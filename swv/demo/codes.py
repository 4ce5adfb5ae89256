"""The codes that the authenticator app of a demo account shows."""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt

from swv.organisaties import tweede_factor


def app_van(email: str) -> Authenticator | None:
    return Authenticator.objects.filter(user__email=email, type=Authenticator.Type.TOTP).first()


def code_op(factor: Authenticator, stap: int) -> str:
    """The code of one period of thirty seconds."""
    return format_hotp_value(hotp_value(decrypt(factor.data["secret"]), stap))


def volgende_code(factor: Authenticator) -> str:
    """The first code that was not used yet."""
    return code_op(factor, tweede_factor.volgende_stap(factor))
