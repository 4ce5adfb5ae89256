"""Tells allauth's own script which elements of the page belong to a passkey, as data: the CSP allows no inline code."""

import json

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# The name that allauth's script gives the button, per handler.
_KNOPPEN = {"loginForm": "login", "authenticateForm": "authenticate", "addForm": "add"}


@register.simple_tag
def passkey_script(*, handeling: str, knop: str, veld: str, zonder_wachtwoord: str = "") -> SafeString:
    """`handeling` is allauth's handler, `knop` and `veld` are ids of the button and of the hidden field."""
    ids = {_KNOPPEN[handeling]: knop, "credential": veld}
    if handeling != "loginForm":
        ids["data"] = "js_data"
    if zonder_wachtwoord:
        ids["passwordless"] = zonder_wachtwoord
    return format_html(
        '<script data-allauth-onload="allauth.webauthn.forms.{}" type="application/json">{}</script>',
        handeling,
        mark_safe(json.dumps({"ids": ids}).replace("<", "\\u003C")),
    )
