"""What the login page of the demo tells more than a real one. Loaded by templates/demo/ only."""

from django import template

from swv.demo.mensen import MENSEN, WACHTWOORD, Persoon

register = template.Library()


@register.simple_tag
def demo_mensen() -> tuple[Persoon, ...]:
    return MENSEN


@register.simple_tag
def demo_wachtwoord() -> str:
    return WACHTWOORD
