"""Filters for letters."""

from django import template
from django.template.defaultfilters import stringfilter

register = template.Library()


@register.filter
@stringfilter
def zonder_schema(adres: str) -> str:
    """`https://www.swv.nl/` as people read it: `www.swv.nl`."""
    return adres.removeprefix("https://").removeprefix("http://").rstrip("/")
