"""Who may read the notice itself."""

from typing import Any

from toelating.models import Ingebrekestelling


def mag_lezen(user: Any, rij: Ingebrekestelling) -> bool:
    """Who may know of it: who judges it, and who sent it as far as that reads in the portal."""
    return Ingebrekestelling.objects.for_user(user).filter(pk=rij.pk).exists()
