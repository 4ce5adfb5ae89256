"""Where the demo may show what nobody may see elsewhere."""

from django.conf import settings
from django.core.management.base import CommandError

OMGEVINGEN = frozenset({"Demo", "Test"})


def is_demo() -> bool:
    return settings.OMGEVING in OMGEVINGEN


def alleen_in_demo() -> None:
    """Stops a command outside the demo: it would show codes or add invented people. Raises CommandError."""
    if not is_demo():
        raise CommandError("Dit kan alleen in de demo. Dit is een echt portaal.")
