"""How many places there are: checked against what was given, and after a change offered to who waits."""

from django.core.exceptions import ValidationError

from voorzieningen.models import Capaciteit
from voorzieningen.plaatsen import selectors, slot


def controleer(capaciteit: Capaciteit) -> None:
    """Hold the facility, and raise ValidationError when more places were given than there would be.

    Call it in the transaction that stores the number.
    """
    slot.vergrendelen(capaciteit.voorziening_id)
    if capaciteit.aantal is None:
        return
    stukken = selectors.stukken(capaciteit.voorziening_id, capaciteit.van, capaciteit.tot)
    bezet = max(stuk.bezet for stuk in stukken)
    if bezet > capaciteit.aantal:
        waren = "is al 1 plaats" if bezet == 1 else f"zijn al {bezet} plaatsen"
        raise ValidationError(
            {"aantal": f"In deze periode {waren} gegeven. Vul ten minste {bezet} in, of beëindig eerst een plaatsing."}
        )


def bewaard(capaciteit: Capaciteit) -> None:
    """The number changed: let the worker offer what is free now."""
    slot.na_nieuw_aantal(capaciteit.voorziening_id)
