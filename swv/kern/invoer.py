"""What a person fills in with an act. The same form checks it in view, admin, API and task."""

from typing import Any

from swv.kern.formulieren import Formulier
from swv.kern.models import Dossier


class HandelingForm(Formulier):
    """Input of an act on `dossier` by `door`. Without fields: the act needs nothing but a press on the button."""

    def __init__(self, *args: Any, dossier: Dossier, door: Any, **kwargs: Any) -> None:
        self.dossier = dossier
        self.door = door
        super().__init__(*args, **kwargs)
