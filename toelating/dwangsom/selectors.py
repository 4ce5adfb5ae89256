"""Reads of notices that are not settled yet."""

from typing import Any

from toelating.dwangsom.stand import Dwangsomstand, standen
from toelating.models import Ingebrekestelling


def open_standen(user: Any = None) -> list[Dwangsomstand]:
    """Every open notice as it stands today, what comes first on top; with `user` those that this person may see. A
    fixed number of queries."""
    rijen = Ingebrekestelling.objects.open() if user is None else Ingebrekestelling.objects.for_user(user).open()
    gevonden = standen(list(rijen.select_related("aanvraag__school", "bezwaar__aanvraag__school")))
    return sorted(gevonden, key=lambda stand: (stand.eerste_dag is None, stand.eerste_dag, stand.rij.pk))
